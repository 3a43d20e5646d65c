"""One text, several postings, or none: cases as data, and what the commands do with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from commands import lines, run

from jdtool.model import Record, Source
from jdtool.parsing import Parser
from jdtool.screening import other_than_posting
from jdtool.taxonomy import load_taxonomy

CASES = Path(__file__).parent / "cases"
PARSER = Parser(load_taxonomy())


def cases(name: str) -> list[Any]:
    return [
        pytest.param(case, id=case["label"]) for case in yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    ]


def record(text: str) -> Record:
    return Record(Source("x.txt", "text", 0, "utf-8", []), text)


@pytest.mark.parametrize("case", cases("splitting"))
def test_a_text_of_several_postings_is_cut(case: Any) -> None:
    analyses = PARSER.read(record(case["text"]))
    assert [analysis.posting.title for analysis in analyses] == case["expected"]
    assert [analysis.posting.source.record for analysis in analyses] == list(range(len(analyses)))


@pytest.mark.parametrize("case", cases("screening"))
def test_other_papers_are_told_apart(case: Any) -> None:
    assert other_than_posting(PARSER.analyse(record(case["text"]))) == case["expected"]


def test_nothing_of_one_posting_is_said_of_the_other() -> None:
    text = next(case.values[0]["text"] for case in cases("splitting"))
    chef, engineer = (analysis.posting for analysis in PARSER.read(record(text)))
    assert chef.years is not None and engineer.years is not None
    assert (chef.years.min, engineer.years.min) == (5, 3)
    assert "Python" not in [skill.name for skill in chef.skills]
    assert "Pastry" not in "".join(requirement.text for requirement in engineer.requirements)


def test_other_papers_are_named_and_kept_out(tmp_path: Path) -> None:
    for number, case in enumerate(cases("screening")[:3]):
        (tmp_path / f"{number}.txt").write_text(case.values[0]["text"], "utf-8")
    (tmp_path / "job.txt").write_text("Senior Cook\n\nRequirements:\n- 3 years in a kitchen\n", "utf-8")
    done = run("compare", tmp_path, "--json")
    assert done.returncode == 1
    assert done.stdout.count('"jdtool.posting/1"') == 1
    assert [line.partition(": ")[2].rpartition(": ")[2] for line in lines(done.stderr)] == [
        "does not look like a job posting (an invoice); --force reads it all the same",
        "does not look like a job posting (an invoice); --force reads it all the same",
        "does not look like a job posting (a résumé); --force reads it all the same",
    ]
    forced = run("parse", tmp_path, "--json", "--force")
    assert (forced.returncode, forced.stderr, len(lines(forced.stdout))) == (0, "", 4)
