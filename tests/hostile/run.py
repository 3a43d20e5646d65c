"""Runs `jdtool parse` over each file of a folder, or those named, and prints what it cost and said, a line of JSON each.

Each file is read by a fork of one process that has loaded all: what it costs is what the file costs, with all processes
that it starts.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from jdtool.finishing import _status
from jdtool.working import show_postings


def main(folder: Path, *names: str) -> None:
    paths = [folder / name for name in names] or sorted(folder.iterdir())
    with Path(os.devnull).open("w") as nowhere:  # so that all is loaded
        told, sys.stdout = sys.stdout, nowhere
        _status(lambda: show_postings(["tests/fixtures/web", "samples"], json=True, jobs=1, quiet=True))
        sys.stdout = told
    for path in paths:
        with tempfile.TemporaryFile(dir=folder.parent) as out, tempfile.TemporaryFile(dir=folder.parent) as said:
            begun = time.perf_counter()
            child = os.fork()
            if not child:
                parse(path, out.fileno(), said.fileno())
            _, status, used = os.wait4(child, 0)
            cost = {
                "seconds": used.ru_utime + used.ru_stime,
                "waited": time.perf_counter() - begun,
                "status": os.waitstatus_to_exitcode(status),
            }
            out.seek(0)
            said.seek(0)
            *errors, megabytes = said.read().decode().splitlines(keepends=True)
            shown = out.read(100_000).decode("utf-8", "replace")
        told_of = {"name": path.name, "said": "".join(errors), "out": shown, "megabytes": int(megabytes)}
        print(json.dumps(told_of | cost), flush=True)


def parse(path: Path, out: int, said: int) -> None:
    """Reads the file and ends the process; the last line of what it says is how much memory was used, in MB."""
    os.dup2(out, 1)
    os.dup2(said, 2)
    status = _status(lambda: show_postings([str(path)], json=True, jobs=1))
    from jdtool.readers import isolating

    isolating.end_all()
    sys.stdout.flush()
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(sum(peaks) // 1000, file=sys.stderr, flush=True)
    os._exit(status)


main(Path(sys.argv[1]), *sys.argv[2:])
