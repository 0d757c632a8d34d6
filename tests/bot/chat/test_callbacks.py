"""What buttons carry, and the buttons themselves."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import callbacks, keyboards, panel
from bot.chat.callbacks import (
    Correct,
    Follow,
    FollowTag,
    Forget,
    Length,
    Menu,
    Private,
    Quotes,
    Read,
    SetLength,
    SetMethod,
    SetPrivate,
    SetTime,
    SetZone,
    StaleCallback,
    Tags,
    TurnTags,
    Unsubscribe,
)
from storage.models import (
    Article,
    Chat,
    Correction,
    Rule,
    StoredQuote,
    Subscription,
    SummarySentence,
    Tag,
    TagKind,
    Verdict,
)
from summarizer import DEFAULT_METHOD, METHODS, tags

NOW = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
WIDEST = 2**63 - 1  # the widest id our tables hold; Telegram's have at most 52 significant bits
IDS = st.integers(-WIDEST - 1, WIDEST)
FLAGS = st.integers(0, 1)
COUNTS = st.integers(0, 99)
SLUG = r"[a-z][a-z0-9-]{1,23}"  # a topic that an operator may add
RECORDS = st.one_of(
    st.builds(Length, owner=IDS, article=IDS, sentences=COUNTS),
    st.builds(Read, owner=IDS, article=IDS),
    st.builds(Quotes, owner=IDS, article=IDS),
    st.builds(Private, owner=IDS, article=IDS, on=FLAGS, sentences=COUNTS),
    st.builds(Follow, owner=IDS, article=IDS),
    st.builds(FollowTag, owner=IDS, kind=st.just("topic"), value=st.sampled_from(tags.TOPICS)),
    st.builds(FollowTag, owner=IDS, kind=st.just("country"), value=st.sampled_from(tags.COUNTRIES)),
    st.builds(FollowTag, owner=IDS, kind=st.just("region"), value=st.sampled_from(tags.REGIONS)),
    st.builds(Tags, owner=IDS, article=IDS),
    st.builds(TurnTags, owner=IDS, article=IDS, adding=FLAGS),
    st.builds(
        Correct,
        owner=IDS,
        article=IDS,
        kind=st.sampled_from([*panel.LETTERS.values()]),
        value=st.sampled_from([*tags.TOPICS, *tags.COUNTRIES]) | st.from_regex(SLUG, fullmatch=True),
        on=FLAGS,
    ),
    st.builds(
        SetTime, owner=IDS, subscription=IDS, time=st.from_regex(r"[0-2][0-9][0-5][0-9]", fullmatch=True)
    ),
    st.builds(Unsubscribe, owner=IDS, subscription=IDS),
    st.builds(SetZone, owner=IDS, zone=st.sampled_from(keyboards.ZONES)),
    st.builds(SetLength, owner=IDS, sentences=COUNTS),
    st.builds(SetMethod, owner=IDS, method=st.sampled_from([*METHODS, callbacks.OPERATORS])),
    st.builds(SetPrivate, owner=IDS, on=FLAGS),
    st.builds(Menu, owner=IDS, page=st.sampled_from(["topics", "countries", "zones", "methods", "settings"])),
    st.builds(Forget, owner=IDS, sure=FLAGS),
)


@given(RECORDS)
def test_every_button_reads_as_it_was_written(record):
    data = callbacks.pack(record)
    assert callbacks.unpack(data) == record
    assert len(data.encode()) <= 64


@given(st.one_of(st.text(), st.from_regex(r"1:[a-z](:[0-9a-z_+ -]*){0,5}", fullmatch=True)))
def test_anything_else_is_stale(data):
    try:
        record = callbacks.unpack(data)
    except StaleCallback:
        return
    numbers = [value for each in fields(record) if isinstance(value := getattr(record, each.name), int)]
    assert all(-WIDEST - 1 <= value <= WIDEST for value in numbers)


@pytest.mark.parametrize("value", ["a:b", "x" * 64, "ж" * 32])
def test_what_does_not_fit_is_our_mistake(value):
    with pytest.raises(ValueError, match="does not fit"):
        callbacks.pack(Menu(page=value))


@pytest.mark.parametrize(
    "data",
    ["2:l:0:1:3", "1:l:0:1", "1:l:0:1:3:4", "1:?:0", "1:l:0:1:+", "1:l:0:1:", ":::", "1:u:0:1y2p0ij32e8e8"],
)
def test_known_bad_data(data):
    with pytest.raises(StaleCallback):
        callbacks.unpack(data)


# --- keyboards -----------------------------------------------------------------------------------------------------


@pytest.fixture
def article():
    sentences = tuple(SummarySentence(start=place, end=place + 1, rank=place) for place in range(7))
    quote = StoredQuote(
        start=0, end=2, segments=((0, 2),), speaker=None, role=None, cue=None, certainty="none", score=1.0
    )
    found = (
        Tag(kind=TagKind.TOPIC, value=tags.TOPICS[0], score=1.0),
        Tag(kind=TagKind.COUNTRY, value="VE", score=1.0, salience="primary"),
        Tag(kind=TagKind.COUNTRY, value="CU", score=0.1, salience="passing"),
    )
    return Article(
        id=WIDEST,
        key="k",
        url=None,
        title="T",
        byline=None,
        outlet=None,
        published=None,
        language="en",
        text="words of it",
        words=3,
        sentences=sentences,
        quotes=(quote,),
        tags=found,
        created_at=NOW,
    )


def read(markup):
    assert all(markup.inline_keyboard), "no empty rows"
    return [callbacks.unpack(each.callback_data) for row in markup.inline_keyboard for each in row]


def found_lengths(markup):
    return [each.sentences for each in read(markup) if isinstance(each, Length)]


@pytest.mark.parametrize(
    ("shown", "there", "offered"),
    [(1, 7, [2]), (2, 7, [1, 3]), (3, 7, [2, 5]), (7, 7, [5]), (3, 1, []), (3, 3, [2]), (5, 4, [3])],
)
def test_lengths_offered(article, shown, there, offered):
    cut = replace(article, sentences=article.sentences[:there])
    markup = keyboards.article(cut, owner=1, sentences=shown, private=None, locale="en")
    assert found_lengths(markup) == offered


@pytest.mark.parametrize("private", [True, False])
def test_the_privacy_button_turns_it_round(article, private):
    markup = keyboards.article(article, owner=1, sentences=3, private=private, locale="en")
    assert Private(owner=1, article=WIDEST, on=int(not private), sentences=3) in read(markup)


def test_nothing_is_offered_that_is_not_there(article):
    bare = replace(article, quotes=(), tags=(), sentences=article.sentences[:1])
    markup = keyboards.article(bare, owner=1, sentences=3, private=None, locale="en")
    assert read(markup) == [Tags(owner=0, article=WIDEST)], "a tag can be missing from any article"


def test_countries_in_passing_are_not_offered(article):
    offered = read(keyboards.follow(article, owner=1, locale="en"))
    assert [each.value for each in offered] == ["VE", tags.TOPICS[0]]


def test_a_digest_has_a_number_for_each_article():
    markup = keyboards.reading([5, 6, 7])
    assert [each.text for row in markup.inline_keyboard for each in row] == ["1", "2", "3"]
    assert read(markup) == [Read(article=5), Read(article=6), Read(article=7)]
    assert keyboards.reading([]) is None


def test_menus_name_what_exists():
    known = {"topic": tags.TOPICS, "country": tags.COUNTRIES, "region": tags.REGIONS}
    pages = {"topics": keyboards.topics, "countries": keyboards.countries, "regions": keyboards.regions}
    for page, menu in pages.items():
        chosen = read(menu(owner=WIDEST, locale="en"))
        followed = [each for each in chosen if isinstance(each, FollowTag)]
        assert len(followed) >= 12
        assert len(set(followed)) == len(followed)
        assert all(each.value in known[each.kind] for each in followed)
        assert {each.page for each in chosen if isinstance(each, Menu)} == pages.keys() - {page}


def test_the_panel_has_a_way_out_and_a_way_back(article):
    gone = Correction(
        article_id=WIDEST,
        chat_id=1,
        user_id=1,
        kind=TagKind.COUNTRY,
        value="CO",
        verdict=Verdict.REMOVED,
        at=NOW,
    )
    added = replace(gone, kind=TagKind.TOPIC, value=tags.TOPICS[0], verdict=Verdict.ADDED)
    markup = panel.correctable(article, [gone, added], owner=WIDEST, locale="en")
    say = {"owner": WIDEST, "article": WIDEST}
    assert read(markup) == [
        Correct(**say, kind="c", value="VE", on=0),
        Correct(**say, kind="t", value=tags.TOPICS[0], on=0),
        Correct(**say, kind="c", value="CO", on=1),
        TurnTags(**say, adding=1),
    ]
    assert [each.text[0] for row in markup.inline_keyboard for each in row] == ["✖", "✖", "↩", "➕"]


def test_what_can_be_added_is_not_there_yet(article):
    *offered, back = read(panel.addable(article, owner=WIDEST, locale="en"))
    assert back == TurnTags(owner=WIDEST, article=WIDEST, adding=0)
    assert [each.value for each in offered] == ["CU", *tags.TOPICS[1:]], "a country in passing may be more"
    assert {each.on for each in offered} == {1}


def test_the_panel_of_a_crowded_article_keeps_to_telegrams_hundred_buttons(article):
    crowd = tuple(
        Tag(kind=TagKind.COUNTRY, value=code, score=0.1, salience=salience)
        for salience, codes in (("passing", tags.COUNTRIES[:120]), ("primary", tags.COUNTRIES[120:]))
        for code in codes
    )
    crowded = replace(article, tags=crowd)
    for markup in (
        panel.correctable(crowded, [], owner=1, locale="en"),
        panel.addable(crowded, owner=1, locale="en"),
    ):
        assert 90 <= len(read(markup)) <= 100


def test_a_long_subscription_still_has_a_button():
    rule = Rule(topics=tags.TOPICS, countries=tuple(tags.COUNTRIES), regions=tags.REGIONS)
    subscription = Subscription(
        id=WIDEST,
        chat_id=1,
        message_thread_id=None,
        user_id=1,
        rule=rule,
        cut_seq=0,
        cut_at=NOW,
        next_due_at=NOW,
        created_at=NOW,
    )
    out, more = read(keyboards.subscriptions([subscription], owner=WIDEST, locale="en"))
    assert (out, more) == (Unsubscribe(owner=WIDEST, subscription=WIDEST), Menu(owner=WIDEST, page="topics"))
    times = read(keyboards.subscribed(subscription, owner=WIDEST, locale="en"))
    assert SetTime(owner=WIDEST, subscription=WIDEST, time="0800") not in times


def test_settings_mark_what_is_chosen():
    chat = Chat(id=1, kind="private", sentences=5, created_at=NOW)
    markup = keyboards.settings(chat, method="lexrank", owner=1)
    assert "• 5 •" in [each.text for each in markup.inline_keyboard[0]]
    assert SetPrivate(owner=1, on=1) in read(markup)
    assert "✂️ Method: LexRank" in [each.text for row in markup.inline_keyboard for each in row]
    assert Menu(owner=1, page="methods") in read(markup)


@pytest.mark.parametrize(
    ("chosen", "default", "mark"),
    [
        ("lead", "editor", "• First sentences •"),
        ("editor", "editor", "• Editor •"),
        (None, "editor", "• As set by the operator: Editor •"),
        (None, "reduction", "• As set by the operator: Reduction •"),
    ],
)
def test_methods_mark_what_is_chosen_and_lead_back(chosen, default, mark):
    markup = keyboards.methods(chosen=chosen, default=default, owner=WIDEST, locale="en")
    *offered, operators, back = read(markup)
    assert back == Menu(owner=WIDEST, page="settings")
    assert operators == SetMethod(owner=WIDEST, method=callbacks.OPERATORS)
    assert callbacks.OPERATORS not in METHODS
    assert [each.method for each in offered] == keyboards.offered_methods(chosen or default)
    assert [each.text for row in markup.inline_keyboard for each in row if "•" in each.text] == [mark]


@pytest.mark.parametrize("current", METHODS)
def test_only_methods_that_there_are_get_offered_and_the_one_in_force_always(current):
    offered = keyboards.offered_methods(current)
    assert offered[0] == DEFAULT_METHOD
    assert current in offered
    assert set(offered) <= set(METHODS)
    assert len(offered) == len(set(offered))
