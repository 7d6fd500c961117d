"""Momento's week, counted: sign-ups, seats, who came, what guests paid less what went back."""

from __future__ import annotations

from harness.counting import counted, plant
from kith.foundation.house import House


async def test_a_week_of_evenings_is_counted_exactly(house: House) -> None:
    await plant(
        house,
        "momento",
        """insert into users (id, email, birth_date, created_at, number) overriding system value
           select md5('u' || n)::uuid, 'u' || n || '@x.example', '1990-01-01', '2026-11-15 22:00Z'::timestamptz + n * interval '2 hours',
             n from generate_series(0, 11) n""",
        """insert into locations (id, name, latitude, longitude, city) select md5('p' || n)::uuid, 'Tree', 1, 1, (array['Berlin', 'Bonn',
          null])[n] from generate_series(1, 3) n""",
        # Berlin twice, Bonn, a place without a city; one is off, one is in another week.
        """insert into events (id, host_id, title, min_participants, max_participants, status, confirmed_at, starts_at, ends_at, seats_taken, number,
             cancelled_at, cancelled_by, cancelled_reason)
           overriding system value
           select md5('e' || n)::uuid, md5('h')::uuid, 'Supper', 1, 8, case n when 5 then 'cancelled' else 'confirmed' end, '2026-11-01Z',
             case n when 6 then '2026-11-23 18:00Z' else '2026-11-19 18:00Z' end::timestamptz, '2026-11-24Z', 5, n,
             case n when 5 then '2026-11-18Z'::timestamptz end, case n when 5 then 'host' end, case n when 5 then 'ill' end
           from generate_series(1, 6) n""",
        """insert into event_itinerary_stops (event_id, location_id, "order", title, start_time, end_time)
           select md5('e' || n)::uuid, md5('p' || (array[1, 1, 2, 3, 1, 1])[n])::uuid, 1, 'Soup', '2026-11-19 18:00Z',
             '2026-11-19 20:00Z' from generate_series(1, 6) n""",
        """insert into event_itinerary_stops (event_id, location_id, "order", title, start_time, end_time)
           values (md5('e1')::uuid, md5('p2')::uuid, 2, 'Wine', '2026-11-19 20:00Z', '2026-11-19 21:00Z')""",
        """insert into seats (event_id, profile_id, seats, person)
           select md5('e' || n)::uuid, md5('s' || m || case when n > 2 then n else 0 end)::uuid, 1, int8range(m, m + 1) from generate_series(1,
             6) n, generate_series(1, 5) m""",
        """insert into attendance (event_id, profile_id, status, disputed_from, disputed_at)
           select md5('e' || n)::uuid, md5('s' || m || case when n > 2 then n else 0 end)::uuid, (array['attended', 'late', 'no_show', 'disputed',
             'attended'])[m],
             case m when 4 then 'no_show' end, case m when 4 then '2026-11-20Z'::timestamptz end
           from generate_series(1, 6) n, generate_series(1, 5) m""",
        """insert into payments (user_id, event_id, amount_in_cents, currency, invitation_id, status, settled_at, stripe_charge_id, refunded_in_cents)
           select md5('s' || n)::uuid, md5('e' || (array[1, 3, 3])[n])::uuid, 2000, 'eur', md5('i' || n)::uuid, 'succeeded', '2026-11-17Z',
             'ch_' || n, case n when 3 then 500 else 0 end
           from generate_series(1, 3) n""",
        """insert into payments (user_id, event_id, amount_in_cents, currency, invitation_id, status)
           values (md5('s9')::uuid, md5('e1')::uuid, 2000, 'eur', md5('i9')::uuid, 'pending')""",
    )
    assert await counted(house) == {
        ("signups", "", ""): (11, None, 11),
        ("fill", "", ""): (20, 32, 15),
        ("fill", "Berlin", ""): (10, 16, 5),
        ("fill", "Bonn", ""): (5, 8, 5),
        ("fill", "elsewhere", ""): (5, 8, 5),
        ("show", "", ""): (12, 16, 12),
        ("show", "Berlin", ""): (6, 8, 4),
        ("show", "Bonn", ""): (3, 4, 4),
        ("show", "elsewhere", ""): (3, 4, 4),
        ("revenue", "", "EUR"): (5500, None, 3),
        ("revenue", "Berlin", "EUR"): (2000, None, 1),
        ("revenue", "Bonn", "EUR"): (3500, None, 2),
    }
