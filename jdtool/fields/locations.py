"""The places of work, or where a remote worker has to live, told by countries and regions; no city list."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from jdtool import patterns
from jdtool.model import Evidence, Finding, Location, Outline, Passage
from jdtool.places import FIRST_LINES, MAX_PLACE_LINE, PLACES_LIMIT, field_end, gazetteer, parse_places, words_end
from jdtool.scanner import triggers
from jdtool.wording import holds, labelled, passages_with

LABEL_RE = patterns.compile(
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

# The same label inside a line whose breaks are lost: "about maps.Location: Reno, NV Position Type: Full Time"
INLINE_LABEL_RE = patterns.compile(
    r"(?:(?<![A-Za-z])|(?<=[a-z])(?=[A-Z]))(?:(?:Job|Work|Primary|Office|Preferred) )?(?:Locations?|LOCATIONS?)(?:\(s\))?"
    r"(?: ?: ?| [-–—] )(?=\S)"
)
# Where the next label begins: " SALARY:", " Position Type: ", and glued to the value, "MADuration:", "GBPlace of".
NEXT_LABEL_RE = patterns.compile(
    r"[ ][A-Z]{3,12}(?: [A-Z]{3,12}){0,3} ?:|[ ][A-Z][a-z]{2,15}(?: [A-Z][a-z]{2,15}){0,2} ?[:–-] "
    r"|(?<=[A-Za-z)])(?=[A-Z][a-z]{2,15}(?: [A-Z][a-z]{2,15})? ?:)|(?<=, [A-Z]{2})(?=[A-Z][a-z])"
)
CAPITALS_RE = patterns.compile(r"\b[A-Z]{3,}\b")
PROSE_RE = patterns.compile(r"[a-z]{2}[.!?]$|(?:\b[a-z]{2,} ){3}")  # a sentence that stands among the header lines
LINE_LIMIT = 160  # characters; longer header lines are prose

PLACE_CUE_RE = patterns.compile(
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
      | (?:role|position|job)[ ]at[ ]our[ ]offices?[ ]in
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
AUTHORITY_CUE_RE = patterns.compile(
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
AUTHORITY_WORDS = ("to work", "to live", "to legally", "to be employed", "work autho", "work permit", "work visa")
BASED_ONLY_RE = patterns.compile(
    r"(?<![\w-])(?:open to )?(?P<place>[A-Z][A-Za-z.]{1,20}(?: [A-Z][a-z]{2,12})?)[ -](?:based )?"
    r"(?:applicants?|candidates?|residents?|citizens)(?: only|(?= ONLY))"
)  # "US based applicants only", also glued: "US based applicants only147,800"
NEGATION_RE = patterns.compile(
    r"\b(?:not|n['’]t|unable|cannot|unless|except|outside|excluding)\b[^.]{0,30}$", re.IGNORECASE
)
OTHERS_RE = patterns.compile(
    r"\b(?:offices?|compan(?:y|ies)|customers|clients?(?= (?:is|are|based|located))|clients|teams?|headquarter\w*|partners|startup"
    r"|colleagues|stores|we(?:['’]re| are)|founded)[ ,][^.;]{0,25}$",
    re.IGNORECASE,
)  # "our clients are based in", "a company based in"
LABEL_WORDS = triggers(
    "location", "locatie", "place of work", "place of employment", "based in", "where ", "city ", "country ",
    "duty station", "worksite", "arbeitsort", "einsatzort", "standort", "dienstort", "lieu ", "lugar ", "ubicación",
    "standplaats", "localisation",
)  # fmt: skip
INLINE_TRIGGERS = triggers("location")
SENTENCE_TRIGGERS = triggers(
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


def find_locations(
    outline: Outline, company_evidence: Sequence[Evidence] = (), hint: str | None = None
) -> Finding[list[Location]] | None:
    """The places of work, from the safest source that names one; None where none does.

    Sources in this order: the source's own field (`hint`), the header's line under the company, where boards put the
    place, labelled and other header lines, sentences demanding residence, sentences that demand the right to work.
    Offices and customers are no places of work.
    """
    if hint and (places := parse_places(hint, bare=True)):
        return Finding(places, [Evidence(hint, "source-field", field="location")])
    if beside := _beside(outline, company_evidence):
        return beside
    below = _below(outline, company_evidence)
    if below is not None and (places := parse_places(below.text, bare=True)):
        return Finding(places, [below.cite((0, len(below.text)), "line-under-company")])
    for source in (_labelled, _headers, _inline, _residence, _authority):
        places = []
        evidence: list[Evidence] = []
        for found, cited in source(outline):
            fresh = [place for place in found if place not in places]
            if fresh:
                places += fresh
                evidence.append(cited)
        if places:
            return Finding(without_repeats(places)[:PLACES_LIMIT], evidence[:PLACES_LIMIT])
    return None


def without_repeats(places: list[Location]) -> list[Location]:
    """Without a country whose city or region is named too, and without the same place worded twice."""
    finer = {place.country for place in places if not _is_country(place)}
    kept: dict[tuple[str, str | None], Location] = {}
    for place in places:
        if not (_is_country(place) and place.country in finer):
            kept.setdefault((place.name.split(",")[0].lower(), place.country), place)
    return list(kept.values())


def _is_country(place: Location) -> bool:
    return place.country is not None and place.name == gazetteer().names.get(place.country)


def _beside(outline: Outline, company: Sequence[Evidence]) -> Finding[list[Location]] | None:
    """The place behind the company on its header line: "Harbour Kitchen, Leeds"."""
    for e in company:
        if isinstance(e.start, int) and isinstance(e.end, int) and (passage := outline.passage_at(e.start)):
            start = e.end + 2 - passage.start
            if passage.section != "header" or e.start != passage.start or passage.text[start - 2 : start] != ", ":
                continue
            if places := parse_places(passage.text[start:], bare=True):
                return Finding(places, [passage.cite((start, len(passage.text)), "place-beside-company")])
    return None


def _below(outline: Outline, above: Sequence[Evidence]) -> Passage | None:
    """The header passage on the line after the one that the evidence is."""
    for e in above:
        behind = bisect_right(outline.starts, e.start) if isinstance(e.start, int) else 0
        if 0 < behind < len(outline.passages):
            passage, below = outline.passages[behind - 1 : behind + 1]
            whole = passage.start == e.start and passage.end == e.end
            if whole and passage.section == below.section == "header" and below.line == passage.line + 1:
                return below
    return None


def _labelled(outline: Outline) -> Iterator[tuple[list[Location], Evidence]]:
    for passage, start in labelled(outline, LABEL_RE, LABEL_WORDS):
        if passage.section in ("company", "legal"):
            continue
        value = NEXT_LABEL_RE.split(passage.text[start : start + LINE_LIMIT])[0]
        value = re.split(r"[.!?](?:\s|$)(?<![A-Z]\.\s)(?<!\bSt\.\s)", value)[0] if ". " in value else value
        if places := parse_places(value, bare=start > 0 and not PROSE_RE.search(value)):
            yield places, passage.cite((start, start + len(value.rstrip())), "location-label")


def _headers(outline: Outline) -> Iterator[tuple[list[Location], Evidence]]:
    for passage in outline.reading("header", "tags"):
        if len(passage.text) > LINE_LIMIT or PROSE_RE.search(passage.text):
            continue
        if places := parse_places(passage.text, bare=False):
            yield places, passage.cite((0, len(passage.text)), "location-header")
    for passage in outline.passages if "|" in outline.text else ():
        if passage.line > FIRST_LINES:
            break
        if passage.section != "related" and (end := field_end(outline, passage)):
            end = min(end, len(passage.text))
            if places := parse_places(passage.text[:end], bare=False):
                yield places, passage.cite((0, words_end(passage.text, end)), "location-header")


def _inline(outline: Outline) -> Iterator[tuple[list[Location], Evidence]]:
    for passage in passages_with(outline, INLINE_TRIGGERS, skip=frozenset({"related", "company", "legal"})):
        for match in INLINE_LABEL_RE.finditer(passage.text):
            value = re.split(r"[.!?](?:\s|$)", passage.text[match.end() : match.end() + MAX_PLACE_LINE])[0]
            value = NEXT_LABEL_RE.split(value)[0]
            phrase = PHRASE_RE.match(value)
            if phrase is None:
                continue
            places = parse_places(phrase[0], bare=True)
            # "Location: Winchester SALARY:" names a town by itself only where nothing else follows it
            alone = phrase[0].strip() == value.strip() and len(value.split()) <= 3 and not CAPITALS_RE.search(value)
            if places and (alone or any(place.country for place in places)):
                yield places, passage.cite((match.start(), match.end() + len(phrase[0].rstrip())), "location-label")


def _residence(outline: Outline) -> Iterator[tuple[list[Location], Evidence]]:
    for passage in passages_with(outline, SENTENCE_TRIGGERS, skip=frozenset({"related", "company"})):
        for match in BASED_ONLY_RE.finditer(passage.text) if " only" in passage.text.lower() else ():
            if places := parse_places(match["place"].removesuffix(" based"), bare=False):
                yield places, passage.cite(match, "location-applicants-only")
        for match in PLACE_CUE_RE.finditer(passage.text):
            yield from _after_cue(passage, match, "location-residence")


def _authority(outline: Outline) -> Iterator[tuple[list[Location], Evidence]]:
    for passage in passages_with(outline, SENTENCE_TRIGGERS, skip=frozenset({"related", "company"})):
        if not holds(passage.text.lower(), AUTHORITY_WORDS):
            continue
        for match in AUTHORITY_CUE_RE.finditer(passage.text):
            yield from _after_cue(passage, match, "location-authorisation")


CITY_CUE_RE = patterns.compile(r"(?:based|located)[ ](?:out[ ]of|in)[ ]{1,2}$", re.IGNORECASE)
PHRASE_RE = patterns.compile(
    r"(?>(?:the |our )?[A-ZÀ-Þ][\w.'’-]{0,25}(?: (?:of|and|or|de|am|im|upon|the"
    r"|&)(?= (?:the )?[A-ZÀ-Þ]))?,?(?: |/|$)?){1,24}+"
)  # "Austin, TX or Denver, CO", "United States"


def _after_cue(passage: Passage, match: re.Match[str], rule: str) -> Iterator[tuple[list[Location], Evidence]]:
    before = passage.text[max(0, match.start() - 60) : match.start()]
    if NEGATION_RE.search(before) or (OTHERS_RE.search(before) and not before.lower().endswith("this ")):
        return  # "our team is remote and this role is based in Spain" says it of the role
    phrase = PHRASE_RE.match(passage.text, match.end())
    if phrase is None:
        return
    words = phrase[0].strip(" ,.")
    # "this role is based in Leeds" names a city that nothing else explains
    bare = bool(CITY_CUE_RE.search(match[0])) and len(words.split()) <= 2 and words.istitle()
    if places := parse_places(words, bare=bare):
        yield places, passage.cite((match.start(), match.end() + len(phrase[0].rstrip(" ,."))), rule)
