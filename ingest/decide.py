"""The reader's word on identity: join two resources, or take one apart; both survive every later re-ingest.

A decision is stored by names (`library.readers.decide`), not by resource ids, and `ingest.merge` asks it before any
witness. What a resource was called before a join is kept with its id, so that a split gives each its own id back, and
with it what the reader said of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from library.database import Connection, touch
from library.errors import UsageError
from library.facts import READER, StoredWork, move_works, works_of
from library.fields import refresh_fields
from library.lists import entries_of, move_entries
from library.names import decision_names, names_of_entry
from library.naming import names_of, own_names
from library.readers import decide
from library.resources import absorb, aliases_of, create, get_resources, numbers, revive
from library.vocabulary import Claim, Identifier

__all__ = ["join", "names_of", "split"]


@dataclass(frozen=True, slots=True)
class _Part:
    """Some of what names a resource: the names, the entries (by row), and the works."""

    names: frozenset[Identifier]
    rows: tuple[int, ...]
    works: tuple[StoredWork, ...]
    title: str

    def holds(self, names: frozenset[Identifier], other: _Part) -> bool:
        """Whether a resource of these names lies in this part and not in the other."""
        return bool(names & self.names) and not names & other.names


def join(connection: Connection, first: str, second: str) -> str:
    """Join two resources for good and return the id that stays: the older one.

    Raises
    ------
    UsageError
        When both are one resource already.
    """
    if first == second:
        raise UsageError(f"{first} is one resource already", hint="name two different resources")
    ours, theirs = names_of(connection, first), names_of(connection, second)
    for one, other in product(ours, theirs):
        _forget(connection, one, other)
    decide(connection, "same", str(ours[0]), str(theirs[0]), "same")
    order = numbers(connection, [first, second])
    winner, loser = sorted((first, second), key=order.__getitem__)
    absorb(connection, winner, loser, names_of(connection, loser))
    refresh_fields(connection, [winner])
    touch(connection)
    return winner


def split(connection: Connection, node: str, *names: Identifier) -> tuple[str, str]:
    """Take what is called by any of `names` out of a resource.

    Returns
    -------
    stays, leaves : the ids of what is left and of what was taken out. An id that lost a merge comes back for the
        part that has its names; so `node` itself may be what was taken out.

    Raises
    ------
    UsageError
        When the resource is not called so, or when nothing would be left of it.
    """
    known = names_of(connection, node)
    if unknown := [name for name in names if name not in known]:
        raise UsageError(f"{node} is not called {unknown[0]}", hint=f"it is called {', '.join(map(str, known))}")
    staying, leaving = _parts(connection, node, frozenset(names))
    if not (staying.rows or staying.works):
        told = ", ".join(map(str, names))
        raise UsageError(f"nothing is left of {node} without {told}", hint="all that names it calls it so")
    for name, other in product(leaving.names - staying.names, staying.names - leaving.names):
        _forget(connection, name, other)
        decide(connection, "same", str(name), str(other), "different")
    made = _own_id(connection, node, staying, leaving)
    refresh_fields(connection, [node, made[0], made[1]])
    touch(connection)
    return made


def _parts(connection: Connection, node: str, leaving: frozenset[Identifier]) -> tuple[_Part, _Part]:
    """Return what stays and what leaves: whatever bears one of the names leaves with all its names."""
    entries = entries_of(connection, [node]).get(node, [])
    called = {row: frozenset(decision_names(names_of_entry(entry), entry.title)) for row, entry in entries}
    works = works_of(connection, [node]).get(node, [])
    title = get_resources(connection, [node])[node].title
    parts = []
    for leaves in (False, True):
        rows = [row for row, said in called.items() if bool(said & leaving) == leaves]
        some = [work for work in works if bool(leaving.intersection(work.names)) == leaves]
        said = frozenset[Identifier]().union(*(called[row] for row in rows), *(work.names for work in some))
        titles = [entry.title for row, entry in entries if row in rows]
        parts.append(_Part(said, tuple(rows), tuple(some), titles[0] if titles else title))
    return parts[0], parts[1]


def _own_id(connection: Connection, node: str, staying: _Part, leaving: _Part) -> tuple[str, str]:
    """Give the two parts of `node` their ids and return them: what an id was called before tells whose it is."""
    known = aliases_of(connection, node)
    known = dict(sorted(known.items(), key=lambda pair: -len(pair[1])))  # one that was joined to before comes first
    back = [alias for alias, said in known.items() if staying.holds(said, leaving)]
    if back and leaving.holds(frozenset(own_names(connection, node)), staying):
        _move(connection, staying, back)
        return back[0], node
    back = [alias for alias, said in known.items() if leaving.holds(said, staying)]
    return node, _move(connection, leaving, back)


def _move(connection: Connection, part: _Part, back: list[str]) -> str:
    """Make a resource of a part of another, under the first of the ids that come back, else under a new one."""
    claim = Claim(part.title, "other", tuple(sorted(part.names)))
    if back:
        revive(connection, back[0], claim, back[1:])
    (made,) = back[:1] or create(connection, [claim])
    move_entries(connection, part.rows, made)
    corrections = [StoredWork(READER, alias) for alias in back]
    move_works(connection, [*part.works, *corrections], made)
    return made


def _forget(connection: Connection, one: Identifier, other: Identifier) -> None:
    decide(connection, "same", str(one), str(other), None)
    decide(connection, "same", str(other), str(one), None)
