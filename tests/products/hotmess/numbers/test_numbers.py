"""HOTMESS's week, counted: sign-ups by city, tickets and who came in, drops, what was paid."""

from __future__ import annotations

from harness.counting import counted, plant
from kith.foundation.house import House


async def test_a_week_of_nights_is_counted_exactly(house: House) -> None:
    await plant(
        house,
        "hotmess",
        """insert into profiles (user_id, birth_date, age_verified_at, city_id, created_at)
           select md5('u' || n)::uuid, '1990-01-01', '2026-11-01', case when n <= 4 then (select id from cities where slug = 'london') end,
             '2026-11-16Z'
           from generate_series(1, 6) n""",
        # Two nights in London, one of which did not scan; one in Berlin; one without places, one of another week.
        """insert into beacons (id, owner_id, kind, title, status, city_id, timezone, starts_at, expires_at, ruleset_id, capacity)
           select md5('b' || n)::uuid, md5('o')::uuid, 'event', 'A night', 'live', c.id, 'UTC',
             case n when 5 then '2026-11-23 00:00Z' else '2026-11-22 23:00Z' end::timestamptz,
             '2100-01-01', md5('r')::uuid, case n when 4 then null else 10 end
           from generate_series(1, 5) n join cities c on c.slug = case n when 3 then 'berlin' else 'london' end""",
        """insert into qr_tokens (id, beacon_id, scope, token_hash, key_id, expires_at, holder_id, revoked_at, revoked_reason)
           select md5('t' || n || m)::uuid, md5('b' || n)::uuid, 'check_in', sha256(convert_to('t' || n || m, 'UTF8')), 'k', '2100-01-01',
             md5('u' || m)::uuid,
             case m when 6 then '2026-11-20Z'::timestamptz end, case m when 6 then 'resold' end
           from generate_series(1, 5) n, generate_series(1, 6) m""",
        """insert into beacon_scans (beacon_id, token_id, user_id, city_id, status, direction, reason, undone_at)
           select md5('b' || n)::uuid, md5('t' || n || m)::uuid, md5('u' || m)::uuid, c.id, case m when 4 then 'duplicate' else 'valid' end, 'entry',
             case m when 4 then 'used_up' end, case m when 3 then '2026-11-22 23:30Z'::timestamptz end
           from unnest(array[1, 3]) n, generate_series(1, 4) m, cities c where c.slug = 'london'""",
        """insert into drops (id, slug, title, start_at, end_at) values (md5('d')::uuid, 'drop-one', 'Drop', '2026-11-18 20:00Z',
          '2026-11-18 21:00Z')""",
        """insert into products (id, slug, title, collection, price_pence, status, drop_id) values (md5('x')::uuid, 'thing', 'Thing', 'raw', 100,
          'live', md5('d')::uuid)""",
        """insert into stock_units (product_id) select md5('x')::uuid from generate_series(1, 20)""",
        """insert into orders (id, user_id, subtotal_pence, total_pence, expires_at, paid_at, payment_status)
           select md5('q' || n)::uuid, md5('u' || n)::uuid, 300, 300, '2100-01-01',
             case n when 3 then null when 4 then '2026-11-19Z' else '2026-11-18 20:30Z' end::timestamptz,
             case n when 3 then 'pending' else 'paid' end from generate_series(1, 4) n""",
        """insert into order_items (order_id, product_id, title, quantity, unit_price_pence, total_price_pence, refunded_quantity)
           select md5('q' || n)::uuid, md5('x')::uuid, 'Thing', 3, 100, 300, case n when 2 then 1 else 0 end from generate_series(1, 4) n""",
        """insert into payments (order_id, user_id, amount_pence, currency, status, settled_at, stripe_charge_id, refunded_pence)
           select md5('q' || n)::uuid, md5('u' || n)::uuid, 300, 'GBP', 'succeeded', '2026-11-18 20:30Z', 'ch' || n, case n when 2 then 100 else 0 end
           from generate_series(1, 2) n""",
    )
    assert await counted(house) == {
        ("signups", "", ""): (6, None, 6),
        ("signups", "London", ""): (4, None, 4),
        ("signups", "elsewhere", ""): (2, None, 2),
        ("fill", "", ""): (15, 30, 5),
        ("fill", "London", ""): (10, 20, 5),
        ("fill", "Berlin", ""): (5, 10, 5),
        # Whoever was let out again by an undone scan, refused as a double or never came is not counted as there.
        ("show", "", ""): (4, 10, 5),
        ("show", "London", ""): (2, 5, 5),
        ("show", "Berlin", ""): (2, 5, 5),
        ("drops", "", ""): (5, 20, 2),
        ("revenue", "", "GBP"): (500, None, 2),
    }
