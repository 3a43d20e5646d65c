"""The kind of employment: full-time, part-time, contract, temporary, internship, freelance or volunteer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jdtool import patterns
from jdtool.model import EmploymentType, Evidence, Finding, Outline, Passage
from jdtool.places import field_end
from jdtool.scanner import triggers
from jdtool.wording import holds, is_terms, labelled, passages_with

# What a type may be called (`WORDS`).
VALUE_TRIGGERS = triggers(
    "intern", "praktik", "prácticas", "becario", "alternance", "apprenti", "stage", "ehrenamt", "volunteer",
    "freelanc", "freiberuflich", "indépendant", "autónomo", "zzp", "contract", "fixed-term", "1099", "b2b", "cdd",
    "befristet", "temp", "ftc", "seasonal", "interim", "intérim", "part-time", "parttime", "teilzeit", "werkstud",
    "working student", "jornada", "tiempo", "deeltijd", "minijob", "full-time", "fulltime", "vollzeit", "plein",
    "voltijd", "cdi", "ft permanent",
)  # fmt: skip
SENTENCE_TRIGGERS = triggers(
    "full-time", "part-time", "contract", "tempor", "temp ", "seasonal", "internship", "an intern", "our intern",
    "freelanc", "volunteer", "fixed", "b2b", "1099", "teilzeit", "vollzeit",
    "als werkstudent",
)  # fmt: skip

LABEL_RE = patterns.compile(
    r"""
    ^[^\w\n]{0,6}
    (?: (?:job|employment|position|contract|work|role|time|commitment|vacancy|appointment|schedule)
      [ ](?:type|status|basis|term|category|schedule)s?
      | type(?:[ ]of[ ](?:employment|contract|job|position))? | employment | job[ ]types? | contract
        | commitment | schedule | hours | status | terms?
      | (?:full|part)[- ]+or[- ]+part[- ]time | full-?/part-?time | (?:vertrags|beschäftigungs|anstellungs)
        art | arbeitszeit | type[ ]de[ ]contrat | contrat
      | tipo[ ]de[ ]contrato | jornada | dienstverband | contractvorm )
    [ *_]{0,4}(?::[ *_]{0,4}|\|[ ]{0,2}|$)
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)  # "Employment type: Full-time", "Job Type" on a line of its own
LABEL_WORDS = triggers(
    "type", "status", "basis", "category", "schedule", "term ", "terms ", "employment ", "contra", "commitment ",
    "hours ", "part time", "parttime", "vertragsart", "beschäftigungsart", "anstellungsart", "arbeitszeit", "jornada",
    "dienstverband",
)  # fmt: skip

# What a header, tag or labelled line may call each type.
WORDS: tuple[tuple[EmploymentType, str], ...] = (
    (
        "internship",
        r"intern|internships?|praktik(?:um|ant(?:in)?)|pflichtpraktikum|prácticas|becario"
        r"|alternance|apprenti(?:ce)?ship|(?<=\W)stage(?=[ ]*(?:\W|$)(?!\d))",
    ),
    ("volunteer", r"ehrenamt(?:lich)?|volunteer(?:[ ](?:role|position|opportunity|basis))?|unpaid[ ]volunteer"),
    ("freelance", r"freelance[rn]?|freiberuflich|indépendant|autónomo|ZZP"),
    (
        "contract",
        r"(?:\d{1,2}[ -]?months?[ ])?contract(?:or)?(?![ ]of[ ])(?:[ -]to[ -](?:hire|perm))?|fixed[ -]term"
        r"|W2[ ]contract|1099|B2B|CDD|befristet|temps[ ]déterminé"
        r"|contract[ ]basis|FTC",
    ),
    ("temporary", r"temp(?:orary)?(?:[ -]to[ -](?:hire|perm\w*))?|seasonal|interim|intérim|temporal"),
    (
        "part-time",
        r"part[ -]?time|teilzeit|werkstudent(?:in)?|working[ ]student|temps[ ]partiel|(?:media[ ]jornada|jornada[ ]parcial"
        r"|tiempo[ ]parcial)|deeltijd|parttime|minijob",
    ),
    (
        "full-time",
        r"full[ -]?time|vollzeit|temps[ ]plein|plein[ ]temps|jornada[ ]completa"
        r"|tiempo[ ]completo|voltijd|fulltime|CDI|FT[ ]permanent",
    ),
)
WORD_RE = patterns.compile(
    "(?<![\\w-])(?:" + "|".join(f"(?P<{kind.replace('-', '_')}>{words})" for kind, words in WORDS) + r")(?![\w])",
    re.VERBOSE | re.IGNORECASE,
)
# "Full-timeJob Category": as a value of a label the word may run into the next one.
GLUED_WORD_RE = patterns.compile(
    "(?:" + "|".join(f"(?P<{kind.replace('-', '_')}>{words})" for kind, words in WORDS) + r")(?!(?-i:[a-z]))",
    re.VERBOSE | re.IGNORECASE,
)
FILLER_RE = patterns.compile(
    r"(?:(?:permanent|regular|provisional|standard|salaried|exempt)[ ,/|*-]{0,4}){0,2}", re.IGNORECASE
)
# The same labels inside a line whose breaks are lost: "ExemptSchedule: Full-timeJob Category".
INLINE_LABEL_RE = patterns.compile(
    r"""
    (?: (?:Job|Employment|Position|Contract|Role|Appointment)[ ](?:[Tt]ype|[Ss]tatus|[Bb]asis) | Employee[ ][Ss]tatus
      | Type[ ]of[ ](?:[Ee]mployment|[Cc]ontract) | Work(?:ing)?[ ](?:[Pp]attern|[Ss]chedule|[Hh]ours)
      | (?: (?<![A-Za-z]) | (?<=[a-z])(?=[A-Z]) ) (?: Schedule | Hours(?:[ ]of[ ][Ww]ork)? | Status ) | (?:Full|FULL)[ -]?(?:Time|TIME)?/(?:Part|PART)[ -]?(?:Time|TIME)
      | Vertragsart | Arbeitszeit | Dienstverband )
    [ :*_.–-]{0,6}
    """,
    re.VERBOSE,
)
LABEL_HINTS = triggers(
    "type",
    "status",
    "schedule",
    "pattern",
    "hours",
    "full/part",
    "basis",
    "vertragsart",
    "arbeitszeit",
    "part time",
)
VALUE_REACH = 30  # characters from such a label to the end of its value: "Regular, Full-time"
# In a header line the word must stand by itself: "Full-time", "(Contract)", "| Part time |".
ALONE_BEFORE_RE = patterns.compile(
    r"(?:^|[|(\[,;/•·–—:*_]|\s-|//|\b(?:and|or|oder|ou|permanent|month|week|remote|hybrid"
    r"|onsite|on-site))[\s*_]{0,20}$",
    re.IGNORECASE,
)
ALONE_AFTER_RE = patterns.compile(
    r"^[\s*_]*(?:$|[|)\],;/•·–—:.(+]|-\s|//|(?:and|or|oder|ou|position|role|job|permanent"
    r"|contract|remote|hybrid|onsite|with|only|opportunity|(?:at|in|for|als|für|im)\s)\b)",
    re.IGNORECASE,
)
PROSE_RE = patterns.compile(r"[a-z]{2}[.!?]$")  # a sentence that stands among the header lines
FIELD_KINDS = frozenset({"full_time", "part_time", "contract"})  # that a field which runs into prose may begin with
NEAR_START = 12  # characters: "Full-time contract We cook ..."
HEADER_LIMIT = 200  # characters

# By type: the words of which one stands in every statement of it, and the statements.
STATEMENTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("intern",),
        r"""(?P<internship> (?:this|our|the|a|an|summer|paid|unpaid|month|week|\d{4})
      [ ](?:\w{3,12}[ ]){0,2}?internship(?:[ ](?:position|role|opportunity|is|will|lasts|runs|starts))(?!\w)
      | this[ ]internship | as[ ](?:an|our)[ ](?:\w{3,15}[ ]){0,2}?intern(?!\w) | looking[ ]for[ ](?:an|a)
      [ ](?:\w{2,15}[ ]){0,3}intern(?=[ ,.]) )""",
    ),
    (
        ("volunteer",),
        r"""(?P<volunteer> (?:this[ ]is[ ](?:a|an)[ ](?:unpaid[ ])?|unpaid[ ])volunteer[ ](?:role|position
        |opportunity) )""",
    ),
    (
        ("freelance",),
        r"""(?P<freelance> (?:(?:on[ ])?an?[ ]|as[ ]a[ ])freelance(?:r)?(?:[ ](?:basis|contract|role|position
        |assignment|opportunity|project)|(?=[ ]?[.,;])) | freelance[ ](?:role|position|contract|basis) )""",
    ),
    (
        ("contract", "fixed", "b2b"),
        r"""(?P<contract> (?:\d{1,2}|three|six|nine|twelve|eighteen|one|two)(?:\+
        |[ ]?[-–][ ]?\d{1,2})?[ -]?(?:months?|years?|weeks?)
        \W{0,2}[ ]?(?:\([^)]{0,20}\)[ ])?,?[ ]?(?:initial[ ]|rolling[ ]|renewable[ ]|long[ -]term[ ]
        |full[ -]time,?[ ]|fixed[ -]term,?[ ]|FTC|remote[ ]|paid[ ]){0,2}(?:contract(?!ual|or[ ])
        |fixed[ -]term)(?![ ](?:value|length|negotiat|manage))
          | contract[ ](?:duration|length|period)[ ]?:[ ]?\d | fixed[ -]term[ ](?:contract|role|position|appointment|basis|employment|working)
          | (?:this[ ]is[ ](?:a|an)|it['’]?s[ ]a|is[ ](?:a|an))
            [ ](?:\w[\w-]{2,14},?[ ]){0,4}?contract(?:[ -]to[ -]hire)?[ ](?:role|position|job|opportunity
            |basis|assignment|engagement)
          | (?:on[ ]a|contract)[ ](?:contract[ ]|consulting[ ]|B2B[ ])?(?:contract|B2B)[ ]basis
            | (?:independent|1099)[ ]contractor[ ](?:role|position|agreement|basis|opportunity)
          | (?:full[ -]time|long[ -]term|short[ -]term|remote)[ ]contract[ ](?:role|position|opportunity
            |assignment|job)? | contract[ -]to[ -]hire | contract[ ](?:role|position|assignment|opportunity)
            (?=[ ]?[.,;(]|[ ](?:with|for|in|at|is)\b|$) )""",
    ),
    (
        ("temp", "seasonal"),
        r"""(?P<temporary> (?:this[ ]is[ ](?:a|an)|is[ ]a|on[ ]a|an?)[ ](?:[\w-]{3,14},?[ ]){0,3}?(?:temporary
        |seasonal|temp)[ ,](?:[\w-]{3,14}[ ]){0,2}?(?:role|position|job|basis|assignment|appointment
        |contract|opportunity) )""",
    ),
    (
        ("part", "teilzeit", "werkstudent"),
        r"""(?P<part_time> (?:this[ ]is[ ](?:a|an)|is[ ](?:a|an)|on[ ]a|offer[ ]a|as[ ]a|an?)
        [ ](?:[\w-]{3,14},?[ ]){0,3}?part[ -]?time[ ,](?:[\w-]{3,14}[ ]){0,2}?(?:role|position|job|basis
        |opportunity|contract|vacancy|employment) | part[ -]?time[ ](?:role|position)(?!s) | (?:for|seeking|hiring)[ ]an?[ ]part[ -]?time
        [ ](?!student|degree|study) | in[ ]Teilzeit | als[ ]Werkstudent )""",
    ),
    (
        ("full", "vollzeit"),
        r"""(?P<full_time> (?:this[ ]is[ ](?:a|an)|is[ ](?:a|an)|on[ ]a|offer[ ]a|as[ ]a|an?|our|this)
        [ ](?:[\w-]{3,14},?[ ]){0,3}?full[ -]?time,?[ ](?:[\w-]{3,14},?[ ]){0,3}?(?:role|position|job|basis
        |opportunity|vacancy|employment|employee(?!s)) | full[ -]?time,?[ ](?:permanent[ ]|remote[ ]
        |salaried[ ]|onsite[ ]|exempt[ ]|regular[ ]){0,2}(?:role|position|opportunity|employment|contract)
        (?!s) | (?:permanent|regular),?[ ]full[ -]?time | full[ -]?time[ ,/|]{1,3}(?:permanent|exempt|salaried
        |regular)(?!(?-i:[a-z])) | \((?:[mfdwx/]{3,7},[ ])?full[ -]?time\) | (?:for|seeking|hiring)[ ]an?[ ]full[ -]?time[ ](?!student|degree|study) | work(?:ing)?[ ]full[ -]time
        | (?:year|month|hour)[ ]-[ ]full[ -]time$ | in[ ]Vollzeit )""",
    ),
)  # "This is a 6-month contract", "a part-time position", "full-time, permanent"


@cache
def _statement_re(kinds: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of these statements; that of all takes six times as long as one's."""
    return patterns.compile(
        rf"(?: (?<![\w-]) | (?-i:(?<=[A-Za-z])(?=[A-Z][a-z])) ) (?: {' | '.join(kinds)} )", re.VERBOSE | re.IGNORECASE
    )


OTHERS_RE = patterns.compile(
    r"""
    \b(?: manage | managing | supervis\w+ | hire | hiring | recruit\w* | train | previous | prior | years
      | experience | equivalent | degree | student | study | studies | enrolled | MBA | benefits[ ]for
      | eligible | for[ ](?:all[ ])?(?:full|part)
        | employees | staff | workers | negotiat\w+ | after | lead[ ]to | convert\w* | transition | become
          | potential[ ]for | possib\w+ | path[ ]to | opportunity[ ]for | volunteer[ ]days | network
          | alongside | completed | former | past | provides? | placed | if[ ]you | offered )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # the words before it say that somebody else works like that, or that it may come later
OTHERS_AFTER_RE = patterns.compile(
    r"^[ -]*(?:degree|mba|stud|employees|staff|workers|experience|equivalent|program|networks?"
    r"|days|offer|after|benefits)",
    re.IGNORECASE,
)


def find_employment_type(outline: Outline) -> Finding[EmploymentType] | None:
    """The kind of employment, from labels and header lines before sentences; None where silent.

    The nature of the contract is told before its hours: "full-time contract role" is a contract.
    """
    for source in (_labelled_lines, _inline_labels, _header_lines, _sentences):
        for value, evidence in source(outline):
            named = _named_intern(outline) if value in HOURS else None
            return named or Finding(value, [evidence])
    return None


HOURS: frozenset[EmploymentType] = frozenset({"full-time", "part-time"})
HEAD = 2  # lines of the header among which the title stands


def _named_intern(outline: Outline) -> Finding[EmploymentType] | None:
    """The internship that the title names: "Data Science Intern" above a board's "Job type: Full-time"."""
    for passage in outline.reading("header"):
        if passage.line < HEAD:
            for match in WORD_RE.finditer(passage.text):
                if match.lastgroup == "internship" and _stands_alone(passage, match, False):
                    return Finding("internship", [passage.cite(match, "employment-header")])
    return None


def _labelled_lines(outline: Outline) -> Iterator[tuple[EmploymentType, Evidence]]:
    for passage, start in labelled(outline, LABEL_RE, LABEL_WORDS):
        words = [m for m in WORD_RE.finditer(passage.text, start) if m.start() - start < 40]
        if words:
            match = _telling(passage, words)
            yield _kind(match), passage.cite(match, "employment-label")


def _inline_labels(outline: Outline) -> Iterator[tuple[EmploymentType, Evidence]]:
    for passage in passages_with(outline, LABEL_HINTS, skip=frozenset({"related"})):
        if not outline.scan.meets(VALUE_TRIGGERS, passage.start, passage.end):
            continue
        for label in INLINE_LABEL_RE.finditer(passage.text):
            words = list(GLUED_WORD_RE.finditer(passage.text, label.end(), label.end() + VALUE_REACH))
            # "Status: we are full-time" is prose: the value stands behind nothing but words of its kind
            if words and FILLER_RE.fullmatch(passage.text, label.end(), words[0].start()):
                match = _telling(passage, words)
                yield _kind(match), passage.cite(match, "employment-label")


def _header_lines(outline: Outline) -> Iterator[tuple[EmploymentType, Evidence]]:
    for passage in passages_with(outline, VALUE_TRIGGERS):
        text = passage.text
        field = field_end(outline, passage)
        listed = passage.section in ("header", "tags") or len(text) <= 25
        apart = listed and len(text) <= HEADER_LIMIT and not PROSE_RE.search(text)
        if not (field or apart or is_terms(text)):
            continue
        words = [m for m in WORD_RE.finditer(text, 0, field or len(text)) if _stands_alone(passage, m, bool(field))]
        if words:
            match = _telling(passage, words)
            yield _kind(match), passage.cite(match, "employment-header")


def _stands_alone(passage: Passage, match: re.Match[str], field: bool) -> bool:
    """Whether the word tells of the job: set apart ("Cook (Contract)"), or naming it ("Data Science Intern")."""
    header = passage.section == "header"
    if header and "student" in match[0].lower():
        return True  # "Werkstudent Marketing"
    if not header and match.lastgroup in ("volunteer", "freelance"):
        return False
    before, after = passage.text[: match.start()], passage.text[match.end() :]
    if not ALONE_AFTER_RE.match(after):
        return field and match.start() < NEAR_START and match.lastgroup in FIELD_KINDS
    names_job = header and match.lastgroup in ("internship", "freelance", "volunteer")
    return names_job or ALONE_BEFORE_RE.search(before) is not None


def _sentences(outline: Outline) -> Iterator[tuple[EmploymentType, Evidence]]:
    for passage in passages_with(outline, SENTENCE_TRIGGERS):
        if passage.kind == "responsibility" and passage.bullet:
            continue
        low = passage.text.lower()
        kinds = tuple([statement for words, statement in STATEMENTS if holds(low, words)])
        for match in _statement_re(kinds).finditer(passage.text) if kinds else ():
            before = passage.text[max(0, match.start() - 45) : match.start()]
            if OTHERS_RE.search(before) or OTHERS_AFTER_RE.match(passage.text[match.end() : match.end() + 20]):
                continue
            if (
                match.lastgroup == "full_time"
                and "contract" in match[0].lower()
                and "permanent" not in match[0].lower()
            ):
                yield "contract", passage.cite(match, "employment-sentence")
            else:
                yield _kind(match), passage.cite(match, "employment-sentence")


def _telling(passage: Passage, words: list[re.Match[str]]) -> re.Match[str]:
    """The word that names the contract right beside the hours ("Full-time contract"), else the first."""
    first = words[0]
    if first.lastgroup in ("full_time", "part_time") and len(words) > 1:
        between = passage.text[first.end() : words[1].start()]
        if re.fullmatch(r"[ ,(*_-]{1,4}(?:\d{1,2}[ -]months?[ ])?", between) and words[1].lastgroup in (
            "contract",
            "temporary",
            "internship",
            "freelance",
        ):
            return words[1] if "," not in between else first
    return first


def _kind(match: re.Match[str]) -> EmploymentType:
    return (match.lastgroup or "").replace("_", "-")  # type: ignore[return-value]
