"""From a library's graph to the evidence that the signals look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp

from graph.schema import Graph
from graph.snapshot import Snapshot
from library.texts import resource_text
from library.vocabulary import LEVELS
from recommend.evidence import Evidence, Floats, Matrix, incidence

__all__ = ["gather"]


def gather(
    kg: Graph,
    snapshot: Snapshot,
    vectors_of: Callable[[Sequence[str]], Floats],
    revision: str,
    named: Mapping[str, Sequence[str]],
) -> Evidence:
    """Return the evidence about every resource of a graph.

    Parameters
    ----------
    kg : the knowledge graph.
    snapshot : what it was built from; only the tags of entries are taken from here.
    vectors_of : returns float32 (n, d) for resource ids, rows of zeros where there is no vector.
    revision : names the state of library and model.
    named : keywords of resources by facts (see `library.facts.keywords_of`).

    Notes
    -----
    Each innermost section counts as one list, as its curator meant it; an unsectioned list counts as a whole.
    """
    ids = [node for node, data in kg.nodes(data=True) if data["node"] == "resource"]
    at = {node: position for position, node in enumerate(ids)}
    data = [kg.nodes[node] for node in ids]
    lists, list_names = _lists(kg, at)
    topics, topic_names = _facet(kg, ids, "about", "confidence")
    authors, author_names = _facet(kg, ids, "by")
    keywords, keyword_names = _keywords(snapshot, named, at)
    place = {topic: column for column, topic in enumerate(topic_names)}
    texts = {resource.id: resource_text(resource) for resource in snapshot.resources}
    return Evidence(
        ids=tuple(ids),
        titles=tuple(one["title"] for one in data),
        texts=tuple(texts.get(node, kg.nodes[node]["title"]) for node in ids),
        vectors=vectors_of(ids),
        lists=lists,
        citations=_square(kg, at, "cites"),
        keywords=keywords,
        authors=authors,
        topics=topics,
        requires=_square(kg, at, "requires"),
        topic_requires=_square(kg, place, "requires"),
        years=np.array([one["year"] or np.nan for one in data], np.float32),
        levels=np.array([LEVELS.index(one["level"]) if one["level"] else np.nan for one in data], np.float32),
        importance=np.array([one["importance"] for one in data], np.float32),
        kinds=tuple(one["kind"] for one in data),
        languages=tuple(one["language"] for one in data),
        list_names=list_names,
        keyword_names=keyword_names,
        author_names=tuple(kg.nodes[node]["title"] for node in author_names),
        topic_names=topic_names,
        revision=revision,
    )


def _lists(kg: Graph, at: Mapping[str, int]) -> tuple[Matrix, tuple[str, ...]]:
    members: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for node, position in at.items():
        for _, target, kind, data in kg.out_edges(node, keys=True, data=True):
            if kind == "listed_in":
                members[target, *data["section"]].append(position)
    return incidence(list(members.values()), len(at)), tuple(_place(kg, *place) for place in members)


def _place(kg: Graph, target: str, *section: str) -> str:
    """Return a list's title and section in words; lists often open with their title as a heading."""
    title = kg.nodes[target]["title"]
    return " › ".join(section if section[:1] == (title,) else (title, *section))


def _facet(kg: Graph, ids: Sequence[str], kind: str, weight: str = "") -> tuple[Matrix, tuple[str, ...]]:
    columns: dict[str, int] = {}
    cells = []
    for row, node in enumerate(ids):
        for _, target, key, data in kg.out_edges(node, keys=True, data=True):
            if key == kind:
                cells.append((row, columns.setdefault(target, len(columns)), data[weight] if weight else 1.0))
    return _matrix(cells, (len(ids), len(columns))), tuple(columns)


def _keywords(
    snapshot: Snapshot, named: Mapping[str, Sequence[str]], at: Mapping[str, int]
) -> tuple[Matrix, tuple[str, ...]]:
    columns: dict[str, int] = {}
    tagged = ((placed.resource, placed.entry.tags) for some in snapshot.entries.values() for placed in some)
    cells = {
        (at[node], columns.setdefault(word.casefold(), len(columns))): 1.0
        for node, words in (*tagged, *named.items())
        for word in words
        if node in at
    }
    rows = [(row, column, value) for (row, column), value in cells.items()]
    return _matrix(rows, (len(at), len(columns))), tuple(columns)


def _square(kg: Graph, at: Mapping[str, int], kind: str) -> Matrix:
    cells = [
        (row, at[target], data.get("confidence", 1.0))
        for node, row in at.items()
        for _, target, key, data in kg.out_edges(node, keys=True, data=True)
        if key == kind and target in at
    ]
    return _matrix(cells, (len(at), len(at)))


def _matrix(cells: Iterable[tuple[int, int, Any]], shape: tuple[int, int]) -> Matrix:
    rows, columns, values = zip(*cells, strict=True) if (cells := list(cells)) else ((), (), ())
    made = sp.coo_array((np.array(values, np.float32), (np.array(rows, np.int32), np.array(columns, np.int32))), shape)
    return sp.csr_array(made)
