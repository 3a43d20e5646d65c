"""The skill taxonomy: skills, roles and names by the built-in `skills.yaml` and files laid over it.

Reading YAML takes most of a second, so what it defines is kept in a compiled form: in the wheel for the built-in file,
else in the user's cache. Lists lie in it as columns, of which only what is asked for is made into objects.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import MsgspecError, Raw, Struct, msgpack

from jdtool import __version__, caching, tables
from jdtool.entries import CATEGORIES, Name, Role, SkillEntry
from jdtool.errors import TaxonomyError, UsageError, nearest
from jdtool.folding import fold_name
from jdtool.model import TaxonomySkill

if TYPE_CHECKING:
    from pathlib import Path

    from jdtool.defining import Definitions

T = TypeVar("T")

MAX_BYTES = 8_000_000  # a taxonomy of 20,000 skills
TYPICAL_PERCENT = 10  # of a role's postings: skills named by so many belong to the role, whatever their entry says
FORMAT = 1  # of the compiled form


class Rows(Struct, array_like=True):
    """Records of one type, packed one after the other; `ends` are where each of them ends, as 32-bit numbers."""

    data: bytes
    ends: bytes

    def at(self, index: int, type: type[T]) -> T:
        """The record of this number."""
        start = number(self.ends, index - 1) if index else 0
        return msgpack.decode(self.data[start : number(self.ends, index)], type=type)

    def all(self, type: type[T]) -> list[T]:
        return [self.at(i, type) for i in range(len(self.ends) // 4)]


def rows(records: Sequence[Any]) -> Rows:
    """The records packed."""
    packed = [msgpack.encode(record) for record in records]
    ends, end = [], 0
    for record in packed:
        end += len(record)
        ends.append(end)
    return Rows(b"".join(packed), numbers(ends))


def numbers(values: Sequence[int]) -> bytes:
    """The numbers as a column, of which `number` reads one."""
    from array import array

    column = array("I", values)
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()


def number(column: bytes, index: int) -> int:
    return int.from_bytes(column[4 * index : 4 * index + 4], "little")


class Columns(Struct):
    """The compiled form of a taxonomy: what `Taxonomy` offers, and the tables that others have made of it."""

    ids: list[str]  # of the skills
    skills: Rows
    roles: Rows
    names: Rows
    nothing: tuple[str, ...]
    places: Raw  # skill id or "role:id" -> number of the file, line
    tables: dict[str, Raw] = {}


class Skills(Mapping[str, SkillEntry]):
    """The skills by id, in the order of the file, each made when it is asked for."""

    def __init__(self, columns: Columns) -> None:
        self._rows = columns.skills
        self._places = {skill_id: i for i, skill_id in enumerate(columns.ids)}
        self._made: dict[str, SkillEntry] = {}

    def __getitem__(self, skill_id: str) -> SkillEntry:
        made = self._made.get(skill_id)
        if made is None:
            made = self._made[skill_id] = self._rows.at(self._places[skill_id], SkillEntry)
        return made

    def __contains__(self, skill_id: object) -> bool:
        return skill_id in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class Taxonomy:
    """Skills by id in file order, roles by id, every name of every skill, and phrases that mean no skill."""

    def __init__(
        self,
        columns: Columns,
        files: tuple[str, ...],
        key: bytes = b"",
        keep: Callable[[Columns], None] | None = None,
    ) -> None:
        """`keep` stores the columns where a table was added; `key` tells what they were made of."""
        self.columns = columns
        self.files = files
        self._key = key
        self.skills: Mapping[str, SkillEntry] = Skills(columns)
        self.nothing = columns.nothing
        self._keep = keep
        self._added = False

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, (msgpack.encode(self.columns), self.files)

    @cached_property
    def roles(self) -> dict[str, Role]:
        return {role.id: role for role in self.columns.roles.all(Role)}

    @cached_property
    def names(self) -> list[Name]:
        return self.columns.names.all(Name)

    @cached_property
    def places(self) -> dict[str, tuple[str, int]]:
        """The file and line of each skill, and of each role as "role:id"."""
        places = msgpack.decode(self.columns.places, type=dict[str, tuple[int, int]])
        return {key: (self.files[file], line) for key, (file, line) in places.items()}

    def table(self, name: str, type: type[T], make: Callable[[], T]) -> T:
        """A table that `make` makes of this taxonomy, or that it made in an earlier process."""
        if name in self.columns.tables:
            return msgpack.decode(self.columns.tables[name], type=type)
        table = make()
        self.columns.tables[name] = Raw(msgpack.encode(table))
        self._added = True
        return table

    def packed(self) -> bytes:
        """The compiled form with the tables made so far, sealed."""
        return caching.sealed(msgpack.encode(self.columns), self._key)

    def remember(self) -> None:
        """Stores the tables made, for the next process."""
        if self._added and self._keep:
            self._keep(self.columns)
        self._added = False


def _unpickled(content: bytes, files: tuple[str, ...]) -> Taxonomy:
    return Taxonomy(msgpack.decode(content, type=Columns), files)


def compiled(found: Definitions) -> Columns:
    """The compiled form of what taxonomy files define, yet without tables."""
    files = {file: i for i, file in enumerate(found.files)}
    return Columns(
        list(found.skills),
        rows(list(found.skills.values())),
        rows(list(found.roles.values())),
        rows(found.names),
        found.nothing,
        Raw(msgpack.encode({key: (files[file], line) for key, (file, line) in found.places.items()})),
    )


def builtin_file() -> str:
    """Where the built-in taxonomy lies: beside the code in an installed wheel, one folder up in a checkout."""
    here = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120
    for folder in (here, os.path.dirname(here)):  # noqa: PTH120
        path = os.path.join(folder, "skills.yaml")  # noqa: PTH118
        if os.path.isfile(path):  # noqa: PTH113
            return path
    path = os.path.join(here, "skills.yaml")  # noqa: PTH118
    raise TaxonomyError([f"{path}: the built-in taxonomy is missing; install jdtool again"])


def builtin_path() -> Path:
    """The same as a path."""
    from pathlib import Path

    return Path(builtin_file())


def load_taxonomy(*overlays: str | Path, fresh: bool = False) -> Taxonomy:
    """The built-in taxonomy with the given files laid over it, later ones winning.

    Raises TaxonomyError with every fault of every file. With `fresh` no compiled form is used.
    """
    return _load((builtin_file(), *map(_shown, overlays)), shipped=not overlays, fresh=fresh)


def read_taxonomy(path: str | Path) -> Taxonomy:
    """The taxonomy of one file alone, without the built-in one."""
    return _load((_shown(path),))


def _shown(path: str | Path) -> str:
    """The path as messages show it."""
    from pathlib import Path

    return str(Path(path))


def _load(files: tuple[str, ...], shipped: bool = False, fresh: bool = False) -> Taxonomy:
    contents = _contents(files)
    if contents is None:
        return Taxonomy(compiled(_define(files, [None] * len(files))), files)
    key = compiled_key(contents)
    if fresh:
        return Taxonomy(compiled(_define(files, contents)), files, key)
    if shipped and (columns := _columns(_shipped(files[0]), key)):
        return Taxonomy(columns, files, key)
    name = f"taxonomy-{sha256(repr(files).encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    key += _code_state()

    def keep(columns: Columns) -> None:
        caching.store(name, key, msgpack.encode(columns))

    columns = _unpacked(caching.load(name, key))
    if columns is None:
        columns = compiled(_define(files, contents))
        keep(columns)
    return Taxonomy(columns, files, key, keep)


def _define(files: Sequence[str], contents: Sequence[bytes | None]) -> Definitions:
    from jdtool.defining import Definer  # only where there is YAML to read

    definer = Definer()
    for path, content in zip(files, contents, strict=True):
        definer.load(path, content)
    return definer.finish()


def _contents(files: Sequence[str]) -> list[bytes] | None:
    """The bytes of the files; None where one cannot be read, which the reader of YAML then tells."""
    contents = []
    try:
        for path in files:
            with open(path, "rb") as stream:  # noqa: PTH123
                contents.append(stream.read(MAX_BYTES + 1))
    except (OSError, ValueError):
        return None
    return contents


def compiled_key(contents: Sequence[bytes]) -> bytes:
    """What the compiled form of files with these contents is stored under."""
    digests = "".join(sha256(content).hexdigest() for content in contents)
    return f"{FORMAT} {__version__} {digests}".encode()


def _code_state() -> bytes:
    """What changes with the code of a checkout, whose version stays the same while one works on it."""
    here = os.path.dirname(__file__)  # noqa: PTH120
    states = []
    for folder in (here, os.path.join(here, "fields")):  # noqa: PTH118
        with os.scandir(folder) as entries:
            states += [(e.name, e.stat().st_mtime_ns, e.stat().st_size) for e in entries if e.name.endswith(".py")]
    return repr(sorted(states)).encode()


def _shipped(builtin: str) -> bytes | None:
    """The compiled form that a wheel holds beside `skills.yaml`."""
    try:
        with open(f"{builtin.removesuffix('.yaml')}.compiled", "rb") as stream:  # noqa: PTH123
            return stream.read()
    except OSError:
        return None


def _columns(data: bytes | None, key: bytes) -> Columns | None:
    return _unpacked(caching.unsealed(data, key)) if data else None


def _unpacked(content: memoryview | None) -> Columns | None:
    try:
        return msgpack.decode(content, type=Columns) if content else None
    except MsgspecError:
        return None


def shown_skill(entry: SkillEntry) -> TaxonomySkill:
    """The entry as commands print it."""
    return TaxonomySkill(
        "jdtool.skill/1",
        entry.id,
        entry.name,
        entry.kind,
        entry.category,
        list(entry.aliases),
        list(entry.roles),
        list(entry.implies),
        dict(entry.ids),
    )


@cache
def typical_shares() -> dict[str, dict[str, int]]:
    """By role and skill id: the percentage of the role's postings that name the skill, where it was measured."""
    shares: dict[str, dict[str, int]] = {}
    for line in tables.lines("typical.tsv")[1:]:
        role, skill, percent = line.split("\t")
        shares.setdefault(role, {})[skill] = int(percent)
    return shares


def select_skills(
    taxonomy: Taxonomy, *, role: str | None = None, category: str | None = None, search: str | None = None
) -> list[TaxonomySkill]:
    """The active skills that fit all conditions: of a role (most typical first), a category, a word in a name.

    A skill is of a role where its entry says so, or where many of the role's postings name it.
    """
    if role is not None and role not in taxonomy.roles:
        hint = nearest(role, taxonomy.roles) or f"; known: {', '.join(taxonomy.roles)}"
        raise UsageError(f"no role {role!r}{hint}")
    if category is not None and category not in CATEGORIES:
        hint = nearest(category, CATEGORIES) or f"; known: {', '.join(CATEGORIES)}"
        raise UsageError(f"no category {category!r}{hint}")
    wanted = fold_name(search) if search else ""
    shares = typical_shares().get(role, {}) if role else {}
    chosen = [
        entry
        for entry in taxonomy.skills.values()
        if entry.status == "active"
        and (role is None or role in entry.roles or shares.get(entry.id, 0) >= TYPICAL_PERCENT)
        and (category is None or entry.category == category)
        and (not wanted or any(wanted in fold_name(n) for n in (entry.name, entry.id, *entry.aliases)))
    ]
    if role is not None:
        places = {entry.id: entry.roles.index(role) if role in entry.roles else len(entry.roles) for entry in chosen}
        chosen.sort(key=lambda entry: (-shares.get(entry.id, 0), places[entry.id], len(entry.roles)))
    return [shown_skill(entry) for entry in chosen]


def find_skill(taxonomy: Taxonomy, name: str) -> SkillEntry:
    """The skill with this id, name or alias; UsageError, with the nearest name, where there is none."""
    if name in taxonomy.skills:
        return taxonomy.skills[name]
    folded = fold_name(name)
    by_name = {fold_name(known.text): known for known in reversed(taxonomy.names)}
    if folded not in by_name:
        raise UsageError(f"no skill {name!r}{nearest(folded, by_name) or '; see jdtool skills --search'}")
    return taxonomy.skills[by_name[folded].skill_id]
