"""Times reading against the library it stands on, in one run: `make bench`.

Ratios count, not milliseconds: both sides of a ratio are measured in turn in this process, on one thread, median of
several rounds. The other side is sumy as its manual shows it: NLTK's words, NLTK's stems, sumy's LexRank. Sentences are
handed to it ready, for its own splitter needs a download. Ends by itself within two minutes.
"""

import itertools
import math
import statistics
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from nltk.tokenize import NLTKWordTokenizer
from nltk.tokenize.punkt import PunktSentenceTokenizer
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.nlp.tokenizers import Tokenizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

import summarizer
from summarizer import language, quotes, sentences, tags
from summarizer.ranking import RANKERS, tell

ARTICLES = Path(__file__).parents[1] / "quality" / "data" / "summaries"
SIZES = (30, 100, 400)
ROUNDS = 7
STOCK = {"lexrank": LexRankSummarizer, "textrank": TextRankSummarizer}


class Words:
    """What sumy's own tokenizer does: NLTK's sentences, NLTK's words of each, those that are words.

    NLTK's abbreviations need a download; the code that would look them up runs without them.
    """

    def __init__(self) -> None:
        self._sentences = PunktSentenceTokenizer()
        self._words = NLTKWordTokenizer()

    def to_words(self, text: str) -> tuple[str, ...]:
        found = [word for each in self._sentences.tokenize(text) for word in self._words.tokenize(each)]
        return tuple(filter(Tokenizer._is_word, found))


def stock(method: str, texts: list[str]) -> list[str]:
    """Three sentences by sumy as it comes."""
    words = Words()
    document = ObjectDocumentModel([Paragraph([Sentence(text, words) for text in texts])])
    made = STOCK[method](Stemmer("english"))
    made.stop_words = get_stop_words("english")
    return [str(sentence) for sentence in made(document, 3)]


def ours(method: str, texts: list[str]) -> list[int]:
    """The same by our ranker of that name."""
    scores = RANKERS[method](tell(texts, title=None, language="en"))
    return sorted(scores.argsort()[::-1][:3])


def english() -> Iterator[str]:
    """The sentences of the English articles that the tests own, each once, as often as they are needed."""
    found = []
    for path in sorted(ARTICLES.glob("*/en-*.toml")):
        text = tomllib.loads(path.read_text(encoding="utf-8"))["text"]
        found += [" ".join(span.of(text).split()) for span in sentences.split(text, "en")]
    for lap in itertools.count():
        for text in dict.fromkeys(found):
            yield text if lap == 0 else f"{text} ({lap})"


def median(call: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    call()
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        call()
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


def row(name: str, figures: list[float], note: str = "", *, digits: int = 1) -> None:
    print(f"{name:34}" + "".join(f"{figure:10.{digits}f}" for figure in figures) + f"   {note}", flush=True)


def main() -> None:
    summarizer.warm()
    texts = {size: list(itertools.islice(english(), size)) for size in SIZES}
    articles = {size: "\n\n".join(found) for size, found in texts.items()}
    print(f"{'ms, median of ' + str(ROUNDS):34}" + "".join(f"{size:>10}" for size in SIZES) + "   sentences")
    theirs = {}
    for method in STOCK:
        theirs[method] = [median(lambda: stock(method, texts[size])) for size in SIZES]
        row(f"sumy {method}, NLTK words and stems", theirs[method], growth(theirs[method]))
        mine = [median(lambda: ours(method, texts[size])) for size in SIZES]
        row(f"our {method}", mine, growth(mine))
        row("  times faster", [a / b for a, b in zip(theirs[method], mine, strict=True)])
    whole = [median(lambda: summarizer.analyze(articles[size])) for size in SIZES]
    row("all of analyze", whole, growth(whole))
    row(
        "  of sumy's LexRank alone",
        [a / b for a, b in zip(whole, theirs["lexrank"], strict=True)],
        "1 is as long",
        digits=2,
    )
    splitting = [median(lambda: sentences.split(articles[size], "en")) for size in SIZES]
    row("splitting into sentences", splitting)
    row("telling the language", [median(lambda: language.detect(articles[size])) for size in SIZES])
    parts = {
        "quotes": lambda text: quotes.extract(text, language="en"),
        "topics": lambda text: tags.topics(text, language="en"),
        "countries": lambda text: tags.countries(text, language="en"),
    }
    for name, part in parts.items():
        taken = [median(lambda: part(articles[size])) for size in SIZES]
        row(name, taken, growth(taken))
        row(
            "  ms a kB",
            [1000 * t / len(articles[size]) for t, size in zip(taken, SIZES, strict=True)],
            digits=2,
        )


def growth(figures: list[float]) -> str:
    """By what power of the number of sentences the time grows from the middle size to the largest."""
    return f"n^{math.log(figures[2] / figures[1]) / math.log(SIZES[2] / SIZES[1]):.1f}"


if __name__ == "__main__":
    main()
