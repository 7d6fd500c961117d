"""JOSH's week, counted: sign-ups by region, seats, who came, the time to the lock, memberships paid."""

from __future__ import annotations

from harness.counting import counted, plant
from kith.foundation.house import House


async def test_a_week_of_linkups_is_counted_exactly(house: House) -> None:
    await plant(
        house,
        "josh",
        """insert into regions (id, slug, display_name, geometry) select md5('r' || n)::uuid, 'r' || n, 'Region ' || n,
          '{"zips": ["10115"]}' from generate_series(1, 2) n""",
        """insert into users (id, phone_e164, phone_hash, first_name, last_name, birthday, state, sms_consent, age_consent, terms_consent,
          privacy_consent,
             region_id, created_at, number)
           overriding system value
           select md5('u' || n)::uuid, '+1202555' || lpad(n::text, 4, '0'), repeat('0', 60) || lpad(n::text, 4, '0'), 'A', 'B', '1990-01-01',
             case when n = 30 then 'unverified' else 'active' end::user_state, true, true, true, true,
             case when n <= 20 then md5('r1')::uuid when n <= 25 then md5('r2')::uuid end,
             '2026-11-16 00:00Z'::timestamptz + n * interval '5 hours', n
           from generate_series(0, 33) n""",
        # Twelve at three tables of four in the first region; one table of the second is off, one locked in another week.
        """insert into linkups (id, initiator_user_id, region_id, state, brief, acceptance_window_ends_at, event_time, starts_at, ends_at,
          locked_at, lock_version,
             seats_taken, min_size, max_size, linkup_create_key, time_zone, created_at, canceled_at, completed_at)
           select md5('l' || n)::uuid, md5('u' || n)::uuid, case when n <= 3 then md5('r1') else md5('r2') end::uuid,
             (array['completed', 'completed', 'locked', 'canceled', 'completed'])[n]::linkup_state,
             '{"activity_key": "coffee", "time_window": "SAT_MORNING"}', '2026-11-18 12:00Z', '2026-11-20 19:00Z', '2026-11-20 18:00Z',
               '2026-11-20 23:00Z',
             case n when 4 then null when 5 then '2026-11-10 10:00Z' else '2026-11-18 10:00Z' end::timestamptz, case n when 4 then 0 else 1 end,
             3, 2, 4, 'k' || n, 'UTC',
               case n when 5 then '2026-11-10 09:00Z' else '2026-11-18 09:00Z' end::timestamptz - n * interval '10 minutes', null, null
           from generate_series(1, 5) n""",
        """insert into linkup_participants (linkup_id, user_id, role, status)
           select md5('l' || n)::uuid, md5('u' || (n * 3 + m))::uuid, 'participant',
             case when n = 3 then 'confirmed' when m = 0 then 'no_show' else 'attended' end
           from generate_series(1, 5) n, generate_series(0, 2) m where n <> 4""",
        """insert into subscriptions (user_id, stripe_subscription_id) select md5('u' || n)::uuid, 'sub_' || n from generate_series(1, 3) n""",
        """insert into kith.stripe_events (stripe_event_id, event_type, payload, received_at)
           select 'evt_' || n, case n when 4 then 'invoice.created' else 'invoice.paid' end,
             jsonb_build_object('data', jsonb_build_object('object', jsonb_build_object('id', 'in_' || n / 2, 'subscription', 'sub_' || 1 + n / 2,
               'currency', 'usd',
               'amount_paid', 999))), '2026-11-17Z' from generate_series(0, 4) n""",
    )
    found = await counted(house)
    assert found == {
        ("signups", "", ""): (33, None, 33),
        ("signups", "Region 1", ""): (21, None, 21),
        ("signups", "Region 2", ""): (5, None, 5),
        ("signups", "elsewhere", ""): (7, None, 7),
        ("fill", "", ""): (12, 16, 12),
        ("fill", "Region 1", ""): (9, 12, 9),
        ("fill", "Region 2", ""): (3, 4, 3),
        ("show", "", ""): (6, 9, 9),
        ("show", "Region 1", ""): (4, 6, 6),
        ("show", "Region 2", ""): (2, 3, 3),
        ("lock", "", ""): (240, 3, 9),
        ("lock", "Region 1", ""): (240, 3, 9),
        ("revenue", "", "USD"): (1998, None, 2),
    }
