"""`Record` to `Posting`: every step on one page, each a function of its own module.

record -> cleaned text -> outline -> title, company -> skill mentions -> fields -> posting
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import UNSET

from jdtool.cleaning import clean_text
from jdtool.contacts import hide_contacts
from jdtool.fields.benefits import find_benefits
from jdtool.fields.compensation import find_compensation
from jdtool.fields.education import find_education
from jdtool.fields.eligibility import find_clearance, find_relocation, find_travel_percent, find_visa_sponsorship
from jdtool.fields.employer import find_company, find_team
from jdtool.fields.employment_type import find_employment_type
from jdtool.fields.language import find_language
from jdtool.fields.languages import find_languages
from jdtool.fields.locations import find_locations, without_repeats
from jdtool.fields.role import RoleFinder
from jdtool.fields.salary import find_pay, take_stated
from jdtool.fields.seniority import find_seniority
from jdtool.fields.title import find_title
from jdtool.fields.work_mode import find_work_mode
from jdtool.fields.years import find_years, find_years_alternatives, skill_years, timed_passages
from jdtool.folding import fold_name
from jdtool.limits import DEFAULTS, Limits
from jdtool.mentions import Matcher, find_alternatives, find_mentions
from jdtool.model import (
    Analysis,
    CleanText,
    Compensation,
    Education,
    Evidence,
    Finding,
    How,
    Importance,
    MentionSpan,
    Outline,
    Passage,
    Posting,
    Record,
    Requirement,
    RequirementKind,
    Skill,
    SkillMention,
    Source,
    Stated,
    T,
)
from jdtool.places import is_place, stated_places
from jdtool.sections import outline_text
from jdtool.splitting import split_postings
from jdtool.taxonomy import Taxonomy, load_taxonomy

IMPORTANCE: tuple[Importance, ...] = ("required", "preferred", "mentioned")
HOW: tuple[How, ...] = ("exact", "alias", "glued", "fuzzy")
READ_IN_PART = {"de": "German", "fr": "French", "es": "Spanish", "nl": "Dutch"}
"""Languages in which title, pay, years and work mode are read; English is read in full."""
SILENT = Compensation(equity=None, bonus=None, commission=None)


def no_lap(stage: str) -> None:
    """Nothing: nobody wants to know how long a stage took."""


class _Outlined(NamedTuple):
    """A record on its way to become a posting."""

    source: Source
    hints: dict[str, Stated]
    outline: Outline


class Parser:
    """A taxonomy made ready for parsing. Build once, use for any number of postings.

    `lap` is told the name of each stage at its end; who wants to know the times has a clock there. `contacts` keeps
    e-mail addresses and telephone numbers. `limits` are for those who hand it records.
    """

    def __init__(
        self,
        taxonomy: Taxonomy,
        lap: Callable[[str], None] = no_lap,
        limits: Limits = DEFAULTS,
        contacts: bool = False,
    ) -> None:
        self.taxonomy = taxonomy
        self.lap = lap
        self.limits = limits
        self.contacts = contacts
        self.matcher = Matcher(taxonomy)
        self.roles = RoleFinder(taxonomy)
        taxonomy.remember()

    def parse(self, record: Record) -> Posting:
        """The posting that the record holds."""
        return self.analyse(record).posting

    def read(self, record: Record) -> list[Analysis]:
        """Every posting in the record: several where its text holds several whole ones, one after the other."""
        outlined = self._outlined(record)
        texts = [] if record.posting else split_postings(outlined.outline)
        self.lap("splitting")
        if len(texts) < 2:
            return [self._analyse(outlined)]
        return [self.analyse(Record(_nth(record.source, i), text)) for i, text in enumerate(texts)]

    def analyse(self, record: Record) -> Analysis:
        """The record as one posting, together with the outline that it was read from."""
        return self._analyse(self._outlined(record))

    def _outlined(self, record: Record) -> _Outlined:
        lap = self.lap
        lap("reading")
        cleaned, hints = clean_text(record.text), record.hints
        if not self.contacts:
            cleaned, hints = CleanText(hide_contacts(cleaned.text), cleaned.repairs), _without_contacts(hints)
        lap("cleaning")
        scan = self.matcher.scanner.scan(cleaned.text)
        lap("scan")
        outline = outline_text(cleaned.text, scan)
        lap("outline")
        return _Outlined(with_repairs(record.source, cleaned.repairs), hints, outline)

    def _analyse(self, outlined: _Outlined) -> Analysis:
        source, hints, outline = outlined
        lap = self.lap
        language = find_language(outline.text)
        lap("language")
        found = _Found(_with_places(hints))
        title = found.take("title", find_title(outline, found.words("title"), is_place))
        title_words = title.text if title else None
        title_evidence = found.evidence.get("title", [])
        lap("title")
        company = found.take(
            "company",
            find_company(outline, title_evidence, found.words("company"), is_place, self.is_skill, self.is_trade),
        )
        team = found.take("team", find_team(outline, company, found.words("team")))
        lap("employer")
        mentions = title_skills_required(find_mentions(outline, self.matcher, company), title_evidence, outline.text)
        lap("skills")
        role = found.take("role", self.roles.find(title_words, title_evidence, mentions, outline))
        lap("role")
        source_title = title_evidence[0].text if title_evidence else None
        level = find_seniority(outline, title_words, title_evidence, source_title)
        if level is not None and level.evidence[0].rule.startswith("title-"):
            found.overrule("seniority", level)  # boards file a "Senior Engineer" under "Entry level"
        seniority = found.take("seniority", level)
        lap("seniority")

        timed = timed_passages(outline)
        ladder = find_years_alternatives(timed)
        years = found.take("years", find_years(outline, timed, ladder))
        years_alternatives = found.take("years_alternatives", ladder) or []
        lap("years")
        company_evidence = found.evidence.get("company", [])
        locations = found.take("locations", find_locations(outline, company_evidence)) or []
        countries = [place.country for place in locations if place.country]
        lap("locations")
        pay = find_pay(outline, countries)
        if "salary" in found.hints:
            pay = take_stated(found.hints["salary"], pay, outline, countries)
        if pay.salary is not None:
            found.evidence["salary"] = pay.evidence
        lap("pay")
        compensation = found.take("compensation", find_compensation(outline)) or SILENT
        lap("compensation")
        employment_type = found.take("employment_type", find_employment_type(outline))
        lap("employment type")
        mode, mode_warnings = find_work_mode(outline)
        work_mode = found.take("work_mode", mode)
        lap("work mode")
        relocation = found.take("relocation", find_relocation(outline))
        visa = found.take("visa_sponsorship", find_visa_sponsorship(outline))
        clearance = found.take("clearance", find_clearance(outline))
        travel = found.take("travel_percent", find_travel_percent(outline))
        lap("eligibility")
        education = found.take("education", find_education(outline))
        lap("education")
        languages = found.take("languages", find_languages(outline)) or []
        lap("languages")
        benefits = found.take("benefits", find_benefits(outline)) or []
        lap("benefits")

        # "Python or willingness to learn": a trait is no alternative to a skill.
        skilled = [m for m in mentions if self.taxonomy.skills[m.skill_id].kind != "trait"]
        alternatives = find_alternatives(outline, skilled)
        if alternatives:
            found.evidence["any_of"] = [evidence for _, evidence in alternatives]
        lap("alternatives")
        if outline.related:
            found.evidence["related"] = [e for card in outline.related for e in card.evidence]

        posting = Posting(
            schema="jdtool.posting/1",
            id=found.words("id") or hashlib.sha256(outline.text.encode("utf-8")).hexdigest()[:16],
            source=source,
            language=language,
            title=title_words,
            title_inferred=title.inferred if title else False,
            company=company,
            team=team,
            role=role,
            seniority=seniority,
            years=years,
            years_alternatives=years_alternatives,
            salary=pay.salary,
            salary_bands=pay.bands,
            compensation=compensation,
            employment_type=employment_type,
            work_mode=work_mode,
            locations=locations,
            relocation=relocation,
            visa_sponsorship=visa,
            clearance=clearance,
            travel_percent=travel,
            education=education,
            languages=languages,
            skills=self.group_skills(mentions, timed),
            any_of=[group for group, _ in alternatives],
            requirements=list_requirements(outline, mentions),
            benefits=benefits,
            related=[card.value for card in outline.related],
            evidence=found.evidence,
            warnings=[
                *found.warnings,
                *pay.warnings,
                *mode_warnings,
                *outline_warnings(outline),
                *language_warnings(language),
            ],
        )
        lap("record")
        return Analysis(posting, outline)

    def is_skill(self, words: str) -> bool:
        """Whether the words are a name in the taxonomy that needs no context, unlike employers' ("Pinterest")."""
        return any(name.guard is None for name in self.matcher.owners.get(fold_name(words), ()))

    def is_trade(self, words: str) -> bool:
        """Whether the words name a language, method or concept: "Java" under a title is no employer."""
        names = self.matcher.owners.get(fold_name(words), ())
        return any(self.taxonomy.skills[name.skill_id].kind != "tool" for name in names)

    def group_skills(self, mentions: Sequence[SkillMention], timed: Sequence[Passage]) -> list[Skill]:
        """One entry a skill, in order of first mention, with the strongest of its mentions' claims.

        `timed` is what `timed_passages` gives.
        """
        groups: dict[str, list[SkillMention]] = {}
        for mention in mentions:
            groups.setdefault(mention.skill_id, []).append(mention)
        years = skill_years(mentions, [passage for passage in timed if passage.kind])
        entries = self.taxonomy.skills
        skills = []
        for skill_id, group in groups.items():
            entry = entries[skill_id]
            first = group[0]
            alone = len(group) == 1  # most are, and need no comparing
            skills.append(
                Skill(
                    id=skill_id,
                    name=entry.name,
                    category=entry.category,
                    importance=first.importance if alone else min([m.importance for m in group], key=IMPORTANCE.index),
                    years=years.get(skill_id),
                    how=first.how if alone else min([m.how for m in group], key=HOW.index),
                    score=first.score if alone else max([m.score for m in group]),
                    mentions=[MentionSpan(m.start, m.end, m.text) for m in group],
                )
            )
        return skills


class _Found:
    """Collects the evidence of the findings as they are taken; what the source states as a field comes first."""

    def __init__(self, hints: dict[str, Stated]) -> None:
        self.hints = hints
        self.evidence: dict[str, list[Evidence]] = {}
        self.warnings: list[str] = []

    def words(self, key: str) -> str | None:
        """What the source's field says, for the finders that take it themselves."""
        return str(self.hints[key].value) if key in self.hints else None

    def take(self, key: str, finding: Finding[T] | None) -> T | None:
        """The value of the source's field, else what was found in the text; where they differ, a warning."""
        stated = self.hints.get(key)
        if stated is not None and key in READ_BY_FINDERS:
            if finding is not None and finding.evidence[0].field is not UNSET:
                finding = Finding(finding.value, [_field_evidence(stated)])
            stated = None
        if stated is None:
            if finding is None:
                return None
            self.evidence[key] = finding.evidence
            return finding.value
        value: T = _stated_value(key, stated, finding)
        if finding is not None and _differ(key, value, finding.value):
            self.warnings.append(_disagreement(key, stated, finding))
        self.evidence[key] = [_field_evidence(stated)]
        return value

    def overrule(self, key: str, finding: Finding[Any]) -> None:
        """Drops what the source's field says, for words that are surer; where they differ, with a warning."""
        stated = self.hints.pop(key, None)
        if stated is not None and _differ(key, stated.value, finding.value):
            self.warnings.append(f"{_disagreement(key, stated, finding)}, which is taken")


READ_BY_FINDERS = frozenset({"title", "company", "team"})
"""Fields whose words still need stripping: their finders take what the source states."""


def _disagreement(key: str, stated: Stated, finding: Finding[Any]) -> str:
    said = ", ".join(dict.fromkeys(e.text for e in finding.evidence))
    return f"{key}: the field {stated.field} says {stated.text!r}, the text {said!r}"


def _field_evidence(stated: Stated) -> Evidence:
    return Evidence(stated.text, "source-field", field=stated.field)


def _stated_value(key: str, stated: Stated, finding: Finding[Any] | None) -> Any:
    """The value that the field means in a posting record."""
    if key != "education":
        return stated.value
    if finding is not None and finding.value.level == stated.value:
        return finding.value  # the text tells the subjects too
    return Education(stated.value, True, [], False)


def _differ(key: str, stated: Any, found: Any) -> bool:
    """Whether the two cannot both be meant; a place or a range that says more does not contradict."""
    match key:
        case "locations":
            countries = [{place.country for place in places if place.country} for places in (stated, found)]
            return bool(all(countries) and countries[0].isdisjoint(countries[1]))
        case "years":
            return bool(stated.min != found.min)
        case "education":
            return bool(stated.level != found.level)
    return bool(stated != found)


def _without_contacts(hints: dict[str, Stated]) -> dict[str, Stated]:
    """The source's fields, addresses and numbers in their words hidden; a posting's id is what it is."""

    def hidden(value: Any) -> Any:
        if isinstance(value, list):
            return [hidden(item) for item in value]
        return hide_contacts(value) if isinstance(value, str) else value

    return {
        key: said if key == "id" else Stated(hidden(said.value), said.field, hide_contacts(said.text))
        for key, said in hints.items()
    }


def _with_places(hints: Mapping[str, Stated]) -> dict[str, Stated]:
    """The hints, the words of their places read; without a field that names none ("Anywhere")."""
    kept = dict(hints)
    stated = kept.pop("locations", None)
    if stated is not None:
        places = [place for words in stated.value for place in stated_places(words)]
        if places:
            kept["locations"] = Stated(without_repeats(places), stated.field, stated.text)
    return kept


def title_skills_required(
    mentions: Iterable[SkillMention], title_evidence: Sequence[Evidence], text: str
) -> list[SkillMention]:
    """The mentions, those in the title made required: a "Senior Java Engineer" must know Java.

    A title that the source states as a field heads the text too, where readers put it.
    """
    spans = [(e.start, e.end) for e in title_evidence if isinstance(e.start, int) and isinstance(e.end, int)]
    spans += [(0, len(e.text)) for e in title_evidence if e.field is not UNSET and text.startswith(e.text)]
    return [
        SkillMention(m.skill_id, m.start, m.end, m.text, m.how, m.score, "required")
        if any(start <= m.start and m.end <= end for start, end in spans)
        else m
        for m in mentions
    ]


def list_requirements(outline: Outline, mentions: Sequence[SkillMention]) -> list[Requirement]:
    """The posting's own lines of demands, wishes and duties; the sentences of a line stay together while of a kind."""
    merged: list[tuple[int, int, RequirementKind]] = []
    line = -1
    for passage in outline.passages:
        kind = passage.kind
        if kind is None or passage.heading:
            continue
        start = passage.start
        end = start + len(passage.text)
        if passage.line == line and merged[-1][2] == kind:
            merged[-1] = (merged[-1][0], end, kind)
        else:
            merged.append((start, end, kind))
            line = passage.line
    text = outline.text
    starts = [mention.start for mention in mentions]
    requirements = []
    i = 0
    for start, end, kind in merged:
        i = bisect_left(starts, start, i)
        skills: dict[str, None] = {}
        while i < len(starts) and starts[i] < end:
            mention = mentions[i]
            if mention.end <= end:
                skills[mention.skill_id] = None
            i += 1
        requirements.append(Requirement(text[start:end], kind, list(skills), start, end))
    return requirements


def compiled_builtin() -> bytes:
    """The built-in taxonomy compiled, with all tables that a parser makes of it: what a wheel holds."""
    taxonomy = load_taxonomy(fresh=True)
    Parser(taxonomy)
    return taxonomy.packed()


def _nth(source: Source, i: int) -> Source:
    return Source(source.path, source.format, source.record + i, source.encoding, source.repairs)


def with_repairs(source: Source, repairs: list[str]) -> Source:
    return Source(source.path, source.format, source.record, source.encoding, [*source.repairs, *repairs])


def language_warnings(language: str) -> list[str]:
    """What a reader of a posting in this language (ISO 639-1) must not take for the posting's silence."""
    if language == "en":
        return []
    if language in READ_IN_PART:
        return [
            f"the text is {READ_IN_PART[language]}: title, level, years, pay, work mode and skills are read; "
            "degree, languages, benefits, eligibility and the kind of each line only in part"
        ]
    return [
        f"the text is in a language ({language}) that is not read: only names of skills and figures "
        "in international notation are found"
    ]


def outline_warnings(outline: Outline) -> list[str]:
    """What a reader should know of the page around the posting."""
    aside = sum(s.end - s.start for s in outline.sections if s.kind == "related")
    if not aside:
        return []
    share = round(100 * aside / len(outline.text))
    count = len(outline.related)
    jobs = f"{count} other posting{'s' * (count != 1)}" if count else "a list of other postings"
    return [f"{jobs} on this page ({share}% of the text) set aside: see `related`"]
