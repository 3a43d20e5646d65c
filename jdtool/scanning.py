"""Many records through the parser, in order, on one core or several."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TypeVar

from jdtool.errors import OutOfTimeError, WorkerError
from jdtool.limits import Limits, stop_clock, timed
from jdtool.model import Analysis, Failure, Record
from jdtool.parsing import Parser
from jdtool.readers.rows import Row, own_record
from jdtool.screening import other_than_posting
from jdtool.taxonomy import Taxonomy

PARALLEL_FROM = 200  # records; below that, starting processes costs more than it saves
CHUNK = 16  # records handed to a worker at a time
AHEAD = 4  # chunks that wait for each worker: none is ever idle, and results do not pile up

Found = Record | Row | Failure
Result = Analysis | Failure
In = TypeVar("In")
Out = TypeVar("Out")

_parser: Parser | None = None  # of a worker process


def analyse_records(
    records: Iterable[Found],
    parser: Parser,
    jobs: int = 0,
    force: bool = False,
    records_too: bool = False,
    given_up: set[str] | None = None,
) -> Iterator[Result]:
    """The analyses of all records, failures passed through, in the order they came.

    `jobs` is the number of processes; 0 uses all cores once there are enough records to pay for it. With `force`
    what does not look like a posting is read as one all the same. With `records_too` the records of jdtool itself
    are taken for the postings that they were made from, as far as they go. `given_up` gets the files that hold no
    postings for so long that the rest of them is passed over.
    """
    results = _analyse_all(records, parser, jobs, force, records_too)
    return _bear(results, parser.limits, set() if given_up is None else given_up)


def _bear(results: Iterable[Result], limits: Limits, given_up: set[str]) -> Iterator[Result]:
    """The results, until a file tries the patience of who reads what is said of it."""
    faulty, path = 0, ""
    for result in results:
        failed = isinstance(result, Failure)
        before, path = path, result.path if isinstance(result, Failure) else result.posting.source.path
        if path in given_up:
            continue
        faulty = faulty * (path == before) + 1 if failed else 0
        yield result
        if faulty == limits.faulty:
            given_up.add(path)
            much = f"{faulty:,} faulty records one after the other; the rest is not read"
            yield Failure(path, None, str(limits.over("faulty", much)))


def _analyse_all(
    records: Iterable[Found], parser: Parser, jobs: int, force: bool, records_too: bool
) -> Iterator[Result]:
    iterator = iter(records)
    jobs = jobs or os.cpu_count() or 1
    first = list(islice(iterator, PARALLEL_FROM)) if jobs > 1 else []
    if len(first) < PARALLEL_FROM:
        for record in chain(first, iterator):
            yield from analyse(parser, record, force, records_too)
        return
    work = _Chunk(force, records_too)
    for results in spread(work, chunked(chain(first, iterator), CHUNK), parser, jobs):
        yield from results


class _Chunk:
    """The work on a chunk of records, for `spread`."""

    def __init__(self, force: bool, records_too: bool) -> None:
        self.force, self.records_too = force, records_too

    def __call__(self, parser: Parser, chunk: Sequence[Found]) -> list[Result]:
        return [result for record in chunk for result in analyse(parser, record, self.force, self.records_too)]


def chunked(items: Iterable[In], size: int) -> Iterator[list[In]]:
    """The items in lists of this size, the last one shorter."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def analyse(parser: Parser, record: Found, force: bool = False, records_too: bool = False) -> list[Result]:
    """The postings in a record; a fault of our own becomes a failure of that record, not of the run."""
    if isinstance(record, Failure):
        return [record]
    try:
        with timed(parser.limits):
            return _analyse(parser, record, force, records_too)
    except OutOfTimeError:
        stop_clock()
        late = parser.limits.over("seconds", f"takes more than {parser.limits.seconds} s to analyse")
        return [Failure(record.source.path, record.source.record or None, str(late))]
    except Exception as error:
        source = record.source
        message = f"could not be analysed, please report this: {type(error).__name__}: {error}"
        return [Failure(source.path, source.record, message)]


def _analyse(parser: Parser, record: Record | Row, force: bool, records_too: bool) -> list[Result]:
    read = record.read() if isinstance(record, Row) else record
    if isinstance(read, Failure):
        return [read]
    if isinstance(read, Analysis):
        return [read if records_too else own_record(record.source)]
    if much := parser.limits.too_long(read.text):
        return [Failure(read.source.path, read.source.record or None, much)]
    analyses = parser.read(read)
    results = [analysis if force or read.posting else screened(analysis) for analysis in analyses]
    parser.lap("screening")
    return results


def screened(analysis: Analysis) -> Result:
    """The analysis, or a failure that says what else the text is."""
    other = other_than_posting(analysis)
    if other is None:
        return analysis
    source = analysis.posting.source
    message = f"does not look like a job posting ({other}); --force reads it all the same"
    return Failure(source.path, source.record or None, message)


# --- processes --------------------------------------------------------------------------------------------


def spread(work: Callable[[Parser, In], Out], items: Iterable[In], parser: Parser, jobs: int) -> Iterator[Out]:
    """What the work makes of each item, in their order; with several jobs in as many processes.

    Few items are under way at any time, however many there are.
    """
    if jobs < 2:
        for item in items:
            yield work(parser, item)
        return
    import multiprocessing  # only for a corpus
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # A forked process has the parser already, another one must build its own.
    forks = multiprocessing.get_start_method() == "fork"
    known = parser if forks else (parser.taxonomy, parser.limits, parser.contacts)
    pool = ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(known,))
    waiting: deque[Future[Out]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(_work, work, item))
            if len(waiting) >= jobs * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise WorkerError("a worker process came to a sudden end; was it killed, or is the memory full?") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _start_worker(known: Parser | tuple[Taxonomy, Limits, bool]) -> None:
    global _parser
    import signal

    # Ctrl-C reaches all processes; the one that started the others ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _parser = known if isinstance(known, Parser) else Parser(known[0], limits=known[1], contacts=known[2])
    _end_with_parent()


def _end_with_parent() -> None:
    """Sees to it that a worker ends when the process that started it was killed and can tell it nothing any more."""
    import threading
    from multiprocessing import connection, parent_process

    parent = parent_process()
    assert parent is not None

    def wait() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _work(work: Callable[[Parser, In], Out], item: In) -> Out:
    assert _parser is not None
    return work(_parser, item)
