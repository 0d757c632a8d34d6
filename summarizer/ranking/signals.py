"""What can be measured of each sentence of a story, one number a signal; knows no weights and chooses nothing.

The signals are the classical ones of extractive summarising: place (Baxendale 1958), title words and cue forms
(Edmundson 1969), centrality (LexRank: Erkan & Radev 2004; TextRank: Mihalcea & Tarau 2004), and the forms that editors
avoid. All are counted without knowing the language but for stop words and stems.
"""

import math
from collections.abc import Callable
from types import MappingProxyType

import numpy as np

from summarizer import sentences
from summarizer.lines import ends_sentence
from summarizer.ranking.bags import Array
from summarizer.ranking.centrality import lexrank, textrank
from summarizer.ranking.story import Story, standard
from summarizer.words import count

_DECAY = 0.3  # power of the place: gentle, for the news stands in the second or third sentence often enough
_USUAL = 26  # words: what editors' own summaries use; the further from it, the less a sentence is wanted
_SHORT = 8  # words: below, a heading, a caption or an aside
_LONG = 45  # words: above, tiring on a telephone
_TOO_LONG = 60
_MERE_ATTRIBUTION = 4  # words beside a quotation: it is a quote to show as one, not part of the story
_OPENING_MARKS = ("“", '"', "«", "„", "「", "『", "‘", "»")

Signal = Callable[[Story], Array]


def measure(story: Story) -> Array:
    """A row for each sentence, a column for each of `SIGNALS` in their order."""
    columns = [signal(story) for signal in SIGNALS.values()]
    return np.stack(columns, axis=1) if story.sentences else np.zeros((0, len(columns)))


def _early(story: Story) -> Array:
    places = np.arange(len(story.sentences), dtype=np.float64)
    return standard(np.power(1 + places, -_DECAY))


def _late(story: Story) -> Array:
    later: Array = np.log1p(np.arange(len(story.sentences)))
    return later


def _title(story: Story) -> Array:
    return standard(story.headline)


def _lexrank(story: Story) -> Array:
    return standard(lexrank(story))


def _textrank(story: Story) -> Array:
    return standard(textrank(story))


def _far_from_usual_length(story: Story) -> Array:
    return np.array([abs(math.log((1 + length) / _USUAL)) for length in story.lengths])


def _length(least: int, most: int = 1_000_000) -> Signal:
    return lambda story: np.array([least < length < most for length in story.lengths], dtype=float)


def _form(test: Callable[[str], float]) -> Signal:
    return lambda story: np.array([test(sentence) for sentence in story.sentences], dtype=float)


def _quoted_share(sentence: str) -> float:
    return 1 - len(sentences.unquoted(sentence)) / len(sentence)


def _mere_quotation(sentence: str) -> bool:
    told = sentences.unquoted(sentence)
    return 0 < len(told) < len(sentence) and count(told) <= _MERE_ATTRIBUTION


def _asks(sentence: str) -> bool:
    return any(mark in sentence for mark in "?？؟")


SIGNALS = MappingProxyType[str, Signal](
    {
        "early": _early,
        "late": _late,
        "title": _title,
        "lexrank": _lexrank,
        "textrank": _textrank,
        "length_gap": _far_from_usual_length,
        "short": _length(-1, _SHORT),
        "long": _length(_LONG),
        "too_long": _length(_TOO_LONG),
        "endless": _form(lambda sentence: not ends_sentence(sentence)),
        "opens_quoted": _form(lambda sentence: sentence.startswith(_OPENING_MARKS)),
        "quoted_share": _form(_quoted_share),
        "mere_quotation": _form(_mere_quotation),
        "asks": _form(_asks),
        "announces": _form(lambda sentence: sentence.endswith((":", "：", "...", "…"))),
        "lower_case": _form(lambda sentence: sentence[:1].islower()),
        "unbalanced": _form(sentences.leaves_open),
    }
)
