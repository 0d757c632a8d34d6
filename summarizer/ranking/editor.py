"""The default ranker: Clipping's own weighing of a sentence's signals; measures nothing itself.

No signal alone beats "the first sentences" on news summaries written by editors; together they do. The weights are
data, `editor.toml`, set by hand; `summarizer.ranking.tune` measures what a change of them does.
"""

import tomllib
from functools import cache
from importlib import resources

import numpy as np

from summarizer.ranking.bags import Array
from summarizer.ranking.signals import SIGNALS, measure
from summarizer.ranking.story import Story


def score(story: Story) -> Array:
    """Score the sentences of a story, higher is better; linear in the signals of `signals.SIGNALS`."""
    scores: Array = measure(story) @ weights()
    return scores


@cache
def weights() -> Array:
    """The weight of each signal in the order of `SIGNALS`; 0 for one that `editor.toml` does not name."""
    text = (resources.files(__package__) / "editor.toml").read_text(encoding="utf-8")
    return from_table(tomllib.loads(text))


def from_table(table: dict[str, float]) -> Array:
    """Weights by name in the order of `SIGNALS`. Raises ValueError for a name that is no signal's."""
    if unknown := table.keys() - SIGNALS.keys():
        raise ValueError(f"no such signal: {', '.join(sorted(unknown))}")
    return np.array([table.get(name, 0.0) for name in SIGNALS])
