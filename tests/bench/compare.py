"""Writes `docs/summaries.md`: three sentences of ten articles by us and by sumy's LexRank as its manual shows it.

    python tests/bench/compare.py > docs/summaries.md

The articles are the samples of the try-out chat and one of the tests' own. sumy gets the text as pasted and NLTK's
sentences and words; where it has no stemmer or stop words for a language, none.
"""

import contextlib
import tomllib
from pathlib import Path

from nltk.tokenize import NLTKWordTokenizer
from nltk.tokenize.punkt import PunktSentenceTokenizer
from sumy.nlp.stemmers import Stemmer, null_stemmer
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.utils import get_stop_words

import summarizer
from summarizer import Voice

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "bot" / "sandbox" / "samples"
OWN = ROOT / "tests" / "quality" / "data" / "summaries" / "gate"
NAMES = {
    "en": "english",
    "es": "spanish",
    "pt": "portuguese",
    "fr": "french",
    "de": "german",
    "ru": "russian",
    "ar": "arabic",
}
MARKS = {Voice.OWN: "", Voice.STATEMENT: "🗣 ", Voice.REPORT: "📰 "}


class Tokens:
    """sumy's tokenizer without the download: NLTK's sentence splitter untrained, NLTK's words."""

    def to_sentences(self, paragraph: str) -> list[str]:
        return PunktSentenceTokenizer().tokenize(paragraph)

    def to_words(self, sentence: str) -> list[str]:
        return [word for word in NLTKWordTokenizer().tokenize(sentence) if word.isalpha()]


def by_sumy(text: str, language: str) -> list[str]:
    try:
        stemmer = Stemmer(NAMES.get(language, ""))
    except LookupError:
        stemmer = null_stemmer
    made = LexRankSummarizer(stemmer)
    with contextlib.suppress(LookupError):
        made.stop_words = get_stop_words(NAMES.get(language, ""))
    return [str(each) for each in made(PlaintextParser.from_string(text, Tokens()).document, 3)]


def by_us(text: str) -> list[str]:
    found = summarizer.analyze(text, sentences=3)
    return [MARKS[each.voice] + " ".join(each.text.split()) for each in found.summary]


def articles() -> list[tuple[str, str]]:
    """The language and text of each article, the sample article of the README first."""
    paths = sorted(SAMPLES.glob("*.txt"), key=lambda path: (not path.name.startswith("venezuela"), path.name))
    found = [(path.name.split(".")[-2], path.read_text(encoding="utf-8")) for path in paths]
    data = tomllib.loads(next(OWN.glob("it-*.toml")).read_text(encoding="utf-8"))
    return [*found, (data["language"], f"{data['title']}\n\n{data['text']}")]


def main() -> None:
    print("# Ten articles in three sentences\n")
    print(
        "By Clipping, and by sumy's LexRank on the same pasted text. 🗣 is somebody's statement, 📰 another outlet's"
    )
    print(
        "report. Made by `python tests/bench/compare.py > docs/summaries.md`; the texts are in `bot/sandbox/samples/`"
    )
    print("and `tests/quality/data/summaries/gate/`.")
    summarizer.warm()
    for language, text in articles():
        print(f"\n## {summarizer.analyze(text).title} ({language})\n")
        print("| Clipping | sumy LexRank |\n| --- | --- |")
        ours, theirs = by_us(text), by_sumy(text, language)
        for left, right in zip([*ours, "", ""][:3], [*theirs, "", ""][:3], strict=True):
            print(f"| {left} | {right} |".replace("\n", " "))


if __name__ == "__main__":
    main()
