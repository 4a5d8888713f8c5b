"""The lines of one list that have no address, read together: the style they share tells which name works."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.citations import cited
from ingest.columns import field_of
from ingest.items import Draft
from ingest.nodes import Node
from ingest.people import is_person, surely_person
from ingest.printed import bare_text, cut_number
from ingest.references import Habit, Printed, Reference, habit_of, references
from ingest.unlinked import is_placeholder

__all__ = ["enter_reference", "habit", "set_off", "told_references", "words_of"]

# A longer paragraph is prose.
_SHORT = 240
_KEY = re.compile(r"([^\W\d_][^:：]{1,24}?)\s*[:：]\s")
_FACTS = frozenset({"authors", "year", "note", "language", "tags", "section", "venue"})


def habit(nodes: Iterable[Node]) -> Habit:
    """Tell how a document writes works without address.

    Parameters
    ----------
    nodes
        All its items and paragraphs.
    """
    lines = []
    citations = []
    for node in nodes:
        if _is_open(node):
            citation = cited(*_printed(node))
            if citation is None:
                lines.append(_printed(node))
            elif citation.authors:
                citations.append(citation)
        elif node.spans and node.spans[0].bare:
            lines.append((bare_text(node.line.text[: node.spans[0].start]).rstrip(" -–—:"), set_off(node)))
    lone = sum(1 for citation in citations if len(citation.authors) == 1 and " " not in citation.authors[0])
    return habit_of(lines, len(citations), lone)


def told_references(nodes: Sequence[Node], told: Habit, *, announced: bool) -> dict[int, Reference]:
    """Read the items and short paragraphs without address of one list.

    Parameters
    ----------
    nodes
        Siblings.
    told
        How the document writes such lines.
    announced
        Whether heading or neighbours say that resources stand here.

    Returns
    -------
    dict of int to Reference
        What the nodes name, by their `id`.
    """
    lines = [node for node in nodes if _is_open(node) and not cited(*_printed(node))]
    if not lines:
        return {}
    found = references([_printed(node) for node in lines], announced=announced, habit=told)
    return {id(node): reference for node, reference in zip(lines, found, strict=True) if reference}


def _is_open(node: Node) -> bool:
    """Tell a line without address that may name a work."""
    short = node.is_item or len(node.line.text) < _SHORT
    if node.spans or not short or not re.search(r"\w", node.line.text):
        return False
    return not (is_placeholder(words_of(node)) or states_fact(node) or _is_named_before_colon(node))


def _is_named_before_colon(node: Node) -> bool:
    """Tell `**Name:** what it is`: the words in bold are no author of those behind them, unless surely a person."""
    line = node.line
    if not line.strong or line.text[: line.strong[0][0]].strip():
        return False
    words = line.text[slice(*line.strong[0])].rstrip()
    closed = words.endswith((":", "：")) or line.text[line.strong[0][1] :].lstrip().startswith((":", "："))
    return closed and not (is_person(words.rstrip(":： ")) and surely_person(words))


def states_fact(node: Node) -> bool:
    """Tell `Language: English`, `Speaker: …`: what a known key says of something else."""
    found = _KEY.match(words_of(node))
    return found is not None and field_of(found.group(1).strip(" *_")) in _FACTS


def _printed(node: Node) -> Printed:
    return words_of(node), set_off(node)


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
