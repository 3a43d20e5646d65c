"""jdtool from Python: the functions that the commands themselves use, under `import jdtool`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jdtool.errors import UnreadableError, UsageError, nearest
from jdtool.folding import fold_name
from jdtool.limits import DEFAULTS, Limits
from jdtool.model import (
    Analysis,
    Evaluation,
    Expectation,
    Failure,
    Posting,
    Profile,
    Record,
    ScanSummary,
    Source,
    Stated,
)
from jdtool.parsing import Parser
from jdtool.readers import STDIN, find_records, read_data, read_sources
from jdtool.readers.opening import Data
from jdtool.scanning import analyse_records
from jdtool.taxonomy import Taxonomy, find_skill, load_taxonomy

if TYPE_CHECKING:
    from pathlib import Path

    from jdtool.comparing import compare_postings
    from jdtool.readers.profile import Names
    from jdtool.storing import Watch

__all__ = [
    "compare_postings",
    "evaluate_file",
    "load_taxonomy",
    "parse_text",
    "read_analyses",
    "read_postings",
    "read_profile",
    "scan_sources",
]


def __getattr__(name: str) -> Any:
    if name == "compare_postings":  # who reads one posting compares none
        from jdtool.comparing import compare_postings

        return compare_postings
    raise AttributeError(f"module 'jdtool.api' has no attribute {name!r}")


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
    *sources: str | Path,
    taxonomy: Taxonomy | None = None,
    jobs: int = 1,
    force: bool = False,
    limits: Limits = DEFAULTS,
    contacts: bool = False,
) -> Iterator[Posting | Failure]:
    """The postings of files, folders, patterns or "-", in order; what cannot be read comes as a Failure.

    `jobs` is the number of processes; 0 uses all cores once there are enough postings to pay for it. With `force`
    what does not look like a posting is read as one all the same. `limits` is how much is read at most
    (`jdtool.limits`). E-mail addresses and telephone numbers are hidden unless `contacts` asks for them.
    """
    for result in read_analyses(*sources, taxonomy=taxonomy, jobs=jobs, force=force, limits=limits, contacts=contacts):
        yield result.posting if isinstance(result, Analysis) else result


def read_analyses(
    *sources: str | Path,
    taxonomy: Taxonomy | None = None,
    jobs: int = 1,
    force: bool = False,
    records_too: bool = False,
    lap: Callable[[str], None] | None = None,
    limits: Limits = DEFAULTS,
    contacts: bool = False,
) -> Iterator[Analysis | Failure]:
    """Like `read_postings`, with the outline that each posting was read from.

    With `records_too` the posting records of jdtool itself are taken as well; of their outlines they hold a part.
    `lap` is told of each stage of a posting at its end; for a single job.
    """
    parser = Parser(taxonomy or load_taxonomy(), lap, limits, contacts) if lap else _parser(taxonomy, limits, contacts)
    given_up: set[str] = set()
    found = find_records(map(str, sources), limits, given_up)
    return analyse_records(found, parser, jobs, force, records_too, given_up)


def scan_sources(
    sources: Iterable[str | Path],
    output: str | Path,
    taxonomy: Taxonomy | None = None,
    watch: Watch | None = None,
    *,
    jobs: int = 0,
    force: bool = False,
    resume: bool = False,
    limits: Limits = DEFAULTS,
    contacts: bool = False,
) -> ScanSummary:
    """What became of the postings of files, folders or patterns: they are in a folder of Parquet, or JSON Lines.

    `output` ends in .parquet or .jsonl; what failed lies beside it, in its name with .failures.jsonl behind.
    """
    from pathlib import Path

    from jdtool.storing import Unwatched, scan_sources

    names = [str(source) for source in sources]
    watch = watch or Unwatched()
    parser = _parser(taxonomy, limits, contacts)
    return scan_sources(names, Path(output), parser, watch, jobs=jobs, force=force, resume=resume)


def read_profile(path: str | Path, *, taxonomy: Taxonomy | None = None) -> Profile:
    """What a person brings and wishes for: a profile in YAML, or a résumé in any form that is read, or "-".

    UsageError where it cannot be read. Of a résumé "present" is today.
    """
    from datetime import UTC, datetime

    from jdtool.readers.profile import is_profile, parse_profile  # only where people are matched
    from jdtool.resume import read_resume

    parser, name = _parser(taxonomy), str(path)
    try:
        with os.fdopen(0, "rb", closefd=False) if name == STDIN else open(name, "rb") as stream:  # noqa: PTH123
            data = Data(name, stream)
            if is_profile(data):
                return parse_profile(data, _names(parser))
            records = list(read_data(data))
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror or error}") from None
    except UnreadableError as error:
        raise UsageError(f"{name}: {error}") from None
    for record in records:
        if isinstance(record, Failure):
            raise UsageError(f"{name}: {record.message}")
    texts = [record.text for record in records if isinstance(record, Record)]
    if len(texts) != 1:
        raise UsageError(f"{name}: holds {len(texts)} records; a profile is a résumé or a YAML file of one person")
    found = read_resume(texts[0], parser, datetime.now(UTC).date())
    if not found.skills:
        raise UsageError(f"{name}: names no skill that jdtool knows; write a profile in YAML, see jdtool match -h")
    return found


def evaluate_file(path: str | Path, *, taxonomy: Taxonomy | None = None) -> Evaluation:
    """How often the postings of a file come out as it expects; `jdtool.readers.expected` tells its format.

    What cannot be read is in `errors`; UsageError where the file itself is unusable.
    """
    from jdtool.evaluating import evaluate

    parser = _parser(taxonomy)
    failures: list[Failure] = []
    return evaluate(_judged(str(path), parser, failures), parser.taxonomy, failures)


def _judged(path: str, parser: Parser, failures: list[Failure]) -> Iterator[tuple[Expectation, Analysis]]:
    """Each expectation with its posting; one that has none or several is noted in `failures` instead."""
    from jdtool.readers.expected import read_expected

    for item in read_expected(path):
        if isinstance(item, Failure):
            failures.append(item)
            continue
        if item.file is not None:
            records = read_sources([item.file])
        else:  # the values are those of one posting, however many the text seems to hold
            records = iter([Record(Source(path, "text", 0, None, []), item.text or "", posting=True)])
        results = list(analyse_records(records, parser, jobs=1, force=True))
        if len(results) == 1 and isinstance(results[0], Analysis):
            yield item, results[0]
            continue
        unread = [result for result in results if isinstance(result, Failure)]
        several = Failure(item.file or path, None, f"holds {len(results)} postings; one is needed")
        failures.extend(unread or [several])


@lru_cache(maxsize=4)
def _parser(taxonomy: Taxonomy | None, limits: Limits = DEFAULTS, contacts: bool = False) -> Parser:
    """A parser, kept ready: making one takes longer than reading a posting."""
    return Parser(taxonomy or load_taxonomy(), limits=limits, contacts=contacts)


def _names(parser: Parser) -> Names:
    """What the names in a profile mean, by the taxonomy and the tables of countries and currencies."""
    from jdtool.amounts import money_table
    from jdtool.places import gazetteer
    from jdtool.readers.profile import Names

    def skill(name: str) -> str:
        owners = [] if name in parser.taxonomy.skills else parser.matcher.owners.get(fold_name(name), [])
        # Alone, GCP is the cloud: good clinical practice needs other words beside it.
        owners = [owner for owner in owners if not (owner.guard and owner.guard.needs)] or owners
        if len(owners) > 1:
            meant = " and ".join(parser.taxonomy.skills[owner.skill_id].name for owner in owners)
            raise UsageError(f"{name!r} is a name of {meant}; write which")
        return owners[0].skill_id if owners else find_skill(parser.taxonomy, name).id

    def country(name: str) -> str:
        known = gazetteer()
        code = name if name in known.names else known.countries.get(name.lower())
        if code is None:
            raise UsageError(f"no country {name!r}{nearest(name, known.names.values()) or '; write a code such as DE'}")
        return code

    def currency(name: str) -> str:
        if name not in money_table().codes:
            raise UsageError(f"no currency {name!r}; write its code, such as EUR")
        return name

    return Names(skill, country, currency)
