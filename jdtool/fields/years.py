"""The years of experience that a posting asks for: the headline, the years by degree, and a skill's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from jdtool.model import (
    Finding,
    Number,
    Outline,
    Passage,
    SectionKind,
    YearsAlternative,
    YearsRange,
)
from jdtool.quantities import COUNT, RANGE_LINK, read_count, tidy

READ: frozenset[SectionKind] = frozenset(
    {"header", "summary", "responsibilities", "required", "preferred", "apply", "tags", "pay"}
)
MOST_FIGURES = 40  # read in one passage; hostile text might hold more
MOST = 30  # more years than that are nobody's demand

TRIGGERS = ("year", "yr", "month", "jahr", "monat", " ans", "année", "mois", "año", "jaar", "yoe")

YEARS_RE = re.compile(  # "5+ years", "3-5 yrs", "three (3) or more years", "at least 18 months"
    rf"""
    (?P<low>{COUNT})\s?(?P<plus>\+|plus\b)?
    (?:(?:{RANGE_LINK}|\s?/\s?|-to-|\s+or\s+)(?P<high>{COUNT})\s?(?P<plus2>\+)?)?
    (?:\s?\+)?
    (?P<more>\s(?:or\smore|or\sgreater|plus|and\sabove|oder\smehr|ou\splus|o\smás|of\smeer)\b)?
    [\s\-–]{{0,2}}(?:full[\s-]?time\s|solid\s|full\s|calendar\s|volle\s)?
    (?P<unit>years?\b|yrs?\b|yoe\b|year(?=[A-Z])|years(?=[A-Z'’])|months?\b|jahren?\b|jahre\b|monaten?\b
    |ans\b|années?\b|mois\b|años?\b|meses\b|jaar\b|jaren\b)
    ['’´`]?
    (?P<later>\s?\+|\s(?:or\smore|plus|minimum|min\.)\b(?!\s(?:equity|bonus)))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
MONTH_RE = re.compile(r"mo", re.IGNORECASE)

NONE_RE = re.compile(  # "No experience needed"
    r"\bno\s(?:prior\s|previous\s|work(?:ing)?\s|professional\s|industry\s"
    r"|sales\s){0,2}experience\s(?:is\s|necessary|needed|required)"
    r"|\bexperience\s(?:is\s)?not\s(?:required|needed|necessary)"
    r"|\bwithout\s(?:any\s)?(?:prior\s)?experience\swelcome"
    r"|\bkeine\s(?:berufs)?erfahrung\s(?:nötig|erforderlich)",
    re.IGNORECASE,
)
NONE_OF_RE = re.compile(  # "no experience with Kafka is required" is about Kafka
    r"experience\s(?:with|in|of|using)", re.IGNORECASE
)

UPTO_RE = re.compile(r"(?:\bup\sto|\bmax(?:imum)?(?:\sof)?|\bno\smore\sthan|<)\s{1,2}(?:an?\s)?$", re.IGNORECASE)

EXPERIENCE_AFTER_RE = re.compile(  # " of professional experience", " hands-on experience", " exp"
    r"[’'´`]?[^.;:!?\n]{0,90}?(?:experienc|\bexp\b|\bexpertise|\bbackground|track record|erfahrung"
    r"|expérience|experiencia|ervaring|werkervaring)",
    re.IGNORECASE,
)
EXPERIENCE_BEFORE_RE = re.compile(  # "Experience: ", "experience of at least "
    r"(?:experienc\w*|\bexp\.?|background|erfahrung|expérience|experiencia|ervaring|expertise|track record)\b"
    r"[^.;!?\n\d]{0,40}$",
    re.IGNORECASE,
)
ACTIVITY_RE = re.compile(  # " of Python", " in a similar role", " as a nurse", " building APIs", " working"
    r"\)?\s(?:of|in|with|as|on|at|within|using|working|managing|leading|\w{3,20}ing|post|hands[-\s]on"
    r"|professional|relevant|industry|software|work|practi[cs]\w+)\b|\s(?-i:[A-Z])",
    re.IGNORECASE,
)
DEMAND_RE = re.compile(
    r"\brequir|\bmust\b|\bminimum\b|\bat least\b|\bneed|\bseek|\blooking for|\byou:|\bcandidate"
    r"|\byou\shave|\bqualif|mindestens",
    re.IGNORECASE,
)

NOT_AFTER_RE = re.compile(  # " old", " of age", " degree", " contract", " ago", " with the company"
    r"""
    [\s\-’'´`),]{0,3}(?:
        old\b | of\sage | or\solder | and\sover | ago\b | anniversar | (?:or\shigher\s)?(?:college
        |university|undergraduate|bachelor|accredited|technical|post|high\sschool)?[\s-]*(?:degree
        |institution|diploma|program|course|college|university)\b
      | (?:fixed|contract|term|rolling|initial|assignment|project|warrant|mandate|vest|cliff|plan\b
      |roadmap|strategy|strategic|horizon|period|growth|history|of\shistory)
      | in\s(?:business|operation|existence|a\srow)|(?:of|after|from)\s(?:employment|service|tenure|hire
      |hiring|graduation|growth|innovation|operation|joining|working\shere|success)
      | with\s(?:us\b|the\scompany|our) | (?:of|in)\s(?:making|serving|delivering\sour) | straight
      | running\b | consecutive | in\sthe\smaking
      | sabbatical | track\srecord\sof\sgrowth | before | to\scomplete | long\b | later\b | free\b
      | prior\sto\sapplication | to\scome | ahead | lease | visa | commitment
      | is\sequal | equals? | to\sless\sthan | towards? | on\sthe\s(?:market|job\smarket) | leader | from\snow
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
NOT_BEFORE_RE = re.compile(  # "for the last ", "founded ", "after ", "every ", "18 or older; "
    r"(?:\b(?:last|past|previous|next|coming|first|nearly|almost|history|span\w+|established"
    r"|for\sover|for\smore\sthan|for\snearly|for\salmost|over\sthe|during)"
    r"(?:\s(?:of|the|about|approximately|around|your|a|for|is|:|last|past))?)[:\s(]{1,3}$",
    re.IGNORECASE,
)
NEVER_BEFORE_RE = re.compile(  # "less than 2 years" (a box to tick), "after 5 years", "Duration: 12 months"
    r"\b(?:less\sthan|under|every|each|after|within|founded|since|celebrat\w+|aged?|once|sabbatical\w*"
    r"|duration|contract|length|term)"
    r"(?:\s(?:of|the|about|a|for|is))?[:\s(]{1,3}$",
    re.IGNORECASE,
)
WINDOW_RE = re.compile(r"\b(?:last|past|previous|recent)\s(?:\w+\s)?$", re.IGNORECASE)
OTHERS_RE = re.compile(  # "We have 15 years of experience", "our combined 70 years", "the firm has 15 years"
    r"\b(?:we|we['’]ve|our|ours|us|founders?|founded|collective\w*|combined)\b"
    r"|\b(?:company|firm|agency|team|group|organi[sz]ation|business)\s(?:has|have|with|was|is|boasts?"
    r"|brings?)\b",
    re.IGNORECASE,
)
SEEKING_RE = re.compile(  # "We are looking for someone with 5 years": the years are the candidate's after all
    r"\b(?:look|seek|search|need|requir|expect|want|ideal|candidate|hir|ask|you\b|you['’]|your|someone"
    r"|must|applicant|engineer|developer|prefer|ideally)",
    re.IGNORECASE,
)
OWNER_AFTER_RE = re.compile(  # "With 25 years' experience and 10,000 employees", "years of experience, we"
    r"[^.;!?\n]{0,80}(?:,\s(?:we|our|the company)\b|\bemployees\b|\bour\s(?:team|company|firm|clients"
    r"|customers)\b|\bwe\s(?:are|have|offer|help|provide|deliver)\b)",
    re.IGNORECASE,
)

MARKED_RE = re.compile(r"\s?\((?:required|preferred)", re.IGNORECASE)  # "Java: 3 years (Required)"
ALONE = 25  # characters: "2 years" under a heading "Experience"
HEADING = 60

PREFERRED_AFTER_RE = re.compile(  # "3 years in retail preferred"; not "12 years in sales, ideally in media"
    r"\bprefer(?:red|able)\b|\bnice to have|\b(?:a|is|big|strong|huge)\s(?:plus|bonus|asset"
    r"|advantage)\b|\bdesir(?:ed|able)|von vorteil"
    r"|\bun plus",
    re.IGNORECASE,
)
PREFERRED_BEFORE_RE = re.compile(  # "Ideally 5+ years"
    r"(?:\b(?:ideally|preferabl[ey]|preferring|nice to have)\b|\b(?:preferred|desired|bonus):)[^.;]{0,30}$",
    re.IGNORECASE,
)
_WIDE = (
    r"(?:relevant|related|professional|prior|previous|progressive(?:ly)?|overall|total|general|similar"
    r"|equivalent|proven|solid|full[-\s]?time|work(?:ing)?|job|industry|commercial"
    r"|post[-\s]\w+|hands[-\s]on|practical|minimum|combined|career|applicable|directly|direct"
    r"|demonstrated|responsible|increasing(?:ly)?|recent|real[-\s]world|paid"
    r"|software|engineering|development|developer|programming|technical|design|backend|frontend|and|or"
    r"|of|the|in|a|experienced?)"
)
GENERAL_RE = re.compile(  # " of relevant work experience." and not " of experience with Kafka"
    rf"[’'´`)]*(?:\s|-)*(?:{_WIDE}[\s,/-]{{1,2}}){{0,6}}(?:experience|exp|erfahrung|berufserfahrung"
    rf"|expérience|experiencia|ervaring|werkervaring)\b"
    r"(?!\s(?:with|using|on)\b)(?!\sin\s(?!(?:an?|the|this|your|our|similar|related|relevant|industry"
    r"|software|it|tech|engineering|development|field)\b))",
    re.IGNORECASE,
)
PART_OF_RE = re.compile(  # "12+ years, of which ", "with at least ", "including "
    r"\b(?:of which|including|incl\.|among them|plus|with|and)\s(?:at least\s|a minimum of\s|minimum\s)?$",
    re.IGNORECASE,
)


def _speaks_of_years(text: str) -> bool:
    low = text.lower()
    return any(word in low for word in TRIGGERS)


class Demand(Struct, frozen=True):
    """Years standing in a passage, as a candidate for the headline."""

    passage: Passage
    start: int
    end: int
    years: YearsRange
    preferred: bool
    general: bool


def _read_years(match: re.Match[str]) -> YearsRange | None:
    """The range that a match of `YEARS_RE` states, in years; None for more than anyone asks for."""
    low = read_count(match["low"])
    high: Number | None = read_count(match["high"]) if match["high"] else None
    if MONTH_RE.match(match["unit"]):
        low, high = tidy(low / 12), None if high is None else tidy(high / 12)
    if high is not None and high < low:
        return None
    if (match["plus"] and high is None) or match["plus2"] or match["more"]:
        high = None
    if (high or low) > MOST:
        return None
    return YearsRange(low, high)


def _matches(text: str) -> Iterator[tuple[re.Match[str], YearsRange]]:
    for match in islice(YEARS_RE.finditer(text), MOST_FIGURES):
        years = _read_years(match)
        if years is None:
            continue
        if years.max is None and UPTO_RE.search(text, max(0, match.start() - 20), match.start()):
            years = YearsRange(None, years.min)
        yield match, years


def _is_demand(passage: Passage, match: re.Match[str], above: str) -> bool:
    """Whether the years are experience asked for; `above` is the passage before, if short like a heading."""
    text, start, end = passage.text, match.start(), match.end()
    left = max(0, start - 120)
    if NOT_AFTER_RE.match(text, end) or NEVER_BEFORE_RE.search(text, left, start):
        return False
    after = EXPERIENCE_AFTER_RE.match(text, end)
    before = EXPERIENCE_BEFORE_RE.search(text, left, start)
    listed = passage.section in ("required", "preferred")
    asked = listed or passage.kind in ("required", "preferred")
    if NOT_BEFORE_RE.search(text, left, start):
        owner = not (asked and after and not WINDOW_RE.search(text, left, start))
        if owner:
            return False
    if WINDOW_RE.search(text, left, start):
        return False
    if not listed:
        others = OTHERS_RE.search(text, left, start) and not SEEKING_RE.search(text, left, start)
        if others or OWNER_AFTER_RE.match(text, end):
            return False
    if after or before or MARKED_RE.match(text, end):
        return True
    demanded = DEMAND_RE.search(text, left, start) is not None
    active = ACTIVITY_RE.match(text, end) is not None
    if asked:
        return active or demanded or (len(text) < ALONE and "xperi" in above)
    return (active and demanded) or (len(text) < ALONE and "xperi" in above)


def _demands(outline: Outline) -> Iterator[Demand]:
    """Every figure of years that the posting asks for, in reading order."""
    above = ""
    for passage in outline.passages:
        before, above = above, passage.text if len(passage.text) < HEADING else ""
        if passage.section not in READ or not _speaks_of_years(passage.text):
            continue
        for match, years in _matches(passage.text):
            if _is_demand(passage, match, before):
                yield Demand(
                    passage,
                    match.start(),
                    match.end(),
                    years,
                    _is_preferred(passage, match),
                    _is_general(passage.text, match),
                )


def _is_preferred(passage: Passage, match: re.Match[str]) -> bool:
    text, start, end = passage.text, match.start(), match.end()
    if passage.kind == "preferred" or passage.section == "preferred":
        return True
    following = YEARS_RE.search(text, end)
    stop = min(end + 90, following.start() if following else len(text))
    return bool(
        PREFERRED_BEFORE_RE.search(text, max(0, start - 50), start) or PREFERRED_AFTER_RE.search(text, end, stop)
    )


def _is_general(text: str, match: re.Match[str]) -> bool:
    if PART_OF_RE.search(text, max(0, match.start() - 30), match.start()) and YEARS_RE.search(text, 0, match.start()):
        return False
    return GENERAL_RE.match(text, match.end()) is not None


def find_years(outline: Outline) -> Finding[YearsRange] | None:
    """The headline: the years of experience asked for; None where no number is stated.

    Required goes before preferred, general experience before a specialty's; of several general figures the
    first stated, of several specialties the largest. Where the demand depends on the degree: the lowest's.
    """
    ladder = find_years_alternatives(outline)
    if ladder:
        lowest, cited = min(zip(ladder.value, ladder.evidence, strict=True), key=lambda rung: _rank(rung[0].with_))
        return Finding(YearsRange(lowest.min, lowest.max), [cited])
    demands = list(_demands(outline))
    if demands:
        pool = [d for d in demands if not d.preferred] or demands
        general = [d for d in pool if d.general]
        best = general[0] if general else max(pool, key=lambda d: d.years.min or 0)
        rule = ("preferred" if best.preferred else "required") + ("-general" if best.general else "-specialty")
        return Finding(best.years, [best.passage.cite((best.start, best.end), f"years-{rule}")])
    return _no_experience(outline)


def _no_experience(outline: Outline) -> Finding[YearsRange] | None:
    for passage in outline.passages:
        if passage.section in READ and "xperience" in passage.text:
            match = NONE_RE.search(passage.text)
            if match and not NONE_OF_RE.match(passage.text, match.end() - 11):
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
DEGREE_RE = re.compile("|".join(f"(?P<r{rank}>{words})" for rank, words in DEGREES), re.IGNORECASE)
NO_DEGREE_RE = re.compile(  # "or 8 years of experience in lieu of a degree"
    r"in\slieu\sof|without\sa\s(?:\w+\s)?degree|no\sdegree", re.IGNORECASE
)
LEVEL_YEARS_RE = re.compile(  # "SDE2: " before "1.5-3 years"
    r"(?P<level>\b(?:(?:junior|mid(?:dle)?|senior|staff|principal|lead|entry)(?:[-\s]level)?(?:\s\w+)?"
    r"|(?:SDE|L|IC|P|E|SWE|level)\s?-?\d|(?:SDE|engineer|level)\s(?:I{1,3}|IV|V)))"
    r"\s?[:(–-]\s?$",
    re.IGNORECASE,
)
BRACKETED_RE = re.compile(  # "2 years (PhD) or 6 years (MS)", "9+ years of experience (Bachelor)"
    rf"(?:\sof)?(?:\s\w+)?(?:\sexperience)?\s\((?:{DEGREE_RE.pattern})", re.IGNORECASE
)
OR_RE = re.compile(r"\bor\b", re.IGNORECASE)
REACH = 120  # characters from the years to their degree
GAP = 3  # lines between the rungs of one ladder ("Bachelor's + 5 years", "Master's + 3 years")


Rung = tuple[Passage, tuple[int, int], YearsAlternative]


def find_years_alternatives(outline: Outline) -> Finding[list[YearsAlternative]] | None:
    """The years asked for with each degree or level; None where they do not depend on it."""
    rungs: list[Rung] = []
    for passage in outline.passages:
        if passage.section not in READ or not _speaks_of_years(passage.text):
            continue
        found = list(_rungs(passage))
        if rungs and found and passage.line - rungs[-1][0].line > GAP and not _is_ladder(rungs):
            rungs = []
        rungs += found
        if len(found) > 1 and _is_ladder(rungs):
            break
    rungs = [r for i, r in enumerate(rungs) if _name(r[2]) not in [_name(earlier[2]) for earlier in rungs[:i]]]
    if not _is_ladder(rungs):
        return None
    return Finding(
        [alternative for _, _, alternative in rungs],
        [passage.cite(span, "years-by-degree") for passage, span, _ in rungs],
    )


def _is_ladder(rungs: list[Rung]) -> bool:
    return len({(a.min, a.max) for _, _, a in rungs}) > 1 and len({_name(a) for _, _, a in rungs}) > 1


def _name(alternative: YearsAlternative) -> str:
    """What tells one rung from another: "BS" and "Bachelor's degree" are the same."""
    match = DEGREE_RE.match(alternative.with_)
    return (match.lastgroup or "") if match else alternative.with_.lower()


def _rungs(passage: Passage) -> Iterator[Rung]:
    """The pairs of degree (or level) and years that the passage states."""
    text = passage.text
    years = [(m, y) for m, y in _matches(text) if not NOT_AFTER_RE.match(text, m.end())]
    if not years or len(text) > 1_500 or "substitut" in text:
        return
    levels = [(m, y, LEVEL_YEARS_RE.search(text, max(0, m.start() - 40), m.start())) for m, y in years]
    if sum(1 for *_, level in levels if level) > 1:
        for match, value, level in levels:
            if level:
                yield passage, match.span(), YearsAlternative(value.min, value.max, level["level"].strip())
        return
    degrees = list(DEGREE_RE.finditer(text))
    if degrees:
        bracketed = sum(1 for m, _ in years if BRACKETED_RE.match(text, m.end()))
        pair = _degree_first if degrees[0].start() < years[0][0].start() and bracketed < 2 else _years_first
        yield from pair(passage, years, degrees)


def _degree_first(
    passage: Passage, years: list[tuple[re.Match[str], YearsRange]], degrees: list[re.Match[str]]
) -> Iterator[Rung]:
    """The rungs of "BS and 5 years, or MS and 3 years, or PhD": the last asks for no years."""
    text = passage.text
    values = {m.start(): (m, y) for m, y in years}
    waiting: re.Match[str] | None = None
    paired = False
    for start in sorted([*values, *(d.start() for d in degrees)]):
        if start not in values:
            waiting = waiting or next(d for d in degrees if d.start() == start)
            continue
        match, value = values[start]
        if waiting:
            yield passage, (waiting.start(), match.end()), _alternative(value, waiting[0])
            waiting, paired = None, True
        elif NO_DEGREE_RE.search(text, start, match.end() + 80):
            yield passage, match.span(), _alternative(value, "no degree")
    if paired and waiting and OR_RE.search(text, max(0, waiting.start() - 25), waiting.start()):
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
TIE_RE = re.compile(  # " of professional experience in Java, C++ and " between "5 years" and the skill
    rf"(?:[\s,/&+()'’*:]|\b(?:{_TIE_WORDS})\b|[A-Z][\w.+#-]{{0,24}}|\b[a-z]\+\+)*+$"
)
TIE_LENGTH = 110
LOOSE_RE = re.compile(  # "5 years of experience, with Kafka", "development experience, preferably in Java"
    r",\s(?:with|using|including|preferably|ideally|particularly|such as|and\s(?:with|in)\b)"
    r"|\bexperience\b[^,]*\bexperience\b|\bas\b.*\bwith\b",
    re.IGNORECASE,
)
AFTER_SKILL_RE = re.compile(  # "Python (3 years)", "Python: 5+ yrs", "Kafka experience of 3 years"
    r"[\s*_]{0,3}(?:experience|exp|development|programming|skills)?[\s*_]{0,2}(?:[(:\[–—-]|\bof\b"
    r"|\bfor\b|\bexperience\sof\b)\s{0,2}"
    r"(?:of\s|for\s|exp(?:erience)?[\s:]{1,2}|at least\s|min(?:imum)?\.?\s(?:of\s)?|a minimum of\s)?",
    re.IGNORECASE,
)
OF_WHICH_RE = re.compile(  # "5 years, of which 2 with Kafka": the second number has no unit
    rf"\b(?:of\swhich|including|incl\."
    rf"|of\sthem)\s(?:at\sleast\s)?(?P<low>{COUNT})\s?(?P<plus>\+)?\s(?:with|in|of|on|using)\s$",
    re.IGNORECASE | re.VERBOSE,
)


def skill_years(passage: Passage, start: int, end: int) -> YearsRange | None:
    """The years that the passage ties to the skill at [start, end); None where the number is not its own.

    "5 years of Python" ties them; "5 years of backend work, preferably with Kafka" does not.
    """
    text = passage.text
    if not _speaks_of_years(text):
        return None
    return _years_after(text, end) or _years_before(text, start)


def _years_after(text: str, end: int) -> YearsRange | None:
    lead = AFTER_SKILL_RE.match(text, end)
    match = YEARS_RE.match(text, lead.end()) if lead else None
    if match is None or (ACTIVITY_RE.match(text, match.end()) and not text[match.end() :].startswith(" of experience")):
        return None
    return _read_years(match)


def _years_before(text: str, start: int) -> YearsRange | None:
    part = OF_WHICH_RE.search(text, max(0, start - 60), start)
    if part:
        return YearsRange(read_count(part["low"]), None)
    nearest: re.Match[str] | None = None
    for match in YEARS_RE.finditer(text, max(0, start - TIE_LENGTH - 40), start):
        nearest = match
    if nearest is None or start - nearest.end() > TIE_LENGTH or NOT_AFTER_RE.match(text, nearest.end()):
        return None
    gap = text[nearest.end() : start]
    if not re.search(r"\b(?:of|in|with|using|on|as|experience|exp|avec|mit|met|en|[a-z]+ing)\b", gap) and gap.strip():
        return None
    if LOOSE_RE.search(gap) or not TIE_RE.match(gap):
        return None
    return _read_years(nearest)
