"""The years of experience that a posting asks for: the headline, the years by degree, and a skill's own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from operator import attrgetter

from msgspec import Struct

from jdtool import patterns
from jdtool.model import (
    FENCED,
    Finding,
    Number,
    Outline,
    Passage,
    SectionKind,
    SkillMention,
    YearsAlternative,
    YearsRange,
)
from jdtool.quantities import COUNT, COUNT_START, RANGE_LINK, read_count, tidy
from jdtool.scanner import triggers
from jdtool.wording import holds, passages_with

READ: frozenset[SectionKind] = frozenset(
    {"header", "summary", "responsibilities", "required", "preferred", "apply", "tags", "pay"}
)
UNREAD: frozenset[SectionKind] = FENCED | {"benefits"}
ALL: frozenset[SectionKind] = frozenset()  # sections to skip: none
MOST_FIGURES = 40  # read in one passage; hostile text might hold more
MOST = 30  # more years than that are nobody's demand

# Read only where nothing else asks for years: demands that stand under a heading which was misread.
FENCES: frozenset[SectionKind] = frozenset({"benefits", "company", "legal"})
MOST_FENCED = 15  # years; a company that is 25 years old boasts of it in the same words

TIMES = triggers(
    "year", "yr", "yoe", "decade", "month", "jahr", "jaar", "jaren", "monat", "maand", "année", "mois", "año", "meses",
)  # fmt: skip
FRENCH = triggers(" ans", *(f"{digit}ans" for digit in range(10)))
ANS_RE = patterns.compile(r"ans\b(?<=[\s\d]ans)")  # French years, in text in lower case; "plans" are none
# "_5+ years" (a mark of italics), "at least a year", "half a year", "a decade"
LOW = rf"(?:{COUNT}|(?<=_)\d{{1,2}}|\bhalf\sa|(?<=\bat\sleast\s)a|(?<=\bminimum\sof\s)a|\ba(?=\sdecade))"

YEARS_RE = patterns.compile(  # "5+ years", "3-5 yrs", "three (3) or more years", "at least 18 months"
    rf"""
    (?={COUNT_START}|\b[ah])
    (?P<low>{LOW})\s?(?P<plus>\+|plus\b)?
    (?:(?:{RANGE_LINK}|\s?/\s?|-to-|\s+or\s+)(?P<high>{COUNT})\s?(?P<plus2>\+)?)?
    (?:\s?\+)?
    (?P<half>\sand\sa\shalf)?
    (?P<more>\s(?:or\smore|or\sgreater|plus|and\sabove|oder\smehr|ou\splus|et\splus|o\smás|of\smeer)\b)?
    [\s\-–]{{0,2}}(?:full[\s-]?time\s|solid\s|full\s|calendar\s|volle\s)?
    (?P<unit>years?\b|yrs?\b\.?|yoe\b|years?(?=of\b|(?-i:[A-Z])|['’])|decades?\b|months?\b|jahr(?:en?)?\b|monaten?\b
    |ans\b|années?\b|mois\b|años?\b|meses\b|jaar\b|jaren\b|maanden\b)
    ['’´`]?
    (?P<later>\s?\+|\s(?:or\smore|plus|minimum|min\.)\b(?!\s(?:equity|bonus)))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
UNITS: tuple[tuple[str, int, int], ...] = (  # how a unit begins, and years as a fraction: all others are years
    ("mo", 1, 12),
    ("maand", 1, 12),
    ("mes", 1, 12),
    ("decade", 10, 1),
)
WORDED_COUNTS: dict[str, Number] = {"a": 1, "half a": 0.5}

NONE_RE = patterns.compile(  # "No experience needed", "Previous experience is not required"
    r"\bno\s(?:(?:prior|previous|work(?:ing)?|professional|industry|sales|formal|specific)\s){0,2}experience"
    r"\s(?:is\s)?(?:necessary|needed|required)"
    r"|(?:^\W{0,4}|[.!,;:(-]\s?|\b(?:prior|previous|any|work|professional|and)\s)experience\s(?:is\s)?not"
    r"\s(?:required|needed|necessary|essential)"
    r"|\bwithout\s(?:any\s)?(?:prior\s|previous\s)?experience\s(?:are\s)?welcome"
    r"|\bkeine\s(?:berufs|vor)?(?:erfahrung|kenntnisse)\s(?:nötig|erforderlich|notwendig)"
    r"|\bsans\sexpérience\saccept|\bgeen\s(?:werk)?ervaring\s(?:nodig|vereist)"
    r"|\bno\sse\s(?:requiere|necesita)\sexperiencia",
    re.IGNORECASE,
)

EXPERIENCE_WORDS = triggers("experienc", "erfahrung", "expérience", "ervaring")
NONE_WORDS = ("no ", "not ", "without", "kein", "sans", "geen")

UPTO_RE = patterns.compile(r"(?:\bup\sto|\bmax(?:imum)?(?:\sof)?|\bno\smore\sthan|<)\s{1,2}(?:an?\s)?$", re.IGNORECASE)

UPTO_WORDS = ("up", "max", "more", "<")

_EXPERIENCE = r"(?:experienc|\bexp\b|expertise|background|erfahrung|expérience|experiencia|ervaring)"
EXPERIENCE_RE = patterns.compile(_EXPERIENCE, re.IGNORECASE)
EXPERIENCE_AFTER_RE = patterns.compile(
    rf"[^;:!?\n.]{{0,90}}?{_EXPERIENCE}", re.IGNORECASE
)  # " of professional experience"
EXPERIENCE_BEFORE_RE = patterns.compile(  # "Experience: ", "experience of at least ", "experience in Node.js "
    rf"{_EXPERIENCE}\w{{0,3}}\b(?:[^.;!?\n\d]|\.(?=\w)){{0,40}}$", re.IGNORECASE
)
EXPERIENCE_STEMS = ("exp", "background", "erfahrung", "ervaring")
RECORD_RE = patterns.compile(r"\strack record", re.IGNORECASE)  # asked for in a list, boasted of elsewhere
RECORD_BEFORE_RE = patterns.compile(r"\btrack record of (?:at least )?$", re.IGNORECASE)
ACTIVITY_RE = patterns.compile(  # " of Python", " in a similar role", " as a nurse", " building APIs", " working"
    r"\)?\s(?:of|in|with|as|on|at|within|using|working|managing|leading|\w{3,20}ing|post|hands[-\s]on"
    r"|professional|relevant|industry|software|work|practi[cs]\w+)\b",
    re.IGNORECASE,
)
NAME_RE = patterns.compile(r"\s[A-Z]")  # "3 years Python"; of German months every noun follows so
WORD_RE = patterns.compile(r"\s\w")
ITEM_START_RE = patterns.compile(r"[\W_]*$")
DEMAND_RE = patterns.compile(
    r"requir|\bmust\b|minimum\b|\bat least\b|\bneed|\bseek|\blooking for|\byou:|\bcandidate"
    r"|\byou\shave|\bqualif|mindestens|minimal|minstens|au\smoins|al\smenos|mínimo",
    re.IGNORECASE,
)

NOT_AFTER_RE = patterns.compile(  # " old", " of age", " degree", " ago", " with the company"
    r"""
    [\s\-’'´`),]{0,3}(?:
        olds?(?![a-z]) | of\sage | or\solder | and\sover | ago\b | anniversar | alt\b | jung\b
      | (?:or\shigher\s)?(?:college|university|undergraduate|bachelor|accredited|technical|post|high\sschool)?
        [\s-]{0,9}(?:degree|institution|diploma|program|course|college|university)\b
      | (?:of\s)?(?:history|existence) | d['’]existence | in\s(?:operation|existence|a\srow)
      | in\sbusiness(?=\s{0,9}(?:$|[,.;:!)(&]|(?:and|with|we|as|to)\b))
      | (?:of|after|from)\s(?:employment|service|tenure|hire|hiring|graduation|growth|innovation|operation
      |joining|working\shere|success|college)
      | with\s(?:us\b|the\scompany|our) | (?:of|in)\s(?:making|serving|delivering\sour) | straight
      | running\b | consecutive | in\sthe\smaking | sabbatical | track\srecord\sof\sgrowth | before
      | to\scomplete | later\b | free\b | prior\sto\sapplication | to\scome | ahead
      | (?:is|are)\sequal | equals? | to\sless\sthan | towards? | on\sthe\s(?:market|job\smarket) | leader | from\snow
      | befristet | unbefristet | laufzeit
      | we\s(?!need|want|require|expect|ask|look|seek|are\b|would)
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
TERM_AFTER_RE = patterns.compile(  # "2 year contract"; but "8+ years project management experience" in a list
    r"[\s\-’'´`),]{0,3}(?:fixed|contract|term\b|rolling|initial|assignment|project|warrant|mandate|vest|cliff|plan\b"
    r"|roadmap|strateg|horizon|period|growth|lease|visa|commitment|long\b)",
    re.IGNORECASE,
)
NOT_BEFORE_RE = patterns.compile(  # "for the last ", "over ", "seit über ", "plus de "
    r"(?:\b(?:last|past|previous|next|coming|first|history|span\w+|established|over|more\sthan|during"
    r"|über|mehr\sals|fast|rund|plus\sde|près\sde|más\sde|meer\sdan|ruim)"
    r"(?:\s(?:of|the|about|approximately|around|your|a|for|is|:|last|past))?)[:\s(]{1,3}$",
    re.IGNORECASE,
)
NEVER_BEFORE_RE = patterns.compile(  # "less than 2 years" (a box to tick), "nearly 20 years", "Duration: 12 months"
    r"\b(?:less\sthan|under|nearly|almost|casi|bijna|every|each|after|within|founded|since|celebrat\w+|aged?|once|sabbatical\w*"
    r"|duration|contract|length|term|seit|vor|nach|innerhalb|alle|befristet|dauer|laufzeit|depuis|pendant|après"
    r"|durée|CDD|desde|hace|durante|duración|sinds|na|duur|laatste|letzten|nächsten|derniers|prochain\w{0,3}|últimos)"
    r"(?:\s(?:of|the|about|a|for|is|over|auf|für|über|den|de|plus\sde|hace))?[:\s(]{1,3}$",
    re.IGNORECASE,
)
WINDOW_RE = patterns.compile(r"\b(?:last|past|previous|most\srecent)\s(?:\w+\s)?$", re.IGNORECASE)
OTHERS_RE = patterns.compile(  # "We have 15 years of experience", "our combined 70 years", "the firm has 15 years"
    r"\b(?:we|we['’]ve|our|ours|us|its|founders?|founded|collective\w*|combined|wir|unsere?|nous|notre|nuestr[ao]|onze)\b"
    r"|\b(?:company|firm|agency|team|group|organi[sz]ation|business)\s(?:has|have|with|was|is|boasts?"
    r"|brings?)\b",
    re.IGNORECASE,
)
SEEKING_RE = patterns.compile(  # "We are looking for someone with 5 years": the years are the candidate's after all
    r"\b(?:look|seek|search|need|requir|expect|want|ideal|candidate|hir|ask|you\b|you['’]|your|someone"
    r"|must|applicant|engineer|developer|prefer|ideally|minimum|at\sleast|suchen|kandidat|bringst|verfüg|cherch|recherch|dispos"
    r"|justifi|buscamos|zoeken|hebt|heeft)",
    re.IGNORECASE,
)
OWNER_AFTER_RE = patterns.compile(  # "With 25 years' experience and 10,000 employees", "years of experience, we"
    r"[^.;!?\n]{0,80}(?:,\s(?:we|our|the company)\b|\bemployees\b|\bour\s(?:team|company|firm|clients"
    r"|customers)\b|\bwe\s(?:are|have|offer|help|provide|deliver)\b|\b(?:sind|bieten)\swir\b"
    r"|experience,\s(?:helping|serving|(?-i:[A-Z])))",
    re.IGNORECASE,
)

MARKED_RE = patterns.compile(r"\s?\((?:required|preferred)", re.IGNORECASE)  # "Java: 3 years (Required)"
LEAD = 60  # characters before the years in which "over the last" stands
EXPERIENCE_REACH = 120  # characters behind the years in which "of professional experience" ends
NEAR = 35  # characters: "experience of more than 4 years"; not "from 3 months experience to people with over 20 years"
ALONE = 25  # characters: "2 years" under a heading "Experience"
HEADING = 60

PREFERRED_AFTER_RE = patterns.compile(  # "3 years in retail preferred"; not "12 years in sales, ideally in media"
    r"[^,;.()]{0,90}?(?:\s\(|,)?\s?(?:(?:is|are|strongly|highly|would\sbe)\s){0,2}(?:\bprefer(?:red|able)\b(?!\s(?-i:(?!but|not|though)[a-z]))|\bnice\sto\shave"
    r"|\ba\s(?:big\s|strong\s|huge\s)?(?:plus|bonus)\b|\ban\s(?:asset|advantage)\b|\bdesir(?:ed|able)|von\svorteil"
    r"|\bun\splus|\bideal\b|\bsouhait|\brecommended)",
    re.IGNORECASE,
)
PREFERRED_REACH = 180  # characters in which it ends
PREFERRED_WORDS = (
    "prefer", "nice", "plus", "bonus", "asset", "advantage", "desir", "vorteil", "ideal", "souhait", "recommended",
)  # fmt: skip
PREFERRED_BEFORE_RE = patterns.compile(  # "Ideally 5+ years"
    r"(?:\b(?:ideally|preferabl[ey]|preferring|nice to have|(?:great|nice|bonus|plus) if|idealerweise|idéalement|bij voorkeur)\b"
    r"|\b(?:preferred|desired|bonus|plus):)[^.;]{0,30}$",
    re.IGNORECASE,
)
ASIDE_RE = patterns.compile(  # "BS or 4 years", "a degree or equivalent experience of 8 years"
    r"(?:\bor[,:]?\s(?:(?!and\b|with\b|other\b|related\b|similar\b)\w+\s){0,5}|\boder\s(?:\w+\s){0,2}|\bequivalent\sto\s(?:at\sleast\s)?)"
    r"(?<!experience\s)(?<!fields\s)(?<!field\s)$",
    re.IGNORECASE,
)
INSTEAD_RE = patterns.compile(
    r"substitut|in lieu of|semester|credit(?:ed|s)? (?:for|hours)|combination of (?:education|experience|training)"
    r"|(?:compensation|salary|pay) range",
    re.IGNORECASE,
)
INSTEAD_WORDS = ("substitut", "in lieu", "semester", "credit", "combination", "range")


class Demand(Struct, frozen=True):
    """Years standing in a passage, as a candidate for the headline; `aside` may stand in for another demand."""

    passage: Passage
    start: int
    end: int
    years: YearsRange
    preferred: bool
    aside: bool


def _read_years(match: re.Match[str]) -> YearsRange | None:
    """The range that a match of `YEARS_RE` states, in years; None for more than anyone asks for."""
    words = match["low"].lower()
    low = WORDED_COUNTS.get(words) or read_count(words)
    high: Number | None = read_count(match["high"]) if match["high"] else None
    if match["half"]:
        low += 0.5
    unit = match["unit"].lower()
    for begin, times, parts in UNITS:
        if unit.startswith(begin):
            low, high = tidy(low * times / parts), None if high is None else tidy(high * times / parts)
    if high is not None and high < low:
        return None
    if (match["plus"] and high is None) or match["plus2"] or match["more"]:
        high = None
    if (high or low) > MOST:
        return None
    return YearsRange(low, high)


def timed_passages(outline: Outline) -> list[Passage]:
    """The passages that name a time, in reading order."""
    timed = passages_with(outline, TIMES, ALL)
    if french := passages_with(outline, FRENCH, ALL):
        known = {passage.start for passage in timed}
        timed += [p for p in french if p.start not in known and ANS_RE.search(p.text.lower())]
        timed.sort(key=attrgetter("start"))
    return timed


def _above(outline: Outline, passage: Passage) -> str:
    """The passage above, if short like a heading."""
    i = bisect_left(outline.starts, passage.start)
    above = outline.passages[i - 1].text if i else ""
    return above if len(above) < HEADING else ""


@lru_cache(maxsize=256)  # asked for the headline, for the years by degree, and for those of skills
def _figures(text: str) -> tuple[re.Match[str], ...]:
    return tuple(islice(YEARS_RE.finditer(text), MOST_FIGURES))


@lru_cache(maxsize=256)
def _matches(text: str) -> list[tuple[re.Match[str], YearsRange]]:
    """The figures that state years which somebody may ask for."""
    found = []
    for match in _figures(text):
        years = _read_years(match)
        if years is None:
            continue
        end = match.start()
        start = max(0, end - 20)
        if years.max is None and holds(text[start:end].lower(), UPTO_WORDS) and UPTO_RE.search(text, start, end):
            years = YearsRange(None, years.min)
        found.append((match, years))
    return found


def _is_other(text: str, start: int, end: int) -> bool:
    """Whether the years are an age, a date or a duration, whatever else the passage says."""
    left = max(0, start - LEAD)
    return bool(
        NOT_AFTER_RE.match(text, end)
        or NEVER_BEFORE_RE.search(text, left, start)
        or WINDOW_RE.search(text, left, start)
    )


def _is_demand(outline: Outline, passage: Passage, match: re.Match[str]) -> bool:
    """Whether the years are experience asked for."""
    text, start, end = passage.text, match.start(), match.end()
    left = max(0, start - 120)
    if _is_other(text, start, end):
        return False
    listed = passage.section in ("required", "preferred")
    asked = listed or passage.kind in ("required", "preferred")
    said = holds(text[end : end + EXPERIENCE_REACH].lower(), EXPERIENCE_STEMS)
    after = EXPERIENCE_AFTER_RE.match(text, end) if said else None
    if TERM_AFTER_RE.match(text, end) and not (asked and after and match["unit"].lower() != "year"):
        return False
    seeking = SEEKING_RE.search(text, left, start)
    said = holds(text[left:start].lower(), EXPERIENCE_STEMS)
    before = EXPERIENCE_BEFORE_RE.search(text, left, start) if said else None
    near = before and start - before.start() <= NEAR and "for " not in before[0]
    if NOT_BEFORE_RE.search(text, max(0, start - LEAD), start) and not (near or (after and (asked or seeking))):
        return False
    if not (listed or seeking) and (OTHERS_RE.search(text, left, start) or OWNER_AFTER_RE.match(text, end)):
        return False
    if after or before or MARKED_RE.match(text, end):
        return True
    if len(text) < ALONE and EXPERIENCE_RE.search(_above(outline, passage)):
        return True
    demanded = DEMAND_RE.search(text, left, start)
    years = match["unit"].lower().startswith("y")
    active = ACTIVITY_RE.match(text, end) or (years and NAME_RE.match(text, end))
    if not asked:
        return bool(active and demanded)
    if RECORD_RE.match(text, end) or RECORD_BEFORE_RE.search(text, left, start):
        return True
    first = ITEM_START_RE.match(text[:start]) and WORD_RE.match(text, end)
    return bool(active or (years and (demanded or first)))


def _is_plain_demand(passage: Passage, match: re.Match[str], years: YearsRange) -> bool:
    """Whether years in a fenced section ask for experience in so many words: "Minimum of 4-6 years' experience"."""
    text, start, end = passage.text, match.start(), match.end()
    left = max(0, start - 120)
    asks = EXPERIENCE_AFTER_RE.match(text, end) or (passage.section == "legal" and ACTIVITY_RE.match(text, end))
    stated = years.max or match["plus"] or DEMAND_RE.search(text, max(0, start - 60), start)
    boasts = (years.min or 0) > MOST_FENCED or OTHERS_RE.search(text, left, start)
    return bool(asks and stated) and not (
        boasts
        or _is_other(text, start, end)
        or TERM_AFTER_RE.match(text, end)
        or NOT_BEFORE_RE.search(text, max(0, start - LEAD), start)
    )


def _demands(outline: Outline, timed: Sequence[Passage]) -> list[Demand]:
    """Every figure of years that the posting asks for, in reading order."""
    return [
        _demand(passage, match, years)
        for passage in timed
        if passage.section in READ
        for match, years in _matches(passage.text)
        if _is_demand(outline, passage, match)
    ]


def _fenced_demands(timed: Sequence[Passage]) -> list[Demand]:
    return [
        _demand(passage, match, years)
        for passage in timed
        if passage.section in FENCES
        for match, years in _matches(passage.text)
        if _is_plain_demand(passage, match, years)
    ]


def _demand(passage: Passage, match: re.Match[str], years: YearsRange) -> Demand:
    return Demand(
        passage, match.start(), match.end(), years, _is_preferred(passage, match), _is_aside(passage.text, match)
    )


def _is_preferred(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the years themselves are a wish; "3 years, ideally in retail" wishes for the trade only."""
    text, start, end = passage.text, match.start(), match.end()
    if passage.section == "preferred":
        return True
    if PREFERRED_BEFORE_RE.search(text, max(0, start - 60), start):
        return True
    if not holds(text[end : end + PREFERRED_REACH].lower(), PREFERRED_WORDS):
        return False
    following = next((m.start() for m in _figures(text) if m.start() >= end), len(text))
    return PREFERRED_AFTER_RE.match(text, end, following) is not None


def _is_aside(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    if ASIDE_RE.search(text, max(0, start - 60), start):
        return True
    around = text[max(0, start - REACH) : end + REACH]
    return holds(around.lower(), INSTEAD_WORDS) and INSTEAD_RE.search(around) is not None


def find_years(
    outline: Outline, timed: Sequence[Passage], ladder: Finding[list[YearsAlternative]] | None
) -> Finding[YearsRange] | None:
    """The headline: the years of experience asked for; None where no number is stated.

    `timed` and `ladder` are what `timed_passages` and `find_years_alternatives` give.

    Required goes before preferred; of several demands the largest is the headline, since the others are parts
    of it ("8+ years, 2+ as a lead") or specialties. What may stand in for a demand ("or 7 years without a degree")
    counts only where nothing else does. Where the demand depends on the degree: the lowest's; where it
    depends on the level: that of the title.
    """
    if ladder:
        head = " ".join(p.text for p in outline.passages if p.section == "header").lower()
        lowest, cited = min(
            zip(ladder.value, ladder.evidence, strict=True),
            key=lambda rung: (not _is_named(rung[0].with_, head), _rank(rung[0].with_)),
        )
        return Finding(YearsRange(lowest.min, lowest.max), [cited])
    demands = _demands(outline, timed) or _fenced_demands(timed)
    if demands:
        pool = [d for d in demands if not d.preferred] or demands
        pool = [d for d in pool if not d.aside] or pool[:1]
        best = max(pool, key=lambda d: d.years.min or 0)
        rule = "years-preferred" if best.preferred else "years-required"
        return Finding(best.years, [best.passage.cite((best.start, best.end), rule)])
    return _no_experience(outline)


def _is_named(level: str, head: str) -> bool:
    """Whether the title names the level: "Level II" in "Technician, Level II"."""
    return re.search(rf"(?<!\w){re.escape(level.lower())}(?!\w)", head) is not None


def _no_experience(outline: Outline) -> Finding[YearsRange] | None:
    for passage in passages_with(outline, EXPERIENCE_WORDS, UNREAD):
        if holds(passage.text.lower(), NONE_WORDS) and (match := NONE_RE.search(passage.text)):
            return Finding(YearsRange(0, None), [passage.cite(match, "years-none-needed")])
    return None


# --- alternatives -----------------------------------------------------------------------------------------

DEGREES: tuple[tuple[int, str], ...] = (
    # Rank and pattern, lowest degree first. Abbreviations keep their capitals: "be" and "ms" are words.
    (1, r"high[\s-]school(?:\sdiploma)?|(?-i:\bGED\b)|secondary school"),
    (2, r"associate(?:['’]?s)?\sdegree|(?-i:\bAAS\b)|associate['’]s\b"),
    (
        3,
        r"bachelor(?:['’]?s)?(?:\sdegree)?|undergraduate degree"
        r"|(?-i:\bB\.?S\.?c?\b\.?(?!\w)|\bB\.?A\b\.?|\bB\.?Eng?\b|\bB\.E\.|\bBE\b|\bB\.?Tech\b)",
    ),
    (
        4,
        r"master(?:['’]?s)?(?:\sdegree)?(?!\s(?:data|of\sthe))|(?<!under)graduate degree|advanced degree"
        r"|(?-i:\bM\.?S\.?c?\b\.?(?!\w|[-\s](?:SQL|Office|Excel|Word))|\bMA\b|\bMBA\b|\bM\.?Eng\b)",
    ),
    (5, r"\bPh\.?\s?D\b\.?|\bdoctorate|\bdoctoral(?:\sdegree)?"),
)
DEGREE_RE = patterns.compile("|".join(f"(?P<r{rank}>{words})" for rank, words in DEGREES), re.IGNORECASE)
DEGREE_WORDS = ("bachelor", "degree", "master", "school", "associate", "ph", "doctora")
DEGREE_LETTERS = tuple(
    "BS B.S BA B.A BE B.E BT B.T MS M.S MA MB ME M.E GED AAS".split(),
)  # as they stand: in lower case they are words
NO_DEGREE_RE = patterns.compile(  # "or 8 years of experience in lieu of a degree"
    r"in\slieu\sof|without\sa\s(?:\w+\s)?degree|no\sdegree", re.IGNORECASE
)
LEVEL_YEARS_RE = patterns.compile(  # "SDE2: " before "1.5-3 years"
    r"(?P<level>\b(?:(?:junior|mid(?:dle)?|senior|staff|principal|lead|entry)(?:[-\s]level)?(?:\s\w+)?"
    r"|(?:SDE|L|IC|P|E|SWE|level)\s?-?\d|(?:SDE|engineer|level)\s(?:I{1,3}|IV|V)))"
    r"\s?[:(–-]\s?$",
    re.IGNORECASE,
)
BRACKETED_RE = patterns.compile(  # "2 years (PhD) or 6 years (MS)", "9+ years of experience (Bachelor)"
    rf"(?:\sof)?(?:\s\w+)?(?:\sexperience)?\s\((?:{DEGREE_RE.pattern})", re.IGNORECASE
)
OR_RE = patterns.compile(r"\bor\b", re.IGNORECASE)
REACH = 120  # characters from the years to their degree
GAP = 3  # lines between the rungs of one ladder ("Bachelor's + 5 years", "Master's + 3 years")


Rung = tuple[Passage, tuple[int, int], YearsAlternative]


def find_years_alternatives(timed: Sequence[Passage]) -> Finding[list[YearsAlternative]] | None:
    """The years asked for with each degree or level, in `timed_passages`; None where they do not depend on it."""
    rungs: list[Rung] = []
    names: dict[str, Rung] = {}
    values: set[tuple[Number | None, Number | None]] = set()
    for passage in timed:
        found = _rungs(passage) if passage.section in READ else []
        if not found:
            continue
        ladder = len(names) > 1 and len(values) > 1
        if rungs and passage.line - rungs[-1][0].line > GAP and not ladder:
            rungs, names, values = [], {}, set()
        rungs += found
        for rung in found:
            names.setdefault(_name(rung[2]), rung)
            values.add((rung[2].min, rung[2].max))
        if len(found) > 1 and len(names) > 1 and len(values) > 1:
            break
    rungs = list(names.values())
    if len(rungs) < 2 or len({(rung.min, rung.max) for _, _, rung in rungs}) < 2:
        return None
    return Finding(
        [alternative for _, _, alternative in rungs],
        [passage.cite(span, "years-by-degree") for passage, span, _ in rungs],
    )


def _name(alternative: YearsAlternative) -> str:
    """What tells one rung from another: "BS" and "Bachelor's degree" are the same."""
    match = DEGREE_RE.match(alternative.with_)
    return (match.lastgroup or "") if match else alternative.with_.lower()


def _rungs(passage: Passage) -> list[Rung]:
    """The pairs of degree (or level) and years that the passage states."""
    text = passage.text
    matches = [] if "substitut" in text else _matches(text)
    years = [(m, y) for m, y in matches if not NOT_AFTER_RE.match(text, m.end())]
    levels = [LEVEL_YEARS_RE.search(text, max(0, m.start() - 40), m.start()) for m, _ in years]
    if sum(1 for level in levels if level) > 1:
        return [
            (passage, match.span(), YearsAlternative(value.min, value.max, level["level"].strip()))
            for (match, value), level in zip(years, levels, strict=True)
            if level
        ]
    named = years and (holds(text, DEGREE_LETTERS) or holds(text.lower(), DEGREE_WORDS))
    degrees = list(DEGREE_RE.finditer(text)) if named else []
    if not degrees:
        return []
    bracketed = sum(1 for m, _ in years if BRACKETED_RE.match(text, m.end()))
    pair = _degree_first if degrees[0].start() < years[0][0].start() and bracketed < 2 else _years_first
    return list(pair(passage, years, degrees))


def _degree_first(
    passage: Passage, years: list[tuple[re.Match[str], YearsRange]], degrees: list[re.Match[str]]
) -> Iterator[Rung]:
    """The rungs of "BS and 5 years, or MS and 3 years, or PhD": the last asks for no years."""
    text = passage.text
    values = {m.start(): (m, y) for m, y in years}
    waiting: re.Match[str] | None = None
    for start in sorted([*values, *(d.start() for d in degrees)]):
        if start not in values:
            waiting = waiting or next(d for d in degrees if d.start() == start)
            continue
        match, value = values[start]
        if waiting:
            yield passage, (waiting.start(), match.end()), _alternative(value, waiting[0])
            waiting = None
        elif NO_DEGREE_RE.search(text, start, match.end() + 80):
            yield passage, match.span(), _alternative(value, "no degree")
    if waiting and OR_RE.search(text, max(0, waiting.start() - 25), waiting.start()):
        yield passage, waiting.span(), _alternative(YearsRange(0, None), waiting[0])


def _years_first(
    passage: Passage, years: list[tuple[re.Match[str], YearsRange]], degrees: list[re.Match[str]]
) -> Iterator[Rung]:
    """The rungs of "5 years with a BS or 3 years with an MS"."""
    ends = [m.start() for m, _ in years[1:]] + [len(passage.text)]
    for (match, value), end in zip(years, ends, strict=True):
        degree = next((d for d in degrees if match.end() <= d.start() < min(end, match.end() + REACH)), None)
        if degree:
            yield passage, (match.start(), degree.end()), _alternative(value, degree[0])


def _alternative(years: YearsRange, words: str) -> YearsAlternative:
    return YearsAlternative(years.min, years.max, words.strip(" .,"))


def _rank(words: str) -> int:
    """How high a degree is, for choosing the lowest; levels and "no degree" come after."""
    match = DEGREE_RE.match(words)
    return int((match.lastgroup or "r9")[1:]) if match else 9


# --- years of one skill -----------------------------------------------------------------------------------

_TIE_WORDS = (
    "of|in|with|using|on|and|or|the|a|an|as|for|to|at|least|experience|exp|expertise|hands-on|hands|professional|practical|solid|proven|strong|production|commercial|industry|work"
    "|working|programming|coding|developing|development|building|writing|relevant|recent|direct|deep|extensive|designing|scripting|administering|administration|deploying|operating"
    "|supporting|managing|implementing|demonstrated|prior|previous|real-world|real|world|engineering|software|backend|back-end|frontend|front-end|full-stack|web|mobile|data"
    "|applications?|apps|systems|services|either|both|e\\.g\\.|modern|plus|knowledge|proficiency|maintaining|knowledgeable|languages?|following|one|avec|en|mit|de|d|expérience|erfahrung|berufserfahrung|experiencia|ervaring|met"
)
TIE_RE = patterns.compile(  # " of professional experience in Java, C++ and " between "5 years" and the skill
    rf"\A(?:[\s,/&+()'’*:]|\b(?:{_TIE_WORDS})\b|[A-Z][\w.+#-]{{0,24}}|\b[a-z]\+\+)*+$"
)
TIE_LENGTH = 110
LOOSE_RE = patterns.compile(  # "5 years of experience, with Kafka", "development experience, preferably in Java"
    r",\s(?:with|using|including|preferably|ideally|particularly|such as|and\s(?:with|in)\b)"
    r"|\bexperience\b[^,]{0,110}\bexperience\b|\bas\b.{0,110}\bwith\b",
    re.IGNORECASE,
)
AFTER_SKILL_RE = patterns.compile(  # "Python (3 years)", "Python: 5+ yrs", "Kafka experience of 3 years"
    r"[\s*_]{0,3}(?:experience|exp|development|programming|skills)?[\s*_]{0,2}(?:[(:\[–—-]|\bof\b"
    r"|\bfor\b|\bexperience\sof\b)\s{0,2}"
    r"(?:of\s|for\s|exp(?:erience)?[\s:]{1,2}|at least\s|min(?:imum)?\.?\s(?:of\s)?|a minimum of\s)?",
    re.IGNORECASE,
)
PART_RE = (
    patterns.compile(  # "5 years, of which 2 with Kafka", "3 years of Python and 2 with Kafka": the second has no unit
        rf"(?:\b(?:of\swhich|including|incl\.|of\sthem|and|plus)|,|&)\s(?:at\sleast\s|another\s)?"
        rf"(?P<low>{COUNT})\s?(?P<plus>\+)?\s(?:with|in|of|on|using)\s$",
        re.IGNORECASE | re.VERBOSE,
    )
)


def skill_years(mentions: Sequence[SkillMention], timed: Sequence[Passage]) -> dict[str, YearsRange]:
    """The years that some sentence (of the `timed`) ties to a skill, the first by its id; mentions are in order."""
    found: dict[str, YearsRange] = {}
    starts = [mention.start for mention in mentions]
    for passage in timed:
        start = passage.start
        for mention in mentions[bisect_left(starts, start) : bisect_left(starts, start + len(passage.text))]:
            if mention.skill_id not in found:
                years = years_of(passage, mention.start - start, mention.end - start)
                if years is not None:
                    found[mention.skill_id] = years
    return found


def years_of(passage: Passage, start: int, end: int) -> YearsRange | None:
    """The years that the passage ties to the skill at [start, end); None where the number is not its own.

    "5 years of Python" ties them; "5 years of backend work, preferably with Kafka" does not.
    """
    return _years_after(passage.text, end) or _years_before(passage.text, start)


def _years_after(text: str, end: int) -> YearsRange | None:
    lead = AFTER_SKILL_RE.match(text, end)
    match = YEARS_RE.match(text, lead.end()) if lead else None
    if match is None or (ACTIVITY_RE.match(text, match.end()) and not text[match.end() :].startswith(" of experience")):
        return None
    return _read_years(match)


JOINING_RE = patterns.compile(r"\b(?:of|in|with|using|on|as|experience|exp|avec|mit|met|en|[a-z]+ing)\b")


def _years_before(text: str, start: int) -> YearsRange | None:
    part = PART_RE.search(text, max(0, start - 60), start)
    if part and any(m.end("unit") <= part.start() for m in _figures(text)):  # else it counts something else
        return YearsRange(read_count(part["low"]), None)
    nearest: re.Match[str] | None = None
    for match in YEARS_RE.finditer(text, max(0, start - TIE_LENGTH - 40), start):
        nearest = match
    if nearest is None or start - nearest.end() > TIE_LENGTH or NOT_AFTER_RE.match(text, nearest.end()):
        return None
    gap = text[nearest.end() : start]
    if not JOINING_RE.search(gap) and gap.strip():
        return None
    if LOOSE_RE.search(gap) or not TIE_RE.match(gap):
        return None
    return _read_years(nearest)
