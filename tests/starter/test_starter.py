"""The starter library: every entry, true to its own rules, and a vocabulary that can be learned from."""

from __future__ import annotations

import re
from collections import Counter

import networkx as nx
import pytest

import starter
from ingest.read import Vocabulary, read
from library.identity import title_key
from library.vocabulary import LEVELS, Facts, Reading, Topic

FOUND = list(read(starter.FOLDER, root=starter.FOLDER.parent))
READINGS = {found.reading_list.source.rsplit("/", 1)[-1]: found for found in FOUND if isinstance(found, Reading)}
(FACTS,) = (found for found in FOUND if isinstance(found, Facts))
(VOCABULARY,) = (found for found in FOUND if isinstance(found, Vocabulary))
TOPICS: dict[str, Topic] = {topic.id: topic for topic in VOCABULARY.topics}


@pytest.mark.parametrize(
    ("name", "bullets"),
    [
        ("machine-learning-in-seismology.md", 18),
        ("neural-networks-for-audio.md", 128),
        ("machine-learning-links.md", 149),
        ("deep-learning-resources-zh.md", 63),
    ],
)
def test_every_bullet_of_a_list_is_one_entry(name: str, bullets: int) -> None:
    reading = READINGS[name]
    text = (starter.FOLDER / "lists" / name).read_text("utf-8")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("- ")]
    assert [entry.line for entry in reading.entries] == lines
    assert len(lines) == bullets
    assert all(entry.section for entry in reading.entries)


def test_entries_have_notes_of_our_own_and_clean_titles() -> None:
    for reading in READINGS.values():
        for entry in reading.entries:
            assert entry.note, entry.title
            assert not re.search(r"[\[\]<>]|https?:", entry.title), entry.title


def test_there_are_enough_topics_in_every_area() -> None:
    assert len(TOPICS) >= 250
    assert set(Counter(topic.level for topic in TOPICS.values())) == set(LEVELS)
    for wanted in ("linear-algebra", "transformer", "seismology", "reinforcement-learning", "lstm"):
        assert any(wanted in topic for topic in TOPICS), wanted


@pytest.mark.parametrize("kind", ["requires", "broader"])
def test_requires_and_broader_are_acyclic_and_known(kind: str) -> None:
    edges = [
        (topic.id, other if isinstance(other, str) else other.topic)
        for topic in TOPICS.values()
        for other in getattr(topic, kind)
    ]
    assert all(end in TOPICS for edge in edges for end in edge)
    assert nx.is_directed_acyclic_graph(nx.DiGraph(edges))


def test_every_requirement_has_a_reason_of_its_own() -> None:
    reasons = Counter(need.reason for topic in TOPICS.values() for need in topic.requires)
    assert "" not in reasons
    assert reasons.most_common(1)[0][1] == 1


def test_no_topic_needs_a_harder_one_or_one_of_its_parts() -> None:
    for topic in TOPICS.values():
        for need in topic.requires:
            other = TOPICS[need.topic]
            assert LEVELS.index(other.level) <= LEVELS.index(topic.level), (topic.id, other.id)
            assert topic.id not in other.broader, (topic.id, other.id)


def test_no_name_means_two_topics() -> None:
    names = Counter(key for topic in TOPICS.values() for key in {title_key(n) for n in (topic.name, *topic.aliases)})
    assert [name for name, count in names.items() if count > 1] == []


def test_every_work_has_a_summary_of_its_own() -> None:
    summaries = Counter(work.summary for work in FACTS.works)
    assert summaries.most_common(1)[0][1] == 1
    for work in FACTS.works:
        assert 20 <= len(work.summary.split()) <= 60, work.key


def test_citations_run_back_in_time() -> None:
    years = {work.key: work.year for work in FACTS.works}
    for citation in FACTS.citations:
        citing, cited = years[citation.citing], years[citation.cited]
        assert citing is None or cited is None or citing >= cited, citation
