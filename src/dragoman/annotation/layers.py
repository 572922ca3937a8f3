"""A document's text to all its spans, stage after stage."""

from __future__ import annotations

from dragoman.actors import Registry
from dragoman.annotation.anaphora import find_anaphors
from dragoman.annotation.attributions import find_attributions
from dragoman.annotation.mentions import find_mentions
from dragoman.annotation.people import find_people
from dragoman.annotation.sentences import split
from dragoman.annotation.times import find_times
from dragoman.annotation.toponym_sense import Source, places
from dragoman.annotation.toponyms import find_toponyms
from dragoman.records import Annotations, Document


def annotate(document: Document) -> Annotations:
    """Sentences, people, mentions, places, times and attributions of a document."""
    text, registry = document.text, Registry.load()
    sentences = split(text)
    people = find_people(text, sentences, registry, document.published)
    mentions = find_mentions(text, sentences, people, registry, document.furniture)
    toponyms = find_toponyms(text, mentions, people, document.furniture)
    attributions = find_attributions(text, sentences, people, mentions, registry)
    return Annotations(
        sentences=sentences,
        mentions=mentions,
        anaphors=find_anaphors(text, sentences, mentions, people, attributions),
        times=find_times(text, sentences, document.published),
        places=places(text, [(t.start, t.end) for t in toponyms], Source(document.url, document.outlet)),
        attributions=attributions,
        people=people,
    )
