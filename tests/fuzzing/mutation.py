"""A fuzzer without coverage: seeds damaged at random, the same for the same number, so that a failure can be repeated.

    python tests/fuzzing/mutation.py 1000000 --start 0

runs the inputs of these numbers and prints what fails, with its number; failures are written to `tests/fuzzing/found/`,
whose files `tests/test_fuzzing.py` reads again each time.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from fuzzing.inputs import SECONDS, case_texts, one_input, seeds, within

FOUND = Path(__file__).parent / "found"
MAX_INPUT = 60_000  # bytes
MOST_CHANGES = 6  # to one seed
MOST_REPEATS = 2_000  # of one piece

TOKENS = [
    token.encode("utf-8", "surrogatepass")
    for token in (
        "\0", "\r\n", "\n\n", "\n", " ", "\t", "\x1b[31m", "\u202e", "\u200b", "\u0301", "\ufeff", "\xa0", "â€™", "Ã©",
        "€", "$", "£", "%", "k", "1e999", "999999999999999999999", "-1", "0", "NaN", "null", "true", "[]", "{}", "[[[[",
        "{{{{", "\\", '"', "'", "<", ">", "&", "&amp;", "&#0;", "&#xD800;", "&#99999999;", "<![CDATA[", "<!--", "-->",
        "<script>", "</script>", "<p>", "<li>", "<table><tr><td>", "|", ",", ";", ":", "-", "--", "---", "•", "(", ")",
        "years", "5+ years", "3-5", "requirements", "Requirements:\n", "Nice to have\n", "Similar jobs\n", "Python", "Go",
        "C++", "Java", "is a plus", "not required", "must", "per year", "per hour", "$100k - $120k", "remote", "hybrid",
        "Berlin, Germany", "English", "Bachelor's degree", "As a Java Developer", "JobPosting", "@type", "baseSalary",
        "\\u0000", "\\ud800", "\\u", "\\x", "{\\rtf1", "\\bin99999", "%PDF-1.4", "endobj", "stream", "PK\x03\x04",
        "\x1f\x8b", "PAR1", "Content-Type: text/html", "MIME-Version: 1.0", "=?utf-8?q?a?=", "=3D", "=\n", "\u4e2d",
        "\U0001f600", "\ud800", "ß", "İ", "ŉ", "ﬁ", "²", "½", "٣",
    )
]  # fmt: skip
TOKENS += [b"\xff", b"\xfe\xff", b"\xc3", b"\xed\xa0\x80", b"\x80\x85"]


def flip(rng: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    """A bit of it."""
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def overwrite(rng: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    """A byte of it."""
    if data:
        data[rng.randrange(len(data))] = rng.randrange(256)


def cut(rng: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    """A piece out of it, mostly a short one."""
    at = rng.randrange(len(data) + 1)
    del data[at : at + rng.choice((1, 2, 5, 20, 100, 1000))]


def end(rng: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    """All behind some place."""
    del data[rng.randrange(len(data) + 1) :]


def insert(rng: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    """A word that means something somewhere."""
    at = rng.randrange(len(data) + 1)
    data[at:at] = rng.choice(TOKENS)


def replace(rng: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    """A number in it by another, or a word by one that means something."""
    at = rng.randrange(len(data) + 1)
    data[at : at + rng.randrange(1, 9)] = rng.choice(TOKENS)


def repeat(rng: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    """A piece of it over and over."""
    at = rng.randrange(len(data) + 1)
    piece = bytes(data[at : at + rng.choice((1, 2, 4, 8, 30, 200))])
    times = min(rng.choice((2, 3, 10, 50, MOST_REPEATS)), MAX_INPUT // max(1, len(piece)))
    data[at:at] = piece * times


def move(rng: random.Random, data: bytearray, _others: Sequence[bytes]) -> None:
    """A piece of it elsewhere."""
    at, length = rng.randrange(len(data) + 1), rng.randrange(1, 60)
    piece = bytes(data[at : at + length])
    del data[at : at + length]
    to = rng.randrange(len(data) + 1)
    data[to:to] = piece


def splice(rng: random.Random, data: bytearray, others: Sequence[bytes]) -> None:
    """A piece of another seed."""
    other = rng.choice(others)
    start, at = rng.randrange(len(other) + 1), rng.randrange(len(data) + 1)
    data[at:at] = other[start : start + rng.choice((5, 30, 200, 1000))]


def cross(rng: random.Random, data: bytearray, others: Sequence[bytes]) -> None:
    """Its first part before the last of another seed."""
    other = rng.choice(others)
    data[rng.randrange(len(data) + 1) :] = other[rng.randrange(len(other) + 1) :]


CHANGES: tuple[Callable[[random.Random, bytearray, Sequence[bytes]], None], ...] = (
    flip, overwrite, cut, end, insert, insert, replace, repeat, move, splice, cross,
)  # fmt: skip


@cache
def pools() -> tuple[list[bytes], list[bytes]]:
    """The seeds in forms, and the texts."""
    return [data for _, data in seeds()], [text.encode() for text in case_texts()]


def made(number: int) -> bytes:
    """The input of this number: every other one is of a text, as most code is for texts."""
    rng = random.Random(number)
    forms, texts = pools()
    others = texts if number % 2 else forms
    data = bytearray(rng.choice(others))
    for _ in range(rng.randint(1, MOST_CHANGES)):
        rng.choice(CHANGES)(rng, data, others)
    return bytes(data[:MAX_INPUT])


def failure_of(data: bytes) -> str:
    """What goes wrong with these bytes, nothing where all is well."""
    try:
        with within(SECONDS):
            one_input(data)
    except Exception:
        return traceback.format_exc()
    return ""


def run(count: int, start: int = 0) -> list[tuple[int, str]]:
    """The numbers of the inputs that fail, each with why."""
    return [(n, why) for n in range(start, start + count) if (why := failure_of(made(n)))]


def main(count: int, start: int) -> None:
    """Runs so many inputs, tells about every failure and, now and then, how far it is."""
    began, slowest = time.time(), 0.0
    for n in range(start, start + count):
        data = made(n)
        before = time.process_time()
        why = failure_of(data)
        slowest = max(slowest, time.process_time() - before)
        if why:
            FOUND.mkdir(exist_ok=True)
            (FOUND / f"{sha256(data).hexdigest()[:12]}.bin").write_bytes(data)
            print(f"--- {n}\n{why}", flush=True)
        if (n + 1 - start) % 10_000 == 0:
            print(f"{n + 1 - start} inputs, {time.time() - began:.0f} s, slowest {slowest:.2f} s", flush=True)


if __name__ == "__main__":
    from argparse import ArgumentParser

    options = ArgumentParser(description=__doc__)
    options.add_argument("count", type=int)
    options.add_argument("--start", type=int, default=0)
    given = options.parse_args()
    main(given.count, given.start)
