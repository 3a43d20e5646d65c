"""The level, by words of the title; else by a plain statement in the text. Never from years alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jdtool.model import Evidence, Finding, Outline, Seniority

# Words that make a level, tried in this order: "Senior Staff Engineer" is staff, "Senior Engineering Manager" a
# manager, "Associate Director" a director.
LEVELS: tuple[tuple[Seniority, str], ...] = (
    ("intern", r"intern(?:ship|e|s)?|co-?op|trainee(?!\s+manager)|apprentice(?:ship)?|working student|werkstudent(?:in)?|praktikant(?:in)?|praktikum|stagiaire|stage|alternan(?:t|ce)|becari[oa]|azubi|ausbildung"),
    ("executive", r"chief (?!of staff|engineer|architect|of party)(?:\w+ ){1,3}?officer|c[etfoismpr]o|vp|svp|evp|avp|vice[- ]president|president|managing partner|general partner|geschäftsführer(?:in)?|directeur général"),
    ("director", r"director(?! of photography)|head of|head,|geschäftsleiter|directeur|directora?|bereichsleiter(?:in)?"),
    ("manager", r"manager|team ?leiter(?:in)?|abteilungsleiter(?:in)?|leiter(?:in)?|gerente|jefe|superintendent"),
    ("principal", r"principal|distinguished"),
    ("staff", r"staff"),
    ("lead", r"lead|tech(?:nical)? lead|team ?lead(?:er)?|leader|squad lead"),
    ("senior", r"senior|sr\.?|snr\.?|sen\."),
    ("mid", r"mid|mid-?level|mid-?senior|intermediate|medior|medior"),
    ("junior", r"junior|jr\.?|jnr\.?|entry[- ]?level|graduate|new ?grad|early[- ]career|berufseinsteiger(?:in)?|junioren|débutant"),
)  # fmt: skip
LEVEL_RES = tuple(
    (level, re.compile(rf"(?<![\w-])(?:{words})(?!\w)(?!-(?!level))", re.IGNORECASE)) for level, words in LEVELS
)

# What a level word does not mean. Each is cut out of the title before levels are looked for.
NO_LEVEL_RE = re.compile(
    r"""\b(?:
      (?:technical[ ])?(?:product|project|program|programme|account|office|case|community|customer[ ]success|client[ ]success|success|property|content|social[ ]media|relationship|portfolio|territory|delivery|release|partner(?:ship)?s?|portfolio|product[ ]marketing|incident|change|configuration|risk|engagement|campaign|event|contract|contracts|category|key[ ]account|service[ ]delivery|affiliate|grants?|database|records?|alliance|channel)s?[ ]manager
    | account[ ]executives? | (?:sales|marketing|customer[ ]service|support|recruitment|hr|business[ ]development|seo|ppc|client|operations|service|logistics|accounts?|credit|finance|admin|digital[ ]marketing|telesales|pr|media)[ ]executives?
    | executive[ ](?:assistants?|administrative|chef|secretary|support|coordinator|office|search|coach|housekeeper|recruiter)
    | staff[ ](?:accountant|nurse|auditor|writer|attorney|pharmacist|assistant|physician|counsel|associate|development|sergeant|member|officer|veterinarian|photographer|reporter|scheduler|therapist|psychologist|chaplain|midwife)s?
    | (?:nursing|bar|kitchen|care|wait|event|warehouse|support|bank|sales|shop|night|member[ ]of(?:[ ]the)?[ ](?:technical|teaching)?|floor|retail|catering|temporary|office|chief[ ]of|general|admin(?:istrative)?|teaching|academic|house|medical)[ ]staff
    | (?:members?[ ]of[ ]technical)[ ]staff | lead[ ]generation | lead[ ]gen | leads[ ]
    | (?:school|assistant|deputy|vice|elementary|high[ ]school)[ ]principal
    | senior[ ](?:living|care|housing|citizens?|services|center|centre|companion|home)s?
    | (?:art|creative|funeral|music|film|casting|athletic|choir|activities|photography)[ ]director
    | (?:president|director|ceo|cto|vp)['’]s | (?:to|for)[ ]the[ ](?:ceo|cto|cfo|president|director|vp|head|chief[ ]\w+[ ]officer|managing[ ]director)
    | report(?:s|ing)?[ ]to[ ].* | mid[ -]?(?:market|atlantic|west|town|size) | graduate[ ](?:school|admissions|studies|research[ ]assistant|nurse|teaching) | post[ -]?graduate
    | (?:sous|head|pastry|executive)[ ]chefs? | head[ ](?:teacher|coach|cook|chef|nurse|cashier|gardener|barista|housekeeper|waiter)
    | intern(?:al|ational)\w* | stage[ ](?:manager|hand|crew|technician) | lead[ ]to[ ]cash | key[ ]stage[ ]\d | first[ ]line[ ]manager[ ]development
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)  # "Staff Accountant"

# "associate" is a level only in front of these; in shops, law and banks it is the job itself.
ASSOCIATE_RE = re.compile(
    r"\bassociate\s+(?:\w+\s+){0,2}?(?:engineer|developer|scientist|analyst|designer|product manager|programmer|consultant|architect|sde|swe|researcher|project manager|product owner)\b",
    re.IGNORECASE,
)
NUMBERED: dict[str, Seniority] = {"i": "junior", "1": "junior", "ii": "mid", "2": "mid", "iii": "senior", "3": "senior", "iv": "senior", "4": "senior"}
NUMBERED_RE = re.compile(
    r"(?:engineer|developer|analyst|scientist|designer|programmer|administrator|technician|specialist|consultant|architect|swe|sde|sdet|tester|accountant|coordinator|representative|associate|assistant|operator|mechanic|nurse|clerk|buyer|planner|writer|manager|officer)s?,?[\s-]{0,2}(?P<level>IV|I{1,3}|[1-4])(?![\w.+%/])",
    re.IGNORECASE,
)  # "Software Engineer II, Backend"
NAMED_LEVEL_RE = re.compile(r"\b(?:level|lvl|grade)\s?(?P<level>I{1,3}|IV|[1-4])\b", re.IGNORECASE)

STATEMENT_RES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "level-label",
        re.compile(
            r"\b(?:seniority|experience|career|job|position|role)?\s?level\s?[:：]\s?(?P<words>[^\n.;|]{2,40})|^\W*seniority\s?[:：]\s?(?P<more>[^\n.;|]{2,40})",
            re.IGNORECASE,
        ),
    ),  # "Seniority level: Entry level"
    (
        "level-tag",
        re.compile(
            r"^\W*(?P<words>(?:entry|mid|senior|junior|intermediate|director|executive|graduate|internship)[- ]?(?:senior[- ]?)?(?:level)?)(?:\s+(?:software engineer|engineer|developer|position|role|job))?\W*$",
            re.IGNORECASE,
        ),
    ),  # "Mid-Level Software Engineer" alone on a line
    (
        "level-sentence",
        re.compile(
            r"\b(?:this is|it is|it's|for|offer(?:s|ing)?|seeking|looking for|join (?:us|our team) as)\s(?:an?|our)\s(?:\w+\s)?(?P<words>entry[- ]level|graduate|junior|mid[- ]level|senior|internship|trainee)[\s-](?:\w+\s){0,2}?(?:role|position|job|opportunity|programme|program|scheme|engineer|developer|analyst|designer|scientist|consultant)\b",
            re.IGNORECASE,
        ),
    ),  # "This is an entry-level role"
)  # fmt: skip


def find_seniority(
    outline: Outline, title: str | None, title_evidence: Sequence[Evidence], source_title: str | None = None
) -> Finding[Seniority] | None:
    """The level, None where no word says it. `source_title` is the title before stripping: "(Senior)" counts."""
    for words in filter(None, (title, source_title)):
        level = level_of(words)
        if level is not None:
            rule = f"title-word:{level}"
            return Finding(level, [Evidence(e.text, rule, e.start, e.end, e.field) for e in title_evidence])
    for passage in outline.reading("header", "summary", "tags", "responsibilities", "required")[:60]:
        if len(passage.text) > 400:
            continue
        for rule, pattern in STATEMENT_RES:
            match = pattern.search(passage.text)
            stated = level_of(next((g for g in match.groups() if g), "")) if match else None
            if match and stated is not None:
                return Finding(stated, [passage.cite(match, rule)])
    return None


def level_of(title: str) -> Seniority | None:
    """The level that the words of a title name.

    >>> level_of("Senior Staff Software Engineer"), level_of("Staff Accountant"), level_of("Software Engineer II")
    ('staff', None, 'mid')
    """
    words = NO_LEVEL_RE.sub(" _ ", title)
    found: list[tuple[int, Seniority]] = []
    for level, pattern in LEVEL_RES:
        match = pattern.search(words)
        if match:
            if level in ("intern", "executive", "director", "manager"):
                return level
            found.append((match.start(), level))
    # Alternatives keep the first ("Junior/Mid"); levels that stack keep the higher ("Senior Staff").
    if found:
        alternatives = re.search(r"\w\s?(?:/|\bor\b|\bto\b|–|\s-\s)\s?\w", words)
        return min(found)[1] if alternatives else found[0][1]
    if ASSOCIATE_RE.search(title):
        return "junior"
    number = NUMBERED_RE.search(words) or NAMED_LEVEL_RE.search(words)
    return NUMBERED.get(number["level"].lower()) if number else None
