"""A backup holds everything that was said, even while somebody writes; restoring never overwrites unasked."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from library.backup import backup, restore
from library.database import Library, revision, touch
from library.errors import LibraryError, UsageError
from library.readers import get_states, set_state


@pytest.fixture
def said(library: Library) -> Library:
    """A library with one word of a reader in it."""
    with library.write() as connection:
        set_state(connection, "topic:attention", status="done")
        touch(connection)
    return library


def test_everything_said_comes_back(said: Library, tmp_path: Path) -> None:
    again = restore(backup(said, tmp_path / "b.zip"), tmp_path / "new")
    with again.read() as connection:
        assert get_states(connection)["topic:attention"].status == "done"
        assert revision(connection) == 1
    again.close()


def test_a_backup_is_one_file_without_what_is_derived(said: Library, tmp_path: Path) -> None:
    (said.paths.folder / "vectors.faiss").write_bytes(b"derived")
    with zipfile.ZipFile(backup(said, tmp_path / "b.zip")) as archive:
        assert archive.namelist() == ["library.sqlite"]


def test_what_is_being_written_is_left_out_whole(said: Library, tmp_path: Path) -> None:
    with said.write() as connection:
        set_state(connection, "topic:rnn", status="done")
        file = backup(said, tmp_path / "b.zip")
    again = restore(file, tmp_path / "new")
    with again.read() as connection:
        assert set(get_states(connection)) == {"topic:attention"}
    again.close()


def test_restoring_over_a_library_has_to_be_asked_for(said: Library, tmp_path: Path) -> None:
    file = backup(said, tmp_path / "b.zip")
    with said.write() as connection:
        set_state(connection, "topic:attention", status="reading")
    with pytest.raises(UsageError, match="already"):
        restore(file, said.paths.folder)
    with said.read() as connection:
        assert get_states(connection)["topic:attention"].status == "reading"


def test_restoring_over_a_library_takes_its_place(said: Library, tmp_path: Path) -> None:
    file = backup(said, tmp_path / "b.zip")
    with said.write() as connection:
        set_state(connection, "topic:attention", status="reading")
    said.close()
    again = restore(file, said.paths.folder, overwrite=True)
    with again.read() as connection:
        assert get_states(connection)["topic:attention"].status == "done"
    again.close()


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_backup_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(content)
    with pytest.raises(LibraryError, match="no backup"):
        restore(tmp_path / "b.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_zip_with_something_else_for_a_database_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("library.sqlite", "not a database at all, however long it may be" * 50)
    with pytest.raises(LibraryError, match="no backup"):
        restore(tmp_path / "b.zip", tmp_path / "new")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"absent\.zip"):
        restore(tmp_path / "absent.zip", tmp_path / "new")
