"""LaTeX in bibliographies as plain text: accents, dashes, quotes, braces, and addresses in `\\url`."""

from __future__ import annotations

import logging
import re
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]

__all__ = ["addresses", "plain_text", "unescape_url"]

# A macro without its argument is worth no warning: the rest of the title is read all the same.
logging.getLogger("pylatexenc").addHandler(logging.NullHandler())

_MARKUP = re.compile(r"[\\{}$~]|--|``|''")
_URL = re.compile(
    r"\\(?:url|path|nolinkurl)\s*\{((?:[^{}]|\{[^{}]*\})*)\}|\\href\s*\{((?:[^{}]|\{[^{}]*\})*)\}\s*\{[^{}]*\}"
)
_BARE = re.compile(r"https?://[^\s{}\"<>]+")
# Unescaped, these mean something to LaTeX (a comment, a table) that no bibliography means.
_LITERAL = re.compile(r"(?<!\\)([%&#])")
_URL_MARKUP = re.compile(r"[\\{}$\s]")
_MAX_BRACES = 200
_DECODER = LatexNodes2Text(math_mode="text", keep_comments=True)


@lru_cache(maxsize=4096)
def plain_text(text: str) -> str:
    r"""Text of a field as a reader sees it.

    Examples
    --------
    >>> plain_text(r"{B}ERT: {\"U}ber R\&D -- G\"{o}del's 50% $O(n^2)$")
    "BERT: Über R&D – Gödel's 50% O(n^2)"
    """
    if _MARKUP.search(text):
        text = re.sub(r"\\(?:La)?TeX\b(?:\{\}|\\)?", lambda match: match[0].strip("\\{}"), text)
        # The decoder recurses into groups; nobody nests them that deep except to break it.
        if text.count("{") <= _MAX_BRACES and text.count("\\") <= 5 * _MAX_BRACES:
            text = _DECODER.latex_to_text(_LITERAL.sub(r"\\\1", text))
        else:
            text = re.sub(r"[{}]", "", text)
    return " ".join(text.split())


def addresses(text: str) -> list[str]:
    r"""Addresses in a field, in order: those in `\url` and `\href`, and bare ones.

    Examples
    --------
    >>> addresses(r"Available at \url{http://a.org/x\_y}, also https://b.org.")
    ['http://a.org/x_y', 'https://b.org']
    """
    if "://" not in text and "\\" not in text:
        return []
    found = [match[1] or match[2] or "" for match in _URL.finditer(text)]
    found.extend(match[0].rstrip(".,;)") for match in _BARE.finditer(_URL.sub(" ", text)))
    return [unescape_url(url) for url in found if url.strip()]


def unescape_url(text: str) -> str:
    r"""An address as it is typed into a browser: LaTeX's escapes and wrapping removed.

    Examples
    --------
    >>> unescape_url(r"{http://a.org/{\~{}}ann/b\_c\%20d}")
    'http://a.org/~ann/b_c%20d'
    """
    if not _URL_MARKUP.search(text):
        return text
    text = re.sub(r"\\url\s*\{", "{", text)
    text = re.sub(r"\\(?:textasciitilde|sim)\s?(?:\{\})?|\\~(?:\{\s*\})?|\$\\sim\$", "~", text)
    return re.sub(r"\s+", "", re.sub(r"\\([_%&#${}:/?=~.,;()-])|[{}$]", lambda match: match[1] or "", text))
