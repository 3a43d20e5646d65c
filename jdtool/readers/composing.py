"""The text of a posting put together from a source's fields, as a person would have saved it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jdtool import patterns

WORD_RE = patterns.compile(r"\w+")
SIGNS_RE = patterns.compile(r"[\W_]+")
MAX_LABEL_WORDS = 4


def compose(title: str | None, company: str | None, places: Iterable[str], parts: Iterable[tuple[str, str]]) -> str:
    """Title, company and places on a line each, then the parts, each a heading (or "") and its text.

    A title that also stands on the first line of the text is not said twice, nor is a part that an earlier one holds.

    >>> compose("Cook", "Harbour Kitchen", ["Leeds, UK"], [("", "We cook."), ("Requirements", "- Knives")])
    'Cook\\nHarbour Kitchen\\nLeeds, UK\\n\\nWe cook.\\n\\nRequirements:\\n- Knives\\n'
    """
    head = [" ".join(line.split()) for line in (title or "", company or "", "; ".join(places))]
    body: list[str] = []
    said = ""
    for heading, text in parts:
        first, _, rest = text.strip().partition("\n")
        if not body and head[0] and plain_words(first) == plain_words(head[0]):
            text = rest
        words = plain_words(text)
        if not words or f" {words} " in said:
            continue
        said += f" {words} "
        body.append(f"{heading.rstrip(': ')}:\n{text.strip()}" if heading else text.strip())
    return "\n\n".join(filter(None, ["\n".join(filter(None, head)), *body])) + "\n"


def join_cells(cells: Sequence[str]) -> str:
    """The row of a table as a line: a label and its value, or the cells set off.

    >>> join_cells(["Place of work", "Leeds"]), join_cells(["Cook", "Leeds", "Full-time"])
    ('Place of work: Leeds', 'Cook | Leeds | Full-time')
    """
    if len(cells) == 2 and len(cells[0].split()) <= MAX_LABEL_WORDS:
        return f"{cells[0].rstrip(': ')}: {cells[1]}"
    return " | ".join(cells)


def plain_key(name: str) -> str:
    """The name of a field or column without what differs between sources.

    >>> plain_key("Job_Title "), plain_key("jobTitle")
    ('jobtitle', 'jobtitle')
    """
    return SIGNS_RE.sub("", name.casefold())


def plain_words(text: str) -> str:
    """The words of a text alone, to tell whether two say the same.

    >>> plain_words("What you'll do: Cook!")
    'what you ll do cook'
    """
    return " ".join(WORD_RE.findall(text.casefold()))
