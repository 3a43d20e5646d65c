"""New skills and aliases mined from postings: terms that look like technology and stand where skills are asked for.

A term earns its place by the postings that name it and by the company it keeps: how often it stands in one list with
skills that are known. Spellings of known skills are told apart from new ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz.distance import OSA

from jdtool import patterns
from jdtool.folding import fold_name
from jdtool.mentions import enumerations, is_english
from jdtool.model import Analysis, Passage, Suggestion
from jdtool.parsing import Parser
from jdtool.places import is_place
from jdtool.titles import names_job

MAX_LINES = 3  # of a suggestion
MAX_COMPANIONS = 5
MAX_LINE = 160  # characters of a quoted line
ALIAS_LETTERS = 5  # shorter terms are no likely misspelling of anything
SLIP_SHARE = 0.2  # of the letters that may differ in a misspelling

# "DuckDB", "K3s", "OPA", "dbt-core", "Vert.x", "Apache Superset", "C++23": inner capitals, digits, signs, all capitals,
# or capitalised words that do not begin the sentence.
TERM_RE = patterns.compile(
    r"""(?<![\w@/.+#-])
    (?: [A-Z][\w+#]*(?:[.-][A-Za-z][\w+#]*)* (?:[ ](?:[A-Z][\w+#]*(?:[.-][\w+#]+)*)){0,2}
      | [a-z]{1,12}[A-Z][\w+#]{1,20} | [a-z]{2,12}\d[\w+#]{0,10} | [a-z]{2,14}(?:\.js|\.io|\.py|\+\+|\#|-core|-cli) )
    (?![\w@/+#])""",
    re.VERBOSE,
)
STRONG_RE = patterns.compile(r"[a-z][A-Z]|\d|[+#]|\.\w|^[A-Z]{2,6}s?$")  # no ordinary capitalised word
# Capitals that stand in every posting and name no skill.
ORDINARY = frozenset(
    """we our you your the this that they he she i a an and or in on at of for to with as if is are be must
    will can may has have no not us usa uk eu emea apac latam nyc sf ca ny tx am pm est pst cet gmt utc hr ceo cto cfo
    coo vp svp ba bs ma ms mba phd bsc msc pto k 401k eoe eeo ada llc inc ltd gmbh ag se co corp q1 q2 q3 q4 fy id ids
    etc eg ie nb faq tbd asap n/a hq b2b b2c ok r&d monday tuesday wednesday thursday friday saturday sunday january
    february march april june july august september october november december covid covid-19 english german french
    spanish dutch italian it ui ux api apis data team web backend frontend set soft hard ops slas sla kpi
    kpis""".split()
)
CAPITAL_ALONE = 2  # postings in which a merely capitalised word must keep company with known skills


@dataclass(slots=True)
class _Term:
    postings: set[str] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)
    companions: Counter[str] = field(default_factory=Counter)
    listed: set[str] = field(default_factory=set)  # postings where it stands in a list with a known skill
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Span:
    """A known skill or an unknown term, as a member of an enumeration."""

    start: int
    end: int
    known: str | None  # skill id


def suggest_skills(analyses: Iterable[Analysis], parser: Parser, least: int = 2) -> list[Suggestion]:
    """Terms that the taxonomy does not know, named by at least `least` postings; the best supported first."""
    terms: dict[str, _Term] = {}
    for number, analysis in enumerate(analyses):
        posting = analysis.posting
        if posting.language != "en":  # the words that are no skills are known for English only
            continue
        known = sorted(
            (_Span(m.start, m.end, s.id) for s in posting.skills for m in s.mentions if s.category != "soft-skill"),
            key=lambda s: s.start,
        )
        own = fold_name(posting.company or "")
        for passage in analysis.outline.passages:
            if passage.kind is not None and not passage.heading:
                collect(terms, passage, analysis.outline.text, known, f"{number}:{posting.id}", own)
    suggestions = [suggestion for key, term in terms.items() if (suggestion := describe(key, term, parser, least))]
    return sorted(suggestions, key=lambda s: (-s.listed, -s.postings, s.term.lower(), s.term))


def collect(
    terms: dict[str, _Term], passage: Passage, text: str, known: Sequence[_Span], posting: str, own: str
) -> None:
    """Adds the unknown terms of one passage, with the known skills that stand in a list with them."""
    here = [s for s in known if passage.start <= s.start and s.end <= passage.end]
    unknown = [s for s in unknown_terms(passage, here) if fold_name(text[s.start : s.end]) != own]
    if not unknown:
        return
    for group in enumerations(text, sorted([*here, *unknown], key=lambda s: s.start)):
        companions = {s.known for s in group if s.known}
        for span in group:
            if span.known is not None:
                continue
            form = text[span.start : span.end]
            term = terms.setdefault(fold_name(form), _Term())
            term.postings.add(posting)
            term.forms[form] += 1
            if companions:
                term.listed.add(posting)
                term.companions.update(c for c in companions if c)
            if len(term.lines) < MAX_LINES and passage.text not in term.lines:
                term.lines.append(" ".join(passage.text.split())[:MAX_LINE])


def unknown_terms(passage: Passage, known: Sequence[_Span]) -> Iterator[_Span]:
    """The technology-like terms of a passage outside the skills found in it."""
    for match in TERM_RE.finditer(passage.text):
        start, end = match.span()
        words = match[0].split()
        while words and words[0].lower() in ORDINARY:  # "The DuckDB"
            start += len(words[0]) + 1
            words = words[1:]
        if not words or passage.text[start:end].lower() in ORDINARY:
            continue
        before = passage.text[:start].strip(" •*-–\t(\"'")
        first = not before or before.endswith((".", ":", "!", "?"))
        strong = any(STRONG_RE.search(word) for word in words)
        if names_job(passage.text[start:end]) or any(is_glued(word) for word in words):
            continue
        if first and not strong and is_english(words[0].lower()):
            continue
        low, high = passage.start + start, passage.start + end
        if not any(s.start < high and s.end > low for s in known):
            yield _Span(low, high, None)


def is_glued(word: str) -> bool:
    """Whether two ordinary words lost the space between them: "skillsExperience"."""
    seam = re.search(r"[a-z](?=[A-Z])", word)
    return seam is not None and all(is_english(part.lower()) for part in (word[: seam.end()], word[seam.end() :]))


def describe(key: str, term: _Term, parser: Parser, least: int) -> Suggestion | None:
    """The suggestion for a term; None where it has too little support or is an ordinary word."""
    form = min(term.forms, key=lambda f: (-term.forms[f], f))
    if len(term.postings) < least or not key or key in parser.matcher.owners or key in parser.matcher.nothing:
        return None
    strong = any(STRONG_RE.search(word) for word in form.split())
    if not strong and (len(term.listed) < CAPITAL_ALONE or all(is_english(w) for w in key.split())):
        return None
    if len(key) < 2 or is_place(form):
        return None
    kind, skill_id = relation(key, parser)
    companions = [skill for skill, _ in term.companions.most_common(MAX_COMPANIONS)]
    category = guess_category(term.companions, parser)
    return Suggestion(
        schema="jdtool.suggestion/1",
        term=form,
        kind=kind,
        skill=skill_id,
        postings=len(term.postings),
        listed=len(term.listed),
        companions=companions,
        lines=term.lines,
        yaml=entry(form, kind, skill_id, category, parser),
    )


def relation(key: str, parser: Parser) -> tuple[Literal["new", "alias", "misspelling"], str | None]:
    """What the term is to the taxonomy: a new skill, another spelling of a known one, or a misspelling of it."""
    squashed = re.sub(r"[^a-z0-9+#]", "", key)
    for form, names in parser.matcher.owners.items():
        if form[0] != key[0]:
            continue
        other = re.sub(r"[^a-z0-9+#]", "", form)
        if squashed == other or (squashed in (other + "js", other.removesuffix("js")) and len(other) > 2):
            return "alias", names[0].skill_id
        letters = min(len(squashed), len(other))
        allowed = int(letters * SLIP_SHARE)
        if letters >= ALIAS_LETTERS and allowed and OSA.distance(squashed, other, score_cutoff=allowed) <= allowed:
            return "misspelling", names[0].skill_id
    return "new", None


def guess_category(companions: Counter[str], parser: Parser) -> str | None:
    """The category of most of the known skills that stand in lists with the term."""
    votes: Counter[str] = Counter()
    for skill_id, count in companions.items():
        votes[parser.taxonomy.skills[skill_id].category] += count
    return votes.most_common(1)[0][0] if votes else None


def entry(form: str, kind: str, skill_id: str | None, category: str | None, parser: Parser) -> str:
    """A line of YAML to paste and judge."""
    quoted = f'"{form}"' if re.search(r"[#:&*!|>'%@`,\[\]{}]|^[-?.]", form) else form
    if skill_id is not None and kind != "new":
        return f"- {{name: {parser.taxonomy.skills[skill_id].name}, aliases: [{quoted}]}}"
    return f"- {{name: {quoted}, category: {category or 'CHOOSE'}}}"
