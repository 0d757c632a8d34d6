"""Whose name stands in a few words of a sentence: a person's or body's, an outlet's, nobody's; knows no verbs."""

from collections.abc import Sequence

import regex

from summarizer.models import Voice
from summarizer.voice.habits import Habits
from summarizer.voice.tokens import Token


class Speakers:
    """Who can be meant in any window of a sentence; `article` tells whether a capital is a name's or the sentence's."""

    def __init__(self, tokens: Sequence[Token], habits: Habits, article: str) -> None:
        self.tokens, self.habits, self.article = tokens, habits, article

    def who(self, start: int, stop: int, *, relayed: bool = False) -> Voice | None:
        """Whose name stands in a window: a person's or body's noun first, then an outlet, then any name."""
        if start >= stop:
            return None
        documented = any(self.tokens[at].word in self.habits.documents for at in range(start, stop))
        outlet = any(
            self._is_outlet(at, start, stop, relayed=relayed, free=documented) for at in range(start, stop)
        )
        if documented:
            return Voice.REPORT if outlet and relayed else None
        if any(self.speaks(at) for at in range(start, stop)):
            return Voice.STATEMENT
        if outlet:
            return Voice.REPORT
        if (
            self.tokens[stop - 1].word in self.habits.pronouns
            or self.tokens[start].word in self.habits.pronouns
        ):
            return Voice.STATEMENT
        heads = {stop - 1, self._head(start, stop)}
        if self.tokens[stop - 1].printed in self.habits.outlets:
            heads.add(start)  # whom somebody spoke to: "sagte Müller der dpa"
        return Voice.STATEMENT if any(self._is_name(at, start) for at in heads) else None

    def vetoed(self, start: int, stop: int, *, relayed: bool = False) -> bool:
        """Whether something speaks that is nobody: a law, a report, a sign."""
        if not any(self.tokens[at].word in self.habits.documents for at in range(start, stop)):
            return False
        return not (
            relayed
            and any(self._is_outlet(at, start, stop, relayed=True, free=True) for at in range(start, stop))
        )

    def speaks(self, at: int) -> bool:
        """Whether a word is a noun for a person or a body."""
        if self._named_agency(at):
            return False
        words = {self.tokens[at].word, self._pair(at)}
        return self.tokens[at].word in self.habits.speakers and not any(w in self.habits.media for w in words)

    def _pair(self, at: int) -> str:
        """A word with the one before it: a news_agency is none of the agencies that speak for themselves."""
        return f"{self.tokens[at - 1].word}_{self.tokens[at].word}" if at else ""

    def _is_outlet(self, at: int, start: int, stop: int, *, relayed: bool, free: bool = False) -> bool:
        token, habits = self.tokens[at], self.habits
        if self._named_agency(at) or token.word in habits.media or self._pair(at) in habits.media:
            return free or not self._governed(at, start + relayed)
        names = {token.printed}
        for end in range(at + 1, min(at + 5, stop)):
            if self.tokens[end].cut and not self.tokens[end].closed:
                break
            names.add(" ".join(each.printed for each in self.tokens[at : end + 1]))
        known = max((name for name in names if name in habits.outlets), key=len, default="")
        return (
            bool(known)
            and self._alone(at + known.count(" ") + 1, stop)
            and (free or not self._governed(at, start + relayed))
            and self._no_person(known)
        )

    def _named_agency(self, at: int) -> bool:
        """Whether a word is that for an agency with a name behind it: "l'agence Polaris", not "Agencia Tributaria"."""
        token, habits = self.tokens[at], self.habits
        if token.word not in habits.agencies or at + 1 >= len(self.tokens):
            return False
        name = self.tokens[at + 1]
        if not (name.printed[0].isupper() and (not name.cut or name.closed)) or name.word in habits.raters:
            return False
        plain = habits.nouns_capitalised or token.printed.islower()
        return plain and name.word not in habits.nouns and name.word not in habits.little

    def _alone(self, end: int, stop: int) -> bool:
        """Whether an outlet's name is not part of a longer one: "Fox Sports Arena", "Times Square"."""
        if end >= stop or self.tokens[end].cut:
            return True
        following = self.tokens[end]
        return not following.printed[0].isupper() or following.word in self.habits.media

    def _governed(self, at: int, start: int) -> bool:
        """Whether a preposition makes the outlet the one spoken to or of: "a la BBC", "editor of the paper"."""
        before = [token.word for token in self.tokens[max(start, at - 3) : at]]
        if any(word in self.habits.prepositions for word in before):
            return True
        return at - 1 > start and self.tokens[at - 1].word in self.habits.determiners

    def _no_person(self, outlet: str) -> bool:
        """Whether the article names nobody after whom an outlet is called."""
        return outlet not in self.habits.surnames or not regex.search(
            rf"\p{{Lu}}\p{{Ll}}+ {outlet}\b", self.article
        )

    def _head(self, start: int, stop: int) -> int:
        """Where the noun of a noun phrase stands."""
        if self.habits.head_last:
            for at in range(start + 1, stop):
                if self.tokens[at].word in self.habits.prepositions:
                    return at - 1
            return stop - 1
        at = start
        while at < stop - 1 and self.tokens[at].word in self.habits.little:
            at += 1
        return at

    def _is_name(self, at: int, start: int) -> bool:
        token, habits = self.tokens[at], self.habits
        if not token.printed[0].isupper() or token.word in habits.little or len(token.word) < 2:  # noqa: PLR2004 -- a lone letter names nobody
            return False
        if at == 0 and f" {token.word} " in self.article:
            return False
        if not habits.nouns_capitalised:
            return True
        before = self.tokens[at - 1] if at > start else None
        if before and before.printed[0].isupper() and before.word not in habits.little:
            before = self.tokens[at - 2] if at - 1 > start else None
        return token.word not in habits.nouns and not (before and before.word in habits.determiners)
