import pytest


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "es",
            "—Yo vi caer el muro —contó Inés Vera, vecina—. Fue de noche.",
            [("Yo vi caer el muro … Fue de noche.", "Inés Vera")],
        ),
        (
            "pl",
            "– Nikt nas nie pytał – mówi Anna Maj. – Szkoda.",
            [("Nikt nas nie pytał … Szkoda.", "Anna Maj")],
        ),
        (
            "ru",
            "— Никто нас не спросил,— сказал Иван Крылов.— Обидно.",
            [("Никто нас не спросил, … Обидно.", "Иван Крылов")],
        ),
        (
            "fr",
            "– On ne nous a rien demandé, soupire Luc Morel. C’est triste.",
            [("On ne nous a rien demandé … C’est triste.", "Luc Morel")],
        ),
        ("sv", "– Ingen frågade oss, säger Nils Berg.", [("Ingen frågade oss", "Nils Berg")]),
        (
            "ru",
            "«Мы не успели, — признал Иван Крылов. — Но успеем».",
            [("Мы не успели, … Но успеем", "Иван Крылов")],
        ),
        (
            "uk",
            "«Ми не встигли, – визнав Іван Крук. – Але встигнемо».",
            [("Ми не встигли, … Але встигнемо", "Іван Крук")],
        ),
        (
            "fr",
            "« Rien n’est prêt, a-t-elle prévenu. Rien du tout. »",
            [("Rien n’est prêt … Rien du tout.", None)],
        ),
        (
            "fr",
            "« Rien n’est prêt, prévient Léa Martin. Rien du tout. »",
            [("Rien n’est prêt … Rien du tout.", "Léa Martin")],
        ),
    ],
)
def test_attribution_between_dashes_or_inside_marks_is_cut_out(said, language, text, expected):
    assert said(text, language) == expected


def test_a_turn_announced_by_a_colon_is_the_announced_persons(said):
    assert said("Павел Орлов признался:\n— Я никогда этого не забуду.", "ru") == [
        ("Я никогда этого не забуду.", "Павел Орлов")
    ]


def test_a_list_behind_dashes_is_no_speech(said):
    assert said("Lo que falta:\n\nNota.\n\n— Pan y leche fresca\n— Huevos de corral", "es") == []


def test_a_dash_within_speech_is_no_attribution(said):
    text = "— Мы — команда, и команда большая,— заявил Олег Лисин."
    assert said(text, "ru") == [("Мы — команда, и команда большая", "Олег Лисин")]


def test_dashes_mean_nothing_in_a_language_without_them(said):
    assert said("— Not a quotation, said nobody.", "en") == []
