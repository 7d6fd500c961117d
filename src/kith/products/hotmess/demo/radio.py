"""A week of radio with something on at every hour, one evening that is different, and records. Made up, all of it."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from kith.foundation.actor import service
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "radio.sql")
_ACTOR = service("hotmess.demo")


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    """A show and when it is: `days` are 0 (Sunday) to 6."""

    slug: str
    title: str
    host: str | None
    text: str
    days: tuple[int, ...]
    start: int
    end: int


_EVERY_DAY: Final = (0, 1, 2, 3, 4, 5, 6)
SHOWS: Final = (
    Programme(
        slug="morning-after",
        title="Morning after",
        host="Beck",
        text="Soft things, weather, and who left their jacket where.",
        days=_EVERY_DAY,
        start=7,
        end=11,
    ),
    Programme(
        slug="second-breakfast",
        title="Second breakfast",
        host="Milo and Gus",
        text="Two voices, one table, listeners' letters read aloud.",
        days=_EVERY_DAY,
        start=11,
        end=15,
    ),
    Programme(
        slug="record-shop",
        title="Record shop",
        host="Arlo",
        text="What came in this week, and what should never have gone out.",
        days=(1, 2, 3, 4, 5),
        start=15,
        end=19,
    ),
    Programme(
        slug="long-sunday",
        title="Long Sunday",
        host="Kai",
        text="Four hours, one mood.",
        days=(0, 6),
        start=15,
        end=19,
    ),
    Programme(
        slug="getting-ready",
        title="Getting ready",
        host="Rio",
        text="For the mirror. Ends with the last train in.",
        days=_EVERY_DAY,
        start=19,
        end=22,
    ),
    Programme(
        slug="night-shift",
        title="Night shift",
        host="Wolf",
        text="From ten until the birds. On the nights when the clocks change it is an hour longer or shorter.",
        days=_EVERY_DAY,
        start=22,
        end=4,
    ),
    Programme(
        slug="small-hours",
        title="Small hours",
        host=None,
        text="No words. For those who walk home.",
        days=_EVERY_DAY,
        start=4,
        end=7,
    ),
)
RECORDS: Final = (
    ("raw-001", "Arches", "Convict One", "RCR001", -40),
    ("raw-002", "Deptford at ten", "The Jumpers", "RCR002", -12),
    ("raw-003", "No phones on the floor", "Wolf", "RCR003", 6),
)


async def build(house: House) -> None:
    """Seven shows, a week without a gap, tonight's special, two records that are out and one that comes."""
    async with house.database.session(_ACTOR, house.product("hotmess").schema) as db:
        station: UUID = await queries.station(db.connection)
        made: dict[str, UUID] = {}
        for show in (*SHOWS, _special()):
            made[show.slug] = await queries.show(
                db.connection,
                station=station,
                slug=show.slug,
                title=show.title,
                host=show.host,
                text=show.text,
                url=f"https://soundcloud.com/hotmess-radio-demo/{show.slug}",
            )
            for day in show.days:
                await queries.block(
                    db.connection,
                    station=station,
                    show=made[show.slug],
                    day=day,
                    start_time=time(show.start),
                    end_time=time(show.end),
                    on_date=None,
                )
        today = db.now.astimezone(ZoneInfo("Europe/London")).date()
        await queries.block(
            db.connection,
            station=station,
            show=made["label-night"],
            day=today.isoweekday() % 7,
            start_time=time(20),
            end_time=time(23),
            on_date=today,
        )
        for slug, title, artist, number, days in RECORDS:
            await queries.record(
                db.connection,
                slug=slug,
                title=title,
                artist=artist,
                number=number,
                text="Pressed once, three hundred copies, and here for good.",
                url=f"https://soundcloud.com/raw-convict-demo/{slug}",
                at=db.now + timedelta(days=days),
            )
        await queries.schedule(db.connection)
        await queries.advance(db.connection)


def _special() -> Programme:
    return Programme(
        slug="label-night",
        title="Raw Convict label night, live",
        host="Rex",
        text="Three live sets from Corsica yard.",
        days=(),
        start=20,
        end=23,
    )
