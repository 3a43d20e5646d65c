"""PDF files: the text layer in reading order, wrapped lines joined, what stands on every page left out.

A PDF knows no paragraphs: it places letters. What belongs together is told from where they stand: letters make runs,
runs that share a baseline make lines, and a line that had no room for the next word goes on in the line below.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from ctypes import c_float
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import pi
from statistics import median, median_low
from typing import Any

from jdtool import patterns
from jdtool.errors import UnreadableError
from jdtool.limits import Limits
from jdtool.model import Record, Source
from jdtool.readers import isolating
from jdtool.readers.opening import Data, need

LONGEST_WORD = 60
LONGEST = 4000  # letters of a paragraph, and of a run
LETTER_COST = 2  # that of a letter of plain text

# All in heights of a line.
CELL_GAP = 1.3  # between cells of a table or columns; the gaps between justified words are smaller
USUAL_PITCH = 1.3  # from line to line where nothing shows it
FULL_PITCH = 2.2  # from line to line in double spacing
SAME_SIZE = 0.15
SAME_INDENT = 0.5
INDENT = 3.0  # of a first line, or of what follows a bullet
BLANK = 1.5  # in pitches: what is further down stands in another paragraph

MAX_ITEM = 25  # letters: in a list without marks, what is longer and followed by a small letter runs on

EDGE_ROWS = 3  # at the top and at the bottom of a page, in which headers and footers stand
STILL = 4  # points that a header may move from page to page
MIN_COLUMN_ROWS = 5
MIN_COLUMN_WORDS = 4  # on average: shorter cells are a table, which is read row by row

BULLETS = "•●○◦▪▫■□‣⁃∙·►▶➢➤✓✔✅→–—*-"
# Signs of Symbol and Wingdings come as private letters: their bullets, squares, ticks and arrows.
PRIVATE_RE = patterns.compile("[\ue000-\uf8ff]")
BULLET_RE = patterns.compile(rf"(?:[{re.escape(BULLETS)}]|\(?(?:\d{{1,2}}|[a-z])[.)])(?:\s|$)")
LONE_BULLET_RE = patterns.compile(rf"[{re.escape(BULLETS)}o]|[\d.]{{1,6}}|\(?[\da-z]{{1,2}}\)")
MARK_SIZE = (1.5, 8.0)  # points: list marks that are drawn, as browsers do
MARK_REACH = 2.5
MAX_MARKS = 2000  # on a page
MAX_LABEL_WORDS = 4
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
HYPHENS = "\u00ad\u0002"  # soft, and PDFium's sign for one at the end of a line

PAGE_NUMBER_RE = patterns.compile(
    r"\W{0,3}(?:(?:page|seite|página|pagina|p\.) ?)?\d{1,3}(?: ?(?:/|\||of|von|de|sur|van|di) ?\d{1,3})?\W{0,3}",
    re.IGNORECASE,
)  # "Page 2 of 3"
# What browsers print around a page: "3/2/26, 10:14 AM | Cook - Harbour Kitchen", "https://example.com/jobs/1 | 1/2".
PRINTED_RE = patterns.compile(
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?(?: .{0,300})?"
    r"|(?:https?|file)://\S{1,2000}(?: .{0,20})?",
    re.IGNORECASE,
)
WORD_START_RE = patterns.compile(r"[^\W\d_]{2,}")
WORD_END_RE = patterns.compile(rf"([^\W\d_]{{2,{LONGEST_WORD}}})-$")
SENTENCE_ENDS = (".", "!", "?", ":", ";")

# Letters of text turned by quarters of a circle, as on a page set across: boxes as if the text ran from left to right.
TURNS = (
    lambda left, bottom, right, top: (left, bottom, right, top),
    lambda left, bottom, right, top: (bottom, -right, top, -left),
    lambda left, bottom, right, top: (-right, -top, -left, -bottom),
    lambda left, bottom, right, top: (-top, left, -bottom, right),
)


Box = tuple[float, float, float, float]  # left, bottom, right, top
NOWHERE: Box = (0, 0, 0, 0)
FARTHEST = 100_000  # points


@dataclass(slots=True)
class Run:
    """Words side by side. Places and sizes are in points, upwards from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    height: float
    first: float  # width of the first word, 0 while it lasts

    def beside(self, other: Run) -> bool:
        """Whether the other run stands on the same line, to the right."""
        return abs(self.bottom - other.bottom) < min(self.height, other.height) / 2 and other.left > self.right - 1

    def takes(self, box: Box) -> bool:
        """Whether a letter at this place carries the run on."""
        left, bottom, _, top = box
        gap = left - self.right
        return (
            abs(bottom - self.bottom) <= max(top - bottom, self.height) / 2
            and left >= self.left
            and len(self.text) < LONGEST
            and (gap <= CELL_GAP * self.height or LONE_BULLET_RE.fullmatch(self.text) is not None)
        )

    def ended(self) -> Run:
        """The run with its ligatures taken apart and pairs of surrogates put together."""
        self.first = self.first or self.right - self.left
        text = self.text.translate(LIGATURES)
        self.text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return self

    def alike(self, other: Run) -> bool:
        """Whether both are of one size."""
        return abs(self.height - other.height) <= SAME_SIZE * max(self.height, other.height)


Row = list[Run]


def read_records(data: Data) -> Iterator[Record]:
    """The document as one record."""
    need("pypdfium2", "PDF files", "docs")
    for text, repairs in isolating.extract(__name__, data.whole(), data.limits):
        yield Record(Source(data.name, "pdf", 0, None, repairs), text)


def extract(content: bytes, limits: Limits) -> Iterator[tuple[str, list[str]]]:
    """The text of the document and what was mended. It runs in a process of its own."""
    import pypdfium2 as pdfium  # type: ignore[import-untyped]
    from pypdfium2 import raw

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        message = "locked with a password; save it without one" if locked else "a damaged PDF file"
        raise UnreadableError(message) from None
    try:
        yield _read_document(document, raw, pdfium.PdfiumError, limits)
    finally:
        document.close()


def _read_document(document: Any, raw: Any, error: type[Exception], limits: Limits) -> tuple[str, list[str]]:
    if len(document) > limits.pages:
        raise limits.over("pages", f"{len(document)} pages, more than {limits.pages}")
    pages: list[list[Row]] = []
    unread = 0
    room = limits.text // LETTER_COST
    for number in range(len(document)):
        try:
            page = document[number]
            letters = page.get_textpage()
        except error:
            unread += 1
            continue
        room -= letters.count_chars()
        if room < 0:
            raise limits.over("text", f"more than {limits.text // LETTER_COST:,} letters")
        rows = group_rows(read_runs(read_letters(letters, raw)))
        mark_items(rows, page, raw)
        label_rows(rows)
        pages.append(rows)
        letters.close()
        page.close()
    if unread and unread == len(document):
        raise UnreadableError("a damaged PDF file: none of its pages can be read")
    text = join_pages(drop_edges(pages))
    if not any(char.isalnum() for char in text):
        raise UnreadableError("no text layer: scanned pages are not read; run OCR first")
    return text, ["unreadable-pages"] if unread else []


def read_letters(letters: Any, raw: Any) -> Iterator[tuple[str, Box]]:
    """The letters of a page in the order in which they were drawn, which nearly always is that of reading.

    Spaces and line ends, which PDFium adds where there are none, come with a box that says nothing.
    """
    box = raw.FS_RECTF()
    turn = None
    for i in range(letters.count_chars()):
        code = raw.FPDFText_GetUnicode(letters, i)
        if code in (0, 0xFFFE, 0xFFFF) or code > 0x10FFFF:
            continue
        char = chr(code)
        if char in "\r\n" or char.isspace():
            yield ("\n" if char in "\r\n" else " "), NOWHERE
            continue
        raw.FPDFText_GetLooseCharBox(letters, i, box)
        if turn is None:
            turn = TURNS[-round(raw.FPDFText_GetCharAngle(letters, i) / (pi / 2)) % 4]  # clockwise
        placed = turn(box.left, box.bottom, box.right, box.top)
        if all(-FARTHEST < edge < FARTHEST for edge in placed):
            yield char, placed


def read_runs(letters: Iterator[tuple[str, Box]]) -> Iterator[Run]:
    """The letters gathered into runs."""
    run: Run | None = None
    space = False
    for char, box in letters:
        if char == " ":
            space = True
            continue
        if run and (char == "\n" or not run.takes(box)):
            yield run.ended()
            run = None
        if char == "\n":
            space = False
            continue
        left, bottom, right, top = box
        if run is None:
            run = Run("•" if PRIVATE_RE.match(char) else char, left, right, bottom, max(top - bottom, 0.1), 0.0)
        elif run.text == "o" and left - run.right > run.height / 2:  # Word's mark of lists in lists
            run.text = f"• {char}"
        else:
            if space:
                run.first = run.first or run.right - run.left
                run.text += " "
            run.text += char
        run.right, run.height, space = right, max(run.height, top - bottom), False
    if run:
        yield run.ended()


def group_rows(runs: Iterator[Run]) -> list[Row]:
    """The runs that share a line together, columns one after the other."""
    rows: list[Row] = []
    for run in runs:
        if rows and rows[-1][-1].beside(run):
            rows[-1].append(run)
        else:
            rows.append([run])
    return read_columns(rows)


def mark_items(rows: list[Row], page: Any, raw: Any) -> None:
    """Puts a bullet before the lines that a small drawn shape stands before, a disc or a square."""
    marks: dict[int, list[tuple[float, float]]] = defaultdict(list)  # left and right by height on the page
    edges = [c_float() for _ in range(4)]
    for i in range(min(raw.FPDFPage_CountObjects(page), MAX_MARKS)):
        shape = raw.FPDFPage_GetObject(page, i)
        if raw.FPDFPageObj_GetType(shape) != raw.FPDF_PAGEOBJ_PATH or not raw.FPDFPageObj_GetBounds(shape, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        wide, tall = right - left, top - bottom
        if MARK_SIZE[0] < wide < MARK_SIZE[1] and abs(wide - tall) < wide / 4:
            marks[int((bottom + top) / 2)].append((left, right))
    for row in rows:
        run = row[0]
        near = (
            mark for y in range(int(run.bottom), int(run.bottom + min(run.height, 100))) for mark in marks.get(y, ())
        )
        if any(left < run.left and 0 < run.left - right < MARK_REACH * run.height for left, right in near):
            run.text = f"• {run.text}"


def label_rows(rows: list[Row]) -> None:
    """Puts a colon behind the labels of a table of two columns, "Location" and "Leeds"."""
    pairs = [row if len(row) == 2 and len(row[0].text.split()) <= MAX_LABEL_WORDS else None for row in rows]
    for above, row in pairwise(pairs):
        if above and row and abs(above[1].left - row[1].left) < STILL:
            for label in (above[0], row[0]):
                label.text = label.text.rstrip(": ") + ":"


def read_columns(rows: list[Row]) -> list[Row]:
    """The rows, those of two columns of prose that were drawn line by line across taken apart."""
    pairs = [row for row in rows if len(row) == 2]
    if len(pairs) < MIN_COLUMN_ROWS:
        return rows
    middle = median(row[1].left for row in pairs)
    pairs = [row for row in pairs if abs(row[1].left - middle) < row[1].height]
    words = [sum(len(row[side].text.split()) for row in pairs) / len(pairs) for side in (0, 1)] if pairs else [0]
    if len(pairs) < MIN_COLUMN_ROWS or min(words) < MIN_COLUMN_WORDS:
        return rows
    gutter = min(row[1].left for row in pairs) - 1
    ordered: list[Row] = []
    waiting: list[Row] = []  # the right column, until the left one ends
    for row in rows:
        if any(run.left < gutter < run.right - 1 for run in row):  # a heading over both columns
            ordered += [*waiting, row]
            waiting = []
            continue
        sides = [run for run in row if run.left < gutter], [run for run in row if run.left >= gutter]
        ordered += [side for side in sides[:1] if side]
        waiting += [side for side in sides[1:] if side]
    return ordered + waiting


def row_text(row: Row) -> str:
    """The words of a line, its cells set off; list items that stand side by side on a line each.

    >>> row_text([Run("Place:", 0, 30, 0, 10, 30), Run("Leeds", 90, 120, 0, 10, 30), Run("Cook", 200, 230, 0, 10, 30)])
    'Place: Leeds | Cook'
    """
    text = row[0].text
    for run in row[1:]:
        if BULLET_RE.match(run.text):
            text += "\n"
        else:
            text += " " if text.endswith(":") or LONE_BULLET_RE.fullmatch(text) else " | "
        text += run.text
    return text


def drop_edges(pages: list[list[Row]]) -> list[list[Row]]:
    """The pages without what stands at the same place of most of them, page numbers, and what browsers print."""
    edges = [_edge_rows(rows) for rows in pages]
    places: dict[str, list[float]] = defaultdict(list)
    for page in edges:
        for pattern, bottom in {(_pattern(row), row[0].bottom) for row in page}:
            places[pattern].append(bottom)
    # Where it stands on most pages: on the first one the same words may be the title.
    usual = {pattern: median_low(bottoms) for pattern, bottoms in places.items()}

    def is_edge(row: Row) -> bool:
        pattern, text = _pattern(row), row_text(row)
        if PAGE_NUMBER_RE.fullmatch(text) or PRINTED_RE.fullmatch(text):
            return True
        still = sum(abs(bottom - usual[pattern]) <= STILL for bottom in places[pattern])
        return len(pages) > 1 and still > len(pages) / 2 and abs(row[0].bottom - usual[pattern]) <= STILL

    return [
        [row for row in rows if not (any(row is other for other in page) and is_edge(row))]
        for rows, page in zip(pages, edges, strict=True)
    ]


def _edge_rows(rows: list[Row]) -> list[Row]:
    down = sorted(rows, key=lambda row: -row[0].bottom)
    return down if len(down) <= 2 * EDGE_ROWS else down[:EDGE_ROWS] + down[-EDGE_ROWS:]


def _pattern(row: Row) -> str:
    return re.sub(r"\d+", "#", row_text(row))


def join_pages(pages: Sequence[list[Row]]) -> str:
    """The text of all pages, a paragraph or list item a line, an empty line where there is room between them."""
    rows = [row for page in pages for row in page]
    words = Counter(word.casefold() for row in rows for run in row for word in WORD_START_RE.findall(run.text))
    paragraphs: list[str] = []
    above: Row | None = None
    for block in split_blocks(pages):
        limit = max((row[0].right for row in block if len(row) == 1), default=0.0)
        pitches = line_pitches(block)
        opens = True
        for row in block:
            text = row_text(row)
            if (
                above
                and len(paragraphs[-1]) < LONGEST
                and (runs_over(above, row) if row is block[0] else goes_on(above, row, limit, pitches, opens))
            ):
                paragraphs[-1] = join_words(paragraphs[-1], text, words)
                opens = False
            else:
                if above and not 0 < above[0].bottom - row[0].bottom <= BLANK * min(
                    pitches.get(round(run.height), USUAL_PITCH * run.height) for run in (above[0], row[0])
                ):
                    paragraphs.append("")
                paragraphs.append(text)
                opens = True
            above = row
    return "\n".join(paragraphs) + "\n"


def split_blocks(pages: Sequence[list[Row]]) -> Iterator[list[Row]]:
    """Runs of rows one below the other: pages, and the columns of a page."""
    for page in pages:
        block: list[Row] = []
        for row in page:
            if block and row[0].bottom > block[-1][0].bottom + row[0].height / 2:
                yield block
                block = []
            block.append(row)
        if block:
            yield block


def line_pitches(block: list[Row]) -> dict[int, float]:
    """The least distance from line to line by the height of the lines, all in points."""
    pitches: dict[int, float] = {}
    for above, row in pairwise(block):
        size, pitch = round(row[0].height), above[0].bottom - row[0].bottom
        if above[0].alike(row[0]) and 0.7 * row[0].height < pitch < pitches.get(size, FULL_PITCH * row[0].height):
            pitches[size] = pitch
    return pitches


def goes_on(above: Row, row: Row, limit: float, pitches: dict[int, float], opens: bool) -> bool:
    """Whether a line carries on the paragraph or list item of the line above, which had no room for its first word.

    `opens` tells that the line above is the first of its paragraph, which may be indented.
    """
    upper, lower = above[0], row[0]
    if len(above) > 1 or len(row) > 1 or not upper.alike(lower) or BULLET_RE.match(lower.text):
        return False
    pitch = upper.bottom - lower.bottom
    if not 0 < pitch <= 1.25 * pitches.get(round(lower.height), 0.0):
        return False
    indent = (lower.left - upper.left) / lower.height
    if not (-INDENT if opens else -SAME_INDENT) <= indent <= (INDENT if BULLET_RE.match(upper.text) else SAME_INDENT):
        return False
    space = lower.height / 5
    if upper.right + space + lower.first > limit:
        return True
    # One long line can make others look as if there was room; but a list of short words is no sentence.
    return lower.text[0].islower() and not upper.text.endswith(SENTENCE_ENDS) and len(upper.text) > MAX_ITEM


def runs_over(above: Row, row: Row) -> bool:
    """Whether a sentence goes on at the top of the next column or page."""
    upper, lower = above[-1], row[0]
    return (
        lower.text[0].islower()
        and upper.alike(lower)
        and not upper.text.endswith(SENTENCE_ENDS)
        and (BULLET_RE.match(lower.text) is None)
    )


def join_words(above: str, text: str, words: Counter[str]) -> str:
    """Two lines as one, a word put together that was divided at the line's end.

    >>> join_words("We are cross-", "functional", Counter()), join_words("the develop-", "ment of", Counter())
    ('We are cross-functional', 'the development of')
    """
    if above[-1] in HYPHENS:
        above = above[:-1] + "-"
    divided, rest = WORD_END_RE.search(above, max(0, len(above) - LONGEST_WORD)), WORD_START_RE.match(text)
    if divided is None or rest is None or not rest[0][0].islower():
        glue = "" if above.endswith("-") and above[-2:-1].isalnum() else " "
        return above + glue + text
    whole = (divided[1] + rest[0]).casefold()
    known = english()
    # A hyphen of its own stands between two words that are none together: "cross-functional".
    parts = sum(word.casefold() in known for word in (divided[1], rest[0]))
    if whole in words or whole in known or not parts:
        above = above[:-1]
    return above + text


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """The English words, in small letters."""
    text = files("jdtool").joinpath("data/english.txt").read_text("utf-8")
    return frozenset(line.casefold() for line in text.splitlines() if not line.startswith("#"))
