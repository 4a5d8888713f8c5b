"""The reader's corrections: they win, they survive a re-ingest, and they can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from library.edits import edit, edit_topics, edited
from library.errors import UsageError
from library.facts import facts_about
from tests.conftest import FakeEncoder
from workspace import Workspace

LIST = (
    "# Soil\n\n- [On soils](https://example.org/soils) (1999): clay and sand.\n- [Worms](https://example.org/worms)\n"
)


@pytest.fixture
def ws(tmp_path: Path, encoder: FakeEncoder) -> Workspace:
    made = Workspace(tmp_path / "shelf", encoder=encoder)
    made.add_text("soil.md", LIST.encode())
    return made


def node_of(ws: Workspace, title: str) -> str:
    return next(node for node, data in ws.kg.nodes(data=True) if data["title"] == title)


def test_an_edit_wins_and_survives_an_edited_list(ws: Workspace) -> None:
    node = node_of(ws, "On soils")
    with ws.library.write() as connection:
        before = edit(connection, node, {"title": "On Soils, Again", "year": 2001, "authors": ["A. Mole", "B. Vole"]})
    assert before == {"title": None, "year": None, "authors": None}
    ws.add_text("soil.md", LIST.replace("clay and sand", "loam").replace("1999", "1998").encode())
    data = ws.kg.nodes[node]
    assert (data["title"], data["year"]) == ("On Soils, Again", 2001)
    people = [ws.kg.nodes[other]["title"] for _, other, kind in ws.kg.out_edges(node, keys=True) if kind == "by"]
    assert sorted(people) == ["A. Mole", "B. Vole"]


def test_a_word_taken_back_leaves_what_the_lists_say(ws: Workspace) -> None:
    soils, worms = node_of(ws, "On soils"), node_of(ws, "Worms")
    for node, year in ((soils, 1999), (worms, 0)):
        was = dict(ws.kg.nodes[node])
        with ws.library.write() as connection:
            before = edit(connection, node, {"year": 2020, "kind": "book", "venue": "Press"})
        assert ws.kg.nodes[node]["year"] == 2020
        with ws.library.write() as connection:
            assert edit(connection, node, before) == {"year": 2020, "kind": "book", "venue": "Press"}
            assert not edited(connection, node)
        assert ws.kg.nodes[node]["year"] == year
        assert {name: ws.kg.nodes[node][name] for name in ("kind", "venue")} == {"kind": was["kind"], "venue": ""}


def test_topics_are_accepted_and_rejected_for_good(ws: Workspace) -> None:
    ws.add_text(
        "sea.md", b"# Tides\n\n- [Tides and moons](https://example.org/t)\n- [Tides at night](https://example.org/n)\n"
    )
    node, other = node_of(ws, "On soils"), node_of(ws, "Tides and moons")
    mine, theirs = topics_of(ws, node), topics_of(ws, other)
    assert mine
    assert not mine & theirs
    said = dict.fromkeys(mine, "reject") | dict.fromkeys(theirs, "accept")
    with ws.library.write() as connection:
        before = edit_topics(connection, node, said)
    assert before == dict.fromkeys(said)
    assert topics_of(ws, node) == theirs
    ws.add_text("soil.md", LIST.replace("clay", "loam").encode())
    assert topics_of(ws, node) == theirs
    with ws.library.write() as connection:
        edit_topics(connection, node, before)
    assert topics_of(ws, node) == mine


def test_one_topic_always_stays(ws: Workspace) -> None:
    node = node_of(ws, "On soils")
    mine = topics_of(ws, node)
    with ws.library.write() as connection:
        edit_topics(connection, node, dict.fromkeys(mine, "reject"))
    assert topics_of(ws, node) == mine


def topics_of(ws: Workspace, node: str) -> set[str]:
    return {to.removeprefix("topic:") for _, to, kind in ws.kg.out_edges(node, keys=True) if kind == "about"}


@pytest.mark.parametrize(
    ("field", "value"), [("title", " "), ("kind", "sonnet"), ("year", 99999), ("year", "1999"), ("colour", "red")]
)
def test_what_cannot_be_is_refused_and_nothing_stored(ws: Workspace, field: str, value: object) -> None:
    node = node_of(ws, "On soils")
    with pytest.raises(UsageError), ws.library.write() as connection:
        edit(connection, node, {"venue": "Press", field: value})
    with ws.library.read() as connection:
        assert not [one for one in facts_about(connection, node) if one[1] == "reader"]
