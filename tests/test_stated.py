"""What a source states as fields beside what the text says: which is taken, and what is told of it."""

from __future__ import annotations

import pytest

from jdtool.api import load_taxonomy
from jdtool.model import Posting, Record, Source, Stated
from jdtool.parsing import Parser

PARSER = Parser(load_taxonomy())


def parse(text: str, **hints: object) -> Posting:
    stated = {key: Stated(value, f"job.{key}", str(value)) for key, value in hints.items()}
    return PARSER.parse(Record(Source("", "json", 0, None, []), text, stated))


TITLED = "Senior Pastry Chef\nHarbour\n\nYou bake."
LABELLED = "Pastry Chef\nHarbour\n\nSeniority level: Entry level"
SAYS = "seniority: the field job.seniority says"


@pytest.mark.parametrize(
    ("text", "hints", "level", "rule", "warnings"),
    [
        (TITLED, {"seniority": "senior"}, "senior", "title-word:senior", []),
        (
            TITLED,
            {"seniority": "junior"},
            "senior",
            "title-word:senior",
            [f"{SAYS} 'junior', the text 'Senior Pastry Chef', which is taken"],
        ),
        (
            "You bake for the whole house.",
            {"title": "Senior Pastry Chef", "seniority": "mid"},
            "senior",
            "title-word:senior",
            [f"{SAYS} 'mid', the text 'Senior Pastry Chef', which is taken"],
        ),
        (LABELLED, {}, "junior", "level-label", []),
        (LABELLED, {"seniority": "junior"}, "junior", "source-field", []),
        (
            LABELLED,
            {"seniority": "mid"},
            "mid",
            "source-field",
            [f"{SAYS} 'mid', the text 'Seniority level: Entry level'"],
        ),
        ("Pastry Chef\nHarbour\n\nYou bake.", {"seniority": "mid"}, "mid", "source-field", []),
    ],
)
def test_only_the_title_overrules_the_level_of_the_source(
    text: str, hints: dict[str, str], level: str, rule: str, warnings: list[str]
) -> None:
    posting = parse(text, **hints)
    assert (posting.seniority, posting.evidence["seniority"][0].rule) == (level, rule)
    assert posting.warnings == warnings
