"""The output formats: a module each, with the same three functions. Only the one in use is imported.

To add a format, write its module and add its row to `WRITERS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol, TextIO, cast

from jdtool.errors import UsageError
from jdtool.model import Analysis, Comparison, Passage

if TYPE_CHECKING:
    from jdtool.writers.listing import Listing

WRITERS: dict[str, str] = {
    "table": "jdtool.writers.table",
    "json": "jdtool.writers.json_lines",
    "csv": "jdtool.writers.csv_rows",
    "md": "jdtool.writers.markdown",
    "html": "jdtool.writers.page",
}
POSTING_WRITERS: dict[str, str] = WRITERS | {"jsonld": "jdtool.writers.jsonld"}
"""The formats of `parse`: those of every command, and one for postings only."""


class Look(NamedTuple):
    """How the output may look where it is drawn; formats that draw nothing ignore it.

    `width` is that of the terminal in columns, None where there is none: then nothing is wrapped. `columns` names
    what to show of each compared posting; none: what the format sees fit. `sentences` are the passages that a
    comparison may quote, by the path and record of a posting's source: records hold offsets only.
    """

    colour: bool = False
    width: int | None = None
    sentences: Mapping[tuple[str, int], Sequence[Passage]] = MappingProxyType({})
    columns: tuple[str, ...] = ()


PLAIN = Look()


class Writer(Protocol):
    """What every format's module offers. Postings are written as they come."""

    def write_postings(self, analyses: Iterable[Analysis], stream: TextIO, look: Look = PLAIN) -> None: ...

    def write_comparison(self, comparison: Comparison, stream: TextIO, look: Look = PLAIN) -> None: ...

    def write_listing(self, listing: Listing, stream: TextIO, look: Look = PLAIN) -> None: ...


def writer_for(name: str, formats: Mapping[str, str] = WRITERS) -> Writer:
    """The module that writes this format."""
    if name not in formats:
        raise UsageError(f"no output format {name!r} here: choose one of {', '.join(formats)}")
    return cast(Writer, import_module(formats[name]))
