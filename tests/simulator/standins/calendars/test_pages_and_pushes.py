"""What a person does with the calendar stand-ins by hand, and whom they tell of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from harness.patience import patient_client
from kith.simulator.standins import StandIns
from kith.simulator.standins.calendars.diary import instances

ACCOUNT = "grace@example.org"
TOMORROW = (datetime.now(UTC) + timedelta(days=2)).replace(
    hour=10, minute=0, second=0, microsecond=0, tzinfo=None
)


@pytest.fixture(params=["google", "microsoft"])
def provider(request: pytest.FixtureRequest, standins: StandIns) -> Any:
    return getattr(standins, request.param)


def ahead(provider: Any) -> list[datetime]:
    until = datetime.now(UTC) + timedelta(days=60)
    return [
        one.start
        for entry in provider.diaries.of(ACCOUNT)
        for one in instances(entry, until)
        if not one.cancelled
    ]


async def test_events_are_added_moved_and_deleted_by_hand(provider: Any) -> None:
    page = f"{provider.base_url}/calendar/{ACCOUNT}"
    async with patient_client(trust_env=False) as browser:
        assert ACCOUNT in (await browser.get(f"{provider.base_url}/calendar/")).text
        assert "Nothing yet" in (await browser.get(page)).text
        form = {
            "action": "add",
            "title": "<b>Dentist</b>",
            "start": TOMORROW.isoformat(),
            "repeats": "weekly",
        }
        assert (await browser.post(page, data=form)).status_code == 303
        shown = (await browser.get(page)).text
        assert "&lt;b&gt;Dentist&lt;/b&gt;" in shown
        (entry,) = provider.diaries.of(ACCOUNT)
        second = TOMORROW + timedelta(days=7)
        moved = second + timedelta(hours=3)
        change = {"id": entry.id, "original": second.isoformat(), "start": moved.isoformat()}
        await browser.post(page, data={**change, "action": "move"})
        assert ahead(provider)[:2] == [TOMORROW, moved]
        await browser.post(page, data={**change, "action": "delete"})
        assert second not in ahead(provider)
        assert moved not in ahead(provider)
        await browser.post(page, data={"id": entry.id, "action": "delete"})
        assert ahead(provider) == []
        wrong = await browser.post(page, data={"action": "add", "start": "soon"})
        assert wrong.status_code == 400
        assert "That did not work" in wrong.text
        gone = await browser.post(page, data={"action": "delete", "id": "x"})
        assert gone.status_code == 400


async def test_other_sites_cannot_change_anything(provider: Any) -> None:
    async with patient_client(trust_env=False, headers={"sec-fetch-site": "cross-site"}) as browser:
        form = {"action": "add", "start": TOMORROW.isoformat()}
        answer = await browser.post(f"{provider.base_url}/calendar/{ACCOUNT}", data=form)
        assert answer.status_code == 403
        answer = await browser.post(f"{provider.base_url}/control/revoke", json={"account": ACCOUNT})
        assert answer.status_code == 403
    assert provider.diaries.of(ACCOUNT) == []


async def test_the_control_api_does_what_people_do_and_says_what_is_wrong(provider: Any) -> None:
    event = {
        "id": "a",
        "account": ACCOUNT,
        "title": "x",
        "start": TOMORROW.isoformat(),
        "end": (TOMORROW + timedelta(hours=1)).isoformat(),
        "rule": "FREQ=DAILY;COUNT=2",
    }
    async with patient_client(base_url=f"{provider.base_url}/control", trust_env=False) as control:
        assert (await control.post("/events", json=event)).status_code == 201
        change = {"original": TOMORROW.isoformat(), "change": {"cancelled": True}}
        assert (await control.post(f"/events/{ACCOUNT}/a/instances", json=change)).status_code == 200
        assert ahead(provider) == [TOMORROW + timedelta(days=1)]
        assert (await control.post(f"/events/{ACCOUNT}/b/instances", json=change)).status_code == 404
        assert (await control.delete(f"/events/{ACCOUNT}/a")).status_code == 200
        assert (await control.delete(f"/events/{ACCOUNT}/a")).status_code == 404
        assert len((await control.get(f"/events/{ACCOUNT}")).json()) == 1
        assert (await control.post("/events", json={"id": 1})).status_code == 400
        assert (await control.post("/faults", json={"kind": "undelivered"})).status_code == 400
        assert (await control.post("/faults", json={"kind": "fail", "after": -1})).status_code == 400
        assert (await control.post("/reset")).status_code == 204
    assert provider.diaries.of(ACCOUNT) == []


async def test_a_fault_may_wait_for_its_turn(provider: Any) -> None:
    async with patient_client(base_url=provider.base_url, trust_env=False) as browser:
        await browser.post("/control/faults", json={"kind": "fail", "status": 503, "after": 1})
        path = "/calendar/v3/calendars/primary/events" if provider.name == "google" else "/v1.0/me/events"
        assert [(await browser.get(path)).status_code for _ in range(3)] == [401, 503, 401]
