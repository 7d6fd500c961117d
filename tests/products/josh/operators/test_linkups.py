"""LinkUps at the console: lists, pages, timelines and reasons."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest
from psycopg.types.json import Jsonb

from harness.josh import Josh
from harness.members import Browser

SignInAs = Callable[[str], Awaitable[Browser]]
LINKUPS = "/console/josh/linkups"
WHY = {
    "friend_score": 0.71,
    "moment_fit": 0.42,
    "final_score": 0.63,
    "filters": {"passed": ["not_on_hold"], "failed": []},
    "top_reasons": ["likes this activity"],
    "arm": "scored",
}


@pytest.mark.parametrize("path", [LINKUPS, f"{LINKUPS}/00000000-0000-4000-8000-000000000001"])
async def test_for_others_these_pages_are_not_there(sign_in_as: SignInAs, path: str) -> None:
    browser = await sign_in_as("nobody")
    assert (await browser.get(path)).status_code == 404


async def test_a_linkups_page_tells_what_happened_and_why(josh: Josh, sign_in_as: SignInAs) -> None:
    ada, sam, kim = (josh.person(name) for name in ("Ada", "Sam", "Kim"))
    linkup = josh.linkup(ada)
    josh.invite(linkup, sam, "accepted")
    josh.invite(linkup, kim, "declined")
    josh.db.execute("update linkup_invites set explainability = %s", (Jsonb(WHY),))
    josh.lock(linkup)
    browser = await sign_in_as("support")
    shown = await browser.get(f"{LINKUPS}/{linkup}")
    assert shown.status_code == 200
    events = re.findall(r"(?:linkup|invite|participant)\.[a-z_]+", shown.text)
    assert events[:2] == ["linkup.drafted", "linkup.broadcast"]
    assert {"invite.accepted", "invite.declined", "linkup.locked", "participant.confirmed"} <= set(events)
    for said in ("0.71", "0.42", "0.63", "not on hold", "likes this activity", "Sam", "Kim"):
        assert said in shown.text
    assert "Planted" not in shown.text
    assert f"/console/josh/people/{sam}" in shown.text


async def test_engineering_sees_linkups_but_no_way_to_people(josh: Josh, sign_in_as: SignInAs) -> None:
    linkup = josh.linkup(josh.person("Ada"))
    josh.invite(linkup, josh.person("Sam"))
    browser = await sign_in_as("engineering")
    shown = await browser.get(f"{LINKUPS}/{linkup}")
    assert "Sam" in shown.text
    assert "/console/josh/people/" not in shown.text


async def test_the_list_goes_on_where_the_page_ended_and_keeps_its_state(
    josh: Josh, sign_in_as: SignInAs
) -> None:
    ada = josh.person("Ada")
    linkups = {str(josh.linkup(ada, day=1 + n // 10, hour=2 * (n % 10), state="draft")) for n in range(60)}
    josh.linkup(josh.person("Sam"))
    browser = await sign_in_as("ops")
    first = await browser.get(f"{LINKUPS}?state_is=draft")
    [older] = re.findall(r'href="([^"]*cursor=[^"]*)"', first.text)
    second = await browser.get(older.replace("&amp;", "&"))
    shown = [re.findall(rf"{LINKUPS}/([0-9a-f-]{{36}})", page.text) for page in (first, second)]
    assert [len(ids) for ids in shown] == [50, 10]
    assert set(shown[0]) | set(shown[1]) == linkups


@pytest.mark.parametrize("query", ["state_is=lost", "cursor=nonsense"])
async def test_a_filter_or_cursor_that_is_none_is_refused(sign_in_as: SignInAs, query: str) -> None:
    browser = await sign_in_as("ops")
    assert (await browser.get(f"{LINKUPS}?{query}")).status_code == 422
