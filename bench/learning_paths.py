"""`python -m bench learning_paths --data DIR --out DIR`: prerequisites, reading orders and roadmaps, by our own code.

Writes the files that the benchmark's `evaluate.py` scores; nothing here reads a gold file. With `--table` they are
scored with the `evaluate.py` beside the data. `--unseen` answers with models that saw none of the concepts asked
about, which is the honest number where the data is what the model was trained on; `--forget` also takes the names
out of our own map.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np

from bench.learning_paths_data import (
    Asked,
    Encode,
    ask,
    ask_unseen,
    cached,
    learned,
    read_csv,
    read_jsonl,
    write_csv,
    write_jsonl,
)  # fmt: skip
from bench.learning_paths_peers import compare, write_peers
from bench.prerequisite_teaching import read_teaching
from bench.roadmap_speed import print_speed
from embeddings.encoder import SentenceEncoder
from graph.prerequisites_edges import propose
from graph.prerequisites_model import PairModel, load_model
from graph.search import LEARNING_PRIOR, Blend, build_text_index, search
from recommend.roadmap import plan
from recommend.roadmap_order import Item, reading_order
from recommend.roadmap_types import Wishes

__all__ = ["main"]

PAIR_CUT = 0.0  # log-odds that answer 0.5 in A-pairs; frozen on the development part
RUN_LENGTH = 500
SURVEY = 0.5
KIND_OF_MEDIUM = {
    "Tutorials": "tutorial", "Lectures": "course", "Books": "book", "Resources": "blog", "Papers": "paper",
    "Libraries": "code", "Corpora": "dataset", "NACLO Problems": "paper",
}  # fmt: skip
SCORED = {
    "A-pairs": "A_pairs_pred.csv", "A-graph": "A_graph_pred.csv", "B": "B_pred.jsonl",
    "C-roadmap (graph given)": "C1_given_pred.jsonl", "C-roadmap (text only)": "C1_text_pred.jsonl",
    "C-retrieval": "C2_pred.csv",
}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Answer every task, and score the answers if asked to."""
    parser = argparse.ArgumentParser(prog="python -m bench learning_paths", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, help="where the answers go; a temporary folder by default")
    parser.add_argument("--table", action="store_true", help="score with the evaluate.py beside the data")
    parser.add_argument("--unseen", action="store_true", help="cross-fit, for data the model was trained on")
    parser.add_argument("--forget", action="store_true", help="with --unseen: not even our own map knows the names")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as spare:
        out = options.out or Path(spare)
        out.mkdir(parents=True, exist_ok=True)
        asked, encode = _answer(options.data, out, unseen=options.unseen or options.forget, forget=options.forget)
        return _score(options.data, out, asked, encode) if options.table else 0


def _answer(data: Path, out: Path, *, unseen: bool, forget: bool) -> tuple[Mapping[str, Asked], Encode]:
    encoder = SentenceEncoder()
    encode = cached(encoder, out)
    model = load_model()
    if unseen and not learned(data, model):
        print("the model was not trained on these concepts: it is asked as it is", flush=True)
        unseen = False
    if unseen:
        asked = ask_unseen(data, encode, read_teaching(data, encoder), model, forget=forget)
    else:
        asked = ask(data, encode, model)
    write_csv(out / "A_pairs_pred.csv", ["pair_id", "score"], _pairs(data, asked))
    write_csv(out / "A_graph_pred.csv", ["source", "a", "b", "score"], _edges(model, asked))
    write_jsonl(out / "C1_given_pred.jsonl", _given(data))
    write_jsonl(out / "C1_text_pred.jsonl", _from_text(data, asked, model))
    write_jsonl(out / "B_pred.jsonl", _orders(data, encode, model))
    write_csv(out / "C2_pred.csv", ["qid", "doc", "rank"], _retrieved(data, encode))
    return asked, encode


def _pairs(data: Path, asked: Mapping[str, Asked]) -> list[tuple[str, float]]:
    place = {source: {one: row for row, one in enumerate(some.ids)} for source, some in asked.items()}
    rows = []
    for pair in read_csv(data / "A_pairs.csv"):
        source = pair["source"]
        odds = asked[source].square[place[source][pair["a"]], place[source][pair["b"]]]
        rows.append((pair["pair_id"], round(float(1 / (1 + np.exp(PAIR_CUT - odds))), 6)))
    return rows


def _edges(model: PairModel, asked: Mapping[str, Asked]) -> list[tuple[str, str, str, float]]:
    return [
        (source, some.ids[edge.needed], some.ids[edge.needing], round(edge.confidence, 4))
        for source, some in asked.items()
        for edge in propose(model, some.some, some.edges)
    ]


def _given(data: Path) -> list[dict[str, object]]:
    kg: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in read_csv(data / "C_graph.csv"):
        kg.add_edge(row["b"], row["a"], key="requires", confidence=1.0)
    queries = read_jsonl(data / "C_roadmap_queries.jsonl")
    kg.add_nodes_from(query["goal"] for query in queries)
    return [
        {"qid": query["qid"], "path": [step.id for step in plan(kg, [query["goal"]], query["known"]).steps]}
        for query in queries
    ]


def _from_text(data: Path, asked: Mapping[str, Asked], model: PairModel) -> list[dict[str, object]]:
    """Everything surely needed before the goal, put in order by the planner over the same answers."""
    answers = []
    for query in read_jsonl(data / "C_roadmap_queries.jsonl"):
        some = asked[query["goal"].split(":", 1)[0]]
        goal = some.ids.index(query["goal"])
        likely = some.square[:, goal]
        needed = [int(one) for one in np.flatnonzero(likely >= model.settings["needed_cut"]) if one != goal]
        if not needed:
            needed = [int(likely.argmax())]
        kg = _star(some, goal, needed)
        # The query's known set is complete: nothing else is implied.
        denied = {some.ids[one] for one in needed} - set(query["known"])
        roadmap = plan(kg, [query["goal"]], query["known"], wishes=Wishes(min_confidence=0.0), denied=denied)
        answers.append({"qid": query["qid"], "path": [step.id for step in roadmap.steps]})
    return answers


def _star(some: Asked, goal: int, needed: Sequence[int]) -> nx.MultiDiGraph[str]:
    """Graph of one goal: it requires every needed concept, and each of these the one with less below it."""
    kg: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    below = (1 / (1 + np.exp(-some.square))).sum(axis=0)
    ordered = sorted(needed, key=lambda one: (below[one], one))
    for one in ordered:
        kg.add_edge(some.ids[goal], some.ids[one], key="requires", confidence=1.0)
    for earlier, later in pairwise(ordered):
        kg.add_edge(some.ids[later], some.ids[earlier], key="requires", confidence=1.0)
    return kg


def _orders(data: Path, encode: Encode, model: PairModel) -> list[dict[str, object]]:
    answers: list[dict[str, object]] = []
    for one in read_jsonl(data / "B_lists.jsonl"):
        answer: dict[str, object] = {"list_id": one["list_id"]}
        for name, parts in (("order", one["items"]), ("section_order", one.get("sections") or ())):
            if parts:
                items = [Item(part["id"], part["title"], part.get("year")) for part in parts]
                answer[name] = reading_order(items, encode([item.title for item in items]), model)
        answers.append(answer)
    return answers


def _retrieved(data: Path, encode: Encode) -> list[tuple[str, str, int]]:
    corpus = read_csv(data / "C_corpus.csv.gz")
    topics = read_csv(data / "C_topics.csv")
    index = build_text_index([one["title"] for one in corpus], [f"{one['venue']} {one['author']}" for one in corpus])
    vectors, queries = encode([one["title"] for one in corpus]), encode([one["query"] for one in topics])
    prior = np.array(
        [
            SURVEY if one["medium"] == "Surveys" else LEARNING_PRIOR.get(KIND_OF_MEDIUM.get(one["medium"], ""), 0.0)
            for one in corpus
        ],
        dtype=np.float32,
    )
    rows = []
    for topic, vector in zip(topics, queries, strict=True):
        scores = search(
            index, topic["query"], vectors=vectors, query_vector=vector, prior=prior, blend=Blend(feedback=10)
        )
        best = np.argsort(-scores, kind="stable")[:RUN_LENGTH]
        rows += [(topic["qid"], corpus[place]["doc"], rank) for rank, place in enumerate(best, start=1)]
    return rows


def _score(data: Path, out: Path, asked: Mapping[str, Asked], encode: Encode) -> int:
    """Print all that the scorer says of our answers, then ours beside simple ways to answer."""
    judge = data / "evaluate.py"
    if not judge.is_file():
        print(f"no evaluate.py in {data}: the answers were written, not scored", file=sys.stderr)
        return 1
    worst = 0
    for task, name in SCORED.items():
        print(f"-- {task}", flush=True)
        command = [sys.executable, str(judge), task.split()[0], "--data", str(data), "--pred", str(out / name)]
        worst = max(worst, subprocess.run(command, check=False).returncode)  # noqa: S603
    if worst == 0:
        print("-- beside simple ways", flush=True)
        files = write_peers(data, out, asked, encode)
        ours = {task.removesuffix(" (text only)"): out / name for task, name in SCORED.items()}
        compare(data, {task: {**ways, "studygraph": ours[task]} for task, ways in files.items()})
    print("-- time of a plan")
    print_speed()
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
