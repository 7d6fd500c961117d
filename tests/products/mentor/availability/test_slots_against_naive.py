"""The engine finds the same slots as the minute-by-minute search, whatever hours, clocks and bookings."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness import naive_slots
from kith.products.mentor.availability import slots as engine
from kith.products.mentor.availability.local_time import DAY, day_number
from kith.products.mentor.availability.rules import DayException, WeeklyRule
from kith.products.mentor.availability.slots import Availability, BookingSettings, Taken

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Asia/Beirut",
    "America/St_Johns",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Antarctica/Troll",
]
# Quiet days, and the clocks' changes of the zones above.
DAYS = [
    date(2026, 11, 18),
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2026, 10, 4),
    date(2026, 3, 8),
    date(2026, 11, 1),
    date(2010, 11, 7),
    date(2011, 12, 30),
    date(2026, 12, 31),
]
MINUTES = st.one_of(st.integers(0, 1440), st.sampled_from([0, 60, 120, 150, 180, 540, 1020, 1440]))
# Mostly long hours, so that there is something to offer; some empty or backwards.
HOURS = st.one_of(
    st.tuples(MINUTES, MINUTES),
    st.tuples(st.integers(0, 200), st.integers(400, 1440)),
    st.tuples(st.integers(0, 700), st.integers(1000, 1440)),
    st.sampled_from([(0, 1440), (120, 180), (90, 600)]),
)


@st.composite
def situations(draw: st.DrawFn) -> tuple[Availability, int, int, int, int]:
    """A mentor, from, until, duration, now; everything in whole minutes around one day."""
    day = day_number(draw(st.sampled_from(DAYS)))
    middle = day * DAY
    zone = draw(st.sampled_from(ZONES))
    rules = [
        WeeklyRule(
            (day + draw(st.sampled_from([0, 0, 1, -1])) + 4) % 7,
            *draw(HOURS),
            draw(st.sampled_from([zone, zone, *ZONES])),
            draw(st.sampled_from([1, 1, 1, 2, 3])),
            day + draw(st.sampled_from([0, 0, 14, 5, -3, -17, 1])),
        )
        for _ in range(draw(st.sampled_from([2, 3, 1, 4])))
    ]
    exceptions = [
        DayException(day + draw(st.sampled_from([0, 1, -1])), *draw(HOURS))
        for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2])))
    ]
    near = st.integers(-1_500, 2_900).map(lambda minute: middle + minute * 60)
    length = st.integers(1, 200)
    spans = st.tuples(near, length).map(lambda one: (one[0], one[0] + one[1] * 60))
    buffers = st.sampled_from([0, 0, 5, 15])
    taken = [
        Taken(start, end, draw(buffers), draw(buffers)) for start, end in draw(st.lists(spans, max_size=3))
    ]
    durations = draw(
        st.lists(st.sampled_from([15, 30, 45, 60, 100, 240]), min_size=1, max_size=2, unique=True)
    )
    wishes = BookingSettings(
        durations=tuple(durations),
        interval=draw(st.sampled_from([None, 5, 15, 30, 50])),
        buffer_before=draw(buffers),
        buffer_after=draw(buffers),
        notice=draw(st.sampled_from([0, 0, 60, 1_440])),
        horizon_days=draw(st.sampled_from([60, 60, 60, 2, 1, 0])),
        most_per_day=draw(st.sampled_from([None, None, None, 2, 1])),
        most_per_week=draw(st.sampled_from([None, None, None, 3, 1])),
    )
    mentor = Availability(
        time_zone=zone,
        settings=wishes,
        rules=rules,
        exceptions=exceptions,
        taken=taken,
        busy=draw(st.lists(spans, max_size=2)),
        viewer_taken=draw(st.lists(spans, max_size=1)),
    )
    start = middle + draw(st.integers(-900, 300)) * 60
    end = start + draw(st.sampled_from([1_500, 1_500, 700, 1, 0])) * 60
    now = middle - draw(st.sampled_from([1_500, 1_000, 900, 0, -200])) * 60
    return mentor, start, end, durations[0], now


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(situations())
def test_slots_are_those_of_the_minute_by_minute_search(
    situation: tuple[Availability, int, int, int, int],
) -> None:
    mentor, start, end, duration, now = situation
    assert engine.slots(mentor, start, end, duration, now) == naive_slots.slots(
        mentor, start, end, duration, now
    )


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(situations())
def test_a_slot_shown_is_a_slot_bookable_and_no_other_is(
    situation: tuple[Availability, int, int, int, int],
) -> None:
    mentor, start, end, duration, now = situation
    shown = engine.slots(mentor, start, end, duration, now)
    bookable = [minute for minute in range(start, end, 60) if engine.is_free(mentor, minute, duration, now)]
    assert bookable == shown
    assert not any(engine.is_free(mentor, start + second, duration, now) for second in (1, 30, 59))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(situations())
def test_no_slot_comes_nearer_to_a_booking_than_both_their_buffers(
    situation: tuple[Availability, int, int, int, int],
) -> None:
    mentor, start, end, duration, now = situation
    before, after = mentor.settings.buffer_before * 60, mentor.settings.buffer_after * 60
    for slot in engine.slots(mentor, start, end, duration, now):
        ends = slot + duration * 60
        assert not any(
            slot - before < one.end + one.buffer_after * 60
            and one.start - one.buffer_before * 60 < ends + after
            for one in mentor.taken
        )
        assert not any(begins < ends and slot < until for begins, until in mentor.busy)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(situations())
def test_alternatives_are_the_nearest_slots_and_the_next_is_the_first(
    situation: tuple[Availability, int, int, int, int],
) -> None:
    mentor, start, _, duration, now = situation
    reach = (abs(start - now) // DAY + mentor.settings.horizon_days + 3) * DAY
    everything = engine.slots(mentor, start - reach, start + reach, duration, now)
    nearest = sorted((abs(slot - start), slot) for slot in everything if slot != start)[:3]
    assert engine.nearest_alternatives(mentor, start, duration, now) == [slot for _, slot in nearest]
    firsts = [
        found[0]
        for length in mentor.settings.durations
        if (found := engine.slots(mentor, now, now + reach, length, now))
    ]
    assert engine.next_slot(mentor, now) == (min(firsts) if firsts else None)
