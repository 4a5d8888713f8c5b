"""The words of the house as frozen dataclasses: what readers return, what is stored, what is advised.

Only data lives here; a type carries no behaviour beyond its fields.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

__all__ = [
    "KINDS",
    "LEVELS",
    "LINK_ROLES",
    "STATUSES",
    "Citation",
    "Claim",
    "Entry",
    "Facts",
    "Identifier",
    "Kind",
    "Level",
    "Link",
    "LinkRole",
    "Reading",
    "ReadingList",
    "Relation",
    "RelationKind",
    "Requirement",
    "Resource",
    "Skipped",
    "Status",
    "Topic",
    "Work",
]

Kind = Literal[
    "paper", "course", "video", "book", "blog", "code", "dataset", "tool",
    "demo", "tutorial", "list", "discussion", "site", "other",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)

Level = Literal["introductory", "intermediate", "advanced"]
LEVELS: tuple[Level, ...] = get_args(Level)

Status = Literal["pending", "reading", "done", "skipped", "again"]
STATUSES: tuple[Status, ...] = get_args(Status)

LinkRole = Literal["discussion", "mirror", "preprint", "code", "slides", "video", "site", "data", "author", "other"]
LINK_ROLES: tuple[LinkRole, ...] = get_args(LinkRole)

RelationKind = Literal["implements", "explains", "version_of", "same_work"]


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """A name under which a work is known everywhere: scheme `doi`, `arxiv`, `github`, `url`, ... and value.

    Values are canonical (see `library.identity`): equal identifiers name the same work.
    """

    scheme: str
    value: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


@dataclass(frozen=True, slots=True)
class Claim:
    """What an entry, a row of facts or a stored resource says about its identity.

    `first_author` is an `library.identity.author_key`; `node` is the resource it already belongs to, if any.
    """

    title: str
    kind: Kind
    identifiers: tuple[Identifier, ...] = ()
    first_author: str = ""
    year: int | None = None
    node: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A secondary address of an entry and the role it plays there."""

    url: str
    role: LinkRole = "other"
    label: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of one reading list, as it stands there.

    `title` stands alone and `url` is free of stuck text; `printed_title` and `printed_url` are the
    list's own characters. `section` is the heading chain, outermost first; `line` is 1-based;
    `position` counts the list's entries from 0. Empty means "the list does not say".
    """

    title: str
    url: str | None = None
    line: int = 0
    position: int = 0
    section: tuple[str, ...] = ()
    kind: Kind = "other"
    year: int | None = None
    authors: tuple[str, ...] = ()
    venue: str = ""
    note: str = ""
    language: str = ""
    links: tuple[Link, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    tags: tuple[str, ...] = ()
    nickname: str = ""
    done: bool = False
    printed_title: str = ""
    printed_url: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A place that looked like an entry and was not taken, with the reason."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadingList:
    """An ordered source of entries. `source` names it for good: a path, an address or a given name."""

    source: str
    title: str
    format: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one source gave: the list, its entries in order, and what was left out."""

    reading_list: ReadingList
    entries: Sequence[Entry]
    skipped: Sequence[Skipped] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """Bibliographic facts about one work, under a key that is only unique inside its source of facts."""

    key: str
    title: str
    kind: Kind = "paper"
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    nickname: str = ""
    summary: str = ""
    url: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """`citing` cites `cited` (keys of works), and how that is known."""

    citing: str
    cited: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """`subject` implements, explains, or is a version of `object` (keys of works)."""

    subject: str
    kind: RelationKind
    object: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What one source of facts says: works, citations and relations between them."""

    source: str
    works: Sequence[Work] = ()
    citations: Sequence[Citation] = ()
    relations: Sequence[Relation] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """A topic that is needed first, and why."""

    topic: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of the topic vocabulary."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    level: Level = "intermediate"
    broader: tuple[str, ...] = ()
    requires: tuple[Requirement, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """The thing itself, merged from all entries and facts that name it.

    `listed` says whether it stands in a list now; of what does not, `left_at` says when the last that named it
    went, and is empty for works that are only known because facts speak of them.
    """

    id: str
    title: str
    kind: Kind = "other"
    url: str | None = None
    year: int | None = None
    authors: tuple[str, ...] = ()
    venue: str = ""
    nickname: str = ""
    language: str = ""
    summary: str = ""
    listed: bool = True
    left_at: str | None = None
    identifiers: tuple[Identifier, ...] = field(default=())
