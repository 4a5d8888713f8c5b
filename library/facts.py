"""Stored facts: what files and services say about resources, each value with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, select, tuple_

from library.database import upsert
from library.resources import batches
from library.schema import citations, facts, relations
from library.vocabulary import Facts, Work

__all__ = ["facts_about", "keywords_of", "store_facts"]

FIELDS = ("title", "kind", "url", "year", "venue", "nickname", "summary")


def store_facts(connection: Connection, some: Facts, ids: Mapping[str, str], *, partly: bool = False) -> set[str]:
    """Store what one source says, replacing what it said before; `ids` maps its keys to resource ids.

    With `partly`, only what it said before about the works of `some` is replaced.

    Returns
    -------
    The resources about which it says something else now.
    """
    rows = [row for work in some.works for row in _fact_rows(work, ids[work.key], some.source)]
    cites = [
        {"citing": ids[c.citing], "cited": ids[c.cited], "source": some.source, "evidence": c.evidence}
        for c in some.citations
        if ids[c.citing] != ids[c.cited]
    ]
    links = [
        {"subject": ids[r.subject], "kind": r.kind, "object": ids[r.object], "source": some.source}
        for r in some.relations
        if ids[r.subject] != ids[r.object]
    ]
    about = {ids[work.key] for work in some.works}
    changed: set[str] = set()
    for table, wanted in ((facts, rows), (citations, cites), (relations, links)):
        keys = [column.name for column in table.primary_key]
        fresh = {tuple(row[key] for key in keys): row for row in wanted}
        query = select(table).where(table.c.source == some.source)
        stored = {tuple(row[key] for key in keys): dict(row) for row in connection.execute(query).mappings()}
        if partly:
            stored = {key: row for key, row in stored.items() if key[0] in about}
        differing = [key for key in fresh.keys() | stored.keys() if fresh.get(key) != stored.get(key)]
        changed.update(key[0] for key in differing)
        gone = [key for key in stored if key not in fresh]
        for batch in batches(gone):
            columns = [table.c[name] for name in keys]
            connection.execute(delete(table).where(tuple_(*columns).in_(batch)))
        upsert(connection, table, [fresh[key] for key in differing if key in fresh])
    return changed


def _fact_rows(work: Work, node: str, source: str) -> Iterable[dict[str, Any]]:
    values: dict[str, Any] = {name: getattr(work, name) for name in FIELDS}
    values |= {"authors": list(work.authors), "keywords": list(work.keywords)}
    for name, value in values.items():
        if value not in (None, "", []) and (name, value) != ("kind", "other"):
            yield {"resource_id": node, "field": name, "source": source, "value": value}


def facts_about(connection: Connection, node: str) -> list[tuple[str, str, Any]]:
    """Return (field, source, value) of everything said about a resource outside of lists."""
    query = select(facts).where(facts.c.resource_id == node).order_by(facts.c.field, facts.c.source)
    return [(row.field, row.source, row.value) for row in connection.execute(query)]


def keywords_of(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return the keywords that facts give resources, by resource, each said once."""
    found: dict[str, dict[str, None]] = {}
    query = select(facts.c.resource_id, facts.c.value).where(facts.c.field == "keywords")
    for node, words in connection.execute(query.order_by(facts.c.resource_id, facts.c.source)):
        found.setdefault(node, {}).update(dict.fromkeys(words))
    return {node: tuple(words) for node, words in found.items()}
