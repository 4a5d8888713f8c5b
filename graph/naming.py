"""What a person may call a node: its id, an address, a DOI, arXiv id or ISBN in any form, a name, an author's name.

A whole name means more than the beginning of an id, and a topic more than what is called like it. Where several
nodes answer equally well, nobody guesses: the error holds the choice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from graph.find import Finder
from graph.schema import Graph
from library.errors import NotFound, short
from library.identity import ARXIV_ID, DOI, author_key, doi, identifiers, isbn, title_key

__all__ = ["name_node", "same_person", "spelt"]

CHOICES = 8
_SCHEME = re.compile(r"^(?:arxiv|doi|isbn)(?:\s*:\s*|\s+)", re.IGNORECASE)
_ARXIV = re.compile(rf"({ARXIV_ID.pattern})(?:v\d+)?(?:\.pdf)?", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:https?:)?//\S+$|^[\w-]+(?:\.[\w-]+)+/\S+$", re.IGNORECASE)


def spelt(text: str) -> tuple[str, ...]:
    """Return the identifiers that a text spells as a whole; empty for a name.

    Examples
    --------
    >>> spelt("arXiv:1706.03762v5"), spelt("1706.03762"), spelt("https://arxiv.org/pdf/1706.03762v5.pdf")
    (('arxiv:1706.03762',), ('arxiv:1706.03762',), ('arxiv:1706.03762',))
    >>> spelt("DOI 10.1038/Nature14539"), spelt("doi:10.1038/NATURE14539"), spelt("doi.org/10.1038/nature14539")
    (('doi:10.1038/nature14539',), ('doi:10.1038/nature14539',), ('doi:10.1038/nature14539',))
    """
    bare = _SCHEME.sub("", text.strip())
    if found := _ARXIV.fullmatch(bare):
        return (f"arxiv:{found[1].lower()}",)
    if DOI.fullmatch(bare):
        return (str(doi(bare)),)
    if book := isbn(bare):
        return (str(book),)
    return tuple(str(one) for one in identifiers(bare)) if _ADDRESS.match(bare) else ()


def same_person(name: str, other: str) -> bool:
    """Return whether two names may be one person's: same family name, given names and initials that do not differ.

    Examples
    --------
    >>> [same_person(name, "Geoffrey E. Hinton") for name in ("Hinton, Geoffrey", "G. Hinton", "Hinton", "Geoffrey")]
    [True, True, True, False]
    >>> same_person("Geoffrey Everest Hinton", "Geoffrey E. Hinton"), same_person("Samy Bengio", "Yoshua Bengio")
    (True, False)
    """
    first, second = author_key(name).split(), author_key(other).split()
    if not first or not second or first[-1] != second[-1]:
        return False
    short, long = sorted((first[:-1], second[:-1]), key=len)
    rest = iter(long)
    return all(any(_same_given(one, other) for other in rest) for one in short)


def _same_given(name: str, other: str) -> bool:
    return name == other or (min(len(name), len(other)) == 1 and name[0] == other[0])


def name_node(text: str, kg: Graph, finder: Finder, resolve: Callable[[str], str | None]) -> str:
    """Return the node that a text names.

    Parameters
    ----------
    resolve : returns the resource of an identifier, of an id that was given once, or of a unique beginning of an id.

    Raises
    ------
    NotFound
        With the nodes that may have been meant as choices.
    """
    if text in kg:
        return text
    known = spelt(text)
    for identifier in known:
        if node := resolve(identifier):
            return node
    if found := _whole_name(text, kg, finder):
        return _only(text, found, kg)
    if node := resolve(text):
        return node
    if people := _people(text, kg):
        return _only(text, people, kg)
    said = short(text)
    if known:
        raise NotFound(f"nothing in your lists is {said!r}", hint="search by its title, or add a list that names it")
    near = [(hit.node, hit.title) for hit in finder.find(text, 4)]
    hint = "did you mean one of these?" if near else "find names with `studygraph search`"
    raise NotFound(f"nothing is called {said!r}", hint=hint, choices=near)


def _only(text: str, found: Sequence[str], kg: Graph) -> str:
    if len(found) == 1:
        return found[0]
    choices = [(node, kg.nodes[node]["title"]) for node in found[:CHOICES]]
    raise NotFound(f"{text!r} may be any of {len(found)}", hint="say which, by its id", choices=choices)


def _whole_name(text: str, kg: Graph, finder: Finder) -> list[str]:
    """The nodes of that name: a topic first, then whose title it is, then what stands in a list."""
    key = title_key(text)

    def standing(node: str) -> tuple[bool, bool, bool]:
        data = kg.nodes[node]
        return data["node"] != "topic", title_key(data["title"]) != key, not data.get("listed", True)

    return _firsts(finder.named(text), standing)


def _firsts(nodes: Iterable[str], standing: Callable[[str], tuple[bool, ...]]) -> list[str]:
    some = [(standing(node), node) for node in nodes]
    best = min((place for place, _ in some), default=None)
    return [node for place, node in some if place == best]


def _people(text: str, kg: Graph) -> list[str]:
    """The authors whom a name may mean, also with the family name first; the best known first."""
    words = text.split()
    forms = [text] if "," in text else [text, " ".join([*words[1:], *words[:1]])]
    authors = [(node, data) for node, data in kg.nodes(data=True) if data["node"] == "author"]
    for form in forms:
        found = [(node, data) for node, data in authors if same_person(form, data["title"])]
        if found:
            return [node for node, _ in sorted(found, key=lambda one: (-one[1]["importance"], one[0]))]
    return []
