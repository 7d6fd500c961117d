"""Whoever asks the pulse, however often and cleverly, learns nothing of one person: small cells, differences in place and over time, two worlds one
person apart, and places in any answer.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest

from harness import house as houses
from harness.hotmess import Member, make_beacon, make_member
from harness.members import Browser, run
from kith.foundation.house import House
from kith.products.hotmess.demo import night
from kith.products.hotmess.pulse import jobs, noise

VIEWS = (
    "night_pulse_city_stats",
    "city_heat_map",
    "popular_beacons",
    "beacon_stats",
    "products_available",
    "seller_reputation",
)
_PLACE = re.compile(
    r"geo_?hash|latitude|longitude|\blat\b|\blng\b|\blon\b|coordinates|-?\d{1,3}\.\d{4,}\s*,\s*-?\d{1,3}\.\d{4,}",
    re.I,
)


@pytest.fixture
async def crowd(house: House) -> tuple[Member, list[UUID]]:
    """Somebody who puts things on, and twenty who go; some while after an hour began, so that none ends during the test."""
    now = house.clock.now()
    house.clock.move_to((now + timedelta(hours=1)).replace(minute=20, second=0, microsecond=0))
    return await make_member(house), [(await make_member(house)).id for _ in range(20)]


async def _scan(house: House, beacon: UUID, people: list[UUID], back: int) -> None:
    await run(
        house,
        """insert into hotmess.beacon_scans (beacon_id, user_id, city_id, status, created_at)
           select b.id, p, b.city_id, 'valid', date_trunc('hour', kith.now(), 'UTC') - make_interval(hours => $3) + interval '9 minutes'
           from hotmess.beacons b, unnest($2::uuid[]) p where b.id = $1""",
        beacon,
        people,
        back,
    )


async def _asked(client: httpx.AsyncClient, city: str = "") -> str:
    """Everything the pulse says to anybody, as one text: every view, every hour."""
    said: list[Any] = []
    for view in VIEWS[:4]:
        said.append((await client.get(f"/api/hotmess/views/{view}")).json())
    for slug in (city,) if city else ():
        said.append((await client.get(f"/api/hotmess/views/{VIEWS[0]}", params={"city": slug})).json())
        said.append((await client.get("/api/hotmess/tonight", params={"city": slug})).json())
    said.append((await client.get("/api/hotmess/cities")).json())
    return json.dumps(said, sort_keys=True)


async def test_nine_people_look_like_nobody_in_every_view(
    house: House, client: httpx.AsyncClient, crowd: tuple[Member, list[UUID]]
) -> None:
    owner, people = crowd
    nine = await make_beacon(house, owner, "Nine", city="berlin")
    nobody = await make_beacon(house, owner, "Nobody", city="paris")
    await _scan(house, nine, people[:9], 3)
    # The same nine, many times over, through two doors and in kinds of their own, are still nine.
    for _often in range(3):
        await _scan(house, nine, people[:9], 3)
        await _scan(
            house, await make_beacon(house, owner, "Other", kind="venue", city="berlin"), people[:9], 3
        )
    assert await jobs.refresh(house) == 24
    stats = {
        city: (await client.get(f"/api/hotmess/views/{VIEWS[0]}", params={"city": city})).json()
        for city in ("berlin", "paris")
    }
    alike = [
        [(one["hour"], one["kind"], one["people"]) for one in stats[city]] for city in ("berlin", "paris")
    ]
    assert alike[0] == alike[1]
    assert {one["heat"] for one in (await client.get(f"/api/hotmess/views/{VIEWS[1]}")).json()} == {0}
    assert (await client.get(f"/api/hotmess/views/{VIEWS[2]}")).json() == []
    assert nobody is not None


async def test_what_is_told_of_an_hour_never_changes_though_people_come_late_or_leave_for_good(
    house: House, client: httpx.AsyncClient, crowd: tuple[Member, list[UUID]]
) -> None:
    owner, people = crowd
    beacon = await make_beacon(
        house, owner, "Late", city="berlin", expires_at=house.clock.now() + timedelta(days=2)
    )
    await _scan(house, beacon, people[:12], 3)
    await jobs.refresh(house)
    before = await _asked(client, "berlin")
    assert '"people": 10' in before or '"people": 15' in before
    # Over time: a scanner comes back with more, somebody has their account erased, the job runs again and again.
    await _scan(house, beacon, people[12:], 3)
    await run(house, "select hotmess.erase_member($1)", people[0])
    for _again in range(3):
        assert await jobs.refresh(house) == 0
    assert await _asked(client, "berlin") == before
    # In place: the hour that runs is told by nobody, whoever is in it.
    await _scan(house, beacon, people, 0)
    await jobs.refresh(house)
    assert await _asked(client, "berlin") == before


async def test_two_worlds_one_person_apart_answer_alike_but_where_a_secret_place_of_rounding_lies_between(
    house: House, client: httpx.AsyncClient, crowd: tuple[Member, list[UUID]]
) -> None:
    owner, people = crowd
    one = await make_beacon(
        house, owner, "One", city="berlin", expires_at=house.clock.now() + timedelta(days=2)
    )
    # Each hour is a world with so many people; the next has one more: sixteen neighbours, at most a few of which differ.
    worlds = list(enumerate(range(4, 20), start=2))
    this_hour = house.clock.now().replace(minute=0, second=0, microsecond=0)
    for back, count in worlds:
        await _scan(house, one, people[:count], back)
    await jobs.refresh(house)
    found = (await client.get(f"/api/hotmess/views/{VIEWS[0]}", params={"city": "berlin"})).json()
    told = {row["hour"]: row["people"] for row in found if row["kind"] == "all"}
    by_moment = {datetime.fromisoformat(hour): people for hour, people in told.items()}
    answers = [by_moment[this_hour - timedelta(hours=back)] for back, _ in worlds]
    assert answers[:6] == [None] * 6
    assert all(answer is not None and answer >= 10 and answer % 5 == 0 for answer in answers[6:])
    # Nobody can subtract their way to one person: no two answers differ by less than five, and none is the true count but by chance of the fives.
    assert {later - earlier for earlier, later in pairwise(answers[6:])} <= {
        -5,
        0,
        5,
        10,
    }
    # Kinds do not add up to the whole by themselves: the same people, all at one kind, may round to another number there.
    by_kind = {(row["hour"], row["kind"]): row["people"] for row in found}
    rounded_apart = [hour for hour in told if told[hour] != by_kind[hour, "event"]]
    assert all(abs(told[hour] - by_kind[hour, "event"]) == 5 for hour in rounded_apart)


async def test_with_noise_an_hour_costs_every_city_alike_and_never_more_than_the_day_allows(
    house: House, crowd: tuple[Member, list[UUID]]
) -> None:
    owner, people = crowd
    settings = msgspec.structs.replace(house.settings, pulse_epsilon=4.0, pulse_budget=20.0)
    noisy = houses.open_house(settings, products=("hotmess",))
    try:
        beacon = await make_beacon(
            noisy, owner, "Loud", city="berlin", expires_at=noisy.clock.now() + timedelta(days=2)
        )
        await _scan(noisy, beacon, people, 3)
        assert await jobs.refresh(noisy) == 24
        spent = await run(noisy, "select city_id, day, spent, most from hotmess.pulse_budgets")
        cities = await run(noisy, "select id from hotmess.cities")
        assert {row["city_id"] for row in spent} == {row["id"] for row in cities}
        assert all(0 < row["spent"] <= row["most"] == 20 for row in spent)
        assert len({(row["day"], row["spent"]) for row in spent}) == len({row["day"] for row in spent})
        cells = await run(noisy, "select people from hotmess.pulse_cells")
        assert all(row["people"] >= 10 and row["people"] % 5 == 0 for row in cells)
        epsilons = await run(noisy, "select distinct epsilon from hotmess.pulse_hours")
        assert [row["epsilon"] for row in epsilons] == [4]
    finally:
        await noisy.close()


def test_noise_is_opendps_and_small_counts_never_show() -> None:
    measure = noise.measure(1.0)
    drawn = measure([40] * 400)
    # Discrete Laplace of scale 3: the mean stays, and the spread is there.
    assert abs(sum(drawn) / len(drawn) - 40) < 2
    assert len(set(drawn)) > 5
    assert noise.shown([9, 9, 10, 500], [1000, 9, 12, 503], 1.0) == [None, None, None, 505]
    assert noise.threshold(1.0) > 49
    assert noise.threshold(10.0) < 15
    for wrong in (0.0, -1.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="epsilon"):
            noise.measure(wrong)


async def test_no_page_and_no_answer_for_anybody_holds_coordinates(
    house: House, app: Any, client: httpx.AsyncClient
) -> None:
    await night.build(house)
    await run(house, "update hotmess.beacons set geo_hash = 'gcpvj0d'")
    browser = Browser(client)
    await browser.get("/hotmess")
    await browser.post("/hotmess/enter", adult="yes")
    beacons = (await client.get("/api/hotmess/tonight")).json()["items"]
    assert beacons
    asked = [f"/api/hotmess/views/{view}" for view in VIEWS]
    asked += [
        "/api/hotmess/cities",
        "/api/hotmess/tonight",
        "/api/hotmess/radio/now",
        "/api/hotmess/radio/why",
    ]
    asked += ["/api/hotmess/radio/week", "/api/hotmess/radio/shows", "/api/hotmess/records"]
    asked += [f"/api/hotmess/beacons/{one['id']}" for one in beacons]
    asked += [f"/api/hotmess/beacons/{one['id']}/posts" for one in beacons]
    pages = [
        "/hotmess",
        "/hotmess/tonight",
        "/hotmess/pulse",
        "/hotmess/radio",
        "/hotmess/radio/why",
        "/hotmess/records",
    ]
    pages += [f"/hotmess/beacons/{one['id']}" for one in beacons]
    for path in asked:
        answer = await client.get(path)
        assert answer.status_code == 200, path
        assert not _PLACE.search(answer.text), path
        assert "gcpvj0d" not in answer.text, path
    for path in pages:
        answer = await browser.get(path)
        assert answer.status_code == 200, path
        assert not _PLACE.search(re.sub(r"<svg.*?</svg>", "", answer.text, flags=re.S)), path
        assert "gcpvj0d" not in answer.text, path
    heat = await browser.get("/hotmess/pulse")
    assert "<svg" in heat.text
    assert "How hot every city was" in heat.text
    assert (await browser.get("/hotmess/pulse?hour=2020-01-01T00:00:00Z")).status_code == 404
    assert (await browser.get("/hotmess/pulse?hour=soon")).status_code == 404
    for path, status in (
        ("/api/hotmess/views/popular_beacons?city=%00", 422),
        ("/api/hotmess/views/beacon_stats?city=%00", 422),
        ("/hotmess/radio/player?show=%00", 404),
        ("/hotmess/records/%00", 404),
    ):
        assert (await browser.get(path)).status_code == status, path
