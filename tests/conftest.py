"""What holds for every test: no deadlines (how fast something is, is asked in benchmarks), the same examples in CI."""

import os

from hypothesis import settings, strategies

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# Regular expressions load hypothesis's modules late, and pytest rewrites those as it does tests. Beside the threads of a
# running bot CPython 3.11 gave up on that with "AST constructor recursion depth mismatch", so it is done here.
strategies.from_regex("a").validate()
