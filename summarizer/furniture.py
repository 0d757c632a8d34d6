"""What is printed around articles in many languages, read from `furniture.toml`; judges single lines, not their place."""

import re
import tomllib
from functools import cache
from importlib import resources

from summarizer import dates

_SHORT = 120  # characters; heads, section names and mail rules are shorter, and patterns stay fast
_NOTE_WORDS = 60  # a longer paragraph tells more than who helped
_NOTE_LENGTH = 420
_SPEECH = frozenset("“”„«»「」")
_COUNT = re.compile(r"\s*[(\[]?\s*\d{1,5}\s*[)\]]?\s*")  # "Comments (3)", "12 comments"
_CRUMBS = re.compile(r"\s*(?:[>»›|/•·→]|\s[-–—])\s*")
_UNSPACED = "\u3000"  # from here on scripts set no spaces between words
_ROLE_WORDS = 8  # of an author, behind the name
_CRUMB_WORDS, _CRUMB_LEAST = 3, 2
_CAPTION_LENGTH = 240
_SHOWN_WORDS = 12  # within which a caption says what is seen
_DAY_WORDS = 4  # "on Sunday", "on March 4, 2024"
_HANDLE = re.compile(r"@\w{2,40}|(?:https?://)?t\.me/\S+")
_CHANNEL_WORDS = 9  # "Forwarded from" and a name
_MAIL = re.compile(r"[*_]*([^:：\n]{1,20}?)[*_]*\s?[:：][*_]*\s*")
_ANSWERS = re.compile(r"(?:(?:fwd?|re|aw|wg|tr|rv|enc|i|doorst|vs|ynt|転送)\s?[:：]\s*)+", re.IGNORECASE)
_RULE = re.compile(
    r"[-_=*\s>]{3,}[^\n]{3,60}[-_=*\s]{3,}|(?:begin forwarded message|anfang der weitergeleiteten).*",
    re.IGNORECASE,
)


def is_note(line: str) -> bool:
    """Whether a line tells of the text or the page, not of the story: who helped, what was corrected, newsletters."""
    if len(line) > _NOTE_LENGTH or _SPEECH & set(line) or len(line.split()) > _NOTE_WORDS:
        return False
    return bool(_notes().search(line.lower().replace("’", "'")))


def opens_afterwards(line: str) -> bool:
    """Whether a line is the head of readers' comments or of the author's short life."""
    return len(line) <= _SHORT and _COUNT.sub("", line.lower()).strip(" :：") in _listed("afterwards")


def opens_points(line: str) -> bool:
    """Whether a line is the head of an editor's list of key points."""
    return len(line) <= _SHORT and line.lower().replace("’", "'").strip(" :：*") in _listed("points")


def is_caption(line: str) -> bool:
    """Whether a line describes a picture: it is short, shows somebody doing what pictures show, and ends in a day."""
    if len(line) > _CAPTION_LENGTH or _SPEECH & set(line):
        return False
    words = [word.strip(".,;:()") for word in line.split()]
    dated = any(word[:1].isupper() and dates.names_day_or_month(word) for word in words[-_DAY_WORDS:])
    return dated and _shown().search(" ".join(words[:_SHOWN_WORDS]).lower()) is not None


def lists_with_dashes(language: str | None) -> bool:
    """Whether a dash before a paragraph marks a list in a language, and never speech."""
    return language in _listed("dashes")


def is_section(line: str) -> bool:
    """Whether a line is a section's name, or a path of sections ("Home > World > Europe")."""
    if len(line) > _SHORT:
        return False
    parts = [part for part in _CRUMBS.split(line.lower().strip("#[]()【】 :")) if part]
    if not parts or any(len(part.split()) > _CRUMB_WORDS for part in parts):
        return False
    known = sum(part in _listed("sections") for part in parts)
    return known == len(parts) or (len(parts) >= _CRUMB_LEAST and known >= len(parts) / 2)


def is_page(line: str) -> bool:
    """Whether a line is of the page or the post, not of the article: its menu, buttons, channel, or a press office's."""
    bare = line.lower().replace("’", "'").strip(" \t:：.!*#|>»›-–—")
    if len(line) > _SHORT:
        return False
    label = _MAIL.match(line)
    return (
        bare in _listed("page")
        or _HANDLE.fullmatch(line) is not None
        or (label is not None and label.group(1).lower() in _listed("labels"))
        or (len(line.split()) <= _CHANNEL_WORDS and bare.startswith(_forwarded()))
    )


def is_signature(word: str) -> bool:
    """Whether a word is how an agency signs ("dpa", "Reuters")."""
    return word.lower().strip(".,;:-–—") in _signatures()


def name_before_help(named: str) -> str:
    """The author of "Anne Petit avec AFP" and "Jane Doe, who writes on law"; what is given if there is but a name."""
    words = named.split()
    for at, word in enumerate(words[1:], start=1):
        if word in _listed("helped") and words[at + 1 : at + 2] and words[at + 1][0].isupper():
            return " ".join(words[:at]).rstrip(",;")
    name, comma, rest = named.partition(", ")
    words = rest.split()
    role = rest[:1].islower() or (words and words[-1].lower() in _listed("roles"))
    described = comma and role and len(name.split()) > 1 and len(words) <= _ROLE_WORDS
    return name if described else named


def is_mail_rule(line: str) -> bool:
    """Whether a line is what a mail program sets above a forwarded text."""
    return len(line) <= _SHORT and _RULE.fullmatch(line) is not None


def is_mail_head(line: str) -> bool:
    """Whether a line begins like a line of a mail's head: from, to, date, subject."""
    match = _MAIL.match(line[:_SHORT])
    return match is not None and match.group(1).lower() in _listed("mail") | _listed("subject")


def subject(line: str) -> str | None:
    """What a mail is about, without "Fwd:"; None for a line that does not say."""
    match = _MAIL.match(line[:_SHORT])
    if match is None or match.group(1).lower() not in _listed("subject"):
        return None
    return _ANSWERS.sub("", line[match.end() :], count=1).strip() or None


@cache
def _tables() -> dict[str, dict[str, list[str] | str]]:
    return tomllib.loads((resources.files("summarizer") / "furniture.toml").read_text(encoding="utf-8"))


@cache
def _listed(table: str) -> frozenset[str]:
    return frozenset(phrase.replace("’", "'") for phrases in _tables()[table].values() for phrase in phrases)


@cache
def _shown() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _listed('shown')))})(?!\w)")


@cache
def _forwarded() -> tuple[str, ...]:
    return tuple(_listed("forwarded"))


@cache
def _signatures() -> frozenset[str]:
    return frozenset(str(_tables()["signatures"]["all"]).split())


@cache
def _notes() -> re.Pattern[str]:
    """One pattern for all notes: by first letter, so that a line is read fast; scripts without spaces match anywhere."""
    initials: dict[str, list[str]] = {}
    for phrase in sorted(_listed("notes"), key=len, reverse=True):
        initials.setdefault(phrase[0], []).append(re.escape(phrase[1:]))
    spaced = "|".join(
        f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in initials.items() if first < _UNSPACED
    )
    dense = "|".join(
        f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in initials.items() if first >= _UNSPACED
    )
    return re.compile(rf"(?<!\w)(?:{spaced})|{dense}")
