"""Which part of an article each paragraph is, from how it looks and where it stands; knows no sentences or topics.

Lines are dropped, never regions: a quotation above the byline is as much body as the paragraph below it. Only the
head of readers' comments, late in a text, ends the article.
"""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz

from summarizer import dates, furniture, language, lines
from summarizer.document import openings
from summarizer.models import Span

_BULLET = re.compile(r"[-–—*•·▪◦►➤‣●■]\s|\d{1,2}[.)]\s")
_MARK = re.compile(r"[*•·▪◦►➤‣●■]\s+")  # a dash may open direct speech and stays
_HEAD = 12  # blocks in which a headline, byline or date is looked for
_FOOT = 3
_TITLE_WORDS, _TITLE_LENGTH = 30, 250
_KICKER_WORDS = 3
_HEADING_WORDS, _HEADING_LENGTH = 12, 90
_QUESTION_WORDS = 8
_SOURCE_WORDS = 8
_QUOTE_MARKS = ("“", '"', "«", "„", "‘", "「", "»")
_SAME_TITLE = 92  # rapidfuzz ratio at which two headlines are one
_REPEAT_LEAST = 20  # letters; a shorter block inside another is chance
_EXAMINED = 3_000  # blocks that are judged; the rest of so long a text is body
_COMPARED = 400  # blocks looked at for repetitions: a bound on time, far above any article
_POINTS_LEAST = 2  # bullets above a text that make a list
_LINKS_MOST = 8  # lines below "Related" that may be links
_LATE = 0.6  # of a text's characters stand above the comments
_DATELINED = 3  # first paragraphs that may open with a dateline
_ASKED, _ASKED_LENGTH = 40, 5_000  # paragraphs and characters that tell how a text writes dates
_INNER_END = re.compile(
    r"\w{3}[.!?]\s+[A-ZÀ-ÞА-ЯΑ-Ω]"
)  # a whole sentence stands in a line that has no stop at its end
_SCORE = re.compile(r"[^\d.!?]{2,40}\s\d{1,3}\s?[-–:]\s?\d{1,3}\s[^\d.!?]{2,40}")  # Eastmoor 1-2 Wanderers
_CELLS = re.compile(r"\t| {3,}|\s\|\s")


class Kind(StrEnum):
    """What a block of a text is."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    CREDIT = "credit"  # who took the picture, or its caption
    HEADING = "heading"  # section names above the headline and standfirsts without a stop as well
    REPEAT = "repeat"  # a pull quote or a paragraph that stands in the body already
    ASIDE = "aside"  # key points listed above the text, rows of tables, numbers
    TAIL = "tail"  # further reading, subscriptions, source, notes about the text, a mail's head
    DATELINE = "dateline"  # place, date and agency, or a live blog's time, before a first sentence
    BODY = "body"


class Parts:
    """The judgements on one text, in the order in which they build on each other."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: date | None = None

    def __init__(self, flow: str, spans: Sequence[Span], title: str | None) -> None:
        self.spans = spans
        self.texts = [span.of(flow) for span in spans]
        self.kinds = [Kind.BODY] * len(spans)
        if len(spans) > 1:
            self._mark_given_title(title)
            self._mark_mail()
            self._mark_lines()
            self._mark_title()
            self._mark_bare_name()
            self._mark_afterwards()
            self._mark_points()
            self._mark_repeats()
            self._mark_links()
            self._mark_headings()
            self._mark_source()
            self._keep_some_body()

    def blocks(self) -> list[tuple[Kind, Span]]:
        """Kinds and places in order; a paragraph that opens with a dateline is two blocks."""
        divided: list[tuple[Kind, Span]] = []
        bodies = 0
        for index, (kind, span) in enumerate(zip(self.kinds, self.spans, strict=True)):
            start = span.start
            if kind is Kind.BODY and index < _EXAMINED:
                bodies += 1
                line = self.texts[index]
                opening = openings.measure(line, early=bodies <= _DATELINED) if len(self.spans) > 1 else 0
                if 0 < opening < len(line):
                    divided.append((Kind.DATELINE, Span(start, start + len(line[:opening].rstrip()))))
                    start += opening
                    self._read_dateline(line[:opening])
                elif mark := _MARK.match(line):
                    start += mark.end()
            divided.append((kind, Span(start, span.end)))
        return divided

    def _read_dateline(self, dateline: str) -> None:
        found = dates.find(dateline)
        self.published = self.published or (found.date if found else None)

    def _mark_given_title(self, title: str | None) -> None:
        wanted = squeeze(title or "")
        for index, line in enumerate(self.texts[:_HEAD]):
            if wanted and len(line) <= _TITLE_LENGTH * 2 and _same_title(squeeze(line), wanted):
                self.kinds[index] = Kind.TITLE
                self.title = self.title or line

    def _mark_mail(self) -> None:
        """The head of a forwarded mail: it has a subject, which is as good as a headline."""
        head = range(min(_HEAD, len(self.texts)))
        subjects = [index for index in head if furniture.subject(self.texts[index])]
        for index in head:
            line = self.texts[index]
            if furniture.is_mail_rule(line) or (subjects and furniture.is_mail_head(line)):
                found = dates.find(line)
                self.kinds[index] = Kind.DATE if found else Kind.TAIL
                self.published = self.published or (found.date if found else None)
        for index in subjects[:1]:
            self.kinds[index] = Kind.TITLE
            self.title = self.title or furniture.subject(self.texts[index])

    def _mark_lines(self) -> None:
        for index, line in enumerate(self.texts[:_EXAMINED]):
            if self.kinds[index] is not Kind.BODY:
                continue
            near_edge = index < _HEAD or index >= len(self.texts) - _FOOT
            if lines.is_credit(line):
                self.kinds[index] = Kind.CREDIT
            elif dates.is_stamp(line) and not (near_edge and dates.is_complete(line)):
                self.kinds[index] = Kind.DATE
            elif lines.is_more(line):
                self.kinds[index] = Kind.TAIL
            elif near_edge:
                self._mark_edge_line(index, line)
            if self.kinds[index] is Kind.BODY and furniture.is_note(line):
                self.kinds[index] = Kind.TAIL

    def _mark_edge_line(self, index: int, line: str) -> None:
        day_first = self._day_first() if dates.is_ambiguous(line[:_TITLE_LENGTH]) else None
        if (day := dates.in_line(line, day_first=day_first)) is not None:
            self.kinds[index] = Kind.DATE
            self.published = self.published or day
        elif index and (named := lines.signature(line) or lines.byline(line)) is not None:
            self.kinds[index] = Kind.BYLINE
            self.byline = self.byline or named.author
            self.outlet = self.outlet or named.outlet
            dated = dates.find(line)
            self.published = self.published or (dated.date if dated else None)
        elif (outlet := lines.source(line)) is not None:
            self.kinds[index] = Kind.TAIL
            self.outlet = self.outlet or outlet
        elif index < _HEAD and openings.measure(line, early=True) == len(line):
            self.kinds[index] = Kind.DATELINE
            self._read_dateline(line)

    def _day_first(self) -> bool | None:
        """How this text writes numeric dates; its language is asked only for the date that has two readings."""
        text = "\n".join(self.texts[:_ASKED])[:_ASKED_LENGTH]
        return dates.habit(text, language.detect(text)[0])

    def _mark_title(self) -> None:
        candidates = [index for index in range(min(_HEAD, len(self.texts))) if self.kinds[index] is Kind.BODY]
        while candidates and furniture.is_section(self.texts[candidates[0]]):
            self.kinds[candidates.pop(0)] = Kind.HEADING
        if self.title is None and candidates and self._is_headline(candidates[0]):
            first, *others = candidates
            followed = others and others[0] == first + 1
            if _is_kicker(self.texts[first]) and followed and self._is_headline(others[0]):
                self.kinds[first] = Kind.HEADING
                first = others[0]
            first = self._doubled(candidates) or first
            self.kinds[first] = Kind.TITLE
            self.title = self.texts[first]
        if self.title is not None:
            same = squeeze(self.title)
            for index, line in enumerate(self.texts[:_EXAMINED]):
                if len(line) <= _TITLE_LENGTH * 2 and squeeze(line) == same:
                    self.kinds[index] = Kind.TITLE

    def _doubled(self, candidates: Sequence[int]) -> int | None:
        """The line that stands twice above a text: whatever is above it, it is the headline."""
        seen: dict[str, int] = {}
        for index in candidates:
            if not self._is_headline(index):
                return None
            key = squeeze(self.texts[index])
            if key in seen:
                return seen[key]
            seen[key] = index
        return None

    def _is_headline(self, index: int) -> bool:
        line = self.texts[index]
        if (
            len(line) > _TITLE_LENGTH
            or len(line.split()) > _TITLE_WORDS
            or line[-1:] in {":", ",", ";", "："}
            or _BULLET.match(line)
        ):
            return False
        if lines.ends_sentence(line) and line.rstrip("\"'”’»)")[-1:] not in {"?", "!", "？", "！"}:
            return False
        told = len(line.split()) > _HEADING_WORDS and lines.ends_sentence(line) and _INNER_END.search(line)
        if told or openings.measure(line, early=True):
            return False
        return any(
            kind is Kind.BODY and (lines.ends_sentence(other) or len(other) > 2 * len(line))
            for other, kind in zip(self.texts[index + 1 :], self.kinds[index + 1 :], strict=True)
        )

    def _mark_bare_name(self) -> None:
        """A name alone on the line before or after the date is the author."""
        for index, line in enumerate(self.texts[:_HEAD]):
            beside = self.kinds[max(0, index - 1) : index + 2]
            if (
                self.byline is None
                and self.kinds[index] is Kind.BODY
                and Kind.DATE in beside
                and lines.is_name(line)
            ):
                self.kinds[index] = Kind.BYLINE
                self.byline = line

    def _mark_afterwards(self) -> None:
        """What follows the head of the comments, when most of the text stands above it."""
        total = sum(map(len, self.texts))
        above = 0
        for index, line in enumerate(self.texts[:_EXAMINED]):
            if (
                above >= _LATE * total
                and Kind.BODY in self.kinds[:index]
                and furniture.opens_afterwards(line)
            ):
                self.kinds[index:] = [Kind.TAIL] * (len(self.kinds) - index)
                return
            above += len(line)

    def _mark_points(self) -> None:
        """A list above the first paragraph says what the text says; rows of tables say no sentence."""
        for index, line in enumerate(self.texts[:_EXAMINED]):
            if self.kinds[index] is Kind.BODY and _is_row(line):
                self.kinds[index] = Kind.ASIDE
        start = next((i for i, kind in enumerate(self.kinds[:_HEAD]) if kind is Kind.BODY), len(self.kinds))
        headed = start < len(self.texts) and furniture.opens_points(self.texts[start])
        listed = start + headed
        end = listed
        while end < len(self.texts) and self.kinds[end] is Kind.BODY and _is_point(self.texts[end]):
            end += 1
        # A list without a head counts as body where it is written in sentences.
        whole = sum(map(lines.ends_sentence, self.texts[listed:end]))
        pointed = end - listed >= _POINTS_LEAST and (headed or whole < (end - listed) / 2)
        if pointed and self.kinds[end:].count(Kind.BODY) > end - listed:
            self.kinds[listed:end] = [Kind.ASIDE] * (end - listed)
            self.kinds[start:listed] = [Kind.HEADING] * headed

    def _mark_links(self) -> None:
        """The short lines under a bare "Read also" are its links."""
        for index, line in enumerate(self.texts[:_EXAMINED]):
            if self.kinds[index] is not Kind.TAIL or not lines.is_more_head(line):
                continue
            for below in range(index + 1, min(index + 1 + _LINKS_MOST, len(self.texts))):
                if self.kinds[below] is not Kind.BODY or not self._is_link(below):
                    break
                self.kinds[below] = Kind.TAIL

    def _is_link(self, index: int) -> bool:
        line = self.texts[index]
        if len(line) > _TITLE_LENGTH or len(line.split()) > _TITLE_WORDS / 2:
            return False
        return not lines.ends_sentence(line) or line.endswith(("?", "!", "？", "！"))

    def _mark_headings(self) -> None:
        started = False
        for index, line in enumerate(self.texts[:_EXAMINED]):
            if self.kinds[index] is not Kind.BODY:
                continue
            standfirst = (
                not started
                and self.title is not None
                and _INNER_END.search(line) is None
                and self._is_headline(index)
            )
            if standfirst or (self._is_heading(line) and index < len(self.texts) - 1):
                self.kinds[index] = Kind.HEADING
            else:
                started = True
        if (
            self.kinds.count(Kind.BODY) == 1
            and self.kinds[-1] is Kind.BODY
            and self._is_heading(self.texts[-1])
        ):
            # Nothing but short lines: no headings, as `_keep_some_body` will find.
            self.kinds[-1] = Kind.HEADING

    def _is_plain_heading(self, index: int) -> bool:
        line = self.texts[index]
        return self._is_heading(line) and not line.startswith(_QUOTE_MARKS)

    @staticmethod
    def _is_heading(line: str) -> bool:
        words = len(line.split())
        if len(line) > _HEADING_LENGTH or words > _HEADING_WORDS:
            return False
        if line.endswith(("?", "？")):
            return words <= _QUESTION_WORDS and not line.startswith((*_QUOTE_MARKS, "-", "—", "–"))
        return not lines.ends_sentence(line)

    def _mark_source(self) -> None:
        """A last short line without end mark is the source, or a button of the page."""
        line, before = self.texts[-1], self.kinds[:-1]
        if self.kinds[-1] is Kind.BODY and Kind.BODY in before and len(line.split()) <= _SOURCE_WORDS:
            if lines.ends_sentence(line) or len(line) > _HEADING_LENGTH:
                return
            self.kinds[-1] = Kind.TAIL
            if lines.is_outlet(line):
                self.outlet = self.outlet or line

    def _mark_repeats(self) -> None:
        bodies = [index for index, kind in enumerate(self.kinds) if kind is Kind.BODY][:_COMPARED]
        squeezed = {index: squeeze(self.texts[index]) for index in bodies}
        seen: set[str] = set()
        for index in bodies:
            own = squeezed[index]
            short = _REPEAT_LEAST <= len(own) <= _TITLE_LENGTH * 2 and not self._is_plain_heading(index)
            inside = short and any(own in other and own != other for other in squeezed.values())
            if inside or (own in seen and len(own) >= _REPEAT_LEAST):
                self.kinds[index] = Kind.REPEAT
            seen.add(own)

    def _keep_some_body(self) -> None:
        """A text that has lost all its lines had no article around which they could stand."""
        for dropped in (
            {Kind.HEADING, Kind.REPEAT, Kind.ASIDE},
            {Kind.CREDIT, Kind.TAIL, Kind.TITLE},
            set(Kind),
        ):
            if Kind.BODY in self.kinds:
                return
            self.kinds = [Kind.BODY if kind in dropped else kind for kind in self.kinds]


def squeeze(text: str) -> str:
    """Letters and digits in one case, all else gone: two prints of one line are equal so."""
    return "".join(filter(str.isalnum, text.casefold()))


def _is_kicker(line: str) -> bool:
    """A section's name above the headline: one word, or a few in capitals."""
    words = len(line.split())
    return words == 1 or (words <= _KICKER_WORDS and line.isupper())


def _is_point(line: str) -> bool:
    return len(line) <= _TITLE_LENGTH and _BULLET.match(line) is not None


def _is_row(line: str) -> bool:
    """A table's row, a score or a number alone."""
    if len(line) > _TITLE_LENGTH:
        return False
    if not any(map(str.isalpha, line)):
        return True
    if _SCORE.fullmatch(line):
        return True
    return len(_CELLS.findall(line)) > 1 and not lines.ends_sentence(line)


def _same_title(line: str, wanted: str) -> bool:
    """One headline, perhaps with the outlet's name behind it or a word changed."""
    if line == wanted or fuzz.ratio(line, wanted) >= _SAME_TITLE:
        return True
    return len(line) >= _REPEAT_LEAST and wanted.startswith(line)
