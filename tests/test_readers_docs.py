"""PDF, Word, RTF, letters and saved pages: what comes out as a record, and what a broken file is said to be."""

from __future__ import annotations

import gzip
import io
import random
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from making import FORMS, Drawn, Written, as_docx, as_eml, as_pdf, as_rtf, as_text, lay_out, letter, pdf, write_posting

import jdtool
from jdtool.model import Failure, Posting, Record
from jdtool.readers import mail, read_data, read_source
from jdtool.readers.opening import Data

FIXTURES = Path(__file__).parent / "fixtures" / "docs"

POSTING = Written(
    "Senior Backend Engineer",
    "Harbour Logistics GmbH",
    "Hamburg, Germany",
    [
        (
            "About the role",
            [
                "We move containers, and the software that moves them is ours. You will join a team of eight that builds "
                "the booking service used by four hundred forwarders every day, in a full-time position with a salary of "
                "€70,000 - €85,000 per year."
            ],
        ),
        (
            "Responsibilities",
            [
                "- Design and run services in Go and Python, from the first sketch to the pager, together with the "
                "people who use them and with the colleagues of the data team",
                "- Keep PostgreSQL fast",
            ],
        ),
        (
            "Requirements",
            [
                "- 5+ years of experience with Go, Python or Java in production, of which at least two with "
                "cross-functional teams and Kubernetes",
                "- Docker (and \\ or {Podman})",
                "- German at level B2",
            ],
        ),
        ("Nice to have", ["- Kafka", "- Terraform"]),
        ("Benefits", ["- 30 days of paid vacation"]),
    ],
)


def read(content: bytes, name: str = "file") -> list[Record | Failure]:
    return list(read_data(Data(name, io.BytesIO(content))))


def text_of(content: bytes, name: str = "file") -> str:
    (record,) = read(content, name)
    assert isinstance(record, Record), record
    return record.text


def message_of(content: bytes, name: str = "file") -> str:
    (failure,) = read(content, name)
    assert isinstance(failure, Failure)
    assert "\n" not in failure.message
    return failure.message


def inside(content: bytes, name: str = "letter.eml") -> list[Data]:
    found = list(mail.read_records(Data(name, io.BytesIO(content))))
    assert all(isinstance(data, Data) for data in found), found
    return [data for data in found if isinstance(data, Data)]


# --- one posting in each form -------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["pdf", "docx", "rtf", "txt.gz"])
def test_a_posting_is_the_same_in_each_form(form: str, tmp_path: Path) -> None:
    (plain,) = jdtool.read_postings(write_posting(tmp_path, "txt", POSTING))
    (other,) = jdtool.read_postings(write_posting(tmp_path, form, POSTING))
    assert isinstance(plain, Posting) and isinstance(other, Posting)
    assert other.source.format == form.removesuffix(".gz").replace("txt", "text")
    for key in (
        "title company role seniority years salary employment_type locations languages benefits any_of education"
    ).split():
        assert getattr(other, key) == getattr(plain, key), key
    assert [(skill.id, skill.importance) for skill in other.skills] == [(s.id, s.importance) for s in plain.skills]
    assert [item.text for item in other.requirements] == [item.text for item in plain.requirements]


def test_the_forms_hold_what_was_written() -> None:
    assert set(FORMS) >= {"txt", "txt.gz", "html", "pdf", "docx", "rtf", "eml", "mhtml"}
    assert "- Docker (and \\ or {Podman})\n" in as_text(POSTING).decode()


# --- PDF ----------------------------------------------------------------------------------------------------


def test_a_pdf_gives_lines_and_items_as_they_were_before_they_were_wrapped() -> None:
    text = text_of(as_pdf(POSTING))
    assert "\n• Keep PostgreSQL fast\n" in text
    for line in as_text(POSTING).decode().splitlines():
        assert line.replace("- ", "• ", 1) in text.splitlines() or line in text.splitlines()


def test_a_page_printed_by_a_browser_keeps_its_bullets_which_are_drawn() -> None:
    (record,) = read_source(str(FIXTURES / "printed.pdf"))
    assert isinstance(record, Record)
    lines = record.text.splitlines()
    assert lines[0] == "Senior Data Engineer"
    assert {"Location: Hamburg", "Employment type: Full-time", "• Docker", "• Compose", "1. Kafka"} <= set(lines)
    assert not any("print.html" in line or line.endswith("/2") for line in lines)
    job = lines[lines.index("About the job") + 2]
    assert job.startswith("We move containers") and job.endswith("efficient & affluent.")
    # Two columns, one after the other.
    hiring = lines.index("How we hire")
    assert lines.index("Benefits") < lines.index("• Remote work two days a week") < hiring


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    long = Written("Cook", "Harbour", "Leeds", [("About the job", ["We cook fish for the whole harbour. " * 40] * 4)])
    pages = lay_out(long, right=300)
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        page.insert(0, Drawn(60, 810, "Harbour careers - confidential"))
        page.append(Drawn(260, 30, f"Page {number} of {len(pages)}"))
    text = text_of(pdf(pages))
    assert "careers" not in text and "Page" not in text
    assert text.startswith("Cook\nHarbour\nLeeds\n")
    assert all(line.endswith(".") for line in text.splitlines()[6:] if line)  # sentences go on over the end of a page


def test_a_title_that_is_also_the_running_header_stays() -> None:
    pages = [[Drawn(60, 600, "Cook"), Drawn(60, 580, "We cook.")]]
    pages += [[Drawn(60, 810, "Cook"), Drawn(60, 600, f"Fish {word}.")] for word in ("boiled", "baked", "fried")]
    assert text_of(pdf(pages)).count("Cook") == 1


def test_two_columns_drawn_line_by_line_are_read_one_after_the_other() -> None:
    left = ["Our kitchen is by the harbour and", "has served fish for thirty years", "to the people of the town and",
            "to those who come by ship, each", "day from noon until the night."]  # fmt: skip
    right = ["You have cooked for five years or", "more and know how to lead others", "when it is loud, and you can read",
             "and write English well enough", "for the plans of each week."]  # fmt: skip
    page = [Drawn(60, 780, "Cook wanted in the oldest kitchen of all the harbour, from the first of May or later")]
    for i in range(5):
        page += [Drawn(60, 740 - 14 * i, left[i]), Drawn(320, 740 - 14 * i, right[i])]
    lines = [line for line in text_of(pdf([page])).splitlines() if line]
    assert lines[1:] == [" ".join(left), " ".join(right)]


def test_a_table_in_a_pdf_is_read_row_by_row() -> None:
    page = [Drawn(60, 780, "Cook")]
    rows = [("Location", "Leeds"), ("Contract type", "Full-time"), ("Salary", "£30,000")]
    for i, (label, value) in enumerate(rows):
        page += [Drawn(60, 740 - 14 * i, label), Drawn(200, 740 - 14 * i, value)]
    page += [Drawn(60, 600, "Knives"), Drawn(200, 600, "5 years"), Drawn(300, 600, "required")]
    lines = text_of(pdf([page])).splitlines()
    assert {"Location: Leeds", "Contract type: Full-time", "Salary: £30,000", "Knives | 5 years | required"} <= set(
        lines
    )


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["You shape the develop-", "ment of our menus."], "the development of"),
        (["You work in cross-", "functional teams here."], "in cross-functional teams"),
        (["You know about Kuber-", "netes, too, we hope so."], "about Kubernetes, too"),
        (["Harbours ask for back-", "end people like you."], "for back-end people"),
    ],
)
def test_words_divided_at_the_end_of_a_line_are_put_together(lines: list[str], joined: str) -> None:
    page = [Drawn(60, 700 - 14 * i, line) for i, line in enumerate(lines)]
    assert joined in text_of(pdf([page]))


def test_a_page_set_across_is_read() -> None:
    turned = b"BT /F1 11 Tf 0 1 -1 0 %d 60 Tm (%s) Tj ET\n"
    lines = [
        b"Cook and baker for the harbour kitchen of Leeds, with knives",
        b"of your own, and five years of practice.",
    ]
    page = b"".join(turned % (100 + 14 * i, line) for i, line in enumerate(lines))
    made = pdf([[Drawn(0, 0, "X" * (len(page) - len(b"BT /F1 11 Tf 0 0 Td () Tj ET\n")))]], rotate=90)
    start = made.index(b"BT /F1")
    made = made[:start] + page + made[start + len(page) :]
    assert text_of(made) == b" ".join(lines).decode() + "\n"


def test_a_list_without_marks_stays_a_list() -> None:
    lines = ["Cook in the oldest kitchen of all the harbour, where fish is served", "knives", "patience", "english"]
    text = text_of(pdf([[Drawn(60, 700 - (14 * i or -50), line) for i, line in enumerate(lines)]]))
    assert text.splitlines() == [lines[0], "", *lines[1:]]


def test_a_long_document_without_paragraphs_is_read_in_little_time() -> None:
    chance = random.Random(3)
    pages = [
        [Drawn(60, 750 - 11 * i, "".join(chance.choices("abcdefgh ", k=80))) for i in range(60)] for _ in range(40)
    ]
    start = time.perf_counter()
    assert len(text_of(pdf(pages))) > 100_000
    assert time.perf_counter() - start < 5


def test_pdfs_that_cannot_be_read_are_said_to_be_so() -> None:
    assert message_of(pdf([[]])) == "no text layer: scanned pages are not read; run OCR first"
    assert message_of(b"%PDF-1.7\n") == "a damaged PDF file"
    assert message_of(as_pdf(POSTING)[:300]) == "a damaged PDF file"
    assert "201 pages" in message_of(pdf([[Drawn(60, 700, "Cook")]] * 201))
    key = "00" * 32
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >> /ID [<{key[:32]}> <{key[:32]}>]"
    assert message_of(pdf([[Drawn(60, 700, "Cook")]], lock)) == "locked with a password; save it without one"


# --- Word ---------------------------------------------------------------------------------------------------


def word(build: Callable[..., None]) -> bytes:
    import docx

    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_xml(body: str) -> bytes:
    """A Word file whose body is this, `w:` and `mc:` bound."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(lambda document: None))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                spaces = (
                    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
                    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
                )
                content = f"<w:document {spaces}><w:body>{body}</w:body></w:document>".encode()
            new.writestr(name, content)
    return out.getvalue()


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def run(text: str, settings: str = "") -> str:
    return f'<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_word_file_gives_headings_lists_and_tables_in_order() -> None:
    def build(document: object) -> None:
        document.add_heading("Head Chef", 1)  # type: ignore[attr-defined]
        document.add_paragraph("Harbour Kitchen")  # type: ignore[attr-defined]
        table = document.add_table(2, 2)  # type: ignore[attr-defined]
        for row, cells in zip(table.rows, [("Place", "Leeds"), ("What you bring", "- unused")], strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
        last = table.rows[1].cells[1]
        last.text = ""
        last.add_paragraph("Knives", "List Bullet")
        last.add_paragraph("Patience", "List Bullet")
        document.add_paragraph("We cook for the whole harbour, from the first ship to the last one.")  # type: ignore[attr-defined]
        document.add_heading("Our oven and you", 2)  # type: ignore[attr-defined]
        document.add_paragraph("Bread", "List Number")  # type: ignore[attr-defined]

    assert text_of(word(build)) == (
        "Head Chef\nHarbour Kitchen\nPlace: Leeds\nWhat you bring\n- Knives\n- Patience\n"
        "We cook for the whole harbour, from the first ship to the last one.\n\nOur oven and you:\n- Bread\n"
    )


def test_what_a_word_file_hides_stays_hidden_and_what_it_shows_is_read() -> None:
    box = "<w:txbxContent><w:p>{}</w:p></w:txbxContent>"
    text = text_of(
        word_xml(
            f"<w:p>{run('Cook')}<w:del>{run('Baker').replace('w:t', 'w:delText')}</w:del><w:ins>{run(' in Leeds')}</w:ins></w:p>"
            f"<w:p>{run('We cook for the whole harbour, from the first ship to the last one.')}</w:p>"
            f"<w:p>{run('Your ', '<w:b/>')}{run('day', '<w:b/>')}</w:p>"
            f"<w:p><w:hyperlink>{run('our page')}</w:hyperlink><w:r><w:br/></w:r>{run('next line')}{run('no', '<w:vanish/>')}</w:p>"
            f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><mc:AlternateContent><mc:Choice>"
            f"<w:r>{box.format(run('In a box'))}</w:r></mc:Choice><mc:Fallback>{box.format(run('In a box'))}</mc:Fallback>"
            f"</mc:AlternateContent></w:p>"
            f"<w:sdt><w:sdtContent><w:p>{run('Controlled')}</w:p></w:sdtContent></w:sdt>"
            f"<w:p><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr>{run('Item', '<w:b w:val=&quot;0&quot;/>'.replace('&quot;', chr(34)))}</w:p>"
            f"<w:p><w:pPr><w:pStyle w:val='ListBullet'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>{run('No item')}</w:p>"
        )
    )
    assert text == (
        "Cook in Leeds\nWe cook for the whole harbour, from the first ship to the last one.\n\nYour day:\n"
        "our page\nnext line\n\nIn a box\nControlled\n- Item\nNo item\n"
    )


def test_headers_of_a_word_file_are_read_only_where_the_body_is_empty() -> None:
    def build(document: object) -> None:
        document.sections[0].header.paragraphs[0].text = "Letterhead cook"  # type: ignore[attr-defined]

    assert text_of(word(build)) == "Letterhead cook\n"

    def build_more(document: object) -> None:
        build(document)
        document.add_paragraph("Cook")  # type: ignore[attr-defined]

    assert text_of(word(build_more)) == "Cook\n"


def test_word_files_that_cannot_be_read_are_said_to_be_so() -> None:
    good = as_docx(POSTING)
    assert "damaged" in message_of(good[:2000])
    assert message_of(word(lambda document: None)) == "no text in this Word file; pictures are not read"
    assert "an Excel file" in message_of(zipped(xl__workbook_xml=b"<x/>"))
    assert "a PowerPoint file" in message_of(zipped(ppt__presentation_xml=b"<x/>"))
    assert "an OpenDocument file" in message_of(zipped(mimetype=b"x", content_xml=b"<x/>"))
    assert "a ZIP archive" in message_of(zipped(a_txt=b"cook"))
    assert "a ZIP archive" in message_of(b"PK\x03\x04" + zipped())
    assert message_of(zipped(word__document_xml=b"<w/>")) == "a damaged Word file"
    assert "unpacks to 90 MB" in message_of(zipped(word__document_xml=b" " * 90_000_000))
    entities = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    assert "aaaa" not in str(read(word_xml("<w:p>&b;</w:p>").replace(b"<w:document", entities + b"<w:document")))


def test_a_size_that_the_archive_lies_about_is_not_believed() -> None:
    content = bytearray(zipped(word__document_xml=b" " * 5_000_000))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(mark) + place
        content[at : at + 4] = struct.pack("<I", 1000)
    assert "damaged" in message_of(bytes(content))


# --- RTF ----------------------------------------------------------------------------------------------------


def test_rtf_in_two_code_pages_with_lists_links_tables_and_pictures() -> None:
    (record,) = read_source(str(FIXTURES / "nasty.rtf"))
    assert isinstance(record, Record) and record.source.encoding == "cp1251" and record.source.format == "rtf"
    assert record.text == (
        "Localisation Engineer (m/f/d)\nПривет Ltd\nSofia, Bulgaria – salary €40,000 😀 per year\n"
        "See our page for more.\nRequirements\n• 3+ years of Python\n• C{}\\ and C++\nPlace of work: Sofia\n"
        "Skill | Level | Years\nCafé café\n"
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (rb"{\rtf1\ansi Caf\'e9 " + "Żółw".encode() + rb"\par}", "Café Żółw\n"),  # UTF-8 against the rules
        (b"{\\rtf1\\ansi\\ansicpg1250 \xbf\xf3\xb3w\\par}", "żółw\n"),
        (b"{\\rtf1\\mac Caf\\'8e\\par}", "Café\n"),
        (b"{\\rtf1 Cook {\\pict\\bin9 }}}{{{}}}} and baker\\par}", "Cook and baker\n"),
        (b"{\\rtf1 Cook", "Cook\n"),
    ],
)
def test_rtf_as_some_programs_write_it(content: bytes, text: str) -> None:
    assert text_of(content) == text


def test_rtf_that_cannot_be_read_is_said_to_be_so() -> None:
    assert message_of(rb"{\rtf1\ansi}") == "no text in this RTF file"
    assert message_of(rb"{\rtf1 \u9999999999 x}") == "a damaged RTF file"


@pytest.mark.parametrize(
    "content",
    [
        rb"{\rtf1{\fonttbl" + rb"\f1" * 100_000 + b"}}",
        rb"{\rtf1{\fonttbl" + rb"\f1\fcharset0 x" * 30_000 + b"}}",
        rb"{\rtf1" + rb"{\field{\*\fldinst{HYPERLINK " * 20_000 + b"}}",
        rb"{\rtf1" + rb"{\field{\*\fldinst{" * 20_000 + b" HYPERLINK " * 20_000,
        rb"{\rtf1" + b"{" * 200_000,
        rb"{\rtf1{\pict " + b"0123456789abcdef" * 200_000 + b"}}",
        rb"{\rtf1 " + rb"\bin1 " * 100_000,
    ],
)
def test_hostile_rtf_is_read_in_little_time(content: bytes) -> None:
    start = time.perf_counter()
    assert len(read(content)) == 1
    assert time.perf_counter() - start < 2


# --- letters and saved pages --------------------------------------------------------------------------------


def test_a_letter_gives_its_page_and_a_saved_page_its_first() -> None:
    (data,) = inside(as_eml(POSTING))
    assert data.form == "eml" and data.name == "letter.eml"
    assert data.head.startswith(b"\xef\xbb\xbf<!doctype html>") and "€70,000" in data.head.decode()
    (data,) = inside(FORMS["mhtml"](POSTING))
    assert data.form == "mhtml"
    assert data.head.startswith(b"<!doctype html>") and b"color" not in data.head


def test_a_letter_with_everything() -> None:
    body, advert, forwarded = inside((FIXTURES / "alert.eml").read_bytes())
    assert body.whole().decode() == (
        "Küchenchef in Lübeck\n\nLook at this, Ada. Call me on 01632 960001.\n\n\n\nCafé am Hafen, Lübeck\n\n"
        "We look for a head of the kitchen who can lead a team of four and who cooks fish.\n\n"
        "Requirements\n- 5 years of cooking\n"
    )
    assert advert.name == "letter.eml/Köchin.txt" and advert.form is None
    assert advert.whole().decode().startswith("Köchin (m/w/d)\n")
    # The letter states Latin-1, the page itself UTF-8: the letter is right, and the page lacks a title.
    assert forwarded.whole() == (
        b'\xef\xbb\xbf<title>Waiter</title>\n<meta charset="utf-8"><p>Waiter at the Caf&eacute;, 20 hours a week</p>'
    )


def test_attached_documents_are_read_with_the_letter() -> None:
    message = letter("A job for you")
    message.set_content("See attached.")
    for content, kind, name in (
        (as_pdf(POSTING), "pdf", "../../advert.pdf"),
        (as_docx(POSTING), "octet-stream", "advert.docx"),
        (as_rtf(POSTING), "rtf", None),
        (gzip.compress(as_text(POSTING)), "gzip", "advert.txt.gz"),
        (b"\x89PNG", "octet-stream", "logo.png"),
    ):
        message.add_attachment(content, "application", kind, filename=name)
    records = read(message.as_bytes(), "a.eml")
    assert all(isinstance(record, Record) for record in records), records
    assert [(r.source.path, r.source.format) for r in records if isinstance(r, Record)] == [
        ("a.eml", "eml"),
        ("a.eml/advert.pdf", "pdf"),
        ("a.eml/advert.docx", "docx"),
        ("a.eml/attachment.rtf", "rtf"),
        ("a.eml/advert.txt.gz", "text"),
    ]


def test_a_damaged_attachment_is_named_and_the_rest_is_read() -> None:
    message = letter("Cook")
    message.set_content("We cook.")
    message.add_attachment(b"%PDF-1.4 rubbish", "application", "pdf", filename="a.pdf")
    body, failure = read(message.as_bytes(), "a.eml")
    assert isinstance(body, Record) and body.text == "Cook\n\nWe cook.\n" and body.source.format == "eml"
    assert failure == Failure("a.eml/a.pdf", None, "a damaged PDF file")


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Fwd: Re: [jobs] Cook in Leeds", "Cook in Leeds"),
        ("AW: WG: Cook", "Cook"),
        ("Job alert: Cook", "Cook"),
        ("We need bread", None),  # the text says it
        ("Re:", None),
        ("Request: cooks", "Request: cooks"),
    ],
)
def test_the_subject_is_the_title_of_a_text_that_does_not_say_it(subject: str, title: str | None) -> None:
    message = letter(subject)
    message.set_content("We need bread.")
    assert text_of(message.as_bytes()) == (f"{title}\n\n" if title else "") + "We need bread.\n"


@pytest.mark.parametrize(
    "content",
    [
        b"From: a@example.com\nSubject: Cook\n\n",
        b"From: a@example.com\nSubject: Cook\nContent-Type: multipart/mixed\n\nno boundary\n",
        b"From: a@example.com\nSubject: Cook\nContent-Type: multipart/mixed; boundary=x\n\n--x\n--x--\n",
        b"From: a@example.com\nSubject: =?x?b?!!?=\nContent-Type: text/plain; charset=nonsense\n\nWe cook caf\xe9.\n",
        b"From: a@example.com\nSubject: Cook\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n!!!\n",
        b'From: a@example.com\nMime-Version: 1.0\nContent-Type: ;;;="\n\nWe cook.\n',
        b"From: a@example.com\nSubject: x\n" + b"Content-Type: message/rfc822\n\n" * 500,
        b"From: a@example.com\nSubject: x\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (i, i) for i in range(900)),
        b"From: a@example.com\nSubject: x\n\n" + b"From: b\n" * 50_000,
        b"From: a@example.com\nSubject: x\nContent-Type: text/html\n\n" + b"<a " * 300_000,
        b"From: a@example.com\nSubject: " + b"=?utf-8?q?" * 20_000 + b"\n\nx\n",
        b"From: a@example.com\nSubject: x\nContent-Type: text/plain; format=flowed\n\n" + b" " * 1_000_000 + b"x",
    ],
)
def test_broken_letters_do_no_harm(content: bytes) -> None:
    start = time.perf_counter()
    for found in read(content, "a.eml"):
        assert isinstance(found, Failure | Record)
    assert time.perf_counter() - start < 2


# --- optional parts, damage ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "module", "what"),
    [("pdf", "pypdfium2", "PDF files"), ("docx", "docx", "Word files"), ("rtf", "striprtf.striprtf", "RTF files")],
)
def test_a_missing_part_is_named_and_the_rest_goes_on(
    form: str, module: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_posting(tmp_path, form, POSTING)
    write_posting(tmp_path, "txt", POSTING)
    monkeypatch.setitem(sys.modules, module, None)
    failure, record = read_source(str(tmp_path))
    assert isinstance(record, Record)
    assert isinstance(failure, Failure) and failure.path.endswith(form)
    assert failure.message == f"{what} need a part that is not installed: pip install 'jdtool[docs]'"


def damaged(content: bytes, count: int) -> list[bytes]:
    chance = random.Random(5)
    out: list[bytes] = []
    for i in range(count):
        if i % 3 == 0:
            out.append(content[: chance.randrange(len(content))])
        else:
            flipped = bytearray(content)
            for _ in range(chance.choice((1, 3, 30))):
                flipped[chance.randrange(len(flipped))] = chance.randrange(256)
            out.append(bytes(flipped))
    return out


DAMAGED = {
    **{f"made.{form}": lambda form=form: FORMS[form](POSTING) for form in ("pdf", "docx", "rtf", "eml", "mhtml")},
    **{path.name: path.read_bytes for path in FIXTURES.iterdir()},
}


@pytest.mark.parametrize("name", sorted(DAMAGED))
def test_damaged_files_give_records_or_failures(name: str) -> None:
    for content in damaged(DAMAGED[name](), 300):
        start = time.perf_counter()
        if name.endswith(("eml", "mhtml")):  # the pages in them have a reader of their own
            list(mail.read_records(Data(name, io.BytesIO(content))))
        else:
            for found in read(content, name):
                assert isinstance(found, Record | Failure)
        assert time.perf_counter() - start < 2
