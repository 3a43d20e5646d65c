"""Which postings, in what order, in which groups: `--where`, `--sort` and `--group-by`."""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args

from jdtool import patterns
from jdtool.errors import UsageError, nearest
from jdtool.model import EducationLevel, EmploymentType, Fit, Number, Period, Posting, Rates, Seniority, WorkMode
from jdtool.paying import annual_band, midpoint, rate_of
from jdtool.taxonomy import Taxonomy, find_skill

# --- conditions ---------------------------------------------------------------------------------------------


class Key(NamedTuple):
    """A key of the posting record that a condition may name: what it holds, and how a posting's values are found.

    `order` lists the only values there are, from the lowest where they are `ranked`.
    """

    kind: Literal["text", "number", "flag", "role", "skill"]
    values: Callable[[Posting], Sequence[object]]  # none where the posting is silent
    order: tuple[str, ...] = ()
    ranked: bool = False


def one(get: Callable[[Posting], object]) -> Callable[[Posting], Sequence[object]]:
    """The value in a list, nothing for None."""

    def values(posting: Posting) -> Sequence[object]:
        value = get(posting)
        return () if value is None else (value,)

    return values


KEYS: dict[str, Key] = {
    "id": Key("text", one(lambda p: p.id)),
    "source.path": Key("text", one(lambda p: p.source.path)),
    "language": Key("text", one(lambda p: p.language)),
    "title": Key("text", one(lambda p: p.title)),
    "company": Key("text", one(lambda p: p.company)),
    "team": Key("text", one(lambda p: p.team)),
    "role": Key("role", one(lambda p: p.role)),
    "seniority": Key("text", one(lambda p: p.seniority), get_args(Seniority), ranked=True),
    "years.min": Key("number", one(lambda p: p.years and p.years.min)),
    "years.max": Key("number", one(lambda p: p.years and p.years.max)),
    "salary.min": Key("number", one(lambda p: p.salary and p.salary.min)),
    "salary.max": Key("number", one(lambda p: p.salary and p.salary.max)),
    "salary.annual_min": Key("number", one(lambda p: p.salary and p.salary.annual_min)),
    "salary.annual_max": Key("number", one(lambda p: p.salary and p.salary.annual_max)),
    "salary.currency": Key("text", one(lambda p: p.salary and p.salary.currency)),
    "salary.period": Key("text", one(lambda p: p.salary and p.salary.period), get_args(Period)),
    "compensation.equity": Key("flag", one(lambda p: p.compensation.equity)),
    "compensation.bonus": Key("flag", one(lambda p: p.compensation.bonus)),
    "compensation.commission": Key("flag", one(lambda p: p.compensation.commission)),
    "employment_type": Key("text", one(lambda p: p.employment_type), get_args(EmploymentType)),
    "work_mode": Key("text", one(lambda p: p.work_mode), get_args(WorkMode)),
    "locations.name": Key("text", lambda p: [place.name for place in p.locations]),
    "locations.region": Key("text", lambda p: [place.region for place in p.locations if place.region]),
    "locations.country": Key("text", lambda p: [place.country for place in p.locations if place.country]),
    "relocation": Key("flag", one(lambda p: p.relocation)),
    "visa_sponsorship": Key("flag", one(lambda p: p.visa_sponsorship)),
    "clearance": Key("text", one(lambda p: p.clearance)),
    "travel_percent": Key("number", one(lambda p: p.travel_percent)),
    "education.level": Key("text", one(lambda p: p.education and p.education.level), get_args(EducationLevel), True),
    "education.required": Key("flag", one(lambda p: p.education and p.education.required)),
    "languages.code": Key("text", lambda p: [language.code for language in p.languages]),
    "languages.name": Key("text", lambda p: [language.name for language in p.languages]),
    "skills": Key("skill", lambda p: [skill.id for skill in p.skills]),
    "skills.required": Key("skill", lambda p: [skill.id for skill in p.skills if skill.importance == "required"]),
    "skills.preferred": Key("skill", lambda p: [skill.id for skill in p.skills if skill.importance == "preferred"]),
    "benefits": Key("text", lambda p: p.benefits),
}

CONDITION_RE = patterns.compile(r"\A\s*([\w.-]+)\s*(!=|>=|<=|==?|<|>|~)\s*(.*)", re.DOTALL)  # "salary.max>=150000"
NUMBER_RE = patterns.compile(r"(\d[\d,_]*(?:\.\d+)?)(k?)", re.IGNORECASE)  # "150,000", "150k", "2.5"

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
EQUALITIES = ("=", "!=")
FLAGS = {"true": True, "yes": True, "false": False, "no": False}


class Condition(NamedTuple):
    """What a posting must state to be kept: any of the key's values passes or, with "!=", none fails."""

    text: str
    key: str
    every: bool
    test: Callable[[Any], bool]

    def stated_by(self, posting: Posting) -> bool:
        return bool(KEYS[self.key].values(posting))

    def holds_for(self, posting: Posting) -> bool:
        values = KEYS[self.key].values(posting)
        return bool(values) and (all if self.every else any)(map(self.test, values))


def read_condition(text: str, taxonomy: Taxonomy) -> Condition:
    """The condition that a text words, such as "salary.max >= 150k" or "skills = Postgres"; UsageError otherwise."""
    match = CONDITION_RE.fullmatch(text)
    if not match or not match[3].strip():
        raise UsageError(f"--where {text!r}: write KEY OP VALUE, OP being one of = != < <= > >= ~ (contains)")
    name, sign, wanted = match[1].replace("-", "_").lower(), match[2].replace("==", "="), match[3].strip()
    if name not in KEYS:
        parts = [key for key in KEYS if key.startswith(f"{name}.")]
        ends = [key for key in KEYS if key.endswith(f".{name}")]
        hint = f"; did you mean {' or '.join(parts or ends)}?" if parts or ends else nearest(name, KEYS)
        raise UsageError(f"--where {text!r}: no key {match[1]!r}{hint or '; known: ' + ', '.join(KEYS)}")
    key = KEYS[name]
    try:
        test = read_test(key, sign, wanted, taxonomy)
    except UsageError as error:
        raise UsageError(f"--where {text!r}: {error}") from None
    return Condition(text.strip(), name, sign == "!=", test)


def read_test(key: Key, sign: str, wanted: str, taxonomy: Taxonomy) -> Callable[[Any], bool]:
    """What is asked of each of a posting's values; UsageError tells what the key allows."""
    ordered = key.kind == "number" or key.ranked
    allowed = (*EQUALITIES, *(COMPARISONS if ordered else ()), *("~" if key.kind in ("text", "skill") else ()))
    if key.order:
        allowed = tuple(other for other in allowed if other != "~")
    if sign not in allowed:
        raise UsageError(f"{sign} does not go with this key; it takes {' '.join(allowed)}")
    value = read_value(key, sign, wanted, taxonomy)
    if sign == "~":
        if key.kind == "skill":
            names = {id: entry.name.casefold() for id, entry in taxonomy.skills.items()}
            return lambda stated: value in names.get(stated, stated)
        return lambda stated: value in stated.casefold()
    equal = value.__eq__ if not isinstance(value, str) else lambda stated: stated.casefold() == value
    if sign in EQUALITIES:
        return equal if sign == "=" else lambda stated: not equal(stated)
    compare = COMPARISONS[sign]
    if key.ranked:
        return lambda stated: compare(key.order.index(stated), key.order.index(value))
    return lambda stated: compare(stated, value)


def read_value(key: Key, sign: str, wanted: str, taxonomy: Taxonomy) -> Any:
    """The value as the records hold it, text case-folded."""
    if key.kind == "number":
        number = NUMBER_RE.fullmatch(wanted)
        if not number:
            raise UsageError(f"{wanted!r} is no number; write 150000, 150,000 or 150k, the currency apart")
        return float(number[1].replace(",", "").replace("_", "")) * (1000 if number[2] else 1)
    if key.kind == "flag":
        if wanted.lower() not in FLAGS:
            raise UsageError("it is true or false")
        return FLAGS[wanted.lower()]
    if key.kind == "skill" and sign != "~":
        return find_skill(taxonomy, wanted).id.casefold()
    choices = tuple(taxonomy.roles) if key.kind == "role" else key.order
    value = wanted.casefold()
    if choices and value not in choices:
        raise UsageError(f"no {wanted!r}{nearest(value, choices) or '; it is one of ' + ', '.join(choices)}")
    return value


def select_postings(
    postings: Sequence[Posting], conditions: Iterable[Condition]
) -> tuple[list[Posting], dict[str, int]]:
    """The postings that fulfil all conditions, and of how many each condition's key is silent, all counted."""
    conditions = list(conditions)
    silent = {condition.text: sum(not condition.stated_by(posting) for posting in postings) for condition in conditions}
    return [p for p in postings if all(condition.holds_for(p) for condition in conditions)], silent


def pay_units(postings: Iterable[Posting], key: str) -> list[str]:
    """The units in which postings state a figure of pay: more than one where a condition compares the unlike.

    Nothing for keys that are no sum of money.
    """
    if key not in ("salary.min", "salary.max", "salary.annual_min", "salary.annual_max"):
        return []
    pays = [posting.salary for posting in postings if posting.salary and KEYS[key].values(posting)]
    if "annual" in key:
        return sorted({pay.currency or "unknown currency" for pay in pays})
    return sorted({f"{pay.currency or 'unknown currency'} {pay.period or 'unknown period'}" for pay in pays})


# --- order --------------------------------------------------------------------------------------------------

SORTS = ("salary", "years", "seniority", "title", "fit")


def read_order(text: str) -> tuple[str, bool]:
    """The key to sort by and whether from the highest: "-salary" is ("salary", True)."""
    key = text.removeprefix("-").lower()
    if key not in SORTS:
        hint = nearest(key, SORTS) or f"; known: {', '.join(SORTS)}, each with - before it for the highest first"
        raise UsageError(f"--sort {text}: no key {key!r}{hint}")
    return key, text.startswith("-")


def sort_postings(
    postings: Sequence[Posting], text: str, rates: Rates | None = None, fits: Mapping[int, Fit] = MappingProxyType({})
) -> list[Posting]:
    """The postings in this order, those silent on the key last, equal ones as they came.

    `fits` holds how each fits a profile, by the `id` of the posting object: its own may stand twice.

    Pay is compared by the middle of its yearly band, and only within a currency: the most frequent comes first. Those
    that `rates` cover are of one currency.
    """
    key, highest_first = read_order(text)
    values = [sort_fit(fits.get(id(p))) if key == "fit" else sort_value(p, key, rates) for p in postings]
    silent = [posting for posting, value in zip(postings, values, strict=True) if value is None]
    blocks = Counter(value[0] for value in values if value is not None)
    ordered = []
    for block, _ in sorted(blocks.items(), key=lambda item: (-item[1], item[0])):
        members = [(v[1], p) for p, v in zip(postings, values, strict=True) if v is not None and v[0] == block]
        members.sort(key=lambda member: member[0], reverse=highest_first)
        ordered += [posting for _, posting in members]
    return ordered + silent


def sort_fit(fit: Fit | None) -> tuple[str, Any] | None:
    """The score; what rules a posting out puts it below all that nothing rules out."""
    return None if fit is None or fit.score is None else ("", (not fit.dealbreakers, fit.score))


def sort_value(posting: Posting, key: str, rates: Rates | None) -> tuple[str, Any] | None:
    """What can be compared at all (a currency, or "") and the value; None where the posting is silent."""
    match key:
        case "salary":
            band = annual_band(posting.salary)
            if band is None or posting.salary is None:
                return None
            if rates and (rate := rate_of(posting.salary.currency, rates)):
                return rates.to, midpoint(band) * rate.rate
            return posting.salary.currency or "", midpoint(band)
        case "years":
            least: Number | None = posting.years.min if posting.years else None
            return None if least is None else ("", least)
        case "seniority":
            return ("", get_args(Seniority).index(posting.seniority)) if posting.seniority else None
        case _:
            return ("", posting.title.casefold()) if posting.title else None


# --- groups -------------------------------------------------------------------------------------------------

GROUPS = ("role", "seniority", "company", "work-mode", "country")
GROUP_KEYS = {"work-mode": "work_mode", "country": "locations.country"}


def known_group(option: str, by: str, known: Sequence[str]) -> str:
    """What postings are grouped by, one of those known; UsageError with the nearest otherwise."""
    name = by.replace("_", "-").lower()
    if name not in known:
        raise UsageError(f"{option}: no groups by {by!r}{nearest(name, known) or '; known: ' + ', '.join(known)}")
    return name


def group_postings(postings: Sequence[Posting], by: str) -> list[tuple[str | None, list[int]]]:
    """The values with the positions of their postings: levels from the lowest, others by size; silent ones last.

    A posting with places in two countries stands under both.
    """
    key = KEYS[GROUP_KEYS.get(by, by)]
    groups: dict[str | None, list[int]] = {}
    for position, posting in enumerate(postings):
        for value in dict.fromkeys(map(str, key.values(posting))) or (None,):
            groups.setdefault(value, []).append(position)

    def place(group: tuple[str | None, list[int]]) -> tuple[bool, int, str]:
        value, positions = group
        rank = key.order.index(value) if key.ranked and value else -len(positions)
        return value is None, rank, value or ""

    return sorted(groups.items(), key=place)
