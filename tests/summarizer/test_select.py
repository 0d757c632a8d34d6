import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import document, languages, select
from summarizer.fitness import leans
from summarizer.ranking import RANKERS

ENGLISH = languages.of("en")


def summary(text, length=3, language="en", title=None, **rest):
    return select.choose(document.parse(text, title=title), language=language, length=length, **rest).summary


def texts(*args, **kwargs):
    return [sentence.text for sentence in summary(*args, **kwargs)]


def test_the_seed_in_three_sentences(seed):
    parsed = document.parse(seed)
    found = summary(seed)
    assert len({sentence.text for sentence in found}) == 3
    assert all(any(p.start <= s.span.start and s.span.end <= p.end for p in parsed.body) for s in found)
    assert not any(
        word in sentence.text
        for sentence in found
        for word in ("Photo:", "Read More", parsed.title, "Ommati")
    )


@pytest.mark.parametrize("ranker", RANKERS)
def test_every_ranker_makes_a_summary(seed, ranker):
    found = summary(seed, rank=RANKERS[ranker])
    assert len(found) == 3
    assert all(sentence.text == sentence.span.of(seed) for sentence in found)


def test_a_longer_summary_holds_the_shorter(seed):
    longest = summary(seed, 7)
    for length in range(8):
        assert list(summary(seed, length)) == [sentence for sentence in longest if sentence.rank < length]
    assert sorted(sentence.rank for sentence in longest) == list(range(7))


def test_a_short_text_gives_what_it_has():
    text = "The road is open again. Soldiers cleared it on Monday."
    assert texts(text) == ["The road is open again.", "Soldiers cleared it on Monday."]
    assert texts("Road reopens") == ["Road reopens"]
    assert texts("") == texts("…") == []
    assert texts(text, 0) == texts(text, -1) == []


def test_no_sentence_twice():
    text = "The road is open for everybody.\n\nThe ROAD is open for everybody!\n\nSoldiers cleared the mud on Monday."
    assert len(texts(text)) == 2


def test_the_headline_is_no_sentence_of_the_body():
    text = "The road to the coast is open. Soldiers cleared the mud on Monday morning."
    assert texts(text, title="The road to the coast is open") == [
        "Soldiers cleared the mud on Monday morning."
    ]


@pytest.mark.parametrize(
    "unfit",
    [
        "Who will pay for the new road to the coast?",
        "“Nobody will ever have to pay for the road to the coast.”",
        "What the new road to the coast will mean for:",
        "Nobody.",
        "«Nadie tendrá que pagar por la carretera nueva».",
    ],
)
def test_what_never_stands_in_a_summary(unfit):
    rest = "The road to the coast is open. Soldiers cleared the mud on Monday."
    assert unfit not in texts(f"{rest} {unfit}", 7)
    assert unfit not in texts(f"{unfit} {rest}", 7)


def test_a_hard_wrapped_sentence_is_given_as_it_stands():
    text = "The government said on Monday that it would\nextend the agreement by a year.\n\nNobody in the country was surprised."
    assert texts(text)[0] == "The government said on Monday that it would\nextend the agreement by a year."


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "He was born in Lima.", True),
        ("en", "The move surprised everybody.", True),
        ("en", "However, the road is closed.", True),
        ("en", "It’s the third storm this year.", True),
        ("en", "The mayor said the road is open.", False),
        ("en", "“It is over,” the mayor of Lima told Reuters.", False),
        ("en", "“It is over,” he added.", True),
        ("en", "Italy won.", False),
        ("es", "Sin embargo, la carretera sigue cerrada.", True),
        ("es", "El alcalde habló.", False),
        ("de", "Er schwieg.", True),
        ("de", "Die Straße ist offen.", False),
        ("fr", "C’est la troisième tempête.", True),
        ("ru", "Он молчал.", True),
        ("zh", "他没有透露日期。", True),
        ("xx", "He was born in Lima.", False),
    ],
)
def test_sentences_that_lean(language, text, expected):
    assert leans(text, languages.of(language)) is expected


def test_a_leaning_sentence_comes_only_with_the_one_before():
    text = (
        "The mayor of Lima opened the new road to the coast on Monday morning. "
        "He praised the soldiers of Lima who cleared the new road to the coast. "
        "Schools in the north of the country will stay closed for another week."
    )
    for length in (1, 2, 3):
        found = texts(text, length)
        assert found[0].startswith("The mayor")
    assert [s[:7] for s in texts(text, 2)] == ["The may", "Schools"] or texts(text, 2)[1].startswith("He")


BUDGETED = (
    "The council of Tarrow met in the evening in the old hall by the river. "
    "It voted to close the Tarrow boat yard, sell the four Tarrow boats and pay every worker of the yard for a year. "
    "Rain is expected in the north of the country towards the end of the week."
)


@pytest.mark.parametrize("characters", range(0, 300, 20))
def test_a_budget_in_characters(characters):
    title = "Tarrow closes its boat yard and sells four boats"
    found = summary(BUDGETED, 7, title=title, characters=characters)
    assert sum(len(sentence.text) for sentence in found) <= characters
    starts = {sentence.text[:3] for sentence in found}
    assert "It " not in starts or "The" in starts
    if (
        characters < 180
    ):  # the vote does not fit with what it leans on: its dull antecedent is not taken for it
        assert starts <= {"The", "Rai"}


def test_what_is_taken_for_anothers_sake_is_no_disgrace():
    """A summary that ends with the antecedent must not have left something much better out for it."""
    text = (
        "The mayor of Lima opened the new coast road on Monday. "
        "Nobody had expected as much. "
        "He said the new coast road of Lima will open the north to the ships of Lima. "
        "The new coast road of Lima costs nine million and opens the north on Monday."
    )
    two = texts(text, 2, title="New coast road of Lima opens the north")
    assert "Nobody had expected as much." not in two


def test_the_gist_says_more_than_the_headline():
    text = (
        "A strike has closed the Lisbon airport until Wednesday. "
        "Twelve hundred flights are cancelled, and the unions want nine percent."
    )
    parsed = document.parse(text, title="Strike closes Lisbon airport until Wednesday")
    gist = select.choose(parsed, language="en", length=1).gist
    assert gist.text == "Twelve hundred flights are cancelled, and the unions want nine percent."
    alone = document.parse(
        text.partition(". ")[0] + ".", title="Strike closes Lisbon airport until Wednesday"
    )
    assert select.choose(alone, language="en", length=1).gist.text.startswith("A strike")


def test_a_gist_is_short_and_whole():
    long = "The road to the coast is open, " + "and so is the one behind it, " * 12 + "the ministry said."
    parsed = document.parse(f"{long} Soldiers cleared the mud on Monday morning.", title=None)
    chosen = select.choose(parsed, language="en", length=1)
    assert chosen.gist.text == "Soldiers cleared the mud on Monday morning."
    assert len(chosen.gist.text) <= select.GIST


def test_only_the_beginning_of_a_long_text_is_read():
    text = "\n\n".join(
        f"Number {number} of the many villages on the coast has a new road." for number in range(5_000)
    )
    assert max(int(sentence.text.split()[1]) for sentence in summary(text, 7)) < 120


def test_a_text_without_stops_is_too_long_to_show():
    assert texts("palabra " * 100_000, language="es") == []


@given(
    st.lists(
        st.sampled_from(
            [
                "The road is open.",
                "He left.",
                "“No,” she said.",
                "Who pays?",
                "Road",
                "\n\n",
                "Photo: AFP\n",
                "Soldiers cleared the mud on Monday.",
                "«Sí»",
            ]
        ),
        max_size=14,
    ),
    st.text(max_size=30),
    st.sampled_from(["en", "es", "zh", "th", None]),
)
def test_laws(pieces, noise, language):
    text = " ".join([*pieces, noise])
    parsed = document.parse(text)
    found = select.choose(parsed, language=language, length=7).summary
    assert all(sentence.text == sentence.span.of(text) for sentence in found)
    assert all(first.span.end <= second.span.start for first, second in itertools.pairwise(found))
    assert sorted(sentence.rank for sentence in found) == list(range(len(found)))
    assert len({document.squeeze(sentence.text) for sentence in found}) == len(found)
    for length in range(7):
        shorter = select.choose(parsed, language=language, length=length).summary
        assert list(shorter) == [sentence for sentence in found if sentence.rank < length]
