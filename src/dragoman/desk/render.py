"""The door to jinja2: a view and where it is shown, as HTML. Everything is escaped; control characters go."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from dragoman.desk.links import Links
from dragoman.desk.view import View
from dragoman.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
NAVIGATION = (("articles", "Articles"), ("events", "Events"), ("pairs", "Pairs"), ("review", "Review"),
              ("data", "Data"), ("help", "Help"))  # fmt: skip
STATIC = ("desk.css", "desk.js", "icon.svg", "htmx.min.js", "htmx.licence.txt", "vendor.json")


def html(view: View, links: Links, here: str, **more: Any) -> str:
    """The page. `here` is its address on the server, or its name on the site."""
    bar = [(name, label, links.page(name)) for name, label in NAVIGATION]
    return _templates().get_template(view.template).render(
        title=view.title, links=links, bar=[entry for entry in bar if entry[2]], here=here, version=__version__,
        json=links.twin(here, "json"), csv=links.twin(here, "csv") if view.columns else "", **dict(view.values), **more,
    )  # fmt: skip


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
    from markupsafe import Markup

    def clean(value: Any) -> Any:
        """Pages may hold anything: characters that turn the writing round, or no characters at all."""
        return _CONTROL.sub(" ", value) if isinstance(value, str) and not isinstance(value, Markup) else value

    made = Environment(
        loader=PackageLoader("dragoman.desk"), autoescape=select_autoescape(default=True), trim_blocks=True,
        lstrip_blocks=True, finalize=clean, undefined=StrictUndefined,
    )  # fmt: skip
    made.filters["safe_url"] = safe_url
    made.filters["host"] = host
    return made


def safe_url(url: str | None) -> str:
    """An address to link to: http or https alone, whatever a page claims."""
    return url if url and re.match(r"https?://[^/\s]", url, re.I) else ""


def host(url: str) -> str:
    """The host of an address, for the reader."""
    from urllib.parse import urlsplit

    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def asset(name: str) -> bytes:
    """A file that pages load. `brief.js` is that of the brief: marks and cards in step."""
    folder = ("views",) if name == "brief.js" else ("desk", "static")
    return resources.files("dragoman").joinpath(*folder, name).read_bytes()
