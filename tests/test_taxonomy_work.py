"""Checking, extending and explaining: the commands for those who keep a taxonomy."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from jdtool.checking import check_against, check_taxonomy
from jdtool.errors import UsageError
from jdtool.explaining import explain_skill
from jdtool.mentions import Matcher
from jdtool.model import Analysis, Explanation, LintFinding, Record, Source, Suggestion
from jdtool.parsing import Parser
from jdtool.suggesting import suggest_skills
from jdtool.taxonomy import find_skill, load_taxonomy, read_taxonomy, select_skills, typical_shares

TAXONOMY = load_taxonomy()
PARSER = Parser(TAXONOMY)


def analyse(*texts: str) -> list[Analysis]:
    return [PARSER.analyse(Record(Source(f"{i}.txt", "text", 0, None, []), text)) for i, text in enumerate(texts)]


# --- check ---------------------------------------------------------------------------------------------------


def findings(tmp_path: Path, text: str) -> list[LintFinding]:
    path = tmp_path / "mine.yaml"
    path.write_text(text, "utf-8")
    return check_taxonomy(read_taxonomy(path))


def test_the_built_in_taxonomy_passes() -> None:
    assert [finding.message for finding in check_taxonomy(TAXONOMY)] == []


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("skills:\n- {name: Zebra1, category: language}\n- {name: Aardvark1, category: language}\n", "order", "stands after Zebra1"),
        ("skills:\n- {name: Kettle, category: backend}\n", "risky", "'Kettle' is also an English word"),
        ("skills:\n- {name: Xq, category: backend, match: {case: insensitive}}\n", "risky", "too short"),
        ("skills:\n- {name: Unit testing1, category: testing, aliases: [unit-testing1]}\n", "", ""),
        ("skills:\n- {name: Frob test, category: testing, aliases: [frob tests]}\n", "superfluous", "need not be written"),
        ("roles:\n- {id: cook, name: Cook}\n", "role", "no title wordings"),
        ("roles:\n- {id: a, titles: [cook]}\n- {id: b, titles: [cook]}\n", "role", "belongs to both a and b"),
    ],
)  # fmt: skip
def test_finding(tmp_path: Path, text: str, kind: str, message: str) -> None:
    found = findings(tmp_path, text)
    if not kind:
        assert found == []
        return
    assert [finding.kind for finding in found] == [kind]
    assert message in found[0].message
    assert found[0].file.endswith("mine.yaml")


def test_a_decided_english_word_is_no_finding(tmp_path: Path) -> None:
    assert findings(tmp_path, "skills:\n- {name: Kettle, category: backend, match: {case: insensitive}}\n") == []


def test_uses_are_counted() -> None:
    analyses = analyse("Requirements:\n- Go and Python\n- go the extra mile", "Requirements:\n- Python, Java, Go")
    hits = {(f.skill, f.name): f for f in check_against(TAXONOMY, PARSER.matcher, analyses)}
    assert hits["python", "Python"].hits == 2
    assert hits["go", "Go"].hits == 2
    assert "2 of the 3 times" in hits["go", "Go"].message
    assert hits["kubernetes", "Kubernetes"].message == "'Kubernetes' is never met"


# --- suggest -------------------------------------------------------------------------------------------------


def suggestions(*texts: str, least: int = 1) -> dict[str, Suggestion]:
    return {s.term: s for s in suggest_skills(analyse(*texts), PARSER, least)}


def test_a_new_term_is_known_by_its_company() -> None:
    found = suggestions("Requirements:\n- PostgreSQL, MySQL, FrobDB", "Requirements:\n- FrobDB or Redis")
    assert found["FrobDB"].kind == "new"
    assert found["FrobDB"].postings == found["FrobDB"].listed == 2
    assert set(found["FrobDB"].companions) == {"postgresql", "mysql", "redis"}
    assert found["FrobDB"].yaml == "- {name: FrobDB, category: database}"
    assert found["FrobDB"].lines[0] == "PostgreSQL, MySQL, FrobDB"


def test_the_proposed_entry_is_a_taxonomy(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("skills:\n" + suggestions("Requirements:\n- MySQL and C++Frob")["C++Frob"].yaml, "utf-8")
    assert "c-frob" in load_taxonomy(path).skills


def test_spellings_of_known_skills_are_told_apart() -> None:
    found = suggestions("Requirements:\n- Python, MongoDBB, Kubernets2, FrobDB")
    assert {term: (s.kind, s.skill) for term, s in found.items()} == {
        "MongoDBB": ("misspelling", "mongodb"),
        "Kubernets2": ("misspelling", "kubernetes"),
        "FrobDB": ("new", None),
    }
    assert found["MongoDBB"].yaml == "- {name: MongoDB, aliases: [MongoDBB]}"


@pytest.mark.parametrize(
    "text",
    [
        "Requirements:\n- Good communication. You will work in Berlin, Germany with our Team on Monday",
        "Requirements:\n- Strong Excel skillsExperience with Word",
        "Requirements:\n- Report to the Senior Data Engineer or the CEO",
        "Acme\nGlobexSoft\n\nAbout Acme\nFrobDB made us rich.",
    ],
)
def test_ordinary_words_are_no_terms(text: str) -> None:
    assert suggestions(text) == {}


def test_rare_terms_wait() -> None:
    assert suggestions("Requirements:\n- MySQL, FrobDB", least=2) == {}


# --- explain -------------------------------------------------------------------------------------------------


def explained(text: str, skill: str) -> Explanation:
    return explain_skill(analyse(text)[0], PARSER.matcher, find_skill(TAXONOMY, skill))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Requirements:\n- Python and Go", "counts in the section required"),
        ("Requirements:\n- go far with Python", "not written as the skill is"),
        ("Requirements:\n- Python and Go to market", "another meaning"),
        ("Requirements:\n- Python, React Native", "part of a longer name"),
        ("Requirements:\n- see https://go.dev/go", "link"),
        ("Requirements:\n- We like Go Karts and cheese", "no word that would vouch"),
        ("Requirements:\n- Python\n\nBenefits:\n- Go Karts", "names no demands"),
    ],
)
def test_reason(text: str, reason: str) -> None:
    explanation = explained(text, "react" if "React" in text else "golang")
    assert any(reason in place.reason for place in explanation.occurrences), explanation.occurrences
    for place in explanation.occurrences:
        assert text[place.start : place.end] == place.text


def test_what_does_not_stand_is_not_explained() -> None:
    explanation = explained("Requirements:\n- Python", "Go")
    assert not explanation.found
    assert explanation.occurrences == []


def test_explaining_agrees_with_parsing() -> None:
    """A skill is found just where some occurrence of it counts."""
    text = "Senior Go Developer\n\nRequirements:\n- Python, Java, C++ and Go, Spring Boot, to excel in Excel, R&D, C-level\n"
    [analysis] = analyse(text)
    found = {skill.id: skill for skill in analysis.posting.skills}
    matcher = Matcher(TAXONOMY)
    for skill_id in TAXONOMY.skills:
        explanation = explain_skill(analysis, matcher, TAXONOMY.skills[skill_id])
        counting = [place for place in explanation.occurrences if place.counts]
        assert bool(counting) == (skill_id in found) == explanation.found
        if counting:
            assert [(m.start, m.end) for m in found[skill_id].mentions] == [(p.start, p.end) for p in counting]


def test_an_unknown_skill_is_said_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean 'kubernetes'"):
        find_skill(TAXONOMY, "Kuberntes")


# --- roles ---------------------------------------------------------------------------------------------------


def test_skills_of_a_role_come_most_typical_first() -> None:
    names = [skill.name for skill in select_skills(TAXONOMY, role="backend")]
    assert {"Python", "Java", "SQL", "REST", "Docker"} <= set(names[:25])
    assert names.index("Python") < names.index("Haskell")


@pytest.mark.parametrize("role", list(TAXONOMY.roles))
def test_every_role_has_skills(role: str) -> None:
    assert len(select_skills(TAXONOMY, role=role)) >= 3


def test_measured_shares_name_skills_and_roles_that_exist() -> None:
    for role, shares in typical_shares().items():
        assert role in TAXONOMY.roles
        assert [skill for skill in shares if skill not in TAXONOMY.skills] == []


def test_words_of_the_work_tell_roles_of_the_taxonomy() -> None:
    seen: dict[str, str] = {}
    table = resources.files("jdtool").joinpath("data/role_words.tsv").read_text("utf-8").splitlines()
    for line in table:
        if line.startswith(("#", "role\t")):
            continue
        role, points, words = line.split("\t")
        assert role in TAXONOMY.roles
        assert 1 <= int(points) <= 5
        for phrase in words.split(", "):
            assert phrase not in seen, f"{phrase} stands for {seen.get(phrase)} and {role}"
            seen[phrase] = role
