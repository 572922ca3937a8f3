"""The desk's server: routes, forms and twins over the pages. `create_app` makes it, `serve` runs it on this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman import pipeline
from dragoman.desk import amended, articles, data, events, guard, manual, pairs, render, review
from dragoman.desk.intake import Intake, Upload
from dragoman.desk.links import Links
from dragoman.desk.view import View, as_csv, as_json
from dragoman.errors import DragomanError, InputError, NotOnRecord
from dragoman.records import Document
from dragoman.store.ledger import Ledger
from dragoman.store.question import parse

Make = Callable[[Request, Ledger, str], View]
MOST_FILES = 1_000
_TYPES = {"svg": "image/svg+xml", "css": "text/css", "js": "text/javascript", "json": "application/json",
          "txt": "text/plain"}  # fmt: skip
_TWINS = {"json": "application/json", "csv": "text/csv; charset=utf-8"}


class Desk:
    """One run of the desk over one ledger."""

    def __init__(self, store: str, coder: str, who: str) -> None:
        """`store` is the ledger's path, `who` signs the corrections."""
        self.store, self.who = store, who
        self.intake, self.links, self.token = Intake(store, coder), Links(), guard.new_token()

    @contextmanager
    def ledger(self, corrected: bool = True) -> Iterator[Ledger]:
        """The ledger for one request, with the corrections over its records."""
        with Ledger(self.store) as ledger:
            if corrected:
                amended.lay_over(ledger)
            yield ledger

    def shown(self, view: View, request: Request, form: str, status: int = 200) -> Response:
        """A view as what was asked for."""
        if form == "json":
            return Response(as_json(view.record), status, media_type=_TWINS[form])
        if form == "csv" and view.columns:
            name = request.url.path.rsplit("/", 1)[-1].encode("ascii", "replace").decode().replace('"', "")
            headers = {"content-disposition": f'attachment; filename="{name}"'}
            return Response(as_csv(view.columns, view.rows), status, headers, _TWINS[form])
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        body = render.html(view, self.links, here, token=self.token, who=self.who)
        return Response(body, status, media_type="text/html; charset=utf-8")

    def problem(self, request: Request, status: int, words: str, form: str = "") -> Response:
        """A page that says what happened and what to do."""
        titles = {404: "Not on record", 400: "That cannot be read", 422: "Nobody is known by that name"}
        view = View("problem.html", titles.get(status, "That did not work"), {"problem": words, "status": status},
                    {"error": words})  # fmt: skip
        return self.shown(view, request, form if form == "json" else "", status)


def create_app(store: str, *, coder: str = "model", who: str = "unknown", port: int = 8765) -> Starlette:
    """The desk over a ledger, which is made where there is none. Raises StoreError."""
    desk = Desk(store, coder, who)
    with desk.ledger(corrected=False):
        pass
    app = Starlette(
        routes=[
            *(route for path, make in _PAGES.items() for route in _routes(desk, path, make)),
            Route("/", lambda request: RedirectResponse("/articles", 303)),
            Route("/pair", _to_pair),
            Route("/static/{name}", _asset),
            Route("/review", _posted(desk, _decide), methods=["POST"]),
            Route("/undo", _posted(desk, _undo), methods=["POST"]),
            Route("/data", _posted(desk, _take), methods=["POST"]),
            Route("/samples", _posted(desk, _samples), methods=["POST"]),
        ],
        middleware=[Middleware(guard.Guard, hosts=guard.hosts(port))],
        exception_handlers={
            HTTPException: lambda request, problem: desk.problem(request, *_of_http(problem)),
            guard.TooMuch: lambda request, _: desk.problem(request, 413, "That is more than the desk takes at once."),
            Exception: lambda request, _: desk.problem(request, 500, _FAULT),
        },
    )
    app.state.desk = desk
    return app


_FAULT = "A fault in dragoman; nothing was changed. Please report what you did, with the words in the terminal."


def _of_http(problem: Exception) -> tuple[int, str]:
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    return status, {404: "There is no such page.", 405: "That address takes another kind of request."}.get(
        status, str(getattr(problem, "detail", "")))  # fmt: skip


def _number(request: Request) -> int:
    given = request.query_params.get("page", "1")
    return min(max(int(given), 1), 1_000_000) if given.isdecimal() and len(given) < 9 else 1


def _events(request: Request, ledger: Ledger, _: str) -> View:
    return events.page(ledger, Links(), request.query_params.get("q", ""), _number(request))


def _articles(request: Request, ledger: Ledger, _: str) -> View:
    return articles.listed(ledger, Links(), request.query_params.get("q", ""), _number(request))


def _pair(request: Request, ledger: Ledger, name: str) -> View:
    first, dots, second = name.partition("..")
    if not dots:
        raise NotOnRecord(f"{name}: a pair is two parties with two dots between them, such as RUS..UKR")
    return pairs.page(ledger, Links(), first, second, request.query_params.get("q", ""))


_PAGES: Mapping[str, Make | None] = {
    "/articles": _articles,
    "/article/{name:path}": lambda request, ledger, name: articles.page(ledger, Links(), name),
    "/events": _events,
    "/event/{name:path}": lambda request, ledger, name: events.one(ledger, Links(), name),
    "/pairs": lambda request, ledger, name: pairs.listed(pairs.busiest(ledger), Links()),
    "/pair/{name:path}": _pair,
    "/review": lambda request, ledger, name: review.page(ledger, Links(), request.query_params),
    "/data": None,
    "/help": lambda request, ledger, name: manual.page(ledger, Links()),
}
"""The pages that are read; the one of data also needs the jobs of this run."""


def _routes(desk: Desk, path: str, make: Make | None) -> Iterator[Route]:
    made = make or (lambda request, ledger, name: data.page(ledger, Links(), desk.intake.jobs))
    if "{" in path:
        yield Route(path, _page(desk, made))
        return
    for form in ("", ".json", ".csv"):
        yield Route(path + form, _page(desk, made))


def _page(desk: Desk, make: Make) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        name, form = _form(request.path_params.get("name", ""), request.url.path)
        canonical = _canonical(request)
        if canonical:
            return RedirectResponse(canonical, 303)
        try:
            with desk.ledger() as ledger:
                view = make(request, ledger, name)
                return desk.shown(view, request, form, 400 if "problem" in view.values else 200)
        except DragomanError as problem:
            return desk.problem(request, problem.status, str(problem), form)

    return endpoint


def _form(name: str, path: str) -> tuple[str, str]:
    for form in _TWINS:
        if path.endswith(f".{form}"):
            return name.removesuffix(f".{form}"), form
    return name, ""


def _canonical(request: Request) -> str:
    """Where a form with separate days leads: the question that holds them."""
    asked = request.query_params
    if request.url.path != "/events" or not ("from" in asked or "to" in asked or "add" in asked):
        return ""
    days = f"date:{asked.get('from', '')}..{asked.get('to', '')}" if asked.get("from") or asked.get("to") else ""
    kept = asked.get("q", "")
    if days:
        try:
            parsed = parse(kept)
            kept = " ".join(str(c) for c in parsed.clauses if c.field != "date")
        except DragomanError:
            days = ""
    return Links().events(" ".join(part for part in (kept, days, asked.get("add", "").strip()) if part))


def _to_pair(request: Request) -> Response:
    """The form that asks for a pair leads to its page."""
    asked = request.query_params
    first, second = asked.get("first", "").strip(), asked.get("second", "").strip()
    return RedirectResponse(Links().pair(first, second) if first and second else "/pairs", 303)


def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in (*render.STATIC, "brief.js"):
        raise HTTPException(404)
    return Response(render.asset(name), media_type=_TYPES[name.rsplit(".", 1)[-1]])


Fields = Mapping[str, str]
Posted = Callable[[Desk, Fields, list[Upload]], str]


def _posted(desk: Desk, act: Posted) -> Callable[[Request], Any]:
    """A change: with the token, in a thread, and then to where it leads."""

    async def endpoint(request: Request) -> Response:
        async with request.form(max_files=MOST_FILES, max_fields=100, max_part_size=guard.MOST_BYTES) as form:
            if not guard.same(desk.token, form.get("token")):
                words = (
                    "The desk was started again since this page was opened. Go back, load the page again, and repeat."
                )
                return desk.problem(request, 403, words)
            files = [Upload(f.filename or "page", await f.read()) for f in form.getlist("files")
                     if isinstance(f, UploadFile) and (f.filename or f.size)]  # fmt: skip
            fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
            try:
                return RedirectResponse(await run_in_threadpool(act, desk, fields, files), 303)
            except DragomanError as problem:
                return await run_in_threadpool(desk.problem, request, problem.status, str(problem))

    return endpoint


def _text(form: Fields, name: str, most: int = 500) -> str:
    return form.get(name, "").strip()[:most]


def _decide(desk: Desk, form: Fields, files: list[Upload]) -> str:
    """One decision, and the next record."""
    record = _text(form, "record", 2_000)
    fields = {name: _text(form, name) for name in ("decision", "type", "status", "order")}
    before = {"type": _text(form, "was_type"), "status": _text(form, "was_status")}
    with desk.ledger(corrected=False) as ledger:
        made = review.decision(fields, before)
        numbers = amended.decide(ledger, record, made, desk.who, _text(form, "why", 2_000) or None)
    skipped = _text(form, "n")
    return desk.links.review(order=fields["order"], n=int(skipped) if skipped.isdecimal() and len(skipped) < 7 else 0,
                             done=",".join(map(str, numbers)))  # fmt: skip


def _undo(desk: Desk, form: Fields, files: list[Upload]) -> str:
    """Take the last decision back, and show its record again."""
    numbers = [int(n) for n in _text(form, "numbers").split(",") if n.isdecimal() and len(n) < 16]
    with desk.ledger(corrected=False) as ledger:
        record = amended.undo(ledger, numbers, desk.who)
    return desk.links.review(item=record, order=_text(form, "order"))


def _take(desk: Desk, form: Fields, files: list[Upload]) -> str:
    """Files and pasted text, coded in the background."""
    inputs: list[Upload | Document] = [*files]
    names = [upload.name for upload in files]
    text = form.get("text", "").replace("\r\n", "\n")
    if text.strip():
        title = _text(form, "title")
        published, url = _text(form, "published") or None, _text(form, "url", 2_000) or None
        found = pipeline.document_of(text, id=_identifier(title), title=title or None, url=url, published=published)
        inputs.append(msgspec.structs.replace(found, origin="pasted text"))
        names.append(title or "pasted text")
    if not inputs:
        raise InputError("Nothing came: choose files, or paste a text, and press the button again.")
    desk.intake.take(", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else ""), inputs)
    return "/data"


def _identifier(title: str) -> str:
    """An id for a pasted text: its title's words, else the time."""
    import re
    import time

    words = "-".join(re.findall(r"\w+", title.lower())[:8])
    return words or f"pasted-{time.strftime('%Y%m%d-%H%M%S')}"


def _samples(desk: Desk, form: Fields, files: list[Upload]) -> str:
    desk.intake.samples()
    return "/data"


def serve(store: str, *, coder: str, who: str, port: int, ready: Callable[[str], None]) -> None:
    """Run the desk until it is interrupted; `ready` is told its address. Raises DragomanError: the port is taken."""
    import uvicorn

    listening = _listen(port)
    port = listening.getsockname()[1]
    app = create_app(store, coder=coder, who=who, port=port)
    config = uvicorn.Config(app, log_level="warning", server_header=False, access_log=False, lifespan="off")
    threading.Timer(0.5, ready, [f"http://127.0.0.1:{port}/"]).start()
    uvicorn.Server(config).run(sockets=[listening])


def _listen(port: int) -> socket.socket:
    """A socket on this machine alone."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port))
    except OSError as problem:
        made.close()
        reason = f"port {port} is taken ({problem.strerror}); name another with --port, 0 for any"
        raise DragomanError(reason) from problem
    return made
