"""Many records through the parser, in order, on one core or several."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from jdtool.model import Analysis, Failure, Record
from jdtool.parsing import Parser
from jdtool.taxonomy import Taxonomy

PARALLEL_FROM = 200  # records; below that, starting processes costs more than it saves
CHUNK = 16  # records handed to a worker at a time

_parser: Parser | None = None  # of a worker process


def analyse_records(records: Iterable[Record | Failure], parser: Parser, jobs: int = 0) -> Iterator[Analysis | Failure]:
    """The analysis of every record, failures passed through, in the order they came.

    `jobs` is the number of processes; 0 uses all cores once there are enough records to pay for it.
    """
    iterator = iter(records)
    jobs = jobs or os.cpu_count() or 1
    first = list(islice(iterator, PARALLEL_FROM)) if jobs > 1 else []
    if len(first) < PARALLEL_FROM:
        for record in chain(first, iterator):
            yield analyse(parser, record)
        return
    from multiprocessing import Pool  # only for a corpus

    with Pool(jobs, _start_worker, (parser.taxonomy,)) as pool:
        yield from pool.imap(_work, chain(first, iterator), CHUNK)


def analyse(parser: Parser, record: Record | Failure) -> Analysis | Failure:
    """The analysis; a fault of our own in one posting becomes a failure of that posting, not of the run."""
    if isinstance(record, Failure):
        return record
    try:
        return parser.analyse(record)
    except Exception as error:
        source = record.source
        message = f"could not be analysed, please report this: {type(error).__name__}: {error}"
        return Failure(source.path, source.record, message)


def _start_worker(taxonomy: Taxonomy) -> None:
    global _parser
    # Ctrl-C reaches all processes; the one that started the others ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _parser = Parser(taxonomy)


def _work(record: Record | Failure) -> Analysis | Failure:
    assert _parser is not None
    return analyse(_parser, record)
