"""Whole records against look-up alone: flashtext and spaCy's PhraseMatcher with the same names and postings."""

from __future__ import annotations

from typing import Any

import pytest
import tasks

pytestmark = pytest.mark.filterwarnings("default")  # those of other people's libraries are no fault of ours
POSTINGS = 50


@pytest.fixture(scope="module")
def lookups() -> dict[str, tasks.Task]:
    return tasks.lookups(tasks.new_parser(), tasks.invented_records(POSTINGS))


@pytest.mark.parametrize("name", ["jdtool", "jdtool, names", "flashtext", "spaCy"])
def test_lookup(benchmark: Any, lookups: dict[str, tasks.Task], name: str) -> None:
    if name not in lookups:
        pytest.skip(f"{name} is not installed")
    benchmark.group = f"look-up in {POSTINGS} postings"
    assert benchmark(lookups[name])
