"""Headings that are entries themselves: by their link, by a `Link:` line below, or because their neighbours are."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from ingest.blocks import Block, Document, Heading, plain
from ingest.citations import cited
from ingest.hosts import is_wikipedia
from ingest.items import Draft, read_line
from ingest.keyed import keyed_lines
from ingest.lines import MARK, Line, Span, flatten
from ingest.nodes import Node, nodes_of
from ingest.printed import bare_text
from ingest.ranks import usable_spans
from ingest.repair import repair_text
from ingest.shapes import leads_with_title
from ingest.words import label_role, section_class
from library.vocabulary import Skipped

__all__ = ["Section", "heading_text", "mark_entries", "sections_of"]

_UNWRITTEN = re.compile(
    r"(?i)\b(?:empty for now|nothing (?:here )?yet|to be (?:written|added|done)|coming soon|todo|tbd)\b"
    r"|^see (?:the )?(?:entry|above|below)|待补充|待更新"
)


# `A Note on Mills (1936)`, no term and no time table.
_DATED = re.compile(
    r"(?i)^(?!.*\b(?:week|semester|term|spring|summer|fall|autumn|winter|session|lecture|part|updated?|version|since)\b)"
    r".*[^\W\d_]{3}.*\((?:1[5-9]|20)\d{2}\)$"
)


@dataclass(slots=True)
class Section:
    """A heading and what stands under it until the next one.

    `parent` tells that deeper headings follow, `entry` that the heading is an entry: its drafts stand in `drafts`.
    """

    heading: Heading | None
    body: list[Block]
    first: bool = False
    parent: bool = False
    entry: bool = False
    drafts: list[Draft] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)


def sections_of(document: Document, *, naked: bool = False) -> list[Section]:
    """Cut a document at its headings; `naked` takes a mere host name for an address."""
    sections = [Section(None, [])]
    for block in document.blocks:
        if isinstance(block, Heading):
            last = sections[-1].heading
            if last is not None and block.level > last.level:
                sections[-1].parent = True
            sections.append(Section(block, [], first=last is None))
        else:
            sections[-1].body.append(block)
    for section in sections:
        section.nodes = nodes_of(section.body, naked=naked)
    return sections


def heading_text(heading: Heading) -> str:
    """Give the words of a heading without markup, emoji and a closing colon."""
    text = bare_text(repair_text(plain(heading.inlines)))
    return text.rstrip(" :：").strip(" #*_")


def mark_entries(sections: list[Section]) -> None:
    """Find the headings that are entries and make their drafts."""
    families: dict[tuple[int, int], list[Section]] = defaultdict(list)
    chain: list[tuple[int, int]] = []
    for number, section in enumerate(sections):
        if section.heading is None:
            continue
        while chain and chain[-1][0] >= section.heading.level:
            chain.pop()
        if not section.parent:
            families[chain[-1][1] if chain else -1, section.heading.level].append(section)
        chain.append((section.heading.level, number))
    for family in families.values():
        _mark_family(family)


def _mark_family(family: list[Section]) -> None:
    """Mark the entries among the lowest headings of one level under one parent."""
    plainly = [section for section in family if _is_plainly_entry(section)]
    for section in plainly:
        _take(section)
    if len(plainly) < 2 or len(plainly) * 2 < len(family):
        return
    for section in family:
        if not section.entry and not _heads_list(section) and not _is_unwritten(section):
            _take(section)


def _is_plainly_entry(section: Section) -> bool:
    """Tell a heading that carries a link or a state, or has its link on a line of its own below."""
    heading = section.heading
    assert heading is not None
    _, spans = _flat(heading)
    linked = any(not is_wikipedia(span.url) for span in spans)
    nodes = section.nodes
    keyed = _is_keyed(nodes)
    told = (
        linked
        or keyed
        or _names_work(heading, nodes)
        or heading.checked is not None
        or _only_offers(nodes)
        or _is_repeated(heading, nodes)
    )
    return told and not _lists_links(nodes)


def _is_keyed(nodes: list[Node]) -> bool:
    """Tell a section of one work: its address stands behind a key, in the first paragraph or in one of few items."""
    if not nodes:
        return False
    keys = [key for key, _, _ in keyed_lines(nodes[0])]
    if not keys or nodes[0].is_item or "url" not in keys:
        linked = [keyed_lines(node) for node in nodes if node.is_item and node.spans]
        keys = [key for pairs in linked for key, _, _ in pairs]
        if keys.count("url") != 1 or not all(linked):
            return False
    return "url" in keys and "title" not in keys


def _names_work(heading: Heading, nodes: list[Node]) -> bool:
    """Tell a heading that ends with the year of a work, or below which its author or its one address is printed."""
    text = heading_text(heading)
    if len(text) < 300 and _DATED.search(text) and len(text.split()) >= 3:
        return True
    if not nodes or nodes[0].is_item or section_class(text) is not None:
        return False
    first = nodes[0]
    if any(key == "authors" for key, _, _ in keyed_lines(first)[:1]):
        return True
    spans = [span for node in nodes for span in node.spans]
    before = first.line.text[: first.spans[0].start].split() if first.spans else []
    return len(spans) == 1 and spans[0].bare and len(before) <= 1 and (not before or before[0].endswith(":"))


def _is_repeated(heading: Heading, nodes: list[Node]) -> bool:
    """Tell a heading that the first link below it names again."""
    if not nodes or nodes[0].is_item or not nodes[0].spans:
        return False
    name = heading_text(heading).casefold()
    label = bare_text(nodes[0].spans[0].label).casefold()
    if sum(1 for node in nodes if leads_with_title(node)) > 1 or len(name) * 4 < len(label):
        return False
    return len(name) > 3 and len(label) > 3 and (name in label or (label in name and len(label) * 2 > len(name)))


def _only_offers(nodes: list[Node]) -> bool:
    """Tell a section of one work: all its links are mere `Paper`, `Code`, `Slides`, not inside sentences."""
    linked = [node for node in nodes if node.spans]
    if not linked or len(linked) > 3 or sum(len(node.spans) for node in linked) > 8:
        return False
    if any(node.is_item and node.line.strong and node.line.strong[0][1] <= node.spans[0].start for node in linked):
        # Items with titles of their own.
        return False
    labels = [span.label for node in linked for span in node.spans]
    offered = all(label and label_role(label) is not None for label in labels)
    return offered and not any(re.search(r"\w{2}", node.line.printed_before(node.spans[0])) for node in linked)


def _flat(heading: Heading) -> tuple[Line, list[Span]]:
    line = flatten(heading.inlines, heading.line)
    return line, usable_spans(line)[0]


def _heads_list(section: Section) -> bool:
    heading = section.heading
    assert heading is not None
    return _lists_links(section.nodes) or section_class(heading_text(heading)) is not None


def _is_unwritten(section: Section) -> bool:
    return any(_UNWRITTEN.search(bare_text(node.line.text)) for node in section.nodes[:2])


def _take(section: Section) -> None:
    heading = section.heading
    assert heading is not None
    line, spans = _flat(heading)
    spans = [span for span in spans if not is_wikipedia(span.url)]
    section.entry = True
    section.skipped += usable_spans(line)[1]
    if spans:
        section.drafts = read_line(line, spans)
    else:
        text = bare_text(line.text.replace(MARK, " "))
        section.drafts = [Draft(line.line, lead=text, unlinked=True) if cited(text) else Draft(line.line, title=text)]
    section.drafts[0].checked = heading.checked


def _lists_links(nodes: list[Node]) -> bool:
    """Tell a section whose items begin with links of their own: its heading heads a list."""
    items = [node for node in nodes if node.is_item]
    leading = sum(1 for node in items if _is_listing(node))
    return leading >= 2 and leading * 2 >= len(items)


def _is_listing(node: Node) -> bool:
    """Tell an item that is a link and its note from a sentence that begins with a link."""
    if not node.spans or re.search(r"\w", node.line.text[: node.spans[0].start]):
        return False
    after = node.line.text[node.spans[0].end :]
    return not re.match(r"\s*\w", after) or bool(re.match(r"\s+(?:by|von|par|por)\s", after))
