"""schema.org JobPosting as JSON-LD: what search engines and other tools take, made of what was found."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from jdtool.model import Analysis, EmploymentType, Location, Outline, Posting, Salary
from jdtool.writers import PLAIN, Look
from jdtool.writers.display import id_words

REQUIRED = ("title", "description", "hiringOrganization", "jobLocation", "datePosted")
RECOMMENDED = ("baseSalary", "employmentType", "identifier", "validThrough")
"""What Google asks for, and what it would like: developers.google.com/search/docs/appearance/structured-data."""

EMPLOYMENT_TYPES: dict[EmploymentType, str] = {
    "full-time": "FULL_TIME",
    "part-time": "PART_TIME",
    "contract": "CONTRACTOR",
    "freelance": "CONTRACTOR",
    "temporary": "TEMPORARY",
    "internship": "INTERN",
    "volunteer": "VOLUNTEER",
}
CREDENTIALS = {
    "high-school": "high school",
    "associate": "associate degree",
    "bachelor": "bachelor degree",
    "master": "postgraduate degree",
    "phd": "postgraduate degree",
}
# What would end the script element of a page that the line is put into.
MARKUP = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def write_postings(analyses: Iterable[Analysis], stream: TextIO, look: Look = PLAIN) -> None:
    """A JobPosting object a line, in ASCII: nothing in it that a page or a terminal would obey."""
    for analysis in analyses:
        line = json.dumps(job_posting(analysis), separators=(",", ":")).replace("\x7f", "\\u007f")
        stream.write(line.translate(MARKUP) + "\n")


def job_posting(analysis: Analysis) -> dict[str, Any]:
    """The JobPosting node: properties for what the posting states, the text itself as its description."""
    posting = analysis.posting
    node: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": posting.title,
        "description": description(own_text(analysis.outline)),
        "identifier": {"@type": "PropertyValue", "name": posting.company, "value": posting.id},
        "hiringOrganization": posting.company and {"@type": "Organization", "name": posting.company},
        "employmentType": posting.employment_type and EMPLOYMENT_TYPES[posting.employment_type],
        "jobLocation": [{"@type": "Place", "address": address(place)} for place in posting.locations],
        "baseSalary": posting.salary and base_salary(posting.salary),
        "experienceRequirements": experience(posting),
        "skills": [skill.mentions[0].text for skill in posting.skills if skill.importance != "mentioned"],
        "jobBenefits": [id_words(benefit) for benefit in posting.benefits],
    }
    if posting.work_mode == "remote":
        node["jobLocationType"] = "TELECOMMUTE"
        countries = dict.fromkeys(place.country for place in posting.locations if place.country)
        node["applicantLocationRequirements"] = [{"@type": "Country", "name": code} for code in countries]
    if posting.education:
        category = CREDENTIALS[posting.education.level]
        node["educationRequirements"] = {"@type": "EducationalOccupationalCredential", "credentialCategory": category}
        if posting.education.or_equivalent:
            node["experienceInPlaceOfEducation"] = True
    if posting.clearance:
        node["securityClearanceRequirement"] = posting.clearance
    return {key: value for key, value in node.items() if value not in (None, [])}


def missing(analysis: Analysis) -> tuple[list[str], list[str]]:
    """The properties that Google requires, and those it recommends, that the posting does not give."""
    node = job_posting(analysis)
    given = set(node)
    if node.get("jobLocationType") and node.get("applicantLocationRequirements"):
        given.add("jobLocation")
    return [key for key in REQUIRED if key not in given], [key for key in RECOMMENDED if key not in given]


def own_text(outline: Outline) -> str:
    """The text without the other postings on its page."""
    return "".join(outline.text[s.start : s.end] for s in outline.sections if s.kind != "related")


def description(text: str) -> str:
    """The text as HTML: paragraphs and line breaks, everything else escaped."""
    return "".join(f"<p>{_lines(part)}</p>" for part in text.strip().split("\n\n") if part.strip())


def _lines(paragraph: str) -> str:
    return "<br>".join(html.escape(line, quote=False) for line in paragraph.strip("\n").split("\n"))


def address(place: Location) -> dict[str, str]:
    """A PostalAddress with what is known of the place."""
    parts = {"addressLocality": place.name, "addressRegion": place.region, "addressCountry": place.country}
    return {"@type": "PostalAddress"} | {key: value for key, value in parts.items() if value}


def base_salary(salary: Salary) -> dict[str, Any]:
    """A MonetaryAmount in the unit that the posting states."""
    value: dict[str, Any] = {"@type": "QuantitativeValue", "minValue": salary.min, "maxValue": salary.max}
    value["unitText"] = salary.period and salary.period.upper()
    node = {"@type": "MonetaryAmount", "currency": salary.currency, "value": _without_nulls(value)}
    return _without_nulls(node)


def experience(posting: Posting) -> dict[str, Any] | None:
    """The least experience asked for, in months as schema.org wants it."""
    if posting.years is None or posting.years.min is None:
        return None
    months = round(posting.years.min * 12)
    return {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": months}


def _without_nulls(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value is not None}


def report(analysis: Analysis) -> Iterator[str]:
    """What a search engine will miss, a line each."""
    required, recommended = missing(analysis)
    if required:
        yield f"search engines require {', '.join(required)}, which the posting does not state"
    if recommended:
        yield f"search engines recommend {', '.join(recommended)}, which the posting does not state"
