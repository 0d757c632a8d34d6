import asyncio
import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from storage import migrate, migrations, open_store, tables
from storage.engines import connect
from storage.engines.base import Purpose
from storage.errors import Dangling, SchemaTooNew, StorageError
from storage.models import Correction, NewArticle, Rule, SummarySentence, Tag, TagKind, Verdict


@pytest.fixture
def path(tmp_path):
    return tmp_path / "clipping.sqlite3"


def definitions(connection):
    """The rules of a schema that comparing metadata overlooks."""
    found = inspect(connection)
    return {
        name: {
            "checks": sorted((each["name"], each["sqltext"]) for each in found.get_check_constraints(name)),
            "keys": sorted(str(each) for each in found.get_foreign_keys(name)),
            "unique": sorted(each["name"] for each in found.get_unique_constraints(name)),
            "primary": found.get_pk_constraint(name),
            "indexes": sorted((each["name"], each["column_names"]) for each in found.get_indexes(name)),
            "columns": [
                (each["name"], str(each["type"]), each["nullable"]) for each in found.get_columns(name)
            ],
            "counts up": "AUTOINCREMENT" in _sql(connection, name),
        }
        for name in found.get_table_names()
        if name != "alembic_version"
    }


def _sql(connection, name):
    return connection.execute(
        text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name}
    ).scalar()


async def test_migrations_and_tables_agree(url):
    engine = connect(url)
    await migrations.upgrade(engine)

    def differences(connection):
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        return compare_metadata(context, tables.metadata), definitions(connection)

    async with engine.begin(Purpose.READ) as connection:
        differing, migrated = await connection.raw.run_sync(differences)
    await engine.close()
    assert differing == []
    fresh = create_engine("sqlite://")
    tables.metadata.create_all(fresh)
    with fresh.connect() as connection:
        assert migrated == definitions(connection)
    fresh.dispose()


async def test_a_store_is_at_the_newest_revision(store):
    current, head = await store.schema()
    assert current == head == max(migrations._known())


async def test_migrating_again_changes_nothing(file_url, path, now):
    await migrate(file_url)
    store = await open_store(file_url)
    async with store.transaction() as tx:
        await tx.chats.touch(1, kind="private", now=now)
    await store.close()
    await migrate(file_url)
    store = await open_store(file_url)
    async with store.snapshot() as tx:
        assert (await tx.counts()).chats == 1
    await store.close()


async def test_a_database_of_the_first_revision_keeps_what_it_holds(file_url, path, now):
    await _as_revision(file_url, "0001")
    database = sqlite3.connect(path)
    for table, rows in FIRST_ROWS.items():
        for row in rows:
            database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    database.commit()
    before = {table: _rows(database, table) for table in FIRST_ROWS}
    database.close()
    store = await open_store(file_url)
    async with store.transaction() as tx:
        article = await tx.articles.get(7)
        chat = await tx.chats.get(1)
        await tx.chats.save(replace(chat, method="lexrank"))
        more, _ = await tx.articles.add(
            NewArticle(**FIRST_ARTICLE | {"key": "next", "gist": (0, 5), "method": "lsa"}), now
        )
        assert await tx.chats.get(1) == replace(chat, method="lexrank")
    await store.close()
    assert (article.text, article.title) == ("Rain fell. It stopped.", "Weather")
    assert (article.method, article.gist) == ("editor", None)
    assert article.sentences == (
        SummarySentence(start=0, end=10, rank=0, voice="own"),
        SummarySentence(start=11, end=22, rank=1, voice="own"),
    )
    assert (chat.zone, chat.sentences, chat.private, chat.method) == ("Europe/Kyiv", 5, True, None)
    assert (more.id, more.gist, more.method) == (8, (0, 5), "lsa"), "numbers go on counting"
    database = sqlite3.connect(path)
    for table, rows in before.items():
        kept = [row[: len(rows[0])] for row in _rows(database, table)]
        assert kept[: len(rows)] == rows, table
    database.close()


async def test_a_database_of_the_second_revision_keeps_what_it_holds(file_url, path, now):
    await _as_revision(file_url, "0002")
    database = sqlite3.connect(path)
    for table, rows in SECOND_ROWS.items():
        for row in rows:
            database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    database.commit()
    before = {table: _rows(database, table) for table in SECOND_ROWS}
    database.close()
    store = await open_store(file_url)
    war, ukraine = (
        Tag(kind=TagKind.TOPIC, value="war", score=0.9),
        Tag(kind=TagKind.COUNTRY, value="UA", score=0.5, salience="primary"),
    )
    async with store.transaction() as tx:
        assert (await tx.articles.get(7)).tags == (war, ukraine)
        assert await tx.articles.subject(1, 12, panel=True) is None
        assert await tx.articles.subject(1, 12) == 7
        sent, kept = await tx.articles.submission(7, 1), await tx.articles.submission(7, 2)
        assert sent.shared_at == sent.created_at
        assert (kept.private, kept.shared_at) == (True, None)
        [subscription] = await tx.subscriptions.of_chat(1)
        assert subscription.rule == Rule(
            topics=("war",), countries=("UA",), times=("08:00",), days=(1, 2), zone="UTC"
        )
        assert await tx.corrections.of_article(7, 1) == []
        await tx.subscriptions.set_rule(subscription.id, Rule(regions=("africa",)), now)
        await tx.corrections.put(
            Correction(
                article_id=7,
                chat_id=1,
                user_id=1,
                kind=TagKind.TOPIC,
                value="war",
                verdict=Verdict.REMOVED,
                at=now,
            )
        )
        explained = (replace(war, evidence=("troops", "«війна»")),)
        more, _ = await tx.articles.add(NewArticle(**FIRST_ARTICLE | {"key": "next", "tags": explained}), now)
    async with store.snapshot() as tx:
        assert (await tx.articles.get(7)).tags == (ukraine,)
        assert (await tx.articles.get(more.id)).tags == explained
        assert (await tx.subscriptions.of_chat(1))[0].rule == Rule(regions=("africa",))
    await store.close()
    database = sqlite3.connect(path)
    for table in ("articles", "tags", "chats", "submissions", "publications", "article_messages"):
        kept = [row[: len(before[table][0])] for row in _rows(database, table)]
        assert kept[: len(before[table])] == before[table], table
    database.close()


FIRST_ARTICLE = {
    "key": "k",
    "url": None,
    "title": "Weather",
    "byline": None,
    "outlet": None,
    "published": None,
    "language": "en",
    "text": "Rain fell. It stopped.",
    "words": 4,
}
# In the order of the columns of revision 0001.
FIRST_ROWS = {
    "articles": [(7, *FIRST_ARTICLE.values(), 1_000_000)],
    "sentences": [(7, 0, 0, 10, 0), (7, 1, 11, 22, 1)],
    "chats": [(1, "private", "active", None, 1, "uk", "Europe/Kyiv", 5, 1, 1)],
    "submissions": [(7, 1, 1, 0, 1)],
    "publications": [(3, 7, 1)],
}


# In the order of the columns of revision 0002.
SECOND_ROWS = {
    "articles": [(7, *FIRST_ARTICLE.values(), 1_000_000, "editor", None, None)],
    "tags": [(7, "topic", "war", 0, 0.9, None), (7, "country", "UA", 1, 0.5, "primary")],
    "chats": [
        (1, "private", "active", None, 1, "uk", "Europe/Kyiv", 5, 1, 1, None),
        (2, "private", "active", None, 1, "uk", None, 3, 1, 1, None),
    ],
    "submissions": [(7, 1, 1, 0, 1), (7, 2, 2, 1, 2)],
    "publications": [(3, 7, 1)],
    "article_messages": [(1, 12, 7)],
    "subscriptions": [(4, 1, None, 1, '["war"]', '["UA"]', '["08:00"]', "[1, 2]", "UTC", 0, 1, 9, 0, 1)],
}


async def _as_revision(url, revision):
    """A database as the version of Clipping with that schema made it."""
    engine = connect(url)
    config = migrations._config()
    async with engine.begin(Purpose.MIGRATE) as connection:
        config.attributes[migrations.CONNECTION] = connection.raw.sync_connection
        await connection.raw.run_sync(lambda _: command.upgrade(config, revision))
    await engine.close()


def _rows(database, table):
    return database.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()


async def test_an_empty_database_has_no_revision(url):
    engine = connect(url)
    async with engine.begin(Purpose.READ) as connection:
        assert await migrations.revisions(connection) == ("", migrations._head())
    await engine.close()


async def test_a_newer_schema_is_refused_and_left_alone(file_url, path):
    await migrate(file_url)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    before = path.read_bytes()
    with pytest.raises(SchemaTooNew) as caught:
        await open_store(file_url)
    assert (caught.value.current, caught.value.known) == ("9999", migrations._head())
    assert path.read_bytes() == before


async def test_a_migration_that_fails_leaves_nothing_behind(file_url, path):
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE outbox (somebody_elses)")
    with pytest.raises(StorageError):
        await open_store(file_url)
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master")]
    database.close()
    assert names == ["outbox"]


async def test_many_may_open_a_new_file_at_once(file_url):
    stores = await asyncio.gather(*(open_store(file_url) for _ in range(6)))
    assert {await store.schema() for store in stores} == {(migrations._head(),) * 2}
    for store in stores:
        await store.close()


async def test_databases_are_migrated_one_after_the_other():
    """Alembic's proxies are global to the process."""
    stores = await asyncio.gather(*(open_store("sqlite+aiosqlite://") for _ in range(6)))
    assert {await store.schema() for store in stores} == {(migrations._head(),) * 2}
    for store in stores:
        await store.close()


async def test_the_check_after_a_migration_finds_rows_that_refer_to_nothing(file_url, path):
    await migrate(file_url)
    with sqlite3.connect(path) as database:  # which does not enforce foreign keys unless told
        database.execute("INSERT INTO article_messages VALUES (1, 2, 3, 0)")
    database.close()
    engine = connect(file_url)
    with pytest.raises(Dangling, match="article_messages"):
        async with engine.begin(Purpose.MIGRATE) as connection:
            await engine.check(connection.raw)
    await engine.close()


def test_revisions_are_numbered_in_a_row_and_files_are_named_after_them():
    files = sorted(Path(migrations.__file__).parent.glob("versions/v*.py"))
    numbers = [re.fullmatch(r"v(\d{4})_[a-z_]+", file.stem)[1] for file in files]
    assert numbers == [f"{each:04}" for each in range(1, len(files) + 1)]
    assert migrations._known() == set(numbers)
