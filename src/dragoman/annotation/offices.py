"""For whom a person acts, from the descriptions that the text gives and from the terms of office in the registry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dragoman.annotation.language import words
from dragoman.records import Span

if TYPE_CHECKING:
    from dragoman.actors import Entry, Hit, Registry

_WORD = re.compile(r"[^\W_][\w’'-]*")
_POLITICIANS = re.compile(r"\b(?:MP|MPs|MEP|senator|congressman|congresswoman|lawmaker|representative|Sen|Rep)\b")


class Office(NamedTuple):
    """Whom a person acts for: code (party in events), country, and the registry's title where the text gives none."""

    code: str | None
    country: str | None
    title: str | None = None


def slug(name: str) -> str:
    """A name as a party's code: lower case with hyphens."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("’", "").replace("'", "").replace("ı", "i"))
    return "-".join(re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode()))


def is_former(role: str) -> bool:
    """Whether a description is of an office no longer held (`former director`; not `former soldier and president`)."""
    first = _WORD.search(role)
    return bool(first and (first[0].lower() in words("people", "former") or first[0].lower().startswith("ex-")))


def acts_for_state(role: str) -> bool:
    """Whether the head of a description is an office of a state or a body."""
    kept = [w.lower().rstrip(".") for w in _WORD.findall(re.split(r" (?:of|for|to|at|in|on) ", role)[0])]
    kept += [w.lower() for w in _WORD.findall(role)[-1:]]
    return any(w in words("people", "offices") or w.endswith("-general") for w in kept)


def describe(
    text: str, roles: Sequence[Span], hits: Sequence[Hit], registry: Registry, name: str, spans: Sequence[Span]
) -> Office:
    """The office of a person, from descriptions first, then from the registry."""
    known = _known(hits, spans, name)
    country = next((c for span in roles for c in [_country(span, hits)] if c), None)
    for span in sorted(roles):
        role = text[span[0] : span[1]]
        if is_former(role):
            continue
        party = _party(span, hits)
        if acts_for_state(role) and party and party.kind in ("state", "igo"):
            return Office(party.party or party.code, country or party.country)
        if acts_for_state(role) and party is None and known:
            return _from_registry(known, country, registry)
    if known and not any(is_former(text[s:e]) for s, e in roles):
        return _from_registry(known, country, registry)
    return Office(slug(name), country)


def _from_registry(entry: Entry, country: str | None, registry: Registry) -> Office:
    terms = registry.terms(entry.name)
    title = terms[0].title if len(terms) == 1 else None
    return Office(entry.party or entry.country or entry.code, country or entry.country, title)


def _known(hits: Sequence[Hit], spans: Sequence[Span], name: str) -> Entry | None:
    """The registry's entry of a person named at one of the spans, when all its names agree on one."""
    own = set(slug(name).split("-"))
    for start, end in spans:
        for hit in hits:
            if hit.start < end and start < hit.end:
                entries = {name.entry.code: name.entry for name in hit.names if name.entry.kind == "person"}
                fits = [e for e in entries.values() if len(own & set(slug(e.name).split("-"))) >= min(2, len(own))]
                if len(fits) == 1:
                    return fits[0]
    return None


def _within(span: Span, hits: Sequence[Hit]) -> list[Entry]:
    found = []
    for hit in hits:
        if span[0] <= hit.start and hit.end <= span[1]:
            found.extend(name.entry for name in hit.names[:1])
    return found


def _party(span: Span, hits: Sequence[Hit]) -> Entry | None:
    """The party that a description names; a body outranks a state that comes after it."""
    entries = [e for e in _within(span, hits) if e.kind not in ("person", "place", "media", "kind")]
    return entries[0] if entries else None


def _country(span: Span, hits: Sequence[Hit]) -> str | None:
    return next((e.country for e in _within(span, hits) if e.country), None)
