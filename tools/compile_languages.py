"""Compile resources/languages/*.yml into src/dragoman/data/languages.json; --check only compares."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "resources" / "languages"
TARGET = ROOT / "src" / "dragoman" / "data" / "languages.json"


def _words(value: Any) -> Any:
    """Runs of words become sorted lists; mappings keep their shape; lists stay as written."""
    if isinstance(value, str):
        return sorted(set(value.split()))
    if isinstance(value, dict):
        return {str(key): _words(part) for key, part in value.items()}
    return value


def compiled() -> str:
    """The text of languages.json that the sources ask for."""
    languages = {path.stem: _words(yaml.safe_load(path.read_text("utf-8"))) for path in sorted(SOURCE.glob("*.yml"))}
    return json.dumps(languages, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def main() -> int:
    """Write the compiled file, or with --check say whether it is up to date."""
    text = compiled()
    if "--check" in sys.argv[1:]:
        return 0 if TARGET.exists() and TARGET.read_text("utf-8") == text else 1
    TARGET.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
