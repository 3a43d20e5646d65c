"""The layers hold: a module imports only from lower ones, and nothing is imported before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import ROOT, SAMPLES, environment, run

PACKAGE = ROOT / "jdtool"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

LAYERS: list[set[str]] = [
    {"caching", "tables"},
    {"patterns", "errors"},
    {"limits"},
    {"folding"},
    {"model", "entries"},
    {"scanner"},
    {"defining", "titles", "wording", "quantities", "paying", "repeats"},
    {"headings"},
    {"taxonomy", "cleaning", "contacts", "amounts", "sections", "places"},
    {"mentions", "fields", "splitting", "selecting"},
    {"parsing"},
    {"comparing", "fitting", "resume", "explaining", "suggesting", "checking", "screening"},
    {"evaluating"},
    {"readers", "writers", "schema"},
    {"scanning", "completing", "finishing", "timing"},
    {"storing", "arrow"},
    {"spark"},
    {"api"},
    {"working"},
    {"cli"},
    {"_build"},
]
LAYER = {name: number for number, names in enumerate(LAYERS) for name in names}

EDGES = ("readers", "writers", "schema")  # these know the records and nothing of how they come about

# What a package's own modules share. (`jdtool.readers` itself names its modules as text and imports none.)
SHARED = {
    "readers.composing",
    "readers.decoding",
    "readers.isolating",
    "readers.mapping",
    "readers.markup",
    "readers.opening",
    "readers.records",
    "readers.rows",
    "readers.schema_org",
    "readers.stating",
    "readers.streaming",
    "readers.vendors",
    "writers",
    "writers.columns",
    "writers.display",
    "writers.listing",
    "writers.quoting",
}

# `cli` offers the functions of `api` as commands, and names formats and schemas in its help.
ALLOWED = {
    ("__main__", "cli"),
    ("__main__", "working"),
    ("__main__", "finishing"),
    ("__main__", "jdtool"),
    ("patterns", "jdtool"),
    ("taxonomy", "jdtool"),
    ("cli", "jdtool"),
    ("storing", "jdtool"),
}


def name_of(path: Path) -> str:
    """The module's name below jdtool: "fields.years", "writers", and "jdtool" for the package itself."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts) or "jdtool"


NAMES = {name_of(path) for path in MODULES}


def imports_of(path: Path) -> Iterator[str]:
    """The modules of jdtool that this one imports, at its top or inside a function."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.partition(".")[0] == "jdtool")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the layer"
            if node.module and node.module.partition(".")[0] == "jdtool":
                below = node.module.removeprefix("jdtool").removeprefix(".")
                for alias in node.names:
                    inner = f"{below}.{alias.name}".removeprefix(".")
                    yield inner if inner in NAMES else below or "jdtool"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_lower_layers(path: Path) -> None:
    name = name_of(path)
    if name == "jdtool":  # names what it offers, and imports it on demand
        return
    home = name.partition(".")[0]
    for imported in imports_of(path):
        if (name, imported) in ALLOWED:
            continue
        target = imported.partition(".")[0]
        assert target in LAYER, f"{imported} has no layer: give it one here and in CONTRIBUTING.md"
        if home == target:
            assert imported in SHARED, f"{name} imports its sibling {imported}"
        else:
            assert LAYER[target] < LAYER[home], f"{name} imports {imported}, which is not below it"
        if home in EDGES and target != home:
            assert LAYER[target] <= LAYER["model"], f"{name} imports {imported}; readers and writers know records only"


def test_every_module_has_a_layer() -> None:
    top = {name.partition(".")[0] for name in NAMES} - {"jdtool", "__main__"}
    assert top == set(LAYER)


def modules_after(code: str, **settings: str) -> set[str]:
    """The modules that a fresh Python has loaded after this code."""
    code = f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(**settings), capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_import_jdtool_costs_next_to_nothing() -> None:
    loaded = modules_after("import jdtool") - modules_after("")
    assert {name for name in loaded if name.startswith("jdtool")} == {"jdtool"}
    assert loaded.isdisjoint({"rich", "yaml", "typer", "click", "msgspec", "rapidfuzz", "asyncio", "json"})


@pytest.mark.parametrize(
    ("line", "unused"),
    [
        ("--version", "typer typing re rich yaml rapidfuzz jinja2 ftfy charset_normalizer jdtool.model"),
        ("parse -h", "rich yaml rapidfuzz jinja2 ftfy charset_normalizer jdtool.parsing"),
        ("schema", "rich yaml rapidfuzz jinja2 ftfy charset_normalizer jdtool.parsing"),
        (
            f"parse {SAMPLES[0]} --json",
            "typer rich yaml rapidfuzz jinja2 ftfy charset_normalizer multiprocessing lxml pyarrow pandas pydantic "
            "pathlib tempfile shutil json html gzip glob signal array statistics random urllib importlib.resources "
            "importlib.metadata email jdtool.cli jdtool.resume jdtool.comparing jdtool.defining jdtool.writers.listing",
        ),
        (
            f"match tests/fixtures/profiles/mara.yaml {SAMPLES[0]} --json",
            "rich jinja2 multiprocessing lxml pyarrow pandas pydantic",
        ),
        (f"parse {SAMPLES[0]}", "typer yaml rapidfuzz jinja2 multiprocessing pydantic"),
        (f"parse {SAMPLES[0]} -f html", "rich yaml multiprocessing pydantic"),
    ],
)
def test_a_command_loads_only_what_it_needs(line: str, unused: str, tmp_path: Path) -> None:
    code = (
        f"sys.argv = ['jdtool', *{line.split()!r}]\n"
        "from jdtool.__main__ import run\n"
        "try:\n    run()\nexcept SystemExit as end:\n    assert not end.code"
    )
    cache = str(tmp_path)  # its own: others run at the same time, and only so many files are kept
    modules_after(code, XDG_CACHE_HOME=cache)
    assert modules_after(code, XDG_CACHE_HOME=cache).isdisjoint(unused.split())


@pytest.mark.parametrize(
    "line", ["--version", f"parse {SAMPLES[0]}", f"parse {SAMPLES[0]} --json", "parse missing.txt"]
)
def test_the_plain_lines_mean_the_same_with_and_without_typer(line: str) -> None:
    code = f"import sys; sys.argv = ['jdtool', *{line.split()!r}]; from jdtool.cli import main; main()"
    typer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, text=True)
    plain = run(*line.split())
    assert (plain.returncode, plain.stdout, plain.stderr) == (typer.returncode, typer.stdout, typer.stderr)
