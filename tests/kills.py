"""Kills `jdtool scan` at random moments and resumes it, over and over: the bytes must be those of an undisturbed scan.

    python tests/kills.py SOURCE OUT.parquet [KILLS] [JOBS]

OUT is written many times over. Each round starts anew, is killed once at a moment evenly spread over the time that the
undisturbed scan took, and is resumed to its end.
"""

from __future__ import annotations

import hashlib
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

JDTOOL = [sys.executable, "-m", "jdtool", "scan"]


def digest(out: Path) -> str:
    """A hash over all files of an output and its failures."""
    files = sorted(out.rglob("*")) if out.is_dir() else [out]
    sha = hashlib.sha256()
    for path in [*files, out.with_name(f"{out.name}.failures.jsonl")]:
        if path.is_file():
            sha.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return sha.hexdigest()


def main(source: str, name: str, kills: int = 50, jobs: int = 2) -> int:
    out = Path(name)
    command = [*JDTOOL, source, "-o", name, "--jobs", str(jobs), "-q"]
    started = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    whole, seconds = digest(out), time.monotonic() - started
    print(f"undisturbed: {seconds:.1f} s, {whole[:16]}", flush=True)
    chance, wrong, counts = random.Random(1), 0, {"killed": 0, "too late": 0, "resumed": 0}
    while counts["killed"] < kills:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.random() * seconds)
        process.kill()
        if process.wait() != -signal.SIGKILL:
            counts["too late"] += 1
            continue
        counts["killed"] += 1
        told = subprocess.run([*command, "--resume", "--json"], capture_output=True, text=True).stdout
        counts["resumed"] += '"resumed":true' in told
        same = digest(out) == whole
        wrong += not same
        print(f"{counts['killed']}: {'the same' if same else 'OTHER BYTES'}", flush=True)
    print(f"{counts}, {wrong} wrong")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3], *map(int, sys.argv[3:])))
