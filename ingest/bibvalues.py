"""Values of BibTeX fields: braces, quotes, `#`, strings by name, and what a forgotten comma glues together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

__all__ = ["assignments", "closing", "split_and", "value_of"]

_KEY = re.compile(r"([A-Za-z][\w:.+-]*)\s*=\s*")
_BARE = re.compile(r"[^\s,#{}\"=]+")
_CURLY = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTED = re.compile(r"\\.|[{}\"]", re.DOTALL)
# A damaged record can hold any number of openings; each costs a scan to its end.
_MAX_FIELDS = 80
_MAX_SCAN = 50_000


def assignments(text: str, strings: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the fields (lower-case name, value) that can be made out in a text.

    Examples
    --------
    >>> list(assignments('title = {A {B}} year = 2001, month = jan # "~1"', {"jan": "January"}))
    [('title', 'A {B}'), ('year', '2001'), ('month', 'January~1')]
    """
    position = 0
    for _ in range(_MAX_FIELDS):
        key = _KEY.search(text, position)
        if key is None:
            return
        value, position = value_of(text, key.end(), strings)
        yield key[1].lower(), value


def value_of(text: str, start: int, strings: Mapping[str, str]) -> tuple[str, int]:
    """Value that begins at `start` and the position behind it."""
    parts: list[str] = []
    position = start
    while True:
        part, position = _part(text, position, strings)
        parts.append(part)
        rest = re.compile(r"\s*#\s*").match(text, position)
        if rest is None or rest.end() >= len(text):
            return "".join(parts), position
        position = rest.end()


def _part(text: str, start: int, strings: Mapping[str, str]) -> tuple[str, int]:
    opening = text[start : start + 1]
    if opening in {"{", '"'}:
        end = closing(text, start)
        if end is None:
            # Never closed: the line it stands on is the best guess of what was meant.
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            return text[start + 1 : end].rstrip(' ,}"'), end
        return text[start + 1 : end], end + 1
    bare = _BARE.match(text, start)
    if bare is None:
        return "", start
    return strings.get(bare[0].lower(), bare[0]), bare.end()


def closing(text: str, start: int) -> int | None:
    """Position of the brace or quote that closes the one at `start`; braces inside quotes must balance."""
    quoted = text[start] == '"'
    depth = 0
    for mark in (_QUOTED if quoted else _CURLY).finditer(text, start + 1, start + _MAX_SCAN):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth -= 1
            if depth < 0:
                return None if quoted else mark.start()
        elif mark[0] == '"' and depth == 0:
            return mark.start()
    return None


def split_and(text: str) -> list[str]:
    """Names of an author field: split at `and` outside of braces, without "others".

    Examples
    --------
    >>> split_and("Ann Lee and {Research and Co} and others")
    ['Ann Lee', '{Research and Co}']
    """
    names: list[str] = []
    depth, begin = 0, 0
    for mark in re.finditer(r"[{}]|(?<=\s)and(?=\s)", text):
        if mark[0] == "and":
            if depth <= 0:
                names.append(text[begin : mark.start()])
                begin = mark.end()
        else:
            depth += 1 if mark[0] == "{" else -1
    names.append(text[begin:])
    return [name.strip() for name in names if name.strip() and name.strip().lower() not in {"others", "et al."}]
