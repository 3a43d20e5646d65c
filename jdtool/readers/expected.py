"""Postings with expected values, for `jdtool evaluate`: JSON Lines, a JSON array, or a YAML list.

Each item is a mapping of `expected` and either `text` or `file` (a path beside the list); `id` is optional.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jdtool.errors import UnreadableError, UsageError, nearest
from jdtool.model import Expectation, Failure, Posting
from jdtool.readers.decoding import decode
from jdtool.readers.opening import Data

KEYS = frozenset({"id", "text", "file", "expected"})
MEASURED = frozenset(Posting.__struct_fields__) - {"schema", "id", "source", "evidence", "warnings"}
"""The keys of the posting record that may be expected."""
CALLED = ("required", "preferred", "mentioned", None)


def read_expected(path: str) -> Iterator[Expectation | Failure]:
    """The items in order, a faulty one as a Failure; UsageError where the file is no such list."""
    try:
        with Path(path).open("rb") as stream:
            text, _ = decode(Data(path, stream).whole())
    except UnreadableError as error:
        raise UsageError(f"{path}: {error}") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from None
    items = _read_yaml(path, text) if Path(path).suffix.lower() in (".yaml", ".yml") else _read_json(path, text)
    if not items:
        raise UsageError(f"{path}: holds no postings; each needs `expected` and `text` or `file`")
    for number, item in enumerate(items):
        try:
            yield _expectation(path, number, item)
        except ValueError as error:
            yield Failure(path, number, str(error))


def _read_yaml(path: str, text: str) -> list[Any]:
    import yaml  # only where the list is in YAML

    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.CSafeLoader)):
            raise UsageError(f"{path}: anchors and aliases are not read; write the values out")
        items = yaml.load(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f"{path}:{mark.line + 1}" if mark else path
        raise UsageError(f"{line}: not YAML: {getattr(error, 'problem', None) or 'nested too deep'}") from None
    if not isinstance(items, list):
        raise UsageError(f"{path}: must be a list of postings, each with `expected` and `text` or `file`")
    return items


def _read_json(path: str, text: str) -> list[Any]:
    try:
        if text.lstrip().startswith("["):
            return list(json.loads(text))
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: neither JSON Lines nor a JSON array: {error}") from None


def _expectation(path: str, number: int, item: Any) -> Expectation:
    """The item as a record; ValueError tells what is wrong with it."""
    if not isinstance(item, dict) or not isinstance(item.get("expected"), dict):
        raise ValueError("needs `expected`, a mapping of keys of the posting record to values")
    unknown = sorted(str(key) for key in item if key not in KEYS)
    if unknown:
        raise ValueError(f"unknown key {unknown[0]!r}; an item has {', '.join(sorted(KEYS))}")
    text, file = item.get("text"), item.get("file")
    if isinstance(text, str) == isinstance(file, str):
        raise ValueError("needs either `text` or `file`")
    expected = item["expected"]
    for key in expected:
        if key not in MEASURED:
            raise ValueError(f"{key!r} is no key that can be expected{nearest(str(key), MEASURED)}")
    skills = expected.get("skills", {})
    if not isinstance(skills, dict) or not all(map(_is_call, skills.values())):
        raise ValueError("`skills` maps names to required, preferred, mentioned or null")
    if file is not None:
        file = str(Path(path).parent / file)
    return Expectation(str(item.get("id") or item.get("file") or number), expected, text, file)


def _is_call(value: Any) -> bool:
    """Whether a skill may be expected so: as one of `CALLED`, or as one of several."""
    if isinstance(value, dict) and list(value) == ["one_of"]:
        return isinstance(value["one_of"], list) and all(v in CALLED for v in value["one_of"])
    return isinstance(value, str | None) and value in CALLED
