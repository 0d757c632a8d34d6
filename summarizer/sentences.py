"""Where sentences begin and end; knows marks, abbreviations and quotation marks, not what a sentence means.

One pass over the end marks of a text, each judged by its neighbours and the word lists of the language, in time
linear in the text. A line break always ends a sentence: undo hard wrapping first (`document.Document.flow`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer import languages
from summarizer.languages import Language
from summarizer.models import Span

# An end mark with what closes behind it. CJK, Indic, Arabic, Armenian, Ethiopic, Burmese and Khmer marks end a
# sentence by themselves; ours only before white space. [1] is a footnote.
_MARK = re.compile(
    r"(?P<han>[。！？｡]+)(?P<han_close>[」』”’）》】\"'»)\]]*)"
    r"|(?P<danda>[।॥۔؟։።፧။។༎།]+)(?P<danda_close>[\"'”’»)\]“]*)"
    r"|(?P<stop>[.!?…;]{1,8}|:(?=\s))"
    r"(?P<close>(?:\s?»(?=\s)|[\"'”’»›)\]“]){0,3}(?:\[\d{1,3}\]){0,4})(?=\s|$)"
    r"|(?P<line>[\n\r\u2028\u2029]+)"
)
_OPENING = frozenset("\"'“‘«„‚‹(「『（《〈【[—–-¿¡»”")  # may stand before the first letter of a sentence
_LAST_WORD = re.compile(r"[^\s(\[«“„\"'‘—–/]+$")
_INITIAL = re.compile(r"(?:[^\W\d_]\.[-‐]?){0,4}[^\W\d_]|Ch|Th|Ph|Дж|Ю|Cz|Sz|St|Ст|Зб|Zb")
_ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,3}")
_ROMAN = re.compile(r"[IVXLCDM]{1,7}")
_AND_SO_ON = re.compile(r"т\.\s?[дп]$")  # Russian "и т. д." may end a sentence, "д. 5" (house) may not
_SAYS = re.compile(
    r"[^，。！？、：；\s“「]{0,7}(?:说|說|道|表示|称|稱|问|問|指出|强调|強調)"
)  # Chinese: “…。”he said
_NAMES_WITH_BANG = frozenset({"yahoo", "jeopardy", "jeb"})
# Titles stand before names: after "U.S." they do begin a sentence ("… in the U.S. Sen. Marco Rubio said").
_TITLES = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "gen", "sen", "rep", "gov", "col", "lt", "capt", "sgt", "rev", "hon", "sr", "sra",
})  # fmt: skip
# Indic initials are written as syllables of up to three characters.
_SYLLABLE_INITIALS = frozenset({"ta", "ml", "te", "kn", "hi", "mr", "bn", "gu", "pa", "ne"})
_SHORT_NUMBER = 2  # digits: a day, a rank, an item of a list
_SHORT_ABBREVIATION = 4  # letters: fig., мал.
_SYLLABLE = 3
_LOOK_AHEAD = 60  # characters in which the next word must begin
_LOOK_BACK = 40  # characters in which the word before a mark must fit
_SPACED_LEAST = 50  # Thai and Lao: a space ends a piece of at least this many characters

_PAIRS = {"“": "”", "«": "»", "„": '“”"', "「": "」", "『": "』", '"': '"'}
_QUOTED = re.compile(r"“[^”]*”?|«[^»]*»?|„[^“”]*[“”]?|「[^」]*」?|『[^』]*』?|\"[^\"]*\"?|^‘.*’")
_STRAY_CLOSERS = frozenset("”」』")
_QUOTE_SENTENCES = 6  # a quotation of more sentences than this is cut like other text
_QUOTE_LENGTH = 700  # characters, likewise


def split(text: str, language: str | None) -> list[Span]:
    """The sentences of any text: spans trimmed of white space, in order, disjoint, covering all that is not space.

    `language` is ISO 639-1; without one only the rules common to all hold. A quotation of up to six sentences
    and 700 characters within a line stays in one piece together with what opens it.
    """
    rules = languages.of(language)
    pieces = _cut_at_spaces(text) if rules.spaces else _cut(text, rules)
    trimmed = [span for start, end in pieces if (span := trim(text, start, end)).start < span.end]
    return list(_whole_quotations(text, trimmed))


def trim(text: str, start: int, end: int) -> Span:
    """The part of `text[start:end]` between its outer white space; empty if there is nothing else."""
    kept = text[start:end]
    start += len(kept) - len(kept.lstrip())
    return Span(start, start + len(kept.strip()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stop:
    """A Latin-type end mark and its neighbours."""

    rules: Language
    mark: str
    closers: str
    before: str  # up to 40 characters of the same sentence before the mark
    opens: bool  # nothing but the word before the mark has been read of this sentence
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
        return self.upper and self.next_word in self.rules.openers


def _cut(text: str, rules: Language) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _MARK.finditer(text):
        if _ends(text, mark, start, rules):
            yield start, mark.end()
            start = mark.end()
    yield start, len(text)


def _cut_at_spaces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in re.finditer(r"\s+", text):
        if gap.start() - start >= _SPACED_LEAST or "\n" in gap.group():
            yield start, gap.start()
            start = gap.end()
    yield start, len(text)


def _ends(text: str, mark: re.Match[str], start: int, rules: Language) -> bool:
    if mark["line"]:
        return True
    if mark["han"]:
        return _ends_han(text, mark, start, rules)
    if mark["danda"]:
        after = text[mark.end() : mark.end() + 1]
        return after not in {",", "،", '"', "”", "»"}
    return _ends_stop(text, mark, start, rules)


def _ends_han(text: str, mark: re.Match[str], start: int, rules: Language) -> bool:
    after = text[mark.end() : mark.end() + 1]
    near = text[max(start, mark.start() - _LOOK_BACK) : mark.start()]
    if near.rfind("《") > near.rfind("》"):
        return False  # a work's title in its brackets
    if not mark["han_close"]:
        return not after or after not in "」』）)”’，、"
    if rules.code == "ja" and after:
        return after in "「『（\n \u3000"  # else a particle follows: 「…。」と言った
    if rules.code == "zh":
        return after not in {"，", ",", "、", "；"} and not _SAYS.match(text, mark.end())
    return True


def _ends_stop(text: str, mark: re.Match[str], start: int, rules: Language) -> bool:
    signs = mark["stop"]
    if signs[0] in ":;" and signs not in rules.marks:
        return False
    following, word = _next_word(text, mark.end())
    if not following or following in ",;:).":
        return False
    if following.isalpha() and _has_case(following) and not (following.isupper() or following.istitle()):
        return False  # lower case goes on
    before = text[max(start, mark.start() - _LOOK_BACK) : mark.start()]
    found = _LAST_WORD.search(before)
    last = found.group() if found else ""
    stop = _Stop(
        rules=rules,
        mark=signs,
        closers=mark["close"].strip(),
        before=before,
        opens=not text[start : mark.start() - len(last)].strip()
        if mark.start() - start < _LOOK_BACK
        else False,
        word=last,
        next=following,
        next_word=word.lower().rstrip("."),
    )
    if signs == ".":
        return not _belongs_to_word(stop)
    if signs == "…" or signs.startswith(".."):
        return stop.upper or stop.uncased or following.isdigit()
    return not (signs == "!" and last.lower() in _NAMES_WITH_BANG)


def _next_word(text: str, position: int) -> tuple[str, str]:
    """The first letter (or other sign) and the first word after `position`, opening marks skipped."""
    limit = min(len(text), position + _LOOK_AHEAD)
    start = position
    while start < limit and (text[start].isspace() or text[start] in _OPENING):
        start += 1
    end = start
    while end < limit and (text[end].isalnum() or text[end] in "'’-."):
        end += 1
    return text[start : start + 1] if start < limit else "", text[start:end]


def _belongs_to_word(stop: _Stop) -> bool:
    """Whether a single full stop belongs to the word before it instead of ending the sentence."""
    if stop.closers:
        return False
    for rule in (_number, _listed, _acronym, _initial):
        verdict = rule(stop)
        if verdict is not None:
            return verdict
    return False


def _number(stop: _Stop) -> bool | None:
    ordinal = stop.rules.ordinals and (stop.upper or stop.uncased)
    plain_start = stop.opener and stop.rules.code != "tr"  # Turkish openers also follow ordinals
    if stop.word.isdigit() and len(stop.word) <= _SHORT_NUMBER:
        return True if stop.opens or (ordinal and not plain_start) else None
    if stop.rules.ordinals and _ROMAN.fullmatch(stop.word) and not stop.opener:
        return True
    return None


def _listed(stop: _Stop) -> bool | None:
    word = stop.word.lower()
    if _AND_SO_ON.search(f"{stop.before.lower()}") and stop.upper:
        return False
    if word not in stop.rules.abbreviations and word.strip(".") not in stop.rules.abbreviations:
        return None
    title_after_acronym = "." in word and stop.next_word in _TITLES
    return not (word in stop.rules.closing and (stop.opener or (stop.upper and title_after_acronym)))


def _acronym(stop: _Stop) -> bool | None:
    word = stop.word.lower()
    if not _ACRONYM.fullmatch(stop.word) and word not in stop.rules.closing:
        return None
    if stop.uncased:
        return len(word) <= _SHORT_ABBREVIATION
    return not (stop.upper and (stop.opener or stop.next_word in _TITLES))


def _initial(stop: _Stop) -> bool | None:
    if stop.next.isdigit() and stop.word.islower() and len(stop.word) <= _SHORT_ABBREVIATION:
        return True  # (fig. 3), (мал. 8)
    if stop.rules.code in _SYLLABLE_INITIALS and len(stop.word) <= _SYLLABLE:
        return True
    if _INITIAL.fullmatch(stop.word) and len(stop.word) == 1:
        return not (stop.opener and stop.word.islower())
    return None


def _has_case(letter: str) -> bool:
    # Georgian has capitals in Unicode, but writes sentences without them.
    return letter.lower() != letter.upper() and not "\u10a0" <= letter <= "\u10ff"


def _whole_quotations(text: str, spans: list[Span]) -> Iterator[Span]:
    index = 0
    while index < len(spans):
        last = index
        if leaves_open(spans[index].of(text)):
            last = _closing_sentence(text, spans, index)
        yield Span(spans[index].start, spans[last].end)
        index = last + 1


def _closing_sentence(text: str, spans: list[Span], first: int) -> int:
    """The index of the sentence that closes what `spans[first]` opens; `first` if none does within bounds."""
    start = spans[first].start
    for index in range(first + 1, min(len(spans), first + _QUOTE_SENTENCES)):
        gap = text[spans[index - 1].end : spans[index].start]
        if any(sign in gap for sign in "\n\r\u2028\u2029") or spans[index].end - start > _QUOTE_LENGTH:
            break
        if not leaves_open(text[start : spans[index].end]):
            return index
    return first


def unquoted(sentence: str) -> str:
    """What is left of a sentence without its quotations."""
    return _QUOTED.sub("", sentence)


def leaves_open(sentence: str) -> bool:
    """Whether a quotation mark in `sentence` has no partner."""
    waiting: list[str] = []
    for position, sign in enumerate(sentence):
        if waiting and sign in _PAIRS[waiting[-1]]:
            if not (sign == '"' and _inside_word(sentence, position)):
                waiting.pop()
        elif sign in _PAIRS:
            if not (sign == '"' and _inside_word(sentence, position)):
                waiting.append(sign)
        elif sign in _STRAY_CLOSERS:
            return True
    return bool(waiting)


def _inside_word(sentence: str, position: int) -> bool:
    """Hebrew gershayim (צה"ל) and inches stand inside words and are no quotation marks."""
    around = sentence[max(0, position - 1) : position + 2]
    return len(around) == len('x"x') and around[0].isalnum() and around[2].isalnum()
