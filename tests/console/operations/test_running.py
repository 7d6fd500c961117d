"""Jobs, schedules, messages and webhooks as operators see them: what waits and failed is shown, acting needs a reason and is written down."""

from __future__ import annotations

import itertools
from typing import Any
from uuid import UUID

import httpx
from hypothesis import given
from hypothesis import strategies as st

from harness.house import worker_pass
from harness.members import Browser, add_person, run
from kith.commons.messaging import outbox
from kith.commons.messaging.topics import ANSWERS
from kith.commons.webhooks.seen import outcome_of, seen
from kith.console.operations import attention, overview
from kith.console.operations.attention import Item
from kith.foundation import schedule_runs
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.foundation.jobs import Schedule

ROOT = "/console/operations"
TESTS = service("tests.operations")


async def lines(house: House, action: str) -> list[Any]:
    return await run(house, "select * from audit_log where action = $1 order by sequence", action)


async def give_up(house: House, schema: str, name: str, like: str | None = None) -> int:
    """A job that failed for the last time; `like` keeps others of that name apart."""
    [row] = await house.database.read(
        TESTS,
        schema,
        "insert into pgqueuer (priority, status, entrypoint, attempts, dedupe_key, payload) values (0, 'failed', $1, 5, $2, '{}') returning id",
        name,
        like,
    )
    return row["id"]


async def status_of(house: House, schema: str, job: int) -> str | None:
    rows = await house.database.read(TESTS, schema, "select status::text from pgqueuer where id = $1", job)
    return rows[0]["status"] if rows else None


async def test_jobs_that_were_given_up_run_again_or_go_with_a_reason_and_a_line(
    house: House, ops: Browser, support: Browser
) -> None:
    await run(
        house,
        """
        insert into josh.pgqueuer_log (job_id, status, entrypoint, priority, created) values
        (77, 'queued', 'josh.text.deliver', 0, now() - interval '9 seconds'),
        (77, 'picked', 'josh.text.deliver', 0, now() - interval '7 seconds'),
        (77, 'successful', 'josh.text.deliver', 0, now() - interval '4 seconds')
        """,
    )
    one = await give_up(house, "josh", "josh.text.deliver")
    twins = [await give_up(house, "mentor", "mentor.calendars.look", "same") for _ in range(2)]
    other = await give_up(house, "mentor", "mentor.calendars.look")
    assert (await support.get(f"{ROOT}/jobs")).status_code == 404
    shown = await ops.get(f"{ROOT}/jobs")
    assert "josh.text.deliver" in shown.text
    assert "2 s / 2 s" in shown.text
    assert "3 s / 3 s" in shown.text
    again = f"{ROOT}/jobs/josh/{one}/again"
    assert (await support.post(again, reason="I would like to")).status_code in (403, 404)
    refused = await ops.post(again, reason="no")
    assert (refused.status_code, await status_of(house, "josh", one)) == (422, "failed")
    assert (await ops.post(f"{ROOT}/jobs/nowhere/{one}/again", reason="A long reason")).status_code == 404
    assert (await ops.post(again, reason="Twilio is back")).status_code == 303
    assert await status_of(house, "josh", one) == "queued"
    assert (await ops.post(again, reason="Twilio is back")).status_code == 409
    # Of two of a kind that may not wait twice, one goes back; the other can go.
    answer = await ops.post(
        f"{ROOT}/jobs/mentor/again", kind="mentor.calendars.look", reason="Google is back"
    )
    assert answer.status_code == 303
    states = {await status_of(house, "mentor", twin) for twin in twins}
    assert (states, await status_of(house, "mentor", other)) == ({"failed", "queued"}, "queued")
    [left] = [twin for twin in twins if await status_of(house, "mentor", twin) == "failed"]
    assert (await ops.post(f"{ROOT}/jobs/mentor/{left}/again", reason="Once more")).status_code == 409
    assert (await ops.post(f"{ROOT}/jobs/mentor/{left}/away", reason="Its like waits")).status_code == 303
    assert await status_of(house, "mentor", left) is None
    [line] = await lines(house, "job.run_again")
    assert (line["reason"], line["product"]) == ("Twilio is back", "josh")
    assert line["payload"] == {"schema": "josh", "id": one, "kind": "josh.text.deliver"}
    [all_of_them] = await lines(house, "jobs.run_again")
    assert all_of_them["payload"]["jobs"] == {"mentor.calendars.look": 2}
    assert [line["payload"]["id"] for line in await lines(house, "job.thrown_away")] == [left]


async def test_recurring_work_that_fails_is_told_until_it_ends_well_and_runs_when_asked(
    house: House, ops: Browser
) -> None:
    fails = True

    async def work(_house: House) -> None:
        if fails:
            raise RuntimeError("with words that nobody must read: ada@example.org")

    schedule = Schedule(name="josh.planted", cron="* * * * *", run=work)
    await run(
        house,
        "insert into josh.pgqueuer_schedules (expression, entrypoint, next_run) values ('* * * * *', 'josh.planted', now() + interval '50 minutes')",
    )
    for _ in range(2):
        await schedule_runs.run(house, "josh", schedule)
    shown = (await ops.get(f"{ROOT}/schedules")).text
    assert "RuntimeError, 2 times in a row" in shown
    assert "ada@example.org" not in shown
    assert ("Recurring work that fails: 1", "JOSH") in {
        (item.what, item.whose) for item in await overview.items(house)
    }
    fails = False
    await schedule_runs.run(house, "josh", schedule)
    shown = (await ops.get(f"{ROOT}/schedules")).text
    assert "times in a row" not in shown
    assert "well, in" in shown
    [row] = await run(house, "select id from josh.pgqueuer_schedules where entrypoint = 'josh.planted'")
    path = f"{ROOT}/schedules/josh/{row['id']}/now"
    assert (await ops.post(path, reason="")).status_code == 422
    assert (await ops.post(path, reason="Cannot wait for the hour")).status_code == 303
    [row] = await run(
        house,
        "select next_run <= now() as due from josh.pgqueuer_schedules where entrypoint = 'josh.planted'",
    )
    assert row["due"]
    assert [line["payload"]["name"] for line in await lines(house, "schedule.run_now")] == ["josh.planted"]
    await run(house, "update josh.pgqueuer_schedules set next_run = now() - interval '5 minutes'")
    assert (await overview.items(house))[0].what == "No worker takes the recurring work."
    assert "No worker takes" in (await ops.get(ROOT)).text


async def test_a_code_or_link_to_sign_in_with_is_opened_by_nobody(house: House, ops: Browser) -> None:
    await add_person(house, email="ada@example.org")
    await ops.get(f"{ROOT}/messages")
    for path in ("/sign-in", "/sign-in/link/send"):
        await ops.post(path, address="ada@example.org")
    await run(house, "update kith.outbox set status = 'failed', attempts = 6, last_error = 'SMTP 451'")
    rows = await run(house, "select id, purpose from kith.outbox order by purpose")
    assert [row["purpose"] for row in rows] == ["sign_in.code", "sign_in.link"]
    shown = (await ops.get(f"{ROOT}/messages")).text
    assert shown.count("lets somebody in") == 2
    for row in rows:
        assert str(row["id"]) in shown  # it can be sent again
        words = f"{ROOT}/messages/kith/{row['id']}/open"
        assert words not in shown
        refused = await ops.post(words, reason="She says that nothing came")
        assert refused.status_code == 409
        assert "sign in" in refused.text
    assert await lines(house, "message.opened") == []


async def test_a_message_is_sent_again_and_opened_only_for_a_reason_that_is_kept(
    house: House, ops: Browser, support: Browser
) -> None:
    person = await add_person(house, email="ada@example.org")
    async with house.database.session(TESTS, "momento") as db:
        ids = [
            await outbox.queue_mail(
                db, house, to="ada@example.org", subject="A plan", text=f"Dinner at eight, {n}", topic=ANSWERS,
                purpose="planted", key=f"k{n}", person_id=person
            )
            for n in range(3)
        ]  # fmt: skip
        await db.connection.execute(
            "update outbox set status = 'failed', attempts = 6, last_error = 'SMTPConnectError'"
        )
    first: UUID = ids[0]  # pyright: ignore[reportAssignmentType]
    shown = (await support.get(f"{ROOT}/messages")).text
    assert "SMTPConnectError" in shown
    assert "Dinner" not in shown
    assert "ada@example.org" not in shown
    words = f"{ROOT}/messages/momento/{first}/open"
    for reason in ("", "   ", "why"):
        refused = await support.post(words, reason=reason)
        assert refused.status_code == 422
        assert "Dinner" not in refused.text
    assert await lines(house, "message.opened") == []
    opened = await support.post(words, reason="She asks what we wrote")
    assert "Dinner at eight, 0" in opened.text
    assert "ada@example.org" in opened.text
    [line] = await lines(house, "message.opened")
    assert (line["target_id"], line["reason"], line["product"]) == (
        first,
        "She asks what we wrote",
        "momento",
    )
    again = f"{ROOT}/messages/momento/{first}/again"
    assert (await support.post(again, reason="")).status_code == 422
    assert (await support.post(again, reason="Mail is back")).status_code == 303
    assert (await support.post(again, reason="Mail is back")).status_code == 409
    await support.post(f"{ROOT}/messages/momento/again", channel="email", reason="All of them")
    rows = await run(house, "select status from momento.outbox")
    assert {row["status"] for row in rows} == {"pending"}
    assert [line["payload"]["messages"] for line in await lines(house, "messages.sent_again")] == [2]
    await run(
        house,
        "update momento.outbox set created_at = now() - interval '1 hour', not_before = now() - interval '1 hour'",
    )
    assert "Messages wait too long." in (await ops.get(ROOT)).text
    await run(
        house,
        "update momento.outbox set status = 'sent', body_ciphertext = null, body_iv = null, body_tag = null",
    )
    assert (await support.post(words, reason="She asks again")).status_code == 409


async def test_webhooks_are_counted_by_what_came_of_them_and_events_are_applied_again_once(
    house: House, ops: Browser, client: httpx.AsyncClient
) -> None:
    assert (
        await client.post("/hooks/stripe", content=b"{}", headers={"stripe-signature": "t=1,v1=00"})
    ).status_code == 403
    assert (await client.post("/hooks/nobody", content=b"{}")).status_code == 404
    await run(
        house,
        "insert into stripe_events (stripe_event_id, event_type, payload, received_at, processing_error) "
        "values ('evt_1', 'x', '{\"id\": \"evt_1\"}', now() - interval '1 hour', 'ValueError')",
    )
    [event] = await run(
        house,
        "insert into attuned.inbox (provider, external_id, kind, payload, handled_at) "
        "values ('apple', 'n1', 'other', '{\"signed\": \"x\", \"chain\": null}', now()) returning id",
    )
    shown = (await ops.get(f"{ROOT}/webhooks")).text
    assert "evt_1" in shown
    assert "ValueError" in shown
    assert "n1" in shown
    [calls] = await run(house, "select provider, received, refused from webhook_calls")
    assert tuple(calls) == ("stripe", 0, 1)
    for _ in range(9):
        seen(house).count("stripe", "refused")
    await seen(house).write()
    assert {"Many calls are refused: 10 at stripe", "Stripe's events not applied: 1"} <= {
        item.what for item in await overview.items(house)
    }
    path = f"{ROOT}/webhooks/attuned/{event['id']}/again"
    assert (await ops.post(path, reason="")).status_code == 422
    for _ in range(2):
        assert (await ops.post(path, reason="Apple asks")).status_code == 303
    assert await worker_pass(house, schedules=False) == 1
    [row] = await run(house, "select answer from attuned.inbox")
    assert row["answer"] == {"outcome": "purchase-unproven"}
    [kept] = await run(house, "select id from stripe_events")
    assert (
        await ops.post(f"{ROOT}/webhooks/stripe/{kept['id']}/again", reason="Stripe is back")
    ).status_code == 303
    await worker_pass(house, schedules=False)
    [row] = await run(house, "select processed_at from stripe_events")
    assert row["processed_at"] is not None
    assert len(await lines(house, "inbox_event.applied_again")) == 2
    assert [line["reason"] for line in await lines(house, "stripe_event.applied_again")] == ["Stripe is back"]


@given(st.integers(100, 599))
def test_an_answers_status_says_what_came_of_a_call(status: int) -> None:
    outcome = outcome_of(status)
    assert (outcome == "received") == (200 <= status < 400)
    assert (outcome == "failed") == (status >= 500 or status in (409, 429))


@given(
    st.lists(
        st.builds(
            Item,
            st.integers(0, 5),
            st.text(max_size=2),
            st.text(max_size=2),
            st.none() | st.datetimes(),
            st.just("/"),
        )
    )
)
def test_the_most_urgent_comes_first_and_of_the_same_what_waited_longest(found: list[Item]) -> None:
    ordered = attention.in_order(found)
    assert sorted(map(repr, ordered)) == sorted(map(repr, found))
    for one, other in itertools.pairwise(ordered):
        assert one.rank <= other.rank
        if one.rank == other.rank and one.since is not None and other.since is not None:
            assert one.since <= other.since
