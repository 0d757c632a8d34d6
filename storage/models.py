"""What Clipping keeps: one frozen record a noun; knows nothing of Telegram's library or of language processing.

Times are aware UTC. Topics, countries and languages are plain strings: slug, ISO 3166-1 alpha-2, ISO 639-1.
Chat and user ids are Telegram's (64-bit, groups negative). Positions are character offsets into `Article.text`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySentence:
    """A sentence chosen for the summary, `text[start:end]`; `rank` 0 is kept in the shortest summary.

    `voice` is whose word it is: own (the article's), statement (somebody's) or report (another outlet's).
    """

    start: int
    end: int
    rank: int
    voice: str = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredQuote:
    """A direct quotation with its speaker; `segments` are its verbatim pieces as (start, end).

    `certainty` is explicit, carried, pronoun or none; `speaker` is None when nobody can be named.
    """

    start: int
    end: int
    segments: tuple[tuple[int, int], ...]
    speaker: str | None
    role: str | None
    cue: str | None
    certainty: str
    score: float


class TagKind(StrEnum):
    """What a tag names."""

    TOPIC = "topic"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A topic slug or country code of an article; `salience` (primary, secondary, passing) is for countries.

    `evidence` are the words that told it, as the article prints them, most telling first; empty where none were kept
    and where a reader added the tag.
    """

    kind: TagKind
    value: str
    score: float
    salience: str | None = None
    evidence: tuple[str, ...] = ()


class Verdict(StrEnum):
    """What a reader said of a tag."""

    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """That a reader in a chat added a tag to an article or removed one from it; `storage/corrections.py` says for whom.

    A chat has one verdict on a tag, the last.
    """

    article_id: int
    chat_id: int
    user_id: int
    kind: TagKind
    value: str
    verdict: Verdict
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle:
    """An article as it is handed in; `key` is its identity: canonical URL or hash of the text.

    `sentences` stand in article order, `quotes` and `tags` best first. `method` is the name of what chose the
    sentences. `gist`, the one sentence for lists, is `text[start:end]` as (start, end), None where there is none.
    """

    key: str
    url: str | None
    title: str | None
    byline: str | None
    outlet: str | None
    published: date | None
    language: str | None
    text: str
    words: int
    sentences: tuple[SummarySentence, ...] = ()
    quotes: tuple[StoredQuote, ...] = ()
    tags: tuple[Tag, ...] = ()
    method: str = "editor"
    gist: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(NewArticle):
    """A kept article; its `tags` are those in force, as readers corrected them."""

    id: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """That a chat sent an article: its owner is `user_id`; `private` keeps it from all other chats.

    `shared_at` is since when it is not private without a break, None while it is.
    """

    article_id: int
    chat_id: int
    user_id: int
    private: bool
    created_at: datetime
    shared_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """That an article may go into everybody's digests.

    `seq` grows in the order of commits, so a digest that remembers the last one it saw misses nothing that is
    committed later.
    """

    seq: int
    article: Article


class ChatState(StrEnum):
    """Whether a chat can be written to."""

    ACTIVE = "active"
    SUSPENDED = "suspended"  # blocked, kicked or deleted: nothing is sent, nothing is deleted, may come back


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A chat the bot knows, with its preferences.

    `kind` is private, group, supergroup or channel. `zone` is an IANA name, None until chosen. `sentences` is
    the summary length. `private` is the default of its submissions. `method` is the name of the way its summaries
    are chosen, None for the operator's.
    """

    id: int
    kind: str
    state: ChatState = ChatState.ACTIVE
    locale: str = "en"
    zone: str | None = None
    sentences: int = 3
    private: bool = False
    method: str | None = None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a subscription asks for and when.

    An article matches when it is about any of `countries` or any country of `regions` (if either is given) and any of
    `topics` (if given; a topic includes its sub-topics); all empty means everything. A region is kept as its slug, so
    that which countries belong to it stays data. `times` are local wall times "HH:MM", ascending; `days` ISO weekdays
    1-7, ascending; `zone` an IANA name.
    """

    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    times: tuple[str, ...] = ("08:00",)
    days: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7)
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A standing order for digests into one chat (and forum topic).

    Its next digest is due at `next_due_at` and covers publications with `seq > cut_seq`, so windows are
    [last digest, this one) and nothing falls between; `cut_at` is the time of the last cut, for showing.
    """

    id: int
    chat_id: int
    message_thread_id: int | None
    user_id: int
    rule: Rule
    cut_seq: int
    cut_at: datetime
    next_due_at: datetime
    created_at: datetime


class DeliveryState(StrEnum):
    """A life of an outbox row: new -> claimed -> sending -> sent | unknown | dead; a retry goes back to new."""

    NEW = "new"
    CLAIMED = "claimed"  # leased to a sender, request not begun
    SENDING = "sending"  # written before the request: after a crash it may have been delivered
    SENT = "sent"
    UNKNOWN = "unknown"  # Telegram's answer was lost and resending is exhausted
    DEAD = "dead"  # cannot or may no longer be delivered; `last_error` says why


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """One message of a digest, rendered; parts of a run go out in order of `part`, from 0.

    `html` is Telegram HTML of at most 4096 characters after parsing; `article_ids` are the articles it shows, in order (the sender
    makes buttons of them). Nothing is tried after `deliver_by`.
    """

    part: int
    html: str
    article_ids: tuple[int, ...]
    deliver_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(NewDelivery):
    """An outbox row. `attempts` counts requests begun; `unknowns` those whose answer was lost."""

    id: int
    run_id: int
    chat_id: int
    message_thread_id: int | None
    state: DeliveryState
    not_before: datetime
    lease_until: datetime | None
    attempts: int
    unknowns: int
    message_id: int | None
    last_error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxUpdate:
    """A Telegram update that was accepted and is not yet dealt with; `payload` is its JSON."""

    update_id: int
    payload: str
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Messages of one chat that look like pieces of one article, held until `due_at` for more to come.

    `parts` are the pieces as (message id, text) in order of message id; `origin` is what they have in common (who forwarded from where).
    """

    chat_id: int
    user_id: int
    message_thread_id: int | None
    origin: str
    parts: tuple[tuple[int, str], ...]
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many rows there are of what, for `clipping check`; `deliveries` maps a state to its number."""

    articles: int
    chats: int
    subscriptions: int
    inbox: int
    deliveries: dict[str, int] = field(default_factory=dict)
    oldest_pending_at: datetime | None = None
