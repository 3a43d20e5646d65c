"""The job title as the posting words it, without place, pay, reference number or gender mark.

Safest source first: a line that says it is the title, the first line of the header, a title glued to the end of a
sentence, and last a sentence ("you will be one of the Backend Engineers"), which makes the title inferred.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from jdtool.model import Evidence, Finding, Outline, Passage
from jdtool.titles import JOB_NOUNS, LEVEL_WORDS, is_title_like, names_job


class Title(Struct, frozen=True):
    text: str
    inferred: bool


LABEL_RE = re.compile(
    r"(?:job[ ]title|position(?:[ ]title)?|title|role|job|vacancy|stelle|poste|puesto|functie)[ ]?[:：][ *_]*(?P<title>\S.{2,100})$",
    re.IGNORECASE,
)  # "Job Title: Backend Engineer"

GENDER_RE = re.compile(
    r"""[\s,–-]*[(\[]?\s*\b(?:[mwfdxhigna*]\s?[/|,]\s?){1,3}[mwfdxhigna*](?![\w/])\s*[)\]]?
    | [\s,–-]*[(\[]\s*(?:all[ ]genders?|gn|gn\*|div(?:ers)?|any[ ]gender|human|everyone|m/w/divers|w/m/divers|alle[ ]geschlechter)\s*[)\]]
    | [\s,–-]*\ball[ ]genders\b""",
    re.VERBOSE | re.IGNORECASE,
)  # "(m/f/d)"
PAY_RE = re.compile(
    r"[\s,–|-]*[(\[]?[^()\[\]]{0,12}[$€£₹]\s?\d[^()\[\]]{0,40}[)\]]?$|[\s,–|-]*[(\[][^()\[\]]{0,20}\d{2,3}\s?k\b[^()\[\]]{0,20}[)\]]",
    re.IGNORECASE,
)  # "(up to $100,000.00 + bonus)"
REFERENCE_RE = re.compile(
    r"""[\s,–|-]*[(\[]?\s*(?:(?:req(?:uisition)?|job|ref(?:erence)?|vacancy|position|posting)\.?[\s#:-]{0,3}(?:id|no\.?|number|code)?[\s#:-]{0,3}|\#|\b(?:JR|R|REQ|JO|ID)[-_ ]?)\d{2,}[\w-]{0,12}\s*[)\]]?
    | [\s,–|-]+[(\[]?\d{4,}[)\]]?$ | ^[(\[]?\d{4,}[)\]]?[\s:–|-]+""",
    re.VERBOSE | re.IGNORECASE,
)  # "Job ID 4711", " - 131900", "#12345"
TERMS_RE = re.compile(
    r"""(?:(?:fully|100\s?%|full|part|partly|partially|us|uk|eu|emea|latam|apac|europe|work[ ]from[ ]home|wfh|home[ ]?office|remote|remotely|hybrid|on-?site|in-?office|vollzeit|teilzeit|full[- ]?time|part[- ]?time|contract|contractor|permanent|perm|temporary|temp|freelance|fixed[- ]term|ftc|\d{1,2}[- ]months?|befristet|unbefristet|ab[ ]sofort|urgent|immediate[ ]start|new|hiring|hiring[ ]now|w2|c2c|only|or|and|in|from|anywhere|worldwide|global|usa|visa[ ]sponsorship[ ]available|relocation|friendly|first|possible|option(?:al)?|available|role|position|job|based|day[ ]shift|night[ ]shift|nights|days|weekends|outside[ ]ir35|inside[ ]ir35|cdi|cdd|b2b|uop|est|cst|pst|cet|gmt|time[ ]?zone|hours?)[\s,/&+|–-]*)+""",
    re.IGNORECASE,
)  # "Remote, US", "Vollzeit // hybrid"
AT_COMPANY_RE = re.compile(r"\s+(?:at|@|bei|chez)\s+(?=[A-Z])[^,(|]{2,50}$")  # " at StartTech Ventures"
BRACKET_RE = re.compile(r"\s*[(\[]([^()\[\]]{1,60})[)\]]\s*")
EDGE_RE = re.compile(r"^[\s#*_>|:•,–—-]+|[\s*_|:;,–—-]+$")
TAIL_RE = re.compile(r"(?:\s[–—-]{1,2}\s?|\s?[|•]\s?|\s//\s|,\s|\s?/\s|\s{2,})(?=[^–—|•,]{2,40}$)")


def strip_title(title: str, is_place: Callable[[str], bool] = lambda _: False) -> str:
    """The title alone: what the board added about place, pay, contract, gender and reference is cut away.

    >>> strip_title("Senior Java Engineer (m/f/d) - Remote")
    'Senior Java Engineer'
    >>> strip_title("Front End Web Developer (up to $100,000.00 + bonus)")
    'Front End Web Developer'
    >>> strip_title("Senior Software Engineer, Internal Tool Platform")
    'Senior Software Engineer, Internal Tool Platform'
    """

    def aside(words: str) -> bool:
        return TERMS_RE.fullmatch(words.strip()) is not None or all(
            is_place(part.strip()) or TERMS_RE.fullmatch(part.strip()) for part in re.split(r"[,/|;]|\s-\s", words)
        )

    title = EDGE_RE.sub("", " ".join(title.split()))
    for pattern in (GENDER_RE, PAY_RE, REFERENCE_RE):
        title = pattern.sub("", title)
    leading = re.match(r"\[([^\]]{1,30})\]\s*", title)  # "[SKY] DevOps Engineer"
    if leading and names_job(title[leading.end() :]):
        title = title[leading.end() :]
    title = BRACKET_RE.sub(lambda m: " " if aside(m[1]) else m[0], title)
    title = AT_COMPANY_RE.sub("", EDGE_RE.sub("", title))
    for _ in range(4):  # "Engineer - Berlin - Remote" has two tails
        title = EDGE_RE.sub("", title)
        tail = None
        for tail in TAIL_RE.finditer(title):
            pass
        if tail is None or not aside(title[tail.end() :]) or not names_job(title[: tail.start()]):
            break
        title = title[: tail.start()]
    return " ".join(title.split())


# Sentences that name the job. What follows the cue is searched for a run of title words around a job noun.
INFER_RES = tuple(
    (rule, re.compile(pattern, re.IGNORECASE))
    for rule, pattern in (
        ("one-of-the", r"\byou(?:['’]?ll| will) be (?:one of )?(?:the|our|an?)\s"),
        ("looking-for", r"\b(?:looking|searching) (?:for|to (?:hire|recruit|add|bring on|engage))\s|\b(?:is|are|['’]re|currently|now|actively)\s(?:seeking|hiring|recruiting)\s|\bseeks?\s(?:an?|to (?:hire|recruit))\s|\b(?:wir suchen|nous (?:recherchons|recrutons)|buscamos|(?:wij|we) zoeken)\s|\bin need of\s"),
        ("as-a", r"^(?:in this role )?as (?:an?|our|the)\s|\bjoin (?:us|our team|the team|\S+) as (?:an?|our|the)\s|\b(?:role|position|job) (?:of|as|for)\s(?:an?\s|the\s)?"),
        ("the-x-will", r"^(?:the|this|our) (?=(?:[\w/&-]+ ){1,6}(?:will|is responsible|is a\b|plays|reports))"),
    )
)  # fmt: skip
INFER_WINDOW = 150  # characters after the cue
WORD_RE = re.compile(r"[^\W_][\w/+#.&'’-]*|[,(]")
# Lower-case words that belong to a title when they stand before its noun.
MODIFIERS = frozenset(
    """software backend back-end frontend front-end fullstack full-stack full stack web mobile data machine learning ml
    ai cloud platform infrastructure security site reliability devops qa test automation systems system network
    database embedded firmware hardware game product project program programme account sales marketing customer
    success support service technical business operations financial finance hr human resources people talent legal
    office executive administrative clinical registered staff nurse care warehouse delivery truck store retail shop
    restaurant line sous pastry head kitchen maintenance electrical mechanical civil chemical process quality research
    content social media brand growth digital graphic visual ux ui user experience interface design solutions solution
    integration application applications ios android java python ruby php javascript react node golang c++ .net net
    scala kotlin front back end""".split()
).union(LEVEL_WORDS)
NOUNS = frozenset(JOB_NOUNS)
STOP_NOUNS = frozenset("expert leader partner professional lead head executive advocate staff experience pilot model".split())


def find_title(
    outline: Outline, hint: str | None = None, is_place: Callable[[str], bool] = lambda _: False
) -> Finding[Title] | None:
    """The title, None where neither a line nor a sentence names the job. `hint` is the source's own field."""
    if hint:
        stripped = strip_title(hint, is_place)
        if stripped:
            return Finding(Title(stripped, False), [Evidence(hint, "source-field", field="title")])
    for passage, rule in _title_lines(outline):
        label = LABEL_RE.search(passage.text) if rule == "title-label" else None
        at = label.start("title") if label else 0
        stripped = strip_title(passage.text[at:], is_place)
        if stripped:
            start = max(at, passage.text.find(stripped, at))
            end = start + len(stripped) if passage.text.startswith(stripped, start) else len(passage.text)
            return Finding(Title(stripped, False), [passage.cite((start, end), rule)])
    return _infer(outline)


def _title_lines(outline: Outline) -> Iterator[tuple[Passage, str]]:
    """The passages that may be the title's own line, surest first."""
    reading = outline.reading()
    early = [p for p in reading if p.section in ("header", "summary", "company", "tags")]
    for passage in early[:30]:
        label = LABEL_RE.match(passage.text.lstrip("*# "))
        if label and names_job(label["title"]) and len(label["title"].split()) <= 12:
            yield passage, "title-label"
    header = [p for p in reading[:14] if p.section == "header" and not p.bullet]
    first = header[0] if header else None
    for passage in header[:6]:
        if is_title_like(strip_title(passage.text)) or (
            passage is first and _names_job_plainly(passage.text)
        ):
            yield passage, "title-line"
    for passage in reading[:8]:
        if passage.heading and is_title_like(strip_title(passage.text)):
            yield passage, "title-heading"
    if first is not None and first is reading[0] and _opens_header(header, outline.text):
        yield first, "first-line"
    lines: dict[int, list[Passage]] = {}
    for passage in early:
        lines.setdefault(passage.line, []).append(passage)
    for passage in early:
        ends_line = lines[passage.line][-1] is passage
        if ends_line and not passage.bullet and not passage.heading and is_title_like(passage.text):
            yield passage, "title-after-sentence" if len(lines[passage.line]) > 1 else "title-line"


def _names_job_plainly(line: str) -> bool:
    """Whether the first line is a title though in small letters: "sales and marketing manager"."""
    return len(line) <= 80 and len(line.split()) <= 8 and line[-1] not in ".!?:;," and names_job(line)


def _opens_header(header: Sequence[Passage], text: str) -> bool:
    """Whether the text opens with a block of short lines and an empty line: title, company, place."""
    block = text.lstrip().split("\n\n", 1)
    lines = [line.strip() for line in block[0].split("\n")]
    return (
        len(block) == 2
        and 2 <= len(lines) <= 4
        and all(0 < len(line) <= 100 and line[-1] not in ".!?:;," for line in lines)
        and header[0].text == lines[0]
    )


def _infer(outline: Outline) -> Finding[Title] | None:
    """A title named in a sentence."""
    passages = [p for p in outline.reading() if p.section in ("header", "summary", "company", "responsibilities")][:60]
    for rule, cue in INFER_RES:
        for passage in passages:
            for match in cue.finditer(passage.text):
                span = title_run(passage.text, match.end(), min(len(passage.text), match.end() + INFER_WINDOW))
                if span is None:
                    continue
                title = strip_title(as_title(passage.text[span[0] : span[1]]))
                if title:
                    return Finding(Title(title, True), [passage.cite(span, rule)])
    return None


def title_run(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the first run of title words that ends in a job noun, None where there is none.

    >>> text = "inquisitive, well-rounded Backend engineers to join our teams"
    >>> text[slice(*title_run(text, 0, len(text)))]
    'Backend engineers'
    """
    words = list(WORD_RE.finditer(text, start, end))
    for i, word in enumerate(words):
        lower = word[0].lower().rstrip(".,")
        singular = lower[:-1] if lower.endswith("s") and lower[:-1] in NOUNS else lower
        if singular not in NOUNS or (singular in STOP_NOUNS and not word[0][0].isupper()):
            if lower in ("to", "who", "that", "with", "which") or word[0].endswith("."):
                return None
            continue
        after = words[i + 1][0].lower().rstrip("s") if i + 1 < len(words) else ""
        if after in NOUNS and after not in STOP_NOUNS:  # "Software Development Engineer Manager": go on to the last noun
            continue
        first = i
        while first > 0:
            before = words[first - 1][0]
            belongs = before not in ",(" and (before[0].isupper() or before.lower() in MODIFIERS or before in ("&", "/"))
            joins = before in ("and", "of") and first > 1 and words[first - 2][0][0].isupper()
            if not belongs and not joins:
                break
            first -= 1
        if first == i and not word[0][0].isupper() and singular in ("engineer", "manager", "specialist", "assistant"):
            return None  # "looking for engineers who": says nothing of the job
        return words[first].start(), word.start() + len(word[0].rstrip(".,"))
    return None


def as_title(words: str) -> str:
    """The words of a sentence put as a title: singular, with capitals.

    >>> as_title("Backend engineers")
    'Backend Engineer'
    """
    parts = words.split()
    last = parts[-1]
    if last.lower().endswith("s") and last.lower()[:-1] in NOUNS:
        parts[-1] = last[:-1]
    return " ".join(p if p[:1].isupper() or p in ("and", "of", "&") else p[:1].upper() + p[1:] for p in parts)


