"""Markdown: headings and tables that no posting's text can break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from jdtool import patterns
from jdtool.model import Analysis, Comparison
from jdtool.writers import PLAIN, Look
from jdtool.writers.columns import NAMES, chosen_facts
from jdtool.writers.display import (
    DIFFER,
    IMPORTANCES,
    MARKS,
    NOT_STATED,
    alone_words,
    conversion_facts,
    counted,
    difference_words,
    differing,
    duplicates_words,
    facts_of,
    figures_words,
    file_words,
    group_words,
    id_words,
    importances,
    labels,
    notes,
    pairs_words,
    printable,
    skill_words,
    skills_by_category,
    stated_facts,
    stated_words,
    summary_words,
)
from jdtool.writers.listing import Listing

# What Markdown or GitHub reads as more than itself: "[a](b)", "| cell |", "$120,000 to $140,000".
MARKUP_RE = patterns.compile(r"[\\`*_\[\]|~$]")
ENTITIES = {"<": "&lt;", ">": "&gt;"}
ENTITY_RE = patterns.compile(r"[<>]|&(?=[#\w])")  # "R&D", "&lt;"


def write_postings(analyses: Iterable[Analysis], stream: TextIO, look: Look = PLAIN) -> None:
    """A section per posting."""
    for number, analysis in enumerate(analyses):
        if number:
            stream.write("\n")
        stream.writelines(f"{line}\n" for line in posting_lines(analysis))


def write_comparison(comparison: Comparison, stream: TextIO, look: Look = PLAIN) -> None:
    """The postings with their facts, the skill matrix and what can be counted."""
    stream.writelines(f"{line}\n" for line in comparison_lines(comparison, look.columns))


def write_listing(listing: Listing, stream: TextIO, look: Look = PLAIN) -> None:
    """A table."""
    listing = listing.suited(drawn=False)
    rows = [["" if value is None else str(value) for value in row] for row in listing.rows]
    lines = table([column.title for column in listing.columns], rows)
    lines += ["", escaped(listing.note)] if listing.note else []
    stream.writelines(f"{line}\n" for line in lines)


def escaped(text: str) -> str:
    r"""The text as Markdown that shows as the text.

    >>> escaped("a | b <b> [c](d)")
    'a \\| b &lt;b&gt; \\[c\\](d)'
    """
    quoted = MARKUP_RE.sub(lambda match: f"\\{match[0]}", printable(text))
    return ENTITY_RE.sub(lambda match: ENTITIES.get(match[0], "&amp;"), quoted)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table; cells are escaped here and nowhere else."""
    lines = [header, *rows]
    drawn = [f"| {' | '.join(map(escaped, line))} |" for line in lines]
    return [drawn[0], "|" + " --- |" * len(header), *drawn[1:]]


def posting_lines(analysis: Analysis) -> list[str]:
    posting = analysis.posting
    facts = [("Company", posting.company or NOT_STATED)]
    facts += [(fact.label, fact.words(posting) or NOT_STATED) for fact in facts_of([posting])]
    facts.append(("Source", file_words(posting)))
    lines = [f"## {escaped(posting.title or 'Title not stated')}", "", *table(["Fact", "Stated"], facts)]
    skills = [
        (importance, id_words(category), ", ".join(map(skill_words, group)))
        for importance in IMPORTANCES[:2]
        for category, group in skills_by_category(posting, importance).items()
    ]
    if skills:
        lines += ["", *table(["Skills", "Category", "Names"], skills)]
    if said := notes(analysis):
        lines += ["", *(f"- {note.name}: {escaped(line)}" for note in said for line in note.lines)]
    return lines


def comparison_lines(comparison: Comparison, names: Sequence[str] = ()) -> list[str]:
    postings = comparison.postings
    letters = labels(comparison)
    facts = (
        chosen_facts(names) if names else [*NAMES[:2], *stated_facts(postings), *conversion_facts(comparison), NAMES[2]]
    )
    rows = [
        [letter, *(fact.words(posting) or NOT_STATED for fact in facts)]
        for letter, posting in zip(letters, postings, strict=True)
    ]
    header = ["", *(f"{fact.label} {DIFFER}" if differing(comparison, fact) else fact.label for fact in facts)]
    lines = [f"# {counted(len(postings), 'posting')} compared", ""]
    for group in comparison.groups:
        lines += [
            f"## {escaped(group_words(group))}",
            "",
            *table(header, [rows[position] for position in group.positions]),
        ]
        lines += ["", *items(figures_words(group.summary)), ""]
    if not comparison.groups:
        lines += [*table(header, rows), ""]
    if comparison.difference:
        for name, said in difference_words(comparison):
            lines += [f"## {name}", "", *(f"- {escaped(line)}" for line in said), ""]
    elif comparison.skills:
        key = ", ".join(f"{MARKS[importance]} {importance}" for importance in IMPORTANCES)
        rows = [
            [
                skill.name,
                id_words(skill.category),
                *(MARKS[asked] if asked else "" for asked in importances(skill, comparison)),
                f"{skill.postings} of {len(postings)}",
            ]
            for skill in comparison.skills
        ]
        lines += ["## Skills", "", key, "", *table(["Skill", "Category", *letters, "Named by"], rows), ""]
    for name, named in (
        ("Asked for by one only", alone_words(comparison) if not comparison.difference else []),
        ("Asked for together", pairs_words(comparison)),
    ):
        if named:
            lines += [f"## {name}", "", *items(named), ""]
    lines += ["## All together", "", *items([*summary_words(comparison), *stated_words(comparison)])]
    lines += [f"- Duplicates: {words}" for words in duplicates_words(comparison)]
    lines += [f"- Not read: {escaped(failure.path)}: {escaped(failure.message)}" for failure in comparison.errors]
    return lines


def items(rows: Iterable[tuple[str, str]]) -> list[str]:
    """A list of names and words."""
    return [f"- {escaped(name)}: {escaped(words)}" for name, words in rows]
