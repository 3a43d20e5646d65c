"""Where the time of a command went."""

from __future__ import annotations

import time
from collections.abc import Callable


class Stopwatch:
    """Seconds by stage: what passed since the last lap belongs to the stage that ends with this one.

    It starts with the process, not when it is made. How long ago that was, its CPU time tells: it waited for nothing.

    >>> ticks = iter([10.0, 10.5, 12.0, 12.5])
    >>> watch = Stopwatch(lambda: next(ticks), before=1.0)
    >>> for stage in ("start", "reading", "start"):
    ...     watch.lap(stage)
    >>> watch.stages
    {'start': 2.0, 'reading': 1.5}
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter, before: float | None = None) -> None:
        self.clock = clock
        self.last = clock() - (time.process_time() if before is None else before)
        self.stages: dict[str, float] = {}
        self.postings = 0

    def lap(self, stage: str) -> None:
        """The stage has ended."""
        now = self.clock()
        self.stages[stage] = self.stages.get(stage, 0.0) + now - self.last
        self.last = now

    def posting(self) -> None:
        """A posting has been written."""
        self.lap("writing")
        self.postings += 1
