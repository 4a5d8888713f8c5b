"""Every error a user can meet; nothing here formats output.

Errors are shown in one place each for the command line and the pages; library code only raises them.

    StudygraphError
    ├── SourceError          a file, folder or address could not be read
    │   ├── UnreadableSource     missing, binary, too large, outside the folder
    │   └── MalformedSource      readable, but not what its format demands
    ├── LibraryError         the library on disk
    │   ├── LibraryMissing       no library in that folder
    │   └── LibraryTooNew        written by a newer Studygraph
    ├── NotFound             an id or a goal that nothing answers to
    └── UsageError           a request that contradicts itself
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "LibraryError",
    "LibraryMissing",
    "LibraryTooNew",
    "MalformedSource",
    "NotFound",
    "SourceError",
    "StudygraphError",
    "UnreadableSource",
    "UsageError",
    "short",
]


SHOWN = 80


def short(text: str) -> str:
    """Return a value as a message may show it.

    Examples
    --------
    >>> short("a" * 200)[-5:], len(short("a" * 200)), short("a")
    ('aaaa…', 80, 'a')
    """
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


class StudygraphError(Exception):
    """What went wrong, with the value; `hint` says what to do next."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class SourceError(StudygraphError):
    """A source could not be read; carries its name and, when known, the line (1-based)."""

    def __init__(self, source: str, message: str, *, line: int | None = None, hint: str = "") -> None:
        place = source if line is None else f"{source}, line {line}"
        super().__init__(f"{place}: {message}", hint=hint)
        self.source = source
        self.line = line


class UnreadableSource(SourceError):
    """The bytes cannot be had or are no text: missing, binary, too large, outside the folder."""


class MalformedSource(SourceError):
    """The text is not what its format demands."""


class LibraryError(StudygraphError):
    """The library on disk cannot be used."""


class LibraryMissing(LibraryError):
    """There is no library in the folder."""


class LibraryTooNew(LibraryError):
    """The library was written by a newer Studygraph."""


class NotFound(StudygraphError):
    """Nothing, or no one thing, in the library answers to the id, name or goal; `choices` are (id, title)."""

    def __init__(self, message: str, *, hint: str = "", choices: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(message, hint=hint)
        self.choices = tuple(choices)


class UsageError(StudygraphError):
    """The request contradicts itself or names an unknown choice."""
