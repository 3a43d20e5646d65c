"""The schemas are valid, complete, and true of what is written."""

from __future__ import annotations

import io
import json
from typing import Any

import msgspec
import pytest
from builders import analysis_of, empty_posting, full_posting, taxonomy_skill
from jsonschema import Draft202012Validator

from jdtool.comparing import compare_postings, rank_skills
from jdtool.errors import UsageError
from jdtool.fitting import Fitter
from jdtool.model import (
    Evaluation,
    Explanation,
    Failure,
    Figure,
    LintFinding,
    Miss,
    Occurrence,
    Posting,
    Profile,
    ScanSummary,
    Suggestion,
)
from jdtool.schema import json_schema, names
from jdtool.taxonomy import load_taxonomy
from jdtool.writers import json_lines
from jdtool.writers.listing import (
    list_explanations,
    list_figures,
    list_findings,
    list_fits,
    list_skills,
    list_suggestions,
)

POSTINGS = [full_posting(), empty_posting()]
SKILLS = [taxonomy_skill("Python"), *rank_skills(POSTINGS, [taxonomy_skill("Python")])]
OCCURRENCE = Occurrence("Go", 5, 7, "Go", "required", True, "required", "exact", 100, "as written")
EXPLANATIONS = [
    Explanation("jdtool.explanation/1", "1", "x", 0, "Cook", "go", "Go", True, "required", [OCCURRENCE]),
    Explanation("jdtool.explanation/1", "2", "x", 1, None, "go", "Go", False, None, []),
]
FINDINGS = [
    LintFinding("jdtool.finding/1", "risky", "skills.yaml", 3, "go", "Go", "too short", None),
    LintFinding("jdtool.finding/1", "role", "skills.yaml", 4, None, "cook", "no title leads here", 7),
]
SUGGESTIONS = [
    Suggestion("jdtool.suggestion/1", "Hangar", "new", None, 2, 1, ["go"], ["Go, Hangar"], "- name: Hangar"),
    Suggestion("jdtool.suggestion/1", "Golang", "alias", "go", 2, 0, [], [], "aliases: [Golang]"),
]


EVALUATION = Evaluation(
    "jdtool.evaluation/1",
    1,
    [Figure("years", 0, 1, 0.0, 0, 1)],
    [Miss("1", "years", {"min": 3}, None, None), Miss("1", "skills.recall", {"Go": "required"}, None, "none stands")],
    [Failure("x", 3, "no")],
)


def written(name: str) -> list[dict[str, Any]]:
    """Records of this name, as the JSON writer writes them."""
    stream = io.StringIO()
    match name:
        case "posting":
            json_lines.write_postings(map(analysis_of, POSTINGS), stream)
        case "comparison":
            json_lines.write_comparison(compare_postings(POSTINGS, [Failure("x", None, "no")]), stream)
        case "skill":
            json_lines.write_listing(list_skills(SKILLS), stream)
        case "match":
            fitter = Fitter(Profile({"python": 2, "docker": None}, level="mid"), load_taxonomy())
            fits = [fitter.fit(analysis_of(posting)) for posting in (*POSTINGS, full_posting(any_of=[]))]
            json_lines.write_listing(list_fits(fits, {id: entry.name for id, entry in fitter.entries.items()}), stream)
        case "explanation":
            json_lines.write_listing(list_explanations(EXPLANATIONS), stream)
        case "finding":
            json_lines.write_listing(list_findings(FINDINGS), stream)
        case "suggestion":
            json_lines.write_listing(list_suggestions(SUGGESTIONS), stream)
        case "evaluation":
            json_lines.write_listing(list_figures(EVALUATION), stream)
        case "scan":
            summary = ScanSummary("jdtool.scan/1", 2, 1, 0.5, "o.jsonl", False, [])
            stream.writelines(json_lines.scan_parts(summary, [Failure("x", None, "no"), Failure("y", 1, "no")]))
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize("name", names())
def test_schema_is_valid_and_true_of_the_output(name: str) -> None:
    schema = json_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    records = written(name)
    assert records
    for record in records:
        Draft202012Validator(schema).validate(record)
        assert record["schema"] == schema["title"]


@pytest.mark.parametrize("name", ["posting", "comparison", "match"])
def test_every_key_is_required(name: str) -> None:
    schema = json_schema(name)
    for part in (schema, *schema["$defs"].values()):
        optional = set(part["properties"]) - set(part["required"])
        # Evidence has offsets or a field, never both.
        assert optional <= {"start", "end", "field"}


def test_schema_names_exactly_the_keys_of_a_posting() -> None:
    keys = set(json_schema("posting")["properties"])
    assert keys == set(written("posting")[1]) == {field.encode_name for field in msgspec.structs.fields(Posting)}


@pytest.mark.parametrize(
    "change", [{"seniority": "guru"}, {"salary": {"min": 1}}, {"skills": None}, {"years": {"min": "5"}}]
)
def test_schema_refuses_other_values(change: dict[str, Any]) -> None:
    record = written("posting")[0] | change
    assert not Draft202012Validator(json_schema("posting")).is_valid(record)


def test_unknown_name_names_the_choices() -> None:
    with pytest.raises(UsageError, match="posting, comparison, skill"):
        json_schema("resume")
