"""Who says: the source of a cue, before it or after it, as a span of tokens."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotation.clauses import CLOSERS, finite, is_finite, is_time, left_edge, trim_left
from dragoman.annotation.cues import Cue, is_adverb
from dragoman.annotation.language import words
from dragoman.annotation.tokens import Token

Range = tuple[int, int]
_SUBJECTS = frozenset(["he", "she", "they", "i", "we", "it", "you"])


def subject_before(tokens: Sequence[Token], quoted: Sequence[int], cue: Cue, earlier: Range | None) -> Range | None:
    """The subject that stands before a cue; `earlier` is the source of the cue before it in the sentence."""
    end = cue.group
    edge = left_edge(tokens, quoted, end - 1) if end else 0
    if cue.participial and cue.group == 0:
        return _fronted(tokens, cue.last)
    if end <= edge:
        return earlier
    last = tokens[end - 1]
    if last.low in _SUBJECTS and not cue.participial:
        return end - 1, end
    if cue.participial or last.low in ("and", "but", "or", "then"):
        if not cue.participial and last.low in ("and", "but") and earlier is None:
            return clause_subject(tokens, edge, end)
        return earlier or clause_subject(tokens, edge, end)
    if last.low in ("who", "which", "that"):
        return _antecedent(tokens, edge, end - 1)
    segments = _segments(tokens, edge, end)
    if not segments:
        return earlier
    if (
        len(segments) > 1
        and edge
        and quoted[edge - 1] >= 0
        and last.is_word
        and finite(tokens, edge, end) < 0
        and tokens[segments[0][0]].low not in words("grammar", "prepositions")
        and tokens[segments[-1][0]].low not in words("grammar", "conjunctions")
    ):
        return _noun_end(tokens, segments[0][0], end)
    if last.text in (",", ")") or last.text in ("–", "—"):
        return _closed_aside(tokens, segments)
    return _noun_end(tokens, *segments[-1])


def _fronted(tokens: Sequence[Token], start: int) -> Range | None:
    """`Noting that …, the envoy underscored`: the subject of the main clause, after the last comma that fits."""
    for k in range(len(tokens) - 2, start, -1):
        if tokens[k].text == "," and (tokens[k + 1].is_capital or tokens[k + 1].low in _SUBJECTS | {"the"}):
            verb = finite(tokens, k + 1, len(tokens))
            if 0 < verb - k < 14 and not any(t.text == "," for t in tokens[k + 1 : verb]):
                return _noun_end(tokens, k + 1, verb)
    return None


def _segments(tokens: Sequence[Token], start: int, end: int) -> list[Range]:
    """The parts between commas, outside brackets; empty ones left out."""
    parts, begin, depth = [], start, 0
    for k in range(start, end):
        text = tokens[k].text
        depth += (text in "([") - (text in ")]")
        if depth <= 0 and text in (",", "–", "—", "--"):
            parts.append((begin, k))
            begin = k + 1
    parts.append((begin, end))
    return [(a, b) for a, b in parts if b > a]


def _closed_aside(tokens: Sequence[Token], segments: list[Range]) -> Range | None:
    """`X, a minister, said`; `The minister, X, said`: from the head of the subject to the end of the aside."""
    n = len(segments) - 1
    if n == 0:
        return _noun_end(tokens, *segments[0])
    while n > 0 and all(is_adverb(t) for t in tokens[slice(*segments[n])]):
        segments, n = segments[:-1], n - 1
    while n > 0 and _is_aside(tokens, segments, n):
        n -= 1
    head = _noun_end(tokens, *segments[n])
    closed = n < len(segments) - 1 and segments[-1][1] < len(tokens) and tokens[segments[-1][1]].text == ","
    return (head[0], segments[-1][1] + closed) if head else None


def _is_plain_name(tokens: Sequence[Token], span: Range) -> bool:
    """Whether a segment is a name and no more."""
    part = tokens[slice(*span)]
    titles = words("people", "offices") | words("people", "private")
    return 0 < len(part) < 5 and all(t.is_capital for t in part) and not any(t.low in titles for t in part)


def _is_aside(tokens: Sequence[Token], segments: list[Range], n: int) -> bool:
    start, end = segments[n]
    first = tokens[start]
    before = segments[n - 1]
    if n > 1 and _is_plain_name(tokens, segments[n]) and _is_plain_name(tokens, before):
        return False
    if before[0] == segments[0][0] and n == 1 and _is_adverbial(tokens, *before):
        return False
    if (
        first.low in words("rules", "subjects_aside")
        or first.text[0].isdigit()
        or first.low in words("grammar", "determiners")
    ):
        return True
    if finite(tokens, *before) >= 0 and tokens[before[1] - 1].low not in words("people", "offices"):
        return before[0] < before[1] and not first.is_capital and first.low in words("people", "private")
    return finite(tokens, start, end) < 0


def _is_adverbial(tokens: Sequence[Token], start: int, end: int) -> bool:
    first = tokens[start]
    return (
        first.low in words("grammar", "prepositions") | words("grammar", "conjunctions")
        or is_adverb(first)
        or is_time(first)
        or first.low.endswith("ing")
    )


def clause_subject(tokens: Sequence[Token], edge: int, end: int) -> Range | None:
    """The subject of the clause tokens[edge:end]: what stands before its first finite verb."""
    start = trim_left(tokens, edge, end)
    parts = _segments(tokens, start, end)
    for n, (a, b) in enumerate(parts):
        if 0 < n < len(parts) - 1 and _is_plain_name(tokens, (a, b)) and _is_plain_name(tokens, parts[n + 1]):
            continue
        if (
            _is_adverbial(tokens, a, b)
            and tokens[a].low not in words("grammar", "subjects")
            and finite(tokens, a, b) < 0
        ):
            continue
        if n > 0 and tokens[a].text.islower() and tokens[a].low.endswith("ed"):
            break
        verb = finite(tokens, a, b)
        if verb > a:
            stop = verb
            while stop > a and is_adverb(tokens[stop - 1]):
                stop -= 1
            return _noun_end(tokens, a, stop)
        if tokens[a].low not in words("grammar", "prepositions"):
            return _noun_end(tokens, a, b)
    return None


def _antecedent(tokens: Sequence[Token], edge: int, end: int) -> Range | None:
    """The noun phrase before `who`."""
    stop = end - 1 if tokens[end - 1].text == "," else end
    parts = _segments(tokens, edge, stop)
    if not parts:
        return None
    found = _noun_end(tokens, *parts[-1])
    by = next((k for k in range(found[0], found[1]) if tokens[k].low == "by"), None) if found else None
    return (by + 1, found[1]) if found and by and by + 1 < found[1] else found


def _noun_end(tokens: Sequence[Token], start: int, end: int) -> Range | None:
    """The noun phrase at the end of tokens[start:end], without what goes before a subject."""
    while end > start and _trails(tokens, end - 1):
        end -= 1
    begin = start
    for k in range(end - 1, start - 1, -1):
        if _cuts(tokens, k, start):
            begin = k + 1
            break
    begin = trim_left(tokens, begin, end)
    for k in range(begin + 1, end - 1):
        if tokens[k].text in ("The", "A", "An") and tokens[k - 1].is_word and tokens[k - 1].text.islower():
            begin = k
    if (
        begin < end
        and tokens[begin].low in words("grammar", "prepositions")
        and tokens[begin].low not in ("as", "than")
    ):
        begin = _after_phrase(tokens, begin, end)
    while begin < end and (tokens[begin].text in CLOSERS or not tokens[begin].is_word):
        begin += 1
    if begin >= end or end - begin > 45:
        return None
    if (
        tokens[begin].low.endswith("-based")
        and begin > 1
        and tokens[begin - 1].text == ","
        and tokens[begin - 2].is_capital
    ):
        begin -= 3 if begin > 2 and tokens[begin - 3].low == "the" else 2
    return begin, end


def _trails(tokens: Sequence[Token], k: int) -> bool:
    """Whether the last word before a verb is no part of the subject: `on Friday`, `this month`, `also`."""
    token = tokens[k]
    if is_adverb(token) or token.text in (",", "-") or token.low in words("grammar", "prepositions"):
        return True
    if not is_time(token) or token.text[0].isdigit():
        return False
    return token.is_capital or (
        k > 0 and (is_time(tokens[k - 1]) or tokens[k - 1].low in ("this", "last", "next", "early", "late", "the"))
    )


def _cuts(tokens: Sequence[Token], k: int, start: int) -> bool:
    token = tokens[k]
    if token.low == "but":
        return True
    if token.low == "that" or token.text in (";", ":"):
        return not (k + 1 < len(tokens) and tokens[k + 1].low in ("country", "group", "statement", "report"))
    if not is_finite(tokens, k, start):
        return False
    # A finite verb of a relative clause belongs to the noun.
    return not any(tokens[n].low in ("who", "which", "whose") for n in range(max(start, k - 8), k))


def _after_phrase(tokens: Sequence[Token], begin: int, end: int) -> int:
    """`In Geneva Mr Smith` -> where `Mr Smith` begins; the whole when no second noun phrase is seen."""
    for k in range(begin + 2, end):
        token, before = tokens[k], tokens[k - 1]
        joined = before.low in words("grammar", "prepositions")
        if token.low in words("grammar", "determiners") | words("grammar", "subjects"):
            if not joined:
                return k
            continue
        named = token.is_capital and not is_time(token) and (is_time(before) or before.text.islower())
        if named and not joined and before.low not in words("grammar", "determiners") | {"and"}:
            return k
    last = end - 1
    while (
        last > begin
        and is_time(tokens[last - 1]) is False
        and tokens[last - 1].low not in words("grammar", "prepositions")
    ):
        last -= 1
    return last if last > begin + 1 else begin + 1


def subject_after(tokens: Sequence[Token], quoted: Sequence[int], start: int, end: int) -> Range | None:
    """The source that follows its cue: `said Aldar Xelîl, a top PYD official`."""
    k = start
    while k < end and quoted[k] < 0:
        token = tokens[k]
        if token.text in (",", ".", ";", ":", "?", "!", "–", "—", "--") or token.text in CLOSERS - {")", "]", "'", "’"}:
            break
        if (
            k > start
            and token.low in words("rules", "subjects_after")
            and not (token.low in ("for", "in", "to", "on") and tokens[k - 1].low in words("people", "offices"))
        ):
            break
        if k > start and (
            is_adverb(token) or (is_time(token) and token.is_capital) or token.low in ("last", "this", "late", "early")
        ):
            break
        if k > start and is_finite(tokens, k, start):
            break
        if token.text in ("the", "a", "an", "its", "his", "her", "their") and tokens[k - 1].is_capital and k > start:
            break
        k += 1
    if k == start:
        return None
    return start, _with_apposition(tokens, quoted, k, end)


def _with_apposition(tokens: Sequence[Token], quoted: Sequence[int], k: int, end: int) -> int:
    """Past `, a top PYD official` when that follows."""
    if k + 2 >= end or tokens[k].text != "," or quoted[k] >= 0:
        return k
    first = tokens[k + 1]
    stop = k + 1
    while (
        stop < end
        and quoted[stop] < 0
        and tokens[stop].text not in (",", ".", ";", ":", "–", "—")
        and tokens[stop].text not in CLOSERS
    ):
        stop += 1
    describes = first.low in ("a", "an", "the", "who", "former", "his", "her", "its") or any(
        t.low in words("people", "offices") | words("people", "private") for t in tokens[k + 1 : min(stop, k + 8)]
    )
    if first.text[0].isdigit() and stop == k + 2:
        return _with_apposition(tokens, quoted, stop, end) if stop + 2 < end else stop
    described = any(t.low in words("people", "offices") | words("people", "private") for t in tokens[max(0, k - 6) : k])
    describes |= described and first.is_capital and all(t.is_capital or len(t.text) < 4 for t in tokens[k + 1 : stop])
    if finite(tokens, k + 1, stop) >= 0 and first.low != "who":
        return k
    joins = first.low in (
        "adding",
        "saying",
        "in",
        "on",
        "at",
        "after",
        "during",
        "while",
        "when",
        "as",
        "but",
        "and",
        "referring",
        "citing",
    )
    return stop if describes and not joins else k
