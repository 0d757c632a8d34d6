import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import languages
from summarizer.fitness import Fitness, fitness, leans

LEANING = [
    ("en", "He had left the harbour an hour before the storm."),
    ("en", "However, the ferry stayed in the harbour all night."),
    ("en", "The decision angered the fishermen of the bay."),
    ("en", "After the vote, she left the hall by the back door."),
    ("en", "“The ferry is safe and it always was,” she added."),
    ("es", "Añadió que el transbordador es seguro."),
    ("es", "Sin embargo, el transbordador no salió del puerto."),
    ("es", "Su hermano dirige el puerto desde hace nueve años."),
    ("pt", "Disse que o barco é seguro."),
    ("pt", "No entanto, o barco ficou no porto."),
    ("fr", "Selon lui, le bac est sûr."),
    ("fr", "C’est le troisième accident de l’année."),
    ("fr", "Elle dirige le port depuis neuf ans."),
    ("it", "Ha detto che il traghetto è sicuro."),
    ("it", "Quest’ultimo dirige il porto da nove anni."),
    ("de", "Er leitet den Hafen seit neun Jahren."),
    ("de", "Dieser soll im Mai wieder öffnen."),
    ("de", "Das sagte ein Sprecher am Freitag."),
    ("nl", "Volgens hem is de pont veilig."),
    ("ru", "По его словам, паром безопасен."),
    ("ru", "Об этом стало известно в пятницу."),
    ("uk", "За його словами, пором безпечний."),
    ("pl", "Dodał, że prom jest bezpieczny."),
    ("cs", "Řekl, že přívoz je bezpečný."),
    ("cs", "Podle něj je přívoz bezpečný."),
    ("tr", "Öte yandan feribot limanda kaldı."),
    ("tr", "Bunun üzerine feribot limana döndü."),
    ("ar", "وأضاف أن العبارة آمنة تماما."),
    ("ar", "هذه العبارة آمنة تماما."),
    ("zh", "此举引发当地居民的不满。"),
    ("zh", "他从九年前开始管理这个港口。"),
    ("ja", "同社は来年までに船を増やす。"),
    ("ja", "これに対し、住民は反発している。"),
    ("ja", "彼は九年前から港を管理している。"),
    ("ko", "그는 구 년 전부터 항구를 관리했다."),
    ("ko", "이에 주민들은 반발하고 있다."),
    ("sv", "Enligt honom är färjan säker."),
    ("da", "Ifølge hende er færgen sikker."),
    ("no", "Det skriver avisen på fredag kveld."),
    ("ro", "Potrivit acestuia, feribotul este sigur."),
    ("el", "Πρόσθεσε ότι το πλοίο είναι ασφαλές."),
    ("hu", "Hozzátette, hogy a komp biztonságos."),
    ("fi", "Hänen mukaansa lautta on turvallinen."),
    ("hi", "उन्होंने कहा कि नाव सुरक्षित है।"),
    ("vi", "Ông cho biết chiếc phà vẫn an toàn."),
    ("id", "Menurut dia, kapal itu aman."),
    ("fa", "وی گفت که کشتی ایمن است."),
    ("he", "לדבריו, המעבורת בטוחה לחלוטין."),
    ("en", "Among them, twelve had no ticket for the ferry."),
    ("en", "Two days later, the ferry was back in the bay."),
    ("en", "A few hours earlier, the ferry had left the bay."),
    ("en", "Another ferry left the harbour at noon."),
    ("en", "Under the deal, the ferry will sail at night."),
    ("de", "Der 34-Jährige war nicht versichert."),
    ("de", "Unter ihnen sind zwölf Kinder aus dem Ort."),
    ("de", "Zwei Tage später fuhr die Fähre wieder."),
    ("ru", "Через два дня паром вернулся в порт."),
    ("ru", "Напомним, паром сел на мель в мае."),
    ("uk", "Серед них троє дітей із сусіднього села."),
    ("fr", "D’où la colère des pêcheurs du port."),
    ("it", "Si tratta di una nave del 1962."),
    ("es", "Se trata de un barco de 1962."),
    ("pt", "Trata-se de um barco de 1962."),
    ("pl", "Wśród nich jest troje dzieci z portu."),
    ("cs", "Uvedl to mluvčí přístavu v pátek."),
    ("hu", "Erről a polgármester beszélt a kikötőben."),
    ("el", "Μεταξύ αυτών είναι τρία παιδιά από το λιμάνι."),
    ("nl", "Onder hen zijn drie kinderen uit de haven."),
    ("ro", "Printre ei sunt trei copii din port."),
    ("tr", "Onlardan biri limanda kaldı."),
    ("ar", "ومن بينهم ثلاثة أطفال من الحي."),
    ("zh", "据其介绍，渡轮已经修好。"),
]
STANDING = [
    ("en", "Under the deal with Norway, the ferry will sail at night."),
    ("en", "The next day of the trial will be Friday."),
    ("de", "Der 34-jährige Kapitän Jan Harms war nicht versichert."),
    ("zh", "据其他乘客介绍，渡轮已经修好。"),
    ("en", "There is a new ferry in the harbour of Lunden."),
    ("en", "This week the ferry will run all night."),
    ("en", "The decision of the harbour council angered the fishermen."),
    ("en", "Police said they had found the stolen boat."),
    ("es", "Esta semana el transbordador saldrá también de noche."),
    ("es", "La decisión del consejo enfadó a los pescadores."),
    ("pt", "Além do barco, a cidade comprou duas pontes móveis."),
    ("fr", "Cette semaine, le bac circulera toute la nuit."),
    ("fr", "Alors que le bac est à quai, les pêcheurs protestent."),
    ("fr", "L’accord entre les deux ports sera signé vendredi."),
    ("it", "Questa settimana il traghetto parte anche di notte."),
    ("de", "Die Fähre fährt diese Woche auch nachts."),
    ("de", "Das Gericht hat die Klage des Hafens abgewiesen."),
    ("de", "Dieses Jahr fährt die Fähre auch nachts."),
    ("de", "Die Polizei teilte mit, sie habe das Boot gefunden."),
    ("nl", "Het schip ligt al een week in de haven."),
    ("ru", "При пожаре на пароме никто не пострадал."),
    ("ru", "Те, кто купил билеты, получат деньги назад."),
    ("uk", "Цього року пором ходитиме і вночі."),
    ("pl", "Prom kursuje w tym tygodniu także nocą."),
    ("cs", "Tento týden jezdí přívoz i v noci."),
    ("tr", "Bu hafta feribot gece de çalışacak."),
    ("tr", "Daha fazla yolcu için yeni bir feribot alındı."),
    ("ar", "هذا الأسبوع تعمل العبارة في الليل أيضا."),
    ("zh", "其实渡轮公司去年已经亏损。"),
    ("zh", "渡轮公司本周开通夜间航线。"),
    ("ja", "これまで夜間の運航は認められていなかった。"),
    ("ja", "それぞれの港に新しい船が配備される。"),
    ("ko", "이 대통령은 항구를 방문했다고 밝혔다."),
    ("sv", "Den nya färjan går även på natten."),
    ("da", "Der er kommet en ny færge til havnen."),
    ("no", "De nye fergene går også om natten."),
    ("ro", "Această săptămână feribotul circulă și noaptea."),
    ("hu", "Az új komp éjjel is közlekedik."),
    ("fi", "Uusi lautta kulkee myös öisin."),
    ("hi", "इस सप्ताह नाव रात में भी चलेगी।"),
    ("vi", "Ông Nam quản lý bến cảng từ chín năm nay."),
    ("id", "Kapal baru itu berlayar juga pada malam hari."),
    ("he", "המעבורת החדשה תפעל גם בלילה."),
]


@pytest.mark.parametrize(("code", "text"), LEANING)
def test_what_leans_on_the_sentence_before(code, text):
    assert leans(text, languages.of(code))


@pytest.mark.parametrize(("code", "text"), STANDING)
def test_what_stands_alone(code, text):
    assert not leans(text, languages.of(code))


def test_enough_languages_are_judged_both_ways():
    assert len({code for code, _ in LEANING} & {code for code, _ in STANDING}) >= 15


@pytest.mark.parametrize(
    ("code", "text", "form"),
    [
        ("en", "The ferry will run all night this week.", Fitness.WHOLE),
        ("en", "Will the ferry ever come back to the bay?", Fitness.UNFIT),
        ("en", "“The ferry will run all night this week.", Fitness.UNFIT),
        ("en", "“The ferry will run all night this week.”", Fitness.UNFIT),
        ("en", "A ferry timetable for the bay", Fitness.FRAGMENT),
        ("en", "A: I counted 212 boats in the bay that morning.", Fitness.UNFIT),
        ("en", "‘The ferry will run all night this week.", Fitness.UNFIT),
        ("en", "‘The ferry will run all night this week.’", Fitness.UNFIT),
        ("it", "'Ndrangheta, il porto resta chiuso per tutta la settimana.", Fitness.WHOLE),
        ("nl", "'s Avonds vaart de pont tot middernacht.", Fitness.WHOLE),
        ("el", "Θα επιστρέψει ποτέ το πλοίο;", Fitness.UNFIT),
        ("zh", "渡轮公司本周开通夜间航线。", Fitness.WHOLE),
    ],
)
def test_fitness_by_form(code, text, form):
    assert fitness(text, languages.of(code)) is form


@given(st.text(max_size=200), st.sampled_from(["en", "de", "fr", "zh", "ja", "ko", "ar", "und"]))
def test_any_text_is_judged(text, code):
    assert fitness(text, languages.of(code)) in Fitness
    assert leans(text, languages.of(code)) in (True, False)
