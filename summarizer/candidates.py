"""The sentences that a summary is chosen from; knows a document's body and what is fit, not what is good."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer import languages, ranking, sentences
from summarizer.document import Document, squeeze
from summarizer.fitness import Fitness, fitness, leans
from summarizer.languages import Language
from summarizer.models import Span
from summarizer.ranking import Story

_READ = 120  # sentences looked at; news puts nothing for a summary later, and ranking compares every pair
_LONGEST = 1_000  # characters; what runs on longer is no sentence for a telephone


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence of the body; `paragraph` is the number of the paragraph of the body it stands in."""

    span: Span
    paragraph: int
    text: str  # line breaks inside are spaces, as in `Document.flow`
    form: Fitness
    leans: bool  # is understood only after the sentence before it

    @property
    def fit(self) -> bool:
        """Whether it may stand in a summary."""
        return self.form is Fitness.WHOLE


def gather(document: Document, language: str | None) -> list[Candidate]:
    """The first 120 sentences of the body, each text once; those that are not fit are there to be compared with."""
    rules = languages.of(language)
    headline = squeeze(document.title or "")
    found: dict[str, Candidate] = {}
    for paragraph, span in _sentences(document, rules):
        text = span.of(document.flow)
        key = squeeze(text)
        if key and key not in found and len(text) <= _LONGEST:
            form = Fitness.UNFIT if key == headline else fitness(text, rules)
            found[key] = Candidate(
                span=span, paragraph=paragraph, text=text, form=form, leans=leans(text, rules)
            )
        if len(found) >= _READ:
            break
    return _some_fit(list(found.values()))


def tell(candidates: Sequence[Candidate], document: Document, language: str | None) -> Story:
    """What rankers see of the candidates."""
    return ranking.tell(
        [each.text for each in candidates],
        title=document.title,
        language=language,
        paragraphs=[each.paragraph for each in candidates],
    )


def _sentences(document: Document, language: Language) -> Iterator[tuple[int, Span]]:
    for number, paragraph in enumerate(document.body):
        for inner in sentences.split(paragraph.of(document.flow), language.code):
            yield number, Span(paragraph.start + inner.start, paragraph.start + inner.end)


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
