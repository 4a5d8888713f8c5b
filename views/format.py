"""Words and numbers as a person reads them, and text from lists made safe to show.

Titles, notes and names come from lists of strangers: they pass `plain` before Markdown and `html.escape` before HTML,
and an address is only linked when `web_address` accepts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

__all__ = [
    "KIND_ICONS",
    "STATUS_ICONS",
    "STATUS_NAMES",
    "facts_line",
    "hours",
    "label_of",
    "plain",
    "short",
    "web_address",
]

KIND_ICONS: Mapping[str, str] = {
    "paper": ":material/article:",
    "course": ":material/school:",
    "video": ":material/play_circle:",
    "book": ":material/menu_book:",
    "blog": ":material/rss_feed:",
    "code": ":material/code:",
    "dataset": ":material/database:",
    "tool": ":material/build:",
    "demo": ":material/touch_app:",
    "tutorial": ":material/model_training:",
    "list": ":material/list_alt:",
    "discussion": ":material/forum:",
    "site": ":material/language:",
    "other": ":material/bookmark:",
    "topic": ":material/tag:",
    "author": ":material/person:",
}
STATUS_NAMES: Mapping[str, str] = {
    "pending": "To read",
    "reading": "Reading",
    "done": "Done",
    "skipped": "Skipped",
    "again": "Again",
}
STATUS_ICONS: Mapping[str, str] = {
    "pending": ":material/radio_button_unchecked:",
    "reading": ":material/timelapse:",
    "done": ":material/check_circle:",
    "skipped": ":material/block:",
    "again": ":material/replay:",
}

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:^=-])")
_SCHEMES = {"http", "https", "mailto"}
_HALF_HOUR = 30


def plain(text: str) -> str:
    r"""Return text that Markdown shows as it stands: nothing in it is markup, a link, a formula or an icon.

    Examples
    --------
    >>> plain("A *bold* <b>title</b> :smile: $x$")
    'A \\*bold\\* \\<b\\>title\\</b\\> \\:smile\\: \\$x\\$'
    """
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def web_address(url: str | None) -> str | None:
    """Return the address when it may be linked, else None.

    Examples
    --------
    >>> web_address("https://example.org/a b")
    'https://example.org/a%20b'
    >>> web_address("javascript:alert(1)") is None
    True
    """
    if not url:
        return None
    text = url.strip().replace(" ", "%20").replace("<", "%3C").replace(">", "%3E").replace('"', "%22")
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    allowed = parts.scheme.lower() in _SCHEMES and (parts.netloc or parts.scheme.lower() == "mailto")
    return text if allowed and text.isprintable() else None


def hours(minutes: float) -> str:
    """Return a length of time as one would say it.

    Examples
    --------
    >>> hours(25), hours(90), hours(1200)
    ('25 min', '1.5 h', '20 h')
    """
    if minutes < 2 * _HALF_HOUR:
        return f"{round(minutes)} min"
    value = round(minutes / _HALF_HOUR) / 2
    return f"{value:.0f} h" if value == int(value) or value >= 10 else f"{value:.1f} h"


def short(text: str, limit: int = 52) -> str:
    """Return the text, cut at a word where it is longer than `limit`.

    Examples
    --------
    >>> short("A few useful things to know about machine learning", 24)
    'A few useful things to …'
    """
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head = cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut
    return f"{head.rstrip(' ,;:-')} …"


def label_of(data: Mapping[str, Any], limit: int = 46) -> str:
    """Return the name of a node for a small place: its nickname where it has one."""
    return str(data.get("nickname") or "") or short(str(data.get("title") or ""), limit)


def facts_line(parts: Iterable[object]) -> str:
    """Return what is known, joined by middle dots.

    Examples
    --------
    >>> facts_line(["paper", 2017, "", None])
    'paper · 2017'
    """
    return " · ".join(str(part) for part in parts if part)
