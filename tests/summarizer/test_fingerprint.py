from hypothesis import given
from hypothesis import strategies as st

from summarizer.fingerprint import containment, shingles

STORY = "The government said on Monday that it would extend the agreement with its neighbours by a year"


def test_numbers_may_be_stored():
    assert shingles("One two three four") == frozenset({1_613_931_443})
    assert shingles("one, TWO: three “four”") == shingles("One two three four")


def test_a_copy_with_a_new_head_is_contained():
    assert containment(shingles(STORY), shingles(f"From our correspondent. {STORY}. More to follow.")) == 1.0


def test_other_words_are_another_story():
    assert (
        containment(
            shingles(STORY),
            shingles("A storm closed the road to the coast for a week, the mayor of Lima said"),
        )
        == 0.0
    )


def test_an_edited_copy_is_partly_contained():
    assert 0.5 < containment(shingles(STORY), shingles(STORY.replace("Monday", "Tuesday"))) < 1.0


def test_nothing_contains_nothing():
    assert shingles("…") == frozenset()
    assert containment(frozenset(), shingles(STORY)) == 0.0


def test_chinese():
    assert (
        containment(
            shingles("政府周一宣布，将与邻国的协议延长至年底。"),
            shingles("新华社电：政府周一宣布，将与邻国的协议延长至年底。"),
        )
        > 0.9
    )


@given(st.text(), st.text())
def test_law(first, second):
    one, two = shingles(first), shingles(second)
    assert 0.0 <= containment(one, two) <= 1.0
    assert containment(one, two) == containment(two, one)
    assert not one or containment(one, one) == 1.0
