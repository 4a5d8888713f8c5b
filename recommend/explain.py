"""Reasons in words: what the greatest parts of a score rest on, quoting titles, lists, names and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from recommend.arrays import row_of
from recommend.evidence import Matrix
from recommend.fitted import Fitted
from recommend.query import Query

__all__ = ["GROUPS", "reasons"]

GROUPS: Mapping[str, tuple[str, ...]] = {
    "citations": ("cited", "co_cited", "linked"),
    "lists": ("co_listed", "list_walk", "alike", "in_lists"),
    "keywords": ("keywords", "topic"),
    "authors": ("author",),
    "goal": ("goal", "goal_words", "aim", "between"),
    "text": (
        "text",
        "nearest",
        "words",
        "taste",
        "ridge",
        "bridge",
        "spread",
        "walk",
        "walk_content",
    ),
    "readiness": ("readiness", "level", "foundation"),
    "quality": ("quality", "unlisted", "teaching"),
    "recency": ("recency", "era"),
    "feedback": ("disliked", "muted", "ignored"),
}
"""Parts that say the same kind of thing, for bars and sliders."""

RESTS_ON: Mapping[str, tuple[str, ...]] = {
    **GROUPS,
    "citations": ("cited", "co_cited", "linked", "walk", "walk_content"),
    "recency": ("recency",),
}
"""Parts whose evidence a reason may quote; a walk leads over citations as well as text."""

MOST = 3
QUOTED = 2
WORDS = 3
RANKED = 12
"""Of the words that two texts share, this many of the weightiest are looked at."""
COMMON, FEW = 0.1, 50
"""A word in more than this share of the texts tells nothing, except in libraries of fewer items than `FEW`."""
EMPTY = frozenset({
    "analysis", "approach", "approaches", "article", "articles", "based", "effect", "effects", "framework", "general",
    "improved", "improving", "introduction", "issue", "issues", "method", "methods", "model", "models", "new", "novel",
    "overview", "paper", "papers", "part", "problem", "problems", "process", "results", "review", "role", "study",
    "studies", "studying", "system", "systems", "technique", "techniques", "time", "toward", "towards", "use", "used",
    "using", "various", "via", "way", "ways", "work", "works",
})  # fmt: skip
"""Words that titles of every subject have; a reason of these alone is none."""


def reasons(fitted: Fitted, query: Query, at: int, parts: Mapping[str, float]) -> tuple[str, ...]:
    """Return up to three reasons for an item, those of the greatest groups of parts first.

    Parameters
    ----------
    at : position of the item.
    parts : its parts by name.

    Returns
    -------
    Only reasons with evidence: a part without anything to quote gives none.
    """
    sums = {group: sum(parts.get(name, 0.0) for name in names) for group, names in RESTS_ON.items()}
    found: list[str] = []
    for group in sorted(sums, key=lambda name: -sums[name]):
        if sums[group] > 0 and group in _WORDS and (reason := _WORDS[group](fitted, query, at)):
            found.append(reason)
    return tuple(dict.fromkeys(found))[:MOST]


def _titles(fitted: Fitted, some: Sequence[int] | np.ndarray) -> str:
    quoted = [f"“{fitted.evidence.titles[at]}”" for at in list(some)[:QUOTED]]
    more = len(some) - len(quoted)
    return " and ".join(quoted) + (f" and {more} more you chose" if more > 0 else "")


def _citations(fitted: Fitted, query: Query, at: int) -> str:
    links = fitted.evidence.citations
    cites = [one for one in query.liked if one in row_of(links, at)[0]]
    cited = [one for one in query.liked if at in row_of(links, one)[0]]
    if set(cites) == set(cited) and cites:
        return f"linked by citation to {_titles(fitted, cites)}"
    if cited:
        return f"cited by {_titles(fitted, cited)}"
    if cites:
        return f"cites {_titles(fitted, cites)}"
    return _co_cited(fitted, query, at)


def _co_cited(fitted: Fitted, query: Query, at: int) -> str:
    links = fitted.evidence.links
    own = row_of(links, at)[0]
    shared = [len(np.intersect1d(own, row_of(links, one)[0], assume_unique=True)) for one in query.liked]
    count = max(shared, default=0)
    if not count:
        return ""
    best = shared.index(count)
    return f"shares {count} citation{'s' * (count > 1)} with {_titles(fitted, [query.liked[best]])}"


def _lists(fitted: Fitted, query: Query, at: int) -> str:
    evidence = fitted.evidence
    holding = row_of(fitted.list_walk[0], at)[0]
    if not len(holding):
        return ""
    liked = set(query.liked.tolist())
    held = np.array([len(liked.intersection(row_of(evidence.lists, one)[0].tolist())) for one in holding])
    with_liked = holding[held > 0]
    if not len(with_liked):
        return f"stands in {len(holding)} reading lists" if len(holding) > 1 else ""
    best = int(holding[np.argmax(held)])
    name = f" “{evidence.list_names[best]}”" if len(evidence.list_names) > best and evidence.list_names[best] else ""
    if len(with_liked) > 1:
        return f"stands with what you chose in {len(with_liked)} lists{', such as' + name if name else ''}"
    beside = [one for one in query.liked if one in row_of(evidence.lists, best)[0]]
    return f"stands in the same list{name} as {_titles(fitted, beside)}"


def _shared(rows: Matrix, names: Sequence[str], query: Query, at: int) -> list[str]:
    if not len(query.liked) or not rows.shape[1] or not len(names):
        return []
    columns, weight = row_of(rows, at)
    weight = weight * np.asarray(rows[query.liked].sum(axis=0)).ravel()[columns]
    return [names[columns[place]] for place in np.argsort(-weight, kind="stable")[:WORDS] if weight[place] > 0]


def _keywords(fitted: Fitted, query: Query, at: int) -> str:
    names = _shared(fitted.keywords, fitted.evidence.keyword_names, query, at)
    if names:
        return f"shares the keywords {', '.join(names)}"
    names = _shared(fitted.topics, fitted.evidence.topic_names, query, at)
    said = [name.removeprefix("topic:").replace("-", " ") for name in names]
    return f"about {', '.join(said)}, like what you chose" if said else ""


def _authors(fitted: Fitted, query: Query, at: int) -> str:
    names = _shared(fitted.authors, fitted.evidence.author_names, query, at)
    return f"by {', '.join(names)}, whom you read" if names else ""


def _text(fitted: Fitted, query: Query, at: int) -> str:
    if not len(query.liked):
        return ""
    near = fitted.evidence.vectors[query.liked] @ fitted.evidence.vectors[at]
    best = query.liked[int(np.argmax(near))]
    common = _telling_words(fitted, int(best), at)
    words = f" ({', '.join(common)})" if common else ""
    return f"reads like {_titles(fitted, [best])}{words}"


def _telling_words(fitted: Fitted, liked: int, at: int) -> list[str]:
    """Return the weightiest words and phrases that two items share, without empty ones and parts of longer ones."""
    rows, names, held = fitted.words[1], fitted.word_names, fitted.word_counts
    usual = COMMON * len(fitted.evidence) if len(fitted.evidence) >= FEW else np.inf
    (own, weight), (other, its_weight) = row_of(rows, at), row_of(rows, liked)
    both, mine, its = np.intersect1d(own, other, assume_unique=True, return_indices=True)
    ranked = both[np.argsort(-weight[mine] * its_weight[its], kind="stable")][:RANKED]
    some = [frozenset(names[column].split()) for column in ranked if held[column] <= usual]
    some = [words for words in some if not all(word in EMPTY or word.isdigit() for word in words)]
    best = [words for words in some if not any(words < other for other in some)]
    spelt = {frozenset(names[column].split()): names[column] for column in ranked}
    return [spelt[words] for words in best[:WORDS]]


def _goal(_: Fitted, query: Query, __: int) -> str:
    return f"close to “{query.goal}”" if query.goal else ""


def _readiness(fitted: Fitted, query: Query, at: int) -> str:
    below = [one for one in query.liked if at in row_of(fitted.evidence.requires, one)[0]]
    return f"needed for {_titles(fitted, below)}" if below else ""


def _quality(fitted: Fitted, _: Query, at: int) -> str:
    evidence = fitted.evidence
    count = int(evidence.list_counts[at])
    if count > 1:
        return f"stands in {count} reading lists"
    citing = sum(at in row_of(evidence.citations, one)[0] for one in row_of(evidence.links, at)[0])
    if citing > 1:
        return f"cited by {citing} works of your library"
    names = [evidence.list_names[place] for place in row_of(fitted.list_walk[0], at)[0] if evidence.list_names]
    return f"stands in “{names[0]}”" if names and names[0] else ""


def _recency(fitted: Fitted, _: Query, at: int) -> str:
    year = fitted.evidence.years[at]
    return f"from {int(year)}" if np.isfinite(year) else ""


_WORDS: Mapping[str, Callable[[Fitted, Query, int], str]] = {
    "citations": _citations,
    "lists": _lists,
    "keywords": _keywords,
    "authors": _authors,
    "text": _text,
    "goal": _goal,
    "readiness": _readiness,
    "quality": _quality,
    "recency": _recency,
}
