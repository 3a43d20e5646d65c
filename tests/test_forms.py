"""Every form in which people have postings: the same record from each, from files, folders and pipes."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import msgspec
import pytest
from commands import lines, run
from making import FORMS, Written, write_posting
from test_imports import modules_after

import jdtool

POSTING = Written(
    "Senior Python Developer",
    "Frostbridge",
    "Leeds, England",
    [
        ("", ["We build software for snow ploughs. We are looking for a developer who knows her way in the cold."]),
        ("What you will do", ["- Build services with Django and PostgreSQL", "- Talk to drivers & mechanics"]),
        (
            "Requirements",
            [
                "- 5+ years of experience with Python",
                "- A bachelor's degree in computer science or equivalent experience",
                "- Fluent English",
            ],
        ),
        ("Nice to have", ["- Kafka", "- C++"]),
        ("What we offer", ["- £60,000 - £70,000 per year", "- Full-time, hybrid: two days a week in the office"]),
    ],
)
PLACED = ("start", "end", "evidence", "source", "mentions", "id")


def record_of(path: Path) -> dict[str, Any]:
    (posting,) = jdtool.read_postings(path)
    assert isinstance(posting, jdtool.Posting), posting
    record = msgspec.to_builtins(posting)
    assert isinstance(record, dict)
    return record


def plain(value: Any) -> Any:
    """The record without what tells where in the text things stand."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items() if key not in PLACED}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def test_the_posting_says_what_the_others_are_compared_with(tmp_path: Path) -> None:
    record = record_of(write_posting(tmp_path, "txt", POSTING))
    assert (record["title"], record["company"], record["seniority"]) == (POSTING.title, POSTING.company, "senior")
    assert record["years"] == {"min": 5, "max": None}
    assert (record["salary"]["min"], record["salary"]["max"], record["salary"]["currency"]) == (60000, 70000, "GBP")
    assert (record["work_mode"], record["employment_type"]) == ("hybrid", "full-time")
    assert record["education"]["level"] == "bachelor"
    assert [place["country"] for place in record["locations"]] == ["GB"]
    importance = {skill["name"]: skill["importance"] for skill in record["skills"]}
    assert importance["Python"] == "required" and importance["C++"] == "preferred"
    assert len(record["requirements"]) == 7


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_record(tmp_path: Path, form: str) -> None:
    expected = record_of(write_posting(tmp_path, "txt", POSTING))
    assert plain(record_of(write_posting(tmp_path, form, POSTING))) == plain(expected)


@pytest.mark.parametrize("form", FORMS)
def test_a_pipe_gives_what_the_file_gives(tmp_path: Path, form: str) -> None:
    path = write_posting(tmp_path, form, POSTING)
    (from_file,) = map(json.loads, lines(run("parse", path, "--json").stdout))
    with path.open("rb") as stream:
        (from_pipe,) = map(json.loads, lines(run("parse", "-", "--json", stdin=stream).stdout))
    assert from_file["source"].pop("path").startswith(str(path))
    assert from_pipe["source"].pop("path").startswith("-")
    if form == "md":  # only its name tells Markdown from text
        assert (from_file["source"].pop("format"), from_pipe["source"].pop("format")) == ("markdown", "text")
    assert from_pipe == from_file


def test_a_folder_of_all_forms_is_compared(tmp_path: Path) -> None:
    for form in FORMS:
        write_posting(tmp_path, form, POSTING)
    done = run("compare", tmp_path, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    comparison = json.loads(done.stdout)
    assert len(comparison["postings"]) == len(FORMS)
    years = comparison["summary"]["years"]
    assert (years["min"], years["median"], years["max"]) == (5, 5, 5)


LIBRARIES = {"lxml", "pypdfium2", "docx", "striprtf", "pyarrow", "email", "csv", "gzip", "charset_normalizer"}


@pytest.mark.parametrize(
    ("form", "needed"),
    [
        ("txt", set()),
        ("md", set()),
        ("json", set()),
        ("jsonl", set()),
        ("csv", {"csv"}),
        ("pdf", set()),
        ("docx", set()),
        ("rtf", {"striprtf"}),
        ("parquet", set()),  # read by a process of their own
    ],
)
def test_a_library_is_loaded_only_for_its_own_form(tmp_path: Path, form: str, needed: set[str]) -> None:
    path = write_posting(tmp_path, form, POSTING)
    code = f"import jdtool; list(jdtool.read_postings({str(path)!r}))"
    heavy = {"pypdfium2", "docx", "striprtf", "pyarrow"}
    assert modules_after(code) & heavy == needed & heavy


@pytest.mark.parametrize(
    ("form", "module", "extra"),
    [
        ("pdf", "pypdfium2", "docs"),
        ("docx", "docx", "docs"),
        ("rtf", "striprtf.striprtf", "docs"),
        ("parquet", "pyarrow", "parquet"),
    ],
)
def test_a_missing_part_is_named_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, module: str, extra: str
) -> None:
    write_posting(tmp_path, form, POSTING)
    write_posting(tmp_path, "txt", POSTING)
    monkeypatch.setitem(__import__("sys").modules, module, None)
    found = list(jdtool.read_postings(tmp_path))
    failures = [item for item in found if isinstance(item, jdtool.Failure)]
    assert len(found) == 2
    assert [f"pip install 'jdtool[{extra}]'" in failure.message for failure in failures] == [True]


def damaged(number: int, good: dict[str, bytes]) -> tuple[str, bytes]:
    """A file that cannot be read, of thirty kinds."""
    chance = random.Random(number)
    form = list(good)[number % len(good)]
    kinds = {
        "empty.txt": b"",
        "blank.txt": b" \n\n",
        "binary.txt": bytes(chance.randrange(256) for _ in range(4000)) + b"\0" * 9,
        "torn.json": good["json"][: len(good["json"]) // 2],
        "torn.pdf": good["pdf"][:200],
        "torn.docx": good["docx"][:300],
        "torn.parquet": good["parquet"][:300],
        "torn.txt.gz": gzip.compress(b"x")[:12],
        "no_text.csv": b"title,company\nCook,Harbour\n",
        "list.json": b'{"jobs": []}',
        "invoice.txt": b"Invoice\nInvoice No: 1\nBill to: x\nSubtotal 1\nTotal due 2\nPayment terms: now\n",
        "page.html": b"<html><body><script>1</script></body></html>",
        "plain.docx": b"PK\x03\x04 no archive",
        "number.json": b"[1, 2, 3]",
        "deep.json": b"[" * 100_000,
    }
    name, content = list(kinds.items())[number % len(kinds)]
    return f"{number:02}_{form}_{name}", content


@pytest.mark.slow
def test_ten_thousand_files_with_thirty_damaged_ones(tmp_path: Path) -> None:
    good = {form: write(POSTING) for form, write in FORMS.items()}
    quick = ["txt", "md", "json", "jsonl", "csv", "html"]
    names = []
    for number in range(10_000 - 30):
        form = quick[number % len(quick)]
        (tmp_path / f"{number:05}.{form}").write_bytes(good[form])
    for number in range(30):
        name, content = damaged(number, good)
        names.append(name)
        (tmp_path / name).write_bytes(content)
    done = run("parse", tmp_path, "--json", "-o", tmp_path / "out.ndjson")
    assert done.returncode == 1
    assert len(lines((tmp_path / "out.ndjson").read_text("utf-8"))) == 10_000 - 30
    complaints = lines(done.stderr)
    assert sorted(Path(line.split(": ")[1].split(",")[0]).name for line in complaints) == sorted(names)
