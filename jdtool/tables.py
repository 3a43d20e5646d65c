"""The reference lists in jdtool/data, which have their source and licence in lines that begin with "#"."""

from __future__ import annotations

import os


def text(name: str) -> str:
    """A list without the comments above it."""
    folder = os.path.dirname(__file__)  # noqa: PTH120 - pathlib costs a start two milliseconds
    with open(os.path.join(folder, "data", name), encoding="utf-8") as stream:  # noqa: PTH118, PTH123
        found = stream.read()
    start = 0
    while found.startswith("#", start):
        start = found.index("\n", start) + 1
    return found[start:].rstrip("\n")


def lines(name: str) -> list[str]:
    """The lines of a list, without its comments."""
    return [line for line in text(name).split("\n") if line and line[0] != "#"]


def table(name: str) -> list[dict[str, str]]:
    """The rows of a list whose first line names its columns."""
    head, *rows = lines(name)
    columns = head.split("\t")
    return [dict(zip(columns, row.split("\t"), strict=False)) for row in rows]
