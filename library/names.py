"""What an entry or a row of facts calls its work: the identifiers by which it is told from others."""

from __future__ import annotations

from collections.abc import Iterable

from library.identity import common_identifiers, identifiers, title_key
from library.vocabulary import Entry, Identifier, Work

__all__ = ["decision_names", "identifier", "names_of_entry", "names_of_work"]

# Roles of links that lead to the same work as the entry they belong to.
SAME_THING = frozenset({"mirror", "preprint"})


def identifier(text: str) -> Identifier:
    """Return the identifier that prints as `text`.

    Examples
    --------
    >>> identifier("url:example.org:8080/a")
    Identifier(scheme='url', value='example.org:8080/a')
    """
    scheme, _, value = text.partition(":")
    return Identifier(scheme, value)


def names_of_entry(entry: Entry) -> tuple[Identifier, ...]:
    """Return the identifiers of what an entry names: main address, printed ones, mirrors and preprint copies."""
    return names_said(entry.url, entry.identifiers, ((link.url, link.role) for link in entry.links))


def names_said(
    url: str | None, printed: Iterable[Identifier], links: Iterable[tuple[str, str]]
) -> tuple[Identifier, ...]:
    """Return the identifiers that an entry's main address, its printed ones and its links (address, role) give it."""
    copies = [address for address, role in links if role in SAME_THING]
    return tuple(dict.fromkeys((*identifiers(url), *printed, *common_identifiers(copies))))


def names_of_work(work: Work) -> tuple[Identifier, ...]:
    """Return the identifiers of a work that a source of facts describes."""
    return tuple(dict.fromkeys((*work.identifiers, *common_identifiers([work.url]))))


def decision_names(names: tuple[Identifier, ...], title: str) -> tuple[Identifier, ...]:
    """Return the names by which the reader's verdicts may call a work: its identifiers, else its title.

    Examples
    --------
    >>> [str(one) for one in decision_names((), "Sapiens!")]
    ['title:sapiens']
    """
    return names or (Identifier("title", title_key(title)),)
