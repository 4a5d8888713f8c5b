"""The Streamlit router: the table of pages. Everything a page shows is in `views`."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

HERE = Path(__file__).resolve().parent
# Pages import `views` and `workspace`; Streamlit puts the folder of this script on the path only while it starts it.
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

PAGES = (
    ("explore", "Explore", ":material/hub:"),
    ("next", "Next", ":material/auto_stories:"),
    ("roadmap", "Roadmap", ":material/signpost:"),
    ("library", "Library", ":material/library_books:"),
    ("progress", "Progress", ":material/trending_up:"),
)


def main() -> None:
    """Show the page that the address names, Explore by default."""
    st.set_page_config(page_title="Studygraph", page_icon=str(HERE / "views" / "icon.svg"), layout="wide")
    pages = [
        st.Page(HERE / "views" / f"{name}.py", title=title, icon=icon, url_path=name, default=name == "explore")
        for name, title, icon in PAGES
    ]
    st.navigation(pages, position="top").run()


main()
