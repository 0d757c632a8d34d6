"""Names strung together, in any script, as `/subscribe` and a reply to a panel understand them alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest import names, request
from bot.errors import UserError
from summarizer import tags

TOGETHER = [
    ("Peru and Bolivia", ["PE", "BO"]),
    ("Peru & Bolivia", ["PE", "BO"]),
    ("Perù e Bolivia", ["PE", "BO"]),
    ("🇵🇪 🇧🇴", ["PE", "BO"]),
    ("🇻🇪🇨🇴", ["VE", "CO"]),
    ("🇻🇪🪖", ["VE", "defence"]),
    ("🇻🇪 China", ["VE", "CN"]),
    ("Venezuela🇻🇪", ["VE"]),
    ("US-China", ["US", "CN"]),
    ("France/Germany", ["FR", "DE"]),
    ("Russia–Ukraine", ["RU", "UA"]),
    ("US-South Korea", ["US", "KR"]),
    ("North Korea-Russia", ["KP", "RU"]),
    ("Saudi Arabia/Iran", ["SA", "IR"]),
    ("Saudi Arabia-Iran, Oman", ["SA", "IR", "OM"]),
    ("Guinea-Bissau", ["GW"]),
    ("Papua-New Guinea", ["PG"]),
    ("Trinidad and Tobago", ["TT"]),
    ("拉丁美洲，国防", ["latin-america", "defence"]),
    ("拉丁美洲、国防", ["latin-america", "defence"]),
    ("中国、日本；韩国", ["CN", "JP", "KR"]),
    ("中国､日本﹐韩国", ["CN", "JP", "KR"]),
    ("مالطا، اليونان؛ قبرص", ["MT", "GR", "CY"]),
    (
        f"{tags.region_emoji('caribbean')} Caribbean, 🇻🇪 Venezuela · 🪖 Defence",
        ["caribbean", "VE", "defence"],
    ),
]


@pytest.mark.parametrize(("words", "values"), TOGETHER)
def test_both_understand_them_alike(words, values):
    found = names.named(words, locale="en")
    assert found.unknown == ()
    assert [each.value for each in found.found] == values
    wish = request.parse(f"{words} 07:30", locale="en")
    assert sorted([*wish.topics, *wish.countries, *wish.regions]) == sorted(values)
    assert wish.times == ("07:30",)


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        ("Thanks Chad", ("Thanks",)),
        ("defence, nonsense", ("nonsense",)),
        ("pro-Russia", ("pro",)),
        ("covid-19-20", ("covid-19-20",)),
        ("and, in a", ()),
        ("…!? - +", ("…!?", "-", "+")),
        ("Peru - Chile !", ()),
        ("Peru-" * 999, ("Peru-" * 999,)),
    ],
)
def test_what_names_nothing_is_told(words, unknown):
    assert names.named(words, locale="en").unknown == unknown


def test_looking_ends_where_enough_is_unknown():
    assert names.named("Qwxyz Peru Qwxyzzy", locale="en", enough=1) == names.Named(unknown=("Qwxyz",))
    assert len(names.named("qwxyz, " * 999, locale="en").unknown) == names.ENOUGH


@pytest.mark.parametrize("slugs", [(), ("wine",)])
def test_a_topic_that_is_known_no_more_is_understood_where_asked_for(slugs):
    if slugs:
        found = request.parse("🏷️ Wine, Venezuela", locale="en", slugs=slugs)
        assert (found.topics, found.countries) == (("wine",), ("VE",))
    else:
        with pytest.raises(UserError):
            request.parse("🏷️ Wine, Venezuela", locale="en")


PIECES = st.sampled_from(
    ["Peru", "US", "🇻🇪", "🪖", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "-", "/", " ", "、", "،", "and", "x", "19", "+", "\u200d", "\ufe0f"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_every_word_is_understood_or_told_once(words):
    found = names.named(words, locale="en", enough=99)
    assert len(set(found.found)) == len(found.found)
    assert all(word in words for word in found.unknown)
    assert all(word.strip() for phrase in names.phrases(words) for word in phrase)
