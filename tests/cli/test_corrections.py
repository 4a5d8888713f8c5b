"""What a reader knows better, said on the command line, and what the lists lack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import LIST, TOPICS
from tests.cli.run import run


def steps(goal: str) -> list[str]:
    made = json.loads(run("roadmap", goal, "--json").stdout)
    return [step["id"] for stage in made["stages"] for step in stage["steps"]]


def test_a_verdict_changes_the_roadmap_and_outlasts_a_rereading(filled: Path) -> None:
    assert steps("Text") == ["topic:vision", "topic:text"]
    assert "does not need “Computer vision” first" in run("judge", "reject", "Text", "Computer vision").stdout
    (filled / "list.md").write_text((filled / "list.md").read_text() + "- [More](https://example.org/more)\n")
    run("add", str(filled))
    assert steps("Text") == ["topic:text"]
    run("judge", "reverse", "Text", "Computer vision")
    assert steps("Computer vision") == ["topic:text", "topic:vision"]
    run("judge", "none", "Text", "Computer vision")
    assert steps("Text") == ["topic:vision", "topic:text"]


@pytest.mark.usefixtures("filled")
def test_bad_verdicts_name_what_is_wrong() -> None:
    assert "'perhaps'" in run("judge", "perhaps", "Text", "Computer vision", code=2).stderr
    assert "cannot require itself" in run("judge", "accept", "Text", "Text", code=2).stderr
    run("judge", "accept", "Text", "Knitting", code=1)


@pytest.mark.usefixtures("filled")
def test_two_resources_are_joined_and_taken_apart() -> None:
    run("mark", "done", "U-Net")
    stays = json.loads(run("join", "U-Net", "arxiv:1512.03385", "--json").stdout)["stays"]
    assert json.loads(run("status", "--json").stdout)["resources"] == 2
    names = json.loads(run("split", stays, "--json").stdout)["names"]
    assert {"arxiv:1505.04597", "arxiv:1512.03385"} <= set(names)
    assert "arxiv:1505.04597" in run("split", stays).stdout
    told = run("split", stays, "doi:10.1/x", code=2).stderr
    assert "is not called 'doi:10.1/x'" in told
    assert "arxiv:1505.04597" in told
    run("split", stays, "arxiv:1505.04597")
    assert json.loads(run("status", "--json").stdout)["resources"] == 3
    assert "your status: done" in run("show", "arxiv:1505.04597").stdout
    assert "your status" not in run("show", "arxiv:1512.03385").stdout


@pytest.mark.usefixtures("filled")
def test_only_resources_are_joined() -> None:
    assert "'Text' is a topic" in run("join", "Text", "U-Net", code=2).stderr
    run("join", "U-Net", "U-Net", code=2)


def test_gaps_are_named_with_who_needs_them(folder: Path) -> None:
    (folder / "list.md").write_text(LIST.replace("## Text", "## Attention"))
    (folder / "topics.yaml").write_text(TOPICS.replace("name: Text", "name: Attention").replace("[Vision]", "[Seeing]"))
    run("add", str(folder / "list.md"), str(folder / "topics.yaml"))
    found = json.loads(run("gaps", "--json").stdout)
    assert [(one["title"], one["required_by"]) for one in found["topics"]] == [("Computer vision", ["topic:text"])]
    assert "Computer vision  (topic:vision; needed for Attention)" in run("gaps").stdout
    run("judge", "reject", "Attention", "Computer vision")
    run("gaps", code=1)
