"""`--format jsonld`: valid JobPosting nodes of what was found, and word of what search engines miss."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from builders import analysis_of, empty_posting, full_posting
from commands import ROOT, SAMPLES, lines, run

import jdtool
from jdtool.api import read_analyses
from jdtool.model import Analysis
from jdtool.writers.jsonld import job_posting, missing

POSTING = """Senior Python Developer (m/f/d)
Frostbridge Ltd
Leeds, UK

Full-time, remote. Salary: £60,000 - £70,000 per year.

Requirements:
- 5+ years of experience with Python & <b>SQL</b>
- Bachelor's degree or equivalent experience

Benefits:
- Health insurance
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "job.txt"
    path.write_text(POSTING, "utf-8")
    return path


def test_the_node_holds_what_was_found(page: Path) -> None:
    (analysis,) = read_analyses(page)
    assert isinstance(analysis, Analysis)
    node = job_posting(analysis)
    assert node["@type"] == "JobPosting"
    assert node["title"] == "Senior Python Developer"
    assert node["hiringOrganization"] == {"@type": "Organization", "name": "Frostbridge Ltd"}
    assert node["employmentType"] == "FULL_TIME"
    assert node["jobLocationType"] == "TELECOMMUTE"
    assert node["applicantLocationRequirements"] == [{"@type": "Country", "name": "GB"}]
    assert node["jobLocation"][0]["address"]["addressCountry"] == "GB"
    assert node["baseSalary"]["currency"] == "GBP"
    value = node["baseSalary"]["value"]
    assert (value["minValue"], value["maxValue"], value["unitText"]) == (60000, 70000, "YEAR")
    assert node["experienceRequirements"]["monthsOfExperience"] == 60
    assert node["educationRequirements"]["credentialCategory"] == "bachelor degree"
    assert node["experienceInPlaceOfEducation"] is True
    assert node["skills"] == ["Python", "SQL"]
    assert "&lt;b&gt;SQL&lt;/b&gt;" in node["description"]
    assert missing(analysis) == (["datePosted"], ["validThrough"])


def test_silence_is_left_out() -> None:
    node = job_posting(analysis_of(empty_posting()))
    assert set(node) <= {"@context", "@type", "identifier", "description"}
    assert "null" not in json.dumps(job_posting(analysis_of(full_posting())))


def test_other_postings_on_the_page_are_left_out() -> None:
    analyses = [analysis for analysis in read_analyses(*SAMPLES) if isinstance(analysis, Analysis)]
    cards = [(analysis, card) for analysis in analyses for card in analysis.posting.related]
    assert len(cards) > len(SAMPLES)
    for analysis, card in cards:
        assert card.title in analysis.outline.text
        assert card.title not in job_posting(analysis)["description"] or card.title in str(analysis.posting.title)


def test_the_command_tells_what_search_engines_miss(page: Path) -> None:
    done = run("parse", page, "-f", "jsonld")
    assert done.returncode == 0
    (node,) = map(json.loads, lines(done.stdout))
    assert node["title"] == "Senior Python Developer"
    assert lines(done.stderr) == [
        f"jdtool: {page}: search engines require datePosted, which the posting does not state",
        f"jdtool: {page}: search engines recommend validThrough, which the posting does not state",
    ]
    assert run("parse", page, "-f", "jsonld", "-q").stderr == ""


def test_the_line_is_safe_in_a_page_and_on_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "job.txt"
    path.write_text("Cook </script><script>\u202e\u2028\x9b31m\n\nRequirements:\n- 3 years\n", "utf-8")
    out = run("parse", path, "-f", "jsonld", "--force").stdout
    assert out.isascii() and "<" not in out and "\x7f" not in out


def test_only_postings_have_this_form() -> None:
    for line in ("compare samples", "skills"):
        done = run(*line.split(), "-f", "jsonld")
        assert (done.returncode, done.stdout) == (2, "")
        assert "choose one of table, json, csv, md, html" in done.stderr


FACTS = [
    *("title", "company", "role", "seniority", "years", "salary", "employment_type", "work_mode", "locations"),
    *("education", "languages", "skills", "any_of", "benefits", "clearance", "compensation"),
]


def facts(path: Path) -> dict[str, Any]:
    (posting,) = jdtool.read_postings(path)
    assert isinstance(posting, jdtool.Posting), posting
    record = msgspec.to_builtins(posting)
    for skill in record["skills"]:
        for key in ("mentions", "how", "score"):  # glued names ("ReactVue") are written apart
            del skill[key]
    if record["salary"]:
        del record["salary"]["inferred"]  # the field says the period that the text leaves open
    return {key: record[key] for key in FACTS}


@pytest.mark.parametrize("path", [None, *SAMPLES])
def test_read_back_it_gives_the_same_facts(tmp_path: Path, page: Path, path: str | None) -> None:
    source = page if path is None else ROOT / path
    copy = tmp_path / "copy.json"
    assert run("parse", source, "-f", "jsonld", "-q", "-o", copy).returncode == 0
    assert facts(copy) == facts(source)
