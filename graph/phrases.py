"""Topics for resources that no vocabulary and no heading speaks for: phrases typical of their section.

Phrases are weighed by class-based TF-IDF [1]_: how often in the section, against how often everywhere.

References
----------
.. [1] M. Grootendorst, "BERTopic: Neural topic modeling with a class-based TF-IDF procedure", 2022,
   arXiv:2203.05794.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.snapshot import Snapshot
from graph.topics import Clue
from graph.words import STOP_WORDS, heading_names, is_form, is_structural, subject, words
from library.identity import name_slug
from library.vocabulary import Resource, Topic

__all__ = ["from_phrases"]

LONGEST = 3
EACH = 2  # phrases for one resource
LISTED, SHARED, ALONE = 0.6, 0.4, 0.3
SITE = re.compile(r"\s+[|–—-]\s+.*")  # what a page's title says after its own name
Phrase = tuple[str, ...]


def from_phrases(
    snapshot: Snapshot, resources: Sequence[Resource], topics_made: Iterable[Topic]
) -> tuple[list[Topic], dict[str, list[Clue]]]:
    """Make topics of the phrases typical of the given resources.

    Parameters
    ----------
    resources : sequence of Resource
        Those without a topic; each gets at least one.
    topics_made : iterable of Topic
        Topics there are already; a phrase that names one of them makes no other.

    Returns
    -------
    topics, clues : the topics by id, and the clues by resource.
    """
    known = {_meaning(name): topic.id for topic in topics_made for name in (topic.name, *topic.aliases)}
    taken = set(known.values())
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
            slug = known.get(_meaning(name)) or name_slug(name) or "unsorted"
            if slug not in taken:
                topics.setdefault(slug, Topic(slug, name[:1].upper() + name[1:]))
            clues[one.id].append(Clue(slug, *clue_of))
    return [topics[slug] for slug in sorted(topics)], clues


def _meaning(name: str) -> Phrase:
    return tuple(word.key for word in words(name))


def _named(
    one: Resource, chosen: Sequence[Phrase], names: Mapping[Phrase, str], title: str
) -> Iterator[tuple[str, tuple[float, str]]]:
    title = SITE.sub("", title)
    of_list = "" if is_structural(title) else " · ".join(filter(None, map(subject, heading_names(title)[:1])))
    if of_list:
        yield of_list, (LISTED, f"stands in the list “{title}”")
    for phrase in chosen:
        # In a list that says what it is about, a single word tells too little to be a topic beside that.
        if not of_list or len(phrase) > 1:
            yield names[phrase], (SHARED, f"its text says “{names[phrase]}”, as others of its section do")
            of_list = of_list or names[phrase]
    if not of_list:
        yield _own_phrase(one.title), (ALONE, "nothing but its title says what it is about")


def _own_phrase(title: str) -> str:
    """Return the longest phrase of a title, the first of equals; else how it begins."""
    runs = [(len(phrase), printed) for phrase, printed in _phrases(title)]
    longest = max((size for size, _ in runs), default=0)
    whole = subject(" ".join(subject(title).split()[:LONGEST])) or "Unsorted"
    return next((printed for size, printed in runs if size == longest), whole)


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
            if last.key in STOP_WORDS or len(last.key) < 2 or last.key.isdigit() or is_form(last.text):
                break
            if len(run) > 1 and text[run[-2].end : last.start].strip(" -"):
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
