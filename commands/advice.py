"""The commands that say what to read next, and by which the reader says what is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from commands.frame import COUNT, TEXT, command, plain
from commands.printing import out
from library.errors import UsageError
from library.vocabulary import KINDS, STATUSES
from recommend.wishes import INTENTS
from recommend.wishes import Wishes as NextWishes
from workspace import Workspace

__all__ = ["mark", "next_", "print_changes", "say_all"]

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


def print_changes(workspace: Workspace, changes: Mapping[str, Mapping[str, str | None]]) -> None:
    """Print what changed, from what to what."""
    for node, change in changes.items():
        out.print(f"{workspace.kg.nodes[node]['title']}: {change['before'] or 'none'} → {change['now'] or 'none'}")
    if not changes:
        out.print("nothing has changed")


def say_all(workspace: Workspace, wanted: Mapping[str, Any]) -> dict[str, dict[str, str | None]]:
    """Set statuses and return what changed, from what to what."""
    before = workspace.statuses()
    changed = {node: status for node, status in wanted.items() if before.get(node) != status}
    for node, status in changed.items():
        workspace.say(node, status=status)
    return {node: {"before": before.get(node), "now": status} for node, status in changed.items()}


@command(
    click.argument("status", type=click.Choice([*STATUSES, "none"])),
    click.argument("nodes", nargs=-1, required=True, type=TEXT),
    shown=print_changes,
)
def mark(workspace: Workspace, status: str, nodes: Sequence[str]) -> dict[str, dict[str, str | None]]:
    """Set your status of resources or topics: pending, reading, done, skipped, again, or none.

    Examples:
    studygraph mark done arxiv:1706.03762 "Linear algebra"
    """
    known = [workspace.node(node) for node in nodes]  # all of them, before the first is changed
    return say_all(workspace, dict.fromkeys(known, None if status == "none" else status))
