"""`jdtool scan`: one output from a corpus, whatever befalls the work, and what reads that output back."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from commands import JDTOOL, ROOT, environment, lines, run
from jsonschema import Draft202012Validator

import jdtool
from jdtool.schema import json_schema

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

# Parts of 64 records and a commit after each chunk: what takes millions of records otherwise.
SMALL = "import jdtool.storing as s; s.PART, s.CHUNK, s.COMMIT_AFTER = 64, 8, 0.0; from jdtool.cli import main; main()"
JOBS = ("Baker", "Data Engineer", "Nurse", "Platform Engineer", "Sales Manager")
TOOLS = ("Python", "Excel", "Kafka", "SQL", "Go and Docker", "Spanish (B2)")


def posting(number: int) -> dict[str, Any]:
    """A short posting, another for each number."""
    return {
        "id": f"p{number}",
        "title": f"{'Senior ' * (number % 3 == 0)}{JOBS[number % len(JOBS)]}",
        "company": f"Firm {number % 17}",
        "description": (
            f"Requirements:\n- {number % 7 + 1}+ years of experience with {TOOLS[number % len(TOOLS)]}\n"
            f"- You enjoy team {number}.\n\nPay: ${40 + number % 50},500 - ${100 + number % 60},000 a year"
        ),
    }


def corpus(path: Path, count: int = 400) -> Path:
    """A file of postings, a broken line and a paper that is no posting among them."""
    rows = [json.dumps(posting(number)) for number in range(count)]
    rows[7] = '{"id": "broken", "title": '
    rows[count // 2] = json.dumps({"id": "cv", "description": "Flour, sugar, two eggs. Bake for an hour."})
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def small(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """`jdtool scan` with tiny parts."""
    line = [sys.executable, "-c", SMALL, "scan", *map(str, arguments)]
    return subprocess.run(line, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=120, **options)


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    line = [sys.executable, "-c", SMALL, "scan", *map(str, arguments)]
    return subprocess.Popen(
        line, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def content(out: Path) -> dict[str, bytes]:
    """All bytes of an output, and of its failures."""
    files = sorted(out.rglob("*")) if out.is_dir() else [out]
    failures = out.with_name(out.name + ".failures.jsonl")
    return {str(path.relative_to(out.parent)): path.read_bytes() for path in [*files, failures] if path.is_file()}


def nothing_left(out: Path) -> None:
    """Nothing but the output and its failures lies in its folder."""
    known = {out.name, f"{out.name}.failures.jsonl"}
    assert not [path.name for path in out.parent.iterdir() if path.name.startswith(".") and path.name not in known]


def wait_for_state(out: Path, process: subprocess.Popen[str]) -> None:
    """Waits until a scan has something that a resumed one can go on from."""
    state = out.with_name(f".{out.name}.scan") / "state.json"
    while not state.exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus(tmp_path_factory.mktemp("corpus") / "postings.jsonl")


@pytest.fixture(scope="module", params=[".parquet", ".jsonl"])
def undisturbed(request: pytest.FixtureRequest, source: Path) -> Path:
    """What comes of the corpus where nothing happens."""
    out = source.parent / f"whole{request.param}"
    done = small(source, "-o", out, "--jobs", "1")
    assert done.returncode == 1, done.stderr
    return out


# --- what is written ----------------------------------------------------------------------------------------


def test_lines_are_those_of_parse(tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    done = run("scan", "samples", "-o", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert lines(done.stdout)[0].startswith(f"{out}: 5 postings in ")
    assert out.read_text("utf-8") == run("parse", "samples", "--json").stdout
    assert [path.name for path in tmp_path.iterdir()] == ["o.jsonl"]


def test_parquet_read_back_equals_parse(undisturbed: Path, source: Path) -> None:
    done = run("parse", undisturbed, "--json", "-q")
    assert done.returncode == 0, done.stderr
    assert done.stdout == run("parse", source, "--json", "-q").stdout
    assert len(lines(done.stdout)) == 398


def test_columns_are_the_keys_of_the_record(undisturbed: Path) -> None:
    from jdtool.arrow import SCHEMA

    if undisturbed.is_dir():
        parts = sorted(undisturbed.glob("*.parquet"))
        assert pq.read_schema(parts[0]).equals(pq.read_schema(parts[-1]))
        assert pq.read_schema(parts[0]).names == SCHEMA.names
        assert sum(pq.read_metadata(part).num_rows for part in parts) == 398
        manifest = json.loads((undisturbed / "_MANIFEST").read_text())
        assert [part["file"] for part in manifest["parts"]] == [part.name for part in parts]
        assert manifest["postings"] == sum(part["postings"] for part in manifest["parts"]) == 398
    assert SCHEMA.names == list(json_schema("posting")["properties"])


def fits(schema: dict[str, Any], whole: dict[str, Any], kind: Any) -> bool:
    """Whether a JSON Schema and a type of Arrow have the same keys, all the way down."""
    for option in [o for o in schema.get("anyOf", [schema]) if o != {"type": "null"}]:
        option = whole["$defs"][option["$ref"].rpartition("/")[2]] if "$ref" in option else option
        if pa.types.is_map(kind):
            if not fits(option["additionalProperties"], whole, kind.item_type):
                return False
        elif pa.types.is_list(kind):
            if not fits(option["items"], whole, kind.value_type):
                return False
        elif pa.types.is_struct(kind):
            inner = {field.name: field.type for field in kind}
            if set(inner) != set(option["properties"]):
                return False
            if not all(fits(option["properties"][name], whole, inner[name]) for name in inner):
                return False
        elif "properties" in option or "items" in option:
            return False
    return True


def test_columns_nest_as_the_record_does() -> None:
    from jdtool.arrow import SCHEMA

    schema = json_schema("posting")
    for field in SCHEMA:
        assert fits(schema["properties"][field.name], schema, field.type), field.name


def test_failures_lie_beside_the_output(undisturbed: Path) -> None:
    failures = undisturbed.with_name(undisturbed.name + ".failures.jsonl")
    broken, other = map(json.loads, lines(failures.read_text("utf-8")))
    assert broken["record"] == 7 and "not valid JSON" in broken["message"]
    assert other["record"] == 200 and "does not look like a job posting" in other["message"]
    assert set(broken) == {"path", "record", "message"}


def test_the_summary(source: Path, tmp_path: Path) -> None:
    done = run("scan", source, "nowhere.txt", "-o", tmp_path / "o.jsonl", "--json")
    (line,) = lines(done.stdout)
    summary = json.loads(line)
    Draft202012Validator(json_schema("scan")).validate(summary)
    assert done.returncode == 1
    assert {key: summary[key] for key in ("schema", "postings", "failed", "output", "resumed")} == {
        "schema": "jdtool.scan/1", "postings": 398, "failed": 3, "output": str(tmp_path / "o.jsonl"), "resumed": False,
    }  # fmt: skip
    assert [error["record"] for error in summary["errors"]] == [7, 200, None]
    assert [line.startswith("jdtool: ") for line in lines(done.stderr)] == [True] * 3
    # Without failures there is no file of them, nor one from before.
    assert run("scan", "samples", "-o", tmp_path / "o.jsonl").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["o.jsonl"]


@pytest.mark.parametrize("jobs", ["2", "4"])
def test_jobs_do_not_show(undisturbed: Path, source: Path, tmp_path: Path, jobs: str) -> None:
    out = tmp_path / undisturbed.name
    assert small(source, "-o", out, "--jobs", jobs).returncode == 1
    assert content(out) == content(undisturbed)


def test_nothing_to_scan_is_an_output_too(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    for name in ("o.parquet", "o.jsonl"):
        assert run("scan", tmp_path / "empty.txt", "-o", tmp_path / name).returncode == 1
        assert run("compare", tmp_path / name, "--json").returncode in (0, 1)
    assert pq.read_table(tmp_path / "o.parquet").num_rows == 0


def test_standard_input(source: Path, tmp_path: Path) -> None:
    data = source.read_text("utf-8")
    assert run("scan", "-", "-o", tmp_path / "o.jsonl", input=data).returncode == 1
    assert len(lines((tmp_path / "o.jsonl").read_text("utf-8"))) == 398
    done = run("scan", "-", "-o", tmp_path / "o.jsonl", "--resume", input=data)
    assert (done.returncode, len(lines(done.stderr))) == (2, 1)


def test_a_name_that_is_not_unicode(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(name)).write_text((ROOT / "samples/pinterest-backend-ii.txt").read_text("utf-8"), "utf-8")
    except OSError:
        pytest.skip("this file system takes Unicode only")
    for out in ("o.parquet", "o.jsonl"):
        done = run("scan", name, "-o", tmp_path / out)
        assert done.returncode == 0, done.stderr
        assert run("parse", tmp_path / out, "--json").returncode == 0


# --- where it is written ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "o.csv"], "ends in .parquet or .jsonl"),
        (["-o", "no/such/folder/o.jsonl"], "cannot be written"),
        (["-o", "folder.jsonl"], "is a folder"),
        (["-o", "folder.parquet"], "a folder that no scan wrote"),
        (["-o", "o.jsonl", "--engine", "ray"], "choose local or spark"),
        (["-o", "o.jsonl", "--engine", "spark", "--resume"], "--resume"),
        ([], "output"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: Sequence[str], words: str) -> None:
    for folder in ("folder.jsonl", "folder.parquet"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "mine.txt").write_text("keep me")
    done = run("scan", ROOT / "samples", *arguments, cwd=tmp_path, env={"PYTHONPATH": os.fsdecode(ROOT)})
    assert done.returncode == 2, done.stderr
    (line,) = lines(done.stderr)
    assert words in line
    assert (tmp_path / "folder.parquet" / "mine.txt").exists()


@pytest.mark.parametrize("name", ["o.parquet", "o.jsonl"])
def test_an_output_is_replaced_whole(undisturbed: Path, source: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    assert small(source, "-o", out).returncode == 1
    assert run("scan", "samples", "-o", out).returncode == 0
    assert len(lines(run("parse", out, "--json").stdout)) == 5
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_two_at_once(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    folder = tmp_path / ".o.jsonl.scan"
    slow = subprocess.Popen(
        [*JDTOOL, "scan", "-", "-o", out], cwd=ROOT, env=environment(), stdin=subprocess.PIPE, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    while not (folder / "lock").exists() and slow.poll() is None:
        time.sleep(0.01)
    time.sleep(0.2)
    second = run("scan", source, "-o", out)
    assert second.returncode == 2
    assert lines(second.stderr) == [f"jdtool: --output {out}: another scan is writing it"]
    _, errors = slow.communicate(source.read_text("utf-8"), 60)
    assert slow.returncode == 1, errors
    assert len(lines(out.read_text("utf-8"))) == 398
    nothing_left(out)


# --- kills and other mishaps --------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_and_resumed(undisturbed: Path, source: Path, tmp_path: Path, jobs: str) -> None:
    """Whenever it is killed, and however often: the same bytes in the end."""
    chance = random.Random(f"{undisturbed.suffix}{jobs}")
    out = tmp_path / undisturbed.name
    resumed = kills = 0
    done = False  # when it was killed: the last kill may come behind the last step
    while True:
        process = start(source, "-o", out, "--jobs", jobs, "--resume", "--json")
        if kills < 3 and not done:
            wait_for_state(out, process)
            time.sleep(chance.random() * 0.15)
            process.kill()
            kills += 1
        told, errors = process.communicate(timeout=60)
        if process.returncode >= 0:
            assert process.returncode == 1, errors
            resumed = json.loads(told)["resumed"]
            break
        done = out.exists()
        assert not done or content(out) == content(undisturbed)
    assert kills and (resumed or done)
    assert content(out) == content(undisturbed)
    nothing_left(out)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
def test_workers_end_with_a_killed_scan(source: Path, tmp_path: Path) -> None:
    big = corpus(tmp_path / "big.jsonl", 4000)
    process = start(big, "-o", tmp_path / "o.jsonl", "--jobs", "2")
    wait_for_state(tmp_path / "o.jsonl", process)
    children = [
        path.parent
        for path in Path("/proc").glob("[0-9]*/stat")
        if f") S {process.pid} " in read(path) or f") R {process.pid} " in read(path)
    ]
    assert len(children) >= 2
    process.kill()
    process.communicate(timeout=60)
    limit = time.monotonic() + 20
    while alive := [child for child in children if child.exists() and ") Z " not in read(child / "stat")]:
        assert time.monotonic() < limit, alive
        time.sleep(0.05)


def read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def killed_scan(source: Path, out: Path) -> None:
    """Leaves behind what a killed scan leaves."""
    process = start(source, "-o", out, "--jobs", "1", "-q")
    wait_for_state(out, process)
    process.kill()
    process.communicate(timeout=60)
    assert not out.exists()


def test_changed_sources_are_noticed(tmp_path: Path) -> None:
    source, out = corpus(tmp_path / "postings.jsonl", 4000), tmp_path / "o.jsonl"
    killed_scan(source, out)
    with source.open("a") as file:
        file.write(json.dumps(posting(9999)) + "\n")
    done = small(source, "-o", out, "--resume")
    assert (done.returncode, lines(done.stderr)) == (
        2,
        ["jdtool: --resume: the sources changed since the scan was interrupted; start over without --resume"],
    )
    done = small(source, "-o", out, "--resume", "--force")
    assert "--force and the sources changed" in done.stderr
    corpus(source)
    done = small(source, "-o", out)
    assert done.returncode == 1
    assert "thrown away" in lines(done.stderr)[0]
    assert len(lines(out.read_text("utf-8"))) == 398


def test_killed_between_the_old_output_and_the_new(source: Path, tmp_path: Path) -> None:
    """The moments in which a folder takes the place of another, made by hand."""
    out, whole = tmp_path / "o.parquet", tmp_path / "whole.parquet"
    assert small(source, "-o", whole).returncode == 1
    stop = (
        "import jdtool.storing as s, os\n"
        "s.PART, s.CHUNK = 64, 8\n"
        "def put(folder, sink, out):\n    WHAT\n    os._exit(9)\n"
        "real = s._put_in_place\n"
        "s._put_in_place = put\n"
        "from jdtool.cli import main\nmain()"
    )
    before, between = "pass", "out.rename(folder / 'old')"
    for what in (before, between):
        assert run("scan", "samples", "-o", out).returncode == 0
        line = [sys.executable, "-c", stop.replace("WHAT", what), "scan", source, "-o", out]
        assert subprocess.run(line, cwd=ROOT, env=environment(), capture_output=True, timeout=60).returncode == 9
        assert out.exists() == (what == before)
        done = small(source, "-o", out, "--resume")
        assert done.returncode == 1, done.stderr
        assert {path.name: path.read_bytes() for path in out.iterdir()} == {
            path.name: path.read_bytes() for path in whole.iterdir()
        }
        nothing_left(out)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("name", ["o.parquet", "o.jsonl"])
def test_a_full_disk(source: Path, tmp_path: Path, name: str) -> None:
    """A limit on the size of files stands for it: both come as an error on writing."""
    import resource

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    out = tmp_path / name
    done = small(source, "-o", out, "-q", preexec_fn=limited)
    assert done.returncode == 1
    assert lines(done.stderr)[-1].startswith("jdtool: the output cannot be written: ")
    assert "Traceback" not in done.stderr
    assert not out.exists()
    done = small(source, "-o", out, "--resume", "--json")
    assert json.loads(done.stdout)["resumed"]
    assert len(lines(run("parse", out, "--json").stdout)) == 398


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted(tmp_path: Path, jobs: str) -> None:
    source, out = corpus(tmp_path / "postings.jsonl", 4000), tmp_path / "o.jsonl"
    process = start(source, "-o", out, "--jobs", jobs)
    wait_for_state(out, process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert lines(errors)[-1] == "jdtool: interrupted; the same command with --resume goes on"
    assert not out.exists()


def test_a_worker_that_is_killed(tmp_path: Path) -> None:
    source, out = corpus(tmp_path / "postings.jsonl", 1000), tmp_path / "o.jsonl"
    code = SMALL.replace("; main()", "") + (
        "\nimport os\nreal = s.analyse\nleader = os.getpid()\n"
        "def analyse(parser, found, force):\n"
        "    if os.getpid() != leader and getattr(found, 'source', None) and found.source.record == 500: os.kill(os.getpid(), 9)\n"
        "    return real(parser, found, force)\n"
        "s.analyse = analyse\nmain()"
    )
    line = [sys.executable, "-c", code, "scan", source, "-o", out, "--jobs", "2"]
    done = subprocess.run(line, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "a worker process came to a sudden end" in lines(done.stderr)[-1]
    assert not out.exists()


# --- read back ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["compare"], ["skills", "--from"], ["parse"]])
def test_figures_from_an_output_are_those_from_the_sources(
    undisturbed: Path, source: Path, command: Sequence[str]
) -> None:
    ours, theirs = (run(*command, where, "--json", "-q").stdout for where in (undisturbed, source))
    assert ours.partition('"errors":')[0] == theirs.partition('"errors":')[0]  # what failed is no part of the output


def test_fits_from_an_output_are_those_from_the_sources(undisturbed: Path, source: Path) -> None:
    profile = "tests/fixtures/profiles/mara.yaml"
    ours, theirs = (
        [json.loads(line) for line in lines(run("match", profile, where, "--json", "-q").stdout)]
        for where in (undisturbed, source)
    )
    assert len(ours) == len(theirs) == 398
    for one, other in zip(ours, theirs, strict=True):
        for key in ("posting", "score", "parts", "have", "missing_required", "missing_preferred", "close"):
            assert one[key] == other[key]
        assert [gap["skills"] for gap in one["gaps"]] == [gap["skills"] for gap in other["gaps"]]
        assert all(gap["text"] for gap in one["gaps"])  # a line of the record, or the bare words


@pytest.mark.parametrize(
    "command", [["compare", "-f", "html"], ["parse"], ["parse", "-f", "html"], ["parse", "-f", "md"]]
)
def test_records_are_shown_without_their_text(undisturbed: Path, tmp_path: Path, command: Sequence[str]) -> None:
    head = tmp_path / "head.jsonl"
    head.write_text("\n".join(lines(run("parse", undisturbed, "--json").stdout)[:3]) + "\n", "utf-8")
    done = run(command[0], head, *command[1:])
    assert (done.returncode, done.stderr) == (0, "")
    assert "Data Engineer" in done.stdout


@pytest.mark.parametrize(
    "command",
    [["parse", "--text"], ["parse", "-f", "jsonld"], ["explain", "--skill", "Python"], ["taxonomy", "suggest"]],
)
def test_what_needs_the_text_says_so(undisturbed: Path, tmp_path: Path, command: Sequence[str]) -> None:
    head = tmp_path / "head.jsonl"
    head.write_text(lines(run("parse", undisturbed, "--json").stdout)[0] + "\n", "utf-8")
    done = run(*command, head)
    assert done.returncode == 1
    assert "already a record of jdtool; give it the posting that this was made from" in done.stderr


@pytest.mark.parametrize(
    "change",
    [
        {"skills": "many"},
        {"id": None},
        {"requirements": [{"text": "x", "kind": "required", "skills": [], "start": 0, "end": 10**12}]},
        {"evidence": {"years": [{"text": "x", "rule": "r", "start": -1, "end": 0}]}},
    ],
)
def test_a_damaged_record_is_a_failure(tmp_path: Path, change: dict[str, Any]) -> None:
    record = json.loads(run("parse", "samples/pinterest-backend-ii.txt", "--json").stdout)
    path = tmp_path / "o.jsonl"
    path.write_text(json.dumps(record | change) + "\n", "utf-8")
    done = run("compare", path, "--json")
    assert done.returncode == 1
    assert "a damaged record of jdtool" in lines(done.stderr)[0]


# --- batches, and Spark -------------------------------------------------------------------------------------


def test_batches_in_batches_out() -> None:
    from jdtool.arrow import PATH, RECORD, RESULT_SCHEMA, parse_batches

    rows = [posting(number) | {PATH: "a.parquet", RECORD: 40 + number, "unknown": number} for number in range(150)]
    rows[3]["description"] = None
    batches = [pa.RecordBatch.from_pylist(rows[:100]), pa.RecordBatch.from_pylist(rows[100:])]
    found = list(parse_batches(iter(batches)))
    assert all(batch.schema.equals(RESULT_SCHEMA) for batch in found)
    table = pa.Table.from_batches(found).to_pylist()
    assert len(table) == 150
    failed = table.pop(3)
    assert failed["failure"]["path"] == "a.parquet" and failed["failure"]["record"] == 43 and failed["id"] is None
    assert [row["id"] for row in table] == [f"p{number}" for number in range(150) if number != 3]
    assert table[0]["source"]["record"] == 40 and table[0]["failure"] is None


def test_rows_without_places_are_numbered() -> None:
    from jdtool.arrow import parse_batches

    rows = [posting(number) for number in range(3)]
    (batch,) = parse_batches(iter([pa.RecordBatch.from_pylist(rows)]))
    assert [row["source"]["record"] for row in batch.to_pylist()] == [0, 1, 2]


def test_spark_that_is_missing_is_told(tmp_path: Path) -> None:
    (tmp_path / "pyspark").mkdir()
    (tmp_path / "pyspark" / "__init__.py").write_text("raise ImportError")
    done = run(
        "scan", "samples", "-o", tmp_path / "o.parquet", "--engine", "spark",
        env={"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])},
    )  # fmt: skip
    assert (done.returncode, lines(done.stderr)) == (
        2,
        ["jdtool: --engine spark: PySpark is not installed; install it with: pip install 'jdtool[spark]'"],
    )


def test_spark_gives_the_same_records(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="PySpark is not installed: pip install 'jdtool[spark]'")
    if not shutil.which("java"):
        pytest.skip("Java is not installed")
    source = tmp_path / "some postings.parquet"
    rows = [
        {"title": None, "description": path.read_text("utf-8")} for path in sorted((ROOT / "samples").glob("*.txt"))
    ] + [{"title": "Nothing", "description": None}]
    pq.write_table(pa.Table.from_pylist(rows), source)
    local, remote = tmp_path / "local.parquet", tmp_path / "spark.parquet"
    assert run("scan", source, "-o", local).returncode == 1
    done = run("scan", source, "-o", remote, "--engine", "spark", "--master", "local[2]", "--json")
    assert done.returncode == 1, done.stderr
    summary = json.loads(done.stdout)
    assert (summary["postings"], summary["failed"], len(summary["errors"])) == (5, 1, 1)
    ours, theirs = (sorted(lines(run("parse", out, "--json").stdout)) for out in (local, remote))
    assert ours == theirs and len(ours) == 5
    failures = [
        json.loads(path.read_text())
        for path in sorted(Path(f"{remote}.failures.jsonl").glob("*.json"))
        if path.read_text()
    ]
    assert failures == [json.loads(Path(f"{local}.failures.jsonl").read_text())]


# --- from Python --------------------------------------------------------------------------------------------


def test_from_python(tmp_path: Path) -> None:
    summary = jdtool.scan_sources(["samples"], tmp_path / "o.jsonl", jobs=1)
    assert (summary.postings, summary.failed, summary.resumed) == (5, 0, False)
    with pytest.raises(jdtool.UsageError, match="ends in"):
        jdtool.scan_sources(["samples"], tmp_path / "o.txt")
