"""Who hires: the company, and the team the job is in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from jdtool.model import Evidence, Finding, Outline, Passage
from jdtool.titles import is_title_like, names_job

NAME = r"[A-Z0-9][\w&.'’+!-]{0,30}(?:[ ](?:of|the|and|&|de|für|for)?[ ]?[A-Z0-9][\w&.'’+!-]{0,30}){0,4}"

# Words that begin such patterns without being a company.
NOT_COMPANY = frozenset(
    """us you the this our your we team role job position company opportunity benefits me it who what why how and
    about their his her its work working people applicants candidates requirements qualifications responsibilities
    at with for in on a an if as to is are please all there here these those other more overview summary department
    organization client employer project program every each any some both once when while where since please
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december""".split()
)

LABEL_RE = re.compile(
    r"^\W{0,4}(?:company(?:[ ]name)?|employer|organi[sz]ation|hiring[ ]company|client|firma|unternehmen|entreprise|empresa)[ ]?[:：][ *_]*(?P<name>\S.{1,60})$",
    re.IGNORECASE,
)  # "Company: Acme"
LOGO_RE = re.compile(r"^(?P<name>.{1,60}?)[ ]logo$", re.IGNORECASE)  # "Pinterest logo"
ABOUT_RE = re.compile(
    rf"^\W{{0,6}}(?:About|Who[ ]is|Why|Life[ ]at|Working[ ]at|Welcome[ ]to|Über|À[ ]propos[ ]de|Sobre|Over)[ ](?:working[ ]at[ ]|joining[ ]|join[ ])?(?P<name>{NAME})\W{{0,4}}$"
)  # "About Pinterest:"
SENTENCE_RES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rule, re.compile(pattern))
    for rule, pattern in (
        ("equal-opportunity", rf"^(?P<name>{NAME})(?:,[ ](?:Inc|LLC|Ltd)\.?,?)?[ ](?:is|are)[ ](?:proud[ ]to[ ]be[ ])?(?:an?[ ])?(?:\w+[ ]){{0,2}}?(?:[Ee]qual|EOE)"),
        ("at-company-we", rf"(?:^|[.!?][ ])At[ ](?P<name>{NAME}),?[ ](?:we|our|you|everyone|people|the)\b"),
        ("company-seeks", rf"^(?P<name>{NAME})[ ](?:is|are)[ ](?:currently[ ]|now[ ]|actively[ ])?(?:seeking|looking[ ]for|hiring|searching[ ]for|recruiting)\b"),
        ("join-company", rf"\b(?:[Jj]oin|[Jj]oining|[Ww]ork(?:ing)?[ ](?:at|for|with))[ ](?P<name>{NAME})(?=[ ](?:as|and|to|in|means|you|is)\b|[,.!]|$)"),
        ("company-is-a", rf"^(?P<name>{NAME})[ ](?:is|was|has[ ]been)[ ](?:an?|the|one[ ]of)[ ](?:\S+[ ]){{0,8}}?(?:company|leader|startup|start-up|firm|provider|platform|agency|organi[sz]ation|bank|retailer|manufacturer|consultancy|studio|business|group|institution|university|hospital|network|marketplace|brand)\b"),
    )
)  # fmt: skip
POSSESSIVE_RE = re.compile(rf"\b(?:for|at|of|on|behind|with|power)[ ](?P<name>[A-Z][\w&.-]{{1,30}})['’]s\b")  # "systems for Acme's"
MIN_REPEATS = 2  # a name known only from "Acme's systems" must come again

TEAM_RES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rule, re.compile(pattern))
    for rule, pattern in (
        ("team-label", r"^\W{0,4}(?:[Tt]eam|[Dd]epartment|[Aa]bteilung)[ ]?[:：][ *_]*(?P<team>[^\n.]{2,50})$"),
        ("the-x-team", r"\b(?:[Tt]he|[Oo]ur)[ ](?P<team>(?:[A-Z][\w&/+-]{0,30}(?:[ ](?:and|&|of)[ ]|,[ ](?:and[ ])?|[ ])){1,5})(?:(?:engineering|product|platform|development|infrastructure)[ ])?[Tt]eams?\b(?:[ ](?:is|are|at|works|builds|owns|you)|[.,;]|$)"),
        ("join-x-team", r"\b[Jj]oin(?:ing)?[ ](?:our|the)[ ](?P<team>(?:[A-Z][\w&/+-]{0,30}(?:[ ](?:and|&|of)[ ]|,[ ](?:and[ ])?|[ ])){1,6})(?:(?:engineering|product|platform|development|infrastructure)[ ])?[Tt]eams?\b"),
    )
)  # fmt: skip


def find_company(
    outline: Outline,
    title_evidence: list[Evidence],
    hint: str | None = None,
    is_place: Callable[[str], bool] = lambda _: False,
    is_skill: Callable[[str], bool] = lambda _: False,
) -> Finding[str] | None:
    """The employer's name as written, None where the posting keeps it to itself."""
    if hint:
        return Finding(hint, [Evidence(hint, "source-field", field="company")])
    reading = outline.reading()
    for passage in reading[:40]:
        match = LABEL_RE.match(passage.text)
        if match:
            return Finding(match["name"].strip(" *_"), [passage.cite(match.span("name"), "company-label")])
    header = _in_header(outline, title_evidence, is_place)
    if header is not None:
        return header
    for passage in reading:
        # The board's own headings ("About Us", "About the role") are no names; a logo's caption is.
        match = LOGO_RE.match(passage.text) or (ABOUT_RE.match(passage.text) if len(passage.text) < 80 else None)
        if match and _is_name(match["name"]):
            rule = "logo" if passage.text.lower().endswith("logo") else "about-heading"
            return Finding(_tidy(match["name"]), [passage.cite(match.span("name"), rule)])
    for rule, pattern in SENTENCE_RES:
        for passage in reading:
            match = pattern.search(passage.text)
            if match and _is_name(match["name"]) and not is_place(match["name"]) and not is_title_like(match["name"]):
                return Finding(_tidy(match["name"]), [passage.cite(match.span("name"), rule)])
    return _possessive(outline, is_place, is_skill)


def _in_header(
    outline: Outline, title_evidence: list[Evidence], is_place: Callable[[str], bool]
) -> Finding[str] | None:
    """The line right under the title in a header block, where boards put the company."""
    header = [p for p in outline.passages if p.section == "header"]
    for i, passage in enumerate(header[:-1]):
        if not any(e.start == passage.start or passage.start <= (e.start or 0) < passage.end for e in title_evidence):
            continue
        below = header[i + 1]
        if 1 < below.line - passage.line or below.bullet or below.heading:
            return None
        words = below.text
        plain = len(words) <= 60 and not words.endswith((".", "!", "?", ":")) or words.endswith("Inc.")
        if plain and not is_place(words) and not names_job(words) and _is_name(words) and not _is_terms(words):
            return Finding(words, [below.cite((0, len(words)), "line-under-title")])
    return None


TERMS_RE = re.compile(
    r"\b(?:remote|hybrid|on-?site|full[- ]?time|part[- ]?time|contract|permanent|posted|ago|applicants?|salary|per (?:year|hour|annum)|vollzeit)\b|[$€£₹]|\d{3}",
    re.IGNORECASE,
)


def _is_terms(line: str) -> bool:
    return TERMS_RE.search(line) is not None


def _is_name(words: str) -> bool:
    parts = words.split()
    if not parts or len(parts) > 7 or not any(c.isalpha() for c in words):
        return False
    first = parts[0].lower().strip("’'s,.:")
    return first not in NOT_COMPANY and parts[0].lower() not in NOT_COMPANY


def _tidy(name: str) -> str:
    return re.sub(r"['’]s?$", "", name.strip(" .,:!*_"))


def _possessive(
    outline: Outline, is_place: Callable[[str], bool], is_skill: Callable[[str], bool]
) -> Finding[str] | None:
    """A name in "build systems for Acme's users" that the posting repeats and that is no place or skill."""
    reading = [p for p in outline.reading() if p.section != "legal"]
    for passage in reading:
        for match in POSSESSIVE_RE.finditer(passage.text):
            name = match["name"]
            if not _is_name(name) or is_place(name) or is_skill(name) or names_job(name):
                continue
            again = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
            places = [(p, m) for p in reading for m in again.finditer(p.text)]
            if len(places) >= MIN_REPEATS:
                cited = passage.cite(match.span("name"), "named-as-owner")
                return Finding(name, [cited, *(p.cite(m, "named-again") for p, m in places[1:2])])
    return None


def find_team(outline: Outline, company: str | None, hint: str | None = None) -> Finding[str] | None:
    """The team or department as named, None where the posting names none or several."""
    if hint:
        return Finding(hint, [Evidence(hint, "source-field", field="team")])
    for rule, pattern in TEAM_RES:
        for passage, match in _matches(pattern, outline):
            team = match["team"].strip(" ,&*_")
            first = team.split(" ")[0].lower() if team else ""
            if team and team != company and first not in NOT_COMPANY:
                start = match.start("team")
                return Finding(team, [passage.cite((start, start + len(match["team"].rstrip(" ,"))), rule)])
    return None


def _matches(pattern: re.Pattern[str], outline: Outline) -> Iterator[tuple[Passage, re.Match[str]]]:
    for passage in outline.reading("header", "summary", "responsibilities", "tags"):
        if "eam" in passage.text or "epartment" in passage.text or "bteilung" in passage.text:
            match = pattern.search(passage.text)
            if match:
                yield passage, match
