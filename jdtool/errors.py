"""What can go wrong, worded for the user: what, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class JdtoolError(Exception):
    """An error whose message is meant for the user as it stands: one line. `status` is what a command ends with."""

    status = 2


class UsageError(JdtoolError):
    """The command or call cannot be carried out as given (exit status 2)."""


class TaxonomyError(UsageError):
    """A taxonomy file is unusable. `faults` holds every fault found, each "file:line: what"."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))


class UnreadableError(JdtoolError):
    """A source cannot be read, or is more than is read."""


class MissingPartError(UnreadableError):
    """A format needs a package that is not installed."""


class OutOfTimeError(BaseException):
    """A record takes too long. Nothing that catches the errors of damaged files must catch this one."""


class WorkerError(JdtoolError):
    """A worker process came to a sudden end: the system ran out of memory, or somebody killed it."""

    status = 1


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint for a mistyped word, or nothing where none is close.

    >>> nearest("catgory", ["category", "name"]), nearest("max", ["min"])
    ("; did you mean 'category'?", '')
    """
    from rapidfuzz.distance import OSA  # only where something is mistyped

    close = sorted((OSA.distance(word, other), other) for other in known)
    allowed = min(max(2, len(word) // 4), len(word) // 2)
    return f"; did you mean {close[0][1]!r}?" if close and close[0][0] <= allowed else ""
