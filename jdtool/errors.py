"""What can go wrong, worded for the user: what, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence


class JdtoolError(Exception):
    """An error whose message is meant for the user as it stands: one line."""


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
