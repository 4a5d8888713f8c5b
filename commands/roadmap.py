"""The commands about roadmaps: plan, keep, what is ready, the next week, and back from a ticked check-list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.advice import print_changes, say_all
from commands.frame import HOURS, TEXT, command, plain
from commands.printing import duration, err, out
from library.errors import NotFound, UsageError
from library.vocabulary import KINDS
from recommend.roadmap_export import FORMATS, changes, export_roadmap, read_back
from recommend.roadmap_saved import SavedPlan, prune, whole
from recommend.roadmap_types import DEPTHS, Known, Roadmap, Step, Wishes
from recommend.wish_text import parse_wishes
from workspace import Workspace

__all__ = ["know", "plans", "ready", "roadmap", "ticked", "week"]

SHOWN = 12
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _print_roadmap(workspace: Workspace, made: Roadmap | Mapping[str, str]) -> None:
    if not isinstance(made, Roadmap):
        click.echo(made["text"], nl=False)
        return
    for goal in click.get_current_context().params["goals"]:
        for other in workspace.meant(goal).choices:
            err.print(f"or did you mean {other.title}? ({', '.join(other.nodes[:3])})", style="dim")
    titles = {step.id: step.title for step in made.all_steps}
    for stage in made.stages:
        about = "optional" if stage.name == "Beyond" else duration(stage.minutes)
        out.print(f"\n{stage.name}  ({about})", style="bold")
        for step in stage.steps:
            out.print(f"  [ ] {step.title}")
            out.print(f"        {_main(step, titles)}")
            out.print(f"        {step.why}", style="dim")
    if made.stages:
        open_ended = f", without the {len(made.gaps)} gaps" if made.gaps else ""
        out.print(f"\n{duration(made.minutes)} in all{open_ended}")
    else:
        out.print("you know all of it already")
    _print_known(made.known)
    for gap in made.gaps:
        out.print(f"  gap: {gap.reason}", style="yellow")
    if made.budget and not made.budget.kept:
        going = ", ".join(titles.get(node, node) for node in made.budget.would_go)
        out.print(f"  over budget by {duration(made.budget.excess)}; it would hold without: {going}", style="yellow")


def _main(step: Step, titles: Mapping[str, str]) -> str:
    """The main resource of a step, what of it is taken, and where else it serves."""
    main = step.main
    if main is None:
        return "no resource yet: see the gaps below"
    if main.shared_with:
        time = f"with {titles.get(main.shared_with, main.shared_with)}"
    elif main.whole:
        time = f"the part on this, {duration(step.minutes)} of {duration(main.whole)}"
    else:
        time = duration(step.minutes)
    url = f"  {main.url}" if main.url else ""
    return f"{main.title} ({main.kind}, {time}){url}"


def _print_known(known: Sequence[Known]) -> None:
    implied = [one for one in known if one.implied]
    if implied:
        out.print(f"\ntaken as known, since it follows from what you know ({len(implied)}):")
        for one in implied[:SHOWN]:
            out.print(f"  {one.title}: {one.reason}", style="dim")
        if len(implied) > SHOWN:
            out.print(f"  and {len(implied) - SHOWN} more, with --json", style="dim")
        out.print('  not so? `studygraph mark pending "NAME"` puts it back into the plan', style="dim")


@command(
    click.argument("goals", nargs=-1, type=TEXT, metavar="GOAL…"),
    click.option("--plan", "kept", type=TEXT, help="A plan that you kept, instead of a GOAL."),
    click.option(
        "--known", multiple=True, type=TEXT, help="A topic, resource, list, or file of a list (.bib, .md, …)."
    ),
    click.option("--hours", type=HOURS, help="Budget in hours."),
    click.option("--depth", type=click.Choice(DEPTHS), default="working", show_default=True),
    click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Preferred kinds, best first."),
    click.option("--language", "languages", multiple=True, help="Only these languages (en, zh, ...)."),
    click.option("--wishes", "words", default="", help='In words: "20 h, videos first, at most one book, free only".'),
    click.option("--as", "form", type=click.Choice(list(FORMATS)), help="Write it in this format."),
    click.option("--start", type=click.DateTime(["%Y-%m-%d"]), help="First day of the calendar; today by default."),
    click.option("--per-week", default=5.0, show_default=True, type=HOURS, help="Your hours a week."),
    click.option("--keep", "name", type=TEXT, help="Keep the plan under this name."),
    shown=_print_roadmap,
)
def roadmap(
    workspace: Workspace,
    goals: Sequence[str],
    kept: str | None,
    *,
    known: Sequence[str],
    form: str | None,
    name: str | None,
    **said: Any,
) -> Roadmap | dict[str, str]:
    """Plan how to get from what you know to a GOAL: topics, resources, lists ("list: Name › Section"), or a few words.

    Examples:
    studygraph roadmap "speech synthesis"
    studygraph roadmap transformer --known calculus --known thesis.bib --hours 20 --kind video
    studygraph roadmap "GAN and VAE" --wishes "20 h, videos first, at most one book, free only"
    studygraph roadmap transformer --keep "My spring" --per-week 6
    studygraph roadmap --plan "My spring" --as markdown > plan.md
    """
    start, per_week = said.pop("start") or datetime.now(), said.pop("per_week")
    if bool(goals) == bool(kept):
        raise UsageError("a roadmap needs a GOAL or --plan, and not both", hint="see `studygraph roadmap --help`")
    if kept:
        plan, title = workspace.kept_roadmap(kept), kept
    else:
        wishes = _wishes(workspace, **said)
        plan = workspace.plan_for(*goals, known=known, wishes=wishes, hours_per_week=per_week)
        title = name or ", ".join(goals)
    if name:
        workspace.keep_roadmap(name, plan)
    if form:
        sheet = workspace.sheet(plan, title, start.date())
        return {"format": form, "text": export_roadmap(whole(workspace.kg, plan), form, sheet)}
    return prune(workspace.kg, plan)


def _wishes(workspace: Workspace, words: str, hours: float | None, **given: Any) -> Wishes:
    wishes = parse_wishes(words, Wishes(minutes=max(round(hours * 60), 1) if hours else None, **given))
    there = {data["language"] for _, data in workspace.kg.nodes(data=True) if data.get("language")}
    for language in wishes.languages:
        if language not in there:
            hint = f"your lists have {', '.join(sorted(there)) or 'none that is known'}"
            raise UsageError(f"nothing in your lists is in the language {language!r}", hint=hint)
    return wishes


def _print_plans(_: Workspace, found: Sequence[Mapping[str, Any]]) -> None:
    for one in found:
        left = f"{one['steps_left']} steps and {duration(one['minutes_left'])} to go" if one["steps_left"] else "done"
        out.print(f"{one['name']}: {left}, {one['share']:.0%} behind you, {one['hours_per_week']:g} h a week")
        out.print(f"  to {', '.join(one['goals'])}", style="dim")
    if not found:
        out.print("no plan is kept; keep one with `studygraph roadmap GOAL --keep NAME`")


@command(click.option("--forget", type=TEXT, help="Forget the plan of this name first."), shown=_print_plans)
def plans(workspace: Workspace, forget: str | None) -> list[dict[str, Any]]:
    """List the roadmaps that you keep, with what is left of each.

    Examples:
    studygraph plans
    studygraph plans --forget "My spring"
    """
    if forget:
        workspace.kept_roadmap(forget)
        workspace.delete_plan(next(one.id for one in workspace.plans() if one.name == forget))
    about = workspace.kg.nodes
    return [
        {
            "name": name,
            "goals": [about[goal]["title"] if goal in about else goal for goal in plan.goals],
            "steps_left": now.open,
            "minutes_left": now.left,
            "share": now.share,
            "hours_per_week": plan.hours_per_week,
        }
        for name, plan, now in workspace.standings()
    ]


def _print_ready(_: Workspace, found: Sequence[Mapping[str, Any]]) -> None:
    for one in found:
        reading = "reading" if one["status"] == "reading" else "ready"
        opens = f", opens {one['unlocks']} more" if one["unlocks"] else ""
        out.print(f"{one['title']}  ({reading}{opens}; in {', '.join(one['plans'])})", style="bold")
        _print_resource(one["main"], one["minutes"])
    if not found:
        out.print("nothing is ready: keep a plan with `studygraph roadmap GOAL --keep NAME`")


def _print_resource(main: Mapping[str, Any] | None, minutes: int) -> None:
    if main:
        url = f"  {main['url']}" if main["url"] else ""
        out.print(f"  {main['title']} ({main['kind']}, {duration(minutes)}){url}")
    else:
        out.print("  no resource yet: no list of yours covers it")


def _step(step: Step) -> dict[str, Any]:
    """What a list of steps shows of one."""
    return {"id": step.id, "title": step.title, "minutes": step.minutes, "main": plain(step.main), "why": step.why}


@command(shown=_print_ready)
def ready(workspace: Workspace) -> list[dict[str, Any]]:
    """Show what you can start now in any of the plans that you keep: what you are reading, then what opens most.

    Examples:
    studygraph ready
    """
    said = workspace.statuses()
    return [
        {**_step(one.step), "status": said.get(one.step.id, "pending"), "plans": one.plans, "unlocks": one.unlocks}
        for one in workspace.ready()
    ]


def _print_week(_: Workspace, found: Sequence[Mapping[str, Any]]) -> None:
    for one in found:
        out.print(f"{one['plan']}  ({one['hours_per_week']:g} h)", style="bold")
        for step in one["steps"]:
            out.print(f"  [ ] {step['title']}")
            _print_resource(step["main"], step["minutes"])
    if not found:
        out.print("nothing to do: keep a plan with `studygraph roadmap GOAL --keep NAME`")


@command(shown=_print_week)
def week(workspace: Workspace) -> list[dict[str, Any]]:
    """Show what fits into your next week, plan by plan, by the hours that each has.

    Examples:
    studygraph week
    """
    hours = {name: plan.hours_per_week for name, plan in workspace.roadmaps().items()}
    found = workspace.week().items()
    return [
        {"plan": name, "hours_per_week": hours[name], "steps": [*map(_step, steps)]} for name, steps in found if steps
    ]


@command(
    click.argument("file", type=FILE),
    click.option("--plan", "kept", type=TEXT, help="The kept plan it is from."),
    shown=print_changes,
)
def ticked(workspace: Workspace, file: Path, kept: str | None) -> dict[str, dict[str, str | None]]:
    """Take over what a ticked check-list FILE of a roadmap says about its steps.

    A box that was emptied again takes the status back. With --plan, steps are also found by their titles, where a
    program has taken the ids out of the file.

    Examples:
    studygraph ticked plan.md
    studygraph ticked notes.md --plan "My spring"
    """
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError as error:
        hint = "use a file made with `studygraph roadmap GOAL --as markdown`"
        raise UsageError(f"{file} is no text in UTF-8", hint=hint) from error
    plan = workspace.kept_roadmap(kept) if kept else _plan_of(workspace, read_back(text))
    made = whole(workspace.kg, plan)
    if not read_back(text, made):
        hint = "make one with `studygraph roadmap GOAL --as markdown > plan.md`"
        raise NotFound(f"{file} holds no step of a roadmap", hint=hint)
    return say_all(workspace, changes(text, made, plan.states))


def _plan_of(workspace: Workspace, steps: Iterable[str]) -> SavedPlan:
    """A plan that has all of some steps, for a file that says not whose it is."""
    return replace(workspace.plan_for(), goals=tuple(step for step in steps if step in workspace.kg))


def _print_known_lists(workspace: Workspace, answer: Mapping[str, Any]) -> None:
    print_changes(workspace, answer["changed"])
    for title in answer["missing"][:SHOWN]:
        out.print(f"  not in your library: {title}", style="dim")
    if len(answer["missing"]) > SHOWN:
        out.print(f"  and {len(answer['missing']) - SHOWN} more, with --json", style="dim")


@command(click.argument("source", type=TEXT), shown=_print_known_lists)
def know(workspace: Workspace, source: str) -> dict[str, Any]:
    """Mark everything in a reading list as done: a file (.bib, .md, ...), a folder or an address; nothing is added.

    Examples:
    studygraph know thesis.bib
    """
    held = workspace.held(source)
    if not held.nodes:
        hint = "add it first with `studygraph add`, if it should be in your library"
        raise NotFound(f"nothing of {source} stands in your library", hint=hint)
    return {"changed": say_all(workspace, dict.fromkeys(held.nodes, "done")), "missing": held.missing}
