"""The app served on a free port, and a Chromium to look at it: for the benchmark and for the browser tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser", "chromium", "served"]

ROOT = Path(__file__).resolve().parents[1]
STARTED_S, STOPPED_S = 60, 10
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def served(script: str, library: Path, log: Path | None = None) -> Iterator[str]:
    """Serve a script of this project on a library, and yield its address; what the server says goes to `log`.

    Raises
    ------
    TimeoutError
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true", "--server.fileWatcherType", "none"]
    environment = {**os.environ, "STUDYGRAPH_LIBRARY": str(library), "OMP_WAIT_POLICY": "PASSIVE"}
    with Path(log or os.devnull).open("w") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)  # noqa: S603
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(STOPPED_S)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait(health: str) -> None:
    end = time.monotonic() + STARTED_S
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(health, timeout=2):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(f"the app did not start within {STARTED_S} s")


def chromium() -> str | None:
    """Return where a Chromium is, if there is one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@contextmanager
def browser(executable: str) -> Iterator[Browser]:
    """Start a Chromium that asks nobody for anything."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=executable, args=list(QUIET))
        try:
            yield opened
        finally:
            opened.close()
