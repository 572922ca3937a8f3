"""Journeys of a reader in Chromium, driven by Playwright: paste a text, read it, judge by keys alone, take it back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.desk.test_desk_browser import BROWSER, live

__all__ = ["live"]
playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: no journey was tried")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is here: no journey was tried")
GOOD = "Japan's foreign minister Taro Kono met his Turkish counterpart in Ankara on Monday, officials said.\n" * 2
NEXT = "before => document.querySelector('.judge [name=record]')?.value !== before"
RECORD = "document.querySelector('.judge [name=record]').value"


@pytest.fixture(params=[(1280, "light"), (390, "dark")], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, live: str) -> Iterator[Any]:
    """A page of the running desk; it must not complain, nor ask anybody else for anything."""
    width, scheme = request.param
    told: list[str] = []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-dev-shm-usage"])
        context = browser.new_context(
            base_url=live, viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        opened = context.new_page()
        opened.on("console", lambda message: told.append(message.text))
        opened.on("pageerror", lambda error: told.append(str(error)))
        opened.on("request", lambda r: None if r.url.startswith(live) else told.append(f"asked for {r.url}"))
        yield opened
        browser.close()
    assert told == []


def test_nothing_is_wider_than_the_screen(page: Any, key: str) -> None:
    for address in ("/articles", f"/article/{key}", "/events", "/pairs", "/pair/JPN..TUR", "/review", "/data", "/help"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_paste_read_and_follow_the_marks(page: Any) -> None:
    page.goto("/data")
    page.fill("#title", "Kono in Ankara")
    page.fill("#text", GOOD)
    page.click("button:has-text('Read the text')")
    page.wait_for_selector(".chip.done")
    page.click("#jobs a:has-text('Kono in Ankara')")
    page.wait_for_selector("article")
    assert page.inner_text("h1") == "Kono in Ankara"
    mark = page.locator("article a.ref.good").first
    mark.click()
    card = page.locator(page.evaluate("'[id=\"' + location.hash.slice(1) + '\"]'"))
    assert "Ankara" in page.inner_text("article")
    assert card.evaluate("x => x.matches(':target')")


def test_review_by_keyboard_alone(page: Any) -> None:
    page.goto("/review")
    page.evaluate("window.kept = true")
    seen = [page.evaluate(RECORD)]
    for key in ("a", "x", "u"):
        page.keyboard.press(key)
        page.wait_for_function(NEXT, arg=seen[-1])
        seen.append(page.evaluate(RECORD))
    assert seen[3] == seen[1], "what was taken back is shown again"
    assert page.evaluate("window.kept"), "the page was not loaded again"
    assert "1 decided" in page.inner_text(".lead")
    page.keyboard.press("2")
    page.keyboard.press("e")
    page.wait_for_function(NEXT, arg=seen[3])
    assert "2 decided" in page.inner_text(".lead")
    page.keyboard.press("g")
    page.keyboard.press("e")
    page.wait_for_url("**/events")
