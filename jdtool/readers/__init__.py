"""From what the user names to records: files, folders, patterns, standard input. A module per format.

A format is recognised by its content, not by its name. To add one, write its module with `read_records(data)`, which
yields records and failures, add its row to `READERS`, and teach `detect` its shape.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Container, Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from jdtool import patterns
from jdtool.errors import OutOfTimeError, UnreadableError
from jdtool.limits import DEFAULTS, Limits, stop_clock, timed
from jdtool.model import Analysis, Failure, Record
from jdtool.readers.composing import plain_key
from jdtool.readers.decoding import decode, is_binary
from jdtool.readers.opening import Data
from jdtool.readers.rows import Row, own_record

if TYPE_CHECKING:
    from pathlib import Path

STDIN = "-"

READERS: dict[str, str] = {
    "gzip": "jdtool.readers.packed",
    "text": "jdtool.readers.text",
    "html": "jdtool.readers.webpage",
    "json": "jdtool.readers.json_records",
    "table": "jdtool.readers.table",
    "mail": "jdtool.readers.mail",
    "pdf": "jdtool.readers.pdf",
    "docx": "jdtool.readers.docx",
    "rtf": "jdtool.readers.rtf",
    "parquet": "jdtool.readers.parquet",
}
"""Formats and their modules."""

MARKS: tuple[tuple[str, bytes], ...] = (
    ("gzip", b"\x1f\x8b"),
    ("parquet", b"PAR1"),
    ("docx", b"PK\x03\x04"),
    ("docx", b"\xd0\xcf\x11\xe0"),  # the Word of before 2007, or a file with a password
    ("rtf", b"{\\rtf"),
)
SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("json", patterns.compile(r'\{\s{0,99}["}]|\[\s{0,99}[\[{"\]]')),  # not "[Cook](http://...)"
    (
        "html",
        patterns.compile(
            r"<(?:!doctype|!--|\?xml|html|head|body|title|meta|link|script|style|div|span|section|article|main|header|nav"
            r"|table|ul|ol|p|br|h[1-6]|b|strong|a)\b",
            re.IGNORECASE,
        ),
    ),
)
EMPTY_LINE_RE = patterns.compile(r"\r?\n\r?\n")
MAIL_LINE_RE = patterns.compile(r"^([A-Za-z][A-Za-z-]{1,40}):[ \t]", re.MULTILINE)
MAIL_NAMES = frozenset(
    "from to subject date mime-version content-type received message-id return-path snapshot-content-location".split()
)
MAIL_TELLING = frozenset(("from", "mime-version", "received", "message-id", "return-path"))

DELIMITERS = ",;\t|"
HEADER_LIMIT = 10_000  # characters
COLUMNS: frozenset[str] = frozenset(
    "title jobtitle name position role company companyname employer organization location joblocation city country"
    " description jobdescription content body descriptionhtml descriptionplain summary jobsummary jobskills salary"
    " salaryestimate minamount maxamount minsalary maxsalary jobtype joburl joblink url site id jobid"
    " dateposted".split()
)
TELLING_COLUMNS = frozenset(
    "title jobtitle position description jobdescription descriptionhtml descriptionplain jobsummary".split()
)

SUFFIXES: frozenset[str] = frozenset(
    ".txt .text .md .markdown .html .htm .xhtml .json .jsonl .ndjson .csv .tsv .parquet .pdf .docx .rtf .eml .mht"
    " .mhtml .gz".split()
)
"""What a folder is searched for. A file named on its own is read whatever its name."""

Reading = Iterator[Record | Failure]
Found = Iterator[Record | Row | Failure]
"""Rows are not read yet."""


def read_sources(sources: Iterable[str], limits: Limits = DEFAULTS) -> Reading:
    """The records of all sources in order, a folder's by name; what cannot be read comes as a Failure."""
    return _read_rows(find_records(sources, limits), limits)


def read_source(source: str, limits: Limits = DEFAULTS) -> Reading:
    """The records of a file, a folder (searched through), a pattern, or standard input ("-")."""
    return read_sources([source], limits)


def find_records(sources: Iterable[str], limits: Limits = DEFAULTS, given_up: Container[str] = ()) -> Found:
    """Like `read_sources`, rows not read yet. What is left of a file that is given up meanwhile is not read."""
    for file in find_files(sources):
        if isinstance(file, Failure):
            yield file
        else:
            for item in find_in_file(file, limits):
                if file in given_up:
                    break
                yield item


def _read_rows(found: Found, limits: Limits) -> Reading:
    for item in found:
        read = item.read() if isinstance(item, Row) else item
        if isinstance(read, Analysis):
            read = own_record(read.posting.source)
        elif isinstance(read, Record) and (much := limits.too_long(read.text)):
            read = Failure(read.source.path, read.source.record or None, much)
        yield read


def find_files(sources: Iterable[str]) -> Iterator[str | Failure]:
    """The files that the sources name, "-" for standard input, in the order in which they are read."""
    for source in sources:
        if source == STDIN:
            yield source
            continue
        try:
            folder = stat.S_ISDIR(os.stat(source or ".").st_mode)  # noqa: PTH116 - pathlib costs a start two milliseconds
        except (OSError, ValueError) as error:
            yield from _match_pattern(source, error)
            continue
        if folder:
            yield from _search_folder(source)
        else:
            yield source


def _match_pattern(source: str, error: Exception) -> Iterator[str | Failure]:
    import glob

    # Path.glob knows no absolute patterns.
    matches = sorted(glob.glob(source, recursive=True))  # noqa: PTH207
    if matches:
        for match in matches:
            if os.path.isfile(match) or os.path.isdir(match):  # noqa: PTH112, PTH113
                yield from find_files([match])
            else:  # to open a pipe that nobody writes to would be to wait for ever
                yield Failure(match, None, "no plain file; it is read where it is named, not by a pattern")
    elif glob.has_magic(source):
        yield Failure(source, None, "no file matches this pattern")
    elif isinstance(error, FileNotFoundError):
        yield Failure(source, None, "no such file or folder")
    else:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Failure(source, None, f"cannot be opened: {reason}")


def _search_folder(source: str) -> Iterator[str | Failure]:
    """The files below a folder, by path; not hidden ones, links to folders or special files."""
    from pathlib import Path

    folder = Path(source)
    found = False
    failures: list[Failure] = []

    def note(error: OSError) -> None:
        failures.append(Failure(str(error.filename), None, f"cannot be opened: {error.strerror}"))

    for path in _walk(folder, note):
        found = True
        yield str(path)
    yield from failures
    if not found and not failures:
        yield Failure(str(folder), None, f"no postings in this folder: no file ends in {', '.join(sorted(SUFFIXES))}")


def _walk(folder: Path, note: Callable[[OSError], None] | None = None) -> Iterator[Path]:
    """The files below a folder that may hold postings, by path."""
    from pathlib import Path

    for root, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and path.suffix.lower() in SUFFIXES and path.is_file():
                yield path


def count_files(sources: Iterable[str]) -> int:
    """How many files the sources name, for those who show how far the reading is."""
    import glob
    from pathlib import Path

    # Path.glob knows no absolute patterns.
    named = [path for s in sources for path in ([s] if Path(s).exists() else glob.glob(s, recursive=True))]  # noqa: PTH207
    return sum(sum(1 for _ in _walk(Path(path))) if Path(path).is_dir() else 1 for path in named)


def find_in_file(path: str, limits: Limits = DEFAULTS, opened: Callable[[Data], None] | None = None) -> Found:
    """The records in a file, or standard input ("-"); `opened` is given its data, for those who watch the reading."""
    try:
        with os.fdopen(0, "rb", closefd=False) if path == STDIN else open(path, "rb") as stream:  # noqa: PTH123
            data = Data(path, stream, limits=limits)
            if opened:
                opened(data)
            yield from _watched(_find_in(data), path, limits)
    except OSError as error:
        yield Failure(path, None, f"cannot be read: {error.strerror or error}")


def _watched(found: Found, path: str, limits: Limits) -> Found:
    """What is found in a file, as long as it keeps within the limits."""
    while True:
        try:
            with timed(limits):
                item = next(found, None)
        except OutOfTimeError:
            stop_clock()
            yield Failure(path, None, str(limits.over("seconds", f"takes more than {limits.seconds} s to read")))
            return
        if item is None:
            return
        yield item


def read_data(data: Data) -> Reading:
    """The records in an opened source, whatever its format; what lies packed inside another is opened in turn."""
    return _read_rows(_find_in(data), data.limits)


def _find_in(data: Data, depth: int = 0) -> Found:
    if not data.head.strip():
        yield Failure(data.name, None, "empty: there is nothing to read")
        return
    read_records: Callable[[Data], Iterator[Record | Row | Failure | Data]]
    read_records = import_module(READERS[detect(data.head)]).read_records
    try:
        for found in read_records(data):
            if not isinstance(found, Data):
                yield found
            elif depth < data.limits.packed:
                found.limits = data.limits
                yield from _find_in(found, depth + 1)
            else:
                much = data.limits.over("packed", "packed too deep; unpack it first")
                yield Failure(data.name, None, str(much))
    except UnreadableError as error:
        yield Failure(data.name, None, str(error))
    except Exception as error:
        if not _tells_damage(error):
            raise
        yield Failure(data.name, None, f"a damaged gzip file: {error}")


def _tells_damage(error: Exception) -> bool:
    """Whether the error is one of those that damaged gzip data raises."""
    import gzip
    import zlib

    return isinstance(error, (gzip.BadGzipFile, zlib.error, EOFError))


def detect(head: bytes) -> str:
    """The format that the first bytes of a source show.

    >>> detect(b"%PDF-1.7"), detect(b'{"title": "Cook"}'), detect(b"[Cook](http://example.com)")
    ('pdf', 'json', 'text')
    """
    for name, mark in MARKS:
        if head.startswith(mark):
            return name
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if is_binary(head):
        return "text"  # whose reader refuses it with a word
    start = decode(head)[0].lstrip()
    for name, shape in SHAPES:
        if shape.match(start):
            return name
    if is_mail(start):
        return "mail"
    return "table" if is_table(start) else "text"


def is_mail(text: str) -> bool:
    """Whether the text begins with the head of a letter: two lines or more of it, among them one that tells."""
    head = EMPTY_LINE_RE.split(text, maxsplit=1)[0]
    names = {match[1].lower() for match in MAIL_LINE_RE.finditer(head)}
    return bool(MAIL_LINE_RE.match(text)) and len(names & MAIL_NAMES) > 1 and not names.isdisjoint(MAIL_TELLING)


def is_table(text: str) -> bool:
    """Whether the first line heads columns, of which two or more have names that tables of postings use."""
    line = next(iter(text[:HEADER_LIMIT].splitlines()), "")
    for delimiter in DELIMITERS:
        if delimiter not in line:
            continue
        import csv

        cells = {plain_key(cell) for cell in next(csv.reader([line], delimiter=delimiter))}
        if len(cells & COLUMNS) > 1 and not cells.isdisjoint(TELLING_COLUMNS):
            return True
    return False
