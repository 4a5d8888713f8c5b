"""The second look: trees as arrays are the trees as they grew, corrections add up, and who liked nothing gets none."""

from dataclasses import replace

import lightgbm
import numpy as np
import pytest
import scipy.sparse as sp

from bench.next_reads_trees import LEARNING, nodes_of
from recommend import rerank
from recommend.blend import seen
from recommend.evidence import Evidence, incidence
from recommend.fitted import Fitted
from recommend.query import Query
from recommend.rank import score_parts
from recommend.rerank import ASKED, FACTS, Trees, asked, corrections, shortlist, stored_trees, told
from recommend.signals import LEARNED
from recommend.wishes import Wishes

COLUMNS = [*ASKED, *FACTS]
CHANCE = np.random.default_rng(0)


@pytest.fixture
def cats(toy):
    return Query.of(toy.evidence, ["c0", "c1"])


def grown(rows, hits, sizes):
    data = lightgbm.Dataset(rows, hits, group=sizes)
    return lightgbm.train(LEARNING | {"min_data_in_leaf": 5, "lambda_l2": 0}, data, 20)


def test_arrays_say_what_the_grown_trees_say():
    rows = CHANCE.standard_normal((400, len(COLUMNS))).astype(np.float32)
    hits = (rows[:, 0] + rows[:, 3] * rows[:, 8] > 1).astype(np.int8)
    model = grown(rows, hits, [100] * 4)
    trees = Trees.of([nodes_of(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]])
    assert trees.depth > 1
    apart = model.predict(rows) - told(trees, rows).sum(axis=1)
    assert apart == pytest.approx(np.full(400, apart[0]), abs=1e-2)  # what is expected at the roots
    assert np.ptp(model.predict(rows)) > 0.5
    columns = np.abs(told(trees, rows)).sum(axis=0)
    assert COLUMNS[int(np.argmax(columns))] == COLUMNS[0]


def test_each_row_is_corrected_by_itself():
    trees = Trees.of([[("era", 0.0, 1, 2, 0.1), ("", 0, 1, 1, -0.4), ("lists", 1.0, 3, 4, 0.3), ("", 0, 3, 3, 0.2),
                       ("", 0, 4, 4, 0.9)]])  # fmt: skip
    rows = np.zeros((3, len(COLUMNS)), np.float32)
    rows[1:, COLUMNS.index("era")] = 1
    rows[2, COLUMNS.index("lists")] = 2
    found = told(trees, rows)
    assert found[:, COLUMNS.index("era")] == pytest.approx([-0.5, 0.2, 0.2])
    assert found[:, COLUMNS.index("lists")] == pytest.approx([0, -0.1, 0.6])
    assert told(trees, rows[2:]).tolist() == found[2:].tolist()


def test_shortlist_holds_the_likeliest_listed_and_unlisted_that_may_be_shown(monkeypatch):
    monkeypatch.setattr(rerank, "LISTED", 2)
    monkeypatch.setattr(rerank, "UNLISTED", 1)
    evidence = Evidence.of(
        list("abcdef"), list("abcdef"), np.zeros((6, 4), np.float32), lists=incidence([[0, 1, 2]], 6)
    )
    score = np.array([3, 2, 1, 6, 5, 4], np.float32)
    may = np.array([False, True, True, False, True, True])
    assert sorted(shortlist(evidence, score, may).tolist()) == [1, 2, 4]
    assert not len(shortlist(evidence, score, np.zeros(6, np.bool_)))


def test_a_small_library_gets_no_second_look(toy, cats):
    may = np.ones(len(toy.evidence), np.bool_)
    assert corrections(toy, cats, seen(toy, cats, ASKED), np.zeros(len(may), np.float32), may) == {}


def test_corrections_are_parts_of_the_score(toy, cats, monkeypatch):
    monkeypatch.setattr(rerank, "LEAST", 0)
    tree = [("taste", 0.0, 1, 2, 0.0), ("", 0, 1, 1, -1.0), ("strongest", 0.0, 3, 4, 0.5), ("", 0, 3, 3, 0.0),
            ("", 0, 4, 4, 2.0)]  # fmt: skip
    monkeypatch.setattr(rerank, "stored_trees", lambda: Trees.of([]))
    plain = score_parts(toy, cats, Wishes())
    monkeypatch.setattr(rerank, "stored_trees", lambda: Trees.of([tree]))
    mended = score_parts(toy, cats, Wishes())
    assert set(mended) == set(plain)
    changed = {name for name in plain if not np.allclose(plain[name], mended[name])}
    assert changed == {"taste", "co_listed"}
    assert (mended["taste"] - plain["taste"])[toy.evidence.position["t0"]] == pytest.approx(-1)
    assert not np.allclose(sum(mended.values()), sum(plain.values()))


def test_what_may_not_be_shown_is_not_looked_at(toy, cats, monkeypatch):
    monkeypatch.setattr(rerank, "LEAST", 0)
    scores = seen(toy, cats, ASKED)
    none = np.zeros(len(toy.evidence), np.bool_)
    score = np.zeros(len(toy.evidence), np.float32)
    assert corrections(toy, cats, scores, score, none) == {}
    assert corrections(toy, Query(goal="cats"), seen(toy, Query(), ASKED), score, ~none) == {}


def test_rows_hold_signals_and_facts_of_the_items(toy, cats):
    scores = seen(toy, cats, ASKED)
    items = np.array([3, 1])
    rows = asked(toy, cats, scores, items)
    assert rows[:, COLUMNS.index("taste")].tolist() == scores["taste"][items].tolist()
    assert np.expm1(rows[:, COLUMNS.index("lists")]) == pytest.approx(toy.evidence.list_counts[items], abs=1e-5)
    matrix = toy.learned.colisted
    dense = matrix.toarray() if sp.issparse(matrix) else np.asarray(matrix, np.float32)
    words = dense[np.ix_(cats.liked, items)]
    assert rows[:, COLUMNS.index("strongest")] == pytest.approx(words.max(axis=0), abs=1e-3)
    assert rows[:, COLUMNS.index("together")] == pytest.approx(words.sum(axis=0), abs=1e-3)
    sparse = Fitted(toy.evidence, replace(toy.learned, colisted=sp.csr_array(dense)))
    assert asked(sparse, cats, scores, items) == pytest.approx(rows, abs=1e-3)


def test_stored_trees_ask_only_what_can_be_told():
    trees = stored_trees()
    assert set(ASKED) <= set(LEARNED)
    assert len(trees.column) >= 100
    assert np.isfinite(trees.expected).all()
    assert np.abs(trees.expected).max() < 3  # a correction, no verdict of its own
