"""E-mail addresses and telephone numbers, which are left out of records unless they are asked for.

Each sign of one is replaced by a bar, so that every other offset stays what it is. A record without a telephone
number is worth more than one without its pay: only what is written as a number to call counts, by a plus and a
country's code, by a word before it, or in groups that nothing else is written in.
"""

from __future__ import annotations

import re

from jdtool import patterns

SIGN = "█"

EMAIL_RE = patterns.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}+(?:@| ?[\[(]at[\])] ?)(?:[\w-]{1,63}+(?:\.| ?[\[(]dot[\])] ?)){1,6}+[A-Za-z]{2,24}\b",
    re.IGNORECASE,
)  # "jobs@example.com", "jobs [at] example [dot] com"
NUMBER_RE = patterns.compile(r"\d[\d ./()-]{5,30}(?<=\d)")  # "020 7946 0958", "555) 010-0199"
# What stands before a number to call. "Call 2019 - 2024" has never been met.
PLUS_RE = patterns.compile(r"(?<![\w+])\+ ?\(?\Z")
CUE_RE = patterns.compile(
    r"\b(?:phone|tel(?:ephone|efon)?|mobile|mobil|fax|cell|call|call(?: us)? (?:on|at)|whatsapp|t[ée]l[ée]phone"
    r"|tel[ée]fono)\b[.:]{0,2}[ *]{0,3}\(?\Z",
    re.IGNORECASE,
)  # "Tel.: "
CUE_LENGTH = 24
NATIONAL_RE = patterns.compile(r"(?:1[ .-])?(?:\d{3}\) ?|\d{3}[.-])\d{3}[.-]\d{4}")  # "555-010-0199", "555) 010-0199"
NOT_BEFORE, NOT_BEHIND = "$€£¥,.+-/#_", "%-/_€$£,"  # a pay figure, a longer id, an address
LEAST_DIGITS = 7  # of a telephone number


def hide_contacts(text: str) -> str:
    """The text with bars in the place of addresses and numbers, sign by sign.

    >>> hide_contacts("Mail jobs@example.com or call +44 20 7946 0958: $120,000 - 150,000, since 2019-2024.")
    'Mail ████████████████ or call +███████████████: $120,000 - 150,000, since 2019-2024.'
    """
    if "@" in text or "at]" in text or "(at)" in text:
        text = EMAIL_RE.sub(lambda match: SIGN * len(match[0]), text)
    return NUMBER_RE.sub(_hidden, text)


def _hidden(match: re.Match[str]) -> str:
    number = match[0]
    if sum(map(str.isdigit, number)) < LEAST_DIGITS:
        return number
    text, start, end = match.string, match.start(), match.end()
    before = text[max(0, start - CUE_LENGTH) : start]
    if PLUS_RE.search(before) or CUE_RE.search(before):
        return SIGN * len(number)
    alone = before[-1:] not in NOT_BEFORE and not before[-1:].isalnum() if before else True
    if alone and NATIONAL_RE.fullmatch(number) and text[end : end + 1] not in NOT_BEHIND:
        return SIGN * len(number)
    return number
