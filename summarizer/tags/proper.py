"""Whether a word's capital makes it a proper name: "in Apple's view" and "Saint-Denis"; knows places in a text, no list."""

from collections.abc import Iterator, Sequence

import regex

from summarizer.tags.words import Word, joined

_BEGINS = regex.compile(
    r"[.!?…:;|•\n\"“„«»(\[¿¡]"
)  # what stands before a word that has a capital by its place
_HYPHENS = frozenset({"-", "‑"})
_AROUND = 6  # words on either side that tell whether a headline gives every word a capital
_LONG = 4  # letters from which such a headline does so
_FEW, _MOST = 3, 0.75  # of at least so many long words, so large a share


def capital_by_rule(text: str, found: Sequence[Word], at: int) -> bool:
    """Whether a capital says nothing: the word begins a sentence or a quotation, or all words around have one."""
    if at == 0 or _BEGINS.search(text, found[at - 1].end, found[at].start):
        return True
    around = [
        word.text
        for word in (*found[max(0, at - _AROUND) : at], *found[at + 1 : at + 1 + _AROUND])
        if len(word.text) >= _LONG
    ]
    return len(around) >= _FEW and sum(word[0].isupper() for word in around) >= _MOST * len(around)


def goes_on_as_name(text: str, found: Sequence[Word], at: int) -> bool:
    """Whether a word with a capital follows, as part of the same name."""
    after = found[at + 1 : at + 2]
    return bool(after) and after[0].text[0].isupper() and joined(text, found[at], after[0])


def hyphened_name(text: str, found: Sequence[Word], at: int) -> bool:
    """Whether hyphens tie the word to another with a capital, maybe by way of small ones: "Port-au-Prince".

    Where capitals say nothing ("Mid-Flight" in a headline) only a small word between shows a name.
    """
    tied = [word.text for step in (-1, 1) for word in _tied(text, found, at, step)]
    if not any(word[0].isupper() for word in tied):
        return False
    return any(word.islower() for word in tied) or not capital_by_rule(text, found, at)


def _tied(text: str, found: Sequence[Word], at: int, step: int) -> Iterator[Word]:
    """The words that hyphens tie to one, on one side."""
    while 0 <= at + step < len(found):
        left, right = sorted((found[at], found[at + step]))
        if text[left.end : right.start] not in _HYPHENS:
            return
        at += step
        yield found[at]
