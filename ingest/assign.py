"""From readings and facts to stored resources: the one path by which anything enters a library.

Each reading is one transaction: a kill in between leaves whole lists only, and a second run completes them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from ingest.merge import Join, Verdict, claim_of_entry, claim_of_work, group
from ingest.rereading import edited, kin
from library.database import Connection, touch
from library.errors import SourceError
from library.facts import move_works, store_facts, works_of
from library.fields import refresh_fields
from library.identity import title_key
from library.lists import (
    Change,
    compare,
    entries_of,
    known_id,
    mark_gone,
    present_entries,
    store_entries,
    store_list,
)
from library.names import decision_names, identifier, names_of_entry
from library.naming import names_of
from library.readers import decided, rename_in_decisions
from library.resources import absorb, candidates, create, numbers, resolve_id
from library.vocabulary import Claim, Entry, Facts, Identifier, Reading, Skipped

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
class _Edit:
    """An entry that the reader has edited, and its resource."""

    node: str
    old: Entry
    new: Entry


@dataclass(frozen=True, slots=True)
class _Assignment:
    """Resource ids aligned to the claims, how many of them are new, those that others were joined into, and why."""

    ids: list[str]
    created: int
    joined: list[str]
    merged: tuple[Merge, ...]


def store_reading(connection: Connection, reading: Reading) -> Report:
    """Store a reading list: only what changed since it was last read is touched.

    Raises nothing for odd entries; the caller's transaction makes it all or nothing.
    """
    changes, gone, edits = _compare(connection, reading)
    fresh = [change for change in changes if change.changed]
    moved = [change for change in changes if change.moved]
    report = Report(
        reading.reading_list.source, reading.reading_list.title, len(changes), skipped=tuple(reading.skipped)
    )
    if not fresh and not gone and not moved:
        return replace(report, unchanged=len(changes))
    done = _assign(connection, [_claim(change) for change in fresh])
    node = store_list(connection, reading, changes)
    store_entries(connection, node, fresh, done.ids)
    store_entries(connection, node, moved, [str(change.resource_id) for change in moved])
    left = mark_gone(connection, node, gone)
    parted = _part(connection, edits)
    refresh_fields(connection, [*done.ids, *done.joined, *left, *parted])
    _rename(connection, edits)
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


def _compare(connection: Connection, reading: Reading) -> tuple[list[Change], list[str], list[_Edit]]:
    """Return the changes and the keys that are gone, with edits that look like both seen as changes, and those."""
    changes, gone = compare(connection, reading)
    if not gone or all(change.resource_id for change in changes):
        return changes, gone, []
    old = present_entries(connection, known_id(connection, reading))
    pairs = edited([(key, entry) for key, (_, entry) in old.items()], [(one.key, one.entry) for one in changes])
    edits = []
    for at, change in enumerate(changes):
        was = pairs.get(change.key, "")
        if was in gone and change.resource_id is None and _may_be(connection, *old[was], change.entry):
            changes[at] = replace(change, resource_id=old[was][0], was=was)
            gone.remove(was)
            edits.append(_Edit(*old[was], change.entry))
    return changes, gone, edits


def _may_be(connection: Connection, node: str, old: Entry, new: Entry) -> bool:
    """Whether an edited entry may stay with its resource: nothing else says that it was another work."""
    before, now_called = set(names_of_entry(old)), set(names_of_entry(new))
    if any(not one.same and {one.first, one.second} <= before | now_called for one in _verdicts(connection)):
        return False
    told = [(set(names_of_entry(entry)), entry.title) for _, entry in entries_of(connection, node)]
    stored = [one for one in candidates(connection, [claim_of_entry(new)]) if one.node != node]
    others = [one for one in stored if now_called.intersection(one.identifiers)]
    if others:  # then this joins two resources: what this entry alone names, with one of its title or of facts only
        works = works_of(connection, [node]).get(node, ())
        alone = len(told) == len(others) == 1 and not any(kin(work.title, old.title) for work in works)
        there = entries_of(connection, str(others[0].node))
        return alone and (not there or title_key(others[0].title) == title_key(new.title))
    # What bore the address that was corrected may have come here by that mistake.
    return all(kin(title, old.title) for names, title in told if names & before - now_called)


def _part(connection: Connection, edits: Sequence[_Edit]) -> list[str]:
    """Let go of facts that came with a name which an edit has taken away, and return the resources they become.

    Facts of another title were perhaps about another work; of the same title, they stay.
    """
    made: list[str] = []
    for edit in edits:
        said = {name for _, entry in entries_of(connection, edit.node) for name in names_of_entry(entry)}
        lost = set(names_of_entry(edit.old)) - said
        works = works_of(connection, [edit.node]).get(edit.node, [])
        strangers = [one for one in works if lost.intersection(one.names) and not kin(one.title, edit.old.title)]
        if strangers:
            made += create(connection, [Claim(strangers[0].title, "other", strangers[0].names)])
            move_works(connection, strangers, made[-1])
    return made


def _rename(connection: Connection, edits: Sequence[_Edit]) -> None:
    """Let the reader's verdicts on what an edited entry was called be about what it is called now."""
    for edit in edits:
        old, new = edit.old, edit.new
        now_called = decision_names(names_of_entry(new), new.title)
        for one in decision_names(names_of_entry(old), old.title):
            if one not in now_called and not candidates(connection, [], [one]):
                rename_in_decisions(connection, str(one), str(now_called[0]))


def store_facts_of(connection: Connection, facts: Facts, nodes: Collection[str] | None = None) -> Report:
    """Store what a source of facts says; works that no list holds become resources that are not listed.

    Parameters
    ----------
    nodes : keys that are ids of resources, for a source that was asked about these: what it said about others
        stays. Without it the facts are all that the source has to say.
    """
    asked = nodes or ()
    done = _assign(connection, [claim_of_work(work, work.key if work.key in asked else None) for work in facts.works])
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


def _assign(connection: Connection, claims: Sequence[Claim]) -> _Assignment:
    """Give each claim its resource: a stored one, a new one, or the oldest of several that are now joined."""
    verdicts = _verdicts(connection)
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


def _verdicts(connection: Connection) -> list[Verdict]:
    return [
        Verdict(identifier(first), identifier(second), verdict == "same")
        for (first, second), verdict in decided(connection, "same").items()
    ]
