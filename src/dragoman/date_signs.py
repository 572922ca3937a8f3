"""The days that come into question for an act, and for each the signs that speak for it or against it.

A candidate is a time expression of the act's sentence, one of the sentences before it (the story's own time), the
page's publication day, or no day at all. The weights of the signs are fitted on documents annotated for this project
(`tools/fit_event_dates.py`) and stand in `date_weights.py`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

import msgspec

from dragoman import date_cues as cues
from dragoman.annotation.scenes import Pair
from dragoman.annotation.spans import number_at, starting
from dragoman.annotation.times import between, can_date
from dragoman.dates import Window
from dragoman.records import Annotations, Document, Span, TimeExpression

BACK = 3
"""Sentences before the act's own from which the story's time may come."""
MOST_TIMES = 60
"""Time expressions of a page among which an act told twice is looked for."""
NEWS = 7
"""The widest publication window, in days, that can itself be the day of an act."""

Signs = dict[str, float]


class Candidate(msgspec.Struct, frozen=True):
    """A day or days that may be the act's; `window` None stands for no date."""

    window: Window | None
    words: Span | None
    signs: Signs


class Scene(msgspec.Struct, frozen=True):
    """What the signs are read from."""

    document: Document
    annotations: Annotations
    pair: Pair
    evidence: Span
    name: str
    verbal: bool
    status: str

    @property
    def published(self) -> Window | None:
        """The publication day where it is narrow enough to be the day of an act."""
        day = self.document.published
        return day if day is not None and day.days <= NEWS else None

    @property
    def act(self) -> str:
        """The words from just before the act's first party to just after its last."""
        first, last = self.pair.sentence
        return self.document.text[max(first, self.evidence[0] - 25) : min(last, self.evidence[1] + 45)]


def candidates(scene: Scene) -> list[Candidate]:
    """All that comes into question, no date among them."""
    own = [t for t in starting(scene.annotations.times, *scene.pair.sentence) if can_date(scene.document.text, t)]
    act = _of_act(scene, bool(own))
    found = [*_own(scene, own, act), *_story(scene, act), *_elsewhere(scene, act), *_page(scene, act)]
    return [*found, Candidate(None, None, {f"none, {sign}": value for sign, value in act.items()} | _undated(own))]


def _undated(own: list[TimeExpression]) -> Signs:
    """A time that means no known days still governs what it stands beside."""
    lost = sum(t.window is None for t in own)
    return {"none": 1.0, "none, an expression without days": float(lost > 0)}


def _of_act(scene: Scene, dated: bool) -> Signs:
    """What the act's own words show, whatever the day."""
    words, text = scene.act, scene.document.text
    number = _body_number(scene)
    opening = text[scene.pair.sentence[0] : scene.pair.sentence[0] + 40]
    signs = {
        scene.status: 1.0,
        "verbal": float(scene.verbal),
        f"type {scene.name}": 1.0,
        "lead": float(number == 0),
        "second": float(number == 1),
        "third": float(number == 2),
        "late": float(number > 7),
        "dated sentence": float(dated),
        "pluperfect": float(bool(cues.HAD.search(words))),
        "perfect": float(bool(cues.PERFECT.search(words))),
        "past": float(bool(cues.PAST.search(words))),
        "present": float(bool(cues.PRESENT.search(words))),
        "modal": float(bool(cues.MODAL.search(words))),
        "performs": float(bool(cues.PERFORMS.search(words))),
        "often": float(bool(cues.FREQUENT.search(words))),
        "anaphor": float(bool(cues.ANAPHOR.match(opening))),
        "same day": float(bool(cues.TODAY.search(text, *scene.pair.sentence))),
        "quoted": float(text.count("“", *scene.pair.sentence) + text.count('"', *scene.pair.sentence) > 0),
        "relative": float(
            bool(cues.RELATIVE.search(text, max(scene.pair.sentence[0], scene.evidence[0] - 12), scene.evidence[1]))
        ),
        "lone": float(scene.pair.recipient is None),
        "no day of writing": float(scene.published is None),
    }
    return {sign: value for sign, value in signs.items() if value}


def _body_number(scene: Scene) -> int:
    """Which sentence of the report's body it is, furniture and a doubled title left out; counted to 9."""
    furniture, title, count = scene.document.furniture, (scene.document.title or "").strip(), 0
    for start, end in scene.annotations.sentences:
        if start >= scene.pair.sentence[0] or count > 8:
            break
        words = scene.document.text[start:end].strip()
        count += number_at(furniture, start) is None and words != title and len(words) > 40
    return count


def _own(scene: Scene, own: list[TimeExpression], act: Signs) -> Iterable[Candidate]:
    told = [t for t in own if t.window is not None]
    gaps = {t.start: _gap(t, scene.evidence) for t in told}
    nearest = min(gaps.values(), default=0)
    for one in told:
        signs = {"own": 1.0, "own, nearest": float(gaps[one.start] == nearest), "own, only": float(len(own) == 1)}
        signs |= _stands(scene, one) | _tells(scene, one)
        signs |= {
            f"own, {s}": v
            for s, v in act.items()
            if s in {"pluperfect", "perfect", "quoted", "relative", "modal", "lone", "present", "often", "verbal"}
        }
        window = _cut(one.window, scene) if one.window else None
        words = (one.start, one.end)
        yield Candidate(window, words, signs)
        longer = _stretched(scene, one)
        if longer is not None:
            kind, window = longer
            extra = {
                f"stretched {kind}": 1.0,
                f"stretched {kind}, perfect": act.get("perfect", 0.0),
                f"stretched {kind}, {scene.status}": 1.0,
            }
            yield Candidate(window, words, signs | extra)


def _gap(one: TimeExpression, evidence: Span) -> int:
    return max(0, evidence[0] - one.end, one.start - evidence[1])


def _stands(scene: Scene, one: TimeExpression) -> Signs:
    """Where the expression stands: how far from the act, and what is between."""
    text, (first, last) = scene.document.text, scene.evidence
    inside = first <= one.start and one.end <= last
    left, right = (one.end, first) if one.end <= first else (last, one.start)
    words = "" if inside else text[left:right]
    side = "inside" if inside else "before" if one.end <= first else "after"
    leading = one.start - scene.pair.sentence[0] < 15
    signs = {
        f"own, {side}": 1.0,
        "own, gap": min(len(words), 200) / 50,
        f"own, {side}, gap": min(len(words), 200) / 50,
        "own, beside": float(len(words) < 12),
        "own, leading": float(leading and side == "before"),
        f"own, {side}, comma": float("," in words),
        f"own, {side}, break": float(bool(cues.BOUNDARY.search(words))),
        f"own, {side}, relative": float(bool(cues.RELATIVE.search(words))),
        f"own, {side}, clause": float(bool(cues.CLAUSE.search(words))),
        f"own, {side}, and": float(bool(cues.JOINED.search(words))),
        f"own, {side}, past": float(bool(cues.PAST.search(words))),
    }
    return {sign: value for sign, value in signs.items() if value}


def _tells(scene: Scene, one: TimeExpression) -> Signs:
    """What kind of expression it is and how it is led in; whether it fits the act's status."""
    text, window = scene.document.text, one.window
    assert window is not None
    before = text[max(scene.pair.sentence[0], one.start - 60) : one.start]
    led = cues.BEFORE.search(before)
    word = led[1].lower() if led and led[1].lower() in cues.PREPOSITIONS else "other"
    reported = bool(cues.REPORTED.search(before)) and not scene.evidence[0] <= one.start <= scene.evidence[1]
    day = scene.document.published
    when = (
        "unplaced"
        if day is None
        else "ahead"
        if window.start > day.end
        else "past"
        if window.end < day.start
        else "now"
    )
    dateline = (
        one.start - scene.pair.sentence[0] < 60
        and cues.DATELINE.match(text[scene.pair.sentence[0] : one.start])
        and cues.DASH.match(text, one.end)
    )
    attributive = bool(cues.ATTRIBUTIVE.match(text, one.end))
    side = "before" if one.end <= scene.evidence[0] else "after" if one.start >= scene.evidence[1] else "inside"
    naming = attributive and (window.precision == "year" or text[one.end : one.end + 1] in "'’")
    signs = {
        f"own, led by {word}": 1.0,
        f"own, {one.type}": 1.0,
        f"own, {window.precision}": 1.0,
        "own, reported": float(reported),
        "own, reported, verbal": float(reported and scene.verbal),
        f"own, {when}, {scene.status}": 1.0,
        f"own, attributive, {window.precision}": float(attributive),
        f"own, {side}, attributive": float(attributive),
        f"own, {side}, naming": float(naming),
        "own, dateline": float(bool(dateline)),
    }
    return {sign: value for sign, value in signs.items() if value}


def _cut(window: Window, scene: Scene) -> Window:
    """`This week` in a report of Thursday ends that day for what was, begins that day for what is to come."""
    day = scene.published
    if day is None or day.days > 1 or window.basis != "relative" or not window.start < day.end <= window.end:
        return window
    if scene.status == "planned":
        return Window(day.start, window.end, "window", window.basis)
    return window if window.precision == "year" else Window(window.start, day.end, "window", window.basis)


def _stretched(scene: Scene, one: TimeExpression) -> tuple[str, Window] | None:
    """`Since March` to the day of writing; `by June` from it; `between April and August` from one to the other."""
    text, window, day = scene.document.text, one.window, scene.published
    assert window is not None
    other = next((t for t in starting(scene.annotations.times, one.end, one.end + 14) if t.window), None)
    if other and other.window and between(text, one, other) and other.window.end > window.start:
        return "between", Window(window.start, other.window.end, "window", window.basis)
    led = cues.BEFORE.search(text[max(0, one.start - 20) : one.start])
    word = led[1].lower() if led else ""
    if day is None:
        return None
    if word in {"since", "from"} and window.start < day.start:
        return "since", Window(window.start, day.end, "window", window.basis)
    if word in {"by", "until", "before", "within"} and window.end > day.start:
        return "until", Window(day.start, window.end, "window", window.basis)
    return None


def _story(scene: Scene, act: Signs) -> Iterable[Candidate]:
    """The last days that each of the sentences before the act's own names."""
    number = number_at(scene.annotations.sentences, scene.pair.sentence[0])
    text, codes = scene.document.text, {m.code for m in (scene.pair.actor, scene.pair.recipient) if m and m.code}
    for back in range(1, BACK + 1):
        if number is None or number < back:
            return
        start, end = scene.annotations.sentences[number - back]
        told = [t for t in starting(scene.annotations.times, start, end) if t.window and can_date(text, t)]
        told = [t for t in told if t.window and t.window.days <= 31]
        if not told:
            continue
        there = {m.code for m in starting(scene.annotations.parties, start, end) if m.code}
        for one in {told[0].start: told[0], told[-1].start: told[-1]}.values():
            signs = {
                "story": 1.0,
                f"story, {back} back": 1.0,
                "story, same party": float(bool(codes & there)),
                "story, both parties": float(len(codes) > 1 and codes <= there),
                "story, same paragraph": float("\n" not in text[end : scene.pair.sentence[0]]),
                "story, only": float(len(told) == 1),
                "story, day": float(one.window.days == 1) if one.window else 0.0,
                "story, the page's day": float(
                    one.window == scene.published
                    or (one.window and scene.published and one.window.start == scene.published.start)
                    or 0
                ),
            }
            signs |= {f"story, {s}": v for s, v in act.items() if not s.startswith("type")}
            yield Candidate(_cut(one.window, scene) if one.window else None, (one.start, one.end), signs)
        return


def _elsewhere(scene: Scene, act: Signs) -> Iterable[Candidate]:
    """The days of the sentence that seems to tell the same act: the most words in common beside a time."""
    text, codes = scene.document.text, {m.code for m in (scene.pair.actor, scene.pair.recipient) if m and m.code}
    own, best = _stems(scene.act), (0, 0, 0)
    times = [t for t in scene.annotations.times[:MOST_TIMES] if t.window and t.window.days <= 31 and can_date(text, t)]
    for n, one in enumerate(times):
        if scene.pair.sentence[0] <= one.start < scene.pair.sentence[1]:
            continue
        shared = len(own & _stems(text[max(0, one.start - 70) : one.end + 70]))
        there = {m.code for m in starting(scene.annotations.parties, max(0, one.start - 120), one.end + 120) if m.code}
        best = max(best, (shared + len(codes & there), shared, -n))
    total, shared, number = best
    if shared:
        one = times[-number]
        signs = {
            "elsewhere": 1.0,
            f"elsewhere, {min(shared, 3)} words": 1.0,
            f"elsewhere, {min(total - shared, 2)} parties": 1.0,
            "elsewhere, both": float(total - shared > 1 and shared > 1),
            "elsewhere, first": float(one.start < 400),
            "elsewhere, before": float(one.start < scene.evidence[0]),
        }
        signs |= {f"elsewhere, {s}": v for s, v in act.items() if not s.startswith("type")}
        yield Candidate(_cut(one.window, scene) if one.window else None, (one.start, one.end), signs)


@functools.lru_cache(maxsize=2048)
def _stems(words: str) -> frozenset[str]:
    return frozenset({w[:6] for w in cues.WORD.findall(words)} - cues.COMMON)


def _page(scene: Scene, act: Signs) -> Iterable[Candidate]:
    day = scene.published
    if day is not None:
        window = Window(day.start, day.end, day.precision, "document")
        yield Candidate(window, None, {"page": 1.0} | {f"page, {sign}": value for sign, value in act.items()})
