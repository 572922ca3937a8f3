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
import re
import subprocess
import sys
import time
from collections import Counter

import torch
from encoder import pool, pretrained, source_folder
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

from dragoman.annotation.encoder import MAX_TOKENS
from dragoman.annotation.pairs import ACTOR, BREAK, RECIPIENT, TOKENS
from dragoman.annotation.relations import STATUSES
from dragoman.ontology import Ontology

FOLDER = pathlib.Path(__file__).resolve().parent
ONTOLOGY = Ontology.load()
LABELS = ONTOLOGY.labels
MODES = [(t, m) for t in LABELS[:-1] for m in (None, *ONTOLOGY.modes(t))]
LIKE = dict(zip(TOKENS, ("france", "germany", "china", "iran", "japan", "brazil", "egypt", "canada"), strict=True))
"""Words whose vectors the parties' tokens begin from: a country is what a party most often is."""
SHARPNESS = 20.0
STATUS_WEIGHT = torch.tensor([1.0, 2.0, 3.0, 3.0])
"""Four acts in five have occurred; without this the other statuses are never read."""
NONE_WEIGHT = 0.5
"""Of a pair with nothing between it: a page holds three times as many of them as of acts."""
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
    tok.add_special_tokens(list(TOKENS))
    tok.no_padding()
    tok.enable_truncation(MAX_TOKENS)
    return tok


def hypotheses():
    def filled(h):
        return " ".join(
            {"S": ACTOR, "T": RECIPIENT}.get(w, w) for w in h.replace("S'", "S '").replace("T'", "T '").split()
        )

    return [[filled(h) for h in ONTOLOGY.hypotheses(label)] for label in LABELS]


class Relations(nn.Module):
    """ids, mask, parties' tokens -> logits of type (17), status (4) and mode (all types' modes) for each ordered pair.

    The encoder reads a sentence once. A pair is the vectors of its two parties, the sentence's mean, and the words that
    the pair looks at: a weighting of the sentence's own words of which the two parties are the question. Weighted alike
    (as before training) that is the mean, the vector that the encoder was pretrained to compare, so that a pair's
    meaning begins near the hypotheses of its type ("S accused T", read the same way) and is pulled to them.
    """

    def __init__(self, tokens, stop, heads=6, width=384):
        super().__init__()
        self.encoder, self.stop, self.heads = pretrained(), stop, heads
        self.register_buffer("tokens", torch.tensor(tokens), persistent=False)
        self.nobody = nn.Parameter(torch.zeros(width))
        self.question, self.key = nn.Linear(2 * width, width), nn.Linear(width, width)
        nn.init.zeros_(self.question.weight), nn.init.zeros_(self.question.bias)
        self.inner = nn.Sequential(nn.Linear(4 * width, width), nn.GELU(), nn.Dropout(0.1))
        self.shift, self.kind = nn.Linear(width, width), nn.Linear(width, len(LABELS))
        self.status, self.mode = nn.Linear(width, len(STATUSES)), nn.Linear(width, len(MODES))
        for head in (self.shift, self.kind):
            nn.init.zeros_(head.weight), nn.init.zeros_(head.bias)

    def pairs(self, ids, mask, parties):
        """Meaning and inner vector of every ordered pair, each (batch, parties, parties + 1, width)."""
        x = self.encoder(ids, mask)
        stops = torch.cumsum((ids == self.stop).to(x.dtype), 1)
        here = mask * (stops >= stops[:, -1:] - 1).to(x.dtype)
        whole = pool(x, here)
        at = (ids[:, None, :] == parties[None, :, None]).to(x.dtype)
        sides = at @ x / at.sum(-1, keepdim=True).clamp(min=1.0)
        n, others = sides.shape[1], torch.cat([sides, self.nobody.expand(sides.shape[0], 1, -1)], 1)
        both = torch.cat([sides[:, :, None].expand(-1, -1, n + 1, -1), others[:, None].expand(-1, n, -1, -1)], -1)
        seen = self.looked_at(x, here, both.flatten(1, 2)).unflatten(1, (n, n + 1))
        inner = self.inner(torch.cat([both, seen, whole[:, None, None].expand(-1, n, n + 1, -1)], -1))
        return F.normalize(seen + self.shift(inner), dim=-1), inner

    def looked_at(self, x, here, both):
        """The sentence's words weighted by each pair's question: (batch, pairs, width)."""
        q, k, v = (t.unflatten(-1, (self.heads, -1)).transpose(1, 2) for t in (self.question(both), self.key(x), x))
        weight = (q @ k.transpose(-1, -2) / 8.0 + (1.0 - here[:, None, None, :]) * -1e4).softmax(-1)
        return (weight @ v).transpose(1, 2).flatten(-2)

    def meaning(self, ids, mask):
        """The vectors of hypotheses, (n, width): what passes from the first token's party to the second's."""
        return self.pairs(ids, mask, self.tokens[:2])[0][:, 0, 1]

    def forward(self, ids, mask, parties, targets, owner):
        """`targets` are hypothesis vectors, `owner[i, c]` 1 / (hypotheses of c) where hypothesis i is of label c."""
        meaning, inner = self.pairs(ids, mask, parties)
        likeness = torch.exp(meaning @ targets.T * SHARPNESS) @ owner
        return torch.log(likeness + 1e-9) + self.kind(inner), self.status(inner), self.mode(inner)


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


def shuffled_parties(example, rng):
    """The example with its parties' tokens exchanged at random, so that no token means a side."""
    text = example.get("full", "") if rng.random() < 0.5 else ""
    text = text or example["text"]
    count = max(n + 1 for n, token in enumerate(TOKENS) if token in text)
    most = count if rng.random() < 0.7 else len(TOKENS)
    new = rng.sample(range(most), count)
    text = re.sub(r"\[unused(\d)\]", lambda m: TOKENS[new[int(m[1])]], text)
    pairs = [[new[a], b if b < 0 else new[b], *rest] for a, b, *rest in example["pairs"] if max(a, b) < count]
    return {"text": text, "pairs": pairs}


def known(batch, most):
    """(example, actor, recipient or `most`, type, mode, status, weight) of every pair whose tokens stand in its text."""
    return [
        (n, a, most if b < 0 else b, *rest)
        for n, e in enumerate(batch)
        for a, b, *rest in e["pairs"]
        if TOKENS[a] in e["text"] and (b < 0 or TOKENS[b] in e["text"])
    ]


def loss_of(model, batches, batch, some, owner):
    ids, mask = batches.pad([e["text"] for e in batch])
    most = max(n + 1 for n, token in enumerate(TOKENS) if any(token in e["text"] for e in batch))
    grids = model(ids, mask, model.tokens[:most], model.meaning(*batches.pad(some)), owner)
    rows = known(batch, most)
    types, status, mode = (grid[[r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows]] for grid in grids)
    each = F.cross_entropy(types, torch.tensor([LABELS.index(r[3]) for r in rows]), reduction="none", label_smoothing=0.03)
    weight = torch.tensor([r[6] * (NONE_WEIGHT if r[3] == "NONE" else 1.0) for r in rows])
    loss = (each * weight).sum() / weight.sum()
    acts = [n for n, r in enumerate(rows) if r[5]]
    if acts:
        loss = loss + 0.3 * F.cross_entropy(status[acts], torch.tensor([STATUSES.index(rows[n][5]) for n in acts]))
        wanted = torch.tensor([MODES.index((rows[n][3], rows[n][4])) for n in acts])
        own = torch.tensor([[t == rows[n][3] for t, _ in MODES] for n in acts])
        loss = loss + 0.3 * F.cross_entropy(mode[acts].masked_fill(~own, -1e4), wanted)
    return loss


def epoch_examples(examples, rng, share):
    """All examples of acts, and a share of those without."""
    return [
        e
        for e in examples
        if any(p[2] != "NONE" for p in e["pairs"]) or e["group"].startswith("no_event") or rng.random() < share
    ]


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
            batch = [shuffled_parties(e, rng) for e in batch]
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
def predict(model, batches, examples, targets, owner):
    """Logits of every known pair of the examples, and the pairs, in one order."""
    model.eval()
    order, rows, found = sorted(range(len(examples)), key=lambda n: len(examples[n]["text"])), [], []
    for k in range(0, len(order), 64):
        batch = [examples[n] for n in order[k : k + 64]]
        most = max(n + 1 for n, token in enumerate(TOKENS) if any(token in e["text"] for e in batch))
        grids = model(*batches.pad([e["text"] for e in batch]), model.tokens[:most], targets, owner)
        here = known(batch, most)
        found.append([grid[[r[0] for r in here], [r[1] for r in here], [r[2] for r in here]] for grid in grids])
        rows += [(batch[r[0]]["group"], *r[1:]) for r in here]
    return [torch.cat(parts) for parts in zip(*found)], rows


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
    (types, status, mode), rows = predict(model, batches, kept, targets, owner)
    none = LABELS.index("NONE")
    probs, gold = types.softmax(-1), [r[3] for r in rows]
    documents = [n for n, r in enumerate(rows) if r[0].startswith(WHOLE)]
    out = {}
    for floor in (0.3, 0.5, 0.7):
        made = [n for n in documents if probs[n, :none].max() >= floor]
        right = [n for n in made if LABELS[int(probs[n, :none].argmax())] == gold[n]]
        real = [n for n in documents if gold[n] != "NONE"]
        out[f"pairs at {floor}"] = (len(right) / max(1, len(made)), len(right) / max(1, len(real)), len(made))
    acts = [n for n, r in enumerate(rows) if r[5]]
    out["type of acts, macro-F1"] = macro_f1([(gold[n], LABELS[int(types[n, :none].argmax())]) for n in acts])
    out["status, macro-F1"] = macro_f1([(rows[n][5], STATUSES[int(status[n].argmax())]) for n in acts])
    own = torch.tensor([[t == gold[n] for t, _ in MODES] for n in acts])
    picked = mode[acts].masked_fill(~own, -1e4).argmax(-1).tolist()
    moded = [(rows[n][4], MODES[p][1]) for n, p in zip(acts, picked) if rows[n][4]]
    out["mode"] = sum(wanted == m for wanted, m in moded) / max(1, len(moded))
    if checks:
        out["PLV (checking only), macro-F1"] = plv(model, batches, checks, targets, owner)
    return out, types[documents], [LABELS.index(gold[n]) for n in documents]


def plv(model, batches, checks, targets, owner):
    examples = [{"text": t, "pairs": [[0, 1, g, None, None, 1.0]], "group": "plv"} for t, g in checks]
    (types, *_), rows = predict(model, batches, examples, targets, owner)
    probs = types[:, :-1].softmax(-1)
    concede, retreat = LABELS.index("CONCEDE"), LABELS.index("RETREAT")
    probs[:, concede] += probs[:, retreat]
    probs[:, retreat] = 0
    joined = {"RETREAT": "CONCEDE", "YIELD": "CONCEDE"}
    return macro_f1([(joined.get(r[3], r[3]), LABELS[i]) for r, i in zip(rows, probs.argmax(-1).tolist())])


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
    ap.add_argument("--encoder", action="store_true", help="take the encoder alone from --begin, the heads anew")
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
    model, batches = Relations([tok.token_to_id(t) for t in TOKENS], tok.token_to_id(BREAK)), Batches(tok)
    with torch.no_grad():
        for token, word in LIKE.items():
            model.encoder.words.weight[tok.token_to_id(token)] = model.encoder.words.weight[tok.token_to_id(word)]
    if args.begin:
        weights = torch.load(args.begin)
        if args.encoder:
            weights = {name: value for name, value in weights.items() if name.startswith("encoder.")}
        model.load_state_dict(weights, strict=not args.encoder)
    model.encoder.words.weight.requires_grad_(False)
    torch.set_flush_denormal(True)
    print(f"{len(taught)} examples, {len(kept)} kept apart", flush=True)
    begun = time.time()
    for epoch in train(model, batches, taught, args):
        torch.save(model.state_dict(), FOLDER / "runs/model.pt")
        print(f"epoch {epoch} {time.time() - begun:.0f}s", flush=True)
    figures, types, gold = report(model, batches, kept, checks)
    print(json.dumps(figures), flush=True)
    figures["temperature"], figures["none"] = calibration_of(types, gold)
    figures["seconds"] = round(time.time() - begun)
    if not args.no_export:
        from export import export

        export(model, tok, all_targets(model, batches), figures, pathlib.Path(args.out), vars(args))


if __name__ == "__main__":
    main()
