"""Topics for resources that no vocabulary and no heading speaks for: phrases typical of their section.

Phrases are weighed by class-based TF-IDF [1]_: how often in the section, against how often everywhere.

References
----------
.. [1] M. Grootendorst, "BERTopic: Neural topic modeling with a class-based TF-IDF procedure", 2022,
   arXiv:2203.05794.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from graph.snapshot import Snapshot
from graph.topics import Clue
from graph.words import STOP_WORDS, is_structural, subject, words
from library.identity import name_slug
from library.vocabulary import Resource, Topic

__all__ = ["from_phrases"]

LONGEST = 3
EACH = 2  # phrases for one resource
SHARED, ALONE = 0.4, 0.3
Phrase = tuple[str, ...]


def from_phrases(
    snapshot: Snapshot, resources: Sequence[Resource], taken: set[str]
) -> tuple[list[Topic], dict[str, list[Clue]]]:
    """Make topics of the phrases typical of the given resources.

    Parameters
    ----------
    resources : sequence of Resource
        Those without a topic; each gets at least one.
    taken : set of str
        Topic ids that mean something else.

    Returns
    -------
    topics, clues : the topics by id, and the clues by resource.
    """
    classes = _classes(snapshot)
    phrases = {one.id: dict(_phrases(f"{one.title}. {one.summary}")) for one in resources}
    chosen = _typical(phrases, classes)
    printed: dict[Phrase, Counter[str]] = defaultdict(Counter)
    for resource, some in chosen.items():
        printed.update({phrase: printed[phrase] + Counter([phrases[resource][phrase]]) for phrase in some})
    names = {phrase: min(counts, key=lambda name: (-counts[name], name)) for phrase, counts in printed.items()}
    topics: dict[str, Topic] = {}
    clues: dict[str, list[Clue]] = defaultdict(list)
    titles = {one.id: one.title for one in snapshot.lists}
    for one in resources:
        for name, clue_of in _named(one, chosen[one.id], names, titles.get(classes.get(one.id, ("",))[0], "")):
            slug = _free(name_slug(name) or "unsorted", taken)
            topics.setdefault(slug, Topic(slug, name[:1].upper() + name[1:]))
            clues[one.id].append(Clue(slug, *clue_of))
    return [topics[slug] for slug in sorted(topics)], clues


def _free(slug: str, taken: set[str]) -> str:
    return f"{slug}-phrase" if slug in taken else slug


def _named(
    one: Resource, chosen: Sequence[Phrase], names: dict[Phrase, str], title: str
) -> Iterator[tuple[str, tuple[float, str]]]:
    for phrase in chosen:
        yield names[phrase], (SHARED, f"its text says “{names[phrase]}”, as others of its section do")
    if chosen:
        return
    if title and not is_structural(title):
        yield subject(title), (ALONE, f"stands in the list “{title}”")
    else:
        own = subject(one.title) or "Unsorted"
        yield " ".join(own.split()[:LONGEST]), (ALONE, "nothing but its title says what it is about")


def _classes(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """Map each resource to its section: the list's id and the heading chain."""
    return {
        one.resource: (list_id, *one.entry.section)
        for list_id, placed in sorted(snapshot.entries.items(), reverse=True)
        for one in reversed(placed)
    }


def _phrases(text: str) -> Iterator[tuple[Phrase, str]]:
    """Yield the runs of one to three words without a stop word, as compared and as printed."""
    some = words(text)
    for at, first in enumerate(some):
        for last in some[at : at + LONGEST]:
            run = some[at : some.index(last, at) + 1]
            if last.key in STOP_WORDS or len(last.key) < 2 or last.key.isdigit():
                break
            if len(run) > 1 and "." in text[run[-2].end : last.start]:
                break
            if len(first.key) > 2:
                yield tuple(word.key for word in run), text[first.start : last.end]


def _typical(phrases: dict[str, dict[Phrase, str]], classes: dict[str, tuple[str, ...]]) -> dict[str, list[Phrase]]:
    everywhere = Counter(phrase for some in phrases.values() for phrase in some)
    inside: dict[tuple[str, ...], Counter[Phrase]] = defaultdict(Counter)
    for resource, some in phrases.items():
        inside[classes.get(resource, ())].update(some.keys())
    mean = sum(map(len, phrases.values())) / max(len(inside), 1)

    def weight(resource: str, phrase: Phrase) -> tuple[float, Phrase]:
        often = inside[classes.get(resource, ())][phrase]
        return -often * math.log(1 + mean / everywhere[phrase]) * len(phrase), phrase

    chosen: dict[str, list[Phrase]] = {}
    for resource, some in phrases.items():
        shared = [phrase for phrase in some if everywhere[phrase] > 1]
        best = sorted(shared, key=lambda phrase: weight(resource, phrase))
        chosen[resource] = _apart(best)[:EACH]
    return chosen


def _apart(best: Sequence[Phrase]) -> list[Phrase]:
    """Leave out phrases that only repeat words of a better one."""
    kept: list[Phrase] = []
    for phrase in best:
        if not any(set(phrase) & set(other) for other in kept):
            kept.append(phrase)
    return kept
