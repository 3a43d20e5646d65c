"""The part of the package's build that compiles the built-in taxonomy into the wheel. Not part of what is installed."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTaxonomy(BuildHookInterface[Any]):
    """Adds `skills.compiled`, which `jdtool.taxonomy` takes where its key fits the `skills.yaml` beside it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":  # there the file changes under us; the user's cache serves
            return
        sys.path.insert(0, self.root)
        from jdtool.parsing import compiled_builtin

        file = Path(mkdtemp()) / "skills.compiled"
        file.write_bytes(compiled_builtin())
        build_data["force_include"][str(file)] = "jdtool/skills.compiled"
