"""The base pay that a posting states: every band, and the headline.

The steps: read the sums of a passage (`amounts.read_bands`); keep those that the words around prove to be
pay (`_prove`); fill in what the words leave open (`_settle`); tell whom each is for (`_label`); merge what is
said twice (`_mend`); choose the headline (`_headline`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import islice

from msgspec import Struct
from msgspec.structs import asdict, replace

from jdtool import patterns
from jdtool.amounts import SHARED, Band, cued_period, find_sums, money_table, read_bands
from jdtool.folding import lowered
from jdtool.model import (
    FENCED,
    Evidence,
    Number,
    Outline,
    Passage,
    Period,
    Salary,
    SalaryBand,
    SectionKind,
    Stated,
    StatedPay,
)
from jdtool.places import gazetteer
from jdtool.quantities import NUMBER_RE, tidy
from jdtool.scanner import triggers
from jdtool.titles import names_job
from jdtool.wording import MOST_TEXT, holds

ASKING: frozenset[SectionKind] = frozenset({"responsibilities", "required", "preferred"})
"""Sections whose sums are mostly the work's own ("deals of $50,000 to $250,000")."""

PER_YEAR: dict[Period, tuple[int, str]] = {
    "hour": (2080, "2,080 hours"),
    "day": (260, "260 days"),
    "week": (52, "52 weeks"),
    "month": (12, "12 months"),
    "year": (1, "1 year"),
}

PLAUSIBLE: dict[Period, tuple[int, int]] = {
    # In US dollars, as measured on postings.
    "hour": (7, 300),
    "day": (100, 3_000),
    "week": (250, 8_000),
    "month": (1_000, 60_000),
    "year": (12_000, 1_500_000),
}
PLAUSIBLE_IN: dict[tuple[str, Period], tuple[int, int]] = {
    ("INR", "year"): (100_000, 20_000_000),
    ("INR", "month"): (8_000, 1_500_000),
    ("JPY", "year"): (2_000_000, 40_000_000),
    ("JPY", "month"): (150_000, 3_000_000),
    ("JPY", "hour"): (900, 10_000),
}

UNITS_PER_DOLLAR: dict[str, int] = {
    # Orders of magnitude, to tell a month's pay from a year's; currencies not listed are not judged.
    **dict.fromkeys(("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD"), 1),
    **dict.fromkeys(("AED", "SAR", "QAR", "ILS", "PLN", "RON", "MYR", "BRL"), 4),
    **dict.fromkeys(("SEK", "NOK", "DKK", "HKD", "CNY"), 8),
    **dict.fromkeys(("MXN", "CZK", "ZAR", "TRY", "THB", "TWD"), 20),
    **dict.fromkeys(("INR", "PHP"), 60),
    **dict.fromkeys(("JPY", "HUF"), 150),
    **dict.fromkeys(("KRW", "NGN", "CLP", "ARS"), 1_000),
    "COP": 4_000,
    "IDR": 16_000,
    "VND": 25_000,
}

SAFE_YEAR = 15_000  # dollars: below it a monthly figure is as likely
BARE_THOUSANDS = (40, 500)  # "annual salary: $80 - $120" leaves thousands unsaid
SALARIED = 70  # "salary: $80 - $120" without "annual" is thousands only from here; below it may be hours

DOLLAR_CUES: dict[str, str] = {
    # A bare "$" near these words is theirs; countries, and the states and provinces of America, come on top.
    "USD": "u.s.|us-based|us based|401k|401(k)",
    "CAD": "canad|toronto|vancouver|montreal|calgary|edmonton|ottawa|rrsp",
    "AUD": "sydney|melbourne|brisbane|perth|adelaide|canberra|nsw|queensland|superannuation|+ super|plus super|% super",
    "NZD": "auckland|kiwisaver",
}
DOLLAR_COUNTRIES = {"US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD"}
MOST_PLACES = 200  # names of places that vote; hostile text might hold more


@cache
def _dollar_names() -> tuple[dict[str, str], re.Pattern[str]]:
    """The names and codes that tell whose dollar is meant, in lower case, and the pattern that finds them."""
    places = gazetteer()
    names = {name: DOLLAR_COUNTRIES.get(country) for name, country in places.countries.items() if name != "us"}
    names |= {name: DOLLAR_COUNTRIES.get(country) for name, (country, _) in places.regions.items()}
    names |= {cue: code for code, cues in DOLLAR_CUES.items() for cue in cues.split("|")}
    codes = {name.lower(): code for name, code in names.items() if code}
    capitals = {code.lower(): code for code in DOLLAR_COUNTRIES.values()}
    code = "|".join(capitals).upper()
    pattern = patterns.compile(
        rf"(?<![A-Za-z])(?:(?i:{patterns.one_of(codes)})|USA?(?![A-Za-z$])|(?:(?<=in\s)|(?<=[:/]\s)|(?<=[(:/]))(?:{code})\b|(?:{code})(?=\)))"
    )  # "in CAD", "(CAD)"; not "CAD tools"
    return codes | capitals | {"us": "USD", "usa": "USD"}, pattern


# --- proof ------------------------------------------------------------------------------------------------

PAY = r"""
    salar(?:y|ies) | \bpay(?:s|ing|rate)?\b | (?<=[a-z])Pay\b | compensation | remuneration
    | \bwages?\b | \brates?\b(?=[\s:]|$) | \bcomp\b
  | \bearn(?:s|ing)?\b(?!\sup\sto\s\d+%) | (?<!customer\s)(?<!client\s)(?<!user\s)\bbase\b | \bbasic\b | \bpackage\b | \bctc\b | \bbenefits:
  | gehalt | vergütung | lohn | loon\b | verdienst | \btjm\b | salaire | rémunération | salario | sueldo | retribuci | salaris
  | brutto | \bbruto\b
  | \bl(?:ön|ønn?)\b | månadslön | sal[áa]rio | stipendio | \bral\b | \bplat\b | \bmzda | zarobki | wynagrodzenie | stawka
  | \boffering\b | 💰 | 💸 | 💵
"""
# Without one of these near, a number that has neither currency nor period is no pay: what `PAY`, `STRONG_RE`,
# `PAY_AFTER_RE` and on-target earnings turn on.
PAY_WORDS = triggers(
    "salar", "pay", "compensation", "remuneration", " wage", " rate", " comp ", " earn", " base", " basic", " package",
    " ctc ", "benefits", "gehalt", "vergütung", "lohn", "loon", "verdienst", " tjm ", "salaire", "rémunération", "sueldo",
    "retribuci", "brutto", "bruto", "lön", "løn", "salário", "stipendio", " ral ", " plat", " mzda", "zarobki",
    "wynagrodzenie", "stawka", " offering ", "💰", "💸", "💵", "hourly", "range", "gross", " doe ", "pro-rata", "prorata",
    "depending on exp", "based on exp", "b2b", "equity", "bonus", " super", " vat ", "commission", " ote", "on-target",
    "target earnings", "0ote", "0doe ", "0base", "0basic",
)  # fmt: skip
DENY = r"""
    fund(?:ing|ed|raise\w*)? | \braised?\b(?!\sby) | \braising\b | \brevenues?\b | \b[am]rr\b | turnover
    | valu(?:ation|ed) | \bworth\b
  | \bbudgets?\b | \bbonus(?:es)?\b | sign[-\s]?on | signing | \bequity\b | stock | \brsus?\b
  | \bshares?\b | stipend | 40[13]\s?\(?k | referr(?:al|ing)
  | insur(?:ance|ed) | reimburse\w* | allowance | deposit | \bgift | grant | tuition | scholarship
  | invest(?:ed|ment|ing|ors?)? | series\s[a-h]\b | backed
  | assets | \baum\b | \bsales\b | quota | \bdeals?\b | \bspend(?:ing)?\b | payments? | transactions?
  | savings? | customers? | \busers?\b | market
  | \badd(?:s|ed)?\b | \bfees?\b | \bfines?\b | deductible | coverage | match(?:ing|ed)? | contribut\w* | portfolio
  | accounts? | contracts?\sof | overtime(?!\savailable) | commissions? | fertility | adoption | surrogacy
  | perks? | subsid(?:y|ies) | \bjobs\spaying\b | voucher | credit | discount | up\sto\s\$?\d+\sper\s(?:class|course) | loan | donat\w+
  | prize | household | premium\sof | \bticket | \bcover\b | award | relocation | hsa\b | fsa\b
  | damages | liabilit\w* | purchase | cost | price | tax | million | learning | wellness | education
  | travel | equipment | laptop | phone | sacrifice | spread | penalt\w*
  | annuity | pension | retirement | \blife\b | \bcap\b | threshold | poverty
  | profit | margin | disability | incentives? | variable | beneficiar\w*
"""


def _by_letter(words: str) -> str:
    """The alternatives of a verbose pattern, those that begin with the same letter together: tried at once or not."""
    groups: dict[str, dict[str, list[str]]] = {"": {}, r"\b": {}}
    others = []
    for word in re.split(r"\s\|\s", words.strip()):
        if match := re.match(r"\s*(\\b|)([^\W\d_])(?![?*{])", word):
            groups[match[1]].setdefault(match[2], []).append(word[match.end() :])
        else:
            others.append(word)
    joined = (
        rf"{edge}(?:{'|'.join(f'{letter}(?:{chr(124).join(rest)})' for letter, rest in group.items())})"
        for edge, group in groups.items()
    )
    return "|".join((*joined, *others))


CUE_RE = patterns.compile(  # for text as `_lower` gives it
    rf"(?P<ote>\bote\b|on[-\s]target(?:\searnings)?|target\searnings)|(?P<pay>{_by_letter(PAY)})|(?P<deny>{_by_letter(DENY)})",
    re.X,
)
GLUED_PAY_RE = patterns.compile(r"Pay(?<=[a-z]Pay)\b")


def _lower(text: str) -> str:
    """The text in lower case, but for a "Pay" glued to what stands before."""
    low = lowered(text)
    if "Pay" in text:
        for match in GLUED_PAY_RE.finditer(text):
            low = f"{low[: match.start()]}P{low[match.start() + 1 :]}"
    return low


STRONG_RE = patterns.compile(  # what announces this job's pay and nothing else; for text in lower case
    r"(?:salary|pay|base|compensation|wage|remuneration)(?:\s\w{1,30}){0,2}\s(?:range|band|scale|rate)"
    r"|(?:base|annual|starting|gross|hiring|minimum|expected"
    r"|estimated|target)\s(?:\w+\s)?(?:salary|pay|compensation)|(?:salary|wages?|pay|compensation"
    r"|hourly rate|day rate|rate of pay|remuneration|rate|gehalt\w{0,30}"
    r"|salaire|salario|ctc|verdienst|salaris|lön|lønn?|salário|stipendio|plat|mzda|zarobki|wynagrodzenie"
    r"|hourly)\s?[:=–-]|salary\s(?:of|is|from|between|up)|hourly rate|pay\s?rate"
    r"|rate of pay|jahresgehalt|monatsgehalt|bruttogehalt|stundenlohn|uurloon|\btjm\b"
    r"|vergütung\s?(?::|(?:von|in\shöhe\svon)\b)"
    r"|range for this (?:role|position)|(?:salary|pay)\s?$"
    r"|(?:salary|salaries|pay|wages)\s(?:starts?|starting|begins?)\s(?:at|from)",
)
STRONG_WORDS = (
    "salar", "pay", "compensation", "rate", "wage", "base", "remuneration", "hourly", "range for this", "gehalt",
    "vergütung", "stundenlohn", "verdienst", "salaire", "tjm", "uurloon", "salário", "stipendio", "ctc", "lön", "løn",
    "plat", "mzda", "zarobki", "wynagrodzenie",
)  # fmt: skip
DENY_AFTER_RE = patterns.compile(  # " sign-on bonus", " in funding", " of revenue" right after a sum
    rf"""
    (?:\*\*|_)?(?:\+(?=\s(?:in|of|for)\b))?[\s)]{{0,2}}
    (?:(?:in|of|for|on|annual(?:ly)?|a\syear|per\syear|worth|towards?|the|your|our|total|company|new
    |one-time|home|office|professional|remote
       |monthly|yearly|quarterly|cash|employee|lifetime|personal|cumulative|venture|credit|flexible
       |health|target|performance|raised|from)\s){{0,4}}
    (?:{DENY})
    """,
    re.IGNORECASE | re.VERBOSE,
)
EXTRA_RE = patterns.compile(  # "+ bonus", "plus equity", "excluding bonus and equity,": not what the sum is
    r"(?:\+|\bplus|\band|\bexclud\w+|\bexclusive of|not includ\w+|in addition to|\bwithout|\bbefore"
    r"|does not include|\bor)\s?\b[^.:;]{0,40}$",
    re.IGNORECASE,
)
PLUS_RE = patterns.compile(r"\+|\bplus\b|\bDOE\b|[.;]\s|\band (?:bonus|equity|benefits|commission)", re.IGNORECASE)
OTE_AFTER_RE = patterns.compile(  # "£80,000 OTE"; not "£40,000, OTE £80,000", where it is the next sum's
    r"[\s(,]{0,3}(?:\w{1,30}\s)?(?:OTE|on[-\s]target|target earnings)\b(?!\W{0,4}(?:(?:of|is)\s)?(?:[$£€]|\d{2,3}[kK,]))",
    re.IGNORECASE,
)
TOTAL_RE = patterns.compile(r"total\s(?:\w+\s)?(?:compensation|cash|comp\b|rewards?|package)", re.IGNORECASE)
PAY_AFTER_RE = patterns.compile(  # " base salary", " USD salary", " gross", " DOE"
    r"[\s,(*]{0,3}(?:(?:USD|annual|gross|starting|in|of|a|the|yearly|total)\s){0,2}(?:range\)|base\b|basic\b|salary"
    r"|pay\b(?!ments)|wage|compensation|gross\b(?!\s(?:profit|revenue|margin|sales))|brutto|bruto\b"
    r"|DOE\b|pro[-\s]?rata|depending on exp|based on exp|doe\b|B2B|(?:\+|plus) (?:[\w-]+ ){0,3}(?:equity|benefits|bonus|super"
    r"|vat|commission))",
    re.IGNORECASE,
)
BASE_AFTER_RE = patterns.compile(  # "generous equity and $80k-$90k base"; of a single sum it must say more
    r"\s(?:(?P<sure>(?:base|basic)\s(?:salary|pay))|base|basic|salary)\b", re.IGNORECASE
)
BIG = 100_000_000  # no currency's pay but a weak one's reaches it
REACH = 300  # characters before a band that may tell whose dollars it is in
MOST_BANDS = 60  # no posting states more; hostile text might
LEAST = 7  # below it no hour is paid: "2 weeks", a rating, a list number
ALONE = 60  # characters
TOP = 200  # characters of the posting in which a range of pay size needs no word: "Baker $60,000-$70,000 Ohio"
SHORT = 160  # characters of a line that may say whose dollars follow
CELL = 40  # characters of the cell before that still speak of the sum
ON_TARGET = "on-target-earnings"  # the rule of what is no base pay
COUNTED_RE = patterns.compile(  # " employees" after a number without a currency
    r"\+?\s(?:\w+\s)?(?:employees|colleagues|people|members|patients|students|companies|businesses|agencies|applicants)\b",
    re.IGNORECASE,
)
SHARE_OF_RE = patterns.compile(  # "a benefit of 60% of your base salary up to $6,000 per month"
    r"(?:%\sof|\dx\s|\bgreater of|\blife (?:cover|insurance|assurance)|\btimes (?:your|annual|base))\b[^.]{0,80}$",
    re.IGNORECASE,
)
SUM_RE = patterns.compile(r"[$£€]\s?\d")
LEAD_RE = patterns.compile(r"[\W_]{0,4}(?:up to|from)[\s*_]{1,3}[$£€]", re.IGNORECASE)  # "Up to £50,000 plus pension"
PARENTHESIS_RE = patterns.compile(
    r"\([^()]{0,120}\)"
)  # "(varies with the cost of labor)" speaks neither for nor against
LOOK_BACK = 6  # passages between "we are sharing the base salary range" and the range itself, in the seeds


class Context:
    """What the passages before say: whether they announce pay, and the period they name."""

    def __init__(self, passages: Sequence[Passage], i: int, listed: bool) -> None:
        """`listed`: the passage goes on with a list of bands."""
        self._passages, self._i, self._listed = passages, i, listed

    @property
    def near(self) -> bool:
        """Whether the passage before, or the heading, speaks of pay."""
        return self._listed or self._read[0]

    @property
    def far(self) -> bool:
        """Whether one of the last few announces a salary range."""
        return self._read[1]

    @property
    def period(self) -> Period | None:
        return self._read[2]

    @property
    def place(self) -> str:
        """The short lines before: "Canada (all figures in CAD)"."""
        return self._read[3]

    @cached_property
    def _read(self) -> tuple[bool, bool, Period | None, str]:
        near, far, period, place = False, False, None, ""
        for back in range(1, min(LOOK_BACK, self._i) + 1):
            passage = self._passages[self._i - back]
            text = passage.text
            announced = _announces(text) is not None
            if back <= 2 and not announced and (passage.heading or len(text) < ALONE):
                cue = CUE_RE.search(_lower(text))
                announced = cue is not None and cue.lastgroup == "pay"
                near = near or announced
            elif announced:
                far = True
                near = near or back <= 2
            if (back <= 4 and len(text) < SHORT) or announced:
                place = f"{text} {place}"
            if announced:
                period = period or cued_period(text, len(text))
        return near, far, period, place


def _announces(text: str) -> re.Match[str] | None:
    """Where the text announces this job's pay in so many words."""
    low = lowered(text)
    return STRONG_RE.search(low) if holds(low, STRONG_WORDS) else None


def _prove(passage: Passage, band: Band, since: int, context: Context) -> str | None:
    """The rule that proves the band to be pay, `ON_TARGET` where it is not base pay; None where nothing does.

    `since` is where the band before it ends: words before that belong to that one.
    """
    text = passage.text
    if band.top >= BIG * UNITS_PER_DOLLAR.get(band.money or "", 1) or band.top <= 0:
        return None
    if OTE_AFTER_RE.match(text, band.end):
        return ON_TARGET
    if DENY_AFTER_RE.match(text, band.end):
        return None
    left = PARENTHESIS_RE.sub(" ", text[max(since, band.start - 160) : band.start])
    if SHARE_OF_RE.search(left):
        return None
    *_, before, cell = [
        "",
        "",
        *left.split("|"),
    ]  # "Raised $10M | Baker | $60k - $80k": the cell before speaks for this
    left = f"{before[-CELL:]}|{cell}"
    cues = list(CUE_RE.finditer(_lower(left)))
    strong = _announces(left)
    if cues and cues[-1].lastgroup == "ote" and not strong:
        return ON_TARGET
    named = BASE_AFTER_RE.match(text, band.end)
    based = named is not None and (band.ranged or named["sure"])
    if cues and cues[-1].lastgroup == "deny" and not based and not _is_excused(left, strong, cues[-1]):
        return None
    after = PAY_AFTER_RE.match(text, band.end) is not None
    pay = after or strong is not None or any(cue.lastgroup == "pay" for cue in cues)
    sized = _fits(band, band.period or cued_period(text, band.start) or "year")
    if passage.section in FENCED:  # "In line with the law of New York, the salary range is ..."
        beside = strong is not None and strong.end() >= len(left.rstrip(" :=*_–-"))  # "Base Salary: $80,000"
        surely = strong and sized and band.money and (band.ranged or band.period or beside)
        return "pay-word" if surely else None
    if band.money is None and not band.lakh:
        return _prove_bare(passage, band, pay, context)
    asking = passage.section in ASKING
    if strong or (pay and (sized or (band.ranged and _fits_any(band)))):
        return "pay-word"
    if not band.ranged and _speaks_against(text, band.end):
        return None
    if band.period and sized and (not asking or band.period in ("hour", "year")):
        return "period"
    if not cues and (context.near or passage.section == "pay") and _fits_any(band) and band.top >= LEAST:
        return "pay-heading"
    opening = passage.section in ("header", "tags") or (passage.start + band.start < TOP and not asking)
    if band.ranged and sized and (context.far or opening or _alone(passage, band)):
        return "range-of-pay-size"
    open_ended = (band.min is None) != (band.max is None)
    leads = opening or (passage.section == "summary" and LEAD_RE.match(text))
    if open_ended and leads and sized and band.bottom >= SAFE_YEAR:
        return "line-of-pay-size"  # "Up to £50,000"
    return None


def _prove_bare(passage: Passage, band: Band, pay: bool, context: Context) -> str | None:
    """The proof of a sum whose currency sign is missing or lost: it takes more."""
    if COUNTED_RE.match(passage.text, band.end):
        return None
    before = passage.text[max(0, band.start - 2) : band.start]
    # "We bake 40,000 - 50,000 a year" tells of loaves; "Leeds: 40k", and "Flexible75k" that was glued, of pay.
    told = before[:1].isalnum() and before[1:].isspace()
    said = pay or context.near or (band.period == "year" and band.ranged and not told)
    if not said or (passage.section in ASKING and not pay and not _alone(passage, band)):
        return None
    if band.period and _fits(band, band.period):
        return "pay-word"
    if band.bottom >= SAFE_YEAR and (band.ranged or pay) and _fits(band, "year"):
        return "pay-word"
    return None


def _is_excused(left: str, strong: re.Match[str] | None, denial: re.Match[str]) -> bool:
    """Whether the word against pay only says what comes on top: "base salary, excluding bonus, is"."""
    if strong is None:
        return False
    return strong.end() >= denial.start() or EXTRA_RE.search(left, strong.end(), denial.end()) is not None


def _speaks_against(text: str, end: int) -> bool:
    """Whether the words soon after a single sum make it something else: "$25,000 towards adoption"."""
    following = SUM_RE.search(text, end, end + 60)  # "($200 cost of living)" speaks of the next sum
    after = text[end : following.start() if following else end + 60]
    cue = CUE_RE.search(_lower(after))
    return cue is not None and cue.lastgroup == "deny" and not PLUS_RE.search(after[: cue.end()])


def _alone(passage: Passage, band: Band) -> bool:
    """Whether the passage is little more than the band, or gives it a place of its own.

    That is a cell ("Baker | $60k - $80k") or, where nothing is asked for, behind a job ("Baker ($60k-80k)",
    "Baker: $60k-80k").
    """
    text = passage.text
    before = text[: band.start].rstrip()
    enclosed = before.endswith("(") and text.startswith(")", band.end) and passage.section not in ASKING
    titled = before.endswith(":") and passage.section not in ASKING and names_job(before[-CELL:])
    return len(text) - (band.end - band.start) < ALONE or before.endswith("|") or enclosed or titled


def _fits_any(band: Band) -> bool:
    """Whether the band has the size of pay for its period, or for any where it states none."""
    return any(_fits(band, period) for period in ([band.period] if band.period else PER_YEAR))


def _fits(band: Band, period: Period) -> bool:
    """Whether the band has the size of pay for that period; unknown currencies are taken for dollars' kin."""
    low, high = _bounds(_nominal(band.money, band.lakh), period)
    return band.bottom >= low and band.top <= high


def _is_beyond(band: Band, period: Period) -> bool:
    """Whether nobody is paid that: too much, or far too little even for a trainee or a few hours a week."""
    low, high = _bounds(_nominal(band.money, band.lakh), period)
    return band.top > high or band.bottom * 5 < low


def _nominal(money: str | None, lakh: bool) -> str | None:
    if lakh:
        return "INR"
    return SHARED.get(money, money) if money else None


def _bounds(code: str | None, period: Period) -> tuple[int, int]:
    if code and (code, period) in PLAUSIBLE_IN:
        return PLAUSIBLE_IN[code, period]
    low, high = PLAUSIBLE[period]
    units = UNITS_PER_DOLLAR.get(code or "USD")
    if units is None:  # a currency of unknown size is not judged
        return 0, 10**12
    return low * units // (1 if units == 1 else 2 if units < 20 else 5), high * units  # pay is lower there


# --- what the words leave open ----------------------------------------------------------------------------


class Claim(Band, frozen=True):
    """A band that is proven to be pay, with what the words left open filled in where that is safe."""

    label: str | None = None
    inferred: tuple[str, ...] = ()
    total: bool = False
    """Whether it is total compensation, not base pay."""
    said: Period | None = None
    """The period as written, where the figure is beyond belief for it."""


def _settle(band: Band, text: str, context: Context, dollars: Dollars) -> Claim:
    """The claim that the band makes; currency and period are inferred where that is safe."""
    inferred = []
    code, open_currency = _currency(band, text, context, dollars)
    if open_currency:
        inferred.append("currency")
    band = replace(band, money=code)
    period, said = band.period, None
    if period is not None and _is_beyond(band, period):
        said = period  # "$95,000 per hour" can only be a year's
        period = "year" if _fits(band, "year") and band.bottom >= SAFE_YEAR else period
        inferred += ["period"] if period != said else []
    if period is None:
        cued = cued_period(text, band.start) or context.period
        period = cued if cued and (_fits(band, cued) or _lacks_thousands(band)) else None
    if period is None:
        period = _period_by_size(band)
        inferred += ["period"] if period else []
    before = text[max(0, band.start - REACH) : band.end].lower()
    salaried = "period" in inferred and band.bottom >= SALARIED and "salar" in before
    if _lacks_thousands(band) and (period == "year" or salaried):
        band = replace(band, min=tidy(band.bottom * 1000), max=tidy(band.top * 1000))
        period = "year"
    return Claim(**asdict(replace(band, period=period)), inferred=tuple(inferred), said=said)


def _lacks_thousands(band: Band) -> bool:
    """Whether the band may be thousands without saying so: "annual salary: $80 - $120"."""
    low, high = BARE_THOUSANDS
    kin = UNITS_PER_DOLLAR.get(band.money or "USD") == 1
    return band.ranged and kin and low <= band.bottom and band.top <= high


class Dollars:
    """What the whole posting says of whose money it speaks of."""

    def __init__(self, outline: Outline, countries: Sequence[str]) -> None:
        by_country = money_table().by_country
        self._text = outline.text
        self.local = frozenset(by_country[c] for c in countries if c in by_country)  # the currencies of its countries

    @cached_property
    def named(self) -> str:
        """The dollar of the places that the text names most."""
        found = islice(_dollar_names()[1].finditer(self._text), MOST_PLACES)
        votes = Counter(_dollar_of(match) for match in found)
        code = max(votes, key=votes.__getitem__, default="USD")
        # An office abroad is often named more than one's own country.
        return "USD" if votes[code] <= 2 * votes["USD"] else code


def _currency(band: Band, text: str, context: Context, dollars: Dollars) -> tuple[str | None, bool]:
    """The ISO code of the band's currency, and whether the text left it open."""
    local = dollars.local
    if band.money is None and band.lakh:
        return "INR", False
    if band.money is None:
        return (
            next(iter(local)) if len(local) == 1 else _dollar_near(text, band) or _dollar_above(context.place)
        ), True
    if band.money not in SHARED:
        return band.money, False
    sign = band.money
    likely = SHARED[sign]
    owners = money_table().by_sign.get(sign, frozenset())
    fitting = {code for code in local & owners if code == likely or _could_be(band, code)}
    if sign == "$":
        place = _dollar_near(text, band) or _dollar_above(context.place) or (None if fitting else dollars.named)
        if place:
            return place, True
    if likely in fitting or not fitting:
        return likely, sign != "£"
    return (next(iter(fitting)) if len(fitting) == 1 else likely), True


def _could_be(band: Band, code: str) -> bool:
    """Whether the figures have the size of pay in that currency: "$50,000" in Argentina is in US dollars."""
    periods: list[Period] = [band.period] if band.period else ["month", "year"]
    return any(_fits(replace(band, money=code), period) for period in periods)


def _dollar_near(text: str, band: Band) -> str | None:
    """The dollar of the place or code named nearest before the band, else right after it."""
    before = _last_dollar(text, max(0, band.start - REACH), band.start)
    after = None if before else _dollar_names()[1].search(text, band.end, band.end + 60)
    return _dollar_of(after) if after else before


def _dollar_above(above: str) -> str | None:
    """The dollar that the lines above name last: "Canada (all figures in CAD)"."""
    return _last_dollar(above, max(0, len(above) - REACH), len(above))


def _last_dollar(text: str, start: int, end: int) -> str | None:
    """The dollar that the text names last; of "US/Canada" and "U.S. or Canada", with one pay for both, America's."""
    names = list(_dollar_names()[1].finditer(text, start, end))[-2:]
    pair = {_dollar_of(name) for name in names}
    if len(pair) == 2 and names[1].start() - names[0].end() <= len(" and/or ") and "USD" in pair:
        return "USD"
    return _dollar_of(names[-1]) if names else None


def _dollar_of(name: re.Match[str]) -> str:
    return _dollar_names()[0][name[0].lower()]


def _period_by_size(band: Band) -> Period | None:
    """The period that a figure of this size can only mean, None where two are possible.

    A day's and a week's pay are never left unsaid, but make "$2,400" doubtful where pay is not counted by the month
    alone. 60,000 might be a month's by the bounds alone, and nobody means that.
    """
    units = UNITS_PER_DOLLAR.get(band.money or "USD")
    if band.lakh:
        return "year"
    if units is None:
        return None
    if band.bottom >= SAFE_YEAR * units and _fits(band, "year"):
        return "year"
    unsaid: tuple[Period, ...] = ("hour", "day", "month", "year") if units == 1 else ("hour", "month", "year")
    fitting = [p for p in unsaid if _fits(band, p)]
    return fitting[0] if len(fitting) == 1 and fitting != ["day"] else None


# --- labels and headline ----------------------------------------------------------------------------------

LABEL_WORDS_RE = patterns.compile(  # what is no part of a label: "Estimated annual salary of"
    r"\b(?:the|our|estimated|expected|anticipated|annual|base|basic|salary|salaries|pay|wage"
    r"|compensation|target|hiring|hourly|rate|range[sd]?|band|full|please|note|recruitment"
    r"|is|are|of|for|from|between|will be|would be|this|roles?|positions?|job|title|type|details"
    r"|min(?:imum)?|max(?:imum)?|full-time|starting|new hire|usd|eur|cad|gbp|and|or|in|at|those"
    r"|candidates|applicants|-?based|located|working|locations?|employees|gross|annually|per year"
    r"|yearly|plus|equity|bonus|benefits|with|while|to|up|approximately"
    r"|hires|residents|only|as well as|total|cash|also|eligible|annum|reasonabl[ey]|estimates?|what.s"
    r"|provided|follows|transparency|as|description|time|ab|gehalt|bis|salaris|salario|salaire"
    r"|(?<!\bgeo )(?<!\b(?:zone|tier|band) )(?<!\b(?:grade|level|group|class) )(?<!\bcategory )a)\b",  # not "Zone A"
    re.IGNORECASE,
)
LABEL_AFTER_RE = patterns.compile(  # " (Senior)", " for a Mid", " in Colorado"
    r"[\s*_]{0,3}(?:USD|CAD|EUR|GBP|annually|per year)?[\s*_]{0,3}"
    r"(?:\((?P<paren>[^()\d$€£]{2,40})\)|(?:for|in)\s(?:an?\s"
    r"|the\s)?(?P<words>[A-Z][\w .,/&-]{1,40}?)(?=,\s(?:and\s)?\$|[;.(]|\sand\s\$|,|$))"
)
LABEL_LENGTH = 60
NAME_RE = patterns.compile(r"[A-ZÄÖÜ\d]|\bother\b")  # a name, a level, "all other states"; "can increase" names nothing
LEVEL_RE = patterns.compile(
    r"\b(?:junior|mid|senior|staff|principal|lead|entry|associate|director|manager|intern|I{1,3}|IV|V"
    r"|L\d|IC\d|P\d|[1-5])\b",
    re.IGNORECASE,
)
REGION_RE = patterns.compile(r"\b[A-Z]{2}\b|(?i:\bzone|\bcanada|\bstates?\b)")  # "New York, NY", "US", "Zone A"


def _label(passages: Sequence[Passage], i: int, band: Band, since: int, next_start: int) -> str | None:
    """The place or level that the band holds for: from the words after it, before it, or the heading above."""
    text = passages[i].text
    after = LABEL_AFTER_RE.match(text, band.end, max(band.end, next_start))
    following = _trim(after["paren"] or after["words"]) if after else None
    if following:
        return following
    label = _trim(text[since : band.start].rstrip(" :-–=(|*_"))
    if label or since:
        return label
    above = passages[i - 1] if i else None
    if above and len(above.text) <= LABEL_LENGTH and not NUMBER_RE.search(above.text):
        label = _trim(above.text)
        return label if above.heading or (label and _tells(label)) else None
    return None


def _trim(words: str) -> str | None:
    """The telling part of the words before a band, None where they only say "the salary range is"."""
    words = re.split(r"[;|•]|\.\s|,\sand\s", words)[-1]
    if len(words) > 90:
        return None
    bare = LABEL_WORDS_RE.sub(" ", words)
    bare = re.sub(r"\s+", " ", re.sub(r"[*_:$()=\[\]]|\s[-–—]+\s|^\W+|\W+$", " ", bare)).strip(" ,.-–—'’")
    return bare if NAME_RE.search(bare) and len(bare) <= LABEL_LENGTH else None


def _tells(label: str) -> bool:
    """Whether the label surely names a level or a region."""
    return bool(LEVEL_RE.search(label) or REGION_RE.search(label))


def _levels(words: str) -> set[str]:
    return {match[0].lower() for match in LEVEL_RE.finditer(words)}


def _headline(claims: Sequence[Claim], title: str) -> Claim:
    """The band to show first.

    With bands by level, the one whose level the title names; else, from the lowest to the highest of those
    that share the first one's currency and period (as boards themselves state them); else the first.
    """
    first = next((c for c in claims if c.ranged and not c.said), claims[0])
    level = _levels(title)
    levelled = [c for c in claims if c.label and _levels(c.label)]
    named = [c for c in levelled if _levels(c.label or "") == level] or [
        c for c in levelled if _levels(c.label or "") & level
    ]
    if len(named) == 1 and len(levelled) > 1:
        return named[0]
    kin = [c for c in claims if _joins(c, first)]
    if first not in kin:
        return first
    return replace(first, min=min(c.bottom for c in kin), max=max(c.top for c in kin))


def _joins(claim: Claim, first: Claim) -> bool:
    """Whether the claim may widen the headline: a range, or the one sum of a named level or place.

    "Expected pay is $20 to $27. The full range is $20 to $34": a wider range for nobody else does not.
    """
    if (claim.money, claim.period) != (first.money, first.period) or None in (claim.min, claim.max) or claim.said:
        return False
    wider = claim != first and claim.label is None and _within(first, claim)
    return (claim.ranged or claim.label is not None) and not wider


# --- the finder -------------------------------------------------------------------------------------------


class Pay(Struct, frozen=True):
    """The base pay a posting states. `salary` is None where it states none."""

    salary: Salary | None
    bands: list[SalaryBand]
    evidence: list[Evidence]
    warnings: list[str]


NO_PAY = Pay(None, [], [], [])


def find_pay(outline: Outline, countries: Sequence[str] = ()) -> Pay:
    """The base pay in the text: headline, every band, evidence and what a reader should know.

    `countries` (ISO 3166-1 alpha-2) are the posting's places: they tell whose dollar a bare "$" is.
    """
    passages = outline.reading()
    starts = [passage.start for passage in passages]
    found: list[tuple[Claim, Evidence]] = []
    on_target: Evidence | None = None
    dollars: Dollars | None = None
    last, done, read = 0, -1, 0
    for i, marked in _with_sums(outline.text, passages, starts):
        passage = passages[i]
        text = passage.text
        if i == done:
            continue
        if not (marked or (found and i - last <= 2)) and not outline.scan.meets(
            PAY_WORDS, starts[max(0, i - 2)], passage.end
        ):
            continue  # "15,641 open jobs"
        done = i
        read += len(text)
        if len(found) > MOST_BANDS or read > MOST_TEXT:
            break
        likely = (b for b in read_bands(text) if b.money or b.lakh or b.bottom >= SAFE_YEAR or b.period)
        candidates = list(islice(likely, MOST_BANDS))
        context = Context(passages, i, bool(found) and i - last <= 2)
        since = 0
        for n, band in enumerate(candidates):
            rule = _prove(passage, band, since, context)
            if rule is None and n and _follows(text, since, band):
                listed = found and found[-1][1].end == passage.start + since
                rule = "next-band" if listed else None  # "$180,000 in California, $160,000 in Texas"
            if rule == ON_TARGET:
                on_target = on_target or passage.cite((band.start, band.end), rule)
            elif rule:
                last = i
                next_start = candidates[n + 1].start if n + 1 < len(candidates) else len(text)
                dollars = dollars or Dollars(outline, countries)
                claim = replace(
                    _settle(band, text, context, dollars),
                    label=_label(passages, i, band, since, next_start),
                    total=_is_total(text, band, since),
                )
                found.append((claim, passage.cite((band.start, band.end), rule)))
            since = band.end
    return _conclude(found, on_target, outline.passages[0].text if outline.passages else "")


def _with_sums(text: str, passages: Sequence[Passage], starts: Sequence[int]) -> Iterator[tuple[int, bool]]:
    """The numbers of the passages in which a sum of money may stand, and whether more than its size makes it one."""
    for position, marked in find_sums(text):
        i = bisect_right(starts, position) - 1
        if i >= 0 and position < passages[i].end:
            yield i, marked


def _follows(text: str, since: int, band: Band) -> bool:
    """Whether the band follows a proven one as the next of a list: "$180,000 in Ohio, $160,000 in Texas"."""
    left = PARENTHESIS_RE.sub(" ", text[since : band.start])
    known = (band.money is not None or band.lakh) and not PLUS_RE.search(left)
    return known and _fits_any(band) and not CUE_RE.search(_lower(left)) and not DENY_AFTER_RE.match(text, band.end)


def _is_total(text: str, band: Band, since: int) -> bool:
    """Whether the band is said to be total compensation."""
    left = text[max(since, band.start - 160) : band.start]
    return bool(TOTAL_RE.search(PARENTHESIS_RE.sub(" ", left)) or TOTAL_RE.match(text, band.end + 1))


def _conclude(found: list[tuple[Claim, Evidence]], on_target: Evidence | None, title: str) -> Pay:
    if any(not c.total for c, _ in found):
        found = [(c, e) for c, e in found if not c.total]
    if not found:
        if on_target is None:
            return NO_PAY
        return Pay(None, [], [], [f"only on-target earnings are stated ({on_target.text}), no base pay"])
    claims: list[Claim] = []
    evidence: list[Evidence] = []
    for claim, cited in found:
        if not any(_repeats(claim, c) for c in claims):
            claims.append(claim)
            evidence.append(cited)
    claims = _mend(claims)
    chosen = _headline(claims, title)
    if len(claims) == 1:
        claims = [replace(claims[0], label=None)]
    return Pay(
        Salary(*_figures(chosen)),
        [SalaryBand(c.label, *_figures(c)) for c in claims],
        evidence,
        list(dict.fromkeys(w for c in [chosen, *claims] for w in _warnings(c))),
    )


def _repeats(claim: Claim, other: Claim) -> bool:
    """Whether the claim says again what the other says, and for no other place or level."""
    same = (claim.min, claim.max, claim.money) == (other.min, other.max, other.money)
    labels = {claim.label, other.label}
    return same and (len(labels) == 1 or not all(label and _tells(label) for label in labels))


def _mend(claims: list[Claim]) -> list[Claim]:
    """The claims, where two say one thing made one.

    "MIN: $107,200 - MID: $134,000 - MAX: $160,800" is a range; "from £15.70 per hour", said again as
    "£15.70 per hour", is a single figure.
    """
    exact: dict[Number, Claim] = {c.bottom: c for c in claims if c.min == c.max}
    claims = [exact.get(c.bottom, c) if c.max is None else c for c in claims]
    low = next((c for c in claims if c.max is None), None)
    high = next((c for c in claims if c.min is None), None)
    if low and high and low.money == high.money and low.bottom < high.top and claims.index(low) < claims.index(high):
        whole = replace(low, max=high.max, ranged=True, period=low.period or high.period, label=None)
        claims = [whole if c is low else c for c in claims]
    ranges = [c for c in claims if c.ranged]
    claims = [c for i, c in enumerate(claims) if not any(_repeats(c, other) for other in claims[:i])]
    return [c for c in claims if c.ranged or not any(_within(c, r) for r in ranges)]


def _within(band: Band, whole: Band) -> bool:
    """Whether the sum only names a point of the range: its "midpoint", or "you would start at"."""
    return band.money == whole.money and whole.bottom <= band.bottom and band.top <= whole.top


def _figures(
    claim: Claim,
) -> tuple[Number | None, Number | None, str | None, Period | None, Number | None, Number | None, list[str]]:
    """The values of a salary record, annual figures included."""
    factor = PER_YEAR[claim.period][0] if claim.period else None
    annual = [None if v is None or factor is None else tidy(v * factor) for v in (claim.min, claim.max)]
    return claim.min, claim.max, claim.money, claim.period, annual[0], annual[1], list(claim.inferred)


def _warnings(claim: Claim) -> Iterator[str]:
    if claim.total:
        yield "the pay stated is total compensation, not base pay"
    if claim.slip:
        yield 'pay is written with a thousand too many (as in "$235,000K"): read without the K'
    if claim.swapped:
        yield f"pay is stated from {claim.max:,} to {claim.min:,}: read the other way round"
    if claim.fortnight:
        yield "pay is stated per fortnight: halved to a week"
    if claim.said:
        sum_said = f"pay of {claim.top:,} {claim.money or ''}".rstrip() + f" per {claim.said}"
        outcome = "check the period" if claim.said == claim.period else f"read as a {claim.period}'s"
        yield f"{sum_said} is outside what is usual: {outcome}"
    if claim.period and claim.period != "year":
        yield f"annual pay is figured from the {claim.period} at {PER_YEAR[claim.period][1]} a year"


# --- pay that the source gives as fields ------------------------------------------------------------------


def take_stated(stated: Stated, found: Pay, outline: Outline, countries: Sequence[str] = ()) -> Pay:
    """The pay of the source's own fields (a list of StatedPay), in place of what was `found` in the text.

    The text tells only what the fields leave open; where it names other sums, a warning says so. A board's estimate
    is not the posting's word: it is told of and left out.
    """
    bands: list[StatedPay] = [pay for pay in stated.value if not pay.estimated]
    if not bands:
        guess = f"the source estimates the pay ({stated.field}: {stated.text}): not read as the posting's"
        return replace(found, warnings=[*found.warnings, *([] if found.salary else [guess])])
    dollars = Dollars(outline, countries)
    claims = [_claim(pay, found, dollars) for pay in bands]
    cited = Evidence(stated.text, "source-field", field=stated.field)
    pay = _conclude([(claim, cited) for claim in claims], None, outline.passages[0].text if outline.passages else "")
    given = {(claim.min, claim.max) for claim in claims}
    told = {(band.min, band.max) for band in found.bands}
    warnings = pay.warnings
    if told and not told & given:
        said = ", ".join(dict.fromkeys(evidence.text for evidence in found.evidence))
        warnings = [f"salary: the field {stated.field} says {stated.text!r}, the text {said!r}", *warnings]
    return Pay(pay.salary, pay.bands, [cited], warnings)


def _claim(pay: StatedPay, found: Pay, dollars: Dollars) -> Claim:
    """The field's band; currency and period, where it has none, from the same sum in the text, or by its size."""
    twin = next((band for band in found.bands if (band.min, band.max) == (pay.min, pay.max)), None)
    money = pay.currency or (twin.currency if twin else None)
    inferred = []
    if money is None and len(dollars.local) == 1:
        money = next(iter(dollars.local))
        inferred.append("currency")
    ranged = None not in (pay.min, pay.max) and pay.min != pay.max
    band = Band(0, 0, pay.min, pay.max, money, pay.period or (twin.period if twin else None), ranged)
    said = band.period if band.period and _is_beyond(band, band.period) else None
    if band.period is None:
        band = replace(band, period=_period_by_size(band))
        inferred += ["period"] if band.period else []
    return Claim(**asdict(band), label=pay.label, inferred=tuple(inferred), said=said)
