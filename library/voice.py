"""One reader's voice in a library: everything the reader can say, each word in a transaction of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from library import readers
from library.database import Library
from library.readers import Plan, State

__all__ = ["Voice"]


class Voice:
    """What one reader says and said. `reader` may be changed to speak as somebody else."""

    def __init__(self, library: Library, reader: str) -> None:
        self.library = library
        self.reader = reader

    def states(self) -> dict[str, State]:
        """Return the reader's statuses, ratings and notes by node."""
        with self.library.read() as connection:
            return readers.get_states(connection, self.reader)

    def say(self, node: str, **said: Any) -> State:
        """Change `status`, `rating` (-1, 1) or `note` of a node; None takes it back. Returns the state before."""
        with self.library.write() as connection:
            return readers.set_state(connection, node, self.reader, **said)

    def setting(self, key: str, default: Any = None) -> Any:
        """Return one of the reader's settings."""
        with self.library.read() as connection:
            return readers.get_setting(connection, key, default, self.reader)

    def set_setting(self, key: str, value: Any) -> None:
        """Store one of the reader's settings (anything JSON can hold)."""
        with self.library.write() as connection:
            readers.set_setting(connection, key, value, self.reader)

    def saw(self, nodes: Sequence[str]) -> None:
        """Remember that these were shown as recommendations, so that what is ignored sinks."""
        with self.library.write() as connection:
            readers.count_shown(connection, nodes, self.reader)

    def times_shown(self) -> dict[str, int]:
        """Return how often each node was recommended to the reader."""
        with self.library.read() as connection:
            return readers.times_shown(connection, self.reader)

    def plans(self) -> list[Plan]:
        """Return the reader's saved roadmaps, newest first."""
        with self.library.read() as connection:
            return readers.get_plans(connection, self.reader)

    def save_plan(self, name: str, content: Mapping[str, Any]) -> int:
        """Save a roadmap's goals, wishes and progress under a name and return its number."""
        with self.library.write() as connection:
            return readers.save_plan(connection, name, content, self.reader)

    def delete_plan(self, number: int) -> None:
        """Delete one of the reader's saved roadmaps."""
        with self.library.write() as connection:
            readers.delete_plan(connection, number, self.reader)

    def reader_names(self) -> list[str]:
        """Return the names of everybody who reads in this library."""
        with self.library.read() as connection:
            return readers.reader_names(connection)
