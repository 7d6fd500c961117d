"""JOSH's part of the operators' console."""

from __future__ import annotations

from kith.foundation.product import NavigationLink
from kith.products.josh.operators import linkups

ROUTES = [*linkups.ROUTES]

CONSOLE_LINKS = [NavigationLink("/console/josh/linkups", "LinkUps")]
