"""Whether a quoted stretch is speech or a title, a nickname, a term; knows its surroundings, not the speaker."""

from dataclasses import dataclass
from typing import Final

import regex

from summarizer.quotes.lexicon import Lexicon

_IDEOGRAPH: Final = regex.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD: Final = regex.compile(r"[^\W\d_][\w'’.-]*")
_SMALL_WORDS: Final = 3  # letters; "the", "of", "y" do not tell a title from a sentence
_TERM: Final = 3  # words; anything shorter is a name or a term
_CLAUSE: Final = 4  # words that can be a sentence
_FULL: Final = 8  # words that are no title any more
_NEAR: Final = 7  # characters
_STOPS: Final = frozenset(".!?…。！？")
_NAMING: Final = 2  # signs of a word that names things; those of one are of, with, is
_CLOSERS: Final = "’』”」'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A quoted stretch and what stands around it in its sentence."""

    words: int
    quoted: str
    before: str
    after: str
    cued: bool
    named: bool
    dashed: bool
    follows_colon: bool  # including one at the end of the paragraph before
    goes_on: bool
    halved: bool = False  # one half of a sentence that its attribution cuts in two
    sentence: bool = (
        False  # the sentence, or what follows its subject, though its stop stands behind the marks
    )
    spoken_by_person: bool = False
    turn: bool = False  # behind a dash in an article whose people speak behind dashes

    @property
    def stopped(self) -> bool:
        """Whether a sentence ends inside the marks."""
        return self.quoted.rstrip(_CLOSERS)[-1:] in _STOPS

    @property
    def inner_stop(self) -> bool:
        """Whether the quoted words are more than one sentence."""
        return any(sign in _STOPS for sign in self.quoted)

    @property
    def comma(self) -> bool:
        """Whether a comma or dash ties the quotation to what follows."""
        return self.quoted[-1:] in (",", "，") or self.after.lstrip()[:1] in (",", "，", "—", "–", "-")

    @property
    def standalone(self) -> bool:
        """Whether nothing of the sentence stands before it."""
        return not self.before.strip(' —–-,“"«\u00a0')


def _capital(setting: Setting, lexicon: Lexicon) -> bool:
    first = setting.quoted.lstrip("[(¿¡…. \u00a0")[:1]
    return (
        first.isupper()
        or not first.isalpha()
        or bool(_IDEOGRAPH.match(first))
        or not lexicon.cased
        or lexicon.verb_final
    )


def _titled(setting: Setting, lexicon: Lexicon) -> bool:
    """Whether it is written Like a Title; behind a preposition (on “Late News.”) its stop is the sentence's."""
    words = _WORD.findall(setting.quoted)
    if not lexicon.cased or not words or len(words) > _FULL or (setting.comma and setting.cued):
        return False
    if setting.stopped and not _after_preposition(setting, lexicon):
        return False
    small = 0 if lexicon.nouns_capitalised else _SMALL_WORDS
    telling = [word for word in words if len(word) > small] or words
    least = _TERM if lexicon.nouns_capitalised else 2
    return all(word[0].isupper() for word in telling) and (len(telling) >= least or len(words) < _TERM)


def _after_preposition(setting: Setting, lexicon: Lexicon) -> bool:
    words = _WORD.findall(setting.before[-24:])
    return bool(words) and words[-1].lower() in lexicon.prepositions


def _work(setting: Setting, lexicon: Lexicon) -> bool:
    """Whether the noun beside it announces a title, a name or a term."""
    if lexicon.spoken_behind and setting.after.startswith(lexicon.spoken_behind):
        return False
    if not lexicon.spaced:
        return _unspaced_work(setting, lexicon)
    words = [word.lower() for word in _WORD.findall(setting.before[-60:])]
    behind = setting.after.lstrip().split(" ")[0].strip(".,").lower()
    called = bool(lexicon.closing_excludes) and setting.after.startswith(lexicon.closing_excludes)
    if called or (words and words[-1] in lexicon.works) or (lexicon.verb_final and behind in lexicon.works):
        return True
    return (
        lexicon.possessive_works
        and bool(words)
        and words[-1].endswith(("'s", "’s"))
        and len(words[-1]) <= _NEAR
    )  # NBC's


def _unspaced_work(setting: Setting, lexicon: Lexicon) -> bool:
    """Whether a noun or verb of naming stands beside it; a whole sentence may follow other little words as well."""
    lists = lexicon.characters
    if lists is None:
        near = setting.before[-_NEAR:]
        return any(word in near for word in lexicon.works.exact) or setting.after.startswith(
            tuple(lexicon.works.exact)
        )
    least = _NAMING if setting.stopped and setting.cued else 1
    named = lists.works.before(setting.before, len(setting.before)) >= least
    return named or (least == 1 and lists.works.at(setting.after, 0) > 0)


def _unspaced(setting: Setting, lexicon: Lexicon) -> bool:
    """Scripts without spaces quote terms freely: speech has a stop inside, a colon before or its particle behind."""
    least = _TERM - 1 if lexicon.characters and setting.stopped and setting.cued else _TERM
    if setting.words < least or _work(setting, lexicon):
        return False
    if lexicon.characters:
        return _headed(setting, lexicon)
    if lexicon.closing_words:
        after = setting.after.lstrip()
        spoken = after.startswith(lexicon.closing_words) and not after.startswith(lexicon.closing_excludes)
        alone = setting.standalone and not after and setting.inner_stop
        held = (
            setting.sentence and setting.spoken_by_person and setting.before.endswith(lexicon.subject_marks)
        )
        own = setting.sentence and setting.standalone and setting.words >= _CLAUSE
        return spoken or alone or held or own or (setting.stopped and (setting.standalone or setting.cued))
    tied = setting.stopped or setting.comma or lexicon.verb_final
    return setting.follows_colon or (setting.cued and tied) or (setting.stopped and setting.standalone)


def _headed(setting: Setting, lexicon: Lexicon) -> bool:
    """Where neither spaces nor particles tell: a sentence of its own, or one that colon, comma or verb announces."""
    announced = setting.before.endswith(("，", ","))
    closes = not setting.after.strip() or setting.after[0] in _STOPS
    said = setting.cued and setting.words >= _CLAUSE and _verb_before(setting, lexicon)
    long = announced and closes and setting.words >= (_TERM if setting.cued else _CLAUSE + 1)
    tied = setting.cued and (setting.stopped or setting.comma)
    return (
        setting.follows_colon
        or tied
        or said
        or long
        or (setting.stopped and (setting.standalone or announced))
    )


def _verb_before(setting: Setting, lexicon: Lexicon) -> bool:
    """Whether a verb of speech stands right before the mark: 他称“…”."""
    lists = lexicon.characters
    before = setting.before[-_NEAR:]
    return lists is not None and lists.verbs.before(before, len(before)) > 0


def is_speech(setting: Setting, lexicon: Lexicon) -> bool:
    """Whether the words were said by somebody and are worth showing alone: at least a clause of them."""
    if setting.dashed:
        told = setting.named or setting.follows_colon or setting.cued
        return setting.words > 1 and (told or (setting.turn and setting.stopped and setting.words >= _CLAUSE))
    if not lexicon.spaced:
        return _unspaced(setting, lexicon)
    if setting.halved and setting.cued:
        return True
    announced = setting.follows_colon and setting.cued
    if announced or not (_titled(setting, lexicon) or _work(setting, lexicon)):
        least = _CLAUSE + (
            not (setting.named and lexicon.verb_first)
        )  # English quotes terms of four words freely
        return _clausal(setting, capital=_capital(setting, lexicon), announced=announced, least=least)
    if _titled(setting, lexicon) or not setting.cued:
        return False
    return setting.stopped or (setting.words >= _FULL - 1 and _capital(setting, lexicon) and setting.comma)


def _clausal(setting: Setting, *, capital: bool, announced: bool, least: int) -> bool:
    if announced:
        return setting.words >= _TERM
    if setting.cued:
        tied = setting.comma or setting.stopped or capital
        return setting.words >= (_TERM if tied else least)
    if setting.follows_colon or setting.goes_on or setting.standalone:
        return setting.words >= _CLAUSE
    return setting.words >= (_FULL if capital else _FULL + _CLAUSE)
