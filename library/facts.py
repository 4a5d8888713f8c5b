"""Stored facts: what files and services say about resources, each value with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, select, tuple_, update

from library.database import among, upsert
from library.names import decision_names, identifier, names_of_work
from library.resources import batches
from library.schema import citations, facts, relations
from library.vocabulary import Citation, Facts, Identifier, Relation, Work

__all__ = [
    "READER",
    "StoredWork",
    "drop_source",
    "fact_sources",
    "facts_about",
    "keywords_of",
    "move_works",
    "store_facts",
    "works_of",
]

FIELDS = ("title", "kind", "url", "year", "venue", "nickname", "summary")
NAMES = "identifiers"
READER = "reader"
"""The source of the reader's own corrections; its works are called by their ids."""


@dataclass(frozen=True, slots=True)
class StoredWork:
    """A work that a source of facts names, and its names (its title where it has no identifier)."""

    source: str
    key: str
    names: tuple[Identifier, ...] = ()
    title: str = ""


def store_facts(connection: Connection, some: Facts, ids: Mapping[str, str], *, partly: bool = False) -> set[str]:
    """Store what one source says, replacing what it said before; `ids` maps its keys to resource ids.

    With `partly`, only what it said before about the works of `some` is replaced.

    Returns
    -------
    The resources about which it says something else now, and those about which it says nothing any more.
    """
    source, about = some.source, {work.key for work in some.works}
    nodes = {ids[key] for key in about}
    wanted: list[tuple[Table, str, str, list[dict[str, Any]]]] = [
        (facts, "work", "resource_id", [row for work in some.works for row in _fact_rows(work, ids[work.key], source)]),
        (citations, "citing_work", "citing", [_citation_row(one, ids, source) for one in some.citations]),
        (relations, "subject_work", "subject", [_relation_row(one, ids, source) for one in some.relations]),
    ]
    changed: set[str] = set()
    for table, work, node, rows in wanted:
        keys = [column.name for column in table.primary_key]
        fresh = {tuple(row[key] for key in keys): row for row in rows}
        query = select(table).where(table.c.source == source)
        stored = {tuple(row[key] for key in keys): dict(row) for row in connection.execute(query).mappings()}
        if partly:
            stored = {key: row for key, row in stored.items() if row[work] in about or row[node] in nodes}
        differing = [key for key in fresh.keys() | stored.keys() if fresh.get(key) != stored.get(key)]
        changed.update(some[key][node] for key in differing for some in (fresh, stored) if key in some)
        gone = [key for key in stored if key not in fresh]
        for batch in batches(gone):
            columns = [table.c[name] for name in keys]
            connection.execute(delete(table).where(tuple_(*columns).in_(batch)))
        upsert(connection, table, [fresh[key] for key in differing if key in fresh])
    return changed


def _fact_rows(work: Work, node: str, source: str) -> Iterable[dict[str, Any]]:
    values: dict[str, Any] = {name: getattr(work, name) for name in FIELDS}
    values |= {"authors": list(work.authors), "keywords": list(work.keywords)}
    values[NAMES] = [str(one) for one in names_of_work(work)]
    for name, value in values.items():
        if value not in (None, "", []) and (name, value) != ("kind", "other"):
            yield {"source": source, "work": work.key, "field": name, "value": value, "resource_id": node}


def _citation_row(one: Citation, ids: Mapping[str, str], source: str) -> dict[str, Any]:
    row = {"source": source, "citing_work": one.citing, "cited_work": one.cited, "evidence": one.evidence}
    return row | {"citing": ids[one.citing], "cited": ids[one.cited]}


def _relation_row(one: Relation, ids: Mapping[str, str], source: str) -> dict[str, Any]:
    row = {"source": source, "subject_work": one.subject, "kind": one.kind, "object_work": one.object}
    return row | {"subject": ids[one.subject], "object": ids[one.object]}


def facts_about(connection: Connection, node: str) -> list[tuple[str, str, Any]]:
    """Return (field, source, value) of everything said about a resource outside of lists."""
    query = select(facts).where(facts.c.resource_id == node).order_by(facts.c.field, facts.c.source, facts.c.work)
    return [(row.field, row.source, row.value) for row in connection.execute(query)]


def keywords_of(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return the keywords that facts give resources, by resource, each said once."""
    found: dict[str, dict[str, None]] = {}
    query = select(facts.c.resource_id, facts.c.value).where(facts.c.field == "keywords")
    for node, words in connection.execute(query.order_by(facts.c.resource_id, facts.c.source, facts.c.work)):
        found.setdefault(node, {}).update(dict.fromkeys(words))
    return {node: tuple(words) for node, words in found.items()}


def works_of(connection: Connection, nodes: Sequence[str]) -> dict[str, list[StoredWork]]:
    """Return by resource the works of all sources of facts that it is; the reader's corrections are about the id."""
    said: dict[tuple[str, str, str], dict[str, Any]] = {}
    query = select(facts).where(
        among(facts.c.resource_id, nodes), facts.c.field.in_((NAMES, "title")), facts.c.source != READER
    )
    for row in connection.execute(query.order_by(facts.c.source, facts.c.work)):
        said.setdefault((row.resource_id, row.source, row.work), {})[row.field] = row.value
    works: dict[str, list[StoredWork]] = {}
    for (node, source, key), values in said.items():
        names = decision_names(tuple(map(identifier, values.get(NAMES, ()))), values.get("title", ""))
        works.setdefault(node, []).append(StoredWork(source, key, names, values.get("title", "")))
    return works


def move_works(connection: Connection, works: Iterable[StoredWork], node: str) -> None:
    """Let works be another resource, with everything that is said about them."""
    for work in works:
        for table, key, column in (
            (facts, "work", "resource_id"),
            (citations, "citing_work", "citing"),
            (citations, "cited_work", "cited"),
            (relations, "subject_work", "subject"),
            (relations, "object_work", "object"),
        ):
            same = (table.c.source == work.source) & (table.c[key] == work.key)
            connection.execute(update(table).where(same).values({column: node}))


def drop_source(connection: Connection, source: str) -> set[str]:
    """Forget what a source of facts said; return the resources it spoke about."""
    return store_facts(connection, Facts(source), {})


def fact_sources(connection: Connection) -> list[str]:
    """Return the names of the sources of facts; the reader is none."""
    query = select(facts.c.source).where(facts.c.source != READER).distinct()
    return list(connection.scalars(query.order_by(facts.c.source)))
