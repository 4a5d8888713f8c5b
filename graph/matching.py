"""Find the names of topics in a text: longest first, at word boundaries, acronyms by their capitals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.words import Word, normal, shouts, words
from library.vocabulary import Topic

__all__ = ["Match", "Matcher"]

ACRONYM = 5  # letters; longer names in capitals are taken in any spelling
EVERYDAY = 9  # letters; longer single words are seldom used in another sense


@dataclass(frozen=True, slots=True)
class Match:
    """A topic's name found in a text; `name` is as printed there.

    `share` is the part of the text's words that it covers; `weak` marks names that often mean something else:
    acronyms of one or two letters, and single everyday words.
    """

    topic: str
    name: str
    share: float
    weak: bool


@dataclass(frozen=True, slots=True)
class _Name:
    keys: tuple[str, ...]
    topic: str
    text: str
    acronym: str  # as it must be printed, without a plural s; empty for other names


class Matcher:
    """The names and aliases of a topic vocabulary, ready to be found.

    Examples
    --------
    >>> rnn = Topic("rnn", "Recurrent neural networks", ("RNN", "循環神經網路"))
    >>> matcher = Matcher([rnn, Topic("nn", "Neural network")])
    >>> [match.topic for match in matcher.find("Why recurrent neural networks (RNNs) beat neural networks")]
    ['rnn', 'rnn', 'nn']
    >>> [match.topic for match in matcher.find("用循環神經網路寫詩")]
    ['rnn']
    """

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._names: dict[str, list[_Name]] = {}
        for topic in topics:
            for text in dict.fromkeys((topic.name, *topic.aliases)):
                keys = tuple(word.key for word in words(text))
                if keys:
                    name = _Name(keys, topic.id, text, words(text)[0].text.rstrip("s") if _is_acronym(text) else "")
                    self._names.setdefault(keys[0], []).append(name)
        for names in self._names.values():
            names.sort(key=lambda name: (-len(name.keys), not name.acronym, name.topic, name.text))

    def find(self, text: str) -> list[Match]:
        """Return the names in a text, left to right; a longer name hides the shorter ones inside it.

        Notes
        -----
        Linear in the words of the text, times the names that begin with the same word.
        """
        some = words(text)
        plain = normal(text)
        return [
            Match(name.topic, plain[first.start : last.end], len(name.keys) / len(some), _is_weak(name))
            for name, first, last in self._walk(some, shouts(text))
        ]

    def _walk(self, some: Sequence[Word], loud: bool) -> Iterator[tuple[_Name, Word, Word]]:
        at = 0
        while at < len(some):
            name = next((one for one in self._names.get(some[at].key, ()) if _fits(one, some, at, loud)), None)
            if name is not None:
                yield name, some[at], some[at + len(name.keys) - 1]
            at += len(name.keys) if name else 1


def _fits(name: _Name, some: Sequence[Word], at: int, loud: bool) -> bool:
    size = len(name.keys)
    if at + size > len(some) or any(some[at + i].key != key for i, key in enumerate(name.keys)):
        return False
    if not name.acronym:
        return True
    return not loud and some[at].text.rstrip("s") == name.acronym


def _is_acronym(text: str) -> bool:
    """A short single word with no small letter beyond a plural s: SVM, k-NN is none, R is."""
    return len(text) <= ACRONYM and text.isascii() and text.rstrip("s").isupper() and len(words(text)) == 1


def _is_weak(name: _Name) -> bool:
    if len(name.keys) > 1:
        return False
    return (
        len(name.text) <= 2
        if name.acronym
        else len(name.text) <= EVERYDAY and name.text.isascii() and name.text[1:].islower()
    )
