"""What somebody typed, held against words and names: half-typed and misspelt words, a name in any order.

BM25 alone ranks a text that shares one rare word with a question above what the question means, and a long text
that mentions a name above whoever bears it. So words count by how much of the query they cover, and names by how
much of the name and the query is the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import numpy.typing as npt
from scipy import sparse

from graph.search import PREFIX_MIN, Scores, TextIndex, completions, tokens
from graph.words import STOP_WORDS

__all__ = ["NameIndex", "Typed", "build_name_index", "typed"]

SPELLING_MIN = 4  # below this, most words are one letter from another
SPELLINGS_MEANT = 3
ALIKE = 0.8
"""Share of letters in common, in order, from which a word may be another one misspelt."""
UNFINISHED = 0.7
"""Worth of a word that the typed one would have to be completed or corrected to."""


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The words of every name: CSR (terms of the text index, names); whose name each is, and its number of words."""

    holds: sparse.csr_matrix
    owner: npt.NDArray[np.intp]
    length: Scores


@dataclass(frozen=True, slots=True)
class Typed:
    """How texts answer what was typed, each float32 (n,) between 0 and 1.

    `words`: BM25 relative to the best text, times the share of the query's words that the text has, weighed by how
    rare they are. `name`: Dice coefficient of the query's words and those of the text's nearest name.
    """

    words: Scores
    name: Scores


def build_name_index(index: TextIndex, names: Sequence[Sequence[str]]) -> NameIndex:
    """Return the names of texts as words; `names[i]` are those of text i, whose words `index` knows."""
    owner = [at for at, some in enumerate(names) for _ in some]
    words = [_content(tokens(name)) for some in names for name in some]
    columns = np.repeat(np.arange(len(words)), [len(some) for some in words])
    rows = np.array([index.place[word] for some in words for word in some], np.int64)
    holds = sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=(len(index.terms), len(words)))
    return NameIndex(holds, np.array(owner, np.intp), np.array([len(some) for some in words], np.float32))


def typed(index: TextIndex, names: NameIndex, query: str) -> Typed:
    """Return how every text answers a query whose last word may be unfinished.

    Examples
    --------
    >>> from graph.search import build_text_index
    >>> texts = ["Attention is all you need", "Graph attention networks", "Ada Lovelace"]
    >>> index = build_text_index(texts)
    >>> names = build_name_index(index, [[text] for text in texts])
    >>> [int(typed(index, names, query).words.argmax()) for query in ("need atention", "graph atten", "lovelase")]
    [0, 1, 2]
    """
    every = list(dict.fromkeys(tokens(query)))
    content = _content(every)
    nothing = np.zeros(len(index), np.float32)
    bm25, covered, mass = nothing.copy(), nothing.copy(), 0.0
    shared = np.zeros(len(names.length), np.float32)
    for word in content:
        meant = _meant(index, word, last=word == every[-1])
        scores = _best(index.weights, meant)
        rarity = _rarity(index, meant)
        bm25 += scores
        covered += np.float32(rarity) * (scores > 0)
        shared += _best(names.holds, meant) > 0
        mass += rarity
    if not bm25.any():
        return Typed(nothing, nothing)
    name = nothing.copy()
    np.maximum.at(name, names.owner, 2 * shared / (len(content) + np.maximum(names.length, 1)))
    return Typed(bm25 / bm25.max() * covered / np.float32(mass), name)


def _content(words: Sequence[str]) -> list[str]:
    """The words without stop words, unless there is nothing else."""
    return [word for word in words if word not in STOP_WORDS] or list(words)


def _meant(index: TextIndex, word: str, *, last: bool) -> list[tuple[Sequence[int], float]]:
    """The terms that a typed word may stand for and what each group is worth, surest first."""
    exact = index.place.get(word)
    meant: list[tuple[Sequence[int], float]] = [] if exact is None else [([exact], 1.0)]
    if len(word) >= PREFIX_MIN and (exact is None or last):
        meant.append((completions(index, word), UNFINISHED))
    if not any(terms for terms, _ in meant):
        meant.append((_respelt(index, word), UNFINISHED))
    return [(terms, worth) for terms, worth in meant if terms]


def _respelt(index: TextIndex, word: str) -> list[int]:
    """Terms of about the same length and letters; the first letter is hardly ever the wrong one."""
    if len(word) < SPELLING_MIN:
        return []
    near = [index.terms[at] for at in completions(index, word[0], most=len(index.terms))]
    near = [term for term in near if abs(len(term) - len(word)) <= 2]
    return [index.place[term] for term in get_close_matches(word, near, SPELLINGS_MEANT, ALIKE)]


def _best(matrix: sparse.csr_matrix, meant: Sequence[tuple[Sequence[int], float]]) -> Scores:
    """The greatest worth of any meant term in each column."""
    best = np.zeros(matrix.shape[1], np.float32)
    for terms, worth in meant:
        best = np.maximum(best, np.float32(worth) * matrix[list(terms)].max(axis=0).toarray().ravel())
    return best


def _rarity(index: TextIndex, meant: Sequence[tuple[Sequence[int], float]]) -> float:
    """The inverse document frequency of what a word most surely means; an unknown word is the rarest."""
    held_by = np.diff(index.weights.indptr)[list(meant[0][0])] if meant else np.zeros(1)
    return float(np.log1p((len(index) - held_by + 0.5) / (held_by + 0.5)).mean())
