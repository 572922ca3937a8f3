"""Speed, memory, start-up and size, measured here and now.

    python tools/bench.py [--size] [--coder NAME]

Documents: ../shared/evaluation/gold where that is there, else tests/gold.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from dragoman import pipeline
from dragoman.evaluate import read_gold

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
ROUNDS = 3


def main() -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", action="store_true", help="also install into a fresh environment and measure it")
    parser.add_argument("--coder", default="model")
    options = parser.parse_args()
    for name, value in figures(options.coder, options.size):
        print(f"{name:44} {value}", flush=True)
    return 0


def figures(coder: str, size: bool) -> Iterator[tuple[str, str]]:
    """Name and value of each figure."""
    folder = SHARED / "evaluation" / "gold"
    folder = folder if folder.is_dir() else ROOT / "tests" / "gold"
    gold = read_gold(folder)
    yield "cores that may be used", str(pipeline.jobs_for(None))
    yield "dragoman --help", f"{_fastest(['--help']):.3f} s"
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "gold.jsonl"
        lines = (
            json.dumps({key: document.get(key) for key in ("id", "text", "published")}) for document in gold.values()
        )
        path.write_text("\n".join(lines), encoding="utf-8")
        yield from _coding(gold, path, coder)
    page = _page()
    yield f"dragoman brief {page.name}", f"{_fastest(['brief', str(page), '--coder', coder]):.2f} s"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    yield "direct dependencies", str(len(project["dependencies"]))
    if size:
        yield "installed, model and dependencies included", _size()


def _coding(gold: dict[str, dict[str, str]], path: Path, coder: str) -> Iterator[tuple[str, str]]:
    texts = [document["text"] for document in gold.values()]
    pipeline.code_text(texts[0], coder=coder)
    started = time.perf_counter()
    for text in texts:
        pipeline.code_text(text, coder=coder)
    took = time.perf_counter() - started
    yield f"{len(texts)} documents in one process, once started", f"{len(texts) / took:.1f} documents a second"
    arguments = ["code", str(path), "--no-store", "--format", "jsonl", "--quiet", "--coder", coder]
    for jobs in (1, 2):
        took = _fastest([*arguments, "--jobs", str(jobs)])
        yield (
            f"dragoman code --jobs {jobs}, start included",
            f"{took:.2f} s, {len(texts) / took:.1f} documents a second",
        )
    yield "peak memory of the largest process so far", _memory()


def _page() -> Path:
    seeds = sorted((SHARED / "seed").glob("*.txt")) if SHARED.is_dir() else []
    return seeds[0] if seeds else ROOT / "src" / "dragoman" / "samples" / "wire-odesa-strike.txt"


def _fastest(arguments: list[str]) -> float:
    """Seconds of the best of a few runs of the command, from start to end."""
    took = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "dragoman", *arguments], stdout=subprocess.DEVNULL, check=True)
        took.append(time.perf_counter() - started)
    return min(took)


def _memory() -> str:
    if sys.platform == "win32":
        return "not measured on Windows"
    import resource

    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return f"{peak / (1e6 if sys.platform == 'darwin' else 1e3):.0f} MB"


def _size() -> str:
    with tempfile.TemporaryDirectory() as place:
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        python = Path(place) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        before = _bytes(Path(place))
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--no-compile", str(ROOT)], check=True)
        return f"{(_bytes(Path(place)) - before) / 1e6:.0f} MB"


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


if __name__ == "__main__":
    sys.exit(main())
