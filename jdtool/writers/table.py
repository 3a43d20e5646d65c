"""Tables, panels and bars for the terminal; the same without colour in a pipe."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, TextIO

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from jdtool.model import Analysis, ComparedSkill, Comparison, Importance, Posting
from jdtool.writers import PLAIN, Look
from jdtool.writers.display import (
    LONG_FACTS,
    MARKS,
    NOT_STATED,
    PayAxis,
    counted,
    duplicates_words,
    facts_of,
    file_words,
    id_words,
    importances,
    label,
    labels,
    notes,
    number_words,
    pay_axes,
    printable,
    skill_words,
    skills_by_category,
    stated_facts,
    stated_words,
    summary_words,
)
from jdtool.writers.listing import Listing

PIPE_WIDTH = 160  # columns, where there is no terminal to fill
MOST_WIDTH = 160  # columns; longer lines are hard to read
MOST_POSTINGS = 100  # rows: Rich needs 2 ms for each
MOST_SKILLS = 40  # rows of the matrix: what fewer ask for comes last
SIDE_BY_SIDE = 24  # columns that a posting needs to stand beside others
LONGEST_WORD = 24  # columns; a longer word may lose its end to an ellipsis
WIDEST_CELL = 48  # columns; a longer cell is wrapped even if there is room
FILE = 30  # columns of a file's name
BAR = 60  # columns of the longest axis of pay

DIM = "dim"
HEADING = "bold"
STYLES: dict[Importance, str] = {"required": "green", "preferred": "yellow", "mentioned": "dim"}

ASCII = str.maketrans("●○·█─━│╭╮╰╯–—…“”▁▂▃▄▅▆▇", '#o.#--|++++--~""1234567')
"""What stands for our signs, one for one, where the stream cannot write them."""


def write_postings(analyses: Iterable[Analysis], stream: TextIO, look: Look = PLAIN) -> None:
    """A page per posting."""
    for number, analysis in enumerate(analyses):
        width = min(look.width or PIPE_WIDTH, MOST_WIDTH)
        draw(["" if number else None, *posting_page(analysis, width)], stream, look.colour, width)


def write_comparison(comparison: Comparison, stream: TextIO, look: Look = PLAIN) -> None:
    """Facts, pay bands, the skill matrix and what can be counted."""
    width = look.width or PIPE_WIDTH
    parts = [
        cell(f"{counted(len(comparison.postings), 'posting')} compared", HEADING),
        *facts_part(comparison, width),
        *pay_part(comparison, width),
        *matrix_part(comparison, width),
        *summary_part(comparison),
    ]
    draw(parts, stream, look.colour, width)


def write_listing(listing: Listing, stream: TextIO, look: Look = PLAIN) -> None:
    """The records as a table; without a terminal, each on one line however long."""
    listing = listing.suited(drawn=True)
    rows = listing.rows[: listing.most]
    columns = []
    for i, column in enumerate(listing.columns):
        style = HEADING if i == 0 else DIM if column.quiet else ""
        cells = [listed_cell(row[i], style) for row in rows]
        made = Column(column.title, cells, column.rank, column.right, flexible=column.long)
        columns.append(made._replace(most=made.natural) if column.long else made)
    width = look.width or max(PIPE_WIDTH, sum(column.natural + 2 for column in columns))
    wrap = listing.wrap and look.width is not None
    parts: list[RenderableType | None] = [fitted_table(columns, width, wrap)] if rows else []
    if len(listing.rows) > len(rows):
        left = len(listing.rows) - len(rows)
        parts.append(cell(f"… and {left:,} more: see --json, or narrow the search", DIM))
    parts.append(cell(counted(len(listing.rows), listing.noun), DIM))
    if listing.note and rows:
        parts.append(cell(listing.note, DIM))
    draw(parts, stream, look.colour, width)


def listed_cell(value: object, style: str) -> Text:
    """A cell of a listing: nothing for None, zeros receding."""
    if value is None:
        return cell("")
    return cell(str(value), style if value or not isinstance(value, int) else DIM)


# --- drawing ------------------------------------------------------------------------------------------------


def cell(text: str, style: str = "") -> Text:
    """Text for Rich: the only way in for words from postings, since Rich reads "[red]" in plain strings."""
    return Text(printable(text), style=style, overflow="ellipsis")


def heading(text: str) -> Padding:
    return Padding(cell(text, HEADING), (1, 0, 0, 0))


def beside(*cells: Text) -> Text:
    """The cells in one, a space between them."""
    return Text(" ", overflow="ellipsis").join(cells)


def stated(words: str | None, style: str = "") -> Text:
    return cell(NOT_STATED, DIM) if words is None else cell(words, style)


def count_cell(count: object) -> Text:
    return cell(str(count), "" if count else DIM) if isinstance(count, int) else cell("")


def draw(parts: Iterable[RenderableType | None], stream: TextIO, colour: bool, width: int) -> None:
    """The parts below each other, written in one go.

    Rich never sees the stream: it would end the program on a closed pipe, and NO_COLOR with FORCE_COLOR
    would still write bold into a file.
    """
    canvas = io.StringIO()
    console = Console(
        file=canvas,
        width=width,
        height=100,
        force_terminal=colour,
        force_jupyter=False,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    for part in parts:
        if part is not None:
            console.print(part)
    text = canvas.getvalue()
    if not colour:
        text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
    encoding = stream.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(ASCII).encode(encoding, "replace").decode(encoding)
    stream.write(text)


class Column(NamedTuple):
    """A column of a table: the higher its rank, the sooner it is dropped; never below 0.

    A flexible one may become narrower than its cells, down to their longest word.
    """

    header: str
    cells: Sequence[Text]
    rank: int
    right: bool = False
    flexible: bool = False
    most: int = WIDEST_CELL

    @property
    def natural(self) -> int:
        """The width at which nothing is wrapped."""
        return max(cell_len(self.header), *(value.cell_len for value in self.cells), 0)

    @property
    def least(self) -> int:
        """The width below which the column is rather dropped."""
        if not self.flexible:
            return min(self.natural, self.most)
        words = [word for text in (self.header, *map(str, self.cells)) for word in text.split()]
        return min(LONGEST_WORD, max((cell_len(word) for word in words), default=1))


def ruled_table() -> Table:
    """A table with a rule under its header and two columns of space between its own."""
    return Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style=HEADING,
    )


def fitted_table(columns: Sequence[Column], width: int, wrap: bool = True) -> Table:
    """The columns that fit, the least important dropped first."""
    kept = list(columns)
    while sum(column.least + 2 for column in kept) > width:
        dropped = max(kept, key=lambda column: column.rank)
        if dropped.rank < 0:
            break
        kept.remove(dropped)
    table = ruled_table()
    for column, columns_wide in zip(kept, share_width(kept, width), strict=True):
        table.add_column(
            cell(column.header),
            width=columns_wide,
            justify="right" if column.right else "left",
            overflow="ellipsis",
            no_wrap=not wrap,
        )
    for row in zip(*(column.cells for column in kept), strict=True):
        table.add_row(*row)
    return table


def share_width(columns: Sequence[Column], width: int) -> list[int]:
    """The width of each column: its least, then a step at a time to those that want more."""
    wanted = [max(column.least, min(column.natural, column.most)) for column in columns]
    widths = [column.least for column in columns]
    spare = width - sum(widths) - 2 * len(columns)
    while spare > 0 and (short := [i for i in range(len(columns)) if widths[i] < wanted[i]]):
        for index in short[:spare]:
            widths[index] += 1
        spare -= len(short)
    return widths


# --- a posting ----------------------------------------------------------------------------------------------


def posting_page(analysis: Analysis, width: int) -> list[RenderableType | None]:
    """The page of one posting: headline, skills, the rest, and what was left out."""
    posting = analysis.posting
    return [
        Panel(headline(posting, width), box=box.ROUNDED, border_style="cyan", width=width, padding=(0, 1)),
        *skills_part(posting),
        details(analysis),
    ]


def headline(posting: Posting, width: int) -> Table:
    """Title, company and the facts that a person looks for first."""
    panel = Table.grid(expand=True)
    title = cell(posting.title, "bold cyan") if posting.title else cell("title not stated", DIM)
    panel.add_row(beside(title, cell("(from a sentence)" if posting.title_inferred else "", DIM)))
    company = cell(posting.company, HEADING) if posting.company else cell("company not stated", DIM)
    panel.add_row(beside(company, cell(file_words(posting), DIM)))
    panel.add_row("")
    panel.add_row(fact_grids(posting, 1 if width < 60 else 2 if width < 130 else 3))
    return panel


def fact_grids(posting: Posting, across: int) -> Group:
    """The short facts beside each other, read line by line; below them the long ones, a line each."""
    facts = facts_of([posting])
    wide = max(cell_len(fact.label) for fact in facts)
    grids = []
    for columns, group in (
        (across, [fact for fact in facts if fact.key not in LONG_FACTS]),
        (1, [fact for fact in facts if fact.key in LONG_FACTS]),
    ):
        grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
        for _ in range(columns):
            grid.add_column(width=wide)
            grid.add_column(ratio=1, overflow="ellipsis")
        cells = [part for fact in group for part in (cell(fact.label, DIM), stated(fact.words(posting)))]
        for start in range(0, len(cells), 2 * columns):
            grid.add_row(*cells[start : start + 2 * columns])
        grids.append(grid)
    return Group(*grids)


def skills_part(posting: Posting) -> list[RenderableType | None]:
    """Required and preferred skills by category."""
    parts: list[RenderableType | None] = []
    categories = {skill.category for skill in posting.skills if skill.importance != "mentioned"}
    wide = max((cell_len(id_words(category)) for category in categories), default=0)
    for importance in ("required", "preferred"):
        groups = skills_by_category(posting, importance)
        if not groups:
            continue
        parts.append(heading(f"{importance.capitalize()} skills"))
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=wide + 2)
        grid.add_column(overflow="ellipsis")
        for category, skills in groups.items():
            names = ", ".join(map(skill_words, skills))
            grid.add_row(Padding(cell(id_words(category), DIM), (0, 0, 0, 2)), cell(names, STYLES[importance]))
        parts.append(grid)
    return parts


def details(analysis: Analysis) -> Padding | None:
    """What there is besides facts and skills, and what was left out of the reading."""
    said = notes(analysis)
    if not said:
        return None
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="ellipsis")
    for note in said:
        style = DIM if note.aside else "yellow" if note.name == "Note" else ""
        for number, line in enumerate(note.lines):
            grid.add_row(cell("" if number else note.name, HEADING), cell(line, style))
    return Padding(grid, (1, 0, 0, 0))


# --- a comparison -------------------------------------------------------------------------------------------


def facts_part(comparison: Comparison, width: int) -> list[RenderableType | None]:
    """The facts: postings side by side where there is room for all, else a row for each."""
    postings = comparison.postings
    beside = (width - 20) // (SIDE_BY_SIDE + 2)
    if not postings:
        return []
    if len(postings) <= beside:
        return [heading("Facts"), side_by_side(postings, width)]
    shown = list(enumerate(postings[:MOST_POSTINGS]))
    letters = Column("", [cell(label(index), "bold cyan") for index, _ in shown], rank=-1)
    legend = [
        letters,
        Column("Title", [stated(posting.title) for _, posting in shown], rank=-1, flexible=True),
        Column("Company", [stated(posting.company) for _, posting in shown], rank=1, flexible=True),
        Column("File", [cell(middle(file_words(posting), FILE), DIM) for _, posting in shown], rank=0),
    ]
    facts = [
        Column(
            fact.label,
            [stated_short(fact.words(posting)) for _, posting in shown],
            rank=fact.rank,
            flexible=fact.key in LONG_FACTS,
        )
        for fact in stated_facts(postings)
    ]
    parts: list[RenderableType | None] = [heading("Postings"), fitted_table(legend, width)]
    if len(postings) > len(shown):
        parts.append(cell(f"… and {len(postings) - len(shown):,} more: see --json or --format csv", DIM))
    table = fitted_table([letters, *facts], width)
    parts += [heading("Facts"), table]
    notes = [f"– {NOT_STATED}"]
    drawn = {str(column.header) for column in table.columns}
    if dropped := [column.header.lower() for column in facts if column.header not in drawn]:
        notes.append(f"no room for {', '.join(dropped)}: see --json or --format html")
    return [*parts, cell("; ".join(notes), DIM)]


def stated_short(words: str | None) -> Text:
    return cell("–", DIM) if words is None else cell(words)


def side_by_side(postings: Sequence[Posting], width: int) -> Table:
    """A column per posting, a row per fact that any of them states."""
    facts = stated_facts(postings)
    wide = max(cell_len(fact.label) for fact in facts) if facts else 7
    each = min(WIDEST_CELL, (width - wide - 2) // len(postings) - 2)
    table = ruled_table()
    table.add_column("", width=wide)
    for index, _ in enumerate(postings):
        table.add_column(cell(label(index), "bold cyan"), width=each, overflow="ellipsis")
    table.add_row(cell("Title", DIM), *(stated(posting.title, HEADING) for posting in postings))
    table.add_row(cell("Company", DIM), *(stated(posting.company) for posting in postings))
    table.add_row(
        cell("File", DIM),
        *(cell(middle(file_words(posting), each), DIM) for posting in postings),
        end_section=True,
    )
    for fact in facts:
        table.add_row(cell(fact.label, DIM), *(stated(fact.words(posting)) for posting in postings))
    return table


def middle(text: str, width: int) -> str:
    """The text, its middle replaced where it is too long: file names differ at the end.

    >>> middle("senior-backend-engineer.txt", 15)
    'senior-…eer.txt'
    """
    if cell_len(text) <= width:
        return text
    tail = width // 2
    return f"{text[: width - tail - 1]}…{text[-tail:]}"


def pay_part(comparison: Comparison, width: int) -> list[RenderableType | None]:
    """The pay bands as bars, an axis per currency, and who states no pay."""
    parts: list[RenderableType | None] = []
    axes = pay_axes(comparison)
    for axis in axes:
        parts += [heading(axis.name), pay_bars(axis, width)]
    paid = {bar.position for axis in axes for bar in axis.bars}
    silent = [label(index) for index in range(len(comparison.postings)) if index not in paid]
    if axes and silent:
        names = ", ".join(silent) if len(silent) <= MOST_SKILLS else counted(len(silent), "posting")
        parts.append(cell(f"no yearly pay stated: {names}", DIM))
    return parts


def pay_bars(axis: PayAxis, width: int) -> Table:
    """The bars under the ends of their axis."""
    bars = axis.bars[:MOST_POSTINGS]
    words = [bar.words for bar in bars]
    letters = [label(bar.position) for bar in bars]
    room = max(10, min(BAR, width - max(map(len, words)) - max(map(len, letters)) - 4))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, width=room)
    grid.add_column(no_wrap=True)
    low, high = number_words(axis.low), number_words(axis.high)
    grid.add_row("", cell("", DIM).append(low + high.rjust(room - len(low)), style=DIM), "")
    for bar, letter, said in zip(bars, letters, words, strict=True):
        start, end = (round(part * room) for part in axis.place(bar))
        start = min(start, room - 1)
        end = max(end, start + 1)
        line = Text.assemble(("─" * start, DIM), ("█" * (end - start), "green"), ("─" * (room - end), DIM))
        grid.add_row(cell(letter, "bold cyan"), line, cell(said))
    return grid


def matrix_part(comparison: Comparison, width: int) -> list[RenderableType | None]:
    """Who asks for which skill: what all name first, what only one names last."""
    skills = comparison.skills[:MOST_SKILLS]
    if not skills:
        return []
    letters = labels(comparison)
    room = width - 2 - max(cell_len(printable(skill.name)) for skill in skills) - len(" asked by ")
    marked = sum(len(letter) + 2 for letter in letters) <= room
    count = len(letters)
    columns = [Column("Skill", [cell(skill.name) for skill in skills], rank=-1)]
    if marked:
        rows = [importances(skill, comparison) for skill in skills]
        columns += [Column(letter, [mark(row[index]) for row in rows], rank=-1) for index, letter in enumerate(letters)]
    columns.append(Column("named by", [cell(f"{skill.postings} of {count}", DIM) for skill in skills], rank=0))
    if not marked:
        columns += [
            Column(name, [count_cell(len(getattr(skill, name))) for skill in skills], rank=-1, right=True)
            for name in ("required", "preferred", "mentioned")
        ]
    columns.append(Column("category", [cell(id_words(skill.category), DIM) for skill in skills], rank=1))
    table = fitted_table(columns, width, wrap=False)
    for index, (skill, after) in enumerate(pairwise(skills)):
        if reach(skill, count) != reach(after, count):
            table.rows[index].end_section = True
    parts: list[RenderableType | None] = [heading("Skills"), table]
    if more := len(comparison.skills) - len(skills):
        parts.append(cell(f"… and {more} more, see --json", DIM))
    if marked:
        parts.append(Text("  ").join(beside(mark(name), cell(name, DIM)) for name in MARKS))
    return parts


def mark(importance: Importance | None) -> Text:
    return cell(MARKS[importance], STYLES[importance]) if importance else cell("")


def reach(skill: ComparedSkill, count: int) -> str:
    """Whether all, some or one of so many postings name the skill."""
    return "all" if skill.postings == count else "one" if skill.postings == 1 else "some"


def summary_part(comparison: Comparison) -> list[RenderableType | None]:
    """Medians, counts, how many state what, and duplicates."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="ellipsis")
    for name, words in summary_words(comparison):
        grid.add_row(cell(name, DIM), cell(words))
    for name, words in stated_words(comparison):
        grid.add_row(cell(name, DIM), cell(words))
    for words in duplicates_words(comparison):
        grid.add_row(cell("Duplicates", "yellow"), cell(words))
    if comparison.errors:
        count = counted(len(comparison.errors), "source")
        grid.add_row(cell("Not read", "yellow"), cell(f"{count}, named on standard error"))
    return [heading("All together"), grid]
