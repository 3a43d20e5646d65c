"""What is measured with is sound: the invented postings are postings, and the same each time."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from jdtool.model import Analysis, Record, Source
from jdtool.parsing import Parser
from jdtool.scanning import analyse
from jdtool.taxonomy import load_taxonomy


@pytest.fixture
def corpus(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.syspath_prepend(Path(__file__).parent / "benchmarks")
    import corpus

    return corpus


def test_invented_postings_are_the_same_each_time_and_all_different(corpus) -> None:
    once, again = list(corpus.postings(50)), list(corpus.postings(50))
    assert once == again
    assert once != list(corpus.postings(50, seed=8))
    assert len({row["description"] for row in once}) == 50
    assert all(0.9 * corpus.SIZES[0] < len(row["description"]) < 1.1 * corpus.SIZES[1] for row in once)


@pytest.mark.parametrize("size", [2_000, 20_000, 200_000])
def test_an_invented_posting_is_as_long_as_is_asked(corpus, size: int) -> None:
    assert len(corpus.posting(Random(1), size)["description"]) == pytest.approx(size, rel=0.1)


def test_jdtool_reads_them_as_postings(corpus) -> None:
    parser = Parser(load_taxonomy())
    for row in corpus.postings(20):
        text = f"{row['title']}\n\n{row['description']}"
        (result,) = analyse(parser, Record(Source("", "text", 0, None, []), text))
        assert isinstance(result, Analysis)
        posting = result.posting
        assert posting.title == row["title"]
        assert posting.skills and posting.requirements and posting.benefits and posting.work_mode
