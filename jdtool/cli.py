"""The commands: options in, one call, output and exit status out.

Exit status: 0 all was analysed; 1 something could not be read (the rest was done); 2 wrong usage, taxonomy or profile;
130 interrupted. A closed pipe ends quietly with 0.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from shutil import get_terminal_size
from tempfile import mkstemp
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer
from typer.main import get_command

from jdtool import __version__, completing
from jdtool.errors import JdtoolError, UsageError
from jdtool.model import Analysis, Failure
from jdtool.schema import names as schema_names
from jdtool.writers import POSTING_WRITERS, WRITERS

if TYPE_CHECKING:
    from jdtool.writers.display import ProgressBar

app = typer.Typer(
    name="jdtool",
    help="Read job postings: skills, pay, level, years and more, each with the words that prove it.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

taxonomy_app = typer.Typer(
    help="Check, extend and find the taxonomy.",
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(taxonomy_app, name="taxonomy")

COLOURS = ("auto", "always", "never")

Sources = Annotated[
    list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, patterns, or - for standard input.")
]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Format = Annotated[str, typer.Option("--format", "-f", metavar="|".join(WRITERS), help="Form of the output.")]
PostingFormat = Annotated[
    str, typer.Option("--format", "-f", metavar="|".join(POSTING_WRITERS), help="Form of the output.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE.")]
Overlays = Annotated[
    list[Path] | None,
    typer.Option("--taxonomy", metavar="FILE", help="Lay a taxonomy of your own over the built-in one (repeatable)."),
]
Jobs = Annotated[int, typer.Option("--jobs", min=0, metavar="N", help="Processes; 0: as many as there are cores.")]
Force = Annotated[bool, typer.Option("--force", help="Read what does not look like a posting, too.")]
Most = Annotated[
    list[str] | None,
    typer.Option(
        "--max",
        metavar="NAME=N",
        autocompletion=completing.limits,
        help="Another limit of what is read: size=40MB, ratio, depth, pages, text, memory or seconds (repeatable).",
    ),
]
Contacts = Annotated[bool, typer.Option("--contacts", help="Keep e-mail addresses and telephone numbers.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no warnings, only errors.")]
NoProgress = Annotated[bool, typer.Option("--no-progress", help="No progress bar.")]
Colour = Annotated[str, typer.Option("--color", metavar="|".join(COLOURS), help="Colour in tables.")]


# --- commands -----------------------------------------------------------------------------------------------


@app.command()
def parse(
    sources: Sources,
    json: Json = False,
    format: PostingFormat = "table",
    output: Output = None,
    text: Annotated[bool, typer.Option("--text", help="Print the cleaned text that all offsets count in.")] = False,
    taxonomy: Overlays = None,
    jobs: Jobs = 0,
    force: Force = False,
    most: Most = None,
    contacts: Contacts = False,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
    color: Colour = "auto",
) -> None:
    """Analyse postings and show each.

    Example: jdtool parse posting.txt
    """
    work = _Work(sources, taxonomy, jobs, quiet, no_progress, force, most, contacts)
    with _writing(json, format, output, color, POSTING_WRITERS) as (writer, stream, look):
        if text:
            for i, analysis in enumerate(work.analyses()):
                words = analysis.outline.text
                stream.write("\f\n" * bool(i) + words + "\n" * (not words.endswith("\n")))
        else:
            analyses = work.reported() if format == "jsonld" and not json else work.analyses()
            writer.write_postings(analyses, stream, look)
    work.conclude()


@app.command()
def compare(
    sources: Sources,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar="COND",
            autocompletion=completing.conditions,
            help="Only postings that state this: KEY OP VALUE, as in 'salary.max>=150k', role=backend, skills=SQL, "
            "title~platform; OP is = != < <= > >= or ~ (contains) (repeatable).",
        ),
    ] = None,
    profile: Annotated[
        str | None, typer.Option("--profile", metavar="FILE", help="Résumé or profile in YAML, for --sort fit.")
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar="[-]KEY",
            autocompletion=completing.sorts,
            help="By salary, years, seniority, title or fit; -salary: the highest first. Silent ones come last.",
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="The first N only; the others count nowhere.")
    ] = None,
    group_by: Annotated[
        str | None,
        typer.Option(
            "--group-by",
            metavar="KEY",
            autocompletion=completing.groups,
            help="In blocks, by role, seniority, company, work-mode or country.",
        ),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns",
            metavar="A,B",
            autocompletion=completing.columns,
            help="What to show of each posting (JSON always holds all).",
        ),
    ] = None,
    rates: Annotated[
        Path | None,
        typer.Option("--rates", metavar="FILE", help="Exchange rates of your own, dated: YAML or CSV."),
    ] = None,
    json: Json = False,
    format: Format = "table",
    output: Output = None,
    taxonomy: Overlays = None,
    jobs: Jobs = 0,
    force: Force = False,
    most: Most = None,
    contacts: Contacts = False,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
    color: Colour = "auto",
) -> None:
    """Compare postings: facts, pay and skills side by side.

    Example: jdtool compare samples/ --where 'salary.max>=150k' --sort -salary

    Two postings are shown as a difference: what only one asks for, and what both do.
    """
    from jdtool.api import compare_postings
    from jdtool.selecting import (
        GROUPS,
        group_postings,
        known_group,
        pay_units,
        read_condition,
        read_order,
        select_postings,
        sort_postings,
    )

    work = _Work(sources, taxonomy, jobs, quiet, no_progress, force, most, contacts)
    # All that may be wrong with the options is told before the reading, which may take minutes.
    conditions = [read_condition(text, work.taxonomy) for text in where or []]
    shown = _read_columns(columns)
    fitter = None
    if sort and read_order(sort)[0] == "fit":
        if not profile:
            raise UsageError("--sort fit: needs --profile FILE, a résumé or a profile in YAML")
        from jdtool.api import read_profile
        from jdtool.fitting import Fitter

        fitter = Fitter(read_profile(profile, taxonomy=work.taxonomy), work.taxonomy)
    by = known_group("--group-by", group_by, GROUPS) if group_by else ""
    exchange = None
    if rates:
        from jdtool.readers.rates import read_rates

        exchange = read_rates(rates)
    sentences: dict[tuple[str, int], Any] = {}
    read, fits = [], {}
    for analysis in work.quoted(sentences, format == "html" and not json):
        read.append(analysis.posting)
        if fitter:
            fits[id(analysis.posting)] = fitter.fit(analysis)
    postings, silent = select_postings(read, conditions)
    for condition in conditions:
        if count := silent[condition.text]:
            work.note(f"--where {condition.text!r}: {count:,} of {len(read):,} postings do not state {condition.key}")
        if len(units := pay_units(postings, condition.key)) > 1:
            work.note(
                f"--where {condition.text!r}: compares {', '.join(units)} as plain figures; choose one of them, too"
            )
    if sort:
        postings = sort_postings(postings, sort, exchange, fits)
    if limit and len(postings) > limit:
        work.note(f"--limit {limit}: {len(postings) - limit:,} more postings are left out and counted nowhere")
        postings = postings[:limit]
    groups = group_postings(postings, by) if by else ()
    comparison = compare_postings(postings, work.failures, by=by, groups=groups, rates=exchange)
    with _writing(json, format, output, color, columns=shown) as (writer, stream, look):
        writer.write_comparison(comparison, stream, look._replace(sentences=sentences))
    work.conclude()


def _read_columns(text: str | None) -> tuple[str, ...]:
    """The names in a list parted by commas; UsageError for one that does not exist."""
    if text is None:
        return ()
    from jdtool.taxonomy import nearest
    from jdtool.writers.columns import column_names

    known = column_names()
    names = tuple(name.strip().lower().replace("-", "_") for name in text.split(",") if name.strip())
    for name in names:
        if name not in known:
            raise UsageError(f"--columns: no column {name!r}{nearest(name, known)}; there are {', '.join(known)}")
    return names


@app.command()
def match(
    profile: Annotated[
        str, typer.Argument(metavar="PROFILE", help="A résumé in any form, or YAML: skills, years, level, wishes.")
    ],
    sources: Sources,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="Only the N that fit best.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="The sentence behind each gap, as is shown for a single posting.")
    ] = False,
    json: Json = False,
    format: Format = "table",
    output: Output = None,
    taxonomy: Overlays = None,
    jobs: Jobs = 0,
    force: Force = False,
    most: Most = None,
    contacts: Contacts = False,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
    color: Colour = "auto",
) -> None:
    """Rank postings by how they fit you, and name the gaps.

    Example: jdtool match profile.yaml samples/
    """
    from jdtool.api import read_profile
    from jdtool.fitting import Fitter, rank_fits
    from jdtool.writers.listing import list_fits, list_gaps

    if profile == "-" and "-" in sources:
        raise UsageError("standard input can be the profile or a source, not both")
    work = _Work(sources, taxonomy, jobs, quiet, no_progress, force, most, contacts)
    person = read_profile(profile, taxonomy=work.taxonomy)
    if person.resume and not quiet:
        years = f"{person.years:g} years" if person.years else "no years"
        found = f"{len(person.skills)} skills, {years}, {person.level or 'no level'}"
        _complain(f"{profile}: a résumé in which was found: {found}; a profile in YAML says it surely")
    fitter = Fitter(person, work.taxonomy)
    fits = rank_fits(map(fitter.fit, work.analyses()))[:limit]
    names = {skill.id: skill.name for skill in work.taxonomy.skills.values()}
    listing = list_gaps(fits, names) if explain or len(fits) == 1 else list_fits(fits, names)
    with _writing(json, format, output, color) as (writer, stream, look):
        writer.write_listing(listing, stream, look)
    work.conclude()


@app.command()
def skills(
    role: Annotated[
        str | None,
        typer.Option(
            "--role", metavar="ROLE", autocompletion=completing.roles, help="Only skills typical of this role."
        ),
    ] = None,
    category: Annotated[
        str | None,
        typer.Option(
            "--category", metavar="NAME", autocompletion=completing.categories, help="Only skills of this category."
        ),
    ] = None,
    search: Annotated[str | None, typer.Option("--search", help="Only skills with this in a name.")] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--from", metavar="SOURCE", help="Rank them by how many of these postings name them."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="role|seniority", help="With --from: the shares within each role or level."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="The first N only, with --by of each.")
    ] = None,
    json: Json = False,
    format: Format = "table",
    output: Output = None,
    taxonomy: Overlays = None,
    jobs: Jobs = 0,
    force: Force = False,
    most: Most = None,
    contacts: Contacts = False,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
    color: Colour = "auto",
) -> None:
    """Show the skills that jdtool knows, or rank them by demand.

    Example: jdtool skills --role backend

    With --from also what pays: the median yearly pay of the postings that ask for a skill, and of those that do not.
    """
    from jdtool.selecting import known_group
    from jdtool.taxonomy import select_skills
    from jdtool.writers.listing import list_shares, list_skills

    if by:
        by = known_group("--by", by, ("role", "seniority"))
        if not source:
            raise UsageError("--by counts postings: name them with --from SOURCE")
    work = _Work(source or [], taxonomy, jobs, quiet, no_progress, force, most, contacts)
    chosen = select_skills(work.taxonomy, role=role, category=category, search=search)
    if source:
        from jdtool.comparing import rank_skills

        group_of = {"role": lambda p: p.role, "seniority": lambda p: p.seniority}.get(by or "")
        chosen = rank_skills((a.posting for a in work.analyses()), chosen, group_of)
    as_records = json or format == "json"  # a skill a line, its shares by group within
    if limit and len(chosen) > limit and (as_records or not by):
        work.note(f"--limit {limit}: {len(chosen) - limit:,} more skills are left out")
        chosen = chosen[:limit]
    listing = list_shares(chosen, by, limit) if by else list_skills(chosen)
    with _writing(json, format, output, color) as (writer, stream, look):
        writer.write_listing(listing, stream, look)
    work.conclude()


@app.command()
def schema(
    name: Annotated[str, typer.Argument(metavar=f"[{'|'.join(schema_names())}]", help="Which record.")] = "posting",
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


@app.command()
def explain(
    sources: Sources,
    skill: Annotated[
        list[str],
        typer.Option(
            "--skill",
            metavar="NAME",
            autocompletion=completing.skills,
            help="Skill to look for, by any of its names (repeatable).",
        ),
    ],
    json: Json = False,
    format: Format = "table",
    output: Output = None,
    taxonomy: Overlays = None,
    jobs: Jobs = 0,
    force: Force = False,
    most: Most = None,
    contacts: Contacts = False,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
    color: Colour = "auto",
) -> None:
    """Tell why a skill was found in postings, or was not.

    Example: jdtool explain posting.txt --skill Go
    """
    from jdtool.explaining import explain_skill
    from jdtool.mentions import Matcher
    from jdtool.taxonomy import find_skill
    from jdtool.writers.listing import list_explanations

    work = _Work(sources, taxonomy, jobs, quiet, no_progress, force, most, contacts)
    wanted = [find_skill(work.taxonomy, name) for name in skill]
    matcher = Matcher(work.taxonomy)
    told = [explain_skill(analysis, matcher, entry) for analysis in work.analyses() for entry in wanted]
    with _writing(json, format, output, color) as (writer, stream, look):
        writer.write_listing(list_explanations(told), stream, look)
    work.conclude()


@app.command()
def evaluate(
    gold: Annotated[str, typer.Argument(metavar="GOLD", help="Postings with expected values, in YAML or JSON.")],
    misses: Annotated[bool, typer.Option("--misses", help="List what is not as expected, with the reason.")] = False,
    json: Json = False,
    format: Format = "table",
    output: Output = None,
    taxonomy: Overlays = None,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
    color: Colour = "auto",
) -> None:
    """Measure jdtool and your taxonomy against known values.

    Example: jdtool evaluate gold.yaml --taxonomy mine.yaml --misses
    """
    from jdtool.api import evaluate_file
    from jdtool.writers.listing import list_figures, list_misses

    work = _Work([], taxonomy, 1, quiet, no_progress)
    evaluation = evaluate_file(gold, taxonomy=work.taxonomy)
    work.failures.extend(evaluation.errors)
    for failure in evaluation.errors:
        _complain(_where(failure))
    listing = list_misses(evaluation) if misses else list_figures(evaluation)
    with _writing(json, format, output, color) as (writer, stream, look):
        writer.write_listing(listing, stream, look)
    work.conclude()


@taxonomy_app.command("path")
def taxonomy_path() -> None:
    """Print where the built-in taxonomy lies.

    Example: jdtool taxonomy path
    """
    from jdtool.taxonomy import builtin_path

    print(builtin_path())


@taxonomy_app.command("check")
def taxonomy_check(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE...]", help="Files laid over the built-in taxonomy.")
    ] = None,
    against: Annotated[
        list[str] | None,
        typer.Option("--against", metavar="SOURCE", help="Count how often each name is met in these postings."),
    ] = None,
    json: Json = False,
    format: Format = "table",
    output: Output = None,
    jobs: Jobs = 0,
    force: Force = False,
    most: Most = None,
    contacts: Contacts = False,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
    color: Colour = "auto",
) -> None:
    """Tell what is unwise in a taxonomy, or unusable (status 2).

    Example: jdtool taxonomy check mine.yaml
    """
    from jdtool.checking import check_against, check_taxonomy
    from jdtool.mentions import Matcher
    from jdtool.writers.listing import list_findings

    work = _Work(against or [], files, jobs, quiet, no_progress, force, most, contacts)
    findings = check_taxonomy(work.taxonomy)
    if against:
        findings += check_against(work.taxonomy, Matcher(work.taxonomy), work.analyses())
    with _writing(json, format, output, color) as (writer, stream, look):
        writer.write_listing(list_findings(findings), stream, look)
    work.conclude()


@taxonomy_app.command("suggest")
def taxonomy_suggest(
    sources: Sources,
    least: Annotated[int, typer.Option("--least", min=1, help="Postings that must name a term.")] = 2,
    json: Json = False,
    format: Format = "table",
    output: Output = None,
    taxonomy: Overlays = None,
    jobs: Jobs = 0,
    force: Force = False,
    most: Most = None,
    contacts: Contacts = False,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
    color: Colour = "auto",
) -> None:
    """Propose skills that postings ask for and the taxonomy lacks.

    Example: jdtool taxonomy suggest postings/
    """
    from jdtool.parsing import Parser
    from jdtool.suggesting import suggest_skills
    from jdtool.writers.listing import list_suggestions

    work = _Work(sources, taxonomy, jobs, quiet, no_progress, force, most, contacts)
    suggestions = suggest_skills(work.analyses(), Parser(work.taxonomy), least)
    with _writing(json, format, output, color) as (writer, stream, look):
        writer.write_listing(list_suggestions(suggestions), stream, look)
    work.conclude()


@app.callback(invoke_without_command=True)
def _main_options(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        print(f"jdtool {__version__}")
    else:
        _want_command(context)


@taxonomy_app.callback(invoke_without_command=True)
def _want_command(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(2)


# --- work and output ----------------------------------------------------------------------------------------


class _Work:
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
    ) -> None:
        from jdtool.limits import read_limits
        from jdtool.taxonomy import load_taxonomy

        self.limits = read_limits(most or [])
        self.contacts = contacts

        self.taxonomy = load_taxonomy(*(overlays or []))
        self.sources = list(sources)
        self.jobs = jobs
        self.force = force
        self.quiet = quiet
        self.bar = not (quiet or no_progress) and sys.stderr.isatty()
        self.failures: list[Failure] = []

    def analyses(self) -> Iterator[Analysis]:
        """The analysed postings, as they are done."""
        from jdtool.api import read_analyses

        results = read_analyses(
            *self.sources,
            taxonomy=self.taxonomy,
            jobs=self.jobs,
            force=self.force,
            limits=self.limits,
            contacts=self.contacts,
        )
        bar = self.progress() if self.bar else None
        try:
            for result in results:
                if isinstance(result, Failure):
                    self.failures.append(result)
                    if bar:
                        bar.clear()
                    _complain(_where(result))
                else:
                    if bar:
                        bar.advance(result.posting.source.path)
                    yield result
        finally:
            if bar:
                bar.clear()

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
                _complain(f"{analysis.posting.source.path}: {line}")

    def progress(self) -> ProgressBar:
        """A bar for a terminal, over the files that the sources name."""
        from jdtool.readers import count_files
        from jdtool.writers.display import ProgressBar

        return ProgressBar(count_files(self.sources))

    def note(self, message: str) -> None:
        """Tells what a careful reader should know, on stderr."""
        if not self.quiet:
            _complain(message)

    def conclude(self) -> None:
        """Ends the command with status 1 where something could not be read; what, has been said."""
        if self.failures:
            raise typer.Exit(1)


def _where(failure: Failure) -> str:
    path = "standard input" if failure.path == "-" else failure.path
    record = f", record {failure.record}" if failure.record is not None else ""
    return f"{path}{record}: {failure.message}"


@contextmanager
def _writing(
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
    with _opened(output) as stream:
        if name != "table" and isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # for programs, whatever a terminal here would want
        terminal = output is None and stream.isatty()
        colour = {"always": True, "never": False}.get(color, _colour_wanted(terminal))
        yield writer, stream, Look(colour, get_terminal_size().columns if terminal else None, columns=columns)


def _colour_wanted(terminal: bool) -> bool:
    """Whether colour is wanted: NO_COLOR (no-color.org) beats FORCE_COLOR, which beats what the stream is."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (terminal and os.environ.get("TERM") != "dumb")


@contextmanager
def _opened(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears whole or not at all."""
    if output is None:
        yield sys.stdout
        return
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
            part.chmod(0o666 & ~umask)
            part.replace(target)
    finally:
        if part != target:
            part.unlink(missing_ok=True)


def _complain(message: str) -> None:
    """One line on stderr, with nothing in it that a terminal would obey."""
    from jdtool.writers.display import printable

    print(f"jdtool: {printable(message)}", file=sys.stderr)


# --- the program --------------------------------------------------------------------------------------------

# What all of Typer's complaints about a command line descend from. The class itself lies in Click, of which
# Typer carries a copy of its own since 0.26.
_WrongUsage: Any = typer.BadParameter.__base__


def main() -> None:
    """The `jdtool` command."""
    if "_JDTOOL_COMPLETE" in os.environ:  # the shell asks what could follow
        app(prog_name="jdtool")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # the words of strangers must not stop the output
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        _forget_output()
        status = 0
    except OSError as error:
        _forget_output()
        _complain(f"the output cannot be written: {error.strerror or error}")
        status = 1
    sys.exit(status)


def _run(arguments: list[str]) -> int:
    """Carries out a command line; the exit status.

    Typer's own way to do so would end the program on a closed pipe, with status 1.
    """
    command = get_command(app)
    try:
        with command.make_context("jdtool", arguments) as context:
            command.invoke(context)
    except typer.Exit as stop:
        return stop.exit_code
    except _WrongUsage as error:
        command_path = error.ctx.command_path if error.ctx else "jdtool"
        _complain(f"{error.format_message().rstrip('.')}; see {command_path} -h")
        return 2
    except JdtoolError as error:
        for line in str(error).splitlines():
            _complain(line)
        return 2
    except KeyboardInterrupt:
        _complain("interrupted")
        return 130
    return 0


def _forget_output() -> None:
    """What is still to be written goes nowhere: Python would try again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
