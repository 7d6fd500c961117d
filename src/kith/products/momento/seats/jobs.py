"""Reminders: two days, one day and two hours before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from kith.commons.messaging.notices import notify
from kith.foundation.actor import service
from kith.foundation.jobs import Job, Schedule
from kith.products.momento import topics
from kith.products.momento.payments import refunding, settling
from kith.products.momento.seats.notices import reminder
from kith.products.momento.seats.reads import queries

if TYPE_CHECKING:
    from datetime import datetime

    from kith.foundation.house import House

_ACTOR = service("momento.reminders")
WINDOWS: Final = (
    ("48", timedelta(hours=48), timedelta(hours=24)),
    ("24", timedelta(hours=24), timedelta(hours=2)),
    ("2", timedelta(hours=2), timedelta()),
)
"""Name, and between how long before the start it may be sent: one that would come too late is left out."""


def polite(moment: datetime, zone: str) -> bool:
    """Whether it is daytime there: letters that can wait do not arrive at night."""
    return 8 <= moment.astimezone(ZoneInfo(zone)).hour < 22


async def remind(house: House) -> None:
    """Write every reminder that is due and not written yet."""
    schema = house.product("momento").schema
    for name, earliest, latest in WINDOWS:
        async with house.database.session(_ACTOR, schema) as db:
            due = [
                row
                async for row in queries.to_remind(
                    db.connection, soonest=db.now + latest, latest=db.now + earliest
                )
                if name == "2" or polite(db.now, row["time_zone"])
            ]
            keys = {
                f"reminder:{row['invitation_id']}:{row['starts_at'].isoformat()}:{name}": row for row in due
            }
            written = {
                row["idempotency_key"].rpartition(":")[0]
                async for row in queries.reminded(
                    db.connection, keys=[f"{key}:{channel}" for key in keys for channel in ("email", "sms")]
                )
            }
            for key, row in keys.items():
                if key not in written:
                    await notify(
                        db,
                        house,
                        row["user_id"],
                        lambda row=row, name=name: reminder(row, name),
                        product="Momento",
                        topic=topics.REMINDERS,
                        purpose="event.reminder",
                        key=key,
                    )


JOBS: list[Job] = []
SCHEDULES = [
    Schedule(name="momento.seats.remind", cron="* * * * *", run=remind),
    Schedule(name="momento.payments.sweep", cron="* * * * * */15", run=settling.sweep),
    Schedule(name="momento.refunds.execute", cron="* * * * * */5", run=refunding.execute_due),
]
