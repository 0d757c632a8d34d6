"""The topics of short news texts written for the purpose, in 22 languages, against pinned floors."""

import tomllib
from pathlib import Path

from summarizer.tags import TOPICS, topic_parents, topics

TEXTS = tomllib.loads((Path(__file__).parent / "data" / "topics" / "texts.toml").read_text(encoding="utf-8"))[
    "text"
]

# Measured 119 of 119, 9 of 9, 41 of 42 and 3 of 128: two misses more are allowed, none where there is nothing to tell.
RIGHT = 0.97  # of the texts with a topic: the best top-level one is one that a reader would accept
NONE = 1.0  # of the texts without one are given none
FINE = 0.85  # of the finer topics that ought to be told are told
EXTRA = 0.06  # top-level topics a text beyond the accepted ones, at most


def told(sample):
    return topics(sample["text"], title=sample["title"], language=sample["language"])


def tops(sample):
    return [tag.slug for tag in told(sample) if not topic_parents(tag.slug)]


def test_there_is_enough_to_judge_by():
    assert len(TEXTS) >= 60
    assert len({sample["language"] for sample in TEXTS}) >= 12
    assert {slug for sample in TEXTS for slug in sample["topics"]} == {
        s for s in TOPICS if not topic_parents(s)
    }
    assert sum(not sample["text"] for sample in TEXTS) >= 20
    assert sum(not sample["topics"] for sample in TEXTS) >= 5


def test_the_best_topic():
    about = [sample for sample in TEXTS if sample["topics"]]
    wrong = [(s["language"], s["title"], tops(s)) for s in about if not set(tops(s)[:1]) & set(s["topics"])]
    assert 1 - len(wrong) / len(about) >= RIGHT, wrong


def test_nothing_is_nothing():
    silent = [sample for sample in TEXTS if not sample["topics"]]
    wrong = [(sample["language"], sample["text"], told(sample)) for sample in silent if told(sample)]
    assert 1 - len(wrong) / len(silent) >= NONE, wrong


def test_finer_topics():
    wanted = [(sample, slug) for sample in TEXTS for slug in sample.get("fine", ())]
    missed = [(s["title"], slug) for s, slug in wanted if slug not in {tag.slug for tag in told(s)}]
    assert 1 - len(missed) / len(wanted) >= FINE, missed


def test_few_topics_nobody_would_expect():
    extra = [(s["title"], slug) for s in TEXTS for slug in tops(s) if slug not in s["topics"]]
    assert len(extra) / len(TEXTS) <= EXTRA, extra


def test_every_tag_says_why():
    for sample in TEXTS:
        for tag in told(sample):
            assert tag.evidence
            assert all(word in sample["title"] or word in sample["text"] for word in tag.evidence)
