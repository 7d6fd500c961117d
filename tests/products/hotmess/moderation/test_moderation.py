"""A report from the queue to a decision with reasons, an appeal before somebody else, and everything taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from harness.hotmess import Member, make_beacon, make_member
from harness.members import add_person, make_admin, run
from kith.foundation.house import House
from kith.products.hotmess.moderation.statement import possible

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
    where = f"/console/hotmess/cases/{case}"
    assert "harassment" in (await desk.get("/console/hotmess/cases")).text
    await other.get("/console/hotmess/cases")
    # Nobody decides what they have not taken, and two do not work on one.
    assert (await desk.post(where, action="remove_post", **_DECISION)).status_code == 409
    assert (await desk.post(f"{where}/claim")).status_code == 303
    assert (await other.post(f"{where}/claim")).status_code == 409
    opened = await desk.get(where)
    assert "I will get you" in opened.text
    assert "Sunny" not in opened.text
    for missing in ("reason", "facts", "ground"):
        assert (
            await desk.post(where, action="remove_post", **(_DECISION | {missing: ""}))
        ).status_code == 422
    assert (await desk.post(where, action="disable_beacon", **_DECISION)).status_code == 422
    assert (await desk.post(where, action="remove_post", **_DECISION)).status_code == 303
    assert await _status(house, post) == "removed"
    assert (await program.get("/api/hotmess/my/reports")).json()[0]["status"] == "resolved"
    told = await run(house, "select purpose, person_id from hotmess.outbox order by sequence")
    assert [(row["purpose"], row["person_id"]) for row in told] == [
        ("decision.made", loud.id),
        ("report.decided", reporter.id),
    ]

    # Whoever it concerns reads the reasons, and nobody else does.
    theirs, their_program = await open_browser(loud), await open_program(loud)
    [decision] = [row["id"] for row in await run(house, "select id from kith.decisions")]
    assert "Remove the post" in (await theirs.get("/hotmess/decisions")).text
    assert "no threats" in (await theirs.get(f"/hotmess/decisions/{decision}")).text
    reasons = (await their_program.get(f"/api/hotmess/my/decisions/{decision}/statement")).json()
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
    assert (await program.get(f"/api/hotmess/my/decisions/{decision}/statement")).status_code == 404
    assert (await theirs.post(f"/hotmess/decisions/{decision}/appeal", words=" ")).status_code == 422
    assert (
        await theirs.post(f"/hotmess/decisions/{decision}/appeal", words="It is a line from a song.")
    ).status_code == 303
    assert (await run(house, "select state from kith.cases where id = $1", case))[0]["state"] == "escalated"

    # Somebody else answers it: asks back, then takes it back.
    [appeal] = [row["id"] for row in await run(house, "select id from kith.appeals")]
    answer = f"/console/hotmess/cases/appeals/{appeal}/answer"
    assert (await desk.post(answer, outcome="upheld", words="I was right.")).status_code == 409
    assert (await other.post(answer, outcome="ask", words="Which song is it?")).status_code == 303
    assert "Which song is it?" in (await theirs.get(f"/hotmess/decisions/{decision}")).text
    assert (
        await theirs.post(f"/hotmess/decisions/{decision}/appeal", words="Every breath you take.")
    ).status_code == 303
    assert "Every breath" in (await other.get(f"/console/hotmess/cases/appeals/{decision}")).text
    assert (await other.post(answer, outcome="reversed", words="So it is. Sorry.")).status_code == 303
    assert (await other.post(answer, outcome="upheld", words="Or is it?")).status_code == 409
    assert await _status(house, post) == "visible"
    assert "We took this back." in (await theirs.get(f"/hotmess/decisions/{decision}")).text
    assert (await theirs.post(f"/hotmess/decisions/{decision}/appeal", words="Thanks")).status_code == 409
    assert (await program.get("/api/hotmess/my/reports")).json()[0]["status"] == "dismissed"
    actions = [
        row["action"]
        for row in await run(
            house, "select action from kith.audit_log where product = 'hotmess' order by sequence"
        )
    ]
    assert actions == ["case.claimed", "case.opened", "case.remove_post", "appeal.reversed"]


async def test_a_ban_ends_sessions_at_once_and_its_reverse_lets_back_in(
    house: House, open_program: Any, open_browser: Any
) -> None:
    program = await open_program(await make_member(house))
    _post, case, loud = await _reported_post(house, program)
    beacon = await make_beacon(house, loud)
    signed_in = await open_browser(loud)
    await signed_in.get("/hotmess/profile")
    (ann, _), (ben, _) = await _operator(house, "ann"), await _operator(house, "ben")
    desk, other = await open_browser(ann), await open_browser(ben)
    await desk.get("/console/hotmess/cases")
    await desk.post(f"/console/hotmess/cases/{case}/claim")
    assert (
        await desk.post(f"/console/hotmess/cases/{case}", action="ban_user", **_DECISION)
    ).status_code == 303
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
    again = await open_browser(loud)
    [decision] = [row["id"] for row in await run(house, "select id from kith.decisions")]
    await again.get(f"/hotmess/decisions/{decision}")
    await again.post(f"/hotmess/decisions/{decision}/appeal", words="That was not me.")
    [appeal] = [row["id"] for row in await run(house, "select id from kith.appeals")]
    await other.get("/console/hotmess/cases")
    assert (
        await other.post(
            f"/console/hotmess/cases/appeals/{appeal}/answer",
            outcome="reversed",
            words="Wrong person, sorry.",
        )
    ).status_code == 303
    [row] = await run(house, "select status from hotmess.profiles where user_id = $1", loud.id)
    assert row["status"] == "active"


async def test_a_queue_has_its_own_people_and_an_appeal_its_twenty_days(
    house: House, open_program: Any, open_browser: Any
) -> None:
    program = await open_program(await make_member(house))
    _post, case, loud = await _reported_post(house, program)
    (helper, helper_id), (boss, _) = await _operator(house, "help", "support"), await _operator(house, "boss")
    desk, office = await open_browser(helper), await open_browser(boss)
    await desk.get("/console/hotmess/cases")
    assert (await desk.post(f"/console/hotmess/cases/{case}/claim")).status_code == 404
    assert (
        await desk.post("/console/hotmess/cases/queues", admin=str(helper_id), queue="general")
    ).status_code == 404
    await office.get("/console/hotmess/cases")
    assert (
        await office.post("/console/hotmess/cases/queues", admin=str(helper_id), queue="general")
    ).status_code == 303
    assert (await desk.post(f"/console/hotmess/cases/{case}/claim")).status_code == 303
    assert (await desk.post(f"/console/hotmess/cases/{case}/release", escalate="yes")).status_code == 303
    assert (await office.post(f"/console/hotmess/cases/{case}/claim")).status_code == 303
    assert (
        await office.post(f"/console/hotmess/cases/{case}", action="warn", **_DECISION)
    ).status_code == 303
    [decision] = [row["id"] for row in await run(house, "select id from kith.decisions")]
    house.clock.move(timedelta(days=20, hours=1))
    late = await open_browser(loud)
    assert (
        "The twenty days for an appeal are over." in (await late.get(f"/hotmess/decisions/{decision}")).text
    )
    assert (await late.post(f"/hotmess/decisions/{decision}/appeal", words="But")).status_code in (403, 409)


@pytest.mark.parametrize("kind", ["post", "beacon", "listing", "market_listing", "seller", "profile"])
def test_the_mildest_is_offered_first_and_every_kind_can_be_dismissed(kind: str) -> None:
    assert possible(kind)[:2] == ("dismiss", "warn")
    assert possible(kind)[-1] == "ban_user"
