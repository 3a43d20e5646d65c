"""Hostile files by name: damage, floods, bombs and traps for each format, made anew for each run.

A row is a name, whose suffix the file gets, and a function that makes its bytes.
"""

from __future__ import annotations

import base64
import codecs
import gzip
import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator

from making import FORMS, Drawn, Written, pdf, pdf_file

POSTING = Written("Senior Cook", "Harbour Kitchen", "Leeds", [("Requirements", ["- 3+ years of cooking", "- Python"])])
Maker = Callable[[], bytes]

TEXT = "Senior Cook\n\nRequirements:\n- 3+ years of experience in a kitchen\n- Python and SQL\n"
MB = 1_000_000
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def posting(**fields: object) -> bytes:
    """A JSON posting with these fields."""
    return json.dumps({"title": "Cook", "description": TEXT, **fields}).encode()


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>Cook</title>{head}</head><body>{body}</body></html>".encode()


def flood(piece: str, size: int = MB, around: tuple[str, str] = ("", "")) -> Maker:
    """The same again and again, up to so many bytes."""
    return lambda: (around[0] + piece * (size // len(piece)) + around[1]).encode("utf-8", "surrogatepass")


def texts() -> Iterator[tuple[str, Maker]]:
    """Text that is none, in odd encodings, or endless in one direction."""
    for name in (
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "cp1252",
        "utf-7",
        "cp037",
        "shift_jis",
        "gb18030",
        "koi8-r",
    ):
        yield f"in {name}.txt", lambda name=name: (TEXT + "Köchin").encode(name, "replace")
    yield "utf-8 mark twice.txt", lambda: codecs.BOM_UTF8 * 2 + TEXT.encode()
    yield "utf-16 mark and utf-8.txt", lambda: codecs.BOM_UTF16_LE + TEXT.encode()
    yield "odd utf-16.txt", lambda: codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"x"
    yield "overlong utf-8.txt", lambda: TEXT.encode() + b"\xc0\xaf\xe0\x80\xaf\xf8\x88\x80\x80\x80" * 1000
    yield "lone surrogates.txt", lambda: (TEXT + "\ud800\udc00\udfff" * 1000).encode("utf-8", "surrogatepass")
    yield "noncharacters.txt", lambda: (TEXT + "\ufffe\uffff\U0010ffff" * 1000).encode()
    yield "zero bytes.txt", lambda: TEXT.encode().replace(b" ", b"\0")
    yield "zero bytes behind.txt", lambda: TEXT.encode() * 200 + b"\0" * MB
    yield "noise.txt", lambda: random.Random(1).randbytes(MB)
    yield "every byte.txt", lambda: bytes(range(256)) * 1000
    yield "controls.txt", lambda: (TEXT + "".join(map(chr, range(1, 32))) * 2000).encode()
    yield "escapes.txt", flood("\x1b]8;;http://x\x07here\x1b]8;;\x07\x1b[2J\x1b(0\x9b5m", 300_000, (TEXT, ""))
    yield "bidi.txt", flood("\u202e\u2066\u2069\u200f", 300_000, (TEXT, ""))
    yield "zero width.txt", flood("a\u200b\u200d\ufeff", 300_000, (TEXT, ""))
    yield "marks on a letter.txt", flood("\u0301", 300_000, (TEXT + "e", ""))
    yield "tag letters.txt", flood("\U000e0041", 300_000, (TEXT, ""))
    yield "mojibake.txt", flood("â€œ Ã© ", 300_000, (TEXT, ""))
    yield "line of ten MB.txt", flood("a", 10 * MB, (TEXT, ""))
    yield "line of words.txt", flood("cook ", 2 * MB, (TEXT, ""))
    yield "empty lines.txt", flood("\n", 2 * MB, (TEXT, ""))
    yield "carriage returns.txt", flood("\r", MB, (TEXT, ""))
    yield "spaces.txt", flood(" ", 2 * MB, (TEXT, "x"))
    yield "digits and commas.txt", flood("1,", 500_000, (TEXT, ""))
    yield "digits.txt", flood("1", 500_000, (TEXT, ""))
    yield "at signs.txt", flood("a@", 500_000, (TEXT, ""))
    yield "addresses.txt", flood("a.b@c.d.", 500_000, (TEXT, ""))
    yield "numbers to call.txt", flood("+1 (0)", 300_000, (TEXT, ""))  # reading pay takes 2 s of 500 KB
    yield "brackets.txt", flood("([{<", 300_000, (TEXT, ""))
    yield "bullets.txt", flood("- ", 300_000, (TEXT, ""))
    yield "bars.txt", flood("|", 300_000, (TEXT, ""))
    yield "ampersands.txt", flood("&amp;", 300_000, (TEXT, ""))
    yield "markup of Rich.txt", flood("[/red][bold][link=http://x]", 100_000, (TEXT, ""))
    yield "quotes of Markdown.md", flood("> ", 300_000, (TEXT, ""))
    yield "formulas.txt", lambda: b"=cmd|' /C calc'!A0\n\nRequirements:\n- @SUM(A1) -2+3 years of +Python\n"


def jsons() -> Iterator[tuple[str, Maker]]:
    """JSON nested, huge, broken, or of values that are none."""
    yield "brackets.json", flood("[", 100_000)
    yield "braces.json", flood('{"a":', 500_000)
    yield "closed brackets.json", lambda: b"[" * 100_000 + b"]" * 100_000
    yield "deep inside.json", lambda: b'{"title":"Cook","description":' + b"[" * 900 + b"]" * 900 + b"}"
    yield "deep below the limit.json", lambda: b'{"title":"Cook","description":' + b"[" * 90 + b'"x"' + b"]" * 90 + b"}"
    yield "deep objects.json", lambda: b'{"title":"Cook","description":' + b'{"a":' * 500 + b"1" + b"}" * 501
    yield "huge integer.json", lambda: b'{"title":"Cook","description":"cook","salary":' + b"9" * MB + b"}"
    yield "huge exponent.json", lambda: b'{"title":"Cook","description":"cook","minAmount":1e999999,"maxAmount":-1e999}'
    yield "not a number.json", lambda: b'{"title":"Cook","description":NaN,"minAmount":Infinity,"maxAmount":-Infinity}'
    yield "lone surrogates.json", lambda: b'{"title":"Cook \\ud800","description":"\\udfff\\ud800 cook"}'
    yield "escapes.json", lambda: posting(title="\x1b[31mCook\x9b5m\u202e", id="\x1b]0;x\x07")
    yield "controls.jsonl", lambda: b'{"title":"Co\x01ok","description":"co\x00ok"}\n' * 2
    yield "same key again.json", lambda: b"{" + b'"title":"Cook",' * 50_000 + b'"description":"cook"}'
    yield "other keys.json", lambda: json.dumps({f"key{i}": i for i in range(100_000)}).encode()
    yield "wrong types.json", lambda: posting(title=[1, {"a": []}], company=True, location={"x": [[]]}, salary=[[]])
    yield (
        "objects everywhere.json",
        lambda: posting(
            **{key: {"a": {"b": [{}]}} for key in ("title", "company", "description", "location", "id", "skills")}
        ),
    )
    yield "scalars.json", flood("1,", MB, ("[", "1]"))
    yield "empty lists.json", flood("[],", 2 * MB, ("[", "[]]"))
    yield "empty lists inside.json", flood("[],", 2 * MB, ('{"title":"Cook","description":[', "[]]}"))
    yield "small texts.json", flood('"ab",', 10 * MB, ('{"a":[', '"ab"]}'))
    yield "empty objects.jsonl", flood("{}\n", MB)
    yield "broken lines.jsonl", flood('{"a":\n', MB)
    yield "a good line among them.jsonl", lambda: b'{"a":\n' + posting() + b"\n{]\n"
    yield "line of ten MB.jsonl", flood("a", 10 * MB, ('{"title":"Cook","description":"', '"}\n'))
    yield "line that never ends.jsonl", flood("a", 25 * MB, ('{"title":"Cook","description":"', ""))
    yield "backslashes.json", flood("\\", MB, ('{"title":"', ""))
    yield "cut.json", lambda: posting()[:-20]
    yield "in utf-16.json", lambda: posting().decode().encode("utf-16")
    yield "in utf-32.json", lambda: posting().decode().encode("utf-32")
    yield "html inside.json", lambda: posting(description="<div>" * 50_000 + "cook")
    yield "escaped again and again.json", lambda: posting(description="&amp;" + "amp;" * 50_000 + "lt;p&gt;cook")
    yield "graph of itself.json", lambda: b'{"@graph":[' * 50 + posting() + b"]}" * 50
    yield "many jobs.json", lambda: b'{"jobs":[' + b",".join([posting()] * 500) + b"]}"


def pages() -> Iterator[tuple[str, Maker]]:
    """Pages that nest, flood, or lie about their structure."""
    for tag in ("div", "span", "b", "p", "ul><li", "table><tr><td", "a href=x", "dl><dt", "h1", "form", "font", "x-y"):
        yield f"deep {tag.split()[0].replace('><', '-')}.html", lambda tag=tag: page(f"<{tag}>" * 20_000 + "Cook")
    opened = b'<div itemscope itemtype="http://schema.org/JobPosting"><h2 itemprop="title">Cook</h2>'
    for names in (b"a b c d e f g h", b"jobLocation address hiringOrganization baseSalary"):
        inside = b'<div itemprop="%b" itemscope>' % names * 5_000  # under each name all that is inside
        yield f"items with {names.count(b' ') + 1} names.html", lambda inside=inside: opened + inside
    yield "open properties.html", lambda: opened + b'<div itemprop="skills" itemscope><span itemprop="name">a' * 5_000
    yield "closing tags.html", flood("</div>", MB, ("<html><body>Cook", ""))
    yield "crossed tags.html", flood("<b><i></b></i>", 500_000, ("<html><body>Cook", ""))
    yield "attributes.html", lambda: page(f"<div {' '.join(f'a{i}=x' for i in range(50_000))}>Cook</div>")
    yield "the same attribute.html", lambda: page("<div " + 'class="a" ' * 50_000 + ">Cook</div>")
    yield "long attribute.html", lambda: page(f'<div class="{"job " * 200_000}">Cook</div>')
    yield "long tag.html", lambda: page(f"<{'a' * MB}>Cook")
    yield "entities.html", lambda: page("&amp;&lt;&#x41;&nosuch;&#99999999;" * 20_000)
    yield (
        "entity declared.html",
        lambda: b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><html><body>&b;Cook</body></html>',
    )
    yield (
        "billion laughs.html",
        lambda: (
            b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "l">'
            + b"".join(b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10) for i in range(1, 10))
            + b"]><html><body>&l9;</body></html>"
        ),
    )
    yield (
        "file entity.html",
        lambda: (
            b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><h1>Cook</h1>&x;</body></html>'
        ),
    )
    yield "open comment.html", flood("<!-- ", MB, ("<html><body>Cook", ""))
    yield "open script.html", lambda: b"<html><body>Cook<script>" + b"<" * MB
    yield "scripts.html", lambda: page("<script>var a = {};</script>" * 20_000 + TEXT)
    yield "json-ld broken.html", lambda: page("", '<script type="application/ld+json">' + "[" * 100_000 + "</script>")
    yield (
        "json-ld deep.html",
        lambda: page(TEXT, '<script type="application/ld+json">' + '{"@graph":' * 900 + "1" + "}" * 900 + "</script>"),
    )
    yield (
        "json-ld flood.html",
        lambda: page(TEXT, '<script type="application/ld+json">{"@type":"JobPosting"}</script>' * 5000),
    )
    yield (
        "json-ld escapes.html",
        lambda: page(
            "",
            f'<script type="application/ld+json">{json.dumps({"@type": "JobPosting", "title": chr(27) + "[31mCook", "description": TEXT * 5})}</script>',
        ),
    )
    yield (
        "microdata flood.html",
        lambda: page('<div itemscope itemtype="http://schema.org/JobPosting"><i itemprop="title">x</i></div>' * 5000),
    )
    yield (
        "microdata deep.html",
        lambda: page('<div itemscope itemtype="http://schema.org/JobPosting" itemprop="x">' * 20_000),
    )
    yield (
        "cards.html",
        lambda: page(
            '<ul class="jobs">'
            + '<li class="card"><a href="/x">Cook in Leeds</a><p>Full-time</p></li>' * 10_000
            + "</ul>"
        ),
    )
    yield "links.html", lambda: page("<a href=x>y</a>" * 50_000)
    yield "line breaks.html", flood("<br>", 500_000, ("<html><body>Cook", ""))
    yield "cells.html", lambda: page("<table><tr>" + "<td>x" * 50_000)
    yield "rows.html", lambda: page("<table>" + "<tr><td>x<td>y" * 20_000)
    yield "headings.html", lambda: page("<h2>Similar jobs</h2>" * 20_000)
    yield "hidden.html", lambda: page('<div style="display:none">' * 20_000 + TEXT)
    yield "elements.html", flood("<i>", 4 * MB, ("<html><body>Cook", ""))
    yield "styled.html", lambda: page('<p style="' + "a:b;" * 200_000 + 'display:none">x</p>' + TEXT)
    yield "zero bytes.html", lambda: page("Cook\0<p>\0" * 1000)
    yield "in utf-16.html", lambda: page(TEXT).decode().encode("utf-16")
    yield "lies about its encoding.html", lambda: page(TEXT, '<meta charset="utf-32">')
    yield "unknown encoding.html", lambda: page(TEXT, '<meta charset="' + "x" * 100_000 + '">')
    yield "controls.html", lambda: page("<h1>\x1b[31mCook&#27;[2J&#155;&#8238;[/red]</h1>" + TEXT)
    yield "angles.html", flood("<", MB, ("<html>", ""))


def tables() -> Iterator[tuple[str, Maker]]:
    """Tables with odd rows."""
    head = b"title,company,description\n"
    yield "cell of a MB.csv", lambda: head + b"Cook,Harbour," + b"cook " * 200_000 + b"\n"
    yield "cell of ten MB.csv", lambda: head + b'Cook,Harbour,"' + b"cook\n" * 2_000_000 + b'"\n'
    yield "zero bytes.csv", lambda: head + b"Co\0ok,\0,co\0ok\n"
    yield "open quote.csv", lambda: head + b'Cook,Harbour,"' + b"cook,\n" * 100_000
    yield "quotes.csv", lambda: head + b'"' * 500_000
    yield (
        "columns.csv",
        lambda: (
            head[:-1] + b"".join(b",c%d" % i for i in range(10_000)) + b"\nCook,Harbour,cook" + b",x" * 10_000 + b"\n"
        ),
    )
    yield "wide rows.csv", lambda: head + b"," * 500_000 + b"\n"
    yield "empty rows.csv", lambda: head + b",,\n" * 300_000
    yield "short rows.csv", lambda: head + b"x\n" * 300_000
    yield "formulas.csv", lambda: head + b"=1+1,@x,+cook -3\n"
    yield "escapes.csv", lambda: head + b"\x1b[31mCook,\x9bHarbour,[/red] cook\n"
    yield "same column.csv", lambda: b"title,title,description,description\n" + b"a,b,c,d\n"
    yield "head of a MB.csv", lambda: b"title,description," + b"x" * MB
    yield "in utf-16.csv", lambda: (head + b"Cook,Harbour,cook\n").decode().encode("utf-16")
    yield "carriage returns.csv", lambda: head.replace(b"\n", b"\r") + b"Cook,Harbour,cook\r" * 100


def packed() -> Iterator[tuple[str, Maker]]:
    """Gzip files that unpack to far more, or to damage."""

    def bomb(piece: bytes, size: int) -> bytes:
        out = io.BytesIO()
        with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1) as file:
            for _ in range(size // len(piece)):
                file.write(piece)
        return out.getvalue()

    yield "zeros.gz", lambda: bomb(bytes(MB), 200 * MB)
    yield "spaces.gz", lambda: bomb(b" " * MB, 200 * MB)
    yield "letters.gz", lambda: bomb(b"a" * MB, 200 * MB)
    yield "lines.jsonl.gz", lambda: bomb(b'{"a": 1}\n' * 100_000, 100 * MB)
    yield "empty lines.jsonl.gz", lambda: bomb(b'{"title": "Cook"}' + b"\n" * MB, 200 * MB)
    yield "rows.csv.gz", lambda: bomb(b"title,company,description\n" + b",,\n" * 300_000, 100 * MB)
    yield "one row.csv.gz", lambda: gzip.compress(b'title,company,description\na,b,"' + b"x" * 100 * MB, 1)
    yield "long rows.csv.gz", lambda: bomb(b'title,company,description\na,b,"' + b"x" * MB, 20 * MB)
    yield "page.html.gz", lambda: bomb(b"<html><body>" + b"<p>x" * 250_000, 100 * MB)
    yield "bomb in a bomb.gz", lambda: gzip.compress(bomb(bytes(MB), 500 * MB))
    yield "ten deep.gz", lambda: _ten_deep()
    yield "cut.gz", lambda: gzip.compress(TEXT.encode() * 100)[:-30]
    yield "wrong sum.gz", lambda: gzip.compress(TEXT.encode())[:-8] + b"x" * 8
    yield "rubbish behind.gz", lambda: gzip.compress(TEXT.encode()) + b"rubbish"
    yield "members.gz", lambda: gzip.compress(b"a") * 30_000
    yield "long name.gz", lambda: b"\x1f\x8b\x08\x08" + bytes(6) + b"x" * MB
    yield "quine.gz", lambda: gzip.compress(gzip.compress(TEXT.encode()))


def _ten_deep() -> bytes:
    content = TEXT.encode()
    for _ in range(10):
        content = gzip.compress(content)
    return content


def letters() -> Iterator[tuple[str, Maker]]:
    """Mail that nests, floods or breaks."""
    head = b"From: a@example.com\r\nSubject: Cook\r\nMIME-Version: 1.0\r\n"

    def nested(depth: int) -> bytes:
        out = head
        for i in range(depth):
            out += b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i)
        return out + b"Content-Type: text/plain\r\n\r\n" + TEXT.encode()

    yield "nested.eml", lambda: nested(900)
    yield "nested below the limit.eml", lambda: nested(15)
    yield (
        "parts.eml",
        lambda: head + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nx\r\n" * 50_000,
    )
    yield (
        "typed parts.eml",
        lambda: (
            head
            + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
            + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 990
        ),
    )
    yield "letters in letters.eml", lambda: (head + b"Content-Type: message/rfc822\r\n\r\n") * 100 + TEXT.encode()
    yield "long header.eml", lambda: head + b"X: " + b"x" * MB + b"\r\n\r\n" + TEXT.encode()
    yield "headers.eml", lambda: head + b"X: y\r\n" * 50_000 + b"\r\n" + TEXT.encode()
    yield "folded header.eml", lambda: head + b"X: y\r\n" + b" y\r\n" * 50_000 + b"\r\n" + TEXT.encode()
    yield "encoded words.eml", lambda: head.replace(b"Cook", b"=?utf-8?q?C=6Fok?= " * 5000) + b"\r\n" + TEXT.encode()
    yield "received.eml", lambda: b"Received: from x by y\r\n" * 20_000 + head + b"\r\n" + TEXT.encode()
    yield "broken base64.eml", lambda: head + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"%%%" * 100_000
    yield (
        "unknown charset.eml",
        lambda: head + b"Content-Type: text/plain; charset=" + b"x" * 1000 + b"\r\n\r\n" + TEXT.encode(),
    )
    yield (
        "codec that runs.eml",
        lambda: head + b"Content-Type: text/plain; charset=zlib\r\n\r\n" + zlib.compress(TEXT.encode()),
    )
    yield "parameters.eml", lambda: head + b"Content-Type: text/plain" + b"; a=b" * 5_000 + b"\r\n\r\n" + TEXT.encode()
    yield (
        "attached bomb.eml",
        lambda: (
            head
            + b'Content-Type: application/gzip; name="a.gz"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
            + base64.encodebytes(gzip.compress(bytes(100 * MB), 1))
        ),
    )
    yield "no end.eml", lambda: head + b'Content-Type: multipart/mixed; boundary="' + b"b" * 100_000
    yield "quoted heads.eml", lambda: head + b"\r\n" + b"> From: x\n> To: y\n> Subject: z\n" * 10_000


def documents() -> Iterator[tuple[str, Maker]]:
    """Word and RTF files that are damaged, nest or unpack to far more."""
    good = FORMS["docx"](POSTING)

    def zipped(**members: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            changed = {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in members.items()}
            for name in old.namelist():
                new.writestr(name, changed.pop(name, None) or old.read(name))
            for name, content in changed.items():
                new.writestr(name, content)
        return out.getvalue()

    def word(body: str, before: str = "") -> bytes:
        return zipped(word__document_xml=f"{before}<w:document {W}><w:body>{body}</w:body></w:document>".encode())

    def noisy(size: int) -> str:
        """Words that pack badly, so that it is not their ratio that tells."""
        return base64.b64encode(random.Random(1).randbytes(size)).decode()

    yield "bomb.docx", lambda: zipped(word__document_xml=b" " * (300 * MB))
    yield "bomb beside.docx", lambda: zipped(word__media__a=bytes(300 * MB))
    yield "big.docx", lambda: word(f"<w:p><w:r><w:t>{noisy(12 * MB)}</w:t></w:r></w:p>")
    yield "paragraphs.docx", lambda: word(f"<w:p/>{noisy(300)}" * 40_000)
    yield "deep.docx", lambda: word("<w:p>" * 100_000 + noisy(50_000))
    yield (
        "deep below the limit of libxml2.docx",
        lambda: word("<w:sdt>" * 250 + "<w:p><w:r><w:t>Cook</w:t></w:r></w:p>" + "</w:sdt>" * 250),
    )
    yield (
        "deep tables.docx",
        lambda: word(
            "<w:tbl><w:tr><w:tc>" * 80 + "<w:p><w:r><w:t>Cook</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 80
        ),
    )
    yield (
        "rows.docx",
        lambda: word(
            "<w:tbl>"
            + "<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>" * 5000
            + "</w:tbl>"
            + f"<!--{noisy(20_000)}-->"
        ),
    )
    yield (
        "billion laughs.docx",
        lambda: word(
            "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>",
            '<!DOCTYPE l [<!ENTITY l0 "l">'
            + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
            + "]>",
        ),
    )
    yield (
        "file entity.docx",
        lambda: word(
            "<w:p><w:r><w:t>Cook &x;</w:t></w:r></w:p>", '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        ),
    )
    yield (
        "styles in a ring.docx",
        lambda: zipped(
            word__styles_xml=f'<w:styles {W}><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'.encode()
        ),
    )
    yield "path outside.docx", lambda: zipped(**{"..__..__etc__passwd": b"x"})
    yield "no body.docx", lambda: zipped(word__document_xml=f"<w:document {W}/>".encode())
    yield "no xml.docx", lambda: zipped(word__document_xml=b"\0\xff")
    yield "cut.docx", lambda: good[: len(good) // 2]
    yield "head only.docx", lambda: good[:40]
    yield "noise inside.docx", lambda: good[:500] + random.Random(2).randbytes(500) + good[1000:]
    yield "files in it.docx", lambda: zipped(**{f"x{i}": b"" for i in range(20_000)})
    yield "old and locked.docx", lambda: b"\xd0\xcf\x11\xe0" + bytes(10_000)
    yield "groups.rtf", lambda: b"{\\rtf1 " + b"{" * 500_000
    yield "closed groups.rtf", lambda: b"{\\rtf1 " + b"{" * 200_000 + b"Cook" + b"}" * 200_001
    yield "words.rtf", lambda: b"{\\rtf1 " + b"\\b" * 300_000 + b"}"
    yield "long word.rtf", lambda: b"{\\rtf1 \\" + b"b" * MB + b"}"
    yield "unicode.rtf", lambda: b"{\\rtf1 " + b"\\u55296?\\u-1?\\u99999999999?" * 10_000 + b"}"
    yield "bin.rtf", lambda: b"{\\rtf1 \\bin999999999 Cook}"
    yield "bins.rtf", lambda: b"{\\rtf1 " + b"\\bin0 " * 100_000 + b"}"
    yield "fonts.rtf", lambda: b"{\\rtf1{\\fonttbl" + b"{\\f1\\fcharset0 x;}" * 20_000 + b"}Cook}"
    yield "picture.rtf", lambda: b"{\\rtf1 Cook{\\pict " + b"00" * MB + b"}}"
    yield "code page.rtf", lambda: b"{\\rtf1\\ansicpg99999 Cook\\'ff}"
    yield "escapes.rtf", lambda: b"{\\rtf1 \\'1b[31mSenior Cook\\'9b5m\\u8238?\\par Requirements:\\par 3+ years}"


def pdfs() -> Iterator[tuple[str, Maker]]:
    """PDF files that are damaged, endless or full of what nobody wants run."""
    good = FORMS["pdf"](POSTING)

    def objects(*bodies: bytes, trailer: bytes = b"") -> bytes:
        return pdf_file(bodies, trailer)

    def drawn(content: bytes, extra: bytes = b"", page: bytes = b"", root: bytes = b"") -> bytes:
        """A page with this content stream, deflated as often as `extra` says."""
        return objects(
            b"<</Type/Catalog/Pages 2 0 R %s>>" % root,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>%s>>"
            % page,
            b"<</Length %d %s>>stream\n%s\nendstream" % (len(content), extra, content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 4>>stream\n/X Do\nendstream",
        )

    shown = b"BT /F1 12 Tf 50 700 Td (Senior Cook) Tj ET\n"
    flate = b"/Filter/FlateDecode"
    for share in (1, 2, 3, 5, 8, 9):
        yield f"cut at {share}0 percent.pdf", lambda share=share: good[: len(good) * share // 10]
    for seed in range(6):
        yield f"damaged {seed}.pdf", lambda seed=seed: _with_noise(good, seed)
    yield "head only.pdf", lambda: b"%PDF-1.7\n"
    yield "zeros behind the head.pdf", lambda: b"%PDF-1.7\n" + bytes(MB)
    yield "text behind the head.pdf", lambda: b"%PDF-1.7\n" + TEXT.encode() * 1000
    yield "bomb of zeros.pdf", lambda: drawn(zlib.compress(bytes(500 * MB), 1), flate)
    yield "bomb of spaces.pdf", lambda: drawn(zlib.compress(b" " * (300 * MB), 1), flate)
    yield "bomb of text.pdf", lambda: drawn(zlib.compress(b"BT /F1 12 Tf (" + b"a" * (100 * MB) + b") Tj ET", 1), flate)
    yield "bomb of words.pdf", lambda: drawn(zlib.compress(shown * 500_000, 1), flate)
    yield "bomb of shapes.pdf", lambda: drawn(zlib.compress(b"0 0 m 9 9 l S\n" * 3_000_000, 1), flate)
    yield "bomb of states.pdf", lambda: drawn(zlib.compress(b"q\n" * 20_000_000, 1), flate)
    yield "bomb of arrays.pdf", lambda: drawn(zlib.compress(b"[" * 20_000_000, 1), flate)
    yield "bomb of operands.pdf", lambda: drawn(zlib.compress(b"1 " * 20_000_000, 1), flate)
    yield (
        "bomb twice packed.pdf",
        lambda: drawn(zlib.compress(zlib.compress(bytes(1000 * MB), 1), 9), b"/Filter[/FlateDecode/FlateDecode]"),
    )
    yield "bomb of lengths.pdf", lambda: drawn(b"\x81a" * 10_000 + b"\x80", b"/Filter/RunLengthDecode")
    yield "filters.pdf", lambda: drawn(b"x", b"/Filter[" + b"/ASCIIHexDecode" * 10_000 + b"]")
    yield "form in itself.pdf", lambda: drawn(shown + b"/X Do\n" * 1000)
    yield (
        "deep arrays.pdf",
        lambda: objects(b"<</Type/Catalog/Pages 2 0 R/A " + b"[" * 100_000 + b">>", b"<</Type/Pages/Kids[]/Count 0>>"),
    )
    yield (
        "deep dictionaries.pdf",
        lambda: objects(
            b"<</Type/Catalog/Pages 2 0 R/A " + b"<</A" * 100_000 + b">>", b"<</Type/Pages/Kids[]/Count 0>>"
        ),
    )
    yield (
        "pages in a ring.pdf",
        lambda: objects(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>"),
    )
    yield (
        "count that lies.pdf",
        lambda: objects(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 2147483647>>"),
    )
    yield "negative count.pdf", lambda: objects(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count -1>>")
    yield (
        "the same page.pdf",
        lambda: objects(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[" + b"3 0 R " * 100_000 + b"]/Count 100000>>",
            b"<</Type/Page/Parent 2 0 R>>",
        ),
    )
    yield "many pages.pdf", lambda: pdf([[Drawn(50, 700, "Cook")]] * 300)
    yield "pages below the limit.pdf", lambda: pdf([[Drawn(50, 700, "Cook")]] * 200)
    yield (
        "tables in a ring.pdf",
        lambda: good.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % good.rindex(b"xref\n0")),
    )
    yield "table far away.pdf", lambda: good[: good.rindex(b"startxref")] + b"startxref\n99999999999\n%%EOF"
    yield "table of a billion.pdf", lambda: good.replace(b"xref\n0 ", b"xref\n0 99999999", 1)
    yield "size that lies.pdf", lambda: good.replace(b"/Size ", b"/Size 99999999", 1)
    yield "length that lies.pdf", lambda: good.replace(b"/Length ", b"/Length 99999", 1)
    yield "root missing.pdf", lambda: good.replace(b"/Root 1 0 R", b"/Root 9 0 R")
    yield (
        "locked.pdf",
        lambda: good.replace(
            b"trailer\n<<",
            b"trailer\n<</Encrypt<</Filter/Standard/V 1/R 2/O("
            + b"o" * 32
            + b")/U("
            + b"u" * 32
            + b")/P -4>>/ID[(a)(b)]",
        ),
    )
    yield "odd lock.pdf", lambda: good.replace(b"trailer\n<<", b"trailer\n<</Encrypt<</Filter/None>>")
    yield "script.pdf", lambda: drawn(shown, root=b"/OpenAction<</S/JavaScript/JS(app.alert(1);while(1);)>>")
    yield "launch.pdf", lambda: drawn(shown, root=b"/OpenAction<</S/Launch/F(/bin/sh)>>")
    yield "address.pdf", lambda: drawn(shown, root=b"/OpenAction<</S/URI/URI(http://127.0.0.1:9/)>>")
    yield (
        "form to send.pdf",
        lambda: drawn(
            shown, root=b"/AcroForm<</Fields[]/XFA(<x/>)>>/OpenAction<</S/SubmitForm/F(http://127.0.0.1:9/)>>"
        ),
    )
    yield (
        "file in it.pdf",
        lambda: drawn(shown, root=b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a.exe)/EF<</F 4 0 R>>>>]>>>>"),
    )
    yield (
        "boxes without end.pdf",
        lambda: drawn(shown, page=b"/Rotate 99999/UserUnit 1e30/CropBox[-1e38 -1e38 1e38 1e38]"),
    )
    yield "far letters.pdf", lambda: drawn(b"BT /F1 1e30 Tf 1e30 1e30 Td (Senior Cook) Tj ET")
    yield "letters.pdf", lambda: drawn(b"BT /F1 12 Tf 50 700 Td " + b"(Cook at the harbour) Tj T* " * 10_000 + b"ET")
    yield "shapes.pdf", lambda: drawn(shown + b"1 1 5 5 re f\n" * 50_000)
    yield "escapes.pdf", lambda: drawn(b"BT /F1 12 Tf 50 700 Td (\\033[31mSenior Cook\\233 5m\\007 [/red]) Tj ET")


def _with_noise(content: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    out = bytearray(content)
    for _ in range(30):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def parquets() -> Iterator[tuple[str, Maker]]:
    """Parquet files that are damaged or unpack to far more."""
    good = FORMS["parquet"](POSTING)

    def packed_rows(rows: int, size: int) -> bytes:
        import pyarrow as arrow
        from pyarrow import parquet

        table = arrow.table({"title": ["Cook"] * rows, "description": ["cook " * (size // 5)] * rows})
        out = io.BytesIO()
        parquet.write_table(table, out, compression="zstd", use_dictionary=False)
        return out.getvalue()

    for share in (1, 3, 5, 7, 9):
        yield f"cut at {share}0 percent.parquet", lambda share=share: good[: len(good) * share // 10]
    for seed in range(10):
        yield f"damaged {seed}.parquet", lambda seed=seed: good[:4] + _with_noise(good[4:], seed)
    yield "mark only.parquet", lambda: b"PAR1"
    yield "marks only.parquet", lambda: b"PAR1PAR1"
    yield "foot that lies.parquet", lambda: good[:-8] + b"\xff\xff\xff\x7fPAR1"
    yield "noise.parquet", lambda: b"PAR1" + random.Random(3).randbytes(100_000) + b"PAR1"
    yield "a cell of 200 MB.parquet", lambda: packed_rows(1, 200 * MB)
    yield "rows of 2 MB.parquet", lambda: packed_rows(60, 2 * MB)


def kinds() -> dict[str, Maker]:
    """All of them by name."""
    found: dict[str, Maker] = {}
    for group in (texts, jsons, pages, tables, packed, letters, documents, pdfs, parquets):
        for name, make in group():
            assert name not in found, name
            found[name] = make
    return found
