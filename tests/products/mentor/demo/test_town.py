"""The demo's mentors and mentees: lived through its past, open for what comes."""

from __future__ import annotations

import httpx
import pytest

from harness.members import run
from kith.foundation.house import House
from kith.products.mentor.demo.town import build


@pytest.mark.long
async def test_the_town_is_alive_and_keeps_every_promise(house: House, client: httpx.AsyncClient) -> None:
    sign_ins = await build(house)
    [counts] = await run(
        house,
        """select (select count(*) from mentor.mentor_profiles) as mentors,
                  (select count(*) from mentor.profiles) as people,
                  (select count(*) from mentor.bookings where status = 'completed') as behind,
                  (select count(*) from mentor.bookings where status = 'confirmed' and start_time > kith.now()) as ahead,
                  (select count(*) from mentor.mentor_profiles where next_free_slot > kith.now()) as free,
                  (select count(*) from mentor.bookings b join mentor.occupied_times o on o.booking_id = b.id) as occupied,
                  (select count(*) from kith.cases where product = 'mentor' and state = 'queued') as cases,
                  (select count(*) from mentor.bookings) as bookings""",
    )
    assert await run(house, "select 1 from mentor.bookings where meeting_url is null") == []
    assert (counts["mentors"], counts["people"], counts["free"]) == (48, 128, 48)
    assert counts["behind"] > 50
    assert counts["cases"] == 2
    assert counts["ahead"] > 10
    assert counts["occupied"] == 2 * counts["bookings"]
    assert [sign_in.name for sign_in in sign_ins] == ["Grace Okoro", "Ana Adler"]
    [purse] = await run(
        house,
        """select (select count(*) from mentor.package_purchases where status = 'active') as bought,
                  (select count(*) from mentor.bookings where paid_with = 'credit' and status = 'completed') as used,
                  (select sum(amount_cents) from mentor.ledger_entries) as ledger,
                  (select count(*) from mentor.bookings where paid_with = 'card' and status = 'completed') as earned""",
    )
    assert (purse["bought"], purse["used"], purse["ledger"]) == (1, 2, 0)
    assert purse["earned"] >= 5
    found = await client.get("/mentor/mentors?q=sql+pyth&sort=price")
    assert "Grace Okoro" in found.text
