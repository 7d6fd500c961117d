"""Mentor's week, counted: sign-ups, hours used of those offered, sessions that took place, what was paid."""

from __future__ import annotations

from harness.counting import counted, plant
from kith.foundation.house import House


async def test_a_week_of_sessions_is_counted_exactly(house: House) -> None:
    await plant(
        house,
        "mentor",
        """insert into profiles (user_id, full_name, created_at, number, status, suspended_at) overriding system value
           select md5('u' || n)::uuid, 'Ada', '2026-11-22 20:00Z'::timestamptz + n * interval '1 hour', n,
             case n when 4 then 'suspended' else 'active' end,
             case n when 4 then '2026-11-01Z'::timestamptz end from generate_series(1, 5) n""",
        # Monday and Sunday two hours each; every other Wednesday, this week's and another's; one off by a holiday, one suspended, one not active.
        """insert into mentor_availability_rules (mentor_user_id, weekday, start_minute, end_minute, timezone, is_active, interval_weeks, anchor_date)
           select md5('u' || u)::uuid, w, 600, 720, 'UTC', active, every, anchor::date
           from (values (1, 1, true, 1, null), (1, 0, true, 1, null), (1, 3, true, 2, '2026-11-04'), (1, 3, true, 2, '2026-11-11'),
                        (2, 2, true, 1, null), (4, 1, true, 1, null), (1, 5, false, 1, null)) as r (u, w, active, every, anchor)""",
        """insert into mentor_availability_exceptions (mentor_user_id, date) values (md5('u2')::uuid, '2026-11-17')""",
        """insert into bookings (mentor_user_id, mentee_user_id, start_time, end_time, status, confirmed_at, completed_at, requested_at,
          cancelled_at, cancelled_by, no_show)
           select md5('u1')::uuid, md5('u' || 10 + n)::uuid, t::timestamptz, t::timestamptz + interval '30 minutes', s::booking_status, '2026-11-10Z',
             case s when 'completed' then '2026-11-20Z'::timestamptz end, null, case s when 'cancelled' then '2026-11-20Z'::timestamptz end,
             case s when 'cancelled' then 'house' end, missed
           from (values (1, '2026-11-16 10:00Z', 'completed', null), (2, '2026-11-16 11:00Z', 'completed', null), (3, '2026-11-18 10:00Z',
             'confirmed', null),
                        (4, '2026-11-18 11:00Z', 'cancelled', 'mentee'), (5, '2026-11-22 23:30Z', 'completed', null), (6, '2026-11-23 10:00Z',
                          'completed', null))
             as b (n, t, s, missed)""",
        """insert into payments (booking_id, user_id, amount_cents, currency, status, settled_at, txn_id, refunded_cents, kind, charge_payment_id,
          reason)
           select md5('b' || n)::uuid, md5('u' || 10 + n)::uuid, 3000, 'usd', 'succeeded', '2026-11-18Z', 'tx' || n,
             case n when 2 then 1000 else 0 end, 'charge', null, null
           from generate_series(1, 2) n""",
    )
    assert await counted(house) == {
        ("signups", "", ""): (3, None, 3),
        ("slots", "", ""): (120, 360, 5),
        ("show", "", ""): (3, 4, 5),
        ("revenue", "", "USD"): (5000, None, 2),
    }
