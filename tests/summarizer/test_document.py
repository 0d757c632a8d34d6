import itertools
import textwrap
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.document import Kind, parse, squeeze


def kinds(text, **given):
    return [block.kind.value for block in parse(text, **given).blocks]


def body(text, **given):
    return [span.of(text) for span in parse(text, **given).body]


def test_the_seed(seed):
    document = parse(seed)
    assert document.title == "Venezuela to expand cooperation with Russia in the military sphere"
    assert document.byline == "Marcos Ommati"
    assert document.outlet == "Diálogo – Digital Military Magazine"
    assert document.published == date(2022, 3, 4)
    assert kinds(seed) == [
        *("title", "title", "credit", "body", "byline", "date", "body"),
        *("heading", "body", "body", "heading", "body", "tail", "tail"),
    ]
    assert body(seed)[0].startswith("“We have reviewed military cooperation plans")


def test_the_seed_with_single_line_breaks(seed):
    text = "\n".join(line for line in seed.splitlines() if line.strip("\u00a0 "))
    assert kinds(text) == kinds(seed)


def test_the_seed_hard_wrapped(seed):
    text = "\n\n".join(
        textwrap.fill(line, 70, break_on_hyphens=False) for line in seed.splitlines() if line.strip("\u00a0 ")
    )
    assert kinds(text) == kinds(seed)
    assert [" ".join(paragraph.split()) for paragraph in body(text)] == [
        " ".join(paragraph.split()) for paragraph in body(seed)
    ]


def test_hard_wrapped_text_flows():
    text = "The government said on Monday that it would\nextend the agreement by a year.\n\nNobody was surprised by it."
    document = parse(text)
    assert document.flow == text.replace("would\nextend", "would extend")
    assert len(document.body) == 2


def test_one_paragraph_is_all_body():
    for text in ("The road is open. It was closed for a week.", "Photo: Federico Parra", "Road reopens"):
        assert body(text) == [text]
        assert parse(text).title is None


def test_blank_means_blank_to_a_reader():
    assert body("The road is open.\n\u00a0\u200b\n \t\n***\nIt was closed.") == [
        "The road is open.",
        "It was closed.",
    ]


@pytest.mark.parametrize("text", ["", " ", "\u00a0\n\u00a0", "***\n---"])
def test_nothing(text):
    document = parse(text)
    assert document.blocks == ()
    assert document.title is None


def test_the_given_title_is_no_body():
    text = "The minister said nothing.\nShe left the room.\nNobody followed."
    assert body(text, title="The minister said nothing") == ["She left the room.", "Nobody followed."]
    assert body(text, title="The minister said nothing. | Daily News") == [
        "She left the room.",
        "Nobody followed.",
    ]
    assert len(body(text, title="Something else happened")) == 3
    assert parse(text, title=" Given ").title == "Given"


@pytest.mark.parametrize(
    "line",
    [
        "De acuerdo con información del ministerio, la carretera abrirá el lunes.",
        "Earlier versions of this bill were read twice, and an earlier version of this road was mud.",
        "The novel was first published in 1925 and sold badly until the war.",
        "In this article of the law there is a word that nobody understands.",
        "“Sign up for our plan,” the mayor told the drivers on Monday.",
        "La compañía viaja con agencias de toda la región, según el alcalde.",
    ],
)
def test_sentences_that_speak_of_what_notes_speak_of_stay(line):
    assert line in body(f"Road reopens\n\n{line}\n\nThe road is open for everybody.")


def test_paragraphs_that_only_begin_like_furniture_stay():
    text = """Road reopens after storm

By Monday evening the road was open.

Photographs of the site show mud on both lanes.

Read more widely, and you will find the same claim. The mayor said so.

Sources close to the mayor said it would stay open."""
    assert kinds(text) == ["title", "body", "body", "body", "body"]


def test_a_newspaper_in_spanish():
    text = """El Gobierno anuncia medidas

Por Redacción

Publicado el 4 de marzo de 2022 a las 10:30

El Gobierno anunció el lunes nuevas medidas. Serán aplicadas desde abril.

«Es una decisión difícil que tomamos juntos»

La ministra dijo: «Es una decisión difícil que tomamos juntos». Luego se marchó.

También le puede interesar

El precio del pan sube otra vez

Suscríbete a nuestro boletín"""
    document = parse(text)
    assert kinds(text) == ["title", "byline", "date", "body", "repeat", "body", "tail", "tail", "tail"]
    assert (document.byline, document.published) == ("Redacción", date(2022, 3, 4))


def test_a_kicker_and_a_bare_name():
    text = """WORLD
Leaders meet in Geneva to discuss climate
Jane Doe
March 4, 2022
Leaders met in Geneva on Friday. They talked for hours.
What happens next?
They will meet again in May. Nobody knows the agenda.
Reporting by Jane Doe; Editing by John Roe"""
    document = parse(text)
    assert document.title == "Leaders meet in Geneva to discuss climate"
    assert document.byline == "Jane Doe"
    assert kinds(text) == ["heading", "title", "byline", "date", "body", "heading", "body", "tail"]


def test_a_standfirst_without_stop_is_no_body():
    text = "Road reopens\n\nMud gone from both lanes after a week of work by soldiers and volunteers\n\nThe road is open. It was closed."
    assert kinds(text) == ["title", "heading", "body"]


def test_chinese():
    text = "习近平会见普京\n\n2022年3月4日 新华社\n\n记者：张三\n\n国家主席习近平4日会见了普京。双方讨论了合作。\n\n来源：新华社"
    document = parse(text)
    assert (document.title, document.byline, document.outlet, document.published) == (
        "习近平会见普京",
        "张三",
        "新华社",
        date(2022, 3, 4),
    )
    assert kinds(text) == ["title", "date", "byline", "body", "tail"]


def test_a_paragraph_that_comes_again_counts_once():
    text = "The road is open for everybody.\n\nIt was closed for a week.\n\nThe road is open for everybody."
    assert kinds(text) == ["body", "body", "repeat"]
    assert parse(text).dateline is None


def test_lines_without_any_stop_are_all_body():
    text = "the road\nit is open\nsince monday"
    assert "".join(squeeze(part) for part in body(text)) == squeeze(text)


REST = "The council voted on Friday to close the road for a year."


@pytest.mark.parametrize(
    "dateline",
    [
        "CARACAS, Feb 17 (Reuters) - ",
        "(CNN) ",
        "Dulles, Virginia (CNN) ",
        "WASHINGTON — ",
        "BUFFALO, N.Y. — ",
        "MOUNT VERNON via JTA — ",
        "KHAN YOUNIS, GAZA — ",
        "Berlin (dpa) - ",
        "Berlin/Paris (dpa/AFP) – ",
        "Wien, 14. Dezember 2021 – ",
        "Madrid, 4 mar (EFE).- ",
        "CIUDAD DE MÉXICO.- ",
        "XALAPA, Ver.- (Apro).- ",
        "Jakarta, CNN Indonesia -- ",
        "TEMPO.CO, Jakarta - ",
        "MOSCOW, March 4 /TASS/ -- ",
        "ISTANBUL (AA) - ",
        "القاهرة (رويترز) - ",
        "नई दिल्ली, 4 मार्च (भाषा) ",
        "新华社北京3月4日电（记者李明）",
        "【東京共同】",
        "[서울=뉴시스] 홍길동 기자 = ",
        "(서울=연합뉴스) 홍길동 기자 = ",
        "[14:05] ",
        "14.05 Uhr: ",
        "Update, 13:17 Uhr: ",
    ],
)
def test_the_body_begins_behind_an_unmistakable_dateline(dateline):
    text = f"Road closed\n\n{dateline}{REST}\n\nNobody was surprised by it."
    assert kinds(text) == ["title", "dateline", "body", "body"]
    assert body(text)[0] == REST
    assert parse(text).dateline.of(text) == dateline.strip()


@pytest.mark.parametrize(
    "line",
    [
        "NATO — the alliance of 32 states — wants more money from all of them.",
        "NASA — SpaceX's best customer — has asked for a second rocket this year.",
        "Anna Weber (42) - the mayor of a small town - wants to stay in office.",
        "NATO (North Atlantic Treaty Organization) - an alliance - meets on Friday.",
        "The mayor (Labour) - he was elected in May - wants to stay in office.",
        "Berlin – das ist der Ort, an dem die Gruppe am Freitag zusammenkam.",
        "In 2021 — before the flood — the town had a bridge and a ferry.",
        "12 people were hurt when the bridge fell into the river on Friday.",
        "2:1 was the score when the rain came and nobody could see the ball.",
    ],
)
def test_a_sentence_that_only_looks_so_is_whole(line):
    assert body(f"Road closed\n\n{line}\n\nNobody was surprised by it.")[0] == line


def test_the_date_of_a_dateline():
    assert parse(f"Road closed\n\nWien, 14. Dezember 2021 – {REST}\n\nIt rains.").published == date(
        2021, 12, 14
    )


def test_a_dateline_on_a_line_of_its_own():
    assert kinds(f"WASHINGTON —\n\n{REST}\n\nNobody was surprised by it.") == ["dateline", "body", "body"]


def test_sentences_and_datelined_questions_are_no_titles():
    for first in (
        "Will it ever open again? The mayor of the small town could not say, and nobody else would try!",
        "(CNN) Will the road ever open again?",
    ):
        assert parse(f"{first}\n\n{REST}\n\nNobody was surprised by it.").title is None


def test_a_standfirst_of_whole_sentences_is_body():
    text = f"Road closed\n\nThe mayor gave up hope. Now the buses will have to go round the lake until spring\n\n{REST}"
    assert kinds(text) == ["title", "body", "body"]


def test_a_section_is_no_title():
    text = f"Politics\n\n{REST}\n\nNobody was surprised by it."
    assert parse(text).title is None
    assert kinds(text) == ["heading", "body", "body"]
    assert parse(f"Home > World > Europe\n\nRoad closed\n\n{REST}").title == "Road closed"


def test_a_headline_that_comes_twice_is_the_title():
    text = f"War in the valley\nRoad closed for a year\nRoad closed for a year\n{REST}\nNobody was surprised."
    assert parse(text).title == "Road closed for a year"


def test_key_points_are_no_body():
    text = f"Road closed\n\nKey points\n\n- Closed until May\n- Buses go round\n\n{REST}\n\nIt rains.\n\nIt pours."
    assert kinds(text) == ["title", "heading", "aside", "aside", "body", "body", "body"]


def test_a_list_of_sentences_is_body_without_its_marks():
    text = f"{REST}\n\n• Buses go round.\n\n• Trains wait."
    assert body(text) == [REST, "Buses go round.", "Trains wait."]


def test_comments_end_the_article():
    text = f"Road closed\n\n{REST}\n\n{REST.replace('road', 'park')}\n\nComments (2)\n\nI told you so. Twice."
    assert kinds(text) == ["title", "body", "body", "tail", "tail"]
    early = f"Road closed\n\nComments\n\n{REST}\n\nNobody was surprised by it."
    assert kinds(early) == ["title", "tail", "body", "body"]


def test_a_forwarded_mail():
    text = f"---------- Forwarded message ---------\nFrom: Ana <a@example.org>\nDate: Thu, 12 May 2022\nSubject: Fwd: Road closed\n\n{REST}"
    document = parse(text)
    assert (document.title, document.published) == ("Road closed", date(2022, 5, 12))
    assert body(text) == [REST]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            (
                "El Gobierno anunció el lunes nuevas medidas para las carreteras. Serán aplicadas desde abril.",
            ),
            date(2022, 3, 4),
        ),
        ((REST, "The law of 24/02/2022 was read again."), date(2022, 3, 4)),
        ((REST, "The law of 02/24/2022 was read again."), date(2022, 4, 3)),
        ((REST, "Nobody was surprised by it."), None),
    ],
)
def test_a_date_of_two_readings_needs_evidence(lines, expected):
    assert parse("\n\n".join(["Road closed", "4/3/2022", *lines])).published == expected


@pytest.mark.parametrize(
    "end",
    [". 🚤", ".[1]", ".[2][3]", "! ⚡️", ".” 🙏🏽", ". #Quay #Boats", ".²"],
)
def test_what_stands_behind_the_end_of_a_sentence(end):
    text = f"Road closed\n\nThe road was closed on Monday{end}\n\nA bus goes round it{end}\n\n{REST}"
    assert kinds(text) == ["title", "body", "body", "body"]


@pytest.mark.parametrize(
    "text",
    [
        "Пожар в порту Лугового\n\nНочью в порту сгорели два склада\n\nНикто не пострадал, причину выясняют\n\nОб этом сообщил начальник порта.",
        "Cae el puente de Vela\n\nEl puente viejo cayó anoche al río\n\nNadie iba por él a esa hora\n\nLos autobuses dan la vuelta por el lago.",
        "橋が落ちる\n\n昨夜、古い橋が川に落ちた\n\nけが人はいなかったという\n\n市は原因を調べている。",
        "旧桥坍塌\n\n昨晚旧桥坍塌落入河中\n\n当时桥上没有行人\n\n市政府正在调查原因。",
    ],
)
def test_paragraphs_without_stops_are_no_headings(text):
    assert kinds(text) == ["title", "body", "body", "body"]


def test_two_lines_without_stops_among_many_with_stops_are_headings():
    rest = "\n\n".join(f"{REST[:-1]} of {year}." for year in range(2001, 2006))
    text = f"Road closed\n\nWhat the council said on it\n\nWhere the buses go from here\n\n{rest}"
    assert kinds(text)[:3] == ["title", "heading", "heading"]


def test_verses_and_items_are_no_headings():
    text = f"The road\n\nThe road was closed at night,\n\n{REST}\n\n• At least three of the buses went round, the company says\n\nNobody was surprised by it."
    assert kinds(text) == ["title", "body", "body", "body", "body"]
    assert body(text)[2].startswith("At least")


@pytest.mark.parametrize(
    "text",
    [
        "Road crisis\n\nTwo bridges fell on Monday. Which is next?\n\nThe mayor said nothing on Tuesday when she left the town hall.",
        "Brückenkrise\n\nZwei Brücken sind am Montag gesperrt worden. Was folgt?\n\nDie Bürgermeisterin schwieg am Dienstag.",
        "桥梁危机\n\n两座桥周一关闭，市长没有回答记者的问题。下一步会怎样？\n\n市政府周二将召开会议，讨论公交车的新路线。",
    ],
)
def test_a_paragraph_that_ends_in_a_question_is_body(text):
    assert kinds(text) == ["title", "body", "body"]


@pytest.mark.parametrize(
    "above",
    [
        "Skip to main content",
        "Ir al contenido principal",
        "Zum Inhalt springen",
        "Aller au contenu",
        "本文へスキップ",
        "Sign in",
        "Accept all",
        "Home\nToday",
        "Edition: International",
        "The Valley Post\n@valleypost",
        "Forwarded from Valley Post",
        "Listen to this story",
        "FOR IMMEDIATE RELEASE\n\nContact: Ada Brook, 555-0100",
        "COMUNICATO STAMPA\nPER DIFFUSIONE IMMEDIATA",
        "Zorp glimp",
    ],
)
def test_what_stands_above_a_headline_is_none(above):
    document = parse(f"{above}\n\nCouncil closes the road\n\n{REST}\n\nNobody was surprised by it.")
    assert (document.title, document.byline) == ("Council closes the road", None)
    assert len(document.body) == 2


def test_a_headline_that_opens_like_a_source():
    document = parse(f"Sources: Council wants to close the road\n\n{REST}\n\nNobody was surprised.")
    assert (document.title, document.outlet) == ("Sources: Council wants to close the road", None)


def test_a_press_release_ends_in_its_source():
    document = parse(f"Road closed\n\n{REST}\n\nNobody was surprised by it.\n\nSOURCE Brook Buses, Inc.")
    assert document.outlet == "Brook Buses, Inc."
    assert len(document.body) == 2


def test_subtitles():
    text = "1\n00:00:01,000 --> 00:00:04,000\nTonight the road is closed, and the mayor\n\n2\n00:00:04,000 --> 00:00:07,000\nhas no plan."
    assert parse(text).title is None
    assert kinds(text) == ["aside", "date", "body", "aside", "date", "body"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("⚡️⚡️ Срочно! Мост упал в реку", "Мост упал в реку"),
        ("❗️Council closes the road", "Council closes the road"),
        ("Council closes the road | The Valley Post", "Council closes the road"),
        ("Yes! Council closes the road", "Yes! Council closes the road"),
        ("Road | Rail", "Road | Rail"),
    ],
)
def test_a_title_without_its_decoration(line, title):
    assert parse(f"{line}\n\n{REST}\n\nNobody was surprised by it.").title == title


def test_a_caption_below_the_headline():
    caption = "A driver looks at the closed road in Brackwater on Friday."
    text = f"Road closed\n\n{caption}\n\n{REST}\n\nNobody was surprised by it."
    assert kinds(text) == ["title", "credit", "body", "body"]
    assert kinds(f"Road closed\n\n{caption}\n\n{REST}") == ["title", "body", "body"]
    for line in ("A driver looked at the closed road on Friday.", "A driver looks at the closed road."):
        assert "credit" not in kinds(text.replace(caption, line))


def test_items_begin_behind_their_numbers():
    text = f"{REST}\n\n1. Buses go round.\n\n2. Trains wait.\n\n(1) Cars wait.\n\n(2) Ships go.\n\n7. Liga pauses."
    assert body(text)[1:] == ["Buses go round.", "Trains wait.", "Cars wait.", "Ships go.", "7. Liga pauses."]


def test_items_begin_behind_a_dash_where_it_is_no_speech():
    text = f"{REST}\n\n- The buses go round the lake.\n\n- The trains wait for them."
    assert body(text)[1:] == ["The buses go round the lake.", "The trains wait for them."]
    text = (
        "El puente cayó anoche.\n\n- No lo vi - dijo la alcaldesa.\n\n- Yo tampoco - dijo el cura del pueblo."
    )
    assert body(text)[1].startswith("- No lo vi")


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [
                "",
                "\u00a0",
                "By Jane Doe",
                "Mar 4, 2022",
                "Photo: AFP",
                "Read more",
                "Road reopens",
                "The road is open.",
                "***",
                "CARACAS, Feb 17 (Reuters) - The road is open again.",
                "• The road is open.",
                "Comments",
                "Subject: Road",
                "1. The road is open.",
                "2. It was closed.",
                "- It was closed.",
                "The road, 😱",
                "道路は閉鎖された",
                "The Valley Post",
            ]
        ),
    ),
    max_size=12,
)


@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n"]), st.one_of(st.none(), st.text(max_size=40)))
def test_the_law_of_spans(lines, joint, title):
    text = joint.join(lines)
    document = parse(text, title=title)
    spans = [block.span for block in document.blocks]
    assert all(span.start < span.end for span in spans)
    assert all(first.end <= second.start for first, second in itertools.pairwise(spans))
    assert len(document.flow) == len(text)
    assert squeeze(document.flow) == squeeze(text)
    assert squeeze("".join(span.of(text) for span in spans)) == squeeze(text)
    assert not spans or Kind.BODY in {block.kind for block in document.blocks}


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe, 4 March 2022\n",
        "a\n",
        "Photo: x\n\n",
        "x" * 300 + "\n",
        "The road is open.\n",
        "\n",
        "4/3/2022\n",
        "- a\n",
        "Smith1, Anna\n",
        "Subject: x\nFrom: y\n",
        "a b c d\n",
        "1. a\n2. b\n",
        "a #b 😱\n",
    ],
)
def test_long_texts(line):
    parse(line * (500_000 // len(line)))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "line",
    [
        "-" * 300_000 + "a" + "-" * 200 + "b",
        "*" * 300_000 + "a",
        "a" + " " * 300_000 + "b",
        "(" * 300_000 + "a",
    ],
)
def test_long_lines(line):
    parse(f"{line}\n{line}\nThe road is open.")
