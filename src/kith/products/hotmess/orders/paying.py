"""Where an order is paid, and what it came to when the browser is back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.foundation.language import _
from kith.products.hotmess.orders import reads
from kith.products.hotmess.payments import opening, settling

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House


async def address(house: House, person: Person, order: UUID) -> str:
    """Where an order can be paid. One that costs nothing is bought at once, and this is its page.

    Raises:
        NotFound, Conflict, Unavailable, PaymentRefused: as `opening.page`.
    """
    found = await reads.order(house, person, order)
    here = f"/hotmess/orders/{order}"
    if found.to_pay and found.total_pence == 0:
        await settling.settle_free(house, order)
        return here
    return await opening.page(
        house,
        person,
        order,
        title=_("HOTMESS order %(number)s", number=found.number),
        success_path=f"{here}/paid",
        cancel_path=here,
    )


async def came_back(house: House, person: Person, order: UUID) -> settling.Outcome:
    """The browser is back from Stripe, which proves nothing: ask how it stands.

    Raises:
        NotFound: not one's own.
        Unavailable: Stripe does not answer; a sweep asks again.
    """
    await reads.order(house, person, order)
    return await settling.settle_order(house, person, order)
