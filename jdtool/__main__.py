"""The `jdtool` command, and `python -m jdtool`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Carries out the command line.

    Typer takes as long to import as all the rest together, so the two plainest lines go without it: `--version`, and
    `parse` with nothing but sources and `--json`. They mean here what they mean there.
    """
    from jdtool.finishing import carry_out

    arguments = sys.argv[1:]
    if "_JDTOOL_COMPLETE" not in os.environ:
        if arguments == ["--version"]:
            from jdtool import __version__

            carry_out(lambda: print(f"jdtool {__version__}"))
        if (sources := plain_sources(arguments)) is not None:
            from jdtool.working import show_postings

            carry_out(lambda: show_postings(sources, json="--json" in arguments))
    from jdtool.cli import main as run

    run()


def plain_sources(arguments: list[str]) -> list[str] | None:
    """The sources of a `parse` that has no option but `--json`; None for any other command line."""
    if arguments[:1] != ["parse"]:
        return None
    rest = [argument for argument in arguments[1:] if argument != "--json"]
    return rest if rest and not any(a.startswith("-") and a != "-" for a in rest) else None


if __name__ == "__main__":
    main()
