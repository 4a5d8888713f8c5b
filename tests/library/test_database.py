"""Opening, migrating and sharing the database."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from library.database import Library, revision, touch
from library.errors import LibraryError, LibraryMissing, LibraryTooNew
from library.paths import default_folder, write_atomic
from library.schema import metadata


def test_the_migrations_make_the_tables_that_the_schema_describes(library: Library) -> None:
    with library.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_opening_again_keeps_everything(tmp_path: Path) -> None:
    first = Library(tmp_path)
    with first.write() as connection:
        touch(connection)
    first.close()
    second = Library(tmp_path, create=False)
    with second.read() as connection:
        assert revision(connection) == 1
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    second.close()


def test_a_change_is_whole_or_nothing(library: Library) -> None:
    def failing() -> None:
        with library.write() as connection:
            touch(connection)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    with library.read() as connection:
        assert revision(connection) == 0


def test_two_writers_wait_for_each_other(library: Library) -> None:
    def add() -> None:
        for _ in range(20):
            with library.write() as connection:
                touch(connection)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with library.read() as connection:
        assert revision(connection) == 80


def test_no_library_where_none_is(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing, match="no library"):
        Library(tmp_path / "nothing", create=False)
    assert not (tmp_path / "nothing").exists()


def test_a_file_that_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_text("not a database at all, but long enough to be looked at\n" * 100)
    with pytest.raises(LibraryError, match="no Studygraph library"):
        Library(tmp_path)


@pytest.mark.parametrize("content", [b"", b"hi", b"SQLite format 3\0"])
def test_an_empty_or_cut_file_is_not_taken_for_a_new_library(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "library.sqlite").write_bytes(content)
    with pytest.raises(LibraryError, match="no Studygraph library") as caught:
        Library(tmp_path)
    assert "backup" in caught.value.hint
    assert (tmp_path / "library.sqlite").read_bytes() == content


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as other:
        other.execute("CREATE TABLE photos (name)")
        other.commit()
        with pytest.raises(LibraryError, match="another program: it has a table 'photos'"):
            Library(tmp_path)
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("photos",)]


KILLED = """
import os, signal, sys
from library import database
database.command.upgrade = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
database.Library(sys.argv[1])
"""


def test_a_kill_while_the_library_is_made_leaves_a_folder_in_which_it_can_be_made(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == -signal.SIGKILL
    assert not (tmp_path / "library.sqlite").exists()
    Library(tmp_path).close()


def test_a_newer_library_is_refused(tmp_path: Path) -> None:
    Library(tmp_path).close()
    with sqlite3.connect(tmp_path / "library.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(LibraryTooNew, match="9999"):
        Library(tmp_path)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError):
        Library(tmp_path / "file" / "library")


@contextmanager
def as_anybody() -> Iterator[None]:
    """Give up the rights of an administrator, who may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_library_that_may_only_be_read_is_named_as_such(library: Library) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name) / "kept"
        Library(folder).close()
        places = [Path(name), folder, *folder.iterdir()]
        for place in places:
            place.chmod(0o555)
        try:
            with pytest.raises(LibraryError, match=r"cannot be (written|opened)") as caught, as_anybody():
                Library(folder)
        finally:
            for place in places:
                place.chmod(0o755)
    assert "folder" in caught.value.hint
    assert "no Studygraph library" not in str(caught.value)


def test_a_change_that_cannot_be_stored_says_why(library: Library) -> None:
    reading = Library(library.paths.folder, url=f"sqlite:///file:{library.paths.database}?mode=ro&uri=true")
    with reading.read() as connection:
        assert revision(connection) == 0
    with pytest.raises(LibraryError, match="cannot be written") as caught, reading.write() as connection:
        touch(connection)
    reading.close()
    assert "copy the folder" in caught.value.hint


def test_what_a_kill_left_beside_a_derived_file_is_swept(tmp_path: Path) -> None:
    target = tmp_path / "vectors.faiss"
    old, young, other = (tmp_path / f".vectors.faiss.{end}" for end in ("0a1b2c3d", "4e5f6071", "notes"))
    for one in (old, young, other):
        one.write_bytes(b"half")
    for one in (old, other):
        os.utime(one, (time.time() - 3600,) * 2)
    write_atomic(target, lambda file: file.write(b"whole"))
    assert sorted(tmp_path.iterdir()) == sorted([young, other, target])


def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "derived"
    write_atomic(target, lambda file: file.write(b"old"))

    def fail(file: object) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_atomic(target, fail)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["derived"]


def test_derived_files_get_the_permissions_of_new_files(tmp_path: Path) -> None:
    plain, derived = tmp_path / "plain", tmp_path / "derived"
    before = os.umask(0o027)
    try:
        plain.touch()
        write_atomic(derived, lambda file: file.write(b"x"))
    finally:
        os.umask(before)
    assert derived.stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize("place", ["folder", "file/below"])
def test_what_stands_in_the_place_of_a_derived_file_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("mine")
    with pytest.raises(LibraryError, match=f"{place} cannot be written") as caught:
        write_atomic(tmp_path / place, lambda file: file.write(b"x"))
    assert "move away" in caught.value.hint
    assert (tmp_path / "file").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_the_default_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STUDYGRAPH_LIBRARY", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "studygraph"
