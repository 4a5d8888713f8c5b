"""The front door: one object that opens a library and wires the steps; it holds no algorithm.

>>> from workspace import Workspace                                              # doctest: +SKIP
>>> ws = Workspace("my-library")                                                 # doctest: +SKIP
>>> ws.add("reading-list.md")                                                    # doctest: +SKIP
>>> [hit.title for hit in ws.search("attention", n=3)]                           # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

import starter
from embeddings.encoder import Encoder, SentenceEncoder
from embeddings.index import VectorIndex, fingerprint
from embeddings.refresh import encode_missing, stale
from graph.describe import Details, counts, describe
from graph.export import export
from graph.find import Finder, Hit
from graph.persist import load_or_build
from graph.prerequisites import Inference
from graph.queries import GraphIndex, Neighbourhood, Way, neighbourhood, ways
from graph.schema import Graph
from graph.snapshot import take
from ingest.assign import Report, store_facts_of, store_reading
from ingest.decode import decode
from ingest.enrich import Enriched, enrich_library
from ingest.read import Found, LeftOut, Vocabulary, parse, read
from library.database import Library, get_meta, revision, set_meta, touch
from library.errors import NotFound
from library.facts import keywords_of
from library.paths import default_folder, write_atomic
from library.readers import State
from library.resources import resolve_id
from library.texts import node_texts
from library.topics import store_topics
from library.vectors import drop_vectors, load_vectors, store_vectors, vector_hashes
from library.vocabulary import Facts, Reading, Skipped, Status
from library.voice import Voice
from recommend.ask import ask
from recommend.fitted import Fitted, fit
from recommend.fitted import load as load_fitted
from recommend.fitted import save as save_fitted
from recommend.gather import gather
from recommend.goals import Goal, resolve
from recommend.rank import Recommendation, next_reads
from recommend.roadmap_saved import SavedPlan, prune, whole
from recommend.roadmap_types import Roadmap, Wishes
from recommend.wishes import Wishes as NextWishes

__all__ = ["Progress", "Workspace"]

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
"""Called with (what is done, how much of it, out of how much)."""


class Workspace(Voice):
    """A library with everything that can be asked of it.

    Parameters
    ----------
    folder : the library's folder; `$STUDYGRAPH_LIBRARY` or one in the user's data folder by default.
    reader : whose statuses, ratings and plans are read and written.
    encoder : the text model; the packaged MiniLM by default, loaded when first needed.
    create : make the library when there is none.

    Raises
    ------
    LibraryError, LibraryMissing, LibraryTooNew
    """

    def __init__(
        self,
        folder: str | Path | None = None,
        *,
        reader: str = "me",
        encoder: Encoder | None = None,
        create: bool = True,
    ) -> None:
        super().__init__(Library(folder or default_folder(), create=create), reader)
        self.encoder: Encoder = encoder or SentenceEncoder()
        self._index: VectorIndex | None = None
        self._kg: Graph | None = None
        self._derived: dict[type, Any] = {}

    # --- the main job -------------------------------------------------------------------------------

    def add(self, *sources: str | Path, progress: Progress = lambda *_: None) -> list[Report]:
        """Read files, folders or addresses into the library, then refresh what changed.

        `"starter"` names the lists, facts and topics that come with Studygraph; `"./starter"` is your own folder.
        Every source is read before the first is stored, so that a mistyped name stores nothing; each list is
        stored whole or not at all.

        Raises
        ------
        SourceError
        """
        return self.keep([one for source in sources for one in self.look(source)], progress)

    def keep(self, found: Sequence[Found], progress: Progress = lambda *_: None) -> list[Report]:
        """Store what `look` or `preview` returned, then refresh what changed."""
        reports = []
        for done, one in enumerate(found):
            progress("reading lists", done, len(found))
            reports.append(self._store(one))
        progress("reading lists", len(found), len(found))
        self.refresh(progress)
        return reports

    def enrich(self, progress: Progress = lambda *_: None) -> list[Enriched]:
        """Ask metadata services about what stands in the lists, then refresh what changed (see `ingest.enrich`).

        This is the one step that sends words of the library over the network: identifiers, and titles of works
        without one. An interrupt keeps what was answered; the next run goes on from there.
        """
        done = enrich_library(self.library, progress)
        self.refresh(progress)
        return done

    def look(self, source: str | Path) -> Sequence[Found]:
        """Read a file, folder, address or `"starter"` and return what `add` would store; nothing is stored."""
        if source == "starter":
            return tuple(read(starter.FOLDER, root=starter.FOLDER.parent))
        return tuple(read(source))

    def _store(self, found: Found) -> Report:
        match found:
            case LeftOut():
                return Report(found.source, found.source, skipped=(Skipped(0, found.source, found.reason),))
            case Reading():
                with self.library.write() as connection:
                    return store_reading(connection, found)
            case Facts():
                with self.library.write() as connection:
                    return store_facts_of(connection, found)
            case Vocabulary():
                with self.library.write() as connection:
                    changed = store_topics(connection, found.topics, found.source)
                    if changed:
                        touch(connection)
                count = len(found.topics)
                new, unchanged = (count, 0) if changed else (0, count)
                return Report(found.source, "topic vocabulary", count, new=new, unchanged=unchanged)

    def preview(self, name: str, data: bytes) -> Reading:
        """Return what would be read from the bytes of a file (an upload, pasted text); nothing is stored."""
        return parse(decode(data, name), name)

    def add_text(self, name: str, data: bytes, progress: Progress = lambda *_: None) -> Report:
        """Store a reading list given as bytes under `name`."""
        return self.keep([self.preview(name, data)], progress)[0]

    def refresh(self, progress: Progress = lambda *_: None) -> int:
        """Bring vectors, index and graph up to date; return how many texts were encoded."""
        count = self._encode(progress)
        progress("building the graph", 0, 1)
        _ = self.index, self.kg
        progress("building the graph", 1, 1)
        if self._resources:
            progress("learning from your lists", 0, 1)
            _ = self._fitted
            progress("learning from your lists", 1, 1)
        return count

    def _encode(self, progress: Progress) -> int:
        model = self.encoder.name
        with self.library.read() as connection:
            now = str(revision(connection))
            if get_meta(connection, f"encoded:{model}") == now:
                return 0
            texts, stored = node_texts(connection), vector_hashes(connection, model)
        count, total = 0, len(stale(texts, stored))
        for nodes, hashes, vectors in encode_missing(self.encoder, texts, stored):
            rows = zip(nodes, hashes, vectors, strict=True)
            with self.library.write() as connection:
                store_vectors(connection, model, {node: (digest, row.tobytes()) for node, digest, row in rows})
            count += len(nodes)
            progress("encoding texts", count, total)
        with self.library.write() as connection:
            drop_vectors(connection, model, stored.keys() - texts.keys())
            set_meta(connection, f"encoded:{model}", now)
        return count

    @property
    def revision(self) -> int:
        """How often the library's content has changed."""
        with self.library.read() as connection:
            return revision(connection)

    @property
    def index(self) -> VectorIndex:
        """The vector index, loaded from its file or built anew when that is missing or stale."""
        path, model = self.library.paths.index, self.encoder.name
        with self.library.read() as connection:
            mark = fingerprint(model, sorted(vector_hashes(connection, model).items()))
            if self._index is None or self._index.built_from != mark:
                self._index = VectorIndex.load(path, mark)
            if self._index is None:
                rows = load_vectors(connection, model)
                flat = np.frombuffer(b"".join(data for *_, data in rows), np.float32)
                matrix = flat.reshape(len(rows), -1 if rows else 1)
                self._index = VectorIndex.build([row[0] for row in rows], matrix, mark)
                write_atomic(path, self._index.write)
        return self._index

    @property
    def kg(self) -> Graph:
        """The knowledge graph, loaded from its file or built anew when that is missing or stale."""
        if self._kg is None or self._kg.graph["revision"] != self.revision:
            index = self.index
            vectors = index.nodes, index.vectors(index.nodes)
            self._kg = load_or_build(self.library, vectors, Inference(vectors, self.encoder.name))
            self._derived.clear()
        return self._kg

    @property
    def graph_index(self) -> GraphIndex:
        """The graph as arrays, for fast queries."""
        kg = self.kg
        return self._once(GraphIndex, lambda: GraphIndex(kg))

    @property
    def _finder(self) -> Finder:
        kg, index = self.kg, self.index
        return self._once(Finder, lambda: Finder(kg, index.__contains__, index.vectors))

    def _once(self, what: type[T], make: Callable[[], T]) -> T:
        if what not in self._derived:
            self._derived[what] = make()
        made: T = self._derived[what]
        return made

    def status(self) -> dict[str, int]:
        """Return how much of everything the library holds."""
        return counts(self.kg)

    def export(self, form: str, nodes: Sequence[str] | None = None) -> dict[str, str]:
        """Return the graph or its resources as files, name to text, in a format of `graph.export.FORMATS`."""
        return export(self.kg, form, nodes)

    # --- questions ----------------------------------------------------------------------------------

    def search(self, text: str, n: int = 20, *, types: Sequence[str] = (), kinds: Sequence[str] = ()) -> list[Hit]:
        """Find resources, topics, authors and lists by half a name, by words or by meaning."""
        finder = self._finder
        vector = self.encoder.encode([text])[0] if len(self.index) and text.strip() else None
        return finder.find(text, n, vector=vector, types=types, kinds=kinds)

    def node(self, text: str) -> str:
        """Return the node that a text names: a node id, an alias or identifier of a resource, a unique name.

        Raises
        ------
        NotFound
            With the nearest names as a hint.
        """
        if text in self.kg:
            return text
        named = [hit for hit in self._finder.find(text, 5) if hit.why == "its name"]
        if named:  # a whole name means more than the beginning of an id
            return min(named, key=lambda hit: hit.type != "topic").node
        try:
            with self.library.read() as connection:
                return resolve_id(connection, text)
        except NotFound as error:
            hits = [hit for hit in self._finder.find(text, 5) if hit.why == "its name"] or self._finder.find(text, 4)
            if hits and hits[0].why == "its name":
                return hits[0].node
            near = ", ".join(f"{hit.node} ({hit.title})" for hit in hits)
            hint = f"did you mean {near}?" if near else error.hint
            raise NotFound(f"nothing is called {text!r}", hint=hint) from error

    def show(self, text: str) -> Details:
        """Return everything known about a node: its attributes, places, neighbours and the reader's state."""
        node = self.node(text)
        return describe(self.graph_index, node, self.states().get(node, State()))

    def neighbourhood(
        self, text: str, depth: int = 1, *, kinds: Sequence[str] | None = None, limit: int = 60
    ) -> Neighbourhood:
        """Return what lies around a node, best first, and the edges among it."""
        return neighbourhood(self.graph_index, self.node(text), depth, kinds, limit)

    def path(self, first: str, second: str, n: int = 3) -> tuple[Way, ...]:
        """Return up to `n` short explained paths between two nodes."""
        return ways(self.graph_index, self.node(first), self.node(second), n)

    def recommend(
        self,
        n: int = 10,
        *,
        like: Sequence[str] = (),
        dislike: Sequence[str] = (),
        goal: str = "",
        wishes: NextWishes | None = None,
    ) -> list[Recommendation]:
        """Recommend what to read next (see `recommend.rank.next_reads`).

        Parameters
        ----------
        like, dislike : nodes; without `like`, what the reader has read or rated up counts. A topic, list or author
            stands for its resources.
        goal : a topic or a few words that the reading should lead to.
        wishes : intent, filters, diversity and sliders; only what stands in a list by default.
        """
        if not self._resources:
            return []
        fitted = self._fitted
        query = ask(
            fitted.evidence,
            self.kg,
            self.states(),
            like=[self.node(text) for text in like],
            dislike=[self.node(text) for text in dislike],
            goal=goal,
            goal_vector=self.encoder.encode([goal])[0] if goal else None,
            muted=self.setting("muted", []),
            shown=self.times_shown(),
        )
        return next_reads(fitted, query, n, wishes=wishes or NextWishes(listed_only=True))

    @property
    def _resources(self) -> bool:
        return any(data["node"] == "resource" for _, data in self.kg.nodes(data=True))

    @property
    def _fitted(self) -> Fitted:
        """What recommendations need, loaded from its file or computed anew when that is missing or stale."""
        kg, index = self.kg, self.index
        path = self.library.paths.models / "next.npz"

        def make() -> Fitted:
            with self.library.read() as connection:
                mark = f"{self.revision} {index.built_from}"
                evidence = gather(kg, take(connection), index.rows, mark, keywords_of(connection))
            fitted = load_fitted(evidence, path)
            if fitted is None:
                fitted = fit(evidence)
                save_fitted(fitted, path)
            return fitted

        return self._once(Fitted, make)

    def roadmap(self, *goals: str, known: Sequence[str] = (), wishes: Wishes | None = None) -> Roadmap:
        """Plan how to get from what the reader knows to the goals (see `recommend.roadmap.plan`).

        Parameters
        ----------
        goals : what `meant` understands.
        known : further nodes to take as known.

        Raises
        ------
        NotFound, UsageError
        """
        return prune(self.kg, self._saved(goals, wishes), [self.node(text) for text in known])

    def whole_roadmap(self, *goals: str, known: Sequence[str] = (), wishes: Wishes | None = None) -> Roadmap:
        """Return `roadmap` together with the steps that are behind the reader: what a check-list shows."""
        return whole(self.kg, self._saved(goals, wishes), [self.node(text) for text in known])

    def _saved(self, goals: Sequence[str], wishes: Wishes | None) -> SavedPlan:
        nodes = dict.fromkeys(node for text in goals for node in self.meant(text).nodes)
        return SavedPlan(tuple(nodes), wishes or Wishes(), self.statuses())

    def statuses(self) -> dict[str, Status]:
        """Return the reader's statuses by node."""
        return {node: state.status for node, state in self.states().items() if state.status}

    def meant(self, text: str) -> Goal:
        """Return what a goal in words stands for, and what else it could have meant (see `recommend.goals`).

        Raises
        ------
        NotFound, UsageError
        """
        return resolve(self.kg, text, self._goal_hits)

    def goal(self, text: str) -> str:
        """Return the first node that a goal stands for; `meant` tells all of it."""
        return self.meant(text).nodes[0]

    def _goal_hits(self, text: str) -> list[Hit]:
        hits = [*self.search(text, 8, types=("topic",)), *self.search(text, 8, types=("list", "resource"))]
        try:
            with self.library.read() as connection:
                node = resolve_id(connection, text)
        except NotFound:
            return hits
        data = self.kg.nodes[node]
        return [Hit(node, data["title"], data["node"], data.get("kind", ""), 9.0, "its name"), *hits]

    def say(self, node: str, **said: Any) -> State:
        """Change `status`, `rating` or `note` of a node, named as in `node`, and return the state before."""
        return super().say(self.node(node), **said)

    def close(self) -> None:
        """Release the library."""
        self.library.close()
