"""The reader's word on identity: join two resources, or take one apart; both survive every later re-ingest.

A decision is stored by names (`library.readers.decide`), not by resource ids, and `ingest.merge` asks it before any
witness.
"""

from __future__ import annotations

from itertools import product

from ingest.merge import claim_of_entry, decision_name
from library.database import Connection, touch
from library.errors import UsageError
from library.fields import refresh_fields
from library.lists import entries_of, move_entries
from library.readers import decide
from library.resources import absorb, create, get_resources, move_identifier, numbers
from library.vocabulary import Claim, Identifier, Resource

__all__ = ["join", "names_of", "split"]


def names_of(connection: Connection, node: str) -> list[Identifier]:
    """Return the names by which the entries and facts of a resource call it, each once."""
    resource = get_resources(connection, [node])[node]
    said = (decision_name(claim_of_entry(entry)) for _, entry in entries_of(connection, node))
    return list(dict.fromkeys([*resource.identifiers, *said])) or [decision_name(_claim(resource))]


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
        decide(connection, "same", str(one), str(other), None)
        decide(connection, "same", str(other), str(one), None)
    decide(connection, "same", str(ours[0]), str(theirs[0]), "same")
    order = numbers(connection, [first, second])
    winner, loser = sorted((first, second), key=order.__getitem__)
    absorb(connection, winner, [loser])
    refresh_fields(connection, [winner])
    touch(connection)
    return winner


def split(connection: Connection, node: str, name: Identifier) -> str:
    """Take what is called `name` out of a resource and return the id of the new resource it becomes.

    Raises
    ------
    UsageError
        When the resource is not called so, or has no other name that could stay.
    """
    names = names_of(connection, node)
    others = [other for other in names if other != name]
    if name not in names or not others:
        known = ", ".join(map(str, names))
        problem = "is not called" if name not in names else "has no other name than"
        raise UsageError(f"{node} {problem} {name}", hint=f"it is called {known}")
    for other in others:
        decide(connection, "same", str(name), str(other), None)
        decide(connection, "same", str(other), str(name), "different")
    leaving = [(row, entry) for row, entry in entries_of(connection, node) if _called(claim_of_entry(entry), name)]
    claim = claim_of_entry(leaving[0][1]) if leaving else _claim(get_resources(connection, [node])[node])
    (made,) = create(connection, [Claim(claim.title, claim.kind, (name,), claim.first_author, claim.year)])
    move_identifier(connection, name, made)
    move_entries(connection, [row for row, _ in leaving], made)
    refresh_fields(connection, [node, made])
    touch(connection)
    return made


def _called(claim: Claim, name: Identifier) -> bool:
    return name in claim.identifiers or decision_name(claim) == name


def _claim(resource: Resource) -> Claim:
    return Claim(resource.title, resource.kind, resource.identifiers)
