"""Signals for "is a needed before b?" that texts alone give: one pure function each, over many pairs at once.

Every signal takes the same `Concepts` and pairs of their numbers and answers float32 (p,); nothing here is trained.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["SIGNALS", "TEXT_FEATURES", "Concepts", "Pairs", "make_concepts", "plain_name", "text_features"]

Floats = npt.NDArray[np.float32]
Pairs = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Concepts:
    """Things to be learned, in one order: plain names, lower-case texts (empty if none), and unit vectors.

    `name_vectors` and `text_vectors` are float32 (n, d); where there is no text, both rows are equal.
    """

    names: tuple[str, ...]
    texts: tuple[str, ...]
    name_vectors: Floats
    text_vectors: Floats

    def __len__(self) -> int:
        return len(self.names)


def plain_name(title: str) -> str:
    """Name without brackets, marks and capitals.

    Examples
    --------
    >>> plain_name("Slope_(mathematics)"), plain_name("k-Means clustering")
    ('slope', 'k means clustering')
    """
    return re.sub(r"[\W_]+", " ", re.sub(r"\(.*?\)", "", title.replace("_", " ").casefold())).strip()


def make_concepts(titles: Sequence[str], texts: Sequence[str], name_vectors: Floats, text_vectors: Floats) -> Concepts:
    """Concepts from titles and texts as they stand.

    Raises
    ------
    ValueError
        If the four do not have one row each per concept.
    """
    if not len(titles) == len(texts) == len(name_vectors) == len(text_vectors):
        raise ValueError(
            f"{len(titles)} titles, {len(texts)} texts, {len(name_vectors)} and {len(text_vectors)} vectors"
        )
    has_text = np.array([bool(text.strip()) for text in texts], dtype=bool)[:, None]
    return Concepts(
        tuple(plain_name(title) for title in titles),
        tuple(text.casefold() for text in texts),
        name_vectors,
        np.where(has_text, text_vectors, name_vectors),
    )


Signal = Callable[[Concepts, Pairs, Pairs], Floats]


def _column(values: Sequence[float] | npt.NDArray[np.generic]) -> Floats:
    return np.asarray(values, dtype=np.float32)


def both_texts(some: Concepts, a: Pairs, b: Pairs) -> Floats:
    """1 where both concepts have a text to read."""
    has = np.array([bool(text) for text in some.texts])
    return _column(has[a] & has[b])


def cosine(some: Concepts, a: Pairs, b: Pairs) -> Floats:
    """How close the names are in meaning."""
    return _column((some.name_vectors[a] * some.name_vectors[b]).sum(axis=1))


def text_cosine(some: Concepts, a: Pairs, b: Pairs) -> Floats:
    """How close the texts are in meaning."""
    return _column((some.text_vectors[a] * some.text_vectors[b]).sum(axis=1))


def name_in_text_meaning(some: Concepts, a: Pairs, b: Pairs) -> Floats:
    """How close the name of a is to the text of b."""
    return _column((some.name_vectors[a] * some.text_vectors[b]).sum(axis=1))


def meaning_asymmetry(some: Concepts, a: Pairs, b: Pairs) -> Floats:
    """Text of b nearer to the name of a than the other way round."""
    return name_in_text_meaning(some, a, b) - name_in_text_meaning(some, b, a)


def mentioned(some: Concepts, a: Pairs, b: Pairs) -> Floats:
    """1 where the text of b names a."""
    both = both_texts(some, a, b)
    return _column([bool(some.names[i]) and some.names[i] in some.texts[j] for i, j in zip(a, b, strict=True)]) * both


def words_mentioned(some: Concepts, a: Pairs, b: Pairs) -> Floats:
    """Share of the words of a that stand in the text of b."""
    words = [name.split() for name in some.names]
    shares = [sum(w in some.texts[j] for w in words[i]) / max(1, len(words[i])) for i, j in zip(a, b, strict=True)]
    return _column(shares) * both_texts(some, a, b)


def mention_asymmetry(some: Concepts, a: Pairs, b: Pairs) -> Floats:
    """b names a, a does not name b (1); the other way round (-1)."""
    return mentioned(some, a, b) - mentioned(some, b, a)


def words_asymmetry(some: Concepts, a: Pairs, b: Pairs) -> Floats:
    """The same with single words."""
    return words_mentioned(some, a, b) - words_mentioned(some, b, a)


def length_of_text(some: Concepts, a: Pairs, b: Pairs) -> Floats:
    """Text of a longer than that of b, in logarithms."""
    lengths = np.log1p([len(text) for text in some.texts])
    return _column(lengths[a] - lengths[b]) * both_texts(some, a, b)


def _shared_words(some: Concepts, a: Pairs, b: Pairs) -> tuple[Floats, Floats, Floats]:
    words = [set(name.split()) for name in some.names]
    shared = _column([len(words[i] & words[j]) for i, j in zip(a, b, strict=True)])
    sizes = _column([max(1, len(one)) for one in words])
    return shared, sizes[a], sizes[b]


def shared_words(some: Concepts, a: Pairs, b: Pairs) -> Floats:
    """Words both names have, of all words they have."""
    shared, size_a, size_b = _shared_words(some, a, b)
    return _column(shared / np.maximum(1, size_a + size_b - shared))


def name_inside(some: Concepts, a: Pairs, b: Pairs) -> Floats:
    """Share of a's words that b's name has too: *regression* lies inside *ridge regression*."""
    shared, size_a, _ = _shared_words(some, a, b)
    return shared / size_a


def more_words(some: Concepts, a: Pairs, b: Pairs) -> Floats:
    """How many words more the name of a has: special things have long names."""
    _, size_a, size_b = _shared_words(some, a, b)
    return size_a - size_b


def longer_name(some: Concepts, a: Pairs, b: Pairs) -> Floats:
    """How many letters more, in tens."""
    lengths = _column([len(name) / 10 for name in some.names])
    return lengths[a] - lengths[b]


def _turned(signal: Signal) -> Signal:
    """Return the same question for (b, a)."""
    return lambda some, a, b: signal(some, b, a)


SIGNALS: Mapping[str, Signal] = {
    "cosine": cosine,
    "shared_words": shared_words,
    "name_inside": name_inside,
    "name_inside_back": _turned(name_inside),
    "more_words": more_words,
    "longer_name": longer_name,
    "mentioned": mentioned,
    "mentioned_back": _turned(mentioned),
    "words_mentioned": words_mentioned,
    "words_mentioned_back": _turned(words_mentioned),
    "length_of_text": length_of_text,
    "text_cosine": text_cosine,
    "name_in_text_meaning": name_in_text_meaning,
    "name_in_text_meaning_back": _turned(name_in_text_meaning),
    "meaning_asymmetry": meaning_asymmetry,
    "mention_asymmetry": mention_asymmetry,
    "words_asymmetry": words_asymmetry,
    "both_texts": both_texts,
}
TEXT_FEATURES = tuple(SIGNALS)


def text_features(some: Concepts, a: Pairs, b: Pairs) -> Floats:
    """All signals as columns, float32 (p, len(TEXT_FEATURES)).

    Examples
    --------
    >>> vectors = np.eye(2, dtype=np.float32)
    >>> pair = make_concepts(["Mean", "Variance"], ["", "uses the mean"], vectors, vectors)
    >>> text_features(pair, np.array([0]), np.array([1])).shape
    (1, 18)
    """
    return np.column_stack([signal(some, a, b) for signal in SIGNALS.values()])
