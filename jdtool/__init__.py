"""Read job postings: skills, pay, level, years and more, each with the words that prove it.

>>> import jdtool
>>> posting = jdtool.parse_text("Senior Python Developer\\n\\nRequirements:\\n- 5+ years of Python")
>>> posting.seniority, posting.years.min, [skill.name for skill in posting.skills]
('senior', 5, ['Python'])

Nothing is imported before it is used, so that `import jdtool` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing takes longer than answering `--version`
    from typing import Any

    from jdtool.api import compare_postings, load_taxonomy, parse_text, read_postings, scan_sources
    from jdtool.errors import JdtoolError, TaxonomyError, UsageError
    from jdtool.model import Comparison, Failure, Posting

__version__ = "0.1.0"

_HOMES = {
    "parse_text": "jdtool.api",
    "read_postings": "jdtool.api",
    "compare_postings": "jdtool.api",
    "scan_sources": "jdtool.api",
    "load_taxonomy": "jdtool.api",
    "Posting": "jdtool.model",
    "Comparison": "jdtool.model",
    "Failure": "jdtool.model",
    "JdtoolError": "jdtool.errors",
    "TaxonomyError": "jdtool.errors",
    "UsageError": "jdtool.errors",
}

__all__ = [
    "Comparison",
    "Failure",
    "JdtoolError",
    "Posting",
    "TaxonomyError",
    "UsageError",
    "compare_postings",
    "load_taxonomy",
    "parse_text",
    "read_postings",
    "scan_sources",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'jdtool' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
