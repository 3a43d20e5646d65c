"""The shape of a job title: what a line must look like to be one, whoever's posting it is."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby

from jdtool.model import Outline, Passage

MAX_TITLE_LENGTH = 120  # characters; the longest of 5,000 board titles that was only a title had 104
MAX_TITLE_WORDS = 14


def word_set(words: str) -> frozenset[str]:
    """The words of a table written as running text."""
    return frozenset(words.split())


# Nouns that name a person by the work done. A line without one is not taken for a title by its shape alone.
JOB_NOUNS = word_set(
    """
    accountant actuary adjuster administrator adviser advisor advocate agent agronomist aide ambassador
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
    mathematician mechanic merchandiser messenger microbiologist midwife modeler mover musician nanny
    nurse nutritionist officer operative operator optician optometrist organiser organizer owner packer
    painter paralegal paramedic partner pathologist pharmacist phlebotomist photographer physician
    physicist physiotherapist picker pilot planner plasterer plumber porter postdoc practitioner president
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
WEAK_NOUNS = word_set("chief deputy dev executive expert head internship leader officer owner partner staff")

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

WORD_RE = re.compile(r"[^\W\d_][\w'’.+#-]*")
NOUN_ENDS = tuple(sorted(FOREIGN_NOUNS))
FEMININE = ("", "in", "innen", "e", "ne", "s")
NO_NOUN_ENDS = ("level", "led", "driven", "focused", "oriented", "friendly", "facing")  # "manager-level"


GENDER_ENDING_RE = re.compile(
    r"""(?<=\w)(?:[*:_/·•.-]|\()
    (?:innen|in|rin|r|e|ne|euse|se|rice|trice|ère|a|o|m/w)\b\)?(?:[·.]s)?""",
    re.VERBOSE | re.IGNORECASE,
)  # the second form of the word in "Entwickler*in", "Ingénieur(e)", "Développeur·euse"
BRACKET_RE = re.compile(r"[(\[][^()\[\]]*[)\]]")  # "(full-stack and backend)"
ABBREVIATED_RE = re.compile(r"\b(?:Sr|Jr|Snr|St|Dr|Inc|Ltd|No|Exp|Mgr|Asst|Assoc|Dir)\. ")
SENTENCE_RE = re.compile(r"(?:[a-zß-ÿ]{2}|\d)\. ")  # the full stop between two sentences, not "A.I. Startup"
LABELLED_RE = re.compile(r"[^:]{2,40}:\s")  # "Department: Clerk and Recorder"
SAID_BY_RE = re.compile(r",\s(?:Co-?)?(?:CEO|CTO|COO|CFO|CPO|Founder)\b")  # "Jane Roe, CEO": who is quoted
HIRING_RE = re.compile(
    r"""(?P<company>\S.{0,60}?)\s(?:is\s|are\s)?(?:now\s|currently\s|actively\s)?
    (?:hiring|looking\sfor|seeking|recruiting)\s(?:an?\s|our\s)?(?P<title>\S.*)$""",
    re.VERBOSE | re.IGNORECASE,
)  # "Acme hiring Backend Engineer in Berlin"


def names_job(text: str) -> bool:
    """Whether the text has a word that job titles are made with.

    >>> names_job("Senior Data Scientist"), names_job("Our benefits"), names_job("Grafikdesigner*in")
    (True, False, True)
    """
    return any(map(is_job_noun, WORD_RE.findall(text))) or "working student" in text.lower()


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


# --- the lines that titles stand on -------------------------------------------------------------------------

MAX_BLOCK = 5  # lines
MAX_BLOCK_LINE = 160  # characters


def whole_lines(outline: Outline) -> list[Passage]:
    """The lines of the text, each as one passage however many sentences or fields it was cut into."""
    lines = []
    for _, group in groupby(outline.reading(), key=lambda p: p.line):
        parts = list(group)
        first = parts[0]
        text = outline.text[first.start : parts[-1].end]
        lines.append(Passage(text, first.start, first.section, first.kind, first.line, first.bullet, first.heading))
    return lines


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

SIGN_RE = re.compile(r"[^\w\s.,:()\u2013\u2014-]|_")
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
COMPOUND_RE = re.compile(rf"\b(?:{'|'.join(COMPOUNDS)})\b")
# "SDE2Sr. Engineer", "SeniorStaff Engineer"
GLUED_LEVEL_RE = re.compile(
    r"(?<=[a-z\d])(?=(?:Sr|Jr)\. )|(?<=Senior|Junior)(?=Staff|Lead|Mid|Senior)|(?<=level)(?=Senior|Lead)"
)
GLUED_WORDS_RE = re.compile(r"\b([A-Z][a-z]{3,14})([A-Z]\w{1,14})\b")  # "Data EntryCustomer Service Rep"
NAME_ENDS = word_set("base cloud force hub script shell stack point flow ware works world")  # "JavaScript"
GAP_RE = re.compile(r"(?<=\w)  (?=\w)")


def signs_lost(text: str) -> bool:
    """Whether the copy has lost its slashes, ampersands, pipes and the like: a text of some length has no sign left."""
    return len(text) >= ENOUGH_TEXT and SIGN_RE.search(text) is None


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
