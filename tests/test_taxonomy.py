"""The built-in taxonomy tested like code, and the loader's refusal of every kind of fault."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from commands import lines, measured
from test_terminal import UNSAFE_RE

from jdtool.api import parse_text
from jdtool.defining import MAX_FAULTS
from jdtool.entries import CATEGORIES, Guard
from jdtool.errors import TaxonomyError
from jdtool.folding import fold_name
from jdtool.mentions import Matcher, find_mentions
from jdtool.model import Outline, Passage, Section
from jdtool.taxonomy import builtin_path, load_taxonomy, read_taxonomy, select_skills

TAXONOMY = load_taxonomy()
MATCHER = Matcher(TAXONOMY)
RAW = yaml.safe_load(builtin_path().read_text("utf-8"))


def test_size() -> None:
    assert len(TAXONOMY.skills) >= 600


def test_sorted_by_category_then_name() -> None:
    places = [(CATEGORIES.index(s["category"]), s["name"].lower()) for s in RAW["skills"]]
    assert places == sorted(places)


def test_every_role_and_category_is_used() -> None:
    assert {s.category for s in TAXONOMY.skills.values()} == set(CATEGORIES)


def test_implies_stays_small() -> None:
    assert all(len(s.implies) <= 6 for s in TAXONOMY.skills.values())


def found(text: str) -> set[str]:
    passage = Passage(text, 0, "required", "required", 0, True, False)
    outline = Outline(text, [Section("required", 0, 0, len(text))], [passage], [], MATCHER.scanner.scan(text))
    return {m.skill_id for m in find_mentions(outline, MATCHER)}


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_name_is_found(category: str) -> None:
    """Each name, with the context it asks for, is found as its own skill."""
    lost = []
    for name in TAXONOMY.names:
        if TAXONOMY.skills[name.skill_id].category == category:
            needs = (name.guard or Guard()).needs
            context = f" {needs[0]}" if needs else ""
            if name.skill_id not in found(f"we ask for {name.text} ;{context}"):
                lost.append(name.text)
    assert lost == []


def test_names_have_one_owner() -> None:
    owners: dict[str, set[str]] = {}
    for name in TAXONOMY.names:
        owners.setdefault(fold_name(name.text), set()).add(name.skill_id)
    shared = {name for name, ids in owners.items() if len(ids) > 1}
    assert all(n.guard is not None for n in TAXONOMY.names if fold_name(n.text) in shared)


def test_short_names_are_guarded() -> None:
    short = [n for n in TAXONOMY.names if len(fold_name(n.text)) <= 2 and fold_name(n.text).isalnum()]
    loose = [n.text for n in short if n.guard is None]
    assert loose == []


FAULTS = {
    "duplicate alias": (
        "skills:\n- {name: Alpha, category: language, aliases: [Shared]}\n- {name: Beta, category: language, aliases: [shared]}\n",
        ":3: the name 'shared' belongs to both Alpha and Beta",
    ),
    "unknown key": ("skills:\n- {name: A1, category: language, alias: [x]}\n", ":2: a skill has no key 'alias'; did you mean 'aliases'?"),
    "unknown category": ("skills:\n- {name: A1, category: langauge}\n", ":2: category 'langauge' is unknown; did you mean 'language'?"),
    "no category": ("skills:\n- name: A1\n", ":2: A1 needs a category"),
    "no name": ("skills:\n- {category: language}\n", ":2: a skill needs a name"),
    "broken implies": ("skills:\n- {name: A1, category: language, implies: [Nope]}\n", ":2: unknown implied skill 'Nope'"),
    "cycle": (
        "skills:\n- {name: A1, category: language, implies: [B1]}\n- {name: B1, category: language, implies: [A1]}\n",
        "implies itself",
    ),
    "unknown role": ("skills:\n- {name: A1, category: language, roles: [cook]}\n", ":2: unknown role 'cook'"),
    "twice": ("skills:\n- {name: A1, category: language}\n- {name: A1, category: language}\n", ":3: the skill 'a1' is already defined in line 2"),
    "duplicate key": ("skills:\n- name: A1\n  name: A2\n  category: language\n", ":3: the key 'name' stands here twice"),
    "anchor": ("skills:\n- &x {name: A1, category: language}\n", ":2: anchors and aliases"),
    "tag": ("skills:\n- {name: !!python/name:os.system A1, category: language}\n", ":2: tags are not allowed"),
    "not a list": ("skills: {name: A1}\n", ":1: skills must be a list"),
    "not a mapping": ("skills:\n- A1\n", ":2: a skill must be a mapping"),
    "wrong flag": ("skills:\n- {name: A1, category: language, match: {fuzzy: maybe}}\n", ":2: fuzzy must be true or false"),
    "no letters": ("skills:\n- {name: A1, category: language, aliases: ['---']}\n", ":2: the name '---' has no letter"),
    "not YAML": ("skills: [\n", ": not valid YAML"),
    "empty": ("", ": empty; expected"),
    "a name that means nothing": ("nothing: [A1]\nskills:\n- {name: A1, category: language}\n", "'A1' is a name of a1"),
    "too deep": ("skills: [[[[[[[[[[]]]]]]]]]]\n", "nested more than"),
    "second document": ("skills: []\n---\nskills: []\n", "a second document begins"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_fault(fault: str, tmp_path: Path) -> None:
    text, message = FAULTS[fault]
    path = tmp_path / "mine.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(TaxonomyError) as caught:
        read_taxonomy(path)
    lines = [line for line in caught.value.faults if message in line]
    assert lines
    assert all(line.startswith(str(path)) for line in lines)


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """Files that no person writes, by what they do."""
    laughs = [b"%c: &%c [%s]" % (98 + i, 98 + i, b",".join([b"*%c" % (97 + i)] * 9)) for i in range(9)]
    yield "billion laughs", b"a: &a [x]\n" + b"\n".join(laughs)
    yield "list in itself", b"skills: &a [*a]\n"
    yield "merged with itself", b"skills:\n- &a {name: A1, <<: *a}\n"
    yield "anchors", b"".join(b"a%d: &a%d x\n" % (i, i) for i in range(100_000))
    yield "object of Python", b"skills: !!python/object/apply:os.mkdir [owned]\n"
    yield "name of Python", b"skills: !!python/name:os.system\n"
    yield "binary", b"skills: !!binary aGVsbG8=\n"
    yield "long tag", b"%TAG ! tag:" + b"x" * 100_000 + b"\n---\nskills: !a b\n"
    yield "huge integer", b"skills:\n- {name: Frob, category: language, note: " + b"9" * 1_000_000 + b"}\n"
    yield "huge name", b"skills:\n- {name: " + b"a" * 5_000_000 + b", category: language}\n"
    yield "huge block", b"skills: |\n" + b"  a\n" * 1_000_000
    yield "no number", b"skills: .nan\n"
    yield "brackets", b"[" * 1_000_000
    yield "braces", b"{a: " * 250_000
    yield "dashes", b"- " * 500_000
    yield "indented", b"".join(b" " * i + b"a:\n" for i in range(1500))
    yield "question marks", b"? " * 500_000
    yield "quote", b'skills: "' + b"a" * 1_000_000
    yield "ampersands", b"&" * 1_000_000
    yield "documents", b"--- {skills: []}\n" * 100_000
    yield "the same key", b"skills: []\n" * 50_000
    yield "the same key inside", b"skills:\n- {" + b"name: A1, " * 100_000 + b"category: language}\n"
    yield "faults", b"skills:\n" + b"- {nam: A1}\n" * 60_000
    yield "skills", b"skills:\n" + b"".join(b"- {name: Frob%d, category: language}\n" % i for i in range(100_000))
    yield "aliases", b"skills:\n- {name: Frob, aliases: [" + b"".join(b"al%d, " % i for i in range(300_000)) + b"]}\n"
    yield (
        "some aliases",
        b"skills:\n- {name: Frob, aliases: [" + b"".join(b"al%d, " % i for i in range(90_000)) + b"]}\n",
    )
    yield "phrases", b"skills:\n- {name: Frob, phrases: [" + b"a|b c|d e|f g|h i|j k, " * 20_000 + b"]}\n"
    yield "forms of a phrase", b"skills:\n- {name: Frob, category: language, phrases: [" + b"a|b " * 40 + b"]}\n"
    ring = (b"- {name: Frob%d, category: language, implies: [Frob%d]}\n" % (i, (i + 1) % 9000) for i in range(9000))
    yield "ring", b"skills:\n" + b"".join(ring)
    yield "escapes", b'skills:\n- {name: "\\e[31mx\\a", category: "\\e[2J"}\n'
    yield "controls", b"skills: [\x01\x1b[31m]\n"
    yield "zeros", bytes(1_000_000)
    yield "utf-16", "skills: []\n".encode("utf-16")
    yield "latin-1", b"skills: [\xe9]\n"
    yield "surrogates", b"skills: [\xed\xa0\x80]\n"
    yield "surrogate escaped", b'skills:\n- {name: "\\ud800", category: language}\n'
    yield "noise", bytes(range(256)) * 1000
    yield "gzip", gzip.compress(b"skills: []\n")
    yield "nine MB", b"#" * 9_000_000


HOSTILE = dict(hostile_files())
SLIPS = (
    "the same key",
    "the same key inside",
    "faults",
    "documents",
)  # which people make: each is told, up to a number


@pytest.mark.skipif(sys.platform == "win32", reason="counts what a process used as Unix tells it")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_word(name: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(HOSTILE[name])
    status, text, seconds, megabytes = measured("skills", "--taxonomy", path, cwd=tmp_path)
    told = lines(text)
    assert status == 2, text[-300:]
    assert told[0].startswith(f"jdtool: {path}:")
    assert len(told) == 1 or name in SLIPS
    assert len(told) <= MAX_FAULTS + 1
    assert UNSAFE_RE.search(text.replace("\n", "")) is None
    assert seconds < 2.5
    assert megabytes < 300
    assert list(tmp_path.iterdir()) == [path]


def test_all_faults_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("skills:\n- {name: A1, category: nope}\n- {name: B1, colour: red, category: language}\n", "utf-8")
    with pytest.raises(TaxonomyError) as caught:
        read_taxonomy(path)
    assert len(caught.value.faults) == 2


def test_overlay(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    denied = TAXONOMY.skills["python"].aliases[0]
    path.write_text(
        "skills:\n"
        "- {name: Frobnicator, category: backend, aliases: [FrobDB], roles: [backend]}\n"
        f"- {{name: Python, aliases: [Pythonista craft], deny: ['{denied}']}}\n"
        "- {id: kubernetes, status: deprecated}\n",
        "utf-8",
    )
    taxonomy = load_taxonomy(path)
    matcher = Matcher(taxonomy)
    assert "frobnicator" in taxonomy.skills
    assert "Pythonista craft" in taxonomy.skills["python"].aliases
    assert taxonomy.skills["python"].category == "language"
    assert "kubernetes" not in matcher.owners
    assert "frobdb" in matcher.owners
    assert fold_name(denied) not in matcher.owners


def test_overlay_reaches_a_skill_by_its_name_and_changes_its_rules(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "skills:\n- {name: C++, aliases: [cplusplusplus]}\n- {name: Python, match: {needs: [snake farm]}}\n", "utf-8"
    )
    taxonomy = load_taxonomy(path)
    assert "cplusplusplus" in taxonomy.skills["cpp"].aliases
    [python] = [name for name in taxonomy.names if name.text == "Python"]
    assert python.guard is not None
    assert python.guard.needs == ("snake farm",)


def test_overlay_defines_a_role(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "roles:\n- {id: sommelier, name: Sommelier, family: other, titles: [sommelier, wine steward]}\n"
        "skills:\n- {name: Decanting, category: service-hospitality, kind: task, roles: [sommelier]}\n",
        "utf-8",
    )
    taxonomy = load_taxonomy(path)
    posting = parse_text("Senior Wine Steward\nAcme\n\nRequirements:\n- Decanting", taxonomy=taxonomy)
    assert posting.role == "sommelier"
    assert [skill.name for skill in posting.skills] == ["Decanting"]
    assert [skill.id for skill in select_skills(taxonomy, role="sommelier")] == ["decanting"]
