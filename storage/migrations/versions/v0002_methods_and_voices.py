"""The method that chose a summary, whose word each sentence is, the one sentence for lists, and a chat's own method."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns in place: what SQLite cannot add it would make of a copy of every article."""
    op.add_column(
        "articles", sa.Column("method", sa.String(length=32), nullable=False, server_default="editor")
    )
    op.add_column("articles", sa.Column("gist_start", sa.Integer()))
    both = sa.CheckConstraint("(gist_start IS NULL) = (gist_end IS NULL)", name=op.f("ck_articles_gist"))
    op.add_column("articles", sa.Column("gist_end", sa.Integer(), both))
    voices = sa.CheckConstraint("voice IN ('own', 'statement', 'report')", name=op.f("ck_sentences_voice"))
    op.add_column(
        "sentences", sa.Column("voice", sa.String(length=16), voices, nullable=False, server_default="own")
    )
    op.add_column("chats", sa.Column("method", sa.String(length=32)))
