"""Momento's part of the operators' console."""

from __future__ import annotations

from kith.foundation.product import NavigationLink
from kith.products.momento.operators import attendance, events, money, people

ROUTES = [*people.ROUTES, *events.ROUTES, *attendance.ROUTES, *money.ROUTES]

CONSOLE_LINKS = [
    NavigationLink("/console/queue?product=momento", "Reports"),
    NavigationLink(people.PATH, "People"),
    NavigationLink(events.PATH, "Events"),
    NavigationLink("/console/momento/attendance", "Attendance"),
    NavigationLink(money.PATH, "Payments"),
]
