"""Resources as references: BibTeX, RIS and CSL JSON, for LaTeX, Zotero and other reference managers."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graph.schema import Graph
from library.identity import title_key

__all__ = ["Reference", "bibtex", "csl_json", "references", "ris"]

_BIBTEX = {"paper": "article", "book": "book", "dataset": "misc", "code": "software"}
_RIS = {
    "paper": "JOUR", "book": "BOOK", "video": "VIDEO", "blog": "BLOG", "dataset": "DATA", "code": "COMP",
    "tool": "COMP", "course": "ELEC",
}  # fmt: skip
_CSL = {
    "paper": "article-journal", "book": "book", "video": "motion_picture", "blog": "post-weblog", "dataset": "dataset",
    "code": "software", "tool": "software", "discussion": "post",
}  # fmt: skip
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_TEX |= {character: f"\\{character}" for character in "&%$#_{}"}
_TEX_URL = {"%": r"\%", "#": r"\#", "{": "%7B", "}": "%7D", "\\": "%5C"}
_PARTICLE = re.compile(r"^(?:van|von|der|den|de|du|da|dos|la|le|di|el|al|ter|ten|bin|ibn)$")


@dataclass(frozen=True, slots=True)
class Reference:
    """What the reference formats know of a resource; authors as (family, given), in order."""

    key: str
    kind: str
    title: str
    authors: tuple[tuple[str, str], ...]
    year: int
    venue: str
    url: str
    doi: str
    arxiv: str
    isbn: str
    summary: str
    language: str
    topics: tuple[str, ...]


def references(kg: Graph, nodes: Iterable[str] | None = None) -> list[Reference]:
    """Return the references of resources, by default of all that stand in a list, in the order of the graph.

    Keys are family name, year and first word of the title, with a letter where two would be equal.
    """
    chosen = [one for one in (kg if nodes is None else nodes) if kg.nodes[one]["node"] == "resource"]
    used: dict[str, int] = {}
    return [_reference(kg, one, used) for one in chosen if nodes is not None or kg.nodes[one]["listed"]]


def _reference(kg: Graph, node: str, used: dict[str, int]) -> Reference:
    data = kg.nodes[node]
    edges = list(kg.out_edges(node, keys=True, data=True))
    people = sorted((edge["order"], target) for _, target, key, edge in edges if key == "by")
    authors = tuple(_split(kg.nodes[target]["title"]) for _, target in people)
    schemes = dict(name.split(":", 1) for name in data["identifiers"] if ":" in name)
    return Reference(
        key=_key(authors, data["year"], data["title"], used),
        kind=data["kind"],
        title=data["title"],
        authors=authors,
        year=data["year"],
        venue=data["venue"],
        url=data["url"],
        doi=schemes.get("doi", ""),
        arxiv=schemes.get("arxiv", ""),
        isbn=schemes.get("isbn", ""),
        summary=data["summary"],
        language=data["language"],
        topics=tuple(kg.nodes[target]["title"] for _, target, key, _ in edges if key == "about"),
    )


def _split(name: str) -> tuple[str, str]:
    """Family and given name; particles stay with the family name.

    >>> _split("Aaron van den Oord"), _split("Bengio, Yoshua"), _split("OpenAI")
    (('van den Oord', 'Aaron'), ('Bengio', 'Yoshua'), ('OpenAI', ''))
    """
    if "," in name:
        family, given = name.split(",", 1)
        return family.strip(), given.strip()
    parts = name.split()
    at = next((i for i, part in enumerate(parts) if i and _PARTICLE.match(part)), len(parts) - 1)
    return " ".join(parts[max(at, 0) :]), " ".join(parts[: max(at, 0)])


def _key(authors: tuple[tuple[str, str], ...], year: int, title: str, used: dict[str, int]) -> str:
    family = authors[0][0] if authors else ""
    parts = [*(_ascii(family).split()[-1:]), str(year or ""), *(_ascii(title).split()[:1])]
    plain = "".join(parts) or "resource"
    used[plain] = used.get(plain, 0) + 1
    return plain if used[plain] == 1 else f"{plain}-{used[plain]}"


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", title_key(text)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9 ]", "", plain)


def bibtex(some: Iterable[Reference]) -> str:
    """Return references as BibTeX in UTF-8, special characters escaped."""
    return "\n\n".join(map(_bibtex_entry, some)) + "\n"


def _bibtex_entry(one: Reference) -> str:
    kind = _BIBTEX.get(one.kind, "misc")
    fields = {
        "title": f"{{{_tex(one.title)}}}",
        "author": " and ".join(
            _tex(f"{family}, {given}") if given else f"{{{_tex(family)}}}" for family, given in one.authors
        ),
        "year": str(one.year or ""),
        {"article": "journal", "book": "publisher"}.get(kind, "howpublished"): _tex(one.venue),
        "doi": one.doi,
        "eprint": one.arxiv,
        "archiveprefix": "arXiv" if one.arxiv else "",
        "isbn": one.isbn,
        "url": "".join(_TEX_URL.get(character, character) for character in one.url),
        "abstract": _tex(one.summary),
        "language": one.language,
        "keywords": _tex(", ".join(topic.replace(",", " ") for topic in one.topics)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{one.key},", *lines, "}"])


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in _line(text))


def ris(some: Iterable[Reference]) -> str:
    """Return references as RIS."""
    return "\n".join(f"{tag}  - {value}" for one in some for tag, value in _ris_lines(one)) + "\n"


def _ris_lines(one: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", _RIS.get(one.kind, "ELEC")
    yield "ID", one.key
    for family, given in one.authors:
        yield "AU", _line(f"{family}, {given}" if given else family)
    values = {"TI": one.title, "PY": str(one.year or ""), "T2": one.venue, "DO": one.doi, "SN": one.isbn}
    values |= {"UR": one.url, "AB": one.summary, "LA": one.language}
    values["AN"] = f"arXiv:{one.arxiv}" if one.arxiv else ""
    yield from ((tag, _line(value)) for tag, value in values.items() if value)
    yield from (("KW", _line(topic)) for topic in one.topics)
    yield "ER", ""


def _line(text: str) -> str:
    return " ".join(text.split())


def csl_json(some: Iterable[Reference]) -> str:
    """Return references as CSL JSON, as Zotero and pandoc read it."""
    return json.dumps([_csl_item(one) for one in some], ensure_ascii=False, indent=1)


def _csl_item(one: Reference) -> dict[str, Any]:
    people = [{"family": family, "given": given} if given else {"literal": family} for family, given in one.authors]
    values = {
        "id": one.key,
        "type": _CSL.get(one.kind, "webpage"),
        "title": one.title,
        "author": people,
        "issued": {"date-parts": [[one.year]]} if one.year else None,
        "container-title": one.venue,
        "DOI": one.doi,
        "ISBN": one.isbn,
        "URL": one.url,
        "abstract": one.summary,
        "language": one.language,
        "keyword": ", ".join(one.topics),
        "archive": "arXiv" if one.arxiv else "",
        "archive_location": one.arxiv,
    }
    return {name: value for name, value in values.items() if value}
