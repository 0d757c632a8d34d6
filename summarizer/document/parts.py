"""Which part of an article each paragraph is, from how it looks and where it stands; knows no sentences or topics.

Lines are dropped, never regions: a quotation above the byline is as much body as the paragraph below it. Only the
head of readers' comments, late in a text, ends the article.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby, pairwise, takewhile, zip_longest

from summarizer import dates, furniture, language, lines
from summarizer.document import headlines, items, openings, shapes
from summarizer.document.shapes import squeeze
from summarizer.models import Span

_HEAD = 12  # blocks in which a headline, byline or date is looked for
_FOOT = 3
_CAPTIONED_LEAST = 2  # paragraphs below the caption of an article's picture
_EXAMINED = 3_000  # blocks that are judged; the rest of so long a text is body
_COMPARED = 400  # blocks looked at for repetitions: a bound on time, far above any article
_POINTS_LEAST = 2  # bullets above a text that make a list
_LINKS_MOST = 8  # lines below "Related" that may be links
_UNSTOPPED_LEAST = 2  # lines without a stop one below the other: who writes so sets none
_LATE = 0.6  # of a text's characters stand above the comments
_DATELINED = 3  # first paragraphs that may open with a dateline
_ANY_LENGTH = 10 * shapes.TITLE_LENGTH  # characters; text below so much is text below any headline
_ASKED, _ASKED_LENGTH = 40, 5_000  # paragraphs and characters that tell how a text writes dates


class Kind(StrEnum):
    """What a block of a text is."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    CREDIT = "credit"  # who took the picture, or its caption
    HEADING = "heading"  # section names above the headline and standfirsts without a stop as well
    REPEAT = "repeat"  # a pull quote or a paragraph that stands in the body already
    ASIDE = "aside"  # key points listed above the text, rows of tables, numbers, also those of a list's items
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
        self._unstopped: set[int] = set()
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
        """Kinds and places in order; a paragraph that opens with a dateline or number is two blocks."""
        divided: list[tuple[Kind, Span]] = []
        bodies = 0
        marks = self._item_marks()
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
                elif mark := marks.get(index, 0):
                    if any(map(str.isalnum, line[:mark])):
                        divided.append((Kind.ASIDE, Span(start, start + len(line[:mark].rstrip()))))
                    start += mark
            divided.append((kind, Span(start, span.end)))
        return divided

    def _item_marks(self) -> dict[int, int]:
        bodies = [
            (index, line)
            for index, (line, kind) in enumerate(zip(self.texts[:_EXAMINED], self.kinds, strict=False))
            if kind is Kind.BODY
        ]
        return items.measure(bodies, lambda: language.detect(self._sample())[0])

    def _sample(self) -> str:
        return "\n".join(self.texts[:_ASKED])[:_ASKED_LENGTH]

    def _read_dateline(self, dateline: str) -> None:
        found = dates.find(dateline)
        self.published = self.published or (found.date if found else None)

    def _mark_given_title(self, title: str | None) -> None:
        wanted = squeeze(title or "")
        for index, line in enumerate(self.texts[:_HEAD]):
            if (
                wanted
                and len(line) <= shapes.TITLE_LENGTH * 2
                and shapes.is_same_title(squeeze(line), wanted)
            ):
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
            if lines.is_credit(line) or self._is_caption(index):
                self.kinds[index] = Kind.CREDIT
            elif near_edge and furniture.is_page(line):
                self.kinds[index] = Kind.TAIL
            elif dates.is_stamp(line) and not (near_edge and dates.is_complete(line)):
                self.kinds[index] = Kind.DATE
            elif lines.is_more(line):
                self.kinds[index] = Kind.TAIL
            elif near_edge:
                self._mark_edge_line(index, line)
            if self.kinds[index] is Kind.BODY and furniture.is_note(line):
                self.kinds[index] = Kind.TAIL

    def _is_caption(self, index: int) -> bool:
        """Whether a line below the headline describes a picture; the text below it does without it."""
        if not 0 < index < _HEAD or not furniture.is_caption(self.texts[index]):
            return False
        told = any(
            kind is Kind.BODY and lines.ends_sentence(line)
            for line, kind in zip(self.texts[:index], self.kinds, strict=False)
        )
        below = self.texts[index + 1 : index + 1 + _HEAD]
        return not told and sum(map(lines.ends_sentence, below)) >= _CAPTIONED_LEAST

    def _mark_edge_line(self, index: int, line: str) -> None:
        day_first = self._day_first() if dates.is_ambiguous(line[: shapes.TITLE_LENGTH]) else None
        if (day := dates.in_line(line, day_first=day_first)) is not None:
            self.kinds[index] = Kind.DATE
            self.published = self.published or day
        elif index and (named := lines.signature(line) or lines.byline(line)) is not None:
            self.kinds[index] = Kind.BYLINE
            self.byline = self.byline or named.author
            self.outlet = self.outlet or named.outlet
            dated = dates.find(line)
            self.published = self.published or (dated.date if dated else None)
        elif index and (outlet := lines.source(line)) is not None:
            self.kinds[index] = Kind.TAIL
            self.outlet = self.outlet or outlet
        elif index < _HEAD and openings.measure(line, early=True) == len(line):
            self.kinds[index] = Kind.DATELINE
            self._read_dateline(line)

    def _day_first(self) -> bool | None:
        """How this text writes numeric dates; its language is asked only for the date that has two readings."""
        text = self._sample()
        return dates.habit(text, language.detect(text)[0])

    def _mark_title(self) -> None:
        candidates = [index for index in range(min(_HEAD, len(self.texts))) if self.kinds[index] is Kind.BODY]
        while candidates and furniture.is_section(self.texts[candidates[0]]):
            self.kinds[candidates.pop(0)] = Kind.HEADING
        if self.title is None:
            self._find_title(candidates)
        if self.title is not None:
            same = squeeze(self.title)
            for index, line in enumerate(self.texts[:_EXAMINED]):
                if len(line) <= shapes.TITLE_LENGTH * 2 and squeeze(line) == same:
                    self.kinds[index] = Kind.TITLE

    def _find_title(self, candidates: Sequence[int]) -> None:
        has_text_below = self._text_below()
        run = list(takewhile(lambda index: self._is_headline(index, has_text_below), candidates))
        if not run:
            return
        below = [self.texts[index] for index in candidates[len(run) :]] or self.texts[run[-1] + 1 : _HEAD]
        gaps = [self._is_next(first, second) for first, second in pairwise(run)]
        chosen = headlines.choose([self.texts[index] for index in run], gaps, below)
        for index in run[:chosen]:
            self.kinds[index] = Kind.HEADING
        self.kinds[run[chosen]] = Kind.TITLE
        self.title = headlines.trim(self.texts[run[chosen]])

    def _is_next(self, first: int, second: int) -> bool:
        """Whether only the page's own words stand between two lines."""
        return all(kind is Kind.TAIL for kind in self.kinds[first + 1 : second])

    def _text_below(self) -> list[int]:
        """For each block the length of the longest line of text below it; one that ends a sentence counts for any."""
        longest = 0
        found = []
        for line, kind in zip(reversed(self.texts), reversed(self.kinds), strict=True):
            found.append(longest)
            if kind is Kind.BODY and longest < _ANY_LENGTH:
                longest = _ANY_LENGTH if lines.ends_sentence(line) else max(longest, len(line))
        return found[::-1]

    def _is_headline(self, index: int, text_below: Sequence[int]) -> bool:
        line = self.texts[index]
        return text_below[index] > 2 * len(line) and shapes.is_headline(line)

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
            if self.kinds[index] is Kind.BODY and shapes.is_row(line):
                self.kinds[index] = Kind.ASIDE
        start = next((i for i, kind in enumerate(self.kinds[:_HEAD]) if kind is Kind.BODY), len(self.kinds))
        headed = start < len(self.texts) and furniture.opens_points(self.texts[start])
        listed = start + headed
        end = listed
        while end < len(self.texts) and self.kinds[end] is Kind.BODY and shapes.is_point(self.texts[end]):
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
                if self.kinds[below] is not Kind.BODY or not shapes.is_link(self.texts[below]):
                    break
                self.kinds[below] = Kind.TAIL

    def _mark_headings(self) -> None:
        text_below = self._text_below()
        started = False
        bodies = [index for index, kind in enumerate(self.kinds[:_EXAMINED]) if kind is Kind.BODY]
        found: list[int] = []
        for index, following in zip_longest(bodies, bodies[1:]):
            line = self.texts[index]
            standfirst = (
                not started
                and self.title is not None
                and not shapes.has_inner_end(line)
                and self._is_headline(index, text_below)
            )
            runs_on = following is not None and shapes.runs_on(line, self.texts[following])
            if (standfirst or shapes.is_heading(line)) and not runs_on:
                found.append(index)
            else:
                started = True
        self._unstopped = self._without_stops(bodies, found)
        for index in found:
            if index not in self._unstopped and (index < len(self.texts) - 1 or len(found) == len(bodies)):
                self.kinds[index] = Kind.HEADING

    def _without_stops(self, bodies: Sequence[int], headings: Sequence[int]) -> set[int]:
        """The seeming headings of a text whose paragraphs end without a stop: they stand one below the other."""
        seeming = set(headings)
        runs = [
            [index for index in run if shapes.is_telling(self.texts[index])]
            for heading, run in groupby(bodies, key=seeming.__contains__)
            if heading
        ]
        told = [index for run in runs if len(run) >= _UNSTOPPED_LEAST for index in run]
        return set(told) if len(told) >= len(bodies) - len(seeming) else set()

    def _mark_source(self) -> None:
        """A last short line without end mark is the source, or a button of the page."""
        line, before = self.texts[-1], self.kinds[:-1]
        if self.kinds[-1] is not Kind.BODY or Kind.BODY not in before or not shapes.is_button(line):
            return
        if len(self.texts) - 1 in self._unstopped and not lines.is_outlet(line):
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
            short = shapes.REPEAT_LEAST <= len(
                own
            ) <= shapes.TITLE_LENGTH * 2 and not shapes.is_plain_heading(self.texts[index])
            inside = short and any(own in other and own != other for other in squeezed.values())
            if inside or (own in seen and len(own) >= shapes.REPEAT_LEAST):
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
