"""Where everything of one library lies, and how a derived file is replaced; the only owner of file names."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from library.errors import LibraryError

__all__ = ["LibraryPaths", "default_folder", "write_atomic"]


ABANDONED_SECONDS = 600
"""A file beside another that nobody has written to for so long is what a kill left."""


class LibraryPaths:
    """The files of the library in `folder`."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder).expanduser()
        self.database = self.folder / "library.sqlite"
        self.index = self.folder / "vectors.faiss"
        self.graph = self.folder / "graph.parquet"
        self.models = self.folder / "models"
        self.answers = self.folder / "answers.sqlite"  # of metadata services, kept for a while


def default_folder() -> Path:
    """Return the library folder used when none is named: `$STUDYGRAPH_LIBRARY`, else one in the user's data folder."""
    named = os.environ.get("STUDYGRAPH_LIBRARY")
    if named:
        return Path(named).expanduser()
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data).expanduser() / "studygraph"


def write_atomic(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Call `write` with a new file beside `path` and rename it to `path` once it is whole and on disk.

    A kill at any moment leaves either the old file or the new one; what it left half-written is swept at a later
    call. The file gets the permissions that any new file of the user gets.

    Raises
    ------
    LibraryError
        Naming the place, when it cannot be written.
    """
    beside = path.parent / f".{path.name}.{secrets.token_hex(4)}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        try:
            with beside.open("xb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        hint = "move away what stands in its place, or make room and allow writing there"
        raise LibraryError(f"{path} cannot be written: {error.strerror or error}", hint=hint) from error


def _sweep(path: Path) -> None:
    for left in path.parent.glob(f".{path.name}.{'[0-9a-f]' * 8}"):
        with suppress(OSError):  # somebody else sweeps too
            if time.time() - left.stat().st_mtime > ABANDONED_SECONDS:
                left.unlink()
