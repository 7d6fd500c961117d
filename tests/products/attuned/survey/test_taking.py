"""The survey as people take it: saved answer by answer, resumed anywhere, handed in once."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from harness.members import Browser, add_person, run
from harness.playing import begin, take_survey
from kith.commons.privacy.data_keys import key_of
from kith.foundation.house import House
from kith.products.attuned.profiles.profile import canonical
from kith.products.attuned.survey.definition import CURRENT, load
from kith.products.attuned.survey.submitting import PAYLOAD, recomputed

Opener = Callable[..., Awaitable[Browser]]
_ANSWER = "/api/attuned/survey/answer"


async def _drafts(house: House) -> list[Any]:
    return await run(house, "select * from attuned.survey_progress order by id")


async def test_saving_is_idempotent_and_the_highest_sequence_wins_in_any_order(
    house: House, open_browser: Opener
) -> None:
    person = await add_person(house, email="robin@example.org")
    phone, laptop = await open_browser(person), await open_browser(person)
    await begin(phone)
    await laptop.get("/attuned/you")

    async def save(browser: Browser, answer: object, sequence: int, question: str = "A1") -> Any:
        return await browser.put_json(_ANSWER, {"question": question, "answer": answer, "sequence": sequence})

    first = await save(phone, 5, 1000)
    assert first.json()["progress"] >= 0
    for browser, answer, sequence in ((phone, 5, 1000), (laptop, 2, 900), (laptop, 3, 1000)):
        assert (await save(browser, answer, sequence)).status_code == 200
    assert (await laptop.get("/api/attuned/survey")).json()["answers"]["A1"] == [5, 1000]
    await asyncio.gather(
        *(save(phone, 1 + n % 7, 2000 + n) for n in range(14)),
        *(save(laptop, 4, 2000 + n, f"A{2 + n}") for n in range(10)),
    )
    answers = (await phone.get("/api/attuned/survey")).json()["answers"]
    assert answers["A1"] == [1 + 13 % 7, 2013]
    assert [answers[f"A{2 + n}"] for n in range(10)] == [[4, 2000 + n] for n in range(10)]
    ahead = await save(phone, 6, 2**50)
    assert ahead.status_code == 200
    assert (await phone.get("/api/attuned/survey")).json()["answers"]["A1"][1] < 2**45
    assert len(await _drafts(house)) == 1
    for body, field in (
        ({"question": "A1", "answer": 8, "sequence": 1}, "A1"),
        ({"question": "Z9", "answer": 1, "sequence": 1}, "question"),
        ({"question": "A1", "answer": 1}, "sequence"),
    ):
        refused = await phone.put_json(_ANSWER, body)
        assert refused.status_code in (400, 404, 422)
        assert refused.json()["field"] == field


async def test_without_a_script_every_choice_is_a_button_and_the_address_never_tells(
    house: House, open_browser: Opener
) -> None:
    browser = await open_browser()
    await begin(browser)
    await browser.get("/attuned/survey")
    began = await browser.post("/attuned/survey/begin")
    assert began.headers["location"] == "/attuned/survey"
    page = await browser.get("/attuned/survey")
    seen: list[str] = []
    texts = {question.id: question for question in load(CURRENT).questions}
    for _step in range(len(texts)):
        if 'name="question"' not in page.text:
            break
        question = texts[browser.field(page, "question")]
        seen.append(question.id)
        assert html.escape(question.text, quote=False)[:20] in html.unescape(page.text)[
            : 10**6
        ] or question.text in html.unescape(page.text)
        page = await browser.post(
            "/attuned/survey", question=question.id, answer=str(question.choices[0].value)
        )
        assert page.status_code == 200
        assert str(page.url).endswith("/attuned/survey")
    assert "That was the last one" in page.text
    assert len(seen) == len(set(seen)) > 60
    back = await browser.post("/attuned/survey", move="back")
    assert browser.field(back, "question") == seen[-1]
    assert re.search(r'value="[^"]*" aria-pressed="true"', back.text)
    await browser.post("/attuned/survey/submit")
    again = await browser.post("/attuned/survey/submit")
    assert again.headers["location"] == "/attuned/survey"
    assert [row["status"] for row in await _drafts(house)] == ["completed"]


async def test_a_survey_is_handed_in_once_whoever_presses_at_once_and_never_with_a_limit_open(
    house: House, open_browser: Opener
) -> None:
    browser = await open_browser()
    await begin(browser)
    await browser.put_json(_ANSWER, {"question": "A1", "answer": 5, "sequence": 1})
    refused = await browser.put_json("/api/attuned/survey/submission", {})
    assert refused.status_code == 409
    assert "limits" in refused.json()["detail"]
    for question in load(CURRENT).questions:
        if question.boundary:
            await browser.put_json(_ANSWER, {"question": question.id, "answer": "hard", "sequence": 1})
    outcomes = await asyncio.gather(
        *(browser.put_json("/api/attuned/survey/submission", {}) for _ in range(6))
    )
    assert sorted(answer.status_code for answer in outcomes) == [204, 409, 409, 409, 409, 409]
    taken = (await browser.get("/attuned/you/data")).json()
    assert len(taken["submissions"]) == 1
    assert len(taken["profile"]["boundaries"]["hard_limits"]) == 8
    assert taken["profile"]["arousal_propensity"]["se"] is None


async def test_answering_again_begins_with_what_was_said_replaces_the_profile_and_makes_results_stale(
    house: House, open_browser: Opener
) -> None:
    browser, other = await open_browser(), await open_browser()
    for one in (browser, other):
        await begin(one)
        await take_survey(one)
    rows = await run(house, "select id, submission_id, revision from attuned.profiles order by id")
    await run(
        house,
        """insert into attuned.compatibility_results (profile_a_id, profile_b_id, compatibility_score, profile_a_revision, profile_b_revision)
           values ($1, $2, 80, $3, $4)""",
        rows[0]["id"],
        rows[1]["id"],
        rows[0]["revision"],
        rows[1]["revision"],
    )
    await browser.get("/attuned/you/profile")
    await browser.post("/attuned/survey/begin")
    draft = (await browser.get("/api/attuned/survey")).json()
    assert draft["progress"] == 100
    assert draft["answers"]["A1"] == [4, 0]
    screen = await browser.get("/attuned/survey")
    assert 'name="question" value="A1"' in screen.text
    assert "Straight to the end" in screen.text
    assert "Hand it in" in (await browser.post("/attuned/survey", question="A1", move="end")).text
    await browser.put_json(_ANSWER, {"question": "A1", "answer": 1, "sequence": 1})
    assert (await browser.put_json("/api/attuned/survey/submission", {})).status_code == 204
    after = await run(house, "select id, submission_id, revision from attuned.profiles order by id")
    assert after[0]["id"] == rows[0]["id"]
    assert after[0]["submission_id"] != rows[0]["submission_id"]
    assert after[0]["revision"] == rows[0]["revision"] + 1
    assert (await run(house, "select count(*) from attuned.survey_submissions"))[0][0] == 2
    assert (await run(house, "select stale_at is not null from attuned.compatibility_results"))[0][0]


async def test_a_draft_waits_thirty_days_and_then_begins_anew(house: House, open_browser: Opener) -> None:
    browser = await open_browser()
    await begin(browser)
    await browser.put_json(_ANSWER, {"question": "A1", "answer": 5, "sequence": 1})
    house.clock.move(timedelta(days=29))
    assert (await browser.get("/api/attuned/survey")).json()["answers"]["A1"][0] == 5
    house.clock.move(timedelta(days=2))
    assert (await browser.get("/api/attuned/survey")).status_code == 404
    assert "Ten quiet minutes" in (await browser.get("/attuned/survey")).text
    saved = await browser.put_json(_ANSWER, {"question": "A2", "answer": 5, "sequence": 2})
    assert saved.status_code == 200
    assert [(row["status"], row["answers"] == {}) for row in await _drafts(house)] == [
        ("abandoned", True),
        ("in_progress", False),
    ]


async def test_every_stored_submission_makes_the_same_profile_again_byte_for_byte(
    house: House, open_browser: Opener
) -> None:
    for likert in (1, 7):
        browser = await open_browser()
        await begin(browser)
        await take_survey(browser, likert=likert, activity="maybe", boundary="soft")
    rows = await run(
        house, "select anonymous_session_id, payload_json, survey_version from attuned.survey_submissions"
    )
    assert len(rows) == 2
    for row in rows:
        key = await key_of(house, "attuned", f"anonymous:{row['anonymous_session_id']}")
        stored, today = recomputed(key.open(row["payload_json"], PAYLOAD), row["survey_version"])
        assert canonical(stored) == canonical(today)


async def test_nobody_reads_what_was_said_in_the_database_the_logs_or_the_addresses(
    house: House, open_browser: Opener, capfd: Any
) -> None:
    planted = f"Nautilus{uuid4().hex[:6]}"
    browser = await open_browser(await add_person(house, email="kim@example.org"))
    await begin(browser, gender=planted, display_name="Kim")
    await take_survey(browser, boundary="hard")
    await browser.put_json(_ANSWER, {"question": "D1", "answer": planted, "sequence": 3})
    written = capfd.readouterr()
    for table in ("users", "profiles", "survey_submissions", "survey_progress", "domain_events", "outbox"):
        [row] = await run(
            house, f"select coalesce(string_agg(t::text, ' '), '') as everything from attuned.{table} t"
        )
        for word in (planted, "vagina", 'hard_limits": [', "photo_video", "massage"):
            assert word not in row["everything"], (table, word)
    for word in (planted, "vagina", "photo_video", "massage", "kim@example.org"):
        assert word not in written.out + written.err
