"""Which files of a folder are read: a sorted walk that never leaves the folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ingest.sniff import SUFFIXES

__all__ = ["Reason", "readable", "walk"]

# What may well hold a list but is not read; of code, pictures and the like nobody needs to be told.
_DOCUMENTS = {
    ".pdf", ".djvu", ".epub", ".mobi", ".doc", ".docx", ".odt", ".rtf", ".pages", ".xls", ".xlsx", ".ods", ".numbers",
    ".ppt", ".pptx", ".odp", ".tex", ".enex", ".zip", ".gz",
}  # fmt: skip
_LEGAL = ("license", "licence", "copying", "notice", "copyright", "code_of_conduct", "contributing")


class Reason(NamedTuple):
    """Why a file is left out; `wrong` when a person should look at it."""

    text: str
    wrong: bool = False


_UNREADABLE_NAME = Reason("has a name that is not readable as UTF-8; rename it", wrong=True)


def walk(folder: Path) -> Iterator[tuple[Path, Reason | None]]:
    """Yield the files below `folder`, sorted by name, each with the reason to leave it out or None.

    Hidden files and folders (so also those of version control) are not mentioned at all, nor are code, pictures and
    whatever else is no document. A folder's own files come before those of its sub-folders. Links to folders are not
    followed, which also rules out circles.
    """
    base = folder.resolve()
    waiting = [base]
    while waiting:
        here = waiting.pop()
        try:
            paths = sorted(path for path in here.iterdir() if not path.name.startswith("."))
        except OSError as error:
            yield here, Reason(f"cannot be opened: {error.strerror}", wrong=True)
            continue
        folders = [path for path in paths if path.is_dir() and not path.is_symlink()]
        waiting.extend(path for path in reversed(folders) if readable(path.name))
        yield from ((path, _UNREADABLE_NAME) for path in folders if not readable(path.name))
        for path in paths:
            if path not in folders and _is_document(path):
                yield path, _reason(path, base)


def _is_document(path: Path) -> bool:
    suffix = path.suffix.lower()
    return not suffix or suffix in SUFFIXES or suffix in _DOCUMENTS


def _reason(path: Path, base: Path) -> Reason | None:
    if not readable(path.name):
        return _UNREADABLE_NAME
    linked = _link_reason(path, base) if path.is_symlink() else None
    if linked:
        return linked
    if not path.is_file():
        return Reason("is no ordinary file")
    suffix = path.suffix.lower()
    if path.stem.lower() in _LEGAL:
        return Reason("holds terms, not a list")
    if suffix and suffix not in SUFFIXES:
        return Reason(f"{suffix} files are not read")
    return None


def readable(name: str) -> bool:
    """Whether a name of the file system is text; what is not has no place in a library or on a page."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _link_reason(path: Path, base: Path) -> Reason | None:
    try:
        target = path.resolve()
    except (OSError, RuntimeError):  # of one kind or the other, by the version of Python
        return Reason("is a link that leads back to itself", wrong=True)
    if not target.is_relative_to(base):
        return Reason(f"is a link out of the folder, to {target}", wrong=True)
    if not target.is_file():
        return Reason("is a link to a folder or to nothing")
    # Some tools keep the file itself in a hidden folder; then the link is its only name.
    hidden = any(part.startswith(".") for part in target.relative_to(base).parts)
    return None if hidden else Reason(f"is a link to {target.relative_to(base).as_posix()}, which is read itself")
