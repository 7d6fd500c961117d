"""Is the process alive, can it serve, and how is it doing."""

from __future__ import annotations

import hmac
from typing import Any

from litestar import MediaType, Request, Response, get

from kith.foundation import metrics
from kith.foundation.actor import service
from kith.foundation.errors import NotFound, Problem
from kith.web.request import house_of


@get("/healthz", media_type=MediaType.TEXT, include_in_schema=False)
async def alive() -> str:
    return "alive\n"


@get("/readyz", include_in_schema=False)
async def ready(request: Request[Any, Any, Any]) -> Response[dict[str, str]]:
    """200 when the database answers and every migration the code needs has run, else 503."""
    house = house_of(request)
    try:
        async with house.database.session(service("readiness"), "kith") as db:
            await db.connection.fetchval("select count(*) from state_transitions")
        for product in house.products:
            async with house.database.session(service("readiness"), product.schema) as db:
                await db.connection.fetchval("select count(*) from state_transitions")
    except Problem as away:
        return Response({"status": "waiting", "reason": away.detail}, status_code=503)
    except Exception:
        return Response(
            {"status": "waiting", "reason": "The schema is not there yet; run ./kith migrate."},
            status_code=503,
        )
    return Response({"status": "ready"})


@get("/metrics", media_type=MediaType.TEXT, include_in_schema=False)
async def read_metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Prometheus' text format; in production only with the metrics token."""
    house = house_of(request)
    expected = f"Bearer {house.settings.metrics_token}"
    if house.settings.production and not hmac.compare_digest(
        request.headers.get("authorization", ""), expected
    ):
        raise NotFound
    return Response(metrics.exposition(), media_type="text/plain; version=0.0.4; charset=utf-8")


ROUTES = [alive, ready, read_metrics]
