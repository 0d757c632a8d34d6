import pytest
from hypothesis import given
from hypothesis import strategies as st

import summarizer
from summarizer import document
from summarizer.models import Span, Voice
from summarizer.sentences import split
from summarizer.voice import voices
from summarizer.voice.habits import Forms, load

OWN, STATEMENT, REPORT = Voice.OWN, Voice.STATEMENT, Voice.REPORT


def of(text, code="en"):
    return voices(document.parse(text), [Span(0, len(text))], code)[0]


@pytest.mark.parametrize(
    "text",
    [
        "The report said nothing about the flood defences.",
        "According to the law, the tenant pays for the repair of the roof.",
        "The chapel is said to be older than the town itself.",
        "Trains will not stop at the Times Square station before June.",
        "The reported cases rose again in both valleys.",
        "The newspaper was sold to its own printers in March.",
        "The letter said that the bridge would be closed.",
        "A sign at the gate says that dogs must be kept on a lead.",
        "When the minister said that prices would fall, few believed her.",
        "The woman who said that she had seen the thief later left the town.",
        "Ten boats were built according to the same plan.",
        "According to a survey by the university, most pupils walk to school.",
        "The council told residents to boil their water until Sunday.",
        "Her first film, “The Long Way”, opens in forty cinemas this week.",
        "Sales said to be weak fell again in May.",
        "Officials did not say when the bridge would reopen.",
        "The agency was founded in 1990 and sold last year.",
        "The result: 212 boats were lost in the bay that morning.",
        "A red sign at the end of the pier warned: “Nobody may swim or fish here.”",
    ],
)
def test_the_articles_own(text):
    assert of(text) is OWN


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said on Monday that the ferry would run all night.",
        "Police said the driver had not been hurt.",
        "He added that nobody had been dismissed.",
        "The ferry will run all night, the company announced in a statement.",
        "The ferry will run all night, said Nora Lindqvist, who heads the port.",
        "According to the minister, the ferry is safe.",
        "The ferry, officials said, will run all night.",
        "“We have waited eleven years for this ferry to come back,” Lindqvist said.",
        "Lindqvist told the BBC that the ferry was safe.",
        "Police say the driver had not slept for two days.",
        "Experts warn prices will rise again in the autumn.",
        "In an interview with Der Spiegel, the minister said the ferry was safe.",
        "Anna Delmas: I counted 212 boats in the bay that morning.",
        "The mayor asked for patience: “The bridge will be ready in May. We work day and night.”",
    ],
)
def test_statements(text):
    assert of(text) is STATEMENT


@pytest.mark.parametrize(
    "text",
    [
        "Reuters reported that the ferry had run aground.",
        "According to Newsweek, the ferry had run aground twice before.",
        "The ferry had run aground twice before, the BBC reported on Friday.",
        "The ferry was sold in secret, according to a report by the Financial Times.",
        "The ferry was carrying 40 cars, reported the Russian News Agency Tass.",
        "The captain was asleep, state television reported.",
        "The minister knew of the leak, the Guardian said.",
        "Velmo plans to shut its plant by May, Reuters reported on Tuesday, citing two people familiar with the matter.",
        "Velmo plans to shut its plant, according to a report in De Tijd.",
    ],
)
def test_reports(text):
    assert of(text) is REPORT


@pytest.mark.parametrize(
    ("code", "text", "voice"),
    [
        ("de", "Der Minister sagte, dass die Fähre sicher sei.", STATEMENT),
        ("de", "Die Fähre sei sicher, so der Minister.", STATEMENT),
        ("de", "Die Fähre ist auf Grund gelaufen, berichtet der Spiegel.", REPORT),
        ("de", "Die Zeitung wurde verkauft und zieht um.", OWN),
        ("fr", "Selon la ministre, le bac est sûr.", STATEMENT),
        ("fr", "Le bac s’est échoué, rapporte l’AFP.", REPORT),
        ("fr", "Selon la loi, le bac doit être contrôlé chaque année.", OWN),
        ("es", "Añadió que el transbordador es seguro.", STATEMENT),
        ("es", "El barco encalló, según ha informado EFE.", REPORT),
        ("es", "Según el informe, el barco encalló dos veces.", OWN),
        ("pt", "A ministra garantiu que o barco é seguro.", STATEMENT),
        ("it", "Il traghetto è sicuro, ha detto la ministra.", STATEMENT),
        ("nl", "Volgens de politie is de pont veilig.", STATEMENT),
        ("ru", "По словам министра, паром безопасен.", STATEMENT),
        ("ru", "Паром сел на мель, сообщает ТАСС.", REPORT),
        ("ru", "По данным доклада, паром дважды садился на мель.", OWN),
        ("pl", "Minister zapewnił, że prom jest bezpieczny.", STATEMENT),
        ("cs", "Podle zákona musí být přívoz každý rok zkontrolován.", OWN),
        ("zh", "据新华社报道，渡轮昨晚搁浅。", REPORT),
        ("zh", "他表示，渡轮是安全的。", STATEMENT),
        ("ja", "田中市長は渡し船は安全だと述べた。", STATEMENT),
        ("ja", "共同通信によると、渡し船が座礁した。", REPORT),
        ("ko", "시장은 여객선이 안전하다고 밝혔다.", STATEMENT),
        ("ar", "وأضاف أن العبارة آمنة.", STATEMENT),
        ("ar", "ذكرت وكالة رويترز أن العبارة جنحت.", REPORT),
        ("tr", "Bakan feribotun güvenli olduğunu söyledi.", STATEMENT),
        ("fi", "Lain mukaan lautta on tarkastettava joka vuosi.", OWN),
        ("hu", "A rendőrség szerint a komp biztonságos.", STATEMENT),
        ("es", "La planta cerrará en mayo, informó Reuters citando a dos fuentes.", REPORT),
        ("ru", "Завод закроют в мае, сообщает Reuters со ссылкой на источники.", REPORT),
        ("ru", "Завод закроют в мае, сообщает агентство Полярис.", REPORT),
        (
            "ru",
            "Глава города Анна Лескова призвала к терпению: «Мост будет готов к маю. Мы работаем».",
            STATEMENT,
        ),
        ("fr", "L’usine fermera en mai, d'après l'agence Polaris.", REPORT),
        ("fr", "L’agence Polaris a été fondée en 1990.", OWN),
        ("fr", "Selon l’agence Moody’s, la dette du port augmente.", STATEMENT),
        ("fr", "Anne Delmas : J’ai compté 212 bateaux ce matin-là dans la baie.", STATEMENT),
        ("es", "La planta cerrará en mayo, según la agencia Polaris.", REPORT),
        ("de", "Das Werk schließt im Mai, meldet die Agentur Polaris.", REPORT),
        ("de", "Die Bahn teilte mit, dass die Strecke im Mai wieder öffnet.", STATEMENT),
        ("de", "Die Bahn teilte den Fahrplan in zwei Hälften.", OWN),
        ("de", "Der Vertrag werde im Mai unterschrieben, sagte Müller der dpa.", STATEMENT),
        ("zh", "渡轮已经恢复运营，发言人王志强说。", STATEMENT),
        ("zh", "渡轮何时恢复，公司没有说。", OWN),
        ("ko", '소방 관계자는 "불길을 모두 잡았다"고 말했다.', STATEMENT),
        ("he", "המעבורת בטוחה, אמר ראש העיר אבי גולדברג'.", STATEMENT),
        (
            "vi",
            '"Bến phà sẽ mở lại vào tháng Năm", ông Trần Văn Minh, phó chủ tịch thành phố, nói.',
            STATEMENT,
        ),
        ("es", "—Yo empecé en la barca de mi padre —recuerda Carmen Oubiña.", STATEMENT),
    ],
)
def test_other_languages(code, text, voice):
    assert of(text, code) is voice


@pytest.mark.parametrize("code", ["sw", None])
def test_without_habits_only_marks_speak(code):
    assert of("“Tunasubiri kivuko hiki kwa miaka mingi sana,” alisema meya.", code) is STATEMENT
    assert of("Reuters reported that the ferry had run aground.", code) is OWN


def test_a_sentence_within_a_longer_quotation_is_no_word_of_the_articles():
    text = "“We waited. The ferry never came back to us. We waited for years,” Lindqvist said."
    article = document.parse(text)
    start = text.index("The ferry")
    assert voices(article, [Span(start, text.index(" We waited for"))], "en") == (STATEMENT,)


def test_an_outlet_called_after_somebody_in_the_news():
    text = "Michael Bloomberg opened the school. Bloomberg said that it had cost nine million."
    article = document.parse(text)
    assert voices(article, [Span(text.index("Bloomberg said"), len(text))], "en") == (STATEMENT,)


def test_the_summary_and_the_gist_have_voices(seed):
    found = summarizer.analyze(seed, sentences=12)
    article = document.parse(seed)
    chosen = [*found.summary, found.gist]
    heard = [sentence.voice for sentence in chosen]
    assert heard == list(voices(article, [sentence.span for sentence in chosen], "en"))
    assert STATEMENT in heard


def test_forms_know_beginnings_and_endings():
    forms = Forms(["minister*", "*amt", "mayor"])
    assert all(word in forms for word in ("minister", "ministers", "amt", "bauamt", "mayor"))
    assert not any(word in forms for word in ("mayors", "amts", "prime"))


@given(
    st.text(max_size=300), st.sampled_from(["en", "de", "fr", "zh", "ja", "ko", "ar", "tr", "ru", None, "xx"])
)
def test_any_text_has_voices(text, code):
    article = document.parse(text)
    spans = [span for body in article.body for span in split(body.of(article.flow), code)]
    assert len(voices(article, spans, code)) == len(spans)


_PIECES = [
    "The minister",
    "said",
    "that",
    ",",
    "“",
    "”",
    "Reuters",
    "reported",
    "according to",
    "the law",
    ":",
    ".",
    "he",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=30))
def test_any_order_of_pieces_has_a_voice(pieces):
    text = " ".join(pieces) or "x"
    assert of(text) in Voice


def test_every_language_is_read():
    assert load("zh-TW") is load("zh")
    assert load("xx") is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "pt",
            "“A ponte fica pronta até ao fim do ano”, disse a vereadora das Obras, Rita Falcão, na terça-feira em Vale.",
        ),
        (
            "es",
            "«El puente estará listo antes de fin de año», afirmó la concejala de Obras, Rita Falcón, durante la visita.",
        ),
        (
            "ru",
            "«Мост будет готов до конца года», – заявила министр транспорта Анна Лескова на встрече с жителями города.",
        ),
        (
            "fr",
            "« Le pont sera prêt avant la fin de l’année », a déclaré la maire, Rita Falconnet, lors de sa visite mardi.",
        ),
    ],
)
def test_a_quotation_that_opens_a_longer_sentence(code, text):
    """Its attribution is all that stands outside the marks, and more of the sentence than the quotation."""
    assert of(text, code) is STATEMENT
