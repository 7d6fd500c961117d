"""Mentor's part of the operators' console."""

from __future__ import annotations

from kith.foundation.product import NavigationLink
from kith.products.mentor.operators import bookings, money, no_shows, payouts, people, reviews
from kith.products.mentor.operators.frame import BOOKINGS, PAYMENTS, PAYOUTS, PEOPLE, REVIEWS

ROUTES = [
    *people.ROUTES,
    *bookings.ROUTES,
    *no_shows.ROUTES,
    *reviews.ROUTES,
    *money.ROUTES,
    *payouts.ROUTES,
]

CONSOLE_LINKS = [
    NavigationLink("/console/queue?product=mentor", "Reports"),
    NavigationLink(PEOPLE, "People"),
    NavigationLink(BOOKINGS, "Sessions"),
    NavigationLink(no_shows.PATH, "No-shows"),
    NavigationLink(REVIEWS, "Reviews"),
    NavigationLink(PAYMENTS, "Payments"),
    NavigationLink(PAYOUTS, "Payouts"),
]
