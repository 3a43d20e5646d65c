"""Running jdtool as its users do: another process, with nothing of this terminal's settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "samples").glob("*.txt"))
JDTOOL = [sys.executable, "-m", "jdtool"]
SETTINGS = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "PYTHONIOENCODING", "LC_ALL", "LANG")


def environment(**settings: str) -> dict[str, str]:
    """The variables of this process, with the settings of its terminal replaced by these."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return kept | {"TERM": "xterm", "LC_ALL": "C.UTF-8", **settings}


def run(*arguments: str | bytes | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """`jdtool` with these arguments, run to its end; `env` adds variables."""
    options["env"] = environment(**options.get("env", {}))
    options.setdefault("stdin", None if "input" in options else subprocess.DEVNULL)
    options.setdefault("stdout", subprocess.PIPE)
    options.setdefault("cwd", ROOT)
    return subprocess.run([*JDTOOL, *arguments], stderr=subprocess.PIPE, encoding="utf-8", timeout=120, **options)


MEASURED = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
said = done.stdout.decode("utf-8", "backslashreplace")
print(json.dumps([done.returncode, said, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000]))
"""


def measured(*arguments: str | Path, cwd: Path) -> tuple[int, str, float, float]:
    """The status of `jdtool`, all that it said, the seconds it computed, and the memory it took at most, in MB.

    A small process of its own starts it: what the process that starts another holds counts as the other's on Linux.
    A core that others work on, too, is slow at times: the fewest seconds of up to three runs count.
    """
    seconds, most = 1e9, 2.0
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, *JDTOOL, *arguments],
            cwd=cwd,
            env=environment(PYTHONPATH=str(ROOT)),
            stdout=subprocess.PIPE,
            check=True,
            timeout=120,
        )
        status, said, took, megabytes = json.loads(done.stdout)
        seconds = min(seconds, took)
        if seconds < most:
            break
    return status, said, seconds, megabytes


def sent_to_terminal(*arguments: str, columns: int = 80, **settings: str) -> tuple[int, str]:
    """The exit status of `jdtool` on a terminal of so many columns, and all that it sends there."""
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    process = subprocess.Popen(
        [*JDTOOL, *arguments],
        cwd=ROOT,
        env=environment(**settings),
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    output = b""
    try:
        while block := os.read(master, 65536):
            output += block
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(master)
    return process.wait(), output.decode("utf-8").replace("\r\n", "\n")


def lines(text: str) -> list[str]:
    """The lines of a text that ends with a line end, or has nothing in it."""
    assert not text or text.endswith("\n")
    return text.splitlines()
