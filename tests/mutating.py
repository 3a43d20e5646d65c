"""Mutation testing by hand: small faults are put into a module, one at a time, and the cases must notice each.

    python tests/mutating.py MODULE [--patterns] [--own] [--most 250] [--jobs 2] [--function NAME]

MODULE is a path such as jdtool/fields/years.py. All cases of tests/cases that parse a text, the cases of sections, the
module's doctests and the records of the samples run in this process (and for a module that no text reaches, those tests
of `TESTED` that take no arguments), parted by fork: a child changes the code of one function (or one number at the top
of the module) in place, runs what calls that function, those of its own files first (with `--own` no others, which takes
a third of the time), and ends at the first failure. What takes two seconds a text counts as noticed. With `--patterns`
the faults are put into the module's patterns instead: an alternative is dropped, an optional part demanded, a repeat
made once.

Printed are the survivors: either a case is missing, or the fault changes nothing that anybody could see. The latter
stand in mutants.yaml, by reason, and are left out.
"""

from __future__ import annotations

import argparse
import ast
import doctest
import gc
import inspect
import json
import os
import random
import re
import resource
import signal
import sys
import types
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

os.environ["JDTOOL_NO_CACHE"] = "1"  # a child must store nothing

import msgspec
import yaml
from test_cases import read_cases, test_case
from test_sections import CASES as SECTIONS
from test_sections import test_section, test_sections_cover_the_text_and_passages_quote_it
from test_taxonomy_work import test_spellings_of_known_skills_are_told_apart

from jdtool import api, patterns
from jdtool.model import Triggers

ROOT = Path(__file__).parent.parent
CONCERNED = {  # modules, and the files of cases that run first
    "years": "years",
    "salary": "salary stated_pay compensation",
    "amounts": "salary stated_pay compensation",
    "paying": "salary stated_pay compensation",
    "sections": "sections requirements related",
    "headings": "sections requirements related",
    "mentions": "explained skills guards_software guards_other any_of",
}
TESTED = {"paying": "test_comparing test_selecting"}  # modules that no text reaches, and the files whose tests do
SECONDS = 2.0  # of computing a case
Mutant = tuple[str, int, str, Callable[[], None]]  # function ("" for the module itself), line, what, and how
Case = tuple[str, Callable[[], None]]

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


# --- the faults


def mutants(tree: ast.Module) -> Iterator[Mutant]:
    """Every small fault of the module's code: each changes the tree in place."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield from _in_block(f"{node.name}.{inner.name}", inner)
        elif isinstance(node, ast.FunctionDef):
            yield from _in_block(node.name, node)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            for inner in ast.walk(node.value):
                if isinstance(inner, ast.Constant):
                    yield from (("", line, what, do) for _, line, what, do in _of("", inner, node))


def _in_block(name: str, function: ast.FunctionDef) -> Iterator[Mutant]:
    todo: list[tuple[ast.AST, ast.AST]] = [(child, function) for child in function.body]
    while todo:
        node, parent = todo.pop(0)
        yield from _of(name, node, parent)
        skipped = {"annotation", "returns", "decorator_list"}
        for field, value in ast.iter_fields(node):
            inner = value if isinstance(value, list) else [value]
            todo += [(child, node) for child in inner if isinstance(child, ast.AST) and field not in skipped]


def _of(name: str, node: ast.AST, parent: ast.AST) -> Iterator[Mutant]:
    def put(owner: Any, field: str, value: Any, what: str) -> Mutant:
        def do() -> None:
            if isinstance(field, int):
                owner[field] = value
            else:
                setattr(owner, field, value)

        return name, getattr(node, "lineno", 0), what, do

    match node:
        case ast.Compare(ops=ops):
            for i, op in enumerate(ops):
                new = SWAPS[type(op)]
                yield put(ops, i, new(), f"{type(op).__name__} -> {new.__name__}: {ast.unparse(node)}")  # type: ignore[arg-type]
        case ast.BoolOp(op=op):
            yield put(node, "op", SWAPS[type(op)](), f"{type(op).__name__} swapped: {ast.unparse(node)}")
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield name, node.lineno, f"not dropped: {ast.unparse(node)}", lambda: _unwrap(parent, node, operand)
        case ast.BinOp(op=op, left=left, right=right) | ast.AugAssign(op=op, target=left, value=right) if (
            type(op) in SWAPS
        ):
            if not any(
                isinstance(side, ast.JoinedStr) or getattr(side, "value", 0).__class__ is str for side in (left, right)
            ):
                yield put(node, "op", SWAPS[type(op)](), f"{type(op).__name__} swapped: {ast.unparse(node)}")
        case ast.Constant() if isinstance(parent, ast.keyword) and parent.arg == "strict":
            pass
        case ast.Constant(value=bool() as value):
            yield put(node, "value", not value, f"{value} -> {not value}: {ast.unparse(parent)}")
        case ast.Constant(value=int() | float() as value):
            for new in (value + 1, value - 1) if value < 20 else (value * 2, value // 2):  # a reach of 61 is one of 60
                yield put(node, "value", new, f"{value} -> {new}: {ast.unparse(parent)[:200]}")
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant) or value.value:
            yield put(node, "value", ast.Constant(None), f"returns None: {ast.unparse(node)}")
        case ast.Expr(value=ast.Call()):
            yield put(node, "value", ast.Constant(None), f"call dropped: {ast.unparse(node)}")
        case ast.If(test=test) | ast.IfExp(test=test):
            for constant in (True, False):
                yield put(node, "test", ast.Constant(constant), f"if {constant}: {ast.unparse(test)}")
        case ast.comprehension(ifs=ifs):
            for i, test in enumerate(ifs):
                for constant in (True, False):
                    yield (
                        name,
                        test.lineno,
                        f"if {constant}: {ast.unparse(test)}",
                        put(ifs, i, ast.Constant(constant), "")[3],
                    )  # type: ignore[arg-type]
        case ast.While(test=test):
            yield put(node, "test", ast.Constant(False), f"while False: {ast.unparse(test)}")
        case ast.Slice(lower=lower, upper=upper):
            for field, bound in (("lower", lower), ("upper", upper)):
                if bound is not None:
                    yield put(node, field, None, f"{field} bound dropped: {ast.unparse(parent)}")


def _unwrap(parent: ast.AST, node: ast.AST, inner: ast.AST) -> None:
    for field, value in ast.iter_fields(parent):
        if value is node:
            setattr(parent, field, inner)
        elif isinstance(value, list) and node in value:
            value[value.index(node)] = inner


def pattern_mutants(module: types.ModuleType) -> Iterator[Mutant]:
    """Faults of the module's patterns: their text is changed where it still compiles."""
    for name, lazy in list(vars(module).items()):
        if isinstance(lazy, patterns.LazyPattern):
            text = lazy.pattern
            for what, new in dict.fromkeys(_changed(str(text), bool(lazy.asked_flags & re.VERBOSE))):
                try:
                    re.compile(new, lazy.asked_flags)
                except (re.error, OverflowError):
                    continue
                yield name, 0, what, lambda lazy=lazy, new=new: _change_pattern(lazy, new)  # type: ignore[misc]


def _changed(text: str, verbose: bool) -> Iterator[tuple[str, str]]:
    token = re.compile(
        r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}|\(\?#[^)]*\)|\(|\)|\||[?*+]" + (r"|\#[^\n]*" if verbose else ""),
        re.S,
    )
    stack: list[list[int]] = [[0]]
    cuts: list[tuple[int, int]] = []
    for found in token.finditer(text):
        at, end = found.span()
        match found[0][0]:
            case "(":
                flags = re.compile(r"\((?:\?(?:P<\w+>|<?[=!]|[a-zA-Z-]*:|:))?").match(text, at)
                stack.append([flags.end() if flags else end])
            case "|":
                stack[-1].append(end)
            case ")":
                starts = [*stack.pop(), end]
                cuts += [(s, e - 1) for s, e in pairwise(starts) if len(starts) > 2]
            case "?" if at and text[at - 1] not in "(?*+}":
                yield f"demanded: {text[max(0, at - 30) : end]!r}", text[:at] + text[end:]
            case "{":
                yield f"once: {text[max(0, at - 30) : end]!r}", text[:at] + text[end:]
    starts = [*stack[0], len(text) + 1]
    cuts += [(s, e - 1) for s, e in pairwise(starts) if len(starts) > 2]
    for start, end in cuts:
        left, right = (start - 1, end) if text[start - 1 : start] == "|" else (start, end + 1)
        yield f"dropped: {text[start:end].strip()!r}", text[:left] + text[right:]


def _change_pattern(lazy: Any, text: str) -> None:
    for name in set(vars(lazy)) - {"pattern", "asked_flags"}:
        delattr(lazy, name)
    lazy.pattern, lazy.compiled = text, None


# --- putting one in


def functions(module: types.ModuleType) -> dict[str, types.FunctionType]:
    """The module's functions and methods by their qualified names, whatever they are wrapped in."""
    found = {}
    for owner in [
        module,
        *(c for c in vars(module).values() if isinstance(c, type) and c.__module__ == module.__name__),
    ]:
        for value in list(vars(owner).values()):
            inner = (
                getattr(value, "fget", None)
                or getattr(value, "func", None)
                or getattr(value, "__func__", None)
                or value
            )
            plain = inspect.unwrap(inner) if callable(inner) else inner
            if isinstance(plain, types.FunctionType) and plain.__module__ == module.__name__:
                found[plain.__qualname__] = plain
    return found


def put_in(module: types.ModuleType, tree: ast.Module, function: str) -> None:
    """Makes the module as the changed tree has it, keeping the identity of functions and classes.

    `function` may be "" for what is run once, when the module is loaded.
    """
    if function:  # nothing else needs compiling
        owner, _, name = function.rpartition(".")
        chosen = [node for node in tree.body if getattr(node, "name", "") == (owner or name)]
        for node in chosen:
            if isinstance(node, ast.ClassDef):
                node.body = [inner for inner in node.body if getattr(inner, "name", "") == name]
                node.decorator_list = []
        tree = ast.Module([tree.body[1], *chosen], [])
    code = compile(ast.fix_missing_locations(tree), str(module.__file__), "exec", dont_inherit=True)
    if function:
        todo = [code]
        while todo:
            part = todo.pop()
            todo += [c for c in part.co_consts if isinstance(c, types.CodeType)]
            if part.co_qualname == function:
                functions(module)[function].__code__ = part
        return
    fresh: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__}
    exec(code, fresh)
    others = [m for name, m in list(sys.modules.items()) if name.startswith("jdtool")]
    for name in set(fresh) & set(vars(module)):
        old = getattr(module, name)
        if callable(old) or name.startswith("__"):
            continue
        if isinstance(old, Triggers) and old.words == fresh[name].words:  # which the scanner knows by number
            continue
        for other in others:
            if vars(other).get(name) is old:
                setattr(other, name, fresh[name])


def forget(all_of_them: bool) -> None:
    """Empties the caches; those of tables only if asked."""
    for name, module in list(sys.modules.items()):
        if name.startswith("jdtool"):
            for value in list(vars(module).values()):
                if (
                    hasattr(value, "cache_parameters")
                    and value is not api._parser
                    and (all_of_them or value.cache_parameters()["maxsize"])
                ):
                    value.cache_clear()
    if all_of_them:  # a matcher remembers whatever it looked up
        matcher = api._parser(None).matcher
        taxonomy = matcher.taxonomy
        vars(matcher).clear()
        type(matcher).__init__(matcher, taxonomy)


def build() -> None:
    """Makes the parser and all its tables anew, of the taxonomy as it was read."""
    taxonomy = api._parser(None).taxonomy
    taxonomy.columns.tables.clear()
    api._parser.cache_clear()
    api.load_taxonomy = lambda: taxonomy  # type: ignore[assignment]
    api._parser(None)


# --- what must notice


def all_cases(module: types.ModuleType) -> list[Case]:
    own = CONCERNED.get(module.__name__.rpartition(".")[2], "").split()
    found: list[Case] = [("sections", lambda case=case: check_section(case)) for case in SECTIONS]  # type: ignore[misc]
    for case in read_cases():
        if not case.marks:
            found.append((str(case.id).partition(":")[0], lambda values=case.values: test_case(*values)))  # type: ignore[misc]
    found.append(("skills", test_spellings_of_known_skills_are_told_apart))  # which goes through all names
    found.sort(key=lambda case: case[0] not in own)
    found.append(("doctests", lambda: check_doctests(module)))
    for name in TESTED.get(module.__name__.rpartition(".")[2], "").split():
        for test in vars(import_module(name)).values():
            if (
                inspect.isfunction(test)
                and test.__name__.startswith("test_")
                and not inspect.signature(test).parameters
            ):
                found.append((name, test))
    for path in sorted((ROOT / "tests" / "golden").iterdir()):
        wanted = json.loads(path.read_text("utf-8"))
        found.append(("samples", lambda wanted=wanted: check_sample(wanted)))  # type: ignore[misc]
    return found


def check_section(case: dict[str, object]) -> None:
    test_section(case)
    test_sections_cover_the_text_and_passages_quote_it.hypothesis.inner_test(str(case["text"]).split("\n"))  # type: ignore[attr-defined]


def check_doctests(module: types.ModuleType) -> None:
    runner = doctest.DocTestRunner(verbose=False)
    for test in doctest.DocTestFinder(exclude_empty=True).find(module):
        runner.run(test, out=lambda _: None)
    assert not runner.failures


def check_sample(wanted: dict[str, Any]) -> None:
    posting = next(iter(api.read_postings(ROOT / wanted["source"]["path"])))
    record = json.loads(msgspec.json.encode(posting))
    assert all(record[key] == wanted[key] for key in wanted if key != "source")


def calls(run: Callable[[], None], file: str) -> set[str]:
    """The names of the file's functions that are called."""
    seen: set[str] = set()

    def watch(frame: types.FrameType, _: str, __: object) -> None:
        if frame.f_code.co_filename == file:
            seen.add(frame.f_code.co_qualname.partition(".<locals>")[0])

    sys.settrace(watch)
    try:
        run()
    finally:
        sys.settrace(None)
    return seen


def child(
    module: types.ModuleType,
    tree: ast.Module,
    mutant: Mutant,
    cases: list[Case],
    rebuild: bool,
    is_pattern: bool,
    at_load: bool,
) -> int:
    """The exit status: 0 where nothing noticed, else which kind of case did."""
    with Path(os.devnull).open("w") as null:
        os.dup2(null.fileno(), 2)
        os.dup2(null.fileno(), 1)
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    kinds = {"doctests": 3, "samples": 4}
    own = CONCERNED.get(module.__name__.rpartition(".")[2], "").split()
    signal.setitimer(signal.ITIMER_VIRTUAL, 10 * SECONDS)
    try:
        mutant[3]()
        if not is_pattern:
            put_in(module, tree, "" if at_load else mutant[0])
        forget(all_of_them=True)
        if rebuild:
            build()
    except BaseException:
        return 5
    for name, run in cases:
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            run()
        except BaseException:
            return kinds.get(name, 1 if name in own else 2)
    return 0


ENDS = ("survived", "own cases", "other cases", "doctests", "samples", "does not load")


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("module")
    options.add_argument("--patterns", action="store_true")
    options.add_argument("--own", action="store_true")
    options.add_argument("--most", type=int, default=100_000)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--function")
    asked = options.parse_args()
    path = (ROOT / asked.module).resolve()
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    file, tree, cases = str(module.__file__), ast.parse(path.read_text("utf-8")), all_cases(module)
    own = CONCERNED.get(module.__name__.rpartition(".")[2], "").split()
    cases = [case for case in cases if case[0] in own or case[0] == "doctests" or not asked.own]

    built = calls(build, file)
    for _, run in cases:
        run()  # which fills the tables
    callers: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        forget(all_of_them=True)  # what is remembered is not asked for
        for function in calls(case[1], file):
            callers[function].append(case)

    found = list(pattern_mutants(module) if asked.patterns else mutants(tree))
    found = [m for m in found if asked.function in (None, m[0])]
    whole = len(found)
    if whole > asked.most:
        found = sorted(random.Random(1).sample(found, asked.most), key=lambda m: m[1])
    print(f"{asked.module}: {len(found)} of {whole} faults, {len(cases)} cases", flush=True)
    ends: Counter[str] = Counter()
    running: dict[int, Mutant] = {}
    survivors = []
    gc.collect()
    gc.freeze()  # children share the memory

    def wait() -> None:
        pid, status = os.wait()
        mutant = running.pop(pid)
        end = ENDS[os.WEXITSTATUS(status)] if os.WIFEXITED(status) else "time or memory"
        ends[end] += 1
        if end == "survived":
            survivors.append(mutant)
            print("survived", mutant[:3], flush=True)

    for mutant in found:
        function = mutant[0]
        # What is not called any more may have helped to fill a table.
        everywhere = asked.patterns or not callers[function]
        mine = cases if everywhere or function in built else callers[function]
        while len(running) >= asked.jobs:
            wait()
        pid = os.fork()
        if not pid:
            status = 6
            try:
                rebuild = not asked.patterns and (function in built or not function)
                at_load = not callers[function] and not rebuild  # called by nothing later
                status = child(module, tree, mutant, mine, rebuild, asked.patterns, at_load)
            finally:
                os._exit(status)
        running[pid] = mutant
    while running:
        wait()
    reasons = yaml.safe_load((ROOT / "tests" / "mutants.yaml").read_text("utf-8"))
    known = [fault for reason in reasons for fault in reason["faults"].get(asked.module, ())]
    for function, line, what, _ in sorted(survivors, key=lambda m: (m[1], m[0])):
        if any(fnmatchcase(f"{function}: {what}".replace("[", "("), pattern.replace("[", "(")) for pattern in known):
            ends["explained"] += 1
        else:
            print(f"{line:5} {function}: {what}")
    count, killed = len(found), len(found) - ends["survived"]
    net = 100 * killed / max(1, count - ends["explained"])
    print(
        f"{asked.module}: {killed}/{count} noticed, {100 * killed / max(1, count):.1f}%, {net:.1f}% of those not explained {dict(ends)}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
