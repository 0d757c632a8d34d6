"""What Telegram finds in a plain text: URLs, e-mail addresses, commands, mentions, hashtags; marks, changes nothing.

Close to `find_entities` of tdlib/td, short of its 1,500 top-level domains, cash tags, phone and bank card numbers.
"""

import re

from bot.sandbox.entities import Entity, utf16_length

# All country codes, and the general domains that press articles link to.
COUNTRY_DOMAINS = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd "
    "cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd "
    "ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg "
    "kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv "
    "mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa "
    "sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua "
    "ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
GENERAL_DOMAINS = (
    "academy agency app art bar blog business cat center city click cloud club com community company dev digital "
    "directory edu email energy events expert fm foundation fund global gov group guru health history info ink "
    "institute int international io jobs law life link live media mil mobi museum name net network news ngo ninja one "
    "online org page paris post press pro pub radio report review rocks science services shop show site social space "
    "store stream studio systems tech team today tools top tours tv video watch website wiki work world xyz zone "
    "рф рус онлайн сайт москва дети орг ком бел укр срб мкд бг ευ ελ 中国 中國 香港 台湾 한국 ไทย"
)
DOMAINS = frozenset([*COUNTRY_DOMAINS.split(), *GENERAL_DOMAINS.split()])

_URL = re.compile(
    r"(?<![\w@/.#$%&~+-])(?P<scheme>(?:https?|ftp|tg|ton)://)?(?P<user>[^\s/?#@<>\"]+@)?"
    r"(?P<host>[\w-]+(?:\.[\w-]+)*)(?P<port>:\d{1,5})?(?![\w@])(?P<path>[/?#][^\s<>\"«»“”‘’]*)?",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@])")
_MENTION = re.compile(r"(?<![\w@/.])@[A-Za-z][A-Za-z0-9_]{3,31}(?![\w@])")
_HASHTAG = re.compile(r"(?<!\w)#(?=\w*[^\W\d_])\w{1,256}(?![\w#])")
_IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)")
_LOCAL_PART = re.compile(r"[\w.+-]{1,64}", re.ASCII)
_BAD_END = ".:;,('?!`"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def find_entities(text: str) -> list[Entity]:
    """What Telegram finds; disjoint, in order."""
    found = [(match.span(), "mention") for match in _MENTION.finditer(text)]
    found += [(match.span(), "bot_command") for match in _COMMAND.finditer(text)]
    found += [(match.span(), "hashtag") for match in _HASHTAG.finditer(text)]
    found += [place for match in _URL.finditer(text) if (place := _url(match))]
    found.sort(key=lambda place: (place[0][0], -place[0][1]))
    entities: list[Entity] = []
    last = offset = 0  # the end of the entity before, in characters and in UTF-16 units
    for (begin, end), kind in found:
        if begin >= last:
            offset += utf16_length(text[last:begin])
            length = utf16_length(text[begin:end])
            entities.append({"type": kind, "offset": offset, "length": length})
            last, offset = end, offset + length
    return entities


def _url(match: re.Match[str]) -> tuple[tuple[int, int], str] | None:
    scheme = (match["scheme"] or "").lower()
    begin, end = match.start(), match.start("path") if match["path"] else match.end()
    if match["path"]:
        end += _path_length(match["path"])
    if scheme in {"tg://", "ton://"}:
        return (begin, end), "url"
    if not (_IPV4.fullmatch(match["host"]) or _is_domain(match["host"], named=bool(scheme))):
        return None
    if match["user"] and not scheme and not match["path"]:
        local = match["user"][:-1]
        return ((begin, end), "email") if _LOCAL_PART.fullmatch(local) else None
    return (begin, end), "url"


def _is_domain(host: str, *, named: bool) -> bool:
    """A name under a known top-level domain, or under any where a scheme is `named`.

    `end.In` is a forgotten space after a full stop, not a site.
    """
    rest, dot, top = host.rpartition(".")
    if not dot or "_" in rest.rpartition(".")[2] or any(part.endswith("-") for part in rest.split(".")):
        return False
    if top[:1].isupper() and top[1:].islower():
        return False
    return top.lower() in DOMAINS or (named and len(top) > 1 and top.isalpha())


def _path_length(path: str) -> int:
    """How much of the path belongs to the URL: up to a bracket never opened, without stops at the end."""
    depth = dict.fromkeys(_BRACKETS.values(), 0)
    length = len(path)
    for at, char in enumerate(path):
        if char in depth:
            depth[char] += 1
        elif char in _BRACKETS:
            depth[_BRACKETS[char]] -= 1
            if depth[_BRACKETS[char]] < 0:
                length = at
                break
    return len(path[:length].rstrip(_BAD_END))
