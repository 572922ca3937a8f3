"""Fine-tune the encoder to the relation model and export it: one command, a fixed seed, from the corpus to the ONNX file.

    python training/train.py [--epochs 4] [--seed 0] [--out src/dragoman/data/model] [--no-export]

A rendered sentence is pulled to the hypotheses of its type (short sentences over the two parties, from the ontology)
and away from those of the others; to that a small head over the vectors of the two parties adds what the whole
sentence's mean blurs. Status and mode are read by linear heads from the same vectors. What is kept apart by document
chooses the temperature and the confidence from which events are shown.
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import time
from collections import Counter

import torch
from encoder import pool, pretrained, source_folder
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

from dragoman.annotation.pairs import ACTOR, RECIPIENT
from dragoman.annotation.relations import STATUSES
from dragoman.ontology import Ontology

FOLDER = pathlib.Path(__file__).resolve().parent
ONTOLOGY = Ontology.load()
LABELS = ONTOLOGY.labels
MODES = [(t, m) for t in LABELS[:-1] for m in (None, *ONTOLOGY.modes(t))]
LIKE = {ACTOR: "france", RECIPIENT: "germany"}
"""Words whose vectors the two tokens begin from: a country is what a party most often is."""
SHARPNESS = 20.0
STATUS_WEIGHT = torch.tensor([1.0, 2.0, 3.0, 3.0])
"""Four acts in five have occurred; without this the other statuses are never read."""
WHOLE = ("syn", "re3d", "geo", "gum", "meantime")
"""How the names of documents annotated whole begin: on them the calibration is done."""


def with_kept_memory():
    """Start again with an allocator that keeps what it has: giving back and taking every step's pages is slow."""
    wanted = {
        "MALLOC_MMAP_THRESHOLD_": "8589934592",
        "MALLOC_TRIM_THRESHOLD_": "8589934592",
        "MALLOC_TOP_PAD_": "268435456",
    }
    if sys.platform == "linux" and "MALLOC_TRIM_THRESHOLD_" not in os.environ:
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | wanted)


def tokenizer():
    tok = Tokenizer.from_file(str(source_folder() / "tokenizer.json"))
    tok.add_special_tokens([ACTOR, RECIPIENT])
    tok.no_padding()
    tok.enable_truncation(112)
    return tok


def hypotheses():
    def filled(h):
        return " ".join(
            {"S": ACTOR, "T": RECIPIENT}.get(w, w) for w in h.replace("S'", "S '").replace("T'", "T '").split()
        )

    return [[filled(h) for h in ONTOLOGY.hypotheses(label)] for label in LABELS]


class Relations(nn.Module):
    """ids, mask -> type logits (17), status logits (4), mode logits (all types' modes)."""

    def __init__(self, actor: int, recipient: int):
        super().__init__()
        self.encoder, self.actor, self.recipient = pretrained(), actor, recipient
        width = 384
        self.pair = nn.Sequential(
            nn.Linear(3 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, len(LABELS))
        )
        nn.init.zeros_(self.pair[3].weight), nn.init.zeros_(self.pair[3].bias)
        self.status, self.mode = nn.Linear(3 * width, len(STATUSES)), nn.Linear(3 * width, len(MODES))

    def vectors(self, ids, mask):
        x = self.encoder(ids, mask)
        whole = pool(x, mask)
        sides = [pool(x, (ids == token).to(x.dtype)) for token in (self.actor, self.recipient)]
        return whole, torch.cat([whole, *sides], -1)

    def meaning(self, ids, mask):
        return F.normalize(pool(self.encoder(ids, mask), mask), dim=-1)

    def forward(self, ids, mask, targets, owner):
        """`targets` are hypothesis vectors, `owner[i, c]` 1 / (hypotheses of c) where hypothesis i is of label c."""
        whole, all_three = self.vectors(ids, mask)
        likeness = torch.exp(F.normalize(whole, dim=-1) @ targets.T * SHARPNESS) @ owner
        return torch.log(likeness + 1e-9) + self.pair(all_three), self.status(all_three), self.mode(all_three)


class Batches:
    """Examples to padded tensors, of like length, in an order that the seed fixes."""

    def __init__(self, tok):
        self.tok = tok

    def pad(self, texts):
        rows = [e.ids for e in self.tok.encode_batch(texts)]
        width = max(map(len, rows))
        ids, mask = torch.zeros(len(rows), width, dtype=torch.long), torch.zeros(len(rows), width)
        for n, row in enumerate(rows):
            ids[n, : len(row)], mask[n, : len(row)] = torch.tensor(row), 1.0
        return ids, mask

    def shuffled(self, examples, rng, size):
        order = list(range(len(examples)))
        rng.shuffle(order)
        pools = [
            sorted(order[k : k + size * 30], key=lambda n: len(examples[n]["text"]))
            for k in range(0, len(order), size * 30)
        ]
        batches = [p[k : k + size] for p in pools for k in range(0, len(p), size)]
        rng.shuffle(batches)
        return [[examples[n] for n in batch] for batch in batches]


def owner_matrix(labels):
    matrix = torch.zeros(len(labels), len(LABELS))
    for row, label in enumerate(labels):
        matrix[row, label] = 1.0 / labels.count(label)
    return matrix


def loss_of(model, batches, batch, some, owner):
    ids, mask = batches.pad([e["text"] for e in batch])
    types, status, mode = model(ids, mask, model.meaning(*batches.pad(some)), owner)
    weight = torch.tensor([e["weight"] for e in batch])
    loss = (
        F.cross_entropy(
            types, torch.tensor([LABELS.index(e["type"]) for e in batch]), reduction="none", label_smoothing=0.03
        )
        * weight
    ).mean()
    acts = [n for n, e in enumerate(batch) if e["status"]]
    if acts:
        loss = loss + 0.3 * F.cross_entropy(
            status[acts], torch.tensor([STATUSES.index(batch[n]["status"]) for n in acts])
        )
        wanted = torch.tensor([MODES.index((batch[n]["type"], batch[n]["mode"])) for n in acts])
        own = torch.tensor([[t == batch[n]["type"] for t, _ in MODES] for n in acts])
        loss = loss + 0.3 * F.cross_entropy(mode[acts].masked_fill(~own, -1e4), wanted)
    return loss


def epoch_examples(examples, rng, share):
    """All examples of acts, and a share of those without: there are several times as many."""
    return [e for e in examples if e["type"] != "NONE" or e["group"].startswith("no_event") or rng.random() < share]


def train(model, batches, examples, args):
    rng, hyps, begun, step = random.Random(args.seed), hypotheses(), time.time(), 0
    steps = args.epochs * len(epoch_examples(examples, random.Random(0), args.none)) // args.batch
    groups = [
        {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": args.lr},
        {"params": [p for n, p in model.named_parameters() if not n.startswith("encoder")], "lr": 1e-3},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / 100, max(0.02, 1 - s / max(1, steps)))
    )
    for epoch in range(args.epochs):
        model.train()
        for batch in batches.shuffled(epoch_examples(examples, rng, args.none), rng, args.batch):
            some = [(h, n) for n, hs in enumerate(hyps) for h in rng.sample(hs, 1)]
            loss = loss_of(model, batches, batch, [h for h, _ in some], owner_matrix([n for _, n in some]))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                print(f"step {step}/{steps} loss {loss.item():.3f} {time.time() - begun:.0f}s", flush=True)
        yield epoch


@torch.no_grad()
def predict(model, batches, texts, targets, owner):
    model.eval()
    order, out = sorted(range(len(texts)), key=lambda n: len(texts[n])), [None] * len(texts)
    for k in range(0, len(order), 64):
        chosen = order[k : k + 64]
        for n, *rows in zip(chosen, *model(*batches.pad([texts[n] for n in chosen]), targets, owner)):
            out[n] = rows
    return [torch.stack(rows) for rows in zip(*out)]


@torch.no_grad()
def all_targets(model, batches):
    model.eval()
    flat = [(h, n) for n, hs in enumerate(hypotheses()) for h in hs]
    return model.meaning(*batches.pad([h for h, _ in flat])), owner_matrix([n for _, n in flat])


def macro_f1(pairs):
    """Mean F1 over the gold labels of (gold, predicted) pairs."""
    found, gold, made = (
        Counter(g for g, p in pairs if g == p),
        Counter(g for g, _ in pairs),
        Counter(p for _, p in pairs),
    )
    return sum(2 * found[c] / (gold[c] + made[c]) for c in gold) / len(gold)


def report(model, batches, kept, checks):
    targets, owner = all_targets(model, batches)
    types, status, mode = predict(model, batches, [e["text"] for e in kept], targets, owner)
    none = LABELS.index("NONE")
    probs = types.softmax(-1)
    best = types.argmax(-1).tolist()
    documents = [n for n, e in enumerate(kept) if e["group"].startswith(WHOLE)]
    out = {}
    for floor in (0.3, 0.5, 0.7):
        made = [n for n in documents if probs[n, :none].max() >= floor]
        right = [n for n in made if LABELS[int(probs[n, :none].argmax())] == kept[n]["type"]]
        real = [n for n in documents if kept[n]["type"] != "NONE"]
        out[f"pairs at {floor}"] = (len(right) / max(1, len(made)), len(right) / max(1, len(real)), len(made))
    acts = [n for n, e in enumerate(kept) if e["status"]]
    out["type of acts, macro-F1"] = macro_f1([(kept[n]["type"], LABELS[int(types[n, :none].argmax())]) for n in acts])
    out["status, macro-F1"] = macro_f1([(kept[n]["status"], STATUSES[int(status[n].argmax())]) for n in acts])
    own = [[t == kept[n]["type"] for t, _ in MODES] for n in acts]
    picked = mode[acts].masked_fill(~torch.tensor(own), -1e4).argmax(-1).tolist()
    out["mode"] = sum(MODES[p][1] == kept[n]["mode"] for n, p in zip(acts, picked) if kept[n]["mode"]) / max(
        1, sum(bool(kept[n]["mode"]) for n in acts)
    )
    if checks:
        out["PLV (checking only), macro-F1"] = plv(model, batches, checks, targets, owner)
    return out, types, [LABELS.index(e["type"]) for e in kept], best


def plv(model, batches, checks, targets, owner):
    types, *_ = predict(model, batches, [text for text, _ in checks], targets, owner)
    probs = types[:, :-1].softmax(-1)
    concede, retreat = LABELS.index("CONCEDE"), LABELS.index("RETREAT")
    probs[:, concede] += probs[:, retreat]
    probs[:, retreat] = 0
    joined = {"RETREAT": "CONCEDE", "YIELD": "CONCEDE"}
    return macro_f1([(joined.get(g, g), LABELS[i]) for (_, g), i in zip(checks, probs.argmax(-1).tolist())])


def plv_checks():
    from dragoman.annotation.pairs import render

    path = FOLDER.parents[1] / "shared/data/plover_plv.train.jsonl"
    if not path.exists():
        print("PLV is not at hand: its figure is left out")
        return []
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    return [(render(r["text"], (0, len(r["text"])), r["source"], r["target"]), r["root"]) for r in rows]


def calibration_of(types, gold):
    """(temperature, what is added to NONE) at which the kept-apart examples are likeliest.

    The second mends the share of NONE: training saw fewer of them than a page holds.
    """
    gold, none = torch.tensor(gold), torch.zeros(len(LABELS))
    none[LABELS.index("NONE")] = 1.0
    tries = [(t / 10, b / 4) for t in range(5, 31) for b in range(-8, 13)]
    return min(tries, key=lambda c: F.cross_entropy((types + c[1] * none) / c[0], gold).item())


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, kind, default in (
        ("epochs", int, 4),
        ("seed", int, 0),
        ("batch", int, 32),
        ("lr", float, 6e-5),
        ("none", float, 0.5),
    ):
        ap.add_argument(f"--{name}", type=kind, default=default)
    ap.add_argument("--begin", help="weights to go on from (a model.pt of training/runs) instead of the pretrained ones")
    ap.add_argument("--out", default=str(FOLDER.parent / "src/dragoman/data/model"))
    ap.add_argument("--examples", default=str(FOLDER / "runs/examples.jsonl"))
    ap.add_argument("--no-export", action="store_true")
    args = ap.parse_args()
    with_kept_memory()
    random.seed(args.seed), torch.manual_seed(args.seed)
    pathlib.Path(args.examples).parent.mkdir(exist_ok=True)
    if not pathlib.Path(args.examples).exists():
        subprocess.run([sys.executable, str(FOLDER / "prepare.py"), args.examples], check=True)
    examples = [json.loads(line) for line in pathlib.Path(args.examples).read_text().splitlines()]
    kept, taught, checks = (
        [e for e in examples if e["held_out"]],
        [e for e in examples if not e["held_out"]],
        plv_checks(),
    )
    tok = tokenizer()
    model, batches = Relations(tok.token_to_id(ACTOR), tok.token_to_id(RECIPIENT)), Batches(tok)
    with torch.no_grad():
        for token, word in LIKE.items():
            model.encoder.words.weight[tok.token_to_id(token)] = model.encoder.words.weight[tok.token_to_id(word)]
    if args.begin:
        model.load_state_dict(torch.load(args.begin))
    model.encoder.words.weight.requires_grad_(False)
    torch.set_flush_denormal(True)
    print(f"{len(taught)} examples, {len(kept)} kept apart", flush=True)
    begun = time.time()
    for epoch in train(model, batches, taught, args):
        torch.save(model.state_dict(), FOLDER / "runs/model.pt")
        print(f"epoch {epoch} {time.time() - begun:.0f}s", flush=True)
    figures, types, gold, _ = report(model, batches, kept, checks)
    print(json.dumps(figures), flush=True)
    documents = [n for n, e in enumerate(kept) if e["group"].startswith(WHOLE)]
    figures["temperature"], figures["none"] = calibration_of(types[documents], [gold[n] for n in documents])
    figures["seconds"] = round(time.time() - begun)
    if not args.no_export:
        from export import export

        export(model, tok, all_targets(model, batches), figures, pathlib.Path(args.out), vars(args))


if __name__ == "__main__":
    main()
