"""Compiles what people edit (resources/) into what the package ships (src/dragoman/data/ and generated docs).

    python tools/compile_resources.py            writes
    python tools/compile_resources.py --check    writes nothing; exit 1 when a compiled file differs from its source
    python tools/compile_resources.py ontology   only the compilers named

To add a compiler: its name in COMPILERS and a file tools/compile_<name>.py with a function
compile_<name>(root: Path) -> dict[str, bytes], which gives each output's path from the root of the repository and its
content; or, for a single output, `TARGET: Path` and `compiled() -> str`.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import cast

ROOT = Path(__file__).resolve().parent.parent
COMPILERS = ("ontology", "actors", "languages", "lexicon", "places", "regions", "schema")

Compiler = Callable[[Path], dict[str, bytes]]


def compilers() -> dict[str, Compiler]:
    """The table of compilers, by name; one whose file is not there is left out."""
    for folder in (str(ROOT / "tools"), str(ROOT / "src")):
        if folder not in sys.path:
            sys.path.insert(0, folder)
    table: dict[str, Compiler] = {}
    for name in COMPILERS:
        module = f"compile_{name}"
        if importlib.util.find_spec(module) is not None:
            table[name] = _compiler(importlib.import_module(module))
    return table


def _compiler(module: ModuleType) -> Compiler:
    """The function of a compiler's file, in either of the two forms that the head of this file names."""
    found = getattr(module, module.__name__, None)
    if found is not None:
        return cast(Compiler, found)
    return lambda root: {module.TARGET.relative_to(root).as_posix(): module.compiled().encode()}


def compiled(names: Sequence[str] = ()) -> dict[str, bytes]:
    """Every output of the compilers named (all when none is): path from the root -> content."""
    outputs: dict[str, bytes] = {}
    for name, compiler in compilers().items():
        if not names or name in names:
            outputs.update(compiler(ROOT))
    return outputs


def stale(outputs: dict[str, bytes]) -> list[str]:
    """Paths whose file is absent or differs from what its source gives."""
    return [path for path, data in outputs.items() if not _same(ROOT / path, data)]


def _same(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def write(outputs: dict[str, bytes]) -> list[str]:
    """Writes what is stale; returns the paths written."""
    changed = stale(outputs)
    for path in changed:
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_bytes(outputs[path])
    return changed


def main(argv: Sequence[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Compile resources/ into the package.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when compiled and source differ")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(COMPILERS)}")
    options = parser.parse_args(argv)
    unknown = sorted(set(options.names) - set(compilers()))
    if unknown:
        parser.error(f"no compiler for {', '.join(unknown)}")
    return _check(options.names) if options.check else _write(options.names)


def _check(names: Sequence[str]) -> int:
    changed = stale(compiled(names))
    for path in changed:
        print(f"stale: {path} (run: python tools/compile_resources.py)")
    return 1 if changed else 0


def _write(names: Sequence[str]) -> int:
    """One compiler after the other: a later one may read what an earlier one wrote."""
    for name in compilers():
        if not names or name in names:
            for path in write(compiled([name])):
                print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
