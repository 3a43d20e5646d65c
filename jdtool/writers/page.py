"""HTML: one page that needs nothing else: no network, light and dark, on a phone and on paper.

It can be read without scripts; where they are allowed, the one of its own sorts and filters the tables.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice
from types import SimpleNamespace
from typing import Any, NamedTuple, TextIO, get_args

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from jdtool import patterns
from jdtool.model import (
    Analysis,
    ComparedGroup,
    ComparedSkill,
    Comparison,
    EducationLevel,
    Importance,
    Posting,
    Seniority,
)
from jdtool.writers import PLAIN, Look, display, quoting
from jdtool.writers.columns import chosen_facts
from jdtool.writers.listing import Cell, Listing
from jdtool.writers.quoting import Quote, Sentences

MOST_COLUMNS = 26  # postings that get a column of the skill matrix; of more, shares are shown
MOST_SIDE_BY_SIDE = 6  # postings whose facts stand in columns; more get a row each
MOST_SAMPLES = 3  # sentences shown of a skill that many postings name

SHARE_RE = patterns.compile(r"(\d\d?|100)%")  # "80%"

LEVELS: tuple[str, ...] = get_args(Seniority)
DEGREES: tuple[str, ...] = get_args(EducationLevel)

EVIDENCE_KEYS = {"extras": "compensation"}
"""Facts that go by another name in the record's evidence."""


def write_postings(analyses: Iterable[Analysis], stream: TextIO, look: Look = PLAIN) -> None:
    """A page with an article per posting, written as they come: what was read, and the text with the proof marked."""
    every = iter(analyses)
    first = list(islice(every, 2))
    alone = first[0].posting if len(first) == 1 else None
    stream.writelines(page("postings.html", analyses=chain(first, every), alone=alone))


def write_comparison(comparison: Comparison, stream: TextIO, look: Look = PLAIN) -> None:
    """A page with facts, pay bands, the skill matrix and what can be counted."""
    stream.writelines(page("comparison.html", comparison=comparison, view=View(comparison, look)))


def write_listing(listing: Listing, stream: TextIO, look: Look = PLAIN) -> None:
    """A page with one table."""
    stream.writelines(page("listing.html", listing=listing.suited(drawn=False)))


def page(template: str, **values: Any) -> Iterator[str]:
    """The page, piece by piece."""
    style, script = (templates().get_template(name).render() for name in ("style.css", "script.js"))
    # Only this very style sheet and this very script are allowed, and nothing else at all.
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        templates()
        .get_template(template)
        .generate(style=Markup(style), script=Markup(script), policy=Markup(policy), **values)
    )


def digest(text: str) -> str:
    """What a Content-Security-Policy knows an inline style or script by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def templates() -> Environment:
    """The templates, with every value escaped and made printable."""
    environment = Environment(
        loader=PackageLoader("jdtool.writers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=shown,
    )
    environment.globals["show"] = display
    environment.globals["quote"] = SimpleNamespace(
        most=quoting.MOST_QUOTES,
        fact=fact_quotes,
        skill=quoting.skill_quotes,
        required=quoting.required_quotes,
        sentences=sentences_of,
        text=quoting.marked_text,
        target=target,
    )
    environment.filters["kept"] = lambda text: escape(display.readable(text))
    environment.filters["order"] = order
    environment.filters["heat"] = heat
    environment.filters["share"] = share
    return environment


def shown(value: object) -> object:
    """What a template prints: text without anything a browser could be misled by, nothing for None."""
    if value is None:
        return ""
    return display.printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


# --- what the templates ask for -----------------------------------------------------------------------------


def fact_quotes(posting: Posting, key: str, sentences: Sentences) -> list[Quote]:
    """The sentences behind a fact as `display` names it."""
    return quoting.fact_quotes(posting, EVIDENCE_KEYS.get(key, key), sentences)


def sentences_of(analysis: Analysis) -> Sentences:
    """What can be quoted of this one posting."""
    source = analysis.posting.source
    return {(source.path, source.record): quoting.cited(analysis)}


class Sample(NamedTuple):
    """A sentence that names a skill, and whose it is."""

    letter: str
    importance: Importance
    posting: Posting
    quote: Quote


class View:
    """A comparison as the page needs it: letters, sentences, and what the columns are sorted by."""

    def __init__(self, comparison: Comparison, look: Look) -> None:
        self.comparison = comparison
        self.sentences: Sentences = look.sentences
        stated = [*display.stated_facts(comparison.postings), *display.conversion_facts(comparison)]
        self.facts = chosen_facts(look.columns) if look.columns else stated
        self.besides = (
            () if look.columns else display.MORE_FACTS
        )  # one column for all of them where there are many rows
        self.letters = display.labels(comparison)
        self.skills = [{skill.id: skill for skill in posting.skills} for posting in comparison.postings]
        self.side_by_side = len(comparison.postings) <= MOST_SIDE_BY_SIDE
        self.marked = len(comparison.postings) <= MOST_COLUMNS
        self.places: dict[str, list[int]] = {}
        for index, posting in enumerate(comparison.postings):
            self.places.setdefault(posting.id, []).append(index)
        self.currencies: dict[str | None, int] = {}
        for posting in comparison.postings:
            if posting.salary:
                currency = posting.salary.currency
                self.currencies[currency] = self.currencies.get(currency, 0) + 1

    def members(self, group: ComparedGroup) -> str:
        """The letters of a group's postings."""
        shown = [self.letters[position] for position in group.positions[:MOST_COLUMNS]]
        return ", ".join([*shown, "…"] if len(group.positions) > len(shown) else shown)

    def sort_key(self, key: str, posting: Posting) -> str:
        """What a fact is sorted by where its words will not do; pay only among that of its currency."""
        match key:
            case "years" if posting.years:
                return f"{order(posting.years.min or 0)} {order(posting.years.max or 0)}"
            case "seniority" if posting.seniority:
                return str(LEVELS.index(posting.seniority))
            case "education" if posting.education:
                return str(DEGREES.index(posting.education.level))
            case "salary" if posting.salary:
                pay = posting.salary
                high = pay.annual_max or pay.annual_min or 0
                return f"{self.currencies[pay.currency]} {pay.currency or ''} {order(high)}"
        return ""

    def samples(self, skill: ComparedSkill) -> list[Sample]:
        """A few sentences that name the skill, of different postings, those that require it first."""
        found: list[Sample] = []
        for importance in display.IMPORTANCES:
            for index in dict.fromkeys(i for id in getattr(skill, importance) for i in self.places.get(id, [])):
                if len(found) == MOST_SAMPLES:
                    return found
                posting = self.comparison.postings[index]
                named = self.skills[index].get(skill.id)
                for quote in quoting.skill_quotes(posting, named, self.sentences)[:1] if named else []:
                    if all(quote.pieces != other.quote.pieces for other in found):
                        found.append(Sample(self.letters[index], importance, posting, quote))
        return found


def order(value: Cell) -> str:
    """A number as whole digits, which sort as it does; other values as they are.

    >>> order(2.5), order(10), order("80%")
    ('2500', '10000', '80%')
    """
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return "" if value is None else str(value)
    return f"{round(value * 1000)}"


def heat(count: int, total: int) -> str:
    """The class of a cell by its share: h0 for none to h10 for all, never h0 for some.

    >>> heat(0, 5), heat(1, 200), heat(3, 5)
    ('h0', 'h1', 'h6')
    """
    return f"h{max(round(10 * count / total), 1) if count else 0}"


def share(value: Cell) -> str:
    """The class of a cell that holds a share of all, "" for any other.

    >>> share("80%"), share("80"), share(80)
    ('heat h8', '', '')
    """
    match = SHARE_RE.fullmatch(value) if isinstance(value, str) else None
    return f"heat {heat(int(match[1]), 100)}" if match else ""


TARGETS = {
    **{fact.key: fact.key for fact in (*display.FACTS, *display.MORE_FACTS)},
    **{other: fact for fact, other in EVIDENCE_KEYS.items()},
    **{key: key for key in ("company", "any_of", "years_alternatives", "benefits", "related")},
}


def target(key: str | int) -> str:
    """Where a posting's article shows a key of the record, or the skill at this place among its skills."""
    return f"skill-{key}" if isinstance(key, int) else TARGETS.get(key, "title")
