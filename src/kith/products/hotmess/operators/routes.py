"""What HOTMESS adds to the console."""

from __future__ import annotations

from kith.foundation.language import later
from kith.foundation.product import NavigationLink
from kith.products.hotmess.operators import (
    beacons,
    catalogue,
    keys,
    listings,
    market,
    orders,
    posts,
    radio,
    scans,
    sellers,
    shop,
    texts,
    xp,
)

CONSOLE_LINKS = (
    NavigationLink("/console/queue?product=hotmess", later("Cases")),
    NavigationLink(beacons.PATH, later("Beacons")),
    NavigationLink(listings.PATH, later("Ticket listings")),
    NavigationLink(posts.PATH, later("Posts")),
    NavigationLink(orders.PATH, later("Orders")),
    NavigationLink(shop.PATH, later("Shop")),
    NavigationLink(shop.DROPS, later("Drops")),
    NavigationLink(sellers.PATH, later("Sellers")),
    NavigationLink(market.PATH, later("Market")),
    NavigationLink(radio.PATH, later("Radio")),
    NavigationLink(xp.PATH, later("XP")),
    NavigationLink(scans.PATH, later("Scans")),
    NavigationLink(keys.PATH, later("Keys")),
    NavigationLink(texts.RULES, later("Rulesets")),
    NavigationLink(texts.MEMBERSHIP, later("Membership")),
)
ROUTES = [
    *beacons.ROUTES,
    *listings.ROUTES,
    *posts.ROUTES,
    *orders.ROUTES,
    *shop.ROUTES,
    *sellers.ROUTES,
    *market.ROUTES,
    *radio.ROUTES,
    *catalogue.ROUTES,
    *xp.ROUTES,
    *scans.ROUTES,
    *keys.ROUTES,
    *texts.ROUTES,
]
