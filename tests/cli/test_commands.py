"""The command line: what a user types and what comes back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import cli
from commands import frame
from tests.cli.run import run


def test_add_reports_and_the_second_time_finds_nothing_new(folder: Path) -> None:
    first = json.loads(run("add", str(folder / "list.md"), "--json").stdout)
    assert (first[0]["read"], first[0]["new"], first[0]["resources"]) == (3, 3, 3)
    second = json.loads(run("add", str(folder / "list.md"), "--json").stdout)
    assert (second[0]["new"], second[0]["unchanged"]) == (0, 3)
    assert "3  resources" in run("add", str(folder / "list.md")).stdout


@pytest.mark.usefixtures("filled")
def test_status_search_show_path() -> None:
    assert json.loads(run("status", "--json").stdout)["resources"] == 3
    hits = json.loads(run("search", "residual", "--json").stdout)
    assert hits[0]["title"] == "Deep Residual Learning"
    assert "Deep Residual Learning" in run("search", "resid").stdout
    shown = run("show", "arxiv:1512.03385").stdout
    assert "stands in the list “Networks”" in shown
    ways = json.loads(run("path", "U-Net", "Deep Residual Learning", "--json").stdout)
    assert all(hop["sentence"] for hop in ways[0]["hops"])


@pytest.mark.usefixtures("filled")
def test_roadmap_respects_what_is_marked_done() -> None:
    made = json.loads(run("roadmap", "Text", "--json").stdout)
    steps = [step["id"] for stage in made["stages"] for step in stage["steps"]]
    assert steps[:2] == ["topic:vision", "topic:text"]
    run("mark", "done", "Computer vision")
    made = json.loads(run("roadmap", "Text", "--json").stdout)
    assert "topic:vision" not in [step["id"] for stage in made["stages"] for step in stage["steps"]]
    assert "Goal" in run("roadmap", "Text").stdout


@pytest.mark.usefixtures("filled")
def test_what_follows_from_what_is_known_is_told_and_taken_back() -> None:
    run("mark", "done", "Text")
    told = run("roadmap", "Text", "--json").stdout
    assert [(one["title"], one["implied"]) for one in json.loads(told)["known"]] == [
        ("Text", False),
        ("Computer vision", True),
    ]
    assert "Computer vision: needed for Text, which you know" in run("roadmap", "Text").stdout
    run("mark", "pending", "Computer vision")
    made = json.loads(run("roadmap", "Text", "--json").stdout)
    assert [step["id"] for stage in made["stages"] for step in stage["steps"]] == ["topic:vision"]


@pytest.mark.usefixtures("filled")
def test_plans_are_kept_listed_and_forgotten() -> None:
    run("plans", code=1)
    run("ready", code=1)
    run("week", code=1)
    run("roadmap", "Text", "--keep", "Spring", "--per-week", "2.5")
    (kept,) = json.loads(run("plans", "--json").stdout)
    assert (kept["name"], kept["goals"], kept["steps_left"], kept["hours_per_week"]) == ("Spring", ["Text"], 2, 2.5)
    assert "Spring: 2 steps and 1.5 h to go, 0% behind you, 2.5 h a week" in run("plans").stdout
    assert run("roadmap", "--plan", "Spring").stdout == run("roadmap", "Text").stdout
    assert "no plan is called 'Winter'" in run("roadmap", "--plan", "Winter", code=1).stderr
    run("roadmap", "Text", "--plan", "Spring", code=2)
    run("roadmap", code=2)
    run("plans", "--forget", "Spring", code=1)


@pytest.mark.usefixtures("filled")
def test_what_is_ready_and_what_fits_into_the_week() -> None:
    run("roadmap", "Text", "--keep", "Spring", "--per-week", "1")
    (first,) = json.loads(run("ready", "--json").stdout)
    assert (first["id"], first["plans"], first["unlocks"]) == ("topic:vision", ["Spring"], 1)
    (part,) = json.loads(run("week", "--json").stdout)
    assert [step["id"] for step in part["steps"]] == ["topic:vision"]
    assert "Computer vision  (ready, opens 1 more; in Spring)" in run("ready").stdout
    run("mark", "done", "Computer vision")
    assert [one["id"] for one in json.loads(run("ready", "--json").stdout)] == ["topic:text"]


def test_a_ticked_file_comes_back_and_an_emptied_box_takes_back(filled: Path) -> None:
    run("roadmap", "Text", "--keep", "Spring")
    text = run("roadmap", "--plan", "Spring", "--as", "markdown").stdout
    plan = filled / "plan.md"
    plan.write_text(text.replace("- [ ] Computer vision", "- [x] Computer vision"))
    changed = json.loads(run("ticked", str(plan), "--json").stdout)
    assert changed == {"topic:vision": {"before": None, "now": "done"}}
    assert "nothing has changed" in run("ticked", str(plan)).stdout
    plan.write_text(text)
    assert json.loads(run("ticked", str(plan), "--json").stdout)["topic:vision"]["now"] == "pending"
    plan.write_text(re.sub(r"<!--.*?-->", "", text).replace("- [ ] Text", "- [-] Text"))
    run("ticked", str(plan), code=1)
    assert "topic:text" in json.loads(run("ticked", str(plan), "--plan", "Spring", "--json").stdout)


def test_everything_in_a_list_is_known(filled: Path) -> None:
    (filled / "read.bib").write_text(
        "@article{a, title={Attention Is All You Need}, eprint={1706.03762}, archivePrefix={arXiv}}\n"
        "@article{b, title={Deep Residual Learning}, year={2015}}\n"
        "@article{c, title={Unheard Of}, year={2020}}\n"
    )
    known = json.loads(run("roadmap", "Text", "--known", str(filled / "read.bib"), "--json").stdout)["known"]
    assert any("taught by" in one["reason"] for one in known)
    answer = json.loads(run("know", str(filled / "read.bib"), "--json").stdout)
    assert len(answer["changed"]) == 2
    assert answer["missing"] == ["Unheard Of"]
    (filled / "other.bib").write_text("@article{c, title={Unheard Of}, year={2020}}\n")
    assert "nothing of" in run("know", str(filled / "other.bib"), code=1).stderr


def test_what_was_rated_down_is_never_proposed(filled: Path) -> None:
    workspace = frame.Workspace(create=False)
    before = workspace.roadmap("Computer vision").steps[0].main
    assert before is not None
    workspace.say(before.id, rating=-1)
    step = workspace.roadmap("Computer vision").steps[0]
    assert before.id not in {one.id for one in (step.main, *step.alternatives) if one}
    workspace.close()


@pytest.mark.usefixtures("filled")
def test_next_reads_say_why() -> None:
    found = json.loads(run("next", "--like", "U-Net", "--json").stdout)
    assert found[0]["title"] == "Deep Residual Learning"
    assert "same list" in " ".join(found[0]["reasons"])
    assert sum(found[0]["parts"].values()) == pytest.approx(found[0]["score"], abs=1e-4)


@pytest.mark.usefixtures("filled")
def test_next_reads_like_a_topic_are_of_the_topic_too_but_not_what_is_done() -> None:
    def titles(*arguments: str) -> set[str]:
        return {one["title"] for one in json.loads(run("next", *arguments, "--json").stdout)}

    every = {"Deep Residual Learning", "U-Net", "Attention Is All You Need"}
    assert titles("--like", "Computer vision") == every
    assert titles("--like", "Networks", "--like", "U-Net") == every - {"U-Net"}
    run("mark", "done", "U-Net")
    assert titles("--like", "Computer vision") == every - {"U-Net"}
    found = json.loads(run("next", "--like", "Computer vision", "--json").stdout)
    assert not [one for one in found for reason in one["reasons"] if f"“{one['title']}”" in reason]


@pytest.mark.usefixtures("filled")
def test_next_reads_are_shown_with_sums_for_and_against_and_no_number_below_nothing() -> None:
    shown = run("next", "--intent", "ready now", "--goal", "segmentation").stdout
    assert shown.startswith("1. ")
    assert "   against " in shown
    assert "   for " in run("next", "--like", "U-Net").stdout
    assert not re.search(r"(?<!\w)-\d", shown)


@pytest.mark.usefixtures("filled")
def test_export(tmp_path: Path) -> None:
    run("export", "graphml", "-o", str(tmp_path / "kg.graphml"))
    assert (tmp_path / "kg.graphml").read_bytes().startswith(b"<graphml")
    assert "@" in run("export", "bibtex").stdout


@pytest.mark.usefixtures("folder")
def test_no_library_yet_says_what_to_do() -> None:
    result = run("status", code=2)
    assert "there is no library in" in result.stderr
    assert "add a reading list first" in result.stderr


def test_a_bad_file_among_good_ones_stores_nothing(folder: Path) -> None:
    (folder / "bad.md").write_bytes(b"\x00\x01\x02\xff" * 100)
    run("add", str(folder / "list.md"), str(folder / "bad.md"), code=2)
    run("add", str(folder / "topics.yaml"))
    assert json.loads(run("status", "--json").stdout)["resources"] == 0


@pytest.mark.parametrize(
    ("arguments", "empty"),
    [
        (["search", "attention", "--kind", "dataset"], "nothing answers"),
        (["next", "--kind", "dataset"], "nothing is left"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_nothing_found_ends_with_1(arguments: list[str], empty: str) -> None:
    assert json.loads(run(*arguments, "--json", code=1).stdout) == []
    assert empty in run(*arguments, code=1).stdout


@pytest.mark.usefixtures("filled")
def test_ids_and_addresses_are_never_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    for force in ("", "1"):  # a pipe, and what takes itself for a terminal of 20 columns
        monkeypatch.setenv("FORCE_COLOR", force)
        hits = json.loads(run("search", "a", "attention", "--json").stdout)
        shown = run("search", "a", "attention").stdout
        assert hits
        assert all(f"{hit['node']}" in shown and hit["title"] in shown for hit in hits)
        assert "https://arxiv.org/abs/1512.03385" in run("show", "arxiv:1512.03385").stdout


@pytest.mark.usefixtures("filled")
def test_what_only_topics_and_resources_have_is_not_said_of_others() -> None:
    assert "needed before: Computer vision" in run("show", "Text").stdout
    assert "needed before: nothing known" in run("show", "Computer vision").stdout
    (listed,) = [hit["node"] for hit in json.loads(run("search", "Networks", "--json").stdout) if hit["type"] == "list"]
    assert "said of topics and resources, not of lists" in run("show", listed).stdout


NAMES = [
    "arxiv:1706.03762", "1706.03762", "arXiv:1706.03762v7", "https://arxiv.org/abs/1706.03762v5",
    "http://arxiv.org/pdf/1706.03762.pdf", "10.48550/arXiv.1706.03762", "https://doi.org/10.48550/arXiv.1706.03762",
    "attention is all you need", "attention-is-all",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("filled")
def test_a_resource_answers_to_all_its_names(name: str) -> None:
    assert json.loads(run("show", name, "--json").stdout)["about"]["title"] == "Attention Is All You Need"


def test_an_export_of_several_files_wants_a_folder(filled: Path) -> None:
    assert "name a folder" in run("export", "csv", code=2).stderr
    assert set(json.loads(run("export", "csv", "--json").stdout)) == {"nodes.csv", "edges.csv"}
    written = json.loads(run("export", "csv", "-o", str(filled / "new" / "tables"), "--json").stdout)["written"]
    assert [Path(name).name for name in written] == ["nodes.csv", "edges.csv"]
    assert all(Path(name).read_text("utf-8").count("\n") > 3 for name in written)


def test_an_added_folder_without_a_list_is_nothing_found(folder: Path) -> None:
    (folder / "code").mkdir()
    (folder / "code" / "tool.py").write_text("print()")
    assert "there is no list in it" in run("add", str(folder / "code"), code=1).stdout


def test_a_ticked_list_is_read_back(filled: Path) -> None:
    plan = filled / "plan.md"
    plan.write_text(run("roadmap", "Text", "--as", "markdown").stdout.replace("- [ ]", "- [x]", 1))
    assert json.loads(run("ticked", str(plan), "--json").stdout) == {"topic:vision": {"before": None, "now": "done"}}
    assert "nothing has changed" in run("ticked", str(plan)).stdout
    run("ticked", str(filled / "list.md"), code=1)
    plan.write_bytes(b"\xff\xfe\x00")
    run("ticked", str(plan), code=2)


@pytest.mark.parametrize("name", sorted(cli.main.commands))
def test_every_command_has_help_with_examples(name: str) -> None:
    text = run(name, "--help").output
    assert "Examples:" in text
    assert f"studygraph {name}" in text or "studygraph --library" in text
    assert "--json" in text
