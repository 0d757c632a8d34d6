"""The first schema: articles, chats, subscriptions, deliveries, the inbox and drafts; the table of feeds is empty yet."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Microseconds since 1970 (`tables.Moment` as it was), and a key that SQLite counts up.
_MOMENT = sa.BigInteger()
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create all tables, those referred to first."""
    for create in (
        _articles,
        _chats,
        _feeds,
        _inbox,
        _article_messages,
        _drafts,
        _publications,
        _quotes,
        _sentences,
        _submissions,
        _subscriptions,
        _tags,
        _digest_runs,
        _draft_parts,
        _digest_items,
        _outbox,
    ):
        create()


def _part_of(table: str, column: str, whole: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{whole}")
    return sa.ForeignKeyConstraint([column], [f"{whole}.id"], name=name, ondelete="CASCADE")


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("byline", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("published", sa.Date()),
        sa.Column("language", sa.String(length=8)),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("key", name=op.f("uq_articles_key")),
        sqlite_autoincrement=True,
    )


def _chats() -> None:
    op.create_table(
        "chats",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("state_reason", sa.Text()),
        sa.Column("state_at", _MOMENT, nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("zone", sa.Text()),
        sa.Column("sentences", sa.Integer(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('private', 'group', 'supergroup', 'channel')", name=op.f("ck_chats_kind")
        ),
        sa.CheckConstraint("state IN ('active', 'suspended')", name=op.f("ck_chats_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
    )


def _feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", _ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("interval_seconds", sa.Integer(), nullable=False),
        sa.Column("next_poll_at", _MOMENT, nullable=False),
        sa.Column("polled_at", _MOMENT),
        sa.Column("changed_at", _MOMENT),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text()),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("url", name=op.f("uq_feeds_url")),
        sqlite_autoincrement=True,
    )
    _index("feeds", "next_poll_at")


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("done_at", _MOMENT),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
    )
    _index("inbox", "done_at", "update_id")


def _article_messages() -> None:
    op.create_table(
        "article_messages",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        _part_of("article_messages", "article_id", "articles"),
        _part_of("article_messages", "chat_id", "chats"),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_article_messages")),
    )
    _index("article_messages", "article_id")


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("message_thread_id", sa.BigInteger()),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        _part_of("drafts", "chat_id", "chats"),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_drafts")),
    )
    _index("drafts", "due_at")


def _publications() -> None:
    op.create_table(
        "publications",
        sa.Column("seq", _ID, nullable=False),
        sa.Column("article_id", _ID, nullable=False),
        sa.Column("published_at", _MOMENT, nullable=False),
        _part_of("publications", "article_id", "articles"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_publications")),
        sa.UniqueConstraint("article_id", name=op.f("uq_publications_article_id")),
        sqlite_autoincrement=True,
    )
    _index("publications", "published_at")


def _quotes() -> None:
    op.create_table(
        "quotes",
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("segments", sa.JSON(), nullable=False),
        sa.Column("speaker", sa.Text()),
        sa.Column("role", sa.Text()),
        sa.Column("cue", sa.Text()),
        sa.Column("certainty", sa.String(length=16), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.CheckConstraint(
            "certainty IN ('explicit', 'carried', 'pronoun', 'none')", name=op.f("ck_quotes_certainty")
        ),
        _part_of("quotes", "article_id", "articles"),
        sa.PrimaryKeyConstraint("article_id", "position", name=op.f("pk_quotes")),
    )


def _sentences() -> None:
    op.create_table(
        "sentences",
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        _part_of("sentences", "article_id", "articles"),
        sa.PrimaryKeyConstraint("article_id", "position", name=op.f("pk_sentences")),
    )


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        _part_of("submissions", "article_id", "articles"),
        _part_of("submissions", "chat_id", "chats"),
        sa.PrimaryKeyConstraint("article_id", "chat_id", name=op.f("pk_submissions")),
    )
    _index("submissions", "chat_id", "created_at")


def _subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_thread_id", sa.BigInteger()),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("cut_seq", sa.BigInteger(), nullable=False),
        sa.Column("cut_at", _MOMENT, nullable=False),
        sa.Column("next_due_at", _MOMENT, nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        _part_of("subscriptions", "chat_id", "chats"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sqlite_autoincrement=True,
    )
    _index("subscriptions", "chat_id")
    _index("subscriptions", "paused", "next_due_at")


def _tags() -> None:
    op.create_table(
        "tags",
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("salience", sa.String(length=16)),
        sa.CheckConstraint("kind IN ('topic', 'country')", name=op.f("ck_tags_kind")),
        sa.CheckConstraint("salience IN ('primary', 'secondary', 'passing')", name=op.f("ck_tags_salience")),
        _part_of("tags", "article_id", "articles"),
        sa.PrimaryKeyConstraint("article_id", "kind", "value", name=op.f("pk_tags")),
    )
    _index("tags", "kind", "value", "article_id")


def _digest_runs() -> None:
    op.create_table(
        "digest_runs",
        sa.Column("id", _ID, nullable=False),
        sa.Column("subscription_id", _ID, nullable=False),
        sa.Column("slot", _MOMENT, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        _part_of("digest_runs", "subscription_id", "subscriptions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_runs")),
        sa.UniqueConstraint("subscription_id", "slot", name=op.f("uq_digest_runs_subscription_id_slot")),
        sqlite_autoincrement=True,
    )
    _index("digest_runs", "slot")


def _draft_parts() -> None:
    op.create_table(
        "draft_parts",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["drafts.chat_id"],
            name=op.f("fk_draft_parts_chat_id_drafts"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_draft_parts")),
    )


def _digest_items() -> None:
    op.create_table(
        "digest_items",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("run_id", _ID),
        _part_of("digest_items", "article_id", "articles"),
        _part_of("digest_items", "chat_id", "chats"),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["digest_runs.id"],
            name=op.f("fk_digest_items_run_id_digest_runs"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("chat_id", "article_id", name=op.f("pk_digest_items")),
    )
    _index("digest_items", "article_id")
    _index("digest_items", "run_id")


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _ID, nullable=False),
        sa.Column("run_id", _ID, nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_thread_id", sa.BigInteger()),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("article_ids", sa.JSON(), nullable=False),
        sa.Column("not_before", _MOMENT, nullable=False),
        sa.Column("deliver_by", _MOMENT, nullable=False),
        sa.Column("lease_until", _MOMENT),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("unknowns", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("last_error", sa.Text()),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("sent_at", _MOMENT),
        sa.CheckConstraint("(state = 'sent') = (message_id IS NOT NULL)", name=op.f("ck_outbox_message")),
        sa.CheckConstraint(
            "(state IN ('claimed', 'sending')) = (lease_until IS NOT NULL)", name=op.f("ck_outbox_lease")
        ),
        sa.CheckConstraint(
            "state IN ('new', 'claimed', 'sending', 'sent', 'unknown', 'dead')", name=op.f("ck_outbox_state")
        ),
        sa.CheckConstraint("0 <= unknowns AND unknowns <= attempts", name=op.f("ck_outbox_attempts")),
        _part_of("outbox", "chat_id", "chats"),
        _part_of("outbox", "run_id", "digest_runs"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("run_id", "part", name=op.f("uq_outbox_run_id_part")),
        sqlite_autoincrement=True,
    )
    _index("outbox", "chat_id", "state", "priority", "not_before", "id")
    _index("outbox", "state", "priority", "not_before", "id")
