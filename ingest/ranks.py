"""Single links: which can lead to a resource at all, what their labels rank them, what they are beside another."""

from __future__ import annotations

import re

from ingest.hosts import host_of, host_role, is_badge, is_document, is_personal, is_relative, is_root, is_wikipedia
from ingest.lines import Line, Span
from ingest.words import LabelRole, ending_role, label_role, stands_as_title
from library.vocabulary import LINK_ROLES, Link, LinkRole, Skipped

__all__ = ["is_mention", "rank", "secondary", "secondary_links", "usable_spans"]

# Where people meet; a badge when it is a picture.
_CHAT = re.compile(r"(?i)https?://(?:www\.)?(?:discord\.(?:gg|com)|gitter\.im)/\w")
_OWNED_PAGE = re.compile(r"[A-ZÀ-Þ]\w+['’]s? (?:page|site|website|web site|homepage)")
_CODE_WORD = re.compile(r"(?i)\b(?:code|github|git|repo|repository|implementations?)\b")
_PAGE = re.compile(r"(?i)\.(?:html?|php|aspx?)$")
_ROLES: dict[str | None, LinkRole] = {role: role for role in LINK_ROLES}


def usable_spans(line: Line) -> tuple[list[Span], list[Skipped]]:
    """Separate the links that may lead to a resource from pictures, badges and places inside the list."""
    usable: list[Span] = []
    skipped: list[Skipped] = []
    written = any(not span.picture for span in line.spans) or len(line.text.strip()) > 3
    for span in line.spans:
        if reason := _useless(span, alone=not written):
            skipped.append(Skipped(span.line, span.label or span.url, reason))
        else:
            usable.append(span)
    if len(usable) > 1 and _is_menu(line, usable):
        return [], [*skipped, *(Skipped(span.line, span.label or span.url, "navigation") for span in usable)]
    return usable, skipped


def _is_menu(line: Line, spans: list[Span]) -> bool:
    """Tell `People | Events | Contact`: nothing but pages of the same site."""
    if not all(is_relative(span.url) and _PAGE.search(span.url) for span in spans) or "|" not in line.text:
        return False
    return len(re.sub(r"[\W_]", "", line.text)) - sum(len(re.sub(r"[\W_]", "", span.label)) for span in spans) < 12


_SCHEMES = {
    "": "link without target",
    "javascript": "link without target",
    "data": "link without target",
    "#": "place inside the list",
    "mailto": "mail address",
    "tel": "mail address",
    "file": "file of the writer's own machine",
}


def _useless(span: Span, *, alone: bool) -> str:
    url = span.url.strip()
    if reason := _SCHEMES.get(url.partition(":")[0] if ":" in url[:12] else url[:1]):
        return reason
    if url.rstrip("/") in {"http:", "https:"}:
        return "link without target"
    if is_badge(url) and (span.picture or not _CHAT.match(url)):
        return "badge, licence or upkeep link"
    if span.picture and not (alone and len(span.label.split()) > 1):
        return "picture"
    if not span.bare and is_relative(url) and not is_document(url):
        return "page of the list itself"
    return ""


def rank(span: Span) -> LabelRole | None:
    """Role of a label that is no title; a bare address has the role of the thing itself."""
    if span.bare:
        return "self"
    role = label_role(span.label)
    if span.leads:
        return None if role and stands_as_title(span.label) else role
    role = role or ending_role(span.label)
    if role is None and host_role(span.url) == "code" and len(span.label) <= 24 and _CODE_WORD.search(span.label):
        return "code"
    if role is None and _OWNED_PAGE.fullmatch(span.label):
        return "self"
    # One small word after a title says what is linked: `facsímil`, `annotated`, `zenodo`.
    return role or (
        "other" if span.after_words and span.label.islower() and span.label.isalpha() and len(span.label) < 14 else None
    )


def secondary(span: Span) -> Link:
    """Make a secondary link; its label tells its role, else its host."""
    label = None if span.bare else label_role(span.label)
    role: LinkRole
    if is_personal(span.url):
        role = "author"
    elif label in {None, "self", "paper", "other"}:
        role = host_role(span.url)
    else:
        role = _ROLES[label]
    return Link(span.url, role, span.label.strip("[] "))


def secondary_links(spans: list[Span], main: str | None) -> list[tuple[Link, bool]]:
    """Give the links of a descriptive line, and whether each is only a mention of something else."""
    owner = Span(0, 0, main or "", "", 0)
    return [(secondary(span), is_mention(span, owner)) for span in spans if span.url != main]


def is_mention(span: Span, main: Span) -> bool:
    """Tell a link on a term, a person or a mere tool from one that belongs to the entry."""
    if is_wikipedia(span.url):
        return True
    if rank(span) not in {None, "other"}:
        return False
    return is_root(span.url) and host_of(span.url) != host_of(main.url) and len(span.label.split()) <= 2
