"""A site to publish: the desk's pages as files that open from disk or from any web host, to be read only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from dragoman.desk import amended, articles, events, figures, manual, pairs, render
from dragoman.desk.links import SiteLinks, file_name
from dragoman.desk.view import View, as_csv, as_json
from dragoman.errors import DragomanError
from dragoman.store.ledger import Ledger
from dragoman.store.question import parse
from dragoman.store.told import Told
from dragoman.version import __version__

MANIFEST = "site.json"
MOST_EVENTS = 20_000
MOST_PAIRS = 300
_ASSETS = ("desk.css", "desk.js", "brief.js", "icon.svg")


class Site(msgspec.Struct):
    """What is chosen for a site, and the names of its pages."""

    question: str
    told: list[Told]
    keys: list[str]
    pairs: list[dict[str, object]]
    questions: dict[tuple[str, int], str]
    """The pages of events by question and number."""
    published: frozenset[str]


def publish(store: str, folder: str, terms: Iterable[str] = (), excerpts: bool = False) -> list[str]:
    """Write the site into a folder; the files. `terms` choose its events; with `excerpts` texts are not shown whole.

    A folder that holds anything but a site made by this is refused. Raises DragomanError, QuestionError, StoreError.
    """
    with Ledger(store) as ledger:
        amended.lay_over(ledger)
        site = _chosen(ledger, terms)
        root = _emptied(Path(folder))
        written = [name for view, page in _views(ledger, site, excerpts) for name in _write(root, site, view, page)]
    written += [_file(root, f"static/{name}", render.asset(name)) for name in _ASSETS]
    manifest = {"made by": f"dragoman {__version__}", "question": site.question, "excerpts": excerpts, "files": written}
    _file(root, MANIFEST, as_json(manifest))
    return [*written, MANIFEST]


def _chosen(ledger: Ledger, terms: Iterable[str]) -> Site:
    question = parse(terms)
    found = ledger.ask(question)
    if len(found) > MOST_EVENTS:
        raise DragomanError(f"{len(found):,} events are more than a site holds ({MOST_EVENTS:,}): choose some, such as "
                            "`dragoman publish site/ party:JPN date:2024`")  # fmt: skip
    told = list(found)
    if question.clauses:
        keys = sorted({r.key for t in told for r in t.reports})
    else:
        keys = [key for (key,) in ledger.rows("SELECT key FROM documents WHERE source = 'pages'")]
    questions = {(str(question), n): "events" + (f"-{n}" if n > 1 else "") for n in _pages(len(told), events.ON_A_PAGE)}
    for facet in figures.facets(figures.gather(found)):
        if facet.field in ("type", "status"):
            for value in facet.values:
                pages = _pages(value.count, events.ON_A_PAGE)
                name = f"events-{facet.field}-{file_name(value.value)}"
                questions |= {(value.question, n): name + (f"-{n}" if n > 1 else "") for n in pages}
    chosen = pairs.among(told, MOST_PAIRS)
    names = {"pairs", "help", *questions.values(), *(f"event/{file_name(t.id)}" for t in told)}
    names |= {f"article/{file_name(key)}" for key in keys}
    names |= {_pair_name(row) for row in chosen}
    names |= {_index(n) for n in _pages(len(keys), articles.ON_A_PAGE)}
    return Site(str(question), told, keys, chosen, questions, frozenset(names))


def _pages(count: int, size: int) -> range:
    return range(1, max(1, -(-count // size)) + 1)


def _index(number: int) -> str:
    return "index" + (f"-{number}" if number > 1 else "")


def _pair_name(row: dict[str, object]) -> str:
    both = f"{row['first']}..{row['second']}"
    return f"pair/{file_name(both)}"


def _links(site: Site, depth: int) -> SiteLinks:
    return SiteLinks(depth, site.published, site.questions)


def _views(ledger: Ledger, site: Site, excerpts: bool) -> Iterator[tuple[View, str]]:
    """Every page with its name."""
    top, below = _links(site, 0), _links(site, 1)
    for number in _pages(len(site.keys), articles.ON_A_PAGE):
        yield articles.listed(ledger, top, number=number, only=site.keys), _index(number)
    for (question, number), name in site.questions.items():
        yield events.page(ledger, top, question, number), name
    for key in site.keys:
        yield articles.page(ledger, below, key, excerpts), f"article/{file_name(key)}"
    for told in site.told:
        yield events.one(ledger, below, told.id), f"event/{file_name(told.id)}"
    yield pairs.listed(site.pairs, top), "pairs"
    for row in site.pairs:
        yield pairs.page(ledger, below, str(row["first"]), str(row["second"]), site.question), _pair_name(row)
    yield manual.page(ledger, top), "help"


def _write(root: Path, site: Site, view: View, page: str) -> Sequence[str]:
    links = _links(site, page.count("/"))
    body = render.html(view, links, page, token="", who="")
    out = [_file(root, f"{page}.html", body.encode("utf-8", "replace"))]
    out.append(_file(root, f"{page}.json", as_json(view.record)))
    if view.columns:
        out.append(_file(root, f"{page}.csv", as_csv(view.columns, view.rows)))
    return out


def _file(root: Path, name: str, data: bytes) -> str:
    path = root / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as problem:
        raise DragomanError(f"{path}: cannot be written: {problem.strerror}") from problem
    return name


def _emptied(root: Path) -> Path:
    """The folder without the files of a site made before; anything else in it stops us."""
    if not root.exists():
        return root
    if not root.is_dir():
        raise DragomanError(f"{root}: is a file; name a folder for the site")
    manifest = root / MANIFEST
    if any(root.iterdir()) and not manifest.is_file():
        raise DragomanError(f"{root}: holds files that are no site of ours; name a new or empty folder")
    if manifest.is_file():
        try:
            names = msgspec.json.decode(manifest.read_bytes(), type=dict[str, object]).get("files", [])
        except msgspec.DecodeError as problem:
            raise DragomanError(f"{manifest}: cannot be read; name another folder, or empty this one") from problem
        for name in names if isinstance(names, list) else []:
            path = (root / str(name)).resolve()
            if path.is_relative_to(root.resolve()):
                path.unlink(missing_ok=True)
    return root
