"""What the bench takes for evidence is what a real library with the same works and lists gives."""

import csv
import json
import random
import shutil

import numpy as np
import pytest

from bench import next_reads
from bench.next_reads_data import read_part
from graph.snapshot import take
from library.facts import keywords_of
from library.vocabulary import Citation, Entry, Facts, Identifier, Reading, ReadingList, Work
from recommend.gather import gather
from workspace import Workspace

ITEMS, READERS = 300, 40
WORDS = ("protein", "graph", "walk", "tag", "folding", "search", "network", "neural", "motif", "growth")


def data_set(folder):
    draw = random.Random(0)
    items = [
        {
            "id": f"c{at:03}",
            "title": f"{draw.choice(WORDS)} {draw.choice(WORDS)} number {at % 280}{'?' * (at % 7 == 0)}".capitalize(),
            "abstract": " ".join(draw.choices(WORDS, k=8)) if at % 5 == 0 else None,
            "year": draw.choice([None, 1999, 2004, 2010]),
            "authors": draw.sample(["Ann Lee", "Lee, Ann", "Bo Öst", "C. Diaz"], at % 3),
            "venue": None,
            "tags": draw.sample(["protein-folding", "Web_2", "senior", "RNA"], at % 4),
        }
        for at in range(ITEMS)
    ]
    readers = [
        {"reader": f"r{at}", "list": f"Topic {at}", "items": [items[one]["id"] for one in draw.sample(range(250), 12)]}
        for at in range(READERS)
    ]
    for name, rows in (("items", items), ("train_libraries", readers[5:]), ("dev_known", readers[:5])):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    pairs = sorted({tuple(sorted(draw.sample(range(ITEMS), 2))) for _ in range(400)})
    with (folder / "citations.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("a", "b"), *((items[a]["id"], items[b]["id"]) for a, b in pairs)])
    held = {item for row in readers[5:] for item in row["items"]}
    parts = {"warm": sorted(held), "cold": sorted({row["id"] for row in items} - held)}
    (folder / "candidates.json").write_text(json.dumps(parts))
    return items, readers[5:], [(items[a]["id"], items[b]["id"]) for a, b in pairs]


SCHEME = "item"


def facts_of(items, citations):
    works = [
        Work(
            key=row["id"],
            title=row["title"],
            authors=tuple(row["authors"]),
            year=row["year"],
            summary=row["abstract"] or "",
            identifiers=(Identifier(SCHEME, row["id"]),),
            keywords=tuple(row["tags"]),
        )
        for row in items
    ]
    return Facts("data set", works, [Citation(*pair) for pair in citations])


def reading_of(row, titles):
    entries = [
        Entry(titles[item], position=at, kind="paper", identifiers=(Identifier(SCHEME, item),))
        for at, item in enumerate(row["items"])
    ]
    return Reading(ReadingList(f"reader:{row['reader']}", row["list"]), entries)


@pytest.fixture
def both(tmp_path, encoder):
    items, training, citations = data_set(tmp_path)
    bench = read_part(tmp_path, "dev", encoder, tmp_path / "cache").evidence
    titles = {row["id"]: row["title"] for row in items}
    workspace = Workspace(tmp_path / "library", encoder=encoder)
    workspace.keep([facts_of(items, citations), *(reading_of(row, titles) for row in training)])
    with workspace.library.read() as connection:
        own = gather(workspace.kg, take(connection), workspace.index.rows, "", keywords_of(connection))
    item_of = {
        node: name.partition(":")[2]
        for node in own.ids
        for name in workspace.kg.nodes[node]["identifiers"]
        if name.startswith(f"{SCHEME}:")
    }
    workspace.close()
    at = {item_of[node]: place for place, node in enumerate(own.ids)}
    assert set(at) == set(bench.ids)
    return bench, own.subset(np.array([at[item] for item in bench.ids]))


def by_name(matrix, names):
    return matrix.toarray()[:, np.argsort(names)], sorted(names)


def test_a_library_gives_the_evidence_of_the_bench(both):
    bench, own = both
    assert own.titles == bench.titles
    assert own.texts == bench.texts
    np.testing.assert_allclose(own.vectors, bench.vectors, atol=1e-6)
    np.testing.assert_array_equal(own.years, bench.years)
    np.testing.assert_array_equal(own.links.toarray(), bench.links.toarray())
    for mine, theirs in (
        (by_name(own.lists.T, own.list_names), by_name(bench.lists.T, bench.list_names)),
        (by_name(own.keywords, own.keyword_names), by_name(bench.keywords, bench.keyword_names)),
    ):
        assert mine[1] == theirs[1]
        np.testing.assert_array_equal(mine[0], theirs[0])
    assert sorted(map(tuple, own.authors.T.toarray())) == sorted(map(tuple, bench.authors.T.toarray()))
    assert min(own.lists.nnz, own.keywords.nnz, own.authors.nnz, own.links.nnz) > 0


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_readers_and_items_never_seen_are_predicted_like_any_other(tmp_path, encoder, monkeypatch):
    monkeypatch.setattr(next_reads, "SentenceEncoder", lambda: encoder)
    known, later = tmp_path / "known", tmp_path / "later"
    known.mkdir()
    data_set(known)
    cold = json.loads((known / "candidates.json").read_text())["cold"]
    shutil.copytree(known, later)
    for path in later.iterdir():  # the same part under other names, and without the part that was there before
        text = path.read_text()
        for item in cold:
            text = text.replace(item, f"unseen-{item}")
        path.write_text(text)
    (later / "dev_known.jsonl").rename(later / "heldout_known.jsonl")
    for folder, part in ((known, "dev"), (later, "heldout")):
        out = ["--out", str(tmp_path / f"{part}.jsonl"), "--cache", str(tmp_path / "cache")]
        assert next_reads.main(["--data", str(folder), "--part", part, *out]) == 0
    before, after = lines(tmp_path / "dev.jsonl"), lines(tmp_path / "heldout.jsonl")
    renamed = json.dumps(before)
    for item in cold:
        renamed = renamed.replace(item, f"unseen-{item}")
    assert after == json.loads(renamed)
    own = {row["reader"]: set(row["items"]) for row in lines(later / "heldout_known.jsonl")}
    unseen = {f"unseen-{item}" for item in cold}
    for row in after:
        assert sorted(row["cold"]) == sorted(unseen - own[row["reader"]])
        assert not own[row["reader"]] & {*row["warm"], *row["all"]}
