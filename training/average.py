"""Average the weights of two runs of training/train.py, report on what is kept apart, and export.

    python training/average.py FIRST.pt SECOND.pt [--share 0.35] [--out src/dragoman/data/model]

Two runs that share their beginning lie in one basin; their mean is steadier than either. `share` is that of the first.
"""

import argparse
import json
import pathlib

import torch
from export import export
from train import (
    ACTOR,
    FOLDER,
    RECIPIENT,
    Batches,
    Relations,
    all_targets,
    calibration_of,
    plv_checks,
    report,
    tokenizer,
    with_kept_memory,
)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("first"), ap.add_argument("second")
    ap.add_argument("--share", type=float, default=0.35)
    ap.add_argument("--examples", default=str(FOLDER / "runs/examples.jsonl"))
    ap.add_argument("--out", default=str(FOLDER.parent / "src/dragoman/data/model"))
    args = ap.parse_args()
    with_kept_memory()
    first, second = torch.load(args.first), torch.load(args.second)
    mean = {name: args.share * first[name] + (1 - args.share) * second[name] for name in second}
    tok = tokenizer()
    model, batches = Relations(tok.token_to_id(ACTOR), tok.token_to_id(RECIPIENT)), Batches(tok)
    model.load_state_dict(mean)
    examples = [json.loads(line) for line in pathlib.Path(args.examples).read_text().splitlines()]
    kept = [e for e in examples if e["held_out"]]
    figures, types, gold = report(model, batches, kept, plv_checks())
    figures["temperature"], figures["none"] = calibration_of(types, gold)
    print(json.dumps(figures))
    settings = {"averaged": f"{args.share} of one run and {1 - args.share} of a second that went on from it"}
    export(model, tok, all_targets(model, batches), figures, pathlib.Path(args.out), settings)


if __name__ == "__main__":
    main()
