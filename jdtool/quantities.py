"""Numbers as postings write them, in digits and in words: "1,234.56", "120'000", "80k", "three (3)".

`NUMBER` and `COUNT` are pattern fragments for `re.VERBOSE`, without groups of their own: a field builds its
patterns from them and reads what matched with `read_number` and `read_count`.
"""

from __future__ import annotations

import re

from jdtool import patterns
from jdtool.model import Number

NUMBER = r"""
(?:
    \d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,2})?        # 1,234.56
  | (?<=[$£€])\d{1,3},\ \d{3}(?![\d,])          # $89, 670
  | \d{1,2}(?:,\d{2}){1,4},\d{3}(?:\.\d{1,2})?  # 12,34,567: Indian groups
  | \d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,2})?        # 1.234,56
  | \d{1,3}(?:['’\ \u00a0\u2009\u202f]\d{3}){1,4}(?:[.,]\d{1,2})?  # 120'000  15 000
  | \d{1,9}(?:[.,]\d{1,2})?                     # 80  15.70  62,5
)
(?![.,]?\d)
"""

NUMBER_RE = patterns.compile(rf"(?<!\d)(?<!\d[.,'’]){NUMBER}", re.VERBOSE)  # "only147,800—258,470 USD"

SCALES: dict[str, int] = {
    "k": 1_000,
    "thousand": 1_000,
    "tsd": 1_000,
    "t": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "lac": 100_000,
    "lacs": 100_000,
    "l": 100_000,
    "lpa": 100_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
    "cr": 10_000_000,
    "万": 10_000,
    "만": 10_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "mio": 1_000_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}

SCALE = r"""
(?:
    (?:[Tt]housand|[Tt]sd\b\.?|[Mm]illions?|[Bb]illion|[Mm]io\b\.?|[Ll]akhs?|[Ll]acs?|[Cc]rores?
    |L\.?P\.?A\b\.?)
  | [kK](?:(?=USD|EUR|GBP|CAD|PLN|INR)|(?![a-zß-ž]|[A-Z]{2}))  # not the K of "KES" or "Kč", but "80KOur Commitment"
  | T(?=\s?(?:EUR\b|€))  # "65 TEUR"
  | (?:[mM][nN]?|[bB][nN]?|L|[Cc]r\.?)(?![A-Za-z])
  | [万만]
)
"""

DASH = r"\\?[-‐‑‒–—―−~～]{1,3}"

# What stands between the ends of a range: "80 - 100", "from 3 to 5", "zwischen 3 und 5", "30 à 40".
RANGE_WORDS = "to|and|und|bis|et|à|au|y|a|al|en|tot|until|till|through|do"
RANGE_LINK = rf"\s{{0,3}}(?:{DASH}|(?<![a-zé])(?:{RANGE_WORDS})(?![a-zé]))\s{{0,3}}"

WORD_COUNTS: dict[str, int] = {
    word: count
    for count, words in {
        1: "one ein eine einem un une uno een één",
        2: "two zwei deux dos twee",
        3: "three drei trois tres drie",
        4: "four vier quatre cuatro",
        5: "five fünf cinq cinco vijf",
        6: "six sechs seis zes",
        7: "seven sieben sept siete zeven",
        8: "eight acht huit ocho",
        9: "nine neun neuf nueve negen",
        10: "ten zehn dix diez tien",
        11: "eleven",
        12: "twelve zwölf",
        13: "thirteen",
        14: "fourteen",
        15: "fifteen",
        16: "sixteen",
        17: "seventeen",
        18: "eighteen",
        19: "nineteen",
        20: "twenty",
        24: "twenty-four",
        30: "thirty",
        36: "thirty-six",
    }.items()
    for word in words.split()
}

COUNT_START = rf"(?:\d|\b[{''.join(sorted({word[0] for word in WORD_COUNTS}))}])"
"""How a match of `COUNT` begins: the cheap test before it."""

# "5", "1.5", "2½", "three", "three (3)", "eighteen".
COUNT = rf"""
(?:
    (?<![\w.,$€£])\d{{1,2}}(?:[.,]5|½)?(?![\d%])
  | (?:(?<=[a-zé):])|(?<=[a-z)][.,;]))\d{{1,2}}(?:[.,]5)?(?![\d%])  # lost blanks: "Experience2-3", "plus.7+"
  | \b{patterns.one_of(WORD_COUNTS)}\b(?:\s?\(\s?\d{{1,2}}\+?\s?\))?
)
"""

_FRACTION_RE = patterns.compile(r"[.,](\d{1,2})$")  # the ",50" of "8.000,50"
_COUNT_DIGITS_RE = patterns.compile(r"\d{1,2}(?:[.,]5|½)?")  # the "3" of "three (3)"


def tidy(value: float) -> Number:
    """The number as an int where it is whole, else rounded to cents.

    >>> tidy(80000.0), tidy(15.7)
    (80000, 15.7)
    """
    value = round(value, 2)
    return int(value) if value == int(value) else value


def read_number(text: str) -> Number:
    """The value of a match of `NUMBER`, whatever marks its thousands and decimals.

    Three digits after a lone mark are thousands ("65.000"), one or two are decimals ("62,5").

    >>> [read_number(n) for n in ("1,234.56", "1.234,56", "120'000", "12,34,567", "65.000", "62,5")]
    [1234.56, 1234.56, 120000, 1234567, 65000, 62.5]
    """
    if (plain := text.replace(",", "") if text[-4:-3] == "," else text).isdecimal():
        return int(plain)  # "80", "65,000": nearly all
    fraction = _FRACTION_RE.search(text)
    whole = text[: fraction.start()] if fraction else text
    digits = "".join(filter(str.isdecimal, whole))
    return tidy(float(f"{digits}.{fraction[1]}" if fraction else digits))


def read_scale(text: str) -> int | None:
    """What a match of `SCALE` multiplies by, None for words that are no scale.

    >>> read_scale("K"), read_scale("L.P.A."), read_scale("km")
    (1000, 100000, None)
    """
    return SCALES.get(text.lower().replace(".", ""))


def spread_scale(low: Number, high: Number, low_scale: int | None, high_scale: int | None) -> tuple[Number, Number]:
    """Both ends of a range in full: a scale that stands only at the end holds for both.

    >>> spread_scale(80, 100, None, 1000)
    (80000, 100000)
    >>> spread_scale(90000, 110, None, 1000)
    (90000, 110000)
    """
    if low_scale is None and high_scale is not None and low < high_scale and low <= high:
        low_scale = high_scale
    elif high_scale is None and low_scale is not None and high < low_scale:
        high_scale = low_scale
    return tidy(low * (low_scale or 1)), tidy(high * (high_scale or 1))


def read_count(text: str) -> Number:
    """The value of a match of `COUNT`; digits win over the word before them.

    >>> read_count("three (3)"), read_count("eighteen"), read_count("1.5"), read_count("2½")
    (3, 18, 1.5, 2.5)
    """
    digits = _COUNT_DIGITS_RE.search(text)
    if digits:
        return tidy(float(digits[0].replace(",", ".").replace("½", ".5")))
    return WORD_COUNTS[text.lower()]
