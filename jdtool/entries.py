"""What a taxonomy is made of: skills with their names, and roles. `jdtool.taxonomy` holds them together."""

from __future__ import annotations

from msgspec import Struct

CATEGORIES = (
    "language frontend backend mobile game-graphics database data-engineering analytics ai-ml cloud devops "
    "systems-network security testing engineering-practice hardware-embedded design-media product-project "
    "business-software soft-skill certification sales-marketing service-hospitality finance people-legal healthcare "
    "supply-chain trades-engineering science-education"
).split()


class Guard(Struct, frozen=True, array_like=True):
    """What must hold around a name before it counts. Words are folded, signs are as written.

    `case`: only the written form or all capitals. `needs`: one of these near by, or a list of known names around it.
    `not_before`: kills the match when it follows; `not_after`: when it precedes.
    """

    case: bool = False
    needs: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    start_of_sentence: bool = True


class Name(Struct, frozen=True, array_like=True):
    """One spelling of a skill, and the conditions under which it stands for it."""

    text: str
    skill_id: str
    canonical: bool  # the skill's own name, not an alias
    guard: Guard | None
    fuzzy: bool
    glued: bool
    decided: bool = False  # the file says how its case is to be taken
    phrase: bool = False  # a form of one of the entry's `phrases`


class SkillEntry(Struct, frozen=True, array_like=True):
    """A skill as the file defines it."""

    id: str
    name: str
    category: str
    kind: str = "tool"
    aliases: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    note: str | None = None
    status: str = "active"
    replaced_by: str | None = None


class Role(Struct, frozen=True, array_like=True):
    """A kind of job, with the wordings of titles that name it ("a + b": both, in any order)."""

    id: str
    name: str
    family: str  # "software" or "other"
    titles: tuple[str, ...]
    precedence: str = "normal"  # "first" beats what stands earlier in a title, "last" gives way to it
