"""The network of an answer as GraphML and GEXF, with the attribute names and dates that Gephi reads."""

from __future__ import annotations

import io
import re
from typing import Any

from dragoman.groups import label
from dragoman.store.answer import Events, library
from dragoman.views.network import Tie, ties

_TODAY = re.compile(r' lastmodifieddate="[^"]*"')
"""What would make the same graph another file tomorrow."""


def graphml(found: Events) -> str:
    """GraphML with weights, signs and days as text. Raises MissingExtra."""
    out = io.BytesIO()
    library("networkx").write_graphml(_graph(ties(found)), out)
    return out.getvalue().decode("utf-8") + "\n"


def gexf(found: Events) -> str:
    """GEXF 1.2 with weights, and the days from the first to the last event of each tie. Raises MissingExtra."""
    lines = library("networkx").generate_gexf(_graph(ties(found)))
    return _TODAY.sub("", "\n".join(lines)) + "\n"


def _graph(listed: list[Tie]) -> Any:
    """A graph of plain values only: the library's writers refuse dates and None."""
    graph = library("networkx").DiGraph()
    for tie in listed:
        for code in (tie.source, tie.target):
            graph.add_node(code, label=label(code))
        days = {"start": tie.first, "end": tie.last} if tie.first else {}
        graph.add_edge(tie.source, tie.target, weight=float(tie.events), Weight=float(tie.events),
                       cooperation=tie.cooperation, conflict=tie.conflict, score=tie.score, **days)  # fmt: skip
    return graph
