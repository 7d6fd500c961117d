"""All pages of operations."""

from __future__ import annotations

from kith.console.operations import (
    cities,
    jobs,
    messages,
    money,
    overview,
    policies,
    schedules,
    slow,
    webhooks,
)

ROUTES = [
    *overview.ROUTES,
    *jobs.ROUTES,
    *schedules.ROUTES,
    *messages.ROUTES,
    *webhooks.ROUTES,
    *money.ROUTES,
    *slow.ROUTES,
    *policies.ROUTES,
    *cities.ROUTES,
]
