"""Who deals with whom: directed ties between parties over the events of an answer, weighted and signed."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.groups import label
from dragoman.ontology import Ontology
from dragoman.store.answer import Events, library


class Tie(msgspec.Struct):
    """All events of one party toward another. `score` is the mean PLOVER intensity, -10 to 10."""

    source: str
    target: str
    events: int = 0
    cooperation: int = 0
    conflict: int = 0
    score: float = 0.0
    first: str | None = None
    last: str | None = None


class Node(msgspec.Struct, frozen=True):
    """A party with its place in the network. Degrees count parties; `between` is betweenness, 0 to 1."""

    code: str
    name: str
    out_degree: int
    in_degree: int
    events: int
    pagerank: float
    between: float
    community: int


def ties(found: Events) -> list[Tie]:
    """Every directed tie, the strongest first; equals have one in either direction."""
    made: dict[tuple[str, str], Tie] = {}
    ontology = Ontology.load()
    for told in found:
        event = told.record
        actors, recipients = ({p.code for p in side} for side in (event.actor, event.recipient))
        for a, b in ((a, b) for a in actors for b in (recipients or actors) if a != b):
            tie = made.setdefault((a, b), Tie(a, b))
            tie.events += 1
            conflict = ontology.quad(event.type).endswith("conflict")
            tie.conflict += conflict
            tie.cooperation += not conflict
            tie.score += ontology.score(event.type, event.mode)
            if event.date:
                tie.first = min(tie.first or "9999", event.date.start.isoformat())
                tie.last = max(tie.last or "", event.date.end.isoformat())
    for tie in made.values():
        tie.score = round(tie.score / tie.events, 3)
    return sorted(made.values(), key=lambda t: (-t.events, t.source, t.target))


def nodes(listed: list[Tie]) -> list[Node]:
    """The parties with degrees, PageRank, betweenness and community (Louvain, fixed seed). Raises MissingExtra."""
    networkx = library("networkx")
    graph = networkx.DiGraph()
    for tie in sorted(listed, key=lambda t: (t.source, t.target)):
        graph.add_edge(tie.source, tie.target, weight=tie.events)
    if not graph:
        return []
    rank, between = _pagerank(graph), networkx.betweenness_centrality(graph)
    groups = networkx.community.louvain_communities(graph.to_undirected(), weight="weight", seed=1)
    home = {code: n for n, group in enumerate(sorted(groups, key=lambda g: (-len(g), min(g))), 1) for code in group}
    total = dict.fromkeys(graph, 0)
    for tie in listed:
        total[tie.source] += tie.events
        total[tie.target] += tie.events
    made = [Node(c, label(c), graph.out_degree(c), graph.in_degree(c), total[c], round(rank[c], 4),
                 round(between[c], 4), home[c]) for c in graph]  # fmt: skip
    return sorted(made, key=lambda n: (-n.events, n.code))


def _pagerank(graph: Any, damping: float = 0.85, rounds: int = 100) -> dict[str, float]:
    """PageRank by power iteration (Page and others, 1999); the library's own needs scipy, which is not installed."""
    size = len(graph)
    rank = dict.fromkeys(graph, 1 / size)
    out = {n: sum(d["weight"] for _, _, d in graph.out_edges(n, data=True)) for n in graph}
    for _ in range(rounds):
        lost = sum(rank[n] for n in graph if not out[n]) / size
        new = dict.fromkeys(graph, (1 - damping) / size + damping * lost)
        for a, b, data in graph.edges(data=True):
            new[b] += damping * rank[a] * data["weight"] / out[a]
        rank = new
    return rank
