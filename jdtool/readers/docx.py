"""Word files: paragraphs, lists and tables in the order of the document.

The body is walked element by element, since python-docx leaves out what postings do hold: text boxes, content
controls, inserted words, links.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from jdtool import patterns
from jdtool.errors import UnreadableError
from jdtool.limits import Limits
from jdtool.model import Record, Source
from jdtool.readers import isolating
from jdtool.readers.composing import join_cells
from jdtool.readers.opening import Data, need

SMALL = 1_000_000  # bytes, below which a ratio tells nothing

OLE = b"\xd0\xcf\x11\xe0"  # what Word wrote before 2007, and what it writes around a locked document
OTHERS: tuple[tuple[str, str], ...] = (
    ("xl/", "an Excel file; save the sheet as CSV"),
    ("ppt/", "a PowerPoint file; save it as PDF"),
    ("content.xml", "an OpenDocument file; save it as .docx or PDF"),
    ("META-INF/container.xml", "an e-book; save the posting as text"),
    ("", "a ZIP archive; unpack it first"),
)
"""Names that other packed files begin with, and what to do."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
LEFT_OUT = frozenset(
    [f"{W}{name}" for name in "del moveFrom pPr rPr tblPr trPr tcPr sdtPr sectPr instrText".split()]
    + [f"{MC}Fallback"]  # says again what `Choice` says
)
SIGNS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}sym": "•"}
OFF = ("0", "false", "off", "none")

HEADING_RE = patterns.compile(
    r"heading \d|title|subtitle", re.IGNORECASE
)  # Word keeps these names in English everywhere
LIST_RE = patterns.compile(r"list (?:bullet|number)", re.IGNORECASE)
MAX_HEADING = 90  # characters
MIN_PROSE = 60  # characters: what is shorter above the first heading are title, company and place
MAX_BASES = 20  # styles that stand on each other
MOST_UNPACKED = 5  # times the size that a file may have: pictures


def read_records(data: Data) -> Iterator[Record]:
    """The document as one record."""
    need("docx", "Word files", "docs")
    content = data.whole()
    refuse(content, data.limits)
    for text in isolating.extract(__name__, content, data.limits):
        yield Record(Source(data.name, "docx", 0, None, []), text)


def extract(content: bytes, limits: Limits) -> Iterator[str]:
    """The text of the document. It runs in a process of its own."""
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
        text = "\n".join(Walk(document).lines(document.element.body))
        if not text.strip():
            text = "\n".join(_furniture(document))
    except MemoryError:
        raise
    except Exception:  # whatever python-docx stumbles over in a damaged file: KeyError, BadZipFile, XMLSyntaxError ...
        raise UnreadableError("a damaged Word file") from None
    if len(text) > limits.text:
        raise limits.over("text", f"{len(text):,} characters, more than {limits.text:,}")
    if not text.strip():
        raise UnreadableError("no text in this Word file; pictures are not read")
    yield re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def refuse(content: bytes, limits: Limits) -> None:
    """UnreadableError where these packed bytes are no Word file of decent size."""
    if content.startswith(OLE):
        raise UnreadableError("an old or locked Word file; save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
        raise UnreadableError("a damaged Word file or ZIP archive") from None
    names = [member.filename for member in members]
    if "word/document.xml" not in names:
        what = next(what for start, what in OTHERS if any(name.startswith(start) for name in names or [""]))
        raise UnreadableError(what)
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if size > SMALL and size > limits.ratio * packed:
        raise limits.over("ratio", f"unpacks to {size // 1_000_000} MB, more than {limits.ratio} times its size")
    if size > MOST_UNPACKED * limits.size:
        raise limits.over("size", f"unpacks to {size // 1_000_000} MB")


def _furniture(document: Any) -> Iterator[str]:
    """The lines of headers and footers, in which a letterhead may hold everything."""
    walk = Walk(document)
    for section in document.sections:
        yield from walk.lines(section.header._element)
        yield from walk.lines(section.footer._element)


class Walk:
    """One pass through a document, which knows the names of its styles and those that make list items."""

    def __init__(self, document: Any) -> None:
        self.styles = {style.get(f"{W}styleId"): style for style in document.styles.element.iter(f"{W}style")}
        self.prose = False  # whether text was met below title, company and place

    def lines(self, element: Any) -> Iterator[str]:
        """The lines of what lies in an element: its paragraphs and tables."""
        for child in element:
            if child.tag == f"{W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self.table(child)
            elif child.tag not in LEFT_OUT:
                yield from self.lines(child)

    def paragraph(self, element: Any) -> Iterator[str]:
        """The lines of a paragraph and of the text boxes that hang on it; an empty one above a heading."""
        boxes: list[Any] = []
        bold: list[bool] = []
        words = "".join(read_words(element, boxes, bold))
        lines = [line for line in (" ".join(line.split()) for line in words.split("\n")) if line]
        if not lines:
            yield ""
        else:
            name, listed = self.style(element)
            styled = HEADING_RE.match(name) is not None
            if styled or (bold and all(bold) and not listed and len(lines) == 1 and ":" not in words):
                yield ""
                # A colon tells that it is a heading, whatever its words; the title needs none.
                if self.prose and lines[-1][-1].isalnum() and len(lines[-1]) <= MAX_HEADING:
                    lines[-1] += ":"
            elif listed:
                lines[0] = f"- {lines[0]}"
            self.prose = self.prose or listed or (not styled and len(words) > MIN_PROSE)
            yield from lines
        for box in boxes:
            yield from self.lines(box)

    def style(self, paragraph: Any) -> tuple[str, bool]:
        """The name of a paragraph's style, and whether style or paragraph make it a list item."""
        settings = paragraph.find(f"{W}pPr")
        given = settings.find(f"{W}pStyle") if settings is not None else None
        style = self.styles.get(given.get(f"{W}val")) if given is not None else None
        name = _value(style, "name")
        listed = is_listed(settings)
        for _ in range(MAX_BASES):
            if listed is not None or style is None:
                break
            listed = is_listed(style.find(f"{W}pPr"))
            style = self.styles.get(_value(style, "basedOn"))
        return name, LIST_RE.match(name) is not None if listed is None else listed

    def table(self, element: Any) -> Iterator[str]:
        """The rows of a table: cells of a line side by side, longer ones below each other."""
        for row in element.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not element or row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = [list(filter(None, self.lines(cell))) for cell in _cells(row)]
            cells = list(filter(None, cells))
            if len(cells) > 1 and all(len(cell) == 1 for cell in cells):
                yield join_cells([cell[0] for cell in cells])
            else:
                for cell in cells:
                    yield from cell


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag not in LEFT_OUT:
            yield from _cells(child)


def read_words(element: Any, boxes: list[Any], bold: list[bool]) -> Iterator[str]:
    """The words below an element. Its text boxes are put into `boxes`; `bold` takes whether each run is so."""
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag == f"{W}txbxContent":
            boxes.append(child)
        elif child.tag == f"{W}r":
            settings = child.find(f"{W}rPr")
            if not _is_on(settings, "vanish"):
                words = "".join(read_words(child, boxes, bold))
                if words.strip():
                    bold.append(_is_on(settings, "b"))
                yield words
        elif child.tag not in LEFT_OUT:
            yield from read_words(child, boxes, bold)


def is_listed(settings: Any) -> bool | None:
    """Whether the settings of a paragraph or style make list items, None where they do not say."""
    numbering = settings.find(f"{W}numPr") if settings is not None else None
    return None if numbering is None else _value(numbering, "numId") != "0"


def _is_on(settings: Any, name: str) -> bool:
    element = settings.find(f"{W}{name}") if settings is not None else None
    return element is not None and element.get(f"{W}val", "1") not in OFF


def _value(element: Any, name: str) -> str:
    child = element.find(f"{W}{name}") if element is not None else None
    return child.get(f"{W}val", "") if child is not None else ""
