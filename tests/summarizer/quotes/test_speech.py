import pytest


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The film “Under the Fjord” opened in June."),
        ("en", "The so-called “tunnel of patience” is late."),
        ("en", "Drozd, nicknamed “the Accountant” by colleagues, resigned."),
        ("en", "He spoke on NBC’s “Meet the Press” on Sunday."),
        ("en", "Workers held signs and called it “unfair” to wait."),
        ("en", "They met at the “Blue Hall” and the “Red Hall” in town."),
        ("en", "The governor said he would appear on “Meet the Neighbours.”"),
        ("de", "Sie warnte vor der Pille „Reduce Weight Planta“ im Netz."),
        ("es", "La operación «Mar Abierto» terminó ayer."),
        ("es", "El llamado «pacto de las rentas» fracasó."),
        ("fr", "Le projet, surnommé « l’Arche bleue », est mort."),
        ("de", "Der Film „Letzter Halt Basel“ läuft im Kino."),
        ("de", "Die so genannte „Kopfpauschale“ ist vom Tisch."),
        ("ru", "Газета «Вечерний город» пишет о ремонте."),
        ("pl", "Kampania „Czysta woda” ruszyła w marcu."),
        ("pt", "A exposição “Mar de Dentro” foi adiada."),
        ("it", 'Il progetto "Mercato Vivo" era pronto.'),
        ("tr", '"Mavi Kart" uygulaması devam edecek.'),
        ("ja", "市は延期を「前向きな見直し」と呼んでいる。"),
        ("zh", "有网民把这条线路称为“传说中的九号线”。"),
        ("ko", "사람들은 그 다리를 “기다림의 다리”라고 부른다."),
    ],
)
def test_titles_nicknames_and_terms_are_no_quotations(found, language, text):
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“We will wait,” said Ann Lee."),
        ("en", "Ann Lee told reporters that “nobody will be left behind this winter”."),
        ("en", "Ann Lee:\n\n“We will wait for the boats.”"),
        ("de", "Ann Lee betonte: „Wir warten auf die Boote.“"),
        ("ja", "岡田社長は「船が来るまで私たちは待ち続ける」と語った。"),
    ],
)
def test_speech_is(found, language, text):
    assert len(found(text, language)) == 1


def test_a_title_said_in_a_sentence_does_not_cut_the_attribution(said):
    text = "“I watched it twice,” said Ann Lee on “Late News.” “It made me cry both times,” she added."
    assert said(text) == [("I watched it twice", "Ann Lee"), ("It made me cry both times", "Ann Lee")]
