"""The words shared by all metadata services, and the careful reading of their payloads.

A payload is somebody else's data: every value is taken only when it has the type that is expected of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import lxml.html

from library.identity import doi
from library.vocabulary import Identifier, Kind, Resource, Work

__all__ = [
    "Answer",
    "Question",
    "Service",
    "at",
    "items",
    "load",
    "names",
    "plain",
    "printed_doi",
    "text",
    "work",
    "year",
]

LONGEST = 4_000
_DOI = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(frozen=True, slots=True)
class Question:
    """One request: where to, with which parameters, and `sent`, the words of the library that it carries.

    `secret` parameters and `headers` carry the user's own key; they are neither told nor part of what is cached.
    """

    url: str
    sent: str
    params: tuple[tuple[str, str], ...] = ()
    secret: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service says about one work, and the works that it cites.

    A cited work may carry identifiers only; its title is then empty.
    """

    work: Work
    cites: tuple[Work, ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """A metadata service.

    Parameters
    ----------
    host : the one host it is reached at.
    pause : seconds between two requests, as its rules of use ask for.
    schemes : schemes of the identifiers that it can look up, best first.
    ask : the request for one identifier.
    read : the answer in a payload, None when it holds none.
    find : the request that looks a work up by its title, for services that can.
    choose : the answer in a payload of such a search that is the resource.
    """

    name: str
    host: str
    pause: float
    schemes: tuple[str, ...]
    ask: Callable[[Identifier], Question]
    read: Callable[[bytes], Answer | None]
    find: Callable[[Resource], Question] | None = None
    choose: Callable[[bytes, Resource], Answer | None] | None = None


def load(payload: bytes) -> Any:
    """Return a JSON payload, None when it is none."""
    try:
        return json.loads(payload)
    except (ValueError, RecursionError):
        return None


def at(value: Any, *path: str | int) -> Any:
    """Return what lies under a path of keys and positions, None where it breaks off.

    Examples
    --------
    >>> at({"a": [{"b": 1}]}, "a", 0, "b"), at({"a": []}, "a", 0, "b")
    (1, None)
    """
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def text(value: Any, *path: str | int) -> str:
    """Return the text under a path, without markup; empty when there is none.

    Examples
    --------
    >>> text({"abstract": "<jats:p>Deep &amp; wide.</jats:p>"}, "abstract")
    'Deep & wide.'
    """
    found = at(value, *path)
    return plain(found) if isinstance(found, str) else ""


def plain(printed: str) -> str:
    """Return text without markup, in one line, cut at a length that nobody's abstract has."""
    if "<" in printed or "&" in printed:
        printed = "".join(map(str, lxml.html.fromstring(f"<div>{printed}</div>").itertext()))
    return " ".join(printed.split())[:LONGEST]


def names(people: Any, *path: str | int) -> tuple[str, ...]:
    """Return the names in a list of persons, each under a path."""
    return tuple(name for person in items(people) if (name := text(person, *path)))


def items(value: Any) -> Iterator[Any]:
    """Yield the members of a list; of anything else nothing."""
    yield from value if isinstance(value, list) else ()


def year(value: Any, *path: str | int) -> int | None:
    """Return the year under a path: a number, or a date that begins with it.

    Examples
    --------
    >>> year({"year": 2017}, "year"), year({"date": "2017-06-12"}, "date"), year({"year": 3}, "year")
    (2017, 2017, None)
    """
    found = re.match(r"(1[4-9]|20)\d\d(?!\d)", str(at(value, *path)))
    return int(found[0]) if found else None


def printed_doi(value: Any, *path: str | int) -> tuple[Identifier, ...]:
    """Return the identifier of the DOI under a path, bare or as an address."""
    found = _DOI.search(text(value, *path))
    return (doi(found[0]),) if found else ()


def work(
    key: str,
    title: str,
    *,
    kind: Kind = "paper",
    authors: Sequence[str] = (),
    identifiers: Sequence[Identifier] = (),
    **fields: Any,
) -> Work:
    """Return a work of a service; identifiers each once."""
    return Work(key, title, kind, tuple(authors), identifiers=tuple(dict.fromkeys(identifiers)), **fields)
