"""What the app serves besides Python travels with the package: theme, style, icon and the browser components."""

from __future__ import annotations

import tomllib

import pytest

from tests.views.conftest import ROOT

SETUP = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
SERVED = [
    file.relative_to(ROOT)
    for folder in ("views/.streamlit", "views", "views/components/assets")
    for file in (ROOT / folder).iterdir()
    if file.is_file() and file.suffix != ".py"
]


def test_there_is_something_to_serve() -> None:
    assert {"config.toml", "style.css", "icon.svg", "neighbourhood.js", "about.css"} <= {one.name for one in SERVED}


@pytest.mark.parametrize("file", SERVED, ids=str)
def test_a_served_file_is_packaged(file: object) -> None:
    packaged = {
        one.relative_to(ROOT)
        for package, globs in SETUP["package-data"].items()
        for glob in globs
        for one in (ROOT / package.replace(".", "/")).glob(glob)
        if package in SETUP["packages"]
    }
    assert file in packaged
