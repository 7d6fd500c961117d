"""Attuned's week, counted: sign-ups, evenings of two, plans of three stores."""

from __future__ import annotations

from harness.counting import counted, plant
from kith.foundation.house import House


async def test_a_week_of_evenings_of_two_is_counted_exactly(house: House) -> None:
    await plant(
        house,
        "attuned",
        """insert into users (id, email, created_at) select md5('u' || n)::uuid, 'u' || n || '@x.example', '2026-11-20Z' from generate_series(1,
          3) n""",
        """insert into sessions (session_id, player_a_profile_id, player_b_profile_id, status, completed_at)
           select md5('s' || n)::uuid::text, 1, 1 + n, case n when 3 then 'abandoned' else 'completed' end,
             '2026-11-20 21:00Z' from generate_series(1, 3) n""",
        """insert into subscription_transactions (user_id, platform, store, original_transaction_id, platform_transaction_id, product_id,
          subscription_tier, amount, currency,
             started_at, expires_at, as_of, status, revoked_at)
           select md5('u' || least(n, 3))::uuid, 'ios', 'ios', 'x' || n, 'x' || n, 'monthly', 'premium',
             case n when 4 then 1500 when 5 then 3.25 else 9.99 end, case n when 3 then 'EUR' when 4 then 'JPY' when 5 then 'KWD' else 'USD' end,
             '2026-11-17Z', '2026-12-17Z', '2026-11-17Z',
             case n when 2 then 'refunded' else 'active' end::subscription_status_enum, case n when 2 then '2026-11-18Z'::timestamptz end
           from generate_series(1, 5) n""",
    )
    assert await counted(house) == {
        ("signups", "", ""): (3, None, 3),
        ("evenings", "", ""): (2, None, 3),
        ("revenue", "", "USD"): (999, None, 1),
        ("revenue", "", "EUR"): (999, None, 1),
        # In the currency's own smallest unit: the yen has none below it, the dinar a thousand.
        ("revenue", "", "JPY"): (1500, None, 1),
        ("revenue", "", "KWD"): (3250, None, 1),
    }
