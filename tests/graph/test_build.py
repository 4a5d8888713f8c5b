"""The graph of small libraries, whatever the order in which they were filled."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.build import build
from graph.schema import COMMON, EDGE_FIELDS, NODE_FIELDS
from graph.snapshot import Cited, Placed, Snapshot, take
from ingest.assign import store_facts_of, store_reading
from library.database import Library
from library.lists import StoredList
from library.readers import decide
from library.resources import absorb, all_resources
from library.topics import store_topics
from library.vocabulary import (
    Citation,
    Entry,
    Facts,
    Identifier,
    Reading,
    ReadingList,
    Relation,
    Requirement,
    Resource,
    Topic,
    Work,
)

PYTHON_TYPES = {"text": str, "whole": int, "real": float, "yes_no": bool, "texts": list}

ALGEBRA = Topic("linear-algebra", "Linear algebra", ("線性代數",), "introductory")
NETS = Topic(
    "nn", "Neural networks", ("NN",), "introductory", requires=(Requirement("linear-algebra", "layers are matrices"),)
)
RNN = Topic("rnn", "Recurrent neural networks", ("RNN", "循環神經網路"), "intermediate", ("nn",), (Requirement("nn"),))
VOCABULARY = (ALGEBRA, NETS, RNN)

ENTRIES = (
    Entry("Attention Is All You Need", "https://arxiv.org/abs/1706.03762", 3, kind="paper", section=("RNN",)),
    Entry("Linear algebra for all", "https://algebra.org", 4, kind="book", section=("Mathematics", "Books")),
    Entry("How to prune roses", "https://garden.org/roses", 5, section=("Roses · 玫瑰",)),
    Entry("Old garden roses", "https://garden.org/old", 6, section=("玫瑰",)),
    Entry("Unreasonable effectiveness", "https://karpathy.github.io/rnn", 7, kind="blog", section=("循環神經網路",)),
)
FACTS = Facts(
    "facts",
    (
        Work(
            "vaswani",
            "Attention Is All You Need",
            "paper",
            ("Ashish Vaswani",),
            2017,
            identifiers=(Identifier("arxiv", "1706.03762"),),
        ),
        Work(
            "bahdanau",
            "Learning to Align and Translate",
            "paper",
            ("Dzmitry Bahdanau",),
            2014,
            identifiers=(Identifier("arxiv", "1409.0473"),),
        ),
        Work("t2t", "Tensor2Tensor", "code", url="https://github.com/tensorflow/tensor2tensor"),
    ),
    (Citation("vaswani", "bahdanau", "reference list"),),
    (Relation("t2t", "implements", "vaswani"),),
)


def reading(source: str, entries: Iterable[Entry]) -> Reading:
    placed = [replace(entry, position=at) for at, entry in enumerate(entries)]
    return Reading(ReadingList(source, f"List {source}", "markdown"), placed)


def built(sources: Iterable[Reading | Facts]) -> nx.MultiDiGraph[str]:
    with tempfile.TemporaryDirectory() as folder:
        library = Library(folder)
        for source in sources:
            with library.write() as connection:
                store_topics(connection, VOCABULARY, "topics.yaml")
                store_reading(connection, source) if isinstance(source, Reading) else store_facts_of(connection, source)
        with library.read() as connection:
            snapshot = take(connection)
        library.close()
    return build(snapshot, fake_vectors(snapshot))


def fake_vectors(snapshot: Snapshot) -> tuple[list[str], np.ndarray]:
    """Equal words give near vectors."""
    texts = {one.id: one.title for one in snapshot.resources}
    texts |= {f"topic:{topic.id}": topic.name for topic in snapshot.topics}
    rows = np.full((len(texts), 16), 0.01, dtype=np.float32)
    for row, text in zip(rows, texts.values(), strict=True):
        for word in text.casefold().split():
            row[sum(map(ord, word)) % 16] += 1
    return list(texts), rows / np.linalg.norm(rows, axis=1, keepdims=True)


def lasting(kg: nx.MultiDiGraph[str]) -> tuple[object, object]:
    """The graph with resources named by what does not depend on the order of first sight."""
    names = {
        node: str(data.get("identifiers") or data["title"]) if data["node"] == "resource" else node
        for node, data in kg.nodes(data=True)
    }
    nodes = sorted((names[node], sorted(map(str, data.items()))) for node, data in kg.nodes(data=True))
    edges = sorted((names[u], names[v], sorted(map(str, data.items()))) for u, v, data in kg.edges(data=True))
    return nodes, edges


@pytest.fixture(scope="module")
def whole() -> nx.MultiDiGraph[str]:
    return built([reading("a.md", ENTRIES), FACTS])


def keyed(kg: nx.MultiDiGraph[str], kind: str) -> list[tuple[str, str]]:
    title = kg.nodes(data="title")
    return sorted((title[u], title[v]) for u, v, key in kg.edges(keys=True) if key == kind)


def test_every_kind_of_edge(whole: nx.MultiDiGraph[str]) -> None:
    assert keyed(whole, "cites") == [("Attention Is All You Need", "Learning to Align and Translate")]
    assert keyed(whole, "implements") == [("Tensor2Tensor", "Attention Is All You Need")]
    assert ("Attention Is All You Need", "Ashish Vaswani") in keyed(whole, "by")
    assert len(keyed(whole, "listed_in")) == len(ENTRIES)
    assert keyed(whole, "broader") == [("Recurrent neural networks", "Neural networks")]
    assert ("Neural networks", "Linear algebra") in keyed(whole, "requires")


def test_one_topic_in_two_languages(whole: nx.MultiDiGraph[str]) -> None:
    about = keyed(whole, "about")
    assert ("Attention Is All You Need", "Recurrent neural networks") in about
    assert ("Unreasonable effectiveness", "Recurrent neural networks") in about
    assert [topic for title, topic in about if "roses" in title.casefold()] == ["Roses", "Roses"]


def test_one_topic_under_any_heading_in_any_list() -> None:
    headings = ("RNN", "Recurrent Neural Networks (RNN) tutorials", "循環神經網路")
    lists = [
        reading(f"{at}.md", [Entry(f"Text {at} on cells", f"https://example.org/{at}", 3, section=(heading,))])
        for at, heading in enumerate(headings)
    ]
    kg = built(lists)
    about = {kg.nodes[topic]["title"] for _, topic, key in kg.edges(keys=True) if key == "about"}
    assert about == {"Recurrent neural networks"}
    assert sum(data["node"] == "topic" for _, data in kg.nodes(data=True)) == len(VOCABULARY)


def test_cited_work_is_not_listed(whole: nx.MultiDiGraph[str]) -> None:
    listed = {data["title"]: data["listed"] for _, data in whole.nodes(data=True) if data["node"] == "resource"}
    assert listed["Attention Is All You Need"]
    assert not listed["Learning to Align and Translate"]


def test_every_resource_has_a_topic(whole: nx.MultiDiGraph[str]) -> None:
    for node, data in whole.nodes(data=True):
        if data["node"] == "resource":
            assert any(key == "about" for _, _, key in whole.out_edges(node, keys=True)), data["title"]


def test_attributes_are_complete_and_of_their_type(whole: nx.MultiDiGraph[str]) -> None:
    for _, data in whole.nodes(data=True):
        fields = NODE_FIELDS[data["node"]]
        assert data.keys() == fields.keys() >= COMMON.keys()
        assert all(type(data[name]) is PYTHON_TYPES[kind] for name, kind in fields.items()), data
    for *_, key, data in whole.edges(keys=True, data=True):
        fields = EDGE_FIELDS[key]
        assert data.keys() == fields.keys()
        assert data["kind"] == key
        assert all(type(data[name]) is PYTHON_TYPES[kind] for name, kind in fields.items()), data


def test_place_in_the_list_is_kept() -> None:
    resource, stored = Resource("r", "Roses"), StoredList("l", "l.md", "Garden", "markdown", 2, "", "")
    entries = (
        Placed("r", Entry("Roses", line=3, position=0, section=("A", "B"))),
        Placed("r", Entry("Roses", line=9, position=1)),
    )
    kg = build(Snapshot((resource,), (stored,), {"l": entries}))
    data = kg.edges["r", "list:l", "listed_in"]
    assert (data["order"], data["line"], data["section"], data["list"]) == (0, 3, ["A", "B"], "Garden")
    assert data["also"] == ["no section, line 9"]


def test_two_sources_of_one_citation_are_both_named() -> None:
    pair = Resource("a", "A"), Resource("b", "B")
    kg = build(Snapshot(pair, citations=(Cited("a", "b", "facts", "known"), Cited("a", "b", "openalex"))))
    assert kg.edges["a", "b", "cites"]["source"] == "facts; openalex"
    assert kg.edges["a", "b", "cites"]["evidence"] == ["known"]


def test_citation_of_a_missing_resource_is_left_out() -> None:
    kg = build(Snapshot((Resource("a", "A"),), citations=(Cited("a", "gone", "facts"), Cited("a", "a", "facts"))))
    assert "gone" not in kg
    assert not [key for *_, key in kg.edges(keys=True) if key == "cites"]


def test_empty_library_gives_an_empty_graph() -> None:
    assert not build(Snapshot())


def test_verdicts_survive_a_second_reading(library: Library) -> None:
    def requires() -> set[tuple[str, str]]:
        with library.read() as connection:
            kg = build(take(connection))
        return {(u, v) for u, v, key in kg.edges(keys=True) if key == "requires"}

    with library.write() as connection:
        store_topics(connection, VOCABULARY, "topics.yaml")
        store_reading(connection, reading("a.md", ENTRIES))
        decide(connection, "requires", "topic:rnn", "topic:nn", "reject")
    assert requires() == {("topic:nn", "topic:linear-algebra")}
    with library.write() as connection:
        store_reading(connection, reading("a.md", ENTRIES[::-1]))
        decide(connection, "requires", "topic:nn", "topic:linear-algebra", "reverse")
    assert requires() == {("topic:linear-algebra", "topic:nn")}


def test_verdicts_follow_a_resource_that_was_joined_to_another(library: Library) -> None:
    with library.write() as connection:
        store_reading(connection, reading("a.md", ENTRIES[:3]))
        first, second, third = all_resources(connection)
        decide(connection, "requires", second, third, "accept")
        absorb(connection, first, second, ())
    with library.read() as connection:
        kg = build(take(connection))
    assert kg.edges[first, third, "requires"]["source"] == "reader"


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 2), min_size=len(ENTRIES), max_size=len(ENTRIES)), st.randoms(use_true_random=False))
def test_any_split_and_order_of_additions_gives_the_same_graph(split: list[int], random: object) -> None:
    lists = [
        reading(f"{number}.md", [e for e, at in zip(ENTRIES, split, strict=True) if at == number])
        for number in range(3)
    ]
    sources: list[Reading | Facts] = [*(one for one in lists if one.entries), FACTS]
    shuffled = list(sources)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    # Lists that were read in part before, and twice, end the same as well.
    partial = [replace(one, entries=one.entries[:1]) for one in shuffled if isinstance(one, Reading)]
    assert lasting(built([*partial, *shuffled, *shuffled[:1]])) == lasting(built(sources))
