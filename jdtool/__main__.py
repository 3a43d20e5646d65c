"""The `jdtool` command, and `python -m jdtool`."""

from __future__ import annotations

import gc
import os
import sys

GARBAGE = 100_000  # objects made since the last look for garbage: a start makes fewer, none of it garbage


def main() -> None:
    """Carries out the command line and ends the process."""
    try:
        run()
    except SystemExit as end:
        leave(end.code)


def run() -> None:
    """Carries out the command line; ends in SystemExit.

    Typer takes as long to import as all the rest together, so the two plainest lines go without it: `--version`, and
    `parse` with nothing but sources and `--json`. They mean here what they mean there.
    """
    gc.set_threshold(GARBAGE)
    from jdtool.finishing import carry_out

    arguments = sys.argv[1:]
    if "_JDTOOL_COMPLETE" not in os.environ:
        if arguments == ["--version"]:
            from jdtool import __version__

            carry_out(lambda: print(f"jdtool {__version__}"))
        if (sources := plain_sources(arguments)) is not None:
            import_msgspec()
            from jdtool.working import show_postings

            carry_out(lambda: show_postings(sources, json="--json" in arguments))
    from jdtool.cli import main as cli_main

    cli_main()


def plain_sources(arguments: list[str]) -> list[str] | None:
    """The sources of a `parse` that has no option but `--json`; None for any other command line.

    >>> plain_sources(["parse", "posting.txt", "--json"]), plain_sources(["parse", "posting.txt", "--text"])
    (['posting.txt'], None)
    """
    if arguments[:1] != ["parse"]:
        return None
    rest = [argument for argument in arguments[1:] if argument != "--json"]
    return rest if rest and not any(a.startswith("-") and a != "-" for a in rest) else None


def import_msgspec() -> None:
    """Imports msgspec without `typing_extensions`, which it asks for but can do without.

    That module alone takes longer to import than msgspec; others still get it when they ask.
    """
    name = "typing_extensions"
    if name in sys.modules:
        return
    sys.modules[name] = None  # type: ignore[assignment]  # what makes an import fail
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules[name]


def leave(status: object) -> None:
    """Ends the process: at once where nothing else runs, as taking all objects apart takes a tenth of a start."""
    threading = sys.modules.get("threading")
    alone = "multiprocessing" not in sys.modules and (threading is None or threading.active_count() == 1)
    if isinstance(status, int) and alone:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
