"""JSON and JSON Lines: one posting, a list of them, or either inside the object that a board wraps around."""

from __future__ import annotations

import json
from collections.abc import Iterator
from sys import getrecursionlimit
from typing import Any

from jdtool import patterns
from jdtool.limits import DEFAULTS, Limits
from jdtool.model import Failure, Source
from jdtool.readers.composing import plain_key
from jdtool.readers.mapping import is_known, is_posting
from jdtool.readers.opening import Data
from jdtool.readers.rows import Row
from jdtool.readers.stating import Node
from jdtool.readers.streaming import head_encoding, open_text, whole_text

Found = Iterator[Row | Failure]

WRAPPERS: frozenset[str] = frozenset(
    "jobs job jobpostings jobposting postings posting offers offer content data results result items item hits source"
    " records record rows documents docs elements entities nodes node edges graph mainentity listings positions"
    " openings jobopening attributes vacancies opportunities jobsresults response payload".split()
)
"""Names, after `plain_key`, of fields that hold postings."""
SURE_WRAPPERS = frozenset({"jobs", "jobpostings", "offers", "openings", "postings", "vacancies"})
"""Those that do even where the object has a name and a description, an employer's."""
DEEPEST = 5  # {"data": {"jobs": {"edges": [{"node": {...}}]}}}

FAULTY_SHARE = 0.1  # of the limit, for values one after the other: each that is broken is a search through the text
INTEGER_DIGITS = 30  # Python refuses to read integers of thousands of digits; no field has more than a few
BETWEEN_RE = patterns.compile(r"[\s\x1e,\[\]]*")  # also the mark of JSON text sequences


def read_records(data: Data) -> Found:
    """The postings of the file; lines of JSON are read one by one, however long the file."""
    if is_lines(data.head):
        yield from _read_lines(data)
    else:
        yield from _read_whole(data)


def is_lines(head: bytes) -> bool:
    """Whether each line is a value of its own: the first one is, or one that follows where the first is broken.

    >>> is_lines(b'{"title": "Cook"}\\n{"title": "Baker"}'), is_lines(b'{\\n  "title": "Cook"\\n}')
    (True, False)
    """
    text = head.decode(head_encoding(head), "replace").removeprefix("\ufeff").lstrip()
    if not text.startswith("{"):
        return False
    first, *others = text.split("\n")
    if not others:
        return True  # a single line, perhaps with more behind it than the head holds
    return _is_object(first) or any(line.startswith('{"') and _is_object(line) for line in others[:-1])


def _is_object(line: str) -> bool:
    try:
        return isinstance(_decode(line, DEFAULTS), dict)
    except ValueError:
        return False


def _read_lines(data: Data) -> Found:
    text, encoding = open_text(data, "\n")
    records = _Records(data.name, "jsonl" if b"\n" in data.head.strip() else "json", encoding)
    number = blank = 0
    limit = data.limits.size
    while line := text.readline(limit):
        number += 1
        if not line.endswith("\n") and len(line) == limit:
            while (rest := text.readline(limit)) and not rest.endswith("\n"):
                pass
            much = data.limits.over("size", f"line {number}: larger than {data.limits.shown('size')}")
            yield records.failure(str(much))
            continue
        if not (line := line.strip("\x1e, \t\r\n")):
            blank += 1
            if blank > data.limits.blank:
                blanks = f"line {number}: {blank:,} blank lines too many; the rest is not read"
                yield records.failure(str(data.limits.over("blank", blanks)))
                break
            continue
        blank -= blank > 0
        try:
            value = _decode(line, data.limits)
        except ValueError as error:
            yield records.failure(f"line {number}: {error}")
        else:
            yield from records.read(value)
    yield from records.end()


def _read_whole(data: Data) -> Found:
    """The postings in the values, one after the other.

    The brackets of a list around them are passed over, so that what stands before and behind a broken one is read.
    """
    text, encoding = whole_text(data)
    records = _Records(data.name, "json", encoding)
    faults = 0
    start = _next_value(text, 0)
    while start < len(text):
        try:
            value, end = _decode_at(text, start, data.limits)
        except ValueError as error:
            yield records.failure(str(error))
            faults += 1
            end = _next_like(text, start)
            if faults > FAULTY_SHARE * data.limits.faulty and end < len(text):
                yield records.failure(
                    str(data.limits.over("faulty", f"{faults:,} broken values; the rest is not read"))
                )
                break
        else:
            yield from records.read(value)
            del value
        start = _next_value(text, end)
    yield from records.end()


def _next_value(text: str, start: int) -> int:
    match = BETWEEN_RE.match(text, start)
    assert match is not None
    return match.end()


def _next_like(text: str, start: int) -> int:
    """Where the next object begins that is indented like the one that begins here, else the end of the text."""
    indent = text[text.rfind("\n", 0, start) + 1 : start]
    found = -1 if indent.strip() else text.find(f"\n{indent}{{", start)
    return len(text) if found < 0 else found + 1


class _Records:
    """Counts the postings of a file as they are read."""

    def __init__(self, path: str, form: str, encoding: str) -> None:
        self.path, self.form, self.encoding = path, form, encoding
        self.count = 0

    def read(self, value: Any) -> Found:
        for node, around in postings_in(value):
            source = Source(self.path, self.form, self.count, self.encoding, [])
            self.count += 1
            yield Row(node, around, source)

    def failure(self, message: str) -> Failure:
        self.count += 1
        return Failure(self.path, self.count - 1, message)

    def end(self) -> Found:
        if not self.count:
            yield Failure(self.path, None, "holds no postings")


def postings_in(value: Any, around: Node | None = None, depth: int = 0) -> Iterator[tuple[Any, Node]]:
    """The postings that a value holds, each with the object that it lies in; else the value itself."""
    around = around or {}
    if isinstance(value, list) and depth < DEEPEST:
        for item in value:
            yield from postings_in(item, around, depth + 1)
        return
    if isinstance(value, dict) and depth < DEEPEST and not is_known(value):
        inner = list(_inside(value, SURE_WRAPPERS if is_posting(value) else WRAPPERS))
        # What holds a list of objects holds nothing else; an object inside may be a mere detail of a posting.
        for content in [content for content in inner if isinstance(content, list)] or inner:
            yield from postings_in(content, value, depth + 1)
        if inner or "@type" in value:  # a graph of schema.org holds the board and the page as well
            return
    yield value, around


def _inside(node: Node, names: frozenset[str]) -> Iterator[Any]:
    """The lists and objects in these fields; of what looks like a posting itself, lists of objects only."""
    for name, content in node.items():
        if plain_key(name) not in names:
            continue
        if isinstance(content, list):
            if names is WRAPPERS or any(isinstance(item, dict) for item in content):
                yield content
        elif isinstance(content, dict) and names is WRAPPERS:
            yield content


# --- decoding ---------------------------------------------------------------------------------------------


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) <= INTEGER_DIGITS else None


# Not strict: raw line breaks stand in strings of what was cut out of pages.
DECODER = json.JSONDecoder(strict=False, parse_int=_integer, parse_constant=lambda name: None)


def _decode(text: str, limits: Limits) -> Any:
    value, end = _decode_at(text, 0, limits)
    if text[end:].strip():
        raise ValueError(f"not valid JSON: there is more behind the end of the value (column {end + 1})")
    return value


def _decode_at(text: str, start: int, limits: Limits) -> tuple[Any, int]:
    """The value that begins there and where it ends; ValueError, worded for the user, where it is broken."""
    try:
        value, end = DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise ValueError(f"not valid JSON: {error.msg.rstrip(' at')} ({where})") from None
    except RecursionError:
        deep = "nested too deep for a posting"
        raise ValueError(deep if limits.depth >= getrecursionlimit() else str(limits.over("depth", deep))) from None
    if text.count("{", start, end) + text.count("[", start, end) > limits.depth and is_deep(value, limits.depth):
        raise ValueError(str(limits.over("depth", f"nested more than {limits.depth} deep")))
    return value, end


def is_deep(value: Any, limit: int) -> bool:
    """Whether more than so many lists and objects lie in one another.

    >>> is_deep([{"a": [1]}], 3), is_deep([{"a": [1]}], 2)
    (False, True)
    """
    level = [value]
    for _ in range(limit + 1):
        level = [item for item in level if isinstance(item, dict | list)]
        if not level:
            return False
        level = [inner for item in level for inner in (item.values() if isinstance(item, dict) else item)]
    return True
