"""Records in words for a person: shared by all formats that are read and not processed."""

from __future__ import annotations

import math
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

from msgspec import Struct

from jdtool import patterns
from jdtool.model import (
    FENCED,
    Analysis,
    ComparedGroup,
    ComparedSkill,
    Comparison,
    Conversion,
    Education,
    Importance,
    Location,
    Number,
    Outline,
    Posting,
    Salary,
    SalaryBand,
    SectionKind,
    Skill,
    SpokenLanguage,
    Summary,
    TaxonomySkill,
    YearsRange,
)

NOT_STATED = "not stated"
MOST_RELATED = 6  # other postings named; a page may list thirty
IMPORTANCES: tuple[Importance, ...] = ("required", "preferred", "mentioned")
MARKS: dict[Importance, str] = {"required": "●", "preferred": "○", "mentioned": "·"}

# --- safety -------------------------------------------------------------------------------------------------

ESCAPES_RE = patterns.compile(
    r"""
      (?: \x1b\[ | \x9b ) [0-?]{0,64}+ [ -/]{0,8}+ [@-~]          # colours and cursor moves: "\x1b[31m"
    | (?: \x1b\] | \x9d ) [^\x07\x1b\x9c]{0,2000}+ (?: \x07 | \x1b\\ | \x9c )   # "\x1b]0;title\x07"
    """,
    re.VERBOSE,
)


def printable(text: str) -> str:
    """The text on one line with nothing in it that a terminal or a page obeys.

    Escape sequences, control, bidi and zero-width characters go; any spacing becomes one space.

    >>> printable("\\x1b[31mred\\x1b[0m\\nflag\\u202e")
    'red flag'
    """
    if not text.isprintable():
        text = "".join(map(shown, ESCAPES_RE.sub("", text)))
    return " ".join(text.split())


def readable(text: str) -> str:
    """The text with its lines and spaces, and nothing in it that a page obeys.

    >>> readable("two\\n\\u202e lines ")
    'two\\n lines '
    """
    if text.isprintable():
        return text
    return "".join(sign if sign == "\n" else shown(sign) for sign in ESCAPES_RE.sub("", text))


def shown(character: str) -> str:
    """The character, or what stands for it where it is not meant to be seen."""
    import unicodedata  # costs a start a millisecond

    category = unicodedata.category(character)
    if character.isspace() or category.startswith("Z"):
        return " "
    if category == "Cs":  # half of a pair, or a byte of a file name: cannot be written
        return "\ufffd"
    return "" if category in ("Cc", "Cf") else character


# --- values in words ----------------------------------------------------------------------------------------

WORDS = {
    "ai-ml": "AI and ML",
    "design-media": "design and media",
    "devops": "DevOps",
    "education-science": "education and science",
    "full-time": "full-time",
    "fullstack": "full-stack",
    "game-graphics": "games and graphics",
    "hardware-embedded": "hardware and embedded",
    "high-school": "high-school",
    "hospitality-retail": "hospitality and retail",
    "it-support": "IT support",
    "ml-engineer": "ML engineer",
    "onsite": "on-site",
    "part-time": "part-time",
    "people-legal": "people and legal",
    "phd": "PhD",
    "product-project": "product and project",
    "pto": "PTO",
    "qa": "QA",
    "sales-marketing": "sales and marketing",
    "science-education": "science and education",
    "service-hospitality": "service and hospitality",
    "sre": "SRE",
    "systems-network": "systems and network",
    "trades-engineering": "trades and engineering",
}
"""Ids that are not simply their words with hyphens."""

PERIODS = {
    "hour": "an hour",
    "day": "a day",
    "week": "a week",
    "month": "a month",
    "year": "a year",
}

PERIOD_NAMES = {"hour": "hourly", "day": "daily", "week": "weekly", "month": "monthly"}
"""Of pay that is not stated by the year."""

LEFT_OUT: dict[SectionKind, str] = {
    "company": "company description",
    "legal": "equal-opportunity and legal text",
    "related": "other postings on the page",
}


def id_words(name: str) -> str:
    """An id as words.

    >>> id_words("data-engineer"), id_words("sre")
    ('data engineer', 'SRE')
    """
    return WORDS.get(name) or name.replace("-", " ")


def number_words(value: Number) -> str:
    """A number with thousands apart, and cents only where there are some.

    >>> number_words(147800), number_words(22.5), number_words(4.0)
    ('147,800', '22.50', '4')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def short_number(value: Number) -> str:
    """A number of years: no needless decimals."""
    return f"{value:g}"


def range_words(low: Number | None, high: Number | None, words: Callable[[Number], str]) -> str | None:
    """A range; None where neither end is stated.

    >>> range_words(3, 5, short_number), range_words(5, 5, short_number), range_words(None, 3, short_number)
    ('3–5', '5', 'up to 3')
    """
    if low is None:
        return None if high is None else f"up to {words(high)}"
    if high is None:
        return f"from {words(low)}"
    return words(low) if low == high else f"{words(low)}–{words(high)}"


def years_words(years: YearsRange | None) -> str | None:
    """Years of experience.

    >>> years_words(YearsRange(5, None)), years_words(YearsRange(1, 1))
    ('5+ years', '1 year')
    """
    if years is None:
        return None
    if years.min is not None and years.max is None:
        return f"{short_number(years.min)}+ years"
    words = range_words(years.min, years.max, short_number)
    return words and f"{words} year{'' if words == '1' else 's'}"


def pay_words(pay: Salary | SalaryBand | None) -> str | None:
    """Pay as stated, with the yearly figures where the period is another, and what was inferred."""
    if pay is None:
        return None
    stated = range_words(pay.min, pay.max, number_words)
    if stated is None:
        return None
    words = [stated]
    if pay.currency:
        words.append(pay.currency)
    if pay.period:
        words.append(PERIODS[pay.period])
    notes = []
    if pay.period != "year" and (annual := range_words(pay.annual_min, pay.annual_max, number_words)):
        notes.append(f"{annual} a year")
    if pay.currency is None:
        notes.append("currency not stated")
    if pay.period is None:
        notes.append("period not stated")
    notes += [f"{key} inferred" for key in pay.inferred]
    return " ".join(words) + (f" ({'; '.join(notes)})" if notes else "")


def place_words(place: Location) -> str:
    """The place with its region, unless its name says it."""
    return place.name if not place.region or place.region in place.name else f"{place.name}, {place.region}"


def places_words(places: Sequence[Location], most: int = 4) -> str | None:
    """The first places, and how many more there are."""
    words = "; ".join(place_words(place) for place in places[:most])
    more = len(places) - most
    return (f"{words} and {more} more" if more > 0 else words) or None


def education_words(education: Education | None) -> str | None:
    """The degree that is enough, in which fields, and whether experience may stand for it."""
    if education is None:
        return None
    words = id_words(education.level)
    if education.fields:
        words += f" in {joined(education.fields, 'or')}"
    if education.or_equivalent:
        words += ", or equivalent"
    return words if education.required else f"{words} (preferred)"


def extras_words(posting: Posting) -> str | None:
    """What comes on top of the pay, or is said not to.

    A posting that offers equity and says that there is no bonus: "equity, no bonus".
    """
    pay = posting.compensation
    flags = {"equity": pay.equity, "bonus": pay.bonus, "commission": pay.commission}
    words = [name for name, offered in flags.items() if offered]
    words += [f"no {name}" for name, offered in flags.items() if offered is False]
    return ", ".join(words) or None


def flag_words(flag: bool | None) -> str | None:
    return None if flag is None else "yes" if flag else "no"


def language_words(language: SpokenLanguage) -> str:
    words = f"{language.name} ({language.level})" if language.level else language.name
    return words if language.importance == "required" else f"{words}, {language.importance}"


def languages_words(languages: Iterable[SpokenLanguage]) -> str | None:
    return "; ".join(map(language_words, languages)) or None


def skill_words(skill: Skill) -> str:
    """The skill's name, with the years asked for, and the spelling where it was only guessed."""
    notes = []
    if years := years_words(skill.years):
        notes.append(years)
    if skill.how == "fuzzy" and skill.mentions:
        notes.append(f"written “{skill.mentions[0].text}”")
    return f"{skill.name} ({'; '.join(notes)})" if notes else skill.name


def joined(words: Sequence[str], last: str) -> str:
    """A list as in a sentence.

    >>> joined(["Python", "Java", "Go"], "or")
    'Python, Java or Go'
    """
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def file_words(posting: Posting) -> str:
    """The file's name, with the record's number from 1 where it is not the first."""
    path = posting.source.path
    name = path.replace("\\", "/").rpartition("/")[2] or path
    return f"{name} #{posting.source.record + 1}" if posting.source.record else name


def counted(count: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "posting"), counted(1200, "posting")
    ('1 posting', '1,200 postings')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def percent(share: float) -> str:
    """A share of 1 as whole per cent."""
    return f"{share:.0%}"


def roles_words(skill: TaxonomySkill) -> str:
    return ", ".join(map(id_words, skill.roles))


class Fact(Struct, frozen=True):
    """A fact of a posting in words; None where it is not stated. The lower the rank, the sooner it shows."""

    key: str
    label: str
    rank: int
    words: Callable[[Posting], str | None]


FACTS: tuple[Fact, ...] = (
    Fact("role", "Role", 5, lambda p: p.role and id_words(p.role)),
    Fact("seniority", "Level", 2, lambda p: p.seniority),
    Fact("years", "Experience", 1, lambda p: years_words(p.years)),
    Fact("salary", "Pay", 0, lambda p: pay_words(p.salary)),
    Fact("extras", "On top", 7, extras_words),
    Fact("work_mode", "Work mode", 3, lambda p: p.work_mode and id_words(p.work_mode)),
    Fact("locations", "Place", 4, lambda p: places_words(p.locations)),
    Fact("employment_type", "Type", 6, lambda p: p.employment_type and id_words(p.employment_type)),
    Fact("education", "Education", 8, lambda p: education_words(p.education)),
)
"""What a person asks first, in the order shown; "not stated" is said of these."""

MORE_FACTS: tuple[Fact, ...] = (
    Fact("team", "Team", 14, lambda p: p.team),
    Fact("languages", "Languages", 11, lambda p: languages_words(p.languages)),
    Fact("visa_sponsorship", "Visa sponsored", 9, lambda p: flag_words(p.visa_sponsorship)),
    Fact("relocation", "Relocation help", 10, lambda p: flag_words(p.relocation)),
    Fact("clearance", "Clearance", 12, lambda p: p.clearance),
    Fact(
        "travel_percent",
        "Travel",
        13,
        lambda p: None if p.travel_percent is None else f"{p.travel_percent}%",
    ),
)
"""What few postings state: shown only where one does."""

LONG_FACTS = ("salary", "extras", "locations", "education", "languages", "clearance", "team")
"""Those whose words may need a line of their own."""

STATED_LABELS = {fact.key: fact.label.lower() for fact in (*FACTS, *MORE_FACTS)} | {
    "visa_sponsorship": "visa sponsorship",
    "relocation": "relocation",
    "travel_percent": "travel",
}


def facts_of(postings: Sequence[Posting]) -> list[Fact]:
    """The facts to show of these postings together."""
    more = [fact for fact in MORE_FACTS if any(fact.words(posting) for posting in postings)]
    return [*FACTS, *more]


def stated_facts(postings: Sequence[Posting]) -> list[Fact]:
    """The facts that any of these postings states."""
    return [fact for fact in (*FACTS, *MORE_FACTS) if any(fact.words(posting) for posting in postings)]


# --- a posting ----------------------------------------------------------------------------------------------


def skills_by_category(posting: Posting, importance: Importance) -> dict[str, list[Skill]]:
    """The skills of this importance: categories with most skills first, soft skills last."""
    groups: dict[str, list[Skill]] = {}
    for skill in posting.skills:
        if skill.importance == importance:
            groups.setdefault(skill.category, []).append(skill)
    return dict(sorted(groups.items(), key=lambda item: (item[0] == "soft-skill", -len(item[1]))))


def any_of_words(posting: Posting) -> list[str]:
    """The groups of which one is enough: "Python, Java or Go"."""
    names = {skill.id: skill.name for skill in posting.skills}
    return [joined([names.get(skill, skill) for skill in group], "or") for group in posting.any_of]


def alternatives_words(posting: Posting) -> list[str]:
    """Years that depend on something else: "2+ years with a PhD"."""
    return [
        f"{years_words(YearsRange(other.min, other.max)) or NOT_STATED} with {other.with_}"
        for other in posting.years_alternatives
    ]


def related_words(posting: Posting) -> list[str]:
    """The first of the other postings of the page, "Data Scientist (Acme)", and how many more there are."""
    words = [
        f"{other.title} ({other.company})" if other.company else other.title for other in posting.related[:MOST_RELATED]
    ]
    more = len(posting.related) - len(words)
    return [*words, f"and {more} more"] if more else words


class LeftOut(Struct, frozen=True):
    """A part of the text that says nothing of what the job asks; `share` is of the text, 0-1."""

    what: str
    characters: int
    share: float

    @property
    def words(self) -> str:
        return f"{self.what}: {self.characters:,} characters, {percent(self.share)} of the text"


def left_out(outline: Outline) -> list[LeftOut]:
    """The fenced parts of the text, largest first."""
    sizes: dict[SectionKind, int] = {}
    for section in outline.sections:
        if section.kind in FENCED:
            sizes[section.kind] = sizes.get(section.kind, 0) + section.end - section.start
    parts = [LeftOut(LEFT_OUT[kind], size, size / max(1, len(outline.text))) for kind, size in sizes.items()]
    return sorted(parts, key=lambda part: -part.characters)


class Note(Struct, frozen=True):
    """What a page says of a posting besides facts and skills; an aside is about the text, not the job.

    `key` is that of the record, where the note shows one.
    """

    name: str
    lines: list[str]
    aside: bool = False
    key: str = ""


def notes(analysis: Analysis) -> list[Note]:
    """The notes that have anything to say."""
    posting = analysis.posting
    mentioned = [skill_words(skill) for skill in posting.skills if skill.importance == "mentioned"]
    bands = posting.salary_bands if len(posting.salary_bands) > 1 else []
    every = [
        Note("One of", any_of_words(posting), key="any_of"),
        Note("Also enough", alternatives_words(posting), key="years_alternatives"),
        Note("Mentioned", [", ".join(mentioned)] if mentioned else [], aside=True),
        Note("Pay bands", [f"{band.label or 'no label'}: {pay_words(band) or NOT_STATED}" for band in bands]),
        Note("Benefits", [", ".join(map(id_words, posting.benefits))] if posting.benefits else [], key="benefits"),
        Note("Left out", [part.words for part in left_out(analysis.outline)], aside=True),
        Note("Others listed", related_words(posting), aside=True, key="related"),
        Note(
            "Mended",
            [", ".join(map(id_words, posting.source.repairs))] if posting.source.repairs else [],
            aside=True,
        ),
        Note("Note", posting.warnings),
    ]
    return [note for note in every if note.lines]


# --- a fit --------------------------------------------------------------------------------------------------

BARS = "▁▂▃▄▅▆▇█"


def bar(points: Iterable[int | None]) -> str:
    """A sign for each of some points of 100, a dot for what is silent.

    >>> bar([100, 55, 0, None])
    '█▄▁·'
    """
    return "".join("·" if value is None else BARS[value * (len(BARS) - 1) // 100] for value in points)


# --- a comparison -------------------------------------------------------------------------------------------


def label(index: int) -> str:
    """A short name for the posting at this position.

    >>> label(0), label(25), label(26)
    ('A', 'Z', 'AA')
    """
    head, tail = divmod(index, 26)
    return (label(head - 1) if head else "") + chr(ord("A") + tail)


def labels(comparison: Comparison) -> list[str]:
    return [label(index) for index in range(len(comparison.postings))]


def importances(skill: ComparedSkill, comparison: Comparison) -> list[Importance | None]:
    """What each posting makes of the skill, in the order of the postings; None where it names it not."""
    asked: dict[str, Importance] = {}
    for importance in reversed(IMPORTANCES):
        asked |= dict.fromkeys(getattr(skill, importance), importance)
    return [asked.get(posting.id) for posting in comparison.postings]


class PayBar(Struct, frozen=True):
    """A posting's yearly pay; an end that is left open is None. `period` is what the posting states it by."""

    position: int
    low: Number | None
    high: Number | None
    period: str | None = "year"

    @property
    def ends(self) -> tuple[Number, Number]:
        return (
            self.low if self.low is not None else self.high or 0,
            self.high if self.high is not None else self.low or 0,
        )

    @property
    def words(self) -> str:
        band = range_words(self.low, self.high, number_words) or NOT_STATED
        return f"{band}, from {PERIOD_NAMES[self.period]} pay" if self.period in PERIOD_NAMES else band


def yearly_words(currency: str | None) -> str:
    """What a yearly figure of pay is in.

    >>> yearly_words("USD"), yearly_words(None)
    ('Pay, USD a year', 'Pay a year, currency not stated')
    """
    return f"Pay, {currency} a year" if currency else "Pay a year, currency not stated"


class PayAxis(Struct, frozen=True):
    """Yearly pay in one currency, from `low` to `high`, the round figures around all bars."""

    currency: str | None
    low: Number
    high: Number
    bars: list[PayBar]

    @property
    def name(self) -> str:
        return yearly_words(self.currency)

    def place(self, bar: PayBar) -> tuple[float, float]:
        """Where the bar starts and ends on the axis, 0-1."""
        low, high = bar.ends
        span = self.high - self.low
        return (low - self.low) / span, (high - self.low) / span


def pay_axes(comparison: Comparison) -> list[PayAxis]:
    """An axis per currency, in the order of the summary."""
    bars: dict[str | None, list[PayBar]] = {pay.currency: [] for pay in comparison.summary.salary}
    for index, posting in enumerate(comparison.postings):
        pay = posting.salary
        if pay and (pay.annual_min is not None or pay.annual_max is not None):
            bars.setdefault(pay.currency, []).append(PayBar(index, pay.annual_min, pay.annual_max, pay.period))
    return [PayAxis(currency, *round_ends(group), group) for currency, group in bars.items() if group]


def round_ends(bars: Sequence[PayBar]) -> tuple[int, int]:
    """Round figures below and above all bars, never equal."""
    low = min(bar.ends[0] for bar in bars)
    high = max(bar.ends[1] for bar in bars)
    step = 10 ** max(0, math.floor(math.log10(max(high - low, high / 5, 50)))) // 5
    start = math.floor(low / step) * step
    return start, max(math.ceil(high / step) * step, start + step)


def stated_words(comparison: Comparison) -> list[tuple[str, str]]:
    """How many postings state which facts: ("Stated by 2 of 5", "pay, equity"), most stated first."""
    summary = comparison.summary
    if not comparison.postings:
        return []
    facts: dict[int, list[str]] = {}
    for key, count in sorted(summary.stated.items(), key=lambda item: -item[1]):
        facts.setdefault(count, []).append(STATED_LABELS.get(key, key.replace("_", " ")))
    return [
        (f"Stated by {count} of {summary.postings}" if count else "Stated by none", ", ".join(names))
        for count, names in facts.items()
    ]


MOST_NAMED = 12  # skills of one posting, postings of one group: the rest is counted
MOST_PAIRS = 8  # of skills


def summary_words(comparison: Comparison) -> list[tuple[str, str]]:
    """The figures over all postings, each with how many postings it rests on."""
    summary = comparison.summary
    lines = figures_words(summary)
    if comparison.rates:
        lines.append(("Rates", rates_words(comparison)))
    for name, counts in (
        ("Roles", summary.role),
        ("Levels", summary.seniority),
        ("Work modes", summary.work_mode),
        ("Types", summary.employment_type),
    ):
        if counts:
            words = ", ".join(f"{id_words(key)} {count}" for key, count in counts.items())
            silent = summary.postings - sum(counts.values())
            lines.append((name, f"{words}, {NOT_STATED} {silent}" if silent else words))
    return lines


def figures_words(summary: Summary) -> list[tuple[str, str]]:
    """Years and pay over some postings: median, middle half, ends, and how many postings state them."""
    lines = []
    if years := summary.years:
        asked = range_words(years.min, years.max, short_number) or NOT_STATED
        words = spread_words(asked, (years.p25, years.median, years.p75), short_number)
        lines.append(("Years asked for", f"{words} (stated by {years.postings} of {summary.postings})"))
    for pays, made in ((summary.salary, ""), (summary.converted, ", converted")):
        for pay in pays:
            band = range_words(pay.min, pay.max, whole_words) or NOT_STATED
            words = spread_words(band, (pay.p25, pay.median, pay.p75), whole_words)
            unit = f"from {PERIOD_NAMES[pay.period]} pay, " if pay.period in PERIOD_NAMES else ""
            words = f"{words} ({unit}stated by {pay.postings} of {summary.postings})"
            lines.append((yearly_words(pay.currency) + made, words))
    return lines


def spread_words(
    ends: str, quartiles: tuple[Number | None, Number | None, Number | None], words: Callable[[Number], str]
) -> str:
    """Lowest to highest, with the median and the middle half where there is enough for them.

    >>> spread_words("1–9", (2, 3, 5), short_number), spread_words("1–9", (None, None, None), short_number)
    ('median 3, half of them 2–5, all 1–9', '1–9, too few for a median')
    """
    low, middle, high = quartiles
    if low is None or middle is None or high is None:
        return f"{ends}, too few for a median"
    return f"median {words(middle)}, half of them {words(low)}–{words(high)}, all {ends}"


def whole_words(value: Number) -> str:
    return number_words(round(value))


def rates_words(comparison: Comparison) -> str:
    """The rates that were used, each with its day, and which pay they leave out."""
    if not comparison.rates:
        return ""
    to = comparison.rates.to
    used = {made.rate.currency: made.rate for made in comparison.conversions}
    words = [f"1 {rate.currency} = {rate.rate:g} {to} on {rate.date}" for rate in used.values()]
    lacking = [
        f"{pay.currency or 'unknown currency'} {pay.postings}"
        for pay in comparison.summary.salary
        if pay.currency != to and pay.currency not in used
    ]
    return "; ".join([*(words or ["none needed"]), *([f"none for {', '.join(lacking)}"] if lacking else [])])


def conversion_words(made: Conversion) -> str:
    """Pay in another currency, with the day of the rate: "90,000 EUR a year (rate of 2026-01-31)"."""
    band = range_words(made.annual_min, made.annual_max, number_words) or NOT_STATED
    return f"{band} {made.currency} a year (rate of {made.rate.date})"


def conversion_facts(comparison: Comparison) -> list[Fact]:
    """The converted pay as a fact beside the others; nothing where none was converted."""
    if not comparison.conversions:
        return []
    # A posting is known by its place: its id may stand twice.
    made = {id(comparison.postings[c.position]): conversion_words(c) for c in comparison.conversions}
    return [Fact("converted", f"In {comparison.conversions[0].currency}", 1, lambda posting: made.get(id(posting)))]


def duplicates_words(comparison: Comparison) -> list[str]:
    """The postings that say the same or nearly: "A and C say the same"."""
    places: dict[str, list[int]] = {}
    for position, posting in enumerate(comparison.postings):
        places.setdefault(posting.id, []).append(position)

    def names(ids: Iterable[str]) -> str:
        positions = sorted({position for id in ids for position in places[id]})
        shown = [label(position) for position in positions[:MOST_NAMED]]
        more = len(positions) - len(shown)
        return joined([*shown, f"{more} more"] if more else shown, "and")

    lines = [f"{names(ids)} say the same" for ids in comparison.summary.duplicates]
    for similar in comparison.summary.similar:
        kind = "under the same title" if similar.kind == "repost" else "under other titles or companies"
        lines.append(f"{names(similar.ids)} say nearly the same {kind} ({percent(similar.lines)} of the lines)")
    return lines


def alone_words(comparison: Comparison) -> list[tuple[str, str]]:
    """What each posting asks for that no other does: ("A", "Kafka, Scala and 3 more"); silent ones left out."""
    names = {skill.id: skill.name for skill in comparison.skills}
    lines = []
    for position, alone in enumerate(comparison.alone):
        shown = [names[skill] for skill in alone.skills[:MOST_NAMED]]
        more = len(alone.skills) - len(shown)
        if shown:
            lines.append((label(position), joined([*shown, f"{more} more"] if more else shown, "and")))
    return lines


def pairs_words(comparison: Comparison) -> list[tuple[str, str]]:
    """The skills that go together most: ("Docker and Kubernetes", "12 of 40, 2.1 times as often as by chance")."""
    names = {skill.id: skill.name for skill in comparison.skills}
    of = comparison.summary.postings
    return [
        (
            " and ".join(names[skill] for skill in pair.skills),
            f"{pair.postings} of {of}, {pair.lift:g} times as often as by chance",
        )
        for pair in comparison.pairs[:MOST_PAIRS]
    ]


def group_words(group: ComparedGroup) -> str:
    """The group's name with its size: "data engineer: 3 postings"."""
    known = group.by in ("role", "seniority", "work-mode")
    name = f"{group.by.replace('-', ' ')} {NOT_STATED}" if group.name is None else group.name
    return f"{id_words(name) if known and group.name else name}: {counted(len(group.postings), 'posting')}"


DIFFER = "≠"
FACT_PARTS = {"extras": ("equity", "bonus", "commission")}


def differing(comparison: Comparison, fact: Fact) -> bool:
    """Whether two compared postings both state this fact and state it differently."""
    if comparison.difference is None:
        return False
    return any(key in comparison.difference.facts.differ for key in FACT_PARTS.get(fact.key, (fact.key,)))


def difference_words(comparison: Comparison) -> list[tuple[str, list[str]]]:
    """The skills of two postings: only the first's, only the second's, both's; with their importance."""
    if comparison.difference is None:
        return []
    sides = comparison.difference.skills
    one, other = ({skill.id: skill for skill in posting.skills} for posting in comparison.postings)
    blocks = []
    for name, ids, skills in (("Only in A", sides.first, one), ("Only in B", sides.second, other)):
        lines = [
            f"{importance}: {', '.join(names)}"
            for importance in IMPORTANCES
            if (names := [skills[id].name for id in ids if skills[id].importance == importance])
        ]
        blocks.append((name, lines))
    lines = [
        f"{importance} in both: {', '.join(names)}"
        for importance in IMPORTANCES
        if (names := [one[id].name for id in sides.same if one[id].importance == importance])
    ]
    lines += [f"{DIFFER} {one[id].name}: {one[id].importance} in A, {other[id].importance} in B" for id in sides.differ]
    return [*((name, lines or ["nothing"]) for name, lines in [*blocks, ("In both", lines)])]


# --- progress -----------------------------------------------------------------------------------------------


class ProgressBar:
    """How far the reading is, on one line of standard error that is gone when the work is done.

    A bar over the files where there are several (`files`), else the count alone: nobody knows how many postings a
    file holds. Nothing is drawn in the first `after` seconds: a short work needs no bar.
    """

    WIDTH = 24  # columns of the bar

    def __init__(self, files: int, after: float = 2.0, stream: TextIO | None = None) -> None:
        self.files = files
        self.stream = stream or sys.stderr
        self.started = time.monotonic()
        self.next_time = self.started + after
        self.postings = 0
        self.done = 0
        self.path: str | None = None
        self.drawn = ""
        self.share: float | None = None
        self.first: tuple[float, int] | None = None  # share and postings where a work was taken up again

    def advance(self, path: str) -> None:
        """One more posting of this file is done; drawn at most ten times a second."""
        self.postings += 1
        self.done += path != self.path  # the files before it are
        self.path = path
        now = time.monotonic()
        if now >= self.next_time:
            self.next_time = now + 0.1
            self.draw(self.words(now - self.started))

    def reach(self, share: float | None, postings: int) -> None:
        """So much of the whole (0-1, None where nobody knows) and so many postings are done."""
        if self.first is None:
            self.first = (share or 0.0, postings)
        self.share, self.postings = share, postings
        now = time.monotonic()
        if now >= self.next_time:
            self.next_time = now + 0.1
            self.draw(self.words(now - self.started))

    def words(self, seconds: float) -> str:
        """The line: bar, postings, rate, time left."""
        before, postings = self.first or (0.0, 0)
        rate = (self.postings - postings) / max(seconds, 0.001)
        told = f"{counted(self.postings, 'posting')} read, {rate:,.0f} a second"
        share = self.share
        if share is None and self.files > 1:
            share = min(1.0, self.done / self.files)
        if share is None or share <= before:
            return told
        full = round(share * self.WIDTH)
        left = seconds * (1 - share) / (share - before)
        return f"{'█' * full}{'░' * (self.WIDTH - full)} {share:.0%}  {told}, {left:,.0f} s left"

    def draw(self, words: str) -> None:
        self.stream.write("\r" + words.ljust(len(self.drawn)))
        self.stream.flush()
        self.drawn = words

    def clear(self) -> None:
        """Wipe the line."""
        if self.drawn:
            self.draw("")
            self.stream.write("\r")
            self.stream.flush()
