"""Neighbours by text: as brute force finds them, and the same when only changes are compared."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import graph.similarity as similarity
from graph.persist import load_neighbours, neighbours_path, save_neighbours
from graph.similarity import Neighbours, find_neighbours, mutual

NAMES = [f"n{i}" for i in range(40)]
TIE = 1e-4  # cosines nearer than this are rounded to one


def unit_rows(seed: int, size: int = 40) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(size, 4)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def pairs(neighbours: Neighbours) -> set[tuple[str, str]]:
    return {(one, other) for one, other, _ in mutual(neighbours)}


def test_neighbours_have_to_choose_each_other() -> None:
    angles = np.radians([0, 10, 24, 90])
    rows = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    # c chooses b, which chooses a
    assert pairs(find_neighbours("abcd", (list("abcd"), rows), nearest=1)) == {("a", "b")}


def test_distant_neighbours_are_left_out() -> None:
    assert pairs(find_neighbours("ab", (["a", "b"], np.eye(2, dtype=np.float32)))) == set()


def test_without_vectors_nothing_is_similar() -> None:
    assert pairs(find_neighbours("ab", None)) == set()
    assert pairs(find_neighbours("ab", ([], np.zeros((0, 4), dtype=np.float32)))) == set()


def test_equal_texts_are_near_but_not_their_own_neighbours() -> None:
    rows = np.ones((3, 1), dtype=np.float32)
    assert pairs(find_neighbours("abc", (list("abc"), rows))) == {("a", "b"), ("a", "c"), ("b", "c")}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.integers(0, 10_000), st.integers(1, 5))
def test_neighbours_are_those_of_brute_force(seed: int, nearest: int) -> None:
    rows = unit_rows(seed)
    cosines = rows @ rows.T
    np.fill_diagonal(cosines, -1)
    ranked = np.sort(cosines, axis=1)
    assume(float((ranked[:, -nearest] - ranked[:, -nearest - 1]).min()) > TIE)
    order = np.argsort(-cosines, axis=1, kind="stable")[:, :nearest]
    close = [(i, j) for i in range(40) for j in order[i] if i < j and i in order[j] and cosines[i, j] >= 0.5]
    assert pairs(find_neighbours(NAMES, (NAMES, rows), nearest=nearest)) == {(NAMES[i], NAMES[j]) for i, j in close}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.sets(st.integers(0, 39)), st.sets(st.integers(0, 39)), st.sets(st.integers(0, 39)))
def test_update_is_the_same_as_building_anew(seed: int, new: set[int], gone: set[int], changed: set[int]) -> None:
    rows = unit_rows(seed)
    first = [NAMES[i] for i in range(40) if i not in new]
    before = find_neighbours(first, (NAMES, rows), nearest=3)
    rows = rows.copy()
    rows[sorted(changed)] = unit_rows(seed + 1)[sorted(changed)]
    last = [NAMES[i] for i in range(40) if i not in gone]
    anew = find_neighbours(last, (NAMES, rows), nearest=3)
    assert find_neighbours(last, (NAMES, rows), before, nearest=3) == anew


def test_nothing_is_compared_when_nothing_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = NAMES, unit_rows(1)
    before = find_neighbours(NAMES, vectors)
    compared: list[int] = []
    real = similarity._pairs

    def counting(matrix: np.ndarray, rows: list[int], columns: list[int], nearest: int) -> object:
        compared.append(len(rows) * len(columns))
        return real(matrix, rows, columns, nearest)

    monkeypatch.setattr(similarity, "_pairs", counting)
    assert find_neighbours(NAMES, vectors, before) == before
    assert sum(compared) == 0


def test_neighbours_are_kept_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph.parquet"
    assert load_neighbours(path) is None
    found = find_neighbours(NAMES, (NAMES, unit_rows(2)))
    save_neighbours(found, path)
    assert load_neighbours(path) == found
    monkeypatch.setattr("graph.persist.NEAREST", 3)
    assert load_neighbours(path) is None
    neighbours_path(path).write_bytes(b"damaged")
    assert load_neighbours(path) is None
