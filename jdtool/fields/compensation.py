"""What a posting offers besides base pay: equity, bonus, commission."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from operator import itemgetter
from typing import Literal

from jdtool import patterns
from jdtool.model import Compensation, Evidence, Finding, Outline, Passage, SectionKind, Triggers
from jdtool.scanner import triggers
from jdtool.wording import passages_with

Part = Literal["equity", "bonus", "commission"]

OFFERING: frozenset[SectionKind] = frozenset({"benefits", "pay"})
"""Sections where the bare word is enough: "Equity", "Annual bonus"."""

TRIGGERS: dict[Part, Triggers] = {
    "equity": triggers(
        "equity", "stock", "rsu", "esop", "vsop", "espp", "share option", "share scheme", "share plan", "share award",
        "share save", "restricted share", "virtual share", "employee share",
    ),
    "bonus": triggers("bonus", "13th", "profit shar", "term incentive", "annual incentive"),
    "commission": triggers("commission", " ote", "+ote", ".ote"),
}  # fmt: skip

PART_RES: dict[Part, re.Pattern[str]] = {
    "equity": patterns.compile(  # "equity", "stock options", "RSUs", "employee share scheme"
        r"\bequity\b|\bstock\s(?:options?|grants?|units?|awards?|purchase|plan)|\bcompany\sstock\b"
        r"|\bRSUs?\b|\bESOPs?\b|\bVSOPs?\b|\bESPP\b"
        r"|\bshare\s(?:options?|scheme|plans?|awards?|save)|\brestricted\s(?:stock|shares?)"
        r"|\bvirtual\sshares\b|\bemployee\sshares?\b",
        re.IGNORECASE,
    ),
    "bonus": patterns.compile(  # "annual bonus", "sign-on bonus", "13th month"
        r"\bbonus(?:es)?\b|\b13th\s(?:month|salary)|\bprofit[\s-]shar(?:e|ing)\b"
        r"|\bshort[\s-]term\sincentive|\bannual\sincentive",
        re.IGNORECASE,
    ),
    "commission": patterns.compile(
        r"\b(?:un)?(?:capped\s)?commissions?\b(?!\w)|\bOTE\b", re.IGNORECASE
    ),  # "uncapped commission"
}

OTHER_MEANING_RE: dict[Part, re.Pattern[str]] = {
    # The word with another meaning: "diversity, equity and inclusion", "bonus points if", "EU Commission".
    "equity": patterns.compile(
        r"(?:diversity|inclusion|inclusive|belonging|dei\b|racial|social|gender|health|pay|brand"
        r"|justice|fairness|private|home|public|digital|global|internal"
        r"|educational|employment|sweat)(?:\s?(?:,|&|/|and|\+)?\s?(?:and\s|&\s)?)equity|equity(?:,|\s?&"
        r"|\sand|\s?/|,\sand|,\s&)\s?(?:inclusi|diversity|belonging|justice|access"
        r"|accessib|fairness|equality)|equity\s(?:research|market|trad|deriv|fund|invest|analy|capital"
        r"|audit|lens|product|partners?|issue|initiative|firm|backed|data|long)"
        r"|-?equity-(?:focused|based)|equity\stheory",
        re.IGNORECASE,
    ),
    "bonus": patterns.compile(
        r"bonus\spoints?|bonus\s(?:if|skills?|qualifications?|experience|requirements?"
        r"|for\s(?:experience|knowledge)|:)|(?:big|huge|added|(?:is|are|be|as)\sa|major"
        r"|nice)\sbonus\b(?!\s(?:of|plan|scheme|program|potential))"
        r"|bonus(?:es)?\s(?:calculation|administration|system|code)|^\W*bonus\W*$|no-claims\sbonus",
        re.IGNORECASE,
    ),
    "commission": patterns.compile(
        r"(?:european|eu|planning|civil\sservice|election|county|public|service|utilit(?:y|ies)|securities"
        r"|federal|trade|opportunity|exchange|state|joint|city|human\srights|advisory|energy"
        r"|review|ethics|charity|care\squality|competition)\s(?:\w+\s)?commissions?"
        r"|(?-i:Commission\son)|commission(?:s)?\s(?:of\sthe|er|for|and\sdecommission|meeting|member|approv|staff|action"
        r"|report|calc|system|plans\sfor\sour)"
        r"|(?-i:(?:the|this|our|such)\sCommission\b)|take\sno\scommission|commission-(?:free|driven)|re-?commission|commission\snew|(?:to|and|install"
        r"|test)\scommission\b",
        re.IGNORECASE,
    ),
}

REFUSED_RE = patterns.compile(  # "no equity", "not eligible for a bonus", "without commission"
    r"\b(?:no|not|without|non|never|isn['’]?t|zero|excluding\sany)\b(?:\s(?!only\b|limited\b|just\b"
    r"|includ|your\b|salary\b|and\b)[\w-]+){0,5}\s?$",
    re.IGNORECASE,
)
NOT_REFUSED_RE = patterns.compile(  # "does not include bonus" says what the range leaves out
    r"\b(?:not\sinclud\w+|not\sinclusive|not\sreflect\w*|not\scount\w*|not\stake|no\scap|not\sjust|not\sonly"
    r"|no\slimit\w*|exclusive)\b",
    re.IGNORECASE,
)
AFTER_REFUSED_RE = patterns.compile(r"\s(?:is\snot\s(?:offered|available|provided|included))", re.IGNORECASE)

OFFER_RE = patterns.compile(  # what makes the word an offer outside the benefits
    r"\boffer|\beligib|\breceiv|\bearn|\binclud|\bprovid|\bplus\b|\+|\bcompetitive|\bsalary"
    r"|\bcompensation|\bbase\b|\bpackage|\bbenefit|\bgenerous|\bmeaningful|\buncapped|\bannual"
    r"|\byearly|\bperformance|\bsign(?:ing)?[-\s]?on|\bsigning|\bparticipat|\bgrant|\boptions?\b"
    r"|\bunits?\b|\bdiscretionary|\bquarterly|\bpaid|\btotal\srewards|\bpay\b|\breward|\$|€|£|%|\bOTE\b"
    r"|\bownership"
    r"|\breferral|\bretention|\bstake\b|\btarget|\bscheme|\bplan\b|\bRSU",
    re.IGNORECASE,
)
COMMISSION_RE = (
    patterns.compile(  # "billing and commissions", "international commissions" are the work's, not the pay's
        r"\bearn|\buncapped|\bbase\b|\bbasic\b|\bsalary|\bplus\b|\+|\bbonus|\bOTE\b|\bgenerous|\bstructure|\bscheme"
        r"|\bcompetitive|\bon\stop|\bpackage|\bcompensation|\bonly\b|\bpaid\b|%|\$|€|£",
        re.IGNORECASE,
    )
)
WORDS = 60  # characters around the word that may give it another meaning
MOST_NAMED = 40, 400  # times in one passage and in all; hostile text might name it more often
NEAR = 90  # characters around the word that may say whether it is offered


def find_compensation(outline: Outline) -> Finding[Compensation] | None:
    """Whether equity, bonus and commission are offered (True), refused (False) or not spoken of (None).

    None for the whole where the posting says nothing of any of them.
    """
    said: dict[Part, bool] = {}
    evidence: list[Evidence] = []
    left = dict.fromkeys(PART_RES, MOST_NAMED[1])
    met = [(p.start, n, p, part) for n, part in enumerate(PART_RES) for p in passages_with(outline, TRIGGERS[part])]
    for _, _, passage, part in sorted(met, key=itemgetter(0, 1)):
        if said.get(part):
            continue  # what else is said of it changes nothing
        for offered, match in islice(_offers(passage, part), left[part]):
            left[part] -= 1
            if offered is None:
                continue
            if part not in said or (offered and not said[part]):
                said[part] = offered
                evidence.append(passage.cite(match, f"{part}-{'offered' if offered else 'refused'}"))
            if offered:
                break
    if not said:
        return None
    return Finding(Compensation(said.get("equity"), said.get("bonus"), said.get("commission")), evidence)


def _offers(passage: Passage, part: Part) -> Iterator[tuple[bool | None, re.Match[str]]]:
    """Whether the passage offers (True) or refuses the part, at each place that names it; None where neither."""
    text = passage.text
    offer = COMMISSION_RE if part == "commission" else OFFER_RE
    for match in islice(PART_RES[part].finditer(text), MOST_NAMED[0]):
        start, end = match.span()
        others = OTHER_MEANING_RE[part].finditer(text, max(0, start - WORDS), end + WORDS)
        if any(other.start() <= start < other.end() for other in others):
            yield None, match
            continue
        left = text[max(0, start - 60) : start]
        if (REFUSED_RE.search(left) and not NOT_REFUSED_RE.search(left)) or AFTER_REFUSED_RE.match(text, end):
            yield False, match
        elif passage.section in OFFERING or offer.search(text, max(0, start - NEAR), end + NEAR):
            yield True, match
        else:
            yield None, match
