"""Semantic Scholar's Academic Graph (https://api.semanticscholar.org): papers, short summaries, references."""

from __future__ import annotations

import os
from typing import Any

from ingest.services.answers import Answer, Question, Service, at, items, load, names, printed_doi, text, work, year
from library.vocabulary import Identifier, Work

__all__ = ["SEMANTIC_SCHOLAR"]

_HOME = "https://api.semanticscholar.org/graph/v1/paper/"
_PREFIX = {"arxiv": "ARXIV", "doi": "DOI", "acl": "ACL"}
_STUB = "title,year,authors,externalIds"
_FIELDS = f"{_STUB},venue,abstract,tldr," + ",".join(f"references.{name}" for name in _STUB.split(","))


def _ask(one: Identifier) -> Question:
    key = os.environ.get("S2_API_KEY")
    headers = (("x-api-key", key),) if key else ()
    return Question(f"{_HOME}{_PREFIX[one.scheme]}:{one.value}", str(one), (("fields", _FIELDS),), headers=headers)


def _read(payload: bytes) -> Answer | None:
    record = load(payload)
    said = _work(record)
    if not said.title:
        return None
    return Answer(said, tuple(_work(one) for one in items(at(record, "references")) if text(one, "title")))


def _work(record: Any) -> Work:
    arxiv = text(record, "externalIds", "ArXiv").lower()
    acl = text(record, "externalIds", "ACL")
    return work(
        text(record, "paperId"),
        text(record, "title"),
        authors=names(at(record, "authors"), "name"),
        identifiers=(
            *((Identifier("arxiv", arxiv),) if arxiv else ()),
            *printed_doi(record, "externalIds", "DOI"),
            *((Identifier("acl", acl),) if acl else ()),
        ),
        year=year(record, "year"),
        venue=text(record, "venue"),
        summary=text(record, "tldr", "text") or text(record, "abstract"),
    )


# Without a key all users share one allowance, so a second and a bit between requests is the least it asks for.
SEMANTIC_SCHOLAR = Service("semanticscholar", "api.semanticscholar.org", 1.1, ("arxiv", "doi", "acl"), _ask, _read)
