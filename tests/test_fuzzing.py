"""Damaged input raises nothing and takes no second; how the inputs are made is in tests/fuzzing/."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzzing.mutation import FOUND, failure_of, run

INPUTS = 500  # `python -m fuzzing.mutation` runs any number, see its head
PARTS = 10  # so that several workers share them


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_damaged_input_raises_nothing(part: int) -> None:
    assert run(INPUTS // PARTS, part * INPUTS // PARTS) == []


@pytest.mark.parametrize("path", sorted(FOUND.glob("*.bin")), ids=lambda path: path.stem)
def test_what_failed_once_fails_no_more(path: Path) -> None:
    assert failure_of(path.read_bytes()) == ""
