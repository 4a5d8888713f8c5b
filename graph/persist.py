"""The built graph on disk: Parquet tables of nodes and edges, derived and so replaceable at any time.

Both parts carry the same stamp: format version, revision of the library, and how the graph was built, down to the
program's own files. A part that is missing, damaged or of another stamp is no error; the graph is built anew. A third
table keeps the nearest neighbours, which take most of the time of building.
"""

from __future__ import annotations

import gc
import hashlib
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from graph.build import Infer, build
from graph.schema import EDGE_FIELDS, EDGE_KINDS, FORMAT, NODE_FIELDS, EdgeKind, FieldType, Graph, Vectors
from graph.similarity import LEAST, NEAREST, Neighbours, find_neighbours
from graph.snapshot import Snapshot, outline, take
from library.database import Library
from library.errors import LibraryError
from library.paths import write_atomic

__all__ = [
    "edges_path",
    "load",
    "load_neighbours",
    "load_or_build",
    "neighbours_path",
    "save",
    "save_neighbours",
    "stamp_of",
]

KEY = b"studygraph"
PROGRAM = Path(__file__).parent
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
    path = library.paths.graph
    with _no_collection():
        neighbours = find_neighbours([one.id for one in snapshot.resources], vectors, load_neighbours(path))
        kg = build(snapshot, vectors, infer, neighbours)
    try:
        save(kg, path, stamp)
        save_neighbours(neighbours, path)
    except LibraryError as error:
        _log.warning("the graph was not saved: %s", error)
    return kg


def stamp_of(snapshot: Snapshot, vectors: Vectors | None = None, infer: Infer | None = None) -> str:
    """Return the stamp of a graph built from these: JSON with format, revision, and digests of the rest.

    Of the snapshot, its outline is enough (see `graph.snapshot.outline`). The program's own files count too, the
    prerequisite model among them: another version may build another graph.
    """
    said = repr((snapshot.topics, sorted(snapshot.decisions.items())))
    how = {
        "format": FORMAT,
        "revision": snapshot.revision,
        "said": hashlib.sha256(said.encode()).hexdigest()[:16],
        "vectors": _digest(vectors),
        "infer": _name(infer),
        "program": _program(PROGRAM),
        "networkx": nx.__version__,
    }
    return json.dumps(how, sort_keys=True)


def _name(infer: Infer | None) -> str:
    return "" if infer is None else str(getattr(infer, "key", "") or getattr(infer, "__qualname__", type(infer)))


@lru_cache(maxsize=2)
def _program(folder: Path) -> str:
    """Digest of the code and the data that build a graph: what this process runs cannot change under it."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(one for one in folder.iterdir() if one.is_file()):
        digest.update(f"{path.name} {path.stat().st_size} ".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


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
    LibraryError
    """
    number = {node: at for at, node in enumerate(kg)}
    meta = {KEY: json.dumps({"stamp": stamp, "graph": kg.graph}).encode()}
    for place, table in ((edges_path(path), _edge_table(kg, number)), (path, _node_table(kg))):
        whole = table.replace_schema_metadata(meta)
        write_atomic(place, lambda file, whole=whole: pq.write_table(whole, file, compression="zstd"))  # type: ignore[misc]


def neighbours_path(path: Path) -> Path:
    """Return where the nearest neighbours lie beside the nodes at `path`."""
    return path.with_suffix(f".neighbours{path.suffix}")


def save_neighbours(neighbours: Neighbours, path: Path) -> None:
    """Keep the nearest neighbours, so that the next build compares only what changed."""
    near = [neighbours.near[node] for node in neighbours.digests]
    table = pa.table(
        {
            "node": pa.array(neighbours.digests, type=pa.string()),
            "digest": pa.array(neighbours.digests.values(), type=pa.string()),
            "near": pa.array([[one for one, _ in some] for some in near], type=_TYPES["texts"]),
            "cosine": pa.array([[cosine for _, cosine in some] for some in near], type=pa.list_(pa.float64())),
        }
    ).replace_schema_metadata({KEY: _neighbours_stamp()})
    write_atomic(neighbours_path(path), lambda file: pq.write_table(table, file, compression="zstd"))


def load_neighbours(path: Path) -> Neighbours | None:
    """Return the nearest neighbours of the last time, or None when they are missing, damaged or of other settings."""
    try:
        table = pq.read_table(neighbours_path(path))
        if (table.schema.metadata or {}).get(KEY) != _neighbours_stamp():
            return None
        nodes, digests, near, cosines = (table.column(name).to_pylist() for name in table.column_names)
    except (pa.ArrowException, OSError, ValueError):
        return None
    pairs = [list(zip(*both, strict=True)) for both in zip(near, cosines, strict=True)]
    return Neighbours(dict(zip(nodes, digests, strict=True)), dict(zip(nodes, pairs, strict=True)))


def _neighbours_stamp() -> bytes:
    return json.dumps({"format": FORMAT, "nearest": NEAREST, "least": LEAST}).encode()


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
