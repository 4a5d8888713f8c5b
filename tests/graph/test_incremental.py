"""A library that grew list by list has the graph of one that was filled at once, through the front door."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.persist import load_neighbours
from tests.conftest import FakeEncoder
from tests.graph.test_build import lasting
from workspace import Workspace

LISTS = {
    "roses.md": (
        "# Roses\n\n## Pruning\n\n* [How to prune roses](https://garden.org/roses)\n"
        "* [Pruning old roses](https://garden.org/old)\n\n## Soil\n\n* [Loam for roses](https://garden.org/loam)\n"
    ),
    "soil.md": (
        "# Soil\n\n* [Loam for roses](https://garden.org/loam)\n* [Clay and loam](https://garden.org/clay)\n\n"
        "## Pruning\n\n* [Pruning hedges](https://garden.org/hedges)\n"
    ),
    "hedges.txt": "Hedges:\nPruning hedges in spring https://garden.org/spring\nHedges and roses https://garden.org/both\n",
    "papers.md": "# Papers\n\n* [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n",
}


def grown(folder: Path, names: Sequence[str], *, at_once: bool) -> tuple[object, object]:
    """The graph of a library with these lists, and the neighbours that it keeps on disk."""
    with tempfile.TemporaryDirectory() as place:
        ws = Workspace(place, encoder=FakeEncoder())
        for some in [names] if at_once else [[name] for name in names]:
            ws.add(*(folder / name for name in some))
        kg = ws.kg
        kept = load_neighbours(ws.library.paths.graph)
        ws.close()
    assert kept is not None
    title = kg.nodes(data="title")
    near = {title[one]: sorted((title[other], cosine) for other, cosine in some) for one, some in kept.near.items()}
    return lasting(kg), near


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("lists")
    for name, text in LISTS.items():
        (made / name).write_text(text, "utf8")
    return made


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(sorted(LISTS)))
def test_list_by_list_in_any_order_is_as_at_once(folder: Path, order: list[str]) -> None:
    assert grown(folder, [*order, order[0]], at_once=False) == grown(folder, sorted(LISTS), at_once=True)
