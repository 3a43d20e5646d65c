"""Cleaned text to `Outline`: sections, the passages in them, and a fence around what is not this posting.

The outline comes first and everything else trusts it: in a saved page half of the text may be other jobs. Headings
are found by their words, since scraped text has lost its line breaks and marks: "What youll do" may stand on its
own line, or be glued into one ("...here.What youll do:Build ...").

Steps: lines -> pieces (a line cut at glued headings and tags) -> sections -> passages (sentences) with their kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from jdtool import patterns
from jdtool.model import (
    Finding,
    Outline,
    Passage,
    Related,
    RequirementKind,
    Scan,
    Section,
    SectionKind,
)
from jdtool.scanner import scan_triggers
from jdtool.titles import is_title_like, names_job
from jdtool.wording import STRICT_DEMAND_RE, denial_spans, holds, wish_spans, without

MAX_LINE = 4000  # characters; longer lines are read in parts, so that no pattern meets an endless one
MAX_HEADING = 90  # characters
LEGAL_SHARE = 0.6  # of a paragraph's sentences that make all of it legal text; below that only they are
MAX_HEADER_LINES = 12  # non-empty lines above the first heading or paragraph

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
    "extracted with ai", "last update.{0,40}", ".{1,60} logo", "apply( now| for this job| on company site)?", "save( job)?", "share( this job)?", "report (this )?job", "back to (jobs|results|search)", "sign in", "log in", "show more", "show less", "see more", "read more", "posted .{1,30} ago", "view (company|profile|all jobs)", "follow", "copy link", "easy apply", "skip to (main )?content", "cookie.{0,40}", "menu", "home", "search( jobs)?", "print", "close", "over \\d+ applicants",
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

# A sentence that says the paragraph is about non-discrimination, privacy, fraud or agencies, wherever it stands;
# in lower case, as what it is compared with.
LEGAL_RE = patterns.compile(
    r"""equal[ -]+(?:employment[ -]+)?opportunit(?:y|ies)[ -]+(?:employer|workplace|statement|and|for)
    | \b(?:eoe|eeo|eeoc|m/f/d/v|aa/eoe)\b
    | without[ ](?:regard|regards|respect)[ ]to.{0,60}(?:race|colou?r|religion|gender|sex|age|disab)
    | regardless[ ]of.{0,60}(?:race|colou?r|religion|gender|sex\b|age\b|disab|background|criminal)
    | (?:race|ethnicity),?[ ](?:colou?r|religion|gender|ethnic|national)
    | discriminat(?:e|ion)[ ](?:on|based|against|in)
    | reasonable[ ](?:accommodation|adjustment)s?
    | (?:require|need|request)[ ](?:an?[ ])?(?:special[ ])?accommodations?
    | all[ ]qualified[ ](?:applicants|candidates|individuals)
    | criminal[ ](?:histor|record|background)
    | background[ ]check | e-verify\b | privacy[ ](?:policy|notice)
    | (?:recruitment|staffing|third[- ]party)[ ](?:agenc|recruiters)
    | unsolicited[ ](?:resumes|cvs|r[eé]sum)
    """,
    re.VERBOSE,
)  # "is an equal opportunity employer"

LEGAL_TRIGGERS = (
    "equal", "eoe", "eeo", "m/f/d", "regard", "race", "ethnic", "discriminat", "accommodation", "adjustment",
    "qualified", "criminal", "background", "verify", "privacy", "agenc", "recruiters", "unsolicited",
)  # fmt: skip

# A sentence that speaks of this job, and so ends the company's praise of itself.
ABOUT_JOB_RE = patterns.compile(
    r"""\b(?:
      we(?:['’]?re|[ ]are)?[ ](?:currently[ ]|now[ ]|also[ ]|actively[ ])?(?:looking|searching|hiring|seeking|recruiting)
    | (?:is|are)[ ](?:currently[ ]|now[ ]|actively[ ])?(?:looking[ ]for|seeking|hiring|searching[ ]for|recruiting)
    | you[ ]?(?:will|['’]ll|ll)[ ](?:be|have|work|join|lead|build|own|report|help|play|collaborate|develop|design)\b
    | (?:this|the)[ ](?:role|position|job|successful[ ]candidate|ideal[ ]candidate)[ ](?:is|will|has|involves|requires|offers)
    | as[ ](?:an?|our|the)[ ][^.,]{3,60},?[ ]you\b
    | join(?:ing)?[ ](?:the|our)[ ][^.]{0,40}team
    | the[ ](?:[A-Z][\w&-]{0,30}[ ]){1,5}team[ ](?:is|at|builds|owns|works)
    | reporting[ ](?:directly[ ])?to
    | for[ ]this[ ](?:role|position|job) | (?:base|gross|annual|monthly)[ ](?:\w+[ ])?salary | (?:salary|compensation|pay)[ ]range
    | wir[ ]suchen | nous[ ](?:recherchons|recrutons) | buscamos | wij[ ]zoeken | we[ ]zoeken
    )""",
    re.VERBOSE | re.IGNORECASE,
)  # "We are looking for inquisitive Backend engineers"
# "In your role, you'll be challenged to take on work that upholds this mission": praise, though it says "your role".
PRAISE_RE = patterns.compile(r"\bin your role, you.?.?.?ll be\b|\bjoin us\b|\bour mission\b", re.IGNORECASE)

# In lower case, as what it is compared with: that takes a third of the time.
REQUIRED_CUE_RE = patterns.compile(
    r"""\b(?:requires?\b|required\b(?=\s?(?:[.,;:)!]|$))|(?:is|are|experience|knowledge|skills|also|following)[ ]required\b(?![ ](?:in[ ]order|to|for|by))|must[ ](?:also[ ])?(?:have|be|possess|know|hold)|mandatory|(?:is|are)[ ]essential(?![ ]to\b|[ ]for[ ]understanding)|essential(?=\s?(?:[.,;:)!]|$))|minimum[ ]of|at[ ]least[ ]\S{1,12}[ ](?:\(\d+\)[ ])?years?
    |(?<!if[ ])you[ ](?:have|possess|bring|know)\b|(?<!if[ ])you(?:['’]?ve|ve)\b|proficien(?:t|cy)|(?:strong|solid|proven|extensive|deep|hands-on|demonstrable|demonstrated|prior|previous|good|excellent|expert|in-depth|thorough|sound|advanced|working|detailed|broad|significant|substantial)[ ](?:\w+[ ]){0,3}(?:experience|knowledge|understanding|command|background|skills)
    |experience[ ](?:with|in|of|using|working|building|developing|designing)|expertise[ ](?:in|with)|familiar(?:ity)?[ ]with|knowledge[ ]of|fluen(?:t|cy)[ ]in|skilled[ ]in|(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\+?[ ]?(?:-[ ]?\d{1,2}[ ]?)?\+?[ ](?:plus[ ])?(?:years?|yrs?)['’]?[ ](?:of[ ])?(?:\w+[ ]){0,3}(?:experience|exp\b)
    |(?:berufs)?erfahrung(?:en)?[ ](?:mit|in|im|als)|voraussetzung|erforderlich|vorausgesetzt|abgeschlossene[ns]?[ ](?:\w+[ ]){0,2}(?:studium|\w{0,12}ausbildung)|du[ ](?:hast|bringst|verfügst|beherrschst)|sie[ ](?:haben|bringen|verfügen|beherrschen)
    |expérience[ ](?:en|dans|avec|sur|de|d['’]|significative)|maîtrise[ ](?:de|du|des|d['’])|connaissances?[ ](?:de|en|du|des|d['’]|approfondie)|vous[ ](?:avez|maîtrisez|possédez|disposez|justifiez|êtes[ ](?:titulaire|diplômé))|indispensable|exigée?
    |experiencia[ ](?:en|con|de|como|mínima)|conocimientos?[ ](?:de|en|avanzad)|dominio[ ]de|imprescindible
    |ervaring[ ](?:met|in|als)|kennis[ ]van|je[ ](?:hebt|beschikt|beheerst)|vereist)
    | kenntnisse[ ](?:in|im|mit|der|von|über|zu)
    """,
    re.VERBOSE,
)  # "requires 2+ years backend experience", "mehrjährige erfahrung in der pflege"
# What the employer says of itself asks for nothing: "Our consultants bring deep expertise in machine learning".
SELF_RE = patterns.compile(
    r"\W{0,3}(?:(?:at|with|for|as)\s[^,.]{2,50},\s)?(?:our|we|wir|unsere?|nous|notre|nos|nuestr[oa]s?|onze|wij)\b",
    re.IGNORECASE,
)
ASKS_RE = patterns.compile(
    r"\b(?:you|your|candidates?|applicants?|someone|person|individuals?|looking|seek(?:ing)?|search(?:ing)?|require[ds]?|need|must|should|years?|hir(?:e|ing)|want|expect|successful|du|dich|deine?|sie|ihre?|suchen|vous|votre|tu|ton|recherchons|recrutons|buscamos|candidat\w{0,3}|jij|je|jou|zoeken)\b",
    re.IGNORECASE,
)
# What stands for a demand in a posting that has no section of them.
SEEKS_RE = patterns.compile(
    r"""\b(?:looking|searching)[ ]for[ ](?:an?|our|one|two|someone|experienced|senior|talented|people|engineers?|developers?)\b
    | \b(?:seeking|hiring|recruiting)[ ](?:an?|for|experienced|senior|talented)\b
    | \byou(?:['’]?ll|[ ]will)[ ](?:be[ ])?(?:work(?:ing)?[ ]with|us(?:e|ing)|writ(?:e|ing))\b""",
    re.VERBOSE | re.IGNORECASE,
)  # "We're looking for a fullstack engineer to work across our stack (Go, Node.js)"
# A wish about the place or the hours is none about the person: "ideally on site in our Paris offices".
ASIDE_RE = patterns.compile(
    r"\bon-?site\b|\boffices?\b|\bremote|\bhybrid|\blocat|\bbased\b|\btime ?zone|\bsalary|\bcompensation|\bpay\b|\bremuneration|\bwage|\bshifts?\b|\bon-call\b|\bhours\b|\bstart date",
    re.IGNORECASE,
)
# A line among the duties that states a demand all the same: "Exceptional programming ability in SAS".
DEMAND_START_RE = patterns.compile(
    r"""\W{0,4}(?:(?:\d{1,2}\+?|one|two|three|four|five|six|seven|eight|ten)[ ](?:\(\d{1,2}\)[ ])?(?:or[ ]more[ ])?years?|
    (?:(?:a|an|the|some|any|fundamental|bachelor['’]?s?|master['’]?s?|university|college|graduate|hands-on|previous|prior|proven|strong|solid|sound|deep|excellent|exceptional|advanced|basic|good|great|demonstrated|demonstrable|extensive|in-depth|working|minimum|relevant|proficient|expert|thorough|significant|practical|professional|technical|written|verbal|oral|communication|programming|analytical|organi[sz]ational|interpersonal|and|or|&|,)[ ,]{1,2}){0,6}
    (?:experience|knowledge|understanding|proficien(?:cy|t)|familiarity|familiar|ability|expertise|skills|skilled|command|degree|certification|background|fluen(?:t|cy))\b
    | (?:(?:sehr|gute|fundierte|erste|mehrjährige|einschlägige|relevante|praktische)[ ]){0,3}(?:Berufs)?(?:Erfahrung(?:en)?|\w{0,20}kenntnisse)[ ](?:mit|in|im|als|der)\b
    | (?:(?:bonne|une|première|solide|excellente)[ ]){0,2}(?:expérience|connaissance|maîtrise)s?[ ](?:de|en|dans|du|des|avec|sur|comme)\b
    | (?:amplia[ ]|buen[ao]s?[ ])?(?:experiencia|conocimientos?|dominio)[ ](?:en|con|de)\b
    | (?:ruime[ ]|goede[ ]|aantoonbare[ ])?(?:ervaring|kennis)[ ](?:met|van|in|als)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
# What a denial must speak of to leave nothing asked: "No coding skills needed", not "you need no supervision".
ABILITY_RE = patterns.compile(
    r"experience|knowledge|skills?\b|background|degree|qualification|certif|\bknow\b|programming|coding|expertise|kenntnisse|erfahrung|ausbildung|studium|expérience|connaissance|diplôme|experiencia|conocimiento|ervaring|kennis|diploma|\bneeded$",
)

# "#LI-REMOTE", "LI-MM", glued as in "LI-REMOTEOur Commitment" and "LI-AG8At Pinterest".
TAG_RE = patterns.compile(
    r"(?<![\w-])#?LI-(?:REMOTE|HYBRID|ONSITE|Remote|Hybrid|On[Ss]ite|remote|hybrid|onsite|[A-Z]{1,4}\d{0,4})(?=[A-Z][a-z]|[\s#,.;]|LI-|$)"
)
# "Final salary is based on location, relevant prior experience, or particular skills": asks for nothing.
# A call to apply asks for no ability: "please send your CV to ...".
CALL_RE = patterns.compile(
    r"\b(?:please|to)[ ]apply\b|\bapply[ ](?:now|today|here|online|via|by)\b|\b(?:send|submit|e-?mail|forward)[ ](?:us[ ])?(?:your|an?|the)[ ](?:\w+[ ]){0,4}(?:cv|resume|résumé|application|cover[ ]letter)\b|\bwe[ ]look[ ]forward[ ]to\b",
    re.IGNORECASE,
)
PAY_RANGE_RE = patterns.compile(
    r"\b(?:salary|pay|compensation|wage)[ ](?:range|band|scale)s?\b|\bbase[ ](?:salary|pay)\b|[$£€]\s?\d[\d,.]{1,9}",
    re.IGNORECASE,
)
PAY_SENTENCE_RE = patterns.compile(r"\b(?:salary|compensation|pay|remuneration|wage)\b", re.IGNORECASE)
TAG_LINE_RE = patterns.compile(r"^(?:\s*#?LI-[\w-]{1,20}[\s,;]*){1,20}$|^\s*(?:#[\w-]{2,40}[\s,]*){1,20}$")

BULLET_RE = patterns.compile(
    r"\s*(?:[•●○◦▪▫■□‣⁃∙·*+–—►▶➢➤✓✔✅→»o-]|\d{1,2}[.)]|\(?[a-z]\))(?:\s+|(?<=[•●○◦▪▫■□‣⁃∙·►▶➢➤✓✔✅→»])(?=\w))"
)
LONE_BULLET_RE = patterns.compile(r"\s*[•●○◦▪▫■□‣⁃∙·*►▶➢➤✓✔✅→»-]\s*$")
# A heading by its form; "**Salary:** up to 60,000" is a field with its label.
MARKED_HEADING_RE = patterns.compile(r"\s*(?:#{1,6}\s+\S|(?!\*\*[^*:]{1,40}(?::\*\*|\*\*\s?:)\s+\w)(?:\*\*|__))")
SURELY_RELATED_RE = patterns.compile(
    r"similar|related|recommended|suggested|nearby|comparable|also viewed|also applied|may like|might like|be interested|ähnlich|weitere|vergelijkbare|similaires",
    re.IGNORECASE,
)
CARD_REACH = 6  # lines below such a heading in which a job's title must stand
MIN_TEASER = 60  # characters
# A line that waits for the title on the next: "As a" / "Senior DevOps Engineer" / "you will ...".
OPEN_SENTENCE_RE = patterns.compile(
    r"(?:\b(?:an?|the|for|as|our|of|to|is|are|with|and|or|hiring|seeking)|…|\.\.\.|[,:(])\W{0,3}$", re.IGNORECASE
)

# The end of a sentence: "to learn more. Senior ...", also without the space: "found here.US based".
STOP_RE = patterns.compile(
    r"""[.!?](?:(?<=[^\s.].)["”’)\]]{0,2}\s+(?=["“‘(\[]{0,2}(?:[^\W\d_a-zß-ÿ]|\d|[$€£•*-]))
    | (?<=[a-z]{3}.)(?=[A-Z](?:[a-z]|[A-Z][ ]|[A-Z]{2}))
    | (?<=[A-Z]{2}.)(?=[A-Z][a-z]{2,15}[ ]))""",
    re.VERBOSE,
)  # begins with a set of signs, which is what makes it fast
# Where items were glued or listed in one line: "...in SQLExperience with", "skills -Maven, Ant", "Go • Rust".
MARK_RE = patterns.compile(
    r"""(?<=[a-z]{3})(?=(?:Experience|Previous|Knowledge|Proficien(?:t|cy)|Strong|Excellent|Familiarity|Ability|Understanding|Bachelor['’]?s|Minimum|Demonstrated|Hands-on|Solid|At[ ]least|The[ ](?:ideal|successful)|You[ ](?:will|have|must))[ ]|So,[ ])
    | (?<=\S)\s+(?=-(?:[A-Z][a-z]|[A-Z]{2})[\w/]{0,20}(?:[ ,]|$))
    | (?<=\S)\s*[•●▪]\s+(?=\S) | (?<=[\w+#)!.]{2})-\s+(?=[A-Z\d]) | (?<=[^\s*])\s?\*\s+(?=[A-Z]) | \s+\|\s+(?=[A-Z])""",
    re.VERBOSE,
)
MARK_HINT_RE = patterns.compile(
    r"[-•●▪*|A-Z](?:(?<=[•●▪*|])|(?<=-)\s+[A-Z\d]|(?<=\s-)[A-Z]|(?<=[a-z]{3}[A-FHKMPSTUY])[a-z])"
)  # a quick test before
ABBREVIATION_RE = patterns.compile(
    r"(?:\b(?:e\.g|i\.e|eg|ie|etc|incl|vs|approx|min|max|no|inc|ltd|co|corp|sr|jr|st|mr|mrs|ms|dr|dept|est|ca|bzw|z\.b|u\.s|u\.k|ph\.d|b\.s|m\.s|b\.a|m\.a|yrs|exp)|(?<![^\W_])[A-Za-z])\.$",
    re.IGNORECASE,
)
SUM_RE = patterns.compile(r"\b(?:Rs|Fr|Sfr|Kr)\.$", re.IGNORECASE)  # before a sum: "Rs. 8 lakh", "Fr. 5'500.-"
DOTTED_NAME_RE = patterns.compile(r"[.](?:JS|IO|NET|AI|COM|Net|Js|Io)\b")


def heading_pattern(phrase: str) -> str:
    """A phrase of `HEADINGS` as a pattern: any apostrophe or none, blanks or hyphens."""
    return re.sub(r"\((?!\?)", "(?:", phrase.replace("'", "['’´`]?")).replace(" ", r"[\s’'`´-]{1,2}")


HEADING_RE: dict[SectionKind, re.Pattern[str]] = {
    kind: patterns.compile("(?:" + "|".join(map(heading_pattern, phrases)) + ")", re.IGNORECASE)
    for kind, phrases in HEADINGS.items()
}
CHROME_RE = patterns.compile("(?:" + "|".join(CHROME) + ")", re.IGNORECASE)
CUE_RES = [(kind, patterns.compile(pattern, re.IGNORECASE)) for kind, pattern in HEADING_CUES]
SEPARATED_RE = patterns.compile(r"[.!?;:,•*]")
EDGE_RE = patterns.compile(r"^[\W_]+|[\W_]+$")
SUFFIX_RE = patterns.compile(
    r"[\s,]+(?:(?:at|with|for|as|in|of|to|on)\s+(?:this\s+|the\s+|our\s+|an?\s+)?\S.{0,80}|[–—:-]\s.{1,60}|you(?:['’]?ll)?|here|\(.{1,30}\))$",
    re.IGNORECASE,
)
TAIL_RE = patterns.compile(
    r"\s[–—-]\s(?:the|what|you|your|we|our|things)\b.{1,50}$", re.IGNORECASE
)  # "Extra skills - the edge you have"
ABOUT_RE = patterns.compile(r"about\s+(?!the\b|this\b|you\b|your\b|our\b|a\b|an\b)(\S.{0,40})", re.IGNORECASE)

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
UPPER_RE = patterns.compile(r"[A-Z]")
STRONG_SINGLES = frozenset({"Responsibilities", "Requirements", "Qualifications"})
# Singles that a word before makes a label of: "Travel Required: 0 - 25%", "Clearance Required: Secret".
DEMAND_SINGLES = frozenset({"Required", "Desired", "Preferred"})
LABEL_BEFORE_RE = patterns.compile(r"(?:^|[.!?;:)•*\n]|\s[-–—|])\s{0,2}(?:[A-Z][\w/&-]{2,20}\s){1,3}$")  # ". Travel "
# Singles that as well end a clause: "communication Skills: ..." is no heading where only a space stands before.
WEAK_SINGLES = frozenset({"Skills", "Experience", "Education", "Benefits", "Tasks", "Duties"})


def inline_headings(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words inside a line that are a heading's: tried at capitals only, which is what makes it fast."""
    for capital in UPPER_RE.finditer(text, start, end):
        if capital.start() >= start and (match := INLINE_HEADING_RE.match(text, capital.start(), end)):
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


COLON_RE = patterns.compile(
    r"[:：](?:(?<=[^\W\d_].)|(?<=[^\W\d_]\s.))(?=[\sA-Z•*-])"
)  # "Duties Include: Outbound calls"
COLON_REACH = 60  # characters before a colon in which a heading may begin
CAPITAL_RE = patterns.compile(r"(?<![\w'’-])[A-ZÀ-Þ]|(?<=[a-zß-ÿ])[A-Z](?=[a-z])")


def colon_headings(text: str, start: int, end: int) -> Iterator[tuple[int, int, SectionKind]]:
    """The known headings that stand before a colon inside a line: where they begin, where the colon ends, their kind.

    "... in the City Centre Duties Include: Outbound calls ... Candidates will possess: Sales experience"
    """
    for colon in COLON_RE.finditer(text, start, end):
        stop = colon.start() - text[colon.start() - 1].isspace()
        low = max(start, stop - 1 - COLON_REACH)
        phrase = SEPARATED_RE.split(text[low:stop])[-1]
        at = stop - len(phrase)
        for capital in CAPITAL_RE.finditer(phrase):
            words = phrase[capital.start() :]
            if " " not in words:
                break
            kind = heading_kind(words)
            if kind in ASKING or kind == "benefits":
                yield at + capital.start(), colon.end(), kind
                break


ASKING: frozenset[SectionKind] = frozenset({"required", "responsibilities", "preferred"})


@dataclass(slots=True)
class Piece:
    """A line, or the part of one between two seams."""

    start: int
    end: int
    line: int
    bullet: bool
    blank_before: bool
    heading: SectionKind | None = None
    heading_end: int = 0  # where the heading's words end, when content follows on the same line
    marked: bool = False  # looks like a heading by its form, its words unknown
    tag: bool = False


@lru_cache(maxsize=4096)  # asked more than once for a line, and the same headings return
def heading_kind(text: str) -> SectionKind | None:
    """The section that a heading with these words opens, None where the words are not known.

    >>> heading_kind("What youll do:"), heading_kind("**Nice to have**"), heading_kind("About Pinterest:")
    ('responsibilities', 'preferred', 'company')
    >>> heading_kind("Experience with Kubernetes")
    """
    words = EDGE_RE.sub("", text)
    if not words or len(words) > MAX_HEADING:
        return None
    for kind in HEADING_RE:
        if HEADING_RE[kind].fullmatch(words):
            return kind
    if ABOUT_RE.fullmatch(words) and cue_kind(words) is None:
        return "company" if len(words.split()) <= 5 else None
    shorter = SUFFIX_RE.sub("", words)  # "Responsibilities for the Java Engineer", "Expectations - what you need"
    marked = text.rstrip().endswith((":", "*", "?")) or text.lstrip().startswith(("#", "**"))
    if marked or TAIL_RE.search(words):
        for kind in HEADING_RE:
            if HEADING_RE[kind].fullmatch(shorter):
                return kind
    return None


def is_chrome(text: str) -> bool:
    """Whether the line belongs to the page around the posting ("Pinterest logo", "Apply now")."""
    return len(text) <= 70 and CHROME_RE.fullmatch(EDGE_RE.sub("", text)) is not None


def split_lines(text: str) -> Iterator[tuple[int, int, bool]]:
    """The non-empty lines: start and end without outer blanks, and whether an empty line came before."""
    position, blank = 0, True
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        start, stop = position, end
        while start < stop and text[start].isspace():
            start += 1
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if start == stop:
            blank = True
        while start < stop:
            cut = stop
            if stop - start > MAX_LINE:
                cut = text.rfind(" ", start + MAX_LINE // 2, start + MAX_LINE) + 1 or start + MAX_LINE
            yield start, cut, blank
            blank, start = False, cut
        position = end + 1


# A line that ends or begins so belongs to its neighbour, where inline marks were put on lines of their own:
# "Strong experience with" / "**CI/CD tools**" / ", ideally". The marks themselves may be lost.
OPEN_END_RE = patterns.compile(
    r"(?:\b(?:an?|the|with|in|of|and|or|to|for|on|using|as|by|at|from|such|like|including|is|are|your|our|across|support)|e\.g\.)$",
    re.IGNORECASE,
)
OPEN_SIGN_RE = patterns.compile(r"[(,]$")
OPEN_START_RE = patterns.compile(r"[,;.)]|(?:and|or|to|with|in|of|for|using|role|is|are|on|by|as)\b")
CLOSED_END_RE = patterns.compile(r"[.!?:;]\W{0,3}$")
# A count torn from its unit: "a minimum of 10" / "years of related experience". A line that only counts is a row.
COUNT_CUT_RE = patterns.compile(r"\n[ \t]{0,20}(?:years?|yrs?|months?)\b")
COUNT_END_RE = patterns.compile(r"[^\W\d_]\s(?:\d{1,2}\+?|two|three|four|five|six|seven|eight|nine|ten)$")
BOLD_LINE_RE = patterns.compile(r"^[ \t]*\*\*[^*\n]{1,200}\*\*[ \t]*$", re.MULTILINE)
WRAP_WIDTH = (50, 110)  # characters: lines of a text wrapped by hand or by a mail program
MIN_WRAPPED = 6  # lines
MIN_FULL = 2  # lines broken where the next word had no room: one may just be the longest
MIN_TORN = 3  # torn lines that show the whole text to be so

Line = tuple[int, int, bool]  # start, end, whether an empty line stands above


def join_lines(text: str) -> Iterator[tuple[int, int, bool]]:
    """The lines, those joined that a hard wrap or an inline mark has torn apart. Spans then hold line breaks."""
    lines = list(split_lines(text))
    pairs = list(pairwise(lines))
    width = max((column(text, end) for _, end, _ in lines), default=0)
    counted = COUNT_CUT_RE.search(text) is not None
    wrapped = (
        WRAP_WIDTH[0] <= width <= WRAP_WIDTH[1]
        and len(lines) >= MIN_WRAPPED
        and sum(adjoin(text, *pair) and not fits_above(text, *pair, width) for pair in pairs) >= MIN_FULL
    )
    bold = BOLD_LINE_RE.search(text) is not None
    torn = sum(is_torn(text, *pair, bold) for pair in pairs) >= MIN_TORN
    if not (wrapped or bold or torn or counted):
        yield from lines
        return
    current = lines[0]
    for above, line in pairs:
        if adjoin(text, above, line) and (
            (wrapped and not fits_above(text, above, line, width) and not is_label(text, line))
            or ((bold or torn) and is_torn(text, above, line, bold))
            or (torn and goes_on(text, above, line))
            or (
                counted
                and COUNT_CUT_RE.match(text, text.rfind("\n", 0, line[0]))
                and COUNT_END_RE.search(text[above[0] : above[1]][-12:])
            )
        ):
            current = (current[0], line[1], current[2])
        else:
            yield current
            current = line
    yield current


def is_label(text: str, line: Line) -> bool:
    """Whether a line is a heading with its colon, which no sentence goes on with: "Requirements:"."""
    return text[line[1] - 1] == ":" and heading_kind(text[line[0] : line[1]]) is not None


def column(text: str, position: int) -> int:
    """How far into its line a position is, in characters."""
    return position - (text.rfind("\n", 0, position) + 1)


def adjoin(text: str, above: Line, line: Line) -> bool:
    """Whether two lines follow each other within a paragraph or list item."""
    return not line[2] and not BULLET_RE.match(text, line[0], line[1])


def fits_above(text: str, above: Line, line: Line, width: int) -> bool:
    """Whether the first word of a line would have fitted on the line above, so that the writer ended that line."""
    word = text[line[0] : line[1]].split(None, 1)[0]
    return column(text, above[1]) + 1 + len(word) <= width or text[above[1] - 1] == ":"


def is_torn(text: str, above: Line, line: Line, bold: bool) -> bool:
    """Whether a line is open at its end, or the next at its start; in a text with `bold` lines, one of them bold."""
    before, after = text[above[0] : above[1]], text[line[0] : line[1]]
    if not adjoin(text, above, line) or (bold and "**" not in before and "**" not in after):
        return False
    end = before[-16:].rstrip("*_ ")
    if OPEN_END_RE.search(end):
        return bold or (heading_kind(before) is None and (after[0].islower() or heading_kind(after) is None))
    return bold and (OPEN_SIGN_RE.search(end) is not None or OPEN_START_RE.match(after) is not None)


def goes_on(text: str, above: Line, line: Line) -> bool:
    """Whether a line of a torn text goes on with the sentence above it: "AWS" / "or" / "Azure"."""
    if "**" in text[above[0] : line[1]]:
        return True
    before, after = text[above[0] : above[1]], text[line[0]]
    open_start = after.islower() or after in ",;)("
    return open_start and not CLOSED_END_RE.search(before[-6:]) and heading_kind(before) is None


def cut_pieces(text: str) -> list[Piece]:
    """The lines of the text, cut where a heading or a tag was glued into one."""
    pieces: list[Piece] = []
    pending_bullet = False
    for number, (start, end, blank) in enumerate(join_lines(text)):
        line = text[start:end]
        if LONE_BULLET_RE.match(line):  # the mark on one line, the item on the next
            pending_bullet = True
            continue
        bullet = BULLET_RE.match(line)
        first = start + (bullet.end() if bullet else 0)
        cuts: list[tuple[int, int, SectionKind | None, bool]] = []  # start, end of the heading's words, kind, tag
        if len(line) > MAX_HEADING or "LI-" in line:
            for tag in TAG_RE.finditer(text, first, end) if "LI-" in line else ():
                cuts.append((tag.start(), tag.end(), None, True))
            cuts += [(a, b, kind, False) for a, b, kind in colon_headings(text, first, end)]
            for seam in inline_headings(text, first, end):
                kind = heading_kind(seam["phrase"]) or cue_kind(seam["phrase"])
                if kind and stands_as_heading(text, seam, first):
                    cuts.append((seam.start(), seam.end(), kind, False))
        cuts.sort()
        position = first
        for cut, words_end, kind, is_tag in cuts:
            if cut < position:
                continue
            add_piece(pieces, text, position, cut, number, bullet is not None or pending_bullet, blank)
            blank = False
            pieces.append(Piece(cut, words_end, number, False, False, kind, words_end, tag=is_tag))
            position = words_end
        add_piece(pieces, text, position, end, number, (bullet is not None or pending_bullet) and not cuts, blank)
        pending_bullet = False
    return pieces


def add_piece(pieces: list[Piece], text: str, start: int, end: int, line: int, bullet: bool, blank: bool) -> None:
    """Appends the piece of a line, as a heading where its words or form say so."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return
    mark = BULLET_RE.match(text, start, end)
    if mark:
        start, bullet = mark.end(), True
    words = text[start:end]
    if not any(c.isalnum() for c in words):  # "---", a lone "**"
        return
    piece = Piece(start, end, line, bullet, blank, tag=TAG_LINE_RE.match(words) is not None)
    if not piece.tag and len(words) <= MAX_HEADING and (not words.endswith((".", ",", ";")) or words.endswith("...")):
        formed = MARKED_HEADING_RE.match(words) is not None or words.endswith(":")
        if not bullet or formed:
            piece.heading = heading_kind(words)
            piece.heading_end = end
        letters = [c for c in words if c.isalpha()]
        shouted = len(letters) > 5 and words.isupper()
        piece.marked = not bullet and (formed or shouted) and bool(letters)
    if not piece.tag and not bullet and not piece.heading and ":" in words:
        opening = re.match(r"[\W_]{0,4}([^:.!?\n]{3,60}?)\s*:[*_]{0,2}\s+(?=\S)", words)
        kind = heading_kind(opening[1]) if opening else None
        # "Requirements: 5+ years of Python", but not "Location: Leeds", which is a field with its label.
        if opening and kind and (kind in ASKING or kind == "benefits"):
            pieces.append(Piece(start, start + opening.end(1), line, False, blank, kind, start + opening.end(1)))
            piece = Piece(start + opening.end(), end, line, False, False)
    pieces.append(piece)


def cue_kind(words: str) -> SectionKind | None:
    """The section that an unknown heading opens, by the telling word in it."""
    for kind, cue in CUE_RES:
        match = cue.search(words)
        if match:
            return "summary" if match[0].lower() == "looking for" and names_job(words) else kind
    return None


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of text[start:end]. Abbreviations ("e.g. Go") and names ("Node.JS") do not end one."""
    position = start
    for first, last in seams(text, start, end):
        if first <= position:
            continue
        before = text[max(position, first - 8) : first]
        if ABBREVIATION_RE.search(before) or DOTTED_NAME_RE.match(text, first - 1):
            continue
        if text[last : last + 1].isdigit() and SUM_RE.search(before):
            continue
        yield position, first
        position = last
    if position < end:
        yield position, end


def seams(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where text[start:end] may part into sentences: the gaps, in order, none within another."""
    found = [(m.start() + 1, m.end()) for m in STOP_RE.finditer(text, start, end)]
    if MARK_HINT_RE.search(text, start, end) is None:
        return found
    marks = [m.span() for m in MARK_RE.finditer(text, start, end)]
    if not marks or not found:
        return found or marks
    apart: list[tuple[int, int]] = []
    for gap in sorted([*found, *marks], key=itemgetter(0)):  # where both begin, the stop comes first
        if not apart or gap[0] >= apart[-1][1]:
            apart.append(gap)
    return apart


def sentence_kind(text: str, section: SectionKind, bullet: bool = False) -> RequirementKind | None:
    """What a sentence in this section is: a demand, a wish, a duty, or none of them.

    Its own words come first: "Go is a plus" among demands is a wish, "two years required" among wishes a demand. A
    sentence that is only in part a wish stays what it is: "Java, ideally with Kafka".
    """
    if section in ("company", "legal", "related", "benefits", "pay", "apply", "tags"):
        return None
    wishes, denied = wish_spans(text), denial_spans(text)
    rest = without(text, [*wishes, *denied]) if wishes or denied else text
    listed = section in ("required", "preferred")
    if (
        denied
        and not wishes
        and not (listed and rest)
        and ABILITY_RE.search(text.lower())
        and not REQUIRED_CUE_RE.search(rest.lower())
    ):
        return None
    if listed and not bullet and strays(text):
        return None
    if section == "preferred":
        return "required" if not wishes and STRICT_DEMAND_RE.search(text) else "preferred"
    if section == "required":
        return "preferred" if wishes and not rest else "required"
    if section == "responsibilities":
        if wishes and (REQUIRED_CUE_RE.search(text.lower()) or ABILITY_RE.search(text.lower())):
            return "required" if DEMAND_START_RE.match(rest) else "preferred"
        return "required" if DEMAND_START_RE.match(text) else "responsibility"
    if wishes and not ASIDE_RE.search(text) and not speaks_of_self(text):
        return "required" if asks(rest) else "preferred"
    return "required" if asks(text) else None


def strays(text: str) -> bool:
    """Whether a sentence between demands is about pay, applying or the employer."""
    return PAY_RANGE_RE.search(text) is not None or CALL_RE.search(text) is not None or speaks_of_self(text)


def speaks_of_self(text: str) -> bool:
    """Whether the employer speaks of itself alone: "At Acme, we believe in our people"."""
    return SELF_RE.match(text) is not None and not ASKS_RE.search(text)


def asks(text: str) -> bool:
    """Whether a sentence under no heading asks for something of the candidate."""
    if PAY_SENTENCE_RE.search(text) or speaks_of_self(text):
        return False
    return REQUIRED_CUE_RE.search(text.lower()) is not None or DEMAND_START_RE.match(text) is not None


def sounds_legal(text: str) -> bool:
    """Whether some words are about non-discrimination, privacy, fraud or agencies."""
    low = text.lower()
    return holds(low, LEGAL_TRIGGERS) and LEGAL_RE.search(low) is not None


def is_legal(paragraph: str) -> bool:
    """Whether a paragraph is about non-discrimination, privacy, fraud or agencies, and not only a sentence of it."""
    if not sounds_legal(paragraph):
        return False
    sentences = [paragraph[start:end] for start, end in split_sentences(paragraph, 0, len(paragraph))]
    found = sum(map(sounds_legal, sentences))
    return found >= LEGAL_SHARE * len(sentences)


def speaks_of_job(sentence: str) -> bool:
    """Whether a sentence inside the company's own description turns to the job: its title, or "we are looking for"."""
    if is_title_like(sentence):
        return True
    return ABOUT_JOB_RE.search(sentence) is not None and not PRAISE_RE.search(sentence)


def starts_other_posting(pieces: list[Piece], i: int, text: str) -> bool:
    """Whether piece i is the title of another posting: a title alone on its line and a teaser below it.

    "Senior Software Engineer - Pulse" / "Design, develop, and maintain scalable cloud services ..." after the
    requirements of the posting itself.
    """
    piece = pieces[i]
    if piece.bullet or piece.heading or piece.marked or not 0 < i < len(pieces) - 1:
        return False
    title, above, after = text[piece.start : piece.end], pieces[i - 1], pieces[i + 1]
    if (
        not title[0].isalnum()
        or not is_title_like(title)
        or ":" in title
        or sounds_legal(title)
        or DEMAND_START_RE.match(title)
    ):
        return False
    if OPEN_SENTENCE_RE.search(text[above.start : above.end]):
        return False
    teaser = text[after.start : after.end]
    return (
        after.line > piece.line
        and not after.bullet
        and after.heading is None
        and len(teaser) >= MIN_TEASER
        and not teaser[0].islower()
        and not DEMAND_START_RE.match(teaser)  # a ladder of grades: "Analyst 10" / "Two years of experience ..."
        and teaser.rstrip().endswith((".", "…"))
        and title not in text[: piece.start]  # the posting's own title again
    )


def lists_jobs(pieces: list[Piece], i: int, text: str) -> bool:
    """Whether the heading in piece i opens a list of other jobs, and is no mere link to one ("View all roles")."""
    if SURELY_RELATED_RE.search(text[pieces[i].start : pieces[i].end]):
        return True
    return any(is_title_like(text[p.start : p.end]) for p in pieces[i + 1 : i + 1 + CARD_REACH])


# What a posting without a section of demands asks for under them: LinkedIn's "Desired Skills and Experience".
DESIRED_RE = patterns.compile(
    r"\W{0,6}(?:desired|additional|ideal)\s+(?:skills|experience|qualifications|profile|requirements)", re.IGNORECASE
)


class _Walk:
    """The state of one pass over the pieces: which section runs, and what has been seen."""

    def __init__(self, text: str, pieces: list[Piece]) -> None:
        self.text = text
        self.pieces = pieces
        self.demands = any(
            p.heading == "required" or (p.marked and cue_kind(text[p.start : p.end]) == "required") for p in pieces
        )
        self.kind: SectionKind = "header"
        self.seen: set[SectionKind] = set()
        self.kinds: list[SectionKind] = []
        self.block = 0  # items in the tight block of a list that runs on
        self.bullets = False

    def run(self) -> list[SectionKind]:
        for i, piece in enumerate(self.pieces):
            self.kinds.append(self.step(i, piece))
        return self.kinds

    def open(self, kind: SectionKind) -> SectionKind:
        self.kind = kind
        self.seen.add(kind)
        self.block, self.bullets = 0, False
        return kind

    def step(self, i: int, piece: Piece) -> SectionKind:
        words = self.text[piece.start : piece.end]
        asked = self.seen & ASKING
        if self.kind == "related":
            # A list of other jobs above the posting ends where the posting's own sections begin.
            if piece.heading in ("required", "responsibilities", "summary") and not asked:
                return self.open(piece.heading)
            return "related"
        if piece.tag:
            return "tags"
        if piece.heading:
            return self.open_heading(piece, words)
        if is_chrome(words):
            return "tags"
        if asked and starts_other_posting(self.pieces, i, self.text):
            return self.open("related")
        if piece.marked and not (self.kind == "header" and i < 3):
            kind = cue_kind(words)
            if self.kind == "company" and is_title_like(EDGE_RE.sub("", words)):
                return self.open("summary")
            if kind and not is_title_like(EDGE_RE.sub("", words)):
                return self.open(kind)
            if self.kind in ("header", "legal", "apply"):
                return self.open("summary")
            self.block, self.bullets = 0, False
            return self.kind
        if not piece.bullet and is_legal(words):  # "- Conduct background checks" is a duty
            return "legal"
        if self.kind == "header":
            if i >= MAX_HEADER_LINES or len(words) > 120 or (words.endswith(".") and len(words) > 60):
                self.open("summary")
            return self.kind
        if self.kind == "pay" and STRICT_DEMAND_RE.search(words) and not PAY_SENTENCE_RE.search(words):
            self.open("summary")
        if self.kind in ("required", "preferred", "responsibilities", "benefits"):
            self.follow_list(piece, words)
        return self.kind

    def open_heading(self, piece: Piece, words: str) -> SectionKind:
        kind = piece.heading
        assert kind is not None
        if kind == "related" and not lists_jobs(self.pieces, len(self.kinds), self.text):
            return "tags"
        if kind == "related" and not self.seen & ASKING:
            # Above the posting: a list of jobs only if the posting's own sections still follow, else a menu entry.
            later = self.pieces[len(self.kinds) + 1 :]
            if not any(p.heading in ("summary", "required", "responsibilities") for p in later):
                return self.kind
        if kind == "preferred" and not self.demands and DESIRED_RE.match(words):
            kind = piece.heading = "required"
        return self.open(kind)

    def follow_list(self, piece: Piece, words: str) -> None:
        """Closes the section where its list has ended and prose about something else begins."""
        if piece.bullet:
            self.bullets, self.block = True, self.block + 1
            return
        ended = (piece.blank_before and self.block >= 2) or self.bullets
        prose = words.endswith((".", "!")) or len(words) > 160
        if ended and prose and self.kind != "benefits" and sentence_kind(words, "summary") is None:
            self.open("summary")
            return
        self.block = 1 if piece.blank_before else self.block + 1


def outline_text(text: str, scan: Scan | None = None) -> Outline:
    r"""The outline of a cleaned text: sections that cover it, passages in reading order, other postings listed.

    `scan` is given where the text was scanned already, for names of skills as well.

    >>> [s.kind for s in outline_text("Nurse\n\nRequirements:\n- RN licence\nSimilar jobs\nCook").sections]
    ['header', 'required', 'related']
    """
    scan = scan or scan_triggers(text)
    pieces = cut_pieces(text)
    starts: list[tuple[SectionKind, int, int]] = []  # kind, start, start of the body
    passages: list[Passage] = []
    turned = False  # the company's own text has turned to the job, and stays there until the next heading
    walk = _Walk(text, pieces)
    for piece, kind in zip(pieces, walk.run(), strict=True):
        words = text[piece.start : piece.end]
        if piece.heading == kind or piece.marked:
            turned = False
            starts.append((kind, piece.start, piece.heading_end or piece.end))
            passages.append(Passage(words, piece.start, kind, None, piece.line, piece.bullet, True))
            continue
        for start, end in split_sentences(text, piece.start, piece.end):
            sentence, here = text[start:end], kind
            if kind == "company":
                turned = turned or speaks_of_job(sentence)
                here = "summary" if turned else kind
            elif kind not in ("related", "legal") and not piece.bullet and sounds_legal(sentence):
                here = "legal"
            if not starts or starts[-1][0] != here:
                starts.append((here, start, start))
            kind_of = sentence_kind(sentence, here, piece.bullet)
            if kind_of is None and here == "summary" and not walk.demands and SEEKS_RE.search(sentence):
                kind_of = "required"
            passages.append(Passage(sentence, start, here, kind_of, piece.line, piece.bullet, False))
    if not starts:
        starts.append(("header", 0, 0))
    ends = [start for _, start, _ in starts[1:]] + [len(text)]
    sections = [
        Section(kind, start if i else 0, body, end)
        for i, ((kind, start, body), end) in enumerate(zip(starts, ends, strict=True))
    ]
    passages = passages if walk.demands else list(share_demands(passages))
    return Outline(text, sections, passages, list(find_related(passages)), scan)


LIST_DEMANDS = 0.2  # of a list's items that make the others demands too: "- Strong SQL" / "- Ant, Maven" / "- Linux"
MIN_ITEMS = 4
STRONG_START_RE = patterns.compile(
    r"\W{0,2}(?:very[ ])?(?:strong|solid|excellent|expert|advanced|proficient|fluent)\b", re.IGNORECASE
)


def share_demands(passages: list[Passage]) -> Iterator[Passage]:
    """The passages, the items of a list without heading being demands where some of them plainly are."""
    items: list[Passage] = []
    for p in passages:
        # The marks of a list may be glued into its one line: "... programming skills -Maven, Ant -Linux".
        mark = p.bullet or p.text.startswith("-") or (items and items[-1].line == p.line)
        if mark and p.section == "summary" and not p.heading:
            items.append(p)
        else:
            yield from shared(items)
            items = []
            yield p
    yield from shared(items)


def shared(items: list[Passage]) -> Iterator[Passage]:
    """The items of one list, all of them demands where enough of them are."""
    asked = sum(p.kind is not None or STRONG_START_RE.match(p.text) is not None for p in items)
    enough = len(items) >= MIN_ITEMS and asked >= LIST_DEMANDS * len(items)
    for p in items:
        kind = "required" if enough and p.kind is None else p.kind
        yield Passage(p.text, p.start, p.section, kind, p.line, p.bullet, p.heading)


def find_related(passages: list[Passage]) -> Iterator[Finding[Related]]:
    """Title and company of the other postings listed in the page.

    A card is a title line; the company stands on the line above it, as in "Uber logo" / "Uber" / "Staff Engineer".
    """
    lines = [p for p in passages if p.section == "related" and not p.heading]
    for i, passage in enumerate(lines):
        if not is_title_like(passage.text):
            continue
        alone = (i == 0 or lines[i - 1].line != passage.line) and (
            i + 1 == len(lines) or lines[i + 1].line != passage.line
        )
        if not alone:
            continue
        company = None
        if i:
            above = lines[i - 1].text
            sentence = above.endswith((".", "!", "?", ":")) and len(above.split()) > 4  # not "Reddit, Inc."
            if len(above) <= 60 and not sentence and not names_job(above):
                company = above
        yield Finding(Related(passage.text, company), [passage.cite((0, len(passage.text)), "card-title")])
