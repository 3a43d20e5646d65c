"""`--timings` tells every stage, and the stages are the whole."""

from __future__ import annotations

import re
from itertools import count

import pytest
from commands import SAMPLES, run

from jdtool.model import Record, Source
from jdtool.parsing import Parser
from jdtool.scanning import analyse
from jdtool.taxonomy import load_taxonomy
from jdtool.timing import Stopwatch
from jdtool.writers.listing import list_timings

PARSING = [
    "reading", "cleaning", "scan", "outline", "splitting", "language", "title", "employer", "skills", "role", "seniority", "years",
    "locations", "pay", "compensation", "employment type", "work mode", "eligibility", "education", "languages",
    "benefits", "alternatives", "record",
]  # fmt: skip
STAGES = ["start", *PARSING, "screening", "writing"]


def shown(stderr: str) -> dict[str, list[str]]:
    """The cells of the table's rows by stage."""
    rows = [re.split(r"\s{2,}", line) for line in stderr.splitlines() if line.endswith("%")]
    return {stage: cells for stage, *cells in rows}


def test_the_parser_tells_of_each_stage_once_and_in_order() -> None:
    laps: list[str] = []
    analyse(Parser(load_taxonomy(), laps.append), Record(Source("", "text", 0, None, []), "Nurse (m/f/d)\n\nWe hire."))
    assert laps == [*PARSING, "screening"]


def test_the_stages_are_the_whole() -> None:
    ticks = count(100)
    watch = Stopwatch(lambda: next(ticks), before=7)
    for stage in STAGES:
        watch.lap(stage)
    watch.posting()
    assert sum(watch.stages.values()) == 7 + len(STAGES) + 1
    assert watch.stages["writing"] == 2
    listing = list_timings(watch.stages, 1)
    assert [row[0] for row in listing.rows] == STAGES
    assert sum(float(str(row[3]).removesuffix("%")) for row in listing.rows) == pytest.approx(
        100, abs=0.05 * len(STAGES)
    )
    assert listing.rows[0][2] is None  # a start is no posting's own


def test_timings_follow_the_output_on_standard_error() -> None:
    plain = run("parse", *SAMPLES, "--json")
    done = run("parse", *SAMPLES, "--json", "--timings", "--jobs", "2")
    assert done.stdout == plain.stdout
    table = shown(done.stderr)
    assert list(table) == STAGES
    assert sum(float(cells[-1].removesuffix("%")) for cells in table.values()) == pytest.approx(
        100, abs=0.05 * len(STAGES)
    )
    assert f"{len(SAMPLES)} postings in " in done.stderr
    assert "\x1b" not in done.stderr


def test_timings_of_what_cannot_be_read() -> None:
    done = run("parse", "missing.txt", "--timings")
    assert done.returncode == 1
    assert list(shown(done.stderr)) == ["start", "reading", "writing"]
    assert "0 postings in " in done.stderr
