"""Where pages are: addresses of the server, or files of a static site. A page that is not there has no address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode


class Links:
    """Addresses on the server."""

    static = False

    def asset(self, name: str) -> str:
        """A file that pages load."""
        return f"/static/{name}"

    def page(self, name: str) -> str:
        """One of the pages of the top bar."""
        return f"/{name}"

    def article(self, key: str, at: str = "") -> str:
        """An article, opened at a mark."""
        return f"/article/{quote(key, safe='')}" + (f"#{quote(at)}" if at else "")

    def event(self, name: str) -> str:
        """An event with all its reports."""
        return f"/event/{quote(name, safe='')}"

    def events(self, question: str = "", page: int = 1) -> str:
        """The events that a question asks for."""
        asked = {"q": question} if question else {}
        return self._with("/events", asked | ({"page": str(page)} if page > 1 else {}))

    def pair(self, first: str, second: str) -> str:
        """Two parties."""
        return f"/pair/{quote(first, safe='')}..{quote(second, safe='')}"

    def articles(self, words: str = "", page: int = 1) -> str:
        """The list of articles."""
        asked = {"q": words} if words else {}
        return self._with("/articles", asked | ({"page": str(page)} if page > 1 else {}))

    def review(self, **state: str | int) -> str:
        """The next record to review."""
        return self._with("/review", {k: str(v) for k, v in state.items() if v not in ("", 0)})

    def twin(self, here: str, form: str) -> str:
        """The JSON or CSV twin of an address."""
        path, mark, query = here.partition("?")
        return f"{path}.{form}{mark}{query}"

    @staticmethod
    def _with(path: str, asked: Mapping[str, str]) -> str:
        return path + (f"?{urlencode(asked)}" if asked else "")


class SiteLinks(Links):
    """Files of a static site, from a page that lies `depth` folders down. What is not published has no address."""

    static = True

    def __init__(self, depth: int, published: frozenset[str], questions: Mapping[tuple[str, int], str]) -> None:
        """`published` holds the site's pages without ending; `questions` the pages of events by question and number."""
        self.up, self.published, self.questions = "../" * depth, published, questions

    def _there(self, page: str, at: str = "") -> str:
        return f"{self.up}{page}.html" + (f"#{at}" if at else "") if page in self.published else ""

    def asset(self, name: str) -> str:
        """A file that pages load."""
        return f"{self.up}static/{name}"

    def page(self, name: str) -> str:
        """One of the pages of the top bar."""
        return self._there({"articles": "index"}.get(name, name))

    def article(self, key: str, at: str = "") -> str:
        """An article, opened at a mark."""
        return self._there(f"article/{file_name(key)}", at)

    def event(self, name: str) -> str:
        """An event with all its reports."""
        return self._there(f"event/{file_name(name)}")

    def events(self, question: str = "", page: int = 1) -> str:
        """The events of a question that has a page of its own."""
        return self._there(self.questions.get((question, page), ""))

    def pair(self, first: str, second: str) -> str:
        """Two parties."""
        return self._there(f"pair/{file_name(f'{first}..{second}')}")

    def articles(self, words: str = "", page: int = 1) -> str:
        """The list of articles; it is not searched."""
        return self._there("index" if page == 1 else f"index-{page}") if not words else ""

    def review(self, **state: str | int) -> str:
        """Nothing is corrected on a site."""
        return ""

    def twin(self, here: str, form: str) -> str:
        """The JSON or CSV file beside a page."""
        return f"{self.up}{here}.{form}"


def file_name(name: str) -> str:
    """A name as a file's: what a file system may not take, or what leads out of the folder, is replaced."""
    return re.sub(r"[^A-Za-z0-9_.-]", "_", name).lstrip(".")[:120] or "_"
