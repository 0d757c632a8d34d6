"""What the looks of one line say of it: headline, heading, list item, row of a table; knows not where it stands."""

import re
from functools import cache

from rapidfuzz import fuzz

from summarizer import languages, lines
from summarizer.document import openings

TITLE_LENGTH = 250  # characters
_TITLE_WORDS = 30
_KICKER_WORDS = 3  # as many signs where they are words
_OUTLET_WORDS = 4
_HEADING_WORDS, _HEADING_LENGTH = 12, 90
_QUESTION_WORDS = 8
_ITEM_WORDS = 6  # shorter items are rows of names and numbers
_TELLING_WORDS = 4  # fewer are a label, not a line of text
_SAME_TITLE = 92  # rapidfuzz ratio at which two headlines are one
REPEAT_LEAST = 20  # letters; a shorter block inside another is chance
_QUOTE_MARKS = ("“", '"', "«", "„", "‘", "「", "»")
_ASKING = ("?", "？")
_ASKING_OR_CALLING = ("?", "!", "？", "！")
_CLOSERS = "\"'”’»)"
_ITEM = re.compile(r"[-–—*•·▪◦►➤‣●■]\s|\d{1,2}[.)]\s")
_BULLET = re.compile(r"[-–—*•·▪◦‣]\s")  # squares and arrows stand before headings, too
# A sentence ends inside: a stop before a capital or a letter without case, or an end mark that needs no space.
_INNER_END = re.compile(
    r"(?P<word>\w{3,})[.!?…][\"'”’»)]*\s+[\"'“«„(¿¡]*[A-ZÀ-ÞА-ЯЁІЇЄҐΑ-Ω\u0590-\u0fff\u10d0-\u10ff\u3040-\u9fff\uac00-\ud7af]"
    r"|[。！？।؟۔॥][”」』]?\s*\w"
)
_DENSE = re.compile(r"[\u3040-\u9fff]")  # two of these letters make a word, and no space parts words
_LOOSE = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)  # the same with five: Thai, Lao, Burmese, Khmer
_SCORE = re.compile(r"[^\d.!?]{2,40}\s\d{1,3}\s?[-–:]\s?\d{1,3}\s[^\d.!?]{2,40}")  # Eastmoor 1-2 Wanderers
_CELLS = re.compile(r"\t| {3,}|\s\|\s")


def squeeze(text: str) -> str:
    """Letters and digits in one case, all else gone: two prints of one line are equal so."""
    return "".join(filter(str.isalnum, text.casefold()))


def extent(line: str) -> int:
    """How many words a short line has, about so many in scripts that set no spaces."""
    return len(line.split()) + len(_DENSE.findall(line)) // 2 + len(_LOOSE.findall(line)) // 5


def has_inner_end(line: str) -> bool:
    """Whether a sentence ends inside a line."""
    return any(
        match["word"] is None or match["word"].lower() not in _abbreviations()
        for match in _INNER_END.finditer(line)
    )


def is_headline(line: str) -> bool:
    """Whether a line has the looks of a headline; a heading or standfirst has them, too."""
    if (
        len(line) > TITLE_LENGTH
        or extent(line) > _TITLE_WORDS
        or line[-1:] in {":", ",", ";", "："}
        or _ITEM.match(line)
        or not any(map(str.isalpha, line))
    ):
        return False
    if lines.ends_sentence(line):
        called = line.rstrip(_CLOSERS).endswith(_ASKING_OR_CALLING)
        if not called or (has_inner_end(line) and _tells(line)):
            return False
    return not openings.measure(line, early=True)


def is_heading(line: str) -> bool:
    """Whether a line inside an article has the looks of a heading: short and without an end."""
    if len(line) > _HEADING_LENGTH or extent(line) > _HEADING_WORDS:
        return False
    if line.endswith((",", "،", "，")) or _is_long_item(line) or has_inner_end(line):
        return False
    if line.endswith(_ASKING):
        return extent(line) <= _QUESTION_WORDS and not line.startswith((*_QUOTE_MARKS, "-", "—", "–"))
    return not lines.ends_sentence(line)


def is_plain_heading(line: str) -> bool:
    """Whether a heading does not quote."""
    return is_heading(line) and not line.startswith(_QUOTE_MARKS)


def is_telling(line: str) -> bool:
    """Whether a line without an end tells something: it is no label and no row of names and numbers."""
    if extent(line) < _TELLING_WORDS or line.endswith((*_ASKING, ":", "：")):
        return False
    later = [word for word in line.split()[1:] if any(map(str.isalnum, word))]
    small = sum(word[0].isalpha() and not word[0].isupper() for word in later)
    return small >= len(later) / 2


def runs_on(line: str, following: str) -> bool:
    """Whether a line goes on in the next one."""
    return following[:1].islower() and is_telling(line)


def is_kicker(line: str) -> bool:
    """A section's name above the headline, one word or a few in capitals; or the name of a paper."""
    words = len(line.split())
    if words > 1 and lines.is_outlet(line):
        return words <= _OUTLET_WORDS and all(word[:1].isupper() for word in line.split())
    if _DENSE.search(line):
        return len(line) <= _KICKER_WORDS
    return words == 1 or (words <= _KICKER_WORDS and line.isupper())


def is_link(line: str) -> bool:
    """Whether a line may be the headline of another article."""
    if len(line) > TITLE_LENGTH or extent(line) > _TITLE_WORDS / 2:
        return False
    return not lines.ends_sentence(line) or line.endswith(_ASKING_OR_CALLING)


def is_button(line: str) -> bool:
    """Whether a last line is no text, but a source or a button of the page."""
    return (
        extent(line) <= _QUESTION_WORDS
        and len(line) <= _HEADING_LENGTH
        and not lines.ends_sentence(line)
        and not _is_long_item(line)
    )


def is_point(line: str) -> bool:
    """Whether a line is an item of a list."""
    return len(line) <= TITLE_LENGTH and _ITEM.match(line) is not None


def is_row(line: str) -> bool:
    """Whether a line is a table's row, a score or a number alone."""
    if len(line) > TITLE_LENGTH:
        return False
    if not any(map(str.isalpha, line)):
        return True
    if _SCORE.fullmatch(line):
        return True
    return len(_CELLS.findall(line)) > 1 and not lines.ends_sentence(line)


def is_same_title(line: str, wanted: str) -> bool:
    """Whether two squeezed lines are one headline, perhaps with the outlet's name behind it or a word changed."""
    if line == wanted or fuzz.ratio(line, wanted) >= _SAME_TITLE:
        return True
    return len(line) >= REPEAT_LEAST and wanted.startswith(line)


def _is_long_item(line: str) -> bool:
    return _BULLET.match(line) is not None and extent(line) > _ITEM_WORDS and is_telling(line)


def _tells(line: str) -> bool:
    """Whether a line that ends with a question or a call states something before it ("Three have gone. Who is next?")."""
    return extent(line) > _HEADING_WORDS or re.search(r"\w{3}\.\s|[。।۔]", line) is not None


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word for entry in languages.every() for word in entry.abbreviations)
