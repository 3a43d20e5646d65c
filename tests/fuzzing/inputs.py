"""What fuzzing starts from: a posting in every form, the fixtures, and the texts of the cases.

`seeds()` gives them, `one_input(data)` is what every fuzzer calls: it reads, parses and writes out whatever the bytes
hold. It raises whatever jdtool should not raise.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from signal import ITIMER_VIRTUAL, SIGVTALRM, setitimer, signal
from types import FrameType

import msgspec
import yaml
from making import FORMS, Written

from jdtool.model import Failure, Posting
from jdtool.parsing import Parser
from jdtool.readers import detect, read_data
from jdtool.readers.opening import Data
from jdtool.screening import other_than_posting
from jdtool.taxonomy import load_taxonomy

TESTS = Path(__file__).parent.parent
MAX_SEED = 20_000  # bytes: small seeds make many runs
SECONDS = 1.0  # of this process's own time that one input may take
MOST_RECORDS = 20  # of one input

POSTINGS = (
    Written(
        "Senior Python Developer (m/w/d)",
        "Frostbridge GmbH",
        "Berlin, Germany",
        [
            ("", ["We build software for snow ploughs."]),
            ("Requirements", ["- 5+ years of experience with Python, Go or Java", "- Fluent English (C1)"]),
            ("Nice to have", ["- Kafka; C++ is a plus", "- A bachelor's degree or equivalent"]),
            ("What we offer", ["- €60,000 - €70,000 per year, 10% bonus", "- Hybrid, 2 days a week in the office"]),
        ],
    ),
    Written("Cook", "Globex", "Leeds", [("", ["Join us as a cook & earn £12.50 an hour."])]),
)


def case_texts() -> list[str]:
    """The texts of all cases."""
    cases = [
        case for path in sorted((TESTS / "cases").glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))
    ]
    return sorted({case["text"] for case in cases if isinstance(case.get("text"), str)})


def seeds() -> list[tuple[str, bytes]]:
    """Inputs to start from, each with a name; the same in every run."""
    found = [(form, write(posting)) for form, write in FORMS.items() for posting in POSTINGS]
    for path in sorted((TESTS / "fixtures").rglob("*")):
        if path.is_file() and path.stat().st_size <= MAX_SEED:
            found.append((path.name, path.read_bytes()))
    return found


@cache
def parser() -> Parser:
    return Parser(load_taxonomy())


class TooSlowError(Exception):
    """An input took longer than it may."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises TooSlowError where the block takes more of this process's time."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError(f"more than {seconds} s")

    before = signal(SIGVTALRM, stop)
    setitimer(ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        setitimer(ITIMER_VIRTUAL, 0)
        signal(SIGVTALRM, before)


def one_input(data: bytes) -> int:
    """Reads whatever the bytes hold, all the way to the records' JSON; gives the number of postings."""
    count = 0
    for n, record in enumerate(read_data(Data("fuzz", io.BytesIO(data)))):
        if n >= MOST_RECORDS:
            break
        if isinstance(record, Failure):
            record.message.encode()
            continue
        for analysis in parser().read(record):
            other_than_posting(analysis)
            check(analysis.posting, analysis.outline.text)
            count += 1
    return count


def check(posting: Posting, text: str) -> None:
    """What must hold of any posting: it can be written, and what it quotes stands in the text."""
    msgspec.json.encode(posting)
    for skill in posting.skills:
        for mention in skill.mentions:
            assert text[mention.start : mention.end] == mention.text, (skill.id, mention)
    for requirement in posting.requirements:
        assert text[requirement.start : requirement.end] == requirement.text, requirement


def shape(data: bytes) -> str:
    """The format that the bytes show."""
    return detect(data[:65_536])
