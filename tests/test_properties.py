"""What holds for every posting, whatever its text."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from fuzzing.inputs import case_texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import jdtool
from jdtool.cleaning import clean_text
from jdtool.folding import Folded
from jdtool.mentions import find_mentions
from jdtool.model import UNSET, Posting, Record, Scan, Source, Triggers
from jdtool.parsing import Parser
from jdtool.schema import json_schema
from jdtool.sections import outline_text
from jdtool.splitting import split_postings
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


VALIDATOR = Draft202012Validator(json_schema("posting"))


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
def test_cleaning_twice_changes_nothing(text: str) -> None:
    cleaned = clean_text(text).text
    assert clean_text(cleaned).text == cleaned


@EASY
@given(TEXTS)
def test_folded_text_leads_back_to_the_original(text: str) -> None:
    folded = Folded(text)
    for word in re.finditer(rb"[^ ]+", folded.text):
        start, end = folded.span(*word.span())
        assert 0 <= start < end <= len(text)
        assert Folded(text[start:end]).text.strip() == word[0]


@EASY
@given(TEXTS)
def test_sections_cover_the_text_and_passages_quote_it(text: str) -> None:
    cleaned = clean_text(text).text
    outline = outline_text(cleaned)
    bounds = [0, *(section.end for section in outline.sections)]
    assert [section.start for section in outline.sections] == bounds[:-1]
    assert not outline.sections or bounds[-1] == len(cleaned)
    for passage in outline.passages:
        assert cleaned[passage.start : passage.end] == passage.text
    assert all(above.end <= below.start for above, below in pairwise(outline.passages))


@EASY
@given(TEXTS)
def test_mentions_do_not_overlap(text: str) -> None:
    cleaned = clean_text(text).text
    mentions = find_mentions(outline_text(cleaned, PARSER.matcher.scanner.scan(cleaned)), PARSER.matcher)
    assert all(above.end <= below.start for above, below in pairwise(mentions))


@EASY
@given(TEXTS)
def test_split_postings_are_parts_of_the_text_in_order(text: str) -> None:
    cleaned = clean_text(text).text
    end = 0
    for part in split_postings(outline_text(cleaned)):
        start = cleaned.find(part.strip(), end)
        assert start >= 0
        end = start + len(part.strip())


@EASY
@given(TEXTS)
def test_records_are_as_their_schema_says(text: str) -> None:
    VALIDATOR.validate(msgspec.to_builtins(parse(text)))


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
    values["title"] = posting.title and posting.title.replace("’", "'")  # as it is written
    values["skills"] = {skill.id: skill.importance for skill in posting.skills}
    values["any_of"] = {frozenset(group) for group in posting.any_of}
    values["related"] = {card.title for card in posting.related}
    return values


CHANGES = {
    "crlf": lambda t: t.replace("\n", "\r\n"),
    "cr": lambda t: t.replace("\n", "\r"),
    "straight-quotes": lambda t: re.sub("(?<!â€)[“”]", '"', t.replace("’", "'")),
    "curly-quotes": lambda t: re.sub(r"(?<=\w)'(?=\w)", "’", t),
    "hyphens": lambda t: re.sub(r"(?m)^(\s*)[•*·] ", r"\1- ", t),
    "stars": lambda t: re.sub(r"(?m)^(\s*)[•·-] ", r"\1* ", t),
    "dots": lambda t: re.sub(r"(?m)^(\s*)[*·-] ", r"\1• ", t),
    "trailing-lines": lambda t: t + "\n\n\n",
    "leading-lines": lambda t: "\n\n\n" + t,
    "wider-gaps": lambda t: t.replace("\n\n", "\n\n\n"),
    "trailing-blanks": lambda t: t.replace("\n", "  \n"),
    "bom": lambda t: "\ufeff" + t,
    "no-break-spaces": lambda t: t.replace(" ", "\u00a0") if "\u00a0" not in t else t,
    "nfc": lambda t: unicodedata.normalize("NFC", t),
    "nfd": lambda t: unicodedata.normalize("NFD", t),
    "zero-width": lambda t: t.replace(" and ", " \u200band "),
}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("change", CHANGES)
def test_form_does_not_change_facts(path: Path, change: str) -> None:
    text = path.read_text("utf-8")
    assert facts(parse(CHANGES[change](text))) == facts(parse(text))


# Harmless to what a text says wherever it stands; the others may join or part what one line of a case says.
HARMLESS = ("crlf", "cr", "trailing-lines", "leading-lines", "trailing-blanks", "bom", "nfd", "curly-quotes")


@pytest.mark.parametrize("change", HARMLESS)
def test_form_does_not_change_the_facts_of_the_cases(change: str) -> None:
    changed = [t for t in case_texts() if "\r" not in t and facts(parse(CHANGES[change](t))) != facts(parse(t))]
    assert changed == []


WORD_RE = re.compile(r"\w+|[^\w\s]")


def test_no_trigger_leaves_out_what_a_finder_would_find(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each finder finds the same where it looks at every word as where it looks only where a trigger stands."""
    texts = case_texts()
    gated = [parse(text) for text in texts]
    starts, everywhere = Scan.starts, []

    def all_words(scan: Scan, words: Triggers) -> Sequence[int]:
        return sorted({*everywhere, *starts(scan, words)})

    monkeypatch.setattr(Scan, "starts", all_words)
    monkeypatch.setattr(Scan, "meets", lambda *_: True)
    for text, posting in zip(texts, gated, strict=True):
        everywhere[:] = [word.start() for word in WORD_RE.finditer(clean_text(text).text)]
        assert parse(text) == posting, text


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
