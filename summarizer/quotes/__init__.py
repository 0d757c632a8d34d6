"""Direct quotations and who said them; knows text and quoting habits, neither articles' sources nor their keeping.

marks        where quotation marks open and close
dialogue     speech behind dashes, attribution inside marks
speech       speech or title, nickname, term
lexicon      the words of a language
words        reporting verbs and sentence edges
characters   the words of a script without spaces or capitals
names        names by their capitals
bare         ... by their place behind a verb
surnames     ... by surname and neighbours
cases        forms of names that are no subject's
people       titles, the longest form, who bears an office
offices      the roles printed beside names
ages         how old the article says its people are
clause       one clause's verbs and names
phrases      its noun phrases
verbs        what a verb's place, form and voice tell of its subject
colon        whom a colon announces
attribution  who one clause says is speaking
uncased      ... where a particle shows it
headed       ... where only the order does
speakers     the whole article: named, carried, pronoun, nobody
nouns        whom a noun phrase can mean
antecedents  whom "he" and "she" mean
interviews   who answers printed questions
surroundings the clauses beside a quotation
threads      what utterances tell of each other
echoes       pull quotes and captions
choose       which of them to show first
"""

from summarizer.models import Certainty, Quote, Span
from summarizer.quotes.choose import beside, scored
from summarizer.quotes.dialogue import dialogue, split_inside, turn
from summarizer.quotes.lexicon import Lexicon, guess, load, served
from summarizer.quotes.marks import Piece, paragraphs, scan
from summarizer.quotes.speakers import Reader
from summarizer.quotes.utterance import Utterance
from summarizer.quotes.words import WINDOW

__all__ = ["beside", "extract", "served", "warm"]

_COMMAS = ",，、،"
_MOST_PIECES = 1500  # quoted stretches looked at in one text; an article with more is no article


def extract(text: str, *, language: str | None, title: str | None = None) -> list[Quote]:
    """The direct quotations of a text, best first.

    `language` is ISO 639-1; with None, or a language without data, marks and capitals still work. A quotation that
    its attribution interrupts is one Quote of several segments; one that runs over paragraphs is one per paragraph.
    """
    code = language or guess(text)
    lexicon = load(code)
    blocks = paragraphs(text)
    pieces = _pieces(text, blocks, lexicon)
    if not pieces:
        return []
    if len(pieces) == _MOST_PIECES:  # names far behind the last quotation looked at tell nothing
        text = text[: pieces[-1].outer.end + WINDOW]
        blocks = [Span(block.start, min(block.end, len(text))) for block in blocks if block.start < len(text)]
    said = Reader(text, blocks, pieces, lexicon).utterances()
    return scored(_quotes(text, said), text, title, code)


def warm() -> None:
    """Read every language's data now rather than in the first call that needs it."""
    for code in (*served(), None):
        load(code)


def _pieces(text: str, blocks: list[Span], lexicon: Lexicon) -> list[Piece]:
    found: list[Piece] = []
    turns = {n: start for n, block in enumerate(blocks) if (start := turn(text, block, lexicon)) is not None}
    for number in sorted(turns):
        found += dialogue(text, Span(turns[number], blocks[number].end), number, lexicon)
        if len(found) >= _MOST_PIECES:
            break
    marked = 0
    for piece in scan(text, blocks):
        if piece.outer.start < turns.get(piece.paragraph, piece.outer.end):
            found += split_inside(text, piece, lexicon)
            marked += 1
        if marked >= _MOST_PIECES:
            break
    found.sort(key=lambda piece: piece.content.start)
    return found[:_MOST_PIECES]


def _quotes(text: str, utterances: list[Utterance]) -> list[Quote]:
    """One Quote per utterance, those that join their predecessor as its further segments."""
    groups: list[list[Utterance]] = []
    for utterance in utterances:
        if utterance.joins and groups:
            groups[-1].append(utterance)
        else:
            groups.append([utterance])
    return [_quote(text, group) for group in groups]


def _quote(text: str, group: list[Utterance]) -> Quote:
    sure = min(group, key=lambda utterance: list(Certainty).index(utterance.certainty))
    segments = [utterance.piece.content for utterance in group]
    segments[-1] = _without_comma(text, segments[-1])
    span = Span(segments[0].start, segments[-1].end)
    return Quote(
        text=span.of(text),
        span=span,
        segments=tuple(segments),
        speaker=sure.speaker,
        role=sure.role,
        cue=next((utterance.cue for utterance in group if utterance.cue), None),
        certainty=sure.certainty,
        score=0.0,
    )


def _without_comma(text: str, content: Span) -> Span:
    """A stretch without the comma that only leads to "he said" and would hang behind a quotation that stands alone."""
    end = content.end - 1
    return Span(content.start, end) if text[end] in _COMMAS and end > content.start else content
