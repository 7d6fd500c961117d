"""JOSH's part of the operators' console."""

from __future__ import annotations

from kith.foundation.product import NavigationLink
from kith.products.josh.operators import linkups, measuring, people, texts

ROUTES = [*linkups.ROUTES, *texts.ROUTES, *people.ROUTES, *measuring.ROUTES]

CONSOLE_LINKS = [
    NavigationLink("/console/queue?product=josh", "Reports"),
    NavigationLink("/console/josh/linkups", "LinkUps"),
    NavigationLink("/console/josh/people", "People"),
    NavigationLink("/console/josh/holds", "Holds and strikes"),
    NavigationLink("/console/josh/texts", "Texts"),
    NavigationLink("/console/josh/failed-texts", "Failed texts"),
    NavigationLink("/console/josh/density", "Density"),
    NavigationLink("/console/josh/lift", "Measured lift"),
]
