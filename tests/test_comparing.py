"""Comparisons count what they should, whatever the order of the postings."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from collections import Counter
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from builders import empty_posting, full_posting, salary, skill, taxonomy_skill
from commands import ROOT, run
from msgspec import UNSET
from msgspec.structs import replace

from jdtool.comparing import compare_postings, rank_skills
from jdtool.model import (
    Failure,
    Period,
    Posting,
    Rate,
    Rates,
    Requirement,
    SalarySummary,
    Sides,
    Skill,
    SkillPay,
    SkillShare,
    YearsRange,
    YearsSummary,
)
from jdtool.repeats import boilerplate, find_similar, likeness

A = empty_posting(
    "000000000000000a",
    title="Backend Engineer",
    role="backend",
    years=YearsRange(2, None),
    salary=salary(100_000, 140_000),
    skills=[skill("Python"), skill("Go", "preferred"), skill("C")],
)
B = empty_posting(
    "000000000000000b",
    role="backend",
    years=YearsRange(5, 7),
    salary=salary(90_000, None),
    skills=[skill("Python"), skill("Go")],
)
C = empty_posting(
    "000000000000000c",
    role="sre",
    years=YearsRange(None, 3),
    salary=salary(60_000, 80_000, "EUR"),
    skills=[skill("Python", "mentioned"), skill("Bash", "mentioned"), skill("C", "preferred")],
)


def test_skills_go_from_the_most_to_the_least_asked_for() -> None:
    skills = compare_postings([A, B, C]).skills
    # Go and C are each named twice and required once: the name decides.
    assert [(s.name, s.postings) for s in skills] == [("Python", 3), ("C", 2), ("Go", 2), ("Bash", 1)]
    assert skills[0].required == [A.id, B.id]
    assert skills[0].mentioned == [C.id]
    assert skills[2].preferred == [A.id]


def test_the_order_of_postings_decides_nothing_but_their_own() -> None:
    first = compare_postings([A, B, C, A])
    for postings in permutations([A, B, C, A]):
        other = compare_postings(postings)
        assert other.postings == list(postings)
        assert (other.skills, other.summary) == (first.skills, first.summary)


def test_counts_say_how_many_state_each_fact() -> None:
    summary = compare_postings([A, B, C, empty_posting(), full_posting()]).summary
    assert summary.postings == 5
    assert summary.role == {"backend": 3, "sre": 1}
    assert summary.seniority == {"senior": 1}
    assert summary.stated["title"] == 2
    assert summary.stated["salary"] == 4
    assert summary.stated["skills"] == 4
    assert summary.stated["visa_sponsorship"] == 1, "a posting that says no states it"
    assert summary.stated["commission"] == 0


def test_nothing_is_counted_over_nothing() -> None:
    comparison = compare_postings([])
    assert comparison.summary.years is None
    assert comparison.summary.salary == []
    assert comparison.skills == []


def test_years_are_the_least_asked_for() -> None:
    expected = YearsSummary(postings=2, min=2, p25=None, median=None, p75=None, max=5)
    assert compare_postings([A, B, C]).summary.years == expected, "two are too few for a median"
    assert compare_postings([C]).summary.years is None, "“up to 3” names no least"


def test_quantiles_from_five_postings_on() -> None:
    postings = [empty_posting(f"{n:016x}", years=YearsRange(n * n, None)) for n in range(6)]
    four, five, six = (compare_postings(postings[:n]).summary.years for n in (4, 5, 6))
    assert four == YearsSummary(postings=4, min=0, p25=None, median=None, p75=None, max=9)
    assert five == YearsSummary(postings=5, min=0, p25=1, median=4, p75=9, max=16)
    assert six == YearsSummary(postings=6, min=0, p25=1.75, median=6.5, p75=14.25, max=25)


def few(currency: str, postings: int, low: float, high: float, period: Period = "year") -> SalarySummary:
    return SalarySummary(currency, period, postings, low, None, None, None, high)


def test_currencies_and_periods_are_never_mixed() -> None:
    hourly = empty_posting("d" * 16, salary=salary(50, 60, period="hour", annual_min=104_000, annual_max=124_800))
    # B says "from 90,000": its one figure is both ends.
    assert compare_postings([C, A, B, hourly]).summary.salary == [
        few("USD", 2, 90_000, 140_000),
        few("EUR", 1, 60_000, 80_000),
        few("USD", 1, 104_000, 124_800, "hour"),
    ]


def test_pay_goes_by_the_postings_then_the_names_and_of_no_currency_comes_last() -> None:
    unknown = [empty_posting(f"{n:016x}", salary=salary(1, 2, None)) for n in range(3)]
    hourly = empty_posting(
        "d" * 16, salary=salary(50, 60, "EUR", period="hour", annual_min=104_000, annual_max=124_800)
    )
    units = [(pay.currency, pay.period) for pay in compare_postings([C, hourly, *unknown, A, B]).summary.salary]
    assert units == [("USD", "year"), ("EUR", "hour"), ("EUR", "year"), (None, "year")]


RATES = Rates("EUR", [Rate("USD", 0.8, "2025-01-31"), Rate("USD", 0.9, "2026-01-31")])


def test_pay_is_converted_at_the_newest_rate_and_only_where_there_is_one() -> None:
    pounds = empty_posting("d" * 16, salary=salary(1, 2, "GBP"))
    comparison = compare_postings([A, pounds, C], rates=RATES)
    assert comparison.summary.converted == [few("EUR", 2, 60_000, 126_000)], "C pays in euros as it is"
    (made,) = comparison.conversions
    assert (made.id, made.position, made.annual_min, made.annual_max) == (A.id, 0, 90_000, 126_000)
    assert (made.currency, made.rate) == ("EUR", Rate("USD", 0.9, "2026-01-31"))
    assert compare_postings([A]).summary.converted == compare_postings([A]).conversions == []


def test_an_open_end_stays_open_when_converted() -> None:
    comparison = compare_postings([B], rates=RATES)
    assert comparison.summary.converted == [few("EUR", 1, 81_000, 81_000)], "its one figure is both ends"
    assert (comparison.conversions[0].annual_min, comparison.conversions[0].annual_max) == (81_000, None)


def test_pay_without_yearly_figures_is_left_out() -> None:
    unknown = salary(500, 700, period=None, annual_min=None, annual_max=None)
    summary = compare_postings([empty_posting(salary=unknown)]).summary
    assert summary.salary == []
    assert summary.stated["salary"] == 1


LINES = [Requirement("5+ years of  Python.", "required", [], 0, 20)]
SAME_LINES = [Requirement("5+ years of python", "required", [], 7, 25)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (empty_posting(), empty_posting(), True),
        (empty_posting("a" * 16), empty_posting("b" * 16), False),
        (
            empty_posting("a" * 16, title="Cook", requirements=LINES),
            empty_posting("b" * 16, title="COOK", requirements=SAME_LINES),
            True,
        ),
        (
            empty_posting("a" * 16, title="Cook", requirements=LINES),
            empty_posting("b" * 16, title="Chef", requirements=LINES),
            False,
        ),
        # Two sources number their postings from 1.
        (empty_posting("1", title="Cook"), empty_posting("1", title="Chef"), False),
    ],
)
def test_duplicates(one, other, same) -> None:
    duplicates = compare_postings([one, other]).summary.duplicates
    assert duplicates == ([sorted([one.id, other.id])] if same else [])


def test_duplicates_of_duplicates_are_one_group() -> None:
    a = empty_posting("a" * 16, requirements=LINES)
    b = empty_posting("b" * 16, requirements=LINES)
    again = empty_posting("b" * 16)
    assert compare_postings([again, a, b]).summary.duplicates == [["a" * 16, "b" * 16, "b" * 16]]


def lines(*texts: str) -> list[Requirement]:
    return [Requirement(text, "required", [], 0, len(text)) for text in texts]


OWN = [f"You will care for part {n} of the kitchen" for n in range(10)]
OTHER = [f"You will drive tractor {n}" for n in range(10)]
COMMON = [f"Our value number {n} matters to you" for n in range(10)]


def similar_of(*postings: Posting) -> list[tuple[str, list[str], float]]:
    first = compare_postings(postings).summary.similar
    assert compare_postings(postings[::-1]).summary.similar == first, "the order of postings decides nothing"
    return [(group.kind, group.ids, group.lines) for group in first]


def test_a_repost_with_another_line_is_found() -> None:
    one = empty_posting("a" * 16, title="Cook", company="Acme", requirements=lines(*OWN, "In Leeds"))
    again = empty_posting("b" * 16, title="cook", company=None, requirements=lines(*OWN, "In York"))
    other = empty_posting("c" * 16, title="Cook", company="Acme", requirements=lines(*OTHER))
    assert similar_of(one, again, other) == [("repost", [one.id, again.id], round(10 / 12, 2))]
    assert compare_postings([one, again]).summary.duplicates == []
    elsewhere = replace(again, company="Beta")
    assert similar_of(one, elsewhere) == [("near", [one.id, again.id], round(10 / 12, 2))]


def test_what_is_quite_the_same_is_told_once() -> None:
    one = empty_posting("a" * 16, title="Cook", requirements=lines(*OWN))
    again = empty_posting("b" * 16, title="Cook", requirements=lines(*OWN))
    assert compare_postings([one, again]).summary.duplicates == [[one.id, again.id]]
    assert similar_of(one, again) == []


def test_shared_boilerplate_makes_no_repost() -> None:
    def posting(number: int, *own: str) -> Posting:
        return empty_posting(f"{number:016x}", title=f"Job {number}", requirements=lines(*COMMON * 2, *own))

    jobs = [posting(number, *(f"Task {number}.{n} is yours" for n in range(6))) for number in range(6)]
    assert similar_of(*jobs) == []
    twin = posting(99, *(f"Task 0.{n} is yours" for n in range(5)), "One more")
    assert similar_of(*jobs) == []
    assert similar_of(*jobs, twin) == [], "5 of 7 own lines are the same"
    twin = posting(99, *(f"Task 0.{n} is yours" for n in range(6)), "One more")
    assert similar_of(*jobs, twin) == [("near", [jobs[0].id, twin.id], round(6 / 7, 2))]


def test_fifty_reposts_are_no_boilerplate() -> None:
    jobs = [
        empty_posting(f"{n:016x}", title="Cook", requirements=lines(*OWN, *OTHER, f"In town {n}")) for n in range(50)
    ]
    assert similar_of(*jobs) == [("repost", [job.id for job in jobs], round(20 / 22, 2))]


def test_few_lines_are_alike_by_chance() -> None:
    one, other = (empty_posting(name * 16, title=name, requirements=lines(*OWN[:3])) for name in "ab")
    assert similar_of(one, other) == []


@pytest.mark.parametrize("seed", range(5))
def test_no_similar_pair_of_a_group_of_two_is_missed(seed: int) -> None:
    """What is looked up finds what comparing all with all does."""
    chance = random.Random(seed)
    texts = [chance.sample(OWN + OTHER + COMMON, chance.randint(4, 8)) for _ in range(40)]
    texts += [[*text[:-1], "another"] if len(text) > 9 else [*text, "another"] for text in texts[:4]]
    found = {id for group in find_similar(postings_with(texts)) for id in group.ids}
    sets = [frozenset(text) - boilerplate(list(map(frozenset, texts))) for text in texts]
    alike = {
        f"{i:016x}"
        for i, one in enumerate(sets)
        for j, other in enumerate(sets)
        if i != j and len(one) >= 4 and len(other) >= 4 and likeness(one, other) >= 0.8
    }
    assert found <= alike
    assert bool(found) == bool(alike)


def postings_with(texts: list[list[str]]) -> list[Posting]:
    return [empty_posting(f"{n:016x}", title=str(n), requirements=lines(*text)) for n, text in enumerate(texts)]


def test_what_only_one_asks_for() -> None:
    alone = compare_postings([A, B, C]).alone
    # Go is asked by two; C requires nothing, and its "Bash" is only mentioned; the C of A is also preferred by C.
    assert [(item.id, item.skills) for item in alone] == [(A.id, []), (B.id, []), (C.id, [])]
    rust = replace(B, skills=[*B.skills, skill("Rust", "preferred"), skill("Bash")])
    assert [item.skills for item in compare_postings([A, rust, C]).alone] == [[], ["rust", "bash"], []]
    assert compare_postings([rust, rust, A]).alone[0].skills == ["rust", "bash"], "a repeat takes nothing away"


def test_pairs_rest_on_three_postings_and_beat_chance() -> None:
    both, one, none = [skill("Go"), skill("Helm", "preferred")], [skill("Go")], [skill("Go", "mentioned"), skill("SQL")]
    postings = [empty_posting(f"{n:016x}", skills=skills) for n, skills in enumerate([both] * 3 + [one] + [none] * 6)]
    (pair,) = compare_postings(postings).pairs
    # Go 4 of 10, Helm 3 of 10: by chance 1.2 together; there are 3.
    assert (pair.skills, pair.postings, pair.support, pair.lift) == (["go", "helm"], 3, 0.3, 2.5)
    assert compare_postings(postings[1:]).pairs == []
    assert compare_postings(postings[:3]).pairs == [], "what all ask for goes with everything"


def test_two_postings_are_set_against_each_other() -> None:
    found = compare_postings([A, B]).difference
    assert found
    assert found.facts == Sides(first=["title"], second=[], same=["role"], differ=["years", "salary"])
    assert found.skills == Sides(first=["c"], second=[], same=["python"], differ=["go"])
    assert compare_postings([A]).difference is compare_postings([A, B, C]).difference is None


def test_groups_have_their_own_figures() -> None:
    first, second = compare_postings([A, C, B], by="role", groups=[("backend", [0, 2]), ("sre", [1])]).groups
    assert (first.by, first.name, first.postings, first.positions) == ("role", "backend", [A.id, B.id], [0, 2])
    assert first.summary == compare_postings([A, B]).summary
    assert second.summary == compare_postings([C]).summary


def test_errors_are_passed_on() -> None:
    failure = Failure("x.pdf", None, "not a PDF")
    assert compare_postings([A], [failure]).errors == [failure]


def test_ranked_skills_carry_counts_of_the_postings_read() -> None:
    entries = [taxonomy_skill(name) for name in ("Bash", "C", "Cobol", "Go", "Python")]
    ranked = rank_skills([A, B, C, empty_posting()], entries)
    assert [entry.name for entry in ranked] == ["Python", "C", "Go", "Bash"], "nobody asks for Cobol"
    first = ranked[0]
    assert (first.postings, first.share) == (3, 0.75)
    assert (first.required, first.preferred, first.mentioned) == (2, 0, 1)
    assert entries[4].postings is not first.postings, "the taxonomy itself is not changed"


def test_what_pays_needs_five_postings_on_either_side() -> None:
    def posting(number: int, pay: int, *skills: Skill, currency: str = "USD") -> Posting:
        return empty_posting(f"{number:016x}", salary=salary(pay, pay + 2, currency), skills=list(skills))

    asking = [posting(n, 100 + n, skill("Go")) for n in range(5)]
    others = [posting(n + 10, n, skill("Go", "mentioned")) for n in range(5)]
    euros = [posting(n + 20, 5, skill("Go"), currency="EUR") for n in range(4)]
    silent = [empty_posting("f" * 16, skills=[skill("Go")])]
    (ranked,) = rank_skills([*asking, *others, *euros, *silent], [taxonomy_skill("Go")])
    assert ranked.pay == [SkillPay("USD", "year", 5, 103, 5, 3)]
    (ranked,) = rank_skills([*asking, *others[1:], *euros], [taxonomy_skill("Go")])
    assert ranked.pay == []


def test_shares_within_groups() -> None:
    postings = [A, B, C, empty_posting(role="sre")]
    ranked = rank_skills(postings, [taxonomy_skill("Python"), taxonomy_skill("C")], lambda posting: posting.role)
    assert ranked[0].by == [SkillShare("backend", 2, 2, 1.0, 2, 0, 0), SkillShare("sre", 2, 1, 0.5, 0, 0, 1)]
    assert rank_skills([A], [taxonomy_skill("Python")])[0].by is UNSET


# --- against the JSON lines --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred invented postings with pay in several units, as JSON Lines that `jdtool` reads."""
    chance = random.Random(6)
    skills = ["Python", "Go", "Kafka", "PostgreSQL", "Kubernetes", "React", "Terraform", "Java"]
    path = tmp_path_factory.mktemp("market") / "market.jsonl"
    with path.open("w") as file:
        for number in range(100):
            level = chance.choice(["Senior ", "Junior ", "Staff ", ""])
            job = chance.choice(["Backend Engineer", "Data Engineer", "Site Reliability Engineer"])
            low = chance.randint(60, 150)
            pay = chance.choice(
                [f"Salary: ${low},000 - ${low + 30},000 per year", f"Salary: £{low},000 per year", "", "",
                 f"Pay: ${low} - ${low + 20} per hour"]
            )  # fmt: skip
            asks = "\n".join(f"- Experience with {name}" for name in chance.sample(skills, chance.randint(1, 5)))
            years = f"- {chance.randint(1, 9)}+ years of experience" if chance.random() < 0.6 else ""
            text = f"Requirements:\n{asks}\n{years}\n\n{pay}\n"
            file.write(
                json.dumps({"title": f"{level}{job}", "company": f"Acme {number % 7}", "description": text}) + "\n"
            )
    return path


def records_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("parse", path, "--json").stdout.splitlines()]


def quartiles_of(values: list[float]) -> list[float | None]:
    """Written out anew: between two values in proportion, nothing under five."""
    if len(values) < 5:
        return [None] * 3
    values = sorted(values)

    def at(share: float) -> float:
        place = share * (len(values) - 1)
        below = int(place)
        above = min(below + 1, len(values) - 1)
        return values[below] + (values[above] - values[below]) * (place - below)

    return [round(at(share), 2) for share in (0.25, 0.5, 0.75)]


def pay_of(records: list[dict[str, Any]]) -> dict[tuple[str, str], tuple[int, list[float | None]]]:
    units: dict[tuple[str, str], list[float]] = {}
    for record in records:
        if pay := record["salary"]:
            middle = (pay["annual_min"] + pay["annual_max"]) / 2
            units.setdefault((pay["currency"], pay["period"]), []).append(middle)
    return {unit: (len(figures), quartiles_of(figures)) for unit, figures in units.items()}


def summary_pay(summary: dict[str, Any]) -> dict[tuple[str, str], tuple[int, list[float | None]]]:
    return {
        (pay["currency"], pay["period"]): (pay["postings"], [pay[key] for key in ("p25", "median", "p75")])
        for pay in summary["salary"]
    }


def test_aggregates_equal_those_of_the_json_lines(market: Path) -> None:
    records = records_of(market)
    comparison = json.loads(run("compare", market, "--json", "--group-by", "role").stdout)
    assert comparison["postings"] == records
    assert len(pay_of(records)) == 3
    for summary, some in [(comparison["summary"], records)] + [
        (group["summary"], [record for record in records if record["role"] == group["name"]])
        for group in comparison["groups"]
    ]:
        assert summary["postings"] == len(some)
        assert summary_pay(summary) == pay_of(some)
        years = [record["years"]["min"] for record in some if record["years"]]
        assert [summary["years"][key] for key in ("p25", "median", "p75")] == quartiles_of(years)
        assert (summary["years"]["postings"], summary["years"]["min"]) == (len(years), min(years))
        assert summary["seniority"] == dict(Counter(r["seniority"] for r in some if r["seniority"]))
    assert sum(len(group["postings"]) for group in comparison["groups"]) == len(records)
    asking = [{s["id"] for s in r["skills"] if s["importance"] != "mentioned"} for r in records]
    for pair in comparison["pairs"]:
        one, other = pair["skills"]
        together = sum(one in skills and other in skills for skills in asking)
        expected = sum(one in skills for skills in asking) * sum(other in skills for skills in asking) / len(asking)
        assert (pair["postings"], pair["support"]) == (together, round(together / len(asking), 4))
        assert pair["lift"] == round(together / expected, 2)
        assert together >= 3


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_the_recipe_for_pay_by_level_counts_right(market: Path) -> None:
    """The samples have too little pay for a median: here there is enough."""
    readme = (ROOT / "README.md").read_text("utf-8")
    (query,) = re.findall(r"^\$ jdtool parse samples --json \| jq -rs '(.*\$mid.*)'$", readme, re.MULTILINE)
    parsed = run("parse", market, "--json").stdout
    done = subprocess.run(["jq", "-rs", query], input=parsed, capture_output=True, text=True, check=True)
    told = {tuple(row[:3]): row[3:] for row in (line.split("\t") for line in done.stdout.splitlines())}
    records = records_of(market)
    levels = {record["seniority"] for record in records}
    assert len(levels) == 4
    expected = {}
    for level in levels:
        some = [record for record in records if record["seniority"] == level]
        for (currency, period), (count, (_, median, _)) in pay_of(some).items():
            pays = [r["salary"] for r in some if r["salary"] and r["salary"]["currency"] == currency]
            pays = [pay for pay in pays if pay["period"] == period]
            ends = min(pay["annual_min"] for pay in pays), max(pay["annual_max"] for pay in pays)
            expected[level or "no level", currency, period] = [count, *ends, median or "too few"]
    assert {key: [number(value) for value in values] for key, values in told.items()} == expected


def number(text: str) -> object:
    return text if text == "too few" else float(text)


def test_demand_equals_that_of_the_json_lines(market: Path) -> None:
    records = records_of(market)
    lines = run("skills", "--from", market, "--by", "role", "--json").stdout.splitlines()
    roles = Counter(record["role"] for record in records)
    for line in lines:
        entry = json.loads(line)
        naming = [
            {s["id"]: s["importance"] for s in record["skills"]}.get(entry["id"]) for record in records
        ]  # fmt: skip
        assert [entry[key] for key in ("required", "preferred", "mentioned")] == [
            naming.count(importance) for importance in ("required", "preferred", "mentioned")
        ]
        assert entry["share"] == round(entry["postings"] / len(records), 4)
        for share in entry["by"]:
            count = sum(bool(n) and r["role"] == share["name"] for n, r in zip(naming, records, strict=True))
            assert (share["postings"], share["of"]) == (count, roles[share["name"]])
        for unit in {(r["salary"]["currency"], r["salary"]["period"]) for r in records if r["salary"]}:
            sides: dict[bool, list[float]] = {True: [], False: []}
            for importance, record in zip(naming, records, strict=True):
                pay = record["salary"]
                if pay and (pay["currency"], pay["period"]) == unit:
                    middle = (pay["annual_min"] + pay["annual_max"]) / 2
                    sides[importance in ("required", "preferred")].append(middle)
            told = [pay for pay in entry["pay"] if (pay["currency"], pay["period"]) == unit]
            if min(map(len, sides.values())) < 5:
                assert told == []
            else:
                (pay,) = told
                assert (pay["asking"], pay["others"]) == (len(sides[True]), len(sides[False]))
                assert pay["asking_median"] == quartiles_of(sides[True])[1]
                assert pay["others_median"] == quartiles_of(sides[False])[1]
