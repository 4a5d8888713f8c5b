"""Names of people as reference managers and tables print them: one string to a tuple of "First Last"."""

from __future__ import annotations

import re

__all__ = ["name_in_order", "split_names"]

_AND = re.compile(r"\s*(?:;|\s+(?:and|und|y|et|e|и)\s+|\s+&\s+|、|；|\n)\s*", re.IGNORECASE)
_OTHERS = re.compile(
    r"[\s,;]*(?:\bet\.? al\.?|\band others\b|\bu\. ?a\.|\bи др\.|等人?|(?<=[,;&])\s*others)\s*$", re.IGNORECASE
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]*){1,4}$")
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_EAST = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


def name_in_order(name: str) -> str:
    """A name with its given name first.

    Examples
    --------
    >>> name_in_order("Cun, Yann Le"), name_in_order("King, Jr., Martin Luther"), name_in_order("OpenAI")
    ('Yann Le Cun', 'Martin Luther King Jr.', 'OpenAI')
    """
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if len(parts) == 3 and parts[1].lower() in _SUFFIXES:
        parts = [f"{parts[0]} {parts[1]}", parts[2]]
        return f"{parts[1]} {parts[0]}"
    if len(parts) == 2 and parts[1].lower() in _SUFFIXES:
        return f"{parts[0]} {parts[1]}"
    if len(parts) == 2:
        # Chinese, Japanese and Korean names stand family name first without a blank.
        return "".join(parts) if _EAST.search(name) else f"{parts[1]} {parts[0]}"
    return " ".join(" ".join(parts).split())


def split_names(text: str) -> tuple[str, ...]:
    """Names of a free author cell, whatever separates them.

    Examples
    --------
    >>> split_names("LeCun, Yann; Bengio, Y. and Geoffrey Hinton")
    ('Yann LeCun', 'Y. Bengio', 'Geoffrey Hinton')
    >>> split_names("Y. LeCun, Y. Bengio et al."), split_names("Smith, J., Doe, A. B.")
    (('Y. LeCun', 'Y. Bengio'), ('J. Smith', 'A. B. Doe'))
    """
    names: list[str] = []
    for part in _AND.split(_OTHERS.sub("", text)):
        names.extend(_by_comma(part.strip(" ,;")))
    return tuple(name for name in names if re.search(r"[^\W\d_]", name))


def _by_comma(text: str) -> list[str]:
    """A part that may still hold several names: "A B, C D", "Last, F., Last, F." or one "Last, First"."""
    parts = [part.strip() for part in re.split(r"[,，]", text) if part.strip()]
    if len(parts) < 2:
        return parts
    if parts[1].lower() in _SUFFIXES and len(parts) <= 3:
        return [name_in_order(text)]
    pairs = len(parts) % 2 == 0
    if pairs and all(_INITIALS.match(given) for given in parts[1::2]):
        return [f"{given} {last}" for last, given in zip(parts[::2], parts[1::2], strict=True)]
    if len(parts) == 2 and " " not in parts[0] and not _EAST.search(text):
        return [name_in_order(text)]
    return parts
