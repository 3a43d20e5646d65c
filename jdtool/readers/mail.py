"""Letters and saved pages (EML, MHTML): the best form of what was written, then what is attached.

What is found is handed on to the reader of its kind. Of the head only the subject is taken, as a title.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from html import escape
from pathlib import PurePosixPath

from jdtool import patterns
from jdtool.errors import UnreadableError
from jdtool.limits import in_force
from jdtool.model import Failure
from jdtool.readers.composing import plain_key
from jdtool.readers.decoding import decode
from jdtool.readers.opening import Data

MARKS = 10  # of borders between parts, for each part
MAX_NAME = 100  # characters

BOM = b"\xef\xbb\xbf"
SAVED_PAGES = (".mht", ".mhtml")

ATTACHED = frozenset(
    ".pdf .docx .rtf .html .htm .xhtml .txt .text .md .markdown .json .jsonl .ndjson .csv .tsv .parquet .mht .mhtml"
    " .gz .eml".split()
)
SUFFIXES = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/json": ".json",
}
"""Kinds of attachments whose name does not tell."""

# "Fwd: Re: [jobs] Job alert: Cook"
PREFIX_RE = patterns.compile(
    r"\A(?:\s*(?:\[[^\]]{1,40}\]"
    r"|(?:re|fwd?|aw|wg|tr|rv|sv|antw|(?:new )?job[ -]?(?:alert|posting|opening)?)\s?(?:\[\d+\])?:))+",
    re.IGNORECASE,
)
TAG_RE = patterns.compile(r"<[^<>]{0,10000}>")

FLOWED_RE = patterns.compile(r"(?<!^--) {1,3}\n(?=[^\s>])", re.MULTILINE)  # a line that ends with a space goes on
# The head of a letter that was forwarded inside the text: three lines or more.
QUOTED_HEAD_RE = patterns.compile(
    r"(?:^[> \t]{0,9}-{2,20}[^\n]{1,60}-{2,20}[ \t]*\n(?:[> \t]{0,9}\n)?)?"
    r"(?:^[> \t]{0,9}\*?(?:from|to|cc|bcc|date|sent|subject|reply-to|von|an|datum|gesendet|betreff|de|à|para|objet"
    r"|envoyé|enviado|asunto|aan|verzonden|onderwerp)[ ]?:\*?[ \t][^\n]{0,500}\n(?:[ \t]+[^\n]{1,500}\n)?){3,12}",
    re.IGNORECASE | re.MULTILINE,
)  # "---------- Forwarded message ---------" / "From: ..." / "Date: ..." / "Subject: ..."


def read_records(data: Data) -> Iterator[Data | Failure]:
    """The bodies and attachments of a letter and of those forwarded in it; of a saved page its first page."""
    content = data.whole()
    parts = data.limits.parts
    if content.lower().count(b"content-type:") > parts or content.count(b"\n--") > MARKS * parts:
        raise data.limits.over("parts", f"more than {parts} parts; save the letters with postings one by one")
    try:
        found = list(read_letter(message_from_bytes(content), data.name, 0))
    except UnreadableError:
        raise
    except Exception:  # the email package lets pass whatever broken MIME brings about: RecursionError, ValueError ...
        yield Failure(data.name, None, "a damaged letter")
        return
    if not found:
        yield Failure(data.name, None, "no text in this letter")
    yield from found


def read_letter(letter: Message, name: str, depth: int) -> Iterator[Data]:
    """Its body, then what is attached, then the letters forwarded in it."""
    check_depth(depth)
    pages: list[Message] = []
    texts: list[Message] = []
    attached: list[tuple[str, Message]] = []
    forwarded: list[Message] = []
    for part in leaves(letter, 0):
        kind, named = part.get_content_type(), file_name(part)
        if kind == "message/rfc822":
            forwarded += [inner for inner in part.get_payload() if isinstance(inner, Message)]
        elif kind in ("text/html", "text/plain") and not named and part.get_content_disposition() != "attachment":
            (pages if kind == "text/html" else texts).append(part)
        else:
            attached.append((named, part))
    pages = [page for page in pages if TAG_RE.sub("", page_text(page)).strip()]
    subject = PREFIX_RE.sub("", words_of(letter["Subject"])).strip()
    if is_saved_page(letter, name):
        yield from (as_page(page, "", name, "mhtml") for page in pages[:1])
        return
    text = "\n\n".join(filter(None, map(plain_text, texts)))
    if pages:  # the longest: some programs write what stands below an attachment as a page of its own
        yield as_page(max(pages, key=lambda page: len(page_text(page))), subject, name, "eml")
    elif text:
        said = {plain_key(line) for line in text.splitlines()} | {""}
        title = "" if plain_key(subject) in said else f"{subject}\n\n"
        yield Data(name, io.BytesIO(f"{title}{text}\n".encode("utf-8", "replace")), "eml")
    for named, part in attached:
        suffix = PurePosixPath(named).suffix.lower() or SUFFIXES.get(part.get_content_type(), "")
        content = payload(part)
        if suffix in ATTACHED and content.strip():
            yield Data(f"{name}/{named or 'attachment' + suffix}", io.BytesIO(content))
    for number, inner in enumerate(forwarded, start=1):
        yield from read_letter(inner, f"{name}/{number}", depth + 1)


def leaves(part: Message, depth: int) -> Iterator[Message]:
    """The parts that hold something, letters forwarded in this one as a whole."""
    if part.get_content_type() == "message/rfc822" or not part.is_multipart():
        yield part
    else:
        check_depth(depth)
        for inner in part.get_payload():
            if isinstance(inner, Message):
                yield from leaves(inner, depth + 1)


def check_depth(depth: int) -> None:
    """UnreadableError where parts lie in more parts than may be."""
    if depth > in_force().depth:
        raise in_force().over("depth", f"parts in more than {in_force().depth} others")


def is_saved_page(letter: Message, name: str) -> bool:
    """Whether a browser wrote this, not a mail program."""
    by_browser = "Snapshot-Content-Location" in letter or "saved by" in words_of(letter["From"]).lower()
    return by_browser or name.lower().endswith(SAVED_PAGES)


def as_page(part: Message, subject: str, name: str, form: str) -> Data:
    """A web page, in UTF-8 with a mark where the letter states its encoding; the subject is the title it lacks."""
    content = payload(part)
    mark = b""
    if part.get_content_charset():
        mark, content = BOM, page_text(part).encode("utf-8", "replace")
    title = b""
    if subject and b"<title" not in content.lower():
        title = f"<title>{escape(subject)}</title>\n".encode("ascii", "xmlcharrefreplace")
    return Data(name, io.BytesIO(mark + title + content), form)


def page_text(part: Message) -> str:
    """The text of a part in the encoding that it states, or the one that it shows."""
    content = payload(part)
    try:
        return content.decode(part.get_content_charset() or "utf-8").removeprefix("\ufeff")
    except (UnicodeError, LookupError):
        return decode(content)[0]


def plain_text(part: Message) -> str:
    """The text of a part, lines that were wrapped for sending joined, heads of quoted letters left out."""
    text = page_text(part).replace("\r\n", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        text = FLOWED_RE.sub("" if str(part.get_param("delsp", "")).lower() == "yes" else " ", text)
    return QUOTED_HEAD_RE.sub("\n", text + "\n").strip()


def payload(part: Message) -> bytes:
    """The bytes of a part as they were before they were encoded for sending."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def file_name(part: Message) -> str:
    """The last piece of the name that an attached file had, "" where it has none."""
    return PurePosixPath(words_of(part.get_filename()).replace("\\", "/")).name[-MAX_NAME:]


def words_of(header: object) -> str:
    """A field of the head in plain words, on one line."""
    written = str(header or "")
    with suppress(ValueError, LookupError, HeaderParseError):  # else as it stands
        written = str(make_header(decode_header(written)))
    return " ".join(written.split())
