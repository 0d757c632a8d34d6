from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import summarizer
from summarizer import Analysis, analyze


@pytest.fixture(scope="module", autouse=True)
def warm():
    summarizer.warm()


def check(text, found):
    """The laws of an analysis, whatever the text."""
    spans = [*found.body, *(s.span for s in found.summary), *(q.span for q in found.quotes)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(first.end <= second.start for first, second in zip(found.body, found.body[1:], strict=False))
    for piece in (*found.summary, *found.quotes):
        assert piece.text == piece.span.of(text)
        assert any(paragraph.start <= piece.span.start < paragraph.end for paragraph in found.body)
    assert sorted(sentence.rank for sentence in found.summary) == list(range(len(found.summary)))
    assert [s.span for s in found.summary] == sorted(s.span for s in found.summary)


def test_the_seed(seed):
    found = analyze(seed)
    check(seed, found)
    assert found.title == "Venezuela to expand cooperation with Russia in the military sphere"
    assert (found.byline, found.outlet) == ("Marcos Ommati", "Diálogo – Digital Military Magazine")
    assert (found.published, found.language) == (date(2022, 3, 4), "en")
    assert len(found.body) == 5
    assert len({sentence.text for sentence in found.summary}) == 3
    assert not any(word in s.text for s in found.summary for word in (found.title, "Photo:", "Read More"))
    assert "Nicolás Maduro" in {quote.speaker for quote in found.quotes}
    assert {"VE", "RU"} <= {country.code for country in found.countries}
    assert found.topics


def test_windows_line_ends_change_nothing_but_positions(seed):
    text = seed.replace("\n", "\r\n")
    check(text, analyze(text))
    assert [s.text for s in analyze(text).summary] == [s.text for s in analyze(seed).summary]


@pytest.mark.parametrize("text", ["", " \n\u00a0", "...", "🎉🎉", "\x00", "— — —"])
def test_a_text_without_words_has_no_findings(text):
    found = analyze(text)
    assert (found.summary, found.quotes, found.topics, found.countries) == ((), (), (), ())
    assert found.language is None


def test_what_the_caller_knows_counts():
    text = "Der Bundestag stimmt ab. Es gab Streit."
    assert analyze(text, language="de-AT").language == "de"
    assert analyze(text, title="Gegeben").title == "Gegeben"
    assert len(analyze(text, sentences=1).summary) == 1
    assert analyze(text, sentences=0).summary == ()


def test_quotations_outside_the_body_are_none():
    text = (
        "“Nothing will ever change here at all,” says the mayor of Lima\n\n"
        "The mayor of Lima spoke on Monday. “The road to the coast is open again,” he said."
    )
    assert not any("Nothing" in quote.text for quote in analyze(text).quotes)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=60),
            st.sampled_from(
                [
                    "“We will pay,” Ana Paz said.",
                    "El alcalde de Lima habló.",
                    "Photo: AFP",
                    "他说：“不。”",
                    "\ud800",
                    "Russia pays.",
                ]
            ),
        ),
        max_size=8,
    ),
    st.sampled_from(["\n", "\n\n", " "]),
    st.one_of(st.none(), st.text(max_size=20)),
    st.sampled_from([None, "en", "zh", "th", "no-such"]),
)
def test_any_text(pieces, joint, title, language):
    text = joint.join(pieces)
    check(text, analyze(text, title=title, language=language, sentences=7))


def test_threads(seed):
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(analyze, [seed] * 8)) == {analyze(seed)}
    assert isinstance(analyze(seed), Analysis)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    [
        "The road to Lima is open. ",
        "palabra ",
        "“No,” said Ana Paz. ",
        "Короткая строка\n",
        "(“",
        "新闻。",
        "By Ana Paz\n\n",
    ],
)
def test_a_megabyte(piece):
    text = piece * (1_000_000 // len(piece))
    check(text, analyze(text))
