"""Who hires: the company, and the team the job is in. None rather than a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from jdtool import patterns
from jdtool.headings import heading_kind, is_chrome
from jdtool.model import Evidence, Finding, Outline, Passage, SectionKind
from jdtool.titles import HIRING_RE, header_block, is_title_like, names_job, word_set
from jdtool.wording import holds

IsPlace = Callable[[str], bool]
IsSkill = Callable[[str], bool]

# A run of capitalised words: "Weights & Biases", "Bank of Acme".
NAME = r"[A-Z0-9][\w&.'’+!-]{0,30}(?:[ ](?:of|the|and|&|de|für|for)?[ ]?[A-Z0-9][\w&.'’+!-]{0,30}){0,4}"

# Words that such a run may begin with without being a company's name.
NOT_COMPANY = word_set(
    """
    us you the this our your we team role job position company opportunity benefits me it who what why how and about
    their his her its work working people applicants candidates requirements qualifications responsibilities at with
    for in on a an if as to is are please all there here these those other more overview summary department
    organization client clients companies employer project program every each any some both once when while where
    since they he she join joining apply life careers career contact interested must be being having personal general
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december confidential unknown n/a various multiple
    """
)
NOT_COMPANY_ENDS = word_set("team teams role position opportunity job division department overview we process")
# First words of a company's name that the list above would refuse: "The Sage Group", "We are Savvy".
ARTICLES = word_set("the we our about")

LABEL_RE = patterns.compile(
    r"""\W{0,4}(?:company(?:[ ]name)?|employer|organi[sz]ation|hiring[ ]company|client|firma|unternehmen|entreprise
    |empresa|bedrijf|arbeitgeber)[ ]?[*_]{0,2}[:：][ *_]*(?P<name>\S.{1,60})$""",
    re.VERBOSE | re.IGNORECASE,
)  # "Company: Acme"
LOGO_RE = patterns.compile(r"(?P<name>.{1,60}?)[ ]logo$", re.IGNORECASE)  # "Pinterest logo"
ABOUT_RE = patterns.compile(
    rf"""\W{{0,6}}(?:About|Who[ ]is|Why|Life[ ]at|Working[ ]at|Welcome[ ]to|Über|À[ ]propos[ ]de|Sobre|Over)[ ]
    (?:[Ww]orking[ ]at[ ]|[Jj]oining[ ]|[Jj]oin[ ]|[Ww]ork[ ](?:at|for|with)[ ])?(?P<name>{NAME})\W{{0,4}}$""",
    re.VERBOSE,
)  # "About Pinterest:"
SENTENCE_RES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rule, patterns.compile(pattern, re.VERBOSE))
    for rule, pattern in (
        (
            "equal-opportunity",
            rf"""^(?P<name>{NAME})(?:,[ ](?:Inc|LLC|Ltd)\.?,?)?[ ](?:is|are)[ ](?:proud[ ]to[ ]be[ ])?(?:an?[ ])?
            (?:\w+[ ]){{0,2}}?(?:[Ee]qual|EOE)""",
        ),
        ("at-company-we", rf"(?:^|[.!?][ ])At[ ](?P<name>{NAME}),?[ ](?:we|our|you|everyone|people|the)\b"),
        (
            "company-seeks",
            rf"""^(?P<name>{NAME})[ ](?:is|are)[ ](?:currently[ ]|now[ ]|actively[ ])?
            (?:seeking|looking[ ]for|hiring|searching[ ]for|recruiting)\b""",
        ),
        ("join-company", rf"\b[Jj]oin(?:ing)?[ ](?P<name>{NAME})(?=[ ](?:as|and|to|in|means|you|is)\b|[,.!]|$)"),
        (
            "company-is-a",
            rf"""^(?P<name>{NAME})[ ](?:is|was|has[ ]been)[ ](?:an?|the|one[ ]of)[ ](?:\S+[ ]){{0,8}}?
            (?:company|leader|startup|start-up|firm|provider|platform|agency|organi[sz]ation|bank|retailer
            |manufacturer|consultancy|studio|business|group|institution|university|hospital|network|marketplace
            |brand)\b""",
        ),
    )
)  # "At Acme, we ..."
SENTENCE_WORDS = {
    "equal-opportunity": ("qual", "EOE"),
    "at-company-we": ("At ",),
    "company-seeks": ("seeking", "looking for", "hiring", "searching for", "recruiting"),
    "join-company": ("oin ", "oining "),
    "company-is-a": (" is ", " was ", " has been "),
}  # without which the pattern cannot match
POSSESSIVE_RE = patterns.compile(
    r"\b(?:for|at|of|on|behind|with|power)[ ](?P<name>[A-Z][\w&.-]{1,30})['’]s\b"
)  # "systems for Acme's"
MIN_REPEATS = 2  # a name known only from "Acme's systems" must come again
LEGAL_FORM_RE = patterns.compile(
    r"\b(?:inc|ltd|limited|gmbh|llc|llp|plc|corp|corporation|co|ag|se|bv|b\.v|sarl|s\.a|sas|pty|n\.a|kg|e\.v)\.?$",
    re.IGNORECASE,
)  # "Acme Inc."
TERMS_RE = patterns.compile(
    r"""\b(?:remote|hybrid|on-?site|full[- ]?time|part[- ]?time|contract|permanent|posted|ago|applicants?|salary
    |per[ ](?:year|hour|annum)|vollzeit|teilzeit|needed|required|must|clearance|hiring|apply|roles|positions)\b
    |[$€£₹]|\d{4}|https?:|\.{3}""",
    re.VERBOSE | re.IGNORECASE,
)  # "Full-time · Posted 3 days ago"
BOARDS = word_set("linkedin indeed glassdoor indeed.com stepstone monster jobportal startseite startpagina home")
# What a thread's line adds to the company: "(YC S21)", "(https://acme.com)".
ASIDE_RE = patterns.compile(
    r"(?<!\s)\s{0,9}+(?:[(\[][^)\]]{0,80}[)\]]?|(?:[-–—]\s{0,9}+)?https?://\S+)|(?<!\s)\s{1,9}+is hiring.*$"
)
MAX_COMPANY = 60  # characters


def find_company(
    outline: Outline,
    title_evidence: list[Evidence],
    hint: str | None = None,
    is_place: IsPlace = lambda _: False,
    is_skill: IsSkill = lambda _: False,
    is_trade: IsSkill = lambda _: False,
) -> Finding[str] | None:
    """The employer's name as written, None where the posting keeps it to itself.

    `is_skill` tells names of skills, `is_trade` those that no employer has: languages, methods, concepts.
    """
    if hint:
        return Finding(hint, [Evidence(hint, "source-field", field="company")])
    reading = outline.reading()
    lines = outline.top
    for line in lines[:40]:
        label = LABEL_RE.match(line.text)
        if label and is_name(label["name"].strip(" *_")):
            return Finding(label["name"].strip(" *_"), [line.cite(label.span("name"), "company-label")])
    found = _in_thread(lines, title_evidence, is_place) or _in_header(outline, lines, title_evidence, is_place)
    if found is not None and not is_trade(found.value):
        return found
    logos = "logo" in outline.text.lower()
    for passage in reading:
        # The board's own headings ("About Us", "About the role") are no names; a logo's caption is.
        if len(passage.text) >= 80:
            continue
        logo = LOGO_RE.match(passage.text) if logos else None
        match = logo or ABOUT_RE.match(passage.text)
        if match and is_name(match["name"]) and not is_place(match["name"]):
            rule = "logo" if logo else "about-heading"
            return Finding(tidy(match["name"]), [passage.cite(match.span("name"), rule)])
    for rule, pattern in SENTENCE_RES:
        words = SENTENCE_WORDS[rule]
        if not holds(outline.text, words):
            continue
        for passage in reading:
            match = pattern.search(passage.text) if holds(passage.text, words) else None
            if match is None or not is_plain_name(match["name"], is_place):
                continue
            if rule != "join-company" or not is_skill(match["name"]):
                return Finding(tidy(match["name"]), [passage.cite(match.span("name"), rule)])
    return _possessive(outline, is_place, is_skill)


def _in_thread(lines: Sequence[Passage], title_evidence: Sequence[Evidence], is_place: IsPlace) -> Finding[str] | None:
    """The first field of a hiring thread's line, or who "is hiring" in a page's title: "Acme (YC S21) | ..."."""
    for line in lines[:2]:
        words = line.text[:300]
        cited = _cited(title_evidence, line)
        page_title = any(e.rule == "company-hiring" for _, e in cited)
        hiring = HIRING_RE.match(words) if page_title else None
        if hiring and is_plain_name(hiring["company"], is_place):
            return Finding(hiring["company"], [line.cite(hiring.span("company"), "company-hiring")])
        if words.count("|") < 2:
            continue
        first = words.split("|")[0]
        name = ASIDE_RE.sub("", first).strip(" -–:*")
        if any(start < len(first) for start, _ in cited):
            break  # the title stands first, and nothing tells the company from the other fields
        if is_plain_name(name, is_place) and len(name) <= MAX_COMPANY and not TERMS_RE.search(name):
            start = max(line.text.find(name), 0)
            end = start + len(name) if line.text.startswith(name, start) else line.text.index("|")
            return Finding(name, [line.cite((start, end), "thread-field")])
        break
    return None


def _cited(evidence: Sequence[Evidence], line: Passage) -> list[tuple[int, Evidence]]:
    """The evidence that stands on the line, with its start in it."""
    return [
        (e.start - line.start, e) for e in evidence if isinstance(e.start, int) and line.start <= e.start < line.end
    ]


def _in_header(
    outline: Outline, lines: list[Passage], title_evidence: list[Evidence], is_place: IsPlace
) -> Finding[str] | None:
    """The line under the title in a header block, where boards put the company; or the one above it."""
    block = header_block(outline, lines)
    if len(block) == 1 and len(lines) > 2 and is_place(lines[2].text):
        block = lines[:3]  # title, company and place with empty lines between, as pages and documents have them
    for i, line in enumerate(block):
        if not _cited(title_evidence, line):
            continue
        below = block[i + 1] if i + 1 < len(block) else None
        placed = i + 2 < len(block) and is_place(block[i + 2].text)
        if below and not placed and (name := _before_place(outline, below, is_place)):
            return Finding(name, [below.cite((0, len(name)), "line-under-title")])
        if below and _is_company_line(below.text, placed, is_place):
            name = re.split(r"\s[·•|]\s", below.text)[0]
            return Finding(tidy(name, keep="."), [below.cite((0, len(name)), "line-under-title")])
        above = block[i - 1] if i else None
        if above and _is_company_line(above.text, False, is_place):
            return Finding(tidy(above.text, keep="."), [above.cite((0, len(above.text)), "line-above-title")])
        return None
    return None


COMMA_PLACE_RE = patterns.compile(
    rf"(?P<name>{NAME}),[ ](?P<place>[A-ZÀ-Þ][\w.'’-]{{1,25}}(?:[ ][A-ZÀ-Þ][\w.'’-]{{1,25}})?(?:,[ ][A-ZÀ-Þ][\w. ]{{1,25}})?)$"
)  # "Harbour Kitchen, Leeds"
NO_PLACE_RE = patterns.compile(
    r"\b(?:inc|ltd|limited|gmbh|llc|llp|lp|plc|pllc|pc|pa|corp|co|company|ag|sa|s\.a|bv|associates|partners|sons|group"
    r"|services|university|college|department|office|division)\b",
    re.IGNORECASE,
)


def _before_place(outline: Outline, line: Passage, is_place: IsPlace) -> str | None:
    """The company before a place on its line: "Harbour Kitchen, Leeds".

    "Frostbridge, Oslo" may as well be a part of Oslo: there the text must speak of Frostbridge again, not "in" it.
    """
    match = COMMA_PLACE_RE.match(line.text)
    if match is None or NO_PLACE_RE.search(match["place"]) or not _is_company_line(match["name"], False, is_place):
        return None
    if is_place(line.text):
        again = re.compile(
            rf"(?<!\w)(?<!\bin )(?<!\bnear )(?<!, ){re.escape(match['name'])}(?!\w|, {re.escape(match['place'])})"
        )
        return match["name"] if again.search(outline.text, line.end) else None
    return match["name"] if len(match["name"].split()) > 1 or is_place(match["place"]) else None


def _is_company_line(line: str, placed: bool, is_place: IsPlace) -> bool:
    """Whether a header's line is a name. `placed`: a place follows, so that by its position it must be one."""
    name = tidy(re.split(r"\s[·•|]\s", line)[0])
    legal = LEGAL_FORM_RE.search(name) is not None
    if not name or len(name) > MAX_COMPANY or name.lower() in BOARDS or is_chrome(line):
        return False
    if line.endswith((".", "!", "?", ":", ",")) and not legal:
        return False
    if heading_kind(line) is not None and not line.isupper():
        return False
    if TERMS_RE.search(name) and not legal:
        return False
    if is_place(name) and not placed:
        return False
    if is_title_like(name) and not legal and not (placed and name.split()[-1].endswith("s")):
        return False
    return is_name(name) or (placed and name.split()[0].lower() in ARTICLES and len(name.split()) > 1)


def is_plain_name(name: str, is_place: IsPlace) -> bool:
    """Whether the words are a name, and no place, job or title."""
    return is_name(name) and not is_place(name) and not is_title_like(name.removeprefix("The "))


def is_name(words: str) -> bool:
    """Whether the words may be a company's name by their first word and their number.

    >>> is_name("Weights & Biases"), is_name("We’re Proud To Be"), is_name("You'll Love This Role")
    (True, False, False)
    """
    parts = words.split()
    if not parts or len(parts) > 8 or not any(c.isalpha() for c in words):
        return False
    if parts[-1].lower().strip(".,:") in NOT_COMPANY_ENDS:
        return False
    first = parts[0].lower().replace("’", "'").partition("'")[0].strip(",.:*_#")
    return first not in NOT_COMPANY or (first == "the" and len(parts) > 1 and parts[1][0].isupper())


def tidy(name: str, keep: str = "") -> str:
    """The name without marks at its ends, possessive, or its double where a page glued it to itself.

    >>> tidy("CyberCorpCyberCorp"), tidy("Acme's"), tidy("Acme Inc.", keep=".")
    ('CyberCorp', 'Acme', 'Acme Inc.')
    """
    name = re.sub(r"['’]s?$", "", name.strip(' ,:!*_"“”' + ("" if keep else ".")))
    half = len(name) // 2
    return name[:half] if half > 3 and name[:half] == name[half:] else name


def _possessive(outline: Outline, is_place: IsPlace, is_skill: IsSkill) -> Finding[str] | None:
    """A name in "build systems for Acme's users" that the posting repeats and that is no place or skill."""
    if not holds(outline.text, ("'s", "’s")):
        return None
    reading = [p for p in outline.reading() if p.section != "legal"]
    for passage in reading:
        for match in POSSESSIVE_RE.finditer(passage.text):
            name = match["name"]
            if not is_name(name) or is_place(name) or is_skill(name) or names_job(name):
                continue
            again = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
            places = [(p, m) for p in reading for m in again.finditer(p.text)]
            if len(places) >= MIN_REPEATS:
                cited = passage.cite(match.span("name"), "named-as-owner")
                return Finding(name, [cited, *(p.cite(m, "named-again") for p, m in places[1:2])])
    return None


# --- the team -----------------------------------------------------------------------------------------------

_RUN = r"(?:[A-Z][\w&/+-]{0,30}(?:[ ](?:and|&|of)[ ]|,[ ](?:and[ ])?|[ ])){1,5}"
_KIND = r"(?:(?:engineering|product|platform|development|infrastructure)[ ])?"
TEAM_RES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rule, patterns.compile(pattern, re.VERBOSE))
    for rule, pattern in (
        ("team-label", r"^\W{0,4}(?:[Tt]eam|[Dd]epartment|[Aa]bteilung)[ ]?[:：][ *_]*(?P<team>[^\n.]{2,50})$"),
        ("join-x-team", rf"\b[Jj]oin(?:ing)?[ ](?:our|the)[ ](?P<team>{_RUN}){_KIND}[Tt]eams?\b"),
        (
            "the-x-team",
            rf"""\b(?:[Tt]he|[Oo]ur)[ ](?P<team>{_RUN}){_KIND}[Tt]eam[ ]
            (?:(?:is|are)[ ](?:responsible|looking|seeking|hiring|building|part|the|an?)\b|at\b|builds\b|owns\b
            |works[ ]on\b|powers\b|you)""",
        ),
        (
            "job-on-x-team",
            rf"""\b(?:[Ee]ngineer|[Dd]eveloper|[Mm]anager|[Dd]esigner|[Ss]cientist|[Aa]nalyst|[Nn]urse|role|position|member|part)s?[ ]
            (?:on|in|of|within)[ ](?:our|the)[ ](?P<team>{_RUN}){_KIND}[Tt]eams?\b""",
        ),
        (
            "on-x-team",
            rf"\b(?:[Oo]n|of|[Ii]n|within)[ ](?:our|the)[ ](?P<team>{_RUN}){_KIND}[Tt]eam[,.]?[ ](?:you|we)\b",
        ),
    )
)  # "join our Growth Platform team", "The Presence team is responsible for"
CAPITAL_RUN_RE = patterns.compile(r"(?:he|ur)[ ][A-Z]")  # in all of these but the label
TEAM_SECTIONS: tuple[SectionKind, ...] = ("header", "summary", "responsibilities", "tags")


def find_team(outline: Outline, company: str | None, hint: str | None = None) -> Finding[str] | None:
    """The team or department as named, None where the posting names none, or several."""
    if hint:
        return Finding(hint, [Evidence(hint, "source-field", field="team")])
    told = [
        p for p in outline.reading(*TEAM_SECTIONS) if "eam" in p.text or "epartment" in p.text or "bteilung" in p.text
    ]
    named_in = [p for p in told if CAPITAL_RUN_RE.search(p.text)]
    for rule, pattern in TEAM_RES:
        named: dict[str, Evidence] = {}
        for passage in told if rule == "team-label" else named_in:
            match = pattern.search(passage.text)
            if match is None:
                continue
            team = match["team"].strip(" ,&*_")
            first = team.split(" ")[0].lower() if team else ""
            own = company is not None and team.casefold() in company.casefold()
            if team and not own and first not in NOT_COMPANY:
                start = match.start("team")
                named.setdefault(team, passage.cite((start, start + len(match["team"].rstrip(" ,"))), rule))
        if len(named) == 1:
            team, evidence = named.popitem()
            return Finding(team, [evidence])
        if named:
            return None
    return None
