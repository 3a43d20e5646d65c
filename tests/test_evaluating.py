"""`jdtool evaluate`: expected values beside found ones, in every form of the list, and faults named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands import lines, run

import jdtool
from jdtool.api import evaluate_file
from jdtool.errors import UsageError
from jdtool.evaluating import agrees
from jdtool.model import Evaluation, Failure

TEXT = """Senior Python Developer
Frostbridge Ltd

Requirements:
- 5+ years of Python
- SQL
Nice to have:
- Rust
"""
EXPECTED = {
    "title": "senior python developer",
    "seniority": {"one_of": ["senior", "lead"]},
    "years": {"min": 5},
    "salary": None,
    "work_mode": "remote",
    "benefits": [],
    "skills": {
        "Python": "required",
        "PostgreSQL": "required",
        "Rust": "required",
        "Go": None,
        "Frobnicator": "required",
    },
}


def write(path: Path, items: Any) -> Path:
    match path.suffix:
        case ".yaml":
            path.write_text(yaml.safe_dump(items, sort_keys=False), "utf-8")
        case ".jsonl":
            path.write_text("".join(json.dumps(item) + "\n" for item in items), "utf-8")
        case _:
            path.write_text(json.dumps(items), "utf-8")
    return path


def write_text(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def figures(evaluation: Evaluation) -> dict[str, tuple[int, int, int, int]]:
    return {f.field: (f.right, f.asked, f.stated_right, f.stated) for f in evaluation.figures}


@pytest.mark.parametrize("suffix", [".yaml", ".jsonl", ".json"])
def test_figures_count_what_came_out_as_expected(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"gold{suffix}", [{"id": "frost", "text": TEXT, "expected": EXPECTED}])
    evaluation = evaluate_file(path)
    assert figures(evaluation) == {
        "title": (1, 1, 1, 1),
        "seniority": (1, 1, 1, 1),
        "years": (1, 1, 1, 1),
        "salary": (1, 1, 0, 0),  # silence is expected, and counts apart
        "work_mode": (0, 1, 0, 1),
        "benefits": (1, 1, 0, 0),
        "skills.recall": (3, 5, 2, 4),  # Python and Rust, and Go rightly absent
        "skills.precision": (2, 3, 2, 3),  # SQL is asked for, but not expected
        "skills.importance": (1, 2, 1, 2),
    }
    assert [(m.field, m.expected, m.got) for m in evaluation.misses] == [
        ("work_mode", "remote", None),
        ("skills.recall", {"PostgreSQL": "required"}, None),
        ("skills.importance", {"Rust": "required"}, "preferred"),
        ("skills.recall", {"Frobnicator": "required"}, None),
        ("skills.precision", None, {"SQL": "required"}),
    ]
    reasons = {json.dumps(m.expected): m.reason for m in evaluation.misses}
    assert reasons['{"PostgreSQL": "required"}'] == "no name of PostgreSQL stands in the text"
    assert reasons['{"Frobnicator": "required"}'] == "the taxonomy has no skill 'Frobnicator'"


def test_a_file_beside_the_list_is_read(tmp_path: Path) -> None:
    (tmp_path / "job.txt").write_text(TEXT, "utf-8")
    path = write(tmp_path / "gold.jsonl", [{"file": "job.txt", "expected": {"role": "frontend"}}])
    (miss,) = evaluate_file(path).misses
    assert (miss.posting, miss.field, miss.expected) == ("job.txt", "role", "frontend")


def test_an_expectation_is_held_against_one_posting(tmp_path: Path) -> None:
    cases = yaml.safe_load((Path(__file__).parent / "cases" / "splitting.yaml").read_text("utf-8"))
    two = next(case["text"] for case in cases if len(case["expected"]) == 2)
    assert len(list(jdtool.read_postings(write_text(tmp_path / "two.txt", two)))) == 2
    write_text(tmp_path / "job.txt", TEXT)
    line = json.dumps({"title": "Cook", "description": TEXT}) + "\n"
    write_text(tmp_path / "pair.jsonl", line * 2)
    write_text(tmp_path / "torn.jsonl", line + "{\n")
    silent = {"salary": None}
    path = write(
        tmp_path / "gold.jsonl",
        [
            {"text": two, "expected": silent},  # as a text it is one posting, since there is one expectation
            {"file": "two.txt", "expected": silent},
            {"file": "pair.jsonl", "expected": silent},
            {"file": "torn.jsonl", "expected": silent},
            {"file": "job.txt", "expected": silent},
        ],
    )
    evaluation = evaluate_file(path)
    assert (evaluation.postings, figures(evaluation)) == (2, {"salary": (2, 2, 0, 0)})
    told = [(Path(error.path).name, error.message.split(":")[0]) for error in evaluation.errors]
    assert told[:2] == [(name, "holds 2 postings; one is needed") for name in ("two.txt", "pair.jsonl")]
    assert [name for name, _ in told[2:]] == ["torn.jsonl"] and "holds" not in told[2][1]


def test_a_taxonomy_of_ones_own_changes_the_figures(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("skills:\n- {name: Frobnicator, category: devops}\n", "utf-8")
    item = {"text": "Operator\n\nRequirements:\n- Frobnicator", "expected": {"skills": {"Frobnicator": "required"}}}
    path = write(tmp_path / "gold.jsonl", [item])
    assert figures(evaluate_file(path))["skills.recall"] == (0, 1, 0, 1)
    assert figures(evaluate_file(path, taxonomy=jdtool.load_taxonomy(mine)))["skills.recall"] == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("key", "expected", "got", "right"),
    [
        ("title", "QA Engineer / Web", "qa engineer web", True),
        ("title", "C developer", "C++ developer", False),
        ("company", None, "Frostbridge", False),
        ("years", {"min": 3, "max": None}, {"min": 3, "max": 5}, False),
        ("years", {"min": 3}, {"min": 3, "max": 5}, True),
        ("years", {"min": 3}, None, False),
        ("years", {"one_of": [None, {"min": 3}]}, {"min": 3, "max": 5}, True),
        ("work_mode", {"one_of": ["hybrid", "remote"]}, "onsite", False),
        ("benefits", ["gym", "pension"], ["pension", "gym"], True),
        ("benefits", ["gym"], ["pension", "gym"], False),
        ("locations", [{"name": "Ghent"}], [{"name": "Ghent", "region": None, "country": "BE"}], True),
        ("languages", [{"code": "de"}, {"code": "de"}], [{"code": "de"}, {"code": "fr"}], False),
    ],
)
def test_values_agree(key: str, expected: Any, got: Any, right: bool) -> None:
    assert agrees(key, expected, got) is right


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"text": TEXT}, "needs `expected`"),
        ({"expected": {"title": "x"}}, "needs either `text` or `file`"),
        ({"text": TEXT, "file": "x", "expected": {}}, "needs either `text` or `file`"),
        ({"text": TEXT, "expected": {"senority": "senior"}}, "did you mean 'seniority'?"),
        ({"text": TEXT, "expected": {"skills": ["Python"]}}, "`skills` maps names to"),
        ({"text": TEXT, "expected": {"skills": {"Python": "must"}}}, "`skills` maps names to"),
        ({"text": TEXT, "expect": {}, "expected": {}}, "unknown key 'expect'"),
        ("Senior Cook", "needs `expected`"),
        ({"file": "gone.txt", "expected": {"title": "x"}}, "no such file"),
    ],
)
def test_a_faulty_item_is_named_and_the_rest_goes_on(tmp_path: Path, item: Any, message: str) -> None:
    path = write(tmp_path / "gold.jsonl", [item, {"text": TEXT, "expected": {"seniority": "senior"}}])
    evaluation = evaluate_file(path)
    assert (evaluation.postings, figures(evaluation)) == (1, {"seniority": (1, 1, 1, 1)})
    (error,) = evaluation.errors
    assert isinstance(error, Failure) and message in error.message


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("gold.jsonl", "{not json}\n", "neither JSON Lines nor a JSON array"),
        ("gold.json", "[" * 100_000, "neither JSON Lines nor a JSON array"),
        ("gold.yaml", "- [", "gold.yaml:[12]: not YAML"),
        ("gold.yaml", "- &a [x]\n- *a\n", "anchors and aliases"),
        ("gold.yaml", "text: x\n", "must be a list"),
        ("gold.yaml", "- !!python/object/apply:os.system [ls]\n", "not YAML"),
        ("gold.jsonl", "\n", "holds no postings"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(UsageError, match=message):
        evaluate_file(tmp_path / name)


def test_the_command(tmp_path: Path) -> None:
    items = [{"id": "frost", "text": TEXT, "expected": EXPECTED}, {"id": "torn", "expected": {}}]
    path = write(tmp_path / "gold.yaml", items)
    done = run("evaluate", path)
    assert done.returncode == 1
    assert lines(done.stderr) == [f"jdtool: {path}, record 1: needs either `text` or `file`"]
    assert ["work_mode", "0%", "0", "1", "0", "1"] in [line.split() for line in lines(done.stdout)]
    told = run("evaluate", path, "--misses").stdout
    assert "no name of PostgreSQL stands in the text" in told
    (record,) = map(json.loads, lines(run("evaluate", path, "--json").stdout))
    assert record["schema"] == "jdtool.evaluation/1"
    assert record["errors"][0]["record"] == 1
    assert run("evaluate", tmp_path / "none.yaml").returncode == 2
