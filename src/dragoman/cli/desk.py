"""Commands of the desk: in the browser on this machine, and as a site to publish. Both need the extra [desk]."""

from __future__ import annotations

from importlib.util import find_spec

import click

from dragoman.cli.root import CODER, STORE, TERMS, complain, main
from dragoman.errors import MissingExtra

_SERVER = ("starlette", "uvicorn", "jinja2", "python_multipart")


@main.command(short_help="Read, ask and correct in a browser on this machine.")
@STORE
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: any that is free.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser; print the address only.")
@click.option("--who", default=None, metavar="NAME", help="Who signs corrections [default: the user of this machine].")
@CODER
def desk(store_path: str, port: int, no_browser: bool, who: str | None, coder: str) -> None:
    """Open the desk: articles with their evidence marked, events, pairs, review, data. Only this machine reaches it."""
    _need(*_SERVER)
    import getpass
    import webbrowser

    from dragoman.desk.server import serve

    def ready(address: str) -> None:
        click.echo(f"the desk is open at {address} (Ctrl-C closes it)", err=True)
        if not no_browser:
            webbrowser.open(address)

    try:
        signed = who or getpass.getuser()
    except (OSError, KeyError):
        signed = "unknown"
    serve(store_path, coder=coder, who=signed, port=port, ready=ready)
    complain("closed; what was recorded stays")


@main.command(short_help="A read-only site of what is on record.")
@click.argument("site")
@TERMS
@click.option("--excerpts", is_flag=True, help="Show of each text only the sentences that carry a record.")
@STORE
def publish(site: str, terms: tuple[str, ...], excerpts: bool, store_path: str) -> None:
    """Write what is on record, or what a question chooses, as a site into the folder SITE. It opens from disk.

    dragoman publish site/ party:JPN date:2024 --excerpts
    """
    _need("jinja2")
    from dragoman.cli.root import open_ledger
    from dragoman.desk.site import publish as write_site

    open_ledger(store_path, existing=True).close()
    written = write_site(store_path, site, terms, excerpts)
    click.echo(f"{sum(name.endswith('.html') for name in written)} pages written; open {site.rstrip('/')}/index.html")


def _need(*libraries: str) -> None:
    """Say what to install, before anything is done. Raises MissingExtra."""
    missing = [name for name in libraries if find_spec(name) is None]
    if missing:
        raise MissingExtra(f"this needs {', '.join(missing)}; in the project's folder: pip install '.[desk]'")
