"""Where everything of one library lies, and how a derived file is replaced; the only owner of file names."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

__all__ = ["LibraryPaths", "default_folder", "write_atomic"]


class LibraryPaths:
    """The files of the library in `folder`."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder).expanduser()
        self.database = self.folder / "library.sqlite"
        self.index = self.folder / "vectors.faiss"
        self.graph = self.folder / "graph.parquet"
        self.models = self.folder / "models"


def default_folder() -> Path:
    """Return the library folder used when none is named: `$STUDYGRAPH_LIBRARY`, else one in the user's data folder."""
    named = os.environ.get("STUDYGRAPH_LIBRARY")
    if named:
        return Path(named).expanduser()
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data).expanduser() / "studygraph"


def write_atomic(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Call `write` with a new file beside `path` and rename it to `path` once it is whole and on disk.

    A kill at any moment leaves either the old file or the new one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
