"""An object or row that is found but not read yet: finding is quick, and reading can be left to other processes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from jdtool.errors import UnreadableError
from jdtool.model import Analysis, Failure, Record, Source


class Row(Struct, frozen=True):
    """A posting with fields, as it lies in a file; `around` is the object that it lies in."""

    node: Any
    around: Mapping[str, Any]
    source: Source

    def read(self) -> Record | Analysis | Failure:
        """The record of the posting; an analysis where jdtool made the row from a posting."""
        from jdtool.readers.mapping import read_posting  # not where there is text alone
        from jdtool.readers.records import is_record, read_record

        if is_record(self.node):
            return read_record(self.node, self.source)
        try:
            return read_posting(self.node, self.around, self.source)
        except UnreadableError as error:
            return Failure(self.source.path, self.source.record, str(error))
        except RecursionError:
            return Failure(self.source.path, self.source.record, "nested too deep for a posting")


def own_record(source: Source) -> Failure:
    """What to say of a record of jdtool where a posting is needed."""
    message = "already a record of jdtool; give it the posting that this was made from"
    return Failure(source.path, source.record, message)
