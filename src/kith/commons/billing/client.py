"""Stripe's own client, one for each process, pointed at Stripe or (in development) at its stand-in."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

from kith.foundation.database import forbid_open_transaction
from kith.foundation.errors import Problem, Unavailable
from kith.foundation.language import later
from kith.foundation.metrics import PROVIDER_CALLS

if TYPE_CHECKING:
    import stripe

    from kith.foundation.house import House

T = TypeVar("T")
_PAGE: Final = 100
_KEY_IN_USE: Final = 409


class PaymentRefused(Problem):
    """Stripe understood the request and will not do it."""

    status = 402
    title = later("The payment did not go through")
    slug = "payment-refused"


def _make(house: House) -> stripe.StripeClient:
    import stripe

    http_client = stripe.HTTPXClient(timeout=10)
    house.on_close(http_client.close_async)
    addresses: Any = {"api": house.settings.stripe_api_base} if house.settings.stripe_api_base else {}
    return stripe.StripeClient(
        house.settings.stripe_api_key,
        base_addresses=addresses,
        http_client=http_client,
        max_network_retries=2,
    )


def client(house: House) -> stripe.StripeClient:
    return house.part("billing.stripe", _make)


async def call(house: House, operation: str, make: Callable[[stripe.StripeClient], Awaitable[T]]) -> T:
    """One call to Stripe, never inside a transaction.

    Raises:
        PaymentRefused: Stripe refused; the sentence is meant for the person.
        Unavailable: Stripe cannot be reached or asks us to wait; the caller may repeat with the same key.
    """
    import stripe

    forbid_open_transaction()
    try:
        answer = await make(client(house))
    except (stripe.APIConnectionError, stripe.RateLimitError, stripe.APIError) as failure:
        PROVIDER_CALLS.labels("stripe", operation, "unavailable").inc()
        raise Unavailable(
            "Payments are not answering right now. Nothing was charged; please try again in a minute.",
            retry_after=60,
        ) from failure
    except stripe.StripeError as refusal:
        if isinstance(refusal, stripe.IdempotencyError) and refusal.http_status == _KEY_IN_USE:
            # The same call is under way: nobody knows yet what comes of it.
            PROVIDER_CALLS.labels("stripe", operation, "unavailable").inc()
            raise Unavailable(
                "That is being done right now. Please look again in a minute.", retry_after=60
            ) from refusal
        PROVIDER_CALLS.labels("stripe", operation, "refused").inc()
        raise PaymentRefused(
            refusal.user_message or "The payment service could not do that. Nothing was charged."
        ) from refusal
    PROVIDER_CALLS.labels("stripe", operation, "done").inc()
    return answer


async def listed(
    house: House,
    operation: str,
    find: Callable[[stripe.StripeClient], Callable[..., Awaitable[Any]]],
    params: Mapping[str, Any],
) -> AsyncGenerator[Any]:
    """Every object of one of Stripe's lists, newest first, a page at a time. `find` answers the list's own method.

    Raises:
        PaymentRefused, Unavailable: as `call`.
    """
    asked: dict[str, Any] = {"limit": _PAGE, **params}
    while True:
        page = await call(house, operation, lambda api, asked=asked: find(api)(asked))
        for one in page.data:
            yield one
        if not page.has_more:
            return
        asked = asked | {"starting_after": str(page.data[-1].id)}
