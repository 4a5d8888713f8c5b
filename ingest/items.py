"""One printed line becomes drafts of entries: which link leads, which ones only belong to it, what is the title.

A line is read from left to right in groups: a group is one resource with the links that belong to it. A new
group begins where another link of the same rank follows after a mere connective.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.hosts import is_personal, is_root, is_wikipedia, url_key
from ingest.lines import MARK, Line, Span
from ingest.printed import bare_text, cut_number
from ingest.ranks import is_mention, rank, secondary
from ingest.words import LabelRole, ending_role, label_role
from library.vocabulary import LINK_ROLES, Link, Skipped

__all__ = ["Draft", "merged_links", "read_line"]


@dataclass(slots=True)
class Draft:
    """What one resource looks like in its line, before its title is made."""

    line: int
    lead: str = ""
    label: str = ""
    url: str | None = None
    rest: str = ""
    strong: tuple[str, ...] = ()
    emphasis: tuple[str, ...] = ()
    links: list[Link] = field(default_factory=list)
    siblings: int = 1
    place: int = 0
    checked: bool | None = None
    title: str = ""
    unlinked: bool = False
    named: bool = False
    topic: str = ""
    group: tuple[str, ...] = ()
    kind_weight: float = 0.0
    mentioned: list[Skipped] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


_CONNECTIVE = re.compile(
    r"^\s*(?:[)\]）]\s*)?(?:[(\[（][^()\[\]（）]{0,80}[)\]）]\s*|[\"”’'*.]\s*|(?:ch(?:apters?)?|sec(?:tions?)?|parts?"
    r"|pp?)\.?\s[\d.,–-]+\s*)*"
    r"(?:(?:by|von|par)\s[A-ZÀ-Þ][^,;|()]{2,40})?"
    r"(?:[,;/|·•&+、，；／｜]|(?:\band|\bund|\bet|\by|\be|\bor|\bplus|\balso|\bas well as"
    r"|以及|和|与|與|及|、|跟|\bи)(?=\s|\W|$))"
    r"(?P<more>.*)$",
    re.DOTALL,
)
_SEMICOLON = re.compile(r"^,?[^;()]{0,60}\b(?:1[5-9]|20)\d{2}\)?;\s*(?P<more>[^;()]{0,40})$")
_EDGE = re.compile(r"^[\s:：,，]+|[\s:：,，见見]+$")
_DESCRIBES = re.compile(r"^\s*(?:[)\]]\s*)?(?:[–—:-]|--|is\b|are\b|was\b|,\s*(?:which|that|where|an? |the )\b|：)")
_BRACKET = re.compile(r"[()\[\]（）【】]")
_POSSESSIVE = re.compile(r"^,\s+(?:the\s)?[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2}['’]s?\s*$")
_EMPTY_BRACKETS = re.compile(r"[(\[（【]+[\s,;|/·•&]*[)\]）】]+")
_PRECEDENCE: dict[LabelRole | None, int] = {
    "paper": 0, "self": 0, "data": 0, "site": 1, "preprint": 1, "video": 2, "slides": 3,
}  # fmt: skip
_ACCOMPANIES = re.compile(r"(?i)\b(?:notes|docs|documentation|exercises|solutions|handouts|summary|transcript)\b")
_FILED = re.compile(r"^(?:\[[^\[\]]{1,14}\]\s*)+$")
_AND = re.compile(r"(?i)^(?:and|und|et|y|e|or|plus|и|和|与)$")
_STRUCTURE = re.compile(r"[\s()\[\]{}（）【】「」|/·•,;:.–—*_~`'\"“”-]+")


def read_line(line: Line, spans: list[Span]) -> list[Draft]:
    """Read one line that holds links into drafts, one per resource."""
    for span in spans:
        words = len(_plain(line.text[: span.start]).split())
        span.leads, span.after_words = words == 0, words >= 3
    groups = _groups(line, spans)
    drafts = []
    for number, group in enumerate(groups):
        end = groups[number + 1].begin if number + 1 < len(groups) else len(line.text)
        drafts.append(_draft(line, group, end))
    _share_label(drafts, groups)
    topic = drafts[0].lead if drafts[0].lead.rstrip().endswith((":", "：")) else ""
    for draft in drafts:
        draft.topic = topic.strip(" *:：") if draft.named else ""
    return drafts


@dataclass(slots=True)
class _Group:
    """The links of one resource; `begin` is where its own words start."""

    begin: int
    spans: list[Span]
    labelled: bool

    @property
    def end(self) -> int:
        return self.spans[-1].end


def _groups(line: Line, spans: list[Span]) -> list[_Group]:
    groups: list[_Group] = []
    described = False
    for number, span in enumerate(spans):
        if not groups:
            groups.append(_Group(0, [span], rank(span) is None))
            continue
        last = spans[number - 1]
        between = line.text[last.end : span.start]
        if groups[-1].labelled and _in_brackets(line.text[groups[-1].spans[0].end : span.start]):
            groups[-1].spans.append(span)
            continue
        begin = _bold_title(line, last.end, span)
        if begin is None and not described:
            begin = _new_group(groups[-1], last, span, between)
        if begin is None:
            groups[-1].spans.append(span)
            described = described or bool(_DESCRIBES.match(between) and len(_STRUCTURE.sub("", between)) > 3)
        else:
            groups.append(_Group(last.end + begin, [span], rank(span) is None))
    return groups


def _in_brackets(between: str) -> bool:
    """Tell a place after a title that stands in brackets opened there: what it links belongs to the title."""
    depth = 0
    for sign in _BRACKET.findall(between):
        depth = depth + 1 if sign in "([（【" else max(0, depth - 1)
    return depth > 0


def _bold_title(line: Line, start: int, span: Span) -> int | None:
    """Offset of a title in bold before a link that has none: a new resource, even inside a description."""
    if rank(span) is None:
        return None
    for begin, end in line.strong:
        stretch = line.text[begin:end].strip(" .,:;*()[]")
        if start <= begin and end <= span.start and len(stretch.split()) >= 2 and stretch[0].isupper():
            between = line.text[end : span.start]
            return begin - start if len(between) <= 60 and "." not in between.strip()[:-1] else None
    return None


def _new_group(group: _Group, last: Span, span: Span, between: str) -> int | None:
    """Offset in `between` where a new resource begins, None when the link belongs to the one before."""
    if _belongs(span, group.spans[0]):
        return None
    if rank(span) is not None and not span.bare:
        return 0 if _is_equal(group, last, span, between) else None
    if span.bare and last.bare and not between.strip():
        return 0
    describes = _DESCRIBES.match(between) and not _POSSESSIVE.match(between)
    found = None if describes else _SEMICOLON.match(between) or _CONNECTIVE.match(between)
    if found is None:
        return None
    more = found.group("more")
    named = _EDGE.sub("", more)
    if span.bare and (label_role(named) or ending_role(named)) not in {None, "self"}:
        return None
    too_long = len(more.split()) > 7 or len(more) > 60 or re.search(r"(?<!\bal)[.!?。]\s|\(", more)
    unnamed = span.bare and group.labelled and not more.strip(" :")
    # After a mere `Publisher's page` a label in small letters says what else there is.
    beside = not group.labelled and group.begin == 0 and span.label[:1].islower() and not more.strip()
    return None if too_long or unnamed or beside else found.start("more")


def _belongs(span: Span, first: Span) -> bool:
    """Tell a link that is no resource beside the first: its address again, a term, a person, a page below it."""
    own, whole = url_key(span.url), url_key(first.url)
    part = span.bare and own.startswith(f"{whole}/") and not is_root(first.url)
    return own == whole or part or is_wikipedia(span.url) or is_personal(span.url)


def _is_equal(group: _Group, last: Span, span: Span, between: str) -> bool:
    """Tell `[Link], [Link]` after one label: resources of equal rank."""
    selves = not group.labelled and label_role(span.label) == "self" and rank(last) == "self"
    return selves and not last.bare and len(_STRUCTURE.sub("", between)) <= 3


def _draft(line: Line, group: _Group, end: int) -> Draft:
    """Choose the main link of a group and lay out the words around it."""
    first = group.spans[0]
    lead = line.text[group.begin : first.start]
    main = _main_span(group, bool(_STRUCTURE.sub("", _plain(lead))))
    if main is not first and rank(main) is None:
        lead = _words(line, group.begin, main.start, group.spans)
    starts = line.line if group.begin == 0 and re.search(r"\w", lead) else main.line
    draft = Draft(starts, url=main.url, label="" if main.bare else main.label)
    draft.named = not main.bare and rank(main) is None
    draft.lead = _plain(lead)
    if main.shown and not re.search(r"\w", _FILED.sub("", draft.lead)):
        draft.label, draft.named, draft.lead = main.shown, True, ""
    draft.rest = _plain(_words(line, max(first.end, main.end if rank(main) is None else 0), end, group.spans))
    draft.strong = _stretches(line, line.strong, group.begin, end)
    draft.emphasis = _stretches(line, line.emphasis, group.begin, end)
    for span in group.spans:
        if span is main:
            continue
        if is_mention(span, main):
            draft.mentioned.append(Skipped(span.line, span.label or span.url, "named in a description"))
        else:
            draft.links.append(secondary(span))
    return draft


def _stretches(line: Line, stretches: list[tuple[int, int]], begin: int, end: int) -> tuple[str, ...]:
    texts = (line.text[a:b] for a, b in stretches if begin <= a and b <= end)
    return tuple(text for text in texts if MARK not in text)


def _words(line: Line, begin: int, end: int, spans: list[Span]) -> str:
    """The words of a stretch without the labels that only say what a link is."""
    pieces, done = [], begin
    for span in spans:
        if begin <= span.start and span.end <= end and rank(span) is not None:
            pieces.append(line.text[done : span.start])
            done = span.end
    pieces.append(line.text[done:end])
    return " ".join(pieces)


def _plain(text: str) -> str:
    return bare_text(_EMPTY_BRACKETS.sub(" ", text.replace(MARK, " ")))


def _main_span(group: _Group, worded: bool) -> Span:
    """The first link that leads to the resource itself: paper before code, video before slides."""
    spans = [span for span in group.spans if not (is_personal(span.url) or is_wikipedia(span.url))] or group.spans
    first = spans[0]
    if rank(first) is None or first.bare:
        return first
    if not worded and (titled := next((span for span in spans if rank(span) is None), None)):
        return titled
    roles = [span for span in spans if not span.bare and rank(span) is not None]
    return min(roles, key=lambda span: (_precedence(span), span.start))


def _precedence(span: Span) -> int:
    """Order of the links of one resource: the thing itself before what accompanies it."""
    return 2 if _ACCOMPANIES.search(span.label) else _PRECEDENCE.get(rank(span), 4)


def merged_links(line: Line, spans: list[Span], main: str | None, field: str | None) -> list[Link]:
    """Give the links of a table cell, best first; the column says what a bare label does not."""
    group = _Group(0, spans, labelled=False)
    first = None if main else _main_span(group, worded=True)
    ordered = sorted(spans, key=lambda span: span is not first)
    role = field if field in LINK_ROLES else None
    links = [secondary(span) for span in ordered]
    return [replace(link, role=role) if role and link.role == "other" else link for link in links]


def _share_label(drafts: list[Draft], groups: list[_Group]) -> None:
    """Give equal links after one label that label, and let each know that it is one of several."""
    unlabelled = [draft for draft, group in zip(drafts, groups, strict=True) if not group.labelled]
    if len(unlabelled) < 2:
        return
    for before, draft in pairwise(drafts):
        if (not cut_number(draft.lead).strip(" ,;:/|&-–—()[]") and not draft.label.strip()) or (
            label_role(draft.label) == "self" and not _AND.sub("", _STRUCTURE.sub("", draft.lead))
        ):
            draft.lead = before.lead
            draft.place = before.place + 1
            count = draft.place + 1
            for sibling in drafts:
                if sibling.lead == draft.lead:
                    sibling.siblings = count
