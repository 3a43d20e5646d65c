"""What is measured within a process: each task does its work once and can be repeated.

`python tasks.py NAME ...` measures in a process of its own and prints seconds as JSON; `table.py` calls it so.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the bench files must be importable without what they measure
    from jdtool.model import Record
    from jdtool.parsing import Parser

Task = Callable[[], object]
SIZES = {"2 KB": 2_000, "20 KB": 20_000, "200 KB": 200_000, "2 MB": 2_000_000}  # characters, nearly all ASCII


def read_corpus(path: str, most: int | None = None) -> list[Record]:
    """The first records of a corpus, as jdtool reads them."""
    from jdtool.model import Record
    from jdtool.readers import read_sources

    return [record for record in islice(read_sources([path]), most) if isinstance(record, Record)]


def invented_records(count: int, size: int | None = None, seed: int = 7) -> list[Record]:
    """Invented postings, all of about one size if one is given."""
    from corpus import posting, postings

    from jdtool.model import Record, Source

    rng = Random(seed)
    rows = (posting(rng, size) for _ in range(count)) if size else postings(count, seed)
    return [Record(Source("", "text", 0, None, []), f"{row['title']}\n\n{row['description']}") for row in rows]


def new_parser() -> Parser:
    from jdtool.parsing import Parser
    from jdtool.taxonomy import load_taxonomy

    return Parser(load_taxonomy())


def names_of(parser: Parser) -> list[str]:
    """All names that jdtool looks for, as the taxonomy writes them."""
    return sorted({name.text for name in parser.taxonomy.names})


# --- tasks --------------------------------------------------------------------------------------------------


def whole_records(parser: Parser, records: Sequence[Record]) -> Task:
    """From text to lines of JSON: every field, its evidence, and whether it is a posting at all."""
    from jdtool.model import Analysis
    from jdtool.scanning import analyse
    from jdtool.writers.json_lines import json_line

    def task() -> int:
        results = (result for record in records for result in analyse(parser, record))
        return sum(len(json_line(result.posting)) for result in results if isinstance(result, Analysis))

    return task


def names_only(parser: Parser, texts: Sequence[str]) -> Task:
    """The pass that finds all names, and the triggers of the other fields with them."""
    return lambda: sum(len(parser.matcher.scanner.scan(text).names) for text in texts)


def flashtext(names: Iterable[str], texts: Sequence[str]) -> Task:
    """The same names with flashtext."""
    from flashtext import KeywordProcessor

    processor = KeywordProcessor()
    for name in names:
        processor.add_keyword(name)
    return lambda: sum(len(processor.extract_keywords(text, span_info=True)) for text in texts)


def phrase_matcher(names: Iterable[str], texts: Sequence[str]) -> Task:
    """The same names with spaCy's PhraseMatcher, without case, on an English pipeline with nothing but its tokenizer."""
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("en")
    language.max_length = 10**9
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("name", [language.make_doc(name) for name in names])
    return lambda: sum(len(matcher(language.make_doc(text))) for text in texts)


def lookups(parser: Parser, records: Sequence[Record]) -> dict[str, Task]:
    """jdtool and the others at the same postings; without those that are not installed."""
    names, texts = names_of(parser), [record.text for record in records]
    tasks = {"jdtool": whole_records(parser, records), "jdtool, names": names_only(parser, texts)}
    for name, make in (("flashtext", flashtext), ("spaCy", phrase_matcher)):
        try:
            tasks[name] = make(names, texts)
        except ImportError:
            print(f"{name} is not installed: pip install -e '.[bench]'", file=sys.stderr)
    return tasks


# --- measuring ----------------------------------------------------------------------------------------------


def seconds_of(task: Task) -> float:
    started = time.perf_counter()
    task()
    return time.perf_counter() - started


def alternately(tasks: dict[str, Task], runs: int) -> dict[str, list[float]]:
    """The seconds of each run, the tasks in turn: what else the machine does meanwhile meets them all alike.

    A first run of each warms them and does not count.
    """
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for run in range(runs + 1):
        for name, task in tasks.items():
            seconds = seconds_of(task)
            if run:
                taken[name].append(seconds)
    return taken


def measure_lookups(path: str, postings: str, runs: str) -> dict[str, Any]:
    """Seconds of each look-up, for so many postings."""
    records = read_corpus(path, int(postings))
    parser = new_parser()
    return {
        "postings": len(records),
        "names": len(names_of(parser)),
        "seconds": alternately(lookups(parser, records), int(runs)),
    }


def measure_flashtext(path: str) -> dict[str, Any]:
    """Seconds that flashtext needs for a whole corpus that lies in memory already."""
    records = read_corpus(path)
    task = flashtext(names_of(new_parser()), [record.text for record in records])
    return {"postings": len(records), "seconds": seconds_of(task)}


def measure_sizes(characters: str, runs: str) -> dict[str, Any]:
    """Seconds for so many characters in postings of each size, at least one of each; without sizes far beyond that."""
    parser, total = new_parser(), int(characters)
    records = {
        name: invented_records(max(1, total // size), size) for name, size in SIZES.items() if size <= 10 * total
    }
    tasks = {name: whole_records(parser, of_size) for name, of_size in records.items()}
    return {
        "characters": {name: sum(len(record.text) for record in of_size) for name, of_size in records.items()},
        "seconds": alternately(tasks, int(runs)),
    }


def measure_first(path: str, postings: str) -> dict[str, Any]:
    """Seconds to get ready, for the first posting, and for the same one when others were read in between."""
    records = read_corpus(path, int(postings))
    made: list[Parser] = []
    ready = seconds_of(lambda: made.append(new_parser()))
    one = whole_records(made[0], records[:1])
    first = seconds_of(one)
    whole_records(made[0], records)()
    return {"ready": ready, "first": first, "warmed": sorted(seconds_of(one) for _ in range(9))[4]}


if __name__ == "__main__":
    measures = {
        "lookups": measure_lookups,
        "flashtext": measure_flashtext,
        "sizes": measure_sizes,
        "first": measure_first,
    }
    print(json.dumps(measures[sys.argv[1]](*sys.argv[2:])))
