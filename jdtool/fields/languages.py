"""Human languages asked of the candidate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jdtool import patterns, tables
from jdtool.model import FENCED, Evidence, Finding, Outline, Passage, SectionKind, SpokenLanguage
from jdtool.scanner import triggers
from jdtool.wording import is_wish

# What is said of mastering a language; a name counts only within reach of one of these.
SKILL_BEFORE_RE = patterns.compile(
    r"""
    (?: \b(?: fluen(?:t|cy|tly) | proficien(?:t|cy|tly) | native(?:[ -]level)? | bilingual | trilingual
      | multilingual | conversational | mother[ ]tongue | competent | competency
          | (?:working|good|basic|strong|excellent|sound|business|professional|solid|advanced|some|fair
            |full)[ ]knowledge | command | mastery | literacy | fluently
          | (?:spoken|written|verbal|oral|speaking|writing|reading|speaks?|spoke|reads?|writes?
            |communicat\w{1,6}(?:[ ](?:skills|effectively|clearly|fluently|confidently))?)(?:[ ](?:and|&|/
            |or)[ ](?:spoken|written|verbal|oral|speak|write|read))?(?:[ ]in|[ ]both)?
          | (?:excellent|very[ ]good|good|strong|perfect|great|impeccable|flawless|solid|advanced
            |intermediate|upper[- ]intermediate|basic|business|professional|native|confident|decent|superior
            |outstanding|fluent|clear|exceptional|technical|business[ -]level|B1|B2|C1|C2)
          | languages?[ ]?[:(-] | knowledge[ ]of | level[ ]of | language[ ]skills[ ]in
            | languages?[ ](?:such[ ]as|like|including|required[ ]?:|skills[ ]?:) | (?:required|preferred
            |additional)[ ]languages?[ ]?:? | ability[ ]to[ ](?:speak|communicate|read|write)(?:[ ]\w+){0,4}
          | flie(?:ß|ss)end\w{0,2} | verhandlungssicher\w{0,2} | sehr[ ]gute\w? | gute\w? | sichere\w?
            | muttersprach\w+ | courant | ma[iî]tris\w{1,4} | parl\w{1,4} | vloeiend | goede | dominio | fluido
            | nivel(?:[ ]de)? | (?:sprach|grund)?kenntnisse[ ](?:in|der) | (?:ausgezeichnete|hervorragende|perfekte|solide)\w?
            | auf | sprichst | spreekt(?:[ ]\w+)? | vlot | uitstekende? | vaardigheden[ ]in | beheers\w{0,4}
            | skills?[ ](?=in[ ]|\() | use[ ]of )
        [ ,:(]{0,2}(?:(?:in|of|the|both|either|level|business|professional|und|and|&|or|written|spoken|oral
          |verbal|-|speaking|language|de|d['’]|del?|l['’]|het|van|in[ ]der|skills?|fluency|proficiency|with
          |at|least)[ ,:]{1,2}){0,6}(?:[ld]['’])? )$
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "fluent in", "excellent written and spoken", "fließend"
SKILL_AFTER_RE = patterns.compile(
    r"""
    ^(?: [ ,:(–—-]{1,3}(?:and[ ]\w+[ ]|language[ ]|is[ ]|at[ ](?:a[ ]|an[ ])?|\(|both[ ]|with[ ](?:an?[ ])?
      |[-–—][ ]?|level[ ]|min(?:imum|\.)?[ ]|at[ ]least[ ]|very[ ]|on[ ]a[ ]|to[ ]a[ ]|knowledge[ ]
      |skills?[ ]|of[ ]|the[ ]|working[ ]|on[ ]|auf[ ]|dem[ ]|niveau[ ]|mind\.?[ ]|mindestens[ ]|(?:required|preferred)[ ,–-]{1,3}){0,4}
          (?: [ABC][12]\b | fluen(?:t|cy)|proficien(?:t|cy)|native|bilingual|conversational
            |business(?:[ -]level|[ ]fluen)|professional[ ](?:level|proficiency|working)|speak(?:er|ers|ing)
            \b(?![ ](?:market|countr|customer|client|team|user|region|communit|audience|population
            |environment|office|staff|world))
            | language(?:[ ](?:skills?|proficiency|fluency|ability|knowledge))|skills?\b|spoken|written
              |verbal|oral|mother[ ]tongue|advanced|intermediate|excellent|(?:very[ ])?good
              |working[ ]knowledge|fließend|verhandlungssicher|courant|kenntnisse|upper
            |sehr[ ]gut )
      | -?kenntnisse | (?:[ ]|-)(?:and|und|&|or|oder)?[ ]?-?(?:\w{4,15})?kenntnisse | sprachkenntnisse
        | [ ]language(?=[ ]?(?:$|[.,;)]|is[ ]|and|or[ ]|a[ ]plus|required|preferred)) | [ ](?:is|are
        |would[ ]be|as)[ ](?:an?[ ])?(?:required|must|mandatory|plus|advantage|asset|preferred|nice|bonus
        |essential|beneficial|desirable|desired|helpful|needed|necessary)
      | [ ]?\((?:required|preferred|a[ ]plus|nice[ ]to[ ]have|fluent|native|optional|must
        |erforderlich|wünschenswert|von[ ]vorteil)
      | [ ]\(?(?:required|preferred)\b )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "(C1)", "speaker", "language skills", "is a plus"
JOIN_RE = patterns.compile(
    r"^(?:[ ]?[,/&+;|][ ]?(?:and |or |und |oder |& |y |et )?|[ ](?:and|or|und|oder|y|et|en|&"
    r"|\+|/|as well as|and/or|plus)[ ](?:/?or )?|[- ]{0,2}(?:und|and) |\)?[ ]?[,;]?[ ]?(?:and"
    r"|&|or) (?:in )?)(?:(?:also|either|in|basic|good|fluent|some|business|conversational"
    r"|professional|native|preferably|ideally) ){0,2}$",
    re.IGNORECASE,
)
# A name in front of these is a nationality, a market or a thing, not a language to speak.
NOT_LANGUAGE_AFTER_RE = patterns.compile(
    r"""
    ^(?: [ -](?:market|office|law|press|team|compan|client|customer|branch|subsidiar|entit|econom|government
      |teacher|history|culture|sector|bank|tax|labou?r|citizen|national|passport|clearance|site|region
      |speaking[ ](?:market|countr|customer|client|team|region|communit|user|audience|population|environment
      |staff|countries|world)|degree|literature|stud|major|department|class|GAAP|accounting|regulat
      |legislation|industr|startup|scale|unicorn|start-up|Red[ ]Cross|version|speakers?[ ]in[ ]our
      |employment|legal|hospital|property|insur|food|cuisine|translation|content|localization
      |locali[sz]ation|copy|site|website|Wikipedia|roots|holding|manufactur|engineering|quality|standard
      |Canadian|American|authorit|consulate|embass|test|exam|lessons?|course|classes|training|bulldog|wine
      |lifestyle|roulette|cooking|side|group|public|social|health|university|parent|headquarter|payroll)
      | [ ]?\(?(?:as[ ])?(?:language)[ ](?:teacher|model|processing|arts|course|class|lesson) | -based
        | ['’]s\b | [ ]is[ ](?:the|our|used|a[ ]language) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
OFFER_RE = patterns.compile(
    r"\b(?:lessons?|classes|courses?|learn(?:ing)?|free|offer|unterricht|kurse?)\b", re.IGNORECASE
)
# "Polish", "English" in running lower case may be a verb or a slip; those two need firmer ground.
LEVEL_RE = patterns.compile(
    r"""
    (?<![\w-])(?: [ABC][12](?:[ ]?[-/–][ ]?[ABC][12])?\+?(?!\w) | fluen(?:t|cy)|fluently|native|bilingual
      |mother[ ]tongue|proficien(?:t|cy)|conversational|business|professional|upper[ -]intermediate
      |intermediate|advanced|working|basic|excellent|very[ ]good|good|strong|perfect
      | fließend\w{0,2}|verhandlungssicher\w{0,2}|muttersprach\w+|sehr[ ]gute\w?|gute\w?|courant|vloeiend )
    """,
    re.VERBOSE | re.IGNORECASE,
)
LEVEL_NAMES: dict[str, str] = {
    "fluency": "fluent",
    "fluently": "fluent",
    "proficiency": "proficient",
    "mother tongue": "native",
}


class Name(NamedTuple):
    """A language that a passage names, at offsets of it."""

    start: int
    end: int
    code: str
    name: str


def _read_names() -> dict[str, tuple[str, str]]:
    """Every name in lower case, with code and canonical name."""
    names: dict[str, tuple[str, str]] = {}
    for row in tables.table("languages.tsv"):
        words = [row["name"], *row.get("aliases", "").split("|")]
        names |= {word.lower(): (row["code"], row["name"]) for word in words if word}
    return names


NAMES = _read_names()
NAME_TRIGGERS = triggers(*NAMES)
WORDS_RE = patterns.compile(r"(?<!\w)([^\W_]{2,40})(?: ([^\W_]{2,40}))?")  # a name has two words at most
ENDINGS = ("kenntnisse", "sprach")  # "Englischkenntnisse", "deutschsprachig"
CAPITALISED_RE = patterns.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ÿ]{3,13}")
OFTEN_LOWER_CASE = ("english", "englisch", "deutsch", "anglais", "inglés", "français", "bahasa", "urdu")
VERBS = frozenset({"polish", "bahasa"})  # no languages in lower case
MARKS_RE = patterns.compile(r"[*_]{1,4}")  # "fluent in **Dutch** and **English**"
MOST_MARKS = 1_000  # places where a name may stand that are tried: the most of 5,000 postings is 168
MOST_NAMES = 60  # read in one passage: all languages of the European Union, twice over
REACH = 60  # characters around a name in which its level may stand


def find_languages(outline: Outline) -> Finding[list[SpokenLanguage]] | None:
    """The human languages asked for, with level as worded and importance; None where none is named.

    Company and legal text is read only where nothing else names one ("About client ... Languages: English B2").
    """
    named = _named(outline)
    found = _find(named, FENCED | {"benefits"}) or _find(named, frozenset({"benefits", "related"}))
    if not found:
        return None
    return Finding([language for language, _ in found.values()], [evidence for _, evidence in found.values()])


def _find(
    named: list[tuple[Passage, list[Name]]], skip: frozenset[SectionKind]
) -> dict[str, tuple[SpokenLanguage, Evidence]]:
    found: dict[str, tuple[SpokenLanguage, Evidence]] = {}
    for passage, names in named:
        if passage.section in skip:
            continue
        for language, evidence in _in_passage(passage, names):
            known = found.get(language.code)
            if known is None or (known[0].level is None and language.level):
                found[language.code] = (language, evidence)
    return found


def _named(outline: Outline) -> list[tuple[Passage, list[Name]]]:
    """The passages that name languages, and the names in them.

    A passage counts where one of its names has a capital here or elsewhere in the text, or often is without.
    """
    text, marks = outline.text, outline.scan.starts(NAME_TRIGGERS)[:MOST_MARKS]
    capitalised = {match[0].lower() for mark in marks if (match := CAPITALISED_RE.match(text, mark))}
    telling = (*(capitalised & NAMES.keys()), *OFTEN_LOWER_CASE)
    reach = max(map(len, telling))
    places: dict[int, tuple[Passage, list[int]]] = {}
    for mark in marks:
        if passage := outline.passage_at(mark):
            places.setdefault(passage.start, (passage, []))[1].append(mark)
    return [
        (passage, _names_at(passage, starts))
        for passage, starts in places.values()
        if any(text[start : start + reach].lower().startswith(telling) for start in starts)
    ]


def _names_at(passage: Passage, starts: list[int]) -> list[Name]:
    """The names that stand where the scan met some."""
    text = passage.text
    names: list[Name] = []
    end = 0
    for position in starts:
        start = position - passage.start
        if start < end or (words := WORDS_RE.match(text, start)) is None:
            continue
        if word := _name_of(words):
            end = start + len(word)
            if text[start].isupper() or word not in VERBS:
                names.append(Name(start, end, *NAMES[word]))
        if len(names) == MOST_NAMES:
            break
    return names


def _name_of(words: re.Match[str]) -> str | None:
    """The longest name that the words begin with, in lower case."""
    for candidate in (words[0], words[1]):
        low = candidate.lower()
        for word in (low, *(low[: low.rfind(ending)] for ending in ENDINGS if ending in low)):
            if word in NAMES:
                return word
    return None


def _in_passage(passage: Passage, names: list[Name]) -> Iterator[tuple[SpokenLanguage, Evidence]]:
    text = passage.text
    asked: list[bool] = [_is_asked(text, name) for name in names]
    for direction in (range(1, len(names)), range(len(names) - 2, -1, -1)):
        for here in direction:  # "English and German": what holds for one holds for its neighbour
            there = here - 1 if direction.step == 1 else here + 1
            left, right = sorted((here, there))
            end = names[here].end
            if not asked[here] and asked[there] and not NOT_LANGUAGE_AFTER_RE.match(text[end : end + REACH]):
                asked[here] = bool(JOIN_RE.match(_between(text, names[left], names[right])))
    for index, name in enumerate(names):
        if asked[index]:
            wish = is_wish(passage, name.start)
            level = _level(text, names, index)
            yield (
                SpokenLanguage(name.code, name.name, level, "preferred" if wish else "required"),
                passage.cite((name.start, name.end), "language-asked"),
            )


def _between(text: str, left: Name, right: Name) -> str:
    gap = MARKS_RE.sub("", text[left.end : right.start])
    return re.sub(r"\([^)]{0,30}\)?|[ABC][12]\b", "", gap).replace("  ", " ")


def _is_asked(text: str, name: Name) -> bool:
    before = MARKS_RE.sub("", text[max(0, name.start - 90) : name.start])
    after = MARKS_RE.sub("", text[name.end : name.end + 60])
    if NOT_LANGUAGE_AFTER_RE.match(after) or OFFER_RE.search(text, max(0, name.start - 30), name.end + 20):
        return False
    return bool(SKILL_AFTER_RE.match(after) or SKILL_BEFORE_RE.search(before))


def _level(text: str, names: list[Name], index: int) -> str | None:
    """The level worded nearest to the name; a CEFR code behind it comes first."""
    name = names[index]
    stop = names[index + 1].start if index + 1 < len(names) else name.end + REACH
    after = text[name.end : min(stop, name.end + REACH)]
    after = re.split(r"[.;\n]", after, maxsplit=1)[0]
    before = re.split(r"[.;\n]", text[max(0, name.start - REACH) : name.start])[-1]
    behind = LEVEL_RE.search(after)
    ahead = list(LEVEL_RE.finditer(before))
    if behind and (not ahead or (behind[0][0] in "ABC" and behind[0][1:2].isdigit()) or behind.start() < 4):
        return _level_name(behind[0])
    if ahead:
        return _level_name(ahead[-1][0])
    return _level_name(behind[0]) if behind else None


def _level_name(word: str) -> str:
    if word[0] in "ABCabc" and word[1:2].isdigit():
        return word.upper().replace(" ", "")
    return LEVEL_NAMES.get(word.lower(), word.lower())
