"""A resource's fields, merged from its entries and facts: the written order of precedence.

For each field the reader's own edit comes first, then facts from files (curated by hand), then facts from
metadata services, then what the entries say. Among equals the value said most often wins, then the longer,
then the alphabetically first, so that the outcome does not depend on the order of ingestion.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, delete, select

from library.database import upsert
from library.identity import author_key, name_slug, title_key
from library.resources import batches
from library.schema import authors, entries, facts, resource_authors, resources

__all__ = ["FIELDS", "SERVICES", "refresh_fields"]

FIELDS = ("title", "kind", "url", "year", "venue", "nickname", "language", "summary")
UNSAID = {"kind": "other", "url": None, "year": None, "venue": "", "nickname": "", "language": "", "summary": ""}
"""What a field is when nobody says anything; a title is kept."""
SERVICES = ("openalex", "crossref", "semanticscholar", "arxiv", "datacite", "github", "youtube")
"""Sources of facts that rank below files, best first."""

Said = dict[str, list[Any]]


def refresh_fields(connection: Connection, ids: Iterable[str]) -> None:
    """Merge the fields of the resources anew from what their entries and facts say."""
    for batch in batches(dict.fromkeys(ids)):
        from_entries = _entries_say(connection, batch)
        from_facts = _facts_say(connection, batch)
        rows, people = [], {}
        for row in connection.execute(select(resources).where(resources.c.id.in_(batch))).mappings():
            said = [*from_facts.get(row["id"], []), from_entries.get(row["id"], {})]
            merged = {name: value for name in FIELDS if (value := _best(name, said)) is not None}
            title = merged.get("title", row["title"])
            rows.append({**row, **UNSAID, **merged, "title_key": title_key(title), "listed": row["id"] in from_entries})
            people[row["id"]] = _best("authors", said) or []
        upsert(connection, resources, rows)
        _set_authors(connection, people)


def _entries_say(connection: Connection, ids: list[str]) -> dict[str, Said]:
    said: dict[str, Said] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(select(entries).where(entries.c.resource_id.in_(ids))).mappings():
        here = said[row["resource_id"]]
        for name in (*FIELDS, "authors"):
            value = row["note" if name == "summary" else name]
            if value not in (None, "", []) and (name, value) != ("kind", "other"):
                here[name].append(value)
    return said


def _facts_say(connection: Connection, ids: list[str]) -> dict[str, list[Said]]:
    by_source: dict[str, dict[str, Said]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for row in connection.execute(select(facts).where(facts.c.resource_id.in_(ids))):
        by_source[row.resource_id][row.source][row.field].append(row.value)
    out: dict[str, list[Said]] = defaultdict(list)
    for node, sources in by_source.items():
        out[node] = [sources[source] for source in sorted(sources, key=_precedence)]
    return out


def _precedence(source: str) -> tuple[int, str]:
    if source == "reader":
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
