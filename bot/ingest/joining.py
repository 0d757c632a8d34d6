"""Which messages of a chat are one article, and which only point to one; pure, knows texts, not Telegram.

Telegram cuts a text of more than 4096 characters into several messages, so a piece near that length goes on in
the next; forwarded posts are cut by their editors at shorter lengths, which shows in how a piece ends and begins.
"""

import re
from collections.abc import Sequence
from typing import Final

# Clients cut at 4096 UTF-16 units or at the last space before it; no real word is 1,000 characters long.
CUT_FROM: Final = 3_000
# The least number of words beside its links that make a message an article and not a pointer to one.
ARTICLE_WORDS: Final = 25

_URL: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# What ends a piece that is whole: a stop of any script we read, and closing marks after it.
_ENDED: Final = re.compile(r"[.!?…。！？।॥؟۔][\"'”’»›)\]」』】]*$")
_WORD: Final = re.compile(r"\w+")


def may_continue(text: str) -> bool:
    """Whether a typed or pasted message looks cut, so that its rest should be waited for."""
    return len(text) >= CUT_FROM


def is_pointer(text: str) -> bool:
    """Whether a message that carries links has too few words of its own to be the article itself."""
    return len(_WORD.findall(_URL.sub(" ", text))) < ARTICLE_WORDS


def grouped(texts: Sequence[str]) -> list[list[int]]:
    """The positions of `texts`, in order, grouped into articles.

    A text belongs to the one before it if that one was long enough to have been cut, ends in the middle of a
    sentence that has begun (a long line without a stop), or if it begins in lower case itself.
    """
    groups: list[list[int]] = []
    for number, text in enumerate(texts):
        if groups and _goes_on(texts[number - 1], text):
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def join(texts: Sequence[str]) -> str:
    """The pieces as one text: without a break where a sentence was cut, else as paragraphs."""
    whole = ""
    for text in texts:
        if whole:
            whole += "\n\n" if _ENDED.search(whole.rstrip()) else " "
        whole += text.strip()
    return whole


def _goes_on(before: str, after: str) -> bool:
    if may_continue(before):
        return True
    first = after.lstrip()[:1]
    if first.islower():
        return True
    last_line = before.rstrip().rsplit("\n", 1)[-1]
    # A short last line without a stop is a source or a signature, not half a sentence.
    return len(last_line) > 120 and not _ENDED.search(last_line)  # noqa: PLR2004 - explained above
