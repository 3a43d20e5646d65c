"""Saved web pages: of each layout the posting's facts and nobody else's; JobPosting data; hostile pages."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path
from typing import Any

import pytest

import jdtool
from jdtool.limits import Limits
from jdtool.model import Failure, Record, Source, StatedPay, YearsRange
from jdtool.readers import read_data
from jdtool.readers.markup import html_to_text, unescape_once
from jdtool.readers.opening import Data
from jdtool.readers.schema_org import employment_type, job_postings, load_json, number, read_job_posting

PAGES = Path(__file__).parent / "fixtures" / "web"
PATIENCE = 30  # seconds for a hostile page of 5 MB, which takes a third of that on two slow cores


def read(page: str | bytes) -> list[Record | Failure]:
    content = page.encode() if isinstance(page, str) else page
    return list(read_data(Data("page.html", io.BytesIO(content))))


def read_one(page: str | bytes) -> Record:
    [record] = read(page)
    assert isinstance(record, Record), record
    return record


def from_node(**node: Any) -> Record:
    return read_job_posting({"@type": "JobPosting", **node}, Source("x", "schema.org", 0, None, []))


def with_script(script: str, body: str = "") -> str:
    return f'<!doctype html><html><script type="application/ld+json">{script}</script><body>{body}</body></html>'


# --- layouts --------------------------------------------------------------------------------------------------

OTHER_SKILLS = {"kotlin", "salesforce", "scala", "spark", "perl", "erlang", "javascript"}


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_a_page_gives_the_facts_of_its_posting_only(path: Path) -> None:
    record = read_one(path.read_bytes())
    assert record.text.startswith("Backend Engineer\n")
    posting = jdtool.parse_text(record.text)  # the text alone, whatever the page's data say
    assert posting.title == "Backend Engineer"
    assert posting.company == "Lumen Harbour"
    assert "Leeds" in record.text or record.hints["locations"].value == ["Leeds, England, GB"]
    assert posting.salary is not None
    assert (posting.salary.min, posting.salary.max, posting.salary.currency) == (48000, 56000, "GBP")
    assert posting.years == YearsRange(4, None)
    skills = {skill.id for skill in posting.skills}
    assert {"python", "docker"} <= skills
    assert skills.isdisjoint(OTHER_SKILLS)


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("board", [("Senior Kotlin Developer", "Redfern Analytics"), ("Salesforce Administrator", "Tidewater Group")]),
        ("network", [("Kotlin Developer", "Redfern Analytics"), ("Terraform Engineer", "Tidewater Group")]),
        ("aggregator", [("Kotlin Developer", "Redfern Analytics"), ("Terraform Engineer", "Tidewater Group")]),
        ("careers", [("Kotlin Developer", None), ("Salesforce Administrator", None)]),
        ("soup", [("Kotlin Developer", None), ("Salesforce Administrator", None)]),
        ("several", [("Kotlin Developer", "Redfern Analytics")]),
    ],
)
def test_other_postings_of_the_page_are_related(name: str, others: list[tuple[str, str | None]]) -> None:
    posting = jdtool.parse_text(read_one((PAGES / f"{name}.html").read_bytes()).text)
    assert [(card.title, card.company) for card in posting.related][: len(others)] == others


def test_other_postings_may_be_longer_than_the_posting() -> None:
    card = "<article><a href='/x'><h3>Kotlin Developer</h3></a><p>Kotlin for ten years, day and night.</p></article>"
    own = "<h1>Cook</h1><p>We cook for the guests all day long.</p><h2>Requirements</h2><ul><li>Knives</li></ul>"
    text = read_one(f"<title>Cook - Inn</title>{own}<h2>More jobs</h2>{card * 40}").text
    assert "ten years" not in text
    assert text.endswith("Similar jobs:\nKotlin Developer\n")


def test_other_postings_are_left_out_where_nothing_would_fence_them() -> None:
    own = "<h1>Cook</h1><p>We cook for the guests.</p>"
    assert read_one(f"{own}<h2>Similar jobs</h2><a href=/x>Kotlin Developer</a>").text == (
        "Cook\n\nWe cook for the guests.\n"
    )


def test_lists_of_the_posting_stay() -> None:
    """Links in demands, and skills that a board links to its own searches, are no menu and no cards."""
    page = """<title>Cook - Inn</title><main><h1>Cook</h1><p>We cook all day for the guests of our inn at the harbour.</p>
        <h2>Requirements</h2><ul><li>A <a href=1>hygiene</a> certificate</li><li>Two years with <a href=2>knives</a></li>
        <li>Some <a href=3>French</a></li></ul><div class="skills"><a href=4>Baking</a><a href=5>Grilling</a>
        <a href=6>Frying</a></div></main>"""
    text = read_one(page).text
    assert "- A hygiene certificate\n- Two years with knives\n- Some French" in text
    assert "Baking" in text
    assert "Frying" in text


def test_facts_in_a_box_beside_the_text_stay() -> None:
    page = f"""<title>Cook - Inn</title><body><div><h1>Cook</h1><p>{"We cook for the guests. " * 12}</p>
        <aside><dl><dt>Location</dt><dd>Leeds</dd><dt>Salary</dt><dd>£30,000</dd></dl></aside>
        <aside><p>Read our blog about Kotlin</p></aside></div>"""
    text = read_one(page).text
    assert "Location: Leeds\nSalary: £30,000" in text
    assert "Kotlin" not in text


def test_a_list_of_postings_is_no_posting() -> None:
    card = "<li><a href='/{0}'><h3>Cook {0}</h3></a><p>Leeds</p></li>"
    [failure] = read(f"<h1>3 jobs</h1><ul>{''.join(map(card.format, range(3)))}</ul>")
    assert isinstance(failure, Failure)
    assert failure.message == "a list of 3 postings without their texts; open one and save its page"


def test_a_page_without_text_is_told() -> None:
    [failure] = read("<html><body><div id=root></div><script>render()</script></body></html>")
    assert isinstance(failure, Failure)
    assert failure.message == "a web page without text; open it in a browser and save it from there"


# --- bytes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "mark", "named"),
    [
        ("utf-8", b"", "iso-8859-1"),  # the page is wrong: nothing but UTF-8 looks like UTF-8
        ("utf-8", b"\xef\xbb\xbf", "windows-1252"),
        ("utf-16-le", b"\xff\xfe", "utf-8"),
        ("utf-16-be", b"", "utf-8"),
        ("cp1252", b"", "iso-8859-1"),
        ("cp1250", b"", "windows-1250"),
    ],
)
def test_encodings(encoding: str, mark: bytes, named: str) -> None:
    page = f'<html><head><meta charset="{named}"><title>Köchin</title></head><body><h1>Köchin</h1><p>Müsli für 5 € – täglich'
    record = read_one(mark + page.encode(encoding))
    assert record.text == "Köchin\n\nMüsli für 5 € – täglich\n"


# --- JobPosting data ------------------------------------------------------------------------------------------


def test_the_fields_of_a_node_are_hints_and_its_words_text() -> None:
    record = from_node(
        title="Pastry Cook &amp; Baker",
        description="&lt;p&gt;We bake.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Bread&lt;/li&gt;&lt;/ul&gt;",
        hiringOrganization={"name": "Harbour Kitchen"},
        jobLocation=[
            {"address": {"addressLocality": "Leeds", "addressCountry": {"name": "GB"}}},
            {"address": {"addressLocality": "York", "addressRegion": "York", "addressCountry": "GB"}},
        ],
        employmentType=["FULL_TIME", "TEMPORARY"],
        baseSalary={"currency": "GBP", "minValue": "28000.00", "maxValue": 31000, "value": {"unitText": "YEAR"}},
        skills=[{"@type": "DefinedTerm", "name": "Baking"}, "Knives"],
        experienceRequirements={"monthsOfExperience": 18},
        educationRequirements=[{"credentialCategory": "bachelor degree"}, {"credentialCategory": "high school"}],
        jobBenefits="<ul><li>Meals</li></ul>",
        identifier={"name": "Harbour Kitchen", "value": 77},
    )
    assert record.posting
    assert {key: stated.value for key, stated in record.hints.items()} == {
        "id": "77",
        "title": "Pastry Cook & Baker",
        "company": "Harbour Kitchen",
        "locations": ["Leeds, GB", "York, GB"],
        "employment_type": "temporary",
        "salary": [StatedPay(28000, 31000, "GBP", "year")],
        "years": YearsRange(1.5, None),
        "education": "high-school",
    }
    assert record.text == (
        "Pastry Cook & Baker\nHarbour Kitchen\nLeeds, GB; York, GB\n\nWe bake.\n\n- Bread\n\nSkills:\n- Baking\n- Knives"
        "\n\nRequirements:\n- bachelor degree\n- high school\n\nBenefits:\n- Meals\n"
    )


@pytest.mark.parametrize(
    ("node", "pay"),
    [
        ({"baseSalary": 52000, "salaryCurrency": "EUR"}, StatedPay(52000, 52000, "EUR", None)),
        ({"baseSalary": "21.75"}, StatedPay(21.75, 21.75, None, None)),
        ({"baseSalary": {"currency": "usd", "value": 25, "unitText": "Hourly"}}, StatedPay(25, 25, "USD", "hour")),
        (
            {"baseSalary": {"currency": "£", "value": {"value": "3,100", "unitText": "MONTH"}}},
            StatedPay(3100, 3100, "GBP", "month"),
        ),
        (
            {"baseSalary": {"currency": "USD", "value": {"minValue": 90000, "maxValue": 0}}},
            StatedPay(90000, None, "USD"),
        ),
        (
            {"baseSalary": {"@type": "PriceSpecification", "price": 40, "priceCurrency": "CAD"}},
            StatedPay(40, 40, "CAD"),
        ),
        (
            {"estimatedSalary": [{"currency": "USD", "percentile10": 1000, "percentile90": 2000, "duration": "P1M"}]},
            StatedPay(1000, 2000, "USD", "month", estimated=True),
        ),
    ],
)
def test_pay_in_all_its_forms(node: dict[str, Any], pay: StatedPay) -> None:
    assert from_node(title="Cook", **node).hints["salary"].value == [pay]


@pytest.mark.parametrize(
    "junk",
    [None, "", [], {}, 0, -1, True, float("nan"), float("inf"), 10**400, [None, [[]]], {"value": {"minValue": "x"}},
     {"value": {"minValue": 5, "maxValue": 1}}, "none", {"name": None}, "\ud800"],
)  # fmt: skip
def test_junk_is_not_stated(junk: Any) -> None:
    fields = (
        "baseSalary estimatedSalary salaryCurrency jobLocation applicantLocationRequirements jobLocationType"
        " employmentType hiringOrganization experienceRequirements educationRequirements skills description employmentUnit"
    )
    record = from_node(title="Cook", **dict.fromkeys(fields.split(), junk))
    assert record.hints.keys() <= {"title", "company", "team", "locations"}
    record.text.encode()
    str([stated.value for stated in record.hints.values()]).encode()


def test_pay_in_words_and_codes_that_are_none_go_into_the_text() -> None:
    record = from_node(title="Cook", baseSalary="£30,000 - £35,000 a year", employmentType="PER_DIEM")
    assert set(record.hints) == {"title"}
    assert "Salary:\n£30,000 - £35,000 a year" in record.text
    assert "Employment type:\nper diem" in record.text


def test_remote_work() -> None:
    node = {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": {"@type": "Country", "name": "Portugal"}}
    hints = from_node(title="Cook", **node).hints
    assert (hints["work_mode"].value, hints["locations"].value) == ("remote", ["Portugal"])


def test_names_and_numbers() -> None:
    assert employment_type(["Full Time", "CONTRACTOR"]) == "contract"
    assert number("50.000,00") is None
    assert load_json('//<![CDATA[\n{"a": "x\ny", "b": [1,],}\n//]]>') == {"a": "x\ny", "b": [1]}
    assert load_json("{&quot;a&quot;: &quot;R&amp;amp;D&quot;}") == {"a": "R&amp;D"}
    assert load_json('{"a": NaN, "b": ' + "9" * 5000 + "}") == {"a": None, "b": None}
    assert load_json("[" * 100_000) is None
    assert job_postings({"@type": "JobPosting"}) == []


def test_a_node_refers_to_another() -> None:
    graph = {"@graph": [
        {"@id": "#org", "@type": "Organization", "name": "Inn"},
        {"@type": "schema:JobPosting", "title": "Cook", "hiringOrganization": {"@id": "#org"}},
    ]}  # fmt: skip
    assert read_one(with_script(json.dumps(graph))).hints["company"].value == "Inn"


def test_pay_that_disagrees_with_the_text_is_kept_beside_it() -> None:
    record = read_one((PAGES / "disagree.html").read_bytes())
    assert record.hints["salary"].value == [StatedPay(60000, 70000, "GBP", "year")]
    assert record.hints["work_mode"].value == "remote"
    assert "£48,000 - £56,000 per year" in record.text
    assert record.text.endswith("Skills:\nDocker, Python\n")


def test_microdata() -> None:
    record = read_one((PAGES / "microdata.html").read_bytes())
    assert {key: stated.value for key, stated in record.hints.items()} == {
        "title": "Backend Engineer",
        "company": "Lumen Harbour",
        "locations": ["Leeds, England, GB"],
        "employment_type": "full-time",
        "salary": [StatedPay(48000, 56000, "GBP", "year")],
    }


def test_whole_postings_in_one_page_are_a_record_each() -> None:
    nodes = [{"@type": "JobPosting", "title": t, "description": f"{t} " * 60} for t in ("Cook", "Baker", "Waiter")]
    records = read(with_script(json.dumps(nodes), "<h1>Work with us</h1>"))
    assert [r.source.record for r in records if isinstance(r, Record)] == [0, 1, 2]
    assert [r.hints["title"].value for r in records if isinstance(r, Record)] == ["Cook", "Baker", "Waiter"]


def test_a_damaged_script_leaves_the_page() -> None:
    body = "<h1>Cook</h1><p>We cook for the guests of the inn.</p>"
    record = read_one(with_script('{"@type": "JobPosting", "title": "Cook', body))
    assert record.text == "Cook\n\nWe cook for the guests of the inn.\n"
    assert not record.hints


# --- HTML to text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p><b>Tasks</b></p><ul><li><p>One</p></li><li>• Two</li><li> </li></ul>end", "Tasks\n\n- One\n- Two\n\nend"),
        ("<b>Tasks</b>\n- one\n- two", "Tasks\n- one\n- two"),  # nothing but inline tags: the line breaks are meant
        ("Tasks\n- one, R&amp;D\n", "Tasks\n- one, R&D"),
        ("<div>Tasks\n  go on\n- one\n- two</div>", "Tasks go on\n- one\n- two"),
        ("<p>a  b\n c</p>", "a b c"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<tr><td>Skill<td>Years<td>Level<tr><td>Go<td>5<td>high", "Skill | Years | Level\nGo | 5 | high"),  # no table
        ("<table><tr><td>Skill<td>Years<td>Level<tr><td>Go<td>5<td>high", "Skill | Years | Level\nGo | 5 | high"),
        ("<table><tr><td>Nav<br>Home<td><h1>Cook</h1>We cook.", "Nav\nHome\n\nCook\nWe cook."),
        ("<dl><dt>Place<dd>Leeds<dt>Tools<dd>Pan<dd>Pot</dl>", "Place: Leeds\nTools: Pan\nPot"),
        ("<div><span class=a>Inn</span><span class=b>Leeds</span></div>", "Inn\nLeeds"),
        ("<div><span class=a>£30</span><span class=b>-</span><span class=c>£35</span></div>", "£30 - £35"),
        ("<div>We<b>ld</b> and <i>cut</i></div>", "Weld and cut"),
        ("<p>Pay: <s>£30</s> £35<script>x</script><span hidden>y</span></p>", "Pay: £35"),
        ("<li>From £28,000 - £31,000", "- From £28,000 - £31,000"),
        ("5 < 6 & 7 > 2", "5 < 6 & 7 > 2"),
        ("", ""),
        ("<!-- nothing -->", ""),
    ],
)
def test_html_to_text(markup: str, text: str) -> None:
    assert html_to_text(markup) == text


def test_unescape_once() -> None:
    assert unescape_once("&lt;b&gt;R&amp;amp;D&lt;/b&gt;") == "<b>R&amp;D</b>"
    assert unescape_once("<b>x &lt;p&gt;</b>") == "<b>x &lt;p&gt;</b>"
    assert unescape_once("5 &lt; 6") == "5 &lt; 6"


# --- hostile pages --------------------------------------------------------------------------------------------

POSTING = "<title>Cook - Inn</title><h1>Cook</h1><p>We cook all day for the guests of the inn at the harbour."


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 59_000 + POSTING,
        POSTING + "<table><tr><td>" * 19_000 + "end",
        POSTING + "<p>word <b>bold</b></p>" * 29_000,
        POSTING + "<h2>Similar jobs</h2>" * 50_000,
        POSTING + "<div><h2>Similar jobs</h2>" * 29_000,
        POSTING + "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">end",
        POSTING + "<div><a href=x>a</a><a href=y>b</a><a href=z>c</a>" * 14_000,
        "<div itemscope itemtype=http://schema.org/JobPosting><div itemprop=title>Cook</div>"
        + "<div itemprop=skills>a " * 50_000,
        with_script("[" * 1_000_000, POSTING),
        with_script('{"@type": "JobPosting", "title": "Cook", "description": "' + "We cook.\n" * 25_000 + '"}'),
        POSTING + "<!--" * 200_000,
        POSTING + "<p>\ufffd&#0;&#xD800;&#99999999;" * 10_000,
    ],
    ids="deep tables wide similar nested attributes links microdata json long comments references".split(),
)
def test_hostile_pages_take_seconds(page: str) -> None:
    many = Limits(lines=1_000_000)  # some of them have more than are read
    begun = time.monotonic()
    [record] = read_data(Data("page.html", io.BytesIO(page.encode()), limits=many))
    assert isinstance(record, Record), record
    assert "Cook" in record.text
    assert time.monotonic() - begun < PATIENCE
