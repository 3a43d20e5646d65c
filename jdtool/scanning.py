"""Many records through the parser, in order, on one core or several."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from jdtool.errors import OutOfTimeError
from jdtool.limits import DEFAULTS, timed
from jdtool.model import Analysis, Failure, Record
from jdtool.parsing import Parser
from jdtool.screening import other_than_posting
from jdtool.taxonomy import Taxonomy

PARALLEL_FROM = 200  # records; below that, starting processes costs more than it saves
CHUNK = 16  # records handed to a worker at a time

_parser: Parser | None = None  # of a worker process
_force = False


def analyse_records(
    records: Iterable[Record | Failure], parser: Parser, jobs: int = 0, force: bool = False
) -> Iterator[Analysis | Failure]:
    """The analyses of all records, failures passed through, in the order they came.

    `jobs` is the number of processes; 0 uses all cores once there are enough records to pay for it. With `force`
    what does not look like a posting is read as one all the same.
    """
    iterator = iter(records)
    jobs = jobs or os.cpu_count() or 1
    first = list(islice(iterator, PARALLEL_FROM)) if jobs > 1 else []
    if len(first) < PARALLEL_FROM:
        for record in chain(first, iterator):
            yield from analyse(parser, record, force)
        return
    from multiprocessing import Pool  # only for a corpus

    with Pool(jobs, _start_worker, (parser.taxonomy, force, parser.contacts)) as pool:
        for results in pool.imap(_work, chain(first, iterator), CHUNK):
            yield from results


def analyse(parser: Parser, record: Record | Failure, force: bool = False) -> list[Analysis | Failure]:
    """The postings in a record; a fault of our own becomes a failure of that record, not of the run."""
    if isinstance(record, Failure):
        return [record]
    try:
        with timed(DEFAULTS.seconds):
            analyses = parser.read(record)
            return [analysis if force or record.posting else screened(analysis) for analysis in analyses]
    except OutOfTimeError:
        source = record.source
        return [Failure(source.path, source.record or None, f"takes more than {DEFAULTS.seconds} s to analyse")]
    except Exception as error:
        source = record.source
        message = f"could not be analysed, please report this: {type(error).__name__}: {error}"
        return [Failure(source.path, source.record, message)]


def screened(analysis: Analysis) -> Analysis | Failure:
    """The analysis, or a failure that says what else the text is."""
    other = other_than_posting(analysis)
    if other is None:
        return analysis
    source = analysis.posting.source
    message = f"does not look like a job posting ({other}); --force reads it all the same"
    return Failure(source.path, source.record or None, message)


def _start_worker(taxonomy: Taxonomy, force: bool, contacts: bool) -> None:
    global _parser, _force
    # Ctrl-C reaches all processes; the one that started the others ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _parser, _force = Parser(taxonomy, contacts), force


def _work(record: Record | Failure) -> list[Analysis | Failure]:
    assert _parser is not None
    return analyse(_parser, record, _force)
