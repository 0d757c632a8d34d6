import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import document
from summarizer.candidates import gather
from summarizer.fitness import Fitness
from summarizer.models import Voice
from summarizer.voice import voices

LAST = "The port of Lunden was built in 1961 and holds nine ferries."


def fit(text, code="en"):
    return [each.text for each in gather(document.parse(text), code) if each.fit]


@pytest.mark.parametrize(
    ("code", "speech"),
    [
        ("en", "“I wrote to the board of the port. We measured the water every single morning.\n\n“On Friday I sent them home.”"),
        ("de", "„Ich habe elf Jahre im Hafen gearbeitet. Die Mannschaft braucht jetzt eine Stimme.\n\nIch gehe ohne Groll. Mein Haus bleibt hier“, sagte Harms."),
        ("fr", "« J’ai donné onze ans à ce port. L’équipe a besoin d’une voix.\n\nJe pars sans rancune. Ma maison reste ici », a dit Harmel."),
        ("nl", "‘Ik heb elf jaar in de haven gewerkt. De ploeg heeft nu een stem nodig.\n\nIk ga zonder wrok. Mijn huis blijft hier’, zei Harms."),
    ],
)  # fmt: skip
def test_a_quotation_over_paragraphs_gives_no_halves(code, speech):
    assert fit(f"{speech}\n\n{LAST}", code) == [LAST]


def test_its_last_paragraph_may_stand_with_its_speaker():
    said = "“On Friday I sent the crew home. Nobody asked,” said Helen Marrow, who ran the port."
    assert fit(f"“I wrote to the board of the port. We waited for years.\n\n{said}\n\n{LAST}") == [said, LAST]


def test_a_mark_that_never_closes_spoils_its_paragraph_only():
    assert fit(f"“I wrote to the board of the port. It never answered us at all.\n\n{LAST}") == [LAST]


@pytest.mark.parametrize(
    ("code", "turn"),
    [
        ("es", "—Yo empecé en la barca de mi padre. El mar daba para todos —recuerda Carmen Oubiña."),
        ("pt", "— Perdemos tudo em duas horas. A água veio pela cozinha — contou a costureira Ana Lima."),
        ("no", "– Vi er veldig glade for fergen. Den er viktig for byen, sier ordfører Kari Nordmann."),
        ("ru", "— Мы ждём паром каждое утро, — сказала Анна Лескова."),
    ],
)
def test_a_turn_of_speech_stays_with_its_speaker(code, turn):
    article = document.parse(f"{turn}\n\n{LAST}")
    first, last = gather(article, code)
    assert (first.text, first.form, last.text) == (turn, Fitness.WHOLE, LAST)
    assert voices(article, [first.span], code) == (Voice.STATEMENT,)


@pytest.mark.parametrize(
    ("code", "turn"),
    [
        ("ru", "– Машины замерзают каждую ночь, и мы ходим пешком."),
        ("es", "—El mar entonces daba para todos. Nadie pasaba hambre en el puerto."),
    ],
)
def test_a_turn_without_a_speaker_is_no_part_of_a_summary(code, turn):
    assert fit(f"{turn}\n\n{LAST}", code) == [LAST]


@pytest.mark.parametrize(
    ("code", "said", "more"),
    [
        ("ru", "— Мы ждём паром каждое утро, — сказала Анна Лескова.", "— Он не придёт никогда. Порт закрыт навсегда."),
        ("es", "—Yo empecé en la barca de mi padre —recuerda Carmen Oubiña—.", "El mar daba para todos entonces."),
    ],
)  # fmt: skip
def test_speech_that_goes_on_behind_its_attribution_is_torn(code, said, more):
    assert fit(f"{said} {more}\n\n{LAST}", code) == [said, LAST]


def test_a_long_turn_is_cut_and_unfit():
    turn = (
        "—"
        + "El mar entonces daba para todos en el puerto. " * 9
        + "Nadie pasaba hambre —recuerda Carmen Oubiña."
    )
    assert fit(f"{turn}\n\n{LAST}", "es") == [LAST]


def test_a_dash_is_no_speech_where_the_language_has_none():
    line = "– Twelve ferries were sold to a company in Norway."
    assert LAST in fit(f"{line}\n\n{LAST}")
    assert not any(each.form is Fitness.UNFIT for each in gather(document.parse(f"{line}\n\n{LAST}"), "en"))


@given(
    st.lists(st.sampled_from(["—", "– ", "“", "”", "‘", "’", "Ana", " said", ". ", ", ", "\n\n", "the port "]), max_size=40),
    st.sampled_from(["en", "es", "ru", "no", "und"]),
)  # fmt: skip
def test_any_order_of_pieces(pieces, code):
    article = document.parse("".join(pieces))
    assert all(each.span.start < each.span.end for each in gather(article, code))


def test_what_a_sentence_leans_on_is_what_stands_before_it_in_the_text():
    long = "Olga Reyes, " + "who had run the bank in Zug for years and years, " * 25 + "was fined."
    text = f"Banker Sten Falk was freed on bail on Monday. {long} She will appeal, her lawyer told reporters."
    falk, she = gather(document.parse(text), "en")
    assert (falk.before, she.before, she.leans) == (None, None, True)


def test_a_repeated_sentence_stands_for_its_first_print():
    road, mud, he = (
        "The road to the coast is open.",
        "Soldiers cleared the mud on Monday.",
        "He thanked them all.",
    )
    found = gather(document.parse(f"{road} {mud}\n\n{road} {he}"), "en")
    assert [each.text for each in found] == [road, mud, he]
    assert [each.before for each in found] == [None, 0, 0]


def test_a_heading_parts_a_pronoun_from_the_paragraph_above():
    text = f"{LAST} Anna Voss ran it for years.\n\nHer brother\n\nHe kept the mine in Chile. {LAST[:-1]} and one crane."
    he = next(each for each in gather(document.parse(text), "en") if each.text.startswith("He kept"))
    assert he.leans
    assert he.before is None


def test_repetition_without_end_is_not_read_to_its_end():
    found = gather(document.parse("a\n\n" * 5_000 + "The road to the coast is open."), "en")
    assert "The road to the coast is open." not in [each.text for each in found]
