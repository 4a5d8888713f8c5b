"""The app with an encoder that needs no model, for the browser tests: `streamlit run tests/browser/served.py`."""

import os
import runpy
import sys
import threading
import time
from pathlib import Path

GUARD = "ends with its tests"


def _guard(parent: int) -> None:
    """A test run that is killed stops no fixture: do not stay behind it."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


if GUARD not in {thread.name for thread in threading.enumerate()}:
    threading.Thread(target=_guard, args=(os.getppid(),), name=GUARD, daemon=True).start()

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from tests.conftest import FakeEncoder  # noqa: E402
from views import _shared  # noqa: E402
from workspace import Workspace  # noqa: E402

_shared.make_workspace = lambda folder: Workspace(folder, encoder=FakeEncoder())
runpy.run_path(str(ROOT / "app.py"), run_name="__main__")
