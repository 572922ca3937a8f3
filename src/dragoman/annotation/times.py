"""Time expressions of a text: what they say (TIMEX3 type and value) and the days they mean, never an invented one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.annotation.times_grammar import PATTERNS, grammar
from dragoman.annotation.times_scene import Scene
from dragoman.annotation.times_words import Token, tokens, triggers
from dragoman.dates import Window
from dragoman.records import Span, TimeExpression

_PERHAPS = re.compile(
    r"\d|(?i:day|week|month|year|decade|centur|hour|minute|quarter|morning|afternoon|evening|night|noon|dawn|dusk|spring|summer"
    r"|autumn|fall\b|winter|now\b|current|recent|late|soon|shortly|previous|former|future|today|tomorrow|yester|daily|monthly|past\b"
    r"|eight|nine|sevent|sixt|fift|presently|nowadays|nightly|hourly|annually)"
    r"|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|Christmas|Easter|New Year|Ramadan|Eid|Thanksgiving|Nowruz|Halloween"
)


def find_times(text: str, sentences: Sequence[Span], published: Window | None) -> tuple[TimeExpression, ...]:
    """The time expressions of the sentences, in order. `published` is the day, or window, in which it was written."""
    scene = Scene(text, published)
    found: list[TimeExpression] = []
    for number, (start, end) in enumerate(sentences):
        if _PERHAPS.search(text, start, end):
            scene.sentence, scene.number = (start, end), number
            found += _in_sentence(tokens(text, start, end), scene)
    return tuple(found)


def _in_sentence(words: list[Token], scene: Scene) -> list[TimeExpression]:
    if not triggers(words):
        return []
    letters = "".join(t.letter for t in words)
    found: list[TimeExpression] = []
    at = 0
    while match := grammar().search(letters, at):
        first, last = match.span()
        reading = None
        if last > first and _stands(words, first, last):
            rule = int((match.lastgroup or "r0")[1:])
            reading = PATTERNS[rule][1](words[first:last], scene)
        if reading is None:
            at = first + 1
            continue
        kind, value, window = reading
        while words[first].letter in "pCj" or (words[last - 1].letter in "jC"):
            first, last = (first + 1, last) if words[first].letter in "pCj" else (first, last - 1)
        found.append(TimeExpression(words[first].start, words[last - 1].end, kind, value, window))
        if window is not None and kind in {"DATE", "TIME"}:
            scene.last, scene.last_sentence = window, scene.number
        at = last
    return found


_COUNTED = re.compile(r"[a-z]*(?:s|people|men|women|children)$")


def _stands(words: list[Token], first: int, last: int) -> bool:
    """Whether a match is a time and not part of something else: an amount, a rate, an age, a name."""
    run = words[first:last]
    before = words[first - 1].word if first else ""
    after = words[last].word if last < len(words) else ""
    if before in {"$", "€", "£", "¥", "%", "No", "#"} or after in {"%", "$", "€"}:
        return False
    if len(run) == 1 and run[0].letter == "Y":
        rated = after.lower() in {"percent", "per", "pct"}
        return not rated and not _COUNTED.match(after) and before not in {"-", "/", "."}
    return True


_REPORTING = (
    r"said|says|told|tells|added|announced|reported|warned|claimed|stated|noted|declared|confirmed|insisted|acknowledged|denied"
    r"|wrote|emerged|tweeted|explained|stressed|argued|testified|estimated|predicted|revealed|disclosed"
)
_SAID = re.compile(rf"\b(?:{_REPORTING})\b(?:\W+\w+){{0,5}}?\W*(?:\b(?:on|in|at|late|early)\W+)?$")
_BOUNDARY = re.compile(
    rf";|—|–| -- |[”\"]|\b(?:{_REPORTING})\b"
    r"|, (?:which|who|whose|where|when|while|but|although|though|as|after|before|and|with)\b"
    r"| (?:that|because|although|while|whereas|after|before|when|which|who) | and (?=\w+ed\b)"
)
_OWNED = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur|[Tt]his|[Tt]hat)\s$|['’]s\s$")
_SINCE = re.compile(r"\b(?:since|until|till|by|before|from|after)\s(?:the\s)?$", re.IGNORECASE)
_CLAUSE_SINCE = re.compile(r"\bsince\b[^,;]+\s(?:in|on)\s(?:the\s)?$")
_RELATIVE = re.compile(r",\s(?:who|which|whose|where)\b[^,;]*$")
_FARTHEST = 220
_STEP = 60
"""What a clause boundary between expression and event counts, in characters."""


def govern_date(text: str, sentence: Span, evidence: Span, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The expression that dates what happens at `evidence`: the nearest of its clause, none that belongs to another.

    Not taken: a length, a set, `now`; a year that only names a thing (`the 2015 deal`); the day on which somebody
    reported the event, unless the reporting is the event.
    """
    ranked: list[tuple[int, int, TimeExpression]] = []
    for one in times:
        if one.start < sentence[0] or one.end > sentence[1] or not _dates(text, one):
            continue
        if (cost := _cost(text, sentence, evidence, one)) is not None and cost <= _FARTHEST:
            ranked.append((cost, one.start, one))
    return min(ranked)[2] if ranked else None


def _dates(text: str, one: TimeExpression) -> bool:
    """Whether the expression can date anything."""
    if one.type not in {"DATE", "TIME"} or one.value.endswith("_REF"):
        return False
    following = text[one.end : one.end + 2]
    naming = len(one.value) == 4 and len(following) == 2 and following[0] in " -" and following[1].isalpha()
    return not (naming and _OWNED.search(text, max(0, one.start - 12), one.start))


def _cost(text: str, sentence: Span, evidence: Span, one: TimeExpression) -> int | None:
    """How far the expression stands from the event, clause boundaries counted; None where it dates a report of it."""
    if evidence[0] <= one.start and one.end <= evidence[1]:
        return 0
    said = _SAID.search(text, max(sentence[0], one.start - 60), one.start)
    if said is not None and not evidence[0] <= said.start() < evidence[1]:
        return None
    since = _CLAUSE_SINCE.search(text, sentence[0], one.start)
    if since is not None and evidence[1] <= since.start():
        return None
    aside = _RELATIVE.search(text, sentence[0], one.start)
    if aside is not None and not (aside.start() <= evidence[0] and evidence[1] <= _comma(text, one.end, sentence[1])):
        return None
    first, last = (one.end, evidence[0]) if one.start < evidence[0] else (evidence[1], one.start)
    between = text[first:last]
    steps = len(_BOUNDARY.findall(between))
    leading = one.start - sentence[0] < 12 and one.end <= evidence[0]
    gap = min(len(between), 40) if leading else len(between)
    bounded = _SINCE.search(text, max(0, one.start - 12), one.start) is not None
    return gap + _STEP * steps + (_STEP // 2 if bounded else 0)


def _comma(text: str, at: int, end: int) -> int:
    found = text.find(",", at, end)
    return end if found < 0 else found
