"""Prints how fast jdtool is on this machine, as the Markdown table that the README shows.

    python tests/benchmarks/table.py [--corpus FILE.jsonl.gz] [--quick]

What is compared is run in turn, so that whatever else the machine does meets all alike; each figure is a median, and a
ratio is one of medians of the same run. Without a corpus the postings are invented. `--quick` shows in a few minutes
whether all works; its figures mean little. Nothing large may be imported or kept here: Linux counts what a process
held before it became another program to that program's peak.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SAMPLE = ROOT / "samples" / "pinterest-backend-ii.txt"
PACKAGES = "typer rich msgspec daachorse rapidfuzz pyarrow flashtext spacy".split()
MB = 1e6

SLOWING = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONDEVMODE", "PYTHONPROFILEIMPORTTIME", "PYTHONMALLOC")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in SLOWING}
"""Of all that is measured: settings under which any Python starts slowly would measure the settings."""


TEASER = (450, 900)
"""Characters of a posting of the scan whose memory is watched: what counts there is how many there are."""


class Plan(NamedTuple):
    """How much is measured."""

    starts: int  # runs of each command
    scans: int  # runs of each scan
    postings: int  # of an invented corpus
    lookups: int  # postings that are looked up in
    rounds: int  # of what is measured within a process
    characters: int  # in postings of each size
    lines: int  # of the scan whose memory is watched


FULL = Plan(starts=31, scans=5, postings=5_000, lookups=400, rounds=7, characters=2_000_000, lines=1_000_000)
QUICK = Plan(starts=3, scans=1, postings=300, lookups=40, rounds=1, characters=20_000, lines=600)


class Row(NamedTuple):
    what: str
    figure: str
    runs: int


class Run(NamedTuple):
    """A process from its start to its end."""

    seconds: float
    cpu: float  # seconds
    peak: float  # MB, of the largest of its processes


# --- processes --------------------------------------------------------------------------------------------


def run(
    command: Sequence[str | Path], watch: Callable[[int], None] | None = None, allowed: Sequence[int] = (0,)
) -> Run:
    """Runs a command to the end; `watch` is called with its process number over and over meanwhile."""
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, env=ENVIRONMENT
        )
        while watch and not os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            watch(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in allowed:
            errors.seek(0)
            raise SystemExit(f"{' '.join(map(str, command))}: {errors.read().decode()}")
    unit = 1 if sys.platform == "darwin" else 1024  # bytes of `ru_maxrss`
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / MB)


def in_turn(commands: Mapping[str, Sequence[str | Path]], runs: int) -> dict[str, list[Run]]:
    """The runs of each command, the commands in turn; a first run of each fills the caches and does not count."""
    done: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            result = run(command)
            if number:
                done[name].append(result)
    return done


def task(name: str, *arguments: object) -> Any:
    """What `tasks.py` measures in a process of its own."""
    tell(f"{name} {' '.join(map(str, arguments))}")
    command = [sys.executable, HERE / "tasks.py", name, *map(str, arguments)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, env=ENVIRONMENT).stdout)


def tell(message: str) -> None:
    print(f"{datetime.now():%H:%M:%S} {message}", file=sys.stderr)


def command_script(folder: Path) -> list[str | Path]:
    """The `jdtool` command as pip installs it."""
    module, _, function = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"][
        "jdtool"
    ].partition(":")
    script = folder / "jdtool"
    script.write_text(f"import sys\nfrom {module} import {function}\nsys.exit({function}())\n")
    return [sys.executable, script]


# --- measurements -----------------------------------------------------------------------------------------


def starts(jdtool: list[str | Path], plan: Plan) -> Iterator[Row]:
    tell("starts")
    hello = "Typer saying hello"
    commands: dict[str, list[str | Path]] = {
        hello: [sys.executable, HERE / "hello.py"],
        "`jdtool --version`": [*jdtool, "--version"],
        "`jdtool parse FILE --json`": [*jdtool, "parse", SAMPLE, "--json"],
        "`jdtool parse FILE`": [*jdtool, "parse", SAMPLE],
    }
    runs = in_turn(commands, plan.starts)
    least, least_cpu = median(r.seconds for r in runs[hello]), median(r.cpu for r in runs[hello])
    yield Row(f"{hello}, start to end", f"{1000 * least:,.0f} ms", plan.starts)
    for name, done in runs.items():
        if name != hello:
            seconds, cpu = median(r.seconds for r in done), median(r.cpu for r in done)
            figure = f"{1000 * seconds:,.0f} ms, {seconds / least:.2f} × hello (CPU {cpu / least_cpu:.2f} ×)"
            yield Row(name, figure, plan.starts)
    peak = median(r.peak for r in runs["`jdtool parse FILE --json`"])
    yield Row("its peak memory with `--json`", f"{peak:,.0f} MB", plan.starts)


def lookups(corpus: Path, plan: Plan) -> Iterator[Row]:
    found = task("lookups", corpus, plan.lookups, plan.rounds)
    count = found["postings"]
    rates = {name: count / median(seconds) for name, seconds in found["seconds"].items()}
    names = f"the same {found['names']:,} names alone"
    labels = {
        "jdtool": "jdtool, whole records",
        "jdtool, names": f"jdtool, {names}",
        "flashtext": f"flashtext, {names}",
        "spaCy": f"spaCy PhraseMatcher, {names}",
    }
    for name, rate in rates.items():
        compared = (
            f", {rate / rates['flashtext']:.2f} × flashtext" if "flashtext" in rates and name != "flashtext" else ""
        )
        yield Row(f"{labels[name]}, in memory, warm", f"{rate:,.0f} postings/s{compared}", plan.rounds)


def firsts(corpus: Path, plan: Plan) -> Iterator[Row]:
    done = [task("first", corpus, plan.lookups) for _ in range(max(1, plan.starts // 3))]
    ready, first, warmed = (1000 * median(d[key] for d in done) for key in ("ready", "first", "warmed"))
    yield Row("getting ready in Python, once", f"{ready:,.0f} ms", len(done))
    figure = f"{first:,.1f} ms, {warmed:,.2f} ms when warm ({first / warmed:,.0f} ×)"
    yield Row("the first posting after it", figure, len(done))


def sizes(plan: Plan) -> Iterator[Row]:
    found = task("sizes", plan.characters, plan.rounds)
    rates = {name: found["characters"][name] / median(seconds) / MB for name, seconds in found["seconds"].items()}
    for name, rate in rates.items():
        yield Row(f"a posting of {name}", f"{rate:,.2f} MB/s", plan.rounds)
    yield Row("most to least of these", f"{max(rates.values()) / min(rates.values()):.2f} ×", plan.rounds)


def scans(jdtool: list[str | Path], corpus: Path, folder: Path, plan: Plan) -> Iterator[Row]:
    """Whole scans from start to end, in turn with flashtext over the same corpus."""
    out, part, count = folder / "out.jsonl", folder / "part.jsonl.gz", counted(corpus)
    parts = [count // 16, count // 4]
    head_of(corpus, parts[-1], part)
    run_scan(scan(jdtool, part, out, 1))  # fills the caches
    commands = {jobs: scan(jdtool, corpus, out, jobs) for jobs in (1, 2)}
    done: dict[int, list[Run]] = {1: [], 2: []}
    others = []
    for number in range(plan.scans):
        for jobs, command in commands.items():
            tell(f"scan of {count:,} postings, {jobs} jobs, run {number + 1}")
            done[jobs].append(run_scan(command))
        if installed("flashtext"):
            others.append(task("flashtext", corpus))
    seconds = {jobs: median(r.seconds for r in runs) for jobs, runs in done.items()}
    rate = count / seconds[1]
    compared = ""
    if others:
        theirs = median(other["postings"] / other["seconds"] for other in others)
        yield Row(f"flashtext over {count:,} postings, look-up alone", f"{theirs:,.0f} postings/s", plan.scans)
        compared = f", {rate / theirs:.2f} × flashtext"
    name = f"`jdtool scan` of {count:,} postings, start to end"
    yield Row(f"{name}, one job", f"{rate:,.0f} postings/s{compared}", plan.scans)
    two = f"{count / seconds[2]:,.0f} postings/s, {seconds[1] / seconds[2]:.2f} × one job"
    yield Row(f"{name}, two jobs", two, plan.scans)
    yield Row("its peak memory, one job", f"{median(r.peak for r in done[1]):,.0f} MB", plan.scans)

    rates = []
    for some in parts:
        head_of(corpus, some, part)
        tell(f"scan of {some:,} postings")
        rates.append(some / median(run_scan(scan(jdtool, part, out, 1)).seconds for _ in range(plan.scans)))
    told = ", ".join(f"{each:,.0f}" for each in [*rates, rate])
    heads = ", ".join(f"{some:,}" for some in [*parts, count])
    yield Row(f"the same, one job, of {heads} postings", f"{told} postings/s", plan.scans)


def memory(jdtool: list[str | Path], folder: Path, plan: Plan) -> Iterator[Row]:
    """How the memory of a long scan grows: all its processes together, pages that they share counted in each."""
    corpus = folder / "lines.jsonl.gz"
    tell(f"inventing {plan.lines:,} postings")
    code = f"import corpus, pathlib; corpus.write_corpus(pathlib.Path({str(corpus)!r}), {plan.lines}, sizes={TEASER})"
    subprocess.run([sys.executable, "-c", code], cwd=HERE, check=True)
    samples: list[tuple[float, float]] = []  # when, MB

    def watch(process: int) -> None:
        samples.append((time.perf_counter(), sum(map(resident, family(process)))))
        time.sleep(max(0.02, min(1.0, len(samples) / 2_000)))  # the longer it takes, the rarer

    out = folder / ("lines.parquet" if installed("pyarrow") else "lines.jsonl")
    tell(f"scan of {plan.lines:,} postings")
    done = run_scan(scan(jdtool, corpus, out, 1), watch)
    began, ended = samples[0][0], samples[-1][0]
    tenths = [int(10 * (at - began) / (ended - began + 1e-9)) for at, _ in samples]
    second, last = (median(held for k, (_, held) in zip(tenths, samples, strict=True) if k == n) for n in (1, 9))
    name = f"memory of `jdtool scan` over {plan.lines:,} invented postings"
    figure = f"peak {done.peak:,.0f} MB; last tenth {last:,.0f} MB, {last / second:.3f} × the second"
    yield Row(f"{name}, into {out.suffix[1:]}, one job", figure, 1)


def family(process: int) -> list[int]:
    """The process and its descendants."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        children = []
    return [process, *(member for child in children for member in family(int(child)))]


def resident(process: int) -> float:
    """The memory of a process in MB; none where it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024 / MB for line in status.splitlines() if line.startswith("VmRSS:")), 0.0)


def run_scan(command: list[str | Path], watch: Callable[[int], None] | None = None) -> Run:
    """Runs a scan that must leave an output; status 1 says that something in the corpus is no posting."""
    out = Path(command[command.index("-o") + 1])
    if out.is_dir():
        shutil.rmtree(out)
    out.unlink(missing_ok=True)
    done = run(command, watch, allowed=(0, 1))
    if not out.exists():
        raise SystemExit(f"{out.name} has not appeared: {' '.join(map(str, command))}")
    return done


def scan(jdtool: list[str | Path], source: Path, out: Path, jobs: int) -> list[str | Path]:
    return [*jdtool, "scan", source, "-o", out, "--jobs", str(jobs), "--quiet"]


def head_of(corpus: Path, count: int, part: Path) -> None:
    """Writes the first postings of a corpus to another file."""
    with gzip.open(corpus) as whole, gzip.open(part, "wb", 1) as stream:
        stream.writelines(islice(whole, count))


def counted(corpus: Path) -> int:
    with gzip.open(corpus) as stream:
        return sum(1 for _ in stream)


# --- the table --------------------------------------------------------------------------------------------


def installed(package: str) -> str | None:
    """The version of a package, None where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def machine() -> str:
    """Where and with what it was measured, on one line."""
    cpu = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        cpu = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), cpu)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    git = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    packages = ", ".join(f"{name} {number}" for name in PACKAGES if (number := installed(name)))
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {cpu}, {cores} cores (load {os.getloadavg()[0]:.1f}), {platform.system()}, "
        f"Python {platform.python_version()}; jdtool {git.stdout.strip() or installed('jdtool')}, {packages}."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, metavar="FILE", help="postings as gzipped JSON Lines")
    parser.add_argument("--quick", action="store_true", help="little of everything")
    parser.add_argument("--lines", type=int, help="of the scan whose memory is watched (1,000,000); 0: none")
    options = parser.parse_args()
    plan = QUICK if options.quick else FULL
    if options.lines is not None:
        plan = plan._replace(lines=options.lines)
    head = machine()
    with tempfile.TemporaryDirectory(prefix="jdtool-benchmark-") as name:
        folder = Path(name)
        ENVIRONMENT["XDG_CACHE_HOME"] = str(folder / "cache")  # without what other versions have kept
        corpus = options.corpus
        if corpus is None:
            corpus = folder / "corpus.jsonl.gz"
            code = f"import corpus, pathlib; corpus.write_corpus(pathlib.Path({str(corpus)!r}), {plan.postings})"
            subprocess.run([sys.executable, "-c", code], cwd=HERE, check=True)
        jdtool = command_script(folder)
        rows = [*starts(jdtool, plan), *lookups(corpus, plan), *firsts(corpus, plan), *sizes(plan)]
        if subprocess.run([*jdtool, "scan", "-h"], capture_output=True, env=ENVIRONMENT).returncode:
            tell("this jdtool has no scan")
        else:
            rows += scans(jdtool, corpus, folder, plan)
            rows += memory(jdtool, folder, plan) if plan.lines else ()
    kind = "postings of a corpus" if options.corpus else "invented postings"
    print("| measured | median | runs |\n| --- | --- | ---: |")
    for row in rows:
        print(f"| {row.what} | {row.figure} | {row.runs} |")
    print(f"\n{head} Measured with {kind}{', quickly' if options.quick else ''}.")


if __name__ == "__main__":
    main()
