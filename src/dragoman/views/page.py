"""The brief as one page that opens from disk: the article with its evidence marked, the records beside it, both linked.

Marks and cards are joined by plain anchors, so everything works without a script; the few lines of script only light
up what belongs together. Nothing is fetched, everything from outside is escaped, and the page's own policy forbids
any other script.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources
from string import Template
from urllib.parse import urlsplit

from dragoman.dates import Window
from dragoman.ontology import Ontology
from dragoman.records import Coded, Document, Event, EventPlace, Party, Person, Span, Statement
from dragoman.version import __version__
from dragoman.views.marks import Mark, field_spans, pieces
from dragoman.views.words import BASIS, count, dated, long_date, worth_showing

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_KEY = (
    '<span><mark class="ev good">cooperation</mark></span> <span><mark class="ev bad">conflict</mark></span> '
    '<span><mark class="st">statement</mark></span> <span><mark class="person">person</mark></span> '
    '<span><mark class="date">date, place</mark></span> <span><mark class="party">party</mark></span>'
)


def html(document: Document, coded: Coded) -> str:
    """The brief of one document as a page of its own."""
    style, script = _asset("brief.css"), _asset("brief.js")
    title = coded.title or document.title or document.id
    values = {
        "style": style,
        "style_hash": _hash(style),
        "script": script,
        "script_hash": _hash(script),
        "version": __version__,
        "title": text(title),
        "lang": f' lang="{text(document.language)}"' if document.language else "",
        "kicker": text(document.outlet or "Brief of one page"),
        "byline": _byline(document, coded),
        "summary": _summary(coded),
        "key": _KEY,
        "text": _article(document, coded),
        "cards": _cards(document, coded),
        "footer": _footer(coded),
    }
    return Template(_asset("brief.html")).substitute(values)


def _asset(name: str) -> str:
    return resources.files("dragoman").joinpath("views", name).read_text("utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def text(words: object) -> str:
    """Words from outside, escaped for text and attributes, without control and direction characters."""
    return escape(_CONTROL.sub(" ", str(words)), quote=True)


def link(url: str | None) -> str:
    """A link to http or https; any other address stands as words."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return text(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return text(url)
    return f'<a href="{text(url)}" rel="noreferrer nofollow">{text(parts.netloc)} ↗</a>'


def _byline(document: Document, coded: Coded) -> str:
    day = text(dated(coded.published, long=True))
    parts = (document.author and f"by {text(document.author)}", day, link(coded.url or document.url))
    return " · ".join(part for part in parts if part)


def _summary(coded: Coded) -> str:
    things = (
        (coded.events, "event", "events"),
        (coded.statements, "statement", "statements"),
        (coded.people, "person", "people"),
    )
    return " ".join(f'<a href="#{anchor}">{count(listed, name)}</a>' for listed, name, anchor in things if listed)


def _footer(coded: Coded) -> str:
    made = ", ".join(f"{text(name)} {text(value)}" for name, value in coded.versions.items() if name != "shown")
    return (
        f"Made by Dragoman {__version__}"
        + (f" ({made})" if made else "")
        + ". A record is a claim of this page, not a fact."
    )


def _side(event: Event) -> str:
    return "good" if Ontology.load().quad(event.type).endswith("cooperation") else "bad"


def _marks(coded: Coded, furniture: Sequence[Span]) -> Iterator[Mark]:
    for number, event in enumerate(coded.events, 1):
        evidence, fields = event.evidence, event.evidence.fields
        yield Mark(evidence.start, evidence.end, f"ev {_side(event)}", f"e{number}")
        for name, kind in (("actor", "party"), ("recipient", "party"), ("date", "date"), ("place", "place")):
            for start, end in field_spans(fields.get(name)):
                yield Mark(start, end, kind)
    for number, statement in enumerate(coded.statements, 1):
        yield Mark(statement.start, statement.end, "st", f"s{number}")
    for person in coded.people:
        for start, end in person.mentions:
            yield Mark(start, end, "person")
    for start, end in furniture:
        yield Mark(start, end, "fu")


def _article(document: Document, coded: Coded) -> str:
    marks = [m for m in _marks(coded, document.furniture) if 0 <= m.start < m.end <= len(document.text)]
    refs = {f"e{n}": (str(n), _side(e), f"event {n}") for n, e in enumerate(coded.events, 1)}
    refs |= {f"s{n}": (f"“{n}", "say", f"statement {n}") for n, _ in enumerate(coded.statements, 1)}
    seen: set[str] = set()
    out = []
    for start, end in _paragraphs(document.text):
        body, kinds = [], set[str]()
        for piece in pieces(start, end, marks):
            new = [key for key in piece.keys if key not in seen]
            seen.update(new)
            kinds.update(piece.kinds)
            body += [_ref(key, *refs[key]) for key in new]
            body.append(_piece(document.text, piece.start, piece.end, piece.kinds, piece.keys))
        said = "site" if kinds == {"fu"} else "said" if "st" in kinds else ""
        out.append((f'<p class="{said}">' if said else "<p>") + "".join(body) + "</p>")
    return "\n".join(out)


def _ref(key: str, label: str, side: str, name: str) -> str:
    return f'<a class="ref {side}" id="at-{key}" href="#{key}" data-m="{key}" aria-label="{name}">{label}</a>'


def _back(key: str, label: str, side: str, name: str) -> str:
    return f'<a class="ref {side}" href="#at-{key}" aria-label="{name} in the text">{label}</a>'


def _piece(words: str, start: int, end: int, kinds: Sequence[str], keys: Sequence[str]) -> str:
    body = text(words[start:end])
    if not kinds:
        return body
    names, joined = " ".join(kinds), " ".join(keys)
    return f'<mark class="{names}"' + (f' data-m="{joined}"' if keys else "") + f">{body}</mark>"


def _paragraphs(words: str) -> Iterator[Span]:
    for found in re.finditer(r"[^\n\r\u2028\u2029]+", words):
        if found.group().strip():
            yield found.span()


def _cards(document: Document, coded: Coded) -> str:
    if coded.note:
        return f'<p class="note">{text(coded.note)}</p>'
    out = ['<h2 id="events">What happened</h2>']
    out += [_event(document.text, n, e) for n, e in enumerate(coded.events, 1)] or [
        "<p>Nothing that is shown by default.</p>"
    ]
    if coded.statements:
        out.append('<h2 id="statements">Who said what</h2>')
        out += [_statement(n, s) for n, s in enumerate(coded.statements, 1)]
    if coded.people:
        out.append('<h2 id="people">Who is who</h2><ul class="people">')
        out += [*map(_person, coded.people), "</ul>"]
    return "\n".join(out)


def _parties(side: Sequence[Party]) -> str:
    named = ((f"<b>{text(p.name)}</b>", worth_showing(p) and text(p.code)) for p in side)
    return ", ".join(name + (f' <span class="code">{code}</span>' if code else "") for name, code in named)


def _event(words: str, number: int, event: Event) -> str:
    act = event.type.lower() if event.act == event.type else f"{event.type.lower()} to {event.act.lower()}"
    mode = f" · {text(event.mode)}" if event.mode else ""
    to = f" → {_parties(event.recipient)}" if event.recipient else ""
    sure = f'<span title="how sure the coder is">{event.confidence:.0%} sure</span>'
    return (
        f'<section class="card {_side(event)}" id="e{number}" data-m="e{number}" aria-label="event {number}">'
        f'<p class="meta">{_back(f"e{number}", str(number), _side(event), f"event {number}")}'
        f'<span>{text(long_date(event.date))}</span><span class="chip {event.status}">{event.status}</span>{sure}</p>'
        f'<h3>{_parties(event.actor) or "somebody"} <span class="act">{text(act)}{mode}</span>{to}</h3>'
        f'<p class="less">{_around(words, event)}</p></section>'
    )


def _around(words: str, event: Event) -> str:
    """How the event is dated, where it was, its numbers and contexts."""
    parts = [_dated(words, event.date, event.evidence.fields.get("date"))]
    parts.append(_where(event.place) if event.place else "")
    parts += [f"{name} {value}" for name, value in event.numbers.items()]
    parts.append(", ".join(c.replace("_", " ") for c in event.contexts))
    return text(" · ".join(part for part in parts if part))


def _dated(words: str, window: Window | None, field: object) -> str:
    if window is None:
        return "no date told"
    spans = field_spans(field)
    quoted = " ".join(words[slice(*spans[0])].split()) if spans else ""
    return f"dated by “{quoted}”, {BASIS[window.basis]}" if quoted else f"dated: {BASIS[window.basis]}"


def _where(place: EventPlace) -> str:
    return f"in {', '.join(part for part in (place.name, place.admin1, place.country) if part)}"


def _statement(number: int, statement: Statement) -> str:
    actor = f' <span class="code">{text(statement.actor)}</span>' if statement.actor else ""
    content = " ".join(statement.content.split())
    content = content if len(content) <= 260 else content[:258].rsplit(" ", 1)[0] + " …"
    stances = ((code, statement.stance.get(code, "neutral")) for code in statement.about)
    stance = ", ".join(code if view == "neutral" else f"{code} ({view})" for code, view in stances)
    about = f'<p class="less">about {text(stance)}</p>' if stance else ""
    kind = "direct" if statement.kind == "direct" else "reported"
    return (
        f'<section class="card say" id="s{number}" data-m="s{number}" aria-label="statement {number}">'
        f'<p class="meta">{_back(f"s{number}", f"“{number}", "say", f"statement {number}")}'
        f"<span>{kind} · {text(statement.cue or 'said')}</span></p>"
        f"<h3><b>{text(statement.speaker or 'somebody')}</b>{actor}</h3><p>{text(content)}</p>{about}</section>"
    )


def _person(person: Person) -> str:
    details = ", ".join(part for part in (person.role, person.country) if part)
    also = f' <span class="less">also: {text(", ".join(person.aliases))}</span>' if person.aliases else ""
    return f"<li><b>{text(person.name)}</b>{' – ' + text(details) if details else ''}{also}</li>"
