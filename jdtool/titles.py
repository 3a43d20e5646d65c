"""The shape of a job title: what a line must look like to be one, whoever's posting it is."""

from __future__ import annotations

import re

MAX_TITLE_LENGTH = 120  # characters; the longest of 5,000 board titles that was only a title had 104
MAX_TITLE_WORDS = 14

# Nouns that name a person by the work done. A line without one is not taken for a title by its shape alone.
JOB_NOUNS = frozenset(
    """
    accountant actuary adjuster administrator adviser advisor advocate agent agronomist aide allocator ambassador
    analyst anesthesiologist animator annotator apprentice archaeologist architect archivist artist assembler
    assessor assistant associate attendant attorney auditor baker barber barista bartender beautician biochemist
    biologist biostatistician blacksmith bookkeeper bricklayer brewer broker busser butcher buyer cameraman captain
    caregiver carer caretaker carpenter cartographer caseworker cashier ceo cfo chair chaplain chauffeur chef chemist
    chief chiropractor choreographer cio ciso cleaner clerk clinician closer cmo coach collector composer comptroller
    concierge consultant contractor controller cook coo coordinator copywriter counsel counsellor counselor courier
    cto curator custodian cutter dba decorator dentist deputy designer detective dev developer devops dietitian
    director dispatcher doctor drafter draftsman driller driver economist editor educator electrician engineer eng
    enrolled entrepreneur estimator evangelist examiner executive expert fabricator facilitator farmer fellow
    firefighter fitter florist foreman founder fundraiser gardener generalist geographer geologist geophysicist
    glazier governess graduate groomer guard hairdresser handler handyman hacker head headhunter helper host hostess
    housekeeper hygienist illustrator inspector installer instructor intern internship interpreter interviewer
    investigator janitor jeweler joiner journalist judge keeper labeler laborer labourer landscaper lawyer lead leader
    learner lecturer librarian lifeguard linguist loader locksmith logistician machinist maid magician maker manager
    marketer mason masseuse mathematician mechanic mechatronic merchandiser merchandizer messenger meteorologist
    microbiologist midwife miner mixologist model moderator mover musician nanny neurologist nurse nutritionist officer
    operative operator optician optometrist orderly organiser organizer orthodontist owner packer painter
    paralegal paramedic partner pathologist patternmaker pediatrician pharmacist pharmacologist phlebotomist
    photographer physician physicist physiotherapist picker pilot pipefitter planner plasterer plumber podiatrist
    porter postdoc practitioner president principal printer processor producer professional professor programmer
    psychiatrist psychologist publicist purchaser radiographer radiologist ranger realtor receptionist recruiter
    registrar rep reporter representative researcher resident retoucher rigger roofer sailor salesman salesperson
    scheduler scientist scribe sdet sde seamstress secretary security server sister soc solicitor sommelier sonographer
    specialist sre staff statistician steward stewardess stocker strategist stylist superintendent supervisor surgeon
    surveyor swe tailor teacher teamlead technician technologist teller tester therapist tiler toolmaker trader
    trainee trainer translator treasurer tutor typist underwriter upholsterer usher valet vet veterinarian videographer
    vp waiter waitress warden watchmaker webmaster welder worker writer zoologist
    """.split()
) - {"enrolled", "security", "soc", "orderly", "chair", "model", "printer", "resident"}

# The same in German, French, Spanish, Dutch and their neighbours. Those compound, so that only the end is looked at.
FOREIGN_NOUNS = """
    administratorin aktuar anwalt anwältin arbeiter architekt arzt ärztin ausbilder azubi assistenz assistentin beamter
    bediener begleiter berater betreuer buchhalter chemiker controller disponent dozent einkäufer elektriker elektroniker
    entwickler erzieher fachangestellte fachangestellter fachfrau fachinformatiker fachkraft fachmann fahrer führer
    gärtner gestalter helfer hilfe informatiker ingenieur installateur jurist kauffrau kaufmann kellner koch köchin
    konstrukteur kraft kraftfahrer lagerist lehrer leiter leitung makler maler mechaniker mechatroniker meister
    mitarbeiter mitarbeitende monteur pfleger planer praktikant praktikum prüfer programmierer projektleitung psychologe
    redakteur referent sachbearbeiter sachbearbeitung schlosser schreiner sekretär spezialist tischler werkstudent techniker
    texter trainer verkäufer vertreter verwalter volontär werker zeichner zusteller auszubildender auszubildende
    acheteur adjoint agent alternance alternant analyste animateur architecte assistante attaché auxiliaire avocat
    caissier chargé chargée chercheur cheffe comptable concepteur conducteur conseiller conseillère consultante
    contrôleur coordinateur coordinatrice cuisinier directeur directrice développeur développeuse dessinateur
    éducateur électricien employé formateur gestionnaire graphiste infirmier infirmière ingénieur ingénieure juriste
    magasinier mécanicien monteuse opérateur ouvrier pharmacien préparateur professeur programmeur réceptionniste
    rédacteur responsable serveur stagiaire technicien technicienne testeur vendeur vendeuse
    abogado administrador administrativo analista arquitecto asesor asistente auxiliar becario camarero cajero científico
    cocinero comercial conductor consultor consultora contador coordinador coordinadora desarrollador desarrolladora
    dependiente diseñador diseñadora ejecutivo encargado enfermera enfermero especialista gerente ingeniera ingeniero
    jefe médico operario profesor programador recepcionista reclutador redactor representante supervisora técnico vendedor
    adviseur beheerder boekhouder chauffeur coördinator directeur medewerker monteur ontwikkelaar ontwerper
    stagiair verkoper verpleegkundige vertegenwoordiger verzorgende
    desenvolvedor engenheiro analityk deweloper inżynier programista specjalista sviluppatore ingegnere
""".split()

# Nouns that name a job only together with another word: "Internship" and "Staff" head lists, too.
WEAK_NOUNS = frozenset("chief deputy dev executive expert head internship leader model officer owner partner staff".split())

LEVEL_WORDS = frozenset(
    """senior sr sr. junior jr jr. lead principal staff mid mid-level intermediate associate head chief vice graduate
    entry-level intern trainee executive""".split()
)

# A line that starts so is a sentence about the job, or a label, not its title.
SENTENCE_STARTS = frozenset(
    """a an the we you your our as this these those if at join in it it's its for from are is do does what who why how
    when where please all must be to and or but with about i they he she there here note apply click see read learn
    extracted last posted report reports reporting accountable work develop manage provide meet hi hello valid""".split()
)
# A line that ends so is a heading, a company or a licence.
NOT_TITLE_ENDS = frozenset(
    """overview license licence licenses responsibilities requirements qualifications description duties summary
    required inc ltd limited gmbh llc llp plc corp corporation ag bv b.v sarl""".split()
)
# Words that stay small in a title: "Head of ...", "Lead ... for ...".
CONNECTORS = frozenset("of and & the for in to at on with de la le der die das und von für en y et van im m w d f h".split())

WORD_RE = re.compile(r"[^\W\d_][\w'’.+#-]*")
_SUFFIX = r"(?:s|in|innen|e|ne|es)?(?![\w'’])(?!-(?!\s))"
NOUN_RE = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, JOB_NOUNS), key=len, reverse=True)) + ")" + _SUFFIX
    + "|(?:working student|" + "|".join(sorted(map(re.escape, FOREIGN_NOUNS), key=len, reverse=True)) + ")" + _SUFFIX,
    re.IGNORECASE,
)  # "Backend Engineers", "Softwareentwicklerin"
# "Entwickler*in", "Mitarbeiter:in", "Ingénieur(e)", "Développeur·euse": the second form of the word.
GENDER_ENDING_RE = re.compile(
    r"(?<=\w)(?:[*:_/·•.-]|\()(?:innen|in|rin|r|e|ne|euse|se|rice|trice|ère|a|o|m/w)\b\)?(?:[·.]s)?", re.IGNORECASE
)
ABBREVIATED_RE = re.compile(r"\b(?:Sr|Jr|Snr|St|Dr|Inc|Ltd|No|Exp|Mgr|Asst|Assoc|Dir)\. ")
LABELLED_RE = re.compile(r"[^:]{2,40}:\s")  # "Department: Clerk and Recorder"
SAID_BY_RE = re.compile(r",\s(?:Co-?)?(?:CEO|CTO|COO|CFO|CPO|Founder)\b")  # "Jane Roe, CEO": who is quoted
HIRING_RE = re.compile(
    r"^(?P<company>\S.{0,60}?)\s(?:is |are )?(?:now |currently |actively )?(?:hiring|looking for|seeking|recruiting)\s(?:an?\s|our\s)?(?P<title>\S.*)$",
    re.IGNORECASE,
)  # "Acme hiring Backend Engineer in Berlin"


def names_job(text: str) -> bool:
    """Whether the text has a word that job titles are made with.

    >>> names_job("Senior Data Scientist"), names_job("Our benefits"), names_job("Grafikdesigner*in")
    (True, False, True)
    """
    return NOUN_RE.search(text) is not None


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
    """The same, whatever its capitals: "sales and marketing manager".

    >>> may_be_title("sales and marketing manager"), may_be_title("reports to the sales manager")
    (True, False)
    """
    if not 3 <= len(text) <= MAX_TITLE_LENGTH or text[-1] in ".!?;:,。":
        return False
    words = WORD_RE.findall(text)
    if not words or len(words) > MAX_TITLE_WORDS or words[0].lower().rstrip(".") in SENTENCE_STARTS:
        return False
    nouns = [m[0].lower() for m in NOUN_RE.finditer(text)]
    if not nouns or (len(words) == 1 and nouns[0].removesuffix("s") in WEAK_NOUNS):
        return False
    if words[-1].lower().strip(".") in NOT_TITLE_ENDS or SAID_BY_RE.search(text):
        return False
    label = LABELLED_RE.match(text)
    if label and not names_job(label[0]):
        return False
    return ". " not in ABBREVIATED_RE.sub("", text)


def is_capitalised(text: str) -> bool:
    """Whether three in four of the words begin with a capital, small connecting words apart."""
    words = [w for w in WORD_RE.findall(GENDER_ENDING_RE.sub("", text)) if w.lower() not in CONNECTORS]
    return sum(w[0].isupper() or not w[0].isascii() for w in words) >= 0.75 * len(words)
