"""Traps of every language: people, birds, nuts, papers and credits that carry a country's name and mean none."""

import pytest

from summarizer.tags import countries


def named(text, language="en", title=None):
    return {tag.code for tag in countries(text, language=language, title=title)}


PEOPLE = [
    ("Paris Hilton opened a shop on Monday.", set()),
    ("Jordan Peterson gave a lecture; Peterson was late.", set()),
    ("Chad Smith played the drums all night.", set()),
    ("Washington Sundar took four wickets. Washington was pleased.", set()),
    ("Sydney Sweeney stars in the film.", set()),
    ("Israel Adesanya lost his belt.", set()),
    ("Cuba Gooding was acquitted.", set()),
    ("Kenya Barris wrote the series.", set()),
    ("Dakota Fanning and Brooklyn Beckham were there.", set()),
    ("George Washington never slept here.", set()),
    ("Actor Kerry Washington agreed.", set()),
    ("Jack London wrote the book.", set()),
    ("John Manchester won the seat.", set()),
    ("Vladimir Petrov spoke for an hour.", set()),
]
THINGS = [
    ("en", "They ate Brazil nuts and kept two guinea pigs.", set()),
    ("en", "The Persian cat lay on a Persian rug.", set()),
    ("en", "A turkey was roasted; turkeys are cheap.", set()),
    ("es", "El pavo subió de precio y la conejilla de Indias duerme.", set()),
    ("pt", "O peru de Natal e a castanha-do-pará encareceram.", set()),
    ("pt", "Comeram peru assado.", set()),
    ("fr", "La dinde et le cochon d’Inde; des noix du Brésil.", set()),
    ("de", "Der Truthahn, das Meerschweinchen und die Paranuss.", set()),
    ("it", "Il tacchino, il porcellino d’India e la noce del Brasile.", set()),
    ("nl", "De kalkoen, de cavia en de paranoot.", set()),
    ("ru", "Индейка, морская свинка и бразильский орех.", set()),
    ("uk", "Індичка, морська свинка і волоський горіх.", set()),
    ("pl", "Indyk, świnka morska i orzech brazylijski.", set()),
    ("tr", "Hindi, kobay, hindistan cevizi ve mısır unu.", set()),
    ("ar", "ديك رومي على المائدة.", set()),
    ("zh", "火鸡、豚鼠和巴西坚果。", set()),
    ("ja", "七面鳥とモルモットとブラジルナッツ。", set()),
    ("ko", "칠면조와 기니피그.", set()),
    ("hi", "चीनी का भाव बढ़ा और चीनी 45 फीसदी महंगी हुई।", set()),
    ("hi", "चीनी राष्ट्रपति दिल्ली पहुंचे।", {"CN", "IN"}),
    ("tr", "Mısır Cumhurbaşkanı konuştu.", {"EG"}),
    ("pt", "O Peru elegeu um presidente.", {"PE"}),
]
WORDS = [
    ("uk", "Малі підприємства закрилися.", set()),
    ("uk", "Чад диму стояв у хаті.", set()),
    ("ru", "Мали ресурсы, велики желания; малый бизнес ждет.", set()),
    ("ru", "Это того стоит.", set()),
    ("pl", "Mali przedsiębiorcy i mali rolnicy protestują.", set()),
    ("pl", "Czad zabił dwie osoby, ostrzega strażak.", set()),
    ("it", "Chiara e i suoi amici cenano.", set()),
    ("ko", "수단과 방법을 가리지 않는다.", set()),
    ("ko", "학생이란 무엇인가. 인도주의 정신과 그리스도.", set()),
    ("ko", "오만과 편견을 읽었다.", set()),
    ("ko", "인도 정부와 이란 외무장관이 만났다.", {"IN", "IR"}),
    ("ja", "タイトルをビーチリゾートで撮影した。", set()),
    ("ja", "タイとチリが合意した。", {"TH", "CL"}),
    ("zh", "自由党领袖发言。", set()),
    ("fr", "Le Petit Poucet et Nice matin: un pays.", {"FR"}),
    ("en", "It matters to us, and they told us so.", set()),
    ("en", "Latin American poets met.", set()),
    ("en", "New Mexico voted.", {"US"}),
    ("en", "North Macedonia and Northern Ireland agreed.", {"MK", "GB"}),
    ("en", "The Republic of Ireland agreed.", {"IE"}),
    ("nl", "Holland speelt gelijk.", {"NL"}),
    ("en", "She speaks French and is learning Spanish.", set()),
    ("en", "He lives at 12 Dublin Road, near Norfolk High School.", set()),
]
OUTLETS = [
    ("en", "He told the Washington Post and The New York Times.", set()),
    ("en", "The Times of India and Le Monde reported it, Al Jazeera said.", set()),
    ("pt", "A entrevista à BBC News Brasil foi ontem.", set()),
    ("es", "Lo dijo a BBC News Mundo y a CNN en Español.", set()),
    ("fr", "Un conseiller l’a dit au Monde et à France Info.", set()),
    ("de", "Das sagte er der Deutschen Welle und der New York Times.", set()),
    ("it", "Lo ha detto al Washington Post.", set()),
    ("nl", "Dat zei hij tegen de New York Times.", set()),
    ("ru", "Об этом пишет The New York Times и «Вашингтон пост».", set()),
    ("uk", "Про це пише «Нью-Йорк таймс».", set()),
    ("pl", "Pisze o tym The Washington Post.", set()),
    ("tr", "Bunu Washington Post yazdı.", set()),
    ("ar", "ذكرت صحيفة نيويورك تايمز ذلك.", set()),
    ("zh", "《纽约时报》和《华盛顿邮报》报道。", set()),
    ("ja", "ニューヨーク・タイムズが報じた。", set()),
    ("ko", "뉴욕타임스가 보도했다.", set()),
    ("hi", "न्यूयॉर्क टाइम्स ने लिखा।", set()),
    ("en", "Talks failed, Reuters in London reported.", set()),
    ("fr", "Les pourparlers ont échoué, selon l’AFP à Londres.", set()),
    ("es", "Fracasaron, según Reuters en Londres.", set()),
    ("ru", "Переговоры сорваны.\nФото: пресс-служба Кремля", set()),
    ("en", "Talks failed.\nPhoto: Kremlin press service", set()),
]
PAIRS = [
    ("zh", "中美元首通话，俄乌谈判继续。", {"CN", "US", "RU", "UA"}),
    ("ja", "日米首脳が会談した。", {"JP", "US"}),
    ("ko", "한미 정상이 통화했다.", {"KR", "US"}),
    ("ru", "На российско-украинской границе спокойно.", {"RU", "UA"}),
    ("uk", "Американо-китайські переговори тривають.", {"US", "CN"}),
    ("fr", "Le sommet franco-allemand s’ouvre.", {"FR", "DE"}),
    ("es", "La frontera colombo-venezolana reabre.", {"CO", "VE"}),
    ("it", "Il vertice italo-francese.", {"IT", "FR"}),
    ("en", "The Sino-Indian border is calm.", {"CN", "IN"}),
    ("en", "Franco died in 1975.", set()),
    ("ru", "Русско-то говоря, нет.", {"RU"}),
]


@pytest.mark.parametrize(("text", "expected"), PEOPLE)
def test_people(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(("language", "text", "expected"), [*THINGS, *WORDS])
def test_words_and_things(language, text, expected):
    assert named(text, language) == expected


@pytest.mark.parametrize(("language", "text", "expected"), OUTLETS)
def test_outlets_agencies_and_credits(language, text, expected):
    assert named(text, language) == expected


@pytest.mark.parametrize(("language", "text", "expected"), PAIRS)
def test_two_countries_in_one_word(language, text, expected):
    assert named(text, language) == expected


NEIGHBOURS = {
    "en": ("Niger, Nigeria, Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea", "NE NG GN GW GQ PG"),
    "es": ("Níger, Nigeria, Guinea, Guinea-Bisáu, Guinea Ecuatorial y Papúa Nueva Guinea", "NE NG GN GW GQ PG"),
    "pt": ("Níger, Nigéria, Guiné, Guiné-Bissau, Guiné Equatorial e Papua-Nova Guiné", "NE NG GN GW GQ PG"),
    "fr": ("Niger, Nigeria, Guinée, Guinée-Bissau, Guinée équatoriale et Papouasie-Nouvelle-Guinée", "NE NG GN GW GQ PG"),
    "it": ("Niger, Nigeria, Guinea, Guinea-Bissau, Guinea Equatoriale e Papua Nuova Guinea", "NE NG GN GW GQ PG"),
    "de": ("Niger, Nigeria, Guinea, Guinea-Bissau, Äquatorialguinea und Papua-Neuguinea", "NE NG GN GW GQ PG"),
    "nl": ("Niger, Nigeria, Guinee, Guinee-Bissau, Equatoriaal-Guinea en Papoea-Nieuw-Guinea", "NE NG GN GW GQ PG"),
    "ru": ("Нигер, Нигерия, Гвинея, Гвинея-Бисау, Экваториальная Гвинея и Папуа — Новая Гвинея", "NE NG GN GW GQ PG"),
    "uk": ("Нігер, Нігерія, Гвінея, Гвінея-Бісау, Екваторіальна Гвінея та Папуа Нова Гвінея", "NE NG GN GW GQ PG"),
    "pl": ("Niger, Nigeria, Gwinea, Gwinea Bissau, Gwinea Równikowa i Papua-Nowa Gwinea", "NE NG GN GW GQ PG"),
    "tr": ("Nijer, Nijerya, Gine, Gine-Bissau, Ekvator Ginesi ve Papua Yeni Gine", "NE NG GN GW GQ PG"),
    "ar": ("النيجر ونيجيريا وغينيا وغينيا بيساو وغينيا الاستوائية وبابوا غينيا الجديدة", "NE NG GN GW GQ PG"),
    "zh": ("尼日尔、尼日利亚、几内亚、几内亚比绍、赤道几内亚和巴布亚新几内亚", "NE NG GN GW GQ PG"),
    "ja": ("ニジェール、ナイジェリア、ギニア、ギニアビサウ、赤道ギニア、パプアニューギニア", "NE NG GN GW GQ PG"),
    "ko": ("니제르, 나이지리아, 기니, 기니비사우, 적도기니, 파푸아뉴기니", "NE NG GN GW GQ PG"),
    "hi": ("नाइजर, नाइजीरिया, गिनी, गिनी-बिसाउ, इक्वेटोरियल गिनी और पापुआ न्यू गिनी", "NE NG GN GW GQ PG"),
}  # fmt: skip


@pytest.mark.parametrize("language", NEIGHBOURS)
def test_countries_whose_names_lie_in_one_another(language):
    text, codes = NEIGHBOURS[language]
    assert named(text + ".", language) == set(codes.split())


KOREAS = {
    "en": ("North Korea warned South Korea.", "Sudan and South Sudan met."),
    "es": ("Corea del Norte advirtió a Corea del Sur.", "Sudán y Sudán del Sur se reunieron."),
    "pt": ("A Coreia do Norte alertou a Coreia do Sul.", "O Sudão e o Sudão do Sul se reuniram."),
    "fr": ("La Corée du Nord menace la Corée du Sud.", "Le Soudan et le Soudan du Sud se sont vus."),
    "it": ("La Corea del Nord avverte la Corea del Sud.", "Il Sudan e il Sud Sudan si incontrano."),
    "de": ("Nordkorea warnt Südkorea.", "Der Sudan und der Südsudan verhandeln."),
    "nl": ("Noord-Korea waarschuwt Zuid-Korea.", "Soedan en Zuid-Soedan praten."),
    "ru": ("Северная Корея предупредила Южную Корею.", "Судан и Южный Судан договорились."),
    "uk": ("Північна Корея попередила Південну Корею.", "Судан і Південний Судан домовилися."),
    "pl": ("Korea Północna ostrzega Koreę Południową.", "Sudan i Sudan Południowy rozmawiają."),
    "tr": ("Kuzey Kore, Güney Kore'yi uyardı.", "Sudan ve Güney Sudan görüştü."),
    "ar": ("كوريا الشمالية تحذر كوريا الجنوبية.", "السودان وجنوب السودان يتفاوضان."),
    "zh": ("朝鲜警告韩国。", "苏丹和南苏丹谈判。"),
    "ja": ("北朝鮮が韓国に警告した。", "スーダンと南スーダンが協議した。"),
    "ko": ("북한이 한국에 경고했다.", "남수단 대통령이 수단을 방문했다. 수단 정부는 환영했다."),
    "hi": ("उत्तर कोरिया ने दक्षिण कोरिया को चेताया।", "सूडान और दक्षिण सूडान मिले।"),
}


@pytest.mark.parametrize("language", KOREAS)
def test_north_and_south(language):
    koreas, sudans = KOREAS[language]
    assert named(koreas, language) == {"KP", "KR"}
    assert {"SS"} <= named(sudans, language) <= {"SD", "SS"}
    assert language == "ko" or named(sudans, language) == {"SD", "SS"}


SEATS = {
    "en": ("The Kremlin and the White House agreed.", "RU US"),
    "es": ("El Kremlin, la Casa Blanca y la Moncloa callan.", "RU US ES"),
    "pt": ("O Planalto, o Kremlin e a Casa Branca calam.", "BR RU US"),
    "fr": ("L’Élysée, le Kremlin et la Maison Blanche se taisent.", "FR RU US"),
    "it": ("Palazzo Chigi, il Cremlino e la Casa Bianca tacciono.", "IT RU US"),
    "de": ("Der Kreml, das Weiße Haus und der Bundestag schweigen.", "RU US DE"),
    "nl": ("Het Binnenhof, het Kremlin en het Witte Huis zwijgen.", "NL RU US"),
    "ru": ("Кремль, Белый дом и Банковая молчат.", "RU US UA"),
    "uk": ("Банкова, Кремль і Білий дім мовчать.", "UA RU US"),
    "pl": ("Sejm, Kreml i Biały Dom milczą.", "PL RU US"),
    "tr": ("Külliye, Kremlin ve Beyaz Saray sessiz.", "TR RU US"),
    "ar": ("الكرملين والبيت الأبيض والإليزيه صامتون.", "RU US FR"),
    "zh": ("克里姆林宫、白宫和青瓦台沉默。", "RU US KR"),
    "ja": ("クレムリンとホワイトハウスと青瓦台は沈黙した。", "RU US KR"),
    "ko": ("크렘린과 백악관, 청와대는 침묵했다.", "RU US KR"),
    "hi": ("क्रेमलिन और व्हाइट हाउस चुप हैं।", "RU US"),
}


@pytest.mark.parametrize("language", SEATS)
def test_seats_of_power(language):
    text, codes = SEATS[language]
    assert named(text, language) == set(codes.split())
