"""The app on a made-up library of 10,000 resources, for the benchmark: `streamlit run bench/app_synthetic.py`.

Only the graph is made up: storing and encoding so many texts is not what is measured.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
# A script's folder is searched first, and modules of this one are called like packages of the house.
sys.path[:] = [str(ROOT), *(one for one in sys.path if one not in (str(ROOT), str(HERE)))]

from bench.queries import synthetic  # noqa: E402
from graph.build import build  # noqa: E402
from views import _shared  # noqa: E402
from workspace import Workspace  # noqa: E402

SIZE = 10_000


def _made(folder: str) -> Workspace:
    ws = Workspace(folder)
    kg = build(synthetic(SIZE))
    kg.graph["revision"] = ws.revision
    ws._kg = kg
    return ws


if __name__ == "__main__":
    _shared.make_workspace = _made
    runpy.run_path(str(ROOT / "app.py"), run_name="__main__")
