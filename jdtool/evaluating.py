"""The tool measured against postings with expected values: a figure per field, and every miss with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from jdtool import patterns
from jdtool.entries import SkillEntry
from jdtool.errors import UsageError
from jdtool.explaining import explain_skill
from jdtool.mentions import Matcher
from jdtool.model import Analysis, Evaluation, Expectation, Failure, Figure, Miss, Posting
from jdtool.taxonomy import Taxonomy, find_skill

ONE_OF = "one_of"
"""{one_of: [mid, senior]} takes any of the values."""
WORDED = frozenset({"title", "company", "team"})
"""Values compared by their words: letter case and punctuation apart."""
WORD_RE = patterns.compile(r"[\w+#]+")
ASKED = ("required", "preferred")

Told = Callable[[str, object, object, str | None], None]


def evaluate(
    pairs: Iterable[tuple[Expectation, Analysis]], taxonomy: Taxonomy, failures: Iterable[Failure] = ()
) -> Evaluation:
    """How often each expected value came out, and where not.

    `stated` counts the postings that expect a value at all; the others expect silence (null, or an empty list).
    Of the skills three figures are taken. `skills.recall`: of the expected ones, those found. `skills.precision`: of
    those called required or preferred, the expected ones. `skills.importance`: of the expected ones found, those
    called what is expected. A skill expected as null must not be found, and counts under `skills.recall`.
    `failures` are read after the pairs, so that whoever makes the pairs one by one may note what failed.
    """
    tally: dict[str, list[int]] = {}  # right, asked, stated and right, stated
    misses: list[Miss] = []
    matcher = Matcher(taxonomy)
    count = 0
    for expectation, analysis in pairs:
        count += 1
        seen = msgspec.to_builtins(analysis.posting)
        for key, expected in expectation.expected.items():
            if key == "skills":
                _judge_skills(expectation, analysis, taxonomy, matcher, tally, misses)
                continue
            got = seen[key]
            right = agrees(key, expected, got)
            _count(tally, key, right, stated=not is_silent(expected))
            if not right:
                misses.append(Miss(expectation.id, key, expected, got, None))
    figures = [
        Figure(field, right, asked, round(right / asked, 4), stated_right, stated)
        for field, (right, asked, stated_right, stated) in tally.items()
    ]
    figures.sort(key=lambda figure: _ORDER[figure.field.partition(".")[0]])
    misses.sort(key=lambda miss: _ORDER[miss.field.partition(".")[0]])
    return Evaluation("jdtool.evaluation/1", count, figures, misses, list(failures))


_ORDER = {key: number for number, key in enumerate(Posting.__struct_fields__)}


def agrees(key: str, expected: Any, got: Any) -> bool:
    """Whether the value is the expected one: of a mapping the keys it names, of a list the items in any order.

    >>> agrees("years", {"min": 5}, {"min": 5, "max": None}), agrees("title", "QA engineer", "QA Engineer (Web)")
    (True, False)
    """
    if isinstance(expected, Mapping):
        if ONE_OF in expected:
            return any(agrees(key, value, got) for value in expected[ONE_OF])
        return isinstance(got, Mapping) and all(k in got and agrees(k, v, got[k]) for k, v in expected.items())
    if isinstance(expected, list):
        return isinstance(got, list) and _same_items(key, expected, got)
    if key in WORDED and isinstance(expected, str) and isinstance(got, str):
        return _words(expected) == _words(got)
    return bool(expected == got)


def _same_items(key: str, expected: list[Any], got: list[Any]) -> bool:
    left = list(got)
    for item in expected:
        at = next((i for i, value in enumerate(left) if agrees(key, item, value)), None)
        if at is None:
            return False
        del left[at]
    return not left


def _words(text: str) -> list[str]:
    return WORD_RE.findall(text.casefold())


def is_silent(expected: object) -> bool:
    """Whether the posting is expected to say nothing; `one_of` with null among its values counts as silence."""
    if isinstance(expected, Mapping) and ONE_OF in expected:
        return any(is_silent(value) for value in expected[ONE_OF])
    return expected is None or expected == []


def _count(tally: dict[str, list[int]], field: str, right: bool, stated: bool) -> None:
    row = tally.setdefault(field, [0, 0, 0, 0])
    for i, one in enumerate((right, True, stated and right, stated)):
        row[i] += one


def _judge_skills(
    expectation: Expectation,
    analysis: Analysis,
    taxonomy: Taxonomy,
    matcher: Matcher,
    tally: dict[str, list[int]],
    misses: list[Miss],
) -> None:
    found = {skill.id: skill for skill in analysis.posting.skills}
    expected_ids = set()
    for name, importance in expectation.expected["skills"].items():
        entry = _skill(taxonomy, name)
        skill = found.get(entry.id) if entry else None
        if entry and importance is not None:
            expected_ids.add(entry.id)
        right = (skill is not None) == (importance is not None)
        _count(tally, "skills.recall", right, stated=importance is not None)
        got = skill.importance if skill else None
        if not right:
            reason = _reason(analysis, matcher, entry, name)
            misses.append(Miss(expectation.id, "skills.recall", {name: importance}, got, reason))
        elif skill is not None:
            same = agrees("importance", importance, got)
            _count(tally, "skills.importance", same, stated=True)
            if not same:
                reason = _reason(analysis, matcher, entry, name)
                misses.append(Miss(expectation.id, "skills.importance", {name: importance}, got, reason))
    for skill in analysis.posting.skills:
        if skill.importance in ASKED:
            known = skill.id in expected_ids
            _count(tally, "skills.precision", known, stated=True)
            if not known:
                reason = _reason(analysis, matcher, taxonomy.skills[skill.id], skill.name)
                misses.append(Miss(expectation.id, "skills.precision", None, {skill.name: skill.importance}, reason))


def _skill(taxonomy: Taxonomy, name: str) -> SkillEntry | None:
    try:
        return find_skill(taxonomy, name)
    except UsageError:
        return None


def _reason(analysis: Analysis, matcher: Matcher, entry: SkillEntry | None, name: str) -> str:
    """Where the skill's names stand in the posting and what was made of them, in a line."""
    if entry is None:
        return f"the taxonomy has no skill {name!r}"
    places = explain_skill(analysis, matcher, entry).occurrences
    if not places:
        return f"no name of {entry.name} stands in the text"
    place = next((place for place in places if place.counts), places[0])
    return f"{place.text!r} in section {place.section}: {place.reason}"
