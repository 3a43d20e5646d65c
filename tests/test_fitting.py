"""Fits: parts and gaps from records made by hand, and the invented résumé against the samples."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import analysis_of, empty_posting, full_posting, salary, skill
from commands import ROOT, SAMPLES, lines, run
from making import FORMS, Written, write_posting

from jdtool.api import read_profile
from jdtool.errors import UsageError
from jdtool.fitting import Fitter, rank_fits
from jdtool.model import Analysis, Evidence, Fit, Location, Profile, Record, Source, WishedPay, YearsRange
from jdtool.parsing import Parser
from jdtool.resume import date_ranges, read_resume
from jdtool.taxonomy import load_taxonomy

PROFILES = Path("tests/fixtures/profiles")
RESUME, YAML = str(PROFILES / "resume.txt"), str(PROFILES / "mara.yaml")
PARTS = ("required", "preferred", "years", "level", "wishes")
TODAY = date(2024, 7, 15)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(load_taxonomy())


def fit(parser: Parser, analysis: Analysis, skills: dict[str, float | None] | None = None, **wishes: Any) -> Fit:
    return Fitter(Profile(skills or {"python": None}, **wishes), parser.taxonomy).fit(analysis)


def parsed(parser: Parser, *demands: str, title: str = "Engineer") -> Analysis:
    """The posting with these demands, each a line."""
    text = f"{title}\n\nRequirements:\n" + "".join(f"- {line}\n" for line in demands)
    return parser.analyse(Record(Source("x.txt", "text", 0, None, []), text))


# --- skills -------------------------------------------------------------------------------------------------


def test_had_missing_and_the_words_behind_each_gap(parser: Parser) -> None:
    found = fit(parser, parsed(parser, "Python and Kafka", "Ansible is a plus"))
    assert (found.have, found.missing_required, found.missing_preferred) == (["python"], ["apache-kafka"], ["ansible"])
    assert (found.parts.required.score, found.parts.preferred.score) == (50, 0)
    assert [(gap.kind, gap.importance, gap.skills, gap.text) for gap in found.gaps] == [
        ("missing", "required", ["apache-kafka"], "Python and Kafka"),
        ("missing", "preferred", ["ansible"], "Ansible is a plus"),
    ]


@pytest.mark.parametrize(("had", "score"), [("cpp", 100), ("sql", 0)])
def test_one_of_several_is_one_demand(had: str, score: int, parser: Parser) -> None:
    found = fit(parser, parsed(parser, "Experience with Java, C++ or Go"), {had: None})
    assert found.parts.required.score == score
    assert found.parts.required.reason == f"{score // 100} of 1"
    assert found.have == ([had] if score else [])
    assert found.missing_required == ([] if score else ["java", "cpp", "go"])
    assert len(found.gaps) == (0 if score else 1)


def test_what_a_skill_implies_is_had(parser: Parser) -> None:
    assert "sql" in parser.taxonomy.skills["postgresql"].implies
    found = fit(parser, parsed(parser, "You know SQL"), {"postgresql": None})
    assert (found.have, found.missing_required, found.parts.required.score) == (["sql"], [], 100)


@pytest.mark.parametrize(
    ("asked", "had", "score"),
    [
        ("MySQL", "postgresql", 50),  # both imply SQL
        ("Next.js", "react", 50),  # implies React
        ("PHP", "java", 25),  # languages of the same role
        ("Webpack", "react", 0),  # of the same trade, but nothing like it
        ("Caching", "microservices", 0),  # concepts do not stand in for each other
    ],
)
def test_close_skills_count_in_part_and_stay_missing(asked: str, had: str, score: int, parser: Parser) -> None:
    found = fit(parser, parsed(parser, f"Experience with {asked}"), {had: None})
    (gap,) = found.gaps
    assert found.missing_required == gap.skills
    assert found.parts.required.score == score
    assert found.close == (gap.skills if score else [])
    assert (gap.kind, gap.near) == (("close", had) if score else ("missing", None))


def test_too_few_years_of_a_skill_are_a_gap_of_their_own(parser: Parser) -> None:
    found = fit(parser, parsed(parser, "5+ years of Python"), {"python": 2})
    assert (found.have, found.missing_required, found.parts.required.score) == (["python"], [], 40)
    (gap,) = found.gaps
    assert (gap.kind, gap.reason, gap.text) == ("years", "2 of 5+ years", "5+ years of Python")
    assert fit(parser, parsed(parser, "5+ years of Python"), {"python": 5}).gaps == []


def test_traits_are_neither_had_nor_missing_for_the_score(parser: Parser) -> None:
    analysis = parsed(parser, "Python", "Excellent communication")
    assert "communication" in {s.id for s in analysis.posting.skills}
    found = fit(parser, analysis)
    assert (found.parts.required.reason, found.missing_required) == ("1 of 1", [])


def test_skills_only_named_are_no_demands(parser: Parser) -> None:
    found = fit(parser, analysis_of(empty_posting(skills=[skill("Python", "mentioned")])))
    assert (found.have, found.gaps, found.score) == ([], [], None)


def test_a_quote_of_an_endless_line_is_short_and_true(parser: Parser) -> None:
    analysis = parsed(parser, "many words " * 200 + "Experience with Kafka " + "more words " * 200)
    (gap,) = fit(parser, analysis).gaps
    assert len(gap.text) <= 300
    assert "Kafka" in gap.text
    assert gap.text == analysis.outline.text[gap.start : gap.end]


# --- years, level, wishes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "had", "score"),
    [
        (YearsRange(5, None), 5, 100),
        (YearsRange(5, None), 4, 80),
        (YearsRange(2, 4), 9, 100),
        (YearsRange(0, 1), 0, 100),
        (YearsRange(None, 3), 1, None),
        (None, 5, None),
        (YearsRange(5, None), None, None),
    ],
)
def test_years(asked: YearsRange | None, had: float | None, score: int | None, parser: Parser) -> None:
    found = fit(parser, analysis_of(full_posting(years=asked)), years=had)
    assert found.parts.years.score == score


@pytest.mark.parametrize(
    ("asked", "had", "score"),
    [("senior", "senior", 100), ("mid", "senior", 65), ("staff", "mid", 30), ("executive", "junior", 0)],
)
def test_level(asked: str, had: str, score: int, parser: Parser) -> None:
    assert fit(parser, analysis_of(full_posting(seniority=asked)), level=had).parts.level.score == score


def test_wishes_count_where_the_posting_speaks(parser: Parser) -> None:
    wishes = {"salary": WishedPay(150_000, "USD", "year"), "work_modes": ["remote"], "countries": ["US"]}
    found = fit(parser, analysis_of(full_posting(work_mode=None, clearance=None)), **wishes)
    assert (found.parts.wishes.score, found.parts.wishes.reason) == (100, "pay fits, country fits")
    assert found.dealbreakers == []
    found = fit(parser, analysis_of(full_posting(work_mode="onsite")), **wishes)
    assert found.parts.wishes.score == 67
    assert fit(parser, analysis_of(empty_posting()), **wishes).parts.wishes.score is None


# --- the score ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wishes", [{}, {"years": 3}, {"level": "mid", "work_modes": ["remote"]}, {"years": 9}])
def test_the_score_is_that_of_its_parts(wishes: dict[str, Any], parser: Parser) -> None:
    found = fit(parser, analysis_of(full_posting()), **wishes)
    parts = [getattr(found.parts, name) for name in PARTS]
    assert sum(part.weight for part in parts) == 100
    assert found.score == round(sum((part.score or 0) * part.weight for part in parts) / 100)
    for part in parts:
        assert (part.score is None) == (part.weight == 0)
        assert part.reason


def test_silent_parts_leave_their_weight_to_the_others(parser: Parser) -> None:
    found = fit(parser, parsed(parser, "Python"))
    assert [getattr(found.parts, name).weight for name in PARTS] == [100, 0, 0, 0, 0]
    assert found.score == 100


def test_a_level_alone_makes_no_score(parser: Parser) -> None:
    found = fit(parser, analysis_of(empty_posting(seniority="senior")), level="senior")
    assert (found.parts.level.score, found.score) == (100, None)


# --- deal-breakers ------------------------------------------------------------------------------------------

MEXICO, NOWHERE = Location("Mexico City", None, "MX"), Location("Springfield", None, None)


@pytest.mark.parametrize(
    ("posting", "wishes", "said"),
    [
        ({"visa_sponsorship": False}, {"needs_visa": True}, "no visa sponsorship"),
        ({"visa_sponsorship": False}, {"needs_visa": False}, None),
        ({"visa_sponsorship": None}, {"needs_visa": True}, None),
        ({"locations": [MEXICO]}, {"countries": ["US", "CA"]}, "in MX, not in US or CA"),
        ({"locations": [MEXICO], "work_mode": "remote"}, {"countries": ["US"]}, "in MX, not in US"),
        ({"locations": [], "work_mode": "remote"}, {"countries": ["US"]}, None),
        ({"locations": [MEXICO, NOWHERE]}, {"countries": ["US"]}, None),
        ({"locations": [MEXICO]}, {"countries": ["MX"]}, None),
        ({"work_mode": "onsite"}, {"work_modes": ["remote", "hybrid"]}, "onsite, not remote or hybrid"),
        ({"work_mode": "flexible"}, {"work_modes": ["remote"]}, None),
        ({"clearance": "secret"}, {}, "asks for a clearance (secret)"),
        ({"clearance": "secret"}, {"clearance": True}, None),
    ],
)
def test_dealbreakers(posting: dict[str, Any], wishes: dict[str, Any], said: str | None, parser: Parser) -> None:
    found = fit(parser, analysis_of(empty_posting(**posting)), **wishes)
    assert found.dealbreakers == ([said] if said else [])


@pytest.mark.parametrize(
    ("pay", "least", "period", "said"),
    [
        (salary(90_000, 120_000), 130_000, "year", "pays up to 120,000 USD a year, less than 130,000"),
        (salary(90_000, 120_000), 120_000, "year", None),
        (salary(90_000, None), 130_000, "year", None),
        (salary(90_000, 120_000, "EUR"), 130_000, "year", None),
        (salary(90_000, 120_000, None), 130_000, "year", None),
        # An hour is 1/2,080 of a year, a month 1/12.
        (salary(90_000, 120_000), 60, "hour", "pays up to 120,000 USD a year, less than 124,800"),
        (salary(90_000, 120_000), 10_000, "month", None),
    ],
)
def test_pay_below_the_wish(pay: Any, least: int, period: Any, said: str | None, parser: Parser) -> None:
    found = fit(parser, analysis_of(empty_posting(salary=pay)), salary=WishedPay(least, "USD", period))
    assert found.dealbreakers == ([said] if said else [])


def test_a_dealbreaker_quotes_the_posting(parser: Parser) -> None:
    analysis = parsed(parser, "Python", "We are unable to sponsor visas for this role.")
    found = fit(parser, analysis, needs_visa=True)
    assert found.dealbreakers == ["no visa sponsorship: “We are unable to sponsor visas for this role.”"]
    field = empty_posting(
        work_mode="onsite", evidence={"work_mode": [Evidence("On-site", "source-field", field="mode")]}
    )
    assert fit(parser, analysis_of(field), work_modes=["remote"]).dealbreakers == ["onsite, not remote: “On-site”"]


# --- ranking ------------------------------------------------------------------------------------------------


def test_ranking(parser: Parser) -> None:
    """Best first; what something rules out last; of equal scores more skills, then title, then path."""

    def made(name: str, skills: Sequence[str], **changes: Any) -> Analysis:
        source = Source(name, "text", 0, None, [])
        return analysis_of(empty_posting(source=source, skills=[skill(one) for one in skills], **changes))

    order = [
        made("5", ["Python", "SQL"], title="Zoo"),
        made("3", ["Python"], title="a"),
        made("1", ["Python"], title="B"),
        made("2", ["Python"], title="b"),
        made("0", ["Python", "Go"], title="A"),
        made("9", [], title="A"),
        made("4", ["Python"], title="A", clearance="secret"),
    ]
    fitter = Fitter(Profile({"python": None, "sql": None}), parser.taxonomy)
    ranked = rank_fits(map(fitter.fit, reversed(order)))
    assert [found.posting.path for found in ranked] == [analysis.posting.source.path for analysis in order]


# --- a résumé -----------------------------------------------------------------------------------------------


def resume(parser: Parser, *text: str) -> Profile:
    return read_resume("\n".join(text) + "\n", parser, TODAY)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2015 - 2019", [48]),
        ("2015–2019", [48]),
        ("Mar 2018 - Feb 2020", [24]),
        ("March, 2018 to february 2020", [24]),
        ("03/2018 – 02/2020", [24]),
        ("2018-03 to 2020-02", [24]),
        ("Jan 2024 - present", [6]),
        ("since 2022", [30]),
        ("2019 - 2015", []),
        ("Jan 2024 - Dec 2030", [6]),
        ("0151-2015-2016", []),
        ("call 555-0100", []),
        ("1890 - 1910", []),
    ],
)
def test_ranges_of_dates(text: str, months: list[int]) -> None:
    assert [end - start for start, end in date_ranges(text, TODAY)] == months


def test_years_at_the_same_time_count_once_and_school_does_not(parser: Parser) -> None:
    found = resume(
        parser,
        "Experience",
        "Cook, Harbour Kitchen, 2012 - 2016",
        "Baker, 2014 - 2018",
        "2010 - 2012 BSc Catering",
        "Education",
        "School of Cooking, 2005 - 2010",
        "Employment",
        "Line Cook, Jan 2020 - Jun 2020",
    )
    assert found.years == 6.5


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("Engineer with 8 years of experience", 8),
        ("10+ years' professional experience in retail", 10),
        ("Twelve years as a nurse", 12),
        ("5 years of Python experience", None),
        ("5 years of experience with Python", None),
        ("Python for the past few years", None),
    ],
)
def test_stated_years(line: str, years: int | None, parser: Parser) -> None:
    assert resume(parser, line).years == years


def test_years_of_a_skill_are_those_said_of_it(parser: Parser) -> None:
    found = resume(parser, "2010 - 2020: Java and SQL.", "5 years of Python.")
    assert found.skills == {"java": None, "sql": None, "python": 5}


def test_what_a_resume_says_is_lacking_is_not_had(parser: Parser) -> None:
    found = resume(parser, "I know Python, have no experience with Kubernetes, and am keen to learn Scala. Docker.")
    assert list(found.skills) == ["python", "docker"]


def test_the_level_is_that_of_the_latest_title(parser: Parser) -> None:
    jobs = ("Junior Developer, 2012 - 2015", "Staff Engineer, Acme", "2019 - present", "Senior Engineer, 2015 - 2019")
    assert resume(parser, "Jo Doe", *jobs).level == "staff"
    assert resume(parser, "Jo Doe", "Engineer, 2019 - 2021", "Senior Engineer, 2015 - 2019").level is None
    assert resume(parser, "Jo Doe", "Senior Engineer", "Python, Go").level == "senior"


def test_every_part_of_a_resume_is_read(parser: Parser) -> None:
    """What would be fenced in a posting names skills here: "About me", "Benefits", other jobs."""
    found = resume(parser, "About us", "I like Python.", "Benefits:", "- Docker", "Similar jobs", "Go and Kafka")
    assert set(found.skills) == {"python", "docker", "go", "apache-kafka"}


@pytest.mark.parametrize("form", FORMS)
def test_a_resume_in_any_form(form: str, tmp_path: Path, parser: Parser) -> None:
    heads, *rest = (ROOT / RESUME).read_text("utf-8").split("\n\n")
    name, headline, contact = heads.splitlines()
    sections: list[tuple[str, list[str]]] = []
    for block in rest:
        for line in block.splitlines():
            if line.isupper():
                sections.append((line.capitalize(), []))
            elif line:
                sections[-1][1].append(line)
    path = write_posting(tmp_path, form, Written(name, headline, contact, sections))
    plain = read_profile(ROOT / RESUME, taxonomy=parser.taxonomy)
    assert read_profile(path, taxonomy=parser.taxonomy) == plain
    assert (plain.years, plain.level, plain.resume) == (8, "senior", True)  # 2015 - 2019, March 2019 to February 2023


# --- a profile ----------------------------------------------------------------------------------------------


def test_a_profile_in_yaml(tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    path.write_text(
        "skills: {Python: 6, k8s: , postgres: 2.5}\nyears: 8\nlevel: Senior\n"
        "salary: {min: 40, currency: EUR, period: hour}\nwork_modes: [remote]\ncountries: [NO, Austria]\nneeds_visa: yes\n"
    )
    assert read_profile(path) == Profile(
        {"python": 6, "kubernetes": None, "postgresql": 2.5},
        8,
        "senior",
        WishedPay(40, "EUR", "hour"),
        ["remote"],
        ["NO", "AT"],
        True,
    )
    path.write_text("skills: [Python, Go]\n")
    assert read_profile(path) == Profile({"python": None, "go": None})


FAULTS = {
    "skils: [Python]": "a profile has no key 'skils'; did you mean 'skills'?",
    "skills: [Python, Pyhton]": "no skill 'Pyhton'; did you mean 'python'?",
    "skills: [Postgres, PostgreSQL]": "'PostgreSQL' is named twice; keep one",
    "skills: [Go: 3]": "a skill with years stands in a mapping, not in a list",
    "skills: {Go: many}": "the years of 'Go' must be a plain number such as 5, not 'many'",
    "skills: {Go: 200}": "the years of 'Go' cannot be 200",
    "skills: Python": "skills must be a list of names, or a mapping of names to years",
    "skills: []": "skills names none",
    "years: 5": "a profile needs `skills`",
    "skills: [Go]\nyears: [5]": "years must be a plain number such as 5, not a list",
    "skills: [Go]\nlevel: senoir": "level cannot be 'senoir'; did you mean 'senior'?",
    "skills: [Go]\nlevel: guru": "choose one of intern, junior",
    "skills: [Go]\nsalary: 50000": "salary must be a mapping with the keys min, currency, period",
    "skills: [Go]\nsalary: {min: 5}": "salary needs currency and period",
    "skills: [Go]\nsalary: {min: 5, currency: EUU, period: year}": "no currency 'EUU'",
    "skills: [Go]\nwork_modes: remote": "work_modes must be a list: [remote]",
    "skills: [Go]\nwork_modes: [on-site]": "did you mean 'onsite'?",
    "skills: [Go]\ncountries: [Germny]": "no country 'Germny'; did you mean 'Germany'?",
    "skills: [Go]\nneeds_visa: maybe": "needs_visa must be true or false, not 'maybe'",
    "skills: [Go]\nskills: [C]": "the key 'skills' stands here twice",
    "skills: &a [Go]": "anchors, aliases and tags",
    "skills: [Go": "not YAML",
    "- Go": "a profile must be a mapping with the keys skills",
    "": "empty",
}


@pytest.mark.parametrize("text", FAULTS)
def test_faults_of_a_profile_name_their_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        read_profile(path)
    said = str(caught.value)
    assert FAULTS[text] in said
    number = len(text.splitlines())
    assert said.startswith(f"{path}:") or not text
    if text and "not YAML" not in said:
        assert f"{path}:{number}: " in said


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    path.write_text("skills: [Pyhton]\nlevel: guru\nyears: no\n")
    done = run("match", path, "samples")
    assert (done.returncode, done.stdout) == (2, "")
    assert [line.split(": ")[1] for line in lines(done.stderr)] == [f"{path}:{number}" for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.yaml", "samples"], "missing.yaml: cannot be read: No such file"),
        (["samples", "samples"], "samples: cannot be read: Is a directory"),
        (["-", "-"], "standard input can be the profile or a source, not both"),
        ([YAML], "Missing argument 'SOURCE...'"),
        (["LICENSE", "samples"], "names no skill"),
    ],
)
def test_a_profile_that_cannot_be_used(arguments: list[str], said: str) -> None:
    done = run("match", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


# --- the samples --------------------------------------------------------------------------------------------

# What the postings ask for and the invented résumé does not name; each checked by reading the lines of the posting.
GAPS: dict[str, set[str]] = {
    "pinterest-backend-mexico.txt": set(),
    "pinterest-presence-backend.txt": set(),
    "pinterest-senior-backend.txt": {"developer-experience"},
    "pinterest-backend-ii.txt": {"ai-assisted-development", "artificial-intelligence", "data-quality"},
    # CI/CD is no gap: Jenkins implies it.
    "pinterest-internal-tool-platform.txt": set(
        "monorepo next-js node-js npm pnpm react server-side-rendering spinnaker yarn".split()
    ),
}


def matched(*arguments: str) -> list[dict[str, Any]]:
    done = run("match", *arguments, "--json", "-q")
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in lines(done.stdout)]


def test_the_resume_against_the_samples() -> None:
    fits = matched(RESUME, "samples")
    assert [Path(found["posting"]["path"]).name for found in fits] == list(GAPS)
    for found in fits:
        assert set(found["missing_required"]) == GAPS[Path(found["posting"]["path"]).name]
        assert found["missing_preferred"] == found["dealbreakers"] == []


@pytest.mark.parametrize("profile", [RESUME, YAML])
def test_every_gap_is_asked_for_by_the_posting(profile: str) -> None:
    postings = {posting["id"]: posting for posting in map(json.loads, lines(run("parse", *SAMPLES, "--json").stdout))}
    for found in matched(profile, *SAMPLES):
        posting = postings[found["posting"]["id"]]
        asked = {s["id"]: s for s in posting["skills"]}
        text = run("parse", posting["source"]["path"], "--text").stdout
        for importance in ("required", "preferred"):
            missing = found[f"missing_{importance}"]
            assert all(asked[one]["importance"] == importance for one in missing)
            gaps = [gap for gap in found["gaps"] if gap["importance"] == importance]
            assert sorted(missing) == sorted(one for gap in gaps for one in gap["skills"])
        assert set(found["close"]) <= {*found["missing_required"], *found["missing_preferred"]}
        assert set(found["have"]).isdisjoint(found["missing_required"])
        for gap in found["gaps"]:
            assert gap["text"] == text[gap["start"] : gap["end"]]
            for one in gap["skills"]:
                assert any(mention["text"] in gap["text"] for mention in asked[one]["mentions"])


def test_what_rules_a_posting_out_puts_it_last() -> None:
    *others, last = matched(YAML, "samples")
    assert last["posting"]["path"] == "samples/pinterest-backend-mexico.txt"
    (said,) = last["dealbreakers"]
    assert said.startswith("in MX, not in US: “")
    assert "legally authorized to work in Mexico" in said
    assert not any(found["dealbreakers"] for found in others)


def test_limit_and_order_of_sources() -> None:
    every = matched(YAML, *SAMPLES)
    assert matched(YAML, *reversed(SAMPLES)) == every
    assert matched(YAML, *SAMPLES, "--limit", "2") == every[:2]


# --- output -------------------------------------------------------------------------------------------------


def test_a_table_of_several() -> None:
    done = run("match", YAML, "samples")
    assert (done.returncode, done.stderr) == (0, "")
    head, _, first, *_, count, note = lines(done.stdout)
    assert head.split()[:3] == ["#", "Score", "Parts"]
    assert first.split()[:3] == ["1", "87", "▆·█·█"]
    assert (count, note.partition(":")[0]) == ("5 postings", "parts")


def test_a_single_posting_shows_the_sentences() -> None:
    single = run("match", YAML, SAMPLES[4])
    assert "Proficiency in building GraphQL APIs and converting REST to GraphQL." in single.stdout
    assert [line.split()[0] for line in lines(single.stdout) if " silent" in line] == []
    best = run("match", YAML, "samples", "--limit", "1")
    assert best.stdout.startswith("Part ")
    several = run("match", YAML, "samples", "--explain")
    assert single.stdout.splitlines()[2].split()[:2] == ["Score", "54"]
    assert "Proficiency in building GraphQL APIs" in several.stdout


def test_csv_has_numbers_and_no_bars() -> None:
    rows = list(csv.DictReader(io.StringIO(run("match", YAML, "samples", "-f", "csv").stdout)))
    fits = matched(YAML, "samples")
    assert [int(row["score"]) for row in rows] == [found["score"] for found in fits]
    for row, found in zip(rows, fits, strict=True):
        assert [row[name] for name in PARTS] == [
            "" if (score := found["parts"][name]["score"]) is None else str(score) for name in PARTS
        ]
    assert "fit" not in rows[0]


@pytest.mark.parametrize("form", ["md", "html"])
def test_pages(form: str) -> None:
    done = run("match", YAML, "samples", "-f", form)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Senior Backend Software Engineer" in done.stdout
    assert "where the posting or the profile is silent" in done.stdout


def test_a_resume_is_told_as_it_was_read() -> None:
    done = run("match", RESUME, "samples")
    (said,) = lines(done.stderr)
    assert said.startswith(f"jdtool: {RESUME}: a résumé in which was found: 18 skills, 8 years, senior")
    assert run("match", RESUME, "samples", "-q").stderr == ""


def test_a_profile_from_standard_input() -> None:
    done = run("match", "-", "samples", "--json", input="# me\n\nskills: [Python]\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(lines(done.stdout)) == 5


def test_what_is_no_posting_is_named_and_the_rest_done(tmp_path: Path) -> None:
    done = run("match", YAML, RESUME, SAMPLES[0], tmp_path / "gone.txt", "--json")
    assert done.returncode == 1
    assert len(lines(done.stdout)) == 1
    assert "does not look like a job posting (a résumé)" in done.stderr
    assert "gone.txt: no such file" in done.stderr


def test_nothing_to_match() -> None:
    done = run("match", YAML, "gone.txt")
    assert (done.returncode, done.stdout) == (1, "0 postings\n")


def test_a_posting_sends_nothing_to_the_terminal(tmp_path: Path) -> None:
    posting = tmp_path / "posting.txt"
    posting.write_text(
        "Senior [/red] Cook \x1b[31m\u202egnp\n\nRequirements:\n- Kafka \x1b[2J\u2066 and =Docker [bold]\n"
        "- No visa sponsorship \x9b5m\u200b available\n"
    )
    profile = tmp_path / "me.yaml"
    profile.write_text("skills: [Python]\nneeds_visa: true\n")
    for options in ([], ["--explain"], ["-f", "md"], ["-f", "csv"], ["-f", "html"], ["--json"]):
        shown = run("match", profile, posting, posting, *options).stdout
        assert shown.replace("\n", "").isprintable()
