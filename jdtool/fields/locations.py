"""The places of work, or where a remote worker has to live, told by countries and regions; no city list."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from jdtool.model import Evidence, Finding, Location, Outline, Passage
from jdtool.wording import labelled, passages_with

LABEL_RE = re.compile(
    r"""
    ^[^\w\n]{0,6}
    (?: (?:(?:job|work(?:ing)?|office|primary|available|role|position|employment|candidate|eligible|hiring
      |duty|base)[ ])?locations?(?:\(s\))?(?:[ ]of[ ](?:work|position))?
      | place[ ]of[ ](?:work|employment) | based[ ]in | where | city | country | duty[ ]station | worksite
      | (?:arbeits|einsatz|stand|dienst)ort | standorte? | lieu(?:[ ]de[ ]travail)? | ubicación | lugar
        | (?:werk)?locatie | standplaats | localisation )
    [ *_]{0,4}(?::[ *_]{0,4}|\|[ ]{0,2}|$)
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)  # "Location: Leeds, UK", "Work location" on a line of its own

# Words of a place line that are no part of the place.
NOISE_RE = re.compile(
    r"""
    (?<![\w-])
    (?: fully[ ]remote | 100[ ]?%(?:[ ]remote)? | remote(?:ly)?(?:[ -]?(?:first|friendly|only|based|eligible
      |work(?:ing)?|job|position|role|ok|possible|opt-in))? | hybrid\w? | on-?site | in[ -]office
      | in[ -]person | work[ ]from[ ](?:home|anywhere)
      | full[ -]?time | part[ -]?time | contract(?:or)? | permanent | flexible | home[ ]?office | vollzeit
        | teilzeit | based | within | anywhere(?:[ ]in)? | located | from | only | preferred | ok(?:ay)?
        | either | select[ ]locations
      | \d[ -]?\d?[ ]days?(?:[ /](?:a|per)?[ ]?week)?(?:[ ](?:in|onsite|in-office|in[ ]the[ ]office|remote
        |hybrid))? | multiple[ ]locations | timezones? | time[ ]zones? | metro(?:politan)?[ ]area | greater
        | area | region | and[ ]surrounding\w* | headquarters | hq | office | all[ ]country | candidates?
        | applicants? | all[ ]genders? | m/w/d | f/m/[xd] )
    (?![\w-])
    """,
    re.VERBOSE | re.IGNORECASE,
)
SPLIT_RE = re.compile(
    r"[;|•·\n/()\[\]+📍]|\s[-–—]\s|\s[-–—]$|^[-–—]\s|\s(?:or|and|&|oder|und|ou|et)\s", re.IGNORECASE
)
PARENTHESIS_RE = re.compile(r"(?<=\w) ?\(([A-Z][\w. ]{1,30})\)")
LOWER_WORD_RE = re.compile(
    r"(?<=\s)(?!(?:de|del|la|le|am|an|der|do|da|dos|im|in|of|on|upon|the|sur|en|den|under|bei)\b)[a-z]"
)
DASH_RE = re.compile(r"(?<=\w)\s[-–—]\s(?=\w)")  # "Krakow - Poland" in a place line; in a title a dash parts
CITY_RE = re.compile(r"(?![A-Z]{2,3}$)[^\W\d_][\w.'’ -]{2,38}$")
JOB_WORD_RE = re.compile(
    r"\b(?:engineer|developer|manager|analyst|scientist|consultant|designer|architect|director"
    r"|specialist|assistant|officer|administrator|lead|senior|junior|intern|head of|sales"
    r"|software|data|product|team|recruiter|nurse|driver|teacher|accountant|executive"
    r"|coordinator|technician|associate|entwickler(?:in)?|department|university|inc|ltd|llc|gmbh"
    r"|group|jobs?|citizen|student|team)s?\b",
    re.IGNORECASE,
)  # "Software Engineer, Germany" names no city
NOT_CITY_RE = re.compile(
    r"(?:global|worldwide|world|europe|european union|eu|emea|apac|latam|latin america"
    r"|north america|south america|asia|africa|americas|nationwide|various|multiple|other|all"
    r"|us states|tbd|n/a|not specified|est|cet|pst|gmt|utc|dach|nordics|benelux|mena|field"
    r"|home|virtual|any|the|job|apply|see below|full|time|yes|no)$",
    re.IGNORECASE,
)
PROSE_RE = re.compile(r"[a-z]{2,}[.!?]$|(?:\b[a-z]{2,} ){3}")  # a sentence that stands among the header lines
POSTCODE_RE = re.compile(r"\s+(?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z](?: ?\d[A-Z]\d)?)$")  # "TX 78701", "ON M5V 2T6"
CODE_COUNTRIES = frozenset({"US", "CA", "AU"})  # whose region codes people write without the country
LINE_LIMIT = 160  # characters; longer header lines are prose
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

PLACE_CUE_RE = re.compile(
    r"""
    (?<![\w-])
    (?: (?:must|should|need(?:s|ed)?[ ]to|required[ ]to|has[ ]to|have[ ]to|will|can|may)[ ](?:currently[ ]
      |already[ ]|also[ ]|legally[ ]|physically[ ]){0,2}(?:be[ ])?(?:(?:physically[ ]|currently[ ])?(?:based
      |located|resid(?:e|ing)|liv(?:e|ing)|a[ ]resident|residents))
      (?:[ ]and[ ](?:legally[ ])?\w{4,12}[ ](?:to[ ]work[ ])?)?[ ]?(?:in|within|of|from)
      | be[ ](?:based|located)[ ](?:and[ ](?:legally[ ])?authori[sz]ed[ ]to[ ]work[ ])?in
      | (?:candidates?|applicants?|employees|individuals|engineers|people|residents)[ ](?:who[ ](?:are|live
        |reside)[ ]|that[ ]are[ ]|currently[ ]|must[ ]be[ ])?(?:based[ ]|located[ ]|residing[ ]
        |living[ ])?(?:in|within|from)
      | (?:role|position|job|opportunity|vacancy|work)[ ](?:is|will[ ]be|can[ ]be|may[ ]be)
        [ ](?:\w{3,12}[ ]){0,3}?(?:based|located|performed|remote|open[ ]to[ ]\w{6,12})[ ](?:out[ ]of[ ]
        |anywhere[ ])?(?:in|within|from|at|to)?
      | (?:fully[ ])?remote(?:ly)?(?:[ ](?:role|position|job|work))?[ ](?:in|within|from|across
        |anywhere[ ]in)
      | (?:role|position|job|analyst|engineer|developer|manager|designer|scientist|consultant|lead)
        [ ](?:based|located)[ ](?:out[ ]of|in|at)
      | you(?:['’]?re|[ ]are|[ ]will[ ]be|['’]?ll[ ]be)[ ](?:currently[ ]|already[ ])?(?:based|located
        |living|residing)[ ](?:out[ ]of|in)
      | (?:hire|hiring|employ)[ ](?:\w+[ ]){0,3}?in[ ](?:the[ ]following[ ](?:states|countries|locations)
        [ ]?:?) | (?:located|reside|based)[ ]in[ ]one[ ]of[ ](?:the[ ]following|these)
        [ ](?:\w+[ ]){0,2}?(?:states|countries|locations)[ ]?:? )
    [ ]{0,2}(?:the[ ]|our[ ])?
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "candidates should be based in", "this role is based in", "remote within"
AUTHORITY_CUE_RE = re.compile(
    r"""
    (?<![\w-])
    (?: (?:authori[sz]ed|eligible|entitled|permitted|allowed|able|right|authori[sz]ation|eligibility|permit)
      [ ](?:legally[ ])?to[ ](?:legally[ ])?(?:work|live[ ]and[ ]work|be[ ]employed)(?:[ ]and[ ](?:live
      |reside))?[ ](?:lawfully[ ]|legally[ ]|permanently[ ]|full-?time[ ])?(?:for[ ]any[ ]employer[ ])?(?:in
      |within)
      | work[ ](?:authori[sz]ation|permit|visa)[ ](?:in|for) )
    [ ]{1,2}(?:the[ ])?
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "legally authorized to work in Mexico"
BASED_ONLY_RE = re.compile(
    r"(?<![\w-])(?:open to )?(?P<place>[A-Z][A-Za-z.]{1,20}(?: [A-Z][a-z]{2,12})?)[ -](?:based )?"
    r"(?:applicants?|candidates?|residents?|citizens)(?: only|(?= ONLY))"
)  # "US based applicants only", also glued: "US based applicants only147,800"
NEGATION_RE = re.compile(
    r"\b(?:not|n['’]t|unable|cannot|unless|except|outside|excluding)\b[^.]{0,30}$", re.IGNORECASE
)
OTHERS_RE = re.compile(
    r"\b(?:offices?|compan(?:y|ies)|customers?|clients?|teams?|headquarter\w*|partners|startup"
    r"|colleagues|stores|we(?:['’]re| are)|founded)[ ,][^.;]{0,25}$",
    re.IGNORECASE,
)  # "our clients are based in", "a company based in"
SENTENCE_TRIGGERS = (
    "based",
    "locat",
    "resid",
    "remote",
    "authori",
    "eligib",
    "right to work",
    "applicants",
    "candidates",
    "live in",
    "living in",
    "work permit",
    "entitled",
    "hir",
)


class Gazetteer(NamedTuple):
    """Countries and regions by their names in lower case; codes apart, since they count in capitals only."""

    countries: dict[str, str]  # name -> ISO code
    names: dict[str, str]  # ISO code -> canonical name
    capitals: dict[str, str]  # capital -> ISO code
    regions: dict[str, tuple[str, str]]  # name -> country, region name
    codes: dict[str, list[tuple[str, str]]]  # code -> (country, region name)


def find_locations(outline: Outline, header_place: str | None = None) -> Finding[list[Location]] | None:
    """The places of work, from the safest source that names one; None where none does.

    Sources in this order: the place that the source states, labelled and header lines, sentences demanding
    residence, sentences that demand the right to work. Offices and customers are no places of work.
    """
    if header_place and (places := parse_places(header_place, bare=True)):
        return Finding(places, [_evidence_of(outline, header_place)])
    for source in (_labelled, _headers, _residence, _authority):
        places = []
        evidence: list[Evidence] = []
        for found, cited in source(outline):
            fresh = [place for place in found if place not in places]
            if fresh:
                places += fresh
                evidence.append(cited)
        if places:
            return Finding(_without_repeats(places)[:PLACES_LIMIT], evidence[:PLACES_LIMIT])
    return None


def _without_repeats(places: list[Location]) -> list[Location]:
    """Without a country whose city or region is named too, and without the same place worded twice."""
    finer = {place.country for place in places if not _is_country(place)}
    kept: dict[tuple[str, str | None], Location] = {}
    for place in places:
        if not (_is_country(place) and place.country in finer):
            kept.setdefault((place.name.split(",")[0].lower(), place.country), place)
    return list(kept.values())


def _is_country(place: Location) -> bool:
    return place.country is not None and place.name == _gazetteer().names.get(place.country)


def _evidence_of(outline: Outline, words: str) -> Evidence:
    start = outline.text.find(words)
    if start < 0:
        return Evidence(words, "location-field", field="location")
    return Evidence(words, "location-header", start, start + len(words))


def _labelled(outline: Outline) -> Iterator[tuple[list[Location], Evidence]]:
    for passage, start in labelled(outline, LABEL_RE):
        if passage.section in ("company", "legal"):
            continue
        value = passage.text[start : start + LINE_LIMIT]
        value = re.split(r"[.!?](?:\s|$)(?<![A-Z]\.\s)(?<!\bSt\.\s)", value)[0] if ". " in value else value
        if places := parse_places(value, bare=start > 0 and not PROSE_RE.search(value)):
            yield places, passage.cite((start, start + len(value.rstrip())), "location-label")


def _headers(outline: Outline) -> Iterator[tuple[list[Location], Evidence]]:
    for passage in outline.reading("header", "tags"):
        prose = PROSE_RE.search(passage.text)
        if prose or len(passage.text) > LINE_LIMIT:
            continue
        if places := parse_places(passage.text, bare=False):
            yield places, passage.cite((0, len(passage.text)), "location-header")


def _residence(outline: Outline) -> Iterator[tuple[list[Location], Evidence]]:
    for passage in passages_with(outline, SENTENCE_TRIGGERS, skip=frozenset({"related", "company"})):
        for match in BASED_ONLY_RE.finditer(passage.text):
            if places := parse_places(match["place"].removesuffix(" based"), bare=False):
                yield places, passage.cite(match, "location-applicants-only")
        for match in PLACE_CUE_RE.finditer(passage.text):
            yield from _after_cue(passage, match, "location-residence")


def _authority(outline: Outline) -> Iterator[tuple[list[Location], Evidence]]:
    for passage in passages_with(outline, SENTENCE_TRIGGERS, skip=frozenset({"related", "company"})):
        for match in AUTHORITY_CUE_RE.finditer(passage.text):
            yield from _after_cue(passage, match, "location-authorisation")


CITY_CUE_RE = re.compile(r"(?:based|located)[ ](?:out[ ]of|in)[ ]{1,2}$", re.IGNORECASE)
PHRASE_RE = re.compile(
    r"(?:(?:the |our )?[A-ZÀ-Þ][\w.'’-]{0,25}(?: (?:of|and|or|de|am|im|upon|the"
    r"|&)(?= (?:the )?[A-ZÀ-Þ]))?,?(?: |/|$)?){1,24}"
)  # "Austin, TX or Denver, CO", "United States"


def _after_cue(
    passage: Passage, match: re.Match[str], rule: str
) -> Iterator[tuple[list[Location], Evidence]]:
    before = passage.text[max(0, match.start() - 60) : match.start()]
    if NEGATION_RE.search(before) or OTHERS_RE.search(before):
        return
    phrase = PHRASE_RE.match(passage.text, match.end())
    if phrase is None:
        return
    words = phrase[0].strip(" ,.")
    # "this role is based in Leeds" names a city that nothing else explains
    bare = bool(CITY_CUE_RE.search(match[0])) and len(words.split()) <= 2 and words.istitle()
    if places := parse_places(words, bare=bare):
        yield places, passage.cite((match.start(), match.end() + len(phrase[0].rstrip(" ,."))), rule)


def parse_places(words: str, *, bare: bool) -> list[Location]:
    """The places named in a place line; with `bare`, also cities that no region or country follows.

    >>> [(p.name, p.region, p.country) for p in parse_places("Remote - US", bare=False)]
    [('United States', None, 'US')]
    >>> [(p.name, p.region, p.country) for p in parse_places("Austin, TX", bare=False)]
    [('Austin, TX', 'Texas', 'US')]
    >>> parse_places("Senior Data Engineer", bare=False)
    []
    """
    places: list[Location] = []
    words = PARENTHESIS_RE.sub(_open_parenthesis, NOISE_RE.sub(" ; ", words.replace("\xa0", " ")))
    if bare:
        words = DASH_RE.sub(", ", words)
    for chunk in SPLIT_RE.split(words):
        if chunk and (chunk := chunk.strip(" ,.:*_-–—#\t")):
            parts = [part.strip(" .*_") for part in chunk.split(",") if part.strip(" .*_")]
            places += _parse_chunk(
                [piece for part in parts for piece in (_pieces(part) if bare else [part])], bare
            )
    if len(places) == 2 and places[0].country and not places[1].country and "," not in places[0].name:
        # "India (Bangalore)", "California - Pleasanton"
        return [Location(f"{places[1].name}, {places[0].name}", places[0].region, places[0].country)]
    return places[:PLACES_LIMIT]


def _open_parenthesis(match: re.Match[str]) -> str:
    """The country in a parenthesis behind a city as one more part: "Zurich (Switzerland)"."""
    return f", {match[1]}" if match[1].lower() in _gazetteer().countries else match[0]


def _pieces(part: str) -> list[str]:
    """The part cut before a code or country at its end: "Vancouver BC Canada" is three pieces."""
    gazetteer = _gazetteer()
    head, _, last = part.rpartition(" ")
    known = last in gazetteer.codes or (last[:1].isupper() and last.lower() in gazetteer.countries)
    if head and known and part.lower() not in gazetteer.countries and part.lower() not in gazetteer.regions:
        return [*_pieces(head), last]
    return [part]


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
        country = None if region else _country(part, city)
        if region and not _is_city_before(part, city, following, region):
            name = [*city, part]
            if following and (_country(following, name) == region[0] or following == region[0]):
                name.append(following)
                index += 1
            places.append(Location(", ".join(name), region[1], region[0]))
            city = []
        elif country:
            name = [*city, part]
            canonical = _gazetteer().names[country]
            places.append(Location(", ".join(name) if city else canonical, None, country))
            city = []
        else:
            city.append(part)
        index += 1
    for left in city:
        capital = _gazetteer().capitals.get(left.lower())
        if capital and left[0].isupper() and left.lower() not in SHARED_CAPITALS:
            places.append(Location(left, None, capital))
        elif bare and _plausible([left]) and len(left.split()) <= 3:
            places.append(Location(left, None, None))
    return places


def _is_city_before(part: str, city: list[str], following: str | None, region: tuple[str, str]) -> bool:
    """Whether a region's name is a city's here: "Washington, DC", "New York, New York, United States"."""
    if city or not following or part in _gazetteer().codes:
        return False
    if following == region[0]:
        return False
    return _is_code(following) or _region(following, [part], None) == region


def _is_code(part: str) -> bool:
    """Whether the part is a region's code, which makes a region's name before it a city: "Washington, DC"."""
    return POSTCODE_RE.sub("", part) in _gazetteer().codes


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
    gazetteer = _gazetteer()
    word = POSTCODE_RE.sub("", part)
    if city and word in gazetteer.codes:
        if gazetteer.capitals.get(city[-1].lower()) == word:
            return None  # "Berlin, DE", "Amsterdam, NL"
        stated = (_country(following, [word]) or following) if following else None
        choices = gazetteer.codes[word]
        fallback = next((choice for choice in choices if choice[0] in CODE_COUNTRIES), None)
        return next((choice for choice in choices if choice[0] == stated), fallback)
    region = gazetteer.regions.get(word.lower())
    if region is None or not word[0].isupper():
        return None
    if city and gazetteer.countries.get(word.lower()) == gazetteer.capitals.get(city[-1].lower(), ""):
        return None  # "Tbilisi, Georgia"
    if not city and not following and word.lower() in AMBIGUOUS_ALONE:
        return None
    return region


def _country(part: str, city: list[str]) -> str | None:
    """The ISO code of the country that this part names; in capitals where the name is a code (US, UK)."""
    gazetteer = _gazetteer()
    if city and part.isupper() and gazetteer.capitals.get(city[-1].lower()) == part:
        return part
    code = gazetteer.countries.get(part.lower())
    if code is None or not part[0].isupper() or (not city and part.lower() in AMBIGUOUS_ALONE):
        return None
    return code if len(part) > 2 or part.isupper() else None


@cache
def _gazetteer() -> Gazetteer:
    countries: dict[str, str] = {}
    names: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for row in _table("countries.tsv"):
        names[row["code"]] = row["name"]
        for name in [row["name"], *filter(None, (row["aliases"] or "").split("|"))]:
            countries[name.lower()] = row["code"]
        if row["capital"]:
            capitals[row["capital"].lower()] = row["code"]
    regions: dict[str, tuple[str, str]] = {}
    codes: dict[str, list[tuple[str, str]]] = {}
    for row in _table("regions.tsv"):
        region = (row["country"], row["name"])
        codes.setdefault(row["code"], []).append(region)
        for name in [row["name"], *filter(None, (row["aliases"] or "").split("|"))]:
            regions.setdefault(name.lower(), region)
    return Gazetteer(countries, names, capitals, regions, codes)


def _table(name: str) -> list[dict[str, str]]:
    """The rows of a table in jdtool/data, without its header comment."""
    source = files("jdtool").joinpath("data", name).read_text(encoding="utf-8")
    return list(
        csv.DictReader([line for line in source.splitlines() if not line.startswith("#")], delimiter="\t")
    )
