"""arXiv (https://info.arxiv.org/help/api): title, authors, date and abstract of preprints, as an Atom feed."""

from __future__ import annotations

from lxml import etree

from ingest.services.answers import Answer, Question, Service, plain, printed_doi, work, year
from library.vocabulary import Identifier

__all__ = ["ARXIV"]

_HOME = "https://export.arxiv.org/api/query"
_SPACES = {"a": "http://www.w3.org/2005/Atom", "x": "http://arxiv.org/schemas/atom"}


def _ask(one: Identifier) -> Question:
    return Question(_HOME, str(one), (("id_list", one.value), ("max_results", "1")))


def _read(payload: bytes) -> Answer | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        entry = etree.fromstring(payload, parser).find("a:entry", _SPACES)
    except etree.XMLSyntaxError:
        return None
    if entry is None or "/abs/" not in _text(entry, "a:id"):
        return None  # an error comes as an entry without a paper's address
    said = {"doi": _text(entry, "x:doi"), "published": _text(entry, "a:published")}
    return Answer(
        work(
            _text(entry, "a:id"),
            _text(entry, "a:title"),
            authors=[plain(name.text or "") for name in entry.findall("a:author/a:name", _SPACES)],
            identifiers=printed_doi(said, "doi"),
            year=year(said, "published"),
            venue=_text(entry, "x:journal_ref"),
            summary=_text(entry, "a:summary"),
        )
    )


def _text(entry: etree._Element, path: str) -> str:
    return plain(entry.findtext(path, "", _SPACES))


ARXIV = Service("arxiv", "export.arxiv.org", 3.0, ("arxiv",), _ask, _read)
