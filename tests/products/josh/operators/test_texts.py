"""Texts at the console: a log without words, words for a reason, and failed texts tried again."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from harness.house import worker_pass
from harness.members import Browser, run
from harness.outbox import ADA, Outbox
from kith.foundation.house import House
from kith.simulator.standins import StandIns

SignInAs = Callable[[str], Awaitable[Browser]]
TEXTS = "/console/josh/texts"
FAILED = "/console/josh/failed-texts"
WORDS = "Your climbing evening stands"


@pytest.fixture
async def outbox(house: House) -> Outbox:
    """The outbox of a house in which Ada is a member; it is noon there."""
    return await Outbox.opened(house)


@pytest.fixture
async def message(house: House, outbox: Outbox) -> UUID:
    """A text that has left."""
    job = await outbox.queue(WORDS)
    await worker_pass(house)
    return (await outbox.message(job))["id"]


async def failed(outbox: Outbox) -> UUID:
    job = await outbox.queue(WORDS)
    await outbox.run(
        "update sms_outbound_jobs set status = 'failed', attempts = 6, last_error = 'refused' where id = $1",
        job,
    )
    return job


async def audited(house: House) -> list[Any]:
    return await run(
        house, "select action, actor, target_id, reason, product from audit_log order by sequence"
    )


@pytest.mark.parametrize("path", [TEXTS, FAILED])
async def test_for_others_these_pages_are_not_there(sign_in_as: SignInAs, path: str) -> None:
    browser = await sign_in_as("nobody")
    assert (await browser.get(path)).status_code == 404


async def test_others_can_neither_read_nor_retry(
    house: House, outbox: Outbox, message: UUID, sign_in_as: SignInAs
) -> None:
    job = await failed(outbox)
    browser = await sign_in_as("nobody")
    await browser.get("/account")
    refused = [
        await browser.post(f"{TEXTS}/{message}/words", reason="I am curious"),
        await browser.post(f"{FAILED}/{job}/again"),
    ]
    assert [answer.status_code for answer in refused] == [404, 404]
    assert not any(WORDS in answer.text for answer in refused)
    assert (await outbox.job(job))["status"] == "failed"
    assert await audited(house) == []


async def test_the_log_has_neither_words_nor_numbers(message: UUID, sign_in_as: SignInAs) -> None:
    browser = await sign_in_as("support")
    shown = await browser.get(TEXTS)
    assert shown.status_code == 200
    assert WORDS not in shown.text
    assert ADA not in shown.text
    assert ADA[-4:] in shown.text
    assert "test.reply" in shown.text


async def test_words_are_shown_for_a_reason_which_is_written_down(
    house: House, message: UUID, sign_in_as: SignInAs
) -> None:
    browser = await sign_in_as("support")
    await browser.get(TEXTS)
    shown = await browser.post(f"{TEXTS}/{message}/words", reason="She asked what we wrote")
    assert shown.status_code == 200
    assert WORDS in shown.text
    assert shown.headers["cache-control"] == "no-store"
    [line] = await audited(house)
    assert (line["action"], line["target_id"], line["reason"], line["product"]) == (
        "josh.text.opened",
        message,
        "She asked what we wrote",
        "josh",
    )
    assert line["actor"].startswith("support:")
    assert WORDS not in (await browser.get(TEXTS)).text


@pytest.mark.parametrize("reason", ["", "  ", "why"])
async def test_without_a_reason_no_words(
    house: House, message: UUID, sign_in_as: SignInAs, reason: str
) -> None:
    browser = await sign_in_as("ops")
    await browser.get(TEXTS)
    refused = await browser.post(f"{TEXTS}/{message}/words", reason=reason)
    assert refused.status_code == 422
    assert WORDS not in refused.text
    assert await audited(house) == []


async def test_a_code_is_opened_by_nobody(
    house: House, outbox: Outbox, message: UUID, sign_in_as: SignInAs
) -> None:
    await outbox.run("update sms_outbound_jobs set kind = 'otp'")
    browser = await sign_in_as("ops")
    assert "lets somebody in" in (await browser.get(TEXTS)).text
    refused = await browser.post(f"{TEXTS}/{message}/words", reason="She says that nothing came")
    assert refused.status_code == 409
    assert WORDS not in refused.text
    assert await audited(house) == []


async def test_engineering_has_the_log_but_opens_nothing(
    house: House, message: UUID, sign_in_as: SignInAs
) -> None:
    browser = await sign_in_as("engineering")
    assert "/words" not in (await browser.get(TEXTS)).text
    assert (await browser.post(f"{TEXTS}/{message}/words", reason="debugging something")).status_code == 404
    assert await audited(house) == []


async def test_words_that_are_gone_or_never_were(
    house: House, outbox: Outbox, message: UUID, sign_in_as: SignInAs
) -> None:
    await outbox.run("update sms_messages set body_ciphertext = null, body_iv = null, body_tag = null")
    browser = await sign_in_as("ops")
    assert "not kept" in (await browser.get(TEXTS)).text
    gone = await browser.post(f"{TEXTS}/{message}/words", reason="She asked for it")
    never = await browser.post(f"{TEXTS}/{uuid4()}/words", reason="She asked for it")
    assert (gone.status_code, never.status_code) == (409, 404)
    assert await audited(house) == []


async def test_a_failed_text_tried_again_arrives(
    house: House, outbox: Outbox, standins: StandIns, sign_in_as: SignInAs
) -> None:
    job = await failed(outbox)
    browser = await sign_in_as("engineering")
    shown = await browser.get(FAILED)
    assert "refused" in shown.text
    assert WORDS not in shown.text
    answer = await browser.post(f"{FAILED}/{job}/again")
    assert (answer.status_code, answer.headers["location"]) == (303, FAILED)
    await worker_pass(house)
    assert [sent.body for sent in standins.twilio.messages(phone=ADA)] == [WORDS]
    [line] = await audited(house)
    assert (line["action"], line["target_id"]) == ("josh.text.retried", job)


async def test_a_text_that_left_is_not_tried_again(
    house: House, outbox: Outbox, standins: StandIns, sign_in_as: SignInAs
) -> None:
    job = await outbox.queue(WORDS)
    await worker_pass(house)
    browser = await sign_in_as("ops")
    await browser.get(TEXTS)
    assert (await browser.post(f"{FAILED}/{job}/again")).status_code == 409
    await worker_pass(house)
    assert len(standins.twilio.messages(phone=ADA)) == 1
    assert await audited(house) == []


async def test_the_log_goes_on_where_the_page_ended(outbox: Outbox, sign_in_as: SignInAs) -> None:
    await outbox.run(
        """
        insert into sms_messages (user_id, direction, from_e164, to_e164, twilio_message_sid, phone_hash)
        select $1, 'in', '+1202555' || (1000 + n), '+12025550100', 'SM' || n, repeat('a', 64) from generate_series(1, 60) n
        """,
        outbox.person,
    )
    browser = await sign_in_as("ops")
    first = await browser.get(f"{TEXTS}?person={outbox.person}")
    [older] = re.findall(r'href="([^"]*cursor=[^"]*)"', first.text)
    second = await browser.get(older.replace("&amp;", "&"))
    ends = [re.findall(r'<th scope="row">(\d{4})</th>', page.text) for page in (first, second)]
    assert [len(found) for found in ends] == [50, 10]
    assert len(set(ends[0] + ends[1])) == 60
