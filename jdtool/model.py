"""The records that the rest of jdtool passes around, from the bytes read to the posting shown.

All offsets are half-open and count characters of the cleaned text. All records are frozen. The output records
(`Posting`, `Comparison`, `TaxonomySkill`) carry exactly the keys that `jdtool schema` prints.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from msgspec import UNSET, Struct, UnsetType, field
from msgspec.structs import replace

from jdtool.folding import Folded

T = TypeVar("T")
Number = int | float

SectionKind = Literal[
    "header",  # title, company, place, dates: what stands above the first heading
    "summary",  # what the job and the team are
    "company",  # what the employer says of itself (fenced: names no demand)
    "responsibilities",
    "required",
    "preferred",
    "benefits",
    "pay",
    "legal",  # equal opportunity, privacy, fraud notices (fenced)
    "apply",  # how to apply, the stages of an interview
    "tags",  # "#LI-REMOTE", keyword lines
    "related",  # other postings on the page (fenced: nothing of theirs is read but title and company)
]
RequirementKind = Literal["required", "preferred", "responsibility"]
Importance = Literal["required", "preferred", "mentioned"]
How = Literal["exact", "alias", "fuzzy", "glued"]
Seniority = Literal[
    "intern", "junior", "mid", "senior", "staff", "principal", "lead", "manager", "director", "executive"
]
Period = Literal["hour", "day", "week", "month", "year"]
WorkMode = Literal["remote", "hybrid", "onsite", "flexible"]
EmploymentType = Literal["full-time", "part-time", "contract", "temporary", "internship", "freelance", "volunteer"]
EducationLevel = Literal["high-school", "associate", "bachelor", "master", "phd"]

FENCED: frozenset[SectionKind] = frozenset({"company", "legal", "related"})
"""Sections whose words say nothing of what this job asks for."""


# --- from source to outline -------------------------------------------------------------------------------


class Source(Struct, frozen=True):
    """Where a posting came from. `repairs` names what the cleaning mended, in the order it was done."""

    path: str
    format: str
    record: int  # 0-based position in the file
    encoding: str | None
    repairs: list[str]


class StatedPay(Struct, frozen=True):
    """A base-pay band given as fields. Amounts in whole units; None for what the source leaves open."""

    min: Number | None
    max: Number | None
    currency: str | None = None  # ISO 4217
    period: Period | None = None
    label: str | None = None  # place or level
    estimated: bool = False  # by the board, not the employer


class Stated(Struct, frozen=True):
    """A value that the source gives apart from the text. `field` and `text` are the source's own name and words."""

    value: Any
    field: str
    text: str


class Record(Struct, frozen=True):
    """One posting as a reader found it: decoded text, and the fields the source states apart from the text.

    `hints` holds, where the source gives them: `id`, `title`, `company`, `team` (str); `locations` (a list of str,
    each a place as one would write it: "Leeds, England, GB"); `work_mode`, `employment_type`, `seniority`
    (ids of the posting record); `salary` (a list of StatedPay); `years` (YearsRange); `education` (EducationLevel).
    What a source says in words that need reading (pay in a sentence, lists of skills) belongs into the text.
    `posting` tells that the source is known to hold postings (a board's JSON), so that nobody asks whether it does.
    """

    source: Source
    text: str
    hints: dict[str, Stated] = {}
    posting: bool = False


class Failure(Struct, frozen=True):
    """Something that could not be read: the rest of the work went on."""

    path: str
    record: int | None
    message: str


class CleanText(Struct, frozen=True):
    text: str
    repairs: list[str]


class Evidence(Struct, frozen=True, omit_defaults=True):
    """The words behind a value: a span of the cleaned text, or the source's own field; and the deciding rule."""

    text: str
    rule: str
    start: int | UnsetType = UNSET
    end: int | UnsetType = UNSET
    field: str | UnsetType = UNSET


class Finding(Struct, Generic[T], frozen=True):
    """A value that the posting states, with its evidence. Finders return None where the posting is silent."""

    value: T
    evidence: list[Evidence]


class Passage(Struct, frozen=True):
    """A sentence, list item or heading, with the section it stands in: the unit that every finder reads.

    `line` numbers the line of the text that the passage stands on, so that a finder can tell neighbours.
    `kind` is set in the lines that ask for something or describe the work.
    """

    text: str
    start: int
    section: SectionKind
    kind: RequirementKind | None
    line: int
    bullet: bool
    heading: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def cite(self, match: re.Match[str] | tuple[int, int], rule: str) -> Evidence:
        """The evidence for a match (or a start and end) inside this passage."""
        start, end = match if isinstance(match, tuple) else match.span()
        return Evidence(self.text[start:end], rule, self.start + start, self.start + end)


class Section(Struct, frozen=True):
    """A run of the text under one heading; `body` is where the heading ends."""

    kind: SectionKind
    start: int
    body: int
    end: int


class Related(Struct, frozen=True):
    """Another posting listed in the page."""

    title: str
    company: str | None


class Triggers(NamedTuple):
    """Words that a finder's patterns turn on, under the number by which a scan keeps where they stand."""

    number: int
    words: tuple[str, ...]


class Scan(Struct, frozen=True):
    """What one pass over a text met: names of skills as (number, start, end), and where triggers begin."""

    names: list[tuple[int, int, int]]
    marks: Mapping[int, list[int]]
    folded: Folded

    def starts(self, triggers: Triggers) -> Sequence[int]:
        """Where the words begin in the text, in order."""
        return self.marks.get(triggers.number, ())

    def meets(self, triggers: Triggers, start: int, end: int) -> bool:
        """Whether one of the words begins in text[start:end]."""
        marks = self.marks.get(triggers.number)
        if marks is None:
            return False
        i = bisect_left(marks, start)
        return i < len(marks) and marks[i] < end


TOP_LINES = 40  # of a text; further down neither title nor company has a line of its own


class Outline(Struct, frozen=True, dict=True):
    """The cleaned text cut into sections (which cover it without gaps) and passages (in reading order)."""

    text: str
    sections: list[Section]
    passages: list[Passage]
    related: list[Finding[Related]]
    scan: Scan = Scan([], {}, Folded(""))

    def __reduce__(self) -> tuple[object, ...]:
        # What was read from the scan is in the records; it need not travel between processes.
        return Outline, (self.text, self.sections, self.passages, self.related)

    @cached_property
    def starts(self) -> list[int]:
        """Where the passages begin, in order."""
        return [passage.start for passage in self.passages]

    @cached_property
    def top(self) -> list[Passage]:
        """The first lines of the text, each as one passage however many sentences or fields it was cut into."""
        ends: list[tuple[Passage, Passage]] = []
        for passage in self.passages:
            if passage.section == "related":
                continue
            if ends and passage.line == ends[-1][0].line:
                ends[-1] = (ends[-1][0], passage)
            elif len(ends) == TOP_LINES:
                break
            else:
                ends.append((passage, passage))
        return [
            first if first is last else replace(first, text=self.text[first.start : last.end]) for first, last in ends
        ]

    def passage_at(self, position: int) -> Passage | None:
        """The passage that holds a position of the text, None in the blanks between them."""
        i = bisect_right(self.starts, position) - 1
        if i < 0:
            return None
        passage = self.passages[i]
        return passage if position < passage.start + len(passage.text) else None

    def reading(self, *kinds: SectionKind) -> list[Passage]:
        """The passages of these sections; without arguments, all but those of other postings."""
        if kinds:
            return [p for p in self.passages if p.section in kinds]
        return [p for p in self.passages if p.section != "related"]


class SkillMention(Struct, frozen=True):
    """A skill at a span. `importance` is what the passage around it makes of it; score is 0-100."""

    skill_id: str
    start: int
    end: int
    text: str
    how: How
    score: int
    importance: Importance


# --- the posting record -----------------------------------------------------------------------------------


class YearsRange(Struct, frozen=True):
    """Years of experience; `max` is None for "5+", `min` None for "up to 3"."""

    min: Number | None
    max: Number | None


class YearsAlternative(Struct, frozen=True):
    """Years asked for together with a degree or other condition."""

    min: Number | None
    max: Number | None
    with_: str = field(name="with")


class Salary(Struct, frozen=True):
    """A base-pay band in the unit of its period; annual figures at 2,080 hours, 260 days, 52 weeks, 12 months."""

    min: Number | None
    max: Number | None
    currency: str | None
    period: Period | None
    annual_min: Number | None
    annual_max: Number | None
    inferred: list[str]


class SalaryBand(Struct, frozen=True):
    """One of the stated bands, labelled by the place or level it holds for."""

    label: str | None
    min: Number | None
    max: Number | None
    currency: str | None
    period: Period | None
    annual_min: Number | None
    annual_max: Number | None
    inferred: list[str]


class Compensation(Struct, frozen=True):
    """True where offered, False where the posting says there is none, None where it is silent."""

    equity: bool | None
    bonus: bool | None
    commission: bool | None


class Location(Struct, frozen=True):
    """A place of work, or where a remote worker may live; `country` is ISO 3166-1 alpha-2."""

    name: str
    region: str | None
    country: str | None


class Education(Struct, frozen=True):
    """The lowest degree that is enough."""

    level: EducationLevel
    required: bool
    fields: list[str]
    or_equivalent: bool


class SpokenLanguage(Struct, frozen=True):
    """A human language asked for; `level` as the posting words it (CEFR code, "fluent", "native")."""

    code: str
    name: str
    level: str | None
    importance: Importance


class MentionSpan(Struct, frozen=True):
    start: int
    end: int
    text: str


class Skill(Struct, frozen=True):
    id: str
    name: str
    category: str
    importance: Importance
    years: YearsRange | None
    how: How
    score: int
    mentions: list[MentionSpan]


class Requirement(Struct, frozen=True):
    text: str
    kind: RequirementKind
    skills: list[str]
    start: int
    end: int


class Posting(Struct, frozen=True):
    """A job posting as read. What it does not state is None or empty: nothing is guessed."""

    schema: Literal["jdtool.posting/1"]
    id: str
    source: Source
    language: str
    title: str | None
    title_inferred: bool
    company: str | None
    team: str | None
    role: str | None
    seniority: Seniority | None
    years: YearsRange | None
    years_alternatives: list[YearsAlternative]
    salary: Salary | None
    salary_bands: list[SalaryBand]
    compensation: Compensation
    employment_type: EmploymentType | None
    work_mode: WorkMode | None
    locations: list[Location]
    relocation: bool | None
    visa_sponsorship: bool | None
    clearance: str | None
    travel_percent: int | None
    education: Education | None
    languages: list[SpokenLanguage]
    skills: list[Skill]
    any_of: list[list[str]]
    requirements: list[Requirement]
    benefits: list[str]
    related: list[Related]
    evidence: dict[str, list[Evidence]]
    warnings: list[str]


class Analysis(Struct, frozen=True):
    """A posting together with the text and sections it was read from, for those who show or mark the text."""

    posting: Posting
    outline: Outline


# --- the taxonomy as shown ----------------------------------------------------------------------------------


class SkillPay(Struct, frozen=True):
    """The median yearly pay (midpoints) of postings that require or prefer a skill, and of those that do not.

    Only over postings that state pay in this currency and period, and only where both sides have five or more.
    """

    currency: str | None
    period: Period | None
    asking: int
    asking_median: Number
    others: int
    others_median: Number


class SkillShare(Struct, frozen=True):
    """How many of the postings of one role or level name a skill: `share` is `postings / of`, 0-1."""

    name: str | None  # None: the posting states no role or level
    of: int
    postings: int
    share: float
    required: int
    preferred: int
    mentioned: int


class TaxonomySkill(Struct, frozen=True, omit_defaults=True):
    """A taxonomy entry. The counts are set only where postings were read (`skills --from`), `by` with `--by`."""

    schema: Literal["jdtool.skill/1"]
    id: str
    name: str
    kind: str
    category: str
    aliases: list[str]
    roles: list[str]
    implies: list[str]
    ids: dict[str, str]
    postings: int | UnsetType = UNSET
    share: float | UnsetType = UNSET  # of the postings read, 0-1
    required: int | UnsetType = UNSET
    preferred: int | UnsetType = UNSET
    mentioned: int | UnsetType = UNSET
    pay: list[SkillPay] | UnsetType = UNSET
    by: list[SkillShare] | UnsetType = UNSET


# --- explanation ------------------------------------------------------------------------------------------


class Occurrence(Struct, frozen=True):
    """A place where a name of a skill stands, and what was made of it."""

    text: str
    start: int
    end: int
    name: str  # the taxonomy's spelling that was looked up
    section: SectionKind
    counts: bool
    importance: Importance | None
    how: How
    score: int  # 0-100; 0 where it does not count
    reason: str


class Explanation(Struct, frozen=True):
    """Why a skill was found in a posting or not: `skill` is its id, `name` its name."""

    schema: Literal["jdtool.explanation/1"]
    id: str
    path: str
    record: int
    title: str | None
    skill: str
    name: str
    found: bool
    importance: Importance | None
    occurrences: list[Occurrence]


# --- taxonomy work ----------------------------------------------------------------------------------------


class LintFinding(Struct, frozen=True):
    """What a strict reader says of a taxonomy. `kind`: order, risky, superfluous, role; use (`--against`)."""

    schema: Literal["jdtool.finding/1"]
    kind: Literal["order", "risky", "superfluous", "role", "use"]
    file: str
    line: int
    skill: str | None
    name: str
    message: str
    hits: int | None  # mentions that count, where postings were read


class Suggestion(Struct, frozen=True):
    """A term that the taxonomy does not know. `listed`: postings where it stands in a list with known skills."""

    schema: Literal["jdtool.suggestion/1"]
    term: str
    kind: Literal["new", "alias", "misspelling"]
    skill: str | None  # the known skill that it spells
    postings: int
    listed: int
    companions: list[str]  # ids of the skills that most often stand in a list with it
    lines: list[str]
    yaml: str


# --- evaluation -------------------------------------------------------------------------------------------


class Expectation(Struct, frozen=True):
    """A posting with the values that it should give, by key of the posting record.

    The posting stands in `text`, or in the file that `file` names. `skills` maps names to required, preferred,
    mentioned or None (not to be found).
    """

    id: str
    expected: dict[str, Any]
    text: str | None = None
    file: str | None = None


class Figure(Struct, frozen=True):
    """How often a field came out as expected; the `stated` counts leave out where silence was expected."""

    field: str
    right: int
    asked: int
    share: float  # right / asked
    stated_right: int
    stated: int


class Miss(Struct, frozen=True):
    """A value that did not come out as expected; for skills with the reason."""

    posting: str
    field: str
    expected: Any
    got: Any
    reason: str | None


class Evaluation(Struct, frozen=True):
    """The tool measured against expected values."""

    schema: Literal["jdtool.evaluation/1"]
    postings: int
    figures: list[Figure]
    misses: list[Miss]
    errors: list[Failure]


# --- scanning ---------------------------------------------------------------------------------------------


class ScanSummary(Struct, frozen=True):
    """What became of a corpus: `postings` stand in `output`, `failed` counts what could not be read.

    `resumed` tells whether the scan went on where an earlier one was interrupted; `seconds` counts the work of both.
    """

    schema: Literal["jdtool.scan/1"]
    postings: int
    failed: int
    seconds: float
    output: str
    resumed: bool
    errors: list[Failure]


# --- matching -----------------------------------------------------------------------------------------------


class WishedPay(Struct, frozen=True):
    """The least base pay that a person would work for."""

    min: Number
    currency: str  # ISO 4217
    period: Period


class Profile(Struct, frozen=True):
    """What a person brings and wishes for; None and empty where the profile is silent.

    `skills` maps ids to years, where they are told; `countries` are ISO 3166-1 alpha-2.
    """

    skills: dict[str, Number | None]
    years: Number | None = None
    level: Seniority | None = None
    salary: WishedPay | None = None
    work_modes: list[WorkMode] = []
    countries: list[str] = []
    needs_visa: bool | None = None
    clearance: bool = False  # only a résumé tells of one
    resume: bool = False  # read from a résumé, not written as a profile


class FitPosting(Struct, frozen=True):
    """The posting that a fit is of, `record` being its place in the file."""

    id: str
    path: str
    record: int
    title: str | None
    company: str | None


class FitPart(Struct, frozen=True):
    """A part of a score. Where one side is silent `score` is None and `weight` 0; `reason` says which."""

    score: int | None  # 0-100
    weight: int  # per cent; the weights of a fit add up to 100
    reason: str


class FitParts(Struct, frozen=True):
    """What a score is made of."""

    required: FitPart
    preferred: FitPart
    years: FitPart
    level: FitPart
    wishes: FitPart


class Gap(Struct, frozen=True):
    """A demand that the profile does not meet, with the posting's words at `start`-`end` of its cleaned text.

    Of several `skills` one would be enough. `kind`: nothing of it; close (`near` is the skill that the person has
    instead); years (the skill is there, for too short a time).
    """

    kind: Literal["missing", "close", "years"]
    importance: Importance
    skills: list[str]
    near: str | None
    reason: str | None
    text: str
    start: int
    end: int


class Fit(Struct, frozen=True):
    """How well a posting fits a profile. The lists hold skill ids; `close` ones are missing as well.

    `score` is None where the posting asks for no skill.
    """

    schema: Literal["jdtool.match/1"]
    posting: FitPosting
    score: int | None  # 0-100
    parts: FitParts
    have: list[str]
    missing_required: list[str]
    missing_preferred: list[str]
    close: list[str]
    dealbreakers: list[str]
    gaps: list[Gap]


# --- comparison -------------------------------------------------------------------------------------------


class ComparedSkill(Struct, frozen=True):
    """A skill and who asks for it; the lists hold posting ids."""

    id: str
    name: str
    category: str
    postings: int
    required: list[str]
    preferred: list[str]
    mentioned: list[str]


class YearsSummary(Struct, frozen=True):
    """Least years asked for, over so many postings; a quantile is None where fewer than five state any."""

    postings: int
    min: Number
    p25: Number | None
    median: Number | None
    p75: Number | None
    max: Number


class SalarySummary(Struct, frozen=True):
    """Annual figures of the postings that state pay in this currency and period, which are never mixed.

    Lowest, quantiles of midpoints (None where there are fewer than five postings), highest.
    """

    currency: str | None
    period: Period | None
    postings: int
    min: Number
    p25: Number | None
    median: Number | None
    p75: Number | None
    max: Number


class Similar(Struct, frozen=True):
    """Postings that say nearly the same.

    `repost`: under the same title and by the same company, as far as it is stated; `near`: under others. `lines` is
    the least share of lines (0-1) that one of them has in common with the first, boilerplate set aside.
    """

    kind: Literal["repost", "near"]
    ids: list[str]
    lines: float


class Summary(Struct, frozen=True):
    """Counts over the postings; `stated` tells how many state each key.

    `converted` is as `salary`, all pay that the given rates cover brought to their currency, by period.
    """

    postings: int
    stated: dict[str, int]
    role: dict[str, int]
    seniority: dict[str, int]
    work_mode: dict[str, int]
    employment_type: dict[str, int]
    years: YearsSummary | None
    salary: list[SalarySummary]
    converted: list[SalarySummary]
    duplicates: list[list[str]]
    similar: list[Similar]


class ComparedGroup(Struct, frozen=True):
    """The postings with one value of what they are grouped by; `name` is None where they do not state it."""

    by: str
    name: str | None
    postings: list[str]
    positions: list[int]  # in the comparison's postings, from 0
    summary: Summary


class AskedAlone(Struct, frozen=True):
    """What one posting requires or prefers and no other does, but for those that say the same."""

    id: str
    skills: list[str]


class SkillPair(Struct, frozen=True):
    """Two skills that the same postings require or prefer.

    `support` is the share of all postings that ask for both, 0-1; `lift` how many times as often that happens as it
    would if neither had to do with the other.
    """

    skills: list[str]  # two ids
    postings: int
    support: float
    lift: float


class Sides(Struct, frozen=True):
    """What only the first states, only the second, both alike, and both but differently."""

    first: list[str]
    second: list[str]
    same: list[str]
    differ: list[str]


class Difference(Struct, frozen=True):
    """Two postings against each other: keys of their facts, and ids of skills (`differ`: in importance)."""

    facts: Sides
    skills: Sides


class Rate(Struct, frozen=True):
    """What one unit of a currency was worth on a day (ISO 8601)."""

    currency: str
    rate: float
    date: str


class Rates(Struct, frozen=True):
    """The user's own exchange rates to one currency."""

    to: str
    rates: list[Rate]


class Conversion(Struct, frozen=True):
    """The yearly pay of the posting at `position` in another currency, at the rate of a day."""

    id: str
    position: int
    currency: str
    annual_min: Number | None
    annual_max: Number | None
    rate: Rate


class Comparison(Struct, frozen=True):
    """Postings side by side, the skills that any of them names, and what can be counted.

    `groups` are set by `--group-by`, `difference` where there are exactly two postings, `rates` and `conversions` by
    `--rates`.
    """

    schema: Literal["jdtool.comparison/1"]
    postings: list[Posting]
    skills: list[ComparedSkill]
    summary: Summary
    groups: list[ComparedGroup]
    alone: list[AskedAlone]
    pairs: list[SkillPair]
    difference: Difference | None
    rates: Rates | None
    conversions: list[Conversion]
    errors: list[Failure]
