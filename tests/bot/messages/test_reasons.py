"""The panel that tells why an article has its tags."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.messages import html, reasons
from storage.models import Article, Correction, Tag, TagKind, Verdict
from summarizer import tags

NOW = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
HERE, SENDER = 5, 9
TOPIC, COUNTRY = TagKind.TOPIC, TagKind.COUNTRY


def country(code, salience, *evidence):
    return Tag(kind=COUNTRY, value=code, score=0.5, salience=salience, evidence=evidence)


DEFENCE = Tag(kind=TOPIC, value="defence", score=1.0, evidence=("troops", "defence minister"))
TAGS = (
    DEFENCE,
    country("VE", "primary", "Venezuela", "Caracas"),
    country("RU", "secondary"),
    country("CU", "passing", "Havana"),
)


@pytest.fixture
def article():
    return Article(
        id=1,
        key="k",
        url=None,
        title="Troops & talks",
        byline=None,
        outlet=None,
        published=None,
        language="en",
        text="words",
        words=1,
        tags=TAGS,
        created_at=NOW,
    )


def said(kind, value, verdict, chat_id=HERE):
    return Correction(
        article_id=1, chat_id=chat_id, user_id=1, kind=kind, value=value, verdict=Verdict(verdict), at=NOW
    )


def render(article, *corrections, for_all=False):
    return reasons.render(article, corrections, chat_id=HERE, for_all=for_all, locale="en")


def test_every_tag_is_told_with_the_words_that_told_it(article, accepted):
    shown = accepted(render(article))[0].split("\n\n")
    assert shown == [
        "🏷 Why these tags? · “Troops & talks”",
        "🇻🇪 Venezuela · primary\nbecause: Venezuela, Caracas",
        "🇷🇺 Russia · secondary",
        "🪖 Defence & military\nbecause: troops, defence minister",
        "🇨🇺 Cuba · in passing\nbecause: Havana",
        "Wrong? Tap ✖. Missing? Tap ➕, or reply with its name. Your corrections count in this chat.",
    ]


def test_for_whom_a_correction_counts_is_said(article):
    assert "count for everybody" in render(article, for_all=True)
    assert "count for everybody" not in render(article)


def test_what_readers_corrected_is_told_with_where(article):
    corrected = replace(
        article,
        tags=(Tag(kind=TOPIC, value="energy", score=1.0), Tag(kind=TOPIC, value="sport", score=1.0), *TAGS),
    )
    shown = html.shown(
        render(
            corrected,
            said(TOPIC, "energy", "added"),
            said(TOPIC, "sport", "added", SENDER),
            said(COUNTRY, "CO", "removed"),
            said(TOPIC, "health", "removed", SENDER),
        )
    )
    lines = shown.splitlines()
    assert sum("added here" in line and "Energy" in line for line in lines) == 1
    assert sum("added by the sender" in line and "Sport" in line for line in lines) == 1
    assert "✖ 🇨🇴 Colombia · removed here" in lines
    assert sum("removed by the sender" in line and "Health" in line for line in lines) == 1
    assert shown.count("because:") == 3, "what was added has no words of the article"


def test_an_article_without_tags_can_still_be_helped(article):
    shown = html.shown(render(replace(article, tags=(), title=None)))
    assert "could not tell" in shown
    assert "“Untitled”" in shown


def test_markup_in_the_articles_words_is_shown_and_not_obeyed(article, accepted, hostile):
    hard = replace(article, title=hostile, tags=(replace(DEFENCE, evidence=(hostile,)),))
    shown, entities = accepted(render(hard))
    assert hostile[:40] in shown.partition("because:")[2]
    assert {each["type"] for each in entities} <= {"bold", "italic"}


def test_countries_in_passing_do_not_crowd_out_the_rest(article):
    many = tuple(country(code, "passing") for code in tags.COUNTRIES[:30])
    shown = html.shown(render(replace(article, tags=(DEFENCE, *many))))
    assert shown.count("in passing") == reasons.PASSING_SHOWN + 1
    assert "and 25 more in passing" in shown


def test_the_most_crowded_panel_fits_one_message(article):
    evidence = tuple(f"{'long ' * 30}{number}" for number in range(5))
    crowd = tuple(country(code, "primary", *evidence) for code in tags.COUNTRIES)
    corrections = [said(TOPIC, slug, "removed") for slug in tags.TOPICS]
    shown = render(replace(article, tags=crowd), *corrections, for_all=True)
    assert html.fits(shown)
    assert "count for everybody" in shown


def test_a_topic_that_is_known_no_more_is_called_by_its_slug(article):
    assert "philately" in render(replace(article, tags=(Tag(kind=TOPIC, value="philately", score=1.0),)))


def test_the_page_to_add_from_says_how(article, accepted):
    shown = accepted(reasons.adding(article, "en"))[0]
    assert "Troops & talks" in shown
    assert "reply to this message" in shown
