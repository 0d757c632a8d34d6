"""What may stand before the first sentence of a paragraph: place, date and agency, or a live blog's time.

It knows one paragraph. Only what is unmistakable counts: a place alone before a dash may be a subject.
"""

import re

from summarizer import dates, furniture
from summarizer.languages import naming

_READ = 140  # characters; datelines are shorter
_LEAST_LEFT = 15  # characters of text that must follow
_PLACE_WORDS = 9  # "SAN JOSE, Calif., and MEXICO CITY, Feb. 17"
_AGENCY_WORDS = 5
_DASH = r"[-–—―]{1,2}"
_SIGNED = re.compile(  # CARACAS, Feb 17 (Reuters) - ; (CNN) ; Madrid, 4 mar (EFE).- ; ISTANBUL (AA):
    rf"(?P<place>[^()（）\n.!?。]{{0,60}}(?:\.[^()（）\n]{{0,30}})?)\s?[(（](?P<agency>[^()（）]{{1,40}})[)）]\s*(?P<end>[.,:：]?\s*{_DASH}|[.:：=]|)\s*"
)
_DASHED = re.compile(
    rf"(?P<place>[^()\n\"“”«»„?!:;]{{3,70}}?)(?P<end>\s{_DASH}(?=\s)|\s?[—―]|\.-|(?<=[\w.])-(?=\s))\s*"
)
_BRACKETED = re.compile(  # 【東京共同】, [서울=뉴시스] 홍길동 기자 =, （中央社記者…4日電）
    r"(?:【[^】\n]{1,30}】|[（(\[][^）)\]\n]{1,30}[=＝][^）)\]\n]{1,30}[）)\]]|[（(][^）)\n]{2,40}[电電][）)])"
    r"\s*(?:\S{2,12}(?:\s?·?\s?\S{2,4})?\s?(?:기자|특파원)\s*)?[=＝]?\s*"
)
_WIRED = re.compile(  # 新华社北京3月4日电（记者张三）, 中新网3月4日电
    r"[^\s，。：（()]{0,12}(?:社|网|網|报|報|台)[^\s，。：（(]{0,16}[日讯訊][电電讯訊]?(?:\s*[（(][^）)\n]{1,40}[）)])?[：:]?\s*"
)
_STAMP = re.compile(
    r"(?:[A-ZÀ-Ý][\w-]{3,12}[,:]?\s+)?[\[(]?(?P<hour>\d{1,2})(?:[:.hH](?P<minute>\d{2})|(?=\s?[ap]\.?m))"
    r"(?:\s?(?:Uhr|h|hs|hrs|[ap]\.?m\.?|GMT|UTC|CES?T|BST|E[SD]?T|P[SD]?T|IST|WIB|МСК|мск|น\.))*[\])]?"
    rf"(?:\s?(?:[:：|]|{_DASH})|(?<=[\])]))\s+"
)
_SMALL = frozenset({"via", "de", "del", "da", "do", "di", "and", "y", "e", "et", "und"})
_HOURS, _MINUTES = range(24), range(60)
_ACRONYM = 5  # capitals; so short a word before a dash may be a body's name
_NEXT_DASH = 160  # characters in which a second dash would close an insertion


def measure(paragraph: str, *, early: bool) -> int:
    """How many characters of a paragraph stand before its first sentence, 0 for most; all of a line that is no more.

    Datelines are looked for only in the `early` paragraphs of an article, times in all.
    """
    head = paragraph[:_READ]
    length = _stamp(head) or (_dateline(head) if early else 0)
    if length and early:
        length += _dateline(head[length:])  # "XALAPA, Ver.- (Apro).- ", "UPDATE — PARIS (AFP) - "
    if not length:
        return 0
    rest = paragraph[length:].strip()
    if len(rest) >= _LEAST_LEFT:
        return length
    return len(paragraph) if not any(map(str.isalnum, rest)) else 0


def _stamp(head: str) -> int:
    match = _STAMP.match(head)
    if match is None or int(match["hour"]) not in _HOURS:
        return 0
    return match.end() if match["minute"] is None or int(match["minute"]) in _MINUTES else 0


def _dateline(head: str) -> int:
    for form in (_BRACKETED, _WIRED):
        if (match := form.match(head)) is not None:
            return match.end()
    match = _SIGNED.match(head)
    if match is not None and _is_signed(match, head):
        return match.end()
    match = _DASHED.match(head)
    return match.end() if match is not None and _is_dashed(match, head) else 0


def _is_signed(match: re.Match[str], head: str) -> bool:
    place, agency = match["place"].strip(" ,"), match["agency"].split()
    if len(agency) > _AGENCY_WORDS or not _is_place(place):
        return False
    known = any(map(_signs, re.split(r"[\s/·,-]+", match["agency"])))
    if not match["end"]:
        return known and not head[match.end() : match.end() + 1].islower()
    named = agency[0][:1] == agency[0][:1].upper() and not agency[0][0].isdigit()
    return known or ("-" in match["end"] and named and (not place or _dated(place)))


def _is_dashed(match: re.Match[str], head: str) -> bool:
    """Whether it is one of "CARACAS — ", "Jakarta, Kompas.com - ", "Wien, 14. Dezember – ", "Ciudad de México.-"."""
    place, after = match["place"].strip(" ,."), head[match.end() :]
    if not _is_place(place) or after[:1].islower():
        return False
    if match["end"] == ".-":
        return True
    words = place.replace("/", " ").split()
    parts = [part.strip() for part in re.split(r"[,/|]|\.\s", place)]
    if _dated(place) or (len(parts) > 1 and any(_signs_all(part) for part in parts)) or "--" in match["end"]:
        return len(parts) > 1 or _dated(place) or place.isupper()
    first = parts[0]
    if not _is_capital(first) or any(map(str.isdigit, place)):
        return False
    inserted = re.search(rf"\s{_DASH}\s|—", after[:_NEXT_DASH]) is not None
    return len(first) > _ACRONYM or len(words) > 1 or not inserted


def _is_capital(place: str) -> bool:
    """Whether a place is printed in capitals, small words aside ("KVELLER via JTA")."""
    return place[:2].isupper() and all(word.isupper() or word in _SMALL for word in place.split())


def _is_place(place: str) -> bool:
    words = place.replace("/", " ").split()
    if len(words) > _PLACE_WORDS:
        return False
    return all(
        not word[0].islower()
        or word.lower() in naming().particles | _SMALL
        or dates.names_day_or_month(word.strip(".,"))
        or _signs(word)
        for word in words
    )


def _dated(place: str) -> bool:
    """Whether a day stands there: a number beside a month's name, or a numeric date."""
    words = [word.strip(".,") for word in place.split()]
    return any(map(dates.names_day_or_month, words)) and any(map(str.isdigit, place))


def _signs(word: str) -> bool:
    return (
        furniture.is_signature(word)
        or re.fullmatch(r"[\w-]+\.(?:com|co|id|net|org|vn|tv|ru|ua|info)(?:\.\w\w)?", word, re.IGNORECASE)
        is not None
    )


def _signs_all(part: str) -> bool:
    words = part.split()
    return bool(words) and (_signs(words[0]) or words[-1].lower() in naming().outlets)
