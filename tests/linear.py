"""No text makes a pattern, a stage or the whole of it take longer than its length warrants.

A pattern that takes quadratic time turns one file of a stranger into minutes. So every pattern of the project is fed
strings made to hurt it, short and four times as long: linear work takes four times as long then, quadratic sixteen
times. All times are this process's own, so that other work on the machine does not count.

Run by hand, as it takes minutes: `python tests/linear.py` names the patterns that a text slows down, yet some;
`python tests/linear.py 2000000` tells what a posting of that length takes, for each kind of hostile text.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

import jdtool
from jdtool import patterns
from jdtool.mentions import Matcher, guard_pattern
from jdtool.model import Record, Source
from jdtool.parsing import Parser
from jdtool.screening import other_than_posting
from jdtool.taxonomy import load_taxonomy

SHORT = 500  # characters
TIMES = 4  # as long is the long one
MOST = 6  # times as long it may take
FLOOR = 0.001  # seconds: less is not worth measuring
TRIES = 4  # of which the fastest counts

TEXTS = (
    "a", "A", " ", "\n", "\t ", "0", "9,", "1.", "1 ", "10 000 ", "$", "€1 ", "$1-", "%", "- ", " - ", " – ", "* ", "_",
    "(", ")", "([", "((a", "<", "<a ", "&", "&a;", "a.", "A. ", "a.b", "a@", "@a.", "@", "#", "'", '"', "’s", ",", ", ",
    ";", ":", ": ", "/", "a/", "\\", "|", "| ", "BA or ", "a, ", "a and ", "Ab ", "Ab, ", "Aa", "aA", "ab-", "x\n",
    "a\n\n", "\n- ", "years ", "5+ ", "http://a", "é", "\u0301", "\xa0", "\u200b", "中", "{\"", "[[", "=", "--", "to ",
)  # fmt: skip


def all_patterns() -> list[tuple[str, re.Pattern[Any]]]:
    """Every pattern of the project, with a name to know it by; the guards' are made of the taxonomy."""
    for module in pkgutil.walk_packages(jdtool.__path__, "jdtool."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found = [(str(p.pattern), p) for p in patterns.ALL]
    taxonomy = load_taxonomy()
    Matcher(taxonomy)
    guards = {name.guard for name in taxonomy.names if name.guard is not None}
    words = {(group, before) for g in guards for group, before in ((g.not_before, True), (g.not_after, False)) if group}
    found += [(made.pattern, made) for group, before in sorted(words) if (made := guard_pattern(group, before))]
    return list(dict(found).items())


# --- strings made for a pattern ----------------------------------------------------------------------------------

WIDE = 30  # repeats and more of one part are worth an attack


def sample(tree: Any) -> str:
    """A string that the parsed pattern is likely to match."""
    return "".join(sample_one(op, value) for op, value in tree)


def sample_one(op: Any, value: Any) -> str:
    match str(op):
        case "LITERAL":
            return chr(value)
        case "NOT_LITERAL":
            return "a" if value != ord("a") else "b"
        case "ANY":
            return "a"
        case "IN":
            return sample_set(value)
        case "BRANCH":
            return sample(value[1][0])
        case "SUBPATTERN":
            return sample(value[-1])
        case "ATOMIC_GROUP":
            return sample(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return sample(value[2]) * max(1, min(value[0], 5))
    return ""


CATEGORIES = {
    "CATEGORY_DIGIT": "0", "CATEGORY_WORD": "a", "CATEGORY_SPACE": " ", "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_NOT_WORD": "-", "CATEGORY_NOT_SPACE": "a",
}  # fmt: skip


def sample_set(members: Any) -> str:
    """A sign of a set, an ordinary one where it has one."""
    allowed = [(str(op), value) for op, value in members]
    if allowed[0][0] == "NEGATE":

        def inside(sign: str) -> bool:
            return any(
                (op == "LITERAL" and value == ord(sign))
                or (op == "RANGE" and value[0] <= ord(sign) <= value[1])
                or (op == "CATEGORY" and CATEGORIES.get(str(value)) in (sign, "a" if sign.isalpha() else sign))
                for op, value in allowed[1:]
            )

        return next((sign for sign in "a0 -,.\n(X~" if not inside(sign)), "~")
    op, value = allowed[0]
    return chr(value) if op == "LITERAL" else chr(value[0]) if op == "RANGE" else CATEGORIES.get(str(value), "a")


def attacks(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """What to put once and what to repeat after it, for each part that may repeat often: "(?:ab)+" gives "", "ab"."""
    for op, value in tree:
        match str(op):
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                if int(value[1]) >= WIDE:
                    body = sample(value[2])
                    yield before, body
                    yield "", before + body
                    yield "", before
                    if before:
                        yield "", before[-1] + body
                yield from attacks(value[2], before)
            case "SUBPATTERN":
                yield from attacks(value[-1], before)
            case "ATOMIC_GROUP":
                yield from attacks(value, before)
            case "BRANCH":
                for branch in value[1]:
                    yield from attacks(branch, before)
            case "ASSERT" | "ASSERT_NOT":
                yield from attacks(value[1], before)
        before += sample_one(op, value)


def literals(tree: Any) -> Iterator[str]:
    """A sample of each branch of a pattern."""
    for op, value in tree:
        match str(op):
            case "BRANCH":
                for branch in value[1]:
                    yield sample(branch)
                    yield from literals(branch)
            case "SUBPATTERN":
                yield from literals(value[-1])
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                yield from literals(value[2])
            case "ATOMIC_GROUP":
                yield from literals(value)


MOST_LITERALS = 12  # of a pattern, taken from all over it


def hostile(pattern: re.Pattern[Any]) -> list[tuple[str, str]]:
    """Pairs of what stands once and what is repeated, to hurt this pattern; none where no part may repeat often.

    Then the work at each place of the text has a bound, and all of it is linear.
    """
    tree = import_module("re._parser").parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    if next(attacks(tree), None) is None:
        return []
    words = sorted({word for word in literals(tree) if word})
    words = words[:: max(1, len(words) // MOST_LITERALS)]
    found = [*attacks(tree), ("", sample(tree)), *(("", word) for word in words), *(("", f"{word} ") for word in words)]
    return list(dict.fromkeys(pair for pair in found if pair[1]))


# --- measuring ---------------------------------------------------------------------------------------------------


def took(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def all_ways(pattern: re.Pattern[Any], text: str) -> None:
    """The ways in which patterns are used."""
    given: Any = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
    pattern.fullmatch(given)
    for _ in pattern.finditer(given):
        pass


def stretched(pair: tuple[str, str], size: int) -> str:
    once, again = pair
    return once + again * (max(0, size - len(once)) // len(again) + 1) + "\x01"


def grows(pattern: re.Pattern[Any], pair: tuple[str, str]) -> bool:
    """Whether a text of four times the length takes more than six times as long."""
    for size in (SHORT, SHORT * TIMES):  # what looks bad at first must look bad at greater length, too
        short, long = stretched(pair, size), stretched(pair, size * TIMES)
        if took(lambda: all_ways(pattern, long)) < FLOOR:  # noqa: B023  called at once
            return False
        one = min(took(lambda: all_ways(pattern, short)) for _ in range(TRIES))  # noqa: B023
        four = min(took(lambda: all_ways(pattern, long)) for _ in range(TRIES))  # noqa: B023
        if four <= MOST * one:
            return False
    return True


@cache
def listed() -> list[tuple[str, re.Pattern[Any]]]:
    return all_patterns()


def slow_ones(part: int, parts: int) -> Iterator[tuple[str, tuple[str, str]]]:
    """The patterns of this part that some text slows down, each with the worst text."""
    for name, pattern in listed()[part::parts]:
        own = hostile(pattern)
        for pair in [*own, *(("", text) for text in TEXTS if own)]:
            if grows(pattern, pair):
                yield name, pair
                break


# --- the whole of it ---------------------------------------------------------------------------------------------

POSTINGS = {
    "digits": "0", "numbers": "10,000, ", "letters": "a", "blanks": " ", "dashes": " - ", "degrees": "BA or ",
    "brackets": "(", "closed brackets": "(a) ", "years": "5 years ", "demands": "5+ years of Python and Java or Go ",
    "initials": "a.", "at": "@", "mail": "a@b.c ", "dollars": "$", "pay": "$100,000 - $150,000 ", "to": "$100k to ",
    "line ends": "\n", "CRLF": "\r\n", "items": "- Python\n", "wished items": "- Python is a plus\n", "words": "word ",
    "capitals": "WORD ", "headings": "Requirements:\n", "sections": "Requirements\n- Go\nSimilar jobs\n",
    "wishes": "Go is a plus, ", "claims": "Go is a plus; ", "bracketed wishes": "Go (a plus) ", "ahead": "ideally Go ",
    "denials": "no Java needed, ", "denials behind": "Go is not required, ", "skills": "Python, ", "or": "Python or ",
    "glued": "PythonJava", "lines": "Python\n", "slips": "kubernates ", "links": "http://a.b/c ", "www": "www.",
    "colons": "a: ", "labels": "Location: Berlin\n", "pay labels": "Salary: 100k\n", "company": "Acme GmbH ",
    "at company": "At Acme we ", "join": "Join Acme as a Java Developer. ", "titles": "Senior Python Developer\n",
    "places": "Berlin, Germany\n", "remote": "remote ", "modes": "Hybrid, 2 days a week in the office. ",
    "visa": "no visa sponsorship. ", "clearance": "secret clearance ", "travel": "up to 20% travel ",
    "education": "Bachelor's degree in Computer Science ", "languages": "English and German ",
    "benefits": "health insurance, 401(k), ", "equity": "equity bonus ", "similar": "Similar jobs\nJava Developer\n",
    "entities": "&amp;", "misread": "â€™", "marks": "\u0301", "wide": "中", "Markdown": "**a** ", "tables": "| a | b |\n",
    "tags": "#LI-REMOTE ", "HTML": "<p>", "sentences": "We write Go. ", "short lines": "a\n", "negations": "n't ",
    "claims of one word": "Go; ", "invoices": "Invoice no 1\n", "rules": "a\n-----\n", "threads": "Acme | Cook | Leeds\na\n",
    "bands": "Zone A: $100,000 - $120,000\n",
}  # fmt: skip
EVERY = 7  # times the piece comes a number, so that nothing is remembered from one passage to the next


def posting(piece: str, size: int) -> str:
    """A text of so many characters that repeats a piece."""
    count = size // len(piece) + 1
    return "".join(piece if i % EVERY else f"{piece}x{i} " for i in range(count))[:size]


@cache
def parser() -> Parser:
    return Parser(load_taxonomy())


def read(text: str) -> None:
    for analysis in parser().read(Record(Source("x", "text", 0, None, []), text)):
        other_than_posting(analysis)


if __name__ == "__main__":
    import sys

    if len(sys.argv) > 1:
        read("Cook")
        for kind, piece in POSTINGS.items():
            print(f"{took(lambda: read(posting(piece, int(sys.argv[1])))):6.2f} s  {kind}", flush=True)  # noqa: B023
        sys.exit()

    total = time.process_time()
    owners = {
        str(value.pattern): f"{name}.{key}"
        for name, module in list(sys.modules.items())
        if name.startswith("jdtool") or not listed()
        for key, value in vars(module).items()
        if isinstance(value, patterns.LazyPattern)
    }
    for name, pair in slow_ones(0, 1):
        print(owners.get(name, name[:150]), pair, flush=True)
    print(time.process_time() - total)
