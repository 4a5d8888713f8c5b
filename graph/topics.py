"""Which topics each resource is about, with a confidence and the evidence in words.

What a list, a title or a summary says by name is joined with what the vectors say; every clue is independent
evidence, so confidences combine as 1 - (1 - a)(1 - b). Resources without any clue get a topic in
`graph.own_topics`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.matching import Match, Matcher
from graph.snapshot import Placed, Snapshot
from graph.words import heading_names, is_form, is_structural
from library.identity import title_key
from library.vocabulary import Entry, Resource

__all__ = [
    "FILED",
    "MAX_TOPICS",
    "TITLED",
    "About",
    "Clue",
    "best_topics",
    "heading_clues",
    "named_in",
    "text_clues",
    "title_heading",
]

TITLED = ("its title names", "its nickname names")
"""How the evidence of a name in a title begins."""
FILED = ("stands under", "is tagged")
"""How the evidence of a list-maker's word begins."""

MAX_TOPICS = 5
KEPT = 0.25  # less than this is noise beside the best topic of a resource
CERTAIN = 0.98

HEADING, HEADING_PART, TITLE, TITLE_PART, TAG, NICKNAME, SUMMARY, LIST_TITLE = 0.9, 0.75, 0.95, 0.8, 0.8, 0.7, 0.45, 0.3
ONLY_TITLE = 0.6  # of a list whose title is all that stands above the entry
WEAK = 0.5  # names that often mean something else count half
WHOLE, WHOLE_LEAST = 0.8, 5  # a heading above this share of a list, and so many entries, is its title
PARENT = 0.6  # each heading further out counts this much of the one inside it


@dataclass(frozen=True, slots=True)
class Clue:
    """One reason to think that a resource is about a topic."""

    topic: str
    confidence: float
    evidence: str


@dataclass(frozen=True, slots=True)
class About:
    """A resource's topic with the joined confidence, and what it rests on, strongest first."""

    topic: str
    confidence: float
    evidence: tuple[str, ...]


def named_in(snapshot: Snapshot, matcher: Matcher) -> dict[str, list[Clue]]:
    """Return the clues that the vocabulary's names give, by resource.

    Notes
    -----
    Linear in the length of all texts; every heading chain is read once.
    """
    clues: dict[str, list[Clue]] = defaultdict(list)
    for resource in snapshot.resources:
        clues[resource.id].extend(text_clues(resource, matcher))
    titles = {one.id: one.title for one in snapshot.lists}
    for list_id, placed in snapshot.entries.items():
        for named, some in _list_clues(titles.get(list_id, ""), placed, matcher).items():
            clues[named].extend(some)
    return clues


def text_clues(resource: Resource, matcher: Matcher) -> Iterator[Clue]:
    """Yield what the title, the nickname and the summary of a resource name."""
    for field, text, whole, part in (
        ("title", resource.title, TITLE, TITLE_PART),
        ("nickname", resource.nickname, NICKNAME, NICKNAME),
        ("summary", resource.summary, SUMMARY, SUMMARY),
    ):
        for match in _once(matcher.find(text)) if text else ():
            confidence = whole if match.share == 1 else part
            yield Clue(match.topic, _weakened(match, confidence), f"its {field} names “{match.name}”")


def title_heading(title: str, placed: Sequence[Placed]) -> str:
    """Return the heading that stands for the whole list, or nothing: its printed title, or what is above nearly all.

    Examples
    --------
    >>> parts = ("Soil", "Seeds", "Soil", "Tools", "Plants")
    >>> title_heading("garden.md", [Placed("r", Entry("x", section=("My garden", part))) for part in parts])
    'My garden'
    """
    tops = Counter(one.entry.section[0] for one in placed if one.entry.section)
    for top, times in sorted(tops.items()):
        deeper = any(len(one.entry.section) > 1 for one in placed if one.entry.section[:1] == (top,))
        if title_key(top) == title_key(title) or (deeper and times >= max(WHOLE * len(placed), WHOLE_LEAST)):
            return top
    return ""


def heading_clues(section: Sequence[str], matcher: Matcher, title: str = "") -> list[Clue]:
    """Return what the headings above an entry name; the nearest heading with a subject counts most.

    Parameters
    ----------
    section : sequence of str
        Heading chain, outermost first.
    title : str
        The title of the list itself: the weakest clue, unless no heading stands above the entry.

    Examples
    --------
    >>> from library.vocabulary import Topic
    >>> matcher = Matcher([Topic("rnn", "Recurrent networks"), Topic("audio", "Audio")])
    >>> [(c.topic, c.confidence) for c in heading_clues(["Audio", "Recurrent networks", "Videos"], matcher)]
    [('rnn', 0.9), ('audio', 0.54)]
    """
    clues: list[Clue] = []
    weight = 1.0
    for heading in reversed(section):
        if is_structural(heading):
            continue
        for match in _once(_in_heading(heading, matcher)):
            confidence = HEADING if match.share == 1 else HEADING_PART
            clues.append(Clue(match.topic, round(weight * confidence, 3), f"stands under “{heading}”"))
        weight *= PARENT
    sure = weight * LIST_TITLE if section else ONLY_TITLE
    for match in _once(_in_heading(title, matcher)) if title else ():
        clues.append(Clue(match.topic, round(sure, 3), f"stands in the list “{title}”"))
    return clues


def best_topics(clues: Iterable[Clue], limit: int = MAX_TOPICS) -> tuple[About, ...]:
    """Join the clues of one resource and keep its best topics, best first.

    Examples
    --------
    >>> best_topics([Clue("a", 0.5, "x"), Clue("a", 0.5, "y"), Clue("b", 0.1, "z")])
    (About(topic='a', confidence=0.75, evidence=('x', 'y')),)
    """
    by_topic: dict[str, dict[str, float]] = defaultdict(dict)
    for clue in clues:
        said = by_topic[clue.topic]
        said[clue.evidence] = max(clue.confidence, said.get(clue.evidence, 0.0))
    found = []
    for topic, said in by_topic.items():
        order = sorted(said, key=lambda text: (-said[text], text))
        found.append(About(topic, _joined(said.values()), tuple(order)))
    found.sort(key=lambda about: (-about.confidence, about.topic))
    return tuple(about for at, about in enumerate(found[:limit]) if at == 0 or about.confidence >= KEPT)


def _joined(confidences: Iterable[float]) -> float:
    doubt = 1.0
    for confidence in sorted(confidences):
        doubt *= 1 - confidence
    return min(round(1 - doubt, 3), CERTAIN)


def _list_clues(title: str, placed: Sequence[Placed], matcher: Matcher) -> Mapping[str, list[Clue]]:
    clues: dict[str, list[Clue]] = defaultdict(list)
    by_section: dict[tuple[str, ...], list[Clue]] = {}
    whole = title_heading(title, placed)
    for one in placed:
        section = tuple(heading for heading in one.entry.section if heading != whole)
        if section not in by_section:
            by_section[section] = heading_clues(section, matcher, whole or title)
        clues[one.resource].extend(by_section[section])
        clues[one.resource].extend(_tag_clues(one.entry, matcher))
    return clues


def _tag_clues(entry: Entry, matcher: Matcher) -> Iterator[Clue]:
    for tag in entry.tags:
        for match in _once(matcher.find(tag)):
            yield Clue(match.topic, TAG * match.share, f"is tagged “{tag}”")


def _in_heading(heading: str, matcher: Matcher) -> Iterator[Match]:
    for name in heading_names(heading):
        yield from (match for match in matcher.find(name) if not is_form(match.name))


def _once(matches: Iterable[Match]) -> list[Match]:
    """The strongest match of each topic, in the order of first sight."""
    best: dict[str, Match] = {}
    for match in matches:
        if match.topic not in best or (not match.weak, match.share) > (
            not best[match.topic].weak,
            best[match.topic].share,
        ):
            best[match.topic] = match
    return list(best.values())


def _weakened(match: Match, confidence: float) -> float:
    return round(confidence * WEAK, 3) if match.weak and match.share < 1 else confidence
