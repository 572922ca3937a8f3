"""Words of a sentence to classes of one letter each, so that the grammar of times is patterns over a short string.

M month · W weekday · U unit · d number 1-31 · o ordinal · Y year · c decade · n other number · y '98 · I ISO day ·
D numeric date · K clock · m a.m./GMT · T today, yesterday · P part of a day · S season · H feast · L last · X next ·
t this · z that · E early, end · G ago, later · a an · b the · f of · p preposition · r to, until · k and · q few ·
A about, nearly · N now · F fiscal · Q every · R recent · V daily · v half · h hyphen · j full stop · C comma ·
l day-like noun (weekend) · w once · B before, after · g or, so · O old · s possessive · x words of vague past and
future · _ all else
"""

from __future__ import annotations

import re

import msgspec

from dragoman.datewords import MONTHS, NUMBERS, ORDINALS, TENS_WORDS, WEEKDAYS

_FEAST = (
    r"Christmas(?:\ (?:Eve|Day))?|New\ Year(?:[’']s)?(?:\ (?:Eve|Day))?|Good\ Friday|Easter(?:\ (?:Sunday|Monday))?"
    r"|Palm\ Sunday|Thanksgiving(?:\ Day)?|Eid\ al-(?:Fitr|Adha)|Ramadan|Boxing\ Day|Bastille\ Day|Valentine[’']s\ Day"
    r"|Halloween|Nowruz|Armistice\ Day|9/11"
)
_TOKEN = re.compile(
    rf"""(?P<feast>\b(?:{_FEAST})\b)|"""
    r"""\d{4}-\d\d-\d\d(?!\d)|\d{1,2}/\d{1,2}/\d{2,4}(?!\d)|\d{1,2}(?::\d\d)?(?=[ap]\.?m\b)|[apAP]\.m\.?|[AaPp][Mm]\b
    |[’'`]\d\ds?(?![\w])|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])|[’']s\b|[^\W\d_]+|[^\w\s]""",
    re.X,
)
_UNITS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y",
    "decade": "E", "century": "C", "night": "N", "weekend": "WE", "fortnight": "F",
}  # fmt: skip
UNITS = _UNITS | {f"{name}s": code for name, code in _UNITS.items() if name != "century"} | {"centuries": "C"}
del UNITS["second"]
TIMED = {"second", "seconds", "minute", "minutes", "hour", "hours"}
"""Units whose letter stands after T in a duration."""

_GROUPS = {
    "T": "today yesterday tomorrow tonight overnight",
    "P": "morning afternoon evening night noon midnight dawn dusk midday daybreak nightfall mid-afternoon",
    "S": "spring summer autumn fall winter",
    "L": "last past previous preceding latest",
    "X": "next coming following upcoming subsequent",
    "t": "this current",
    "z": "that same those",
    "E": "early earlier late later mid middle end beginning",
    "G": "ago hence",
    "a": "a an another",
    "b": "the",
    "f": "of",
    "p": "in on at by since during from before after for within between as per",
    "r": "to through until till",
    "k": "and",
    "q": "few several some couple many dozen dozens numerous",
    "A": "nearly almost about approximately roughly around over under more less than least most up some at just only",
    "N": "now currently nowadays presently",
    "F": "fiscal financial",
    "Q": "each every",
    "R": "recent",
    "V": "daily weekly monthly yearly annually hourly nightly",
    "v": "half",
    "l": "weekend",
    "w": "once twice",
    "g": "or so",
    "O": "old",
    "x": "recently lately future",
}
_MARKS = {"-": "h", "–": "r", ".": "j", ",": "C"}
_WORDS = {word: letter for letter, words in _GROUPS.items() for word in words.split()}
_WORDS |= dict.fromkeys(NUMBERS, "n") | dict.fromkeys(ORDINALS, "o") | dict.fromkeys(UNITS, "U")
_WORDS |= dict.fromkeys(("hundred", "thousand", "zero"), "n")
_WORDS |= {"weekend": "l", "night": "P", "nights": "P", "gmt": "m", "utc": "m", "est": "m", "edt": "m", "local": "_"}
_WORDS |= {"twenties": "c", "thirties": "c", "forties": "c", "fifties": "c", "sixties": "c", "seventies": "c"}
_WORDS |= {"eighties": "c", "nineties": "c", "mornings": "P", "evenings": "P", "afternoons": "P"}
_FULL_MONTHS = {name for name in MONTHS if len(name) > 4 or name in {"june", "july"}}
_FULL_DAYS = {name for name in WEEKDAYS if name.endswith("day")}
_BEFORE_MONTH = {
    "in", "of", "since", "last", "this", "next", "by", "until", "till", "early", "late", "mid", "from", "during",
    "through", "to", "for", "and", "between", "on", "before", "after", "the", "each", "every", "around", "end",
    "beginning", "middle", "start", "past", "earlier", "later", "or",
}  # fmt: skip
_AFTER_MONTH_NAME = re.compile(r"\d{1,4}$|\d{1,2}(?:st|nd|rd|th)$")


class Token(msgspec.Struct):
    """A word, number or mark, with its class and the number it stands for."""

    start: int
    end: int
    word: str
    letter: str
    number: float | None = None


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of one sentence, each with its class."""
    found = [
        Token(m.start(), m.end(), m.group(), "H" if m.lastgroup else "_") for m in _TOKEN.finditer(text, start, end)
    ]
    for at, token in enumerate(found):
        if token.letter != "H":
            _classify(found, at, token)
    return _spoken_years(found)


def _spoken_years(found: list[Token]) -> list[Token]:
    """`nineteen ninety-six` is one token, a year."""
    for at, token in enumerate(found[:-1]):
        if token.word.lower() == "nineteen" and found[at + 1].word.lower() in TENS_WORDS:
            number = 1900 + TENS_WORDS[found[at + 1].word.lower()]
            last = at + 1
            if at + 3 < len(found) and found[at + 2].word == "-" and found[at + 3].number in range(1, 10):
                number, last = number + int(found[at + 3].number or 0), at + 3
            token.letter, token.number, token.end = "Y", number, found[last].end
            return found[: at + 1] + _spoken_years(found[last + 1 :])
    return found


def triggers(found: list[Token]) -> bool:
    """Whether any token can begin or carry a time."""
    return any(t.letter in _CARRIERS for t in found)


_CARRIERS = frozenset("MWUYcyIDKmTPSHNVlxR")


def _classify(found: list[Token], at: int, token: Token) -> None:
    first = token.word[0]
    if first.isdigit():
        token.letter, token.number = _number(token.word)
        return
    if first in "’'`" and len(token.word) > 2 and token.word[1].isdigit():
        token.letter = "c" if token.word.endswith("s") else "y"
        token.number = 1900 + int(token.word[1:3]) if int(token.word[1:3]) > 30 else 2000 + int(token.word[1:3])
        return
    lower = token.word.lower()
    if not first.isalpha():
        token.letter = _MARKS.get(first, "s" if lower[1:] == "s" else "_")
        return
    token.letter = _WORDS.get(lower, "_")
    if lower in NUMBERS:
        token.number = NUMBERS[lower]
    elif lower in ORDINALS:
        token.number = ORDINALS[lower]
    elif lower in MONTHS and first.isupper():
        _month(found, at, token, lower)
    elif lower.rstrip("s") in _FULL_DAYS and first.isupper():
        token.letter, token.number = "W", WEEKDAYS[lower.rstrip("s")]
    elif lower in WEEKDAYS and first.isupper() and _dated(found, at):
        token.letter, token.number = "W", WEEKDAYS[lower]
    elif token.word in {"a.m.", "p.m.", "a.m", "p.m", "am", "pm", "AM", "PM", "A.M.", "P.M."}:
        token.letter = "m" if at and found[at - 1].letter in "Kdn" else token.letter


def _number(word: str) -> tuple[str, float | None]:
    if "-" in word:
        return "I", None
    if "/" in word:
        return "D", None
    if ":" in word:
        return "K", None
    digits = word.rstrip("sthnrd")
    if "," in digits or "." in digits:
        return "n", _float(digits.replace(",", ""))
    value = int(digits) if len(digits) < 10 else None
    if word.endswith("s"):
        return ("c", float(value)) if value and len(digits) in {2, 4} else ("_", None)
    if value is None:
        return "_", None
    if digits != word:
        return "o", value
    if len(digits) == 4 and 1500 <= value < 2100:
        return "Y", value
    return ("d" if 1 <= value <= 31 else "n"), value


def _float(digits: str) -> float | None:
    try:
        return float(digits)
    except ValueError:
        return None


def _month(found: list[Token], at: int, token: Token, lower: str) -> None:
    """`May`, `March` and the short names are months only beside a number or after a word that leads to a month."""
    following = found[at + 1].word if at + 1 < len(found) else ""
    if following == "." and at + 2 < len(found):
        following = found[at + 2].word
    counted = _AFTER_MONTH_NAME.match(following) is not None or (at > 0 and found[at - 1].letter in "do")
    before = found[at - 1].word.lower() if at else ""
    led = before in _BEFORE_MONTH or (before == "-" and at > 1 and found[at - 2].letter == "E")
    plain = lower in _FULL_MONTHS and lower not in {"may", "march"}
    spelt = plain or lower in {"may", "march"}
    if counted or (plain and lower != "august") or (led and spelt):
        token.letter, token.number = "M", MONTHS[lower]


def _dated(found: list[Token], at: int) -> bool:
    """A short weekday stands beside a date: `Sun, 5 May`, `Fri. March 3`."""
    following = [t.word.lower() for t in found[at + 1 : at + 4] if t.word not in {".", ","}]
    if len(following) < 2:
        return False
    first, second = following[:2]
    return (first in MONTHS and second[:1].isdigit()) or (first[:1].isdigit() and second in MONTHS)
