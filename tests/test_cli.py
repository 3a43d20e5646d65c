"""The commands from outside: exit statuses, streams, terminals, signals, and hostile postings."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from commands import JDTOOL, ROOT, SAMPLES, environment, lines, run, sent_to_terminal

from jdtool.writers import WRITERS

COMMANDS = ["parse", "compare", "match", "skills", "schema", "explain", "evaluate", "scan", "taxonomy"]
TAXONOMY_COMMANDS = ["taxonomy path", "taxonomy check", "taxonomy suggest"]
POSTING = "Senior Cook\n\nRequirements:\n- 3+ years of experience in a kitchen\n"

# What no terminal may be sent: controls but for line ends, C1, bidi and zero-width signs.
UNSAFE_RE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
COLOUR_RE = re.compile(r"\x1b\[[0-9;]*m")


def names(folder: Path) -> list[str]:
    """What lies in the folder."""
    return [path.name for path in folder.iterdir()]


# --- help and usage -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["", *COMMANDS, *TAXONOMY_COMMANDS])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help(line: str, option: str) -> None:
    done = run(*line.split(), option)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage: jdtool")
    assert line in ("", "taxonomy") or f"Example: jdtool {line}" in done.stdout
    assert max(map(len, lines(done.stdout))) <= 80


@pytest.mark.parametrize(("line", "commands"), [("", COMMANDS), ("taxonomy", TAXONOMY_COMMANDS)])
def test_help_lists_every_command(line: str, commands: list[str]) -> None:
    done = run(*line.split(), "-h")
    listed = done.stdout.partition("Commands:\n")[2]
    assert [f"{line} {row.split()[0]}".strip() for row in lines(listed)] == commands
    assert "..." not in listed, "a command's first line is too long for the list"
    alone = run(*line.split())
    assert (alone.returncode, alone.stdout, alone.stderr) == (2, "", done.stdout)


def test_version() -> None:
    done = run("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"jdtool \d+\.\d+\.\d+\n", done.stdout)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("parse", "Missing argument 'SOURCE...'; see jdtool parse -h"),
        ("pars samples", "Did you mean 'parse'?"),
        ("parse --jsn samples", "--jsn"),
        ("parse --form json samples", "--format"),
        ("parse --taxonomy", "requires an argument"),
        ("parse --jobs many samples", "Invalid value for '--jobs'"),
        ("parse --jobs -1 samples", "Invalid value for '--jobs'"),
        ("parse -f xml samples", "choose one of table, json, csv, md, html"),
        ("parse --color pink samples", "choose one of auto, always, never"),
        ("skills --role bakend", "no role 'bakend'; did you mean 'backend'?"),
        ("skills --role zzzzzz", "known: "),
        ("skills --category databse", "no category 'databse'; did you mean 'database'?"),
        ("schema resume", "choose one of posting, comparison, skill"),
        ("explain samples", "Missing option '--skill'; see jdtool explain -h"),
        ("explain samples --skill pyhton", "pyhton"),
        ("taxonomy chek", "Did you mean 'check'?"),
        ("taxonomy check missing.yaml", "missing.yaml: cannot be read: No such file"),
        ("parse --taxonomy missing.yaml samples", "missing.yaml: cannot be read: No such file"),
        ("parse -o missing/out.txt samples", "missing/out.txt: cannot be written: No such file"),
        ("parse -o samples samples", "samples: cannot be written: Is a directory"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(line: str, message: str) -> None:
    done = run(*line.split())
    assert (done.returncode, done.stdout) == (2, "")
    (said,) = lines(done.stderr)
    assert said.startswith("jdtool: ")
    assert message in said


def test_a_name_of_two_skills_is_told_by_line(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("skills:\n- {name: Frob X, category: cloud}\n- {name: Y1, category: cloud, aliases: [frob x]}\n")
    done = run("compare", *SAMPLES, "--taxonomy", own)
    assert (done.returncode, done.stdout) == (2, "")
    (said,) = lines(done.stderr)
    assert said.startswith(f"jdtool: {own}:3: the name 'frob x' belongs to both")


# --- what cannot be read ------------------------------------------------------------------------------------


def no_posting(kind: str, folder: Path) -> tuple[str, str]:
    """A source that holds no posting, and what is said of it."""
    path = folder / f"{kind}.txt"
    match kind:
        case "empty":
            path.write_bytes(b"")
        case "blank":
            path.write_bytes(b"\xef\xbb\xbf \n\t\n")
        case "binary":
            path.write_bytes(bytes(range(256)) * 40)
        case "page":
            path.write_bytes(b"<!DOCTYPE html><html><body><script>1</script></body></html>")
        case "missing":
            return str(path), "no such file or folder"
        case "folder":
            (folder / "notes.log").write_text(POSTING)
            (folder / ".hidden.txt").write_text(POSTING)
            return str(folder), "no postings in this folder"
        case "pattern":
            return str(folder / "*.txt"), "no file matches this pattern"
        case "unreadable":
            path.write_text(POSTING)
            path.chmod(0)
            # Nothing is closed to root; but nobody can read this file from its start.
            return ("/proc/self/mem" if os.access(path, os.R_OK) else str(path)), "cannot be read"
    return str(path), {"binary": "a binary file", "page": "a web page without text"}.get(kind, "empty")


@pytest.mark.parametrize("command", ["parse", "compare"])
@pytest.mark.parametrize("kind", ["empty", "blank", "binary", "page", "missing", "folder", "pattern", "unreadable"])
def test_what_cannot_be_read_is_named_and_the_rest_is_done(kind: str, command: str, tmp_path: Path) -> None:
    source, message = no_posting(kind, tmp_path)
    done = run(command, source, SAMPLES[0], "--json")
    assert done.returncode == 1
    (said,) = lines(done.stderr)
    assert said.startswith(f"jdtool: {source}: ")
    assert message in said
    record = json.loads(done.stdout)
    posting = record if command == "parse" else record["postings"][0]
    assert posting["source"]["path"] == SAMPLES[0]
    if command == "compare":
        (error,) = record["errors"]
        assert error["path"] == source
        assert message in error["message"]


def test_nothing_readable_at_all() -> None:
    parsed = run("parse", "missing.txt")
    assert (parsed.returncode, parsed.stdout) == (1, "")
    compared = run("compare", "missing.txt", "--json")
    assert compared.returncode == 1
    assert json.loads(compared.stdout)["postings"] == []


def test_closed_standard_input() -> None:
    done = run("parse", "-", stdin=None, preexec_fn=lambda: os.close(0))
    assert (done.returncode, done.stdout) == (1, "")
    assert lines(done.stderr) == ["jdtool: standard input: cannot be read: Bad file descriptor"]


# --- sources ------------------------------------------------------------------------------------------------


def test_folder_pattern_and_files_are_the_same() -> None:
    by_name = run("parse", *SAMPLES, "--json")
    assert (by_name.returncode, by_name.stderr) == (0, "")
    assert len(lines(by_name.stdout)) == len(SAMPLES) == 5
    assert run("parse", "samples", "--json").stdout == by_name.stdout
    assert run("parse", "samples/*.txt", "--json").stdout == by_name.stdout


def test_standard_input_is_like_a_file_but_for_the_source() -> None:
    text = (ROOT / SAMPLES[0]).read_text("utf-8")
    piped = json.loads(run("parse", "-", "--json", input=text).stdout)
    named = json.loads(run("parse", SAMPLES[0], "--json").stdout)
    assert piped.pop("source")["path"] == "-"
    named.pop("source")
    assert piped == named


def test_a_pipe_can_be_a_source(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["sh", "-c", f"cat {SAMPLES[0]} > {pipe}"], cwd=ROOT):
        done = run("parse", pipe, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["source"]["path"] == str(pipe)


def test_several_processes_give_the_same() -> None:
    many = ["missing.txt", *SAMPLES * 42]
    one, two = (run("parse", *many, "--json", "--jobs", jobs) for jobs in ("1", "2"))
    assert one.returncode == two.returncode == 1
    assert one.stderr == two.stderr == "jdtool: missing.txt: no such file or folder\n"
    assert len(lines(one.stdout)) == len(many) - 1
    assert one.stdout == two.stdout


def test_a_taxonomy_of_ones_own_reaches_every_process(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("skills:\n- {name: Frobnicator, category: cloud}\n")
    posting = tmp_path / "posting.txt"
    posting.write_text("Cook\n\nRequirements:\n- Frobnicator experience\n")
    done = run("parse", *[posting] * 201, "--jobs", "2", "--json", "--taxonomy", own)
    assert (done.returncode, done.stderr) == (0, "")
    assert all('"frobnicator"' in line for line in lines(done.stdout))
    ranked = run("skills", "--from", posting, "--taxonomy", own, "--json")
    assert json.loads(ranked.stdout)["share"] == 1


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_jq_makes_a_table_of_the_records() -> None:
    command = f"{' '.join(JDTOOL)} parse samples/*.txt --json"
    query = "jq -r '[.title, .seniority, .years.min, .salary.min] | @tsv'"
    done = subprocess.run(
        f"{command} | {query}", shell=True, cwd=ROOT, env=environment(), capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.split("\t") for line in lines(done.stdout)]
    assert [row[2:] for row in rows] == [["2", ""], ["", ""], ["5", "147800"], ["5", ""], ["4", "125630"]]


# --- output -------------------------------------------------------------------------------------------------


def test_every_format_by_option_and_into_a_file(tmp_path: Path) -> None:
    target = tmp_path / "out"
    for name in WRITERS:
        shown = run("skills", "--role", "sre", "-f", name)
        assert (shown.returncode, shown.stderr) == (0, "")
        done = run("skills", "--role", "sre", "-f", name, "-o", target)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert target.read_text("utf-8") == shown.stdout
    assert names(tmp_path) == ["out"]
    assert run("skills", "--json").stdout == run("skills", "-f", "json").stdout


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old")
    done = run("parse", "--taxonomy", SAMPLES[0], SAMPLES[0], "-o", target)
    assert done.returncode == 2
    assert target.read_text() == "old"
    assert names(tmp_path) == ["out.txt"]


def test_a_link_and_a_device_stay_what_they_are(tmp_path: Path) -> None:
    link, target = tmp_path / "link", tmp_path / "target"
    target.write_text("old")
    link.symlink_to(target)
    assert run("schema", "-o", link).returncode == 0
    assert link.is_symlink()
    assert json.loads(target.read_text())["title"] == "jdtool.posting/1"
    assert run("schema", "-o", "/dev/null").returncode == 0
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("line", ["parse samples --json", "skills", "schema", "-h"])
def test_a_full_disk_is_one_line(line: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = run(*line.split(), stdout=full)
    assert done.returncode == 1
    assert lines(done.stderr) == ["jdtool: the output cannot be written: No space left on device"]


def test_a_full_disk_under_a_file() -> None:
    done = run("skills", "--json", "-o", "/dev/full")
    assert (done.returncode, done.stdout) == (1, "")
    assert lines(done.stderr) == ["jdtool: the output cannot be written: No space left on device"]


@pytest.mark.parametrize("line", ["parse samples --json", "skills --json", "skills", "compare samples -f html"])
def test_a_closed_pipe_ends_quietly(line: str) -> None:
    with subprocess.Popen(
        [*JDTOOL, *line.split()],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


def test_programs_get_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    posting = tmp_path / "posting.txt"
    posting.write_text("Köchin\n\nRequirements:\n- 3+ years of cooking 🍲\n", "utf-8")
    for name in ("json", "csv", "md", "html"):
        done = run("parse", posting, "-f", name, env={"PYTHONIOENCODING": "ascii"})
        assert (done.returncode, done.stderr) == (0, "")
        assert "Köchin" in done.stdout
    drawn = run("compare", posting, env={"PYTHONIOENCODING": "ascii"})
    assert (drawn.returncode, drawn.stderr) == (0, "")
    assert drawn.stdout.isascii()


def test_csv_has_a_row_a_posting() -> None:
    rows = list(csv.DictReader(io.StringIO(run("parse", "samples", "-f", "csv").stdout)))
    assert [row["path"] for row in rows] == SAMPLES


# --- the words of strangers ---------------------------------------------------------------------------------

HOSTILE = (
    "Senior [/red] Cook [bold]\x1b[31m\x9b5m \x1b]8;;http://x\x07here\x1b]8;;\x07 \u202egnp.exe\n\n"
    "Requirements:\n- 3+ years of [/nope] \x1b[2J\x1b(0 Python\u200b and \x07\x08 C++ \u2066hidden\u2069\n"
)


@pytest.mark.parametrize("options", [["-f", name] for name in WRITERS] + [["--text"]])
@pytest.mark.parametrize("colour", ["never", "always"])
def test_a_posting_sends_nothing_to_the_terminal(options: list[str], colour: str, tmp_path: Path) -> None:
    posting = tmp_path / "posting.txt"
    posting.write_text(HOSTILE, "utf-8")
    done = run("parse", posting, "--color", colour, *options)
    assert (done.returncode, done.stderr) == (0, "")
    shown = done.stdout
    if colour == "always" and options == ["-f", "table"]:
        assert "\x1b" in shown
        shown = COLOUR_RE.sub("", shown)
    assert not UNSAFE_RE.search(shown)
    assert "[/red]" in shown.replace("\\", "")


@pytest.mark.parametrize("command", ["explain --skill Python", "taxonomy suggest --least 1"])
@pytest.mark.parametrize("form", ["table", "json", "md"])
def test_the_lines_of_a_posting_send_nothing_either(command: str, form: str, tmp_path: Path) -> None:
    posting = tmp_path / "\x1b[31mposting.txt"
    posting.write_text(
        HOSTILE + "- Experience with Python, C++, FroboScript and Java [/red]\x9b5m is what we ask of you\n", "utf-8"
    )
    done = run(*command.split(), posting, "-f", form)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
    assert not UNSAFE_RE.search(done.stdout)


@pytest.mark.parametrize("name", [b"two\nlines.txt", b"caf\xe9.txt", b"\x1b[31mred.txt", b"[bold].txt"])
def test_a_file_may_have_any_name(name: bytes, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(name)
    try:
        path.write_text(POSTING)
    except OSError:
        pytest.skip("the file system refuses such a name")
    for options in (["-f", "table"], ["--json"]):
        done = run("parse", path, *options)
        assert (done.returncode, done.stderr) == (0, "")
        assert not UNSAFE_RE.search(done.stdout)
    assert json.loads(done.stdout)["title"] == "Senior Cook"
    path.write_text("")
    done = run("parse", path)
    assert (done.returncode, done.stdout) == (1, "")
    (said,) = lines(done.stderr)
    assert said.endswith(".txt: empty: there is nothing to read")
    assert not UNSAFE_RE.search(said)


# --- terminals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "options", "coloured"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
        ({"FORCE_COLOR": "1"}, ["--json"], False),
    ],
)
def test_colour_in_a_pipe(settings: dict[str, str], options: list[str], coloured: bool) -> None:
    done = run("parse", SAMPLES[0], *options, env=settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert ("\x1b" in done.stdout) == coloured


def on_terminal(*arguments: str, columns: int, **settings: str) -> str:
    """What a terminal of this width is sent, line ends as written."""
    status, sent = sent_to_terminal(*arguments, columns=columns, **settings)
    assert status == 0
    return sent


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize(
    "line",
    [
        "compare samples",
        "compare samples --group-by seniority --sort -salary",
        f"compare {' '.join(SAMPLES[:2])} --columns title,company,skills,file,locations,team",
        "parse samples",
        "skills --role backend",
        "skills --from samples",
        "skills --from samples --by role",
        "match tests/fixtures/profiles/mara.yaml samples",
        "match tests/fixtures/profiles/mara.yaml samples --explain",
    ],
)
def test_output_fits_the_terminal(line: str, columns: int) -> None:
    coloured = on_terminal(*line.split(), columns=columns)
    assert COLOUR_RE.search(coloured)
    plain = COLOUR_RE.sub("", coloured)
    assert not UNSAFE_RE.search(plain)
    assert max(map(len, plain.splitlines())) <= columns
    bare = on_terminal(*line.split(), columns=columns, NO_COLOR="1", FORCE_COLOR="1")
    assert "\x1b" not in bare
    assert [row.rstrip() for row in bare.splitlines()] == [row.rstrip() for row in plain.splitlines()]


def test_a_bar_is_drawn_on_a_terminal_only_and_for_long_work_only() -> None:
    many = ["parse", *SAMPLES * 60, "-o", "/dev/null", "--jobs", "1"]
    assert run("parse", *SAMPLES, "-o", "/dev/null").stderr == ""
    drawn = on_terminal(*many, columns=80)
    assert "postings read" in drawn and "█" in drawn
    assert drawn.endswith("\r"), "the bar is wiped"
    assert on_terminal(*many, "--no-progress", columns=80) == ""
    assert on_terminal("parse", SAMPLES[0], "-o", "/dev/null", columns=80) == ""


# --- Ctrl-C -------------------------------------------------------------------------------------------------


@contextmanager
def started(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """A running `jdtool` in a process group of its own, as a shell starts it."""
    process = subprocess.Popen(
        [*JDTOOL, *arguments],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def test_interrupted_while_waiting_for_input(tmp_path: Path) -> None:
    with started("parse", "-", "-o", tmp_path / "out") as process:
        while not names(tmp_path):  # until it has begun its output
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        out, said = process.communicate(timeout=20)
    assert (process.returncode, out, said) == (130, "", "jdtool: interrupted\n")
    assert names(tmp_path) == []


def test_interrupted_with_several_processes_at_work() -> None:
    with started("parse", *SAMPLES * 200, "--jobs", "2", "--json") as process:
        assert process.stdout
        assert process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (130, "jdtool: interrupted\n")
