"""What a résumé tells of a person: skills, years and level. It is no posting, so nothing of it is a demand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from jdtool import patterns
from jdtool.cleaning import clean_text
from jdtool.fields.eligibility import find_clearance
from jdtool.fields.seniority import level_of
from jdtool.fields.years import mention_years, timed_passages
from jdtool.mentions import find_mentions
from jdtool.model import Number, Outline, Passage, Profile, Scan, Section, Seniority, SkillMention
from jdtool.parsing import Parser
from jdtool.quantities import COUNT, read_count, tidy
from jdtool.sections import outline_text
from jdtool.titles import names_job

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
# "2015", "Mar 2018", "March, 2018", "03/2018", "2018-03"
_POINT = (
    rf"(?:(?:(?P<month{{n}}>{_MONTH}),?\s|(?P<number{{n}}>0?[1-9]|1[0-2])[/.])?"
    r"(?P<year{n}>(?:19|20)\d\d)(?:-(?P<iso{n}>0[1-9]|1[0-2])(?!\d))?)"
)
_NOW = r"(?P<now>present|now|today|current(?:ly)?|date|ongoing|heute|aujourd['’]hui|actualidad|heden)"
RANGE_RE = patterns.compile(
    rf"(?<![\w/.-]){_POINT.format(n=1)}\s{{0,3}}(?:[-–—−]{{1,3}}|to|until|till|bis)\s{{0,3}}"
    rf"(?:{_POINT.format(n=2)}|{_NOW})\b(?![/-]\d)"
    rf"|\b(?:since|seit)\s{_POINT.format(n=3)}\b",
    re.IGNORECASE,
)  # "2015 - 2019", "Mar 2018 – present", "03/2018 to 06/2020", "since 2021"

STATED_RE = patterns.compile(
    rf"""(?<![\w.-])(?P<count>{COUNT})\s?\+?\s{{0,2}}(?:or\smore\s)?(?:years?|yrs?)\b['’]?\s
    (?:of\s)?(?P<what>(?:[\w/-]{{1,20}}\s){{0,4}}?)(?:experience|expertise)\b(?P<rest>[^.;\n]{{0,80}})
    | \bexperience:\s{{0,3}}(?P<count2>{COUNT})\s?\+?\s{{0,2}}(?:years?|yrs?)\b
    | (?<![\w.-])(?P<count3>{COUNT})\s?\+?\s{{0,2}}(?:years?|yrs?)\sas\san?\s""",
    re.IGNORECASE | re.VERBOSE,
)  # "8 years of experience", "eight years' professional experience", "10+ years as a nurse"

LACKING_RE = patterns.compile(
    r"""\b(?:no\s(?:\w{1,20}\s)?(?:experience|knowledge)\s(?:with|in|of) | never\s(?:used|worked\swith)
    | (?:not(?:\syet)?\s|un)familiar\swith | (?:want|like|hope|eager|keen)\sto\slearn)\s[^.;,\n]{0,40}$""",
    re.IGNORECASE | re.VERBOSE,
)  # "no experience with Kubernetes", "keen to learn Rust"
LACKING_REACH = 100  # characters before a name

# The parts of a résumé whose dates are no years of work, and those whose dates are.
NO_WORK_RE = patterns.compile(
    r"""\W{0,4}(?:(?:formal\s|academic\s|my\s)?(?:education|studies|training|background)|academic\s\w{1,12}|qualifications?
    |(?:professional\s)?(?:certifi\w{1,9}|courses?|licen[cs]es?)|awards?|honou?rs?|publications?|languages?
    |volunteer\w{0,4}(?:\s(?:work|experience))?|interests?|hobbies|ausbildung|studium|formation|estudios|opleiding)
    (?:\s(?:and|&)\s[\w ]{1,30})?\W{0,4}""",
    re.IGNORECASE | re.VERBOSE,
)
WORK_RE = patterns.compile(
    r"""\W{0,4}(?:(?:work|professional|employment|career|relevant|job)\s)?(?:experience|history|employment|career|positions?
    |work|berufserfahrung|werdegang|expérience\w{0,16}|experiencia\w{0,10}|werkervaring)
    (?:\s(?:history|summary|and\s[\w ]{1,30}))?\W{0,4}""",
    re.IGNORECASE | re.VERBOSE,
)
DEGREE_RE = patterns.compile(
    r"\b(?:bachelor\w{0,2}|master(?:['’]?s)?\s(?:of|degree|in)|b\.?\s?sc|m\.?\s?sc|b\.?a\.|m\.?a\.|ph\.?d|mba|diploma|degree"
    r"|high\sschool|secondary\sschool|a-levels|abitur|gcses?)\b",
    re.IGNORECASE,
)
LONGEST_HEADING = 40  # characters
FIRST_YEAR = 1950
LONGEST_JOB = 50 * 12  # months; more is no job
HEAD_LINES = 6  # among which the headline of a person stands


class Job(NamedTuple):
    """A stretch of work in months since year 0, the end not included, and the line that its dates stand on."""

    start: int
    end: int
    line: int


def read_resume(text: str, parser: Parser, today: date) -> Profile:
    """The skills named in a résumé, the years and the level; `today` is where "present" ends."""
    cleaned = clean_text(text).text
    outline = outline_resume(cleaned, parser.matcher.scanner.scan(cleaned))
    lines = cleaned.split("\n")
    mentions = [
        mention
        for mention in find_mentions(outline, parser.matcher)
        if not LACKING_RE.search(cleaned, max(0, mention.start - LACKING_REACH), mention.start)
    ]
    jobs = find_jobs(lines, today)
    return Profile(
        skills=find_skills(mentions, timed_passages(outline)),
        years=stated_years(cleaned, mentions, parser) or worked_years(jobs),
        level=find_level(lines, jobs),
        clearance=find_clearance(outline) is not None,
        resume=True,
    )


def outline_resume(text: str, scan: Scan) -> Outline:
    """The text as one section in which every use of a name counts."""
    read = outline_text(text, scan).passages
    passages = [replace(p, section="required", kind="required", heading=False) for p in read]
    return Outline(text, [Section("required", 0, 0, len(text))], passages, [], scan)


def find_skills(mentions: Iterable[SkillMention], timed: Sequence[Passage]) -> dict[str, Number | None]:
    """The skills in order of first mention, each with the years that some sentence ties to it (of the `timed`)."""
    groups: dict[str, list[SkillMention]] = {}
    for mention in mentions:
        groups.setdefault(mention.skill_id, []).append(mention)
    years = {skill_id: mention_years(group, timed) for skill_id, group in groups.items()}
    return {skill_id: told.min if told else None for skill_id, told in years.items()}


# --- years --------------------------------------------------------------------------------------------------


def stated_years(text: str, mentions: Iterable[SkillMention], parser: Parser) -> Number | None:
    """The years that the person claims altogether; "5 years of Python experience" tells of Python alone."""
    named = [(m.start, m.end) for m in mentions if parser.taxonomy.skills[m.skill_id].kind in ("tool", "language")]
    claims = []
    for match in STATED_RE.finditer(text):
        low, high = match.span("what") if match["what"] else match.span()
        high = match.end("rest") if re.match(r"\s(?:in|with|of|using)\s", match["rest"] or "") else high
        if not any(low <= start < high for start, _ in named):
            claims.append(read_count(match["count"] or match["count2"] or match["count3"]))
    return max(claims, default=None)


def worked_years(jobs: Iterable[Job]) -> Number | None:
    """The years that the jobs cover, those at the same time counted once; None without dated jobs.

    >>> worked_years([Job(0, 24, 1), Job(12, 36, 2), Job(48, 54, 3)])
    3.5
    """
    months = until = 0
    for job in sorted(jobs):
        months += max(0, job.end - max(job.start, until))
        until = max(until, job.end)
    return tidy(round(months / 12, 1)) if months else None


def find_jobs(lines: Sequence[str], today: date) -> list[Job]:
    """The stretches of work that the lines date, without school and study."""
    jobs = []
    work = True
    for number, line in enumerate(lines):
        if len(line) <= LONGEST_HEADING:
            if NO_WORK_RE.fullmatch(line):
                work = False
            elif WORK_RE.fullmatch(line):
                work = True
        if work and not (DEGREE_RE.search(line) and not names_job(DEGREE_RE.sub("", line))):
            jobs += [Job(start, end, number) for start, end in date_ranges(line, today)]
    return jobs


def date_ranges(line: str, today: date) -> Iterator[tuple[int, int]]:
    """The ranges of dates in months since year 0, ends not included.

    A year alone is its beginning: "2015 - 2019" are four years, and so is "Jan 2015 - Dec 2018".

    >>> [(end - start) / 12 for start, end in date_ranges("2015 - 2019, Mar 2018 – Feb 2020", date(2024, 1, 1))]
    [4.0, 2.0]
    >>> [(end - start) / 12 for start, end in date_ranges("since 2021; 030-2015 2016", date(2024, 1, 1))]
    [3.0]
    """
    now = today.year * 12 + today.month - 1
    for match in RANGE_RE.finditer(line):
        start, _ = point(match, "3" if match["year3"] else "1")
        end = sum(point(match, "2")) if match["year2"] else now
        if match["year2"] and end > now:
            end = now
        if start >= FIRST_YEAR * 12 and 0 < end - start <= LONGEST_JOB:
            yield start, end


def point(match: re.Match[str], n: str) -> tuple[int, int]:
    """The month that a date names, and 1 where it names one: a job that ends in June lasts through it."""
    year = int(match[f"year{n}"]) * 12
    if name := match[f"month{n}"]:
        return year + MONTHS.index(name[:3].lower()), 1
    number = match[f"number{n}"] or match[f"iso{n}"]
    return (year + int(number) - 1, 1) if number else (year, 0)


# --- level --------------------------------------------------------------------------------------------------


def find_level(lines: Sequence[str], jobs: Sequence[Job]) -> Seniority | None:
    """The level in the latest job's title; without dated jobs, in the headline. None where it names none."""
    if jobs:
        latest = max(jobs, key=lambda job: (job.end, job.start, -job.line))
        beside = [latest.line, latest.line - 1, latest.line + 1, latest.line - 2]
    else:
        beside = list(range(HEAD_LINES))
    for number in beside:
        line = lines[number] if 0 <= number < len(lines) else ""
        if len(line) <= 2 * LONGEST_HEADING + 40 and names_job(line):
            return level_of(RANGE_RE.sub("", line))
    return None
