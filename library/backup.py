"""A library in one file, and back: everything that lists, facts and readers said.

The backup is a zip with a copy of the database that SQLite itself makes, so it is whole even while somebody writes.
The index, the graph and the models are left out: they are derived, and made again when first needed.
"""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from library.database import Library
from library.errors import LibraryError, UsageError
from library.paths import LibraryPaths, write_atomic

__all__ = ["backup", "restore"]

WHOLE = ("ok",)


def backup(library: Library, file: str | Path) -> Path:
    """Write a backup of the library to `file`, replacing it, and return its path.

    Raises
    ------
    LibraryError
        When the library's database is no file of its own (a shared server has backups of its own).
    """
    target = Path(file)
    if library.engine.dialect.name != "sqlite" or not library.paths.database.exists():
        raise LibraryError(f"{library.engine.url} is no file", hint="back it up with the database's own tools")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / library.paths.database.name
        with closing(sqlite3.connect(library.paths.database)) as source, closing(sqlite3.connect(copy)) as target_copy:
            source.backup(target_copy)
        write_atomic(target, lambda out: _pack(copy, out))
    return target


def restore(file: str | Path, folder: str | Path, *, overwrite: bool = False) -> Library:
    """Put a backup into `folder` and return the library there.

    Nobody else may have the library open meanwhile. What is there already is replaced only with `overwrite`, and
    only once the backup has been read and found whole.

    Raises
    ------
    UsageError
        When there is a library already and `overwrite` is not asked for.
    LibraryError
        When the file is no backup, or a damaged one.
    """
    paths = LibraryPaths(folder)
    if paths.database.exists() and not overwrite:
        raise UsageError(f"there is a library in {paths.folder} already", hint="name another folder, or overwrite it")
    with tempfile.TemporaryDirectory() as workshop:
        made = _unpacked(Path(file), Path(workshop) / paths.database.name)
        Library(workshop, create=False).close()
        # The journal of the library that goes would be taken for one of the library that comes.
        for suffix in ("-wal", "-shm"):
            paths.database.with_name(paths.database.name + suffix).unlink(missing_ok=True)
        write_atomic(paths.database, lambda out: out.write(made.read_bytes()))
    return Library(folder, create=False)


def _pack(database: Path, out: BinaryIO) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(database, database.name)


def _unpacked(file: Path, target: Path) -> Path:
    """Return the database of a backup, checked, written to `target`."""
    try:
        with zipfile.ZipFile(file) as archive:
            target.write_bytes(archive.read(target.name))
        with closing(sqlite3.connect(target)) as database:
            found = database.execute("PRAGMA integrity_check").fetchone()
    except OSError as error:
        raise LibraryError(f"{file}: {error.strerror or error}", hint="name a backup that can be read") from error
    except (zipfile.BadZipFile, KeyError, sqlite3.DatabaseError) as error:
        raise LibraryError(f"{file} is no backup of a library", hint="name a file that a backup wrote") from error
    if found != WHOLE:
        raise LibraryError(f"{file} is damaged: {found[0]}", hint="use another backup")
    return target
