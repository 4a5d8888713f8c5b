"""Stored resources: find those that might be meant, make new ones, join two, and merge their fields.

A resource's row is derived from its entries and facts (`refresh_fields`); its id is not: it is given once,
and an id that lost a merge answers as an alias for ever.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, delete, func, select, update

from library.database import among, insert
from library.errors import NotFound
from library.identity import author_key, name_slug, title_key
from library.names import identifier
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
    "aliases_of",
    "all_resources",
    "batches",
    "called",
    "candidates",
    "create",
    "get_resources",
    "lasting_ids",
    "numbers",
    "resolve_id",
    "revive",
]

T = TypeVar("T")

# Everything that names a resource by its id, but the reader's words.
REFERENCES = (
    (entries, "resource_id"),
    (identifiers, "resource_id"),
    (aliases, "resource_id"),
    (facts, "resource_id"),
    (citations, "citing"),
    (citations, "cited"),
    (relations, "subject"),
    (relations, "object"),
)
# So many at a time that what is asked of the database for each batch weighs little, and few enough to hold.
BATCH = 2000


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Yield the items in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def candidates(connection: Connection, claims: Sequence[Claim], also: Collection[Identifier] = ()) -> list[Claim]:
    """Return the stored resources that the claims belong to or share an identifier or a title with, as claims.

    `also` are further identifiers and titles (`title:...`) to look for.
    """
    names = {name for claim in claims for name in claim.identifiers}.union(also)
    keys = {title_key(claim.title) for claim in claims} | {name.value for name in also if name.scheme == "title"}
    found = {claim.node for claim in claims if claim.node}
    by_scheme: dict[str, list[str]] = defaultdict(list)
    for one in names:
        by_scheme[one.scheme].append(one.value)
    for scheme, values in by_scheme.items():
        found.update(connection.scalars(select(identifiers.c.resource_id).where(called(scheme, values))))
    found.update(connection.scalars(select(resources.c.id).where(among(resources.c.title_key, keys))))
    stored = get_resources(connection, found)
    return [_claim(stored[node]) for node in sorted(stored)]


def called(scheme: str, values: Iterable[str]) -> ColumnElement[bool]:
    """Whether a row of `identifiers` is one of the values of a scheme."""
    return (identifiers.c.scheme == scheme) & among(identifiers.c.value, values)


def _claim(resource: Resource) -> Claim:
    author = author_key(resource.authors[0]) if resource.authors else ""
    return Claim(resource.title, resource.kind, resource.identifiers, author, resource.year, resource.id)


def new_ids(connection: Connection, claims: Sequence[Claim]) -> list[str]:
    """Return a free id for each claim: its title as a slug and six digits from its strongest identifier."""
    taken = _taken(connection, [_id_of(claim) for claim in claims])
    out: list[str] = []
    for claim in claims:
        tries, node = 0, _id_of(claim)
        while node in taken or (tries and _taken(connection, [node])):
            tries += 1
            node = _id_of(claim, tries)
        taken.add(node)
        out.append(node)
    return out


def _taken(connection: Connection, ids: Sequence[str]) -> set[str]:
    taken = set(connection.scalars(select(resources.c.id).where(among(resources.c.id, ids))))
    return taken.union(connection.scalars(select(aliases.c.alias).where(among(aliases.c.alias, ids))))


def _id_of(claim: Claim, tries: int = 0) -> str:
    witness = str(min(claim.identifiers)) if claim.identifiers else f"{claim.kind}:{title_key(claim.title)}"
    text = f"{witness} {tries}" if tries else witness
    digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:6]
    return f"{name_slug(claim.title) or claim.kind}-{digest}"


def create(connection: Connection, claims: Sequence[Claim]) -> list[str]:
    """Store one new resource for each claim and return their ids; fields follow with `refresh_fields`."""
    ids = new_ids(connection, claims)
    _insert(connection, ids, claims)
    return ids


def _insert(connection: Connection, ids: Sequence[str], claims: Sequence[Claim]) -> None:
    first = (connection.scalar(select(func.max(resources.c.number))) or 0) + 1
    rows = [
        {
            "id": node,
            "number": first + at,
            "title": claim.title,
            "title_key": title_key(claim.title),
            "kind": claim.kind,
            "year": claim.year,
            "venue": "",
            "nickname": "",
            "language": "",
            "summary": "",
            "listed": True,
        }
        for at, (node, claim) in enumerate(zip(ids, claims, strict=True))
    ]
    insert(connection, resources, rows)


def numbers(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the order of first sight of resources."""
    query = select(resources.c.id, resources.c.number).where(among(resources.c.id, ids))
    return {row.id: row.number for row in connection.execute(query)}


def absorb(connection: Connection, node: str, other: str, names: Iterable[Identifier]) -> None:
    """Join another resource into `node`: everything that named it names `node`, and its id becomes an alias.

    `names` are what the other was called; they are kept with the alias, for `revive`.
    """
    for table, column in REFERENCES:
        connection.execute(update(table).where(table.c[column] == other).values({column: node}))
    connection.execute(delete(resource_authors).where(resource_authors.c.resource_id == other))
    connection.execute(delete(vectors).where(vectors.c.node == other))
    connection.execute(delete(resources).where(resources.c.id == other))
    row = {"alias": other, "resource_id": node, "names": [str(one) for one in names]}
    connection.execute(aliases.insert(), row)


def revive(connection: Connection, alias: str, claim: Claim, others: Iterable[str] = ()) -> None:
    """Make a resource of its own again of an id that lost a merge; `others` are aliases that go with it."""
    connection.execute(delete(aliases).where(aliases.c.alias == alias))
    _insert(connection, [alias], [claim])
    connection.execute(update(aliases).where(aliases.c.alias.in_(list(others))).values(resource_id=alias))


def aliases_of(connection: Connection, node: str) -> dict[str, frozenset[Identifier]]:
    """Return the ids that lost a merge against `node`, by id, each with what it was called."""
    query = select(aliases).where(aliases.c.resource_id == node).order_by(aliases.c.alias)
    return {row.alias: frozenset(map(identifier, row.names)) for row in connection.execute(query)}


def lasting_ids(connection: Connection) -> dict[str, str]:
    """Return for every id that lost a merge the one that answers for it now."""
    return {row.alias: row.resource_id for row in connection.execute(select(aliases))}


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
        rows = connection.execute(select(resources).where(among(resources.c.id, batch))).all()
        out.update(_load(connection, rows, batch))
    return out


def _load(connection: Connection, rows: Sequence[Row[Any]], only: list[str] | None) -> dict[str, Resource]:
    people: dict[str, list[str]] = defaultdict(list)
    query = select(resource_authors.c.resource_id, authors.c.name).join(authors)
    query = query.order_by(resource_authors.c.resource_id, resource_authors.c.position)
    names: dict[str, list[Identifier]] = defaultdict(list)
    ids = select(identifiers).order_by(identifiers.c.scheme, identifiers.c.value)
    if only is not None:
        query = query.where(among(resource_authors.c.resource_id, only))
        ids = ids.where(among(identifiers.c.resource_id, only))
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
            left_at=row.left_at,
            identifiers=tuple(names[row.id]),
        )
        for row in rows
    }
