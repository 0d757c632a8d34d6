"""Finds the end marks of a text and what closes behind them; knows scripts, leaves full stops to `stops`."""

import re
from collections.abc import Iterator

from summarizer.languages import Language
from summarizer.sentences import stops

# An end mark with what closes behind it. CJK, Indic, Arabic, Armenian, Ethiopic, Burmese and Khmer marks end a
# sentence by themselves; ours only before white space, except between two CJK letters and where the space was lost
# ("said.The", see _LOST_SPACE). [1] is a footnote, '' the end of a Dutch quotation.
_GAP = r"\s\x00\u200b\u2060\ufeff"  # white space, and what pages leave in its place
_EMOJI = r"[\U0001f300-\U0001faff\u2600-\u26ff\u2705\u2728\u274c\u2757\u2764]\ufe0f?"
_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_MARK = re.compile(
    rf"(?P<han>(?:[。！？｡]|(?<=[{_CJK}])[!?]+(?=[{_CJK}]))+)(?P<han_close>[」』”’）》】\"'»)\]]*)"
    r"|(?P<danda>[।॥۔؟։።፧။។༎][।॥۔؟։።፧။។༎!?]*)(?P<danda_close>[\"'”’»)\]“]*)"
    r"|(?P<stop>[.!?…;‼⁇⁈⁉]{1,8}\ufe0f?|:(?=\s))"
    rf"(?P<close>(?:\s?(?:»|'')(?=\s|$)|[\"'”’»›)\]“]){{0,3}}(?:\s?\[\d{{1,3}}\]){{0,4}}(?:{_EMOJI}){{0,8}})(?=[{_GAP}]|$)"
    rf"|(?<=[^\W\d_] )(?P<emoji>(?:{_EMOJI}\s?){{1,8}})(?=(?<=\s)[^\W\d_])"
    r"|(?<=[^\W\d_]{3})(?P<tight>[.!?])(?=[^\W\d_])"
    r"|(?P<line>[\n\r\u2028\u2029]+)"
)
_LOST_SPACE = re.compile(r"(?:^|[\s\"“«„(])(?P<word>[^\W\d_]{3,})$")  # a plain word, nothing of an address
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?=[\s,])")
_LONE_QUOTE = re.compile(r"\s\"(?=\s|$)")
# Chinese: “…。”he said; what goes on behind a comma is a new sentence, “…。”He also said, …
_SAYS = re.compile(
    r"(?!.{0,3}(?:还|還|也|又|同时|同時|另外))[^，。！？、：；\s“「]{0,7}"
    r"(?:说|說|道|表示|称|稱|问|問|指出|强调|強調)(?![，,：:](?![“「\"]))"
)
_LOOK_BACK = 40  # characters in which the word before a mark must fit


def cut(text: str, rules: Language) -> Iterator[tuple[int, int]]:
    """Ranges of `text` that end with a sentence, in order; together they are the whole text."""
    start = counted = quotes = 0
    for mark in _MARK.finditer(text):
        if not _ends(text, mark, start, rules):
            continue
        end = mark.end()
        quotes = 0 if mark["line"] else quotes + text.count('"', counted, end)
        counted = end
        lone = _LONE_QUOTE.match(text, end) if quotes % 2 else None
        if lone:  # an open quotation closes behind a space: … here. " he said
            end = counted = lone.end()
            quotes += 1
            following = stops.first_letter(text, end)
            if following.islower() or following in {",", ".", "-"}:
                continue
        yield start, end
        start = end
    yield start, len(text)


def _ends(text: str, mark: re.Match[str], start: int, rules: Language) -> bool:
    if mark["line"]:
        return True
    if mark["han"]:
        return _ends_han(text, mark, start, rules)
    if mark["danda"]:
        after = text[mark.end() : mark.end() + 1]
        return after not in {",", "،", '"', "”", "»"}
    if mark["emoji"]:
        return text[mark.start() - 2].islower() and text[mark.end()].isupper()
    if mark["tight"]:
        return _ends_without_space(text, mark, rules)
    return stops.ends(text, mark, start, rules)


def _ends_han(text: str, mark: re.Match[str], start: int, rules: Language) -> bool:
    after = text[mark.end() : mark.end() + 1]
    near = text[max(start, mark.start() - _LOOK_BACK) : mark.start()]
    if near.rfind("《") > near.rfind("》"):
        return False  # a work's title in its brackets
    if not mark["han_close"]:
        return not after or after not in "」』）)”’，、"
    if rules.code == "ja" and after:
        return after in "「『（\n \u3000"  # else a particle follows: 「…。」と言った
    if rules.code == "zh":
        return after not in {"，", ",", "、", "；"} and not _SAYS.match(text, mark.end())
    return True


def _ends_without_space(text: str, mark: re.Match[str], rules: Language) -> bool:
    """Whether the space behind a mark was lost: a word in lower case before it, one with a capital behind it."""
    before = text[max(0, mark.start() - _LOOK_BACK) : mark.start()]
    following = _PLAIN_WORD.match(text, mark.end())
    last = _LOST_SPACE.search(before)
    if following is None or last is None or not before[-3:].islower():
        return False
    if stops.stands_with_mark(last.group("word"), mark["tight"], rules):
        return False
    word = following.group()
    return word[0].isupper() and word[1:].islower() == bool(word[1:])
