"""Runs of capitals that name a person, with the description that stands before or after them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dragoman.annotation.language import words
from dragoman.annotation.tokens import Token, bare
from dragoman.records import Span

_ARTICLE = re.compile(r"(?:al|el|ul|as|ash|ad|an|at|ar|az|d|l|ould)[-’']\w", re.IGNORECASE)
_INITIAL = re.compile(r"[A-Z]\.?$")
_AGE = re.compile(r"\d{1,3}$")
_STOPS = frozenset('“”"`‘;:!?()[]{}–—--|»«')
_LINKS = frozenset(["of", "the", "for", "and", "at", "in", "on", "to", "&", "'s", "s", "-"])
_DETERMINERS = frozenset(["the", "a", "an", "its", "his", "her", "their", "our", "another"])
_REACH = 24


class NameHit(NamedTuple):
    """A person's name where it stands, without honorific or office, and what is told of its bearer."""

    start: int
    end: int
    parts: tuple[str, ...]
    role: Span | None
    honorific: str | None
    weight: int
    """How sure it is that this names a person; below 1 it does only when the document shows it elsewhere."""
    running: bool
    """Whether it stands in a sentence, not in a headline or a caption."""


def is_name_token(token: Token) -> bool:
    """Whether a token can be part of a person's name by its letters."""
    if _ARTICLE.match(token.text) and any(c.isupper() for c in token.text):
        return True
    if _INITIAL.match(token.text) or token.low in ("jr", "sr", "ii", "iii"):
        return True
    if not token.is_capital or not token.text[-1].isalpha():
        return False
    return len(token.text) == 1 or any(c.islower() for c in token.text) or "-" in token.text


def runs(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Maximal runs of name tokens (with particles inside them), as index pairs."""
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(tokens):
        if not is_name_token(tokens[i]):
            i += 1
            continue
        j = i + 1
        while j < len(tokens) and not tokens[j - 1].is_possessive:
            step = _step(tokens, j)
            if not step:
                break
            j += step
        found.append((i, j))
        i = j
    return found


def _step(tokens: Sequence[Token], j: int) -> int:
    """How many tokens from j go on with the run: 0, 1, or particles and the name after them."""
    if tokens[j].start != tokens[j - 1].end + 1 and tokens[j - 1].text[-1] != ".":
        return 0
    if is_name_token(tokens[j]) or tokens[j].low in ("jr.", "sr."):
        return 1
    k = j
    while k < len(tokens) and k - j < 3 and tokens[k].low in words("people", "particles"):
        k += 1
    return k - j + 1 if k > j and k < len(tokens) and is_name_token(tokens[k]) else 0


def find_names(tokens: Sequence[Token], others: Sequence[bool], people: Sequence[bool], running: bool) -> list[NameHit]:
    """The names in a sentence. `others` marks the tokens that the registry knows as no person, `people` as persons."""
    found = []
    for i, j in runs(tokens):
        for first, last in _pieces(tokens, i, j, others, people):
            hit = _judge(tokens, first, last, i, people, running)
            if hit:
                found.append(hit)
    return found


def is_title(token: Token) -> bool:
    """Whether a word is an office, a rank, an honorific or a calling."""
    low = token.low
    return (
        low in words("people", "offices")
        or low in words("people", "honorifics")
        or low in words("people", "private")
        or (low.endswith("-general") or low.startswith(("vice-", "ex-", "co-")))
    )


def _pieces(
    tokens: Sequence[Token], i: int, j: int, others: Sequence[bool], people: Sequence[bool]
) -> list[tuple[int, int]]:
    """The parts of a run that may name persons: what is left without titles, bodies, places and openers."""
    pieces, start = [], i
    for k in range(i, j + 1):
        if k == j or not _may_name(tokens, k, i, j, others, people):
            if k > start:
                pieces.append((start, k))
            start = k + 1
    return [(a, b) for a, b in pieces if b - a <= 6]


def _may_name(tokens: Sequence[Token], k: int, i: int, j: int, others: Sequence[bool], people: Sequence[bool]) -> bool:
    token = tokens[k]
    low = bare(token.low)
    if people[k]:
        return True
    if low in words("rules", "names_clause"):
        return False
    given = low in words("people", "male") or low in words("people", "female")
    if others[k]:
        return given and k + 1 < j and not others[k + 1] and low not in ("jordan", "georgia") and token.text != "US"
    if low in words("people", "not_names"):
        before = bare(tokens[k - 1].low) if k > i else ""
        after_given = before in words("people", "male") or before in words("people", "female")
        return (given and k + 1 < j) or (after_given and low in words("people", "surnames"))
    if k == i and low in words("people", "openers"):
        return False
    return not is_title(token)


def _judge(tokens: Sequence[Token], i: int, j: int, run: int, people: Sequence[bool], running: bool) -> NameHit | None:
    while (
        i < j and tokens[i].low in words("people", "particles") and tokens[i].text.islower() and j - i > 1 and i > run
    ):
        i += 1
    parts = tuple(bare(t.text) for t in tokens[i:j])
    if not any(len(part) > 1 and part[-1] != "." for part in parts):
        return None
    honorific = tokens[i - 1].low.rstrip(".") if i and tokens[i - 1].low in words("people", "honorifics") else None
    titled = i > 0 and (is_title(tokens[i - 1]) or honorific is not None)
    role, after = role_before(tokens, i), role_after(tokens, j)
    joined = j + 1 < len(tokens) and tokens[j].low == "and" and tokens[j + 1].is_capital
    near = role is not None and (titled or not joined)
    weight = _weight(tokens, i, j, titled, near, after is not None, all(people[i:j])) + (role is not None and not near)
    if len(parts) == 1 and (
        weight < 1 or (j < len(tokens) and tokens[j].is_capital and tokens[j].start == tokens[j - 1].end + 1)
    ):
        weight = 0
    end = tokens[j - 1].start + len(bare(tokens[j - 1].text))
    return NameHit(tokens[i].start, end, parts, after or role, honorific, weight, running)


def _weight(tokens: Sequence[Token], i: int, j: int, titled: bool, before: bool, after: bool, known: bool) -> int:
    first = bare(tokens[i].low)
    given = first in words("people", "male") or first in words("people", "female")
    family = first in words("people", "family_first")
    if j - i == 1:
        return 2 * (known or titled)
    weight = 2 * known + 2 * titled + 2 * (given or family) + 2 * after + 2 * before
    if _ARTICLE.match(tokens[j - 1].text) or any(t.text.islower() for t in tokens[i:j]):
        weight += 1
    said = (i > 0 and tokens[i - 1].low in ("said", "says", "told", "added")) or (
        j < len(tokens) and tokens[j].low in ("said", "says", "told", "added", "who", "wrote", "pointed", "warned")
    )
    weight += said
    if (
        i > 0
        and tokens[i - 1].low in ("said", "says", "added")
        and j - i in (2, 3)
        and j < len(tokens)
        and tokens[j].text in ",."
    ):
        weight += 1
    if i > 0 and tokens[i - 1].low == "the":
        weight -= 2
    return weight


def role_before(tokens: Sequence[Token], at: int) -> Span | None:
    """The description that ends right before token `at`: `Foreign Ministry spokesman`, `The leader of Libya,`."""
    end = at - 1
    comma = end >= 0 and tokens[end].text == ","
    if comma:
        end -= 1
    close = end
    if end >= 0 and tokens[end].text == ")":
        while end >= 0 and tokens[end].text != "(":
            end -= 1
        end -= 1
    if end < 0 or tokens[end].low in _LINKS or not tokens[end].is_word:
        return None
    first = _description_start(tokens, end, comma)
    heads = [k for k in range(first, end + 1) if is_title(tokens[k])]
    if not heads or (not comma and heads[-1] != end and not _is_long_title(tokens, heads[-1], end)):
        return None
    start = _left_edge(tokens, first, heads[0])
    if start == end and tokens[end].low.rstrip(".") in words("people", "honorifics"):
        return None
    if start > 1 and tokens[start - 1].text == "," and not comma:
        more = role_before(tokens, start)
        return (more[0], tokens[close].end) if more else (tokens[start].start, tokens[close].end)
    return tokens[start].start, tokens[close].end


def _is_long_title(tokens: Sequence[Token], head: int, end: int) -> bool:
    """Whether the words from a title to the name go on with it: `Chief of Staff`, `Chairman of the NATO Commission`."""
    inner = tokens[head + 1 : end + 1]
    return bool(inner) and inner[0].low in ("of", "for") and all(t.is_capital or t.low in _LINKS for t in inner)


def _description_start(tokens: Sequence[Token], end: int, loose: bool) -> int:
    """The first token of the words that may describe, up to `end`."""
    k = end
    while k >= 0 and end - k < _REACH:
        token = tokens[k]
        if not token.is_word or token.low in words("rules", "names_clause"):
            break
        if not loose and not (token.is_capital or is_title(token) or _qualifies(token)):
            break
        k -= 1
    return k + 1


def _left_edge(tokens: Sequence[Token], first: int, head: int) -> int:
    """Where the description whose first title is `head` begins."""
    k = head
    while k > first and not (
        tokens[k - 1].low in _DETERMINERS or tokens[k - 1].low in words("rules", "names_prepositions")
    ):
        k -= 1
    if k > first and tokens[k - 1].low in ("of", "for") and tokens[k - 2].is_capital and k - 2 >= first:
        return _left_edge(tokens, first, k - 2)
    while k < head and (
        tokens[k].low in _LINKS or (tokens[k].low in words("people", "openers") and tokens[k].low != "former")
    ):
        k += 1
    return k


def _qualifies(token: Token) -> bool:
    """Whether a lower-case word may stand before a title: `former`, `deputy`, `opposition`, `Turkey's`."""
    return (
        token.low in words("people", "former")
        or token.low in words("people", "qualifiers")
        or token.low.endswith(("-born", "-based", "-backed", "-led", "-general"))
    )


def role_after(tokens: Sequence[Token], at: int) -> Span | None:
    """The description that follows a name: `, former director of research at the Institute,`."""
    k = at
    if k < len(tokens) and tokens[k].text == "(":
        while k < len(tokens) and tokens[k].text != ")":
            k += 1
        k += 1
    if k + 1 >= len(tokens) or tokens[k].text != ",":
        return None
    k += 1
    if _AGE.match(tokens[k].text) and k + 1 < len(tokens) and tokens[k + 1].text == ",":
        k += 2
    start = k
    while k < len(tokens) and tokens[k].text not in (",", ".") and tokens[k].text not in _STOPS and k - start < 28:
        if tokens[k].low in words("rules", "names_clause") or (tokens[k].low in ("and", "but") and k == start):
            break
        k += 1
    if k == start or start >= len(tokens):
        return None
    head = next((n for n in range(start, k) if is_title(tokens[n])), None)
    named = any(is_name_token(t) and t.low in words("people", "male") for t in tokens[start : start + 1])
    if head is None or head - start > 7 or named or tokens[start].low in ("and", "with", "in", "on", "as", "while"):
        return None
    while start < head and tokens[start].low in ("the", "a", "an"):
        start += 1
    return tokens[start].start, tokens[k - 1].end
