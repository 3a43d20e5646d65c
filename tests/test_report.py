"""The HTML pages in a real browser: what a reader does with them works, on every width, in light and dark."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from browser import ABSENT, CHROMIUM, Browser, Page
from commands import ROOT, run

STYLE = (ROOT / "jdtool/writers/templates/style.css").read_text("utf-8")
LEVELS = ["Junior", "", "Senior", "Staff", "Principal"]  # in their order; "" states none
SKILLS = ["Python", "Kafka", "PostgreSQL", "Kubernetes", "Terraform", "React", "Rust", "Airflow", "Redis", "GraphQL"]
WIDTHS = [390, 1280]

in_a_browser = pytest.mark.skipif(CHROMIUM is None, reason=ABSENT)


# --- invented postings --------------------------------------------------------------------------------------


class Invented(NamedTuple):
    """A posting made up, with what it states."""

    level: str
    company: str
    city: str
    years: int
    pay: tuple[int, int] | None
    required: list[str]
    preferred: str

    @property
    def title(self) -> str:
        return f"{self.level} Backend Engineer".strip()

    @property
    def pay_sentence(self) -> str:
        low, high = self.pay or (0, 0)
        return f"The base salary for this role is ${low:,} - ${high:,} per year."

    @property
    def text(self) -> str:
        lines = [
            "About the role",
            "You build the services that our harbours plan their days with.",
            "",
            "Requirements",
            f"- {self.years}+ years of professional experience",
            *(f"- Solid knowledge of {name}" for name in self.required),
            "",
            "Nice to have",
            f"- Some experience with {self.preferred}",
            "",
            *(["Compensation", self.pay_sentence] if self.pay else []),
        ]
        return "\n".join(lines)


def invent(count: int) -> list[Invented]:
    """So many postings, always the same."""
    dice = random.Random(6)
    postings = []
    for number in range(count):
        low = dice.randrange(60, 200) * 1000
        *required, preferred = dice.sample(SKILLS, 4)
        postings.append(
            Invented(
                level=dice.choice(LEVELS),
                company=f"{dice.choice(['Seagrass', 'Lantern', 'Quarry', 'Meridian'])} {number} Labs",
                city=dice.choice(["Boston, MA", "Denver, CO", "Austin, TX"]),
                years=dice.randrange(2, 12),
                pay=(low, low + number * 100) if dice.random() < 0.5 else None,
                required=required,
                preferred=preferred,
            )
        )
    return postings


POSTINGS = invent(200)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages, as the commands write them."""
    folder = tmp_path_factory.mktemp("pages")
    lines = [
        json.dumps({"title": p.title, "company": p.company, "location": p.city, "description": p.text})
        for p in POSTINGS
    ]
    (folder / "many.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    one = "samples/pinterest-senior-backend.txt"
    for name, *arguments in (
        ("compare-many", "compare", folder / "many.jsonl"),
        ("compare-few", "compare", "samples"),
        ("parse-many", "parse", folder / "many.jsonl"),
        ("parse-one", "parse", one),
        ("skills", "skills", "--from", "samples"),
        ("explain", "explain", one, "--skill", "Python"),
    ):
        done = run(*arguments, "--format", "html", "--output", folder / f"{name}.html")
        assert (done.returncode, done.stderr) == (0, "")
    return folder


PAGES = ["compare-many", "compare-few", "parse-many", "parse-one", "skills", "explain"]
every_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as browser:
        yield browser


def assert_quiet(page: Page, path: Path) -> None:
    """Nothing in the console, nothing asked of the network."""
    assert page.trouble == []
    assert page.requests == [path.as_uri()]


# --- with real clicks ---------------------------------------------------------------------------------------

ROW = "#facts-table tbody tr:not([hidden])"


def numbers(page: Page) -> list[int]:
    """The postings that the table of facts shows, from 0, in its order."""
    files = page.find(f"{ROW} .file", "all.map(e => e.textContent)")
    return [int(found[1]) - 1 if (found := re.search(r"#(\d+)", file)) else 0 for file in files]


def click_head(page: Page, table: str, title: str) -> str:
    """A click on the head of this column; how the column is sorted then."""
    heads = page.find(f"#{table} thead th", "all.map(e => e.textContent.trim())")
    page.click(f"#{table} thead button", heads.index(title))
    assert page.find(f"#{table} [aria-sort]", "all.length") == 1
    direction: str = page.find(f"#{table} thead th", f"all[{heads.index(title)}].getAttribute('aria-sort')")
    return direction


@in_a_browser
def test_a_reader_sorts_filters_and_unfolds_200_postings(browser: Browser, folder: Path) -> None:
    path = folder / "compare-many.html"
    with browser.open(path) as page:
        assert numbers(page) == list(range(200))

        # Pay, best first; who states none comes last, and last it stays.
        paid = [number for number in range(200) if POSTINGS[number].pay]
        assert click_head(page, "facts-table", "Pay") == "descending"
        tops = [(POSTINGS[number].pay or (0, 0))[1] for number in numbers(page)]
        assert tops == sorted(tops, reverse=True)
        assert click_head(page, "facts-table", "Pay") == "ascending"
        order = numbers(page)
        tops = [(POSTINGS[number].pay or (0, 0))[1] for number in order[: len(paid)]]
        assert tops == sorted(tops)
        assert set(order[: len(paid)]) == set(paid)

        # Years as numbers, levels in their order, words by the alphabet.
        assert click_head(page, "facts-table", "Experience") == "descending"
        years = [POSTINGS[number].years for number in numbers(page)]
        assert years == sorted(years, reverse=True)
        assert click_head(page, "facts-table", "Level") == "descending"
        ranks = [LEVELS.index(POSTINGS[number].level) for number in numbers(page) if POSTINGS[number].level]
        assert ranks == sorted(ranks, reverse=True)
        assert click_head(page, "facts-table", "Company") == "ascending"
        companies = [POSTINGS[number].company.split() for number in numbers(page)]
        assert companies == sorted(companies, key=lambda words: (words[0], int(words[1])))

        # Only those that have all the words.
        page.click("#facts-filter")
        page.type("seagrass denver")
        left = {n for n, p in enumerate(POSTINGS) if "Seagrass" in p.company and "Denver" in p.city}
        assert set(numbers(page)) == left
        assert page.find("output[for=facts-filter]", "all[0].textContent") == f"{len(left)} of 200 postings"

        # The sentence that states the pay, and the lines that require skills.
        number = next(number for number in numbers(page) if POSTINGS[number].pay)
        row = f"{ROW}:nth-child({numbers_of_all(page).index(number) + 1})"
        assert page.find(f"{row} .salary blockquote", "all[0].checkVisibility()") is False
        page.click(f"{row} .salary summary")
        assert page.find(f"{row} .salary blockquote", "all[0].checkVisibility()") is True
        assert page.find(f"{row} .salary blockquote", "all[0].textContent") == POSTINGS[number].pay_sentence
        low, high = POSTINGS[number].pay or (0, 0)
        assert f"${low:,} - ${high:,}" in page.find(f"{row} .salary mark", "all[0].textContent")
        page.click(f"{row} .asked summary")
        lines = page.find(f"{row} .asked blockquote", "all.map(e => e.innerText)")
        assert {f"Solid knowledge of {name}" for name in POSTINGS[number].required} <= set(lines)

        # By the keyboard: what was typed goes, and a head is pressed.
        page.find("#facts-filter", "all[0].select()")
        page.press("Backspace", 8)
        assert page.find("output[for=facts-filter]", "all[0].textContent") == "200 postings"
        page.press("Tab", 9)
        page.press("Tab", 9)
        assert page.run("document.activeElement.textContent") == "Posting"
        assert page.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.press("Enter", 13, "\r")
        assert page.run("document.activeElement.parentElement.getAttribute('aria-sort')") == "ascending"
        titles = [POSTINGS[number].title for number in numbers(page)]
        assert titles == sorted(titles)

        # The skills: who asks for them, and in which words.
        page.click("#skills-filter")
        page.type("kafka")
        required = sum("Kafka" in posting.required for posting in POSTINGS)
        preferred = sum(posting.preferred == "Kafka" for posting in POSTINGS)
        cells = page.find("#skills-table tbody tr:not([hidden])", "all.map(r => [...r.cells].map(c => c.dataset.sort))")
        assert [row[1:4] for row in cells] == [[str(required + preferred), str(required), str(preferred)]]
        page.click("#skills-table tbody tr:not([hidden]) summary")
        quoted = page.find("#skills-table details[open] blockquote", "all.map(e => e.textContent)")
        assert quoted == ["Solid knowledge of Kafka", "Some experience with Kafka"]
        assert_quiet(page, path)


def numbers_of_all(page: Page) -> list[int]:
    """The same as `numbers`, of hidden rows too."""
    files = page.find("#facts-table tbody .file", "all.map(e => e.textContent)")
    return [int(found[1]) - 1 if (found := re.search(r"#(\d+)", file)) else 0 for file in files]


@in_a_browser
def test_the_matrix_unfolds_in_its_cells(browser: Browser, folder: Path) -> None:
    path = folder / "compare-few.html"
    with browser.open(path) as page:
        page.click("#skills-filter")
        page.type("python")
        (shown,) = page.find("#skills-table tbody tr:not([hidden])", "all.map(r => r.cells[0].textContent.trim())")
        assert shown == "Python"
        page.click("#skills-table tbody tr:not([hidden]) .required summary")
        assert "Python" in page.find("#skills-table details[open] mark", "all.map(e => e.textContent)")
        # A column of the matrix can be sorted too: what this posting requires comes first, what it leaves out last.
        page.find("#skills-filter", "all[0].select()")
        page.press("Backspace", 8)
        assert page.find("#skills-table thead button", "all.length") == 8
        page.click("#skills-table thead button", 2)
        keys = page.find("#skills-table tbody tr", "all.map(r => r.cells[2].dataset.sort ?? '0')")
        assert keys == sorted(keys, reverse=True)
        assert_quiet(page, path)


@in_a_browser
def test_facts_and_text_lead_to_each_other(browser: Browser, folder: Path) -> None:
    path = folder / "parse-one.html"
    with browser.open(path) as page:
        page.click("#p1-years summary")
        page.click("#p1-years .rule a")
        words = page.find("mark:target", "all.map(e => [e.textContent, e.getBoundingClientRect().top])")
        assert words[0][0] == "4+ years"
        assert 0 < words[0][1] < 900
        page.click("mark:target a")
        assert page.run("location.hash") == "#p1-years"
        # What is folded away opens when something leads into it.
        folded = page.find(".section mark[id]", "all.map(e => [e.id, e.checkVisibility()])")
        assert folded
        assert folded[0][1] is False
        page.run(f"location.hash = {json.dumps(folded[0][0])}")
        page.settle()
        assert page.find("mark:target", "all[0].checkVisibility()") is True
        assert page.trouble == []


@in_a_browser
def test_pages_can_be_read_without_scripts(browser: Browser, folder: Path) -> None:
    path = folder / "compare-few.html"
    with browser.open(path, scripts=False) as page:
        assert page.find("thead button", "all.length") == 0
        assert page.find(".filter", "all.some(e => e.checkVisibility())") is False
        page.click("td.years summary")
        sentence = page.find("td.years blockquote", "[all[0].checkVisibility(), all[0].textContent]")
        assert sentence[0] is True
        assert "2+ years" in sentence[1]
        assert_quiet(page, path)


@in_a_browser
@every_page
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(browser: Browser, folder: Path, name: str, width: int) -> None:
    path = folder / f"{name}.html"
    with browser.open(path, width) as page:
        over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.run(over) <= 0
        page.find("details", "all.slice(0, 2000).forEach(e => e.open = true)")
        page.settle()
        assert page.run(over) <= 0, "with everything unfolded"
        beyond = "e.getBoundingClientRect().right > e.closest('td, th, dd').getBoundingClientRect().right + 1"
        assert page.find(".proof", f"all.filter(e => {beyond}).map(e => e.textContent)") == []
        assert_quiet(page, path)


@in_a_browser
def test_paper_shows_the_facts_and_no_controls(browser: Browser, folder: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    with browser.open(folder / "compare-few.html") as page:
        document = pdfium.PdfDocument(page.print())
    text = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in document).split())
    assert "125,630–258,470 USD a year" in text
    assert "Pay, USD a year" in text
    assert "Show only" not in text
    first = document[0].get_textpage().get_text_range()
    assert "Facts" in first, "no sheet is left empty"


# --- for everybody ------------------------------------------------------------------------------------------

# The least contrast of any text on the page with what lies behind it, and the text.
CONTRAST = """(() => {
  const context = Object.assign(document.createElement("canvas"), {width: 1, height: 1})
    .getContext("2d", {willReadFrequently: true});
  const seen = new Map();
  const light = color => {
    if (!seen.has(color)) {
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map(v => v / 255)
        .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
      seen.set(color, .2126 * r + .7152 * g + .0722 * b);
    }
    return seen.get(color);
  };
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (color !== "rgba(0, 0, 0, 0)") return color;
    }
  };
  let least = [99, ""], count = 0;
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text && count < 20000; text = texts.nextNode()) {
    if (!text.data.trim() || !text.parentElement.checkVisibility()) continue;
    count += 1;
    const pair = [light(getComputedStyle(text.parentElement).color), light(behind(text.parentElement))].sort();
    const ratio = (Math.max(...pair) + .05) / (Math.min(...pair) + .05);
    if (ratio < least[0]) least = [ratio, text.data.trim()];
  }
  return [...least, count];
})()"""


@in_a_browser
@every_page
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_all_text_stands_out(browser: Browser, folder: Path, name: str, dark: bool) -> None:
    with browser.open(folder / f"{name}.html", dark=dark) as page:
        page.find("details", "all.slice(0, 500).forEach(e => e.open = true)")
        page.settle()
        ratio, text, count = page.run(CONTRAST)
        assert count > 10
        assert ratio >= 4.5, text


@in_a_browser
@every_page
def test_everything_has_a_name_and_its_place(browser: Browser, folder: Path, name: str) -> None:
    with browser.open(folder / f"{name}.html") as page:
        assert page.run("document.documentElement.lang") == "en"
        assert page.run("document.title") == page.find("h1", "all.length === 1 && all[0].textContent.trim()")
        levels = page.find("h1, h2, h3, h4, h5, h6", "all.map(e => Number(e.localName[1]))")
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert page.find("th:not([scope])", "all.length") == 0
        assert page.find("table", "all.every(t => t.tHead && t.tBodies[0].rows[0].cells[0].scope === 'row')")
        assert page.find(".scroll", "all.every(e => e.tabIndex === 0 && e.getAttribute('role') === 'region')")
        ids = page.find("[id]", "all.map(e => e.id)")
        assert len(ids) == len(set(ids))
        goals = page.find("a[href]", "all.map(e => e.getAttribute('href').slice(1))")
        assert set(goals) <= set(ids)
        references = page.find("[aria-controls]", "all.map(e => e.getAttribute('aria-controls'))")
        assert set(references) <= set(ids)


@in_a_browser
@pytest.mark.parametrize("name", ["compare-few", "parse-one", "skills"])
def test_a_screen_reader_can_name_every_control(browser: Browser, folder: Path, name: str) -> None:
    with browser.open(folder / f"{name}.html") as page:
        nodes = page.call("Accessibility.getFullAXTree")["nodes"]
        controls = [
            (role, node.get("name", {}).get("value", "").strip())
            for node in nodes
            if (role := node.get("role", {}).get("value"))
            in ("button", "searchbox", "textbox", "link", "DisclosureTriangle", "region", "navigation", "status")
        ]
        roles = {role for role, _ in controls}
        assert {"link", "DisclosureTriangle"} <= roles or "searchbox" in roles
        assert [role for role, words in controls if not words and role != "status"] == []


# --- without a browser --------------------------------------------------------------------------------------


def palette(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", block))


def luminance(colour: str) -> float:
    """Of WCAG 2.2, 0 for black to 1 for white."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


LIGHT, DARK = (palette(block) for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL))
ON = {
    "page": ["ink", "soft", "link", "required", "preferred", "mentioned"],
    "panel": ["ink", "soft", "link"],
    "mark": ["ink"],
    "fact-back": ["ink"],
    **{f"{name}-back": [name] for name in ("required", "preferred", "mentioned")},
    **{heat: ["ink"] for heat in ("heat", "required-heat", "preferred-heat", "mentioned-heat")},
}


def test_contrast_is_computed_as_defined() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)  # the classic border case


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_colours_of_text_stand_out(colours: dict[str, str]) -> None:
    assert set(LIGHT) == set(DARK)
    for behind, texts in ON.items():
        for text in texts:
            assert contrast(colours[text], colours[behind]) >= 4.5, f"{text} on {behind}"
    for drawn in ("bar", "soft", "link"):  # bars, frames of fields, the ring of the focus
        assert contrast(colours[drawn], colours["page"]) >= 3, drawn


def test_every_colour_has_a_name_and_a_dark_side() -> None:
    rules = re.sub(r":root \{.*?\}", "", STYLE, flags=re.DOTALL)
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", rules)
    assert set(re.findall(r"var\(--([\w-]+)", rules)) <= {*LIGHT, "share", "shade"}
