"""The audit's heads, for everybody to keep."""

from __future__ import annotations

from typing import Any

from litestar import Request, get

from kith.commons.audit import heads
from kith.commons.audit.heads import AuditHead
from kith.web.request import house_of


@get("/api/audit/heads", tags=["house"])
async def published(request: Request[Any, Any, Any]) -> list[AuditHead]:
    """For each month a hash that covers every entry of the audit up to its end. Keep them; `kith audit verify` compares."""
    return await heads.heads(house_of(request))


ROUTES = [published]
