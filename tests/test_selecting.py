"""Conditions, order and groups of `jdtool compare`, rates of one's own, and what the shell offers."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from builders import empty_posting, full_posting, salary, skill
from commands import JDTOOL, ROOT, environment, lines, run

from jdtool import completing
from jdtool.entries import CATEGORIES
from jdtool.errors import UsageError
from jdtool.model import Compensation, Location, Posting, Rate, Rates, YearsRange
from jdtool.readers.rates import read_rates
from jdtool.selecting import (
    GROUPS,
    KEYS,
    group_postings,
    pay_units,
    read_condition,
    select_postings,
    sort_postings,
)
from jdtool.taxonomy import Taxonomy, load_taxonomy


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


FULL = full_posting("f" * 16, skills=[skill("PostgreSQL"), skill("Go", "preferred")])
EMPTY = empty_posting("e" * 16)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("role=backend", True),
        ("role = Backend", True),
        ("role!=sre", True),
        ("role!=backend", False),
        ("seniority>=mid", True),
        ("seniority<senior", False),
        ("seniority<=executive", True),
        ("company=acme & sons", True),
        ("company~SONS", True),
        ("title~chef", False),
        ("salary.max>=150000", True),
        ("salary.max >= 150k", True),
        ("salary.max>=160,001", False),
        ("salary.annual_min<120_000", False),
        ("salary.currency=usd", True),
        ("salary.period=hour", False),
        ("years.min==5", True),
        ("years.min>5", False),
        ("visa_sponsorship=no", True),
        ("visa-sponsorship=true", False),
        ("compensation.equity=yes", True),
        ("work-mode=hybrid", True),
        ("locations.country=CA", True),
        ("locations.country!=CA", False),
        ("locations.name~york", True),
        ("education.level<master", True),
        ("skills=Postgres", True),
        ("skills=golang", True),
        ("skills.required=golang", False),
        ("skills.preferred=golang", True),
        ("skills!=Rust", True),
        ("skills~gres", True),
        ("benefits=pto", True),
        ("travel_percent<=10", True),
    ],
)
def test_conditions(text: str, holds: bool, taxonomy: Taxonomy) -> None:
    condition = read_condition(text, taxonomy)
    assert condition.holds_for(FULL) == holds
    assert not condition.holds_for(EMPTY), "the silent fulfil nothing, not even “!=”"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("salary.max", "write KEY OP VALUE"),
        ("role=", "write KEY OP VALUE"),
        ("", "write KEY OP VALUE"),
        ("salry.max>1", "did you mean 'salary.max'?"),
        ("salary>1", "did you mean salary.min or salary.max"),
        ("country=US", "did you mean locations.country?"),
        ("zzzzzzzzz=1", "known: id, source.path"),
        ("role=bakend", "no 'bakend'; did you mean 'backend'?"),
        ("role>backend", "it takes = !="),
        ("seniority~sen", "it takes = != < <= > >="),
        ("work_mode=moon", "it is one of remote, hybrid, onsite, flexible"),
        ("salary.max>=lots", "'lots' is no number"),
        ("relocation=maybe", "true or false"),
        ("skills=pyhton", "did you mean 'python'?"),
    ],
)
def test_bad_conditions_are_one_line(text: str, message: str, taxonomy: Taxonomy) -> None:
    with pytest.raises(UsageError, match=re.escape(message)) as caught:
        read_condition(text, taxonomy)
    assert str(caught.value).startswith(f"--where {text!r}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("key", KEYS)
def test_every_key_can_be_asked_of_a_full_and_an_empty_posting(key: str, taxonomy: Taxonomy) -> None:
    pay = Compensation(equity=True, bonus=True, commission=False)
    assert KEYS[key].values(full_posting(years=YearsRange(1, 2), compensation=pay))
    assert bool(KEYS[key].values(EMPTY)) == (key in ("id", "source.path", "language"))


def test_the_silent_are_counted(taxonomy: Taxonomy) -> None:
    conditions = [read_condition(text, taxonomy) for text in ("salary.max>1", "role=sre", "language=en")]
    kept, silent = select_postings([FULL, EMPTY, EMPTY], conditions)
    assert kept == []
    assert silent == {"salary.max>1": 2, "role=sre": 2, "language=en": 0}


def test_units_of_pay_that_a_condition_compares() -> None:
    hourly = empty_posting(salary=salary(50, 60, None, period="hour"))
    assert pay_units([FULL, hourly, EMPTY], "salary.max") == ["USD year", "unknown currency hour"]
    assert pay_units([FULL, hourly], "salary.annual_max") == ["USD", "unknown currency"]
    assert pay_units([FULL, hourly], "years.min") == []


def titled(title: str | None, **changes: Any) -> Posting:
    return empty_posting(title=title, **changes)


SORTED = [
    titled("b", salary=salary(50_000, 70_000), years=YearsRange(3, None), seniority="senior"),
    titled("A", salary=salary(100_000, None), years=YearsRange(None, 2), seniority="intern"),
    titled(None, salary=salary(40_000, 40_000, "EUR"), years=YearsRange(0, 1)),
    titled("c", salary=salary(60, 60, annual_min=None, annual_max=None, period=None), seniority="lead"),
]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("title", [1, 0, 3, 2]),
        ("-title", [3, 0, 1, 2]),
        ("years", [2, 0, 1, 3]),
        ("-years", [0, 2, 1, 3]),
        ("seniority", [1, 0, 3, 2]),
        ("-seniority", [3, 0, 1, 2]),
        ("salary", [0, 1, 2, 3]),
        ("-salary", [1, 0, 2, 3]),
    ],
)
def test_order_with_the_silent_last(order: str, expected: list[int]) -> None:
    assert [SORTED.index(posting) for posting in sort_postings(SORTED, order)] == expected


def test_pay_in_two_currencies_is_ordered_by_rates() -> None:
    rates = Rates("USD", [Rate("EUR", 2.0, "2026-01-31")])
    assert [SORTED.index(posting) for posting in sort_postings(SORTED, "-salary", rates)] == [1, 2, 0, 3]
    pounds = titled("d", salary=salary(1, 2, "GBP"))
    assert sort_postings([pounds, *SORTED], "-salary", rates)[3:] == [pounds, SORTED[3]], "no rate, so not compared"


def test_groups() -> None:
    here, there = Location("Leeds", None, "GB"), Location("Rome", None, "IT")
    postings = [
        titled("a", seniority="senior", locations=[here, there, here]),
        titled("b", seniority="junior", locations=[there]),
        titled("c", seniority="senior"),
    ]
    assert group_postings(postings, "seniority") == [("junior", [1]), ("senior", [0, 2])]
    assert group_postings(postings, "country") == [("IT", [0, 1]), ("GB", [0]), (None, [2])]
    assert group_postings(postings, "company") == [(None, [0, 1, 2])]
    for by in GROUPS:
        assert group_postings([], by) == []


# --- rates --------------------------------------------------------------------------------------------------

RATES = Rates("EUR", [Rate("USD", 0.92, "2026-01-31"), Rate("GBP", 1.17, "2026-01-30")])


@pytest.mark.parametrize(
    "text",
    [
        "to: EUR\ndate: 2026-01-31\nrates:\n  USD: 0.92\n  GBP: {rate: 1.17, date: 2026-01-30}\n",
        "currency,rate,to,date\nUSD,0.92,EUR,2026-01-31\nGBP,1.17,EUR,2026-01-30\n",
        "# mine\nDate, To, Rate, Currency\n2026-01-31, EUR, 0.92, USD\n2026-01-30, EUR, 1.17, GBP\n",
    ],
)
def test_rates_are_read(text: str, tmp_path: Path) -> None:
    path = tmp_path / "rates"
    path.write_text(text)
    assert read_rates(path) == RATES


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no rates; write"),
        ("to: EUR\nrates: {USD: 0.92}", "USD has no date; write the day"),
        ("to: EUR\ndate: today\nrates: {USD: 0.92}", "USD has no date"),
        ("date: 2026-01-31\nrates: {USD: 0.92}", "nothing is no currency"),
        ("to: EUR\ndate: 2026-01-31\nrates: {dollar: 0.92}", "dollar is no currency"),
        ("to: EUR\ndate: 2026-01-31\nrates: {USD: -1}", "USD has the rate -1"),
        ("to: EUR\ndate: 2026-01-31\nrates: {USD: nan}", "USD has the rate nan"),
        ("to: &x EUR\ndate: 2026-01-31\nrates: {USD: *x}", "anchors and aliases are not read"),
        ("to: [", "rates: neither CSV nor YAML"),
        ("currency,rate,to\nUSD,1,EUR\n", "no column 'date'"),
        ("currency,rate,to,date\nUSD,x,EUR,2026-01-31\n", "rates:2: USD has the rate x"),
        ("currency,rate,to,date\nUSD,1\n", "rates:2: nothing is no currency"),
        ("currency,rate,to,date\n", "holds no rates"),
        ("currency,rate,to,date\nUSD,1,EUR,2026-01-31\nUSD,1,GBP,2026-01-31\n", "rates to EUR, GBP"),
        ("a" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_unusable_rates_are_one_line(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "rates"
    path.write_text(text)
    with pytest.raises(UsageError, match=re.escape(message)) as caught:
        read_rates(path)
    assert str(caught.value).startswith(f"--rates {path}")
    assert "\n" not in str(caught.value)


# --- the command --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("compare samples --where salry.max>1", "did you mean 'salary.max'?"),
        ("compare missing.txt --sort pay", "--sort pay: no key 'pay'; known: salary, years"),
        ("compare missing.txt --sort -salry", "did you mean 'salary'?"),
        ("compare missing.txt --group-by rol", "--group-by: no groups by 'rol'; did you mean 'role'?"),
        ("compare missing.txt --columns title,salry", "no column 'salry'; did you mean 'salary'?; there are title, "),
        ("compare missing.txt --rates missing.yaml", "--rates missing.yaml: cannot be read: No such file"),
        ("compare samples --limit 0", "--limit"),
        ("skills --by role", "name them with --from"),
        ("skills --from missing.txt --by company", "--by: no groups by 'company'; known: role, seniority"),
    ],
)
def test_wrong_options_are_one_line_before_anything_is_read(line: str, message: str) -> None:
    done = run(*line.split())
    assert (done.returncode, done.stdout) == (2, "")
    (said,) = lines(done.stderr)
    assert said.startswith("jdtool: ")
    assert message in said


def test_what_is_left_out_is_said() -> None:
    options = ["--where", "salary.max>=200k", "--sort", "-salary", "--limit", "1", "--json"]
    done = run("compare", "samples", *options)
    assert done.returncode == 0
    assert lines(done.stderr) == [
        "jdtool: --where 'salary.max>=200k': 3 of 5 postings do not state salary.max",
        "jdtool: --limit 1: 1 more postings are left out and counted nowhere",
    ]
    record = json.loads(done.stdout)
    assert [posting["salary"]["min"] for posting in record["postings"]] == [147800]
    assert record["summary"]["postings"] == 1
    quiet = run("compare", "samples", *options, "-q")
    assert (quiet.stderr, quiet.stdout) == ("", done.stdout)


def test_nothing_selected_is_an_empty_comparison() -> None:
    for form in ("table", "json", "csv", "md", "html"):
        done = run("compare", "samples", "--where", "role=sales", "-f", form, "--group-by", "role")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout


@pytest.mark.parametrize("form", ["table", "json", "csv", "md", "html"])
@pytest.mark.parametrize("by", GROUPS)
def test_groups_in_every_format(form: str, by: str) -> None:
    done = run("compare", "samples", "--group-by", by, "-f", form)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_skills_of_levels_are_limited_each() -> None:
    done = run("skills", "--from", "samples", "--by", "seniority", "--limit", "2", "-f", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    levels = [row.split(",")[0] for row in lines(done.stdout)]
    assert sorted(levels[1:]) == ["mid"] * 2 + ["not stated"] * 2 + ["senior"] * 2


# --- what the shell offers ----------------------------------------------------------------------------------


def test_the_light_listing_is_that_of_the_taxonomy(taxonomy: Taxonomy) -> None:
    assert set(completing.roles("")) == set(taxonomy.roles)
    assert set(completing.categories("")) == set(CATEGORIES)
    assert set(completing.skills("")) == {entry.name for entry in taxonomy.skills.values()}


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("jdtool skills --role data-s", ["data-scientist"]),
        ("jdtool skills --category datab", ["database"]),
        ("jdtool explain x --skill PostgreS", ["PostgreSQL"]),
        ("jdtool explain x --skill postgres", ["postgresQL"]),
        ("jdtool compare x --sort sen", ["seniority"]),
        ("jdtool compare x --group-by work", ["work-mode"]),
        ("jdtool compare x --columns title,tea", ["title,team"]),
        ("jdtool compare x --where salary.cu", ["salary.currency"]),
        ("jdtool compare x --where seniority=st", ["seniority=staff"]),
        ("jdtool compare x --where role=devo", ["role=devops"]),
    ],
)
def test_completion(line: str, offered: list[str]) -> None:
    words = {"_JDTOOL_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
    done = subprocess.run(JDTOOL, cwd=ROOT, env=environment(**words), capture_output=True, text=True)
    assert done.stdout.split() == offered
    assert done.stderr == ""


def test_the_best_fit_comes_first_and_needs_a_profile() -> None:
    profile = ROOT / "tests" / "fixtures" / "profiles" / "mara.yaml"
    ranked = [json.loads(line) for line in lines(run("match", profile, "samples", "--json").stdout)]
    done = run("compare", "samples", "--sort", "-fit", "--profile", profile, "--json")
    compared = json.loads(done.stdout)["postings"]
    assert [posting["id"] for posting in compared] == [fit["posting"]["id"] for fit in ranked]
    missing = run("compare", "samples", "--sort", "-fit")
    assert (missing.returncode, missing.stderr) == (
        2,
        "jdtool: --sort fit: needs --profile FILE, a résumé or a profile in YAML\n",
    )
