"""The cheap test before the pattern of degrees leaves nothing out."""

from __future__ import annotations

from pathlib import Path

import yaml

from jdtool.fields.education import DEGREE_RE, MOST_DEGREES, named_degrees

CASES = Path(__file__).parent / "cases"


def test_degrees_are_found_where_they_may_begin() -> None:
    lines = {
        line
        for path in CASES.glob("*.yaml")
        for case in yaml.safe_load(path.read_text("utf-8"))
        for line in str(case["text"]).split("\n")
    }
    seen = 0
    for line in lines:
        found = [match.span() for match in named_degrees(line)]
        assert found == [match.span() for match in DEGREE_RE.finditer(line)][:MOST_DEGREES], line
        seen += len(found)
    assert seen > 100
