"""A served app and a Chromium to look at it; without a Chromium these tests are skipped and say so."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bench.served import browser, chromium, served
from tests.conftest import FakeEncoder
from tests.views.conftest import LIST, TOPICS
from workspace import Workspace

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / "artifacts"
ENOUGH = 120  # seconds for one test: a browser that hangs ends the test, not the patience


SLOW = 40_000


class Visit:
    """A page with its finds: outside requests and script errors fail the test that made them."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.outside: list[str] = []
        self.errors: list[str] = []
        page.set_default_timeout(SLOW)
        page.on("request", self._asked)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.address, self.address.replace("http", "ws"), "data:", "blob:")):
            self.outside.append(request.url)

    def open(self, path: str, wait_for: str) -> Any:
        self.page.goto(f"{self.address}{path}")
        self.page.wait_for_selector(wait_for)
        return self.page

    def picture(self, name: str) -> None:
        ARTIFACTS.mkdir(exist_ok=True)
        self.page.wait_for_timeout(900)
        self.page.screenshot(path=ARTIFACTS / f"{name}.png")


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
    with _served(tmp_path_factory.mktemp("served"), {"topics.yaml": TOPICS}) as at:
        yield at


@pytest.fixture(scope="module")
def shelf_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the app on a library with one list."""
    files = {"topics.yaml": TOPICS, "sequence-models.md": LIST}
    with _served(tmp_path_factory.mktemp("served"), files) as at:
        yield at


@contextmanager
def _served(folder: Path, files: Mapping[str, str]) -> Iterator[str]:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    prepared = Workspace(folder / "library", encoder=FakeEncoder())
    with warnings.catch_warnings(action="ignore"):  # means over no resource at all are nobody's concern here
        prepared.add(*(folder / name for name in files))
    prepared.close()
    with served("tests/browser/served.py", folder / "library", folder / "log") as at:
        yield at


@pytest.fixture(scope="module")
def chrome() -> Iterator[object]:
    pytest.importorskip("playwright.sync_api")
    found = chromium()
    assert found
    with browser(found) as opened:
        yield opened
