"""A damaged posting loses facts; it should not gain wrong ones. What still goes wrong is counted and bounded."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
import pytest
from fuzzing.damage import DAMAGES
from fuzzing.inputs import case_texts, parser

from jdtool.model import Record, Source

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
FIELDS = (
    "title", "company", "role", "seniority", "years", "salary", "employment_type", "work_mode", "relocation",
    "visa_sponsorship", "clearance", "travel_percent", "education",
)  # fmt: skip
LISTS = ("locations", "languages", "skills")
LONG = 80  # characters: a text of a case that has more than one fact


def facts(text: str) -> dict[str, Any]:
    """The values of a text, lists as sets of what they hold."""
    record = msgspec.to_builtins(parser().parse(Record(Source("x", "text", 0, None, []), text)))
    values = {key: record[key] for key in FIELDS}
    values["locations"] = {place["country"] for place in record["locations"]} - {None}
    values["languages"] = {language["code"] for language in record["languages"]}
    values["skills"] = {skill["id"] for skill in record["skills"]}
    return values


@cache
def texts() -> list[str]:
    """The samples, and the longer texts of the cases."""
    return [*(path.read_text("utf-8") for path in SAMPLES), *(text for text in case_texts() if len(text) >= LONG)]


@cache
def undamaged() -> list[dict[str, Any]]:
    return [facts(text) for text in texts()]


def shown(value: Any) -> Any:
    """What of a value must not become another: the range of years and pay, the level of an education."""
    if isinstance(value, dict):
        return {key: value[key] for key in ("min", "max", "level", "currency", "period") if key in value}
    return value


def is_wrong(key: str, before: Any, after: Any) -> bool:
    """Whether a value is another than before; where there was none, any is. Words that lost letters are no others."""
    if key in LISTS:
        return bool(after - before)
    if after is None:
        return False
    if key in ("title", "company", "role") and before is not None:
        return not alike(before, after)
    was, became = shown(before), shown(after)
    if isinstance(was, dict):
        return any(value not in (None, was.get(part)) for part, value in became.items())
    return bool(was != became)


def alike(before: str, after: str) -> bool:
    """Whether two names are one with some letters damaged."""
    from rapidfuzz.fuzz import partial_ratio

    return partial_ratio(before.casefold(), after.casefold()) >= 75


def wrong_ones(damage: str) -> Iterator[tuple[int, str, Any, Any]]:
    """What damage makes wrong: the text's number, the field, the value before and after."""
    for number, (text, before) in enumerate(zip(texts(), undamaged(), strict=True)):
        after = facts(DAMAGES[damage](text, random.Random(crc32(text.encode()))))  # the same whatever cases are added
        for key in before:
            if is_wrong(key, before[key], after[key]):
                yield number, key, before[key], after[key]


# What remains, of a thousand facts: a lost heading or rule between two postings gives the one facts of the other
# ("torn", "joined"), a word that told a substitute from a demand is misspelt, a digit of a sum is lost ("stripped").
MOST = {"stripped": 20, "signs-lost": 4, "misread": 2, "glued": 2, "torn": 6, "joined": 6, "scanned": 5}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_makes_few_facts_wrong(damage: str) -> None:
    wrong = list(wrong_ones(damage))
    stated = sum(bool(value) for values in undamaged() for value in values.values())
    assert 1000 * len(wrong) <= MOST[damage] * stated, Counter(key for _, key, _, _ in wrong)


if __name__ == "__main__":
    print(len(texts()), "texts,", sum(bool(v) for values in undamaged() for v in values.values()), "facts")
    for name in DAMAGES:
        found = list(wrong_ones(name))
        print(name, len(found), dict(Counter(key for _, key, _, _ in found).most_common()))
        for number, key, before, after in found[:40]:
            print("   ", number, key, (before, after) if key not in LISTS else after - before)
