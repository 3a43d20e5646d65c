"""No text makes a pattern, a stage or the whole of it take longer than its length warrants.

A pattern that takes quadratic time turns one file of a stranger into minutes. So every pattern of the project is fed
strings made to hurt it, short and four times as long: linear work takes four times as long then, quadratic sixteen
times. All times are this process's own, so that other work on the machine does not count.

`tests/test_linear.py` does so at each run. By hand, at greater length and with all strings: `python tests/linear.py`
names the patterns that a text slows down; `python tests/linear.py 2000000` tells what a posting of that length takes,
for each kind of hostile text. Words behind that choose among the patterns or the kinds.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import count
from typing import Any

import jdtool
from jdtool import headings, patterns
from jdtool.limits import DEFAULTS
from jdtool.mentions import Matcher, guard_pattern
from jdtool.model import Record, Source
from jdtool.parsing import Parser
from jdtool.screening import other_than_posting
from jdtool.taxonomy import load_taxonomy

SHORT = 250  # characters
THOROUGH = 1_000  # by hand
TIMES = 4  # as long is the long one
MOST = 6  # times as long it may take
FLOOR = 0.0003  # seconds: less is not worth measuring; quadratic work takes longer even on its simplest string
TRIES = 4  # of which the fastest counts
TINY = (16, 24, 32, 45, 60, 80, 100)  # characters, on which a pattern that tries all ways to part a text shows itself
TINY_FLOOR = 0.02  # seconds
ENOUGH = 0.4  # seconds: nothing longer is needed to be sure

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
    for wordings in (headings._headings(), headings._chrome()):  # else made when a line first begins so
        for word in wordings.by_opening:
            wordings.made(word)
    found = [(str(p.pattern), p) for p in patterns.ALL]
    taxonomy = load_taxonomy()
    Matcher(taxonomy)
    guards = {name.guard for name in taxonomy.names if name.guard is not None}
    words = {(group, before) for g in guards for group, before in ((g.not_before, True), (g.not_after, False)) if group}
    found += [(made.pattern, made) for group, before in sorted(words) if (made := guard_pattern(group, before))]
    return list(dict(found).items())


# --- strings made for a pattern ----------------------------------------------------------------------------------

WIDE = 30  # repeats and more of one part are worth an attack


def sample(tree: Any, lean: bool = False) -> str:
    """A string that the parsed pattern is likely to match; a `lean` one leaves out what may be left out."""
    return "".join(sample_one(op, value, lean) for op, value in tree)


def sample_one(op: Any, value: Any, lean: bool = False) -> str:
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
            return sample(value[1][0], lean)
        case "SUBPATTERN":
            return sample(value[-1], lean)
        case "ATOMIC_GROUP":
            return sample(value, lean)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return sample(value[2], lean) * max(not lean, min(value[0], 5))
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


def attacks(tree: Any, before: str = "", times: int = 1) -> Iterator[tuple[str, str]]:
    """What to put once and what to repeat after it, for each part that may repeat often: "(?:ab)+" gives "", "ab".

    A part repeats as often as all that it stands in lets it: `times` is how often that is.
    """
    lean = before
    for op, value in tree:
        match str(op):
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                often = times * int(value[1])
                if often >= WIDE:
                    for body in (sample(value[2]), sample(value[2], lean=True)):
                        yield before, body
                        yield "", before + body
                        yield "", lean + body
                        if before:
                            yield "", before[-1] + body
                    yield "", before
                yield from attacks(value[2], before, often)
            case "SUBPATTERN":
                yield from attacks(value[-1], before, times)
            case "ATOMIC_GROUP":
                yield from attacks(value, before, times)
            case "BRANCH":
                for branch in value[1]:
                    yield from attacks(branch, before, times)
            case "ASSERT" | "ASSERT_NOT":
                yield from attacks(value[1], before, times)
        before += sample_one(op, value)
        lean += sample_one(op, value, lean=True)


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
    """Seconds of this process alone, without those of the collector, which depend on all that lives."""
    gc.disable()
    start = time.process_time()
    work()
    seconds = time.process_time() - start
    gc.enable()
    return seconds


def all_ways(pattern: re.Pattern[Any], text: str) -> None:
    """The ways in which patterns are used."""
    given: Any = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
    pattern.fullmatch(given)
    for _ in pattern.finditer(given):
        pass


def stretched(pair: tuple[str, str], size: int) -> str:
    once, again = pair
    return once + again * (max(0, size - len(once)) // len(again) + 1) + "\x01"


def grows(pattern: re.Pattern[Any], pair: tuple[str, str], short: int = SHORT) -> bool:
    """Whether a text of four times the length takes more than six times as long.

    A first look leaves nearly all alone. What looks bad must do so at three lengths, each time as the fastest of some
    tries: a count that has a bound may well be quadratic below it, and the machine may be busy.
    """

    def seconds(size: int, tries: int = 1) -> float:
        text = stretched(pair, size)
        return min(took(lambda: all_ways(pattern, text)) for _ in range(tries))

    if any(seconds(size) > TINY_FLOOR and seconds(size, 2) > TINY_FLOOR for size in TINY):
        return True
    if (long := seconds(short * TIMES)) < FLOOR or long < (MOST - 1) * seconds(short):
        return False
    for size in (short, short * TIMES, short * TIMES**2):
        four = seconds(size * TIMES)
        if four > ENOUGH and size > short:
            return True
        if min(four, seconds(size * TIMES, TRIES)) <= MOST * seconds(size, TRIES):
            return False
    return True


@cache
def listed() -> list[tuple[str, re.Pattern[Any]]]:
    return all_patterns()


def slow_ones(part: int = 0, parts: int = 1, short: int = SHORT, names: Sequence[str] = ()) -> Iterator[str]:
    """The patterns of this part that some text slows down, each with the first such text."""
    called = names_of_patterns()
    for text, pattern in listed()[part::parts]:
        name = called.get(text, text[:150])
        own = hostile(pattern) if not names or any(word in name for word in names) else []
        all_ways(pattern, "")  # compiled now
        for pair in [*own, *(("", text) for text in TEXTS if own)]:
            if all(grows(pattern, pair, short) for _ in range(3)):  # once may be a slow moment of the machine
                yield f"{name} {pair}"
                break


def names_of_patterns() -> dict[str, str]:
    """What the patterns are called in their modules."""
    return {
        str(value.pattern): f"{name}.{key}"
        for name, module in list(sys.modules.items())
        if name.startswith("jdtool")
        for key, value in vars(module).items()
        if isinstance(value, patterns.LazyPattern)
    }


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
    "bands": "Zone A: $100,000 - $120,000\n", "legal": "We need a background check. ", "legal words": "privacy, ",
    "legal lines": "equal opportunity employer\n", "bold": "**Go**\n", "quoted": '"Go" ', "torn": "Experience with\nGo\nand\n",
    "euros": "EUR 50.000 ", "comments": "We hire | Cook | Leeds | remote\n\n", "years in items": "- 5 years of Go\n",
    "ladders": "BS and 5 years, or MS and 3 years\n", "titles in a line": "Java Developer, ", "phones": "+49 30 1234567 ",
    "one of": "one of Go, Java and C. ", "guards": "Go and R and C ", "headings in a line": "Requirements: Go ",
    "cards": "Similar jobs\nAcme\nJava Developer\n", "company text": "About us\nWe are Acme.\n", "dates": "2019-2023 ",
    "denied items": "- no Go needed\n", "hours": "$20/hour, ", "LI": "LI-", "numbered": "1. ", "bullets": "• ",
}  # fmt: skip
EVERY = 7  # times the piece comes a number, so that nothing is remembered from one passage to the next


def posting(piece: str, size: int, first: int = 0) -> str:
    """A text of so many characters that repeats a piece; the first number tells one such text from others."""
    count = size // len(piece) + 1
    return "".join(piece if i % EVERY else f"{piece}x{first + i} " for i in range(count))[:size]


@cache
def parser() -> Parser:
    return Parser(load_taxonomy())


def read(text: str) -> None:
    for analysis in parser().read(Record(Source("x", "text", 0, None, []), text)):
        other_than_posting(analysis)


PAGE = 12_000  # characters
BOOK = 12  # pages are the long text
DEARER = 1.5  # times what a sign of the page costs may one of the book cost; all are below 1.1
SUSPECT = 1.15  # times: at a first look, which may have met a slow moment at the page
firsts = count(0, 10_000_000)  # no text is read twice: something of it may be remembered


def costs_more(piece: str, work: Callable[[str], object] = read, page: int = PAGE) -> bool:
    """Whether each sign of a posting costs much more where the posting is twelve times as long."""

    def seconds(size: int) -> float:
        text = posting(piece, size, next(firsts))
        return took(lambda: work(text))

    work(posting(piece, page // 10))  # patterns are compiled at their first use
    if seconds(page * BOOK) <= BOOK * SUSPECT * seconds(page):
        return False
    longer = page * 3  # as above: what looks bad must do so at greater length, too
    return min(seconds(longer * BOOK) for _ in range(2)) > BOOK * DEARER * min(seconds(longer) for _ in range(3))


def main(size: int, names: Sequence[str]) -> None:
    start = time.process_time()
    if not size:
        for slow in slow_ones(short=THOROUGH, names=names):
            print(slow, flush=True)
    else:
        read("Cook")
        for kind, piece in POSTINGS.items():
            if not names or kind in names:
                text, note = posting(piece, size), ""
                if DEFAULTS.too_long(text):  # as much of it as is read
                    text = "".join(text[: DEFAULTS.text].splitlines(keepends=True)[: DEFAULTS.lines])
                    note = f", of which {len(text):,} characters are within the limits"
                print(f"{took(lambda: read(text)):6.2f} s  {kind}{note}", flush=True)  # noqa: B023  called at once
    print(f"{time.process_time() - start:.0f} s in all")


if __name__ == "__main__":
    words = sys.argv[1:]
    main(int(words.pop(0)) if words and words[0].isdecimal() else 0, words)
