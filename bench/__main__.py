"""`python -m bench NAME …`: measure one thing, or `all` of them.

Each benchmark is a module of this package with `main(arguments) -> int`; `all --data DIR` runs every one that has
its data, each in a process of its own so that none warms another's caches.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

BENCHES = {
    "ingest": "entries per second from file to library, next to plain tokenising",
    "queries": "graph queries at growing sizes",
    "search": "how often search finds what was meant, on judged queries",
    "app": "the app in a real browser",
    "next_reads": "recommendations for real readers, next to baselines",
    "learning_paths": "prerequisites, reading order and roadmaps, next to baselines",
    "train_prerequisites": "make the prerequisite model from its training data",
}
WITHOUT_DATA = ("ingest", "queries", "search", "app")
WITH_DATA = {"next_reads": ("next_reads", "--table"), "learning_paths": ("learning_paths", "--unseen", "--table")}
USAGE = "usage: python -m bench NAME [options]\n" + "\n".join(f"  {name:20} {what}" for name, what in BENCHES.items())


def main(arguments: Sequence[str]) -> int:
    """Run one benchmark, or all of them."""
    if arguments and arguments[0] == "all":
        return _all(arguments[1:])
    if not arguments or arguments[0] not in BENCHES:
        print(USAGE + "\n  all --data DIR       every one that has its data below DIR", file=sys.stderr)
        return 2
    return int(import_module(f"bench.{arguments[0]}").main(list(arguments[1:])))


def _all(arguments: Sequence[str]) -> int:
    data = Path(arguments[1]) if len(arguments) > 1 and arguments[1] else None
    worst = 0
    for name in WITHOUT_DATA:
        worst = max(worst, _run(name))
    for name, (folder, *options) in WITH_DATA.items():
        if data is None or not (data / folder).is_dir():
            print(f"\n== {name}: left out, its data is not below {data or 'DATA'} (see docs/benchmarks.md)")
            continue
        worst = max(worst, _run(name, "--data", str(data / folder), *options))
    return worst


def _run(name: str, *options: str) -> int:
    print(f"\n== {name}: {BENCHES[name]}", flush=True)
    return subprocess.run([sys.executable, "-m", "bench", name, *options], check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
