"""Shared fakes: an encoder that counts, a library in a temporary folder, no way out to the network."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from embeddings.encoder import Vectors, unit
from library.database import Library

# New examples are for the desk; a shared check gives the same answer twice, however busy the machine.
settings.register_profile("desk", deadline=None)
settings.register_profile("shared", deadline=None, derandomize=True)
settings.load_profile("shared" if os.environ.get("CI") else "desk")


class FakeEncoder:
    """Hashes words into 32 dimensions: equal words give near vectors, and every call is counted."""

    name = "fake"
    loaded = True
    dimension = 32

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        rows = np.zeros((len(texts), self.dimension))
        for row, text in zip(rows, texts, strict=True):
            for word in text.casefold().split():
                digest = hashlib.sha1(word.strip(".,:;()").encode()).digest()
                row[digest[0] % self.dimension] += 1 if digest[1] % 2 else -1
        return unit(rows)


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "library")
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the user's library or leaves this machine."""
    monkeypatch.setenv("STUDYGRAPH_LIBRARY", str(tmp_path / "default-library"))
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "unix"
        if host not in {"127.0.0.1", "::1", "localhost", "unix"}:
            raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", local_only)
