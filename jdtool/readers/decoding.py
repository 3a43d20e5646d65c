"""Bytes to text: byte-order mark, strict UTF-8, UTF-16 by its zero bytes, Windows-1252, then detection."""

from __future__ import annotations

import codecs

from jdtool import patterns

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 8192  # bytes in which a file shows whether it is text
ZERO_SHARE = 0.3  # of the bytes in one position of each pair: UTF-16 of Latin script
# Of the letters of "Développeur confirmé à Genève" one in nine is foreign. With so few a detector guesses
# among code pages that differ in just those, so Windows-1252 is taken, the likeliest by far ...
FEW_FOREIGN = 0.12
# ... unless that puts a sign inside a word: the Polish "była" would be "by³a".
SIGN_IN_WORD_RE = patterns.compile("[a-z][¡-¬®-³µ¶¹-¿×÷][a-z]")


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text: zero bytes, or many control signs."""
    if any(data.startswith(bom) for bom, _ in BOMS) or _utf16_order(data):
        return False
    sample = data[:SAMPLE]
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in sample)
    return b"\x00" in sample or controls > len(sample) / 20


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; bytes that fit nowhere become U+FFFD.

    >>> decode(b"Our caf\\xe9 is open")
    ('Our café is open', 'cp1252')
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace").removeprefix("\ufeff"), encoding.removesuffix("-sig")
    order = _utf16_order(data)
    if order:
        return data.decode(order, "replace"), order
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    text = data.decode("cp1252", "replace")
    foreign = sum(byte > 127 for byte in data)
    if foreign > FEW_FOREIGN * len(data) or SIGN_IN_WORD_RE.search(text):
        from charset_normalizer import from_bytes  # slow to import: only for text that is not UTF-8

        best = from_bytes(data).best()
        if best is not None:
            return str(best), best.encoding
    return text, "cp1252"


def _utf16_order(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, None where the bytes do not look like it."""
    sample = data[: SAMPLE & ~1]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > ZERO_SHARE * half and even < odd / 10:
        return "utf-16-le"
    if even > ZERO_SHARE * half and odd < even / 10:
        return "utf-16-be"
    return None
