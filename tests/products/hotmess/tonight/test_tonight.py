"""Tonight: what is on in a city, in its own nights, soonest first; the pulse as it is published; nobody before the age check."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from harness.hotmess import make_beacon, make_member
from harness.members import Browser, run
from kith.foundation.house import House
from kith.products.hotmess.cities import NAMES


async def test_what_is_on_is_listed_by_the_citys_nights_soonest_first(
    house: House, client: httpx.AsyncClient
) -> None:
    rex = await make_member(house)
    now = house.clock.now()
    titles = ("In an hour", "Tomorrow", "In three days", "Next month")
    for title, hours in zip(titles, (1, 24, 72, 24 * 30), strict=True):
        starts = now + timedelta(hours=hours)
        await make_beacon(house, rex, title, starts_at=starts, expires_at=starts + timedelta(hours=6))
    await make_beacon(house, rex, "Always open", kind="venue", expires_at=now + timedelta(days=90))
    await make_beacon(house, rex, "Elsewhere", city="berlin")
    await make_beacon(house, rex, "A draft", status="draft")
    found = (await client.get("/api/hotmess/tonight", params={"city": "london"})).json()
    assert [one["title"] for one in found["items"]] == [
        "Always open",
        "In an hour",
        "Tomorrow",
        "In three days",
        "Next month",
    ]
    first = (await client.get("/api/hotmess/tonight", params={"limit": 3})).json()
    rest = (await client.get("/api/hotmess/tonight", params={"limit": 3, "cursor": first["next"]})).json()
    assert [one["title"] for one in first["items"] + rest["items"]] == [
        one["title"] for one in found["items"]
    ]
    venues = (await client.get("/api/hotmess/tonight", params={"kind": "venue"})).json()
    assert [one["title"] for one in venues["items"]] == ["Always open"]
    assert (await client.get("/api/hotmess/tonight", params={"city": "atlantis"})).status_code == 404
    assert (await client.get("/api/hotmess/tonight", params={"kind": "cult"})).status_code == 422
    cities = {one["slug"]: one["beacons"] for one in (await client.get("/api/hotmess/cities")).json()}
    assert (cities["london"], cities["berlin"], cities["rome"]) == (5, 1, 0)
    assert not {"latitude", "longitude", "geo_hash"} & set(found["items"][0])


async def test_nobody_looks_inside_before_the_age_check(
    house: House, client: httpx.AsyncClient, open_browser: Any
) -> None:
    rex = await make_member(house, membership_version=1, city="berlin")
    beacon = await make_beacon(house, rex, "Secret garden")
    browser = Browser(client)
    for path in ("/hotmess/tonight", f"/hotmess/beacons/{beacon}"):
        away = await browser.get(path)
        assert (away.status_code, away.headers["location"]) == (303, f"/hotmess?next={path}")
    await browser.get("/hotmess")
    assert (await browser.post("/hotmess/enter", adult="yes")).status_code == 303
    assert "Secret garden" in (await browser.get("/hotmess/tonight")).text
    looked = await browser.get(f"/hotmess/beacons/{beacon}")
    assert "Join to write" in looked.text
    [row] = await run(house, "select view_count from hotmess.beacons where id = $1", beacon)
    assert row["view_count"] == 1
    # A member is asked nothing, and sees their own city first.
    mine = await open_browser(rex)
    own = await mine.get("/hotmess/tonight")
    assert "Nobody has put anything on in Berlin" in own.text
    # The next drop counts down here, and what is on air is said.
    assert "data-countdown" not in own.text
    await run(
        house,
        """insert into hotmess.drops (slug, title, start_at, end_at)
           values ('seam', 'Seam', $1, $2)""",
        house.clock.now() + timedelta(hours=1),
        house.clock.now() + timedelta(hours=3),
    )
    own = await mine.get("/hotmess/tonight")
    assert ("/hotmess/drops/seam" in own.text, "begins in" in own.text) == (True, True)
    # Without script the moment itself is read, by the city's clock.
    assert (
        f"{(house.clock.now() + timedelta(hours=1)).astimezone(ZoneInfo('Europe/Berlin')):%H:%M}</time>"
        in own.text
    )
    assert '<span data-counting="begins in">from</span>' in own.text
    await mine.get(f"/hotmess/beacons/{beacon}")
    [row] = await run(house, "select view_count from hotmess.beacons where id = $1", beacon)
    assert row["view_count"] == 1


async def test_a_city_goes_by_the_name_that_the_reader_has_for_it(house: House, open_browser: Any) -> None:
    known = await run(house, "select name from hotmess.cities")
    assert {row["name"] for row in known} == set(NAMES)
    browser = await open_browser(await make_member(house, membership_version=1, city="vienna"))
    assert "Tonight in Vienna" in (await browser.get("/hotmess/tonight")).text
    await browser.post("/language", language="de", next="/hotmess/tonight")
    page = (await browser.get("/hotmess/tonight")).text
    assert ("<h1>Wien</h1>" in page, "Vienna" in page) == (True, False)
    options = re.findall(r'<option value="([a-z]+)"', page)
    # By what they are called: Köln stands where a K is looked for.
    assert (
        options.index("hamburg")
        < options.index("cologne")
        < options.index("copenhagen")
        < options.index("lisbon")
    )
    assert "Köln" in (await browser.get("/hotmess/profile")).text


async def test_the_pulse_is_said_from_ten_people_on_and_an_hour_late(
    house: House, client: httpx.AsyncClient
) -> None:
    rex = await make_member(house)
    beacon = await make_beacon(house, rex, expires_at=house.clock.now() + timedelta(days=2))
    people = [(await make_member(house)).id for _ in range(10)]

    async def scan(count: int) -> None:
        await run(
            house,
            """insert into hotmess.beacon_scans (beacon_id, user_id, city_id, status, created_at)
               select b.id, p, b.city_id, 'valid', date_trunc('hour', kith.now(), 'UTC')
               from hotmess.beacons b, unnest($2::uuid[]) p where b.id = $1""",
            beacon,
            people[:count],
        )

    browser = Browser(client)
    await browser.get("/hotmess")
    await browser.post("/hotmess/enter", adult="yes")
    for count, said in ((9, "Quiet so far"), (10, "About 10 people were out between")):
        await scan(count)
        assert "Quiet so far" in (await browser.get("/hotmess/tonight")).text
        house.clock.move(timedelta(hours=2, minutes=20))
        await run(house, "select hotmess.refresh_pulse()")
        house.clock.move(timedelta(minutes=1))
        pulse = (await client.get("/api/hotmess/tonight")).json()["pulse"]
        assert {one["people"] for one in pulse} == ({None} if count == 9 else {None, 10})
        if count == 10:
            [hour] = [one["hour"] for one in pulse if one["people"]]
            assert hour < house.clock.now().isoformat()
        assert said in (await browser.get("/hotmess/tonight")).text or count == 10
