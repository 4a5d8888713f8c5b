"""What goes on paper with a plan, and the few rules that every paper shares: one line, safe links, readable times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote, urlsplit

from library.vocabulary import Status
from recommend.roadmap_progress import OPEN, Standing
from recommend.roadmap_types import Choice, Step

__all__ = ["MARKS", "Sheet", "about", "one_line", "time_of", "web_link"]

MARKS: Mapping[Standing, str] = {
    "pending": " ",
    "reading": "/",
    "done": "x",
    "known": "x",
    "skipped": "-",
    "again": ">",
}
"""The box of each status on paper, as note programs write them."""

assert MARKS.keys() > OPEN


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a plan does not know of itself: its name, the reader's statuses, notes and links, and the calendar.

    `notes` and `links` are the reader's own, by step; `start` is the first day of a calendar.
    """

    title: str = ""
    states: Mapping[str, Status] = field(default_factory=dict)
    start: date | None = None
    hours_per_week: float = 5.0
    notes: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


def one_line(text: str) -> str:
    """Return a text on one line, without characters that no file should carry.

    Examples
    --------
    >>> one_line(" a\\r\\n b\\x00c ")
    'a b c'
    """
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def web_link(url: str | None) -> str | None:
    """Return an address that may be linked, with everything special encoded; None unless it is http or https.

    Examples
    --------
    >>> web_link("https://example.org/a b(c)")
    'https://example.org/a%20b%28c%29'
    >>> web_link("javascript:alert(1)") is None
    True
    """
    text = (url or "").strip()
    try:
        parts = urlsplit(text)
        usable = parts.scheme.lower() in {"http", "https"} and bool(parts.netloc)
    except ValueError:
        return None
    return quote(text, safe=":/?#[]@!$&*+,;=%~-._", errors="replace") if usable else None


def time_of(minutes: int) -> str:
    """Return a length of time as one says it.

    Examples
    --------
    >>> time_of(45), time_of(90), time_of(1200)
    ('45 min', '1.5 h', '20 h')
    """
    return f"{minutes} min" if minutes < 60 else f"{minutes / 60:.1f}".removesuffix(".0") + " h"


def about(step: Step, choice: Choice) -> str:
    """Return kind and time of a resource; one that serves two steps says where its time is counted.

    Examples
    --------
    >>> about(Step("a", "A", "Core", ""), Choice("v", "V", "video", 90, "", ""))
    'video, 1.5 h'
    """
    shared = choice is step.main and choice.shared_with is not None
    return f"{choice.kind}, {'time counted before' if shared else time_of(choice.minutes)}"
