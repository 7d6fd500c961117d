"""Two people find each other: five minutes to the second, a code that works once and is kept by nobody, the same answer to every address."""

from __future__ import annotations

import asyncio
import itertools
from datetime import timedelta
from typing import Any

import pytest

from harness.house import run_schedule, worker_pass
from harness.members import run
from harness.pairs import Program, Somebody, connect, somebody
from kith.foundation.errors import Conflict, Problem
from kith.foundation.house import House
from kith.products.attuned.connections import commands
from kith.products.attuned.connections.code import LETTERS, hash_of, new_code, plain
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind

ASK, ACCEPT = "/api/attuned/connections", "/api/attuned/connections/accept"


async def _letters(house: House, standins: StandIns) -> list[Any]:
    await worker_pass(house, schedules=False)
    return standins.mail.messages()


def test_a_code_is_read_however_it_is_typed() -> None:
    for _ in range(50):
        code = new_code()
        letters = plain(code)
        assert len(letters) == 8
        assert set(letters) <= set(LETTERS)
        assert plain(f"  {code.lower().replace('-', ' ')} ") == letters
    for wrong in ("", "K7QM-3XW", "K7QM-3XWDD", "K7QM-3XW0", "ΑΒΓΔ-ΕΖΗΘ"):
        assert plain(wrong) == ""


@pytest.mark.parametrize(("asks", "accepts"), list(itertools.product((False, True), repeat=2)))
async def test_with_and_without_an_account_in_all_four_combinations(
    app: Any, house: House, asks: bool, accepts: bool
) -> None:
    ada = await somebody(house, "Ada", anonymous=asks)
    bo = await somebody(house, "Bo", anonymous=accepts)
    hers, theirs = Program(app, house, ada), Program(app, house, bo)
    code = (await hers.post(ASK)).json()["code"]
    assert (await hers.get("/api/attuned/connections/waiting")).json()["status"] == "pending"
    connection = (await theirs.post(ACCEPT, code=code)).json()["id"]
    assert (await hers.get("/api/attuned/connections/waiting")).json()["status"] == "accepted"
    assert [one["name"] for one in (await hers.get("/api/attuned/partners")).json()] == ["Bo"]
    assert [one["name"] for one in (await theirs.get("/api/attuned/partners")).json()] == ["Ada"]
    remembered = await run(house, "select partner_name from attuned.remembered_partners order by 1")
    assert [row[0] for row in remembered] == ([] if asks or accepts else ["Ada", "Bo"])
    # Once, by two who are not connected yet.
    assert (await theirs.post(ACCEPT, code=code)).status_code == 422
    again = (await hers.post(ASK)).json()["code"]
    assert (await theirs.post(ACCEPT, code=again)).status_code == 422
    # Either ends it; the other is told nothing and finds nobody there.
    for path in (
        "/attuned/partners",
        "/attuned/connect",
        "/attuned/connect/waiting",
        "/attuned/connect/enter",
    ):
        assert (await hers.page(path)).status_code == 200, path
    assert (await theirs.post(f"/api/attuned/partners/{connection}/end")).status_code == 204
    assert (await theirs.post(f"/api/attuned/partners/{connection}/end")).status_code == 404
    assert (await hers.get("/api/attuned/partners")).json() == []
    assert (await hers.get(f"/api/attuned/partners/{connection}")).status_code == 404


async def test_a_yes_at_five_minutes_and_one_second_is_refused_with_every_job_stopped(house: House) -> None:
    ada, bo = await somebody(house, "Ada"), await somebody(house, "Bo", anonymous=True)
    asked = await commands.ask(house, ada.player)
    assert asked.code is not None
    made = asked.expires_at - timedelta(minutes=5)
    house.clock.move_to(made + timedelta(minutes=4, seconds=57))
    late = await commands.ask(house, bo.player)
    house.clock.move_to(made + timedelta(minutes=5, seconds=1))
    with pytest.raises(Problem, match="five minutes"):
        await commands.accept(house, bo.player, asked.code, "x")
    row, *_ = await run(house, "select status::text from attuned.partner_connections order by id")
    assert row[0] == "pending"
    # The row itself refuses too, whoever writes.
    with pytest.raises(Conflict):
        async with house.database.session(commands.ACTOR, "attuned") as db:
            await db.connection.execute(
                "update partner_connections set status = 'accepted', recipient_anonymous_session_id = $1 where requester_user_id is not null",
                bo.player.anonymous_id,
            )
    assert late.code is not None
    assert await commands.accept(house, ada.player, late.code, "x") > 0
    latest = await commands.latest(house, ada.player)
    assert latest is not None
    assert latest["status"] == "expired"
    await run_schedule(house, "attuned.connections.expire")
    rows = await run(house, "select status::text from attuned.partner_connections order by id")
    assert [row[0] for row in rows] == ["expired", "accepted"]


@pytest.mark.postgres15
async def test_of_many_who_enter_a_code_at_once_one_is_connected(house: House) -> None:
    ada = await somebody(house, "Ada")
    crowd = [await somebody(house, f"Bo{letter}", anonymous=True) for letter in "abcd"]
    asked = await commands.ask(house, ada.player)
    outcomes = await asyncio.gather(
        *(commands.accept(house, one.player, asked.code or "", one.player.owner) for one in crowd),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, int) for outcome in outcomes) == 1
    assert len(await run(house, "select 1 from attuned.partner_connections where status = 'accepted'")) == 1


async def test_an_address_is_answered_the_same_whether_or_not_anybody_has_it(
    app: Any, house: House, standins: StandIns
) -> None:
    ada, bo = await somebody(house, "Ada"), await somebody(house, "Bo")
    hers = Program(app, house, ada)
    answers: list[tuple[int, list[str], str | None]] = []
    for address in (bo.email, "nobody@example.org", " BO@Example.org "):
        answer = await hers.post(ASK, email=address)
        answers.append((answer.status_code, sorted(answer.json()), answer.json()["code"]))
    assert answers[0] == answers[1] == answers[2] == (201, ["code", "expires_at"], None)
    letters = await _letters(house, standins)
    assert sorted(letter.recipients[0] for letter in letters) == [bo.email, bo.email, "nobody@example.org"]
    words = {letter.text.replace(_code_in(letter.text), "CODE") for letter in letters}
    assert len(words) == 1, "known and unknown read the same letter"
    [text] = words
    assert not any(
        hint in (text + letters[0].subject).lower() for hint in ("game", "couple", "intim", "love", "sex")
    )
    assert "ada@example.org" not in text
    # Somebody who blocked her gets no letter, and she no other answer.
    await run(
        house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", bo.user_id, ada.user_id
    )
    house.clock.move(timedelta(hours=2))
    assert (await hers.post(ASK, email=bo.email)).status_code == 201
    assert len(await _letters(house, standins)) == 3


def _code_in(text: str) -> str:
    [code] = [line for line in text.splitlines() if plain(line) and "-" in line]
    return code


async def test_a_letter_is_for_whom_it_was_written_to_and_a_no_is_told_to_nobody(
    app: Any, house: House, standins: StandIns
) -> None:
    ada, bo, eve = [await somebody(house, name) for name in ("Ada", "Bo", "Eve")]
    hers = Program(app, house, ada)
    await hers.post(ASK, email=bo.email)
    [letter] = await _letters(house, standins)
    code = _code_in(letter.text)
    guest = await somebody(house, "Gus", anonymous=True)
    refusals = [
        (await Program(app, house, who).post(ACCEPT, code=code)).json() for who in (eve, guest, ada)
    ] + [(await Program(app, house, bo).post(ACCEPT, code="2222-2222")).json()]
    assert len({(one["type"], one["detail"], one["field"]) for one in refusals}) == 1
    theirs = Program(app, house, bo)
    assert (await theirs.post("/api/attuned/connections/decline", code=code)).status_code == 204
    assert (await theirs.post("/api/attuned/connections/decline", code="2222-2222")).status_code == 204
    assert (await theirs.post(ACCEPT, code=code)).status_code == 422
    assert (await hers.get("/api/attuned/connections/waiting")).json()["status"] == "expired"
    assert (await Program(app, house, guest).post(ASK, email=bo.email)).status_code == 401
    assert (await hers.post(ASK, email=ada.email)).json()["field"] == "email"
    assert (await hers.post(ASK, email="nonsense")).json()["field"] == "email"


async def test_of_a_code_only_its_keyed_hash_is_kept_and_trying_is_limited(app: Any, house: House) -> None:
    ada, eve = await somebody(house, "Ada"), await somebody(house, "Eve")
    asked = await commands.ask(house, ada.player)
    assert asked.code is not None
    [row] = await run(house, "select to_jsonb(c)::text from attuned.partner_connections c")
    assert hash_of(house, asked.code) in row[0]
    assert plain(asked.code) not in row[0].upper()
    assert asked.code not in row[0]
    hers = Program(app, house, eve)
    tries = [(await hers.post(ACCEPT, code="2222-2222")).status_code for _ in range(11)]
    assert tries == [422] * 10 + [429]
    assert (await hers.post(ACCEPT, code=asked.code)).status_code == 429


async def test_whoever_scans_a_code_without_having_begun_is_led_to_the_beginning(
    client: Any, house: House, app: Any
) -> None:
    for path in ("/attuned/connect/enter", "/attuned/connect", "/attuned/partners", "/attuned/sharing"):
        answer = await client.get(path, headers={"accept": "text/html"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/attuned/begin"), path
    hers = Program(app, house, await somebody(house, "Ada"))
    for number in (0, 7, 2**31, 2**70):
        for path in ("end", "share", "withdraw"):
            assert (await hers.post(f"/api/attuned/partners/{number}/{path}")).status_code == 404


async def test_a_fresh_request_makes_the_one_before_void(house: House) -> None:
    ada, bo = await somebody(house, "Ada"), await somebody(house, "Bo")
    first, second = await commands.ask(house, ada.player), await commands.ask(house, ada.player)
    with pytest.raises(Problem):
        await commands.accept(house, bo.player, first.code or "", "x")
    assert await commands.accept(house, bo.player, second.code or "", "x") > 0


@pytest.mark.parametrize("anonymous", [False, True])
async def test_parting_closes_the_running_evening_at_once(app: Any, house: House, anonymous: bool) -> None:
    ada, bo = await somebody(house, "Ada"), await somebody(house, "Bo", anonymous=anonymous)
    connection = await connect(house, ada, bo)
    await _evening(house, ada, bo)
    await Program(app, house, bo).post(f"/api/attuned/partners/{connection}/end")
    [row] = await run(house, "select status from attuned.sessions")
    assert row[0] == "abandoned"
    if not anonymous:
        # She keeps her list and may ask again; he is off nobody's but his own.
        rows = await run(house, "select partner_name from attuned.remembered_partners")
        assert [row[0] for row in rows] == ["Bo"]
        page = await Program(app, house, ada).page("/attuned/partners")
        assert "Ask again" in page.text


async def _evening(house: House, one: Somebody, other: Somebody) -> None:
    await run(
        house,
        """insert into attuned.sessions (session_id, player_a_profile_id, player_b_profile_id, primary_user_id, partner_user_id,
             partner_anonymous_session_id)
           select gen_random_uuid()::text, a.id, b.id, $1, $2, $3 from attuned.profiles a, attuned.profiles b
           where a.user_id = $1 and (b.user_id = $2 or b.anonymous_session_id = $3)""",
        one.user_id,
        other.player.user_id,
        other.player.anonymous_id,
    )


async def test_codes_addresses_and_purchases_are_in_no_log_and_no_address(
    app: Any, house: House, standins: StandIns, capfd: Any
) -> None:
    ada, bo = await somebody(house, "Ada"), await somebody(house, "Bo")
    hers, theirs = Program(app, house, ada), Program(app, house, bo)
    code = (await hers.post(ASK)).json()["code"]
    await theirs.post(ACCEPT, code="2222-2222")
    await theirs.post(ACCEPT, code=code)
    await hers.post(ASK, email="planted@example.org")
    bought = standins.play.buy("monthly").token
    standins.play.faults.add(Fault(kind=FaultKind.FAIL, times=1, match="subscriptionsv2", status=503))
    await hers.post("/api/attuned/purchases/google-play", purchase_token=bought)
    await worker_pass(house, schedules=False)
    page = await hers.page("/attuned/connect/waiting")
    assert "The letter is on its way" in page.text
    said = capfd.readouterr()
    for word in (code, plain(code), "planted@example.org", bought, ada.email):
        assert word not in said.out + said.err
        assert word not in page.text.replace("data-countdown", "")
