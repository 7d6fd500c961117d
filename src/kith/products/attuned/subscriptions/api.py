"""Plans over JSON, for the apps."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import JSONBody

from kith.products.attuned.subscriptions import commands, intake
from kith.products.attuned.subscriptions.plan import Plan, Platform, State
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class PlanSeen(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody has. `until` while the tier is premium; `store` is where it came from; `account_token` goes with every purchase:
    as `appAccountToken` to the App Store, as obfuscated account id to Google Play. `checking`: the store could not be asked yet.
    """

    tier: Literal["free", "premium"]
    state: State
    until: datetime | None
    store: Platform | None
    renews: bool
    account_token: UUID
    checking: bool = False


class SignedTransaction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A transaction as StoreKit gives it: its JWS representation."""

    signed_transaction: Annotated[str, msgspec.Meta(min_length=1, max_length=20_000)]


class PurchaseToken(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A purchase as Google's billing library gives it: its token."""

    purchase_token: Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]


async def _seen(request: Requested, plan: Plan, *, checking: bool = False) -> PlanSeen:
    return PlanSeen(
        tier=plan.tier,
        state=plan.state,
        until=plan.until,
        store=plan.platform,
        renews=plan.renews,
        account_token=await commands.account_token(house_of(request), person_of(request).id),
        checking=checking,
    )


@get("/api/attuned/subscription", tags=["attuned"])
async def subscription(request: Requested) -> PlanSeen:
    """One's plan, and the account token for the next purchase."""
    return await _seen(request, await commands.plan_for(house_of(request), person_of(request).id))


@post("/api/attuned/purchases/app-store", tags=["attuned"], status_code=200)
async def bought_at_apple(request: Requested, data: JSONBody[SignedTransaction]) -> PlanSeen:
    """Hand in a transaction of the App Store's; as often as one likes."""
    plan = await intake.post_apple(house_of(request), person_of(request).id, data.signed_transaction)
    return await _seen(request, plan)


@post("/api/attuned/purchases/google-play", tags=["attuned"], status_code=200)
async def bought_at_google(request: Requested, data: JSONBody[PurchaseToken]) -> Response[PlanSeen]:
    """Hand in a purchase of Google Play's; 202 while Google cannot be asked, which is then done later."""
    house, person = house_of(request), person_of(request)
    plan = await intake.post_play(house, person.id, data.purchase_token)
    known = plan or await commands.plan_for(house, person.id)
    return Response(
        await _seen(request, known, checking=plan is None), status_code=202 if plan is None else 200
    )


ROUTES = [subscription, bought_at_apple, bought_at_google]
