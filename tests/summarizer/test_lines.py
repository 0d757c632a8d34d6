import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import furniture, lines
from summarizer.lines import Byline


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Federico Parra",
        "PHOTO/ AFP",
        "Photo by Jane Doe",
        "Pictured: Mayor Ada Brook at the quay.",
        "Image source, Getty Images",
        "© Reuters",
        "Foto: dpa",
        "Foto de Ana Paz",
        "Bild: picture alliance / dpa",
        "Crédit photo : AFP",
        "Фото: РИА Новости",
        "写真：共同",
        "A woman walks past a mural in Caracas. (Photo: Reuters)",
        "Soldiers parade in Caracas on Friday (AP Photo/Ariana Cubillos)",
        "Maduro with Borisov | Foto: dpa",
        "Borisov in Caracas — Foto: Ana Paz/example.net",
        "Borisov in Caracas. © AFP / Ana Paz",
        "Fot. Jan Sowa",
    ],
)
def test_credits(line):
    assert lines.is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "Photographs of the site show mud on both lanes.",
        "Photo shops are closing all over the country.",
        "Video games are sold here.",
        "The picture is mixed: exports fell.",
        "Images from the scene showed smoke.",
        "Bilder zeigen das Ausmaß der Zerstörung.",
        "“We will pay,” the minister told Reuters.",
        "MOSCOW (Reuters) - Russia said on Friday it would pay.",
        "June 10 – Tampa, FL @ Midland Credit Union Amphitheatre",
        "Many wanted a post-credit scene with the whole band in a picture.",
    ],
)
def test_sentences_about_pictures_are_no_credits(line):
    assert not lines.is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "Read More: Diálogo – Digital Military Magazine – Venezuela",
        "READ ALSO | The price of oil",
        "Lesen Sie auch",
        "Leer más",
        "También le puede interesar: el precio del pan",
        "Leia também",
        "Lire aussi : le prix du pain",
        "Читайте также",
        "Baca juga: harga roti",
        "関連記事",
        "相关阅读：油价",
        "All rights reserved.",
        "This article was originally published by The Conversation.",
        "Advertisement",
        "Share this article on Facebook",
    ],
)
def test_lines_that_lead_elsewhere(line):
    assert lines.is_more(line)


@pytest.mark.parametrize(
    "line",
    [
        "Read more widely, and you will find the same claim in every book.",
        "Related industries employ a million people.",
        "Share prices fell on Monday.",
        "Topics ranged from oil to wheat.",
        "Watch sales rose by a third.",
        "Comments by the minister angered the unions.",
        "Delar av staden är avstängda.",
    ],
)
def test_sentences_that_begin_alike(line):
    assert not lines.is_more(line)


@pytest.mark.parametrize(
    ("line", "author", "outlet"),
    [
        (
            "By Diálogo – Digital Military Magazine – Marcos Ommati",
            "Marcos Ommati",
            "Diálogo – Digital Military Magazine",
        ),
        ("By Jane Doe", "Jane Doe", None),
        ("BY JANE DOE AND JOHN ROE", "JANE DOE AND JOHN ROE", None),
        ("By Jane Doe, Reuters", "Jane Doe", "Reuters"),
        ("By Jane Doe | March 4, 2022", "Jane Doe", None),
        ("By John F. Kennedy Jr.", "John F. Kennedy Jr.", None),
        ("By The Associated Press", "The Associated Press", "The Associated Press"),
        ("Von Anna Müller und Jörg Schmidt, Berlin", "Anna Müller und Jörg Schmidt", None),
        ("Por Ana Paz", "Ana Paz", None),
        ("Por Redacción", "Redacción", None),
        ("Автор: Иван Петров", "Иван Петров", None),
        ("بقلم: محمد علي", "محمد علي", None),
        ("Par Anne Petit avec AFP", "Anne Petit", None),
        ("By Jane Doe in London", "Jane Doe", None),
        ("By Jane Doe, who writes on law", "Jane Doe", None),
        ("记者：张三", "张三", None),
        ("By Ada Brook, London correspondent", "Ada Brook", None),
        ("Penulis: Sari | Editor: Budi", "Sari", None),
    ],
)
def test_bylines(line, author, outlet):
    assert lines.byline(line) == Byline(author=author, outlet=outlet)


@pytest.mark.parametrize(
    "line",
    [
        "By Monday evening the road was open.",
        "By Monday",
        "By the time they came it was over",
        "Von Berlin nach Hamburg",
        "Por la mañana llovió",
        "Text messages were sent",
        "Di notte piove.",
        "By and large",
    ],
)
def test_lines_that_begin_like_a_byline(line):
    assert lines.byline(line) is None


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Redacción / EFE", "EFE"),
        ("dpa/lnw", "dpa"),
        ("AFP", "AFP"),
        ("Reuters Staff", "Reuters"),
        ("Redaktion", None),
    ],
)
def test_signatures(line, outlet):
    assert lines.signature(line) == Byline(author=line, outlet=outlet)


@pytest.mark.parametrize("line", ["Road closed", "Daily Times", "AFP says the road is closed", "and/or", ""])
def test_no_signatures(line):
    assert lines.signature(line) is None


def test_what_leads_to_the_lines_below():
    assert lines.is_more_head("Read more:")
    assert lines.is_more_head("関連記事")
    assert not lines.is_more_head("Read more: Road closed")
    assert not lines.is_more_head("Road closed")


def test_the_source_of_a_text():
    assert lines.source("Source: La Patilla") == "La Patilla"
    assert lines.source("来源：新华社") == "新华社"
    assert lines.source("Sources close to the mayor said so.") is None
    assert lines.source("Source:") is None
    assert lines.source("SOURCE Brook Buses, Inc.") == "Brook Buses, Inc."
    assert lines.source("SOURCE CODE OF THE MAYOR'S APP LEAKS") is None
    assert lines.source("Sources: Council wants to close the road") is None


@pytest.mark.parametrize(
    "line",
    [
        "We may earn a commission if you buy a map through links on our pages.",
        "This text was written with the help of AI.",
        "This content is only available to subscribers.",
        "Um mit Inhalten aus Netzwerken zu interagieren, brauchen wir Ihre Zustimmung.",
        "Anbei die Meldung von gestern.",
        "For more information, visit www.example.org.",
        "Read the whole story below.",
        "By signing up you agree to our terms.",
        "You received this email because you live in the valley.",
        "This message is intended solely for the mayor.",
        "This live blog has moved.",
        "Nous pouvons percevoir une commission sur vos achats.",
        "Podríamos recibir una comisión por tus compras.",
        "Материал создан с помощью искусственного интеллекта.",
        "本文由人工智能生成。",
    ],
)
def test_notes(line):
    assert furniture.is_note(line)


@pytest.mark.parametrize(
    "line",
    [
        "The commission may earn the mayor's thanks.",
        "The council works with the help of volunteers.",
        "Die Stadt braucht die Zustimmung des Landes.",
    ],
)
def test_no_notes(line):
    assert not furniture.is_note(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The road is open. 😱", True),
        ("The road is open.[12]", True),
        ("The road is open. #road #lake", True),
        ("The road is open 😱", False),
        ("The road [1]", False),
        ("#road", False),
        ("", False),
    ],
)
def test_ends(line, expected):
    assert lines.ends_sentence(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Marcos Ommati", True),
        ("Ana de la Paz", True),
        ("Digital Military Magazine", False),
        ("Monday Morning", False),
        ("Strategic cooperation", False),
        ("Maduro", False),
    ],
)
def test_names(line, expected):
    assert lines.is_name(line) is expected


@given(st.text(), st.sampled_from(["By ", "Photo: ", "Read more ", "Source: ", "写真", "Von "]))
def test_any_line(text, opening):
    for line in (text, opening + text):
        lines.is_credit(line)
        lines.is_more(line)
        lines.is_more_head(line)
        lines.signature(line)
        lines.byline(line)
        lines.source(line)
        lines.is_name(line)
        lines.is_outlet(line)
        furniture.is_page(line)
        furniture.is_caption(line)
