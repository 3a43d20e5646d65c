"""Plain text and Markdown: one posting a file."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from contextlib import suppress

from jdtool.model import Failure, Record, Source
from jdtool.readers.decoding import decode, is_binary

MARKUP_RE = re.compile(
    rb"""\s*(?:<(?:!doctype|!--|\?xml|html|head|body|div|section|article|main|table|ul|p|h[1-6]|script|meta)\b
    |<!--|\{\\rtf|%pdf-)""",
    re.VERBOSE | re.IGNORECASE,
)  # "<!DOCTYPE html>"


def read_records(path: str, data: bytes) -> Iterator[Record | Failure]:
    """The text as one record; data in another form is refused, since its keys and tags are no posting's words."""
    kind = other_form(data)
    if kind:
        yield Failure(path, None, f"{kind}, not text; save the posting as a .txt or .md file")
        return
    text, encoding = decode(data)
    if not text.strip():
        yield Failure(path, None, "empty: there is nothing to read")
        return
    repairs = ["undecodable-bytes"] if "\ufffd" in text and encoding != "utf-8" else []
    form = "markdown" if path.lower().endswith((".md", ".markdown")) else "text"
    yield Record(Source(path, form, 0, encoding, repairs), text)


def other_form(data: bytes) -> str | None:
    """What the data is where it is no text or Markdown.

    >>> other_form(b'{"title": "Cook"}'), other_form(b"[Cook](http://example.com)")
    ('JSON', None)
    """
    start = data.removeprefix(codecs.BOM_UTF8)
    if MARKUP_RE.match(start):
        return "a web page, XML, PDF or RTF document"
    if start.lstrip()[:1] in (b"{", b"["):
        for whole in (start, start.lstrip().partition(b"\n")[0]):  # JSON, or JSON Lines
            with suppress(ValueError, RecursionError):
                json.loads(whole)
                return "JSON"
    return "a binary file" if is_binary(data) else None
