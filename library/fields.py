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
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, select

from library.database import now, upsert
from library.facts import READER
from library.identity import author_key, name_slug, title_key
from library.naming import refresh_names
from library.resources import batches
from library.schema import authors, entries, facts, resource_authors, resources

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


def refresh_fields(connection: Connection, ids: Iterable[str]) -> None:
    """Merge names and fields of the resources anew from what their entries and facts say."""
    nodes = list(dict.fromkeys(ids))
    refresh_names(connection, nodes)
    for batch in batches(nodes):
        present, gone = _entries_say(connection, batch)
        from_facts = _facts_say(connection, batch)
        rows: list[dict[str, Any]] = []
        people: dict[str, list[str]] = {}
        for row in connection.execute(select(resources).where(resources.c.id.in_(batch))).mappings():
            node = row["id"]
            said = [*from_facts.get(node, []), present.get(node) or gone.get(node, {})]
            merged = {**row, "listed": node in present}
            if any(said):
                merged |= {name: _best(name, said) or empty for name, empty in EMPTY.items()}
                merged["title"] = merged["title"] or row["title"]
                merged["title_key"] = title_key(merged["title"])
                people[node] = _best("authors", said) or []
            merged["left_at"] = None if node in present else _left_at(row, gone.get(node), from_facts.get(node))
            rows.append(merged)
        upsert(connection, resources, rows)
        _set_authors(connection, people)


def _left_at(row: RowMapping, gone: Said | None, from_facts: list[Said] | None) -> str | None:
    if gone:
        return str(max(gone["gone_at"]))
    return None if from_facts else row["left_at"] or now()


def _entries_say(connection: Connection, ids: list[str]) -> tuple[dict[str, Said], dict[str, Said]]:
    """Return what present entries say, and what those that left their list said."""
    present: dict[str, Said] = defaultdict(lambda: defaultdict(list))
    gone: dict[str, Said] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(select(entries).where(entries.c.resource_id.in_(ids))).mappings():
        here = (gone if row["gone_at"] else present)[row["resource_id"]]
        here["gone_at"].append(row["gone_at"])
        for name in (*EMPTY, "authors"):
            value = row["note" if name == "summary" else name]
            if value not in (None, "", []) and (name, value) != ("kind", "other"):
                here[name].append(value)
    return present, gone


def _facts_say(connection: Connection, ids: list[str]) -> dict[str, list[Said]]:
    by_source: dict[str, dict[tuple[bool, str], Said]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for row in connection.execute(select(facts).where(facts.c.resource_id.in_(ids))):
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


def _best(name: str, said: list[Said]) -> Any:
    for source in said:
        values = source.get(name)
        if values:
            return _most_said(values)
    return None


def _most_said(values: list[Any]) -> Any:
    if len(values) == 1:
        return values[0]
    counts = Counter(map(_comparable, values))
    rank: Callable[[Any], tuple[int, int, str]] = lambda v: (-counts[_comparable(v)], -len(str(v)), str(v))  # noqa: E731
    return min(values, key=rank)


def _comparable(value: Any) -> str:
    return title_key(value) if isinstance(value, str) else str(value)


def author_id(full_name: str) -> str:
    """Return the id of the author node of a name: one for all spellings that `author_key` joins."""
    return name_slug(author_key(full_name), words=8)


def _set_authors(connection: Connection, people: dict[str, list[str]]) -> None:
    connection.execute(delete(resource_authors).where(resource_authors.c.resource_id.in_(list(people))))
    names = {author_id(name): name for some in people.values() for name in some if author_id(name)}
    kept: set[str] = set()
    for batch in batches(names):
        kept.update(connection.scalars(select(authors.c.id).where(authors.c.id.in_(batch))))
    upsert(connection, authors, [{"id": key, "name": name} for key, name in names.items() if key not in kept])
    rows = [
        {"resource_id": node, "position": at, "author_id": key}
        for node, some in people.items()
        for at, key in enumerate(dict.fromkeys(author_id(name) for name in some if author_id(name)))
    ]
    if rows:
        connection.execute(resource_authors.insert(), rows)
