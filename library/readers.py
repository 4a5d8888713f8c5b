"""What a reader said: statuses, ratings, notes, settings, plans. Never derivable, so never overwritten.

Nodes are resource ids and topic nodes (`topic:...`). Ids that lost a merge are read through their aliases;
when both ids carry a state, the one said last counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, select

from library.database import now, upsert
from library.errors import UsageError
from library.schema import aliases, decisions, reader_plans, reader_settings, reader_shown, reader_states, readers
from library.vocabulary import STATUSES, Status

__all__ = [
    "Plan",
    "State",
    "count_shown",
    "decide",
    "decided",
    "delete_plan",
    "get_plans",
    "get_setting",
    "get_states",
    "reader_id",
    "reader_names",
    "save_plan",
    "set_setting",
    "set_state",
    "times_shown",
]

DEFAULT_READER = "me"


@dataclass(frozen=True, slots=True)
class State:
    """What one reader said about one node; None where nothing was said. `rating` is -1 (down) or 1 (up)."""

    status: Status | None = None
    rating: float | None = None
    note: str | None = None
    changed_at: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A saved roadmap: its id, name, content and when it was saved."""

    id: int
    name: str
    plan: Mapping[str, Any]
    saved_at: str


def reader_names(connection: Connection) -> list[str]:
    """Return the names of the readers, oldest first."""
    return list(connection.scalars(select(readers.c.name).order_by(readers.c.id)))


def reader_id(connection: Connection, name: str = DEFAULT_READER) -> int:
    """Return the number of the reader called `name`, who is added when new (needs a writing transaction)."""
    name = name.strip()
    if not name:
        raise UsageError("a reader needs a name", hint=f"the first reader is called {DEFAULT_READER!r}")
    found = connection.scalar(select(readers.c.id).where(readers.c.name == name))
    if found is None:
        connection.execute(readers.insert(), {"name": name, "created_at": now()})
        found = connection.scalar(select(readers.c.id).where(readers.c.name == name))
    assert found is not None
    return int(found)


def get_states(connection: Connection, name: str = DEFAULT_READER) -> dict[str, State]:
    """Return the reader's states by node, aliases followed."""
    query = select(reader_states, func.coalesce(aliases.c.resource_id, reader_states.c.node).label("target"))
    query = query.join(readers).outerjoin(aliases, aliases.c.alias == reader_states.c.node)
    rows = connection.execute(query.where(readers.c.name == name).order_by(reader_states.c.changed_at))
    return {row.target: State(row.status, row.rating, row.note, row.changed_at) for row in rows}


def set_state(connection: Connection, node: str, name: str = DEFAULT_READER, **said: Any) -> State:
    """Change `status`, `rating` or `note` of a node for a reader; None takes a word back.

    Returns
    -------
    The state before, so that the change can be undone.
    """
    unknown = set(said) - {"status", "rating", "note"}
    if unknown or said.get("status") not in (None, *STATUSES):
        wrong = ", ".join(sorted(unknown)) or repr(said["status"])
        raise UsageError(f"{wrong} is no status", hint=f"use one of {', '.join(STATUSES)}")
    number = reader_id(connection, name)
    before = get_states(connection, name).get(node, State())
    values = {"status": before.status, "rating": before.rating, "note": before.note, **said}
    upsert(connection, reader_states, [{"reader_id": number, "node": node, **values, "changed_at": now()}])
    return before


def get_setting(connection: Connection, key: str, default: Any, name: str = DEFAULT_READER) -> Any:
    """Return a reader's setting (muted words, goals, weights, ...), else `default`."""
    query = select(reader_settings.c.value).join(readers)
    found = connection.execute(query.where(readers.c.name == name, reader_settings.c.key == key)).first()
    return default if found is None else found.value


def set_setting(connection: Connection, key: str, value: Any, name: str = DEFAULT_READER) -> None:
    """Store a reader's setting as JSON."""
    upsert(connection, reader_settings, [{"reader_id": reader_id(connection, name), "key": key, "value": value}])


def save_plan(connection: Connection, title: str, plan: Mapping[str, Any], name: str = DEFAULT_READER) -> int:
    """Save a roadmap under a title (one of that title is replaced) and return its id."""
    number = reader_id(connection, name)
    same = (reader_plans.c.reader_id == number) & (reader_plans.c.name == title)
    connection.execute(delete(reader_plans).where(same))
    row = {"reader_id": number, "name": title, "plan": dict(plan), "saved_at": now()}
    connection.execute(reader_plans.insert(), row)
    return int(connection.scalar(select(reader_plans.c.id).where(same)) or 0)


def get_plans(connection: Connection, name: str = DEFAULT_READER) -> list[Plan]:
    """Return the reader's saved roadmaps, newest first."""
    query = select(reader_plans).join(readers).where(readers.c.name == name)
    rows = connection.execute(query.order_by(reader_plans.c.saved_at.desc(), reader_plans.c.id.desc()))
    return [Plan(row.id, row.name, row.plan, row.saved_at) for row in rows]


def delete_plan(connection: Connection, plan_id: int, name: str = DEFAULT_READER) -> None:
    """Delete one of the reader's saved roadmaps."""
    mine = (reader_plans.c.id == plan_id) & (reader_plans.c.reader_id == reader_id(connection, name))
    connection.execute(delete(reader_plans).where(mine))


def count_shown(connection: Connection, nodes: Iterable[str], name: str = DEFAULT_READER) -> None:
    """Remember that nodes were recommended once more, so that ignored ones can sink."""
    number, before = reader_id(connection, name), times_shown(connection, name)
    rows = [
        {"reader_id": number, "node": node, "times": before.get(node, 0) + 1, "shown_at": now()}
        for node in dict.fromkeys(nodes)
    ]
    upsert(connection, reader_shown, rows)


def times_shown(connection: Connection, name: str = DEFAULT_READER) -> dict[str, int]:
    """Return how often each node was recommended to the reader."""
    query = select(reader_shown.c.node, reader_shown.c.times).join(readers).where(readers.c.name == name)
    return {row.node: row.times for row in connection.execute(query)}


def decide(connection: Connection, about: str, subject: str, other: str, verdict: str | None) -> None:
    """Store the verdict on a pair (`about` is "same" or "requires"); None takes it back."""
    pair = (decisions.c.about == about) & (decisions.c.subject == subject) & (decisions.c.object == other)
    connection.execute(delete(decisions).where(pair))
    if verdict is not None:
        row = {"about": about, "subject": subject, "object": other, "verdict": verdict, "decided_at": now()}
        connection.execute(decisions.insert(), row)


def decided(connection: Connection, about: str) -> dict[tuple[str, str], str]:
    """Return the verdicts of one kind by pair."""
    query = select(decisions).where(decisions.c.about == about)
    return {(row.subject, row.object): row.verdict for row in connection.execute(query)}
