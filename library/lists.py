"""Stored reading lists and their entries: what of a list is new, changed, unchanged or gone."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import count
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, bindparam, select, update

from library.database import among, insert, now, upsert
from library.identity import identifiers as identifiers_of
from library.identity import name_slug, title_key
from library.resources import batches
from library.schema import entries, lists
from library.vocabulary import Entry, Identifier, Link, Reading, ReadingList

__all__ = [
    "Change",
    "StoredList",
    "all_lists",
    "compare",
    "list_entries",
    "list_id",
    "mark_gone",
    "remove_list",
    "store_entries",
]

NAMES = tuple(field.name for field in fields(Entry))
PLACE = ("line", "position")
NUMBERED = re.compile(r" #\d+$")
SAYS = attrgetter(*(name for name in NAMES if name not in PLACE))


@dataclass(frozen=True, slots=True)
class StoredList:
    """A reading list as stored; `count` is the number of entries that stand in it now."""

    id: str
    source: str
    title: str
    format: str
    count: int
    added_at: str
    read_at: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a reading against what is stored: `resource_id` is None for a new one; `moved` when it
    only stands on another line or at another position; `was` is the key that an edited one had before."""

    key: str
    entry: Entry
    content_hash: str
    resource_id: str | None
    changed: bool
    moved: bool
    was: str = ""


def list_id(reading_list: ReadingList) -> str:
    """Return the id of a reading list: its title as a slug and six digits from its source."""
    digest = hashlib.sha1(reading_list.source.encode(), usedforsecurity=False).hexdigest()[:6]
    return f"{name_slug(reading_list.title) or 'list'}-{digest}"


def entry_keys(some: Sequence[Entry], stored: Mapping[str, Row[Any]] | None = None) -> list[str]:
    """Return a key for each entry that stays the same when it moves within its list: its strongest name,
    numbered when the list says it several times.

    Of several entries of one name, each gets the key that `stored` has for the same words, else for the same
    section; so that deleting one of two does not turn the other into it.
    """
    rows = stored or {}
    positions: dict[str, list[int]] = defaultdict(list)
    for at, entry in enumerate(some):
        positions[_strongest(entry)].append(at)
    kept: dict[str, dict[str, Row[Any]]] = {}
    for key, row in rows.items():
        name = NUMBERED.sub("", key)
        kept.setdefault(key if key in positions or name not in positions else name, {})[key] = row
    keys = [""] * len(some)
    for name, places in positions.items():
        known = _known_again({at: some[at] for at in places}, kept[name]) if name in kept else {}
        fresh = (name if n == 1 else f"{name} #{n}" for n in count(1))
        fresh = (key for key in fresh if key not in rows and (key == name or key not in positions))
        for at in places:
            keys[at] = known.get(at) or next(fresh)
    return keys


def _strongest(entry: Entry) -> str:
    names = (*identifiers_of(entry.url), *entry.identifiers)
    return str(names[0]) if names else f"title:{title_key(entry.title)}"


def _known_again(some: dict[int, Entry], stored: dict[str, Row[Any]]) -> dict[int, str]:
    """Return the stored keys of entries of one name: by their words, by their section, by being the only one."""
    found: dict[int, str] = {}
    free = sorted(stored, key=lambda key: stored[key].gone_at is not None)
    marks: tuple[tuple[Callable[[Row[Any]], object], Callable[[Entry], object]], ...] = (
        (lambda row: row.content_hash, content_hash),
        (lambda row: tuple(row.section), lambda entry: entry.section),
    )
    for of_row, of_entry in marks:
        waiting: dict[object, list[str]] = defaultdict(list)
        for key in reversed(free):
            waiting[of_row(stored[key])].append(key)
        for at, entry in some.items():
            if at not in found and (same := waiting.get(of_entry(entry))):
                found[at] = same.pop()
        used = set(found.values())
        free = [key for key in free if key not in used]
    rest = [at for at in some if at not in found]
    here = [key for key in free if stored[key].gone_at is None] or free
    return found | ({rest[0]: here[0]} if len(rest) == len(here) == 1 else {})


def content_hash(entry: Entry) -> str:
    """Return a digest of everything an entry says, wherever it stands in its list."""
    return hashlib.sha1(repr(SAYS(entry)).encode(), usedforsecurity=False).hexdigest()


def compare(connection: Connection, reading: Reading) -> tuple[list[Change], list[str]]:
    """Compare a reading with the stored list.

    Returns
    -------
    changes : one for each entry of the reading, in order; unchanged entries included.
    gone : keys of stored entries that the reading no longer has and that are not marked yet.
    """
    columns = ("key", "content_hash", "resource_id", "gone_at", "section", *PLACE)
    query = select(*(entries.c[name] for name in columns))
    stored = {
        row.key: row for row in connection.execute(query.where(entries.c.list_id == known_id(connection, reading)))
    }
    changes = []
    for key, entry in zip(entry_keys(reading.entries, stored), reading.entries, strict=True):
        row, digest = stored.get(key), content_hash(entry)
        changed = row is None or row.content_hash != digest or row.gone_at is not None
        moved = row is not None and not changed and (row.line, row.position) != (entry.line, entry.position)
        changes.append(Change(key, entry, digest, row.resource_id if row else None, changed, moved))
    present = {change.key for change in changes}
    return changes, [key for key, row in stored.items() if key not in present and row.gone_at is None]


def known_id(connection: Connection, reading: Reading) -> str:
    """Return the id of the stored list with the reading's source, else the id it will get."""
    found = connection.scalar(select(lists.c.id).where(lists.c.source == reading.reading_list.source))
    return found or list_id(reading.reading_list)


def store_list(connection: Connection, reading: Reading, changes: Sequence[Change]) -> str:
    """Store or update the list itself and return its id."""
    node, time = known_id(connection, reading), now()
    row = {"id": node, "source": reading.reading_list.source, "title": reading.reading_list.title}
    added = connection.scalar(select(lists.c.added_at).where(lists.c.id == node)) or time
    digest = hashlib.sha1(
        "".join(change.content_hash for change in changes).encode(), usedforsecurity=False
    ).hexdigest()
    row |= {"format": reading.reading_list.format, "content_hash": digest, "added_at": added, "read_at": time}
    upsert(connection, lists, [{**row, "removed_at": None}])
    return node


def store_entries(connection: Connection, node: str, changes: Sequence[Change], resource_ids: Sequence[str]) -> None:
    """Store the changed entries of list `node` under their resources (aligned)."""
    old = {
        row.key: row.id
        for row in connection.execute(select(entries.c.key, entries.c.id).where(entries.c.list_id == node))
    }
    fresh, known = [], []
    for change, resource in zip(changes, resource_ids, strict=True):
        row = _row(change, node, resource)
        if (key := change.was or change.key) in old:
            known.append({"id": old[key], **row})
        else:
            fresh.append(row)
    insert(connection, entries, fresh)
    upsert(connection, entries, known)


def move_within(connection: Connection, node: str, changes: Sequence[Change]) -> None:
    """Store where entries of list `node` stand that say what they said."""
    move = update(entries).where(entries.c.list_id == node, entries.c.key == bindparam("name"))
    rows = [{"name": one.key, "line": one.entry.line, "position": one.entry.position} for one in changes]
    if rows:
        connection.execute(move.values(line=bindparam("line"), position=bindparam("position")), rows)


def mark_gone(connection: Connection, node: str, keys: Sequence[str]) -> list[str]:
    """Mark entries that left their list; they and what the reader said about them stay. Return their resources."""
    left: list[str] = []
    for batch in batches(keys):
        these = (entries.c.list_id == node) & among(entries.c.key, batch)
        left.extend(connection.scalars(select(entries.c.resource_id).where(these)))
        connection.execute(update(entries).where(these).values(gone_at=now()))
    return left


def remove_list(connection: Connection, node: str) -> list[str]:
    """Take out a list: all its entries have left it. Return their resources. Storing the list brings it back."""
    keys = connection.scalars(select(entries.c.key).where(entries.c.list_id == node, entries.c.gone_at.is_(None)))
    left = mark_gone(connection, node, list(keys))
    connection.execute(update(lists).where(lists.c.id == node).values(removed_at=now()))
    return left


def all_lists(connection: Connection) -> list[StoredList]:
    """Return the stored reading lists, oldest first; not those that were taken out."""
    present = Counter(connection.scalars(select(entries.c.list_id).where(entries.c.gone_at.is_(None))))
    query = select(lists).where(lists.c.removed_at.is_(None))
    return [
        StoredList(row.id, row.source, row.title, row.format, present[row.id], row.added_at, row.read_at)
        for row in connection.execute(query.order_by(lists.c.added_at, lists.c.id))
    ]


def list_entries(connection: Connection, *, gone: bool = False) -> Iterator[tuple[str, str, Entry]]:
    """Yield (list id, resource id, entry) for every entry, in list order; those that left only if `gone`."""
    query = select(entries).order_by(entries.c.list_id, entries.c.position)
    if not gone:
        query = query.where(entries.c.gone_at.is_(None))
    for row in connection.execute(query).mappings():
        yield row["list_id"], row["resource_id"], entry_of(row)


def present_keys(connection: Connection, node: str) -> list[str]:
    """Return the keys of the entries that stand in list `node` now, in list order."""
    query = select(entries.c.key).where(entries.c.list_id == node, entries.c.gone_at.is_(None))
    return list(connection.scalars(query.order_by(entries.c.position)))


def entries_called(connection: Connection, node: str, keys: Sequence[str]) -> dict[str, tuple[str, Entry]]:
    """Return (resource id, entry) by key of some entries of list `node`."""
    found: dict[str, tuple[str, Entry]] = {}
    for batch in batches(keys):
        query = select(entries).where(entries.c.list_id == node, among(entries.c.key, batch))
        found.update({row["key"]: (row["resource_id"], entry_of(row)) for row in connection.execute(query).mappings()})
    return found


def entries_of(connection: Connection, nodes: Iterable[str]) -> dict[str, list[tuple[int, Entry]]]:
    """Return (row number, entry) of every entry that names one of the resources, by resource; those that left their
    list included."""
    found: dict[str, list[tuple[int, Entry]]] = defaultdict(list)
    query = select(entries).where(among(entries.c.resource_id, nodes)).order_by(entries.c.id)
    for row in connection.execute(query).mappings():
        found[row["resource_id"]].append((row["id"], entry_of(row)))
    return dict(found)


def move_entries(connection: Connection, rows: Sequence[int], node: str) -> None:
    """Let entries (by row number) name another resource."""
    for batch in batches(rows):
        connection.execute(update(entries).where(entries.c.id.in_(batch)).values(resource_id=node))


def _row(change: Change, node: str, resource: str) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(change.entry, name) for name in NAMES}
    row["links"] = [asdict(link) for link in change.entry.links]
    row["identifiers"] = [asdict(one) for one in change.entry.identifiers]
    row |= {"list_id": node, "key": change.key, "content_hash": change.content_hash}
    return row | {"resource_id": resource, "gone_at": None}


def entry_of(row: RowMapping) -> Entry:
    """Return the entry that a row of `entries` holds."""
    values: dict[str, Any] = {name: row[name] for name in NAMES}
    for name in ("section", "authors", "tags"):
        values[name] = tuple(values[name])
    values["links"] = tuple(Link(**link) for link in values["links"])
    values["identifiers"] = tuple(Identifier(**one) for one in values["identifiers"])
    return Entry(**values)
