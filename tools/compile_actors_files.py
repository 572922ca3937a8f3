"""What one file of resources/actors may say, and how it becomes entries, names and terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from compile_actors_names import person_names

from dragoman.actor_names import fold_name, slug
from dragoman.dates import parse_partial
from dragoman.errors import RegistryError

Keys = frozenset[str]
COMMON: Keys = frozenset({"code", "kind", "name", "names", "source", "note", "offices", "from", "to"})
FORMS: dict[str, Keys] = {
    "states": COMMON | {"iso2", "cow", "gw", "demonyms", "capital", "seats", "bodies", "region", "of"},
    "special": COMMON | {"party", "country", "sectors", "demonyms", "capital"},
    "bodies": COMMON | {"sector", "sectors", "organs", "seat", "members"},
    "groups": COMMON | {"sectors", "country", "party", "organs", "leaders", "people"},
}
"""The folders of resources/actors and the keys that a file in each may have."""
INNER: dict[str, Keys] = {
    "names": frozenset({"strong", "weak", "needs"}),
    "demonyms": frozenset({"adjective", "people", "weak"}),
    "capital": frozenset({"name", "metonym", "names"}),
    "seats": frozenset({"name", "sectors"}),
    "bodies": frozenset({"name", "names", "weak", "sectors", "source", "from", "to"}),
    "organs": frozenset({"name", "names", "weak", "sectors", "code", "from", "to", "members"}),
    "members": frozenset({"code", "from", "to", "note"}),
    "offices": frozenset({"title", "level", "sectors", "holders", "titles", "source"}),
    "holders": frozenset({"name", "names", "from", "to", "country", "note", "source"}),
}


@dataclass
class Compiled:
    """What has been read so far."""

    states: frozenset[str]
    sectors: frozenset[str]
    everyday: frozenset[str] = frozenset()
    """Surnames that stand for nobody by themselves."""
    entries: dict[str, list[Any]] = field(default_factory=dict)
    """Code -> kind, name, party, country, sectors."""
    names: dict[tuple[str, str, str], tuple[bool, str]] = field(default_factory=dict)
    """Name, code, role -> strong or not, and the file."""
    terms: list[list[Any]] = field(default_factory=list)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    latest: dict[str, str] = field(default_factory=dict)
    """Code of a person -> start of the latest term read."""

    def add(self, origin: str, code: str, role: str, texts: Iterable[str], strong: bool = True) -> None:
        """Names of an entry in one role; what is weak anywhere stays weak."""
        for text in texts:
            if not isinstance(text, str) or not text.strip():
                raise RegistryError(f"{origin}: {code}: {role}: {text!r} is no name")
            key = (fold_name(text), code, role)
            before = self.names.get(key, (True, origin))[0]
            self.names[key] = (before and strong, origin)

    def weaken_shared(self) -> None:
        """A name of two persons (George Bush) is weak for both; a surname that is a place's strong name falls."""
        others = {text for (text, _, role), (strong, _) in self.names.items() if strong and role != "holder"}
        for text, code, role in list(self.names):
            if role == "holder" and text in others:
                del self.names[text, code, role]
        owners: dict[str, set[str]] = {}
        for text, code, role in self.names:
            if role == "holder":
                owners.setdefault(text, set()).add(code)
        for key, (_, origin) in list(self.names.items()):
            if key[2] == "holder" and len(owners[key[0]]) > 1:
                self.names[key] = (False, origin)

    def sorted_names(self) -> list[list[Any]]:
        """The names in an order that depends on nothing else."""
        return [[text, code, role, int(strong)] for (text, code, role), (strong, _) in sorted(self.names.items())]

    def sorted_terms(self) -> list[list[Any]]:
        """The terms by person and beginning; a person spelt in two ways has one name."""
        for row in self.terms:
            row[0] = self.entries[slug(row[0])][1]
        return sorted(self.terms, key=lambda row: (row[0], row[7] or "", row[8] or "", row[2], row[3] or ""))


def check_keys(origin: str, where: str, data: Any, allowed: Keys) -> None:
    """A key that is not in the form is an error, never passed over."""
    if not isinstance(data, Mapping):
        raise RegistryError(f"{origin}: {where}: {data!r} is not a mapping")
    for key in data:
        if key not in allowed:
            raise RegistryError(f"{origin}: {where}: unknown key {key!r}")


def read_party(result: Compiled, path: Path, data: Mapping[str, Any], allowed: Keys) -> None:
    """The entry of a file, its names and its organs."""
    origin, code = f"{path.parent.name}/{path.name}", str(data["code"])
    check_keys(origin, "file", data, allowed)
    if path.stem != code and path.stem != code.lower():
        raise RegistryError(f"{origin}: code: {code!r} is not the file's name")
    if code in result.entries:
        raise RegistryError(f"{origin}: code: {code!r} stands in two files")
    folder = path.parent.name
    country = _country(result, origin, code if folder == "states" else data.get("country"))
    kind = str(data.get("kind") or folder.rstrip("s"))
    party = "" if kind in {"place", "media"} else str(data.get("party") or code)
    sectors = _sectors(result, origin, _own_sectors(data, folder), [] if kind == "place" else ["GOV"])
    result.entries[code] = [kind, data["name"], party, country, sectors]
    _read_names(result, origin, code, data)
    _read_place_names(result, origin, code, data)
    _read_parts(result, origin, code, data)
    known = ("iso2", "cow", "gw", "region", "of", "from", "to", "members")
    facts = {key: _plain(data[key]) for key in known if data.get(key) is not None}
    _check_members(result, origin, data.get("members") or [])
    if facts:
        result.facts[code] = facts


def _check_members(result: Compiled, origin: str, members: Iterable[Mapping[str, Any]]) -> None:
    """A member is a state of the registry, and its membership does not end before it starts."""
    for member in members:
        check_keys(origin, "members", member, INNER["members"])
        _country(result, origin, member.get("code"))
        start = _partial(origin, f"members: {member.get('code')}: from", member.get("from"))
        end = _partial(origin, f"members: {member.get('code')}: to", member.get("to"))
        if start and end and _last(end) < _first(start):
            raise RegistryError(f"{origin}: members: {member['code']}: ends ({end}) before it starts ({start})")


def _own_sectors(data: Mapping[str, Any], folder: str) -> list[str] | None:
    """What the file says; a body above states is IGO first, whatever else it is."""
    if folder != "bodies":
        return data.get("sectors")
    found = ["IGO", str(data.get("sector") or "IGO"), *(data.get("sectors") or [])]
    return list(dict.fromkeys(found))


def _read_names(result: Compiled, origin: str, code: str, data: Mapping[str, Any]) -> None:
    names = data.get("names") or {}
    if isinstance(names, list):
        names = {"strong": names}
    check_keys(origin, "names", names, INNER["names"])
    weak = list(names.get("weak") or [])
    if data["name"] not in weak:
        result.add(origin, code, "name", [data["name"]])
    result.add(origin, code, "name", names.get("strong") or [])
    result.add(origin, code, "name", weak, strong=False)


def _read_place_names(result: Compiled, origin: str, code: str, data: Mapping[str, Any]) -> None:
    """Demonyms, the capital and the other seats."""
    demonyms = data.get("demonyms") or {}
    check_keys(origin, "demonyms", demonyms, INNER["demonyms"])
    for key, role in (("adjective", "demonym"), ("people", "people")):
        for text in demonyms.get(key) or []:
            result.add(origin, code, role, [text], strong=text not in (demonyms.get("weak") or []))
    capital = data.get("capital") or {}
    check_keys(origin, "capital", capital, INNER["capital"])
    if capital:
        texts = [capital["name"], *capital.get("names", [])]
        result.add(origin, code, "capital", texts, strong=bool(capital.get("metonym")))
    result.add(origin, code, "people", data.get("people") or [])
    for seat in data.get("seats") or []:
        if isinstance(seat, str):
            result.add(origin, code, "seat", [seat])
        else:
            check_keys(origin, "seats", seat, INNER["seats"])
            _add_part(result, origin, code, seat, "seat")


def _read_parts(result: Compiled, origin: str, code: str, data: Mapping[str, Any]) -> None:
    """The named bodies of a state and the organs of a body or group."""
    for key, role in (("bodies", "body"), ("organs", "organ")):
        for part in data.get(key) or []:
            check_keys(origin, key, part, INNER[key])
            _add_part(result, origin, code, part, role)


def _add_part(result: Compiled, origin: str, code: str, part: Mapping[str, Any], role: str) -> None:
    """A part acts for the whole: its own code and sectors, the party of its owner."""
    _kind, _name, party, country, sectors = result.entries[code]
    own = str(part.get("code") or f"{code}-{slug(part['name'])}")
    found = _sectors(result, origin, part.get("sectors"), sectors)
    if "IGO" in sectors:
        found = list(dict.fromkeys(["IGO", *found]))
    if own in result.entries and result.entries[own][1] != part["name"]:
        raise RegistryError(f"{origin}: {role}: {own!r} stands for two parts")
    result.entries[own] = ["organ", part["name"], party, country, found]
    if part.get("members"):
        _check_members(result, origin, part["members"])
        result.facts[own] = {"members": _plain(part["members"])}
    texts = part.get("names") or {}
    weak = list(part.get("weak") or [])
    if isinstance(texts, Mapping):
        check_keys(origin, role, texts, INNER["names"])
        weak += texts.get("weak") or []
        texts = texts.get("strong") or []
    strong = [*texts] if texts or weak else [part["name"]]
    result.add(origin, own, role, strong)
    result.add(origin, own, role, weak, strong=False)


def _country(result: Compiled, origin: str, value: Any) -> str | None:
    if value is None:
        return None
    if value not in result.states:
        raise RegistryError(f"{origin}: country: {value!r} is no state or territory of the registry")
    return str(value)


def _sectors(result: Compiled, origin: str, value: Any, default: list[str]) -> list[str]:
    found = list(value if value is not None else default)
    for sector in found:
        if sector not in result.sectors:
            raise RegistryError(f"{origin}: sectors: {sector!r} is no sector of the ontology")
    return found


def read_offices(result: Compiled, path: Path, data: Mapping[str, Any]) -> None:
    """The terms of the office holders of a file, and the persons as entries."""
    origin, code = f"{path.parent.name}/{path.name}", str(data["code"])
    offices = list(data.get("offices") or [])
    if data.get("leaders"):
        offices.append({"title": "Leader", "level": "leader", "holders": data["leaders"]})
    for office in offices:
        check_keys(origin, "offices", office, INNER["offices"])
        for holder in office.get("holders") or []:
            check_keys(origin, f"offices: {office['title']}", holder, INNER["holders"])
            _add_term(result, origin, code, office, holder)


def _add_term(result: Compiled, origin: str, code: str, office: Mapping[str, Any], holder: Mapping[str, Any]) -> None:
    _kind, _name, party, country, own = result.entries[code]
    name, where = str(holder["name"]), f"{office['title']}: {holder['name']}"
    start, end = (_partial(origin, where, holder.get(key)) for key in ("from", "to"))
    if start and end and _last(end) < _first(start):
        raise RegistryError(f"{origin}: {where}: ends ({end}) before it starts ({start})")
    if not (holder.get("source") or office.get("source")):
        raise RegistryError(f"{origin}: {where}: source: missing (say who says so, such as 'public record')")
    sectors = _sectors(result, origin, office.get("sectors"), own)
    names = person_names(name, list(holder.get("names") or []), country)
    body = None if code in result.states else code
    _add_person(
        result, origin, name, slug(name) if office.get("level") == "opposition" else party, country, sectors, start
    )
    for text, strong in names.items():
        if text not in result.everyday:
            result.add(origin, slug(name), "holder", [text], strong=strong)
    aliases = sorted(text for text in names if text != name)
    level = str(office.get("level") or ("other" if code in result.states else "head"))
    result.terms.append([name, aliases, office["title"], country, body, level, sectors, start, end])


def _add_person(
    result: Compiled, origin: str, name: str, party: str, country: str | None, sectors: list[str], start: str | None
) -> None:
    """A person is one entry however many the offices; what the latest says stands."""
    code = slug(name)
    before = result.entries.get(code)
    if before is not None and before[0] != "person":
        raise RegistryError(f"{origin}: {name}: the code {code!r} is taken by {before[1]!r}")
    if before is None or (start or "") >= result.latest[code]:
        result.entries[code] = ["person", before[1] if before else name, party, country, sectors]
        result.latest[code] = start or ""


def _partial(origin: str, where: str, value: Any) -> str | None:
    """A day, month or year as ISO text."""
    if value is None:
        return None
    text = _plain(value)
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", str(text)) or parse_partial(str(text)) is None:
        raise RegistryError(f"{origin}: {where}: {value!r} is no day, month or year")
    return str(text)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return str(value) if isinstance(value, int) and 1000 <= value <= 2999 and not isinstance(value, bool) else value


def _first(text: str) -> date:
    window = parse_partial(text)
    assert window is not None
    return window.start


def _last(text: str) -> date:
    window = parse_partial(text)
    assert window is not None
    return window.end
