"""Turn hand-written annotations (strings copied from a text) into offsets, refusing what does not fit the text.

    python training/annotate.py reports RAW.jsonl OUT.jsonl          # texts written for this project travel along
    python training/annotate.py documents RAW.jsonl OUT.jsonl        # texts stay in ../shared/data: id, hash, offsets only

A raw line is one document:

    {"doc": "re3d/3095FB15-…",                          documents: set and doc_id in ../shared/data
     "id": …, "title": …, "published": …, "text": …,    reports: the text itself
     "events": [{"type", "mode", "status", "ev": "the words that carry it, copied exactly",
                 "actor": [["words that name the party", "CODE"]], "recipient": [...],
                 "date": null | ["words that tell it" | null, "2016-05-01", "2016-05-31"],
                 "place": null | ["words that tell it" | null, "SYR"],
                 "required": true, "again": ["other words of the text that tell the same event"]}],
     "statements": [{"source": "words" | null, "speaker": "fullest name", "actor": "GBR" | null, "cue": "said" | null,
                     "content": "the whole, or its first words … its last words", "required": true}]}

Party words may be null where the text names the party nowhere near; the code is then all there is.
"""

import hashlib
import json
import pathlib
import sys
from collections import Counter

SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared" / "data"
ROOT = pathlib.Path(__file__).resolve().parents[1]
SETS = {
    "re3d": ["re3d.jsonl"],
    "gum": ["gum.train.jsonl", "gum.dev.jsonl", "gum.test.jsonl"],
    "geovirus": ["geo_geovirus.jsonl"],
    "meantime": ["meantime_en.jsonl"],
}
STATUSES = {"occurred", "planned", "hypothetical", "denied"}


class Refused(ValueError):
    """One annotation that does not fit its text or the ontology."""


def documents(name):
    """All documents of one public set: doc_id -> (title, text). Empty where ../shared is absent."""
    found = {}
    for file in SETS[name]:
        path = SHARED / file
        if path.exists():
            for line in path.read_text().splitlines():
                record = json.loads(line)
                found[record["doc_id"]] = (record.get("title") or "", record["text"])
    return found


def ontology_modes():
    """Type -> allowed modes, from the committed ontology or, before it is compiled, the design facts."""
    compiled = ROOT / "src/dragoman/data/ontology.json"
    if not compiled.exists():
        compiled = SHARED.parent / "design/plover.json"
    data = json.loads(compiled.read_text())
    return {t["name"]: {m["name"] for m in t["modes"]} for t in data["types"]}


def occurrences(text, words):
    """All places of `words`, those that cut through no word first choice: 'he' is not in 'the'."""
    start, found = text.find(words), []
    while start >= 0:
        found.append([start, start + len(words)])
        start = text.find(words, start + 1)

    def cut(at):
        return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()

    whole = [span for span in found if not cut(span[0]) and not cut(span[1])]
    return whole or found


def locate(text, words, near=None, what="words"):
    """The span of `words`; of several, the one inside or nearest to the span `near`."""
    if words is None:
        return None
    found = occurrences(text, words)
    if not found:
        raise Refused(f"{what} not in the text: {words[:80]!r}")
    if near is None:
        return found[0]

    def distance(span):
        inside = near[0] <= span[0] and span[1] <= near[1]
        gap = 0 if inside else min(abs(span[0] - near[1]), abs(near[0] - span[1]))
        return (not inside, gap + (150 if span[0] > near[1] else 0))

    return min(found, key=distance)


def locate_content(text, words):
    if " … " not in words:
        return locate(text, words, what="content")
    head, tail = (part.strip() for part in words.split(" … ", 1))
    start = locate(text, head, what="content's first words")[0]
    end = text.find(tail, start + len(head))
    if end < 0:
        raise Refused(f"content's last words not after its first: {tail[:80]!r}")
    return [start, end + len(tail)]


def party(text, pair, near):
    words, code = pair
    return {"span": locate(text, words, near, "party"), "code": code}


def event(text, raw, modes):
    if raw["type"] not in modes:
        raise Refused(f"no such type: {raw['type']}")
    if raw.get("mode") and raw["mode"] not in modes[raw["type"]]:
        raise Refused(f"{raw['type']} has no mode {raw['mode']}; it has {sorted(modes[raw['type']])}")
    if raw["status"] not in STATUSES:
        raise Refused(f"no such status: {raw['status']}")
    near = locate(text, raw["ev"], what="ev")
    date, place = raw.get("date"), raw.get("place")
    return {
        "type": raw["type"],
        "mode": raw.get("mode"),
        "status": raw["status"],
        "evidence": near,
        "again": [locate(text, words, what="again") for words in raw.get("again") or []],
        "actor": [party(text, p, near) for p in raw.get("actor") or []],
        "recipient": [party(text, p, near) for p in raw.get("recipient") or []],
        "date": date and {"span": locate(text, date[0], near, "date words"), "start": date[1], "end": date[2]},
        "place": place and {"span": locate(text, place[0], near, "place words"), "country": place[1]},
        "required": raw.get("required", True),
    }


def between(one, other):
    return max(one[0] - other[1], other[0] - one[1], 0)


def attribution(text, raw, content):
    """Source and cue together: close to each other and to an edge of the content, inside it only as a cue in the middle."""

    def places(key):
        if raw.get(key) is None:
            return [None]
        found = occurrences(text, raw[key])
        if not found:
            raise Refused(f"{key} not in the text: {raw[key][:80]!r}")
        return found

    def cost(pair):
        spans = [span for span in pair if span]
        total = 3 * between(*pair) if len(spans) == 2 else 0
        for span in spans:
            inside = content[0] <= span[0] and span[1] <= content[1]
            quoted = inside and not any(q in text[max(content[0], span[0] - 80) : span[0]] for q in '",”“’')
            total += (80 if quoted else 15) if inside else between(span, content) + (10 if span[0] > content[1] else 0)
        if len(spans) == 2 and any(
            stop in text[min(pair[0][1], pair[1][1]) : max(pair[0][0], pair[1][0])]
            for stop in ('. "', ". “", '." ', ".” ")
        ):
            total += 300
        return total

    pairs = [(source, cue) for source in places("source") for cue in places("cue")]
    return min(pairs, key=cost)


def statement(text, raw):
    content = locate_content(text, raw["content"])
    source, cue = attribution(text, raw, content)
    return {
        "source": source,
        "cue": cue,
        "content": content,
        "speaker": raw["speaker"],
        "actor": raw.get("actor"),
        "required": raw.get("required", True),
    }


def collect(items, make, errors, name):
    out = []
    for number, raw in enumerate(items or [], 1):
        try:
            out.append(make(raw))
        except (Refused, KeyError, TypeError, ValueError, IndexError) as problem:
            errors.append(f"{name} {number}: {type(problem).__name__}: {problem}")
    return out


def main(kind, source, target):
    modes, cache, counts, out = ontology_modes(), {}, Counter(), []
    for number, line in enumerate(pathlib.Path(source).read_text().splitlines(), 1):
        if not line.strip():
            continue
        errors = []
        try:
            raw = json.loads(line)
        except json.JSONDecodeError as problem:
            print(f"{source}:{number}: not JSON: {problem}")
            counts["refused"] += 1
            continue
        if kind == "documents":
            name, doc_id = raw["doc"].split("/", 1)
            cache.setdefault(name, documents(name))
            if doc_id not in cache[name]:
                print(f"{source}:{number}: no document {raw['doc']}")
                counts["refused"] += 1
                continue
            text = cache[name][doc_id][1]
            head = {"doc": raw["doc"]}
        else:
            text = raw["text"]
            head = {"id": raw["id"], "title": raw.get("title"), "published": raw.get("published"), "text": text}
        record = head | {
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "events": collect(raw.get("events"), lambda e: event(text, e, modes), errors, "event"),
            "statements": collect(raw.get("statements"), lambda s: statement(text, s), errors, "statement"),
        }
        for error in errors:
            print(f"{source}:{number} ({raw.get('doc') or raw.get('id')}) {error}")
        counts.update(
            documents=1, events=len(record["events"]), statements=len(record["statements"]), refused=len(errors)
        )
        out.append(record)
    pathlib.Path(target).write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in out))
    print(dict(counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
