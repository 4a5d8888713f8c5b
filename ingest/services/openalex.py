"""OpenAlex (https://docs.openalex.org): works of all fields, with abstracts and what they cite.

Its metadata is in the public domain (CC0). Looking up one work needs no key.
"""

from __future__ import annotations

import os
from typing import Any

from ingest.kindwords import kind_from_word
from ingest.services.answers import (
    Answer,
    Question,
    Service,
    at,
    items,
    load,
    names,
    plain,
    printed_doi,
    text,
    work,
    year,
)
from library.vocabulary import Identifier, Work

__all__ = ["OPENALEX"]

_HOME = "https://api.openalex.org/works/"
_FIELDS = "id,doi,title,publication_year,authorships,primary_location,type,abstract_inverted_index,referenced_works"


def _ask(one: Identifier) -> Question:
    name = {"doi": f"doi:{one.value}", "arxiv": f"doi:10.48550/arxiv.{one.value}"}.get(one.scheme, one.value)
    key = os.environ.get("OPENALEX_API_KEY")
    secret = (("api_key", key),) if key else ()
    return Question(f"{_HOME}{name}", str(one), (("select", _FIELDS),), secret)


def _read(payload: bytes) -> Answer | None:
    record = load(payload)
    title = text(record, "title")
    if not title:
        return None
    said = work(
        text(record, "id"),
        title,
        kind=kind_from_word(text(record, "type")) or "paper",
        authors=names(at(record, "authorships"), "author", "display_name"),
        identifiers=(*_id(at(record, "id")), *printed_doi(record, "doi")),
        year=year(record, "publication_year"),
        venue=text(record, "primary_location", "source", "display_name"),
        summary=_abstract(at(record, "abstract_inverted_index")),
    )
    cited = [_id(address) for address in items(at(record, "referenced_works"))]
    return Answer(said, tuple(Work(str(name[0]), "", identifiers=name) for name in cited if name))


def _id(address: Any) -> tuple[Identifier, ...]:
    """Return the identifier in an OpenAlex address.

    Examples
    --------
    >>> [str(one) for one in _id("https://openalex.org/W2741809807")]
    ['openalex:W2741809807']
    """
    name = address.rpartition("/")[2] if isinstance(address, str) else ""
    return (Identifier("openalex", name),) if name[:1] == "W" and name[1:].isdigit() else ()


def _abstract(index: Any) -> str:
    """Put an abstract together from the places of its words.

    Examples
    --------
    >>> _abstract({"deep": [1], "Very": [0], "nets": [2]})
    'Very deep nets'
    """
    if not isinstance(index, dict):
        return ""
    placed = [(place, word) for word, places in index.items() for place in items(places) if isinstance(place, int)]
    return plain(" ".join(word for _, word in sorted(placed)))


OPENALEX = Service("openalex", "api.openalex.org", 0.12, ("doi", "arxiv", "openalex"), _ask, _read)
