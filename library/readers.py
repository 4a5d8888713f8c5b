"""What a reader said: statuses, ratings, notes, settings, plans. Never derivable, so never overwritten.

Nodes are resource ids and topic nodes (`topic:...`). What was said of an id stays stored under it when it loses a
merge, and is read for the resource that answers for it now: of several words on one matter the last counts, so that
a split gives each its own words back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, delete, select, update

from library.database import now, upsert
from library.errors import UsageError
from library.resources import lasting_ids
from library.schema import decisions, reader_plans, reader_settings, reader_shown, reader_states, readers
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
    "rename_in_decisions",
    "save_plan",
    "set_setting",
    "set_state",
    "times_shown",
]

DEFAULT_READER = "me"
WORDS = ("status", "rating", "note")


@dataclass(frozen=True, slots=True)
class State:
    """What one reader said about one node; None where nothing was said. `rating` is -1 (down) or 1 (up).

    `changed_at` is when the status was said; without one, when the last of the others was.
    """

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
    """Return the reader's states by node; ids that lost a merge speak for the resource that answers for them."""
    lasting = lasting_ids(connection)
    said: dict[str, dict[str, tuple[str, bool, str, Any]]] = defaultdict(dict)
    query = select(reader_states).join(readers).where(readers.c.name == name)
    for row in connection.execute(query).mappings():
        target = lasting.get(row["node"], row["node"])
        words = said[target]
        for word in WORDS:
            if row[word] is not None:
                # Of two words of one time, that about the node itself counts.
                one = (row[f"{word}_at"], row["node"] == target, row["node"], row[word])
                words[word] = max(words.get(word, one), one, key=itemgetter(0, 1, 2))
    return {node: _state(words) for node, words in said.items()}


def _state(words: Mapping[str, tuple[str, bool, str, Any]]) -> State:
    times = [one[0] for one in words.values()]
    changed = words["status"][0] if "status" in words else max(times, default="")
    return State(**{word: one[3] for word, one in words.items()}, changed_at=changed)


def set_state(connection: Connection, node: str, name: str = DEFAULT_READER, **said: Any) -> State:
    """Change `status`, `rating` or `note` of a node for a reader; None takes a word back.

    Returns
    -------
    The state before, so that the change can be undone.
    """
    unknown = set(said) - set(WORDS)
    if unknown or said.get("status") not in (None, *STATUSES):
        wrong = ", ".join(sorted(unknown)) or repr(said["status"])
        raise UsageError(f"{wrong} is no status", hint=f"use one of {', '.join(STATUSES)}")
    number, time = reader_id(connection, name), now()
    ids = _ids(connection, node)
    before = get_states(connection, name).get(ids[0], State())
    row = {"reader_id": number, "node": ids[0], **said, **{f"{word}_at": time for word in said}}
    upsert(connection, reader_states, [row])
    taken_back = {word: None for word, value in said.items() if value is None}
    if taken_back:
        mine = (reader_states.c.reader_id == number) & reader_states.c.node.in_(ids)
        connection.execute(update(reader_states).where(mine).values(taken_back))
    return before


def _ids(connection: Connection, node: str) -> list[str]:
    """Return the id that answers for a node, then all that lost a merge against it."""
    lasting = lasting_ids(connection)
    target = lasting.get(node, node)
    return [target, *(alias for alias, now_called in sorted(lasting.items()) if now_called == target)]


def _follow(said: Any, lasting: Mapping[str, str]) -> Any:
    """Return what was kept as JSON, with every id that lost a merge replaced by the one that answers for it."""
    if isinstance(said, str):
        return lasting.get(said, said)
    if isinstance(said, dict):
        return {_follow(key, lasting): _follow(value, lasting) for key, value in said.items()}
    if isinstance(said, list):
        followed = [_follow(one, lasting) for one in said]
        ids = followed != said and all(isinstance(one, str) for one in said)
        return list(dict.fromkeys(followed)) if ids else followed  # two that became one are one
    return said


def get_setting(connection: Connection, key: str, default: Any, name: str = DEFAULT_READER) -> Any:
    """Return a reader's setting (muted words, goals, weights, ...), else `default`."""
    query = select(reader_settings.c.value).join(readers)
    found = connection.execute(query.where(readers.c.name == name, reader_settings.c.key == key)).first()
    return default if found is None else _follow(found.value, lasting_ids(connection))


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
    lasting = lasting_ids(connection)
    return [Plan(row.id, row.name, _follow(row.plan, lasting), row.saved_at) for row in rows]


def delete_plan(connection: Connection, plan_id: int, name: str = DEFAULT_READER) -> None:
    """Delete one of the reader's saved roadmaps."""
    mine = (reader_plans.c.id == plan_id) & (reader_plans.c.reader_id == reader_id(connection, name))
    connection.execute(delete(reader_plans).where(mine))


def count_shown(connection: Connection, nodes: Iterable[str], name: str = DEFAULT_READER) -> None:
    """Remember that nodes were recommended once more, so that ignored ones can sink."""
    number, before = reader_id(connection, name), _shown(connection, name)
    rows = [
        {"reader_id": number, "node": node, "times": before.get(node, 0) + 1, "shown_at": now()}
        for node in dict.fromkeys(nodes)
    ]
    upsert(connection, reader_shown, rows)


def times_shown(connection: Connection, name: str = DEFAULT_READER) -> dict[str, int]:
    """Return how often each node was recommended to the reader, under whichever id."""
    lasting, times = lasting_ids(connection), Counter[str]()
    for node, count in _shown(connection, name).items():
        times[lasting.get(node, node)] += count
    return dict(times)


def _shown(connection: Connection, name: str) -> dict[str, int]:
    query = select(reader_shown.c.node, reader_shown.c.times).join(readers).where(readers.c.name == name)
    return {row.node: row.times for row in connection.execute(query)}


def decide(connection: Connection, about: str, subject: str, other: str, verdict: str | None) -> None:
    """Store the verdict on a pair (`about` is "same" or "requires"); None takes it back."""
    subjects, others = _ids(connection, subject), _ids(connection, other)
    pair = (decisions.c.subject.in_(subjects)) & (decisions.c.object.in_(others))
    connection.execute(delete(decisions).where(decisions.c.about == about, pair))
    if verdict is not None:
        row = {"about": about, "subject": subjects[0], "object": others[0], "verdict": verdict, "decided_at": now()}
        connection.execute(decisions.insert(), row)


def decided(connection: Connection, about: str) -> dict[tuple[str, str], str]:
    """Return the verdicts of one kind by pair; of two on one pair, the last counts."""
    lasting = lasting_ids(connection)
    query = select(decisions).where(decisions.c.about == about)
    found = {}
    for row in sorted(connection.execute(query), key=lambda row: (row.decided_at, row.subject, row.object)):
        pair = lasting.get(row.subject, row.subject), lasting.get(row.object, row.object)
        if pair[0] != pair[1]:
            found[pair] = row.verdict
    return found


def rename_in_decisions(connection: Connection, old: str, new: str) -> None:
    """Let the verdicts on one name be about another: the reader has corrected an entry."""
    for column in (decisions.c.subject, decisions.c.object):
        query = select(decisions).where(decisions.c.about == "same", column == old)
        for row in connection.execute(query).mappings().all():
            moved = {**row, column.name: new}
            decide(connection, "same", row["subject"], row["object"], None)
            if moved["subject"] != moved["object"]:
                decide(connection, "same", moved["subject"], moved["object"], row["verdict"])
