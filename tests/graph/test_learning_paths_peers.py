"""The simple answers beside ours in the learning-path benchmark: complete, and what they say they are."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bench.learning_paths_data import Asked, learned
from bench.learning_paths_peers import MEASURES, write_peers
from graph.prerequisites_features import make_concepts
from graph.prerequisites_model import load_model

IDS = ("meta:mean", "meta:variance", "meta:sample_variance")
TEXTS = ("", "the spread around the mean", "the variance of a sample, near its mean")


def encode(texts: Sequence[str]) -> np.ndarray:
    rows = np.full((len(texts), 8), 0.1, dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word in text.casefold().split():
            row[sum(map(ord, word)) % 8] += 1
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def write(path: Path, objects: Sequence[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(one) + "\n" for one in objects), "utf8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    items = [{"id": "i0", "title": "New", "year": 2020}, {"id": "i1", "title": "Old", "year": 1990}]
    write(tmp_path / "B_lists.jsonl", [{"list_id": "l", "items": items, "sections": [{"id": "s0", "title": "All"}]}])
    write(tmp_path / "C_roadmap_queries.jsonl", [{"qid": "r", "goal": IDS[2], "known": []}])
    (tmp_path / "A_pairs.csv").write_text(f"pair_id,source,a,b\n0,meta,{IDS[0]},{IDS[2]}\n1,meta,{IDS[2]},{IDS[0]}\n")
    corpus = "doc,title\nd0,Mean and variance\nd1,Bread and soil\n"
    (tmp_path / "C_corpus.csv.gz").write_bytes(gzip.compress(corpus.encode()))
    (tmp_path / "C_topics.csv").write_text("qid,kind,query\nt,list,bread\n")
    return tmp_path


@pytest.fixture
def written(data: Path) -> dict[str, dict[str, Path]]:
    some = make_concepts(
        [one.removeprefix("meta:") for one in IDS], TEXTS, np.eye(3, 8, dtype=np.float32), encode(TEXTS)
    )
    asked = Asked(IDS, some, np.zeros((3, 3)), np.zeros((3, 3)))
    return write_peers(data, data, {"meta": asked}, encode)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_task_has_a_simple_answer(written: dict[str, dict[str, Path]]) -> None:
    assert written.keys() == MEASURES.keys()
    assert all(path.is_file() for ways in written.values() for path in ways.values())


def test_shorter_names_come_first(written: dict[str, dict[str, Path]]) -> None:
    forth, back = (float(row["score"]) for row in rows(written["A-pairs"]["shorter name first"]))
    assert forth > 0.5 > back


def test_what_a_text_names_comes_before_it(written: dict[str, dict[str, Path]]) -> None:
    edges = {(row["a"], row["b"]) for row in rows(written["A-graph"]["its text names the other"])}
    assert edges == {(IDS[1], IDS[2])}  # a concept without a text of its own is mentioned in vain
    (way,) = written["C-roadmap"].values()
    assert json.loads(way.read_text("utf8"))["path"] == [IDS[1], IDS[2]]


def test_lists_are_ordered_by_year_or_left_as_they_are(written: dict[str, dict[str, Path]]) -> None:
    orders = {way: json.loads(path.read_text("utf8"))["order"] for way, path in written["B"].items()}
    assert orders == {"as given (shuffled)": ["i0", "i1"], "by year": ["i1", "i0"]}


def test_words_of_the_query_find_the_work(written: dict[str, dict[str, Path]]) -> None:
    assert [row["doc"] for row in rows(written["C-retrieval"]["tf-idf"])] == ["d1", "d0"]


def test_the_model_knows_what_it_was_trained_on(tmp_path: Path) -> None:
    model = load_model()
    known = [{"source": "meta", "title": name} for name in model.knowledge.names[:3]]
    write(tmp_path / "A_concepts.jsonl", known)
    assert learned(tmp_path, model)
    write(tmp_path / "A_concepts.jsonl", [*known, {"source": "meta", "title": "an unheard-of notion"}])
    assert not learned(tmp_path, model)
    write(tmp_path / "A_concepts.jsonl", [{"source": "other", "title": "mean"}])
    assert not learned(tmp_path, model)
