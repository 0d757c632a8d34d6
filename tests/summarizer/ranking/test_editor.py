import numpy as np
import pytest

from summarizer.ranking import editor, tell
from summarizer.ranking.signals import SIGNALS, measure

TEXT = [
    "The council of Arna approved the new bridge on Tuesday.",
    "Who will pay for the bridge?",
    "“We waited forty years,” the mayor said.",
    "the bridge will have",
    "It costs 40 million, of which the council pays half:",
]


def signal(name, texts=TEXT, title="A new bridge for Arna"):
    story = tell(texts, title=title, language="en")
    return measure(story)[:, list(SIGNALS).index(name)].tolist()


def test_every_weight_names_a_signal_and_every_signal_has_a_weight():
    assert (editor.weights() != 0).all()
    with pytest.raises(ValueError, match="luck"):
        editor.from_table({"luck": 1.0})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("asks", [0, 1, 0, 0, 0]),
        ("opens_quoted", [0, 0, 1, 0, 0]),
        ("mere_quotation", [0, 0, 1, 0, 0]),
        ("endless", [0, 0, 0, 1, 1]),
        ("lower_case", [0, 0, 0, 1, 0]),
        ("announces", [0, 0, 0, 0, 1]),
        ("short", [0, 1, 1, 1, 0]),
    ],
)
def test_forms(name, expected):
    assert signal(name) == expected


def test_places():
    early, late = signal("early"), signal("late")
    assert early == sorted(early, reverse=True)
    assert late == sorted(late)
    assert late[0] == 0


def test_the_title():
    assert int(np.argmax(signal("title"))) == 0
    assert signal("title", title=None) == [0] * len(TEXT)


def test_length():
    texts = [" ".join(["word"] * length) + "." for length in (25, 46, 61)]
    assert signal("length_gap", texts) == pytest.approx([0, np.log(47 / 26), np.log(62 / 26)])
    assert signal("long", texts) == [0, 1, 1]
    assert signal("too_long", texts) == [0, 0, 1]


def test_no_sentences():
    assert editor.score(tell([], title=None, language="en")).tolist() == []
