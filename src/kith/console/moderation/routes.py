"""The moderators' desk."""

from __future__ import annotations

from kith.console.moderation import api, appeal, case, desk, listing

ROUTES = [*listing.ROUTES, *appeal.ROUTES, *desk.ROUTES, *case.ROUTES, *api.ROUTES]
