"""The operator's own topics: their file read and made known to this process; knows the file, not what makes a topic.

Topics are known to a process at a time. The processes that read articles are handed the text, not the path, so that they
know the same ones however the file changes meanwhile.
"""

from pathlib import Path

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
    """Make the topics of `text` known in place of those added before, none if empty; their slugs. Raises SettingsError."""
    try:
        return tags.add_topics(text)
    except tags.TopicDataError as error:
        raise _unusable(path, str(error)) from error


def load(path: Path | None) -> str:
    """Read the file and make its topics known; its text, for other processes. Raises SettingsError."""
    text = read(path)
    add(text, path)
    return text


def _unusable(path: Path | None, cause: str) -> SettingsError:
    return SettingsError(f"TOPICS_FILE is not usable: {path}: {cause}")
