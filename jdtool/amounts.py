"""Sums of money as postings write them: `read_bands` gives each with its currency, scale and period.

It reads what stands at the number ("CHF 110'000.- p.a.", "55-65k €", "12-18 LPA"), and knows nothing of what
the sum is for: a price, a bonus and a salary are bands alike.

The steps: read each number with what touches it (`_read_amounts`); join pairs into ranges (`read_bands`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise

from msgspec import Struct
from msgspec.structs import replace

from jdtool import patterns, tables
from jdtool.model import Number, Period
from jdtool.quantities import NUMBER_RE, RANGE_LINK, SCALE, read_number, read_scale, spread_scale, tidy

SLIP = 10_000  # "$235,000K": the thousand is already written


# --- currencies -------------------------------------------------------------------------------------------

SIGNS: dict[str, str] = {
    # Signs that name one currency, the likeliest of several, or a shared sign (see `SHARED`) in another spelling.
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
    "Rs.": "Rs", "KR": "kr", "RM": "MYR", "Rp": "IDR", "Rp.": "IDR", "R": "ZAR",
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

WORDLIKE_CODES = frozenset("ALL AMD ANG BAM BOB CAD COP CUP DOP GEL LAK MAD MOP PEN RON SEK SOS STN TOP TRY".split())
"""Codes that are words or product names too ("ALL 5 offices", "AMD 3900"): they need a sum of four digits."""


class Currencies(Struct, frozen=True):
    """The table of ISO 4217: the codes, who pays in them, and which currencies share a sign."""

    codes: frozenset[str]
    by_country: dict[str, str]  # ISO 3166-1 alpha-2 to code
    by_sign: dict[str, frozenset[str]]


@cache
def money_table() -> Currencies:
    codes, by_country, by_sign = set(), {}, dict[str, set[str]]()
    for row in tables.lines("currencies.tsv")[1:]:
        code, _, countries, sign = row.split("\t")
        codes.add(code)
        by_country.update(dict.fromkeys(filter(None, countries.split("|")), code))
        if sign:
            by_sign.setdefault(sign, set()).add(code)
    return Currencies(frozenset(codes), by_country, {s: frozenset(c) for s, c in by_sign.items()})


_SIGN = r"""
(?: US\$ | U\$S | USD\s?\$ | C\$ | C(?:A(?<!,\sCA)|AD|DN)\s?\$ | A\$ | AUD?\s?\$ | NZD?\s?\$ | S\$ | SGD?\s?\$
| HKD?\s?\$
| NT\$ | MXN?\$
  | R\$ | TT\$ | CN¥ | JP¥ | S?Fr\.? | sFr\. | Rs\.? | Rp\.? | K[sS]h | RM(?!B) | Dhs? | GH₵
  | [$£€¥₹₱₽₴₪฿₫₩₦₺₸₲₡₾₼৳]
)
"""

BEFORE_RE = patterns.compile(  # "US$ " of "US$ 120,000"; searched in the few characters before a number
    rf"""
    (?: (?<![A-Za-z])(?P<sign>{_SIGN}) | (?P<bare>[$£€¥₹₱₽₴₪฿₫₩₦₺₸₲₡₾₼৳])
      | (?<![A-Z])(?P<code>[A-Z]{{3}})(?:[:\s~]{{0,2}}[$£€₹¥])? | (?<![\w$])(?P<short>R|TL|P|kr|KR|NIS|RMB)
    )
    [\s:*_~\[]{{0,5}}$
    """,
    re.VERBOSE,
)

_LAST_SIGN_RE = patterns.compile(r"[$£€₹¥]")
PLAN_TAIL_RE = patterns.compile(r"\s?\(?[kKbB]\b")
PLANS = ("401", "403", "457")  # "401k", "403(b)": retirement plans, the commonest false sum of all

_PERIOD_WORDS: dict[Period, str] = {
    "hour": r"hours?|hrs?|h|std\.?|(?:einsatz|arbeits)?stunde|heure|hora|uur|godz\w*|time|timme",
    "day": r"days?|d|diem|tag|jour|d[ií]a|dag|dzie[nń]",
    "week": r"weeks?|wk|woche|semaine|semana",
    "month": r"months?|mos?|mths?|m|monat|mois|m[eê]s|maand|mies(?:i[aą]c)?\.?|mån(?:ad)?|måned|měsíc|hó|pcm",
    "year": r"years?|yr|y|annum|jahr|ann[ée]+e?|an|a[nñ]o|jaar|rok|år|yearly|annual",
}
_PERIOD_ADVERBS: dict[Period, str] = {
    "hour": r"hourly|p\.?h\.?|(?-i:HOUR)",
    "day": r"daily|p\.?d\.?",
    "week": r"weekly|p\.?w\.?",
    "month": r"monthly|p\.?c\.?m\.?|p\.?m\.?|(?-i:MONTH)|monatlich|mensuel\w*|mensual\w*|maandelijks",
    "year": r"annual(?:ly|i[sz]ed)?|(?-i:YEAR)|yearly|p[./]?\s?a\.?|jährlich|annuel\w*|anual\w*|jaarlijks",
}
PERIOD_AFTER_RE = patterns.compile(  # "/hr", " per hour", " gross p.a.", " a year", " annually", " + VAT monthly"
    rf"""
    \s?\+?,?\s?\+?
    (?: \b(?:gross|brutto|brutos?|bruts?|netto|net|base|basic|salary|pay|CTC|rate|USD|EUR|GBP|CAD|B2B|VAT)
        \)?[\s,]{{0,2}}(?:\+\s)?
      | \(
    ){{0,3}}
    (?:
        (?: (?: / | (?:\b|(?<=\d))per\b | \b(?:an?|p|pro|par|por|im|al|each|every)\b | \bpr\. | \bde\sl['’] )
            \s?/?\s?
        ){{1,2}}
        (?: {"|".join(f"(?P<{period}>{words})" for period, words in _PERIOD_WORDS.items())}
          | (?P<fortnight>fortnight|pay\speriod|two\sweeks|other\sweek)
        )(?-i:(?![a-zß-ž]))
      | (?:\b|(?<=\d))(?: {"|".join(f"(?P<{period}ly>{words})" for period, words in _PERIOD_ADVERBS.items())}
          | (?P<fortnightly>fortnightly|bi-?weekly)
        )(?-i:(?![a-zß-ž]))
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)

NOT_PERIOD_RE = patterns.compile(  # "annual bonus", "hourly employees"; "40 hours per week"
    r"\s(?:bonus|leave|vacation|review|performance|increase|raise|target|revenue|stipend|allowance"
    r"|budget|incentive"
    r"|equity|grant|discretionary|merit|hours|travel|meeting)",
    re.IGNORECASE,
)

PERIOD_CUES: dict[str, Period] = {
    # Words of the sentence or heading that settle the period, where nothing stands at the number. A bare "per
    # week" does not: it counts hours and office days.
    r"hourly|(?:pay|rate|range|salary) per hour|hour rate|stundenlohn\w*|uurloon": "hour",
    r"daily rate|day rate|(?:pay|rate|range) per day|tagessatz|tjm|dagtarief": "day",
    r"weekly (?:pay|rate|wage|salary)|(?:pay|rate|range|salary) per week": "week",
    r"monthly|(?:pay|rate|range|salary) per month|monats\w*|bruttomonat\w*|mensual|mensuel"
    r"|maandsalaris|månads\w*|ausbildungsverg\w*|ausbildungsjahr|lehrjahr": "month",
    r"annual|annually|annuali[sz]ed|yearly|(?:pay|rate|range|salary|compensation) per (?:year|annum)|p\.a\."
    r"|jahres\w*|bruttojahres\w*|annuel|anual|jaarsalaris|ctc": "year",
}
PERIOD_CUE_WORDS = (  # of which one stands wherever it matches
    "hour", "stundenlohn", "uurloon", "day", "daily", "tagessatz", "tjm", "dagtarief", "week", "month", "monat",
    "mensu", "maand", "månad", "ausbildung", "jahr", "annu", "anual", "year", "p.a.", "jaar", "ctc",
)  # fmt: skip
PERIOD_CUE_RE = patterns.compile(  # "annual" of "The annual base salary is"
    rf"\b(?:{'|'.join(f'(?P<c{n}>{words})' for n, words in enumerate(PERIOD_CUES))})\b", re.IGNORECASE
)

AFTER_RE = patterns.compile(  # "k", "k €", " USD", "+", "LPA" after a number
    rf"""
    (?:\s?(?P<scale>{SCALE}))?
    (?:[\s*_]{{0,5}}(?P<sign>{_SIGN}|zł|zl\b|kr\b|Kč|Ft\b|TL\b|NIS\b|RMB\b|lei\b|元|円|원)(?![$\d\w])
      |[\s*_(]{{0,3}}(?P<code>[A-Z]{{3}})(?![a-z]|[A-Z](?![a-z]))(?P<closed>\))?
      |\s(?P<word>(?i:{"|".join(sorted(WORDS, key=len, reverse=True)).replace(" ", chr(92) + "s")}))\b
    )?
    (?P<plus>\s?\+(?!\s?\w))?
    """,
    re.VERBOSE,
)


def _sign_code(sign: str) -> str:
    """The code that a sign stands for, or the shared sign itself ("$") where several currencies use it."""
    plain = re.sub(r"\s", "", sign)
    if plain in SIGNS:
        return SIGNS[plain]
    owners = money_table().by_sign.get(plain, frozenset())
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

    @property
    def lonely(self) -> bool:
        """Whether it is a digit and nothing more, which counts only before its like: "8-10 lakhs"."""
        return self.value < 10 and self.money is None and self.scale is None


SLUG_SIGNS = frozenset("-/_#")
SLUG_RE = patterns.compile(r"[a-z]{3}[-/_#]$")  # "cologne-" before "345103"
TAIL_RE = patterns.compile(
    r"[.,]\s?[-–—]{1,2}(?!\d)|/-"
)  # ",-" of "€ 3.200,-", ".–" of "CHF 110'000.–", "/-" of "Rs. 500/-"
BARE_HOUR_RE = patterns.compile(r"\s?(?:hrs?|hour)\b", re.IGNORECASE)  # "$18hr"


class Band(Struct, frozen=True):
    """A range or a single sum at [start, end) of its text; `min` is None for "up to", `max` for "from"."""

    start: int
    end: int
    min: Number | None
    max: Number | None
    money: str | None
    """An ISO code, a sign that several currencies share ("$"), or None where nothing is said."""
    period: Period | None
    ranged: bool
    fortnight: bool = False
    """Whether the text gives a fortnight's pay, which is halved here to a week's."""
    lakh: bool = False
    """Whether it counts in lakhs or crores, as only rupees are counted."""
    slip: bool = False
    """Whether the thousand was written twice ("$235,000K"); the figures leave it out once."""
    swapped: bool = False
    """Whether the text names the higher end first; `min` and `max` stand in order."""

    @property
    def top(self) -> Number:
        return self.max if self.max is not None else self.min or 0

    @property
    def bottom(self) -> Number:
        return self.min if self.min is not None else self.max or 0


LINK_RE = patterns.compile(  # " - ", " to ", " gross - up to ", " [in our lowest market] to "
    rf"(?:\s(?:gross|net|brutto|netto))?"
    rf"(?:\s[(\[][^)\]\d]{{1,90}}[)\]])?[\s*_.]{{0,3}}(?:{RANGE_LINK}(?:up\sto\s)?|\s?/\s?|\s?up\sto\s"
    r"|\sand\scan\s(?:increase|rise|grow|go)\s(?:up\s)?to\s|\sin\s(?:the|our)\slowest[\w\s]{1,40}?\sand\sup\sto\s)[\s*_]{0,3}",
    re.IGNORECASE,
)
BRACKETS_RE = patterns.compile(r"[(\[][^)\]]{0,120}[)\]]")
BETWEEN_RE = patterns.compile(r"(?:between|\b(?:zwischen|entre|tussen|fourchette de))\b[^.]{0,25}$", re.IGNORECASE)
FROM_RE = patterns.compile(  # "from ", "starting at ", "minimum of "
    r"\b(?:from|begin(?:s|ning)?\sat|start(?:ing|s)?(?:\s(?:salary|pay|base))?(?:\s(?:at|from))|at least"
    r"|minimum(?:\s\w+)?(?:\sof)?|min(?:imum)?\.?(?:,?\s\w+){1,8},?\sis|min\.?|ab|mindest\w+(?:\svon)?|minimaal"
    r"|à partir de|dès|desde|a partir de|vanaf|od|upwards of|(?:more"
    r"|not less) than)[\s:]{1,3}(?:\(?gross\)?\s)?$",
    re.IGNORECASE,
)
UPTO_RE = patterns.compile(  # "up to "
    r"(?:\b|(?-i:(?<=[a-z])(?=Up)))(?:up\s?to|max(?:imum)?\.?(?:\sof|(?:\s\w+){1,4}\sis)?|bis(?: zu)?|jusqu'à|hasta"
    r"|tot|as much as|maximaal|do"
    r"|capped at|(?:can|will|does)?\s?not exceed(?:ing)?)[\s:*_\ufffd]{0,5}(?:a max\w* of\s)?$",
    re.IGNORECASE,
)


# --- where sums may stand ---------------------------------------------------------------------------------

_DIGIT = "[0-9٠-٩۰-۹０-９]"  # a set at the head of a pattern is found several times as fast as a class
DIGITS_RE = patterns.compile(f"{_DIGIT}{_DIGIT}*")
_SIGNS = "$£€¥₹₱₽₴₪฿₫₩₦₺₸₲₡₾₼৳₵"
_LAST_SIGNS = frozenset(_SIGNS)
_SHORT_SIGNS = ("kr", "Fr", "Fr.", "Rs", "Rs.", "Rp", "Rp.", "Ksh", "KSh", "Dh", "Dhs")
_BLANKS = " \t\r\n\xa0\u2009\u202f:*_~["
MONEY_HINT_RE = patterns.compile(  # the begin of a scale or of money, of all that `AFTER_RE` reads but words
    rf"""
    (?: [.,]\s?[-–—]{{1,2}} | /-
      | \s?(?: [kKTmMbBL][nN]?(?![a-zß-ž]) | L\.?P | [Tt](?:housand|sd) | [MmBb]illi | [Mm]io | [Ll]a(?:kh|c)
            | [Cc]r(?:ore|\.|(?![A-Za-z])) | [万만] )
      | [\s*_(]{{0,5}}
        (?: [A-Z]{{0,3}}\s?[{_SIGNS}] | [A-Z]{{3}} | [元円원] | zł | zl | kr | Kč | Ft | TL | lei | s?S?Fr | R[spM]
          | K[sS]h | Dh )
    )
    """,
    re.VERBOSE,
)
_WORD_HINTS = frozenset(word[:3] for word in WORDS)  # "us ", "dol"
PERIOD_HINT_RE = patterns.compile(  # the begin of what `PERIOD_AFTER_RE` reads
    r"""
    [\s+,]{0,4}
    (?: [(] | /\s?[^\W\d] | gross | brut | net | bas[ei] | salary | pay | ctc | rate | USD | EUR | GBP | CAD | B2B | VAT
      | (?:per|an?|p|pro|par|por|im|al|each|every)\b | pr\. | de\sl | hourly | (?-i:HOUR|MONTH|YEAR)
      | p[./]?\s?[hdwcma](?:\b|[.cm]) | daily | weekly | monthly | monatlich | mens | maandel | annual | yearly
      | jährl | annuel | anual | jaarl | fortn | bi-?week )
    """,
    re.VERBOSE | re.IGNORECASE,
)
BIG = 5  # digits
MOST_NUMBERS = 20_000  # of a text: no posting has a fiftieth
DULL = frozenset(["", *"-‐‑‒–—−%):;]}!?'’\"=&#|<>@^"])
"""What begins neither a scale nor a currency nor a period behind a number; but for ":" none stands before one."""
_GROUP_MARKS = ",.'’ \u00a0\u2009\u202f"


def find_sums(text: str) -> Iterator[tuple[int, bool]]:
    """Where a number stands that may be a sum of money: a cheap hint, of all that `read_bands` might give.

    That is money or a scale beside it, a period behind it (True), or no more than its size (False).
    """
    last = -1
    for match in islice(DIGITS_RE.finditer(text), MOST_NUMBERS):
        start, end = match.span()
        if _follows_money(text, start) or (
            text[end : end + 1] not in DULL
            and (
                text[end + 1 : end + 4].lower() in _WORD_HINTS
                or MONEY_HINT_RE.match(text, end)
                or PERIOD_HINT_RE.match(text, end)
            )
        ):
            yield start, True
        elif end - start >= BIG or (end - start == 3 and start == last + 1 and text[last] in _GROUP_MARKS):
            yield start, False
        last = end


def _follows_money(text: str, start: int) -> bool:
    """Whether a sign or code of money may stand before a number: all that `BEFORE_RE` finds and more."""
    last = text[start - 1 : start]
    if last in DULL and last != ":":
        return False
    before = text[max(0, start - 12) : start].rstrip(_BLANKS)
    last = before[-1:]
    if last in _LAST_SIGNS:
        return True
    if "A" <= last <= "Z":
        return last in "RLPSBM" or before[-3:-1].isupper()
    return before.endswith(_SHORT_SIGNS)


def _read_amounts(text: str) -> list[Amount]:
    """Each number of the text with its currency, scale and period."""
    amounts: list[Amount] = []
    done = 0
    for run in DIGITS_RE.finditer(text):
        match = NUMBER_RE.match(text, run.start()) if run.start() >= done else None
        if match is None:
            continue
        done = match.end()
        digits = match[0]
        if digits in PLANS and PLAN_TAIL_RE.match(text, match.end()):
            continue
        money, start = _money_before(text, match)
        if money is None and _is_embedded(text, match):
            continue
        value = read_number(digits)
        end = match.end()
        if text[end : end + 1] in DULL:  # as between the ends of most ranges
            amounts.append(Amount(start, end, value, None, money, None, False, False, False))
            continue
        tail = TAIL_RE.match(text, end)
        end = tail.end() if tail else end
        after = AFTER_RE.match(text, end)
        scale = read_scale(after["scale"]) if after and after["scale"] else None
        plus = False
        if after:
            end = after.end("scale") if scale else end
            money, end = _money_after(after, money, end, value * (scale or 1))
            plus = text.startswith("+", end) or after["plus"] is not None
            end = after.end("plus") if after["plus"] else end
        lakh = scale in (100_000, 10_000_000)
        period, fortnight, stop = _period_at(text, end, money is not None)
        if lakh and after and "p" in after["scale"].lower():
            period = "year"  # LPA
        amounts.append(Amount(start, stop, value, scale, money, period, fortnight, plus, lakh))
    # "$125,630$258,470": the ends of a range or two sums, nobody knows.
    glued = {i for i, (a, b) in enumerate(pairwise(amounts)) if a.end == b.start and a.money and b.money}
    return [a for i, a in enumerate(amounts) if i not in glued and i - 1 not in glued] if glued else amounts


def _money_before(text: str, number: re.Match[str]) -> tuple[str | None, int]:
    """The currency that stands before a number, and where the sum begins with it."""
    start = number.start()
    before = BEFORE_RE.search(text, max(0, start - 12), start) if _follows_money(text, start) else None
    if not before:
        return None, number.start()
    code, short = before["code"], before["short"]
    if short:  # "Level P4" is no pula
        return (_sign_code(short), before.start()) if len(number[0]) > 3 else (None, number.start())
    if code is None:
        return _sign_code(before["sign"] or before["bare"]), before.start()
    if _is_code(code, read_number(number[0])):
        return code, before.start()
    sign = _LAST_SIGN_RE.search(text, before.start(), number.start())  # "LON £50,000": a place before the sign
    return (_sign_code(sign[0]), sign.start()) if sign else (None, number.start())


def _money_after(after: re.Match[str], money: str | None, end: int, value: Number) -> tuple[str | None, int]:
    """The currency of a sum, now that what follows it is known, and where it ends."""
    code, sign, word = after["code"], after["sign"], after["word"]
    if code and (
        _is_code(code, value) or (_is_code(code, 1_000) and PERIOD_AFTER_RE.match(after.string, after.end("code")))
    ):
        return code, after.end("closed") if after["closed"] else after.end("code")
    if not (sign or word):
        return money, end
    named = _sign_code(sign) if sign else WORDS[word.lower()]
    vague = money is None or money in SHARED  # unlike "US$ 80,000 dollars"
    return (named if vague else money), after.end("sign" if sign else "word")


def _is_code(letters: str, value: Number) -> bool:
    """Whether three capitals beside a number are its currency."""
    return letters in money_table().codes and (letters not in WORDLIKE_CODES or value >= 1_000)


def _is_embedded(text: str, number: re.Match[str]) -> bool:
    """Whether the number is part of a web address, a hash or a model name: "cologne-345103", "bd48420a", "B2B"."""
    start, end = number.span()
    before = text[start - 1 : start]
    if before in SLUG_SIGNS and SLUG_RE.search(text, max(0, start - 4), start):
        return True
    return before.isalpha() and text[end : end + 1].isalpha() and text[end] not in "kK"


def _period_at(text: str, end: int, money: bool) -> tuple[Period | None, bool, int]:
    """The period named right after a sum, whether it was a fortnight, and where its words end."""
    bare = BARE_HOUR_RE.match(text, end) if money else None
    if bare:
        return "hour", False, bare.end()
    match = PERIOD_AFTER_RE.match(text, end)
    if not match or NOT_PERIOD_RE.match(text, match.end()):
        return None, False, end
    name = match.lastgroup or ""
    if name.startswith("fortnight"):
        return "week", True, match.end()
    period: Period = next(p for p in _PERIOD_WORDS if name.startswith(p))
    return period, False, match.end()


def read_bands(text: str) -> Iterator[Band]:
    """The ranges and single sums of the text, in order; sums of money and bare numbers alike.

    >>> [(b.min, b.max, b.money, b.period) for b in read_bands("55-65k € p.a., later from CHF 110'000.-")]
    [(55000, 65000, 'EUR', 'year'), (110000, None, 'CHF', None)]
    """
    amounts = _read_amounts(text)
    i = 0
    while i < len(amounts):
        low = amounts[i]
        high = amounts[i + 1] if i + 1 < len(amounts) else None
        band = _range(text, low, high) if high else None
        i += 2 if band else 1
        top = amounts[i] if band and i < len(amounts) else None
        third = _range(text, high, top) if high and top else None
        if band and top and third and not third.swapped:
            band = replace(band, end=top.end, max=_single(text, top).bottom)  # "$80 (minimum) - $90 (midpoint) - $100"
            i += 1
        if band:
            yield band
        elif not low.lonely:
            yield _single(text, low)


def _range(text: str, low: Amount, high: Amount) -> Band | None:
    """The band between two sums, None where they are no range."""
    if not LINK_RE.fullmatch(text, low.end, high.start):
        return None
    if high.lonely and not (low.money and high.period):  # "$8 - 9 per hour"
        return None
    gap = BRACKETS_RE.sub("", text[low.end : high.start]).strip().lower()
    if gap == "/" and (low.money is None or low.money != high.money) and not (low.scale and low.scale == high.scale):
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
    swapped = top < bottom <= 3 * top and low.money is not None  # "$120,000 - $90,000", but not "$15 - 2"
    if swapped:
        bottom, top = top, bottom
    if bottom > top or top > 25 * bottom > 0:
        return None
    fortnight = low.fortnight or high.fortnight
    return Band(
        low.start, high.end, *_halved(bottom, top, fortnight), money, high.period or low.period,
        True, fortnight, low.lakh or high.lakh, slip, swapped,
    )  # fmt: skip


def _single(text: str, amount: Amount) -> Band:
    """The band of a sum that stands alone: "from" leaves its top open, "up to" its bottom."""
    value = tidy(amount.value * (_scale(amount) or 1))
    low: Number | None = value
    high: Number | None = value
    if amount.plus or FROM_RE.search(text, max(0, amount.start - 60), amount.start):
        high = None
    elif UPTO_RE.search(text, max(0, amount.start - 45), amount.start):
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


def cued_period(text: str, end: int) -> Period | None:
    """The period that the last fitting word before `end` names."""
    found: Period | None = None
    start = max(0, end - 160)
    low = text[start:end].lower()
    if not any(word in low for word in PERIOD_CUE_WORDS):
        return None
    for match in PERIOD_CUE_RE.finditer(text, start, end):
        if not NOT_PERIOD_RE.match(text, match.end()):
            found = list(PERIOD_CUES.values())[int((match.lastgroup or "c0")[1:])]
    return found
