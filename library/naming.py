"""By which names stored resources are known: always those that their entries and works say, and no others.

A name that an edit takes away must not lead the next list to the wrong resource, so names are derived like fields.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from library.database import among, upsert
from library.facts import works_of
from library.names import decision_names, names_said
from library.resources import aliases_of, called
from library.schema import entries, identifiers, resources
from library.vocabulary import Identifier

__all__ = ["SAID", "entries_about", "names_of", "own_names", "refresh_names"]


SAID = ("title", "kind", "url", "year", "venue", "nickname", "language", "summary", "authors")
"""What an entry says of its resource; its note is the resource's summary."""


def entries_about(connection: Connection, ids: Iterable[str]) -> list[Row[Any]]:
    """Return what the entries of resources say: rows that begin with the columns of `SAID`."""
    says = [entries.c.note.label(name) if name == "summary" else entries.c[name] for name in SAID]
    more = (entries.c.identifiers, entries.c.links, entries.c.resource_id, entries.c.gone_at)
    return list(connection.execute(select(*says, *more).where(among(entries.c.resource_id, ids))))


def refresh_names(connection: Connection, ids: Sequence[str], spoken: Iterable[Row[Any]]) -> None:
    """Give resources the identifiers that their entries (`entries_about`) and works say, and take all others from them.

    An identifier that names another resource already stays there: the reader has told the two apart.
    """
    said = {node: [n for n in some if n.scheme != "title"] for node, some in _said(connection, ids, spoken).items()}
    query = select(identifiers).where(among(identifiers.c.resource_id, ids))
    for row in connection.execute(query).all():
        if Identifier(row.scheme, row.value) not in said.get(row.resource_id, ()):
            connection.execute(delete(identifiers).where(called(row.scheme, [row.value])))
    _add(connection, said)


def names_of(connection: Connection, node: str) -> list[Identifier]:
    """Return the names by which the entries and works of a resource call it, each once."""
    said = _said(connection, [node], entries_about(connection, [node]))
    names = sorted(said.get(node, ()), key=lambda one: (one.scheme == "title", one))
    if names:
        return names
    title = connection.scalar(select(resources.c.title).where(resources.c.id == node))
    return list(decision_names((), str(title)))


def own_names(connection: Connection, node: str) -> list[Identifier]:
    """Return the names of a resource less those that came with resources it was joined with."""
    lent = {name for names in aliases_of(connection, node).values() for name in names}
    return [name for name in names_of(connection, node) if name not in lent]


def _said(connection: Connection, ids: Sequence[str], spoken: Iterable[Row[Any]]) -> dict[str, dict[Identifier, None]]:
    said: dict[str, dict[Identifier, None]] = defaultdict(dict)
    for row in spoken:
        printed = [Identifier(**one) for one in row.identifiers]
        names = names_said(row.url, printed, [(one["url"], one["role"]) for one in row.links])
        said[row.resource_id].update(dict.fromkeys(decision_names(names, row.title)))
    for node, works in works_of(connection, ids).items():
        said[node].update(dict.fromkeys(name for work in works for name in work.names))
    return said


def _add(connection: Connection, names: Mapping[str, Iterable[Identifier]]) -> None:
    fresh: dict[str, dict[str, str]] = defaultdict(dict)
    for node, some in names.items():
        for one in some:
            fresh[one.scheme].setdefault(one.value, node)
    for scheme, values in fresh.items():
        known = set(connection.scalars(select(identifiers.c.value).where(called(scheme, values))))
        rows = [
            {"scheme": scheme, "value": value, "resource_id": node}
            for value, node in values.items()
            if value not in known
        ]
        upsert(connection, identifiers, rows)
