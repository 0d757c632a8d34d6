"""The many ways in which people send an article, and what they hear when it is none."""

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="session")

CHANNEL = {"type": "channel", "chat": {"id": -1009, "type": "channel", "title": "News"}, "message_id": 7}
OTHER = {"type": "channel", "chat": {"id": -1010, "type": "channel", "title": "Times"}, "message_id": 9}


async def test_a_forward_in_pieces_is_one_article(ann, write):
    words = write("Cyprus", "Nicosia")
    half = words.index("thousands of people")
    ann.post(words[:half].rstrip(), forward_origin=CHANNEL)
    ann.post(words[half:], forward_origin=CHANNEL)
    await ann.world.settle()
    (answer,) = ann.heard
    assert answer["text"].startswith(words.partition("\n")[0])
    async with ann.world.app._store.snapshot() as tx:
        article = await tx.articles.last_of(ann.chat)
    assert "on Tuesday, and thousands of people" in article.text
    assert article.text.endswith("in the spring.")


async def test_a_long_paste_is_one_article(ann, write):
    things = ("dam", "road", "tunnel", "school", "harbour", "tower", "canal", "stadium", "museum")
    first, *others = [write("Oman", "Muscat", thing) for thing in things]
    words = "\n\n".join([first, *(each.partition("\n\n")[2] for each in others)])
    assert len(ann.post(words)) == 2
    await ann.world.settle()
    (answer,) = ann.heard
    assert answer["text"].startswith(first.partition("\n")[0])
    async with ann.world.app._store.snapshot() as tx:
        article = await tx.articles.last_of(ann.chat)
    assert article.words == pytest.approx(len(words.split()), rel=0.02)


async def test_a_long_paste_behind_the_command_is_one_article(ann, write):
    words = "\n\n".join(write("Oman", "Muscat", thing) for thing in ("ferry", "wall", "dyke") * 3)
    assert len(ann.post(f"/summarize {words}")) == 2
    await ann.world.settle()
    (answer,) = ann.heard
    assert answer["text"].startswith(words.partition("\n")[0])


async def test_two_forwarded_articles_stay_two(ann, write):
    first, second = write("Kuwait", "Kuwait City"), write("Latvia", "Riga")
    ann.post(first, forward_origin=CHANNEL)
    ann.post(second, forward_origin=OTHER)
    third = write("Estonia", "Tallinn")
    ann.post(third, forward_origin=OTHER)
    await ann.world.settle()
    titles = [each["text"].partition("\n")[0] for each in ann.heard]
    assert titles == [each.partition("\n")[0] for each in (first, second, third)]


async def test_a_command_settles_what_was_held(ann, write):
    ann.post(write("Bahrain", "Manama"), forward_origin=CHANNEL)
    ann.post("/quotes")
    await ann.world.settle()
    summary, quotes = ann.heard
    assert summary["text"].startswith("Bahrain")
    assert "Maria Lopez" in quotes["text"]


async def test_the_same_article_again_is_answered_again(ann, write):
    words = write("Gabon", "Libreville")
    assert await ann.asks(words) == await ann.asks(words)


@pytest.mark.parametrize("name", ["story.txt", "story.md"])
async def test_a_text_file(ann, write, name):
    words = write("Nepal", "Kathmandu")
    (answer,) = await ann.uploads(name, words.encode())
    assert answer["text"].startswith(words.partition("\n")[0])


async def test_a_page_as_a_file_shows_as_plain_text(ann, write):
    title, *body = write("Bhutan", "Thimphu").split("\n\n")
    page = (
        f"<html><head><title>{title}</title><script>alert('stolen')</script></head><body><article>"
        f"<h1>{title} &lt;b&gt;x&lt;/b&gt;</h1><script>document.write('stolen')</script>"
        + "".join(f"<p onclick='stolen()'>{each} &lt;a href=&quot;tg://x&quot;&gt;</p>" for each in body)
        + "<img src=x onerror=stolen()><iframe src='//stolen'></iframe></article></body></html>"
    )
    (answer,) = await ann.uploads("page.html", page.encode())
    assert answer["text"].startswith("Bhutan")
    assert "stolen" not in answer["text"]
    assert "<p" not in answer["text"]
    assert {each["type"] for each in answer["entities"]} <= {"bold", "blockquote", "expandable_blockquote"}


async def test_a_caption_is_read(world, ann, write):
    words = write("Togo", "Lomé")
    message = {
        "message_id": 900,
        "date": world.sandbox.clock.timestamp(),
        "chat": {"id": ann.chat, "type": "private", "first_name": "Ann"},
        "from": {"id": ann.id, "is_bot": False, "first_name": "Ann"},
        "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}],
    }
    world.sandbox.state.updates.put({"message": message | {"caption": words}})
    await world.settle()
    assert ann.heard[-1]["text"].startswith(words.partition("\n")[0])
    world.sandbox.state.updates.put({"message": message})
    await world.settle()
    assert "Send me the article's text" in ann.heard[-1]["text"]


async def test_a_sticker_is_answered(world, ann):
    sticker = {
        "file_id": "a",
        "file_unique_id": "b",
        "width": 1,
        "height": 1,
        "is_animated": False,
        "is_video": False,
        "type": "regular",
    }
    message = {
        "message_id": 901,
        "date": world.sandbox.clock.timestamp(),
        "chat": {"id": ann.chat, "type": "private", "first_name": "Ann"},
        "from": {"id": ann.id, "is_bot": False, "first_name": "Ann"},
        "sticker": sticker,
    }
    world.sandbox.state.updates.put({"message": message})
    await world.settle()
    assert "I read text, links" in ann.heard[-1]["text"]


async def test_a_link_behind_words_is_the_link(ann):
    link = {"type": "text_link", "offset": 5, "length": 4, "url": "http://127.0.0.1:9/story"}
    assert "127.0.0.1 is not on the public internet" in await ann.asks("Read this", entities=[link])


async def test_many_links_are_answered_one_by_one(ann):
    answers = await ann.says(" ".join(f"http://127.0.0.{number}/" for number in range(1, 6)))
    assert len(answers) == 4
    assert "first 3 links" in answers[-1]["text"]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("word", "only one word"),
        ("just a few words here", "only 5 words"),
        ("🙂🙂🙂 🎉", "no words in that"),
        ("http://127.0.0.1/", "not on the public internet"),
        ("http://10.1.2.3/story", "not on the public internet"),
        ("http://nowhere.invalid/story", "could not reach nowhere.invalid"),
        ("/summarize", "behind /summarize"),
        ("/frobnicate now", "I don't know /frobnicate"),
        ("/subscribe Venezuella Atlantsi", "Atlantsi"),
        ("/subscribe defenze 99:99", "99:99"),
        ("/subscribe 08:00", "What should the digest be about"),
        ("/subscribe qwxzqwxz", "no topic, country or region called “qwxzqwxz”"),
        ("/latest qwxzqwxz", "no topic, country or region called “qwxzqwxz”"),
        ("/timezone Atlantis", "Atlantis"),
        ("/timezone Europe/Berln", "Did you mean Europe/Berlin?"),
        ("/unsubscribe Kenya", "You have no digest about that"),
        ("/digest", "You follow nothing yet"),
    ],
)
async def test_what_cannot_be_done_is_said_kindly(ann, words, part):
    assert part in await ann.asks(words)


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        ("blank.txt", b" \n\t\n ", "nothing to read"),
        ("photo.txt", bytes(range(256)) * 40, "isn't text I can read"),
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "can't read “paper.pdf” yet"),
        ("long.txt", b"so many words " * 75_000, "too long for me"),
        ("<b>.txt", bytes(range(256)) * 40, "“<b>.txt”"),
    ],
)
async def test_files_that_are_no_article(ann, name, data, part):
    (answer,) = await ann.uploads(name, data)
    assert part in answer["text"]


@pytest.mark.parametrize(
    "words",
    [
        "/timezone " + "x" * 4080,
        "/timezone " + "<b>&" * 1000,
        "/subscribe UTC/" + "a/" * 2000,
        "/subscribe " + "qwxz " * 800,
        "/subscribe " + "12:99," * 600,
        "/latest " + "<&>" * 1300,
        "/" + "x" * 4000,
        "http://127.0.0.1/" + "x" * 4000,
    ],
)
async def test_long_nonsense_is_answered_shortly(ann, words):
    for answer in await ann.says(words):
        assert len(answer["text"]) < 500
        assert "on my side" not in answer["text"]
    assert ann.heard


async def test_markup_in_an_article_is_text(ann, write):
    title, _, body = write("Laos", "Vientiane").partition("\n")
    marked = f"{title} <b>&amp;</b> <a href='tg://user?id=1'>here</a>"
    (answer,) = await ann.says(marked + "\n" + body.replace("“We", "“<i>We</i> </blockquote>"))
    assert answer["text"].startswith(marked)
    assert "“<i>We</i> </blockquote>" in answer["text"]
    assert "text_link" not in {each["type"] for each in answer["entities"]}


async def test_a_near_name_is_suggested(ann):
    assert "Did you mean" in await ann.asks("/subscribe Venezzzuela")


async def test_summarize_with_words_and_below_the_command(ann, write):
    words = write("Peru", "Lima")
    one = await ann.asks(f"/summarize {words}")
    assert one.startswith(words.partition("\n")[0])
    assert await ann.asks(f"/summarize\n{words}") == one


@pytest.mark.parametrize(
    "data",
    [
        "1:zz:0:1",
        "0:l:0:1:3",
        "",
        "1",
        "1:l:0:zz",
        "1:l:0:999999:3",
        "1:h:0:zzzz:0800",
        "1:l:0:1:-5",
        "1:l:0:1:zzzzzzz",
        "1:m:0:attic",
        "1:r:0:" + "z" * 50,
    ],
)
async def test_a_button_that_is_no_longer_good(ann, data):
    (message,) = await ann.says("/start")
    tap = await ann.forges(message, data)
    assert tap.show_alert
    assert tap.text
