"""What the small finders share: passages that hold certain words, values behind a label, wishes."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from jdtool import patterns
from jdtool.folding import lowered
from jdtool.model import FENCED, Outline, Passage, SectionKind, Triggers
from jdtool.scanner import triggers

# What is compared with text in lower case, as these patterns are, takes a third of the time.
# The words of a wish that always speak of what follows: "ideally with Kafka", "bonus points if you know Redis".
WISH_AHEAD = r"""bonus[ ](?:points?|if\b|for\b) | bonus: | (?:extra|brownie)[ ](?:points|credit) | ideally
    | preferably | pluses
    | would[ ]be[ ](?:great|nice|ideal|helpful|a[ ](?:plus|bonus))[ ]if
    | idealerweise | vorzugsweise | idéalement | de[ ]préférence | idealmente | preferiblemente | se[ ]valorar?á?n?\b
    | bij[ ]voorkeur"""
# Those that close it or stand before it: "Kubernetes a plus", "SQL (preferred)", "Preferred: SQL".
WISH = r"""bonus(?=\)) | prefer(?:red|able|s)?\b(?![ ](?:name|vendor|supplier|partner|to\b|\w{1,12}ing\b))
    | preference[ ](?:for|given|will|to[ ](?:candidates|those))
    | (?:nice|good|great)[ -]to[ -]have(?:s\b)?
    | (?:an?[ ])?(?:added|big|huge|strong|definite|real|major|distinct|significant|considered)
      [ ](?:advantage|asset|plus|bonus)
    | (?:a|as[ ]a|as)[ ]plus\b | (?:is|be|are|as|considered)[ ](?:also[ ])?(?:a[ ]bonus|advantage)\b | plus[ ]points?
    | an[ ](?:asset|advantage)\b | advantageous | desirable
    | desired(?![ ](?:outcome|result|state|effect|goal|level|output|behaviou?r|location|start))
    | beneficial | optional | (?:is|are|be)[ ](?:also[ ]|highly[ ]|greatly[ ])?appreciated
    | (?:viewed|looked[ ]upon|regarded)[ ]favou?rably
    | highly[ ]regarded
    | (?:is|are|be|but)[ ](?:also[ ])?(?:ideal|helpful|useful|welcomed?|great|nice|good)
      (?:[ ]to[ ]have\b|(?=[ ]?(?:[.,;:)]|$|if\b|for\b|but\b)))
    | not[ ](?:essential|mandatory|a[ ]must|strictly[ ](?:required|necessary)|necessarily[ ]required)
    | von[ ](?:großem[ ])?vorteil | vorteilhaft | wünschenswert | (?:ein|großes)[ ]plus | gern[ ]?gesehen | kein[ ]muss
    | (?:un[ ]|être[ ])(?:vrai[ ])?(?:plus|atout) | souhait(?:é|ée|és|ées|able)\b | appréciée?s?\b | bienvenue?s?\b
    | deseables? | valorables? | un[ ]plus | een[ ](?:pré|pre|plus(?:punt)?) | mooi[ ]meegenomen | pré\b | gewenst"""
WISH_RE = patterns.compile(rf"\b(?:{WISH_AHEAD} | {WISH})", re.VERBOSE)
WISH_AHEAD_RE = patterns.compile(rf"\b(?:{WISH_AHEAD})", re.VERBOSE)
WISHES = triggers(
    "prefer", "to have", "to-have", "be great", "is great", "are great", "but great", "also great", "be nice",
    "is nice", "are nice", "but nice", "also nice", "be good", "is good", "are good", "but good", "also good", "bonus",
    "plus", "extra credit", "extra points", "brownie", "ideal", "idéal", "desir", "advantage", "asset", "beneficial",
    "optional", "appreciated", "favo", "regarded", "helpful", "useful", "welcom", "not essential", "not mandatory",
    "not a must", "not strictly", "not necessarily", "vorteil", "vorzug", "wünsch", "gesehen", "kein muss", "atout",
    "préf", "souhait", "appréci", "bienvenu", "deseable", "valora", "pré", "voorkeur", "meegenomen", "gewenst",
)  # fmt: skip

DEMAND_RE = patterns.compile(
    r"\b(?:required|must|mandatory|essential|minimum|necessary|zwingend|erforderlich|obligatoire|exigée?|imprescindible|vereist)\b",
    re.IGNORECASE,
)  # "Fluent English is a must"
# A demand that nothing around it takes back, "as required" and "additional required documents" being none.
STRICT_DEMAND_RE = patterns.compile(
    r"""\bmust[ -](?:have|know|possess|be[ ]proficient)
    | \b(?:is|are)[ ](?:an?[ ])?(?:absolute[ ])?(?:must|mandatory|essential)\b
    | (?<!as[ ])(?<!if[ ])(?<!when[ ])(?<!where[ ])(?<!not[ ])(?<!than[ ])
      \b(?:required|mandatory|a[ ]must)(?=\s?(?:[.,;:)!]|$))
    | (?<!nicht[ ])(?<!zwingend[ ])\b(?:zwingend|erforderlich|voraussetzung)\b
    | \b(?:obligatoire|imprescindible|indispensable|vereist)\b""",
    re.VERBOSE,
)  # "two years of Go required", "(Kenntnisse in DATEV erforderlich)"

STRICT = triggers(
    "required", "must", "mandatory", "essential", "zwingend", "erforderlich", "voraussetzung", "obligatoire",
    "imprescindible", "indispensable", "vereist",
)  # fmt: skip


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands in the text; the cheap test before a pattern."""
    for word in words:  # noqa: SIM110  a loop takes half the time of any()
        if word in text:
            return True
    return False


class Cue(NamedTuple):
    """A pattern that turns on words: of each group one stands wherever it matches."""

    pattern: re.Pattern[str]
    words: tuple[tuple[str, ...], ...]

    def search(self, text: str, low: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in text[start:end]; `low` is the text in lower case."""
        for words in self.words:
            for word in words:
                if word in low:
                    break
            else:
                return None
        return self.pattern.search(text, start, end)


MOST_TEXT = 100_000  # characters in which one fact is looked for: the longest of 5,000 postings has 44,000 in all


def passages_with(outline: Outline, words: Triggers, skip: frozenset[SectionKind] = FENCED) -> list[Passage]:
    """The passages outside the skipped sections in which a trigger stands, in reading order; of a flood the first."""
    found: list[Passage] = []
    marks = outline.scan.marks.get(words.number)
    if marks is None:  # of most finders, in most postings
        return found
    starts, passages = outline.starts, outline.passages
    end = read = 0
    for position in marks:
        if position >= end and (i := bisect_right(starts, position)):
            passage = passages[i - 1]
            end = passage.start + len(passage.text)
            if position < end and passage.section not in skip:
                read += len(passage.text)
                if read > MOST_TEXT:
                    break
                found.append(passage)
    return found


LABEL_REACH = 80  # characters in which a label ends
MAX_VALUE = 100  # characters of a value below its label


_TERM = r"""(?:fully[ ]|100[ ]?%[ ])?(?:permanent|temporary|contract|freelance|internship|casual|seasonal|fixed[ -]term
    |full[ -]?time|part[ -]?time|remote|hybrid|on-?site|in[ -]office|vollzeit|teilzeit|unbefristet|befristet)
    (?:[ ]\([^()]{1,60}\))?"""
TERMS_RE = patterns.compile(
    rf"""[\W_]{{0,4}}{_TERM}(?:(?:[ ]?[,;/|•·&–-][ ]?(?:and[ ]|or[ ])?|[ ](?:and|or|und)[ ]){_TERM}){{1,4}}
    (?:[\W_]{{0,4}}|[ ]?[:(–—][^.!?]{{1,80}}\.?)$""",
    re.VERBOSE | re.IGNORECASE,
)
MAX_TERMS = 120  # characters


def is_terms(text: str) -> bool:
    """Whether a sentence lists the terms of the job and no more.

    >>> is_terms("Full-time, remote."), is_terms("Permanent, hybrid (2 days in the office)."), is_terms("Remote work.")
    (True, True, False)
    >>> is_terms("Full-time, hybrid: two days a week in Leeds"), is_terms("Full-time cooks: we hire two")
    (True, False)
    """
    return len(text) <= MAX_TERMS and TERMS_RE.match(text) is not None


def labelled(outline: Outline, label: re.Pattern[str], words: Triggers) -> Iterator[tuple[Passage, int]]:
    """Passages that state the value of a label, with the offset where the value begins.

    The label stands before it ("Location: Leeds") or on a line of its own above it ("Location" / "Leeds"). One of
    the words stands in every label.
    """
    passages, starts = outline.passages, outline.starts
    last = -1
    for position in outline.scan.starts(words):
        at = bisect_right(starts, position) - 1
        if at == last:
            continue
        last = at
        passage = passages[at]
        if position >= passage.start + LABEL_REACH or passage.section == "related":
            continue
        if match := label.match(passage.text):
            if passage.text[match.end() :].strip(" :*_"):
                if ":" in match[0] or "|" in match[0]:
                    yield passage, match.end()
            elif at + 1 < len(passages):
                below = passages[at + 1]
                if below.section != "related" and below.line - passage.line <= 2 and len(below.text) < MAX_VALUE:
                    yield below, 0


# --- how far a wish or a denial reaches ------------------------------------------------------------------------

Span = tuple[int, int]

# What keeps one claim from the next: "Python required; Go a plus", "(SQL a plus)", "Java, but Kotlin is welcome",
# where line breaks were lost "Degree required Experience with Go a plus".
CLAIM_END_RE = patterns.compile(
    r"""[;()•●▪.!?,\s](?:(?<=[;()•●▪])
    | (?<=\s)[–—−-]\s
    | (?-i:(?<=required\s)|(?<=preferred\s))(?=(?-i:[A-Z][a-z]))
    | (?<=[.!?])(?<![A-Za-z]\.[A-Za-z].)\s
    | (?:(?<=,)\s|(?<=\s))(?:but|while|though|although|aber|mais|pero|maar)\s)""",
    re.VERBOSE | re.IGNORECASE,
)  # begins with a set of signs, which is what makes it fast
COMMA_RE = patterns.compile(
    r",\s{1,2}(?:(?:and|plus|with|und|et|y|en)\s(?=(?:\S{1,20}\s){0,3}(?:experience|knowledge|familiarity)))?"
)
JOINED_RE = patterns.compile(
    r"\b(?:or|and|oder|und|ou|et|o|y|of|en|such as|like|including|e\.g|tels? que|telles? que|wie)\b|&", re.IGNORECASE
)
OPENER_RE = patterns.compile(r"\b(?:such as|like|including|e\.g|tels? que|telles? que|wie)\b", re.IGNORECASE)
PLURAL_RE = patterns.compile(r"\b(?:are|sind|sont|son|zijn)\b[^,]{0,12}$", re.IGNORECASE)  # "Kafka, Spark are a plus"
OWN_PLURAL_RE = patterns.compile(
    r"kenntnisse|skills|abilities", re.IGNORECASE
)  # "Deutsch, Englischkenntnisse sind ein Plus"
_IDLE_WORDS = """
    it its this that is are be would will also very highly strongly most more and or but not although required
    necessary essential considered seen a an the as any some though if you have ist sind wäre est serait es son ser
    zijn deze in
"""
IDLE_RE = patterns.compile(
    rf"(?:[\W\d_]|\b{patterns.one_of(_IDLE_WORDS.split())}\b|s\b){{1,60}}"
)  # words that claim nothing of their own: "it would be", "but not required"
PREDICATE_RE = patterns.compile(
    r"\b(?:is|are|be|ist|sind|wäre|est|sont|serait|es|son|zijn)\b[^,]{0,12}$", re.IGNORECASE
)
ASIDE_CLOSED_RE = patterns.compile(
    r",\s(?:is|are|would be|ist|sind|wäre|est|sont|es|son)\b[^,]{0,30}$", re.IGNORECASE
)  # "Java, ideally gained in a bank, is a plus": the aside is over, and all before it is wished for
MAX_LIST = 300  # characters in which an enumeration ends that begins behind a comma
MOST_CUES = 12  # of one kind in a sentence; hostile text might hold more
MAX_PART = 4  # words between two commas that may still be an item of an enumeration


@lru_cache(maxsize=4096)  # asked for a sentence by the outline, by its skills and by the fields
def wish_spans(text: str) -> tuple[Span, ...]:
    """The parts of a sentence that are wished for, in offsets of it.

    >>> [text[a:b] for text in ["Go required, Rust a plus", "Go, ideally with gRPC"] for a, b in wish_spans(text)]
    ['Rust a plus', 'ideally with gRPC']
    >>> wish_spans("You have a preferred name and hold a good position")
    ()
    """
    low = lowered(text)
    if not holds(low, WISHES.words):
        return ()
    spans: list[Span] = []
    for cue in islice(WISH_RE.finditer(low), MOST_CUES):
        start, end = cue.span()
        if spans and start < spans[-1][1]:
            if ASIDE_CLOSED_RE.search(text, spans[-1][0], end):
                spans[-1] = (claim_around(flatten(text, start), spans[-1][0], end)[0], spans[-1][1])
            continue
        flat = flatten(text, start)
        left, right = claim_around(flat, start, end)
        opens = not IDLE_RE.sub("", flat[left:start].lower())
        if WISH_AHEAD_RE.match(low, start) or (opens and IDLE_RE.sub("", flat[end:right].lower())):
            spans.append((start, right))
        elif opens:  # "SQL (preferred)", "Python, SQL - a plus", "Useful, but not essential"
            outside = without_brackets(text)[1] if flat[left - 1 : left] == "(" else flat
            above = claim_around(outside, max(left - 2, 0), max(left - 1, 0))[0] if left else 0
            spans.append((reach_back(flat, above, left), end))
        else:
            goes_on = GOES_ON_RE.match(text, end)
            if goes_on and goes_on[0].endswith("("):
                end = text.find(")", goes_on.end()) + 1 or len(text)
            elif goes_on:
                end = right
            spans.append((reach_back(flat, left, start), end))
    return tuple(spans)


BRACKET_RE = patterns.compile(r"\(([^()]{0,400})(?:\)|$)")
KEPT_RE = patterns.compile(r"\b(?:required|must|mandatory|essential|erforderlich|zwingend|vereist)\b", re.IGNORECASE)
GOES_ON_RE = patterns.compile(
    r"\s?(?::|if\b|for\b|when\b|,?\s?(?:e\.g|such as|like|including|for example|z\.b)|(?:,?\s?but not \w{1,10}\s?)?\()",
    re.IGNORECASE,
)  # "the data stack a plus, e.g. pandas", "certificates are a plus (OSCP, CISSP)"


def flatten(text: str, at: int) -> str:
    """The text, of the same length, with every bracket but the one around an offset made one dull word.

    So "clouds (AWS, GCP) preferred" is one claim, and "Docker (required), Nomad a plus" still tells its demand.
    """
    brackets, flat = without_brackets(text)
    i = bisect_left(brackets, (at, 0)) - 1
    if i < 0 or brackets[i][1] <= at:
        return flat
    start, end = brackets[i]
    return flat[:start] + text[start:end] + flat[end:]


@lru_cache(maxsize=16)  # the sentence that is being read
def without_brackets(text: str) -> tuple[list[Span], str]:
    """Where brackets stand, and the text with all of them made dull."""

    def dull(bracket: re.Match[str]) -> str:
        kept = KEPT_RE.search(bracket[1])
        return "x" * len(bracket[0]) if not kept else f" {kept[0]}".ljust(len(bracket[0]))[: len(bracket[0])]

    return [bracket.span() for bracket in BRACKET_RE.finditer(text)], BRACKET_RE.sub(dull, text)


MAX_CLAIM = 1_500  # characters on either side of a cue: a longer one is no sentence of a person


def claim_around(text: str, start: int, end: int) -> Span:
    """The part of a sentence around start-end that makes one claim."""
    left, right = max(0, start - MAX_CLAIM), min(len(text), end + MAX_CLAIM)
    if bracket := text.rfind("(", left, start) + 1:  # ends one, and what stands in it is mostly short
        left, close = bracket, text.find(")", end, right) + 1
        stops = [stop.span() for stop in CLAIM_END_RE.finditer(text, bracket, close or right)]
    else:
        stops = claim_ends(text)
    behind = bisect_left(stops, (end, 0))
    before = behind - 1
    while before >= 0 and stops[before][1] > start:
        before -= 1
    if before >= 0:
        left = max(left, stops[before][1])
    if behind < len(stops):
        right = min(right, stops[behind][0])
    return left, right


@lru_cache(maxsize=16)  # the sentence that is being read
def claim_ends(text: str) -> list[Span]:
    """What ends a claim."""
    return [stop.span() for stop in CLAIM_END_RE.finditer(text)]


def demands(text: str, at: int) -> bool:
    """Whether the claim at an offset is strictly a demand: "Bookkeeping (knowledge of DATEV required)"."""
    low = lowered(text)
    if not holds(low, STRICT.words) or STRICT_DEMAND_RE.search(low) is None:
        return False  # a claim's end is no sentence's: the whole must demand, too
    return STRICT_DEMAND_RE.search(low[slice(*claim_around(text, at, at + 1))]) is not None


def is_wish(passage: Passage, start: int) -> bool:
    """Whether the words that begin at an offset of the passage are wished for, by their claim, else by the section."""
    if any(left <= start < right for left, right in wish_spans(passage.text)):
        return True
    return passage.section == "preferred" and not demands(passage.text, start)


def reach_back(text: str, left: int, end: int) -> int:
    """Where a claim begins that is closed at `end`, not before `left`.

    "Java, Kotlin or Scala is a plus" is one; "Experience with Java, Kotlin a plus" and "Go required, Rust a plus" are
    two, and the last alone is closed. "Python, R (preferred)" wishes for the last.
    """
    last_word = left + len(text[left:end].rstrip())
    commas = [m for m in COMMA_RE.finditer(text, left, end) if m.end() < last_word]
    if not commas:
        return left
    joined = JOINED_RE.search(text, commas[-1].end(), end)
    # "Rules like GDPR, HIPAA preferred", but not "a degree or diploma, PhD preferred"
    last = IDLE_RE.sub(" ", text[commas[-1].end() : end].lower()).split()
    single = len(commas) == 1 and len(last) == 1
    joined = joined or (OPENER_RE if single else JOINED_RE).search(text, left, commas[0].start())
    subject = joined and PREDICATE_RE.search(text, left, end)  # all before "is a plus" is its subject
    start = commas[-1].end()
    plural = PLURAL_RE.search(text, left, end) and not OWN_PLURAL_RE.search(text, start, end)
    for i in range(len(commas) - 1, -1, -1):
        part = text[commas[i - 1].end() if i else left : commas[i].start()]
        split = len(commas[i][0].strip()) > 1 or DEMAND_RE.search(part)
        if split or not (joined or plural) or (i and not subject and len(part.split()) > MAX_PART):
            break
        start = commas[i - 1].end() if i else left
    return start


# What is said not to be asked for, as what follows or as what comes before.
DENIAL_AHEAD_RE = patterns.compile(
    r"""\b(?:
      (?:do|does|did|would|will)(?:[ ]not|n['’]?t)[ ](?:\w{1,12}[ ])?(?:need|require|expect|use)\b
        (?![ ](?:\w{1,10}[ ])?to[ ]be\b) (?:[ ]you[ ]to)?
      | no[ ](?=(?:[^\s.,;]{1,20}[ ]){1,6}(?:is[ ]|are[ ])?(?:required|needed|necessary|expected)\b)
      | no[ ]need[ ](?:for|to)\b | (?:do[ ]not|don['’]?t)[ ]have[ ]to[ ](?:know|have|be[ ]familiar)
      | no[ ]longer[ ]us(?:e|ing) | instead[ ]of | rather[ ]than | as[ ]opposed[ ]to | unlike
      | kein(?:e|en|er)?[ ](?=(?:[^\s.,;]{1,30}[ ]){1,5}(?:erforderlich|nötig|notwendig|vorausgesetzt)\b)
      | pas[ ]besoin[ ]de | aucune?[ ](?=(?:[^\s.,;]{1,20}[ ]){1,6}(?:n['’]est[ ])?(?:requise?|nécessaire|exigée?)\b)
      | no[ ](?:es[ ]necesari[oa]|se[ ](?:requiere|necesita|exige))
      | geen[ ](?=(?:[^\s.,;]{1,20}[ ]){1,6}(?:vereist|nodig|noodzakelijk)\b)
    )""",
    re.VERBOSE,
)  # "You do not need to know Rust", "No Java experience needed", "we don't use PHP"
DENIAL_BEHIND_RE = patterns.compile(
    r"""\b(?:(?:is|are|was)(?:[ ]not|n['’]?t)|not)[ ](?:required|needed|necessary)\b
    | \bnicht[ ](?:erforderlich|notwendig|nötig)\b | \bpas[ ](?:requise?|nécessaire|exigée?|obligatoire)s?\b
    | \bniet[ ](?:vereist|nodig|noodzakelijk)\b""",
    re.VERBOSE,
)  # "Experience with robotics is not required"
DENIALS = triggers(
    "n't ", "n’t ", "not ", "dont", "doesnt", "isnt", "no ", "instead", "rather than", "opposed", "unlike", "kein",
    "nicht", "pas ",
    "aucun", "geen", "niet",
)  # fmt: skip


@lru_cache(maxsize=4096)
def denial_spans(text: str) -> tuple[Span, ...]:
    """The parts of a sentence that it says not to ask for, in offsets of it; "preferred but not required" is a wish.

    >>> [text[a:b] for text in ["No Java needed", "Go; Rust is not required"] for a, b in denial_spans(text)]
    ['No Java needed', ' Rust is not required']
    >>> denial_spans("Helpful but not required")
    ()
    """
    low = lowered(text)
    if not holds(low, DENIALS.words):
        return ()
    spans: list[Span] = []
    for cue in islice(DENIAL_AHEAD_RE.finditer(low), MOST_CUES):
        right = claim_around(text, cue.start(), cue.end())[1]
        comma = text.find(", ", cue.end(), right)
        listed = comma < 0 or JOINED_RE.search(text, comma, min(right, comma + MAX_LIST))
        spans.append((cue.start(), right if listed else comma))
    for cue in islice(DENIAL_BEHIND_RE.finditer(low), MOST_CUES):
        left = claim_around(text, cue.start(), cue.end())[0]
        if IDLE_RE.sub("", low[left : cue.start()]):
            spans.append((reach_back(text, left, cue.start()), cue.end()))
    return tuple(span for span in spans if not WISH_RE.search(low, *span))


def without(text: str, spans: Iterable[Span]) -> str:
    """What the text claims beside the spans, without idle words and in lower case; empty where nothing is left."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return IDLE_RE.sub(" ", text.lower()).strip()
