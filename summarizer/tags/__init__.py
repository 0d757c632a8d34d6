"""Topics, countries and regions: what an article is about, and what people call it; knows texts and names, not storage.

`topics` and `countries` tag an article; `find` and `suggest` understand what somebody types; the rest names tags.
"""

from summarizer.tags.added import TopicDataError, add_topics, check_topics
from summarizer.tags.countries import countries
from summarizer.tags.names import Found, country_name, find, flag, suggest, warm
from summarizer.tags.packs import COUNTRIES
from summarizer.tags.regions import REGIONS, region_countries, region_emoji, region_name
from summarizer.tags.taxonomy import TOPICS, topic_calls, topic_emoji, topic_name, topic_parents, topic_slugs
from summarizer.tags.topics import topics

__all__ = [
    "COUNTRIES",
    "REGIONS",
    "TOPICS",
    "Found",
    "TopicDataError",
    "add_topics",
    "check_topics",
    "countries",
    "country_name",
    "find",
    "flag",
    "region_countries",
    "region_emoji",
    "region_name",
    "suggest",
    "topic_calls",
    "topic_emoji",
    "topic_name",
    "topic_parents",
    "topic_slugs",
    "topics",
    "warm",
]
