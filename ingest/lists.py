"""Lists and paragraphs: which items are entries, which describe one, which are prose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.blocks import Break, Paragraph
from ingest.citations import cited
from ingest.hosts import is_personal, is_wikipedia
from ingest.items import Draft, read_line, secondary_links
from ingest.keyed import fill, keyed_lines, take_record
from ingest.lines import MARK, Line, Span, split_lines
from ingest.nodes import Node, node_of
from ingest.people import authors_of, is_person
from ingest.printed import bare_text, cut_number, quoted_title
from ingest.unlinked import emphasised_work, is_prose, names_resource, works_in
from ingest.words import label_role
from library.vocabulary import Skipped

__all__ = ["Found", "describe", "read_nodes"]

_DECORATION = re.compile(r"^[\s\W_]*$")
_HEAD = re.compile(r"^\s*(?:\[\d{1,4}\]|\(?\d{1,3}[.)]|[-*+•–·▪◦‣→])\s*\S")
_WORK_BEFORE = re.compile(r"^[^《》『』]{0,20}[《『][^《》『』]+[》』][^《》『』]*[；;]")
_VOLUME = re.compile(r"(?i)^\W*(?:vol(?:ume|\.)?|part|book|band|teil|tome|tomo|том|第)\s*(?:\d|[IVX]+\b)")
_CJK = re.compile("[\u3040-\u9fff]")
_SENTENCE = re.compile(r"[.!?。！？]\s*$")


@dataclass(slots=True)
class Found:
    """Drafts of entries and what was left out."""

    drafts: list[Draft] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def read_nodes(nodes: list[Node], section: tuple[str, ...]) -> Found:
    """Read the items and paragraphs of one section."""
    found = Found()
    _Reader(section, found).siblings(nodes)
    return found


def describe(draft: Draft, nodes: list[Node]) -> list[Skipped]:
    """Attach what stands under an entry heading to its entry; give the links that are no part of it."""
    skipped: list[Skipped] = []
    for root in nodes:
        for node in root.walk():
            skipped += node.skipped
            keyed = [] if node.is_item else keyed_lines(node)
            for pair in keyed:
                fill(draft, pair)
            skipped += _attach(draft, node)
    return skipped


def _attach(draft: Draft, node: Node) -> list[Skipped]:
    """Make the links of a descriptive line secondary links of its entry, as far as they belong to it."""
    skipped = []
    if draft.url is None and node.spans and _is_bare_lead(node):
        draft.url = node.spans[0].url
    elif not draft.rest and not node.spans:
        draft.rest = bare_text(node.line.text)
    for link, mention in secondary_links(node.spans, draft.url):
        if mention:
            skipped.append(Skipped(node.line.line, link.label or link.url, "named in a description"))
        else:
            draft.links.append(link)
    return skipped


def _is_bare_lead(node: Node) -> bool:
    """Tell a link at the head of its printed line, or behind a mere label."""
    lead = node.line.printed_before(node.spans[0])
    return not re.search(r"\w", lead) or label_role(lead) is not None


class _Reader:
    """Reads siblings, and the lists below them."""

    def __init__(self, section: tuple[str, ...], found: Found) -> None:
        self._section = section
        self._found = found

    def siblings(self, nodes: list[Node]) -> None:
        if self._is_contents(nodes):
            for node in nodes:
                self._found.skipped += [left for inner in node.walk() for left in inner.skipped]
            return
        linked = sum(1 for node in nodes if node.is_item and node.spans)
        items = sum(1 for node in nodes if node.is_item)
        taken = 0
        for place, node in enumerate(nodes):
            if taken:
                taken -= 1
                continue
            self._found.skipped += node.skipped
            if ":" in node.line.text[:40] and (record := take_record(nodes[place:])):
                self._found.drafts.append(record[0])
                taken = record[1] - 1
            elif node.is_item:
                self._item(node, linked, items)
            else:
                self._paragraph(node)

    def _headline(self, node: Node) -> bool:
        """A first line wholly in bold, with its description below, among paragraphs that are entries."""
        line = node.line
        if not (line.breaks and line.strong and self._found.drafts):
            return False
        begin, end = line.strong[0]
        rest = bare_text(line.text[:begin] + line.text[end : line.breaks[0]])
        return not re.search(r"\w", rest) and not line.text[begin:end].rstrip().endswith((":", "：", "."))

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
        if node.children and (_offers(node.children) or _is_defined(node)):
            self._titled_by_item(node)
        elif not node.skipped and names_resource(node.line, self._section, linked, items):
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
        for draft in self._found.drafts[first:]:
            draft.topic = draft.topic or work

    def _linked(self, node: Node) -> list[Draft]:
        """Drafts of a line with links; a line that only mentions them gives none."""
        head = _WORK_BEFORE.match(node.line.text[: node.spans[0].start])
        if head and label_role(node.spans[0].label or "link") is None:
            self._named(Node(node.line.part(0, head.end()), [], [], node.block))
        if reason := _mentions(node.line, node.spans):
            self._found.skipped += [Skipped(span.line, span.label or span.url, reason) for span in node.spans]
            return []
        drafts = read_line(node.line, node.spans)
        self._found.drafts += drafts
        return drafts

    def _named(self, node: Node) -> Draft:
        line = node.line
        text = bare_text(line.text.replace(MARK, " "))
        draft = Draft(line.line, lead=text, checked=getattr(node.block, "checked", None))
        draft.title = emphasised_work(line)
        if line.breaks and line.strong and line.strong[0][1] <= line.breaks[0]:
            draft.lead, draft.rest = bare_text(line.text[: line.breaks[0]]), bare_text(line.text[line.breaks[0] :])
        draft.unlinked = True
        draft.strong = tuple(line.text[a:b] for a, b in line.strong)
        draft.emphasis = tuple(line.text[a:b] for a, b in line.emphasis)
        self._found.drafts.append(draft)
        return draft

    def _several(self, node: Node) -> None:
        """An item without addresses: one work, or a few that are set off alike and parted by semicolons or commas."""
        for begin, end in works_in(node.line):
            line = node.line.part(begin, end)
            self._named(Node(line, [], [], node.block))

    def _titled_by_item(self, node: Node) -> None:
        """An item that names a resource whose links stand below it."""
        draft = self._named(node)
        for child in node.children:
            if child.spans and draft.url is None and (_is_bare_lead(child) or not child.is_item):
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
        if bare_text(node.line.text).endswith((":", "：")):
            return True
        return not _offers(node.children)

    def _children(self, node: Node, draft: Draft) -> None:
        """Read what stands below an entry: parts of it, or entries of their own."""
        leading = [child for child in node.children if child.is_item and _leads_with_title(child)]
        if len(leading) >= 3 and len(leading) * 2 >= len(node.children):
            self.siblings(node.children)
            return
        for child in node.children:
            for inner in child.walk():
                self._found.skipped += inner.skipped
                self._found.skipped += _attach(draft, inner)

    def _paragraph(self, node: Node) -> None:
        parts = _lines_of(node)
        if len(parts) > 1:
            for part in parts:
                self._found.skipped += part.skipped
                self._paragraph(part)
            return
        if not node.spans:
            text = cut_number(bare_text(node.line.text))
            strong = tuple(node.line.text[a:b] for a, b in (*node.line.strong, *node.line.emphasis))
            if len(text) < 600 and (cited(text, strong) or self._headline(node)):
                self._named(node)
        elif node.spans:
            if _is_entry_paragraph(node):
                self._linked(node)
            else:
                self._found.skipped += [
                    Skipped(span.line, span.label or span.url, "named in prose") for span in node.spans
                ]


def _first_line(line: Line) -> str:
    """The text up to the first line break."""
    return line.text[: line.breaks[0]] if line.breaks else line.text


def _lines_of(node: Node) -> list[Node]:
    """Cut a paragraph whose lines are entries of their own: each has a number, a bullet or a link at its head."""
    if not any(isinstance(run, Break) for run in node.block.inlines):
        return [node]
    parts = [
        node_of(Paragraph(runs, line, node.block.depth))
        for runs, line in split_lines(node.block.inlines, node.line.line)
    ]
    heads = sum(1 for part in parts if _HEAD.match(part.line.text) or _is_bare_lead_of(part))
    return parts if heads >= 2 and heads * 3 >= len(parts) * 2 else [node]


def _is_bare_lead_of(node: Node) -> bool:
    return bool(node.spans) and not re.search(r"\w", node.line.text[: node.spans[0].start])


def _is_defined(node: Node) -> bool:
    """Tell a term whose definition holds its link: no list stands below it, and no link there has a title."""
    spans = [span for child in node.children for span in child.spans]
    untitled = all(span.bare or label_role(span.label) is not None for span in spans)
    return bool(spans) and untitled and not any(child.is_item for child in node.children)


def _offers(children: list[Node]) -> bool:
    """Tell a list that offers the parts of one resource: a file, slides, code."""
    leading = [child for child in children if child.spans and _is_bare_lead(child)]
    return any(child.spans[0].bare or label_role(child.spans[0].label) is not None for child in leading)


def _leads_with_title(node: Node) -> bool:
    if not node.spans or label_role(node.spans[0].label) is not None or node.spans[0].bare:
        return False
    return bool(_DECORATION.match(node.line.text[: node.spans[0].start]))


def _mentions(line: Line, spans: list[Span]) -> str:
    """Why a line with links offers none of them; empty when it does."""
    first = spans[0]
    lead = cut_number(bare_text(line.text[: first.start]))
    if is_personal(first.url) and is_person(first.label) and len(spans) == 1 and not lead:
        return "page of a person"
    if not lead or first.bare or label_role(first.label) is not None:
        return ""
    if is_wikipedia(first.url) and not lead.endswith((":", "-", "–", ".", ",")):
        return "encyclopedia on a term"
    return "named in a sentence" if _is_told(lead, line.text[first.end :]) else ""


def _is_told(lead: str, after: str) -> bool:
    """Tell words around a link that make a sentence from a label before a title."""
    words = len(lead.split())
    if words >= 5 and re.search(r"[.!?]\s+(?:I|We|You|It|They)\b", lead):
        return True
    if not lead.isascii() and len(lead) > 12:
        words = max(words, len(lead) // 3)
    if words > 8 and not lead.endswith((":", "-", "–", "—", ".", ",")) and not quoted_title(lead):
        return True
    return bool(_CJK.match(after) and _CJK.match(lead[-1]) and not lead.endswith(("：", "、")))


def _is_entry_paragraph(node: Node) -> bool:
    """Tell a paragraph that is an entry from prose that holds links."""
    block, line, spans = node.block, node.line, node.spans
    first = spans[0]
    lead = cut_number(bare_text(line.text[: first.start]))
    after = bare_text(_first_line(line)[first.end :])
    if lead and len(after) < 60 and not first.bare and authors_of(lead, inverted=True) and lead.endswith((",", ":", ".")):
        return True
    if getattr(block, "quoted", False):
        return False
    generic = first.bare or label_role(first.label) is not None
    if first.bare and is_prose(lead) and not lead.endswith((":", "“", '"')):
        return False
    if generic and re.search(r"\w", lead):
        return len(lead.split()) <= 40 and not _mentions(line, spans) and _closes(lead, after, first)
    if re.search(r"\w", lead):
        return len(lead.split()) <= 6 and lead.endswith((":", "-", "–")) and len(after.split()) <= 30
    if is_wikipedia(first.url) or (first.label[:1].islower() and not after):
        return False
    return not after or (bool(re.match(r"[-–—:,(\[|.;]|by\s", after)) and len(after.split()) <= 80)


def _closes(lead: str, after: str, span: Span) -> bool:
    """Tell a generic link that closes what was said before from one inside a sentence."""
    if span.bare:
        return len(after.split()) <= 8 or lead.endswith((":", "-", "–", ",", ".", "”", '"'))
    return lead.endswith((".", ",", ":", "-", "–", "|", '"', "”", "[", "(", ")", "[[")) or not after
