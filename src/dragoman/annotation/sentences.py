"""Text -> sentences, with exact offsets. Outside the spans there is only whitespace.

A paragraph ends at a blank line, and at a single line break unless the lines are one wrapped paragraph. Inside a
paragraph a sentence ends at a full stop, question or exclamation mark (with the quotes and brackets that close
after it) when what follows can begin one. Time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dragoman.annotation.language import words
from dragoman.records import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029\x85\x0b\x0c]+")
_ITEM = re.compile(r"[-*•·▪►–—]\s|\(?\d{1,3}[.)]\s|by\s[A-Za-z]+\s*[A-Za-z]*$|https?:|\(?[a-z]\)\s", re.ASCII)
_HANGING = re.compile(
    r"(?:[,;–—]|\b(?:the|a|an|of|and|or|to|in|on|at|by|for|from|with|that|which|its|his|her|their|as))$"
)
_DOMAINS = re.compile(r"(?:Com|Org|Net|Gov|Edu|Int|Mil|Info|Io|Js|Uk|De|Fr|Ru|Cn|Tv|Aspx|Html?|Pdf)$")
_FINAL = re.compile(r"[.!?…:]['\"’”»)\]]*$")
_STOP = re.compile(
    r"(?P<mark>[.!?…]+(?:\s\.)*|[。！？]+)(?P<closers>(?:''|[\"'’”»)\]}]|\[\d{1,3}\]|\s[”]|\s\"(?=\s|$))*)(?P<gap>\s*)"
)
_OPEN = re.compile(r"(?:``|''|[\"'‘’“«„(\[{¿¡–—-]|\s)*")
_WORD = re.compile(r"[^\W_][\w’'-]*")
_TOKEN = re.compile(r"[\w.’'&/@:-]*$")
_LETTERS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")
_TAGGED = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr)\.? )?(?:[A-Z][\w’'-]+ ){1,4}"
    r"(?:said|says|asked|asks|told|wrote|writes|added|adds|replied|shouted|tweeted|wondered|cried|declared)\b"
)
_WIDTH = 130
_LONGEST = 2000
"""Characters of a sentence at most: what is longer is no sentence, and is cut at a space."""


def split(text: str) -> tuple[Span, ...]:
    """The sentences of a text, in order, trimmed, not overlapping."""
    found = (span for paragraph in paragraphs(text) for span in _sentences(text, *paragraph))
    return tuple(piece for span in found for piece in _pieces(text, *span))


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence, or a run without an end that is too long to be one in pieces: the rules on it stay bounded."""
    while end - start > _LONGEST:
        stop = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in " \t\xa0")
        stop = stop if stop > 0 else start + _LONGEST
        if piece := _trim(text, start, stop):
            yield piece
        start = stop
    if piece := _trim(text, start, end):
        yield piece


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text, trimmed; the lines of a wrapped paragraph are one."""
    found: list[Span] = []
    block: list[Span] = []
    for line in _lines(text):
        if block and _breaks(text, block[-1][1], line[0]) > 1:
            found.extend(_join(text, block))
            block = []
        block.append(line)
    found.extend(_join(text, block))
    return tuple(found)


def _lines(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        span = _trim(text, *match.span())
        if span:
            yield span


def _breaks(text: str, start: int, end: int) -> int:
    return max(text.count(mark, start, end) for mark in "\n\r") + 2 * text.count("\u2029", start, end)


def _trim(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    kept = len(piece.strip())
    return (start + left, start + left + kept) if kept else None


def _join(text: str, lines: list[Span]) -> Iterator[Span]:
    """The paragraphs that the lines of one block make."""
    if not lines:
        return
    width = _wrap_width(text, lines)
    start = lines[0][0]
    for before, line in pairwise(lines):
        if not _continues(text, before, line, width):
            yield start, before[1]
            start = line[0]
    yield start, lines[-1][1]


def _wrap_width(text: str, lines: list[Span]) -> int:
    """The width at which the block's lines are broken; 0 when they are not."""
    if len(lines) < 3:
        return 0
    widest = max(end - start for start, end in lines)
    open_ended = [e - s for s, e in lines[:-1] if not _FINAL.search(text[max(s, e - 4) : e])]
    full = sum(size >= 0.75 * widest for size in open_ended)
    regular = full >= 2 and full >= 0.65 * len(open_ended)
    return widest if 45 <= widest <= _WIDTH and regular else 0


def _continues(text: str, before: Span, line: Span, width: int) -> bool:
    """Whether the line goes on with the paragraph of the line before it; `before` is that line."""
    first = text[line[0]]
    head = text[line[0] : min(line[1], line[0] + 60)]
    if _ITEM.match(head):
        return False
    tail = text[max(before[0], before[1] - 40) : before[1]]
    final = _FINAL.search(tail)
    if first.islower() or first in ",;:)]”»":
        return not final or width > 0
    if width and not final:
        return before[1] - before[0] >= 0.75 * width
    return bool(_HANGING.search(tail)) and before[1] - before[0] > 30


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for match in _STOP.finditer(text, start, end):
        if match.start() < begin or match.end() >= end:
            continue
        if _ends(text, match, begin, end):
            stop = match.end("closers")
            yield begin, stop
            begin = match.end()
    if begin < end:
        yield begin, end


def _ends(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    """Whether a sentence ends at this mark, which is not the paragraph's last."""
    mark, closers, gap = match.group("mark", "closers", "gap")
    after = match.end()
    if mark[0] in "。！？":
        return True
    if not gap and not closers and text[after] not in '“‘"`(':
        return _lost_space(text, match, begin, end)
    opening = _OPEN.match(text, after, min(end, after + 12))
    at = opening.end() if opening else after
    word = _WORD.match(text, at, min(end, at + 40))
    if word is None:
        return bool(gap) and at > after
    if word[0][0].islower():
        return False
    if not gap and not (closers or at > after):
        return False
    if not gap and not word[0][0].isupper():
        return False
    return _may_end(text, match, begin, word[0], quoted=at > after)


def _may_end(text: str, match: re.Match[str], begin: int, word: str, quoted: bool) -> bool:
    mark, closers = match.group("mark", "closers")
    if mark[0] != "." or len(mark) > 1 or mark.endswith("…"):
        if closers.strip(")]}") and _TAGGED.match(text, match.end(), match.end() + 80):
            return False
        spaced = match.start() > begin and text[match.start() - 1].isspace()
        return not (spaced and mark[0] in ".…" and not quoted and word.lower() not in words("sentences", "starters"))
    if closers.strip(")]"):
        return True
    return _after_token(_token(text, begin, match.start()), word, first=begin, at=match.start())


def _token(text: str, begin: int, end: int) -> str:
    match = _TOKEN.search(text[max(begin, end - 24) : end])
    return match[0] if match else ""


def _after_token(token: str, word: str, first: int, at: int) -> bool:
    """Whether a full stop after the token, before the word, ends a sentence."""
    low = token.lower().rsplit("/", 1)[-1]
    starter = word.lower() in words("sentences", "starters")
    if low in words("sentences", "never"):
        return False
    if low in words("sentences", "before_number") and word[0].isdigit():
        return False
    if low in words("sentences", "either") and (token[:1].isupper() or "." in token or low in "am pm etc"):
        return starter
    if _LETTERS.match(token):
        return starter and not (len(token) == 1 and word == "I")
    return not (token.isdigit() and at - first == len(token) and len(token) < 4)


def _lost_space(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    """Whether the mark stands between two words whose space was lost: `summit.The leaders`."""
    if match["mark"] == "." and match.start() > begin and text[match.start() - 1].isspace():
        return text[match.end()].isupper()
    token = _token(text, begin, match.start())
    word = _WORD.match(text, match.end(), min(end, match.end() + 40))
    if word is None or len(token) < 2 or re.search(r"[./@:&]|^www", token):
        return False
    body, last = word[0], token[-1]
    if not (body[0].isupper() and (last.islower() or last.isdigit())):
        return False
    if _DOMAINS.match(body):
        return False
    shape = len(body) == 1 or body[1:].islower() or "’" in body or "'" in body
    following = text[word.end() : word.end() + 1]
    return shape and following not in (".", "/", "@", ":") and token.lower() not in words("sentences", "never")
