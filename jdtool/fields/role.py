"""The kind of job, by the taxonomy's title wordings; where these do not tell, by the words and skills of the body."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Raw, Struct, msgpack

from jdtool import patterns, tables
from jdtool.entries import Role
from jdtool.folding import fold_name, lowered
from jdtool.model import Evidence, Finding, Outline, SectionKind, SkillMention
from jdtool.taxonomy import Taxonomy, typical_shares
from jdtool.titles import BRACKET_RE, GENDER_ENDING_RE, is_job_noun, names_job, word_set
from jdtool.wording import MOST_TEXT

PRECEDENCE = {"first": 0, "normal": 1, "last": 2}
GENERAL_ROLE = "software-engineer"
# "Healthcare Data Analyst": a field of business before a software job is only its domain. Not so in the
# trades, whose words change what the job is: "Electrical Test Engineer".
NO_DOMAINS = frozenset({"trades"})

# Where the main part of a title ends: what follows is a hint ("Software Engineer, Marketing Tools").
HINT_RE = patterns.compile(r",|\s[-–—]|[-–—]\s|\||:\s|\s(?:for|at|für|bei)\s")
SLASH_RE = patterns.compile(r"/|\s(?:&|and|und)\s")

SERVED_RE = patterns.compile(r"(?<=assistant)\s(?:to|for)\s.*", re.IGNORECASE)  # "Executive Assistant to the CEO"

# A title that says no more than this is bare.
BARE_WORDS = word_set(
    """
    engineer developer programmer consultant coder dev architect entwickler ingenieur berater développeur
    ingénieur desarrollador ingeniero ontwikkelaar
    senior sr junior jr lead principal staff mid level entry intern graduate trainee associate head founding
    i ii iii iv 1 2 3 4 the a an and of or technical tech it
    """
)
SOFTWARE_NOUN_RE = patterns.compile(
    r"\b(?:engineer|eng|dev|developer|programmer|entwickler|développeur|desarrollador)s?\b", re.IGNORECASE
)
SOFTWARE_CATEGORIES = word_set(
    """
    language frontend backend mobile game-graphics database data-engineering ai-ml cloud devops security
    testing
    """
)
# What a "Software Engineer" may be by the body. Not those whose words every engineer hears: on-call, security, CI.
NARROWER = word_set("frontend backend fullstack mobile embedded game blockchain data-engineer ml-engineer")
MIN_SOFTWARE_SKILLS = 3  # named software skills that make an "Engineer" a software engineer
MIN_ROLE_SKILLS = 4  # required skills typical of one role that make a bare title that role
MIN_ROLE_SHARE = 0.6  # ... and their share of the required skills that are typical of any


class Hit(Struct, frozen=True):
    """A wording found in a title: the role it names, where it starts, its length."""

    role: Role
    wording: str
    start: int
    length: int

    @property
    def key(self) -> tuple[int, int, int]:
        return PRECEDENCE[self.role.precedence], self.start, -self.length


class RoleFinder:
    """The role wordings of a taxonomy made ready for matching."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self._table = taxonomy.table("roles", dict[str, Raw], lambda: role_table(taxonomy))
        self._by_word: dict[str, list[tuple[tuple[str, ...], Role]]] = {}

    def by_word(self, word: str) -> list[tuple[tuple[str, ...], Role]]:
        """The wordings that begin with this word, in parts, and their roles."""
        if word not in self._by_word and word in self._table:
            found = msgpack.decode(self._table[word], type=list[tuple[tuple[str, ...], str]])
            self._by_word[word] = [(parts, self.taxonomy.roles[role]) for parts, role in found]
        return self._by_word.get(word, [])

    def find(
        self,
        title: str | None,
        title_evidence: Sequence[Evidence],
        mentions: Sequence[SkillMention],
        outline: Outline | None = None,
    ) -> Finding[str] | None:
        """The role id, None where neither title nor body tells."""
        role, rule = (self.by_title(title), "title-wording") if title else (None, "")
        if role is None and title:
            role, rule = self.by_skills(title, mentions), "skills"
        general = role is not None and role.id == GENERAL_ROLE
        if outline and (role is None or general):
            body = find_role_in_body(outline, mentions)
            if body and body.value in (NARROWER if general else self.taxonomy.roles):
                return body
        if role is None and title and self.is_software(title, mentions):
            role, rule = self.taxonomy.roles.get(GENERAL_ROLE), "skills"
        if role is None:
            return None
        return Finding(
            role.id, [Evidence(e.text, f"{rule}:{role.id}", e.start, e.end, e.field) for e in title_evidence]
        )

    def by_title(self, title: str) -> Role | None:
        """The role a title names; None where no wording fits.

        The main part decides. A hint behind it may narrow a general role ("Software Engineer, iOS") but
        makes no software job one of another trade ("Software Engineer, Marketing Tools").
        """
        if "assistant" in title.lower():
            title = SERVED_RE.sub("", title)
        whole = self.best_hit(title)
        if whole is None or whole.role.precedence == "first":
            return whole.role if whole else None
        plain = main_part(title)
        main = whole if plain == title else self.best_hit(plain)
        if main is None:  # "Personalisation Engineer, Growth Marketing" does no marketing
            elsewhere = whole.role.family != "software" and whole.role.id not in NO_DOMAINS
            return None if elsewhere and SOFTWARE_NOUN_RE.search(plain) else whole.role
        narrower = main.role.precedence == "last" and (
            main.role.family != "software" or whole.role.family == "software"
        )
        return whole.role if narrower else main.role

    def best_hit(self, title: str) -> Hit | None:
        """The wording that wins: of precedence "first", then what stands earliest, then the longest."""
        hits = list(self.hits(title))
        if not hits:
            return None
        best = min(hits, key=lambda hit: hit.key)
        if best.role.family == "software" or best.role.id in NO_DOMAINS or ends_in_noun(best.wording):
            return best
        jobs = [
            hit
            for hit in hits
            if hit.role.family == "software"
            and (hit.role.precedence == "normal" or hit.wording.startswith("software "))
            and hit.start > best.start + best.length - 3
            and " " in hit.wording
            and ends_in_noun(hit.wording)
        ]
        first = len(title_words(SLASH_RE.split(title)[0]))  # "Marketing / Web Developer" is two jobs
        jobs = [hit for hit in jobs if hit.start < first]
        if jobs:
            return min(jobs, key=lambda hit: hit.key)
        return best

    def hits(self, title: str) -> Iterator[Hit]:
        """Every wording found in the title."""
        folded = f" {title_words(title)} "
        for word in set(folded.split()):
            for parts, role in self.by_word(word):
                if parts[0] not in folded:
                    continue
                places = [folded.find(part) for part in parts]
                if min(places) >= 0:
                    yield Hit(role, " + ".join(p.strip() for p in parts), min(places), sum(map(len, parts)))

    def by_skills(self, title: str, mentions: Sequence[SkillMention]) -> Role | None:
        """The role that the skills point to where the title is bare ("Engineer"), None where they differ."""
        skills = self.taxonomy.skills
        known = self.software_skills(mentions)
        if BARE_WORDS.issuperset(title_words(title).split()):
            required = {m.skill_id for m in mentions if m.importance == "required"} & known
            typical = Counter(skills[skill].roles[0] for skill in required if skills[skill].roles)
            if typical:
                role, count = typical.most_common(1)[0]
                if count >= MIN_ROLE_SKILLS and count >= MIN_ROLE_SHARE * typical.total():
                    return self.taxonomy.roles.get(role)
        return None

    def is_software(self, title: str, mentions: Sequence[SkillMention]) -> bool:
        """Whether an "Engineer" of any kind is one of software, by the skills named."""
        return len(self.software_skills(mentions)) >= MIN_SOFTWARE_SKILLS and bool(SOFTWARE_NOUN_RE.search(title))

    def software_skills(self, mentions: Sequence[SkillMention]) -> set[str]:
        skills = self.taxonomy.skills
        return {m.skill_id for m in mentions if skills[m.skill_id].category in SOFTWARE_CATEGORIES}


def role_table(taxonomy: Taxonomy) -> dict[str, Raw]:
    """The wordings of all roles by their first word."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for role in taxonomy.roles.values():
        for wording in role.titles:
            parts = tuple(f" {title_words(part)} " for part in wording.split(" + "))
            first = parts[0].split()
            if first:
                found.setdefault(first[0], []).append((parts, role.id))
    return {word: Raw(msgpack.encode(wordings)) for word, wordings in found.items()}


def main_part(title: str) -> str:
    """The title up to its first hint, without brackets: the part that names the job.

    >>> main_part("Fullstack (Node.js) Developer - Payments"), main_part("Clinical, Data Analyst, Oncology")
    ('Fullstack Developer', 'Clinical, Data Analyst')
    """
    plain = BRACKET_RE.sub(" ", title).strip(" -")
    for hint in HINT_RE.finditer(plain):
        if names_job(plain[: hint.start()]):
            plain = plain[: hint.start()]
            break
    return " ".join(plain.split())


def ends_in_noun(wording: str) -> bool:
    """Whether the wording names a job by itself: "data analyst", not "insurance"."""
    return is_job_noun(wording.rsplit(" ", 1)[-1])


# Words that titles have or lack without meaning another job: "director of product", "director, product".
LINK_WORDS = word_set("of and the und für der de du des et")
NO_PLURALS = ("ss", "us", "is", "ics", "ops", "os", "sales")
FEMININE_RE = patterns.compile(r"(?<=er)in$|(?<=eur)in$|(?<=ist)in$|(?<=ent)in$")  # "Buchhalterin", "Redakteurin"


def title_words(text: str) -> str:
    """The words of a title as wordings are compared: folded, singular, "front end" as "frontend", no "of".

    >>> title_words("Senior Front-End Engineers"), title_words("Director of Back End / Server Development")
    ('senior frontend engineer', 'director backend server development')
    """
    folded = fold_name(GENDER_ENDING_RE.sub("", text)).replace("front end", "frontend").replace("back end", "backend")
    folded = folded.replace("full stack", "fullstack").replace("dev ops", "devops")
    return " ".join(singular(word) for word in folded.split() if word not in LINK_WORDS)


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """The word without the ending of its plural or feminine form.

    >>> singular("nurses"), singular("logistics"), singular("beraterin")
    ('nurse', 'logistics', 'berater')
    """
    if len(word) > 4 and word.endswith("s") and not word.endswith(NO_PLURALS):
        return word[:-1]
    return FEMININE_RE.sub("", word) if word.endswith("in") else word


# --- the body, where no title tells -------------------------------------------------------------------------

BODY_SECTIONS: tuple[SectionKind, ...] = (
    "header",
    "summary",
    "tags",
    "responsibilities",
    "required",
    "preferred",
)  # not what the company says of itself
TOKEN_RE = patterns.compile(r"[^\W_]+(?:\+\+|#)?")  # "C++", "front" and "end" of "front-end"
MAX_REPEATS = 3  # a word said more often tells no more
REPEAT_WORTH = 0.5  # of its points, each time a word is said again
MIN_LIFT = 1.3  # a skill tells of a role where it is named this much more often than elsewhere, in powers of two
SKILL_WORTH = 0.5  # points a power of two; half of it where the skill is not required
MIN_POINTS = 12  # of the best role: three telling words, or two said again
MIN_RATIO = 2.0  # ... and how often the points of the next: 85% right on 1,300 postings whose text names no title
MIN_WORDED = 4  # points of the best role that are of words: Docker and Kubernetes are named by more than the devops
MAX_CITED = 6
# What does not speak against a role, as the same words tell of both.
KIN = {
    "devops": {"sre", "platform"},
    "sre": {"devops", "platform"},
    "platform": {"devops", "sre"},
    "support": {"it-support"},
    "it-support": {"support"},
    "fullstack": {"frontend", "backend"},
}
SOFTWARE_ROLES = word_set(
    "software-engineer backend frontend fullstack mobile data-engineer data-scientist ml-engineer devops sre platform"
)


class Cue(Struct, frozen=True):
    """A word or phrase that tells of a role, and how much: 1 is a hint, 5 all but decides."""

    words: tuple[str, ...]
    role: str
    points: float


class Cues(Struct, frozen=True):
    """The cues of the body by their words, and how long those may be that begin with a word, longest first."""

    by_words: Mapping[tuple[str, ...], Cue]
    lengths: Mapping[str, Sequence[int]]
    openings: frozenset[str]  # the words that they begin with, in every form that `singular` may make one of


@cache
def telling_words() -> Cues:
    """What in the body tells of a role."""
    cues: dict[tuple[str, ...], Cue] = {}
    for line in tables.lines("role_words.tsv")[1:]:
        role, points, phrases = line.split("\t")
        for phrase in phrases.split(", "):
            words = tuple(singular(word) for word in TOKEN_RE.findall(phrase))
            cues.setdefault(words, Cue(words, role, float(points)))
    lengths: dict[str, set[int]] = defaultdict(set)
    for words in cues:
        lengths[words[0]].add(len(words))
    openings = frozenset(word + ending for word in lengths for ending in ("", "s", "in"))
    return Cues(cues, {word: sorted(sizes, reverse=True) for word, sizes in lengths.items()}, openings)


@cache
def telling_skills() -> Mapping[str, Sequence[tuple[str, float]]]:
    """By skill id: the roles that it is typical of and the points it gives them."""
    shares = typical_shares()
    means: Counter[str] = Counter()
    for of_role in shares.values():
        for skill, percent in of_role.items():
            means[skill] += percent / len(shares)  # type: ignore[assignment]
    points: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for role, of_role in shares.items():
        for skill, percent in of_role.items():
            lift = math.log2((percent + 2) / (means[skill] + 2))
            if lift >= MIN_LIFT:
                points[skill].append((role, SKILL_WORTH * lift))
    return points


def find_role_in_body(outline: Outline, mentions: Sequence[SkillMention]) -> Finding[str] | None:
    """The role that the words of the work and the skills tell of, None where they are few or tell of several."""
    points: Counter[str] = Counter()
    cited: dict[str, list[tuple[float, Evidence]]] = defaultdict(list)
    said: Counter[Cue] = Counter()
    for cue, evidence in cues_in(outline):
        said[cue] += 1
        if said[cue] <= MAX_REPEATS:
            points[cue.role] += cue.points * (1 if said[cue] == 1 else REPEAT_WORTH)  # type: ignore[assignment]
        if said[cue] == 1:
            cited[cue.role].append((cue.points, evidence))
    worded = dict(points)
    strongest: dict[str, SkillMention] = {}
    for mention in mentions:
        if mention.skill_id not in strongest or mention.importance == "required":
            strongest[mention.skill_id] = mention
    for skill, mention in strongest.items():
        for role, worth in telling_skills().get(skill, ()):
            worth *= 1 if mention.importance == "required" else 0.5
            points[role] += worth  # type: ignore[assignment]
            rule = f"body-skills:{role}"
            cited[role].append((worth, Evidence(mention.text, rule, mention.start, mention.end)))
    if not points:
        return None
    best = min(points, key=lambda role: (-points[role], role))
    if (
        points[best] < MIN_POINTS
        or worded.get(best, 0) < MIN_WORDED
        or points[best] < MIN_RATIO * rival_points(best, points)
    ):
        return None
    strong = sorted(cited[best], key=lambda c: -c[0])[:MAX_CITED]
    return Finding(best, [evidence for _, evidence in strong])


def rival_points(best: str, points: Mapping[str, float]) -> float:
    """The points that speak against the best role: the next one's, or of another trade all that tell of software."""
    kin = {best} | KIN.get(best, set())
    if best in SOFTWARE_ROLES:
        kin.add(GENERAL_ROLE)
        return max((value for role, value in points.items() if role not in kin), default=0)
    software = sum(points.get(role, 0) for role in SOFTWARE_ROLES - kin)
    return max([software, *(value for role, value in points.items() if role not in kin)])


def cues_in(outline: Outline) -> Iterator[tuple[Cue, Evidence]]:
    """Every cue in the parts that tell of the work, the longest at each place."""
    cues = telling_words()
    openings = cues.openings
    read = 0
    for passage in outline.reading(*BODY_SECTIONS):
        read += len(passage.text)
        if read > MOST_TEXT:
            break
        words = TOKEN_RE.findall(lowered(passage.text))
        if openings.isdisjoint(words):
            continue
        tokens: list[re.Match[str]] = []
        skip = 0
        for i, word in enumerate(words):
            if word not in openings or i < skip:
                continue
            for length in cues.lengths.get(singular(word), ()):
                cue = cues.by_words.get(tuple(map(singular, words[i : i + length])))
                if cue is not None:
                    tokens = tokens or list(TOKEN_RE.finditer(passage.text))
                    skip = i + len(cue.words)
                    span = tokens[i].start(), tokens[skip - 1].end()
                    yield cue, passage.cite(span, f"body-words:{cue.role}")
                    break
