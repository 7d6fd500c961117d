"""All pages of operations."""

from __future__ import annotations

from kith.console.operations import jobs, messages, overview, schedules, webhooks

ROUTES = [
    *overview.ROUTES,
    *jobs.ROUTES,
    *schedules.ROUTES,
    *messages.ROUTES,
    *webhooks.ROUTES,
]
