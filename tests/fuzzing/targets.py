"""Coverage-guided fuzzing with Atheris, which is installed for this alone: `pip install atheris`.

    python tests/fuzzing/targets.py html -max_total_time=600

fuzzes the reader of that format, and the core with what it reads; `core` hands text to the core, and `all` lets the
bytes decide. What comes behind is libFuzzer's own. The corpus is made of the forms and fixtures of the tests, and
grows in `.fuzzing/FORMAT/` at the root of the checkout. A failure ends the run; its input goes to `tests/fuzzing/found/`.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent)]

import atheris  # noqa: E402

with atheris.instrument_imports(include=["jdtool"]):
    from fuzzing.inputs import SECONDS, case_texts, check, one_input, parser, seeds, shape, within
    from jdtool.model import Failure, Record, Source
    from jdtool.readers import READERS, read_data
    from jdtool.readers.opening import Data

    for module in READERS.values():
        import_module(module)

KEPT = HERE.parent.parent / ".fuzzing"


def core(data: bytes) -> None:
    """The bytes as the text of a posting."""
    text = data.decode("utf-8", "replace")
    for analysis in parser().read(Record(Source("fuzz", "text", 0, None, []), text)):
        check(analysis.posting, analysis.outline.text)


def reader(name: str) -> Callable[[bytes], None]:
    """A target that reads the bytes as this format, whatever they show, and writes nothing."""
    read_records = import_module(READERS[name]).read_records

    def target(data: bytes) -> None:
        for found in read_records(Data("fuzz", io.BytesIO(data))):
            inner = read_data(found) if isinstance(found, Data) else (found,)
            for record in inner:
                if isinstance(record, Failure):
                    record.message.encode()
                elif isinstance(record, Record):
                    core(record.text.encode("utf-8", "replace"))

    return target


def target_of(name: str) -> Callable[[bytes], None]:
    """The target of this name."""
    if name == "core":
        return core
    return (lambda data: one_input(data) and None) if name == "all" else reader(name)


def main(name: str, options: list[str]) -> None:
    """Fuzzes until libFuzzer's options say that it is enough, or something fails."""
    corpus = KEPT / name
    corpus.mkdir(parents=True, exist_ok=True)
    wanted = [data for _, data in seeds() if name in ("all", shape(data))]
    wanted += [text.encode() for text in case_texts()] if name in ("all", "core", "text") else []
    for data in wanted:
        (corpus / sha256(data).hexdigest()[:16]).write_bytes(data)
    target = target_of(name)

    def timed(data: bytes) -> None:
        with within(3 * SECONDS):  # instrumented code is slower
            target(data)

    found = HERE / "found"
    found.mkdir(exist_ok=True)
    atheris.Setup([sys.argv[0], f"-artifact_prefix={found}/", "-max_len=20000", *options, str(corpus)], timed)
    atheris.Fuzz()


if __name__ == "__main__":
    names = ["core", "all", *READERS]
    if len(sys.argv) < 2 or sys.argv[1] not in names:
        sys.exit(f"usage: targets.py {{{','.join(names)}}} [OPTIONS OF LIBFUZZER]")
    main(sys.argv[1], sys.argv[2:])
