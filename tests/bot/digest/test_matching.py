import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.matching import countries, fold, match, rank, score, topics
from storage.models import Rule
from summarizer import tags


def words(count, seed=0):
    """So many words in an order that nothing else has."""
    source = random.Random(seed)
    return " ".join(f"w{source.randrange(10**6)}" for _ in range(count))


class TestMatch:
    def test_a_rule_without_wishes_takes_everything_for_no_reason(self, article):
        assert match(Rule(), article()) == ()

    def test_a_topic_matches_itself(self, article, topic):
        story = article(tags=(topic("energy"), topic("sport")))
        assert match(Rule(topics=("sport",)), story) == ("sport",)
        assert match(Rule(topics=("health",)), story) is None

    def test_a_topic_includes_its_sub_topics_but_not_the_reverse(self, article, topic):
        assert match(Rule(topics=("politics",)), article(tags=(topic("elections"),))) == ("elections",)
        assert match(Rule(topics=("elections",)), article(tags=(topic("politics"),))) is None

    @pytest.mark.parametrize(
        ("salience", "counts"), [("primary", True), ("secondary", True), ("passing", False), (None, False)]
    )
    def test_a_country_counts_when_the_story_is_about_it(self, article, country, salience, counts):
        found = match(Rule(countries=("VE",)), article(tags=(country("VE", salience),)))
        assert found == (("VE",) if counts else None)

    def test_any_of_a_kind_is_enough_and_all_that_matched_are_named(self, article, topic, country):
        story = article(
            tags=(topic("energy"), country("RU"), country("VE", "secondary"), country("CU", "passing"))
        )
        assert match(Rule(countries=("CU", "VE", "RU")), story) == ("RU", "VE")

    def test_both_kinds_must_hold(self, article, topic, country):
        rule = Rule(topics=("defence",), countries=("VE",))
        assert match(rule, article(tags=(topic("defence"), country("VE")))) == ("defence", "VE")
        assert match(rule, article(tags=(topic("defence"), country("RU")))) is None
        assert match(rule, article(tags=(topic("sport"), country("VE")))) is None

    def test_a_topic_is_never_taken_for_a_country(self, article, topic, country):
        assert match(Rule(topics=("VE",)), article(tags=(country("VE"),))) is None
        assert match(Rule(countries=("sport",)), article(tags=(topic("sport"),))) is None

    def test_a_topic_unknown_to_this_version_matches_by_name(self, article, topic):
        assert match(Rule(topics=("philately",)), article(tags=(topic("philately"),))) == ("philately",)


class TestRegions:
    """A region asks for its countries, beside those asked for by name."""

    def test_any_of_its_countries_is_enough_and_named_as_the_reason(self, article, country):
        story = article(tags=(country("CL"), country("US"), country("PE", "secondary")))
        assert match(Rule(regions=("latin-america",)), story) == ("CL", "PE")
        assert match(Rule(regions=("africa",)), story) is None

    @pytest.mark.parametrize(
        ("salience", "counts"), [("primary", True), ("secondary", True), ("passing", False)]
    )
    def test_the_story_must_be_about_it(self, article, country, salience, counts):
        found = match(Rule(regions=("latin-america",)), article(tags=(country("CL", salience),)))
        assert found == (("CL",) if counts else None)

    def test_regions_and_countries_are_alternatives(self, article, country):
        rule = Rule(regions=("latin-america", "nordics"), countries=("UA",))
        assert match(rule, article(tags=(country("UA"),))) == ("UA",)
        assert match(rule, article(tags=(country("NO"), country("BR")))) == ("NO", "BR")
        assert match(rule, article(tags=(country("JP"),))) is None

    def test_a_country_asked_for_twice_is_one_reason(self, article, country):
        rule = Rule(regions=("latin-america", "south-america"), countries=("CL",))
        assert match(rule, article(tags=(country("CL"),))) == ("CL",)

    def test_a_topic_must_hold_as_well(self, article, topic, country):
        rule = Rule(regions=("latin-america",), topics=("defence",))
        assert match(rule, article(tags=(topic("defence"), country("CL")))) == ("defence", "CL")
        assert match(rule, article(tags=(country("CL"),))) is None
        assert match(rule, article(tags=(topic("defence"), country("UA")))) is None

    def test_an_unknown_region_asks_for_nothing_and_hides_nothing(self, article, country):
        story = article(tags=(country("CL"),))
        assert match(Rule(regions=("atlantis",)), story) is None
        assert match(Rule(regions=("atlantis", "latin-america")), story) == ("CL",)
        assert match(Rule(regions=("atlantis",), countries=("CL",)), story) == ("CL",)
        assert score(Rule(regions=("atlantis",)), story) == 0

    def test_a_region_is_ranked_by_its_best_country(self, article, country):
        rule = Rule(regions=("latin-america",))
        weak, strong = (article(n, tags=(country("CL", score=s),)) for n, s in ((2, 0.2), (1, 0.9)))
        stranger = article(3, tags=(country("JP", score=1.0), country("PE", score=0.4)))
        assert score(rule, stranger) == pytest.approx(0.4)
        assert rank(rule, [[weak], [stranger], [strong]]) == [[strong], [stranger], [weak]]

    @pytest.mark.parametrize("slug", tags.REGIONS)
    def test_every_region_asks_for_each_of_its_countries(self, article, country, slug):
        assert countries(Rule(regions=(slug,))) == tags.region_countries(slug)
        for code in tags.region_countries(slug):
            assert match(Rule(regions=(slug,)), article(tags=(country(code),))) == (code,)


def test_topics_of_a_rule_are_those_named_and_those_below():
    assert set(topics(Rule(topics=("conflict",)))) >= {"conflict", "defence"}
    assert topics(Rule(topics=("defence", "philately"))) == ("defence", "philately")
    assert topics(Rule()) == ()


class TestScore:
    def test_it_is_the_best_topic_plus_the_best_country_that_matched(self, article, topic, country):
        story = article(
            tags=(
                topic("sport", 0.9),
                topic("energy", 0.4),
                topic("elections", 0.3),
                country("VE", "primary", 0.5),
            )
        )
        assert score(Rule(topics=("energy", "politics"), countries=("VE",)), story) == pytest.approx(0.9)
        assert score(Rule(), story) == 0


class TestFold:
    def test_strangers_stay_apart_in_order_of_time(self, article):
        stories = [article(number, text=words(100, number)) for number in (3, 1, 2)]
        assert [[each.id for each in group] for group in fold(stories)] == [[1], [2], [3]]

    def test_an_agency_report_with_another_opening_is_the_same_story(self, article):
        report = words(200)
        first = article(1, text=f"{words(30, 1)} {report}")
        second = article(2, text=f"{words(40, 2)} {report} {words(20, 3)}")
        other = article(3, text=words(200, 4))
        assert fold([other, second, first]) == [[first, second], [other]]

    def test_the_earliest_full_copy_leads_not_the_flash_before_it(self, article):
        report = words(300)
        flash = article(1, text=" ".join(report.split()[:120]))
        full = article(2, text=report)
        late = article(3, text=f"{report} {words(10, 5)}")
        assert fold([late, full, flash]) == [[full, flash, late]]

    def test_two_reports_that_share_a_statement_are_two_stories(self, article):
        statement = words(60)
        first, second = (article(n, text=f"{words(100, n)} {statement} {words(60, n + 10)}") for n in (1, 2))
        assert fold([first, second]) == [[first], [second]]

    def test_a_round_up_does_not_swallow_its_stories(self, article):
        stories = [article(number, text=words(120, number)) for number in range(1, 6)]
        round_up = article(9, text=" ".join(each.text for each in stories))
        assert len(fold([*stories, round_up])) == 6

    def test_groups_do_not_grow_by_chains(self, article):
        row = words(400).split()
        links = [article(n + 1, text=" ".join(row[n * 40 : n * 40 + 100])) for n in range(5)]
        assert all(len(group) <= 2 for group in fold(links))

    def test_the_same_telling_headline_is_the_same_story(self, article):
        first = article(1, title="Venezuela and Russia sign a new pact", text=words(80, 1))
        second = article(2, title="VENEZUELA and Russia: sign a new pact!", text=words(90, 2))
        assert [len(group) for group in fold([first, second])] == [2]

    @pytest.mark.parametrize("title", [None, "", "Morning briefing", "Live: updates", "!?"])
    def test_a_headline_that_tells_nothing_joins_nothing(self, article, title):
        assert len(fold([article(n, title=title, text=words(80, n)) for n in (1, 2)])) == 2

    def test_a_weekly_column_is_a_new_story_each_week(self, article, now):
        first, second = (
            article(
                n, title="The week in four charts", text=words(80, n), created_at=now + timedelta(weeks=n)
            )
            for n in (1, 2)
        )
        assert fold([first, second]) == [[first], [second]]

    def test_texts_without_words_are_nobody_s_copy(self, article):
        assert len(fold([article(n, text="…", words=0) for n in (1, 2)])) == 2

    def test_only_the_opening_of_an_endless_text_is_read(self, article):
        opening = "x" * 20_000
        first, second = (article(n, text=f"{opening} {words(50, n)}") for n in (1, 2))
        assert len(fold([first, second])) == 2  # one word, however long, says too little

    @given(st.lists(st.integers(0, 3), max_size=12), st.randoms())
    def test_every_article_is_in_one_group_whatever_the_order(self, article, kinds, source):
        articles = [
            article(n, text=f"{words(80, kind)} {words(5, n)}") for n, kind in enumerate(kinds, start=1)
        ]
        groups = fold(articles)
        assert sorted(each.id for group in groups for each in group) == sorted(each.id for each in articles)
        assert len(groups) == len(set(kinds))
        source.shuffle(articles)
        assert fold(articles) == groups


class TestRank:
    def test_relevance_then_copies_then_newest(self, article, country):
        rule = Rule(countries=("VE",))

        def story(number, strength, copies=1):
            return [article(number * 10 + n, tags=(country("VE", score=strength),)) for n in range(copies)]

        weak, old, new = story(1, 0.3), story(2, 0.81), story(3, 0.79)
        told_twice, best = story(4, 0.8, copies=2), story(5, 1.0)
        assert rank(rule, [weak, old, new, told_twice, best]) == [best, told_twice, new, old, weak]

    def test_a_story_is_as_relevant_as_its_best_copy(self, article, country):
        weak, strong = (article(n, tags=(country("VE", score=s),)) for n, s in ((1, 0.2), (2, 0.9)))
        other = article(3, tags=(country("VE", score=0.5),))
        assert rank(Rule(countries=("VE",)), [[other], [weak, strong]]) == [[weak, strong], [other]]
