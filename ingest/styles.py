"""The lines of one list that have no address, read together: the style they share tells which name works."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.citations import cited
from ingest.items import Draft
from ingest.kinds import section_kinds
from ingest.nodes import Node
from ingest.printed import bare_text, cut_number
from ingest.references import Reference, references

__all__ = ["enter_reference", "set_off", "told_references", "words_of"]

# A longer paragraph is prose.
_SHORT = 240


def told_references(nodes: Sequence[Node], section: tuple[str, ...], *, announced: bool) -> dict[int, Reference]:
    """Read the items and short paragraphs without address of one list.

    Parameters
    ----------
    nodes
        Siblings.
    section
        The headings above them.
    announced
        Whether neighbours with addresses tell that resources stand here.

    Returns
    -------
    dict of int to Reference
        What the nodes name, by their `id`.
    """
    lines = []
    citing = 0
    for node in nodes:
        if node.spans or not re.search(r"\w", node.line.text):
            continue
        if cited(words_of(node), set_off(node)):
            citing += 1
        elif node.is_item or len(node.line.text) < _SHORT:
            lines.append(node)
    if not lines:
        return {}
    kinds = any(section_kinds(heading) for heading in section[-2:])
    told = references([(words_of(node), set_off(node)) for node in lines], announced=announced or kinds or citing >= 2)
    return {id(node): found for node, found in zip(lines, told, strict=True) if found}


def enter_reference(draft: Draft, reference: Reference) -> None:
    """Enter what the style of its neighbours tells of a work without address."""
    draft.title = reference.title
    draft.fields["authors"] = ", ".join(reference.authors)
    if reference.year:
        draft.fields["year"] = str(reference.year)
    if reference.rest:
        draft.rest = reference.rest


def words_of(node: Node) -> str:
    """Give the words of a line without number and ornaments."""
    return cut_number(bare_text(node.line.text))


def set_off(node: Node) -> tuple[str, ...]:
    """Give the stretches of a line in italics and in bold."""
    line = node.line
    return tuple(line.text[a:b] for a, b in (*line.emphasis, *line.strong))
