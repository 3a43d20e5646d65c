"""Files are made with the permissions that the user's umask leaves, and nothing is left beside them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from commands import run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")

COMMANDS = (
    "parse samples --json -o {out}/parse.jsonl",
    "parse samples -f html -o {out}/parse.html",
    "compare samples -f html -o {out}/compare.html",
    "compare samples -f csv -o {out}/compare.csv",
    "scan samples -o {out}/scan.jsonl",
    "scan samples -o {out}/scan.parquet --jobs 2",
    "scan samples -o {out}/scan.parquet --resume",
    "parse samples --taxonomy {out}/mine.yaml -q -o {out}/table.txt",
)
MADE = {
    "mine.yaml", "parse.jsonl", "parse.html", "compare.html", "compare.csv", "table.txt", "scan.jsonl",
    "scan.parquet", "scan.parquet/_MANIFEST", "scan.parquet/part-00000.parquet",
}  # fmt: skip


@pytest.mark.parametrize("umask", [0o022, 0o027, 0o077])
def test_the_umask_holds_and_nothing_is_left_behind(umask: int, tmp_path: Path) -> None:
    out, cache, temporary = (tmp_path / name for name in ("out", "cache", "temporary"))
    out.mkdir()
    temporary.mkdir()
    (out / "mine.yaml").write_text("skills:\n- {name: Frobnicator, category: backend}\n")
    (out / "mine.yaml").chmod(0o666 & ~umask)
    for line in COMMANDS:
        settings = {"XDG_CACHE_HOME": str(cache), "TMPDIR": str(temporary)}
        done = run(*line.format(out=out).split(), umask=umask, env=settings)
        assert done.returncode == 0, (line, done.stderr)
    assert {str(path.relative_to(out)) for path in out.rglob("*")} == MADE
    assert {path: rights(path) for path in out.rglob("*") if rights(path) != everybody(path) & ~umask} == {}
    stored = list(cache.rglob("*"))
    assert [path for path in stored if path.is_file()]
    assert {path: rights(path) for path in stored if rights(path) != everybody(path) & ~0o077} == {}
    assert list(temporary.iterdir()) == []


def test_a_file_that_is_written_anew_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.touch(0o600)
    assert run("parse", "samples", "--json", "-o", path, umask=0o022).returncode == 0
    assert rights(path) == 0o600
    assert path.stat().st_size
    assert list(tmp_path.iterdir()) == [path]


def test_a_faulty_run_leaves_nothing_behind(tmp_path: Path) -> None:
    for line in (
        "parse nowhere -o {out}/a.txt",
        "scan samples -o {out}/a.parquet --max pages=0",
        "compare x -o {out}/a.txt",
    ):
        assert run(*line.format(out=tmp_path).split(), env={"TMPDIR": str(tmp_path)}).returncode, line
    assert [path for path in tmp_path.iterdir() if path.name != "a.txt"] == []


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def everybody(path: Path) -> int:
    return 0o777 if path.is_dir() else 0o666
