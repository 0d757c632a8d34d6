"""Which language a text is in; knows scripts, letters, n-gram profiles and stop words, not the text's source.

The script decides first: many languages have one of their own. Within Latin, Cyrillic, Arabic and Devanagari the
profiles of langdetect 1.0.9 are summed over all n-grams of the text. langdetect itself draws n-grams at random
until it believes it knows; the sum needs no seed, gives the same answer every time and costs a tenth. Small words
("og", "ikke", "meget") are evidence beside the n-grams: in a headline they tell neighbours that share their letters.
Letters and words then tell the languages that langdetect has no profile for, where it would be confidently wrong,
and a text with hardly any stop words of the likeliest language is in none of ours.
"""

import math
import re
import threading
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.utils.ngram import NGram

from summarizer import languages
from summarizer.languages import LetterRule

DetectorFactory.seed = 0  # for whoever else calls langdetect in this process: no two answers for one text

_SAMPLE = 8_000  # characters around the middle that tell the script
_WINDOW = 1_000  # characters around the middle that are weighed; both ends of a page hold boilerplate
_TEMPERATURE = 3.0  # an n-gram shares its letters with others: their votes count a third each
_SMOOTHING = 0.5 / 10_000  # langdetect's alpha over its base frequency
_BY_RULE = 0.9  # the confidence of a language told by its letters
_BY_WORDS = 0.8  # and of one told by its words
_TELLING_NOTHING = 2  # words: "Hola" and "Obama" are in no language unless a small word is among them
_WORDS_LEAST = 12  # fewer words have too few stop words to judge by
_WORDS_MANY = 60  # so many words hold the usual share of stop words; fewer vary
_DEVIATIONS = 2.0  # standard deviations below the floor that are still chance in so short a text
_WEIGHT = 4.0  # nats that a word of one language only is worth at most, about three n-grams
_SHARE_LEAST = 0.12  # of the words are small ones in a language that has neither profile nor measured floor
_LEAD = 3.0  # nats by which the words of a language without a profile must outdo the likeliest one's
_LEAD_UNREAD = 4.0  # and those of a language that there is no file for: more than one word's worth
_FOREIGN = 0.3  # of the letters in another script outweigh Latin ones, which are foreign names then

_NOISE = re.compile(r"https?://\S{1,2000}|www\.\S{1,2000}|\S{1,64}@\S{1,255}|[@#]\w+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Unlike \w this keeps the vowel signs of Indic scripts; "l'eau" is cut in two.
_PIECE = re.compile(r"[^\s\d_.,;:!?…'’‘ʻ`\"“”„«»‹›()\[\]{}/|–—\-।۔،؛؟*+=<>%&#@~^°€$£•]+")

# Unicode ranges of letters, in order; the name of the script or the only language written in it.
_RANGES = (
    (0x41, 0x5A, "Latin"), (0x61, 0x7A, "Latin"), (0xC0, 0x2AF, "Latin"), (0x370, 0x3FF, "el"),
    (0x400, 0x52F, "Cyrillic"), (0x531, 0x58F, "hy"), (0x5D0, 0x5FF, "he"), (0x600, 0x77F, "Arabic"),
    (0x8A0, 0x8FF, "Arabic"), (0x900, 0x97F, "Devanagari"), (0x980, 0x9FF, "bn"), (0xA00, 0xA7F, "pa"),
    (0xA80, 0xAFF, "gu"), (0xB00, 0xB7F, "or"), (0xB80, 0xBFF, "ta"), (0xC00, 0xC7F, "te"),
    (0xC80, 0xCFF, "kn"), (0xD00, 0xD7F, "ml"), (0xD80, 0xDFF, "si"), (0xE00, 0xE7F, "th"),
    (0xE80, 0xEFF, "lo"), (0xF00, 0xFFF, "bo"), (0x1000, 0x109F, "my"), (0x10A0, 0x10FF, "ka"),
    (0x1100, 0x11FF, "ko"), (0x1200, 0x137F, "am"), (0x1780, 0x17FF, "km"), (0x1E00, 0x1EFF, "Latin"),
    (0x1F00, 0x1FFF, "el"), (0x3040, 0x30FF, "ja"), (0x3130, 0x318F, "ko"), (0x3400, 0x4DBF, "Han"),
    (0x4E00, 0x9FFF, "Han"), (0xAC00, 0xD7AF, "ko"), (0xFB50, 0xFDFF, "Arabic"), (0xFE70, 0xFEFF, "Arabic"),
)  # fmt: skip
_STARTS = [first for first, _, _ in _RANGES]
_SHARED = {
    "Cyrillic": ("ru", "uk", "bg", "mk"),
    "Arabic": ("ar", "fa", "ur"),
    "Devanagari": ("hi", "mr", "ne"),
}
_KANA_SHARE = 0.05  # of the letters of a Japanese text are kana at least


def detect(text: str) -> tuple[str | None, float]:
    """The ISO 639-1 code of the language of any text (None: cannot be told) and a confidence from 0 to 1.

    (639-3 for Sorani Kurdish, which has no shorter code.) Below about 0.6 a hint from elsewhere is worth more.
    The same text has the same answer in every thread and process.
    """
    sample = _NOISE.sub(" ", _middle(text, _SAMPLE))
    scripts = Counter[str]()
    for letter, count in Counter(sample).items():
        if script := _script(letter):
            scripts[script] += count
    total = scripts.total()
    if total < len("no"):
        return None, 0.0
    east_asian = scripts["Han"] + scripts["ja"]
    if east_asian > _FOREIGN * total:  # a character weighs more than a letter of the Latin names among them
        return ("ja" if scripts["ja"] >= _KANA_SHARE * east_asian else "zh"), 1.0
    script, count = _deciding(scripts)
    if len(script) == len("el"):
        return script, count / total
    return _within(script, sample, mixed=len(scripts) > 1)


def warm() -> None:
    """Load the profiles now; else the first text pays for it. Safe in any thread, any number of times."""
    _profiles()
    _owners("Latin")


def _middle(text: str, width: int) -> str:
    start = max(0, (len(text) - width) // 2)
    return text[start : start + width]


def _deciding(scripts: Counter[str]) -> tuple[str, int]:
    """The script a text is in, with the number of its letters; names from abroad are written in Latin everywhere."""
    others = Counter({script: count for script, count in scripts.items() if script != "Latin"})
    for script, count in others.most_common(1):
        if count >= _FOREIGN * scripts.total():
            return script, count
    return scripts.most_common(1)[0]


@lru_cache(maxsize=4_096)
def _script(letter: str) -> str | None:
    code = ord(letter)
    index = bisect_right(_STARTS, code) - 1
    if index < 0 or code > _RANGES[index][1] or not (letter.isalpha() or letter > "\u0900"):
        return None
    return _RANGES[index][2]


def _within(script: str, sample: str, *, mixed: bool) -> tuple[str | None, float]:
    """The language among those that share a script; `mixed`: there are letters of others, which are left out."""
    window = _middle(sample, _WINDOW)
    if mixed:
        window = "".join(sign if not sign.isalpha() or _script(sign) == script else " " for sign in window)
    letters = [sign for sign in window if sign.isalpha()]
    if sum(map(str.isupper, letters)) > len(letters) / 2:
        window = window.lower()  # langdetect reads no words in capitals
    words = _WORD.findall(window.lower())
    shares = Counter(window.lower())
    evidence = _evidence(script, window)
    rules = (rule for rule in languages.letter_rules() if rule.script == script)
    by_rule = next((rule.code for rule in rules if _holds(rule, shares, len(letters), words)), None)
    code, confidence = (by_rule, _BY_RULE) if by_rule else _profiles().likeliest(window, script, evidence)
    if code is None or (len(words) <= _TELLING_NOTHING and not evidence and not by_rule):
        return None, 0.0
    if rival := _rival(code, evidence):
        code, confidence = rival, _BY_WORDS
    elif by_rule:
        return code, confidence
    if len(words) < _WORDS_LEAST:
        return code, confidence
    return _confirmed(code, confidence, words)


def _rival(code: str, evidence: dict[str, float]) -> str | None:
    """The language without a profile that the small words speak for much more than for `code`."""
    others = {other: nats for other, nats in evidence.items() if other not in _profiles().columns}
    best = max(others, key=lambda other: (others[other], other), default=None)
    if best is None or best == code:
        return None
    lead = _LEAD if languages.of(best).code == best else _LEAD_UNREAD
    return best if others[best] > evidence.get(code, 0.0) + lead else None


@cache
def _owners(script: str) -> dict[str, tuple[float, tuple[str, ...]]]:
    """For each small word of a script the nats it is worth, and the languages it speaks for; see letters.toml."""
    lists = {code: words for code, words in languages.small_words().items() if _script(words[0][0]) == script}
    owners: dict[str, list[str]] = {}
    for code, words in lists.items():
        for word in words:
            owners.setdefault(word, []).append(code)
    return {
        word: (min(_WEIGHT, math.log((len(lists) + 1) / len(codes))), tuple(codes))
        for word, codes in owners.items()
    }


def _evidence(script: str, window: str) -> dict[str, float]:
    """What the small words of a text say for each language, in nats; a language that none speaks for is left out."""
    owners = _owners(script)
    found: dict[str, float] = {}
    for word in dict.fromkeys(_PIECE.findall(window.lower())):  # "de" ten times is one habit, not ten proofs
        if word in owners:
            weight, codes = owners[word]
            for code in codes:
                found[code] = found.get(code, 0.0) + weight
    return found


def _holds(rule: LetterRule, shares: Counter[str], letters: int, words: list[str]) -> bool:
    def share(wanted: str) -> float:
        return sum(shares[letter] for letter in wanted) / max(1, letters)

    if share(rule.letters) < rule.least or (rule.also and not share(rule.also)):
        return False
    if share(rule.unless) > 0.005:  # noqa: PLR2004 - explained at the head of letters.toml
        return False
    return not rule.words or sum(word in rule.words for word in words) >= rule.least_words * len(words)


def _stop_share(code: str, words: list[str]) -> float:
    known = languages.stop_words(code) or languages.small_words().get(code, ())
    return sum(word in known for word in words) / len(words)


def _confirmed(code: str, confidence: float, words: list[str]) -> tuple[str | None, float]:
    """What the stop words make of a guess: the guess or nothing.

    langdetect answers Romanian for Latin or Dutch for Frisian with full confidence; the text then holds hardly any
    Romanian stop words.
    """
    floor = languages.of(code).stop_share or languages.stop_share_floors().get(code)
    if floor is None:
        if code in _profiles().columns:
            return code, confidence
        floor = _SHARE_LEAST
    deviation = math.sqrt(floor * (1 - floor) / len(words)) if len(words) < _WORDS_MANY else 0.0
    if _stop_share(code, words) < floor - _DEVIATIONS * deviation:
        return None, 0.0
    return code, confidence


@dataclass(frozen=True, slots=True)
class _Profiles:
    """langdetect's tables: for each n-gram the logarithm of its probability in each language."""

    columns: dict[str, int]
    rows: dict[str, int]
    logs: npt.NDArray[np.float32]

    def likeliest(self, text: str, script: str, evidence: dict[str, float]) -> tuple[str | None, float]:
        """The language that n-grams and `evidence` (nats for each language) speak for most, and how surely."""
        counts = self._ngrams(text)
        if not counts:
            return None, 0.0
        rows = np.fromiter((self.rows[gram] for gram in counts), dtype=np.int64, count=len(counts))
        weights = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        codes = self._candidates(script)
        logs = (weights @ self.logs[rows])[[self.columns[code] for code in codes]].astype(float)
        nats = logs / _TEMPERATURE + np.array([evidence.get(code, 0.0) for code in codes])
        odds = np.exp(nats - nats.max())
        best = int(odds.argmax())
        return codes[best], float(odds[best] / odds.sum())

    def _candidates(self, script: str) -> list[str]:
        if script in _SHARED:
            return list(_SHARED[script])
        taken = {code for group in _SHARED.values() for code in group} | {name for _, _, name in _RANGES}
        return [code for code in self.columns if code not in taken and not code.startswith("zh")]

    def _ngrams(self, text: str) -> Counter[str]:
        """The known n-grams of a text as langdetect's `NGram` reads them, each with how often it stands there."""
        found: Counter[str] = Counter()
        for word, times in Counter(NGram.normalize_vi(text).translate(_SIGNS).split(" ")).items():
            padded = f" {word} "
            ends = list(range(1, len(padded)))
            if word[1:] != word[1:].lower():  # n-grams that end within a run of capitals are left out
                ends = [at for at in ends if not (padded[at].isupper() and padded[at - 1].isupper())]
            for end in ends:
                for start in range(max(0, end - NGram.N_GRAM + 1), end + 1):
                    gram = padded[start : end + 1]
                    if gram in self.rows:
                        found[gram] += times
        return found


class _Signs(dict[int, str]):
    """langdetect's normal form of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = str(NGram.normalize(chr(code)))
        return self[code]


_SIGNS = _Signs()
_lock = threading.Lock()
_loaded: list[_Profiles] = []


def _profiles() -> _Profiles:
    # Published only when complete: langdetect's own factory is visible while it still loads, and answers wrongly.
    with _lock:
        if not _loaded:
            _loaded.append(_load())
        return _loaded[0]


def _load() -> _Profiles:
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    table = factory.word_lang_prob_map
    flat = np.fromiter((share for row in table.values() for share in row), dtype=np.float32)
    logs = np.log(flat.reshape(len(table), -1) + np.float32(_SMOOTHING))
    columns = {code: index for index, code in enumerate(factory.langlist)}
    return _Profiles(columns, {gram: index for index, gram in enumerate(table)}, logs)
