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
import sys
from collections import Counter

from annotate import SETS, documents

from dragoman.annotation.anaphora import JOINT
from dragoman.annotation.layers import annotate
from dragoman.annotation.pairs import render
from dragoman.annotation.relations import candidate_pairs, show
from dragoman.matching import party_key, same_party
from dragoman.ontology import NONE, Ontology
from dragoman.readers import document_from_text

FOLDER = pathlib.Path(__file__).resolve().parent


def held_out(name: str) -> bool:
    """Whether a document belongs to the seventh that is kept apart for choosing and calibrating."""
    return hashlib.sha256(name.encode()).digest()[0] % 7 == 0


def example(text, kind, mode, status, group, weight=1.0):
    return {
        "text": text,
        "type": kind,
        "mode": mode,
        "status": status,
        "group": group,
        "held_out": held_out(group),
        "weight": weight,
    }


def sentence_examples():
    for path in sorted((FOLDER / "corpus/sentences").glob("*.jsonl")):
        for number, line in enumerate(path.read_text().splitlines()):
            r = json.loads(line)
            text = render(
                r["text"], (0, len(r["text"])), [tuple(s) for s in r["actor"]], [tuple(s) for s in r["recipient"]]
            )
            yield example(text, r["type"], r["mode"], r["status"], f"{path.stem}-{number}")


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


def document_examples(name, text, record, counts):
    symmetric = Ontology.load().symmetric
    document = document_from_text(text, id=name, title=None, url=None, published=None)
    annotations = annotate(document)
    sentences, mentions = annotations.sentences, annotations.parties
    taught = set()
    by_sentence = {}
    for pair in candidate_pairs(text, sentences, mentions, document.furniture):
        by_sentence.setdefault(pair.sentence, []).append(pair)
    for sentence, pairs in by_sentence.items():
        events = told_in(record, sentence)
        here = [m for m in mentions if sentence[0] <= m.start < sentence[1]]
        for pair in pairs:
            hits = judge(pair, events, here, symmetric)
            e = hits[0] if hits else None
            if e:
                taught.add((id(e), sentence))
                counts["pairs of events"] += 1
                yield example(show(text, pair), e["type"], e["mode"], e["status"], name, 1.0 if e["required"] else 0.6)
            else:
                counts["pairs of none"] += 1
                yield example(show(text, pair), NONE, None, None, name)
    for sentence in sentences:
        for e in told_in(record, sentence):
            if (id(e), sentence) not in taught:
                yield from unseen(text, sentence, e, name, counts)


def unseen(text, sentence, e, name, counts):
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
    if actors and (recipients or not e["recipient"]):
        counts["events from annotators' spans"] += 1
        yield example(render(text, sentence, actors[:1], recipients[:1]), e["type"], e["mode"], e["status"], name, 0.8)
    else:
        counts["events whose sentence lacks their parties"] += 1


def main(target):
    counts, out = Counter(), list(sentence_examples())
    counts["sentences"] = len(out)
    for name, text, record in annotated_documents(counts):
        counts["documents"] += 1
        out += document_examples(name, text, record, counts)
    seen, unique = set(), []
    for e in out:
        if (e["text"], e["type"]) not in seen:
            seen.add((e["text"], e["type"]))
            unique.append(e)
    pathlib.Path(target).write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in unique))
    print(dict(counts), "examples", len(unique), "kept apart", sum(e["held_out"] for e in unique))
    print(Counter(e["type"] for e in unique))


if __name__ == "__main__":
    main(sys.argv[1])
