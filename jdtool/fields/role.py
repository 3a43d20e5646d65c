"""The kind of job, by the taxonomy's title wordings; the body's skills decide where the title is bare."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from jdtool.folding import fold_name
from jdtool.model import Evidence, Finding, SkillMention
from jdtool.taxonomy import Role, Taxonomy
from jdtool.titles import BRACKET_RE, GENDER_ENDING_RE, is_job_noun, names_job, word_set

PRECEDENCE = {"first": 0, "normal": 1, "last": 2}
GENERAL_ROLE = "software-engineer"
# "Healthcare Data Analyst": a field of business before a software job is only its domain. Not so in the
# trades, whose words change what the job is: "Electrical Test Engineer".
NO_DOMAINS = frozenset({"trades"})

# Where the main part of a title ends: what follows is a hint ("Software Engineer, Marketing Tools").
HINT_RE = re.compile(r",|\s[-–—]|[-–—]\s|\||:\s|\s(?:for|at|für|bei)\s")
SLASH_RE = re.compile(r"/|\s(?:&|and|und)\s")

SERVED_RE = re.compile(r"(?<=assistant)\s(?:to|for)\s.*", re.IGNORECASE)  # "Executive Assistant to the CEO"

# A title that says no more than this is bare.
BARE_WORDS = word_set(
    """
    engineer developer programmer consultant coder dev architect entwickler ingenieur berater développeur
    ingénieur desarrollador ingeniero ontwikkelaar
    senior sr junior jr lead principal staff mid level entry intern graduate trainee associate head founding
    i ii iii iv 1 2 3 4 the a an and of or technical tech it
    """
)
SOFTWARE_NOUN_RE = re.compile(
    r"\b(?:engineer|eng|dev|developer|programmer|entwickler|développeur|desarrollador)s?\b", re.IGNORECASE
)
SOFTWARE_CATEGORIES = word_set(
    """
    language frontend backend mobile game-graphics database data-engineering ai-ml cloud devops security
    testing
    """
)
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
        self.by_word: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
        for role in taxonomy.roles.values():
            for wording in role.titles:
                parts = tuple(f" {title_words(part)} " for part in wording.split(" + "))
                first = parts[0].split()
                if first:
                    self.by_word.setdefault(first[0], []).append((parts, role))

    def find(
        self, title: str | None, title_evidence: Sequence[Evidence], mentions: Iterable[SkillMention]
    ) -> Finding[str] | None:
        """The role id, None where neither title nor skills tell."""
        if title is None:
            return None
        role, rule = self.by_title(title), "title-wording"
        if role is None:
            role, rule = self.by_skills(title, list(mentions)), "skills"
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
        title = SERVED_RE.sub("", title)
        whole = self.best_hit(title)
        if whole is None or whole.role.precedence == "first":
            return whole.role if whole else None
        plain = main_part(title)
        main = self.best_hit(plain)
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
            for parts, role in self.by_word.get(word, ()):
                places = [folded.find(part) for part in parts]
                if min(places) >= 0:
                    yield Hit(role, " + ".join(p.strip() for p in parts), min(places), sum(map(len, parts)))

    def by_skills(self, title: str, mentions: Sequence[SkillMention]) -> Role | None:
        """The role that the skills point to where the title is bare ("Engineer"), None where they differ."""
        skills = self.taxonomy.skills
        known = {m.skill_id for m in mentions if skills[m.skill_id].category in SOFTWARE_CATEGORIES}
        if BARE_WORDS.issuperset(title_words(title).split()):
            required = {m.skill_id for m in mentions if m.importance == "required"} & known
            typical = Counter(skills[skill].roles[0] for skill in required if skills[skill].roles)
            if typical:
                role, count = typical.most_common(1)[0]
                if count >= MIN_ROLE_SKILLS and count >= MIN_ROLE_SHARE * typical.total():
                    return self.taxonomy.roles.get(role)
        if len(known) >= MIN_SOFTWARE_SKILLS and SOFTWARE_NOUN_RE.search(title):
            return self.taxonomy.roles.get(GENERAL_ROLE)
        return None


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
FEMININE_RE = re.compile(r"(?<=er)in$|(?<=eur)in$|(?<=ist)in$|(?<=ent)in$")  # "Buchhalterin", "Redakteurin"


def title_words(text: str) -> str:
    """The words of a title as wordings are compared: folded, singular, "front end" as "frontend", no "of".

    >>> title_words("Senior Front-End Engineers"), title_words("Director of Back End / Server Development")
    ('senior frontend engineer', 'director backend server development')
    """
    folded = fold_name(GENDER_ENDING_RE.sub("", text)).replace("front end", "frontend").replace("back end", "backend")
    folded = folded.replace("full stack", "fullstack").replace("dev ops", "devops")
    return " ".join(singular(word) for word in folded.split() if word not in LINK_WORDS)


def singular(word: str) -> str:
    """The word without the ending of its plural or feminine form.

    >>> singular("nurses"), singular("logistics"), singular("beraterin")
    ('nurse', 'logistics', 'berater')
    """
    if len(word) > 4 and word.endswith("s") and not word.endswith(NO_PLURALS):
        return word[:-1]
    return FEMININE_RE.sub("", word) if word.endswith("in") else word
