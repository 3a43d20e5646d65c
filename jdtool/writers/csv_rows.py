"""CSV: a flat row per posting or skill, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from typing import Any, TextIO

from msgspec import UNSET

from jdtool.model import Analysis, Comparison, Importance, Posting
from jdtool.writers import PLAIN, Look
from jdtool.writers.display import place_words, printable
from jdtool.writers.listing import Listing

FORMULA_RE = re.compile(r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")  # "=HYPERLINK(...)", full-width signs too
PLAIN_NUMBER_RE = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,20})?")  # "-5", "+1.5"


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


def write_postings(analyses: Iterable[Analysis], stream: TextIO, look: Look = PLAIN) -> None:
    """A header, then a row per posting."""
    write_rows(POSTING_COLUMNS, (analysis.posting for analysis in analyses), stream)


def write_comparison(comparison: Comparison, stream: TextIO, look: Look = PLAIN) -> None:
    """A header, then a row per posting; the skills and the summary are in the other formats."""
    write_rows(POSTING_COLUMNS, comparison.postings, stream)


def write_listing(listing: Listing, stream: TextIO, look: Look = PLAIN) -> None:
    """A header, then a row per record or, where it unfolds to several, per part of it."""
    listing = listing.suited(drawn=False)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column.key for column in listing.columns])
    writer.writerows([csv_cell(value) for value in row] for row in listing.rows)


def write_rows(columns: dict[str, Callable[[Any], object]], items: Iterable[Any], stream: TextIO) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for item in items:
        writer.writerow([csv_cell(get(item)) for get in columns.values()])


def csv_cell(value: object) -> str:
    """The value as a cell that no spreadsheet runs: one line, lists joined, formulas quoted.

    >>> csv_cell(["Python", "Go"]), csv_cell(True), csv_cell(None), csv_cell(-5)
    ('Python; Go', 'true', '', '-5')
    >>> csv_cell("=1+1")
    "'=1+1"
    """
    match value:
        case None:
            text = ""
        case bool():
            text = "true" if value else "false"
        case list():
            text = "; ".join(printable(str(item)) for item in value)
        case _:
            text = "" if value is UNSET else printable(str(value))
    harmless = not FORMULA_RE.match(text) or PLAIN_NUMBER_RE.fullmatch(text)
    return text if harmless else f"'{text}"
