"""Posting records that jdtool wrote itself, read back instead of being made from the posting again."""

from __future__ import annotations

from typing import Any

import msgspec

from jdtool.limits import DEFAULTS
from jdtool.model import Analysis, Failure, Outline, Passage, Posting, SectionKind, Source

SCHEMA = "jdtool.posting/1"
COLUMNS = frozenset({"schema", "id", "evidence", "requirements"})
"""Columns of a Parquet file that only records have together."""

SECTIONS: dict[str, SectionKind] = {
    "required": "required",
    "preferred": "preferred",
    "responsibility": "responsibilities",
}


def is_record(node: Any) -> bool:
    """Whether an object is a posting record."""
    return isinstance(node, dict) and node.get("schema") == SCHEMA


def read_record(node: dict[str, Any], source: Source) -> Analysis | Failure:
    """The posting, with as much of its outline as a record holds: its lines of demands and duties.

    `source` is where the record lies; the posting keeps its own.
    """
    evidence = node.get("evidence")
    if isinstance(evidence, list):  # a map of Arrow; what JSON leaves out is None there
        node = node | {
            "evidence": {
                key: [{k: v for k, v in item.items() if v is not None} for item in every] for key, every in evidence
            }
        }
    try:
        posting = msgspec.convert(node, Posting)
        return Analysis(_plain(posting), _outline(posting))
    except (msgspec.ValidationError, TypeError, ValueError) as error:
        return Failure(source.path, source.record, f"a damaged record of jdtool: {error}")


def _plain(posting: Posting) -> Posting:
    """The posting with whole numbers as such, which columns of Arrow hold as fractions."""

    def plain(value: Any) -> Any:
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if isinstance(value, list):
            return [plain(item) for item in value]
        if isinstance(value, msgspec.Struct):
            whole = {name: plain(getattr(value, name)) for name in value.__struct_fields__}
            return msgspec.structs.replace(value, **whole)
        return value

    numbers = ("years", "years_alternatives", "salary", "salary_bands")
    skills = [
        msgspec.structs.replace(skill, years=plain(skill.years)) if skill.years else skill for skill in posting.skills
    ]
    return msgspec.structs.replace(posting, skills=skills, **{name: plain(getattr(posting, name)) for name in numbers})


def _outline(posting: Posting) -> Outline:
    """The lines of the record as passages, in a text that holds them and the words of the evidence, else spaces.

    Behind each line stands an empty passage, so that nobody takes what follows for a part of it.
    """
    spans: list[tuple[int, int, str]] = [(line.start, line.end, line.text) for line in posting.requirements]
    spans += [(m.start, m.end, m.text) for skill in posting.skills for m in skill.mentions]
    spans += [
        (e.start, e.end, e.text)
        for every in posting.evidence.values()
        for e in every
        if isinstance(e.start, int) and isinstance(e.end, int)
    ]
    if any(not 0 <= start <= end <= DEFAULTS.size or end - start != len(text) for start, end, text in spans):
        raise ValueError("its offsets do not fit its words")
    signs = [" "] * max((end for _, end, _ in spans), default=0)
    for start, end, text in spans:
        signs[start:end] = text
    passages = []
    for number, line in enumerate(posting.requirements):
        section = SECTIONS[line.kind]
        passages.append(Passage(line.text, line.start, section, line.kind, number, False, False))
        passages.append(Passage("", line.end, section, None, number, False, False))
    return Outline("".join(signs), [], passages, [])
