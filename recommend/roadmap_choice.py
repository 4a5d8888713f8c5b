"""Which resource to take for a step: a sum of named parts, and two alternatives of other kinds.

Only what teaches a topic can be its main resource (`roadmap_teach`): where nothing does, the step has none, and the
plan names the gap. What is chosen depends on the graph and the wishes only, never on what the reader knows, so that
marking something known takes steps away and changes nothing else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx

from library.vocabulary import Kind
from recommend.roadmap_graph import label
from recommend.roadmap_teach import TEACHES, WITH_CONTENTS, Teaching, level_of
from recommend.roadmap_time import estimate, size_of, timed
from recommend.roadmap_types import Choice, Depth, Wishes

__all__ = ["Candidate", "candidates", "choose", "closest", "passes", "ranked"]

USUAL_KINDS: Mapping[Depth, tuple[Kind, ...]] = {
    "overview": ("video", "blog", "tutorial", "demo", "paper", "course", "book"),
    "working": ("tutorial", "course", "book", "video", "blog", "paper", "code"),
    "deep": ("book", "course", "paper", "tutorial", "code", "video", "blog"),
}
RELATIVE = 0.7  # what explains, implements or restates a resource, beside the resource itself
RELATIVES = ("explains", "implements", "version_of")
CLOSEST = 0.3  # below this, naming what comes closest helps nobody
HARDER = 0.5  # for each level that a resource lies above what is wished for the topic
TITLED, FOCUS, PROMISE = 0.4, 0.5, 0.25  # its title names the topic; little else is in it; it says that it teaches
ARGUES = 0.5  # it argues about a subject, with those who know it
ARGUMENT = re.compile(
    r"\b(?:wrong with|critique|critical|criticism|against|considered harmful|limits of|limitations|rethinking|myths?|"
    r"debunk\w*|end of|death of|failures?)\b",
    re.IGNORECASE,
)
AGAIN = 0.4  # it serves an earlier step already
PROMISES = re.compile(
    r"\b(?:introduct\w+|intro|tutorial|guide|primer|basics?|fundamentals?|understanding|explain\w*|explanation|"
    r"intuiti\w+|illustrated|visual|step[- ]by[- ]step|from scratch)\b"
    r"|入門|入门|圖解|图解|基礎|基础|初學|初学|教程|課程|课程",
    re.IGNORECASE,
)
LONGER, SHORTER = 0.15, 0.06  # for each doubling of the time beyond what the topic deserves, or halving below
LONG = 120  # minutes; of what is shorter, nobody takes a part


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resource that could serve a step: how well it teaches it, why, and how much of it is taken.

    `field` is the topic that it was found under: the step itself, or what that belongs to.
    """

    id: str
    teaches: float
    reason: str
    field: str
    part: float = 1.0


def candidates(teaching: Teaching, node: str, depth: Depth = "working") -> list[Candidate]:
    """Resources that touch a step, in no order.

    A resource serves itself, and so do what explains, implements or restates it. A topic is served by what is
    about it; where nothing teaches it, by what is about its parts, and by courses and books on its field.
    """
    if teaching.data[node].get("node") == "resource":
        return [Candidate(node, 1.0, "it is what you want to read", node), *_relatives(teaching, node)]
    direct = list(_about(teaching, node, depth))
    if any(one.teaches >= TEACHES for one in direct):
        return direct
    best: dict[str, Candidate] = {}
    for one in (*direct, *_on_the_field(teaching, node, depth), *_on_parts(teaching, node, depth)):
        if one.id not in best or one.teaches > best[one.id].teaches:
            best[one.id] = one
    return list(best.values())


def _about(teaching: Teaching, topic: str, depth: Depth) -> Iterator[Candidate]:
    reason = f"about {label(teaching.kg, topic)}"
    for source, keyed in teaching.into[topic].items():
        if "about" in keyed and teaching.data[source].get("listed", True):
            teaches = teaching.of(source, topic)
            part = _part(teaching, source, topic, depth) if teaches >= TEACHES else 1.0
            yield Candidate(source, teaches, reason, topic, part)


def _on_parts(teaching: Teaching, node: str, depth: Depth) -> Iterator[Candidate]:
    """What is mainly about a narrower topic that is no further: the less the more narrower topics there are."""
    data = teaching.data
    narrower = sorted(source for source, keyed in teaching.into[node].items() if "broader" in keyed)
    for topic in narrower:
        if teaching.builds_on(topic, node) or level_of(data[topic]) > level_of(data[node]):
            continue
        for one in _about(teaching, topic, depth):
            if teaching.mainly(one.id, topic):
                reason = f"{one.reason}, a part of {label(teaching.kg, node)}"
                yield replace(one, teaches=one.teaches / math.sqrt(len(narrower)), reason=reason)


def _on_the_field(teaching: Teaching, node: str, depth: Depth) -> Iterator[Candidate]:
    """Courses and books on what an introductory topic belongs to: they begin with it."""
    if level_of(teaching.data[node]) > 0:
        return
    for field in teaching.fields(node):
        for one in _about(teaching, field, depth):
            kind = teaching.data[one.id].get("kind")
            if one.teaches >= TEACHES and kind in WITH_CONTENTS and teaching.mainly(one.id, field):
                reason = f"a {kind} on {label(teaching.kg, field)}, to which {label(teaching.kg, node)} belongs"
                share = size_of(teaching.breadth(node), depth) / estimate(teaching.data[one.id], depth)[0]
                yield replace(one, teaches=TEACHES, reason=reason, part=min(1.0, share))


def _part(teaching: Teaching, resource: str, topic: str, depth: Depth) -> float:
    """How much of a resource a step takes: all of it, unless it is long and mainly about something else."""
    minutes = estimate(teaching.data[resource], depth)[0]
    if minutes <= LONG or minutes <= size_of(teaching.breadth(topic), depth) or teaching.mainly(resource, topic):
        return 1.0
    return teaching.focus(resource, topic)


def _relatives(teaching: Teaching, resource: str) -> Iterator[Candidate]:
    out, into, none = teaching.out[resource], teaching.into[resource], dict[str, Any]()
    for other in sorted({*into, *out} - {resource}):
        shared = [kind for kind in RELATIVES if kind in out.get(other, none) or kind in into.get(other, none)]
        if shared and teaching.data[other].get("listed", True):
            reason = f"{shared[0].replace('_', ' ')} {label(teaching.kg, resource)}"
            yield Candidate(other, RELATIVE, reason, resource)


def passes(resource: Mapping[str, Any], wishes: Wishes) -> bool:
    """Whether a resource passes the hard wishes: kind, language, price. What is not stated passes."""
    language = resource.get("language") or ""
    return (
        resource.get("kind", "other") not in wishes.without
        and not (wishes.languages and language and language not in wishes.languages)
        and not (wishes.free_only and resource.get("free") is False)
    )


def ranked(
    teaching: Teaching, node: str, wishes: Wishes, taken: frozenset[str] | set[str] = frozenset()
) -> list[Candidate]:
    """Candidates that pass the wishes, best first; equal input gives equal order.

    The reader's swap comes first, then a goal that is a resource, then what teaches the topic; what only touches it is
    left out. What is `taken` for an earlier step is better than its like.
    """
    swap = wishes.swaps.get(node)
    allowed = [
        one
        for one in candidates(teaching, node, wishes.depth)
        if one.id not in wishes.avoid
        and (one.teaches >= TEACHES or one.id == swap)
        and (passes(teaching.data[one.id], wishes) or one.id == node)
    ]
    value = {one.id: _value(teaching, one, wishes) + AGAIN * (one.id in taken) for one in allowed}
    return sorted(allowed, key=lambda one: (one.id != swap, one.id != node, -value[one.id], one.id))


def _value(teaching: Teaching, one: Candidate, wishes: Wishes) -> float:
    """Teaching, level, kind, quality, length and language of a candidate in one number."""
    data = teaching.data[one.id]
    kind: Kind = data.get("kind", "other")
    step = level_of(data) - level_of(teaching.data[one.field]) - (wishes.depth == "deep") + (wishes.depth == "overview")
    kinds = wishes.kinds or USUAL_KINDS[wishes.depth]
    weight = 1.5 if wishes.kinds else 0.5
    preference = weight * (1 - kinds.index(kind) / len(kinds)) if kind in kinds else 0.0
    made_for_it = TITLED * teaching.titled(one.id, one.field) + FOCUS * teaching.focus(one.id, one.field)
    title = str(data.get("title", ""))
    promise = PROMISE * bool(PROMISES.search(title)) - ARGUES * bool(ARGUMENT.search(title))
    seen_by = sum("listed_in" in keyed for keyed in teaching.out[one.id].values())
    cited = sum("cites" in keyed for keyed in teaching.into[one.id].values())
    quality = min(1.0, 0.15 * math.log1p(cited) + 0.15 * max(0, seen_by - 1))
    tongue = 0.2 if wishes.languages and data.get("language") == wishes.languages[0] else 0.0
    minutes = max(1.0, estimate(data, wishes.depth)[0] * one.part)
    doublings = math.log2(minutes / size_of(teaching.breadth(one.field), wishes.depth))
    misfit = LONGER * max(0.0, doublings) + SHORTER * max(0.0, -doublings)
    fit = made_for_it + promise - HARDER * max(0, step) - misfit
    return 2.0 * min(1.0, one.teaches) + preference + quality + tongue + fit


def choose(teaching: Teaching, order: Iterable[str], wishes: Wishes) -> dict[str, tuple[Choice, ...]]:
    """Main resource and up to two alternatives for every step.

    Parameters
    ----------
    teaching : Teaching
        Of the knowledge graph.
    order : iterable of str
        Steps in plan order; limits per kind (`wishes.at_most`) are spent in this order.
    wishes : Wishes
        Kinds, languages, depth, swaps.

    Returns
    -------
    dict
        Step -> choices, the main one first, then alternatives of other kinds (of the same kind only where the
        library has no other); empty where nothing teaches it.
    """
    kg = teaching.kg
    left = dict(wishes.at_most)
    chosen: dict[str, tuple[Choice, ...]] = {}
    taken: set[str] = set()
    for node in order:
        pool = ranked(teaching, node, wishes, taken)
        main = next((one for one in pool if one.id in taken or left.get(_kind(kg, one), 1) > 0), None)
        if main is None:
            chosen[node] = ()
            continue
        if main.id not in taken and _kind(kg, main) in left:
            left[_kind(kg, main)] -= 1
        taken.add(main.id)
        chosen[node] = tuple(_choice(kg, one, wishes.depth) for one in [main, *_others(kg, pool, main)])
    return chosen


def closest(teaching: Teaching, node: str, wishes: Wishes) -> str | None:
    """Return what comes closest to teaching a step for which nothing was chosen, if anything comes close."""
    allowed = (one for one in candidates(teaching, node, wishes.depth) if passes(teaching.kg.nodes[one.id], wishes))
    best = min(allowed, key=lambda one: (-one.teaches, one.id), default=None)
    return best.id if best and best.teaches >= CLOSEST and best.id not in wishes.avoid else None


def _kind(kg: nx.MultiDiGraph[str], one: Candidate) -> Kind:
    kind: Kind = kg.nodes[one.id].get("kind", "other")
    return kind


def _others(kg: nx.MultiDiGraph[str], pool: list[Candidate], main: Candidate, count: int = 2) -> list[Candidate]:
    """Best of each other kind first, then more of those kinds, then more of the main one's kind."""
    seen = {_kind(kg, main)}
    fresh: list[Candidate] = []
    again: list[Candidate] = []
    same: list[Candidate] = []
    for one in pool:
        if one.id == main.id:
            continue
        kind = _kind(kg, one)
        group = same if kind == _kind(kg, main) else again if kind in seen else fresh
        group.append(one)
        seen.add(kind)
    return [*fresh, *again, *same][:count]


def _choice(kg: nx.MultiDiGraph[str], one: Candidate, depth: Depth) -> Choice:
    data = kg.nodes[one.id]
    choice = Choice(one.id, label(kg, one.id), _kind(kg, one), 0, "", one.reason, data.get("url") or None)
    return timed(choice, data, depth, one.part)
