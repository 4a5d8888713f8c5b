"""Facts from metadata services: who is asked about what, at once, and what their answers come to.

Identifiers are looked up first; a work without one that a service knows is searched by title, and taken only when
a second witness agrees. Each service runs in a thread of its own, as each has its own pace; one that is down costs
its own facts only. What is asked twice is answered from the client's file, so a run can be stopped and continued.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace

import httpx

from ingest.assign import Report, store_facts_of
from ingest.services.answers import Answer, Question, Service
from ingest.services.arxiv import ARXIV
from ingest.services.client import Client
from ingest.services.crossref import CROSSREF
from ingest.services.datacite import DATACITE
from ingest.services.github import GITHUB
from ingest.services.openalex import OPENALEX
from ingest.services.semanticscholar import SEMANTIC_SCHOLAR
from ingest.services.youtube import YOUTUBE
from library.database import Library
from library.errors import UnreadableSource
from library.identity import author_key, title_key
from library.resources import all_resources
from library.vocabulary import Citation, Facts, Identifier, Resource, Work

__all__ = ["PAUSES", "SERVICES", "Enriched", "Found", "enrich", "enrich_library"]

SERVICES: tuple[Service, ...] = (OPENALEX, CROSSREF, SEMANTIC_SCHOLAR, ARXIV, DATACITE, GITHUB, YOUTUBE)
PAUSES = {service.host: service.pause for service in SERVICES}
OFTEN = 2
"""So many of the asked resources have to cite a work that the library does not hold before it becomes a node."""

_TITLED = frozenset({"paper", "book"})
"""Kinds that are searched by title: the services know no others."""

_NAMED = frozenset({"doi", "arxiv", "acl", "openreview", "pmlr", "neurips", "isbn"})
"""Who has one of these is no work without a name; a search would add little and might err."""

_TICK = 0.2  # seconds between two reports of progress


@dataclass(frozen=True, slots=True)
class Found:
    """What one service had to say.

    `nodes` are the keys in `facts` that are ids of the library's resources; `sent` is what the service was told;
    `problem` says why it was left early, empty when it was not.
    """

    facts: Facts
    nodes: Collection[str]
    sent: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Enriched:
    """What asking one service came to: what it was told, what was stored, and why it was left early, if it was."""

    service: str
    sent: tuple[str, ...]
    report: Report
    problem: str = ""


def enrich_library(
    library: Library,
    progress: Callable[[str, int, int], None] = lambda *_: None,
    transport: httpx.BaseTransport | None = None,
) -> list[Enriched]:
    """Ask all services about what stands in the library's lists and store their facts, each service's as one step.

    `transport` stands in for the network in tests.
    """
    with library.read() as connection:
        resources = all_resources(connection)
    known = {name: node for node, one in resources.items() for name in one.identifiers}
    listed = [one for one in resources.values() if one.listed]
    with Client(library.paths.answers, PAUSES, transport) as client:
        found = enrich(listed, known, client, progress)
    return [_store(library, one) for one in found]


def _store(library: Library, found: Found) -> Enriched:
    with library.write() as connection:
        report = store_facts_of(connection, found.facts, found.nodes)
    return Enriched(found.facts.source, found.sent, report, found.problem)


def enrich(
    resources: Sequence[Resource],
    known: Mapping[Identifier, str],
    client: Client,
    progress: Callable[[str, int, int], None] = lambda *_: None,
    services: Sequence[Service] = SERVICES,
) -> list[Found]:
    """Ask services about resources.

    Parameters
    ----------
    resources : what to ask about.
    known : the resource of every identifier in the library, listed or not; citations of these count at once.
    progress : called with ("asking services", answered, all) in the thread of the caller.

    A `KeyboardInterrupt` of the caller ends the run early and loses no answer: what was found is returned.
    """
    runs = [_Run(service, resources, known, client) for service in services]
    stop = threading.Event()
    with ThreadPoolExecutor(max(len(runs), 1)) as threads:
        futures = [threads.submit(run.go, stop) for run in runs]
        try:
            _report(runs, futures, progress)
        except KeyboardInterrupt:
            stop.set()
        return [future.result() for future in futures]


def _report(runs: Sequence[_Run], futures: Sequence[Future[Found]], progress: Callable[[str, int, int], None]) -> None:
    left = set(futures)
    while left:
        _, left = wait(left, timeout=_TICK)
        progress("asking services", sum(run.done for run in runs), sum(len(run.asked) for run in runs))


class _Run:
    """One service's questions and answers; `done` counts the questions behind it."""

    def __init__(
        self, service: Service, resources: Sequence[Resource], known: Mapping[Identifier, str], client: Client
    ) -> None:
        self.service = service
        self.known = dict(known)
        self.held = {*known.values(), *(resource.id for resource in resources)}
        self.client = client
        self.asked = [(resource, ask) for resource in resources if (ask := _question(service, resource))]
        self.done = 0
        self.sent: list[str] = []

    def go(self, stop: threading.Event) -> Found:
        answers: dict[str, Answer] = {}
        problem = ""
        try:
            for resource, question in self.asked:
                if stop.is_set():
                    problem = "stopped; run it again to go on"
                    break
                found = self._ask(question, resource)
                if found:
                    answers[resource.id] = found
                self.done += 1
            cited = self._whole(self._kept(answers))
        except UnreadableSource as error:
            problem = f"{error}. {error.hint}".strip()
            cited = self._kept(answers)
        self.done = len(self.asked)
        return self._found(answers, cited, problem)

    def _ask(self, question: Question, resource: Resource | None = None) -> Answer | None:
        self.sent.append(question.sent)
        payload = self.client.get(question)
        if payload is None:
            return None
        if resource and self.service.choose and not _name(self.service, resource):
            return self.service.choose(payload, resource)
        return self.service.read(payload)

    def _kept(self, answers: Mapping[str, Answer]) -> list[tuple[str, Work]]:
        """Citations worth keeping, as (resource, cited work): of what the library holds, or of what many cite."""
        for node, answer in answers.items():
            for name in answer.work.identifiers:
                self.known.setdefault(name, node)
        pairs = [(node, work) for node, answer in answers.items() for work in answer.cites if _key(work)]
        times = Counter(_key(work) for _, work in pairs)
        return [(node, work) for node, work in pairs if times[_key(work)] >= OFTEN or self._node(work)]

    def _whole(self, pairs: Sequence[tuple[str, Work]]) -> list[tuple[str, Work]]:
        """Look up the cited works that came as a bare identifier and that the library does not hold."""
        whole = {_key(work): work for _, work in pairs}
        for key, work in whole.items():
            if not work.title and not self._node(work):
                found = self._ask(self.service.ask(work.identifiers[0]))
                whole[key] = found.work if found else work
        return [(node, whole[_key(work)]) for node, work in pairs]

    def _node(self, work: Work) -> str | None:
        return next((self.known[name] for name in work.identifiers if name in self.known), None)

    def _found(self, answers: Mapping[str, Answer], cited: Sequence[tuple[str, Work]], problem: str) -> Found:
        works = {node: replace(answer.work, key=node) for node, answer in answers.items()}
        nodes = set(answers)
        citations: dict[Citation, None] = {}
        for citing, work in cited:
            key = self._node(work) or _key(work)
            if key in self.held:
                nodes.add(key)
            elif work.title:
                works.setdefault(key, replace(work, key=key))
            else:
                continue
            citations[Citation(citing, key, "its references")] = None
        facts = Facts(self.service.name, tuple(works.values()), tuple(citations))
        return Found(facts, nodes, tuple(self.sent), problem)


def _question(service: Service, resource: Resource) -> Question | None:
    name = _name(service, resource)
    if name:
        return service.ask(name)
    searched = resource.kind in _TITLED and not any(one.scheme in _NAMED for one in resource.identifiers)
    return service.find(resource) if service.find and searched else None


def _name(service: Service, resource: Resource) -> Identifier | None:
    able = [one for one in resource.identifiers if one.scheme in service.schemes]
    return min(able, key=lambda one: (service.schemes.index(one.scheme), one.value), default=None)


def _key(work: Work) -> str:
    """One key for a cited work, whoever cites it; empty when it has neither an identifier nor a title."""
    if work.identifiers:
        return str(min(work.identifiers))
    author = author_key(work.authors[0]) if work.authors else ""
    return f"title:{title_key(work.title)}:{author}:{work.year or ''}" if work.title else ""
