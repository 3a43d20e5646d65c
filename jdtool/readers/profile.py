"""Profiles in YAML: what a person brings and wishes for. Read strictly, every fault named with its line.

skills: {Python: 6, PostgreSQL: 4, Docker: }    # years behind each, or a plain list of names
years: 8
level: senior
salary: {min: 70000, currency: EUR, period: year}
work_modes: [remote, hybrid]
countries: [DE, Austria]
needs_visa: false
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple, TypeVar, get_args

import yaml

from jdtool import patterns
from jdtool.errors import UsageError, nearest
from jdtool.model import Number, Period, Profile, Seniority, WishedPay, WorkMode
from jdtool.readers.decoding import decode
from jdtool.readers.opening import Data

KEYS = ("skills", "years", "level", "salary", "work_modes", "countries", "needs_visa")
PAY_KEYS = ("min", "currency", "period")
FIRST_KEY_RE = patterns.compile(rf"(?:{'|'.join(KEYS)}):(?:\s|$)")
NUMBER_RE = patterns.compile(r"\d{1,12}(?:\.\d{1,2})?")
MOST_YEARS = 70
MAX_BYTES = 1_000_000
BEGINNING = 4096  # bytes in which the first key stands
MAX_DEPTH = 8

T = TypeVar("T", bound=str)


class Names(NamedTuple):
    """What names mean: each gives the id, or raises UsageError that says what is wrong with the name."""

    skill: Callable[[str], str]
    country: Callable[[str], str]
    currency: Callable[[str], str]


def is_profile(data: Data) -> bool:
    """Whether the source is a profile in YAML, by its name or by the key that it begins with."""
    if PurePath(data.name).suffix.lower() in (".yaml", ".yml"):
        return True
    lines = decode(data.head[:BEGINNING])[0].splitlines()
    first = next((line for line in lines if line.strip() and not line.startswith(("#", "---"))), "")
    return FIRST_KEY_RE.match(first) is not None


def parse_profile(data: Data, names: Names) -> Profile:
    """The profile; UsageError with all that is wrong with it, a fault a line."""
    reading = _Reading(data.name, names)
    profile = reading.profile(_parse(data))
    if reading.faults:
        raise UsageError("\n".join(f"{data.name}:{line}: {fault}" for line, fault in sorted(reading.faults)))
    return profile


def _parse(data: Data) -> yaml.Node:
    """The root of the document, which has no anchors, tags or deep nests."""
    depth = 0
    try:
        content = data.whole()
        if len(content) > MAX_BYTES:
            raise UsageError(f"{data.name}: larger than 1 MB; keep skills, years and wishes")
        text = content.decode("utf-8-sig")
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            line = f"{data.name}:{event.start_mark.line + 1 if event.start_mark else 1}"
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                raise UsageError(
                    f"{line}: anchors, aliases and tags (& * !) are not read; write the value, or quote it"
                )
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise UsageError(f"{line}: nested more than {MAX_DEPTH} deep")
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        raise UsageError(f"{data.name}: not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{data.name}:{mark.line + 1}" if mark else data.name
        raise UsageError(
            f"{where}: not YAML: {getattr(error, 'problem', None) or 'characters that it forbids'}"
        ) from None
    if root is None:
        raise UsageError(f"{data.name}: empty; a profile needs `skills`, a list of names")
    return root


class _Reading:
    """Turns nodes into a profile. A fault is noted and yields a harmless value, so that all are found at once."""

    def __init__(self, path: str, names: Names) -> None:
        self.names = names
        self.faults: list[tuple[int, str]] = []

    def fault(self, node: yaml.Node, message: str) -> None:
        self.faults.append((node.start_mark.line + 1, message))

    def profile(self, root: yaml.Node) -> Profile:
        found = self.mapping(root, "a profile", KEYS)
        if isinstance(root, yaml.MappingNode) and "skills" not in found:
            self.fault(root, "a profile needs `skills`, a list of names")
        return Profile(
            skills=self.skills(found["skills"]) if "skills" in found else {},
            years=self.years(found["years"], "years") if "years" in found else None,
            level=self.choice(found["level"], "level", get_args(Seniority)) if "level" in found else None,
            salary=self.pay(found["salary"]) if "salary" in found else None,
            work_modes=[
                mode
                for item in self.items(found.get("work_modes"), "work_modes")
                if (mode := self.choice(item, "a work mode", get_args(WorkMode)))
            ],
            countries=[
                country
                for item in self.items(found.get("countries"), "countries")
                if (country := self.named(item, "a country", self.names.country))
            ],
            needs_visa=self.flag(found["needs_visa"], "needs_visa") if "needs_visa" in found else None,
        )

    def skills(self, node: yaml.Node) -> dict[str, Number | None]:
        pairs: Iterable[tuple[yaml.Node, yaml.Node | None]]
        if isinstance(node, yaml.MappingNode):
            pairs = node.value
        elif isinstance(node, yaml.SequenceNode):
            pairs = [(item, None) for item in node.value]
        else:
            self.fault(node, "skills must be a list of names, or a mapping of names to years: {Python: 6}")
            return {}
        if not pairs:
            self.fault(node, "skills names none")
        found: dict[str, Number | None] = {}
        for name, years in pairs:
            if isinstance(name, yaml.MappingNode):
                self.fault(name, "a skill with years stands in a mapping, not in a list: {Python: 6, Go: 2}")
            elif skill := self.named(name, "a skill", self.names.skill):
                if skill in found:
                    self.fault(name, f"{name.value!r} is named twice; keep one")
                told = years is not None and not _is_null(years)
                found[skill] = self.years(years, f"the years of {name.value!r}") if years is not None and told else None
        return found

    def pay(self, node: yaml.Node) -> WishedPay | None:
        found = self.mapping(node, "salary", PAY_KEYS)
        missing = [key for key in PAY_KEYS if key not in found]
        if missing and isinstance(node, yaml.MappingNode):
            self.fault(node, f"salary needs {' and '.join(missing)}: {{min: 70000, currency: EUR, period: year}}")
        least = self.number(found["min"], "salary.min") if "min" in found else None
        currency = self.named(found["currency"], "a currency", self.names.currency) if "currency" in found else None
        period = self.choice(found["period"], "salary.period", get_args(Period)) if "period" in found else None
        return WishedPay(least, currency, period) if least is not None and currency and period else None

    # Typed access

    def mapping(self, node: yaml.Node, what: str, keys: tuple[str, ...]) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, f"{what} must be a mapping with the keys {', '.join(keys)}")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value not in keys:
                self.fault(key, f"{what} has no key {_shown(key)}{_near(key, keys)}")
            elif key.value in found:
                self.fault(key, f"the key {key.value!r} stands here twice; remove one")
            else:
                found[key.value] = value
        return found

    def items(self, node: yaml.Node | None, what: str) -> Iterator[yaml.Node]:
        if isinstance(node, yaml.SequenceNode):
            yield from node.value
        elif node is not None:
            self.fault(node, f"{what} must be a list: [{_shown(node).strip(chr(39))}]")

    def named(self, node: yaml.Node, what: str, meaning: Callable[[str], str]) -> str | None:
        """The id of a name. As written: NO is Norway here, whatever YAML makes of it."""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.fault(node, f"{what} must be text")
            return None
        try:
            return meaning(node.value.strip())
        except UsageError as error:
            self.fault(node, str(error))
            return None

    def choice(self, node: yaml.Node, what: str, allowed: tuple[T, ...]) -> T | None:
        for value in allowed:
            if isinstance(node, yaml.ScalarNode) and node.value.strip().lower() == value:
                return value
        hint = _near(node, allowed) or f"; choose one of {', '.join(allowed)}"
        self.fault(node, f"{what} cannot be {_shown(node)}{hint}")
        return None

    def number(self, node: yaml.Node, what: str) -> Number | None:
        if isinstance(node, yaml.ScalarNode) and NUMBER_RE.fullmatch(node.value):
            return float(node.value) if "." in node.value else int(node.value)
        self.fault(node, f"{what} must be a plain number such as 5, not {_shown(node)}")
        return None

    def years(self, node: yaml.Node, what: str) -> Number | None:
        years = self.number(node, what)
        if years is not None and years > MOST_YEARS:
            self.fault(node, f"{what} cannot be {node.value}; a working life has no more than {MOST_YEARS}")
            return None
        return years

    def flag(self, node: yaml.Node, what: str) -> bool | None:
        if isinstance(node, yaml.ScalarNode) and node.value.lower() in ("true", "false", "yes", "no"):
            return node.value.lower() in ("true", "yes")
        self.fault(node, f"{what} must be true or false, not {_shown(node)}")
        return None


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _shown(node: yaml.Node) -> str:
    """The node for a message: its text, or what it is."""
    if isinstance(node, yaml.ScalarNode):
        return repr(node.value[:40])
    return "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"


def _near(node: yaml.Node, known: Iterable[str]) -> str:
    """A hint for a mistyped word, or nothing where none is close."""
    return nearest(node.value.lower(), known) if isinstance(node, yaml.ScalarNode) else ""
