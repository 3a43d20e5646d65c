"""Readers that rest on native code, in a process of their own: what breaks it costs one file.

PDF, Word and Parquet files are read by libraries in C and C++, which a damaged or malicious file may crash, stop or
fill with gigabytes. So they run apart, with a limit of memory and of time and without rights that reading needs not:
no files written, no sockets, no programs started. The process is started when the first such file is met, serves the
following ones, and is replaced where it broke.

Both ends speak in frames: a length of four bytes, then so many bytes of MessagePack, which makes nothing but plain
values; nothing that comes back is executed.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import MsgspecError, convert, msgpack

from jdtool.errors import UnreadableError
from jdtool.limits import Limits

MOST_SERVED = 100  # files, after which a fresh process takes over: libraries leak
WAITING = 6  # times the seconds that a file may take, for a process that other work holds up
LATE = getattr(signal, "SIGPROF", 0)
# Allocators that share what they have: else each thread reserves so much that little of the limit is left.
FRUGAL = {"MALLOC_ARENA_MAX": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}
FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")
START = "import sys; sys.path[:] = sys.argv[1:]; from jdtool.readers.isolating import serve; serve()"


class Broken(Exception):  # noqa: N818
    """The process ended in the middle of a file."""


class Worker:
    """A process that reads files, as those see it that send it some."""

    def __init__(self) -> None:
        # Without the settings of the user and the site: what is imported is what this process would.
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", "-c", START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | FRUGAL,
        )
        assert self.process.stdin
        assert self.process.stdout
        self.requests, self.answers = self.process.stdin, self.process.stdout
        self.served = 0
        self.late = False

    def read(self, module: str, given: bytes, is_path: bool, limits: Limits) -> Iterator[Any]:
        """What the module's `extract` yields for these bytes or the file at this path."""
        self.served += 1
        try:
            write_frame(self.requests, msgpack.encode([module, is_path, limits]))
            write_frame(self.requests, given)
        except OSError:
            raise Broken from None
        while True:
            kind, value = self.answer(limits.seconds)
            if kind == "value":
                yield value
                continue
            if kind == "full":
                self.served = MOST_SERVED
            if value is not None:
                raise UnreadableError(str(value))
            return

    def answer(self, seconds: float) -> tuple[str, Any]:
        """The next frame; Broken where none comes in time."""
        clock = threading.Timer(WAITING * seconds, self.stop)
        clock.daemon = True
        clock.start()
        try:
            frame = read_frame(self.answers)
            return msgpack.decode(frame, type=tuple[str, Any])
        except (EOFError, OSError, MsgspecError):
            raise Broken from None
        finally:
            clock.cancel()

    def stop(self) -> None:
        """Ends a process that takes too long."""
        self.late = True
        self.process.kill()

    def end(self) -> int:
        """Ends the process; its exit status. It has nothing to finish, and may not see that nobody sends any more:
        another process, forked from this one, may hold the pipe."""
        self.process.kill()
        with suppress(OSError):  # what was not sent to a broken one is lost
            self.requests.close()
        self.answers.close()
        return self.process.wait()

    def forget(self) -> None:
        """Leaves the process to the one that started it: this one is a fork of that."""
        os.close(self.requests.fileno())
        os.close(self.answers.fileno())
        self.process.returncode = 0


_idle: list[Worker] = []


def extract(module: str, given: bytes, limits: Limits, is_path: bool = False) -> Iterator[Any]:
    """What the function `extract` of a reader's module yields, run apart; UnreadableError where it breaks.

    The values are plain ones: numbers, texts, lists and mappings.
    """
    worker = _idle.pop() if _idle else Worker()
    whole = False
    try:
        yield from worker.read(module, given, is_path, limits)
        whole = True
    except Broken:
        status = worker.end()
        if worker.late or status == -LATE:
            raise limits.over("seconds", f"takes more than {limits.seconds} s to read") from None
        reason = signal.Signals(-status).name if status < 0 else f"status {status}"
        raise UnreadableError(
            f"damaged or malicious: the program that reads such files broke on it ({reason}); if it is sound, --max"
            f" memory={2 * limits.memory // 1_000_000}MB may help"
        ) from None
    except UnreadableError:
        whole = True
        raise
    finally:
        if whole and worker.served < MOST_SERVED:
            _idle.append(worker)
        elif worker.process.returncode is None:
            worker.end()


def end_all() -> None:
    while _idle:
        _idle.pop().end()


def _forget_all() -> None:
    while _idle:
        _idle.pop().forget()


atexit.register(end_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)


# --- frames -------------------------------------------------------------------------------------------------


def write_frame(stream: BinaryIO | Any, content: bytes) -> None:
    stream.write(len(content).to_bytes(4, "big"))
    stream.write(content)
    stream.flush()


def read_frame(stream: BinaryIO | Any) -> bytes:
    """The next frame; EOFError where the other end is gone."""
    size = stream.read(4)
    content: bytes = stream.read(int.from_bytes(size, "big"))
    if len(size) < 4 or len(content) < int.from_bytes(size, "big"):
        raise EOFError
    return content


# --- the other process --------------------------------------------------------------------------------------


def serve() -> None:
    """Reads files until nobody sends any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the one that sends files ends this
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints goes nowhere
    sys.addaudithook(_refuse)
    fault: str | None
    while True:
        try:
            module, is_path, given = msgpack.decode(read_frame(requests))
            content = read_frame(requests)
        except EOFError:
            return
        limits = convert(given, Limits)
        try:
            read = import_module(module).extract
            _limit(limits)
            for value in read(os.fsdecode(content) if is_path else content, limits):
                write_frame(answers, msgpack.encode(["value", value]))
                _limit(limits)
            fault = None
        except UnreadableError as error:
            fault = str(error)
        except MemoryError:
            fault = str(limits.over("memory", f"takes more than {limits.shown('memory')} of memory to read"))
        except Exception as error:  # whatever a damaged file brings about
            fault = f"a damaged file: {type(error).__name__}"
        # What a library keeps for later counts, too: the next file must not be refused for it.
        full = _memory() > limits.memory / 2
        write_frame(answers, msgpack.encode(["full" if full else "end", fault]))


def _memory() -> int:
    """How many bytes the memory limit counts by now, 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[5]) * 4096
    except (OSError, ValueError, IndexError):
        return 0


def _limit(limits: Limits) -> None:
    """What is done from here on has limits, where the system can: time, memory, and no file is written."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, limits.seconds)  # ends the process, native code and all
    try:
        import resource
    except ImportError:  # Windows
        return
    # Not RLIMIT_AS, which also counts what is merely reserved, and files that are looked at where they lie.
    for kind, limit in ((resource.RLIMIT_DATA, limits.memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Stops what no reader does."""
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"{event} while a file is read")
