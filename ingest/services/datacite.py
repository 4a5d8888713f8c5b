"""DataCite (https://support.datacite.org/docs/api): data sets, software and reports with a DOI."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from ingest.kindwords import kind_from_word
from ingest.services.answers import Answer, Question, Service, at, items, load, printed_doi, text, work, year
from library.vocabulary import Identifier

__all__ = ["DATACITE"]


def _ask(one: Identifier) -> Question:
    return Question(f"https://api.datacite.org/dois/{quote(one.value)}", str(one))


def _read(payload: bytes) -> Answer | None:
    record = at(load(payload), "data", "attributes")
    title = text(record, "titles", 0, "title")
    if not title:
        return None
    kind = kind_from_word(text(record, "types", "resourceTypeGeneral"))
    return Answer(
        work(
            text(record, "doi"),
            title,
            kind=kind or "paper",
            authors=[name for one in items(at(record, "creators")) if (name := _name(one))],
            identifiers=printed_doi(record, "doi"),
            year=year(record, "publicationYear"),
            venue=text(record, "publisher") or text(record, "publisher", "name"),
            summary=_abstract(record),
        )
    )


def _name(person: Any) -> str:
    """A creator's name, given name first.

    Examples
    --------
    >>> _name({"givenName": "Ada", "familyName": "Byron", "name": "Byron, Ada"}), _name({"name": "Byron, Ada"})
    ('Ada Byron', 'Ada Byron')
    """
    given, family = text(person, "givenName"), text(person, "familyName")
    if not (given and family):
        family, _, given = (part.strip() for part in text(person, "name").partition(","))
    return f"{given} {family}".strip()


def _abstract(record: Any) -> str:
    said = items(at(record, "descriptions"))
    return next((text(one, "description") for one in said if text(one, "descriptionType") == "Abstract"), "")


DATACITE = Service("datacite", "api.datacite.org", 0.2, ("doi",), _ask, _read)
