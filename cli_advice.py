"""The commands that advise a reader, and those by which the reader says what is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from cli_frame import COUNT, HOURS, TEXT, command, plain
from cli_print import duration, err, out
from library.errors import NotFound, UsageError
from library.vocabulary import KINDS, STATUSES
from recommend.roadmap_export import FORMATS, Sheet, export_roadmap, read_back
from recommend.roadmap_types import DEPTHS, Roadmap, Wishes
from recommend.wish_text import parse_wishes
from recommend.wishes import INTENTS
from recommend.wishes import Wishes as NextWishes
from workspace import Workspace

__all__ = ["mark", "next_", "roadmap", "ticked"]

PARTS = 4
LEAST = 0.005  # less is shown as 0.00


def _print_next(_: Workspace, found: Sequence[Mapping[str, Any]]) -> None:
    """What speaks for and against each, as sums of the named parts; a sum below nothing would say nothing more."""
    for number, one in enumerate(found, 1):
        facts = ", ".join(str(one[key]) for key in ("kind", "year", "level") if one[key])
        out.print(f"{number}. {one['title']}  ({facts})", style="bold")
        out.print(f"   {one['id']}", style="dim")
        for reason in one["reasons"]:
            out.print(f"   {reason}")
        for word, sign in (("for", 1), ("against", -1)):
            parts = {name: sign * value for name, value in one["parts"].items() if sign * value > 0}
            if sum(parts.values()) >= LEAST:
                out.print(f"   {word} {sum(parts.values()):.2f}: {_parts(parts)}", style="dim")
    if not found:
        out.print("nothing is left to recommend: add a list, or ask with fewer filters")


def _parts(parts: Mapping[str, float]) -> str:
    """The greatest parts by name, and the sum of the others."""
    ranked = sorted(parts.items(), key=lambda part: -part[1])
    rest = sum(value for _, value in ranked[PARTS:])
    named = [*ranked[:PARTS], *([("others", rest)] if rest >= LEAST else [])]
    return ", ".join(f"{name.replace('_', ' ')} {value:.2f}" for name, value in named if value >= LEAST)


@command(
    click.option("--like", multiple=True, type=TEXT, help="A resource, topic, author or list to start from."),
    click.option("--dislike", multiple=True, type=TEXT, help="A resource to keep away from."),
    click.option("--goal", default="", help="What the reading should lead to."),
    click.option("--intent", type=click.Choice(INTENTS), default="for you", show_default=True),
    click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this kind."),
    click.option("-n", default=10, show_default=True, type=COUNT, help="How many."),
    shown=_print_next,
)
def next_(workspace: Workspace, n: int, intent: Any, kinds: Sequence[str], **query: Any) -> list[dict[str, Any]]:
    """Recommend what to read next, with the parts of each score and reasons in words.

    Without --like it starts from what you marked done or liked, else from good starters. A bridge leads from
    there to --goal.

    Examples:
    studygraph next
    studygraph next --like arxiv:1706.03762 --like "Word embeddings" --kind paper
    studygraph next --intent "ready now" --goal "speech synthesis" --json
    studygraph next --intent bridge --like "Speech recognition" --goal seismology
    """
    if intent == "bridge":
        _two_ends(workspace, query["like"], query["goal"])
    wishes = NextWishes(intent=intent, kinds=frozenset(kinds), listed_only=True)
    found = workspace.recommend(n, wishes=wishes, **query)
    about = workspace.kg.nodes
    told = ("title", "kind", "year", "level", "url")
    return [{**plain(one), **{key: about[one.id][key] for key in told}} for one in found]


def _two_ends(workspace: Workspace, like: Sequence[str], goal: str) -> None:
    """See to it that a bridge has both of its ends."""
    read = any(one.status == "done" or (one.rating or 0) > 0 for one in workspace.states().values())
    lacking = [*([] if like or read else ["a start: --like ..."]), *([] if goal else ["a far end: --goal ..."])]
    if lacking:
        raise UsageError(f"a bridge needs {' and '.join(lacking)}", hint="see `studygraph next --help`")


def _print_roadmap(workspace: Workspace, made: Roadmap | Mapping[str, str]) -> None:
    if not isinstance(made, Roadmap):
        click.echo(made["text"], nl=False)
        return
    for goal in click.get_current_context().params["goals"]:
        for other in workspace.meant(goal).choices:
            err.print(f"or did you mean {other.title}? ({', '.join(other.nodes[:3])})", style="dim")
    titles = {step.id: step.title for step in made.all_steps}
    for stage in made.stages:
        out.print(f"\n{stage.name}  ({duration(stage.minutes)})", style="bold")
        for step in stage.steps:
            out.print(f"  [ ] {step.title}")
            if step.main:
                url = f"  {step.main.url}" if step.main.url else ""
                out.print(f"        {step.main.title} ({step.main.kind}, {duration(step.main.minutes)}){url}")
            out.print(f"        {step.why}", style="dim")
    if made.stages:
        out.print(f"\n{duration(made.minutes)} in all")
    else:
        out.print("you know all of it already")
    for gap in made.gaps:
        out.print(f"  gap: {gap.reason}", style="yellow")
    if made.budget and not made.budget.kept:
        going = ", ".join(titles.get(node, node) for node in made.budget.would_go)
        out.print(f"  over budget by {duration(made.budget.excess)}; it would hold without: {going}", style="yellow")


@command(
    click.argument("goals", nargs=-1, required=True, type=TEXT, metavar="GOAL…"),
    click.option("--known", multiple=True, type=TEXT, help="A topic, resource or list you know already."),
    click.option("--hours", type=HOURS, help="Budget in hours."),
    click.option("--depth", type=click.Choice(DEPTHS), default="working", show_default=True),
    click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Preferred kinds, best first."),
    click.option("--language", "languages", multiple=True, help="Only these languages (en, zh, ...)."),
    click.option("--wishes", "words", default="", help='In words: "20 h, videos first, at most one book, free only".'),
    click.option("--as", "form", type=click.Choice(list(FORMATS)), help="Write it in this format."),
    click.option("--start", type=click.DateTime(["%Y-%m-%d"]), help="First day of the calendar; today by default."),
    click.option("--per-week", default=5.0, show_default=True, type=HOURS, help="Hours a week, for the calendar."),
    shown=_print_roadmap,
)
def roadmap(
    workspace: Workspace,
    goals: Sequence[str],
    known: Sequence[str],
    *,
    form: str | None,
    start: datetime | None,
    per_week: float,
    **said: Any,
) -> Roadmap | dict[str, str]:
    """Plan how to get from what you know to a GOAL: topics, resources, lists ("list: Name › Section"), or a few words.

    Examples:
    studygraph roadmap "speech synthesis"
    studygraph roadmap transformer --known calculus --known "linear algebra" --hours 20 --kind video
    studygraph roadmap "GAN and VAE" --wishes "20 h, videos first, at most one book, free only"
    studygraph roadmap transformer --as markdown > plan.md
    """
    wishes = _wishes(workspace, **said)
    if form:
        made, title = workspace.whole_roadmap(*goals, known=known, wishes=wishes), ", ".join(goals)
        sheet = Sheet(title, workspace.statuses(), (start or datetime.now()).date(), per_week)
        return {"format": form, "text": export_roadmap(made, form, sheet)}
    return workspace.roadmap(*goals, known=known, wishes=wishes)


def _wishes(workspace: Workspace, words: str, hours: float | None, **given: Any) -> Wishes:
    wishes = parse_wishes(words, Wishes(minutes=max(round(hours * 60), 1) if hours else None, **given))
    there = {data["language"] for _, data in workspace.kg.nodes(data=True) if data.get("language")}
    for language in wishes.languages:
        if language not in there:
            hint = f"your lists have {', '.join(sorted(there)) or 'none that is known'}"
            raise UsageError(f"nothing in your lists is in the language {language!r}", hint=hint)
    return wishes


def _print_changes(workspace: Workspace, changes: Mapping[str, Mapping[str, str | None]]) -> None:
    for node, change in changes.items():
        out.print(f"{workspace.kg.nodes[node]['title']}: {change['before'] or 'none'} → {change['now'] or 'none'}")
    if not changes:
        out.print("nothing has changed")


@command(click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)), shown=_print_changes)
def ticked(workspace: Workspace, file: Path) -> dict[str, dict[str, str | None]]:
    """Take over what a ticked check-list FILE of a roadmap says about its steps.

    Examples:
    studygraph ticked plan.md
    """
    try:
        said = read_back(file.read_text("utf-8"))
    except UnicodeDecodeError as error:
        hint = "use a file made with `studygraph roadmap GOAL --as markdown`"
        raise UsageError(f"{file} is no text in UTF-8", hint=hint) from error
    if not said:
        hint = "make one with `studygraph roadmap GOAL --as markdown > plan.md`"
        raise NotFound(f"{file} holds no step of a roadmap", hint=hint)
    fresh = {node: status for node, status in said.items() if node in workspace.kg and status != "pending"}
    return _say(workspace, fresh)


def _say(workspace: Workspace, wanted: Mapping[str, Any]) -> dict[str, dict[str, str | None]]:
    """Set statuses and return what changed, from what to what."""
    before = workspace.statuses()
    changed = {node: status for node, status in wanted.items() if before.get(node) != status}
    for node, status in changed.items():
        workspace.say(node, status=status)
    return {node: {"before": before.get(node), "now": status} for node, status in changed.items()}


@command(
    click.argument("status", type=click.Choice([*STATUSES, "none"])),
    click.argument("nodes", nargs=-1, required=True, type=TEXT),
    shown=_print_changes,
)
def mark(workspace: Workspace, status: str, nodes: Sequence[str]) -> dict[str, dict[str, str | None]]:
    """Set your status of resources or topics: pending, reading, done, skipped, again, or none.

    Examples:
    studygraph mark done arxiv:1706.03762 "Linear algebra"
    """
    known = [workspace.node(node) for node in nodes]  # all of them, before the first is changed
    return _say(workspace, dict.fromkeys(known, None if status == "none" else status))
