"""How often search puts a right answer first, or among the first five, on judged queries over the starter library.

`search_queries.tsv` was judged by hand. Its held-out half was written first and is never tuned on.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workspace import Workspace

__all__ = ["Judged", "main", "queries"]

QUERIES = Path(__file__).with_name("search_queries.tsv")


@dataclass(frozen=True)
class Judged:
    """A query of one sort in one half of the table, and the titles that answer it."""

    half: str
    sort: str
    query: str
    answers: frozenset[str]


def queries() -> list[Judged]:
    """Return the judged queries."""
    with QUERIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Judged(row["set"], row["sort"], row["query"], frozenset(row["answers"].split(" | "))) for row in rows]


def ranks(workspace: Workspace, judged: Iterable[Judged]) -> dict[Judged, int]:
    """Return at which place the first right answer stands, from 1; 0 when it is not among the first five."""
    known = {data["title"] for _, data in workspace.kg.nodes(data=True)}
    found: dict[Judged, int] = {}
    for one in judged:
        lacking = one.answers - known
        if lacking:
            raise SystemExit(f"{QUERIES.name}: nothing in the library is called {', '.join(sorted(lacking))}")
        titles = [hit.title for hit in workspace.search(one.query, 5)]
        found[one] = next((place for place, title in enumerate(titles, 1) if title in one.answers), 0)
    return found


def _table(found: dict[Judged, int]) -> None:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one, place in found.items():
        groups[one.half, one.sort].append(place)
        groups[one.half, "all"].append(place)
    print(f"{'set':10} {'queries':12} {'n':>3} {'hit@1':>6} {'hit@5':>6}")
    for (half, sort), places in sorted(groups.items(), key=lambda item: (item[0][0], item[0][1] == "all")):
        first = sum(place == 1 for place in places) / len(places)
        among = sum(place > 0 for place in places) / len(places)
        print(f"{half:10} {sort:12} {len(places):3} {first:6.2f} {among:6.2f}")


def main(arguments: Sequence[str]) -> int:
    """Print hit@1 and hit@5 by half and sort of query."""
    parser = argparse.ArgumentParser(prog="python -m bench search", description=__doc__)
    parser.add_argument("--library", type=Path, help="a library with `starter` in it; made anew by default")
    parser.add_argument("--missed", action="store_true", help="name the tuning queries that failed")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(chosen.library or folder, create=not chosen.library)
        if not chosen.library:
            workspace.add("starter")
        found = ranks(workspace, queries())
        if chosen.missed:
            for one, place in found.items():
                if one.half == "tuning" and place != 1:
                    print(f"{place}  {one.query}: {[hit.title for hit in workspace.search(one.query, 5)]}")
        workspace.close()
    _table(found)
    return 0
