"""E-mail addresses and telephone numbers leave no trace in a record; no other number is taken for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import run

from jdtool.contacts import SIGN, hide_contacts

# Between angle brackets what is hidden.
HIDDEN = """
Mail <jobs@example.com>.
Mail <jobs@example.com>, <a.b+c@mail.example.co.uk>; or <d_e@example.org>
<jobs@example.com>
Write to <jobs [at] example [dot] com>. <jobs(at)example.com>!
mailto:<jobs@example.com>?subject=Cook
Email:<jobs@example.comApply> now
(<jobs@example.com>)
Call us on <020 7946 0958>.
Call me back at <732 917 4895> for more
Please contact Ms Reed at <555-0100>, if you wish
Reach the Board of Elections at <222-2345> prior to the closing date
Mail <jobs@example.com> or <555-0100>.
Mail <jobs@example.com> / <925 786 6688>
Direct: <555-0100>Email
Direct line <020 7946 0958>
Tel.: (<020) 7946-0958>
Telephone number: <02 9200 4400>
Phone <555 0100 22>
Fax <555-010-0199> or
+<44 (0)20 7946 0958>
W:+ <44 20 7946 0958> EXT: 4418
Tel: +<442079460958> ext. 5
(<555) 010-0199>
<555.010.0199>
<1-866-555-0199>
Téléphone : +<33 1 99 00 12 34>
"""
KEPT = """
$120,000 - 150,000
120 000 - 150 000 EUR
Pay: $120,000 - $150,000 plus 10,000 to 20,000 bonus
up to +10 000 000 HUF
100k + 20000000 options
a base of 100 + 1 500 000 in stock
50.000-60.000 € brutto
30.50 - 35.25 per hour
2019-2024
Reach us at 2019-2024
from 01/02/2023 to 01/02/2024
Contact us by phone on 21.10.2024
Call 2024-05-10 for
Posted 2024-05-10 09:30
Start Date: 06/27/2016
Job ID: 123-456-7890
Req #123-456-7890
Requisition no. 555.010.0199
JobID: 114099224
2024-7224_QA Engine
VOT-19-00003
978-3-16-148410-0
version 3.11.4.20230101
Python 3.11 / 3.12 / 3.13
ISO 27001/27017/27018
Code Sections 4901-4919
192.168.100.200
https://example.com/jobs/85500519-cook
501-1000 employees
1001-5000 staff in 12-15 places
reach 10.000.000 users
mobile 1.000.000 downloads
contact rate on 100 000 000 members
2 500 000 customers
Carson City, Nevada 89701-4204
70123 Stuttgart
40 hours (8:00-17:00), 5-7 years
@home, @example, a@b, C@1.2
5 @ 10.50
"""


@pytest.mark.parametrize("line", HIDDEN.strip().splitlines())
def test_what_is_hidden(line: str) -> None:
    text, expected, hidden = "", "", False
    for char in line:
        if char in "<>":
            hidden = char == "<"
        else:
            text += char
            expected += SIGN if hidden else char
    for before, behind in (("", ""), ("x. ", " Next"), ("• ", "\n")):
        assert hide_contacts(before + text + behind) == before + expected + behind


@pytest.mark.parametrize("line", KEPT.strip().splitlines())
def test_what_is_kept(line: str) -> None:
    for text in (line, f"Cook. {line} and more", f"- {line}.\n", f"({line})"):
        assert hide_contacts(text) == text


MAIL, CALL = "jane.reed@example.com", "+44 20 7946 0958"
BOTH = f"mail {MAIL} or call {CALL}."
TEXT = f"""Harbour Kitchen is a restaurant; {BOTH}

What you will do
- Cook with Python and {BOTH}
- You must {BOTH}

Requirements
- 3+ years of Python, {BOTH}
- A bachelor's degree, {BOTH}
- French, {BOTH}
- Security clearance, {BOTH}

Benefits
- Health insurance, {BOTH}
- 25 days of holiday, {BOTH}

Pay: $120,000 - $150,000 a year, {BOTH}
Relocation, visa sponsorship: {BOTH}
Job ID 555-010-0199, posted 2024-05-10, Python 3.11.4, 501-1000 employees.
"""


@pytest.mark.parametrize("form", ["json", "csv", "md", "html", "jsonld", "table"])
def test_no_field_of_a_record_tells_them(form: str, tmp_path: Path) -> None:
    fields = {
        "id": "555-010-0199",
        "title": f"Senior Cook, {BOTH}",
        "company": f"Harbour Kitchen, {BOTH}",
        "team": f"Kitchen, {BOTH}",
        "location": f"Leeds, England, {BOTH}",
        "employment_type": f"Full-time, {BOTH}",
        "remote": f"Remote, {BOTH}",
        "url": f"https://example.com/?apply={MAIL}",
        "salary": f"$120,000 - $150,000 a year, {BOTH}",
        "skills": ["Python", BOTH],
        "description": TEXT,
    }
    path = tmp_path / "posting.json"
    path.write_text(json.dumps(fields))
    done = run("parse", path, "-f", form)
    assert done.returncode == 0
    assert "jane" not in done.stderr
    assert SIGN in done.stdout.replace("\\u2588", SIGN)
    assert "jane" not in done.stdout and "7946" not in done.stdout
    if form == "json":
        record = json.loads(done.stdout)
        assert record["id"] == "555-010-0199"
        assert (record["salary"]["min"], record["salary"]["max"]) == (120000, 150000)
        assert record["years"]["min"] == 3
        assert "501-1000 employees" in run("parse", path, "--text").stdout
    kept = run("parse", path, "-f", form, "--contacts").stdout
    assert "jane.reed" in kept
