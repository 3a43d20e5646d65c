"""The documentation is true: its commands give what they are shown to give, and what it names is there.

`pytest tests/test_docs.py --rewrite` writes the shown outputs and the picture anew.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CHROMIUM
from commands import ROOT, environment, run
from picture import PAGE_PICTURE, PICTURE, drawn, make_page_picture, make_picture, note_of, page_digest, words

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
BLOCK_RE = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
CODE_RE = re.compile(r"`([^`\n]+)`")
LINK_RE = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def read(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def blocks(document: str, language: str) -> list[str]:
    """The bodies of a document's fenced blocks in this language."""
    return [match["body"] for match in BLOCK_RE.finditer(read(document)) if match["language"] == language]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which the documents' commands find the samples and the files that they show."""
    for name in ("samples", "jdtool"):
        (tmp_path / name).symlink_to(ROOT / name)
    for document in DOCUMENTS:
        for body in blocks(document, "yaml"):
            if name := re.match(r"# (\S+\.yaml)\n", body):
                (tmp_path / name[1]).write_text(body, "utf-8")
    return tmp_path


def shown_commands(body: str) -> list[str]:
    return [line.removeprefix("$ ") for line in body.splitlines() if line.startswith("$ ")]


def output(command: str, folder: Path) -> str:
    """What the command prints; it must succeed and have nothing to complain of."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment(PATH=path),
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, ""), command
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_print_what_is_shown(document: str, folder: Path, rewrite: bool) -> None:
    text = read(document)
    for body in blocks(document, "console"):
        made = "".join(f"$ {command}\n{output(command, folder)}" for command in shown_commands(body))
        if rewrite:
            text = text.replace(body, made)
        else:
            assert body == made
    if rewrite:
        (ROOT / document).write_text(text, "utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_python_prints_what_is_shown(document: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    code = "\n".join(blocks(document, "python"))
    test = doctest.DocTestParser().get_doctest(code, {}, document, document, 0)
    assert doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF).run(test).failed == 0


def test_the_picture_shows_what_is_drawn(rewrite: bool) -> None:
    if rewrite:
        PICTURE.write_text(make_picture(), "utf-8")
    svg = PICTURE.read_text("utf-8")
    assert "".join(words(svg)) == "".join(drawn().plain.split())
    assert "url(http" not in svg
    assert str(PICTURE.relative_to(ROOT)) in read("README.md")


def test_the_picture_of_the_page_shows_this_page(rewrite: bool) -> None:
    """Its digest tells; where this fails, `--rewrite` makes it anew with Chromium."""
    if rewrite and CHROMIUM and note_of(PAGE_PICTURE.read_bytes()) != page_digest():
        PAGE_PICTURE.write_bytes(make_page_picture())
    png = PAGE_PICTURE.read_bytes()
    assert note_of(png) == page_digest()
    assert len(png) < 300_000
    assert str(PAGE_PICTURE.relative_to(ROOT)) in read("README.md")


def commands_named(document: str) -> Iterator[list[str]]:
    """The words of every jdtool command line in the document."""
    text = read(document)
    inline = [code for code in CODE_RE.findall(BLOCK_RE.sub("", text)) if code.startswith("jdtool ")]
    block_lines = "\n".join(blocks(document, "console") + blocks(document, "sh"))
    for line in [
        *inline,
        *re.findall(r"jdtool (?:parse|compare|match|skills|schema|explain|evaluate)\b[^|\n&]*", block_lines),
    ]:
        yield line.split()[1:]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_and_options_exist(document: str) -> None:
    for name, *rest in commands_named(document):
        done = run(name, "-h")
        assert done.returncode == 0, f"jdtool {name}"
        for option in rest:
            if option.startswith("-") and option != "-":
                assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", done.stdout), f"{name} {option}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_named_exist(document: str) -> None:
    text = BLOCK_RE.sub("", read(document))
    code = [name for name in CODE_RE.findall(text) if re.match(r"(?:jdtool|tests|samples|\.ci)/[\w./-]*$", name)]
    for name in [*LINK_RE.findall(text), *code]:
        assert (ROOT / name).exists(), f"{document} names {name}"


def test_the_changelog_tells_of_this_version() -> None:
    version = run("--version").stdout.split()[1]
    assert re.search(rf"^## \[?{re.escape(version)}\b", read("CHANGELOG.md"), re.MULTILINE)


def test_ci_runs_the_test_command_of_the_readme() -> None:
    (command,) = (line for body in blocks("README.md", "sh") for line in body.splitlines() if "/pytest" in line)
    assert command.endswith(".venv/bin/pytest")
    script = read(".ci/run")
    assert "grep -m 1 '/pytest' README.md" in script
    first = next(line for line in read("README.md").splitlines() if "/pytest" in line)
    assert first == command
