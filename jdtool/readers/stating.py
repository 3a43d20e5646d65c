"""What a source states as fields, told in jdtool's own terms: the tables and small readings that all sources share.

Every reading takes a raw value of any type and comes back empty where it says nothing: sources hold null, "", NaN, -1,
lists for texts and texts for numbers.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from jdtool import patterns
from jdtool.model import (
    EducationLevel,
    EmploymentType,
    Number,
    Period,
    Record,
    Seniority,
    Source,
    Stated,
    StatedPay,
    WorkMode,
)
from jdtool.readers.composing import compose, plain_key
from jdtool.readers.markup import html_to_text

Node = Mapping[str, Any]

# --- words ------------------------------------------------------------------------------------------------

MISSING = frozenset({"", "-", "-1", "-1.0", "nan", "nat", "none", "null", "n/a", "na", "undefined", "unknown"})
"""What stands in a field that nobody filled in."""
LONGEST_MISSING = max(map(len, MISSING))
NAMING_KEYS = (
    "name",
    "display_name",
    "displayName",
    "label",
    "valueLabel",
    "title",
    "descriptor",
    "html",
    "text",
    "value",
    "content",
)
CONTROL_RE = patterns.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
# "['Python', 'SQL']", a list put into a cell
REPR_LIST_RE = patterns.compile(r"\A\[\s?(?:'.*'|\".*\")\s?\]", re.DOTALL)
REPR_ITEM_RE = patterns.compile(r"'([^']*)'|\"([^\"]*)\"")
SHORT = 40  # characters; longer items of a list stand on lines of their own

TAG_RE = patterns.compile(
    r"</?(?:p|br|div|ul|ol|li|span|strong|b|i|em|u|a|h[1-6]|table|tr|td|section|article|body|html|hr|font|img)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)  # "<p>", "<br/>", '<a href="...">'
ESCAPED_TAG_RE = patterns.compile(
    r"&(?:amp;){0,2}lt;/?(?:p|br|div|ul|ol|li|span|strong|b|i|em|h[1-6]|table|section)\b", re.IGNORECASE
)
ENTITY_RE = patterns.compile(
    r"&(?:amp|nbsp|quot|apos|[lr]squo|[lr]dquo|ndash|mdash|bull|hellip|euro|pound|#\d{2,5}|#x\w{2,5});"
)
MAX_ESCAPES = 3


def said(value: Any) -> str:
    """The words of a single value without what is no text; "" where it says nothing.

    >>> said(" Leeds\\x00 "), said(65000.0), said("nan"), said(None), said(["a"])
    ('Leeds', '65000', '', '', '')
    """
    if isinstance(value, str):
        words = CONTROL_RE.sub("", sound(value)).strip()
        return "" if len(words) <= LONGEST_MISSING and words.lower() in MISSING else words
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        if isinstance(value, int):
            return str(value) if abs(value) < AMOUNT_LIMIT**2 and value != -1 else ""
        if math.isfinite(value) and value != -1:
            return str(int(value)) if value == int(value) else str(value)
    return ""


def sound(text: str) -> str:
    r"""The text with pairs of surrogates joined and lone ones replaced: no file could hold them.

    >>> sound("\ud83d\ude00 \ud800") == "\U0001f600 \ufffd"
    True
    """
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def named(value: Any) -> str:
    """The words of a value that may be an object with a name, or a list of such."""
    if isinstance(value, dict):
        return next((words for key in NAMING_KEYS if (words := said(value.get(key)))), "")
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(named, value)))
    return said(value)


def one_line(value: Any) -> str:
    """The words of a value as a line, without markup."""
    return " ".join(as_text(named(value)).split())


def items(value: Any) -> list[Any]:
    """The value as a list: itself, what a cell spells as one, or the single value.

    >>> items("['Python', 'SQL']"), items("Python"), items(None)
    (['Python', 'SQL'], ['Python'], [])
    """
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, str) and REPR_LIST_RE.fullmatch(value.strip()):
        return [single or double for single, double in REPR_ITEM_RE.findall(value)]
    return [] if value is None else [value]


def as_text(value: Any) -> str:
    """The value as running text: markup read, escapes undone where they hide markup, items of a list on lines."""
    listed = items(value)
    if len(listed) > 1 or isinstance(value, list | tuple):
        texts = list(filter(None, map(as_text, (item for item in listed if not isinstance(item, list)))))
        if all(len(text) <= SHORT for text in texts):
            return ", ".join(texts)
        return "\n".join(f"- {text}" if "\n" not in text else text for text in texts)
    text = named(listed[0]) if listed else ""
    for _ in range(MAX_ESCAPES):
        if "&" not in text or TAG_RE.search(text) or not ESCAPED_TAG_RE.search(text):
            break
        text = html.unescape(text)
    if "<" in text and TAG_RE.search(text):
        return html_to_text(text).strip()
    if "&" in text and ENTITY_RE.search(text):  # nobody writes "R&amp;D": markup was cut off without reading it
        return html.unescape(text)
    return text


def dig(value: Any, *keys: str) -> Any:
    """What lies at the end of a path of keys, None where the path breaks off."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def is_true(value: Any) -> bool:
    """Whether a flag is set: True, 1, "yes"; an empty flag is not."""
    return value is True or said(value).lower() in ("true", "yes", "y", "1", "1.0")


def url_name(url: Any, host: str) -> str:
    """The name that a board at this host gives to an employer: the first part of an address's path, as it stands.

    >>> url_name("https://jobs.lever.co/frostbridge-gmbh/12", "lever.co")
    'frostbridge-gmbh'
    """
    try:
        parts = urlsplit(said(url))
        if parts.hostname is None or not f".{parts.hostname}".endswith(f".{host}"):
            return ""
    except ValueError:
        return ""
    return said(unquote(parts.path.strip("/").partition("/")[0]))


def host_name(url: Any, host: str) -> str:
    """The part of an address that stands before this host: "frostbridge" of "https://frostbridge.workable.com"."""
    try:
        name = urlsplit(said(url)).hostname or ""
    except ValueError:
        return ""
    first = name.partition(".")[0]
    return first if name.endswith(f".{host}") and first not in ("www", "apply", "jobs", "careers") else ""


# --- kinds ------------------------------------------------------------------------------------------------

EMPLOYMENT: tuple[tuple[EmploymentType, re.Pattern[str]], ...] = tuple(
    (kind, patterns.compile(rf"(?<![a-z])(?:{words})(?![a-z])"))
    for kind, words in cast(
        tuple[tuple[EmploymentType, str], ...],
        (
            ("full-time", "full ?time|vollzeit|voltijd|temps plein|jornada completa"),
            ("part-time", "part ?time|teilzeit|deeltijd|temps partiel|jornada parcial"),
            ("contract", "(?<!permanent )(?<!of )contract(?:or|ing)?|fixed ?term|cdd"),
            ("temporary", "temp(?:orary)?|seasonal"),
            ("internship", "intern(?:ship)?|praktikum|stage"),
            ("freelance", "freelancer?|freelancing"),
            ("volunteer", "volunteer(?:ing)?"),
        ),
    )
)
UNSAID = frozenset({"other", "unspecified", "notspecified", "notapplicable", "any"})
MODES: dict[str, WorkMode] = {
    "remote": "remote",
    "fullyremote": "remote",
    "remoteonly": "remote",
    "100remote": "remote",
    "telecommute": "remote",
    "telecommuting": "remote",
    "workfromhome": "remote",
    "hybrid": "hybrid",
    "hybridremote": "hybrid",
    "partiallyremote": "hybrid",
    "partlyremote": "hybrid",
    "onsite": "onsite",
    "inoffice": "onsite",
    "office": "onsite",
    "inperson": "onsite",
    "workfromoffice": "onsite",
    "notremote": "onsite",
    "flexible": "flexible",
    "remoteorhybrid": "flexible",
    "flexibleremote": "flexible",
}
LEVELS: dict[str, Seniority] = {
    # Not here: "Associate" and "Mid-Senior level", which on the boards that use them hold juniors and seniors alike.
    "intern": "intern",
    "internship": "intern",
    "trainee": "intern",
    "entry": "junior",
    "entrylevel": "junior",
    "junior": "junior",
    "graduate": "junior",
    "mid": "mid",
    "midlevel": "mid",
    "intermediate": "mid",
    "medior": "mid",
    "senior": "senior",
    "seniorlevel": "senior",
    "staff": "staff",
    "principal": "principal",
    "lead": "lead",
    "teamlead": "lead",
    "manager": "manager",
    "director": "director",
    "executive": "executive",
}
DEGREES: tuple[tuple[EducationLevel, re.Pattern[str]], ...] = tuple(
    (level, patterns.compile(rf"\b(?:{words})\b"))
    for level, words in cast(
        tuple[tuple[EducationLevel, str], ...],
        (
            ("high-school", "high school|secondary school|secondary education|ged"),
            ("associate", "associates?"),
            ("bachelor", "bachelors?|undergraduate"),
            ("master", "masters?|postgraduate"),
            ("phd", "phd|doctora(?:te|l)|doctor"),
        ),
    )
)


def spaced(words: str) -> str:
    """The words of a vendor's code in lower case: "FullTime", "full_time" and "Full-time" are "full time"."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words)
    return " ".join(re.sub(r"[\W_]+", " ", words.replace("'", "").replace("’", "").lower()).split())


def employment_type(value: Any) -> EmploymentType | None:
    """The kind of employment that the words name, None where they name none or several.

    >>> employment_type("FULL_TIME"), employment_type("fulltime_fixed_term"), employment_type("Permanent contract")
    ('full-time', None, None)
    """
    words = spaced(named(value))
    kinds = [kind for kind, pattern in EMPLOYMENT if pattern.search(words)]
    return kinds[0] if len(kinds) == 1 else None


def work_mode(value: Any) -> WorkMode | None:
    """The work mode that a code or label names."""
    return MODES.get(plain_key(named(value)))


def seniority(value: Any) -> Seniority | None:
    """The level that a code or label names."""
    return LEVELS.get(plain_key(named(value)))


def education_level(value: Any) -> EducationLevel | None:
    """The degree that the words name, None where they name none or several."""
    words = spaced(named(value))
    levels = [level for level, pattern in DEGREES if pattern.search(words)]
    return levels[0] if len(levels) == 1 else None


def choose_mode(remote: Any, hybrid: Any, onsite: Any = None) -> WorkMode | None:
    """The work mode of a posting with a flag for each; several flags leave the choice to whoever applies."""
    flags: list[tuple[Any, WorkMode]] = [(remote, "remote"), (hybrid, "hybrid"), (onsite, "onsite")]
    modes = [mode for flag, mode in flags if is_true(flag)]
    return None if not modes else modes[0] if len(modes) == 1 else "flexible"


# --- places -----------------------------------------------------------------------------------------------

PLACE_KEYS: tuple[frozenset[str], ...] = (
    frozenset({"city", "addresslocality", "locality", "town"}),
    frozenset({"region", "addressregion", "state", "province", "statecode"}),
    frozenset({"country", "addresscountry", "countryname", "countrycode"}),
)
PLACE_NAMES = ("locationstr", "fulllocation", "displayname", "name", "location", "text", "label", "descriptor")
PLACE_INSIDE = ("address", "postaladdress")
NO_PLACE = frozenset({*MODES, "anywhere", "worldwide", "global", "multiplelocations", "various", "tbd", "notspecified"})


def place(value: Any, depth: int = 0) -> str:
    """A place as one would write it, from words or an object of city, region and country.

    >>> place({"city": "Leeds", "region": "England", "countryCode": "gb"}), place("Remote"), place(["Kiel"])
    ('Leeds, England, GB', '', 'Kiel')
    """
    if isinstance(value, list | tuple):
        return place(value[0]) if len(value) == 1 and depth < 1 else ""
    if not isinstance(value, dict):
        words = one_line(value)
        return "" if plain_key(words) in NO_PLACE or words.isdigit() else words
    known = {plain_key(key): inner for key, inner in value.items() if isinstance(key, str)}
    parts = []
    for keys in PLACE_KEYS:
        words = next((one_line(known[key]) for key in known if key in keys and one_line(known[key])), "")
        parts.append(words.upper() if len(words) == 2 else words)
    if any(parts):
        return ", ".join(dict.fromkeys(filter(None, parts)))
    if words := next((place(known[key]) for key in PLACE_NAMES if key in known and place(known[key])), ""):
        return words
    if depth < 2:
        return next((place(known[key], depth + 1) for key in PLACE_INSIDE if isinstance(known.get(key), dict)), "")
    return ""


# --- pay --------------------------------------------------------------------------------------------------

AMOUNT_LIMIT = 10**12
PERIOD_RE = patterns.compile(
    r"""(?:1|per|an?)?
    (?: (?P<hour>hour(?:ly)?|hr|h) | (?P<day>day|daily) | (?P<week>week(?:ly)?) | (?P<month>month(?:ly)?|mo)
      | (?P<year>year(?:ly)?|yr|annual(?:ly)?|annum|pa) )
    s?(?:wage|salary|rate|pay)?""",
    re.VERBOSE,
)  # "yearly", "per-year-salary", "1 YEAR", "YEAR" after plain_key
NO_PERIOD = frozenset({"", "none", "unspecified", "other"})
FORTNIGHT = frozenset({"biweekly", "fortnightly", "2week", "2weeks"})
PLAIN_AMOUNT_RE = patterns.compile(r"\d{1,12}(?:[.,]\d{1,2}|\.\d{4,9})?")  # "65000", "21.75", "65000.0000"
GROUPED_AMOUNT_RE = patterns.compile(r"\d{1,3}(?P<group>[.,'’ ])\d{3}(?:(?P=group)\d{3}){0,3}(?P<rest>[.,]\d{1,2})?")
THOUSANDS_RE = patterns.compile(r"(\d{1,4}(?:\.\d)?) ?k", re.IGNORECASE)  # "65K"
POWER_RE = patterns.compile(r"\d(?:\.\d{1,9})?e\+?\d{1,2}", re.IGNORECASE)  # "1e+05", as statistics programs write it
AROUND_AMOUNT_RE = patterns.compile(r"^(?:[A-Z]{3}|[$€£₹¥])?\s?(.{1,40}?)\s?(?:[A-Z]{3}|[$€£₹¥])?$", re.DOTALL)
CURRENCY_RE = patterns.compile(r"[A-Za-z]{3}")
SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD"}


def period(value: Any) -> Period | None:
    """The unit of time that a rate is for.

    >>> period("per-year-salary"), period("1 YEAR"), period("HOURLY"), period("2 WEEK"), period("1 TIME")
    ('year', 'year', 'hour', None, None)
    """
    match = PERIOD_RE.fullmatch(plain_key(named(value)))
    return cast(Period, match.lastgroup) if match else None


def period_words(value: Any) -> str | None:
    """The period in words that a reader of the posting understands, None where there are none.

    >>> period_words("BIWEEKLY"), period_words("1 MONTH"), period_words(None), period_words("1 TIME")
    ('biweekly', 'per month', '', None)
    """
    key = plain_key(named(value))
    if key in NO_PERIOD:
        return ""
    per = period(value)
    return f"per {per}" if per else "biweekly" if key in FORTNIGHT else None


def currency(value: Any) -> str | None:
    """The ISO 4217 code, None for what is none ("$" is the sign of twenty)."""
    words = named(value)
    return SIGNS.get(words) or (words.upper() if CURRENCY_RE.fullmatch(words) else None)


def number(value: Any, unit: Period | None = None) -> Number | None:
    """A positive amount, None where there is none or two readings are possible.

    >>> number("65,000.00"), number("21.75"), number("0"), number("65.000", "year"), number("65.000", "hour")
    (65000, 21.75, None, 65000, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        amount = float(value) if isinstance(value, int) and abs(value) < AMOUNT_LIMIT else value
        if isinstance(amount, int) or not math.isfinite(amount):
            return None
        amount = float(amount)
    else:
        words = re.sub(r"\s", " ", said(value))
        inner = AROUND_AMOUNT_RE.match(words)
        read = _read_amount(inner[1], unit) if inner else None
        if read is None:
            return None
        amount = read
    if not 0 < amount < AMOUNT_LIMIT:
        return None
    return int(amount) if amount == int(amount) else round(amount, 2)


def _read_amount(words: str, unit: Period | None) -> float | None:
    if PLAIN_AMOUNT_RE.fullmatch(words):
        return float(words.replace(",", "."))
    if match := THOUSANDS_RE.fullmatch(words):
        return float(match[1]) * 1000
    if POWER_RE.fullmatch(words):
        return float(words)
    match = GROUPED_AMOUNT_RE.fullmatch(words)
    if match is None or match["group"] == (match["rest"] or "")[:1]:
        return None
    if match["group"] == "." and words.count(".") == 1 and not match["rest"] and unit not in ("month", "year"):
        return None  # "65.000" may be sixty-five thousand, or sixty-five with three places
    rest = match["rest"] or ""
    whole = re.sub(r"\D", "", words[: len(words) - len(rest)])
    return float(f"{whole}.{rest[1:] or 0}")


def pay_words(low: Any, high: Any, money: Any, unit: Any) -> str:
    """The source's own words of a band: "60000 - 75000 EUR yearly"."""
    amounts = " - ".join(dict.fromkeys(words for words in (named(low), named(high)) if words.strip("0.,")))
    return " ".join(filter(None, (amounts, named(money), named(unit)))) if amounts else ""


def read_pay(
    low: Any, high: Any, money: Any, unit: Any, *, label: str | None = None, cents: bool = False
) -> StatedPay | None:
    """The band that the fields state, None where they state none or a rate that no period of jdtool fits."""
    per = period(unit)
    if per is None and plain_key(named(unit)) not in NO_PERIOD:
        return None
    amounts = [number(low, per), number(high, per)]
    if cents:
        amounts = [None if amount is None else number(amount / 100) for amount in amounts]
    bottom, top = amounts
    if bottom is None and top is None:
        return None
    if bottom is not None and top is not None and bottom > top:
        bottom, top = top, bottom
    return StatedPay(bottom, top, currency(money), per, label or None)


# --- a record in the making -------------------------------------------------------------------------------


class Draft:
    """A record in the making: what the source states as fields, and the parts of its text."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.hints: dict[str, Stated] = {}
        self.parts: list[tuple[str, str]] = []
        self.facts: list[tuple[str, str]] = []
        self.pays: list[StatedPay] = []

    def state(self, key: str, field: str, value: Any, words: str = "") -> None:
        """Notes what a field states, unless that is nothing or a field before it stated the same key."""
        if value not in (None, "", []) and key not in self.hints:
            self.hints[key] = Stated(value, sound(field), words or str(value))

    def name(self, key: str, field: str, value: Any) -> None:
        """Notes a field's words as they stand: id, title, company, team."""
        self.state(key, field, one_line(value))

    def places(self, field: str, values: Iterable[Any]) -> None:
        """Notes the places of work; a "place" that says how the work is done is taken as that."""
        values = list(values)
        places = list(dict.fromkeys(filter(None, map(place, values))))
        self.state("locations", field, places, "; ".join(places))
        if not places:
            for value in values:
                self.mode(field, value)

    def mode(self, field: str, value: Any) -> None:
        self.state("work_mode", field, work_mode(value), named(value))

    def employment(self, field: str, value: Any) -> None:
        """Notes the kind of employment; words that name none or several are left for the text."""
        kind = employment_type(value)
        self.state("employment_type", field, kind, one_line(value))
        if kind is None and "employment_type" not in self.hints and plain_key(one_line(value)) not in UNSAID:
            self.fact("Employment type", one_line(value).replace("_", " ").lower().capitalize())

    def level(self, field: str, value: Any) -> None:
        self.state("seniority", field, seniority(value), named(value))

    def degree(self, field: str, value: Any) -> None:
        """Notes the degree; words that name none or several are left for the text."""
        level = education_level(value)
        self.state("education", field, level, one_line(value))
        if level is None and "unspecified" not in spaced(named(value)):
            self.fact("Education", as_text(value))

    def pay(
        self, field: str, low: Any, high: Any, money: Any, unit: Any, *, label: str = "", cents: bool = False
    ) -> bool:
        """Notes a band beside those of the same field; True where there was one. What is unclear goes to the text."""
        band = read_pay(low, high, money, unit, label=label, cents=cents)
        if band is not None:
            self.bands(field, [band], pay_words(low, high, money, f"{named(unit)} (in cents)" if cents else unit))
        elif not cents and (per := period_words(unit)) is not None:
            self.fact("Salary", pay_words(low, high, money, per))
        return band is not None

    def bands(self, field: str, bands: list[StatedPay], words: str) -> None:
        field = sound(field)
        stated = self.hints.get("salary")
        if stated is None:
            self.hints["salary"] = Stated(bands, field, words)
        elif stated.field == field:
            fresh = [band for band in bands if band not in stated.value]
            self.hints["salary"] = Stated([*stated.value, *fresh], field, f"{stated.text}; {words}")

    def tell(self, heading: str, value: Any) -> None:
        """Adds a part of the text, unless there is no word in it."""
        if any(map(str.isalpha, text := as_text(value))):
            self.parts.append((one_line(heading), text))

    def fact(self, heading: str, value: Any) -> None:
        """Adds a line that stands behind the text."""
        if text := as_text(value):
            self.facts.append((heading, text))

    def record(self, *, posting: bool = False) -> Record | None:
        """The record, None where there is no text but facts."""
        if not self.parts:
            return None
        title, company, places = (self.hints.get(key) for key in ("title", "company", "locations"))
        text = compose(
            title.value if title else None,
            company.value if company else None,
            places.value if places else [],
            [*self.parts, *dict.fromkeys(self.facts)],
        )
        return Record(self.source, text, self.hints, posting)
