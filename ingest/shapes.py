"""What the shape of a line tells: whether its links lead somewhere, belong to something, or are only named."""

from __future__ import annotations

import re

from ingest.blocks import Break, Paragraph
from ingest.citations import cited
from ingest.hosts import host_of, host_role, is_personal, is_wikipedia
from ingest.lines import MARK, Line, Span, split_lines
from ingest.nodes import Node, node_of
from ingest.people import authors_of, is_person, surely_person
from ingest.printed import bare_text, cut_number, quoted_title
from ingest.unlinked import is_prose
from ingest.words import label_role, section_class

__all__ = [
    "heads_items",
    "is_defined",
    "is_entry_paragraph",
    "is_lone_address",
    "leads_elsewhere",
    "leads_set_off",
    "leads_with_title",
    "lines_of",
    "mentions",
    "offers_part",
    "offers_parts",
]

_TELLS = re.compile(r"[.!?]\s+(?:I|We|You|See|My|Our)\b.*\b(?:at|on|in|to|here|see)\s*$")
_DECORATION = re.compile(r"^[\s\W_]*$")
_HEAD = re.compile(r"^\s*(?:\[\d{1,4}\]|\(?\d{1,3}[.)]|[-*+•–·▪◦‣→])\s*\S")
_MADE_WITH = re.compile(
    r"(?i)\b(?:formatted|generated|built|powered|made|created|typeset|compiled|exported|gesendet|erstellt)"
    r" (?:with|by|using|from|mit)(?: [\w.]+)?"
    r"\s*\(?$"
)
_POINTS = re.compile(r"(?i)\b(?:here|hier|ici|aquí|aqui|qui|здесь|тут|dort)\s*:$")
_LABEL = re.compile(r"\W*[\w -]{3,24}[:：]\s*")
_SEE = re.compile(r"(?i)(?:see|cf|via|siehe|vgl|voir|ver|см)\W*")
_REMARK = re.compile(r"^[a-zà-ÿ][^:.]{2,20}:\s+(?=[A-ZÀ-Þ])")
_OCCASION = re.compile(
    r"(?i)(?:\d|(?:week|day|session|lecture|meeting|class|unit|module|part|chapter|lesson|step|note|tip|update[ds]?|warning"
    r"|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b\.?(?:\s*\d|\W*$))"
)
# `[EN] [Title](…)`: what a title is filed under stands in brackets in front of it.
_TAGS_BEFORE = re.compile(r"^(?:[\[(][^\[\]()]{1,14}[\])]\s*)+$")
_CJK = re.compile("[\u3040-\u9fff]")


def offers_part(node: Node) -> bool:
    """Tell a link at the head of its printed line, or behind a mere label."""
    lead = node.line.printed_before(node.spans[0])
    return not re.search(r"\w", lead) or label_role(lead) is not None


def _first_line(line: Line) -> str:
    """The text up to the first line break."""
    return line.text[: line.breaks[0]] if line.breaks else line.text


def lines_of(node: Node) -> list[Node]:
    """Cut a paragraph whose lines are entries of their own: each has a number, a bullet or a link at its head."""
    if not any(isinstance(run, Break) for run in node.block.inlines):
        return [node]
    parts = [
        node_of(Paragraph(runs, line, node.block.depth))
        for runs, line in split_lines(node.block.inlines, node.line.line)
    ]
    heads = sum(
        1
        for part in parts
        if _HEAD.match(part.line.text)
        or _leads_bare(part)
        or _is_labelled_line(part)
        or _cites(part)
        or _closes_with_address(part)
        or _is_citation(part)
        or leads_set_off(part)
    )
    return parts if heads >= 2 and heads * 3 >= len(parts) * 2 else [node]


def leads_set_off(node: Node) -> bool:
    """Tell a short line without address that begins with a title in bold or italics and says something about it."""
    line = node.line
    stretches = [(a, b) for a, b in (*line.strong, *line.emphasis) if not re.search(r"\w", line.text[:a])]
    if node.is_item or node.spans or not stretches or len(line.text) > 240:
        return False
    title = line.text[slice(*stretches[0])].strip()
    after = line.text[stretches[0][1] :].strip()
    named = len(title) > 3 and len(title.split()) <= 14 and title[0].isupper() and title[-1] not in ":.!?："
    if _OCCASION.match(title) or (is_person(title) and surely_person(title)):
        return False
    return named and label_role(title) is None and bool(re.match(r"[,(–—-]|by\s", after))


def _is_labelled_line(node: Node) -> bool:
    """`**Talk:** …` with a link on its line."""
    line = node.line
    if not node.spans or not line.strong or line.strong[0][0] > 0 or line.strong[0][1] > node.spans[0].start:
        return False
    end = line.strong[0][1]
    return line.text[:end].rstrip().endswith((":", "：")) or line.text[end:].lstrip().startswith((":", "："))


def _closes_with_address(node: Node) -> bool:
    """Tell a short name with its address behind it."""
    if len(node.spans) != 1 or not node.spans[0].bare or re.search(r"\w", node.line.text[node.spans[0].end :]):
        return False
    lead = bare_text(node.line.text[: node.spans[0].start])
    return bool(re.search(r"\w", lead)) and len(lead.split()) <= 16 and not is_prose(lead)


def _is_citation(node: Node) -> bool:
    """Tell a citation without address."""
    line = node.line
    emphasis = tuple(line.text[a:b] for a, b in (*line.emphasis, *line.strong))
    return not node.spans and cited(cut_number(bare_text(line.text)), emphasis) is not None


def _cites(node: Node) -> bool:
    """Tell a citation that ends in a link to the work."""
    if not node.spans or (not node.spans[0].bare and label_role(node.spans[0].label) is None):
        return False
    line = node.line
    lead = bare_text(line.text[: node.spans[0].start]).rstrip("[( ")
    lead = _REMARK.sub("", lead)
    return cited(lead, tuple(line.text[a:b] for a, b in (*line.emphasis, *line.strong))) is not None


def _leads_bare(node: Node) -> bool:
    return bool(node.spans) and not re.search(r"\w", node.line.text[: node.spans[0].start])


def heads_items(node: Node, following: list[Node]) -> str:
    """Give the words of a paragraph that only says what the items below it are; empty when it says more."""
    line = node.line
    if node.is_item or node.spans or not following or not following[0].is_item:
        return ""
    text = bare_text(line.text)
    closes = text.endswith((":", "：")) or (line.strong and line.strong[0][1] - line.strong[0][0] >= len(line.text) - 2)
    if not 0 < len(text.split()) <= (8 if closes else 3) or text[-1] in ".!?…,;":
        return ""
    named = re.search(r"[^\W\d_]", text) and (text[0].isupper() or text[0].isdigit() or not text[0].isascii())
    return text.strip(" :：*_") if named else ""


def is_defined(node: Node) -> bool:
    """Tell a term whose definition holds its link: no list stands below it, and no link there has a title."""
    spans = [span for child in node.children for span in child.spans]
    untitled = all(span.bare or label_role(span.label) is not None for span in spans)
    return bool(spans) and untitled and not any(child.is_item for child in node.children)


def is_lone_address(node: Node) -> bool:
    """Tell an item that is an address and nothing else."""
    lone = len(node.spans) == 1 and node.spans[0].bare and not node.children
    return lone and not re.search(r"\w", node.line.text.replace(MARK, " "))


def offers_parts(children: list[Node]) -> bool:
    """Tell a list that offers the parts of one resource: a file, slides, code."""
    leading = [child for child in children if child.spans and offers_part(child)]
    return any(child.spans[0].bare or label_role(child.spans[0].label) is not None for child in leading)


def leads_with_title(node: Node) -> bool:
    """Tell an item that begins with a linked title."""
    if not node.spans or label_role(node.spans[0].label) is not None or node.spans[0].bare:
        return False
    return bool(_DECORATION.match(node.line.text[: node.spans[0].start]))


def leads_elsewhere(node: Node, owner: str | None) -> bool:
    """Tell an item with a title of its own that leads to another site than the one it stands below."""
    if not node.is_item or not node.spans or not owner or node.spans[0].bare:
        return False
    span = node.spans[0]
    lead = node.line.text[: span.start]
    if label_role(span.label) is not None or not (_DECORATION.match(lead) or _LABEL.fullmatch(lead)):
        return False
    titled = " " in span.label and label_role(re.split(r"[\s:]", span.label)[0]) is None
    described = re.match(r"\s*(?:[–—:-]|--)\s", node.line.text[span.end :])
    # What two writers put on one platform has no more in common than that.
    shared = host_role(owner) in {"video", "code", "discussion", "preprint"}
    return bool(titled or described) and (shared or host_of(span.url) != host_of(owner))


def mentions(line: Line, spans: list[Span]) -> str:
    """Why a line with links offers none of them; empty when it does."""
    first = spans[0]
    lead = cut_number(bare_text(line.text[: first.start]))
    if _MADE_WITH.search(lead) or (":" in lead and section_class(lead.split(":")[0]) == "upkeep"):
        return "about the list itself"
    if is_personal(first.url) and is_person(first.label) and len(spans) == 1 and not lead:
        return "page of a person"
    if first.bare:
        told = _SEE.fullmatch(lead) or (_TELLS.search(lead) and is_prose(lead))
        return "named in a sentence" if told else ""
    # After a title in bold all is about it.
    titled = (line.strong and not bare_text(line.text[: line.strong[0][0]])) or any(
        re.fullmatch(r"\W+", line.text[end : first.start]) for _, end in line.emphasis if end < first.start
    )
    return "" if not lead or titled or label_role(first.label) is not None else _told(line, lead, first)


def _told(line: Line, lead: str, first: Span) -> str:
    """Why a titled link behind words is only mentioned by them."""
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


def is_entry_paragraph(node: Node) -> bool:
    """Tell a paragraph that is an entry from prose that holds links."""
    block, line, spans = node.block, node.line, node.spans
    first = spans[0]
    lead = _TAGS_BEFORE.sub("", cut_number(bare_text(line.text[: first.start])))
    after = bare_text(_first_line(line)[first.end :])
    if lead.endswith((",", ":", ".")) and len(after) < 60 and not first.bare and authors_of(lead, inverted=True):
        return True
    if _cites(node) and len(after) < 90:
        return True
    if getattr(block, "quoted", False) or (first.bare and _POINTS.search(lead) and len(lead.split()) > 3):
        return False
    if re.search(r"[^\W\d_]", lead):
        return _is_labelled(lead, after, first) and not mentions(line, spans)
    if is_wikipedia(first.url) or (first.label[:1].islower() and not after and ":" not in first.label):
        return False
    named = (
        after
        and (first.strong or authors_of(after))
        and len(after.split()) <= 12
        and (after[-1] not in ".!?" or "et al" in after)
    )
    return not after or bool(named) or (bool(re.match(r"[-–—:,(\[|.;/]|by\s", after)) and len(after.split()) <= 80)


def _is_labelled(lead: str, after: str, span: Span) -> bool:
    """Tell words before a link that are a title or a label, not a sentence."""
    if span.bare and is_prose(lead) and not lead.endswith((":", "“", '"')):
        return False
    if not span.bare and label_role(span.label) and is_prose(lead) and not (cited(lead) or quoted_title(lead)):
        return False
    if span.bare or label_role(span.label) is not None:
        return len(lead.split()) <= 40 and _closes(lead, after, span)
    return len(lead.split()) <= 6 and lead.endswith((":", "-", "–")) and len(after.split()) <= 30


def _closes(lead: str, after: str, span: Span) -> bool:
    """Tell a generic link that closes what was said before from one inside a sentence."""
    if span.bare:
        return len(after.split()) <= 8 or lead.endswith((":", "-", "–", ",", ".", "”", '"'))
    return lead.endswith((".", ",", ":", "-", "–", "|", '"', "”", "[", "(", ")", "[[")) or not after
