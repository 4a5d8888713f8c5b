"""Simple ways to answer the learning-path benchmark, scored beside ours in the same run.

What one would do without any of our models: lengths of names, likeness, mentions, years, and the words of a query.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.table import Table
from sklearn.feature_extraction.text import TfidfVectorizer

from bench.learning_paths_data import Asked, Encode, read_csv, read_jsonl, write_csv, write_jsonl
from graph.prerequisites_features import SIGNALS, Concepts
from recommend.roadmap import plan
from recommend.roadmap_types import Wishes

__all__ = ["compare", "write_peers"]

RUN_LENGTH = 500
Scores = npt.NDArray[np.floating]

MEASURES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "A-pairs": {
        "AUC": ("MACRO_core", "auc"), "direction": ("MACRO_core", "direction"), "F1 at 0.5": ("MACRO_core", "f1"),
        "best F1": ("MACRO_core", "best_f1"),
    },
    "A-graph": {
        "F1, Metacademy": ("meta", "f1"), "true, with what holds through others": ("meta", "precision_transitive_ok"),
        "edges": ("meta", "predicted"),
    },
    "B": {"courses": ("course", "acc"), "papers": ("papers", "acc"), "curricula": ("curriculum", "acc")},
    "C-roadmap": {"F1": ("ALL", "f1"), "violations": ("ALL", "violation_rate")},
    "C-retrieval": {
        "recall@20": ("list_2018", "recall20"), "nDCG@20": ("list_2018", "ndcg20"),
        "nDCG@20, categories": ("category", "ndcg20"),
    },
}  # fmt: skip
"""Task of `evaluate.py` -> what is shown of its answer: (row, column)."""
HEADS: Mapping[str, Sequence[str]] = {
    "A-pairs": ("pair_id", "score"), "A-graph": ("source", "a", "b", "score"), "C-retrieval": ("qid", "doc", "rank"),
}  # fmt: skip
"""Columns of the answers that are tables; the others are JSON lines."""


def write_peers(data: Path, out: Path, asked: Mapping[str, Asked], encode: Encode) -> dict[str, dict[str, Path]]:
    """Write the simple answers to all tasks.

    Returns
    -------
    dict
        Task -> way -> file.
    """
    files: dict[str, dict[str, Path]] = {task: {} for task in MEASURES}
    for task, way, rows in _answers(data, asked, encode):
        path = out / f"peer-{task}-{len(files[task])}{'.csv' if task in HEADS else '.jsonl'}"
        if task in HEADS:
            write_csv(path, HEADS[task], rows)
        else:
            write_jsonl(path, rows)
        files[task][way] = path
    return files


def _answers(data: Path, asked: Mapping[str, Asked], encode: Encode) -> Iterator[tuple[str, str, Iterable[Any]]]:
    yield "A-pairs", "shorter name first", _pair_rows(data, asked, _shorter)
    yield "A-pairs", "likeness and mentions", _pair_rows(data, asked, _alike)
    edges = list(_mention_edges(asked))
    yield "A-graph", "its text names the other", edges
    yield "B", "as given (shuffled)", _orders(data, by_year=False)
    yield "B", "by year", _orders(data, by_year=True)
    yield "C-roadmap", "all that texts name, and what those name", _paths(data, edges)
    for way, scores in _retrieval(data, encode):
        yield "C-retrieval", way, _runs(data, scores)


def _shorter(some: Concepts, a: int, b: int) -> float:
    return (len(some.names[b]) - len(some.names[a])) / 10


def _alike(some: Concepts, a: int, b: int) -> float:
    one, other = np.array([a]), np.array([b])
    cosine, asymmetry, named = (
        float(SIGNALS[name](some, one, other)[0]) for name in ("cosine", "meaning_asymmetry", "mention_asymmetry")
    )
    return 4 * (cosine - 0.5) + 4 * asymmetry + 2 * named


def _pair_rows(
    data: Path, asked: Mapping[str, Asked], score: Callable[[Concepts, int, int], float]
) -> Iterator[tuple[str, float]]:
    place = {source: {one: row for row, one in enumerate(some.ids)} for source, some in asked.items()}
    for pair in read_csv(data / "A_pairs.csv"):
        here = place[pair["source"]]
        value = score(asked[pair["source"]].some, here[pair["a"]], here[pair["b"]])
        yield pair["pair_id"], float(1 / (1 + np.exp(-value)))


def _mention_edges(asked: Mapping[str, Asked]) -> Iterator[tuple[str, str, str, float]]:
    """Pairs of which the second's text names the first, with the likeness of their names."""
    for source, some in asked.items():
        rows, columns = np.nonzero(~np.eye(len(some.ids), dtype=bool))
        named = SIGNALS["mention_asymmetry"](some.some, rows, columns) > 0
        likeness = SIGNALS["cosine"](some.some, rows, columns)
        for a, b, cosine in zip(rows[named], columns[named], likeness[named], strict=True):
            yield source, some.ids[a], some.ids[b], float(cosine)


def _orders(data: Path, *, by_year: bool) -> Iterator[dict[str, object]]:
    for one in read_jsonl(data / "B_lists.jsonl"):
        items = sorted(one["items"], key=lambda item: (item.get("year") or 0) if by_year else 0)
        answer: dict[str, object] = {"list_id": one["list_id"], "order": [item["id"] for item in items]}
        if one.get("sections"):
            answer["section_order"] = [section["id"] for section in one["sections"]]
        yield answer


def _paths(data: Path, edges: Sequence[tuple[str, str, str, float]]) -> Iterator[dict[str, object]]:
    """Everything that mentions lead to, the planner's way; where they run in circles the less alike pair gives way."""
    forward: nx.DiGraph[str] = nx.DiGraph()
    for _, needed, needing, _ in sorted(edges, key=lambda edge: (-edge[3], edge[1:3])):
        if not (needing in forward and needed in forward and nx.has_path(forward, needing, needed)):
            forward.add_edge(needed, needing)
    kg: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for needed, needing in forward.edges:
        kg.add_edge(needing, needed, key="requires", confidence=1.0)
    for query in read_jsonl(data / "C_roadmap_queries.jsonl"):
        kg.add_node(query["goal"])
        roadmap = plan(kg, [query["goal"]], query["known"], wishes=Wishes(min_confidence=0.0))
        yield {"qid": query["qid"], "path": [step.id for step in roadmap.steps]}


def _retrieval(data: Path, encode: Encode) -> Iterator[tuple[str, Scores]]:
    corpus, topics = read_csv(data / "C_corpus.csv.gz"), read_csv(data / "C_topics.csv")
    titles, queries = [one["title"] for one in corpus], [one["query"] for one in topics]
    words = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit(titles)
    yield "tf-idf", (words.transform(queries) @ words.transform(titles).T).toarray()
    yield "MiniLM", encode(queries) @ encode(titles).T


def _runs(data: Path, scores: Scores) -> Iterator[tuple[str, str, int]]:
    corpus, topics = read_csv(data / "C_corpus.csv.gz"), read_csv(data / "C_topics.csv")
    for topic, row in zip(topics, scores, strict=True):
        for rank, at in enumerate(np.argsort(-row, kind="stable")[:RUN_LENGTH], start=1):
            yield topic["qid"], corpus[at]["doc"], rank


def compare(data: Path, files: Mapping[str, Mapping[str, Path]]) -> None:
    """Score all ways of all tasks with the `evaluate.py` beside the data, and print a table for each task."""
    for task, ways in files.items():
        table = Table(task, *MEASURES[task])
        for way, path in ways.items():
            table.add_row(way, *_cells(_judged(data, task, path), MEASURES[task].values()))
        Console(width=140).print(table)


def _judged(data: Path, task: str, path: Path) -> Any:
    command = [sys.executable, str(data / "evaluate.py"), task, "--data", str(data), "--pred", str(path), "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603


def _cells(judged: Mapping[str, Mapping[str, float]], wanted: Any) -> Iterator[str]:
    for row, column in wanted:
        value = judged.get(row, {}).get(column)
        yield "–" if value is None else str(value) if isinstance(value, int) else f"{value:.3f}"
