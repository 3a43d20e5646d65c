"""The pictures in the README: what `jdtool compare samples/` draws on a terminal, and its HTML page in Chromium.

`pytest tests/test_docs.py --rewrite` makes them anew. The drawing can be compared word by word. The pixels of a page
differ from one Chromium to the next: its picture holds the digest of the page that it shows, which does not.
"""

from __future__ import annotations

import hashlib
import html
import io
import re
import struct
import tempfile
import zlib
from pathlib import Path

from browser import Browser
from commands import ROOT, run
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

import jdtool
from jdtool.writers import Look, writer_for

PICTURE = ROOT / ".github" / "compare.svg"
PAGE_PICTURE = ROOT / ".github" / "compare-page.png"
PAGE_SIZE = 1160, 1430
PAGE_UNFOLDED = ["td.years summary"]  # the first of each is clicked
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


# --- the page -----------------------------------------------------------------------------------------------


def page() -> str:
    """What `jdtool compare samples/ --format html` writes."""
    return run("compare", "samples/", "--format", "html").stdout


def page_digest() -> str:
    """What the picture of the page must hold."""
    return hashlib.sha256(repr((page(), PAGE_SIZE, PAGE_UNFOLDED)).encode()).hexdigest()


def make_page_picture() -> bytes:
    """A PNG of the top of the page, with some of its facts unfolded."""
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        path = Path(folder, "compare.html")
        path.write_text(page(), "utf-8")
        with browser.open(path, *PAGE_SIZE) as shown:
            for selector in PAGE_UNFOLDED:
                shown.click(selector)
            shown.run("(scrollTo(0, 0), document.activeElement.blur())")
            shown.settle()
            return with_note(shown.screenshot(), page_digest())


def with_note(png: bytes, note: str) -> bytes:
    """The picture with a comment, which stands before its end (the IEND chunk, 12 bytes)."""
    body = b"tEXtComment\0" + note.encode()
    return png[:-12] + struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body)) + png[-12:]


def note_of(png: bytes) -> str:
    """The comment of a picture."""
    return png.partition(b"tEXtComment\0")[2][:64].decode()


if __name__ == "__main__":
    PICTURE.write_text(make_picture(), "utf-8")
    PAGE_PICTURE.write_bytes(make_page_picture())
