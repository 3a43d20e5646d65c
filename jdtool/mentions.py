"""Skills in an outline: exact names and aliases first, then words glued together, spelling slips last.

One pass of an Aho-Corasick automaton over the folded text finds every name that stands between word boundaries. What
it finds is then judged on the original text: capitals, the signs beside it, the entry's guards. The longest survivor
wins. Only words that nothing explains are tried as glued names ("NPMYarnPNPM") or as slips ("kubernates").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import groupby, pairwise
from typing import Protocol, TypeVar

from msgspec import Struct

from jdtool import patterns, tables
from jdtool.entries import Name
from jdtool.folding import fold_name
from jdtool.model import (
    FENCED,
    Evidence,
    How,
    Importance,
    Occurrence,
    Outline,
    RequirementKind,
    SectionKind,
    SkillMention,
)
from jdtool.scanner import Scanner, ScannerTable, scanner_table, table_name
from jdtool.taxonomy import Taxonomy, number, numbers
from jdtool.wording import DENIALS, STRICT, WISHES, Span, demands, denial_spans, wish_spans

NO_SKILLS: frozenset[SectionKind] = frozenset({"company", "legal", "related", "benefits", "apply", "tags"})
"""Sections that name no skills of this job: "life insurance", "Similar jobs", "apply through Greenhouse"."""

MANY_NAMES = 1_000  # in one text, as no posting has them
MOST_NAMES = 20_000  # in one text that are judged, and words that may be glued: the most of 5,000 postings is 289
CONTEXT = 90  # characters on either side in which a context word vouches for a doubtful name
TAG_SHARE = 0.8  # of a line that names parted by mere blanks must fill to be a list
LIST_LENGTH = 3  # names in one list, of which two beyond doubt, vouch for the others

SCORE_SURE = 100
SCORE_CASE = 95  # beyond doubt but for its capitals
SCORE_CONTEXT = 90  # vouched for by a word near by
SCORE_LIST = 88  # vouched for by the list it stands in
SCORE_GLUED = 85
# A slip scores by the share of letters that agree: 1 slip in 10 letters is 90, less this.
SCORE_SLIP_LOSS = 5

MAX_GUARD_WORDS = 30  # characters before a name that `not_after` looks at

REASONS = {
    "own-name": "it is the employer's own name",
    "trait": "a trait counts only in lines that ask for something or describe the work",
    "link": "it stands in a link or e-mail address",
    "separated": "a separator or empty line stands inside it: these are two things",
    "part-of-word": "it is joined to the sign or word beside it",
    "case": "it is not written as the skill is: the taxonomy asks for the exact form or capitals",
    "not-before": "the words after it give it another meaning (not_before)",
    "not-after": "the words before it give it another meaning (not_after)",
    "no-context": "no word that would vouch for it stands near by (needs), nor a list of known names",
    "capitals": "the whole line is in capitals, where a capital proves nothing",
    "start-of-sentence": "it begins a sentence, where a capital proves nothing",
    "longer-name": "it is part of a longer name",
    "section": "this part of the page names no demands of the job",
}
"""Why a name that stands in the text does not count, by verdict."""

# Slips allowed by length of the word: kubernates/Kubernetes must match, trust/Rust, scalable/Scala and C/C++ never.
TWO_SLIPS = 8  # letters; shorter words, from the six of `WORD_RE`, may have one
MIN_SLIP, MAX_SLIP = 6, 20  # letters
MAX_MEMO = 200_000  # words of which is remembered that they misspell nothing
MAX_RUN = 60  # characters in a run that is tried as glued names
MAX_SEAMS = 16  # in a run that is tried as glued names

LIST_GAP_RE = patterns.compile(
    r"""\s{0,4}(?:[,;/|•&+]\s{0,4}|\s-\s)?(?:(?:and/or|and|or|andor|oder|und|ou|et|y|o|en|of|as[ ]well[ ]as|\(or|,[ ]or)\s{1,3})?(?:(?:an?|the|in|with|e\.g\.)\s{1,3})?""",
    re.VERBOSE | re.IGNORECASE,
)  # ", or "
GOES_ON_RE = patterns.compile(r"\s{1,9}+(?!(?:and|or|und|oder|et|ou)\b)[a-z]")  # "Go far", but not "Go and Python"
# A name that is also a word and begins a line that asks for something is a name where it is what is asked for.
ASKED: frozenset[RequirementKind | None] = frozenset({"required", "preferred"})
CLAIM_RE = patterns.compile(
    r"\s(?:(?:is|are|would be|will be|ist|sind|wäre|est|serait|es)\s)?(?:(?:an?|also|highly|strongly|not|big|un|een|ein|von)\s){0,3}"
    r"(?:experience|developers?|plus|bonus|advantage|asset|must|required|preferred|desired|desirable|nice to have|helpful"
    r"|welcome|essential|mandatory|beneficial|useful|Vorteil|pré)\b(?!\s(?:to|at|in order)\b)",
    re.IGNORECASE,
)  # "Go is a plus", "Swift experience"
MARK_RE = patterns.compile(r"[*_\s]+")  # "**Docker**\n and **Kubernetes**"
MAX_LIST_GAP = 24  # characters
# Signs beside a name that may make it part of another word, see `stands_alone`.
ODD_BEFORE = frozenset("_@#&'’-")
ODD_AFTER = frozenset("_&'’-")
HARD_GAP_RE = patterns.compile(r"\n\s*\n")

# A name that is also a word counts beside a hyphen only in such compounds: "Go-based", not "Go-getter".
COMPOUND_RE = patterns.compile(
    r"-(?:based|like|style|native|compatible|centric|focused|first|driven|oriented|powered|specific|related|certified|heavy|only|backed|side|code|programming|development|developer|engineer|stack|dialects?)\b",
    re.IGNORECASE,
)
LINK_RE = patterns.compile(r"(?:https?://|www\.)[^\s<>()\"']{1,500}", re.IGNORECASE)
MAIL_SIGNS = "_.+-"  # in the name before the "@", beside letters and digits
MAIL_HOST_RE = patterns.compile(r"@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")
MAX_MAIL_NAME = 64  # characters

SEAM_RE = patterns.compile(r"[^\W\d_a-zà-þ]?[a-z+#][A-Z]|[A-Z]{2}[a-z]|[a-z]\.[A-Za-z]|[A-Z]{2}\.[A-Z]")
RUN_RE = patterns.compile(r"(?<![\w.+#])[A-Za-z][\w.+#]{4,59}")  # "Node.jsNext.jsReact"; longer runs are no words
SHORTEST_SLIP = 6  # letters of a word that may be misspelt
WORD_RE = patterns.compile(r"(?<![\w.+#&'’@-])[^\W\d_]{6,20}(?![\w+#@&]|\.\w)")

# Words that end or begin the sentence a name was glued to: "usingJava", "ReactYou".
FUNCTION_WORDS = frozenset(
    """using with in and or the of for to our your you we experience knowledge including like e.g as at on by from
    strong excellent good required preferred must have has is are this that will what who about proficiency
    familiarity understanding skills if""".split()
)


class _Hit(Struct):
    """A name found in the text, on its way to become a mention."""

    name: Name | None  # None for a phrase that means no skill
    start: int
    end: int
    passage: int
    score: int  # 0 while in doubt
    how: How
    verdict: str = ""  # why it does not count, a key of `REASONS`


class MatcherTable(Struct, array_like=True):
    """What a `Matcher` looks up, in columns. Lists of text are one text, parted by line ends; names are numbers."""

    patterns: str  # sorted
    owners: bytes  # by pattern the number of its owner, or NOBODY
    others: dict[int, list[int]]  # by pattern all its owners, where they are several
    nothing: tuple[str, ...]
    words: str  # that stand in patterns and are long enough for a slip
    glued: str
    glued_names: bytes
    slips: str
    slip_names: bytes
    slip_letters: bytes  # `letter_set`


NOBODY = 0xFFFFFFFF


def matcher_table(taxonomy: Taxonomy) -> MatcherTable:
    """The names of a taxonomy by all their spellings."""
    owners: dict[str, list[int]] = {}
    glued: dict[str, int] = {}
    slips: list[tuple[str, int]] = []
    for i, name in enumerate(taxonomy.names):
        for form in spellings(name):
            owned = owners.setdefault(form, [])
            if all(taxonomy.names[other].skill_id != name.skill_id for other in owned):
                owned.append(i)
        folded = fold_name(name.text)
        if name.glued:
            glued[folded] = i
        if name.fuzzy and folded.isalpha():
            slips.append((folded, i))
    nothing = {form for phrase in taxonomy.nothing if (form := fold_name(phrase))}
    texts = sorted(owners.keys() | nothing)
    words = {word for text in texts for word in text.split() if len(word) >= SHORTEST_SLIP}
    return MatcherTable(
        "\n".join(texts),
        numbers([owners[text][0] if text in owners else NOBODY for text in texts]),
        {i: owners[text] for i, text in enumerate(texts) if len(owners.get(text, ())) > 1},
        tuple(sorted(nothing)),
        "\n".join(sorted(words)),
        "\n".join(glued),
        numbers(list(glued.values())),
        "\n".join(folded for folded, _ in slips),
        numbers([i for _, i in slips]),
        numbers([letter_set(folded) for folded, _ in slips]),
    )


def letter_set(word: str) -> int:
    """The letters of a lower-case word, a bit each. A slip changes two bits at most."""
    letters = 0
    for letter in word:
        letters |= 1 << (ord(letter) & 31)
    return letters


def may_be_slip(word: str, name: str, slips: int) -> bool:
    """Whether the two are alike but for so many letters left out of each: each slip costs one in both at most."""
    return not shortened(word, slips).isdisjoint(shortened(name, slips))


def shortened(word: str, letters: int) -> set[str]:
    """The word, and what is left of it without one letter, and so on.

    >>> sorted(shortened("abc", 1))
    ['ab', 'abc', 'ac', 'bc']
    """
    found = last = {word}
    for _ in range(letters):
        last = {form[:i] + form[i + 1 :] for form in last for i in range(len(form))}
        found = found | last
    return found


class Owners(Mapping[str, Sequence[Name]]):
    """By folded form the names that are written so, each made when it is asked for."""

    def __init__(self, table: MatcherTable, patterns: Sequence[str], name: Callable[[int], Name]) -> None:
        self._table = table
        self._patterns = patterns
        self._name = name
        self._made: dict[str, Sequence[Name]] = {}

    def __getitem__(self, form: str) -> Sequence[Name]:
        owned = self._made.get(form)
        if owned is None:
            i = bisect_left(self._patterns, form)
            if i == len(self._patterns) or self._patterns[i] != form:
                raise KeyError(form)
            first = number(self._table.owners, i)
            if first == NOBODY:
                raise KeyError(form)
            owned = self._made[form] = [self._name(n) for n in self._table.others.get(i, (first,))]
        return owned

    def __iter__(self) -> Iterator[str]:
        return (form for i, form in enumerate(self._patterns) if number(self._table.owners, i) != NOBODY)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Matcher:
    """The names of a taxonomy made ready for searching. Build once, use for any number of postings."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self._table = taxonomy.table("matcher", MatcherTable, lambda: matcher_table(taxonomy))
        self._names: dict[int, Name] = {}
        self.patterns = self._table.patterns.split("\n") if self._table.patterns else []
        self.owners = Owners(self._table, self.patterns, self.name)
        self.nothing = frozenset(self._table.nothing)
        self.scanner = Scanner(taxonomy.table(table_name(), ScannerTable, lambda: scanner_table(self.patterns)))
        # Words that no slip is looked for in: those of names, and what was looked up before and is none.
        self.known = set(self._table.words.split("\n"))
        self.most_known = len(self.known) + MAX_MEMO
        self.verdicts: dict[str, tuple[Name, int]] = {}
        self._meanings: dict[int, tuple[bool, tuple[Name, ...]]] = {}
        self.followers: dict[tuple[str, ...], Neighbours] = {}
        self.leaders: dict[tuple[str, ...], Neighbours] = {}
        self.contexts: dict[tuple[str, ...], tuple[bytes, ...]] = {}

    def name(self, index: int) -> Name:
        """The name of this number."""
        if index not in self._names:
            self._names[index] = self.taxonomy.columns.names.at(index, Name)
        return self._names[index]

    def glued(self, folded: str) -> Name | None:
        """The name that is written so and may be part of a run of words."""
        index = self._glued.get(folded)
        return None if index is None else self.name(index)

    @cached_property
    def _glued(self) -> dict[str, int]:
        forms = self._table.glued.split("\n")
        return {form: number(self._table.glued_names, i) for i, form in enumerate(forms) if form}

    @cached_property
    def slips(self) -> dict[tuple[str, int], list[tuple[str, int, int]]]:
        """The names that are found with slips, by first letter and length: folded form, number, set of letters."""
        found: dict[tuple[str, int], list[tuple[str, int, int]]] = {}
        for i, folded in enumerate(filter(None, self._table.slips.split("\n"))):
            entry = (folded, number(self._table.slip_names, i), number(self._table.slip_letters, i))
            found.setdefault((folded[0], len(folded)), []).append(entry)
        return found

    def meanings(self, index: int) -> tuple[bool, tuple[Name, ...]]:
        """Whether the name of this number in a scan is a phrase that means no skill, and the names written so."""
        found = self._meanings.get(index)
        if found is None:
            pattern = self.patterns[index]
            found = self._meanings[index] = (pattern in self.nothing, tuple(self.owners.get(pattern, ())))
        return found

    def follower(self, words: tuple[str, ...]) -> Neighbours:
        """A guard's `not_before` words."""
        if words not in self.followers:
            self.followers[words] = Neighbours(words, before=True)
        return self.followers[words]

    def leader(self, words: tuple[str, ...]) -> Neighbours:
        """A guard's `not_after` words."""
        if words not in self.leaders:
            self.leaders[words] = Neighbours(words, before=False)
        return self.leaders[words]

    def context(self, words: tuple[str, ...]) -> tuple[bytes, ...]:
        """A guard's `needs` and their plurals, as they stand in folded text."""
        if words not in self.contexts:
            self.contexts[words] = tuple(
                f" {word}{s} ".encode("latin-1", "replace") for word in words for s in ("", "s")
            )
        return self.contexts[words]

    def is_trait(self, name: Name) -> bool:
        """Whether a name stands for a trait."""
        return self.taxonomy.skills[name.skill_id].kind == "trait"

    def slips_among(self, words: set[str]) -> dict[str, tuple[Name, int]]:
        """The unknown lower-case words that misspell a name, each with the name and its score."""
        found = {}
        for word in words - self.known:
            verdict = self.verdicts.get(word)
            if verdict is None and MIN_SLIP <= len(word) <= MAX_SLIP and word.isalpha():
                verdict = self._slip(word)
            if verdict is not None:
                found[word] = self.verdicts[word] = verdict
            elif len(self.known) < self.most_known:
                self.known.add(word)
        return found

    def _slip(self, word: str) -> tuple[Name, int] | None:
        if is_english(word):
            return None
        allowed = 2 if len(word) >= TWO_SLIPS else 1
        letters = letter_set(word)
        near = [
            (folded, index)
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            for folded, index, known in self.slips.get((word[0], length), ())
            if (letters ^ known).bit_count() <= 2 * allowed and may_be_slip(word, folded, allowed)
        ]
        if not near:
            return None
        from rapidfuzz.distance import OSA  # only where a word is met that nothing explains

        best: tuple[int, str, int] | None = None
        for folded, index in near:
            limit = 2 if min(len(folded), len(word)) >= TWO_SLIPS else 1
            distance = OSA.distance(word, folded, score_cutoff=limit)
            if distance <= limit and (best is None or distance < best[0]):
                best = (distance, folded, index)
        if best is None:
            return None
        distance, folded, index = best
        return self.name(index), round(100 * (1 - distance / max(len(word), len(folded)))) - SCORE_SLIP_LOSS


# --- spellings ----------------------------------------------------------------------------------------------

BRITISH = (
    ("ization", "isation"),
    ("izing", "ising"),
    ("ize", "ise"),
    ("yze", "yse"),
    ("yzing", "ysing"),
    ("modeling", "modelling"),
    ("labeling", "labelling"),
    ("behavior", "behaviour"),
    ("color", "colour"),
    ("center", "centre"),
    ("fulfillment", "fulfilment"),
    ("counseling", "counselling"),
    ("license", "licence"),
    ("catalog", "catalogue"),
    ("labor", "labour"),
    ("pediatric", "paediatric"),
    ("program", "programme"),
)


def spellings(name: Name) -> set[str]:
    """The folded forms that a name is looked up by: itself, its plural or singular, its British or American form.

    Doubtful names stand only for themselves: "Reacts" and "Springs" are no skills.
    """
    folded = fold_name(name.text)
    forms = {folded}
    if "&" in name.text:
        forms.add(fold_name(name.text.replace("&", " and ")))
    elif " and " in folded:
        forms.add(folded.replace(" and ", " "))
    if name.guard is not None and (name.guard.needs or (" " not in folded and not name.text.isupper())):
        return forms
    for american, british in BRITISH:
        for form in list(forms):
            for one, other in ((american, british), (british, american)):
                # Only at a word's end or before a short ending, and not "program" within "programme".
                if one in form and (other not in form or len(one) > len(other)):
                    forms.add(re.sub(rf"{one}(?![a-z]{{3}})", other, form))
    for form in list(forms):
        last = form.rsplit(" ", 1)[-1]
        if not last.isalpha() or len(last) < 3:
            continue
        if last.endswith("ies") and len(last) > 4:
            forms.add(form[:-3] + "y")
        elif name.text[-1] == "S":  # SSRS is no plural of SSR
            continue
        elif last.endswith("s") and not last.endswith(("ss", "us", "is", "js", "os", "ics")) and len(last) > 3:
            forms.add(form[:-1])
        elif last.endswith("y") and last[-2] not in "aeiou":
            forms.add(form[:-1] + "ies")
        elif not last.endswith(("s", "ing", "x")):
            forms.add(form + "s")
    return forms


GUARD_SIGNS = " \t,\"'’(-"
GUARD_REACH = 4  # characters: a gap, and a letter whose small form is longer
GUARD_GAP = r"[ \t,\"'’(-]{0,2}"  # between a name and a guard's word: never a line break


def guard_pattern(words: tuple[str, ...], before: bool) -> re.Pattern[str]:
    """A pattern for the words that must not follow (matched at the name's end) or precede (before its start).

    A word ending in "*" is a prefix; one made of signs is compared with the very next signs.
    """
    parts = []
    for word in words:
        prefix = word.endswith("*") and len(word) > 1
        core = word[:-1] if prefix else word
        quoted = re.escape(core.strip()).replace(r"\ ", r"[\s-]{1,2}").replace("'", "['’]")
        if before:
            edge = "" if prefix or not core[-1:].isalnum() else r"(?!\w)"
            parts.append((GUARD_GAP if core[:1].isalnum() else "") + quoted + edge)
        else:
            edge = r"(?<!\w)" if core[:1].isalnum() else ""
            parts.append(edge + quoted + (GUARD_GAP if core[-1:].isalnum() else "") + r"$")
    return patterns.compile_now("(?:" + "|".join(parts) + ")", re.IGNORECASE)


class WordList:
    """The words of a text that holds one a line, sorted.

    A text has few words to ask for, and making a set of the whole list would take longer than reading the posting: so
    the list is searched until that would have taken longer.
    """

    ENOUGH = 500  # look-ups

    def __init__(self, text: str) -> None:
        self._text = text
        self._asked = 0
        self._set: frozenset[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self._set is None:
            self._asked += 1
            if self._asked < self.ENOUGH:
                return self._search(word)
            self._set = frozenset(self._text.split("\n"))
        return word in self._set

    def _search(self, word: str) -> bool:
        text, low, high = self._text, 0, len(self._text)
        while low < high:
            middle = (low + high) // 2
            start = max(text.rfind("\n", low, middle) + 1, low)
            end = text.find("\n", middle)
            end = len(text) if end < 0 else end
            if text[start:end] < word:
                low = end + 1
            else:
                high = start
        end = low + len(word)
        return text.startswith(word, low) and text[end : end + 1] in ("\n", "")


class Neighbours:
    """Words beside a name that give it another meaning: their ends are compared first, then their pattern."""

    def __init__(self, words: tuple[str, ...], before: bool) -> None:
        """`before`: those that a name must not stand before, else those it must not stand after."""
        cores = [
            word[:-1].strip().lower() if len(word) > 1 and word.endswith("*") else word.strip().lower()
            for word in words
        ]
        parts = [re.split(r"[\s-]", core)[0 if before else -1] or core for core in cores if core]
        self.words = tuple(part for part in parts if part[0 if before else -1].isalnum())
        self.signs = tuple(part for part in parts if not part[0 if before else -1].isalnum())
        self.pattern = guard_pattern(words, before)
        self.reach = max(map(len, parts), default=0) + GUARD_REACH

    def follows(self, text: str, end: int) -> bool:
        """Whether one of the words stands behind a name that ends here."""
        near = text[end : end + self.reach].lower().replace("’", "'")
        if near.lstrip(GUARD_SIGNS).startswith(self.words) or near.startswith(self.signs):
            return self.pattern.match(text, end) is not None
        return False

    def precedes(self, text: str, start: int) -> bool:
        """Whether one of the words stands before a name that begins here."""
        near = text[max(0, start - MAX_GUARD_WORDS) : start]
        low = near.lower().replace("’", "'").removesuffix("\n")  # a "$" stands there too
        if low.rstrip(GUARD_SIGNS).endswith(self.words) or low.endswith(self.signs):
            return self.pattern.search(near) is not None
        return False


@cache
def _english(names: bool) -> WordList:
    words = tables.text("english.txt")
    return WordList(words.lower() if names else "\n".join(w for w in words.split("\n") if w.islower()))


ENDINGS = (("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("er", ""), ("ly", ""))


def is_english(word: str, names: bool = True) -> bool:
    """Whether a lower-case word is ordinary English, or a regular form of such a word; with `names`, also a name."""
    words = _english(names)
    if word in words:
        return True
    return any(word.endswith(end) and word[: -len(end)] + base in words for end, base in ENDINGS)


# --- finding ------------------------------------------------------------------------------------------------


def find_mentions(outline: Outline, matcher: Matcher, company: str | None = None) -> list[SkillMention]:
    """The skills named in the outline, in reading order, outside the fenced sections.

    The outline's scan must be that of the matcher's own scanner, whose numbers of names it holds.
    `company` is the posting's own employer: its name is not a skill.
    """
    return _Search(outline, matcher, company).run()


def explain_mentions(outline: Outline, matcher: Matcher, skill_id: str, company: str | None = None) -> list[Occurrence]:
    """Every place where a name of the skill stands, in reading order: whether it counts there, and why not."""
    search = _Search(outline, matcher, company)
    hits = search.find()
    places = {
        (hit.start, hit.end): search.occurrence(hit)
        for hit in [*search.refused, *hits]
        if hit.name is not None and hit.name.skill_id == skill_id
    }
    for hit in search.outside(outline):
        if hit.name is not None and hit.name.skill_id == skill_id:
            places.setdefault((hit.start, hit.end), search.occurrence(hit))
    return [places[span] for span in sorted(places)]


def find_uses(outline: Outline, matcher: Matcher, company: str | None = None) -> Iterator[tuple[Name, bool]]:
    """Every name met in the searched sections, and whether it counts there."""
    search = _Search(outline, matcher, company)
    for hit in [*search.find(), *search.refused]:
        if hit.name is not None and hit.how in ("exact", "alias"):
            yield hit.name, not hit.verdict


class _Search:
    """One search of one outline. `refused` holds the names that were found and do not count, each with the reason."""

    def __init__(self, outline: Outline, matcher: Matcher, company: str | None) -> None:
        self.text = outline.text
        self.matcher = matcher
        self.passages = [p for p in outline.passages if p.section not in NO_SKILLS]
        self.starts = [p.start for p in self.passages]
        self.ends = [p.start + len(p.text) for p in self.passages]
        own = fold_name(company).split() if company else []
        self.own = {" ".join(own[: i + 1]) for i in range(len(own))}  # Cisco at "Cisco Meraki"
        self.scan = outline.scan
        self.links = links(self.text)
        self.stretches = stretches(outline)
        self.refused: list[_Hit] = []
        self.claims: dict[int, tuple[tuple[Span, ...], tuple[Span, ...]]] = {}  # wishes and denials by passage
        self.contexts: dict[tuple[str, ...], tuple[bytes, ...]] = {}  # `context` by what is asked for

    def run(self) -> list[SkillMention]:
        hits = self.find()
        return [
            SkillMention(
                hit.name.skill_id,
                hit.start,
                hit.end,
                self.text[hit.start : hit.end],
                hit.how,
                hit.score,
                self.importance(hit),
            )
            for hit in hits
            if hit.name is not None
        ]

    def find(self) -> list[_Hit]:
        """The hits that count, in reading order, phrases that mean no skill among them."""
        hits = longest(self.judge(self.lookup()), self.refused)
        if glued := self.find_glued(hits):
            hits = sorted([*hits, *glued], key=lambda h: h.start)
        if slips := self.find_slips(hits):
            hits = sorted([*hits, *slips], key=lambda h: h.start)
        return hits

    def passage_at(self, start: int, end: int) -> int | None:
        """The index of the searched passage that holds the span, None outside all of them."""
        i = bisect_right(self.starts, start) - 1
        return i if i >= 0 and end <= self.ends[i] else None

    def lookup(self) -> Iterator[_Hit]:
        """Every name in the searched passages, overlapping ones included."""
        matcher = self.matcher
        found = 0
        for index, first, last in self.scan.names:
            passage = self.passage_at(first, last)
            if passage is None:
                continue
            found += 1
            if found > MOST_NAMES:
                break
            own = "own-name" if self.own and matcher.patterns[index] in self.own else ""
            means_nothing, names = matcher.meanings(index)
            if means_nothing:
                yield _Hit(None, first, last, passage, SCORE_SURE, "exact")
            for name in names:
                yield _Hit(name, first, last, passage, 0, "exact" if name.canonical else "alias", own)

    def outside(self, outline: Outline) -> Iterator[_Hit]:
        """The names in the sections that are not searched."""
        self.passages = [p for p in outline.passages if p.section in NO_SKILLS]
        self.starts = [p.start for p in self.passages]
        self.ends = [p.start + len(p.text) for p in self.passages]
        for hit in self.lookup():
            hit.verdict = "section"
            yield hit

    def occurrence(self, hit: _Hit) -> Occurrence:
        assert hit.name is not None
        passage = self.passages[hit.passage]
        return Occurrence(
            text=self.text[hit.start : hit.end],
            start=hit.start,
            end=hit.end,
            name=hit.name.text,
            section=passage.section,
            counts=not hit.verdict,
            importance=None if hit.verdict else self.importance(hit),
            how=hit.how,
            score=hit.score if not hit.verdict else 0,
            reason=REASONS[hit.verdict] if hit.verdict else f"counts in the section {passage.section}",
        )

    def judge(self, hits: Iterable[_Hit]) -> list[_Hit]:
        """The hits that stand, scored. Those that only lack context get another chance in a list."""
        sure: list[_Hit] = []
        doubtful: list[_Hit] = []
        for hit in hits:
            if hit.name is None:
                sure.append(hit)
                continue
            hit.verdict = hit.verdict or self.objection(hit, hit.name)
            if hit.verdict:
                self.refused.append(hit)
            elif hit.name.guard is None:
                hit.score = SCORE_SURE
                sure.append(hit)
            else:
                hit.verdict = self.doubt(hit, hit.name)
                (doubtful if hit.verdict else sure).append(hit)
        if len(sure) >= LIST_LENGTH - 1 and any_near(doubtful, sure):
            sure += self.vouched(sure, doubtful)
        self.refused += [hit for hit in doubtful if not hit.score]
        return sure

    def objection(self, hit: _Hit, name: Name) -> str:
        """Why the hit cannot be the skill, whatever its context: a key of `REASONS`, or nothing."""
        text, start, end = self.text, hit.start, hit.end
        guard = name.guard
        surface = text[start:end]
        if self.links and self.in_link(start):
            return "link"
        if self.passages[hit.passage].kind is None and self.matcher.is_trait(name):
            return "trait"  # "our collaboration with ..." asks for nothing
        if (
            not surface.isalnum()
            and surface.lower() != name.text.lower()
            and (parts_join(surface, name.text) or "\n\n" in surface)
        ):
            return "separated"
        if (text[start - 1 : start] in ODD_BEFORE or text[end : end + 1] in ODD_AFTER) and not self.stands_alone(
            start, end, loose=guard is None and (" " in name.text or end - start > 3)
        ):
            return "part-of-word"
        if guard is None:
            return ""
        if guard.case and not written_as(surface, name.text) and not surface.islower():
            return "case"
        # The stop behind the last word of a sentence is none of a name: "Python and R.", but "R. Smith".
        ends = end + 1 == self.passages[hit.passage].end and text[end] == "."
        if guard.not_before and not ends and self.matcher.follower(guard.not_before).follows(text, end):
            return "not-before"
        if guard.not_after and self.matcher.leader(guard.not_after).precedes(text, start):
            return "not-after"
        return ""

    def in_link(self, position: int) -> bool:
        i = bisect_right(self.links, (position, len(self.text))) - 1
        return i >= 0 and position < self.links[i][1]

    def stands_alone(self, start: int, end: int, loose: bool) -> bool:
        """Whether the signs beside the name leave it a word of its own: not the R of "R&D" or the C of "C'est".

        A long name beyond doubt is `loose`: it may stand beside a hyphen or an apostrophe.
        """
        before = self.text[start - 1 : start]
        after, rest = self.text[end : end + 1], self.text[end + 1 : end + 3]
        if "_" in (before, after) or before in ("@", "#"):
            return False
        if loose:
            return True
        if before in ("&", "'", "’") or (before == "-" and self.text[start - 2 : start - 1].isalnum()):
            return False
        if after == "&" or (after == "-" and rest[:1].isalnum() and not COMPOUND_RE.match(self.text, end)):
            return False
        return not (after in ("'", "’") and rest[:1].isalpha() and rest.lower().rstrip(" ,.") != "s")

    def doubt(self, hit: _Hit, name: Name) -> str:
        """What a hit with a guard lacks to count: a key of `REASONS`; or nothing, and the hit is scored."""
        guard = name.guard
        assert guard is not None
        surface = self.text[hit.start : hit.end]
        if guard.case and not written_as(surface, name.text):
            return "case"
        first = not guard.start_of_sentence and self.begins_sentence(hit)
        asked = first and self.passages[hit.passage].kind in ASKED and CLAIM_RE.match(self.text, hit.end)
        if guard.needs and not asked and not self.has_context(hit, guard.needs):
            return "no-context"
        if guard.case and not guard.needs and surface.isupper() and surface != name.text and self.in_capitals(hit):
            return "capitals"
        if first and not asked:
            return "start-of-sentence"
        hit.score = SCORE_CONTEXT if guard.needs else SCORE_CASE if guard.case else SCORE_SURE
        return ""

    def in_capitals(self, hit: _Hit) -> bool:
        """Whether the whole passage is in capitals, where a capital proves nothing."""
        return not any(c.islower() for c in self.passages[hit.passage].text)

    def begins_sentence(self, hit: _Hit) -> bool:
        """Whether the name is the first word of a sentence that goes on: there a capital proves nothing."""
        passage = self.passages[hit.passage]
        before = self.text[max(passage.start, hit.start - 3) : hit.start].strip()
        if hit.start > passage.start and not before.endswith((".", "!", "?", ":")):
            return False
        return GOES_ON_RE.match(self.text, hit.end) is not None

    def has_context(self, hit: _Hit, needs: tuple[str, ...]) -> bool:
        """Whether one of the words stands near the hit, on this side of the fence."""
        low, high = self.stretches[bisect_right(self.stretches, (hit.start, len(self.text))) - 1]
        words = self.context(needs)
        if not words:
            return False
        folded = self.scan.folded
        left = folded.between(max(low, hit.start - CONTEXT), hit.start)
        right = folded.between(hit.end, min(high, hit.end + CONTEXT))
        for word in words:  # noqa: SIM110  a loop takes half the time of any()
            if word in left or word in right:
                return True
        return False

    def context(self, needs: tuple[str, ...]) -> tuple[bytes, ...]:
        """The words that may vouch for a name; where there are very many names, those that stand in the text."""
        words = self.matcher.context(needs)
        if len(self.scan.names) < MANY_NAMES:
            return words
        if needs not in self.contexts:
            text = self.scan.folded.text
            self.contexts[needs] = tuple(word for word in words if word.strip() in text)
        return self.contexts[needs]

    def vouched(self, sure: list[_Hit], doubtful: list[_Hit]) -> list[_Hit]:
        """The doubtful hits that stand in a list of three or more names, two of them beyond doubt."""
        firm = {id(h) for h in sure}
        both = sorted(
            (h for h in [*longest(sure, []), *doubtful] if h.name is not None), key=lambda h: (h.start, -h.end)
        )
        kept: list[_Hit] = []
        admitted: list[_Hit] = []
        for hit in both:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        for group in enumerations(self.text, kept):
            if len(group) < LIST_LENGTH:
                continue
            certain = {h.name.skill_id for h in group if id(h) in firm and h.name}
            if len(certain) < LIST_LENGTH - 1:
                continue
            # "python django go postgresql": tags in small letters, where a capital is not to be had.
            small = self.text[group[0].start : group[-1].end].islower() and self.is_list(group)
            for hit in group:
                if id(hit) not in firm and (small or hit.verdict != "case"):
                    hit.score, hit.verdict = SCORE_LIST, ""
                    admitted.append(hit)
        return admitted

    def is_list(self, group: Sequence[_Hit]) -> bool:
        """Whether signs or words part the names, or nothing else stands in the line: "reactjs agile html"."""
        parted = all(self.text[a.end : b.start].strip() for a, b in pairwise(group))
        return parted or group[-1].end - group[0].start >= TAG_SHARE * len(self.passages[group[0].passage].text)

    def find_glued(self, hits: Sequence[_Hit]) -> list[_Hit]:
        """Names run together with others or with the words around them."""
        covered = Cover(hits)
        found: list[_Hit] = []
        done = 0
        for seam in sorted(self.scan.folded.seams())[:MOST_NAMES]:
            i = self.passage_at(seam, seam + 1) if seam >= done else None
            if i is None:
                continue
            passage = self.passages[i]
            at = seam - passage.start
            for run in RUN_RE.finditer(passage.text, max(0, at - MAX_RUN), at + MAX_RUN + 1):
                if run.end() <= at:
                    continue
                if run.start() > at:
                    break
                token = run[0].rstrip(".")
                start = passage.start + run.start()
                done = start + len(run[0])
                if not SEAM_RE.search(token) or covered.touches(start, start + len(token)):
                    break
                if self.in_link(start):
                    break
                for first, last, name in split_glued(token, self.matcher.glued):
                    if fold_name(name.text) not in self.own:
                        found.append(_Hit(name, start + first, start + last, i, SCORE_GLUED, "glued"))
                break
        return found

    def find_slips(self, hits: Sequence[_Hit]) -> list[_Hit]:
        """Misspelt names among the words that nothing explains."""
        slips = self.matcher.slips_among(set(self.scan.folded.text.decode("latin-1").split()))
        if not slips:
            return []
        covered = Cover(hits)
        found: list[_Hit] = []
        for i, passage in enumerate(self.passages):
            for match in WORD_RE.finditer(passage.text):
                word = match[0].lower()
                if word not in slips or word in self.own:
                    continue
                start, end = passage.start + match.start(), passage.start + match.end()
                if not covered.touches(start, end) and not self.in_link(start):
                    name, score = slips[word]
                    found.append(_Hit(name, start, end, i, score, "fuzzy"))
        return found

    # --- importance ---

    def importance(self, hit: _Hit) -> Importance:
        """What the words around a name make of it, else what its passage is: "Java, ideally with Kafka; no Go needed"."""
        passage = self.passages[hit.passage]
        if hit.passage not in self.claims:
            wishes: tuple[Span, ...] = ()
            denied: tuple[Span, ...] = ()
            if passage.kind:
                span = passage.start, passage.end
                wishes = wish_spans(passage.text) if self.scan.meets(WISHES, *span) else ()
                denied = denial_spans(passage.text) if self.scan.meets(DENIALS, *span) else ()
            self.claims[hit.passage] = wishes, denied
        wishes, denied = self.claims[hit.passage]
        at = hit.start - passage.start
        if passage.kind is None or any(start <= at < end for start, end in denied):
            return "mentioned"
        if passage.kind == "responsibility":
            strict = self.scan.meets(STRICT, passage.start, passage.end)
            return "required" if strict and demands(passage.text, at) else "mentioned"
        if any(start <= at < end for start, end in wishes):
            return "preferred"
        if passage.kind == "preferred" and wishes and passage.section != "preferred":
            return "mentioned"  # "We write Go; Rust is a plus"
        return passage.kind


class Cover:
    """The stretches of text that hits already explain."""

    def __init__(self, hits: Sequence[_Hit]) -> None:
        self.starts = [h.start for h in hits]
        self.hits = hits

    def touches(self, start: int, end: int) -> bool:
        i = bisect_right(self.starts, start) - 1
        return (i >= 0 and self.hits[i].end > start) or (i + 1 < len(self.hits) and self.starts[i + 1] < end)


GLUED_WORD_RE = patterns.compile(r"(?:and|or|with|in|for|using)(?=[A-Z])")


class HasSpan(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Spanned = TypeVar("Spanned", bound=HasSpan)


def enumerations(text: str, spans: Iterable[Spanned]) -> Iterator[list[Spanned]]:
    """The runs of spans that stand in one enumeration: "Python, Java, C++, or Go". Spans are in reading order."""
    group: list[Spanned] = []
    for span in spans:
        if group:
            start = group[-1].end
            if span.start - start > MAX_LIST_GAP or not joins(text[start : span.start]):
                yield group
                group = []
        group.append(span)
    if group:
        yield group


def any_near(doubtful: Sequence[_Hit], sure: Sequence[_Hit]) -> bool:
    """Whether a doubtful hit stands so near to another that both may be items of one list."""
    starts = sorted(hit.start for hit in (*doubtful, *sure))
    ends = sorted(hit.end for hit in (*doubtful, *sure))
    for hit in doubtful:
        i, j = bisect_left(ends, hit.start - MAX_LIST_GAP), bisect_left(starts, hit.end)
        if ends[i] <= hit.start or (j < len(starts) and starts[j] - hit.end <= MAX_LIST_GAP):
            return True
    return False


@lru_cache(maxsize=4096)  # a handful of gaps make up nearly all lists
def joins(gap: str) -> bool:
    """Whether what stands between two names makes them items of one list."""
    return not HARD_GAP_RE.search(gap) and LIST_GAP_RE.fullmatch(MARK_RE.sub(" ", gap)) is not None


def longest(hits: Iterable[_Hit], refused: list[_Hit]) -> list[_Hit]:
    """Without hits that lie in a longer one. Of two skills with one name, the one that has context for it stays.

    "GCP" beside "clinical trials" is good clinical practice, though a cloud of that name needs no context.
    """

    def rank(hit: _Hit) -> tuple[int, int, bool, int]:
        vouched = hit.name is not None and hit.name.guard is not None and bool(hit.name.guard.needs and hit.score)
        return hit.start, -hit.end, not vouched, -hit.score

    kept: list[_Hit] = []
    for hit in sorted(hits, key=rank):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.name is not None and hit.name != kept[-1].name:
            hit.verdict = "longer-name"
            refused.append(hit)
    return kept


def links(text: str) -> list[tuple[int, int]]:
    """The spans of web and e-mail addresses, in reading order; of those that overlap the outer."""
    spans = []
    if "://" in text or "www." in text:
        spans = [match.span() for match in LINK_RE.finditer(text)]
    at = text.find("@")
    while at >= 0:
        if host := MAIL_HOST_RE.match(text, at):
            start, least = at, max(0, at - MAX_MAIL_NAME)
            while start > least and (text[start - 1].isalnum() or text[start - 1] in MAIL_SIGNS):
                start -= 1
            if start < at:
                spans.append((start, host.end()))
        at = text.find("@", at + 1)
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
        elif end > kept[-1][1]:
            kept[-1] = (kept[-1][0], end)
    return kept


def stretches(outline: Outline) -> list[tuple[int, int]]:
    """The runs of searched text between fenced sections: no word beyond a fence vouches for a name."""
    runs: list[tuple[int, int]] = []
    for section in outline.sections:
        if section.kind in FENCED:
            continue
        if runs and runs[-1][1] == section.start:
            runs[-1] = (runs[-1][0], section.end)
        else:
            runs.append((section.start, section.end))
    return runs


JOINT_RE = patterns.compile(r"[\s/_()-]")


@lru_cache(maxsize=4096)
def written_as(surface: str, name: str) -> bool:
    """Whether the surface form has the capitals of the name, or is all in capitals (a plural "s" apart).

    >>> written_as("Excel", "Excel"), written_as("excel", "Excel"), written_as("APIs", "API")
    (True, False, True)
    """
    if surface == name:
        return True
    flat, want = (JOINT_RE.sub("", s) for s in (surface, name))
    if flat in (want, want.upper()):
        return True
    return flat.endswith("s") and flat[:-1] in (want, want.upper()) and not want.endswith("s")


SEPARATOR_RE = patterns.compile(r"[,;:|/()•]|[.!?]\s|\s[–—-]+\s")


def parts_join(surface: str, name: str) -> bool:
    """Whether the surface form joins what a separator keeps apart: "Grafana, Loki" is not "Grafana Loki".

    >>> parts_join("Grafana, Loki", "Grafana Loki"), parts_join("CI / CD", "CI/CD")
    (True, False)
    """
    marks = {m[0].strip() for m in SEPARATOR_RE.finditer(surface)}
    if any(joint in name for joint in ("-", "/", "&", " and ")):
        marks.discard("/")  # "blue/green" is "blue-green"
    return any(mark not in name for mark in marks)


def split_glued(token: str, named: Callable[[str], Name | None]) -> list[tuple[int, int, Name]]:
    """The names that a run of words was glued from, as (start, end, name); empty where it is not one.

    Two parts must meet at a capital or a dot and be written as the taxonomy writes them; three or more need only be
    names. A part may also be an ordinary function word, as in "usingJava".
    """
    lower = token.lower()
    cuts = [0, *(i for i in range(1, len(token)) if is_seam(token, i)), len(token)]
    if len(cuts) > MAX_SEAMS:
        return []
    best: dict[int, list[tuple[int, int, Name | None]] | None] = {len(token): []}
    for i in range(len(cuts) - 2, -1, -1):
        start = cuts[i]
        best[start] = None
        for end in reversed(cuts[i + 1 :]):
            rest = best[end]
            if rest is None:
                continue
            whole = lower[start:end].rstrip(".")
            part = whole.lstrip(".")
            name = named(part) or (named(whole) if whole != part else None)
            if (
                name is not None
                and name.guard is not None
                and name.guard.case
                and not written_as(token[start : start + len(part)], name.text)
            ):
                name = None
            if name is not None or part in FUNCTION_WORDS or (part == "" and end - start == 1):
                shift = start + (
                    len(lower[start:end]) - len(lower[start:end].lstrip("."))
                    if name and not name.text.startswith(".")
                    else 0
                )
                best[start] = [(shift, shift + len(part), name), *rest]
                break
    parts = best[0]
    if not parts:
        return []
    found = [(s, e, n) for s, e, n in parts if n is not None]
    if len(parts) < 2 or not found:
        return []
    if len(parts) == 2 and not all(written_as(token[s:e], n.text) or token[s:e].islower() for s, e, n in found):
        return []
    return found


def is_seam(token: str, i: int) -> bool:
    """Whether a new word may begin at position i: "NPM|Yarn", "js|React", "Python|.Java", "MySQL|and|NoSQL"."""
    if "." in (token[i - 1], token[i]) or token[i].isupper():
        return True
    return token[i - 1].isupper() and GLUED_WORD_RE.match(token, i) is not None


# --- alternatives -------------------------------------------------------------------------------------------

OR_RE = patterns.compile(r"(?<![\w/])(?:and/or|or|oder|ou|of|o)(?!\w)", re.IGNORECASE)
AND_RE = patterns.compile(r"(?<!\w)(?:and(?!/or)|und|et|y|en|&)(?!\w)", re.IGNORECASE)
OR_OTHER_RE = patterns.compile(
    r",?\s{1,3}(?:or|oder|ou)\s{1,3}(?:an)?(?:other|similar|equivalent|any|some|comparable|related|ähnlich|autre)",
    re.IGNORECASE,
)  # ", or another language"
EXAMPLES_RE = patterns.compile(
    r"(?:such[ ]as|like|including|incl\.|z\.\s?B\.|e\.g\.,?|wie|tels?[ ]que|como|zoals)[\s:]{0,3}(?:[\w.+#/-]{1,20}[\s,]{1,2}){0,1}$",
    re.IGNORECASE,
)
ONE_OF_RE = patterns.compile(
    r"\b(?:(?:at[ ]least|any|either)?[ ]?(?:one|1)(?:[ ]or[ ]more)?|any|either|mindestens[ ]eine[rsm]?|eine[rsm]?|au[ ]moins[ ]une?|al[ ]menos[ ]un[ao]?|minimaal[ ]een|één)[ ](?:of|der|de[ ]los|de[ ]las|des|van)\b[^.;]{0,60}$",
    re.IGNORECASE,
)  # "at least one of Python, Java and Go", "one or more of the following: AWS, Azure"
MIN_ALTERNATIVES = 2
MAX_LEAD = 120  # characters of the words before a list that tell what it is


def find_alternatives(outline: Outline, mentions: Sequence[SkillMention]) -> list[tuple[list[str], Evidence]]:
    """The groups of skills of which one is enough: "Python, Java, C++, or Go", each with the words that say so.

    Examples are no alternatives: "systems such as Docker, Jenkins or Spinnaker" asks for a kind of thing.
    """
    groups: list[tuple[list[str], Evidence]] = []
    known: set[frozenset[str]] = set()
    asked = [m for m in mentions if m.importance != "mentioned"]
    for i, group in groupby(asked, lambda mention: bisect_right(outline.starts, mention.start) - 1):
        passage, own = outline.passages[i], list(group)
        if len(own) < MIN_ALTERNATIVES:
            continue
        for enumeration in enumerations(outline.text, own):
            one_of = _ends_with(ONE_OF_RE, outline.text, passage.start, enumeration[0].start)
            for part in [enumeration] if one_of else split_at_and(outline.text, enumeration):
                if len(part) < MIN_ALTERNATIVES:
                    continue
                other = OR_OTHER_RE.match(outline.text, part[-1].end)
                if not (one_of or other or OR_RE.search(outline.text[part[-2].end : part[-1].start])):
                    continue
                if not one_of and _ends_with(EXAMPLES_RE, outline.text, passage.start, part[0].start):
                    continue
                ids = list(dict.fromkeys(m.skill_id for m in part))
                if len(ids) >= MIN_ALTERNATIVES and frozenset(ids) not in known:
                    known.add(frozenset(ids))
                    end = other.end() if other else part[-1].end
                    span = (part[0].start - passage.start, end - passage.start)
                    groups.append((ids, passage.cite(span, "one-of" if one_of else "list-with-or")))
    return groups


def _ends_with(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether the pattern, which is short, matches at the end of text[start:end]."""
    return pattern.search(text, max(start, end - MAX_LEAD), end) is not None


def split_at_and(text: str, group: Sequence[Spanned]) -> Iterator[list[Spanned]]:
    """The parts that "and" or ";" keeps apart: "SQL and Python or R" asks for SQL, and for one of two."""
    part = [group[0]]
    for above, span in pairwise(group):
        gap = text[above.end : span.start]
        if ";" in gap or AND_RE.search(gap):
            yield part
            part = []
        part.append(span)
    yield part
