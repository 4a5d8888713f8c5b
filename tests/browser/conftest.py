"""A served app and a Chromium to look at it; without a Chromium these tests are skipped and say so."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import FakeEncoder
from tests.views.conftest import TOPICS
from workspace import Workspace

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / "artifacts"
ENOUGH = 120  # seconds for one test: a browser that hangs ends the test, not the patience
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
]


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = pytest.mark.skip(reason="no Chromium found (apt-get install chromium)")
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")
            item.add_marker(pytest.mark.timeout(ENOUGH))
            if chromium() is None:
                item.add_marker(missing)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the app on a library that knows topics and has no list yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "tests/browser/served.py", "--server.port", str(port)]
    command += ["--server.headless", "true", "--server.fileWatcherType", "none"]
    folder = tmp_path_factory.mktemp("served")
    (folder / "topics.yaml").write_text(TOPICS)
    prepared = Workspace(folder / "library", encoder=FakeEncoder())
    with warnings.catch_warnings(action="ignore"):  # means over no resource at all are nobody's concern here
        prepared.add(folder / "topics.yaml")
    prepared.close()
    environment = {**os.environ, "STUDYGRAPH_LIBRARY": str(folder / "library"), "OMP_WAIT_POLICY": "PASSIVE"}
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait(10)


def _wait(health: str) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(health, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    raise AssertionError("the app did not start")


@pytest.fixture(scope="module")
def chrome() -> Iterator[object]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield opened
        opened.close()
