"""Definite nouns for a body or group that the page has named: "the Commission", "the bloc", "the rebels", "the North".

A noun that is a word of the name of an earlier body is that body; a common noun ("the group") is the body of the right
kind named last. What nothing earlier fits is left to the other rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from dragoman.annotation.spans import Spans
from dragoman.annotation.units import Unit
from dragoman.records import Span

_ARMED = frozenset(["armed-group", "movement"])
_FIRMS = frozenset(["company"])
_BODIES = frozenset(["igo", "agency", "forum", "alliance"])
_GENERIC: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        "rebels insurgents militants guerrillas jihadists extremists fighters militia separatists".split(), _ARMED
    ),
    **dict.fromkeys(["group", "movement"], _ARMED | {"ngo", "church"}),
    **dict.fromkeys(["terrorist group", "militant group", "rebel group", "terrorist organization"], _ARMED),
    **dict.fromkeys("company firm automaker carmaker manufacturer airline giant".split(), _FIRMS),
    **dict.fromkeys(["party"], frozenset(["party"])),
    **dict.fromkeys(["bank", "lender"], frozenset(["bank"])),
    **dict.fromkeys(["charity", "watchdog"], frozenset(["ngo"])),
    **dict.fromkeys(["alliance", "bloc", "body", "organisation", "organization", "grouping"], _BODIES),
    **dict.fromkeys(["agency"], frozenset(["agency"])),
    **dict.fromkeys(["tribunal"], frozenset(["court"])),
}
"""Common nouns, and the kinds of entries of the registry that they can stand for."""
_NOT = {"alliance": ("EU", "UN"), "bloc": ("UN", "NATO"), "grouping": ("UN", "NATO")}
"""Bodies that a noun does not mean."""
_BY_NAME = (
    "commission council committee tribunal alliance bloc union organi[sz]ation agency body group grouping "
    "movement front party league federation mission fund bank firm company coalition foundation association institute "
    "congress assembly court commonwealth bureau authority board brotherhood"
)
_NOUN = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hese) (?P<noun>(?i:(?:(?:terrorist|militant|rebel) )?(?:"
    + "|".join(sorted({*_BY_NAME.split(), *_GENERIC}, key=len, reverse=True))
    + r")))\b(?! (?:of|for|[A-Z]))(?!-)"
)
_COALITION = re.compile(
    r"\b(?:[Tt]he )?(?:(?:[Ii]nternational|[Gg]lobal|[Mm]ilitary) )?(?:Coalition|(?:(?<=[Tt]he )|(?<=al ))coalition"
    r"|coalition(?= (?:aircraft|forces|warplanes|jets|(?:air)?strikes|operations|troops|planes)))\b"
    r"(?! (?:of|government|partner|part))"
)
_AGAINST = {"isis": "us-led-coalition", "houthis": "saudi-led-coalition"}
"""Coalitions that pages call no more than that, by whom they fight."""
_KOREA = re.compile(r"\b[Tt]he (North|South)(?=['’]s?\b|[,.;]| [a-z])(?! of| and| are| is a)")
_UNION = re.compile(r"\b[Tt]he (?:Commission|Union)\b(?! (?:of|for|on|for)\b)(?! [A-Z])")
_BLUE = re.compile(r"\b(?:[Tt]he )?(?:[Pp]eacekeepers|[Bb]lue helmets|peacekeeping (?:force|mission|troops))\b")
_NEAR, _FAR = 3, 80
"""Sentences back in which a body is named for a common noun; bodies that are looked at for a word of their name."""


def definite(text: str, sentences: Sequence[Span], units: Sequence[Unit]) -> list[Unit]:
    """The units in order, with those of definite nouns in the place of the common nouns that they were."""
    bodies = [u for u in units if u.type in ("group", "igo", "other") and u.code]
    found: list[Unit] = []
    for more in (
        list(_coalitions(text, bodies)),
        list(_named_before(text, sentences, bodies)),
        list(_koreas(text, units)),
        list(_unions(text, bodies)),
        list(_peacekeepers(text, bodies)),
    ):
        taken = Spans((u.start, u.end, u) for u in found)
        found += [u for u in more if not next(taken.touching(u.start, u.end), None)]
    if not found:
        return list(units)
    fixed = Spans((u.start, u.end, u) for u in units if u.type not in ("kind", "igo") or u.country)
    new = [u for u in found if not next(fixed.touching(u.start, u.end), None)]
    spans = Spans((u.start, u.end, u) for u in new)
    kept = [u for u in units if not next(spans.touching(u.start, u.end), None)]
    return sorted([*kept, *new], key=lambda u: u.start)


def _named_before(text: str, sentences: Sequence[Span], bodies: Sequence[Unit]) -> Iterator[Unit]:
    starts = [u.start for u in bodies]
    spans = [start for start, _ in sentences]
    for found in _NOUN.finditer(text):
        last = bisect_left(starts, found.start())
        noun = found["noun"].lower()
        if found["noun"] == "front":
            continue
        here = bisect_left(spans, found.start() + 1) - 1
        floor = spans[max(0, here - _NEAR)] if spans else 0
        unit = _of_name(noun, bodies[max(0, last - _FAR) : last]) or _of_kind(
            noun, bodies[bisect_left(starts, floor) : last]
        )
        if unit:
            yield _standing(found.start(), found.end(), unit)


def _of_name(noun: str, bodies: Sequence[Unit]) -> Unit | None:
    """The latest body whose name ends in the noun, or begins with it."""
    for unit in reversed(bodies):
        words = unit.name.lower().split()
        if len(words) > 1 and noun in (words[-1], words[0], words[-1] + "s") and unit.role != "definite":
            return unit
    return None


def _of_kind(noun: str, bodies: Sequence[Unit]) -> Unit | None:
    """The body of the kind that the noun means, where the sentences before name one alone, else the one named last."""
    kinds = _GENERIC.get(noun, frozenset())
    able = [u for u in bodies if u.kind in kinds and u.code not in _NOT.get(noun, ())]
    return able[-1] if able else None


def _standing(start: int, end: int, unit: Unit) -> Unit:
    return msgspec.structs.replace(
        unit, start=start, end=end, role="definite", how=f"stands for {unit.name}", acts=False
    )


def _coalitions(text: str, bodies: Sequence[Unit]) -> Iterator[Unit]:
    codes = {u.code for u in bodies}
    sure = [code for code in dict.fromkeys(_AGAINST.values()) if code in codes]
    sure = sure or [code for foe, code in _AGAINST.items() if foe in codes]
    if len(sure) != 1:
        return
    for found in _COALITION.finditer(text):
        yield Unit(
            *found.span(), "group", "definite", sure[0], sure[0], None, ("MIL",), how="the coalition of the page",
            kind="coalition",
        )  # fmt: skip


def _koreas(text: str, units: Sequence[Unit]) -> Iterator[Unit]:
    """ "the North" and "the South" on a page about Korea."""
    codes = {u.country for u in units}
    if not {"PRK", "KOR"} <= codes:
        return
    for found in _KOREA.finditer(text):
        code = "PRK" if found[1] == "North" else "KOR"
        yield Unit(*found.span(), "state", "definite", code, found[0], code, (), how="stands for a Korea")


def _unions(text: str, bodies: Sequence[Unit]) -> Iterator[Unit]:
    """ "the Commission" and "the Union" on a page about the European Union, where none is named in full."""
    if any(u.code == "EU" for u in bodies):
        for found in _UNION.finditer(text):
            yield Unit(*found.span(), "igo", "definite", "EU", "European Union", None, (), how="stands for the EU")


def _peacekeepers(text: str, bodies: Sequence[Unit]) -> Iterator[Unit]:
    """Peacekeepers without a name are the United Nations', where the page names them, else the one body's it names."""
    codes = {u.code for u in bodies if u.type == "igo"}
    code = "UN" if "UN" in codes else next(iter(codes)) if len(codes) == 1 else None
    if code:
        for found in _BLUE.finditer(text):
            yield Unit(*found.span(), "igo", "definite", code, code, None, ("MIL",), how="peacekeepers of the page")
