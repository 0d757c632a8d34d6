import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.quotes.choosing_headline import is_headlined


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Farmer: ‘They took the well first’", "They took the well first, and then the field"),
        ('Mayor says the town "will not pay twice" for roof', "The town will not pay twice for one roof"),
        ("Mayor on roof: The town will not pay twice", "But the town will not pay twice for one roof"),
        ("»Der Wald gehört niemandem allein«, sagt Förster", "Der Wald gehört niemandem allein"),
        ("« Nous restons au village », dit le maire", "Nous restons au village quoi qu'il arrive"),
        ("漁師「海が静かすぎて怖い」", "海が静かすぎて怖い。こんな秋は初めてだ"),
        ("船工:“这条河认得我的桨”", "这条河认得我的桨，不认得桥。"),
        (
            "Nurse on ‘endless shifts and empty shelves’",
            "The shifts were endless and all the shelves were empty",
        ),
    ],
)
def test_the_headline_has_its_words(title, said):
    assert is_headlined(said, title)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (None, "They took the well first"),
        ("", "They took the well first"),
        ("Mayor of Ashby opens bridge", "The mayor of Ashby was late for the bridge"),
        ("Peter Paul Maria Anna Lund of Ashby dies", "I knew Peter Paul Maria Anna Lund of Ashby well"),
        ("‘Red zone’ extended", "The red zone was extended yesterday"),
        ("Film ‘The Long Winter’ opens", "We had a long talk about other things"),
    ],
)
def test_a_name_or_two_in_common_are_no_quotation(title, said):
    assert not is_headlined(said, title)


@given(st.text(max_size=600), st.text(max_size=600))
def test_any_two_texts_can_be_compared(title, said):
    assert is_headlined(said, title) in (True, False)
