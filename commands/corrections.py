"""The commands by which a reader corrects what was inferred: needs, and what is one resource. Their word is final."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from commands.frame import TEXT, command
from commands.printing import out
from graph.requires import VERDICTS
from workspace import Workspace

__all__ = ["join", "judge", "split"]


def _titles(workspace: Workspace, *nodes: str) -> list[str]:
    return [f"“{workspace.kg.nodes[node]['title']}”" for node in nodes]


def _print_verdict(workspace: Workspace, answer: dict[str, Any]) -> None:
    node, first = _titles(workspace, answer["node"], answer["first"])
    said = {
        "accept": f"{node} needs {first} first: accepted",
        "reject": f"{node} does not need {first} first",
        "reverse": f"{first} needs {node} first: reversed",
        None: f"nothing is said any more of whether {node} needs {first} first",
    }
    out.print(said[answer["verdict"]])


@command(
    click.argument("verdict", type=click.Choice([*VERDICTS, "none"])),
    click.argument("node", type=TEXT),
    click.argument("first", type=TEXT),
    shown=_print_verdict,
)
def judge(workspace: Workspace, verdict: str, node: str, first: str) -> dict[str, Any]:
    """Say whether NODE needs FIRST before it: accept, reject or reverse that; none takes your word back.

    Your word stays, whatever the lists say when they are read again.

    Examples:
    studygraph judge accept "Attention mechanisms" "Linear algebra"
    studygraph judge reverse "Word embeddings" "Language models"
    studygraph judge none "Attention mechanisms" "Linear algebra"
    """
    said = None if verdict == "none" else verdict
    workspace.judge(node, first, said)
    return {"node": workspace.node(node), "first": workspace.node(first), "verdict": said}


def _print_joined(workspace: Workspace, answer: dict[str, str]) -> None:
    out.print(f"one resource now: {_titles(workspace, answer['stays'])[0]}  ({answer['stays']})")


@command(click.argument("first", type=TEXT), click.argument("second", type=TEXT), shown=_print_joined)
def join(workspace: Workspace, first: str, second: str) -> dict[str, str]:
    """Take two resources for one, for good; `studygraph split` takes them apart again.

    Examples:
    studygraph join arxiv:1706.03762 "Attention is all you need (slides)"
    """
    return {"stays": workspace.join(first, second)}


def _print_split(workspace: Workspace, answer: dict[str, Any]) -> None:
    if "stays" in answer:
        for node in (answer["stays"], answer["leaves"]):
            out.print(f"{_titles(workspace, node)[0]}  ({node})")
        return
    out.print("it is called:")
    for name in answer["names"]:
        out.print(f"  {name}")


@command(
    click.argument("node", type=TEXT),
    click.argument("names", metavar="[NAME]...", nargs=-1, type=TEXT),
    shown=_print_split,
)
def split(workspace: Workspace, node: str, names: Sequence[str]) -> dict[str, Any]:
    """Take what is called NAME out of a resource, for good; without NAME, tell all that it is called.

    Both parts keep what you said of them before they were joined.

    Examples:
    studygraph split arxiv:1706.03762
    studygraph split arxiv:1706.03762 url:example.org/attention-slides
    """
    if not names:
        return {"names": workspace.names(node)}
    stays, leaves = workspace.split(node, *names)
    return {"stays": stays, "leaves": leaves}
