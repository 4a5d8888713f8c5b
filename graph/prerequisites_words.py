"""What the words of names and texts say about every pair of some concepts at once, weighed by how rare they are here.

Complements `graph.prerequisites_features`: those signals look at one pair, these at a pair among all others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from graph.prerequisites_features import Concepts
from graph.words import STOP_WORDS, words

__all__ = ["WORD_CLUES", "place_from_top", "word_clues"]

Square = npt.NDArray[np.float64]
Matrix = sparse.csr_array

WORD_CLUES = (
    "cover", "cover_back", "phrase", "phrase_back", "first", "times", "rarest", "cover_place", "cover_asymmetry",
    "share_of_a", "share_of_b", "named_by", "covered_by", "named_by_b", "cover_relative", "phrase_relative",
)  # fmt: skip
COMMON = 0.3  # weight of a word that all have


def word_clues(some: Concepts) -> list[Square]:
    """Return one array (n, n) for each of `WORD_CLUES`; the row is asked to be needed before the column.

    `cover` is the weight of the row's name that stands in the column's text, `phrase` whether all of it stands there
    in its order, `first` how early, `times` how often, `rarest` the rarest word; `share_of_a` and `share_of_b` are
    what the texts have in common; `named_by` and `covered_by` say how many texts name the row.
    """
    names = [[word.key for word in words(name)] for name in some.names]
    texts = [[word.key for word in words(text)] for text in some.texts]
    cover, rarest, inside, outside = _shares(names, texts)
    phrase, first, times = _phrases(names, texts)
    named = np.repeat(np.log1p(phrase.sum(axis=1))[:, None], len(some), axis=1)
    covered = np.repeat(np.log1p(cover.sum(axis=1))[:, None], len(some), axis=1)
    return [
        cover, cover.T, phrase, phrase.T, first, times, rarest, place_from_top(cover + 0.001 * phrase, 0),
        cover - cover.T, inside, outside, named, covered, named.T,
        cover / (cover.max(axis=0, keepdims=True) + 1e-6), phrase / np.maximum(1, phrase.sum(axis=0, keepdims=True)),
    ]  # fmt: skip


def place_from_top(values: npt.NDArray[np.floating], axis: int) -> npt.NDArray[np.floating]:
    """Logarithm of the place from the top along an axis."""
    order = np.argsort(-values, axis=axis, kind="stable")
    return np.log1p(np.argsort(order, axis=axis, kind="stable"))


def _shares(names: Sequence[Sequence[str]], texts: Sequence[Sequence[str]]) -> tuple[Square, Square, Square, Square]:
    place = {key: column for column, key in enumerate(sorted({key for some in (*names, *texts) for key in some}))}
    in_name, in_text = (_matrix(rows, place) for rows in (names, texts))
    frequency = np.asarray(((in_name + in_text) > 0).sum(axis=0)).ravel()
    rare = np.log((len(names) + 1) / (1 + frequency)) + COMMON
    rare[[place[key] for key in STOP_WORDS & place.keys()]] = 0
    name_weight, text_weight = (sparse.csr_array(one.multiply(rare)) for one in (in_name, in_text))
    cover = (name_weight @ in_text.T).toarray() / _sums(name_weight)[:, None]
    rarest = np.zeros_like(cover)
    for row in range(len(names)):
        for column in name_weight.indices[name_weight.indptr[row] : name_weight.indptr[row + 1]]:
            rarest[row] = np.maximum(rarest[row], rare[column] * in_text[:, [column]].toarray().ravel())
    common = (text_weight @ in_text.T).toarray()
    for one in (cover, rarest):
        np.fill_diagonal(one, 0.0)
    return cover, rarest, common / _sums(text_weight)[:, None], common / _sums(text_weight)[None, :]


def _sums(weights: Matrix) -> npt.NDArray[np.float64]:
    total = np.asarray(weights.sum(axis=1), dtype=np.float64).ravel()
    return np.where(total > 0, total, 1.0)


def _matrix(rows: Sequence[Sequence[str]], place: dict[str, int]) -> Matrix:
    at = [(row, place[key]) for row, keys in enumerate(rows) for key in sorted(set(keys))]
    pairs = np.array(at, dtype=np.intp).reshape(-1, 2)
    shape = (len(rows), len(place))
    return sparse.csr_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=shape)


def _phrases(names: Sequence[Sequence[str]], texts: Sequence[Sequence[str]]) -> tuple[Square, Square, Square]:
    printed = [f" {' '.join(text)} " for text in texts]
    phrase, first, times = (np.zeros((len(names), len(names))) for _ in range(3))
    for row, name in enumerate(names):
        wanted = f" {' '.join(name)} "
        for column, text in enumerate(printed):
            if row != column and name and (at := text.find(wanted)) >= 0:
                phrase[row, column] = 1
                first[row, column] = 1 - at / len(text)
                times[row, column] = np.log1p(text.count(wanted))
    return phrase, first, times
