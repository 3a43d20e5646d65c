"""A whole record per sample, so that a change shows everything that it changes.

`pytest tests/test_golden.py --rewrite` writes the records anew: read the difference before you keep it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import ROOT, SAMPLES, run

GOLDEN = Path(__file__).parent / "golden"


def golden_path(sample: str) -> Path:
    return GOLDEN / Path(sample).with_suffix(".json").name


@pytest.fixture(scope="module")
def records() -> dict[str, str]:
    """The record of each sample, as JSON for people."""
    done = run("parse", *SAMPLES, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = map(json.loads, done.stdout.splitlines())
    return {record["source"]["path"]: json.dumps(record, indent=2, ensure_ascii=False) + "\n" for record in found}


@pytest.mark.parametrize("sample", SAMPLES)
def test_record_of_a_sample(sample: str, records: dict[str, str], rewrite: bool) -> None:
    path = golden_path(sample)
    if rewrite:
        path.parent.mkdir(exist_ok=True)
        path.write_text(records[sample], "utf-8")
    expected = json.loads(path.read_text("utf-8"))
    found = json.loads(records[sample])
    assert found.keys() == expected.keys()
    for key in expected:
        assert found[key] == expected[key], key


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_span_quotes_the_sample(sample: str, records: dict[str, str]) -> None:
    record = json.loads(records[sample])
    text = run("parse", sample, "--text").stdout
    spans = [span for found in record["evidence"].values() for span in found]
    spans += [mention for skill in record["skills"] for mention in skill["mentions"]]
    spans += record["requirements"]
    assert spans
    for span in spans:
        assert text[span["start"] : span["end"]] == span["text"]


def test_no_record_is_left_over() -> None:
    assert sorted(GOLDEN.iterdir()) == sorted(map(golden_path, SAMPLES))
    assert [str(path.relative_to(ROOT)) for path in sorted((ROOT / "samples").iterdir())] == SAMPLES
