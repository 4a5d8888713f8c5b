"""Runs of text inside reStructuredText: references with their resolved targets, emphasis, roles nobody defined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes

from ingest.blocks import Anchor, Break, Image, Inline, Text

__all__ = ["inlines"]

# Roles that documentation sets define for themselves; docutils alone does not know them.
_ROLES = {
    "doi": "https://doi.org/",
    "arxiv": "https://arxiv.org/abs/",
    "gh": "https://github.com/",
    "github": "https://github.com/",
    "wiki": "https://en.wikipedia.org/wiki/",
    "isbn": "https://isbnsearch.org/isbn/",
}
# Web addresses, and paths of the same site.
_WEB = re.compile(r"(?:https?|ftp)://|(?!mailto:|[\w+.-]*:)", re.IGNORECASE)
_ROLE = re.compile(r"^:([\w-]+):`([^`<]*?)(?:\s*<([^`>]+)>)?`$")


def inlines(node: nodes.Node, line: int) -> Iterator[Inline]:
    """Yield the runs below a node that starts on `line`; line wraps become breaks."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            for index, part in enumerate(child.astext().split("\n")):
                if index:
                    line += 1
                    yield Break(line)
                if part:
                    yield Text(part)
        elif isinstance(child, nodes.reference):
            yield _reference(child)
            line += child.astext().count("\n")
        elif isinstance(child, nodes.image):
            yield Image(child.get("uri", ""), child.get("alt", ""))
        elif isinstance(child, nodes.problematic):
            yield from _unknown_role(child.astext())
        elif isinstance(child, nodes.strong | nodes.emphasis | nodes.title_reference | nodes.literal):
            yield Text(
                " ".join(child.astext().split()),
                strong=isinstance(child, nodes.strong),
                emphasis=isinstance(child, nodes.emphasis | nodes.title_reference),
                code=isinstance(child, nodes.literal),
            )
            line += child.astext().count("\n")
        elif isinstance(child, nodes.footnote_reference | nodes.target | nodes.system_message):
            continue
        elif isinstance(child, nodes.Element):
            yield from inlines(child, line)


def _reference(node: nodes.reference) -> Inline:
    url, text = node.get("refuri", ""), " ".join(node.astext().split())
    picture = next((child for child in node.children if isinstance(child, nodes.image)), None)
    if not url or not _WEB.match(url):
        # A place in this document, a mail address.
        return Text(text)
    if picture is not None:
        return Anchor(url, (Image(picture.get("uri", ""), picture.get("alt", "")),))
    return Anchor(url, () if text == url else (Text(text),))


def _unknown_role(text: str) -> Iterator[Inline]:
    role = _ROLE.match(text)
    if role and role[1].lower() in _ROLES:
        yield Anchor(_ROLES[role[1].lower()] + (role[3] or role[2]).strip(), (Text(role[2]),) if role[3] else ())
    elif role:
        yield Text(role[2] or role[3])
    else:
        yield Text(text.strip("`_|"))
