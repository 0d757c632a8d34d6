"""Turns of speech that a dash opens; knows dashes and their sides, not who speaks."""

import re

_OPENING = re.compile(r"[—–―]\s?(?=[«“\"¿¡…(]?[^\W\d_])")
# A lower-case letter follows: "…, — сказала", "… —dijo", "… — contou". Ranges and asides have other sides.
_ATTRIBUTION = re.compile(r"(?:(?<=[,.!?…»”])\s?[—–―]\s?|\s[—―]\s?)(?=(?P<letter>[^\W\d_]))")
_CLOSING = re.compile(r"\w[—–―][.,;:…]?$")
_BACK = 8  # characters of the sentence before that are read


def opens_turn(text: str) -> bool:
    """Whether a dash opens a text as it does speech: "—Volveré", "– Vi er glade"; not a list of figures."""
    return _OPENING.match(text) is not None


def attributes(sentence: str) -> bool:
    """Whether an attribution stands behind a dash: "… —dijo Ana.", "…, — сказала Анна."."""
    found = (each["letter"] for each in _ATTRIBUTION.finditer(sentence, 1))
    return any(letter.islower() for letter in found)


def spoken(sentence: str) -> bool:
    """Whether a sentence is speech behind a dash, with an attribution behind another."""
    return opens_turn(sentence) and attributes(sentence)


def resumes(sentence: str, before: str) -> bool:
    """Whether a sentence takes speech up again behind its attribution: "… —dijo Ana—. El mar …", "— сказала Анна. — Я …"."""
    return opens_turn(sentence) or _CLOSING.search(before[-_BACK:]) is not None
