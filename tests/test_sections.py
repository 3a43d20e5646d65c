"""Sections and kinds of passages, by the cases in cases/sections.yaml; and what holds for every outline.

A case expects a section and kind of the first passage that begins with some words; or, as a list, all passages in
order, each as its section, its kind (or that it is a heading), a dash where it is an item of a list, and its text.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jdtool.model import Passage
from jdtool.sections import outline_text

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "sections.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_section(case: dict[str, object]) -> None:
    outline = outline_text(str(case["text"]))
    expected = case["expected"]
    if isinstance(expected, list):
        assert [described(passage) for passage in outline.passages] == expected
        return
    assert isinstance(expected, dict)
    for beginning, wanted in expected.items():
        passage = next((p for p in outline.passages if p.text.startswith(beginning)), None)
        assert passage is not None, f"no passage begins with {beginning!r}: {[p.text for p in outline.passages]}"
        section, _, kind = wanted.partition("/")
        assert passage.section == section, f"{passage.text!r} is in {passage.section}, expected {section}"
        if kind:
            assert passage.kind == kind, f"{passage.text!r} is {passage.kind}, expected {kind}"


def described(passage: Passage) -> str:
    kind = "heading" if passage.heading else passage.kind
    return f"{passage.section}{f'/{kind}' if kind else ''}: {'- ' if passage.bullet else ''}{passage.text}"


LINES = st.lists(
    st.sampled_from(
        ["Requirements:", "Similar jobs", "About Acme", "- Python", "What youll do", "", "  ", "Cook", "Acme logo"]
    )
    | st.text(max_size=60),
    max_size=15,
)


@given(LINES)
def test_sections_cover_the_text_and_passages_quote_it(lines: list[str]) -> None:
    text = "\n".join(lines)
    outline = outline_text(text)
    position = 0
    for section in outline.sections:
        assert section.start == position
        assert section.start <= section.body <= section.end
        position = section.end
    assert position == len(text)
    last = 0
    for passage in outline.passages:
        assert passage.start >= last
        assert text[passage.start : passage.end] == passage.text
        last = passage.end
