"""Titles where none is printed: from the address, or from the heading above a mere label."""

from __future__ import annotations

import re

from ingest.hosts import address_words, host_of
from ingest.links import split_url
from ingest.printed import bare_text
from ingest.trimmed import tidy

__all__ = ["from_address", "with_context"]


def with_context(title: str, context: str) -> str:
    """Say which thing a mere label such as `Tutorial` belongs to.

    Examples
    --------
    >>> with_context("Main paper", "Memory Networks, Weston,")
    'Memory Networks, Weston: Main paper'
    """
    place = tidy(re.sub(r"\s+\([^()]{16,}\)$", "", bare_text(context)))
    if not place or not title:
        return title or place
    return title if place.lower() in title.lower() else f"{place}: {title}"


def from_address(url: str) -> str:
    """Make the best title an address allows; empty when it tells nothing.

    Examples
    --------
    >>> from_address("https://example.org/an-intuitive-guide-to-networks-260c2de0a050")
    'An intuitive guide to networks'
    """
    host = host_of(url)
    parts = split_url(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if host in {"github.com", "gitlab.com", "bitbucket.org", "codeberg.org"}:
        return segments[1].removesuffix(".git") if len(segments) > 1 else "/".join(segments)
    if host == "arxiv.org" and len(segments) > 1:
        return f"arXiv:{re.sub(r'v[0-9]+$', '', segments[-1].removesuffix('.pdf'))}"
    if host in {"youtube.com", "youtu.be", "vimeo.com", "doi.org", "dx.doi.org"}:
        return ""
    words = address_words(url)
    if not words:
        return host
    text = " ".join(words)
    return text[0].upper() + text[1:] if len(words) > 1 else text
