"""Any object or row that describes a job, by the names of its fields: what no system's own reader takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from jdtool import patterns
from jdtool.model import Failure, Period, Record, Source, StatedPay
from jdtool.readers.composing import plain_key
from jdtool.readers.rows import own_record
from jdtool.readers.schema_org import read_job_posting
from jdtool.readers.stating import (
    LONGEST_MISSING,
    Draft,
    Node,
    as_text,
    currency,
    is_true,
    items,
    named,
    number,
    one_line,
    pay_words,
    period_words,
    said,
    work_mode,
)
from jdtool.readers.vendors import NO_TEXT, read_vendor, vendor_of, with_country

OWN_SCHEMA = "jdtool."

# Names of fields after `plain_key`, the surest first.
TITLE = (
    "title jobtitle positiontitle jobname vacancytitle postingtitle headline jobopeningname position role name".split()
)
COMPANY = (
    "company companyname employer employername organization organisation organizationname hiringorganization"
    " hiringcompany".split()
)
TEXT = (
    "description jobdescription fulldescription descriptionhtml descriptionplain descriptiontext jobdescriptiontext"
    " jobdescriptionhtml content contenthtml body text contents details jobdetails fulltext rawtext".split()
)
SUMMARY = "summary jobsummary snippet teaser".split()  # where there is no text
SECTIONS: tuple[tuple[str, list[str]], ...] = (
    ("Responsibilities", "responsibilities duties jobresponsibilities tasks accountabilities".split()),
    (
        "Requirements",
        "requirements qualifications jobrequirements jobqualifications minimumqualifications requiredqualifications"
        " experiencerequirements".split(),
    ),
    ("Preferred qualifications", "preferredqualifications nicetohave nicetohaves preferredskills".split()),
    ("Skills", "skills skillsdesc jobskills requiredskills techstack technologies keyskills".split()),
    ("Benefits", "benefits perks jobbenefits".split()),
)
EXPERIENCE = "experience experiencerange yearsofexperience yearsexperience requiredexperience".split()
EDUCATION = "education educationlevel educationrequirements degree".split()
PLACES = (
    "location joblocation locations joblocations locationname locationstext formattedlocation workplace place"
    " candidaterequiredlocation".split()
)
ADDRESS = ("city town", "state region province", "country countrycode")
TEAM = "team teamname department departmentname".split()
IDS = "id jobid postingid requisitionid jobreqid reqid".split()
EMPLOYMENT = (
    "employmenttype formattedworktype jobtype jobtypes worktype contracttype typeofemployment contracttime commitment"
    " timetype".split()
)
MODE = (
    "workplacetype workmode worktype workmodel workarrangement workfromhometype remotetype worklocationtype"
    " locationtype jobtype remote isremote remotestatus".split()
)
REMOTE = "isremote remote remoteallowed workremoteallowed telecommuting workfromhome remotejob".split()
LEVEL = (
    "seniority senioritylevel experiencelevel formattedexperiencelevel joblevel careerlevel level levels"
    " experience".split()
)
LOW = (
    "minamount salarymin minsalary minimumsalary salaryfrom salarylow salaryminimum salaryrangemin paymin minpay"
    " basesalarymin compensationmin annualsalarymin salaryyearlymin".split()
)
HIGH = [
    key.replace("minimum", "maximum").replace("min", "max").replace("from", "to").replace("low", "high") for key in LOW
]
SINGLE = "medsalary salary pay salaryamount basesalary annualsalary hourlyrate".split()
PAY = (
    "salary compensation pay basesalary salaryrange payrange compensationrange salarydetails remuneration wage".split()
)
PREDICTED = ["salaryispredicted", "isestimated", "salaryestimated"]
ESTIMATE = "salaryestimate estimatedsalary".split()
PERIOD = (
    "interval payperiod salaryperiod salaryinterval period unittext salaryunit salarytype payinterval"
    " salaryfrequency".split()
)
CURRENCY = "currency salarycurrency currencycode paycurrency".split()
INNER_LOW = "min minvalue minimum from low lower minamount salarymin minsalary".split()
INNER_HIGH = "max maxvalue maximum to high upper maxamount salarymax maxsalary".split()
INNER_UNIT = [*PERIOD, "unit", "per", "frequency", "type"]

TEXT_KEYS = [*TEXT, *SUMMARY, *(key for _, keys in SECTIONS[:3] for key in keys)]
"""Of these a posting must have one: skills and benefits alone are no text."""
KNOWN: frozenset[str] = frozenset(
    [
        *TITLE, *COMPANY, *TEXT_KEYS, *(key for _, keys in SECTIONS for key in keys), *EXPERIENCE, *EDUCATION, *PLACES,
        *" ".join(ADDRESS).split(), *TEAM, *IDS, *EMPLOYMENT, *MODE, *REMOTE, *LEVEL, *LOW, *HIGH, *SINGLE, *PAY,
        *PREDICTED, *ESTIMATE, *PERIOD, *CURRENCY, "site", "joburl", "salarysource",
    ]
)  # fmt: skip
"""All names that mean something here."""

# "Frostbridge\n3.8": the stars of a board, glued to the name
RATING_RE = patterns.compile(r"[^\S\n]{0,20}\n\s{0,20}\d(?:\.\d)?\s{0,20}$")
ESTIMATE_RE = patterns.compile(
    r"(?P<sign>[$€£₹]|[A-Z]{3})? ?(?P<low>\d[\d.,]{0,12} ?[kK]?) ?[-–—]"
    r" ?(?:[$€£₹]|[A-Z]{3})? ?(?P<high>\d[\d.,]{0,12} ?[kK]?)"
)  # "$60K-$90K (Glassdoor est.)", "€21-€28 Per Hour(Glassdoor est.)"
BANDS = 25  # of one posting
STATED_RE = patterns.compile(r"employer", re.IGNORECASE)  # "Employer Provided Salary:$80K-$100K"
ELSEWHERE_RE = patterns.compile(r"\b(?:remote|hybrid|home)", re.IGNORECASE)

key_of = lru_cache(maxsize=1000)(plain_key)  # the rows of a table have the same names


class Fields:
    """An object's fields that are filled in by plain key, with their own names kept for the evidence."""

    def __init__(self, node: Node) -> None:
        self._fields: dict[str, tuple[str, Any]] = {}
        for name, value in node.items():
            if is_filled(value):
                self._fields.setdefault(key_of(str(name)), (str(name), value))

    def __contains__(self, key: str) -> bool:
        return key in self._fields

    def first(self, keys: Iterable[str]) -> tuple[str, Any]:
        """The name and value of the first of these fields that there is, ("", None) where there is none."""
        return next(self.all(keys), ("", None))

    def all(self, keys: Iterable[str]) -> Iterator[tuple[str, Any]]:
        """All of these fields that there are."""
        return (self._fields[key] for key in keys if key in self._fields)


def is_filled(value: Any) -> bool:
    """Whether a field holds anything: a flag, words, or a list or object with something in it."""
    if isinstance(value, str):
        return (len(value) > LONGEST_MISSING and not value.isspace()) or said(value) != ""
    return bool(value) if isinstance(value, dict | list | tuple) else isinstance(value, bool) or said(value) != ""


def read_posting(node: Any, around: Node, source: Source) -> Record | Failure:
    """The record of a posting in whatever shape; `around` is the object that it lies in."""
    if not isinstance(node, dict):
        return Failure(source.path, source.record, 'no posting: fields with names are needed, as in {"title": ...}')
    if is_own(node):
        return own_record(source)
    if is_schema_org(node):
        return read_job_posting(node, replace(source, format="schema.org"))
    if vendor := vendor_of(node):
        return read_vendor(vendor, node, around, source)
    return read_fields(node, source)


def missing_text(names: Iterable[str]) -> str:
    """What to say of a table none of whose columns can hold the text of a posting, "" where one can."""
    if {plain_key(name) for name in names} & set(TEXT_KEYS):
        return ""
    return (
        "no column with the postings' text: expected one of description, job_description, requirements, content, "
        "summary"
    )


def is_schema_org(node: Node) -> bool:
    """Whether the object says that it is a JobPosting of schema.org."""
    return any(said(kind).rpartition("/")[2] == "JobPosting" for kind in items(node.get("@type")))


def is_known(node: Node) -> bool:
    """Whether the object says by keys of its own what it is."""
    return is_schema_org(node) or vendor_of(node) is not None or is_own(node)


def is_own(node: Node) -> bool:
    """Whether jdtool wrote the object."""
    return str(node.get("schema", "")).startswith(OWN_SCHEMA)


def is_posting(node: Node) -> bool:
    """Whether the object has the fields of a posting; it may be an employer with a list of postings all the same."""
    fields = Fields(node)
    return fields.first(TITLE) != ("", None) and any(
        not isinstance(value, dict) and not _objects(value) for _, value in fields.all(TEXT_KEYS)
    )


def _objects(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def read_fields(node: Node, source: Source) -> Record | Failure:
    """The record of an object or row with fields of any names."""
    fields = Fields(node)
    draft = Draft(source)
    posting = "joburl" in fields and "site" in fields  # rows of JobSpy
    texts = [as_text(value) for _, value in fields.all(TEXT)]
    if not any(texts):
        texts = [as_text(value) for _, value in fields.all(SUMMARY)]
    # A board may give a teaser beside the whole text, or the text with and without its markup.
    text = max(texts, key=len, default="")
    draft.tell("", text)
    for heading, keys in SECTIONS[:3]:
        draft.tell(heading, fields.first(keys)[1])
    if not draft.parts:
        wanted = "description, requirements, content, text or summary"
        return Failure(source.path, source.record, f"{NO_TEXT}: no field like {wanted} is filled in")
    for heading, keys in SECTIONS[3:]:
        draft.tell(heading, fields.first(keys)[1])

    for name, value in fields.all(TITLE):
        if any(map(str.isalpha, named(value))):  # "position" may be a rank
            draft.name("title", name, value)
    name, value = fields.first(COMPANY)
    draft.name("company", name, RATING_RE.sub("", value) if isinstance(value, str) else value)
    for key, keys in (("id", IDS), ("team", TEAM)):
        draft.name(key, *fields.first(keys))
    map_kinds(draft, fields, text if posting else "")
    map_places(draft, fields)
    map_pay(draft, fields)
    record = draft.record(posting=posting)
    assert record is not None
    return record


def map_places(draft: Draft, fields: Fields) -> None:
    """Notes the places: the first field that holds any, else city, state and country."""
    names = [fields.first(keys.split()) for keys in ADDRESS]
    for name, value in fields.all(PLACES):
        draft.places(name, with_country(items(value), names[-1][1]))
    whole = dict(zip(("city", "region", "country"), (value for _, value in names), strict=True))
    draft.places(next((name for name, _ in names if name), ""), [whole])


def map_kinds(draft: Draft, fields: Fields, searched: str) -> None:
    """Notes employment, work mode, level, degree and years.

    `searched` is the text in which a scraper looked for the word "remote" to set its flag: where the text says more
    of it, the flag says nothing.
    """
    for name, value in fields.all(EMPLOYMENT):
        if work_mode(value) is None:
            draft.employment(name, value)
    for name, value in fields.all(MODE):
        draft.mode(name, value)
    name, value = fields.first(REMOTE)
    if is_true(value) and not ELSEWHERE_RE.search(searched):
        draft.state("work_mode", name, "remote", f"{name}: {said(value) or 'true'}")
    for name, value in fields.all(LEVEL):
        draft.level(name, value)
    name, value = fields.first(EDUCATION)
    draft.degree(name, value)
    name, value = fields.first(EXPERIENCE)
    if re.search(r"\d", named(value)):
        words = one_line(value) + (" years" if re.fullmatch(r"[\d\s.,+–-]+", one_line(value)) else "")
        draft.tell("Requirements", words if "exp" in words.lower() else f"{words} of experience")


def map_pay(draft: Draft, fields: Fields) -> None:
    """Notes the pay: a pair of fields, an object, a single amount; a sentence goes to the text."""
    if said(fields.first(["salarysource"])[1]) == "description":
        return  # read from the text by a scraper: so do we
    money, unit = fields.first(CURRENCY)[1], fields.first(PERIOD)[1]
    for low, high in zip(LOW, HIGH, strict=True):
        if low in fields or high in fields:
            (name, bottom), (other, top) = fields.first([low]), fields.first([high])
            if draft.pay(name or other, bottom, top, money, unit or key_unit(low)):
                if is_true(fields.first(PREDICTED)[1]):
                    mark_estimated(draft)
                return
    for name, value in fields.all(PAY):
        if map_pay_object(draft, name, value, money, unit):
            return
    for name, value in fields.all(SINGLE):
        if number(value) and draft.pay(name, value, value, money, unit or key_unit(plain_key(name))):
            return
    for name, value in fields.all([*PAY, *ESTIMATE]):
        if isinstance(value, str) and re.search(r"\d", value):
            if plain_key(name) in ESTIMATE:
                map_estimate(draft, name, said(value))
            elif any(map(str.isalpha, value)):
                draft.fact("Salary", value)
            elif (per := period_words(unit)) is not None:  # "60000-75000", its currency in another field
                draft.fact("Salary", pay_words(value, None, money, per))
            return


def mark_estimated(draft: Draft) -> None:
    """Notes that the board worked the pay out by itself."""
    stated = draft.hints["salary"]
    bands = [replace(band, estimated=True) for band in stated.value]
    draft.hints["salary"] = replace(stated, value=bands)


def key_unit(key: str) -> str:
    """The period in a field's own name: "hourlyrate", "annualsalarymin"."""
    return next((word for word in ("annual", "yearly", "hourly", "monthly") if word in key), "")


def map_pay_object(draft: Draft, field: str, value: Any, money: Any, unit: Any, depth: int = 0) -> bool:
    """Notes the pay that an object holds; True where it holds any."""
    if isinstance(value, list):
        read = [map_pay_object(draft, field, item, money, unit, depth + 1) for item in value[:BANDS] if depth < 2]
        return any(read)
    if not isinstance(value, dict):
        return False
    inner = Fields(value)
    money = inner.first(CURRENCY)[1] or money
    unit = inner.first(INNER_UNIT)[1] or unit
    low, high = inner.first(INNER_LOW)[1], inner.first(INNER_HIGH)[1]
    if low is not None or high is not None:
        return draft.pay(field, low, high, money, unit)
    single = inner.first(["value", "amount"])[1]
    if isinstance(single, dict) and depth < 2:
        return map_pay_object(draft, field, single, money, unit, depth + 1)
    return not isinstance(single, dict) and draft.pay(field, single, single, money, unit)


def map_estimate(draft: Draft, field: str, words: str) -> None:
    """Notes what the board guesses the pay to be; what it got from the employer goes to the text."""
    if STATED_RE.search(words):
        draft.fact("Salary", words.partition(":")[2] or words)
        return
    match = ESTIMATE_RE.search(words)
    if match is None:
        return
    hourly = "hour" in words.lower()
    unit: Period | None = "hour" if hourly else "year" if "k" in match[0].lower() else None
    low, high = match["low"], match["high"]
    if high[-1] in "kK" and low[-1] not in "kK":
        low += "K"  # "$60-90K"
    bottom, top = number(low, unit), number(high, unit)
    if bottom and top and bottom <= top:
        band = StatedPay(bottom, top, currency(match["sign"]), unit, None, estimated=True)
        draft.bands(field, [band], words)
