"""A report from the queue to a decision with reasons, an appeal before somebody else, and everything taken back."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from harness import house as houses
from harness.hotmess import Member, make_beacon, make_member
from harness.members import Browser, add_person, make_admin, run
from kith.commons.safety.letters import link_to
from kith.foundation.house import House

_DECISION = {
    "reason": "A clear case",
    "facts": "The post threatens somebody.",
    "ground": "House rules: no threats.",
}


async def _operator(house: House, name: str, role: str = "ops") -> tuple[Member, UUID]:
    person = await add_person(house, email=f"{name}@house.example")
    return Member(person, name, f"{name}@house.example"), await make_admin(house, person, role)


async def _reported_post(house: House, program: Any) -> tuple[UUID, UUID, Member]:
    rex, loud = await make_member(house), await make_member(house)
    beacon = await make_beacon(house, rex)
    [row] = await run(
        house,
        "insert into hotmess.beacon_posts (beacon_id, author_id, body) values ($1, $2, 'I will get you') returning id",
        beacon,
        loud.id,
    )
    body = {
        "category": "harassment",
        "target_type": "post",
        "target_id": str(row["id"]),
        "description": "He means me",
    }
    assert (await program.post("/api/hotmess/reports", json=body)).status_code == 201
    [case] = await run(house, "select id from kith.cases where content_id = $1", row["id"])
    return row["id"], case["id"], loud


async def _status(house: House, post: UUID) -> str:
    return (await run(house, "select status from hotmess.beacon_posts where id = $1", post))[0]["status"]


async def test_from_the_queue_to_a_decision_and_through_an_appeal_back(
    house: House, open_program: Any, open_browser: Any
) -> None:
    reporter = await make_member(house, "Sunny")
    program = await open_program(reporter)
    post, case, loud = await _reported_post(house, program)
    (ann, _), (ben, _) = await _operator(house, "ann"), await _operator(house, "ben")
    desk, other = await open_browser(ann), await open_browser(ben)
    where = f"/console/queue/{case}"
    assert "Harassment" in (await desk.get("/console/queue")).text
    await other.get("/console/queue")
    # Nobody decides what they have not taken, and two do not work on one.
    assert (await desk.post(where, action="remove_post", **_DECISION)).status_code == 409
    assert (await desk.post(f"{where}/claim")).status_code == 303
    assert (await other.post(f"{where}/claim")).status_code == 409
    opened = await desk.get(where)
    assert "I will get you" in opened.text
    assert "Sunny" not in opened.text
    assert (await desk.post(where, action="remove_post", **(_DECISION | {"reason": ""}))).status_code == 422
    assert (await desk.post(where, action="disable_beacon", **_DECISION)).status_code == 422
    assert (await desk.post(where, action="remove_post", **_DECISION)).status_code == 303
    assert await _status(house, post) == "removed"
    assert (await program.get("/api/hotmess/my/reports")).json()[0]["status"] == "resolved"
    told = await run(house, "select purpose, person_id from hotmess.outbox order by sequence")
    assert [(row["purpose"], row["person_id"]) for row in told] == [
        ("decision.made", loud.id),
        ("report.decided", reporter.id),
    ]

    # What restricts somebody goes to the European database as its own JSON, without whom it was about.
    [published] = (await desk.get("/console/queue/transparency.json")).json()["statements"]
    assert published["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_REMOVED"]
    assert (published["source_type"], published["automated_decision"]) == (
        "SOURCE_ARTICLE_16",
        "AUTOMATED_DECISION_NOT_AUTOMATED",
    )
    assert published["decision_facts"] == _DECISION["facts"]
    assert str(loud.id) not in str(published)
    assert loud.username not in str(published)

    # Whoever it concerns reads the reasons, and nobody else does.
    theirs, their_program = await open_browser(loud), await open_program(loud)
    [decision] = [row["id"] for row in await run(house, "select id from kith.decisions")]
    assert "Remove the post" in (await theirs.get("/account/decisions")).text
    assert "no threats" in (await theirs.get(f"/account/decisions/{decision}")).text
    reasons = (await their_program.get(f"/api/my/decisions/{decision}/statement")).json()
    assert {
        "category",
        "facts",
        "ground",
        "automated_detection",
        "automated_decision",
        "territory",
        "date",
    } <= set(reasons)
    assert (reasons["category"], reasons["automated_decision"]) == (
        "STATEMENT_CATEGORY_CYBER_VIOLENCE",
        False,
    )
    assert (await program.get(f"/api/my/decisions/{decision}/statement")).status_code == 404
    assert (await theirs.post(f"/account/decisions/{decision}/appeal", words=" ")).status_code == 422
    assert (
        await theirs.post(f"/account/decisions/{decision}/appeal", words="It is a line from a song.")
    ).status_code == 303
    assert (await run(house, "select state from kith.cases where id = $1", case))[0]["state"] == "escalated"

    # Somebody else answers it: asks back, then takes it back.
    [appeal] = [row["id"] for row in await run(house, "select id from kith.appeals")]
    answer = f"/console/queue/appeals/{appeal}/answer"
    assert (await desk.post(answer, outcome="upheld", words="I was right.")).status_code == 409
    assert (await other.post(answer, outcome="ask", words="Which song is it?")).status_code == 303
    assert "Which song is it?" in (await theirs.get(f"/account/decisions/{decision}")).text
    assert (
        await theirs.post(f"/account/decisions/{decision}/appeal", words="Every breath you take.")
    ).status_code == 303
    assert "Every breath" in (await other.get(f"/console/queue/appeals/{decision}")).text
    assert (await other.post(answer, outcome="reversed", words="So it is. Sorry.")).status_code == 303
    assert (await other.post(answer, outcome="upheld", words="Or is it?")).status_code == 409
    assert await _status(house, post) == "visible"
    assert "We took this back." in (await theirs.get(f"/account/decisions/{decision}")).text
    assert (await theirs.post(f"/account/decisions/{decision}/appeal", words="Thanks")).status_code == 409
    assert (await program.get("/api/hotmess/my/reports")).json()[0]["status"] == "dismissed"
    actions = [
        row["action"]
        for row in await run(
            house, "select action from kith.audit_log where product = 'hotmess' order by sequence"
        )
    ]
    assert actions.count("case.opened") == 3  # opened once, and shown again after two refusals
    assert [name for name in actions if name != "case.opened"] == [
        "case.claimed",
        "case.remove_post",
        "appeal.reversed",
    ]


async def test_a_ban_ends_sessions_at_once_and_its_reverse_lets_back_in(
    house: House, open_program: Any, open_browser: Any, client: httpx.AsyncClient
) -> None:
    program = await open_program(await make_member(house))
    _post, case, loud = await _reported_post(house, program)
    beacon = await make_beacon(house, loud)
    signed_in = await open_browser(loud)
    await signed_in.get("/hotmess/profile")
    (ann, _), (ben, _) = await _operator(house, "ann"), await _operator(house, "ben")
    desk, other = await open_browser(ann), await open_browser(ben)
    await desk.get("/console/queue")
    await desk.post(f"/console/queue/{case}/claim")
    assert (await desk.post(f"/console/queue/{case}", action="ban_user", **_DECISION)).status_code == 303
    await houses.worker_pass(house, schedules=False)
    # An ended session writes nothing from that moment on.
    assert (await signed_in.post("/hotmess/profile", username="still.here", city="london")).status_code in (
        303,
        401,
    )
    assert await run(house, "select 1 from hotmess.profiles where username = 'still.here'") == []
    [row] = await run(
        house,
        "select p.status, b.status as beacon from hotmess.profiles p join hotmess.beacons b on b.owner_id = p.user_id where b.id = $1",
        beacon,
    )
    assert tuple(row) == ("banned", "disabled")
    [decision] = [row["id"] for row in await run(house, "select id from kith.decisions")]
    # Nobody comes in as them; the letter's link opens the decision all the same.
    letter, visitor = link_to(house, decision), Browser(client)
    assert "Your account is closed" in (await visitor.get(letter)).text
    sent = await visitor.post(
        f"/account/decisions/{decision}/appeal", words="That was not me.", key=letter.split("key=")[1]
    )
    assert sent.status_code == 303
    [appeal] = [row["id"] for row in await run(house, "select id from kith.appeals")]
    await other.get("/console/queue")
    assert (
        await other.post(
            f"/console/queue/appeals/{appeal}/answer",
            outcome="reversed",
            words="Wrong person, sorry.",
        )
    ).status_code == 303
    await houses.worker_pass(house, schedules=False)
    [row] = await run(house, "select status from hotmess.profiles where user_id = $1", loud.id)
    assert row["status"] == "active"
    assert await run(house, "select 1 from kith.bans where lifted_at is null") == []


async def test_a_queue_has_its_own_people_and_an_appeal_its_twenty_days(
    house: House, open_program: Any, open_browser: Any
) -> None:
    program = await open_program(await make_member(house))
    _post, case, loud = await _reported_post(house, program)
    (helper, helper_id), (boss, _) = await _operator(house, "help", "support"), await _operator(house, "boss")
    desk, office = await open_browser(helper), await open_browser(boss)
    await desk.get("/console/queue")
    assert (await desk.post(f"/console/queue/{case}/claim")).status_code == 404
    assert (await desk.post("/console/queue/team", admin=str(helper_id), queue="general")).status_code == 404
    await office.get("/console/queue")
    assert (
        await office.post("/console/queue/team", admin=str(helper_id), queue="general")
    ).status_code == 303
    assert (await desk.post(f"/console/queue/{case}/claim")).status_code == 303
    assert (await desk.post(f"/console/queue/{case}/release", escalate="yes")).status_code == 303
    assert (await office.post(f"/console/queue/{case}/claim")).status_code == 303
    assert (await office.post(f"/console/queue/{case}", action="warn", **_DECISION)).status_code == 303
    [decision] = [row["id"] for row in await run(house, "select id from kith.decisions")]
    house.clock.move(timedelta(days=20, hours=1))
    late = await open_browser(loud)
    assert (
        "The twenty days for an appeal are over." in (await late.get(f"/account/decisions/{decision}")).text
    )
    assert (await late.post(f"/account/decisions/{decision}/appeal", words="But")).status_code in (403, 409)


async def test_two_moderators_at_once_take_decide_and_answer_once_and_none_without_the_queue(
    house: House, open_program: Any, open_browser: Any
) -> None:
    program = await open_program(await make_member(house, "Sunny"))
    post, case, loud = await _reported_post(house, program)
    people = [await _operator(house, name) for name in ("ann", "ben", "cleo")]
    desks = [await open_browser(member) for member, _ in people]
    (outsider, _), where = await _operator(house, "help", "support"), f"/console/queue/{case}"
    outside = await open_browser(outsider)
    for desk in (*desks, outside):
        await desk.get("/console/queue")
    taken = await asyncio.gather(*(desk.post(f"{where}/claim") for desk in desks))
    assert sorted(answer.status_code for answer in taken) == [303, 409, 409]
    winner = desks[[answer.status_code for answer in taken].index(303)]
    both = await asyncio.gather(
        winner.post(where, action="strike", **_DECISION),
        winner.post(where, action="remove_post", **_DECISION),
    )
    assert sorted(answer.status_code for answer in both) == [303, 409]
    [made] = await run(house, "select id, action from kith.decisions")
    struck = await run(house, "select 1 from kith.strikes where person_id = $1", loud.id) != []
    assert (struck, await _status(house, post) == "removed") == (
        made["action"] == "strike",
        made["action"] == "remove_post",
    )
    # Whom it is about stands in the audit sealed under their key only.
    [line] = await run(
        house, "select before from kith.audit_log where action like 'case.%' and before is not null"
    )
    assert (line["before"]["person"], loud.username in str(line["before"])) == (str(loud.id), False)

    theirs = await open_browser(loud)
    await theirs.get(f"/account/decisions/{made['id']}")
    assert (
        await theirs.post(f"/account/decisions/{made['id']}/appeal", words="That was not me.")
    ).status_code == 303
    [appeal] = [row["id"] for row in await run(house, "select id from kith.appeals")]
    answer = f"/console/queue/appeals/{appeal}/answer"
    # Whoever is not of the queue sees neither the case nor the appeal, and answers nothing.
    assert str(case) not in (await outside.get("/console/queue")).text
    for hidden in (where, f"/console/queue/appeals/{made['id']}"):
        assert (await outside.get(hidden)).status_code == 404
    assert (await outside.post(answer, outcome="reversed", words="Let him back.")).status_code == 404
    assert (await winner.post(answer, outcome="reversed", words="I was wrong.")).status_code == 409
    others = [desk for desk in desks if desk is not winner]
    outcomes = await asyncio.gather(
        others[0].post(answer, outcome="reversed", words="It was somebody else."),
        others[1].post(answer, outcome="upheld", words="It was him alright."),
    )
    assert sorted(one.status_code for one in outcomes) == [303, 409]
    [state] = await run(house, "select state from kith.appeals")
    told = await run(house, "select purpose from hotmess.outbox where purpose like 'appeal.%'")
    assert [row["purpose"] for row in told] == [f"appeal.{state['state']}"]
    lines = await run(house, "select action from kith.audit_log where action like 'appeal.%'")
    assert [row["action"] for row in lines] == [f"appeal.{state['state']}"]
    # Taken off the queues again, with a reason.
    [helper] = await run(house, "select id from kith.admins where role = 'support'")
    await desks[0].get("/console/queue")
    await desks[0].post("/console/queue/team", admin=str(helper["id"]), queue="general")
    leave = f"/console/queue/team/{helper['id']}/leave"
    assert (await outside.get(where)).status_code == 200
    assert (await outside.post(leave, reason="I would rather")).status_code == 404
    assert (await desks[0].post(leave, reason="")).status_code == 422
    assert (await desks[0].post(leave, reason="Moved to the shop")).status_code == 303
    assert (await outside.get(where)).status_code == 404


async def test_scans_are_shown_to_admins_for_a_reason_that_is_written_down(
    house: House, open_browser: Any
) -> None:
    owner, guest, other = (
        await make_member(house),
        await make_member(house, "Sunny"),
        await make_member(house, "Moon"),
    )
    beacon = await make_beacon(house, owner)
    for member in (guest, other):
        await run(
            house,
            """insert into hotmess.beacon_scans (beacon_id, user_id, city_id, status)
               select b.id, $2, b.city_id, 'valid' from hotmess.beacons b where b.id = $1""",
            beacon,
            member.id,
        )
    (boss, _), (helper, _) = await _operator(house, "boss"), await _operator(house, "help", "support")
    desk, low = await open_browser(boss), await open_browser(helper)
    where = f"/console/hotmess/scans/{beacon}"
    assert (await low.get("/console/hotmess/scans")).status_code == 404
    assert (await low.post(where, reason="I am curious")).status_code in (403, 404)
    assert "Friday under the arches" in (await desk.get("/console/hotmess/scans")).text
    assert "Sunny" not in (await desk.get(where)).text
    assert (await desk.post(where, reason=" ")).status_code == 422
    shown = (await desk.post(where, reason="The police asked in writing", username="sunny")).text
    assert "Sunny" in shown
    assert "Moon" not in shown
    assert "Moon" in (await desk.post(where, reason="The police asked in writing")).text
    lines = await run(
        house, "select reason, payload from kith.audit_log where action = 'scans.opened' order by sequence"
    )
    assert [row["payload"] for row in lines] == [
        {"one_member": True, "shown": 1},
        {"one_member": False, "shown": 2},
    ]
    assert {row["reason"] for row in lines} == {"The police asked in writing"}
