"""What single lines around an article are: bylines, credits, "read more"; knows one line, not where it stands."""

import re
from dataclasses import dataclass
from functools import cache

from summarizer import dates, furniture, languages

_LONGEST = 400  # characters; a longer line is text
_END = re.compile(r"[.!?…。！？।॥۔؟։።။។]['\"”’»›)\]」』]*$")
# Emoji and what joins them.
PICTOGRAMS = "\u2190-\u2bff\u3030\u303d\ufe0f\u200d\u20e3\U0001f000-\U0001faff\U000e0020-\U000e007f"
_AFTER_END = re.compile(rf"(?:\s*(?:\[[\d*a-z]{{1,3}}\]|#\w{{1,40}}|[¹²³⁰-⁹]|[{PICTOGRAMS}]))+\s*$")
_READ_BACK = 120  # characters in which the hashtags behind a sentence stand
_SEPARATOR = re.compile(r"\s*(?:[:：/|©>»–—]|-\s|\s-|$)")
_BY_SEPARATOR = re.compile(r"\s*[:：]\s*")
_PICTURE = (
    r"photos?|fotos?|imagen?|bild|image|credits?|crédits?|crédito|getty(?: images)?|file pic|file photo|archiv|archivo"
    r"|archives|symbolbild|symbolfoto|zdjęcie|fot\.|fotoğraf|фото|архив"
)
_CAPTION = re.compile(  # ends in (Photo: X), (X/Getty Images), | Foto: X, — Foto: X, (AP Photo/X), Photo: X
    rf"[(\[][^()\[\]]{{0,25}}\b(?:{_PICTURE})(?!\w)[^()\[\]]{{0,60}}[)\]]\.?$"
    rf"|(?:\s?[|–—/]|\s-)\s*(?:{_PICTURE})\s?[:/©](?:[^.:]|\.(?=\S)){{2,80}}$"
    r"|\((?:AP|AFP|EPA|EFE|Reuters|dpa|ANSA|Xinhua)\s?/[^()]{2,60}\)\.?$"
    r"|\b(?:Photos?|Fotos?|Bild|Crédits?|Credit|Crédito|Фото)\s?[:/]\s?[^.:]{2,60}$|©\s?[^.©]{2,60}$",
    re.IGNORECASE,
)
_CAPTION_WORDS = 70
_MORE_WORDS = 25
_CREDIT_WORDS = 40
_BYLINE_WORDS = 16
_SIGNED_WORDS = 6
_FURTHER_ROLE = re.compile(r"\s*[|·•;]\s*[^\W\d_]+\s?[:：]")  # "Dewi | Editor: Anton"
_MARK_LENGTH = 4  # of an editor or a regional service behind an agency: "dpa/lnw"
_UNCASED_BYLINE_WORDS = 6
_PARTS = re.compile(r"\s+[–—|·•/-]\s+|\s*[|•·]\s*|[,;،，]\s*")
_PERSON_WORDS = range(2, 6)
_NAMED_WORDS = 8  # an agency may stand beside the photographer


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """Who wrote an article and for whom, as printed."""

    author: str | None
    outlet: str | None


def ends_sentence(line: str) -> bool:
    """Whether a line ends with an end mark; closing marks, emoji, hashtags and numbers of notes may follow it."""
    if _END.search(line[-12:]):
        return True
    after = _AFTER_END.search(line[-_READ_BACK:])
    return after is not None and bool(_END.search(line[-_READ_BACK:][: after.start()][-12:]))


def is_credit(line: str) -> bool:
    """Whether a line names who took a picture, or is a picture's caption that ends in its credit."""
    if len(line) > _LONGEST:
        return False
    if line.startswith(("©", "(c) ", "(C) ")):
        return True
    phrase, rest = _opening(line, "credit")
    words = len(line.split())
    if phrase and words <= _CREDIT_WORDS and (_SEPARATOR.match(rest) or _labels(phrase, rest)):
        return True
    return words <= _CAPTION_WORDS and bool(_CAPTION.search(line[-140:]))


def is_more(line: str) -> bool:
    """Whether a line only leads elsewhere: further reading, subscriptions, sharing, rights."""
    if len(line) > _LONGEST:
        return False
    phrase, rest = _opening(line, "more")
    if not phrase or len(line.split()) > _MORE_WORDS:
        return False
    if _SEPARATOR.match(rest):
        return True
    spoken = len(phrase.split())
    return spoken > 1 and (not ends_sentence(line) or _says_little_else(spoken, line))


def _says_little_else(spoken: int, line: str) -> bool:
    """A whole sentence is boilerplate only after a long set phrase, or when it says next to nothing else."""
    return spoken >= len(("this", "article", "was")) or len(line.split()) <= spoken + 4


def is_more_head(line: str) -> bool:
    """Whether a line is nothing but "Read also": what it leads to stands below it."""
    if len(line) > _LONGEST:
        return False
    phrase, rest = _opening(line, "more")
    return bool(phrase) and not rest.strip(" \t:：>»›…|-–—▼↓*")


def signature(line: str) -> Byline | None:
    """The agency or desk that signs a line for an author: "Redacción / EFE", "dpa/epd", "AFP"."""
    if len(line) > _LONGEST or len(line.split()) > _SIGNED_WORDS:
        return None
    words = [word for word in re.split(r"[\s/|,·&+()–—-]+", line) if word]
    naming = languages.naming()
    agencies = [word for word in words if furniture.is_signature(word)]
    desks = [word for word in words if word.lower() in naming.desks or word.lower() in naming.outlets]
    small = [word for word in words if word.lower() in naming.particles]
    if not agencies and not any(word.lower() in naming.desks for word in words):
        return None
    marks = [word for word in words if "/" in line and word.islower() and len(word) <= _MARK_LENGTH]
    if not {*agencies, *desks, *small, *marks} >= set(words):
        return None
    return Byline(author=line, outlet=next(iter(agencies), None))


def source(line: str) -> str | None:
    """The outlet a line names after "Source:", or after "SOURCE" as press releases end."""
    phrase, rest = _opening(line, "source") if len(line) <= _LONGEST else ("", "")
    if not phrase or len(rest.split()) > _BYLINE_WORDS:
        return None
    separator = _BY_SEPARATOR.match(rest)
    if separator is None:
        released = line[: len(phrase)].isupper() and not rest.isupper()
        return rest.strip() if released and _names_only(rest, labelled=False) else None
    named = rest[separator.end() :].strip()
    told = len(named.split()) > _SIGNED_WORDS - 1 and not _names_only(named, labelled=True)
    return None if told else named or None  # "Sources: Paz wants to close the road" is a headline


def byline(line: str) -> Byline | None:
    """The author and outlet of a line that names nothing but them (a date beside them is left out)."""
    if len(line) > _LONGEST or len(line.split()) > _BYLINE_WORDS + 6:
        return None
    found = dates.find(line)
    if found is not None:
        rest = line[found.span.end :]
        line = (line[: found.span.start] if line[: found.span.start].strip() else rest).strip(" \t|·•–—-,;")
    phrase, named = _opening(line, "by")
    if (
        not phrase
        or len(named.split()) > _BYLINE_WORDS
        or (ends_sentence(named) and not _initial_at_end(named))
    ):
        return None
    separator = _BY_SEPARATOR.match(named)
    named = _FURTHER_ROLE.split(named[separator.end() if separator else 0 :])[0]
    named = furniture.name_before_help(named.strip(" \t|·•–—-"))
    if not named or not _names_only(named, labelled=separator is not None):
        return None
    return _divide(named)


def is_name(line: str) -> bool:
    """Whether a line is nothing but a person's name in a script with capitals."""
    words = line.split()
    naming = languages.naming()
    return (
        len(words) in _PERSON_WORDS
        and not any(map(str.isdigit, line))
        and all(word[:1].isupper() or word.lower() in languages.naming().particles for word in words)
        and not dates.names_day_or_month(words[0])
        and not (naming.outlets | naming.desks) & {word.lower().strip(".,") for word in words}
        and not re.search(r"[:?!,;\"“”]", line)
    )


def _initial_at_end(named: str) -> bool:
    return len(named.rsplit(maxsplit=1)[-1].rstrip(".")) <= len("Jr")


def _names_only(named: str, *, labelled: bool) -> bool:
    words = [word for raw in named.split() if (word := raw.strip(".,;:|()[]\"'’“”–—-/&•·"))]
    if not words or dates.names_day_or_month(words[0]):
        return False
    if (
        words[0][0].lower() == words[0][0].upper() or "\u10a0" <= words[0][0] <= "\u10ff"
    ):  # a script without case
        return words[0][0].isalpha() and (labelled or len(words) <= _UNCASED_BYLINE_WORDS)
    if words[0].lower() in languages.naming().particles and not labelled and words[0].islower():
        return False
    return all(
        word[0].isupper() or word.lower() in languages.naming().particles or "@" in word for word in words
    )


def is_outlet(line: str) -> bool:
    """Whether a short line names a paper, agency or channel."""
    words = {word.lower().strip(".,") for word in line.split()}
    return line[:1].isupper() and bool(languages.naming().outlets & words)


def _divide(named: str) -> Byline:
    parts = [part for part in _PARTS.split(named) if part.strip()]
    persons = [part for part in parts if is_name(part)]
    if not persons:
        return Byline(author=named, outlet=named if is_outlet(named) else None)
    # What follows a comma may be a place; a dash or bar sets off a paper. Its own name may hold a dash
    # ("Diálogo – Digital Military Magazine"): take it as it is printed.
    others = [part for part in parts if part not in persons and (is_outlet(part) or f", {part}" not in named)]
    if not others:
        return Byline(author=", ".join(persons), outlet=None)
    printed = named[named.index(others[0]) : named.rindex(others[-1]) + len(others[-1])]
    whole = not any(person in printed for person in persons)
    return Byline(author=", ".join(persons), outlet=printed if whole else others[0])


def _labels(phrase: str, rest: str) -> bool:
    """Whether a name follows, as in "Photo by Jane Doe" and "Foto de Ana Paz": the phrase ends in a preposition."""
    last = phrase.rpartition(" ")[2]
    if last != phrase and rest.startswith(","):  # "Image source, Getty Images"
        return True
    words = rest.split()
    return (
        (last in {"by", "de", "von", "di", "of"} or last.endswith("."))
        and bool(words)
        and words[0][:1].isupper()
        and len(words) <= _NAMED_WORDS
    )


def _opening(line: str, kind: str) -> tuple[str, str]:
    """The longest known phrase of a kind that a line begins with, and the rest of the line; "" if none."""
    start = re.match(r"[\W_]*", line)
    bare = line[start.end() if start else 0 :]
    lowered = bare[:60].replace("İ", "i").lower()  # "İ".lower() is two characters
    index = _phrases(kind)
    for key in (lowered[:2], lowered[:1]):
        for phrase in index.get(key, ()):
            rest = bare[len(phrase) :]
            if lowered.startswith(phrase) and (
                not rest or not (rest[0].isalnum() or rest[0] in "'’-") or _SEPARATOR.match(rest)
            ):
                return phrase, rest
    return "", line


@cache
def _phrases(kind: str) -> dict[str, tuple[str, ...]]:
    """Every language's phrases of a kind by their first two letters, longest first."""
    index: dict[str, list[str]] = {}
    for phrase in {phrase for entry in languages.every() for phrase in getattr(entry, kind)}:
        index.setdefault(phrase[:2], []).append(phrase)
    return {key: tuple(sorted(phrases, key=len, reverse=True)) for key, phrases in index.items()}
