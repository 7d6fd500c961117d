"""What HOTMESS adds to the console."""

from __future__ import annotations

from kith.foundation.language import later
from kith.foundation.product import NavigationLink
from kith.products.hotmess.operators import beacons, cases, posts, scans, texts

CONSOLE_LINKS = (
    NavigationLink(cases.PATH, later("Cases")),
    NavigationLink(beacons.PATH, later("Beacons")),
    NavigationLink(posts.PATH, later("Posts")),
    NavigationLink(scans.PATH, later("Scans")),
    NavigationLink(texts.RULES, later("Rulesets")),
    NavigationLink(texts.MEMBERSHIP, later("Membership")),
)
ROUTES = [*cases.ROUTES, *beacons.ROUTES, *posts.ROUTES, *scans.ROUTES, *texts.ROUTES]
