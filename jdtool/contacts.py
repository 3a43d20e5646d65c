"""E-mail addresses and telephone numbers, which are left out of records unless they are asked for.

Each sign of one is replaced by a bar, so that every other offset stays what it is. A record without a telephone
number is worth more than one without its pay: only what is written as a number to call counts, by a plus and a
country's code, by a word before it, or in groups that nothing else is written in.
"""

from __future__ import annotations

import re

from jdtool import patterns
from jdtool.wording import holds

SIGN = "█"

EMAIL_RE = patterns.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}+(?:@| ?[\[(]at[\])] ?)"
    r"(?:[\w-]{1,63}+(?:\.| ?[\[(]dot[\])] ?)(?=\w)){1,6}[A-Za-z]{2,24}\b",
    re.IGNORECASE,
)  # "jobs@example.com", "jobs [at] example [dot] com"
NUMBER_RE = patterns.compile(r"\d[\d ./()-]{5,30}(?<=\d)")  # "020 7946 0958", "555) 010-0199"
# What stands before a number to call. "Call 2019 - 2024" has never been met.
PLUS_RE = patterns.compile(r"(?:(?<![\w+])\+|(?:\A|[:(\n]) ?\+ )\(?\Z")
CUE_RE = patterns.compile(
    r"""\b(?:
      (?:tele|mobile[ ]|contact[ ])?phone | tel | telefon | mobile? | mobil | fax | cell | hotline | direct(?:[ ]line)?
      | call(?:[ ]us)?(?:[ ](?:on|at))? | whatsapp | t[ée]l[ée]phone | tel[ée]fono
    )(?:[ ](?:number|no))?[.:]{0,2}[ *]{0,3}\(?\Z
    | \b(?:call|contact|phone|reach|ring|text)\b[^.;:!?\n\d]{0,40}[ ](?:at|on|or)[ *]{0,3}\(?\Z
    | █[ ,;|/]{0,3}(?:or|and)?[ ]{0,2}\Z""",
    re.IGNORECASE | re.VERBOSE,
)  # "Tel.: ", "contact Ms Reed at ", "████████ or "
CUE_LENGTH = 60
CUE_STEMS = (  # of which one stands wherever it matches
    "pho", "tel", "tél", "mob", "fax", "cell", "hot", "direct", "call", "what", "contact", "reach", "ring", "text",
    SIGN,
)  # fmt: skip
NAMED_RE = patterns.compile(
    r"\b(?:id|job|req|requisition|ref|reference|code|case|vacancy|posting|number|nr|no)\b[ .:#*]{0,4}\Z", re.IGNORECASE
)  # "Job ID: "
NATIONAL_RE = patterns.compile(r"(?:1[ .-])?(?:\d{3}\) ?|\d{3}[.-])\d{3}[.-]\d{4}")  # "555-010-0199", "555) 010-0199"
DATE_RE = patterns.compile(
    r"""\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d.{0,20} | (?:19|20)\d\d([./-])\d\d\2\d\d.{0,20}
    | (?:19|20)\d\d[ ]?[-/][ ]?(?:19|20)\d\d""",
    re.VERBOSE,
)  # "21.10.2024", "2024-10-21 09", "2019 - 2024"
COUNTED_RE = patterns.compile(
    r"\s?(?:[%€$£¥₹+]|(?!EXT|FAX|TEL)[A-Z]{3}\b|(?:k|m|million|kr|z[łl]|(?i:users|customers|people|members|employees|downloads))\b)"
)  # behind it: "10 000 000 HUF", "1.000.000 users"
NOT_BEFORE, NOT_BEHIND = "$€£¥,.+-/#_", "%-/_€$£,"  # a pay figure, a longer id, an address
LEAST_DIGITS = 7  # of a telephone number, beside a word for one


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
    if COUNTED_RE.match(text, end) or DATE_RE.fullmatch(number):
        return number
    before = text[max(0, start - CUE_LENGTH) : start]
    if ("+" in before[-3:] and PLUS_RE.search(before)) or (holds(before.lower(), CUE_STEMS) and CUE_RE.search(before)):
        return SIGN * len(number)
    alone = not before or not (before[-1] in NOT_BEFORE or before[-1].isalnum() or NAMED_RE.search(before))
    if alone and NATIONAL_RE.fullmatch(number) and (text[end : end + 1] or " ") not in NOT_BEHIND:
        return SIGN * len(number)
    return number
