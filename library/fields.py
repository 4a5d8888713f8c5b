"""A resource's fields, merged from its entries and facts: the written order of precedence.

For each field the reader's own edit comes first, then facts from files (curated by hand), then facts from
metadata services, then what the entries say. Among equals the value said most often wins, then the longer,
then the alphabetically first, so that the outcome does not depend on the order of ingestion. What nobody says
any more is empty again.

Entries that left their list speak only for a resource that no list holds any more, and one of which nothing speaks
any more stays as it was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from library.database import among, insert, now, upsert
from library.facts import READER
from library.identity import author_key, name_slug, title_key
from library.naming import SAID, entries_about, refresh_names
from library.resources import batches
from library.schema import authors, facts, resource_authors, resources

__all__ = ["SERVICES", "author_id", "refresh_fields"]

EMPTY: Mapping[str, Any] = {
    "title": "",
    "kind": "other",
    "url": None,
    "year": None,
    "venue": "",
    "nickname": "",
    "language": "",
    "summary": "",
}
"""The fields, and what each is where nobody says anything."""
SERVICES = ("openalex", "crossref", "semanticscholar", "arxiv", "datacite", "github", "youtube")
"""Sources of facts that rank below files, best first."""

Said = dict[str, list[Any]]
COLUMNS = tuple(column.name for column in resources.c)


def refresh_fields(connection: Connection, ids: Iterable[str]) -> None:
    """Merge names and fields of the resources anew from what their entries and facts say."""
    for batch in batches(dict.fromkeys(ids)):
        spoken = entries_about(connection, batch)
        refresh_names(connection, batch, spoken)
        present, gone = _entries_say(spoken)
        from_facts = _facts_say(connection, batch)
        rows: list[dict[str, Any]] = []
        people: dict[str, list[str]] = {}
        for values in connection.execute(select(resources).where(among(resources.c.id, batch))):
            row = dict(zip(COLUMNS, values, strict=True))
            node = row["id"]
            said: Said = {}
            for source in (present.get(node) or gone.get(node, {}), *reversed(from_facts.get(node, ()))):
                said.update(source)
            merged = {**row, "listed": node in present}
            if said:
                merged |= {name: _most_said(said.get(name, ())) or none for name, none in EMPTY.items()}
                merged["title"] = merged["title"] or row["title"]
                merged["title_key"] = title_key(merged["title"])
                people[node] = _most_said(said.get("authors", ())) or []
            merged["left_at"] = None if node in present else _left_at(row, gone.get(node), from_facts.get(node))
            if merged != row:
                rows.append(merged)
        upsert(connection, resources, rows)
        _set_authors(connection, people)


def _left_at(row: Mapping[str, Any], gone: Said | None, from_facts: list[Said] | None) -> str | None:
    if gone:
        return str(max(gone["gone_at"]))
    return None if from_facts else row["left_at"] or now()


def _entries_say(rows: Iterable[Row[Any]]) -> tuple[dict[str, Said], dict[str, Said]]:
    """Return what present entries say, and what those that left their list said."""
    present: dict[str, Said] = {}
    gone: dict[str, Said] = {}
    for row in rows:
        here = (gone if row.gone_at else present).setdefault(row.resource_id, {})
        here.setdefault("gone_at", []).append(row.gone_at)
        for name, value in zip(SAID, row, strict=False):
            if value not in (None, "", []) and (name, value) != ("kind", "other"):
                here.setdefault(name, []).append(value)
    return present, gone


def _facts_say(connection: Connection, ids: list[str]) -> dict[str, list[Said]]:
    by_source: dict[str, dict[tuple[bool, str], Said]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for row in connection.execute(select(facts).where(among(facts.c.resource_id, ids))):
        # A correction of a resource that was joined to this one counts less than one of this one.
        lent = row.source == READER and row.work != row.resource_id
        by_source[row.resource_id][lent, row.source][row.field].append(row.value)
    out: dict[str, list[Said]] = defaultdict(list)
    for node, sources in by_source.items():
        out[node] = [sources[key] for key in sorted(sources, key=lambda key: (_precedence(key[1]), key))]
    return out


def _precedence(source: str) -> tuple[int, str]:
    if source == READER:
        return 0, source
    return (2 + SERVICES.index(source), source) if source in SERVICES else (1, source)


def _most_said(values: Sequence[Any]) -> Any:
    if len(values) < 2:
        return values[0] if values else None
    counts = Counter(map(_comparable, values))
    rank: Callable[[Any], tuple[int, int, str]] = lambda v: (-counts[_comparable(v)], -len(str(v)), str(v))  # noqa: E731
    return min(values, key=rank)


def _comparable(value: Any) -> str:
    return title_key(value) if isinstance(value, str) else str(value)


def author_id(full_name: str) -> str:
    """Return the id of the author node of a name: one for all spellings that `author_key` joins."""
    return name_slug(author_key(full_name), words=8)


def _set_authors(connection: Connection, people: dict[str, list[str]]) -> None:
    connection.execute(delete(resource_authors).where(among(resource_authors.c.resource_id, people)))
    ids = {name: author_id(name) for some in people.values() for name in some}
    names = {key: name for name, key in ids.items() if key}
    kept = set(connection.scalars(select(authors.c.id).where(among(authors.c.id, names))))
    upsert(connection, authors, [{"id": key, "name": name} for key, name in names.items() if key not in kept])
    rows = [
        {"resource_id": node, "position": at, "author_id": key}
        for node, some in people.items()
        for at, key in enumerate(dict.fromkeys(ids[name] for name in some if ids[name]))
    ]
    insert(connection, resource_authors, rows)
