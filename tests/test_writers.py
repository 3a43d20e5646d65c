"""Every writer writes a full and an empty posting, and none lets a posting's words out of their place."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from builders import (
    analysis_of,
    empty_posting,
    full_posting,
    salary,
    skill,
    taxonomy_skill,
)
from msgspec.structs import replace
from rich.cells import cell_len

from jdtool.comparing import compare_postings, rank_skills
from jdtool.errors import UsageError
from jdtool.model import (
    Analysis,
    Evidence,
    Failure,
    Location,
    MentionSpan,
    Outline,
    Passage,
    Posting,
    Rate,
    Rates,
    Related,
    Requirement,
    SalaryBand,
    Section,
    Source,
    TaxonomySkill,
    YearsRange,
)
from jdtool.writers import PLAIN, WRITERS, Look, csv_rows, writer_for
from jdtool.writers.columns import column_names
from jdtool.writers.display import (
    LeftOut,
    ProgressBar,
    label,
    left_out,
    pay_axes,
    pay_words,
    printable,
    related_words,
    round_ends,
    skills_by_category,
)
from jdtool.writers.listing import list_shares, list_skills
from jdtool.writers.page import digest
from jdtool.writers.quoting import cited

HOSTILE = [
    "[/red]",
    "[bold]Engineer[/nope]",
    "\x1b[31mRed\x1b[0m \x9b5m \x1b]0;owned\x07title",
    '=HYPERLINK("http://x","y")',
    "<script>alert(1)</script><b onclick=x>",
    "| pipe | `code` | [a](javascript:b)",
    "line\r\none\u2028two\x85three\ttab",
    "\u202egnp.exe\u2066 zero\u200bwidth\ufeff",
    "half \udce9 of a pair",
    "{{ 7 * 7 }} {% raw %}",
    "</style></title>",
    "</script><script>alert(1)</script>",
    """" onfocus="alert(1)" autofocus x='""",
    "' onmouseover='alert(1)",
    "<!-- comment",
    "<!--<script>",
    "]]>&lt;&#60;&amp;",
    "</details></td></table><h1>",
    "<base href=//x><meta http-equiv=refresh content=0>",
    "javascript:alert(1)#p1",
]

UNPRINTABLE_RE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def hostile_posting(text: str) -> Posting:
    """A posting that says this wherever it can say anything."""
    posting = full_posting()
    return replace(
        posting,
        source=Source(f"folder/{text}.txt", "txt", 0, None, [text]),
        title=text,
        company=text,
        team=text,
        clearance=text,
        salary=salary(1, 2, text),
        salary_bands=[SalaryBand(text, 1, 2, text, "year", 1, 2, []), *posting.salary_bands],
        locations=[Location(text, text, text)],
        skills=[
            skill(text, mentions=[MentionSpan(8, 8 + len(text), text)]),
            skill(text + "2", "preferred", text),
            skill(text + "3", "mentioned", how="fuzzy"),
        ],
        any_of=[[text]],
        benefits=[text],
        related=[Related(text, text)],
        warnings=[text],
        requirements=[Requirement(f"We need {text}", "required", [text], 0, 8 + len(text))],
        evidence={
            "title": [Evidence(text, text, 8, 8 + len(text))],
            "salary": [Evidence(text, text, field=text)],
            "compensation": [
                Evidence(f"need {text}", text, 3, 8 + len(text)),
                Evidence(text, text, 900, 900 + len(text)),
            ],
            text: [Evidence(text, text, 8, 8 + len(text))],
        },
    )


RATES = Rates("EUR", [Rate("USD", 0.5, "2026-01-30"), Rate("USD", 0.9, "2026-01-31")])


def hostile_analysis(posting: Posting) -> Analysis:
    """The posting in a text that says its title in a demand, and in the other postings of the page."""
    text = posting.title or ""
    demand, other = f"We need {text}", f"Similar: {text}"
    body = f"{demand}\n{other}"
    sections = [
        Section("required", 0, 0, len(demand) + 1),
        Section("related", len(demand) + 1, len(demand) + 1, len(body)),
    ]
    passages = [
        Passage(demand, 0, "required", "required", 0, True, False),
        Passage(other, len(demand) + 1, "related", None, 1, False, False),
    ]
    return Analysis(posting, Outline(body, sections, passages, []))


def write(
    name: str,
    posting: Posting,
    look: Look,
    what: str,
    analyse: Callable[[Posting], Analysis] = analysis_of,
) -> str:
    """What this format makes of the posting."""
    stream = io.StringIO()
    writer = writer_for(name)
    analysis = analyse(posting)
    match what:
        case "postings":
            writer.write_postings(iter([analysis, analysis]), stream, look)
        case "posting":
            writer.write_postings(iter([analysis]), stream, look)
        case "comparison" | "many":
            others = [empty_posting(f"{index:016x}") for index in range(30 if what == "many" else 1)]
            look = look._replace(sentences={(posting.source.path, posting.source.record): cited(analysis)})
            failure = Failure(posting.source.path, None, posting.title or "")
            writer.write_comparison(compare_postings([posting, *others], [failure]), stream, look)
        case "groups":
            postings = [posting, empty_posting(), replace(posting, id="again")]
            groups = [(posting.company, [0, 2]), (None, [1])]
            comparison = compare_postings(postings, by="company", groups=groups, rates=RATES)
            writer.write_comparison(comparison, stream, look)
        case "skills":
            entries = [
                taxonomy_skill(entry.name, aliases=[entry.name], category=entry.category) for entry in posting.skills
            ]
            writer.write_listing(list_skills(entries + rank_skills([posting], entries)), stream, look)
    return stream.getvalue()


every_format = pytest.mark.parametrize("name", WRITERS)
everything = pytest.mark.parametrize("what", ["postings", "posting", "comparison", "many", "groups", "skills"])


@every_format
@everything
@pytest.mark.parametrize("make", [full_posting, empty_posting])
@pytest.mark.parametrize("look", [Look(), Look(width=80), Look(width=160), Look(width=40)])
def test_every_format_writes_full_and_empty(name: str, what: str, make: Callable[[], Posting], look: Look) -> None:
    text = write(name, make(), look, what)
    assert not text or text.endswith("\n")
    assert "\x1b" not in text
    assert "None" not in text
    assert "UNSET" not in text
    if look.width and name == "table" and look.width >= 80:
        assert max(map(cell_len, text.splitlines()), default=0) <= look.width


@every_format
@everything
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(name: str, what: str, text: str) -> None:
    written = write(name, hostile_posting(text), Look(width=160), what, hostile_analysis)
    assert not UNPRINTABLE_RE.search(written)
    written.encode()
    CHECKS[name](written, text)


def check_table(written: str, text: str) -> None:
    shown = printable(text).split()
    assert shown[0][:5] in written, "shown as it is, brackets and all"


def check_json(written: str, text: str) -> None:
    records = [json.loads(line) for line in written.splitlines()]
    assert records
    assert text in json.dumps(records, ensure_ascii=False) or json.dumps(text)[1:-1] in json.dumps(records)


def check_csv(written: str, text: str) -> None:
    rows = list(csv.reader(io.StringIO(written)))
    assert len({len(row) for row in rows}) == 1
    for cell in (cell for row in rows[1:] for cell in row):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def check_markdown(written: str, text: str) -> None:
    tables = [line for line in written.splitlines() if line.startswith("|")]
    cells = [len(re.findall(r"(?<!\\)\|", line)) for line in tables]
    rules = [len(re.findall(r"\|", line)) for line in tables if re.fullmatch(r"[| -]+", line)]
    assert set(cells) <= set(rules), "no line of a table has more cells than its header"
    bare = re.sub(r"\\.", "", written)
    assert not re.search(r"[<>`\[\]]", bare)


class Tags(HTMLParser):
    """The tags of a page in their order, each with the names of its attributes."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.values: set[tuple[str, str]] = set()
        self.feed(written)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))
        self.values |= {(name, value or "") for name, value in attrs}

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment",))


SAFE_VALUES = {
    "href": re.compile(r"#[a-z0-9_-]+"),
    "id": re.compile(r"[a-z0-9_-]+"),
    "class": re.compile(r"[a-z0-9_ -]+"),
    "for": re.compile(r"[a-z-]+"),
    "x": re.compile(r"[\d.]+"),
    "width": re.compile(r"[\d.]+"),
}


def check_html(written: str, text: str) -> None:
    page = Tags(written)
    names = {tag[0] for tag in page.tags}
    assert names.isdisjoint({"link", "img", "iframe", "base", "object", "form", "comment"})
    assert not {name for name, _ in page.values} & {"onclick", "onfocus", "onmouseover", "src", "style", "action"}
    for name, value in page.values:
        assert name not in SAFE_VALUES or SAFE_VALUES[name].fullmatch(value), (name, value)
    (policy,) = (value for name, value in page.values if name == "content" and "-src" in value)
    assert policy.startswith("default-src 'none'; ")
    # Every allowed style and script is one that stands there, and there is no other.
    inline = re.findall(r"<(style|script)>(.*?)</\1>", written, re.DOTALL)
    assert [kind for kind, _ in inline] == ["style", "script"]
    allowed = re.findall(r"(style|script)-src '(sha256-[^']+)'", policy)
    assert allowed == [(kind, digest(body)) for kind, body in inline]
    assert " 49 " not in written


@everything
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_change_no_page(what: str, text: str) -> None:
    """The page has the same tags with the same attributes as that of a harmless posting."""
    hostile = write("html", hostile_posting(text), Look(), what, hostile_analysis)
    harmless = write("html", hostile_posting("x" * len(text)), Look(), what, hostile_analysis)
    assert Tags(hostile).tags == Tags(harmless).tags


CHECKS = {
    "table": check_table,
    "json": check_json,
    "csv": check_csv,
    "md": check_markdown,
    "html": check_html,
}


@pytest.mark.parametrize("text", HOSTILE)
def test_printable_is_one_plain_line_and_settles(text: str) -> None:
    shown = printable(text)
    assert not UNPRINTABLE_RE.search(shown)
    assert "\n" not in shown
    assert printable(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("für 日本 👍 C++", "für 日本 👍 C++"),
        ("a\x1b[1;31mb\x1b[0mc", "abc"),
        ("a\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\b", "alinkb"),
        ("\x1b[", "["),
        ("a\u00a0b \n\n c", "a b c"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


@everything
def test_colour_is_only_written_when_asked_for(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in write("table", full_posting(), Look(colour=False), what)
    coloured = write("table", full_posting(), Look(colour=True, width=100), what)
    plain = write("table", full_posting(), Look(colour=False, width=100), what)
    assert "\x1b[" in coloured
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in stripped.splitlines()] == plain.splitlines()


def test_table_can_be_written_where_only_ascii_can() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", errors="strict")
    writer_for("table").write_comparison(compare_postings([full_posting(company="Ünal")]), stream, Look())
    stream.flush()
    text = raw.getvalue().decode("ascii")
    assert "120,000-160,000" in text
    assert "# required  o preferred  . mentioned" in text


def test_comparison_is_side_by_side_where_it_fits_else_a_row_each() -> None:
    postings = [full_posting(f"{index:016x}", title=f"Engineer {index}") for index in range(5)]

    def facts(width: int) -> str:
        stream = io.StringIO()
        writer_for("table").write_comparison(compare_postings(postings), stream, Look(width=width))
        return stream.getvalue()

    assert re.search(r"^Title +Engineer 0 +Engineer 1", facts(160), re.MULTILINE)
    narrow = facts(80)
    assert re.search(r"^A  Engineer 0", narrow, re.MULTILINE)
    assert "no room for" in narrow, "dropped columns are named"
    assert "120,000–160,000" in narrow, "pay is dropped last"


def test_matrix_is_capped_and_says_so() -> None:
    skills = [skill(f"Skill {index:02}") for index in range(50)]
    text = table_of([full_posting(skills=skills), empty_posting("1" * 16), empty_posting("2" * 16)], Look())
    matrix = text.partition("Skills\n")[2].partition("Asked for by one only")[0]
    assert "… and 10 more, see --json" in matrix
    assert "Skill 39" in matrix
    assert "Skill 40" not in matrix


def table_of(postings: list[Posting], look: Look = PLAIN, **options: Any) -> str:
    stream = io.StringIO()
    writer_for("table").write_comparison(compare_postings(postings, **options), stream, look)
    return stream.getvalue()


def test_two_postings_are_shown_as_a_difference() -> None:
    one = full_posting("a" * 16, skills=[skill("Python"), skill("Go"), skill("Rust", "preferred")])
    other = full_posting("b" * 16, seniority="mid", team=None, skills=[skill("Python"), skill("Rust"), skill("C")])
    text = table_of([one, other], Look(width=80))
    assert re.search(r"^≠ Level +senior +mid$", text, re.MULTILINE)
    assert re.search(r"^  Role +backend +backend$", text, re.MULTILINE)
    assert re.search(r"^  Team +Checkout +not stated$", text, re.MULTILINE), "silence is no other value"
    blocks = dict(re.findall(r"^(Only in A|Only in B|In both)\n((?:  .*\n)+)", text, re.MULTILINE))
    assert blocks == {
        "Only in A": "  required: Go\n",
        "Only in B": "  required: C\n",
        "In both": "  required in both: Python\n  ≠ Rust: preferred in A, required in B\n",
    }
    stream = io.StringIO()
    writer_for("md").write_comparison(compare_postings([one, other]), stream)
    assert "- ≠ Rust: preferred in A, required in B" in stream.getvalue()
    assert "| Level ≠ |" in stream.getvalue()


GROUPED = [
    full_posting("a" * 16, title="Cook", role="operations"),
    full_posting("b" * 16, title="Baker", role=None),
    full_posting("c" * 16, title="Chef", role="operations"),
]


@pytest.mark.parametrize("width", [80, 120, 160])
def test_groups_are_blocks_with_their_own_figures(width: int) -> None:
    text = table_of(GROUPED, Look(width=width), by="role", groups=[("operations", [0, 2]), (None, [1])])
    assert max(map(cell_len, text.splitlines())) <= width
    first, second = re.findall(
        r"^(?:operations|role not stated): \d postings?$[^\0]*?\(stated by \d of \d\)\nP", text, re.M
    )
    assert "Cook" in first
    assert "Chef" in first
    assert "Baker" not in first
    assert "(stated by 2 of 2)" in first
    assert "Baker" in second


def test_many_groups_are_cut_short_and_it_is_said() -> None:
    postings = [full_posting(f"{n:016x}", company=f"Company {n:02}") for n in range(50)]
    text = table_of(postings, by="company", groups=[(p.company, [n]) for n, p in enumerate(postings)])
    assert "Company 39: 1 posting" in text
    assert "Company 40: 1 posting" not in text
    assert "… and 10 groups more" in text


def test_bars_of_other_than_yearly_pay_say_so() -> None:
    hourly = salary(50, 60, period="hour", annual_min=104_000, annual_max=124_800)
    text = table_of([empty_posting("a" * 16, salary=hourly), full_posting()], Look(width=80))
    assert re.search(r"^A  .*  104,000–124,800, from hourly pay$", text, re.MULTILINE)
    assert re.search(r"^B  .*  120,000–160,000$", text, re.MULTILINE)


def test_groups_in_csv_are_a_column() -> None:
    stream = io.StringIO()
    groups = [("US", [0, 1]), ("CA", [1, 2])]
    look = Look(columns=("title", "years"))
    writer_for("csv").write_comparison(compare_postings(GROUPED, by="country", groups=groups), stream, look)
    assert list(csv.reader(io.StringIO(stream.getvalue()))) == [
        ["group", "title", "years_min", "years_max"],
        ["US", "Cook", "5", ""],
        ["US", "Baker", "5", ""],
        ["CA", "Baker", "5", ""],
        ["CA", "Chef", "5", ""],
    ]


@pytest.mark.parametrize("name", ["table", "md", "csv"])
def test_converted_pay_names_the_day_of_its_rate(name: str) -> None:
    postings = [full_posting("a" * 16), empty_posting("b" * 16), empty_posting("c" * 16, salary=salary(1, 2, "GBP"))]
    stream = io.StringIO()
    writer_for(name).write_comparison(compare_postings(postings, rates=RATES), stream, Look(width=200))
    text = stream.getvalue()
    if name == "csv":
        rows = list(csv.DictReader(io.StringIO(text)))
        assert [row["converted_min"] for row in rows] == ["108000", "", ""]
        assert [row["rate_date"] for row in rows] == ["2026-01-31", "", ""]
    else:
        assert "108,000–144,000 EUR a year (rate of 2026-01-31)" in re.sub(r"\s+", " ", text)
        assert "1 USD = 0.9 EUR on 2026-01-31; none for GBP 1" in text


@pytest.mark.parametrize("name", ["table", "csv", "md"])
def test_chosen_columns(name: str) -> None:
    names = column_names()
    stream = io.StringIO()
    postings = [full_posting(), empty_posting()]
    writer_for(name).write_comparison(compare_postings(postings), stream, Look(columns=tuple(names)))
    assert "Checkout" in stream.getvalue()
    stream = io.StringIO()
    look = Look(columns=("salary_max", "skills", "visa_sponsorship"))
    writer_for(name).write_comparison(compare_postings([*postings, *postings, *postings, *postings]), stream, look)
    assert "160000" in stream.getvalue()
    assert "Checkout" not in stream.getvalue()


def test_too_few_for_a_median_is_said() -> None:
    postings = [empty_posting(f"{n:016x}", years=YearsRange(n, None)) for n in range(5)]
    assert "0–3, too few for a median (stated by 4 of 4)" in table_of(postings[:4])
    assert "median 2, half of them 1–3, all 0–4 (stated by 5 of 5)" in table_of(postings)


def test_columns_of_one_rank_go_together_and_are_named() -> None:
    entries = [taxonomy_skill(name) for name in ("Python", "Go")]
    postings = [
        empty_posting(f"{n:016x}", salary=salary(n, n), skills=[skill("Python"), *([skill("Go")] if n < 5 else [])])
        for n in range(10)
    ]
    listing = list_skills(rank_skills(postings, entries))
    for width, shown in ((160, True), (70, False)):
        stream = io.StringIO()
        writer_for("table").write_listing(listing, stream, Look(width=width))
        header = stream.getvalue().splitlines()[0]
        assert ("Median pay" in header) == ("if asked for" in header) == ("if not" in header) == shown
        assert ("no room for" in stream.getvalue()) != shown


def test_shares_within_groups_are_rows() -> None:
    postings = [
        empty_posting("1" * 16, role="sre", skills=[skill("Go"), skill("C", "preferred")]),
        empty_posting("2" * 16, role="sre", skills=[skill("Go", "mentioned")]),
        empty_posting("3" * 16, skills=[skill("C")]),
    ]
    ranked = rank_skills(postings, [taxonomy_skill("C"), taxonomy_skill("Go")], lambda posting: posting.role)
    stream = io.StringIO()
    writer_for("csv").write_listing(list_shares(ranked, "role"), stream)
    assert [row[:8] for row in csv.reader(io.StringIO(stream.getvalue()))] == [
        ["role", "name", "postings", "of", "share", "required", "preferred", "mentioned"],
        ["sre", "Go", "2", "2", "100%", "1", "0", "1"],
        ["sre", "C", "1", "2", "50%", "0", "1", "0"],
        ["not stated", "C", "1", "1", "100%", "1", "0", "0"],
    ]
    assert len(list_shares(ranked, "role", 1).rows) == 2


def test_many_postings_are_counted_instead_of_marked() -> None:
    postings = [full_posting(f"{index:016x}") for index in range(200)]
    stream = io.StringIO()
    writer_for("table").write_comparison(compare_postings(postings), stream, Look(width=80))
    assert re.search(r"Python +200 of 200 +200 +0 +0", stream.getvalue())
    assert "… and 100 more" in stream.getvalue()


def test_pay_bars_stand_on_one_axis_per_currency() -> None:
    comparison = compare_postings(
        [
            empty_posting("a" * 16, salary=salary(100_000, 150_000)),
            empty_posting("b" * 16, salary=salary(50_000, 70_000, "EUR")),
            empty_posting("c" * 16, salary=salary(None, 200_000)),
            empty_posting("d" * 16),
        ]
    )
    first, second = pay_axes(comparison)
    assert (first.currency, first.low, first.high) == ("USD", 100_000, 200_000)
    assert [bar.words for bar in first.bars] == ["100,000–150,000", "up to 200,000"]
    assert [first.place(bar) for bar in first.bars] == [(0, 0.5), (1, 1)]
    assert second.currency == "EUR"
    stream = io.StringIO()
    writer_for("table").write_comparison(comparison, stream, Look(width=80))
    assert "no yearly pay stated: D" in stream.getvalue()


@pytest.mark.parametrize("low", [0, 1, 15, 99, 45_000, 1_000_000])
@pytest.mark.parametrize("more", [0, 1, 7.5, 30_000, 900_000])
def test_axis_holds_its_bars(low: int, more: float) -> None:
    (axis,) = pay_axes(compare_postings([empty_posting(salary=salary(low, low + more))]))
    assert axis.low <= low
    assert axis.high >= low + more
    assert axis.low < axis.high
    assert (axis.low, axis.high) == round_ends(axis.bars)


@pytest.mark.parametrize(
    ("pay", "words"),
    [
        (None, None),
        (salary(None, None), None),
        (salary(100_000, 120_000), "100,000–120,000 USD a year"),
        (salary(100_000, 100_000), "100,000 USD a year"),
        (salary(100_000, None, "EUR"), "from 100,000 EUR a year"),
        (
            salary(40, 52.5, period="hour", annual_min=83_200, annual_max=109_200),
            "40–52.50 USD an hour (83,200–109,200 a year)",
        ),
        (
            salary(5, 6, None, period=None, annual_min=None, annual_max=None),
            "5–6 (currency not stated; period not stated)",
        ),
        (salary(1, 2, inferred=["currency"]), "1–2 USD a year (currency inferred)"),
    ],
)
def test_pay_in_words(pay: Any, words: str | None) -> None:
    assert pay_words(pay) == words


def test_left_out_parts_are_measured() -> None:
    outline = analysis_of(full_posting()).outline
    parts = left_out(outline)
    assert [part.what for part in parts] == ["other postings on the page", "company description"]
    assert sum(part.characters for part in parts) == len(outline.text) - outline.text.index("About")
    assert LeftOut("company description", 1234, 0.25).words == (
        "company description: 1,234 characters, 25% of the text"
    )


def test_labels_go_on_after_z() -> None:
    assert [label(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("  @SUM(A1)", "'@SUM(A1)"),
        ("\t-x", "'-x"),
        ("-5", "-5"),
        ("+49.5", "+49.5"),
        ("+49 30 1", "'+49 30 1"),
        (["=a", "b"], "'=a; b"),
        ("＝1", "'＝1"),
        (False, "false"),
        (147800, "147800"),
    ],
)
def test_csv_cells_run_nothing(value: object, cell: str) -> None:
    assert csv_rows.csv_cell(value) == cell


def test_csv_has_a_row_per_posting() -> None:
    rows = list(csv.DictReader(io.StringIO(write("csv", full_posting(), Look(), "comparison"))))
    assert len(rows) == 2
    assert rows[0]["skills_required"] == "Python; Go"
    assert rows[0]["salary_max"] == "160000"
    assert rows[0]["equity"] == "true"
    assert set(rows[1].values()) <= {"0000000000000000", "empty.txt", "0", "en", ""}


def test_skills_in_a_pipe_stay_on_their_lines() -> None:
    entry: TaxonomySkill = taxonomy_skill("Python", aliases=[f"another spelling {n}" for n in range(30)])
    stream = io.StringIO()
    writer_for("table").write_listing(list_skills([entry]), stream, Look())
    assert "another spelling 29" in stream.getvalue().splitlines()[2]


def test_unknown_format_names_the_choices() -> None:
    with pytest.raises(UsageError, match="table, json, csv, md, html"):
        writer_for("xml")


def test_soft_skills_come_after_what_can_be_learned_in_a_course() -> None:
    skills = [skill(f"Soft {n}", category="soft-skill") for n in range(3)] + [skill("Python")]
    assert list(skills_by_category(full_posting(skills=skills), "required")) == ["language", "soft-skill"]


def test_a_long_list_of_other_postings_is_cut_short() -> None:
    posting = full_posting(related=[Related(f"Job {n}", None) for n in range(30)])
    assert related_words(posting)[-2:] == ["Job 5", "and 24 more"]


def test_progress_is_silent_at_first_and_leaves_nothing_behind() -> None:
    stream = io.StringIO()
    quick = ProgressBar(4, stream=stream)
    quick.advance("a")
    quick.clear()
    assert stream.getvalue() == ""
    bar = ProgressBar(4, after=0, stream=stream)
    bar.advance("a")
    assert re.fullmatch(r"\r█{6}░{18} 25%  1 posting read, [\d,]+ a second, [\d,]+ s left", stream.getvalue())
    drawn = len(bar.drawn)
    bar.clear()
    assert stream.getvalue().endswith("\r" + " " * drawn + "\r")


def test_progress_of_one_file_counts() -> None:
    bar = ProgressBar(1, stream=io.StringIO())
    for _ in range(300):
        bar.advance("a.jsonl")
    assert bar.words(2.0) == "300 postings read, 150 a second"
    several = ProgressBar(4)
    for path in "abb":
        several.advance(path)
    assert several.words(2.0).endswith(" 50%  3 postings read, 2 a second, 2 s left")
