"""Names of places, read by countries and regions; there is no list of cities."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from jdtool import patterns, tables
from jdtool.model import Location, Outline, Passage
from jdtool.wording import holds

MAX_PLACE_LINE = 80  # characters
PLACE_LINE_LIMIT = 160  # characters; a header line longer than that is prose
FIRST_LINES = 6  # lines of a posting among which a heading with "|" stands
WORD_END_RE = patterns.compile(r"\w{0,30}")
BRACKET_END_RE = patterns.compile(r"[^()|\n]{0,60}\)")
FIELD_REACH = 30  # characters of the last field of such a heading, which may run into prose
# Words of a place line that are no part of the place.
NOISE_RE = patterns.compile(
    r"""
    (?<![\w-])
    (?: fully[ ]remote | 100[ ]?%(?:[ ]remote)? | remote(?:ly)?(?:[ -]?(?:first|friendly|only|based|eligible
      |work(?:ing)?|job|position|role|ok|possible|opt-in))? | hybrid\w? | on-?site | in[ -]office
      | in[ -]person | work[ ]from[ ](?:home|anywhere)
      | full[ -]?time | part[ -]?time | contract(?:or)? | permanent | flexible | home[ ]?office | vollzeit
        | teilzeit | telecommute | based | within | anywhere(?:[ ]in)? | located | from | only | preferred
        | (?-i:ok(?:ay)?) | either | select[ ]locations
      | \d[ -]?\d?[ ]days?(?:[ /](?:a|per)?[ ]?week)?(?:[ ](?:in|onsite|in-office|in[ ]the[ ]office|remote
        |hybrid))? | multiple[ ]locations | timezones? | time[ ]zones? | office[ ]locations? | all[ ]country
        | candidates? | applicants? | all[ ]genders? | m/w/d | f/m/[xd] )
    (?![\w-])
    """,
    re.VERBOSE | re.IGNORECASE,
)
NOISE = (
    "remote", "%", "hybrid", "site", "in office", "in-office", "in person", "in-person", "work from", "time",
    "contract", "permanent", "flexible", "home", "vollzeit", "teilzeit", "telecommut", "based", "within", "anywhere",
    "located", "from", "only", "preferred", "ok", "either", "locations", "day", "office loc", "all country",
    "candidate", "applicant", "gender", "m/w/d", "f/m/",
)  # fmt: skip
# Words that belong to the place before or behind them: "Manchester Area, United Kingdom", "Greater Leeds".
FILLER_RE = patterns.compile(
    r"(?<![\w-])(?:greater|(?:metro(?:politan)? )?area|region|and surrounding\w{0,3}|headquarters|hq|office)"
    r"(?![\w-])",
    re.IGNORECASE,
)
FILLERS = ("greater", "area", "region", "surrounding", "headquarters", "hq", "office")
REMOTE_DASH_RE = patterns.compile(
    r"(?<![\w-])(?i:remote)[ ]?[-–—][ ]?(?=[A-Z])|(?<=[A-Za-z.])[ ]?[-–—][ ]?(?i:remote)(?!\w)"
)  # "Remote-US", "Mexico-Remote"
TREE_RE = patterns.compile(
    r"(?<![\w-])[A-Z][\w. ]{1,20}(?:-[A-Z][\w. ]{1,20}){1,2}(?![\w-])"
)  # "Canada-Alberta-Calgary"
LEADING_RE = patterns.compile(
    r"^(?:in|within|from|across|near|throughout)\s(?:the\s)?|^the\s", re.IGNORECASE
)  # "in Reno, NV"
SPLIT_RE = patterns.compile(
    r"[;|•·\n/()\[\]+📍\U0001f1e6-\U0001f1ff]|\s(?:[-–—](?:\s|$)|(?:or|and|&|oder|und|ou|et)\s)|^[-–—]\s",
    re.IGNORECASE,
)
PARENTHESIS_RE = patterns.compile(r"(?<=\w) ?\(([A-Z][\w. ]{1,30})\)")
LOWER_WORD_RE = patterns.compile(
    r"(?<=\s)(?!(?:de|del|la|le|am|an|der|do|da|dos|im|in|of|on|upon|the|sur|en|den|under|bei)\b)[a-z]"
)
IN_RE = patterns.compile(r"\s(?:in|at)\s(?=[A-Z])")  # "Head of Risk in Chicago, IL"
STRIPPED = ' ,.:*_-–—#\t"“”„'  # signs around a place
DASH_RE = patterns.compile(r"(?<=\w)\s[-–—]\s(?=\w)")  # "Krakow - Poland" in a place line; in a title a dash parts
CITY_RE = patterns.compile(r"(?![A-Z]{2,3}$)[^\W\d_][\w.'’ -]{2,38}$")
JOB_WORD_RE = patterns.compile(
    r"\b(?:engineer|developer|manager|analyst|scientist|consultant|designer|architect|director"
    r"|specialist|assistant|officer|administrator|lead|senior|junior|intern|head of|sales"
    r"|software|data|product|team|recruiter|nurse|driver|teacher|accountant|executive"
    r"|coordinator|technician|associate|entwickler(?:in)?|department|university|inc|ltd|llc|gmbh"
    r"|group|jobs?|citizen|student|team)s?\b",
    re.IGNORECASE,
)  # "Software Engineer, Germany" names no city
NOT_CITY_RE = patterns.compile(
    r"(?:global|worldwide|world|europe|european union|eu|emea|apac|latam|latin america"
    r"|north america|south america|asia|africa|americas|nationwide|various|multiple|other|all"
    r"|us states|tbd|n/a|not specified|est|cet|pst|gmt|utc|dach|nordics|benelux|mena|field"
    r"|home|virtual|any|the|job|apply|see below|full|time|yes|no|locations?|distributed|amer"
    r"|telework(?:ing)?|t[ée]l[ée]travail|teletrabajo|thuiswerk(?:en)?"
    r"|(?:bundes|deutschland|europa|österreich|schweiz|welt)weit"
    r"|not \w+|contiguous .+|(?:central|eastern|western) europe|middle east|oceania)$",
    re.IGNORECASE,
)
NO_PLACE_RE = patterns.compile(
    r"""
    ^(?:not|no|none|unknown|unspecified|confidential|all|any|every|various|several|many)\b
    | \bremote\b | \b(?:cities|countries|locations?|offices|places|regions|sites|states|world|wide)$
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "Not stated in the advert", "Multiple cities", "Remote-EMEA"
POSTCODE_RE = patterns.compile(r"\s{1,3}(?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z](?: ?\d[A-Z]\d)?)$")  # "TX 78701", "ON M5V 2T6"
CODE_COUNTRIES = frozenset({"US", "CA", "AU"})  # whose region codes people write without the country
PLACES_LIMIT = 25
# Capitals whose name alone says another place as well.
SHARED_CAPITALS = frozenset(
    [
        "georgetown",
        "hamilton",
        "kingston",
        "male",
        "panama city",
        "port louis",
        "saint john's",
        "san josé",
        "san juan",
        "santiago",
        "santo domingo",
        "st. george's",
        "victoria",
        "washington",
    ]
)
# Names of regions and countries that also are something else when they stand alone in a line.
AMBIGUOUS_ALONE = frozenset(
    {
        "georgia",
        "jordan",
        "chad",
        "jersey",
        "guinea",
        "dominica",
        "niger",
        "turkey",
        "chile",
        "victoria",
        "reunion",
        "mali",
        "cuba",
        "male",
        "english",
    }
)


class Gazetteer(NamedTuple):
    """Countries and regions by their names in lower case; codes apart, since they count in capitals only."""

    countries: dict[str, str]  # name -> ISO code
    names: dict[str, str]  # ISO code -> canonical name
    cities: dict[str, str]  # capital or large city -> ISO code
    regions: dict[str, tuple[str, str]]  # name -> country, region name
    codes: dict[str, list[tuple[str, str]]]  # code -> (country, region name)


@lru_cache(maxsize=4096)  # the ends of titles ("II", "Operations") and the places under them return
def is_place(words: str) -> bool:
    """Whether the words are a place and nothing else.

    >>> is_place("Austin, TX"), is_place("Remote - US"), is_place("Platform")
    (True, True, False)
    """
    return len(words) <= MAX_PLACE_LINE and bool(parse_places(words, bare=False))


def field_end(outline: Outline, passage: Passage) -> int:
    """How far a passage between two "|" is a field, 0 where there is none.

    The heading of a forum posting runs into its prose: "Acme | Cook | Remote (US) We cook for ...".
    """
    if passage.line > FIRST_LINES:
        return 0
    text = passage.text
    start, end = passage.start, passage.start + len(text)
    if "|" not in outline.text[max(0, start - 3) : end + 3]:
        return 0
    beside = "|" in outline.text[max(0, start - 3) : start] or "|" in outline.text[end : end + 3]
    return max(text.rfind("|", 0, PLACE_LINE_LIMIT), 0) + FIELD_REACH if beside or text.count("|") > 1 else 0


def words_end(text: str, end: int) -> int:
    """Where the word ends in which a field of limited reach does, or the bracket, so that nobody is quoted by halves.

    >>> words_end("London (UK), Geneva (Switzerland) We cook", 28), words_end("Leeds We cook", 10)
    (33, 13)
    """
    bracketed = text.count("(", 0, end) > text.count(")", 0, end)
    rest = bracketed and BRACKET_END_RE.match(text, end)
    rest = rest or (WORD_END_RE.match(text, end) if text[end - 1 : end].isalnum() else None)
    return rest.end() if rest else end


def parse_places(words: str, *, bare: bool) -> list[Location]:
    """The places named in a place line; with `bare`, also cities that no region or country follows.

    >>> [(p.name, p.region, p.country) for p in parse_places("Remote - US", bare=False)]
    [('United States', None, 'US')]
    >>> [(p.name, p.region, p.country) for p in parse_places("Austin, TX", bare=False)]
    [('Austin, TX', 'Texas', 'US')]
    >>> parse_places("Senior Data Engineer", bare=False)
    []
    """
    if len(words) > PLACE_LINE_LIMIT:
        return _read_places(words, bare)
    return list(_known_places(words, bare))


@lru_cache(maxsize=4096)  # one line is asked about for title, company and place, and boards repeat their places
def _known_places(words: str, bare: bool) -> tuple[Location, ...]:
    return tuple(_read_places(words, bare))


def _read_places(words: str, bare: bool) -> list[Location]:
    places: list[Location] = []
    words = words.replace("\xa0", " ").replace("D.C.", "DC")
    low = words.lower()
    if "remote" in low:
        words = REMOTE_DASH_RE.sub(" ; ", words)
    if holds(low, NOISE):
        words = NOISE_RE.sub(" ; ", words)
    if holds(low, FILLERS):
        words = FILLER_RE.sub("", words)
    if "(" in words:
        words = PARENTHESIS_RE.sub(_open_parenthesis, words)
    if "-" in words:
        words = TREE_RE.sub(_turn_tree, words)
    if bare:
        words = DASH_RE.sub(", ", words)
    for chunk in SPLIT_RE.split(words):
        if chunk and (chunk := LEADING_RE.sub("", chunk.strip(STRIPPED))):
            if not bare and ("in" in chunk or "at" in chunk):
                chunk = IN_RE.split(chunk)[-1]
            parts = [part.strip(" .*_") for part in chunk.split(",") if part.strip(" .*_")]
            places += _parse_chunk([piece for part in parts for piece in (_pieces(part) if bare else [part])], bare)
    if len(places) == 2 and places[0].country and not places[1].country and "," not in places[0].name:
        # "India (Bangalore)", "California - Pleasanton"
        return [Location(f"{places[1].name}, {places[0].name}", places[0].region, places[0].country)]
    return places[:PLACES_LIMIT]


def stated_places(words: str) -> list[Location]:
    """The places that a source's own field names; a name that nobody knows stays as it is written.

    >>> [(p.name, p.country) for p in stated_places("Landau an der Isar")], stated_places("Remote - EMEA")
    ([('Landau an der Isar', None)], [])
    """
    places = parse_places(words, bare=True)
    name = words.strip(STRIPPED)
    if places or len(name) > MAX_PLACE_LINE or not any(map(str.isalpha, name)):
        return places
    nowhere = NOISE_RE.search(name) or NOT_CITY_RE.match(name) or NO_PLACE_RE.search(name)
    return [] if nowhere else [Location(name, None, None)]


def _open_parenthesis(match: re.Match[str]) -> str:
    """The country in a parenthesis behind a city as one more part: "Zurich (Switzerland)"."""
    return f", {match[1]}" if match[1].lower() in gazetteer().countries else match[0]


def _turn_tree(match: re.Match[str]) -> str:
    """The city before its region and country: "Canada-Alberta-Calgary" is how some boards write it."""
    first, *rest = match[0].split("-")
    return ", ".join([*reversed(rest), first]) if find_country(first, []) else match[0]


MOST_PIECES = 4  # behind a city: region, country, and each said twice


def _pieces(part: str) -> list[str]:
    """The part cut before a code or country at its end: "Vancouver BC Canada" is three pieces."""
    names = gazetteer()
    ends: list[str] = []
    while len(ends) < MOST_PIECES:
        head, _, last = part.rpartition(" ")
        known = last in names.codes or (last[:1].isupper() and last.lower() in names.countries)
        if not head or not known or part.lower() in names.countries or part.lower() in names.regions:
            break
        ends.insert(0, last)
        part = head
    return [part, *ends]


def _parse_chunk(parts: list[str], bare: bool) -> list[Location]:
    """The places in the comma-separated parts of one chunk: "San Francisco, CA, New York, NY"."""
    places: list[Location] = []
    city: list[str] = []
    index = 0
    while index < len(parts):
        part = parts[index]
        following = parts[index + 1] if index + 1 < len(parts) else None
        if city and not _plausible(city):
            city = []
        region = _region(part, city, following)
        country = None if region else _country(part, city, bare)
        if region and not _is_city_before(part, city, following, region):
            name = [*city, part]
            if following and (find_country(following, name) == region[0] or following == region[0]):
                name.append(following)
                index += 1
            places.append(Location(", ".join(name), region[1], region[0]))
            city = []
        elif country:
            name = [*city, part]
            canonical = gazetteer().names[country]
            places.append(Location(", ".join(name) if city else canonical, None, country))
            city = []
        else:
            city.append(part)
        index += 1
    for left in city:
        known = gazetteer().cities.get(left.lower())
        if known and left[0].isupper() and left.lower() not in SHARED_CAPITALS:
            places.append(Location(left, None, known))
        elif bare and _plausible([left]) and len(left.split()) <= 3:
            places.append(Location(left, None, None))
    return places


def _is_city_before(part: str, city: list[str], following: str | None, region: tuple[str, str]) -> bool:
    """Whether a region's name is a city's here: "Washington, DC", "New York, New York, United States"."""
    if city or not following or part in gazetteer().codes:
        return False
    if following == region[0]:
        return False
    return _is_code(following) or _region(following, [part], None) == region


def _is_code(part: str) -> bool:
    """Whether the part is a region's code, which makes a region's name before it a city: "Washington, DC"."""
    return POSTCODE_RE.sub("", part) in gazetteer().codes


def _plausible(parts: list[str]) -> bool:
    """Whether these may be a city (and county): short, capitalised, no phrase."""
    return len(parts) <= 3 and all(
        CITY_RE.match(part)
        and not LOWER_WORD_RE.search(part)
        and part[0].isupper()
        and not NOT_CITY_RE.match(part)
        and not JOB_WORD_RE.search(part)
        and len(part.split()) <= 4
        for part in parts
    )


def _region(part: str, city: list[str], following: str | None) -> tuple[str, str] | None:
    """Country and name of a region; a code counts in capitals behind a city ("Austin, TX 78701")."""
    names = gazetteer()
    word = POSTCODE_RE.sub("", part) if " " in part else part
    if city and word in names.codes:
        if names.cities.get(city[-1].lower()) == word:
            return None  # "Berlin, DE", "Amsterdam, NL"
        stated = (find_country(following, [word]) or following) if following else names.cities.get(city[-1].lower())
        choices = names.codes[word]
        fallback = next((choice for choice in choices if choice[0] in CODE_COUNTRIES), None)
        return next((choice for choice in choices if choice[0] == stated), fallback)
    region = names.regions.get(word.lower())
    if region is None or not word[0].isupper():
        return None
    if city and names.countries.get(word.lower()) == names.cities.get(city[-1].lower(), ""):
        return None  # "Tbilisi, Georgia"
    if not city and not following and word.lower() in AMBIGUOUS_ALONE:
        return None
    return region


def _country(part: str, city: list[str], bare: bool) -> str | None:
    """The ISO code of the country; in a line known to hold places also of "Chile" alone and behind "Porto"."""
    if not bare:
        return find_country(part, city)
    if city and len(part) == 2 and part.isupper() and part in gazetteer().names:
        return part  # "Lyon, FR"; a code that is a region's as well has been read as one
    # "Georgia" alone is a state or a country even there
    return find_country(part, city or ([] if part.lower() == "georgia" else [part]))


def find_country(part: str, city: list[str]) -> str | None:
    """The ISO code of the country that this part names; in capitals where the name is a code (US, UK)."""
    names = gazetteer()
    if city and part.isupper() and names.cities.get(city[-1].lower()) == part:
        return part
    code = names.countries.get(part.lower())
    if code is None or not part[0].isupper() or (not city and part.lower() in AMBIGUOUS_ALONE):
        return None
    return code if len(part) > 2 or part.isupper() else None


@cache
def gazetteer() -> Gazetteer:
    countries: dict[str, str] = {}
    names: dict[str, str] = {}
    cities: dict[str, str] = {}
    for row in tables.table("countries.tsv"):
        names[row["code"]] = row["name"]
        for name in [row["name"], *filter(None, row.get("aliases", "").split("|"))]:
            countries[name.lower()] = row["code"]
        for city in filter(None, [row["capital"], *row.get("cities", "").split("|")]):
            cities[city.lower()] = row["code"]
    regions: dict[str, tuple[str, str]] = {}
    codes: dict[str, list[tuple[str, str]]] = {}
    for row in tables.table("regions.tsv"):
        region = (row["country"], row["name"])
        codes.setdefault(row["code"], []).append(region)
        for name in [row["name"], *filter(None, row.get("aliases", "").split("|"))]:
            regions.setdefault(name.lower(), region)
    return Gazetteer(countries, names, cities, regions, codes)
