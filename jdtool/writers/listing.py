"""Tables of records: skills, explanations, findings, suggestions. Each is described once, for every format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import UNSET, Struct

from jdtool.model import Evaluation, Explanation, Fit, Gap, LintFinding, SkillShare, Suggestion, TaxonomySkill
from jdtool.writers.display import NOT_STATED, PERIOD_NAMES, bar, counted, id_words, joined, percent, roles_words

Cell = str | int | float | bool | None


class ListColumn(NamedTuple):
    """A column. The higher its rank, the sooner it goes where there is no room; below 0 it always stays.

    A `long` one may become narrow; it and a `quiet` one recede from the eye. Where `drawn` is told, it
    is for drawn tables only (True), or for the other formats (False).
    """

    key: str  # heads the column in CSV
    title: str
    rank: int = 0
    right: bool = False
    long: bool = False
    quiet: bool = False
    drawn: bool | None = None


class Listing(NamedTuple):
    """The records, and the same as rows of cells under columns. `noun` counts them; `wrap` keeps every word.

    `note` tells how to read it. Of a `most` of rows a terminal's table shows the first.
    """

    noun: str
    records: Sequence[Struct]
    columns: list[ListColumn]
    rows: list[list[Cell]]
    wrap: bool = False
    note: str | None = None
    most: int = 5000

    def suited(self, drawn: bool) -> Listing:
        """The same with the columns for drawn tables, or for the other formats."""
        kept = [i for i, column in enumerate(self.columns) if column.drawn in (None, drawn)]
        rows = [[row[i] for i in kept] for row in self.rows]
        return self._replace(columns=[self.columns[i] for i in kept], rows=rows)


def list_skills(skills: Sequence[TaxonomySkill]) -> Listing:
    """Taxonomy entries, with counts where postings were read."""
    columns = [
        ListColumn("name", "Skill", -1),
        ListColumn("category", "Category", 3),
        ListColumn("aliases", "Also written", 4, long=True, quiet=True),
        ListColumn("roles", "Roles", 5, long=True, quiet=True),
        ListColumn("id", "Id", 6, quiet=True),
    ]
    rows: list[list[Cell]] = [
        [s.name, id_words(s.category), ", ".join(s.aliases), roles_words(s), s.id] for s in skills
    ]
    if any(skill.postings is not UNSET for skill in skills):
        columns[1:1] = [
            ListColumn("postings", "Postings", -1, right=True),
            ListColumn("share", "Share", 0, right=True),
            ListColumn("required", "Required", 1, right=True),
            ListColumn("preferred", "Preferred", 1, right=True),
            ListColumn("mentioned", "Mentioned", 3, right=True),
            ListColumn("pay_unit", "Median pay", 2),
            ListColumn("pay_asking", "if asked for", 2, right=True),
            ListColumn("pay_asking_postings", "of", 2, right=True),
            ListColumn("pay_others", "if not", 2, right=True),
            ListColumn("pay_others_postings", "of", 2, right=True),
        ]
        for row, skill in zip(rows, skills, strict=True):
            share = percent(skill.share) if isinstance(skill.share, float | int) else None
            row[1:1] = [_count(skill.postings), share, *map(_count, (skill.required, skill.preferred, skill.mentioned))]
            row[6:6] = _pay_cells(skill)
    return Listing("skill", skills, columns, rows)


def _pay_cells(skill: TaxonomySkill) -> list[Cell]:
    """What pays in the currency and period of most postings; the others are in the records."""
    if not isinstance(skill.pay, list) or not skill.pay:
        return [None] * 5
    pay = skill.pay[0]
    unit = f"{pay.currency or 'unknown currency'} a year"
    if pay.period in PERIOD_NAMES:
        unit += f" from {PERIOD_NAMES[pay.period]} pay"
    return [unit, round(pay.asking_median), pay.asking, round(pay.others_median), pay.others]


def list_shares(skills: Sequence[TaxonomySkill], by: str, most: int | None = None) -> Listing:
    """For each role or level, largest first, the skills that most of its postings name: at most so many of each."""
    columns = [
        ListColumn(by, by.capitalize(), -1),
        ListColumn("name", "Skill", -1),
        ListColumn("postings", "Postings", -1, right=True),
        ListColumn("of", "of", -1, right=True),
        ListColumn("share", "Share", 0, right=True),
        ListColumn("required", "Required", 1, right=True),
        ListColumn("preferred", "Preferred", 1, right=True),
        ListColumn("mentioned", "Mentioned", 3, right=True),
        ListColumn("category", "Category", 2),
        ListColumn("id", "Id", 4, quiet=True),
    ]
    groups: dict[str | None, list[tuple[SkillShare, TaxonomySkill]]] = {}
    for skill in skills:
        for share in skill.by if isinstance(skill.by, list) else []:
            groups.setdefault(share.name, []).append((share, skill))
    rows: list[list[Cell]] = []
    for name in sorted(groups, key=lambda name: (name is None, -groups[name][0][0].of, name or "")):
        ranked = sorted(groups[name], key=lambda pair: (-pair[0].postings, -pair[0].required, pair[1].name.lower()))
        for share, skill in ranked[:most]:
            cells: list[Cell] = [name or NOT_STATED, skill.name, share.postings, share.of, percent(share.share)]
            cells += [share.required, share.preferred, share.mentioned, id_words(skill.category), skill.id]
            rows.append(cells)
    return Listing("share", skills, columns, rows)


def list_explanations(explanations: Sequence[Explanation]) -> Listing:
    """Where a skill's names stand, a row an occurrence, and a row for a posting that has none."""
    columns = [
        ListColumn("path", "Posting", 1),
        ListColumn("start", "At", 3, right=True),
        ListColumn("text", "Text", -1),
        ListColumn("section", "Section", 2),
        ListColumn("verdict", "Verdict", -1),
        ListColumn("score", "Score", 4, right=True),
        ListColumn("reason", "Why", 0, long=True),
    ]
    rows: list[list[Cell]] = []
    for explanation in explanations:
        if not explanation.occurrences:
            none = f"no name of {explanation.name} stands in the text"
            rows.append([explanation.path, None, None, None, "not found", None, none])
        for place in explanation.occurrences:
            verdict = place.importance or "does not count"
            score = place.score or None
            rows.append([explanation.path, place.start, place.text, place.section, verdict, score, place.reason])
    return Listing("place", explanations, columns, rows, wrap=True)


def list_findings(findings: Sequence[LintFinding]) -> Listing:
    """What a strict reader says of a taxonomy."""
    columns = [
        ListColumn("place", "Place", 1),
        ListColumn("kind", "Kind", 2),
        ListColumn("hits", "Hits", 3, right=True),
        ListColumn("message", "Finding", -1, long=True),
    ]
    rows: list[list[Cell]] = [[f"{f.file}:{f.line}", f.kind, f.hits, f.message] for f in findings]
    return Listing("finding", findings, columns, rows, wrap=True)


def list_suggestions(suggestions: Sequence[Suggestion]) -> Listing:
    """Terms that the taxonomy does not know, best supported first."""
    columns = [
        ListColumn("term", "Term", -1),
        ListColumn("kind", "Kind", 1),
        ListColumn("skill", "Of", 2),
        ListColumn("postings", "Postings", -1, right=True),
        ListColumn("listed", "In lists", 0, right=True),
        ListColumn("companions", "Beside", 3, long=True, quiet=True),
        ListColumn("yaml", "Entry", 0, long=True),
        ListColumn("line", "As in", 5, long=True, quiet=True),
    ]
    rows: list[list[Cell]] = [
        [s.term, s.kind, s.skill, s.postings, s.listed, ", ".join(s.companions), s.yaml, "".join(s.lines[:1])]
        for s in suggestions
    ]
    return Listing("suggestion", suggestions, columns, rows)


def list_figures(evaluation: Evaluation) -> Listing:
    """A field a row: how often it came out as expected."""
    columns = [
        ListColumn("field", "Field", -1),
        ListColumn("share", "Right", -1, right=True),
        ListColumn("right", "Values", 0, right=True),
        ListColumn("asked", "of", 0, right=True),
        ListColumn("stated_right", "Where stated", 1, right=True),
        ListColumn("stated", "of", 1, right=True),
    ]
    rows: list[list[Cell]] = [
        [f.field, percent(f.share), f.right, f.asked, f.stated_right, f.stated] for f in evaluation.figures
    ]
    return Listing("field", [evaluation], columns, rows)


def list_misses(evaluation: Evaluation) -> Listing:
    """What did not come out as expected, a value a row."""
    columns = [
        ListColumn("field", "Field", -1),
        ListColumn("posting", "Posting", 1),
        ListColumn("expected", "Expected", -1, long=True),
        ListColumn("got", "Got", -1, long=True),
        ListColumn("reason", "Why", 0, long=True, quiet=True),
    ]
    rows: list[list[Cell]] = [
        [m.field, m.posting, _value_words(m.expected), _value_words(m.got), m.reason] for m in evaluation.misses
    ]
    return Listing("difference", [evaluation], columns, rows, wrap=True)


PARTS = {
    "required": "Required skills",
    "preferred": "Preferred skills",
    "years": "Years",
    "level": "Level",
    "wishes": "Wishes",
}
MOST_FITS = 100  # rows that a person looks through


def list_fits(fits: Sequence[Fit], names: Mapping[str, str]) -> Listing:
    """Postings by fit, a row each: the score with its parts, what is missing, what rules them out."""
    columns = [
        ListColumn("rank", "#", -1, right=True),
        ListColumn("score", "Score", -1, right=True),
        ListColumn("fit", "Parts", -1, drawn=True),
        *(ListColumn(key, title.partition(" ")[0], right=True, drawn=False) for key, title in PARTS.items()),
        ListColumn("had", "Has", 1),
        ListColumn("title", "Title", -1, long=True),
        ListColumn("company", "Company", 3, long=True, quiet=True),
        ListColumn("missing_required", "Missing", -1, long=True),
        ListColumn("missing_preferred", "Missing, preferred", 4, long=True, quiet=True),
        ListColumn(
            "dealbreakers",
            "Deal-breakers",
            -1,
            long=True,
            drawn=None if any(fit.dealbreakers for fit in fits) else False,
        ),
        ListColumn("path", "File", 6, quiet=True),
        ListColumn("record", "Record", right=True, drawn=False),
    ]
    rows: list[list[Cell]] = []
    for number, fit in enumerate(fits, 1):
        parts = [getattr(fit.parts, key).score for key in PARTS]
        rows.append(
            [
                number,
                fit.score,
                bar(parts),
                *parts,
                fit.parts.required.reason.partition(",")[0] if fit.parts.required.score is not None else None,
                fit.posting.title,
                fit.posting.company,
                *(_missing_words(fit, importance, names) for importance in ("required", "preferred")),
                "; ".join(line.partition(": “")[0] for line in fit.dealbreakers) or None,
                fit.posting.path,
                fit.posting.record,
            ]
        )
    note = (
        f"parts: {', '.join(PARTS)}; · where the posting or the profile is silent; ~ what is close to a skill you have"
    )
    return Listing("posting", fits, columns, rows, wrap=True, note=note, most=MOST_FITS)


def list_gaps(fits: Sequence[Fit], names: Mapping[str, str]) -> Listing:
    """What lies behind each score: its parts, and the posting's own sentence behind each gap."""
    columns = [
        ListColumn("rank", "#", -1, right=True, drawn=False if len(fits) == 1 else None),
        ListColumn("part", "Part", -1),
        ListColumn("score", "Points", -1, right=True),
        ListColumn("weight", "Weight", -1, right=True),
        ListColumn("what", "What", -1, long=True),
        ListColumn("text", "The posting says", -1, long=True),
    ]
    rows: list[list[Cell]] = []
    for number, fit in enumerate(fits, 1):
        rows += [[number, *row] for row in _fit_rows(fit, names)]
    return Listing("line", fits, columns, rows, wrap=True)


def _fit_rows(fit: Fit, names: Mapping[str, str]) -> Iterator[list[Cell]]:
    heading = " at ".join(filter(None, (fit.posting.title or "title not stated", fit.posting.company)))
    yield ["Score", fit.score, None, heading, None]
    for line in fit.dealbreakers:
        what, _, words = line.partition(": “")
        yield ["deal-breaker", None, None, what, words.removesuffix("”")]
    for key, title in PARTS.items():
        part = getattr(fit.parts, key)
        yield [title, part.score, part.weight, part.reason, None]
        for gap in fit.gaps:
            if gap.importance == key:
                yield [gap.kind, None, None, _gap_words(gap, names), gap.text]
    if fit.have:
        yield ["Had", None, None, ", ".join(names[skill] for skill in fit.have), None]


def _gap_words(gap: Gap, names: Mapping[str, str]) -> str:
    words = joined([names[skill] for skill in gap.skills], "or")
    return f"{words} ({gap.reason})" if gap.reason else words


def _missing_words(fit: Fit, importance: str, names: Mapping[str, str]) -> str | None:
    """The gaps in skills, those with nothing near first; several of which one is enough count as one."""
    gaps = [gap for gap in fit.gaps if gap.importance == importance and gap.kind != "years"]
    gaps.sort(key=lambda gap: gap.near is not None)
    words = [("~" if gap.near else "") + joined([names[skill] for skill in gap.skills], "or") for gap in gaps]
    return ", ".join(words) or None


def _value_words(value: object) -> str:
    """A value of a record as a person would write it: `min: 5, max: none`."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_value_words(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return "; ".join(map(_value_words, value)) or "none"
    return "none" if value is None else str(value)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) else None


def list_timings(stages: Mapping[str, float], postings: int) -> Listing:
    """Where the time went, a row a stage, in the order in which they first ended; `stages` are seconds.

    For drawn tables only. A start is none of the postings' own.
    """
    columns = [
        ListColumn("stage", "Stage", -1),
        ListColumn("ms", "ms", -1, right=True),
        ListColumn("each", "ms a posting", 1, right=True),
        ListColumn("share", "Share", -1, right=True),
    ]
    whole = sum(stages.values())
    rows: list[list[Cell]] = [
        [
            stage,
            f"{1000 * seconds:,.2f}",
            f"{1000 * seconds / postings:,.3f}" if postings and stage != "start" else None,
            f"{seconds / whole:.1%}" if whole else None,
        ]
        for stage, seconds in stages.items()
    ]
    return Listing("stage", [], columns, rows, note=f"{counted(postings, 'posting')} in {1000 * whole:,.2f} ms")
