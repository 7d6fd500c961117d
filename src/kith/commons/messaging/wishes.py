"""How a person can be reached and wants to be told: read for every message, written by their settings."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

import msgspec
import phonenumbers
from phonenumbers import timezone as phone_zones

from kith.commons.messaging.deciding import Digest, Quiet, Reach, Wishes
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House
    from kith.foundation.product import TopicChannel

queries = load(__file__, "wishes.sql")
Source = Literal["settings", "api", "unsubscribe"]


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody to tell. `browser_gone`: a browser that got their pushes does not take them any more."""

    id: UUID
    name: str | None
    locale: str | None
    email: str | None
    phone: str | None
    wishes: Wishes
    reach: Reach
    browser_gone: bool = False


async def member(db: Session, house: House, person_id: UUID) -> Member | None:
    """A person as they want to be told (service, any schema); None when there is nobody, or nobody any more."""
    row = await queries.of(db.connection, person_id=person_id)
    if row is None:
        return None
    stopped, zone, country = False, "UTC", None
    if row["phone"]:
        stopped = await queries.sms_stopped(db.connection, phone_hash=house.keyring.phone_hash(row["phone"]))
        zone, country = _home_of(row["phone"])
    return Member(
        id=person_id,
        name=row["name"],
        locale=row["locale"],
        email=row["email"],
        phone=row["phone"],
        wishes=_wishes(row),
        reach=Reach(
            email=bool(row["email"]),
            phone=bool(row["phone"]),
            stopped=stopped,
            pushable=row["pushable"],
            # Who said where they live is asked; of others the number tells.
            phone_zone=row["zone"] or zone,
            phone_country=country,
        ),
        browser_gone=row["browser_gone"],
    )


def _wishes(row: Any) -> Wishes:
    if row["zone"] is None:
        return Wishes(choices=_choices(row["choices"]))
    quiet = None if row["quiet_from"] is None else Quiet(row["quiet_from"], row["quiet_until"])
    return Wishes(choices=_choices(row["choices"]), zone=row["zone"], quiet=quiet, digest=row["digest"])


def _choices(found: list[list[Any]] | None) -> dict[tuple[str, str], bool]:
    return {(topic, channel): wanted for topic, channel, wanted in found or ()}


def _home_of(phone: str) -> tuple[str, str | None]:
    """The zone and the country a number belongs to."""
    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return "UTC", None
    zones = [
        zone for zone in phone_zones.time_zones_for_number(number) if zone != phone_zones.UNKNOWN_TIMEZONE
    ]
    return (zones[0] if zones else "UTC"), phonenumbers.region_code_for_number(number)


async def turned_off(db: Session, person_id: UUID, topic: str, channel: str) -> bool:
    """Whether the person said no to a topic by a channel."""
    return await queries.turned_off(db.connection, person_id=person_id, topic=topic, channel=channel)


async def choose(
    db: Session, person_id: UUID, topic: str, channel: TopicChannel, wanted: bool, source: Source
) -> None:
    """Keep the person's word on a topic by a channel (service)."""
    await queries.choose(
        db.connection, person_id=person_id, topic=topic, channel=channel, wanted=wanted, source=source
    )


async def settle(
    db: Session,
    person_id: UUID,
    *,
    zone: str,
    quiet: tuple[time, time] | None,
    digest: Digest,
    next_digest: Any,
) -> None:
    """Keep the person's quiet hours and how their letters are gathered (service)."""
    await queries.settle(
        db.connection,
        person_id=person_id,
        zone=zone,
        quiet_from=quiet[0] if quiet else None,
        quiet_until=quiet[1] if quiet else None,
        digest=digest,
        next_digest_at=next_digest,
    )
