"""`python -m ingest FILE… --jsonl`: print the entries of reading lists, to look at them or to score them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ingest.merge import same_works
from ingest.read import Found, LeftOut, Vocabulary, Whole, read
from library.errors import StudygraphError
from library.vocabulary import Entry, Facts, Reading

__all__ = ["main", "record"]

_EXAMPLES = """\
examples:
  python -m ingest list.md                        what a list holds, one line an entry
  python -m ingest list.md refs.bib --jsonl       all entries as JSON lines, equal works with equal `work`
  python -m ingest lists/ --skipped               a folder, and what was left out and why
  python -m ingest https://example.org/list.md    a list on the web
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 2 when a source cannot be read."""
    options = _parser().parse_args(arguments)
    try:
        found = list(_read_all(options.sources))
    except StudygraphError as error:
        print(f"error: {error}", file=sys.stderr)
        if error.hint:
            print(f"  {error.hint}", file=sys.stderr)
        return 2
    readings = [item for item in found if isinstance(item, Reading)]
    if options.jsonl:
        for line in _records(readings):
            print(line)
    else:
        _print_plainly(found)
    _print_skipped(found, everything=options.skipped)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description="Read reading lists and print their entries.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sources", nargs="+", metavar="FILE", help="a file, a folder or an http(s) address")
    parser.add_argument("--jsonl", action="store_true", help="print one JSON object an entry")
    parser.add_argument("--skipped", action="store_true", help="tell on stderr what was left out and why")
    return parser


def _read_all(sources: Sequence[str]) -> Iterator[Found]:
    """Read all sources, telling a waiting person on a terminal how far it is."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    console = Console(stderr=True)
    entries = 0
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("")
        for number, source in enumerate(sources, 1):
            progress.update(task, description=f"{number}/{len(sources)} {source}: {entries:,} entries so far")
            for item in read(source):
                entries += len(item.entries) if isinstance(item, Reading) else 0
                progress.update(task, description=f"{number}/{len(sources)} {source}: {entries:,} entries so far")
                yield item


def _records(readings: Sequence[Reading]) -> Iterator[str]:
    pairs = [(reading.reading_list.source, entry) for reading in readings for entry in reading.entries]
    works = same_works([entry for _, entry in pairs])
    for (source, entry), work in zip(pairs, works, strict=True):
        yield json.dumps(record(entry, source, work), ensure_ascii=False)


def record(entry: Entry, source: str, work: int) -> dict[str, object]:
    """One entry as the fields that are printed; `work` is equal for entries that are the same work."""
    secondary = [link.url for link in entry.links]
    return {
        "source": source,
        "line": entry.line,
        "title": entry.title,
        "url": entry.url,
        "urls": [entry.url, *secondary] if entry.url else secondary,
        "secondary": secondary,
        "section": list(entry.section),
        "kind": entry.kind,
        "year": entry.year,
        "authors": list(entry.authors),
        "note": entry.note,
        "language": entry.language,
        "work": work,
    }


def _print_plainly(found: Sequence[Found]) -> None:
    for item in found:
        match item:
            case Reading():
                print(f"{item.reading_list.title}  ({item.reading_list.format}, {len(item.entries)} entries)")
                for entry in item.entries:
                    print(f"  {entry.line:>5}  {entry.title}" + (f"  <{entry.url}>" if entry.url else ""))
            case Facts():
                print(f"{item.source}  (facts: {len(item.works)} works, {len(item.citations)} citations)")
            case Vocabulary():
                print(f"{item.source}  (vocabulary: {len(item.topics)} topics)")
            case LeftOut() | Whole():
                pass


def _print_skipped(found: Sequence[Found], *, everything: bool) -> None:
    """Tell what was left out on stderr; a file that could not be read is told in any case."""
    for item in found:
        if isinstance(item, LeftOut) and (everything or item.error):
            print(f"left out: {item.error or f'{item.source}: {item.reason}'}", file=sys.stderr)
        elif isinstance(item, Reading) and everything:
            for skipped in item.skipped:
                place = f"{item.reading_list.source}, line {skipped.line}"
                print(f"left out: {place}: {skipped.reason}: {skipped.text[:80]}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
