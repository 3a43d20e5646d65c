"""HTML to lines of text: headings, paragraphs, list items and table rows each on lines of their own.

The parser hands out events, from which a light tree is built: libxml2's own tree ends at a depth of 256, and is slow
where an element has thousands of attributes. No function here calls itself, so that depth costs nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from jdtool import patterns
from jdtool.limits import Limits, in_force

MOST_LABEL = 40  # characters in the left cell of a row "Location | Leeds"

BLOCKS: frozenset[str] = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td"
    " tfoot th thead tr ul".split()
)
SPACED: frozenset[str] = frozenset("blockquote dl h1 h2 h3 h4 h5 h6 hr ol p pre section table ul".split())
"""Blocks with an empty line before them; all but headings also after them."""
HEADINGS: frozenset[str] = frozenset("h1 h2 h3 h4 h5 h6".split())
SILENT: frozenset[str] = frozenset(
    "audio button canvas datalist del embed frameset head iframe input map math meta noscript object option s script"
    " select strike style svg template textarea title video".split()
)
"""Elements whose content is no text of the page, or struck out."""
CELLS: frozenset[str] = frozenset("dt td th".split())
"""Blocks that what follows may join on their line."""
CONTAINERS: frozenset[str] = frozenset("article body div header main section".split())
"""Elements that hold parts of a page rather than running text."""

TAG_RE = patterns.compile(r"<(?:/?[a-zA-Z]|!--)[^<>]{0,2000}>")
BLOCK_TAG_RE = patterns.compile(rf"</?(?:{'|'.join(sorted(BLOCKS))}|br)\b", re.IGNORECASE)
ESCAPED_TAG_RE = patterns.compile(r"&(?:lt|#60|#x3c);\s{0,3}/?[a-z][a-z0-9]{0,12}\b", re.IGNORECASE)
REAL_TAG_RE = patterns.compile(r"</?[a-z]", re.IGNORECASE)
# Line breaks that were typed, where a style sheet shows them: an empty line, a line that begins with a bullet.
TYPED_BREAK_RE = patterns.compile(r"\n[ \t\r]{0,200}(?=\n)|\n(?=[ \t]{0,200}[-*•·▪●◦–][ \t\xa0])")
BULLET_RE = patterns.compile(r"^\s*[-*•·▪●◦–✓✔➢►]\s+")
HIDDEN_STYLE_RE = patterns.compile(r"(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.IGNORECASE)
KEPT_SPACE_RE = patterns.compile(r"white-space\s{0,9}:\s{0,9}(?:pre|break-spaces)", re.IGNORECASE)

NO_ATTRIBUTES: Final[Mapping[str, str]] = {}


class Element:
    """An element of a page; `children` holds elements and pieces of text in their order."""

    __slots__ = ("attributes", "children", "parent", "tag")

    def __init__(self, tag: str, attributes: Mapping[str, str], parent: Element | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []

    def get(self, name: str) -> str:
        """The attribute, "" where there is none."""
        return self.attributes.get(name, "")

    def walk(self) -> Iterator[Element]:
        """The element and all in it, in the order of the page."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack += [child for child in reversed(element.children) if isinstance(child, Element)]

    def pieces(self) -> Iterator[str]:
        """The pieces of text in it as they stand in the source."""
        stack: list[Element | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                yield item
            else:
                stack += reversed(item.children)


class _Builder:
    """Takes the parser's events and makes the tree."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.root = Element("", NO_ATTRIBUTES, None)
        self.here = self.root
        self.made = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self.made == self.limits.elements:
            raise self.limits.over("elements", f"a page of more than {self.made:,} elements")
        self.made += 1
        if self.here.tag == "head" and (tag in BLOCKS or "-" in tag):
            self.here.tag = "body"  # the parser does not know <main> and the like, and leaves them in the head
        element = Element(tag, dict(attributes) if attributes else NO_ATTRIBUTES, self.here)
        self.here.children.append(element)
        self.here = element

    def end(self, tag: str) -> None:
        if self.here.parent is not None:
            self.here = self.here.parent

    def data(self, text: str) -> None:
        self.here.children.append(text)

    def close(self) -> Element:
        return self.root


def parse(markup: str) -> Element:
    """The tree of a page or a piece of one, whatever is wrong with it; UnreadableError where it is too large."""
    from lxml import etree  # only where there is HTML

    builder: Any = _Builder(in_force())
    parser: Any = etree.HTMLParser(target=builder, encoding="utf-8", huge_tree=True)
    if not markup.strip():
        return Element("", NO_ATTRIBUTES, None)
    try:
        root: Element = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return Element("", NO_ATTRIBUTES, None)
    return root


def html_to_text(markup: str) -> str:
    """The text of a piece of HTML, a line each heading, paragraph, list item ("- ") and table row.

    Text without tags for blocks keeps the line breaks it has.

    >>> html_to_text("<h2>Tasks</h2><ul><li>Cook</li><li>Bake &amp; fry</li></ul><p>Leeds<br>UK</p>")
    'Tasks\\n\\n- Cook\\n- Bake & fry\\n\\nLeeds\\nUK'
    >>> html_to_text("<table><tr><th>Place</th><td>Leeds</td></tr></table>")
    'Place: Leeds'
    >>> html_to_text("Cook &amp; bake.\\nRequirements:")
    'Cook & bake.\\nRequirements:'
    """
    if BLOCK_TAG_RE.search(markup):
        return element_text(parse(markup))
    if TAG_RE.search(markup):
        return element_text(parse(f"<pre>\n{markup}</pre>"))
    return "\n".join(line.strip() for line in html.unescape(markup).splitlines()).strip()


def unescape_once(text: str) -> str:
    """The HTML inside a text that is escaped HTML; any other text as it is.

    >>> unescape_once("&lt;p&gt;R&amp;amp;D&lt;/p&gt;"), unescape_once("<p>if a &lt;b</p>")
    ('<p>R&amp;D</p>', '<p>if a &lt;b</p>')
    """
    if ESCAPED_TAG_RE.search(text) and not REAL_TAG_RE.search(text):
        return html.unescape(text)
    return text


def is_hidden(element: Element) -> bool:
    """Whether the page does not show it. A panel that a click opens counts as shown: it holds part of the page."""
    attributes = element.attributes
    if not attributes:
        return False
    unseen = (
        ("hidden" in attributes and attributes["hidden"] != "until-found")
        or attributes.get("aria-hidden") == "true"
        or HIDDEN_STYLE_RE.search(attributes.get("style", "")) is not None
    )
    return unseen and attributes.get("role") != "tabpanel"


def is_silent(element: Element) -> bool:
    """Whether nothing in it is text that the page shows."""
    return element.tag in SILENT or is_hidden(element)


def element_text(element: Element, left_out: Callable[[Element], bool] = is_silent) -> str:
    """The text of an element in lines, without the elements that `left_out` names."""
    lines = _Lines()
    stack: list[Element | str | _Step] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            lines.write(item)
        elif isinstance(item, _Step):
            item(lines)
        elif not left_out(item):
            _open(item, lines)
            stack.append(_Closing(item))
            stack += reversed(list(_with_seams(item)))
    lines.end()
    return "\n".join(lines.lines).strip()


class _Step:
    """Something to do between two pieces of text."""

    def __call__(self, lines: _Lines) -> None:
        raise NotImplementedError


class _Closing(_Step):
    """The end of an element."""

    __slots__ = ("element",)

    def __init__(self, element: Element) -> None:
        self.element = element

    def __call__(self, lines: _Lines) -> None:
        tag = self.element.tag
        if tag not in CELLS and (tag in BLOCKS or "-" in tag):
            lines.end(empty=tag in SPACED and tag not in HEADINGS, inside_row=tag != "tr")
        if tag == "li":
            lines.items -= 1
            lines.bullet = False
        if tag == "pre" or _keeps_space(self.element):
            lines.kept_space -= 1
        lines.labelled = tag in ("dt", "th")


class _Seam(_Step):
    """The border of two parts that only a style sheet holds apart: <span class="a">Leeds</span><span class="b">..."""

    def __call__(self, lines: _Lines) -> None:
        lines.seam = True


SEAM = _Seam()


def _keeps_space(element: Element) -> bool:
    return "style" in element.attributes and KEPT_SPACE_RE.search(element.attributes["style"]) is not None


def _open(element: Element, lines: _Lines) -> None:
    tag = element.tag
    if tag == "br":
        lines.end(line_break=True)
    elif lines.pieces and (tag in ("td", "th") or (tag == "dd" and lines.labelled)):
        lines.pieces.append(LABEL if lines.labelled else CELL)
    elif tag in BLOCKS or "-" in tag:
        lines.end(empty=tag in SPACED)
    if tag == "li":
        lines.items += 1
        lines.bullet = True
    if tag == "pre" or _keeps_space(element):
        lines.kept_space += 1
    lines.labelled = False


def _with_seams(element: Element) -> Iterator[Element | str | _Step]:
    """The children, with a seam between neighbours that have a class each and no text beside them."""
    children = element.children
    if element.tag not in CONTAINERS or any(isinstance(child, str) and not child.isspace() for child in children):
        yield from children
        return
    before: Element | None = None
    spaces = ""
    for child in children:
        if isinstance(child, str):
            spaces += child
        else:
            # A lone blank between two parts is a space that somebody wrote; none or a line break is a template.
            if before and "class" in before.attributes and "class" in child.attributes and spaces.strip(" ") == spaces:
                yield SEAM
            before, spaces = (None if child.tag in BLOCKS else child), ""
        yield child


CELL: Final = "\0cell"
LABEL: Final = "\0label"  # the border behind a cell that names what follows


class _Lines:
    """Text gathered into lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.pieces: list[str] = []  # of the line that is being written; CELL and LABEL between cells
        self.empty = False  # whether an empty line is due
        self.bullet = False  # whether the next text begins a list item
        self.items = 0  # open list items
        self.kept_space = 0  # open elements whose line breaks count
        self.labelled = False  # whether a <dt> or <th> has just ended
        self.seam = False

    def write(self, text: str) -> None:
        if self.kept_space and "\n" in text:
            first, *rest = text.split("\n")
            self._put(first)
            for line in rest:
                self.end(line_break=True)
                self._put(line)
        elif "\n" in text and TYPED_BREAK_RE.search(text):
            first, *rest = TYPED_BREAK_RE.split(text)
            self._put(first)
            for line in rest:
                self.end(empty=line.startswith("\n"))
                self._put(line)
        else:
            self._put(text)

    def _put(self, text: str) -> None:
        if not text or (text.isspace() and not self.pieces):
            return
        if self.seam and not text.isspace():
            self.seam = False
            self._join(text)
        if not text.isspace():
            self.labelled = False
        self.pieces.append(text.replace("\0", ""))

    def _join(self, text: str) -> None:
        """A new line at a seam, but a space where the text goes on: "5" / "years", "£30,000" / "-" / "£35,000"."""
        before = self.pieces[-1].rstrip() if self.pieces else ""
        first = text.lstrip()[0]
        last = next((p.rstrip()[-1] for p in reversed(self.pieces) if p.strip()), before[-1:])
        if first.islower() or first in "-–—,.;:/|·•)" or not (last.isalnum() or last in ")+%."):
            self.pieces.append(" ")
        else:
            self.end()

    def end(self, *, empty: bool = False, line_break: bool = False, inside_row: bool = True) -> None:
        """Ends the line; `empty` asks for an empty line, a line break where nothing was written makes one."""
        rows = list(_rows(self.pieces, inside_row)) if self.pieces else []
        if rows:
            if self.empty and self.lines:
                self.lines.append("")
            self.empty = False
            if self.bullet:
                rows[0] = "- " + BULLET_RE.sub("", rows[0], count=1)
                self.bullet = False
            self.lines += rows
        elif line_break:
            empty = True
        self.pieces = []
        self.seam = False
        if empty and not self.items:
            self.empty = True


def _rows(pieces: list[str], inside_row: bool) -> Iterator[str]:
    """The line or, where cells hold blocks of text, lines that the pieces make."""
    cells: list[list[str]] = [[]]
    labels: list[bool] = []
    for piece in pieces:
        if piece in (CELL, LABEL):
            cells.append([])
            labels.append(piece == LABEL)
        else:
            cells[-1].append(piece)
    if not labels:
        line = " ".join("".join(pieces).split())
        if line:
            yield line
        return
    texts = [" ".join("".join(cell).split()) for cell in cells]
    labelled = labels[0] or texts[0].endswith(":")
    texts = [text for text in texts if text]
    if len(texts) == 2 and (labelled or (not inside_row and len(texts[0]) <= MOST_LABEL)):
        yield f"{texts[0].rstrip(': ')}: {texts[1]}"
    elif inside_row:
        yield from texts
    elif texts:
        yield " | ".join(texts)
