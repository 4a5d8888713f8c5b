"""The measurement of query times measures what it says."""

from __future__ import annotations

import pytest

from bench.queries import main, measure, synthetic
from graph.build import build


def test_synthetic_library_has_the_shape_of_a_real_one() -> None:
    kg = build(synthetic(300))
    kinds = [key for *_, key in kg.edges(keys=True)]
    assert {"about", "by", "cites", "listed_in", "broader", "requires"} <= set(kinds)
    assert kg.in_degree("list:l0") >= 50
    assert build(synthetic(300)).adj == kg.adj


def test_every_query_is_timed() -> None:
    found = measure(200)
    assert len({timing.query for timing in found}) == len(found) >= 15
    assert all(0 <= timing.median <= timing.slowest for timing in found)


def test_table_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sizes", "150"]) in {0, 1}
    assert "150 resources" in capsys.readouterr().out
