"""The rule that says how somebody is told: turned off is off, quiet is quiet whatever the clocks do, and nothing held is lost."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.commons.messaging.deciding import (
    CHANNELS,
    Decision,
    Quiet,
    Reach,
    Wishes,
    decide,
    end_of_quiet,
    goes,
    is_quiet,
    next_digest,
    next_moment,
)
from kith.commons.messaging.quiet_hours import is_quiet as is_unlawful
from kith.commons.messaging.quiet_hours import rules_for
from kith.foundation.product import Topic

EVERYDAY = Topic(key="x.messages", name="x", about="x")
URGENT = Topic(key="x.waiting", name="x", about="x", urgent="It is kept for a while only.")
PAYMENT = Topic(key="x.payments", name="x", about="x", kind="payment")
CODE = Topic(
    key="x.code", name="x", about="x", kind="security", channels=("email",), urgent="You wait for it."
)
TOPICS = (EVERYDAY, URGENT, PAYMENT, CODE)
EVERYWHERE = Reach(email=True, phone=True, pushable=True, phone_zone="Europe/Berlin", phone_country="DE")
BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = Quiet(time(22), time(7))

zones = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"]
)
walls = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
quiets = st.builds(Quiet, walls, walls).filter(lambda quiet: quiet.start != quiet.end)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
reaches = st.builds(
    Reach,
    email=st.booleans(),
    phone=st.booleans(),
    stopped=st.booleans(),
    pushable=st.booleans(),
    phone_zone=zones,
    phone_country=st.sampled_from([None, "US", "DE"]),
)
wishes = st.builds(
    Wishes,
    choices=st.dictionaries(
        st.tuples(st.sampled_from([topic.key for topic in TOPICS]), st.sampled_from(CHANNELS)), st.booleans()
    ),
    zone=zones,
    quiet=st.none() | quiets,
    digest=st.sampled_from(["off", "daily", "weekly"]),
)


@given(st.sampled_from(TOPICS), st.sampled_from(CHANNELS), wishes, reaches, moments)
def test_every_message_has_one_fate_and_a_person_is_obeyed(
    topic: Topic, channel: Any, wished: Wishes, reach: Reach, now: datetime
) -> None:
    decision = decide(topic, channel, wished, reach, now)
    chosen = wished.choices.get((topic.key, channel))
    if decision.verdict in ("send", "hold", "digest"):
        assert not (topic.may_be_off and chosen is False), "what was turned off is not sent"
        assert {"email": reach.email, "sms": reach.phone, "push": reach.pushable, "in_app": True}[channel]
    if channel == "sms" and reach.stopped:
        assert decision.verdict in ("in_app", "never"), "STOP is STOP"
    if decision.verdict == "in_app":
        assert decide(topic, "in_app", wished, reach, now) == Decision("send")
    if not topic.may_be_off and reach.email:
        assert decide(topic, "email", wished, reach, now).verdict in ("send", "hold"), "it always arrives"
    if topic.urgent and channel != "sms":
        assert decision.verdict not in ("hold", "digest"), "urgent means now"
    if decision.until is not None:
        assert decision.verdict == "hold"
        assert now < decision.until < now + timedelta(days=20)
        if not topic.urgent and wished.quiet is not None:
            assert not is_quiet(decision.until, ZoneInfo(wished.zone), wished.quiet)
        if channel == "sms" and topic.kind != "security":
            law = rules_for(reach.phone_country, None)
            assert not is_unlawful(decision.until, ZoneInfo(reach.phone_zone), law)


@given(moments, zones.map(ZoneInfo), quiets)
def test_what_is_quiet_ends_at_the_first_moment_at_which_the_wall_clock_says_so(
    moment: datetime, zone: ZoneInfo, quiet: Quiet
) -> None:
    end = end_of_quiet(moment, zone, quiet)
    assert not is_quiet(end, zone, quiet)
    assert end == moment if not is_quiet(moment, zone, quiet) else end > moment
    # Nobody waits longer than to the end on the wall, and an hour more where that very minute is skipped by a clock change.
    awake = [
        at for step in range(1, 108) if not is_quiet(at := moment + timedelta(minutes=15 * step), zone, quiet)
    ]
    assert end == moment or end <= awake[0] + timedelta(hours=1)


@pytest.mark.parametrize(
    ("evening", "morning", "hours"),
    [
        ((2026, 3, 28, 23), (2026, 3, 29, 7), 7),  # the night that has no hour between two and three
        ((2026, 10, 24, 23), (2026, 10, 25, 7), 9),  # the night that has it twice
        ((2026, 11, 27, 23), (2026, 11, 28, 7), 8),
    ],
)
def test_a_night_ends_at_seven_on_the_wall_also_when_clocks_change(
    evening: tuple[int, ...], morning: tuple[int, ...], hours: int
) -> None:
    late = datetime(*evening, tzinfo=BERLIN)  # type: ignore[arg-type, misc]
    wished = Wishes(zone="Europe/Berlin", quiet=NIGHT)
    held = decide(EVERYDAY, "push", wished, EVERYWHERE, late)
    assert held.until == datetime(*morning, tzinfo=BERLIN).astimezone(UTC)  # type: ignore[arg-type, misc]
    assert held.until - late.astimezone(UTC) == timedelta(hours=hours)
    assert decide(URGENT, "push", wished, EVERYWHERE, late) == Decision("send")
    assert decide(CODE, "email", wished, EVERYWHERE, late) == Decision("send")


def test_a_quiet_hour_that_comes_twice_is_quiet_twice() -> None:
    quiet = Quiet(time(1), time(2, 30))
    first = datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN)
    second = first.replace(fold=1)
    assert is_quiet(first, BERLIN, quiet)
    assert is_quiet(second, BERLIN, quiet)
    assert end_of_quiet(second, BERLIN, quiet) == datetime(
        2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1
    ).astimezone(UTC)


def test_a_text_waits_for_the_law_as_well_and_stays_in_the_centre_where_no_moment_suits_both() -> None:
    reach = Reach(phone=True, phone_zone="America/New_York", phone_country="US")
    new_york = ZoneInfo("America/New_York")
    evening = datetime(2026, 11, 27, 21, 30, tzinfo=new_york)
    eight = datetime(2026, 11, 28, 8, tzinfo=new_york).astimezone(UTC)
    assert decide(EVERYDAY, "sms", Wishes(), reach, evening) == Decision("hold", eight)
    assert decide(PAYMENT, "sms", Wishes(), reach, evening).verdict == "hold", "the law knows no urgency"
    assert decide(CODE, "sms", Wishes(), reach, evening) == Decision("send"), "but an answer is an answer"
    later = Wishes(zone="America/New_York", quiet=Quiet(time(22), time(10)))
    assert decide(EVERYDAY, "sms", later, reach, evening) == Decision("hold", eight + timedelta(hours=2))
    only_nights = Wishes(zone="America/New_York", quiet=Quiet(time(7), time(22)))
    assert decide(EVERYDAY, "sms", only_nights, reach, evening) == Decision("in_app")
    assert next_moment(evening, new_york, only_nights.quiet, new_york, rules_for("US", None)) is None


def test_a_text_stands_in_for_letters_only_where_there_is_no_address() -> None:
    phone_only = Reach(phone=True)
    assert not goes(EVERYDAY, "sms", Wishes(), EVERYWHERE)
    assert goes(EVERYDAY, "sms", Wishes(), phone_only)
    assert not goes(EVERYDAY, "sms", Wishes(choices={(EVERYDAY.key, "email"): False}), phone_only)
    assert goes(EVERYDAY, "sms", Wishes(choices={(EVERYDAY.key, "sms"): True}), EVERYWHERE)
    assert goes(PAYMENT, "sms", Wishes(choices={(PAYMENT.key, "sms"): False}), phone_only), "it must arrive"


def test_a_digest_gathers_everyday_letters_and_no_others() -> None:
    now = datetime(2026, 11, 27, 12, tzinfo=UTC)
    daily = Wishes(digest="daily")
    assert decide(EVERYDAY, "email", daily, EVERYWHERE, now) == Decision("digest")
    assert decide(EVERYDAY, "email", daily, EVERYWHERE, now, timely=True) == Decision("send")
    for topic, channel in ((URGENT, "email"), (PAYMENT, "email"), (EVERYDAY, "push")):
        assert decide(topic, channel, daily, EVERYWHERE, now).verdict == "send"  # type: ignore[arg-type]


@given(moments, st.sampled_from(["daily", "weekly"]), zones.map(ZoneInfo), st.none() | quiets)
def test_the_next_gathered_letter_comes_once_in_its_time(
    after: datetime, digest: Any, zone: ZoneInfo, quiet: Quiet | None
) -> None:
    at = next_digest(after, digest, zone, quiet)
    assert at is not None
    assert timedelta(0) < at - after <= timedelta(days=2 if digest == "daily" else 9)
    if quiet is None:
        assert at.astimezone(zone).hour in (8, 9)  # Apia once had no such day
        assert digest == "daily" or at.astimezone(zone).isoweekday() == 1
    else:
        assert not is_quiet(at, zone, quiet)
    assert next_digest(after, "off", zone, quiet) is None
