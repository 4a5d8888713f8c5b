"""A page runs from top to bottom at every press; what its inputs did not change is not worked out again."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from threading import Event
from typing import Any

import pytest
from networkx.classes.reportviews import NodeView
from streamlit.testing.v1 import AppTest

import workspace_derived
from embeddings.encoder import Vectors
from library.errors import LibraryError
from tests.conftest import FakeEncoder
from tests.views.test_pages import library_tab, node_of, told
from views import _shared, graphdata, lacking
from workspace import Workspace

Open = Callable[[str], AppTest]
QUESTIONS = (
    "search",
    "show",
    "neighbourhood",
    "path",
    "recommend",
    "shown",
    "meant",
    "status",
    "export",
    "refresh",
    "preview",
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the library was asked each question, something was derived from it, and a whole graph gone through."""
    counts: Counter[str] = Counter()

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            counts[name] += 1
            return real(*args, **kwargs)

        return call

    for name in QUESTIONS:
        monkeypatch.setattr(Workspace, name, counted(name, getattr(Workspace, name)))
    monkeypatch.setattr(_shared, "derive", counted("derive", _shared.derive))
    monkeypatch.setattr(lacking, "gaps", counted("gaps", lacking.gaps))
    monkeypatch.setattr(NodeView, "__call__", counted("all nodes", NodeView.__call__))
    monkeypatch.setattr(graphdata, "payload", counted("payload", graphdata.payload))
    return counts


def quiet(page: AppTest, asked: Counter[str], encoder: FakeEncoder) -> None:
    """Run the page twice more and see that nothing was asked."""
    asked.clear()
    encoded = len(encoder.encoded)
    page.run()
    page.run()
    assert not page.exception
    assert not asked
    assert len(encoder.encoded) == encoded


def test_explore_asks_once(shelf: Workspace, asked: Counter[str], encoder: FakeEncoder, open_page: Open) -> None:
    page = open_page("explore")
    assert asked["neighbourhood"]
    assert asked["show"] == 1
    assert asked["payload"] == 1
    quiet(page, asked, encoder)


def test_another_choice_tells_list_and_graph_nothing_new(shelf: Workspace, open_page: Open) -> None:
    page = open_page("explore")
    before = told(page, "neighbourhood"), told(page, "nodelist")
    chosen = told(page, "about")["id"]
    page.session_state["node"] = next(one["id"] for one in before[0]["nodes"] if one["id"] != chosen)
    page.query_params["node"], page.query_params["centre"] = page.session_state["node"], chosen
    page.run()
    assert told(page, "about")["id"] != chosen
    assert (told(page, "neighbourhood"), told(page, "nodelist")) == before


def test_a_path_is_looked_for_once(
    shelf: Workspace, asked: Counter[str], encoder: FakeEncoder, open_page: Open
) -> None:
    page = open_page("explore")
    page.session_state["path_from"] = node_of(shelf, "Long Short-Term Memory")
    page.session_state["path_to_node"] = node_of(shelf, "The Annotated Transformer")
    page.run()
    assert asked["path"] == 1
    quiet(page, asked, encoder)


def test_a_search_is_answered_once(
    shelf: Workspace, asked: Counter[str], encoder: FakeEncoder, open_page: Open
) -> None:
    page = open_page("progress")
    page.session_state["search_query"] = "atten"
    page.run()
    assert asked["search"] == 1
    quiet(page, asked, encoder)


def test_names_answer_while_the_text_model_is_loading(
    shelf: Workspace, encoder: FakeEncoder, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_load, real = Event(), encoder.encode

    def slow(texts: Sequence[str]) -> Vectors:
        assert may_load.wait(30)
        monkeypatch.setattr(encoder, "loaded", True)
        return real(texts)

    monkeypatch.setattr(encoder, "loaded", False)
    monkeypatch.setattr(encoder, "encode", slow)
    page = open_page("progress")
    assert not told(page, "search")["partial"]
    page.session_state["search_query"] = "attent"
    page.run()
    answer = told(page, "search")
    assert answer["partial"]
    assert "Attention Is All You Need" in {hit["title"] for hit in answer["hits"]}
    assert "attent" not in encoder.encoded
    may_load.set()
    _shared._loading(os.environ["STUDYGRAPH_LIBRARY"], shelf).join(30)
    page.run()
    assert not told(page, "search")["partial"]
    assert encoder.encoded[-1] == "attent"


def test_a_text_model_that_cannot_be_loaded_is_an_error_and_not_a_long_wait(
    shelf: Workspace, encoder: FakeEncoder, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Sequence[str]) -> Vectors:
        raise LibraryError("the text model cannot be loaded")

    monkeypatch.setattr(encoder, "loaded", False)
    monkeypatch.setattr(encoder, "encode", broken)
    monkeypatch.setattr("threading.excepthook", lambda _: None)
    page = open_page("progress")
    page.session_state["search_query"] = "attent"
    page.run()
    page.run()
    assert "the text model cannot be loaded" in page.error[0].value


def test_searching_compares_vectors_only_after_a_change(shelf: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: Counter[str] = Counter()

    def counted(*args: Any) -> dict[str, str]:
        counts["compared"] += 1
        return real(*args)

    real = workspace_derived.vector_hashes
    monkeypatch.setattr(workspace_derived, "vector_hashes", counted)
    for text in ("attention", "recurrent", "memory"):
        assert shelf.search(text)
    assert not counts
    shelf.add_text("more.md", b"- [Quorum sensing](https://example.org/quorum): bacteria count each other.\n")
    assert shelf.search("bacteria count each other", n=1)[0].title == "Quorum sensing"
    assert counts["compared"]
    assert "quorum" in " ".join(shelf.index.nodes)


def test_next_recommends_once(shelf: Workspace, asked: Counter[str], encoder: FakeEncoder, open_page: Open) -> None:
    page = open_page("next")
    page.button(key="cold_any").click().run()
    assert asked["recommend"] == 1
    quiet(page, asked, encoder)


def test_interests_and_bridges_need_no_text_model(shelf: Workspace, encoder: FakeEncoder, open_page: Open) -> None:
    encoded = len(encoder.encoded)
    page = open_page("next")
    page.button(key="cold_any").click().run()
    page.segmented_control(key="intent").set_value("bridge").run()
    page.selectbox(key="bridge").select(node_of(shelf, "Transformers")).run()
    assert not page.exception
    assert any('class="sg-bar"' in one.body for one in page.get("html"))
    assert len(encoder.encoded) == encoded


def test_a_roadmap_is_planned_once(
    shelf: Workspace, asked: Counter[str], encoder: FakeEncoder, open_page: Open
) -> None:
    page = open_page("roadmap")
    page.session_state["goal_wanted"] = node_of(shelf, "Transformers")
    page.run()
    assert asked["shown"] == 1
    quiet(page, asked, encoder)


@pytest.mark.parametrize("tab", ["Add", "Lists", "Joined", "Not in your lists", "Take out"])
def test_the_library_page_is_worked_out_once(
    tab: str, shelf: Workspace, asked: Counter[str], encoder: FakeEncoder, open_page: Open
) -> None:
    quiet(library_tab(open_page("library"), tab), asked, encoder)


def test_another_page_of_the_same_library_derives_nothing(
    shelf: Workspace, asked: Counter[str], open_page: Open
) -> None:
    open_page("explore")
    asked.clear()
    open_page("progress")
    assert not asked["derive"]


def test_what_a_reader_says_asks_anew_only_what_it_changes(
    shelf: Workspace, asked: Counter[str], open_page: Open
) -> None:
    page = open_page("explore")
    node = node_of(shelf, "Long Short-Term Memory")
    asked.clear()
    shelf.say(node, rating=1)
    page.run()
    assert dict(asked) == {"show": 1}


def test_two_words_within_one_second_both_count(shelf: Workspace, asked: Counter[str], open_page: Open) -> None:
    page = open_page("next")
    node = node_of(shelf, "Long Short-Term Memory")
    for rating in (1, -1):
        asked.clear()
        shelf.say(node, rating=rating)
        page.run()
        assert asked["recommend"] == 1
