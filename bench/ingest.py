"""Speed and memory of the way from a Markdown list into a library, next to plain tokenising of the same file.

The list is synthetic: headings, entries with notes, years, secondary links and repeats, from a seeded generator.
Each step runs in a process of its own so that its peak memory is its own. Times are of the processor, not of the
clock, so that what else the machine does weighs little; those of one run are comparable.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from markdown_it import MarkdownIt

from ingest.assign import Report, store_reading
from ingest.merge import same_works
from ingest.read import parse
from library.database import Library

__all__ = ["main", "make_list"]

WORDS = [
    "deep",
    "neural",
    "attention",
    "graph",
    "kernel",
    "sparse",
    "robust",
    "causal",
    "latent",
    "convex",
    "online",
    "bayesian",
    "optimal",
    "fast",
]
NOUNS = [
    "networks",
    "models",
    "inference",
    "learning",
    "search",
    "parsing",
    "retrieval",
    "sampling",
    "control",
    "planning",
    "vision",
    "speech",
]
EDITED = 100


def make_list(entries: int, seed: int = 0) -> str:
    """Return a Markdown list with `entries` entries, one in fifty a repeat of an earlier one.

    Examples
    --------
    >>> make_list(3).count("](")
    3
    """
    chance = random.Random(seed)
    lines = ["# A long list", ""]
    for number in range(entries):
        if number % 40 == 0:
            lines += ["", f"## {chance.choice(WORDS).title()} {chance.choice(NOUNS)} {number // 40}", ""]
        shown = chance.randrange(number) if number and number % 50 == 0 else number
        name = random.Random(f"{seed} {shown}")
        title = " ".join([*name.sample(WORDS, 3), name.choice(NOUNS), "for", name.choice(NOUNS), str(shown)])
        year = name.randrange(1990, 2025)
        lines.append(f"- [{title.capitalize()}](https://example.org/{shown}/paper.pdf) ({year}) - A note on {title}.")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] = ()) -> int:
    """Print entries per second, time as a multiple of tokenising, and peak memory of every step."""
    parser = argparse.ArgumentParser(prog="python -m bench ingest", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--step", choices=tuple(STEPS), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.step:
        print(json.dumps(_measure(options.step, options.file)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "list.md"
        file.write_text(make_list(options.entries), "utf-8")
        print(f"{options.entries:,} entries, {file.stat().st_size / 1e6:.1f} MB of Markdown")
        print(f"{'from file to':16}{'seconds':>9}{'× tokenising':>14}{'entries/s':>11}{'peak MB':>9}")
        floor = 0.0
        for step in STEPS:
            seconds, megabytes = _run(step, file)
            floor = floor or seconds
            row = f"{seconds:9.1f}{seconds / floor:14.2f}{options.entries / seconds:11,.0f}{megabytes:9,.0f}"
            print(f"{step:16}{row}", flush=True)
    return 0


def _run(step: str, file: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "bench", "ingest", "--step", step, "--file", str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    seconds, megabytes = json.loads(done.stdout)
    return float(seconds), float(megabytes)


def _measure(step: str, file: Path) -> tuple[float, float]:
    text = file.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        run = STEPS[step](text, folder)
        start = time.process_time()
        run()
        return time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _tokenise(text: str, _folder: str) -> Callable[[], object]:
    return lambda: MarkdownIt("commonmark").enable("table").parse(text)


def _read(text: str, _folder: str) -> Callable[[], object]:
    return lambda: parse(text, "list.md")


def _identify(text: str, _folder: str) -> Callable[[], object]:
    return lambda: same_works(list(parse(text, "list.md").entries))


def _store(text: str, folder: str) -> Callable[[], Report]:
    def run() -> Report:
        library = Library(folder)
        with library.write() as connection:
            report = store_reading(connection, parse(text, "list.md"))
        library.close()
        return report

    return run


def _again(text: str, folder: str) -> Callable[[], object]:
    _store(text, folder)()

    def run() -> None:
        report = _store(text, folder)()
        if not report.quiet or report.moved:
            raise AssertionError(f"the same list changed something: {report}")

    return run


def _edited(text: str, folder: str) -> Callable[[], object]:
    """Store a list, then measure it with some notes changed; what stands after them keeps its lines."""
    _store(text, folder)()
    lines = text.split("\n")
    places = [at for at, line in enumerate(lines) if line.startswith("- [")]
    chosen = places[:: max(1, len(places) // EDITED)]
    for at in chosen:
        lines[at] = f"{lines[at]} Read it twice."

    def run() -> None:
        report = _store("\n".join(lines), folder)()
        if (report.changed, report.new, report.gone, report.moved) != (len(chosen), 0, 0, 0):
            raise AssertionError(f"more changed than was edited: {report}")

    return run


STEPS: dict[str, Callable[[str, str], Callable[[], object]]] = {
    "tokenise": _tokenise,
    "read": _read,
    "identify": _identify,
    "store": _store,
    "store again": _again,
    "store edited": _edited,
}
"""Each makes ready what it needs and returns what is measured; all begin with the text of the file."""
