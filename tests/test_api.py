"""jdtool from Python."""

from __future__ import annotations

import pickle
import time
from pathlib import Path

import msgspec
import pytest
from commands import ROOT, SAMPLES

import jdtool

TEXT = "Senior Python Developer\n\nRequirements:\n- 5+ years of Python\n- Docker is a plus\n"


def test_everything_offered_is_there() -> None:
    assert set(jdtool.__all__) <= set(dir(jdtool))
    for name in jdtool.__all__:
        assert getattr(jdtool, name).__doc__, f"{name} has no docstring"
    with pytest.raises(AttributeError, match="no attribute 'parse_txt'"):
        _ = jdtool.parse_txt


def test_parse_text() -> None:
    posting = jdtool.parse_text(TEXT)
    assert isinstance(posting, jdtool.Posting)
    assert (posting.title, posting.seniority) == ("Senior Python Developer", "senior")
    assert posting.years
    assert (posting.years.min, posting.years.max) == (5, None)
    assert [(skill.name, skill.importance) for skill in posting.skills] == [
        ("Python", "required"),
        ("Docker", "preferred"),
    ]
    assert posting.salary is None
    assert msgspec.json.decode(msgspec.json.encode(posting), type=jdtool.Posting) == posting


def test_what_is_known_apart_from_the_text_comes_first() -> None:
    posting = jdtool.parse_text(TEXT, title="Staff Engineer", company="Acme")
    assert (posting.title, posting.company) == ("Staff Engineer", "Acme")
    assert posting.evidence["title"][0].field == "title"


def test_an_empty_text_states_nothing() -> None:
    posting = jdtool.parse_text("")
    assert posting.title is None
    assert posting.skills == []
    assert posting.evidence == {}


def test_read_postings_takes_files_folders_and_patterns() -> None:
    found = [
        [result.id for result in jdtool.read_postings(*sources) if isinstance(result, jdtool.Posting)]
        for sources in (
            [ROOT / name for name in SAMPLES],
            [ROOT / "samples"],
            [str(ROOT / "samples" / "*.txt")],
        )
    ]
    assert len(found[0]) == 5
    assert found[0] == found[1] == found[2]


def test_what_cannot_be_read_comes_as_a_failure(tmp_path: Path) -> None:
    first, second = jdtool.read_postings(tmp_path / "missing.txt", ROOT / SAMPLES[0])
    assert isinstance(first, jdtool.Failure)
    assert first.path == str(tmp_path / "missing.txt")
    assert first.message == "no such file or folder"
    assert isinstance(second, jdtool.Posting)


def test_compare_postings() -> None:
    results = list(jdtool.read_postings(ROOT / "samples"))
    postings = [result for result in results if isinstance(result, jdtool.Posting)]
    comparison = jdtool.compare_postings(postings)
    assert isinstance(comparison, jdtool.Comparison)
    assert comparison.summary.postings == 5
    assert comparison.skills[0].postings >= 4
    assert jdtool.compare_postings([]).summary.postings == 0


def test_a_taxonomy_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("skills:\n- {name: Frobnicator, category: cloud, aliases: [frob]}\n")
    taxonomy = jdtool.load_taxonomy(own)
    text = "Cook\n\nRequirements:\n- Frobnicator and Python\n"
    assert [skill.name for skill in jdtool.parse_text(text, taxonomy=taxonomy).skills] == [
        "Frobnicator",
        "Python",
    ]
    assert [skill.name for skill in jdtool.parse_text(text).skills] == ["Python"]
    posting = tmp_path / "posting.txt"
    posting.write_text(text)
    (read,) = jdtool.read_postings(posting, taxonomy=taxonomy)
    assert isinstance(read, jdtool.Posting)
    assert read.skills[0].id == "frobnicator"


def test_an_unusable_taxonomy_tells_all_faults(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("skills:\n- {name: A1, category: nope}\n- {name: B1, colour: red, category: cloud}\n")
    with pytest.raises(jdtool.TaxonomyError) as caught:
        jdtool.load_taxonomy(own)
    assert len(caught.value.faults) == 2
    assert isinstance(caught.value, jdtool.UsageError)
    assert isinstance(caught.value, jdtool.JdtoolError)


def test_the_parser_is_kept_between_calls(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("skills:\n- {name: Frobnicator, category: cloud}\n")
    for taxonomy in (None, jdtool.load_taxonomy(own)):
        jdtool.parse_text(TEXT, taxonomy=taxonomy)
        start = time.perf_counter()
        for _ in range(10):
            jdtool.parse_text(TEXT, taxonomy=taxonomy)
        assert time.perf_counter() - start < 0.5, "the taxonomy seems to be prepared anew for each text"


def test_records_can_be_sent_to_other_processes() -> None:
    posting = jdtool.parse_text(TEXT)
    assert pickle.loads(pickle.dumps(posting)) == posting
