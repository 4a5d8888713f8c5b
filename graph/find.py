"""The search box over all nodes: resources, topics, authors and lists, by half a name, by words, by meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.schema import Graph, NodeType
from graph.search import build_text_index, top
from graph.typed import build_name_index, typed
from library.identity import title_key

__all__ = ["Finder", "Hit"]

# Whoever types a name means it: a whole name ranks above everything that merely resembles it.
NAMED = 5.0
# How words, names and meaning count together: set on the tuning half of `bench/search_queries.tsv`.
WORDS, NAME, MEANING = 1.0, 0.75, 2.0
UNLISTED = 0.7  # what no list of the reader's holds is worth less
MEANING_ONLY = 0.3  # cosine below which a text that shares no word with the query is noise


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that answers a query; `kind` is the resource's kind, empty for other nodes."""

    node: str
    title: str
    type: NodeType
    kind: str
    score: float
    why: str


class Finder:
    """A searchable copy of a graph's names and texts.

    Parameters
    ----------
    kg : MultiDiGraph
    vectors_of : returns float32 (n, d) unit rows for ids that `has_vector`; without it, words alone decide.
    """

    def __init__(
        self,
        kg: Graph,
        has_vector: Callable[[str], bool] = lambda _: False,
        vectors_of: Callable[[Iterable[str]], NDArray[np.float32]] | None = None,
    ) -> None:
        self.kg = kg
        self.nodes = list(kg)
        names = [self._names(node) for node in self.nodes]
        self._index = build_text_index([" ".join(some) for some in names], [self._text(node) for node in self.nodes])
        self._names_index = build_name_index(self._index, names)
        self._named: dict[str, list[int]] = {}
        for at, some in enumerate(names):
            for name in some:
                self._named.setdefault(title_key(name), []).append(at)
        data = [kg.nodes[node] for node in self.nodes]
        self._types = np.array([one["node"] for one in data], dtype=np.str_)
        self._kinds = np.array([one.get("kind", "") for one in data], dtype=np.str_)
        self._worth = np.array([1 if one.get("listed", True) else UNLISTED for one in data], np.float32)
        self._vectors = self._matrix(has_vector, vectors_of) if vectors_of else None

    def _names(self, node: str) -> list[str]:
        data = self.kg.nodes[node]
        return [name for name in (data["title"], data.get("nickname", ""), *data.get("aliases", ())) if name]

    def _text(self, node: str) -> str:
        authors = [self.kg.nodes[to]["title"] for _, to, kind in self.kg.out_edges(node, keys=True) if kind == "by"]
        data = self.kg.nodes[node]
        return " ".join([data.get("summary", ""), data.get("venue", ""), *authors])

    def _matrix(
        self, has_vector: Callable[[str], bool], vectors_of: Callable[[Iterable[str]], NDArray[np.float32]]
    ) -> NDArray[np.float32] | None:
        places = [at for at, node in enumerate(self.nodes) if has_vector(node)]
        if not places:
            return None
        some = vectors_of(self.nodes[at] for at in places)
        matrix = np.zeros((len(self.nodes), some.shape[1]), np.float32)
        matrix[places] = some
        return matrix

    def named(self, text: str) -> list[str]:
        """Return the nodes with this name, title or alias, as `title_key` compares them."""
        return [self.nodes[at] for at in dict.fromkeys(self._named.get(title_key(text), []))]

    def find(
        self,
        text: str,
        n: int = 20,
        *,
        vector: NDArray[np.float32] | None = None,
        types: Iterable[str] = (),
        kinds: Iterable[str] = (),
    ) -> list[Hit]:
        """Return the nodes that answer a query, best first.

        Parameters
        ----------
        text : what was typed; the last word may be unfinished.
        vector : the query's unit vector (d,), for meaning.
        types, kinds : only nodes of these types, and resources of these kinds; all when empty.
        """
        said = typed(self._index, self._names_index, text)
        scores = WORDS * said.words + NAME * said.name
        if vector is not None and self._vectors is not None:
            near = self._vectors @ vector
            scores = np.where((said.words > 0) | (near >= MEANING_ONLY), scores + MEANING * np.maximum(near, 0), 0)
        scores = scores * self._worth
        named = self._named.get(title_key(text), [])
        scores[named] += NAMED
        scores[~self._allowed(list(types), list(kinds))] = 0
        return [self._hit(int(at), float(scores[at]), int(at) in named, said.words[at] > 0) for at in top(scores, n)]

    def _allowed(self, types: list[str], kinds: list[str]) -> NDArray[np.bool_]:
        may = np.ones(len(self.nodes), np.bool_)
        if types:
            may &= np.isin(self._types, types)
        if kinds:
            may &= np.isin(self._kinds, kinds)
        return may

    def _hit(self, at: int, score: float, named: bool, worded: bool) -> Hit:
        data = self.kg.nodes[self.nodes[at]]
        why = "its name" if named else "its words" if worded else "its meaning"
        return Hit(self.nodes[at], data["title"], data["node"], data.get("kind", ""), round(score, 4), why)
