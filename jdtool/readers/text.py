"""Plain text and Markdown: one posting a file."""

from __future__ import annotations

from collections.abc import Iterator

from jdtool.model import Failure, Record, Source
from jdtool.readers.decoding import decode, is_binary
from jdtool.readers.opening import Data


def read_records(data: Data) -> Iterator[Record | Failure]:
    """The text as one record; a binary file is refused."""
    content = data.whole()
    if is_binary(content):
        yield Failure(data.name, None, "a binary file, not text; save the posting as text, HTML, JSON, PDF or Word")
        return
    text, encoding = decode(content)
    if not text.strip():
        yield Failure(data.name, None, "empty: there is nothing to read")
        return
    repairs = ["undecodable-bytes"] if "\ufffd" in text and encoding != "utf-8" else []
    form = data.form or ("markdown" if data.name.lower().endswith((".md", ".markdown")) else "text")
    yield Record(Source(data.name, form, 0, encoding, repairs), text)
