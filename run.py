#!/usr/bin/env python3
"""One script for a bare machine: Python 3.11 or newer with pip, nothing else.

    python3 run.py demo     set up, code the sample pages, show what can be asked
    python3 run.py test     set up, run every check (what .ci/run calls)
    python3 run.py bench    speed, memory, start-up; --size also measures a fresh installation
    python3 run.py setup    only set up

The packages go into .venv beside this file; a set-up that fits pyproject.toml is used again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENV = ROOT / ".venv"
STAMP = ENV / "dragoman-setup.json"
OLDEST = (3, 11)
SHOWN = ("Collecting ", "Building ", "Installing ")
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff", ("-m", "ruff", "check", "--output-format", "concise", ".")),
    ("mypy", ("-m", "mypy", "--no-error-summary")),
    ("resources", ("tools/compile_resources.py", "--check")),
    ("gate", ("tools/gate.py",)),
    ("pytest", ("-m", "pytest")),
)
"""What `test` runs, in order: name, and arguments for the interpreter in .venv."""


def main() -> int:
    """Command line; returns the exit status."""
    if sys.version_info < OLDEST:
        return _fail(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=("demo", "test", "bench", "setup"))
    task, rest = parser.parse_known_args()
    problem = set_up(dev=task.task in ("test", "setup"))
    if problem:
        return _fail(problem)
    if task.task == "demo":
        return _python("-m", "dragoman", "demo", *rest)
    if task.task == "bench":
        return _python("tools/bench.py", *rest)
    return test() if task.task == "test" else 0


def _say(words: str) -> None:
    print(words, flush=True)


def _fail(reason: str) -> int:
    print(f"run.py: {reason}", file=sys.stderr, flush=True)
    return 1


def interpreter() -> Path:
    """The interpreter of .venv."""
    return ENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _python(*arguments: str) -> int:
    return subprocess.run([str(interpreter()), *arguments], cwd=ROOT, env=_environment(), check=False).returncode


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def set_up(dev: bool) -> str | None:
    """Make or reuse .venv; the reason where that is not possible."""
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    found = _stamp()
    if found.get("pyproject") == wanted and (found.get("dev") or not dev) and _works():
        return None
    started = time.monotonic()
    problem = None if _works() else _make()
    if problem:
        return problem
    _say("Installing the package and what it needs into .venv (once; about a minute) …")
    problem = _install(f"{ROOT}[dev]" if dev else str(ROOT))
    if problem:
        return problem
    STAMP.write_text(json.dumps({"pyproject": wanted, "dev": dev}), encoding="utf-8")
    _say(f"Set up in {time.monotonic() - started:.0f} s.")
    return None


def _stamp() -> dict[str, object]:
    try:
        found: dict[str, object] = json.loads(STAMP.read_text(encoding="utf-8"))
        return found
    except (OSError, ValueError):
        return {}


def _works() -> bool:
    """Whether .venv has an interpreter that runs and has pip."""
    try:
        command = [str(interpreter()), "-c", "import pip"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _make() -> str | None:
    _say(f"Making .venv with Python {sys.version.split()[0]} …")
    shutil.rmtree(ENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(ENV)], capture_output=True, text=True, check=False)
    if made.returncode == 0:
        return None
    shutil.rmtree(ENV, ignore_errors=True)
    told = (made.stdout + made.stderr).strip()[-600:]
    return (
        f"no virtual environment could be made; on Debian or Ubuntu install python3-venv (apt install python3-venv), "
        f"elsewhere a Python with venv and pip.\n{told}"
    )


def _install(what: str) -> str | None:
    command = [str(interpreter()), "-m", "pip", "install", "--progress-bar", "off", "--editable", what]
    lines: list[str] = []
    with subprocess.Popen(
        command, cwd=ROOT, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8", errors="replace",
    ) as pip:  # fmt: skip
        for line in pip.stdout or ():
            lines.append(line.rstrip())
            if line.startswith(SHOWN):
                _say("  " + line.strip()[:100])
    if pip.returncode == 0:
        return None
    told = "\n".join(line for line in lines if line.strip())[-1500:]
    return f"pip could not install what is needed; is there a network, or a proxy to name in HTTPS_PROXY?\n{told}"


def test() -> int:
    """Every check, all of them even where one fails; the last lines tell how each went."""
    told: list[str] = []
    bad = 0
    for name, arguments in CHECKS:
        _say(f"── {name} " + "─" * (70 - len(name)))
        started = time.monotonic()
        status, last = _check(arguments)
        bad += status != 0
        took = time.monotonic() - started
        told.append(f"{'ok    ' if status == 0 else 'FAILED'}  {name:10} {took:6.1f} s  {last}")
    _say("─" * 74)
    for line in told:
        _say(line)
    return 1 if bad else 0


def _check(arguments: tuple[str, ...]) -> tuple[int, str]:
    """The exit status of a check and the last line that it printed."""
    last = ""
    with subprocess.Popen(
        [str(interpreter()), *arguments], cwd=ROOT, env=_environment(), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
    ) as running:  # fmt: skip
        for line in running.stdout or ():
            _say(line.rstrip())
            last = line.strip() or last
    return running.returncode, last.strip("= ")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(_fail("interrupted"))
