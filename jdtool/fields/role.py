"""The kind of job, by the taxonomy's title wordings; the body's skills decide where the title does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from jdtool.folding import fold_name
from jdtool.model import Evidence, Finding, SkillMention
from jdtool.taxonomy import Role, Taxonomy

PRECEDENCE = {"first": 0, "normal": 1, "last": 2}
GENERAL_ROLE = "software-engineer"
MIN_SOFTWARE_SKILLS = 3  # named software skills that make a bare "Engineer" a software engineer
BARE_RE = re.compile(r"\b(?:engineer|developer|programmer|entwickler|développeur|desarrollador)\b", re.IGNORECASE)


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

    def by_title(self, title: str) -> tuple[Role, str] | None:
        """The role a title names and the deciding wording; None where no wording fits.

        A wording of precedence "first" wins, then what stands earliest in the title, then the longest.
        """
        folded = f" {title_words(title)} "
        best: tuple[tuple[int, int, int], Role, str] | None = None
        for word in set(folded.split()):
            for parts, role in self.by_word.get(word, ()):
                places = [folded.find(part) for part in parts]
                if min(places) < 0:
                    continue
                length = sum(map(len, parts))
                key = (PRECEDENCE[role.precedence], min(places), -length)
                if best is None or key < best[0]:
                    best = (key, role, " + ".join(p.strip() for p in parts))
        return (best[1], best[2]) if best else None

    def find(
        self, title: str | None, title_evidence: Sequence[Evidence], mentions: Iterable[SkillMention]
    ) -> Finding[str] | None:
        """The role id, None where neither title nor skills tell."""
        if title is None:
            return None
        hit = self.by_title(title)
        if hit is not None:
            role, _ = hit
            return Finding(role.id, [replace_rule(e, f"title-wording:{role.id}") for e in title_evidence])
        if BARE_RE.search(title):
            known = Counter(
                m.skill_id for m in mentions if self.taxonomy.skills[m.skill_id].category in SOFTWARE_CATEGORIES
            )
            if len(known) >= MIN_SOFTWARE_SKILLS and GENERAL_ROLE in self.taxonomy.roles:
                return Finding(GENERAL_ROLE, [replace_rule(e, "engineer-with-software-skills") for e in title_evidence])
        return None


SOFTWARE_CATEGORIES = frozenset(
    """language frontend backend mobile game-graphics database data-engineering ai-ml cloud devops security
    testing""".split()
)


def title_words(text: str) -> str:
    """The words of a title as wordings are compared: folded, singular, "front end" as "frontend".

    >>> title_words("Senior Front-End Engineers"), title_words("Sr. Back End / Server Developer")
    ('senior frontend engineer', 'sr backend server developer')
    """
    folded = fold_name(text).replace("front end", "frontend").replace("back end", "backend")
    folded = folded.replace("full stack", "fullstack").replace("dev ops", "devops")
    return " ".join(singular(word) for word in folded.split())


def singular(word: str) -> str:
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ics", "ops", "os", "sales")):
        return word[:-1]
    return word


def replace_rule(evidence: Evidence, rule: str) -> Evidence:
    return Evidence(evidence.text, rule, evidence.start, evidence.end, evidence.field)
