"""Requirements that nobody stated: inferred between topics and between resources, each with its evidence.

`Inference` is what `graph.build` is given. What the vocabulary or the reader says comes from elsewhere and goes
before: pairs of vocabulary topics are never touched here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.prerequisites_edges import ProposedEdge, propose
from graph.prerequisites_features import Concepts, make_concepts, mentioned
from graph.prerequisites_knowledge import Knowledge, first_rows, place
from graph.prerequisites_model import PairModel, default_model
from graph.prerequisites_signals import RESOURCE_SIGNALS, blend
from graph.requires import Needed
from graph.schema import Graph, Vectors
from graph.snapshot import Snapshot

__all__ = ["Inference", "between_resources", "between_topics", "evidence_for"]

Floats = npt.NDArray[np.float32]

SHOWN = 0.4  # weaker requirements between resources are not worth showing; plans ask for more
MOST = 5  # requirements of one resource
MOST_TOPICS = 1500  # beyond it, only the topics with most resources are compared
NEAREST = 15  # topics that one outside the vocabulary is compared with
FEWEST = 2  # resources whose vectors stand for a topic that has none


@dataclass(frozen=True, slots=True)
class Inference:
    """Proposes requirements from a finished graph; callable as `graph.build` wants it.

    `vectors` are the graph's text vectors and `encoder` the name of their model: with another encoder than the
    prerequisite model was trained for, topics are left alone.
    """

    vectors: Vectors | None = None
    encoder: str = ""

    @property
    def key(self) -> str:
        """What this proposes depends on the encoder's name; on its vectors and the model's file, the graph's stamp."""
        return f"{type(self).__qualname__} {self.encoder}"

    def __call__(self, kg: Graph, snapshot: Snapshot) -> Iterator[Needed]:
        """Yield requirements between topics, then between resources; the snapshot says nothing beyond the graph."""
        model = default_model()
        if model is not None and self.vectors is not None and self.encoder == model.encoder:
            yield from between_topics(kg, self.vectors, model)
        yield from between_resources(kg)


def between_topics(kg: Graph, vectors: Vectors, model: PairModel) -> list[Needed]:
    """Direct requirements between topics of which at least one is not in the vocabulary.

    Parameters
    ----------
    kg : MultiDiGraph
        With topics and `about` edges.
    vectors : (list of node ids, float32 array (n, d))
        A topic without a vector is represented by its resources.
    model : PairModel
        Trained for vectors of the same encoder.

    Returns
    -------
    list of Needed
        With calibrated confidence; free of cycles among themselves.
    """
    topics = _topics(kg)
    known = _topic_vectors(kg, topics, vectors, model.knowledge)
    topics = [topic for topic in topics if topic in known]
    own = [topic for topic in topics if not kg.nodes[topic].get("vocabulary")]
    if not own or len(topics) <= 1:
        return []
    topics = _compared(topics, own, known)
    titles = [str(kg.nodes[topic].get("title") or topic) for topic in topics]
    rows = np.array([known[topic] for topic in topics], dtype=np.float32)
    some = make_concepts(titles, [str(kg.nodes[topic].get("summary") or "") for topic in topics], rows, rows)
    fresh = set(own)
    edges = [e for e in propose(model, some) if topics[e.needed] in fresh or topics[e.needing] in fresh]
    told = evidence_for(model, some, titles, edges)
    return [
        Needed(topics[edge.needing], topics[edge.needed], round(edge.confidence, 4), why, "text model")
        for edge, why in zip(edges, told, strict=True)
    ]


def _compared(topics: list[str], own: list[str], known: Mapping[str, Floats]) -> list[str]:
    """The topics outside the vocabulary and, for each, those nearest to it: pairs far apart require nothing."""
    every = np.array([known[topic] for topic in topics], dtype=np.float32)
    fresh = np.array([known[topic] for topic in own], dtype=np.float32)
    near = np.argsort(-(fresh @ every.T), axis=1, kind="stable")[:, :NEAREST]
    return sorted({*own, *(topics[at] for at in near.ravel())})


def _topics(kg: Graph) -> list[str]:
    """Topics, those with most resources first where there are too many."""
    found = sorted(node for node, data in kg.nodes(data=True) if data.get("node") == "topic")
    if len(found) <= MOST_TOPICS:
        return found
    return sorted(sorted(found, key=lambda topic: (-kg.in_degree(topic), topic))[:MOST_TOPICS])


def _topic_vectors(kg: Graph, topics: Iterable[str], vectors: Vectors, knowledge: Knowledge) -> dict[str, Floats]:
    """Vector of each topic: of its name where the map has it, else its own, else the mean of its resources'."""
    ids, rows = vectors
    place_of = {node: row for row, node in enumerate(ids)}
    first_row = first_rows(knowledge.owner)
    node_of = {name: node for node, name in enumerate(knowledge.names)}
    found: dict[str, Floats] = {}
    for topic in topics:
        name = str(kg.nodes[topic].get("title") or "").casefold()
        about = [place_of[one] for one, keyed in kg.pred[topic].items() if "about" in keyed and one in place_of]
        if name in node_of:
            found[topic] = knowledge.rows[first_row[node_of[name]]]
        elif topic in place_of:
            found[topic] = rows[place_of[topic]]
        elif len(about) >= FEWEST:
            mean = rows[about].mean(axis=0)
            found[topic] = mean / (np.linalg.norm(mean) or 1.0)
    return found


def evidence_for(
    model: PairModel, some: Concepts, titles: list[str], edges: list[ProposedEdge]
) -> list[tuple[str, ...]]:
    """Say in words what speaks for each edge: a mention, and the place on the map of subjects.

    Returns
    -------
    list of tuple of str
        Aligned with `edges`; never empty for an edge.
    """
    if not edges:
        return []
    needed = np.array([edge.needed for edge in edges])
    needing = np.array([edge.needing for edge in edges])
    named = mentioned(some, needed, needing)
    placed = place(model.knowledge, some.name_vectors)
    told = []
    for edge, says in zip(edges, named, strict=True):
        reasons = []
        if says:
            reasons.append(f"its summary names {titles[edge.needed]}")
        near_a, near_b = placed.nodes[edge.needed], placed.nodes[edge.needing]
        strength = (
            model.knowledge.above[np.ix_(near_a, near_b)]
            * np.maximum(placed.cosines[edge.needed], 0)[:, None]
            * np.maximum(placed.cosines[edge.needing], 0)[None, :]
        )
        row, column = np.unravel_index(int(strength.argmax()), strength.shape)
        if strength[row, column] > 0:
            first, then = model.knowledge.names[near_a[row]], model.knowledge.names[near_b[column]]
            reasons.append(f"on the map of subjects, {first} comes before {then}")
        told.append(tuple(reasons) or ("their names and texts look like such a pair",))
    return told


def between_resources(kg: Graph) -> list[Needed]:
    """Requirements between resources from citations, parts, levels, kinds and list order.

    Returns
    -------
    list of Needed
        At least `SHOWN` sure, at most `MOST` for one resource, the surest first; `source` names the signals.
    """
    joined = blend({name: signal(kg) for name, signal in RESOURCE_SIGNALS.items()})
    by_node: dict[str, list[Needed]] = defaultdict(list)
    for (node, first), (confidence, evidence, names) in joined.items():
        if confidence >= SHOWN and confidence > _opposite(joined, node, first):
            by_node[node].append(Needed(node, first, confidence, evidence, ", ".join(names)))
    return [
        one
        for node in sorted(by_node)
        for one in sorted(by_node[node], key=lambda one: (-one.confidence, one.first))[:MOST]
    ]


def _opposite(
    joined: Mapping[tuple[str, str], tuple[float, tuple[str, ...], tuple[str, ...]]], node: str, first: str
) -> float:
    return joined[first, node][0] if (first, node) in joined else 0.0
