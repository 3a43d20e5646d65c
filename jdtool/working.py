"""What the commands share: reading and telling what failed, and output that appears whole or not at all.

Nothing here needs Typer, and nothing is imported before it is used: a plain `parse` is done by this module alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, TextIO

from jdtool import patterns
from jdtool.errors import UsageError
from jdtool.finishing import complain
from jdtool.model import Analysis, Failure
from jdtool.writers import POSTING_WRITERS, WRITERS

if TYPE_CHECKING:
    from pathlib import Path

    from jdtool.timing import Stopwatch
    from jdtool.writers.display import ProgressBar

COLOURS = ("auto", "always", "never")


def show_postings(
    sources: Iterable[str],
    *,
    json: bool = False,
    format: str = "table",
    output: Path | None = None,
    text: bool = False,
    timings: bool = False,
    overlays: list[Path] | None = None,
    jobs: int = 0,
    force: bool = False,
    most: list[str] | None = None,
    contacts: bool = False,
    quiet: bool = False,
    no_progress: bool = False,
    color: str = "auto",
) -> None:
    """`jdtool parse`: analyses postings and shows each."""
    records_too = not text and (json or format != "jsonld")
    work = Work(sources, overlays, jobs, quiet, no_progress, force, most, contacts, records_too, timings)
    with writing(json, format, output, color, POSTING_WRITERS) as (writer, stream, look):
        if text:
            for i, analysis in enumerate(work.analyses()):
                words = analysis.outline.text
                between = "\n" if look.width else "\f\n"  # a terminal obeys a form feed
                stream.write(between * bool(i) + words + "\n" * (not words.endswith("\n")))
        else:
            analyses = work.reported() if format == "jsonld" and not json else work.analyses()
            writer.write_postings(analyses, stream, look)
    work.tell_timings(color)
    work.conclude()


class Work:
    """The postings a command asks for: read, analysed, counted, and what failed told on stderr."""

    def __init__(
        self,
        sources: Iterable[str],
        overlays: list[Path] | None,
        jobs: int,
        quiet: bool,
        no_progress: bool,
        force: bool = False,
        most: list[str] | None = None,
        contacts: bool = False,
        records_too: bool = False,
        timings: bool = False,
    ) -> None:
        from jdtool.limits import read_limits
        from jdtool.taxonomy import load_taxonomy

        self.limits = read_limits(most or [])
        self.contacts = contacts
        self.stopwatch: Stopwatch | None = None
        if timings:
            from jdtool.timing import Stopwatch

            self.stopwatch, jobs = Stopwatch(), 1
        self.taxonomy = load_taxonomy(*(overlays or []))
        self.sources = list(sources)
        self.jobs = jobs
        self.force = force
        self.records_too = records_too  # those of jdtool itself: where no text is needed
        self.quiet = quiet
        self.bar = not (quiet or no_progress) and sys.stderr.isatty()
        self.failures: list[Failure] = []

    def analyses(self) -> Iterator[Analysis]:
        """The analysed postings, as they are done."""
        from jdtool.api import read_analyses

        stopwatch = self.stopwatch
        results = read_analyses(
            *self.sources,
            taxonomy=self.taxonomy,
            jobs=self.jobs,
            force=self.force,
            records_too=self.records_too,
            limits=self.limits,
            contacts=self.contacts,
            lap=stopwatch.lap if stopwatch else None,
        )
        if stopwatch:
            stopwatch.lap("start")
        bar = self.progress() if self.bar else None
        try:
            for result in results:
                if stopwatch:
                    stopwatch.lap("reading")  # where the parser has not taken it: failures, and records of jdtool
                if isinstance(result, Failure):
                    self.failures.append(result)
                    if bar:
                        bar.clear()
                    complain(named(result))
                else:
                    if bar:
                        bar.advance(result.posting.source.path)
                    yield result
                    if stopwatch:
                        stopwatch.posting()
        finally:
            if bar:
                bar.clear()

    def tell_timings(self, color: str) -> None:
        """Where the time went, on stderr, if it was asked for."""
        if self.stopwatch is None:
            return
        self.stopwatch.lap("writing")
        from jdtool.writers import Look
        from jdtool.writers.listing import list_timings
        from jdtool.writers.table import write_listing

        terminal = sys.stderr.isatty()
        look = Look(_colour(color, terminal), terminal_width() if terminal else None)
        write_listing(list_timings(self.stopwatch.stages, self.stopwatch.postings), sys.stderr, look)

    def watch(self) -> Watch:
        """Who is told how a scan goes on."""
        return Watch(self.bar)

    def quoted(self, sentences: dict[tuple[str, int], Any], wanted: bool) -> Iterator[Analysis]:
        """The same; the sentences that a page may quote are kept where they are wanted."""
        from jdtool.writers.quoting import cited

        for analysis in self.analyses():
            if wanted:
                source = analysis.posting.source
                sentences[source.path, source.record] = cited(analysis)
            yield analysis

    def reported(self) -> Iterator[Analysis]:
        """The same, each followed on stderr by what search engines will miss in it."""
        from jdtool.writers.jsonld import report

        for analysis in self.analyses():
            yield analysis
            for line in [] if self.quiet else report(analysis):
                complain(f"{analysis.posting.source.path}: {line}")

    def progress(self) -> ProgressBar:
        """A bar for a terminal, over the files that the sources name."""
        from jdtool.readers import count_files
        from jdtool.writers.display import ProgressBar

        return ProgressBar(count_files(self.sources))

    def note(self, message: str) -> None:
        """Tells what a careful reader should know, on stderr."""
        if not self.quiet:
            complain(message)

    def conclude(self) -> None:
        """Ends the command: with status 1 where something could not be read; what, has been said."""
        patterns.remember()
        if self.failures:
            raise SystemExit(1)


class Watch:
    """Shows how a scan goes on, and names what failed."""

    def __init__(self, bar: bool) -> None:
        from jdtool.writers.display import ProgressBar

        self.bar = ProgressBar(0) if bar else None

    def advance(self, share: float | None, postings: int) -> None:
        if self.bar:
            self.bar.reach(share, postings)

    def failed(self, failure: Failure) -> None:
        self.clear()
        complain(named(failure))

    def clear(self) -> None:
        if self.bar:
            self.bar.clear()


def named(failure: Failure) -> str:
    path = "standard input" if failure.path == "-" else failure.path
    record = f", record {failure.record}" if failure.record is not None else ""
    return f"{path}{record}: {failure.message}"


@contextmanager
def writing(
    json: bool,
    format: str,
    output: Path | None,
    color: str,
    formats: Mapping[str, str] = WRITERS,
    columns: tuple[str, ...] = (),
) -> Iterator[tuple[Any, TextIO, Any]]:
    """The writer of the wanted format, the stream to write to, and how it may look there."""
    from jdtool.writers import Look, writer_for

    if color not in COLOURS:
        raise UsageError(f"--color {color}: choose one of {', '.join(COLOURS)}")
    name = "json" if json else format
    writer = writer_for(name, formats)
    with opened(output) as stream:
        if name != "table" and isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # for programs, whatever a terminal here would want
        terminal = output is None and stream.isatty()
        yield writer, stream, Look(_colour(color, terminal), terminal_width() if terminal else None, columns=columns)


def terminal_width() -> int:
    from shutil import get_terminal_size  # with zip and tar archives; only for a terminal

    return get_terminal_size().columns


def _colour(color: str, terminal: bool) -> bool:
    """Whether to colour: as --color says, else NO_COLOR (no-color.org) beats FORCE_COLOR, which beats the stream."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (terminal and os.environ.get("TERM") != "dumb")


@contextmanager
def opened(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears whole or not at all."""
    if output is None:
        yield sys.stdout
        return
    from pathlib import Path
    from tempfile import mkstemp

    target = Path(os.path.realpath(output))  # a link stays a link
    part = target
    try:
        if target.exists() and not target.is_file():
            handle = os.open(target, os.O_WRONLY)  # a device or pipe: /dev/null must not be replaced
        else:
            handle, name = mkstemp(prefix=f".{target.name}.", dir=target.parent)
            part = Path(name)
    except OSError as error:
        raise UsageError(f"--output {output}: cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
        if part != target:
            umask = os.umask(0)
            os.umask(umask)
            part.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask)
            part.replace(target)
    finally:
        if part != target:
            part.unlink(missing_ok=True)
