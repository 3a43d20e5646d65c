"""A source as a stream of text, for readers that hand out records as they come."""

from __future__ import annotations

import codecs
import io

from jdtool.readers.decoding import decode
from jdtool.readers.opening import Data

LENIENT = "jdtool-windows-1252"
START = 1024  # bytes in which UTF-16 and UTF-32 show themselves; whole characters of either


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """The bytes that are no UTF-8 read as Windows-1252: one old line in a file of gigabytes spoils nothing else."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(LENIENT, _as_windows_1252)


def open_text(data: Data, newline: str) -> tuple[io.TextIOWrapper, str]:
    """The source as text and the name of its encoding, found in the first bytes and kept to the end."""
    encoding = head_encoding(data.head)
    return io.TextIOWrapper(data.stream(), *_codec(encoding), newline), encoding


def whole_text(data: Data) -> tuple[str, str]:
    """All of the source as text and the name of its encoding; UnreadableError where it is too much."""
    encoding = head_encoding(data.head)
    return data.whole().decode(*_codec(encoding)), encoding


def _codec(encoding: str) -> tuple[str, str]:
    """What decodes such a source, without its byte-order mark, and what it does with other bytes."""
    return ("utf-8-sig", LENIENT) if encoding == "utf-8" else (encoding, "replace")


def head_encoding(head: bytes) -> str:
    """The encoding that the first bytes show, which may end inside a character.

    >>> head_encoding("Köln".encode()[:2]), head_encoding("Our café is open".encode("cp1252"))
    ('utf-8', 'cp1252')
    """
    start = decode(head[:START])[1]
    if start.startswith(("utf-16", "utf-32")):
        return start
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(head)
    broken = text.count("\ufffd")
    sound = sum(sign > "\x7f" for sign in text) - broken
    return "utf-8" if broken <= sound else decode(head)[1]
