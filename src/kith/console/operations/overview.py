"""The first page of operations: what needs attention, and where it is dealt with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litestar import Response, get

from kith.commons.billing import comparing
from kith.commons.webhooks import seen
from kith.console.operations import attention, jobs, messages, policies, schedules, slow, webhooks
from kith.console.operations.attention import Item, Post, Queue
from kith.console.operations.frame import ACTOR, ROLES, ROOT, Requested, ago, owners, product_of, ways
from kith.web.console_frame import Link, Table, console_page, only, operator
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House


async def _queue(db: Session) -> Queue:
    queued = await jobs.queries.state(db.connection)
    recurring = await schedules.queries.state(db.connection)
    return Queue(
        now=queued["now"],
        given_up=queued["given_up"],
        last_given_up=queued["last_given_up"],
        oldest=queued["oldest"],
        failing=recurring["failing"],
        failing_since=recurring["since"],
        overdue=recurring["overdue"],
        known=recurring["known"],
    )


async def _post(db: Session) -> Post:
    sent = await messages.queries.state(db.connection)
    came = await webhooks.queries.state(db.connection)
    return Post(
        now=sent["now"],
        failed=sent["failed"],
        last_failed=sent["last_failed"],
        oldest=sent["oldest"],
        unapplied=came["waiting"],
        unapplied_since=came["oldest"],
    )


async def items(house: House) -> list[Item]:
    """Everything that wants attention, the most urgent first."""
    found: list[Item] = []
    known = 0
    for schema, whose in owners(house).items():
        async with house.database.session(ACTOR, schema) as db:
            queue = await _queue(db)
            known += queue.known
            found += attention.of_queue(whose, queue, ROOT)
            found += attention.of_post(whose, await _post(db), ROOT)
            product = product_of(house, schema)
            if product is not None and product.operations.intakes is not None:
                found += [
                    item
                    for one in await product.operations.intakes(db)
                    for item in attention.of_intake(whose, one, ROOT)
                ]
            if product is not None and product.operations.refused_refunds is not None:
                found += attention.of_refunds(whose, await product.operations.refused_refunds(db))
            if schema == "kith":
                found += await _of_the_house(db)
    found += [
        Item(1, f"Not so in the database: {one.promise}", "House", None, policies.PATH)
        for one in await policies.lately_broken(house)
    ]
    if not known:
        found.append(Item(0, "No worker has run yet.", "House", None, f"{ROOT}/schedules"))
    return attention.in_order(found)


async def _of_the_house(db: Session) -> list[Item]:
    stripe = await webhooks.queries.stripe_state(db.connection)
    found = [
        Item(
            2, f"Many calls are refused: {row['refused']} at {row['provider']}", "House", None, webhooks.PATH
        )
        async for row in seen.queries.refused_lately(db.connection)
    ]
    money = await comparing.queries.state(db.connection)
    if money["open"]:
        found.append(
            Item(
                2, f"Stripe knows money otherwise: {money['open']}", "House", money["since"], f"{ROOT}/money"
            )
        )
    slow_ones = [row async for row in slow.queries.slow(db.connection, hours=2, at_most=50)]
    if slow_ones:
        found.append(
            Item(6, f"Queries that took longer than a second: {len(slow_ones)}", "House", None, slow.PATH)
        )
    if stripe["waiting"]:
        found.append(
            Item(
                2,
                f"Stripe's events not applied: {stripe['waiting']}",
                "House",
                stripe["oldest"],
                webhooks.PATH,
            )
        )
    return found


@get(ROOT, include_in_schema=False, opt=only(*ROLES))
async def overview(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    found = await items(house)
    now = house.clock.now()
    table = Table(
        title="Needs attention",
        lead="The most urgent first.",
        columns=("What", "Product", "Since", "For"),
        rows=[(Link(item.what, item.href), item.whose, item.since, ago(item.since, now)) for item in found],
        empty="Everything is well. Nothing waits for you.",
    )
    return console_page(
        request,
        "Operations",
        [table],
        lead="How the house runs, and what to do about it.",
        links=ways(request),
        facts=[("To look at", len(found))],
    )


ROUTES = [overview]
