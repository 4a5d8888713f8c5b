"""Which entries of a list that is read again are old ones that the reader has edited.

An entry is known again by its strongest name (`library.lists.entry_keys`); an edit of just that makes it look like
one entry that left and one that came. The two are taken for one when, in this order,

1. they share an identifier; or
2. their titles agree, no entry that stayed bears that title, and they stand in one section or the title is long; or
3. their titles agree and they stand in the same place; or
4. their titles nearly agree and they stand in the same place.

The same place is: between the same two entries that stayed, or in one section next to one of them. Titles nearly
agree when one letter was corrected, or words were written together or apart; or when one goes on where the other
ends and first author or note agree too. Numbers always agree: volume 1 is not volume 3.

Each of the two has to be the only candidate of the other, and nothing else may tell them apart: kinds, first
authors, years, and but for rule 3 two different identifiers of one scheme.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.merge import claim_of_entry, conflict, same_person
from library.identity import title_key
from library.names import names_of_entry
from library.vocabulary import Entry, Kind

__all__ = ["edited", "kin", "nearly"]

LONG_TITLE = 4
# Below this many letters one letter makes another word: "model", "modal".
LEAST_LETTERS = 12
# What is told from the look of an address may change with the address.
GUESSED: frozenset[Kind] = frozenset({"other", "site", "blog", "tutorial", "discussion"})
NUMBER = re.compile(r"\d|^[ivxlc]+$|^.$")
ARTICLE = re.compile(r"^(?:an?|the) ")


@dataclass(frozen=True, slots=True)
class _Placed:
    """An entry of one state of the list, its key, and the keys of the nearest entries that are in both states."""

    key: str
    entry: Entry
    before: str | None
    after: str | None


def edited(old: Sequence[str], gone: Mapping[str, Entry], new: Sequence[tuple[str, Entry]]) -> dict[str, str]:
    """Return the keys of new entries that are edited old ones, each with the old key.

    Parameters
    ----------
    old : the keys of all entries that stood in the list before, in list order.
    gone : those entries of them that are not in it now, by key.
    new : the entries of the list now with their keys, in list order.
    """
    stayed = set(old) - gone.keys()
    titles = {title_key(entry.title) for key, entry in new if key in stayed}
    left = [_Placed(key, gone[key], *between) for key, between in _places(old, stayed)]
    entries = dict(new)
    fresh = [_Placed(key, entries[key], *between) for key, between in _places(list(entries), stayed)]
    found: dict[str, str] = {}
    rules: tuple[tuple[Callable[[_Placed], Iterable[Hashable]], Callable[[Entry, Entry], bool]], ...] = (
        (lambda one: names_of_entry(one.entry), lambda first, second: True),
        (lambda one: _title(one, titles), lambda first, second: not _different(first, second, names=True)),
        (_title_and_place, lambda first, second: not _different(first, second)),
        (_place, lambda first, second: _nearly_same(first, second) and not _different(first, second, names=True)),
    )
    for marks, agree in rules:
        paired = set(found.values())
        left = [one for one in left if one.key not in paired]
        fresh = [one for one in fresh if one.key not in found]
        found |= _only_pairs(left, fresh, marks, agree)
    return found


def kin(first: str, second: str) -> bool:
    """Whether two titles may well be of one work: nearly the same, or one holds all words of the other.

    Examples
    --------
    >>> kin("WaveNet", "WaveNet: a generative model for raw audio"), kin("GPT-3", "GPT-4")
    (True, False)
    """
    a, b = set(title_key(first).split()), set(title_key(second).split())
    return a <= b or b <= a or nearly(first, second)


def nearly(first: str, second: str) -> bool:
    """Whether two titles differ by no more than a slip: one letter, or a space.

    Examples
    --------
    >>> nearly("Attenton is all you need", "Attention Is All You Need"), nearly("Data set shift", "Dataset shift")
    (True, True)
    >>> nearly("The art of programming, part 1", "The art of programming, part 2")
    False
    """
    a, b = (ARTICLE.sub("", title_key(title)) for title in (first, second))
    if _numbers(a) != _numbers(b):
        return False
    a, b = a.replace(" ", ""), b.replace(" ", "")
    return a == b != "" or (min(len(a), len(b)) >= LEAST_LETTERS and (a + b).isascii() and _one_slip(a, b))


def _places(keys: Sequence[str], stayed: set[str]) -> list[tuple[str, tuple[str | None, str | None]]]:
    """Return the keys that are in one state only, each with the nearest before and after it that are in both."""
    after: list[str | None] = []
    nearest = None
    for key in reversed(keys):
        after.append(nearest)
        nearest = key if key in stayed else nearest
    found: list[tuple[str, tuple[str | None, str | None]]] = []
    nearest = None
    for key, following in zip(keys, reversed(after), strict=True):
        if key in stayed:
            nearest = key
        else:
            found.append((key, (nearest, following)))
    return found


def _only_pairs(
    gone: Sequence[_Placed],
    fresh: Sequence[_Placed],
    marks: Callable[[_Placed], Iterable[Hashable]],
    agree: Callable[[Entry, Entry], bool],
) -> dict[str, str]:
    """Return the pairs that share a mark and agree, where neither could be paired with another."""
    marked: dict[Hashable, list[_Placed]] = defaultdict(list)
    for one in gone:
        for mark in marks(one):
            marked[mark].append(one)
    candidates: dict[str, set[str]] = {}
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in fresh:
        near = {other.key: other for mark in marks(one) for other in marked.get(mark, ())}
        candidates[one.key] = {key for key, other in near.items() if agree(other.entry, one.entry)}
        for key in candidates[one.key]:
            wanted[key].add(one.key)
    return {
        key: next(iter(some)) for key, some in candidates.items() if len(some) == 1 == len(wanted[next(iter(some))])
    }


def _title(one: _Placed, borne: set[str]) -> Iterable[Hashable]:
    key = title_key(one.entry.title)
    if not key or key in borne:
        return ()
    return (key,) if len(key.split()) >= LONG_TITLE else ((key, one.entry.section),)


def _title_and_place(one: _Placed) -> Iterable[Hashable]:
    key = title_key(one.entry.title)
    return ((key, place) for place in _place(one)) if key else ()


def _place(one: _Placed) -> Iterable[Hashable]:
    section = one.entry.section
    return ("between", one.before, one.after), ("after", section, one.before), ("before", section, one.after)


def _different(first: Entry, second: Entry, *, names: bool = False) -> bool:
    """Whether something besides title and address tells two entries apart; `names` counts identifiers too."""
    a, b = claim_of_entry(first), claim_of_entry(second)
    if a.kind != b.kind and not {a.kind, b.kind} <= GUESSED and "other" not in {a.kind, b.kind}:
        return True
    if a.first_author and b.first_author and not same_person(a.first_author, b.first_author):
        return True
    if a.year is not None and b.year is not None and abs(a.year - b.year) > 1:
        return True
    return names and conflict(set(a.identifiers), set(b.identifiers))


def _nearly_same(first: Entry, second: Entry) -> bool:
    if nearly(first.title, second.title):
        return True
    a, b = title_key(first.title), title_key(second.title)
    goes_on = f"{a} ".startswith(f"{b} ") or f"{b} ".startswith(f"{a} ")
    people = bool(first.authors and second.authors)  # that they are different people is asked elsewhere
    return goes_on and _numbers(a) == _numbers(b) and (people or (bool(first.note) and first.note == second.note))


def _numbers(key: str) -> list[str]:
    return sorted(word for word in key.split() if NUMBER.search(word) and word != "a")


def _one_slip(a: str, b: str) -> bool:
    """Whether one letter was added, left out, changed, or swapped with the next."""
    if len(a) > len(b):
        a, b = b, a
    start = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(b) - len(a) == 1:
        return a[start:] == b[start + 1 :]
    swapped = a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :]
    return len(a) == len(b) and (swapped or a[start + 1 :] == b[start + 1 :])
