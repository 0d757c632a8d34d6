"""Telegram HTML to text and entities, to the letter of TDLib's parser; knows no message, trims nothing.

Source of the rules and of every word of the errors: `parse_html` of tdlib/td, `td/telegram/MessageEntity.cpp`; the
tests compare with TDLib itself. Positions in errors count UTF-8 bytes, offsets of entities UTF-16 code units.
"""

import re
import string
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.links import checked_link, lower_ascii, mentioned_user

Entity = dict[str, Any]

SPACES = " \t\r\n\v"
STOPS = SPACES + "\0"  # the end of the text reads as a NUL, and so does a NUL in the text
_PLAIN_END = re.compile(r"[<&]")
_TAG_END = re.compile(rf"[{STOPS}>]")
_ATTRIBUTE_END = re.compile(rf"[{STOPS}=>/\"']")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LAST_CODE_POINT = 0x10FFFF
LONGEST_REFERENCE = 10  # characters; `&#` with more is left as it stands
SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = {*SIMPLE, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
DATE_LETTERS = "tTdDwW"  # short or long time, short or long date, weekday; `r` stands alone: relative
# The order of entities that begin and end together: the outermost first.
PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre_code": 10,
    "pre": 11,
    "code": 20,
    "date_time": 48,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
OTHER_PRIORITY = 50


class ParseError(Exception):
    """The text is not Telegram HTML; the words are Telegram's, without `can't parse entities: `."""


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, in which the Bot API counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def sort_entities(entities: list[Entity]) -> None:
    """Sorts in place: by offset, the longer first, then the outer kind first."""
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"], priority(entity)))


def priority(entity: Entity) -> int:
    """Rank among entities of the same extent; the lower is the outer."""
    kind = "pre_code" if entity["type"] == "pre" and entity.get("language") else entity["type"]
    return PRIORITY.get(kind, OTHER_PRIORITY)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The plain text and its entities, sorted; entities may nest, overlap in kind and cover white space.

    Raises ParseError with TDLib's words.
    """
    return _Parser(source).parse()


@dataclass(slots=True)
class _Tag:
    name: str
    offset: int
    begin: int
    attributes: dict[str, str] = field(default_factory=dict)


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.output: list[str] = []
        self.offset = 0
        self.open: list[_Tag] = []
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        while self.position < len(self.source):
            char = self.source[self.position]
            if char == "<":
                self.tag()
            elif char == "&":
                self.emit(self.reference() or self.advance())
            else:
                self.emit(self.until(_PLAIN_END))
        if self.open:
            raise ParseError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        sort_entities(self.entities)
        return self.text(), self.entities

    def text(self, begin: int = 0) -> str:
        """What was put out so far; halves of surrogate pairs are not text."""
        text = "".join(self.output[begin:])
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise ParseError(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate "
                "code units"
            ) from error
        return text

    # --- characters ------------------------------------------------------------------------------------------------

    def peek(self) -> str:
        return self.source[self.position] if self.position < len(self.source) else "\0"

    def advance(self) -> str:
        char = self.peek()
        self.position += 1
        return char

    def emit(self, text: str) -> None:
        self.output.append(text)
        self.offset += utf16_length(text)

    def byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def span(self, allowed: str) -> str:
        """Takes the longest run of these characters."""
        begin = self.position
        while self.position < len(self.source) and self.source[self.position] in allowed:
            self.position += 1
        return self.source[begin : self.position]

    def until(self, stop: re.Pattern[str]) -> str:
        """Takes everything up to the stop or the end."""
        begin = self.position
        match = stop.search(self.source, begin)
        self.position = match.start() if match else len(self.source)
        return self.source[begin : self.position]

    def reference(self) -> str | None:
        """Takes a character reference and gives its character; None, and nothing taken, where there is none."""
        if self.peek() != "&":
            return None
        begin = self.position
        self.position += 1
        char = self.numeric(begin) if self.peek() == "#" else NAMED.get(self.span(string.ascii_letters))
        if char is None:
            self.position = begin
        elif self.peek() == ";":
            self.position += 1
        return char

    def numeric(self, begin: int) -> str | None:
        self.position += 1
        if self.peek() == "x":
            self.position += 1
            digits, base = self.span(string.hexdigits), 16
        else:
            digits, base = self.span(string.digits), 10
        code = int(digits, base) % 2**32 if digits else 0
        if code == 0 or code >= LAST_CODE_POINT or self.position - begin >= LONGEST_REFERENCE:
            return None
        return chr(code)

    # --- tags ------------------------------------------------------------------------------------------------------

    def tag(self) -> None:
        begin = self.position
        self.position += 1
        if self.peek() == "/":
            self.end_tag(begin)
        else:
            self.start_tag(begin)

    def start_tag(self, begin: int) -> None:
        name = lower_ascii(self.until(_TAG_END))
        at = self.byte(begin)
        if self.peek() == "\0":
            raise ParseError(f"Unclosed start tag at byte offset {at}")
        if name not in TAGS:
            raise ParseError(f'Unsupported start tag "{name}" at byte offset {at}')
        tag = _Tag(name, self.offset, len(self.output))
        while self.peek() != ">":
            self.span(SPACES)
            if self.peek() != ">":
                self.attribute(tag, at)
        self.position += 1
        if name == "span" and tag.attributes.get("class") != "tg-spoiler":
            raise ParseError(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
        self.open.append(tag)

    def attribute(self, tag: _Tag, at: int) -> None:
        name = self.until(_ATTRIBUTE_END)
        if not name:
            raise ParseError(f'Empty attribute name in the tag "{tag.name}" at byte offset {at}')
        self.span(SPACES)
        if self.peek() != "=":
            if self.peek() == "\0":
                raise ParseError(f'Unclosed start tag "{tag.name}" at byte offset {at}')
            self.keep(tag, name, "")
            return
        self.position += 1
        self.span(SPACES)
        if self.peek() == "\0":
            raise ParseError(f'Unclosed start tag "{tag.name}" at byte offset {at}')
        value = self.quoted() if self.peek() in "'\"" else self.token()
        if self.peek() == "\0":
            raise ParseError(f"Unclosed start tag at byte offset {at}")
        self.keep(tag, name, value)

    def quoted(self) -> str:
        quote = self.advance()
        value = ""
        while self.peek() not in (quote, "\0"):
            value += self.reference() or self.advance()
        if self.peek() == quote:
            self.position += 1
        return value

    def token(self) -> str:
        begin = self.position
        value = self.span(string.ascii_letters + string.digits + ".-")
        if self.peek() not in STOPS + ">":
            raise ParseError(f"Unexpected end of name token at byte offset {self.byte(begin)}")
        return lower_ascii(value)

    @staticmethod
    def keep(tag: _Tag, name: str, value: str) -> None:
        """Remembers what means something; of several classes the last that fits counts."""
        if name == "class" and not value.startswith({"code": "language-", "span": "tg-"}.get(tag.name, "")):
            return
        tag.attributes[name] = value

    def end_tag(self, begin: int) -> None:
        at = self.byte(begin)
        if not self.open:
            raise ParseError(f"Unexpected end tag at byte offset {at}")
        self.position += 1
        name = lower_ascii(self.until(_TAG_END))
        self.span(SPACES)
        if self.peek() != ">":
            raise ParseError(f"Unclosed end tag at byte offset {at}")
        tag = self.open[-1]
        if name and name != tag.name:
            raise ParseError(
                f'Unmatched end tag at byte offset {at}, expected "</{tag.name}>", found "</{name}>"'
            )
        self.position += 1
        if self.offset > tag.offset:
            self.close(tag)
        self.open.pop()

    # --- entities --------------------------------------------------------------------------------------------------

    def close(self, tag: _Tag) -> None:
        extent: Entity = {"type": SIMPLE.get(tag.name, tag.name), "offset": tag.offset}
        extent["length"] = self.offset - tag.offset
        if tag.name in {"pre", "code"}:
            self.close_code(tag, extent)
            return
        entity = self.finish(tag, extent)
        if entity is not None:
            self.entities.append(entity)

    def finish(self, tag: _Tag, entity: Entity) -> Entity | None:
        if tag.name == "a":
            return self.link(tag, entity)
        if tag.name == "blockquote" and "expandable" in tag.attributes:
            return entity | {"type": "expandable_blockquote"}
        if tag.name == "tg-emoji":
            return entity | {"type": "custom_emoji", "custom_emoji_id": _emoji_id(tag)}
        if tag.name == "tg-time":
            return _date_time(tag, entity)
        return entity

    def link(self, tag: _Tag, entity: Entity) -> Entity | None:
        target = tag.attributes.get("href") or self.text(tag.begin)
        user_id = mentioned_user(target)
        if user_id is not None:
            return entity | {"type": "text_mention", "user": {"id": user_id}}
        url = checked_link(target)
        return entity | {"type": "text_link", "url": url} if url else None

    def close_code(self, tag: _Tag, entity: Entity) -> None:
        """`pre` around `code`, or the reverse, is one entity when they cover the same text and name a language."""
        language = tag.attributes.get("class", "").removeprefix("language-") if tag.name == "code" else ""
        last = self.entities[-1] if self.entities else None
        other = "code" if tag.name == "pre" else "pre"
        if last and last["type"] == other and _extent(last) == _extent(entity):
            if tag.name == "pre" and last.get("language"):
                last["type"] = "pre"
                return
            if language and not last.get("language"):
                last["language"] = language
                return
        if language:
            entity["language"] = language
        self.entities.append(entity)


def _extent(entity: Entity) -> tuple[int, int]:
    return entity["offset"], entity["length"]


def _emoji_id(tag: _Tag) -> str:
    value = tag.attributes.get("emoji-id", "")
    digits = value.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or not -(2**63) <= int(value) < 2**63 or int(value) == 0:
        raise ParseError("Invalid custom emoji identifier specified")
    return str(int(value))


def _date_time(tag: _Tag, entity: Entity) -> Entity | None:
    style = tag.attributes.get("format", "")
    if style not in {"r", "R"} and set(style) - set(DATE_LETTERS):
        raise ParseError("Invalid date format used")
    moment = tag.attributes.get("unix", "")
    if not (moment.isascii() and moment.isdigit()) or not 0 < int(moment) < 2**31:
        return None
    return entity | {"type": "date_time", "unix_time": int(moment), "date_time_format": style}
