"""What holds for every posting, whatever its text."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import jdtool
from jdtool.cleaning import clean_text
from jdtool.model import UNSET, Posting, Record, Source
from jdtool.parsing import Parser
from jdtool.taxonomy import load_taxonomy

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
PARSER = Parser(load_taxonomy())

LINES = [
    "Senior Python Developer (m/f/d)", "Acme GmbH", "Berlin, Germany", "About Acme", "We are looking for a Data Engineer.",
    "Requirements:", "- 5+ years of experience with Python, Java or Go", "Nice to have", "• Kubernates, NPMYarnPNPM",
    "Salary: $120k - $150k per year plus bonus", "€65.000 brutto p.a.", "Bachelor's degree or equivalent", "#LI-REMOTE",
    "Similar jobs", "Java Developer", "Join Globex as a Java Developer to build tills in Java.", "[/red] \x1b[31mred", "",
    "We are an equal opportunity employer.", "Benefits", "- Health insurance, 401(k), equity", "You go the extra mile",
    "Hybrid, 2 days a week in the office", "no visa sponsorship", "Fluent German (C1) and English", "up to 20% travel",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(LINES) | st.text(max_size=40), max_size=25).map("\n".join) | st.text(max_size=400)
EASY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=150)


def parse(text: str) -> Posting:
    return PARSER.parse(Record(Source("x", "text", 0, None, []), text))


@EASY
@given(TEXTS)
def test_any_text_parses_and_every_span_quotes_it(text: str) -> None:
    posting = parse(text)
    cleaned = clean_text(text).text
    for key, evidence in posting.evidence.items():
        for item in evidence:
            assert item.text, key
            if item.start is not UNSET and item.end is not UNSET:
                assert cleaned[item.start : item.end] == item.text, key
    for skill in posting.skills:
        for mention in skill.mentions:
            assert cleaned[mention.start : mention.end] == mention.text
    for requirement in posting.requirements:
        assert cleaned[requirement.start : requirement.end] == requirement.text
    assert msgspec.json.decode(msgspec.json.encode(posting), type=Posting) == posting


@EASY
@given(TEXTS)
def test_every_value_has_evidence(text: str) -> None:
    posting = parse(text)
    for key in (
        "title", "company", "team", "role", "seniority", "years", "salary", "employment_type", "work_mode", "locations",
        "relocation", "visa_sponsorship", "clearance", "travel_percent", "education", "languages", "any_of", "benefits",
    ):  # fmt: skip
        assert bool(posting.evidence.get(key)) == (getattr(posting, key) not in (None, [])), key


@EASY
@given(TEXTS)
def test_parsing_is_deterministic(text: str) -> None:
    assert parse(text) == Parser(PARSER.taxonomy).parse(Record(Source("x", "text", 0, None, []), text))


FACTS = (
    "title company role seniority years salary compensation employment_type work_mode relocation education languages"
).split()


def facts(posting: Posting) -> dict[str, object]:
    values: dict[str, object] = {key: getattr(posting, key) for key in FACTS}
    values["skills"] = {skill.id: skill.importance for skill in posting.skills}
    values["any_of"] = {frozenset(group) for group in posting.any_of}
    values["related"] = {card.title for card in posting.related}
    return values


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace("\n", "\r\n"),
        lambda t: t.replace("’", "'"),
        lambda t: t.replace("\n• ", "\n- ").replace("  • ", "  * "),
        lambda t: t + "\n\n\n",
        lambda t: "\ufeff" + t,
        lambda t: t.replace(" ", "\u00a0") if "\u00a0" not in t else t,
    ],
    ids=["crlf", "straight-quotes", "bullets", "trailing-lines", "bom", "no-break-spaces"],
)
def test_form_does_not_change_facts(path: Path, change: object) -> None:
    assert callable(change)
    text = path.read_text("utf-8")
    assert facts(parse(change(text))) == facts(parse(text))


def test_file_order_does_not_change_postings(tmp_path: Path) -> None:
    forward = list(jdtool.read_postings(*SAMPLES))
    backward = list(jdtool.read_postings(*reversed(SAMPLES)))
    assert forward == backward[::-1]
    shuffled = random.Random(7).sample(SAMPLES, len(SAMPLES))
    one = jdtool.compare_postings([p for p in jdtool.read_postings(*shuffled) if isinstance(p, Posting)])
    two = jdtool.compare_postings([p for p in forward if isinstance(p, Posting)])
    assert [(s.id, s.postings) for s in one.skills] == [(s.id, s.postings) for s in two.skills]
    assert one.summary == two.summary


SILENT = "We water plants in the office and talk to them when nobody looks."


def test_nothing_is_filled_in() -> None:
    """What a posting does not state stays empty."""
    posting = parse(SILENT)
    for key in (
        "title", "company", "team", "role", "seniority", "years", "salary", "employment_type", "work_mode", "relocation",
        "visa_sponsorship", "clearance", "travel_percent", "education",
    ):  # fmt: skip
        assert getattr(posting, key) is None, key
    assert posting.skills == posting.any_of == posting.locations == posting.languages == posting.benefits == []
    assert not posting.title_inferred
