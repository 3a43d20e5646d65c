"""Records made by hand, for tests that need no parser."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from jdtool.model import (
    Analysis,
    Compensation,
    Education,
    Evidence,
    Importance,
    Location,
    MentionSpan,
    Outline,
    Passage,
    Posting,
    Related,
    Requirement,
    Salary,
    SalaryBand,
    Section,
    Skill,
    Source,
    SpokenLanguage,
    TaxonomySkill,
    YearsAlternative,
    YearsRange,
)


def empty_posting(id: str = "0000000000000000", **changes: Any) -> Posting:
    """A posting that states nothing."""
    posting = Posting(
        schema="jdtool.posting/1",
        id=id,
        source=Source("empty.txt", "txt", 0, "utf-8", []),
        language="en",
        title=None,
        title_inferred=False,
        company=None,
        team=None,
        role=None,
        seniority=None,
        years=None,
        years_alternatives=[],
        salary=None,
        salary_bands=[],
        compensation=Compensation(None, None, None),
        employment_type=None,
        work_mode=None,
        locations=[],
        relocation=None,
        visa_sponsorship=None,
        clearance=None,
        travel_percent=None,
        education=None,
        languages=[],
        skills=[],
        any_of=[],
        requirements=[],
        benefits=[],
        related=[],
        evidence={},
        warnings=[],
    )
    return replace(posting, **changes)


def skill(name: str, importance: Importance = "required", category: str = "language", **changes: Any) -> Skill:
    """A skill found once, exactly as written."""
    made = Skill(
        id=name.lower(),
        name=name,
        category=category,
        importance=importance,
        years=None,
        how="exact",
        score=100,
        mentions=[MentionSpan(0, len(name), name)],
    )
    return replace(made, **changes)


def salary(low: float | None, high: float | None, currency: str | None = "USD", **changes: Any) -> Salary:
    """Yearly pay, all stated."""
    return replace(Salary(low, high, currency, "year", low, high, []), **changes)


def full_posting(id: str = "00000000000000ff", **changes: Any) -> Posting:
    """A posting that states everything, with a skill found in each of the ways."""
    pay = salary(120_000, 160_000)
    posting = empty_posting(
        id,
        source=Source("folder/full.txt", "txt", 2, "cp1252", ["mojibake"]),
        title="Senior Backend Engineer",
        title_inferred=True,
        company="Acme & Sons",
        team="Checkout",
        role="backend",
        seniority="senior",
        years=YearsRange(5, None),
        years_alternatives=[YearsAlternative(2, None, "a PhD")],
        salary=pay,
        salary_bands=[
            SalaryBand("New York", 120_000, 160_000, "USD", "year", 120_000, 160_000, []),
            SalaryBand(None, 50, 60.5, None, "hour", 104_000, 125_840, ["period"]),
        ],
        compensation=Compensation(equity=True, bonus=False, commission=None),
        employment_type="full-time",
        work_mode="hybrid",
        locations=[Location("New York", "NY", "US"), Location("Toronto", None, "CA")],
        relocation=True,
        visa_sponsorship=False,
        clearance="secret",
        travel_percent=10,
        education=Education("bachelor", False, ["Computer Science", "Mathematics"], True),
        languages=[SpokenLanguage("de", "German", "B2", "preferred")],
        skills=[
            skill("Python", years=YearsRange(3, 5)),
            skill("Go", how="alias", mentions=[MentionSpan(5, 11, "Golang")]),
            skill(
                "Kubernetes",
                "preferred",
                "devops",
                how="fuzzy",
                score=91,
                mentions=[MentionSpan(20, 30, "Kubernates")],
            ),
            skill("Docker", "mentioned", "devops", how="glued"),
        ],
        any_of=[["python", "go"]],
        requirements=[Requirement("5+ years of Python or Go", "required", ["python", "go"], 40, 64)],
        benefits=["health-insurance", "pto"],
        related=[Related("Data Scientist", "Beta"), Related("Nurse", None)],
        evidence={
            "title": [Evidence("Senior Backend Engineer", "title-sentence", 0, 23)],
            "salary": [Evidence("120000", "source-field", field="baseSalary")],
        },
        warnings=["the title of the file and that of the text differ"],
    )
    return replace(posting, **changes)


def analysis_of(posting: Posting) -> Analysis:
    """The posting with an outline of three sections, two of them fenced."""
    text = "Senior Backend Engineer\nAbout Acme: we make anvils.\nSimilar jobs: Data Scientist, Beta\n"
    about, similar = text.index("About"), text.index("Similar")
    return Analysis(
        posting,
        Outline(
            text=text,
            sections=[
                Section("header", 0, 0, about),
                Section("company", about, about, similar),
                Section("related", similar, similar, len(text)),
            ],
            passages=[Passage(text[: about - 1], 0, "header", None, 0, False, False)],
            related=[],
        ),
    )


def taxonomy_skill(name: str, **changes: Any) -> TaxonomySkill:
    """A taxonomy entry without counts."""
    made = TaxonomySkill(
        schema="jdtool.skill/1",
        id=name.lower(),
        name=name,
        kind="tool",
        category="language",
        aliases=[f"{name}lang"],
        roles=["backend", "data-engineer"],
        implies=[],
        ids={"esco": "x"},
    )
    return replace(made, **changes)
