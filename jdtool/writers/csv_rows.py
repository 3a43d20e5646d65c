"""CSV: a flat row per posting or skill, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from typing import Any, TextIO

from msgspec import UNSET

from jdtool import patterns
from jdtool.model import Analysis, Comparison
from jdtool.writers import PLAIN, Look
from jdtool.writers.columns import POSTING_COLUMNS, chosen_columns
from jdtool.writers.display import printable
from jdtool.writers.listing import Listing

FORMULA_RE = patterns.compile(r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")  # "=HYPERLINK(...)", full-width signs too
PLAIN_NUMBER_RE = patterns.compile(r"[+-]?\d{1,20}(?:\.\d{1,20})?")  # "-5", "+1.5"
CONVERTED = ("converted_min", "converted_max", "converted_currency", "rate", "rate_date")


def write_postings(analyses: Iterable[Analysis], stream: TextIO, look: Look = PLAIN) -> None:
    """A header, then a row per posting."""
    write_rows(POSTING_COLUMNS, (analysis.posting for analysis in analyses), stream)


def write_comparison(comparison: Comparison, stream: TextIO, look: Look = PLAIN) -> None:
    """A header, then a row per posting; the skills and the summary are in the other formats.

    With groups the first column names them, and a posting in two groups has two rows.
    """
    columns = chosen_columns(look.columns)
    header, converted = list(columns), {made.position: made for made in comparison.conversions}
    header += CONVERTED if comparison.rates else ()
    positions: list[tuple[list[object], int]] = [([], position) for position in range(len(comparison.postings))]
    if comparison.groups:
        header.insert(0, "group")
        positions = [([group.name], position) for group in comparison.groups for position in group.positions]
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    for row, position in positions:
        row += [get(comparison.postings[position]) for get in columns.values()]
        if comparison.rates:
            made = converted.get(position)
            row += (
                [made.annual_min, made.annual_max, made.currency, made.rate.rate, made.rate.date] if made else [""] * 5
            )
        writer.writerow(map(csv_cell, row))


def write_listing(listing: Listing, stream: TextIO, look: Look = PLAIN) -> None:
    """A header, then a row per record or, where it unfolds to several, per part of it."""
    listing = listing.suited(drawn=False)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column.key for column in listing.columns])
    writer.writerows([csv_cell(value) for value in row] for row in listing.rows)


def write_rows(columns: dict[str, Callable[[Any], object]], items: Iterable[Any], stream: TextIO) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for item in items:
        writer.writerow([csv_cell(get(item)) for get in columns.values()])


def csv_cell(value: object) -> str:
    """The value as a cell that no spreadsheet runs: one line, lists joined, formulas quoted.

    >>> csv_cell(["Python", "Go"]), csv_cell(True), csv_cell(None), csv_cell(-5)
    ('Python; Go', 'true', '', '-5')
    >>> csv_cell("=1+1")
    "'=1+1"
    """
    match value:
        case None:
            text = ""
        case bool():
            text = "true" if value else "false"
        case list():
            text = "; ".join(printable(str(item)) for item in value)
        case _:
            text = "" if value is UNSET else printable(str(value))
    harmless = not FORMULA_RE.match(text) or PLAIN_NUMBER_RE.fullmatch(text)
    return text if harmless else f"'{text}"
