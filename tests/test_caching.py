"""What is kept for the next start is right or not used, and never in the way."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from commands import ROOT, SAMPLES, run

from jdtool import caching, patterns
from jdtool.parsing import Parser, compiled_builtin
from jdtool.taxonomy import builtin_path, compiled_key, load_taxonomy

OVERLAY = "skills:\n- {name: Frobnicator, category: devops, aliases: [Frob]}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of its own."""
    monkeypatch.delenv("JDTOOL_NO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "jdtool"


def record(folder: Path, **env: str) -> str:
    """What `parse --json` prints with this cache."""
    done = run("parse", SAMPLES[0], "--json", env={"XDG_CACHE_HOME": str(folder.parent), **env})
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_content_comes_back_for_its_key_only(folder: Path) -> None:
    caching.store("x", b"key", b"content")
    assert caching.load("x", b"key") == b"content"
    assert caching.load("x", b"other") is None
    assert caching.load("y", b"key") is None


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_only_the_user_can_read_and_nobody_else_could_have_written(folder: Path) -> None:
    caching.store("x", b"key", b"content")
    assert (folder / "x").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    (folder / "x").chmod(0o622)
    assert caching.load("x", b"key") is None


@pytest.mark.parametrize("damage", ["flip", "cut", "empty"])
def test_damaged_content_is_as_none(folder: Path, damage: str) -> None:
    caching.store("x", b"key", b"content")
    data = bytearray((folder / "x").read_bytes())
    data[-1] ^= 1
    (folder / "x").write_bytes({"flip": bytes(data), "cut": data[:20], "empty": b""}[damage])
    assert caching.load("x", b"key") is None


def test_files_do_not_pile_up(folder: Path) -> None:
    for i in range(caching.MAX_FILES + 5):
        caching.store(f"x{i}", b"key", b"content")
    assert len(list(folder.iterdir())) == caching.MAX_FILES


def test_nothing_is_stored_where_it_is_not_wanted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JDTOOL_NO_CACHE", "1")
    caching.store("x", b"key", b"content")
    assert not folder.exists()


def test_a_cache_that_cannot_be_written_is_no_fault(folder: Path) -> None:
    folder.parent.write_text("a file where the folder should be")
    assert '"schema":"jdtool.posting/1"' in record(folder)


def test_all_starts_print_the_same(folder: Path) -> None:
    none = record(folder, JDTOOL_NO_CACHE="1")
    assert not folder.exists()
    assert record(folder) == none  # and fills the cache
    files = sorted(folder.iterdir())
    assert [path.name.partition("-")[0] for path in files] == ["patterns", "taxonomy"]
    kept = [path.stat().st_mtime_ns for path in files]
    assert record(folder) == none
    assert [path.stat().st_mtime_ns for path in files] == kept, "nothing was made anew"
    for path in files:
        path.write_bytes(path.read_bytes()[:-1])
    assert record(folder) == none


def test_an_overlay_is_read_anew_when_it_changes(folder: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "mine.yaml"
    overlay.write_text(OVERLAY)
    assert "frobnicator" in load_taxonomy(overlay).skills
    assert "frobnicator" in load_taxonomy(overlay).skills
    overlay.write_text(OVERLAY.replace("Frobnicator", "Wobbler"))
    assert "wobbler" in load_taxonomy(overlay).skills
    assert len([path for path in folder.iterdir() if path.name.startswith("taxonomy")]) == 1


def test_the_compiled_taxonomy_is_the_one_in_the_file(folder: Path) -> None:
    fresh = load_taxonomy(fresh=True)
    Parser(load_taxonomy())
    stored = load_taxonomy()
    assert dict(stored.skills) == dict(fresh.skills)
    assert list(stored.skills) == list(fresh.skills)
    assert (stored.names, stored.roles, stored.places) == (fresh.names, fresh.roles, fresh.places)
    assert (stored.nothing, stored.files) == (fresh.nothing, fresh.files)
    there = Parser(pickle.loads(pickle.dumps(stored))).matcher
    here = Parser(fresh).matcher
    assert dict(there.owners) == dict(here.owners)
    assert there.slips == here.slips


def test_what_a_wheel_holds_fits_the_file_beside_it() -> None:
    content = caching.unsealed(compiled_builtin(), compiled_key([builtin_path().read_bytes()]))
    assert content is not None
    assert b"matcher" in bytes(content)


def test_patterns_from_the_cache_match_alike(folder: Path) -> None:
    code = (
        "from jdtool import patterns\n"
        "p = patterns.compile_now(r'(?P<a>[à-ü]+)|(b)(?i:C)', 0); q = patterns.compile_now(rb'[x-z]+', 0)\n"
        "print(p, p.flags, p.groups, p.groupindex, p.search('xxäé')['a'], p.fullmatch('bc')[2], q.findall(b'axyb'))\n"
        "print(p == __import__('re').compile(p.pattern), len(patterns._new))\n"
        "patterns.remember()"
    )
    outputs = [
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    made = "2" if patterns.STORABLE else "0"
    assert outputs[0].endswith(f"True {made}\n")
    assert outputs[1] == outputs[0].replace(f"True {made}\n", "True 0\n")


def test_a_faulty_pattern_is_told_as_ever(folder: Path) -> None:
    import re

    with pytest.raises(re.error, match="unterminated"):
        patterns.compile_now("[a")
