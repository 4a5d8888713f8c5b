"""A served app and a Chromium to look at it; without a Chromium these tests are skipped and say so."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.served import browser, chromium, served
from tests.conftest import FakeEncoder
from tests.views.conftest import TOPICS
from workspace import Workspace

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / "artifacts"
ENOUGH = 120  # seconds for one test: a browser that hangs ends the test, not the patience


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
    folder = tmp_path_factory.mktemp("served")
    (folder / "topics.yaml").write_text(TOPICS)
    prepared = Workspace(folder / "library", encoder=FakeEncoder())
    with warnings.catch_warnings(action="ignore"):  # means over no resource at all are nobody's concern here
        prepared.add(folder / "topics.yaml")
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
