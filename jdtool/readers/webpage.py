"""Saved web pages: schema.org JobPosting data first, then the page's own text without what is around the posting.

Steps: bytes -> tree -> JobPosting nodes (JSON-LD, microdata) -> the title's heading -> what to leave out -> lines.
Other postings in the page (cards, "similar jobs", further nodes) end as a list of titles below the text, under a
heading by which later steps know them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from jdtool import patterns
from jdtool.model import Failure, Record, Source
from jdtool.readers.composing import compose, plain_words
from jdtool.readers.decoding import BOMS, decode
from jdtool.readers.markup import (
    BLOCKS,
    HEADINGS,
    HIDDEN_STYLE_RE,
    NO_ATTRIBUTES,
    SILENT,
    Element,
    element_text,
    is_hidden,
    parse,
)
from jdtool.readers.opening import Data
from jdtool.readers.schema_org import (
    Node,
    PlainText,
    company_of,
    description_of,
    is_job_posting,
    job_hints,
    job_postings,
    job_text,
    load_json,
    parts_of,
    title_of,
    words,
)

OTHERS = "Similar jobs"  # the heading of other postings in the text

CHARSET_SEEN = 4096  # bytes in which a page names its encoding
CHARSET_RE = patterns.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE)
LATIN = frozenset({"iso8859-1", "ascii"})  # browsers read these as Windows-1252

MOST_TITLE = 200  # characters
MOST_CLIMBED = 8  # levels from a heading to its box
MOST_INNER = 200  # elements in a heading, card or box of facts
MOST_NAME = 300  # characters of what a page calls itself
MOST_NAMES = 4  # that a page gives itself
MOST_LABELS = 500  # of tabs
MOST_LABEL_ELEMENTS = 8  # in one
MOST_NESTED = 3  # microdata properties of text inside another
MOST_CANDIDATES = 20  # nodes with the title of the page
MOST_HEAD = 400  # characters of the box around the title, with company and place
MOST_MORE_HEAD = 160  # characters of a still larger box around it
MOST_CARD = 600  # characters of another posting's card
LEAST_CARDS = 3  # alike, side by side
CARD_SHARE = 0.75  # of the items in a list of cards
LINK_SHARE = 0.7  # of a block's text, which then is a menu
LEAST_LINKS = 3
MAIN_SHARE = 0.6  # of the page's text that makes a box the main one
KEPT_SHARE = 0.5  # of the page's text that is not left out, whatever it is called ...
KEPT_OTHERS = 0.9  # ... but other postings beside a known title: they may well be longer than it
BEFORE_SHARE = 0.4  # of the text: more than that before the title is no chrome
LEAST_TEXT = 200  # characters of a page that says anything, and of a whole description
HELD_SHARE = 0.8  # of a description's lines that the page's text holds
MOST_HEAD_LINES = 4  # below the title
MOST_HEAD_LINE = 80  # characters

ITEMS: frozenset[str] = frozenset("a article div li section tr".split())
MARKED: frozenset[str] = HEADINGS | {"b", "strong"}
CHROME_TAGS: frozenset[str] = frozenset("aside dialog footer form header nav".split())
CHROME_ROLES: frozenset[str] = frozenset(
    "alert alertdialog banner complementary contentinfo dialog menu menubar navigation search status tablist"
    " toolbar tooltip".split()
)
CHROME_CLASSES: frozenset[str] = frozenset(
    "breadcrumb breadcrumbs consent cookie cookiebar cookies drawer dropdown footer gdpr login masthead menu modal nav"
    " navbar navigation newsletter offcanvas onetrust pager pagination popup promo searchbar share sharing sidebar"
    " signin signup skiplink socials subscribe toast tooltip topbar typeahead".split()
)
ASIDES = frozenset({"aside", "complementary", "sidebar"})
KEPT_LISTS = frozenset("skill skills tag tags tech technologies stack keyword keywords benefit benefits perks".split())
PANELS = frozenset("accordion collapse collapsible expandable pane panel tab tabcontent tabpanel tabpane".split())
NOT_PANELS_RE = patterns.compile(
    r"review|salaries|faq|question|apply|application|similar|related|other|more|recommend|insight|interview|photo|news",
    re.IGNORECASE,
)
NAMING = ("class", "id", "itemprop", "data-testid", "data-test", "data-qa", "data-automation-id")
CLASS_WORD_RE = patterns.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
COMPANY_CLASSES = frozenset({"company", "employer", "subtitle"})
OTHERS_CLASS_RE = patterns.compile(
    r"(?:similar|recommend\w{0,6}|suggested|related|more|other|also)[-_]{0,2}"
    r"(?:jobs?|vacanc|position|role|posting|opening|viewed|opportunit)"
    r"|(?:jobs?|vacanc\w{1,3}|postings?|roles)[-_]{0,2}(?:similar|related|recommend)|job-?alert",
    re.IGNORECASE,
)
ASKING_RE = patterns.compile(
    r"""(?!.{61}).{0,40}\b(?:requirements?|qualifications?|responsibilities|duties|tasks|skills|profile|what[ ]you
    |about[ ]you|who[ ]you[ ]are|looking[ ]for|nice[ ]to[ ]have
    |aufgaben|profil|anforderungen|missions|requisitos|functie-?eisen)""",
    re.VERBOSE | re.IGNORECASE,
)  # "Requirements:", "What you will do"
_JOBS = r"(?:jobs|roles|positions|openings|vacancies|opportunities|postings|listings|careers)"
OTHERS_HEADING_RE = patterns.compile(
    rf"""(?:
      (?:similar|related|recommended|other|more|comparable|featured|suggested|nearby|latest|recent|further|explore
        |browse|top|popular|trending|sponsored|new|current|all|see)
        [ ](?:(?:open|similar|related|other|more|great|available|new|remote|recommended|\d{{1,4}}|job)[ ]){{0,3}}
        {_JOBS}(?:\W.{{0,60}})?
      | (?:people|candidates|others|job[ ]seekers)[ ](?:also|who)[ ](?:viewed|applied|searched|liked).{{0,40}}
      | you[ ](?:may|might)[ ](?:also[ ])?(?:like|be[ ]interested[ ]in).{{0,30}}
      | {_JOBS}[ ](?:you[ ](?:may|might)|like[ ]this|for[ ]you|similar[ ]to|near[ ]you|based[ ]on).{{0,80}}
      | (?:more|other|jobs|roles)[ ]from[ ].{{2,60}} | recommended(?:[ ]for[ ]you)? | get[ ]notified.{{0,60}}
      | (?:ähnliche|weitere)[ ](?:jobs|stellen\w{{0,10}}).{{0,40}} | offres[ ](?:d'emploi[ ])?similaires
      | (?:ofertas|empleos)[ ]similares | vergelijkbare[ ](?:vacatures|banen)
    )\W{{0,3}}""",
    re.VERBOSE | re.IGNORECASE,
)  # "Similar jobs", "More jobs at Harbour Kitchen", "People also viewed"
FACT_RE = patterns.compile(
    r"""(?:-[ ])?(?:(?:job|employment|contract|work|base|annual)[ ])?
    (?:locations?|salary|pay|compensation|type|hours|contract|department|team|workplace|schedule|level|seniority
    |experience|education|industry|reference|closing[ ]date|posted|start[ ]date)\b""",
    re.VERBOSE | re.IGNORECASE,
)
LEAST_FACTS = 2  # of a box beside the text that is worth keeping
COOKIE_RE = patterns.compile(
    r"""\bcookies?\b.{0,200}\b(?:accept|consent|browser|experience|preferences|policy|agree|traffic)
    | \b(?:accept|we[ ]use|this[ ](?:web)?site[ ]uses)\b.{0,40}\bcookies?\b""",
    re.VERBOSE | re.IGNORECASE,
)
COPYRIGHT_RE = patterns.compile(r"(?:©|\(c\)\s?(?:19|20)\d\d|copyright\b).{0,200}", re.IGNORECASE)
CHROME_LINE_RE = patterns.compile(
    r"""(?:
      (?:easy[ ]|quick[ ])?appl(?:y|ied)(?:[ ](?:now|here|today|online|on|for|to|with|via|using)\b.{0,40})?
      | (?:save|saved|share|print|email|report|flag|hide|bookmark)
        (?:[ ](?:this[ ])?(?:job|page|role|position|vacancy|listing|search|to.{0,30}|on.{0,30}))?
      | back(?:[ ]to[ ].{1,40})? | skip[ ]to[ ].{1,30} | see[ ]who[ ].{1,80}
      | sign[ ](?:in|up|out)\b.{0,60} | log[ ]?in\b.{0,60} | register | join[ ]now
      | create[ ](?:an?[ ])?(?:account|alert|job[ ]alert)
      | (?:show|see|read|view|load)[ ](?:more|less|all|all[ ]jobs|profile|company|company[ ]profile|website|map)
      | follow | copy(?:[ ]link)? | menu | home | search(?:[ ]jobs)? | close | next | previous | promoted
      | loading\W{0,3}
      | (?:over[ ])?\d{1,5}\+?[ ](?:applicants|views|people[ ].{0,40})
      | be[ ](?:an?[ ]early|the[ ]first|among[ ]the[ ]first).{0,40}
      | (?:re)?posted[ ].{1,30}[ ]ago | \d{1,3}\+?[ ](?:minutes?|hours?|days?|weeks?|months?)[ ]ago
      | just[ ](?:now|posted) | actively[ ](?:hiring|recruiting|reviewing).{0,30}
    )\W{0,3}""",
    re.VERBOSE | re.IGNORECASE,
)  # "Apply now", "Posted 3 days ago"
TITLE_CUT_RE = patterns.compile(r"(?<!\s)(?:\s+[-–—|·•:@]+\s+|\s*\|\s*|\s+(?:at|in|bei|chez)\s+)|,\s+")
TITLE_END_RE = patterns.compile(r"\s[-–—|]\s(?:job|vacancy) (?:post|details|description|advert)$", re.IGNORECASE)
BREAK_RE = patterns.compile(r"\n{3,}")

HERE = "\ue000"  # before the title, while the text is cut there
HEAD = "\ue001"  # before the box that holds title, company and place
TAIL = "\ue002"  # after it
BOLD = "\ue003"  # before a heading or what looks like one
MARKS = str.maketrans("", "", HERE + HEAD + TAIL + BOLD)


def read_records(data: Data) -> Iterator[Record | Failure]:
    """The posting of a page, or several where its data hold several whole ones."""
    content = data.whole()
    text, encoding = decode_page(content)
    page = Page(parse(text))
    nodes = page.nodes()
    repairs = ["undecodable-bytes"] if "\ufffd" in text and encoding != "utf-8" else []

    def source(record: int = 0) -> Source:
        return Source(data.name, data.form or "html", record, encoding, repairs)

    node = page.choose(nodes)
    whole = [n for n in nodes if len(description_of(n)) >= LEAST_TEXT]
    if node is None and len(whole) > 1:
        for record, each in enumerate(whole):
            yield Record(source(record), job_text(each), job_hints(each), posting=True)
        return
    body, others = page.text(node)
    if node is not None:
        others += [f"{company_of(n) or ''}\n{title_of(n)}".strip() for n in nodes if n is not node and title_of(n)]
    described = description_of(node) if node is not None else ""
    # The list is known for one by the posting's own sections above it; without them it must not be in the text.
    fenced = others and any(ASKING_RE.match(line) for line in [*body.split("\n"), *described.split("\n")])
    listed = [(OTHERS, "\n".join(dict.fromkeys(others)))] if fenced else []
    if node is not None:
        if described and not holds(body, described):
            yield Record(source(), job_text(node, listed), job_hints(node), posting=True)
            return
        title = title_of(node)
        head = title if title and not holds(body[: len(title) + LEAST_TEXT], title) else None
        yield Record(
            source(), compose(head, None, [], [("", body), *parts_of(node), *listed]), job_hints(node), posting=True
        )
    elif len(body) < LEAST_TEXT and len(others) >= LEAST_CARDS and not fenced:
        yield Failure(
            data.name, None, f"a list of {len(others)} postings without their texts; open one and save its page"
        )
    elif body:
        yield Record(source(), compose(None, None, [], [("", body), *listed]))
    else:
        yield Failure(data.name, None, "a web page without text; open it in a browser and save it from there")


def decode_page(content: bytes) -> tuple[str, str]:
    """The text of a page and its encoding: a mark, UTF-8 where it fits, what the page itself names, else a guess."""
    if any(content.startswith(bom) for bom, _ in BOMS):
        return decode(content)
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    named = CHARSET_RE.search(content[:CHARSET_SEEN])
    try:
        encoding = codecs.lookup(named[1].decode("ascii")).name if named else "utf-8"
        encoding = "cp1252" if encoding in LATIN else encoding
        return content.decode(encoding), encoding
    except (LookupError, UnicodeError, ValueError):
        return decode(content)


def holds(text: str, part: str) -> bool:
    """Whether nearly all lines of a part stand in the text, whatever the signs between their words."""
    said = f" {plain_words(text)} "
    lines = [line for line in map(plain_words, part.splitlines()) if line]
    return sum(f" {line} " in said for line in lines) >= HELD_SHARE * len(lines)


@dataclass(slots=True)
class Measure:
    """What is inside an element: characters of text, those in links, links, parts such as blocks, and elements."""

    text: int = 0
    linked: int = 0
    links: int = 0
    parts: int = 0
    elements: int = 1

    def is_small(self, most: int) -> bool:
        """Whether it has some text of no more characters than that, and not many elements, so that reading is cheap."""
        return 0 < self.text <= most and self.elements <= MOST_INNER


class Page:
    """A page, measured; what of it is the posting is decided here."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.open_panels()
        self.elements = list(root.walk())
        self.measures: dict[Element, Measure] = {}
        self.unseen: set[Element] = set()
        self.measure()
        self.whole = self.measures[root]
        self.names = list(islice(self.page_names(), MOST_NAMES))
        self.position = {c: i for e in self.elements for i, c in enumerate(e.children) if isinstance(c, Element)}

    # --- what the page holds

    def open_panels(self) -> None:
        """Puts the label of each tab as a heading into its panel, and shows the panels that a click would."""
        labels: dict[str, str] = {}
        panels: list[Element] = []
        for element in self.root.walk():
            target = element.get("aria-controls") or element.get("href")
            if target and len(labels) < MOST_LABELS and element.tag in ("a", "button", "li", "div", "span", "summary"):
                inner = islice(element.walk(), MOST_LABEL_ELEMENTS)
                label = " ".join(" ".join(c for e in inner for c in e.children if isinstance(c, str)).split())
                if 0 < len(label) <= 60:
                    labels.setdefault(target.removeprefix("#"), label)
            if element.get("role") == "tabpanel" or (is_hidden(element) and not PANELS.isdisjoint(_classes(element))):
                panels.append(element)
        for panel in panels:
            label = labels.get(panel.get("id"), "")
            if label and NOT_PANELS_RE.search(label):
                panel.attributes = {"hidden": ""}
                continue
            style = HIDDEN_STYLE_RE.sub("", panel.get("style"))
            panel.attributes = {**panel.attributes, "role": "tabpanel", "style": style}
            first = next((child for child in panel.children if isinstance(child, Element)), None)
            if label and not (first and first.tag in HEADINGS):
                heading = Element("h3", NO_ATTRIBUTES, panel)
                heading.children.append(label)
                panel.children.insert(0, heading)

    def measure(self) -> None:
        for element in self.elements:
            parent = element.parent
            if parent in self.unseen or self.is_unseen(element):
                self.unseen.add(element)
                continue
            measure = self.measures[element] = Measure()
            measure.text = sum(len(child.strip()) for child in element.children if isinstance(child, str))
            measure.parts = (
                element.tag in BLOCKS
                or element.tag == "br"
                or (element.tag == "span" and "class" in element.attributes)
            )
            if element.tag == "a":
                measure.links = 1
        for element in reversed(self.elements):
            measured = self.measures.get(element)
            if measured is None:
                continue
            if element.tag == "a":
                measured.linked = measured.text
            if element.parent is not None:
                above = self.measures[element.parent]
                above.text += measured.text
                above.linked += measured.linked
                above.links += measured.links
                above.parts += measured.parts
                above.elements += measured.elements

    def is_unseen(self, element: Element) -> bool:
        """Whether the page does not show it; buttons are kept where they are headings or items of a list."""
        if element.tag in ("html", "body", "form"):
            return False
        if element.tag == "button":
            above = element.parent.tag if element.parent else ""
            return above not in HEADINGS and above != "li"
        return element.tag in SILENT or is_hidden(element)

    def page_names(self) -> Iterator[str]:
        """What the page calls itself: its title, and the one for those who link to it."""
        for element in self.elements:
            if element.tag == "title" and element.parent and element.parent.tag != "svg":
                yield " ".join("".join(element.pieces())[:MOST_NAME].split())
            elif element.tag == "meta" and (element.get("property") or element.get("name")) in (
                "og:title",
                "twitter:title",
            ):
                yield " ".join(element.get("content")[:MOST_NAME].split())

    def addresses(self) -> set[str]:
        """The addresses that the page gives as its own."""
        return {
            (element.get("href") or element.get("content")).rstrip("/")
            for element in self.elements
            if (element.tag == "link" and element.get("rel") == "canonical")
            or (element.tag == "meta" and element.get("property") == "og:url")
        }

    # --- JobPosting nodes

    def nodes(self) -> list[Node]:
        """The JobPosting nodes in the page's scripts, else those in its markup; each once."""
        found: list[Node] = []
        for element in self.elements:
            if element.tag == "script" and "ld+json" in element.get("type").lower():
                found += job_postings(load_json("".join(element.pieces())))
        if not found:
            found = job_postings(list(self.microdata()))
        seen: dict[tuple[object, ...], Node] = {}
        for node in found:
            hints = job_hints(node)
            places = hints["locations"].text if "locations" in hints else None
            seen.setdefault((title_of(node), company_of(node), places, description_of(node)), node)
        return list(seen.values())

    def microdata(self) -> Iterator[dict[str, object]]:
        """The items of type JobPosting in the markup, as JSON-LD would write them."""
        stack: list[tuple[Element, dict[str, object] | None, int]] = [(self.root, None, 0)]
        while stack:
            element, item, depth = stack.pop()
            name, inner = element.get("itemprop"), item
            if "itemscope" in element.attributes or element.get("itemtype"):
                inner = {"@type": element.get("itemtype").strip().rsplit("/", 1)[-1]}
                if item is not None and name:
                    _add(item, name, inner)
                elif is_job_posting(inner):
                    yield inner
            elif item is not None and name and depth < MOST_NESTED:
                _add(item, name, _property(element))
                depth += 1
            stack += [(child, inner, depth) for child in reversed(element.children) if isinstance(child, Element)]

    def choose(self, nodes: Sequence[Node]) -> Node | None:
        """The node that the page is about: the only one, or the one with the page's address, heading or title."""
        if len(nodes) < 2:
            return nodes[0] if nodes else None
        addresses = self.addresses()
        by_address = [n for n in nodes if (words(n.get("url")) or "").rstrip("/") in addresses - {""}]
        if len(by_address) == 1:
            return by_address[0]
        shown = [e for e in self.elements if e.tag == "h1" and e in self.measures]
        headings = {plain_words(_content(e)) for e in shown if self.measures[e].is_small(MOST_TITLE)}
        by_heading = [n for n in nodes if plain_words(title_of(n) or "") in headings - {""}]
        by_name = [
            n for n in nodes if any(plain_words(title_of(n) or "\0") == p for name in self.names for p in _parts(name))
        ]
        candidates = by_heading or by_name
        if len(candidates) > 1:
            text = element_text(self.root, self.unseen.__contains__)
            described = [n for n in candidates[:MOST_CANDIDATES] if description_of(n)]
            candidates = [n for n in described if holds(text, description_of(n))] or candidates
        return candidates[0] if candidates else None

    # --- the page's text

    def text(self, node: Node | None) -> tuple[str, list[str]]:
        """The posting's lines, title first, and the other postings of the page, each its company and title."""
        title = self.title(title_of(node) if node else None)
        above = set(_ancestors(title)) if title else set()
        dropped, lists = self.sort_out(above, title)
        main = self.main(above, dropped)
        others = [card for blocks in lists for card in self.cards(blocks)]
        if title:
            box = self.head_box(title)
            title.children.insert(0, HERE)
            box.children.insert(0, HEAD)
            box.children.append(TAIL)
            for element in self.elements:
                if element.tag in MARKED and element is not title and element in self.measures:
                    element.children.insert(0, BOLD)
        lines = tidy(element_text(main, lambda e: e in dropped or e in self.unseen).split("\n"))
        own = {lines[0], "\n".join([*lines[1:2], lines[0]])}  # the posting's own card in the list it was opened from
        return "\n".join(lines).strip(), [card for card in others if card and card not in own]

    def title(self, stated: str | None) -> Element | None:
        """The element that holds the posting's title: a heading that says what the page's own title says."""
        stated_words = plain_words(stated or "")
        parts = {part for name in self.names for part in _parts(name)}
        firsts = {next(_parts(name), "") for name in self.names}
        names = [f" {plain_words(name)} " for name in self.names]
        best, found = 0, None
        chrome: set[Element] = set()
        for element in self.elements:
            if element not in self.measures:
                continue
            if element.parent in chrome or self.is_no_head(element):
                chrome.add(element)
            if element.tag in HEADINGS:
                content = _content(element) if self.measures[element].is_small(MOST_TITLE) else ""
            elif element.tag in ("title", "option", "li", "br") or self.measures[element].text > MOST_TITLE:
                continue
            else:
                content = "".join(child for child in element.children if isinstance(child, str))
            said = plain_words(content)
            if not said:
                continue
            score = 0
            if stated_words:
                score = 40 if said == stated_words else 20 if f" {stated_words} " in f" {said} " else 0
            if said in parts or f" {said} " in names:
                score += 12 if said in firsts else 8
            elif element.tag in HEADINGS and not firsts.isdisjoint(_parts(content)):
                score += 10  # "Cook - job post"
            elif element.tag in HEADINGS and any(f" {said} " in name for name in names):
                score += 6
            if element.tag == "h1":
                score += 9
            elif element.tag in ("h2", "h3"):
                score += 4 if score else 0
            if score and "title" in _classes(element):
                score += 3
            if element in chrome and not stated_words:
                score -= 9
            if score > best and not OTHERS_HEADING_RE.fullmatch(content.strip()):
                best, found = score, element
        return found

    def is_no_head(self, element: Element) -> bool:
        """Whether the posting's title does not stand in it unless nothing else is one: menus, links, cards, logos."""
        if element.tag in ("nav", "aside", "footer", "a") or "logo" in _classes(element):
            return True
        measure = self.measures[element]
        linked = element.tag in HEADINGS and measure.linked == measure.text
        return linked or (self.lists_cards(element) and not self.is_kept(measure))

    def head_box(self, title: Element) -> Element:
        """The box around the title, with what is said of the company beside it."""
        box, said = title, self.measures[title].text
        for element in islice(_ancestors(title), 1, 4):
            text = self.measures[element].text
            if element.tag in ("article", "body", "main", "") or text > MOST_HEAD:
                break
            if text > MOST_MORE_HEAD and self.measures[box].text > said:
                break
            box = element
        return box

    def sort_out(self, above: set[Element], title: Element | None) -> tuple[set[Element], list[list[Element]]]:
        """What is not the posting: elements to leave out, and the lists of other postings, each of some of them."""
        dropped: set[Element] = set()
        lists: list[list[Element]] = []
        inside: set[Element] = set()  # what is dropped already with what holds it
        for element in self.elements:
            measure = self.measures.get(element)
            if measure is None or element in above or not measure.text:
                continue
            if element in inside or element.parent in inside:
                inside.add(element)
                continue
            if self.is_kept(measure, KEPT_OTHERS if above else KEPT_SHARE):
                continue
            if OTHERS_CLASS_RE.search(f"{element.get('class')} {element.get('id')}") or self.lists_cards(element):
                blocks = [element]
                lists.append(blocks)
            elif self.heads_others(element):
                blocks = self.block_below(element, above)
                lists.append(blocks)
            elif not self.is_kept(measure) and self.is_chrome(element, measure):
                blocks = [element]
            else:
                continue
            dropped.update(blocks)
            inside.update(blocks)
        return dropped, lists

    def is_kept(self, measure: Measure, share: float = KEPT_SHARE) -> bool:
        """Whether an element holds so much of the page's text that it must be the posting."""
        return measure.text - measure.linked > share * (self.whole.text - self.whole.linked)

    def is_chrome(self, element: Element, measure: Measure) -> bool:
        """Whether it is a menu, banner, form or the like, by its tag, role, class or links."""
        classes = _classes(element)
        signs = {element.tag, element.get("role").lower(), *classes}
        if element.tag in ("html", "body", "main", "article") or element.get("role") == "main":
            return False
        if (
            element.tag in CHROME_TAGS
            or element.get("role").lower() in CHROME_ROLES
            or not CHROME_CLASSES.isdisjoint(classes)
        ):
            return ASIDES.isdisjoint(signs) or not self.states_facts(element)
        if element.tag in ("b", "strong", "em", "i", "span", "a", "p", "li") or element.tag in HEADINGS:
            return False
        menu = measure.links >= LEAST_LINKS and measure.linked >= LINK_SHARE * measure.text
        return menu and KEPT_LISTS.isdisjoint(classes | _classes(element.parent) if element.parent else classes)

    def states_facts(self, element: Element) -> bool:
        """Whether a box beside the text says pay, place and the like, each once."""
        if not self.measures[element].is_small(2 * MOST_CARD):
            return False
        lines = element_text(element, self.unseen.__contains__).split("\n")
        facts = [match[0].casefold() for match in map(FACT_RE.match, lines) if match]
        return len(facts) >= LEAST_FACTS and len(facts) == len(set(facts))

    def lists_cards(self, element: Element) -> bool:
        """Whether its children are cards of postings: several alike, each with a link and lines of text."""
        items = [c for c in element.children if isinstance(c, Element) and c in self.measures and self.measures[c].text]
        if len(items) < LEAST_CARDS:
            return False
        cards = sum(self.is_card(item) for item in items)
        return cards >= LEAST_CARDS and cards >= CARD_SHARE * len(items)

    def is_card(self, element: Element) -> bool:
        measure = self.measures[element]
        return (
            element.tag in ITEMS
            and measure.links > 0
            and measure.linked >= 4
            and measure.text <= MOST_CARD
            and measure.parts - (element.tag in BLOCKS) >= 2
            and not PANELS & _classes(element)
        )

    def heads_others(self, element: Element) -> bool:
        """Whether it is a heading over other postings."""
        if not self.measures[element].is_small(100) or element.tag in ("a", "button", "html", "body"):
            return False
        direct = "".join(child for child in element.children if isinstance(child, str))
        content = _content(element) if element.tag in HEADINGS else " ".join(direct.split())
        return OTHERS_HEADING_RE.fullmatch(content) is not None

    def block_below(self, heading: Element, above: set[Element]) -> list[Element]:
        """The heading's box where it is the first in one, else the heading and what follows up to the next one."""
        box = heading
        for parent in islice(_ancestors(heading), 1, MOST_CLIMBED):
            if parent in above or parent.tag in ("", "article", "body", "html", "main", "td"):
                break
            if self.is_kept(self.measures[parent], KEPT_OTHERS if above else KEPT_SHARE) or self.says_before(box):
                break
            box = parent
        if box is not heading and self.measures[box].text > self.measures[heading].text:
            return [box]
        blocks = [box]
        beside = box.parent.children if box.parent else []
        for i in range(self.position[box] + 1, len(beside)):  # no slice: there may be thousands of such headings
            child = beside[i]
            if not isinstance(child, Element) or child not in self.measures:
                continue
            next_heading = child.tag in HEADINGS and (heading.tag not in HEADINGS or child.tag <= heading.tag)
            if next_heading or child in above or (not above and self.is_kept(self.measures[child])):
                break
            blocks.append(child)
        return blocks

    def says_before(self, element: Element) -> bool:
        """Whether anything is said before the element in what holds it; where that is long, it is."""
        at = self.position[element]
        before = element.parent.children[:at] if element.parent else []
        if at > MOST_INNER:
            return True
        return any(c.strip() if isinstance(c, str) else c in self.measures and self.measures[c].text for c in before)

    def cards(self, blocks: Sequence[Element]) -> Iterator[str]:
        """The postings in a list of others: what its blocks name, or all their short lines where no markup tells."""
        cards = [card for block in blocks for card in self.named_in(block)]
        if cards:
            yield from cards
            return
        texts = (element_text(block, self.unseen.__contains__) for block in blocks)
        lines = [line.removeprefix("- ") for text in texts for line in text.split("\n")]
        yield "\n".join(line for line in lines if 0 < len(line) <= MOST_TITLE and not OTHERS_HEADING_RE.fullmatch(line))

    def named_in(self, block: Element) -> Iterator[str]:
        """The headings or links in a list of other postings, each below the company where it is marked."""
        shown = [e for e in block.walk() if e in self.measures and self.measures[e].is_small(MOST_TITLE)]
        headings = [e for e in shown if e.tag in HEADINGS and not self.heads_others(e) and not names_company(e)]
        for element in headings or [e for e in shown if e.tag == "a"]:
            named = [e for e in element.walk() if "title" in _classes(e) and e in self.measures]
            lines = element_text(named[0] if named else element, self.unseen.__contains__).split("\n")
            title = next((line for line in lines if line and not CHROME_LINE_RE.fullmatch(line)), "").removeprefix("- ")
            if title and not OTHERS_HEADING_RE.fullmatch(title):
                yield f"{self.card_company(element, block)}\n{title}".strip()

    def card_company(self, element: Element, block: Element) -> str:
        """The company that a card names in an element of that class, "" where none is marked."""
        for box in islice(_ancestors(element), 1, 5):
            if box is block or not self.measures[box].is_small(MOST_CARD):
                return ""
            for part in box.walk():
                if part in self.measures and names_company(part):
                    content = _content(part)
                    if 0 < len(content) <= 60:
                        return content
        return ""

    def main(self, above: set[Element], dropped: set[Element]) -> Element:
        """The smallest box that holds the title and most of the text that is left."""
        left = {e: m.text - m.linked for e, m in self.measures.items()}
        gone = dict.fromkeys(left, 0)
        for element in reversed(self.elements):
            if element in gone:
                if element in dropped:
                    gone[element] = left[element]
                left[element] -= gone[element]
                if element.parent is not None:
                    gone[element.parent] += gone[element]
        box = self.root
        while True:
            inner = [c for c in box.children if isinstance(c, Element) and c in left and c not in dropped]
            inner = [c for c in inner if (not above or c in above) and left[c] >= MAIN_SHARE * left[self.root]]
            # A title in its own little box: the text is beside it.
            if not inner or inner[0].tag in HEADINGS or inner[0].tag in ("p", "ul", "tr", "span"):
                return box
            box = inner[0]


def names_company(element: Element) -> bool:
    """Whether an element's class says that a card's company stands in it."""
    return not COMPANY_CLASSES.isdisjoint(_classes(element))


def tidy(lines: Iterable[str]) -> list[str]:
    """The lines from the title on, without those of the page around it; company and place follow the title."""
    kept: list[str] = []
    bold: set[int] = set()
    head, title, tail = 0, None, 0
    for line in lines:
        head = len(kept) if HEAD in line else head
        title = len(kept) if HERE in line else title
        tail = len(kept) if TAIL in line else tail
        if line.startswith(BOLD):
            bold.add(len(kept))
        line = line.translate(MARKS).strip()
        chrome = len(line) <= MOST_CARD and (
            CHROME_LINE_RE.fullmatch(line.removeprefix("- ")) or COOKIE_RE.search(line)
        )
        if not chrome or title == len(kept):
            kept.append(line)
    if title is not None and sum(map(len, kept[:head])) <= BEFORE_SHARE * sum(map(len, kept)):
        beside = [line for line in kept[head:title] if line]
        named = TITLE_END_RE.sub("", kept[title])
        if tail == title and not beside:  # a heading by itself: company and place may stand in lines below
            tail = next((i for i in range(title + 1, len(kept)) if i in bold or not may_head(kept[i])), title + 1) - 1
            tail = tail if tail - title <= 2 * MOST_HEAD_LINES else title
        kept = [*head_lines([named, *beside, *kept[title + 1 : tail + 1]]), *kept[tail + 1 :]]
    end = next((i for i, line in enumerate(kept) if COPYRIGHT_RE.fullmatch(line)), None)
    if end is not None and sum(map(len, kept[end:])) < BEFORE_SHARE * sum(map(len, kept)):
        kept = kept[:end]
    return BREAK_RE.sub("\n\n", "\n".join(kept)).split("\n")


def may_head(line: str) -> bool:
    """Whether a line may name company, place or the like below a title."""
    return len(line) <= MOST_HEAD_LINE and not line.endswith((".", ":", "!", "?")) and not line.startswith(("- ", "•"))


def head_lines(lines: Sequence[str]) -> list[str]:
    """The lines of the title's box: the short ones at the top close together and without list marks, then the rest."""
    head: list[str] = []
    rest = list(lines)
    while rest and len(head) <= MOST_HEAD_LINES and (not head or may_head(rest[0].removeprefix("- "))):
        line = rest.pop(0).removeprefix("- ")
        if line and line not in head:
            head.append(line)
    return [*head, "", *rest]


def _content(element: Element) -> str:
    if all(isinstance(child, str) for child in element.children):
        return " ".join("".join(map(str, element.children)).split())
    return " ".join(element_text(element).split())


def _classes(element: Element | None) -> frozenset[str]:
    """The words in an element's class, id and the like: "jobCard__title" has job, card and title."""
    if element is None or not element.attributes:
        return frozenset()
    return _class_words(" ".join(element.get(name) for name in NAMING)[:MOST_NAME])


@lru_cache(maxsize=5000)
def _class_words(names: str) -> frozenset[str]:
    return frozenset(word.lower() for word in CLASS_WORD_RE.findall(names))


def _ancestors(element: Element) -> Iterator[Element]:
    """The element and all that hold it, the innermost first."""
    here: Element | None = element
    while here is not None:
        yield here
        here = here.parent


def _parts(name: str) -> Iterator[str]:
    """A page's title in plain words, whole and cut where the company or place is put beside the job."""
    pieces = TITLE_CUT_RE.split(name)
    yield plain_words(pieces[0])
    yield plain_words(name)
    yield from filter(None, map(plain_words, pieces[1:]))
    yield from (plain_words(part) for part in re.split(r"\s+[-–—|]\s+", name))


def _add(item: dict[str, object], names: str, value: object) -> None:
    for name in names.split():
        known = item.setdefault(name, value)
        if isinstance(known, list):
            known.append(value)
        elif known is not value:
            item[name] = [known, value]


def _property(element: Element) -> str:
    """The value of a microdata property: an attribute where there is one for it, else the text."""
    for attribute in ("content", "datetime", "value"):
        if element.get(attribute):
            return element.get(attribute)
    text = element_text(element)
    return PlainText(text) if text else element.get("href") or element.get("src")
