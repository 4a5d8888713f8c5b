"""Opens a library's database: SQLite in a folder, or any address SQLAlchemy understands.

Use `Library.read()` and `Library.write()` as context managers; each is one transaction. Writers take
their lock at once, so that two processes wait for each other instead of failing half-way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, Table, create_engine, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError

from library.errors import LibraryError, LibraryMissing, LibraryTooNew
from library.paths import LibraryPaths
from library.schema import meta

__all__ = ["Connection", "Library", "get_meta", "now", "revision", "set_meta", "touch", "upsert"]

BUSY_SECONDS = 60


class Library:
    """One library: its folder and its database.

    Parameters
    ----------
    folder : path of the library; its derived files always lie there.
    url : address of another database (a shared PostgreSQL server); SQLite in the folder by default.
    create : make the folder and the database when missing.

    Raises
    ------
    LibraryMissing, LibraryTooNew, LibraryError
    """

    def __init__(self, folder: str | Path, *, url: str | None = None, create: bool = True) -> None:
        self.paths = LibraryPaths(folder)
        if url is None and not create and not self.paths.database.exists():
            raise LibraryMissing(f"there is no library in {self.paths.folder}", hint="add a reading list first")
        try:
            self.paths.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(f"{self.paths.folder}: {error.strerror}", hint="name another folder") from error
        self.engine = _engine(url or f"sqlite:///{self.paths.database}")
        try:
            _migrate(self.engine)
        except DatabaseError as error:
            raise LibraryError(
                f"{self.paths.database} is no Studygraph library: {error.orig}",
                hint="name another folder, or restore the file from a backup",
            ) from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the library."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One change: all of it is stored, or nothing."""
        with self.engine.connect().execution_options(write=True) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Release the database."""
        self.engine.dispose()


def get_meta(connection: Connection, key: str) -> str | None:
    """Return a note the house keeps about the library itself."""
    value = connection.scalar(select(meta.c.value).where(meta.c.key == key))
    return None if value is None else str(value)


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Keep a note about the library itself."""
    upsert(connection, meta, [{"key": key, "value": value}])


def revision(connection: Connection) -> int:
    """Return how often the library's content has changed; derived files carry the number they were made at."""
    return int(get_meta(connection, "revision") or 0)


def touch(connection: Connection) -> None:
    """Count one change of content: every derived file is stale now."""
    set_meta(connection, "revision", str(revision(connection) + 1))


def now() -> str:
    """Return the time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def upsert(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, or overwrite those with the same primary key."""
    batch = [dict(row) for row in rows]
    if not batch:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    values = {name: statement.excluded[name] for name in batch[0] if name not in keys}
    statement = statement.on_conflict_do_update(keys, set_=values) if values else statement.on_conflict_do_nothing()
    connection.execute(statement, batch)


def _engine(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transactions leave out schema changes; we begin ours (see _begin_sqlite).
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.begin() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    if present == newest:
        return
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise LibraryTooNew(
                f"the library was written by a newer Studygraph (schema {present})", hint="update Studygraph"
            ) from error
