"""A wrong name under a quote is worse than none: who stands near a quotation and does not say it."""

import pytest

from summarizer import quotes


def said(language, text):
    return [
        (quote.speaker, [span.of(text) for span in quote.segments])
        for quote in quotes.extract(text, language=language)
    ]


@pytest.mark.parametrize(
    ("language", "text", "speaker", "segments"),
    [
        ("no", "– Jeg har ikke mer å gi, sier Liv Bakke. Hun går av 1. mai.", "Liv Bakke", ["Jeg har ikke mer å gi"]),
        ("da", "- Det kommer ikke bag på mig, siger Mette Krog. Mødet begyndte klokken otte.", "Mette Krog", ["Det kommer ikke bag på mig"]),
        ("sv", "– Det var väntat av oss, säger Mats Hedlund, och pekar på Lena Sjödin. Hon svarar inte.", "Mats Hedlund", ["Det var väntat av oss"]),
        ("sv", "– Den firman har vi aldrig hittat, säger Mats Ek. Nu letar vi efter pengarna i stället.", "Mats Ek", ["Den firman har vi aldrig hittat", "Nu letar vi efter pengarna i stället."]),
        ("da", "- Det er lige før, vi er i mål, siger Eva Holm. Men der mangler penge.", "Eva Holm", ["Det er lige før, vi er i mål", "Men der mangler penge."]),
        ("fr", "– Je pars demain, soupire Anne Morel. Je reviens lundi avec toute la famille.", "Anne Morel", ["Je pars demain", "Je reviens lundi avec toute la famille."]),
        ("fr", "Le préfet Denis Marchal n’a pas répondu.\n\n« Ce n’est pas fini, prévient la syndicaliste Nadia Ferrat. Nous irons au bout de ce combat. »", "Nadia Ferrat", ["Ce n’est pas fini", "Nous irons au bout de ce combat."]),
    ],
)  # fmt: skip
def test_speech_ends_with_its_attribution(language, text, speaker, segments):
    assert said(language, text) == [(speaker, segments)]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("zh", "李敏对王建国说：“我们明天再谈这个问题吧。”", "李敏"),
        ("zh", "李敏批评王建国说：“我们明天再谈这个问题吧。”", "李敏"),
        ("fr", "Selon un proche d’Anne Morel, « rien ne sera signé avant le mois de mai ».", None),
        ("fr", "Selon Anne Morel, « rien ne sera signé avant le mois de mai ».", "Anne Morel"),
        ("es", "Según un asesor de Carmen Ibarra, «nada se firmará antes del mes de mayo».", None),
        ("es", "Según Carmen Ibarra, «nada se firmará antes del mes de mayo».", "Carmen Ibarra"),
        ("en", 'Tom Ashe keeps her note on the fridge: "Please never change a thing in it."', None),
        ("en", 'Ana Ruiz, on Monday: "We will not sign anything before May."', "Ana Ruiz"),
        ("de", "Trainer Ralf Timm nach dem Spiel: „Wir haben heute alles gegeben und verdient gewonnen.“", "Ralf Timm"),
    ],
)  # fmt: skip
def test_who_stands_near_is_not_who_speaks(language, text, speaker):
    assert [name for name, _ in said(language, text)] == [speaker]
