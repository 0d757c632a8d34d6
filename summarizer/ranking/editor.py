"""The default ranker: where a sentence stands, what it shares with the title and how central it is.

Weights are set by hand, near equality: on news summaries written by editors none of the signals alone beats "the
first sentences", together they do. Quoted words count a little less, since the quotations are shown beside the summary.
"""

import math

import numpy as np

from summarizer import sentences
from summarizer.lines import ends_sentence
from summarizer.ranking.centrality import lexrank, textrank
from summarizer.ranking.story import Array, Story, standard
from summarizer.words import count

_CENTRALITY = 0.7
_DECAY = 0.3  # for each factor e of the number of sentences before; keeps long articles near their beginning
_USUAL = 26  # words: what editors' own summaries use; the further from it, the less a sentence is wanted
_SHORT = 8  # words: below, a heading, a caption or an aside
_LONG = 45  # words: above, tiring on a telephone
_TOO_LONG = 60
_MERE_ATTRIBUTION = 4  # words beside a quotation: it is a quote to show as one, not part of the story
_OPENING_MARKS = ("“", '"', "«", "„", "「", "『", "‘", "»")


def score(story: Story) -> Array:
    """Score the sentences of a story; a difference of 1 is a standard deviation of one signal."""
    if not story.sentences:
        return np.zeros(0)
    position = standard(1 / np.sqrt(1 + np.arange(len(story.sentences))))
    title = standard(story.vectors @ story.title)
    central = (standard(lexrank(story)) + standard(textrank(story))) / 2
    later = np.log1p(np.arange(len(story.sentences)))
    penalties = np.array(
        [_penalty(text, length) for text, length in zip(story.sentences, story.lengths, strict=True)]
    )
    scores: Array = position - _DECAY * later + title + _CENTRALITY * central - penalties
    return scores


def _penalty(text: str, length: int) -> float:
    opens_quote = text.startswith(_OPENING_MARKS)
    told = sentences.unquoted(text)
    return (
        abs(math.log((1 + length) / _USUAL))
        + 1.0 * (length < _SHORT)
        + 0.5 * (length > _LONG)
        + 1.0 * (length > _TOO_LONG)
        + 1.0 * (not ends_sentence(text))
        + 0.5 * opens_quote
        + 0.5 * (1 - len(told) / len(text))
        + 1.25 * (0 < len(told) < len(text) and count(told) <= _MERE_ATTRIBUTION)
        + 0.5 * ("?" in text or "？" in text or "؟" in text)
        + 1.0 * text.endswith((":", "：", "...", "…"))
        + 1.0 * text[:1].islower()
        + 1.0 * sentences.leaves_open(text)
    )
