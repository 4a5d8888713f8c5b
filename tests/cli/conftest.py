"""A folder with a list and a topic vocabulary, and a library of them, encoded by the fake."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import frame
from tests.cli.run import run
from tests.conftest import FakeEncoder
from workspace import Workspace

LIST = """# Networks

## Vision

- [Deep Residual Learning](https://arxiv.org/abs/1512.03385) (2015): residual connections for images
- [U-Net](https://arxiv.org/abs/1505.04597) (2015): segmentation of images

## Text

- [Attention Is All You Need](https://arxiv.org/abs/1706.03762) (2017): the transformer
"""
TOPICS = """topics:
  - {id: vision, name: Computer vision, aliases: [Vision], level: introductory, summary: Seeing.}
  - id: text
    name: Text
    level: advanced
    requires: [{topic: vision, reason: first things first}]
    summary: Reading.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    encoder = FakeEncoder()
    monkeypatch.setattr(frame, "Workspace", lambda *args, **kwargs: Workspace(*args, encoder=encoder, **kwargs))
    (tmp_path / "list.md").write_text(LIST)
    (tmp_path / "topics.yaml").write_text(TOPICS)
    return tmp_path


@pytest.fixture
def filled(folder: Path) -> Path:
    run("add", str(folder / "list.md"), str(folder / "topics.yaml"))
    return folder
