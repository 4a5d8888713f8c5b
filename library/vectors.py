"""Stored text vectors: float32 bytes by node and model, with the hash of the text they were made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, select

from library.database import upsert
from library.resources import batches
from library.schema import vectors

__all__ = ["drop_vectors", "load_vectors", "store_vectors", "vector_hashes"]


def vector_hashes(connection: Connection, model: str) -> dict[str, str]:
    """Return the hash of the text behind each stored vector of `model`, by node."""
    query = select(vectors.c.node, vectors.c.text_hash).where(vectors.c.model == model)
    return {row.node: row.text_hash for row in connection.execute(query)}


def store_vectors(connection: Connection, model: str, rows: Mapping[str, tuple[str, bytes]]) -> None:
    """Store vectors, given as (text hash, float32 bytes) by node."""
    upsert(
        connection,
        vectors,
        [{"node": node, "model": model, "text_hash": digest, "vector": data} for node, (digest, data) in rows.items()],
    )


def drop_vectors(connection: Connection, model: str, nodes: Iterable[str]) -> None:
    """Delete the vectors of nodes that have no text any more."""
    for batch in batches(nodes):
        connection.execute(delete(vectors).where(vectors.c.model == model, vectors.c.node.in_(batch)))


def load_vectors(connection: Connection, model: str) -> list[tuple[str, str, bytes]]:
    """Return (node, text hash, float32 bytes) of every vector of `model`, by node."""
    query = select(vectors.c.node, vectors.c.text_hash, vectors.c.vector)
    rows = connection.execute(query.where(vectors.c.model == model).order_by(vectors.c.node))
    return [(row.node, row.text_hash, row.vector) for row in rows]
