import re
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import digest, html
from bot.messages.digest import Entry
from storage.models import Rule
from summarizer import tags

AT = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
RULE = Rule(countries=("VE",), topics=("defence",), zone="America/Caracas")


def render(entries, *, rule=RULE, more=0):
    return digest.render(entries, rule=rule, at=AT, locale="en", more=more)


def numbers(part):
    """The numbers that stand before the stories of a part."""
    return [int(found) for found in re.findall(r"^<b>(\d+)\. ", part.html, re.MULTILINE)]


def test_no_entries_are_no_digest():
    assert render([]) == []
    assert render([], more=3) == []


def test_a_digest_says_when_and_what_then_its_stories(article, accepted):
    copies = (article(number=2, outlet="Post"), article(number=3, outlet="Post"), article(number=4))
    [part] = render([Entry(article=article(outlet="Gazette"), reasons=("VE",), same=copies)])
    assert accepted(part.html)[0].splitlines() == [
        "📰 Your digest · Mon 4 May, 04:00",
        "🇻🇪 Venezuela · 🪖 Defence & military",
        "",
        "1. A headline",
        "Gazette · Mar 3, 2026",
        "One sentence.",
        "Also in: Post",
    ]
    assert part.article_ids == (1,)


def test_a_story_is_told_by_its_gist(article, accepted):
    found = article(sentences=("The best sentence.", "The line for lists."), gist=(20, 39))
    [part] = render([Entry(article=found)])
    assert accepted(part.html)[0].splitlines()[-1] == "The line for lists."


def test_many_stories_become_parts_numbered_as_their_articles(article, accepted):
    entries = [
        Entry(article=article(number=n, title=f"Story {n}", sentences=("a " * 140,))) for n in range(1, 80)
    ]
    parts = render(entries, more=1)
    assert len(parts) > 3
    for part in parts:
        accepted(part.html)
        assert html.fits(part.html)
        assert numbers(part) == list(range(1, len(part.article_ids) + 1))
        for number, article_id in enumerate(part.article_ids, start=1):
            assert f"<b>{number}. Story {article_id}</b>" in part.html
    assert [each for part in parts for each in part.article_ids] == list(range(1, 80))
    assert parts[-1].html.endswith("… and one more article. See /latest.")
    assert sum("Your digest" in part.html for part in parts) == 1


def test_what_was_left_out_gets_a_message_of_its_own_where_the_last_is_full(article):
    most = next(
        n
        for n in range(3000, 4000)
        if len(render([Entry(article=article(outlet="x"), same=())] * 12, more=n)) >= 1
    )
    full = [Entry(article=article(title="T" * 250, sentences=("s" * 300,)))] * 6
    for length in range(1, 250):
        parts = render([*full, Entry(article=article(title="T" * length, sentences=("s" * 300,)))], more=most)
        assert all(html.fits(part.html) for part in parts)
        assert f"{most:,} more articles" in html.shown(parts[-1].html)


@settings(max_examples=30)
@given(data=st.data())
def test_whatever_the_stories_every_part_fits_and_none_is_lost(article, accepted, line, data):
    count = data.draw(st.integers(min_value=1, max_value=25))
    title, outlet = data.draw(line), data.draw(line)
    entries = [
        Entry(
            article=article(
                number=n, title=title, outlet=outlet, sentences=(title,), url="https://e.org/" + title
            ),
            same=(article(number=100 + n, outlet=outlet + "2"),),
        )
        for n in range(1, count + 1)
    ]
    parts = render(entries, more=data.draw(st.integers(min_value=0, max_value=1000)))
    assert [each for part in parts for each in part.article_ids] == list(range(1, count + 1))
    for part in parts:
        assert html.fits(part.html)
        accepted(part.html)
        assert numbers(part)[: len(part.article_ids)] == list(range(1, len(part.article_ids) + 1))


def test_hostile_headlines_stay_words(article, accepted, hostile):
    [part] = render([Entry(article=article(title=hostile, outlet=hostile), same=(article(outlet=hostile),))])
    text, entities = accepted(part.html)
    assert text.count(hostile) == 3
    assert {each["type"] for each in entities} == {"bold"}


def test_a_rule_of_every_country_and_minute_still_fits(article):
    rule = Rule(countries=tags.COUNTRIES, topics=tags.TOPICS)
    [part] = render([Entry(article=article())], rule=rule)
    assert html.fits(part.html)
    assert part.article_ids == (1,)
