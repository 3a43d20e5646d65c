"""Why a skill was found in a posting, or was not."""

from __future__ import annotations

from jdtool.entries import SkillEntry
from jdtool.mentions import Matcher, explain_mentions
from jdtool.model import Analysis, Explanation


def explain_skill(analysis: Analysis, matcher: Matcher, skill: SkillEntry) -> Explanation:
    """Every place where a name of the skill stands in the posting, and what was made of it there."""
    posting = analysis.posting
    found = next((s for s in posting.skills if s.id == skill.id), None)
    return Explanation(
        schema="jdtool.explanation/1",
        id=posting.id,
        path=posting.source.path,
        record=posting.source.record,
        title=posting.title,
        skill=skill.id,
        name=skill.name,
        found=found is not None,
        importance=found.importance if found else None,
        occurrences=explain_mentions(analysis.outline, matcher, skill.id, posting.company),
    )
