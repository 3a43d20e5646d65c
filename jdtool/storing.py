"""A corpus of any size into one output, that survives what befalls a long work: the engine of `jdtool scan`.

Beside the output lies a hidden folder while the work is going on. Every two seconds, and at the end of each part, it
holds a `State`: how far the sources were read, and how long the files are that hold what came of it. A scan that is
resumed cuts those files to that length and goes on there. What the output consists of is decided by the number and
size of what was read alone, so that neither a kill nor the number of processes shows in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol

import msgspec

from jdtool import __version__
from jdtool.errors import UsageError
from jdtool.limits import Limits
from jdtool.model import Analysis, Failure, Posting, Record, ScanSummary
from jdtool.parsing import Parser
from jdtool.readers import STDIN, find_files, find_in_file
from jdtool.readers.opening import Data
from jdtool.readers.rows import Row
from jdtool.scanning import PARALLEL_FROM, Found, analyse, spread
from jdtool.taxonomy import Taxonomy
from jdtool.writers.json_lines import json_line

CHUNK = 32  # records that a process is given at a time
CHUNK_SIZE = 1_000_000  # characters; records may be books
PART = 2_048  # records read for a part of the output: 3 MB of Parquet
PART_SIZE = 64_000_000  # bytes, before they are packed
COMMIT_AFTER = 2.0  # seconds of work that a kill may cost
MANIFEST = "_MANIFEST"  # no reader of Parquet takes a name that begins so for data
FAILURES, STATE, LOCK, OLD = "failures.jsonl", "state.json", "lock", "old"
SOURCES = "the sources"
FINISHED = (MANIFEST, "_SUCCESS")  # the second is Spark's
FORMS = (".parquet", ".jsonl")


class Position(NamedTuple):
    """How far the sources were read: files, by their place in the order of reading, and records in the last one."""

    file: int = 0
    record: int = 0


class State(msgspec.Struct):
    """What a scan that is resumed needs to know."""

    fingerprint: dict[str, str]
    position: Position = Position()
    in_part: int = 0  # records read for the part that is being made
    part_size: int = 0
    kept: int = 0  # bytes of the sink's open file that count
    parts: list[int] = []  # postings in each part that is done
    failures: int = 0  # bytes
    postings: int = 0
    failed: int = 0
    seconds: float = 0.0
    finished: bool = False


class Encoded(NamedTuple):
    """What came of a chunk of records, as it is written."""

    data: bytes
    postings: int
    failures: list[Failure]


class Watch(Protocol):
    """Who is told how the work goes on."""

    def advance(self, share: float | None, postings: int) -> None: ...
    def failed(self, failure: Failure) -> None: ...


class Unwatched:
    """Nobody is told."""

    def advance(self, share: float | None, postings: int) -> None: ...
    def failed(self, failure: Failure) -> None: ...


def check_output(out: Path) -> None:
    """UsageError where a scan cannot write there, or would overwrite what is not its own."""
    if out.suffix not in FORMS:
        raise UsageError(f"--output {out}: name a file that ends in {' or '.join(FORMS)}")
    if out.suffix == ".parquet":
        from jdtool.readers.opening import part

        part("pyarrow", "Parquet files", "parquet")
    if not out.is_dir():
        return
    if out.suffix == ".jsonl":
        raise UsageError(f"--output {out}: is a folder")
    if not any((out / name).is_file() for name in FINISHED) and any(out.iterdir()):
        raise UsageError(f"--output {out}: is a folder that no scan wrote; remove it, or name another")


def failures_path(out: Path) -> Path:
    """The file beside an output that names what failed."""
    return out.with_name(f"{out.name}.failures.jsonl")


def read_failures(path: Path) -> Iterator[Failure]:
    """What failed, of which there may be much: a file of lines, or the folder of such files that Spark makes of it."""
    files = sorted(path.glob("part-*")) if path.is_dir() else [path]
    for file in files:
        with suppress(FileNotFoundError), file.open("rb") as lines:
            for line in lines:
                yield msgspec.convert(json.loads(line), Failure)  # msgspec takes no names that are not Unicode


def scan_sources(
    sources: Sequence[str],
    out: Path,
    parser: Parser,
    watch: Watch,
    *,
    jobs: int = 0,
    force: bool = False,
    resume: bool = False,
) -> ScanSummary:
    """The summary of a scan, whose output is then in place; `errors` is left empty: they lie in `failures_path`."""
    check_output(out)
    if resume and STDIN in sources:
        raise UsageError("--resume: standard input cannot be read a second time")
    named, out = out, Path(os.path.realpath(out))  # a link stays a link
    with _locked(out) as folder:
        inputs = _Inputs(sources, parser.limits)
        fingerprint = {
            "jdtool": __version__,
            "--force": str(force),
            "--max": repr(parser.limits),
            "--contacts": str(parser.contacts),
            "the taxonomy": _taxonomy_digest(parser.taxonomy),
            SOURCES: inputs.digest,
        }
        sink: Sink = _Parts(folder) if out.suffix == ".parquet" else _Lines(folder)
        fingerprint["pyarrow"] = sink.version
        state = _read_state(folder, fingerprint) if resume else None
        resumed = state is not None
        if state is None:
            _clear(folder, out)
            state = State(fingerprint)
        if not state.finished:
            _Scan(folder, state, sink, inputs, watch).run(parser, jobs, force)
        _put_in_place(folder, sink, out)
    return ScanSummary(
        schema="jdtool.scan/1",
        postings=state.postings,
        failed=state.failed,
        seconds=round(state.seconds, 3),
        output=str(named),
        resumed=resumed,
        errors=[],
    )


# --- the work ---------------------------------------------------------------------------------------------


class _Encode:
    """The work on a chunk: from what was found to what is written."""

    def __init__(self, parquet: bool, force: bool) -> None:
        self.parquet, self.force = parquet, force

    def __call__(self, parser: Parser, chunk: Sequence[Found]) -> Encoded:
        postings: list[Posting] = []
        failures: list[Failure] = []
        for found in chunk:
            for result in analyse(parser, found, self.force):
                if isinstance(result, Analysis):
                    postings.append(result.posting)
                else:
                    failures.append(result)
        if self.parquet:
            from jdtool.writers.parquet import batch_of

            data = batch_of(postings).serialize().to_pybytes()
        else:
            data = "".join(map(json_line, postings)).encode()
        return Encoded(data, len(postings), failures)


class _Scan:
    """One run of the work, from where the state says to the end."""

    def __init__(self, folder: Path, state: State, sink: Sink, inputs: _Inputs, watch: Watch) -> None:
        self.folder, self.state, self.sink, self.inputs, self.watch = folder, state, sink, inputs, watch
        self.before = state.seconds
        self.started = self.committed = time.monotonic()

    def run(self, parser: Parser, jobs: int, force: bool) -> None:
        state = self.state
        chunks = _chunks(self.inputs.read(state.position))
        jobs = jobs or os.cpu_count() or 1
        first = list(islice(chunks, PARALLEL_FROM // CHUNK))
        if len(first) < PARALLEL_FROM // CHUNK:
            jobs = 1
        ends: deque[tuple[int, Position]] = deque()

        def handed_out() -> Iterator[list[Found]]:
            for chunk, end in chain(first, chunks):
                ends.append((len(chunk), end))
                yield chunk

        self.sink.open(state)
        with _opened_at(self.folder / FAILURES, state.failures) as failures, closing(self.sink):
            self.failures = failures
            encode = _Encode(isinstance(self.sink, _Parts), force)
            for encoded in spread(encode, handed_out(), parser, jobs):
                size, state.position = ends.popleft()
                state.in_part += size
                self.take(encoded)
            self.end_part()
            state.finished = True
            self.sink.finish(state)
            self.commit()

    def take(self, encoded: Encoded) -> None:
        state = self.state
        self.sink.write(encoded.data)
        state.part_size += len(encoded.data)
        state.postings += encoded.postings
        state.failed += len(encoded.failures)
        for failure in encoded.failures:
            self.failures.write(json_line(failure).encode())
            self.watch.failed(failure)
        self.watch.advance(self.inputs.share(), state.postings)
        if state.in_part >= PART or state.part_size >= PART_SIZE:
            self.end_part()
            self.commit()
        elif time.monotonic() - self.committed >= COMMIT_AFTER:
            self.commit()

    def end_part(self) -> None:
        self.sink.end_part(self.state)
        self.state.in_part = self.state.part_size = 0

    def commit(self) -> None:
        """Makes what was done so far survive."""
        self.committed = time.monotonic()
        self.state.seconds = self.before + self.committed - self.started
        self.state.kept = self.sink.commit()
        self.state.failures = _synced(self.failures)
        _write_whole(self.folder / STATE, msgspec.json.encode(self.state))


def _chunks(found: Iterable[tuple[Found, Position]]) -> Iterator[tuple[list[Found], Position]]:
    """What was found in handy lists, each with the position behind it."""
    chunk: list[Found] = []
    size = 0
    end = Position()
    for item, end in found:
        chunk.append(item)
        size += _size(item)
        if len(chunk) == CHUNK or size >= CHUNK_SIZE:
            yield chunk, end
            chunk, size = [], 0
    if chunk:
        yield chunk, end


def _size(item: Found) -> int:
    if isinstance(item, Record):
        return len(item.text)
    if isinstance(item, Row) and isinstance(item.node, dict):
        return sum(len(value) for value in item.node.values() if isinstance(value, str))
    return 0


class _Inputs:
    """What the sources hold, and how much of it was read."""

    def __init__(self, sources: Sequence[str], limits: Limits) -> None:
        self.sources, self.limits = sources, limits
        self.total = self.passed = self.size = 0  # bytes: of all files, of those behind us, of the open one
        self.data: Data | None = None
        digest = hashlib.sha256()
        for file in find_files(sources):
            digest.update(repr((file, stamp := _stamp(file))).encode("utf-8", "surrogateescape"))
            self.total += stamp[0]
        self.digest = digest.hexdigest()

    def read(self, start: Position) -> Iterator[tuple[Found, Position]]:
        """Everything behind the position, each with the position behind it."""
        for number, file in enumerate(find_files(self.sources)):
            self.size = _stamp(file)[0]
            if number >= start.file:
                items: Iterable[Found] = (
                    [file] if isinstance(file, Failure) else find_in_file(file, self.limits, self.opened)
                )
                passed = start.record if number == start.file else 0
                for record, item in enumerate(items, 1):
                    if record > passed:
                        yield item, Position(number, record)
            self.data = None
            self.passed += self.size

    def opened(self, data: Data) -> None:
        self.data = data

    def share(self) -> float | None:
        """How much of the files was read, 0-1; None where nobody knows how much there is."""
        if not self.total:
            return None
        read = float(self.passed)
        if self.data is not None:
            read += self.data.position() if self.data.share is None else self.data.share * self.size
        return min(1.0, read / self.total)


def _stamp(file: str | Failure) -> tuple[int, int]:
    """Size in bytes and time of change; zeros of what is no file."""
    try:
        told = None if isinstance(file, Failure) or file == STDIN else Path(file).stat()
    except (OSError, ValueError):
        told = None
    return (told.st_size, told.st_mtime_ns) if told else (0, 0)


def _taxonomy_digest(taxonomy: Taxonomy) -> str:
    digest = hashlib.sha256()
    for name in taxonomy.files:
        digest.update(hashlib.sha256(Path(name).read_bytes()).digest())
    return digest.hexdigest()


# --- what is written --------------------------------------------------------------------------------------


class Sink(Protocol):
    """Where postings go, and the file that becomes the output."""

    made: Path
    version: str  # of what shows in the bytes written

    def open(self, state: State) -> None: ...
    def write(self, data: bytes) -> None: ...
    def commit(self) -> int: ...
    def end_part(self, state: State) -> None: ...
    def finish(self, state: State) -> None: ...
    def close(self) -> None: ...


class _Lines:
    """JSON Lines: a file that grows."""

    version = ""

    def __init__(self, folder: Path) -> None:
        self.made = folder / "records.jsonl"

    def open(self, state: State) -> None:
        self.file = _opened_at(self.made, state.kept)

    def write(self, data: bytes) -> None:
        self.file.write(data)

    def commit(self) -> int:
        return _synced(self.file)

    def end_part(self, state: State) -> None:
        pass

    def finish(self, state: State) -> None:
        pass

    def close(self) -> None:
        self.file.close()


class _Parts:
    """Parquet: a folder of parts, each made of the batches that wait in a file until there are enough."""

    def __init__(self, folder: Path) -> None:
        import pyarrow

        self.folder = folder
        self.made = folder / "parts"
        self.version = pyarrow.__version__

    def open(self, state: State) -> None:
        self.made.mkdir(exist_ok=True)
        self.wait(len(state.parts), state.kept)

    def wait(self, part: int, kept: int = 0) -> None:
        """Opens the file in which the batches of a part wait; that of the last one may still count."""
        (self.folder / f"waiting-{part - 2}").unlink(missing_ok=True)
        self.file = _opened_at(self.folder / f"waiting-{part}", kept)

    def write(self, data: bytes) -> None:
        self.file.write(len(data).to_bytes(8, "big") + data)

    def commit(self) -> int:
        return _synced(self.file)

    def end_part(self, state: State) -> None:
        import pyarrow
        from pyarrow import ipc, parquet

        from jdtool.writers.parquet import SCHEMA

        self.file.seek(0)
        batches = []
        while head := self.file.read(8):
            data = self.file.read(int.from_bytes(head, "big"))
            batches.append(ipc.read_record_batch(pyarrow.py_buffer(data), SCHEMA))
        table = pyarrow.Table.from_batches(batches, SCHEMA)
        if len(table) or state.finished:
            with (self.made / f"part-{len(state.parts):05}.parquet").open("wb") as file:
                parquet.write_table(table, file, compression="zstd", row_group_size=max(1, len(table)))
                _synced(file)
            state.parts = [*state.parts, len(table)]
        self.file.close()
        self.wait(len(state.parts))

    def finish(self, state: State) -> None:
        if not state.parts:  # an empty output is one all the same
            self.end_part(state)
        manifest = {
            "jdtool": __version__,
            "postings": state.postings,
            "parts": [{"file": f"part-{n:05}.parquet", "postings": rows} for n, rows in enumerate(state.parts)],
        }
        _write_whole(self.made / MANIFEST, (json.dumps(manifest, indent=1) + "\n").encode())

    def close(self) -> None:
        self.file.close()


def _opened_at(path: Path, kept: int) -> BinaryIO:
    """The file, cut to what counts of it, ready to be written further."""
    path.touch()
    file = path.open("r+b")
    file.truncate(kept)
    file.seek(0, os.SEEK_END)
    return file


def _synced(file: BinaryIO) -> int:
    """How long the file is, all of it on the disk."""
    file.flush()
    os.fsync(file.fileno())
    return file.tell()


def _write_whole(path: Path, data: bytes) -> None:
    new = path.with_name(path.name + ".new")
    with new.open("wb") as file:
        file.write(data)
        _synced(file)
    new.replace(path)


# --- the folder of the work -------------------------------------------------------------------------------


@contextmanager
def _locked(out: Path) -> Iterator[Path]:
    """The folder in which the work on an output lies, ours alone; UsageError where another scan has it."""
    folder = out.with_name(f".{out.name}.scan")
    try:
        while True:
            folder.mkdir(exist_ok=True)
            with (folder / LOCK).open("wb") as file:
                if not _lock(file):
                    raise UsageError(f"--output {out}: another scan is writing it")
                # Between the opening and the locking the one before us may have finished and removed the folder.
                if not _is_at(file, folder / LOCK):
                    continue
                yield folder
                return
    except (FileNotFoundError, NotADirectoryError, PermissionError, FileExistsError) as error:
        if error.filename and Path(error.filename) in (folder, folder / LOCK):
            raise UsageError(f"--output {out}: cannot be written: {error.strerror}") from None
        raise


def _lock(file: BinaryIO) -> bool:
    """Whether the file could be locked; the system frees it when the process ends, however it ends."""
    try:
        if os.name == "nt":
            msvcrt: Any = import_module("msvcrt")
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_at(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _read_state(folder: Path, fingerprint: dict[str, str]) -> State | None:
    """Where an interrupted scan stopped, None where there was none; UsageError where it was another one."""
    try:
        state = msgspec.json.decode((folder / STATE).read_bytes(), type=State)
    except FileNotFoundError:
        return None
    except msgspec.MsgspecError:
        raise UsageError(f"--resume: {folder / STATE} is damaged; start over without --resume") from None
    changed = [what for what, value in fingerprint.items() if state.fingerprint.get(what) != value]
    if changed and not (state.finished and changed == [SOURCES]):  # the old output may have been among them
        raise UsageError(
            f"--resume: {' and '.join(changed)} changed since the scan was interrupted; start over without --resume"
        )
    return state


def interrupted(out: Path) -> bool:
    """Whether a scan of this output was interrupted, and left something to resume."""
    return Path(os.path.realpath(out)).with_name(f".{out.name}.scan").joinpath(STATE).exists()


def _clear(folder: Path, out: Path) -> None:
    """Empties the folder of the work, but for the lock."""
    if (folder / OLD).exists() and not out.exists():  # killed while it put a new output in the old one's place
        (folder / OLD).rename(out)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != LOCK:
            path.unlink()


def _put_in_place(folder: Path, sink: Sink, out: Path) -> None:
    """Puts what was made under its name, in the place of what lay there; again where a kill came in between."""
    failures = folder / FAILURES
    if failures.exists():
        if failures.stat().st_size:
            failures.replace(failures_path(out))
        else:
            failures_path(out).unlink(missing_ok=True)
    if sink.made.exists():
        if sink.made.is_dir() and out.exists():  # a folder takes the place of nothing
            out.rename(folder / OLD)
        sink.made.replace(out)
    shutil.rmtree(folder)
