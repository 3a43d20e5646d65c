"""The reference lists in jdtool/data, which have their source and licence in lines that begin with "#"."""

from __future__ import annotations

from pathlib import Path


def lines(name: str) -> list[str]:
    """The lines of a list, without its comments."""
    text = Path(__file__).with_name("data").joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if line and line[0] != "#"]


def table(name: str) -> list[dict[str, str]]:
    """The rows of a list whose first line names its columns."""
    head, *rows = lines(name)
    columns = head.split("\t")
    return [dict(zip(columns, row.split("\t"), strict=False)) for row in rows]
