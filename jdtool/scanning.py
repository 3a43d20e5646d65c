"""Many records through the parser, in order, on one core or several."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from jdtool.model import Analysis, Failure, Record
from jdtool.parsing import Parser
from jdtool.taxonomy import Taxonomy, load_taxonomy

PARALLEL_FROM = 200  # records; below that, starting processes costs more than it saves
CHUNK = 16  # records handed to a worker at a time

_parser: Parser | None = None  # of a worker process


def analyse_records(
    records: Iterable[Record | Failure], taxonomy: Taxonomy, jobs: int = 0
) -> Iterator[Analysis | Failure]:
    """The analysis of every record, failures passed through, in the order they came.

    `jobs` is the number of processes; 0 uses all cores once there are enough records to pay for it.
    """
    iterator = iter(records)
    jobs = jobs or os.cpu_count() or 1
    first = list(islice(iterator, PARALLEL_FROM))
    if jobs == 1 or len(first) < PARALLEL_FROM:
        parser = Parser(taxonomy)
        for record in chain(first, iterator):
            yield record if isinstance(record, Failure) else analyse(parser, record)
        return
    from multiprocessing import Pool  # only for a corpus

    with Pool(jobs, _start_worker, (taxonomy.files[1:],)) as pool:
        yield from pool.imap(_work, chain(first, iterator), CHUNK)


def analyse(parser: Parser, record: Record) -> Analysis | Failure:
    """The analysis; a fault of our own in one posting becomes a failure of that posting, not of the run."""
    try:
        return parser.analyse(record)
    except Exception as error:
        source = record.source
        message = f"could not be analysed, please report this: {type(error).__name__}: {error}"
        return Failure(source.path, source.record, message)


def _start_worker(overlays: tuple[str, ...]) -> None:
    global _parser
    _parser = Parser(load_taxonomy(*overlays))


def _work(record: Record | Failure) -> Analysis | Failure:
    assert _parser is not None
    return record if isinstance(record, Failure) else analyse(_parser, record)
