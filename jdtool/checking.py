"""A taxonomy looked at by a strict reader: what is usable and still unwise, and what its names do in real postings.

Faults that make a file unusable are the loader's (`jdtool.taxonomy`); these are the findings beyond them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from jdtool.entries import CATEGORIES, Name
from jdtool.folding import fold_name
from jdtool.mentions import Matcher, find_uses, is_english, spellings
from jdtool.model import Analysis, LintFinding
from jdtool.taxonomy import Taxonomy

SHORT = 2  # letters: such a name always needs a guard
TOOL_KINDS = frozenset({"tool", "language"})


def check_taxonomy(taxonomy: Taxonomy) -> list[LintFinding]:
    """What is unwise in the taxonomy: order, risky names, names that say nothing new, roles that none can reach."""
    return [*check_order(taxonomy), *check_names(taxonomy), *check_roles(taxonomy)]


def check_order(taxonomy: Taxonomy) -> Iterator[LintFinding]:
    """Entries out of order within a file: by category in the order of the manual, then by name."""
    last: dict[str, tuple[tuple[int, str], str]] = {}
    for skill_id, entry in taxonomy.skills.items():
        file, line = taxonomy.places[skill_id]
        key = (CATEGORIES.index(entry.category), entry.name.lower())
        before = last.get(file)
        if before is not None and key < before[0]:
            message = f"{entry.name} stands after {before[1]}; entries are sorted by category, then name"
            yield LintFinding("jdtool.finding/1", "order", file, line, skill_id, entry.name, message, None)
        last[file] = (key, entry.name)


def check_names(taxonomy: Taxonomy) -> Iterator[LintFinding]:
    """Names that will match what they do not mean, and aliases that the matcher makes by itself."""
    by_skill: dict[str, list[Name]] = {}
    for name in taxonomy.names:
        by_skill.setdefault(name.skill_id, []).append(name)
    for skill_id, names in by_skill.items():
        file, line = taxonomy.places[skill_id]
        entry = taxonomy.skills[skill_id]
        made = {fold_name(name.text): spellings(name) for name in names}
        dropped: set[str] = set()  # of two names that make each other, one stays
        for name in names:
            folded = fold_name(name.text)
            tool = entry.kind in TOOL_KINDS and not name.decided
            if name.guard is None and len(folded) <= SHORT and folded.isalnum():
                message = f"{name.text!r} is too short to stand unguarded; give it case: exact and needs"
                yield LintFinding("jdtool.finding/1", "risky", file, line, skill_id, name.text, message, None)
            elif name.guard is None and tool and is_english(folded, names=False):
                message = (
                    f"{name.text!r} is also an English word; guard it (case, needs, not_before), "
                    "or say case: insensitive to keep it as it is"
                )
                yield LintFinding("jdtool.finding/1", "risky", file, line, skill_id, name.text, message, None)
            plain_alias = not name.canonical and not name.phrase and name.guard is None
            if plain_alias and any(
                folded in forms for other, forms in made.items() if other != folded and other not in dropped
            ):
                dropped.add(folded)
                message = f"{name.text!r} need not be written: the matcher makes it from another name of {entry.name}"
                yield LintFinding("jdtool.finding/1", "superfluous", file, line, skill_id, name.text, message, None)


def check_roles(taxonomy: Taxonomy) -> Iterator[LintFinding]:
    """Roles without wordings, and wordings that two roles of one precedence share."""
    owners: dict[tuple[str, str], str] = {}
    for role in taxonomy.roles.values():
        file, line = taxonomy.places[f"role:{role.id}"]
        if not role.titles:
            message = f"the role {role.id} has no title wordings and no title can have it"
            yield LintFinding("jdtool.finding/1", "role", file, line, None, role.id, message, None)
        for wording in role.titles:
            other = owners.setdefault((role.precedence, wording), role.id)
            if other != role.id:
                message = f"the title wording {wording!r} belongs to both {other} and {role.id}; keep one"
                yield LintFinding("jdtool.finding/1", "role", file, line, None, wording, message, None)


def check_against(taxonomy: Taxonomy, matcher: Matcher, analyses: Iterable[Analysis]) -> list[LintFinding]:
    """How often each name is met in postings and how often it counts there; names never met come last."""
    met: Counter[tuple[str, str]] = Counter()
    counted: Counter[tuple[str, str]] = Counter()
    postings: Counter[tuple[str, str]] = Counter()
    for analysis in analyses:
        seen = set()
        for name, counts in find_uses(analysis.outline, matcher, analysis.posting.company):
            key = (name.skill_id, name.text)
            met[key] += 1
            counted[key] += counts
            if counts and key not in seen:
                seen.add(key)
                postings[key] += 1
    findings = []
    for name in taxonomy.names:
        key = (name.skill_id, name.text)
        file, line = taxonomy.places[name.skill_id]
        message = (
            f"{name.text!r} counts {counted[key]} of the {met[key]} times it is met, in {postings[key]} postings"
            if met[key]
            else f"{name.text!r} is never met"
        )
        findings.append(
            LintFinding("jdtool.finding/1", "use", file, line, name.skill_id, name.text, message, counted[key])
        )
    return sorted(findings, key=lambda f: (-(f.hits or 0), f.name.lower(), f.name))
