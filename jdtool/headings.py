"""Headings by their words: which section a heading opens, on a line of its own or glued into one.

The tables hold the wordings; a heading is looked up by its first word, so that most lines meet no pattern at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import sha256
from itertools import islice

from jdtool import patterns
from jdtool.model import SectionKind
from jdtool.titles import names_job

MAX_HEADING = 90  # characters
MAX_CHROME = 70  # characters
ASKING: frozenset[SectionKind] = frozenset({"required", "responsibilities", "preferred"})

# Headings by the section they open. Written as plain words: an apostrophe may be missing in the text, a space may be
# any run of blanks, and "(a|b)" are alternatives. The longest match wins, so that "About you" is not "About <company>".
HEADINGS: dict[SectionKind, tuple[str, ...]] = {
    "required": (
        "(key |minimum |basic |required |mandatory |essential |core |main |our |job |role |technical |general |other |position |candidate )*(requirements|qualifications|prerequisites)( and (skills|experience|qualifications|requirements|education))?( include| needed)?",
        "(minimum|basic|required|mandatory|essential|key|core|technical|hard|professional|relevant|your|necessary|main|specific|must have|must-have) (skills|experience|knowledge|competencies|competences|expertise|criteria|attributes)( and (skills|experience|qualifications|abilities|knowledge|expertise|requirements|education))?( required| needed)?",
        "(skills|experience|knowledge|education|abilities|competencies|expertise)( ,|,| and| &| /|/) ?(skills|experience|knowledge|education|abilities|qualifications|expertise|requirements|training|competencies)( required| needed| and qualifications)?",
        "(skills|experience|education|knowledge) (required|needed|requirements|you'll need|you will need|you need|we are looking for)",
        "required", "essential", "minimum", "mandatory", "competencies", "(desired|required) characteristics", "(certificates|certifications|licen[sc]es)(, | and | & )?.{0,40}",
        "(an |the |you are an |our )?ideal candidate( also)?( has| have| if you| will be able to| will| is)?", "you (are|re|'re) a (good|great) fit( if( you)?)?", "you (might|may|will|would) thrive in this role if( you)?", "who you might be", "(what's )?in your tool ?bag", "(technical )?compétences( techniques)?",
        "must haves?", "what (is|are) required", "what it takes", "what (you|you'll|you will) need( to (have|bring|succeed|know))?",
        "what (you|you'll|you will) bring( to (the (team|table|role)|us))?", "what do you (bring|need)( to the table)?",
        "what (you should have|you have|you must have|you've got|you'll have|makes you (a great fit|great|successful|stand out))",
        "what (we are|were|we're) (looking|searching) for( in you)?", "what we look for", "what we (need|expect|require)( from you)?",
        "what are we looking for", "we are looking for", "we're looking for", "who (we are|we're|were) looking for", "who are we looking for", "who we look for",
        "what (we would|wed|we'd) (love|like)( to see| you to have)?", "what we want( to see)?",
        "about you", "who you are", "who are you", "you are", "you have", "you bring", "you( wi)?ll need", "you'll have", "your (profile|background|qualifications|skills|experience|expertise|skillset|skill set)",
        "(the )?(ideal|right|successful|perfect) (candidate|person|applicant)( profile)?( (will|should|must) have)?", "(candidate|person|job) (profile|specification)s?", "(desired|preferred) profile",
        "this (role|job|position) (is|might be|may be|could be) (right |a (great |good )?fit )?for you( if)?", "you (might|may|could) be a (great|good) fit( if)?", "you should (have|apply if)", "to be successful( in this role)?( you( wi)?ll (need|have))?",
        "(the )?(skills|experience) (you( wi)?ll|we) (need|bring|have|look for)", "success criteria", "skills", "experience", "education", "qualifications and experience", "skills and qualifications", "requirements and skills",
        "(knowledge|skills?|abilities|competencies|experience|education|training|qualifications)((,|/| and| &|, and| or| and/or) (knowledge|skills|abilities|competencies|experience|education|training|qualifications|certifications|requirements)){1,4}( required| needed)?", "what the candidate will need", "what (skills|experience) (do i|will you|do you|you('ll| will)?) need", "what does it take.{0,40}", "the experience you('ll| will)? (bring|need)", "(skills|knowledge|experience).{0,30} you should (possess|have|bring)", "what we hope you (have|bring)", "what (are|do) we (looking for|need|expect)( in| from) you", "(soft|human|personal|interpersonal|people) (skills|qualities|attributes|characteristics|traits)", "(personal |your )?profile", "pre-?requisites", "we('d| would) love to hear from (you|people)( with| who| if)?( you( have)?)?", "please apply if( you)?( have)?", "you('re| are)? a (great|good) fit if you have", "for this (role|position|job),? you( will|'ll| wi?ll)? need", "how to be successful in this role", "(the |our |an? )?(successful |ideal )?(candidates?|applicants?) (will|should|must) (possess|have|be|bring|need)", "minimum qual(ification)? requirements", "who (may|should|can) apply", "abilities", "ability to", "knowledge of", "skill in", "on day one,? we (will )?expect you to have", "what makes you a (great|good|strong) (candidate|fit)", "(the |your )?must haves", "expectations", "personal suitability", "areas? of speciali[sz]ation",
        "(dein|ihr|das|unser|gewünschtes|gesuchtes)( \\w+)? (profil|background|know-?how|können)", "profil", "das (bringst|bringen) (du|sie) (idealerweise )?mit", "(was|das) (bringst du|bringen sie|du|sie|solltest du|sollten sie) (idealerweise )?(mit|mitbringst|mitbringen)( solltest| sollten)?", "(das|was) (zeichnet|macht) (dich|sie) aus", "was (dich|sie) (auszeichnet|ausmacht)", "(damit|womit|so) (du uns )?(überzeugst|begeisterst|punktest)( du)?( uns)?", "darauf freuen wir uns", "(wen )?(wir suchen|suchen wir)( dich)?", "was (wir|unser partner|unsere kunden) (uns )?(von (dir|ihnen) )?(erwarten|wünschen|erwartet)( von (dir|ihnen))?", "(das|was) (wünschen|erwarten) wir( uns)?( von (dir|ihnen))?", "das (bist du|sind sie)", "über (dich|sie)", "(sie sind|du bist|du hast|sie haben)", "(und )?(sie |du )?verfüg(en|st) über", "(fachliche |persönliche |stellen|deine |ihre |die )?(anforderungen|voraussetzungen|fähigkeiten|kompetenzen|kenntnisse|stärken|superkräfte|erfahrung(en)?|qualifikation(en)?)( an (dich|sie))?", "anforderungsprofil", "dein skillset", "deine skills", "das (brauchst|solltest) du( mitbringen| können)?", "was du (brauchst|können solltest)", "wer (du bist|sie sind)", "wonach wir suchen",
        "((votre|ton|le|son) )?profil( du candidat)?( recherché| requis| souhaité| idéal| attendu)?", "qui (vous êtes|tu es|êtes-vous)", "(vos|tes|les|quels) (compétences|atouts|qualités|qualifications|prérequis)( (et|pour) .{2,40})?", "(compétences|connaissances|qualifications)( (requises|recherchées|attendues|techniques|clés|particulières|obligatoires|nécessaires|personnelles|comportementales|(et|&|/) .{3,30}))*", "prérequis", "pré-requis", "exigences( (du poste|requises))?", "ce (qui sera attendu|que nous (recherchons|attendons).{0,20})", "nous recherchons.{0,20}", "(formation|expérience)( et (formation|expérience|compétences))?( requise)?", ".{0,20}qu'est-ce qu'on demande", "l'expertise recherchée( .{2,50})?", "savoir ?(être|faire)",
        "requisitos( (mínimos|imprescindibles|del puesto|del perfil|indispensables|obligatorios|necesarios))?", "(qué|lo que|a quién) (te pedimos|buscamos|esperamos( de ti)?|necesitas|pedimos)", "(tu |el )?perfil( .{2,25})?", "(conocimientos|habilidades|competencias|experiencia|formación)( (requerid[oa]s?|técnic[oa]s|necesari[oa]s|previa|y (conocimientos|habilidades|competencias|experiencia|formación)))*",
        "(functie ?|opleidings)?eisen", "wat (vragen|verwachten) (wij|we)( van (jou|je))?", "(wij|we) vragen( van (jou|je))?", "(jouw|je|het|ons ideale) profiel", "profiel", "wat (neem|breng) (jij|je) mee", "wat (jij|je) meeb?rengt?", "wie (ben|zoeken) (jij|je|wij|we)", "dit (ben|breng|neem|heb|vragen) (jij|je|wij|we).{0,20}", "(jij|je) hebt", "(vaardigheden|competenties|kwalificaties|opleiding)( en (ervaring|vaardigheden|competenties))?",
    ),
    "preferred": (
        "(preferred|desired|desirable|additional|bonus|optional|good to have|nice to have|nice-to-have|ideal|plus) (skills|experience|qualifications|requirements|knowledge|criteria|attributes|points|competencies)( and (skills|experience|qualifications))?( include)?",
        "(nice|good|great) to haves?", "nice-to-haves?", "bonus( points)?( for| if( you( have)?)?)?", "pluses", "(its |it's )?a plus( if( you( have)?)?)?", "preferred", "desirable", "desired", "extra (credit|points)",
        "it (would be|is|will be|'s|s) (a plus|an advantage|great|nice|a bonus)( if)?( you( have)?)?", "what (would be|will be|is) (a plus|nice to have|great|an advantage)", "even better( if)?", "ideally you( have| bring)?", "you might also have", "(will be|would be) (a plus|an advantage)", "advantages?", "brownie points", "(what )?(will|would) set you apart", "we('d| would) be thrilled if",
        "highly preferred", "what (will |would |'ll )?(make you stand out|sets? you apart)", "you('ll| will) (really )?stand out if( you)?",
        "von vorteil( ist| sind| wäre)?", "wünschenswert", "nice to have skills", "idealerweise", "(das ist )?kein muss", "pluspunkte", "(les|vos|un|le) (petits? )?plus( .{2,30})?", "atouts?", "serait un plus", "compétences (appréciées|souhaitées)( .{2,20})?", "(requisitos |conocimientos )?(deseables?|deseados?)", "valorables?", "(se valora(rá)?|valoramos)( positivamente)?", "pluspunten", "(een )?pré", "mooi meegenomen",
    ),
    "responsibilities": (
        "(key |main |core |primary |essential |your |job |role |general |principal |day to day |the |major |position |specific |daily |other )*(responsibilities|accountabilities|duties|tasks|functions|job functions)( and (responsibilities|duties|accountabilities|tasks|deliverables))?( include| will include| are)?",
        "(duties|tasks|role|roles)( and|/| &) ?(responsibilities|duties)( include)?", "roles? and responsibilities",
        "what (you'll|you will|you'll|you) (do|be doing|be working on|work on|own|build|achieve|deliver|be responsible for|get to do|accomplish|contribute|tackle|be up to)( here| day to day| at work| in this role)?",
        "what (will you do|will you be doing|you do|are you going to do|you get to do|does the job entail|do you do|you can expect|the job involves|the role involves|does the role involve)",
        "what youre going to do", "what the candidate will do", "challenges you will solve", "how you'll add value", "the impact you('ll| will) (make|have)", "(votre rôle et )?vos missions", "what will i be doing", "what would your day to day look like", "as part of this role,? you will", "in this role,? you can expect to", "what your day looks like", "(a )?(typical )?day in the life", "a typical day( looks like)?", "your (role|mission|impact|job|day|work|challenge|contribution|key tasks)( and responsibilities)?", "how (you'll|you will|you'll|you) (make an impact|contribute|spend your (time|day)|help)",
        "you will( be)?", "you'll( be)?", "in this (role|position|job),? you (will|'ll|ll)( be)?( responsible for)?", "in this role", "as an? .{3,50} you (will|'ll|ll)( be)?", "the (work|job|mission|impact you( wi)?ll have|challenge|day to day)", "job (duties|functions|tasks)", "scope of (work|role|responsibilities)", "(your )?objectives?( of this role)?", "essential functions( of the job)?", "key (objectives|deliverables|activities|result areas)", "deliverables", "responsible for", "main activities", "what's the job", "the opportunity to",
        "in your day-to-day,? you can expect to", "on a typical day,? you( will|'ll)?( be( working on)?)?", "in this role,? you('ll| will) get to", "you('ll| will) get to", "how (will you|you will|you'll) make an impact", "duties/responsibilities", "responsibilties", "examples of (work|duties)( performed)?", "your day-to-day", "(the |your |our )?(challenges?|missions?)",
        "das sind (deine|ihre) (aufgaben|themen)", "(dein|ihr)e? (job|aufgaben?|rolle|mission|tätigkeit(en)?|tätigkeits(feld|bereich)|verantwortung(sbereich)?|beitrag|tag|arbeitsalltag)( bei uns| im überblick| als .{2,40})?", "daran (wirst du|werden sie) arbeiten", "das (wirst du|werden sie) (machen|tun|bewegen)", "(welche aufgaben|was) (erwarten|erwartet) (dich|sie)( bei uns)?", "so sieht (dein|ihr) tag aus", "was du (machst|bewegst|tust|bewirkst)( bei uns)?", "was sie bei uns bewegen",
        "(deine |ihre |die |unsere )?aufgaben(gebiet|bereich|schwerpunkte|stellung)?", "das erwartet dich", "was dich erwartet", "was sie erwartet", "das machst du( bei uns)?", "dein aufgabengebiet", "tätigkeiten", "deine rolle", "deine mission", "wofür wir dich suchen",
        "(dans ce cadre,? )?(vos |tes |les |ses |votre |ta |la |principales )*(missions?|tâches|responsabilités|activités|prochains défis|défis)( principales| quotidiennes)?( et (responsabilités|missions|activités))?( sont| seront)?( les suivantes| de)?", "(votre|ton|le) rôle( et (vos )?missions)?", "ce que (vous ferez|tu feras|vous allez faire)", "principales responsabilités", "au quotidien",
        "(tus |las |principales |cuáles serán tus |sus )*(funciones|responsabilidades|tareas|retos)( principales)?( y (responsabilidades|tareas|funciones))?( del puesto)?", "(qué|lo que) (harás|vas a hacer)( .{2,25})?", "tu (misión|día a día|rol)",
        "(wat|dit) (ga|gaat|doe) (je|jij)( allemaal)?( doen)?", "wat (je|jij) (gaat doen|doet)", "(jouw|je|de) (rol|taken|functie|werkzaamheden|dag|verantwoordelijkheden)( bij .{2,30})?", "(taken|werkzaamheden|verantwoordelijkheden)( en (verantwoordelijkheden|taken|bevoegdheden))?", "takenpakket", "functie-?(omschrijving|inhoud)", "wat houdt de functie in",
    ),
    "benefits": (
        "(our |the |key |your |main |company |employee |staff |some of (our|the) |additional |core )*(benefits|perks|advantages of working)( (and|&|/) (perks|benefits|compensation|rewards))?( package)?( include| offered)?", "perks( and| &|/) ?benefits", "benefits( and| &|/) ?perks",
        "what (we|we're|were|we are|you) (offer|offering|provide|can offer|give|get|ll get)( you| in return)?", "what (you'll|you will|you'll|you can) (get|receive|enjoy|love|find)( in return)?", "what do (we|you) (offer|get)", "what's in it for (you|me)", "whats in it for (you|me)", "what is in it for you", "what's on offer", "we offer( you)?", "we provide", "why (you'll|you will|you'll) (love|like|enjoy).{0,40}", "in return", "our offer", "the offer", "(total )?rewards( package)?", "the perks", "life at .{2,30}", "why (work (with|for|at)|join) .{2,40}", "why us", "why join( us)?", "(top |the )?reasons to (work|join) .{2,30}",
        "wir bieten( dir| ihnen)?", "das bieten wir( dir| ihnen)?", "was wir bieten", "was wir dir bieten", "unser angebot", "deine vorteile", "deine benefits", "darauf kannst du dich freuen", "das erwartet dich bei uns", "benefits für dich", "wir bieten außerdem", "das (sind (deine|ihre) vorteile|ist unser angebot|bekommst du|können sie von uns erwarten|kannst du von uns erwarten|haben wir zu bieten)", "(deine|ihre|unsere) (vorteile|benefits|perspektiven|leistungen)( .{2,30})?", "leistungen", "was (wir dir|sie dir|wir ihnen|dir|wir euch) bieten", "warum .{2,40}", "freu dich auf",
        "ce que nous (vous |t'|te )?(offrons|proposons)( .{2,30})?", "nous offrons", "(nos |les |vos |quels sont les )?avantages( (à|pour|chez) .{2,30})?", "pourquoi .{2,50}", "(voici )?ce qu'on (t'|vous )offre", "en rejoignant .{2,40}", "(qué |te |se )*ofrece(mos)?", "beneficios( (e|y) .{2,25})?", "por qué .{2,40}",
        "(wat )?(wij|we) bieden( jou| je)?", "(wat|dit) (bieden|krijg) (wij|we|je|jij)( jou| je| van ons)?", "(onze )?arbeidsvoorwaarden", "ons aanbod", "waarom .{2,40}",
    ),
    "pay": (
        "(base |annual |total |expected |target |starting |our |estimated )*(salary|pay|compensation|remuneration|wage|wages|package|rate)( range| band| bands| details| information| transparency| package| rate| scale| and benefits| statement| disclosure)*", "salary range", "pay (range|transparency)( disclosure)?", "pay and benefits", "gehalt", "vergütung", "salaire", "rémunération", "salario", "salaris",
    ),
    "legal": (
        "(our )?commitment to (diversity|equal|equity|inclusion|an inclusive|belonging|dei).{0,60}", "(an )?(equal|eeo) ?(employment )?(opportunity|opportunities)( employer| statement| policy| employment)*", "eeo( statement| policy| employer)?", "(equal|disability) .{0,20}accommodations?", "(reasonable )?accommodations?( request| statement| for applicants.{0,30})?", "diversity( ,|,| and| &) ?(inclusion|equity|equal|belonging).{0,40}", "(diversity|inclusion|belonging)( statement| at .{2,30})?", "equality.{0,40}diversity.{0,20}", "privacy( notice| policy| statement)?", "legal( notice| disclaimer)?", "disclaimers?", "data (protection|privacy)( notice)?", "(notice|note|message) to (recruiters|recruitment agencies|agencies|third party.{0,30}|applicants|candidates).{0,30}", "recruitment agencies", "(recruitment )?(fraud|scam)( alert| warning| notice)?", "background checks?", "e-verify.{0,20}", "california (applicants|residents|privacy).{0,30}", "chancengleichheit", "datenschutz",
    ),
    "apply": (
        "how to apply", "((supplemental|supplementary|screening|application|pre-?screening) )+questions?(\\(s\\))?( for applicants)?", "supplemental questionnaire", "to apply", "apply( now| today| here)?", "(the |our )?(application|interview|interviewing|hiring|recruitment|selection|recruiting) (process|procedure|steps|stages|timeline|instructions)", "next steps", "(the )?application", "interested", "contact( us| information| person| details)?", "kontakt", "bewerbung", "so bewirbst du dich", "jetzt bewerben", "(what is )?the candidate consideration process", "(bewirb dich|bewerben sie sich)( jetzt)?", "(dein|ihr|deine|ihre)?( ?kontakt| ?ansprechpartner(in)?)", "interessiert", "dein weg zu uns", "comment postuler", "(notre )?process(us)? de recrutement( .{2,30})?", "déroulement des entretiens", "cómo aplicar", "(cómo es el )?proceso de selección", "solliciteren", "sollicitatieproce(s|dure)", "(send|submit|e-?mail) your (resume|résumé|cv|application).{0,30}", "ready to apply", "application deadline", "what happens next",
    ),
    "summary": (
        "(the |this |your |about )*(role|job|position|opportunity|team|vacancy|mission|project|assignment|department|client|engagement|internship)( overview| summary| description| purpose| profile| details| at a glance| in brief)*( overview)?", "about (the|this|your|our) (role|job|position|opportunity|team|project|department|internship|work|.{2,30} team|mission of the team)", "(job|role|position|vacancy|general|project|team|program|professional|executive|functional) (description|summary|overview|purpose|details|information|brief|profile|statement|introduction|highlights)", "overview", "summary", "description", "introduction", "purpose( of the (role|job|position))?", "full job description", "job purpose", "tech(nology|nical)? ?stack", "our (tech(nology|nical)? ?)?stack", "(our )?technologies( we use)?", "tools( and technologies)?", "(the )?(tech|stack)", "what we use", "our team", "the team", "meet the team", "reporting to", "reports to", "location", "job details", "details", "where (you'll|you will|you'll) (work|be|sit)", "work (schedule|environment|location|hours|arrangement|conditions)", "working (hours|conditions|environment)", "schedule", "job type", "key (details|facts|information)", "the role in a nutshell", "additional information", "other information", "further information", "physical (demands|requirements)( .{0,40})?", "(residency|travel) requirements?", "work authori[sz]ation", "working environment", "stellenbeschreibung", "über die (stelle|rolle|position)", "jobbeschreibung", "vollständige stellenbeschreibung", "le poste", "(description|descriptif|résumé) du poste", "(votre )?(futur )?environnement( de travail| technique| technologique.{0,20})", "votre (future )?équipe", "descripción( del puesto)?", "sobre (el puesto|la posición)", "over de (functie|vacature)", "volledige vacaturetekst",
    ),
    "company": (
        "about( us| the company| our company| our client| the client| our organi[sz]ation| the organi[sz]ation| the business| the employer)", "(the |our )?(company|client|organi[sz]ation|business|employer)( overview| description| profile| background| summary| information| culture)*", "(our )?(company )?(culture|values|mission|story|vision|mission and vision|culture and values|principles|history|purpose)", "who (are we|we are)( and what we do| looking for you)?", "what (we do|do we do|we stand for|we believe|we value|drives us|makes us .{2,30}|it's like to work .{2,30}|its like to work .{2,30})", "working at .{2,40}", "get to know us", "über uns", "wer wir sind", "das unternehmen", "unternehmensbeschreibung", "qui sommes nous", "wer sind wir", "wer ist .{2,30}", "über (?!\\d|die stelle)[^.]{2,30}", "unsere werte", "à propos( de .{2,30})?", "(l'|notre |la )(entreprise|société|histoire)", "(description|présentation) de (l'entreprise|la société)", "quelques mots sur .{2,30}", "sobre (?!el puesto|la posición).{2,30}", "nuestros valores", "quiénes somos", "la empresa", "over (ons|het bedrijf|de organisatie)", "wie (zijn wij|zijn we|we zijn)", "ons bedrijf", "bedrijfsomschrijving",
    ),
    "related": (
        "(similar|related|recommended|other|more|comparable|featured|suggested|nearby|latest|recent|further|additional|all|explore|browse|view|see|our|top|explore other|see more|view more|browse more|more open|other open|other similar|our other|current|check out) ((open|similar|related|other|more|great|available|all|remote|new) )*(jobs|roles|positions|openings|vacancies|opportunities|postings|job openings|job postings|listings|careers)( (at|from|in|for|near|like|you|with|that|by) ((?! are | is | will | can )[^.]){1,50})?",
        "(people|candidates) (also|who) (viewed|applied|searched|liked).{0,40}", "you (may|might) (also )?(like|be interested in)( these jobs| these roles)?", "(jobs|roles|positions) (you (may|might) (like|be interested in)|like this|for you|similar to this).{0,20}", "jobs from .{2,40}", "(see )?who (else )?is hiring", "recommended( for you)?", "ähnliche (jobs|stellen|stellenangebote|stellenanzeigen)", "weitere (jobs|stellen|stellenangebote)", "das könnte dich auch interessieren", "offres (similaires|d'emploi similaires)", "(ofertas|empleos) similares", "vergelijkbare (vacatures|banen)", "jobs similaires",
    ),
}  # fmt: skip

# Lines of the page around the posting. They stand for nothing.
CHROME = (
    "extracted with ai", "last update.{0,40}", ".{1,60} logo", "apply( now| for this job| on company site)?", "save( job)?", "share( this job)?", "report (this )?job", "back to (jobs|results|search)", "sign in", "log in", "show more", "show less", "see more", "read more", "posted .{1,30} ago", "(\\d{1,3}[+]?|an?) (minutes?|hours?|days?|weeks?|months?) ago", "promoted", "view (company|profile|all jobs)", "follow", "copy link", "easy apply", "skip to (main )?content", "cookie.{0,40}", "menu", "home", "search( jobs)?", "print", "close", "over \\d+ applicants",
)  # fmt: skip

# Words that make an unknown heading's kind clear, tried in this order.
HEADING_CUES: tuple[tuple[SectionKind, str], ...] = (
    ("related", r"similar jobs|related jobs|other jobs|more jobs"),
    ("legal", r"equal opportunit|\beeo\b|accommodation|privacy|diversity|non-?discrimination"),
    ("preferred", r"nice[ -]to[ -]have|good[ -]to[ -]have|\bbonus\b|preferred|desirable|\bpluses\b|\b(?:a|an?[ ]\w{1,9}|un|les|ein) (?:petits )?plus\b|an advantage|von vorteil|wünschenswert|\batouts?\b|deseable|additional (?:skills|experience|qualif)|\bideal(?:ly)? (?:skills|experience|qualif|background)|would be (?:great|nice|good|helpful|ideal)|(?:not|isn.?t) required|extra (?:skills|points)|stand out"),
    ("benefits", r"\bbenefits?\b|\bperks?\b|we offer|in it for you|wir bieten|we provide|join us|love working|avantages|t.offre\b|bieden"),
    ("required", r"requirement|qualification|skills?\b|experience\b|looking for|(?<!if )you (?:have|bring|need)|you.?ll (?:need|bring)|who you are|expertise|profil\b|must[ -]have|proficien|knowledge|(?:does it|it) takes?\b|anforderung|qualifikation|voraussetzung|mitbring|bringst|überzeugst|recherch|compétence|requisito|perfil|\beisen\b|profiel"),
    ("responsibilities", r"responsib|duties|\btasks?\b|you.?ll (?:do|be doing|own|contribute|work)|you will (?:do|be)|will you (?:do|be)|(?:role|job|position) (?:also )?includes?\b|aufgabe|accountab|\bmissions?\b|\bdéfis\b|funciones|tareas|\btaken\b|werkzaamheden"),
    ("pay", r"\bsalary\b|compensation|\bpay\b|remuneration"),
    ("apply", r"how to apply|\bapplication\b|(?:interview|hiring|consideration|recruitment) process|your (?:resume|résumé|cv)\b"),
)  # fmt: skip


def heading_pattern(phrase: str) -> str:
    """A phrase of `HEADINGS` as a pattern: any apostrophe or none, blanks or hyphens.

    What may come any number of times comes at most nine: no heading is longer, and a pattern that is open at its head
    would be tried at each word of a long text to its end.
    """
    bounded = phrase.replace(")*", "){0,9}").replace(")+", "){1,9}")
    return re.sub(r"\((?!\?)", "(?:", bounded.replace("'", "['’´`]?")).replace(" ", r"[\s’'`´-]{1,2}")


def openings(phrase: str) -> set[str]:
    """The words that a text may begin with that fits the phrase, in lower case; "word*" where the word may go on.

    >>> sorted(openings("(what's|the) (good|bad)?")), sorted(openings("pre-?view.{0,9}"))
    (['the', 'what', 'whats'], ['pre', 'preview', 'preview*'])
    """
    words: set[str] = set()

    def read(i: int, before: set[str], inner: bool) -> tuple[int, set[str]]:
        """Reads to the closing bracket, or until all words are whole; gives those that are not."""
        after: set[str] = set()
        now = before
        while i < len(phrase) and phrase[i] != ")" and (now or inner):
            sign, last = phrase[i], now
            i += 1
            if sign == "|":
                after, now = after | now, before
                continue
            if sign == "(":
                ahead = phrase[i] == "?"  # what may not follow
                i, now = read(i, now, True)
                now = last if ahead else now
            elif sign == "." or phrase[i - 1 : i + 1] in ("[^", "\\w", "\\d"):
                i = phrase.index("]", i) + 1 if sign == "[" else i + (sign == "\\")
                words.update(f"{word}*" for word in now)
                now = set()
            elif sign == "'":  # any apostrophe or none
                words.update(now)
            elif sign == "[":
                end = phrase.index("]", i)
                now = {word + letter for word in now for letter in phrase[i:end]}
                i = end + 1
            elif sign.isalnum():
                now = {word + sign for word in now}
            else:
                words.update(now)
                now = set()
            if phrase[i : i + 1] in ("?", "*") or phrase.startswith("{0,", i):
                now = now | last
            if phrase[i : i + 1] in ("?", "*", "+"):
                i += 1
            elif phrase[i : i + 1] == "{":
                i = phrase.index("}", i) + 1
        return i + 1, after | now

    words |= read(0, {""}, False)[1]
    return words - {""}


Phrases = list[tuple[SectionKind, str]]


class Wordings:
    """Phrases found by the first word of a text, each read as a pattern for the whole of it."""

    def __init__(self, phrases: Phrases, loose: bool) -> None:
        """`loose`: blanks and apostrophes as in `heading_pattern`."""
        self.loose = loose
        self.by_opening: dict[str, Phrases] = {}
        texts = [phrase for _, phrase in phrases]
        name = f"openings {sha256(repr(texts).encode()).hexdigest()[:16]}"
        known = patterns.kept(name, list[list[str]], lambda: [sorted(openings(text)) for text in texts])
        for entry, words in zip(phrases, known, strict=True):
            for word in words:
                self.by_opening.setdefault(word, []).append(entry)
        self.stems = [word for word in self.by_opening if word.endswith("*")]
        self.starts = tuple(word[:-1] for word in self.stems if word != "*")
        # What begins with any words is known by its last one.
        self.endings = tuple(phrase.rsplit(" ", 1)[-1] for _, phrase in self.by_opening.get("*", ()))
        self.order = list(dict.fromkeys(kind for kind, _ in phrases))
        self.patterns: dict[str, list[tuple[SectionKind, re.Pattern[str]]]] = {}
        self.made_of: dict[tuple[str, ...], list[tuple[SectionKind, re.Pattern[str]]]] = {}

    def kind(self, words: str) -> SectionKind | None:
        """The first kind that has a phrase for the words, which begin with a letter or digit."""
        first = words.partition(" ")[0].lower()
        if not first.isalnum():
            opening = FIRST_WORD_RE.match(first)
            first = opening[0] if opening else ""
        if (
            first not in self.by_opening
            and not first.startswith(self.starts)
            and not words.lower().endswith(self.endings)
        ):
            return None
        found = self.patterns.get(first)
        if found is None:
            found = self.made(first)
        for kind, pattern in found:
            if pattern.fullmatch(words):
                return kind
        return None

    def made(self, first: str) -> list[tuple[SectionKind, re.Pattern[str]]]:
        """The patterns of the phrases that may begin with the word, by kind."""
        keys = tuple(
            key for key in (first, *self.stems) if key in self.by_opening and first.startswith(key.rstrip("*"))
        )
        if keys in self.made_of:
            return self.made_of[keys]
        entries = [entry for key in keys for entry in self.by_opening.get(key, ())]
        made = []
        for kind in self.order:
            phrases = dict.fromkeys(phrase for k, phrase in entries if k == kind)
            if phrases:
                pattern = "|".join(map(heading_pattern, phrases) if self.loose else phrases)
                made.append((kind, patterns.compile(pattern, re.IGNORECASE)))
        self.made_of[keys] = made
        if first in self.by_opening:  # other words are too many to be kept
            self.patterns[first] = made
        return made


@cache
def _headings() -> Wordings:
    return Wordings([(kind, phrase) for kind, phrases in HEADINGS.items() for phrase in phrases], True)


@cache
def _chrome() -> Wordings:
    return Wordings([("tags", phrase) for phrase in CHROME], False)


FIRST_WORD_RE = patterns.compile(r"[^\W_]+")
CUE_RES = [(kind, patterns.compile(pattern)) for kind, pattern in HEADING_CUES]
SUFFIX_RE = patterns.compile(
    r"(?<![\s,])[\s,]++(?:(?:at|with|for|as|in|of|to|on)\s{1,9}+(?:this\s{1,9}+|the\s{1,9}+|our\s{1,9}+|an?\s{1,9}+)?\S.{0,80}|[–—:-]\s.{1,60}|you(?:['’]?ll)?|here|\(.{1,30}\))$",
    re.IGNORECASE,
)
TAIL_RE = patterns.compile(
    r"\s[–—-]\s(?:the|what|you|your|we|our|things)\b.{1,50}$", re.IGNORECASE
)  # "Extra skills - the edge you have"
ABOUT_RE = patterns.compile(r"about\s{1,9}+(?!the\b|this\b|you\b|your\b|our\b|a\b|an\b)(\S.{0,40})", re.IGNORECASE)


def bare(text: str) -> str:
    """The text without signs at its ends.

    >>> bare("**What you'll do:**"), bare("---")
    ("What you'll do", '')
    """
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return text[start:end]


@lru_cache(maxsize=4096)  # asked more than once for a line, and the same headings return
def heading_kind(text: str) -> SectionKind | None:
    """The section that a heading with these words opens, None where the words are not known.

    >>> heading_kind("What youll do:"), heading_kind("**Nice to have**"), heading_kind("About Pinterest:")
    ('responsibilities', 'preferred', 'company')
    >>> heading_kind("Experience with Kubernetes")
    """
    words = bare(text)
    if not words or len(words) > MAX_HEADING:
        return None
    kind = _headings().kind(words)
    if kind is not None:
        return kind
    if words[:5].lower() == "about" and ABOUT_RE.fullmatch(words) and cue_kind(words) is None:
        return "company" if len(words.split()) <= 5 else None
    marked = text.rstrip().endswith((":", "*", "?")) or text.lstrip().startswith(("#", "**"))
    if not marked and not TAIL_RE.search(words):
        return None
    shorter = SUFFIX_RE.sub("", words)  # "Responsibilities for the Java Engineer", "Expectations - what you need"
    return _headings().kind(shorter) if shorter != words else None


def is_chrome(text: str) -> bool:
    """Whether the line belongs to the page around the posting ("Pinterest logo", "Apply now")."""
    return len(text) <= MAX_CHROME and _chrome().kind(bare(text)) is not None


@lru_cache(maxsize=4096)
def cue_kind(words: str) -> SectionKind | None:
    """The section that an unknown heading opens, by the telling word in it."""
    low = words.lower()
    for kind, cue in CUE_RES:
        match = cue.search(low)
        if match:
            return "summary" if match[0] == "looking for" and names_job(words) else kind
    return None


# Headings looked for inside a line, where line breaks were lost: "...engagementsBasic Qualifications Degree in ...".
_NOUN = r"(?:Responsibilities|Requirements|Qualifications|Duties|Skills|Benefits|Experience|Education|Accountabilities|Tasks)"
_ADJECTIVE = r"(?:Key|Main|Core|Your|Primary|Job|Role|Position|Minimum|Basic|Preferred|Required|Desired|Desirable|Essential|Additional|Technical|Mandatory|Personal|Other|Professional|Ideal|Bonus|Program)"
INLINE_HEADING_RE = patterns.compile(
    rf"""(?P<phrase>
        What[ ](?:[Yy]ou|[Ww]e)(?:['’]?ll|['’]?re|[ ][Ww]ill|[ ][Aa]re)?[ ](?:[Dd]o|[Bb]e[ ][Dd]oing|[Bb]ring|[Nn]eed|[Ll]ooking[ ][Ff]or|[Gg]et|[Hh]ave|[Oo]ffer)(?:[ ]for[ ]this[ ](?:position|role|job|Position|Role|Job))?
      | What['’]?s[ ][Ii]n[ ][Ii]t[ ][Ff]or[ ][Yy]ou | Top[ ]Reasons[ ]to[ ]Work[ ]with[ ]Us
      | Who[ ](?:[Yy]ou[ ][Aa]re|[Ww]e(?:['’]?re|[ ][Aa]re)[ ][Ll]ooking[ ][Ff]or)
      | (?:{_ADJECTIVE}[ ]){{0,3}}{_NOUN}(?:[ ]?(?:/|&|,|[Aa]nd)[ ]?{_NOUN}){{0,3}}(?:[ ](?:Required|Preferred|Desired|Needed))?
      | Required | Desired | Preferred | Essential | Desirable | Mandatory
      | REQUIREMENTS | RESPONSIBILITIES | QUALIFICATIONS | SKILLS | DUTIES | BENEFITS | REQUIRED | DESIRED | ESSENTIAL | DESIRABLE
      | Nice[ -][Tt]o[ -][Hh]aves? | Bonus[ ][Pp]oints(?:[ ](?:for|if))? | Our[ ]Commitment[ ][Tt]o[ ][A-Z][a-z]+ | Equal[ ](?:Employment[ ])?Opportunit(?:y|ies)[ ]Employer
      | About[ ](?:[Tt]he[ ](?:[Rr]ole|[Jj]ob|[Tt]eam|[Cc]ompany|[Pp]osition)|[Yy]ou|[Uu]s) | Job[ ](?:Description|Summary|Type) | (?:Position|Role)[ ](?:Description|Summary|Overview) | Similar[ ]jobs
      | (?:Perks|Benefits)[ ](?:and|&)[ ](?:Benefits|Perks) | Why[ ][Jj]oin[ ][Uu]s | How[ ][Tt]o[ ]Apply
      | (?:Deine?|Ihre?|Unsere?)[ ](?:Aufgaben|Profil|Angebot|Qualifikation(?:en)?) | Aufgaben | Anforderungen | Wir[ ]bieten | Das[ ]bringst[ ][Dd]u[ ]mit
    )
    (?: \s{{0,2}}(?:\([^)\n]{{1,30}}\))?\s{{0,2}}(?P<colon>[:：]|-\s) | (?P<glued>(?=[A-Z•●▪*►–-][A-Za-z\s]|\d)) | (?P<end>\s*$) | (?P<space>\s+(?=[A-Z\d•●▪*►-])) )
    """,
    re.VERBOSE,
)  # "Basic Qualifications "
# The words that such a heading may begin with; it is tried at these only, which is what makes it fast.
INLINE_START_RE = patterns.compile(
    f"{_NOUN[3:-1]}|{_ADJECTIVE[3:-1]}|What|Top|Who|Nice|Our|Equal|About|Similar|Perks|Why|How|Dein|Ihr|Unser|Aufgaben|Anford|Wir"
    "|Das|REQUIRE|RESPONSIBILITIES|QUALIFICATIONS|SKILLS|DUTIES|BENEFITS|DESIR|ESSENTIAL"
)
STRONG_SINGLES = frozenset({"Responsibilities", "Requirements", "Qualifications"})
# Singles that a word before makes a label of: "Travel Required: 0 - 25%", "Clearance Required: Secret".
DEMAND_SINGLES = frozenset({"Required", "Desired", "Preferred"})
LABEL_BEFORE_RE = patterns.compile(r"(?:^|[.!?;:)•*\n]|\s[-–—|])\s{0,2}(?:[A-Z][\w/&-]{2,20}\s){1,3}$")  # ". Travel "
# Singles that as well end a clause: "communication Skills: ..." is no heading where only a space stands before.
WEAK_SINGLES = frozenset({"Skills", "Experience", "Education", "Benefits", "Tasks", "Duties"})


def inline_headings(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words inside a line that are a heading's: in order."""
    for opener in INLINE_START_RE.finditer(text, start, end):
        if opener.start() >= start and (match := INLINE_HEADING_RE.match(text, opener.start(), end)):
            yield match
            start = match.end()


def stands_as_heading(text: str, seam: re.Match[str], line_start: int) -> bool:
    """Whether a heading's words inside a line are one, by what touches them on either side.

    A colon, a lost space ("time.QualificationsBachelor's") or a sentence's end vouch for it; the surer the words, the
    less is asked.
    """
    phrase, start = seam["phrase"], seam.start()
    before = text[start - 1] if start > line_start else "\n"
    words = len(phrase.split())
    strong = words > 1 or phrase in STRONG_SINGLES
    if before == "\n":
        left = "start"
    elif before == " ":
        left = "sentence" if text[line_start:start].rstrip()[-1:] in (".", "!", "?", ":", ";", ")") else "space"
    elif before.isalnum() or before in ".!?:;)]*":
        left = "glued"
    else:
        return False
    if seam["colon"]:
        if left == "space" and phrase in DEMAND_SINGLES and LABEL_BEFORE_RE.search(text, line_start, start):
            return False
        return left != "space" or phrase not in WEAK_SINGLES
    if not strong:
        return False
    if seam["space"]:
        following = text[seam.end() : seam.end() + 40].split(" ", 1)[0]
        return left == "glued" or (words > 1 and left != "space" and not names_job(following))
    return left != "space" or words > 1


SEPARATED_RE = patterns.compile(r"[.!?;:,•*]")
COLON_RE = patterns.compile(
    r"[:：](?:(?<=[^\W\d_].)|(?<=[^\W\d_]\s.))(?=[\sA-Z•*-])"
)  # "Duties Include: Outbound calls"
MOST_COLONS = 100  # of a line
COLON_REACH = 60  # characters before a colon in which a heading may begin
CAPITAL_RE = patterns.compile(r"(?<![\w'’-])[A-ZÀ-Þ]|(?<=[a-zß-ÿ])[A-Z](?=[a-z])")


def colons_in(text: str, start: int, end: int) -> Iterator[int]:
    """Where colons stand, those of Chinese and Japanese last."""
    for sign in ":：":
        at = text.find(sign, start, end)
        while at >= 0:
            yield at
            at = text.find(sign, at + 1, end)


def colon_headings(text: str, start: int, end: int) -> Iterator[tuple[int, int, SectionKind]]:
    """The known headings that stand before a colon inside a line: where they begin, where the colon ends, their kind.

    "... in the City Centre Duties Include: Outbound calls ... Candidates will possess: Sales experience"
    """
    for at in islice(colons_in(text, start, end), MOST_COLONS):
        if COLON_RE.match(text, at, end) is None:
            continue
        stop = at - text[at - 1].isspace()
        low = max(start, stop - 1 - COLON_REACH)
        phrase = SEPARATED_RE.split(text[low:stop])[-1]
        first = stop - len(phrase)
        for capital in CAPITAL_RE.finditer(phrase):
            words = phrase[capital.start() :]
            if " " not in words:
                break
            kind = heading_kind(words)
            if kind in ASKING or kind == "benefits":
                yield first + capital.start(), at + 1, kind
                break
