"""Items that trail off into the name of another entry of their list are that entry again.

`Predict sequences with Theano…GRUV` has no address of its own: its reader is sent to the entry `GRUV`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from library.identity import title_key
from library.vocabulary import Entry

__all__ = ["follow_pointers"]

_TRAILS_OFF = re.compile(r"^(?P<words>.*?\w.*?)\s*(?:…|\.{3})\s*(?P<name>[^….\s][^…]*)$")


def follow_pointers(entries: Sequence[Entry]) -> list[Entry]:
    """Give an entry without address that points to another by name that one's title and kind.

    Parameters
    ----------
    entries
        The entries of one list.
    """
    pointing = {}
    for entry in entries:
        if not entry.url and (found := _TRAILS_OFF.match(entry.printed_title)):
            pointing[entry.position] = (found.group("words"), title_key(found.group("name")))
    if not pointing:
        return list(entries)
    named = {title_key(entry.title): entry for entry in entries if entry.position not in pointing}
    return [_resolved(entry, *pointing.get(entry.position, ("", "")), named=named) for entry in entries]


def _resolved(entry: Entry, words: str, name: str, *, named: dict[str, Entry]) -> Entry:
    target = named.get(name) if name else None
    if target is None:
        return entry
    return replace(entry, title=target.title, kind=target.kind, note=entry.note or words)
