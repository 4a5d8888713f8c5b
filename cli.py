"""The `studygraph` command: parse, ask the workspace, print. The questions about single nodes, and the app.

The rest lies beside: `commands.frame` holds what all commands share, `commands.whole` the library as a whole,
`commands.advice` what to read next, `commands.roadmap` roadmaps, `commands.corrections` what the reader knows better.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import click

from commands import advice, corrections, roadmap, whole
from commands.frame import COUNT, TEXT, command, main
from commands.printing import first, out, rows
from graph.describe import Details
from graph.explained import Hop
from graph.find import Hit
from graph.gaps import Gaps
from graph.ways import Way
from library.errors import UsageError
from library.vocabulary import KINDS
from workspace import Workspace

__all__ = ["advice", "corrections", "main", "roadmap", "whole"]

LOCAL_ONLY = ("--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false")
SHOWN = 8
GAPS_SHOWN = 15


def _print_hits(_: Workspace, hits: Sequence[Hit]) -> None:
    if hits:
        rows(("id", "title", "what"), [(hit.node, hit.title, hit.kind or hit.type) for hit in hits])
    else:
        out.print("nothing answers; try fewer or other words")


@command(
    click.argument("text", nargs=-1, required=True, type=TEXT),
    click.option("-n", default=10, show_default=True, type=COUNT, help="How many."),
    click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only resources of this kind."),
    shown=_print_hits,
)
def search(workspace: Workspace, text: Sequence[str], n: int, kinds: Sequence[str]) -> list[Hit]:
    """Find resources, topics, authors and lists by half a name, by words or by meaning.

    Examples:
    studygraph search attention
    studygraph search "how do machines hear" --kind paper
    studygraph search 循環神經網路
    """
    return workspace.search(" ".join(text), n, kinds=kinds)


def _hop(one: Hop, evidence: int) -> str:
    return one.sentence + (f"  ({'; '.join(one.evidence[:evidence])})" if one.evidence else "")


def _print_details(workspace: Workspace, details: Details) -> None:
    about = details.about
    out.print(f"{about['title']}  ({details.node})", style="bold")
    facts = [str(about[key]) for key in ("kind", "year", "venue", "level", "url") if about.get(key)]
    out.print(" · ".join(facts or [about["node"]]))
    if about.get("left_at"):
        out.print(f"left its list on {about['left_at'][:10]}; no list holds it now")
    if about.get("summary"):
        out.print(about["summary"])
    if details.state.status:
        out.print(f"your status: {details.state.status}")
    for some in (details.out, details.into):
        for kind, hops in some.items():
            first(SHOWN, (_hop(hop, 1) for hop in hops), f"{kind}, with --json")
    if about["node"] not in {"resource", "topic"}:
        out.print(f"  needed before, leads to: said of topics and resources, not of {about['node']}s")
        return
    for title, reached in (("needed before", details.needed_before), ("leads to", details.leads_to)):
        named = (
            f"{workspace.kg.nodes[one.node]['title']}" + "".join(f"; {r}" for r in one.reasons[:1]) for one in reached
        )
        first(SHOWN, (f"{title}: {text}" for text in named), "with --json")
        if not reached:
            out.print(f"  {title}: nothing known")


@command(click.argument("node", type=TEXT), shown=_print_details)
def show(workspace: Workspace, node: str) -> Details:
    """Show everything known about a resource, topic, author or list.

    NODE is an id, an address, a DOI or arXiv id, or a name; of several with that name you get the choice.

    Examples:
    studygraph show arxiv:1706.03762
    studygraph show https://doi.org/10.1038/nature14539
    studygraph show "Attention mechanisms"
    studygraph show "Hinton, Geoffrey"
    """
    return workspace.show(node)


def _print_ways(_: Workspace, found: Sequence[Way]) -> None:
    for number, way in enumerate(found, 1):
        out.print(f"{number}.", style="bold")
        for hop in way.hops:
            out.print(f"   {_hop(hop, 2)}")
    if not found:
        out.print("nothing connects the two")


@command(
    click.argument("start", type=TEXT),
    click.argument("end", type=TEXT),
    click.option("-n", default=3, show_default=True, type=COUNT, help="How many."),
    shown=_print_ways,
)
def path(workspace: Workspace, start: str, end: str, n: int) -> list[Way]:
    """Show how two things hang together: short paths, every step with its evidence.

    Examples:
    studygraph path "Deep Playground" arxiv:1706.03762
    """
    if workspace.node(start) == workspace.node(end):
        title = workspace.kg.nodes[workspace.node(start)]["title"]
        raise UsageError(f"{start!r} and {end!r} both name {title!r}", hint="name two different things")
    return list(workspace.path(start, end, n))


def _print_gaps(workspace: Workspace, found: Gaps) -> None:
    def title(node: str) -> str:
        return str(workspace.kg.nodes[node]["title"])

    out.print(f"{len(found.works)} works that your resources cite, in none of your lists:", style="bold")
    works = (
        f"{one.title}  ({one.node}; cited by {len(one.cited_by)}, as by “{title(one.cited_by[0])}”)"
        for one in found.works
    )
    first(GAPS_SHOWN, works, "see them all with --json")
    out.print(f"{len(found.topics)} topics that others need, taught by nothing in your lists:", style="bold")
    topics = (
        f"{one.title}  ({one.node}; needed for {', '.join(map(title, one.required_by[:3]))})" for one in found.topics
    )
    first(GAPS_SHOWN, topics, "see them all with --json")


@command(
    click.option("--cited", default=2, show_default=True, type=COUNT, help="By how many of yours a work is cited."),
    shown=_print_gaps,
    nothing=lambda found: not (found.works or found.topics),
)
def gaps(workspace: Workspace, cited: int) -> Gaps:
    """Name what your lists lack: works that several of your resources cite, and topics assumed but not taught.

    Examples:
    studygraph gaps
    studygraph gaps --cited 5 --json
    """
    return workspace.gaps(cited)


@command(
    click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535)),
    shown=lambda *_: None,
    creates=True,
)
def app(workspace: Workspace, port: int) -> None:
    """Open the app in the browser; it serves this machine only.

    Examples:
    studygraph app
    studygraph app --port 8600
    """
    folder = workspace.library.paths.folder
    workspace.close()
    page = find_spec("app")
    assert page is not None
    assert page.origin is not None
    if click.get_current_context().params["as_json"]:
        click.echo(json.dumps({"url": f"http://127.0.0.1:{port}", "library": str(folder)}))
    environment = {**os.environ, "STUDYGRAPH_LIBRARY": str(folder.resolve()), "STUDYGRAPH_READER": workspace.reader}
    command_line = [sys.executable, "-m", "streamlit", "run", page.origin, "--server.port", str(port), *LOCAL_ONLY]
    theme = Path(page.origin).parent / "views"  # Streamlit looks for its settings where it is started
    sys.exit(subprocess.run(command_line, env=environment, cwd=theme, check=False).returncode)  # noqa: S603


if __name__ == "__main__":
    main()
