"""How an article is shown: its summary, its quotes, a line in a list; knows records and HTML, not chats.

Whatever stands between quotation marks or as a summary sentence is cut out of `Article.text` by position, so
it is verbatim by construction; a cut for length ends in "…" and is only made where Telegram leaves no choice.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from bot.messages import html, labels, text
from storage.models import Article, StoredQuote, SummarySentence

QUOTES_SHOWN: Final = 3
QUOTES_BY_ONE: Final = 2  # of them, by one speaker
# Room for the parts of one message: with these even the longest article leaves space for its first sentence.
TITLE_LIMIT: Final = 250
SENTENCE_LIMIT: Final = 900
QUOTE_LIMIT: Final = 900
GIST_LIMIT: Final = 300
# Beyond this many characters a quotation is folded behind Telegram's "show more".
FOLD_FROM: Final = 220
# Under these a name is known; a pronoun resolved by rule is right only 6-8 times in 10, so no name is shown.
NAMED: Final = frozenset({"explicit", "carried"})
NOBODY: Final = "none"
# Whose words carry a mark; the article's own need none.
_MARKED: Final = frozenset({"statement", "report"})


def render(article: Article, *, sentences: int, locale: str, note: str = "") -> str:
    """One message: title, source, tags, reading time, up to `sentences` sentences and three quotes, two of a speaker.

    `note` is a line of HTML about the sentences, above them. A sentence that is not the article's own word carries a
    mark in front. An article without sentences gets a kind word instead. Where everything does not fit, quotes give
    way before sentences.
    """
    head = "\n".join(line for line in (heading(article, locale), note) if line)
    told = [each for each in article.sentences if each.rank < sentences]
    chosen = [_mark(each, locale) + _words(article, each) for each in told] or [text("no-summary", locale)]
    quotes = [quote_block(article, each, locale) for each in _highlights(article, told)]
    while True:
        message = "\n\n".join([head, *chosen, *quotes])
        if html.fits(message):
            return message
        if quotes:
            quotes.pop()
        else:
            chosen.pop()


def _highlights(article: Article, told: Sequence[SummarySentence]) -> Sequence[StoredQuote]:
    """The quotes to show beside the sentences `told`, best first; /quotes has them all.

    Of somebody (nobody's are one in fourteen worth it), not what a sentence above already says with its speaker, and
    no third one by the same person: the next voice takes the place, or it stays empty.
    """
    said = [each for each in article.quotes if each.certainty != NOBODY or each.role]
    shown: list[StoredQuote] = []
    voices: Counter[str] = Counter()
    for quote in said or ([] if article.sentences else article.quotes):
        voice = quote.speaker or quote.role
        if (voice and voices[voice] >= QUOTES_BY_ONE) or _is_told(article, quote, told):
            continue
        shown.append(quote)
        voices.update([voice] if voice else [])
    return shown[:QUOTES_SHOWN]


def _is_told(article: Article, quote: StoredQuote, told: Sequence[SummarySentence]) -> bool:
    """Whether one of the sentences has the whole quotation and words around it; one without lacks who said it."""
    start, end = quote.segments[0][0], quote.segments[-1][1]
    for sentence in told:
        if sentence.start <= start and end <= sentence.end:
            around = article.text[sentence.start : start] + article.text[end : sentence.end]
            return any(map(str.isalnum, around)) or len(quote.segments) > 1
    return False


def heading(article: Article, locale: str) -> str:
    """Title, then a line each for source, tags and reading time, as far as they are known."""
    lines = [
        f"<b>{html.link(title(article, locale), article.url)}</b>",
        source(article, locale),
        labels.about(article.tags, locale),
        text("reading-time", locale, minutes=labels.minutes(article.words)),
    ]
    return "\n".join(line for line in lines if line)


def title(article: Article, locale: str) -> str:
    """The article's headline, cut to a line or two, or a word for "untitled"; plain text."""
    return html.cut(article.title, TITLE_LIMIT) if article.title else text("untitled", locale)


def source(article: Article, locale: str) -> str:
    """Outlet, byline and date as far as known, as HTML; the byline is dropped where it only repeats the outlet."""
    byline = article.byline if article.byline != article.outlet else None
    date = labels.day(article.published, locale) if article.published else None
    known = [html.cut(each, 120) if each else None for each in (article.outlet, byline)]
    return html.escape(html.joined([*known, date]))


def gist(article: Article) -> str:
    """The sentence that says most in a line or two, as HTML; empty where the article has none.

    It was chosen when the article was read. Where nothing was, a shorter sentence of the summary is preferred to a
    better one that would have to be cut.
    """
    if article.gist is not None:
        start, end = article.gist
        return html.escape(html.cut(_line(article.text[start:end]), GIST_LIMIT))
    in_order = sorted(article.sentences, key=lambda each: each.rank)
    texts = [_line(article.text[each.start : each.end]) for each in in_order]
    whole = (text for text in texts if html.units(text) <= GIST_LIMIT)
    best = next(whole, texts[0] if texts else "")
    return html.escape(html.cut(best, GIST_LIMIT))


def all_quotes(article: Article, locale: str) -> list[str]:
    """Every quote of the article, as messages; a kind word where it has none."""
    if not article.quotes:
        return [text("no-quotes", locale, title=title(article, locale))]
    head = text("quotes-of", locale, title=title(article, locale), count=len(article.quotes))
    in_order = sorted(article.quotes, key=lambda each: each.start)
    return html.fill([head, *(quote_block(article, each, locale) for each in in_order)])


def quote_block(article: Article, quote: StoredQuote, locale: str) -> str:
    """A quotation as a blockquote under who said it, so that the name shows when a long one is folded."""
    said = " … ".join(_line(article.text[start:end]) for start, end in quote.segments)
    tag = "blockquote expandable" if len(said) > FOLD_FROM else "blockquote"
    words = html.escape(html.cut(said, QUOTE_LIMIT))
    return f"<{tag}>{_speaker(quote, locale)}\n“{words}”</blockquote>"


# A role that is only whose somebody is; escaped, as `_role` gives it.
_WHOSE: Final = ("’s", "&#x27;s", "'s", "s’", "s'", "s&#x27;")


def _speaker(quote: StoredQuote, locale: str) -> str:
    name = quote.speaker if quote.certainty in NAMED else None
    named, role = f"<b>{html.escape(name)}</b>" if name else None, _role(quote)
    if (
        named and role and role.endswith(_WHOSE)
    ):  # "Venezuela’s Nicolás Maduro" is all the article says of him
        return f"{role} {named}"
    return html.joined([named, role], ", ") or text("unattributed", locale)


def _role(quote: StoredQuote) -> str | None:
    return html.escape(html.cut(quote.role, 120)) if quote.role else None


def _mark(sentence: SummarySentence, locale: str) -> str:
    return text(f"voice-{sentence.voice}", locale) + " " if sentence.voice in _MARKED else ""


def _words(article: Article, sentence: SummarySentence) -> str:
    return html.escape(html.cut(_line(article.text[sentence.start : sentence.end]), SENTENCE_LIMIT))


def _line(piece: str) -> str:
    # Only line breaks of hard-wrapped text are evened out; every character that is not white space stays.
    return " ".join(piece.split()) if "\n" in piece else piece


def listed(articles: Sequence[Article], locale: str) -> list[str]:
    """Articles as numbered blocks for a list, numbering from 1."""
    return [entry(number, article, locale) for number, article in enumerate(articles, start=1)]


def entry(number: int, article: Article, locale: str) -> str:
    """One article in a list: number, linked title, source, tags and its one sentence."""
    name = html.link(title(article, locale), article.url)
    lines = [
        f"<b>{number}. {name}</b>",
        html.joined([source(article, locale), labels.about(article.tags, locale)]),
        gist(article),
    ]
    return "\n".join(line for line in lines if line)
