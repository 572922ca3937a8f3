"""What stands between the desk and the rest of the browser: this machine's address alone, our own forms alone.

The desk shows strangers' text beside forms that change the record. So: a request for another host is refused (against
DNS rebinding), a change needs our origin, an HTML form's content type and a token that other pages cannot read, the
body has a limit, and no page may load, send to, or be framed by anything but the desk itself.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),  # with no-referrer a browser sends forms with the origin `null`
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
)
MOST_BYTES = 64 * 1024 * 1024
"""The largest body of a request."""
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class Guard:
    """Refuses what does not come from the desk's own pages, and puts the headers on all answers."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], most_bytes: int = MOST_BYTES) -> None:
        """`hosts` are the values of the Host header that mean this desk."""
        self.app, self.hosts, self.most_bytes = app, frozenset(hosts), most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refused(scope)
        sender = _with_headers(send, fresh=not scope["path"].startswith("/static/"))
        if refused:
            await _answer(sender, *refused)
            return
        await self.app(scope, _limited(receive, self.most_bytes), sender)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if headers.get("host", "").lower() not in self.hosts:
            return 421, "This address is not the desk's. Open the one that `dragoman desk` printed."
        if scope["method"] in ("GET", "HEAD"):
            return None
        if scope["method"] != "POST":
            return 405, "The desk knows GET and POST alone."
        origin = headers.get("origin")
        ours = urlsplit(origin).netloc.lower() in self.hosts if origin else False
        if not ours or headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return 403, "This change did not come from a page of the desk. Open the desk and try there."
        if headers.get("content-type", "").partition(";")[0].strip().lower() not in _FORMS:
            return 415, "A change is sent as a form."
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self.most_bytes:
            return 413, (f"More than {self.most_bytes // 2**20} MB at once. Send fewer files, "
                         "or code them with `dragoman code`.")  # fmt: skip
        return None


class TooMuch(Exception):
    """A body grew over the limit while it came in."""


def _limited(receive: Receive, most: int) -> Receive:
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooMuch
        return message

    return limited


def _with_headers(send: Send, fresh: bool) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            more = [*HEADERS, ("cache-control", "no-store" if fresh else "no-cache")]
            message["headers"] = [*message.get("headers", []), *((n.encode(), v.encode()) for n, v in more)]
        await send(message)

    return sender


async def _answer(send: Send, status: int, words: str) -> None:
    body = words.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def hosts(port: int) -> list[str]:
    """The names under which a browser on this machine reaches a port here."""
    return [f"{name}:{port}" for name in ("127.0.0.1", "localhost")] + (
        ["127.0.0.1", "localhost"] if port == 80 else []
    )


def new_token() -> str:
    """A token for this run of the desk; another page can neither guess nor read it."""
    return secrets.token_urlsafe(24)


def same(token: str, given: object) -> bool:
    """Whether a form carries the token."""
    return isinstance(given, str) and secrets.compare_digest(token.encode(), given.encode("utf-8", "replace"))
