"""The demo is a night one can walk through, the same every time, and its people say nothing of themselves that the pages would not."""

from __future__ import annotations

from harness.members import run
from kith.foundation.house import House
from kith.products.hotmess.demo import night


async def test_the_demo_has_a_city_with_a_pulse_and_people_to_sign_in_as(house: House) -> None:
    people = await night.build(house)
    assert [one.name for one in people[:3]] == ["Rex", "Sunny", "Otis"]
    assert {"runs the door", "scans at the door"} <= {one.role for one in people}
    states = await run(
        house, "select status, count(*) as n from hotmess.beacons group by status order by status"
    )
    assert {row["status"]: row["n"] for row in states} == {"draft": 1, "live": 11, "pending_review": 1}
    [row] = await run(
        house,
        """select count(distinct city_slug) filter (where people is not null) as shown, max(people) as most from hotmess.night_pulse_city_stats""",
    )
    assert row["shown"] >= 4
    assert row["most"] % 5 == 0
    # Whoever looks first sees people out, at whichever minute of the hour the demo was made.
    [row] = await run(
        house,
        """select count(people) as shown from hotmess.night_pulse_city_stats
           where hour = (select max(hour) from hotmess.night_pulse_city_stats)""",
    )
    assert row["shown"] >= 1
    assert await run(house, "select * from hotmess.xp_mismatches()") == []
    [row] = await run(house, "select count(*) as n from hotmess.xp_leaderboard")
    assert row["n"] > 10
    cases = await run(house, "select severity, report_count from kith.cases where state <> 'closed'")
    assert len(cases) == 12
    assert {row["severity"] for row in cases} == {2, 3, 4, 5}
    assert max(row["report_count"] for row in cases) == 4
    [row] = await run(
        house,
        """select count(*) as n from hotmess.qr_tokens t join hotmess.profiles p on p.user_id = t.holder_id
           where p.username = 'sunny' and t.valid_from <= kith.now() and t.expires_at > kith.now()""",
    )
    assert row["n"] >= 1
    [row] = await run(
        house,
        """select (select count(*) from hotmess.market_listings where status = 'live') as offers,
                  (select count(*) from hotmess.market_sellers where status = 'pending') as asking,
                  (select count(*) from hotmess.orders where payment_status = 'paid') as paid,
                  (select extract(epoch from min(start_at) - kith.now()) / 60 from hotmess.drops)::int as minutes""",
    )
    assert (row["offers"], row["asking"], row["paid"]) == (2, 2, 6)
    assert 4 <= row["minutes"] <= 6
    [row] = await run(
        house,
        """select n.source, n.title, (select count(*) from hotmess.records_releases where status = 'live') as out
           from hotmess.radio_stations s, hotmess.now_playing(s.id) n where s.slug = 'hotmess'""",
    )
    assert row["source"] in ("schedule", "override_block")
    assert (row["title"] is not None, row["out"]) == (True, 2)
