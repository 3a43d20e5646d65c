"""How well postings fit a person: what is had, what is missing, and what rules a posting out.

A score is made of parts, and never stands without them. A part on which the posting or the profile is silent is left
out and its weight shared out among the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import NamedTuple

from jdtool.entries import SkillEntry
from jdtool.fields.salary import PER_YEAR
from jdtool.model import (
    Analysis,
    Fit,
    FitPart,
    FitParts,
    FitPosting,
    Gap,
    Importance,
    MentionSpan,
    Number,
    Posting,
    Profile,
    Salary,
    SalaryBand,
    Seniority,
    Skill,
    WishedPay,
    YearsRange,
)
from jdtool.taxonomy import Taxonomy

WEIGHTS = {"required": 50, "preferred": 15, "years": 15, "level": 10, "wishes": 10}
"""Per cent of the score, where both sides speak of everything."""

# What a skill counts that is not had but close, of 1.
KIN = 0.5  # it implies one that is had (Next.js for React), or both imply a third (MySQL for PostgreSQL: SQL)
SIBLING = 0.25  # languages that are most typical of the same role: Go for Java
REPLACEABLE = frozenset({"tool", "language"})  # kinds of which one may stand in for another; "Caching" for none

RUNGS: dict[Seniority, int] = {
    "intern": 0,
    "junior": 1,
    "mid": 2,
    "senior": 3,
    "lead": 4,
    "staff": 4,
    "principal": 5,
    "manager": 5,
    "director": 6,
    "executive": 7,
}
RUNG_LOSS = 35  # points for each rung between the levels

LONGEST_QUOTE = 300  # characters; a passage without full stops may hold the whole posting


class Demand(NamedTuple):
    """Skills of which one is enough, and the words that ask for them: a span of the cleaned text."""

    skills: list[Skill]
    importance: Importance
    start: int
    end: int


class Answer(NamedTuple):
    """What a profile says to a demand: how much of it is met, 0-1, and by which skill of the posting.

    `near` is the had skill that stands in for one that is not had.
    """

    demand: Demand
    share: float
    skill: Skill
    near: str | None
    had: bool


class Fitter:
    """A profile made ready to be held against postings. Build once, use for any number of them."""

    def __init__(self, profile: Profile, taxonomy: Taxonomy) -> None:
        self.profile = profile
        self.entries = taxonomy.skills
        self.had = {known for skill_id in profile.skills for known in (skill_id, *self.implied(skill_id))}
        self.near: dict[str, tuple[float, str | None]] = {}  # what stands in for a skill that is not had

    def implied(self, skill_id: str) -> Iterator[str]:
        """The skills that this one implies, directly or through others."""
        for implied in self.entries[skill_id].implies:
            yield implied
            yield from self.implied(implied)

    def fit(self, analysis: Analysis) -> Fit:
        """How well the posting fits, and the words behind each gap."""
        posting, profile = analysis.posting, self.profile
        quotes = Quotes(analysis)
        answers = [self.answer(demand) for demand in demands(analysis, self.entries, quotes)]
        missing = [answer for answer in answers if not answer.had]
        parts = weighed(
            required=skills_part(answers, "required"),
            preferred=skills_part(answers, "preferred"),
            years=years_part(posting, profile),
            level=level_part(posting, profile),
            wishes=wishes_part(posting, profile),
        )
        return Fit(
            schema="jdtool.match/1",
            posting=FitPosting(posting.id, posting.source.path, posting.source.record, posting.title, posting.company),
            score=score_of(parts),
            parts=parts,
            have=[s.id for s in posting.skills if s.importance != "mentioned" and s.id in self.had],
            missing_required=ids_of(missing, "required"),
            missing_preferred=ids_of(missing, "preferred"),
            close=list(dict.fromkeys(answer.skill.id for answer in missing if answer.near)),
            dealbreakers=[quotes.behind(key, what) for key, what in dealbreakers(posting, profile)],
            gaps=[self.gap(answer, quotes) for answer in answers if answer.share < 1],
        )

    def answer(self, demand: Demand) -> Answer:
        """How far the demand is met, by the best of its skills."""
        had = [skill for skill in demand.skills if skill.id in self.had]
        if had:
            return max((Answer(demand, self.tenure(skill), skill, None, True) for skill in had), key=share_of)
        return max((Answer(demand, *self.stand_in(skill), False) for skill in demand.skills), key=share_of)

    def tenure(self, skill: Skill) -> float:
        """The share of the years asked for that are there, 1 where either side tells none."""
        years, asked = self.profile.skills.get(skill.id), skill.years and skill.years.min
        return 1 if years is None or not asked else min(1, years / asked)

    def stand_in(self, skill: Skill) -> tuple[float, Skill, str | None]:
        """What a skill that is not had counts all the same, and the had one that is close to it."""
        if skill.id not in self.near:
            found = [(share, other) for other in self.profile.skills if (share := self.kinship(skill.id, other))]
            self.near[skill.id] = max(found, key=lambda pair: pair[0], default=(0, None))
        share, near = self.near[skill.id]
        return share, skill, near

    def kinship(self, wanted: str, other: str) -> float:
        """How far the other skill stands in for the wanted one, 0 where it does not."""
        one, two = self.entries[wanted], self.entries[other]
        if other in one.implies:
            return KIN  # Next.js for one who knows React
        if one.kind != two.kind or one.kind not in REPLACEABLE or one.category != two.category:
            return 0
        if set(one.implies) & set(two.implies) and set(one.roles) & set(two.roles):
            return KIN
        return SIBLING if one.kind == "language" and one.roles[:1] == two.roles[:1] != () else 0

    def gap(self, answer: Answer, quotes: Quotes) -> Gap:
        """The record of a demand that is not met in full."""
        demand, skill = answer.demand, answer.skill
        reason = None
        if answer.had and skill.years:
            reason = f"{self.profile.skills[skill.id]:g} of {range_words(skill.years)} years"
        elif answer.near:
            reason = f"you have {self.entries[answer.near].name}"
        start, end = quotes.around(demand.start, demand.end)
        return Gap(
            kind="years" if answer.had else "close" if answer.near else "missing",
            importance=demand.importance,
            skills=[skill.id] if answer.had else [one.id for one in demand.skills],
            near=answer.near,
            reason=reason,
            text=quotes.text[start:end],
            start=start,
            end=end,
        )


def rank_fits(fits: Iterable[Fit]) -> list[Fit]:
    """The fits, best first: those that something rules out after all others, those without a score last of each.

    Of equal scores the one that rests on more skills comes first: "12 of 12" says more than "1 of 1".
    """

    def rank(fit: Fit) -> tuple[object, ...]:
        posting = fit.posting
        score = -1 if fit.score is None else fit.score
        title = (posting.title or "").casefold()
        return bool(fit.dealbreakers), -score, -len(fit.have), title, posting.path, posting.record

    return sorted(fits, key=rank)


# --- what is asked for --------------------------------------------------------------------------------------


class Quotes:
    """The text of a posting, to quote whole sentences from."""

    def __init__(self, analysis: Analysis) -> None:
        self.evidence = analysis.posting.evidence
        self.text = analysis.outline.text
        self.passages = analysis.outline.passages
        self.starts = [passage.start for passage in self.passages]

    def asking(self, skill: Skill) -> tuple[int, int]:
        """Where the skill is asked for: it may be named in passing first, and asked for further down."""

        def rank(mention: MentionSpan) -> tuple[bool, bool, int]:
            i = bisect_right(self.starts, mention.start) - 1
            kind = self.passages[i].kind if i >= 0 else None
            return kind != skill.importance, kind is None, mention.start

        mention = min(skill.mentions, key=rank)
        return mention.start, mention.end

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Start and end of the sentence or line that holds the span; of a very long one, the words near by."""
        i = bisect_right(self.starts, start) - 1
        if i < 0 or end > self.passages[i].end:
            return start, end
        low, high = self.passages[i].start, self.passages[i].end
        if high - low <= LONGEST_QUOTE:
            return low, high
        spare = max(0, LONGEST_QUOTE - (end - start)) // 2
        low, high = max(low, start - spare), min(high, end + spare)
        if low > self.passages[i].start:
            low = max(self.text.find(" ", low, start) + 1, low)
        if high < self.passages[i].end:
            high = max(self.text.rfind(" ", end, high), end)
        return low, high

    def behind(self, key: str, what: str) -> str:
        """What is said of a key, with the sentence that its evidence stands in, or the words of the source's field."""
        for evidence in self.evidence.get(key, [])[:1]:
            words = evidence.text
            if isinstance(evidence.start, int) and isinstance(evidence.end, int):
                start, end = self.around(evidence.start, evidence.end)
                words = self.text[start:end]
            return f"{what}: “{words}”"
        return what


def demands(analysis: Analysis, entries: Mapping[str, SkillEntry], quotes: Quotes) -> list[Demand]:
    """What the posting requires and prefers, skills of which one is enough being one demand.

    Traits ("communication") are left out: every posting asks for them, and no profile proves them.
    """
    posting = analysis.posting
    asked = {
        skill.id: skill
        for skill in posting.skills
        if skill.importance != "mentioned" and skill.id in entries and entries[skill.id].kind != "trait"
    }
    found: list[Demand] = []
    for ids, evidence in zip_longest(posting.any_of, posting.evidence.get("any_of", [])):
        group = [asked[skill_id] for skill_id in ids if skill_id in asked]
        if len(group) > 1:
            importance: Importance = "required" if any(s.importance == "required" for s in group) else "preferred"
            start, end = quotes.asking(group[0])
            if evidence and isinstance(evidence.start, int) and isinstance(evidence.end, int):
                start, end = evidence.start, evidence.end
            found.append(Demand(group, importance, start, end))
    grouped = {skill.id for demand in found for skill in demand.skills}
    found += [Demand([s], s.importance, *quotes.asking(s)) for s in asked.values() if s.id not in grouped]
    return sorted(found, key=lambda demand: demand.start)


def ids_of(answers: Iterable[Answer], importance: Importance) -> list[str]:
    """The skills of the demands of this importance."""
    return list(dict.fromkeys(s.id for a in answers if a.demand.importance == importance for s in a.demand.skills))


def share_of(answer: Answer) -> float:
    return answer.share


# --- parts of the score -------------------------------------------------------------------------------------

Told = tuple[int | None, str]
"""The points of a part, None where a side is silent, and what they rest on."""


def score_of(parts: FitParts) -> int | None:
    """The points of the parts by their weights, as shown; None without skills: a level alone makes no fit."""
    if parts.required.score is None and parts.preferred.score is None:
        return None
    every = (parts.required, parts.preferred, parts.years, parts.level, parts.wishes)
    return round(sum(part.score * part.weight for part in every if part.score is not None) / 100)


def weighed(**told: Told) -> FitParts:
    """The parts with their weights, those of silent ones shared out among the others in whole per cent.

    >>> parts = weighed(required=(80, ""), preferred=(None, ""), years=(50, ""), level=(None, ""), wishes=(None, ""))
    >>> parts.required.weight, parts.years.weight, parts.level.weight
    (77, 23, 0)
    """
    heard = {name: WEIGHTS[name] for name, (points, _) in told.items() if points is not None}
    shares = {name: 100 * weight / sum(heard.values()) for name, weight in heard.items()}
    weights = {name: int(share) for name, share in shares.items()}
    # What was rounded off goes to those that lost most.
    for name in sorted(shares, key=lambda name: weights[name] - shares[name])[: 100 - sum(weights.values())]:
        weights[name] += 1
    return FitParts(**{name: FitPart(points, weights.get(name, 0), why) for name, (points, why) in told.items()})


def skills_part(answers: Iterable[Answer], importance: Importance) -> Told:
    """The share of the demands that are met."""
    own = [answer for answer in answers if answer.demand.importance == importance]
    if not own:
        return None, f"no {importance} skill is named"
    close = sum(answer.near is not None for answer in own)
    words = f"{sum(answer.had for answer in own)} of {len(own)}" + (f", {close} close" if close else "")
    return round(100 * sum(answer.share for answer in own) / len(own)), words


def years_part(posting: Posting, profile: Profile) -> Told:
    """The share of the least years asked for that are there."""
    asked = posting.years
    if asked is None or asked.min is None:
        return None, "the posting asks for no years"
    if profile.years is None:
        return None, f"{range_words(asked)} years asked for; the profile tells none"
    share = min(1, profile.years / asked.min) if asked.min else 1
    return round(100 * share), f"{profile.years:g} of {range_words(asked)} years"


def level_part(posting: Posting, profile: Profile) -> Told:
    """How near the levels are, whichever is the higher."""
    if posting.seniority is None:
        return None, "the posting names no level"
    if profile.level is None:
        return None, f"{posting.seniority} asked for; the profile names no level"
    apart = abs(RUNGS[posting.seniority] - RUNGS[profile.level])
    return max(0, 100 - RUNG_LOSS * apart), f"{profile.level}; {posting.seniority} asked for"


def wishes_part(posting: Posting, profile: Profile) -> Told:
    """The share of the wishes that come true, of those on which the posting speaks."""
    told = {
        name: fits
        for name, fits in (
            ("pay", pay_fits(posting, profile)),
            ("work mode", mode_fits(posting, profile)),
            ("country", country_fits(posting, profile)),
        )
        if fits is not None
    }
    if not told:
        wishes = profile.salary or profile.work_modes or profile.countries
        return None, "the posting tells nothing of them" if wishes else "the profile has none"
    words = [f"{name} {'fits' if fits else 'does not'}" for name, fits in told.items()]
    return round(100 * sum(told.values()) / len(told)), ", ".join(words)


def pay_fits(posting: Posting, profile: Profile) -> bool | None:
    """Whether the pay reaches the wish; None where a side is silent, or speaks of another currency."""
    if profile.salary is None:
        return None
    low, high = pay_ends(posting, profile.salary)
    wish = yearly(profile.salary)
    if high is not None:
        return high >= wish
    return True if low is not None and low >= wish else None  # "from 50,000" may go up to anything


def pay_ends(posting: Posting, wish: WishedPay) -> tuple[Number | None, Number | None]:
    """The lowest and highest yearly pay in the wished currency, over the bands of all places and levels."""
    stated: list[Salary | SalaryBand] = [*filter(None, [posting.salary]), *posting.salary_bands]
    bands = [pay for pay in stated if pay.currency == wish.currency]
    lows = [pay.annual_min for pay in bands if pay.annual_min is not None]
    highs = [pay.annual_max for pay in bands if pay.annual_max is not None]
    return min(lows, default=None), max(highs, default=None) if len(highs) == len(bands) else None


def yearly(wish: WishedPay) -> Number:
    """The wished pay as a yearly figure."""
    return wish.min * PER_YEAR[wish.period][0]


def mode_fits(posting: Posting, profile: Profile) -> bool | None:
    """Whether the work mode is wished for; a flexible one suits every wish."""
    if not profile.work_modes or posting.work_mode is None:
        return None
    return posting.work_mode in (*profile.work_modes, "flexible")


def country_fits(posting: Posting, profile: Profile) -> bool | None:
    """Whether a place, or where a remote worker may live, is in a wished country; None where that cannot be told."""
    countries = {place.country for place in posting.locations}
    if not profile.countries or not countries:
        return None
    if not countries.isdisjoint(profile.countries):
        return True
    return None if None in countries else False


def dealbreakers(posting: Posting, profile: Profile) -> Iterator[tuple[str, str]]:
    """What rules the posting out: the key of its evidence, and what is wrong."""
    if profile.needs_visa and posting.visa_sponsorship is False:
        yield "visa_sponsorship", "no visa sponsorship"
    if country_fits(posting, profile) is False:
        places = ", ".join(dict.fromkeys(place.country for place in posting.locations if place.country))
        yield "locations", f"in {places}, not in {' or '.join(profile.countries)}"
    if profile.salary and pay_fits(posting, profile) is False:
        top, wish = pay_ends(posting, profile.salary)[1], yearly(profile.salary)
        yield "salary", f"pays up to {top:,.0f} {profile.salary.currency} a year, less than {wish:,.0f}"
    if mode_fits(posting, profile) is False:
        yield "work_mode", f"{posting.work_mode}, not {' or '.join(profile.work_modes)}"
    if posting.clearance and not profile.clearance:
        yield "clearance", f"asks for a clearance ({posting.clearance})"


def range_words(years: YearsRange) -> str:
    """Years as a person writes them.

    >>> range_words(YearsRange(5, None)), range_words(YearsRange(3, 5)), range_words(YearsRange(2, 2))
    ('5+', '3–5', '2')
    """
    if years.max is None:
        return f"{years.min:g}+"
    low = "0" if years.min is None else f"{years.min:g}"
    return low if years.min == years.max else f"{low}–{years.max:g}"
