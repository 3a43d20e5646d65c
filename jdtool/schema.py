"""The JSON Schemas (2020-12) of what the commands print with `--json`."""

from __future__ import annotations

from typing import Any

import msgspec

from jdtool.errors import UsageError
from jdtool.model import (
    Comparison,
    Evaluation,
    Explanation,
    Fit,
    LintFinding,
    Posting,
    ScanSummary,
    Suggestion,
    TaxonomySkill,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"

RECORDS: dict[str, type[msgspec.Struct]] = {
    "posting": Posting,
    "comparison": Comparison,
    "skill": TaxonomySkill,
    "match": Fit,
    "explanation": Explanation,
    "finding": LintFinding,
    "suggestion": Suggestion,
    "evaluation": Evaluation,
    "scan": ScanSummary,
}
"""The records that have a schema, by the name that `jdtool schema` takes."""


def names() -> list[str]:
    """The names that `json_schema` knows."""
    return list(RECORDS)


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one record.

    >>> json_schema("posting")["title"]
    'jdtool.posting/1'
    """
    if name not in RECORDS:
        raise UsageError(f"no schema named {name!r}: choose one of {', '.join(names())}")
    (reference,), definitions = msgspec.json.schema_components([RECORDS[name]], ref_template="#/$defs/{name}")
    # The record itself stands at the top, so that a reader meets its keys first.
    record: dict[str, Any] = definitions.pop(reference["$ref"].rpartition("/")[2])
    (version,) = record["properties"]["schema"]["enum"]
    head: dict[str, Any] = {"$schema": DIALECT, "$id": f"urn:jdtool:{name}:{version.rpartition('/')[2]}"}
    return head | record | {"title": version, "$defs": definitions}
