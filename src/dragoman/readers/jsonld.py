"""The JSON-LD of a page: its article node, found in lists and `@graph`, also when the JSON is broken."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

_ARTICLES = (
    "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "article", "blogposting",
)  # fmt: skip
_LESSER = ("liveblogposting", "report", "webpage", "videoobject", "creativework")
_COMMENT = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$")
_TRAILING = re.compile(r",(?=\s{0,200}[}\]])")
_STRING = r'"\s{0,5}:\s{0,5}"((?:[^"\\]|\\.){1,400})"'
_BROKEN_KEYS = ("datePublished", "headline", "dateCreated", "inLanguage")
_HOLDING = {"@graph", "mainEntity", "mainEntityOfPage", "itemListElement"}
_NODE_LIMIT = 5000


def article(scripts: list[str]) -> dict[str, Any]:
    """The node that describes the page's article, the most telling one first; empty where there is none."""
    nodes = [node for script in scripts for node in _nodes(script)]
    ranked = sorted(enumerate(nodes), key=lambda pair: (_rank(pair[1]), pair[0]))
    if not ranked or _rank(ranked[0][1]) >= len(_ARTICLES) + len(_LESSER):
        return {}
    return ranked[0][1]


def text_of(value: Any) -> str | None:
    """The text in a value that may be a string, a node with a name, or a list of those (the names joined)."""
    if isinstance(value, str):
        return html.unescape(value).strip() or None
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value"))
    if isinstance(value, list):
        names = [name for item in value[:6] if (name := text_of(item))]
        return ", ".join(dict.fromkeys(names)) or None
    return None


def _nodes(script: str) -> Iterator[dict[str, Any]]:
    waiting: list[Any] = [_parse(script)]
    seen = 0
    while waiting and seen < _NODE_LIMIT:
        value = waiting.pop()
        seen += 1
        if isinstance(value, dict):
            yield value
            waiting.extend(v for k, v in value.items() if k in _HOLDING)
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _parse(script: str) -> Any:
    text = _COMMENT.sub("", script.strip())
    for attempt in (text, _TRAILING.sub("", text), _TRAILING.sub("", html.unescape(text))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvaged(text)


def _salvaged(text: str) -> dict[str, Any]:
    """What can be read from JSON that no parser takes: the first value of a few keys."""
    node: dict[str, Any] = {"@type": "Article"} if '"datePublished"' in text else {}
    for key in _BROKEN_KEYS:
        if found := re.search(f'"{key}{_STRING}', text):
            node[key] = found.group(1)
    return node


def _rank(node: dict[str, Any]) -> int:
    kinds = node.get("@type")
    names = [str(k).lower().rsplit("/", 1)[-1] for k in (kinds if isinstance(kinds, list) else [kinds])]
    order = _ARTICLES + _LESSER
    best = min((order.index(name) for name in names if name in order), default=len(order))
    return best if "datePublished" in node or "headline" in node else max(best, len(_ARTICLES) + len(_LESSER) - 1)
