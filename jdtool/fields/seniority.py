"""The level, by words of the title; else by a plain statement in the text. Never from years alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jdtool import patterns
from jdtool.model import Evidence, Finding, Outline, Seniority
from jdtool.scanner import triggers
from jdtool.titles import names_job
from jdtool.wording import holds

# Words that make a level, in small letters. Where levels stack ("Senior Staff Engineer", "Senior Engineering Manager",
# "Associate Director"), the one that stands higher in this table wins.
LEVELS: tuple[tuple[Seniority, str], ...] = (
    (
        "intern",
        r"""intern(?:ship|e|s)? | trainee(?:programm?)?(?![ ]manager) | apprentice(?:ship)? | working[ ]student | werkstudent
        | co-?op(?![ ](?:food|bank|group|store|retail)) | (?:pflicht)?praktikant | (?:pflicht)?praktikum | stagiaire | stagiair
        | alternan(?:t|ce) | becari[oa] | azubi | auszubildende[rn]? | ausbildung | volontär | volontariat
        | duales[ ]studium | ^stage(?=[ ]-|[ ](?:de|en|dév))""",
    ),
    (
        "executive",
        r"""chief[ ](?:\w+[ ]){1,3}?officer | c[etfoismpr]o | [sea]?vp | vice[- ]president | president
        | (?:managing|general|equity)[ ]partner | geschäftsführer
        | (?:directeur|directrice)[ ]générale? | director[ ]general""",
    ),
    (
        "director",
        r"director | head[ ]of | head(?=,|[ ][(-]|$) | (?:geschäfts|bereichs)leit(?:er|ung) | directeur | directrice | directora | hoofd",
    ),
    (
        "manager",
        r"""manager | mgr | gerente | jef[ea] | superintendent | responsable | encargad[oa] | teamleider
        | (?:team[ -]?|gruppen|abteilungs|filial|markt|vertriebs|verkaufs|produktions|betriebs|werks|schicht|it-
        |niederlassungs|standort|personal|marketing|einkaufs|lager|küchen|finanz)?leit(?:er|ung)""",
    ),
    ("principal", r"principal | distinguished"),
    (
        "staff",
        r"""(?:senior|sr\.?)[ ]staff(?=[ ]?(?:[),/-]|$)) | (?<=[(/,-])[ ]?staff(?=[ ]?[)/]|$) | staff(?=[,/])
        | staff\+?(?=[ ](?:[\w+#&./-]+[ ,]+){0,5}?(?:engineer|developer|scientist|designer|researcher|architect
        |sre|sdet|swe|programmer|data|product|program|technical|_))""",
    ),
    (
        "lead",
        r"lead | tech(?:nical)?[ ]lead | team[ -]?lead(?:er)? | leader | leitende[rn]? | chef(?:fe)?[ ]d['’]équipe",
    ),
    ("senior", r"s[eé]nior | sr\.? | snr\.? | sen\."),
    (
        "mid",
        r"""mid(?:-?level|-?senior)? | intermediate | medior
        | ^regular(?=[ ]?[/(]|[ ](?:[\w.+#/-]+[ ]){0,3}(?:engineer|developer|programmer|tester|analyst|designer)\b)""",
    ),
    (
        "junior",
        r"""junior | jr\.? | jnr\.? | entry[- ]?level | graduate | new[ ]?grad | early[- ]career
        | berufseinsteiger | débutant""",
    ),
)
# What stands in each of its words.
HINTS: dict[Seniority, tuple[str, ...]] = {
    "intern": (
        "intern", "train", "apprentice", "student", "co-op", "coop", "prakti", "stag", "altern", "becari", "azubi",
        "ausz", "ausbild", "volont", "duales",
    ),
    "executive": (
        "chief", "ceo", "cto", "cfo", "coo", "cio", "cso", "cmo", "cpo", "cro", "vp", "presid", "partner", "geschäf",
        "direct",
    ),
    "director": ("direct", "head", "leit", "hoofd"),
    "manager": ("manager", "mgr", "gerente", "jef", "superint", "respons", "encarg", "leit", "leid"),
    "principal": ("principal", "disting"),
    "staff": ("staff",),
    "lead": ("lead", "leit", "chef"),
    "senior": ("senior", "sénior", "sr", "snr", "sen."),
    "mid": ("mid", "intermed", "medior", "regular"),
    "junior": ("junior", "jr", "jnr", "entry", "grad", "early", "berufs", "début"),
}  # fmt: skip
RANK: dict[Seniority, int] = {level: i for i, (level, _) in enumerate(LEVELS)}
LEVEL_RES = tuple(
    (
        level,
        patterns.compile(rf"(?<![\w-])(?:{words})(?:[:*/_(]?in(?:nen)?)?(?!\w)(?!-(?!level|\s))", re.VERBOSE),
    )
    for level, words in LEVELS
)  # "Senior", "Werkstudent*in", not "mid-market"

# Managers of a thing, not of people: the job's own name, whatever its level.
MANAGED_THINGS = r"""
    product|project|program|programme|account|office|case|community|customer[ ]success|client[ ]success|success
    |property|content|social[ ]media|relationship|portfolio|territory|delivery|release|partner(?:ship)?
    |product[ ]marketing|incident|change|configuration|risk|engagement|campaign|event|contract|category
    |service[ ]delivery|account[ ]development|affiliate|grants?|database|record|alliance|channel|business[ ]development|stage"""
# What a level word does not mean. Each is cut out of the title before levels are looked for.
NO_LEVEL_RE = patterns.compile(
    rf"""\b(?:
      (?:executive[ ])?(?:assistant|secretary|advisor|support|pa|administrator)[ ](?:to|for)[ ](?:the[ ])?
      (?:ceo|cto|cfo|coo|president|director|vp|head|managing|chief).*
    | (?:{MANAGED_THINGS})s?[ ]manager | (?:produkt|projekt|projet|project|account)[ ]?-?manager | stage[ ]hand
    | (?:jef[ea]|responsable|gerente)[ ](?:de[ ])?(?:pro[yj]e[ck]?to?|produ[ci]to?|produit|obra|cocina|compte|cuenta)s?
    | [\w-]{{1,40}}[ ]executives?(?![ ](?:officer|director)) | executive[ ](?:assistant|chef|secretary|office|search)
    | members?[ ]of(?:[ ]the)?[ ]\w{{1,40}}[ ]staff | chief[ ]of[ ](?:staff|party) | chief[ ](?:engineer|architect)
    | leads?[ ](?:gen(?:eration)?|development|qualification|to[ ]cash|paint|abatement|hazard) | leads
    | (?:school|assistant|deputy|vice)[ ]principal | principal[ ]investigator
    | senior[ ](?:living|care|housing|citizen|services|cent(?:er|re)|companion|home|school|secondary|high)s?
    | junior[ ](?:high|school|college)
    | (?:art|creative|funeral|music|film|casting|athletic|choir|activities)[ ]director
    | director[ ]of[ ]photography
    | (?:president|director|ceo|cto|vp)(?:['’]s|[ ]office)
    | report(?:s|ing)?[ ]to[ ].*
    | mid[ -]?(?:market|atlantic|west|town|size|day)
    | graduate[ ](?:school|admissions|studies|research[ ]assistant|teaching) | post[ -]?graduate
    )(?!\w)""",
    re.VERBOSE,
)  # "Product Manager", "Account Executive"
# "associate" is a level only in front of these; in shops, law and banks it is the job itself.
ASSOCIATE_RE = patterns.compile(
    r"""\bassociate\s(?:[\w/][\w/-]*\s){0,3}?(?:engineer|developer|scientist|analyst|designer|product[ ]manager
    |programmer|consultant|architect|sde|swe|researcher|project[ ]manager|product[ ]owner)\b""",
    re.VERBOSE | re.IGNORECASE,
)  # "Associate Software Engineer", not "Associate Attorney"

NUMBER_HINT_RE = patterns.compile(r"[1-4IViv](?!\w)")
NUMBERED: dict[str, Seniority] = {
    "i": "junior",
    "1": "junior",
    "ii": "mid",
    "2": "mid",
    "iii": "senior",
    "3": "senior",
    "iv": "senior",
    "4": "senior",
}
NUMBERED_RE = patterns.compile(
    r"""(?:engineer|developer|analyst|scientist|designer|programmer|administrator|technician|specialist
    |consultant|architect|swe|sde|sdet|tester|accountant|coordinator|representative|associate|assistant|operator
    |mechanic|clerk|buyer|planner|writer|manager|officer|researcher|auditor|recruiter|inspector)s?
    (?:\sin\stest)?,?[\s-]{0,2}(?P<level>(?-i:IV|I{1,3})|[1-4])(?![\w.+%/]|[ ](?:days|years|months|positions|openings))
    | \b(?:level|lvl)\s?(?P<named>I{1,3}|IV|[1-4])\b(?!\s(?:support|help|service|technical|desk))""",
    re.VERBOSE | re.IGNORECASE,
)  # "Software Engineer II, Backend", "SDE2"; not "Level 2 Support"

# Between two level words: they are alternatives. "Junior/Mid", "Jr., Sr., and Lead", "Engineer / Senior Engineer".
ALTERNATIVES_RE = patterns.compile(
    r"[\s().,]{0,20}(?:/|\||–|-|,|&|or|to|and|bis|oder|und|ou)(?:\sand\b)?[\s().,]{0,20}", re.IGNORECASE
)
OFFERED_RE = patterns.compile(r"(?:/|\||\bor\b|\boder\b)[\s(]{0,20}\Z")  # in lower case: "engineer or" before "senior"
JOB_LIST_RE = patterns.compile(r",|;|\s\+\s|\s&\s|\sand\s")

STATEMENT_RES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "level-label",
        patterns.compile(
            r"""(?:\b(?:seniority|experience|career|job|position|role)[ ]level|^\W*(?:level|seniority))
            [\s*_]{0,4}[:：][\s*_]{0,4}(?P<words>[^\n.;|]{2,40})""",
            re.VERBOSE | re.IGNORECASE,
        ),
    ),  # "Seniority level: Entry level"
    (
        "level-tag",
        patterns.compile(
            r"""^\W*(?P<words>(?:entry|mid|senior|junior|intermediate|director|executive|graduate|internship)
            [- ]?(?:senior[- ]?)?(?:level)?)
            (?:\s(?:software[ ])?(?:engineer|developer|position|role|job))?\W*$""",
            re.VERBOSE | re.IGNORECASE,
        ),
    ),  # "Mid-Level Software Engineer" alone on a line
    (
        "level-sentence",
        patterns.compile(
            r"""\b(?:(?:this[ ]is|it[ ]is|it['’]s|(?:looking|searching|search|hiring|opportunity|role)[ ]for
            |offer(?:s|ing)?|seeking|join[ ](?:us|our[ ]team)[ ]as)\s(?:an?|our)|(?:role|position|job)[ ]is[ ]for(?:[ ]an?)?|for[ ]this)
            \s(?:\w+\s)?
            (?P<words>entry[- ]level|graduate|junior|mid[- ]level|senior|internship|trainee)[\s-](?:\w+\s){0,2}?
            (?:role|position|job|opportunity|programme|program|scheme|engineer|developer|analyst|designer
            |scientist|consultant)\b""",
            re.VERBOSE | re.IGNORECASE,
        ),
    ),  # "This is an entry-level role"
)
LEVEL_WORDS = triggers(
    "level", "seniority", "entry", " mid", "senior", "junior", "intermediate", "director", "executive", "graduate",
    "internship", "trainee",
)  # fmt: skip
MAX_STATEMENT = 400  # characters of a passage; longer ones are no tag and no plain statement
MAX_PASSAGES = 60
MAX_CHIPS = 12  # passages from the top; further down "Intermediate" answers a form's question
LEVEL_HEAD_RE = patterns.compile(r"\b(?:level|seniority)\W*$", re.IGNORECASE)  # "Seniority level"


def find_seniority(
    outline: Outline, title: str | None, title_evidence: Sequence[Evidence], source_title: str | None = None
) -> Finding[Seniority] | None:
    """The level, None where no word says it. `source_title` is the title before stripping: "(Senior)" counts."""
    for words in filter(None, (title, source_title)):
        level = level_of(words)
        if level is not None:
            rule = f"title-word:{level}"
            return Finding(level, [Evidence(e.text, rule, e.start, e.end, e.field) for e in title_evidence])
    if not outline.scan.starts(LEVEL_WORDS):
        return None
    meets = outline.scan.meets
    reading = outline.reading("header", "summary", "tags", "responsibilities", "required")
    for i, passage in enumerate(reading[:MAX_PASSAGES]):
        if len(passage.text) > MAX_STATEMENT or not meets(LEVEL_WORDS, passage.start, passage.end):
            continue
        chip = i < MAX_CHIPS or LEVEL_HEAD_RE.search(reading[i - 1].text)
        for rule, pattern in STATEMENT_RES:
            match = pattern.search(passage.text)
            if match and rule == "level-tag" and not chip and not names_job(match[0]):
                continue
            stated = level_of(match["words"]) if match else None
            if match and stated is not None:
                return Finding(stated, [passage.cite(match, rule)])
    return None


def level_of(title: str) -> Seniority | None:
    """The level that the words of a title name.

    >>> level_of("Senior Staff Software Engineer"), level_of("Staff Accountant"), level_of("Software Engineer II")
    ('staff', None, 'mid')
    >>> level_of("Junior/Mid Developer"), level_of("Account Executive"), level_of("Junior Brand Manager")
    ('junior', None, 'junior')
    """
    parts = JOB_LIST_RE.split(title)
    jobs = list(filter(names_job, parts)) if len(parts) > 2 else ()
    if len(jobs) > 2:  # "Senior Frontend Engineer, Lead QA Engineer, Designer": the first speaks
        title = jobs[0]
    low = title.lower()
    words = NO_LEVEL_RE.sub("_", low)
    found = sorted(level_words(words))
    if found:
        levels = {found[0][2]}
        for before, after in pairwise(found):
            gap = before[1], after[0]
            if after[2] != "intern" and (ALTERNATIVES_RE.fullmatch(words, *gap) or OFFERED_RE.search(words, *gap)):
                break  # of alternatives the first is kept
            levels.add(after[2])
        if levels == {"junior", "manager"}:  # "Junior Brand Manager" manages nobody
            return "junior"
        return min(levels, key=RANK.__getitem__)
    if "associate" in low and ASSOCIATE_RE.search(title):
        return "junior"
    number = NUMBERED_RE.search(title) if NUMBER_HINT_RE.search(title) else None
    return NUMBERED[(number["level"] or number["named"]).lower()] if number else None


def level_words(words: str) -> Iterator[tuple[int, int, Seniority]]:
    """Start, end and level of every level word."""
    for level, pattern in LEVEL_RES:
        if holds(words, HINTS[level]):
            for match in pattern.finditer(words):
                yield match.start(), match.end(), level
