"""What holds for every test: no deadlines (how fast something is, is asked in benchmarks), the same examples in CI."""

import os

import pytest
from hypothesis import settings, strategies

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(autouse=True, scope="session")
def _regular_expressions():
    """Hypothesis loads its modules for them late, and pytest rewrites those as it does tests.

    Beside the threads of a running bot CPython 3.11 gave up on that with "AST constructor recursion depth mismatch",
    so it is done before there are any.
    """
    strategies.from_regex("a").validate()
