"""How a command ends.

Exit status: 0 all was analysed; 1 something could not be read (the rest was done); 2 wrong usage, taxonomy or profile;
130 interrupted. A closed pipe ends quietly with 0.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from io import TextIOWrapper

from jdtool.errors import JdtoolError

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing takes as long to import as all else that `--version` needs
    from typing import NoReturn


def carry_out(command: Callable[[], int | None]) -> NoReturn:
    """Ends the process with the status that the command gives, or that the fault it meets asks for."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # the words of strangers must not stop the output
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _status(command)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        _forget_output()
        status = 0
    except OSError as error:
        _forget_output()
        complain(f"the output cannot be written: {error.strerror or error}")
        status = 1
    sys.exit(status)


def _status(command: Callable[[], int | None]) -> int:
    try:
        return command() or 0
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except JdtoolError as error:
        for line in str(error).splitlines():
            complain(line)
        return error.status
    except KeyboardInterrupt:
        complain("interrupted")
        return 130


def _forget_output() -> None:
    """What is still to be written goes nowhere: Python would try again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(message: str) -> None:
    """One line on stderr, with nothing in it that a terminal would obey."""
    from jdtool.writers.display import printable

    print(f"jdtool: {printable(message)}", file=sys.stderr)
