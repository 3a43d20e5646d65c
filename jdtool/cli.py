"""The commands: options in, one call, output and exit status out.

Exit status: 0 all was analysed; 1 something could not be read (the rest was done); 2 wrong usage or taxonomy;
130 interrupted. A closed pipe ends quietly with 0.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from jdtool import __version__
from jdtool.errors import JdtoolError, UsageError
from jdtool.model import Analysis, Failure

app = typer.Typer(
    name="jdtool",
    help="Read job postings: skills, pay, level, years and more, each with the words that prove it.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

PROGRESS_FROM = 25  # postings; fewer are done before a bar could be read

Sources = Annotated[
    list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, patterns, or - for standard input.")
]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Format = Annotated[str, typer.Option("--format", "-f", metavar="table|json|csv|md|html", help="Form of the output.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE.")]
Overlays = Annotated[
    list[Path] | None,
    typer.Option("--taxonomy", metavar="FILE", help="Lay a taxonomy of your own over the built-in one (repeatable)."),
]
Jobs = Annotated[int, typer.Option("--jobs", min=0, metavar="N", help="Processes; 0: as many as there are cores.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no warnings, only errors.")]
NoProgress = Annotated[bool, typer.Option("--no-progress", help="No progress bar.")]
Colour = Annotated[str, typer.Option("--color", metavar="auto|always|never", help="Colour in tables.")]


class _Failed(Exception):
    """Something could not be read: exit status 1, everything having been said."""


# --- commands -----------------------------------------------------------------------------------------------


@app.command()
def parse(
    sources: Sources,
    json: Json = False,
    format: Format = "table",
    output: Output = None,
    text: Annotated[bool, typer.Option("--text", help="Print the cleaned text that all offsets count in.")] = False,
    taxonomy: Overlays = None,
    jobs: Jobs = 0,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
    color: Colour = "auto",
) -> None:
    """Analyse postings and show each.

    Example: jdtool parse posting.txt
    """
    work = _Work(sources, taxonomy, jobs, quiet, no_progress)
    with _writing(json, format, output, color) as (writer, stream, look):
        if text:
            for i, analysis in enumerate(work.analyses()):
                words = analysis.outline.text
                stream.write("\f\n" * bool(i) + words + "\n" * (not words.endswith("\n")))
        else:
            writer.write_postings(work.analyses(), stream, look)
    work.conclude()


@app.command()
def compare(
    sources: Sources,
    json: Json = False,
    format: Format = "table",
    output: Output = None,
    taxonomy: Overlays = None,
    jobs: Jobs = 0,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
    color: Colour = "auto",
) -> None:
    """Compare postings: roles, levels, years, pay, work mode, and the skills each asks for.

    Example: jdtool compare samples/
    """
    from jdtool.api import compare_postings

    work = _Work(sources, taxonomy, jobs, quiet, no_progress)
    postings = [analysis.posting for analysis in work.analyses()]
    if postings or not work.failures:
        with _writing(json, format, output, color) as (writer, stream, look):
            writer.write_comparison(compare_postings(postings, work.failures), stream, look)
    work.conclude()


@app.command()
def skills(
    role: Annotated[str | None, typer.Option("--role", help="Only skills typical of this role.")] = None,
    category: Annotated[str | None, typer.Option("--category", help="Only skills of this category.")] = None,
    search: Annotated[str | None, typer.Option("--search", help="Only skills with this in a name.")] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--from", metavar="SOURCE", help="Rank skills by how many of these postings ask for them."),
    ] = None,
    json: Json = False,
    format: Format = "table",
    output: Output = None,
    taxonomy: Overlays = None,
    jobs: Jobs = 0,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
    color: Colour = "auto",
) -> None:
    """Show the skills that jdtool knows, or rank them by demand.

    Example: jdtool skills --role backend
    """
    from jdtool.taxonomy import select_skills

    work = _Work(source or [], taxonomy, jobs, quiet, no_progress)
    chosen = select_skills(work.taxonomy, role=role, category=category, search=search)
    if source:
        from jdtool.comparing import rank_skills

        chosen = rank_skills((a.posting for a in work.analyses()), chosen)
    with _writing(json, format, output, color) as (writer, stream, look):
        writer.write_skills(chosen, stream, look)
    work.conclude()


@app.command()
def schema(
    name: Annotated[str, typer.Argument(metavar="[posting|comparison|skill]", help="Which record.")] = "posting",
    output: Output = None,
) -> None:
    """Print the JSON Schema of what --json prints.

    Example: jdtool schema posting
    """
    import json as json_library

    from jdtool.schema import json_schema

    document = json_schema(name)
    with _opened(output) as stream:
        stream.write(json_library.dumps(document, indent=2, ensure_ascii=False) + "\n")


@app.callback(invoke_without_command=True)
def _main_options(
    context: typer.Context, version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False
) -> None:
    if version:
        print(f"jdtool {__version__}")
        raise typer.Exit


# --- work and output ----------------------------------------------------------------------------------------


class _Work:
    """The postings a command asks for: read, analysed, counted, and what failed told on stderr."""

    def __init__(
        self, sources: Iterable[str], overlays: list[Path] | None, jobs: int, quiet: bool, no_progress: bool
    ) -> None:
        from jdtool.taxonomy import load_taxonomy

        self.taxonomy = load_taxonomy(*(overlays or []))
        self.sources = list(sources)
        self.jobs = jobs
        self.bar = not (quiet or no_progress) and sys.stderr.isatty()
        self.failures: list[Failure] = []

    def analyses(self) -> Iterator[Analysis]:
        """The analysed postings, as they are done."""
        from jdtool.api import read_analyses

        results = read_analyses(*self.sources, taxonomy=self.taxonomy, jobs=self.jobs)
        with self.progress() as advance:
            for result in results:
                advance()
                if isinstance(result, Failure):
                    self.failures.append(result)
                    _complain(_where(result))
                else:
                    yield result

    @contextmanager
    def progress(self) -> Iterator[Callable[[], None]]:
        """A count of the postings done, drawn on a terminal once there are many."""
        if not self.bar:
            yield lambda: None
            return
        from jdtool.writers.display import ProgressCount

        count = ProgressCount(PROGRESS_FROM)
        try:
            yield count.advance
        finally:
            count.close()

    def conclude(self) -> None:
        if self.failures:
            raise _Failed


def _where(failure: Failure) -> str:
    record = f", record {failure.record}" if failure.record is not None else ""
    return f"{failure.path or 'standard input'}{record}: {failure.message}"


@contextmanager
def _writing(json: bool, format: str, output: Path | None, color: str) -> Iterator[tuple[Any, TextIO, Any]]:
    """The writer of the wanted format, the stream to write to, and how it may look there."""
    from jdtool.writers import Look, writer_for

    if color not in ("auto", "always", "never"):
        raise UsageError(f"--color {color}: choose auto, always or never")
    writer = writer_for("json" if json else format)
    with _opened(output) as stream:
        terminal = output is None and stream.isatty()
        colour = {"always": True, "never": False}.get(color, _colour_wanted(terminal))
        width = _terminal_width() if terminal else None
        yield writer, stream, Look(colour=colour, width=width)


def _colour_wanted(terminal: bool) -> bool:
    """Whether colour is wanted: NO_COLOR (no-color.org) beats FORCE_COLOR, which beats what the stream is."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (terminal and os.environ.get("TERM") != "dumb")


def _terminal_width() -> int:
    import shutil

    return shutil.get_terminal_size().columns


@contextmanager
def _opened(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears whole or not at all."""
    if output is None:
        yield sys.stdout
        return
    import tempfile

    try:
        handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent or ".")
    except OSError as error:
        raise UsageError(f"--output {output}: cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, output)
    except OSError as error:
        raise UsageError(f"--output {output}: cannot be written: {error.strerror}") from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _complain(message: str) -> None:
    """One line on stderr, with nothing in it that a terminal would obey."""
    from jdtool.writers.display import printable

    print(f"jdtool: {printable(message)}", file=sys.stderr)


def main() -> None:
    """The `jdtool` command."""
    # The names and texts of strangers must not stop the output, whatever the terminal's encoding.
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    status = 0
    try:
        app(standalone_mode=False)
        sys.stdout.flush()
    except _Failed:
        status = 1
    except JdtoolError as error:
        for line in str(error).splitlines():
            _complain(line)
        status = 2
    except BrokenPipeError:
        # Python flushes stdout at exit; there is nobody left to write to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        _complain("interrupted")
        status = 130
    sys.exit(status)


