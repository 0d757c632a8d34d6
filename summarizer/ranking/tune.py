"""Measures the editor's weights on articles with reference summaries; knows ROUGE, is no part of a running bot.

    python -m summarizer.ranking.tune tests/quality/data/summaries/train

reads every `*.toml` of the folders (`language`, `title`, `text`, `summaries`) and prints the gain over the article's
first sentences: for the weights as they are, and with each weight a third less, a third more, and none. ROUGE is the
mean F1 of ROUGE-1, ROUGE-2 and ROUGE-Lsum (Lin 2004), over references and articles, x100; needs rouge-score, which
`requirements/dev.txt` brings.
"""

import argparse
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import regex
from rouge_score import rouge_scorer, tokenizers

from summarizer import document, select, sentences
from summarizer.document import Document
from summarizer.ranking import editor
from summarizer.ranking.bags import Array
from summarizer.ranking.signals import SIGNALS, measure
from summarizer.ranking.story import Story

_WORD = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]|[\p{L}\p{M}\p{N}]+")
_FACTORS = (0.67, 1.33, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """An article with its references: a standfirst of a sentence or two, then highlights of three."""

    language: str
    document: Document
    summaries: tuple[str, ...]

    def lengths(self) -> Iterator[tuple[int, str]]:
        """How many sentences to choose, and the reference to compare them with."""
        return zip((1, 3), self.summaries, strict=True)

    def value(self, summarize: Callable[["Lesson", int], Sequence[str]]) -> float:
        """The mean ROUGE of what a function chooses."""
        found = [rouge(reference, summarize(self, length)) for length, reference in self.lengths()]
        return float(np.mean(found))


class _Words(tokenizers.Tokenizer):  # type: ignore[misc]  # rouge-score has no types
    """Words in any script; rouge-score's own tokenizer knows ASCII only."""

    def tokenize(self, text: str) -> list[str]:
        return list(_WORD.findall(text.lower()))


@cache
def _scorer() -> rouge_scorer.RougeScorer:
    return rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeLsum"], tokenizer=_Words())


def rouge(reference: str, summary: Sequence[str]) -> float:
    """The mean F1 of ROUGE-1, ROUGE-2 and ROUGE-Lsum, 0 to 100."""
    found = _scorer().score(reference, "\n".join(summary))
    return 100 * float(np.mean([score.fmeasure for score in found.values()]))


def read(folder: Path) -> list[Lesson]:
    """The articles of a folder, in the order of their names. Raises KeyError for a file that lacks a field."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        parsed = document.parse(data["text"], title=data["title"])
        found.append(Lesson(language=data["language"], document=parsed, summaries=tuple(data["summaries"])))
    return found


def lead(lesson: Lesson, length: int) -> list[str]:
    """The first sentences of the text as it came: the baseline that is hard to beat."""
    text = lesson.document.flow
    return [span.of(text) for span in sentences.split(text, lesson.language)[:length]]


def editors(weights: Array) -> Callable[[Lesson, int], list[str]]:
    """A summarizer by the editor's signals under other weights."""

    def rank(story: Story) -> Array:
        scores: Array = measure(story) @ weights
        return scores

    def summarize(lesson: Lesson, length: int) -> list[str]:
        found = select.choose(lesson.document, language=lesson.language, length=length, rank=rank)
        return [sentence.text for sentence in found.summary]

    return summarize


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    lessons = [lesson for folder in parser.parse_args().folders for lesson in read(folder)]
    base = float(np.mean([lesson.value(lead) for lesson in lessons]))

    def gain(weights: Array) -> float:
        return float(np.mean([lesson.value(editors(weights)) for lesson in lessons])) - base

    weights = editor.weights()
    print(f"{len(lessons)} articles; their first sentences {base:.2f}; as they are {gain(weights):+.2f}")
    print(f"{'':16}" + "".join(f"{f'x{factor}':>8}" for factor in _FACTORS))
    for column, name in enumerate(SIGNALS):
        changed = [
            np.where(np.arange(len(SIGNALS)) == column, weights * factor, weights) for factor in _FACTORS
        ]
        print(f"{name:16}" + "".join(f"{gain(each):+8.2f}" for each in changed), flush=True)


if __name__ == "__main__":
    main()
