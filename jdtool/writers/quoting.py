"""A posting's own words behind what is said of it: sentences to quote, and its text with the evidence marked."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from jdtool.model import (
    Analysis,
    Evidence,
    Importance,
    MentionSpan,
    Outline,
    Passage,
    Posting,
    Requirement,
    SectionKind,
    Skill,
)

MOST_QUOTES = 4  # of one value; a skill may be named in thirty sentences
AROUND = 240  # characters kept on each side of the words; text that lost its line ends can be one long sentence

Sentences = Mapping[tuple[str, int], Sequence[Passage]]
"""The passages of postings that can be quoted, by the path and record of their source."""


class Piece(NamedTuple):
    text: str
    marked: bool = False


class Quote(NamedTuple):
    """A sentence, the words that count marked in it, and the rules that decided. `start` is that of the words.

    What comes from a field of the source has the field's name, and stands nowhere in the text.
    """

    pieces: list[Piece]
    rules: list[str]
    start: int | None
    field: str | None = None


def cited(analysis: Analysis) -> list[Passage]:
    """The passages that the posting's evidence and skills point into, in reading order."""
    posting = analysis.posting
    passages = analysis.outline.passages
    starts = [passage.start for passage in passages]
    found = {
        bisect_right(starts, start) - 1
        for start in (
            *(e.start for key, every in posting.evidence.items() if key != "related" for e in every),
            *(mention.start for skill in posting.skills for mention in skill.mentions),
        )
        if isinstance(start, int)
    }
    return [passages[index] for index in sorted(found) if index >= 0]


def fact_quotes(posting: Posting, key: str, sentences: Sentences) -> list[Quote]:
    """The sentences behind the value of a key of the record."""
    return _quotes(posting, posting.evidence.get(key, []), sentences)


def skill_quotes(posting: Posting, skill: Skill, sentences: Sentences) -> list[Quote]:
    """The sentences that name the skill: of these, where there are such, the lines that make it as important."""
    lines = [line for line in posting.requirements if line.kind == skill.importance]
    telling = [m for m in skill.mentions if any(line.start <= m.start < line.end for line in lines)]
    return _quotes(posting, telling or skill.mentions, sentences)


def required_quotes(posting: Posting, sentences: Sentences) -> list[Quote]:
    """The sentences that require skills, the names of all of them marked."""
    lines = [line for line in posting.requirements if line.kind == "required"]
    mentions = sorted(
        (mention for skill in posting.skills if skill.importance == "required" for mention in skill.mentions),
        key=lambda mention: mention.start,
    )
    telling = [m for m in mentions if any(line.start <= m.start < line.end for line in lines)]
    return _quotes(posting, telling or mentions, sentences)


def _quotes(posting: Posting, spans: Iterable[Evidence | MentionSpan], sentences: Sentences) -> list[Quote]:
    """A quote per sentence, whatever the number of spans in it; without the sentence, the bare words."""
    source = posting.source
    known: Sequence[Passage | Requirement] = sentences.get((source.path, source.record)) or posting.requirements
    starts = [sentence.start for sentence in known]
    quotes: list[Quote] = []
    marks: dict[int, list[tuple[int, int]]] = {}
    rules: dict[int, dict[str, None]] = {}
    for span in spans:
        rule = [span.rule] if isinstance(span, Evidence) else []
        if not isinstance(span.start, int) or not isinstance(span.end, int):
            field = span.field if isinstance(span, Evidence) and isinstance(span.field, str) else None
            quotes.append(Quote([Piece(span.text, True)], rule, None, field))
            continue
        index = bisect_right(starts, span.start) - 1
        if index >= 0 and span.start < known[index].end:
            marks.setdefault(index, []).append((span.start, span.end))
            rules.setdefault(index, {}).update(dict.fromkeys(rule))
        else:
            quotes.append(Quote([Piece(span.text, True)], rule, span.start))
    for index, found in marks.items():
        joined = _joined(found)
        at = known[index].start
        pieces = list(_pieces(known[index].text, [(start - at, end - at) for start, end in joined]))
        quotes.append(Quote(pieces, list(rules[index]), joined[0][0]))
    return quotes


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that touch or overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _pieces(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """The text cut at the marks; what lies far from the words is left out ("…")."""
    end = 0
    for number, (mark_start, mark_end) in enumerate(marks):
        between = text[end:mark_start]
        if number and len(between) > 2 * AROUND:
            between = f"{between[:AROUND]}…{between[-AROUND:]}"
        elif not number and len(between) > AROUND:
            between = f"…{between[-AROUND:]}"
        if between:
            yield Piece(between)
        yield Piece(text[mark_start:mark_end], True)
        end = mark_end
    rest = text[end:]
    if rest:
        yield Piece(f"{rest[:AROUND]}…" if len(rest) > AROUND else rest)


# --- the whole text -----------------------------------------------------------------------------------------

FOLDED: frozenset[SectionKind] = frozenset({"legal", "related"})


class Span(NamedTuple):
    """Words of the text that prove a key of the record, or name a skill: then `key` is its place among the skills."""

    start: int
    end: int
    key: str | int
    words: str
    look: Importance | Literal["proves"]


class Stretch(NamedTuple):
    """A piece of text that the same spans cover, the shortest span first. `begins`: a span starts here."""

    text: str
    start: int
    spans: list[Span]
    begins: bool

    @property
    def looks(self) -> str:
        return " ".join(dict.fromkeys(span.look for span in self.spans))

    @property
    def words(self) -> str:
        """What it proves: "years: years-required; Python: required, exact"."""
        return "; ".join(dict.fromkeys(span.words for span in self.spans))


class Part(NamedTuple):
    """A section of the text; `folded` where it says nothing of the job."""

    kind: SectionKind
    length: int
    stretches: list[Stretch]
    folded: bool


def marked_text(analysis: Analysis) -> list[Part]:
    """The text in its sections, cut wherever a span starts or ends; white space at their ends is left out."""
    outline = analysis.outline
    spans = sorted(_spans(analysis.posting, outline), key=lambda span: (span.start, -span.end, span.words))
    cuts = {cut for span in spans for cut in (span.start, span.end)}
    waiting = deque(spans)
    active: list[Span] = []
    parts = []
    for section in outline.sections:
        last = section.start + len(outline.text[section.start : section.end].rstrip())
        inner = sorted({section.start, last}.union(cut for cut in cuts if section.start < cut < last))
        stretches = []
        for start, end in pairwise(inner):
            active = [span for span in active if span.end > start]
            begins = False
            while waiting and waiting[0].start <= start:
                active.append(waiting.popleft())
                begins = True
            shortest_first = sorted(active, key=lambda span: (span.end - span.start, span.words))
            stretches.append(Stretch(outline.text[start:end], start, shortest_first, begins))
        parts.append(Part(section.kind, section.end - section.start, stretches, section.kind in FOLDED))
    return parts


def _spans(posting: Posting, outline: Outline) -> Iterator[Span]:
    """What is proved where, as far as it lies in the text."""
    size = len(outline.text)
    for key, every in posting.evidence.items():
        for evidence in every:
            start, end = evidence.start, evidence.end
            if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= size:
                yield Span(start, end, key, f"{key}: {evidence.rule}", "proves")
    for index, skill in enumerate(posting.skills):
        for mention in skill.mentions:
            if 0 <= mention.start < mention.end <= size:
                words = f"{skill.name}: {skill.importance}, {skill.how}"
                yield Span(mention.start, mention.end, index, words, skill.importance)
