"""How long a plan takes on growing libraries, with the graph in memory."""

from __future__ import annotations

import random
import time

import networkx as nx

from recommend.roadmap import plan

__all__ = ["print_speed"]

SIZES = ((1_000, 500), (5_000, 500), (20_000, 500), (100_000, 500))
KINDS = ("paper", "video", "book", "blog")
LEVELS = ("introductory", "intermediate", "advanced")
REPEATS = 3


def print_speed() -> None:
    """Print the best time of a few plans towards the last topic, a third of the topics being known ground."""
    print("resources  topics  steps  milliseconds of processor time")
    for resources, topics in SIZES:
        kg = _library(resources, topics)
        times = []
        for _ in range(REPEATS):
            start = time.process_time()
            roadmap = plan(kg, [f"topic:{topics - 1}"], [f"topic:{topics // 3}"])
            times.append(time.process_time() - start)
        print(f"{resources:9}  {topics:6}  {len(roadmap.steps):5}  {1000 * min(times):12.0f}", flush=True)


def _library(resources: int, topics: int) -> nx.MultiDiGraph[str]:
    draw = random.Random(0)
    kg: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number in range(topics):
        level = LEVELS[3 * number // topics]
        kg.add_node(f"topic:{number}", node="topic", title=f"Topic {number}", level=level)
        for need in {draw.randrange(number) for _ in range(3)} if number else ():
            kg.add_edge(f"topic:{number}", f"topic:{need}", key="requires", confidence=0.9, evidence=["stated"])
    for number in range(resources):
        kg.add_node(str(number), node="resource", title=f"Resource {number}", kind=draw.choice(KINDS), listed=True)
        for topic in {draw.randrange(topics) for _ in range(2)}:
            kg.add_edge(str(number), f"topic:{topic}", key="about", confidence=0.8)
        kg.add_edge(str(number), "list:all", key="listed_in", order=number, section=[])
        for cited in {draw.randrange(number) for _ in range(3)} if number else ():
            kg.add_edge(str(number), str(cited), key="cites")
    return kg
