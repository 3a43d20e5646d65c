"""What a source states as fields beside what the text says: which is taken, and what is told of it."""

from __future__ import annotations

import pytest

from jdtool.api import load_taxonomy
from jdtool.model import Location, Posting, Record, Source, Stated
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


@pytest.mark.parametrize(
    "name",
    ["Frobtown", "frobtown am Wye", "Saint Frob beneath the Hill", "12 Harbour Row", "Team Valley", "北京", "LA"],
)
def test_a_stated_place_that_nobody_knows_stays_as_it_is_written(name: str) -> None:
    posting = parse("Pastry Chef\nHarbour\n\nThis role is based in Leeds, England.", locations=[name])
    assert posting.locations == [Location(name, None, None)]
    assert posting.evidence["locations"][0].field == "job.locations"


@pytest.mark.parametrize(
    "name",
    [
        *("Remote", "Anywhere", "Worldwide", "Multiple locations", "Various cities", "Not stated in the advert"),
        *(
            "Remote - EMEA",
            "Remote-Oceania",
            "Europe",
            "unknown",
            "deutschlandweit",
            "Télétravail",
            "around the world",
            "---",
            "5",
        ),
    ],
)
def test_words_that_are_no_place_leave_it_to_the_text(name: str) -> None:
    text = "Pastry Chef\nHarbour\n\nThis role is based in Leeds, England."
    assert [place.name for place in parse(text, locations=[name]).locations] == ["Leeds, England"]
    assert [place.name for place in parse(text, locations=[name, "Kiel"]).locations] == ["Kiel"]
