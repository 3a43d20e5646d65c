"""The base pay that a posting states: every band, and the headline.

The steps: read each number with its currency, scale and period (`_read_amounts`); join pairs into bands
(`_join_bands`); keep those that the words around prove to be pay (`_prove`); fill in what the words leave
open (`_settle`); choose the headline (`_headline`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from jdtool.model import (
    Evidence,
    Number,
    Outline,
    Passage,
    Period,
    Salary,
    SalaryBand,
    SectionKind,
)
from jdtool.quantities import NUMBER_RE, RANGE_LINK, SCALE, read_number, read_scale, spread_scale, tidy

READ: frozenset[SectionKind] = frozenset(
    {"header", "summary", "responsibilities", "required", "preferred", "benefits", "pay", "apply", "tags"}
)
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
SAFE_HOUR = 100  # dollars: above it a daily rate is as likely
BARE_THOUSANDS = (40, 500)  # "annual salary: $80 - $120" leaves thousands unsaid
SALARIED = 70  # "salary: $80 - $120" without "annual" is thousands only from here; below it may be hours
SLIP = 10_000  # "$235,000K": the thousand is already written


# --- currencies -------------------------------------------------------------------------------------------

SIGNS: dict[str, str] = {
    # Signs that name one currency, or the likeliest of several (see `SHARED`).
    "US$": "USD", "U$S": "USD", "USD$": "USD",
    "CA$": "CAD", "C$": "CAD", "CAD$": "CAD", "CDN$": "CAD",
    "AU$": "AUD", "A$": "AUD", "AUD$": "AUD",
    "NZ$": "NZD", "NZD$": "NZD",
    "SG$": "SGD", "S$": "SGD", "SGD$": "SGD",
    "HK$": "HKD", "HKD$": "HKD",
    "NT$": "TWD", "MX$": "MXN", "MXN$": "MXN", "R$": "BRL", "J$": "JMD", "TT$": "TTD", "N$": "NAD",
    "CN¥": "CNY", "JP¥": "JPY", "RMB": "CNY", "元": "CNY", "円": "JPY", "원": "KRW",
    "Fr.": "CHF", "SFr.": "CHF", "sFr.": "CHF", "Fr": "CHF", "SFr": "CHF", "Franken": "CHF",
    "zł": "PLN", "zl": "PLN", "Kč": "CZK", "Ft": "HUF", "лв": "BGN", "lei": "RON",
    "Rs.": "INR", "Rs": "INR", "RM": "MYR", "Rp": "IDR", "Rp.": "IDR", "R": "ZAR",
    "KSh": "KES", "Ksh": "KES", "NIS": "ILS", "Dhs": "AED", "Dh": "AED", "TL": "TRY", "P": "BWP",
}  # fmt: skip

SHARED: dict[str, str | None] = {
    # What a shared sign stands for where no country is known: None where nobody can tell.
    "$": "USD",
    "£": "GBP",
    "¥": "JPY",
    "₩": "KRW",
    "kr": None,
    "Rs": "INR",
}

WORDS: dict[str, str] = {
    "us dollars": "USD", "usd": "USD", "canadian dollars": "CAD", "australian dollars": "AUD",
    "new zealand dollars": "NZD", "singapore dollars": "SGD", "hong kong dollars": "HKD",
    "dollars": "$", "dollar": "$", "pounds sterling": "GBP", "pounds": "£", "pound": "£",
    "euros": "EUR", "euro": "EUR", "swiss francs": "CHF", "francs": "CHF", "rupees": "Rs",
    "zloty": "PLN", "zlotys": "PLN", "złotych": "PLN", "kronor": "SEK", "kroner": "kr", "crowns": "CZK",
    "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "won": "KRW", "baht": "THB", "shekels": "ILS",
    "rand": "ZAR", "reais": "BRL", "naira": "NGN", "forint": "HUF", "hryvnia": "UAH", "rubles": "RUB",
    "roubles": "RUB", "dirhams": "AED", "dirham": "AED", "ringgit": "MYR", "rupiah": "IDR", "lira": "TRY",
    "riyals": "SAR", "mexican pesos": "MXN", "pesos": "$", "shillings": "KES",
}  # fmt: skip

DOLLAR_PLACES: dict[str, str] = {
    # A bare "$" near these words is theirs.
    "united states": "USD",
    "u.s.": "USD",
    "us-based": "USD",
    "us based": "USD",
    "california": "USD",
    "colorado": "USD",
    "new york": "USD",
    "canad": "CAD",
    "toronto": "CAD",
    "vancouver": "CAD",
    "ontario": "CAD",
    "british columbia": "CAD",
    "quebec": "CAD",
    "rrsp": "CAD",
    "sydney": "AUD",
    "melbourne": "AUD",
    "brisbane": "AUD",
    "australia": "AUD",
    "superannuation": "AUD",
    "+ super": "AUD",
    "plus super": "AUD",
    "new zealand": "NZD",
    "singapore": "SGD",
    "hong kong": "HKD",
}
DOLLAR_CODES: frozenset[str] = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD"})
DOLLAR_PLACE_RE = re.compile(
    rf"(?<![a-z])(?:{'|'.join(map(re.escape, DOLLAR_PLACES))}|(?:{'|'.join(sorted(DOLLAR_CODES))})\b)",
    re.IGNORECASE,
)

WORDLIKE_CODES: frozenset[str] = frozenset(
    [
        "ALL",
        "AMD",
        "ANG",
        "BAM",
        "BOB",
        "CAD",
        "COP",
        "CUP",
        "DOP",
        "GEL",
        "LAK",
        "MAD",
        "MOP",
        "PEN",
        "RON",
        "SEK",
        "SOS",
        "STN",
        "TOP",
        "TRY",
    ]
)
"""Codes that are words or product names too ("ALL 5 offices", "AMD 3900"): they need a sum of four digits."""


class Money(Struct, frozen=True):
    """The table of ISO 4217: the codes, who pays in them, and which currencies share a sign."""

    codes: frozenset[str]
    by_country: dict[str, str]  # ISO 3166-1 alpha-2 to code
    by_sign: dict[str, frozenset[str]]


@cache
def _money() -> Money:
    rows = files("jdtool").joinpath("data/currencies.tsv").read_text(encoding="utf-8").splitlines()
    codes, by_country, by_sign = set(), {}, dict[str, set[str]]()
    for row in rows:
        if row.startswith(("#", "code\t")):
            continue
        code, _, countries, sign = row.split("\t")
        codes.add(code)
        by_country.update(dict.fromkeys(filter(None, countries.split("|")), code))
        if sign:
            by_sign.setdefault(sign, set()).add(code)
    return Money(frozenset(codes), by_country, {s: frozenset(c) for s, c in by_sign.items()})


_SIGN = r"""
(?: US\$ | U\$S | USD\s?\$ | C(?:A|AD|DN)?\s?\$ | AU?D?\s?\$ | NZD?\s?\$ | S(?:GD?)?\s?\$ | HKD?\s?\$
| NT\$ | MXN?\$
  | R\$ | TT\$ | CN¥ | JP¥ | S?Fr\.? | sFr\. | Rs\.? | Rp\.? | K[sS]h | RM(?!B) | Dhs? | GH₵
  | [$£€¥₹₱₽₴₪฿₫₩₦₺₸₲₡₾₼৳]
)
"""

BEFORE_RE = re.compile(  # "US$ " of "US$ 120,000"; searched in the few characters before a number
    rf"""
    (?: (?<![A-Za-z])(?P<sign>{_SIGN}) | (?P<bare>[$£€¥₹₱₽₴₪฿₫₩₦₺₸₲₡₾₼৳])
      | (?<![A-Z])(?P<code>[A-Z]{{3}})(?:[:\s~]{{0,2}}[$£€₹¥])? | (?<![\w$])(?P<rand>R|TL|P|kr|KR|NIS|RMB)
    )
    [\s:*_~\[]{{0,5}}$
    """,
    re.VERBOSE,
)

_LAST_SIGN_RE = re.compile(r"[$£€₹¥]")
PLAN_TAIL_RE = re.compile(r"\s?\(?[kKbB]\b")
PLANS = ("401", "403", "457")  # "401k", "403(b)": retirement plans, the commonest false sum of all

_PERIOD_WORDS: dict[Period, str] = {
    "hour": r"hours?|hrs?|h|std\.?|stunde|heure|hora|uur",
    "day": r"days?|d|diem|tag|jour|d[ií]a|dag",
    "week": r"weeks?|wk|woche|semaine|semana",
    "month": r"months?|mos?|mths?|m|monat|mois|m[eê]s|maand|mies(?:i[aą]c)?\.?|pcm",
    "year": r"years?|yr|y|annum|jahr|ann[ée]+e?|an|a[nñ]o|jaar|rok|yearly|annual",
}
_PERIOD_ADVERBS: dict[Period, str] = {
    "hour": r"hourly|p\.?h\b\.?|(?-i:HOUR)",
    "day": r"daily|p\.?d\b\.?",
    "week": r"weekly|p\.?w\b\.?",
    "month": r"monthly|p\.?c\.?m\b\.?|p\.?m\b\.?|(?-i:MONTH)|monatlich|mensuel\w*|mensual\w*|maandelijks",
    "year": r"annual(?:ly|i[sz]ed)?|(?-i:YEAR)|yearly|p[./]?\s?a\b\.?|jährlich|annuel\w*|anual\w*|jaarlijks",
}
_FILLER = r"(?:gross|brutto|bruto|brut|bruts|netto|net|base|basic|salary|pay|CTC|rate|\(|USD|EUR|GBP|CAD|B2B)"

PERIOD_AFTER_RE = re.compile(  # "/hr", " per hour", " gross p.a.", " a year", " annually"
    r"\s?\+?,?\s?\+?(?:\b"
    + _FILLER
    + r"\)?[\s,]{0,2}|\(){0,3}(?:(?:/|(?:\b|(?<=\d))per\b|\b(?:an?|p|pro|par|por|im|al|each|every)\b)"
    + r"{1,2}\s?/?\s?(?:"
    + "|".join(f"(?P<{period}>{words})" for period, words in _PERIOD_WORDS.items())
    + r"|(?P<fortnight>fortnight|pay period))(?-i:(?![a-zé]))|\b(?:"
    + "|".join(f"(?P<{period}ly>{words})" for period, words in _PERIOD_ADVERBS.items())
    + r"|(?P<fortnightly>fortnightly|bi-?weekly))(?-i:(?![a-z])))",
    re.IGNORECASE,
)

PERIOD_CUES: dict[str, Period] = {
    # Words of the sentence or heading that settle the period, where nothing stands at the number. A bare "per
    # week" does not: it counts hours and office days.
    r"hourly|(?:pay|rate|range|salary) per hour|hour rate|stundenlohn": "hour",
    r"daily rate|day rate|(?:pay|rate|range) per day|tagessatz": "day",
    r"weekly (?:pay|rate|wage|salary)|(?:pay|rate|range|salary) per week": "week",
    r"monthly|(?:pay|rate|range|salary) per month|monats\w*|bruttomonat\w*|mensual|mensuel"
    r"|maandsalaris": "month",
    r"annual|annually|annuali[sz]ed|yearly|(?:pay|rate|range|salary|compensation) per (?:year|annum)|p\.a\."
    r"|jahres\w*|bruttojahres\w*|annuel|anual|jaarsalaris|ctc": "year",
}
PERIOD_CUE_RE = re.compile(  # "annual" of "The annual base salary is"
    "|".join(f"(?P<c{n}>\\b(?:{words})\\b)" for n, words in enumerate(PERIOD_CUES)), re.IGNORECASE
)
NOT_PERIOD_RE = re.compile(  # "annual bonus", "hourly employees"; "40 hours per week"
    r"\s(?:bonus|leave|vacation|review|performance|increase|raise|target|revenue|stipend|allowance"
    r"|budget|incentive"
    r"|equity|grant|discretionary|merit|hours|travel|meeting)",
    re.IGNORECASE,
)

AFTER_RE = re.compile(  # "k", "k €", " USD", "+", "LPA" after a number
    rf"""
    (?:\s?(?P<scale>{SCALE}))?
    (?:[\s*_]{{0,5}}(?P<sign>{_SIGN}|zł|zl\b|kr\b|Kč|Ft\b|TL\b|NIS\b|RMB\b|lei\b|元|円|원)(?![$\d\w])
      |[\s*_(]{{0,3}}(?P<code>[A-Z]{{3}})(?![a-z]|[A-Z](?![a-z]))(?P<closed>\))?
      |\s(?P<word>(?i:{"|".join(sorted(WORDS, key=len, reverse=True))}))\b
    )?
    (?P<plus>\s?\+(?!\s?\w))?
    """,
    re.VERBOSE,
)


def _sign_code(sign: str) -> str:
    """The code that a sign stands for, or the shared sign itself ("$") where several currencies use it."""
    plain = re.sub(r"\s", "", sign)
    if plain in ("kr", "KR"):
        return "kr"
    if plain in ("Rs", "Rs."):
        return "Rs"
    if plain in SHARED:
        return plain
    if plain in SIGNS:
        return SIGNS[plain]
    owners = _money().by_sign.get(plain, frozenset())
    return next(iter(owners)) if len(owners) == 1 else plain


# --- amounts and bands ------------------------------------------------------------------------------------


class Amount(Struct, frozen=True):
    """A number with what stands around it; `money` is an ISO code, a shared sign or None."""

    start: int
    end: int
    value: Number
    scale: int | None
    money: str | None
    period: Period | None
    fortnight: bool
    plus: bool
    lakh: bool


EMBEDDED_RE = re.compile(  # "cologne-345103" of a web address, "bd48420a" of a hash
    r"[a-z]{3}[-/_#]\d|.{0,3}[A-Za-z]\d{1,9}[A-JL-Za-jl-z]"
)


class Band(Struct, frozen=True):
    """A candidate for pay at [start, end) of its passage, in the figures of the text."""

    start: int
    end: int
    min: Number | None
    max: Number | None
    money: str | None
    period: Period | None
    ranged: bool
    fortnight: bool = False
    lakh: bool = False
    slip: bool = False
    ote: bool = False
    total: bool = False
    label: str | None = None
    inferred: tuple[str, ...] = ()
    contradicts: bool = False

    @property
    def top(self) -> Number:
        return self.max if self.max is not None else self.min or 0

    @property
    def bottom(self) -> Number:
        return self.min if self.min is not None else self.max or 0


LINK_RE = re.compile(  # " - ", " to ", " gross - up to ", " [in our lowest market] to "
    rf"(?:\s(?:gross|net|brutto|netto))?"
    rf"(?:\s[(\[][^)\]\d]{{1,90}}[)\]])?[\s*_.]{{0,3}}(?:{RANGE_LINK}(?:up\sto\s)?|\s?/\s?|\s?up\sto\s"
    r"|\sin\s(?:the|our)\slowest[\w\s]{1,40}?\sand\sup\sto\s)[\s*_]{0,3}",
    re.IGNORECASE,
)
BETWEEN_RE = re.compile(r"\b(?:between|zwischen|entre|tussen|fourchette de)\b[^.]{0,25}$", re.IGNORECASE)
FROM_RE = re.compile(  # "from ", "starting at ", "minimum of "
    r"\b(?:from|start(?:ing|s)?(?:\s(?:salary|pay|base))?(?:\s(?:at|from))|at least"
    r"|minimum(?:\s\w+)?(?:\sof)?|min\.?|ab|mindestens|minimaal"
    r"|à partir de|dès|desde|a partir de|vanaf|od|upwards of|(?:more"
    r"|not less) than)[\s:]{1,3}(?:\(?gross\)?\s)?$",
    re.IGNORECASE,
)
UPTO_RE = re.compile(  # "up to "
    r"(?:\b|(?-i:(?<=[a-z])(?=Up)))(?:up\s?to|max(?:imum)?\.?(?:\sof)?|bis(?: zu)?|jusqu'à|hasta"
    r"|tot|as much as|maximaal|do"
    r"|capped at)[\s:]{0,3}(?:a max\w* of\s)?$",
    re.IGNORECASE,
)


def _read_amounts(text: str) -> Iterator[Amount]:
    """Each number of the text with its currency, scale and period."""
    for match in NUMBER_RE.finditer(text):
        start, end = match.span()
        digits = match[0]
        if digits in PLANS and PLAN_TAIL_RE.match(text, end):
            continue
        before = BEFORE_RE.search(text, max(0, start - 12), start)
        money = None
        if before:
            from_sign = before.start()
            code = before["code"]
            if before["rand"]:
                money = _sign_code(before["rand"]) if len(digits) > 3 else None  # "Level P4" is no pula
            elif code is None:
                money = _sign_code(before["sign"] or before["bare"])
            elif code in _money().codes and (code not in WORDLIKE_CODES or len(digits) > 3):
                money = code
            else:  # a place or a word before the sign: "LON £50,000"
                sign = _LAST_SIGN_RE.search(text, before.start(), start)
                money = _sign_code(sign[0]) if sign else None
                from_sign = sign.start() if sign else start
            if money:
                start = from_sign
        after = AFTER_RE.match(text, end)
        scale, plus, lakh = None, False, False
        if after:
            if after["scale"]:
                scale = read_scale(after["scale"])
                lakh = scale in (100_000, 10_000_000)
                end = after.end("scale")
            code = after["code"]
            if code and code in _money().codes and (code not in WORDLIKE_CODES or len(digits) > 3):
                money, end = code, after.end("closed") if after["closed"] else after.end("code")
            elif after["sign"] and (money is None or money in SHARED):
                money, end = _sign_code(after["sign"]), after.end("sign")
            elif after["word"] and (money is None or money in SHARED):
                word = WORDS[after["word"].lower()]
                money, end = (word if money is None or word not in SHARED else money), after.end("word")
            if after["plus"]:
                plus, end = True, after.end("plus")
            elif text.startswith("+", end):
                plus = True
        if money is None and (len(digits) < 2 or EMBEDDED_RE.match(text, max(0, match.start() - 4))):
            continue  # a digit alone; part of a web address, a hash or a model number
        period, fortnight, stop = _period_at(text, end)
        if lakh and after and after["scale"] and "p" in after["scale"].lower():
            period = "year"
        yield Amount(start, stop, read_number(digits), scale, money, period, fortnight, plus, lakh)


def _period_at(text: str, end: int) -> tuple[Period | None, bool, int]:
    """The period named right after a sum, whether it was a fortnight, and where its words end."""
    match = PERIOD_AFTER_RE.match(text, end)
    if not match or NOT_PERIOD_RE.match(text, match.end()):
        return None, False, end
    name = match.lastgroup or ""
    if name.startswith("fortnight"):
        return "week", True, match.end()
    period: Period = next(p for p in PER_YEAR if name.startswith(p))
    return period, False, match.end()


def _join_bands(text: str) -> Iterator[Band]:
    """The ranges and single sums of the text, in order."""
    amounts = list(_read_amounts(text))
    i = 0
    while i < len(amounts):
        low = amounts[i]
        high = amounts[i + 1] if i + 1 < len(amounts) else None
        band = _range(text, low, high) if high else None
        i += 2 if band else 1
        yield band or _single(text, low)


def _range(text: str, low: Amount, high: Amount) -> Band | None:
    """The band between two sums, None where they are no range."""
    if not LINK_RE.fullmatch(text, low.end, high.start):
        return None
    gap = text[low.end : high.start].strip().lower()
    if gap == "/" and (low.money is None or low.money != high.money):
        return None
    if gap in ("and", "und", "et", "y", "en", "à", "a", "al") and not (
        BETWEEN_RE.search(text, max(0, low.start - 45), low.start) or gap in ("à", "a", "al")
    ):
        return None
    if low.money and high.money and low.money != high.money and low.money not in SHARED and high.money not in SHARED:
        return None
    money = high.money if low.money is None or low.money in SHARED else low.money
    money = money or low.money
    slip = _slips(low) or _slips(high)
    bottom, top = spread_scale(low.value, high.value, _scale(low), _scale(high))
    if low.scale is None and 10 <= bottom < 1_000 and bottom * 1_000 <= top:
        bottom *= 1_000  # "£40-65,000"
    if bottom > top or top > 25 * max(bottom, 1):
        return None
    return Band(
        low.start, high.end, *_halved(bottom, top, low.fortnight or high.fortnight),
        money, high.period or low.period, True, low.fortnight or high.fortnight, low.lakh or high.lakh, slip,
    )  # fmt: skip


def _single(text: str, amount: Amount) -> Band:
    """The band of a sum that stands alone: "from" leaves its top open, "up to" its bottom."""
    value = tidy(amount.value * (_scale(amount) or 1))
    low: Number | None = value
    high: Number | None = value
    if amount.plus or FROM_RE.search(text, max(0, amount.start - 40), amount.start):
        high = None
    elif UPTO_RE.search(text, max(0, amount.start - 30), amount.start):
        low = None
    low, high = _halved(low, high, amount.fortnight)
    return Band(
        amount.start, amount.end, low, high, amount.money, amount.period, False, amount.fortnight,
        amount.lakh, _slips(amount),
    )  # fmt: skip


def _halved(low: Number | None, high: Number | None, fortnight: bool) -> tuple[Number | None, Number | None]:
    if not fortnight:
        return low, high
    return None if low is None else tidy(low / 2), None if high is None else tidy(high / 2)


def _slips(amount: Amount) -> bool:
    """Whether the thousand was written twice: "$235,000K"."""
    return amount.scale == 1_000 and amount.value >= SLIP


def _scale(amount: Amount) -> int | None:
    return None if _slips(amount) else amount.scale


# --- proof ------------------------------------------------------------------------------------------------

PAY = r"""
    salar(?:y|ies) | \bpay(?:s|ing|rate)?\b | (?-i:(?<=[a-z])Pay\b) | compensation | remuneration
    | \bwages?\b | \brates?\b(?=[\s:]|$) | \bcomp\b
  | \bearn(?:s|ing)?\b(?!\sup\sto\s\d+%) | \bbase\b | \bbasic\b | \bpackage\b | \bCTC\b | \bbenefits:
  | gehalt | vergütung | \blohn | salaire | rémunération | salario | sueldo | retribuci | salaris
  | brutto | \bbruto\b
  | wynagrodzenie | stawka | \boffering\b | 💰 | 💸 | 💵
"""
DENY = r"""
    fund(?:ing|ed|raise\w*)? | \braised?\b(?!\sby) | \braising\b | \brevenues?\b | \b[AM]RR\b | turnover
    | valu(?:ation|ed) | \bworth\b
  | \bbudgets?\b | \bbonus(?:es)?\b | sign[-\s]?on | signing | \bequity\b | stock | \bRSUs?\b
  | \bshares?\b | stipend | 40[13]\s?\(?k | referr(?:al|ing)
  | insur(?:ance|ed) | reimburse\w* | allowance | deposit | \bgift | grant | tuition | scholarship
  | invest(?:ed|ment|ing|ors?)? | series\s[A-H]\b | backed
  | assets | \bAUM\b | \bsales\b | quota | \bdeals?\b | \bspend(?:ing)?\b | payments? | transactions?
  | savings? | customers? | \busers?\b | market
  | \bfees?\b | \bfines?\b | deductible | coverage | match(?:ing|ed)? | contribut\w* | portfolio
  | accounts? | contracts?\sof | overtime(?!\savailable) | commissions? | fertility | adoption | surrogacy
  | perks? | voucher | credit | discount | up\sto\s\$?\d+\sper\s(?:class|course) | loan | donat\w+
  | prize | award | relocation | HSA\b | FSA\b
  | damages | liabilit\w* | purchase | cost | price | tax | million | learning | wellness | education
  | travel | equipment | laptop | phone | sacrifice | spread | penalt\w*
  | annuity | pension | retirement | \blife\b | \bcap\b | threshold | poverty
  | profit | margin | disability | incentives? | variable | beneficiar\w*
"""
CUE_RE = re.compile(
    rf"(?P<ote>\bOTE\b|on[-\s]target(?:\searnings)?|target\searnings)|(?P<pay>{PAY})|(?P<deny>{DENY})",
    re.I | re.X,
)
STRONG_RE = re.compile(  # what announces this job's pay and nothing else
    r"(?:salary|pay|base|compensation|wage|remuneration)(?:\s\w+){0,2}\s(?:range|band|scale|rate)"
    r"|(?:base|annual|starting|gross|hiring|minimum|expected"
    r"|estimated|target)\s(?:\w+\s)?(?:salary|pay|compensation)|(?:salary|wages?|pay|compensation"
    r"|hourly rate|day rate|rate of pay|remuneration|rate|gehalt\w*"
    r"|salaire|salario|ctc)\s?[:=–-]|salary\s(?:of|is|from|between|up)|hourly rate|pay\s?rate"
    r"|rate of pay|jahresgehalt|monatsgehalt|bruttogehalt"
    r"|range for this (?:role|position)",
    re.IGNORECASE,
)
DENY_AFTER_RE = re.compile(  # " sign-on bonus", " in funding", " of revenue" right after a sum
    rf"""
    (?:\*\*|_)?[\s)]{{0,2}}
    (?:(?:in|of|for|on|annual(?:ly)?|a\syear|per\syear|worth|towards?|the|your|our|total|company|new
    |one-time|home|office|professional|remote
       |monthly|yearly|quarterly|cash|employee|lifetime|personal|cumulative|venture|credit|flexible
       |health|target|performance|raised|from)\s){{0,4}}
    (?:{DENY})
    """,
    re.IGNORECASE | re.VERBOSE,
)
EXTRA_RE = re.compile(  # "+ bonus", "plus equity", "excluding bonus and equity,": not what the sum is
    r"(?:\+|\bplus|\band|\bexclud\w+|\bexclusive of|not includ\w+|in addition to|\bwithout|\bbefore"
    r"|does not include|\bor)\s?\b[^.:;]{0,40}$",
    re.IGNORECASE,
)
PLUS_RE = re.compile(r"\+|\bplus\b|\bDOE\b|[.;]\s|\band (?:bonus|equity|benefits|commission)", re.IGNORECASE)
OTE_AFTER_RE = re.compile(r"[\s(,]{0,3}(?:\w+\s)?(?:OTE|on[-\s]target|target earnings)\b", re.IGNORECASE)
TOTAL_RE = re.compile(r"total\s(?:\w+\s)?(?:compensation|cash|comp\b|rewards?|package)", re.IGNORECASE)
PAY_AFTER_RE = re.compile(  # " base salary", " USD salary", " gross", " DOE"
    r"[\s,(*]{0,3}(?:(?:USD|annual|gross|starting|in|of|a|the|yearly)\s){0,2}(?:base\b|basic\b|salary"
    r"|pay\b(?!ments)|wage|compensation|gross\b(?!\s(?:profit|revenue|margin|sales))|brutto|bruto\b"
    r"|DOE\b|pro[-\s]?rata|depending on exp|based on exp|doe\b|B2B|\+ (?:equity|benefits|bonus|super"
    r"|vat)|plus (?:equity|benefits|bonus|super))",
    re.IGNORECASE,
)
BIG = 100_000_000  # no currency's pay but a weak one's reaches it
REACH = 300  # characters before a band that may tell whose dollars it is in
MOST_BANDS = 60  # no posting states more; hostile text might
LEAST = 7  # below it no hour is paid: "2 weeks", a rating, a list number
ALONE = 60  # characters
SHARE_OF_RE = re.compile(  # "a benefit of 60% of your base salary up to $6,000 per month"
    r"(?:%\sof|\bgreater of|\blife (?:cover|insurance|assurance)|\btimes (?:your|annual|base))\b[^.]{0,80}$",
    re.IGNORECASE,
)
PARENTHESIS_RE = re.compile(r"\([^()]{0,120}\)")  # "(varies with the cost of labor)" speaks neither for nor against
LOOK_BACK = 6  # passages between "we are sharing the base salary range" and the range itself, in the seeds


class Context(Struct, frozen=True):
    """What the passages before say: whether they announce pay, and the period they name."""

    near: bool  # the passage before, or the heading, speaks of pay
    far: bool  # one of the last few announces a salary range
    period: Period | None
    place: str  # the short lines before: "Canada (all figures in CAD)"


def _context(passages: Sequence[Passage], i: int) -> Context:
    near, far, period, place = False, False, None, ""
    for back in range(1, LOOK_BACK + 1):
        if i - back < 0:
            break
        text = passages[i - back].text
        if back <= 4 and len(text) < 160:
            place = f"{text} {place}"
        announced = STRONG_RE.search(text) is not None
        if back <= 2 and not announced and (passages[i - back].heading or len(text) < ALONE):
            cue = CUE_RE.search(text)
            announced = cue is not None and cue.lastgroup == "pay"
            near = near or announced
        elif announced:
            far = True
            near = near or back <= 2
        if announced:
            period = period or _cued_period(text, len(text))
    return Context(near, far, period, place)


def _cued_period(text: str, end: int) -> Period | None:
    """The period that the last fitting word before `end` names."""
    found: Period | None = None
    for match in PERIOD_CUE_RE.finditer(text, max(0, end - 160), end):
        if not NOT_PERIOD_RE.match(text, match.end()):
            found = list(PERIOD_CUES.values())[int((match.lastgroup or "c0")[1:])]
    return found


def _prove(passage: Passage, band: Band, since: int, context: Context) -> tuple[str, Band] | None:
    """The rule that proves the band to be pay, with the band marked accordingly; None where nothing does.

    `since` is where the band before it ends: words before that belong to that one.
    """
    text = passage.text
    if band.top >= BIG * UNITS_PER_DOLLAR.get(band.money or "", 1) or band.top <= 0:
        return None
    if OTE_AFTER_RE.match(text, band.end):
        return "on-target-earnings", replace(band, ote=True)
    if DENY_AFTER_RE.match(text, band.end):
        return None
    left = PARENTHESIS_RE.sub(_blank, text[max(since, band.start - 160) : band.start])
    if SHARE_OF_RE.search(left):
        return None
    cues = list(CUE_RE.finditer(left))
    strong = STRONG_RE.search(left)
    if cues and cues[-1].lastgroup == "ote" and not strong:
        return "on-target-earnings", replace(band, ote=True)
    if cues and cues[-1].lastgroup == "deny" and not _is_excused(left, strong, cues[-1]):
        return None
    if TOTAL_RE.search(left) or TOTAL_RE.match(text, band.end + 1):
        band = replace(band, total=True)
    pay = strong is not None or any(cue.lastgroup == "pay" for cue in cues)
    if band.money is None and not band.lakh:
        return _prove_bare(passage, band, pay, context)
    sized = _fits(band, band.period or "year")
    asking = passage.section in ASKING
    after = PAY_AFTER_RE.match(text, band.end) is not None
    if strong or ((pay or after) and (sized or (band.ranged and _fits_any(band)))):
        return "pay-word", band
    if not band.ranged and _speaks_against(text, band.end):
        return None
    if band.period and sized and (not asking or band.period in ("hour", "year")):
        return "period", band
    if not cues and (context.near or passage.section == "pay") and _fits_any(band) and band.top >= LEAST:
        return "pay-heading", band
    if band.ranged and sized and (context.far or passage.section in ("header", "tags") or _alone(passage, band)):
        return "range-of-pay-size", band
    return None


def _prove_bare(passage: Passage, band: Band, pay: bool, context: Context) -> tuple[str, Band] | None:
    """The proof of a sum whose currency sign is missing or lost: it takes more."""
    said = pay or context.near or (band.period == "year" and band.ranged)
    if not said or (passage.section in ASKING and not pay and not _alone(passage, band)):
        return None
    if band.period and _fits(band, band.period):
        return "pay-word", band
    if band.bottom >= SAFE_YEAR and (band.ranged or pay) and _fits(band, "year"):
        return "pay-word", band
    return None


def _is_excused(left: str, strong: re.Match[str] | None, denial: re.Match[str]) -> bool:
    """Whether the word against pay only says what comes on top: "base salary, excluding bonus, is"."""
    if strong is None:
        return False
    return strong.end() >= denial.start() or EXTRA_RE.search(left, strong.end(), denial.end()) is not None


def _speaks_against(text: str, end: int) -> bool:
    """Whether the words soon after a single sum make it something else: "$25,000 towards adoption"."""
    cue = CUE_RE.search(text, end, end + 60)
    return cue is not None and cue.lastgroup == "deny" and not PLUS_RE.search(text, end, cue.end())


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _alone(passage: Passage, band: Band) -> bool:
    """Whether the passage is little more than the band."""
    return len(passage.text) - (band.end - band.start) < ALONE


def _fits_any(band: Band) -> bool:
    """Whether the band has the size of pay for its period, or for any where it states none."""
    return any(_fits(band, period) for period in ([band.period] if band.period else PER_YEAR))


def _fits(band: Band, period: Period) -> bool:
    """Whether the band has the size of pay for that period; unknown currencies are taken for dollars' kin."""
    low, high = _bounds(_nominal(band.money, band.lakh), period)
    return band.bottom >= low and band.top <= high


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


def _settle(text: str, band: Band, context: Context, countries: Sequence[str]) -> Band:
    """The band with currency and period filled in where that is safe, and noted as inferred."""
    inferred = []
    code, open_currency = _currency(band, text, context.place, countries)
    if open_currency:
        inferred.append("currency")
    band = replace(band, money=code)
    period = band.period
    if period is None:
        cued = _cued_period(text, band.start) or context.period
        period = cued if cued and (_fits(band, cued) or _lacks_thousands(band)) else None
    if period is None:
        period = _period_by_size(band)
        inferred += ["period"] if period else []
    said = text[max(0, band.start - REACH) : band.end].lower()
    salaried = "period" in inferred and band.bottom >= SALARIED and "salar" in said
    if _lacks_thousands(band) and (period == "year" or salaried):
        band = replace(band, min=tidy(band.bottom * 1000), max=tidy(band.top * 1000))
        period = "year"
    contradicts = period is not None and not _fits(band, period)
    return replace(band, period=period, inferred=tuple(inferred), contradicts=contradicts)


def _lacks_thousands(band: Band) -> bool:
    """Whether the band may be thousands without saying so: "annual salary: $80 - $120"."""
    low, high = BARE_THOUSANDS
    kin = UNITS_PER_DOLLAR.get(band.money or "USD") == 1
    return band.ranged and kin and low <= band.bottom and band.top <= high


def _currency(band: Band, text: str, above: str, countries: Sequence[str]) -> tuple[str | None, bool]:
    """The ISO code of the band's currency, and whether the text left it open."""
    money = _money()
    local = {money.by_country[c] for c in countries if c in money.by_country}
    if band.money is None and band.lakh:
        return "INR", False
    if band.money is None:
        return (next(iter(local)), True) if len(local) == 1 else (None, True)
    if band.money not in SHARED:
        return band.money, False
    sign = band.money
    owners = money.by_sign.get(sign, frozenset())
    likely = SHARED[sign]
    fitting = {code for code in local & owners if code == likely or _could_be(band, code)}
    if sign == "$":
        place = _dollar_place(text, band) or (None if fitting else _dollar_place(above))
        if place:
            return place, True
    if likely in fitting or not fitting:
        return likely, sign != "£"
    return (next(iter(fitting)) if len(fitting) == 1 else likely), True


def _could_be(band: Band, code: str) -> bool:
    """Whether the figures have the size of pay in that currency: "$50,000" in Argentina is in US dollars."""
    periods: list[Period] = [band.period] if band.period else ["month", "year"]
    return any(_fits(replace(band, money=code), period) for period in periods)


def _dollar_place(text: str, band: Band | None = None) -> str | None:
    """The dollar of the place or code named nearest before the band, else right after it."""
    stop = band.start if band else len(text)
    names = list(DOLLAR_PLACE_RE.finditer(text, max(0, stop - REACH), stop))
    name = names[-1] if names else DOLLAR_PLACE_RE.search(text, band.end, band.end + 60) if band else None
    return DOLLAR_PLACES.get(name[0].lower(), name[0].upper()) if name else None


def _period_by_size(band: Band) -> Period | None:
    """The period that a figure of this size can only mean, None where two are possible.

    A week's pay is never left unsaid. 60,000 might be a month's by the bounds alone, and nobody means that.
    """
    units = UNITS_PER_DOLLAR.get(band.money or "USD")
    if band.lakh:
        return "year"
    if units is None:
        return None
    if band.bottom >= SAFE_YEAR * units and _fits(band, "year"):
        return "year"
    if band.top < SAFE_HOUR * units and _fits(band, "hour"):
        return "hour"
    fitting: list[Period] = [p for p in PLAUSIBLE if p != "week" and _fits(band, p)]
    return fitting[0] if len(fitting) == 1 else None


# --- labels and headline ----------------------------------------------------------------------------------

LABEL_WORDS_RE = re.compile(  # what is no part of a label: "Estimated annual salary of"
    r"\b(?:the|our|estimated|expected|anticipated|annual|base|basic|salary|salaries|pay|wage"
    r"|compensation|target|hiring|hourly|rate|range[sd]?|band|"
    r"is|are|of|for|from|between|will be|would be|this|roles?|positions?|job|title|details|min(?:imum)?"
    r"|max(?:imum)?|full-time|starting|new hire|usd|eur|cad|gbp|and|or|in|at|those|candidates|"
    r"applicants|-?based|located|working|locations?|employees|gross|annually|per year|yearly|plus"
    r"|equity|bonus|benefits|with|while|to|approximately|"
    r"hires|residents|only|as well as|total|cash|also|eligible|annum|reasonabl[ey]|reasonable estimate"
    r"|provided|follows|as)\b",
    re.IGNORECASE,
)
LABEL_AFTER_RE = re.compile(  # " (Senior)", " for a Mid", " in Colorado"
    r"[\s*_]{0,3}(?:USD|CAD|EUR|GBP|annually|per year)?[\s*_]{0,3}"
    r"(?:\((?P<paren>[^()\d$€£]{2,40})\)|(?:for|in)\s(?:an?\s"
    r"|the\s)?(?P<words>[A-Z][\w .,/&-]{1,40}?)(?=,\s(?:and\s)?\$|[;.(]|\sand\s\$|,|$))"
)
LABEL_LENGTH = 60
LEVEL_RE = re.compile(
    r"\b(?:junior|mid|senior|staff|principal|lead|entry|associate|director|manager|intern|I{1,3}|IV|V"
    r"|L\d|IC\d|P\d|[1-5])\b",
    re.IGNORECASE,
)


def _label(passages: Sequence[Passage], i: int, band: Band, since: int, next_start: int) -> str | None:
    """The place or level that the band holds for: from the words after it, before it, or the line above."""
    text = passages[i].text
    after = LABEL_AFTER_RE.match(text, band.end, max(band.end, next_start))
    following = _trim(after["paren"] or after["words"]) if after else None
    if following:
        return following
    before = text[since : band.start]
    if ":" in before.rstrip(": ")[-1:] or before.rstrip().endswith((":", "-", "–", "=", "(", "|")):
        before = re.split(r"[.;|]\s|\n", before.rstrip(" :-–=(|*_"))[-1]
    label = _trim(before)
    if label or since:
        return label
    above = passages[i - 1] if i else None
    if above and len(above.text) <= LABEL_LENGTH and not NUMBER_RE.search(above.text):
        return _trim(above.text)
    return None


def _trim(words: str) -> str | None:
    """The telling part of the words before a band, None where they only say "the salary range is"."""
    words = re.split(r"[;|•]|\.\s|,\sand\s", words)[-1]
    if len(words) > 90:
        return None
    bare = LABEL_WORDS_RE.sub(lambda m: m[0] if m[0] == "A" else " ", words)
    bare = re.sub(r"\s+", " ", re.sub(r"[*_:$()=\[\]]|\s[-–—]+\s|^\W+|\W+$", " ", bare)).strip(" ,.-–—'’")
    return bare if re.search(r"\w", bare) and len(bare) <= LABEL_LENGTH else None


def _headline(bands: Sequence[Band], title: str) -> Band:
    """The band to show first.

    With bands by level, the one whose level the title names; else, from the lowest to the highest of those
    that share the first one's currency and period (as boards themselves state them); else the first.
    """
    first = next((b for b in bands if b.ranged and not b.contradicts), bands[0])
    level = _levels(title)
    levelled = [b for b in bands if b.label and _levels(b.label)]
    named = [b for b in levelled if _levels(b.label or "") == level] or [
        b for b in levelled if _levels(b.label or "") & level
    ]
    if len(named) == 1 and len(levelled) > 1:
        return named[0]
    kin = [b for b in bands if _joins(b) and (b.money, b.period) == (first.money, first.period)]
    if first not in kin or len(kin) < 2:
        return first
    return replace(first, min=min(b.bottom for b in kin), max=max(b.top for b in kin))


def _levels(words: str) -> set[str]:
    return {match[0].lower() for match in LEVEL_RE.finditer(words)}


def _joins(band: Band) -> bool:
    """Whether the band may widen the headline: a range, or the one sum of a named level or place."""
    return (band.ranged or band.label is not None) and None not in (band.min, band.max) and not band.contradicts


# --- the finder -------------------------------------------------------------------------------------------


class Pay(Struct, frozen=True):
    """The base pay a posting states. `salary` is None where it states none."""

    salary: Salary | None
    bands: list[SalaryBand]
    evidence: list[Evidence]
    warnings: list[str]


DIGIT_RE = re.compile(r"\d")
NO_PAY = Pay(None, [], [], [])


def find_pay(outline: Outline, countries: Sequence[str] = ()) -> Pay:
    """The base pay in the text: headline, every band, evidence and what a reader should know.

    `countries` (ISO 3166-1 alpha-2) are the posting's places: they tell whose dollar a bare "$" is.
    """
    passages = [p for p in outline.passages if p.section in READ]
    found: list[tuple[Band, Evidence]] = []
    ote: Evidence | None = None
    last = 0
    for i, passage in enumerate(passages):
        text = passage.text
        if not DIGIT_RE.search(text):
            continue
        if len(found) > MOST_BANDS:
            break
        likely = (b for b in _join_bands(text) if b.money or b.lakh or b.bottom >= SAFE_YEAR or b.period)
        candidates = list(islice(likely, MOST_BANDS))
        if not candidates:
            continue
        context = _context(passages, i)
        if found and i - last <= 2:
            context = replace(context, near=True)  # the next of a list of bands
        since = 0
        for n, band in enumerate(candidates):
            proof = _prove(passage, band, since, context)
            next_start = candidates[n + 1].start if n + 1 < len(candidates) else len(text)
            if (
                proof is None
                and found
                and n
                and _follows(text, since, band)
                and found[-1][1].end == passage.start + since
            ):
                proof = ("next-band", band)  # "$180,000 in California, $160,000 in Texas"
            if proof:
                rule, band = proof
                cited = passage.cite((band.start, band.end), rule)
                if band.ote:
                    ote = ote or cited
                else:
                    last = i
                    label = _label(passages, i, band, since, next_start)
                    found.append((replace(_settle(text, band, context, countries), label=label), cited))
            since = band.end
    return _conclude(found, ote, _title(outline))


def _follows(text: str, since: int, band: Band) -> bool:
    """Whether the band follows a proven one as the next of a list: "$180,000 in Ohio, $160,000 in Texas"."""
    left = PARENTHESIS_RE.sub(_blank, text[since : band.start])
    known = (band.money is not None or band.lakh) and not PLUS_RE.search(left)
    return known and _fits_any(band) and not CUE_RE.search(left) and not DENY_AFTER_RE.match(text, band.end)


def _title(outline: Outline) -> str:
    """The first line of the posting, which mostly is its title."""
    return outline.passages[0].text if outline.passages else ""


def _conclude(found: list[tuple[Band, Evidence]], ote: Evidence | None, title: str) -> Pay:
    if any(not b.total for b, _ in found):
        found = [(b, e) for b, e in found if not b.total]
    if not found:
        if ote is None:
            return NO_PAY
        return Pay(None, [], [], [f"only on-target earnings are stated ({ote.text}), no base pay"])
    bands: list[Band] = []
    evidence: list[Evidence] = []
    for band, cited in found:
        if not any(_repeats(band, b) for b in bands):
            bands.append(band)
            evidence.append(cited)
    bands = _mend(bands)
    chosen = _headline(bands, title)
    if len(bands) == 1:
        bands = [replace(bands[0], label=None)]
    return Pay(
        Salary(*_figures(chosen)),
        [SalaryBand(b.label, *_figures(b)) for b in bands],
        evidence,
        list(dict.fromkeys(w for b in [chosen, *bands] for w in _warnings(b))),
    )


def _repeats(band: Band, other: Band) -> bool:
    """Whether the band says again what the other says, and for no other place or level."""
    same = (band.min, band.max, band.money) == (other.min, other.max, other.money)
    return same and (band.label is None or other.label is None or band.label == other.label)


def _mend(bands: list[Band]) -> list[Band]:
    """The bands, where two say one thing made one.

    "MIN: $107,200 - MID: $134,000 - MAX: $160,800" is a range; "from £15.70 per hour", said again as
    "£15.70 per hour", is a single figure.
    """
    exact: dict[Number, Band] = {b.bottom: b for b in bands if b.min is not None and b.min == b.max}
    bands = [exact.get(b.bottom, b) if b.max is None else b for b in bands]
    bands = [b for i, b in enumerate(bands) if b not in bands[:i]]
    low = next((b for b in bands if b.max is None), None)
    high = next((b for b in bands if b.min is None), None)
    if low and high and low.money == high.money and low.bottom < high.top and bands.index(low) < bands.index(high):
        whole = replace(low, max=high.max, ranged=True, period=low.period or high.period, label=None)
        inside = [b for b in bands if not b.ranged and low.bottom <= b.bottom and b.top <= high.top]
        bands = [whole if b is low else b for b in bands if b is low or b not in inside]
    ranges = [b for b in bands if b.ranged]
    return [b for b in bands if b.ranged or not any(_within(b, r) for r in ranges)]


def _within(band: Band, whole: Band) -> bool:
    """Whether the sum only names a point of the range: its "midpoint", or "you would start at"."""
    return band.money == whole.money and whole.bottom <= band.bottom and band.top <= whole.top


def _figures(
    band: Band,
) -> tuple[Number | None, Number | None, str | None, Period | None, Number | None, Number | None, list[str]]:
    """The values of a salary record, annual figures included."""
    factor = PER_YEAR[band.period][0] if band.period else None
    annual = [None if v is None or factor is None else tidy(v * factor) for v in (band.min, band.max)]
    return band.min, band.max, band.money, band.period, annual[0], annual[1], list(band.inferred)


def _warnings(band: Band) -> Iterator[str]:
    if band.total:
        yield "the pay stated is total compensation, not base pay"
    if band.slip:
        yield 'pay is written with a thousand too many (as in "$235,000K"): read without the K'
    if band.fortnight:
        yield "pay is stated per fortnight: halved to a week"
    if band.contradicts and band.period:
        yield (
            f"pay of {band.top:,} {band.money or ''}".rstrip()
            + f" per {band.period} is outside what is usual: check the period"
        )
    if band.period and band.period != "year":
        yield f"annual pay is figured from the {band.period} at {PER_YEAR[band.period][1]} a year"
