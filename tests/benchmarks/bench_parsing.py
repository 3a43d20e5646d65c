"""A posting by its size, and the first one that a parser reads against one that it reads when warm."""

from __future__ import annotations

from typing import Any

import pytest
import tasks


@pytest.mark.parametrize("size", tasks.SIZES)
def test_size(benchmark: Any, size: str) -> None:
    benchmark.group = "a posting by its size"
    task = tasks.whole_records(tasks.new_parser(), tasks.invented_records(1, tasks.SIZES[size]))
    assert benchmark.pedantic(task, rounds=3, warmup_rounds=1)


def test_first_posting(benchmark: Any) -> None:
    """Of a new parser; the patterns are compiled. `table.py` measures the first one of a new process."""
    benchmark.group = "first and warmed"
    record = tasks.invented_records(1)
    benchmark.pedantic(
        lambda task: task(), setup=lambda: ((tasks.whole_records(tasks.new_parser(), record),), {}), rounds=3
    )


def test_warmed_posting(benchmark: Any) -> None:
    benchmark.group = "first and warmed"
    parser, records = tasks.new_parser(), tasks.invented_records(50)
    tasks.whole_records(parser, records)()
    assert benchmark(tasks.whole_records(parser, records[:1]))
