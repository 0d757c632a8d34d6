"""Speech that takes its attribution inside: dialogue dashes and «A, — said X. — B»; knows where to cut, not who speaks."""

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from summarizer.models import Span
from summarizer.quotes.lexicon import Lexicon
from summarizer.quotes.marks import Piece, divided, trimmed
from summarizer.quotes.words import CueKind, Token, cues, tokens

_LEADING_DASH: Final = regex.compile(r"\s*[—–―-]\s?(?=[«“\"¿¡…(]?[^\W\d_])")
_DASH: Final = regex.compile(
    r"(?<=[,.!?…;])\s?[—–―]\s?|\s[—–―-]\s?(?=\S)|(?<=\w)[—–―](?=[.,;:…])[.,;:…]*\s*|(?<=\w)[—–―]$"
)
_LONGEST_CLAUSE: Final = 40  # words; a longer stretch between dashes is speech, not its attribution
_CUE_WITHIN: Final = 6  # words from the dash to the reporting verb
_LONGEST_REMARK: Final = 8  # words of an attribution whose verb we do not know
_LEANING: Final = 8  # characters before a verb in which a pronoun can lean on it
_MARKED: Final = regex.compile(r"[\"“”„«»]")
_STOP: Final = regex.compile(r"[.!?…](?:\s+|$)")
_INSIDE_LIMIT: Final = 6000  # characters of one turn of speech; what is longer is none


def _attributes(text: str, span: Span, lexicon: Lexicon) -> bool:
    """Whether a stretch between dashes says who speaks: it goes on in lower case and soon has its verb."""
    if span.start == span.end or not text[span.start].islower():
        return False
    found = tokens(text, span.start, span.end, lexicon)
    if not found or len(found) > _LONGEST_CLAUSE:
        return False
    reach = found[min(_CUE_WITHIN, len(found)) - 1].end
    told = any(
        cue.kind is CueKind.VERB or cue.start == span.start for cue in cues(text, span.start, reach, lexicon)
    )
    return told or _is_placed(text, found, lexicon)


def _is_placed(text: str, found: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a verb that we do not know stands before who speaks, or all alone: – A – śmiała się Ptak. – A – uciął."""
    verb, rest = found[0].word, list(found[1:])
    if verb in lexicon.stopwords or verb in lexicon.prepositions or verb in lexicon.conjunctions:
        return False
    while rest and rest[0].word in lexicon.clitics:
        rest.pop(0)
    if not rest:
        return verb.endswith(lexicon.verb_endings)
    if text[rest[0].start].isupper():
        return _STOP.search(text, found[0].end, rest[0].start) is None
    who = (
        rest[0].word in lexicon.pronouns or lexicon.is_title(rest[0].word) or lexicon.is_person(rest[0].word)
    )
    told = verb.endswith(lexicon.verb_endings)
    return (who and (len(rest) < _CUE_WITHIN or told)) or (told and _ends_with_person(text, found, lexicon))


def _ends_with_person(text: str, found: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a few words end with who speaks: – A – rzucił na odchodne Nowak."""
    last = found[-1]
    person = text[last.start].isupper() or lexicon.is_title(last.word) or lexicon.is_person(last.word)
    return person and len(found) <= _LONGEST_REMARK and not _STOP.search(text, found[0].end, last.start)


def _stretches(text: str, start: int, end: int) -> list[Span]:
    """What stands between the dashes of a window."""
    spans, position = [], start
    for dash in _DASH.finditer(text, start, end):
        spans.append(Span(position, dash.start()))
        position = dash.end()
    return [*spans, Span(position, end)]


def _clauses(text: str, stretches: Sequence[Span], lexicon: Lexicon) -> list[int]:
    """Which of the stretches are attributions: never the first, never two in a row."""
    found: list[int] = []
    for number, stretch in enumerate(stretches):
        if not number or (found and found[-1] == number - 1):
            continue
        span = trimmed(text, stretch.start, stretch.end)
        if _attributes(text, span, lexicon) or (
            number + 1 < len(stretches) and _parts_sentences(text, span, stretches[number + 1], lexicon)
        ):
            found.append(number)
    return found


def _parts_sentences(text: str, span: Span, following: Span, lexicon: Lexicon) -> bool:
    """Whether a few words in small letters end a sentence behind which speech begins anew: – A – wtrącił gość. – B."""
    words = tokens(text, span.start, span.end, lexicon)
    if (
        not words
        or len(words) > _LONGEST_REMARK
        or not text[span.start].islower()
        or text[span.end - 1] != "."
    ):
        return False
    verb = words[0].word
    little = verb in lexicon.stopwords or verb in lexicon.prepositions or verb in lexicon.conjunctions
    return not little and text[trimmed(text, following.start, following.end).start].isupper()


def _cut(text: str, piece: Piece, stretches: Sequence[Span], numbers: Sequence[int]) -> list[Piece]:
    cuts = [
        Span(stretches[n - 1].end, stretches[n + 1].start if n + 1 < len(stretches) else piece.content.end)
        for n in numbers
    ]
    return divided(piece, cuts, [trimmed(text, stretches[n].start, stretches[n].end) for n in numbers], text)


def split_inside(text: str, piece: Piece, lexicon: Lexicon) -> list[Piece]:
    """The pieces of a quotation whose marks also hold "— said X —" or ", a-t-il déclaré."; itself if they do not."""
    content = piece.content
    if not lexicon.attribution_inside or content.end - content.start > _INSIDE_LIMIT:
        return [piece]
    stretches = _stretches(text, content.start, content.end)
    numbers = _clauses(text, stretches, lexicon)
    if numbers:
        return _cut(text, piece, stretches, numbers)
    return _split_inversion(text, piece, lexicon) if lexicon.split_hyphens else [piece]


_INVERSION: Final = regex.compile(
    r"[,!?]?\s(?P<clause>(?:[^\W\d_]+[’'])?\p{Ll}+-(?:t-)?[^\W\d_]+\b[^.!?«»,;:]{0,120}|(?<=,\s)\p{Ll}+ (?:\p{Ll}[^.!?«»;:]{0,60})?\p{Lu}[^.!?«»;:]{1,120})(?P<stop>[.,!?])"
)


def _with_clitics(text: str, clause: Span, low: int, lexicon: Lexicon) -> Span:
    """An inverted clause with the pronoun that leans on its verb: "se souvient-il"."""
    before = tokens(text, max(low, clause.start - _LEANING), clause.start, lexicon)[-1:]
    leans = bool(before) and before[0].word in lexicon.clitics and text[before[0].end : clause.start] in " ’'"
    return Span(before[0].start, clause.end) if leans else clause


def _split_inversion(text: str, piece: Piece, lexicon: Lexicon) -> list[Piece]:
    """« A, a-t-elle dit. B », « A, dit Léa. B »: the inverted verb opens the attribution, the next stop ends it."""
    cut: list[Span] = []
    clauses: list[Span] = []
    for match in _INVERSION.finditer(text, piece.content.start, piece.content.end, overlapped=True):
        clause = _with_clitics(text, Span(*match.span("clause")), piece.content.start, lexicon)
        if cut and clause.start < cut[-1].end:
            continue
        words = tokens(text, clause.start, clause.end, lexicon)[:5]
        inverted = any(word.word in lexicon.pronouns for word in words[1:3])
        if (inverted and any(word.word in lexicon.verbs for word in words)) or words[0].word in lexicon.verbs:
            cut.append(Span(min(match.start(), clause.start), match.end()))
            clauses.append(clause)
    return divided(piece, cut, clauses, text) if cut else [piece]


_MIDDLE_DASH: Final = regex.compile(r"(?<=[.!?…][”»\"]?)\s(?=[—–-]\s[“„«\"(…¿¡]*\p{Lu})")


def turn(text: str, block: Span, lexicon: Lexicon) -> int | None:
    """Where speech behind a dash begins in a paragraph: at its head, or in its midst if its attribution follows."""
    if opens_dialogue(text, block, lexicon):
        return block.start
    if not lexicon.dialogue_dash or block.end - block.start > _INSIDE_LIMIT:
        return None
    for dash in _MIDDLE_DASH.finditer(text, block.start, block.end):
        rest = Span(dash.end(), block.end)
        if any(piece.clause for piece in dialogue(text, rest, 0, lexicon)):
            return rest.start
    return None


def opens_dialogue(text: str, block: Span, lexicon: Lexicon) -> bool:
    """Whether a paragraph is a turn of speech behind a dash."""
    return lexicon.dialogue_dash and bool(_LEADING_DASH.match(text, block.start, block.end))


def dialogue(text: str, block: Span, number: int, lexicon: Lexicon) -> Iterator[Piece]:
    """The spoken pieces of a paragraph that opens with a dash."""
    dash = _LEADING_DASH.match(text, block.start, block.end)
    start = dash.end() if dash else block.start
    content = trimmed(text, start, block.end)
    piece = Piece(content=content, outer=Span(block.start, block.end), paragraph=number, dashed=True)
    if content.end - content.start > _INSIDE_LIMIT:
        return
    stretches = _stretches(text, content.start, content.end)
    numbers = _clauses(text, stretches, lexicon)
    if numbers:
        yield from _cut(text, piece, stretches, numbers)
    else:
        yield from _after_comma(text, piece, lexicon)


def _own(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a verb is the speaker's own: "…, think I, …"."""
    following = tokens(text, start, min(end, start + _LEANING), lexicon)[:1]
    return any(word.word in lexicon.first_person for word in following)


def _speaks_on(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether what follows the sentence of an attribution is speech: "we" is nobody else's word, nor is "But" at its head."""
    words = [word.word for word in tokens(text, start, end, lexicon)]
    if not words or not lexicon.first_person.exact or _MARKED.search(text, start, end):
        return False
    third = any(word in lexicon.pronouns for word in words)
    return any(word in lexicon.first_person for word in words) or (
        words[0] in lexicon.conjunctions and not third
    )


def _after_comma(text: str, piece: Piece, lexicon: Lexicon) -> Iterator[Piece]:
    """– A, soupire X. B: without a second dash the attribution follows a comma.

    In French it ends with the sentence, and speech goes on; elsewhere the rest of the paragraph is the article's, unless
    its words can only be the speaker's.
    """
    for cue in cues(text, piece.content.start, piece.content.end, lexicon):
        before = text[max(piece.content.start, cue.start - 3) : cue.start].rstrip()
        apart = before.endswith((",", "?", "!")) and text[cue.start].islower()
        if cue.kind is CueKind.VERB and apart and not _own(text, cue.end, piece.content.end, lexicon):
            stop = _STOP.search(text, cue.end, piece.content.end)
            goes_on = stop and (
                lexicon.attribution_inside or _speaks_on(text, stop.end(), piece.content.end, lexicon)
            )
            end = stop.end() if stop and goes_on else piece.content.end
            comma = text.rindex(before[-1], piece.content.start, cue.start)
            yield from divided(
                piece, [Span(comma, end)], [trimmed(text, cue.start, stop.start() if stop else end)], text
            )
            return
    yield piece
