"""Stored resources: find those that might be meant, make new ones, join two, and merge their fields.

A resource's row is derived from its entries and facts (`refresh_fields`); its id is not: it is given once,
and an id that lost a merge answers as an alias for ever.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Table, delete, func, select, tuple_, update

from library.database import upsert
from library.errors import NotFound
from library.identity import author_key, name_slug, title_key
from library.schema import (
    aliases,
    authors,
    citations,
    entries,
    facts,
    identifiers,
    relations,
    resource_authors,
    resources,
    vectors,
)
from library.vocabulary import Claim, Identifier, Resource

__all__ = [
    "absorb",
    "all_resources",
    "batches",
    "candidates",
    "create",
    "get_resources",
    "name",
    "resolve_id",
]

T = TypeVar("T")

# SQLite refuses statements with very many bound values.
BATCH = 400


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Yield the items in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def candidates(connection: Connection, claims: Sequence[Claim]) -> list[Claim]:
    """Return the stored resources that the claims belong to or share an identifier or a title with, as claims."""
    names = {name for claim in claims for name in claim.identifiers}
    keys = {title_key(claim.title) for claim in claims}
    found = {claim.node for claim in claims if claim.node}
    for some in batches(names):
        pairs = [(one.scheme, one.value) for one in some]
        query = select(identifiers.c.resource_id).where(tuple_(identifiers.c.scheme, identifiers.c.value).in_(pairs))
        found.update(connection.scalars(query))
    for batch in batches(keys):
        found.update(connection.scalars(select(resources.c.id).where(resources.c.title_key.in_(batch))))
    stored = get_resources(connection, found)
    return [_claim(stored[node]) for node in sorted(stored)]


def _claim(resource: Resource) -> Claim:
    author = author_key(resource.authors[0]) if resource.authors else ""
    return Claim(resource.title, resource.kind, resource.identifiers, author, resource.year, resource.id)


def new_ids(connection: Connection, claims: Sequence[Claim]) -> list[str]:
    """Return a free id for each claim: its title as a slug and six digits from its strongest identifier."""
    wanted = [_id_of(claim, 6) for claim in claims]
    taken = _taken(connection, wanted)
    out: list[str] = []
    for claim, plain in zip(claims, wanted, strict=True):
        length, node = 6, plain
        while node in taken:
            length += 2
            node = _id_of(claim, length)
        taken.add(node)
        out.append(node)
    return out


def _taken(connection: Connection, ids: Sequence[str]) -> set[str]:
    taken: set[str] = set()
    for batch in batches(ids):
        taken.update(connection.scalars(select(resources.c.id).where(resources.c.id.in_(batch))))
        taken.update(connection.scalars(select(aliases.c.alias).where(aliases.c.alias.in_(batch))))
    return taken


def _id_of(claim: Claim, digits: int) -> str:
    witness = str(min(claim.identifiers)) if claim.identifiers else f"{claim.kind}:{title_key(claim.title)}"
    digest = hashlib.sha1(f"{witness}".encode(), usedforsecurity=False).hexdigest()[:digits]
    return f"{name_slug(claim.title) or claim.kind}-{digest}"


def create(connection: Connection, claims: Sequence[Claim]) -> list[str]:
    """Store one new resource for each claim and return their ids; fields follow with `refresh_fields`."""
    ids = new_ids(connection, claims)
    first = (connection.scalar(select(func.max(resources.c.number))) or 0) + 1
    rows = [
        {
            "id": node,
            "number": first + at,
            "title": claim.title,
            "title_key": title_key(claim.title),
            "kind": claim.kind,
            "year": claim.year,
        }
        for at, (node, claim) in enumerate(zip(ids, claims, strict=True))
    ]
    if rows:
        connection.execute(resources.insert(), rows)
    return ids


def numbers(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the order of first sight of resources."""
    query = select(resources.c.id, resources.c.number)
    return {
        row.id: row.number for some in batches(ids) for row in connection.execute(query.where(resources.c.id.in_(some)))
    }


def name(connection: Connection, names: Mapping[str, Iterable[Identifier]]) -> None:
    """Give resources further identifiers; one that already names another resource stays there."""
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


def move_identifier(connection: Connection, one: Identifier, node: str) -> None:
    """Let an identifier name another resource."""
    if one.scheme != "title":
        upsert(connection, identifiers, [{"scheme": one.scheme, "value": one.value, "resource_id": node}])


def absorb(connection: Connection, node: str, others: Iterable[str]) -> None:
    """Join other resources into `node`: everything that named them names it, their ids become aliases."""
    for other in others:
        for table in (entries, identifiers, aliases):
            statement = update(table).where(table.c.resource_id == other).values(resource_id=node)
            connection.execute(statement)
        _move_facts(connection, node, other)
        for table in (resource_authors, vectors):
            column = table.c.node if "node" in table.c else table.c.resource_id
            connection.execute(delete(table).where(column == other))
        connection.execute(delete(resources).where(resources.c.id == other))
        connection.execute(aliases.insert(), {"alias": other, "resource_id": node})


def _move_facts(connection: Connection, node: str, other: str) -> None:
    _move(connection, facts, "resource_id", node, other)
    for table, columns in ((citations, ("citing", "cited")), (relations, ("subject", "object"))):
        for column in columns:
            _move(connection, table, column, node, other)
        # What linked the two is no link any more.
        connection.execute(delete(table).where(table.c[columns[0]] == table.c[columns[1]]))


def _move(connection: Connection, table: Table, column: str, node: str, other: str) -> None:
    rows = connection.execute(select(table).where(table.c[column] == other)).mappings().all()
    connection.execute(delete(table).where(table.c[column] == other))
    upsert(connection, table, [{**row, column: node} for row in rows])


def resolve_id(connection: Connection, text: str) -> str:
    """Return the id that `text` names: an id, an alias, an identifier (`arxiv:1706.03762`) or a unique start of an id.

    Raises
    ------
    NotFound
    """
    for query in (
        select(resources.c.id).where(resources.c.id == text),
        select(aliases.c.resource_id).where(aliases.c.alias == text),
        select(identifiers.c.resource_id).where(
            (identifiers.c.scheme + ":" + identifiers.c.value).in_([text, text.casefold()]),
        ),
    ):
        if found := connection.scalar(query):
            return str(found)
    starts = connection.scalars(select(resources.c.id).where(resources.c.id.startswith(text, autoescape=True)).limit(6))
    ids = sorted(starts) if text else []
    if len(ids) == 1:
        return str(ids[0])
    hint = f"did you mean {', '.join(ids)}?" if ids else "find ids with `studygraph search`"
    raise NotFound(f"no resource is called {text!r}", hint=hint)


def all_resources(connection: Connection) -> dict[str, Resource]:
    """Return every resource by id, in order of first sight."""
    return _load(connection, connection.execute(select(resources).order_by(resources.c.number)).all(), None)


def get_resources(connection: Connection, ids: Iterable[str]) -> dict[str, Resource]:
    """Return the resources with the given ids; unknown ids are left out."""
    out: dict[str, Resource] = {}
    for batch in batches(dict.fromkeys(ids)):
        rows = connection.execute(select(resources).where(resources.c.id.in_(batch))).all()
        out.update(_load(connection, rows, batch))
    return out


def _load(connection: Connection, rows: Sequence[Row[Any]], only: list[str] | None) -> dict[str, Resource]:
    people: dict[str, list[str]] = defaultdict(list)
    query = select(resource_authors.c.resource_id, authors.c.name).join(authors)
    query = query.order_by(resource_authors.c.resource_id, resource_authors.c.position)
    names: dict[str, list[Identifier]] = defaultdict(list)
    ids = select(identifiers).order_by(identifiers.c.scheme, identifiers.c.value)
    if only is not None:
        query = query.where(resource_authors.c.resource_id.in_(only))
        ids = ids.where(identifiers.c.resource_id.in_(only))
    for row in connection.execute(query):
        people[row.resource_id].append(row.name)
    for row in connection.execute(ids):
        names[row.resource_id].append(Identifier(row.scheme, row.value))
    return {
        row.id: Resource(
            id=row.id,
            title=row.title,
            kind=row.kind,
            url=row.url,
            year=row.year,
            authors=tuple(people[row.id]),
            venue=row.venue,
            nickname=row.nickname,
            language=row.language,
            summary=row.summary,
            listed=row.listed,
            identifiers=tuple(names[row.id]),
        )
        for row in rows
    }
