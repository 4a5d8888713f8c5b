"""Topics that the lists bring themselves: their headings, where the vocabulary has no name for them.

Headings that are equal after normalisation are one topic, in whatever list they stand; a bilingual heading joins
its names. A heading inside another one becomes narrower than it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import networkx as nx

from graph.matching import Matcher
from graph.snapshot import Snapshot
from graph.topics import HEADING, PARENT, Clue, heading_clues, title_heading
from graph.words import heading_names, is_structural, subject, words
from library.fields import author_id
from library.identity import name_slug
from library.vocabulary import Topic

__all__ = ["from_lists"]

LONGEST = 6  # words; a longer heading is a sentence, not a subject
OWN = 0.85 / HEADING  # the lists' own words are a little less sure than the vocabulary's
Key = tuple[str, ...]


@dataclass(slots=True)
class _Heading:
    """All headings with one meaning: how each name is printed and how often, and what stands above it."""

    names: Counter[str] = field(default_factory=Counter)
    above: Counter[str] = field(default_factory=Counter)


def from_lists(snapshot: Snapshot, matcher: Matcher) -> tuple[list[Topic], dict[str, list[Clue]]]:
    """Make topics of the headings that the vocabulary does not know.

    Returns
    -------
    topics : one for each meaning, by id, with `broader` filled from the headings above.
    clues : by resource, which of them it stands under.
    """
    sections = _sections(snapshot)
    chains = Counter(section for placed in sections.values() for _, section in placed)
    people = {author_id(name) for one in snapshot.resources for name in one.authors}
    unknown = (heading for heading in _unknown(chains, matcher) if author_id(heading_names(heading)[0]) not in people)
    found = {heading: keys for heading in unknown if (keys := _keys(heading))}
    leader = _joined(found.values())
    meaning = {heading: leader[keys[0]] for heading, keys in found.items()}
    slugs = _slugs(_printed(chains, meaning), {topic.id for topic in snapshot.topics})
    ids = {heading: slugs[key] for heading, key in meaning.items()}
    topics = _topics(chains, ids, matcher)
    clues: dict[str, list[Clue]] = defaultdict(list)
    for placed in sections.values():
        for resource, section in placed:
            clues[resource].extend(_clues(section, ids))
    return topics, clues


def _sections(snapshot: Snapshot) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Each list's resources with the headings above them, but for one that stands for the whole list."""
    titles = {one.id: one.title for one in snapshot.lists}
    out = {}
    for list_id, placed in snapshot.entries.items():
        whole = title_heading(titles.get(list_id, ""), placed)
        out[list_id] = [(p.resource, tuple(h for h in p.entry.section if h != whole)) for p in placed]
    return out


def _unknown(chains: Iterable[Sequence[str]], matcher: Matcher) -> Iterator[str]:
    for heading in sorted({heading for chain in chains for heading in chain}):
        if not is_structural(heading) and not heading_clues([heading], matcher):
            yield heading


def _keys(heading: str) -> list[Key]:
    keys = [tuple(word.key for word in words(subject(name))) for name in heading_names(heading)]
    return [key for key in keys if key and (len(key) <= LONGEST or not key[0].isascii())]


def _joined(some: Iterable[Sequence[Key]]) -> dict[Key, Key]:
    """Map each key to the first of all keys that headings join with it."""
    same: nx.Graph[Key] = nx.Graph()
    for keys in some:
        same.add_node(keys[0])
        same.add_edges_from((keys[0], other) for other in keys[1:])
    return {key: min(part) for part in nx.connected_components(same) for key in part}


def _printed(chains: Mapping[tuple[str, ...], int], meaning: Mapping[str, Key]) -> dict[Key, Counter[str]]:
    printed: dict[Key, Counter[str]] = defaultdict(Counter)
    for chain, times in chains.items():
        for heading in set(chain) & meaning.keys():
            for name in heading_names(heading):
                if subject(name):
                    printed[meaning[heading]][subject(name)] += times
    return printed


def _best_name(names: Counter[str]) -> str:
    best = min(names, key=lambda name: (not name.isascii(), -names[name], len(name), name))
    return best[:1].upper() + best[1:]


def _slugs(printed: Mapping[Key, Counter[str]], taken: set[str]) -> dict[Key, str]:
    slugs: dict[Key, str] = {}
    used = set(taken)
    for key in sorted(printed):
        slug = plain = name_slug(_best_name(printed[key])) or "topic"
        number = 1
        while slug in used:
            number += 1
            slug = f"{plain}-{number}"
        used.add(slug)
        slugs[key] = slug
    return slugs


def _topics(chains: Mapping[tuple[str, ...], int], ids: Mapping[str, str], matcher: Matcher) -> list[Topic]:
    headings: dict[str, _Heading] = defaultdict(_Heading)
    for chain, times in chains.items():
        above = ""
        for heading in chain:
            if heading in ids:
                one = headings[ids[heading]]
                one.names.update({subject(name): times for name in heading_names(heading) if subject(name)})
                if above and above != ids[heading]:
                    one.above[above] += times
                above = ids[heading]
            elif clues := heading_clues([heading], matcher):
                above = max(clues, key=lambda clue: (clue.confidence, clue.topic)).topic
    broader = _without_circles({slug: one.above for slug, one in headings.items()})
    return [_topic(slug, headings[slug].names, broader.get(slug)) for slug in sorted(headings)]


def _topic(slug: str, names: Counter[str], broader: str | None) -> Topic:
    title = _best_name(names)
    aliases = sorted(name for name in names if name.casefold() != title.casefold())
    return Topic(slug, title, tuple(aliases), broader=(broader,) if broader else ())


def _without_circles(above: Mapping[str, Counter[str]]) -> dict[str, str]:
    """Take for each topic what most often stands above it, unless that would close a circle."""
    wanted = [(-times, slug, other) for slug, counts in above.items() for other, times in counts.items()]
    parent: dict[str, str] = {}
    for _, slug, other in sorted(wanted):
        if slug not in parent and slug not in _chain(parent, other):
            parent[slug] = other
    return parent


def _chain(parent: Mapping[str, str], slug: str) -> Iterator[str]:
    here: str | None = slug
    while here is not None:
        yield here
        here = parent.get(here)


def _clues(section: Sequence[str], ids: Mapping[str, str]) -> Iterator[Clue]:
    weight = HEADING * OWN
    for heading in reversed(section):
        if heading in ids:
            yield Clue(ids[heading], round(weight, 3), f"stands under “{heading}”")
        if not is_structural(heading):
            weight *= PARENT
