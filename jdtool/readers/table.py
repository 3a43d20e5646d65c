"""Tables of postings as text: columns parted by commas, semicolons, tabs or bars, named in the first row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice

from jdtool.model import Failure, Record, Source
from jdtool.readers.composing import plain_key
from jdtool.readers.mapping import KNOWN, TEXT_KEYS, read_posting
from jdtool.readers.opening import MAX_BYTES, Data
from jdtool.readers.streaming import open_text

DELIMITERS = ",;\t|"
HEADER_LIMIT = 100_000  # characters


def read_records(data: Data) -> Iterator[Record | Failure]:
    """The rows in order, read one by one; one Failure for a table without any column for the text of a posting."""
    csv.field_size_limit(MAX_BYTES)  # 131,072 characters otherwise; a page in a cell is longer
    text, encoding = open_text(data, newline="")
    first = _header_line(text)
    delimiter = find_delimiter(first)
    form = "tsv" if delimiter == "\t" else "csv"
    names = next(csv.reader([first], delimiter=delimiter), [])
    if lacking := missing_text(names):
        yield Failure(data.name, None, lacking)
        return
    rows = csv.reader(text, delimiter=delimiter)
    record = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield Failure(data.name, record, f"line {rows.line_num + 1}: not a row of a table: {error}")
            record += 1
            continue
        if not any(cell.strip() for cell in row):
            continue
        source = Source(data.name, form, record, encoding, [])
        yield read_posting(dict(zip(names, row, strict=False)), {}, source)
        record += 1
    if not record:
        yield Failure(data.name, None, "holds no postings: there are no rows below the names of the columns")


def _header_line(text: Iterable[str]) -> str:
    """The first line with anything in it; names in quotes may run over several lines."""
    header = ""
    for line in islice(text, 100):
        header += line
        if header.strip() and (header.count('"') % 2 == 0 or len(header) > HEADER_LIMIT):
            break
    return header.lstrip()


def find_delimiter(header: str) -> str:
    """What parts the columns: that which gives most names known of tables of postings.

    >>> find_delimiter("title;company, city;description")
    ';'
    """
    return max(
        DELIMITERS, key=lambda sign: len(KNOWN & set(map(plain_key, next(csv.reader([header], delimiter=sign), []))))
    )


def missing_text(names: Iterable[str]) -> str:
    """What to say of a table none of whose columns can hold the text of a posting, "" where one can."""
    if {plain_key(name) for name in names} & set(TEXT_KEYS):
        return ""
    return (
        "no column with the postings' text: expected one of description, job_description, requirements, content, "
        "summary"
    )
