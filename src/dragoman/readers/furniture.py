"""What on a page is the site's and not the report's: marked, so that the text stays as it is and its offsets hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dragoman.readers.published import stated_in_lines
from dragoman.records import Span

_I = re.IGNORECASE
_LINE = re.compile(
    r"""(?:see\ also|read\ (?:more|next|also)|also\ read|related(?:\ (?:articles?|stories|posts|topics|news|content))?
    |recommended|more\ (?:on|from|about)\b|watch|listen|explore\ more|don['’]t\ miss|must\ read|most\ (?:read
    |viewed|popular)
    |you\ (?:may|might)\ also\ (?:like|be\ interested)|more\ stories|in\ pictures|what\ to\ read\ next|up\ next
    |next\ article
    |previous\ article|leave\ a\ (?:comment|reply)|post\ a\ comment|join\ the\ (?:conversation|discussion)|comments?
    |show\ comments|share(?:\ (?:this|on|via))?|follow\ (?:us|me|@)|advertisements?|sponsored|story\ continues\ below
    |article\ continues\ (?:below|after)|sign\ up|subscribe|log\ in|newsletters?|click\ here|tap\ here
    |download\ (?:the|our)
    |tags?|topics?|filed\ under|categories|breaking\ news|trending|skip\ to|back\ to\ top|print\ this|privacy
    |terms\ of\ (?:use|service)
    |all\ rights\ reserved|copyright|photos?|image|images|credit|picture|video|file\ photo|media\ caption
    |image\ (?:source|caption)
    |reporting\ by|writing\ by|edited\ by|editing\ by|additional\ reporting|your\ email\ address|save\ my\ name
    |notify\ me
    |contact\ us|about\ us|home)(?:\s*[:|»›>]|$|(?=\s\s))""",
    _I | re.X,
)
"""Lines that open so and go on with a colon, a bar, a wide space or nothing."""

_ANYWHERE = re.compile(
    r"""photo\ courtesy|\((?:ap|afp|reuters)?\ ?(?:file\ )?photo\b|photo\ by\b|photograph:|getty\ images|\bafp/
    |/afp\b|/reuters\b
    |©|\(c\)\ (?:19|20)[0-9]{2}|all\ rights\ reserved|may\ not\ be\ (?:published|reproduced)|without\ (?:prior
    |written)\ permission
    |this\ (?:web)?site\ uses|uses\ cookies|we\ use\ cookies|accept\ (?:all\ )?cookies|cookies?\ policy|privacy\ policy
    |comment\ data\ is\ processed|akismet|recaptcha|enable\ javascript|your\ browser\ (?:does|is)
    |sign\ up\ (?:for|to)\ (?:our|the|get)|subscribe\ (?:to|now|today|for)|(?:our|free|daily
    |weekly)\ newsletter|to\ your\ inbox
    |follow\ us\ on|like\ us\ on|share\ this\ (?:article|story|post)|view\ comments|already\ a\ (?:member|subscriber)
    |support\ (?:our|independent)\ journalism|this\ article\ (?:was\ )?(?:originally|first)\ (?:appeared|published)
    |required\ fields\ are\ marked|click\ (?:here|on)\ |download\ our\ app|reporting\ by\ .{2,80}(?:editing
    |writing)\ by""",
    _I | re.X,
)
"""Short lines that hold any of these words."""

_BYLINE = re.compile(r"(?:by|from)[:\s]\s*(?:admin|staff|editor|[A-Z@])", _I)
_SHARE = {
    "facebook",
    "twitter",
    "x",
    "whatsapp",
    "telegram",
    "linkedin",
    "reddit",
    "pinterest",
    "email",
    "e-mail",
    "mail",
    "print",
    "tumblr",
    "messenger",
    "share",
    "tweet",
    "copy",
    "link",
    "pin",
    "flipboard",
    "pocket",
    "viber",
    "line",
    "wechat",
    "weibo",
    "instagram",
    "youtube",
    "sms",
    "more",
    "and",
    "via",
    "on",
    "save",
    "like",
}
_CRUMB = re.compile(r"\s(?:»|›|→|/|>|::|\|)\s")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_INLINE = re.compile(
    r"""(?:\ More\ to\ come\ at\ [a-z.]+\.?)?\ (?:[a-z]{2,5}/)+[a-z]{2,5}\ \([A-Z][A-Za-z, ]{1,60}\)\s*$
    |\[[A-Z][^\[\]\n]{2,60}/[A-Z][^\[\]\n]{1,40}\]
    |\((?:Photo|Image|Picture|AP\ Photo|File\ photo)[ :/][^()\n]{2,120}\)""",
    re.X,
)
_TAIL = re.compile(
    r"(?:you (?:may|might) also|leave a (?:comment|reply)|related (?:articles|stories|posts)|most read|comments?$)", _I
)


def mark(text: str, title: str | None = None) -> tuple[Span, ...]:
    """The spans of furniture in the text, in order, none overlapping."""
    lines = list(_lines(text))
    counts = Counter(text[s:e] for s, e in lines)
    spans: list[Span] = []
    seen: set[str] = set()
    tail = False
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        tail = tail or (number >= len(lines) * 0.5 and _TAIL.match(line) is not None)
        again = line in seen and len(line) > 3
        seen.add(line)
        if again or _is_furniture(line, number, title) or _is_caption(line, counts[line]) or (tail and _is_poor(line)):
            spans.append((start, end))
        else:
            spans.extend((start + m.start(), start + m.end()) for m in _INLINE.finditer(line))
    return tuple(spans)


def without(text: str, spans: tuple[Span, ...]) -> str:
    """The text with the marked spans blanked, so that offsets stay."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _lines(text: str) -> Iterator[Span]:
    """Where each line that is not blank begins and ends, spaces at its edges left out."""
    at = 0
    for line in text.split("\n"):
        if core := line.strip():
            start = at + line.index(core[0])
            yield start, start + len(core)
        at += len(line) + 1


def _is_furniture(line: str, number: int, title: str | None) -> bool:
    size = len(line)
    if line.startswith(("©", "(c) 19", "(c) 20", "Copyright ©")):
        return True
    if size < 400 and _ANYWHERE.search(line) and (size < 200 or line.count(". ") < 2):
        return True
    if size > 160:
        return number < 4 and size < 400 and _is_crumb(line, title)  # a page on one line is no breadcrumb
    if _LINE.match(line) or _is_share(line) or (number < 12 and _is_crumb(line, title)):
        return True
    if number < 10 and size < 100 and _BYLINE.match(line) and not _SENTENCE_END.search(line):
        return True
    return size < 100 and (number < 12) and not _SENTENCE_END.search(line) and stated_in_lines([line]) is not None


def _is_crumb(line: str, title: str | None) -> bool:
    parts = _CRUMB.split(line)
    if len(parts) < 2:
        return False
    return (
        parts[0].strip().lower() in {"home", "news", "homepage", "world", "front page"}
        or (len(parts) > 2 and all(len(p) < 30 for p in parts[:-1]))
        or (title is not None and parts[-1].strip() == title)
    )


def _is_share(line: str) -> bool:
    words = re.findall(r"[A-Za-z-]+", line.lower())
    return 0 < len(words) <= 14 and all(w in _SHARE for w in words) and not _SENTENCE_END.search(line)


def _is_caption(line: str, times: int) -> bool:
    """A short line without a sentence's end that stands twice is a caption or a heading of the site."""
    return times > 1 and len(line) < 120 and line.endswith(")") and not _SENTENCE_END.search(line)


def _is_poor(line: str) -> bool:
    return len(line) < 160 and (line.count(" ") < 20 or not _SENTENCE_END.search(line))
