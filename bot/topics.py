"""The operator's own topics: their file read and made known to this process; knows the file and what people type.

What makes a topic stands in `summarizer.tags`; here only what it cannot know: that a name is heard as a day or an hour.

Topics are known to a process at a time. The processes that read articles are handed the text, not the path, so that they
know the same ones however the file changes meanwhile.
"""

from pathlib import Path

from bot.digest import request
from bot.errors import UserError
from bot.settings import SettingsError
from summarizer import tags


def read(path: Path | None) -> str:
    """What stands in the file, "" where there is none. Raises SettingsError for one that cannot be read."""
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _unusable(path, error.strerror or "cannot be read") from error
    except UnicodeDecodeError as error:
        raise _unusable(path, "is not readable as text: save it as UTF-8") from error


def add(text: str, path: Path | None) -> tuple[str, ...]:
    """Make the topics of `text` known in place of those added before, none if empty; their slugs.

    Raises SettingsError, also for a topic that nobody could ask for by its name; then none are added.
    """
    try:
        added = tags.add_topics(text)
    except tags.TopicDataError as error:
        raise _unusable(path, str(error)) from error
    if (unheard := _unheard(added)) is not None:
        tags.add_topics("")
        raise _unusable(path, unheard)
    return added


def _unheard(added: tuple[str, ...]) -> str | None:
    """The first name that is no request for its topic alone: "Monday" is a day, "Everything" is all of them."""
    for slug in added:
        for language, name in tags.topic_calls(slug):
            try:
                heard = request.parse(name, locale=language)
            except UserError:
                heard = None
            if heard != request.Request(topics=(slug,)):
                return (
                    f"topic “{slug}”: who asks for “{name}” ({language}) is not given it: "
                    "a name is no day, time, zone or word for everything"
                )
    return None


def load(path: Path | None) -> str:
    """Read the file and make its topics known; its text, for other processes. Raises SettingsError."""
    text = read(path)
    add(text, path)
    return text


def _unusable(path: Path | None, cause: str) -> SettingsError:
    return SettingsError(f"TOPICS_FILE is not usable: {path}: {cause}")
