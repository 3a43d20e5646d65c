"""Cleaned text to `Outline`: sections, the passages in them, and a fence around what is not this posting.

The outline comes first and everything else trusts it: in a saved page half of the text may be other jobs. Headings
are found by their words, since scraped text has lost its line breaks and marks: "What youll do" may stand on its
own line, or be glued into one ("...here.What youll do:Build ...").

Steps: lines -> pieces (a line cut at glued headings and tags) -> sections -> passages (sentences) with their kind.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from operator import itemgetter

from msgspec import Struct

from jdtool import patterns
from jdtool.headings import (
    ASKING,
    MAX_HEADING,
    bare,
    colon_headings,
    cue_kind,
    heading_kind,
    inline_headings,
    is_chrome,
    stands_as_heading,
)
from jdtool.model import (
    Finding,
    Outline,
    Passage,
    Related,
    RequirementKind,
    Scan,
    Section,
    SectionKind,
    Triggers,
)
from jdtool.scanner import scan_triggers, triggers
from jdtool.titles import TERM_RE, is_title_like, names_job, word_set
from jdtool.wording import DENIALS, STRICT, STRICT_DEMAND_RE, WISHES, denial_spans, holds, wish_spans, without

MAX_LINE = 4000  # characters; longer lines are read in parts, so that no pattern meets an endless one
LEGAL_SHARE = 0.6  # of a paragraph's sentences that make all of it legal text; below that only they are
MAX_HEADER_LINES = 12  # non-empty lines above the first heading or paragraph

# A sentence that says the paragraph is about non-discrimination, privacy, fraud or agencies, wherever it stands;
# in lower case, as what it is compared with.
LEGAL_RE = patterns.compile(
    r"""equal[ -]+(?:employment[ -]+)?opportunit(?:y|ies)[ -]+(?:employer|workplace|statement|and|for)
    | \b(?:eoe|eeo|eeoc|m/f/d/v|aa/eoe)\b
    | without[ ](?:regard|regards|respect)[ ]to.{0,60}(?:race|colou?r|religion|gender|sex|age|disab)
    | regardless[ ]of.{0,60}(?:race|colou?r|religion|gender|sex\b|age\b|disab|background|criminal)
    | (?:race|ethnicity),?[ ](?:colou?r|religion|gender|ethnic|national)
    | discriminat(?:e|ion)[ ](?:on|based|against|in)
    | reasonable[ ](?:accommodation|adjustment)s?
    | (?:require|need|request)[ ](?:an?[ ])?(?:special[ ])?accommodations?
    | all[ ]qualified[ ](?:applicants|candidates|individuals)
    | criminal[ ](?:histor|record|background)
    | background[ ]check | e-verify\b | privacy[ ](?:policy|notice)
    | (?:recruitment|staffing|third[- ]party)[ ](?:agenc|recruiters)
    | unsolicited[ ](?:resumes|cvs|r[eé]sum)
    """,
    re.VERBOSE,
)  # "is an equal opportunity employer"

LEGAL = triggers(
    "equal", "eoe", "eeo", "m/f/d", "without regard", "without respect", "regardless", "race", "ethnicity",
    "discriminat", "reasonable adjustment", "accommodation", "all qualified", "criminal", "background check",
    "verify", "privacy", "recruitment agenc", "staffing agenc", "party agenc", "recruitment recruiters",
    "staffing recruiters", "party recruiters", "unsolicited",
)  # fmt: skip
MOST_LEGAL = 50  # such words of a sentence or paragraph that are tried; no more mean none
LEGAL_REACH = 40, 120  # characters before and behind such a word in which the pattern ends

# A sentence that speaks of this job, and so ends the company's praise of itself.
ABOUT_JOB_RE = patterns.compile(
    r"""\b(?:
      we(?:['’]?re|[ ]are)?[ ](?:currently[ ]|now[ ]|also[ ]|actively[ ])?(?:looking|searching|hiring|seeking|recruiting)
    | (?:is|are)[ ](?:currently[ ]|now[ ]|actively[ ])?(?:looking[ ]for|seeking|hiring|searching[ ]for|recruiting)
    | you[ ]?(?:will|['’]ll|ll)[ ](?:be|have|work|join|lead|build|own|report|help|play|collaborate|develop|design)\b
    | (?:this|the)[ ](?:role|position|job|successful[ ]candidate|ideal[ ]candidate)[ ](?:is|will|has|involves|requires|offers)
    | as[ ](?:an?|our|the)[ ][^.,]{3,60},?[ ]you\b
    | join(?:ing)?[ ](?:the|our)[ ][^.]{0,40}team
    | the[ ](?:[a-z][\w&-]{0,30}[ ]){1,5}team[ ](?:is|at|builds|owns|works)
    | reporting[ ](?:directly[ ])?to
    | for[ ]this[ ](?:role|position|job) | (?:base|gross|annual|monthly)[ ](?:\w+[ ])?salary | (?:salary|compensation|pay)[ ]range
    | wir[ ]suchen | nous[ ](?:recherchons|recrutons) | buscamos | wij[ ]zoeken | we[ ]zoeken
    )""",
    re.VERBOSE,
)  # "We are looking for inquisitive Backend engineers"
# "In your role, you'll be challenged to take on work that upholds this mission": praise, though it says "your role".
PRAISE_RE = patterns.compile(r"\bin your role, you.?.?.?ll be\b|\bjoin us\b|\bour mission\b", re.IGNORECASE)

# In lower case, as what it is compared with: that takes a third of the time.
REQUIRED_CUE_RE = patterns.compile(
    r"""\b(?:requires?\b|required\b(?=\s?(?:[.,;:)!]|$))|(?:is|are|experience|knowledge|skills|also|following)[ ]required\b(?![ ](?:in[ ]order|to|for|by))|must[ ](?:also[ ])?(?:have|be|possess|know|hold)|mandatory|(?:is|are)[ ]essential(?![ ]to\b|[ ]for[ ]understanding)|essential(?=\s?(?:[.,;:)!]|$))|minimum[ ]of|at[ ]least[ ]\S{1,12}[ ](?:\(\d+\)[ ])?years?
    |(?<!if[ ])you[ ](?:have|possess|bring|know)\b|(?<!if[ ])you(?:['’]?ve|ve)\b|proficien(?:t|cy)|(?:strong|solid|proven|extensive|deep|hands-on|demonstrable|demonstrated|prior|previous|good|excellent|expert|in-depth|thorough|sound|advanced|working|detailed|broad|significant|substantial)[ ](?:\w+[ ]){0,3}(?:experience|knowledge|understanding|command|background|skills)
    |experience[ ](?:with|in|of|using|working|building|developing|designing)|expertise[ ](?:in|with)|familiar(?:ity)?[ ]with|knowledge[ ]of|fluen(?:t|cy)[ ]in|skilled[ ]in|(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\+?[ ]?(?:-[ ]?\d{1,2}[ ]?)?\+?[ ](?:plus[ ])?(?:years?|yrs?)['’]?[ ](?:of[ ])?(?:\w+[ ]){0,3}(?:experience|exp\b)
    |(?:berufs)?erfahrung(?:en)?[ ](?:mit|in|im|als)|voraussetzung|erforderlich|vorausgesetzt|abgeschlossene[ns]?[ ](?:\w+[ ]){0,2}(?:studium|\w{0,12}ausbildung)|du[ ](?:hast|bringst|verfügst|beherrschst)|sie[ ](?:haben|bringen|verfügen|beherrschen)
    |expérience[ ](?:en|dans|avec|sur|de|d['’]|significative)|maîtrise[ ](?:de|du|des|d['’])|connaissances?[ ](?:de|en|du|des|d['’]|approfondie)|vous[ ](?:avez|maîtrisez|possédez|disposez|justifiez|êtes[ ](?:titulaire|diplômé))|indispensable|exigée?
    |experiencia[ ](?:en|con|de|como|mínima)|conocimientos?[ ](?:de|en|avanzad)|dominio[ ]de|imprescindible
    |ervaring[ ](?:met|in|als)|kennis[ ]van|je[ ](?:hebt|beschikt|beheerst)|vereist)
    | kenntnisse[ ](?:in|im|mit|der|von|über|zu)
    """,
    re.VERBOSE,
)  # "requires 2+ years backend experience", "mehrjährige erfahrung in der pflege"
DEMANDS = triggers(
    "require", "must ", "mandatory", "essential", "minimum of", "at least", "you have", "you possess", "you bring",
    "you know", "you've", "youve", "proficien", "experience", "exp ", "knowledge", "understanding", "command",
    "background", "skill", "expertise", "familiar", "fluen", "ability", "degree", "certification", "year",
    "erfahrung", "voraussetzung", "erforderlich", "vorausgesetzt", "abgeschlossene", "du hast", "du bringst",
    "du verfügst", "du beherrschst", "sie haben", "sie bringen", "sie verfügen", "sie beherrschen", "kenntnisse",
    "expérience", "maîtrise", "connaissance", "vous avez", "vous maîtrisez", "vous possédez", "vous disposez",
    "vous justifiez", "vous êtes", "indispensable", "exigé", "experiencia", "conocimiento", "dominio",
    "imprescindible", "ervaring", "kennis", "je hebt", "je beschikt", "je beheerst", "vereist",
)  # fmt: skip
PAY = triggers("salary", "pay", "compensation", "remuneration", "wage", "$", "£", "€")
CALLS = triggers("apply", "send ", "submit ", "mail ", "forward")
SEEKS = triggers("looking for", "searching for", "seeking", "hiring", "recruiting", "you'll", "youll", "you will")
# What the employer says of itself asks for nothing: "Our consultants bring deep expertise in machine learning".
SELF_RE = patterns.compile(
    r"\W{0,3}(?:(?:at|with|for|as)\s[^,.]{2,50},\s)?(?:our|we|wir|unsere?|nous|notre|nos|nuestr[oa]s?|onze|wij)\b",
    re.IGNORECASE,
)
ASKS_RE = patterns.compile(
    r"\b(?:you|your|candidates?|applicants?|someone|person|individuals?|looking|seek(?:ing)?|search(?:ing)?|require[ds]?|need|must|should|years?|hir(?:e|ing)|want|expect|successful|du|dich|deine?|sie|ihre?|suchen|vous|votre|tu|ton|recherchons|recrutons|buscamos|candidat\w{0,3}|jij|je|jou|zoeken)\b",
)
# What stands for a demand in a posting that has no section of them.
SEEKS_RE = patterns.compile(
    r"""\b(?:looking|searching)[ ]for[ ](?:an?|our|one|two|someone|experienced|senior|talented|people|engineers?|developers?)\b
    | \b(?:seeking|hiring|recruiting)[ ](?:an?|for|experienced|senior|talented)\b
    | \byou(?:['’]?ll|[ ]will)[ ](?:be[ ])?(?:work(?:ing)?[ ]with|us(?:e|ing)|writ(?:e|ing))\b""",
    re.VERBOSE,
)  # "We're looking for a fullstack engineer to work across our stack (Go, Node.js)"
# A wish about the place or the hours is none about the person: "ideally on site in our Paris offices".
ASIDE_RE = patterns.compile(
    r"\bon-?site\b|\boffices?\b|\bremote|\bhybrid|\blocat|\bbased\b|\btime ?zone|\bsalary|\bcompensation|\bpay\b|\bremuneration|\bwage|\bshifts?\b|\bon-call\b|\bhours\b|\bstart date",
)
# A line among the duties that states a demand all the same: "Exceptional programming ability in SAS".
DEMAND_START_RE = patterns.compile(
    r"""\W{0,4}(?:(?:\d{1,2}\+?|one|two|three|four|five|six|seven|eight|ten)[ ](?:\(\d{1,2}\)[ ])?(?:or[ ]more[ ])?years?|
    (?:(?:a|an|the|some|any|fundamental|bachelor['’]?s?|master['’]?s?|university|college|graduate|hands-on|previous|prior|proven|strong|solid|sound|deep|excellent|exceptional|advanced|basic|good|great|demonstrated|demonstrable|extensive|in-depth|working|minimum|relevant|proficient|expert|thorough|significant|practical|professional|technical|written|verbal|oral|communication|programming|analytical|organi[sz]ational|interpersonal|and|or|&|,)[ ,]{1,2}){0,6}
    (?:experience|knowledge|understanding|proficien(?:cy|t)|familiarity|familiar|ability|expertise|skills|skilled|command|degree|certification|background|fluen(?:t|cy))\b
    | (?:(?:sehr|gute|fundierte|erste|mehrjährige|einschlägige|relevante|praktische)[ ]){0,3}(?:berufs)?(?:erfahrung(?:en)?|\w{0,20}kenntnisse)[ ](?:mit|in|im|als|der)\b
    | (?:(?:bonne|une|première|solide|excellente)[ ]){0,2}(?:expérience|connaissance|maîtrise)s?[ ](?:de|en|dans|du|des|avec|sur|comme)\b
    | (?:amplia[ ]|buen[ao]s?[ ])?(?:experiencia|conocimientos?|dominio)[ ](?:en|con|de)\b
    | (?:ruime[ ]|goede[ ]|aantoonbare[ ])?(?:ervaring|kennis)[ ](?:met|van|in|als)\b)""",
    re.VERBOSE,
)
DEMAND_REACH = 250  # characters, more than it takes
# What a denial must speak of to leave nothing asked: "No coding skills needed", not "you need no supervision".
ABILITY_RE = patterns.compile(
    r"experience|knowledge|skills?\b|background|degree|qualification|certif|\bknow\b|programming|coding|expertise|kenntnisse|erfahrung|ausbildung|studium|expérience|connaissance|diplôme|experiencia|conocimiento|ervaring|kennis|diploma|\bneeded$",
)

# "#LI-REMOTE", "LI-MM", glued as in "LI-REMOTEOur Commitment" and "LI-AG8At Pinterest".
TAG_RE = patterns.compile(
    r"(?<![\w-])#?LI-(?:REMOTE|HYBRID|ONSITE|Remote|Hybrid|On[Ss]ite|remote|hybrid|onsite|[A-Z]{1,4}\d{0,4})(?=[A-Z][a-z]|[\s#,.;]|LI-|$)"
)
# "Final salary is based on location, relevant prior experience, or particular skills": asks for nothing.
# A call to apply asks for no ability: "please send your CV to ...".
CALL_RE = patterns.compile(
    r"\b(?:please|to)[ ]apply\b|\bapply[ ](?:now|today|here|online|via|by)\b|\b(?:send|submit|e-?mail|forward)[ ](?:us[ ])?(?:your|an?|the)[ ](?:\w+[ ]){0,4}(?:cv|resume|résumé|application|cover[ ]letter)\b|\bwe[ ]look[ ]forward[ ]to\b",
    re.IGNORECASE,
)
PAY_RANGE_RE = patterns.compile(
    r"\b(?:salary|pay|compensation|wage)[ ](?:range|band|scale)s?\b|\bbase[ ](?:salary|pay)\b|[$£€]\s?\d[\d,.]{1,9}",
    re.IGNORECASE,
)
PAY_SENTENCE_RE = patterns.compile(r"\b(?:salary|compensation|pay|remuneration|wage)\b", re.IGNORECASE)
TAG_LINE_RE = patterns.compile(r"^\s*(?:#?LI-(?:(?!LI-)[\w-]){1,20}+[\s,;]*+){1,20}$|^\s*(?:#[\w-]{2,40}[\s,]*){1,20}$")

BULLET_RE = patterns.compile(
    r"\s{0,20}(?:[•●○◦▪▫■□‣⁃∙·*+–—►▶➢➤✓✔✅→»o-]|\d{1,2}[.)]|\(?[a-z]\))(?:\s+|(?<=[•●○◦▪▫■□‣⁃∙·►▶➢➤✓✔✅→»])(?=\w))"
)
LONE_BULLETS = frozenset("•●○◦▪▫■□‣⁃∙·*►▶➢➤✓✔✅→»-")
# A heading by its form; "**Salary:** up to 60,000" is a field with its label.
MARKED_HEADING_RE = patterns.compile(r"(?:#{1,6}\s+\S|(?!\*\*[^*:]{1,40}(?::\*\*|\*\*\s?:)\s+\w)(?:\*\*|__))")
SURELY_RELATED_RE = patterns.compile(
    r"similar|related|recommended|suggested|nearby|comparable|also viewed|also applied|may like|might like|be interested|ähnlich|weitere|vergelijkbare|similaires",
    re.IGNORECASE,
)
CARD_REACH = 6  # lines below such a heading in which a job's title must stand
MIN_TEASER = 60  # characters
HEAD = 20_000  # characters from the top in which a posting has its own title
OPEN_REACH = 20  # characters
# A line that waits for the title on the next: "As a" / "Senior DevOps Engineer" / "you will ...".
OPEN_SENTENCE_RE = patterns.compile(
    r"(?:\b(?:an?|the|for|as|our|of|to|is|are|with|and|or|hiring|seeking)|…|\.\.\.|[,:(])\W{0,3}$", re.IGNORECASE
)

# The end of a sentence: "to learn more. Senior ...", also without the space: "found here.US based".
STOP_RE = patterns.compile(
    r"""[.!?](?:(?<=[^\s.].)["”’)\]]{0,2}\s+(?=["“‘(\[]{0,2}(?:[^\W\d_a-zß-ÿ]|\d|[$€£•*-]))
    | (?<=[a-z]{3}.)(?=[A-Z](?:[a-z]|[A-Z][ ]|[A-Z]{2}))
    | (?<=[A-Z]{2}.)(?=[A-Z][a-z]{2,15}[ ]))""",
    re.VERBOSE,
)  # begins with a set of signs, which is what makes it fast
# Where items were glued or listed in one line: "...in SQLExperience with", "skills -Maven, Ant", "Go • Rust".
MARK_RE = patterns.compile(
    r"""(?<=[a-z]{3})(?=(?:Experience|Previous|Knowledge|Proficien(?:t|cy)|Strong|Excellent|Familiarity|Ability|Understanding|Bachelor['’]?s|Minimum|Demonstrated|Hands-on|Solid|At[ ]least|The[ ](?:ideal|successful)|You[ ](?:will|have|must))[ ]|So,[ ])
    | (?<=\S)\s+(?=-(?:[A-Z][a-z]|[A-Z]{2})[\w/]{0,20}(?:[ ,]|$))
    | (?<=\S)\s*[•●▪]\s+(?=\S) | (?<=[\w+#)!.]{2})-\s+(?=[A-Z\d]) | (?<=[^\s*])\s?\*\s+(?=[A-Z]) | (?<!\s)\s+\|\s+(?=[A-Z])""",
    re.VERBOSE,
)
# Where that may be, beside a capital within a word.
MARK_SIGNS = "-*|•●▪"
MARK_HINT_RE = patterns.compile(r"[-•●▪*|](?:(?=\s)|(?<=\s-)(?=[A-Z]))")
ABBREVIATION_RE = patterns.compile(
    r"(?:\b(?:e\.g|i\.e|eg|ie|etc|incl|vs|approx|min|max|no|inc|ltd|co|corp|sr|jr|st|mr|mrs|ms|dr|dept|est|ca|bzw|z\.b|u\.s|u\.k|ph\.d|b\.s|m\.s|b\.a|m\.a|yrs|exp)|(?<![^\W_])[A-Za-z])\.$",
    re.IGNORECASE,
)
# The last three letters of those that have as many.
ABBREVIATION_ENDS = frozenset({"etc", "ncl", "rox", "min", "max", "inc", "ltd", "orp", "mrs", "ept", "est", "bzw", "yrs", "exp"})  # fmt: skip
STOP_SIGHT = 20  # characters behind a gap that `STOP_RE` looks at
SUM_RE = patterns.compile(r"\b(?:Rs|Fr|Sfr|Kr)\.$", re.IGNORECASE)  # before a sum: "Rs. 8 lakh", "Fr. 5'500.-"
DOTTED_NAME_RE = patterns.compile(r"[.](?:JS|IO|NET|AI|COM|Net|Js|Io)\b")


Line = tuple[int, int, bool, int]  # start, end, whether an empty line stands above, where its bullet's words begin
Span = tuple[int, int]


class Piece(Struct):
    """A line, or the part of one between two seams."""

    start: int
    end: int
    words: str
    line: int
    bullet: bool
    blank_before: bool
    heading: SectionKind | None = None
    heading_end: int = 0  # where the heading's words end, when content follows on the same line
    marked: bool = False  # looks like a heading by its form, its words unknown
    tag: bool = False


LINE_RE = patterns.compile(r"\S[^\n]*+")  # from its first sign that is no blank


def split_lines(text: str) -> list[Line]:
    """The non-empty lines: without outer blanks, in parts where they are too long."""
    lines: list[Line] = []
    above = 0  # where the line above ends
    for line in LINE_RE.finditer(text):
        start = line.start()
        stop = start + len(line[0].rstrip())
        blank = not lines or text.count("\n", above, start) > 1
        above = line.end()
        while start < stop:
            cut = stop
            if stop - start > MAX_LINE:
                cut = text.rfind(" ", start + MAX_LINE // 2, start + MAX_LINE) + 1 or start + MAX_LINE
            lines.append((start, cut, blank, behind_bullet(text, start, cut)))
            blank, start = False, cut
    return lines


def behind_bullet(text: str, start: int, end: int) -> int:
    """Where the words of a list's item begin, which has its mark at `start`; `start` where no mark is there."""
    sign = text[start]
    if sign in LONE_BULLETS and text[start + 1 : start + 2] == " " and not text[start + 2 : start + 3].isspace():
        return start + 2
    if sign.isalpha() and sign != "o" and text[start + 1 : start + 2] != ")":
        return start
    mark = BULLET_RE.match(text, start, end)
    return mark.end() if mark else start


# A line that ends or begins so belongs to its neighbour, where inline marks were put on lines of their own:
# "Strong experience with" / "**CI/CD tools**" / ", ideally". The marks themselves may be lost.
OPEN_WORDS = word_set(
    """
    a an the with in of and or to for on using as by at from such like including is are your our across support
    """
)
LAST_WORD_RE = patterns.compile(r"(?:\w{1,16}|e\.g\.)$", re.IGNORECASE)
OPEN_SIGN_RE = patterns.compile(r"[(,]$")
OPEN_START_RE = patterns.compile(r"[,;.)]|(?:and|or|to|with|in|of|for|using|role|is|are|on|by|as)\b")
CLOSED_END_RE = patterns.compile(r"[.!?:;]\W{0,3}$")
# A count torn from its unit: "a minimum of 10" / "years of related experience". A line that only counts is a row.
COUNT_CUT_RE = patterns.compile(r"\n[ \t]{0,20}(?:years?|yrs?|months?)\b")
COUNT_END_RE = patterns.compile(r"[^\W\d_]\s(?:\d{1,2}\+?|two|three|four|five|six|seven|eight|nine|ten)$")
BOLD_END_RE = patterns.compile(r"\*\*[^*\n]{1,200}\*\*[ \t]*$", re.MULTILINE)
WRAP_WIDTH = (50, 110)  # characters: lines of a text wrapped by hand or by a mail program
MIN_WRAPPED = 6  # lines
MIN_FULL = 2  # lines broken where the next word had no room: one may just be the longest
MIN_TORN = 3  # torn lines that show the whole text to be so


def join_lines(text: str) -> list[Line]:
    """The lines, those joined that a hard wrap or an inline mark has torn apart. Spans then hold line breaks."""
    lines = split_lines(text)
    pairs = [pair for pair in pairwise(lines) if adjoin(pair[1])]
    if not pairs:
        return lines
    longest = max([line[1] - line[0] for line in lines])
    width = max([column(text, line[1]) for line in lines]) if longest <= WRAP_WIDTH[1] else longest
    counted = COUNT_CUT_RE.search(text) is not None
    wrapped = (
        WRAP_WIDTH[0] <= width <= WRAP_WIDTH[1]
        and len(lines) >= MIN_WRAPPED
        and at_least((not fits_above(text, *pair, width) for pair in pairs), MIN_FULL)
    )
    bold = has_bold_line(text)
    torn = at_least((is_torn(text, *pair, bold) for pair in pairs), MIN_TORN)
    if not (wrapped or bold or torn or counted):
        return lines
    joined: list[Line] = []
    current = lines[0]
    for above, line in pairwise(lines):
        if adjoin(line) and (
            (wrapped and not fits_above(text, above, line, width) and not is_label(text, line))
            or ((bold or torn) and is_torn(text, above, line, bold))
            or (torn and goes_on(text, above, line))
            or (
                counted
                and COUNT_CUT_RE.match(text, text.rfind("\n", 0, line[0]))
                and COUNT_END_RE.search(text[above[0] : above[1]][-12:])
            )
        ):
            current = (current[0], line[1], current[2], behind_bullet(text, current[0], line[1]))
        else:
            joined.append(current)
            current = line
    joined.append(current)
    return joined


def at_least(tests: Iterable[bool], least: int) -> bool:
    """Whether so many of the tests hold; no more are made than that takes."""
    return sum(1 for _ in islice(filter(None, tests), least)) == least


def has_bold_line(text: str) -> bool:
    """Whether a whole line is bold in Markdown."""
    for bold in BOLD_END_RE.finditer(text):
        if not text[text.rfind("\n", 0, bold.start()) + 1 : bold.start()].strip(" \t"):
            return True
    return False


def is_label(text: str, line: Line) -> bool:
    """Whether a line is a heading with its colon, which no sentence goes on with: "Requirements:"."""
    return text[line[1] - 1] == ":" and heading_kind(text[line[0] : line[1]]) is not None


def column(text: str, position: int) -> int:
    """How far into its line a position is, in characters; of longer lines at least beyond any wrap."""
    reach = max(0, position - 2 * WRAP_WIDTH[1])
    return position - (text.rfind("\n", reach, position) + 1 or reach)


def adjoin(line: Line) -> bool:
    """Whether a line follows the one above within a paragraph or list item."""
    return not line[2] and line[3] == line[0]


def fits_above(text: str, above: Line, line: Line, width: int) -> bool:
    """Whether the first word of a line would have fitted on the line above, so that the writer ended that line."""
    word = text[line[0] : line[1]].split(None, 1)[0]
    return column(text, above[1]) + 1 + len(word) <= width or text[above[1] - 1] == ":"


def is_torn(text: str, above: Line, line: Line, bold: bool) -> bool:
    """Whether a line is open at its end, or the next at its start; in a text with `bold` lines, one of them bold."""
    if bold and "**" not in text[above[0] : line[1]]:
        return False
    stop = text[above[1] - 1]
    if not bold and not stop.isalnum() and stop not in "*_.":
        return False
    before, after = text[above[0] : above[1]], text[line[0] : line[1]]
    end = before[-16:].rstrip("*_ ")
    last = LAST_WORD_RE.search(end)
    if last and (last[0].lower() in OPEN_WORDS or end[-4:].lower() == "e.g."):
        return bold or (heading_kind(before) is None and (after[0].islower() or heading_kind(after) is None))
    return bold and (OPEN_SIGN_RE.search(end) is not None or OPEN_START_RE.match(after) is not None)


def goes_on(text: str, above: Line, line: Line) -> bool:
    """Whether a line of a torn text goes on with the sentence above it: "AWS" / "or" / "Azure"."""
    if "**" in text[above[0] : line[1]]:
        return True
    before, after = text[above[0] : above[1]], text[line[0]]
    open_start = after.islower() or after in ",;)("
    return open_start and not CLOSED_END_RE.search(before[-6:]) and heading_kind(before) is None


def cut_pieces(text: str) -> list[Piece]:
    """The lines of the text, cut where a heading or a tag was glued into one."""
    pieces: list[Piece] = []
    pending_bullet = False
    for number, (start, end, blank, first) in enumerate(join_lines(text)):
        if end - start == 1 and text[start] in LONE_BULLETS:  # the mark on one line, the item on the next
            pending_bullet = True
            continue
        bullet = first > start or pending_bullet
        pending_bullet = False
        cuts = heading_cuts(text, first, end) if end - start > MAX_HEADING or "LI-" in text[start:end] else ()
        for cut, words_end, kind in cuts:
            if cut < first:
                continue
            add_piece(pieces, text, first, cut, number, bullet, blank)
            words = text[cut:words_end]
            pieces.append(Piece(cut, words_end, words, number, False, False, kind, words_end, tag=kind is None))
            blank = False
            first = words_end
        add_piece(pieces, text, first, end, number, bullet and not cuts, blank)
    return pieces


MOST_CUTS = 50  # headings or tags within one line: the most of 5,000 postings is 9


def heading_cuts(text: str, start: int, end: int) -> list[tuple[int, int, SectionKind | None]]:
    """Start and end of the headings inside a line, with their kind, and of its tags, which have none."""
    cuts: list[tuple[int, int, SectionKind | None]] = []
    if text.find("LI-", start, end) >= 0:
        cuts = [(*tag.span(), None) for tag in islice(TAG_RE.finditer(text, start, end), MOST_CUTS)]
    cuts += colon_headings(text, start, end)
    for seam in islice(inline_headings(text, start, end), MOST_CUTS):
        kind = heading_kind(seam["phrase"]) or cue_kind(seam["phrase"])
        if kind and stands_as_heading(text, seam, start):
            cuts.append((*seam.span(), kind))
    cuts.sort()
    return cuts


MAX_LABEL = 100  # characters in which a label ends
LABEL_RE = patterns.compile(r"[\W_]{0,4}([^:.!?\n]{3,60}?)\s{0,9}:[*_]{0,2}\s+(?=\S)")  # "Requirements: 5+ years"


def add_piece(pieces: list[Piece], text: str, start: int, end: int, line: int, bullet: bool, blank: bool) -> None:
    """Appends the piece of a line, as a heading where its words or form say so."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return
    if not text[start].isalpha() or text[start] == "o" or text[start + 1 : start + 2] == ")":
        first = behind_bullet(text, start, end)
        start, bullet = first, bullet or first > start
        if start >= end:  # "- -"
            return
    words = text[start:end]
    sign, last = words[0], words[-1]
    if not sign.isalnum() and not any(map(str.isalnum, words)):  # "---", a lone "**"
        return
    if sign in "#L" and TAG_LINE_RE.match(words):
        pieces.append(Piece(start, end, words, line, bullet, blank, tag=True))
        return
    heading, marked = None, False
    if end - start <= MAX_HEADING and (last not in ".,;" or words.endswith("...")):
        formed = last == ":" or (sign in "#*_" and MARKED_HEADING_RE.match(words) is not None)
        if formed or not bullet:
            heading = heading_kind(words)
        if not bullet and (formed or words.isupper()):
            letters = sum(map(str.isalpha, words))
            marked = letters > (0 if formed else 5)
    if not bullet and not heading and words.find(":", 0, MAX_LABEL) >= 0:
        label = LABEL_RE.match(words)
        kind = heading_kind(label[1]) if label else None
        # "Requirements: 5+ years of Python", but not "Location: Leeds", which is a field with its label.
        if label and kind and (kind in ASKING or kind == "benefits"):
            stop = start + label.end(1)
            pieces.append(Piece(start, stop, words[: label.end(1)], line, False, blank, kind, stop))
            start, words = start + label.end(), words[label.end() :]
            blank = marked = False
    pieces.append(Piece(start, end, words, line, bullet, blank, heading, end if heading else 0, marked))


# Signs of the text for the search for glued words: a capital of `MARK_RE`, a small letter, any other.
_CASES = bytes(ord("A" if chr(code) in "ABCDEFHKMPSTUY" else "a" if 97 <= code <= 122 else " ") for code in range(256))


MOST_GAPS = 400  # in a line, which has 4,000 characters at most: more part nothing that is a sentence


class Seams:
    """Where a text may part into sentences, found in one go and asked for by piece."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stops = [(m.start() + 1, m.end()) for m in STOP_RE.finditer(text)]
        self.hints = [m.start() for m in MARK_HINT_RE.finditer(text)] if holds(text, MARK_SIGNS) else []
        cases = text.encode("ascii", "replace").translate(_CASES)
        at = cases.find(b"aA")
        glued = []
        while at >= 0:
            if cases[at - 2 : at + 3] == b"aaaAa":
                glued.append(at + 1)
            at = cases.find(b"aA", at + 2)
        if glued:
            self.hints = sorted(self.hints + glued)

    def sentences(self, start: int, end: int) -> list[Span]:
        """The sentences of text[start:end]. Abbreviations ("e.g. Go") and names ("Node.JS") do not end one."""
        gaps = self.gaps(start, end)
        if not gaps or len(gaps) > MOST_GAPS:
            return [(start, end)] if start < end else []
        text = self.text
        sentences = []
        position = start
        for first, last in gaps:
            if first <= position:
                continue
            if text[first - 1] == "." and (
                is_abbreviated(text, position, first) or (first == last and DOTTED_NAME_RE.match(text, first - 1))
            ):
                continue
            if text[last : last + 1].isdigit() and SUM_RE.search(text[max(position, first - 8) : first]):
                continue
            sentences.append((position, first))
            position = last
        if position < end:
            sentences.append((position, end))
        return sentences

    def gaps(self, start: int, end: int) -> list[Span]:
        """Where text[start:end] may part: in order, none within another."""
        text, stops, hints = self.text, self.stops, self.hints
        found: list[Span] = []
        first, hint = bisect_left(stops, (start + 1, 0)), bisect_left(hints, start)
        if (first == len(stops) or stops[first][1] > end) and (hint == len(hints) or hints[hint] >= end):
            return found  # as nearly always
        for i in range(first, len(stops)):
            stop = stops[i]
            if stop[1] > end:
                break
            # What the pattern sees behind the gap may be beyond the end.
            if stop[1] + STOP_SIGHT <= end or STOP_RE.match(text, stop[0] - 1, end):
                found.append(stop)
        marks: list[Span] = []
        position = start
        for i in range(hint, len(hints)):
            at = hints[i]
            if at >= end:
                break
            while at > position and text[at - 1].isspace():
                at -= 1
            if at >= position and (mark := MARK_RE.match(text, at, end)):
                marks.append(mark.span())
                position = mark.end()
        if not marks or not found:
            return found or marks
        apart: list[Span] = []
        for gap in sorted([*found, *marks], key=itemgetter(0)):  # where both begin, the stop comes first
            if not apart or gap[0] >= apart[-1][1]:
                apart.append(gap)
        return apart


def is_abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the full stop at the end of text[start:end] is one of an abbreviation."""
    ending = text[end - 4 : end - 1]
    if not text[end - 2 : end - 1].isalpha():
        return False
    if end - start > 4 and ending.isalpha() and ending.lower() not in ABBREVIATION_ENDS:
        return False
    return ABBREVIATION_RE.search(text[max(start, end - 8) : end]) is not None


class _Sentences:
    """What the sentences of a text are. Each is asked for by its span, so that the scan tells which patterns to try."""

    def __init__(self, text: str, scan: Scan) -> None:
        self.text = text
        self.meets = scan.meets
        self.seams = Seams(text)
        self.legal = scan.starts(LEGAL)

    def kind(self, start: int, end: int, section: SectionKind, bullet: bool = False) -> RequirementKind | None:
        """What a sentence in this section is: a demand, a wish, a duty, or none of them.

        Its own words come first: "Go is a plus" among demands is a wish, "two years required" among wishes a demand. A
        sentence that is only in part a wish stays what it is: "Java, ideally with Kafka".
        """
        if section in KINDLESS:
            return None
        text, meets = self.text[start:end], self.meets
        wishes = wish_spans(text) if meets(WISHES, start, end) else ()
        denied = denial_spans(text) if meets(DENIALS, start, end) else ()
        rest = without(text, [*wishes, *denied]) if wishes or denied else text
        listed = section in LISTED
        if (
            denied
            and not wishes
            and not (listed and rest)
            and ABILITY_RE.search(text.lower())
            and not REQUIRED_CUE_RE.search(rest.lower())
        ):
            return None
        if listed and not bullet and self.strays(start, end):
            return None
        if section == "preferred":
            strict = not wishes and meets(STRICT, start, end) and STRICT_DEMAND_RE.search(text.lower())
            return "required" if strict else "preferred"
        if section == "required":
            return "preferred" if wishes and not rest else "required"
        if section == "responsibilities":
            if wishes and (REQUIRED_CUE_RE.search(text.lower()) or ABILITY_RE.search(text.lower())):
                return "required" if starts_demand(rest) else "preferred"
            return "required" if meets(DEMANDS, start, end) and starts_demand(text) else "responsibility"
        if wishes and not ASIDE_RE.search(text.lower()) and not speaks_of_self(text):
            return "required" if self.asks(start, end, rest) else "preferred"
        return "required" if self.asks(start, end, text) else None

    def strays(self, start: int, end: int) -> bool:
        """Whether a sentence between demands is about pay, applying or the employer."""
        if self.meets(PAY, start, end) and PAY_RANGE_RE.search(self.text[start:end]):
            return True
        if self.meets(CALLS, start, end) and CALL_RE.search(self.text[start:end]):
            return True
        return speaks_of_self(self.text[start:end])

    def asks(self, start: int, end: int, words: str) -> bool:
        """Whether a sentence under no heading, of which these words are left, asks for something of the candidate."""
        if not self.meets(DEMANDS, start, end) or speaks_of_self(words):
            return False
        if self.meets(PAY, start, end) and PAY_SENTENCE_RE.search(words):
            return False
        return starts_demand(words) or REQUIRED_CUE_RE.search(words.lower()) is not None

    def sounds_legal(self, start: int, end: int) -> bool:
        """Whether some words are about non-discrimination, privacy, fraud or agencies."""
        first_word = bisect_left(self.legal, start)
        for at in self.legal[first_word : first_word + MOST_LEGAL]:
            if at >= end:
                break
            first = max(start, at - LEGAL_REACH[0])
            if LEGAL_RE.search(self.text[first : min(end, at + LEGAL_REACH[1])].lower(), first > start):
                return True
        return False

    def is_legal(self, start: int, end: int) -> bool:
        """Whether a paragraph is about non-discrimination, privacy, fraud or agencies, and not only a sentence of it."""
        if not self.sounds_legal(start, end):
            return False
        sentences = self.seams.sentences(start, end)
        found = sum(self.sounds_legal(*sentence) for sentence in sentences)
        return found >= LEGAL_SHARE * len(sentences)


UNMIXED = frozenset({"related", "legal"})
LISTED = frozenset({"required", "preferred"})
# The kind of a sentence that has no word of a wish, a denial or a demand.
UNCHANGED: dict[SectionKind, RequirementKind] = {
    "required": "required",
    "preferred": "preferred",
    "responsibilities": "responsibility",
}
KINDLESS: frozenset[SectionKind] = frozenset({"company", "legal", "related", "benefits", "pay", "apply", "tags"})


def starts_demand(text: str) -> bool:
    """Whether a sentence begins as demands do."""
    return DEMAND_START_RE.match(text[:DEMAND_REACH].lower()) is not None


def speaks_of_self(text: str) -> bool:
    """Whether the employer speaks of itself alone: "At Acme, we believe in our people"."""
    return SELF_RE.match(text) is not None and not ASKS_RE.search(text.lower())


def speaks_of_job(sentence: str) -> bool:
    """Whether a sentence inside the company's own description turns to the job: its title, or "we are looking for"."""
    if is_title_like(sentence):
        return True
    return ABOUT_JOB_RE.search(sentence.lower()) is not None and not PRAISE_RE.search(sentence)


def starts_other_posting(pieces: list[Piece], i: int, sentences: _Sentences) -> bool:
    """Whether piece i is the title of another posting: a title alone on its line and a teaser below it.

    "Senior Software Engineer - Pulse" / "Design, develop, and maintain scalable cloud services ..." after the
    requirements of the posting itself.
    """
    piece, text = pieces[i], sentences.text
    if piece.heading or piece.marked or not 0 < i < len(pieces) - 1:
        return False
    after = pieces[i + 1]
    if (
        after.line <= piece.line
        or after.bullet
        or after.heading is not None
        or after.end - after.start < MIN_TEASER
        or text[after.end - 1] not in ".…"
        or text[after.start].islower()
    ):
        return False
    title, above, teaser = piece.words, pieces[i - 1], after.words
    return (
        title[0].isalnum()
        and ":" not in title
        and is_title_like(title)
        and not sentences.sounds_legal(piece.start, piece.end)
        and not starts_demand(title)
        and not OPEN_SENTENCE_RE.search(text[max(above.start, above.end - OPEN_REACH) : above.end])
        and not starts_demand(teaser)  # a ladder of grades: "Analyst 10" / "Two years of experience ..."
        and text.find(title, 0, min(piece.start, HEAD)) < 0  # the posting's own title again
    )


def lists_jobs(pieces: list[Piece], i: int) -> bool:
    """Whether the heading in piece i opens a list of other jobs, and is no mere link to one ("View all roles")."""
    if SURELY_RELATED_RE.search(pieces[i].words):
        return True
    return any(is_title_like(p.words) for p in pieces[i + 1 : i + 1 + CARD_REACH])


# What a posting without a section of demands asks for under them: LinkedIn's "Desired Skills and Experience".
DESIRED_RE = patterns.compile(
    r"\W{0,6}(?:desired|additional|ideal)\s+(?:skills|experience|qualifications|profile|requirements)", re.IGNORECASE
)


OWN = frozenset({"summary", "required", "responsibilities"})
LISTS = frozenset({"required", "preferred", "responsibilities", "benefits"})


class _Walk:
    """The state of one pass over the pieces: which section runs, and what has been seen."""

    def __init__(self, sentences: _Sentences, pieces: list[Piece]) -> None:
        self.text = sentences.text
        self.sentences = sentences
        self.pieces = pieces
        # The last of the posting's own sections: what lists other jobs above it is not the end of the posting.
        own = (i for i in range(len(pieces) - 1, -1, -1) if pieces[i].heading in OWN)
        self.last_own = next(own, -1)
        self.demands = any(p.heading == "required" or (p.marked and cue_kind(p.words) == "required") for p in pieces)
        self.kind: SectionKind = "header"
        self.asked = False  # whether a section of demands or duties has begun
        self.kinds: list[SectionKind] = []
        self.block = 0  # items in the tight block of a list that runs on
        self.bullets = False

    def run(self) -> list[SectionKind]:
        for i, piece in enumerate(self.pieces):
            self.kinds.append(self.step(i, piece))
        return self.kinds

    def open(self, kind: SectionKind) -> SectionKind:
        self.kind = kind
        self.asked = self.asked or kind in ASKING
        self.block, self.bullets = 0, False
        return kind

    def step(self, i: int, piece: Piece) -> SectionKind:
        words = piece.words
        if self.kind == "related":
            # A list of other jobs above the posting ends where the posting's own sections begin.
            if piece.heading in OWN and not self.asked:
                return self.open(piece.heading)
            return "related"
        if piece.tag:
            return "tags"
        if piece.heading:
            return self.open_heading(piece, words)
        if is_chrome(words):
            return "tags"
        if self.asked and not piece.bullet and starts_other_posting(self.pieces, i, self.sentences):
            return self.open("related")
        if piece.marked and not (self.kind == "header" and i < 3):
            kind = cue_kind(words)
            if self.kind == "company" and is_title_like(bare(words)):
                return self.open("summary")
            if kind and not is_title_like(bare(words)):
                return self.open(kind)
            if self.kind in ("header", "legal", "apply"):
                return self.open("summary")
            self.block, self.bullets = 0, False
            return self.kind
        if not piece.bullet and self.sentences.is_legal(
            piece.start, piece.end
        ):  # "- Conduct background checks" is a duty
            return "legal"
        if self.kind == "header":
            if i >= MAX_HEADER_LINES or len(words) > 120 or (words.endswith(".") and len(words) > 60):
                self.open("summary")
            return self.kind
        if (
            self.kind == "pay"
            and self.sentences.meets(STRICT, piece.start, piece.end)
            and STRICT_DEMAND_RE.search(words.lower())
            and not PAY_SENTENCE_RE.search(words)
        ):
            self.open("summary")
        if piece.bullet:
            self.bullets = True
            self.block += 1
        elif self.kind in LISTS:
            self.follow_list(piece, words)
        return self.kind

    def open_heading(self, piece: Piece, words: str) -> SectionKind:
        kind = piece.heading
        assert kind is not None
        if kind == "related" and not lists_jobs(self.pieces, len(self.kinds)):
            return "tags"
        # Above the posting: a list of jobs only if the posting's own sections still follow, else a menu entry.
        if kind == "related" and not self.asked and self.last_own <= len(self.kinds):
            return self.kind
        if kind == "preferred" and not self.demands and DESIRED_RE.match(words):
            kind = piece.heading = "required"
        return self.open(kind)

    def follow_list(self, piece: Piece, words: str) -> None:
        """Closes the section where its list has ended and prose about something else begins."""
        ended = (piece.blank_before and self.block >= 2) or self.bullets
        prose = words.endswith((".", "!")) or len(words) > 160
        if (
            ended
            and prose
            and self.kind != "benefits"
            and self.sentences.kind(piece.start, piece.end, "summary") is None
        ):
            self.open("summary")
            return
        self.block = 1 if piece.blank_before else self.block + 1


def outline_text(text: str, scan: Scan | None = None) -> Outline:
    r"""The outline of a cleaned text: sections that cover it, passages in reading order, other postings listed.

    `scan` is given where the text was scanned already, for names of skills as well.

    >>> [s.kind for s in outline_text("Nurse\n\nRequirements:\n- RN licence\nSimilar jobs\nCook").sections]
    ['header', 'required', 'related']
    """
    scan = scan or scan_triggers(text)
    pieces = cut_pieces(text)
    sentences = _Sentences(text, scan)
    starts: list[tuple[SectionKind, int, int]] = []  # kind, start, start of the body
    passages: list[Passage] = []
    turned = False  # the company's own text has turned to the job, and stays there until the next heading
    last: SectionKind | None = None
    walk = _Walk(sentences, pieces)
    kinds = walk.run()
    split = sentences.seams.sentences
    cuts = [
        [(piece.start, piece.end)] if piece.heading == kind or piece.marked else split(piece.start, piece.end)
        for piece, kind in zip(pieces, kinds, strict=True)
    ]
    begins = [start for cut in cuts for start, _ in cut]

    def holding(*groups: Triggers) -> set[int]:
        """Where the sentences start in which a trigger stands."""
        return (
            {begins[bisect_right(begins, at) - 1] for group in groups for at in scan.starts(group)} if begins else set()
        )

    legal, changed, asking = holding(LEGAL), holding(WISHES, DENIALS, STRICT), holding(DEMANDS)
    seeking = set() if walk.demands else holding(SEEKS)
    for piece, kind, cut in zip(pieces, kinds, cuts, strict=True):
        number, bullet = piece.line, piece.bullet
        if piece.heading == kind or piece.marked:
            turned = False
            last = kind
            starts.append((kind, piece.start, piece.heading_end or piece.end))
            passages.append(Passage(piece.words, piece.start, kind, None, number, bullet, True))
            continue
        for start, end in cut:
            sentence, here = text[start:end], kind
            if kind == "company":
                turned = turned or speaks_of_job(sentence)
                here = "summary" if turned else kind
            elif start in legal and not bullet and kind not in UNMIXED and sentences.sounds_legal(start, end):
                here = "legal"
            if here != last:
                starts.append((here, start, start))
                last = here
            if here in KINDLESS:
                kind_of = None
            elif start in changed or (here in LISTED and not bullet) or (start in asking and here not in LISTED):
                kind_of = sentences.kind(start, end, here, bullet)
            else:
                kind_of = UNCHANGED.get(here)
            if kind_of is None and here == "summary" and start in seeking and SEEKS_RE.search(sentence.lower()):
                kind_of = "required"
            passages.append(Passage(sentence, start, here, kind_of, number, bullet, False))
    if not starts:
        starts.append(("header", 0, 0))
    ends = [start for _, start, _ in starts[1:]] + [len(text)]
    sections = [
        Section(kind, start if i else 0, body, end)
        for i, ((kind, start, body), end) in enumerate(zip(starts, ends, strict=True))
    ]
    passages = passages if walk.demands else share_demands(passages)
    return Outline(text, sections, passages, list(find_related(passages)), scan)


LIST_DEMANDS = 0.2  # of a list's items that make the others demands too: "- Strong SQL" / "- Ant, Maven" / "- Linux"
MIN_ITEMS = 4
STRONG_START_RE = patterns.compile(
    r"\W{0,2}(?:very[ ])?(?:strong|solid|excellent|expert|advanced|proficient|fluent)\b", re.IGNORECASE
)


def share_demands(passages: list[Passage]) -> list[Passage]:
    """The passages, the items of a list without heading being demands where some of them plainly are."""
    changed: list[Passage] = []
    items: list[Passage] = []
    for p in passages:
        # The marks of a list may be glued into its one line: "... programming skills -Maven, Ant -Linux".
        if (
            p.section == "summary"
            and not p.heading
            and (p.bullet or (items and items[-1].line == p.line) or p.text.startswith("-"))
        ):
            items.append(p)
            continue
        if items:
            changed += shared(items)
            items = []
        changed.append(p)
    return changed + shared(items)


def shared(items: list[Passage]) -> list[Passage]:
    """The items of one list, all of them demands where enough of them are."""
    if len(items) < MIN_ITEMS:
        return items
    asked = sum([p.kind is not None or STRONG_START_RE.match(p.text) is not None for p in items])
    if asked < LIST_DEMANDS * len(items):
        return items
    return [
        p if p.kind else Passage(p.text, p.start, p.section, "required", p.line, p.bullet, p.heading) for p in items
    ]


def find_related(passages: list[Passage]) -> Iterator[Finding[Related]]:
    """Title and company of the other postings listed in the page.

    A card is a title line; the company stands on the line above it, as in "Uber logo" / "Uber" / "Staff Engineer".
    """
    lines = [p for p in passages if p.section == "related" and not p.heading]
    for i, passage in enumerate(lines):
        if not is_title_like(passage.text):
            continue
        alone = (i == 0 or lines[i - 1].line != passage.line) and (
            i + 1 == len(lines) or lines[i + 1].line != passage.line
        )
        if not alone:
            continue
        company = None
        if i:
            above = lines[i - 1].text
            sentence = above.endswith((".", "!", "?", ":")) and len(above.split()) > 4  # not "Reddit, Inc."
            note = is_chrome(above) or TERM_RE.fullmatch(above)  # "2 weeks ago", "Full-time"
            if len(above) <= 60 and not sentence and not names_job(above) and not note:
                company = above
        yield Finding(Related(passage.text, company), [passage.cite((0, len(passage.text)), "card-title")])
