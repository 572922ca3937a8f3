"""Whether the words around a time expression speak of what was or of what is to come."""

from __future__ import annotations

import re

_IRREGULAR = """
was were had did said told went took held met began came made gave got left led fought hit struck broke brought built
bought caught chose drew drove fell felt flew found kept knew laid lost paid put ran rose saw sent sat shot showed
spoke spent stood swore taught thought threw understood won wrote became blew burst dealt forbade forgave froze grew
hid hurt let meant overthrew read rode sank sought set shook shut sold stole swept sworn torn undertook withdrew
withheld been has have"""
_NOT_PAST = """
need indeed hundred speed feed seed proceed exceed succeed breed embed hatred sacred naked wicked unprecedented armed
supposed agreed-upon so-called"""
_CUE = re.compile(
    r"""\b(?:
    (?P<future>will|shall|wo|'ll|’ll|would|(?:is|are|was|were|going)\ to
      |(?:is|are|was|were|be)\ (?:all\ )?set\ (?:to|for)
      |(?:re)?schedul(?:ed|es)|(?:is|are)\ due|due\ (?:to|on|in|by|for)|expect(?:s|ed)?\ to|expected|plan(?:s
    |ned|ning)?\ (?:to|for|on)
      |planned|to\ be|to\ take\ place|upcoming|forthcoming|hopes?\ to|intends?\ to|aims?\ to|slated|poised
      |deadline|may|could|vow(?:s|ed)?\ to|pledged?\ to|promised?\ to|agreed\ to|ready\ to|prepar(?:es|ed
    |ing)\ (?:to|for))
    |(?P<past>(?!(?:NOTPAST)\b)(?:[a-z]{2,}ed|IRREGULAR))
    )(?![\w’'])""".replace("NOTPAST", "|".join(_NOT_PAST.split())).replace("IRREGULAR", "|".join(_IRREGULAR.split())),
    re.X,
)
_PASSIVE = re.compile(r"\b(?:be|being|will|would|to|not)\s$")
_REACH = 160


def direction(text: str, start: int, end: int, sentence: tuple[int, int]) -> int:
    """-1 where what happens at text[start:end] is told as past, 1 as to come, 0 where the words do not tell.

    The nearest verb before it in the sentence decides, else the nearest after it.
    """
    first, last = max(sentence[0], start - _REACH), min(sentence[1], end + _REACH)
    before = [m for m in _CUE.finditer(text, first, start) if _counts(text, m)]
    if before and not _broken(text[before[-1].end() : start]):
        return _sign(before, -1)
    after = [m for m in _CUE.finditer(text, end, last) if _counts(text, m)]
    if after:
        return _sign(after, 0)
    return _sign(before, -1) if before else 0


def _counts(text: str, cue: re.Match[str]) -> bool:
    """A participle after `be` or `to be` carries the tense of what stands before it."""
    return cue["past"] is None or not _PASSIVE.search(text, max(0, cue.start() - 8), cue.start())


def _sign(cues: list[re.Match[str]], at: int) -> int:
    return 1 if cues[at]["future"] else -1


def _broken(between: str) -> bool:
    """A full clause boundary stands between the verb and the expression."""
    return ";" in between or re.search(r", (?:and|but|while|as|with|when) ", between) is not None
