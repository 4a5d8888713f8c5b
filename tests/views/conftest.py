"""A tiny real library with a counting encoder, and the app run on it without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.conftest import FakeEncoder
from views import _shared
from workspace import Workspace

ROOT = Path(__file__).parents[2]
LIST = """# Sequence models

## Foundations

- [Long Short-Term Memory](https://example.org/lstm) (1997): gates keep gradients alive in recurrent networks.
- [A Beginner's Guide to Recurrent Networks](https://example.org/rnn-guide) (2015): introduction to recurrent networks.

## Attention

- [Neural Machine Translation by Jointly Learning to Align](https://arxiv.org/abs/1409.0473) (2014): attention.
- [Attention Is All You Need](https://arxiv.org/abs/1706.03762) (2017): the transformer, attention without recurrence.
- [The Annotated Transformer](https://example.org/annotated) (2018): the transformer line by line, attention in code.
"""
TOPICS = """
topics:
  - id: recurrent-neural-networks
    name: Recurrent neural networks
    aliases: [RNN, recurrent networks]
    level: intermediate
  - id: attention
    name: Attention mechanisms
    aliases: [attention]
    level: intermediate
    requires: [{topic: recurrent-neural-networks, reason: attention was made to help recurrent encoders}]
  - id: transformers
    name: Transformers
    aliases: [transformer]
    level: advanced
    requires: [{topic: attention, reason: a transformer is built of attention}]
"""


@pytest.fixture
def empty(tmp_path: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    ws = Workspace(tmp_path / "shelf", encoder=encoder)
    monkeypatch.setattr(_shared, "make_workspace", lambda _: ws)
    st.config.set_option("client.showErrorDetails", "full")
    st.cache_resource.clear()
    st.cache_data.clear()
    yield ws
    ws.close()


@pytest.fixture
def shelf(empty: Workspace, tmp_path: Path) -> Workspace:
    (tmp_path / "sequence-models.md").write_text(LIST)
    (tmp_path / "topics.yaml").write_text(TOPICS)
    empty.add(tmp_path / "topics.yaml", tmp_path / "sequence-models.md")
    return empty


@pytest.fixture
def open_page() -> Callable[[str], AppTest]:
    """Open a page of the app through its router, and fail on any error it shows."""

    def run(name: str) -> AppTest:
        page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        page = page.switch_page(f"views/{name}.py").run()
        assert not page.exception, page.exception[0].value
        return page

    return run
