"""A text that holds several whole postings, cut into them: a newsletter, a thread, files joined with rules between.

Teasers of other postings are none of these: they stay where they are, and the outline fences them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from jdtool import patterns
from jdtool.headings import heading_kind
from jdtool.model import Outline
from jdtool.sections import outline_text
from jdtool.titles import is_title_like

LEAST_WORDS = 40  # of a posting between rules; shorter blocks are notes and teasers
LEAST_COMMENT = 25  # words under the first line of a posting in a thread
TITLE_REACH = 4  # non-empty lines of a block in which its title must stand
HEAD = 60  # characters by which postings are told apart
MAX_LINE = 250  # characters of a line that heads a posting

RULE_RE = patterns.compile(r"[ \t]{0,40}(?:[-=_~–—]{3,200}|\*{3}|\*{5,200}|(?:[-*_][ \t]){2,80}[-*_]?)[ \t]{0,40}")
RULE_HINT_RE = patterns.compile(r"\n[ \t]*[-=_~–—*](?:[-=_~–—*]{2}|[ \t][-*_])")
# "-----", "* * *"; not "****", an empty bold of Markdown
WORD_RE = patterns.compile(r"\w+")


def split_postings(outline: Outline) -> list[str]:
    """The texts of the whole postings, in order; one alone where the text holds no second."""
    text = outline.text
    for find_starts in (_between_rules, _in_thread, _by_headings):
        starts = find_starts(outline)
        if len(starts) > 1:
            # What stands above the first ("Jobs of the week") is no posting's.
            return [_without_rules(text[start:end]) for start, end in pairwise([*starts, len(text)])]
    return [text]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its start."""
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, line.strip()
        start += len(line)


def _without_rules(text: str) -> str:
    lines = text.strip("\n").split("\n")
    while lines and (not lines[-1].strip() or RULE_RE.fullmatch(lines[-1])):
        lines.pop()
    while lines and (not lines[0].strip() or RULE_RE.fullmatch(lines[0])):
        lines.pop(0)
    return "\n".join(lines) + "\n"


def _between_rules(outline: Outline) -> list[int]:
    """Where postings start that have a rule ("-----") between them; a rule inside a posting starts none."""
    text = outline.text
    if RULE_HINT_RE.search(text) is None:
        return []
    lines = list(_lines(text))
    # A rule right under a line underlines it, as headings are in plain text.
    cuts = [s for (_, above), (s, line) in pairwise(lines) if line and not above and RULE_RE.fullmatch(line)]
    if not cuts:
        return []
    blocks = [(start, _without_rules(text[start:end])) for start, end in pairwise([0, *cuts, len(text)])]
    whole = [(start, block) for start, block in blocks if _is_whole(block)]
    return [start for start, _ in whole] if _differ(block for _, block in whole) else []


def _is_whole(block: str) -> bool:
    """Whether the block has a title at its top and lines that ask for something or describe the work."""
    if len(WORD_RE.findall(block)) < LEAST_WORDS:
        return False
    top = [line for _, line in _lines(block) if line][:TITLE_REACH]
    return any(map(_is_title, top)) and any(passage.kind for passage in outline_text(block).reading())


def _is_title(line: str) -> bool:
    return not line.startswith(("•", "- ", "* ")) and is_title_like(line.lstrip("#* ").rstrip("* "))


def _in_thread(outline: Outline) -> list[int]:
    """Where the comments of a "Who is hiring" thread start: "Company | Job | Place", and prose below."""
    text = outline.text
    if text.count("|") < 4:  # two lines with two
        return []
    heads = [
        start
        for start, line in _lines(text)
        if line.count("|") > 1 and len(line) <= MAX_LINE and line[0] != "|" and any(map(_is_title, line.split("|")))
    ]
    if len(heads) < 2:
        return []
    starts = [s for s, end in pairwise([*heads, len(text)]) if len(WORD_RE.findall(text[s:end])) >= LEAST_COMMENT]
    return starts if _differ(_line_at(text, start).split("|")[0] for start in starts) else []


def _by_headings(outline: Outline) -> list[int]:
    """Where titles stand that have demands and another section of a posting of their own below them."""
    kinds = [section.kind for section in outline.sections]
    if "related" not in kinds and (kinds.count("required") < 2 or kinds.count("responsibilities") < 2):
        return []
    titles: list[int] = []
    headings: list[tuple[int, str]] = []
    for start, line in _lines(outline.text):
        if not line or len(line) > MAX_LINE:
            continue
        kind = heading_kind(line)
        if kind:
            headings.append((start, kind))
        elif _is_title(line) and ":" not in line:
            titles.append(start)
    starts: list[int] = []
    places = [at for at, _ in headings]
    for start, end in pairwise([*titles, len(outline.text)]):
        own = {kind for _, kind in headings[bisect_right(places, start) : bisect_left(places, end)]}
        if "required" in own and len(own - {"related", "legal"}) > 1:
            starts.append(start)
    return starts if _differ(_line_at(outline.text, start) for start in starts) else []


def _differ(texts: Iterable[str]) -> bool:
    """Whether no text begins as another does: a posting saved twice is one posting."""
    heads = [" ".join(WORD_RE.findall(text[:MAX_LINE].casefold()))[:HEAD] for text in texts]
    return len(set(heads)) == len(heads)


def _line_at(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)].strip()
