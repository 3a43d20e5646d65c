"""JSON Lines: one object a line, so that `jq .salary.min` works for one posting and for many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

import msgspec

from jdtool import patterns
from jdtool.model import Analysis, Comparison, Failure, ScanSummary
from jdtool.writers import PLAIN, Look

if TYPE_CHECKING:
    from jdtool.writers.listing import Listing

# Legal inside a JSON string, but a terminal obeys C1 controls and bidi marks, zero-width signs hide, and
# JavaScript reads U+2028 as the end of a line: "\u009b31m", "\u202e".
UNSAFE_RE = patterns.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

ENCODER = msgspec.json.Encoder()


def write_postings(analyses: Iterable[Analysis], stream: TextIO, look: Look = PLAIN) -> None:
    """A posting record a line."""
    for analysis in analyses:
        stream.write(json_line(analysis.posting))


def write_comparison(comparison: Comparison, stream: TextIO, look: Look = PLAIN) -> None:
    """The comparison on one line."""
    stream.write(json_line(comparison))


def write_listing(listing: Listing, stream: TextIO, look: Look = PLAIN) -> None:
    """A record a line."""
    for record in listing.records:
        stream.write(json_line(record))


def scan_parts(scan: ScanSummary, errors: Iterable[Failure]) -> Iterator[str]:
    """The summary of a scan with these errors as one line, piece by piece: there may be a million of them."""
    line = json_line(scan)
    end = "]}\n"
    assert line.endswith(f'"errors":[{end}')
    yield line.removesuffix(end)
    comma = ""
    for failure in errors:
        yield comma + json_line(failure).removesuffix("\n")
        comma = ","
    yield end


def json_line(record: msgspec.Struct) -> str:
    """The record as one line of JSON that is safe to print."""
    try:
        line = ENCODER.encode(record).decode()
    except UnicodeEncodeError:  # a file name that is not UTF-8 comes as lone surrogates
        import json

        line = json.dumps(msgspec.to_builtins(record), separators=(",", ":"))
    if line.isascii() and "\x7f" not in line:
        return line + "\n"
    return UNSAFE_RE.sub(lambda match: f"\\u{ord(match[0]):04x}", line) + "\n"
