import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest import joining

SENTENCE = "The harbour was closed on Monday after a storm had sunk two ships near the breakwater. "


def test_a_text_near_telegrams_limit_may_go_on():
    assert joining.may_continue("a" * 3000)
    assert not joining.may_continue("a" * 2999)


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("https://example.org/a", True),
        ("Look at this: www.example.org/a/b/c-d-e-f", True),
        ("https://example.org/" + "-".join(["word"] * 60), True),
        (SENTENCE * 2 + "https://example.org", False),
        ("word " * 24 + "https://example.org", True),
        ("word " * 25 + "https://example.org", False),
    ],
)
def test_few_words_beside_a_link_only_point(text, pointer):
    assert joining.is_pointer(text) is pointer


@pytest.mark.parametrize(
    ("texts", "groups"),
    [
        ([], []),
        (["One."], [[0]]),
        (["One.", "Two."], [[0], [1]]),
        ([SENTENCE * 40, "The rest."], [[0, 1]]),
        ([SENTENCE + "Forty ships that wait outside the", "breakwater may enter today."], [[0, 1]]),
        ([SENTENCE.strip(" ."), "Next"], [[0], [1]]),
        ([SENTENCE + SENTENCE.strip(" ."), "Next"], [[0, 1]]),
        ([SENTENCE * 2 + "\nSource: Harbour Post", "Next story."], [[0], [1]]),
        ([(SENTENCE * 2).strip() + "”", "Next story."], [[0], [1]]),
        (["One.", "two.", "Three."], [[0, 1], [2]]),
    ],
)
def test_pieces_are_grouped_into_articles(texts, groups):
    assert joining.grouped(texts) == groups


def test_pieces_are_joined_where_they_were_cut():
    assert joining.join(["It was", "closed."]) == "It was closed."
    assert joining.join(["It was closed.”", "Then it opened. "]) == "It was closed.”\n\nThen it opened."
    assert joining.join([]) == ""


@given(st.lists(st.text(max_size=200), max_size=8))
def test_nothing_is_lost_or_moved(texts):
    groups = joining.grouped(texts)
    assert [number for group in groups for number in group] == list(range(len(texts)))
    assert "".join(joining.join(texts).split()) == "".join("".join(texts).split())
