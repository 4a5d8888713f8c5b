"""The runs of a stretch of wikitext: links, styles, cited works, bare addresses.

mwparserfromhell does the grammar. Templates that cite a work are printed as a citation, those that name an
identifier as that identifier; the other templates say nothing about what is linked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import mwparserfromhell as wiki

from ingest.blocks import Anchor, Break, Inline, Text
from ingest.links import find_addresses

__all__ = ["inlines"]

_STYLES = {"b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "s": "struck", "del": "struck"}
_SILENT = frozenset({"ref", "references", "gallery", "math"})
_ENCYCLOPEDIA = re.compile(r"^:?(?:w|wikipedia)(?::([a-z]{2,3}))?:(.+)$", re.IGNORECASE)
_NO_PAGE = re.compile(r"^(?:category|file|image|datei|kategorie|catégorie|fichier|categoría|archivo):", re.IGNORECASE)
_OPEN_LINK = re.compile(r"\[(https?://[^\s\[\]]+) ([^\[\]\n]+)$", re.MULTILINE)
_IDENTIFIERS = {"doi": "doi:", "arxiv": "arXiv:", "isbn": "ISBN "}
_CITES = (
    "cite ",
    "citation",
    "literatur",
    "internetquelle",
    "ouvrage",
    "article",
    "lien web",
    "cita ",
    "книга",
    "статья",
)
# What the parameters of a cited work are called, in the encyclopedias' languages.
_PARAMETERS = {
    "title": "title titel titre título заглавие название",
    "url": "url online lire en ligne lire-en-ligne enlace ссылка",
    "last": "last last1 author author1 authors autor auteur auteur1 nom nom1 apellido apellidos автор",
    "first": "first first1 given prénom prénom1 nombre vorname",
    "year": "year date jahr datum année año fecha год",
    "where": "journal work website publisher sammelwerk verlag éditeur périodique editorial издательство издание",
    "doi": "doi",
    "isbn": "isbn",
    "arxiv": "arxiv eprint",
}
_MEANING = {word: name for name, words in _PARAMETERS.items() for word in words.split()}


def inlines(text: str, line: int) -> list[Inline]:
    """Return the runs of `text`, which starts on `line` of the source.

    Examples
    --------
    >>> inlines("''Tea'', by [https://ann.org Ann]", 1)[-1]
    Anchor(url='https://ann.org', label=(Text(text='Ann', strong=False, emphasis=False, struck=False, code=False),), \
title='', strong=False, struck=False)
    """
    return list(_runs(wiki.parse(_OPEN_LINK.sub(r"[\1 \2]", text)), line, {}))


def _runs(code: Any, line: int, style: Mapping[str, bool]) -> Iterator[Inline]:
    for node in code.nodes:
        yield from _run(node, line, style)
        line += str(node).count("\n")


def _run(node: Any, line: int, style: Mapping[str, bool]) -> Iterator[Inline]:
    nodes = wiki.nodes
    if isinstance(node, nodes.Text):
        yield from _text(str(node.value), line, style)
    elif isinstance(node, nodes.HTMLEntity):
        yield Text(str(node.normalize()), **style)
    elif isinstance(node, nodes.ExternalLink):
        yield Anchor(str(node.url).strip(), _label(node.title, line, style))
    elif isinstance(node, nodes.Wikilink):
        yield from _page(str(node.title).strip(), _label(node.text, line, style), style)
    elif isinstance(node, nodes.Template):
        yield from _template(node, style)
    elif isinstance(node, nodes.Tag):
        name = str(node.tag).strip().lower()
        if name == "br":
            yield Break(line, hard=True)
        elif name not in _SILENT and node.contents is not None:
            inner = _STYLES.get(name)
            yield from _runs(node.contents, line, {**style, inner: True} if inner else style)


def _text(text: str, line: int, style: Mapping[str, bool]) -> Iterator[Inline]:
    for number, part in enumerate(text.split("\n")):
        if number:
            yield Break(line + number)
        at = 0
        for start, end, address in find_addresses(part):
            yield Text(part[at:start], **style)
            yield Anchor(address)
            at = end
        yield Text(part[at:], **style)


def _label(code: Any, line: int, style: Mapping[str, bool]) -> tuple[Text | Break, ...]:
    runs = _runs(code, line, style) if code is not None else ()
    return tuple(run for run in runs if isinstance(run, Text | Break))


def _page(title: str, shown: tuple[Text | Break, ...], style: Mapping[str, bool]) -> Iterator[Inline]:
    """A page of the same wiki has no address here; one of the encyclopedia has."""
    if _NO_PAGE.match(title):
        return
    known = _ENCYCLOPEDIA.match(title)
    if known:
        page = known[2].strip()
        address = f"https://{known[1] or 'en'}.wikipedia.org/wiki/{page.replace(' ', '_')}"
        yield Anchor(address, shown or (Text(page, **style),))
    else:
        yield from shown or (Text(title.lstrip(":").partition("#")[0], **style),)


def _template(node: Any, style: Mapping[str, bool]) -> Iterator[Inline]:
    name = str(node.name).strip().casefold()
    said = {str(param.name).strip().casefold(): _plain(param.value) for param in node.params}
    if name in _IDENTIFIERS and said.get("1"):
        yield Text(_IDENTIFIERS[name] + said["1"], **style)
    elif name in {"url", "official website"} and said.get("1"):
        yield Anchor(said["1"], (Text(said["2"], **style),) if said.get("2") else ())
    elif name.startswith(_CITES):
        meant: dict[str, str] = {}
        for word, value in said.items():
            if word in _MEANING and value:
                meant.setdefault(_MEANING[word], value)
        if "title" in meant:
            yield from _citation(meant, style)


def _citation(meant: Mapping[str, str], style: Mapping[str, bool]) -> Iterator[Inline]:
    """The template as its readers see it: authors (year). Title. Where. Identifiers."""
    author = ", ".join(meant[name] for name in ("last", "first") if name in meant)
    year = f" ({meant['year']})" if "year" in meant else ""
    if author or year:
        yield Text(f"{author}{year}. ".lstrip(), **style)
    title = Text(meant["title"], **{**style, "emphasis": True})
    yield Anchor(meant["url"], (title,)) if "url" in meant else title
    names = [prefix + meant[name] for name, prefix in _IDENTIFIERS.items() if name in meant]
    rest = [meant["where"], *names] if "where" in meant else names
    yield Text("".join(f". {part}" for part in rest), **style)


def _plain(value: Any) -> str:
    return " ".join(str(value.strip_code()).split()) or " ".join(str(value).split())
