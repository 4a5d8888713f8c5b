"""The README's example runs, its links lead somewhere, and its commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cli
import workspace
from tests.conftest import FakeEncoder

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_python_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(code.strip().splitlines()) <= 12
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(workspace, "SentenceEncoder", FakeEncoder)
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) > 5
    assert all(" - " in line for line in printed[4:])


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!http)([^)#]+)\)", README))))
def test_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_every_command_of_the_readme_exists_and_every_command_is_in_the_docs() -> None:
    named = set(re.findall(r"^studygraph (\w+)", README, re.MULTILINE))
    assert named <= set(cli.main.commands)
    docs = README + "".join(path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md"))
    for name in cli.main.commands:
        assert f"studygraph {name}" in docs, name


@pytest.mark.parametrize("format_", ["Markdown", "BibTeX", "RIS", "CSL JSON", "org", "OPML", "reStructuredText"])
def test_the_table_of_formats_names_every_format(format_: str) -> None:
    assert f"| {format_} " in README
