"""Runs `jdtool parse` over each file of a folder and prints what it cost and said, a line of JSON a file.

A process of its own, so that its memory is that of jdtool alone; the last line tells the greatest.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
import time
from pathlib import Path


def seconds_used() -> float:
    """CPU time of this process, of those that it started, and of those of them that still run."""
    from jdtool.readers import isolating

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = time.process_time() + used.ru_utime + used.ru_stime
    for worker in isolating._idle:
        fields = Path(f"/proc/{worker.process.pid}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def main(folder: Path) -> None:
    from jdtool.cli import _run
    from jdtool.finishing import _status

    _status(lambda: _run(["parse", "samples", "--json", "-o", os.devnull]))  # so that all is loaded
    for path in sorted(folder.iterdir()):
        said, out = io.StringIO(), io.StringIO()
        start, begun = seconds_used(), time.perf_counter()
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(out):
            status = _status(lambda path=path: _run(["parse", str(path), "--json", "--jobs", "1"]))  # type: ignore[misc]
        cost = {"seconds": seconds_used() - start, "waited": time.perf_counter() - begun}
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(
            json.dumps(
                {
                    "name": path.name,
                    "status": status,
                    "said": said.getvalue(),
                    "out": out.getvalue()[:100_000],
                    "memory": memory // 1000,
                    **cost,
                }
            ),
            flush=True,
        )
    from jdtool.readers import isolating

    isolating.end_all()
    peak = [resource.getrusage(who).ru_maxrss // 1000 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"megabytes": peak}))


main(Path(sys.argv[1]))
