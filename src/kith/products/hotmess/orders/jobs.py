"""Sellers are told what they sold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.commons.messaging.notices import Notice, notify
from kith.foundation.jobs import Schedule
from kith.foundation.language import _
from kith.products.hotmess import topics
from kith.products.hotmess.orders.reads import ACTOR, queries, schema

if TYPE_CHECKING:
    from kith.foundation.house import House


async def tell_sellers(house: House) -> None:
    """Each seller of a paid order, once."""
    async with house.database.session(ACTOR, schema(house)) as db:
        for row in [row async for row in queries.newly_sold(db.connection)]:
            await notify(
                db,
                house,
                row["owner_id"],
                lambda row=row: _sold(row["number"], row["what"]),
                product="HOTMESS",
                topic=topics.SALES,
                purpose="order.sold",
                key=f"order:{row['id']}:sold",
            )


def _sold(number: int, what: str) -> Notice:
    return Notice(
        subject=_("You sold something: order %(number)s", number=number),
        text=_(
            "%(what)s is paid. Where it goes stands on your desk; please send it within three days and say so there.",
            what=what,
        ),
        link="/hotmess/selling",
        hint=_("You sold something."),
    )


SCHEDULES = [Schedule(name="hotmess.orders.tell_sellers", cron="* * * * * */20", run=tell_sellers)]
