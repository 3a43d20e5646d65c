"""Every command over a hostile posting in every form: nothing that a terminal obeys reaches it but colours."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from commands import ROOT, run, sent_to_terminal
from making import FORMS, Written

COLOUR_RE = re.compile(r"\x1b\[[0-9;]*m")
UNSAFE_RE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

TRAPS = "[/red][bold] \x1b[31m\x9b5m\x1b]8;;http://x\x07here\x1b]8;;\x07\x1b[2J\x1b(0\x07\x08\x7f\x85 \u202egnp.\u2066\u200f"


def hostile(traps: str) -> Written:
    """A posting with these signs in each of its texts."""
    return Written(
        f"Senior Python Engineer {traps}",
        f"Harbour {traps}Works",
        f"Leeds{traps}, UK",
        [
            (f"Requirements {traps}", [f"- 3+ years of {traps} Python and SQL", f"- Know{traps} FroboScript well"]),
            (f"What we offer {traps}", [f"- £50,000 - £60,000{traps} a year", f"- Mail {traps} us; {traps} Docker"]),
            ("Similar jobs", [f"- Cook {traps}", f"- Baker {traps}"]),
        ],
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The posting in every form, beside files that cannot be read; with names to match."""
    folder = tmp_path_factory.mktemp("hostile")
    for form, write in FORMS.items():
        # Where a form cannot hold controls, the signs that begin them and those that turn the direction are left.
        signs = "".join(sign for sign in TRAPS if sign >= " " and sign != "\x85")
        content = write(hostile(signs if form in ("docx", "eml", "mhtml", "pdf") else TRAPS))
        (folder / f"\x1b[31m\u202e[red]{form.split('.')[0]}\r.{form}").write_bytes(content)
    (folder / "\x1b]0;x\x07none\n.json").write_bytes(b'{"title": "\x1b[31m", "\\u009b5m": [}')
    (folder / "\x9b5mtable\u202e.csv").write_bytes(b"title,company\nCook,\x1b[31mHarbour\n")
    (folder / "\x1b[2Jnone.pdf").write_bytes(b"%PDF-1.7\n\x1b[31m")
    (folder / os.fsdecode(b"\xff\x9b5m.txt")).write_bytes(b"\x1b[31m\x9b5m\0")
    return folder


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A taxonomy and expected values with traps in them."""
    folder = tmp_path_factory.mktemp("own")
    taxonomy, expected = folder / "own\x1b[31m.yaml", folder / "expected\u202e.jsonl"
    taxonomy.write_text('skills:\n- {name: "Frobo\\e[31m\\x9b5m\\u202eScript", category: cloud}\n', "utf-8")
    expected.write_text(
        '{"id": "\\u001b[31m\\u202e", "text": "Cook \\u009b5m", "expected": {"title": "\\u001b[2JCo"}}\n'
    )
    return taxonomy, expected


LINES = (
    "parse FOLDER",
    "parse FOLDER --text",
    "parse FOLDER --timings --contacts",
    "compare FOLDER --sort -salary",
    "compare FOLDER --where title~e",
    "match PROFILE FOLDER",
    "skills --from FOLDER",
    "skills --search \x1b[31m\u202e",
    "explain --skill Python FOLDER",
    "evaluate EXPECTED",
    "scan FOLDER --output OUT --json",
    "taxonomy check OWN --against FOLDER",
    "taxonomy suggest FOLDER --least 1",
    "parse \x1b[31mno\x9b5m.txt --max \x1b[2J=1",
    "\x1b[31mno\x9b5m",
    *(f"parse FOLDER -f {form}" for form in ("json", "csv", "md", "html", "jsonld")),
    *(f"compare FOLDER -f {form}" for form in ("json", "csv", "md", "html")),
    *(f"match PROFILE FOLDER -f {form}" for form in ("md", "html")),
)


def filled(line: str, folder: Path, own: tuple[Path, Path], tmp_path: Path) -> list[str]:
    """The words of the line, files in the place of what stands for them."""
    given = {"FOLDER": folder, "OWN": own[0], "EXPECTED": own[1], "OUT": tmp_path / "out.jsonl"}
    given["PROFILE"] = ROOT / "tests" / "fixtures" / "profiles" / "mara.yaml"
    return [str(given.get(word, word)) for word in line.split(" ")]


@pytest.mark.parametrize("line", LINES)
def test_nothing_hostile_reaches_a_pipe(line: str, folder: Path, own: tuple[Path, Path], tmp_path: Path) -> None:
    done = run(*filled(line, folder, own, tmp_path))
    assert done.returncode in (0, 1, 2)
    assert "Traceback" not in done.stderr
    for told in (done.stdout.replace("\f\n", "\n"), done.stderr):  # between two texts stands a form feed
        assert not UNSAFE_RE.search(told), repr(told[max(0, UNSAFE_RE.search(told).start() - 80) :][:160])
    if "FOLDER" in line and line.startswith("parse"):
        assert len(done.stderr.splitlines()) >= 4


@pytest.mark.parametrize("line", [line for line in LINES if " -f " not in line])
def test_a_terminal_gets_nothing_but_colours(line: str, folder: Path, own: tuple[Path, Path], tmp_path: Path) -> None:
    told = on_terminal(*filled(line, folder, own, tmp_path))
    bare = COLOUR_RE.sub("", told)
    assert told
    assert not UNSAFE_RE.search(bare), repr(bare[max(0, UNSAFE_RE.search(bare).start() - 80) :][:160])


def on_terminal(*arguments: str) -> str:
    """What a terminal is sent, but for the progress: a line drawn again and again."""
    if "--search" not in arguments and len(arguments) > 2:
        arguments = (*arguments, "--no-progress")
    status, sent = sent_to_terminal(*arguments)
    assert status in (0, 1, 2)
    return sent
