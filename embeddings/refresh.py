"""Which texts need a vector: those without one, or whose text has changed. A second run encodes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from embeddings.encoder import Encoder, Vectors

__all__ = ["encode_missing", "stale", "text_hash"]

BATCH = 256


def text_hash(text: str) -> str:
    """Return the digest by which a text is recognised."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def stale(texts: Mapping[str, str], stored: Mapping[str, str]) -> dict[str, str]:
    """Return the texts (by node) whose hash is not the stored one.

    Examples
    --------
    >>> stale({"a": "x", "b": "y"}, {"a": text_hash("x"), "b": text_hash("old")})
    {'b': 'y'}
    """
    return {node: text for node, text in texts.items() if stored.get(node) != text_hash(text)}


def encode_missing(
    encoder: Encoder, texts: Mapping[str, str], stored: Mapping[str, str]
) -> Iterator[tuple[list[str], list[str], Vectors]]:
    """Encode what is stale, batch by batch, so that each batch can be stored before the next.

    Yields
    ------
    (nodes, text hashes, vectors float32 (n, d)) of one batch, aligned.
    """
    todo = stale(texts, stored)
    nodes = sorted(todo, key=lambda node: (len(todo[node]), node))  # equal lengths waste no padding
    for start in range(0, len(nodes), BATCH):
        some = nodes[start : start + BATCH]
        yield some, [text_hash(todo[node]) for node in some], encoder.encode([todo[node] for node in some])
