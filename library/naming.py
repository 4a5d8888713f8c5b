"""By which names stored resources are known: always those that their entries and works say, and no others.

A name that an edit takes away must not lead the next list to the wrong resource, so names are derived like fields.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, select, tuple_

from library.database import upsert
from library.facts import works_of
from library.lists import entry_of
from library.names import decision_names, names_of_entry
from library.resources import aliases_of, batches
from library.schema import entries, identifiers, resources
from library.vocabulary import Identifier

__all__ = ["names_of", "own_names", "refresh_names"]


def refresh_names(connection: Connection, ids: Iterable[str]) -> None:
    """Give resources the identifiers that their entries and works say, and take all others from them.

    An identifier that names another resource already stays there: the reader has told the two apart.
    """
    for batch in batches(dict.fromkeys(ids)):
        said = {node: {one for one in some if one.scheme != "title"} for node, some in _said(connection, batch).items()}
        query = select(identifiers).where(identifiers.c.resource_id.in_(batch))
        for row in connection.execute(query).all():
            if Identifier(row.scheme, row.value) not in said.get(row.resource_id, ()):
                same = (identifiers.c.scheme == row.scheme) & (identifiers.c.value == row.value)
                connection.execute(delete(identifiers).where(same))
        _add(connection, said)


def names_of(connection: Connection, node: str) -> list[Identifier]:
    """Return the names by which the entries and works of a resource call it, each once."""
    names = sorted(_said(connection, [node]).get(node, ()), key=lambda one: (one.scheme == "title", one))
    if names:
        return names
    title = connection.scalar(select(resources.c.title).where(resources.c.id == node))
    return list(decision_names((), str(title)))


def own_names(connection: Connection, node: str) -> list[Identifier]:
    """Return the names of a resource less those that came with resources it was joined with."""
    lent = {name for names in aliases_of(connection, node).values() for name in names}
    return [name for name in names_of(connection, node) if name not in lent]


def _said(connection: Connection, ids: list[str]) -> dict[str, set[Identifier]]:
    said: dict[str, set[Identifier]] = defaultdict(set)
    for row in connection.execute(select(entries).where(entries.c.resource_id.in_(ids))).mappings():
        entry = entry_of(row)
        said[row["resource_id"]].update(decision_names(names_of_entry(entry), entry.title))
    for node, works in works_of(connection, ids).items():
        said[node].update(name for work in works for name in work.names)
    return said


def _add(connection: Connection, names: Mapping[str, Iterable[Identifier]]) -> None:
    rows = [
        {"scheme": one.scheme, "value": one.value, "resource_id": node} for node, some in names.items() for one in some
    ]
    known: set[tuple[str, str]] = set()
    for batch in batches(rows):
        pairs = [(row["scheme"], row["value"]) for row in batch]
        query = select(identifiers.c.scheme, identifiers.c.value)
        found = connection.execute(query.where(tuple_(identifiers.c.scheme, identifiers.c.value).in_(pairs)))
        known.update((row.scheme, row.value) for row in found)
    fresh = {(row["scheme"], row["value"]): row for row in reversed(rows)}
    upsert(connection, identifiers, [row for key, row in fresh.items() if key not in known])
