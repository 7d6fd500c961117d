"""The board: names that tell a part and nothing else, live, removed for all, hidden across a block, reported as written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx

from harness.house import at_public_url
from harness.members import bearer, run, sign_in
from harness.momento import Event, invite, make_event, make_guest, make_host, seat
from kith.foundation.house import House


def _path(event: Event) -> str:
    return f"/api/momento/events/{event.id}/posts"


async def _post(program: httpx.AsyncClient, event: Event, content: str = "Hello") -> str:
    answer = await program.post(_path(event), json={"content": content})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def _authors(program: httpx.AsyncClient, event: Event) -> list[str]:
    return [post["author"] for post in (await program.get(_path(event))).json()["items"]][::-1]


async def test_names_stay_within_an_event_and_link_to_no_other(house: House, open_program: Any) -> None:
    host = await make_host(house)
    first, second = await make_event(house, host), await make_event(house, await make_host(house, "Hanno"))
    ada, bo = await make_guest(house, "Ada"), await make_guest(house, "Bo")
    other = await make_guest(house, "Olga")
    await seat(house, first, [ada])
    await invite(house, first, [bo])
    await invite(house, second, [other, ada])
    as_ada, as_bo, as_host, as_other = [await open_program(each) for each in (ada, bo, host.person, other)]
    for program, event in (
        (as_ada, first),
        (as_bo, first),
        (as_ada, first),
        (as_host, first),
        (as_other, second),
        (as_ada, second),
    ):
        await _post(program, event)
    for program in (as_ada, as_bo, as_host):
        assert await _authors(program, first) == ["Attendee 1", "Invitee 1", "Attendee 1", "Host"]
    assert await _authors(as_ada, second) == ["Invitee 1", "Invitee 2"]
    listed = (await as_bo.get(_path(first))).text
    for secret in ("Ada", "Hedda", str(ada.profile_id), str(ada.id), str(host.person.profile_id)):
        assert secret not in listed
    house.clock.move_to(first.starts_at)
    assert await _authors(as_ada, first) == ["Ada", "Bo", "Ada", "Hedda"]
    # Somebody who never said yes does not learn who the others are.
    assert await _authors(as_bo, first) == ["Attendee 1", "Invitee 1", "Attendee 1", "Host"]


async def test_strangers_find_nothing_and_whoever_said_no_reads_along(
    house: House, open_program: Any
) -> None:
    event = await make_event(house, await make_host(house))
    stranger, declined = await make_guest(house), await make_guest(house)
    [invitation] = await invite(house, event, [declined])
    await run(house, "update momento.invitations set status = 'declined' where id = $1", invitation)
    as_stranger, as_declined = await open_program(stranger), await open_program(declined)
    for answer in (
        await as_stranger.get(_path(event)),
        await as_stranger.post(_path(event), json={"content": "Hi"}),
        await as_stranger.get(f"/momento/events/{event.id}/posts"),
        await as_stranger.get(f"/momento/events/{event.id}/posts/live"),
    ):
        assert answer.status_code == 404
    assert (await as_declined.get(_path(event))).status_code == 200
    assert (await as_declined.post(_path(event), json={"content": "Hi"})).status_code == 409


async def test_a_post_has_words_not_too_many_and_not_too_often(
    house: House, open_browser: Any, open_program: Any
) -> None:
    event = await make_event(house, await make_host(house))
    guest = await make_guest(house)
    await seat(house, event, [guest])
    browser, program = await open_browser(guest), await open_program(guest)
    path = f"/momento/events/{event.id}/posts"
    await browser.get(path)
    for content in ("", "   ", "x" * 1001):
        answer = await browser.post(path, content=content)
        assert answer.status_code == 422
    assert "x" * 1001 in answer.text  # nothing typed is lost
    for _ in range(10):
        await _post(program, event, "<b>bold</b>")
    assert (await program.post(_path(event), json={"content": "more"})).status_code == 429
    shown = (await browser.get(path)).text
    assert "&lt;b&gt;bold" in shown
    assert "<b>bold" not in shown


async def test_the_host_removes_a_post_for_everybody_and_that_is_written_down(
    house: House, open_program: Any
) -> None:
    host = await make_host(house)
    event = await make_event(house, host)
    ada, bo = await make_guest(house), await make_guest(house)
    await seat(house, event, [ada, bo])
    as_ada, as_bo, as_host = [await open_program(each) for each in (ada, bo, host.person)]
    post, own = await _post(as_ada, event, "Rude"), await _post(as_bo, event, "Mine")
    assert (await as_bo.post(f"{_path(event)}/{post}/remove")).status_code == 404
    assert (await as_host.post(f"{_path(event)}/{post}/remove")).status_code == 204
    assert (await as_host.post(f"{_path(event)}/{post}/remove")).status_code == 404
    assert (await as_bo.post(f"{_path(event)}/{own}/remove")).status_code == 204
    for program in (as_ada, as_bo, as_host):
        assert (await program.get(_path(event))).json()["items"] == []
        assert (await program.get(f"/momento/events/{event.id}/posts/{post}")).status_code == 404
    rows = await run(
        house, "select payload from kith.audit_log where action = 'momento.post.removed' order by sequence"
    )
    assert [row["payload"]["by"] for row in rows] == ["host", "author"]
    [kept] = await run(house, "select removed_by from momento.event_posts where id = $1", post)
    assert kept["removed_by"] == host.person.id


async def test_posts_are_hidden_both_ways_across_a_block(house: House, open_program: Any) -> None:
    event = await make_event(house, await make_host(house))
    ada, bo = await make_guest(house, "Ada"), await make_guest(house, "Bo")
    await seat(house, event, [ada, bo])
    as_ada, as_bo = await open_program(ada), await open_program(bo)
    of_ada, of_bo = await _post(as_ada, event), await _post(as_bo, event)
    await run(house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", ada.id, bo.id)
    for program, own, others in ((as_ada, of_ada, of_bo), (as_bo, of_bo, of_ada)):
        assert [post["id"] for post in (await program.get(_path(event))).json()["items"]] == [own]
        assert (await program.post(f"{_path(event)}/{others}/report", json={})).status_code == 404


async def test_a_report_keeps_what_was_written_and_tells_nobody_who_reported(
    house: House, open_program: Any
) -> None:
    host = await make_host(house)
    event = await make_event(house, host)
    ada, bo = await make_guest(house), await make_guest(house)
    await seat(house, event, [ada, bo])
    as_ada, as_bo, as_host = [await open_program(each) for each in (ada, bo, host.person)]
    post = await _post(as_ada, event, "Something nasty")
    assert (await as_ada.post(f"{_path(event)}/{post}/report", json={})).status_code == 422
    for _ in range(2):
        assert (
            await as_bo.post(f"{_path(event)}/{post}/report", json={"reason": "Nasty."})
        ).status_code == 204
    await as_host.post(f"{_path(event)}/{post}/remove")
    await run(house, "update momento.event_posts set content = 'changed' where id = $1", post)
    [row] = await run(
        house,
        "select reporter_id, reported_id, snapshot, details from kith.reports where product = 'momento'",
    )
    assert (row["reporter_id"], row["reported_id"]) == (bo.id, ada.id)
    assert row["snapshot"]["content"] == "Something nasty"
    assert row["details"]["comments"] == "Nasty."


async def _next(lines: AsyncIterator[str]) -> str:
    found: list[str] = []
    async with asyncio.timeout(10):
        async for line in lines:
            if line.startswith("data: "):
                found.append(line.removeprefix("data: "))
            elif not line and found:
                break
    return "\n".join(found)


async def test_a_second_browser_sees_a_new_post_and_its_removal_without_asking(
    house: House, app: Any, public_socket: Any, open_program: Any, open_browser: Any
) -> None:
    host = await make_host(house)
    event = await make_event(house, host)
    ada, bo = await make_guest(house), await make_guest(house)
    await seat(house, event, [ada, bo])
    as_ada, as_bo = await open_program(ada), await open_program(bo)
    async with (
        at_public_url(app, public_socket),
        httpx.AsyncClient(
            base_url=house.settings.public_url, headers=bearer(await sign_in(house, bo.id))
        ) as second,
        second.stream("GET", f"/momento/events/{event.id}/posts/live") as live,
    ):
        lines = aiter(live.aiter_lines())
        assert "Quiet so far" in await _next(lines)
        post = await _post(as_ada, event, "Who brings bread?")
        assert "Who brings bread?" in await _next(lines)
        await (await open_program(host.person)).post(f"{_path(event)}/{post}/remove")
        assert "Who brings bread?" not in await _next(lines)
        # Whoever is blocked meanwhile is hidden at the next change.
        await run(house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", ada.id, bo.id)
        await _post(as_bo, event, "I do")
        assert "I do" in await _next(lines)
        await _post(as_ada, event, "Not for you")
    assert "Not for you" not in (await as_bo.get(f"/momento/events/{event.id}/posts")).text
