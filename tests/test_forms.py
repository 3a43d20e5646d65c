"""Every form in which people have postings: the same record from each, from files, folders and pipes."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from functools import reduce
from pathlib import Path
from typing import Any

import msgspec
import pytest
from commands import lines, run
from making import FORMS, Written, pdf, write_posting
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


NEEDS = {
    "json": {"lxml"},  # its description is HTML
    "lever.json": {"lxml"},
    "html": {"lxml"},
    "rtf": {"striprtf"},
    "eml": {"email", "lxml"},
    "mhtml": {"email", "lxml"},
}
LIBRARIES = {"docx", "pypdfium2", "pyarrow"}.union(*NEEDS.values())  # of these three a process apart takes care


@pytest.mark.parametrize("form", FORMS)
def test_a_library_is_loaded_only_for_its_own_form(tmp_path: Path, form: str) -> None:
    path = write_posting(tmp_path, form, POSTING)
    code = f"import jdtool; (posting,) = jdtool.read_postings({str(path)!r}); assert posting.title"
    assert modules_after(code) & LIBRARIES == NEEDS.get(form, set())


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


def zipped(name: str, content: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def damages() -> dict[str, tuple[bytes, str]]:
    """Files that give no posting, each in its own way: name, content, and the beginning of what is said of it."""
    good = {form: write(POSTING) for form, write in FORMS.items()}
    letter = b"From: ann@example.org\nSubject: Hello\nMIME-Version: 1.0\n"
    other = "does not look like a job posting"
    return {
        "empty.txt": (b"", "empty: there is nothing to read"),
        "blank.txt": (b" \n\n", "empty: there is nothing to read"),
        "rules.txt": (b"-----\n=====\n", f"{other} (no sign of one in its text)"),
        "binary.txt": (random.Random(7).randbytes(4000) + b"\0" * 9, "a binary file, not text"),
        "picture.txt": (b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" * 20, "a binary file, not text"),
        "invoice.txt": (b"Invoice\nInvoice No: 1\nBill to: x\nSubtotal 1\nTotal due 2\n", f"{other} (an invoice)"),
        "resume.txt": (
            b"Curriculum Vitae\n\nWork experience\n2015 - 2019 Harbour\nLed six cooks\nNationality: x\n",
            f"{other} (a résumé)",
        ),
        "code.txt": (
            b"import os\n\ndef main():\n    return 1;\n\nif (x) {\n  y();\n}\n// end\n",
            f"{other} (source code)",
        ),
        "gone.html": (
            b"<h1>404 error</h1><p>Page not found. Forgot your password? Please enable JavaScript.</p>",
            f"{other} (an error or log-in page)",
        ),
        "script.html": (b"<html><body><script>1</script></body></html>", "a web page without text"),
        "torn.json": (good["lever.json"][:300], "not valid JSON: Expecting"),
        "torn.jsonl": (good["jsonl"][:80], "line 1: not valid JSON"),
        "deep.json": (b"[" * 100_000, "holds no postings"),
        "list.json": (b'{"jobs": []}', "holds no postings"),
        "numbers.json": (b"[1, 2, 3]", f"{other} (no sign of one in its text)"),
        "error.json": (b'{"error": "not found", "status": 404}', "no text of the posting"),
        "header.csv": (b"title,description\n", "holds no postings: there are no rows"),
        "no_text.csv": (b"title,company\nCook,Harbour\n", "no column with the postings' text"),
        "torn.parquet": (good["parquet"][:300], "a damaged Parquet file"),
        "torn.pdf": (good["pdf"][:200], "a damaged PDF file"),
        "scan.pdf": (pdf([[]]), "no text layer"),
        "torn.docx": (good["docx"][:300], "a damaged Word file"),
        "torn_inside.docx": (zipped("word/document.xml", "<w:document"), "a damaged Word file"),
        "archive.docx": (zipped("readme.txt", "x"), "a ZIP archive"),
        "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old or locked Word file"),
        "torn.rtf": (good["rtf"][:30], "no text in this RTF file"),
        "bare.eml": (letter + b"\n", "no text in this letter"),
        "torn.txt.gz": (good["txt.gz"][:12], "a damaged gzip file"),
        "changed.txt.gz": (good["txt.gz"][:-8] + b"\0" * 8, "a damaged gzip file: CRC"),
        "nested.txt.gz": (reduce(lambda inner, _: gzip.compress(inner), range(5), b"x"), "packed too deep"),
    }


def test_thirty_damaged_files_say_what_is_wrong_with_them(tmp_path: Path) -> None:
    said = damages()
    assert len({content for content, _ in said.values()}) == 30
    for name, (content, _) in said.items():
        (tmp_path / name).write_bytes(content)
    failures = list(jdtool.read_postings(tmp_path))
    assert len(failures) == 30 and all(isinstance(failure, jdtool.Failure) for failure in failures)
    told = {Path(failure.path).name: failure.message for failure in failures}
    assert {name: told[name][: len(message)] for name, (_, message) in said.items()} == {
        name: message for name, (_, message) in said.items()
    }


@pytest.mark.slow
def test_ten_thousand_files_with_thirty_damaged_ones(tmp_path: Path) -> None:
    good = {form: write(POSTING) for form, write in FORMS.items()}
    quick = ["txt", "md", "json", "jsonl", "csv", "html"]
    bad = damages()
    for number in range(10_000 - 30):
        form = quick[number % len(quick)]
        (tmp_path / f"{number:05}.{form}").write_bytes(good[form])
    for name, (content, _) in bad.items():
        (tmp_path / name).write_bytes(content)
    done = run("parse", tmp_path, "--json", "-o", tmp_path / "out.ndjson")
    assert done.returncode == 1
    assert len(lines((tmp_path / "out.ndjson").read_text("utf-8"))) == 10_000 - 30
    complaints = lines(done.stderr)
    assert sorted(Path(line.split(": ")[1].split(",")[0]).name for line in complaints) == sorted(bad)
