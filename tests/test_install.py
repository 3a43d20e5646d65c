"""A wheel, an sdist and the README's set-up each make a working jdtool in a fresh virtual environment."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from commands import ROOT, SAMPLES, environment

pytestmark = pytest.mark.slow

NOT_COPIED = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".*_cache", ".hypothesis", "dist")
SHIPPED = [
    "jdtool/skills.yaml",
    "jdtool/py.typed",
    *(
        str(path.relative_to(ROOT))
        for folder in ("jdtool/data", "jdtool/writers/templates")
        for path in sorted((ROOT / folder).iterdir())
        if path.is_file() and path.suffix != ".py"
    ),
]


def do(*command: str | Path, cwd: Path) -> str:
    """The output of a command that succeeds."""
    done = subprocess.run(command, cwd=cwd, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this checkout, in which nothing is installed."""
    return Path(shutil.copytree(ROOT, tmp_path_factory.mktemp("copy") / "jdtool", ignore=NOT_COPIED))


@pytest.fixture(scope="module")
def packages(checkout: Path) -> dict[str, Path]:
    """The sdist, and the wheel built from it."""
    dist = checkout / "dist"
    do(sys.executable, "-m", "build", "--no-isolation", "-o", dist, ".", cwd=checkout)
    return {"sdist": next(dist.glob("*.tar.gz")), "wheel": next(dist.glob("*.whl"))}


def works(python: Path, folder: Path) -> None:
    """This environment has a jdtool that does its work outside of any checkout."""
    folder.mkdir()
    shutil.copy(ROOT / SAMPLES[0], folder / "posting.txt")
    jdtool = python.with_name("jdtool")
    assert re.fullmatch(r"jdtool \d+\.\d+\.\d+\n", do(python, "-m", "jdtool", "--version", cwd=folder))
    posting = json.loads(do(jdtool, "parse", "posting.txt", "--json", cwd=folder))
    assert posting["title"]
    assert posting["skills"]
    assert "<table" in do(jdtool, "compare", "posting.txt", "--format", "html", cwd=folder)
    typed = "import importlib.resources as r; print(r.files('jdtool').joinpath('py.typed').is_file())"
    assert do(python, "-c", typed, cwd=folder) == "True\n"


def test_packages_hold_what_the_code_reads(packages: dict[str, Path]) -> None:
    in_wheel = zipfile.ZipFile(packages["wheel"]).namelist()
    assert set(SHIPPED) <= set(in_wheel)
    assert all(name.startswith(("jdtool/", "jdtool-")) for name in in_wheel)
    assert "jdtool/skills.compiled" in in_wheel
    assert "jdtool/_build.py" not in in_wheel
    with tarfile.open(packages["sdist"]) as archive:
        in_sdist = {name.partition("/")[2] for name in archive.getnames()}
    assert {"skills.yaml", "README.md", "CHANGELOG.md", "LICENSE", ".ci/run", *SAMPLES} <= in_sdist


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_a_built_package_works(kind: str, packages: dict[str, Path], tmp_path: Path) -> None:
    do(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    do(python, "-m", "pip", "install", "-q", packages[kind], cwd=tmp_path)
    works(python, tmp_path / "work")
    where = "from jdtool.taxonomy import builtin_path; print(builtin_path())"
    assert do(python, "-c", where, cwd=tmp_path).startswith(str(tmp_path / "venv"))
    loads = "import sys, jdtool; jdtool.load_taxonomy(); print('yaml' in sys.modules)"
    assert do(python, "-c", loads, cwd=tmp_path) == "False\n"  # but the compiled form, without any cache


def test_the_first_command_of_the_readme_works_as_written(checkout: Path, tmp_path: Path) -> None:
    command = next(
        line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.startswith("python3 -m")
    )
    shown = do("sh", "-c", command.replace("python3", sys.executable, 1), cwd=checkout)
    assert "5 postings compared" in shown
    python = checkout / ".venv" / "bin" / "python"
    works(python, tmp_path / "work")
    where = "from jdtool.taxonomy import builtin_path; print(builtin_path())"
    assert do(python, "-c", where, cwd=tmp_path) == f"{checkout.resolve() / 'skills.yaml'}\n"
