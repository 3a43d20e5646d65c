"""Taxonomy files: YAML to skills, roles and names, with every fault of a file reported at once and by line.

The file's own format is explained at the top of `skills.yaml`. Read strictly: strings only, no anchors, tags or
duplicate keys, so that what a person sees in the file is what is used.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from math import prod
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct
from msgspec.structs import replace

from jdtool.entries import CATEGORIES, Guard, Name, Role, SkillEntry
from jdtool.errors import TaxonomyError, nearest
from jdtool.folding import fold_name

MAX_BYTES = 8_000_000  # a taxonomy of 20,000 skills
MAX_DEPTH = 8
MAX_NODES = 200_000  # values and lists of a file: the built-in one has 60,000
MAX_TEXT = 1_000  # characters of a value
MAX_TAG = 60  # characters of a tag that are told
MAX_FAULTS = 50  # that are told: who sees so many looks for what they have in common
MAX_PHRASE_FORMS = 64  # a phrase's alternatives multiply

KINDS = ("tool", "language", "concept", "method", "task", "certification", "trait")
SKILL_KEYS = frozenset(
    "id name category kind aliases implies roles match phrases ids note status replaced_by deny".split()
)
MATCH_KEYS = frozenset("case needs not_before not_after start_of_sentence fuzzy glued".split())
ROLE_KEYS = frozenset("id name family titles precedence".split())
TOP_KEYS = frozenset({"schema", "nothing", "roles", "skills"})

FUZZY_LETTERS = 8  # single words this long are matched with slips unless the entry says otherwise
SLIP_KINDS = frozenset({"tool", "language", "concept", "method"})  # not "Enthusiasten" for enthusiasm
GLUED_LETTERS = 3  # no shorter name is split out of a run of words
SHORT_CAPITALS = 4  # "MLOps" may come in any case, "EHR" and "RTOS" only in capitals


class Definitions(Struct):
    """Skills by id in file order, roles by id, every name of every skill, and phrases that mean no skill."""

    skills: dict[str, SkillEntry] = {}
    roles: dict[str, Role] = {}
    names: list[Name] = []
    nothing: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    places: dict[str, tuple[str, int]] = {}  # skill id or "role:id" -> file, line


# --- strict YAML --------------------------------------------------------------------------------------------


class Node(Struct):
    """A piece of YAML with the line it starts on: text, a list, or a mapping in file order."""

    value: str | list[Node] | dict[str, Node]
    line: int
    plain: bool = False  # unquoted text


class _Faults(list[str]):
    """What is wrong with the files; TaxonomyError where it is too much to be told."""

    def append(self, fault: str) -> None:
        super().append(fault)
        if len(self) == MAX_FAULTS:
            raise TaxonomyError([*self, f"{MAX_FAULTS} faults; there may be more"])


class _Reader:
    """Builds nodes from YAML events, noting faults instead of stopping at the first; TaxonomyError at what no person
    writes."""

    def __init__(self, path: str, text: str, faults: _Faults) -> None:
        self.path = path
        self.faults = faults
        self.count = 0
        self.events: Iterator[Any] = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    def fault(self, line: int, message: str) -> None:
        self.faults.append(f"{self.path}:{line}: {message}")

    def read(self) -> Node | None:
        node: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    line = event.start_mark.line + 1 if event.start_mark else 1
                    self.fault(line, "a second document begins; keep one per file")
                    return node
                node = self.node(next(self.events), 0)
        return node

    def node(self, event: Any, depth: int) -> Node:
        line = event.start_mark.line + 1
        self.count_in(1, line)
        if refused := _refused(event, depth):
            raise TaxonomyError([f"{self.path}:{line}: {refused}"])
        if isinstance(event, yaml.ScalarEvent):
            return Node(event.value, line, plain=event.style is None)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                items.append(self.node(event, depth + 1))
            return Node(items, line)
        mapping: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key.value, str):
                self.fault(key.line, "a key must be plain text")
            elif key.value in mapping:
                self.fault(key.line, f"the key {key.value!r} stands here twice; remove one")
            else:
                mapping[key.value] = value
        return Node(mapping, line)

    def count_in(self, values: int, line: int) -> None:
        """Counts values, and forms of phrases, which multiply; TaxonomyError where they are too many."""
        self.count += values
        if self.count > MAX_NODES:
            raise TaxonomyError([f"{self.path}:{line}: more than {MAX_NODES:,} values"])

    # Typed access: a wrong type is a fault and yields a harmless value.

    def text(self, node: Node | None, what: str) -> str:
        if node is None:
            return ""
        if not isinstance(node.value, str) or not node.value.strip():
            self.fault(node.line, f"{what} must be text")
            return ""
        return node.value.strip()

    def texts(self, node: Node | None, what: str) -> list[str]:
        return [t for item in self.items(node, what) if (t := self.text(item, f"an item of {what}"))]

    def items(self, node: Node | None, what: str) -> list[Node]:
        if node is None:
            return []
        if not isinstance(node.value, list):
            self.fault(node.line, f"{what} must be a list: [a, b]")
            return []
        return node.value

    def mapping(self, node: Node, what: str, keys: frozenset[str]) -> dict[str, Node]:
        if not isinstance(node.value, dict):
            self.fault(node.line, f"{what} must be a mapping (key: value)")
            return {}
        for key, value in node.value.items():
            if key not in keys:
                self.fault(value.line, f"{what} has no key {key!r}{nearest(key, keys)}")
        return node.value

    def flag(self, node: Node | None, what: str) -> bool | None:
        if node is None:
            return None
        if node.value not in ("true", "false"):
            self.fault(node.line, f"{what} must be true or false")
            return None
        return node.value == "true"

    def choice(self, node: Node | None, what: str, allowed: Sequence[str], default: str) -> str:
        value = self.text(node, what) or default
        if node is not None and value not in allowed:
            self.fault(node.line, f"{what} {value!r} is unknown{nearest(value, allowed)}")
        return value


def _refused(event: Any, depth: int) -> str:
    """Why the file is not read on from this event, "" where it is."""
    if event.anchor:  # an alias has one, too
        return "anchors and aliases (& and *) are not allowed; write the value out, or quote it"
    if event.tag:
        return f"tags are not allowed ({event.tag[:MAX_TAG]}); write the plain value"
    if isinstance(event, yaml.ScalarEvent):
        return f"a value of more than {MAX_TEXT:,} characters" if len(event.value) > MAX_TEXT else ""
    return f"nested more than {MAX_DEPTH} deep" if depth >= MAX_DEPTH else ""


# --- YAML to taxonomy ---------------------------------------------------------------------------------------


def slug(name: str) -> str:
    """The default id of a name.

    >>> slug("Apache Spark"), slug("CI/CD"), slug("A/B testing")
    ('apache-spark', 'ci-cd', 'a-b-testing')
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def default_case(text: str, canonical: bool) -> bool:
    """Whether a name is matched only as written: short forms in capitals are ("ML", "QA", "EHR")."""
    letters = [c for c in text if c.isalpha()]
    capitals = text.upper() == text
    if canonical:
        return capitals and len(letters) <= 3
    return len(letters) <= 3 or (capitals and len(letters) <= SHORT_CAPITALS)


class Definer:
    """Reads taxonomy files one over the other."""

    def __init__(self) -> None:
        self.taxonomy = Definitions()
        self.faults = _Faults()
        self.lines: dict[str, tuple[str, int]] = {}  # skill id -> where it was last defined
        self.nothing: dict[str, tuple[str, int]] = {}  # phrase -> where its list begins
        self.slips = True  # the entry being read is of a kind whose names are matched with slips
        self.ids: dict[str, str] = {}  # folded name of a skill -> its id, where that is no slug
        self.names: dict[str, dict[str, Name]] = {}  # skill id -> folded name -> name
        self.added: set[tuple[str, str]] = set()  # skill id and folded name of the names of the file being read
        self.refs: list[tuple[str, int, str, str, str]] = []  # path, line, skill id, what, reference

    def load(self, path: str, data: bytes | None) -> None:
        """Reads one more file, with these contents where they are known."""
        try:
            if data is None:
                with Path(path).open("rb") as file:  # of /dev/zero there is no end
                    data = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise TaxonomyError([f"{path}: cannot be read: {error.strerror or error}"]) from None
        if len(data) > MAX_BYTES:
            raise TaxonomyError([f"{path}: larger than {MAX_BYTES // 1_000_000} MB"])
        try:
            reader = _Reader(path, data.decode("utf-8-sig"), self.faults)
            root = reader.read()
        except UnicodeDecodeError as error:
            raise TaxonomyError([f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8"]) from None
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise TaxonomyError([f"{path}:{line}: not valid YAML: {error.problem}"]) from None
        except yaml.YAMLError as error:
            raise TaxonomyError([f"{path}: not valid YAML: {' '.join(str(error).split())}"]) from None
        if root is None:
            raise TaxonomyError([f"{path}: empty; expected `skills:` with a list of entries"])
        self.added.clear()
        top = reader.mapping(root, "a taxonomy file", TOP_KEYS)
        for node in reader.items(top.get("roles"), "roles"):
            self.role(reader, node)
        for node in reader.items(top.get("skills"), "skills"):
            self.skill(reader, node)
        for item in reader.items(top.get("nothing"), "nothing"):
            if phrase := reader.text(item, "an item of nothing"):
                self.nothing[phrase] = (path, item.line)
        self.taxonomy.nothing = tuple(self.nothing)
        self.taxonomy.files += (path,)

    def role(self, reader: _Reader, node: Node) -> None:
        entry = reader.mapping(node, "a role", ROLE_KEYS)
        role_id = reader.text(entry.get("id"), "id")
        if not role_id:
            if entry:
                reader.fault(node.line, "a role needs an id")
            return
        old = self.taxonomy.roles.get(role_id)
        if old is not None and reader.path in self.taxonomy.files:
            reader.fault(node.line, f"the role {role_id!r} is defined twice")
        self.taxonomy.places[f"role:{role_id}"] = (reader.path, node.line)
        self.taxonomy.roles[role_id] = Role(
            role_id,
            reader.text(entry.get("name"), "name") or (old.name if old else role_id),
            reader.choice(entry.get("family"), "family", ("software", "other"), old.family if old else "other"),
            (old.titles if old else ()) + tuple(reader.texts(entry.get("titles"), "titles")),
            reader.choice(
                entry.get("precedence"), "precedence", ("first", "normal", "last"), old.precedence if old else "normal"
            ),
        )

    def skill(self, reader: _Reader, node: Node) -> None:
        entry = reader.mapping(node, "a skill", SKILL_KEYS)
        name = reader.text(entry.get("name"), "name")
        skill_id = reader.text(entry.get("id"), "id") or self.ids.get(fold_name(name)) or slug(name)
        if not skill_id:
            if entry:
                reader.fault(node.line, "a skill needs a name (and an id, where the name has no letter or digit)")
            return
        defined = self.lines.get(skill_id)
        if defined and defined[0] == reader.path:
            reader.fault(node.line, f"the skill {skill_id!r} is already defined in line {defined[1]}; join the two")
            return
        self.lines[skill_id] = (reader.path, node.line)
        self.ids.setdefault(fold_name(name), skill_id)
        old = self.taxonomy.skills.get(skill_id) or SkillEntry(skill_id, name, "")
        category = reader.choice(entry.get("category"), "category", CATEGORIES, old.category)
        if not category:
            reader.fault(node.line, f"{name or skill_id} needs a category")
        roles = reader.texts(entry.get("roles"), "roles") or list(old.roles)
        implies = reader.texts(entry.get("implies"), "implies") or list(old.implies)
        self.refs += [(reader.path, node.line, skill_id, "role", r) for r in roles]
        self.refs += [(reader.path, node.line, skill_id, "implied skill", s) for s in implies]
        replaced_by = reader.text(entry.get("replaced_by"), "replaced_by") or old.replaced_by
        if replaced_by:
            self.refs.append((reader.path, node.line, skill_id, "replacing skill", replaced_by))
        ids = dict(old.ids)
        if "ids" in entry and isinstance(entry["ids"].value, dict):
            ids |= {key: reader.text(value, f"ids.{key}") for key, value in entry["ids"].value.items()}
        kind = reader.choice(entry.get("kind"), "kind", KINDS, old.kind)
        self.slips = kind in SLIP_KINDS
        if skill_id not in self.names or name:
            self.name(reader, skill_id, name or old.name, node, entry.get("match"), canonical=True)
        aliases = dict.fromkeys((*old.aliases, *self.aliases(reader, entry, skill_id)))
        for denied in (denials := reader.texts(entry.get("deny"), "deny")):
            if self.names[skill_id].pop(fold_name(denied), None) is None:
                reader.fault(entry["deny"].line, f"deny: {skill_id} has no alias {denied!r}")
        unwanted = set(map(fold_name, denials))
        self.taxonomy.places[skill_id] = self.lines[skill_id]
        self.taxonomy.skills[skill_id] = SkillEntry(
            id=skill_id,
            name=name or old.name,
            category=category,
            kind=kind,
            aliases=tuple(a for a in aliases if not unwanted or fold_name(a) not in unwanted),
            implies=tuple(implies),
            roles=tuple(roles),
            ids=tuple(sorted(ids.items())),
            note=reader.text(entry.get("note"), "note") or old.note,
            status=reader.choice(entry.get("status"), "status", ("active", "deprecated"), old.status),
            replaced_by=replaced_by,
        )

    def aliases(self, reader: _Reader, entry: dict[str, Node], skill_id: str) -> Iterator[str]:
        match = entry.get("match")
        for node in reader.items(entry.get("aliases"), "aliases"):
            if isinstance(node.value, dict):
                rules = reader.mapping(node, "an alias", MATCH_KEYS | {"text"})
                text = reader.text(rules.get("text"), "text")
                if not text:
                    reader.fault(node.line, "an alias with rules needs its text: {text: Spark, case: exact}")
                    continue
                own = Node({k: v for k, v in rules.items() if k != "text"}, node.line)
                self.name(reader, skill_id, text, node, own, canonical=False)
            else:
                text = reader.text(node, "an alias")
                shared = None
                if match is not None and isinstance(match.value, dict):  # slips and gluing hold for all its names
                    kept = {k: v for k, v in match.value.items() if k in ("fuzzy", "glued")}
                    shared = Node(kept, match.line)
                self.name(reader, skill_id, text, node, shared, canonical=False)
            if text:
                yield text
        for phrase in reader.texts(entry.get("phrases"), "phrases"):
            words = [word.split("|") for word in phrase.split()]
            forms = prod(map(len, words))
            reader.count_in(forms, entry["phrases"].line)
            if forms > MAX_PHRASE_FORMS:
                reader.fault(entry["phrases"].line, f"the phrase {phrase!r} has more than {MAX_PHRASE_FORMS} forms")
                continue
            for form in itertools.product(*words):
                self.add_name(Name(" ".join(form), skill_id, False, None, fuzzy=False, glued=False, phrase=True))

    def name(self, reader: _Reader, skill_id: str, text: str, node: Node, match: Node | None, canonical: bool) -> None:
        if not text:
            return
        if not fold_name(text):
            reader.fault(node.line, f"the name {text!r} has no letter or digit and can never match")
            return
        rules = reader.mapping(match, "match", MATCH_KEYS) if match is not None else {}
        written = reader.choice(rules.get("case"), "match.case", ("insensitive", "exact"), "")
        case = written == "exact" or (not written and default_case(text, canonical))
        start = reader.flag(rules.get("start_of_sentence"), "start_of_sentence")
        guard = Guard(
            case,
            tuple(filter(None, map(fold_name, reader.texts(rules.get("needs"), "needs")))),
            tuple(reader.texts(rules.get("not_before"), "not_before")),
            tuple(reader.texts(rules.get("not_after"), "not_after")),
            start is not False,
        )
        doubtful = guard != Guard()
        letters = sum(c.isalpha() for c in text)
        fuzzy = reader.flag(rules.get("fuzzy"), "fuzzy")
        glued = reader.flag(rules.get("glued"), "glued")
        single = " " not in fold_name(text)
        self.add_name(
            Name(
                text,
                skill_id,
                canonical,
                guard if doubtful else None,
                fuzzy=single and (self.slips and letters >= FUZZY_LETTERS and not doubtful if fuzzy is None else fuzzy),
                glued=single and letters >= GLUED_LETTERS and (not guard.needs if glued is None else glued),
                decided=bool(written),
            ),
            replaces=bool(rules.keys() - {"fuzzy", "glued"}),  # an overlay's rules win over what was there
        )

    def add_name(self, name: Name, replaces: bool = False) -> None:
        """Adds a name; one that stands already is replaced only where it comes from an earlier file."""
        known = self.names.setdefault(name.skill_id, {})
        folded = fold_name(name.text)
        if folded not in known or (replaces and (name.skill_id, folded) not in self.added):
            known[folded] = name
            self.added.add((name.skill_id, folded))

    def finish(self) -> Definitions:
        """All that the files define; TaxonomyError with all faults of all of them."""
        by_name = {fold_name(s.name): s.id for s in self.taxonomy.skills.values()}
        resolved: dict[str, list[str]] = {}
        for path, line, skill_id, what, ref in self.refs:
            if what == "role":
                if ref not in self.taxonomy.roles:
                    self.faults.append(f"{path}:{line}: unknown role {ref!r}{nearest(ref, self.taxonomy.roles)}")
                continue
            target = ref if ref in self.taxonomy.skills else by_name.get(fold_name(ref))
            if target is None:
                self.faults.append(f"{path}:{line}: unknown {what} {ref!r}{nearest(ref, self.taxonomy.skills)}")
            elif what == "implied skill":
                resolved.setdefault(skill_id, []).append(target)
        for skill_id, implied in resolved.items():
            entry = self.taxonomy.skills[skill_id]
            self.taxonomy.skills[skill_id] = replace(entry, implies=tuple(dict.fromkeys(implied)))
        try:
            TopologicalSorter({entry.id: entry.implies for entry in self.taxonomy.skills.values()}).prepare()
        except CycleError as error:
            ring = error.args[1]
            path, line = self.lines[ring[0]]
            self.faults.append(f"{path}:{line}: {ring[0]} implies itself, through its `implies`")
        owners: dict[str, Name] = {}
        for skill_id, names in self.names.items():
            if self.taxonomy.skills[skill_id].status == "deprecated":
                continue
            for folded, name in names.items():
                other = owners.setdefault(folded, name)
                if other.skill_id != skill_id and not (name.guard and other.guard):
                    path, line = self.lines[skill_id]
                    first, second = self.taxonomy.skills[other.skill_id].name, self.taxonomy.skills[skill_id].name
                    self.faults.append(
                        f"{path}:{line}: the name {name.text!r} belongs to both {first} and {second}; "
                        "remove it from one, or guard both with match.needs"
                    )
                self.taxonomy.names.append(name)
        for phrase in self.taxonomy.nothing:
            if fold_name(phrase) in owners:
                path, line = self.nothing[phrase]
                skill_id = owners[fold_name(phrase)].skill_id
                self.faults.append(f"{path}:{line}: nothing: {phrase!r} is a name of {skill_id}; remove one")
        if self.faults:
            raise TaxonomyError(self.faults)
        return self.taxonomy
