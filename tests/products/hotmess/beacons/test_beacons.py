"""A beacon from its draft over the review to its end, over JSON and on pages; its thread."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from harness.hotmess import Member, make_beacon, make_member
from harness.house import run_schedule
from harness.members import add_person, make_admin, queued, run
from kith.foundation.house import House

_BEACON = {
    "kind": "event",
    "title": "Under the arches",
    "description": "House music.\n\nBring water.",
    "city": "london",
    "venue_name": "Arch 47",
    "price": "12.50",
    "capacity": "300",
    "reentry": True,
}


def _days(house: House, days: int) -> dict[str, str]:
    at = (house.clock.now() + timedelta(days=days)).replace(hour=21, minute=0)
    return {
        "starts": at.strftime("%Y-%m-%dT%H:%M"),
        "ends": (at + timedelta(hours=6)).strftime("%Y-%m-%dT%H:%M"),
    }


async def _operator(house: House, role: str = "support") -> Member:
    person = await add_person(house, email=f"{role}@house.example")
    await make_admin(house, person, role)
    return Member(person, role, f"{role}@house.example")


async def test_from_a_draft_over_the_review_to_its_end(
    house: House, open_browser: Any, open_program: Any
) -> None:
    rex, sunny = await make_member(house, "Rex", username_public=True), await make_member(house, "Sunny")
    his, hers = await open_program(rex), await open_program(sunny)
    made = await his.post("/api/hotmess/beacons", json=_BEACON | _days(house, 1))
    assert made.status_code == 201, made.text
    beacon = made.json()["id"]
    address = f"/api/hotmess/beacons/{beacon}"
    # Nobody else sees a draft, or may touch it.
    assert (await hers.get(address)).status_code == 404
    for path, body in ((address, _BEACON | _days(house, 2)), (f"{address}/submit", None)):
        method = hers.put if body else hers.post
        assert (await method(path, json=body)).status_code == 404
    assert (
        await his.put(address, json=_BEACON | _days(house, 2) | {"title": "Under the bridges"})
    ).status_code == 204
    refused = await his.post("/api/hotmess/beacons", json=_BEACON | {"city": "atlantis"})
    assert (refused.status_code, refused.json()["field"]) == (422, "city")
    assert (await his.post(f"{address}/submit")).status_code == 204
    assert (await his.post(f"{address}/submit")).status_code == 409
    assert (await his.put(address, json=_BEACON | _days(house, 2))).status_code == 409

    moderator = await _operator(house)
    desk = await open_browser(moderator)
    where = f"/console/hotmess/beacons/{beacon}"
    waiting = (await desk.get("/console/hotmess/beacons")).text
    # In words, and with the clock by which it is: the house's hours in UTC, a night's by its city.
    assert all(
        words in waiting for words in ("Under the bridges", '<td data-label="Kind">Night</td>', " UTC</td>")
    )
    one = (await desk.get(where)).text
    assert (" in London" in one, "Called off because" in one) == (True, False)
    assert (await desk.post(where, decision="send_back", reason="")).status_code == 422
    assert (
        await desk.post(where, decision="send_back", reason="Say where the exits are.")
    ).status_code == 303
    shown = (await his.get(address)).json()
    assert (shown["state"], shown["review_notes"]) == ("draft", "Say where the exits are.")
    assert (await his.post(f"{address}/submit")).status_code == 204
    assert (await desk.post(where, decision="approve")).status_code == 303
    assert (await desk.post(where, decision="approve")).status_code == 409
    seen = (await hers.get(address)).json()
    assert (seen["state"], seen["owner"], seen["mine"], seen["review_notes"]) == ("live", "Rex", False, None)
    assert (seen["price_pence"], seen["capacity"], seen["reentry"], seen["ruleset_version"]) == (
        1250,
        300,
        True,
        1,
    )
    assert "geo_hash" not in seen

    assert (await desk.post(where, decision="disable", reason="The stairs are unsafe.")).status_code == 303
    assert (await hers.get(address)).status_code == 404
    assert (await his.get(address)).json()["review_notes"] == "The stairs are unsafe."
    assert (await desk.post(where, decision="reinstate", reason="They are mended.")).status_code == 303
    assert (await hers.get(address)).status_code == 200
    lines = await run(
        house,
        "select action, reason, before, after from kith.audit_log where product = 'hotmess' order by sequence",
    )
    assert [(row["action"], row["before"]["status"], row["after"]["status"]) for row in lines] == [
        ("beacon.send_back", "pending_review", "draft"),
        ("beacon.approve", "pending_review", "live"),
        ("beacon.disable", "live", "disabled"),
        ("beacon.reinstate", "disabled", "live"),
    ]
    letters = [
        row["purpose"] for row in await run(house, "select purpose from hotmess.outbox order by sequence")
    ]
    assert letters == ["beacon.send_back", "beacon.approve", "beacon.disable", "beacon.reinstate"]
    assert await queued(house) == []

    house.clock.move(timedelta(days=4))
    his, hers = await open_program(rex), await open_program(sunny)
    desk = await open_browser(moderator)
    await desk.get(where)
    assert (await hers.get(address)).status_code == 404
    assert (await his.get(address)).json()["state"] == "expired"
    await run_schedule(house, "hotmess.beacons.expire")
    [row] = await run(house, "select status from hotmess.beacons where id = $1", beacon)
    assert row["status"] == "expired"
    assert (await desk.post(where, decision="archive")).status_code == 303
    [mine] = (await his.get("/api/hotmess/my/beacons")).json()["items"]
    assert mine["state"] == "archived"


async def test_the_checks_note_what_they_see_and_a_person_decides(
    house: House, open_browser: Any, open_program: Any
) -> None:
    rex = await make_member(house)
    program = await open_program(rex)
    shady = {"description": "Und3rage welcome, pay at https://evil.example", "price": "999"}
    beacon = (await program.post("/api/hotmess/beacons", json=_BEACON | _days(house, 1) | shady)).json()["id"]
    [row] = await run(house, "select content_flags from hotmess.beacons where id = $1", beacon)
    assert row["content_flags"] == {"words": ["underage"], "links": ["evil.example"], "price": 99900}
    assert (await program.post(f"/api/hotmess/beacons/{beacon}/submit")).status_code == 204
    desk = await open_browser(await _operator(house))
    listed = (await desk.get("/console/hotmess/beacons")).text
    for part in ("words: underage", "links: evil.example", "price: 999.00"):
        assert part in listed
    outsider = await open_browser(await make_member(house))
    assert (await outsider.get("/console/hotmess/beacons")).status_code == 404


async def test_a_new_version_of_the_rules_holds_for_what_comes_after_it(
    house: House, open_browser: Any, open_program: Any
) -> None:
    program = await open_program(await make_member(house))
    before = (await program.post("/api/hotmess/beacons", json=_BEACON | _days(house, 1))).json()["id"]
    boss = await open_browser(await _operator(house, "ops"))
    page = await boss.get("/console/hotmess/rulesets")
    assert "Publish another version" in page.text
    wrong = await boss.post(
        "/console/hotmess/rulesets",
        slug="house",
        name="House rules",
        body="Be kind.",
        links="known",
        domains="not a domain",
    )
    assert wrong.status_code == 422
    published = await boss.post(
        "/console/hotmess/rulesets",
        slug="house",
        name="House rules",
        body="Be kind.",
        words="guest list only",
        links="none",
    )
    assert published.status_code == 303
    after = (
        await program.post(
            "/api/hotmess/beacons", json=_BEACON | _days(house, 1) | {"title": "Guest list only"}
        )
    ).json()["id"]
    versions = [
        (await program.get(f"/api/hotmess/beacons/{one}")).json()["ruleset_version"]
        for one in (before, after)
    ]
    assert versions == [1, 2]
    [row] = await run(house, "select content_flags, ruleset_id from hotmess.beacons where id = $1", after)
    assert row["content_flags"] == {"words": ["guest list only"]}
    assert "Be kind." in (await boss.get(f"/hotmess/rules/{row['ruleset_id']}")).text
    helper = await open_browser(await _operator(house, "support"))
    assert (await helper.get("/console/hotmess/rulesets")).status_code == 404


async def test_a_thread_is_read_newest_first_and_what_is_taken_out_is_gone_for_everybody_else(
    house: House, open_program: Any, open_browser: Any
) -> None:
    rex, sunny, third = [
        await make_member(house, name, username_public=name != "Third") for name in ("Rex", "Sunny", "Third")
    ]
    beacon = await make_beacon(house, rex)
    his, hers, theirs = [await open_program(one) for one in (rex, sunny, third)]
    address = f"/api/hotmess/beacons/{beacon}/posts"
    made = []
    for number in range(5):
        house.clock.move(timedelta(seconds=1))
        made.append(
            (await (hers, theirs)[number % 2].post(address, json={"body": f"Post {number}"})).json()["id"]
        )
    first = (await his.get(address, params={"limit": 3})).json()
    second = (await his.get(address, params={"limit": 3, "cursor": first["next"]})).json()
    assert [one["body"] for one in first["items"] + second["items"]] == [
        f"Post {number}" for number in (4, 3, 2, 1, 0)
    ]
    assert second["next"] is None
    assert [one["author"] for one in first["items"]] == ["Sunny", None, "Sunny"]
    assert (await his.get(address, params={"cursor": "nonsense"})).status_code == 422
    # The author removes, the owner hides, others can do neither.
    assert (await theirs.post(f"/api/hotmess/posts/{made[0]}/remove")).status_code == 404
    assert (await hers.post(f"/api/hotmess/posts/{made[0]}/remove")).status_code == 204
    assert (await his.post(f"/api/hotmess/posts/{made[1]}/remove")).status_code == 204
    assert [one["body"] for one in (await his.get(address)).json()["items"]] == ["Post 4", "Post 3", "Post 2"]
    own = (await theirs.get(address)).json()["items"]
    assert [(one["body"], one["status"]) for one in own if one["mine"]] == [
        ("Post 3", "visible"),
        ("Post 1", "hidden"),
    ]
    # What the rules' checks notice waits for somebody to read it.
    held = (await hers.post(address, json={"body": "Cheap at https://evil.example"})).json()
    assert held["visible"] is False
    assert "evil" not in (await his.get(address)).text
    desk = await open_browser(await _operator(house))
    assert "evil.example" in (await desk.get("/console/hotmess/posts")).text
    assert (
        await desk.post(f"/console/hotmess/posts/{held['id']}", to_state="visible", reason="Known to us")
    ).status_code == 303
    assert "evil" in (await his.get(address)).text
    # A block takes the two out of each other's sight.
    await run(house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", third.id, sunny.id)
    assert {one["mine"] for one in (await theirs.get(address)).json()["items"]} == {True}
    assert (await theirs.get(f"/api/hotmess/beacons/{await make_beacon(house, sunny)}")).status_code == 404
    # Nothing to say, too much, too often, too late.
    assert (await hers.post(address, json={"body": "  "})).status_code == 422
    assert (await hers.post(address, json={"body": "x" * 2001})).status_code == 422
    codes = [(await theirs.post(address, json={"body": "again"})).status_code for _ in range(9)]
    assert codes[-1] == 429
    house.clock.move(timedelta(days=2))
    his, hers = await open_program(rex), await open_program(sunny)
    assert (await hers.post(address, json={"body": "Anybody?"})).status_code == 404
    assert (await his.post(address, json={"body": "Anybody?"})).status_code == 409


async def test_pages_carry_a_beacon_from_a_form_to_its_thread(house: House, open_browser: Any) -> None:
    rex = await make_member(house, "Rex", membership_version=1)
    browser = await open_browser(rex)
    assert "Nothing yet" in (await browser.get("/hotmess/beacons")).text
    await browser.get("/hotmess/beacons/new")
    fields = {name: str(value) for name, value in _BEACON.items()} | {"reentry": "yes"}
    wrong = await browser.post("/hotmess/beacons/new", **fields)
    assert (wrong.status_code, "Until when should it be shown?" in wrong.text) == (422, True)
    assert "Under the arches" in wrong.text
    kept = await browser.post("/hotmess/beacons/new", **fields, **_days(house, 1))
    assert kept.status_code == 303
    where = kept.headers["location"]
    draft = await browser.get(where)
    assert "Hand it in" in draft.text
    assert "£12.50" in draft.text
    edit = await browser.get(f"{where}/edit")
    assert 'value="12.50"' in edit.text
    assert (await browser.post(f"{where}/edit", **fields, **_days(house, 2))).status_code == 303
    assert (await browser.post(f"{where}/submit")).status_code == 303
    assert "Being looked at" in (await browser.get(where)).text
    [row] = await run(house, "update hotmess.beacons set status = 'live' returning id")
    live = await browser.get(f"/hotmess/beacons/{row['id']}")
    assert "Nobody has written yet" in live.text
    empty = await browser.post(f"{where}/posts", body=" ", post_type="comment")
    assert (empty.status_code, "Write a word or two first." in empty.text) == (422, True)
    assert (await browser.post(f"{where}/posts", body="<b>Hello</b>", post_type="proof")).status_code == 303
    shown = (await browser.get(where)).text
    assert "&lt;b&gt;Hello&lt;/b&gt;" in shown
    assert "Proof" in shown
    post = (await run(house, "select id from hotmess.beacon_posts"))[0]["id"]
    assert "Take this out?" in (await browser.get(f"/hotmess/posts/{post}/remove")).text
    assert (await browser.post(f"/hotmess/posts/{post}/remove")).status_code == 303
    assert (await browser.get(f"/hotmess/posts/{uuid4()}/remove")).status_code == 404


async def test_somebody_suspended_reads_and_does_nothing(house: House, open_program: Any) -> None:
    rex, sunny = await make_member(house), await make_member(house)
    beacon = await make_beacon(house, rex)
    await run(house, "select hotmess.suspend_member($1, 'Threats')", sunny.id)
    program = await open_program(sunny)
    assert (await program.get(f"/api/hotmess/beacons/{beacon}")).status_code == 200
    assert (
        await program.post(f"/api/hotmess/beacons/{beacon}/posts", json={"body": "Hi"})
    ).status_code == 403
    assert (await program.post("/api/hotmess/beacons", json=_BEACON | _days(house, 1))).status_code == 403
