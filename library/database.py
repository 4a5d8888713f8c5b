"""Opens a library's database: SQLite in a folder, or any address SQLAlchemy understands.

Use `Library.read()` and `Library.write()` as context managers; each is one transaction. Writers take
their lock at once, so that two processes wait for each other instead of failing half-way.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Column, ColumnElement, Connection, Engine, Insert, Table, create_engine, event, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from library.errors import LibraryError, LibraryMissing, LibraryTooNew
from library.paths import LibraryPaths
from library.schema import meta

__all__ = ["Connection", "Library", "among", "get_meta", "insert", "now", "revision", "set_meta", "touch", "upsert"]

BUSY_SECONDS = 60
_TROUBLES = {
    "SQLITE_READONLY": ("cannot be written", "allow writing in its folder, or copy the folder and name the copy"),
    "SQLITE_CANTOPEN": ("cannot be opened", "allow reading and writing in its folder"),
    "SQLITE_PERM": ("cannot be opened", "allow reading and writing in its folder"),
    "SQLITE_BUSY": ("is in use elsewhere", "wait until the other program is done, then try again"),
    "SQLITE_FULL": ("cannot be written", "make room on the disk"),
    "SQLITE_IOERR": ("cannot be read or written", "check the disk"),
}
"""What SQLite's errors mean to a user, and what to do next, where the file itself is in order."""


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
        if url is None:
            _place(self.paths, create=create)
        self.engine = _engine(url or _address(self.paths.database))
        try:
            _migrate(self.engine)
        except DatabaseError as error:
            why = str(error.orig)
            raise _trouble(self.paths.database, error) or _no_library(self.paths.database, why) from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the library."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One change: all of it is stored, or nothing.

        Raises
        ------
        LibraryError
            When the database cannot be written: for reading only, in use elsewhere, or on a full disk.
        """
        try:
            with self.engine.connect().execution_options(write=True) as connection, connection.begin():
                yield connection
        except OperationalError as error:
            raise _trouble(self.paths.database, error) or error from error

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
    """Return the time in UTC, ISO 8601; fine enough that two words of a reader are never said at once."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


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
    send(connection, statement, batch)


def insert(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that give the same columns; those with a default of their own included."""
    if batch := [dict(row) for row in rows]:
        send(connection, table.insert(), batch)


def send(connection: Connection, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
    """Execute a statement for many rows: values are made ready column by column, several times as fast as by row."""
    names = list(rows[0])
    compiled = statement.inline().compile(dialect=connection.dialect, column_keys=names)
    order = compiled.positiontup or names
    columns: list[Iterable[Any]] = []
    for name in order:
        column = [row[name] for row in rows]
        ready = statement.table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        columns.append(map(ready, column) if ready else column)
    values: list[Any] = list(zip(*columns, strict=True))
    if not compiled.positiontup:
        values = [dict(zip(order, row, strict=True)) for row in values]
    connection.exec_driver_sql(str(compiled), values)


class _each_text(GenericFunction[str]):  # noqa: N801  its name in the database
    """The strings of a JSON list, as rows with one column `value`."""

    inherit_cache = True


@compiles(_each_text)
def _each_text_sqlite(element: _each_text, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_each{compiler.function_argspec(element, **options)}"


@compiles(_each_text, "postgresql")
def _each_text_postgresql(element: _each_text, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **options)} AS JSON))"


def among(column: Column[Any], values: Iterable[str]) -> ColumnElement[bool]:
    """Whether a column of texts has one of the values.

    They are sent as one JSON list: a statement of one form for any number of them is made ready once, where one bound
    value for each costs more than the answer.
    """
    return column.in_(select(_each_text(json.dumps(list(values))).table_valued("value").c.value))


def _place(paths: LibraryPaths, *, create: bool) -> None:
    """See to it that a database stands in the folder; a new one is made beside and put in place whole."""
    database = paths.database
    try:
        if database.exists():
            if not database.stat().st_size:
                raise _no_library(database, "it is empty")
            return
        if not create:
            raise LibraryMissing(f"there is no library in {paths.folder}", hint="add a reading list first")
        paths.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=paths.folder) as workshop:
            made = Path(workshop) / database.name
            engine = _engine(_address(made))
            _migrate(engine)
            engine.dispose()
            _put(made, database)
    except OSError as error:
        raise LibraryError(f"{paths.folder}: {error.strerror or error}", hint="name another folder") from error


def _put(made: Path, database: Path) -> None:
    try:
        database.hardlink_to(made)
    except FileExistsError:
        return  # somebody else was faster
    except OSError:  # a disk without hard links
        made.rename(database)


def _trouble(database: Path, error: DatabaseError) -> LibraryError | None:
    """Say what keeps the database from being used, where that is not what is in it."""
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    for start, (what, hint) in _TROUBLES.items():
        if name.startswith(start):
            return LibraryError(f"{database} {what}: {error.orig}", hint=hint)
    return None


def _no_library(database: Path, why: str) -> LibraryError:
    hint = "name another folder, or restore the file from a backup"
    return LibraryError(f"{database} is no Studygraph library: {why}", hint=hint)


def _address(database: Path) -> str:
    return f"sqlite:///{database}"


def _engine(url: str) -> Engine:
    engine = create_engine(url, json_serializer=_to_json, json_deserializer=_from_json)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _to_json(value: Any) -> str:
    # Nearly all lists that are stored are empty; asking first is several times as fast.
    return "[]" if value == [] else json.dumps(value)


def _from_json(text: str) -> Any:
    return [] if text == "[]" else json.loads(text)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transactions leave out schema changes; we begin ours (see _begin_sqlite).
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    # The indexes of a long list do not fit into the usual 2 MB, and would be written out and read again and again.
    connection.execute("PRAGMA cache_size = -32000")


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.begin() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
        foreign = present is None and inspect(connection).get_table_names()
    if foreign:
        raise LibraryError(
            f"{engine.url.database} is a database of another program: it has a table {foreign[0]!r}",
            hint="name another folder",
        )
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
