import pytest

from summarizer import quotes
from summarizer.models import Certainty

QUOTE = "“We will rebuild every house on this street”"


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        (f"{QUOTE}, said Ana Ruiz.", "Ana Ruiz", None),
        (f"{QUOTE}, Ana Ruiz said.", "Ana Ruiz", None),
        (f"Ana Ruiz said: {QUOTE}.", "Ana Ruiz", None),
        (f"{QUOTE}, said Mayor Ana Ruiz.", "Ana Ruiz", "Mayor"),
        (f"{QUOTE}, said Ana Ruiz, the mayor of Altea.", "Ana Ruiz", "the mayor of Altea"),
        (f"{QUOTE}, said the mayor of Altea, Ana Ruiz.", "Ana Ruiz", "the mayor of Altea"),
        (f"{QUOTE}, said Dr Ana Ruiz.", "Ana Ruiz", None),
        (f"{QUOTE}, said Dr Ana Ruiz, the mayor of Altea.", "Ana Ruiz", "the mayor of Altea"),
        (
            f"{QUOTE}, said Mrs Ruiz. Ana Ruiz, the mayor of Altea, then left.",
            "Ana Ruiz",
            "the mayor of Altea",
        ),
        (f"After the storm, said Ana Ruiz, {QUOTE}.", "Ana Ruiz", None),
        (f"{QUOTE}, Spain’s Ana Ruiz said.", "Ana Ruiz", "Spain’s"),
        (f"{QUOTE}, Spain’s prime minister Ana Ruiz said.", "Ana Ruiz", "Spain’s prime minister"),
        (f"{QUOTE}, Deputy Foreign Minister Ana Ruiz said.", "Ana Ruiz", "Deputy Foreign Minister"),
        (f"{QUOTE}, Ohio Party Chairman Ana Ruiz said.", "Ana Ruiz", "Chairman"),
        (f"{QUOTE}, said former Obama adviser Ana Ruiz.", "Ana Ruiz", "adviser"),
        (f"{QUOTE}, Rep. Ana Ruiz (D-Mo.) said on Friday.", "Ana Ruiz", "Rep"),
        (f"{QUOTE}, Ana Ruiz told Reuters.", "Ana Ruiz", None),
        (f"{QUOTE}, Ana Ruiz was quoted as saying by Tass.", "Ana Ruiz", None),
        (f"According to Ana Ruiz, {QUOTE}.", "Ana Ruiz", None),
        (f"Ana Ruiz, whose brother Leo lost his house, said: {QUOTE}.", "Ana Ruiz", None),
        (f"Ana Ruiz praised the crews and added: {QUOTE}.", "Ana Ruiz", None),
        (f"Ana Ruiz, speaking in Altea, told Leo Paz: {QUOTE}.", "Ana Ruiz", None),
        (f"{QUOTE}, J.R. Ruiz Jr. said.", "J.R. Ruiz Jr", None),
    ],
)
def test_a_name_in_the_clause_is_explicit_and_its_title_is_the_role(found, text, speaker, role):
    [quote] = found(text)
    assert quote.speaker == speaker
    assert quote.certainty is Certainty.EXPLICIT
    assert quote.role is None if role is None else role in (quote.role or "")


@pytest.mark.parametrize(
    "text",
    [
        f"{QUOTE}, Reuters reported.",
        f"{QUOTE}, according to Newsweek.",
        f"{QUOTE}, the statement said.",
        f"{QUOTE}, a spokesman for Ana Ruiz said.",
        f"{QUOTE}, according to the Washington Post.",
        f"Kim Ruiz and Leo Paz met in Altea. {QUOTE}, he said.",
    ],
)
def test_no_name_rather_than_a_wrong_one(found, text):
    [quote] = found(text)
    assert quote.speaker is None
    assert quote.certainty is Certainty.NONE


def test_a_noun_phrase_is_kept_as_the_role(found):
    [quote] = found(f"{QUOTE}, a spokesman for the port said.")
    assert (quote.speaker, quote.role, quote.cue) == (None, "a spokesman for the port", "said")


def test_the_longest_printed_form_of_the_name(said):
    text = f"{QUOTE}, Ruiz said.\n\nThe plan of Ana María Ruiz is bold.\n\n“It is not bold enough for me at all,” said Leo Paz."
    assert said(text)[0][1] == "Ana María Ruiz"


def test_two_bearers_of_a_surname_are_kept_as_printed(said):
    text = f"Ana Ruiz met Leo Ruiz in Altea.\n\n{QUOTE}, Ruiz said."
    assert said(text) == [(QUOTE.strip("“”"), "Ruiz")]


def test_he_added_carries_the_speaker(found):
    text = f"{QUOTE}, said Leo Paz on Monday. “It will take us ten years,” he added."
    first, second = found(text)
    assert (first.speaker, second.speaker) == ("Leo Paz", "Leo Paz")
    assert second.certainty is Certainty.CARRIED


def test_a_bare_second_sentence_carries_the_speaker(found):
    _, second = found(f"{QUOTE}, said Leo Paz. “It will take us ten years.”")
    assert second.speaker == "Leo Paz"
    assert second.certainty is Certainty.CARRIED


def test_a_pronoun_finds_the_subject_of_the_sentence_before(found):
    text = f"Mayor Ana Ruiz walked through the ruins with Leo Paz on Monday.\n\n{QUOTE}, she said."
    [quote] = found(text)
    assert (quote.speaker, quote.certainty) == ("Ana Ruiz", Certainty.PRONOUN)


def test_a_pronoun_of_the_other_sex_passes_over_a_person_whose_title_tells(said):
    text = f"Leo Paz arrived late. Mrs. Ana Ruiz left at once.\n\n{QUOTE}, he said."
    assert said(text) == [(QUOTE.strip("“”"), "Leo Paz")]


def test_a_role_stands_for_the_one_person_who_has_it(found):
    text = f"Mayor Ana Ruiz met farmers on Monday.\n\nThe rain fell.\n\n{QUOTE}, the mayor said."
    [quote] = found(text)
    assert (quote.speaker, quote.role) == ("Ana Ruiz", "the mayor")


def test_the_verb_closes_a_sentence_before(said):
    text = f"The vote changes everything, said Ana Ruiz, a lawyer for the union. {QUOTE}"
    assert said(text) == [(QUOTE.strip("“”"), "Ana Ruiz")]


def test_interrupted_sentences_are_one_quotation_of_two_segments(found):
    text = "“We will rebuild,” Ana Ruiz said, “and we will begin tomorrow.”"
    [quote] = found(text)
    assert [span.of(text) for span in quote.segments] == ["We will rebuild,", "and we will begin tomorrow."]
    assert quote.text == "We will rebuild,” Ana Ruiz said, “and we will begin tomorrow."


def test_a_quotation_over_paragraphs_has_one_speaker(said):
    text = "“The water came at night.\n\n“We ran up the hill,” said Ana Ruiz.\n\nLeo Paz said nothing."
    assert said(text) == [("The water came at night.", "Ana Ruiz"), ("We ran up the hill", "Ana Ruiz")]


def test_a_colon_at_the_end_of_the_paragraph_before(said):
    assert said(f"Ana Ruiz wrote on Monday:\n\n{QUOTE}") == [(QUOTE.strip("“”"), "Ana Ruiz")]


def test_who_is_only_spoken_of_does_not_speak(said):
    text = "“Leo Paz and Ana Ruiz will rebuild every house,” said Max Orr."
    assert said(text) == [("Leo Paz and Ana Ruiz will rebuild every house", "Max Orr")]


def test_a_surname_that_is_also_a_word(said):
    text = f"Mary Jo White leads the agency.\n\nObama met her. White said: {QUOTE}."
    assert said(text) == [(QUOTE.strip("“”"), "Mary Jo White")]


def test_a_language_without_data_still_finds_quotations(found):
    [quote] = found("Matti Virta: “Emme sulje koulua tänä vuonna lainkaan.”", "fi")
    assert quote.speaker == "Matti Virta"


def test_the_language_is_guessed_when_it_is_not_given(said):
    text = "Der Rat hat am Montag in der Stadt getagt und es gab viel Streit. „Wir bauen die Brücke nicht neu“, sagte Jan Meier."
    assert said(text, None) == [("Wir bauen die Brücke nicht neu", "Jan Meier")]


def test_words_whose_speaker_is_unknown_hand_nobody_on(found):
    text = "Ana Ruiz met reporters. “We found the bridge in ruins,” the report said. “Nobody had looked at it for years.”"
    assert [quote.speaker for quote in found(text)] == [None, None]


def test_the_nameless_speaker_of_the_paragraph_before_goes_on(found):
    text = f"{QUOTE}, said a spokesman for the port.\n\n“It will take ten years,” he said."
    assert [(quote.speaker, quote.role) for quote in found(text)] == [(None, "a spokesman for the port")] * 2


def test_a_paragraph_of_speech_between_two_of_one_person_is_theirs(found):
    text = (
        "“The water came at night,” said Ana Ruiz.\n\nThe street is empty.\n\n“Nobody had warned us at all.”\n\n"
        "Rain falls.\n\nMud covers the square.\n\nThe shops are shut.\n\nA bell rings.\n\n"
        "“Nobody has come to help us yet.”\n\n“We will rebuild every house,” said Ruiz."
    )
    quotes = found(text)
    assert [quote.speaker for quote in quotes] == ["Ana Ruiz"] * 4
    assert quotes[2].certainty is Certainty.CARRIED


def test_a_paragraph_of_speech_between_two_persons_is_nobodys(found):
    text = (
        "“The water came at night,” said Ana Ruiz.\n\nRain falls.\n\nMud covers the square.\n\nThe shops are shut.\n\n"
        "A bell rings.\n\n“Nobody has come to help us yet.”\n\n“We will rebuild every house,” said Leo Paz."
    )
    assert found(text)[1].speaker is None


def test_somebody_spoken_of_already_is_not_who_is_named_behind_the_possessive(said):
    text = f"Mrs. Ana Ruiz won.\n\nAsked about her plans if Max Orr runs again, she replied: {QUOTE}"
    assert said(text) == [(QUOTE.strip("“”"), "Ana Ruiz")]


def test_the_son_of_somebody_leaves_open_who_goes_on(found):
    text = f"Ana Ruiz’s son, Leo Paz, owns the bakery now.\n\n{QUOTE}"
    [quote] = found(text)
    assert quote.speaker is None


def test_a_role_is_not_resolved_to_who_is_introduced_later(found):
    text = f"{QUOTE}, the mayor said.\n\nIn Altea, Mayor Ana Ruiz was silent."
    assert found(text)[0].speaker is None


def test_the_office_printed_once_goes_with_every_quotation_of_its_holder(found):
    text = (
        f"Ana Ruiz, the mayor of Altea, opened the bridge.\n\n{QUOTE}, Ruiz said.\n\n"
        "“The river will not wait for us any longer,” she added."
    )
    assert [quote.role for quote in found(text)] == ["the mayor of Altea"] * 2


def test_only_a_place_is_whose_somebody_is(found):
    [quote] = found(f"{QUOTE}, said Leo Paz’s sister Ana Ruiz.")
    assert quote.speaker == "Ana Ruiz"
    assert quote.role == "sister"


def test_a_pull_quote_waits_for_its_speaker(found):
    text = (
        "“The budget is balanced for the first time,” said Ana Ruiz.\n\n“The road will take us thirty years to mend”\n\n"
        "Leo Paz got up. “The road will take us thirty years to mend,” said Paz."
    )
    assert [(quote.speaker, quote.certainty) for quote in found(text)] == [
        ("Ana Ruiz", Certainty.EXPLICIT),
        ("Leo Paz", Certainty.CARRIED),
        ("Leo Paz", Certainty.EXPLICIT),
    ]


def test_a_carried_speaker_is_no_surer_than_its_source(found):
    text = "Ana Ruiz opened the bridge. “It took us three long years,” she said. “Nobody thought that it would stand.”"
    assert [quote.certainty for quote in found(text)] == [Certainty.PRONOUN, Certainty.PRONOUN]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“The bridge is safe,” said Ana Ruiz.", "The bridge is safe"),
        ("“The bridge,” said Ana Ruiz, “is safe,” and left.", "The bridge,” said Ana Ruiz, “is safe"),
        ("“Is it safe?” said Ana Ruiz.", "Is it safe?"),
    ],
)
def test_the_comma_that_leads_to_the_verb_is_no_part_of_what_was_said(text, shown):
    (quote,) = quotes.extract(text, language="en")
    assert quote.text == quote.span.of(text) == shown
    assert quote.segments[-1].end == quote.span.end
