"""Every page through the router, on a real library: what it shows, what a press does, and what is not done twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest.decide import join
from ingest.fetch import Page
from tests.views.conftest import LIST
from workspace import Workspace

Open = Callable[[str], AppTest]
PAGES = ("explore", "next", "roadmap", "library", "progress")


def texts(page: AppTest) -> str:
    kinds = (page.markdown, page.title, page.subheader, page.caption, page.info, page.error, page.success, page.warning)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


def told(page: AppTest, component: str) -> dict[str, Any]:
    """What a component of ours was told last."""
    one = next(one for one in page.get("bidi_component") if one.proto.component_name == f"studygraph.{component}")
    data: dict[str, Any] = json.loads(one.proto.json)
    return data


def node_of(ws: Workspace, title: str) -> str:
    return next(node for node, data in ws.kg.nodes(data=True) if data["title"] == title)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens(name: str, shelf: Workspace, open_page: Open) -> None:
    assert not open_page(name).error


@pytest.mark.parametrize("name", ["explore", "next", "roadmap", "progress"])
def test_an_empty_library_is_welcomed(name: str, empty: Workspace, open_page: Open) -> None:
    page = open_page(name)
    assert "Your shelf is empty" in texts(page)
    assert page.button[-1].label == "Add a reading list"


def test_the_library_page_works_without_a_library(empty: Workspace, open_page: Open) -> None:
    assert "Add a reading list" in texts(open_page("library"))


def test_a_choice_in_the_graph_fills_the_details(shelf: Workspace, open_page: Open) -> None:
    page = open_page("explore")
    node = node_of(shelf, "The Annotated Transformer")
    page.query_params["node"] = node
    page.run()
    assert told(page, "about")["label"] == "The Annotated Transformer"


def test_the_address_wins_over_the_session(shelf: Workspace, open_page: Open) -> None:
    node = node_of(shelf, "Attention Is All You Need")
    page = open_page("explore")
    page.query_params["node"] = node
    page.run()
    assert page.session_state["centre"] == node
    assert told(page, "about")["label"] == "Attention Is All You Need"


def test_an_unknown_node_in_the_address_is_ignored(shelf: Workspace, open_page: Open) -> None:
    page = open_page("explore")
    page.query_params["node"] = "nobody"
    page.run()
    assert not page.exception
    assert page.session_state["node"] in shelf.kg


def test_hostile_text_is_shown_as_it_stands(shelf: Workspace, open_page: Open) -> None:
    node = node_of(shelf, "The Annotated Transformer")
    shelf.kg.nodes[node].update(
        title="<b>Bold</b> *claims* [x](https://a.org)", url="javascript:alert(1)", summary="$x$"
    )
    page = open_page("explore")
    page.query_params["node"] = node
    page.run()
    assert r"\<b\>Bold\</b\> \*claims\* \[x\]\(https\://a.org\)" in texts(page)
    assert not page.get("link_button")


def test_a_status_is_stored_and_undone(shelf: Workspace, open_page: Open) -> None:
    node = node_of(shelf, "Long Short-Term Memory")
    page = open_page("explore")
    page.query_params["node"] = node
    page.run()
    page.button_group(key=f"say:{node}:pending").set_value("done").run()
    assert shelf.states()[node].status == "done"
    page.button(key="undo_button").click().run()
    assert shelf.states()[node].status is None


def test_readers_do_not_see_each_other(shelf: Workspace, open_page: Open) -> None:
    node = node_of(shelf, "Long Short-Term Memory")
    page = open_page("explore")
    page.query_params["node"] = node
    page.query_params["reader"] = "ada"
    page.run()
    page.button(key=f"thumb:{node}:1").click().run()
    shelf.reader = "ada"
    assert shelf.states()[node].rating == 1
    shelf.reader = "me"
    assert node not in shelf.states()


def test_topics_first_then_cards_that_add_up(shelf: Workspace, open_page: Open) -> None:
    page = open_page("next")
    assert page.title[0].value == "What are you curious about?"
    page.button(key="cold_any").click().run()
    assert not page.exception
    assert [one for one in page.button if one.key and one.key.startswith("hide:")]


def test_hiding_takes_a_card_away_and_undo_brings_it_back(shelf: Workspace, open_page: Open) -> None:
    page = open_page("next")
    page.button(key="cold_any").click().run()
    hide = next(one for one in page.button if one.key and one.key.startswith("hide:"))
    page = hide.click().run()
    assert hide.key not in [one.key for one in page.button]
    page = page.button(key="undo_button").click().run()
    assert hide.key in [one.key for one in page.button]


def test_a_muted_word_is_gone_at_once(shelf: Workspace, open_page: Open) -> None:
    page = open_page("next")
    page.button(key="cold_any").click().run()
    page.text_input(key="mute_word").set_value("transformer").run()
    assert shelf.setting("muted") == ["transformer"]
    assert not [one for one in page.markdown if str(one.value).startswith("####") and "Transformer" in str(one.value)]


def test_a_roadmap_leads_to_its_goal_and_shrinks(shelf: Workspace, open_page: Open) -> None:
    page = open_page("roadmap")
    page.session_state["goal_wanted"] = node_of(shelf, "Transformers")
    page.run()
    before = int(page.metric[0].value)
    assert before >= 2
    shelf.say(node_of(shelf, "Recurrent neural networks"), status="done")
    page.run()
    assert int(page.metric[0].value) < before


def test_a_step_marked_by_key_is_done(shelf: Workspace, open_page: Open) -> None:
    page = open_page("roadmap")
    page.session_state["goal_wanted"] = node_of(shelf, "Transformers")
    page.run()
    step = node_of(shelf, "Recurrent neural networks")
    page.session_state["plan_list"] = {"status": {"id": step, "status": "done"}}
    page.run()
    assert not page.exception


def test_a_goal_nobody_knows_is_answered_kindly(shelf: Workspace, open_page: Open) -> None:
    page = open_page("roadmap")
    page.session_state["goal_wanted"] = "zzzz qqqq"
    page.run()
    assert not page.exception
    assert "Nothing in your library answers to that" in texts(page)


def test_pasted_text_is_previewed_then_added(shelf: Workspace, open_page: Open) -> None:
    page = open_page("library")
    page.button_group(key="add_how").set_value("Text").run()
    page.text_input(key="text_name").set_value("Winter").run()
    page.text_area(key="text_body").set_value(
        "# Winter\n\n- [A new book on seismology](https://example.org/new), 2020\n"
    ).run()
    assert page.button(key="add_do").label == "Add 1 entries"
    page.button(key="add_do").click().run()
    assert not page.exception
    assert any(data["title"] == "A new book on seismology" for _, data in shelf.kg.nodes(data=True))
    assert "Winter" in texts(page)


def test_an_address_is_fetched_previewed_then_added(
    shelf: Workspace, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    page_bytes = b"# Far away\n\n- [A far book on seismology](https://example.org/far), 2020\n"
    monkeypatch.setattr("ingest.read.fetch", lambda _: Page(page_bytes, "utf-8", "far.md"))
    page = open_page("library")
    page.button_group(key="add_how").set_value("Address").run()
    page.text_input(key="address").set_value("https://example.org/far.md").run()
    page.button(key="fetch_address").click().run()
    assert page.button(key="add_do").label == "Add 1 entries"
    assert not any("far book" in str(data["title"]) for _, data in shelf.kg.nodes(data=True))
    page.button(key="add_do").click().run()
    assert not page.exception
    assert any("far book" in str(data["title"]) for _, data in shelf.kg.nodes(data=True))


def test_an_address_that_is_none_is_refused(shelf: Workspace, open_page: Open) -> None:
    page = open_page("library")
    page.button_group(key="add_how").set_value("Address").run()
    page.text_input(key="address").set_value("javascript:alert(1)").run()
    assert "no web address" in page.error[0].value


def test_progress_counts_what_is_done(shelf: Workspace, open_page: Open) -> None:
    shelf.say(node_of(shelf, "Long Short-Term Memory"), status="done")
    page = open_page("progress")
    assert next(one.value for one in page.metric if one.label == "Done") == "1"


def test_a_prerequisite_is_rejected_and_undone(shelf: Workspace, open_page: Open) -> None:
    node, first = node_of(shelf, "Transformers"), node_of(shelf, "Attention mechanisms")
    page = open_page("explore")
    page.query_params["node"] = node
    page.run()
    assert "a transformer is built of attention" in texts(page)
    page.toggle(key="judging").set_value(True).run()
    page.button(key=f"judge:reject:{node}:{first}").click().run()
    assert not page.exception
    assert not shelf.kg.has_edge(node, first, "requires")
    assert page.button(key=f"unjudge:{node}:{first}")
    page.button(key="undo_button").click().run()
    assert shelf.kg.has_edge(node, first, "requires")


def test_a_reversed_prerequisite_points_the_other_way_until_undone(shelf: Workspace, open_page: Open) -> None:
    node, first = node_of(shelf, "Transformers"), node_of(shelf, "Attention mechanisms")
    page = open_page("explore")
    page.query_params["node"] = node
    page.run()
    page.toggle(key="judging").set_value(True).run()
    page.button(key=f"judge:reverse:{node}:{first}").click().run()
    assert shelf.kg.has_edge(first, node, "requires")
    page.button(key="undo_button").click().run()
    assert not shelf.kg.has_edge(first, node, "requires")


def test_two_resources_are_joined_and_taken_apart_again(shelf: Workspace, open_page: Open) -> None:
    first, second = node_of(shelf, "Long Short-Term Memory"), node_of(shelf, "The Annotated Transformer")
    page = library_tab(open_page("library"), "Joined")
    page.selectbox(key="join_a").set_value(first).run()
    page.selectbox(key="join_b").set_value(second).run()
    page.button(key="join_do").click().run()
    assert not page.exception
    assert second not in shelf.kg
    assert "The Annotated Transformer" in texts(page)
    page.button(key="undo_button").click().run()
    assert node_of(shelf, "The Annotated Transformer") != node_of(shelf, "Long Short-Term Memory")


def test_a_merge_is_taken_apart_and_that_undone(shelf: Workspace, open_page: Open) -> None:
    text = LIST.replace("https://example.org/annotated", "https://example.org/copy")
    shelf.add_text("other.md", (text.replace("(2018)", "(2018) by A. Rush")).encode())
    first, second = (
        node for node, data in shelf.kg.nodes(data=True) if data["title"].startswith("The Annotated Transformer")
    )
    with shelf.library.write() as connection:
        node = join(connection, first, second)
    page = library_tab(open_page("library"), "Joined")
    split = next(one for one in page.button if one.key and one.key.startswith(f"split:{node}:"))
    page = split.click().run()
    assert not page.exception
    titles = [str(data["title"]) for _, data in shelf.kg.nodes(data=True)]
    assert sum(title.startswith("The Annotated Transformer") for title in titles) == 2
    page = page.button(key="undo_button").click().run()
    titles = [str(data["title"]) for _, data in shelf.kg.nodes(data=True)]
    assert sum(title.startswith("The Annotated Transformer") for title in titles) == 1


def test_the_library_page_works_out_only_the_open_tab(shelf: Workspace, open_page: Open) -> None:
    page = open_page("library")
    assert "Taken for the same" not in texts(page)
    assert "Works" in texts(library_tab(page, "Not in your lists"))
    assert "Compare" not in texts(page)


def test_a_backup_can_be_asked_for(shelf: Workspace, open_page: Open) -> None:
    page = library_tab(open_page("library"), "Take out")
    assert page.get("download_button")
    assert page.button(key="restore_do").disabled


def library_tab(page: AppTest, name: str) -> AppTest:
    page.session_state["library_tab"] = name
    return page.run()


def test_a_list_that_names_something_twice_says_so(shelf: Workspace, open_page: Open) -> None:
    again = "- [Attention Is All You Need](https://arxiv.org/abs/1706.03762): once more.\n"
    shelf.add_text("twice.md", f"# Twice\n\n{again}\n- [Another](https://example.org/x)\n{again}".encode())
    page = library_tab(open_page("library"), "Lists")
    page.selectbox(key="compare_a").set_value(node_of(shelf, "Twice")).run()
    assert "line 3, line 6" in texts(page)


def test_a_link_over_a_topic_can_be_corrected_from_the_resource(shelf: Workspace, open_page: Open) -> None:
    page = open_page("explore")
    page.query_params["node"] = node_of(shelf, "The Annotated Transformer")
    page.run()
    page.toggle(key="judging").set_value(True).run()
    before = requirements(shelf)
    reject = next(one for one in page.button if one.key and one.key.startswith("judge:reject:"))
    reject.click().run()
    assert not page.exception
    assert requirements(shelf) == before - 1
    assert page.button(key=reject.key.replace("judge:reject:", "unjudge:"))


def requirements(ws: Workspace) -> int:
    return sum(kind == "requires" for *_, kind in ws.kg.edges(keys=True))


def test_a_resource_is_corrected_and_that_undone(shelf: Workspace, open_page: Open) -> None:
    node = node_of(shelf, "The Annotated Transformer")
    page = open_page("explore")
    page.query_params["node"] = node
    page.run()
    page.button(key="edit_here").click().run()
    title = next(one for one in page.text_input if one.label == "Title")
    title.set_value("The Transformer, Line by Line")
    next(one for one in page.button if one.label == "Save").click().run()
    assert not page.exception
    assert shelf.kg.nodes[node]["title"] == "The Transformer, Line by Line"
    assert told(page, "about")["label"] == "The Transformer, Line by Line"
    page.button(key="undo_button").click().run()
    assert shelf.kg.nodes[node]["title"] == "The Annotated Transformer"


def test_a_file_of_what_was_read_is_marked_read_and_undone_as_one(shelf: Workspace, open_page: Open) -> None:
    bib = """@article{a, title={Attention is all you need}, year={2017}, eprint={1706.03762}, archivePrefix={arXiv}}
@book{b, title={A book nobody listed}, author={Mole, A.}, year={2001}}"""
    page = open_page("next")
    page.file_uploader(key="cold_file").set_value(("read.bib", bib.encode(), "text/plain")).run()
    page.button(key="cold_add").click().run()
    assert not page.exception
    read = {shelf.kg.nodes[node]["title"] for node, state in shelf.states().items() if state.status == "done"}
    assert read == {"Attention Is All You Need", "A book nobody listed"}
    page.button(key="undo_button").click().run()
    assert not any(state.status for state in shelf.states().values())
