"""One posting written in many formats, without the libraries that read them where that is easy.

`write_posting(folder, form, posting)` writes a file; `FORMS` names the forms. To add one, write a function from a
`Written` to bytes and add its row.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import Literal

Kind = Literal["title", "line", "heading", "bullet", "paragraph"]


@dataclass(frozen=True)
class Written:
    """A posting to write. Lines of a section that begin with "- " are list items, others paragraphs."""

    title: str
    company: str
    place: str
    sections: Sequence[tuple[str, Sequence[str]]]

    def blocks(self) -> Iterator[tuple[Kind, str]]:
        """Its paragraphs in order, each with what it is."""
        yield "title", self.title
        yield "line", self.company
        yield "line", self.place
        for heading, lines in self.sections:
            if heading:
                yield "heading", heading
            for line in lines:
                if line.startswith("- "):
                    yield "bullet", line[2:]
                else:
                    yield "paragraph", line


def as_text(posting: Written) -> bytes:
    lines: list[str] = []
    for kind, text in posting.blocks():
        if kind in ("heading", "paragraph"):
            lines.append("")
        lines.append(f"- {text}" if kind == "bullet" else text)
    return ("\n".join(lines) + "\n").encode()


def as_html(posting: Written) -> bytes:
    tags = {"title": "h1", "line": "p", "heading": "h2", "bullet": "li", "paragraph": "p"}
    parts: list[str] = []
    listing = False
    for kind, text in posting.blocks():
        if (kind == "bullet") != listing:
            parts.append("</ul>" if listing else "<ul>")
            listing = not listing
        parts.append(f"<{tags[kind]}>{escape(text)}</{tags[kind]}>")
    if listing:
        parts.append("</ul>")
    head = f'<meta charset="utf-8"><title>{escape(posting.title)}</title>'
    body = "\n".join(parts)
    return f"<!doctype html>\n<html><head>{head}</head>\n<body><main>\n{body}\n</main></body></html>\n".encode()


# --- PDF -------------------------------------------------------------------------------------------------

# Widths of Helvetica from the space to the tilde, in thousandths of the size, from its font metrics.
WIDTHS = [
    *[278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278],  # space to /
    *[556] * 10,  # digits
    *[278, 278, 584, 584, 584, 556, 1015],  # : to @
    *[667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667],  # A to P
    *[778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333],  # Q to `
    *[556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556],  # a to p
    *[556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584],  # q to ~
]
PAGE = (595, 842)  # A4 in points
MARGIN = 56


@dataclass(frozen=True)
class Drawn:
    """A line of text on a page: its left end and baseline in points, from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 11


def width(text: str, size: float) -> float:
    return sum(WIDTHS[ord(c) - 32] if " " <= c <= "~" else 556 for c in text) * size / 1000


def wrap(text: str, size: float, room: float) -> list[str]:
    """The text broken into lines that fit into a room of so many points."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def pdf(pages: Sequence[Sequence[Drawn]], trailer: str = "", rotate: int = 0) -> bytes:
    """A PDF of these pages, in Helvetica. `trailer` goes into the trailer's dictionary."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for i, page in enumerate(pages):
        content = b"".join(map(_drawing, page))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] /Rotate {rotate}"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * i} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(content), content))
    return pdf_file(objects, trailer.encode())


def pdf_file(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of these objects, the first of which is its catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets: list[int] = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return bytes(out) + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)


def _drawing(line: Drawn) -> bytes:
    shown = line.text.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        shown = shown.replace(sign, b"\\" + sign)
    return b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (line.size, line.x, line.y, shown)


def lay_out(posting: Written, left: float = MARGIN, right: float = PAGE[0] - MARGIN) -> list[list[Drawn]]:
    """The posting on as many pages as it needs, list items with a hanging indent."""
    pages: list[list[Drawn]] = [[]]
    y: float = PAGE[1] - MARGIN
    for kind, text in posting.blocks():
        size = {"title": 18.0, "heading": 14.0}.get(kind, 11.0)
        y -= {"heading": 14.0, "paragraph": 8.0}.get(kind, 2.0)
        indent = 18 if kind == "bullet" else 0
        for number, line in enumerate(wrap(text, size, right - left - indent)):
            y -= size * 1.2
            if y < MARGIN:
                pages.append([])
                y = PAGE[1] - MARGIN - size
            if indent and not number:
                pages[-1].append(Drawn(left, y, "•", size))
            pages[-1].append(Drawn(left + indent, y, line, size))
    return pages


def as_pdf(posting: Written) -> bytes:
    return pdf(lay_out(posting))


# --- Word and RTF ----------------------------------------------------------------------------------------


def as_docx(posting: Written) -> bytes:
    import docx

    document = docx.Document()
    styles = {"title": "Heading 1", "heading": "Heading 2", "bullet": "List Bullet"}
    for kind, text in posting.blocks():
        document.add_paragraph(text, styles.get(kind))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rtf_words(text: str) -> str:
    """The text with its special signs escaped and all that is not ASCII as \\u."""
    out: list[str] = []
    for char in text:
        if char in "\\{}":
            out.append("\\" + char)
        elif char < "\x7f":
            out.append(char)
        else:
            units = char.encode("utf-16-le")
            for i in range(0, len(units), 2):
                unit = int.from_bytes(units[i : i + 2], "little")
                out.append(f"\\u{unit - 0x10000 if unit > 0x7FFF else unit}?")
    return "".join(out)


def as_rtf(posting: Written) -> bytes:
    parts = [r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Helvetica;}{\f1\fnil\fcharset2 Symbol;}}"]
    parts.append(r"{\*\generator Made by hand;}{\info{\title A title that nobody reads}}\f0\fs22")
    for kind, text in posting.blocks():
        words = rtf_words(text)
        if kind == "bullet":
            parts.append(rf"\pard{{\pntext\f1\'B7\tab}}\fi-360\li720 {words}\par")
        elif kind in ("title", "heading"):
            parts.append(rf"\pard\par\b {words}\b0\par")
        else:
            parts.append(rf"\pard {words}\par" if kind == "line" else rf"\pard\par {words}\par")
    return "\n".join([*parts, "}"]).encode("ascii")


# --- Mail ------------------------------------------------------------------------------------------------


def letter(subject: str) -> EmailMessage:
    """A letter without a body."""
    message = EmailMessage()
    message["From"] = "Jobs <jobs@example.com>"
    message["To"] = "Ada <ada@example.com>"
    message["Subject"] = subject
    message["Date"] = "Mon, 02 Mar 2026 10:00:00 +0000"
    message["Message-ID"] = "<1@example.com>"
    return message


def as_eml(posting: Written) -> bytes:
    message = letter(f"Fwd: {posting.title}")
    message.set_content(as_text(posting).decode(), cte="quoted-printable")
    message.add_alternative(as_html(posting).decode(), subtype="html", cte="base64")
    return message.as_bytes()


def as_mhtml(posting: Written) -> bytes:
    import quopri

    page = quopri.encodestring(as_html(posting)).decode("ascii")
    head = f"""\
        From: <Saved by Blink>
        Snapshot-Content-Location: https://jobs.example.com/1
        Subject: {posting.title}
        Date: Mon, 2 Mar 2026 10:00:00 -0000
        MIME-Version: 1.0
        Content-Type: multipart/related; type="text/html";
        \tboundary="----Page--1----"


        ------Page--1----
        Content-Type: text/html
        Content-ID: <frame-1@mhtml.blink>
        Content-Transfer-Encoding: quoted-printable
        Content-Location: https://jobs.example.com/1

        """
    style = """\

        ------Page--1----
        Content-Type: text/css
        Content-Transfer-Encoding: quoted-printable
        Content-Location: cid:css-1@mhtml.blink

        h1 { color: red }

        ------Page--1------
        """
    return (textwrap.dedent(head) + page + textwrap.dedent(style)).replace("\n", "\r\n").encode("utf-8")


def as_markdown(posting: Written) -> bytes:
    signs = {"title": "# ", "line": "", "heading": "## ", "bullet": "- ", "paragraph": ""}
    blocks = [("" if kind == "bullet" else "\n") + signs[kind] + text for kind, text in posting.blocks()]
    return ("\n".join(blocks).lstrip() + "\n").encode()


def markup(posting: Written) -> str:
    """The sections as HTML, as boards keep them in their fields."""
    return as_html(Written("", "", "", posting.sections)).decode().partition("<main>")[2].partition("</main>")[0]


def as_json_ld(posting: Written) -> bytes:
    node = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": posting.title,
        "hiringOrganization": {"@type": "Organization", "name": posting.company},
        "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": posting.place}},
        "description": markup(posting),
    }
    return json.dumps(node).encode()


def as_lever(posting: Written) -> bytes:
    whole = [(heading, lines) for heading, lines in posting.sections if heading]
    opening = Written("", "", "", [section for section in posting.sections if not section[0]])
    item = {
        "id": "1",
        "text": posting.title,
        "hostedUrl": f"https://jobs.lever.co/{posting.company}/1",
        "categories": {"location": posting.place},
        "description": markup(opening),
        "lists": [{"text": heading, "content": markup(Written("", "", "", [("", lines)]))} for heading, lines in whole],
    }
    return json.dumps([item]).encode()


def row(posting: Written) -> dict[str, str]:
    return {
        "title": posting.title,
        "company": posting.company,
        "location": posting.place,
        "description": as_text(Written("", "", "", posting.sections)).decode().strip(),
    }


def as_json_lines(posting: Written) -> bytes:
    return (json.dumps(row(posting)) + "\n").encode()


def as_table(posting: Written, delimiter: str) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(row(posting)), delimiter=delimiter)
    writer.writeheader()
    writer.writerow(row(posting))
    return stream.getvalue().encode()


def as_parquet(posting: Written) -> bytes:
    import pyarrow
    import pyarrow.parquet

    stream = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([row(posting)]), stream)
    return stream.getvalue()


FORMS: dict[str, Callable[[Written], bytes]] = {
    "txt": as_text,
    "md": as_markdown,
    "json": as_json_ld,
    "lever.json": as_lever,
    "jsonl": as_json_lines,
    "csv": lambda posting: as_table(posting, ","),
    "tsv": lambda posting: as_table(posting, "\t"),
    "parquet": as_parquet,
    "txt.gz": lambda posting: gzip.compress(as_text(posting), mtime=0),
    "html": as_html,
    "pdf": as_pdf,
    "docx": as_docx,
    "rtf": as_rtf,
    "eml": as_eml,
    "mhtml": as_mhtml,
}


def write_posting(folder: Path, form: str, posting: Written) -> Path:
    """The file, "posting.FORM" in the folder, that holds the posting in this form."""
    path = folder / f"posting.{form}"
    path.write_bytes(FORMS[form](posting))
    return path
