"""Planning the week: blocks, single days, and what is put on by hand."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import asyncpg
import msgspec

from kith.commons.audit.commands import Admin, record
from kith.foundation.database import Session, constraint_of
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _, later
from kith.foundation.live import announce
from kith.products.hotmess.radio.reads import ACTOR, queries, schema, station_row

if TYPE_CHECKING:
    from kith.foundation.house import House

TOPIC: Final = "radio:hotmess"
WEEKDAYS: Final = (
    later("Sunday"),
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
)
USUAL_MINUTES: Final = 30
MOST_MINUTES: Final = 24 * 60
_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")


class BlockForm(msgspec.Struct, frozen=True, kw_only=True):
    """A block as it is planned: `day` 0 (Sunday) to 6, or `date` for a single day; local times of the station, an end at or before the start
    is the next day's.
    """

    show: UUID | None = None
    day: int | None = None
    date: str = ""
    start: str = ""
    end: str = ""


class _Times(msgspec.Struct, frozen=True):
    day: int
    on_date: date | None
    start: time
    end: time


def clock_of(text: str, field: str) -> time:
    """A time of day, such as 22:00; 24:00 is midnight.

    Raises:
        Invalid: none.
    """
    if _CLOCK.fullmatch(text.strip()) is None:
        raise Invalid("Write the time like 22:00.", field=field)
    return time.fromisoformat(text.strip().replace("24:00", "00:00"))


def _times(form: BlockForm) -> _Times:
    start, end = clock_of(form.start, "start"), clock_of(form.end, "end")
    if start == end:
        raise Invalid("A block ends at another time than it begins.", field="end")
    if form.date.strip():
        try:
            on_date = date.fromisoformat(form.date.strip())
        except ValueError:
            raise Invalid("Write the day like 2026-12-04.", field="date") from None
        return _Times(on_date.isoweekday() % 7, on_date, start, end)
    if form.day is None or not 0 <= form.day <= 6:
        raise Invalid("Choose a day of the week.", field="day")
    return _Times(form.day, None, start, end)


async def _overlapping(house: House, station: UUID | None, times: _Times, but: UUID | None) -> Conflict:
    """The sentence that names what is in the way."""
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.in_the_way(
            db.connection,
            station=station,
            day=times.day,
            on_date=times.on_date,
            start_time=times.start,
            end_time=times.end,
            but=but,
        )
    if row is None:
        return Conflict("Somebody planned this hour a moment ago. Please look at the week again.")
    return Conflict(
        _(
            "“%(show)s” is there already, %(day)s %(start)s to %(end)s. Move one of the two.",
            show=row["title"],
            day=_(_weekday(row)),
            start=f"{row['start_time']:%H:%M}",
            end=f"{row['end_time']:%H:%M}",
        ),
        slug="schedule-overlap",
    )


def _weekday(row: Any) -> str:
    number: int = row["day_of_week"]
    return WEEKDAYS[number]


def _facts(row: Any) -> dict[str, Any]:
    return {
        "day": row["day_of_week"],
        "date": None if row["on_date"] is None else row["on_date"].isoformat(),
        "start": f"{row['start_time']:%H:%M}",
        "end": f"{row['end_time']:%H:%M}",
        "status": row["status"],
    }


async def _note(
    db: Session, admin: Admin, action: str, block: UUID, before: Any | None, after: Any | None
) -> None:
    await record(
        db,
        admin=admin,
        action=action,
        target_type="schedule_block",
        target_id=block,
        before=None if before is None else _facts(before),
        after=None if after is None else _facts(after),
        product="hotmess",
    )
    await announce(db, TOPIC)


async def _block(db: Session, block: UUID) -> Any:
    row = await queries.block(db.connection, id=block)
    if row is None:
        raise NotFound
    return row


async def block(house: House, block: UUID) -> Any:
    """One block (row: id, title, day_of_week, start_time, end_time, on_date, status).

    Raises:
        NotFound: there is no such block.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        return await _block(db, block)


async def add(house: House, admin: Admin, form: BlockForm) -> UUID:
    """Plan a block.

    Raises:
        Invalid: with the field.
        Conflict: something else is there.
    """
    times = _times(form)
    if form.show is None:
        raise Invalid("Choose a show.", field="show")
    station = None
    try:
        async with house.database.session(ACTOR, schema(house)) as db:
            station = (await station_row(db))["id"]
            made: UUID = await queries.add_block(
                db.connection,
                station=station,
                show=form.show,
                day=times.day,
                start_time=times.start,
                end_time=times.end,
                on_date=times.on_date,
                by=admin.id,
            )
            await _note(db, admin, "radio.block_added", made, None, await _block(db, made))
    except asyncpg.ExclusionViolationError as taken:
        raise await _overlapping(house, station, times, None) from taken
    except asyncpg.ForeignKeyViolationError as unknown:
        raise Invalid("Choose a show of this station.", field="show") from unknown
    return made


async def move(house: House, admin: Admin, block: UUID, form: BlockForm) -> None:
    """Plan a block anew; it stays a single day's or the week's as `form` says.

    Raises:
        NotFound: there is no such block.
        Invalid: with the field.
        Conflict: something else is there.
    """
    times = _times(form)
    station = None
    try:
        async with house.database.session(ACTOR, schema(house)) as db:
            before = await _block(db, block)
            station = before["station_id"]
            await queries.move_block(
                db.connection,
                id=block,
                day=times.day,
                start_time=times.start,
                end_time=times.end,
                on_date=times.on_date,
                by=admin.id,
            )
            await _note(db, admin, "radio.block_moved", block, before, await _block(db, block))
    except asyncpg.ExclusionViolationError as taken:
        raise await _overlapping(house, station, times, block) from taken


async def set_aside(house: House, admin: Admin, block: UUID, aside: bool) -> None:
    """Take a block out of force for a while, or put it back.

    Raises:
        NotFound: there is no such block.
        Conflict: it is already; or its hours are somebody else's by now.
    """
    station, times = None, _Times(0, None, time(0), time(0))
    try:
        async with house.database.session(ACTOR, schema(house)) as db:
            before = await _block(db, block)
            station = before["station_id"]
            times = _Times(before["day_of_week"], before["on_date"], before["start_time"], before["end_time"])
            status = "overridden" if aside else "live"
            if before["status"] == status:
                raise Conflict(_("It is already.") if aside else _("It is in force already."))
            await queries.set_block(db.connection, id=block, status=status, by=admin.id)
            action = "radio.block_set_aside" if aside else "radio.block_restored"
            await _note(db, admin, action, block, before, await _block(db, block))
    except asyncpg.ExclusionViolationError as taken:
        raise await _overlapping(house, station, times, block) from taken


async def remove(house: House, admin: Admin, block: UUID) -> None:
    """Take a block out of the plan.

    Raises:
        NotFound: there is no such block.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        before = await _block(db, block)
        await queries.remove_block(db.connection, id=block)
        await _note(db, admin, "radio.block_removed", block, before, None)


async def put_on(
    house: House,
    admin: Admin,
    title: str,
    artist: str,
    minutes: int = USUAL_MINUTES,
    show: UUID | None = None,
) -> UUID:
    """Put something on air by hand, from now on, whatever the week says.

    Raises:
        Invalid: with the field.
    """
    said, by = " ".join(title.split()), " ".join(artist.split())
    if not 1 <= len(said) <= 160:
        raise Invalid("Say what is on, in 1 to 160 characters.", field="title")
    if len(by) > 160:
        raise Invalid("At most 160 characters.", field="artist")
    if not 1 <= minutes <= MOST_MINUTES:
        raise Invalid("Between 1 minute and 24 hours.", field="minutes")
    try:
        async with house.database.session(ACTOR, schema(house)) as db:
            made: UUID = await queries.put_on(
                db.connection,
                station=(await station_row(db))["id"],
                show=show,
                title=said,
                artist=by or None,
                minutes=minutes,
                by=admin.id,
            )
            await record(
                db,
                admin=admin,
                action="radio.put_on",
                target_type="now_playing_override",
                target_id=made,
                payload={"title": said, "minutes": minutes},
                product="hotmess",
            )
            await announce(db, TOPIC)
    except asyncpg.ForeignKeyViolationError as unknown:
        raise Invalid("Choose a show of this station.", field="show") from unknown
    return made


async def end(house: House, admin: Admin, override: UUID) -> None:
    """End what was put on by hand; the week goes on.

    Raises:
        Conflict: it is over already.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        if await queries.end_override(db.connection, id=override) is None:
            raise Conflict("That is over already.")
        await record(
            db,
            admin=admin,
            action="radio.taken_off",
            target_type="now_playing_override",
            target_id=override,
            product="hotmess",
        )
        await announce(db, TOPIC)


def broken(refusal: asyncpg.CheckViolationError | asyncpg.UniqueViolationError) -> Invalid:
    """What a show's or record's constraint says, as a sentence with its field."""
    name = constraint_of(refusal)
    if name.endswith("_uniq"):
        return Invalid("Another one has that address already.", field="slug")
    if name.endswith("_links"):
        return Invalid("A SoundCloud address begins with https://soundcloud.com/.", field="soundcloud_url")
    if name.endswith("_status"):
        return Invalid("When does it come out?", field="release_at")
    return Invalid(
        "Please look at the lengths: a title has 2 to 120 characters, an address small letters, digits and hyphens.",
        field="title",
    )
