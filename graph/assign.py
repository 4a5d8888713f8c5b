"""Every resource gets its topics: from the vocabulary by name and vector, else from the lists, else from its kin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.by_vector import by_vector
from graph.matching import Matcher
from graph.own_topics import from_lists
from graph.phrases import from_phrases
from graph.schema import Vectors
from graph.snapshot import Snapshot
from graph.topics import CERTAIN, MAX_TOPICS, About, Clue, best_topics, named_in
from library.vocabulary import Topic

__all__ = ["Assignment", "assign"]

FAINT = 0.35  # who knows no topic better than this asks the works that cite it, and those it cites
KIN = 0.5  # what is only known of these counts half
KIN_TOPICS = 3
YOURS = "you said so"


@dataclass(frozen=True, slots=True)
class Assignment:
    """All topics by slug, which of them the lists made (`own`), and each resource's topics, best first."""

    topics: Mapping[str, Topic]
    own: frozenset[str]
    about: Mapping[str, tuple[About, ...]]


def assign(snapshot: Snapshot, vectors: Vectors | None = None) -> Assignment:
    """Assign at least one topic to every resource, at most five, with confidence and evidence.

    Examples
    --------
    >>> from library.vocabulary import Resource
    >>> found = assign(Snapshot(resources=(Resource("a", "Growing tomatoes"),)))
    >>> [(about.topic, found.topics[about.topic].name) for about in found.about["a"]]
    [('growing-tomatoes', 'Growing tomatoes')]
    """
    matcher = Matcher(snapshot.topics)
    clues = named_in(snapshot, matcher)
    own, more = from_lists(snapshot, matcher)
    clues |= by_vector(snapshot, vectors, clues)
    for resource, some in more.items():
        clues[resource].extend(some)
    about = {one.id: found for one in snapshot.resources if (found := best_topics(clues.get(one.id, ())))}
    about |= _from_kin(snapshot, about, clues)
    bare = [one for one in snapshot.resources if one.id not in about]
    phrases, found_phrases = from_phrases(snapshot, bare, [*snapshot.topics, *own])
    about |= {resource: best_topics(some) for resource, some in found_phrases.items()}
    made = [*own, *phrases]
    topics = {topic.id: topic for topic in (*snapshot.topics, *made)}
    return Assignment(topics, frozenset(topic.id for topic in made), _as_said(about, snapshot.subjects, topics))


def _as_said(
    about: Mapping[str, tuple[About, ...]], said: Mapping[tuple[str, str], str], topics: Mapping[str, Topic]
) -> dict[str, tuple[About, ...]]:
    """Put first what the reader says a resource is about, and leave out what it is not; one topic always stays."""
    verdicts: dict[str, dict[str, str]] = defaultdict(dict)
    for (resource, topic), verdict in said.items():
        if resource in about and topic in topics:
            verdicts[resource][topic] = verdict
    changed = dict(about)
    for resource, some in verdicts.items():
        first = [About(topic, CERTAIN, (YOURS,)) for topic, verdict in sorted(some.items()) if verdict == "accept"]
        rest = [one for one in about[resource] if one.topic not in some]
        changed[resource] = (*first, *rest)[:MAX_TOPICS] or about[resource]
    return changed


def _from_kin(
    snapshot: Snapshot, about: Mapping[str, Sequence[About]], clues: Mapping[str, Sequence[Clue]]
) -> dict[str, tuple[About, ...]]:
    """Topics for resources with faint clues or none of their own, joined with those of works next to them."""
    sure = {resource for resource, some in about.items() if some[0].confidence >= FAINT}
    kin: dict[str, set[str]] = defaultdict(set)
    for one in snapshot.citations:
        for resource, other in ((one.citing, one.cited), (one.cited, one.citing)):
            if resource not in sure and other in sure:
                kin[resource].add(other)
    return {
        resource: best_topics([*clues.get(resource, ()), *_kin_clues(others, about)], KIN_TOPICS)
        for resource, others in kin.items()
    }


def _kin_clues(others: set[str], about: Mapping[str, Sequence[About]]) -> Iterator[Clue]:
    weight: dict[str, float] = defaultdict(float)
    times: dict[str, int] = defaultdict(int)
    for other in sorted(others):
        for one in about[other]:
            weight[one.topic] += one.confidence
            times[one.topic] += 1
    for topic, sum_of in weight.items():
        told = f"{times[topic]} of {len(others)} works that it cites or that cite it are about this"
        yield Clue(topic, round(KIN * sum_of / len(others), 3), told)
