"""Names that the shell offers while a command is typed: quick, since a person waits at every Tab.

The taxonomy is not loaded for it (0.3 s): its names are picked out of the lines of the built-in file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jdtool import patterns

ROLE_RE = patterns.compile(r"^  - id: ([\w-]+)$", re.MULTILINE)  # "  - id: backend", above the skills
SKILL_RE = patterns.compile(
    r"""^[ ]{2}-[ ]\{?name:[ ]
    (?: "(?P<quoted>[^"\n]+)" | (?P<plain>[^,}\n]{1,200}?) )
    (?= [,}] | (?:[ ]{1,9}\#.*)? $ )""",  # "  - name: Node.js", "  - {name: Zeplin, category: design-media}"
    re.MULTILINE | re.VERBOSE,
)


def roles(incomplete: str) -> list[str]:
    """The ids of the roles that begin so."""
    return _beginning(ROLE_RE.findall(_taxonomy_text().partition("\nskills:")[0]), incomplete)


def categories(incomplete: str) -> list[str]:
    """The categories that begin so."""
    found = re.findall(r"^    category: ([\w-]+)$", _taxonomy_text(), re.MULTILINE)
    return _beginning(dict.fromkeys(found), incomplete)


def skills(incomplete: str) -> list[str]:
    """The names of the skills that begin so."""
    lines = _taxonomy_text().partition("\nskills:")[2]
    return _beginning((match["quoted"] or match["plain"] for match in SKILL_RE.finditer(lines)), incomplete)


def sorts(incomplete: str) -> list[str]:
    """What postings are sorted by, from either end."""
    from jdtool.selecting import SORTS

    return _beginning([*SORTS, *(f"-{key}" for key in SORTS)], incomplete)


def groups(incomplete: str) -> list[str]:
    """What postings are grouped by."""
    from jdtool.selecting import GROUPS

    return _beginning(GROUPS, incomplete)


def conditions(incomplete: str) -> list[str]:
    """The keys of conditions, and behind "role=" and "skills=" their values."""
    from jdtool.selecting import KEYS

    key, sign, value = incomplete.partition("=")
    if sign and key in ("role", "skills", "skills.required", "skills.preferred"):
        return [f"{key}={name}" for name in (roles if key == "role" else skills)(value)]
    if sign and key in KEYS:
        return [f"{key}={name}" for name in KEYS[key].order if name.startswith(value)]
    return _beginning(KEYS, incomplete)


def columns(incomplete: str) -> list[str]:
    """The list so far with what may come next."""
    from jdtool.writers.columns import column_names

    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in column_names() if name.startswith(last)]


def limits(incomplete: str) -> list[str]:
    """The limits of reading, each as it is."""
    from jdtool.limits import DEFAULTS, NAMES

    return _beginning((f"{name}={DEFAULTS.shown(name)}" for name in NAMES), incomplete)


def _beginning(names: Iterable[str], incomplete: str) -> list[str]:
    """The names that begin so in any case, with the beginning as it was typed: shells drop what does not fit it."""
    start = incomplete.casefold()
    return [incomplete + name[len(incomplete) :] for name in names if name.casefold().startswith(start)]


def _taxonomy_text() -> str:
    from jdtool.taxonomy import builtin_path

    return builtin_path().read_text("utf-8")
