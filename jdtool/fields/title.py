"""The job title as the posting words it, without place, pay, reference number or gender mark.

Safest source first: a line that says it is the title, the first line of the header, a title glued to the end
of a sentence, and last a sentence ("you will be one of the Backend Engineers"): then the title is inferred.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from jdtool import patterns
from jdtool.headings import heading_kind, is_chrome
from jdtool.model import Evidence, Finding, Outline, Passage, SectionKind
from jdtool.titles import (
    ALONE,
    COMPANY_END_RE,
    CONNECTORS,
    GENDER_RE,
    HIRING_RE,
    JOB_NOUNS,
    LABELLED_RE,
    LEVEL_WORDS,
    PREFIX_RE,
    SENTENCE_STARTS,
    TWO_WORDS,
    WEAK_NOUNS,
    Beside,
    IsPlace,
    header_block,
    is_aside,
    is_capitalised,
    is_title_like,
    may_be_title,
    mend_signs,
    names_job,
    signs_lost,
    strip_title,
    word_set,
)
from jdtool.wording import holds


class Title(Struct, frozen=True):
    text: str
    inferred: bool


# --- the line that is the title -----------------------------------------------------------------------------

LABEL_RE = patterns.compile(
    r"""\W{0,6}(?:
        (?P<sure>(?:job|position|vacancy)[ ]title|title|stellenbezeichnung|intitulé[ ]du[ ]poste|functietitel)
      | (?:the[ ])?(?:position|role|job|vacancy|opportunity)|designation|stelle|poste|puesto|functie
    )[ *_]{0,4}(?:[:：]|(?<=[ ])[–—-](?=[ ]))[ *_]*(?P<title>\S.{2,100}?)
    (?=\s*(?:(?:Job\s)?Location|Term|Salary(?:\sRange)?|Pay|Rate|Company|Duration|Hours|Department|Job\sType
    |Start(?:\sDate)?|Report(?:s|ing)?\s?to)\s?:|About\s(?:the|us|you)\b|$)""",
    re.VERBOSE | re.IGNORECASE,
)  # "Job Title: Backend Engineer", "Position: Web DeveloperLocation: Leeds", "The Role – Cook"
LABEL_SIGNS = (":", "：", " - ", " – ", " — ")  # of which every label has one
SURE_LABEL_RE = patterns.compile(
    r"\b(?:Job|Position)[ ]Title\s?:", re.IGNORECASE
)  # also glued behind a page's own title
MAX_LABEL = 200  # characters
GENERAL_RE = patterns.compile(
    r"""(?:multiple|various|several|many|all|open|different|\d{1,9})\b
    .{0,30}\b(?:roles?|positions?|jobs?|openings?)\b""",
    re.VERBOSE | re.IGNORECASE,
)  # "Multiple roles", "747 jobs in Germany"
MAX_TOP = 8  # lines from the top that may be the title's own
MAX_LATE = 40  # passages from the top among which a title may still stand alone, or glued to a sentence
DEMANDS = frozenset({"required", "preferred", "responsibilities", "benefits"})


MAX_OPENING_WORDS = 9
MAX_OPENING = 80  # characters
OPENING_CAPITALS = 0.5  # "Sales and Food preparation"
FORM_RE = patterns.compile(
    r"\b(?:location|city|state|country|job|career|karriere?|organi[sz]ation|salary|code|id|home|menu|faq|preferred|required)s?\b",
    re.IGNORECASE,
)  # "City/State", "Job Code": the names of a form's fields
SIGNATURE_RE = patterns.compile(r"(?:C[ETO]O|(?:Co-?)?Founder)\b")  # "CEO & Co-Founder" under a letter


class Span(Struct, frozen=True):
    """Words of a line or passage that may be the title, and the rule that says so."""

    passage: Passage
    start: int
    end: int
    rule: str

    @property
    def words(self) -> str:
        return self.passage.text[self.start : self.end]


def find_title(outline: Outline, hint: str | None = None, is_place: IsPlace = lambda _: False) -> Finding[Title] | None:
    """The title, None where neither a line nor a sentence names the job. `hint` is the source's own field."""
    if hint and (stripped := strip_title(hint, is_place)):
        return Finding(Title(stripped, False), [Evidence(hint, "source-field", field="title")])
    lines = outline.top
    block = header_block(outline, lines)
    beside = read_beside(block, lines, is_place)
    lost = signs_lost(outline.text)

    @cache
    def stripped_of(words: str) -> str:
        return strip_title(mend_signs(words, outline.text) if lost else words, is_place, beside)

    for span in title_spans(outline, lines, block, is_place, stripped_of, lost):
        stripped = stripped_of(span.words)
        if len(stripped) > 1:
            at = span.passage.text.find(stripped, span.start, span.end)
            cited = (at, at + len(stripped)) if at >= 0 else (span.start, span.end)
            return Finding(Title(stripped, False), [span.passage.cite(cited, span.rule)])
    return infer_title(outline, is_place)


ABOUT_RE = patterns.compile(
    r"\W{0,6}About (?-i:(?!The|Us|You|This|Our)(?=\w))(?P<name>[^\n.:!?*]{2,40}?)\W{0,4}", re.IGNORECASE
)


def read_beside(block: Sequence[Passage], lines: Sequence[Passage], is_place: IsPlace) -> Beside:
    """What the lines under the first one of the header name: a company, then a place; and who "About Acme" is of."""
    places: set[str] = set()
    names: set[str] = set()
    for i, line in enumerate(block[1:]):
        if i > 0 or is_place(line.text):
            places.update(w for w in re.findall(r"[^\W\d_][\w'’.-]+", line.text.casefold()) if len(w) > 2)
        if not may_be_title(line.text):
            names.add(line.text.casefold().strip('"'))
    for line in lines[1:MAX_LATE]:
        about = ABOUT_RE.fullmatch(line.text)
        if about and not names_job(about["name"]):
            names.add(about["name"].casefold())
    return Beside(frozenset(places - {"remote", "hybrid", "and", "the"}), frozenset(names))


def title_spans(
    outline: Outline,
    lines: Sequence[Passage],
    block: Sequence[Passage],
    is_place: IsPlace,
    stripped_of: Callable[[str], str],
    lost: bool,
) -> Iterator[Span]:
    """What may be the title, surest first."""

    def is_title(words: str) -> bool:
        return len(words) <= 250 and is_title_like(stripped_of(words))

    labels: dict[int, Span] = {}
    for line in lines[:30]:
        if not holds(line.text, LABEL_SIGNS):
            continue
        late = SURE_LABEL_RE.search(line.text, 0, MAX_LABEL)
        at = late.start() if late else 0
        label = LABEL_RE.match(line.text, at, at + MAX_LABEL)
        if label and may_be_title(strip_title(label["title"])):
            labels[line.start] = Span(line, *label.span("title"), "title-label")
            if label["sure"] and line in lines[:MAX_TOP] and not (block and is_title(block[0].text)):
                yield labels[line.start]
    for i, line in enumerate(lines[:MAX_TOP]):
        words = line.text
        if line.section in DEMANDS:
            break
        if line.start in labels:
            yield labels[line.start]
            continue
        if i < 2:
            yield from thread_fields(line, is_title, lost)
        if len(words) > 250 or is_chrome(words) or GENERAL_RE.match(words) or (words[-1] == "." and len(block) < 2):
            continue
        hiring = HIRING_RE.match(words)
        if hiring and words[-1] not in ".!" and is_title(hiring["title"]):
            yield Span(line, *hiring.span("title"), "company-hiring")
        elif is_title(words) or (i == 0 and is_plain_title(words, stripped_of(words))):
            span = Span(line, 0, len(words), "title-line")
            yield span if block else own_line(span, lines)
    yield from labels.values()
    if len(block) > 1 and may_open(stripped_of(block[0].text), is_place):
        yield Span(block[0], 0, len(block[0].text), "first-line")
    yield from opening_run(lines, is_place)
    yield from late_spans(outline, is_title)


AFTER_OPENING_RE = patterns.compile(
    r"""\s?(?:\*\*|[£$€(|/–—\d]|--?\s) | \s\s | \s[A-Z][\w-]+(?:[ ,]+[A-Z][\w-]+)?,?\s(?:\*\*|[£$€])
    | \s(?i:up[ ]?to|salary|location|permanent|contract|full[- ]time|part[- ]time|based|required|needed|near|in)\b
    | \s(?:Our|My|The|An?|This|We|I|You|Are|Do|To)\b
    | \sat(?:\s[A-Z][\w&'-]*){1,4}(?:\s\([^()]{1,40}\))?\.\s""",
    re.VERBOSE,
)  # what may follow "Internal Audit Associate Director" where the rest of the header and the text run on


def opening_run(lines: Sequence[Passage], is_place: IsPlace) -> Iterator[Span]:
    """A title that the text begins with, glued to place, pay or the first sentence: "Plant Manager  Hull  ..."."""
    run = title_run(lines[0].text, 0, MAX_OPENING) if lines else None
    sentence = run and lines[0].text.split(" ", 1)[0].lower() in SENTENCE_STARTS - {"it"}
    if run and run[0] == 0 and not sentence and " " in lines[0].text[: run[1]]:
        following = lines[0].text[run[1] : run[1] + MAX_OPENING].split(" ")
        placed = any(is_place(" ".join(following[1:n])) for n in (2, 3))
        if placed or AFTER_OPENING_RE.match(lines[0].text, run[1]):
            yield Span(lines[0], *run, "title-opening")


def thread_fields(line: Passage, is_title: Callable[[str], bool], lost: bool) -> Iterator[Span]:
    """The title's field in the first line of a hiring thread's post: "Acme | Backend Engineer | Remote"."""
    pattern = BLANK_FIELD_RE if lost else THREAD_FIELD_RE
    fields = list(pattern.finditer(line.text[:400]))
    if len(fields) > 2:
        for field in fields:
            if is_title(field[0]) and not GENERAL_RE.match(field[0].strip()):
                company = NAME_DASH_RE.match(field[0])
                named = company and not names_job(company[0]) and names_job(field[0][company.end() :])
                yield Span(
                    line, field.start() + (company.end() if company and named else 0), field.end(), "title-field"
                )


THREAD_FIELD_RE = patterns.compile(r"[^|\n]+")
NAME_DASH_RE = patterns.compile(r"[^–—]{2,40}\s[–—]\s")  # "Acme — Founding Engineer"
BLANK_FIELD_RE = patterns.compile(r"\S+(?: \S+)*")  # of a line whose "|" are gone: two blanks are left of each


def is_plain_title(words: str, stripped: str) -> bool:
    """Whether a first line is a title by its gender mark, or in small letters: "sales and marketing manager"."""
    if GENDER_RE.search(words):
        return stripped.split(" ")[0].lower() not in SENTENCE_STARTS
    return len(stripped.split()) <= 10 and may_be_title(stripped) and HIRING_RE.match(words) is None


def own_line(span: Span, lines: Sequence[Passage]) -> Span:
    """The line further down that repeats the title alone, where the page's own title has more after it."""
    words = span.words.casefold()
    for line in lines[:MAX_LATE]:
        again = line.text.strip("#*= ").casefold()
        longer = 5 < len(again) < len(words) and words.startswith(again) and not words[len(again)].isalnum()
        if longer and " " in again and names_job(again):
            return Span(line, 0, len(line.text), span.rule)
    return span


def may_open(words: str, is_place: IsPlace) -> bool:
    """Whether a header's first line may be a title without a job noun: "Social Media & Influencers"."""
    return is_capitalised(words, OPENING_CAPITALS) and not (
        not words
        or len(words.split()) > MAX_OPENING_WORDS
        or words[-1] in ".!?:;,"
        or words.startswith(("<", "http"))
        or is_chrome(words)
        or heading_kind(words) is not None
        or PREFIX_RE.fullmatch(words + ":")
        or is_aside(words, is_place, ALONE)
        or LABELLED_RE.match(words)
        or COMPANY_END_RE.search(words)
        or FORM_RE.search(words)
    )


def late_spans(outline: Outline, is_title: Callable[[str], bool]) -> Iterator[Span]:
    """Titles alone on a line, or glued to the end of one: "... to learn more. Senior Backend Engineer"."""
    early = outline.reading("header", "summary", "company", "tags")[:MAX_LATE]
    for i, passage in enumerate(early):
        ends_line = i + 1 == len(early) or early[i + 1].line != passage.line
        if not ends_line or passage.bullet or SIGNATURE_RE.match(passage.text):
            continue
        if is_title_like(passage.text) and is_title(passage.text):
            glued = i > 0 and early[i - 1].line == passage.line
            yield Span(passage, 0, len(passage.text), "title-after-sentence" if glued else "title-line")


# --- a sentence that names the job --------------------------------------------------------------------------

# What follows a cue is searched for a run of title words around a job noun. Surest first.
_ARTICLE = r"(?:an?|our|the|eine?n?|un|une|una|een)"
_A = rf"{_ARTICLE}(?:\s|(?-i:(?=[A-ZÄÖÜ])))(?:next[ ]|new[ ])?"  # also glued: "As aFounder's Associate"
_GLUED = r"(?:\b|(?<=[a-zß-ÿ.!?)])(?=(?-i:[A-Z])))"  # where a sentence may begin: "VideoIf you are a ..."
_VACANCY = r"(?:role|position|job|vacancy|opportunity|opening|requirement|rolle|poste|puesto)"
INFER_RES = tuple(
    (rule, patterns.compile(pattern, re.VERBOSE | re.IGNORECASE))
    for rule, pattern in (
        ("one-of-the", r"\byou(?:['’]?ll|[ ]will)[ ]be[ ]one[ ]of[ ](?:the|our)[ ]"),
        (
            "looking-for",
            r"""\b(?:(?:looking|searching|(?:on[ ]the[ ])?lookout)[ ](?:for|to[ ](?:hire|recruit|add|bring[ ]on|engage|appoint))
              | (?:is|are|['’]re|currently|now|actively)[ ](?:seeking(?:[ ]to[ ](?:hire|recruit|appoint))?|hiring|recruiting)(?:[ ]for)?
              | (?:seek|hire)s?[ ](?:an?|to[ ](?:hire|recruit|appoint))
              | (?:need|require)s?[ ]to[ ](?:hire|recruit|appoint)
              | in[ ](?:immediate[ ]|urgent[ ])?(?:need|search)[ ]of | need[ ](?:\w{2,8}[ ]){0,3}for[ ]an?
              | recruit(?:ing)?[ ](?:on[ ]behalf[ ]of[^.;:]{0,40}?[ ])?for[ ]an? | welcomes[ ]an? | (?-i:Seeking)[ ]an?
              | (?:excited|happy|keen|thrilled)[ ]to[ ](?:hire|add|bring[ ]on|recruit|welcome)[ ]an? | buscamos | (?:wir|wij|we)[ ](?:suchen|zoeken) | (?:suchen|zoeken)[ ](?:wir|wij|we)
              | nous[ ](?:recherchons|recrutons) | recherche[ ]d['’]une?)\s""",
        ),
        ("needs-a", r"\b(?:need|require)s?[ ]an?\s"),
        (
            "as-a",
            rf"""(?-i:As)[ ]{_A} | (?-i:\bAs[ ](?=[*_]{{0,4}}[A-Z])) | ^in[ ]this[ ]role[ ]as[ ]{_A}
              | (?-i:\b(?:Als|Como)[ ]|(?<!bildung[ ])(?<!fahrung[ ])(?<!schluss[ ])\bals[ ]?(?=[(A-ZÄÖÜ„*]))
              | \ben[ ]tant[ ]que[ ] | \b(?:join(?:ing)?|embark|step[ ]into|thrive|journey)\b[^.;:!?]{{0,90}}?[ ]as[ ](?:{_A}|(?-i:(?=[A-Z])))
              | \byou(?:['’]ll|[ ]will)[ ](?:be|work[ ]as)[ ]an?[ ]
              | \bas[ ](?:our|the|your|\S{{2,20}}['’]s)[ ](?:next|new)[ ]
              | \b(?:(?:do|doing)[ ]as|being|life[ ]of|(?:position|incumbent)[ ]serves[ ]as|[ ]to[ ]serve[ ]as)[ ](?:an?|the)[ ](?-i:(?=[A-Z]))
            """,
        ),
        ("position-of", rf"\b{_VACANCY}[ ](?:of|as|for|als|de)[ ](?:{_A})?"),
        ("opportunity-for", rf"\b{_VACANCY}[ ](?:is|has|exists|available|in|to|within)\b[^.;:]{{0,60}}?[ ]for[ ]{_A}"),
        (
            "the-x-will",
            r"""(?:^\W{0,4}(?:the|this|our)|,[ ]the|(?-i:[a-z!?:]The))[ ]?
              (?=(?-i:[*_]{0,4}[A-Z])|(?:[\w/&-]{1,30}[ ]){2,4}is[ ]responsible[ ]for)""",
        ),
        (
            "x-is-responsible",
            r"""^\W{0,4}(?:an?[ ]|\S{2,20}['’]s[ ])?(?!(?:the|this|our|as|if|your|in|we)\b)
              (?=(?-i:[A-Z])[^.;:]{4,90}?[ ](?:(?:is|are|will[ ]be)[ ]responsible[ ]for
              |plays?[ ]an?[ ](?:[\w-]{1,20}[ ]){0,3}role|(?:is[ ])?(?:required|needed)[ ](?:for|by|with|having|to[ ](?:work|join)))\b)""",
        ),
        (
            "the-x-role",
            r"""\b(?:the|this|our|(?<!\bin[ ])(?<!\bas[ ])an?)[ ]
              (?=[*_]{0,4}(?-i:[A-Z])[^.;:]{3,60}?[ ](?:role|position|opportunity|vacancy)\b)""",
        ),
        ("if-you-are", rf"{_GLUED}if[ ]you(?:['’]re|[ ]are)[ ]an?[ ]"),
    )
)  # "you will be one of the Backend Engineers"
_MORE = r"(?:(?:,| -| –| or)(?: (?:[A-Z][\w/&-]*|and|&|of|or)){1,6})?"
WILL_RE = patterns.compile(
    rf"[*_]{{0,4}}(?: \([^()]{{1,30}}\))?{_MORE}[*_]{{0,4}}(?: role| position)? (?:will|is|has|in|at|on|works|plays|reports"
    r"|helps|leads|supports|[a-z]{2,12}[^\W_s]s)\b"
)  # behind "The Principal Data Scientist" or "The Data Analyst, Fraud"; not behind "The Developer Experience"
ROLE_RE = patterns.compile(rf"[*_]{{0,4}}{_MORE}[*_]{{0,4}} (?:role|position|opportunity|vacancy)\b")
FOLLOWED = {"the-x-will": WILL_RE, "the-x-role": ROLE_RE}  # what must follow the title of a sentence of this rule
INFER_SECTIONS: tuple[SectionKind, ...] = ("header", "summary", "company", "pay", "responsibilities")
# These hold under the heading "Who we are looking for", too.
SURE_RULES = frozenset({"looking-for", "needs-a", "as-a", "position-of", "if-you-are", "opportunity-for"})
INFER_PASSAGES = 60
INFER_REACH = 1_000  # characters of a passage
INFER_WINDOW = 150  # characters after the cue
RUN_WORD_RE = patterns.compile(r"[^\W_][\w/+#.&'’-]*(?:[:*·]in(?:nen)?\b)?|[,(]")
RUN_STOPS = word_set("to who that with which where when if because since at on by from whose while will is are")
# Lower-case words that belong to a title when they stand before its noun.
MODIFIERS = LEVEL_WORDS | word_set(
    """
    engineering development internal external audit risk compliance events event community
    software backend back-end frontend front-end fullstack full-stack full stack web mobile data machine
    learning ml ai cloud platform infrastructure security site reliability devops qa test automation
    systems system network database embedded firmware hardware game product project program programme
    account sales marketing customer success support service technical business operations financial
    finance hr human resources people talent legal office executive administrative clinical registered
    staff nurse care warehouse delivery truck store retail shop restaurant line sous pastry head kitchen
    maintenance electrical mechanical civil chemical process quality research content social media brand
    science analytics intelligence big clinical medical tax payroll
    growth digital graphic visual ux ui user experience interface design solutions solution integration
    application applications ios android java python ruby php javascript react node golang c++ .net net
    scala kotlin front back end
    """
)
# Nouns that in small letters and without another word say nothing of the job: "looking for engineers who".
VAGUE_NOUNS = WEAK_NOUNS | word_set(
    """
    advocate agent analyst architect assistant associate consultant contractor coordinator director driver
    eng engineer evangelist fellow founder generalist graduate hacker handler helper lead manager operator
    producer professional researcher server specialist supervisor technologist trainer worker writer
    """
)


def infer_title(outline: Outline, is_place: IsPlace) -> Finding[Title] | None:
    """A title named in a sentence; one noun alone ("As a developer, you ...") only where none says more."""
    told = outline.reading(*INFER_SECTIONS)[:INFER_PASSAGES]
    asked = outline.reading("required", "benefits", "tags")[:INFER_PASSAGES]
    bare = None
    for rule, cue in INFER_RES:
        for passage in told + asked if rule in SURE_RULES else told:
            for match in cue.finditer(passage.text, 0, INFER_REACH):
                span = title_run(passage.text, match.end(), match.end() + INFER_WINDOW, rule)
                if span and rule in FOLLOWED and not FOLLOWED[rule].match(passage.text, span[1]):
                    continue
                title = strip_title(as_title(passage.text[slice(*span)]), is_place) if span else ""
                if not span or not title:
                    continue
                found = Finding(Title(title, True), [passage.cite(span, rule)])
                if " " in title:
                    return found
                if rule in SURE_RULES:
                    bare = bare or found
    return bare


def title_run(text: str, start: int, end: int, rule: str = "") -> tuple[int, int] | None:
    """The span of the first run of title words that ends in a job noun, None where there is none.

    >>> text = "inquisitive, well-rounded Backend engineers to join our teams"
    >>> text[slice(*title_run(text, 0, 150))]
    'Backend engineers'
    >>> text = "next Staff, Software Engineer II on our team"
    >>> text[slice(*title_run(text, 0, 150))]
    'Staff, Software Engineer II'
    >>> title_run("engineers who care", 0, 150, "looking-for")
    """
    words = list(RUN_WORD_RE.finditer(text, start, end))
    for i, word in enumerate(words):
        small = word[0].lower()
        noun = job_noun(word[0]) or (small if i and f"{words[i - 1][0].lower()} {small}" in TWO_WORDS else None)
        if noun is None:
            if small in RUN_STOPS or (word[0].endswith(".") and small not in LEVEL_WORDS):
                return None
            if word[0] == "," and rule in CLOSE_RULES and words[i - 1][0].lower() not in LEVEL_WORDS:
                return None  # "As a result, our sales manager ..."
            continue
        if goes_on(words, i):
            continue
        first = i
        while first > 0 and belongs(words, first - 1):
            first -= 1
        while rule == "x-is-responsible" and first < i and words[first][0].lower() in PRAISE:
            first += 1
        vague = VAGUE_NOUNS if rule in ("looking-for", "needs-a") else JOB_NOUNS
        if first == i and noun in vague and not word[0][0].isupper():
            return None
        if noun == "leader" and (i == 0 or words[i - 1][0].lower() not in LED):
            return None  # "As a Technology Leader, Acme ..."
        if first > CLOSE_RULES.get(rule, len(words)) or words[first][0].lower() in ("hiring", "reporting"):
            return None
        stop = word.start() + len(word[0].rstrip(".,"))
        bare = all(before[0].lower() in LEVEL_WORDS for before in words[first:i])
        return words[first].start(), title_end(text, stop, end, noun, bare, rule)
    return None


CLOSE_RULES = {
    "needs-a": 4,  # "requires a balance between human and AV drivers"
    "as-a": 3,
    "the-x-will": 0,
    "x-is-responsible": 1,
    "the-x-role": 2,
    "opportunity-for": 5,
    "if-you-are": 3,
}  # words between the cue and the title, at most
PRAISE = word_set("experienced qualified skilled talented motivated passionate exceptional outstanding dynamic")
LED = word_set("team shift squad crew group project program practice engineering sales")
# What belongs to a title behind its noun.
HEADS = word_set("head director manager lead leader vp president officer")
_FIELD = r"(?:[A-Z][\w/-]*(?: (?:and|&|und|et|y))? ){0,4}?[A-Z][\w/-]*(?= [a-zà-ÿ]|[.,;:(]|$)"
OF_FIELD_RE = patterns.compile(rf",? of(?: the)? {_FIELD}")  # "Head of Client Services"
COMMA_FIELD_RE = patterns.compile(rf",(?: of)? {_FIELD}")  # "Senior Manager, Finance"; not "Sales Manager, Berlin"
FIELD_RE = patterns.compile(
    rf"(?: (?:backend|frontend|fullstack|web|mobile|logiciel|senior|junior)\b){{1,3}}|(?: im Bereich)? {_FIELD}"
)
# "Développeur Windchill", "développeur backend senior", "Buchhalter Kreditoren & Debitoren"
TRADE_RE = patterns.compile(
    r", (?:Front|Back|front|back)[ -]?[Ee]nd\b|, (?:Full[ -]?Stack|Mobile|iOS|Android|Data|Platform|Infrastructure|Security|QA)(?= (?:to|who|with|for|in|at|on|and|that)\b|[.;]|$)"
)  # "Senior Software Engineer, Frontend to help us"; not "Engineer, Data Scientist"
IN_BRACKETS_RE = patterns.compile(r" \([\w .,/&+#–-]{2,40}\)")  # "Software Engineer (Backend)"
SLASH_RE = patterns.compile(r" ?/ ?(?=[A-Z])")  # "Data Engineer / BI Engineer"
GRADE_RE = patterns.compile(r" (?:I{1,3}|IV|V|[1-5](?! (?:days?|hours?|months?|years?|times)\b))(?=[ ,;:)]|\.?$|\.\s)")


def title_end(text: str, stop: int, end: int, noun: str, bare: bool, rule: str) -> int:
    """The end of the title whose noun ends at `stop`. `bare`: nothing but a level stands before the noun."""
    slash = SLASH_RE.match(text, stop)
    other = title_run(text, slash.end(), min(slash.end() + MAX_OPENING, end), "as-a") if slash else None
    if slash and other and other[0] == slash.end():
        return other[1]
    if noun in HEADS:
        more = OF_FIELD_RE.match(text, stop) or (COMMA_FIELD_RE.match(text, stop) if bare else None)
    else:
        more = (GRADE_RE if noun in JOB_NOUNS else FIELD_RE).match(text, stop) or TRADE_RE.match(text, stop)
    more = more or (IN_BRACKETS_RE.match(text, stop) if rule else None)
    return more.end() if more else stop


def goes_on(words: Sequence[re.Match[str]], i: int) -> bool:
    """Whether the title runs on behind its noun i.

    "Engineering Manager", "Partner Development Manager", "Graduate Pricing Analyst", "Staff, Software Engineer".
    """
    grade = words[i][0].lower() in LEVEL_WORDS or words[i][0].lower() in ("assistant", "deputy")
    for before, word in pairwise(words[i : i + (6 if grade else 4)]):
        if word.start() > before.end() + 1:
            return False
        if job_noun(word[0]) in (NOUNS_AFTER_NOUNS if before is words[i] else JOB_NOUNS):
            return True
        if not word[0][0].isupper() and not (grade and (word[0] == "," or word[0].lower() in MODIFIERS)):
            return False
    return False


NOUNS_AFTER_NOUNS = JOB_NOUNS - WEAK_NOUNS | {"dev"}


def job_noun(word: str) -> str | None:
    """The job noun, small and singular, that the word is or ends in; None where it is none."""
    word = word.lower().rstrip(".,")
    return word.removesuffix("s") if names_job(word) else None


def belongs(words: Sequence[re.Match[str]], i: int) -> bool:
    """Whether word i belongs to the title whose words follow it."""
    word = words[i][0]
    if word in ("and", "of", "&"):
        return i > 0 and words[i - 1][0][0].isupper()
    if word == ",":
        return i > 0 and words[i - 1][0].lower() in LEVEL_WORDS
    return word not in ",(" and (word[0].isupper() or word.lower() in MODIFIERS)


def as_title(words: str) -> str:
    """The words of a sentence put as a title: singular, with capitals.

    >>> as_title("Backend engineers"), as_title("head of iOS")
    ('Backend Engineer', 'Head of iOS')
    """
    parts = re.sub(r"(?<!\*)\*\*(?!\*)", "", words).split()  # emphasis, not what a board hides
    if parts[-1].lower().endswith("s") and parts[-1].lower()[:-1] in JOB_NOUNS:
        parts[-1] = parts[-1][:-1]
    return " ".join(p[:1].upper() + p[1:] if p.islower() and p not in CONNECTORS else p for p in parts)
