"""Crossref (https://api.crossref.org): what publishers deposit about works with a DOI, and search by title.

Its metadata may be used freely.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any
from urllib.parse import quote

from ingest.kindwords import kind_from_word
from ingest.services.answers import Answer, Question, Service, at, items, load, printed_doi, text, work, year
from library.identity import author_key, title_key
from library.vocabulary import Identifier, Kind, Resource, Work

__all__ = ["CROSSREF"]

_HOME = "https://api.crossref.org/works"
SAME_TITLE = 0.95
"""Similarity of two titles, of 1, from which on they may be one; a second witness has to agree."""


def _ask(one: Identifier) -> Question:
    return Question(f"{_HOME}/{quote(one.value)}", str(one))


def _read(payload: bytes) -> Answer | None:
    return _answer(at(load(payload), "message"))


def _answer(record: Any) -> Answer | None:
    title = text(record, "title", 0)
    if not title:
        return None
    said = work(
        text(record, "DOI"),
        title,
        kind=_kind(text(record, "type")),
        authors=_authors(at(record, "author")),
        identifiers=printed_doi(record, "DOI"),
        year=year(record, "issued", "date-parts", 0, 0),
        venue=text(record, "container-title", 0),
        summary=text(record, "abstract"),
    )
    return Answer(said, tuple(_cited(one) for one in items(at(record, "reference")) if text(one, "DOI")))


def _kind(word: str) -> Kind:
    return kind_from_word(word.replace("-", " ").replace("posted content", "preprint")) or "paper"


def _authors(people: Any) -> list[str]:
    full = (f"{text(one, 'given')} {text(one, 'family')}".strip() or text(one, "name") for one in items(people))
    return [name for name in full if name]


def _cited(record: Any) -> Work:
    name = printed_doi(record, "DOI")
    author = text(record, "author")
    return work(
        text(record, "DOI"),
        text(record, "article-title") or text(record, "volume-title"),
        authors=[author] if author else [],
        identifiers=name,
        year=year(record, "year"),
    )


def _find(resource: Resource) -> Question:
    words = " ".join([resource.title, *resource.authors[:1], str(resource.year or "")]).strip()
    return Question(_HOME, words, (("query.bibliographic", words), ("rows", "3")))


def _choose(payload: bytes, resource: Resource) -> Answer | None:
    """The first found work with the resource's title that a second witness, author or year, confirms."""
    for record in items(at(load(payload), "message", "items")):
        answer = _answer(record)
        if answer and _is(answer.work, resource):
            return answer
    return None


def _is(found: Work, resource: Resource) -> bool:
    if SequenceMatcher(None, title_key(found.title), title_key(resource.title)).ratio() < SAME_TITLE:
        return False
    near = bool(found.year and resource.year) and abs((found.year or 0) - (resource.year or 0)) <= 1
    if resource.authors and found.authors:
        return author_key(found.authors[0]) == author_key(resource.authors[0]) and (near or not resource.year)
    return near


CROSSREF = Service("crossref", "api.crossref.org", 0.2, ("doi",), _ask, _read, _find, _choose)
