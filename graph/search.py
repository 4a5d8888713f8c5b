"""Find resources and topics by words: exact, half-typed, in any script, and by meaning where vectors exist.

Words are scored with BM25 over several fields; the last word of a query may be unfinished; Chinese, Japanese and
Korean text is cut into single characters and pairs, since it has no spaces. Vectors come from the caller: this
file knows no model. All scores are aligned with the order of the texts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import sparse

__all__ = [
    "LEARNING_PRIOR",
    "PREFIX_MIN",
    "Blend",
    "Scores",
    "TextIndex",
    "build_text_index",
    "completions",
    "lexical_scores",
    "search",
    "tokens",
    "top",
]

Scores = npt.NDArray[np.float32]

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
WORD = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+(?:\+\+|\#)?")
PREFIX_MIN = 2  # a single typed letter completes to too much
PREFIX_MAX_TERMS = 200
PLURAL_MIN = 4
LEARNING_PRIOR: Mapping[str, float] = {
    "course": 1.0,
    "tutorial": 1.0,
    "video": 1.0,
    "book": 0.7,
    "blog": 0.45,
    "code": -0.45,
    "tool": -0.45,
    "dataset": -0.6,
    "paper": -0.75,
}
"""For "teach me this" rather than "find me this": kinds made for learning first."""
SPELLINGS = {"analyses": "analysis", "optimisation": "optimization", "modelling": "modeling"}


@dataclass(frozen=True, slots=True)
class TextIndex:
    """BM25 weights of every term in every text: CSR matrix (terms, texts), and the terms in sorted order."""

    terms: tuple[str, ...]
    weights: sparse.csr_matrix
    place: Mapping[str, int] = field(repr=False)

    def __len__(self) -> int:
        return int(self.weights.shape[1])


@dataclass(frozen=True, slots=True)
class Blend:
    """How much words, meaning and the prior count; words are scaled to the best hit of the query.

    With `feedback` k > 0, the query vector moves half-way to the mean of the k best texts of a first round
    (Rocchio, 1971): right for "what is there on this subject", wrong for "find me this title".
    """

    words: float = 1.0
    meaning: float = 1.5
    prior: float = 0.35
    feedback: int = 0


def _singular(word: str) -> str:
    if word in SPELLINGS:
        return SPELLINGS[word]
    if len(word) < PLURAL_MIN or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1]


def tokens(text: str) -> list[str]:
    """Words of a text, lower case, plain width, singular; CJK runs as characters and pairs.

    Examples
    --------
    >>> tokens("Recurrent Neural Networks (RNNs) in C++")
    ['recurrent', 'neural', 'network', 'rnn', 'in', 'c++']
    >>> tokens("神經網路")
    ['神', '經', '網', '路', '神經', '經網', '網路']
    """
    found: list[str] = []
    plain = unicodedata.normalize("NFKC", text).casefold()
    for word in WORD.findall(plain):
        if re.match(f"[{CJK}]", word):
            found.extend(word)
            found.extend(word[index : index + 2] for index in range(len(word) - 1))
        else:
            found.append(_singular(word))
    return found


def build_text_index(
    texts: Sequence[str],
    extra: Sequence[str] | None = None,
    *,
    k1: float = 1.2,
    b: float = 0.5,
    extra_weight: float = 0.3,
) -> TextIndex:
    """Index texts for `lexical_scores`.

    Parameters
    ----------
    texts : sequence of str, length n
        What a user would search by: title, names, aliases.
    extra : sequence of str, length n, optional
        Further words of each (summary, venue, authors), counted `extra_weight` times.
    k1, b : float
        Saturation of repeated words and penalty for length.

    Returns
    -------
    TextIndex

    Notes
    -----
    Okapi BM25: S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009;
    fields are joined by weighted counts (BM25F). Linear in the number of words.
    """
    counts = [Counter[str](tokens(text)) for text in texts]
    weighted = [dict.fromkeys(count, 0.0) | {word: float(hits) for word, hits in count.items()} for count in counts]
    for position, text in enumerate(extra or ()):
        for word, hits in Counter(tokens(text)).items():
            weighted[position][word] = weighted[position].get(word, 0.0) + extra_weight * hits
    terms = tuple(sorted({word for words in weighted for word in words}))
    place = {term: index for index, term in enumerate(terms)}
    rows = np.array([place[word] for words in weighted for word in words], dtype=np.int64)
    columns = np.repeat(np.arange(len(weighted)), [len(words) for words in weighted])
    raw = np.array([hits for words in weighted for hits in words.values()], dtype=np.float64)
    lengths = np.array([sum(words.values()) for words in weighted])
    norm = 1 - b + b * lengths / max(lengths.mean() if lengths.size else 1.0, 1e-9)
    seen_in = np.bincount(rows, minlength=len(terms))
    idf = np.log1p((len(weighted) - seen_in + 0.5) / (seen_in + 0.5))
    value = idf[rows] * raw * (k1 + 1) / (raw + k1 * norm[columns])
    shape = (len(terms), len(weighted))
    return TextIndex(terms, sparse.csr_matrix((value.astype(np.float32), (rows, columns)), shape=shape), place)


def completions(index: TextIndex, word: str, *, most: int = PREFIX_MAX_TERMS) -> range:
    """Return the places of the terms that start with `word`, the first `most` of them."""
    start = bisect_left(index.terms, word)
    stop = bisect_left(index.terms, f"{word}\uffff", lo=start)
    return range(start, min(stop, start + most))


def lexical_scores(index: TextIndex, query: str) -> Scores:
    """BM25 of every text for a query.

    Parameters
    ----------
    index : TextIndex
        From `build_text_index`.
    query : str
        Words; an unknown word counts as the beginning of one.

    Returns
    -------
    float32 array (n,)
        In the order of the texts; 0 where no word matches.

    Examples
    --------
    >>> index = build_text_index(["Attention is all you need", "Graph attention", "神經網路 入門"])
    >>> [int(lexical_scores(index, query).argmax()) for query in ("graph atten", "need", "網路")]
    [1, 0, 2]
    """
    scores = np.zeros(len(index), dtype=np.float32)
    for word in dict.fromkeys(tokens(query)):
        exact = index.place.get(word)
        if exact is not None:
            scores += index.weights[[exact]].toarray()[0]
        elif len(word) >= PREFIX_MIN:
            found = completions(index, word)
            if len(found):
                best = index.weights[found.start : found.stop].max(axis=0).toarray().ravel()
                scores += 0.7 * best.astype(np.float32)
    return scores


def search(
    index: TextIndex,
    query: str,
    *,
    vectors: Scores | None = None,
    query_vector: Scores | None = None,
    prior: Scores | None = None,
    blend: Blend | None = None,
) -> Scores:
    """Score every text for a query by words, meaning and a prior.

    Parameters
    ----------
    index : TextIndex
        From `build_text_index`, n texts.
    query : str
        What the reader typed.
    vectors : float32 array (n, d), optional
        Unit rows, in the order of the texts.
    query_vector : float32 array (d,), optional
        Unit vector of the query; without it only words count.
    prior : float32 array (n,), optional
        What speaks for a text whatever the query (see `LEARNING_PRIOR`).
    blend : Blend, optional
        Weights of the three parts.

    Returns
    -------
    float32 array (n,)
        Higher is better; without a matching word and without vectors, 0.
    """
    blend = blend or Blend()
    words = lexical_scores(index, query)
    best = float(words.max(initial=0.0))
    flat = blend.words * words / best if best > 0 else words
    if vectors is None or query_vector is None:
        return _with_prior(flat, prior, blend)
    scores = _with_prior(flat + blend.meaning * (vectors @ query_vector), prior, blend)
    if blend.feedback:
        moved = query_vector + vectors[top(scores, blend.feedback)].mean(axis=0)
        moved /= np.linalg.norm(moved) or 1.0
        scores = _with_prior(flat + blend.meaning * (vectors @ moved), prior, blend)
    return scores


def _with_prior(scores: Scores, prior: Scores | None, blend: Blend) -> Scores:
    """Add the prior where something matched at all."""
    if prior is not None:
        scores = np.where(scores > 0, scores + blend.prior * prior, scores)
    result: Scores = scores.astype(np.float32)
    return result


def top(scores: Scores, k: int) -> npt.NDArray[np.intp]:
    """Places of the k best positive scores, best first; ties keep the order of the texts.

    Examples
    --------
    >>> top(np.array([0.0, 2.0, 1.0, 2.0], dtype=np.float32), 3).tolist()
    [1, 3, 2]
    """
    order = np.argsort(-scores, kind="stable")[:k]
    return order[scores[order] > 0]
