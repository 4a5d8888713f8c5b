"""The built graph on disk: two Parquet tables, one of nodes and one of edges, derived and so replaceable at any time.

Both parts carry the same stamp: format version, revision of the library, and how the graph was built. A part that
is missing, damaged or of another stamp is no error; the graph is built anew.
"""

from __future__ import annotations

import gc
import hashlib
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from graph.build import Infer, build
from graph.schema import EDGE_FIELDS, EDGE_KINDS, FORMAT, NODE_FIELDS, EdgeKind, FieldType, Graph, Vectors
from graph.snapshot import Snapshot, outline, take
from library.database import Library
from library.paths import write_atomic

__all__ = ["edges_path", "load", "load_or_build", "save", "stamp_of"]

KEY = b"studygraph"
_TYPES: Mapping[FieldType, Any] = {
    "text": pa.string(),
    "whole": pa.int64(),
    "real": pa.float64(),
    "yes_no": pa.bool_(),
    "texts": pa.list_(pa.string()),
}
_log = logging.getLogger(__name__)


def edges_path(path: Path) -> Path:
    """Return where the edges lie beside the nodes at `path`."""
    return path.with_suffix(f".edges{path.suffix}")


def load_or_build(library: Library, vectors: Vectors | None = None, infer: Infer | None = None) -> Graph:
    """Return the graph of a library: from disk when it is fresh, else built and saved.

    Parameters
    ----------
    library : Library
    vectors, infer
        As in `graph.build.build`.

    Notes
    -----
    A graph that cannot be saved (a full disk, a folder for reading only) is returned all the same, with a warning
    in the log.
    """
    with library.read() as connection:
        stamp = stamp_of(outline(connection), vectors, infer)
        saved = load(library.paths.graph, stamp)
        if saved is not None:
            return saved
        snapshot = take(connection)
    with _no_collection():
        kg = build(snapshot, vectors, infer)
    try:
        save(kg, library.paths.graph, stamp)
    except OSError as error:
        _log.warning("the graph was not saved: %s: %s", library.paths.graph, error.strerror)
    return kg


def stamp_of(snapshot: Snapshot, vectors: Vectors | None = None, infer: Infer | None = None) -> str:
    """Return the stamp of a graph built from these: JSON with format, revision, and digests of the rest.

    Of the snapshot, its outline is enough (see `graph.snapshot.outline`).
    """
    said = repr((snapshot.topics, sorted(snapshot.decisions.items())))
    how = {
        "format": FORMAT,
        "revision": snapshot.revision,
        "said": hashlib.sha256(said.encode()).hexdigest()[:16],
        "vectors": _digest(vectors),
        "infer": getattr(infer, "__qualname__", type(infer).__qualname__) if infer else "",
        "networkx": nx.__version__,
    }
    return json.dumps(how, sort_keys=True)


def _digest(vectors: Vectors | None) -> str:
    if vectors is None:
        return ""
    nodes, matrix = vectors
    digest = hashlib.blake2b(repr(matrix.shape).encode(), digest_size=8)
    digest.update("\n".join(nodes).encode())
    digest.update(np.ascontiguousarray(matrix).data)
    return digest.hexdigest()


def save(kg: Graph, path: Path, stamp: str) -> None:
    """Write both parts, each beside its place and renamed; a reader meets either old or new ones.

    Raises
    ------
    OSError
    """
    number = {node: at for at, node in enumerate(kg)}
    meta = {KEY: json.dumps({"stamp": stamp, "graph": kg.graph}).encode()}
    for place, table in ((edges_path(path), _edge_table(kg, number)), (path, _node_table(kg))):
        whole = table.replace_schema_metadata(meta)
        write_atomic(place, lambda file, whole=whole: pq.write_table(whole, file, compression="zstd"))  # type: ignore[misc]


def _node_table(kg: Graph) -> Any:
    fields = _union(NODE_FIELDS)
    columns: dict[str, list[Any]] = {"id": list(kg), **{name: [] for name in fields}}
    for _, data in kg.nodes(data=True):
        for name in fields:
            columns[name].append(data.get(name))
    return _table(columns, {"id": pa.string()}, fields)


def _edge_table(kg: Graph, number: Mapping[str, int]) -> Any:
    fields = _union(EDGE_FIELDS)
    # The ends are numbers of nodes; their columns are not called `source` and `target`, as an attribute is.
    columns: dict[str, list[Any]] = {"from": [], "to": [], **{name: [] for name in fields}}
    for source, target, data in kg.edges(data=True):
        columns["from"].append(number[source])
        columns["to"].append(number[target])
        for name in fields:
            columns[name].append(data.get(name))
    return _table(columns, {"from": pa.int32(), "to": pa.int32()}, fields)


def _union(kinds: Mapping[Any, Mapping[str, FieldType]]) -> dict[str, FieldType]:
    return {name: kind for fields in kinds.values() for name, kind in fields.items()}


def _table(columns: dict[str, list[Any]], ends: Mapping[str, Any], fields: Mapping[str, FieldType]) -> Any:
    types = {**ends, **{name: _TYPES[kind] for name, kind in fields.items()}}
    return pa.table({name: pa.array(columns[name], type=types[name]) for name in types})


def load(path: Path, stamp: str) -> Graph | None:
    """Return the saved graph, or None when it is missing, damaged, or not of this stamp."""
    try:
        parts = [_read(place, stamp) for place in (path, edges_path(path))]
        if parts[0] is None or parts[1] is None:
            return None
        with _no_collection():
            return _assemble(parts[0], parts[1])
    except (pa.ArrowException, OSError, ValueError, KeyError, IndexError) as error:
        if not isinstance(error, FileNotFoundError):
            _log.info("the saved graph %s is damaged and is built anew: %s", path, error)
        return None


def _read(path: Path, stamp: str) -> Any:
    meta = json.loads(pq.read_schema(path).metadata[KEY])
    return pq.read_table(path) if meta["stamp"] == stamp else None


@contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of small objects that all stay: looking for garbage among them takes most of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _assemble(nodes: Any, edges: Any) -> Graph:
    kg: Graph = nx.MultiDiGraph(**json.loads(nodes.schema.metadata[KEY])["graph"])
    ids = nodes.column("id").to_pylist()
    kg.add_nodes_from(ids)
    for kind, fields in NODE_FIELDS.items():
        some = nodes.filter(pa.compute.equal(nodes.column("node"), kind))
        for node, data in zip(some.column("id").to_pylist(), _rows(some, fields), strict=True):
            kg.nodes[node].update(data)
    for edge_kind in EDGE_KINDS:
        some = edges.filter(pa.compute.equal(edges.column("kind"), edge_kind))
        _fill(kg, edge_kind, ids, some)
    return kg


def _fill(kg: Graph, kind: EdgeKind, ids: Sequence[str], table: Any) -> None:
    """Add edges of one kind as `add_edge` does, but without its checks, which take most of the time of loading."""
    inside: Any = kg  # the stubs leave out what networkx offers its subclasses
    after, before = inside._succ, inside._pred
    sources, targets = table.column("from").to_pylist(), table.column("to").to_pylist()
    for source, target, data in zip(sources, targets, _rows(table, EDGE_FIELDS[kind]), strict=True):
        tail, head = ids[source], ids[target]
        keyed = after[tail].get(head)
        if keyed is None:
            keyed = after[tail][head] = before[head][tail] = {}
        keyed[kind] = data


def _rows(table: Any, fields: Mapping[str, FieldType]) -> Iterator[dict[str, Any]]:
    columns = [table.column(name).to_pylist() for name in fields]
    return (dict(zip(fields, values, strict=True)) for values in zip(*columns, strict=True))
