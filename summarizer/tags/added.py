"""Topics an operator adds as data: read, judged and made known to this process; knows their form, tags only to check.

The form is described in `data/topics/README.md`. Added topics live as long as the process and stand beside the built-in
ones everywhere: in tagging, in names and in searching.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import regex

from summarizer.tags import lexicon, names
from summarizer.tags.claims import emoji_claim, name_claim, place_claim, word_claim
from summarizer.tags.taxonomy import Topic, Words, added, built_in, replace_added
from summarizer.tags.topics import topics
from summarizer.tags.words import WORD, fold

_SLUG = regex.compile(r"[a-z][a-z0-9-]{1,23}")  # it travels in Telegram's callback data, 64 bytes in all
_LANGUAGE = regex.compile(r"[a-z]{2,3}")
_HEADER = regex.compile(r"^[ \t]*\[\[[ \t]*topic[ \t]*\]\]", regex.MULTILINE)
_KEYS = frozenset(
    {"slug", "emoji", "parents", "beside", "names", "aliases", "words", "examples", "counterexamples"}
)
_MOST = 100  # topics; the menus and the time for one article are made for so many
_TELLING = 5  # letters of a word worth proposing
_PROPOSED = 6
_SHOWN = 60  # characters of an example or a slug in a complaint
_LONGEST = 400  # characters of a complaint

Tables = dict[str, tuple[str, ...]]


class TopicDataError(ValueError):
    """Topics that cannot be added; the message says in one sentence, on one line, where, what and why."""

    def __init__(self, message: str) -> None:
        line = " ".join(regex.sub(r"[\p{C}\s]+", " ", message).split())
        super().__init__(line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…")


def add_topics(source: str) -> tuple[str, ...]:
    """Makes the topics of a TOML text those added in this process, in place of any added before; their slugs.

    An empty text takes all added topics away. The same text again costs nothing. Raises TopicDataError, and then leaves
    everything as it was.
    """
    read = _read(source)
    if read != added():
        _replace(read)
    return tuple(read)


def check_topics(source: str) -> list[str]:
    """What the examples of the topics in a TOML text say against them, a sentence each; empty when all is well.

    An example has to be given its topic and a counterexample must not be. Topics that cannot be added are a complaint
    too. What is added in this process stays as it is.
    """
    try:
        read = _read(source)
        rows = _rows(source)
    except TopicDataError as error:
        return [str(error)]
    with _instead(read):
        return [problem for row in rows for problem in _against(row, read[row["slug"]][1])]


def _replace(read: Mapping[str, tuple[Topic, Words]]) -> None:
    replace_added(read)
    lexicon.lexicon.cache_clear()
    names.forget()


@contextmanager
def _instead(read: Mapping[str, tuple[Topic, Words]]) -> Iterator[None]:
    before = dict(added())
    _replace(read)
    try:
        yield
    finally:
        _replace(before)


def _against(row: Mapping[str, Any], words: Words) -> Iterator[str]:
    slug = row["slug"]
    for kind, wanted in (("examples", True), ("counterexamples", False)):
        for languages, text in _texts(row.get(kind, ()), words):
            found = dict.fromkeys(
                tag.slug for language in languages for tag in topics(text, language=language or None)
            )
            if (slug in found) is not wanted:
                shown = _shown(text)
                complaint = "is not told in the example" if wanted else "is told in the counterexample"
                yield f"topic “{slug}” {complaint} “{shown}” (told: {', '.join(found) or 'nothing'})"


def _shown(text: str) -> str:
    """A text as a complaint repeats it: on one line, and no more of it than tells which."""
    printed = "".join(sign if sign.isprintable() else " " for sign in text)
    line = " ".join(printed.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1].rstrip()}…"


def _texts(given: Any, words: Words) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each example with the languages to read it in: its own, or else all the topic has words in, or else a guess ("")."""
    if isinstance(given, dict):
        yield from (((language,), text) for language, texts in given.items() for text in _list(texts))
    else:
        own = tuple(language for language in words if language != lexicon.ANY) or ("",)
        yield from ((own, text) for text in _list(given))


def _list(given: str | list[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _rows(source: str) -> list[dict[str, Any]]:
    try:
        data = tomllib.loads(source)
    except ValueError as error:  # TOMLDecodeError is one; a number of five thousand digits is another
        raise TopicDataError(f"not readable as TOML: {error}") from error
    except RecursionError as error:
        raise TopicDataError("not readable as TOML: brackets inside brackets, too many deep") from error
    rows = data.pop("topic", [])
    if data:
        raise TopicDataError(f"“{next(iter(data))}” is none of ours: every topic begins with [[topic]]")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise TopicDataError("every topic begins with [[topic]], in two pairs of brackets")
    return rows


def _read(source: str) -> dict[str, tuple[Topic, Words]]:
    rows = _rows(source)
    if len(rows) > _MOST:
        raise TopicDataError(f"{len(rows)} topics are too many: {_MOST} at most")
    read: dict[str, tuple[Topic, Words]] = {}
    for number, row in enumerate(rows, 1):
        fail = _failing(source, row.get("slug"), number, len(rows))
        known = built_in() | {slug: topic for slug, (topic, _) in read.items()}
        topic = _topic(row, known, fail)
        read[topic.slug] = topic, _words(row, fail)
    return read


def _failing(source: str, slug: Any, number: int, among: int) -> Callable[[str], TopicDataError]:
    """What makes an error of a complaint about one of some topics, with its line where that can be told."""
    headers = list(_HEADER.finditer(source))
    line = ""
    if len(headers) == among:
        begin = headers[number - 1].end()
        end = headers[number].start() if number < among else len(source)
        named = regex.compile(r"^[ \t]*slug[ \t]*=", regex.MULTILINE).search(source, begin, end)
        line = f"line {source.count(chr(10), 0, named.end() if named else begin) + 1}, "
    name = f"topic “{_shown(slug)}”" if isinstance(slug, str) else f"topic number {number}"
    return lambda complaint: TopicDataError(f"{line}{name}: {complaint}")


def _topic(
    row: Mapping[str, Any], known: Mapping[str, Topic], fail: Callable[[str], TopicDataError]
) -> Topic:
    if unknown := sorted(set(row) - _KEYS):
        raise fail(f"“{unknown[0]}” is no part of a topic; it has {', '.join(sorted(_KEYS))}")
    slug, emoji = row.get("slug"), row.get("emoji")
    if not isinstance(slug, str) or not _SLUG.fullmatch(slug):
        raise fail("slug has to be 2 to 24 small letters, digits and hyphens, such as “public-transport”")
    if slug in known:
        raise fail("there is a topic with this slug already")
    emoji = emoji if isinstance(emoji, str) else ""
    if claim := place_claim(slug, "en") or emoji_claim(emoji, known):
        raise fail(claim)
    listed = _tables(row, "names", fail)
    if not listed or any(len(name) != 1 for name in listed.values()):
        raise fail('names needs one name in at least one language: names = { en = "Public transport" }')
    topic = Topic(
        slug=slug,
        emoji=emoji,
        iptc=None,
        parents=_kin(row, "parents", known, fail),
        beside=_kin(row, "beside", known, fail),
        names={language: name for language, (name,) in listed.items()},
        words=_tables(row, "aliases", fail),
    )
    _own_names(topic, known, fail)
    return topic


def _kin(
    row: Mapping[str, Any], key: str, known: Mapping[str, Topic], fail: Callable[[str], TopicDataError]
) -> tuple[str, ...]:
    listed = row.get(key, [])
    if not isinstance(listed, list) or not all(isinstance(slug, str) for slug in listed):
        raise fail(f'{key} has to be a list of slugs: {key} = ["society"]')
    if strange := next((slug for slug in listed if slug not in known), None):
        raise fail(f"{key} names “{strange}”, which is no topic; an added one has to stand further up")
    return tuple(listed)


def _own_names(topic: Topic, known: Mapping[str, Topic], fail: Callable[[str], TopicDataError]) -> None:
    """Raises where somebody who types a name of the topic would be given another tag, or loses one."""
    for language, name in topic.calls:
        if claim := name_claim(name, language, known):
            raise fail(claim)


def _tables(row: Mapping[str, Any], key: str, fail: Callable[[str], TopicDataError]) -> Tables:
    """A table of texts, or lists of texts, by language."""
    table = row.get(key, {})
    if not isinstance(table, dict):
        raise fail(f'{key} has to be given by language: {key} = {{ en = "…" }}')
    return {_language(code, key, fail): _strings(given, key, fail) for code, given in table.items()}


def _language(code: str, key: str, fail: Callable[[str], TopicDataError]) -> str:
    if not _LANGUAGE.fullmatch(code) and not (key == "words" and code == lexicon.ANY):
        raise fail(f"“{code}” in {key} is no language code such as “en” or “pt”")
    return code


def _strings(given: Any, key: str, fail: Callable[[str], TopicDataError]) -> tuple[str, ...]:
    listed = [given] if isinstance(given, str) else given
    if not isinstance(listed, list) or not all(isinstance(each, str) and each.strip() for each in listed):
        raise fail(f"{key} has to be texts in quotation marks")
    return tuple(each.strip() for each in listed)


def _words(row: Mapping[str, Any], fail: Callable[[str], TopicDataError]) -> Words:
    _check_texts(row, fail)
    table = row.get("words", {})
    if not isinstance(table, dict):
        raise fail('words has to be given by language: words.en = ["bus lane", "tram*"]')
    found = {
        _language(code, "words", fail): tuple(_listed(given, code, fail)) for code, given in table.items()
    }
    if not any(found.values()):
        raise fail(f"it has no words to be told by: add {_proposal(row)}")
    return found


def _listed(given: Any, language: str, fail: Callable[[str], TopicDataError]) -> Iterator[tuple[str, str]]:
    """Strength and word; a mere list holds strong words, in a list spaces may part the words of a phrase."""
    by_strength = given if isinstance(given, dict) else {"strong": given}
    for strength, texts in by_strength.items():
        if strength not in lexicon.WEIGHTS:
            raise fail(f"“{strength}” is no strength of words; they are {', '.join(lexicon.WEIGHTS)}")
        entries = texts.split() if isinstance(texts, str) else _strings(texts, "words", fail)
        for entry in entries:
            if claim := word_claim(entry, language):
                raise fail(claim)
            yield strength, "_".join(entry.split())


def _check_texts(row: Mapping[str, Any], fail: Callable[[str], TopicDataError]) -> None:
    for kind in ("examples", "counterexamples"):
        given = row.get(kind, [])
        if isinstance(given, dict):
            _tables(row, kind, fail)
        else:
            _strings(given, kind, fail)


def _proposal(row: Mapping[str, Any]) -> str:
    """The words that come back in the examples, as the line to add; a pattern to go by where none do."""
    counter = Counter(key for text in _plain(row, "examples") for key in set(_long_words(text)))
    never = {key for text in _plain(row, "counterexamples") for key in _long_words(text)}
    often = [key for key, times in counter.most_common() if times > 1 and key not in never][:_PROPOSED]
    listed = ", ".join(f'"{key}"' for key in often or ["bus lane", "tram*"])
    return f"words.en = [{listed}] (or another language), for example"


def _plain(row: Mapping[str, Any], kind: str) -> Iterator[str]:
    yield from (text for _, text in _texts(row.get(kind, ()), {}))


def _long_words(text: str) -> Iterator[str]:
    return (fold(match[0]) for match in WORD.finditer(text) if len(match[0]) >= _TELLING)
