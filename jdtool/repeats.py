"""Postings that say the same, or nearly, though their files differ."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil
from statistics import median

from jdtool import patterns
from jdtool.model import Posting, Similar

TEXT_ID_RE = patterns.compile(r"[0-9a-f]{16}")  # "3f2a90c1d4e5b678": the posting's text, hashed

NEARLY = 0.8  # of two postings' lines taken together, so many stand in both: 9 of 11, with one of ten reworded
FEWEST_LINES = 4  # of its own that a posting needs to be likened: fewer are alike by chance
BOILERPLATE_FROM = (
    5  # postings that share a line and are otherwise not alike: the line is the employer's, not the job's
)
LOOKED_AT = 40  # of the postings that share a line, to see whether they are alike


def find_duplicates(postings: Sequence[Posting]) -> list[list[int]]:
    """Groups of positions of postings that say the same: equal text, or equal title, company and lines."""
    above = list(range(len(postings)))  # of each the position it goes with, in the end the group's first

    def first(position: int) -> int:
        while above[position] != position:
            above[position] = above[above[position]]
            position = above[position]
        return position

    first_with: dict[tuple[object, ...], int] = {}
    for position, posting in enumerate(postings):
        for key in identities(posting):
            one, other = sorted((first(first_with.setdefault(key, position)), first(position)))
            above[other] = one
    groups: dict[int, list[int]] = defaultdict(list)
    for position in range(len(postings)):
        groups[first(position)].append(position)
    return [group for group in groups.values() if len(group) > 1]


def identities(posting: Posting) -> Iterator[tuple[object, ...]]:
    """The keys under which a posting is the same as another.

    A source's own id may be "1" in two files, so it counts only together with title and company; a posting
    without lines has no content to compare.
    """
    name = name_of(posting)
    yield ("text", posting.id) if TEXT_ID_RE.fullmatch(posting.id) else ("id", posting.id, *name)
    if lines := lines_of(posting):
        yield ("lines", *name, lines)


def find_similar(postings: Sequence[Posting]) -> list[Similar]:
    """Groups of postings with nearly the same lines, their order being that of their ids.

    Each is likened to the first of a group, not to any of it, so that a chain of small changes makes no group.
    """
    members: dict[frozenset[str], list[Posting]] = defaultdict(list)
    for posting in postings:
        members[lines_of(posting)].append(posting)
    # The fullest first; then in an order that the order of the postings does not decide.
    texts = sorted(members, key=lambda lines: (-len(lines), sorted(lines)))
    common = boilerplate(texts)
    kept = [lines - common for lines in texts]
    rarity = Counter(line for lines in kept for line in lines)
    groups: dict[int, list[tuple[int, float]]] = {}
    holding: dict[str, list[int]] = defaultdict(list)
    for index, lines in enumerate(kept):
        if len(lines) < FEWEST_LINES:
            continue
        # Two sets that share so much share one of their first lines, rarest first: only these are looked up.
        head = sorted(lines, key=lambda line: (rarity[line], line))[: len(lines) - ceil(NEARLY * len(lines)) + 1]
        near = {first for line in head for first in holding[line]}
        alike = max(((likeness(lines, kept[first]), -first) for first in near), default=(0.0, 0))
        if alike[0] >= NEARLY:
            groups[-alike[1]].append((index, alike[0]))
        else:
            groups[index] = [(index, 1.0)]
            for line in head:
                holding[line].append(index)
    found = []
    for alike_texts in groups.values():
        group = [posting for index, _ in alike_texts for posting in members[texts[index]]]
        if len(group) > 1 and not all_the_same(group):
            share = round(min(share for _, share in alike_texts), 2)
            ids = sorted(posting.id for posting in group)
            found.append(Similar("repost" if same_name(group) else "near", ids, share))
    return sorted(found, key=lambda similar: similar.ids)


def all_the_same(group: Sequence[Posting]) -> bool:
    """Whether the group is one of duplicates, of which is told apart."""
    duplicates = find_duplicates(group)
    return len(duplicates) == 1 and len(duplicates[0]) == len(group)


def boilerplate(texts: Sequence[frozenset[str]]) -> frozenset[str]:
    """The lines that many texts share which are otherwise not alike.

    What fifty reposts of one job share is no boilerplate: they are alike.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for index, lines in enumerate(texts):
        for line in lines:
            holders[line].append(index)
    common = set()
    likenesses: dict[tuple[int, int], float] = {}
    for line, indices in holders.items():
        if len(indices) < BOILERPLATE_FROM:
            continue
        pairs = list(pairwise(indices[:LOOKED_AT]))
        for pair in pairs:
            if pair not in likenesses:
                likenesses[pair] = likeness(texts[pair[0]], texts[pair[1]])
        if median(likenesses[pair] for pair in pairs) < NEARLY:
            common.add(line)
    return frozenset(common)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Of the lines of both, how many stand in both, 0-1.

    >>> likeness(frozenset("abcd"), frozenset("bcde"))
    0.6
    """
    both = len(one & other)
    return both / (len(one) + len(other) - both)


def same_name(group: Iterable[Posting]) -> bool:
    """Whether all have the same title, and the same company as far as they state it."""
    names = [name_of(posting) for posting in group]
    companies = {company for _, company in names if company}
    return len({title for title, _ in names}) == 1 and len(companies) <= 1


def name_of(posting: Posting) -> tuple[str, str]:
    return normalised(posting.title or ""), normalised(posting.company or "")


def lines_of(posting: Posting) -> frozenset[str]:
    return frozenset(filter(None, (normalised(line.text) for line in posting.requirements)))


def normalised(text: str) -> str:
    """The words of a text, lower-case, without punctuation and spacing.

    >>> normalised("Senior  Backend-Engineer (m/f)")
    'senior backend engineer m f'
    """
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
