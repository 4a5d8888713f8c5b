"""Facts from metadata services: what is asked, how answers are read, what is kept when things go wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
import stamina

from ingest.assign import store_facts_of, store_reading
from ingest.enrich import PAUSES, SERVICES, Found, enrich
from ingest.read import parse
from ingest.services.client import Client
from library.database import Library
from library.errors import UnreadableSource
from library.facts import facts_about
from library.resources import all_resources
from library.vocabulary import Identifier, Resource

LIST = """# Papers
- [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
- [A review of deep nets](https://doi.org/10.1038/nature14539)
- [Tensor tool](https://github.com/ann/tensor)
- [A talk](https://www.youtube.com/watch?v=abcdefghijk)
"""
BIBLIOGRAPHY = """@article{two, title={Statistical Modeling: The Two Cultures}, author={Leo Breiman}, year=2001}"""
ATTENTION = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.48550/arxiv.1706.03762",
    "title": "Attention Is All You Need",
    "publication_year": 2017,
    "type": "preprint",
    "authorships": [{"author": {"display_name": "Ashish Vaswani"}}, {"author": {"display_name": "Noam Shazeer"}}],
    "primary_location": {"source": {"display_name": "NeurIPS"}},
    "abstract_inverted_index": {"Attention": [0], "alone": [1], "suffices.": [2]},
    "referenced_works": ["https://openalex.org/W2", "https://openalex.org/W9", "https://openalex.org/W7"],
}
REVIEW = {
    "id": "https://openalex.org/W2",
    "doi": "https://doi.org/10.1038/nature14539",
    "title": "Deep learning",
    "publication_year": 2015,
    "authorships": [{"author": {"display_name": "Yann LeCun"}}],
    "referenced_works": ["https://openalex.org/W9"],
}
CITED = {"id": "https://openalex.org/W9", "title": "Long Short-Term Memory", "publication_year": 1997}
CULTURES = {
    "DOI": "10.1214/ss/1009213726",
    "type": "journal-article",
    "title": ["Statistical Modeling: The Two Cultures"],
    "author": [{"given": "Leo", "family": "Breiman"}],
    "issued": {"date-parts": [[2001, 8, 1]]},
    "container-title": ["Statistical Science"],
    "abstract": "<jats:p>Two cultures &amp; one goal.</jats:p>",
    "reference": [{"DOI": "10.1038/nature14539", "article-title": "Deep learning", "year": "2015a"}, {"key": "x"}],
}
S2 = {
    "paperId": "s2",
    "title": "Attention is All you Need",
    "year": 2017,
    "authors": [{"name": "Ashish Vaswani"}],
    "externalIds": {"ArXiv": "1706.03762", "DOI": None},
    "tldr": {"text": "A network of attention only."},
    "references": [{"title": "Deep learning", "externalIds": {"DOI": "10.1038/NATURE14539"}}, {"title": None}],
}
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
<entry><id>http://arxiv.org/abs/1706.03762v7</id><published>2017-06-12T17:57:34Z</published>
<title>Attention Is All
  You Need</title><summary>The dominant models.</summary><author><name>Ashish Vaswani</name></author></entry></feed>"""
PAYLOADS: dict[str, Any] = {
    "api.openalex.org/works/doi:10.48550/arxiv.1706.03762": ATTENTION,
    "api.openalex.org/works/doi:10.1038/nature14539": REVIEW,
    "api.openalex.org/works/W9": CITED,
    "api.crossref.org/works": {"message": {"items": [{"title": ["Two Cultures"]}, CULTURES]}},
    "api.semanticscholar.org/graph/v1/paper/ARXIV:1706.03762": S2,
    "export.arxiv.org/api/query": ATOM,
    "api.datacite.org/dois/10.1038/nature14539": {"data": {"attributes": {"titles": []}}},
    "api.github.com/repos/ann/tensor": {
        "full_name": "Ann/Tensor",
        "description": "Tensors.",
        "created_at": "2016-02-01",
    },
    "www.youtube.com/oembed": {"title": "What attention is", "author_name": "Ann Channel"},
}


class Net:
    """The services, answering from `PAYLOADS`; counts what reaches it and can have single hosts fail."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.answer: dict[str, Callable[[httpx.Request], httpx.Response]] = {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        self.agents.add(request.headers["user-agent"])
        if request.url.host in self.answer:
            return self.answer[request.url.host](request)
        payload = PAYLOADS.get(f"{request.url.host}{request.url.path}")
        if payload is None:
            return httpx.Response(404)
        return httpx.Response(200, content=payload if isinstance(payload, str) else json.dumps(payload))


@pytest.fixture
def net() -> Net:
    return Net()


@pytest.fixture
def client(net: Net, tmp_path: Path) -> Iterator[Client]:
    with stamina.set_testing(True, attempts=2), _client(net, tmp_path) as opened:
        yield opened


def _client(net: Net, folder: Path) -> Client:
    return Client(folder / "answers.sqlite", dict.fromkeys(PAUSES, 0.0), httpx.MockTransport(net))


@pytest.fixture
def held(library: Library) -> Library:
    with library.write() as connection:
        store_reading(connection, parse(LIST, "list.md"))
        store_reading(connection, parse(BIBLIOGRAPHY, "list.bib"))
    return library


def ask(library: Library, client: Client) -> list[Found]:
    with library.read() as connection:
        resources = all_resources(connection)
    known = {name: node for node, one in resources.items() for name in one.identifiers}
    return enrich([one for one in resources.values() if one.listed], known, client)


def store(library: Library, found: Sequence[Found]) -> None:
    for one in found:
        with library.write() as connection:
            store_facts_of(connection, one.facts, one.nodes)


def by_title(library: Library, title: str) -> Resource:
    with library.read() as connection:
        return next(one for one in all_resources(connection).values() if one.title == title)


def test_answers_become_facts_of_the_resources(held: Library, client: Client) -> None:
    store(held, ask(held, client))
    paper = by_title(held, "Attention Is All You Need")
    assert paper.authors == ("Ashish Vaswani", "Noam Shazeer")
    assert (paper.year, paper.venue, paper.summary) == (2017, "NeurIPS", "Attention alone suffices.")
    assert {str(one) for one in paper.identifiers} >= {"arxiv:1706.03762", "openalex:W1"}
    tool = by_title(held, "Tensor tool")
    assert (tool.summary, tool.year, tool.kind) == ("Tensors.", 2016, "code")
    talk = by_title(held, "What attention is")
    assert (talk.kind, talk.authors) == ("video", ("Ann Channel",))
    with held.read() as connection:
        sources = {source for field, source, _ in facts_about(connection, paper.id) if field == "title"}
    assert sources == {"openalex", "semanticscholar", "arxiv"}


def test_a_work_without_a_name_is_found_by_title_and_a_second_witness(held: Library, client: Client) -> None:
    store(held, ask(held, client))
    book = by_title(held, "Statistical Modeling: The Two Cultures")
    assert "doi:10.1214/ss/1009213726" in {str(one) for one in book.identifiers}
    assert (book.venue, book.summary) == ("Statistical Science", "Two cultures & one goal.")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"author": [{"given": "Ann", "family": "Other"}]}, "another author"),
        ({"issued": {"date-parts": [[1990]]}}, "another year"),
        ({"title": ["Statistical Modeling: The Three Cultures of Data"]}, "another title"),
        ({"author": [], "issued": {}}, "no second witness"),
    ],
)
def test_a_title_alone_is_no_match(
    held: Library, client: Client, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], why: str
) -> None:
    monkeypatch.setitem(PAYLOADS, "api.crossref.org/works", {"message": {"items": [{**CULTURES, **change}]}})
    store(held, ask(held, client))
    named = {one.scheme for one in by_title(held, "Statistical Modeling: The Two Cultures").identifiers}
    assert "doi" not in named, why


def test_citations_among_held_works_and_of_what_many_cite(held: Library, client: Client) -> None:
    found = {one.facts.source: one for one in ask(held, client)}
    paper, review = by_title(held, "Attention Is All You Need").id, by_title(held, "A review of deep nets").id
    pairs = {(one.citing, one.cited) for one in found["openalex"].facts.citations}
    assert pairs == {(paper, review), (paper, "openalex:W9"), (review, "openalex:W9")}  # W7 is cited once
    assert {(one.citing, one.cited) for one in found["semanticscholar"].facts.citations} == {(paper, review)}
    store(held, list(found.values()))

    cited = by_title(held, "Long Short-Term Memory")
    assert (cited.listed, cited.year) == (False, 1997)


def test_a_second_run_asks_only_for_what_was_not_answered(held: Library, net: Net, client: Client) -> None:
    first = ask(held, client)
    store(held, first)
    asked = len(net.asked)
    assert all(url.split("?")[0].removeprefix("https://") not in PAYLOADS for url in _again(held, client, net, asked))
    with held.read() as connection:
        before = all_resources(connection)
    store(held, ask(held, client))
    with held.read() as connection:
        assert all_resources(connection) == before


def _again(library: Library, client: Client, net: Net, asked: int) -> list[str]:
    ask(library, client)
    fresh = net.asked[asked:]
    # Storing made new names known (the DOI found by title), which may be asked about once more.
    return [url for url in fresh if "10.1214" not in url]


def test_a_service_that_is_down_costs_its_own_facts_only(held: Library, net: Net, client: Client) -> None:
    net.answer["api.openalex.org"] = lambda _: httpx.Response(503)
    net.answer["api.github.com"] = lambda _: httpx.Response(403)
    found = {one.facts.source: one for one in ask(held, client)}
    assert "does not answer" in found["openalex"].problem
    assert "refuses (403)" in found["github"].problem
    assert found["arxiv"].problem == ""
    assert found["arxiv"].facts.works
    store(held, list(found.values()))
    assert by_title(held, "Attention is All you Need").authors == ("Ashish Vaswani",)


def test_what_a_service_said_before_stays_while_it_is_down(held: Library, net: Net, client: Client) -> None:
    store(held, ask(held, client))
    before = by_title(held, "Attention Is All You Need")
    with held.read() as connection:
        resources = [one for one in all_resources(connection).values() if one.id != before.id]
    store(held, enrich(resources, {}, client))
    assert by_title(held, "Attention Is All You Need") == before


def test_nobody_is_told_more_than_is_needed(
    held: Library, net: Net, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", "secret")
    found = {one.facts.source: one for one in ask(held, client)}
    assert set(found["github"].sent) == {"github:ann/tensor"}
    assert found["crossref"].sent == (
        "doi:10.1038/nature14539",
        "Statistical Modeling: The Two Cultures Leo Breiman 2001",
    )
    assert not any("secret" in sent for one in found.values() for sent in one.sent)
    assert any("api_key=secret" in url for url in net.asked)
    assert net.agents == {"Studygraph (reading lists)"}


def test_only_services_can_be_reached(client: Client, net: Net) -> None:
    from ingest.services.answers import Question

    net.answer["www.youtube.com"] = lambda _: httpx.Response(302, headers={"location": "http://127.0.0.1/secret"})
    with pytest.raises(UnreadableSource, match="no address of a metadata service"):
        client.get(Question("https://www.youtube.com/oembed", "youtube:x"))
    assert not any("127.0.0.1" in url for url in net.asked)


@pytest.mark.parametrize("service", SERVICES, ids=lambda one: one.name)
@pytest.mark.parametrize(
    "payload",
    [b"", b"null", b"[]", b"\xff\xfe", b"<feed/>", b'{"title": 3}', b'{"message": {"title": "x"}}', b"[" * 100_000],
)
def test_odd_payloads_are_no_answers(service: Any, payload: bytes) -> None:
    assert service.read(payload) is None
    if service.choose:
        assert service.choose(payload, Resource("a", "A", identifiers=(Identifier("url", "a.org"),))) is None


def test_an_interrupt_keeps_what_was_found(held: Library, net: Net, client: Client) -> None:
    with held.read() as connection:
        resources = [one for one in all_resources(connection).values() if one.listed]

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    found = enrich(resources, {}, client, interrupt)
    assert [one.facts.source for one in found] == [service.name for service in SERVICES]
