"""The table-driven cases: each file in cases/ holds texts and the value that one key of the record must have.

A case is {label, text, expected, comment?, key?, known_failure?, stated?, contacts?}. `key` is the record's key, by
default the file's name, or one of these:

- `skill_years`: the years that the text ties to each skill named;
- `skill_words`: how each skill was found, with which score, and its words in the text;
- `explained`: each place of the skills named and what became of it, a claim or the key of a reason;
- `uses`: each name that is met, and whether it counts.

`stated` is the pay that the source gives apart from the text. With `contacts` addresses are kept. Of an expected
mapping only the keys it lists are compared; lists are compared whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from jdtool import api
from jdtool.mentions import REASONS, explain_mentions, find_uses
from jdtool.model import Analysis, Record, Source, Stated, StatedPay
from jdtool.taxonomy import find_skill

CASES = Path(__file__).parent / "cases"
OTHERS = {"sections", "cleaning", "splitting", "screening"}  # files that have a runner of their own
VERDICTS = {reason: verdict for verdict, reason in REASONS.items()}


def read_cases() -> Iterator[Any]:
    for path in sorted(p for p in CASES.glob("*.yaml") if p.stem not in OTHERS):
        seen = set()
        for case in yaml.safe_load(path.read_text("utf-8")):
            name = f"{path.stem}: {case['label']}"
            assert name not in seen, f"{path}: two cases are called {case['label']!r}"
            seen.add(name)
            reason = case.get("comment", "known failure")
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if case.get("known_failure") else []
            stated = [StatedPay(**pay) for pay in case.get("stated", ())]
            values = case.get("key", path.stem), case["text"], case["expected"], stated, case.get("contacts", False)
            yield pytest.param(*values, id=name, marks=marks)


def matches(value: Any, expected: Any) -> bool:
    if isinstance(expected, dict) and isinstance(value, dict):
        return all(key in value and matches(value[key], expected[key]) for key in expected)
    if isinstance(expected, list) and isinstance(value, list):
        return len(value) == len(expected) and all(map(matches, value, expected))
    return bool(value == expected)


@pytest.mark.parametrize(("key", "text", "expected", "stated", "contacts"), list(read_cases()))
def test_case(key: str, text: str, expected: Any, stated: list[StatedPay], contacts: bool) -> None:
    hints = {"salary": Stated(stated, "baseSalary", "as stated")} if stated else {}
    parser = copy(api._parser(None))  # with the same matcher
    parser.contacts = contacts
    analysis = parser.analyse(Record(Source("", "text", 0, None, []), text, hints))
    record = msgspec.to_builtins(analysis.posting)
    record["skill_years"] = {skill["name"]: skill["years"] for skill in record["skills"]}
    record["skill_words"] = {
        skill["name"]: [skill["how"], skill["score"], *(mention["text"] for mention in skill["mentions"])]
        for skill in record["skills"]
    }
    if key == "skills":
        importance = {skill["name"]: skill["importance"] for skill in record["skills"]}
        record["skills"] = {name: importance.get(name) for name in expected}
    if key == "explained":
        record["explained"] = {name: explained(analysis, name) for name in expected}
    if key == "uses":
        found = find_uses(analysis.outline, api._parser(None).matcher, analysis.posting.company)
        record["uses"] = sorted([name.text, counts] for name, counts in found)
    good = record[key] == expected if key == "skill_words" else matches(record[key], expected)
    assert good, f"{key}: {record[key]!r}, expected {expected!r}"


def explained(analysis: Analysis, name: str) -> list[list[str | None]]:
    """Each place of a skill: its words, and the claim that it makes or why it makes none."""
    parser = api._parser(None)
    skill = find_skill(parser.taxonomy, name)
    places = explain_mentions(analysis.outline, parser.matcher, skill.id, analysis.posting.company)
    return [[place.text, VERDICTS.get(place.reason, place.importance)] for place in places]
