"""What strangers may send: no file stops the run, takes long or much memory, or has the tool say what is not so."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import ROOT, environment, lines, run
from hostile import kinds

from jdtool.limits import NAMES

GROUPS = (
    kinds.texts,
    kinds.jsons,
    kinds.pages,
    kinds.tables,
    kinds.packed,
    kinds.letters,
    kinds.documents,
    kinds.pdfs,
    kinds.parquets,
)

SECONDS = 2  # of work, more than a harmless file takes
MEGABYTES = 300  # of jdtool and the process that reads for it
UNSAFE_RE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

TEXT = b"Senior Cook\n\nRequirements:\n- 3+ years of experience in a kitchen\n"


def test_there_are_enough_of_them() -> None:
    assert len(kinds.kinds()) >= 150


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="counts what processes use as Linux tells it")
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__)
def test_a_hostile_file_costs_little_and_is_told_in_a_line(
    group: Callable[[], Iterator[tuple[str, kinds.Maker]]], tmp_path: Path
) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / " harmless.txt").write_bytes(TEXT)
    for name, make in group():
        (tmp_path / "files" / name).write_bytes(make())
    (tmp_path / "temporary").mkdir()
    harmless, *rows = read_all(tmp_path)
    assert len(rows) == len(list(group()))
    for row in rows:  # a core that others work on, too, is slow at times: what counts is the fastest of three runs
        for _ in range(2):
            if row["seconds"] - harmless["seconds"] > SECONDS:
                row["seconds"] = min(row["seconds"], read_all(tmp_path, only=row["name"])[0]["seconds"])
    faults: list[tuple[str, Any]] = []
    for row in rows:
        said = lines(row["said"])
        faults += [(row["name"], row["seconds"])] * (row["seconds"] - harmless["seconds"] > SECONDS)
        faults += [(row["name"], row["status"])] * (row["status"] not in (0, 1) or (row["status"] == 1) != bool(said))
        faults += [(row["name"], line) for line in said if "report this" in line or not line.startswith("jdtool: ")]
        faults += [(row["name"], row["megabytes"])] * (row["megabytes"] >= MEGABYTES)
        faults += [(row["name"], "unsafe")] * bool(UNSAFE_RE.search(row["said"] + row["out"].replace("\n", "")))
    assert not faults
    assert list((tmp_path / "temporary").iterdir()) == []


def read_all(folder: Path, *, only: str = "") -> list[Any]:
    """What reading each file of a folder's "files" cost and said, or the file of that name."""
    done = subprocess.run(
        [sys.executable, "tests/hostile/run.py", folder / "files", *([only] if only else [])],
        cwd=ROOT,
        env=environment(TMPDIR=str(folder / "temporary"), PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in lines(done.stdout)]


# --- what is no file of text --------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["/dev/zero", "/dev/urandom", "/dev/null"])
def test_a_device_ends(source: str) -> None:
    done = run("parse", source)
    assert done.returncode == 1
    assert len(lines(done.stderr)) == 1
    for line in (f"evaluate {source}", f"parse {source} --taxonomy {source}", f"match {source} samples"):
        done = run(*line.split())
        assert (done.returncode, len(lines(done.stderr))) == (2, 1), line


def test_a_sparse_file_of_gigabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "posting.txt"
    path.write_bytes(TEXT * 2000)
    os.truncate(path, 8_000_000_000)
    done = run("parse", path)
    assert (done.returncode, done.stdout) == (1, "")
    (said,) = lines(done.stderr)
    assert said.endswith("larger than 20MB; --max size=40MB raises the limit")


def test_a_folder_of_traps_holds_nothing_up(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "ring.txt").symlink_to("ring.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    done = run("parse", tmp_path, "--json")
    assert (done.returncode, done.stderr, len(lines(done.stdout))) == (0, "", 1)
    done = run("parse", tmp_path / "*.txt", "--json")
    assert (done.returncode, len(lines(done.stdout))) == (1, 1)
    assert {"pipe.txt", "device.txt"} <= {Path(line.split(": ")[1]).name for line in lines(done.stderr)}


# --- limits -------------------------------------------------------------------------------------------------


PARTS = b"From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + (
    b"--b\nContent-Type: text/plain\n\nCook\n" * 9
)
STATED = json.dumps({"@type": "JobPosting", "title": "Cook", "description": "<b>" * 200 + TEXT.decode() * 5})
STATED_PAGE = f'<html><script type="application/ld+json">{STATED}</script><p>Cook</html>'.encode()
# A limit as it is set, a file that goes beyond it (of `kinds`, or its suffix and bytes), what is said.
BITING: list[tuple[str, str | tuple[str, bytes], str]] = [
    ("size=50", ("txt", TEXT), "larger than 50; --max size=100 raises the limit"),
    ("size=9k", ("jsonl", b'{"title":"Cook","description":"%s"}\n' % (b"cook" * 5000) * 2), "line 1: larger than"),
    ("size=100k", "cell of a MB.csv", "line 2: a cell of more than 100,000 characters"),
    ("size=200k ratio=1000", "paragraphs.docx", "unpacks to 17 MB"),
    ("ratio=5", "zeros.gz", "unpacks to more than 5 times its size"),
    ("ratio=5", "bomb.docx", "more than 5 times its size"),
    ("packed=1", ("gz", gzip.compress(gzip.compress(TEXT, mtime=0), mtime=0)), "packed too deep"),
    ("depth=20", "deep below the limit.json", "nested more than 20 deep; --max depth=40 raises the limit"),
    ("depth=100", "braces.json", "nested too deep for a posting"),
    ("depth=10", "nested below the limit.eml", "parts in more than 10 others"),
    ("elements=200", ("html", b"<html><body>" + b"<div>" * 200 + TEXT), "a page of more than 200 elements"),
    ("elements=200", "html inside.json", "a page of more than 200 elements"),
    ("elements=200", ("html", STATED_PAGE), "a page of more than 200 elements"),
    ("parts=8", ("eml", PARTS), "more than 8 parts"),
    ("pages=10", "pages below the limit.pdf", "200 pages, more than 10; --max pages=20 raises the limit"),
    ("blank=9", ("jsonl", b'{"title":"Cook"}\n' + b"\n" * 11), "line 11: 10 blank lines too many"),
    ("blank=9", ("csv", b"title,description\nCook,cook\n" + b"\n" * 11), "10 empty rows too many"),
    ("faulty=9", ("jsonl", b"{}\n" * 10), "9 faulty records one after the other; the rest is not read"),
    ("faulty=20", ("json", b'[\n{"a": x},\n{"a": x},\n{"a": x},\n{"a": x}\n]'), "3 broken values"),
    ("text=1000", "cell of a MB.csv", "1,000,014 characters, more than 1,000; --max text=2000 raises the limit"),
    ("text=1000", "pages below the limit.pdf", "more than 500 letters"),
    ("text=1000", "rows.docx", "characters, more than 1,000"),
    ("lines=100", ("txt", b"- cook\n" * 101), "101 lines, more than 100; --max lines=200 raises the limit"),
    ("lines=100", ("txt", b"- cook\r" * 101), "101 lines, more than 100"),
    ("memory=20MB", "letters.pdf", "memory="),
    ("seconds=1 text=20000000 lines=2000000", ("txt", TEXT * 200_000), "takes more than 1 s to analyse"),
]


@pytest.mark.parametrize(("limit", "file", "message"), BITING, ids=lambda part: str(part)[:30])
def test_each_limit_is_named_where_it_bites(
    limit: str, file: str | tuple[str, bytes], message: str, tmp_path: Path
) -> None:
    suffix, content = file if isinstance(file, tuple) else (file.rpartition(".")[2], kinds.kinds()[file]())
    path = tmp_path / f"posting.{suffix}"
    path.write_bytes(content)
    done = run("parse", path, *(f"--max={part}" for part in limit.split()))
    assert done.returncode == 1
    name = limit.partition("=")[0]
    assert [line for line in lines(done.stderr) if message in line and f" {name}=" in line], done.stderr


def test_no_limit_is_left_out() -> None:
    assert {limit.partition("=")[0] for limit, *_ in BITING} == set(NAMES)


@pytest.mark.parametrize("limit", ["page=3", "pages", "pages=0", "pages=many", "=3"])
def test_a_limit_that_is_none_is_wrong_usage(limit: str) -> None:
    done = run("parse", "samples", "--max", limit)
    assert (done.returncode, len(lines(done.stderr))) == (2, 1)


# --- nothing leaves -----------------------------------------------------------------------------------------


def test_contacts_are_hidden_unless_asked_for(tmp_path: Path) -> None:
    words = "Mail to jobs@example.com or call +44 20 7946 0958. Pay: $120,000 - $150,000. Req 2024-555-01."
    path = tmp_path / "posting.txt"
    path.write_bytes(TEXT + words.encode())
    hidden, kept = (run("parse", path, "--text", *options).stdout for options in ([], ["--contacts"]))
    assert kept == TEXT.decode() + words + "\n"
    assert len(hidden) == len(kept)
    assert "example" not in hidden and "7946" not in hidden
    assert "$120,000 - $150,000. Req 2024-555-01." in hidden


def test_no_socket_is_opened(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\ndef refuse(event, given):\n    if event.startswith('socket.'):\n        raise SystemError(event)\n"
        "sys.addaudithook(refuse)\n"
    )
    for name in ("script.pdf", "address.pdf", "form to send.pdf", "file entity.html", "file entity.docx"):
        (tmp_path / name).write_bytes(kinds.kinds()[name]())
    path = os.pathsep.join((str(tmp_path), str(ROOT)))
    for line in (f"parse {tmp_path} --json", "compare samples -f html", "skills", "taxonomy check", "schema"):
        done = run(*line.split(), env={"PYTHONPATH": path})
        assert done.returncode in (0, 1), line
        assert "socket" not in done.stderr
        assert "root:" not in done.stdout
