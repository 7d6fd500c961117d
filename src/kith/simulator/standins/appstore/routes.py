"""The App Store stand-in's control API under /appstore: what people do with their subscriptions. It has no other door: Apple calls us."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.exceptions import ValidationException
from litestar.params import FromPath, JSONBody

from kith.simulator.standins.appstore.standin import AppStoreStandIn, NoSuchPurchase, Subscription
from kith.simulator.standins.controlling import invalid_control_request, only_from_here, refusal
from kith.simulator.standins.ringing_control import ringing_routes


class Buying(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is bought, and for which account of ours."""

    product_id: str
    account_token: str | None = None


class Doing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`product_id` for upgrades and downgrades, `transaction_id` for refunds of an earlier period."""

    product_id: str = ""
    transaction_id: str | None = None


class Seen(msgspec.Struct, frozen=True):
    """A subscription, and its latest transaction as StoreKit hands it to the app."""

    subscription: Subscription
    signed_transaction: str


def appstore_router(store: AppStoreStandIn) -> Router:
    """Buying, and everything that happens afterwards."""

    def seen(subscription: Subscription) -> Seen:
        return Seen(subscription, store.signed_transaction(subscription.id))

    @post("/control/subscriptions")
    async def buy(data: JSONBody[Buying]) -> Seen:
        """Somebody buys."""
        return seen(store.buy(data.product_id, data.account_token))

    @get("/control/subscriptions")
    async def every() -> list[Subscription]:
        """All there are."""
        return store.subscriptions.all()

    @post("/control/subscriptions/{key:str}/{action:str}", status_code=200)
    async def act(key: FromPath[str], action: FromPath[str], data: JSONBody[Doing]) -> Response[object]:
        """renew, fail, fail_without_grace, end_grace, end, continue, expire, refund, reverse_refund, upgrade, downgrade."""
        actions: dict[str, Callable[[], Subscription]] = {
            "renew": lambda: store.renew(key),
            "fail": lambda: store.fail(key),
            "fail_without_grace": lambda: store.fail(key, grace=None),
            "end_grace": lambda: store.end_grace(key),
            "end": lambda: store.switch_renewal(key, on=False),
            "continue": lambda: store.switch_renewal(key, on=True),
            "expire": lambda: store.expire(key),
            "refund": lambda: store.refund(key, data.transaction_id),
            "reverse_refund": lambda: store.reverse_refund(key, data.transaction_id),
            "upgrade": lambda: store.upgrade(key, data.product_id),
            "downgrade": lambda: store.downgrade(key, data.product_id),
        }
        if action not in actions:
            return refusal(f"action: there is no {action}; there are {', '.join(actions)}.", 404)
        return Response(seen(actions[action]()))

    return Router(
        path="/appstore",
        route_handlers=[buy, every, act, *ringing_routes(store)],
        guards=[only_from_here],
        exception_handlers={ValidationException: invalid_control_request, NoSuchPurchase: _unknown},  # pyright: ignore[reportArgumentType]
    )


def _unknown(_: Request[None, None, State], error: NoSuchPurchase) -> Response[object]:
    return refusal(f"subscription: there is no {error}.", 404)
