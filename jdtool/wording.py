"""What the small finders share: passages that hold certain words, values behind a label, wishes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jdtool.model import FENCED, Outline, Passage, SectionKind

WISH_RE = re.compile(
    r"""
    \b(?: prefer(?:red|ably|ence|s)? | (?:nice|good|great)[ ]to[ ]have | bonus | ideal(?:ly)? | desir(?:able
      |ed)
        | advantage(?:ous)? | an[ ]asset | (?:a|as[ ]a|big|huge|strong|definite|real)[ ]plus
          | plus[ ]points? | beneficial
        | (?:is|are|would[ ]be|but)[ ](?:optional|helpful|useful|welcome|great) | not[ ](?:required
          |essential|necessary|mandatory|a[ ]must)
        | von[ ]Vorteil | wünschenswert | un[ ]plus | souhait\w{1,3} | deseable | valorable | een[ ](?:pré
          |pre|plus)
    )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "MBA preferred", "German is a plus", "ideally with a degree"
DEMAND_RE = re.compile(
    r"\b(?:required|must|mandatory|essential|minimum|necessary|zwingend|erforderlich)\b", re.IGNORECASE
)  # "Fluent English is a must"
CLAUSE_END_RE = re.compile(r"[;,.](?=\s|$)|[()]|\s[-–—]\s")  # "Bachelor's required; MBA preferred"

# "Bachelor's, preferably in Computer Science" demands the degree and wishes for the field.
FIELD_WISH_RE = re.compile(r"(?:preferabl[ey]|preference|ideally)[ ,]{1,2}(?:in|with|from|of)\b", re.IGNORECASE)
LATE_WISH_RE = re.compile(
    rf"\W{{1,4}}(?:(?:strongly|highly|is|are|but"
    rf"|would[ ]be)[ ]){{0,3}}(?!{FIELD_WISH_RE.pattern})(?:{WISH_RE.pattern})(?!\)?[ ](?:or"
    rf"|and)\b)",
    re.VERBOSE | re.IGNORECASE,
)  # "German (a plus)", "BA/BS (preferred)"; not "Bachelor's in computer science (preferred) or equivalent"

SENTENCE_END_RE = re.compile(r"[.;!](?=\s|$|[A-Z])")
FINAL_WISH_RE = re.compile(rf"(?:{WISH_RE.pattern})[\W_]{{0,4}}$", re.VERBOSE | re.IGNORECASE)


def passages_with(
    outline: Outline,
    words: Iterable[str],
    skip: frozenset[SectionKind] = FENCED,
    pattern: re.Pattern[str] | None = None,
) -> Iterator[Passage]:
    """The passages outside the skipped sections that hold a lower-case word or the pattern."""
    text = outline.text.lower()
    present = [word for word in words if word in text]
    if pattern is not None and not pattern.search(outline.text):
        pattern = None
    if not present and pattern is None:
        return
    for passage in outline.passages:
        if passage.section in skip:
            continue
        low = passage.text.lower()
        for word in present:
            if word in low:
                yield passage
                break
        else:
            if pattern is not None and pattern.search(passage.text):
                yield passage


def labelled(outline: Outline, label: re.Pattern[str]) -> Iterator[tuple[Passage, int]]:
    """Passages that state the value of a label, with the offset where the value begins.

    The label stands before it ("Location: Leeds") or on a line of its own above it ("Location" / "Leeds").
    """
    above: Passage | None = None
    for passage in outline.passages:
        if passage.section == "related":
            continue
        if above is not None and passage.line - above.line <= 2 and len(passage.text) < 100:
            yield passage, 0
        above = None
        if match := label.match(passage.text):
            if passage.text[match.end() :].strip(" :*_"):
                if ":" in match[0] or "|" in match[0]:
                    yield passage, match.end()
            else:
                above = passage


def is_wish(passage: Passage, start: int, end: int, rival: int | None = None) -> bool:
    """Whether the words at start-end are wished for, not demanded.

    The clause itself decides ("Bachelor's required; MBA preferred"), or a clause behind it that is only the
    wish ("German (a plus)"), or the end of the sentence ("a degree in art, design or music is desired")
    unless something else of the sort, beginning at `rival`, stands before it; else the section.
    """
    text = passage.text
    left = 0
    right = len(text)
    for stop in CLAUSE_END_RE.finditer(text):
        if stop.end() <= start:
            left = stop.end()
        elif stop.start() >= end:
            right = stop.start()
            break
    clause = text[left:right]
    if (wish := WISH_RE.search(clause)) and not (
        left + wish.start() >= end and FIELD_WISH_RE.match(text, left + wish.start())
    ):
        return True
    if LATE_WISH_RE.match(text, right):
        return True
    rest = SENTENCE_END_RE.split(text[end : rival if rival and rival > end else None], maxsplit=1)[0]
    if FINAL_WISH_RE.search(rest[-40:]) and "(" not in rest and not DEMAND_RE.search(rest):
        return True
    return passage.section == "preferred" and not DEMAND_RE.search(clause)
