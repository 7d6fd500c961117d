"""How a person is told something: one rule for every message of every product, without I/O.

Quiet hours are wall-clock times in the person's zone: what falls into them waits for the first moment outside, which a clock change moves with it.
A text waits for the law's hours as well, unless it answers somebody who just asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

import msgspec

from kith.commons.messaging.quiet_hours import QuietRule, next_allowed, rules_for
from kith.foundation.product import Topic, TopicChannel

CHANNELS: Final[tuple[TopicChannel, ...]] = ("in_app", "email", "sms", "push")
Verdict = Literal["send", "hold", "digest", "in_app", "never"]
Digest = Literal["off", "daily", "weekly"]
DIGEST_AT: Final = time(8)
"""Local time at which gathered letters come; the weekly one on Mondays."""
_DAY: Final = timedelta(days=1)
_MOST_TURNS: Final = 40


class Quiet(msgspec.Struct, frozen=True):
    """Wall-clock times between which nothing may ring: from `start` (inclusive) until `end` (exclusive), over midnight where `end` is earlier."""

    start: time
    end: time


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What a person chose. `choices` holds what differs from the topics: (topic's key, channel) → wanted."""

    choices: Mapping[tuple[str, str], bool] = {}
    zone: str = "UTC"
    quiet: Quiet | None = None
    digest: Digest = "off"


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """How a person can be reached at all. `stopped`: their number said STOP. `phone_zone` is the zone their number belongs to."""

    email: bool = False
    phone: bool = False
    stopped: bool = False
    pushable: bool = False
    phone_zone: str = "UTC"
    phone_country: str | None = None


class Decision(msgspec.Struct, frozen=True):
    """`send` now; `hold` until `until`; `digest`, with the next gathered letter; `in_app`, in the centre only; `never`, nowhere."""

    verdict: Verdict
    until: datetime | None = None


def must_go(topic: Topic, channel: TopicChannel, reach: Reach) -> bool:
    """Whether what may not be turned off goes by this channel whatever was chosen: to the centre; and by letter, or by text to who gets none."""
    if topic.may_be_off:
        return False
    if channel == "in_app":
        return "in_app" in topic.channels
    return channel == ("email" if reach.email and "email" in topic.offered else "sms")


def wanted_by_choice(topic: Topic, channel: TopicChannel, wishes: Wishes, reach: Reach) -> bool:
    """What the person chose, or what the topic is by itself: texts stand in for letters where there is no e-mail address."""
    if channel not in topic.offered:
        return False
    by_itself = channel in topic.channels
    if channel == "sms" and not reach.email:
        by_itself = by_itself or wishes.choices.get((topic.key, "email"), "email" in topic.channels)
    return must_go(topic, channel, reach) or wishes.choices.get((topic.key, channel), by_itself)


def goes(topic: Topic, channel: TopicChannel, wishes: Wishes, reach: Reach) -> bool:
    """Whether a message of the topic goes by this channel: wanted there, and the person can be reached."""
    reached = {
        "in_app": True,
        "email": reach.email,
        "sms": reach.phone and not reach.stopped,
        "push": reach.pushable,
    }
    return reached[channel] and wanted_by_choice(topic, channel, wishes, reach)


def decide(
    topic: Topic,
    channel: TopicChannel,
    wishes: Wishes,
    reach: Reach,
    now: datetime,
    *,
    timely: bool = False,
    keeps_the_law: bool = False,
) -> Decision:
    """What becomes of one message on one channel. `now` (aware) is when it would leave; `timely` ones (a calendar's invitation) are not gathered;
    `keeps_the_law` says that whoever delivers it asks the law of its place itself, as JOSH does.
    """
    if not goes(topic, channel, wishes, reach):
        return Decision("in_app" if goes(topic, "in_app", wishes, reach) else "never")
    if channel == "in_app":
        return Decision("send")
    if channel == "email" and wishes.digest != "off" and topic.may_be_off and not topic.urgent and not timely:
        return Decision("digest")
    quiet = None if topic.urgent else wishes.quiet
    law: Sequence[QuietRule] = ()
    if channel == "sms" and topic.kind not in ("security", "answer") and not keeps_the_law:
        law = rules_for(reach.phone_country, None)
    until = next_moment(now, ZoneInfo(wishes.zone), quiet, ZoneInfo(reach.phone_zone), law)
    if until is None:
        # Their own quiet hours leave no moment in which a text is lawful.
        return Decision("in_app" if goes(topic, "in_app", wishes, reach) else "never")
    return Decision("send") if until <= now else Decision("hold", until)


def next_moment(
    now: datetime, zone: ZoneInfo, quiet: Quiet | None, law_zone: ZoneInfo, law: Sequence[QuietRule] = ()
) -> datetime | None:
    """The first moment from `now` on that is outside a person's quiet hours and inside the law's; UTC, None when there is none within weeks."""
    moment = now.astimezone(UTC)
    for _turn in range(_MOST_TURNS):
        after_quiet = end_of_quiet(moment, zone, quiet)
        lawful = next_allowed(after_quiet, law_zone, law) if law else after_quiet
        if lawful == moment:
            return moment
        moment = lawful
    return None


def is_quiet(moment: datetime, zone: ZoneInfo, quiet: Quiet) -> bool:
    """Whether the clock on the person's wall stands within their quiet hours."""
    wall = moment.astimezone(zone).time().replace(tzinfo=None)
    if quiet.start < quiet.end:
        return quiet.start <= wall < quiet.end
    return wall >= quiet.start or wall < quiet.end


def end_of_quiet(moment: datetime, zone: ZoneInfo, quiet: Quiet | None) -> datetime:
    """`moment` itself outside quiet hours, else the first moment after it outside them; UTC."""
    moment = moment.astimezone(UTC)
    if quiet is None or not is_quiet(moment, zone, quiet):
        return moment
    later = (at for at in _walls(moment, zone, quiet.end) if at > moment and not is_quiet(at, zone, quiet))
    return min(later)


def _walls(moment: datetime, zone: ZoneInfo, wall: time) -> Iterator[datetime]:
    """The moments of the next days at which the wall's clock shows this time: both of them where an hour comes twice."""
    today = moment.astimezone(zone).date()
    for ahead in range(-1, 4):
        for fold in (0, 1):
            yield datetime.combine(today + _DAY * ahead, wall, zone).replace(fold=fold).astimezone(UTC)


def next_digest(after: datetime, digest: Digest, zone: ZoneInfo, quiet: Quiet | None) -> datetime | None:
    """When the next gathered letter comes, later than `after`: eight in the morning, on Mondays if weekly, put off by quiet hours. None for `off`."""
    if digest == "off":
        return None
    day = after.astimezone(zone).date()
    while True:
        if digest == "daily" or day.isoweekday() == 1:
            at = end_of_quiet(datetime.combine(day, DIGEST_AT, zone).astimezone(UTC), zone, quiet)
            if at > after:
                return at
        day += _DAY
