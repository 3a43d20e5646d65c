"""HTML: one page that needs nothing else: no network, no script, light and dark, on a phone and on paper."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from jdtool.model import Analysis, Comparison
from jdtool.writers import PLAIN, Look, display
from jdtool.writers.display import printable
from jdtool.writers.listing import Listing


def write_postings(analyses: Iterable[Analysis], stream: TextIO, look: Look = PLAIN) -> None:
    """A page with an article per posting, written as they come."""
    stream.writelines(page("postings.html", analyses=analyses))


def write_comparison(comparison: Comparison, stream: TextIO, look: Look = PLAIN) -> None:
    """A page with facts, pay bands, the skill matrix and what can be counted."""
    stream.writelines(page("comparison.html", comparison=comparison))


def write_listing(listing: Listing, stream: TextIO, look: Look = PLAIN) -> None:
    """A page with one table."""
    stream.writelines(page("listing.html", listing=listing.suited(drawn=False)))


def page(template: str, **values: Any) -> Iterator[str]:
    """The page, piece by piece."""
    style = templates().get_template("style.css").render()
    # Only this very style sheet is allowed, and nothing else at all.
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        templates()
        .get_template(template)
        .generate(
            style=Markup(style),
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
            **values,
        )
    )


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
    return environment


def shown(value: object) -> object:
    """What a template prints: text without anything a browser could be misled by, nothing for None."""
    if value is None:
        return ""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
