"""What the reader says about requirements, through the front door: seen at once, and final."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.requires import judge
from library.database import touch
from library.topics import store_topics
from library.vocabulary import Requirement, Topic
from tests.conftest import FakeEncoder
from workspace import Workspace

LIST = (
    b"# Garden\n\n## Roses\n\n* [Pruning](https://garden.org/pruning)\n\n## Soil\n\n* [Loam](https://garden.org/loam)\n"
)
SOIL, ROSES, GRAFTS = (f"topic:{name}" for name in ("soil", "roses", "grafts"))
TOPICS = (
    Topic("soil", "Soil"),
    Topic("roses", "Roses", requires=(Requirement("soil", "they grow in it"),)),
    Topic("grafts", "Grafts", requires=(Requirement("roses", "they are cut from them"),)),
)


@pytest.fixture
def ws(tmp_path: Path, encoder: FakeEncoder) -> Iterator[Workspace]:
    opened = Workspace(tmp_path / "garden", encoder=encoder)
    with opened.library.write() as connection:
        store_topics(connection, TOPICS, "topics.yaml")
        touch(connection)
    opened.add_text("garden.md", LIST)
    yield opened
    opened.close()


def say(ws: Workspace, node: str, first: str, verdict: str | None) -> None:
    with ws.library.write() as connection:
        judge(connection, node, first, verdict)


def requires(ws: Workspace) -> set[tuple[str, str]]:
    return {(node, first) for node, first, kind in ws.kg.edges(keys=True) if kind == "requires"}


def certain(ws: Workspace) -> set[tuple[str, str]]:
    edges = ws.kg.edges(keys=True, data=True)
    return {(u, v) for u, v, kind, data in edges if kind == "requires" and data["confidence"] == 1}


def read_again(ws: Workspace) -> None:
    """The list in another order and longer, and the vocabulary once more."""
    parts = LIST.split(b"\n\n## ")
    ws.add_text("garden.md", b"\n\n## ".join([parts[0], *parts[:0:-1]]) + b"\n* [Clay](https://garden.org/clay)\n")
    with ws.library.write() as connection:
        store_topics(connection, TOPICS, "topics.yaml")
        touch(connection)


def test_a_verdict_shows_at_once(ws: Workspace) -> None:
    assert requires(ws) == {(ROSES, SOIL), (GRAFTS, ROSES)}
    say(ws, ROSES, SOIL, "reject")
    assert requires(ws) == {(GRAFTS, ROSES)}
    say(ws, ROSES, SOIL, None)
    assert requires(ws) == {(ROSES, SOIL), (GRAFTS, ROSES)}
    say(ws, GRAFTS, SOIL, "accept")
    assert certain(ws) == {(GRAFTS, SOIL)}


def test_a_verdict_of_another_process_shows_at_once(ws: Workspace, encoder: FakeEncoder) -> None:
    assert (ROSES, SOIL) in requires(ws)
    other = Workspace(ws.library.paths.folder, encoder=encoder)
    say(other, ROSES, SOIL, "reject")
    other.close()
    assert (ROSES, SOIL) not in requires(ws)


@pytest.mark.parametrize(
    ("verdict", "left"),
    [
        ("accept", {(ROSES, SOIL), (GRAFTS, ROSES)}),
        ("reject", {(GRAFTS, ROSES)}),
        ("reverse", {(SOIL, ROSES), (GRAFTS, ROSES)}),
    ],
)
def test_a_verdict_survives_reading_everything_again(
    ws: Workspace, verdict: str, left: set[tuple[str, str]], encoder: FakeEncoder
) -> None:
    say(ws, ROSES, SOIL, verdict)
    assert requires(ws) == left
    read_again(ws)
    assert requires(ws) == left
    reopened = Workspace(ws.library.paths.folder, encoder=encoder)
    assert requires(reopened) == left
    reopened.close()


def test_a_circle_with_an_accepted_requirement_is_cut_elsewhere(ws: Workspace) -> None:
    say(ws, SOIL, GRAFTS, "accept")  # against soil < roses < grafts
    assert (SOIL, GRAFTS) in requires(ws)
    (cut,) = ws.kg.graph["cut"]
    assert (cut["node"], cut["first"]) in {(ROSES, SOIL), (GRAFTS, ROSES)}
    read_again(ws)
    assert (SOIL, GRAFTS) in requires(ws)


def test_a_reversed_requirement_wins_over_the_way_round(ws: Workspace) -> None:
    say(ws, GRAFTS, ROSES, "reverse")
    say(ws, ROSES, SOIL, "reverse")
    assert requires(ws) == certain(ws) == {(ROSES, GRAFTS), (SOIL, ROSES)}
    assert ws.kg.graph["cut"] == []


def test_a_circle_of_verdicts_alone_is_cut_and_told(ws: Workspace) -> None:
    for pair in ((ROSES, SOIL), (GRAFTS, ROSES), (SOIL, GRAFTS)):
        say(ws, *pair, "accept")
    assert len(certain(ws)) == 2
    assert len(ws.kg.graph["cut"]) == 1
