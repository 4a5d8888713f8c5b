"""Communities with readable names: topics that go together, and with them everything about those topics.

Louvain's method [1]_ runs on the topics alone, linked by the resources, citations and likenesses that they share.
So it takes a second where all nodes would take minutes, and each community is named by its leading topic.

References
----------
.. [1] V. D. Blondel et al., "Fast unfolding of communities in large networks", J. Stat. Mech., 2008.
"""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.index import GraphIndex, Ints
from graph.schema import EDGE_KINDS

__all__ = ["communities"]

ABOUT, BROADER = EDGE_KINDS.index("about"), EDGE_KINDS.index("broader")
LINKS = [EDGE_KINDS.index(kind) for kind in ("cites", "similar", "implements", "explains", "version_of")]
NARROWER = 1.0  # a broader topic links as much as one resource about both
LINKED = 0.2  # so does a citation between two resources, times this
CLOSEST = 10
NARROWER_PART = 0.5
SEED = 0

Matrix = sparse.csr_array
Shares = NDArray[np.float64]


def communities(index: GraphIndex) -> list[str]:
    """Return the name of every node's community: that of the topic most of its members are about.

    Resources belong where most of the confidence of their topics lies; authors and lists where most of their
    resources do. Nodes without any topic have an empty name.

    Notes
    -----
    Linear in the edges, plus Louvain on the topics.
    """
    topics = np.flatnonzero([index.kg.nodes[node]["node"] == "topic" for node in index.nodes])
    if not len(topics):
        return [""] * len(index.nodes)
    about = _matrix(index, [ABOUT])[:, topics]
    group = _louvain(_between_topics(index, about, topics))
    member = _memberships(index, about, group, topics)
    names = [_leader(index, about, topics[group == one], topics) for one in range(group.max() + 1)]
    best, sure = member.argmax(axis=1).tolist(), member.max(axis=1).tolist()
    return [names[one] if share > 0 else "" for one, share in zip(best, sure, strict=True)]


def _matrix(index: GraphIndex, kinds: list[int]) -> Matrix:
    arcs = index.out
    some = np.isin(arcs.kind, kinds)
    size = len(index.nodes)
    values = arcs.strength[some].astype(np.float64)
    return sparse.csr_array((values, (arcs.source[some], arcs.target[some])), shape=(size, size))


def _between_topics(index: GraphIndex, about: Matrix, topics: Ints) -> Matrix:
    """How much topics share, as a symmetric matrix (topics, topics)."""
    links = _matrix(index, LINKS)
    broader = _matrix(index, [BROADER])[topics][:, topics]
    shared = about.T @ about + LINKED * (about.T @ (links @ about)) + NARROWER * broader
    return sparse.csr_array(shared + shared.T)


def _louvain(weights: Matrix) -> Ints:
    """Number of the community of each topic, numbered by the first topic of each."""
    # Whole numbers as nodes: the order of sets of names differs from process to process.
    joined: nx.Graph[int] = nx.Graph()
    joined.add_nodes_from(range(weights.shape[0]))
    joined.add_weighted_edges_from(_strongest(weights))
    parts = nx.community.louvain_communities(joined, seed=SEED)
    group = np.zeros(weights.shape[0], dtype=np.int64)
    for number, part in enumerate(sorted(parts, key=min)):
        group[sorted(part)] = number
    return group


def _strongest(weights: Matrix) -> Iterator[tuple[int, int, float]]:
    """Yield the `CLOSEST` links of each topic, weighed against how much both share with all topics.

    What a topic shares with itself counts too: subjects that keep to themselves are not joined for want of others.
    """
    much = np.sqrt(np.asarray(weights.sum(axis=0), dtype=np.float64).ravel())
    some = sparse.coo_array(weights)
    apart = some.row != some.col
    rows, columns = some.row[apart], some.col[apart]
    shares = some.data[apart] / (much[rows] * much[columns])
    order = np.lexsort((columns, -shares, rows))
    rows, columns, shares = rows[order], columns[order], shares[order]
    keep = np.arange(len(rows)) - np.searchsorted(rows, rows) < CLOSEST
    yield from zip(rows[keep].tolist(), columns[keep].tolist(), shares[keep].tolist(), strict=True)
    itself, own = some.row[~apart], some.data[~apart]
    yield from zip(itself.tolist(), itself.tolist(), (own / much[itself] ** 2).tolist(), strict=True)


def _memberships(index: GraphIndex, about: Matrix, group: Ints, topics: Ints) -> Shares:
    """Weight of each node in each community, as float array (nodes, communities)."""
    count = int(group.max()) + 1
    into = sparse.csr_array((np.ones(len(group)), (np.arange(len(group)), group)), shape=(len(group), count))
    resources = about @ into
    both = _matrix(index, [EDGE_KINDS.index("by"), EDGE_KINDS.index("listed_in")])
    of_topics = sparse.csr_array((np.ones(len(group)), (topics, group)), shape=(len(index.nodes), count))
    shares: Shares = (resources + both.T @ resources + of_topics).toarray()
    return shares


def _leader(index: GraphIndex, about: Matrix, members: Ints, topics: Ints) -> str:
    """Title of the topic with the most resources; those of its narrower topics count half."""
    weight: Shares = np.asarray(about.sum(axis=0), dtype=np.float64).ravel()[np.searchsorted(topics, members)]
    broader = _matrix(index, [BROADER])[members][:, members]
    return index.title(index.nodes[int(members[int(np.argmax(weight + NARROWER_PART * (broader.T @ weight)))])])
