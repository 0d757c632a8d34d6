import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langdetect import DetectorFactory

from summarizer import language
from summarizer.language import detect

NEWS = {
    "en": "The government said on Monday that it would extend the agreement with the neighbouring countries until the end of the year.",
    "es": "El gobierno anunció el lunes que ampliará el acuerdo con los países vecinos hasta que termine el año próximo.",
    "pt": "O governo anunciou na segunda-feira que vai ampliar o acordo com os países vizinhos até ao fim do próximo ano.",
    "fr": "Le gouvernement a annoncé lundi qu'il prolongerait l'accord avec les pays voisins jusqu'à la fin de l'année prochaine.",
    "de": "Die Regierung kündigte am Montag an, dass sie das Abkommen mit den Nachbarländern bis zum Ende des Jahres verlängert.",
    "it": "Il governo ha annunciato lunedì che estenderà l'accordo con i paesi vicini fino alla fine del prossimo anno.",
    "nl": "De regering heeft maandag aangekondigd dat zij het akkoord met de buurlanden tot het einde van het jaar verlengt.",
    "pl": "Rząd ogłosił w poniedziałek, że przedłuży umowę z sąsiednimi krajami do końca przyszłego roku, ale nie podał szczegółów.",
    "ru": "Правительство сообщило в понедельник, что продлит соглашение с соседними странами до конца следующего года.",
    "uk": "Уряд повідомив у понеділок, що продовжить угоду з сусідніми країнами до кінця наступного року, але він не назвав умов.",
    "bg": "Правителството съобщи в понеделник, че ще удължи споразумението със съседните страни до края на следващата година.",
    "be": "Урад паведаміў у панядзелак, што працягне пагадненне з суседнімі краінамі да канца наступнага года, але ён не назваў умоў.",
    "sr": "Влада је у понедељак саопштила да ће продужити споразум са суседним земљама до краја године, али није рекла под којим условима.",
    "el": "Η κυβέρνηση ανακοίνωσε τη Δευτέρα ότι θα παρατείνει τη συμφωνία.",
    "he": "הממשלה הודיעה ביום שני כי תאריך את ההסכם עם המדינות השכנות.",
    "ar": "أعلنت الحكومة يوم الاثنين أنها ستمدد الاتفاق مع الدول المجاورة حتى نهاية العام.",
    "fa": "دولت روز دوشنبه اعلام کرد که توافق با کشورهای همسایه را تا پایان سال تمدید می‌کند.",
    "hi": "सरकार ने सोमवार को कहा कि वह पड़ोसी देशों के साथ समझौते को साल के अंत तक बढ़ाएगी।",
    "th": "รัฐบาลประกาศเมื่อวันจันทร์ว่าจะขยายข้อตกลงกับประเทศเพื่อนบ้าน",
    "ka": "მთავრობამ ორშაბათს განაცხადა, რომ შეთანხმებას გააგრძელებს.",
    "hy": "Կառավարությունը երկուշաբթի հայտարարեց, որ կերկարաձգի համաձայնագիրը։",
    "ja": "政府は月曜日、近隣諸国との協定を年末まで延長すると発表した。",
    "zh": "政府周一宣布，将与邻国的协议延长至年底。",
    "ko": "정부는 월요일 이웃 나라들과의 협정을 연말까지 연장한다고 발표했다.",
    "tr": "Hükümet pazartesi günü komşu ülkelerle yaptığı anlaşmayı yıl sonuna kadar uzatacağını açıkladı.",
}


@pytest.mark.parametrize("code", NEWS)
def test_a_sentence_of_news(code):
    assert detect(NEWS[code])[0] == code


@pytest.mark.parametrize("code", ["en", "es", "de", "ru", "fr"])
def test_capitals_are_read_too(code):
    assert detect(NEWS[code].upper())[0] == code


def test_traditional_chinese_is_not_korean():
    assert detect("政府週一宣佈，將與鄰國的協議延長至年底。")[0] == "zh"


def test_boilerplate_at_both_ends_does_not_count():
    cookies = "We use cookies to improve your experience and to show you advertising. " * 4
    assert detect(cookies + NEWS["es"] * 10 + cookies)[0] == "es"


def test_latin_names_do_not_make_a_chinese_text_english():
    assert detect("苹果公司（Apple Inc.）周一发布了 iPhone 和 MacBook 新产品。")[0] == "zh"


@pytest.mark.parametrize(
    "text", ["", " \n", "12345", "!!! ???", "🎉🎉", "https://example.com/a/b", "@someone #tag", "\ud800"]
)
def test_no_language(text):
    assert detect(text) == (None, 0.0)


def test_a_language_without_profile_is_not_guessed():
    basque = "Gobernuak astelehenean iragarri zuen inguruko herrialdeekin duen akordioa urte amaierara arte luzatuko duela, baina ez du baldintzarik eman."
    assert detect(basque)[0] in {"eu", None}


@pytest.mark.parametrize(
    ("code", "headline"),
    [
        ("no", "Politiet leter etter mannen som ikke ble sett igjen"),
        ("da", "Politiet leder efter manden, som ikke blev set igen"),
        ("nl", "Wij weten nog niet waar het geld is gebleven"),
        ("af", "Ons weet nog nie waar die geld gebly het nie"),
        ("hr", "Nitko ne zna što će biti s novcem"),
        ("sl", "Nihče ne ve, kaj bo z denarjem"),
        ("cs", "Nikdo neví, co bude s penězi příští rok"),
        ("sk", "Nikto nevie, čo bude s peniazmi budúci rok"),
        ("gl", "Ninguén sabe onde están os cartos da xunta"),
    ],
)
def test_neighbours_are_told_by_their_small_words(code, headline):
    assert detect(headline)[0] == code


def test_names_in_latin_do_not_hide_a_script():
    assert detect("นายกรัฐมนตรีพบ Volkswagen Group และ Mercedes")[0] == "th"


def test_words_are_worth_more_than_a_rule():
    """Kyrgyz and Mongolian share their letters; a short text without ң is told by its words."""
    assert detect("Бул тууралуу өлкө президенти бүгүн билдирди деп айтты")[0] == "ky"


def test_few_words_are_worth_little():
    assert detect("Hola")[1] < 0.6 < detect(NEWS["es"])[1]


@given(st.text())
def test_any_text_has_an_answer_and_always_the_same(text):
    code, confidence = detect(text)
    assert 0.0 <= confidence <= 1.0
    assert code is None or code.isalpha()
    assert detect(text) == (code, confidence)


def test_langdetect_has_a_seed():
    assert DetectorFactory.seed == 0


def test_threads_from_a_cold_start():
    """langdetect's own factory answers wrongly while another thread still loads it."""
    program = (
        "import sys\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from summarizer.language import detect\n"
        "text = sys.argv[1]\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    print(sorted({code for code, _ in pool.map(detect, [text] * 64)}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, NEWS["es"]], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['es']"


def test_threads_agree():
    texts = [NEWS[code] for code in NEWS] * 4
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(detect, texts)) == [detect(text) for text in texts]


def test_warm_may_be_called_again():
    language.warm()
    language.warm()


@pytest.mark.parametrize("text", ["Hola", "Hello", "Danke", "Obama", "Ok", "Привет", "URGENTE", "OpenAI"])
def test_a_word_or_two_tell_nothing(text):
    assert detect(text) == (None, 0.0)
