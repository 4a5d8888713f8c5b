"""The commands about a library as a whole: put in, enrich, say what is there, give away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from commands.frame import TEXT, Folder, command
from commands.printing import bars, counted, err, first, out
from graph.export import FORMATS
from ingest.assign import Report
from ingest.enrich import Enriched
from library.errors import UsageError
from workspace import Workspace

__all__ = ["add", "enrich", "export", "remove", "status"]

SKIPPED_SHOWN = 20


def print_reports(workspace: Workspace, reports: Sequence[Report | Enriched]) -> None:
    """Say what was read, merged and left out of every source, then what the library holds now."""
    for report in reports:
        if isinstance(report, Enriched):
            out.print(_asked(report))
            continue
        said = counted(
            read=report.read,
            new=report.new,
            changed=report.changed,
            moved=report.moved,
            as_before=report.unchanged,
            gone=report.gone,
            taken_out=int(report.removed and not report.gone),
            new_resources=report.resources,
            joined=len(report.merged),
            left_out=len(report.skipped),
        )
        out.print(f"{report.title}: {said or 'nothing in it'}")
        places = (f"{report.source}:{one.line}" if one.line else report.source for one in report.skipped)
        why = (f"{one.text[:60]!r}: {one.reason}" for one in report.skipped)
        lines = (f"left out  {place}  {what}" for place, what in zip(places, why, strict=True))
        first(SKIPPED_SHOWN, () if report.error else lines, "see them all with --json")
        if report.error:
            err.print(f"error: {report.error}", style="red")
    if not reports:
        out.print("there is no list in it: a list is a Markdown, text, HTML, BibTeX, RIS, CSV, org, RST or OPML file")
    print_status(workspace, workspace.status())


def print_report(workspace: Workspace, report: Report) -> None:
    """Say what became of one source."""
    print_reports(workspace, [report])


def print_status(workspace: Workspace, counts: dict[str, Any]) -> None:
    """Say how much of everything there is."""
    out.print(f"library in {workspace.library.paths.folder}")
    for name, count in counts.items():
        if isinstance(count, int):
            out.print(f"{count:>8,}  {name}")


def print_enriched(workspace: Workspace, enriched: Sequence[Enriched]) -> None:
    """Say what each service was told and what came of it."""
    for one in enriched:
        out.print(_asked(one))
    print_status(workspace, workspace.status())


def _asked(one: Enriched) -> str:
    said = counted(asked=len(one.sent), works=one.report.read, new=one.report.new, changed=one.report.changed)
    return f"{one.service}: {said or 'nothing to ask'}" + (f"; {one.problem}" if one.problem else "")


@command(
    click.argument("sources", nargs=-1, required=True, type=TEXT),
    click.option("--enrich", is_flag=True, help="Then ask metadata services, as `studygraph enrich` does."),
    shown=print_reports,
    nothing=lambda reports: not any(isinstance(one, Report) and (one.read or one.gone) for one in reports),
    creates=True,
)
def add(workspace: Workspace, sources: Sequence[str], *, enrich: bool) -> list[Report | Enriched]:
    """Read lists, facts or topic vocabularies into the library: files, folders, or web addresses.

    A list that was added before is compared: only what changed is touched. `starter` names the
    lists that come with Studygraph.

    Examples:
    studygraph add starter
    studygraph add reading-list.md thesis.bib bookmarks.html
    studygraph add https://example.org/awesome-list.md
    """
    shown, progress = bars()
    with shown:
        reports = workspace.add(*sources, progress=progress)
        asked = workspace.enrich(progress) if enrich else []
    return [*reports, *asked]


@command(click.argument("name", metavar="LIST", type=TEXT), shown=print_report)
def remove(workspace: Workspace, name: str) -> Report:
    """Take a list out of the library: LIST is its title, its id, or the file or address it came from.

    What you said about its resources is kept, and adding the list again brings everything back. A source of facts
    or topics is taken out by its file.

    Examples:
    studygraph remove reading-list.md
    studygraph remove "Papers of the winter"
    """
    shown, progress = bars()
    with shown:
        return workspace.remove(name, progress)


@command(shown=print_enriched)
def enrich(workspace: Workspace) -> list[Enriched]:
    """Ask metadata services for authors, years, abstracts and citations of what stands in your lists.

    Sends the identifiers of your resources (DOI, arXiv, repository, video), and the title, first author and
    year of papers and books without one, to OpenAlex, Crossref, Semantic Scholar, arXiv, DataCite, GitHub
    and YouTube. No key is needed; $STUDYGRAPH_MAILTO, $OPENALEX_API_KEY, $S2_API_KEY and $GITHUB_TOKEN are
    used when they are set. Stop it at any time with Ctrl-C; the next run goes on from there.

    Examples:
    studygraph enrich
    studygraph enrich --json
    """
    shown, progress = bars()
    with shown:
        return workspace.enrich(progress)


@command(shown=print_status)
def status(workspace: Workspace) -> dict[str, Any]:
    """Say what the library holds.

    Examples:
    studygraph status
    studygraph --library ~/physics status --json
    """
    return {"library": str(workspace.library.paths.folder), **workspace.status()}


def _print_files(_: Workspace, files: dict[str, Any]) -> None:
    if "written" in files:
        for name in files["written"]:
            err.print(f"wrote {name}")
    elif len(files) > 1:
        hint = "name a folder for them, as in: studygraph export csv -o tables/"
        raise UsageError(f"this format is {len(files)} files: {', '.join(files)}", hint=hint)
    else:
        click.echo("".join(files.values()))


@command(
    click.argument("format_", metavar="FORMAT", type=click.Choice(sorted(FORMATS))),
    click.option("-o", "--output", type=Folder(), help="A file, or a folder for several."),
    shown=_print_files,
)
def export(workspace: Workspace, format_: str, output: Path | None) -> dict[str, Any]:
    """Write the graph or its resources in a format that other programs read; to standard output without -o.

    FORMAT is one of bibtex, csl-json, csv, gexf, graphml, json-ld, node-link, ris.

    Examples:
    studygraph export graphml -o library.graphml
    studygraph export csv -o tables/
    studygraph export bibtex > library.bib
    """
    files = workspace.export(format_)
    if output is None:
        return files
    if len(files) == 1 and not output.is_dir():
        places = dict(zip([output], files.values(), strict=True))
    else:
        output.mkdir(parents=True, exist_ok=True)
        places = {output / name: text for name, text in files.items()}
    for place, text in places.items():
        place.write_text(text, "utf-8")
    return {"written": [str(place) for place in places]}
