"""Runs the shipped model: the only file that imports onnxruntime and tokenizers.

A model is a folder: `model.onnx` (8 bit), `tokenizer.json`, `manifest.json`. The manifest names the ontology's
labels in order, the hash of every file, the calibration and what was measured; loading refuses a folder whose
files do not match it or whose labels are not the ontology's.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.annotation.pairs import TOKENS
from dragoman.errors import ModelError
from dragoman.ontology import Ontology

Array = npt.NDArray[np.float32]
BATCH_TOKENS = 2048
"""Padded tokens a batch at most: keeps the working set in cache and the memory bounded."""
LIKE_LENGTH = 1.15
"""A batch's longest text to its shortest: with a page's sentences in one batch two tokens in five were padding."""
MAX_TOKENS = 192


class Encoder:
    """One loaded model. `run` is deterministic on one kind of processor."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Load and check the folder; raises ModelError where it is not whole or not for this ontology."""
        self.folder = folder
        self.manifest = read_manifest(folder)
        self._session, self._tokenizer = _start(folder, threads)
        self.outputs = [o.name for o in self._session.get_outputs()]
        self._tokens = np.array([self._tokenizer.token_to_id(token) for token in TOKENS], np.int64)

    def run(self, texts: Sequence[str], parties: Sequence[int]) -> dict[str, list[Array]]:
        """Each output of the graph for each text, in the order given.

        A text names `parties[n]` parties by their tokens; its arrays have the shape (parties, parties + 1, labels):
        from each party to each, and in the last column to nobody in particular.
        """
        found: dict[str, list[Any]] = {name: [None] * len(texts) for name in self.outputs}
        for numbers, ids, mask in self._batches(texts):
            most = max(parties[n] for n in numbers)
            values = self._session.run(self.outputs, {"ids": ids, "mask": mask, "parties": self._tokens[:most]})
            for name, value in zip(self.outputs, values, strict=True):
                for number, grid in zip(numbers, value, strict=True):
                    own = parties[number]
                    found[name][number] = grid[:own][:, [*range(own), most]]
        return found

    def _batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Any, Any]]:
        """Batches of texts of like length: short ones do not pay for long ones."""
        coded = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(coded)), key=lambda n: len(coded[n]))
        batch: list[int] = []
        for number in order:
            longest = min(BATCH_TOKENS / (len(batch) + 1), LIKE_LENGTH * len(coded[batch[0]]) + 2) if batch else 0
            if batch and len(coded[number]) > longest:
                yield batch, *_pad([coded[n] for n in batch])
                batch = []
            batch.append(number)
        if batch:
            yield batch, *_pad([coded[n] for n in batch])


def _pad(rows: list[list[int]]) -> tuple[Any, Any]:
    width = max(map(len, rows))
    ids, mask = np.zeros((len(rows), width), np.int64), np.zeros((len(rows), width), np.float32)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = row
        mask[number, : len(row)] = 1.0
    return ids, mask


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a model folder, after checking files, hashes and labels. Raises ModelError."""
    path = folder / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        files, labels = manifest["files"], tuple(manifest["labels"])
    except (OSError, ValueError, KeyError) as problem:
        raise ModelError(
            f"{path}: no usable manifest ({problem}); train one with training/train.py or reinstall"
        ) from problem
    for name, wanted in files.items():
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as problem:
            raise ModelError(f"{folder / name}: the model file cannot be read ({problem}); reinstall") from problem
        if found != wanted:
            raise ModelError(
                f"{folder / name}: altered or cut short (hash {found[:8]}, manifest says {wanted[:8]}); reinstall"
            )
    if labels != Ontology.load().labels:
        raise ModelError(
            f"{path}: made for another ontology (its labels: {', '.join(labels[:4])} …); train it for this one"
        )
    return manifest


def _start(folder: Path, threads: int) -> tuple[Any, Any]:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return session, tokenizer


@cache
def shipped() -> Encoder:
    """The model inside the package, loaded once a process."""
    return Encoder(shipped_folder(), threads_here())


def threads_here() -> int:
    """One thread in a worker, which has its core; in a process that works alone, one for each core it may use."""
    if parent_process() is not None:
        return 1
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def shipped_folder() -> Path:
    """Where the package keeps its model."""
    return Path(str(files("dragoman"))) / "data" / "model"
