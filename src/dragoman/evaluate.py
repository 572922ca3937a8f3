"""Gold documents and predictions from disk, and what the coder makes of the gold texts now."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dragoman import pipeline
from dragoman.errors import MalformedRecord, UnreadableInput
from dragoman.matching import Record
from dragoman.scores import Report, score
from dragoman.views import wire


def evaluate(
    gold_folder: str | Path, predictions: str | Path | None = None, *, coder: str = "model", show_all: bool = False
) -> Report:
    """Score a file of predictions, or what the coder makes of the gold texts now."""
    gold = read_gold(gold_folder)
    return score(gold, read_predictions(predictions, gold) if predictions else code_gold(gold, coder, show_all))


def read_gold(folder: str | Path) -> dict[str, Record]:
    """Gold documents by id. Raises UnreadableInput where the folder holds none, MalformedRecord where one is none."""
    paths = sorted(Path(folder).glob("*.json"))
    if not paths:
        raise UnreadableInput(f"{folder}: no gold documents (*.json) there")
    found = [_record(path.read_bytes(), str(path), ("id", "text", "events")) for path in paths]
    return {document["id"]: document for document in found}


def read_predictions(path: str | Path, gold: dict[str, Record]) -> dict[str, Record]:
    """The lines of a file by the gold document that they are for. Raises InputError."""
    try:
        lines = Path(path).read_bytes().splitlines()
    except OSError as problem:
        raise UnreadableInput(f"{path}: cannot be read: {problem.strerror}") from problem
    made = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            record = _record(line, f"{path}:{number}", ("id",))
            name = str(record["id"])
            made[name if name in gold else Path(name).stem] = record
    return made


def _record(data: bytes, where: str, needs: tuple[str, ...]) -> Record:
    try:
        found: Record = msgspec.json.decode(data, type=dict)
    except msgspec.DecodeError as problem:
        raise MalformedRecord(f"{where}: no JSON object: {problem}") from problem
    for name in needs:
        if name not in found:
            raise MalformedRecord(f"{where}: lacks `{name}`")
    return found


def code_gold(gold: dict[str, Record], coder: str, show_all: bool = False) -> dict[str, Record]:
    """What the coder makes of the gold texts, their publication day handed in where the gold has one."""
    return {name: _coded(name, document, coder, show_all) for name, document in gold.items()}


def _coded(name: str, document: Record, coder: str, show_all: bool) -> Record:
    coded = pipeline.code_text(
        document["text"], id=name, title=document.get("title"), published=document.get("published"), coder=coder
    )
    return msgspec.json.decode(wire.line(coded if show_all else wire.shown(coded)), type=dict)
