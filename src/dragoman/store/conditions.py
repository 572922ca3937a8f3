"""Questions as conditions of SQL. Every value travels as a parameter; nothing that a user wrote is pasted in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from dragoman.groups import Asked, Membership
from dragoman.ontology import Ontology
from dragoman.store.question import EVENTS_ONLY, SIDES, STATEMENTS_ONLY, Clause, Question
from dragoman.store.told import SHOWN

Condition = tuple[str, list[Any]]
_EVENT_DAY = "coalesce(e.start, d.published)"


def of_events(question: Question, driver: Clause | None = None) -> Condition:
    """The condition on reports: events e, documents d, reports r. Clauses on statements alone are left out.

    `driver` is a clause that has been seen to already.
    """
    found = [_signed(clause, _EVENT[clause.field](clause)) for clause in question.clauses
             if clause.field not in STATEMENTS_ONLY and clause is not driver]  # fmt: skip
    return _all([*found, *_own_pages(question), *([] if question.show_all else [("1" + SHOWN, [])])])


def drivers(question: Question) -> list[tuple[Clause, Condition]]:
    """Clauses on parties by which events are found without reading all, each as a question for their key and event."""
    return [(clause, _driving(clause)) for clause in question.clauses
            if clause.field in ("party", "actor", "recipient") and not clause.negated
            and not any(who.members for who in clause.who)]  # fmt: skip


def _driving(clause: Clause) -> Condition:
    codes = [who.code for who in clause.who]
    role, more = ("", []) if clause.field == "party" else (" AND role = ?", [clause.field])
    parts = [(f"SELECT key, event FROM parties WHERE {sql}{role}", [*values, *more])
             for sql, values in (_in("code", codes), _in("country", codes))]  # fmt: skip
    return " UNION ".join(sql for sql, _ in parts), [v for _, values in parts for v in values]


def of_statements(question: Question) -> Condition:
    """The condition on statements s of documents d. Clauses on events alone are left out."""
    found = [_signed(clause, _STATEMENT[clause.field](clause)) for clause in question.clauses
             if clause.field not in EVENTS_ONLY]  # fmt: skip
    return _all([*found, *_own_pages(question)])


def _own_pages(question: Question) -> list[Condition]:
    """Imported tables answer only where they are asked for."""
    return [] if question.of("source") else [("d.source = 'pages'", [])]


def _all(conditions: Sequence[Condition]) -> Condition:
    return " AND ".join(f"({sql})" for sql, _ in conditions) or "1", [v for _, values in conditions for v in values]


def _any(conditions: Iterable[Condition]) -> Condition:
    listed = list(conditions)
    return " OR ".join(f"({sql})" for sql, _ in listed), [v for _, values in listed for v in values]


def _signed(clause: Clause, condition: Condition) -> Condition:
    sql, values = condition
    return (f"NOT coalesce(({sql}), 0)" if clause.negated else sql), values


def _in(column: str, values: Sequence[str]) -> Condition:
    return f"{column} IN ({','.join('?' * len(values))})", list(values)


def _parties(role: str | None) -> Callable[[Clause], Condition]:
    def condition(clause: Clause) -> Condition:
        return _any(_party(who, role) for who in clause.who)

    return condition


def _party(who: Asked, role: str | None) -> Condition:
    """A party by its code or country; a group by its members on the day of the event."""
    side = " AND p.role = ?" if role else ""
    if not who.members:
        base = "EXISTS (SELECT 1 FROM parties p WHERE p.key = e.key AND p.event = e.id"
        return f"{base} AND (p.code = ? OR p.country = ?){side})", [who.code, who.code, *([role] if role else [])]
    sql, values = _member("p.code", who.members, _EVENT_DAY)
    return (f"EXISTS (SELECT 1 FROM parties p WHERE p.key = e.key AND p.event = e.id{side} AND ({sql}))",
            [*([role] if role else []), *values])  # fmt: skip


def _member(column: str, members: Sequence[Membership], day: str) -> Condition:
    """A member on the day. What happened on an unknown day counts for whoever was ever a member."""
    always = [m.code for m in members if m.start is None and m.end is None]
    parts = [_in(column, always)] if always else []
    for m in members:
        if m.start or m.end:
            first = m.start.start.isoformat() if m.start else "0000"
            last = m.end.end.isoformat() if m.end else "9999"
            parts.append((f"{column} = ? AND coalesce({day}, ?) BETWEEN ? AND ?", [m.code, first, first, last]))
    return _any(parts)


def _column(name: str) -> Callable[[Clause], Condition]:
    return lambda clause: _in(name, clause.values)


def _quad(clause: Clause) -> Condition:
    wanted = {q for value in clause.values for q in SIDES.get(value, (value,))}
    return _in("e.type", [name for name, kind in Ontology.load().types.items() if kind.quad in wanted])


def _context(clause: Clause) -> Condition:
    sql, values = _in("j.value", clause.values)
    return f"EXISTS (SELECT 1 FROM json_each(e.json, '$.contexts') j WHERE {sql})", values


def _status(clause: Clause) -> Condition:
    plain = [v for v in clause.values if v != "contested"]
    parts = [_in("e.status", plain)] if plain else []
    if "contested" in clause.values:
        told = "SELECT 1 FROM reports o JOIN events x ON x.key = o.key AND x.id = o.id WHERE o.event = r.event"
        parts.append((f"EXISTS ({told} AND x.status = 'denied') AND EXISTS ({told} AND x.status = 'occurred')", []))
    return _any(parts)


def _date(clause: Clause) -> Condition:
    first, last = clause.days or ("", "")
    return "e.start <= ? AND e.stop >= ?", [str(last), str(first)]


def _published(clause: Clause) -> Condition:
    first, last = clause.days or ("", "")
    return "d.published BETWEEN ? AND ?", [str(first), str(last)]


def _place(clause: Clause) -> Condition:
    codes = [code for who in clause.who for code in ([m.code for m in who.members] or [who.code])]
    return _in("e.country", codes)


def _outlet(clause: Clause) -> Condition:
    return _any(
        ("d.outlet = ? COLLATE NOCASE OR d.url LIKE ? ESCAPE '\\'", [v, f"%//{_like(v)}/%"]) for v in clause.values
    )


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _document(clause: Clause) -> Condition:
    return _any(("d.id = ? OR d.key = ?", [v, v]) for v in clause.values)


def _source(clause: Clause) -> Condition:
    return _in("d.source", clause.values)


def _confidence(clause: Clause) -> Condition:
    return "e.confidence >= ?", [float(clause.values[0])]


def _words(holder: str) -> Callable[[Clause], Condition]:
    """Documents that hold the words, by the full-text index, and among them the records that do."""

    def condition(clause: Clause) -> Condition:
        return _any(
            (f"d.number IN (SELECT rowid FROM words WHERE words MATCH ?) AND {holder} LIKE ? ESCAPE '\\'",
             ['"' + v.replace('"', " ") + '"*', f"%{_like(v)}%"])
            for v in clause.values
        )  # fmt: skip

    return condition


def _speaker(clause: Clause) -> Condition:
    return _any(("instr(lower(s.speaker), lower(?)) OR s.actor = ?", [v, v.upper()]) for v in clause.values)


def _about(clause: Clause) -> Condition:
    sql, values = _in("a.code", [c for who in clause.who for c in ([m.code for m in who.members] or [who.code])])
    return f"EXISTS (SELECT 1 FROM about a WHERE a.key = s.key AND a.statement = s.id AND {sql})", values


def _stance(clause: Clause) -> Condition:
    sql, values = _in("j.value", clause.values)
    return f"EXISTS (SELECT 1 FROM json_each(s.json, '$.stance') j WHERE {sql})", values


def _speaks_for(clause: Clause) -> Condition:
    """A party takes part in a statement as the speaker's side or as whom it speaks of."""
    codes = [c for who in clause.who for c in ([m.code for m in who.members] or [who.code])]
    actor, values = _in("s.actor", codes)
    about, more = _about(clause)
    return f"{actor} OR {about}", [*values, *more]


_SHARED = {"published": _published, "outlet": _outlet, "document": _document, "source": _source}
_EVENT: dict[str, Callable[[Clause], Condition]] = _SHARED | {
    "party": _parties(None), "actor": _parties("actor"), "recipient": _parties("recipient"), "type": _column("e.type"),
    "act": _column("json_extract(e.json, '$.act')"), "mode": _column("json_extract(e.json, '$.mode')"), "quad": _quad,
    "context": _context, "status": _status, "date": _date, "place": _place, "confidence": _confidence,
    "words": _words("json_extract(e.json, '$.evidence.text')"),
}  # fmt: skip
_STATEMENT: dict[str, Callable[[Clause], Condition]] = _SHARED | {
    "party": _speaks_for, "speaker": _speaker, "about": _about, "stance": _stance,
    "kind": _column("json_extract(s.json, '$.kind')"), "words": _words("json_extract(s.json, '$.content')"),
}  # fmt: skip
