"""Money that is owed back and has not arrived, in the console of a product: the table of it, and trying again what was refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import asyncpg
import msgspec

from kith.commons.audit import commands as audit
from kith.foundation.errors import Conflict
from kith.web.console_frame import Do, Link, Table, operator, reason_of
from kith.web.pages import flash_next, money
from kith.web.request import house_of

if TYPE_CHECKING:
    from litestar import Request

    from kith.foundation.actor import Actor
    from kith.foundation.database import Session

_STATES: Final = {"due": "to be sent", "sent": "on its way", "failed": "refused"}


class Unsettled(msgspec.Struct, frozen=True, kw_only=True):
    """A refund that has not arrived: `amount` in minor units, `why` it is owed, `said` what Stripe says to it; a refused one is not `still_owed`
    when more than the rest of its payment was given back another way.
    """

    id: UUID
    who: str
    of: str | Link
    amount: int
    currency: str
    why: str
    status: str
    attempts: int
    said: str | None
    still_owed: bool = True


def unsettled_table(refunds: Sequence[Unsettled], path: str) -> Table:
    """Refunds that have not arrived; what is refused is tried again by a POST to `path`, its id and /again."""
    return Table(
        title="Refunds that have not arrived",
        lead="Due ones are tried by themselves. A refused one needs somebody: try again once the reason is gone.",
        columns=("Who", "Of", "Sum", "Why", "State", "Tries", "Stripe says", ""),
        rows=[
            (
                one.who,
                one.of,
                money(one.amount, one.currency),
                one.why,
                _STATES[one.status],
                one.attempts,
                one.said or "",
                _next(one, path),
            )
            for one in refunds
        ],
        empty="Everything owed has been given back.",
    )


def _next(one: Unsettled, path: str) -> Do | str:
    if one.status != "failed":
        return ""
    if not one.still_owed:
        return "Given back another way"
    return Do("Try again", f"{path}/{one.id}/again", asks="What has changed?")


async def try_again(
    request: Request[Any, Any, Any],
    refund: UUID,
    *,
    product: str,
    actor: Actor,
    roles: Sequence[str],
    due_again: Callable[[Session], Awaitable[object]],
) -> None:
    """Have a refused refund tried again, once whoever presses at the same moment, with a reason and a row of the audit. `due_again` makes
    it due and answers None where it was not refused.

    Raises:
        NotFound: whoever asks is no operator of these roles.
        Invalid: there is no reason.
        Conflict: it is not refused, or not owed any more.
    """
    admin = await operator(request, *roles)
    reason = await reason_of(request)
    house = house_of(request)
    try:
        async with house.database.session(actor, house.product(product).schema) as db:
            if await due_again(db) is None:
                raise Conflict("This refund is not refused, or it is being tried again already.")
            await audit.record(
                db,
                admin=admin,
                action=f"{product}.refund.tried_again",
                target_type="refund",
                target_id=refund,
                reason=reason,
                product=product,
            )
    except (asyncpg.CheckViolationError, asyncpg.UniqueViolationError) as refusal:
        raise Conflict("The rest of this payment has been given back another way meanwhile.") from refusal
    flash_next(request, "success", "It is tried again within a minute.")
