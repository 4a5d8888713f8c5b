"""Repairing damaged text where the damage is certain."""

from __future__ import annotations

import html
import re

from ftfy import fix_encoding

__all__ = ["repair_text"]

# Letters that open a UTF-8 sequence read as Latin-1 or Windows-1252, followed by what can only be its rest.
_MOJIBAKE = re.compile(
    "[ÂÃÐÑÎÏØÙã-ï][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|â€|Ã|ï»¿|�"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")


def repair_text(text: str) -> str:
    """Undo mojibake, left-over escapes and entities; text that is sound comes back as it is.

    Examples
    --------
    >>> repair_text("FaurÃ© \\\\_Nocturnes\\\\_ &amp; more")
    'Fauré _Nocturnes_ & more'
    """
    if not text.isascii() and _MOJIBAKE.search(text):
        text = fix_encoding(text)
        # The last byte of a closing quotation mark has no character of its own and is often lost.
        text = text.replace("â€", "”")
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    return text
