"""Lists that go and come back, and bad files of a folder, as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import LIST
from tests.cli.run import run


def status() -> dict[str, int]:
    counts: dict[str, int] = json.loads(run("status", "--json").stdout)
    return counts


def test_a_list_is_taken_out_and_brought_back_with_what_the_reader_said(filled: Path) -> None:
    run("mark", "done", "arxiv:1512.03385")
    before = status()
    assert "3 gone" in run("remove", "Networks").stdout
    now = status()
    assert (now["lists"], now["resources"], now["resources that left their lists"]) == (0, 0, 3)
    shown = run("show", "arxiv:1512.03385").stdout
    assert "left its list on 20" in shown
    assert "your status: done" in shown
    assert "no list is called 'Networks'" in run("remove", "Networks", code=1).stderr
    run("add", str(filled / "list.md"))
    assert status() == before
    assert "left its list" not in run("show", "arxiv:1512.03385").stdout


def test_what_left_its_list_is_not_recommended(filled: Path) -> None:
    (filled / "list.md").write_text(
        LIST.replace("- [U-Net](https://arxiv.org/abs/1505.04597)", "- [Other](http://o.org)")
    )
    run("add", str(filled / "list.md"))
    assert status()["resources that left their lists"] == 1
    titles = {one["title"] for one in json.loads(run("next", "-n", "50", "--json").stdout)}
    assert titles == {"Deep Residual Learning", "Attention Is All You Need", "Other"}


def test_a_bad_file_of_a_folder_is_an_error_and_costs_the_others_nothing(folder: Path) -> None:
    (folder / "cut.json").write_text('[{"title": "Whole", "url": "http://c.org"},\n{"title": "Cut')
    (folder / "script.py").write_text("print()")
    told = run("add", str(folder), code=2)
    assert f"error: {folder / 'cut.json'}, line 2: no valid JSON" in told.stderr
    assert "script.py" not in told.stdout
    assert status()["resources"] == 3
    reports = json.loads(run("add", str(folder), "--json", code=2).stdout)
    assert [one["error"] for one in reports if one["error"]] == [
        f"{folder / 'cut.json'}, line 2: no valid JSON: Unterminated string starting at"
    ]
