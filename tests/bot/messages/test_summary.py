from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import messages
from bot.messages import html, summary
from storage.models import Tag, TagKind
from summarizer import tags

LONG = "The committee, which had met for the ninth time in as many weeks, " * 23  # about 1,500 characters


def blocks(message):
    return html.shown(message).split("\n\n")


def test_an_article_reads_as_title_source_tags_time_sentences_quotes(article, accepted):
    found = article(
        sentences=("First sentence.", "Second sentence.", "Third."),
        quotes=("We will open it again.",),
        url="https://example.org/a",
        outlet="Harbour Post",
        byline="Ann Burr",
        tags=(
            Tag(kind=TagKind.TOPIC, value="defence", score=0.9),
            Tag(kind=TagKind.COUNTRY, value="VE", score=0.9, salience="primary"),
            Tag(kind=TagKind.COUNTRY, value="CU", score=0.1, salience="passing"),
        ),
    )
    text, entities = accepted(summary.render(found, sentences=2, locale="en"))
    assert text.splitlines() == [
        "A headline",
        "Harbour Post · Ann Burr · Mar 3, 2026",
        "🇻🇪 Venezuela · 🪖 Defence & military",
        "⏱ 1 min read",
        "",
        "First sentence.",
        "",
        "Second sentence.",
        "",
        "Ana Pérez",
        "“We will open it again.”",
    ]
    assert [each["type"] for each in entities] == ["text_link", "bold", "blockquote", "bold"]


def test_a_note_stands_above_the_sentences(article):
    plain = summary.render(article(sentences=("Alpha.",)), sentences=1, locale="en")
    noted = summary.render(article(sentences=("Alpha.",)), sentences=1, locale="en", note="<i>Mind.</i>")
    assert blocks(noted)[0] == blocks(plain)[0] + "\nMind."
    assert blocks(noted)[1:] == blocks(plain)[1:] == ["Alpha."]


def test_fewer_sentences_are_those_of_the_best_ranks_in_article_order(article):
    found = article(sentences=("Alpha.", "Beta.", "Gamma."))
    alpha, beta, gamma = found.sentences
    found = replace(found, sentences=(replace(alpha, rank=2), replace(beta, rank=1), replace(gamma, rank=0)))
    assert blocks(summary.render(found, sentences=1, locale="en"))[1:] == ["Gamma."]
    assert blocks(summary.render(found, sentences=2, locale="en"))[1:] == ["Beta.", "Gamma."]


@given(data=st.data())
def test_every_sentence_and_quote_is_verbatim_and_the_message_fits(article, accepted, line, data):
    piece = st.builds(lambda text: " ".join(text.split()) or "x", line)
    found = article(
        sentences=data.draw(st.lists(piece, max_size=7)),
        quotes=data.draw(st.lists(piece, max_size=4)),
        names=data.draw(st.lists(line, min_size=1, max_size=2)),
        title=data.draw(st.none() | line),
        byline=data.draw(st.none() | line),
        outlet=data.draw(st.none() | line),
        url=data.draw(st.none() | line.map(lambda text: "https://example.org/" + text)),
        tags=tuple(
            Tag(kind=TagKind.COUNTRY, value=code, score=0.5, salience="secondary")
            for code in data.draw(st.lists(st.sampled_from(tags.COUNTRIES), max_size=20))
        ),
    )
    message = summary.render(found, sentences=7, locale="en")
    assert html.fits(message)
    text, _ = accepted(message)
    assert text == html.shown(message)
    for each in found.sentences:
        assert found.text[each.start : each.end] in text
    for piece in summary.all_quotes(found, "en"):
        assert html.fits(piece)
        accepted(piece)


@pytest.mark.parametrize("length", [1, 3, 7])
def test_the_longest_article_still_fits_and_keeps_its_sentences_before_its_quotes(article, accepted, length):
    found = article(
        sentences=[f"{n} {LONG}".strip() for n in range(7)],
        quotes=[LONG.strip()] * 3,
        title="<&>" * 500,
        byline="B" * 500,
        outlet="&" * 500,
        url="https://example.org/?" + "&" * 2000,
    )
    message = summary.render(found, sentences=length, locale="en")
    accepted(message)
    pieces = [each for each in blocks(message) if each[:1].isdigit()]
    assert len(pieces) == min(length, 3)
    for piece in pieces:
        assert piece.endswith("…")
        assert piece[:-1] in found.text


def test_nobodys_quote_is_no_highlight(article):
    found = article(quotes=("We will open it again.",), certainty="none")
    assert "open it again" not in summary.render(found, sentences=1, locale="en")
    assert "open it again" in "".join(summary.all_quotes(found, "en"))
    with_role = replace(found, quotes=(replace(found.quotes[0], role="harbour master"),))
    assert "open it again" in summary.render(with_role, sentences=1, locale="en")
    alone = article(sentences=(), quotes=("We will open it again.",), certainty="none")
    assert "open it again" in summary.render(alone, sentences=1, locale="en")


def test_who_said_it_is_not_named_on_a_guess(article):
    found = article(quotes=("We will open it again.",), certainty="pronoun")
    message = summary.render(found, sentences=1, locale="en")
    assert "Ana Pérez" not in message
    assert "<i>speaker not named</i>" in message
    assert all("Ana Pérez" not in piece for piece in summary.all_quotes(found, "en"))


def test_whose_somebody_is_stands_before_the_name(article, accepted):
    found = article(quotes=("We will open it again.",), certainty="explicit")
    found = replace(found, quotes=(replace(found.quotes[0], role="Spain’s"),))
    text, _ = accepted(summary.render(found, sentences=1, locale="en"))
    assert text.endswith("Spain’s Ana Pérez\n“We will open it again.”")


@pytest.mark.parametrize("certainty", ["explicit", "carried"])
def test_who_said_it_is_named_with_the_role(article, accepted, certainty):
    found = article(quotes=("We will open it again.",), certainty=certainty)
    found = replace(found, quotes=(replace(found.quotes[0], role="harbour <master>"),))
    text, _ = accepted(summary.render(found, sentences=1, locale="en"))
    assert text.endswith("Ana Pérez, harbour <master>\n“We will open it again.”")


def said_by(found, *speakers):
    quotes = tuple(replace(quote, speaker=name) for quote, name in zip(found.quotes, speakers, strict=True))
    return replace(found, quotes=quotes)


def highlights(found, sentences=3):
    return [
        block for block in blocks(summary.render(found, sentences=sentences, locale="en")) if "“" in block
    ]


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        (("Ana", "Ana", "Ana", "Ben"), ["Ana\n“One.”", "Ana\n“Two.”", "Ben\n“Four.”"]),
        (("Ana", "Ana", "Ana", "Ana"), ["Ana\n“One.”", "Ana\n“Two.”"]),
        (("Ana", "Ben", "Ana", "Ana"), ["Ana\n“One.”", "Ben\n“Two.”", "Ana\n“Three.”"]),
    ],
)
def test_one_speaker_has_two_highlights_at_most(article, speakers, expected):
    found = said_by(article(quotes=("One.", "Two.", "Three.", "Four."), certainty="explicit"), *speakers)
    assert highlights(found) == expected
    assert all(
        f"“{word}.”" in "".join(summary.all_quotes(found, "en")) for word in ("One", "Two", "Three", "Four")
    )


def test_a_highlight_does_not_repeat_a_sentence_that_says_who_speaks(article):
    told = "Ana said: We will open it again."
    found = article(sentences=("Alpha.", told), quotes=("Never.",), certainty="explicit")
    start = found.text.index("We will")
    repeated = replace(
        found.quotes[0], start=start, segments=((start, start + len("We will open it again.")),)
    )
    found = replace(found, quotes=(repeated, *found.quotes))
    assert highlights(found) == ["Ana Pérez\n“Never.”"]
    assert "“We will open it again.”" in highlights(found, sentences=1)[0], "the sentence is not shown"


def test_a_highlight_names_who_said_a_sentence_that_is_nothing_but_a_quotation(article):
    found = article(sentences=("We will open it again.",), quotes=("Never.",), certainty="explicit")
    (sentence,) = found.sentences
    quote = replace(found.quotes[0], start=sentence.start, segments=((sentence.start, sentence.end),))
    assert highlights(replace(found, quotes=(quote,))) == ["Ana Pérez\n“We will open it again.”"]


def test_a_quote_in_pieces_shows_where_it_was_interrupted(article):
    found = article(sentences=(), quotes=("We will open it, he said, again.",))
    quote = replace(found.quotes[0], segments=((0, 15), (26, 32)))
    assert "“We will open it … again.”" in html.shown(summary.quote_block(found, quote, "en"))


def test_long_quotes_are_folded_and_short_ones_are_not(article, accepted):
    found = article(sentences=(), quotes=("Short.", LONG[:221].strip() + "."))
    _, entities = accepted(summary.render(found, sentences=1, locale="en"))
    kinds = [each["type"] for each in entities if "quote" in each["type"]]
    assert kinds == ["blockquote", "expandable_blockquote"]


def test_hostile_headlines_and_bylines_are_shown_as_they_are(article, accepted, hostile):
    found = article(title=hostile, byline=hostile, quotes=(hostile,), names=(hostile,))
    text, entities = accepted(summary.render(found, sentences=1, locale="en"))
    assert text.count(hostile) == 4
    assert {each["type"] for each in entities} == {"bold", "blockquote"}


def test_an_article_without_anything_still_has_a_heading_and_a_kind_word(article, accepted):
    found = article(sentences=(), title=None, published=None, words=0)
    text, entities = accepted(summary.render(found, sentences=3, locale="en"))
    head, word = text.split("\n\n")
    assert head == "Untitled\n⏱ 1 min read"
    assert "no summary" in word
    assert [each["type"] for each in entities] == ["bold", "italic"]


def test_quotes_are_shown_where_no_sentence_is_fit(article):
    found = article(sentences=(), quotes=("We will open it again.",))
    _, word, quote = blocks(summary.render(found, sentences=3, locale="en"))
    assert "no summary" in word
    assert "“We will open it again.”" in quote
    assert "no summary" not in summary.render(article(), sentences=1, locale="en")


def test_what_is_not_the_articles_own_word_carries_a_mark(article, accepted):
    found = article(sentences=("It rains.", "It is <wet>, she said.", "It snows, the Post reported."))
    voices = ("own", "statement", "report")
    marked = tuple(replace(each, voice=voice) for each, voice in zip(found.sentences, voices, strict=True))
    text, entities = accepted(summary.render(replace(found, sentences=marked), sentences=3, locale="en"))
    assert text.split("\n\n")[1:] == [
        "It rains.",
        "🗣 It is <wet>, she said.",
        "📰 It snows, the Post reported.",
    ]
    assert [each["type"] for each in entities] == ["bold"]


def test_marks_are_explained_in_the_help():
    line = messages.text("help", "en").splitlines()[1]
    assert messages.text("voice-statement", "en") in line
    assert messages.text("voice-report", "en") in line


@pytest.mark.parametrize("voice", ["statement", "report"])
def test_a_mark_does_not_push_the_longest_message_over(article, accepted, voice):
    found = article(sentences=[f"{n} {LONG}".strip() for n in range(7)])
    marked = tuple(replace(each, voice=voice) for each in found.sentences)
    message = summary.render(replace(found, sentences=marked), sentences=7, locale="en")
    assert html.fits(message)
    accepted(message)


def test_a_byline_that_repeats_the_outlet_is_shown_once(article):
    assert summary.source(article(outlet="Post", byline="Post", published=None), "en") == "Post"


def test_hard_wrapped_lines_are_evened_out_and_nothing_else(article):
    found = article(sentences=("A line\nthat  goes on.", "Two  blanks."))
    assert blocks(summary.render(found, sentences=2, locale="en"))[1:] == [
        "A line that goes on.",
        "Two  blanks.",
    ]


def test_the_gist_is_the_one_that_was_chosen_for_it(article):
    found = article(sentences=("First & best.", "Another\nline."))
    assert summary.gist(replace(found, gist=(15, 28))) == "Another line."
    assert summary.gist(replace(found, gist=(0, 13), sentences=())) == "First &amp; best."


@given(data=st.data())
def test_a_gist_is_verbatim_and_within_its_room(article, line, data):
    piece = " ".join(data.draw(line).split()) or "x"
    found = replace(article(sentences=(piece,)), gist=(0, len(piece)))
    shown = html.shown(summary.gist(found))
    assert html.units(shown) <= summary.GIST_LIMIT
    assert shown == piece or (shown.endswith("…") and shown[:-1] in piece)


def test_without_a_gist_it_is_the_best_sentence_that_needs_no_cut(article):
    assert summary.gist(article(sentences=(LONG, "Short & whole."))) == "Short &amp; whole."
    assert summary.gist(article(sentences=())) == ""
    cut = summary.gist(article(sentences=(LONG,)))
    assert html.units(html.shown(cut)) <= summary.GIST_LIMIT
    assert cut.endswith("…")


def test_all_quotes_come_in_the_order_of_the_article(article, accepted):
    found = article(quotes=[f"{n} {LONG}".strip() for n in range(9)])
    found = replace(found, quotes=found.quotes[::-1])
    text = "".join(accepted(piece)[0] for piece in summary.all_quotes(found, "en"))
    places = [text.index(f"“{n} ") for n in range(9)]
    assert places == sorted(places)
    assert summary.all_quotes(article(title="<T>"), "en") == ["No direct quotes in “&lt;T&gt;”."]


def test_lists_are_numbered_from_one(article):
    lines = [
        html.shown(each).splitlines()[0] for each in summary.listed([article(), article(title=None)], "en")
    ]
    assert lines == ["1. A headline", "2. Untitled"]
