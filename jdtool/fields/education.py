"""The lowest degree that is enough for the job."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice, pairwise
from typing import NamedTuple

import msgspec

from jdtool import patterns, tables
from jdtool.model import Education, EducationLevel, Evidence, Finding, Outline, Passage, SectionKind
from jdtool.scanner import triggers
from jdtool.wording import is_wish, passages_with

TRIGGERS = triggers(
    "degree", "bachelor", "master", "phd", "ph.d", "ph d", "doctora", "dphil", "d.phil", "diploma", "undergraduate",
    "high school", "college", "university graduate",
    "university education", "university qualification", "associate s", "baccalaureate", "postsecondary",
    "post-secondary", " a level", "bsc", "b.sc", "msc", "m.sc", "btech", "b.tech", "b tech", "mtech", "m.tech", "m tech",
    "mba", "gcse", "abitur", "studium", "abschluss", "ausbildung", "bac+", "bac +", "diplôme", "licenciatur", "grado",
    "titulación", "ciclo formativo", "formación profesional", "universitair", " hbo", " mbo",
)  # fmt: skip
ABBREVIATION_RE = patterns.compile(
    r"[BMAGH](?<![A-Z\d_@&$-].)(?:(?<=B)\.?[ ]?(?:[SAE](?![a-z])|Eng|C[AS]|BA|[Cc]om|ED)|(?<=M)\.?[ ]?(?:[SA](?![a-z])|Eng|CA|BA|\.A)"
    r"|(?<=A)\.[AS]|(?<=G)\.?E|(?<=H)\.?(?:S|N[CD]))"
)  # "BS", "M.S.", "BEng", "GED"; starts with a set of letters, which is what makes it fast
UNREAD: frozenset[SectionKind] = frozenset({"related", "company", "benefits"})  # demands may be glued to a legal notice
LEVELS: tuple[EducationLevel, ...] = ("high-school", "associate", "bachelor", "master", "phd")

# A letter-pair like BS, MS or MA names a degree only beside another one or before "degree" or "in".
DEGREE_RE = patterns.compile(
    r"""
    (?: (?<![\w@&$-]) | (?-i:(?<=[a-z])(?=[A-Z][A-Za-z.’']{2})) )
    (?: (?P<phd> ph\.?[ ]?d\.?(?:['’]?s)?(?!\w) | doctora(?:te|l)(?:[ ]degree|[ ]studies)? | d\.?phil(?!\w)
      | promotion[ ]in[ ](?=[A-Z]) )
      | (?P<master>
            (?<!scrum[ ])(?<!scrum)master[ ]?['’´`]s?(?:[ -]?degrees?)? | masters?[ -]degrees?
          | (?<!scrum[ ])(?<!scrum)masters(?=[ ]?(?:$|[,./;)(]|in[ ]|or[ ]|and[ ]|level|degree|preferred|required
            |is[ ]|with[ ]|of[ ](?:science|arts|business|engineering)))
          | master(?=[ ]?(?:/|of[ ](?:science|arts|business|engineering|computer|public|laws)\b|or[ ](?:ph
            |doctor|higher)|,[ ]?ph\.?d|in[ ](?:[A-Z]|computer|data|engineer|a[ ](?:relevant|related))
            |level))
          | (?<=bachelor/)master | (?<=bachelor[ ]or[ ])master | (?<=bachelor[ ]oder[ ])master
            | masterabschluss | masterstudium
          | m\.[ ]?s\.?c?\.?(?!\w) | m\.?sc\.?(?!\w) | m\.?eng\.?(?!\w) | m\.?[ ]?tech(?!\w) | m\.a\.(?!\w)
            | m\.b\.a\.?(?!\w)
          | (?:e?mba)s?(?!\w) | mca(?!\w) | (?:advanced?|graduate|post-?graduate|post[ ]graduate)
            (?:[ -]level)?(?:[ ]or[ ]professional)?[ ](?:university[ ]|technical[ ]|academic[ ]
            |quantitative[ ])?(?:degree|studies|diploma|qualification)s?
          | bac[ ]?\+[ ]?5 | diplôme[ ]d.ingénieur | école[ ]d.ingénieur\w* | m[aá]ster[ ](?:en
            |universitario) | wo[ -](?:niveau|opleiding|werk)
          | M[SA](?![a-z])(?=[ ]?(?:/|or[ ]?(?:ph|mba|higher|equiv|m)|degrees?\b|,?[ ](?:or[ ])?ph\.?d
            |in[ ](?:[A-Z][a-z]|a[ ](?:related|relevant|quant|tech|sci)|computer|engineer|stat|math|data
            |econ|related|relevant|physics|CS\b)|required|preferred|preferabl
            |(?:and|with|plus|\+|,)[ ]?(?:at[ ]least|a[ ]minimum|minimum|\d|two|three|four|five|six|seven|eight|ten)))(?!/(?:SQL|Office|Excel|Word|Windows)
            |[ ]in[ ]Office)
          | (?<=with[ ]an[ ])M[SA](?=[ ]?(?:[;,.)]|or\b|$)) | (?<=B[SA]/)M[SA](?!\w) | (?<=B[SA][ ]or[ ])M[SA](?!\w) | (?<=B[SA],[ ])M[SA](?!\w) | (?<=BSc/)
            M[SA](?!\w) )
      | (?P<bachelor>
            bachelors?(?=master) | bachelor(?:['’´`]?s?['’]?)?(?:[ -]?(?:level[ ])?degrees?|abschluss|studium)?(?![ ](?:party|pad)
              |\w)
          | b\.[ ]?s\.?c?\.?(?!\w) | b\.?sc\.?(?!\w) | b\.?eng\.?(?!\w) | b\.?[ ]?tech(?!\w) | b\.a\.?(?!\w)
            | b\.e\.?(?!\w) | bca(?!\w) | b\.?com(?=[ ,/.]|$) | bba(?!\w) | bfa(?!\w) | llb(?!\w)
          | B[SA]{1,3}(?![a-z])(?=[ ]?(?:/|or[ ]?(?:ms|ma|ba|bs|m\.|master|higher|equiv|advanced|above|greater
            |foreign)|and[ ](?:ms|ma|phd)|degrees?\b|,[ ]?M[SA]\b|,?[ ](?:or[ ])?ph\.?d|in[ ](?:[A-Z][a-z]
            |an?[ ](?:related|relevant|quant|tech|sci|eng)|computer|engineer|stat|math|data|econ|related
            |relevant|physics|chem|CS\b|CE\b|EE\b|IT\b|STEM)|required|preferred|\(preferred|\(required|preferabl
            |(?:electrical|mechanical|computer|civil|chemical)[ ]|(?:and|with|plus|\+|,)[ ]?(?:at[ ]least|a[ ]minimum
            |minimum|\d|two|three|four|five|six|seven|eight|ten)))
          | (?<=with[ ]a[ ])B[SA](?=[ ]?(?:[;,.)]|or\b|$)) | (?<=\()B[SA](?=\)) | baccalaureate(?:[ ]degree)?
          | (?:BS|BA){1,2}(?:MS|MA)(?:PhD)?(?!\w) | BABS(?!\w) | BSBA(?!\w) | BSEE(?!\w) | BSCS(?!\w)
            | BSN(?!\w) | BE(?=/B\.?[ ]?Tech|[ ]in[ ](?:[A-Z]|comp)|,[ ]?B\.?Tech|/ME\b)
          | undergraduate(?=[ ]?(?:or[ ]|and[ ]|/|\(B)) | (?:undergraduate|university|college|first|honou?rs
            |under-graduate)[ ](?:level[ ])?degrees?|university[ ](?:diploma|qualification)
            | (?:four|4|three|3)[ -]year[ ](?:college[ ]|university[ ]|technical[ ]
            |accredited[ ]){0,2}degrees?
          | (?:university|college)[ ](?:graduate|education)(?!s) | educated[ ]to[ ]degree
            | degree[ -](?:educated|level|qualified)
          | abgeschlossene[sn]?[ ]?(?:(?![\w-]{0,20}ausbildung\b)[\w-]{3,25}[ ]){0,4}?[\w-]{0,25}studium | (?:erfolgreiches|technisches
            |wirtschaftswissenschaftliches|duales|relevantes)[ ](?:\w{3,25}[ ]){0,2}?\w{0,16}studium | (?:hoch
            |fachhoch)schul(?:abschluss|studium) | studium[ ](?:der|im[ ]Bereich|in|mit)\b
            | (?<=oder[ ]ein[ ])studium | (?<=oder[ ])studium
            | universitätsabschluss
          | bac[ ]?\+[ ]?[34] | licenciatura | grado[ ](?:en|universitario) | titulación[ ]universitaria
            | hbo(?=[ -/](?:niveau|opleiding|werk|diploma|of|wo)\b)
          | universitaire?[ ](?:opleiding|diploma) )
      | (?P<associate> associate[ ]?['’]?s?['’]?(?:[ ]or[ ]bachelor['’]?s)?[ ](?:level[ ])?degrees?
        | associate['’]s(?=[ ](?:or|in|and)) | a\.[as]\.(?:[ ]degree)? | (?-i:A(?:A|S|AS)[ ]degree) | (?:two
        |2)[ -]year[ ](?:college[ ]|technical[ ]|post-secondary[ ])?(?:degree|diploma) | HN[DC](?!\w)
        | foundation[ ]degree
          | post-?secondary[ ](?:education|degree|training)
          | (?:college|post-?secondary|technical|technician|vocational)[ ](?:diploma|certificate)s?
          | (?:(?:abgeschlossene\w?|fundierte|kaufmännische|technische|handwerkliche|einschlägige|entsprechende|relevante
            |\w{3,14}spezifische)[ ](?:[\w-]{2,25}[ ]){0,3}?[\w-]{0,20}ausbildung(?!s)
            | (?:eine|die)[ ](?:[\w-]{3,25}[ ])?(?:berufs)?ausbildung[ ](?:als|zum|zur|im|in|oder) )
          | mbo(?=[ -]?(?:\d|niveau|opleiding|werk|diploma|of\b)) | ciclo[ ]formativo | formación[ ]profesional
          | bac[ ]?\+[ ]?2 | BTS(?=[ /]) | DUT(?=[ /]) | diploma[ ]or[ ]degree
            | degree[ ]or[ ]diploma | diploma(?=[ ]in[ ]) )
      | (?P<high> high[ -]?school(?:[ ](?:diploma|degree|graduat\w{1,4}|education|equivalen\w{2,3}
        |or[ ]equiv\w{0,6}|/[ ]?GED|or[ ]GED|completion|certificate))+ | completion[ ]of[ ]high[ -]?school | GED(?!\w) | HS[ ](?:diploma|degree
        |graduate) | H\.S\.[ ](?:diploma|degree)
          | G\.E\.D\.? | secondary[ ]school[ ](?:diploma|education|certificate) | GCSEs?(?!\w)
            | A[ -][Ll]evels?(?!\w) | abitur | leaving[ ]cert\w* | matric(?:ulation)?(?=[ ,/]) )
      | (?P<plain> degrees? ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "Bachelor's", "BS/MS", "B.Sc.", "PhD", "MBA", "high school diploma", "degree in"
# In lower case these are words or nothing: "as a Level 2 engineer", "he ms".
CASE_BOUND = frozenset(["ms", "ma", "bs", "ba", "bss", "bas", "be", "babs", "ged", "dut", "bts", "bca", "mca"]) | {
    "a level",
    "a levels",
}

# What follows or goes before a plain "degree" that makes it a demand for one; "a high degree of" is none.
PLAIN_AFTER_RE = patterns.compile(
    r"""
    ^[ *_]{0,4}(?: in\b(?!\s+which) | related\b | completed | or[ ] | \( | from\b | with\b | required | preferred | is[ ](?:required
      |preferred|essential|desirable|a[ ]plus|an[ ]asset|not) | [,.;:/)]|$ | and\b | qualification | holder
      | program | subject | classification | a[ ]plus | desir | essential | as[ ]well | plus | \+ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
PLAIN_OTHER_RE = patterns.compile(
    r"""
    \b(?: high(?:est|er)? | large | great(?:er)? | some | certain | varying | considerable | significant
      | reasonable | strong | extreme | full | any | same | what | to[ ]a | appropriate | exceptional | fair
      | good | lesser | substantial
       | 360 | \d{2,3} | 3rd | third | second | six | this | (?<!completed[ ])your | our | their | joint | dual | pursuing
         | toward | towards | working[ ]on | temperature | tuition | while | during | complete[ ]a | earn
         | pursue | getting )[ -]$
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Mentions of degrees that ask for none.
OTHER_RE = patterns.compile(
    r"""
    (?: \b(?:tuition|scholarships?|apprentic\w*|reimburs\w*|pursue|earn(?:ing)?)\b | \bPhD[ -]level\b
      | team[ ](?:of|with)[ ](?:\w{1,30}[ ]){0,3}(?:PhD|Ph\.D|master) | PhDs[ ](?:from|and|in[ ]our)
      | (?:we|our[ ]team|founder|founders|team|who|CEO|CTO)[ ](?:\w{1,30}[ ]){0,4}(?:hold|holds|have|has|with)
        [ ](?:a[ ])?PhD | support[ ](?:for|of)[ ](?:\w{1,30}[ ]){0,3}degree | degree[ ](?:programs?|apprentice
        |courses?|you[ ]always)
      | (?<!or[ ])(?<!or[ ]currently[ ])(?<!or[ ]actively[ ])\b(?:pursuing|enrolled[ ](?:in|at)|studying[ ](?:for|towards?)
        |working[ ]towards?)\b
      | (?<!or[ ]is[ ]in[ ]the[ ])(?<!or[ ]in[ ]the[ ])(?<!or[ ]in[ ])(?:process[ ]of|progress)[ ](?:obtaining|completing|towards?)\b | \b(?:laufende[sn]?|deines|ihres|neben[ ]dem
        |während[ ](?:des|deines))[ ](?:\w{1,30}[ ]?){0,2}studium | immatrikuliert | eingeschrieben
      | degree[ ](?:[\w-]{1,40}[ ]){0,9}?may[ ](?:be[ ])?substitute
      | if[ ]you[ ](?:have|hold)[ ]a[ ]\w+[ ]degree | students?[ ](?:in|of|at|from)
        \b[^.]{0,30}high[ ]school )
    """,
    re.VERBOSE | re.IGNORECASE,
)
DENIED_RE = patterns.compile(
    r"""
    \b(?: no[ ](?:\w{1,30}[ ]){0,3}(?:degree|diploma|education)\b | (?:degree|diploma|bachelor\S{0,10}|phd)
      s?[ ](?:(?!prefer|desir|nice|plus)\w{1,30}[ ]){0,3}(?:is[ ]|are[ ])?(?:not|n['’]t)[ ](?:required|necessary|needed|essential|mandatory
      |a[ ](?:must|requirement))
      | (?:do[ ]not|don['’]?t|not)[ ](?:\w{1,30}[ ]){0,4}(?:need|require|care|matter)\b[^.]{0,30}(?:degree
        |diploma) | (?:regardless|irrespective)[ ]of[ ](?:\w{1,30}[ ]){0,3}(?:degree|education)
        | with[ ]or[ ]without[ ]a[ ]degree | degree[ ]optional )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "no degree required", "a degree is not necessary"
EQUIVALENT_RE = patterns.compile(
    r"""
    \b(?: (?:or|and/or|andor|/)[ ]?(?:an?[ ]|some[ ])?(?:[\w/-]{1,40},?[ ]){0,3}?(?:equivalent|equal|comparable
      |commensurate|relevant|related|similar|practical|demonstrable|proven|significant|industry|work|working
      |professional|extensive|sufficient)(?:[ ,/]{1,2}(?:[\w/-]{1,40})){0,4}?[ ,]{1,2}(?:experience|training
      |background|expertise|skills)
      | (?:or|and/or)[ ](?:[\w-]{1,40}[ ]){0,2}?experience | equivalent[ ](?:[\w/]{1,40}[ ]){0,4}experience
        | experience[ ](?:\w{1,30}[ ]){0,3}(?:equivalent|in[ ]lieu|substitut\w+)
      | (?:combination|mix)[ ]of[ ](?:[\w,/]{1,40}[ ]){0,6}?experience | in[ ]lieu[ ]of | substitut(?:e|ed|ion
        |ing)\b | or[ ]qualified[ ]by[ ]experience
      | oder[ ](?:eine[ ]|mehrjährige[ ])?(?:vergleichbare|gleichwertige|entsprechende|ähnliche)
        \w*[ ](?:\w{1,30}[ ]){0,2}?(?:Erfahrung|Berufserfahrung|Qualifikation|Praxis)\w*
        | ou[ ](?:une[ ])?expérience[ ]équivalente | o[ ]experiencia[ ]equivalente )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "or equivalent experience", "in lieu of a degree"
COMBINATION_RE = patterns.compile(  # on a line of its own: "An equivalent combination of education and experience"
    r"(?:equivalent|any)[ ]combination[ ]of[ ](?:[\w,/]{1,40}[ ]){0,6}?experience"
    r"|experience[ ](?:\w{1,30}[ ]){0,4}in[ ]lieu[ ]of[ ](?:an?[ ]|the[ ])?(?:degree|education)",
    re.IGNORECASE,
)
# Where the list of fields after a degree ends.
FIELDS_END_RE = patterns.compile(
    r"[;.](?=\s|$)|\b(?:with|and \d|\d+|plus|experience|required|preferred|including|from an?"
    r"|who|ability|knowledge|strong|proven|excellent|we|you|is|(?:or )?equivalent"
    r"|or similar)\b",
    re.IGNORECASE,
)
RIVAL_GAP = 14  # characters between degrees named in one breath: "BS/MS", "Bachelor's or Master's"
MOST_DEGREES = 30  # read in one passage; hostile text might hold more
WISH_REACH = 1_000  # characters around a degree in which a wish for it stands
MOST_NAMED = 200  # in the whole posting
FIELDS_REACH = 220  # characters behind a degree in which its fields stand


class Degree(NamedTuple):
    """A degree mentioned as a demand or as a wish."""

    level: EducationLevel
    wish: bool
    evidence: Evidence
    passage: Passage
    end: int


COMBINATION_TRIGGERS = triggers("combination", "lieu")


def find_education(outline: Outline) -> Finding[Education] | None:
    """The lowest degree demanded, or where none is demanded wished for; None where silent."""
    passages = _passages(outline)
    degrees = list(islice(_degrees(passages), MOST_NAMED)) or list(islice(_fenced_degrees(passages), MOST_NAMED))
    demanded = [degree for degree in degrees if not degree.wish]
    chosen = demanded or degrees
    if not chosen:
        return None
    lowest = min(chosen, key=lambda degree: LEVELS.index(degree.level))
    same = [degree for degree in chosen if degree.level == lowest.level]
    fields: dict[str, None] = {}
    for degree in chosen:
        fields.update(dict.fromkeys(_fields(degree)))
    equivalent = any(map(_may_be_replaced, chosen)) or any(
        COMBINATION_RE.search(passage.text) for passage in passages_with(outline, COMBINATION_TRIGGERS)
    )
    return Finding(
        Education(lowest.level, bool(demanded), list(fields), equivalent),
        [degree.evidence for degree in same[:3]],
    )


def _may_be_replaced(degree: Degree) -> bool:
    return EQUIVALENT_RE.search(degree.passage.text, max(0, degree.end - 100), degree.end + 300) is not None


def _passages(outline: Outline) -> list[Passage]:
    """The passages in which a degree may be named, in reading order."""
    positions = [match.start() for match in ABBREVIATION_RE.finditer(outline.text)]
    passages = []
    end = 0
    for position in sorted([*positions, *outline.scan.starts(TRIGGERS)]):
        if position >= end and (passage := outline.passage_at(position)) is not None:
            end = passage.end
            passages.append(passage)
    return passages


def _degrees(passages: Iterable[Passage]) -> Iterator[Degree]:
    for passage in passages:
        text = passage.text
        if passage.section in UNREAD:
            continue
        seen_end = -100
        matches = list(islice(DEGREE_RE.finditer(text), MOST_DEGREES))
        for i, match in enumerate(matches):
            if match[0][0].islower() and match[0].lower() in CASE_BOUND:
                continue
            if not _asks(passage, match, seen_end):
                continue
            seen_end = match.end()
            wish = _is_wished(passage, match, _rival(text, matches[i:]))
            yield Degree(_level(match), wish, passage.cite(match, "education-degree"), passage, match.end())


GLUE_RE = patterns.compile(r"(?<=[a-z)])(?=[A-Z][a-z])")  # a lost line break: "experiencePreferred"
DEMAND_BEFORE_RE = patterns.compile(  # "advantageous A minimum of a Bachelor's degree"
    r"(?:minimum(?:[ ]of)?|must[ ](?:have|hold|possess)|requires|at[ ]least)(?:[ ]an?|[ ]the)?[ ]$", re.IGNORECASE
)
OWN_DEMAND_RE = patterns.compile(r"must|requires", re.IGNORECASE)
DEMAND_AFTER_RE = patterns.compile(r"\W{0,3}(?:is[ ])?(?:required|essential|mandatory|a[ ]must)\b", re.IGNORECASE)

FIELD_WISH_RE = patterns.compile(  # "Bachelor's in computer science (preferred) or equivalent": of the field
    r"[^.;(]{0,80}\((?:strongly[ ]|highly[ ])?preferred\)[ ]or\b", re.IGNORECASE
)
OR_BEFORE_RE = patterns.compile(r"\bor\s(?:an?\s)?$", re.IGNORECASE)


FENCES: frozenset[SectionKind] = frozenset({"company", "benefits"})
PLAIN_DEMAND_RE = patterns.compile(  # at the head of a line, or "Position requires a "
    r"(?:^\W*(?:an?[ ])?|\b(?:requires?|required|must[ ]have|minimum[ ]of|minimum|at[ ]least)[ :](?:an?[ ])?)$",
    re.IGNORECASE,
)


def _fenced_degrees(passages: Iterable[Passage]) -> Iterator[Degree]:
    """Plain demands that stand under a heading which was misread."""
    for passage in passages:
        if passage.section not in FENCES:
            continue
        for match in islice(DEGREE_RE.finditer(passage.text), MOST_DEGREES):
            if (
                not match["plain"]
                and PLAIN_DEMAND_RE.search(passage.text[max(0, match.start() - 40) : match.start()])
                and _asks(passage, match, -100)
            ):
                wish = _is_wished(passage, match, None)
                yield Degree(_level(match), wish, passage.cite(match, "education-degree"), passage, match.end())


def _rival(text: str, matches: list[re.Match[str]]) -> int | None:
    """Where a degree of its own follows the first: in "degree in Law MBA preferred" it takes the wish."""
    for above, match in pairwise(matches):
        if match.start() - above.end() > RIVAL_GAP:
            return None if OR_BEFORE_RE.search(text, match.start() - 6, match.start()) else match.start()
    return None


def _is_wished(passage: Passage, match: re.Match[str], rival: int | None) -> bool:
    """Whether the degree is wished for, by the words between lost line breaks."""
    text, start, end = passage.text, match.start(), match.end()
    demanded = DEMAND_BEFORE_RE.search(text, max(0, start - 30), start)
    if demanded and passage.section == "preferred" and not OWN_DEMAND_RE.match(demanded[0]):
        return True  # "Preferred: minimum of a bachelor's degree"
    if demanded or DEMAND_AFTER_RE.match(text, end) or FIELD_WISH_RE.match(text, end):
        return False
    left, right = max(0, start - WISH_REACH), min(len(text), end + WISH_REACH)
    cuts = [cut.start() for cut in GLUE_RE.finditer(text, left, right) if not start < cut.start() <= end]
    left = max((cut for cut in cuts if cut <= start), default=left)
    right = min((cut for cut in cuts if cut > end), default=right)
    right = min(right, rival or right)
    part = msgspec.structs.replace(passage, text=text[left:right], start=passage.start + left)
    return is_wish(part, start - left)


def _level(match: re.Match[str]) -> EducationLevel:
    """The level that a match names; a plain degree is a bachelor's."""
    if match["phd"]:
        return "phd"
    if match["master"]:
        return "master"
    if match["associate"]:
        return "associate"
    if match["high"]:
        return "high-school"
    return "bachelor"


def _asks(passage: Passage, match: re.Match[str], seen_end: int) -> bool:
    """Whether the degree is asked for: not a measure ("a high degree of"), a benefit or the team's own."""
    text = passage.text
    around = text[max(0, match.start() - 70) : match.end() + 40]
    if OTHER_RE.search(around) or DENIED_RE.search(around):
        return False
    if not match["plain"]:
        return True
    before = text[max(0, match.start() - 25) : match.start()]
    if match.start() - seen_end < 40 or PLAIN_OTHER_RE.search(before):
        return False  # "Bachelor's or a similar degree": named already
    after = text[match.end() : match.end() + 30]
    if re.match(r"[ ]of\b", after):
        return False
    return bool(PLAIN_AFTER_RE.match(after))


def _fields(degree: Degree) -> Iterator[str]:
    """The fields of study named behind the degree, or right before it ("CS degree")."""
    text = degree.passage.text
    tail = text[degree.end : degree.end + FIELDS_REACH]
    stop = FIELDS_END_RE.search(tail)
    tail = tail[: stop.start()] if stop else tail
    names, pattern = _fields_of_study()
    start = degree.evidence.start
    head = (
        text[max(0, start - degree.passage.start - 40) : start - degree.passage.start] if isinstance(start, int) else ""
    )
    for match in pattern.finditer(head):
        if match.end() >= len(head.rstrip()):
            yield names[match[0].lower()]
    for match in pattern.finditer(tail):
        if len(match[0]) > 3 or match[0].isupper():
            yield names[match[0].lower()]


@cache
def _fields_of_study() -> tuple[dict[str, str], re.Pattern[str]]:
    """Every wording in lower case with its canonical name, and the pattern of all, longest first."""
    names: dict[str, str] = {}
    for row in tables.table("fields_of_study.tsv"):
        for word in [row["name"], *filter(None, row.get("aliases", "").split("|"))]:
            names[word.lower()] = row["name"]
    return names, patterns.compile(rf"(?<![\w-]){patterns.one_of(names)}(?![\w-])", re.IGNORECASE)
