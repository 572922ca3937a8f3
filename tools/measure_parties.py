"""Measure who is found: `python tools/measure_parties.py [--held] [--gold DIR ...] [--detail KIND]`.

Three figures. Spans: for every party span that an annotator marked with a code, whether our mention over it has that
code (right), another (wrong), or none (missing), by the kind of words. Events: whether the codes of a required event's
parties are among the mentions of its sentence, and of its page. Made up: of the mentions with a code in sentences of
events, those whose code is a party of no event or statement of the page, by how they came about. Codes are compared at
country level (`dragoman.matching`). Documents come from training/ (as training/prepare.py reads them; `--held` takes
the seventh that is kept apart) and from folders of gold.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "training"))

from annotate import SETS, documents  # type: ignore[import-not-found]  # noqa: E402

from dragoman.annotation.anaphora import JOINT  # noqa: E402
from dragoman.annotation.layers import annotate  # noqa: E402
from dragoman.dates import parse_partial  # noqa: E402
from dragoman.matching import party_key, same_party  # noqa: E402
from dragoman.readers import document_from_text  # noqa: E402
from dragoman.records import Annotations, Mention, Span  # noqa: E402

Record = dict[str, Any]
_PRONOUN = re.compile(
    r"(?:he|she|it|they|we|i|who|both|us|you|his|her|its|their|him|them|our|my|which|that|those|these|"
    r"(?:both|the two|the three|all|each|either|the other) ?\w*|"
    r"the (?:countr\w+|kingdom|nations?|group|bloc|body|organi[sz]ation|alliance|sides?|parties|regime|republic))",
    re.IGNORECASE,
)


class Page(NamedTuple):
    """A document annotated by hand, as we read it."""

    name: str
    text: str
    annotations: Annotations
    spans: tuple[tuple[Span, str], ...]
    """Marked party spans with their codes."""
    events: tuple[tuple[tuple[Span, ...], tuple[str, ...], bool], ...]
    """Words, parties and whether it is required."""
    sides: frozenset[str]
    """Every party of an event or statement."""


def held_out(name: str) -> bool:
    """Whether a document is of the seventh that training/prepare.py keeps apart."""
    return hashlib.sha256(name.encode()).digest()[0] % 7 == 0


def annotated_documents(folder: Path = ROOT / "training") -> Iterator[tuple[str, str, Record]]:
    """(name, text, record) of the documents annotated whole, as training/prepare.py reads them."""
    for path in sorted((folder / "corpus/reports").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            r = json.loads(line)
            yield r["id"], r["text"], r
    texts = {name: documents(name) for name in SETS}
    for path in sorted((folder / "annotations").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            r = json.loads(line)
            name, doc_id = r["doc"].split("/", 1)
            text = texts[name].get(doc_id, ("", None))[1]
            if text is not None and hashlib.sha256(text.encode()).hexdigest() == r["sha256"]:
                yield r["doc"], text, r


def pages(held: bool, only: str | None = None, folder: Path = ROOT / "training") -> Iterator[Page]:
    """The documents of training/, the seventh kept apart or all others."""
    for name, text, record in annotated_documents(folder):
        if held_out(name) == held and (only is None or ("/" in name) == (only == "real")):
            yield _page(name, text, record)


def _page(name: str, text: str, record: Record) -> Page:
    spans: dict[tuple[Span, str], None] = {}
    events, sides = [], set()
    for e in record["events"]:
        parties = [*e["actor"], *e["recipient"]]
        sides |= {p["code"] for p in parties if p["code"]}
        for p in parties:
            if p["span"] and p["code"]:
                spans[(int(p["span"][0]), int(p["span"][1])), p["code"]] = None
        tellings = tuple((int(s), int(t)) for s, t in (e["evidence"], *e["again"]))
        events.append((tellings, tuple(p["code"] for p in parties if p["code"]), bool(e["required"])))
    sides |= {s["actor"] for s in record.get("statements", ()) if s.get("actor")}
    return Page(name, text, read(name, text, record.get("published")), tuple(spans), tuple(events), frozenset(sides))


def read(name: str, text: str, published: str | None) -> Annotations:
    """Our reading of a text."""
    day = parse_partial(published) if published else None
    return annotate(document_from_text(text, id=name, title=None, url=None, published=day))


def gold_pages(folder: Path) -> Iterator[Page]:
    """The documents of a folder of gold; its events have words, not offsets, and its parties no spans."""
    for path in sorted(folder.glob("*.json")):
        r = json.loads(path.read_text("utf-8"))
        events, sides = [], {s["actor"] for s in r["statements"] if s.get("actor")}
        for e in r["events"]:
            parties = tuple((e["actor"] or []) + (e.get("recipient") or []))
            sides |= set(parties)
            at = r["text"].find(e["evidence"] or "\0")
            events.append((((at, at + len(e["evidence"])),) if at >= 0 else (), parties, bool(e.get("required", True))))
        published = r.get("published")
        yield Page(r["id"], r["text"], read(r["id"], r["text"], published), (), tuple(events), frozenset(sides))


def kind_of(page: Page, span: Span) -> str:
    """What kind of words a marked span is: anaphor, person, name, phrase with a name, bare description."""
    raw = page.text[span[0] : span[1]]
    if _PRONOUN.fullmatch(raw.strip()):
        return "anaphor"
    if any(s < span[1] and span[0] < e for p in page.annotations.people for s, e in p.mentions):
        return "person"
    kept = re.sub(r"^(?:The|A|An)\b", "the", raw)
    capitals = [w for w in re.findall(r"[^\W\d_][\w'’-]*", kept) if w[0].isupper()]
    if not capitals or (span[0] in {s for s, _ in page.annotations.sentences} and len(capitals) == 1 and " " in raw):
        return "description"
    lower = [w for w in re.findall(r"[^\W\d_][\w'’-]*", kept) if not w[0].isupper() and w not in ("the", "of", "and")]
    return "phrase" if lower else "name"


def same(codes: Iterable[str], code: str) -> bool:
    """Whether one of the codes means the party, at country level."""
    return any(same_party(party_key(c), party_key(code)) for joint in codes for c in joint.split(JOINT))


def over(page: Page, span: Span) -> Mention | None:
    """Our mention that covers most of a marked span."""
    shared = ((min(m.end, span[1]) - max(m.start, span[0]), m.code is not None, m) for m in page.annotations.parties)
    best = max((x for x in shared if x[0] > 0), key=lambda x: x[:2], default=None)
    return best[2] if best else None


def measure_spans(found: Sequence[Page], detail: str | None) -> Iterator[str]:
    """Right, wrong and missing by kind."""
    table: dict[str, Counter[str]] = {}
    for page in found:
        for span, code in page.spans:
            mention = over(page, span)
            verdict = "missing" if mention is None or mention.code is None else "wrong"
            if mention is not None and mention.code is not None and same([mention.code], code):
                verdict = "right"
            kind = kind_of(page, span)
            for key in (kind, "all"):
                table.setdefault(key, Counter())[verdict] += 1
            if detail in (kind, verdict, f"{kind}:{verdict}") and verdict != "right":
                yield _case(page, span, code, mention, f"{kind}:{verdict}")
    for key, row in sorted(table.items(), key=lambda item: -item[1].total()):
        shares = "  ".join(f"{v} {row[v]:5} {row[v] / row.total():.3f}" for v in ("right", "wrong", "missing"))
        yield f"spans {key:12} n {row.total():5}  {shares}"


def _case(page: Page, span: Span, code: str, mention: Mention | None, verdict: str) -> str:
    a, b = max(0, span[0] - 90), span[1] + 60
    shown = page.text[a : span[0]] + "[[" + page.text[span[0] : span[1]] + "]]" + page.text[span[1] : b]
    made = f"{page.text[mention.start : mention.end]!r} {mention.code} ({mention.how})" if mention else "-"
    return f"{verdict} {page.name} want {code} got {made} | {' '.join(shown.split())}"


def sentences_of(page: Page, tellings: Iterable[Span]) -> list[Span]:
    """The sentences that an event's words lie in."""
    return [s for s in page.annotations.sentences if any(s[0] < b and a < s[1] for a, b in tellings)]


def measure_events(found: Sequence[Page]) -> Iterator[str]:
    """Parties of required events among the mentions of the sentence and of the page, and the made-up ones."""
    counts: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for page in found:
        coded = [m for m in page.annotations.parties if m.code]
        everywhere = {m.code or "" for m in coded}
        told = set()
        for tellings, parties, required in page.events:
            lines = sentences_of(page, tellings)
            told.update(lines)
            if not required or not lines or not parties:
                continue
            here = {m.code or "" for m in coded if any(a <= m.start < b for a, b in lines)}
            hits = sum(same(here, p) for p in parties)
            counts["events"] += 1
            counts["events whole"] += hits == len(parties)
            counts["parties"] += len(parties)
            counts["in sentence"] += hits
            counts["in page"] += sum(same(everywhere, p) for p in parties)
        for m in coded:
            if any(a <= m.start < b for a, b in told) and m.type not in ("media", "place"):
                right = any(same([m.code or ""], p) for p in page.sides)
                counts["mentions"] += 1
                counts["mentions right"] += right
                made[_how(m)] += not right
    if not counts["events"]:
        return
    for name, part, whole in (
        ("parties in the sentence", "in sentence", "parties"),
        ("parties in the page", "in page", "parties"),
        ("events with all parties in the sentence", "events whole", "events"),
        ("mentions that are a party of the page", "mentions right", "mentions"),
    ):
        yield f"{name:42} {counts[part] / max(1, counts[whole]):.3f}   n={counts[whole]}"
    yield "made up: " + "; ".join(f"{how} {n}" for how, n in made.most_common(10) if n)


def _how(m: Mention) -> str:
    return f"{m.type}, {' '.join(m.how.split()[:2]) if m.how.startswith('registry') else m.how[:40] or 'found'}"


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--held", action="store_true", help="the documents kept apart")
    parser.add_argument("--only", choices=("real", "written"), help="real documents, or those written for the project")
    parser.add_argument("--training", type=Path, default=ROOT / "training", help="another folder of annotations")
    parser.add_argument("--gold", type=Path, nargs="*", help="folders of gold instead of training/")
    parser.add_argument("--detail", help="list the cases of a kind, of a verdict, or of kind:verdict")
    options = parser.parse_args()
    began = time.process_time()
    groups = (
        [(str(folder), list(gold_pages(folder))) for folder in options.gold]
        if options.gold
        else [("held" if options.held else "train", list(pages(options.held, options.only, options.training)))]
    )
    seconds = time.process_time() - began
    for name, found in groups:
        print(f"== {name}: {len(found)} documents")
        for line in [*measure_spans(found, options.detail), *measure_events(found)]:
            print(line)
    lines = sum(len(page.annotations.sentences) for _, found in groups for page in found)
    print(f"sentences {lines}, read at {lines / max(seconds, 1e-9):.0f} a second")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
