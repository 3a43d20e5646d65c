"""Quotes hold the words that they stand for, and the marked text is the text."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest
from builders import empty_posting, skill
from commands import ROOT

from jdtool.api import read_analyses
from jdtool.model import Analysis, Evidence, MentionSpan, Outline, Passage, Posting, Requirement, Section
from jdtool.writers.quoting import AROUND, cited, fact_quotes, marked_text, required_quotes, skill_quotes

SAMPLES = sorted((ROOT / "samples").glob("*.txt"))


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> Analysis:
    path: Path = request.param
    (analysis,) = read_analyses(path)
    assert isinstance(analysis, Analysis)
    return analysis


def of(analysis: Analysis) -> dict[tuple[str, int], list[Passage]]:
    source = analysis.posting.source
    return {(source.path, source.record): cited(analysis)}


def test_quotes_hold_the_words_in_their_sentence(sample: Analysis) -> None:
    posting, text = sample.posting, sample.outline.text
    for key, every in posting.evidence.items():
        quotes = fact_quotes(posting, key, of(sample))
        marked = [piece.text for quote in quotes for piece in quote.pieces if piece.marked]
        for evidence in every:
            assert any(evidence.text in words for words in marked)
        if key != "related":
            assert all("".join(piece.text for piece in quote.pieces).strip("…") in text for quote in quotes)
        assert {rule for quote in quotes for rule in quote.rules} == {evidence.rule for evidence in every}
    for named in posting.skills:
        quotes = skill_quotes(posting, named, of(sample))
        assert quotes
        words = {mention.text for mention in named.mentions}
        assert all(any(piece.text in words for piece in quote.pieces if piece.marked) for quote in quotes)


def test_a_skill_is_quoted_from_the_lines_that_make_it_important(sample: Analysis) -> None:
    posting = sample.posting
    for named in posting.skills:
        lines = [
            line.text for line in posting.requirements if line.kind == named.importance and named.id in line.skills
        ]
        for quote in skill_quotes(posting, named, of(sample)) if lines else []:
            words = "".join(piece.text for piece in quote.pieces).strip("…")
            assert any(words in line for line in lines)


def test_the_marked_text_is_the_text(sample: Analysis) -> None:
    text = sample.outline.text
    parts = marked_text(sample)
    assert [word for part in parts for word in "".join(s.text for s in part.stretches).split()] == [
        word for section in sample.outline.sections for word in text[section.start : section.end].split()
    ]
    for part in parts:
        for stretch in part.stretches:
            assert text[stretch.start : stretch.start + len(stretch.text)] == stretch.text
            for span in stretch.spans:
                assert span.start <= stretch.start < stretch.start + len(stretch.text) <= span.end
    begun = {stretch.start for part in parts for stretch in part.stretches if stretch.begins}
    assert {mention.start for named in sample.posting.skills for mention in named.mentions} <= begun
    folded = {part.kind for part in parts if part.folded}
    assert folded == {s.kind for s in sample.outline.sections if s.kind in ("legal", "related")}


@pytest.mark.parametrize("seed", range(20))
def test_any_overlapping_spans_can_be_marked(seed: int) -> None:
    dice = random.Random(seed)
    text = "abcdefghij" * 6
    spans = [sorted(dice.sample(range(len(text) + 1), 2)) for _ in range(12)]
    posting = empty_posting(
        evidence={f"key-{n}": [Evidence(text[a:b], f"rule-{n}", a, b)] for n, (a, b) in enumerate(spans)},
        skills=[skill("Python", mentions=[MentionSpan(5, 9, "fghi"), MentionSpan(90, 99, "beyond the text")])],
    )
    edges = [0, 20, 20, 45, len(text)]
    sections = [Section("required", a, a, b) for a, b in pairwise(edges)]
    parts = marked_text(Analysis(posting, Outline(text, sections, [], [])))
    stretches = [stretch for part in parts for stretch in part.stretches]
    assert "".join(stretch.text for stretch in stretches) == text
    for stretch in stretches:
        expected = {n for n, (a, b) in enumerate(spans) if a < stretch.start + len(stretch.text) and stretch.start < b}
        assert {span.key for span in stretch.spans if isinstance(span.key, str)} == {f"key-{n}" for n in expected}
        lengths = [span.end - span.start for span in stretch.spans]
        assert lengths == sorted(lengths)


def test_what_comes_from_a_field_names_it() -> None:
    posting = empty_posting(evidence={"salary": [Evidence("120000", "source-field", field="baseSalary")]})
    (quote,) = fact_quotes(posting, "salary", {})
    assert (quote.field, quote.start, quote.pieces) == ("baseSalary", None, [("120000", True)])


def test_without_sentences_the_lines_are_quoted_else_the_bare_words() -> None:
    line = Requirement("5+ years of Python", "required", ["python"], 10, 28)
    posting = empty_posting(
        requirements=[line],
        evidence={
            "years": [Evidence("5+ years", "years-required", 10, 18), Evidence("3 years", "years-plain", 90, 97)]
        },
    )
    quotes = fact_quotes(posting, "years", {})
    assert [quote.pieces for quote in quotes] == [
        [("3 years", True)],
        [("5+ years", True), (" of Python", False)],
    ]


def test_a_sentence_without_end_is_cut() -> None:
    text = "x" * 5000 + "Python" + "y" * 5000 + "Go" + "z" * 5000
    posting: Posting = empty_posting(
        skills=[
            skill("Python", mentions=[MentionSpan(5000, 5006, "Python")]),
            skill("Go", mentions=[MentionSpan(10006, 10008, "Go")]),
        ]
    )
    analysis = Analysis(posting, Outline(text, [], [Passage(text, 0, "required", "required", 0, False, False)], []))
    (quote,) = required_quotes(posting, of(analysis))
    assert [piece.text for piece in quote.pieces if piece.marked] == ["Python", "Go"]
    assert sum(len(piece.text) for piece in quote.pieces) < 5 * AROUND
    assert quote.pieces[0].text.startswith("…x")
    assert quote.pieces[-1].text.endswith("z…")
