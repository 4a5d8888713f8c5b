"""A toy library with two subjects whose right answers are known by eye."""

import numpy as np
import scipy.sparse as sp

from recommend.evidence import Evidence, incidence

CATS = [f"cats {word}" for word in ("purr", "sleep", "hunt", "play", "climb", "groom")]
TREES = [f"trees {word}" for word in ("oak", "pine", "root", "leaf", "bark", "seed")]
N = len(CATS) + len(TREES)


def two_subjects(**changed):
    """Six items about cats (c0-c5), six about trees (t0-t5); c5 and t5 stand in no list, c0-c4 and t0-t4 do."""
    ids = [f"c{at}" for at in range(6)] + [f"t{at}" for at in range(6)]
    rng = np.random.default_rng(0)
    vectors = np.repeat(np.eye(2, 8), 6, axis=0) + 0.1 * rng.normal(size=(N, 8))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    known = {
        "lists": incidence([[0, 1, 2], [1, 2, 3], [0, 3, 4], [6, 7, 8], [7, 8, 9], [6, 9, 10]], N),
        "list_names": ("Cats I", "Cats II", "Cats III", "Trees I", "Trees II", "Trees III"),
        "citations": links((5, 0), (5, 1), (11, 6)),
        "keywords": incidence([[0]] * 6 + [[1]] * 6, 2),
        "keyword_names": ("cat", "tree"),
        "authors": incidence([[0]] * 2 + [[1]] * 4 + [[2]] * 6, 3),
        "author_names": ("Ann", "Bob", "Cleo"),
        "years": np.array([2000, 2002, 2004, 2006, 2008, 2020] * 2, np.float32),
        "kinds": ("paper", "book") * 6,
    }
    return Evidence.of(ids, CATS + TREES, vectors.astype(np.float32), **known | changed)


def links(*pairs):
    cells = np.zeros((N, N), np.float32)
    for first, second in pairs:
        cells[first, second] = 1
    return sp.csr_array(cells)
