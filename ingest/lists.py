"""Lists and paragraphs: which items are entries, which describe one, which are prose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.authored import authored, authors_lead
from ingest.citations import cited
from ingest.items import Draft, read_line
from ingest.keyed import fill, keyed_lines, take_record
from ingest.kinds import announces
from ingest.lines import MARK
from ingest.nodes import Node
from ingest.printed import bare_text, cut_number
from ingest.ranks import secondary_links
from ingest.references import Habit, Reference
from ingest.shapes import (
    heads_items,
    is_defined,
    is_entry_paragraph,
    is_lone_address,
    leads_elsewhere,
    leads_set_off,
    leads_with_title,
    lines_of,
    mentions,
    offers_part,
    offers_parts,
)
from ingest.styles import enter_reference, set_off, states_fact, told_references, words_of
from ingest.unlinked import emphasised_work, names_resource, works_in
from ingest.words import label_role
from library.vocabulary import Skipped

__all__ = ["Found", "describe", "read_nodes"]

_WORK_BEFORE = re.compile(r"^[^《》『』]{0,20}[《『][^《》『』]+[》』][^《》『』]*[；;]")
# An item that is only a link of these sorts names nothing to read.
_ELSEWHERE = frozenset({"mail address", "page of the list itself", "place inside the list"})
# Words of which each address below an item is another one.
_MANY = re.compile(
    r"(?i)\b(?:guides|articles|posts|papers|talks|videos|books|courses|resources|links|tutorials|blogs|sites|tools"
    r"|repos|examples|others?)\W*$"
)
_VOLUME = re.compile(r"(?i)^\W*(?:vol(?:ume|\.)?|part|book|band|teil|tome|tomo|том|第)\s*(?:\d|[IVX]+\b)")


@dataclass(slots=True)
class Found:
    """Drafts of entries and what was left out."""

    drafts: list[Draft] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def read_nodes(nodes: list[Node], section: tuple[str, ...], habit: Habit, *, names: bool = False) -> Found:
    """Read the items and paragraphs of one section; `habit` tells how the document writes, `names` whether its items
    name resources without addresses.
    """
    found = Found()
    _Reader(section, found, habit, names=names).siblings(nodes)
    return found


def describe(draft: Draft, nodes: list[Node]) -> list[Skipped]:
    """Attach what stands under an entry heading to its entry; give the links that are no part of it."""
    skipped: list[Skipped] = []
    for root in nodes:
        for node in root.walk():
            skipped += node.skipped
            for pair in keyed_lines(node):
                if pair[0] != "title" or not node.is_item:
                    fill(draft, pair)
            skipped += _attach(draft, node)
    return skipped


def _attach(draft: Draft, node: Node) -> list[Skipped]:
    """Make the links of a descriptive line secondary links of its entry, as far as they belong to it."""
    skipped = []
    if draft.url is None and node.spans and (offers_part(node) or _closes_with_address(node)):
        draft.url = node.spans[0].url
    elif not draft.rest and not node.spans:
        draft.rest = bare_text(node.line.text.replace(MARK, " "))
    for link, mention in secondary_links(node.spans, draft.url):
        if mention:
            skipped.append(Skipped(node.line.line, link.label or link.url, "named in a description"))
        else:
            draft.links.append(link)
    return skipped


def _closes_with_address(node: Node) -> bool:
    """Tell a paragraph about a resource at whose end its address is printed."""
    bare = len(node.spans) == 1 and node.spans[0].bare and not node.is_item
    return bare and not re.search(r"\w", node.line.text[node.spans[0].end :])


class _Reader:
    """Reads siblings, and the lists below them."""

    def __init__(self, section: tuple[str, ...], found: Found, habit: Habit, *, names: bool) -> None:
        self._section = section
        self._found = found
        self._habit = habit
        self._names = names
        self._announced = any(announces(heading) for heading in section[-2:])
        self._told: dict[int, Reference] = {}
        self._authors_lead = False
        self._set_off = False

    def siblings(self, nodes: list[Node]) -> None:
        if self._is_contents(nodes):
            for node in nodes:
                self._found.skipped += [left for inner in node.walk() for left in inner.skipped]
            return
        items = sum(1 for node in nodes if node.is_item)
        linked = items if self._names else sum(1 for node in nodes if node.is_item and node.spans)
        plain = [bare_text(node.line.text) for node in nodes if node.is_item and not node.spans]
        self._authors_lead = authors_lead(plain)
        announced = self._announced or (linked > 0 and linked * 3 >= items)
        self._told |= told_references(nodes, self._habit, announced=announced)
        self._set_off = sum(1 for node in nodes if leads_set_off(node) or (not node.is_item and node.spans)) >= 2
        taken, first, section, numbered = 0, len(self._found.drafts), self._section, False
        for place, node in enumerate(nodes):
            if taken:
                taken -= 1
                continue
            self._found.skipped += node.skipped
            if label := heads_items(node, nodes[place + 1 : place + 2]):
                self._file(first, section)
                first, self._section = len(self._found.drafts), (*section, label)
                numbered = getattr(nodes[place + 1].block, "number", None) is not None
                continue
            if not node.is_item or (getattr(node.block, "number", None) is not None) != numbered:
                self._file(first, section)
            if ":" in node.line.text[:40] and (record := take_record(nodes[place:])):
                self._found.drafts.append(record[0])
                taken = record[1] - 1
            elif node.is_item:
                self._item(node, linked, items)
            else:
                self._paragraph(node)
        self._file(first, section)

    def _file(self, first: int, section: tuple[str, ...]) -> None:
        """Tell the drafts since `first` the label they stand below, and go back to the section's own headings."""
        if self._section != section:
            for draft in self._found.drafts[first:]:
                draft.topic = draft.topic or self._section[-1]
            self._section = section

    def _headline(self, node: Node) -> bool:
        """A first line wholly in bold, with its description below, among paragraphs that are entries."""
        line = node.line
        if not (line.breaks and line.strong and self._found.drafts):
            return False
        begin, end = line.strong[0]
        rest = bare_text(line.text[:begin] + line.text[end : line.breaks[0]])
        return not re.search(r"\w", rest) and not line.text[begin:end].rstrip().endswith((":", "：", "."))

    @staticmethod
    def _is_numbered(node: Node) -> bool:
        """`**3. Title**, who, when`: a paragraph under a numbered title."""
        line = node.line
        return bool(line.strong and line.strong[0][0] == 0 and re.match(r"\d{1,3}[.)]\s+\w", line.text))

    @staticmethod
    def _is_contents(nodes: list[Node]) -> bool:
        inside = sum(1 for node in nodes if any(left.reason == "place inside the list" for left in node.skipped))
        return inside >= 2 and inside * 3 >= len(nodes) * 2 and not any(node.spans for node in nodes)

    def _item(self, node: Node, linked: int, items: int) -> None:
        if node.spans:
            drafts = self._linked(node)
            if not drafts and emphasised_work(node.line):
                drafts = [self._named(node)]
            if drafts:
                drafts[0].checked = node.block.checked  # type: ignore[union-attr]
                self._children(node, drafts[-1])
                return
            self.siblings(node.children)
            return
        if self._is_group(node):
            self._group(node)
            return
        if node.children and (offers_parts(node.children) or is_defined(node)):
            self._titled_by_item(node)
        elif not (any(left.reason in _ELSEWHERE for left in node.skipped) or states_fact(node)) and (
            id(node) in self._told or names_resource(node.line, self._section, linked, items)
        ):
            self._several(node)
            self._children(node, self._found.drafts[-1])
        else:
            if re.search(r"\w", node.line.text):
                self._found.skipped.append(
                    Skipped(node.line.line, bare_text(node.line.text)[:120], "names no resource")
                )
            self.siblings(node.children)

    def _group(self, node: Node) -> None:
        """An item that heads a list; volumes below the title of a work take its name."""
        first = len(self._found.drafts)
        for child in node.children:
            if not child.spans and _VOLUME.match(child.line.text):
                self._named(child)
                child.spans, child.children = [], []
        volumes = self._found.drafts[first:]
        work = emphasised_work(node.line) or bare_text(node.line.text).rstrip(" :：")
        for draft in volumes:
            draft.title = f"{work}, {draft.lead.strip()}"
        self.siblings([child for child in node.children if child.line.line not in {draft.line for draft in volumes}])
        heads = bare_text(node.line.text).endswith((":", "：")) and len(work.split()) <= 8 and not volumes
        for draft in self._found.drafts[first:]:
            draft.topic = draft.topic or work
            draft.group = (work, *draft.group) if heads else draft.group

    def _linked(self, node: Node) -> list[Draft]:
        """Drafts of a line with links; a line that only mentions them gives none."""
        head = _WORK_BEFORE.match(node.line.text[: node.spans[0].start])
        if head and label_role(node.spans[0].label or "link") is None:
            self._named(Node(node.line.part(0, head.end()), [], [], node.block))
        if reason := mentions(node.line, node.spans):
            self._found.skipped += [Skipped(span.line, span.label or span.url, reason) for span in node.spans]
            return []
        drafts = read_line(node.line, node.spans)
        self._found.drafts += drafts
        return drafts

    def _named(self, node: Node) -> Draft:
        line = node.line
        text = bare_text(line.text.replace(MARK, " "))
        draft = Draft(line.line, lead=text, checked=getattr(node.block, "checked", None))
        draft.title = emphasised_work(line) or (text if text.isdecimal() else "")
        if line.breaks and line.strong and line.strong[0][1] <= line.breaks[0]:
            draft.lead, draft.rest = (
                bare_text(line.text[: line.breaks[0]]),
                bare_text(line.text[line.breaks[0] :].replace(MARK, " ")),
            )
        draft.unlinked = True
        draft.strong = tuple(cut_number(line.text[a:b]) for a, b in line.strong)
        draft.emphasis = tuple(line.text[a:b] for a, b in line.emphasis)
        if reference := self._told.get(id(node)):
            enter_reference(draft, reference)
        elif self._authors_lead and (parts := authored(text)):
            draft.title, draft.rest, draft.fields["authors"] = parts.title, parts.rest, parts.authors
        self._found.drafts.append(draft)
        return draft

    def _several(self, node: Node) -> None:
        """An item without addresses: one work, or a few that are set off alike and parted by semicolons or commas."""
        works = works_in(node.line)
        if len(works) == 1:
            self._named(node)
            return
        for begin, end in works:
            line = node.line.part(begin, end)
            self._named(Node(line, [], [], node.block))

    def _titled_by_item(self, node: Node) -> None:
        """An item that names a resource whose links stand below it."""
        draft = self._named(node)
        lone = [child for child in node.children if is_lone_address(child)]
        if len(lone) > 2 or (len(lone) == 2 and _MANY.search(draft.lead)):
            self._found.drafts.pop()
            for place, child in enumerate(lone):
                one = Draft(child.line.line, lead=draft.lead, url=child.spans[0].url, siblings=len(lone), place=place)
                self._found.drafts.append(one)
            self.siblings([child for child in node.children if child not in lone])
            return
        for child in node.children:
            if child.spans and draft.url is None and (offers_part(child) or not child.is_item):
                inner = read_line(child.line, child.spans)[0]
                draft.url = inner.url
                draft.links += inner.links
                child.spans = []
        self._children(node, draft)

    def _is_group(self, node: Node) -> bool:
        """Tell an item that only heads the list below it."""
        if any(_VOLUME.match(child.line.text) for child in node.children):
            return True
        if not node.children or not any(inner.spans for child in node.children for inner in child.walk()):
            return False
        if len(node.children) == 1 and is_lone_address(node.children[0]):
            return False
        if bare_text(node.line.text).endswith((":", "：")):
            return True
        return not offers_parts(node.children)

    def _children(self, node: Node, draft: Draft) -> None:
        """Read what stands below an entry: parts of it, or entries of their own."""
        leading = [child for child in node.children if child.is_item and leads_with_title(child)]
        if len(leading) >= 3 and len(leading) * 2 >= len(node.children):
            self.siblings(node.children)
            return
        own = [child for child in node.children if draft.named and leads_elsewhere(child, draft.url)]
        if own:
            self.siblings(own)
        for child in node.children:
            if child in own:
                continue
            for inner in child.walk():
                self._found.skipped += inner.skipped
                self._found.skipped += _attach(draft, inner)

    def _paragraph(self, node: Node) -> None:
        parts = lines_of(node)
        if len(parts) > 1:
            self._told |= told_references(parts, self._habit, announced=self._announced)
            for part in parts:
                self._found.skipped += part.skipped
                if part.spans and not part.spans[0].bare and label_role(part.spans[0].label) is None:
                    self._linked(part)
                elif leads_set_off(part):
                    self._named(part)
                else:
                    self._paragraph(part)
            return
        if sum(left.reason == "place inside the list" for left in node.skipped) >= 2 and not node.spans:
            return
        if not node.spans:
            told = id(node) in self._told or (self._set_off and leads_set_off(node))
            names = told or cited(words_of(node), set_off(node))
            if len(node.line.text) < 600 and (names or self._headline(node) or self._is_numbered(node)):
                self._named(node)
        elif node.spans:
            if is_entry_paragraph(node):
                self._linked(node)
            else:
                self._found.skipped += [
                    Skipped(span.line, span.label or span.url, "named in prose") for span in node.spans
                ]
