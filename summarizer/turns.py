"""Speech behind a dash with whoever says it; knows one paragraph, its sentences and the language's habits.

"—The sea fed us all. Now it does not —says Ana Paz." is two sentences and one statement: torn apart, each half reads as
the article's own word.
"""

from collections.abc import Sequence
from dataclasses import replace

from summarizer import sentences
from summarizer.document import Block, Document, Kind
from summarizer.languages import Language
from summarizer.models import Span, Voice
from summarizer.quotes import lexicon
from summarizer.voice import voices

_TURN = 8  # sentences of a turn of speech in which the speaker is looked for
_TURN_LENGTH = 400  # characters; a longer turn is no sentence for a summary


def turns(document: Document, spans: Sequence[Span], language: Language) -> list[tuple[Span, bool]]:
    """The sentences of a paragraph, each with whether it is torn out of its speech.

    Where a dash opens the paragraph, what is said and by whom is one sentence, if it is short. What else is said there
    is torn, all of it where nobody is named.
    """
    flow = document.flow
    if not (spans and sentences.opens_turn(spans[0].of(flow)) and lexicon.load(language.code).dialogue_dash):
        return [(span, False) for span in spans]
    named = _attribution(document, spans[:_TURN], language)
    if named is None:
        return [(span, True) for span in spans]
    whole = Span(spans[0].start, spans[named].end)
    short = whole.end - whole.start <= _TURN_LENGTH
    said = [(whole, False)] if short else [(span, True) for span in spans[: named + 1]]
    rest = spans[named + 1 :]
    pairs = zip(spans[named:], rest, strict=False)
    resumed = (
        index for index, (one, next_) in enumerate(pairs) if sentences.resumes(next_.of(flow), one.of(flow))
    )
    again = next(resumed, len(rest))
    return [*said, *((span, index >= again) for index, span in enumerate(rest))]


def _attribution(document: Document, spans: Sequence[Span], language: Language) -> int | None:
    """Which sentence of a turn of speech says whose it is."""
    # The paragraph is read by itself: with the whole article for each one a text of turns would take long.
    start = spans[0].start
    turn = document.flow[start : spans[-1].end]
    alone = replace(document, text=turn, flow=turn, blocks=(Block(kind=Kind.BODY, span=Span(0, len(turn))),))
    inner = [Span(span.start - start, span.end - start) for span in spans]
    for index, voice in enumerate(voices(alone, inner, language.code)):
        if voice is not Voice.OWN or sentences.attributes(inner[index].of(turn)):
            return index
    return None
