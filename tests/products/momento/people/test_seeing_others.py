"""Profiles of others, likes nobody learns of, hosts in public."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx

from harness.members import run
from harness.momento import make_event, make_guest, make_host, seat
from kith.foundation.house import House


async def test_a_profile_is_seen_by_people_who_share_an_evening_only(
    house: House, open_program: Any, open_browser: Any
) -> None:
    host, ada, ben, cy = (
        await make_host(house),
        await make_guest(house),
        await make_guest(house, "Ben"),
        await make_guest(house, "Cy"),
    )
    await seat(house, await make_event(house, host), [ada, ben])
    his = await open_program(ben)
    seen = (await his.get(f"/api/momento/people/{ada.profile_id}")).json()
    assert seen["name"] == "Ada"
    for secret in ("absentee_rating", "internal_attractiveness_rating", "birth_date", "last_name", "email"):
        assert secret not in seen
    page = await (await open_browser(ben)).get(f"/momento/people/{ada.profile_id}")
    assert "Ada" in page.text
    stranger = await open_program(cy)
    hidden = await stranger.get(f"/api/momento/people/{ada.profile_id}")
    missing = await stranger.get(f"/api/momento/people/{uuid4()}")
    assert (hidden.status_code, hidden.json()["detail"]) == (404, missing.json()["detail"])
    assert (await (await open_browser(cy)).get(f"/momento/people/{ada.profile_id}")).status_code == 404


async def test_a_like_is_known_to_whoever_likes_and_to_nobody_else(
    house: House, open_program: Any, open_browser: Any
) -> None:
    host, ada, ben, cy = (
        await make_host(house),
        await make_guest(house),
        await make_guest(house, "Ben"),
        await make_guest(house, "Cy"),
    )
    await seat(house, await make_event(house, host), [ada, ben])
    hers, his = await open_program(ada), await open_program(ben)
    me = f"/api/momento/people/{ben.profile_id}"

    async def told() -> list[Any]:
        answers: list[httpx.Response] = [
            await his.get(f"/api/momento/people/{ada.profile_id}"),
            await his.get("/api/momento/profile"),
            await his.get("/api/momento/likes"),
            await his.get(me),
        ]
        return [answer.json() for answer in answers]

    before = await told()
    assert (await hers.put(f"/api/momento/likes/{ben.profile_id}")).status_code == 204
    assert (await hers.put(f"/api/momento/likes/{ben.profile_id}")).status_code == 204
    assert await told() == before
    assert [seen["name"] for seen in (await hers.get("/api/momento/likes")).json()] == ["Ben"]
    assert (await hers.get(me)).json()["liked"] is True
    browser = await open_browser(ada)
    assert "Ben" in (await browser.get("/momento/likes")).text
    assert (await run(house, "select 1 from momento.outbox")) == []
    for nobody in (cy.profile_id, ada.profile_id, uuid4()):
        assert (await hers.put(f"/api/momento/likes/{nobody}")).status_code == 404
        assert (await hers.delete(f"/api/momento/likes/{nobody}")).status_code == 204
    await run(house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", ben.id, ada.id)
    assert (await hers.get("/api/momento/likes")).json() == []
    assert (await hers.delete(f"/api/momento/likes/{ben.profile_id}")).status_code == 204
    [row] = await run(
        house, "select liked_profiles from momento.social_profiles where id = $1", ada.profile_id
    )
    assert row["liked_profiles"] == []


async def test_a_page_likes_and_takes_back(house: House, open_browser: Any) -> None:
    host, ada, ben = await make_host(house), await make_guest(house), await make_guest(house, "Ben")
    await seat(house, await make_event(house, host), [ada, ben])
    browser = await open_browser(ada)
    await browser.get(f"/momento/people/{ben.profile_id}")
    await browser.post(f"/momento/people/{ben.profile_id}/like")
    assert "You like Ben" in (await browser.get(f"/momento/people/{ben.profile_id}")).text
    await browser.post(f"/momento/people/{ben.profile_id}/unlike")
    assert "Nobody yet" in (await browser.get("/momento/likes")).text
    assert (await browser.get(f"/momento/people/{ada.profile_id}")).headers["location"] == "/momento/profile"


async def test_a_host_is_public_with_an_average_from_three_ratings_and_comments_without_names(
    house: House, open_program: Any, open_browser: Any, client: httpx.AsyncClient
) -> None:
    host = await make_host(house)
    event = await make_event(house, host)
    guests = [await make_guest(house, name) for name in ("Zerlinda", "Yolanda", "Xenia")]
    await seat(house, event, guests)
    house.clock.move_to(event.starts_at + timedelta(hours=4))
    for guest in guests:
        await run(
            house,
            "insert into momento.attendance (event_id, profile_id, status) values ($1, $2, 'attended')",
            event.id,
            guest.profile_id,
        )
    await run(house, "select momento.complete_event($1)", event.id)
    for count, guest in enumerate(guests, 1):
        await run(
            house,
            """insert into momento.ratings (event_id, rater_profile_id, rated_host_id, host_rating_value, event_rating_value, comment)
               values ($1, $2, $3, 4, 5, 'What a soup!')""",
            event.id,
            guest.profile_id,
            host.host_id,
        )
        shown = (await client.get(f"/api/momento/hosts/{host.host_id}")).json()
        assert shown["average_rating"] == (4.0 if count >= 3 else None)
        assert shown["ratings_count"] == (3 if count >= 3 else None)
        assert len(shown["comments"]) == (3 if count >= 3 else 0)
    program = await open_program(host.person)
    page = await client.get(f"/momento/hosts/{host.host_id}")
    assert page.status_code == 200
    assert "Hedda" in page.text
    assert "What a soup!" in page.text
    assert "Zerlinda" not in page.text
    assert (await client.get(f"/momento/hosts/{host.host_id}/picture")).status_code == 404
    assert (await client.get(f"/momento/hosts/{uuid4()}")).status_code == 404
    changed = await program.put("/api/momento/host-profile", json={"host_name": "Hedda’s table"})
    assert changed.status_code == 204
    own = f"/momento/hosts/{host.host_id}"
    assert "Change it" in (await (await open_browser(host.person)).get(own)).text
    assert "Change it" not in (await (await open_browser(guests[0])).get(own)).text
    assert (await program.put("/api/momento/host-profile", json={"host_name": " "})).json()[
        "field"
    ] == "host_name"
    browser = await open_browser(host.person)
    assert "Hedda’s table" in (await browser.get("/momento/hosting/profile")).text
    saved = await browser.post("/momento/hosting/profile", host_name="Hedda again", host_bio="Soup.")
    assert saved.headers["location"] == f"/momento/hosts/{host.host_id}"
    other = await open_program(guests[0])
    assert (await other.put("/api/momento/host-profile", json={"host_name": "X"})).status_code == 404
    await run(
        house,
        "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)",
        host.person.id,
        guests[0].id,
    )
    assert (await other.get(f"/api/momento/hosts/{host.host_id}")).status_code == 404
