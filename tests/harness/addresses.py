"""Where one can go in a house without knowing anybody's or anything's number."""

from __future__ import annotations

from litestar.routes import HTTPRoute

from kith.foundation.house import House
from kith.web.app import routed


def addresses(house: House) -> list[str]:
    """Every path that answers GET and has no parameter."""
    return sorted(
        route.path
        for route in routed(house).routes
        if isinstance(route, HTTPRoute) and "GET" in route.methods and not route.path_parameters
    )
