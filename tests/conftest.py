"""Options and fixtures of all tests."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

import pytest

# Tests leave nothing in the cache of who runs them; the processes of one run share theirs.
if "JDTOOL_TEST_CACHE" not in os.environ:
    os.environ["JDTOOL_TEST_CACHE"] = tempfile.mkdtemp(prefix="jdtool-cache-")
    atexit.register(shutil.rmtree, os.environ["JDTOOL_TEST_CACHE"], ignore_errors=True)
os.environ["XDG_CACHE_HOME"] = os.environ["JDTOOL_TEST_CACHE"]


# Scripts that are run by hand or by a test, and want arguments or packages of their own.
collect_ignore = ["fuzzing/targets.py", "hostile/run.py", "linear.py", "mutating.py", "kills.py", "benchmarks/table.py"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite",
        action="store_true",
        help="write anew what is compared with: golden records, the outputs and the picture in the README",
    )


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Whether to write what is compared with anew instead of comparing."""
    return bool(request.config.getoption("--rewrite"))
