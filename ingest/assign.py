"""From readings and facts to stored resources: the one path by which anything enters a library.

Each reading is one transaction: a kill in between leaves whole lists only, and a second run completes them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from ingest.collector import no_collection
from ingest.edits import compare_edited, part, rename, verdicts_on_identity
from ingest.merge import Join, Verdict, claim_of_entry, claim_of_work, group
from library.database import Connection, touch
from library.errors import SourceError
from library.facts import store_facts
from library.fields import refresh_fields
from library.lists import Change, mark_gone, move_within, store_entries, store_list
from library.names import decision_names
from library.naming import names_of
from library.resources import absorb, candidates, create, numbers, resolve_id
from library.vocabulary import Claim, Facts, Identifier, Reading, Skipped

__all__ = ["Merge", "Report", "store_facts_of", "store_reading"]


@dataclass(frozen=True, slots=True)
class Merge:
    """Something that was joined to a resource known under another name, with the witness."""

    title: str
    resource_id: str
    witness: str


@dataclass(frozen=True, slots=True)
class Report:
    """What storing one source did, in counts, and what was merged and left out.

    `removed` is set for a source that was taken out, `error` for one that could not be stored.
    """

    source: str
    title: str
    read: int = 0
    new: int = 0
    changed: int = 0
    moved: int = 0
    unchanged: int = 0
    gone: int = 0
    resources: int = 0
    merged: tuple[Merge, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    removed: bool = False
    error: SourceError | None = None

    @property
    def quiet(self) -> bool:
        """Whether the library already said all of this."""
        return not (self.new or self.changed or self.gone or self.removed or self.error)


@dataclass(frozen=True, slots=True)
class _Assignment:
    """Resource ids aligned to the claims, how many of them are new, those that others were joined into, and why."""

    ids: list[str]
    created: int
    joined: list[str]
    merged: tuple[Merge, ...]


@no_collection()
def store_reading(connection: Connection, reading: Reading) -> Report:
    """Store a reading list: only what changed since it was last read is touched.

    Raises nothing for odd entries; the caller's transaction makes it all or nothing.
    """
    verdicts = verdicts_on_identity(connection)
    changes, gone, edits = compare_edited(connection, reading, verdicts)
    fresh = [change for change in changes if change.changed]
    moved = [change for change in changes if change.moved]
    report = Report(
        reading.reading_list.source, reading.reading_list.title, len(changes), skipped=tuple(reading.skipped)
    )
    if not fresh and not gone and not moved:
        return replace(report, unchanged=len(changes))
    done = _assign(connection, [_claim(change) for change in fresh], verdicts)
    node = store_list(connection, reading, changes)
    store_entries(connection, node, fresh, done.ids)
    move_within(connection, node, moved)
    left = mark_gone(connection, node, gone)
    parted = part(connection, edits)
    refresh_fields(connection, [*done.ids, *done.joined, *left, *parted])
    rename(connection, edits, verdicts)
    touch(connection)
    new = sum(change.resource_id is None for change in fresh)
    return replace(
        report,
        new=new,
        changed=len(fresh) - new,
        moved=len(moved),
        unchanged=len(changes) - len(fresh) - len(moved),
        gone=len(gone),
        resources=done.created,
        merged=done.merged,
    )


@no_collection()
def store_facts_of(connection: Connection, facts: Facts, nodes: Collection[str] | None = None) -> Report:
    """Store what a source of facts says; works that no list holds become resources that are not listed.

    Parameters
    ----------
    nodes : keys that are ids of resources, for a source that was asked about these: what it said about others
        stays. Without it the facts are all that the source has to say.
    """
    asked = nodes or ()
    claims = [claim_of_work(work, work.key if work.key in asked else None) for work in facts.works]
    done = _assign(connection, claims, verdicts_on_identity(connection))
    ids = {node: resolve_id(connection, node) for node in asked}
    ids.update((work.key, node) for work, node in zip(facts.works, done.ids, strict=True))
    changed = store_facts(connection, facts, ids, partly=nodes is not None)
    touched = [work for work in facts.works if ids[work.key] in changed]
    report = Report(facts.source, facts.source, len(facts.works), resources=done.created)
    if not changed and not done.created:
        return replace(report, unchanged=len(facts.works))
    refresh_fields(connection, [*(resolve_id(connection, node) for node in changed), *done.joined])
    touch(connection)
    old = max(len(touched) - done.created, 0)
    merged = tuple(merge for merge in done.merged if merge.resource_id in changed)
    return replace(report, changed=old, new=done.created, unchanged=len(facts.works) - len(touched), merged=merged)


def _claim(change: Change) -> Claim:
    return claim_of_entry(change.entry, change.resource_id)


def _assign(connection: Connection, claims: Sequence[Claim], verdicts: Sequence[Verdict]) -> _Assignment:
    """Give each claim its resource: a stored one, a new one, or the oldest of several that are now joined."""
    stored = candidates(connection, claims, _meant_too(claims, verdicts))
    every = [*stored, *claims]
    groups, joins = group(every, verdicts)
    members: dict[int, list[int]] = defaultdict(list)
    for position, leader in enumerate(groups):
        members[leader].append(position)
    first = len(stored)
    targets: dict[int, str] = {}
    joined: list[str] = []
    for leader, positions in members.items():
        nodes = list(dict.fromkeys(node for p in positions if (node := every[p].node)))
        if nodes and positions[-1] >= first:
            targets[leader] = _oldest(connection, nodes)
            joined += [targets[leader]] * (len(nodes) > 1)
    unknown = [leader for leader, positions in members.items() if leader not in targets and positions[-1] >= first]
    made = create(connection, [every[leader] for leader in unknown])
    targets.update(zip(unknown, made, strict=True))
    ids = [targets[groups[position]] for position in range(first, len(every))]
    return _Assignment(ids, len(made), joined, _merges(every, groups, joins, targets, first))


def _meant_too(claims: Sequence[Claim], verdicts: Sequence[Verdict]) -> list[Identifier]:
    """Return the names that the reader takes for the same as one of the claims'."""
    said = {name for claim in claims for name in decision_names(claim.identifiers, claim.title)}
    pairs = [pair for one in verdicts if one.same for pair in ((one.first, one.second), (one.second, one.first))]
    return [other for name, other in pairs if name in said]


def _oldest(connection: Connection, nodes: list[str]) -> str:
    if len(nodes) == 1:
        return nodes[0]
    order = numbers(connection, nodes)
    winner, *others = sorted(nodes, key=order.__getitem__)
    for other in others:
        absorb(connection, winner, other, names_of(connection, other))
    return winner


def _merges(
    every: Sequence[Claim], groups: Sequence[int], joins: Sequence[Join], targets: dict[int, str], first: int
) -> tuple[Merge, ...]:
    """Return the joins worth telling: a claim met another title, or something that was stored before."""
    told = []
    for join in joins:
        position = max(join.first, join.second)
        if position >= first and every[position].node is None:
            told.append(Merge(every[position].title, targets[groups[position]], join.witness))
    return tuple(told)
