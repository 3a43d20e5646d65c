"""The commands: options in, one call, output and exit status out. `jdtool.working` holds what they share."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command

from jdtool import __version__, completing
from jdtool.errors import UsageError
from jdtool.finishing import carry_out, complain
from jdtool.limits import NAMES
from jdtool.schema import names as schema_names
from jdtool.working import COLOURS, Work, named, opened, show_postings, writing
from jdtool.writers import POSTING_WRITERS, WRITERS

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
        help=f"Another limit of what is read: size=40MB, {', '.join(NAMES[1:-1])} or {NAMES[-1]} (repeatable).",
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
    timings: Annotated[
        bool, typer.Option("--timings", help="Tell on standard error where the time went (one process).")
    ] = False,
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
    show_postings(
        sources,
        json=json,
        format=format,
        output=output,
        text=text,
        timings=timings,
        overlays=taxonomy,
        jobs=jobs,
        force=force,
        most=most,
        contacts=contacts,
        quiet=quiet,
        no_progress=no_progress,
        color=color,
    )


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

    work = Work(sources, taxonomy, jobs, quiet, no_progress, force, most, contacts, records_too=True)
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
    with writing(json, format, output, color, columns=shown) as (writer, stream, look):
        writer.write_comparison(comparison, stream, look._replace(sentences=sentences))
    work.conclude()


def _read_columns(text: str | None) -> tuple[str, ...]:
    """The names in a list parted by commas; UsageError for one that does not exist."""
    if text is None:
        return ()
    from jdtool.errors import nearest
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
    work = Work(sources, taxonomy, jobs, quiet, no_progress, force, most, contacts, records_too=True)
    person = read_profile(profile, taxonomy=work.taxonomy)
    if person.resume and not quiet:
        years = f"{person.years:g} years" if person.years else "no years"
        found = f"{len(person.skills)} skills, {years}, {person.level or 'no level'}"
        complain(f"{profile}: a résumé in which was found: {found}; a profile in YAML says it surely")
    fitter = Fitter(person, work.taxonomy)
    fits = rank_fits(map(fitter.fit, work.analyses()))[:limit]
    names = {skill.id: skill.name for skill in work.taxonomy.skills.values()}
    listing = list_gaps(fits, names) if explain or len(fits) == 1 else list_fits(fits, names)
    with writing(json, format, output, color) as (writer, stream, look):
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
    work = Work(source or [], taxonomy, jobs, quiet, no_progress, force, most, contacts, records_too=True)
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
    with writing(json, format, output, color) as (writer, stream, look):
        writer.write_listing(listing, stream, look)
    work.conclude()


@app.command()
def schema(
    name: Annotated[str, typer.Argument(metavar="RECORD", help=f"One of {', '.join(schema_names())}.")] = "posting",
    output: Output = None,
) -> None:
    """Print the JSON Schema of what --json prints.

    Example: jdtool schema posting
    """
    import json as json_library

    from jdtool.schema import json_schema

    document = json_schema(name)
    with opened(output) as stream:
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

    work = Work(sources, taxonomy, jobs, quiet, no_progress, force, most, contacts)
    wanted = [find_skill(work.taxonomy, name) for name in skill]
    matcher = Matcher(work.taxonomy)
    told = [explain_skill(analysis, matcher, entry) for analysis in work.analyses() for entry in wanted]
    with writing(json, format, output, color) as (writer, stream, look):
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

    work = Work([], taxonomy, 1, quiet, no_progress)
    evaluation = evaluate_file(gold, taxonomy=work.taxonomy)
    work.failures.extend(evaluation.errors)
    for failure in evaluation.errors:
        complain(named(failure))
    listing = list_misses(evaluation) if misses else list_figures(evaluation)
    with writing(json, format, output, color) as (writer, stream, look):
        writer.write_listing(listing, stream, look)
    work.conclude()


@app.command()
def scan(
    sources: Sources,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help="OUT.parquet (a folder of parts) or OUT.jsonl.")
    ],
    resume: Annotated[bool, typer.Option("--resume", help="Go on where a scan of OUT was interrupted.")] = False,
    engine: Annotated[
        str, typer.Option("--engine", metavar="local|spark", help="spark: Parquet to Parquet, on a cluster.")
    ] = "local",
    master: Annotated[
        str | None, typer.Option("--master", metavar="URL", help="The cluster of --engine spark; else as configured.")
    ] = None,
    json: Json = False,
    taxonomy: Overlays = None,
    jobs: Jobs = 0,
    force: Force = False,
    most: Most = None,
    contacts: Contacts = False,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
) -> None:
    """Analyse a corpus of any size into Parquet or JSON Lines.

    Example: jdtool scan postings/ -o postings.parquet

    What cannot be read is named in OUT.failures.jsonl. compare, match, parse and skills --from take OUT as a source.
    """
    from jdtool import storing
    from jdtool.api import scan_sources
    from jdtool.writers.json_lines import scan_parts

    work = Work(sources, taxonomy, jobs, quiet, no_progress, force, most, contacts)
    if engine == "spark":
        if resume:
            raise UsageError("--resume: not with --engine spark, which repeats by itself what fails")
        from jdtool.spark import scan_with_spark

        own = work.taxonomy if taxonomy else None
        done = scan_with_spark(
            work.sources,
            output,
            taxonomy=own,
            force=force,
            limits=work.limits,
            contacts=contacts,
            master=master,
            bar=work.bar,
        )
    elif engine != "local" or master:
        raise UsageError("--engine: choose local or spark; --master goes with spark")
    else:
        if storing.interrupted(Path(output)) and not resume:
            work.note(f"{output}: what an interrupted scan had done is thrown away; --resume would have gone on")
        watch = work.watch()
        try:
            done = scan_sources(
                work.sources,
                output,
                work.taxonomy,
                watch,
                jobs=jobs,
                force=force,
                resume=resume,
                limits=work.limits,
                contacts=contacts,
            )
        except KeyboardInterrupt:
            watch.clear()
            complain("interrupted; the same command with --resume goes on")
            raise typer.Exit(130) from None
        finally:
            watch.clear()
    failures = f"{output}.failures.jsonl"
    if json:
        sys.stdout.writelines(scan_parts(done, storing.read_failures(Path(failures))))
    else:
        rate = done.postings / done.seconds if done.seconds else 0
        told = f"{done.postings:,} postings in {done.seconds:,.1f} s ({rate:,.0f} a second)"
        print(f"{output}: {told}" + (f"; {done.failed:,} failed, see {failures}" if done.failed else ""))
    work.conclude()
    if done.failed:
        raise typer.Exit(1)


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

    work = Work(against or [], files, jobs, quiet, no_progress, force, most, contacts)
    findings = check_taxonomy(work.taxonomy)
    if against:
        findings += check_against(work.taxonomy, Matcher(work.taxonomy), work.analyses())
    with writing(json, format, output, color) as (writer, stream, look):
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

    work = Work(sources, taxonomy, jobs, quiet, no_progress, force, most, contacts)
    suggestions = suggest_skills(work.analyses(), Parser(work.taxonomy), least)
    with writing(json, format, output, color) as (writer, stream, look):
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


# --- the program --------------------------------------------------------------------------------------------

# What all of Typer's complaints about a command line descend from. The class itself lies in Click, of which
# Typer carries a copy of its own since 0.26.
_WrongUsage: Any = typer.BadParameter.__base__


def main() -> None:
    """The `jdtool` command."""
    if "_JDTOOL_COMPLETE" in os.environ:  # the shell asks what could follow
        app(prog_name="jdtool")
    carry_out(lambda: _run(sys.argv[1:]))


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
        complain(f"{error.format_message().rstrip('.')}; see {command_path} -h")
        return 2
    return 0
