"""A member's own settings: which topics by which channel, quiet hours, gathered letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from uuid import uuid4
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from kith.commons.messaging import digests, wishes
from kith.commons.messaging.centre import ACTOR
from kith.commons.messaging.deciding import (
    CHANNELS,
    Digest,
    Quiet,
    must_go,
    next_digest,
    wanted_by_choice,
)
from kith.commons.messaging.topics import UNLISTED, topics
from kith.commons.messaging.wishes import Member, Source
from kith.foundation.errors import Invalid, NotFound
from kith.foundation.language import _
from kith.foundation.product import Topic, TopicChannel

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

HOUSE: Final = "house"


class ByChannel(msgspec.Struct, frozen=True, kw_only=True):
    """How a topic stands on a channel. `fixed`: it may not be turned off there."""

    channel: TopicChannel
    wanted: bool
    fixed: bool


class TopicChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A topic in the reader's language. `urgent` says why quiet hours do not hold it; empty where they do."""

    topic: str
    product: str
    name: str
    about: str
    may_be_off: bool
    urgent: str
    channels: list[ByChannel]


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a person can choose. `reached_by` are the channels by which they can be reached; `stopped`: their number said STOP;
    `pushes_lost`: they chose pushes or had a browser that got them, and none gets any now.

    Quiet hours are wall-clock times ("22:00") in `zone`; both null where there are none.
    """

    topics: list[TopicChoice]
    reached_by: list[TopicChannel]
    stopped: bool
    pushes_lost: bool
    zone: str
    quiet_from: time | None
    quiet_until: time | None
    digest: Digest


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word on one topic by one channel."""

    topic: str
    channel: TopicChannel
    wanted: bool


@lru_cache(maxsize=1)
def zones() -> tuple[str, ...]:
    """The zones one can live in."""
    return tuple(sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC"))


async def of(house: House, person: Person) -> Preferences:
    """How a person wants to be told, every topic they may choose about included.

    Raises:
        NotFound: there is nobody, or nobody any more.
    """
    async with house.database.session(ACTOR, "kith") as db:
        to = await _member(db, house, person)
    return Preferences(
        topics=[_shown(topic, to) for topic in _listed(house)],
        reached_by=_reached(to),
        stopped=to.reach.stopped,
        pushes_lost=_pushes_lost(to),
        zone=to.reach.phone_zone if to.wishes.quiet is None and to.wishes.zone == "UTC" else to.wishes.zone,
        quiet_from=to.wishes.quiet.start if to.wishes.quiet else None,
        quiet_until=to.wishes.quiet.end if to.wishes.quiet else None,
        digest=to.wishes.digest,
    )


async def _member(db: Session, house: House, person: Person) -> Member:
    to = await wishes.member(db, house, person.id)
    if to is None:
        raise NotFound
    return to


def _listed(house: House) -> list[Topic]:
    return [topic for key, topic in topics(house).items() if key not in UNLISTED]


def _reached(to: Member) -> list[TopicChannel]:
    reach = to.reach
    reached: dict[TopicChannel, bool] = {
        "in_app": True,
        "email": reach.email,
        "sms": reach.phone,
        "push": reach.pushable,
    }
    return [channel for channel in CHANNELS if reached[channel]]


def _pushes_lost(to: Member) -> bool:
    chosen = any(wanted and channel == "push" for (_topic, channel), wanted in to.wishes.choices.items())
    return not to.reach.pushable and (chosen or to.browser_gone)


def _may_choose(topic: Topic, channel: TopicChannel) -> bool:
    """Codes go where they were asked for, and to nowhere else."""
    return channel in topic.offered and topic.kind != "security"


def _shown(topic: Topic, to: Member) -> TopicChoice:
    return TopicChoice(
        topic=topic.key,
        product=topic.key.partition(".")[0],
        name=_(topic.name),
        about=_(topic.about),
        may_be_off=topic.may_be_off,
        urgent=_(topic.urgent) if topic.urgent else "",
        channels=[
            ByChannel(
                channel=channel,
                wanted=wanted_by_choice(topic, channel, to.wishes, to.reach),
                fixed=must_go(topic, channel, to.reach),
            )
            for channel in CHANNELS
            if _may_choose(topic, channel) or must_go(topic, channel, to.reach)
        ],
    )


async def choose(house: House, person: Person, choices: Sequence[Choice], source: Source) -> int:
    """Keep a person's words, all or none; returns how many differ from how it stood.

    Raises:
        Invalid: no such topic, a channel it does not come by, or one that may not be turned off.
        NotFound: there is nobody any more.
    """
    changed = 0
    known = {topic.key: topic for topic in _listed(house)}
    async with house.database.session(ACTOR, "kith") as db:
        to = await _member(db, house, person)
        for choice in choices:
            topic = known.get(choice.topic)
            if topic is None:
                raise Invalid("There is no such topic.", field="topic")
            if not _may_choose(topic, choice.channel) and not must_go(topic, choice.channel, to.reach):
                raise Invalid(_("“%(topic)s” does not come that way.", topic=_(topic.name)), field="channel")
            if not choice.wanted and must_go(topic, choice.channel, to.reach):
                raise Invalid(
                    _("“%(topic)s” has to reach you, so it cannot be turned off there.", topic=_(topic.name)),
                    field="wanted",
                )
            if choice.wanted != wanted_by_choice(topic, choice.channel, to.wishes, to.reach):
                await wishes.choose(db, person.id, topic.key, choice.channel, choice.wanted, source)
                changed += 1
    return changed


async def settle(
    house: House,
    person: Person,
    *,
    zone: str,
    quiet_from: time | None,
    quiet_until: time | None,
    digest: Digest,
) -> None:
    """Keep quiet hours and how letters are gathered. What waited for a gathered letter that is not wanted any more is sent at once.

    Raises:
        Invalid: no such zone; one end of the quiet hours without the other, or both at the same time of day.
    """
    if zone not in zones():
        raise Invalid("Please choose a time zone of the list.", field="zone")
    if (quiet_from is None) != (quiet_until is None):
        missing = "quiet_from" if quiet_from is None else "quiet_until"
        raise Invalid("Quiet hours need a beginning and an end.", field=missing)
    if quiet_from is not None and quiet_from == quiet_until:
        raise Invalid(
            "Quiet hours cannot begin and end at the same time. Leave both empty for none.",
            field="quiet_until",
        )
    quiet = None if quiet_from is None or quiet_until is None else (quiet_from, quiet_until)
    async with house.database.session(ACTOR, "kith") as db:
        to = await _member(db, house, person)
        following = next_digest(db.now, digest, ZoneInfo(zone), Quiet(*quiet) if quiet else None)
        await wishes.settle(db, person.id, zone=zone, quiet=quiet, digest=digest, next_digest=following)
        if digest == "off" and to.wishes.digest != "off":
            await digests.gather(db, house, person.id, key=f"digest:{person.id}:{uuid4()}")
