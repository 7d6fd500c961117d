"""What all routes share: the request's parameters, the answer's form, lists and their filters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec
from litestar import Request, Response
from litestar.datastructures import State
from litestar.di import NamedDependency

from kith.simulator.standins.stripe.errors import StripeError, invalid_parameter, no_such
from kith.simulator.standins.stripe.events import causing_request
from kith.simulator.standins.stripe.forms import Params, parse_form
from kith.simulator.standins.stripe.objects import Shape
from kith.simulator.standins.stripe.rendering import Json, as_json, expand, listing
from kith.simulator.standins.stripe.standin import StripeStandIn

HttpRequest = Request[None, None, State]
Stripe = NamedDependency[StripeStandIn]
AnyShape = TypeVar("AnyShape", bound=Shape)
_COMPARISONS = ("gt", "gte", "lt", "lte")
_LARGEST_LIST = 100


async def params_of(request: HttpRequest) -> Params:
    """The parameters of the query for GET and DELETE, of the body otherwise."""
    if request.method == "POST":
        return parse_form(await request.body())
    return parse_form(request.scope["query_string"] + b"&" + await request.body())


def answer(stripe: StripeStandIn, params: Params, shape: msgspec.Struct) -> Response[Json]:
    """One object, with what the request expands."""
    return respond(expand(as_json(shape), params.texts("expand"), stripe.find))


def respond(json: Json) -> Response[Json]:
    """JSON with the headers of every Stripe answer."""
    return Response(json, status_code=200, headers={"Request-Id": causing_request.get().id or ""})


def error_answer(_: HttpRequest, error: StripeError) -> Response[bytes]:
    """An error in Stripe's form."""
    headers = {"Request-Id": causing_request.get().id or "", **error.headers}
    return Response(error.body(), status_code=error.status, headers=headers, media_type="application/json")


def page(
    stripe: StripeStandIn, params: Params, url: str, objects: Iterable[AnyShape], *, newest_first: bool = True
) -> Response[Json]:
    """A list by `limit`, `starting_after`, `ending_before` and `created`, with what the request expands."""
    rows = [one for one in objects if _created_matches(params, one.created)]
    if newest_first:
        rows.reverse()
    limit = params.whole("limit")
    limit = 10 if limit is None else limit
    if not 1 <= limit <= _LARGEST_LIST:
        raise invalid_parameter("limit", f"Invalid integer: limit must be between 1 and {_LARGEST_LIST}")
    keys = [one.id for one in rows]
    if after := params.text("starting_after"):
        rows = rows[_position(keys, after, "starting_after") + 1 :]
        more, rows = len(rows) > limit, rows[:limit]
    elif before := params.text("ending_before"):
        rows = rows[: _position(keys, before, "ending_before")]
        more, rows = len(rows) > limit, rows[-limit:]
    else:
        more, rows = len(rows) > limit, rows[:limit]
    json = listing([as_json(one) for one in rows], url, has_more=more)
    return respond(expand(json, params.texts("expand"), stripe.find))


def wanted(params: Params, name: str, value: object) -> bool:
    """Whether a list's filter by one field lets an object through."""
    return params.text(name) in {None, value}


def _position(keys: list[str], key: str, param: str) -> int:
    if key not in keys:
        raise no_such("object", key, param, 400)
    return keys.index(key)


def _created_matches(params: Params, created: int) -> bool:
    exact = params.text("created") if not params.group("created").child_keys() else None
    if exact is not None and str(created) != exact:
        return False
    bounds = params.group("created")
    gt, gte, lt, lte = (bounds.whole(name) for name in _COMPARISONS)
    return (
        (gt is None or created > gt)
        and (gte is None or created >= gte)
        and (lt is None or created < lt)
        and (lte is None or created <= lte)
    )
