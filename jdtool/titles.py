"""The shape of a job title: what a line must look like to be one, and what boards add to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from jdtool import patterns
from jdtool.model import Outline, Passage

IsPlace = Callable[[str], bool]

MAX_TITLE_LENGTH = 120  # characters; the longest of 5,000 board titles that was only a title had 104
MAX_TITLE_WORDS = 14


def word_set(words: str) -> frozenset[str]:
    """The words of a table written as running text."""
    return frozenset(words.split())


# Nouns that name a person by the work done. A line without one is not taken for a title by its shape alone.
JOB_NOUNS = word_set(
    """
    accountant actuary adjuster admin administrator adviser advisor advocate agent agronomist aide ambassador
    analyst animator annotator apprentice archaeologist architect archivist artist assembler assessor asst
    assistant associate attendant attorney auditor baker barber barista bartender beautician biochemist
    biologist biostatistician bookkeeper bricklayer broker butcher buyer captain caregiver carer caretaker
    carpenter caseworker cashier ceo cfo chaplain chauffeur chef chemist chief choreographer cio ciso
    cleaner clerk clinician cmo coach coder composer comptroller concierge consultant contractor controller cook
    coo coordinator copywriter counsel counsellor counselor courier cto curator custodian cutter dba
    decorator dentist deputy designer detective dev developer devops dietitian director dispatcher dispenser doctor
    drafter draftsman driver economist editor educator electrician eng engineer entrepreneur estimator
    evangelist examiner exec executive expert fabricator facilitator farmer fellow firefighter fitter florist
    foreman founder fundraiser gardener generalist geographer geologist glazier governess graduate groomer
    guard hacker hairdresser handler handyman head headhunter helper host hostess housekeeper hygienist
    illustrator implementer implementor inspector installer instructor intern internship interpreter
    interviewer investigator janitor joiner journalist judge labeler laborer labourer landscaper lawyer
    lead leader lecturer librarian lifeguard linguist loader locksmith logistician machinist manager marketer mason
    mathematician mechanic merchandiser messenger microbiologist midwife modeler mover musician nanny negotiator
    nurse nutritionist officer operative operator optician optometrist organiser organizer owner packer
    painter paralegal paramedic partner pathologist pharmacist phlebotomist photographer physician
    physicist physiotherapist picker pilot planner plasterer plater plumber porter postdoc practitioner president
    principal processor producer professional professor programmer psychiatrist psychologist publicist
    purchaser radiographer radiologist ranger realtor receptionist recruiter registrar rep reporter
    representative researcher retoucher rigger rn roofer salesman salesperson scheduler scientist scribe
    sdet setter sde seamstress secretary sister solicitor sommelier sonographer specialist sre staff statistician
    steward stocker strategist stylist superintendent supervisor surgeon surveyor swe tailor teacher
    teamlead technician technologist teller tester therapist toolmaker trader trainee trainer translator
    treasurer turner tutor typist underwriter unloader upholsterer valet vet veterinarian videographer
    vp waiter waitress warden webmaster welder worker writer zoologist
    """
)
# The same in German, French, Spanish, Dutch and their neighbours. Those compound ("Softwareentwickler"): only
# the end of a word is looked at.
FOREIGN_NOUNS = word_set(
    """
    administratorin aktuar anwalt anwältin arbeiter architekt arzt ärztin ausbilder auszubildende
    auszubildender azubi bediener begleiter berater betreuer buchhalter chemiker disponent dozent
    einkäufer elektriker elektroniker entwickler erzieher fachangestellte fachangestellter fachfrau
    fachmann fahrer führer gestalter gärtner helfer hilfe informatiker ingenieur installateur jurist
    kauffrau kaufmann kellner koch konstrukteur kraft köchin lagerist lehrer leiter leitung makler maler
    mechaniker mechatroniker meister mitarbeitende mitarbeiter monteur pfleger planer praktikant praktikum
    programmierer prüfer psychologe redakteur referent sachbearbeitung sachbearbeiter schlosser schreiner
    sekretär spezialist techniker texter tischler verkäufer vertreter verwalter volontär zähler werker
    werkstudent zeichner zusteller assistenz assistentin administrator designer manager

    acheteur adjoint administrateur administratrice alternance alternant analyste animateur architecte
    assistante attaché auxiliaire avocat caissier chargé chargée cheffe chercheur comptable concepteur
    conducteur conseiller conseillère consultante contrôleur coordinateur coordinatrice cuisinier
    dessinateur directeur directrice développeur développeuse employé formateur gestionnaire graphiste
    infirmier infirmière ingénieur ingénieure juriste magasinier mécanicien opérateur ouvrier pharmacien
    préparateur professeur programmeur responsable rédacteur réceptionniste serveur stagiaire technicien
    technicienne testeur vendeur vendeuse éducateur électricien

    abogado administrador administrativo analista arquitecto asesor asistente auxiliar becario camarero
    cajero científico cocinero comercial conductor consultor consultora contador coordinador coordinadora
    desarrollador desarrolladora dependiente diseñador diseñadora ejecutivo encargado enfermera enfermero
    especialista gerente ingeniera ingeniero jefe médico operario profesor programador recepcionista
    reclutador redactor representante técnico vendedor

    adviseur beheerder boekhouder medewerker ontwerper ontwikkelaar stagiair verkoper verpleegkundige
    vertegenwoordiger verzorgende desenvolvedor engenheiro analityk deweloper inżynier programista
    specjalista sviluppatore ingegnere
    """
)
# Nouns that name a job only together with another word: "Internship" and "Staff" head lists, too.
WEAK_NOUNS = word_set("admin chief deputy dev executive expert head internship leader officer owner partner staff")

LEVEL_WORDS = word_set(
    """
    senior sr sr. junior jr jr. lead principal staff mid mid-level intermediate associate head chief vice
    graduate entry-level intern trainee executive
    """
)
# A line that starts so is a sentence about the job, or a label, not its title.
SENTENCE_STARTS = word_set(
    """
    a an the we you your our as this these those if at join in it it's its for from are is do does what
    who why how when where please all must be to and or but with about i they he she there here note apply
    click see read learn extracted last posted report reports reporting accountable work develop manage
    provide meet hi hello valid preferred required wir sie du ihr zum zur ab unser unsere dein deine als für nous vous
    """
)
# A line that ends so is a heading, a company or a licence.
NOT_TITLE_ENDS = word_set(
    """
    overview license licence licenses responsibilities requirements qualifications description duties
    summary inc ltd limited gmbh llc llp plc corp corporation ag bv b.v sarl to of with who and or the
    """
)
# Words that stay small in a title: "Head of ...", "Lead ... for ...".
CONNECTORS = word_set("of and & the for in to at on with de la le der die das und von für en y et van im m w d f h")

WORD_RE = patterns.compile(r"[^\W\d_][\w'’.+#-]*")
NOUN_ENDS = tuple(sorted(FOREIGN_NOUNS))
FEMININE = ("", "in", "innen", "e", "ne", "s")
NO_NOUN_ENDS = ("level", "led", "driven", "focused", "oriented", "friendly", "facing")  # "manager-level"


GENDER_ENDING_RE = patterns.compile(
    r"""(?<=\w)(?:[*:_/·•.-]|\()
    (?:innen|in|rin|r|e|ne|euse|se|rice|trice|ère|a|o|m/w)\b\)?(?:[·.]s)?""",
    re.VERBOSE | re.IGNORECASE,
)  # the second form of the word in "Entwickler*in", "Ingénieur(e)", "Développeur·euse"
BRACKET_RE = patterns.compile(r"[(\[][^()\[\]]*[)\]]")  # "(full-stack and backend)"
ABBREVIATED_RE = patterns.compile(r"\b(?:Sr|Jr|Snr|St|Dr|Inc|Ltd|No|Exp|Mgr|Asst|Assoc|Dir)\. ")
SENTENCE_RE = patterns.compile(r"(?:[a-zß-ÿ]{2}|\d)\. ")  # the full stop between two sentences, not "A.I. Startup"
LABELLED_RE = patterns.compile(r"[^:]{2,40}:\s")  # "Department: Clerk and Recorder"
SAID_BY_RE = patterns.compile(r",\s(?:Co-?)?(?:CEO|CTO|COO|CFO|CPO|Founder)\b")  # "Jane Roe, CEO": who is quoted
HIRING_RE = patterns.compile(
    r"""(?P<company>\S.{0,60}?)\s(?:is\s|are\s)?(?:now\s|currently\s|actively\s)?
    (?:hiring|looking\sfor|seeking|recruiting)\s(?:an?\s|our\s)?(?P<title>\S.*)$""",
    re.VERBOSE | re.IGNORECASE,
)  # "Acme hiring Backend Engineer in Berlin"


TWO_WORDS = ("working student", "scrum master")  # names of jobs whose last word alone names none


def names_job(text: str) -> bool:
    """Whether the text has a word that job titles are made with.

    >>> names_job("Senior Data Scientist"), names_job("Our benefits"), names_job("Grafikdesigner*in")
    (True, False, True)
    """
    if any(map(is_job_noun, WORD_RE.findall(text))):
        return True
    low = text.lower()
    return TWO_WORDS[0] in low or TWO_WORDS[1] in low


@lru_cache(maxsize=20_000)
def is_job_noun(word: str) -> bool:
    """Whether the word, or a part of it between hyphens, is a job noun of either number or gender.

    >>> is_job_noun("engineers"), is_job_noun("Softwareentwicklerin"), is_job_noun("Senior-IT-Administrator")
    (True, True, True)
    >>> is_job_noun("driver's"), is_job_noun("manager-level")
    (False, False)
    """
    word = word.lower().rstrip(".")
    if "-" in word:
        return not word.endswith(NO_NOUN_ENDS) and any(map(is_job_noun, filter(None, word.split("-"))))
    if word.removesuffix("s") in JOB_NOUNS or word in JOB_NOUNS:
        return True
    return any(word.removesuffix(ending).endswith(NOUN_ENDS) for ending in FEMININE)


def is_title_like(text: str) -> bool:
    """Whether a line has the shape of a job title: short, capitalised, no sentence, and a job noun in it.

    >>> is_title_like("Senior Software Engineer, Internal Tool Platform")
    True
    >>> is_title_like("Join Pinterest as a Senior Data Scientist to shape future products.")
    False
    >>> is_title_like("Internship"), is_title_like("Driver's License"), is_title_like("Jane Roe, CEO")
    (False, False, False)
    """
    text = text.strip()
    return may_be_title(text) and is_capitalised(text) and HIRING_RE.match(text) is None


def may_be_title(text: str) -> bool:
    """The same, whatever its capitals.

    >>> may_be_title("sales and marketing manager"), may_be_title("reports to the sales manager")
    (True, False)
    """
    if not 2 <= len(text) <= MAX_TITLE_LENGTH or text[-1] in ".!?;:,。":
        return False
    words = WORD_RE.findall(text)
    if not words or len(words) > MAX_TITLE_WORDS:
        return False
    if words[0].lower() in SENTENCE_STARTS and words[0] != "IT":
        return False
    if not names_job(text) or (len(words) == 1 and words[0].lower().removesuffix("s") in WEAK_NOUNS):
        return False
    if words[-1].lower().strip(".") in NOT_TITLE_ENDS or SAID_BY_RE.search(text):
        return False
    label = LABELLED_RE.match(text)
    if label and not names_job(label[0]):
        return False
    return SENTENCE_RE.search(ABBREVIATED_RE.sub("", text)) is None


def is_capitalised(text: str, share: float = 0.75) -> bool:
    """Whether this share of the words begins with a capital, brackets and small connecting words apart."""
    found: list[str] = WORD_RE.findall(GENDER_ENDING_RE.sub("", BRACKET_RE.sub("", text)))
    words = [w for w in found if w.lower() not in CONNECTORS]
    return sum(w[0].isupper() or not w[0].isascii() for w in words) >= share * len(words)


class Beside(Struct, frozen=True):
    """What the header's other lines name: the words of its place lines, and the lines that are names."""

    places: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


ALONE = Beside()

# --- what a title line has besides the title ----------------------------------------------------------------

GENDER_SIGNS = ("(", "[", "/", "mwd", "wmd", "mfd", "fmd", "mfx", "all genders")  # one of which a gender mark holds
GENDER_RE = patterns.compile(
    r"""[(\[]\s?(?:
        [mwfdxhvkgni*](?:\s?[/|,:.]\s?(?:divers|div\.?|[mwfdxhvkgni*])){1,4} | gn\*? | div(?:ers)?
      | (?=[fwdxh]{0,2}m)[mwfdxh]{3} | hf | fh
      | (?:all|any|alle)[ ](?:genders?|geschlechter)(?:[ ]welcome)?
    )\s?[)\]]\*?
    | (?-i:\b(?:mwd|wmd|mfd|fmd|mfx)\b) | (?<![\w/&])[mwfhvd]\s?/\s?[mwfhvd](?:\s?/\s?[dxi*])?(?![\w/&])
    | \ball[ ]genders\b""",
    re.VERBOSE | re.IGNORECASE,
)  # "(m/f/d)", "(mwd)" where the slashes are lost, "H/F", "(all genders)"
PAY_RE = patterns.compile(
    r"""(?<!\w)[$€£₹]\s?\d | \*{3} | \d\s?[€£] | (?<![\w.,])\d{2,3},\d{3}\b | (?<![\w.])\d{2,3}(?:[.,]\d{3})?\s?k\b
    | \b(?:USD|EUR|GBP|CHF|PLN|INR|LPA)\b""",
    re.VERBOSE | re.IGNORECASE,
)  # "(up to $100,000.00 + bonus)", "115k", "****k" where a board hides it
REFERENCE_RE = patterns.compile(
    r"""(?:
        (?:req(?:uisition)?|job|ref(?:erence|erenz)?|vacancy|position|posting|kennziffer|stellen|id)[\s.#:-]{0,3}
        (?:id|nr|no|number|nummer|code|kennziffer)?[\s.#:-]{0,3}
      | \# | (?:JR|R|REQ|JO|ID|J)[-_ ]?
    )[A-Z]{0,3}\d{2,}[\w-]{0,12} | \d{4,} | \d{5,}[A-Z]{1,3} | \d{1,3}\s?[-–]\s?\d{1,3}""",
    re.VERBOSE | re.IGNORECASE,
)  # "Job ID 4711", "131900", "#12345", "R-20541"
LOOSE_REFERENCE_RE = patterns.compile(
    r"\s(?:#\s?|req(?:uisition)?\s?(?:id\s?)?[#:]?\s?|job id:?\s?|JR-?)\d{3,}\w{0,6}\b", re.IGNORECASE
)  # "Data Analyst #000066A"
NESTED_RE = patterns.compile(
    r"(\([^()]{0,60})\(([^()]{0,60})\)([^()]{0,60}\))"
)  # "(Acme Corp (f/k/a Acme), Dallas, TX)"
PLURAL_RE = patterns.compile(r"(?<=\w)\(s\)")  # "Software Engineer(s)"
GENDER_TAIL_RE = patterns.compile(r",\s?[mwfd](?:/[mwfdx]){1,2}(?=\s?\))", re.IGNORECASE)  # "(digital first, m/w/d)"
LEADING_REFERENCE_RE = patterns.compile(
    r"\A(?!20[1-3]\d\s)(?:\d{4}[-_/]\d{1,6}|\d{4,8})[\s_:–—-]+"
)  # "2024-7277_Software Engineer", not "2026 Program Manager"

REMOTE = r"remote(?![ -](?:sens|develop|monitor|access|support|patient|hand|sales))"  # not "Remote Sensing"
HYBRID = r"hybrid(?![ -](?:cloud|mobile|app|vehicle|electr|power|intell))"  # not "Hybrid Cloud"
# Words of contract, hours, work mode and time zone. A field of the line made of them, or of them and a place,
# is no part of the title: "Remote, Canada EST", "Vollzeit // hybrid", "6 Month FTC".
TERMS = (
    r"(?:100|full(?:y)?|partly|partially|mostly)[ ]?%?[ ]?(?:remote|hybrid|home[ -]?office)",
    r"\d{1,3}\s?[-–]?\s?\d{0,3}\s?%",  # a workload: "(60 -100%)"
    REMOTE,
    HYBRID,
    r"remotely",
    r"on-?site|in[- ]?office|in[- ]person|work[ ]from[ ](?:home|anywhere)|wfh|home[ -]?office|work(?:ing)?",
    r"(?:full|part)[ -]?time|fte|vollzeit|teilzeit|minijob|temps[ ](?:plein|partiel)|cdi|cdd|[aà][ ]convenir",
    r"freelance|contract(?:or)?|permanent|perm|temporary|temp|fixed[ -]term|ftc|(?:un)?befristet",
    r"(?:maternity|parental)[ ](?:leave[ ])?(?:cover|leave)|elternzeitvertretung",
    r"(?:ca\.?\s?)?\d{1,2}(?:[ ]?[-–][ ]?\d{1,2})?[+]?[ ]?(?:h|hrs|hours|std\.?|stunden|uur)",
    r"(?:/|per|pro|a)[ ]?(?:week|woche|wk)|\d{1,2}[ -]?months?|hours?",
    r"(?:day|night|evening|late|1st|2nd|3rd|first|second|third)[ ]shift|nights?|days|weekends?",
    r"urgent(?:ly)?|immediate(?:[ ](?:start|joiner))?|asap|now[ ]hiring|hiring[ ]now|ab[ ]sofort|new",
    r"w2|c2c|b2b|uop|1099|(?:inside|outside)[ ]ir35|visa[ ]sponsorship|relocation|quereinsteiger",
    r"[ECMP][SD]?T|CES?T|GMT|UTC|IST|(?:eastern|central|pacific|mountain)[ ]time|time[ ]?zones?",
    r"emea|apac|latam|dach|nordics|benelux|europe(?:an[ ]union)?|eu|europa|usa?|uk|uae|nyc|sf|bay[ ]area",
    r"residents?|anywhere|worldwide|global(?:ly)?|(?:north|south|latin|central)[ ]america|asia|africa",
    r"deutschlandweit|bundesweit|(?:south|north|mid)?(?:east|west|north|south)[ ](?:coast|region)",
    r"metro(?:politan)?|greater|area|region|raum|city|based|location|located|near|within|open[ ]to",
    r"flexible|flexibel|eligible|friendly|first|available|possible|optional?|options|offered|preferred|only|ok",
    r"all[ ]levels|from|to|in|im|bei|zu|or|and|und|oder|ou|position|role|job|opportunity",
    r"summer|winter|fall|autumn",
)
COMPASS_RE = patterns.compile(r"(?:\s(?:North|South|East|West|Central|Greater)){1,3}$")
STATE_RE = patterns.compile(r"[A-Z]{2}\b")  # "IL", "IL 60607"
TERM_RE = patterns.compile(r"(?<!\w)(?:" + "|".join(TERMS) + r")(?!\w)", re.IGNORECASE)
_NAME = r"(?:[A-Z][\w.]{1,20}(?:[ -][A-Z][\w.]{1,20})?|[A-Z]{2,3})"
MODE_PLACE_RE = patterns.compile(
    rf"(?:(?i:{REMOTE}|{HYBRID}|on-?site)\W{{1,3}}{_NAME}|{_NAME}\W{{1,3}}(?i:remote|hybrid|on-?site))"
)  # "Remote/Wroclaw", "Austin Remote": a place that no list has
# Words at which an unseparated tail may begin: "... Manager in Teilzeit", "... Driver Full Time".
TAIL_STARTS = word_set(
    """
    in im at from within based zu remote hybrid onsite on-site fully full full-time part part-time
    fulltime parttime vollzeit teilzeit minijob homeoffice freelance - 100% 100
    """
)
LEADING_TERMS_RE = patterns.compile(
    r"""\A(?:(?:100\s?%|fully)\s)?(?:remote|hybrid|on-?site|full[- ]?time|part[- ]?time)[\s,:–—|-]+
    (?!sens|develop|monitor|access|support|patient|cloud|mobile|sales)""",
    re.VERBOSE | re.IGNORECASE,
)  # "Remote Java Developer", not "Remote Sensing Analyst"
PREFIX_RE = patterns.compile(
    r"""\A(?:(?:
        (?:we(?:['’]?re|[ ]are)[ ])?(?:now[ ]|currently[ ]|urgently[ ])?hiring
      | (?:open[ ])?(?:job|career)?[ ]?(?:vacancy|posting|opening|opportunity|advert(?:isement)?|offer|title
        |position|role|description)
      | job | wanted | urgent(?:[ ]requirement)? | new | jd | stellen(?:angebot|ausschreibung|anzeige)
      | gesucht | wir[ ]suchen | offre[ ]d['’]emploi | vacature | oferta[ ]de[ ](?:empleo|trabajo)
    )(?:[ ]for)?\s?[:!|–—-]+\s*
    | (?:job[ ](?:posting|vacancy|opening)[ ]for|wir[ ]suchen(?:[ ]eine?n?)?|we['’]?re[ ]hiring(?:[ ]an?)?)[ ]
    | new(?-i:(?=[A-Z][a-z])))""",
    re.VERBOSE | re.IGNORECASE,
)  # "Job Vacancy: ", "We're hiring: ", "newDirector of Sales"
SUFFIX_RE = patterns.compile(
    r"""(?<![\s,:–—|-])[\s,:–—|-]*\b(?:gesucht|wanted|needed(?:[ ]asap)?|required|apply[ ](?:now|today)|now[ ]hiring
    |urgent(?:ly)?|vacancy|ref|position(?:[ ](?:available|open))?|job[ ]opportunity)\s?[!.]*$""",
    re.VERBOSE | re.IGNORECASE,
)  # "Founding Engineer Wanted"
FURNITURE_RE = patterns.compile(
    r"""(?:www\.)?[\w-]{2,30}\.(?:com|de|org|co\.uk|jobs|fr|nl|ch|at)\b.{0,20} | https?:\S{1,80}
    | linked\s?in | indeed | glassdoor | monster | stepstone | xing | reed | ziprecruiter | dice | wellfound
    | totaljobs | seek | naukri | welcome[ ]to[ ]the[ ]jungle
    | (?:jobs?|careers?|karriere|vacatures?)(?:[ ](?:at|in|bei)[ ].{1,40})?
    | .{1,40}[ ](?:jobs|careers|karriere|job[ ]board) | job[ ](?:details|description|posting)
    | (?:job|stellen)beschreibung | apply[ ](?:now|today|here).{0,20}
    | (?:we['’]?re|now)[ ]hiring.{0,10} | .{0,30}\bjobs?[ ]tracker""",
    re.VERBOSE | re.IGNORECASE,
)  # "Indeed.com", "LinkedIn", "Acme Careers"
COMPANY_END_RE = patterns.compile(
    r"\b(?:inc|ltd|limited|gmbh|llc|llp|plc|corp|corporation|ag|se|bv|b\.v|sarl|s\.a|kg)\.?$", re.IGNORECASE
)  # "Acme GmbH"
AT_COMPANY_RE = patterns.compile(r"\s(?:at|@|bei|chez)\s(?-i:(?=[A-Z\d]))[^,(|]{2,50}$")  # " at StartTech Ventures"
# What parts the fields of the line. A bracket is a field; a hyphen counts with a blank at one side.
SEPARATOR_RE = patterns.compile(
    r"""(?P<bracket>[(\[][^()\[\]]{0,90}[)\]]) | \s?[|•·]\s? | \s//?\s | \s?//\s? | \s?[–—]\s?
    | \s--?\s?(?=\S) | (?<=\w)--?\s(?!und\b|oder\b|u\.|&|/|or\b|and\b|et\b) | ,\s? | :\s | \s\s""",
    re.VERBOSE,
)
EDGE_RE = patterns.compile(
    r"""^[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\s#*_>|:•,;!"“”„=–—-]+|(?<![\s*_|:;,!"“”=–—\\-])[\s*_|:;,!"“”=–—\\-]+$|(?<=\w\w)\.$"""
)


class Field(Struct):
    before: str  # the separator
    words: str


def split_fields(line: str) -> list[Field]:
    """The fields of a title line with the separators before them; joined again they are the line.

    >>> [f.words for f in split_fields("Java Engineer (m/f/d) - Berlin, remote")]
    ['Java Engineer', '(m/f/d)', 'Berlin', 'remote']
    """
    fields, position, before = [], 0, ""
    for seam in SEPARATOR_RE.finditer(line):
        words = line[position : seam.start()].rstrip()
        if words:
            fields.append(Field(before, words))
            before = ""
        before += line[position + len(words) : seam.start()]
        if seam["bracket"]:
            fields.append(Field(before, seam[0]))
            before = ""
        else:
            before += seam[0]
        position = seam.end()
    if line[position:].strip():
        fields.append(Field(before, line[position:]))
    return fields


def strip_title(title: str, is_place: IsPlace = lambda _: False, beside: Beside = ALONE) -> str:
    """The title alone: what the board added about place, pay, contract, gender and reference is cut away.

    >>> strip_title("Senior Java Engineer (m/f/d) - Remote")
    'Senior Java Engineer'
    >>> strip_title("Front End Web Developer (up to $100,000.00 + bonus)")
    'Front End Web Developer'
    >>> strip_title("Senior Software Engineer, Internal Tool Platform")
    'Senior Software Engineer, Internal Tool Platform'
    """
    title = strip_edges(title.strip().replace("\xa0", " "))
    if prefix := PREFIX_RE.match(title):
        title = title[prefix.end() :]
    if any(map(str.isdigit, title)):
        title = LEADING_REFERENCE_RE.sub("", LOOSE_REFERENCE_RE.sub("", title))
    if "(" in title:
        title = PLURAL_RE.sub("", GENDER_TAIL_RE.sub("", NESTED_RE.sub(r"\1\2\3", title)))
    low = title.lower()
    if any(map(low.__contains__, GENDER_SIGNS)):
        title = re.sub(r"\s*\(m/f\)\s*", " (m/f) ", GENDER_RE.sub("(m/f)", title))
    title = title.strip()
    fields = drop_lead([f for f in split_fields(title) if f.words != "(m/f)"])
    first = next((i for i, f in enumerate(fields) if names_job(f.words)), 0)
    kept: list[Field] = []
    for i, field in enumerate(fields):
        if i == first or not (is_aside(field.words, is_place, beside) or is_half_place(fields, i, is_place)):
            kept.append(field)
    if len(kept) > 1 and is_branch(kept[-1].words, beside):
        kept.pop()
    if not kept:
        return ""
    kept[0].before = ""
    return " ".join(strip_ends("".join(f.before + f.words for f in kept), is_place, beside).split())


def is_half_place(fields: Sequence[Field], i: int, is_place: IsPlace) -> bool:
    """Whether field i is the town or the state of "Oak Brook, IL", where neither alone is known for one."""
    for town, state in pairwise(fields[max(i - 1, 0) : i + 2]):
        if STATE_RE.match(state.words) and "," in state.before and not names_job(town.words):
            return is_place(f"{town.words}, {state.words}")
    return False


def drop_lead(fields: list[Field]) -> list[Field]:
    """The fields without what stands before the job: "[SKY] DevOps Engineer", "Outbound: Client - Engineer".

    One field before the job may belong to it ("Customer Success - Team Lead"); two are client and project,
    and one before "|" is the company ("Acme | Data Engineer").
    """
    if len(fields) > 1 and fields[0].words.startswith("[") and names_job(fields[1].words):
        return fields[1:]
    for i, field in enumerate(fields[:4]):
        if names_job(field.words) or field.words.strip("() ").lower() in LEVEL_WORDS:
            parted = all(re.search(r"[-–—|:]", f.before) for f in fields[1 : i + 1])
            return fields[i:] if "|" in field.before or (i >= 2 and parted) else fields
    return fields


def is_aside(words: str, is_place: IsPlace, beside: Beside) -> bool:
    """Whether a field of the line tells of place, hours, pay or the page, and so is no part of the title."""
    words = words.strip("()[]*!. \t")
    if not words or words.casefold() in beside.names or is_place(words):
        return True
    if PAY_RE.search(words) or REFERENCE_RE.fullmatch(words) or FURNITURE_RE.fullmatch(words):
        return True
    if any(map(COMPANY_END_RE.search, words.split(","))) and not names_job(words):
        return True
    rest = re.split(r"[,/|;&+]|\s[-–]\s", TERM_RE.sub(" , ", words))
    if all(is_at_place(part, is_place, beside) for part in rest):
        return True
    beside_mode = MODE_PLACE_RE.fullmatch(words)
    return beside_mode is not None and not names_job(words)


def is_at_place(words: str, is_place: IsPlace, beside: Beside) -> bool:
    """Whether nothing is left, or a place: one known, or one that the header's place line names."""
    words = " ".join(words.strip(" .-–—%!").split())
    return not words or is_place(words) or all(w in beside.places for w in words.casefold().split())


def is_branch(words: str, beside: Beside) -> bool:
    """Whether the field ends in the header's place and names no job: "Single Family Office Berlin"."""
    last = words.strip("() ").casefold().split()
    return len(last) > 1 and last[-1] in beside.places and not names_job(words)


# What stands unseparated at an end of a title, and one of whose words must be there.
ENDS = (
    (LEADING_TERMS_RE, ("remote", "hybrid", "site", "time")),
    (AT_COMPANY_RE, ("at", "@", "bei", "chez")),
    (
        SUFFIX_RE,
        ("gesucht", "wanted", "needed", "required", "apply", "hiring", "urgent", "vacancy", "ref", "position", "job"),
    ),
)
HYPHEN_RE = patterns.compile(r"-(?=(?:100\s?%\s?)?(?:Remote|Hybrid|Onsite)\b)")


MOST_FIELD_WORDS = 60  # a longer text in a title's field is none, and each of its words would be asked about


def strip_ends(title: str, is_place: IsPlace, beside: Beside) -> str:
    """The title without unseparated terms: "Remote Java Developer", "Manager in Teilzeit", "Cook at Acme"."""
    title = strip_edges(title)
    for pattern, signs in ENDS:
        low = title.lower()
        if any(map(low.__contains__, signs)):
            shorter = pattern.sub("", title)
            if shorter != title and names_job(shorter):
                title = shorter
    hyphen = HYPHEN_RE.search(title)  # "Developer-Remote US"
    if hyphen and is_aside(title[hyphen.end() :], is_place, beside):
        title = title[: hyphen.start()]
    words = title.split(" ")
    for i in range(1, len(words) if len(words) <= MOST_FIELD_WORDS else 0):
        head, start, after = " ".join(words[:i]), words[i].lower(), " ".join(words[i + 1 :])
        if start in ("for", "für", "pour") and after.casefold() in beside.names:
            return strip_edges(head)
        tail = " ".join(words[i:])
        known = start in TAIL_STARTS and (is_aside(tail, is_place, beside) or is_place(after))
        if names_job(head) and (known or is_place(tail)):  # "Sales Consultant Poland", "Cook North West Poland"
            return strip_edges(COMPASS_RE.sub("", head))
    return strip_edges(title)


def strip_edges(title: str) -> str:
    """The title without marks at its ends."""
    if title[:1].isalnum() and (title[-1:].isalnum() or title[-1:] == ")"):
        return title
    return EDGE_RE.sub("", title)


# --- the lines that titles stand on -------------------------------------------------------------------------

MAX_BLOCK = 5  # lines
MAX_BLOCK_LINE = 160  # characters


def header_block(outline: Outline, lines: list[Passage]) -> list[Passage]:
    """The short lines from the top down to the first empty one, as boards put title, company and place.

    Nothing where the text does not begin so.
    """
    block: list[Passage] = []
    for line in lines:
        if block and outline.text.count("\n", block[-1].end, line.start) > 1:
            return block
        if len(block) == MAX_BLOCK or len(line.text) > MAX_BLOCK_LINE or line.bullet:
            return []
        block.append(line)
    return block


# --- a copy that lost its signs -----------------------------------------------------------------------------

COMMON_SIGNS = "/'’&•*_"  # of which nearly every text has one
SIGN_RE = patterns.compile(r"[^\w\s.,:()\u2013\u2014-]")
ENOUGH_TEXT = 300  # characters; 1 of 100 whole postings of that length has no apostrophe, slash, bullet or other sign
# Compounds known from their letters alone.
COMPOUNDS = {
    "AIML": "AI/ML",
    "ARVR": "AR/VR",
    "CICD": "CI/CD",
    "FPA": "FP&A",
    "PLSQL": "PL/SQL",
    "QAQC": "QA/QC",
    "TCPIP": "TCP/IP",
    "UIUX": "UI/UX",
    "UXUI": "UX/UI",
}
COMPOUND_RE = patterns.compile(rf"\b(?:{'|'.join(COMPOUNDS)})\b")
# "SDE2Sr. Engineer", "SeniorStaff Engineer"
GLUED_LEVEL_RE = patterns.compile(
    r"(?<=[a-z\d])(?=(?:Sr|Jr)\. )|(?<=Senior|Junior)(?=Staff|Lead|Mid|Senior)|(?<=level)(?=Senior|Lead)"
)
GLUED_WORDS_RE = patterns.compile(r"\b([A-Z][a-z]{3,14})([A-Z]\w{1,14})\b")  # "Data EntryCustomer Service Rep"
NAME_ENDS = word_set("base cloud force hub script shell stack point flow ware works world")  # "JavaScript"
GAP_RE = patterns.compile(r"(?<=\w)  (?=\w)")


def signs_lost(text: str) -> bool:
    """Whether the copy has lost its slashes, ampersands, pipes and the like: a text of some length has no sign left."""
    if len(text) < ENOUGH_TEXT or any(map(text.__contains__, COMMON_SIGNS)):
        return False
    return SIGN_RE.search(text) is None


def mend_signs(line: str, text: str) -> str:
    """A title line of a text without signs, with those that what is left tells of.

    >>> mend_signs("UIUX Developer", ""), mend_signs("Data EntryClaims Clerk", "claims, then entry of data")
    ('UI/UX Developer', 'Data Entry/Claims Clerk')
    >>> mend_signs("Trade  Channel Marketing", ""), mend_signs("JavaScript Developer", "script, Java")
    ('Trade & Channel Marketing', 'JavaScript Developer')
    """

    def part(match: re.Match[str]) -> str:
        first, second = match[1].lower(), match[2].lower()
        words = WORD_RE.findall(text.lower()) if second not in NAME_ENDS else ()
        parted = is_job_noun(first) or (first in words and second in words)
        return f"{match[1]}/{match[2]}" if parted else match[0]

    line = COMPOUND_RE.sub(lambda m: COMPOUNDS[m[0]], GLUED_LEVEL_RE.sub("/", line))
    line = GLUED_WORDS_RE.sub(part, line)
    gaps = list(GAP_RE.finditer(line))
    # A blank at either side of what is gone. Behind words that name no job it was "&" in 178 of 263 titles.
    before = re.split(r"[,(:]| - ", line[: gaps[0].start()])[-1] if len(gaps) == 1 else ""
    if before and before.lower() not in LEVEL_WORDS and not names_job(before):
        line = GAP_RE.sub(" & ", line)
    return line
