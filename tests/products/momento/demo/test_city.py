"""The demo city: everybody who is offered can sign in, every promise held while its past was lived through."""

from __future__ import annotations

import httpx

from harness.members import run
from kith.foundation.house import House
from kith.products.momento.demo.city import PEOPLE, build


async def test_the_demo_city_is_alive_and_keeps_every_promise(
    house: House, client: httpx.AsyncClient
) -> None:
    sign_ins = await build(house)
    assert len(sign_ins) == 4
    [counts] = await run(
        house,
        """select (select count(*) from momento.social_profiles) as people,
                  (select count(*) from momento.events where status = 'completed') as behind,
                  (select count(*) from momento.events where status in ('planned', 'confirmed')) as ahead,
                  (select count(*) from momento.events e where e.seats_taken <>
                     (select coalesce(sum(seats), 0) from momento.seats s where s.event_id = e.id)) as miscounted,
                  (select count(*) from momento.connections c where not exists (
                     select 1 from momento.connections b where b.user_profile_id = c.connected_profile_id
                       and b.connected_profile_id = c.user_profile_id
                       and b.event_id = c.event_id)) as one_sided,
                  (select count(*) from momento.connections where mutual_revealed_at is not null) as mutual,
                  (select count(*) from momento.waiting_list where status = 'waiting') as waiting,
                  (select count(*) from momento.refunds) as refunds,
                  (select count(*) from kith.cases where product = 'momento' and state = 'queued') as cases,
                  (select count(*) from momento.host_profiles where average_rating is not null) as rated""",
    )
    assert counts["people"] == PEOPLE
    assert (counts["behind"], counts["ahead"]) == (5, 7)
    assert (counts["miscounted"], counts["one_sided"], counts["refunds"]) == (0, 0, 0)
    assert counts["mutual"] >= 6
    assert counts["cases"] == 2
    assert counts["waiting"] == 3
    assert counts["rated"] >= 3
