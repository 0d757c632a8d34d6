"""Whether a mark of ours (. ! ? … ; :) ends a sentence; judges it by its neighbours and a language's word lists."""

import re
from dataclasses import dataclass

from summarizer.languages import Language

# The next word with what may stand before the first letter of a sentence; ,, opens Dutch quotations, 's Avonds sentences.
_NEXT_WORD = re.compile(
    r"(?:['’‘][stn]\s(?=[A-Z])|[\s\x00\u200b\u2060\ufeff\"'“‘«„‚‹(「『（《〈【\[—–\-¿¡»”]|,,)*+([\w'’.\-]*)"
)
_LAST_WORD = re.compile(r"[^\s(\[«“„\"'‘’—–/]+$")
_GERSHAYIM = re.compile('[\u05d0-\u05ea]["״][\u05d0-\u05ea]$')  # a Hebrew acronym is a word like others
# "J.", "J.-P." and the digraphs that stand for one sound: "Th. Mann", "Дж. Неру".
_INITIAL = re.compile(r"(?:[^\W\d_]\.[-‐])*[^\W\d_]|Ch|Th|Ph|Yu|Ya|Cz|Sz|Zb|Дж|Зб")
_ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,3}")
_UNCASED_ACRONYM = re.compile(r"(?:[^\s.]{1,4}\.)+[^\s.]{1,4}")  # Indic letters are up to four characters
_ROMAN = re.compile(r"[IVXLCDM]{1,7}")
# Spaced abbreviations that may end a sentence: Russian "и т. д.", "н. э.", Spanish "a. C.", Czech "n. l.", Polish "n.e."
_AND_SO_ON = re.compile(r"(?:\bт\.\s?[дп]|\bн\.\s?[эе]|\b[ad]\.\s?C|\bn\.\s?[le])$")
_NAMES_WITH_BANG = frozenset({"yahoo", "jeopardy", "jeb"})
# Titles stand before names: after "U.S." they do begin a sentence ("… in the U.S. Sen. Marco Rubio said").
_TITLES = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "gen", "sen", "rep", "gov", "col", "lt", "capt", "sgt", "rev", "hon", "sr", "sra",
})  # fmt: skip
# These are abbreviations only before a number: "art. 5" against "School of Art." and "She said no."
_BEFORE_NUMBERS = frozenset({"art", "arts", "no", "nos", "nr", "fig", "figs", "vol", "pp", "kap", "abs"})
# Indic initials are written as syllables of up to three characters.
_SYLLABLE_INITIALS = frozenset({"ta", "ml", "te", "kn", "hi", "mr", "bn", "gu", "pa", "ne"})
_SHORT_NUMBER = 2  # digits: a day, a rank
_ITEM = re.compile(r"\d{1,2}(?:\.\d{1,2})*")  # the number of a list item or section: "3.", "2.4.1."
_YEAR = re.compile(r"[12]\d{3}")
_YEAR_WORD = "yyyy"  # stands for every year in the lists of languages that write "2007." for "of 2007"
_SHORT_ABBREVIATION = 4  # letters: т.е., e.g.
_SYLLABLE = 3
_BEGINNING = 4  # words that may stand before what a sentence is about
_LOOK_AHEAD = 60  # characters in which the next word must begin
_LOOK_BACK = 40  # characters in which the word before a mark must fit


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stop:
    """An end mark and its neighbours."""

    rules: Language
    mark: str
    closers: str
    before: str  # up to 40 characters of the same sentence before the mark
    word: str  # the word that the mark follows
    next: str  # the first character of the next word, quotation marks skipped
    next_word: str

    @property
    def upper(self) -> bool:
        return self.next.isupper() or self.next.istitle()

    @property
    def uncased(self) -> bool:
        return self.next.isalpha() and (not _has_case(self.next))

    @property
    def opener(self) -> bool:
        """Whether the next word often begins a sentence."""
        word = self.next_word.lower().replace("’", "'")
        elided = word[: word.find("'") + 1]  # French "l'", Italian "dell'"
        return self.upper and (word in self.rules.openers or elided in self.rules.openers)

    @property
    def opens(self) -> bool:
        """Whether nothing but the word before the mark has been read of this sentence."""
        return len(self.before) < _LOOK_BACK and not self.before[: -len(self.word) or None].strip()

    @property
    def counted(self) -> bool:
        """Whether the word is the unit of a number and the sentence long enough to end: "… в 2016 г."."""
        if self.rules.code == "de":  # all nouns have capitals: "4 Mrd. Dollar"
            return False
        words = self.before[: -len(self.word)].split()
        if not words or not words[-1][-1].isdigit():
            return False
        # "В мае 2016 г. Москва …" is still at its beginning.
        begun = len(words) < _BEGINNING or words[0].lower() in self.rules.openers or not words[0].isalpha()
        return len(self.before) == _LOOK_BACK or not begun


def ends(text: str, mark: re.Match[str], start: int, rules: Language) -> bool:
    """Whether a sentence that began at `start` ends with `mark`, a match with the groups `stop` and `close`."""
    signs = mark["stop"]
    following, word = _next_word(text, mark.end())
    if (signs[0] in ":;" and signs not in rules.marks) or _goes_on(text, mark.end(), following):
        return False
    before = text[max(start, mark.start() - _LOOK_BACK) : mark.start()]
    last = _GERSHAYIM.search(before) or _LAST_WORD.search(before)
    stop = _Stop(
        rules=rules,
        mark=signs,
        closers=mark["close"].strip(),
        before=before,
        word=last.group() if last else "",
        next=following,
        next_word=word.rstrip("."),
    )
    if signs == ".":
        return not _belongs_to_word(stop)
    if signs == "…" or signs.startswith(".."):
        return stop.upper or following.isdigit()
    return not stands_with_mark(stop.word, signs, rules)


def stands_with_mark(word: str, mark: str, rules: Language) -> bool:
    """Whether `word` is known to be written with `mark` inside a sentence: "Prof.", "Yahoo!"."""
    known = {".": rules.abbreviations, "!": _NAMES_WITH_BANG}
    return word.lower() in known.get(mark, frozenset())


def _goes_on(text: str, end: int, following: str) -> bool:
    if not following or following in ";:).":
        return True
    if following == ",":
        return not text.startswith(",,", end + 1)  # ,, opens Dutch quotations
    return following.isalpha() and _has_case(following) and not (following.isupper() or following.istitle())


def first_letter(text: str, position: int) -> str:
    """The first sign after `position` that is neither white space nor an opening mark; empty if there is none."""
    return _next_word(text, position)[0]


def _next_word(text: str, position: int) -> tuple[str, str]:
    """The first letter (or other sign) and the first word after `position`, opening marks skipped."""
    limit = min(len(text), position + _LOOK_AHEAD)
    found = _NEXT_WORD.match(text, position, limit)
    start, end = found.span(1) if found else (limit, limit)
    return text[start : start + 1] if start < limit else "", text[start:end]


def _belongs_to_word(stop: _Stop) -> bool:
    """Whether a single full stop belongs to the word before it instead of ending the sentence."""
    if stop.closers:
        return False
    if ":" in stop.rules.marks:
        return True  # where the colon ends sentences (Armenian) the stop parts clauses
    for rule in (_number, _listed, _acronym, _initial):
        verdict = rule(stop)
        if verdict is not None:
            return verdict
    return False


def _number(stop: _Stop) -> bool | None:
    if stop.opens and _ITEM.fullmatch(stop.word):
        return True
    if stop.word.isdigit() and len(stop.word) <= _SHORT_NUMBER:
        ordinal = stop.rules.ordinals and (stop.upper or stop.uncased)
        plain_start = stop.opener and stop.rules.code != "tr"  # Turkish openers also follow ordinals
        return True if ordinal and not plain_start else None
    if _YEAR.fullmatch(stop.word) and _YEAR_WORD in stop.rules.abbreviations:
        return stop.upper and not stop.opener
    if stop.rules.ordinals and _ROMAN.fullmatch(stop.word) and not stop.opener:
        return True
    return None


def _listed(stop: _Stop) -> bool | None:
    word = stop.word.lower()
    if stop.upper and _AND_SO_ON.search(stop.before):
        return False
    if word not in stop.rules.abbreviations and word.strip(".") not in stop.rules.abbreviations:
        return None
    if word in _BEFORE_NUMBERS:
        return stop.next.isdigit() or bool(_ROMAN.fullmatch(stop.next_word))
    if word not in stop.rules.closing:
        return True
    title_after_acronym = "." in word and stop.next_word.lower() in _TITLES
    return not (stop.opener or (stop.upper and (title_after_acronym or stop.counted)))


def _acronym(stop: _Stop) -> bool | None:
    word = stop.word.lower()
    if stop.uncased:
        listed = word in stop.rules.closing
        if stop.rules.code in _SYLLABLE_INITIALS and _UNCASED_ACRONYM.fullmatch(word):
            return True
        return len(word) <= _SHORT_ABBREVIATION if listed or _ACRONYM.fullmatch(word) else None
    if not _ACRONYM.fullmatch(stop.word) and word not in stop.rules.closing:
        return None
    return not (stop.upper and (stop.opener or stop.next_word.lower() in _TITLES))


def _initial(stop: _Stop) -> bool | None:
    if stop.rules.code in _SYLLABLE_INITIALS and len(stop.word) <= _SYLLABLE:
        return True
    if stop.word.islower() and stop.before[: -len(stop.word)].endswith(("'", "’")):
        return None  # Mulligan's
    if _INITIAL.fullmatch(stop.word):
        return not (stop.word.islower() and (stop.opener or (stop.counted and len(stop.next_word) > 1)))
    return None


def _has_case(letter: str) -> bool:
    # Georgian has capitals in Unicode, but writes sentences without them.
    return letter.lower() != letter.upper() and not "\u10a0" <= letter <= "\u10ff"
