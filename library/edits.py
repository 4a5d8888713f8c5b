"""The reader's corrections of resources: facts of the source `reader`, which win over every other (`library.fields`),
and verdicts on topics. No list or service that is read again takes them away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select

from library.database import touch, upsert
from library.errors import UsageError
from library.facts import READER
from library.fields import refresh_fields
from library.readers import decide, decided
from library.schema import facts
from library.vocabulary import KINDS

__all__ = ["EDITABLE", "TOPICS", "edit", "edit_topics", "edited"]

EDITABLE = ("title", "kind", "url", "year", "venue", "nickname", "summary", "authors")
TOPICS = "about"
"""What verdicts on topics are stored under: (resource, topic) -> accept or reject."""
LAST_YEAR = 2200


def edited(connection: Connection, node: str) -> dict[str, Any]:
    """Return what the reader said about a resource, by field."""
    return {row.field: row.value for row in connection.execute(select(facts).where(_mine(node)))}


def edit(connection: Connection, node: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """Let the reader's word stand for some fields of a resource; None takes a word back.

    Returns
    -------
    What the reader had said about these fields before, so that the edit can be undone by another.

    Raises
    ------
    UsageError
    """
    for field, value in said.items():
        _check(field, value)
    before = edited(connection, node)
    taken = [field for field, value in said.items() if value is None]
    connection.execute(delete(facts).where(_mine(node), facts.c.field.in_(taken)))
    rows = [
        {"source": READER, "field": field, "value": value, "resource_id": node, "work": node}
        for field, value in said.items()
        if value is not None
    ]
    upsert(connection, facts, rows)
    refresh_fields(connection, [node])
    touch(connection)
    return {field: before.get(field) for field in said}


def edit_topics(connection: Connection, node: str, said: Mapping[str, str | None]) -> dict[str, str | None]:
    """Say that a resource is about a topic ("accept") or not ("reject"); None takes the word back.

    Returns
    -------
    The verdicts before.
    """
    before = decided(connection, TOPICS)
    for topic, verdict in said.items():
        decide(connection, TOPICS, node, topic, verdict)
    touch(connection)
    return {topic: before.get((node, topic)) for topic in said}


def _mine(node: str) -> ColumnElement[bool]:
    return (facts.c.resource_id == node) & (facts.c.source == READER) & (facts.c.work == node)


def _check(field: str, value: Any) -> None:
    if field not in EDITABLE:
        raise UsageError(f"{field!r} is no field to edit", hint=f"use one of {', '.join(EDITABLE)}")
    if field == "title" and value is not None and not str(value).strip():
        raise UsageError("a resource needs a title", hint="write one, or take your own back to use the lists' again")
    if field == "kind" and value is not None and value not in KINDS:
        raise UsageError(f"{value!r} is no kind", hint=f"use one of {', '.join(KINDS)}")
    if field == "year" and value is not None and not (isinstance(value, int) and 0 < value < LAST_YEAR):
        raise UsageError(f"{value!r} is no year", hint="write it with four digits, or leave it empty")
