"""What an article calls its people: offices before and behind their names, as printed; knows no speech."""

from typing import Final

import regex

from summarizer.models import Span
from summarizer.quotes.names import Mention
from summarizer.quotes.people import People
from summarizer.quotes.words import tokens

_APPOSITION: Final = regex.compile(r", (?P<role>[^\W\d_][^,.;:!?“”«»\"\n]*[^\s,.;:!?“”«»\"])(?=[,.])")
_FRONTED: Final = regex.compile(r"(?:^|[,.;:!?“”«»\"\n])(?P<role>[^,.;:!?“”«»\"\n]+), $")
_OFFICE_WITHIN: Final = 4  # words of an apposition: "the council’s chief engineer"
_LIMIT: Final = 90  # characters of a role
_POSSESSIVES: Final = frozenset({"’s", "'s", "’", "'"})
_WHOSE: Final = 40  # characters before a name in which a country's possessive may stand


class Offices:
    """The offices of one article's people; `text` is the article, whose words every role is."""

    def __init__(self, text: str, people: People) -> None:
        self.text, self.people = text, people
        self._known: dict[str, str] | None = None

    def of(self, mention: Mention) -> str | None:
        """The role printed beside a name, None without one: a title, an apposition, or whose one is ("Venezuela’s").

        A form of address ("Mr", "Dr") says nothing of an office and is none.
        """
        if mention.title and not self._is_address(mention.title):
            start = self._whose(mention.title.start)
            return self.text[start : mention.title.end].strip(" \u00a0,")
        behind = self._apposition(mention) or self._fronted(mention)
        start = mention.start if mention.title else self._whose(mention.start)
        return behind or (self.text[start : mention.start].strip() or None)

    def _is_address(self, title: Span) -> bool:
        """Whether a title only addresses: Mr, Señora, Dr."""
        words = tokens(self.text, title.start, title.end, self.people.lexicon)
        return all(word.word in self.people.lexicon.honorifics for word in words)

    def known(self, name: str) -> str | None:
        """The role that the article prints first for somebody, by the longest form of the name."""
        if self._known is None:
            self._known = {}
            for mention in self.people.mentions:
                role = self.of(mention) if mention.person and not mention.possessive else None
                if role:
                    self._known.setdefault(self.people.canonical(mention.name), role)
        return self._known.get(name)

    def _whose(self, position: int) -> int:
        """Where a place's possessive right before a position begins, the position itself without one."""
        for other in self.people.within(max(0, position - _WHOSE), position)[-1:]:
            gap = self.text[other.end : position]
            if other.possessive and not other.person and gap[:1] in "’'" and gap.strip() in _POSSESSIVES:
                return other.start
        return position

    def _fronted(self, mention: Mention) -> str | None:
        """An office before a name and parted from it by a comma: said | the mayor of Altea, | Ana Ruiz."""
        lexicon = self.people.lexicon
        low = max(0, mention.start - _LIMIT)
        ahead = _FRONTED.search(self.people.plain[low : mention.start])
        if not ahead:
            return None
        words = tokens(self.people.plain, low + ahead.start("role"), low + ahead.end("role"), lexicon)
        verbs = [number for number, word in enumerate(words) if word.word in lexicon.verbs]
        words = words[verbs[-1] + 1 :] if verbs else words
        titled = any(lexicon.is_title(word.word) for word in words[:_OFFICE_WITHIN])
        if not titled or words[0].word in lexicon.breaks or self.people.within(words[0].start, words[0].end):
            return None
        return self.text[words[0].start : words[-1].end]

    def _apposition(self, mention: Mention) -> str | None:
        after = self.people.plain[mention.end : mention.end + _LIMIT]
        phrase = _APPOSITION.match(after)
        if not phrase:
            return None
        lexicon = self.people.lexicon
        words = [word.word for word in tokens(after, phrase.start("role"), phrase.end("role"), lexicon)]
        titled = any(lexicon.is_title(word) for word in words[:_OFFICE_WITHIN])
        clause = words[0] in lexicon.breaks or any(word in lexicon.verbs for word in words)
        start, end = phrase.span("role")
        return self.text[mention.end + start : mention.end + end] if titled and not clause else None
