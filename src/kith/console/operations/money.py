"""Our books beside Stripe's: what differs and what to do about it, asking again, and saying what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.commons.billing.comparing import COMPARE_JOB, LOOK_JOB, queries
from kith.commons.billing.differences import advice
from kith.console.operations.frame import ACTOR, ROLES, ROOT, Requested, ways
from kith.foundation.errors import Conflict
from kith.foundation.jobs import enqueue
from kith.web.console_frame import Do, Field, Form, Table, console_page, only, operator, reason_of
from kith.web.pages import flash_next
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.commons.audit.commands import Admin
    from kith.foundation.database import Session

PATH: Final = f"{ROOT}/money"
_MOST: Final = 30
_WHAT: Final = {
    "only_there": "only Stripe knows it",
    "only_here": "only we know it",
    "amount": "another sum",
    "state": "another end",
    "back": "another sum came back",
}


def _run(row: Any) -> tuple[object, ...]:
    if row["failure"]:
        ended = f"not done: {row['failure']}"
    else:
        ended = row["ended_at"] or "runs"
    return row["started_at"], ended, row["compared"], row["mended"], row["differences"]


@get(PATH, include_in_schema=False, opt=only(*ROLES))
async def show_money(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, "kith") as db:
        found = [row async for row in queries.open(db.connection)]
        ended = [row async for row in queries.ended_lately(db.connection, at_most=_MOST)]
        runs = [row async for row in queries.comparisons(db.connection, at_most=_MOST)]
    compared = [product.name for product in house.products if product.operations.money is not None]
    names = {product.slug: product.name for product in house.products}
    tables = [
        Table(
            title="What differs",
            lead="The longest open first. Asking again looks at Stripe and mends what can be mended; nothing is ever charged by it.",
            columns=(
                "Movement",
                "Product",
                "What",
                "Here",
                "At Stripe",
                "Since",
                "What to do",
                "Again",
                "Known",
            ),
            rows=[
                (
                    f"{row['kind']} {row['provider_key']}",
                    names.get(row["product"], row["product"]),
                    _WHAT[row["what"]],
                    row["ours"],
                    row["theirs"],
                    row["found_at"],
                    advice(row["kind"], row["what"]),
                    Do("Ask again", f"{PATH}/{row['id']}/again", asks="Why?"),
                    Do("That is why", f"{PATH}/{row['id']}/explained", asks="What it was"),
                )
                for row in found
            ],
            empty="Stripe and we agree.",
        ),
        Table(
            title="Ended",
            columns=("Movement", "Product", "What", "Found", "Ended", "How", "What it was"),
            rows=[
                (
                    f"{row['kind']} {row['provider_key']}",
                    names.get(row["product"], row["product"]),
                    _WHAT[row["what"]],
                    row["found_at"],
                    row["ended_at"],
                    "explained" if row["ended_as"] == "explained" else "both agree",
                    row["explanation"],
                )
                for row in ended
            ],
            empty="Nothing has ended yet.",
        ),
        Table(
            title="Comparisons",
            columns=("Began", "Ended", "Compared", "Mended", "Left"),
            rows=[_run(row) for row in runs],
            empty="Books have not been compared yet. It happens every night.",
        ),
    ]
    now = Form(
        title="Compare now",
        lead=f"Payments, refunds and payouts of thirty days, and every plan that runs: {', '.join(compared) or 'no product takes money here'}.",
        action=f"{PATH}/compare",
        button="Compare",
        fields=(Field(name="reason", label="Why not wait for the night?"),),
    )
    return console_page(request, "Money", tables, links=ways(request), forms=[now])


@post(PATH + "/compare", include_in_schema=False, status_code=200)
async def compare_now(request: Requested) -> Redirect:
    admin = await operator(request, *ROLES)
    reason = await reason_of(request)
    async with house_of(request).database.session(ACTOR, "kith") as db:
        await enqueue(db, COMPARE_JOB, once_as=COMPARE_JOB)
        await audit.record(db, admin=admin, action="money.compared", target_type="money", reason=reason)
    flash_next(request, "success", "They are being compared. Look again in a minute.")
    return Redirect(PATH, status_code=303)


@post(PATH + "/{difference:uuid}/again", include_in_schema=False, status_code=200)
async def ask_again(request: Requested, difference: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ROLES)
    reason = await reason_of(request)
    async with house_of(request).database.session(ACTOR, "kith") as db:
        await _note(db, admin, difference, "money.asked_again", reason)
        await enqueue(db, LOOK_JOB, {"id": str(difference)}, once_as=f"{LOOK_JOB}:{difference}")
    flash_next(request, "success", "Stripe is being asked. Look again in a minute.")
    return Redirect(PATH, status_code=303)


@post(PATH + "/{difference:uuid}/explained", include_in_schema=False, status_code=200)
async def explain(request: Requested, difference: FromPath[UUID]) -> Redirect:
    """It is known what it was; it comes back only when it becomes another difference."""
    admin = await operator(request, *ROLES)
    reason = await reason_of(request)
    async with house_of(request).database.session(ACTOR, "kith") as db:
        await _note(db, admin, difference, "money.explained", reason)
        await queries.explain(db.connection, id=difference, admin=admin.id, explanation=reason)
    flash_next(request, "success", "It is known now, and written down.")
    return Redirect(PATH, status_code=303)


async def _note(db: Session, admin: Admin, difference: UUID, action: str, reason: str) -> None:
    """Write down what is done about a difference.

    Raises:
        Conflict: it has ended.
    """
    row = await queries.one(db.connection, id=difference)
    if row is None:
        raise Conflict("This has ended already.")
    await audit.record(
        db,
        admin=admin,
        action=action,
        target_type="money_difference",
        target_id=difference,
        reason=reason,
        payload={"kind": row["kind"], "what": row["what"]},
        product=row["product"],
    )


ROUTES = [show_money, compare_now, ask_again, explain]
