"""What is derived from a library and kept beside it: vectors, their index, the graph, what advice is fitted to.

Each is made when it is asked for and missing or stale, and only what changed is made again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from embeddings.encoder import Encoder
from embeddings.index import VectorIndex, fingerprint
from embeddings.refresh import encode_missing, stale
from graph.find import Finder
from graph.persist import load_or_build
from graph.prerequisites import Inference
from graph.queries import GraphIndex
from graph.schema import Graph
from graph.snapshot import take
from library.database import Library, get_meta, revision, set_meta
from library.errors import LibraryError
from library.facts import keywords_of
from library.paths import write_atomic
from library.texts import node_texts
from library.vectors import drop_vectors, load_vectors, store_vectors, vector_hashes
from library.voice import Voice
from recommend.fitted import Fitted, fit
from recommend.fitted import load as load_fitted
from recommend.fitted import save as save_fitted
from recommend.gather import gather

__all__ = ["Derived", "Progress"]

T = TypeVar("T")
_log = logging.getLogger(__name__)
Progress = Callable[[str, int, int], None]
"""Called with (what is done, how much of it, out of how much)."""


class Derived(Voice):
    """A library with what is derived from it.

    Parameters
    ----------
    library : the open library; `close` closes it.
    reader : whose voice it is.
    encoder : the text model.
    """

    def __init__(self, library: Library, reader: str, encoder: Encoder) -> None:
        super().__init__(library, reader)
        self.encoder = encoder
        self._index: VectorIndex | None = None
        self._index_at: tuple[int, str | None] | None = None
        self._kg: Graph | None = None
        self._derived: dict[type, Any] = {}

    def refresh(self, progress: Progress = lambda *_: None) -> int:
        """Bring vectors, index and graph up to date; return how many texts were encoded."""
        count = self._encode(progress)
        progress("building the graph", 0, 1)
        _ = self.index, self.kg
        progress("building the graph", 1, 1)
        if self._resources:
            progress("learning from your lists", 0, 1)
            _ = self._fitted
            progress("learning from your lists", 1, 1)
        return count

    def _encode(self, progress: Progress) -> int:
        model = self.encoder.name
        with self.library.read() as connection:
            now = str(revision(connection))
            if get_meta(connection, f"encoded:{model}") == now:
                return 0
            texts, stored = node_texts(connection), vector_hashes(connection, model)
        count, total = 0, len(stale(texts, stored))
        for nodes, hashes, vectors in encode_missing(self.encoder, texts, stored):
            rows = zip(nodes, hashes, vectors, strict=True)
            with self.library.write() as connection:
                store_vectors(connection, model, {node: (digest, row.tobytes()) for node, digest, row in rows})
            count += len(nodes)
            progress("encoding texts", count, total)
        with self.library.write() as connection:
            drop_vectors(connection, model, stored.keys() - texts.keys())
            set_meta(connection, f"encoded:{model}", now)
        return count

    @property
    def revision(self) -> int:
        """How often the library's content has changed."""
        with self.library.read() as connection:
            return revision(connection)

    @property
    def index(self) -> VectorIndex:
        """The vector index, loaded from its file or built anew when that is missing or stale.

        It is looked at again when content or vectors have changed; comparing all vectors at every search takes longer
        than searching.
        """
        path, model = self.library.paths.index, self.encoder.name
        with self.library.read() as connection:
            at = revision(connection), get_meta(connection, f"encoded:{model}")
            if self._index is not None and self._index_at == at:
                return self._index
            mark = fingerprint(model, sorted(vector_hashes(connection, model).items()))
            if self._index is None or self._index.built_from != mark:
                self._index = VectorIndex.load(path, mark)
            if self._index is None:
                rows = load_vectors(connection, model)
                flat = np.frombuffer(b"".join(data for *_, data in rows), np.float32)
                matrix = flat.reshape(len(rows), -1 if rows else 1)
                self._index = VectorIndex.build([row[0] for row in rows], matrix, mark)
                try:
                    write_atomic(path, self._index.write)
                except LibraryError as error:  # a folder for reading only: it is made again next time
                    _log.warning("the vector index was not saved: %s", error)
            self._index_at = at
        return self._index

    @property
    def kg(self) -> Graph:
        """The knowledge graph, loaded from its file or built anew when that is missing or stale."""
        if self._kg is None or self._kg.graph["revision"] != self.revision:
            index = self.index
            vectors = index.nodes, index.vectors(index.nodes)
            self._kg = load_or_build(self.library, vectors, Inference(vectors, self.encoder.name))
            self._derived.clear()
        return self._kg

    @property
    def graph_index(self) -> GraphIndex:
        """The graph as arrays, for fast queries."""
        kg = self.kg
        return self._once(GraphIndex, lambda: GraphIndex(kg))

    @property
    def _finder(self) -> Finder:
        kg, index = self.kg, self.index
        return self._once(Finder, lambda: Finder(kg, index.__contains__, index.vectors))

    def _once(self, what: type[T], make: Callable[[], T]) -> T:
        if what not in self._derived:
            self._derived[what] = make()
        made: T = self._derived[what]
        return made

    @property
    def _resources(self) -> bool:
        return any(data["node"] == "resource" for _, data in self.kg.nodes(data=True))

    @property
    def _fitted(self) -> Fitted:
        """What recommendations need, loaded from its file or computed anew when that is missing or stale."""
        kg, index = self.kg, self.index
        path = self.library.paths.models / "next.npz"

        def make() -> Fitted:
            with self.library.read() as connection:
                mark = f"{self.revision} {index.built_from}"
                evidence = gather(kg, take(connection), index.rows, mark, keywords_of(connection))
            fitted = load_fitted(evidence, path)
            if fitted is None:
                fitted = fit(evidence)
                save_fitted(fitted, path)
                fitted = load_fitted(evidence, path) or fitted  # a large matrix is mapped from now on
            return fitted

        return self._once(Fitted, make)

    def close(self) -> None:
        """Release the library."""
        self.library.close()
