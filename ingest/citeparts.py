"""What a citation is, and where the parts of one end."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Citation", "first_sentence", "venue_of"]

_SENTENCE_END = re.compile(
    r"(?<!\bvol)(?<!\bno)(?<!\bpp)(?<!\bvs)(?<!\bv)(?<!\bet)(?<!\bal)(?<!\bSt)(?<!\b[DM]r)(?<!\bMrs)(?<!\bPart [IVX])"
    r"(?<!\b[A-Z])[.?!]['”\"]?(?=\s+[A-ZÀ-Þ\d(*„“\"]|\s*$)"
)
_TAIL = re.compile(r"\s*(?:,\s*)?(?:vol\.|no\.|pp?\.|\d+\s*\(\d+\)|\d+[:,]\s*\d+|doi:|arXiv:|ISBN).*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says; empty where it is silent."""

    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""


def first_sentence(text: str) -> tuple[str, str]:
    """Cut a title from what follows it."""
    for stop in _SENTENCE_END.finditer(text):
        title, rest = text[: stop.end()], text[stop.end() :].strip()
        if len(title) < 5 or (rest and len(rest) < 3):
            continue
        keep = title if title.rstrip("'\"”").endswith(("?", "!")) else title.rstrip(".'\"” ")
        return _TAIL.sub("", keep).strip(" ,;"), venue_of(rest)
    return _TAIL.sub("", text).strip(" .,;"), ""


def venue_of(text: str) -> str:
    """Give the name of the place from what follows a title."""
    bare = re.sub(r"^(?:in:?\s+)", "", text.strip(" .,;:()"), flags=re.IGNORECASE)
    bare = re.split(r"\s*[(\[;]|,?\s+(?:vol|no|pp?|series)\b\.?|,?\s*\d|\bdoi\b|\barXiv\b|\bISBN\b", bare)[0]
    return bare.strip(" .,;:*_–-") if len(bare) <= 120 else ""
