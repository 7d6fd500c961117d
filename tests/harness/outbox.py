"""The texts that leave, in a test: queue some, move the clock, look at what became of them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from harness.people import enrol
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.josh.outbound.commands import Kind, queue_text
from kith.products.josh.outbound.reads import recipients

ADA = "+12025550111"
TESTS = service("tests.outbox")
NEW_YORK = ZoneInfo("America/New_York")


class Outbox:
    """`person` is Ada's id."""

    def __init__(self, house: House, person: UUID) -> None:
        self.house = house
        self.person = person
        self._keys = count(1)

    @classmethod
    async def opened(cls, house: House) -> Outbox:
        person = await enrol(house, ADA)
        opened = cls(house, person)
        opened.move_to(time(12))
        return opened

    def move_to(self, local: time, *, zone: ZoneInfo = NEW_YORK, weekday: int | None = None) -> None:
        """Forwards to the next such local time (on that ISO weekday, 1 to 7)."""
        now = self.house.clock.now()
        day = now.astimezone(zone).date()
        while True:
            moment = datetime.combine(day, local, zone)
            if moment > now and weekday in (None, day.isoweekday()):
                self.house.clock.move_to(moment)
                return
            day += timedelta(days=1)

    async def queue(
        self, body: str = "Hi", *, kind: Kind = "reply", person: UUID | None = None, key: str | None = None
    ) -> UUID:
        async with self.house.database.session(TESTS, "josh") as db:
            [to] = await recipients(db, [person or self.person])
            job = await queue_text(
                db,
                self.house,
                member=to,
                body=body,
                kind=kind,
                purpose=f"test.{kind}",
                key=key or f"test:{next(self._keys)}",
            )
        assert job is not None
        return job

    async def job(self, job_id: UUID) -> Any:
        [row] = await self.house.database.read(
            TESTS, "josh", "select * from sms_outbound_jobs where id = $1", job_id
        )
        return row

    async def message(self, job_id: UUID) -> Any:
        """The message row of a text that left, or None."""
        rows = await self.house.database.read(
            TESTS, "josh", "select * from sms_messages where job_id = $1", job_id
        )
        return rows[0] if rows else None

    async def run(self, sql: str, *arguments: object) -> None:
        async with self.house.database.session(TESTS, "josh") as db:
            await db.connection.execute(sql, *arguments)
