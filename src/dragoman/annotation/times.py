"""Time expressions of a text: what they say (TIMEX3 type and value) and the days they mean, never an invented one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dragoman.annotation.times_grammar import PATTERNS, grammar
from dragoman.annotation.times_scene import Reading, Scene
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
            reading = _read(PATTERNS[rule][1], words[first:last], scene)
        if reading is None:
            at = first + 1
            continue
        kind, value, window = reading
        while words[first].letter in "pCj" or (words[last - 1].letter in "jC"):
            first, last = (first + 1, last) if words[first].letter in "pCj" else (first, last - 1)
        found.append(TimeExpression(words[first].start, words[last - 1].end, kind, value, window))
        if window is not None and window.precision == "quarter" and any("uarter" in t.word for t in words[first:last]):
            scene.quarter, scene.quarter_sentence = window, scene.number
        if window is not None and kind in {"DATE", "TIME"}:
            scene.last, scene.last_sentence = window, scene.number
        at = last
    return found


def _read(reader: Callable[[list[Token], Scene], Reading | None], run: list[Token], scene: Scene) -> Reading | None:
    """What the rule reads; nothing where the days would lie outside the calendar (years 1 to 9999)."""
    try:
        return reader(run, scene)
    except (ValueError, OverflowError):
        return None


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


_PAIRED = re.compile(r"\b(?:between|from)\s(?:the\s)?$", re.IGNORECASE)


def can_date(text: str, one: TimeExpression) -> bool:
    """Whether the expression can date an act: no length without days, no set, no `now`."""
    if one.type == "SET" or one.value.endswith("_REF"):
        return False
    return one.type != "DURATION" or one.window is not None


def between(text: str, first: TimeExpression, second: TimeExpression) -> bool:
    """Whether two expressions name the ends of one stretch: `between April and August`, `from 2012 until 2014`."""
    joined = text[first.end : second.start].strip() in {"and", "to", "until", "till", "through", "-", "–"}
    return joined and _PAIRED.search(text, max(0, first.start - 14), first.start) is not None
