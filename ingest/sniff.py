"""Which format a text is in: its content decides, the name only hints.

Formats with a grammar of their own are recognised by it, in the order of `_GRAMMARS`. What is left is prose with
or without marks (Markdown, org, reStructuredText, plain text): there the signs of each are counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Literal

from ingest.columns import looks_like_table

__all__ = ["SUFFIXES", "Format", "sniff"]

Format = Literal[
    "markdown", "text", "html", "bookmarks", "bibtex", "ris", "csljson", "table", "opml", "org", "rst",
    "wikitext", "bbcode",
    "topics", "works", "citations", "relations",
]  # fmt: skip

SUFFIXES: dict[str, Format] = {
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".mkd": "markdown", ".qmd": "markdown",
    ".txt": "text", ".text": "text", ".rst": "rst", ".rest": "rst", ".org": "org",
    ".wiki": "wikitext", ".mediawiki": "wikitext", ".wikitext": "wikitext",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris", ".json": "csljson", ".jsonl": "works",
    ".csv": "table", ".tsv": "table", ".tab": "table", ".opml": "opml", ".xml": "opml",
    ".yaml": "topics", ".yml": "topics",
}  # fmt: skip

_HEAD = 60_000
# Wider gaps say nothing more; signs that allow for blanks would try every way to share them out.
_WIDEST = 200
_WIDE_BLANK = re.compile(rf"[ \t]{{{_WIDEST + 1},}}")

# A sign counts once per line it stands on; the weight says how rarely it occurs in other formats.
_SIGNS: tuple[tuple[Format, int, str], ...] = (
    ("markdown", 3, r"\]\((?:<|https?:|mailto:|/|\.|#|\w)"),
    ("markdown", 2, r"^ {0,3}#{1,6}[ \t]+\S"),
    ("markdown", 3, r"^ {0,3}\[[^\]\n]+\]:\s*\S"),
    ("markdown", 3, r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|[ \t:|-]*$"),
    ("markdown", 2, r"^[ \t]*(?:[-*+]|\d+[.)])\s+\[[ xX]\]\s"),
    ("markdown", 2, r"^[ \t]*(?:```|~~~)"),
    ("markdown", 1, r"^[ \t]*[-*+]\s+\*\*"),
    ("markdown", 1, r"^#{1,6}[^\s#!]"),
    ("org", 4, r"^[ \t]*#\+\w+(?::|\s*$)"),
    ("org", 4, r"\[\[[^\[\]\n]+\]\[[^\[\]\n]*\]\]"),
    ("org", 3, r"\[\[(?:https?|file|doi):[^\[\]\n]*\]\]"),
    ("org", 4, r"^[ \t]*:(?:PROPERTIES|END|LOGBOOK|CUSTOM_ID|ID|URL|CREATED):"),
    ("org", 3, r"^\*+[ \t]+(?:TODO|DONE|NEXT|WAITING|READ|READING)\s"),
    ("org", 2, r"^\*{2,}[ \t]+\S"),
    ("rst", 5, r"`[^`<\n]*<[^<>`\n]+>`__?"),
    ("rst", 5, r"^[ \t]*\.\. [\w-]+::"),
    ("rst", 4, r"^[ \t]*\.\. _[^:\n]+:"),
    ("rst", 4, r"^[ \t]*\.\. \[[^\]\n]+\]\s"),
    ("rst", 3, r":(?:doi|ref|doc|pep|rfc|term|arxiv|cite|title):`"),
    ("rst", 2, r"(?<![`\w])`[^`\n]+`__?(?!\w)"),
    ("rst", 2, r"^(={4,}|\*{4,}|-{4,}|~{4,}|\^{4,}|#{4,}|\"{4,})\n[^\n]+\n\1$"),
    ("bbcode", 4, r"(?i)\[/(?:url|b|i|u|list|quote|size|color|code|img)\]|\[\*\]"),
    ("wikitext", 4, r"^(={2,6})[^=\n][^\n]*?\1[ \t]*$"),
    ("wikitext", 4, r"(?<!\[)\[https?://[^\s\[\]]+ [^\[\]\n]+\](?!\()"),
    ("wikitext", 4, r"^(?:\{\||\|-|\|\})"),
    ("wikitext", 4, r"\{\{[A-Za-z][\w ]*[|}]"),
    ("wikitext", 3, r"'{3}[^'\n]+'{3}"),
    ("wikitext", 2, r"(?<!')''[^'\n]+''(?!')"),
    ("wikitext", 2, r"\[\[[^\[\]\n|:/]+(?:\|[^\[\]\n]+)?\]\](?!\()"),
    ("wikitext", 5, r"^\[\[(?:Category|Kategorie|Catégorie|Categoría|Категория|分类):"),
    ("rst", 1, r"^[ \t]*\S[^\n]*\n(?:~{4,}|\^{4,}|\"{4,}|\+{4,}|'{4,})$"),
)
_COMPILED = tuple((name, weight, re.compile(pattern, re.MULTILINE)) for name, weight, pattern in _SIGNS)

_CODE = re.compile(r"^( {0,3}(?:```|~~~)).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
_BIB_LINE = re.compile(r"^\s*(?:@\w+\s*[{(]|[\w-]+\s*=\s*[\"{\w]|[\"})]+,?\s*$)")
_BIB_START = re.compile(r"^[ \t]*@[A-Za-z]+\s*[{(]", re.MULTILINE)
_RIS_LINE = re.compile(r"^[A-Z][A-Z0-9]\s{1,2}-(?:\s|$)")
_RIS_START = re.compile(r"^TY\s{1,2}- ?\w*", re.MULTILINE)
_TOPICS = re.compile(
    r"^(?:topics|\"topics\"|'topics'):[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*-", re.MULTILINE
)
_MARKDOWN_LINE = re.compile(r"^(?:#{1,6}\s|[ \t]*[-*+][ \t]+\S|.*\]\(|\|.*\|\s*$)", re.MULTILINE)
_OUTLINE = re.compile(r"^(?:\*[ \t]+[^*\s]|#\+\w|[ \t]*:(?:PROPERTIES|END):)", re.MULTILINE)
_STARS = re.compile(r"^\*{2,}[ \t]+", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])\s+\S|^\S[^\n]*\n(?:=+|-+)$", re.MULTILINE)
_TAG = re.compile(r"</?(?:p|ul|ol|li|a|div|table|tr|td|h[1-6]|br|dl|dt|dd|span)\b[^<>]*>", re.I)


def sniff(text: str, name: str = "") -> Format:
    """Format of `text`; `name` (a file name or address) decides only where the text leaves it open.

    Parameters
    ----------
    text : str
        The whole text; only its beginning is looked at.
    name : str
        Its file name, if any.

    Returns
    -------
    Format
        Never fails: what has no marks at all is plain text.

    Examples
    --------
    >>> sniff("@book{k, title={T}}", "notes.txt")
    'bibtex'
    >>> sniff("# Papers\\n- [A](http://a.org)")
    'markdown'
    """
    head = _WIDE_BLANK.sub(" " * _WIDEST, text[:_HEAD].lstrip("\ufeff"))
    hint = SUFFIXES.get(PurePosixPath(name.split("?", maxsplit=1)[0]).suffix.lower())
    for format_, matches in _GRAMMARS:
        if matches(head, hint):
            return format_
    return _prose(head, hint)


def _is_bookmarks(head: str, _: Format | None) -> bool:
    if re.match(r"\s*<!DOCTYPE\s+NETSCAPE-Bookmark", head, re.I):
        return True
    if re.search(r"<html\b|<body\b", head, re.I) and not re.search(r"\bADD_DATE=", head, re.I):
        return False
    # Exports without the first line are told by what only browsers write.
    dated = re.search(r"<DT>\s*<(?:A|H3)\b[^<>]{0,400}?\b(?:ADD_DATE|LAST_MODIFIED|TAGS|FOLDED)=", head, re.I)
    return bool(dated or re.search(r"<DL>\s*<p>\s*<DT>\s*<(?:A|H3)\b", head, re.I)) and "](" not in head


# A document type that declares something of its own, as entities that grow without bound.
_DECLARING = re.compile(r"\s*<!DOCTYPE[^<>\[]*\[")


def _root(head: str) -> str:
    """The beginning of a text behind what may stand before the root of XML: declarations and comments."""
    position = 0
    while True:
        rest = head[position : position + 60].lstrip()
        position = head.find(rest, position) if rest else len(head)
        for opening, closing in (("<?", "?>"), ("<!--", "-->"), ("<!DOCTYPE opml", ">"), ("<!DOCTYPE", "]>")):
            if rest.startswith(opening) and (closing != "]>" or _DECLARING.match(head, position)):
                end = head.find(closing, position)
                if end < 0:
                    return ""
                position = end + len(closing)
                break
        else:
            return rest.lower()


def _is_opml(head: str, _: Format | None) -> bool:
    return bool(re.match(r"<opml\b", _root(head)) or re.match(r"\s*(?:<\?xml[^>]*>\s*)?<!DOCTYPE\s+opml\b", head, re.I))


def _is_html(head: str, hint: Format | None) -> bool:
    if re.match(r"<(?:!doctype\s+html|html|head|body|title|meta)\b", _root(head)):
        return True
    marked = len(_MARKDOWN_LINE.findall(head))
    tags = len(_TAG.findall(head))
    if hint == "html":
        return tags > marked
    # READMEs begin with HTML banners: without a page frame it takes tags and no Markdown at all.
    return head.lstrip().startswith("<") and tags >= 4 and marked == 0


def _json_start(head: str) -> bool:
    return bool(re.match(r"\s*(?:\[\s*\{|\[\s*\]\s*$|\{\s*[\"}])", head))


def _first_object(head: str) -> dict[str, object]:
    """The object on the first line when the text is JSON Lines, else nothing."""
    line = head.lstrip().split("\n", 1)[0].strip()
    if not line.startswith("{") or not line.endswith("}"):
        return {}
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _is_works(head: str, hint: Format | None) -> bool:
    first = _first_object(head)
    if not first and hint == "works" and head.lstrip().startswith("{"):
        # So named and broken in its first line: its reader says what is wrong.
        return True
    return "key" in first and "title" in first


def _is_csljson(head: str, hint: Format | None) -> bool:
    # A wiki link or a check box begins with a bracket too; what is so named and broken, its reader says.
    named = hint == "csljson" and bool(re.match(r"\s*\[", head))
    return named or (_json_start(head) and not re.match(r"\s*\{\s*\"topics\"", head))


def _is_topics(head: str, hint: Format | None) -> bool:
    if re.match(r"\s*\{\s*\"topics\"\s*:", head):
        return True
    if hint == "topics":
        return bool(re.search(r"^topics\s*:", head, re.MULTILINE))
    return bool(_TOPICS.search(head)) and bool(
        re.search(r"^[ \t]*-?[ \t]*\{?[ \t]*\"?id\"?[ \t]*:", head, re.MULTILINE)
    )


def _is_bibtex(head: str, _: Format | None) -> bool:
    if not _BIB_START.search(head):
        return False
    # A record quoted inside a README ("please cite") does not make the README a bibliography.
    lines = [line for line in _CODE.sub("", head).split("\n") if line.strip() and not line.startswith("%")]
    records = sum(1 for line in lines if _BIB_LINE.match(line))
    return records > 0 and (records >= 0.4 * len(lines) or bool(_BIB_START.match(head.lstrip())))


def _is_ris(head: str, _: Format | None) -> bool:
    if not _RIS_START.search(head):
        return False
    lines = [line for line in head.split("\n") if line.strip()]
    return sum(1 for line in lines if _RIS_LINE.match(line.lstrip())) >= 0.4 * len(lines)


def _header(head: str) -> list[str]:
    return [cell.strip(' "').lower() for cell in head.lstrip().split("\n", 1)[0].split(",")]


def _is_citations(head: str, _: Format | None) -> bool:
    return _header(head)[:2] == ["citing", "cited"]


def _is_relations(head: str, _: Format | None) -> bool:
    return _header(head)[:3] == ["from", "relation", "to"]


def _is_table(head: str, hint: Format | None) -> bool:
    return looks_like_table(head, named_so=hint == "table")


_GRAMMARS: tuple[tuple[Format, Callable[[str, Format | None], bool]], ...] = (
    ("bookmarks", _is_bookmarks),
    ("opml", _is_opml),
    ("html", _is_html),
    ("works", _is_works),
    ("csljson", _is_csljson),
    ("topics", _is_topics),
    ("ris", _is_ris),
    ("bibtex", _is_bibtex),
    ("citations", _is_citations),
    ("relations", _is_relations),
    ("table", _is_table),
)


def _prose(head: str, hint: Format | None) -> Format:
    scores: dict[Format, int] = {"markdown": 0, "org": 0, "rst": 0, "wikitext": 0, "bbcode": 0}
    bare = _CODE.sub("", head)
    if not _OUTLINE.search(bare):
        # Two stars at the margin are a mark of the writer where no outline begins with one.
        bare = _STARS.sub("", bare)
    if hint == "markdown":
        # There such brackets are links between the writer's own notes.
        bare = _WIDE_BLANK.sub(" " * _WIDEST, bare.replace("[[", " "))
    for name, weight, pattern in _COMPILED:
        scores[name] += weight * min(len(pattern.findall(bare)), 20)
    if hint == "markdown" and not any(scores.values()) and not _BULLET.search(bare):
        # Nothing but lines: read as paragraphs, they would run into each other.
        return "text"
    if hint in scores:
        scores[hint] = scores[hint] * 2 + 3
    best = max(scores, key=lambda name: scores[name])
    # A plain-text list may hold one line that looks like a mark; a marked one has several, or says so by its name.
    enough = 1 if hint == best else 4
    return best if scores[best] >= enough else "text"
