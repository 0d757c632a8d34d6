"""Rankers by name: each scores the sentences of a story; none chooses among them.

`editor` is the default. The rest are the pieces it is made of and sumy's other algorithms, for comparison. sumy's KL
is left out: its time grows with the cube of the number of sentences.
"""

from types import MappingProxyType
from typing import Protocol

import numpy as np

from summarizer.ranking import centrality, editor
from summarizer.ranking.bags import Array
from summarizer.ranking.story import Story, tell

__all__ = ["DEFAULT", "RANKERS", "Array", "Ranker", "Story", "tell"]


class Ranker(Protocol):
    """Anything that scores sentences."""

    def __call__(self, story: Story, /) -> Array:
        """One finite number for each sentence, higher is better; comparable within one story only."""


def lead(story: Story) -> Array:
    """The order in which the sentences stand: hard to beat on news."""
    return -np.arange(len(story.sentences), dtype=np.float64)


DEFAULT = "editor"
RANKERS = MappingProxyType[str, Ranker](
    {
        "editor": editor.score,
        "lead": lead,
        "edmundson": centrality.edmundson,
        "lexrank": centrality.lexrank,
        "textrank": centrality.textrank,
        "lsa": centrality.lsa,
        "luhn": centrality.luhn,
        "reduction": centrality.reduction,
        "sumbasic": centrality.sumbasic,
    }
)
