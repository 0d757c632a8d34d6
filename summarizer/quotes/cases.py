"""Which printed forms of names are no subject's: Петровой, Kowalskiemu; knows endings, not who is who."""

from typing import Final

import regex

from summarizer.quotes.lexicon import Lexicon

_CAPITALISED: Final = regex.compile(r"\p{Lu}[\p{L}\p{M}-]+")
_GIVEN: Final = ("a", "а", "я")  # a form of Erik's may be Erika as well, whose surname follows
_STEM: Final = 3  # letters at least that a name keeps when it changes its ending


class Cases:
    """The cases of one article's names, told by their endings and by the forms the article prints beside them."""

    def __init__(self, plain: str, lexicon: Lexicon) -> None:
        self._endings = lexicon.oblique_endings
        self._pairs = lexicon.oblique_pairs
        self._printed = frozenset(_CAPITALISED.findall(plain)) if self._pairs else frozenset()

    def oblique(self, word: str) -> bool:
        """Whether a capitalised word has the form of an object, as far as its ending or another form tells."""
        if self._endings and word.lower().endswith(self._endings) and len(word) > _STEM + 1:
            return True
        return self.subject(word) is not None

    def subject(self, word: str) -> str | None:
        """The form of a name as a subject, if the article prints it: Орловой is Орлова."""
        for ending, forms in self._pairs.items():
            for form in forms:
                if word.endswith(form) and self._subject(word[: -len(form)], ending):
                    return word[: -len(form)] + ending
        return None

    def _subject(self, stem: str, ending: str) -> bool:
        return len(stem) >= _STEM and stem + ending in self._printed

    def parts(self, word: str, following: str) -> bool:
        """Whether two words of one run are two persons' names: "(told) Kowalskiemu | Nowak"."""
        given = word.endswith(_GIVEN) and not word.lower().endswith(self._endings)
        return not given and self.oblique(word) and not self.oblique(following)
