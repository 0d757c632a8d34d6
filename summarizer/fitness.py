"""Whether a sentence may stand in a summary, and whether it is understood there; knows one sentence at a time, no scores.

A summary tears sentences out of their place. What opens with "He" or "The move", what somebody unnamed said, and what
is half of a quotation means nothing there, however central it is.
"""

import re
from enum import StrEnum
from functools import cache

from summarizer import languages, sentences
from summarizer.languages import Language
from summarizer.lines import ends_sentence
from summarizer.quotes import lexicon
from summarizer.words import count, words

_LEAST_WORDS = 4
_OPENING = 60  # characters in which a sentence shows that it points back
_ATTRIBUTION_WORDS = 4  # "he added" stands within so many words after a quotation

_QUESTION = re.compile(r"[?？؟;]['\"”’»›)\]」』]*$")
_LABELLED = re.compile(r"[^\W\d_]\s?[:：]")  # one letter, a side of an interview: "A: I counted 212 boats."
_OPENS_QUOTED = re.compile(r"[\"“«„「『‘»]")
_CLOSES_QUOTED = re.compile(r"[\"”“»’」』][,.!?]?\s+(?P<behind>[^\"“”«»„「」『』]*)$")
_INNER_CAPITAL = re.compile(r"(?<=[^\W\d_] )[^\W\d_]*[A-ZÀ-ÞĀ-ŽА-ЯЁІЇЄҐΑ-Ω]|(?<=, )[A-ZÀ-ÞĀ-ŽА-ЯЁІЇЄҐΑ-Ω]")


class Fitness(StrEnum):
    """What a sentence is good for."""

    WHOLE = "whole"  # may stand in any summary
    FRAGMENT = "fragment"  # a line without an end: only where a text has nothing else
    UNFIT = "unfit"  # never: questions, answers to "Q:", halves of quotations, quotations without a speaker


def fitness(text: str, language: Language) -> Fitness:
    """Judge one sentence by its form."""
    if _asks(text, language) or _LABELLED.match(text) or sentences.leaves_open(text):
        return Fitness.UNFIT
    told = sentences.unquoted(text)
    if len(told) < len(text) and count(told) <= 1:
        return Fitness.UNFIT
    if count(text) < _LEAST_WORDS or (not language.spaces and not _ends(text)):
        return Fitness.FRAGMENT
    return Fitness.WHOLE


def leans(text: str, language: Language) -> bool:
    """Whether a sentence is understood only after the one before it.

    It opens with a word that points back ("He …", "However, …", "The move …", "After the vote, she …"), or it quotes
    somebody who is only a pronoun ("…", he added). Words and phrases are the language's own, `[select]` in its file.
    """
    if _said_by_pronoun(text, language):
        return True
    if _OPENS_QUOTED.match(text):
        return False
    opening = text[:_OPENING].lower()
    if _phrases(language.standing, unspaced=language.unspaced).match(opening):
        return False
    if language.unspaced:
        return opening.startswith(tuple(language.dangling))
    return _points_back(opening, language) or _pronoun_before_name(text, language)


@cache
def _phrases(phrases: tuple[str, ...], *, unspaced: bool) -> "re.Pattern[str]":
    """Any of the phrases, as whole words where words are told apart; Korean hangs particles on them.

    A # in a phrase is any number of up to two words: "# days later" goes for "A few days later".
    """
    longest_first = (re.escape(phrase).replace(r"\#", r"\w+(?: \w+)?") for phrase in _longest_first(phrases))
    end = "" if unspaced else r"(?![^\W가-힣])"
    return re.compile(f"(?:{'|'.join(longest_first)}){end}" if phrases else r"(?!)")


def _longest_first(phrases: tuple[str, ...]) -> list[str]:
    return sorted(phrases, key=len, reverse=True)


def _asks(text: str, language: Language) -> bool:
    found = _QUESTION.search(text)
    return found is not None and (found.group()[0] != ";" or language.code == "el")


def _ends(text: str) -> bool:
    return ends_sentence(text) and not text.endswith((":", "："))


def _said_by_pronoun(text: str, language: Language) -> bool:
    if not _OPENS_QUOTED.search(text):
        return False
    behind = _CLOSES_QUOTED.search(text)
    told = sentences.unquoted(text)
    outside = words(told)
    if language.unspaced:
        return len(outside) <= 2 * _ATTRIBUTION_WORDS and any(word in told for word in language.pronouns)
    if len(outside) <= _ATTRIBUTION_WORDS:
        return not language.dangling.isdisjoint(outside)
    if behind is None or not _OPENS_QUOTED.match(text):
        return False
    said = words(behind["behind"])[:_ATTRIBUTION_WORDS]
    return not (language.pronouns.isdisjoint(said) or _INNER_CAPITAL.search(behind["behind"][:_OPENING]))


def _points_back(opening: str, language: Language) -> bool:
    first = next(iter(words(opening)), "")
    if not language.dangling.isdisjoint((first, first.partition("'")[0].partition("’")[0])):
        return True
    referring = _phrases(language.referring, unspaced=language.unspaced).match(opening)
    if referring is None:
        return False
    following = next(iter(words(opening[referring.end() :])), "")
    return following.partition("'")[0].partition("’")[0] not in language.complements


def _pronoun_before_name(text: str, language: Language) -> bool:
    """Whether a pronoun stands in an opening aside before anybody is named ("After the vote, she said …").

    The aside shows by its little word: what opens with a noun or an article may name whom the pronoun means ("Police
    said they …"). Scripts without capitals do not show names, so nothing is concluded there.
    """
    opening = text[:_OPENING]
    found = words(opening)
    if not opening[:1].isupper() or not found or not _opens_aside(found[0], language):
        return False
    name = _INNER_CAPITAL.search(opening)
    return not language.pronouns.isdisjoint(words(opening[: name.start()] if name else opening))


def _opens_aside(word: str, language: Language) -> bool:
    articles = lexicon.load(language.code).articles
    return word in languages.stop_words(language.code) and word not in articles
