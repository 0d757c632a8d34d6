"""The sentences that a summary is chosen from; knows a document's body and what is fit, not what is good."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from summarizer import languages, ranking, sentences
from summarizer.document import Document, Kind, squeeze
from summarizer.fitness import Fitness, fitness, leans
from summarizer.languages import Language
from summarizer.models import Span
from summarizer.ranking import Story
from summarizer.turns import turns

_READ = 120  # sentences looked at; news puts nothing for a summary later, and ranking compares every pair
_LONGEST = 1_000  # characters; what runs on longer is no sentence for a telephone
_LOOKED_AT = 1_000  # sentences, those that repeat another or run on too long included


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence of the body; `paragraph` is the number of the paragraph of the body it stands in."""

    span: Span
    paragraph: int
    text: str  # line breaks inside are spaces, as in `Document.flow`
    form: Fitness
    leans: bool  # is understood only after the sentence before it
    before: int | None  # the number of the candidate that this is; None where it is none

    @property
    def fit(self) -> bool:
        """Whether it may stand in a summary."""
        return self.form is Fitness.WHOLE


def gather(document: Document, language: str | None) -> list[Candidate]:
    """The first 120 sentences of the body, each text once; those that are not fit are there to be compared with."""
    rules = languages.of(language)
    headline = squeeze(document.title or "")
    headed = _headed(document)
    found: dict[str, int] = {}
    candidates: list[Candidate] = []
    before: int | None = None
    for paragraph, span, torn in islice(_sentences(document, rules), _LOOKED_AT):
        text = span.of(document.flow)
        key = squeeze(text)
        if key not in found:
            if not key or len(text) > _LONGEST:
                before = None
                continue
            form = Fitness.UNFIT if torn or key == headline else fitness(text, rules)
            first = not candidates or candidates[-1].paragraph != paragraph
            candidate = Candidate(
                span=span,
                paragraph=paragraph,
                text=text,
                form=form,
                leans=leans(text, rules),
                before=None if first and paragraph in headed else before,
            )
            found[key] = len(candidates)
            candidates.append(candidate)
        before = found[key]
        if len(candidates) >= _READ:
            break
    return _some_fit(candidates)


def tell(candidates: Sequence[Candidate], document: Document, language: str | None) -> Story:
    """What rankers see of the candidates."""
    return ranking.tell(
        [each.text for each in candidates],
        title=document.title,
        language=language,
        paragraphs=[each.paragraph for each in candidates],
    )


def _headed(document: Document) -> frozenset[int]:
    """The paragraphs of the body that stand right under a heading, which may have turned to somebody else."""
    kinds = [block.kind for block in document.blocks]
    bodies = [index for index, kind in enumerate(kinds) if kind is Kind.BODY]
    return frozenset(
        number for number, index in enumerate(bodies) if index and kinds[index - 1] is Kind.HEADING
    )


def _sentences(document: Document, language: Language) -> Iterator[tuple[int, Span, bool]]:
    """Each sentence with the number of its paragraph and whether it is a piece torn out of somebody's speech."""
    body = document.body[:_LOOKED_AT]
    carried = sentences.carried([paragraph.of(document.flow) for paragraph in body])
    for number, paragraph in enumerate(body):
        inner = sentences.split(paragraph.of(document.flow), language.code)
        spans = [Span(paragraph.start + each.start, paragraph.start + each.end) for each in inner]
        for span, torn in turns(document, spans, language):
            start = span.start - paragraph.start
            within = any(stretch.start <= start < stretch.end for stretch in carried[number])
            yield number, span, torn or within


def _some_fit(candidates: list[Candidate]) -> list[Candidate]:
    """A text of nothing but lines without an end has nothing better to show; its first line follows on nothing."""
    if any(each.fit and not each.leans for each in candidates):
        return candidates
    return [
        replace(
            each,
            form=Fitness.WHOLE if each.form is Fitness.FRAGMENT else each.form,
            leans=each.leans and index > 0,
        )
        for index, each in enumerate(candidates)
    ]
