"""Lines without address that name the author first: `H Perkin - Individualism and Collectivism - in the library`.

A line by itself does not tell whether its first part is the author or the work; the lines of one list do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ingest.people import has_given_name, is_person

__all__ = ["Authored", "authored", "authors_lead"]

_PARTS = re.compile(r"\s+(?:[-–—]|--)\s+")
_INITIALLED = re.compile(r"(?:[A-Z](?:\.\s?|\s)){1,3}[A-ZÀ-Þ][\w'’-]+(?:\s+\(eds?\.?\))?")
_LEAST = 3


class Authored(NamedTuple):
    """The parts of such a line; `rest` is what is said besides."""

    authors: str
    title: str
    rest: str


def authors_lead(texts: Iterable[str]) -> bool:
    """Tell a list of lines in parts of which at least half, and three, surely begin with a person.

    Examples
    --------
    >>> authors_lead(["H Perkin - Two Nations", "K O Morgan - The Age of Reform", "Beatrice Webb - Our Partnership"])
    True
    >>> authors_lead(["FontForge - Free editor", "IDMT-SMT-Bass - Recordings", "TNT-Guitar - Chords"])
    False
    """
    heads = [parts[0] for text in texts if len(parts := _PARTS.split(text)) > 1]
    sure = sum(bool(_INITIALLED.fullmatch(head)) or (has_given_name(head) and is_person(head)) for head in heads)
    return sure >= _LEAST and sure * 2 >= len(heads)


def authored(text: str) -> Authored | None:
    """Return the parts of a line of such a list; None when its first part can be no person.

    Examples
    --------
    >>> authored("P Clarke - Liberals and Social Democrats - GOT - *")
    Authored(authors='P Clarke', title='Liberals and Social Democrats', rest='GOT')
    """
    head, *others = _PARTS.split(text)
    named = _INITIALLED.fullmatch(head) or all(
        is_person(one, single=True) for one in re.split(r"\s+(?:&|and)\s+", head)
    )
    if not others or not named:
        return None
    rest = [part for part in others[1:] if re.search(r"\w", part)]
    return Authored(re.sub(r"\s+\(eds?\.?\)$", "", head), others[0], " - ".join(rest))
