"""schema.org JobPosting nodes, as pages carry them in JSON-LD or microdata, to records.

Every property may be missing, null, a list, a string or an object; what makes no sense is left out.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jdtool import patterns
from jdtool.model import EducationLevel, EmploymentType, Number, Period, Record, Source, Stated, StatedPay, YearsRange
from jdtool.readers.composing import compose, plain_key, plain_words
from jdtool.readers.markup import html_to_text, unescape_once

Node = Mapping[str, Any]

MOST_PLACES = 50  # a posting "for all our shops" lists hundreds
MOST_TEXT = 200  # characters of a name or title
MOST_PAY = 1e12  # of any currency, in a year
MOST_ID = 10**30
MOST_MONTHS = 600
LONGEST_NUMBER = 30  # digits

EMPLOYMENT_TYPES: tuple[tuple[EmploymentType, frozenset[str]], ...] = (
    ("internship", frozenset("intern interns internship praktikum stage apprenticeship".split())),
    ("volunteer", frozenset("volunteer voluntary".split())),
    ("freelance", frozenset("freelance freelancer".split())),
    ("contract", frozenset("contractor contract contracttohire fixedterm fixedtermcontract".split())),
    ("temporary", frozenset("temporary temp seasonal".split())),
)
"""The nature of the contract, which is told before its hours: FULL_TIME and CONTRACTOR is a contract."""
HOURS: dict[str, EmploymentType] = {
    "fulltime": "full-time",
    "full": "full-time",
    "permanentfulltime": "full-time",
    "fulltimepermanent": "full-time",
    "vollzeit": "full-time",
    "parttime": "part-time",
    "part": "part-time",
    "teilzeit": "part-time",
}
UNSAID_TYPES = frozenset({"other", "na", "none", "notspecified", "unspecified", "permanent", "regular"})
PERIOD_NAMES: tuple[tuple[Period, str], ...] = (
    ("hour", "hour hourly hr hrs hours hur perhour ph pt1h"),
    ("day", "day daily days perday d p1d"),
    ("week", "week weekly weeks wk wee perweek p1w p7d"),
    ("month", "month monthly months mon mth permonth pm p1m"),
    ("year", "year yearly years yr annual annually annum perannum pa peryear ann p1y p12m"),
)
PERIODS = {name: period for period, names in PERIOD_NAMES for name in names.split()}
CURRENCY_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
}
DEGREES: tuple[tuple[EducationLevel, re.Pattern[str]], ...] = (
    ("high-school", patterns.compile(r"high ?school|secondary|\bged\b", re.IGNORECASE)),
    ("associate", patterns.compile(r"\bassociate", re.IGNORECASE)),
    ("bachelor", patterns.compile(r"\bbachelor|\bundergraduate", re.IGNORECASE)),
    ("master", patterns.compile(r"\bmaster|\bpost ?graduate", re.IGNORECASE)),
    ("phd", patterns.compile(r"\bdoctor|\bph\.? ?d", re.IGNORECASE)),
)
"""Words of credentialCategory, the lowest degree first."""
REMOTE = frozenset({"telecommute", "telecommuting", "remote", "fullyremote"})

PARTS: tuple[tuple[str, str], ...] = (
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("skills", "Skills"),
    ("experienceRequirements", "Requirements"),
    ("educationRequirements", "Requirements"),
    ("securityClearanceRequirement", "Requirements"),
    ("eligibilityToWorkRequirement", "Requirements"),
    ("workHours", "Working hours"),
    ("incentiveCompensation", "Compensation"),
    ("incentives", "Compensation"),
    ("jobBenefits", "Benefits"),
    ("benefits", "Benefits"),
    ("employerOverview", "About the company"),
)
"""Properties in words, each with the heading that it gets in the text."""

WRAPPED_BEFORE_RE = patterns.compile(r"(?:\s|\ufeff|<!--|//[ \t]{0,9}<!\[CDATA\[|<!\[CDATA\[|/\*[^*]{0,99}\*/)*")
WRAPPED_AFTER = ("-->", "]]>", "//", "/*", "*/", ";")
LOOSE_COMMA_RE = patterns.compile(r'"(?:[^"\\]|\\.)*+"?|,(?=\s*+[}\]])', re.DOTALL)
NUMBER_RE = patterns.compile(r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,4})?")
SURROGATE_RE = patterns.compile("[\ud800-\udfff]")
ADDRESS_RE = patterns.compile(r"https?://|www\.", re.IGNORECASE)
CURRENCY_RE = patterns.compile(r"[A-Z]{3}")
NOTHING_RE = patterns.compile(
    r"(?:no (?:experience |education )?requirements?|not specified|n/?a|none|null|undefined|-+)\.?", re.IGNORECASE
)


class PlainText(str):
    """Text that is no markup: what microdata marks, read already from the page."""

    __slots__ = ()


# --- finding nodes --------------------------------------------------------------------------------------------


def load_json(text: str) -> Any:
    """What a script of JSON-LD holds, None where it cannot be made out.

    Pages have raw line breaks in strings, commas too many, comments around, or escaped quotes.

    >>> load_json('<!-- {"title": "Cook", "skills": ["knives",],} -->')
    {'title': 'Cook', 'skills': ['knives']}
    """
    text = _unwrap(text)
    for mend in (str, _without_loose_commas, html.unescape, lambda t: _without_loose_commas(html.unescape(t))):
        mended = mend(text)
        for strict in (True, False):
            try:
                return json.loads(mended, strict=strict, parse_int=_read_int, parse_constant=lambda _: None)
            except (ValueError, RecursionError):
                continue
    return None


def _unwrap(text: str) -> str:
    start = WRAPPED_BEFORE_RE.match(text)
    text = text[start.end() :] if start else text
    for ending in WRAPPED_AFTER * 2:
        text = text.rstrip().removesuffix(ending)
    return text


def _without_loose_commas(text: str) -> str:
    return LOOSE_COMMA_RE.sub(lambda match: "" if match[0] == "," else match[0], text)


def _read_int(digits: str) -> int | None:
    return int(digits) if len(digits) <= LONGEST_NUMBER else None


def job_postings(data: Any) -> list[Node]:
    """All JobPosting nodes with a title or description, however deep, in order; references by @id are followed.

    >>> [node["title"] for node in job_postings({"@graph": [{"@type": ["JobPosting"], "title": "Cook"}]})]
    ['Cook']
    """
    nodes: list[Node] = []
    named: dict[str, Node] = {}
    stack = [data]
    seen: set[int] = set()  # microdata may put one item under several names, and so on inside
    while stack:
        item = stack.pop()
        if id(item) in seen:
            continue
        if isinstance(item, list | dict):
            seen.add(id(item))
        if isinstance(item, list):
            stack += reversed(item)
        elif isinstance(item, dict):
            if is_job_posting(item) and (words(item.get("title")) or words(item.get("description"))):
                nodes.append(item)
            name = item.get("@id")
            if isinstance(name, str) and len(item) > 1:
                named.setdefault(name, item)
            stack += reversed(item.values())
    return [{key: _follow(value, named) for key, value in node.items()} for node in nodes]


def _follow(value: Any, named: Mapping[str, Node]) -> Any:
    if isinstance(value, dict) and len(value) == 1 and isinstance(value.get("@id"), str):
        return named.get(value["@id"], value)
    return value


def is_job_posting(node: Any) -> bool:
    """Whether a JSON object says that it is a JobPosting.

    >>> is_job_posting({"@type": "http://schema.org/JobPosting"}), is_job_posting({"@type": "Place"})
    (True, False)
    """
    kinds = node.get("@type") if isinstance(node, dict) else None
    return any(
        isinstance(kind, str) and re.split(r"[/#:]", kind)[-1] == "JobPosting"
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


# --- a node to a record ---------------------------------------------------------------------------------------


def read_job_posting(node: Node, source: Source) -> Record:
    """The record that a JobPosting node makes by itself."""
    return Record(source, job_text(node), job_hints(node), posting=True)


def job_text(node: Node, after: Iterable[tuple[str, str]] = ()) -> str:
    """The text of a posting: title, company, places, description, what else the node says in words; then `after`."""
    hints = job_hints(node)
    places = hints["locations"].value if "locations" in hints else []
    return compose(title_of(node), company_of(node), places, [("", description_of(node)), *parts_of(node), *after])


def title_of(node: Node) -> str | None:
    return _short(words(node.get("title")) or words(node.get("name")))


def company_of(node: Node) -> str | None:
    for organization in _each(node.get("hiringOrganization")):
        name = _short(words(organization))
        if name and not ADDRESS_RE.match(name) and plain_key(name) != "confidential":
            return name
    return None


def description_of(node: Node) -> str:
    """The description in lines, "" where there is none."""
    return "\n\n".join(filter(None, (_lines(item) for item in _each(node.get("description")))))


def parts_of(node: Node) -> list[tuple[str, str]]:
    """What the node says in words beside its description, and not in it: heading and text."""
    found: dict[str, list[str]] = {}
    described = f" {plain_words(description_of(node))} "
    for key, heading in PARTS:
        lines = [_lines(item) for item in _each(node.get(key))]
        lines = [line for line in lines if line and not NOTHING_RE.fullmatch(line) and not ADDRESS_RE.match(line)]
        lines = [line for line in lines if f" {plain_words(line)} " not in described]
        if len(lines) > 1:
            lines = [line if "\n" in line else f"- {line}" for line in lines]
        found.setdefault(heading, []).extend(lines)
    found["Salary"] = [_lines(pay) for pay in _each(node.get("baseSalary")) if _is_wording(pay)]
    found["Employment type"] = _odd_types(node)
    return [(heading, "\n".join(lines)) for heading, lines in found.items() if lines]


def job_hints(node: Node) -> dict[str, Stated]:
    """What the node states as fields, see `Record`."""
    hints: dict[str, Stated] = {}

    def state(key: str, value: Any, field: str, text: str | None = None) -> None:
        if value:
            hints[key] = Stated(value, field, text or str(value))

    state("id", _id(node.get("identifier")), "identifier")
    state("title", title_of(node), "title")
    state("company", company_of(node), "hiringOrganization")
    state("team", _short(words(node.get("employmentUnit"))), "employmentUnit")

    places, field = _places(node.get("jobLocation")), "jobLocation"
    if not places:
        places, field = _places(node.get("applicantLocationRequirements")), "applicantLocationRequirements"
    state("locations", places, field, "; ".join(places))
    for kind in _each(node.get("jobLocationType")):
        if plain_key(words(kind) or "") in REMOTE:
            state("work_mode", "remote", "jobLocationType", words(kind))
    types = _types(node)
    state("employment_type", employment_type(types), "employmentType", ", ".join(types))

    for field in ("baseSalary", "estimatedSalary"):
        bands = list(_pay(node, field))
        if bands:
            state("salary", bands, field, "; ".join(map(_pay_words, bands)))
            break
    months = [number(_get(item, "monthsOfExperience")) for item in _each(node.get("experienceRequirements"))]
    asked = [value for value in months if value and value <= MOST_MONTHS]
    if asked:
        state("years", YearsRange(_tidy(round(asked[0] / 12, 1)), None), "monthsOfExperience", f"{asked[0]} months")
    categories = [
        words(kind)
        for item in _each(node.get("educationRequirements"))
        if isinstance(item, dict)
        for kind in _each(item.get("credentialCategory"))
    ]
    said = ", ".join(filter(None, categories))
    state(
        "education",
        next((level for level, pattern in DEGREES if pattern.search(said)), None),
        "credentialCategory",
        said,
    )
    return hints


def employment_type(names: Iterable[str]) -> EmploymentType | None:
    """The kind of employment that schema.org's codes or free words name, None where they name none.

    >>> employment_type(["FULL_TIME", "CONTRACTOR"]), employment_type(["Part-time"]), employment_type(["OTHER"])
    ('contract', 'part-time', None)
    """
    keys = [plain_key(name) for name in names]
    for kind, known in EMPLOYMENT_TYPES:
        if not known.isdisjoint(keys):
            return kind
    return next((HOURS[key] for key in keys if key in HOURS), None)


# --- values ---------------------------------------------------------------------------------------------------


def words(value: Any) -> str | None:
    """A property's words on one line: a string, a number, the name of an object; of a list the first."""
    for item in _each(value):
        if isinstance(item, dict):
            item = next((item[key] for key in ("name", "@value", "legalName", "value") if item.get(key)), None)
        if isinstance(item, int | float) and not isinstance(item, bool) and abs(item) < MOST_ID:
            return str(item)
        if isinstance(item, str):
            text = " ".join(SURROGATE_RE.sub("\ufffd", item).split())
            if text and not NOTHING_RE.fullmatch(text):
                return text
    return None


def number(value: Any) -> Number | None:
    """A number above zero, also from a string such as "50,000.00"; None for anything else.

    >>> number("50,000.00"), number(21.75), number("30-40k"), number(-1), number(True)
    (50000, 21.75, None, None, None)
    """
    if isinstance(value, dict):
        value = value.get("@value", value.get("value"))
    if isinstance(value, str):
        text = value.strip().removeprefix("$").removeprefix("£").removeprefix("€").strip()
        value = float(re.sub(r"[,' ]", "", text)) if NUMBER_RE.fullmatch(text) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < MOST_PAY:
        return None
    return _tidy(value)


def _tidy(value: Number) -> Number:
    return int(value) if value == int(value) else value


def _each(value: Any) -> list[Any]:
    """The value's items, which may be a list or one by itself."""
    if isinstance(value, list):
        return [item for item in value if item not in (None, "") and not isinstance(item, list)]
    return [] if value in (None, "") else [value]


def _get(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _short(text: str | None) -> str | None:
    """A name or title: free of markup, None where it is too long for one."""
    if text and ("<" in text or "&" in text):
        text = " ".join(html_to_text(unescape_once(text)).split())
    return text if text and len(text) <= MOST_TEXT else None


def _lines(value: Any) -> str:
    """A property's text in lines: markup, escaped markup, plain text, or an object's description or name."""
    if isinstance(value, dict):
        value = value.get("description") or value.get("name") or value.get("@value") or value.get("credentialCategory")
    if isinstance(value, PlainText):
        return str(value)
    if not isinstance(value, str):
        return words(value) or ""
    return html_to_text(unescape_once(unescape_once(SURROGATE_RE.sub("\ufffd", value))))


def _id(value: Any) -> str | None:
    for item in _each(value):
        text = words(item.get("value") if isinstance(item, dict) else item)
        if text and len(text) <= MOST_TEXT:
            return text
    return None


def _places(value: Any) -> list[str]:
    """Each place as one would write it: "Leeds, England, GB"."""
    places = [_place(item) for item in _each(value)]
    return list(dict.fromkeys(filter(None, places)))[:MOST_PLACES]


def _place(value: Any) -> str | None:
    address = next(iter(_each(value.get("address"))), None) if isinstance(value, dict) else value
    if isinstance(value, dict) and address is None:
        address = value if "addressLocality" in value or "addressCountry" in value else value.get("name")
    if not isinstance(address, dict):
        return _short(words(address))
    parts = [_short(words(address.get(f"address{part}"))) for part in ("Locality", "Region", "Country")]
    kept: list[str] = []
    for part in filter(None, parts):
        # "Leeds, West Yorkshire" with the region beside it again
        if part.casefold() not in ", ".join(kept).casefold().split(", "):
            kept.append(part)
    return ", ".join(kept) or _short(words(address.get("name")) or words(address.get("streetAddress")))


def _types(node: Node) -> list[str]:
    """The words of employmentType, "FULL_TIME, CONTRACTOR" cut in two."""
    return [
        part.strip()
        for item in _each(node.get("employmentType"))
        for part in re.split(r"[,/;|\[\]\"]", words(item) or "")
        if part.strip() and len(part) <= MOST_TEXT
    ]


def _odd_types(node: Node) -> list[str]:
    """Words for the employment that are no known code: "40 hours, on call" """
    types = _types(node)
    if employment_type(types) is not None or all(plain_key(name) in UNSAID_TYPES for name in types):
        return []
    return [", ".join(name.replace("_", " ").lower() if name.isupper() else name for name in types)]


# --- pay ------------------------------------------------------------------------------------------------------


def _is_wording(pay: Any) -> bool:
    """Whether pay is said in words rather than figures: "£30,000 - £35,000 a year"."""
    return isinstance(pay, str) and number(pay) is None and any(c.isdigit() for c in pay)


def _pay(node: Node, field: str) -> Iterator[StatedPay]:
    for item in _each(node.get(field)):
        low, high = _amounts(item)
        if low is None and high is None:
            continue
        yield StatedPay(
            low,
            high,
            _currency(item, node),
            _period(item),
            estimated=field == "estimatedSalary",
        )


def _amounts(item: Any) -> tuple[Number | None, Number | None]:
    """The ends of a band, wherever in the object they stand."""
    value = next(iter(_each(_get(item, "value"))), None)
    for holder in (value, item):
        if not isinstance(holder, dict):
            continue
        for least, most in (
            ("minValue", "maxValue"),
            ("minPrice", "maxPrice"),
            ("percentile10", "percentile90"),
            ("percentile25", "percentile75"),
        ):
            low, high = number(holder.get(least)), number(holder.get(most))
            if low and high and low > high:
                return None, None
            if low or high:
                return low, high
        one = next(filter(None, (number(holder.get(key)) for key in ("value", "price", "median"))), None)
        if one:
            return one, one
    one = number(value) if isinstance(item, dict) else number(item)
    return one, one


def _currency(item: Any, node: Node) -> str | None:
    value = _get(item, "value")
    for holder, key in ((item, "currency"), (value, "currency"), (item, "priceCurrency"), (node, "salaryCurrency")):
        code = (words(_get(holder, key)) or "").upper()
        code = CURRENCY_SIGNS.get(code, code)
        if CURRENCY_RE.fullmatch(code):
            return code
    return None


def _period(item: Any) -> Period | None:
    value = next(iter(_each(_get(item, "value"))), None)
    for holder in (value, item):
        for key in ("unitText", "unitCode", "duration"):
            period = PERIODS.get(plain_key(words(_get(holder, key)) or ""))
            if period:
                return period
    return None


def _pay_words(pay: StatedPay) -> str:
    amounts = "-".join(str(n) for n in dict.fromkeys((pay.min, pay.max)) if n is not None)
    return " ".join(filter(None, [pay.currency, amounts, f"per {pay.period}" if pay.period else None]))
