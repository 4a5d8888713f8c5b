"""What the prerequisite model learns from: Metacademy's concepts, our own subjects and topics, with all that is known.

Only two sources teach it: Metacademy (CC BY-SA 3.0, with attribution) and the project's own map of subjects and
topics. The other label sets of the benchmark measure and never teach.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

import starter
from embeddings.encoder import Encoder
from graph.prerequisites_courses import Courses, read_courses
from graph.prerequisites_features import Concepts, make_concepts
from graph.prerequisites_knowledge import build_knowledge, read_subjects

__all__ = ["Teaching", "read_teaching"]

COURSES = Path(__file__).parents[1] / "graph" / "prerequisites_courses.txt"
SUBJECTS = Path(__file__).parents[1] / "graph" / "prerequisites_subjects.txt"

Pairs = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Teaching:
    """All concepts that may teach, Metacademy's first: `hand` of them, then our own.

    `edges` are (needed, needing) numbers, `closure` the same with everything in between; `rows` and `owner` are
    vectors of all names (aliases too); `bare` are the concepts as if they had no text.
    """

    ids: tuple[str, ...]
    hand: int
    full: Concepts
    bare: Concepts
    rows: Floats
    owner: Pairs
    edges: frozenset[tuple[int, int]]
    closure: frozenset[tuple[int, int]]
    courses: Courses

    def truth(self, pairs: frozenset[tuple[int, int]]) -> npt.NDArray[np.bool_]:
        """Whether each ordered pair of Metacademy's concepts is one of these, bool (hand, hand)."""
        return np.array([[(a, b) in pairs for b in range(self.hand)] for a in range(self.hand)])


def read_teaching(data: Path, encoder: Encoder) -> Teaching:
    """Read Metacademy's part of the benchmark, the subjects and the topic vocabulary, and encode them."""
    lines = [json.loads(line) for line in (data / "A_concepts.jsonl").read_text("utf8").splitlines()]
    meta = [line for line in lines if line["source"] == "meta"]
    names: list[list[str]] = [[line["title"]] for line in meta]
    texts = [f"{line['text']} {line['goals']}".strip() for line in meta]
    ids = [str(line["id"]) for line in meta]
    edges = [*_csv_edges(data / "A_edges_gold.csv")]
    closure = [*edges, *_csv_edges(data / "A_closure_gold.csv")]
    subjects, needs = read_subjects(SUBJECTS.read_text("utf8"))
    ids += [f"subject:{name}" for name in subjects]
    names += [[name, *others] for name, others in subjects.items()]
    texts += [""] * len(subjects)
    edges += [(f"subject:{first}", f"subject:{name}") for first, name in needs]
    for topic in yaml.safe_load((starter.FOLDER / "topics.yaml").read_text("utf8"))["topics"]:
        ids.append(f"topic:{topic['id']}")
        names.append([topic["name"], *(alias for alias in topic.get("aliases") or () if alias.isascii())])
        texts.append(topic.get("summary") or "")
        edges += [(f"topic:{need['topic']}", ids[-1]) for need in topic.get("requires") or ()]
    place_of = {one: number for number, one in enumerate(ids)}
    numbered = frozenset((place_of[x], place_of[y]) for x, y in edges if x in place_of and y in place_of)
    hand_closure = frozenset((place_of[x], place_of[y]) for x, y in closure if x in place_of and y in place_of)
    return _encoded(ids, len(meta), names, texts, encoder, numbered, hand_closure)


def _csv_edges(path: Path) -> Iterable[tuple[str, str]]:
    with path.open(encoding="utf8", newline="") as file:
        yield from ((row["a"], row["b"]) for row in csv.DictReader(file) if row["source"] == "meta")


def _encoded(
    ids: Sequence[str],
    hand: int,
    names: Sequence[Sequence[str]],
    texts: Sequence[str],
    encoder: Encoder,
    edges: frozenset[tuple[int, int]],
    closure: frozenset[tuple[int, int]],
) -> Teaching:
    flat = [name.replace("_", " ") for some in names for name in some]
    owner = np.repeat(np.arange(len(names)), [len(some) for some in names])
    rows = encoder.encode(flat)
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    titles = [some[0] for some in names]
    read = encoder.encode([f"{title}. {text}" if text else title for title, text in zip(titles, texts, strict=True)])
    full = make_concepts(titles, texts, rows[first], read)
    bare = make_concepts(titles, [""] * len(titles), rows[first], read)
    own = build_knowledge(titles, rows, owner, edges)
    whole = closure | {(int(x), int(y)) for x, y in np.argwhere(own.above > 0)}
    titles, place, course = read_courses(COURSES.read_text("utf8"))
    courses = Courses(encoder.encode(titles), place, course)
    return Teaching(tuple(ids), hand, full, bare, rows, owner, edges, frozenset(whole), courses)
