"""Raw text to cleaned text: each repair is a small function that tells the damage it mends.

Undamaged text comes back unchanged, so that offsets into it are offsets into the user's own file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from jdtool import patterns
from jdtool.model import CleanText

MAX_ROUNDS = 4  # one repair can lay bare another (a stripped control sign inside a mojibake run)

LINE_END_RE = patterns.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")  # "\r\n"

# Terminal sequences: CSI "\x1b[31m", OSC "\x1b]8;;http://x\x07", and single escapes "\x1bc".
ESCAPE_RE = patterns.compile(r"\x1b(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)|[ -~])?")
CONTROL_RE = patterns.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")

# Zero-width and bidirectional signs, soft hyphen, tag letters, lone surrogates. Zero-width joiners stay: emoji and
# Persian need them.
INVISIBLE_RE = patterns.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f\ud800-\udfff]"
)
SPACE_RE = patterns.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")

# UTF-8 read as Windows-1252 or Latin-1: a lead byte's letter, then a sign in the place of a continuation byte.
MOJIBAKE_RE = patterns.compile(
    "[\u00c2-\u00f4]"
    "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)  # "â€”"

MISREAD_PART_RE = patterns.compile(r"[^\n]{0,4000}\S{0,100}\n?")  # a line, in parts if it is very long

# Entities that a converter left in plain text, written once or more often: "Cook &amp;amp; Baker". Less-than and
# greater-than stay: they are what a text about HTML writes so, and what would make tags of it.
AMP_RE = patterns.compile(r"&(?:[a-z]|#)", re.IGNORECASE)  # where an entity may begin


@cache
def entity_pattern() -> re.Pattern[str]:
    """An entity: "&rsquo;", "&amp;amp;"."""
    from html.entities import name2codepoint  # 2,000 names: only where there is something to mend

    names = "|".join(sorted(name2codepoint.keys() - {"lt", "gt"} | {"apos"}))
    return patterns.compile(rf"&(?:(?:amp|#38|#x26);)*(?:{names}|#\d{{2,5}}|#[xX][0-9a-fA-F]{{2,4}});")


TAG_RE = patterns.compile(r"</?[A-Za-z][A-Za-z0-9]{0,9}(?:\s[^<>\n]{0,200})?/?>")  # "<p>", "<br />"

ESCAPED = r"\\([-_*#+.!()\[\]>~&$|`])"
MARKDOWN_ESCAPE_RE = patterns.compile(rf"(?<!\\){ESCAPED}")  # "\$90k \- \$110k"

CP1252_CONTROLS = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


# "$91,O00": groups of three, in the first of which a digit tells that it is a sum.
SCANNED_SUM_RE = patterns.compile(r"[$£€](?=\d|[Ol]{1,2}\d)[\dOl]{1,3}(?:,[\dOl]{3}){1,2}(?!,?\w|\.\d{3})")
SCANNED = str.maketrans("Ol", "01")


def fix_line_endings(text: str) -> str:
    r"""Every line end as a line feed.

    >>> fix_line_endings("a\r\nb\x0cc")
    'a\nb\nc'
    """
    return LINE_END_RE.sub("\n", text)


def fix_controls(text: str) -> str:
    r"""Without terminal sequences and control signs; Windows-1252 signs that were read as controls come back.

    >>> fix_controls("\x1b[31mred\x1b[0m it\x92s")
    'red it’s'
    """
    if "\x1b" in text:
        text = ESCAPE_RE.sub("", text)
    return CONTROL_RE.sub(lambda m: CP1252_CONTROLS.get(ord(m[0]), ""), text)


def fix_invisible(text: str) -> str:
    r"""Without signs that take no room: they split words and reorder what a terminal shows.

    >>> fix_invisible("Py\u200bthon")
    'Python'
    """
    return INVISIBLE_RE.sub(lambda m: "\ufffd" if "\ud800" <= m[0] <= "\udfff" else "", text)


def fix_spaces(text: str) -> str:
    """With plain spaces for the no-break, thin and wide ones that web pages leave; no position moves.

    >>> fix_spaces("5\u00a0years")
    '5 years'
    """
    return SPACE_RE.sub(" ", text)


def fix_mojibake(text: str) -> str:
    """With UTF-8 restored where it was read as Windows-1252: "147,800â€”258,470" had a dash between the sums.

    >>> fix_mojibake("147,800â€”258,470")
    '147,800—258,470'
    """
    if not MOJIBAKE_RE.search(text):
        return text
    import ftfy  # 69 ms: only when there is something to mend

    # Part by part, since a good one beside a bad one would stop ftfy from touching either.
    parts = MISREAD_PART_RE.findall(text)
    return "".join([ftfy.fix_encoding(part) if MOJIBAKE_RE.search(part) else part for part in parts])


def fix_entities(text: str) -> str:
    """With the signs that HTML entities stand for, in text that holds no tags: "Dashboard &amp; Reporting".

    >>> fix_entities("Clerk &#x26; Co&rsquo;s"), fix_entities("<b>R&amp;D</b>"), fix_entities("writes &lt; in HTML")
    ('Clerk & Co’s', '<b>R&amp;D</b>', 'writes &lt; in HTML')
    """
    if "&" not in text or not AMP_RE.search(text) or not entity_pattern().search(text) or TAG_RE.search(text):
        return text
    return entity_pattern().sub(_entity, text)


def _entity(match: re.Match[str]) -> str:
    import html

    name = match[0].rstrip(";").rpartition(";")[2].lstrip("&")
    sign = fix_spaces(html.unescape(f"&{name};"))
    return match[0] if sign in "<>" else sign


def fix_markdown_escapes(text: str) -> str:
    r"""Without the backslashes that HTML-to-Markdown converters put before signs.

    >>> fix_markdown_escapes(r"\$90k \- \$110k, C\#")
    '$90k - $110k, C#'
    """
    return MARKDOWN_ESCAPE_RE.sub(r"\1", text) if "\\" in text else text


def fix_scanned_sums(text: str) -> str:
    """With the noughts and ones of sums of money that were scanned as letters; no position moves.

    >>> fix_scanned_sums("$91,O00 to $1O5,000, $lOO,OOO, $5 OK")
    '$91,000 to $105,000, $lOO,OOO, $5 OK'
    """
    if not ("$" in text or "£" in text or "€" in text):
        return text
    return SCANNED_SUM_RE.sub(lambda match: match[0].translate(SCANNED), text)


def fix_composition(text: str) -> str:
    """In composed form (NFC), as names in the taxonomy are."""
    if text.isascii():
        return text
    import unicodedata

    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


ANY_RE = patterns.compile("")
# Signs that may have to be composed, alone or with their neighbours. Those of Western languages and common marks
# need not.
COMPOSED_RE = patterns.compile(
    "[^\x00-\u02ff\u2010-\u205f\u2070-\u20cf\u2100-\u2125\u2190-\u2328\u232b-\u2adb\ue000-\uf8ff\U0001f300-\U0001faff]"
)

# Each with what must stand among the text's signs (`signs_of`) for it to have something to mend.
REPAIRS: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("line-endings", LINE_END_RE, fix_line_endings),
    ("control-characters", CONTROL_RE, fix_controls),
    ("invisible-characters", INVISIBLE_RE, fix_invisible),
    ("mojibake", MOJIBAKE_RE, fix_mojibake),
    ("odd-spaces", SPACE_RE, fix_spaces),
    ("entities", ANY_RE, fix_entities),
    ("markdown-escapes", ANY_RE, fix_markdown_escapes),
    ("composition", COMPOSED_RE, fix_composition),
    ("scanned-sums", ANY_RE, fix_scanned_sums),
)
PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n"


def signs_of(text: str) -> str:
    """The characters that are not plain ASCII, in order: few, and all that most repairs need to see.

    >>> signs_of("Café – naïve")
    'é–ï'
    """
    return text.encode("utf-8", "surrogatepass").translate(None, PLAIN).decode("utf-8", "surrogatepass")


def clean_text(text: str) -> CleanText:
    """The text with damage repaired, and the names of the repairs that changed it, in order.

    >>> clean_text("5 years of Python").repairs
    []
    """
    done: list[str] = []
    signs = signs_of(text)
    for _ in range(MAX_ROUNDS):
        before = text
        for name, needed, repair in REPAIRS:
            if needed.search(signs) is None:
                continue
            repaired = repair(text)
            if repaired != text:
                text = repaired
                signs = signs_of(text)
                if name not in done:
                    done.append(name)
        if text == before:
            break
    return CleanText(text, done)
