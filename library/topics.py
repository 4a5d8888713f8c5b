"""The stored topic vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from library.database import upsert
from library.schema import topics
from library.vocabulary import Requirement, Topic

__all__ = ["all_topics", "store_topics", "stored_topics", "topics_of"]


def store_topics(connection: Connection, some: Sequence[Topic], source: str) -> bool:
    """Store a vocabulary in place of what its source said before; return whether anything changed."""
    fresh = {topic.id: topic for topic in some}
    stored = {topic.id: topic for topic in topics_of(connection, source)}
    if fresh == stored:
        return False
    connection.execute(delete(topics).where(topics.c.source == source))
    upsert(connection, topics, [{**asdict(topic), "source": source} for topic in some])
    return True


def all_topics(connection: Connection) -> list[Topic]:
    """Return every topic of the vocabulary, by id, each once."""
    return list({topic.id: topic for _, topic in stored_topics(connection)}.values())


def topics_of(connection: Connection, source: str) -> list[Topic]:
    """Return the topics that one source says, by id."""
    return [topic for name, topic in stored_topics(connection) if name == source]


def stored_topics(connection: Connection) -> list[tuple[str, Topic]]:
    """Return (source, topic) of every topic of every source, by id."""
    return [
        (row.source, _topic(row)) for row in connection.execute(select(topics).order_by(topics.c.id, topics.c.source))
    ]


def _topic(row: Row[Any]) -> Topic:
    return Topic(
        id=row.id,
        name=row.name,
        aliases=tuple(row.aliases),
        level=row.level,
        broader=tuple(row.broader),
        requires=tuple(Requirement(**one) for one in row.requires),
        summary=row.summary,
    )
