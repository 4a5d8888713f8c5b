"""Which claims name the same work: the identity rule applied to entries, facts and stored resources alike.

A `Claim` is what one entry, one row of facts or one stored resource says about its identity. Claims are
joined when

1. they share an identifier; or
2. their titles agree and a second witness does: the first author (years at most one apart), or, without
   authors, the year of a title of at least four words; or neither has any address, and kind and year are
   one, where for a product (tool, code, dataset), whose title is a name, one of them may have an address.

A title never joins claims of two kinds (the paper is not its code), nor works that carry different
identifiers of one scheme (two arXiv papers of one title are two papers), nor what only names a part of
something ("Lecture 1"). The reader's own verdicts come first: `Verdict(a, b, same=True)` joins,
`same=False` keeps apart whatever the witnesses say.

The result does not depend on the order of the claims: identifiers are joined before titles, and titles in
the order of their keys.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.collector import no_collection
from library.identity import author_key, title_key
from library.names import decision_names, names_of_entry, names_of_work
from library.vocabulary import Claim, Entry, Identifier, Kind, Work

__all__ = ["Join", "Verdict", "claim_of_entry", "claim_of_work", "group", "same_works"]

# One work has one of these; an address or a proceedings page it may have many of.
SINGULAR = frozenset({"arxiv", "isbn", "youtube", "github", "openreview"})
LONG_TITLE = 4
PRODUCTS = frozenset({"tool", "code", "dataset"})
# A title made of these and numbers says which part of something it is, not of what.
PARTS = re.compile(
    r"appendix|assignments?|chapter|class|conclusion|contents|day|demo|episode|exercises?|foreword|handout|homework"
    r"|intro|introduction|lab|lectures?|lessons?|module|notes|overview|part|preface|project|readings?|recitation"
    r"|section|session|slides|solutions|summary|syllabus|talk|tutorial|unit|videos?|volume|week"
    r"|第[一二三四五六七八九十\d]+[課课章講讲節节週周]|[简簡]介|介[紹绍]"
)
NUMBER = re.compile(r"\d+|[ivx]+|\w")
# A title that so many different works bear identifies none of them.
COMMON_TITLE = 50


@dataclass(frozen=True, slots=True)
class Verdict:
    """The reader's word on two identifiers; stronger than every witness."""

    first: Identifier
    second: Identifier
    same: bool


@dataclass(frozen=True, slots=True)
class Join:
    """Two claims (by position) that were joined, and the witness."""

    first: int
    second: int
    witness: str


def claim_of_entry(entry: Entry, node: str | None = None) -> Claim:
    """Return the claim of an entry; `node` is the resource that it belongs to already, if it does."""
    author = author_key(entry.authors[0]) if entry.authors else ""
    return Claim(entry.title, entry.kind, names_of_entry(entry), author, entry.year, node)


def claim_of_work(work: Work, node: str | None = None) -> Claim:
    """Return the claim of a row of facts; `node` is the resource that it was asked about, if it was."""
    author = author_key(work.authors[0]) if work.authors else ""
    return Claim(work.title, work.kind, names_of_work(work), author, work.year, node)


@no_collection()
def same_works(entries: Sequence[Entry]) -> list[int]:
    """Return a group number for each entry, in order: equal numbers name one work."""
    return group([claim_of_entry(entry) for entry in entries])[0]


def group(claims: Sequence[Claim], verdicts: Iterable[Verdict] = ()) -> tuple[list[int], list[Join]]:
    """Group claims into works.

    Returns
    -------
    groups : for each claim the smallest position of its group.
    joins : the witnesses, one for each join that was made.
    """
    return _Groups(claims, verdicts).run()


class _Groups:
    """Union-find over claims that refuses joins the verdicts forbid."""

    def __init__(self, claims: Sequence[Claim], verdicts: Iterable[Verdict]) -> None:
        self.claims = claims
        self.parent = list(range(len(claims)))
        self.names: list[set[Identifier]] = [set(decision_names(claim.identifiers, claim.title)) for claim in claims]
        self.joins: list[Join] = []
        verdicts = list(verdicts)
        self.together = [verdict for verdict in verdicts if verdict.same]
        self.apart: dict[Identifier, set[Identifier]] = defaultdict(set)
        for verdict in verdicts:
            if not verdict.same:
                self.apart[verdict.first].add(verdict.second)
                self.apart[verdict.second].add(verdict.first)

    def run(self) -> tuple[list[int], list[Join]]:
        by_name = self._positions()
        for verdict in self.together:
            for first in by_name.get(verdict.first, ())[:1]:
                for second in by_name.get(verdict.second, ())[:1]:
                    self._join(first, second, "your decision")
        self._join_stored()
        for name, positions in by_name.items():
            if name.scheme != "title":
                for first, second in pairwise(positions):
                    self._join(first, second, f"same {name}")
        for first, second, witness in self._titles():
            if not conflict(self.names[self._find(first)], self.names[self._find(second)]):
                self._join(first, second, witness)
        return [self._find(position) for position in range(len(self.claims))], self.joins

    def _join_stored(self) -> None:
        """A claim that already belongs to a resource stays with it."""
        first: dict[str, int] = {}
        for position, claim in enumerate(self.claims):
            if claim.node is not None:
                self._join(first.setdefault(claim.node, position), position, "known")

    def _positions(self) -> dict[Identifier, list[int]]:
        found: dict[Identifier, list[int]] = defaultdict(list)
        for position, names in enumerate(self.names):
            for name in names:
                found[name].append(position)
        return dict(sorted(found.items())) if self.together or self.apart else found

    def _titles(self) -> Iterator[tuple[int, int, str]]:
        by_title: dict[tuple[str, Kind], list[int]] = defaultdict(list)
        for position, claim in enumerate(self.claims):
            by_title[title_key(claim.title), claim.kind].append(position)
        for (key, _kind), positions in by_title.items():
            # Repeats of one group say nothing new; what is left is short for every real title.
            fresh = list({self._find(p): p for p in reversed(positions)}.values())[::-1] if key else []
            if len(fresh) > COMMON_TITLE:
                continue
            for at, first in enumerate(fresh):
                for second in fresh[at + 1 :]:
                    witness = second_witness(self.claims[first], self.claims[second])
                    if witness:
                        yield first, second, f"same title and {witness}"

    def _join(self, first: int, second: int, witness: str) -> None:
        a, b = sorted((self._find(first), self._find(second)))
        if a == b or any(self.names[b] & self.apart[name] for name in self.names[a] if name in self.apart):
            return
        self.parent[b] = a
        self.names[a] |= self.names[b]
        self.joins.append(Join(first, second, witness))

    def _find(self, position: int) -> int:
        while self.parent[position] != position:
            self.parent[position] = self.parent[self.parent[position]]
            position = self.parent[position]
        return position


def second_witness(first: Claim, second: Claim) -> str:
    """Return what besides an equal title speaks for one work, or nothing.

    Examples
    --------
    >>> review = Claim("Deep Learning", "paper", (), "yann lecun", 2015)
    >>> second_witness(review, Claim("Deep learning", "paper", (), "ian goodfellow", 2016))
    ''
    >>> second_witness(review, Claim("Deep learning", "paper", (), "yann lecun", 2015))
    'first author'
    """
    if names_a_part(title_key(first.title)):
        return ""
    near = first.year is None or second.year is None or abs(first.year - second.year) <= 1
    if first.first_author and second.first_author:
        return "first author" if near and same_person(first.first_author, second.first_author) else ""
    product = first.kind == second.kind and first.kind in PRODUCTS
    if not (first.identifiers and second.identifiers) and (product or not (first.identifiers or second.identifiers)):
        # Without authors a year is all that tells two reviews of one name apart; a product goes by its name.
        exact = first.year is None or second.year is None or first.year == second.year
        return "kind, without another address" if exact or (product and near) else ""
    long = len(title_key(first.title).split()) >= LONG_TITLE
    return "year" if long and first.year is not None and first.year == second.year else ""


def names_a_part(key: str) -> bool:
    """Whether the key of a title says no more than which part of something it is.

    Examples
    --------
    >>> names_a_part("lecture 2 slides"), names_a_part("introduction"), names_a_part("introduction to algorithms")
    (True, True, False)
    """
    words = key.split()
    parts = [word for word in words if PARTS.fullmatch(word)]
    return bool(parts) and all(word in parts or NUMBER.fullmatch(word) for word in words)


def decision_name(claim: Claim) -> Identifier:
    """Return the identifier by which the reader's verdicts name a claim: the first, else its title."""
    return decision_names(claim.identifiers, claim.title)[0]


def conflict(first: set[Identifier], second: set[Identifier]) -> bool:
    """Whether two works have different identifiers of a scheme of which one work has one."""
    return any(
        _of(first, scheme) and _of(second, scheme) and not _of(first, scheme) & _of(second, scheme)
        for scheme in SINGULAR
    )


def same_person(first: str, second: str) -> bool:
    """Whether two author keys may be of one person: family name and first initial agree."""
    a, b = first.split(), second.split()
    return a[-1] == b[-1] and a[0][0] == b[0][0]


def _of(names: set[Identifier], scheme: str) -> set[Identifier]:
    return {name for name in names if name.scheme == scheme}
