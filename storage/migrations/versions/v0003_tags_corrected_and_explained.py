"""The words that told a tag, readers' corrections of tags and whose count, the panels they are made in; regions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns in place, as 0002 did, and the table of corrections."""
    op.add_column("tags", sa.Column("evidence", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("subscriptions", sa.Column("regions", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("article_messages", sa.Column("panel", sa.Boolean(), nullable=False, server_default="0"))
    op.add_column("submissions", sa.Column("shared_at", sa.BigInteger()))
    # Whether one of them was private in between is not known; nobody could correct anything yet.
    op.execute("UPDATE submissions SET shared_at = created_at WHERE private = 0")
    op.create_table(
        "tag_corrections",
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('topic', 'country')", name=op.f("ck_tag_corrections_kind")),
        sa.CheckConstraint("verdict IN ('added', 'removed')", name=op.f("ck_tag_corrections_verdict")),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("fk_tag_corrections_article_id_articles"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_tag_corrections_chat_id_chats"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "chat_id", "kind", "value", name=op.f("pk_tag_corrections")),
    )
    op.create_index(op.f("ix_tag_corrections_chat_id"), "tag_corrections", ["chat_id"])
