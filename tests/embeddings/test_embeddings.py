"""Device policy, cutting, the index against brute force, and encoding only what is new."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.device import choose_device
from embeddings.encoder import SentenceEncoder, Vectors, cut, unit
from embeddings.index import VectorIndex, fingerprint
from embeddings.refresh import encode_missing, text_hash
from library.paths import write_atomic
from tests.conftest import FakeEncoder


def vectors(count: int, seed: int = 0) -> Vectors:
    return unit(np.random.default_rng(seed).normal(size=(count, 16)))


@pytest.mark.parametrize(
    ("cuda", "mps", "features", "expected"),
    [
        (True, True, {"amx_bf16": True}, ("cuda", "float16")),
        (False, True, {}, ("mps", "float16")),
        (False, False, {"amx_bf16": True}, ("cpu", "bfloat16")),
        (False, False, {"amx_bf16": False, "avx512_bf16": True}, ("cpu", "float32")),
        (False, False, {}, ("cpu", "float32")),
    ],
)
def test_the_device(cuda: bool, mps: bool, features: dict[str, bool], expected: tuple[str, str]) -> None:
    chosen = choose_device(cuda=cuda, mps=mps, cpu_features=features)
    assert (chosen.name, chosen.dtype) == expected


@given(st.text(max_size=200), st.integers(1, 50))
def test_a_cut_text_is_a_beginning_and_fits(text: str, longest: int) -> None:
    short = cut(text, longest)
    assert text.startswith(short)
    assert len(short) <= max(longest, 0) or short == text


def test_the_index_agrees_with_brute_force() -> None:
    rows = vectors(200)
    nodes = [f"n{i}" for i in range(200)]
    index = VectorIndex.build(nodes, rows)
    found = index.search(vectors(5, seed=1), 10)
    for query, hits in zip(vectors(5, seed=1), found, strict=True):
        best = np.argsort(-(rows @ query))[:10]
        assert [node for node, _ in hits] == [nodes[i] for i in best]
        assert np.allclose([score for _, score in hits], (rows @ query)[best], atol=1e-5)
    assert np.allclose(index.vectors(["n7", "n3"]), rows[[7, 3]])


def test_the_index_survives_a_round_trip_and_notices_what_is_stale(tmp_path: Path) -> None:
    path = tmp_path / "index"
    mark = fingerprint("m", [("a", "1")])
    write_atomic(path, VectorIndex.build(["a"], vectors(1), mark).write)
    loaded = VectorIndex.load(path, mark)
    assert loaded is not None
    assert loaded.search(vectors(1), 5)[0][0][0] == "a"
    assert VectorIndex.load(path, fingerprint("m", [("a", "2")])) is None
    assert VectorIndex.load(tmp_path / "missing", mark) is None
    for damage in (b"", b"{}", b"\xff\xfe", path.read_bytes()[:80], path.read_bytes()[:-40]):
        path.write_bytes(damage)
        assert VectorIndex.load(path, mark) is None


def test_an_index_needs_a_vector_for_each_node() -> None:
    with pytest.raises(ValueError, match="2 nodes but 1 vectors"):
        VectorIndex.build(["a", "b"], vectors(1))


def test_an_empty_index_finds_nothing() -> None:
    assert VectorIndex.build([], np.zeros((0, 4), np.float32)).search(vectors(1)[:, :4], 3) == [[]]


def test_only_new_and_changed_texts_are_encoded(encoder: FakeEncoder) -> None:
    texts = {"a": "alpha", "b": "beta", "c": "gamma"}
    stored = {"a": text_hash("alpha"), "b": text_hash("old")}
    batches = list(encode_missing(encoder, texts, stored))
    assert sorted(encoder.encoded) == ["beta", "gamma"]
    assert [sorted(nodes) for nodes, _, _ in batches] == [["b", "c"]]
    everything = {node: text_hash(text) for node, text in texts.items()}
    assert list(encode_missing(encoder, texts, everything)) == []


def test_the_packaged_model_tells_near_from_far() -> None:
    model = SentenceEncoder()
    rows = model.encode(
        ["neural networks for images", "convolutional nets in vision", "growing tomatoes", "word " * 5000]
    )
    assert rows.shape == (4, 384)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
    assert model.encode([]).shape == (0, 384)
