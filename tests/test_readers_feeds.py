"""Postings in JSON, JSON Lines, tables and Parquet: what boards, scrapers and people's own sheets hold."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from commands import ROOT

import jdtool
from jdtool.model import Failure, Record, StatedPay
from jdtool.readers import read_data, read_sources
from jdtool.readers.opening import Data
from jdtool.readers.stating import as_text, employment_type, number, place

FOLDER = ROOT / "tests" / "fixtures" / "feeds"
FILES = sorted(FOLDER.iterdir())
MARKUP_RE = re.compile(r"</?(?:p|li|ul|b|strong|div|h3)>|&(?:amp|lt|gt|nbsp|#39);")


def read(name: str) -> list[Record | Failure]:
    return list(read_sources([str(FOLDER / name)]))


def records_of(found: Iterable[Record | Failure]) -> list[Record]:
    return [result for result in found if isinstance(result, Record)]


def failures_of(found: Iterable[Record | Failure]) -> list[Failure]:
    return [result for result in found if isinstance(result, Failure)]


def read_bytes(content: bytes) -> list[Record | Failure]:
    return list(read_data(Data("given", io.BytesIO(content))))


def read_value(value: Any) -> list[Record | Failure]:
    return read_bytes(json.dumps(value).encode())


def hints_of(record: Record) -> dict[str, Any]:
    return {key: stated.value for key, stated in record.hints.items()}


# --- all fixtures -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_source_gives_titles_and_clean_text(path: Path) -> None:
    records = records_of(read(path.name))
    assert records
    for record in records:
        title = record.hints["title"].value
        assert record.text.startswith(f"{title}\n")
        assert len(record.text) > len(title) + 10
        assert not MARKUP_RE.search(record.text)
        assert all(stated.value not in (None, "", []) and stated.field for stated in record.hints.values())
        msgspec.json.encode(record)  # no lone surrogates, no NaN


@pytest.mark.parametrize(
    ("name", "form", "failed"),
    [
        ("greenhouse_list.json", "greenhouse", []),
        ("greenhouse_nasty.json", "greenhouse", []),
        ("lever_list.json", "lever", []),
        ("lever_nasty.json", "lever", [1]),
        ("ashby_list.json", "ashby", []),
        ("ashby_nasty.json", "ashby", []),
        ("smartrecruiters_detail.json", "smartrecruiters", []),
        ("smartrecruiters_feed_nasty.json", "smartrecruiters", [0]),
        ("workable_widget.json", "workable", []),
        ("workable_nasty.jsonl", "workable", [1]),
        ("recruitee_list.json", "recruitee", []),
        ("recruitee_nasty.json", "recruitee", []),
        ("workday_detail.json", "workday", []),
        ("workday_nasty.json", "workday", [0]),
        ("schema_org.json", "schema.org", []),
        ("linkedin_scraped.json", "json", [1]),
        ("generic_nasty.json", "json", [3, 4, 5]),
        ("pretty.jsonl", "json", [1]),
        ("jobspy.csv", "csv", [2]),
        ("linkedin_postings.csv", "csv", []),
        ("linkedin_links.tsv", "tsv", []),
        ("glassdoor_cp1252.csv", "csv", []),
        ("own_sheet.csv", "csv", [1]),
    ],
)
def test_a_source_is_told_by_its_shape(name: str, form: str, failed: list[int]) -> None:
    found = read(name)
    assert {record.source.format for record in records_of(found)} == {form}
    assert [failure.record for failure in failures_of(found)] == failed
    numbers = [r.source.record if isinstance(r, Record) else r.record for r in found]
    assert numbers == list(range(len(found)))


def test_every_fixture_is_tested() -> None:
    mark = test_a_source_is_told_by_its_shape.pytestmark[0]  # type: ignore[attr-defined]
    assert {path.name for path in FILES} == {name for name, _, _ in mark.args[1]}


# --- boards -----------------------------------------------------------------------------------------------

YEARLY = {"currency": "GBP", "period": "year"}

EXPECTED: list[tuple[str, int, dict[str, Any]]] = [
    (
        "greenhouse_list.json",
        0,
        {
            "id": "4410021",
            "title": "Senior Data Engineer",
            "company": "Frostbridge",
            "team": "Data Platform",
            "locations": ["Leeds, England, United Kingdom"],
            "employment_type": "full-time",
            "work_mode": "hybrid",
            "salary": [
                StatedPay(68000, 84500, label="Leeds", **YEARLY),
                StatedPay(72000, 90000, label="London", **YEARLY),
            ],  # type: ignore[arg-type]
        },
    ),
    (
        "greenhouse_list.json",
        1,
        {
            "id": "4410022",
            "title": "Warehouse Associate",
            "company": "frostbridge",
            "work_mode": "remote",
            "salary": [StatedPay(21.75, 24.5, "USD", "hour")],
        },
    ),
    (
        "greenhouse_nasty.json",
        0,
        {
            "id": "77001",
            "title": "Backend Engineer",
            "locations": ["Kiel, Germany"],
            "salary": [StatedPay(None, 90000)],
        },
    ),
    (
        "lever_list.json",
        0,
        {
            "id": "0f1d-77",
            "title": "Site Reliability Engineer",
            "company": "gridclock-as",
            "team": "Infrastructure",
            "locations": ["Tallinn, EE"],
            "employment_type": "full-time",
            "work_mode": "hybrid",
            "salary": [StatedPay(4200, 5600, "EUR", "month")],
        },
    ),
    (
        "lever_nasty.json",
        0,
        {
            "id": "12",
            "title": "Night Porter",
            "company": "swanninn",
            "locations": ["Bath, UK", "Wells, UK"],
            "salary": [StatedPay(12.25, 13.5, "GBP", "hour")],
        },
    ),
    (
        "ashby_list.json",
        0,
        {
            "id": "a-1",
            "title": "Product Designer",
            "company": "Paytide",
            "team": "Checkout",
            "locations": ["Lisbon, Portugal", "Porto, Portugal"],
            "employment_type": "full-time",
            "work_mode": "hybrid",
            "salary": [
                StatedPay(52000, 68000, "EUR", "year", "Lisbon"),
                StatedPay(48000, 61000, "EUR", "year", "Porto"),
            ],
        },
    ),
    (
        "ashby_nasty.json",
        0,
        {
            "title": "Founding Engineer",
            "company": "quill stack",
            "work_mode": "remote",
            "salary": [StatedPay(85.5, 110, "USD", "hour")],
        },
    ),
    (
        "smartrecruiters_detail.json",
        0,
        {
            "id": "744000011",
            "title": "Export Clerk",
            "company": "Halvorsen Shipping",
            "team": "Ocean Freight",
            "locations": ["Hamburg, HH, DE"],
            "employment_type": "full-time",
            "work_mode": "hybrid",
            "seniority": "junior",
        },
    ),
    (
        "smartrecruiters_feed_nasty.json",
        1,
        {
            "id": "2",
            "title": "Deck Officer",
            "company": "Halvorsen Shipping",
            "locations": ["NO"],
            "work_mode": "flexible",
            "salary": [StatedPay(600000, 720000, "NOK", "year")],
        },
    ),
    (
        "workable_widget.json",
        0,
        {
            "id": "AB12CD34",
            "title": "Data Analyst",
            "company": "Larkspur Analytics",
            "team": "Insights",
            "locations": ["Cork, County Cork, Ireland"],
            "employment_type": "part-time",
            "seniority": "junior",
            "education": "bachelor",
        },
    ),
    (
        "workable_nasty.jsonl",
        0,
        {
            "id": "GROOV003",
            "title": "Bird Ringer",
            "company": "larkspur",
            "locations": ["Galway, Ireland"],
            "employment_type": "contract",
            "work_mode": "onsite",
        },
    ),
    (
        "workable_nasty.jsonl",
        2,
        {
            "id": "GROOV004",
            "title": "Ornithologist",
            "locations": ["Sligo, Ireland", "Cork, Ireland"],
            "salary": [StatedPay(None, 52000, None, "year")],
        },
    ),
    (
        "recruitee_list.json",
        0,
        {
            "id": "811",
            "title": "Logistics Planner",
            "company": "Vlietwaard",
            "team": "Planning",
            "locations": ["Rotterdam, South Holland, Netherlands"],
            "employment_type": "full-time",
            "work_mode": "hybrid",
            "seniority": "junior",
            "education": "bachelor",
            "salary": [StatedPay(3200, 4100.5, "EUR", "month")],
        },
    ),
    (
        "recruitee_nasty.json",
        0,
        {
            "title": "Deckhand",
            "company": "vlietwaard",
            "locations": ["Nijmegen, NL"],
            "work_mode": "flexible",
            "salary": [StatedPay(48000, None, "EUR", "hour")],  # plainly wrong, and what they say
        },
    ),
    (
        "workday_detail.json",
        0,
        {
            "id": "R-00412",
            "title": "Process Engineer",
            "company": "Kilnworth Ceramics",
            "locations": ["Stoke-on-Trent, United Kingdom"],
            "employment_type": "full-time",
            "work_mode": "onsite",
        },
    ),
    (
        "workday_nasty.json",
        1,
        {
            "id": "12",
            "title": "Glazer",
            "company": "kilnworth",
            "locations": ["Delft, Netherlands", "Gouda, Netherlands"],
            "work_mode": "hybrid",
        },
    ),
    (
        "linkedin_scraped.json",
        0,
        {
            "id": "3912",
            "title": "Platform Engineer",
            "company": "Ostrava Cloud",
            "locations": ["Ostrava, Czechia"],
            "employment_type": "full-time",
            "work_mode": "hybrid",
            "seniority": "director",
        },
    ),
    (
        "generic_nasty.json",
        0,
        {
            "title": "Line Cook",
            "company": "Harbour Kitchen",
            "locations": ["Whitby, UK"],
            "salary": [StatedPay(11.44, 13, "GBP", "hour")],
        },
    ),
    (
        "generic_nasty.json",
        1,
        {"title": "Senior Welder", "locations": ["Kiel, Germany"], "salary": [StatedPay(2800, 3200, "EUR", "month")]},
    ),
    ("generic_nasty.json", 2, {"title": "Accountant", "locations": ["Golden, CO, US"]}),
    (
        "jobspy.csv",
        0,
        {
            "id": "in-1",
            "title": "Data Scientist",
            "company": "Weatherloom",
            "locations": ["Utrecht, NL"],
            "employment_type": "full-time",
            "salary": [StatedPay(62000, 78000, "EUR", "year")],
        },
    ),
    (
        # Its pay was read from the text, its two kinds of employment exclude each other.
        "jobspy.csv",
        1,
        {
            "id": "li-2",
            "title": "Junior Data Engineer",
            "company": "Weatherloom",
            "locations": ["Remote, NL"],
            "work_mode": "hybrid",
            "seniority": "junior",
        },
    ),
    (
        "linkedin_postings.csv",
        0,
        {
            "id": "921716",
            "title": "Marketing Coordinator",
            "company": "Corvid Press",
            "locations": ["Princeton, NJ"],
            "employment_type": "full-time",
            "seniority": "junior",
            "salary": [StatedPay(20, 24, "USD", "hour")],
        },
    ),
    (
        "linkedin_postings.csv",
        1,
        {
            "id": "921717",
            "title": "Rights Director",
            "company": "Corvid Press",
            "locations": ["United States"],
            "employment_type": "contract",
            "work_mode": "remote",
            "seniority": "director",
            "salary": [StatedPay(95000, 95000, "USD", "year")],
        },
    ),
    (
        "linkedin_links.tsv",
        0,
        {
            "title": "Line Manager",
            "company": "Brackwater Foods",
            "locations": ["Hull, England, United Kingdom"],
            "work_mode": "onsite",
        },
    ),
    (
        "glassdoor_cp1252.csv",
        0,
        {
            "title": "Développeur confirmé",
            "company": "Clé d'Or",
            "locations": ["Genève, Suisse"],
            "salary": [StatedPay(60000, 90000, "EUR", "year", estimated=True)],
        },
    ),
    ("glassdoor_cp1252.csv", 1, {"title": "Café Manager", "company": "Café Zéro"}),
    ("own_sheet.csv", 0, {"title": "Tram Driver", "company": "Stadtwerk Lindenau", "locations": ["Leipzig, Germany"]}),
]


@pytest.mark.parametrize(
    ("name", "record", "expected"), EXPECTED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_a_source_states(name: str, record: int, expected: dict[str, Any]) -> None:
    found = read(name)[record]
    assert isinstance(found, Record)
    assert hints_of(found) == expected


def test_stated_values_quote_the_source() -> None:
    record = records_of(read("lever_list.json"))[0]
    assert record.hints["salary"].field == "salaryRange"
    assert record.hints["salary"].text == "4200 - 5600 EUR per-month-salary"
    assert record.hints["employment_type"].text == "Full-time"
    assert records_of(read("recruitee_nasty.json"))[0].hints["work_mode"].text == "remote: true, hybrid: true"


def test_the_parts_of_a_posting_stand_under_headings() -> None:
    text = records_of(read("lever_list.json"))[0].text
    assert text.count("We run the clocks") == 1  # `description` is `opening` and `descriptionBody`
    assert "What you will do:\n- Operate Kubernetes & Terraform\n- Write runbooks\n" in text
    assert "Requirements:\n- 4+ years of experience with Linux\n" in text
    assert "Salary:\nOptions on top & a yearly bonus." in text
    text = records_of(read("smartrecruiters_detail.json"))[0].text
    assert "Qualifications:\n- Microsoft Excel\n" in text
    assert "Private Person" not in text
    assert "Requirements:\n- 3 years of experience with SAP" in records_of(read("recruitee_list.json"))[0].text
    text = records_of(read("workable_nasty.jsonl"))[0].text
    assert "Requirements:\n- Patience\n" in text and "Benefits:\n- Fresh air\n" in text
    assert text.count("Patience") == 1


def test_what_cannot_be_mapped_safely_stays_text() -> None:
    assert "Compensation:\nOffers Equity, €5K Bonus" in records_of(read("ashby_list.json"))[0].text
    assert "Salary:\n31.000 - 36.000 eur" in records_of(read("workable_nasty.jsonl"))[0].text
    assert "Salary:\n$70k - $85k a year plus stock" in records_of(read("generic_nasty.json"))[2].text
    assert "Employment type:\nFull time, contractor" in records_of(read("generic_nasty.json"))[2].text
    assert "Requirements:\n3-5 years of experience" in records_of(read("generic_nasty.json"))[2].text
    assert "Salary:\n$40K-$50K" in records_of(read("glassdoor_cp1252.csv"))[2].text
    assert "Salary:\n3.100 - 3.600 EUR per month" in records_of(read("own_sheet.csv"))[0].text


def test_nothing_private_is_taken_over() -> None:
    assert not any("hr@weatherloom.example" in record.text for record in records_of(read("jobspy.csv")))
    assert not any("COBOL" in record.text for record in records_of(read("greenhouse_nasty.json")))


def test_lists_without_text_say_what_to_do() -> None:
    messages = [
        failure.message
        for name in ("smartrecruiters_feed_nasty.json", "workday_nasty.json")
        for failure in failures_of(read(name))
    ]
    assert messages == [
        "no text of the posting 'Head Only': lists of SmartRecruiters hold the heads only; save each posting from the address in its `ref`",
        "no text of the posting 'Kiln Hand': lists of Workday hold the heads only; save each posting",
    ]


# --- shapes of JSON ---------------------------------------------------------------------------------------

JOB = {"title": "Cook", "description": "Cook soup. Requirements: 2 years of experience."}


@pytest.mark.parametrize(
    "wrap",
    [
        lambda job: job,
        lambda job: [job],
        lambda job: {"jobs": [job], "meta": {"total": 1}},
        lambda job: {"content": [job], "totalFound": 1},
        lambda job: {"offer": job},
        lambda job: {"data": {"jobs": {"edges": [{"node": job}]}}},
        lambda job: {"hits": {"hits": [{"_id": "1", "_source": job}]}},
        lambda job: {"name": "Harbour Kitchen", "description": "We cook for ships.", "jobs": [job]},
        lambda job: [{"title": "Kitchen", "postings": [job]}, {"title": "Bar", "postings": []}],
    ],
)
def test_what_postings_are_wrapped_in(wrap: Callable[[Any], Any]) -> None:
    found = read_value(wrap(JOB))
    assert [hints_of(record)["title"] for record in records_of(found)] == ["Cook"]
    assert not failures_of(found)


@pytest.mark.parametrize(
    ("fields", "expected", "told"),
    [
        ({"salary": 60000, "currency": "EUR", "period": "year"}, [StatedPay(60000, 60000, "EUR", "year")], None),
        ({"hourlyRate": "21.75"}, [StatedPay(21.75, 21.75, None, "hour")], None),
        (
            {"salary_min": 31000, "salary_max": 35000, "salary_is_predicted": "1"},
            [StatedPay(31000, 35000, estimated=True)],
            None,
        ),
        ({"salary": {"min": 0, "max": 52000, "type": "annual"}}, [StatedPay(None, 52000, None, "year")], None),
        (
            {"pay": [{"min": 10, "max": 12, "unit": "hour"}, {"min": 14, "max": 13, "unit": "hour"}]},
            [StatedPay(10, 12, None, "hour"), StatedPay(13, 14, None, "hour")],
            None,
        ),
        ({"salary": "60000-75000", "currency": "EUR", "period": "YEAR"}, None, "Salary:\n60000-75000 EUR per year"),
        ({"salary": {"min": "65.000", "max": "80.000", "period": "day"}}, None, "Salary:\n65.000 - 80.000 per day"),
        (
            {"salary": {"min": 2000, "max": 2500, "period": "BIWEEKLY", "currency": "USD"}},
            None,
            "Salary:\n2000 - 2500 USD biweekly",
        ),
        ({"salary": {"min": 2000, "max": 2500, "period": "ONCE"}}, None, None),
        ({"salary": 5000, "period": "ONCE"}, None, None),
        ({"salary": "Competitive", "minSalary": 0, "maxSalary": -1}, None, None),
    ],
)
def test_pay(fields: dict[str, Any], expected: list[StatedPay] | None, told: str | None) -> None:
    (record,) = read_value({**JOB, **fields})
    assert isinstance(record, Record)
    assert hints_of(record).get("salary") == expected
    assert (
        record.text.partition("Salary:")[1:] == ("Salary:", (told or "").removeprefix("Salary:") + "\n")
        if told
        else "Salary" not in record.text
    )


def test_a_list_inside_a_posting_is_no_list_of_postings() -> None:
    found = read_value({**JOB, "items": [{"name": "Apron"}], "data": {"x": 1}, "offers": "none"})
    assert [hints_of(record)["title"] for record in records_of(found)] == ["Cook"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"jobs": []}', "holds no postings"),
        (b'{"@type": "WebPage", "name": "Jobs"}', "holds no postings"),
        (b'{"jobs": [{"title": "Cook"', "not valid JSON: "),
        (b'{"title": "Cook"}', "no text of the posting: "),
        (b'["x"]', "no posting: fields with names are needed"),
        (b'[{"a":' + b"[" * 100_000, "nested too deep for a posting"),
        (b"[" * 100_000, "holds no postings"),
        (b'{"a":' * 100_000, "nested too deep for a posting"),
        (b'{"schema": "jdtool.comparison/1", "postings": [{"title": "Cook"}]}', "already a record of jdtool"),
    ],
)
def test_what_is_no_posting_is_refused(content: bytes, said: str) -> None:
    (failure,) = read_bytes(content)
    assert isinstance(failure, Failure)
    assert said in failure.message
    assert "\n" not in failure.message


def test_hostile_values_state_nothing() -> None:
    content = (
        '{"title": "Cook", "description": "We cook\nsoup \\ud800.", "salary": HUGE, "minSalary": NaN, "maxSalary": -Infinity,'
        ' "company": [[[[[[[[["x"]]]]]]]]], "location": [[[["Kiel"]]]], "level": {"a": {"b": 1}}, "remote": [], "id": HUGE}'
    ).replace("HUGE", "9" * 5000)
    (record,) = read_bytes(content.encode())
    assert isinstance(record, Record)
    assert hints_of(record) == {"title": "Cook", "company": "x", "locations": ["Kiel"]}
    assert record.text == "Cook\nx\nKiel\n\nWe cook\nsoup \ufffd.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_encodings(encoding: str, form: str) -> None:
    text = "Kocht Suppe für Gäste. Später auch Brötchen."
    row = json.dumps({"title": "Köchin", "description": text}, ensure_ascii=False)
    content = {
        "json": f"[{row}, {row}]",
        "jsonl": f"{row}\n{row}\n",
        "csv": "title,description\n" + f"Köchin,{text}\r\n" * 2,
    }[form]
    found = records_of(read_bytes(content.encode(encoding)))
    assert [record.text for record in found] == [f"Köchin\n\n{text}\n"] * 2
    assert {record.source.format for record in found} == {form}
    assert {record.source.encoding for record in found} == {encoding.removesuffix("-sig")}


def test_one_old_line_spoils_no_other() -> None:
    """The first 64 KB say UTF-8; a line that is none further down is read as Windows-1252."""
    lines = [json.dumps({**JOB, "title": f"Köchin {i}"}, ensure_ascii=False).encode() for i in range(1500)]
    lines[1200] = lines[1200].decode().encode("cp1252")
    titles = [hints_of(record)["title"] for record in records_of(read_bytes(b"\n".join(lines)))]
    assert titles == [f"Köchin {i}" for i in range(1500)]


def test_a_character_on_the_edge_of_the_head() -> None:
    for shift in range(4):
        content = json.dumps({"title": "Cook", "description": "x" * shift + "ä€" * 30_000}, ensure_ascii=False).encode()
        (record,) = read_bytes(content)
        assert isinstance(record, Record)
        assert record.source.encoding == "utf-8" and "\ufffd" not in record.text


def test_a_broken_line_is_named_and_the_rest_goes_on() -> None:
    found = read_bytes(
        b'{"title": "torn\n' + json.dumps(JOB).encode() + b"\n\n[1, 2\n" + json.dumps(JOB).encode() + b",\n"
    )
    assert len(records_of(found)) == 2
    assert [(failure.record, failure.message.partition(":")[0]) for failure in failures_of(found)] == [
        (0, "line 1"),
        (2, "line 4"),
    ]


@pytest.mark.parametrize("indent", [None, 2])
def test_a_broken_posting_in_a_list(indent: int | None) -> None:
    jobs = [{**JOB, "title": f"Cook {i}", "place": {"city": "Kiel"}, "steps": [{"name": "x"}]} for i in range(4)]
    content = json.dumps(jobs, indent=indent).replace('"Cook 2"', '"Cook" 2')
    found = read_bytes(content.encode())
    readable = ["Cook 0", "Cook 1", "Cook 3"] if indent else ["Cook 0", "Cook 1"]  # who knows where the next begins?
    assert [hints_of(record)["title"] for record in records_of(found)] == readable
    (failure,) = failures_of(found)
    assert failure.record == 2
    assert failure.message.startswith("not valid JSON: ")


# --- tables -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_ragged_rows(delimiter: str) -> None:
    rows = [
        ["Job Title", "Company", "Description"],
        ["Cook", "Harbour, Kitchen; Sons", '"We cook ""soup"".\nDaily | nightly"'],
        ["", "", ""],
        ["Baker", "Crumb Lane", "Bake bread.", "one", "more"],
        ["Waiter"],
    ]
    rows[1][1] = f'"{rows[1][1]}"'
    found = read_bytes("\r\n".join(delimiter.join(row) for row in rows).encode())
    assert [record.text for record in records_of(found)] == [
        'Cook\nHarbour, Kitchen; Sons\n\nWe cook "soup".\nDaily | nightly\n',
        "Baker\nCrumb Lane\n\nBake bread.\n",
    ]
    assert [failure.record for failure in failures_of(found)] == [2]


def test_a_table_without_texts_is_said_to_be_one() -> None:
    (failure,) = read_bytes(b"title,company,location\nCook,Kitchen,Leeds\nBaker,Crumb,York\n")
    assert isinstance(failure, Failure)
    assert (failure.record, failure.message.partition(":")[0]) == (None, "no column with the postings' text")
    (failure,) = read_bytes(b"title,description\n\n")
    assert isinstance(failure, Failure) and "no rows" in failure.message


def test_cells_of_any_size() -> None:
    cell = "Cook soup for many guests. " * 8000  # 200 KB
    (record,) = read_bytes(f'title,description\nCook,"{cell}"\n'.encode())
    assert isinstance(record, Record)
    assert len(record.text) > 200_000


def test_the_flag_of_a_scraper_says_nothing_that_the_text_does_not() -> None:
    """JobSpy sets `is_remote` where the text holds the word, though it may say "not a remote position"."""
    head = b"site,job_url,title,is_remote,description\nindeed,x,Cook,True,"
    for text, mode in ((b"This is not a remote position.", None), (b"Cook soup.", "remote")):
        (record,) = read_bytes(head + text)
        assert isinstance(record, Record)
        assert hints_of(record).get("work_mode") == mode


class Rows(io.RawIOBase):
    """A long file that exists only while it is read."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self.lines = lines
        self.given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece = next(self.lines, b"")
        self.given += len(piece)
        return piece


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_long_file_is_read_as_it_comes(form: str) -> None:
    words = "Cook soup and serve it to the guests of the house. " * 10

    def lines() -> Iterator[bytes]:
        if form == "csv":
            yield b"title,company,description\n"
        for position in range(10_000):
            row = {"title": f"Cook {position}", "company": "Kitchen", "description": words}
            yield (json.dumps(row) if form == "jsonl" else ",".join(row.values())).encode() + b"\n"

    stream = Rows(lines())
    ahead = count = 0
    for found in read_data(Data("given", stream)):  # type: ignore[arg-type]
        assert isinstance(found, Record)
        count += 1
        ahead = max(ahead, stream.given - count * len(words))
    assert count == 10_000
    assert stream.given > 5_000_000
    assert ahead < 1_000_000  # what the other columns take, and a buffer


# --- Parquet ----------------------------------------------------------------------------------------------


def parquet(table: Any, **options: Any) -> bytes:
    from pyarrow import parquet

    sink = io.BytesIO()
    parquet.write_table(table, sink, **options)
    return sink.getvalue()


def test_parquet(tmp_path: Path) -> None:
    import pyarrow as pa

    rows = 1000
    table = pa.table(
        {
            "job_id": pa.array(range(rows), pa.int64()),
            "Title": [f"Cook {i}" for i in range(rows)],
            "company_name": ["Harbour Kitchen"] * rows,
            "description": ["<p>Cook soup &amp; fish.</p><ul><li>2 years of experience</li></ul>"] * (rows - 1)
            + [None],
            "min_salary": pa.array([Decimal("31000.00")] * rows),
            "max_salary": pa.array([float("nan")] * rows),
            "pay_period": ["YEARLY"] * rows,
            "currency": ["GBP"] * rows,
            "photo": [b"\xff\x00"] * rows,
        }
    )
    path = tmp_path / "postings.parquet"
    path.write_bytes(parquet(table, row_group_size=300))
    found = list(read_sources([str(path)]))
    assert [failure.record for failure in failures_of(found)] == [rows - 1]
    record = records_of(found)[7]
    assert record.source == msgspec.structs.replace(record.source, format="parquet", record=7, encoding=None)
    assert record.text == "Cook 7\nHarbour Kitchen\n\nCook soup & fish.\n\n- 2 years of experience\n"
    assert hints_of(record) == {
        "id": "7",
        "title": "Cook 7",
        "company": "Harbour Kitchen",
        "salary": [StatedPay(31000, None, "GBP", "year")],
    }
    packed = tmp_path / "postings.parquet.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert len(records_of(read_sources([str(packed)]))) == rows - 1


def test_nasty_parquet() -> None:
    import pyarrow as pa

    nested = pa.table(
        {
            "posting": [1],
            "title": ["Köchin"],
            "description": ["Kocht Suppe. " * 20_000],
            "location": [{"city": "Kiel", "country": {"name": "Germany"}}],
            "skills": [["Messer", "Fisch"]],
            "salary": [{"min": "2.800", "max": 3200, "unit": "MONTH", "currency": "€"}],
            "date_posted": [datetime.datetime(2026, 1, 1)],
            "company": pa.array([None], pa.null()),
        }
    )
    (record,) = read_bytes(parquet(nested))
    assert isinstance(record, Record)
    assert hints_of(record) == {
        "title": "Köchin",
        "locations": ["Kiel, Germany"],
        "salary": [StatedPay(2800, 3200, "EUR", "month")],
    }
    assert record.text.endswith("Skills:\nMesser, Fisch\n")
    whole = parquet(nested)
    for content, said in (
        (whole[:-100], "damaged"),
        (whole[:4] + b"\x00" * 100 + whole[200:], "damaged"),
        (parquet(pa.table({"title": ["Cook"], "company": ["Kitchen"]})), "no column with the postings' text"),
        (parquet(nested.slice(0, 0)), "no rows"),
    ):
        (failure,) = read_bytes(content)
        assert isinstance(failure, Failure)
        assert said in failure.message and "\n" not in failure.message


# --- single values ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("65,000.00", 65000),
        ("65.000,00", 65000),
        ("1.250.000", 1250000),
        ("65 000", 65000),
        ("65\u00a0000 €", 65000),
        ("CHF 65'000", 65000),
        ("€65k", 65000),
        ("1e+05", 100000),
        ("21.75", 21.75),
        ("21,75", 21.75),
        ("65000.0000", 65000),
        (Decimal("40.50"), 40.5),
        ("65.000", None),
        ("65,00,000.", None),
        ("60-70", None),
        ("competitive", None),
        (0, None),
        (-1, None),
        ("-1", None),
        (True, None),
        (float("inf"), None),
        (10**400, None),
        ([5], None),
    ],
)
def test_amounts(value: Any, expected: float | None) -> None:
    assert number(value) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("FullTime", "full-time"),
        ("Full Time Regular", "full-time"),
        ("PART_TIME", "part-time"),
        ("fulltime_permanent", "full-time"),
        ("CONTRACTOR", "contract"),
        ("Intern", "internship"),
        ("Internal", None),
        ("Permanent contract", None),
        ("Full-time, Contract", None),
        ("OTHER", None),
        ("", None),
    ],
)
def test_employment_types(words: str, expected: str | None) -> None:
    assert employment_type(words) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"city": "Leeds", "state": "", "country": None}, "Leeds"),
        (
            {"address": {"postalAddress": {"addressLocality": "Kiel", "addressCountry": {"name": "Germany"}}}},
            "Kiel, Germany",
        ),
        ({"city": "Berlin", "region": "Berlin", "country": "de"}, "Berlin, DE"),
        ("Remote - Germany", "Remote - Germany"),
        ("Fully remote", ""),
        ("12345", ""),
        ({"location": {"location": {"location": {}}}}, ""),
        (None, ""),
    ],
)
def test_places(value: Any, expected: str) -> None:
    assert place(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("if a < b & c > d", "if a < b & c > d"),
        ("Use the <Name> field", "Use the <Name> field"),
        ("&lt;p&gt;R&amp;amp;D&lt;/p&gt;", "R&D"),
        ("&amp;lt;p&amp;gt;Twice&amp;lt;/p&amp;gt;", "Twice"),
        ("R&amp;D", "R&D"),
        ("**Bold**\n* one", "**Bold**\n* one"),
        (["SQL", "Python"], "SQL, Python"),
        ("['SQL', 'Python']", "SQL, Python"),
        (
            ["A line that is longer than what stands in a row of names", "b"],
            "- A line that is longer than what stands in a row of names\n- b",
        ),
        ({"html": "<p>x</p>"}, "x"),
    ],
)
def test_texts(value: Any, expected: str) -> None:
    assert as_text(value) == expected


def test_the_whole_way_to_the_posting(tmp_path: Path) -> None:
    path = tmp_path / "postings.jsonl"
    job = {
        "title": "Senior Python Developer",
        "company": "Acme",
        "descriptionHtml": "<p>We build.</p>",
        "requirements": ["5+ years of experience with Python in large teams", "Docker and whatever goes with it"],
        "seniorityLevel": "Senior",
        "employmentType": "FULL_TIME",
    }
    path.write_text(json.dumps(job) + "\n" + json.dumps({"schema": "jdtool.posting/1"}), "utf-8")
    posting, failure = jdtool.read_postings(path)
    assert isinstance(posting, jdtool.Posting) and isinstance(failure, Failure)
    assert (posting.title, posting.company, posting.seniority, posting.employment_type) == (
        "Senior Python Developer",
        "Acme",
        "senior",
        "full-time",
    )
    assert [(skill.id, skill.importance) for skill in posting.skills] == [
        ("python", "required"),
        ("docker", "required"),
    ]
    assert posting.evidence["employment_type"][0].field == "employmentType"
    assert posting.years and posting.years.min == 5
