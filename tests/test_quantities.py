"""Numbers as written, and the years that a sentence ties to one skill."""

from __future__ import annotations

import re

import pytest

from jdtool.amounts import money_table, read_bands
from jdtool.fields.years import years_of
from jdtool.model import Number, Passage
from jdtool.quantities import (
    COUNT,
    NUMBER_RE,
    SCALE,
    read_count,
    read_number,
    read_scale,
    spread_scale,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("80", 80),
        ("15.70", 15.7),
        ("62,5", 62.5),
        ("147,800", 147800),
        ("1,234.56", 1234.56),
        ("1.234,56", 1234.56),
        ("65.000", 65000),
        ("1.400.000", 1400000),
        ("120'000", 120000),
        ("120’000", 120000),
        ("15 000", 15000),
        ("15\u00a0000", 15000),
        ("15\u202f000,50", 15000.5),
        ("12,34,567", 1234567),
        ("15,00,000", 1500000),
    ],
)
def test_numbers(text: str, value: Number) -> None:
    match = NUMBER_RE.search(f"only{text}USD")
    assert match is not None and match[0] == text
    assert read_number(match[0]) == value


@pytest.mark.parametrize("text", ["1.2.3.4", "2024-01", "1,2,3"])
def test_odd_numbers_stay_short(text: str) -> None:
    assert all(read_number(m[0]) < 10_000 for m in NUMBER_RE.finditer(text))


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("k", 1_000),
        ("K", 1_000),
        ("lakhs", 100_000),
        ("LPA", 100_000),
        ("L.P.A", 100_000),
        ("Cr", 10_000_000),
        ("M", 1_000_000),
    ],
)
def test_scales(text: str, factor: int) -> None:
    assert re.fullmatch(SCALE, text, re.VERBOSE)
    assert read_scale(text) == factor


@pytest.mark.parametrize("text", ["km", "kr", "KES", "BRL", "Ltd"])
def test_no_scales(text: str) -> None:
    assert re.match(SCALE, text, re.VERBOSE) is None


@pytest.mark.parametrize(
    ("ends", "value"),
    [
        ((80, 100, None, 1_000), (80_000, 100_000)),
        ((80, 100, 1_000, None), (80_000, 100_000)),
        ((1.2, 1.5, None, 1_000_000), (1_200_000, 1_500_000)),
        ((90_000, 110, None, 1_000), (90_000, 110_000)),
        ((20, 25, None, None), (20, 25)),
    ],
)
def test_a_scale_holds_for_both_ends(
    ends: tuple[Number, Number, int | None, int | None], value: tuple[Number, Number]
) -> None:
    assert spread_scale(*ends) == value


@pytest.mark.parametrize(
    "sum_", ["{} 120,000 - 150,000", "120,000 - 150,000 {}", "{}120,000", "120k {}", "14.50 {}/hr"]
)
def test_every_currency_is_known_by_its_code(sum_: str) -> None:
    for code in money_table().codes:
        assert [band.money for band in read_bands(sum_.format(code))] == [code]


@pytest.mark.parametrize("word", ["CEO 4000", "AMD 390", "CAD 20", "3 ALL", "ISO 27001", "SQL 2019"])
def test_capitals_that_are_no_currency(word: str) -> None:
    assert all(band.money is None for band in read_bands(word))


@pytest.mark.parametrize(
    ("text", "low", "high", "money", "period"),
    [
        ("US$ 90,000 - 95,000 p.a.", 90_000, 95_000, "USD", "year"),
        ("90-95k €", 90_000, 95_000, "EUR", None),
        ("up to £450 per day", None, 450, "£", "day"),
        ("from 3.200,- EUR im Monat", 3_200, None, "EUR", "month"),
        ("CHF 5'500.– pro Monat", 5_500, 5_500, "CHF", "month"),
        ("12-18 LPA", 1_200_000, 1_800_000, None, "year"),
        ("₹12,00,000", 1_200_000, 1_200_000, "INR", None),
        ("$2,400 biweekly", 1_200, 1_200, "$", "week"),
        ("20 € - 18 €", 18, 20, "EUR", None),
        ("60 - 70 TEUR", 60_000, 70_000, "EUR", None),
        ("1 200 000 Ft / hó", 1_200_000, 1_200_000, "HUF", "month"),
        ("17 ringgit per hour", 17, 17, "MYR", "hour"),
        ("$80 (minimum) - $90 (midpoint) - $100 (maximum)", 80, 100, "$", None),
    ],
)
def test_sums(text: str, low: Number | None, high: Number | None, money: str | None, period: str | None) -> None:
    (band,) = read_bands(text)
    assert (band.min, band.max, band.money, band.period) == (low, high, money, period)


@pytest.mark.parametrize("text", ["401k", "3 days", "cologne-345103", "B2B", "bd48420a", "no figure"])
def test_no_sums(text: str) -> None:
    assert not [band for band in read_bands(text) if band.money or band.period or band.top >= 1_000]


@pytest.mark.parametrize(
    ("text", "value"),
    [("5", 5), ("1.5", 1.5), ("2½", 2.5), ("three", 3), ("three (3)", 3), ("Eighteen", 18), ("sixteen", 16)],
)
def test_counts(text: str, value: Number) -> None:
    match = re.search(COUNT, text, re.VERBOSE | re.IGNORECASE)
    assert match is not None and match[0] == text
    assert read_count(match[0]) == value


@pytest.mark.parametrize(
    ("text", "skill", "low", "high"),
    [
        ("5 years of Python", "Python", 5, None),
        ("3+ years with Kafka", "Kafka", 3, None),
        ("2-4 years of professional experience in Java, C++ and Go", "Go", 2, 4),
        ("Python (3 years)", "Python", 3, None),
        ("Python: 5+ yrs", "Python", 5, None),
        ("Kafka experience of at least 3 years", "Kafka", 3, None),
        ("5 years of experience, of which 2 with Kafka", "Kafka", 2, None),
        ("3+ years of Python and 2 with Kafka", "Python", 3, None),
        ("3+ years of Python and 2 with Kafka", "Kafka", 2, None),
        ("8 years of experience, including at least 3 years with Oracle", "Oracle", 3, None),
        ("4+ years as a Python developer", "Python", 4, None),
    ],
)
def test_years_of_a_skill(text: str, skill: str, low: Number, high: Number | None) -> None:
    years = years_of(_passage(text), text.index(skill), text.index(skill) + len(skill))
    assert years is not None and (years.min, years.max) == (low, high)


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("5+ years of experience as a backend engineer, preferably with Kafka", "Kafka"),
        ("5 years of experience in web development, particularly with tools such as React", "React"),
        ("12+ years of engineering. You know Python", "Python"),
        ("Our company has used Python for over 10 years", "Python"),
        ("A 4 year degree in Java", "Java"),
        ("Python, and 3 years of leading teams", "Python"),
        ("Knows Python", "Python"),
        ("Shifts of a year, groups 1 and 2 with Python", "Python"),
    ],
)
def test_years_that_are_not_the_skills(text: str, skill: str) -> None:
    assert years_of(_passage(text), text.index(skill), text.index(skill) + len(skill)) is None


def _passage(text: str) -> Passage:
    return Passage(text, 0, "required", "required", 0, True, False)
