"""RTF files: one posting a file."""

from __future__ import annotations

from collections.abc import Iterator

from jdtool import patterns
from jdtool.model import Failure, Record, Source
from jdtool.readers.composing import join_cells
from jdtool.readers.opening import Data, part

# Code pages by the word that opens a file; `\ansicpg` says it better where it stands.
CODE_PAGE_RE = patterns.compile(rb"\\(mac|pca|pc)(?![a-z])")
CODE_PAGES = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
STATED_PAGE_RE = patterns.compile(rb"\\ansicpg(\d{1,5})")
HEAD = 1000  # bytes in which it stands

BINARY_RE = patterns.compile(rb"\\bin[a-z]{0,10}(\d{0,9}) ?")  # "\bin1234 " and so many bytes
HEX_RE = patterns.compile(rb"[0-9A-Fa-f\s]{500,}")  # a picture
FOREIGN_RE = patterns.compile(rb"[\x80-\xff]")
FONTS_RE = patterns.compile(r"\{\s{0,9}\\fonttbl")
FONT_RE = patterns.compile(r"\\f(\d{1,5})(?!\d)[^;]{0,200}?\\fcharset(\d{1,3})(?!\d)")
# Words that striprtf knows under another name: those of `RENAMED` are then skipped in linear time, and the marks of
# lists are kept.
RENAMED = ((r"\fldinst", r"\private"), (r"\pict", r"\private"), (r"\pntext", r"\listtext"))
MARK_RE = patterns.compile(
    r"[·§\uf020-\uf0ff]\s*\t\s*|[·§\uf020-\uf0ff] ?(?=\w)"
)  # bullets in the letters of a symbol font


def read_records(data: Data) -> Iterator[Record | Failure]:
    """The document as one record."""
    striprtf = part("striprtf.striprtf", "RTF files", "docs")
    content = data.whole()
    head = content[:HEAD]
    page, stated = CODE_PAGE_RE.search(head), STATED_PAGE_RE.search(head)
    encoding = f"cp{int(stated[1])}" if stated else CODE_PAGES[page[1]] if page else "cp1252"
    try:
        text = striprtf.rtf_to_text(prepare(content), encoding, errors="replace")
    except Exception:  # striprtf checks nothing: ValueError, TypeError, OverflowError ... from a damaged file
        yield Failure(data.name, None, "a damaged RTF file")
        return
    text = tidy(text)
    if text:
        repairs = ["undecodable-bytes"] if "\ufffd" in text else []
        yield Record(Source(data.name, "rtf", 0, encoding, repairs), text + "\n")
    else:
        yield Failure(data.name, None, "no text in this RTF file")


def prepare(content: bytes) -> str:
    """The file without pictures, rid of what striprtf reads wrongly or slowly."""
    kept: list[bytes] = []
    position = 0
    for match in BINARY_RE.finditer(content):
        if match.start() >= position:
            kept.append(content[position : match.start()])
            position = match.end() + int(match[1] or 0)
    content = HEX_RE.sub(b" ", b"".join([*kept, content[position:]]))
    try:
        text = content.decode("utf-8")  # against the rules, but written by some programs
    except UnicodeDecodeError:
        text = FOREIGN_RE.sub(lambda byte: b"\\'%02x" % byte[0][0], content).decode("ascii")
    for word, name in RENAMED:
        text = text.replace(word, name)
    fonts = FONTS_RE.search(text)
    if fonts:
        # striprtf looks through the table in quadratic time: it gets one with the code pages alone.
        table = "".join(rf"{{\f{font}\fcharset{page} x;}}" for font, page in FONT_RE.findall(text, fonts.end()))
        text = FONTS_RE.sub(lambda _: r"{\private ", text)
        text = rf"{text[: fonts.start()]}{{\fonttbl{table}}}{text[fonts.start() :]}"
    return text


def tidy(text: str) -> str:
    """The text with pairs of surrogates put together, bullets, and rows of tables on a line each."""
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    lines: list[str] = []
    for line in text.splitlines():
        line = MARK_RE.sub("• ", line, count=1) if MARK_RE.match(line.strip()) else line
        line = " ".join(line.split())
        if line.endswith("|"):
            line = join_cells([cell.strip() for cell in line.split("|") if cell.strip()])
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip()
