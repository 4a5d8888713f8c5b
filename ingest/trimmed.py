"""Titles freed of what stands around them: quotation marks, separators without a neighbour, open brackets."""

from __future__ import annotations

import re

__all__ = ["tidy", "unquoted"]

_QUOTES = (("“", "”"), ('"', '"'), ("'", "'"), ("‘", "’"), ("«", "»"), ("„", "“"), ("「", "」"), ("《", "》"))
_OPENED = re.compile(r"\s*[(\[（][^()\[\]（）]*$")
_ENDS = " \t,;:–—-|/·•=→<>.…*_~`"
_BEGINS = " \t,;:–—-|/·•=→>.…*_~`)]）】"


def unquoted(text: str) -> str:
    """Drop quotation marks around the whole."""
    text = text.strip()
    for opening, closing in _QUOTES:
        inner = text[1:-1]
        if (
            len(text) > 2
            and text[0] == opening
            and text[-1] == closing
            and opening not in inner
            and closing not in inner
        ):
            return inner.strip()
    return text


def tidy(text: str) -> str:
    """Drop separators that lost their neighbour and brackets that were never closed."""
    text = text.strip(_ENDS).lstrip(_BEGINS)
    if text.count("(") > text.count(")") or text.count("（") > text.count("）"):
        text = _OPENED.sub("", text).rstrip(_ENDS) or text
    if text.count("[") > text.count("]"):
        text = text.replace("[", "", 1) if "]" not in text else text
    if text.count(")") > text.count("(") and text.endswith(")"):
        text = text[:-1].rstrip(_ENDS)
    return " ".join(text.replace("**", "").replace("``", "").split())
