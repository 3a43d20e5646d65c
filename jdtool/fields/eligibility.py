"""Who may take the job and what goes with it: relocation, visa sponsorship, clearance, travel."""

from __future__ import annotations

import re

from jdtool import patterns
from jdtool.model import FENCED, Finding, Outline, SectionKind
from jdtool.scanner import triggers
from jdtool.wording import labelled, passages_with

RELATED: frozenset[SectionKind] = frozenset({"related"})  # these facts also stand in legal notices

RELOCATION_REFUSED_RE = patterns.compile(
    r"""
    (?<![A-Za-z-])
    (?: no[ ](?:visa[ ])?(?:(?:sponsorship|visa)[ ]?(?:or|and|/)[ ])?relocation(?![ ](?:required|needed
      |necessary|is[ ]required))
      | (?:not|(?:do|is|are|ca|wo)(?:es)?n['’]?t|cannot|unable|without|neither|nor)
        (?:[ ](?!only\b)[\w’'/-]{1,14},?){0,8}?[ ]relocation(?![ ](?:required|needed|necessary))
      | relocation(?:[ ](?!(?:is|if|will)[ ](?:required|necessary))[\w()/-]{1,14}){0,12}?[ ](?:is|are|will
        |be|can)?[ ]?(?:not|(?:do|is|are|ca|wo)(?:es)?n['’]?t|cannot|unavailable)(?:[ ]be)?[ ]
        (?:currently[ ])?(?:be[ ])?(?:available
        |offered|provided|included|covered|paid|eligible|supported|authori[sz]ed|a(?:[ ]|n[ ])|considered
        |reimbursed|possible)
      | relocation(?:[ ](?:assistance|package|eligib\w{2,6}|provided|offered|available)
        ){0,2}[ ]?[:?][ *_]{0,4}(?:no|none|not)\b
      | relocate[ ]at[ ](?:their|your)[ ]own[ ]expense )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "not eligible for relocation assistance", "no relocation", "relocation is not available"

RELOCATION_OFFERED_RE = patterns.compile(
    r"""
    (?<![A-Za-z-])
    (?: relocation[ ‑-](?:assistance|support|packages?|bonus(?:es)?|allowance|help|stipend|benefits?|budget
      |reimbursement|cost|costs|expenses|(?:and|&|/)[ ]visa)
      | (?:visa|immigration)(?:[ ](?:sponsorship|support|assistance))?[ ](?:and|&|/|\+|or)[ ]relocation
      | (?:offer|provide|support|cover|assist[ ]with|help[ ]with|assist[ ]in|paid|pay[ ]for|eligible[ ]for
        |with|including|generous)[ ](?:you[ ])?(?:with[ ])?(?:your[ ]|a[ ]|full[ ]|paid[ ]|the[ ]
        |generous[ ]){0,2}relocation(?![ ](?:to|of|services?)\b)
      | (?:support|help[ ]with|assist[ ]with|cover)[ ]your[ ]relocation
      | relocation(?:[ ]assistance)?[ ](?:is[ ]|will[ ]be[ ]|may[ ]be[ ])(?:available|offered|provided
        |covered|paid|possible)
      | help(?:ing)?[ ]you[ ](?:to[ ])?relocat(?:e|ing) | relocation[ ]?[:?][ *_]{0,4}yes )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "relocation assistance", "we offer a relocation package", "relocation is available"
# Relocation as the work itself or as a question, not as an offer to the worker.
RELOCATION_OTHER_RE = patterns.compile(
    r"\b(?:employees?|customers?|clients?|manage|managing|coordinat|process(?:ing)?"
    r"|candidates?['’]s?|policies|vendors?|discuss|industry|services[ ]to)\b",
    re.IGNORECASE,
)


RELOCATION_TRIGGERS = triggers("relocat")


def find_relocation(outline: Outline) -> Finding[bool] | None:
    """True where help with relocation is offered, False where it is refused, None where silent."""
    offered: Finding[bool] | None = None
    for passage in passages_with(outline, RELOCATION_TRIGGERS, skip=RELATED):
        if match := RELOCATION_REFUSED_RE.search(passage.text):
            return Finding(False, [passage.cite(match, "relocation-refused")])
        if offered is None and passage.kind != "responsibility":
            match = RELOCATION_OFFERED_RE.search(passage.text)
            clause = 0 if match is None else max(passage.text.rfind(sign, 0, match.start()) for sign in ",;.") + 1
            if match and not RELOCATION_OTHER_RE.search(passage.text, max(clause, match.start() - 40), match.end()):
                offered = Finding(True, [passage.cite(match, "relocation-offered")])
    return offered


VISA = (
    r"(?:visas?|H-?1-?B|work[ ]permits?|green[ ]cards?|immigration|work[ ]authori[sz]ation"
    r"|employment[ ]authori[sz]ation)"
)
VISA_REFUSED_RE = patterns.compile(
    rf"""
    (?<![\w-])
    (?: (?:not|(?:do|is|are|ca|wo)(?:es)?n['’]?t|cannot|unable|without|nor|never)
      (?:[ ](?!only\b|just\b)[\w’'/,-]{{1,15}}){{0,9}}?[ ]
      (?:sponsor(?:ship|ing|ed)?(?:[ ](?:for[ ])?(?:{VISA}|applicants?
      |candidates?))?|(?:visa|H-?1-?B)[ ](?:support|assistance|transfers?))(?!\w)
      | no[ ](?:(?:relocation|visa|work|employment|immigration|H-?1-?B|company|employer|current|future|C2C|corp|or|and|/)
        [ ]?){{0,5}}[ ]?(?:sponsorship|sponsoring|visa[ ]support)
      | (?:sponsorship|visa[ ]support|sponsor(?:ing)?[ ](?:{VISA}))(?:[ ][\w/(),-]{{1,15}}){{0,7}}?[ ](?:not
        |(?:do|is|are|ca|wo)(?:es)?n['’]?t|cannot|unavailable)(?:[ ](?:currently|be|being)){{0,2}}[ ]?
        (?:available|offered|provided
        |considered|possible|supported|an[ ]option|offer\w{{0,3}}|provide|be)?
      | sponsorship[ ]?(?:available|offered|provided)?[ ]?[:?][ *_]{{0,4}}(?:no|none|not)\b )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "unable to sponsor visas", "without the need for sponsorship", "sponsorship is not available"
VISA_OFFERED_RE = patterns.compile(
    rf"""
    (?<![\w-])
    (?: {VISA}[ ](?:and[ ]relocation[ ]|/[ ]?relocation[ ])?(?:sponsorship|support|assistance|help
      |transfers?)
      | {VISA}[ ](?:and|&|/|\+)[ ]relocation[ ](?:support|assistance|package|help)
      | relocation[ ](?:and|&|/|\+)[ ](?:{VISA})
      | sponsor(?:s|ing|ship[ ]for|ship[ ]of)?[ ](?:\w{{1,15}}[ ]){{0,4}}?{VISA}
      | help[ ]you[ ](?:\w{{1,12}}[ ]){{0,6}}(?:get|obtain)[ ]a[ ]visa
      | {VISA}[ ](?:is[ ]|can[ ]be[ ])?(?:sponsored|possible|sponsor)
      | sponsorship[ ](?:is[ ]|may[ ]be[ ]|will[ ]be[ ])?(?:available|offered|provided|possible|considered)
        )
    (?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "visa sponsorship available", "we sponsor H1B visas"
QUESTION_RE = patterns.compile(
    r"\b(?:do|will|would|are)[ ]you\b|\bwhether\b|\bif[ ](?:you|applicable)\b|\brequir(?:e|es"
    r"|ing)[ ](?:\w+[ ]){0,3}sponsor|\bneed(?:s|ing)?[ ](?:\w+[ ]){0,3}sponsor",
    re.IGNORECASE,
)  # "Will you now or in the future require sponsorship?"


VISA_TRIGGERS = triggers("sponsor", "visa")


def find_visa_sponsorship(outline: Outline) -> Finding[bool] | None:
    """True where sponsorship is offered, False where refused ("without sponsorship" too), else None.

    A demand for authorisation to work alone says nothing of sponsorship.
    """
    offered: Finding[bool] | None = None
    for passage in passages_with(outline, VISA_TRIGGERS, skip=RELATED):
        text = passage.text
        asks = text.rstrip().endswith("?")
        if (match := VISA_REFUSED_RE.search(text)) and not asks:
            return Finding(False, [passage.cite(match, "visa-refused")])
        if asks or offered or passage.kind == "responsibility":
            continue
        match = VISA_OFFERED_RE.search(text)
        if match and not QUESTION_RE.search(text, max(0, match.start() - 60), match.end() + 20):
            offered = Finding(True, [passage.cite(match, "visa-offered")])
    return offered


# The name under which a clearance is reported and its pattern, the most telling first.
CLEARANCES: tuple[tuple[str, str], ...] = (
    ("TS/SCI", r"TS[ ]?/?[ ]?SCI|(?i:top[ ]secret[ ]?(?:/|with|and|-)?[ ]?\(?SCI)"),
    ("Top Secret", r"(?i:top[ -]secret)|TS(?=[ ](?:clear|level))"),
    ("Public Trust", r"(?i:public[ ]trust)"),
    ("Secret", r"(?i:secret)"),
    ("Confidential", r"(?i:confidential)(?=[ ](?i:security[ ])?(?i:clearance))"),
    ("Q", r"Q(?=[ -](?i:level[ ]|access[ ]|security[ ])?(?i:clear))"),
    ("L", r"L(?=[ -](?i:level[ ]|access[ ]|security[ ])?(?i:clear))"),
    ("DV", r"(?i:developed[ ]vetting)|e?DV(?=[ -)](?i:clear|level|vett|eligib|security))"),
    (
        "SC",
        r"(?i:(?<!barring[ ])security[ ]check)(?![ ]?point)|SC(?=[ /-](?i:clear|level|vett"
        r"|eligib|security|status|or|DV))",
    ),
    ("CTC", r"CTC(?=[ -](?i:clear|level))"),
    ("BPSS", r"BPSS"),
    ("NV2", r"NV[ -]?2|(?i:negative[ ]vetting[ ](?:level[ ])?2)"),
    ("NV1", r"NV[ -]?1|(?i:negative[ ]vetting[ ](?:level[ ])?1)"),
    ("Positive Vetting", r"(?i:positive[ ]vetting)"),
    ("Baseline", r"(?i:baseline)(?=[ ](?i:security[ ])?(?i:clear|vett))"),
    ("Yankee White", r"(?i:yankee[ ]white)"),
    ("Reliability Status", r"(?i:reliability[ ]status)"),
    (
        "security clearance",
        r"(?i:(?:security|government|federal|DoD|DoE|defen[cs]e|NATO|industrial)[ ](?:level[ ])?clearances?)",
    ),
)
CLEARANCE_RES = [
    (name, patterns.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.VERBOSE)) for name, pattern in CLEARANCES
]
CLEARANCE_CONTEXT_RE = patterns.compile(
    r"clearance|\bcleared\b|clearable|vetting|\bTS ?/? ?SCI\b|public trust|security check|BPSS", re.IGNORECASE
)
CLEARANCE_ASK_RE = patterns.compile(
    r"""
    \b(?: active | current(?:ly)? | hold(?:s|ing|er)? | obtain\w{0,3} | possess\w{0,3} | eligib\w{2,6}
      | requir\w{0,8} | must | maintain\w{0,3}
        | need(?:s|ed)? | able[ ]to | prefer\w{0,4} | desir\w{2,4} | acquire | granted | interim | in-scope
          | valid | existing | up[ ]to | willing | undergo | gain | attain
        | cleared | clearable | contingent | clearance[ ](?:level)?[ ]?: | subject[ ]to | secure | advantage | plus
          | bonus )\b | clearance[ ](?:level|required|requirements?|status|type)?[ ]?:
    """,
    re.VERBOSE | re.IGNORECASE,
)
CLEARANCE_DEMAND_RE = patterns.compile(
    r"\b(?:must|ability|able|eligib\w{2,6}|required|active|current|possess|hold)\b", re.IGNORECASE
)
CLEARANCE_DENIED_RE = patterns.compile(
    r"\b(?:no|without|not[ ]require\w{0,2})[ ](?:\w+[ ]){0,4}clearance|clearance[ ](?:is[ ]"
    r"|are[ ])?(?:not|(?:do|is|are|ca|wo)(?:es)?n['’]?t)[ ](?:required"
    r"|necessary|needed)|clearance[ \w]{0,20}:[ ]?(?:no(?:ne)?|n/a|not)\b",
    re.IGNORECASE,
)
OTHER_CLEARANCE_RE = patterns.compile(
    r"\b(?:customs|medical|criminal|background|child|health|data|stock|inventory|drug|site"
    r"|police)[ ]clearance|\blevels[ ]of[ ]security[ ]clearance",
    re.IGNORECASE,
)


CLEARANCE_LABEL_RE = patterns.compile(
    r"^\W{0,6}(?:security )?clearance(?: (?:level|required|requirements?|type))?[ *_]{0,4}:?[ *_]{0,4}$", re.IGNORECASE
)  # "Security clearance:" above "Secret (preferred)"


CLEARANCE_TRIGGERS = triggers(
    "clearance", "cleared", "clearab", "vetting", "ts-sci", "tssci", "public trust", "bpss", "security check"
)


def find_clearance(outline: Outline) -> Finding[str] | None:
    """The security clearance asked for or preferred ("Secret", "TS/SCI", "SC"); None where none is.

    A clearance without a level is "security clearance". "able to handle secret information" names none.
    """
    for passage, _ in labelled(outline, CLEARANCE_LABEL_RE, CLEARANCE_TRIGGERS):
        for name, pattern in CLEARANCE_RES:
            if match := pattern.match(passage.text):
                return Finding(name, [passage.cite(match, "clearance-label")])
    unnamed: Finding[str] | None = None
    for passage in passages_with(outline, CLEARANCE_TRIGGERS, skip=frozenset({"related", "company"})):
        text = passage.text
        if not CLEARANCE_CONTEXT_RE.search(text) or CLEARANCE_DENIED_RE.search(text):
            continue
        if passage.kind == "responsibility" and not CLEARANCE_DEMAND_RE.search(text):
            continue  # "Onboard vendors, obtaining security clearance for them"
        if not (CLEARANCE_ASK_RE.search(text) or passage.kind or passage.section == "header"):
            continue
        for name, pattern in CLEARANCE_RES:
            match = pattern.search(text)
            if match is None or not _near_clearance(text, match):
                continue
            finding = Finding(name, [passage.cite(match, "clearance")])
            if name != "security clearance":
                return finding
            unnamed = unnamed or finding
            break
    return unnamed


def _near_clearance(text: str, match: re.Match[str]) -> bool:
    """Whether the level stands by a word of clearance: "active Secret clearance", not "secret sauce"."""
    around = text[max(0, match.start() - 60) : match.end() + 60]
    return bool(CLEARANCE_CONTEXT_RE.search(around)) and not OTHER_CLEARANCE_RE.search(around)


PERCENT = r"(?:[ ]?%|[ ]?(?:percent|per[ ]cent)\b)"
TRAVEL_PERCENT_RE = patterns.compile(
    rf"""
    (?<![\w-])
    (?: travel(?:l?ing|s)?\b(?P<between>[^.%;\n$£€]{{0,60}}?)(?<![\d.,$£€])(?P<low>\d{{1,3}})
      (?:{PERCENT})?(?:[ ]?(?:[-–—−]|to|or)[ ]?(?P<high>\d{{1,3}}))?\+?(?P<unit>{PERCENT}|[ ]of[ ](?:the
      |your|their|work)[ ]?(?:\w{{3,8}}[ ])?time)
      | (?<![\d.,$£€])(?P<low2>\d{{1,3}})(?:{PERCENT})?(?:[ ]?(?:[-–—−]|to|or)[ ]?(?P<high2>\d{{1,3}})
        )?\+?{PERCENT}(?P<between2>[^.;\n]{{0,30}}?)[ (]travel(?:l?ing)?\b )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "travel up to 25%", "travel 10-20%", "25% travel", "travel up to 25 of the time"
TRAVEL_NONE_RE = patterns.compile(
    r"""
    (?<![\w-])
    (?: no[ ](?:business[ ]|overnight[ ]|regular[ ])?travel(?:ing)?(?:[ ](?:is[ ])?(?:required|necessary
      |needed|expected|involved))?(?![ ](?:restrict|ban|fees?|agen))
      | travel[ ](?:is[ ])?(?:not|(?:do|is|are|ca|wo)(?:es)?n['’]?t)[ ](?:required|necessary|needed|expected)
      | (?:not|(?:do|is|are|ca|wo)(?:es)?n['’]?t)[ ]require[ ](?:any[ ])?travel
      | travel(?:[ ](?:required|requirements?|percentage|needed|time|%))?[ ]?[:?][ ]?(?:no(?:ne)?\b|n/a
        |not[ ]required|0[ ]?%?(?![\d-])) )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "no travel required", "Travel: None"
TRAVEL_OTHER_RE = patterns.compile(
    r"\b(?:discounts?|reimburs\w*|off|cover(?:s|ed|age)?|insurance|cheaper|save|industry|grew"
    r"|growth|bookings?|revenue|market|times?[ ]by|spend|expenses?|costs?|allowance|subsid\w*"
    r"|refund\w*|stipend|agency|travellers|travelers)\b",
    re.IGNORECASE,
)  # "50% discount on travel" is a benefit


TRAVEL_TRIGGERS = triggers("travel")


def find_travel_percent(outline: Outline) -> Finding[int] | None:
    """The share of time spent travelling, in percent, the upper end of a range; 0 for "no travel"."""
    none: Finding[int] | None = None
    for passage in passages_with(outline, TRAVEL_TRIGGERS, skip=RELATED):
        if passage.section == "benefits" and not passage.text.lower().startswith("travel"):
            continue
        for match in TRAVEL_PERCENT_RE.finditer(passage.text):
            between = match["between"] or match["between2"] or ""
            if passage.section in FENCED and not re.search(r"[:?]", between):
                continue  # beside a company's own words only what a label says: "Travel Percentage: 10%"
            percent = int(match["high"] or match["low"] or match["high2"] or match["low2"])
            if percent <= 100 and not TRAVEL_OTHER_RE.search(between) and " not " not in (match["between2"] or ""):
                return Finding(percent, [passage.cite(match, "travel-percent")])
        if none is None and passage.section not in FENCED and (denied := TRAVEL_NONE_RE.search(passage.text)):
            none = Finding(0, [passage.cite(denied, "travel-none")])
    return none
