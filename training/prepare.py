"""Corpus to training examples: rendered pairs with type, mode and status. Deterministic; prints what it skipped.

    python training/prepare.py OUT.jsonl

Three sources: sentences with one marked pair (training/corpus/sentences), reports written for this project and
annotated whole (training/corpus/reports), and real open documents annotated whole (training/annotations: ids, hashes
and offsets; the texts lie in ../shared/data, and where that folder is absent those documents are skipped, saying so).

From a document annotated whole every candidate pair of the reader becomes an example: the pairs of an event its type,
all others NONE, which is how the model learns that most pairs of a page have nothing between them.
"""

import hashlib
import json
import pathlib
import re
import sys
from collections import Counter

from annotate import SETS, documents

from dragoman.annotation.anaphora import JOINT
from dragoman.annotation.layers import annotate
from dragoman.annotation.pairs import MOST_PARTIES, mark
from dragoman.annotation.scenes import scenes
from dragoman.annotation.spans import starting
from dragoman.matching import party_key, same_party
from dragoman.ontology import NONE, Ontology
from dragoman.readers import document_from_text

RECIPROCAL = re.compile(r"\b(?:each other|one another|mutual|exchanged?|traded?|both sides|clash\w*|fought|fighting)\b", re.I)
"""Words of acts that go both ways: of such a sentence with one marked direction the other is not taught."""
FOLDER = pathlib.Path(__file__).resolve().parent


def held_out(name: str) -> bool:
    """Whether a document belongs to the seventh that is kept apart for choosing and calibrating."""
    return hashlib.sha256(name.encode()).digest()[0] % 7 == 0


def example(text, pairs, group):
    """A sentence with its parties' tokens and what is known of its pairs: [actor, recipient, type, mode, status, weight].

    Parties are numbered by their tokens; recipient -1 is nobody in particular. A pair that is not listed is not known.
    """
    return {"text": text, "pairs": pairs, "group": group, "held_out": held_out(group)}


def reverse_of(kind, mode, status, text):
    """Type, mode and status in the other direction of a pair of which one was written down; None where that is open."""
    if kind != NONE and RECIPROCAL.search(text) and kind not in Ontology.load().symmetric:
        return None
    return reversed_act(kind, mode, status)


def reversed_act(kind, mode, status):
    if kind not in Ontology.load().symmetric:
        return NONE, None, None
    return kind, None if mode == "visit" else mode, status


def bystanders(text, spans):
    """Marks of the parties that the reader finds in a sentence beside those that were written down."""
    document = document_from_text(text, id="sentence", title=None, url=None, published=None)
    found, number = {}, 2
    for m in annotate(document).parties:
        if not m.code or m.type in ("media", "place") or any(m.start < e and s < m.end for s, e in spans):
            continue
        if m.code not in found and number < MOST_PARTIES:
            found[m.code], number = number, number + 1
        if m.code in found:
            yield m.start, m.end, found[m.code]


def sentence_examples():
    """Each sentence twice: with its two parties alone, and with all that the reader finds."""
    for path in sorted((FOLDER / "corpus/sentences").glob("*.jsonl")):
        for number, line in enumerate(path.read_text().splitlines()):
            r = json.loads(line)
            marks = [(*s, 0) for s in r["actor"]] + [(*s, 1) for s in r["recipient"]]
            act = r["type"], r["mode"], r["status"]
            pairs = [[0, 1 if r["recipient"] else -1, *act, 1.0]]
            back = reverse_of(*act, r["text"]) if r["recipient"] else None
            pairs += [[1, 0, *back, 0.5]] if back else []
            whole, group = (0, len(r["text"])), f"{path.stem}-{number}"
            made = example(mark(r["text"], whole, marks), pairs, group)
            beside = list(bystanders(r["text"], [s[:2] for s in marks]))
            if beside:
                made["full"] = mark(r["text"], whole, marks + beside)
            yield made


def annotated_documents(counts):
    """(name, text, record) of every document annotated whole whose text is at hand and unchanged."""
    for path in sorted((FOLDER / "corpus/reports").glob("*.jsonl")):
        for line in path.read_text().splitlines():
            r = json.loads(line)
            yield r["id"], r["text"], r
    texts = {name: documents(name) for name in SETS}
    for path in sorted((FOLDER / "annotations").glob("*.jsonl")):
        for line in path.read_text().splitlines():
            r = json.loads(line)
            name, doc_id = r["doc"].split("/", 1)
            text = texts[name].get(doc_id, ("", None))[1]
            if text is None or hashlib.sha256(text.encode()).hexdigest() != r["sha256"]:
                counts["skipped: text absent or changed"] += 1
                continue
            yield r["doc"], text, r


def told_in(record, sentence):
    """The events whose words lie, mostly, in the sentence."""

    def inside(span):
        shared = min(span[1], sentence[1]) - max(span[0], sentence[0])
        return shared > 0.5 * (span[1] - span[0])

    return [e for e in record["events"] if any(inside(s) for s in (e["evidence"], *e["again"]))]


def is_party(mention, party):
    if mention.code is None:
        return False
    if party["span"] and mention.start < party["span"][1] and party["span"][0] < mention.end:
        return True
    return any(same_party(party_key(code), party_key(party["code"])) for code in mention.code.split(JOINT))


def judge(pair, events, mentions, symmetric):
    """(event or None, doubtful): the event that the pair is, and whether the pair is too arguable to teach."""
    hits = []
    for e in events:
        everyone = e["actor"] + e["recipient"]
        equal = e["type"] in symmetric or (len(e["actor"]) > 1 and not e["recipient"])
        acts = any(is_party(pair.actor, p) for p in (everyone if equal else e["actor"]))
        if not acts:
            continue
        if pair.recipient is None:
            others = [p for p in everyone if not is_party(pair.actor, p)]
            named = any(is_party(m, p) for p in others for m in mentions)
            if any(is_party(pair.actor, p) for p in e["actor"]) and not named:
                hits.append(e)
        elif any(is_party(pair.recipient, p) for p in (everyone if equal else e["recipient"])):
            hits.append(e)
    hits.sort(key=lambda e: not e["required"])
    return hits


def labelled(scene, record, here, symmetric, counts, taught):
    """What is known of each pair of a scene."""
    events = told_in(record, scene.sentence)
    for way in scene.ways():
        pair = scene.pair(way)
        hits = judge(pair, events, here, symmetric)
        to = -1 if way[1] is None else way[1]
        counts["pairs of events" if hits else "pairs of none"] += 1
        if not hits:
            yield [way[0], to, NONE, None, None, 1.0]
            continue
        e = hits[0]
        taught.add((id(e), scene.sentence))
        visits = e["mode"] != "visit" or any(is_party(pair.actor, p) for p in e["actor"])
        yield [way[0], to, e["type"], e["mode"] if visits else None, e["status"], 1.0 if e["required"] else 0.6]


def document_examples(name, text, record, counts):
    symmetric = Ontology.load().symmetric
    document = document_from_text(text, id=name, title=None, url=None, published=None)
    annotations = annotate(document)
    sentences, mentions = annotations.sentences, annotations.parties
    taught = set()
    for scene in scenes(text, sentences, mentions, document.furniture):
        here = [m for m in mentions if scene.sentence[0] <= m.start < scene.sentence[1]]
        yield example(scene.text(text), list(labelled(scene, record, here, symmetric, counts, taught)), name)
    for sentence in sentences:
        here = starting(mentions, *sentence)
        for e in told_in(record, sentence):
            if (id(e), sentence) not in taught:
                yield from unseen(text, sentence, e, here, name, counts)


def unseen(text, sentence, e, mentions, name, counts):
    """An event whose parties the mention finder missed, taught from the annotator's own spans."""

    def within(parties):
        return [
            tuple(p["span"])
            for p in parties
            if p["span"] and sentence[0] <= p["span"][0] and p["span"][1] <= sentence[1]
        ]

    actors, recipients = within(e["actor"]), within(e["recipient"])
    if e["type"] in Ontology.load().symmetric and not recipients:
        actors, recipients = actors[:1], actors[1:2]
    if not actors or (e["recipient"] and not recipients):
        counts["events whose sentence lacks their parties"] += 1
        return
    counts["events from annotators' spans"] += 1
    act = e["type"], e["mode"], e["status"]
    pairs = [[0, 1 if recipients else -1, *act, 0.8]]
    if recipients:
        pairs.append([1, 0, *reversed_act(*act), 0.8])
    marks = [(*actors[0], 0)] + [(*s, 1) for s in recipients[:1]]
    made = example(mark(text, sentence, marks), pairs, name)
    beside = {}
    for m in mentions:
        if m.code and all(m.end <= s or e <= m.start for s, e, _ in marks) and len(beside) < MOST_PARTIES - 2:
            beside.setdefault(m.code, (m.start, m.end, len(beside) + 2))
    if beside:
        made["full"] = mark(text, sentence, [*marks, *beside.values()])
    yield made


def main(target):
    counts, out = Counter(), list(sentence_examples())
    counts["sentences"] = len(out)
    for name, text, record in annotated_documents(counts):
        counts["documents"] += 1
        out += document_examples(name, text, record, counts)
    seen, unique = set(), []
    for e in out:
        key = json.dumps((e["text"], e["pairs"]))
        if e["pairs"] and key not in seen:
            seen.add(key)
            unique.append(e)
    pathlib.Path(target).write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in unique))
    print(dict(counts), "examples", len(unique), "kept apart", sum(e["held_out"] for e in unique))
    print(Counter(pair[2] for e in unique for pair in e["pairs"]))


if __name__ == "__main__":
    main(sys.argv[1])
