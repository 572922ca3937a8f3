"""The persons of a document: one each, however often and however spelt.

Names that stand in full are gathered first and put together when they are one person's: the same words in another
order, a spelling slip, an accent, or the same family name under the same description. Then surnames alone and parts of
names go to the person they fit, the latest before them where several do.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from dragoman.annotation.language import words
from dragoman.annotation.names import NameHit, find_names, is_name_token, is_title
from dragoman.annotation.offices import describe, fitting
from dragoman.annotation.spans import Spans
from dragoman.annotation.tokens import Token, bare, tokenize
from dragoman.records import Person, Span

if TYPE_CHECKING:
    from dragoman.actors import Hit, Registry
    from dragoman.dates import Window

_ARTICLE = re.compile(r"^(?:al|el|ul|as|ash|ad|an|at|ar|az)-(?=\w{2})")
_SLIP = 88
_ROLE_LIKENESS = 60
_MANY = 300
"""Persons beyond which names are no longer compared by likeness."""
_FORMS = 30
"""Forms of a name, and descriptions, of one person that are compared with those of another."""
_FINAL = re.compile(r"[.!?…:,][\"'”’»)\]]*$|''$|[”\"]$")


@dataclass
class _Group:
    """The hits that are one person's."""

    hits: list[NameHit] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    roles: list[Span] = field(default_factory=list)
    honorifics: list[str] = field(default_factory=list)

    forms: list[tuple[str, ...]] = field(default_factory=list)
    families: set[str] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)
    """Where its spans start, in order, while surnames alone are given out."""


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """A word in lower case without accents and points, for comparing."""
    plain = unicodedata.normalize("NFKD", word.replace("ı", "i").replace("ł", "l").replace("ø", "o"))
    low = "".join(c for c in plain if not unicodedata.combining(c)).lower().replace("’", "'").strip(".")
    return _ARTICLE.sub("", low)


def family(parts: Sequence[str]) -> str:
    """The family name of a full name: its last word, or its first where that is a family name that stands first."""
    kept = [p for p in parts if fold(p) not in ("jr", "sr", "ii", "iii")] or list(parts)
    first, last = fold(kept[0]), fold(kept[-1])
    if first in words("people", "family_first") and last not in words("people", "family_first"):
        given = first in words("people", "male") or first in words("people", "female")
        return last if given and len(kept) == 2 and "-" not in last else first
    return last


def find_people(
    text: str, sentences: Sequence[Span], registry: Registry, published: Window | None = None
) -> tuple[Person, ...]:
    """The persons that a document names, in the order of their first mention, with all their mentions.

    `published` is the day, or window, of which their offices are told.
    """
    hits = Spans((hit.start, hit.end, hit) for hit in registry.scan(text))
    lines = [_Line(text, span, hits) for span in sentences]
    groups = _gather(text, [hit for line in lines for hit in line.names])
    _attach(text, lines, groups)
    groups.sort(key=lambda group: min(group.spans))
    return tuple(_person(text, group, hits, registry, published) for group in groups)


class _Line:
    """One sentence: its tokens, which of them the registry knows, and its names."""

    def __init__(self, text: str, span: Span, hits: Spans[Hit]) -> None:
        self.tokens = tokenize(text, *span)
        self.others, self.people = _known(self.tokens, span, hits)
        self.running = _is_running(text[span[0] : span[1]], self.tokens)
        self.names = find_names(self.tokens, self.others, self.people, self.running)


def _known(tokens: Sequence[Token], span: Span, hits: Spans[Hit]) -> tuple[list[bool], list[bool]]:
    others, people = [False] * len(tokens), [False] * len(tokens)
    for _, _, hit in hits.touching(*span):
        person = any(name.entry.kind == "person" for name in hit.names)
        other = any(name.entry.kind != "person" for name in hit.names)
        for k, token in enumerate(tokens):
            if token.start >= hit.start and token.start < hit.end:
                people[k] |= person and not other
                others[k] |= other
    return others, people


def _is_running(line: str, tokens: Sequence[Token]) -> bool:
    """Whether a line is running text: no headline, no caption."""
    if _FINAL.search(line):
        return True
    long = [t for t in tokens if t.is_word and len(t.text) > 3]
    return len(tokens) > 12 and sum(t.is_capital for t in long) < 0.5 * max(1, len(long))


def _gather(text: str, names: Sequence[NameHit]) -> list[_Group]:
    """Full names put together by person; single names with a title make a person when no full name fits."""
    groups: list[_Group] = []
    full = [hit for hit in names if len(hit.parts) > 1]
    sure = {tuple(map(fold, hit.parts)) for hit in full if hit.weight >= 2 and hit.running} | {
        tuple(map(fold, hit.parts)) for hit in full if hit.weight >= 3
    }
    surely = set(map(_order_free, sure))
    by_form: dict[tuple[str, ...], _Group] = {}
    for hit in full:
        form = tuple(map(fold, hit.parts))
        if _order_free(form) in surely:
            _place(groups, hit, by_form)
    _merge_by_role(text, groups)
    words_ = {word for group in groups for form in group.forms for word in form}
    for hit in names:
        if len(hit.parts) == 1 and hit.weight >= 2 and hit.running and fold(hit.parts[0]) not in words_:
            groups.append(_new(hit))
            words_.add(fold(hit.parts[0]))
    return groups


def _order_free(form: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(form))


def _new(hit: NameHit) -> _Group:
    group = _Group()
    _add(group, hit)
    return group


def _add(group: _Group, hit: NameHit) -> None:
    group.hits.append(hit)
    form = tuple(map(fold, hit.parts))
    if form not in group.forms:
        group.forms.append(form)
        group.families.add(family(hit.parts))
    group.spans.append((hit.start, hit.end))
    if hit.role:
        group.roles.append(hit.role)
    if hit.honorific:
        group.honorifics.append(hit.honorific)


def _place(groups: list[_Group], hit: NameHit, by_form: dict[tuple[str, ...], _Group]) -> None:
    form = tuple(map(fold, hit.parts))
    group = by_form.get(form)
    if group is None:
        alike = (g for g in groups[:_MANY] if any(_same_name(form, other) for other in g.forms[:_FORMS]))
        group = next(alike, None)
    if group is None:
        group = _new(hit)
        groups.append(group)
    else:
        _add(group, hit)
    by_form[form] = group


def _same_name(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether two full names are one: order, initials, a middle name more, or a slip of the pen."""
    a, b = set(one), set(two)
    if a == b or (min(len(a), len(b)) > 1 and (a <= b or b <= a)):
        return True
    if one[-1] == two[-1] and _initials(one[:-1], two[:-1]):
        return True
    if len(one) != len(two):
        return False
    return fuzz.ratio(" ".join(one), " ".join(two)) >= _SLIP and all(
        fuzz.ratio(x, y) >= 70 for x, y in zip(one, two, strict=True)
    )


def _initials(one: Sequence[str], two: Sequence[str]) -> bool:
    short, long = sorted((one, two), key=len)
    if not short:
        return False
    return all(x == y or ((len(x) == 1 or len(y) == 1) and x[0] == y[0]) for x, y in zip(short, long, strict=False))


def _merge_by_role(text: str, groups: list[_Group]) -> None:
    """Put together names that share a family name and a description (names damaged in translation)."""
    i = len(groups) if len(groups) > _MANY else 0
    while i < len(groups):
        j = next((j for j in range(i + 1, len(groups)) if _damaged(text, groups[i], groups[j])), None)
        if j is None:
            i += 1
            continue
        for hit in groups.pop(j).hits:
            _add(groups[i], hit)
        # one before it may now fit what it has become
        i = next((k for k in range(i) if _damaged(text, groups[k], groups[i])), i)


def _damaged(text: str, one: _Group, two: _Group) -> bool:
    shared = {p for form in one.forms for p in form} & {p for form in two.forms for p in form}
    short = all(len(form) == 2 for form in (*one.forms, *two.forms))
    both, either = one.families & two.families, one.families | two.families
    shared = {p for p in shared if len(p) > 2 and (p in both or (short and p in either))}
    if not shared:
        return False
    if one.roles and two.roles:
        return any(_same_role(text[a:b], text[c:d]) for a, b in one.roles[:_FORMS] for c, d in two.roles[:_FORMS])
    return any(
        f[0] == g[-1] and f[0] in shared and len(f) == len(g) == 2 and not (_given(f[1]) and _given(g[0]))
        for x, y in ((one, two), (two, one))
        for f in x.forms
        for g in y.forms
    )


def _given(word: str) -> bool:
    return word in words("people", "male") or word in words("people", "female")


def _same_role(one: str, two: str) -> bool:
    a, b = ({w for w in re.findall(r"\w+", fold(r)) if w not in words("rules", "people_dull")} for r in (one, two))
    if min(len(a), len(b)) < 3:
        return False
    return fuzz.token_set_ratio(" ".join(sorted(a)), " ".join(sorted(b))) >= _ROLE_LIKENESS and len(a & b) >= 2


def _owners(groups: Sequence[_Group], parts: Sequence[str]) -> list[_Group]:
    """The persons of whose full name these words can be the short form: family name first, then any part."""
    short = tuple(map(fold, parts))
    groups = groups[:_MANY]
    exact = [g for g in groups if any(_is_short(short, form) and family(form) in short for form in g.forms)]
    return exact or [g for g in groups if any(_is_short(short, form) for form in g.forms)]


def _is_short(short: tuple[str, ...], form: tuple[str, ...]) -> bool:
    width = len(short)
    return any(form[k : k + width] == short for k in range(len(form) - width + 1))


def _attach(text: str, lines: Sequence[_Line], groups: list[_Group]) -> None:
    """Give surnames alone, and names seen too unsure at first, to the person they fit."""
    owners: dict[str, list[_Group]] = {}
    for group in groups:
        for word in {word for form in group.forms for word in form}:
            owners.setdefault(word, []).append(group)
    for group in groups:
        group.starts = sorted(start for start, _ in group.spans)
    taken = {at for g in groups for start, end in g.spans for at in range(start, end)}
    for line in lines:
        tokens = line.tokens
        k = 0
        while k < len(tokens):
            token = tokens[k]
            near = owners.get(fold(bare(token.text))) if is_name_token(token) else None
            width = _attach_at(tokens, k, line, near, taken) if near else 0
            k += max(width, 1)


def _attach_at(tokens: Sequence[Token], k: int, line: _Line, groups: list[_Group], taken: set[int]) -> int:
    token = tokens[k]
    if token.start in taken or (line.others[k] and not line.people[k]) or _is_month(tokens, k):
        return 1
    for width in (3, 2, 1):
        parts = [bare(t.text) for t in tokens[k : k + width]]
        if len(parts) < width or any(t.is_possessive for t in tokens[k : k + width - 1]):
            continue
        owners = _owners(groups, parts)
        if owners and not _longer(tokens, k, width, owners):
            owner = _latest(owners, token.start)
            width += width == 1 and _is_reversed(tokens, k, line, owner)
            last = tokens[k + width - 1]
            end = last.start + len(bare(last.text))
            owner.spans.append((token.start, end))
            insort(owner.starts, token.start)
            if k and tokens[k - 1].low.rstrip(".") in words("people", "honorifics"):
                owner.honorifics.append(tokens[k - 1].low.rstrip("."))
            return width
    return 1


def _is_reversed(tokens: Sequence[Token], k: int, line: _Line, owner: _Group) -> bool:
    """Whether a given name stands after the family name, `Tanaka Jun`: the two words are all of the run."""
    if k + 1 >= len(tokens) or tokens[k].is_possessive or fold(bare(tokens[k].text)) not in owner.families:
        return False
    following = tokens[k + 1]
    alone = k + 2 >= len(tokens) or not is_name_token(tokens[k + 2])
    before = k > 0 and is_name_token(tokens[k - 1])
    plain = is_name_token(following) and len(following.text) > 1 and not line.others[k + 1] and not is_title(following)
    return bool(alone and not before and plain and following.start == tokens[k].end + 1)


def _is_month(tokens: Sequence[Token], k: int) -> bool:
    return tokens[k].low in ("may", "march", "august", "april", "june", "will", "mark") and (
        (k + 1 < len(tokens) and tokens[k + 1].text[0].isdigit()) or (k > 0 and tokens[k - 1].low in ("in", "since"))
    )


def _longer(tokens: Sequence[Token], k: int, width: int, owners: Sequence[_Group]) -> bool:
    """Whether the words are part of a longer name that is not the person's: `Obama Foundation`, `Bush Airport`."""
    after, end = k + width, tokens[k + width - 1]
    if after < len(tokens) and not end.is_possessive and tokens[after].start == end.end + 1:
        following = tokens[after]
        if is_name_token(following) and following.low in words("people", "not_names"):
            return following.low not in ("may", "march")
        if (
            width == 1
            and is_name_token(following)
            and len(following.text) > 1
            and tokens[k].low in (words("people", "male") | words("people", "female"))
        ):
            return True
    if k and is_name_token(tokens[k - 1]) and tokens[k - 1].end + 1 == tokens[k].start:
        return _is_other_given(tokens, k - 1, owners)
    return False


def _is_other_given(tokens: Sequence[Token], k: int, owners: Sequence[_Group]) -> bool:
    """Whether the word before a surname makes it another person's: `Delfin Gonzalez` is not `Juan Gonzalez`."""
    low = tokens[k].low
    if any(fold(tokens[k].text) in form for owner in owners for form in owner.forms):
        return False
    if low in words("people", "male") or low in words("people", "female"):
        return True
    plain = (
        low not in words("people", "openers") and low not in words("people", "not_names") and len(tokens[k].text) > 2
    )
    return plain and not is_title(tokens[k]) and not low.endswith(("an", "ese", "ish"))


def _latest(owners: Sequence[_Group], at: int) -> _Group:
    def nearness(group: _Group) -> int:
        before = bisect_left(group.starts, at)
        return group.starts[before - 1] if before else -group.starts[0] - 1

    return max(owners, key=nearness)


def _person(text: str, group: _Group, hits: Spans[Hit], registry: Registry, published: Window | None) -> Person:
    ordered = sorted(group.hits, key=lambda h: (not h.running, -min(len(h.parts), 2), h.start))
    best = ordered[0]
    name = text[best.start : best.end]
    aliases = dict.fromkeys(" ".join(text[s:e].split()) for s, e in sorted(group.spans))
    described = fitting(text, group.roles)
    roles = [text[s:e] for s, e in sorted(described, key=lambda r: -(min(r[1] - r[0], 160)))]
    office = describe(text, described, hits, registry, " ".join(name.split()), tuple(group.spans), published)
    return Person(
        name=" ".join(name.split()),
        aliases=tuple(a for a in aliases if a != name),
        role=" ".join(roles[0].split()) if roles else office.title,
        country=office.country,
        code=office.code,
        mentions=tuple(sorted(set(group.spans))),
    )
