"""Joining, deciding and cutting requirements."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.requires import Needed, add_requires, cut_circles, decide_all, joined, judge
from library.database import Library, revision
from library.errors import UsageError
from library.readers import decided

nodes = st.sampled_from("abcdef")
proposals = st.lists(
    st.builds(Needed, nodes, nodes, st.sampled_from([0.3, 0.5, 0.7, 0.9]), st.just(("why",))), max_size=20
)
verdicts = st.dictionaries(st.tuples(nodes, nodes), st.sampled_from(["accept", "reject", "reverse"]), max_size=6)


def pairs(some: object) -> list[tuple[str, str]]:
    return sorted((one.node, one.first) for one in some)  # type: ignore[attr-defined]


def test_evidence_of_all_sources_is_kept_the_strongest_first() -> None:
    one = joined([Needed("b", "a", 0.3, ("order",), "order"), Needed("b", "a", 0.9, ("stated",), "vocabulary")])[
        "b", "a"
    ]
    assert one.evidence == ("stated", "order")
    assert one.source == "order; vocabulary"
    assert one.confidence == pytest.approx(0.93)


def test_nothing_requires_itself() -> None:
    assert joined([Needed("a", "a", 0.9)]) == {}


def test_a_circle_loses_its_weakest_requirement() -> None:
    chain = [Needed("a", "b", 0.9), Needed("b", "c", 0.4), Needed("c", "a", 0.8), Needed("d", "a", 0.1)]
    kept, cut = cut_circles(joined(chain))
    assert pairs(cut) == [("b", "c")]
    assert len(kept) == 3


def test_two_circles_are_cut_apart() -> None:
    both = [Needed("a", "b", 0.9), Needed("b", "a", 0.5), Needed("c", "d", 0.9), Needed("d", "c", 0.5)]
    assert pairs(cut_circles(joined(both))[1]) == [("b", "a"), ("d", "c")]


def test_the_readers_word_is_final_in_a_circle() -> None:
    wanted = decide_all(joined([Needed("a", "b", 0.99)]), {("b", "a"): "accept"})
    assert pairs(cut_circles(wanted)[1]) == [("a", "b")]


def test_accepting_keeps_the_evidence_there_was() -> None:
    one = decide_all(joined([Needed("b", "a", 0.4, ("order",))]), {("b", "a"): "accept"})["b", "a"]
    assert (one.confidence, one.evidence, one.source) == (1.0, ("you accepted this", "order"), "reader")


def test_a_verdict_stands_when_nothing_proposes_the_pair() -> None:
    assert pairs(decide_all({}, {("b", "a"): "accept"}).values()) == [("b", "a")]
    assert decide_all({}, {("b", "a"): "reject"}) == {}


def test_cut_requirements_are_reported_and_unknown_nodes_left_out() -> None:
    kg: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    kg.add_nodes_from("ab")
    add_requires(kg, [Needed("a", "b", 0.9), Needed("b", "a", 0.5, ("hint",)), Needed("a", "gone", 0.9)], {})
    assert list(kg.edges(keys=True)) == [("a", "b", "requires")]
    assert kg.graph["cut"] == [{"node": "b", "first": "a", "confidence": 0.5, "evidence": ["hint"]}]


@given(proposals, verdicts)
def test_what_is_left_has_no_circle_and_nothing_is_lost(some: list[Needed], said: dict[tuple[str, str], str]) -> None:
    wanted = decide_all(joined(some), {pair: verdict for pair, verdict in said.items() if pair[0] != pair[1]})
    kept, cut = cut_circles(wanted)
    assert nx.is_directed_acyclic_graph(nx.DiGraph(list(kept)))
    assert kept.keys() | {(one.node, one.first) for one in cut} == wanted.keys()
    for pair, verdict in said.items():
        opposite = said.get(pair[::-1])
        if verdict in {"reject", "reverse"} and opposite is None:
            assert pair not in kept


@given(proposals, st.randoms(use_true_random=False))
def test_order_of_proposals_does_not_matter(some: list[Needed], random: object) -> None:
    shuffled = list(some)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert cut_circles(joined(some)) == cut_circles(joined(shuffled))


@given(proposals)
def test_without_the_cut_ones_no_more_is_cut(some: list[Needed]) -> None:
    kept, _ = cut_circles(joined(some))
    assert cut_circles(kept) == (kept, [])


def verdicts_in(library: Library) -> dict[tuple[str, str], str]:
    with library.read() as connection:
        return decided(connection, "requires")


def say(library: Library, *words: tuple[str, str, str | None]) -> None:
    with library.write() as connection:
        for word in words:
            judge(connection, *word)


def test_a_verdict_is_kept_and_makes_the_graph_stale(library: Library) -> None:
    with library.read() as connection:
        before = revision(connection)
    say(library, ("b", "a", "accept"))
    with library.read() as connection:
        assert revision(connection) > before
    assert verdicts_in(library) == {("b", "a"): "accept"}
    say(library, ("b", "a", None))
    assert verdicts_in(library) == {}


def test_the_last_word_on_a_pair_counts(library: Library) -> None:
    say(library, ("b", "a", "accept"), ("a", "b", "accept"))
    assert verdicts_in(library) == {("a", "b"): "accept"}
    say(library, ("a", "b", "reject"), ("b", "a", "accept"))
    assert verdicts_in(library) == {("a", "b"): "reject", ("b", "a"): "accept"}


@pytest.mark.parametrize("word", [("b", "a", "maybe"), ("a", "a", "accept")])
def test_a_verdict_that_makes_no_sense_is_refused(library: Library, word: tuple[str, str, str]) -> None:
    with pytest.raises(UsageError):
        say(library, word)
    assert verdicts_in(library) == {}
