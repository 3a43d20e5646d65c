"""Postings laid side by side: which skills each asks for, what they pay, what they state."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from statistics import median
from typing import Any, NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from jdtool.model import (
    AskedAlone,
    ComparedGroup,
    ComparedSkill,
    Comparison,
    Difference,
    Failure,
    Importance,
    Number,
    Period,
    Posting,
    Rates,
    Sides,
    Skill,
    SkillPair,
    SkillPay,
    SkillShare,
    Summary,
    TaxonomySkill,
    YearsSummary,
)
from jdtool.paying import (
    QUANTILES_FROM,
    annual_band,
    convert_pay,
    midpoint,
    pay_converted,
    pay_stated,
    plain,
    quartiles,
    summarise_pay,
)
from jdtool.repeats import find_duplicates, find_similar

PAIR_FROM = 3  # postings that ask for two skills: fewer do so by chance
MOST_PAIRS = 100  # told: of 5,000 postings come 40,000 pairs, and few of them are news

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


def compare_postings(
    postings: Sequence[Posting],
    errors: Sequence[Failure] = (),
    *,
    by: str = "",
    groups: Iterable[tuple[str | None, Sequence[int]]] = (),
    rates: Rates | None = None,
) -> Comparison:
    """The postings with the skills they name and what can be counted over them.

    The order of the postings is kept and decides nothing else. `groups` are names with the positions of their
    postings, each summed up by itself; `by` tells what they are.
    """
    return Comparison(
        schema="jdtool.comparison/1",
        postings=list(postings),
        skills=compare_skills(postings),
        summary=summarise(postings, rates),
        groups=[
            ComparedGroup(
                by,
                name,
                [postings[position].id for position in positions],
                list(positions),
                summarise([postings[position] for position in positions], rates),
            )
            for name, positions in groups
        ],
        alone=asked_alone(postings),
        pairs=skill_pairs(postings),
        difference=differences(*postings) if len(postings) == 2 else None,
        rates=rates,
        conversions=convert_pay(postings, rates),
        errors=list(errors),
    )


def asked(posting: Posting) -> list[str]:
    """The ids of the skills that a posting requires or prefers."""
    return [skill.id for skill in posting.skills if skill.importance != "mentioned"]


def asked_alone(postings: Sequence[Posting]) -> list[AskedAlone]:
    """For each posting the skills that it asks for and no other does, but for those that say the same as it."""
    stands_for = list(range(len(postings)))
    for group in find_duplicates(postings):
        for position in group:
            stands_for[position] = group[0]
    asking: dict[str, set[int]] = defaultdict(set)
    for first, posting in zip(stands_for, postings, strict=True):
        for skill in asked(posting):
            asking[skill].add(first)
    return [
        AskedAlone(posting.id, [skill for skill in asked(posting) if len(asking[skill]) == 1]) for posting in postings
    ]


def skill_pairs(postings: Sequence[Posting]) -> list[SkillPair]:
    """Skills that go together: those that most exceed what chance would bring first.

    That is how many more postings ask for both than would if neither had to do with the other; pairs that go together
    no more often than that are left out.
    """
    wanted = [sorted(set(asked(posting))) for posting in postings]
    counts = Counter(skill for skills in wanted for skill in skills)
    frequent = {skill for skill, count in counts.items() if count >= PAIR_FROM}
    together = Counter(
        pair for skills in wanted for pair in combinations([skill for skill in skills if skill in frequent], 2)
    )
    total = len(postings)

    def by_chance(pair: tuple[str, str]) -> float:
        return counts[pair[0]] * counts[pair[1]] / total

    chosen = [
        (count - by_chance(pair), pair, count)
        for pair, count in together.items()
        if count >= PAIR_FROM and count > by_chance(pair)
    ]
    chosen.sort(key=lambda item: (-round(item[0], 6), item[1]))
    return [
        SkillPair(list(pair), count, round(count / total, 4), round(count / by_chance(pair), 2))
        for _, pair, count in chosen[:MOST_PAIRS]
    ]


def differences(one: Posting, other: Posting) -> Difference:
    """What two postings state and ask alike, differently, or one of them alone."""
    facts = [{key: value for key, get in STATED.items() if (value := get(p)) is not None} for p in (one, other)]
    for side in facts:
        side.pop("skills", None)
    return Difference(
        facts=sides(*facts),
        skills=sides(*({skill.id: skill.importance for skill in posting.skills} for posting in (one, other))),
    )


def sides(one: Mapping[str, object], other: Mapping[str, object]) -> Sides:
    """The keys by who has them, in the order of the first, then of the second.

    >>> sides({"a": 1, "b": 2, "c": 3}, {"b": 2, "c": 4, "d": 5})
    Sides(first=['a'], second=['d'], same=['b'], differ=['c'])
    """
    return Sides(
        first=[key for key in one if key not in other],
        second=[key for key in other if key not in one],
        same=[key for key in one if key in other and one[key] == other[key]],
        differ=[key for key in one if key in other and one[key] != other[key]],
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


class Demand(NamedTuple):
    """What the ranking of skills keeps of a posting."""

    skills: dict[str, Importance]
    group: str | None
    pay: tuple[tuple[str | None, Period | None], Number] | None  # currency and period, midpoint of the yearly band


def rank_skills(
    postings: Iterable[Posting],
    taxonomy_skills: Iterable[TaxonomySkill],
    group_of: Callable[[Posting], str | None] | None = None,
) -> list[TaxonomySkill]:
    """The taxonomy entries that these postings name, most named first, with their counts and what pays.

    `share` is of the postings read, 0-1; `required`, `preferred` and `mentioned` add up to `postings`. With `group_of`
    also the shares among the postings of each group that name the skill, the largest group first.
    """
    demands = [demand_of(posting, group_of) for posting in postings]
    counts: dict[str, Counter[Importance]] = defaultdict(Counter)
    within: dict[str, dict[str | None, Counter[Importance]]] = defaultdict(lambda: defaultdict(Counter))
    for demand in demands:
        for skill, importance in demand.skills.items():
            counts[skill][importance] += 1
            within[skill][demand.group][importance] += 1
    sizes = Counter(demand.group for demand in demands)
    market = market_of(demands)
    ranked = [
        replace(
            entry,
            **shares(counts[entry.id], len(demands)),
            pay=what_pays(entry.id, market),
            by=UNSET
            if group_of is None
            else [
                SkillShare(name, sizes[name], **shares(within[entry.id][name], sizes[name]))
                for name in sorted(within[entry.id], key=lambda name: (name is None, -sizes[name], name or ""))
            ],
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


def demand_of(posting: Posting, group_of: Callable[[Posting], str | None] | None) -> Demand:
    band = annual_band(posting.salary)
    pay = ((posting.salary.currency, posting.salary.period), midpoint(band)) if posting.salary and band else None
    skills = {skill.id: skill.importance for skill in posting.skills}
    return Demand(skills, group_of(posting) if group_of else None, pay)


def shares(counts: Counter[Importance], total: int) -> dict[str, Any]:
    """The counts of a skill as its record has them."""
    return {
        "postings": counts.total(),
        "share": round(counts.total() / total, 4),
        "required": counts["required"],
        "preferred": counts["preferred"],
        "mentioned": counts["mentioned"],
    }


class Market(NamedTuple):
    """The yearly pay in one currency and period: all figures, and those of the postings that ask for a skill."""

    currency: str | None
    period: Period | None
    figures: list[Number]
    asking: dict[str, list[Number]]


def market_of(demands: Iterable[Demand]) -> list[Market]:
    """A market per currency and period, the largest first."""
    markets: dict[tuple[str | None, Period | None], Market] = {}
    for demand in demands:
        if demand.pay:
            unit, figure = demand.pay
            market = markets.setdefault(unit, Market(*unit, [], defaultdict(list)))
            market.figures.append(figure)
            for skill, importance in demand.skills.items():
                if importance != "mentioned":
                    market.asking[skill].append(figure)
    return sorted(
        markets.values(), key=lambda m: (m.currency is None, -len(m.figures), m.currency or "", m.period or "")
    )


def what_pays(skill: str, markets: Iterable[Market]) -> list[SkillPay]:
    """The pay of postings that ask for a skill beside that of those that do not, where both are enough to say."""
    found = []
    for market in markets:
        asking = market.asking.get(skill, [])
        others = len(market.figures) - len(asking)
        if min(len(asking), others) >= QUANTILES_FROM:
            rest = without(market.figures, asking)
            middles = plain(median(asking)), plain(median(rest))
            found.append(SkillPay(market.currency, market.period, len(asking), middles[0], others, middles[1]))
    return found


def without(figures: Sequence[Number], some: Iterable[Number]) -> list[Number]:
    """The figures less some of them.

    >>> without([1, 2, 2, 3], [2, 3])
    [1, 2]
    """
    return list((Counter(figures) - Counter(some)).elements())


def summarise(postings: Sequence[Posting], rates: Rates | None = None) -> Summary:
    """Counts, medians and duplicates over the postings."""
    return Summary(
        postings=len(postings),
        stated={key: sum(get(posting) is not None for posting in postings) for key, get in STATED.items()},
        role=tally(posting.role for posting in postings),
        seniority=tally(posting.seniority for posting in postings),
        work_mode=tally(posting.work_mode for posting in postings),
        employment_type=tally(posting.employment_type for posting in postings),
        years=summarise_years(postings),
        salary=summarise_pay(pay_stated(postings)),
        converted=summarise_pay(pay_converted(postings, rates)),
        duplicates=sorted(sorted(postings[i].id for i in group) for group in find_duplicates(postings)),
        similar=find_similar(postings),
    )


def tally(values: Iterable[str | None]) -> dict[str, int]:
    """How often each value is stated, most frequent first.

    >>> tally(["backend", None, "sre", "backend"])
    {'backend': 2, 'sre': 1}
    """
    counts = Counter(value for value in values if value is not None)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def summarise_years(postings: Iterable[Posting]) -> YearsSummary | None:
    """The least years asked for; None where no posting names any."""
    years = [posting.years.min for posting in postings if posting.years and posting.years.min is not None]
    if not years:
        return None
    low, middle, high = quartiles(years)
    return YearsSummary(len(years), min(years), low, middle, high, max(years))
