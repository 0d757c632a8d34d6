"""Names that neither space nor capital betrays; the texts were written for these tests."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.quotes import extract
from summarizer.quotes.characters import Listed
from summarizer.quotes.lexicon import load
from summarizer.quotes.surnames import Surnames

LISTS = load("zh").characters


def names(text: str) -> list[str]:
    return [found.name for found in Surnames(text, LISTS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("村民罗阿香说，桥修好了。", ["罗阿香"]),  # a noun before, a verb behind
        ("63岁的邓有田蹲在田埂上。", ["邓有田"]),  # an age before
        ("欧阳晓峰是船长。", ["欧阳晓峰"]),  # a surname of two signs
        ("鐵匠鋪的申屠錦文認為，手藝要傳下去。", ["申屠錦文"]),
        ("教师江一帆平静地回答。", ["江一帆"]),  # the verb is not listed, the adverb is
        ("蔡晓彤擦了擦汗。半个月前，蔡晓彤才学会骑车，蔡晓彤不怕摔。", ["蔡晓彤"] * 3),  # printed between ever other words
        ("校长佟明站起来。佟明说完就走。", ["佟明", "佟明"]),  # one sign behind the surname
        ("老板岩温香透露，茶叶卖完了。", ["岩温香"]),  # of a minority
        ("市长卡雷拉指出，港口不会关闭。", ["卡雷拉"]),  # in foreign sounds
        ("法国作家让·德拉蒙周一抵达。德拉蒙说，他想看海。", ["让·德拉蒙", "让·德拉蒙"]),  # a part stands for the whole
        ("秘书长Martin Olsen表示，会议延期。", ["Martin Olsen"]),
        ("車主莊女士說，煞車失靈。", ["莊女士"]),  # no more is known
        ("村民卓明远起身。卓先生不在。", ["卓明远", "卓先生"]),  # who is only Mr may be anybody
        ("律师卓明远起身。卓律师说，他不同意。", ["卓明远", "卓明远"]),  # a title means the one who bears the surname
        ("丈夫小郑没有说话。", ["小郑"]),
        ("攤商阿珠嬸笑說，生意不錯。", ["阿珠嬸"]),
        ("司机贺某某被带走。", ["贺某某"]),
    ],
)  # fmt: skip
def test_a_name_is_known_by_what_stands_around_it(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "每斤比市场价高出两元，官方客服没有回应，一张截图流传了一段时间。",
        "游客表示满意，商家也说高兴，经理称金额不大。",
        "万元大奖于周日揭晓，许多居民认为方案可行。",
        "专家普遍认为，记者从江苏获悉，双方同意。",
        "黄河沿岸，白沙镇成立了马拉松队。",
        "車主表示高興，警方說明案情，黃昏時分雷雨停了。",
    ],
)
def test_a_word_that_begins_like_a_name_is_none(text):
    assert names(text) == []


def test_reporters_are_marked():
    found = list(Surnames("新闻社记者卫子强、钱宁宁\n\n渔民赖水生说，鱼少了。", LISTS))

    assert [(one.name, one.reporter) for one in found] == [
        ("卫子强", True),
        ("钱宁宁", True),
        ("赖水生", False),
    ]


def test_words_are_looked_up_where_they_begin_end_or_hold_a_sign():
    listed = Listed(["高", "高兴", "很高兴"])

    assert listed.at("很高兴", 1) == 2
    assert listed.at("很高兴", 1, 2) == 1
    assert listed.at("很", 1) == 0
    assert listed.before("我很高兴", 4) == 3
    assert listed.before("我很高兴", 4, 2) == 2
    assert listed.before("", 0) == 0
    assert listed.around("不很高兴", 3)
    assert not listed.around("兴", 0)
    assert not listed.around("高", 1)


SIGNS = "王李欧阳高方向连张明国建强阿小老马克·斯说：“”「」，。！？在的对记者村民局长岩先生女士某一边着他她这位据 aB3\n、（）58岁"


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet=SIGNS, max_size=80))
def test_any_text_is_read_and_names_are_verbatim(text):
    end = 0
    for found in Surnames(text, LISTS):
        assert end <= found.start < found.end <= len(text)
        assert found.title <= found.start
        assert found.name in text
        end = found.end
    for quote in extract(text, language="zh"):
        assert quote.speaker is None or quote.speaker in text
        assert quote.role is None or quote.role in text
