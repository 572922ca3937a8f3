"""Fit the events' confidence on documents that no model was trained on, and choose the confidence from which they are shown.

    python training/calibrate.py [MODEL_FOLDER]

Every kept-apart document annotated whole, and every page of the project's own gold, is coded; an assembled event is right where it matches one of the annotator's
(required or arguable) by the evaluation's own rule. A logistic regression over the features of dragoman.confidence,
with a penalty on the weights of single types, gives the chance of being right; its error is reported by
cross-validation over documents. `shown` is the lowest confidence at which the events shown of the project's own gold
pages (tests/gold, whole pages as users have them) are right WANTED of the time. The manifest is written anew; the
weights of the model stay.
"""

import json
import pathlib
import sys

import numpy as np
from prepare import annotated_documents, held_out

from dragoman.annotation.encoder import Encoder, threads_here
from dragoman.annotation.layers import annotate
from dragoman.assemble import events_with_features
from dragoman.coders import ModelCoder
from dragoman.confidence import confidence, names
from dragoman.dates import parse_partial
from dragoman.matching import best_pairs
from dragoman.readers import document_from_text
from dragoman.scores import MATCHES, calibration_error

FOLDER = pathlib.Path(__file__).resolve().parent
WANTED = 0.65
"""Share of the shown events of the own gold pages that should be right, arguable ones counted as right."""
HARD = "synC"
"""Reports written to be hard are left out: their mix of traps is not that of a day's news."""
PENALTY = {"common": 0.3, "type": 3.0}


def as_gold(text, record):
    """An annotated document's events in the shape that the evaluation matches."""
    return [{"type": e["type"], "status": e["status"], "actor": [p["code"] for p in e["actor"]],
             "recipient": [p["code"] for p in e["recipient"]], "evidence": text[slice(*e["evidence"])],
             "date": e["date"] and {"start": e["date"]["start"], "end": e["date"]["end"]}, "required": e["required"]}
            for e in record["events"]]


def as_made(event):
    return {"type": event.type, "status": event.status, "actor": [p.code for p in event.actor],
            "recipient": [p.code for p in event.recipient], "evidence": event.evidence.text,
            "date": event.date and {"start": event.date.start.isoformat(), "end": event.date.end.isoformat()}}


def rows(coder):
    """(document, features, right) of every assembled event of the kept-apart documents, and how many were required."""
    out, required = [], 0
    for name, text, record in annotated_documents({"skipped: text absent or changed": 0}):
        if not held_out(name) or name.startswith(HARD):
            continue
        published = parse_partial(record["published"]) if record.get("published") else None
        document = document_from_text(text, id=name, title=record.get("title"), url=None, published=published)
        made = events_with_features(document, annotate(document), coder)
        gold = as_gold(text, record)
        required += sum(e["required"] for e in gold)
        hits = {j for _, j in best_pairs(gold, [as_made(e) for e, _ in made], MATCHES["event"])}
        out += [(name, features, j in hits) for j, (_, features) in enumerate(made)]
    return out, required


def page_rows(coder):
    """(features, right) of every assembled event of the project's own gold pages."""
    out = []
    for path in sorted((FOLDER.parent / "tests/gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        published = parse_partial(gold["published"]) if gold.get("published") else None
        document = document_from_text(gold["text"], id=gold["id"], title=gold.get("title"), url=None, published=published)
        made = events_with_features(document, annotate(document), coder)
        hits = {j for _, j in best_pairs(gold["events"], [as_made(e) for e, _ in made], MATCHES["event"])}
        out += [(features, j in hits) for j, (_, features) in enumerate(made)]
    return out


def lowest(found, weights):
    """The lowest confidence from which the share of right ones stays at WANTED or above."""
    ranked = sorted(((confidence(f, weights), right) for f, right in found), reverse=True)
    good, least = 0, 0.9
    for n, (sure, right) in enumerate(ranked, 1):
        good += right
        if good / n >= WANTED and n >= 20:
            least = sure
    return least


def matrix(found):
    order = names()
    return np.array([[f.get(n, 0.0) for n in order] for _, f, _ in found]), np.array([float(r) for *_, r in found])


def fit(x, y):
    """Penalised logistic regression by Newton's method; the bias is not penalised."""
    order = names()
    penalty = np.array([0.0 if n == "bias" else PENALTY["type"] if n.isupper() else PENALTY["common"] for n in order])
    w = np.zeros(len(order))
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + penalty * w
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-6), gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def crossed(found, folds=5):
    """Confidence of each event from weights fitted without its document."""
    x, y = matrix(found)
    documents = sorted({d for d, *_ in found})
    fold = np.array([documents.index(d) % folds for d, *_ in found])
    out = np.zeros(len(found))
    for k in range(folds):
        out[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fit(x[fold != k], y[fold != k])))
    return out, y


def main(folder):
    path = pathlib.Path(folder) / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["calibration"] |= {"least": 0.08, "event": {}, "shown": 0.5}
    path.write_text(json.dumps(manifest, indent=1) + "\n")
    coder = ModelCoder(Encoder(pathlib.Path(folder), threads_here()))
    found, required = rows(coder)
    found += [("page " + str(n), features, right) for n, (features, right) in enumerate(page_rows(coder))]
    x, y = matrix(found)
    honest, _ = crossed(found)
    for floor in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        kept = honest >= floor
        print(f"at {floor}: {kept.sum()} events, right {y[kept].mean() if kept.any() else 0:.3f}, of required {y[kept].sum() / required:.3f}")
    error = calibration_error(zip(honest.tolist(), y.astype(bool).tolist(), strict=True))
    weights = {n: round(float(w), 4) for n, w in zip(names(), fit(x, y), strict=True)}
    shown = lowest(page_rows(coder), weights)
    manifest["calibration"] |= {"event": weights, "shown": round(shown, 3), "n": len(found), "error": round(error, 4)}
    path.write_text(json.dumps(manifest, indent=1) + "\n")
    print(f"{len(found)} events of {len({d for d, *_ in found})} documents; shown from {shown:.3f}; calibration error {error:.3f}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else FOLDER.parent / "src/dragoman/data/model")
