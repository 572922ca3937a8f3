"""Commands that look after the ledger and the installation."""

from __future__ import annotations

import sys
from typing import Any

import click

from dragoman.cli.root import ALL, CODER, STORE, main, open_ledger


@main.command(short_help="Figures against a folder of gold documents.")
@click.argument("gold", metavar="GOLD_DIR")
@click.option("--predictions", metavar="FILE", help="Score these JSON Lines instead of coding the gold texts now.")
@click.option("--min-confidence", type=float, default=0.0, metavar="P", help="Leave out events below it.")
@click.option("--detail", is_flag=True, help="What was missed and what was made up.")
@click.option("--budget", is_flag=True, help="What the whole would gain, were each stage replaced by gold.")
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@ALL
@CODER
def evaluate(gold: str, predictions: str | None, min_confidence: float, detail: bool, budget: bool, as_json: bool,
             show_all: bool, coder: str) -> None:  # fmt: skip
    """Figures against a folder of gold documents."""
    from dragoman import evaluate as scoring
    from dragoman.scores import score

    found = scoring.read_gold(gold)
    if budget:
        _print_budget(found, coder, show_all, as_json)
        return
    made = scoring.read_predictions(predictions, found) if predictions else scoring.code_gold(found, coder, show_all)
    report = score(found, made, least=min_confidence)
    if detail:
        click.echo("\n".join(report.detail))
    click.echo(report.json() if as_json else report.text())


def _print_budget(gold: dict[str, dict[str, Any]], coder: str, show_all: bool, as_json: bool) -> None:
    from dragoman import budget

    lines = budget.budget(gold, coder, show_all)
    click.echo(budget.as_json(lines) if as_json else budget.table(lines))


@main.command(short_help="Removes a document and all its records.")
@click.argument("document")
@STORE
def forget(document: str, store_path: str) -> None:
    """Remove a document (its id, path or key) and all its records from the ledger."""
    with open_ledger(store_path, existing=True) as ledger:
        click.echo(f"{ledger.forget(document)} forgotten")


@main.command(short_help="A tour over the sample pages of the package.")
@click.option("--folder", metavar="DIR", help="Where ledger and pages go [default: a new temporary folder].")
@CODER
def demo(folder: str | None, coder: str) -> None:
    """Codes the sample pages of the package and shows what can be asked."""
    from dragoman import demo as tour

    for line in tour.show(folder, coder):
        click.echo(line)


@main.command(short_help="What is installed, where the ledger is; a self-test.")
@STORE
def doctor(store_path: str) -> None:
    """What is installed, which model, ontology and registry; where the ledger is; a self-test."""
    from dragoman import doctor as examination

    healthy = True
    for name, value, fine in examination.examine(store_path):
        healthy &= fine
        click.echo(f"{'ok ' if fine else 'BAD'}  {name:12} {value}")
    if not healthy:
        sys.exit(1)
