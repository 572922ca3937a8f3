"""In a real browser: pages and the site render under their own policy; our scripts run, strangers' do not."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.desk import site

BROWSER = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is here: pages were not tried in a browser")


def opened(address: str, tmp_path: Path) -> tuple[str, str]:
    """The page as the browser has it after its scripts, and what it complained about."""
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
               f"--user-data-dir={tmp_path / 'profile'}", "--enable-logging=stderr", "--virtual-time-budget=3000",
               "--dump-dom", address]  # fmt: skip
    found = subprocess.run(command, capture_output=True, timeout=120, check=True)
    told = found.stderr.decode("utf-8", "replace").splitlines()
    return found.stdout.decode("utf-8"), "\n".join(line for line in told if "CONSOLE" in line)


@pytest.fixture
def live(store: Path) -> Iterator[str]:
    """The address of a running desk."""
    uvicorn: Any = pytest.importorskip("uvicorn", reason="the extra [desk] is not installed")
    from dragoman.desk.server import create_app

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        app = create_app(str(store), coder="baseline", who="Ada", port=port)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        running.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        running.join(10)


def test_the_desk_in_a_browser(live: str, key: str, tmp_path: Path) -> None:
    page, complaints = opened(f"{live}/article/{key}", tmp_path)
    assert complaints == ""
    assert 'class="scripted"' in page, "its own script ran"
    assert 'id="e-consult-0"' in page
    page, complaints = opened(f"{live}/articles", tmp_path)
    assert (complaints, "struck" in page.partition("<head")[0]) == ("", False)
    assert "A visit" in page


def test_a_site_opens_from_disk(store: Path, key: str, tmp_path: Path) -> None:
    site.publish(str(store), str(tmp_path / "site"))
    for name in (f"article/{key}", "index", "pair/JPN..TUR"):
        page, complaints = opened((tmp_path / "site" / f"{name}.html").as_uri(), tmp_path)
        assert complaints == ""
        assert 'class="scripted"' in page
