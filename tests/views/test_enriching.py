"""The switch for metadata services: nothing is asked before it is on, and what was sent is told."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest
import stamina
from streamlit.testing.v1 import AppTest

from ingest.enrich import PAUSES
from ingest.services import client
from workspace import Workspace

PAPER = {"paperId": "p", "title": "Attention Is All You Need", "year": 2017, "authors": [{"name": "Ashish Vaswani"}]}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hosts that were asked; only Semantic Scholar answers."""
    hosts: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        if request.url.path.endswith("ARXIV:1706.03762"):
            return httpx.Response(200, content=json.dumps(PAPER))
        return httpx.Response(403 if request.url.host == "api.openalex.org" else 404)

    monkeypatch.setattr(client.httpx, "HTTPTransport", lambda: httpx.MockTransport(answer))
    for host in PAUSES:
        monkeypatch.setitem(PAUSES, host, 0.0)
    return hosts


def test_services_are_asked_only_when_allowed(
    shelf: Workspace, open_page: Callable[[str], AppTest], asked: list[str]
) -> None:
    page = open_page("library")
    page.session_state["library_tab"] = "Enrich"
    page = page.run()
    assert page.button(key="enrich").disabled
    page = page.toggle(key="metadata_services").set_value(True).run()
    assert asked == []
    with stamina.set_testing(True):
        page = page.button(key="enrich").click().run()
    assert not page.exception
    assert "api.semanticscholar.org" in asked
    paper = shelf.node("arxiv:1706.03762")
    assert "Ashish Vaswani" in {shelf.kg.nodes[other].get("title") for other in shelf.kg.successors(paper)}
    assert any("403" in str(one.value) for one in page.warning)
    assert any("arxiv:1706.03762" in str(one.value) for one in page.code)
    assert shelf.setting("metadata_services") is True
