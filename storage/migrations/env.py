"""What Alembic runs to apply revisions; knows only the connection that `storage.migrations` hands it."""

from alembic import context

from storage import tables
from storage.migrations import CONNECTION

context.configure(
    connection=context.config.attributes[CONNECTION],
    target_metadata=tables.metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
)
with context.begin_transaction():  # the caller's: it commits
    context.run_migrations()
