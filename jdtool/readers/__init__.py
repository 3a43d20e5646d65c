"""From what the user names to records: files, folders, patterns, standard input. A module per format.

To add a format, write its module with a `read_records` function and add its row to `READERS`.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from jdtool.model import Failure, Record

STDIN = "-"
MAX_BYTES = 50_000_000  # a posting has 4,000 characters; a larger file is something else

READERS: dict[str, str] = {
    "text": "jdtool.readers.text",
}
"""Formats and their modules; each has `read_records(path, data)`, which yields records and failures."""

SUFFIXES: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
}
"""What a folder is searched for. A file named on its own is read whatever its name."""

Reading = Iterator[Record | Failure]


def read_sources(sources: Iterable[str]) -> Reading:
    """The records of all sources in order, a folder's by name; what cannot be read comes as a Failure."""
    for source in sources:
        yield from read_source(source)


def read_source(source: str) -> Reading:
    """The records of a file, a folder (searched through), a pattern, or standard input ("-")."""
    if source == STDIN:
        yield from _read_file(source)
        return
    path = Path(source)
    try:
        folder = stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as error:
        yield from _read_pattern(source, error)
        return
    yield from _read_folder(path) if folder else _read_file(source)


def _read_pattern(source: str, error: Exception) -> Reading:
    # Path.glob knows no absolute patterns.
    matches = sorted(glob.glob(source, recursive=True))  # noqa: PTH207
    if matches:
        yield from read_sources(matches)
    elif glob.has_magic(source):
        yield Failure(source, None, "no file matches this pattern")
    elif isinstance(error, FileNotFoundError):
        yield Failure(source, None, "no such file or folder")
    else:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Failure(source, None, f"cannot be opened: {reason}")


def _read_folder(folder: Path) -> Reading:
    """The postings below a folder, by path; not hidden files, links to folders or special files."""
    found = False
    failures: list[Failure] = []

    def note(error: OSError) -> None:
        failures.append(Failure(str(error.filename), None, f"cannot be opened: {error.strerror}"))

    for root, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if name.startswith(".") or path.suffix.lower() not in SUFFIXES or not path.is_file():
                continue
            found = True
            yield from _read_file(str(path))
    yield from failures
    if not found and not failures:
        yield Failure(str(folder), None, f"no postings in this folder: no file ends in {', '.join(SUFFIXES)}")


def _read_file(path: str) -> Reading:
    try:
        with os.fdopen(0, "rb", closefd=False) if path == STDIN else Path(path).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        yield Failure(path, None, f"cannot be read: {error.strerror or error}")
        return
    yield from _read_data(path, data)


def _read_data(path: str, data: bytes) -> Reading:
    if not data.strip():
        yield Failure(path, None, "empty: there is nothing to read")
    elif len(data) > MAX_BYTES:
        yield Failure(path, None, f"larger than {MAX_BYTES // 1_000_000} MB; split it into postings")
    else:
        read_records: Callable[[str, bytes], Reading] = import_module(READERS[detect(data)]).read_records
        yield from read_records(path, data)


def detect(data: bytes) -> str:
    """The format of a file by its content."""
    return "text"
