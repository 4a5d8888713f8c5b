"""Simple baselines by well-kept libraries: scikit-learn, implicit, SciPy. Each yields one row of scores per reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bench.next_reads_data import Part
from recommend.arrays import unit_rows
from recommend.colisting import ease
from recommend.evidence import Floats
from recommend.walks import content_steps, neighbours, reach, typed_steps

__all__ = ["PEERS"]

Scores = Iterator[Floats]


def popularity(part: Part) -> Scores:
    """How many lists hold it."""
    for _ in part.readers:
        yield part.evidence.list_counts


def svm(part: Part) -> Scores:
    """tf-idf and a linear SVM per reader, as arxiv-sanity-lite does it; keywords count as words."""
    evidence = part.evidence
    names = np.array([*evidence.keyword_names, ""])
    tags = [" ".join(names[evidence.keywords[[at]].indices]) for at in range(len(evidence))]
    texts = [f"{text} {tag}" for text, tag in zip(evidence.texts, tags, strict=True)]
    rows = TfidfVectorizer(
        sublinear_tf=True, ngram_range=(1, 2), max_features=20_000, min_df=2, stop_words="english"
    ).fit_transform(texts)
    for reader in part.readers:
        liked = np.zeros(len(evidence), np.bool_)
        liked[list(reader.known)] = True
        model = LinearSVC(C=0.1, class_weight="balanced", max_iter=1_000, tol=1e-3).fit(rows, liked)
        yield np.asarray(model.decision_function(rows), np.float32)


def centroid(part: Part) -> Scores:
    """Sentence vectors, likeness to the mean of what is known."""
    vectors = part.evidence.vectors
    for reader in part.readers:
        yield vectors @ unit_rows(vectors[list(reader.known)].mean(axis=0, keepdims=True))[0]


def als(part: Part) -> Scores:
    """Matrix factorisation of the lists (Hu, Koren & Volinsky 2008), by `implicit`."""
    from implicit.als import AlternatingLeastSquares

    few = part.evidence.lists.shape[0] < 1_000
    model = AlternatingLeastSquares(
        factors=32 if few else 256, regularization=0.1, alpha=40, iterations=15, random_state=0, num_threads=2
    )
    model.fit(sp.csr_matrix(part.evidence.lists), show_progress=False)
    n = len(part.evidence)
    for reader in part.readers:
        row = np.zeros((1, n), np.float32)
        row[0, list(reader.known)] = 1
        user = model.recalculate_user(0, sp.csr_matrix(row))
        yield np.asarray(model.item_factors @ user, np.float32).ravel()


def plain_ease(part: Part) -> Scores:
    """EASE on the lists alone (Steck 2019)."""
    weights = ease((part.evidence.lists.T @ part.evidence.lists).toarray().astype(np.float32), 20.0)
    for reader in part.readers:
        yield weights[list(reader.known)].sum(axis=0)


def pagerank(part: Part) -> Scores:
    """Personalised PageRank over text neighbours, citations and lists."""
    near = neighbours(part.evidence.vectors, 10)
    steps = typed_steps(near, part.evidence.links, part.evidence.lists)
    return _walked(part, steps)


def pagerank_content(part: Part) -> Scores:
    """Personalised PageRank over text neighbours and citations, without lists."""
    return _walked(part, content_steps(neighbours(part.evidence.vectors, 10), part.evidence.links))


def _walked(part: Part, steps: sp.csr_array) -> Scores:
    popular = np.maximum(part.evidence.list_counts, 1) ** np.float32(0.25)
    for reader in part.readers:
        start = np.zeros(len(part.evidence), np.float32)
        start[list(reader.known)] = 1
        yield reach(steps, start, 0.15) / popular


PEERS: Mapping[str, Callable[[Part], Scores]] = {
    "popularity": popularity,
    "tf-idf + SVM": svm,
    "MiniLM centroid": centroid,
    "ALS (implicit)": als,
    "EASE": plain_ease,
    "PageRank, content": pagerank_content,
    "PageRank, lists and content": pagerank,
}
