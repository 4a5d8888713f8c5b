"""A Workspace in memory: real graph queries on a small graph, reader state in a dictionary. No disk, no model."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import networkx as nx

from graph.describe import Details, describe
from graph.find import Finder, Hit
from graph.queries import GraphIndex, Neighbourhood, Way, neighbourhood, ways
from library.errors import NotFound
from library.readers import State


class FakeWorkspace:
    def __init__(self, kg: nx.MultiDiGraph[str]) -> None:
        self.kg = kg
        self.reader = "me"
        self.revision = 1
        self.index = GraphIndex(kg)
        self.finder = Finder(kg)
        self.said: dict[tuple[str, str], State] = {}
        self.settings: dict[tuple[str, str], Any] = {}

    def search(self, text: str, n: int = 20, **_: Any) -> list[Hit]:
        return self.finder.find(text, n)

    def node(self, text: str) -> str:
        if text in self.kg:
            return text
        raise NotFound(f"nothing is called {text!r}", hint="try a shorter name")

    def show(self, text: str) -> Details:
        return describe(self.index, text, self.states().get(text, State()))

    def neighbourhood(self, text: str, depth: int = 1, *, kinds: Any = None, limit: int = 60) -> Neighbourhood:
        return neighbourhood(self.index, text, depth, kinds, limit)

    def path(self, first: str, second: str, n: int = 3) -> tuple[Way, ...]:
        return ways(self.index, first, second, n)

    def states(self) -> dict[str, State]:
        return {node: state for (reader, node), state in self.said.items() if reader == self.reader}

    def say(self, node: str, **values: Any) -> State:
        before = self.said.get((self.reader, node), State())
        self.said[self.reader, node] = replace(before, **values, changed_at=datetime.now(UTC).isoformat())
        return before

    def setting(self, key: str, default: Any = None) -> Any:
        return self.settings.get((self.reader, key), default)

    def set_setting(self, key: str, value: Any) -> None:
        self.settings[self.reader, key] = value

    def reader_names(self) -> list[str]:
        return sorted({"me", *(reader for reader, _ in self.said)})
