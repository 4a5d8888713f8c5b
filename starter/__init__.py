"""The starter library's data: reading lists, facts and a topic vocabulary, in the formats of a user's own."""

from pathlib import Path

FOLDER = Path(__file__).parent
"""The folder that `studygraph add` is given to build the starter library."""
