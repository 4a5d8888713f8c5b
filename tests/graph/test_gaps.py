"""What a library lacks."""

from __future__ import annotations

import networkx as nx

from graph.build import build
from graph.gaps import gaps, missing_works, topics_without_resources
from graph.snapshot import Cited, Placed, Snapshot
from library.lists import StoredList
from library.vocabulary import Entry, Requirement, Resource, Topic

Kg = nx.MultiDiGraph


def test_works_cited_by_several_but_in_no_list(kg: Kg[str]) -> None:
    (found,) = missing_works(kg)
    assert (found.title, set(found.cited_by)) == ("Learning to Align", {"attention", "odd"})
    assert missing_works(kg, at_least=3) == ()


def test_citations_by_works_in_no_list_do_not_count() -> None:
    some = Resource("a", "A"), Resource("b", "B", listed=False), Resource("x", "X", listed=False)
    built = build(Snapshot(some, citations=(Cited("a", "x", "f"), Cited("b", "x", "f"))))
    assert missing_works(built) == ()
    assert [work.node for work in missing_works(built, at_least=1)] == ["x"]


def lacking(*topics: Topic) -> list[str]:
    placed = {"l": (Placed("r", Entry("R", section=("Deep nets",))),)}
    stored = StoredList("l", "l.md", "L", "markdown", 1, "", "")
    built = build(Snapshot((Resource("r", "R"),), (stored,), placed, topics=topics))
    return [one.node for one in topics_without_resources(built)]


NETS = Topic("nets", "Deep nets", requires=(Requirement("matrices", "layers multiply matrices"),))
MATRICES = Topic("matrices", "Matrices", requires=(Requirement("numbers"),))
NUMBERS, OPTICS = Topic("numbers", "Numbers"), Topic("optics", "Optics")


def test_required_topics_that_nothing_teaches() -> None:
    assert lacking(NETS, MATRICES, NUMBERS, OPTICS) == ["topic:matrices", "topic:numbers"]


def test_a_narrower_topic_teaches_the_broader_one() -> None:
    nets = Topic("nets", "Deep nets", broader=("matrices",), requires=NETS.requires)
    assert lacking(nets, MATRICES, NUMBERS) == ["topic:numbers"]


def test_empty_library_lacks_nothing() -> None:
    assert gaps(nx.MultiDiGraph()).works == ()
    assert gaps(nx.MultiDiGraph()).topics == ()


def test_what_was_taken_out_of_a_list_is_not_missing_from_it() -> None:
    some = Resource("a", "A"), Resource("b", "B"), Resource("x", "X", listed=False, left_at="2026-01-01T00:00:00+00:00")
    cites = tuple(Cited(one, "x", "facts") for one in "ab")
    assert missing_works(build(Snapshot(some, citations=cites))) == ()
