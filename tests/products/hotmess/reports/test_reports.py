"""Telling the house that something is wrong: kept as it was, grouped, answered; nobody learns who it was."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from harness.hotmess import make_beacon, make_member
from harness.members import run
from kith.foundation.house import House


async def test_a_report_keeps_what_it_is_about_and_is_one_a_person(
    house: House, open_program: Any, open_browser: Any
) -> None:
    rex, sunny = await make_member(house, "Rex"), await make_member(house, "Sunny")
    beacon = await make_beacon(house, rex, "Free drinks for nineteen year olds")
    hers, his = await open_program(sunny), await open_program(rex)
    body = {
        "category": "scam",
        "target_type": "beacon",
        "target_id": str(beacon),
        "description": "There are none.",
    }
    assert [(await hers.post("/api/hotmess/reports", json=body)).json()["fresh"] for _ in range(2)] == [
        True,
        False,
    ]
    await run(house, "update hotmess.beacons set title = 'Nothing to see' where id = $1", beacon)
    [row] = await run(house, "select snapshot, details, weight from kith.reports")
    assert row["snapshot"]["title"] == "Free drinks for nineteen year olds"
    assert row["details"] == {"description": "There are none."}
    [mine] = (await hers.get("/api/hotmess/my/reports")).json()
    assert (mine["status"], mine["category"]) == ("open", "scam")
    # Rex learns nothing; wrong things are refused with their field.
    assert (await his.get("/api/hotmess/my/reports")).json() == []
    own = await his.post("/api/hotmess/reports", json=body)
    assert (own.status_code, own.json()["detail"]) == (422, "That is your own.")
    for change, code in (
        ({"category": "boring"}, 422),
        ({"target_id": str(uuid4())}, 404),
        ({"target_type": "planet"}, 404),
    ):
        assert (await hers.post("/api/hotmess/reports", json=body | change)).status_code == code
    page = await open_browser(sunny)
    asked = (await page.get(f"/hotmess/report/beacon/{beacon}")).text
    # Whoever thinks better of it is back where they were.
    assert ("Tell us what is wrong" in asked, f'href="/hotmess/beacons/{beacon}"' in asked) == (True, True)
    assert (await page.post(f"/hotmess/report/beacon/{beacon}", description="x")).status_code == 422
    assert (await page.post(f"/hotmess/report/beacon/{beacon}", category="unsafe")).status_code == 303
    assert "Waiting" in (await page.get("/hotmess/reports")).text


async def test_a_name_that_is_shown_leads_to_reporting_and_blocking_and_one_that_is_not_leads_nowhere(
    house: House, open_program: Any, open_browser: Any
) -> None:
    rex = await make_member(house, "Rex", username_public=True)
    sunny = await make_member(house, "Sunny", membership_version=1)
    beacon = await make_beacon(house, rex, "Under the arches")
    page, hers, his = await open_browser(sunny), await open_program(sunny), await open_program(rex)
    assert "/hotmess/members/Rex" in (await page.get(f"/hotmess/beacons/{beacon}")).text
    shown = (await page.get("/hotmess/members/rex")).text
    [row] = await run(house, "select id from hotmess.profiles where user_id = $1", rex.id)
    assert ("Under the arches" in shown, f"/hotmess/report/profile/{row['id']}" in shown) == (True, True)
    assert (await page.post(f"/hotmess/report/profile/{row['id']}", category="hate")).status_code == 303
    assert [one["target_type"] for one in (await hers.get("/api/hotmess/my/reports")).json()] == ["profile"]
    # Sunny shows her name to nobody but herself.
    assert (await his.get("/api/hotmess/members/Sunny")).status_code == 404
    assert (await hers.get("/api/hotmess/members/Sunny")).json()["mine"] is True
    assert (await hers.post("/api/hotmess/members/Sunny/block")).status_code == 422
    assert (await page.post("/hotmess/members/Rex/block")).status_code == 303
    assert (await hers.get("/api/hotmess/members/Rex")).status_code == 404
    assert (await page.get(f"/hotmess/beacons/{beacon}")).status_code == 404
