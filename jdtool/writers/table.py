"""Tables, panels and bars for the terminal; the same without colour in a pipe."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, TextIO

from msgspec.structs import replace
from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from jdtool.model import Analysis, ComparedSkill, Comparison, Importance, Posting
from jdtool.writers import PLAIN, Look
from jdtool.writers.columns import NAMES, chosen_facts
from jdtool.writers.display import (
    DIFFER,
    LONG_FACTS,
    MARKS,
    NOT_STATED,
    Fact,
    PayAxis,
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
    label,
    labels,
    notes,
    number_words,
    pairs_words,
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
MOST_GROUPS = 40  # blocks
MOST_GROUPED = 25  # rows of one group, of those
FLEXIBLE = ("title", "company", "skills", "benefits", "converted")  # columns that may wrap, besides the long facts
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
    facts = chosen_facts(look.columns) if look.columns else None
    parts = [
        cell(f"{counted(len(comparison.postings), 'posting')} compared", HEADING),
        *(groups_part(comparison, width, facts) if comparison.groups else facts_part(comparison, width, facts)),
        *pay_part(comparison, width),
        *(difference_part(comparison) or matrix_part(comparison, width)),
        *named_part("Asked for by one only", alone_words(comparison) if not comparison.difference else []),
        *named_part("Asked for together", pairs_words(comparison)),
        *summary_part(comparison),
    ]
    draw(parts, stream, look.colour, width)


def write_listing(listing: Listing, stream: TextIO, look: Look = PLAIN) -> None:
    """The records as a table; without a terminal, each on one line however long."""
    listing = listing.suited(drawn=True)
    rows = listing.rows[: listing.most]
    columns = []
    for i, column in enumerate(listing.columns):
        if rows and not any(row[i] is not None for row in rows):
            continue  # nothing in it: the counts of a taxonomy that was laid over no postings
        style = HEADING if i == 0 else DIM if column.quiet else ""
        cells = [listed_cell(row[i], style) for row in rows]
        made = Column(column.title, cells, column.rank, column.right, flexible=column.long)
        columns.append(made._replace(most=made.natural) if column.long else made)
    width = look.width or max(PIPE_WIDTH, sum(column.natural + 2 for column in columns))
    wrap = listing.wrap and look.width is not None
    table = fitted_table(columns, width, wrap)
    parts: list[RenderableType | None] = [table] if rows else []
    if len(listing.rows) > len(rows):
        left = len(listing.rows) - len(rows)
        parts.append(cell(f"… and {left:,} more: see --json, or narrow the search", DIM))
    parts.append(cell("; ".join([counted(len(listing.rows), listing.noun), *no_room(table, columns)]), DIM))
    if listing.note and rows:
        parts.append(cell(listing.note, DIM))
    draw(parts, stream, look.colour, width)


def listed_cell(value: object, style: str) -> Text:
    """A cell of a listing: nothing for None, zeros receding."""
    if value is None:
        return cell("")
    number = isinstance(value, int) and not isinstance(value, bool)
    return cell(f"{value:,}" if number else str(value), style if value or not number else DIM)


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


def fitted_table(columns: Sequence[Column], width: int, wrap: bool = True, rows: Sequence[int] | None = None) -> Table:
    """The columns that fit, the least important dropped first; only some `rows`, though as wide as all need."""
    kept = list(columns)
    while sum(column.least + 2 for column in kept) > width:
        highest = max(column.rank for column in kept)
        if highest < 0:
            break
        kept = [
            column for column in kept if column.rank != highest
        ]  # those of one rank tell nothing without each other
    table = ruled_table()
    for column, columns_wide in zip(kept, share_width(kept, width), strict=True):
        table.add_column(
            cell(column.header),
            width=columns_wide,
            justify="right" if column.right else "left",
            overflow="ellipsis",
            no_wrap=not wrap,
        )
    for row in range(len(columns[0].cells)) if rows is None else rows:
        table.add_row(*(column.cells[row] for column in kept))
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


def facts_part(comparison: Comparison, width: int, chosen: Sequence[Fact] | None) -> list[RenderableType | None]:
    """The facts: postings side by side where there is room for all, else a row for each."""
    postings = comparison.postings
    beside = (width - 20) // (SIDE_BY_SIDE + 2)
    if not postings:
        return []
    if len(postings) <= beside:
        return [heading("Facts"), side_by_side(comparison, width, chosen)]
    shown = list(enumerate(postings[:MOST_POSTINGS]))
    letters = letter_column(index for index, _ in shown)
    parts: list[RenderableType | None] = []
    if chosen is None:
        legend = [
            letters,
            Column("Title", [stated(posting.title) for _, posting in shown], rank=-1, flexible=True),
            Column("Company", [stated(posting.company) for _, posting in shown], rank=1, flexible=True),
            Column("File", [cell(middle(file_words(posting), FILE), DIM) for _, posting in shown], rank=0),
        ]
        parts += [heading("Postings"), fitted_table(legend, width)]
    columns = fact_columns(chosen or shown_facts(comparison), [posting for _, posting in shown])
    table = fitted_table([letters, *columns], width)
    parts += [heading("Facts"), table, dash_note(table, columns)]
    if more := len(postings) - len(shown):
        parts.insert(-2 if chosen else 2, cell(f"… and {more:,} more: see --json or --format csv", DIM))
    return parts


def groups_part(comparison: Comparison, width: int, chosen: Sequence[Fact] | None) -> list[RenderableType | None]:
    """A block for each group: its postings, a row each, and the figures over them."""
    by = comparison.groups[0].by.replace("-", "_")
    hidden = "locations" if by == "country" else by
    facts = chosen or [
        replace(NAMES[0], rank=-1),
        *(fact for fact in shown_facts(comparison) if fact.key != hidden),
        replace(NAMES[1], rank=6),
    ]
    room = MOST_POSTINGS
    shown: list[list[int]] = []
    groups = comparison.groups[:MOST_GROUPS]
    for group in groups:
        positions = group.positions[: min(MOST_GROUPED, room)]
        room -= len(positions)
        shown.append(positions)
    flat = [position for positions in shown for position in positions]
    letters = letter_column(flat)
    columns = fact_columns(facts, [comparison.postings[position] for position in flat])
    parts: list[RenderableType | None] = []
    start, table = 0, None
    for group, positions in zip(groups, shown, strict=True):
        parts.append(heading(group_words(group)))
        if positions:
            table = fitted_table([letters, *columns], width, rows=range(start, start + len(positions)))
            table.show_header = start == 0
            parts.append(table)
        start += len(positions)
        if more := len(group.positions) - len(positions):
            parts.append(cell(f"… and {more:,} more: see --json or --format csv", DIM))
        parts.append(rows_grid(figures_words(group.summary)))
    if more := len(comparison.groups) - len(groups):
        parts.append(cell(f"… and {counted(more, 'group')} more: see --json or --format csv", DIM))
    return [*parts, dash_note(table, columns) if table else None]


def letter_column(positions: Iterable[int]) -> Column:
    return Column("", [cell(label(position), "bold cyan") for position in positions], rank=-1)


def shown_facts(comparison: Comparison) -> list[Fact]:
    """The facts that any posting states, converted pay beside pay."""
    facts = stated_facts(comparison.postings)
    after = next((index for index, fact in enumerate(facts) if fact.key == "salary"), -1) + 1
    return [*facts[:after], *conversion_facts(comparison), *facts[after:]]


def fact_columns(facts: Sequence[Fact], postings: Sequence[Posting]) -> list[Column]:
    """A column for each fact, a cell for each posting."""
    return [
        Column(
            fact.label,
            [stated_short(fact.words(posting)) for posting in postings],
            rank=fact.rank,
            flexible=fact.key in (*LONG_FACTS, *FLEXIBLE),
        )
        for fact in facts
    ]


def dash_note(table: Table, columns: Sequence[Column]) -> Text:
    """What a dash means, and which columns had to go."""
    return cell("; ".join([f"– {NOT_STATED}", *no_room(table, columns)]), DIM)


def no_room(table: Table, columns: Sequence[Column]) -> list[str]:
    """Which columns had to go, if any."""
    drawn = {str(column.header) for column in table.columns}
    dropped = dict.fromkeys(column.header.lower() for column in columns if column.header not in drawn)
    return [f"no room for {', '.join(dropped)}: see --json or --format html"] if dropped else []


def stated_short(words: str | None) -> Text:
    return cell("–", DIM) if words is None else cell(words)


def side_by_side(comparison: Comparison, width: int, chosen: Sequence[Fact] | None) -> Table:
    """A column per posting, a row per fact that any of them states; where two differ in it, so marked."""
    postings = comparison.postings
    facts = chosen or shown_facts(comparison)
    marked = comparison.difference is not None
    names = [
        f"{DIFFER if differing(comparison, fact) else ' '} {fact.label}" if marked else fact.label for fact in facts
    ]
    wide = max(map(cell_len, names), default=7)
    each = min(WIDEST_CELL, (width - wide - 2) // len(postings) - 2)
    table = ruled_table()
    table.add_column("", width=wide)
    for index, _ in enumerate(postings):
        table.add_column(cell(label(index), "bold cyan"), width=each, overflow="ellipsis")
    if chosen is None:
        pad = "  " if marked else ""
        table.add_row(cell(f"{pad}Title", DIM), *(stated(posting.title, HEADING) for posting in postings))
        table.add_row(cell(f"{pad}Company", DIM), *(stated(posting.company) for posting in postings))
        table.add_row(
            cell(f"{pad}File", DIM),
            *(cell(middle(file_words(posting), each), DIM) for posting in postings),
            end_section=True,
        )
    for name, fact in zip(names, facts, strict=True):
        style = "yellow" if name.startswith(DIFFER) else DIM
        table.add_row(cell_kept(name, style), *(stated(fact.words(posting)) for posting in postings))
    return table


def cell_kept(text: str, style: str) -> Text:
    """A cell of our own words, the space before them kept."""
    return Text(text, style=style)


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


def difference_part(comparison: Comparison) -> list[RenderableType | None]:
    """The skills of two postings: those of one only, those of the other only, those of both."""
    parts: list[RenderableType | None] = []
    for name, lines in difference_words(comparison):
        parts.append(heading(name))
        parts += [Padding(cell(line, "yellow" if line.startswith(DIFFER) else ""), (0, 0, 0, 2)) for line in lines]
    return parts


def named_part(title: str, rows: Sequence[tuple[str, str]]) -> list[RenderableType | None]:
    """Rows of a name and words under a heading; nothing where there are none."""
    if not rows:
        return []
    parts: list[RenderableType | None] = [heading(title), rows_grid(rows[:MOST_SKILLS])]
    if more := len(rows) - MOST_SKILLS:
        parts += [cell(f"… and {more:,} more, see --json", DIM)] if more > 0 else []
    return parts


def rows_grid(rows: Iterable[tuple[str, str]]) -> Table:
    """Names and words beside each other."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column()
    grid.add_column(overflow="ellipsis")
    for name, words in rows:
        grid.add_row(cell(name, DIM), cell(words))
    return grid


def summary_part(comparison: Comparison) -> list[RenderableType | None]:
    """Medians, counts, how many state what, and duplicates."""
    grid = rows_grid([*summary_words(comparison), *stated_words(comparison)])
    duplicates = duplicates_words(comparison)
    for words in duplicates[:MOST_SKILLS]:
        grid.add_row(cell("Duplicates", "yellow"), cell(words))
    if len(duplicates) > MOST_SKILLS:
        grid.add_row("", cell(f"… and {len(duplicates) - MOST_SKILLS:,} more groups, see --json", DIM))
    if comparison.errors:
        count = counted(len(comparison.errors), "source")
        grid.add_row(cell("Not read", "yellow"), cell(f"{count}, named on standard error"))
    return [heading("All together"), grid]
