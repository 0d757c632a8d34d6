import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import sentences
from summarizer.sentences import carried, leaves_open, split, spoken, trim, unquoted


def cut(text, language):
    """`text` is marked with | where it is to be cut; returns what was found and what was marked."""
    return pieces(text.replace("|", ""), language), [piece.strip() for piece in text.split("|")]


def pieces(text, language="en"):
    return [span.of(text) for span in split(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mr. Smith met Sen. Ana Paz at 10.30 a.m. on Friday.| They spoke."),
        ("en", "He has lived in the U.S. since 2015.| He was born in Lima."),
        ("en", "He left the U.S. The trial went on.".replace(" The", "| The")),
        ("en", "John F. Kennedy and J. K. Rowling never met.| Nobody did."),
        ("en", "The bill costs $1.9 trillion.| It was signed on Jan. 6, 2021."),
        ("en", "He waited ... and waited.| Nothing happened...| Then rain fell."),
        ("en", "Yahoo! shares fell.| Apple Inc. shares rose."),
        ("en", "See www.example.com or write to a@b.org.| It is free."),
        ("en", "It works, cf. Fig. 3.| Others disagree."),
        ("en", "It was known.[3]| Nobody cared."),
        ("es", "El Sr. Gómez viajó a EE. UU. con la Dra. Ruiz.| Nadie más fue."),
        ("es", "«¿Por qué se fueron?», preguntó la jueza.| Nadie respondió."),
        ("fr", "M. Dupont et Mme Durand sont arrivés.| Qui va payer ?| On attend."),
        ("de", "Am 3. Oktober kam Dr. Weber.| Er blieb z. B. bis zum 5. November."),
        ("de", "Kaiser Wilhelm II. dankte ab.| Er floh."),
        ("pt", "O Sr. Silva pagou 1.200.000,50 reais.| O art. 5.º garante isso."),
        ("it", "Il dott. Verdi non c'era.| Il debito è di 2.700 mld. di euro."),
        ("ru", "Это было в г. Москве на ул. Тверской.| М. Ю. Лермонтов там жил."),
        ("ru", "Там были фрукты и т. д. Рынок закрылся.".replace("д. ", "д.| ")),
        ("tr", "2. Dünya Savaşı 1945'te bitti.| Dr. Demir geldi."),
        ("el", "Ποιος φταίει;| Κανείς δεν ξέρει."),
        ("hy", "Ծրագիրը պատրաստ է։| Նա ամսաթիվ չնշեց։"),
        ("hi", "योजना तैयार है।| उन्होंने तारीख नहीं बताई।"),
        ("ur", "منصوبہ تیار ہے۔| انہوں نے تاریخ نہیں بتائی۔"),
        ("ar", "الخطة جاهزة.| لم يذكر موعدا."),
        ("he", 'ארה"ב חתמה על ההסכם.| ד"ר כהן נעדר.'),
        ("ka", "გეგმა მზადაა.| მან თარიღი არ დაასახელა."),
        ("zh", "计划已经准备好。|他没有透露日期。"),
        ("zh", "「我們不走。我們留下。」部長說。|群眾鼓掌。"),
        ("ja", "彼は「もう終わりだ。」と言った。|そして去った。"),
        ("ko", "물가는 3.5% 올랐다.| 환율은 떨어졌다."),
        (None, "Dr. Who left.| Nobody saw it."),
        ("xx", "Dr. Who left.| Nobody saw it."),
    ],
)
def test_cuts_only_where_marked(language, text):
    found, marked = cut(text, language)
    assert found == marked


class TestFullStops:
    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "She went to the Corvale School of Art.| Her brother did not."),
            ("en", "It is in Art. 7 and No. 5 of Vol. II of the act.| Read it."),
            ("en", "They met at Harlow's.| Strangers left."),
            ("en", "They met at Harlow’s.| Strangers left."),
            ("fr", "Selon l’art. 3, c'est permis.| Le juge dit non."),
            ("fr", "Elle date de 300 avant J.-C.| La ville l'ignore."),
            ("it", "Ha perso in tre set.| L’altro ha vinto."),
            ("it", "Ha detto di no.| Crede di avere ragione."),
            ("ru", "Завод закрыли осенью 2019 г.| Рабочие уехали."),
            ("ru", "В мае 2019 г. Москва молчала.| Киев тоже."),
            ("de", "Das kostet heute rund 4 Mrd. Dollar.| Das ist viel."),
            ("en", "People say that the whole road is about 12 m.| Nobody walks it."),
            ("es", "Vivió hasta el año 40 a. C.| Luego vino la guerra."),
            ("es", "Vivió en el siglo I a. C. e hizo templos.| Nada queda."),
            ("en", "3. Wash the leaves.| Dry them."),
            ("ro", "2.4.1. Cererea se depune.| Termenul este scurt."),
            ("en", "He won by 7 to 5.| 2024 was worse."),
            ("hr", "Dana 7. srpnja 1994. Split je bio prazan.| Ljeto je prošlo."),
            ("hr", "Otišli su 1994.| Nakon toga se nitko nije vratio."),
            ("fr", "J.-P. Vasseur l'a dit.| Th. Morel aussi."),
            ("hy", "Գինը 4 մլն. դրամ է: Նա չեկավ:".replace(": ", ":| ")),
            ("ta", "தி.மு.க. அரசு வந்தது.| மழை பெய்தது."),
            ("he", 'הן קיבלו עזרה מארה"ב.| העזרה לא הספיקה.'),
            ("ar", "انتظر... ثم رحل.| لم يعد."),
        ],
    )
    def test_abbreviations_numbers_and_initials(self, language, text):
        found, marked = cut(text, language)
        assert found == marked

    @pytest.mark.parametrize(
        "text",
        [
            "The minister nodded.|The crowd left.",
            "Who knows?|Nobody does.",
            "Old Prof.Quill read Yahoo!News again.",
            "See Booking.Com/Offers now.",
            "Write to jane.Doe@post.example today.",
            "The file is report.Final.txt there.",
        ],
    )
    def test_a_lost_space(self, text):
        found, marked = cut(text, "en")
        assert found == marked

    def test_footnotes_belong_to_what_they_follow(self):
        assert pieces("It was known. [3] Nobody cared.[4] [5] It rained.") == [
            "It was known. [3]",
            "Nobody cared.[4] [5]",
            "It rained.",
        ]


class TestOtherMarks:
    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("ja", "すごい!|みんなが驚いた。"),
            ("ja", "Yahoo!ニュースで読んだ。|面白い。"),
            ("fa", "چه شد؟!| او رفت."),
            ("nl", ",,Mooi gespeeld.''| Daarna vertrok hij.| ,,Tot morgen.''"),
            ("nl", "Hij lachte. ''| Toen ging hij."),
            ("nl", "De brug is weg.| 's Avonds was het stil."),
            ("el", "Ήρθε;| Όχι: έφυγε."),
            ("hu", 'Ezt mondta: "Elég volt. "| Aztán elment.'),
            ("zh", "“船已经靠近。”|他还表示，搜救范围将扩大。"),
            ("zh", "“船靠近了。”他说，“我们等。”|群众鼓掌。"),
            ("en", "The ferry sank‼️| The crew swam.🔥| Nobody was hurt."),
            ("en", "The ferry sank, says the port 🔥| The crew swam 👀| Nobody was hurt."),
            ("en", "They sell 🔥 things there."),
            ("en", "The ferry sank.|\u200bThe crew swam.|\x00Nobody was hurt."),
        ],
    )
    def test_cuts_only_where_marked(self, language, text):
        found, marked = cut(text, language)
        assert found == marked


class TestSpaces:
    def test_a_short_piece_or_a_joining_word_goes_on(self):
        text = "เขาบอกว่าหมู่บ้านเหลือเพียง 30 ครอบครัวเท่านั้นในเวลานี้ และทุกบ้านต้องการความช่วยเหลือจากรัฐบาลกลาง"
        assert pieces(text, "th") == [text]

    def test_a_closing_and_an_opening_word_end_a_sentence(self):
        assert pieces("ถนนสายหลักถูกน้ำท่วมแล้ว เขาจึงเดินทางกลับบ้าน", "th") == [
            "ถนนสายหลักถูกน้ำท่วมแล้ว",
            "เขาจึงเดินทางกลับบ้าน",
        ]

    def test_a_title_stays_with_its_name(self):
        text = "คณะกรรมการชุดใหม่ของจังหวัดมีประธานคือ ดร. สมชาย ใจดี"
        assert pieces(text, "th") == [text]

    def test_a_line_break_ends_a_sentence_of_any_length(self):
        assert pieces("ข่าว\nวันนี้", "th") == ["ข่าว", "วันนี้"]

    def test_no_words_are_needed(self):
        assert pieces("ຂ່າວ", "lo") == ["ຂ່າວ"]


@pytest.mark.parametrize(
    "text",
    [
        "“We won. It was hard. We suffered,” the coach said.",
        '"We won. It was hard," the coach said.',
        "„Wir bleiben. Wir gehen nicht“, sagte er.",
        "«Nous restons. Nous luttons», a dit le maire.",
        "»Wir bleiben. Wir gehen nicht«, sagte er.",
        "”Vi stannar. Vi ger oss inte”, sade Ida.",
        "„Zostajemy. Nie odejdziemy” – powiedział.",
        "‘Wij blijven. Wij gaan niet weg’, zegt de burgemeester.",
        "Harlow said: ‘We stay. The team needs a voice. We fight.’",
        "'We stay. The workers' houses need a roof. We fight,' Harlow said.",
        "‘We stay. It’s the workers’ own town. We fight,’ Harlow said.",
    ],
)
def test_a_quotation_of_several_sentences_stays_whole(text):
    assert pieces(f"{text} Nobody left.") == [text, "Nobody left."]


def test_a_quotation_that_never_ends_is_cut_all_the_same():
    text = "He said: “" + "We stay here. " * 50
    assert len(pieces(text)) > 40


@pytest.mark.parametrize("sentences_inside", range(2, 9))
def test_up_to_eight_sentences_stay_whole(sentences_inside):
    text = "“" + "We stay. " * (sentences_inside - 1) + "We fight.”"
    assert pieces(text) == [text]


def test_marks_of_different_quotations_are_no_pair_when_one_is_missing():
    text = 'It hurts", she said. Then she left. "We wait," he said.'
    assert pieces(text) == ['It hurts", she said.', "Then she left.", '"We wait," he said.']


def test_korean_particles_follow_the_closing_mark():
    assert pieces('그는 "끝났다"고 했다. 그녀는 "아니다"라고 했다.', "ko") == [
        '그는 "끝났다"고 했다.',
        '그녀는 "아니다"라고 했다.',
    ]


def test_a_headline_without_stop_ends_with_its_line():
    assert pieces("MADURO SWORN IN\nThe oath was short.") == ["MADURO SWORN IN", "The oath was short."]


def test_thai_is_cut_at_spaces():
    first, second = "รัฐมนตรีกล่าวว่าแผนการทั้งหมดพร้อมแล้วสำหรับการเริ่มต้นในปีหน้า", "เขาไม่ได้ระบุวันที่"
    assert pieces(f"{first} {second}", "th") == [first, second]


@given(
    st.text(alphabet=st.sampled_from("aBcd1.!?…“”\"«»„ \n\u00a0()[]。「」।:;',-д.г東กีה한"), max_size=200),
    st.sampled_from(
        ["en", "de", "zh", "ja", "ru", "hr", "th", "lo", "el", "hy", "ta", "he", "ko", "nl", None]
    ),
)
def test_nothing_is_lost_and_nothing_overlaps(text, language):
    spans = split(text, language)
    assert all(first.end <= second.start for first, second in itertools.pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


@given(st.text(), st.sampled_from(["en", "ja", "hi", "th", "xx", ""]))
def test_any_text_in_any_language(text, language):
    assert all(0 <= span.start < span.end <= len(text) for span in split(text, language))


@pytest.mark.parametrize(
    "text",
    [
        "palabra " * 131_072,
        "." * 100_000,
        "Mr. " * 50_000,
        "(“" * 100_000,
        '"' * 100_000,
        " " * 1_000_000,
        '. " A ' * 50_000,
        "aaa.A" * 100_000,
        "[1] " * 100_000,
        ". [1]" * 100_000,
        "' '' " * 100_000,
        "“A. " * 50_000,
        "!?" * 100_000,
        "東!" * 100_000,
        "‘A " * 100_000,
        "'s. " * 100_000,
        "‘A s’ b. " * 50_000,
        "🔥 " * 100_000,
        "a 🔥 B " * 50_000,
    ],
)
@pytest.mark.timeout(20)
def test_no_text_takes_long(text):
    split(text, "en")


def test_trim_of_white_space_only_is_empty():
    assert trim("a \u00a0\n b", 1, 4) == sentences.Span(4, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“a”", False),
        ("“a", True),
        ("a”", True),
        ('"a" b', False),
        ('"a', True),
        ('ארה"ב', False),
        ("„a“", False),
        ("it’s", False),
        ("”a”", False),
        ("”a", True),
        ("»a«", False),
        ("« a »", False),
        ('a 5" pipe', False),
        ('"합리적"이라고', False),
        ('6"5', False),
        ("‘a b’", False),
        ("‘a b.", True),
        ("We stay.’ ", True),
        ("The workers’ houses and the bosses’, too.", False),
        ("It was 'Abd al-Karim who spoke.", False),
        ("‘Friends’ star Ana Paz left.", False),
        ("Rock ’n’ roll and the '90s", False),
        ("un po' di vento", False),
        ("„Er sagte ‚nein‘ zu mir“", False),
    ],
)
def test_open_marks(text, expected):
    assert leaves_open(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘We stay,’ she said.", " she said."),
        ("The ‘old’ port, “we” said", "The  port,  said"),
        ("The workers’ houses", "The workers’ houses"),
        ("“We ‘stay’ here,” she said", " she said"),
    ],
)
def test_what_is_left_without_quotations(text, expected):
    assert unquoted(text) == expected


class TestQuotationsOverParagraphs:
    @pytest.mark.parametrize(
        "paragraphs",
        [
            ["“We stay. >We wait.", "“>We fight. >We win,” said Ana. She left.", "The port is old."],
            ['"We stay. >We wait.', '"We fight," said Ana. She left.', "The port is old."],
            [
                "„Wir bleiben. >Wir warten.",
                ">Wir gehen nicht. >Wir siegen“, sagte Ana. Sie ging.",
                "Der Hafen ist alt.",
            ],
            [
                "« Nous restons. >Nous attendons.",
                ">Nous luttons », a dit Ana. Elle part.",
                "Le port est vieux.",
            ],
            ["»Wir bleiben. >Wir warten.", ">Wir siegen«, sagte Ana. Sie ging.", "Der Hafen ist alt."],
            ["‘We stay. >We wait.", ">We fight.’ She left.", "The port is old."],
            ["She said: “We stay. >We wait.", ">We wait.", ">We fight.” She left."],
            [
                "“We stay. >It was a mistake of the printer.",
                "The port is old. It closed.",
                "She said “no” to it.",
            ],
            ["The “port is old. It closed.", "The ferry is new. It sails."],
            ["“We stay,” said Ana. She left.", "“We wait,” said Eva. She left.", "The port is old."],
            ["The workers’ houses are old. They leak.", "The port closed."],
        ],
    )
    def test_what_begins_inside(self, paragraphs):
        plain = [text.replace(">", "") for text in paragraphs]
        inside = []
        for text, stretches in zip(plain, carried(plain), strict=True):
            starts = [span.start for span in split(text, "en")]
            inside.append([start for start in starts if any(s.start <= start < s.end for s in stretches)])
        # A mark ">" before a sentence that a repeated opening mark keeps whole stands for none.
        wanted = [
            [
                piece
                for piece in _begun(text)
                if piece in {s.start for s in split(text.replace(">", ""), "en")}
            ]
            for text in paragraphs
        ]
        assert inside == wanted

    def test_it_closes_within_a_few_paragraphs_or_not_at_all(self):
        far = ["She said: “We stay. We wait.", *["The port is old."] * 5, "We fight.” She left."]
        assert not any(carried(far))

    @given(st.lists(st.text(alphabet=st.sampled_from("aB. “”\"«»„‘’'「」"), max_size=30), max_size=8))
    def test_any_paragraphs(self, paragraphs):
        found = carried(paragraphs)
        assert len(found) == len(paragraphs)
        for text, stretches in zip(paragraphs, found, strict=True):
            assert all(0 <= stretch.start < stretch.end <= len(text) for stretch in stretches)

    @pytest.mark.timeout(20)
    @pytest.mark.parametrize("text", ["“a", "”", "‘A b. ", "“a ‘B"])
    def test_many_paragraphs_do_not_take_long(self, text):
        carried([text] * 50_000)


def _begun(text):
    """Where the marked sentences begin in the text without marks."""
    parts = text.split(">")[:-1]
    return [sum(map(len, parts[: index + 1])) for index in range(len(parts))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("—Volveré en mayo —dijo Ana.", True),
        ("— Мы вернёмся, — сказала Анна.", True),
        ("– Машины стоят.", False),
        ("— 12 boats — nine of them new.", False),
        ("The port — an old one — closed.", False),
    ],
)
def test_speech_behind_a_dash(text, expected):
    assert spoken(text) is expected
