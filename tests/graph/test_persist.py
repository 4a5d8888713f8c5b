"""The saved graph: the same after loading, and built anew whenever it does not fit."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

import graph.persist as persist
from graph.build import build
from graph.persist import edges_path, load, load_or_build, save, stamp_of
from graph.prerequisites import Inference
from graph.prerequisites_model import MODEL_FILE
from graph.snapshot import Snapshot
from ingest.assign import store_reading
from library.database import Library
from library.errors import LibraryError
from library.readers import decide
from library.topics import store_topics
from library.vocabulary import Entry, Reading, ReadingList, Requirement, Topic

TOPICS = (Topic("a", "Alpha"), Topic("b", "Beta", requires=(Requirement("a", "why"),)))
LIST = Reading(ReadingList("x.md", "X"), (Entry("Beta for all", "https://x.org", 1, section=("Beta",)),))


@pytest.fixture
def filled(library: Library) -> Library:
    with library.write() as connection:
        store_topics(connection, TOPICS, "t.yaml")
        store_reading(connection, LIST)
    return library


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One number for each graph that is built."""
    counted: list[int] = []

    def counting(snapshot: Snapshot, *rest: object) -> object:
        counted.append(snapshot.revision)
        return build(snapshot, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(persist, "build", counting)
    return counted


def same(one: nx.MultiDiGraph[str], other: nx.MultiDiGraph[str]) -> bool:
    return bool(nx.utils.graphs_equal(one, other)) and one.graph == other.graph


def test_second_time_nothing_is_built(filled: Library, builds: list[int]) -> None:
    first = load_or_build(filled)
    second = load_or_build(filled)
    assert same(first, second)
    assert list(first) == list(second)
    assert len(builds) == 1


@pytest.mark.parametrize("part", [0, 1])
@pytest.mark.parametrize("damage", [b"", b"not parquet", None, "half"])
def test_damaged_part_is_built_anew(filled: Library, builds: list[int], part: int, damage: bytes | str | None) -> None:
    first = load_or_build(filled)
    path = (filled.paths.graph, edges_path(filled.paths.graph))[part]
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2] if isinstance(damage, str) else damage)
    assert same(load_or_build(filled), first)
    assert len(builds) == 2
    load_or_build(filled)
    assert len(builds) == 2


def test_any_change_makes_it_stale(filled: Library, builds: list[int]) -> None:
    vectors = ["topic:a", "topic:b"], np.eye(2, dtype=np.float32)
    load_or_build(filled)
    load_or_build(filled, vectors)
    load_or_build(filled, (vectors[0], vectors[1][::-1]))
    with filled.write() as connection:
        decide(connection, "requires", "topic:b", "topic:a", "reject")
    load_or_build(filled, vectors)
    with filled.write() as connection:
        store_topics(connection, TOPICS[:1], "t.yaml")
    load_or_build(filled, vectors)
    assert len(builds) == 5


def test_another_program_or_model_makes_it_stale(
    filled: Library, builds: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program"
    program.mkdir()
    for name, content in (("build.py", b"1"), ("build.py", b"2"), ("model.npz", b"1"), ("model.npz", b"2")):
        (program / name).write_bytes(content)
        persist._program.cache_clear()
        monkeypatch.setattr(persist, "PROGRAM", program)
        load_or_build(filled)
    assert len(builds) == 4
    persist._program.cache_clear()
    load_or_build(filled)
    assert len(builds) == 4


def test_the_models_file_and_the_encoder_count() -> None:
    assert MODEL_FILE.parent == persist.PROGRAM
    stamps = {stamp_of(Snapshot(), None, infer) for infer in (None, Inference(), Inference(None, "a"))}
    assert len(stamps) == 3


def test_parts_of_two_graphs_are_not_mixed(tmp_path: Path) -> None:
    path, old, new = tmp_path / "graph.parquet", stamp_of(Snapshot()), stamp_of(Snapshot(revision=1))
    save(build(Snapshot()), path, old)
    nodes = path.read_bytes()
    save(build(Snapshot(revision=1)), path, new)
    path.write_bytes(nodes)
    assert load(path, old) is None
    assert load(path, new) is None


def test_graph_is_returned_when_it_cannot_be_saved(
    filled: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise LibraryError("graph.parquet cannot be written: No space left on device")

    monkeypatch.setattr(persist, "write_atomic", refuse)
    assert "topic:a" in load_or_build(filled)
    assert "No space left" in caplog.text


def test_inferred_requirements_are_added_and_saved(filled: Library) -> None:
    from graph.requires import Needed

    def infer(kg: object, snapshot: Snapshot) -> list[Needed]:
        return [Needed("topic:a", "topic:b", 0.4, ("order in lists",), "order"), Needed("topic:a", "gone", 0.9)]

    for _ in range(2):
        kg = load_or_build(filled, infer=infer)
        assert kg.graph["cut"] == [
            {"node": "topic:a", "first": "topic:b", "confidence": 0.4, "evidence": ["order in lists"]}
        ]
