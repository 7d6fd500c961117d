"""The bank's part of the operators' console."""

from __future__ import annotations

from kith.foundation.product import NavigationLink
from kith.products.attuned.bank import card_pages, finding, import_pages, statistics
from kith.products.attuned.bank.frame import PATH, STATISTICS

ROUTES = [*finding.ROUTES, *card_pages.ROUTES, *import_pages.ROUTES, *statistics.ROUTES]

CONSOLE_LINKS = [NavigationLink(PATH, "Cards"), NavigationLink(STATISTICS, "Statistics")]
