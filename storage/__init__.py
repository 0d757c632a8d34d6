"""Records in, records out: what Clipping keeps; knows SQL, but neither Telegram nor language processing.

store = await open_store("sqlite+aiosqlite:///data/clipping.sqlite3")
async with store.transaction() as tx:
    article, created = await tx.articles.add(new, now)
"""

from storage.errors import StorageError
from storage.store import Store, Transaction, look, migrate, open_store

__all__ = ["StorageError", "Store", "Transaction", "look", "migrate", "open_store"]
