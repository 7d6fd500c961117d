"""Closing an account at the desk, the page whoever it was finds in their letter, and an appeal before somebody else."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from harness import house as houses
from harness.members import Browser, add_person, make_admin, queued, run
from kith.commons.safety import letters
from kith.foundation.house import House

ADA = "ada@house.example"


async def desk(house: House, client: httpx.AsyncClient, name: str, role: str = "ops") -> Browser:
    person = await add_person(house, email=f"{name}@house.example", first_name=name.title())
    await make_admin(house, person, role)
    browser = Browser(client)
    await browser.sign_in(house, f"{name}@house.example")
    return browser


@pytest.mark.postgres15
async def test_whoever_was_banned_reads_why_and_appeals_once_before_somebody_else(
    house: House, app: object
) -> None:
    ada: UUID = await add_person(house, email=ADA)
    async with (
        houses.browser(app, house) as first,
        houses.browser(app, house) as second,
        houses.browser(app, house) as third,
        houses.browser(app, house) as fourth,
    ):
        olive, otto = await desk(house, first, "olive"), await desk(house, second, "otto")
        sid = await desk(house, third, "sid", "support")
        assert (await sid.get("/console/bans")).status_code == 404
        assert "Nobody is banned" in (await olive.get("/console/bans")).text
        for wrong in (
            {"address": ADA, "reason": "x"},
            {"address": "nobody@house.example", "reason": "Threatened"},
        ):
            assert (await olive.post("/console/bans", **wrong)).status_code == 422
        # A link from a page about her fills in who; her number is as good as her address.
        assert f'value="{ada}"' in (await olive.get(f"/console/bans?person={ada}")).text
        unknown = await olive.post("/console/bans", address=str(uuid4()), reason="Threatened somebody")
        assert unknown.status_code == 422
        reason = "You threatened a guest on Friday"
        assert (await olive.post("/console/bans", address=str(ada), reason=reason)).status_code == 303
        assert reason in (await olive.get("/console/bans")).text
        [letter] = [message for message in await queued(house) if message.purpose == "person.banned"]
        found = re.search(r"(/account/decisions/[0-9a-f-]+)\?key=(\S+)", letter.text)
        assert found is not None
        path, address, key = found[0], found[1], found[2]

        hers = Browser(fourth)
        page = await hers.get(path)
        assert (page.status_code, page.headers["referrer-policy"]) == (200, "no-referrer")
        assert reason in page.text
        assert "You cannot sign in" in letter.text
        assert (await hers.get(f"{address}?key={'x' * 24}")).status_code == 404

        async def write(words: str) -> int:
            return (await hers.post(f"{address}/appeal", words=words, key=key)).status_code

        assert await write(" ") == 422
        assert await write("It was my brother") == 303
        assert await write("He has my phone") == 303
        assert "He has my phone" in (await hers.get(path)).text
        [appeal] = await run(house, "select id, person_id from appeals")
        assert appeal["person_id"] == ada

        # Whoever decided it sees that it waits, and no button that would be refused.
        own = (await olive.get("/console/bans")).text
        assert "somebody else answers" in own
        assert "/appeals/" not in own
        shown = await otto.get("/console/bans")
        assert "It was my brother" in shown.text
        answer = f"/console/bans/appeals/{appeal['id']}"
        await olive.get("/console/bans")
        assert (await olive.post(f"{answer}/uphold", reason="No, it stands")).status_code == 409
        assert (await otto.post(f"{answer}/reverse", reason="You are right, sorry")).status_code == 303
        assert (await otto.post(f"{answer}/uphold", reason="It stands after all")).status_code == 409
        assert "Your account is open" in (await hers.get(path)).text
        assert await write("Thank you") == 409
        assert (await hers.sign_in(house, ADA)).status_code == 303
    actions = [row["action"] for row in await run(house, "select action from audit_log order by sequence")]
    assert actions[-3:] == ["person.banned", "appeal.reversed", "person.ban_lifted"]


async def test_an_appeal_that_somebody_else_turns_down_is_answered_by_a_letter_that_opens_the_page_for_good(
    house: House, app: object
) -> None:
    await add_person(house, email=ADA)
    async with (
        houses.browser(app, house) as first,
        houses.browser(app, house) as second,
        houses.browser(app, house) as third,
    ):
        olive, otto = await desk(house, first, "olive"), await desk(house, second, "otto")
        await olive.get("/console/bans")
        await olive.post("/console/bans", address=ADA, reason="You threatened a guest on Friday")
        [decision] = await run(house, "select id from decisions")
        path = letters.link_to(house, decision["id"])
        hers = Browser(third)
        await hers.get(path)
        key = path.partition("key=")[2]
        sent = await hers.post(f"/account/decisions/{decision['id']}/appeal", words="It was not me", key=key)
        assert sent.status_code == 303
        [appeal] = await run(house, "select id from appeals")
        await otto.get("/console/bans")
        answer = f"/console/bans/appeals/{appeal['id']}/uphold"
        assert (await otto.post(answer, reason="Three guests saw you")).status_code == 303
        [letter] = [message for message in await queued(house) if message.purpose == "person.ban_stands"]
        assert "Three guests saw you" in letter.text
        assert path in letter.text
        house.clock.move(timedelta(days=90))
        page = await hers.get(path)
        assert (page.status_code, "Three guests saw you" in page.text) == (200, True)
        assert "Say how you see it" not in page.text
