"""The app with an encoder that needs no model, for the browser tests: `streamlit run tests/browser/served.py`."""

import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from tests.conftest import FakeEncoder  # noqa: E402
from views import _shared  # noqa: E402
from workspace import Workspace  # noqa: E402

_shared.make_workspace = lambda folder: Workspace(folder, encoder=FakeEncoder())
runpy.run_path(str(ROOT / "app.py"), run_name="__main__")
