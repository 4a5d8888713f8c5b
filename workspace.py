"""The front door: one object that opens a library and wires the steps; it holds no algorithm.

>>> from workspace import Workspace                                              # doctest: +SKIP
>>> ws = Workspace("my-library")                                                 # doctest: +SKIP
>>> ws.add("reading-list.md")                                                    # doctest: +SKIP
>>> [hit.title for hit in ws.search("attention", n=3)]                           # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import starter
from embeddings.encoder import Encoder, SentenceEncoder
from graph.describe import Details, counts, describe
from graph.export import export
from graph.find import Hit
from graph.gaps import Gaps, gaps
from graph.naming import name_node, spelt
from graph.queries import Neighbourhood, Way, neighbourhood, ways
from graph.requires import judge
from ingest.assign import Report
from ingest.decide import join, names_of, split
from ingest.decode import decode
from ingest.enrich import Enriched, enrich_library
from ingest.read import Found, parse, read
from ingest.store import remove, store
from library.database import Library
from library.errors import NotFound, UnreadableSource, UsageError, short
from library.paths import default_folder
from library.readers import State
from library.resources import resolve_id
from library.vocabulary import Reading
from recommend.ask import ask, towards
from recommend.evidence import Floats
from recommend.goals import Goal, resolve
from recommend.rank import Recommendation, next_reads
from recommend.wishes import Wishes as NextWishes
from workspace_derived import Progress
from workspace_plans import Planner

__all__ = ["Progress", "Workspace"]


class Workspace(Planner):
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
        if isinstance(folder, str) and not folder.strip():
            raise UsageError("the library's folder has an empty name", hint="name a folder, or none for the usual one")
        super().__init__(Library(folder or default_folder(), create=create), reader, encoder or SentenceEncoder())

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
        reports = store(self.library, found, progress)
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
        if not str(source).strip():
            raise UsageError("a source has an empty name", hint="name a file, a folder or an address")
        if source == "starter":
            return tuple(read(starter.FOLDER, root=starter.FOLDER.parent))
        try:
            return tuple(read(source))
        except OSError as error:
            hint = "check its name and its permissions"
            raise UnreadableSource(short(str(source)), error.strerror or str(error), hint=hint) from error

    def remove(self, name: str, progress: Progress = lambda *_: None) -> Report:
        """Take out a list by its id, title or source (see `ingest.store.remove`); adding it again brings it back.

        Raises
        ------
        NotFound, SourceError
        """
        report = remove(self.library, name)
        self.refresh(progress)
        return report

    def preview(self, name: str, data: bytes) -> Reading:
        """Return what would be read from the bytes of a file (an upload, pasted text); nothing is stored."""
        return parse(decode(data, name), name)

    def add_text(self, name: str, data: bytes, progress: Progress = lambda *_: None) -> Report:
        """Store a reading list given as bytes under `name`."""
        return self.keep([self.preview(name, data)], progress)[0]

    def status(self) -> dict[str, int]:
        """Return how much of everything the library holds."""
        return counts(self.kg)

    def export(self, form: str, nodes: Sequence[str] | None = None) -> dict[str, str]:
        """Return the graph or its resources as files, name to text, in a format of `graph.export.FORMATS`."""
        return export(self.kg, form, nodes)

    # --- questions ----------------------------------------------------------------------------------

    def search(
        self, text: str, n: int = 20, *, types: Sequence[str] = (), kinds: Sequence[str] = (), meaning: bool = True
    ) -> list[Hit]:
        """Find resources, topics, authors and lists by half a name, by words or by meaning.

        Without `meaning` the text model is left alone, and the answer is there at once.
        """
        finder = self._finder
        vector = self.encoder.encode([text])[0] if meaning and len(self.index) and text.strip() else None
        return finder.find(text, n, vector=vector, types=types, kinds=kinds)

    def node(self, text: str) -> str:
        """Return the node that a text names: an id, an address, a DOI or arXiv id, a name (see `graph.naming`).

        Raises
        ------
        NotFound
            With the nodes that may have been meant as choices.
        """
        kg = self.kg
        # The app asks by id, at every press; what finds names is only made ready for names.
        return text if text in kg else name_node(text, kg, self._finder, self._known)

    def _known(self, text: str) -> str | None:
        with self.library.read() as connection:
            try:
                return resolve_id(connection, text)
            except NotFound:
                return None

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

    def gaps(self, at_least: int = 2) -> Gaps:
        """Return works that so many listed resources cite and no list holds, and topics that nothing listed teaches."""
        return gaps(self.kg, at_least)

    def recommend(
        self,
        n: int = 10,
        *,
        like: Sequence[str] = (),
        dislike: Sequence[str] = (),
        goal: str | Sequence[str] = "",
        wishes: NextWishes | None = None,
    ) -> list[Recommendation]:
        """Recommend what to read next (see `recommend.rank.next_reads`).

        Parameters
        ----------
        like, dislike : nodes; without `like`, what the reader has read or rated up counts. A topic, list or author
            stands for its resources.
        goal : a few words that the reading should lead to, or the nodes that it should lead to.
        wishes : intent, filters, diversity and sliders; only what stands in a list by default.
        """
        if not self._resources:
            return []
        fitted = self._fitted
        words, vector = self._towards(goal)
        query = ask(
            fitted.evidence,
            self.kg,
            self.states(),
            like=[self.node(text) for text in like],
            dislike=[self.node(text) for text in dislike],
            goal=words,
            goal_vector=vector,
            muted=self.setting("muted", []),
            shown=self.times_shown(),
        )
        return next_reads(fitted, query, n, wishes=wishes or NextWishes(listed_only=True))

    def _towards(self, goal: str | Sequence[str]) -> tuple[str, Floats | None]:
        if isinstance(goal, str):
            return goal, self.encoder.encode([goal])[0] if goal else None
        return towards(self.kg, [self.node(text) for text in goal], self.index.rows)

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
        # What is called so needs no reading between the lines, and no text model loaded.
        search = self._finder.find if self._finder.named(text) else self.search
        hits = [*search(text, 8, types=("topic",)), *search(text, 8, types=("list", "resource"))]
        node = next(filter(None, map(self._known, (*spelt(text), text))), None)
        if node is None:
            return hits
        data = self.kg.nodes[node]
        return [Hit(node, data["title"], data["node"], data.get("kind", ""), 9.0, "its name"), *hits]

    # --- corrections --------------------------------------------------------------------------------

    def judge(self, node: str, first: str, verdict: str | None) -> None:
        """Say of "`node` needs `first` before it" whether to `accept`, `reject` or `reverse` it; None takes it back.

        The word is final: it shows at once and survives every re-ingest (see `graph.requires.judge`).

        Raises
        ------
        NotFound, UsageError
        """
        pair = self.node(node), self.node(first)
        with self.library.write() as connection:
            judge(connection, *pair, verdict)
        self.refresh()

    def join(self, first: str, second: str) -> str:
        """Take two resources for one, for good, and return the id that stays (see `ingest.decide.join`).

        Raises
        ------
        NotFound, UsageError
        """
        pair = self._resource(first), self._resource(second)
        with self.library.write() as connection:
            stays = join(connection, *pair)
        self.refresh()
        return stays

    def names(self, node: str) -> list[str]:
        """Return all that a resource is called by its entries and facts: identifiers, addresses, titles."""
        with self.library.read() as connection:
            return [str(name) for name in names_of(connection, self._resource(node))]

    def split(self, node: str, *names: str) -> tuple[str, str]:
        """Take what is called by `names` (of `names(node)`) out of a resource, for good.

        Returns
        -------
        stays, leaves : the ids of what is left and of what was taken out (see `ingest.decide.split`).

        Raises
        ------
        NotFound, UsageError
        """
        resource = self._resource(node)
        with self.library.write() as connection:
            known = {str(name): name for name in names_of(connection, resource)}
            if unknown := [name for name in names if name not in known]:
                raise UsageError(f"{node!r} is not called {unknown[0]!r}", hint=f"it is called {', '.join(known)}")
            made = split(connection, resource, *map(known.__getitem__, names))
        self.refresh()
        return made

    def _resource(self, text: str) -> str:
        node = self.node(text)
        data = self.kg.nodes[node]
        if data["node"] != "resource":
            raise UsageError(f"{data['title']!r} is a {data['node']}", hint="name a resource")
        return node

    def say(self, node: str, **said: Any) -> State:
        """Change `status`, `rating` or `note` of a node, named as in `node`, and return the state before."""
        return super().say(self.node(node), **said)
