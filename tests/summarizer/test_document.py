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
    assert kinds(text) == ["title", "byline", "date", "body", "repeat", "body", "tail", "heading", "tail"]
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


def test_lines_without_any_stop_are_all_body():
    text = "the road\nit is open\nsince monday"
    assert "".join(squeeze(part) for part in body(text)) == squeeze(text)


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
    "line", ["By Jane Doe, 4 March 2022\n", "a\n", "Photo: x\n\n", "x" * 300 + "\n", "The road is open.\n"]
)
def test_long_texts(line):
    parse(line * (500_000 // len(line)))
