"""The shape of a job title: what a line must look like to be one, whoever's posting it is."""

from __future__ import annotations

import re

MAX_TITLE_LENGTH = 110  # characters; the longest of 5,000 board titles that was only a title had 104

# Nouns that end or carry a job title. A line without one is not taken for a title by its shape alone.
JOB_NOUNS = """
accountant actuary adjuster administrator administrative advisor adviser advocate aide agent ambassador analyst
apprentice architect artist assistant associate attendant attorney auditor baker barista bartender bookkeeper
broker buyer captain caregiver carer carpenter cashier ceo cfo chair chef chief cio cleaner clerk clinician
cmo coach consultant controller cook coo coordinator co-ordinator copywriter counsel counsellor counselor courier
cto curator dentist designer developer developers dev devops dietitian director dispatcher dramaturg driver
economist editor educator electrician engineer engineers engineering estimator evangelist examiner executive
expert facilitator fellow fitter foreman founder generalist geologist governess guard handyman head helper
hygienist illustrator inspector installer instructor intern internship interpreter investigator janitor
journalist judge labourer laborer lawyer lead leader lecturer librarian lifeguard loader machinist manager
marketer mechanic mentor merchandiser merchandizer midwife model moderator nanny nurse officer operative operator
optician optometrist organiser organizer owner painter paralegal paramedic partner pathologist pharmacist
photographer physician physicist pilot planner plumber porter practitioner president principal processor producer
professional professor programmer psychologist receptionist recruiter registrar rep representative reporter
researcher roofer sales salesperson scientist scrum secretary server sommelier specialist sre staff steward
strategist stylist superintendent supervisor supporter surgeon surveyor swe sdet sde teacher technician technologist
teller tester therapist trader trainee trainer translator treasurer tutor underwriter veterinarian videographer
vp waiter waitress warden welder worker writer
entwickler entwicklerin ingenieur ingenieurin berater beraterin leiter leiterin mitarbeiter mitarbeiterin
sachbearbeiter sachbearbeiterin kaufmann kauffrau fachkraft werkstudent werkstudentin praktikant praktikum
techniker mechaniker elektriker pfleger buchhalter buchhalterin referent spezialist
développeur développeuse ingénieur ingénieure responsable chargé chargée chef technicien stagiaire alternant
desarrollador desarrolladora ingeniero ingeniera analista gerente técnico consultor diseñador especialista jefe
ontwikkelaar medewerker adviseur beheerder stagiair
""".split()

LEVEL_WORDS = (
    "senior sr sr. junior jr jr. lead principal staff mid mid-level intermediate associate head chief vice graduate "
    "entry-level intern trainee executive"
).split()

# A line that starts so is a sentence about the job, not its title.
SENTENCE_STARTS = frozenset(
    """a an the we you your our as this these those if at join in it it's its for from are is do does what who why how
    when where please all must be to and or but with about i they he she there here note apply click see read learn
    extracted last posted report reports reporting work working build design develop manage provide support help""".split()
)
# ... unless the word is itself how titles begin: "Head of ...", "Lead ...".
CONNECTORS = frozenset("of and & the for in to at on with de la le der die das und von für en y et van".split())

SMALL_WORD_RE = re.compile(r"[^\W\d_][\w'’.+#-]*")
NOUN_RE = re.compile(
    r"(?<![\w-])(?:" + "|".join(sorted(map(re.escape, set(JOB_NOUNS)), key=len, reverse=True)) + r")(?:s|in)?(?![\w])",
    re.IGNORECASE,
)  # "Backend Engineers"


def names_job(text: str) -> bool:
    """Whether the text has a word that job titles are made with.

    >>> names_job("Senior Data Scientist"), names_job("Our benefits")
    (True, False)
    """
    return NOUN_RE.search(text) is not None


def is_title_like(text: str) -> bool:
    """Whether a line has the shape of a job title: short, capitalised, no sentence, and a job noun in it.

    >>> is_title_like("Senior Software Engineer, Internal Tool Platform")
    True
    >>> is_title_like("Join Pinterest as a Senior Data Scientist to shape future products.")
    False
    """
    text = text.strip()
    if not 3 <= len(text) <= MAX_TITLE_LENGTH or text[-1] in ".!?;:,":
        return False
    words = SMALL_WORD_RE.findall(text)
    if not words or len(words) > 14 or words[0].lower() in SENTENCE_STARTS or not names_job(text):
        return False
    if ". " in text and not re.search(r"\b(?:Sr|Jr|St|Dr|Inc|Ltd|No)\. ", text):
        return False
    telling = [w for w in words if w.lower() not in CONNECTORS]
    capital = sum(1 for w in telling if w[0].isupper() or not w[0].isascii())
    return capital >= 0.75 * len(telling)
