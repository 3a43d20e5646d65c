"""Comparisons count what they should, whatever the order of the postings."""

from __future__ import annotations

from itertools import permutations

import pytest
from builders import empty_posting, full_posting, salary, skill, taxonomy_skill

from jdtool.comparing import compare_postings, rank_skills
from jdtool.model import Failure, Requirement, SalarySummary, YearsRange, YearsSummary

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
    assert compare_postings([A, B, C]).summary.years == YearsSummary(min=2, median=3.5, max=5)
    assert compare_postings([C]).summary.years is None, "“up to 3” names no least"


def test_currencies_are_never_mixed() -> None:
    # B says "from 90,000": its one figure is both ends. Midpoints: 120,000 and 90,000.
    assert compare_postings([C, A, B]).summary.salary == [
        SalarySummary(currency="USD", postings=2, min=90_000, median=105_000, max=140_000),
        SalarySummary(currency="EUR", postings=1, min=60_000, median=70_000, max=80_000),
    ]


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
