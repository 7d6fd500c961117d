"""Gathered letters: what would have been single ones, once a day or a week, and nothing when there is nothing.

The time of the next letter is also the claim on this one: whichever worker moves it forward writes the letter, in the same transaction.
"""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from babel import dates

from kith.commons.messaging import unsubscribing, wishes
from kith.commons.messaging.centre import ACTOR, words_of
from kith.commons.messaging.deciding import Decision, next_digest, wanted_by_choice
from kith.commons.messaging.notices import Words
from kith.commons.messaging.outbox import HOUSE_SCHEMA, queue_mail
from kith.commons.messaging.topics import DIGEST, topics
from kith.commons.privacy import person_keys
from kith.foundation.jobs import Schedule
from kith.foundation.language import _, languages, locale_at, ngettext
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.commons.messaging.wishes import Member
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "digests.sql")
_AT_ONCE: Final = 200
_MOST_IN_ONE: Final = 200


async def send_due(house: House) -> None:
    """Write the gathered letters whose time has come."""
    async with house.database.session(ACTOR, HOUSE_SCHEMA) as db:
        due = [
            (row["person_id"], row["next_digest_at"])
            async for row in queries.due(db.connection, at_most=_AT_ONCE)
        ]
    for person_id, at in due:
        async with house.database.session(ACTOR, HOUSE_SCHEMA) as db:
            await _write(db, house, person_id, at)


async def _write(db: Session, house: House, person_id: UUID, at: datetime) -> None:
    to = await wishes.member(db, house, person_id)
    wished = None if to is None else to.wishes
    following = (
        None if wished is None else next_digest(db.now, wished.digest, ZoneInfo(wished.zone), wished.quiet)
    )
    if wished is None or following is None:
        return  # erased or changed since
    if await queries.claim(db.connection, person_id=person_id, due=at, following=following) is None:
        return
    await gather(db, house, person_id, key=f"digest:{person_id}:{at.isoformat()}")


async def gather(db: Session, house: House, person_id: UUID, *, key: str) -> bool:
    """Put everything that waits into one letter, in the caller's transaction (service, schema `kith`); False when nothing is worth one.

    What was read in the centre meanwhile, or is about a topic that was turned off since, is left out.
    """
    to = await wishes.member(db, house, person_id)
    rows = [row async for row in queries.waiting(db.connection, person_id=person_id, at_most=_MOST_IN_ONE)]
    if to is None or not rows:
        return False
    sent = [row for row in rows if row["read_at"] is None and _still_wanted(house, to, row["topic"])]
    if to.email is None or not wanted_by_choice(DIGEST, "email", to.wishes, to.reach):
        sent = []
    ids = {row["id"] for row in sent}
    await queries.gathered(
        db.connection, sent=list(ids), dropped=[row["id"] for row in rows if row["id"] not in ids]
    )
    if not sent or to.email is None:
        return False
    opened = await person_keys.opener(db, house, person_id)
    said = [(row, words_of(row, opened)) for row in sent]
    leave = unsubscribing.address(house, person_id, DIGEST)
    with languages(house).speaking(to.locale):
        subject = ngettext("One thing to know", "%(num)d things to know", len(said))
        text = _letter(house, to, said, leave)
    queued = await queue_mail(
        db,
        house,
        to=to.email,
        subject=subject,
        text=text,
        topic=DIGEST,
        purpose="notices.digest",
        key=key,
        person_id=person_id,
        unsubscribe=leave,
        decided=Decision("send"),
    )
    return queued is not None


def _still_wanted(house: House, to: Member, key: str) -> bool:
    topic = topics(house).get(key)
    return topic is not None and wanted_by_choice(topic, "email", to.wishes, to.reach)


def _letter(house: House, to: Member, said: list[tuple[Any, Words]], leave: str) -> str:
    parts = [_("Hello %(name)s,", name=to.name) if to.name else _("Hello,")]
    by_product = sorted(said, key=lambda one: (one[0]["product"], one[0]["shown_at"]))
    for product, ones in groupby(by_product, key=lambda one: one[0]["product"]):
        parts.append(str(product).upper())
        for row, words in ones:
            when = dates.format_datetime(
                row["shown_at"],
                "medium",
                tzinfo=ZoneInfo(to.wishes.zone),
                locale=locale_at(to.wishes.zone),
            )
            link = house.settings.public_url + words.link if words.link else ""
            parts.append("\n".join(part for part in (f"{words.subject} ({when})", words.text, link) if part))
    parts.append("Kith")
    parts.append(
        "-- \n"
        + _(
            "You asked for your letters to be gathered. No more of them: %(leave)s\nEverything you are told, and how: %(settings)s",
            leave=leave,
            settings=f"{house.settings.public_url}/account/notifications",
        )
    )
    return "\n\n".join(parts)


SCHEDULES = [Schedule(name="kith.notices.digest", cron="* * * * *", run=send_due)]
