"""Postings laid side by side: which skills each asks for, what they pay, what they state."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median

from msgspec.structs import replace

from jdtool.model import (
    ComparedSkill,
    Comparison,
    Failure,
    Importance,
    Number,
    Posting,
    Salary,
    SalarySummary,
    Skill,
    Summary,
    TaxonomySkill,
    YearsSummary,
)

STATED: dict[str, Callable[[Posting], object]] = {
    "title": lambda posting: posting.title,
    "company": lambda posting: posting.company,
    "team": lambda posting: posting.team,
    "role": lambda posting: posting.role,
    "seniority": lambda posting: posting.seniority,
    "years": lambda posting: posting.years,
    "salary": lambda posting: posting.salary,
    "equity": lambda posting: posting.compensation.equity,
    "bonus": lambda posting: posting.compensation.bonus,
    "commission": lambda posting: posting.compensation.commission,
    "employment_type": lambda posting: posting.employment_type,
    "work_mode": lambda posting: posting.work_mode,
    "locations": lambda posting: posting.locations or None,
    "relocation": lambda posting: posting.relocation,
    "visa_sponsorship": lambda posting: posting.visa_sponsorship,
    "clearance": lambda posting: posting.clearance,
    "travel_percent": lambda posting: posting.travel_percent,
    "education": lambda posting: posting.education,
    "languages": lambda posting: posting.languages or None,
    "skills": lambda posting: posting.skills or None,
    "benefits": lambda posting: posting.benefits or None,
}
"""The facts counted in `summary.stated`; None is a posting that keeps silent, False one that says no."""

TEXT_ID_RE = re.compile(r"[0-9a-f]{16}")  # "3f2a90c1d4e5b678": the posting's text, hashed


def compare_postings(postings: Sequence[Posting], errors: Sequence[Failure] = ()) -> Comparison:
    """The postings with the skills they name and what can be counted over them.

    The order of the postings is kept and decides nothing else.
    """
    return Comparison(
        schema="jdtool.comparison/1",
        postings=list(postings),
        skills=compare_skills(postings),
        summary=summarise(postings),
        errors=list(errors),
    )


def compare_skills(postings: Sequence[Posting]) -> list[ComparedSkill]:
    """The skills named by any posting: by most postings first, then by how many require it, then by name."""
    named: dict[str, Skill] = {}
    asking: dict[str, dict[Importance, list[str]]] = defaultdict(lambda: defaultdict(list))
    for posting in postings:
        for skill in posting.skills:
            named.setdefault(skill.id, skill)
            asking[skill.id][skill.importance].append(posting.id)
    skills = [
        ComparedSkill(
            id=skill.id,
            name=skill.name,
            category=skill.category,
            postings=sum(len(ids) for ids in asking[skill.id].values()),
            required=sorted(asking[skill.id]["required"]),
            preferred=sorted(asking[skill.id]["preferred"]),
            mentioned=sorted(asking[skill.id]["mentioned"]),
        )
        for skill in named.values()
    ]
    return sorted(skills, key=lambda skill: (-skill.postings, -len(skill.required), skill.name.lower(), skill.id))


def rank_skills(postings: Iterable[Posting], taxonomy_skills: Iterable[TaxonomySkill]) -> list[TaxonomySkill]:
    """The taxonomy entries that these postings name, most named first, with their counts.

    `share` is of the postings read, 0-1; `required`, `preferred` and `mentioned` add up to `postings`.
    """
    read = 0
    counts: dict[str, Counter[Importance]] = defaultdict(Counter)
    for posting in postings:
        read += 1
        for skill in posting.skills:
            counts[skill.id][skill.importance] += 1
    ranked = [
        replace(
            entry,
            postings=counts[entry.id].total(),
            share=round(counts[entry.id].total() / read, 4),
            required=counts[entry.id]["required"],
            preferred=counts[entry.id]["preferred"],
            mentioned=counts[entry.id]["mentioned"],
        )
        for entry in taxonomy_skills
        if entry.id in counts
    ]
    return sorted(
        ranked,
        key=lambda entry: (
            -counts[entry.id].total(),
            -counts[entry.id]["required"],
            entry.name.lower(),
            entry.id,
        ),
    )


def summarise(postings: Sequence[Posting]) -> Summary:
    """Counts, medians and duplicates over the postings."""
    return Summary(
        postings=len(postings),
        stated={key: sum(get(posting) is not None for posting in postings) for key, get in STATED.items()},
        role=tally(posting.role for posting in postings),
        seniority=tally(posting.seniority for posting in postings),
        work_mode=tally(posting.work_mode for posting in postings),
        employment_type=tally(posting.employment_type for posting in postings),
        years=summarise_years(postings),
        salary=summarise_salaries(postings),
        duplicates=find_duplicates(postings),
    )


def tally(values: Iterable[str | None]) -> dict[str, int]:
    """How often each value is stated, most frequent first.

    >>> tally(["backend", None, "sre", "backend"])
    {'backend': 2, 'sre': 1}
    """
    counts = Counter(value for value in values if value is not None)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def summarise_years(postings: Iterable[Posting]) -> YearsSummary | None:
    """Lowest, median and highest of the least years asked for; None where no posting names any."""
    years = [posting.years.min for posting in postings if posting.years and posting.years.min is not None]
    if not years:
        return None
    return YearsSummary(min=min(years), median=plain(median(years)), max=max(years))


def summarise_salaries(postings: Iterable[Posting]) -> list[SalarySummary]:
    """Yearly pay per currency, never mixed: most frequent currency first, the unknown one (None) last.

    A posting without yearly figures (its period is unknown) is left out; of "from" and "up to" the one
    figure counts.
    """
    bands: dict[str | None, list[tuple[Number, Number]]] = defaultdict(list)
    for posting in postings:
        if posting.salary and (band := annual_band(posting.salary)):
            bands[posting.salary.currency].append(band)
    summaries = [
        SalarySummary(
            currency=currency,
            postings=len(pairs),
            min=min(low for low, _ in pairs),
            median=plain(median((low + high) / 2 for low, high in pairs)),
            max=max(high for _, high in pairs),
        )
        for currency, pairs in bands.items()
    ]
    return sorted(summaries, key=lambda pay: (pay.currency is None, -pay.postings, pay.currency or ""))


def annual_band(salary: Salary) -> tuple[Number, Number] | None:
    """The yearly figures as low and high; the one that is stated twice where the other is left open."""
    ends = [end for end in (salary.annual_min, salary.annual_max) if end is not None]
    return (min(ends), max(ends)) if ends else None


def plain(value: Number) -> Number:
    """The number, as an integer where it is one.

    >>> plain(4.0), plain(4.5)
    (4, 4.5)
    """
    return int(value) if value == int(value) else value


def find_duplicates(postings: Sequence[Posting]) -> list[list[str]]:
    """Groups of ids of postings that say the same: equal text, or equal title, company and lines."""
    group_of = list(range(len(postings)))
    first_with: dict[tuple[object, ...], int] = {}
    for index, posting in enumerate(postings):
        for key in identities(posting):
            earlier = group_of[first_with.setdefault(key, index)]
            later = group_of[index]
            if earlier != later:
                group_of = [earlier if group == later else group for group in group_of]
    groups: dict[int, list[str]] = defaultdict(list)
    for group, posting in zip(group_of, postings, strict=True):
        groups[group].append(posting.id)
    return sorted(sorted(ids) for ids in groups.values() if len(ids) > 1)


def identities(posting: Posting) -> Iterator[tuple[object, ...]]:
    """The keys under which a posting is the same as another.

    A source's own id may be "1" in two files, so it counts only together with title and company; a posting
    without lines has no content to compare.
    """
    name = (normalised(posting.title or ""), normalised(posting.company or ""))
    yield ("text", posting.id) if TEXT_ID_RE.fullmatch(posting.id) else ("id", posting.id, *name)
    if lines := tuple(sorted({normalised(line.text) for line in posting.requirements})):
        yield ("lines", *name, lines)


def normalised(text: str) -> str:
    """The words of a text, lower-case, without punctuation and spacing.

    >>> normalised("Senior  Backend-Engineer (m/f)")
    'senior backend engineer m f'
    """
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
