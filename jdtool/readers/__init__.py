"""From what the user names to records: files, folders, patterns, standard input. A module per format.

To add a format, write its module with a `read_records` function and add its row to `READERS`.
"""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from jdtool.model import Failure, Record

STDIN = "-"
MAX_BYTES = 50_000_000  # a posting has 4,000 characters; a larger file is something else

READERS: dict[str, str] = {
    "text": "jdtool.readers.text",
}
"""Formats and their modules; each has `read_records(path: str, data: bytes) -> Iterator[Record | Failure]`."""

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
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        yield from _read_data("-", data)
        return
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield from _read_pattern(source, error)
        return
    if stat.S_ISDIR(mode):
        yield from _read_folder(path)
    elif stat.S_ISREG(mode):
        yield from _read_file(path)
    else:
        yield Failure(source, None, "not a file or folder; jdtool reads regular files, folders and - for standard input")


def _read_pattern(source: str, error: Exception) -> Reading:
    matches = sorted(glob.glob(source, recursive=True)) if glob.has_magic(source) else []
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
    """The readable files below a folder by path; hidden ones, links to folders and special files are left out."""
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
            yield from _read_file(path)
    yield from failures
    if not found and not failures:
        yield Failure(str(folder), None, f"no postings in this folder: no file ends in {', '.join(SUFFIXES)}")


def _read_file(path: Path) -> Reading:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        yield Failure(str(path), None, f"cannot be read: {error.strerror or error}")
        return
    yield from _read_data(str(path), data)


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
