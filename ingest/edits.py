"""Entries that the reader has edited stay with their resources, with what was said of those, where nothing speaks
against it (`ingest.rereading` finds them)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.merge import Verdict, claim_of_entry
from ingest.rereading import edited, kin
from library.database import Connection
from library.facts import StoredWork, move_works, works_of
from library.identity import title_key
from library.lists import Change, compare, entries_called, entries_of, known_id, present_keys
from library.names import decision_names, identifier, names_of_entry
from library.readers import decided, rename_in_decisions
from library.resources import candidates, create
from library.vocabulary import Claim, Entry, Identifier, Reading

__all__ = ["Edit", "compare_edited", "part", "rename", "verdicts_on_identity"]


@dataclass(frozen=True, slots=True)
class Edit:
    """An entry that the reader has edited, and its resource."""

    node: str
    old: Entry
    new: Entry


@dataclass(frozen=True, slots=True)
class _Stored:
    """What is stored about the resources of edited entries and about those that bear one of their new names."""

    bearers: Mapping[Identifier, Sequence[Claim]]
    entries: Mapping[str, Sequence[Entry]]
    works: Mapping[str, Sequence[StoredWork]]


def compare_edited(
    connection: Connection, reading: Reading, verdicts: Sequence[Verdict]
) -> tuple[list[Change], list[str], list[Edit]]:
    """Return the changes and the keys that are gone, with edits that look like both seen as changes, and those."""
    changes, gone = compare(connection, reading)
    if not gone or all(change.resource_id for change in changes):
        return changes, gone, []
    node = known_id(connection, reading)
    old = entries_called(connection, node, gone)
    now = [(one.key, one.entry) for one in changes]
    pairs = edited(present_keys(connection, node), {key: entry for key, (_, entry) in old.items()}, now)
    places = [at for at, one in enumerate(changes) if one.resource_id is None and pairs.get(one.key) in old]
    likely = {at: Edit(*old[pairs[changes[at].key]], changes[at].entry) for at in places}
    stored = _stored(connection, list(likely.values()))
    sure = {at: edit for at, edit in likely.items() if _may_be(edit, stored, verdicts)}
    for at, edit in sure.items():
        changes[at] = replace(changes[at], resource_id=edit.node, was=pairs[changes[at].key])
    kept = {changes[at].was for at in sure}
    return changes, [key for key in gone if key not in kept], list(sure.values())


def _stored(connection: Connection, edits: Sequence[Edit]) -> _Stored:
    bearers: dict[Identifier, list[Claim]] = defaultdict(list)
    for claim in candidates(connection, [claim_of_entry(edit.new) for edit in edits]):
        for name in claim.identifiers:
            bearers[name].append(claim)
    nodes = dict.fromkeys(edit.node for edit in edits)
    others = {str(claim.node): None for edit in edits for name in names_of_entry(edit.new) for claim in bearers[name]}
    entries = entries_of(connection, list(nodes | others))
    return _Stored(
        bearers,
        {node: [entry for _, entry in some] for node, some in entries.items()},
        works_of(connection, list(nodes)),
    )


def _may_be(edit: Edit, stored: _Stored, verdicts: Sequence[Verdict]) -> bool:
    """Whether an edited entry may stay with its resource: nothing else says that it was another work."""
    node, old, new = edit.node, edit.old, edit.new
    before, now_called = set(names_of_entry(old)), set(names_of_entry(new))
    if any(not one.same and {one.first, one.second} <= before | now_called for one in verdicts):
        return False
    told = stored.entries.get(node, ())
    bearers = {str(one.node): one for name in now_called for one in stored.bearers.get(name, ()) if one.node != node}
    if bearers:  # then this joins two resources: what this entry alone names, with one of its title or of facts only
        works = stored.works.get(node, ())
        alone = len(told) == len(bearers) == 1 and not any(kin(work.title, old.title) for work in works)
        other, claim = min(bearers.items())
        return alone and (not stored.entries.get(other) or title_key(claim.title) == title_key(new.title))
    # What bore the address that was corrected may have come here by that mistake.
    lost = before - now_called
    return all(kin(entry.title, old.title) for entry in told if lost.intersection(names_of_entry(entry)))


def part(connection: Connection, edits: Sequence[Edit]) -> list[str]:
    """Let go of facts that came with a name which an edit has taken away, and return the resources they become.

    Facts of another title were perhaps about another work; of the same title, they stay.
    """
    made: list[str] = []
    works = works_of(connection, list(dict.fromkeys(edit.node for edit in edits)))
    entries = entries_of(connection, list(works))
    for edit in edits:
        said = {name for _, entry in entries.get(edit.node, ()) for name in names_of_entry(entry)}
        lost = set(names_of_entry(edit.old)) - said
        known = works.get(edit.node, ())
        strangers = [one for one in known if lost.intersection(one.names) and not kin(one.title, edit.old.title)]
        if strangers:
            works[edit.node] = [one for one in known if one not in strangers]
            made += create(connection, [Claim(strangers[0].title, "other", strangers[0].names)])
            move_works(connection, strangers, made[-1])
    return made


def rename(connection: Connection, edits: Sequence[Edit], verdicts: Sequence[Verdict]) -> None:
    """Let the reader's verdicts on what an edited entry was called be about what it is called now."""
    judged = {name for one in verdicts for name in (one.first, one.second)}
    for edit in edits:
        old, new = edit.old, edit.new
        now_called = decision_names(names_of_entry(new), new.title)
        for one in decision_names(names_of_entry(old), old.title):
            if one in judged and one not in now_called and not candidates(connection, [], [one]):
                rename_in_decisions(connection, str(one), str(now_called[0]))


def verdicts_on_identity(connection: Connection) -> list[Verdict]:
    """Return what the reader said of pairs of names: the same, or different."""
    return [
        Verdict(identifier(first), identifier(second), verdict == "same")
        for (first, second), verdict in decided(connection, "same").items()
    ]
