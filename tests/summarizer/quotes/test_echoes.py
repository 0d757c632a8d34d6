"""Pull quotes: a paragraph of nothing but words that stand elsewhere in the article."""

from summarizer.quotes.echoes import echoes
from summarizer.quotes.marks import paragraphs, scan

SAID = "We will mend every road in this valley before winter"


def found(text):
    blocks = paragraphs(text)
    return echoes(text, blocks, list(scan(text, blocks)))


def test_a_print_points_to_where_the_words_have_their_place():
    assert found(f"“{SAID}”\n\nAna Ruiz got up. “{SAID},” she said.") == {0: 1}
    assert found(f"Ana Ruiz got up. “{SAID},” she said.\n\n“{SAID}”") == {1: 0}


def test_a_shortened_print_counts_too():
    assert found(f"“mend every road in this valley”\n\nAna Ruiz got up. “{SAID},” she said.") == {0: 1}


def test_what_is_said_twice_in_running_text_is_no_print():
    assert found(f"“{SAID},” said Ana Ruiz.\n\n“{SAID},” said Leo Paz.") == {}


def test_a_few_words_are_said_twice_by_chance():
    assert found("“We will see”\n\nAna Ruiz got up. “We will see,” she said.") == {}


def test_a_paragraph_of_its_own_that_stands_nowhere_else_is_a_quotation():
    assert found(f"“{SAID}.”\n\nAna Ruiz got up.") == {}


def test_the_search_is_bounded():
    many = "\n\n".join(f"“{SAID} and so on {n}”" for n in range(200))
    assert len(found(f"{many}\n\nAna Ruiz said: “{SAID} and so on 7” and left.")) <= 20
