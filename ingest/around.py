"""Facts printed around a title: who made it, and when."""

from __future__ import annotations

import re

from ingest.items import Draft
from ingest.people import authors_of, is_person, surely_person
from ingest.printed import year_in

__all__ = ["authors_after", "lead_authors", "year_around"]

_EDGES = " \t,;:–—-|/·•=>.…*_~)]（）】、，；："
_BY = re.compile(r"(?:^|\s)(?:by|von|par|por)\s+(?P<who>[A-ZÀ-ÞŁ][^()\[\];:.]{2,160}(?:\b[A-Z]\.[^()\[\];:.]*)*)")
_PUBLISHED = re.compile(
    r"^(?P<who>[A-ZÀ-Þ][^()]{2,200}?)(?:,\s+(?:[A-Z][^,]{1,40}\s)?['’]?\d{2,4}\b|\s*\(|\.\s|\.$|$|,\s+[A-Z][\w'’]+$)"
)
_CAPITALISED = re.compile(
    r"^(?:[A-ZÀ-Þ]\S*|and|&|et|al\.?|de|van|von|der|den|di|la|le)(?:\s+(?:[A-ZÀ-Þ]\S*|and|&|et|al\.?|de|van|von|der"
    r"|den|di|la|le|['’]?\d+\S*))*$"
)
_DIALOGUE = re.compile(r"^\((?P<inner>[^()]{2,160})\)")
_WHO_ENDS = re.compile(r",\s+(?=[a-z\d])|\s+(?:in|at|from|on|with|is|for)\s|[.!?]\s")
_DATE_AFTER = re.compile(r",?\s*\b(?:1[5-9]|20)\d{2}[a-z]?\b")


def lead_authors(lead: str) -> tuple[str, ...]:
    """Find the authors in front of a linked title."""
    bare = re.sub(r"\(?\b(?:1[5-9]|20)\d{2}[a-z]?\)?", "", lead).strip(' ,:;.–—-"“')
    bare += "." if re.search(r"\b[A-Z]\.\s*[,:;–—-]*$", lead.strip()) else ""
    authors = authors_of(bare, inverted=True) if bare else ()
    return authors if authors and (len(authors) > 1 or is_person(bare, single=True)) else ()


def authors_after(rest: str) -> tuple[str, ...]:
    """Find the authors printed after a title: `by …`, `(… et al., 1979)`, `- Names, publisher year`."""
    rest = rest.strip()
    if not rest or not re.search(r"[A-ZÀ-ÞА-Я]", rest[:200]):
        return ()
    return _by(rest[:300]) or _bracketed(rest) or _between_bars(rest) or _published(rest)


def _by(rest: str) -> tuple[str, ...]:
    found = _BY.search(rest)
    return authors_of(_WHO_ENDS.split(found.group("who"))[0]) if found else ()


def _bracketed(rest: str) -> tuple[str, ...]:
    found = _DIALOGUE.match(rest)
    return authors_of(_DATE_AFTER.sub("", found.group("inner"))) if found else ()


def _between_bars(rest: str) -> tuple[str, ...]:
    for piece in rest.split(" | ") if " | " in rest else ():
        authors = authors_of(piece)
        if authors and all(surely_person(name) for name in authors):
            return authors
    return ()


def _published(rest: str) -> tuple[str, ...]:
    found = _PUBLISHED.match(rest.lstrip(_EDGES + "(").strip())
    if found is None or not _CAPITALISED.match(found.group("who")):
        return ()
    who = re.sub(r",?\s*\b(?:1[5-9]|20)\d{2}.*$", "", found.group("who"))
    authors = authors_of(who)
    sure = all(is_person(name) and surely_person(name) for name in authors)
    if authors and (sure or (len(authors) > 1 and re.search(r"\d{2}\b", found.group()))):
        return authors
    first = authors_of(who.split(", ")[0])
    return first if first and all(surely_person(name) for name in first) else ()


def year_around(draft: Draft, stated: int | None) -> int | None:
    """Give the year of a work: the one stated with its title, else one printed close to it."""
    found = stated or (year_in(draft.lead) if draft.label else None)
    if found:
        return found
    rest = draft.rest
    if not rest:
        return None
    head = rest[:90]
    return year_in(head) if len(rest) <= 90 or re.match(r"\s*[(\[（,]", rest) else None
