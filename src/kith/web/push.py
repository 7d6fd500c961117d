"""What a browser needs of this site to get pushes: the worker that shows them, and what its scripts ask before they subscribe anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import msgspec
from litestar import Request, Response, get

from kith.commons.messaging import push
from kith.web.pages import csrf_token
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
_WORKER: Final = Path(__file__).parent / "static" / "js" / "push_worker.js"


class Subscribing(msgspec.Struct, frozen=True):
    """The key to subscribe with (null where this house sends no pushes), and the token that this browser's own requests carry."""

    public_key: str | None
    csrf_token: str


@get("/push-worker.js", include_in_schema=False)
async def worker() -> Response[str]:
    """The service worker: here and not among the static files, because it looks after what lies beside it."""
    return Response(_WORKER.read_text(), media_type="text/javascript", headers={"cache-control": "no-cache"})


@get("/account/notifications/push", include_in_schema=False)
async def subscribing(request: Requested) -> Subscribing:
    person_of(request)
    return Subscribing(push.public_key(house_of(request)), csrf_token(request))


ROUTES = [worker, subscribing]
