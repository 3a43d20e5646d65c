"""jdtool from Python: the functions that the commands themselves use, under `import jdtool`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jdtool.comparing import compare_postings
from jdtool.errors import UnreadableError, UsageError
from jdtool.evaluating import evaluate
from jdtool.folding import fold_name
from jdtool.limits import DEFAULTS, Limits
from jdtool.model import Analysis, Evaluation, Expectation, Failure, Posting, Profile, Record, Source, Stated
from jdtool.parsing import Parser
from jdtool.readers import STDIN, read_data, read_sources
from jdtool.readers.expected import read_expected
from jdtool.readers.opening import Data
from jdtool.scanning import analyse_records
from jdtool.taxonomy import Taxonomy, find_skill, load_taxonomy, nearest

if TYPE_CHECKING:
    from jdtool.readers.profile import Names

__all__ = [
    "compare_postings",
    "evaluate_file",
    "load_taxonomy",
    "parse_text",
    "read_analyses",
    "read_postings",
    "read_profile",
]


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
    limits: Limits = DEFAULTS,
    contacts: bool = False,
) -> Iterator[Analysis | Failure]:
    """Like `read_postings`, with the outline that each posting was read from."""
    return analyse_records(read_sources(map(str, sources), limits), _parser(taxonomy, contacts), jobs, force)


def read_profile(path: str | Path, *, taxonomy: Taxonomy | None = None) -> Profile:
    """What a person brings and wishes for: a profile in YAML, or a résumé in any form that is read, or "-".

    UsageError where it cannot be read. Of a résumé "present" is today.
    """
    from jdtool.readers.profile import is_profile, parse_profile  # only where people are matched
    from jdtool.resume import read_resume

    parser, name = _parser(taxonomy), str(path)
    try:
        with os.fdopen(0, "rb", closefd=False) if name == STDIN else Path(name).open("rb") as stream:
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
def _parser(taxonomy: Taxonomy | None, contacts: bool = False) -> Parser:
    """A parser, kept ready: making one takes longer than reading a posting."""
    return Parser(taxonomy or load_taxonomy(), contacts)


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
