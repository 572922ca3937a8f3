"""One language for all questions: `party:RUS party:UKR type:ASSAULT date:2022-02..2022-07 place:UKR words:grain`.

A question is a list of clauses `field:value`. Values joined by commas are alternatives, clauses must all hold, a
leading minus turns a clause round, quotation marks keep words together, and a word without a field is a word that the
evidence must hold. The same language serves the command line, Python and every view.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from difflib import get_close_matches

import msgspec

from dragoman.dates import parse_partial
from dragoman.errors import QuestionError
from dragoman.groups import Asked, asked
from dragoman.ontology import Ontology

FIELDS = {
    "party": "takes part on either side: a code, a name, or a group such as `EU members` (on the day)",
    "actor": "takes part as actor",
    "recipient": "takes part as recipient",
    "type": "PLOVER type",
    "act": "kind of act, also of what is planned",
    "mode": "kind within a type",
    "quad": "verbal_cooperation, material_cooperation, verbal_conflict, material_conflict; or cooperation, conflict",
    "context": "theme",
    "status": "occurred, planned, hypothetical, denied; or contested",
    "date": "when it took place: a day, month or year, or first..last",
    "published": "when the page was published, written as for date; also 7d: the last seven days",
    "place": "country where it took place",
    "outlet": "outlet, or host of the address",
    "document": "id of a document",
    "source": "pages (your own), or the name of an imported table",
    "confidence": "least confidence; 0 shows all",
    "words": "words of the evidence",
    "speaker": "of statements: part of the speaker's name, or whom he speaks for",
    "about": "of statements: whom they speak of",
    "stance": "of statements, with about: for, against, neutral",
    "kind": "of statements: direct, indirect, mixed",
}
"""What a clause may ask for."""
PARTIES = ("party", "actor", "recipient", "about", "place")
STATEMENTS_ONLY = frozenset({"speaker", "about", "stance", "kind"})
EVENTS_ONLY = frozenset(
    {"actor", "recipient", "type", "act", "mode", "quad", "context", "status", "date", "place", "confidence"}
)
SIDES = {"cooperation": ("verbal_cooperation", "material_cooperation"),
         "conflict": ("verbal_conflict", "material_conflict")}  # fmt: skip
_CLAUSE = re.compile(r"(?P<minus>-?)(?P<field>[a-z]+):(?P<values>.*)", re.S)
_LAST = re.compile(r"(?P<n>\d+)(?P<unit>[dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


class Clause(msgspec.Struct, frozen=True):
    """One condition: a field has one of the values; `negated`: none of them."""

    field: str
    values: tuple[str, ...]
    negated: bool = False
    who: tuple[Asked, ...] = ()
    """Whom the values mean, where the field holds parties."""
    days: tuple[date, date] | None = None
    """The first and last day, where the field holds dates."""

    def __str__(self) -> str:
        values = [f'"{v}"' if re.search(r"[\s,]", v) else v for v in self.values]
        return f"{'-' * self.negated}{self.field}:{','.join(values)}"


class Question(msgspec.Struct, frozen=True):
    """Clauses that must all hold. `str` of it is a question that asks the same."""

    clauses: tuple[Clause, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(str, self.clauses))

    def of(self, field: str) -> tuple[Clause, ...]:
        """The clauses on a field."""
        return tuple(c for c in self.clauses if c.field == field)

    def without(self, clause: Clause) -> Question:
        """The question less a clause: what emptied an answer."""
        return Question(tuple(c for c in self.clauses if c is not clause))

    def also(self, *terms: str) -> Question:
        """The question with more clauses."""
        return Question((*self.clauses, *parse(terms).clauses))

    @property
    def show_all(self) -> bool:
        """Whether it names its own least confidence, so that the coder's does not count."""
        return bool(self.of("confidence"))


def parse(asked_for: str | Iterable[str] | Question) -> Question:
    """The question that the words ask. A list is taken term by term, as a shell hands it over. Raises QuestionError."""
    if isinstance(asked_for, Question):
        return asked_for
    return Question(tuple(_clause(term) for term in _terms(asked_for)))


def _terms(asked_for: str | Iterable[str]) -> Iterable[str]:
    if not isinstance(asked_for, str):
        return asked_for
    try:
        return shlex.split(asked_for)
    except ValueError as problem:
        raise QuestionError(f"{asked_for!r}: a quotation mark is missing") from problem


def _clause(term: str) -> Clause:
    found = _CLAUSE.fullmatch(term)
    if found is None:
        return Clause("words", (term,))
    field = found["field"]
    if field not in FIELDS:
        near = get_close_matches(field, FIELDS, n=1)
        hint = f"did you mean {near[0]}:?" if near else f"there is: {', '.join(FIELDS)}"
        raise QuestionError(f"{term}: no field {field!r}; {hint}")
    values = tuple(v.strip(" \"'") for v in found["values"].split(",") if v.strip(" \"'"))
    if not values:
        raise QuestionError(f"{term}: no value after {field}:")
    return _checked(Clause(field, values, bool(found["minus"])), term)


def _checked(clause: Clause, term: str) -> Clause:
    replace = msgspec.structs.replace
    if clause.field in PARTIES:
        return replace(clause, who=tuple(asked(v) for v in clause.values))
    if clause.field in ("date", "published"):
        return replace(clause, days=_days(clause.values, term))
    if clause.field == "confidence":
        _number(clause.values, term)
        return clause
    known = _known(clause.field)
    if known is None:
        return clause
    upper = clause.field in ("type", "act")
    values = tuple(v.upper() if upper else v.lower() for v in clause.values)
    for value in values:
        if value not in known:
            near = get_close_matches(value, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there is: {', '.join(known)}"
            raise QuestionError(f"{term}: no {clause.field} {value!r}; {hint}")
    return replace(clause, values=values)


def _known(field: str) -> Sequence[str] | None:
    """What a field may hold; None where anything may be asked."""
    ontology = Ontology.load()
    tables: dict[str, Sequence[str]] = {
        "type": tuple(ontology.types), "act": tuple(ontology.types), "quad": (*ontology.quads, *SIDES),
        "mode": sorted({m.name for t in ontology.types.values() for m in t.modes}),
        "context": tuple(ontology.contexts), "status": (*ontology.statuses, "contested"),
        "stance": ("for", "against", "neutral"), "kind": ("direct", "indirect", "mixed"),
    }  # fmt: skip
    return tables.get(field)


def _number(values: Sequence[str], term: str) -> float:
    try:
        number = float(values[0])
    except ValueError:
        number = -1.0
    if len(values) != 1 or not 0 <= number <= 1:
        raise QuestionError(f"{term}: a confidence is one number from 0 to 1")
    return number


def _days(values: Sequence[str], term: str, today: date | None = None) -> tuple[date, date]:
    first, dots, last = values[0].partition("..")
    back = _LAST.fullmatch(first)
    if back and not dots and len(values) == 1:
        end = today or date.today()
        return end - timedelta(days=int(back["n"]) * _DAYS[back["unit"]] - 1), end
    one = parse_partial(first) if first else None
    other = parse_partial(last) if last else None
    if len(values) > 1 or (first and one is None) or (last and other is None) or not (first or last):
        raise QuestionError(f"{term}: a date is a day, month or year (2022-06-29, 2022-06, 2022) or first..last")
    start = one.start if one else date.min
    end = (other.end if other else date.max) if dots else (one.end if one else date.max)
    if start > end:
        raise QuestionError(f"{term}: the first day is after the last; turn them round: {last}..{first}")
    return start, end
