"""The text by which a node is embedded and searched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from library.database import Connection
from library.facts import keywords_of
from library.lists import list_entries
from library.resources import all_resources
from library.topics import all_topics
from library.vocabulary import Resource, Topic

__all__ = ["node_texts", "resource_text", "topic_text"]

MOST_ALIASES, MOST_KEYWORDS = 5, 20


def node_texts(connection: Connection) -> dict[str, str]:
    """Return the text of every resource (by id) and of every topic of the vocabulary (by `topic:<id>`)."""
    sections: dict[str, list[str]] = defaultdict(list)
    for _, node, entry in list_entries(connection):
        sections[node] += reversed(entry.section)
    words = keywords_of(connection)
    texts = {
        node: resource_text(one, sections[node], words.get(node, ())) for node, one in all_resources(connection).items()
    }
    return texts | {f"topic:{topic.id}": topic_text(topic) for topic in all_topics(connection)}


def resource_text(resource: Resource, sections: Iterable[str] = (), keywords: Sequence[str] = ()) -> str:
    """Return title, nickname, keywords and summary; without a summary, the headings above it say what it is about.

    Examples
    --------
    >>> resource_text(Resource("r", "Deep residual learning", nickname="ResNet", summary="Skips layers."))
    'Deep residual learning (ResNet). Skips layers.'
    >>> resource_text(Resource("r", "CNN notes"), ["Vision"])
    'CNN notes. Vision.'
    >>> resource_text(Resource("r", "Folding at home"), keywords=["protein-folding"])
    'Folding at home. protein folding.'
    """
    name = resource.nickname
    title = (
        f"{resource.title} ({name})" if name and name.casefold() not in resource.title.casefold() else resource.title
    )
    words = ", ".join(word.replace("_", " ").replace("-", " ") for word in keywords[:MOST_KEYWORDS])
    parts = [title, words, resource.summary or ", ".join(dict.fromkeys(sections))]
    return " ".join(part if part.endswith((".", "!", "?", "。")) else f"{part}." for part in parts if part)


def topic_text(topic: Topic) -> str:
    """Return name, a few aliases and summary of a topic; the model reads Latin letters only."""
    also = ", ".join([alias for alias in topic.aliases if alias.isascii()][:MOST_ALIASES])
    also = f" ({also})" if also else ""
    return f"{topic.name}{also}. {topic.summary}".strip()
