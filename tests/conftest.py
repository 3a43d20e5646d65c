"""Options and fixtures of all tests."""

from __future__ import annotations

import pytest


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
