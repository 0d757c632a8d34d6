"""The tables as they are now; knows their columns and rules, not how they came about (that is `migrations`).

Every table with a column `chat_id` holds what belongs to that chat and is emptied of it by `chats.forget`.
Surrogate keys are AUTOINCREMENT: buttons under old messages carry them, so a number must never name another row.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from storage.errors import NaiveTime
from storage.models import ChatState, DeliveryState, TagKind, Verdict

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware time, kept as whole microseconds since 1970 in UTC: exact, sortable, the same on every engine."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Refuse a time that could mean any of forty instants: NaiveTime."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveTime(f"{value!r} has no zone")
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The time, in UTC."""
        del dialect
        return None if value is None else _EPOCH + value * _MICROSECOND


# SQLite counts up only in a column spelled INTEGER; it holds 64 bits all the same.
_Id = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _serial(name: str = "id") -> Column[int]:
    return Column(name, _Id, primary_key=True)


def _article(*, primary_key: bool = False) -> Column[int]:
    reference = ForeignKey("articles.id", ondelete="CASCADE")
    return Column("article_id", BigInteger, reference, primary_key=primary_key, nullable=False)


def _chat(*, primary_key: bool = False) -> Column[int]:
    reference = ForeignKey("chats.id", ondelete="CASCADE")
    return Column(
        "chat_id", BigInteger, reference, primary_key=primary_key, nullable=False, autoincrement=False
    )


articles = Table(
    "articles",
    metadata,
    _serial(),
    Column("key", Text, nullable=False, unique=True),
    Column("url", Text),
    Column("title", Text),
    Column("byline", Text),
    Column("outlet", Text),
    Column("published", Date),
    Column("language", String(8)),
    Column("text", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    # The server's defaults here and below are what rows older than the column have.
    Column("method", String(32), nullable=False, server_default="editor"),
    Column("gist_start", Integer),
    Column("gist_end", Integer),
    CheckConstraint("(gist_start IS NULL) = (gist_end IS NULL)", name="gist"),
    sqlite_autoincrement=True,
)

sentences = Table(
    "sentences",
    metadata,
    _article(primary_key=True),
    Column("position", Integer, primary_key=True),  # in the article
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("voice", String(16), nullable=False, server_default="own"),
    _one_of("voice", ("own", "statement", "report")),
)

quotes = Table(
    "quotes",
    metadata,
    _article(primary_key=True),
    Column("position", Integer, primary_key=True),  # best first
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("segments", JSON, nullable=False),  # [[start, end], …]
    Column("speaker", Text),
    Column("role", Text),
    Column("cue", Text),
    Column("certainty", String(16), nullable=False),
    Column("score", Float, nullable=False),
    _one_of("certainty", ("explicit", "carried", "pronoun", "none")),
)

tags = Table(
    "tags",
    metadata,
    _article(primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("value", Text, primary_key=True),
    Column("position", Integer, nullable=False),  # best first
    Column("score", Float, nullable=False),
    Column("salience", String(16)),
    Column("evidence", JSON, nullable=False, server_default="[]"),
    _one_of("kind", TagKind),
    _one_of("salience", ("primary", "secondary", "passing")),
    Index(None, "kind", "value", "article_id"),
)

chats = Table(
    "chats",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("state_reason", Text),
    Column("state_at", Moment, nullable=False),
    Column("locale", String(16), nullable=False),
    Column("zone", Text),
    Column("sentences", Integer, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("method", String(32)),
    _one_of("kind", ("private", "group", "supergroup", "channel")),
    _one_of("state", ChatState),
)

submissions = Table(
    "submissions",
    metadata,
    _article(primary_key=True),
    _chat(primary_key=True),
    Column("user_id", BigInteger, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("shared_at", Moment),  # since when it is not private; NULL while it is
    Index(None, "chat_id", "created_at"),
)

publications = Table(
    "publications",
    metadata,
    _serial("seq"),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("published_at", Moment, nullable=False),
    Index(None, "published_at"),
    sqlite_autoincrement=True,
)

tag_corrections = Table(
    "tag_corrections",
    metadata,
    _article(primary_key=True),
    _chat(primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("value", Text, primary_key=True),
    Column("user_id", BigInteger, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    _one_of("kind", TagKind),
    _one_of("verdict", Verdict),
    Index(None, "chat_id"),
)

article_messages = Table(
    "article_messages",
    metadata,
    _chat(primary_key=True),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    _article(),
    # Whether it is the panel of the article's tags: what is written in reply to it names a tag.
    Column("panel", Boolean, nullable=False, server_default="0"),
    Index(None, "article_id"),
)

feeds = Table(
    "feeds",
    metadata,
    _serial(),
    Column("url", Text, nullable=False, unique=True),
    Column("outlet", Text),
    Column("etag", Text),  # both are sent back as they came, so that the server may answer "304 Not Modified"
    Column("last_modified", Text),
    Column("interval_seconds", Integer, nullable=False),
    Column("next_poll_at", Moment, nullable=False),
    Column("polled_at", Moment),
    Column("changed_at", Moment),
    Column("failures", Integer, nullable=False),  # in a row
    Column("last_error", Text),
    Column("created_at", Moment, nullable=False),
    Index(None, "next_poll_at"),
    sqlite_autoincrement=True,
)

subscriptions = Table(
    "subscriptions",
    metadata,
    _serial(),
    _chat(),
    Column("message_thread_id", BigInteger),
    Column("user_id", BigInteger, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("countries", JSON, nullable=False),
    Column("times", JSON, nullable=False),
    Column("days", JSON, nullable=False),
    Column("zone", Text, nullable=False),
    Column("cut_seq", BigInteger, nullable=False),
    Column("cut_at", Moment, nullable=False),
    Column("next_due_at", Moment, nullable=False),
    # Repeats that the chat is suspended, so that the tick need not wade through all overdue sleepers each time.
    Column("paused", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("regions", JSON, nullable=False, server_default="[]"),
    Index(None, "chat_id"),
    Index(None, "paused", "next_due_at"),
    sqlite_autoincrement=True,
)

digest_runs = Table(
    "digest_runs",
    metadata,
    _serial(),
    Column("subscription_id", ForeignKey("subscriptions.id", ondelete="CASCADE"), nullable=False),
    Column("slot", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("subscription_id", "slot"),
    Index(None, "slot"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    _serial(),
    Column("run_id", ForeignKey("digest_runs.id", ondelete="CASCADE"), nullable=False),
    Column("part", Integer, nullable=False),
    _chat(),
    Column("message_thread_id", BigInteger),
    Column("priority", Integer, nullable=False),  # smaller goes first
    Column("state", String(16), nullable=False),
    Column("html", Text, nullable=False),
    Column("article_ids", JSON, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("deliver_by", Moment, nullable=False),
    Column("lease_until", Moment),
    Column("attempts", Integer, nullable=False),
    Column("unknowns", Integer, nullable=False),
    Column("message_id", BigInteger),
    Column("last_error", Text),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    UniqueConstraint("run_id", "part"),
    _one_of("state", DeliveryState),
    CheckConstraint("(state IN ('claimed', 'sending')) = (lease_until IS NOT NULL)", name="lease"),
    CheckConstraint("(state = 'sent') = (message_id IS NOT NULL)", name="message"),
    CheckConstraint("0 <= unknowns AND unknowns <= attempts", name="attempts"),
    # What goes next, and what of a chat goes next: in the morning a hundred thousand rows wait at once. (An index on
    # deliver_by would serve `expire`, but SQLite then prefers it for `claim` and sorts all that waits.)
    Index(None, "state", "priority", "not_before", "id"),
    Index(None, "chat_id", "state", "priority", "not_before", "id"),
    sqlite_autoincrement=True,
)

digest_items = Table(
    "digest_items",
    metadata,
    _chat(primary_key=True),
    _article(primary_key=True),
    # A run may be pruned; that the chat has seen the article must be remembered longer.
    Column("run_id", ForeignKey("digest_runs.id", ondelete="SET NULL")),
    Index(None, "article_id"),
    Index(None, "run_id"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("payload", Text, nullable=False),  # empty once done: the number is enough to know it again
    Column("received_at", Moment, nullable=False),
    Column("done_at", Moment),
    Index(None, "done_at", "update_id"),
)

drafts = Table(
    "drafts",
    metadata,
    _chat(primary_key=True),
    Column("user_id", BigInteger, nullable=False),
    Column("message_thread_id", BigInteger),
    Column("origin", Text, nullable=False),
    Column("due_at", Moment, nullable=False),
    Index(None, "due_at"),
)

draft_parts = Table(
    "draft_parts",
    metadata,
    Column(
        "chat_id",
        ForeignKey("drafts.chat_id", ondelete="CASCADE", onupdate="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)
