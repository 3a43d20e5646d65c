"""The table-driven cases: each file in cases/ holds texts and the value that one key of the record must have.

A case is {label, text, expected, comment?, key?, known_failure?, stated?}. `key` is the record's key, by default the
file's name, or `skill_years`: the years that the text ties to each skill named, or `skill_words`: how each skill was
found, with which score, and its words in the text. `stated` is the pay that the source gives apart from the text. Of
an expected mapping only the keys it lists are compared; lists are compared whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from jdtool import api
from jdtool.model import Record, Source, Stated, StatedPay

CASES = Path(__file__).parent / "cases"
OTHERS = {"sections", "cleaning", "splitting", "screening"}  # files that have a runner of their own


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
            yield pytest.param(case.get("key", path.stem), case["text"], case["expected"], stated, id=name, marks=marks)


def matches(value: Any, expected: Any) -> bool:
    if isinstance(expected, dict) and isinstance(value, dict):
        return all(key in value and matches(value[key], expected[key]) for key in expected)
    if isinstance(expected, list) and isinstance(value, list):
        return len(value) == len(expected) and all(map(matches, value, expected))
    return bool(value == expected)


@pytest.mark.parametrize(("key", "text", "expected", "stated"), list(read_cases()))
def test_case(key: str, text: str, expected: Any, stated: list[StatedPay]) -> None:
    hints = {"salary": Stated(stated, "baseSalary", "as stated")} if stated else {}
    record = msgspec.to_builtins(api._parser(None).parse(Record(Source("", "text", 0, None, []), text, hints)))
    record["skill_years"] = {skill["name"]: skill["years"] for skill in record["skills"]}
    record["skill_words"] = {
        skill["name"]: [skill["how"], skill["score"], *(mention["text"] for mention in skill["mentions"])]
        for skill in record["skills"]
    }
    if key == "skills":
        importance = {skill["name"]: skill["importance"] for skill in record["skills"]}
        record["skills"] = {name: importance.get(name) for name in expected}
    good = record[key] == expected if key == "skill_words" else matches(record[key], expected)
    assert good, f"{key}: {record[key]!r}, expected {expected!r}"
