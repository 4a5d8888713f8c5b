"""The front door of reading: a file, a folder or an address becomes what it holds.

A source may hold a reading list, facts about works, or a topic vocabulary; its content decides which. Nothing is
stored here and no list is interpreted here: each format has its own file.

Names
-----
`ReadingList.source` is the resolved absolute path in POSIX form, or the address as given. The same file is
therefore the same list from any working directory. With `root`, files below it are named relative to it, so that a
folder of lists can move without becoming new lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path, PurePosixPath

from ingest.collector import no_collection
from ingest.decode import decode
from ingest.facts import FACT_FORMATS, read_facts
from ingest.fetch import fetch, is_address
from ingest.folder import readable, walk
from ingest.sniff import Format, sniff
from ingest.topics import Vocabulary, read_topics
from library.errors import SourceError, UnreadableSource
from library.vocabulary import Facts, Reading

__all__ = ["MAX_BYTES", "Found", "LeftOut", "Vocabulary", "Whole", "parse", "read"]

MAX_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file of a folder that gave nothing, and why. `error` is None where that is as it should be (an image)."""

    source: str
    reason: str
    error: SourceError | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """A folder that was read to its end: what was `found` in it, by name, is all that it holds."""

    source: str
    found: frozenset[str]


Found = Reading | Facts | Vocabulary | LeftOut | Whole


def _reader(module: str, name: str) -> Callable[[str, str], Reading]:
    # Imported on first use: the grammars of all formats together take longer to load than a list to read.
    def call(text: str, source: str) -> Reading:
        result = getattr(import_module(f"ingest.{module}"), name)(text, source)
        assert isinstance(result, Reading)
        return result

    return call


READERS: Mapping[Format, Callable[[str, str], Reading]] = {
    "markdown": _reader("markdown", "read_markdown"),
    "text": _reader("text", "read_text"),
    "html": _reader("html", "read_html"),
    "bookmarks": _reader("bookmarks", "read_bookmarks"),
    "bibtex": _reader("bibtex", "read_bibtex"),
    "ris": _reader("ris", "read_ris"),
    "csljson": _reader("csljson", "read_csljson"),
    "table": _reader("table", "read_table"),
    "opml": _reader("opml", "read_opml"),
    "org": _reader("org", "read_org"),
    "rst": _reader("rst", "read_rst"),
    "wikitext": _reader("wikitext", "read_wikitext"),
    "bbcode": _reader("bbcode", "read_bbcode"),
}


def read(source: str | Path, *, root: Path | None = None) -> Iterator[Found]:
    """Yield what a file, a folder or an address holds, in the order of its sorted file names.

    Parameters
    ----------
    source : str or Path
        A file, a folder, or an http(s) address.
    root : Path, optional
        Names files below this folder relative to it.

    Yields
    ------
    Reading, Facts, Vocabulary, LeftOut or Whole
        One per file; the fact files of one folder give one `Facts`. `LeftOut` only occurs for folders, which end
        with `Whole`.

    Raises
    ------
    UnreadableSource, MalformedSource
        For a file or an address given by itself. In a folder a bad file becomes a `LeftOut` that
        carries the error, and its neighbours are read.
    """
    if isinstance(source, str) and is_address(source):
        page = fetch(source)
        text = decode(page.data, source, charset=page.charset)
        yield from _parsed(text, source, page.name)
        return
    path = Path(source).expanduser()
    if not readable(str(path.resolve() if path.exists() else path)):
        raise UnreadableSource(ascii(str(source)), "has a name that is not readable as UTF-8", hint="Rename it.")
    if path.is_dir():
        names = set()
        for found in _read_folder(path.resolve(), root):
            names.add(found.reading_list.source if isinstance(found, Reading) else found.source)
            yield found
        yield Whole(_name_of(path.resolve(), root), frozenset(names))
    elif path.is_file():
        yield from _read_file(path.resolve(), root)
    else:
        what = "is no ordinary file" if path.exists() else "no such file or folder"
        raise UnreadableSource(str(source), what, hint="Check the path; addresses start with http:// or https://.")


def parse(text: str, source: str, *, name: str = "") -> Reading:
    """Read the text of one reading list whose format is told by its content and by `name`.

    Raises
    ------
    MalformedSource
        When the text is of a format whose demands it does not meet, or holds facts or topics instead of a list.
    """
    for found in _parsed(text, source, name or source):
        if isinstance(found, Reading):
            return found
    raise UnreadableSource(source, "holds facts or topics, not a reading list")


def _parsed(text: str, source: str, name: str) -> Iterator[Reading | Facts | Vocabulary]:
    format_ = sniff(text, name)
    if format_ == "topics":
        yield read_topics(text, source)
    elif format_ in FACT_FORMATS:
        yield read_facts({format_: (text, source)}, source)
    else:
        with no_collection():
            reading = READERS[format_](text, source)
        known = reading.reading_list
        # A list without a heading is called by its file.
        title = known.title.strip() if known.title != source else ""
        title = title or _title_from(name)
        yield replace(reading, reading_list=replace(known, source=source, title=title, format=format_))


def _title_from(name: str) -> str:
    """A title from a file name or address: "my-reading_list.md" is "my reading list"."""
    path = PurePosixPath(name.split("?", maxsplit=1)[0].rstrip("/"))
    stem = path.stem if path.suffix and re.fullmatch(r"\.[A-Za-z]{1,8}", path.suffix) else path.name
    return re.sub(r"[\s_-]+", " ", stem).strip() or name


def _name_of(path: Path, root: Path | None) -> str:
    if root is not None:
        base = root.expanduser().resolve()
        if path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return path.as_posix()


def _read_file(path: Path, root: Path | None) -> Iterator[Reading | Facts | Vocabulary]:
    source = _name_of(path, root)
    yield from _parsed(_text_of(path, source), source, path.name)


def _text_of(path: Path, source: str) -> str:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            message = f"has {size:,} bytes, more than {MAX_BYTES:,}"
            raise UnreadableSource(source, message, hint="Split it, or check that it is a list.")
        return decode(path.read_bytes(), source)
    except OSError as error:
        raise UnreadableSource(source, error.strerror or str(error), hint="Check its permissions.") from error


def _read_folder(folder: Path, root: Path | None) -> Iterator[Reading | Facts | Vocabulary | LeftOut]:
    """Read all files; the fact files of a folder are collected and read when the walk leaves it."""
    collected: dict[Format, tuple[str, str]] = {}
    home: Path | None = None
    for path, reason in walk(folder):
        if path.parent != home:
            yield from _collected_facts(collected, home, root)
            collected, home = {}, path.parent
        source = _name_of(path, root)
        if reason:
            yield LeftOut(source, reason.text, UnreadableSource(source, reason.text) if reason.wrong else None)
            continue
        try:
            text = _text_of(path, source)
            format_ = sniff(text, path.name)
            if format_ in FACT_FORMATS:
                collected[format_] = (text, source)
            else:
                yield from list(_parsed(text, source, path.name))
        except SourceError as error:
            yield LeftOut(source, str(error), error)
    yield from _collected_facts(collected, home, root)


def _collected_facts(
    files: Mapping[Format, tuple[str, str]], home: Path | None, root: Path | None
) -> Iterator[Facts | LeftOut]:
    if not files or home is None:
        return
    source = _name_of(home, root)
    try:
        yield read_facts(files, source)
    except SourceError as error:
        yield LeftOut(source, str(error), error)
