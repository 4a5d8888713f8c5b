"""The `studygraph` command: parse, ask the workspace, print. Errors are shown here and nowhere below.

Exit codes: 0 done; 1 nothing found; 2 bad input or usage.
"""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table

from graph.export import FORMATS
from ingest.assign import Report
from ingest.enrich import Enriched
from library.errors import StudygraphError
from library.vocabulary import KINDS, STATUSES
from recommend.roadmap_export import FORMATS as ROADMAP_FORMATS
from recommend.roadmap_export import Sheet, export_roadmap, read_back
from recommend.roadmap_types import DEPTHS, Roadmap, Wishes
from recommend.wish_text import parse_wishes
from recommend.wishes import INTENTS
from recommend.wishes import Wishes as NextWishes
from workspace import Progress, Workspace

__all__ = ["main"]

LOCAL_ONLY = ("--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false")

out = Console(highlight=False, markup=False, soft_wrap=True, width=None if sys.stdout.isatty() else 120)
err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)


class Examples(click.Command):
    """A command whose docstring's examples keep their lines."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help, with everything after `Examples:` as it stands."""
        text, _, examples = (self.help or "").partition("Examples:\n")
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(" ".join(text.split()))
        if examples:
            formatter.write("\nExamples:\n" + "".join(f"  {line.strip()}\n" for line in examples.strip().splitlines()))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--library", "folder", type=click.Path(path_type=Path), help="Folder of the library.")
@click.option("--reader", default="me", show_default=True, help="Whose reading state is used.")
@click.pass_context
def main(context: click.Context, folder: Path | None, reader: str) -> None:
    """Studygraph turns reading lists into a knowledge graph, next reads and learning roadmaps.

    The library lies in --library, else $STUDYGRAPH_LIBRARY, else a folder in your user data.
    """
    context.obj = (folder, reader)


def command(*options: Callable[[Any], Any], creates: bool = False) -> Callable[[Callable[..., Any]], click.Command]:
    """Register a command: it gets a workspace, a `--json` flag, and its errors shown."""

    def register(function: Callable[..., Any]) -> click.Command:
        @click.pass_context  # type: ignore[arg-type]
        @wraps(function)
        def run(context: click.Context, *args: Any, as_json: bool, **kwargs: Any) -> None:
            folder, reader = context.obj
            try:
                workspace = Workspace(folder, reader=reader, create=creates)
                answer = function(workspace, *args, as_json=as_json, **kwargs)
            except StudygraphError as error:
                _fail(error, as_json=as_json)
            if as_json and answer is not None:
                click.echo(json.dumps(_plain(answer), ensure_ascii=False, indent=2))
            if answer is not None and not answer and not isinstance(answer, Roadmap):
                context.exit(1)

        for option in reversed((*options, click.option("--json", "as_json", is_flag=True, help="Answer in JSON."))):
            run = option(run)
        return main.command(cls=Examples, name=function.__name__.rstrip("_"))(run)

    return register


def _fail(error: StudygraphError, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"error": str(error), "hint": error.hint}, ensure_ascii=False))
    err.print(f"error: {error}", style="red")
    if error.hint:
        err.print(f"  {error.hint}")
    sys.exit(2)


def _plain(value: Any) -> Any:
    """Turn dataclasses, sets and tuples into what JSON holds."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return value


def _bars() -> tuple[Bars, Progress]:
    """Progress bars on standard error; one a step, shown only on a terminal."""
    bars = Bars(
        TextColumn("{task.description:>20}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=err
    )
    tasks: dict[str, TaskID] = {}

    def report(step: str, done: int, total: int) -> None:
        if step not in tasks:
            tasks[step] = bars.add_task(step, total=total)
        bars.update(tasks[step], completed=done, total=total)

    return bars, report


def _rows(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    out.print(table)


@command(
    click.argument("sources", nargs=-1, required=True),
    click.option("--enrich", is_flag=True, help="Then ask metadata services, as `studygraph enrich` does."),
    creates=True,
)
def add(workspace: Workspace, sources: Sequence[str], *, enrich: bool, as_json: bool) -> list[Report] | None:
    """Read lists, facts or topic vocabularies into the library: files, folders, or web addresses.

    A list that was added before is compared: only what changed is touched. `starter` names the
    lists that come with Studygraph.

    Examples:
    studygraph add starter
    studygraph add reading-list.md thesis.bib bookmarks.html
    studygraph add https://example.org/awesome-list.md
    """
    bars, progress = _bars()
    with bars:
        reports = workspace.add(*sources, progress=progress)
        enriched = workspace.enrich(progress) if enrich else []
    if as_json:
        return reports
    columns = ("source", "read", "new", "changed", "moved", "same", "gone", "new resources", "merged", "left out")
    rows = [
        (r.title, r.read, r.new, r.changed, r.moved, r.unchanged, r.gone, r.resources, len(r.merged), len(r.skipped))
        for r in reports
        if r.read
    ]
    _rows("", columns, rows)
    for report in reports:
        for skipped in report.skipped:
            place = f"{report.source}:{skipped.line}" if skipped.line else report.source
            out.print(f"  left out  {place}  {skipped.text[:60]!r}: {skipped.reason}", style="dim")
    _print_enriched(enriched)
    _print_status(workspace)
    return None


@command()
def enrich(workspace: Workspace, *, as_json: bool) -> list[Enriched] | None:
    """Ask metadata services for authors, years, abstracts and citations of what stands in your lists.

    Sends the identifiers of your resources (DOI, arXiv, repository, video), and the title, first author and
    year of papers and books without one, to OpenAlex, Crossref, Semantic Scholar, arXiv, DataCite, GitHub
    and YouTube. No key is needed; $STUDYGRAPH_MAILTO, $OPENALEX_API_KEY, $S2_API_KEY and $GITHUB_TOKEN are
    used when they are set. Stop it at any time with Ctrl-C; the next run goes on from there.

    Examples:
    studygraph enrich
    studygraph enrich --json
    """
    bars, progress = _bars()
    with bars:
        enriched = workspace.enrich(progress)
    if as_json:
        return enriched
    _print_enriched(enriched)
    _print_status(workspace)
    return None


def _print_enriched(enriched: Sequence[Enriched]) -> None:
    """Say what each service was told and what came of it."""
    rows = [(e.service, len(e.sent), e.report.read, e.report.new, e.report.changed, e.problem) for e in enriched]
    if rows:
        _rows("", ("service", "asked", "works", "new", "changed", "problem"), rows)


@command()
def status(workspace: Workspace, *, as_json: bool) -> dict[str, Any] | None:
    """Say what the library holds.

    Examples:
    studygraph status
    studygraph --library ~/physics status --json
    """
    if as_json:
        return {"library": str(workspace.library.paths.folder), **workspace.status()}
    _print_status(workspace)
    return None


def _print_status(workspace: Workspace) -> None:
    out.print(f"library in {workspace.library.paths.folder}")
    for name, count in workspace.status().items():
        out.print(f"{count:>8,}  {name}")


@command(
    click.argument("text", nargs=-1, required=True),
    click.option("-n", default=10, show_default=True, help="How many."),
    click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only resources of this kind."),
)
def search(workspace: Workspace, text: Sequence[str], n: int, kinds: Sequence[str], *, as_json: bool) -> Any:
    """Find resources, topics, authors and lists by half a name, by words or by meaning.

    Examples:
    studygraph search attention
    studygraph search "how do machines hear" --kind paper
    studygraph search 循環神經網路
    """
    hits = workspace.search(" ".join(text), n, kinds=kinds)
    if not as_json:
        _rows("", ("id", "title", "what"), [(hit.node, hit.title, hit.kind or hit.type) for hit in hits])
    return hits


@command(click.argument("node"))
def show(workspace: Workspace, node: str, *, as_json: bool) -> Any:
    """Show everything known about a resource, topic, author or list: ID is an id, arxiv:…, doi:…, or a name.

    Examples:
    studygraph show arxiv:1706.03762
    studygraph show "Attention mechanisms"
    """
    details = workspace.show(node)
    if as_json:
        return details
    about = details.about
    out.print(f"{about['title']}  ({details.node})", style="bold")
    facts = [str(about[key]) for key in ("kind", "year", "venue", "level", "url") if about.get(key)]
    out.print(" · ".join(facts))
    if about.get("summary"):
        out.print(about["summary"])
    for some in (details.out, details.into):
        for hops in some.values():
            for hop in hops[:8]:
                out.print(f"  {hop.sentence}" + (f"  ({hop.evidence[0]})" if hop.evidence else ""))
    for title, reached in (("needed before", details.needed_before), ("leads to", details.leads_to)):
        for one in reached[:8]:
            out.print(
                f"  {title}: {workspace.kg.nodes[one.node]['title']}" + "".join(f"; {r}" for r in one.reasons[:1])
            )
    return None


@command(
    click.option("--like", multiple=True, help="A resource, topic, author or list to start from."),
    click.option("--dislike", multiple=True, help="A resource to keep away from."),
    click.option("--goal", default="", help="What the reading should lead to."),
    click.option("--intent", type=click.Choice(INTENTS), default="for you", show_default=True),
    click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this kind."),
    click.option("-n", default=10, show_default=True, help="How many."),
)
def next_(workspace: Workspace, n: int, intent: Any, kinds: Sequence[str], *, as_json: bool, **query: Any) -> Any:
    """Recommend what to read next, with the parts of each score and reasons in words.

    Without --like it starts from what you marked done or liked, else from good starters.

    Examples:
    studygraph next
    studygraph next --like arxiv:1706.03762 --like "Word embeddings" --kind paper
    studygraph next --intent "ready now" --goal "speech synthesis" --json
    """
    wishes = NextWishes(intent=intent, kinds=frozenset(kinds), listed_only=True)
    found = workspace.recommend(n, wishes=wishes, **query)
    if as_json:
        return [{**_plain(one), "title": workspace.kg.nodes[one.id]["title"]} for one in found]
    for one in found:
        about = workspace.kg.nodes[one.id]
        facts = [str(about[key]) for key in ("kind", "year", "level") if about[key]]
        out.print(f"{one.score:6.2f}  {about['title']}  ({', '.join(facts)})  {one.id}")
        for reason in one.reasons:
            out.print(f"          {reason}", style="dim")
    return found if not found else None


@command(
    click.argument("goals", nargs=-1, required=True, metavar="GOAL…"),
    click.option("--known", multiple=True, help="A topic, resource or list you know already."),
    click.option("--hours", type=float, help="Budget in hours."),
    click.option("--depth", type=click.Choice(DEPTHS), default="working", show_default=True),
    click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Preferred kinds, best first."),
    click.option("--language", "languages", multiple=True, help="Only these languages (en, zh, ...)."),
    click.option("--wishes", "words", default="", help='In words: "20 h, videos first, at most one book, free only".'),
    click.option("--as", "form", type=click.Choice(list(ROADMAP_FORMATS)), help="Write it in this format."),
    click.option("--start", type=click.DateTime(["%Y-%m-%d"]), help="First day of the calendar; today by default."),
    click.option("--per-week", default=5.0, show_default=True, help="Hours a week, for the calendar."),
)
def roadmap(
    workspace: Workspace, goals: Sequence[str], known: Sequence[str], *, form: str | None, as_json: bool, **said: Any
) -> Any:
    """Plan how to get from what you know to a GOAL: topics, resources, lists ("list: Name › Section"), or a few words.

    Examples:
    studygraph roadmap "speech synthesis"
    studygraph roadmap transformer --known calculus --known "linear algebra" --hours 20 --kind video
    studygraph roadmap "GAN and VAE" --wishes "20 h, videos first, at most one book, free only"
    studygraph roadmap transformer --as markdown > plan.md
    """
    start, per_week = said.pop("start"), said.pop("per_week")
    wishes = _roadmap_wishes(**said)
    if form:
        made, title = workspace.whole_roadmap(*goals, known=known, wishes=wishes), ", ".join(goals)
        sheet = Sheet(title, workspace.statuses(), (start or datetime.now()).date(), per_week)
        text = export_roadmap(made, form, sheet)
        click.echo(json.dumps({"format": form, "text": text}, ensure_ascii=False) if as_json else text, nl=as_json)
        return None
    made = workspace.roadmap(*goals, known=known, wishes=wishes)
    if not as_json:
        for goal in goals:
            for other in workspace.meant(goal).choices:
                err.print(f"or did you mean {other.title}? ({', '.join(other.nodes[:3])})", style="dim")
        _print_roadmap(made)
    return made if as_json else None


def _roadmap_wishes(words: str, hours: float | None, **given: Any) -> Wishes:
    return parse_wishes(words, Wishes(minutes=round(hours * 60) if hours else None, **given))


@command(click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)))
def ticked(workspace: Workspace, file: Path, *, as_json: bool) -> Any:
    """Take over what a ticked check-list FILE of a roadmap says about its steps.

    Examples:
    studygraph ticked plan.md
    """
    said, before = read_back(file.read_text("utf-8")), workspace.statuses()
    fresh = {node: status for node, status in said.items() if node in workspace.kg and status != "pending"}
    fresh = {node: status for node, status in fresh.items() if before.get(node) != status}
    for node, status in fresh.items():
        workspace.say(node, status=status)
        if not as_json:
            out.print(f"{workspace.kg.nodes[node]['title']}: {before.get(node, 'none')} → {status}")
    return fresh if as_json else None


def _print_roadmap(made: Roadmap) -> None:
    for stage in made.stages:
        out.print(f"\n{stage.name}  (about {stage.minutes / 60:.0f} h)", style="bold")
        for step in stage.steps:
            out.print(f"  [ ] {step.title}")
            if step.main:
                hours = f"{step.main.minutes / 60:.1f} h"
                out.print(f"        {step.main.title} ({step.main.kind}, {hours}) {step.main.url or ''}")
            out.print(f"        {step.why}", style="dim")
    out.print(f"\nabout {made.minutes / 60:.0f} hours in all")
    for gap in made.gaps:
        out.print(f"  gap: {gap.reason}", style="yellow")
    if made.budget and not made.budget.kept:
        out.print(f"  over budget by {made.budget.excess / 60:.1f} h; without: {', '.join(made.budget.would_go)}")


@command(
    click.argument("first"),
    click.argument("second"),
    click.option("-n", default=3, show_default=True, help="How many."),
)
def path(workspace: Workspace, first: str, second: str, n: int, *, as_json: bool) -> Any:
    """Show how two things hang together: short paths, every step with its evidence.

    Examples:
    studygraph path "Deep Playground" arxiv:1706.03762
    """
    found = workspace.path(first, second, n)
    if not as_json:
        for number, way in enumerate(found, 1):
            out.print(f"{number}.", style="bold")
            for hop in way.hops:
                out.print(f"   {hop.sentence}" + (f"  ({'; '.join(hop.evidence[:2])})" if hop.evidence else ""))
        if not found:
            out.print("nothing connects the two")
    return found


@command(
    click.argument("status", type=click.Choice([*STATUSES, "none"])), click.argument("nodes", nargs=-1, required=True)
)
def mark(workspace: Workspace, status: str, nodes: Sequence[str], *, as_json: bool) -> Any:
    """Set your status of resources or topics: pending, reading, done, skipped, again, or none.

    Examples:
    studygraph mark done arxiv:1706.03762 "Linear algebra"
    """
    said = None if status == "none" else status
    known = [workspace.node(node) for node in nodes]  # all of them, before the first is changed
    before = {node: workspace.say(node, status=said) for node in known}
    if not as_json:
        for node, state in before.items():
            out.print(f"{workspace.kg.nodes[node]['title']}: {state.status or 'none'} → {status}")
    return before


@command(
    click.argument("format_", metavar="FORMAT", type=click.Choice(sorted(FORMATS))),
    click.option("-o", "--output", type=click.Path(path_type=Path), help="A file, or a folder for several."),
)
def export(workspace: Workspace, format_: str, output: Path | None, *, as_json: bool) -> Any:
    """Write the graph or its resources in a format that other programs read; to standard output without -o.

    Examples:
    studygraph export graphml -o library.graphml
    studygraph export csv -o tables/
    studygraph export bibtex > library.bib
    """
    files = workspace.export(format_)
    if as_json:
        return files
    if output is None:
        click.echo("".join(files.values()))
    elif len(files) == 1 and not output.is_dir():
        output.write_text("".join(files.values()), "utf-8")
    else:
        output.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (output / name).write_text(text, "utf-8")
    return None


@command(click.option("--port", default=8501, show_default=True), creates=True)
def app(workspace: Workspace, port: int, *, as_json: bool) -> None:
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
    if as_json:
        click.echo(json.dumps({"url": f"http://127.0.0.1:{port}", "library": str(folder)}))
    environment = {**os.environ, "STUDYGRAPH_LIBRARY": str(folder.resolve()), "STUDYGRAPH_READER": workspace.reader}
    command_line = [sys.executable, "-m", "streamlit", "run", page.origin, "--server.port", str(port), *LOCAL_ONLY]
    sys.exit(subprocess.run(command_line, env=environment, cwd=Path(page.origin).parent, check=False).returncode)  # noqa: S603


if __name__ == "__main__":
    main()
