"""What the house knows about people and shows to nobody: in no answer, on no page, in no description of the interface."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from litestar import Litestar

from harness.members import bearer, run, sign_in
from harness.momento import Guest, invite, make_event, make_guest, make_host, seat
from kith.foundation.house import House

ABSENTEE = "0.7351"
ATTRACTIVENESS = "0.9083"
_NAMES = re.compile(r"absentee|attractive|internal_metrics", re.IGNORECASE)
_PLACE = re.compile(r"\{(\w+):(\w+)\}")


def _paths(house: House, ids: dict[str, UUID]) -> list[str]:
    """Every address of Momento that can be read, with what was planted in its places."""
    found: list[str] = []
    for route in Litestar(route_handlers=list(house.product("momento").routes), openapi_config=None).routes:
        path = route.path
        if "GET" not in getattr(route, "methods", ()):
            continue
        names = [(name, kind) for name, kind in _PLACE.findall(path)]
        filled = path
        for name, kind in names:
            known = (
                next((value for key, value in ids.items() if key in name), ids["event"])
                if kind == "uuid"
                else "x"
            )
            filled = filled.replace(f"{{{name}:{kind}}}", str(known))
        found.append(filled)
    return sorted(set(found))


async def test_reliability_and_looks_are_in_no_answer_and_on_no_page_of_anybody(
    house: House, app: Any
) -> None:
    host = await make_host(house)
    event = await make_event(house, host, host_takes_part=True)
    ada, bo, ines = (
        await make_guest(house, "Ada"),
        await make_guest(house, "Bo"),
        await make_guest(house, "Ines"),
    )
    await seat(house, event, [ada, bo])
    [invitation] = await invite(house, event, [ines])
    [desk] = [await make_guest(house, "Otto")]
    await run(
        house,
        "insert into kith.admins (person_id, email, role) values ($1, 'otto@house.example', 'ops')",
        desk.id,
    )
    await run(
        house,
        "update momento.user_internal_metrics set absentee_rating = $1, internal_attractiveness_rating = $2",
        float(ABSENTEE),
        float(ATTRACTIVENESS),
    )
    house.clock.move_to(event.starts_at + timedelta(minutes=5))
    await run(
        house,
        """insert into momento.event_posts (event_id, profile_id, content) values ($1, $2, 'Hello')""",
        event.id,
        ada.profile_id,
    )
    [post] = await run(house, "select id from momento.event_posts")
    ids = {
        "post": post["id"], "profile": ada.profile_id, "invitation": invitation, "host": host.host_id, "person": ada.id, "event": event.id,
    }  # fmt: skip
    paths = [path for path in _paths(house, ids) if not path.endswith(("/live", "/code", "/list"))]
    assert len(paths) > 12
    looked = 0
    for person in (ada, ines, host.person, desk):
        looked += await _look(app, house, person, paths)
    assert looked > 20
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url=house.settings.public_url
    ) as program:
        description = (await program.get("/api/schema/openapi.json")).text
    assert "/api/momento/" in description
    assert not _NAMES.search(description)


async def _look(app: Any, house: House, person: Guest, paths: list[str]) -> int:
    """Ask for all of them as this person; how many were there for them."""
    there = 0
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url=house.settings.public_url,
        headers=bearer(await sign_in(house, person.id)),
    ) as program:
        for path in paths:
            kinds = ("application/json",) if path.startswith("/api/") else ("text/html",)
            for kind in kinds:
                answer = await program.get(path, headers={"accept": kind})
                assert answer.status_code < 500, path
                there += answer.status_code == 200
                said = answer.text + str(dict(answer.headers))
                for planted in (ABSENTEE, ATTRACTIVENESS, "73.51", "90.83"):
                    assert planted not in said, (person.name, path)
                assert not _NAMES.search(said), (person.name, path)
    return there


@pytest.mark.parametrize("role", ["anon", "authenticated"])
async def test_the_table_behind_them_is_closed_to_members(house: House, role: str) -> None:
    [row] = await run(
        house,
        "select has_table_privilege($1, 'momento.user_internal_metrics', 'select') as may_read",
        role,
    )
    assert row["may_read"] is False
