"""The picture in the README: the first part of what `jdtool compare samples/` draws on a terminal.

`pytest tests/test_docs.py --rewrite` makes it anew.
"""

from __future__ import annotations

import html
import io
import re

from commands import ROOT
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

import jdtool
from jdtool.writers import Look, writer_for

PICTURE = ROOT / ".github" / "compare.svg"
COLUMNS = 100
FONTS = "ui-monospace, 'DejaVu Sans Mono', 'SF Mono', Menlo, Consolas, monospace"
FONT_FACE_RE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
TEXT_RE = re.compile(r"<text [^>]*>([^<]*)</text>")


def drawn() -> Text:
    """The table in colour, down to the last skill that more than one posting names."""
    found = jdtool.read_postings(ROOT / "samples")
    postings = [posting for posting in found if isinstance(posting, jdtool.Posting)]
    stream = io.StringIO()
    writer_for("table").write_comparison(jdtool.compare_postings(postings), stream, Look(True, COLUMNS))
    lines = Text.from_ansi(stream.getvalue()).split("\n")
    only_one = next(i for i, line in enumerate(lines) if f" 1 of {len(postings)} " in line.plain)
    return Text("\n").join([Text("$ jdtool compare samples/"), *lines[: only_one - 1]])


def make_picture() -> str:
    """The drawing as SVG, with fonts of the reader's own machine: Rich would load one from the network."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), _environ={})
    console.print(drawn())
    svg = console.export_svg(title="", theme=MONOKAI, font_aspect_ratio=0.6)
    return FONT_FACE_RE.sub("", svg).replace("Fira Code, monospace", FONTS).replace("Fira Code", FONTS)


def words(svg: str) -> list[str]:
    """The words that stand in the picture."""
    return html.unescape(" ".join(TEXT_RE.findall(svg))).split()


if __name__ == "__main__":
    PICTURE.write_text(make_picture(), "utf-8")
