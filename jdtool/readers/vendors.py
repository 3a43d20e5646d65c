"""Postings as the application systems of employers give them out: a function per system, told by keys of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from jdtool import patterns
from jdtool.model import Failure, Record, Source
from jdtool.readers.composing import plain_key
from jdtool.readers.stating import (
    Draft,
    Node,
    as_text,
    choose_mode,
    dig,
    employment_type,
    host_name,
    is_true,
    items,
    named,
    one_line,
    place,
    said,
    url_name,
)

NO_TEXT = "no text of the posting"


class Vendor(NamedTuple):
    """A system: its name, the sets of keys of which any one tells it, and what puts a record together.

    `advice` is what to do about an item without text. A reader takes the posting and the object that it lies in,
    which may name the employer.
    """

    name: str
    keys: tuple[frozenset[str], ...]
    fill: Callable[[Draft, Node, Node], None]
    advice: str = ""


def vendor_of(node: Node) -> Vendor | None:
    """The system that this posting comes from, None where no key tells."""
    keys = node.keys()
    return next((vendor for vendor in VENDORS if any(known <= keys for known in vendor.keys)), None)


def read_vendor(vendor: Vendor, node: Node, around: Node, source: Source) -> Record | Failure:
    """The record of a system's posting, a Failure where its text is missing."""
    draft = Draft(replace(source, format=vendor.name))
    vendor.fill(draft, node, around)
    record = draft.record(posting=True)
    if record is not None:
        return record
    title = draft.hints.get("title")
    which = f" {title.value[:80]!r}" if title else ""
    return Failure(source.path, source.record, f"{NO_TEXT}{which}{vendor.advice and ': '}{vendor.advice}")


# --- Greenhouse -------------------------------------------------------------------------------------------

RATE_RE = patterns.compile(
    r"\b(?:(?P<hour>hourly|(?:per|an) hour|/ ?h(?:ou)?r)|(?P<day>daily rate|per day)|(?P<month>monthly|per month)"
    r"|(?P<year>annual(?:ly|ized)?|yearly|per (?:year|annum)))\b",
    re.IGNORECASE,
)  # "The annual base salary range"
PAY_LABEL_RE = patterns.compile(
    r"(?:\W|\b(?:the|annual|base|hourly|yearly|target|expected|total|cash|pay|salary|wage|compensation|range|rate"
    r"|for|this|role|position|our|starting)\b)*",
    re.IGNORECASE,
)  # "Annual Salary:" names no zone
METADATA: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("employment", patterns.compile(r"employment|job type|contract type|time type|commitment", re.IGNORECASE)),
    ("mode", patterns.compile(r"remote|work ?place|work (?:mode|model|type)|location type", re.IGNORECASE)),
    ("pay", patterns.compile(r"salary|compensation|pay range", re.IGNORECASE)),
)


def rate_of(words: str) -> str:
    """The period that a text beside a sum names, "" where it names none or several."""
    found = {match.lastgroup or "" for match in RATE_RE.finditer(words)}
    return found.pop() if len(found) == 1 else ""


def fill_greenhouse(draft: Draft, job: Node, around: Node) -> None:
    draft.name("id", "id", job.get("id"))
    draft.name("title", "title", job.get("title"))
    draft.name("company", "company_name", job.get("company_name"))
    draft.name("company", "absolute_url", url_name(job.get("absolute_url"), "greenhouse.io"))
    draft.places("location.name", [dig(job, "location", "name")])
    draft.places("offices", [dig(office, "location") or office for office in items(job.get("offices"))])
    departments = items(job.get("departments"))
    if len(departments) == 1 and named(departments[0]).lower() != "no department":
        draft.name("team", "departments", departments)
    draft.tell("", job.get("content"))
    for band in items(job.get("pay_input_ranges")):
        label, blurb = one_line(dig(band, "title")), as_text(dig(band, "blurb"))
        low, high, money = (dig(band, key) for key in ("min_cents", "max_cents", "currency_type"))
        zone = "" if PAY_LABEL_RE.fullmatch(label) else label
        unit = rate_of(label) or rate_of(blurb)
        draft.pay("pay_input_ranges", low, high, money, unit, label=zone, cents=True)
        draft.tell("Compensation", blurb)
    for entry in items(job.get("metadata")):
        name, value = said(dig(entry, "name")), dig(entry, "value")
        kind = next((kind for kind, pattern in METADATA if pattern.search(name)), None)
        if kind == "employment" and employment_type(value):
            draft.employment(name, value)
        elif kind == "mode":
            draft.mode(name, "remote" if is_true(value) and plain_key(name) in ("remote", "isremote") else value)
        elif kind == "pay" and isinstance(value, dict):
            low, high, money = (value.get(key) for key in ("min_value", "max_value", "unit"))
            draft.pay(name, low, high, money, rate_of(name))


# --- Lever ------------------------------------------------------------------------------------------------


def fill_lever(draft: Draft, job: Node, around: Node) -> None:
    draft.name("id", "id", job.get("id"))
    draft.name("title", "text", job.get("text"))
    for key in ("hostedUrl", "applyUrl"):
        draft.name("company", key, url_name(job.get(key), "lever.co"))
    draft.name("team", "categories.team", dig(job, "categories", "team"))
    draft.name("team", "categories.department", dig(job, "categories", "department"))
    draft.mode("workplaceType", job.get("workplaceType"))
    places = items(dig(job, "categories", "allLocations")) or [dig(job, "categories", "location")]
    draft.places("categories.location", with_country(places, job.get("country")))
    draft.employment("categories.commitment", dig(job, "categories", "commitment"))
    draft.level("categories.level", dig(job, "categories", "level"))
    pay = job.get("salaryRange")
    draft.pay("salaryRange", *(dig(pay, key) for key in ("min", "max", "currency", "interval")))

    def either(key: str) -> object:
        return job.get(key) or job.get(f"{key}Plain")

    # `description` is `opening` and `descriptionBody` together.
    for part in [either("description")] if either("description") else [either("opening"), either("descriptionBody")]:
        draft.tell("", part)
    for section in items(job.get("lists")):
        content = dig(section, "content")
        draft.tell(one_line(dig(section, "text")), f"<ul>{content}</ul>" if isinstance(content, str) else content)
    draft.tell("Salary", either("salaryDescription"))
    draft.tell("Additional information", either("additional"))


def with_country(places: list[object], country: object) -> list[object]:
    """The places, a single one that is a bare city with its country: "Kiel" and "DE" are "Kiel, DE"."""
    words = [place(item) for item in places]
    if len(words) == 1 and words[0] and "," not in words[0] and one_line(country):
        return [f"{words[0]}, {one_line(country)}"]
    return places


# --- Ashby ------------------------------------------------------------------------------------------------


def fill_ashby(draft: Draft, job: Node, around: Node) -> None:
    draft.name("id", "id", job.get("id"))
    draft.name("title", "title", job.get("title"))
    for key in ("jobUrl", "applyUrl"):
        draft.name("company", key, url_name(job.get(key), "ashbyhq.com"))
    draft.name("team", "team", job.get("team"))
    draft.name("team", "department", job.get("department"))
    draft.mode("workplaceType", job.get("workplaceType"))
    draft.mode("isRemote", "remote" if is_true(job.get("isRemote")) else None)
    address = dig(job, "address", "postalAddress")
    first = job.get("location")
    if place(address) and (
        not place(first) or plain_key(place(first)) == plain_key(one_line(dig(address, "addressLocality")))
    ):
        first = address  # the same city, with its country
    others = [dig(other, "location") or other for other in items(job.get("secondaryLocations"))]
    draft.places("location", [first, *others])
    draft.employment("employmentType", job.get("employmentType"))
    pay = job.get("compensation") or (around.get("compensation") if len(items(around.get("jobs"))) == 1 else None)
    tiers = items(dig(pay, "compensationTiers"))
    if not any(items(dig(tier, "components")) for tier in tiers):
        tiers = [{"components": dig(pay, "summaryComponents")}]
    extras: dict[str, None] = {}
    for tier in tiers:
        label = one_line(dig(tier, "title")) if len(tiers) > 1 else ""
        for component in items(dig(tier, "components")):
            if plain_key(said(dig(component, "compensationType"))) == "salary":
                amounts = (dig(component, key) for key in ("minValue", "maxValue", "currencyCode", "interval"))
                draft.pay("compensation", *amounts, label=label)
            else:
                extras[one_line(dig(component, "summary"))] = None
    draft.tell("", job.get("descriptionHtml") or job.get("descriptionPlain"))
    draft.fact("Compensation", list(extras))


# --- SmartRecruiters --------------------------------------------------------------------------------------

SECTIONS = {
    "companyDescription": "About the company",
    "jobDescription": "Job description",
    "qualifications": "Qualifications",
    "additionalInformation": "Additional information",
}


def fill_smartrecruiters(draft: Draft, job: Node, around: Node) -> None:
    draft.name("id", "id", job.get("id"))
    draft.name("title", "name", job.get("name") or job.get("title"))
    draft.name("company", "company.name", job.get("company"))
    draft.name("team", "department.label", dig(job, "department", "label"))
    where = job.get("location")
    draft.state("work_mode", "location", choose_mode(dig(where, "remote"), dig(where, "hybrid")), flags(where))
    draft.places("location", [where])
    for key in ("label", "id"):
        draft.level(f"experienceLevel.{key}", dig(job, "experienceLevel", key))
    kind = job.get("typeOfEmployment")
    draft.employment("typeOfEmployment", next(filter(employment_type, (dig(kind, "label"), dig(kind, "id"))), kind))
    pay = job.get("compensation")
    draft.pay("compensation", *(dig(pay, key) for key in ("min", "max", "currency", "period")))
    sections = dig(job, "jobAd", "sections") or job.get("jobAd")
    for key, heading in SECTIONS.items():
        section = dig(sections, key)
        text = dig(section, "text") if isinstance(section, dict) else section
        draft.tell(one_line(dig(section, "title")) or heading, text)


def flags(node: object, *names: str) -> str:
    """The flags of an object that are set, in its own words: "remote: true"."""
    return ", ".join(f"{key}: true" for key in names or ("remote", "hybrid") if is_true(dig(node, key)))


# --- Workable ---------------------------------------------------------------------------------------------

STATUSES = frozenset({"draft", "published", "closed", "archived", "internal"})


def fill_workable(draft: Draft, job: Node, around: Node) -> None:
    draft.name("id", "shortcode", job.get("shortcode"))
    draft.name("title", "title", job.get("title") or job.get("full_title"))
    draft.name("company", "company", job.get("company"))
    draft.name("company", "name", around.get("name"))
    for key in ("url", "application_url", "shortlink"):
        draft.name("company", key, host_name(job.get(key), "workable.com"))
    draft.name("team", "department", job.get("department"))
    where = job.get("location")
    draft.mode("location.workplace_type", dig(where, "workplace_type") or job.get("workplace_type"))
    remote = any(map(is_true, (job.get("telecommuting"), job.get("remote"), dig(where, "telecommuting"))))
    draft.mode("telecommuting", "remote" if remote else None)
    # In the public shape `state` is a region, in the other one the posting's status.
    region = job.get("state") if said(job.get("state")).lower() not in STATUSES else None
    flat = {"city": job.get("city"), "region": region, "country": job.get("country")}
    draft.places("locations", items(job.get("locations")))
    draft.places("location", [where])
    draft.places("city", [flat])
    draft.employment("employment_type", job.get("employment_type"))
    draft.level("experience", job.get("experience"))
    draft.degree("education", job.get("education"))
    pay = job.get("salary") if isinstance(job.get("salary"), dict) else job
    draft.pay("salary", *(dig(pay, f"salary_{key}") for key in ("from", "to", "currency", "period")))
    if as_text(job.get("requirements")):  # `full_description` is all three in one
        draft.tell("", job.get("description"))
        draft.tell("Requirements", job.get("requirements"))
        draft.tell("Benefits", job.get("benefits"))
    else:
        draft.tell("", job.get("full_description") or job.get("description"))


# --- Recruitee --------------------------------------------------------------------------------------------


def fill_recruitee(draft: Draft, offer: Node, around: Node) -> None:
    translations = dig(offer, "translations")
    known = translations.values() if isinstance(translations, dict) else ()
    words = next((words for words in known if dig(words, "description")), None)
    draft.name("id", "id", offer.get("id"))
    draft.name("title", "title", offer.get("title") or dig(words, "title"))
    draft.name("company", "company_name", offer.get("company_name"))
    draft.name("company", "careers_url", host_name(offer.get("careers_url"), "recruitee.com"))
    draft.name("team", "department", offer.get("department"))
    modes = ("remote", "hybrid", "on_site")
    draft.state("work_mode", "remote", choose_mode(*map(offer.get, modes)), flags(offer, *modes))
    draft.places("locations", items(offer.get("locations")))
    draft.places("city", [{"city": offer.get("city"), "country": offer.get("country") or offer.get("country_code")}])
    draft.places("location", [offer.get("location")])
    draft.employment("employment_type_code", offer.get("employment_type_code"))
    draft.level("experience_code", offer.get("experience_code"))
    draft.degree("education_code", spaced_code(offer.get("education_code")))
    pay = offer.get("salary")
    draft.pay("salary", *(dig(pay, key) for key in ("min", "max", "currency", "period")))
    draft.tell("", offer.get("description") or dig(words, "description"))
    draft.tell("Requirements", offer.get("requirements") or dig(words, "requirements"))


def spaced_code(value: object) -> str:
    """A code as words: "bachelor_degree" is "bachelor degree"."""
    return said(value).replace("_", " ")


# --- Workday ----------------------------------------------------------------------------------------------


def fill_workday(draft: Draft, node: Node, around: Node) -> None:
    inner = node.get("jobPostingInfo")
    job: Node = inner if isinstance(inner, dict) else node
    draft.name("id", "jobReqId", job.get("jobReqId") or next(iter(items(job.get("bulletFields"))), None))
    draft.name("title", "title", job.get("title"))
    draft.name("company", "hiringOrganization.name", node.get("hiringOrganization"))
    draft.name("company", "externalUrl", host_name(job.get("externalUrl"), "myworkdayjobs.com"))
    draft.mode("remoteType", job.get("remoteType"))
    places = [job.get("location"), *items(job.get("additionalLocations"))]
    draft.places("location", with_country(places, dig(job, "country", "descriptor")))
    draft.employment("timeType", job.get("timeType"))
    draft.tell("", job.get("jobDescription"))


# --- which is which ---------------------------------------------------------------------------------------


def told_by(*sets: str) -> tuple[frozenset[str], ...]:
    """The sets of keys that are written as words here."""
    return tuple(frozenset(keys.split()) for keys in sets)


VENDORS: tuple[Vendor, ...] = (
    Vendor("workday", told_by("jobPostingInfo", "title externalPath"), fill_workday,
           "lists of Workday hold the heads only; save each posting"),
    Vendor("greenhouse",
           told_by("absolute_url internal_job_id", "absolute_url pay_input_ranges", "absolute_url content"),
           fill_greenhouse, "get the list with content=true, or save each posting"),
    Vendor("lever", told_by("text hostedUrl", "text categories", "text lists"), fill_lever),
    Vendor("ashby", told_by("jobUrl descriptionPlain", "jobUrl descriptionHtml", "jobUrl isListed"), fill_ashby),
    Vendor("smartrecruiters", told_by("name releasedDate", "jobAd", "jobAdUrl"), fill_smartrecruiters,
           "lists of SmartRecruiters hold the heads only; save each posting from the address in its `ref`"),
    Vendor("workable", told_by("title shortcode", "title shortlink"), fill_workable,
           "get the list with details=true, or save each posting"),
    Vendor("recruitee", told_by("careers_url", "careers_apply_url", "title employment_type_code"), fill_recruitee),
)  # fmt: skip
