"""Tables of postings as text: columns parted by commas, semicolons, tabs or bars, named in the first row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice

from jdtool.model import Failure, Source
from jdtool.readers.composing import plain_key
from jdtool.readers.mapping import KNOWN, missing_text
from jdtool.readers.opening import Data
from jdtool.readers.rows import Row
from jdtool.readers.streaming import open_text

DELIMITERS = ",;\t|"
LARGEST_CELL = 5_000_000  # characters: a page
BLANK_LINES = 100  # that may stand above the names of the columns


def read_records(data: Data) -> Iterator[Row | Failure]:
    """The rows in order, read one by one; one Failure for a table without any column for the text of a posting."""
    # 131,072 characters otherwise; a page in a cell is longer.
    largest = min(data.limits.size, max(LARGEST_CELL, 2 * data.limits.text))
    csv.field_size_limit(largest)
    text, encoding = open_text(data, newline="")
    first = _header(text)
    delimiter = find_delimiter(first)
    form = "tsv" if delimiter == "\t" else "csv"
    names = next(csv.reader([first], delimiter=delimiter), [])
    if lacking := missing_text(names):
        yield Failure(data.name, None, lacking)
        return
    rows = csv.reader(text, delimiter=delimiter)
    record = blank = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            line = f"line {rows.line_num + 1}"
            if "larger" in str(error):  # in the middle of a cell: what follows would be taken for rows
                name = "size" if largest == data.limits.size else "text"
                much = data.limits.over(
                    name, f"{line}: a cell of more than {largest:,} characters; the rest is not read"
                )
                yield Failure(data.name, record, str(much))
                return
            yield Failure(data.name, record, f"{line}: not a row of a table: {error}")
            record += 1
            continue
        if not any(cell.strip() for cell in row):
            blank += 1
            if blank > data.limits.blank:
                much = data.limits.over("blank", f"{blank:,} empty rows too many; the rest is not read")
                yield Failure(data.name, record, str(much))
                return
            continue
        blank -= blank > 0
        source = Source(data.name, form, record, encoding, [])
        yield Row(dict(zip(names, row, strict=False)), {}, source)
        record += 1
    if not record:
        yield Failure(data.name, None, "holds no postings: there are no rows below the names of the columns")


def _header(text: Iterable[str]) -> str:
    """The first line with anything in it."""
    return next((line.strip("\r\n") for line in islice(text, BLANK_LINES) if line.strip()), "")


def find_delimiter(header: str) -> str:
    """What parts the columns: that which gives most names known of tables of postings.

    >>> find_delimiter("title;company, city;description")
    ';'
    """
    return max(
        DELIMITERS, key=lambda sign: len(KNOWN & set(map(plain_key, next(csv.reader([header], delimiter=sign), []))))
    )
