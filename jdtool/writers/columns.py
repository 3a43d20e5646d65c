"""The columns that `--columns` may name: for tables the facts in words, for CSV the values one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from jdtool.model import Importance, Posting
from jdtool.writers.display import FACTS, MORE_FACTS, Fact, file_words, id_words, place_words


def named(posting: Posting, importance: Importance) -> list[str]:
    return [skill.name for skill in posting.skills if skill.importance == importance]


POSTING_COLUMNS: dict[str, Callable[[Posting], object]] = {
    "id": lambda p: p.id,
    "path": lambda p: p.source.path,
    "record": lambda p: p.source.record,
    "title": lambda p: p.title,
    "company": lambda p: p.company,
    "team": lambda p: p.team,
    "role": lambda p: p.role,
    "seniority": lambda p: p.seniority,
    "years_min": lambda p: p.years and p.years.min,
    "years_max": lambda p: p.years and p.years.max,
    "salary_min": lambda p: p.salary and p.salary.min,
    "salary_max": lambda p: p.salary and p.salary.max,
    "salary_currency": lambda p: p.salary and p.salary.currency,
    "salary_period": lambda p: p.salary and p.salary.period,
    "salary_annual_min": lambda p: p.salary and p.salary.annual_min,
    "salary_annual_max": lambda p: p.salary and p.salary.annual_max,
    "equity": lambda p: p.compensation.equity,
    "bonus": lambda p: p.compensation.bonus,
    "commission": lambda p: p.compensation.commission,
    "employment_type": lambda p: p.employment_type,
    "work_mode": lambda p: p.work_mode,
    "locations": lambda p: [place_words(place) for place in p.locations],
    "countries": lambda p: list(dict.fromkeys(place.country for place in p.locations if place.country)),
    "relocation": lambda p: p.relocation,
    "visa_sponsorship": lambda p: p.visa_sponsorship,
    "clearance": lambda p: p.clearance,
    "travel_percent": lambda p: p.travel_percent,
    "education": lambda p: p.education and p.education.level,
    "education_required": lambda p: p.education and p.education.required,
    "languages": lambda p: [language.name for language in p.languages],
    "skills_required": lambda p: named(p, "required"),
    "skills_preferred": lambda p: named(p, "preferred"),
    "skills_mentioned": lambda p: named(p, "mentioned"),
    "benefits": lambda p: p.benefits,
    "language": lambda p: p.language,
    "warnings": lambda p: p.warnings,
}


NAMES: tuple[Fact, ...] = (
    Fact("title", "Title", 0, lambda p: p.title),
    Fact("company", "Company", 0, lambda p: p.company),
    Fact("file", "File", 0, file_words),
)
LISTS: tuple[Fact, ...] = (
    Fact("skills", "Asks for", 0, lambda p: ", ".join(named(p, "required") + named(p, "preferred")) or None),
    Fact("benefits", "Benefits", 0, lambda p: ", ".join(map(id_words, p.benefits)) or None),
)
CHOOSABLE = {fact.key: fact for fact in (*NAMES, *FACTS, *MORE_FACTS, *LISTS)}

FLAT = {"extras": ("equity", "bonus", "commission"), "file": ("path", "record")}
"""What stands in CSV for a fact whose columns do not begin with its name."""


def column_names() -> list[str]:
    """The names that may be chosen, those of facts first."""
    return list(dict.fromkeys([*CHOOSABLE, *POSTING_COLUMNS]))


def chosen_facts(names: Sequence[str]) -> list[Fact]:
    """The chosen columns for a table, in the order chosen, which is also that in which they are dropped."""
    return [replace(CHOOSABLE.get(name) or flat_fact(name), rank=rank) for rank, name in enumerate(names)]


def flat_fact(name: str) -> Fact:
    """A column of CSV as a fact."""
    get = POSTING_COLUMNS[name]

    def words(posting: Posting) -> str | None:
        value = get(posting)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return (
            (", ".join(map(str, value)) or None) if isinstance(value, list) else None if value is None else str(value)
        )

    return Fact(name, name.replace("_", " ").capitalize(), 0, words)


def chosen_columns(names: Sequence[str]) -> dict[str, Callable[[Posting], object]]:
    """The chosen columns for CSV: a fact is all columns that belong to it, and nothing chosen is everything.

    >>> list(chosen_columns(["title", "years"]))
    ['title', 'years_min', 'years_max']
    """
    if not names:
        return POSTING_COLUMNS
    keys = [
        key
        for name in names
        for key in FLAT.get(name, [key for key in POSTING_COLUMNS if key == name or key.startswith(f"{name}_")])
    ]
    return {key: POSTING_COLUMNS[key] for key in keys}
