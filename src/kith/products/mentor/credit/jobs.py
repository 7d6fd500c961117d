"""What time does to packages: reminded of, ended with the rest going back, and told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.jobs import Schedule
from kith.foundation.language import _, ngettext
from kith.products.mentor import topics
from kith.products.mentor.credit.reads import queries
from kith.products.mentor.packages import telling
from kith.web.pages import day

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

_ACTOR = service("mentor.credit.time")
_AT_A_TIME: Final = 100
_REMIND: Final = timedelta(days=21)
_PATIENCE: Final = timedelta(days=1)


async def pass_time(house: House) -> None:
    """End what is over, drop what nobody paid for, tell whoever's package ended, and remind three weeks before."""
    schema = house.product("mentor").schema
    async with house.database.session(_ACTOR, schema) as db:
        expired = [row["id"] async for row in queries.expired(db.connection, at_most=_AT_A_TIME)]
        left = [
            row["id"]
            async for row in telling.queries.abandoned(
                db.connection, before=db.now - _PATIENCE, at_most=_AT_A_TIME
            )
        ]
        for purchase in left:
            await telling.queries.lapse(db.connection, purchase=purchase)
    for purchase in expired:
        async with house.database.session(_ACTOR, schema) as db:
            await queries.finish(db.connection, purchase=purchase, because="expired")
    async with house.database.session(_ACTOR, schema) as db:
        ended = [row async for row in queries.ended_untold(db.connection, at_most=_AT_A_TIME)]
        soon = [
            row
            async for row in queries.ending_soon(db.connection, before=db.now + _REMIND, at_most=_AT_A_TIME)
        ]
    for row in ended:
        async with house.database.session(_ACTOR, schema) as db:
            if (
                await queries.told(db.connection, purchase=row["id"]) is not None
                and row["mentee_status"] != "erased"
            ):
                await telling.tell_ended(db, house, row)
    for row in soon:
        async with house.database.session(_ACTOR, schema) as db:
            if await queries.reminded(db.connection, purchase=row["id"]) is not None:
                await _remind(db, house, row)


async def _remind(db: Session, house: House, row: Any) -> None:
    left, name = row["sessions"], row["mentor_name"] or ""
    await notify(
        db,
        house,
        row["mentee_user_id"],
        lambda: Notice(
            subject=_("Still yours: time with %(name)s", name=name),
            text=ngettext(
                "You have %(num)d session left with %(name)s, good until %(day)s. What you have not used by then goes back to your card.",
                "You have %(num)d sessions left with %(name)s, good until %(day)s. What you have not used by then goes back to your card.",
                left,
                name=name,
                day=day(row["expires_at"], "UTC", "d MMMM y"),
            ),
            link=f"/mentor/mentors/{row['mentor_profile']}/book?minutes={row['minutes']}",
            hint=_("About a package of yours."),
        ),
        product="Mentor",
        topic=topics.PAYMENTS,
        purpose="package.ending",
        key=f"purchase:{row['id']}:ending",
    )


SCHEDULES = [Schedule(name="mentor.credit.time", cron="* * * * *", run=pass_time)]
