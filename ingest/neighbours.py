"""What the neighbours of an entry tell about its kind when it tells little itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from library.vocabulary import Entry, Kind

__all__ = ["told_by_neighbours"]

# Below this weight a kind is a guess; one word of a title or a heading weighs more.
_SURE = 1.9
_FEW = 3
# Told by where a thing stands, so that no neighbour shares it.
_OF_HOSTS = frozenset({"discussion", "video"})


def told_by_neighbours(entries: Sequence[Entry], weights: Sequence[float]) -> list[Entry]:
    """Give guessed kinds the kind that most sure entries of the same section have, if there is one.

    Parameters
    ----------
    entries
        The entries of one list.
    weights
        What speaks for the kind of each, in the same order.
    """
    sure: dict[tuple[str, ...], Counter[Kind]] = defaultdict(Counter)
    for entry, weight in zip(entries, weights, strict=True):
        if weight >= _SURE and entry.kind not in _OF_HOSTS:
            sure[entry.section][entry.kind] += 1
    return [
        entry if weight >= _SURE else _like(entry, sure.get(entry.section, Counter()))
        for entry, weight in zip(entries, weights, strict=True)
    ]


def _like(entry: Entry, kinds: Counter[Kind]) -> Entry:
    if kinds.total() < _FEW:
        return entry
    kind, count = kinds.most_common(1)[0]
    return replace(entry, kind=kind) if count * 3 >= kinds.total() * 2 and kind != entry.kind else entry
