"""The error budget: each stage of the reading replaced in turn by gold, and what the whole would gain.

`event F1` is that of the evaluation. `record F1` counts an event only where its status, days (touching; none where
gold has none) and country are gold's too. What is replaced:

- mentions, linking: `oracles.with_mentions` and `with_links`, in the sentence that carries the evidence.
- pairs: whether there is an event between two parties of a sentence; its type stays the model's.
- type, status: on the pairs that the model reads and between which gold has an event in that sentence.
- date, place: on the events that match.
- assembly: an event of gold's type that shares a party with a gold event not found takes that event's parties, where
  the page mentions them; second tellings of an event that is found are left out.
- threshold: of all events, shown or not, those are shown that match.

Gains do not add up: mending one stage lets another show.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from dragoman import oracles, pipeline
from dragoman.annotation.anaphora import JOINT
from dragoman.annotation.layers import annotate
from dragoman.assemble import assemble
from dragoman.coders import Coder, coder_named
from dragoman.matching import Record, best_pairs, date_match, events_alike, party_key, same_party, strict_type
from dragoman.records import Annotations, Coded, Document
from dragoman.scores import MATCHES, precision_recall_f1
from dragoman.views import wire

AS_IT_IS = "as it is"
STAGES = ("mentions", "linking", "pairs", "type", "status", "date", "place", "assembly", "threshold")
Three = tuple[float, float, float]
"""Precision, recall, F1."""
Events = list[Record]


class Line(msgspec.Struct, frozen=True):
    """One stage replaced: the events' three figures, and the records' F1."""

    stage: str
    event: Three
    record: float


def budget(gold: dict[str, Record], coder: str = "model", show_all: bool = False) -> list[Line]:
    """The figures as they are, then with each stage replaced. Raises ModelError."""
    held: dict[str, list[tuple[Events, Events]]] = {stage: [] for stage in (AS_IT_IS, *STAGES)}
    for name, document in gold.items():
        for stage, events in _replaced(name, document, coder_named(coder), show_all).items():
            held[stage].append((document["events"], events))
    return [Line(stage, _three(pairs, _matched), _three(pairs, _whole)[2]) for stage, pairs in held.items()]


def _replaced(name: str, gold: Record, coder: Coder, show_all: bool) -> dict[str, Events]:
    """The predicted events of a document under each replacement."""
    document = pipeline.document_of(gold["text"], id=name, title=gold.get("title"), published=gold.get("published"))
    if document.language != "en":
        return {stage: [] for stage in (AS_IT_IS, *STAGES)}
    plain = annotate(document)
    told = oracles.placed(document.text, plain, gold)
    every = {AS_IT_IS: _coded(document, plain, coder)}
    every["mentions"] = _coded(document, oracles.with_mentions(document.text, plain, told), coder)
    every["linking"] = _coded(document, oracles.with_links(document.text, plain, told), coder)
    for stage in ("pairs", "type", "status"):
        every[stage] = _coded(document, plain, oracles.Oracle(coder, told, frozenset({stage})))
    out = {stage: _records(coded, show_all) for stage, coded in every.items()}
    as_it_is = out[AS_IT_IS]
    out["date"] = _with(gold["events"], as_it_is, _dated)
    out["place"] = _with(gold["events"], as_it_is, _located)
    out["assembly"] = _assembled(gold["events"], as_it_is, plain)
    whole = _records(every[AS_IT_IS], True)
    out["threshold"] = [whole[j] for _, j in best_pairs(gold["events"], whole, MATCHES["event"])]
    return out


def _coded(document: Document, annotations: Annotations, coder: Coder) -> Coded:
    head = Coded(document.id, document.title, document.url, document.published, document.language)
    return assemble(document, annotations, coder, head)


def _records(coded: Coded, show_all: bool) -> Events:
    made: Events = json.loads(wire.line(coded if show_all else wire.shown(coded)))["events"]
    return made


def _with(wanted: Events, made: Events, change: Callable[[Record], Record]) -> Events:
    """The events with what gold has put into those that match."""
    by_gold = {j: change(wanted[i]) for i, j in best_pairs(wanted, made, MATCHES["event"])}
    return [event | by_gold.get(j, {}) for j, event in enumerate(made)]


def _dated(event: Record) -> Record:
    return {"date": event.get("date")}


def _located(event: Record) -> Record:
    return {"place": {"country": event["place"]} if event.get("place") else None}


def _assembled(wanted: Events, made: Events, annotations: Annotations) -> Events:
    """Second tellings left out, parties completed from the page, by gold."""
    known = {party_key(part) for m in annotations.parties for part in (m.code or "").split(JOINT)}
    pairs = best_pairs(wanted, made, MATCHES["event"])
    found, kept = {i for i, _ in pairs}, {j: made[j] for _, j in pairs}
    for j, event in enumerate(made):
        if j in kept or any(MATCHES["event"](wanted[i], event) > 0.5 for i in found):
            continue
        near = [i for i, g in enumerate(wanted) if i not in found and _shares(g, event)]
        kept[j] = event
        if near:
            gold = wanted[near[0]]
            sides = {s: _mentioned(gold.get(s) or [], known) for s in ("actor", "recipient")}
            kept[j] = event | sides if MATCHES["event"](gold, event | sides) > 0.5 else event
            found |= {near[0]} if kept[j] is not event else set()
    return [kept[j] for j in sorted(kept)]


def _shares(gold: Record, event: Record) -> bool:
    return strict_type(gold) == strict_type(event) and events_alike(gold, event, roles=False) > 0


def _mentioned(codes: Iterable[str], known: set[str]) -> list[str]:
    return [code for code in codes if any(same_party(party_key(code), key) for key in known if key)]


def _matched(gold: Record, made: Record) -> bool:
    return True


def _whole(gold: Record, made: Record) -> bool:
    """Whether status, days and country of a matched event are gold's too."""
    status = strict_type(gold) == "AGREE" or not gold.get("status") or gold["status"] == made.get("status")
    if gold.get("date"):
        day = date_match(gold["date"], made.get("date"))[1]
    else:
        day = not made.get("date")
    place: Any = made.get("place") or {}
    return status and day and (not gold.get("place") or place.get("country") == gold["place"])


def _three(documents: Sequence[tuple[Events, Events]], right: Callable[[Record, Record], bool]) -> Three:
    """The three figures over documents; a matched event that is not right is missed and made up."""
    tp = fp = fn = 0
    for wanted, made in documents:
        need = [bool(e.get("required", True)) for e in wanted]
        matched = best_pairs(wanted, made, MATCHES["event"])
        pairs = [(i, j) for i, j in matched if right(wanted[i], made[j]) or not need[i]]
        hits = {i for i, _ in pairs}
        tp += sum(need[i] for i in hits)
        fn += sum(n for i, n in enumerate(need) if i not in hits)
        fp += len(made) - len(pairs)
    return precision_recall_f1(tp, fp, fn)


def table(lines: Sequence[Line]) -> str:
    """The lines for a reader, each with what it gains."""
    first = lines[0]
    out = [f"{'replaced by gold':18} precision  recall  event F1   gain   record F1   gain"]
    for one in lines:
        (p, r, f), gain, more = one.event, one.event[2] - first.event[2], one.record - first.record
        gains = ("       ", "       ") if one is first else (f"{gain:+7.3f}", f"{more:+7.3f}")
        out.append(f"{one.stage:18} {p:9.3f} {r:7.3f} {f:9.3f} {gains[0]} {one.record:10.3f} {gains[1]}".rstrip())
    return "\n".join(out)


def as_json(lines: Sequence[Line]) -> str:
    """The lines as one JSON object."""
    parts = ("precision", "recall", "F1")
    return json.dumps(
        {one.stage: dict(zip(parts, one.event, strict=True)) | {"record F1": one.record} for one in lines}
    )
