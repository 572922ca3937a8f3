"""Compiles resources/lexicon/*.yml (contexts, verbs of the baseline) into src/dragoman/data/lexicon.json."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from dragoman.ontology import Ontology


def compile_lexicon(root: Path) -> dict[str, bytes]:
    """The one output; raises ValueError where a file names a code that the ontology lacks."""
    ontology, out = Ontology.load(), {}
    for name, known in (("contexts", ontology.contexts), ("verbs", ontology.types)):
        source = yaml.safe_load((root / "resources" / "lexicon" / f"{name}.yml").read_text("utf-8"))
        if strange := set(source) - set(known):
            raise ValueError(f"resources/lexicon/{name}.yml: not in the ontology: {', '.join(sorted(strange))}")
        out[name] = source
    return {"src/dragoman/data/lexicon.json": (json.dumps(out, ensure_ascii=False, indent=0) + "\n").encode()}
