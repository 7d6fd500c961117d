"""The evidence's heads, for everybody to keep."""

from __future__ import annotations

from typing import Any

from litestar import Request, get

from kith.products.hotmess.evidence import heads
from kith.products.hotmess.evidence.heads import EvidenceHead
from kith.web.request import house_of


@get("/api/hotmess/evidence/heads", tags=["hotmess"])
async def published(request: Request[Any, Any, Any]) -> list[EvidenceHead]:
    """For each month a hash over every link of the chains of evidence. Keep them; `kith evidence FILE` compares."""
    return await heads.of_this_hour(house_of(request))


ROUTES = [published]
