"""Every pattern and the whole pipeline take linear time on hostile text; `tests/linear.py` tells how that is measured."""

from __future__ import annotations

import re
from pathlib import Path

import linear
import pytest

import jdtool
from jdtool import patterns
from jdtool.model import Record, Source

PARTS = 24  # of the patterns, so that several processes share them


@pytest.mark.parametrize("part", range(PARTS))
def test_no_text_slows_a_pattern_down(part: int) -> None:
    assert list(linear.slow_ones(part, PARTS)) == []


def test_all_patterns_are_listed() -> None:
    """None is compiled but by `patterns.compile`, which knows all that it compiled."""
    listed = {pattern for pattern, _ in linear.listed()}
    assert {str(pattern.pattern) for pattern in patterns.ALL} <= listed
    for module in Path(jdtool.__file__).parent.rglob("*.py"):
        if module.name != "patterns.py":
            assert not re.search(r"^\w+ = re\.compile\(", module.read_text(encoding="utf-8"), re.MULTILINE), module


@pytest.mark.parametrize("kind", linear.POSTINGS)
def test_a_sign_of_a_long_posting_costs_no_more(kind: str) -> None:
    assert not linear.costs_more(linear.POSTINGS[kind])


ABOVE = """Senior Cook (m/f/d)
Harbour Kitchen, Leeds

Requirements:
- 3+ years of cooking
- Python

Salary: £30,000 - £35,000 a year. Hybrid, 2 days a week in the office.
We need a background check."""


@pytest.mark.parametrize(
    "flood", ["years ", "salary ", "remotely ", "a@b.c ", "(10) ", "English ", "degree ", "aB.", "LI-", "Go: ", "not "]
)
def test_a_flood_changes_nothing_above_it(flood: str) -> None:
    """Bounds stop what looks for a fact in it, not what was found before."""

    def facts(text: str) -> list[object]:
        posting = linear.parser().parse(Record(Source("x", "text", 0, None, []), text))
        skills = [skill.id for skill in posting.skills if skill.mentions[0].start < len(ABOVE)]
        return [posting.title, posting.years, posting.salary, posting.work_mode, skills]

    assert facts(f"{ABOVE}\n\n{flood * (300_000 // len(flood))}") == facts(ABOVE)


@pytest.mark.parametrize(
    "pattern",
    [
        r"\s*x",  # a run tried from each of its signs
        r"a*b",
        r"(?<![\w.])\w+\s*\s*:",
        r"gehalt\w*=",
        r".*(?:/|\bor\b)\s*$",
        r"\s*\n\s*\d$",  # cubic
        r"^(?:#?LI-[\w-]{1,20}[\s,;]*){1,20}$",  # all ways to part a text
        r"(?:\w+\s?)+$",
    ],
)
def test_slow_patterns_are_found(pattern: str) -> None:
    compiled = re.compile(pattern)
    texts = [*linear.hostile(compiled), *(("", text) for text in linear.TEXTS)]
    assert any(linear.grows(compiled, pair) for pair in texts)


@pytest.mark.parametrize("pattern", [r"\s{0,40}x", r"(?<!\s)\s*+x", r"\x1b\[[^a]{0,2000}a", r"(?:\w{1,30}\s){0,6}x"])
def test_patterns_with_bounds_are_let_be(pattern: str) -> None:
    compiled = re.compile(pattern)
    assert not any(linear.grows(compiled, pair) for pair in linear.hostile(compiled))


def test_a_slow_pass_is_found() -> None:
    def search_from_the_top(text: str) -> None:
        for end in range(0, len(text), 20):
            text.count("\n", 0, end)

    def split_rest(text: str) -> None:
        while text:
            text = text[2:]

    assert linear.costs_more("word ", search_from_the_top, 2_000)
    assert linear.costs_more("word ", split_rest, 2_000)
