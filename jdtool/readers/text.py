"""Plain text and Markdown: one posting a file."""

from __future__ import annotations

from collections.abc import Iterator

from jdtool.model import Failure, Record, Source
from jdtool.readers.decoding import decode, is_binary

MARKUP = (b"<!doctype html", b"<html", b"{\\rtf", b"%pdf-")


def read_records(path: str, data: bytes) -> Iterator[Record | Failure]:
    """The text as one record."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(MARKUP) or is_binary(data):
        kind = "a web page, PDF or RTF document" if start.startswith(MARKUP) else "a binary file"
        yield Failure(path, None, f"{kind}, not text; save the posting as a .txt or .md file")
        return
    text, encoding = decode(data)
    if not text.strip():
        yield Failure(path, None, "empty: there is nothing to read")
        return
    repairs = ["undecodable-bytes"] if "\ufffd" in text and encoding != "utf-8" else []
    kind = "markdown" if path.lower().endswith((".md", ".markdown")) else "text"
    yield Record(Source(path, kind, 0, encoding, repairs), text)
