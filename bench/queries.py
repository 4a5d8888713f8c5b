"""How fast the graph answers: `python -m bench queries` prints times at 1,000, 10,000 and 100,000 resources.

The libraries are made up, but shaped like real ones: few works get most citations, few topics and authors most
resources, and one giant list holds a fifth of everything. Of the 50 queries of each kind, the median and the slowest
are shown; growth compares each size with the one before. On a machine that does other work too, `--cpu` counts only
the time this process had.
"""

from __future__ import annotations

import argparse
import gc
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from rich.console import Console
from rich.table import Table

from graph.build import build
from graph.centrality import pagerank
from graph.communities import communities
from graph.persist import load, save, stamp_of
from graph.queries import GraphIndex, frontier, leads_to, needed_before, neighbourhood, ways
from graph.schema import Graph, Vectors
from graph.similarity import find_neighbours
from graph.snapshot import Cited, Placed, Snapshot
from library.lists import StoredList
from library.vocabulary import KINDS, Entry, Requirement, Resource, Topic

__all__ = ["Timing", "main", "measure", "synthetic"]

T = TypeVar("T")

Clock = Callable[[], float]

SIZES = (1_000, 10_000, 100_000)
QUERIES = 50
LIMIT_MS = 100.0
ONCE = {
    "compare all texts", "compare after one more list", "build", "save", "load", "index", "importance", "communities",
}  # fmt: skip
DIMENSIONS = 384
LIST = 50  # resources of a list that is added to a library


@dataclass(frozen=True, slots=True)
class Timing:
    """Times in milliseconds of one kind of query at one size."""

    query: str
    size: int
    median: float
    slowest: float


def synthetic(size: int, seed: int = 0) -> Snapshot:
    """Return a made-up library of `size` resources, with about five citations, three authors and a list for each."""
    rng = np.random.default_rng(seed)
    topics = _topics(rng)
    named = (rng.random(size) ** 3 * len(topics)).astype(int)
    people = (rng.random((size, 3)) ** 2 * max(size // 2, 1)).astype(int)
    resources = tuple(
        Resource(
            f"r{at}",
            f"On {topics[named[at]].name}, part {at}",
            KINDS[at % len(KINDS)],
            year=1980 + at % 45,
            authors=tuple(dict.fromkeys(f"Author {number}" for number in people[at])),
            summary=f"Work {at} looks at {topics[(named[at] * 7 + at) % len(topics)].name} from one side.",
        )
        for at in range(size)
    )
    cited = (rng.random((size, 5)) ** 3 * np.arange(size)[:, None]).astype(int)
    citations = tuple(Cited(f"r{at}", f"r{one}", "facts") for at in range(1, size) for one in set(cited[at].tolist()))
    lists, entries = _lists(size, rng)
    return Snapshot(resources, lists, entries, citations, (), topics)


def _topics(rng: np.random.Generator) -> tuple[Topic, ...]:
    def needs(at: int) -> tuple[Requirement, ...]:
        some = sorted(set((rng.random(2) * at).astype(int).tolist())) if at else []
        return tuple(Requirement(f"t{one}", f"subject {at} is built on subject {one}") for one in some)

    return tuple(
        Topic(f"t{at}", f"subject{at} of study", requires=needs(at), broader=(f"t{at // 8}",) if at else ())
        for at in range(500)
    )


def _lists(size: int, rng: np.random.Generator) -> tuple[tuple[StoredList, ...], dict[str, tuple[Placed, ...]]]:
    """One list with a fifth of all resources, the others of about fifty."""
    count = max(size // 50, 1)
    where = np.where(rng.random(size) < 0.2, 0, rng.integers(0, count, size))
    placed: dict[str, list[Placed]] = {f"l{number}": [] for number in range(count)}
    for at, number in enumerate(where.tolist()):
        some = placed[f"l{number}"]
        entry = Entry(
            f"r{at}", line=len(some) + 3, position=len(some), section=("Part one", f"subject{at % 500} of study")
        )
        some.append(Placed(f"r{at}", entry))
    lists = tuple(StoredList(one, f"{one}.md", f"List {one}", "markdown", len(placed[one]), "", "") for one in placed)
    return lists, {one: tuple(some) for one, some in placed.items()}


def _add_similar(kg: Graph, size: int, rng: random.Random) -> None:
    """Likenesses at random: comparing texts is not what is measured here."""
    for at in range(size):
        for other in rng.sample(range(size), 4):
            if at < other:
                kg.add_edge(f"r{at}", f"r{other}", key="similar", kind="similar", score=rng.uniform(0.5, 0.9))


def made_up_vectors(size: int, seed: int = 0) -> Vectors:
    """Vectors for `synthetic` resources, a few hundred subjects apart."""
    rng = np.random.default_rng(seed)
    subjects = rng.standard_normal((300, DIMENSIONS)).astype(np.float32)
    rows = subjects[rng.integers(0, len(subjects), size)] + rng.standard_normal((size, DIMENSIONS)).astype(np.float32)
    return [f"r{at}" for at in range(size)], rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _compare(once: Callable[..., Any], size: int) -> None:
    """Compare the texts of a whole library, and again after one more list."""
    names, rows = made_up_vectors(size)
    less = names[:-LIST], rows[:-LIST]
    before = once("compare all texts", size, lambda: find_neighbours(less[0], less))
    once("compare after one more list", size, lambda: find_neighbours(names, (names, rows), before))


def measure(size: int, clock: Clock = time.perf_counter) -> list[Timing]:
    """Return the times of everything at one size: each step of building, save, load, index, each kind of query."""
    snapshot = synthetic(size)
    times: list[Timing] = []
    once = partial(_once, times, clock)
    rng = random.Random(1)
    gc.disable()
    _compare(once, size)
    kg: Graph = once("build", size, lambda: build(snapshot))
    _add_similar(kg, size, rng)
    with tempfile.TemporaryDirectory() as folder:
        path, stamp = Path(folder) / "graph.parquet", stamp_of(snapshot)
        once("save", size, lambda: save(kg, path, stamp))
        loaded = once("load", size, lambda: load(path, stamp))
    assert loaded is not None
    assert loaded.number_of_edges() == kg.number_of_edges()
    index: GraphIndex = once("index", size, lambda: GraphIndex(loaded))
    once("importance", size, lambda: pagerank(index))
    once("communities", size, lambda: communities(index))
    # As a server does after loading: what stays for good is not searched for garbage again and again.
    gc.enable()
    gc.freeze()
    queries = _queries(index, [f"r{rng.randrange(size)}" for _ in range(QUERIES)], rng)
    return [*times, *(_timed(name, size, some, clock) for name, some in queries.items())]


def _queries(index: GraphIndex, some: Sequence[str], rng: random.Random) -> dict[str, list[Callable[[], object]]]:
    topics = [f"topic:t{rng.randrange(500)}" for _ in some]
    known = [rng.sample(topics, 20) for _ in some]
    pairs = list(zip(some, reversed(some), strict=True))
    mixed = list(zip(some, topics, strict=True))
    return {
        "neighbourhood, depth 1": [partial(neighbourhood, index, one, 1) for one in some],
        "neighbourhood, depth 3": [partial(neighbourhood, index, one, 3) for one in some],
        "neighbourhood of a hub topic": [partial(neighbourhood, index, "topic:t0", 2)] * len(some),
        "neighbourhood of the giant list": [partial(neighbourhood, index, "list:l0", 2)] * len(some),
        "needed before a resource": [partial(needed_before, index, one) for one in some],
        "needed before the giant list": [partial(needed_before, index, "list:l0")] * len(some),
        "leads to, of a basic topic": [partial(leads_to, index, "topic:t0")] * len(some),
        "way between resources, one": [partial(ways, index, *pair, limit=1) for pair in pairs],
        "ways between resources, three": [partial(ways, index, *pair, limit=3) for pair in pairs],
        "ways from resource to topic": [partial(ways, index, *pair, limit=3) for pair in mixed],
        "frontier": [partial(frontier, index, one) for one in known],
    }


def _once(times: list[Timing], clock: Clock, name: str, size: int, call: Callable[[], T]) -> T:
    start = clock()
    result = call()
    spent = (clock() - start) * 1000
    times.append(Timing(name, size, spent, spent))
    return result


def _timed(name: str, size: int, calls: Sequence[Callable[[], object]], clock: Clock) -> Timing:
    spent = []
    for call in calls:
        start = clock()
        call()
        spent.append((clock() - start) * 1000)
    return Timing(name, size, float(np.median(spent)), max(spent))


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; the exit code is 1 when a query's median is above 100 ms at any size."""
    parser = argparse.ArgumentParser(prog="python -m bench queries", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of resources")
    parser.add_argument("--cpu", action="store_true", help="count the time of this process only")
    options = parser.parse_args(argv)
    sizes: list[int] = options.sizes
    clock = time.process_time if options.cpu else time.perf_counter
    found = [timing for size in sizes for timing in measure(size, clock)]
    table = Table("ms: median (slowest)", *(f"{size:,} resources" for size in sizes), "growth", title="Query times")
    names = list(dict.fromkeys(timing.query for timing in found))
    for name in names:
        row = [timing for timing in found if timing.query == name]
        growth = " ".join(f"×{after.median / max(before.median, 1e-6):.1f}" for before, after in pairwise(row))
        table.add_row(name, *(f"{timing.median:,.1f} ({timing.slowest:,.1f})" for timing in row), growth)
    Console(width=140).print(table)
    return int(any(timing.median > LIMIT_MS for timing in found if timing.query not in ONCE))


if __name__ == "__main__":
    raise SystemExit(main())
