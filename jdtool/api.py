"""jdtool from Python: the functions that the commands themselves use, under `import jdtool`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from jdtool.comparing import compare_postings
from jdtool.evaluating import evaluate
from jdtool.model import Analysis, Evaluation, Expectation, Failure, Posting, Record, Source, Stated
from jdtool.parsing import Parser
from jdtool.readers import read_sources
from jdtool.readers.expected import read_expected
from jdtool.scanning import analyse_records
from jdtool.taxonomy import Taxonomy, load_taxonomy

__all__ = ["compare_postings", "evaluate_file", "load_taxonomy", "parse_text", "read_analyses", "read_postings"]


def parse_text(
    text: str, *, title: str | None = None, company: str | None = None, taxonomy: Taxonomy | None = None
) -> Posting:
    """The posting that a text holds.

    `title` and `company` are given where they are known apart from the text. `taxonomy` comes from
    `load_taxonomy`; without it the built-in one is used.
    """
    given = (("title", title), ("company", company))
    hints = {key: Stated(value, key, value) for key, value in given if value}
    return _parser(taxonomy).parse(Record(Source("", "text", 0, None, []), text, hints))


def read_postings(
    *sources: str | Path, taxonomy: Taxonomy | None = None, jobs: int = 1, force: bool = False
) -> Iterator[Posting | Failure]:
    """The postings of files, folders, patterns or "-", in order; what cannot be read comes as a Failure.

    `jobs` is the number of processes; 0 uses all cores once there are enough postings to pay for it. With `force`
    what does not look like a posting is read as one all the same.
    """
    for result in read_analyses(*sources, taxonomy=taxonomy, jobs=jobs, force=force):
        yield result.posting if isinstance(result, Analysis) else result


def read_analyses(
    *sources: str | Path, taxonomy: Taxonomy | None = None, jobs: int = 1, force: bool = False
) -> Iterator[Analysis | Failure]:
    """Like `read_postings`, with the outline that each posting was read from."""
    return analyse_records(read_sources(map(str, sources)), _parser(taxonomy), jobs, force)


def evaluate_file(path: str | Path, *, taxonomy: Taxonomy | None = None) -> Evaluation:
    """How often the postings of a file come out as it expects; `jdtool.readers.expected` tells its format.

    What cannot be read is in `errors`; UsageError where the file itself is unusable.
    """
    parser = _parser(taxonomy)
    pairs: list[tuple[Expectation, Analysis]] = []
    failures: list[Failure] = []
    for item in read_expected(str(path)):
        if isinstance(item, Failure):
            failures.append(item)
            continue
        if item.file is not None:
            records = list(read_sources([item.file]))
        else:
            records = [Record(Source(str(path), "text", 0, None, []), item.text or "")]
        if len(records) != 1:
            failures.append(Failure(item.file or str(path), None, f"holds {len(records)} postings; one is needed"))
            continue
        for result in analyse_records(records, parser, jobs=1, force=True):
            if isinstance(result, Failure):
                failures.append(result)
            else:
                pairs.append((item, result))
    return evaluate(pairs, parser.taxonomy, failures)


@lru_cache(maxsize=4)
def _parser(taxonomy: Taxonomy | None) -> Parser:
    """A parser, kept ready: making one takes longer than reading a posting."""
    return Parser(taxonomy or load_taxonomy())
